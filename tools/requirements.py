#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints which numbered requirements are named in a test, and which are not.

    requirements.py [--all]     --all: also the files that name each

Tests are the files under tests/ and the suites under data/suites/.  Exit status 1
when a test names a number that is no requirement, or a requirement of this version has no test.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
REQUIREMENTS = {
    1: "missing input is named, nothing assumed",
    2: "no number without its unit",
    3: "implausible asks, impossible is refused",
    4: "the sign of a bound stays; only digits and one sign are a number",
    5: "one parser for app, command line and files",
    6: "dates of weight and creatinine",
    7: "age from a birth date and an explicit day; no clock",
    8: "formulas by id, with constants and source",
    9: "indexed and absolute clearance are two types",
    10: "weights and clearances side by side",
    11: "cap, reduction and rounding are separate steps",
    12: "named rounding, its deviation shown",
    13: "normal and absolute maximum",
    14: "day, days and total agree",
    15: "a worse organ never gives a higher dose",
    16: "silent, no adjustment and not assessed are three things",
    17: "documents with sources, versions and hashes",
    18: "proof of each table",
    19: "limits: below, at, above",
    20: "numbered structural rules",
    21: "impact of a new version",
    22: "hostile documents",
    23: "how doses are written",
    24: "one decimal sign a page",
    25: "colour is never the only sign",
    26: "what a printout carries",
    27: "same input, same bytes",
    28: "blind second check",
    29: "overrides with reason, name and time",
    30: "sealed records",
    31: "installation report",
    32: "known-wrong numbers must not match",
    33: "batch never stops at a bad row",
    34: "whole sentences for translators",
    35: "pseudo-locale and right-to-left",
    36: "accessible names and keys",
    37: "no network, nothing personal left behind",
    38: "intended purpose",
    39: "no limit in mL/min under 18 years",
    40: "the worst end is the most severe",
    41: "release beside status; words not to use",
    42: "clearance and weight policy is data",
    43: "dialysis is asked and comes first",
    44: "creatinine has a date, a trend and a sign",
    45: "ordered against given dose",
    46: "taking documents into use",
    47: "days already given",
    48: "alarm budget",
}


LATER = {47}   # not in this version


def numbers_in(text):
    """The requirement numbers that a text names: R05, or R05–R09."""
    for first, last in re.findall(r"(?<![A-Za-z0-9_])R(\d\d)(?:\s?[–-]\s?R(\d\d))?(?![A-Za-z0-9_])", text):
        yield from range(int(first), int(last or first) + 1)


def matrix():
    """The files that name each requirement, and complaints of names that are no requirement."""
    where = {number: [] for number in REQUIREMENTS}
    unknown = []
    tests = [path for path in sorted((ROOT / "tests").rglob("*"))
             if path.suffix in {".c", ".py", ".csv", ".sh"} and path.parent.name != "house"]
    tests += [path for path in sorted((ROOT / "tests" / "house").glob("*.py")) if path.stem != "requirements"]
    for path in tests + sorted((ROOT / "data" / "suites").glob("*.csv")):
        for number in sorted(set(numbers_in(path.read_text(encoding="utf-8", errors="replace")))):
            if number in where:
                where[number].append(path.relative_to(ROOT).as_posix())
            else:
                unknown.append(f"{path.relative_to(ROOT)} names R{number:02}, which is no requirement")
    return where, unknown


def main():
    where, unknown = matrix()
    without = [number for number, files in where.items() if not files]
    if "--all" in sys.argv[1:]:
        for number, files in where.items():
            print(f"R{number:02} {REQUIREMENTS[number]}: {', '.join(files) or '-'}")
    print(f"{len(where) - len(without)} of {len(where)} requirements are named in a test; not named:")
    for number in without:
        print(f"  R{number:02} {REQUIREMENTS[number]}{' (a later version)' if number in LATER else ''}")
    for line in unknown:
        print(line, file=sys.stderr)
    return 1 if unknown or set(without) - LATER else 0


if __name__ == "__main__":
    sys.exit(main())
