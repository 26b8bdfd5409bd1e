#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One process for very many rows, and one for very many edits: resident memory and open descriptors over time.

    endurance.py batch PROGRAM [--rows N] [--jobs N] [--cases CASES.csv]
    endurance.py edits GUI-BENCH [--edits N]

Prints a table and whether both stay flat: after the first fifth, which warms up, resident memory grows by
no more than 2 MiB and no descriptor stays open. Exit status 1: they do not. No time is a failure. Edits need
an X server: run-xvfb endurance.py edits …
"""
import argparse
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
CASES = 1000            # random cases, repeated
REPORTS = 20            # lines of a table
WARM_UP = 5             # one part in so many
LIMIT_KIB = 2048        # a heap that is cut up differently moves by half of that


def verdict(what, samples):
    """Of samples (resident KiB, descriptors) in the order of time. Result: whether they stay flat."""
    if len(samples) < WARM_UP:
        print(f"{what}: too few to tell", flush=True)
        return True
    warm = samples[len(samples) // WARM_UP - 1]
    memory, descriptors = samples[-1][0] - warm[0], samples[-1][1] - warm[1]
    flat = memory <= LIMIT_KIB and descriptors <= 0
    print(f"{what}: after the first fifth {memory:+} KiB resident, {descriptors:+} descriptors: "
          f"{'flat' if flat else 'GROWS'} (limit +{LIMIT_KIB} KiB, +0)", flush=True)
    return flat


def sample(process):
    """Resident and proportional KiB, and open descriptors, of a process that runs."""
    place = pathlib.Path("/proc", str(process.pid))
    lines = (place / "smaps_rollup").read_text().splitlines()
    size = {line.split()[0]: int(line.split()[1]) for line in lines[1:]}
    return size["Rss:"], size["Pss:"], len(os.listdir(place / "fd"))


# ---- rows ----------------------------------------------------------------------------------------

def read_cases(options, folder):
    """The header, and whole rows; a field with a line break would count as two."""
    path = options.cases or folder / "cases.csv"
    if not options.cases:
        subprocess.run([sys.executable, "-B", str(HERE.parent / "oracle" / "random_cases.py"), str(CASES), "9",
                        "-o", str(path)], check=True)
    with open(path, newline="", encoding="utf-8") as stream:
        n = sum(1 for _ in csv.reader(stream)) - 1
    header, rows = pathlib.Path(path).read_bytes().split(b"\n", 1)
    if rows.count(b"\n") != n:
        sys.exit(f"{path}: a field holds a line break")
    return header + b"\n", rows, n


def count_lines(stream, counter):
    for piece in iter(lambda: stream.read(1 << 20), b""):
        counter[0] += piece.count(b"\n")


def endure_rows(options, folder):
    header, rows, n = read_cases(options, folder)
    turns = max(options.rows // n, REPORTS)
    print(f"batch --jobs {options.jobs}: {turns * n} rows in one process, {n} random cases over and over\n"
          "       rows  seconds  resident KiB  proportional KiB  descriptors", flush=True)
    process = subprocess.Popen([options.program, "batch", "--jobs", str(options.jobs)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    written, samples, begin = [0], [], time.monotonic()
    reader = threading.Thread(target=count_lines, args=(process.stdout, written))
    reader.start()
    process.stdin.write(header)
    for turn in range(1, turns + 1):
        process.stdin.write(rows)
        if turn % (turns // REPORTS) == 0:
            process.stdin.flush()
            resident, proportional, descriptors = sample(process)
            samples.append((resident, descriptors))
            print(f"{turn * n:11}  {time.monotonic() - begin:7.0f}  {resident:12}  {proportional:16}  "
                  f"{descriptors:11}", flush=True)
    process.stdin.close()
    reader.join()
    if process.wait() not in (0, 1) or written[0] != turns * n + 1:
        sys.exit(f"exit status {process.returncode}, {written[0]} lines of output")
    return verdict(f"{written[0] - 1} rows", samples)


# ---- edits ---------------------------------------------------------------------------------------

def endure_edits(options, folder):
    print(f"app: {options.edits} edits in one process, all over the form and the pages\n"
          "      edits  seconds  resident KiB  proportional KiB  heap in use KiB  descriptors  widgets", flush=True)
    places = {name: str(folder) for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    process = subprocess.Popen([options.program, "endure", str(options.edits)], stdout=subprocess.PIPE, text=True,
                               env=dict(os.environ, G_DEBUG="fatal-warnings", **places))
    samples, begin = [], time.monotonic()
    for line in process.stdout:
        if not line[0].isdigit():
            continue
        edits, resident, proportional, heap, descriptors, widgets = map(int, line.split())
        samples.append((resident, descriptors))
        print(f"{edits:11}  {time.monotonic() - begin:7.0f}  {resident:12}  {proportional:16}  {heap:15}  "
              f"{descriptors:11}  {widgets:7}", flush=True)
    if process.wait() != 0 or not samples:
        sys.exit(f"the app ended with {process.returncode} after {len(samples)} reports")
    return verdict(f"{options.edits} edits", samples)


def main():
    parser = argparse.ArgumentParser(description="Memory and descriptors over time.")
    parser.add_argument("what", choices=["batch", "edits"])
    parser.add_argument("program")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--edits", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--cases", help="take these instead of random ones")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lymphodose-endurance-") as folder:
        endure = endure_rows if options.what == "batch" else endure_edits
        return 0 if endure(options, pathlib.Path(folder)) else 1


if __name__ == "__main__":
    sys.exit(main())
