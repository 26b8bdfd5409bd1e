#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the tests of meson build directories; the last line printed is "N passed, N failed".

    junit-summary.py [--failed-steps N] BUILD_DIRECTORY...

A program that ends badly without naming a failed test of its own counts as one
failure, as does each failed step and each directory where no test ran.
"""
import argparse
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

GOOD = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}


def outcome(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "skipped" if case.find("skipped") is not None else "passed"


def programs_of(log):
    """Name and outcome of each test program."""
    for line in log.read_text(encoding="utf-8").splitlines():
        test = json.loads(line)
        yield test["name"], GOOD.get(test["result"], "failed")


def count(directory, counts):
    """Adds a directory's tests to the counts and prints the ones that did not pass."""
    logs = pathlib.Path(directory, "meson-logs")
    if not (logs / "testlog.junit.xml").exists() or not (logs / "testlog.json").exists():
        counts["failed"] += 1
        print(f"failed: {directory}: no test ran there")
        return
    parts = {}
    for suite in ElementTree.parse(logs / "testlog.junit.xml").getroot().iter("testsuite"):
        _, dot, program = suite.get("name").partition(".")
        if dot:                 # else: programs that told no tests of their own
            parts[program] = [(case.get("name"), outcome(case)) for case in suite.iter("testcase")]
    for program, result in programs_of(logs / "testlog.json"):
        cases = parts.get(program, [])
        if not cases or (result == "failed" and "failed" not in (found for _, found in cases)):
            cases = cases + [("as a whole", result)]
        for name, found in cases:
            counts[found] += 1
            if found != "passed":
                print(f"{found}: {directory}: {program.partition(':')[2]}: {name}")


def main():
    parser = argparse.ArgumentParser(description="Counts tests.")
    parser.add_argument("--failed-steps", type=int, default=0)
    parser.add_argument("directories", nargs="+")
    options = parser.parse_args()
    counts = {"passed": 0, "failed": options.failed_steps, "skipped": 0}
    for directory in options.directories:
        count(directory, counts)
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    print(f"{counts['passed']} passed, {counts['failed']} failed{skipped}")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
