#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""list-files.py FOLDER SUFFIX: the names of the files of a folder of the source tree, sorted."""
import os
import pathlib
import sys

root = pathlib.Path(os.environ.get("MESON_SOURCE_ROOT", pathlib.Path(__file__).parents[2]))
for path in sorted((root / sys.argv[1]).glob("*" + sys.argv[2])):
    print(path.name)
