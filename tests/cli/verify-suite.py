#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""verify-suite.py SUITE: one shipped suite of cases with expected values, by `lymphodose verify`."""
import re
import sys

from harness import DATA, DONE, case, fail, main, run


@case(f"every row of {sys.argv[1]}")
def _():
    result = run("verify", DATA / "suites" / sys.argv[1])
    if result.status != DONE:
        fail(result.out + result.err)
    counts = re.search(r"^(\d+) passed, 0 failed, 0 refused$", result.out, re.M)
    if counts is None or int(counts[1]) == 0:
        fail(result.out)
    print(f"# {sys.argv[1]}: {counts[1]} rows passed")


main()
