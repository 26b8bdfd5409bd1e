#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-locale.py LOCALEDEF NAME CHARSET DIRECTORY STAMP: makes DIRECTORY/NAME.CHARSET."""
import os
import pathlib
import subprocess
import sys

localedef, name, charset, directory, stamp = sys.argv[1:]
os.makedirs(directory, exist_ok=True)
result = subprocess.run([localedef, "--no-archive", "-i", name, "-f", charset,
                         os.path.join(directory, f"{name}.{charset}")],
                        capture_output=True, text=True)
# localedef exits 1 for mere warnings: whether the locale is there is for a test to say.
pathlib.Path(stamp).write_text(result.stdout + result.stderr, encoding="utf-8")
