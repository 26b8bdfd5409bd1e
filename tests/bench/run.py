#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Speed and memory of the program, beside what mawk and xmllint take on the same files. Prints ratios,
fails on none: wall-clock times are no tests.

    run.py --program PROGRAM --data DIRECTORY [--rows N] [--runs N]
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CASE = ["regimen=us-yescarta", "sex=F", "age_years=61", "height_cm=165", "weight_kg=48",
        "creatinine_mg_dl=1.1", "bilirubin_mg_dl=0.6"]
DOCUMENTS = [("regimens-1.xsd", "regimens/us-yescarta-1.*.xml"), ("guidance-1.xsd", "guidance/us-label-1.*.xml"),
             ("formulary-1.xsd", "formulary/as-published-1.*.xml")]


class Run:
    """One run of a command, its output in a file: seconds of wall clock, seconds of the processor, and the
    largest resident size in MiB. The processor's seconds hardly feel what else the machine does."""

    def __init__(self, command, out):
        with open(out, "wb") as stream, open(os.devnull, "wb") as nothing:
            begin = time.perf_counter()
            process = subprocess.Popen(command, stdout=stream, stderr=nothing)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            sys.exit(f"{' '.join(map(str, command))}: exit status {process.returncode}")
        self.processor = usage.ru_utime + usage.ru_stime
        self.size = usage.ru_maxrss / 1024


class Least:
    """The least times and the largest size of several runs."""

    def __init__(self, runs):
        self.wall = min(run.wall for run in runs)
        self.processor = min(run.processor for run in runs)
        self.size = max(run.size for run in runs)


def least(commands, runs, folder):
    """The runs of the commands take turns."""
    done = [[Run(command, folder / "out") for command in commands] for _ in range(runs)]
    return [Least(column) for column in zip(*done)]


def make_cases(rows, folder):
    path = folder / f"cases-{rows}.csv"
    with open(path, "wb") as stream:
        subprocess.run([sys.executable, str(HERE / "make-cases.py"), str(rows)], stdout=stream, check=True)
    return path


def bench_batch(options, folder):
    cases = make_cases(options.rows, folder)
    few = make_cases(options.rows // 10, folder)
    batch = [options.program, "batch", "--jobs"]
    mawk = ["mawk", "-f", str(HERE / "two-formulas.awk"), str(cases)]
    print(f"batch: {options.rows} synthetic patients, {cases.stat().st_size / 1e6:.1f} MB, "
          f"least of {options.runs} runs")
    one, two, other = least([batch + ["1", str(cases)], batch + ["2", str(cases)], mawk], options.runs, folder)
    small_one, small_two = least([batch + ["1", str(few)], batch + ["2", str(few)]], 1, folder)
    print(f"  whole plans, one thread   {one.wall:7.3f} s, processor {one.processor:7.3f} s; "
          f"{options.rows / one.wall / 1e6:.2f} M patients/s")
    print(f"  whole plans, --jobs 2     {two.wall:7.3f} s, processor {two.processor:7.3f} s")
    print(f"  mawk, two formulas alone  {other.wall:7.3f} s, processor {other.processor:7.3f} s")
    print(f"  ratio of one thread to mawk  {one.wall / other.wall:.2f}, by processor "
          f"{one.processor / other.processor:.2f}  (limit 1.5, aim 1.0)")
    print(f"  ratio of --jobs 2 to one     {two.wall / one.wall:.2f}  (limit 0.6)")
    for jobs, small, large in ((1, small_one, one), (2, small_two, two)):
        print(f"  peak memory, --jobs {jobs}        {small.size:.1f} MiB at {options.rows // 10} rows, "
              f"{large.size:.1f} MiB at {options.rows} rows  (limit 64)")


def bench_calc(options, folder):
    data = pathlib.Path(options.data)
    checks = [["xmllint", "--noout", "--nonet", "--schema", str(data / "schema" / schema),
               str(next(data.glob(document)))] for schema, document in DOCUMENTS]
    calc = [options.program, "calc", "--guidance", "us-label"] + [
        part for setting in CASE for part in ("--set", setting)]
    starts = 41
    print(f"calc: a whole process, against xmllint --noout --schema over the same three documents (three "
          f"processes), median of {starts}")
    for number in range(1, 4):
        wall, processor = {}, {}
        for _ in range(starts):
            for name, commands in (("text", [calc]), ("json", [calc + ["--format", "json"]]), ("xmllint", checks)):
                runs = [Run(command, folder / "out") for command in commands]
                wall.setdefault(name, []).append(sum(run.wall for run in runs) * 1000)
                processor.setdefault(name, []).append(sum(run.processor for run in runs) * 1000)
        wall = {name: statistics.median(values) for name, values in wall.items()}
        processor = {name: statistics.median(values) for name, values in processor.items()}
        print(f"  run {number}: text {wall['text']:.1f} ms, json {wall['json']:.1f} ms, xmllint "
              f"{wall['xmllint']:.1f} ms; ratio of text {wall['text'] / wall['xmllint']:.2f}, by processor "
              f"{processor['text'] / processor['xmllint']:.2f}; of json {wall['json'] / wall['xmllint']:.2f}, "
              f"by processor {processor['json'] / processor['xmllint']:.2f}  (limit 3, aim 2)")


def bench_check(options, folder):
    """The proof of every document that ships, beside the validation that is a part of it."""
    data = pathlib.Path(options.data)
    documents = {schema: sorted(map(str, data.glob(str(pathlib.Path(pattern).parent / "*.xml"))))
                 for schema, pattern in DOCUMENTS}
    check = [options.program, "guidance", "check", "--at", "2026-12-01", *sum(documents.values(), [])]
    validations = [["xmllint", "--noout", "--nonet", "--schema", str(data / "schema" / schema), *paths]
                   for schema, paths in documents.items()]
    own, *others = least([check, *validations], options.runs, folder)
    wall, processor = sum(other.wall for other in others), sum(other.processor for other in others)
    print(f"guidance check: the {len(sum(documents.values(), []))} documents that ship, against xmllint --schema over "
          f"them (three processes), least of {options.runs} runs")
    print(f"  check {own.wall * 1000:.0f} ms, xmllint {wall * 1000:.0f} ms; ratio {own.wall / wall:.2f}, by processor "
          f"{own.processor / processor:.2f}")


def main():
    parser = argparse.ArgumentParser(description="Benchmarks.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    os.environ.update(LC_ALL="C.UTF-8", LYMPHODOSE_DATA=options.data)
    with tempfile.TemporaryDirectory(prefix="lymphodose-bench-") as name:
        os.environ["XDG_DATA_HOME"] = name
        bench_batch(options, pathlib.Path(name))
        bench_calc(options, pathlib.Path(name))
        bench_check(options, pathlib.Path(name))


if __name__ == "__main__":
    main()
