#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""same-bytes.py CASES.csv: R27: random cases give the same bytes whatever the threads, locale and day."""
import os
import re
import subprocess
import sys

from harness import ANSWER, PROGRAM, case, equal, fail, main, run, environment, true

CASES = sys.argv[1]
COMMA_LOCALE = {"LC_ALL": os.environ["TEST_COMMA_LOCALE"], "LOCPATH": os.environ["TEST_LOCALES"]}
first = run("batch", CASES)


def same(what, *options, **changes):
    result = run("batch", *options, CASES, env=environment(**changes)).exits(ANSWER)
    if result.raw != first.raw:
        one, other = first.out.splitlines(), result.out.splitlines()
        for number, (a, b) in enumerate(zip(one, other), 1):
            if a != b:
                fail(f"{what}: line {number}\n  first: {a}\n  now:   {b}")
        fail(f"{what}: {len(one)} and {len(other)} lines")
    # Complaints are for people: in another locale they have its decimal sign, in another language its words
    # beside the number of the line.
    for one, other in zip(first.err.splitlines(), result.err.splitlines(), strict=True):
        if "LANGUAGE" in changes:
            one, other = (re.sub(r"\D", "", line.split(": ")[1]) for line in (one, other))
        equal(other.replace(",", "."), one.replace(",", "."), f"{what}: complaint")


@case("the first run answers every row")
def _():
    first.exits(ANSWER)
    with open(CASES, "rb") as cases:
        equal(first.raw.count(b"\n"), cases.read().count(b"\n"), "lines")


@case("jobs 1, 2, 3 and 8")
def _():
    for jobs in ("1", "2", "3", "8"):
        same(f"{jobs} jobs", "--jobs", jobs)


@case("a locale with a decimal comma, on one job and on two")
def _():
    for jobs in ("1", "2"):
        same(f"comma, {jobs} jobs", "--jobs", jobs, **COMMA_LOCALE)


@case("another time zone, another language, no environment to speak of")
def _():
    same("time zone", TZ="Pacific/Kiritimati")
    same("language", LANGUAGE="de:fr", LANG="fr_FR.UTF-8")
    process = subprocess.run([PROGRAM, "batch", CASES], capture_output=True, check=False,
                             env={"LYMPHODOSE_DATA": os.environ["LYMPHODOSE_DATA"]})
    true(process.stdout == first.raw, "an empty environment changes the answer")


main()
