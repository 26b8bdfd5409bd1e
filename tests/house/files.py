#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""files.py ROOT: the order of the source tree: licence lines, one-way includes, tests that really run."""
import pathlib
import re
import sys

import tap

ROOT = pathlib.Path(sys.argv[1])
FLOW = ["base", "formula", "rules", "dosing", "report"]
PROGRAMS = ["cli", "gui"]   # neither sees the other
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
SAMPLES = {("tests", "invalid"), ("tests", "records")}   # their bytes are what is tested
CODE = {".c", ".h", ".py", ".sh", ".awk", ".xml", ".xsd", ".its", ".loc", ".build", ".ui", ".css"}


def files(*places):
    for place in places:
        for path in sorted((ROOT / place).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def relative(path):
    return path.relative_to(ROOT)


def licence_lines():
    named = [path for path in files("src", "tests", "data", "po", "ui") if path.suffix in CODE]
    named += list(files("tools", ".ci")) + [ROOT / "Makefile", ROOT / "meson.build", ROOT / ".editorconfig",
                                                ROOT / ".clang-format"]
    for path in named:
        head = path.read_text(encoding="utf-8", errors="replace")[:400]
        if LICENCE not in head and relative(path).parts[:2] not in SAMPLES:
            yield f"{relative(path)}: no line with {LICENCE}"


def includes_look_back():
    owner = {path.name: folder for folder in FLOW + PROGRAMS
             for path in (ROOT / "src" / folder).glob("*.h")}
    for folder in FLOW + PROGRAMS:
        seen = FLOW + [folder] if folder in PROGRAMS else FLOW[:FLOW.index(folder) + 1]
        for path in files(f"src/{folder}"):
            if path.suffix not in {".c", ".h"}:
                continue
            for name in re.findall(r'^#include "([^"]+)"', path.read_text(encoding="utf-8"), re.M):
                if owner.get(name, "base") not in seen:
                    yield f"{relative(path)} includes {name} of {owner[name]}, which comes later"


def only_one_parser_of_xml():
    for path in files("src"):
        if path.suffix in {".c", ".h"} and path.stem != "xml-document":
            found = re.search(r"^#include <libxml/(parser|xmlschemas|tree)\.h>", path.read_text(encoding="utf-8"),
                              re.M)
            if found:
                yield f"{relative(path)}: {found[0]}"


def no_clock_below_the_command_line():
    words = re.compile(r"\b(time|gettimeofday|clock_gettime|g_get_real_time|g_date_time_new_now\w*|localtime|"
                       r"getenv|g_getenv|setlocale|localeconv|nl_langinfo)\s*\(")
    for folder in FLOW:
        for path in files(f"src/{folder}"):
            if path.name in ("catalogue.c", "install-place.c"):   # for the start of the programs alone
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                found = words.search(line)
                if found and not line.lstrip().startswith(("*", "/*")):
                    yield f"{relative(path)}:{number}: {found[1]}"


def numbers_are_printed_by_one_function():
    """printf's own conversions write the decimal sign of the locale; base/number.c never does."""
    words = re.compile(r"%(?:\d+\$)?[-+#0']*(?:\d+|\*)?(?:\.(?:\d+|\*)?)?[lL]?[aAeEfFgG](?![A-Za-z])")
    for path in files("src"):
        if path.suffix not in {".c", ".h"} or path.name == "progress-bar.c":   # for eyes alone, without decimals
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for literal in re.findall(r'"(?:[^"\\]|\\.)*"', line.split("/*")[0]):
                if words.search(literal) and not line.lstrip().startswith("*"):
                    yield f"{relative(path)}:{number}: {literal}"


def every_test_is_run():
    text = "".join((ROOT / folder / "meson.build").read_text(encoding="utf-8") for folder in ("tests", "tests/gui"))
    for pattern, shown in (("tests/test-*.c", lambda path: path.stem[len("test-"):]),
                           ("tests/cli/*.py", lambda path: path.stem),
                           ("tests/gui/test-*.c", lambda path: path.stem[len("test-"):]),
                           ("tests/gui/*.py", lambda path: path.stem),
                           ("tests/house/*.py", lambda path: path.stem)):
        for path in sorted(ROOT.glob(pattern)):
            name = shown(path)
            if name not in ("harness", "tap", "bench") and f"'{name}'" not in text and f"{name}.py'" not in text:
                yield f"{relative(path)} is not run: tests/meson.build does not name it"


def text_files_are_tidy():
    for path in [*files("src", "tests", "tools", "po", ".ci"), *ROOT.glob("*.build"), ROOT / "Makefile"]:
        if path.suffix in {".png", ".csv", ".pot", ".tsv"} or "invalid" in path.parts or "fuzz" in path.parts:
            continue
        text = path.read_bytes()
        if text and not text.endswith(b"\n"):
            yield f"{relative(path)}: no LF at the end"
        for number, line in enumerate(text.split(b"\n"), 1):
            if line != line.rstrip() or (b"\t" in line and path.name != "Makefile"):
                yield f"{relative(path)}:{number}: a tab, or blanks at the end"


def the_text_speaks_of_the_project_alone():
    words = re.compile(r"(?<![\w.])/(work|root|home)/|\b(" + "|".join(("chat" + "bot", "language" + " model")) +
                       r")\b", re.I)
    for path in [*files("src", "tests", "tools", "data", "po", ".ci"), ROOT / "README.md", ROOT / "Makefile"]:
        if path.suffix == ".pot" or not path.exists():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            found = words.search(line)
            if found and path.name != "files.py":
                yield f"{relative(path)}:{number}: {found[0]}"


tap.run([
    ("every file names its licence", licence_lines),
    ("includes look only back along the flow", includes_look_back),
    ("one file alone parses XML", only_one_parser_of_xml),
    ("R07: nothing below the command line reads a clock, the environment or the locale",
     no_clock_below_the_command_line),
    ("no number is printed with the decimal sign of the locale", numbers_are_printed_by_one_function),
    ("every test file is run", every_test_is_run),
    ("lines end tidily", text_files_are_tidy),
    ("no path of a machine, no talk of tools", the_text_speaks_of_the_project_alone),
])
