# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the oracle's output with that of `lymphodose batch`, row by row.

    compare_plans.py ORACLE_OUT.csv PROGRAM_OUT.csv [--ignore COLUMN,...]
                     [--also COLUMN,...] [--show N]

Compared: refused or not, status, release, the acknowledgement codes as a set,
and per drug the part, the calculated, given and total dose and the ends of a
range, within 1e-9 of the oracle's value.  --also adds columns, as
`clearance_value,crcl_ml_min,bsa_m2`.  Prints the first 40 differences with
both values, then counts per column; exit 1 when anything differs.
"""
import argparse
import csv
import itertools
import sys
from collections import Counter

MARGIN = 1e-9
TEXTS = ["status", "release"]
SETS = ["acknowledge"]
NUMBERS = [f"{drug}_{name}" for drug in ("fludarabine", "cyclophosphamide")
           for name in ("fraction_applied", "mg_per_day_calculated", "mg_per_day", "mg_total",
                        "low_mg", "high_mg")]


def same_number(one, other):
    if one == "" or other == "":
        return one == other
    try:
        first, second = float(one), float(other)
    except ValueError:
        return one == other
    return abs(first - second) <= MARGIN * max(abs(first), abs(second))


def compare_row(oracle, program, columns):
    """Yields (column, oracle's text, program's text) of every difference."""
    if bool(oracle["error"]) != bool(program["error"]):
        yield "refused", oracle["error"] or "no", program["error"] or "no"
        return
    if oracle["error"]:
        return
    for column in columns:
        one, other = oracle[column], program[column]
        if column in SETS:
            same = set(one.split()) == set(other.split())
        elif column in NUMBERS or column.endswith(("_value", "_min", "_m2")):
            same = same_number(one, other)
        else:
            same = one == other
        if not same:
            yield column, one, other


def main():
    parser = argparse.ArgumentParser(description="Compares oracle and program.")
    parser.add_argument("oracle")
    parser.add_argument("program")
    parser.add_argument("--ignore", default="", help="columns not to compare")
    parser.add_argument("--also", default="", help="further columns to compare")
    parser.add_argument("--show", type=int, default=40)
    options = parser.parse_args()
    ignored = options.ignore.split(",")
    columns = [name for name in TEXTS + SETS + NUMBERS + options.also.split(",")
               if name and name not in ignored]
    counts, statuses, shown, rows, bad_rows = Counter(), Counter(), 0, 0, 0
    with open(options.oracle, newline="", encoding="utf-8") as one, \
            open(options.program, newline="", encoding="utf-8") as other:
        oracles, programs = csv.DictReader(one), csv.DictReader(other)
        for reader, path in ((oracles, options.oracle), (programs, options.program)):
            lacking = [name for name in columns + ["error"] if name not in reader.fieldnames]
            if lacking:
                sys.exit(f"{path}: no column {' '.join(lacking)}")
        for oracle, program in itertools.zip_longest(oracles, programs):
            rows += 1
            if oracle is None or program is None:
                found = [("row", "absent" if oracle is None else "present",
                          "absent" if program is None else "present")]
            elif ("case_id" in program and oracle.get("case_id") != program["case_id"]):
                found = [("case_id", oracle.get("case_id"), program["case_id"])]
            else:
                found = list(compare_row(oracle, program, columns))
                statuses[oracle["status"] or "refused"] += 1
            bad_rows += bool(found)
            for column, first, second in found:
                counts[column] += 1
                if shown < options.show:
                    shown += 1
                    row = oracle or program
                    where = " ".join(row.get(name) or "" for name in
                                     ("case_id", "regimen", "guidance"))
                    print(f"row {rows} ({where}) {column}: oracle '{first}', "
                          f"program '{second}'")
    print(f"{rows} rows ({', '.join(f'{n} {s}' for s, n in sorted(statuses.items()))}); "
          f"{bad_rows} differ")
    for column, count in counts.most_common():
        print(f"  {column}: {count}")
    return 1 if bad_rows else 0


if __name__ == "__main__":
    sys.exit(main())
