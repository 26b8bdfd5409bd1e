#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Random cases through the program and through the independent oracle, and with --session through the
app's session, too; no difference is allowed, and between program and session no other byte.

    run.py --program PROGRAM --data DIRECTORY [--session SESSION-ROWS] [--rows N] [--seed SEED]
           [--cases CASES.csv] [--tap]
"""
import argparse
import csv
import itertools
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


def differing_rows(program, session, shown=20):
    """What differs between two files of plans, as text; empty where no byte does."""
    if program.read_bytes() == session.read_bytes():
        return ""
    lines, rows = [], 0
    with open(program, newline="", encoding="utf-8") as one, open(session, newline="", encoding="utf-8") as other:
        for number, (first, second) in enumerate(itertools.zip_longest(csv.reader(one), csv.reader(other))):
            if number == 0:
                header = first
            if first == second:
                continue
            rows += 1
            for name, mine, yours in itertools.zip_longest(header, first or (), second or ()):
                if mine != yours and len(lines) < shown:
                    lines.append(f"row {number} ({(first or second)[0]}) {name}: program {mine!r}, session {yours!r}")
    return "\n".join(lines + [f"session and program: {rows} rows differ"]) + "\n"


def compare_session(options, cases, folder, environment):
    """The app's session beside the program. Result: whether no byte differs, and what there is to tell."""
    with open(folder / "session.csv", "wb") as plans:
        status = subprocess.run([options.session, cases], stdout=plans, env=environment, check=False).returncode
    if status != 0:
        return False, f"the session ended with {status}\n"
    text = differing_rows(folder / "program.csv", folder / "session.csv")
    size = (folder / "session.csv").stat().st_size
    return not text, text or f"session and program: the same {size} bytes\n"


def compare(options, folder):
    """Result: whether all agree, and what there is to tell."""
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
    if not options.session:
        return result.returncode == 0, result.stdout
    same, told = compare_session(options, cases, folder, environment)
    return result.returncode == 0 and same, result.stdout + told


def main():
    parser = argparse.ArgumentParser(description="Compares program and oracle.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--session", help="session-rows of the app, to be compared, too")
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
        what = "program and oracle agree on every row"
        print(f"{'ok' if good else 'not ok'} 1 {what}{', the session of the app too' if options.session else ''}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
