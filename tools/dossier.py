#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""dossier.py [options] OUTPUT: the quality dossier, made by the build from the sources alone.

    --program FILE      the program just built: its formulas and intended purpose are asked of it
    --version TEXT
    --component TEXT    "name|version|what for", several
    --depfile FILE      what it was made from, for ninja
    --strict            fail on faults

A control that names a test that is not there, and a requirement without a test, are told at the end of the
dossier: a test fails then. With --strict nothing is written instead.
"""
import argparse
import csv
import hashlib
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

import requirements
from command_table import Table

ROOT = pathlib.Path(__file__).resolve().parents[1]
HAZARDS = ROOT / "docs" / "hazards.csv"
KINDS = ("regimens", "guidance", "formulary")


def cell(text):
    return " ".join(text.split()).replace("|", "\\|")


def table(header, rows):
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield "| " + " | ".join(map(cell, row)) + " |"
    yield ""


def named_tests(path, number):
    """The tests of a file that name a requirement: (R05) in a case's title or a test's path."""
    text = path.read_text(encoding="utf-8", errors="replace")
    found = re.findall(r'@case\(f?"([^"]+)"', text) + re.findall(r'g_test_add\w*\(\s*"(/[^"]+)"', text)
    return [name for name in found if number in set(requirements.numbers_in(name))]


def requirement_lines(faults):
    where, unknown = requirements.matrix()
    faults += unknown
    for number, paths in where.items():
        yield f"### R{number:02} {requirements.REQUIREMENTS[number]}"
        yield ""
        if number in requirements.LATER:
            yield "Not in this version."
        elif not paths:
            faults.append(f"R{number:02} has no test")
        for path in paths:
            names = named_tests(ROOT / path, number)
            yield f"- {path}" + (": " + "; ".join(f"“{name}”" for name in names) if names else "")
        yield ""


def hazard_rows(faults):
    with HAZARDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tests = []
            for test in row["tests"].split("; "):
                path, _, part = test.partition("#")
                if not (ROOT / path).is_file():
                    faults.append(f"{row['id']}: {path} is not there")
                elif part not in (ROOT / path).read_text(encoding="utf-8"):
                    faults.append(f"{row['id']}: {path} has no “{part}”")
                tests.append(f"{path} (“{part}”)")
            for number in re.findall(r"R(\d\d)", row["requirements"]):
                if int(number) not in requirements.REQUIREMENTS:
                    faults.append(f"{row['id']}: R{number} is no requirement")
            yield [row["id"], row["hazard"], row["control"], row["requirements"], "; ".join(tests)]


def document_rows():
    for kind in KINDS:
        for path in sorted((ROOT / "data" / kind).glob("*.xml")):
            data = path.read_bytes()
            head = ElementTree.fromstring(data)
            space = head.tag.partition("}")[0] + "}"
            sources = len(head.findall(f"{space}source"))
            yield [kind, f"{head.get('id')}@{head.get('version')}", head.get("status"), head.get("issued"),
                   head.get("review-by"), str(sources), hashlib.sha256(data).hexdigest()]


def suite_rows():
    for path in sorted((ROOT / "data" / "suites").glob("*.csv")):
        data = path.read_bytes()
        yield [path.name, str(len(list(csv.reader(data.decode("utf-8").splitlines()))) - 1),
               hashlib.sha256(data).hexdigest()]


def intended_purpose():
    text = (ROOT / "src" / "report" / "intended-purpose.c").read_text(encoding="utf-8")
    return "".join(re.findall(r'"([^"]*)"', text.partition("return N_(")[2]))


def lines(options, faults):
    formulas = Table(options.program).formulas
    yield f"# Lymphodose {options.version}: quality dossier"
    yield ""
    yield ("Made by the build from the sources of this version; nothing in it is kept by hand but the list of "
           "hazards, docs/hazards.csv. A requirement without a test, or a control whose test is not there, would be "
           "told in a section of its own at the end, and `make check` fails then. That the tests pass is shown by `make check`; that an installation is intact, "
           "by `lymphodose selfcheck`.")
    yield from ("", "## 1. Intended purpose", "", intended_purpose(), "")
    yield from ("## 2. What this dossier is not", "",
                "It is no risk file of a hospital: it estimates neither how often a hazard occurs nor how much harm "
                "remains, and it holds no evidence from patients. Every document whose status is `draft` was checked "
                "by its authors alone.", "")
    yield from ("## 3. Requirements and the tests that name them", "")
    yield from requirement_lines(faults)
    yield from ("## 4. Hazards, controls and their tests", "")
    yield from table(["", "Hazard", "Control", "Requirements", "Tests"], hazard_rows(faults))
    yield from ("## 5. Formulas", "")
    yield from table(["Id", "Form", "Source", "People it was made for"], formulas)
    yield from ("## 6. Rule documents", "",
                "Each source, with its place and the day on which it was read, stands in the document.", "")
    yield from table(["Kind", "Document", "Status", "Issued", "Review by", "Sources", "SHA-256"], document_rows())
    yield from ("## 7. Suites of cases with expected values", "")
    yield from table(["Suite", "Rows", "SHA-256"], suite_rows())
    yield from ("## 8. Components of others, as this build found them", "")
    yield from table(["Component", "Version", "What for"], [text.split("|") for text in options.component])


def made_from():
    folders = ("tests", "data", "docs")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
    return sorted(paths) + [ROOT / folder for folder in folders] + [
        ROOT / "src" / "report" / "intended-purpose.c", pathlib.Path(__file__), pathlib.Path(requirements.__file__)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--component", action="append", default=[])
    parser.add_argument("--depfile")
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("output", type=pathlib.Path)
    options = parser.parse_args()
    faults = []
    text = "\n".join(lines(options, faults))
    if faults and options.strict:
        sys.exit("\n".join(faults))
    if faults:
        text += "\n".join(["", "## 9. Faults of this dossier", "", *(f"- {fault}" for fault in faults), ""])
    options.output.write_text(text, encoding="utf-8")
    if options.depfile:
        names = " ".join(str(path).replace(" ", "\\ ") for path in made_from())
        pathlib.Path(options.depfile).write_text(f"{options.output}: {names}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
