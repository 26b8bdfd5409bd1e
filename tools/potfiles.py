#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes po/POTFILES.in and po/rules/POTFILES.in: every file with texts for people. With --check it only
prints what they lack."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
MARKED = re.compile(r"(?<![A-Za-z0-9_])(N_|NC_|Q_|C_|_) ?\(\s*\""
                    r"|(?:ldose_tell_count|ldose_wording_plural|ngettext)\([^;\"]*\"")
LICENCE = "# SPDX-License-Identifier: GPL-3.0-or-later\n"


def wanted():
    """Name of each list and the files that it must hold, sorted."""
    program = [path for path in (ROOT / "src").rglob("*.[ch]")
               if MARKED.search(path.read_text(encoding="utf-8"))]
    program += [path for path in (ROOT / "ui").rglob("*.ui")
                if 'translatable="yes"' in path.read_text(encoding="utf-8")]
    program += [path for pattern in ("*.desktop.in", "*.metainfo.xml.in", "*.mime.xml.in", "*.gschema.xml")
                for path in (ROOT / "data").glob(pattern)]
    documents = [path for folder in ("formulary", "guidance", "regimens")
                 for path in (ROOT / "data" / folder).glob("*.xml")]
    for name, paths in (("po/POTFILES.in", program), ("po/rules/POTFILES.in", documents)):
        yield name, sorted(path.relative_to(ROOT).as_posix() for path in paths)


def listed(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def main():
    faults = 0
    for name, paths in wanted():
        if "--check" not in sys.argv[1:]:
            (ROOT / name).write_text(LICENCE + "".join(path + "\n" for path in paths), encoding="utf-8")
            continue
        there = listed(name)
        complaints = [f"{name} lacks {path}" for path in paths if path not in there]
        complaints += [f"{name}: {path} is not there, or has no text" for path in there if path not in paths]
        if not complaints and there != paths:
            complaints = [f"{name}: not sorted, or a file twice"]
        if complaints:
            print("\n".join(complaints))
        faults += len(complaints)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
