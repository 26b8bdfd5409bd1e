# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells checks of the source tree as TAP: a check returns a list of faults, empty when all is well."""
import sys


def run(checks):
    """checks: pairs of a name and a function."""
    print(f"1..{len(checks)}")
    bad = 0
    for number, (name, function) in enumerate(checks, 1):
        faults = list(function())
        for fault in faults:
            print(f"# {fault}", file=sys.stderr)
        bad += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} {name}", flush=True)
    sys.exit(1 if bad else 0)
