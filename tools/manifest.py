#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""manifest.py OUTPUT DEPFILE DATA_DIRECTORY FOLDER...: the SHA-256 of every data file that is installed.

A line a file, as sha256sum writes and checks it: "<hash>  <name below DATA_DIRECTORY>".
DEPFILE tells ninja what it was made from, folders included, so that a new file is seen.
"""
import hashlib
import pathlib
import sys


def escaped(path):
    return str(path).replace("$", "$$").replace(" ", "\\ ").replace("#", "\\#")


def main():
    output, depfile, root, *names = sys.argv[1:]
    folders = [pathlib.Path(root, name) for name in sorted(names)]
    files = [path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()]
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n"
             for path in files]
    pathlib.Path(output).write_text("".join(lines), encoding="utf-8")
    made_from = " ".join(escaped(path) for path in folders + files)
    pathlib.Path(depfile).write_text(f"{escaped(output)}: {made_from}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
