#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""same-numbers.py CASES.csv PROGRAM: another build of the program gives the same bytes, in batch, text,
JSON and suites. Used to compare the exact fast path of numbers with the C library's way."""
import os
import subprocess
import sys

from harness import DATA, PROGRAM, case, fail, main, settings, true

CASES, OTHER = sys.argv[1:3]


def output(program, arguments):
    process = subprocess.run([program, *map(str, arguments)], capture_output=True, check=False)
    true(process.returncode in (0, 1), process.stderr.decode())
    return process.stdout


def same(*arguments):
    one, other = output(PROGRAM, arguments), output(OTHER, arguments)
    true(len(one) > 0, f"{' '.join(map(str, arguments))}: no output")
    if one != other:
        for number, (a, b) in enumerate(zip(one.splitlines(), other.splitlines()), 1):
            if a != b:
                fail(f"line {number}\n  this:  {a.decode()}\n  other: {b.decode()}")
        fail("another number of lines")


@case("the two programs are two")
def _():
    true(not os.path.samefile(PROGRAM, OTHER), f"{PROGRAM} is compared with itself")


@case("batch over random cases")
def _():
    same("batch", CASES)


@case("calc as text and as JSON")
def _():
    for changes in ({}, {"guidance": "eu-smpc"}, {"creatinine_mg_dl": "<0.2"}, {"weight_kg": "63.35"}):
        same("calc", *settings(**changes))
        same("calc", "--format", "json", *settings(**changes))


@case("formulas and suites")
def _():
    same("formula", "bsa_mosteller", "--set", "height_cm=170.5", "--set", "weight_kg=63.35")
    for suite in sorted(DATA.glob("suites/*.csv")):
        same("verify", suite)


main()
