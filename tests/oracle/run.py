#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random cases through the program and through the independent oracle; no difference is allowed.

    run.py --program PROGRAM --data DIRECTORY [--rows N] [--seed SEED] [--cases CASES.csv] [--tap]
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ALSO = "clearance_value,crcl_ml_min,bsa_m2"


def python(script, *arguments):
    return subprocess.run([sys.executable, "-B", str(HERE / script), *map(str, arguments)],
                          stdout=subprocess.PIPE, text=True, check=False)


def compare(options, folder):
    """Result: whether the two agree, and what compare_plans.py printed."""
    cases = options.cases or folder / "cases.csv"
    if not options.cases:
        python("random_cases.py", options.rows, options.seed, "-o", cases).check_returncode()
    environment = dict(os.environ, LYMPHODOSE_DATA=options.data, XDG_DATA_HOME=str(folder))
    with open(folder / "complaints.txt", "wb") as complaints:
        status = subprocess.run([options.program, "batch", cases, "-o", folder / "program.csv"],
                                stderr=complaints, env=environment, check=False).returncode
    if status not in (0, 1):
        return False, f"the program ended with {status}\n"
    python("plan_oracle.py", cases, "-o", folder / "oracle.csv").check_returncode()
    result = python("compare_plans.py", folder / "oracle.csv", folder / "program.csv", "--also", ALSO)
    return result.returncode == 0, result.stdout


def main():
    parser = argparse.ArgumentParser(description="Compares program and oracle.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--rows", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", help="take these instead of random ones")
    parser.add_argument("--tap", action="store_true", help="tell the result as a test")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lymphodose-oracle-") as folder:
        good, text = compare(options, pathlib.Path(folder))
    if options.tap:
        print("1..1")
        text = "".join(f"# {line}\n" for line in text.splitlines())
    print(text, end="" if text.endswith("\n") else "\n")
    if options.tap:
        print(f"{'ok' if good else 'not ok'} 1 program and oracle agree on every row")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
