#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""guidance impact (R21): whom a new version changes, in a cohort or at every limit."""
import os
import pathlib
import random
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from harness import (DATA, DOCUMENT, DONE, INPUT, PROGRAM, USAGE, case, contains, csv_rows, csv_text,
                     environment, equal, folder, main, run, true)

OLD = DATA / "guidance" / "us-label-1.0.xml"
PATIENT = {"case_id": "", "regimen": "us-yescarta", "sex": "M", "age_years": "50", "height_cm": "173",
           "weight_kg": "62.28", "gfr_measured_ml_min": "", "bilirubin_mg_dl": "0.6"}


def newer(place):
    """50 becomes 55 mL/min."""
    text = OLD.read_text(encoding="utf-8")
    for old, new in [('<range from="50" to="79"/>', '<range from="55" to="79"/>'),
                     ('<range above="49" below="50"/>', '<range above="49" below="55"/>'),
                     ('id="us-label" version="1.0"', 'id="us-label" version="1.1"')]:
        assert old in text, old
        text = text.replace(old, new)
    path = pathlib.Path(place, "newer.xml")
    path.write_text(text, encoding="utf-8")
    return path


def cohort(place, clearances, **changes):
    rows = [{**PATIENT, "case_id": f"P{number}", "gfr_measured_ml_min": str(value), **changes}
            for number, value in enumerate(clearances, 1)]
    path = pathlib.Path(place, "cohort.csv")
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


@case("of a cohort just those between the old and the new limit change, from 80 % to 60 %")
def _():
    with folder() as name:
        result = run("guidance", "impact", "us-label", newer(name), "--format", "csv",
                     "--cohort", cohort(name, [29, 40, 49.9, 50, 52.5, 54.99, 55, 79.5, 90])).exits(DONE)
        rows = {row["patient"]: row for row in csv_rows(result.out)}
        dosed = {name: row for name, row in rows.items() if "dose" in row["changed"].split()}
        equal(sorted(dosed), ["line 5, case P4", "line 6, case P5", "line 7, case P6"], "changed")
        for row in dosed.values():
            equal((row["old_fludarabine_fraction"], row["new_fludarabine_fraction"], row["cohorts"]),
                  ("0.8", "0.6", "renal"), "parts")
            equal((row["old_fludarabine_mg_per_day"], row["new_fludarabine_mg_per_day"]), ("42", "31"), "mg")
            contains(row["why"], "fludarabine renal: fr3", "-> fr4 undefined, reading fr5")
        contains(result.err, "patients: 9", "refused: 0", "dose: 3", "renal: 3")


@case("the text says the same, with totals")
def _():
    with folder() as name:
        text = run("guidance", "impact", OLD, newer(name), "--cohort", cohort(name, [52])).exits(DONE).out
        contains(text, "line 2, case P1 (renal): part dose", "fludarabine part: 0.8 -> 0.6",
                 "fludarabine mg a day: 42 -> 31", "patients: 1", "changed: 1")


@case("the cohort's own guidance column does not count")
def _():
    with folder() as name:
        path = cohort(name, [52], guidance="eu-smpc")
        contains(run("guidance", "impact", OLD, newer(name), "--cohort", path).exits(DONE).out,
                 "fludarabine part: 0.8 -> 0.6")


@case("without a cohort the band and its ends are met; the same version changes nobody")
def _():
    with folder() as name:
        result = run("guidance", "impact", OLD, newer(name), "--format", "csv").exits(DONE)
        dosed = [row for row in csv_rows(result.out) if "dose" in row["changed"].split()]
        values = sorted(float(part.split("=")[1]) for row in dosed for part in row["columns"].split("; ")
                        if part.startswith("gfr_measured_ml_min="))
        true(values and values[0] == 50 and 54.9 < values[-1] < 55, f"clearances {values}")
    contains(run("guidance", "impact", "eu-smpc", "eu-smpc", "--summary").exits(DONE).out, "changed: 0")


@case("a label per 1.73 m2 against one in mL/min: other sizes of body show the difference")
def _():
    result = run("guidance", "impact", "us-label", "us-label-older", "--format", "csv").exits(DONE)
    sizes = {row["columns"].split("weight_kg=")[1].split(";")[0] for row in csv_rows(result.out)}
    true(len(sizes) >= 3, f"sizes {sizes}")


@case("a refused row is told with its line, counted, and stops nothing")
def _():
    with folder() as name:
        path = cohort(name, [52, "1,5", 53])
        result = run("guidance", "impact", OLD, newer(name), "--cohort", path).exits(DONE)
        contains(result.out, "patients: 2", "refused: 1")
        contains(result.err, "line 3:")


@case("a row over two lines counts as one, and the next is told with its own line")
def _():
    with folder() as name:
        path = cohort(name, [52, "1,5"], x_note='two\nlines, "quoted"')
        result = run("guidance", "impact", OLD, newer(name), "--cohort", path).exits(DONE)
        contains(result.out, "line 2, case P1", "patients: 1", "refused: 1")
        contains(result.err, "line 4:")


@case("a quote left open refuses the last row; a row of more than 1 MiB and a folder stop the run")
def _():
    with folder() as name:
        path = cohort(name, [52])
        row = path.read_text(encoding="utf-8").splitlines(keepends=True)[1]
        with open(path, "a", encoding="utf-8") as file:
            file.write('"' + row)
        arguments = ["guidance", "impact", OLD, newer(name), "--cohort"]
        result = run(*arguments, path).exits(DONE)
        contains(result.out, "patients: 1", "refused: 1")
        contains(result.err, "line 3:", "a stray quote")
        with open(path, "a", encoding="utf-8") as file:
            file.write("a" * 1024 * 1024)
        contains(run(*arguments, path).exits(INPUT).err, f"{path}: line 3: a record of more than 1 MiB")
        contains(run(*arguments, name).exits(INPUT).err, f"{name}: Is a directory")


@case("exit statuses: an unknown document 4, an unknown column 3, a missing cohort 3, usage 2")
def _():
    with folder() as name:
        run("guidance", "impact", "us-label", "no-such").exits(DOCUMENT)
        run("guidance", "impact", "us-label", "us-yescarta").exits(DOCUMENT)
        run("guidance", "impact", "us-label", "general-findings").exits(DOCUMENT)
        odd = pathlib.Path(name, "odd.csv")
        odd.write_text("regimen,sex,age,height_cm\n", encoding="utf-8")
        run("guidance", "impact", "us-label", "eu-smpc", "--cohort", odd).exits(INPUT)
        run("guidance", "impact", "us-label", "eu-smpc", "--cohort", f"{name}/none.csv").exits(INPUT)
        empty = pathlib.Path(name, "empty.csv")
        empty.write_text("", encoding="utf-8")
        run("guidance", "impact", "us-label", "eu-smpc", "--cohort", empty).exits(INPUT)
    run("guidance", "impact", "us-label").exits(USAGE)
    run("guidance", "impact", "us-label", "eu-smpc", "--format", "json").exits(USAGE)


@case("general findings are compared beside a guidance")
def _():
    with folder() as name:
        text = (DATA / "guidance" / "general-findings-1.0.xml").read_text(encoding="utf-8")
        for old, new in [('<range from="35" below="40"/>', '<range from="36" below="40"/>'),
                         ('<range from="30" below="35"/>', '<range from="30" below="36"/>')]:
            assert old in text, old
            text = text.replace(old, new)
        path = pathlib.Path(name, "findings.xml")
        path.write_text(text, encoding="utf-8")
        out = run("guidance", "impact", "general-findings", path).exits(DONE).out
        contains(out, "findings more: caution:bmi-obese-1", "findings less: caution:bmi-obese-2",
                 "dose: 0")


@case("constant memory: a cohort of 100,000 needs no more than one of 1,000")
def _():
    def peak(place, count):
        random.seed(count)
        path = pathlib.Path(place, f"{count}.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("regimen,sex,age_years,height_cm,weight_kg,creatinine_mg_dl,bilirubin_mg_dl\n")
            for _ in range(count):
                file.write(f"us-yescarta,{random.choice('FM')},{random.randint(18, 90)},"
                           f"{random.randint(150, 195)},{random.randint(45, 120)},"
                           f"{random.uniform(0.5, 3):.2f},0.6\n")
        with open(os.devnull, "w", encoding="utf-8") as nothing:
            process = subprocess.Popen([PROGRAM, "guidance", "impact", "us-label", "us-label-older",
                                        "--cohort", path], stdout=nothing, env=environment(
                                            ASAN_OPTIONS="quarantine_size_mb=1"))
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        equal(process.returncode, DONE, "exit status")
        return usage.ru_maxrss
    with folder() as name:
        small, large = peak(name, 1000), peak(name, 100000)
        print(f"# {small} KiB, {large} KiB")
        true(large < small * 1.2 + 1024, f"{small} KiB grew to {large} KiB")


main()
