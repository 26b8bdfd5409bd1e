#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""verify --report and selfcheck: formats, exit statuses, the same bytes twice (R27, R31)."""
import hashlib
import json
import os
import pathlib
import shutil
import xml.etree.ElementTree as ElementTree

from harness import (ANSWER, DATA, DONE, INPUT, OUTPUT, USAGE, case, contains, csv_text, equal, environment,
                     fail, folder, lacks, main, run, true)

AT = "2026-11-24T09:30:00Z"
GOOD = {"case_id": "good", "regimen": "us-yescarta", "guidance": "us-label", "sex": "F",
        "age_years": "61", "height_cm": "165", "weight_kg": "48", "creatinine_mg_dl": "1.1",
        "expect_status": "final", "expect_fludarabine_mg_per_day": "27", "source": "made by hand"}
WRONG = {**GOOD, "case_id": "wrong", "expect_fludarabine_mg_per_day": "28"}
MODULES = os.environ.get("LYMPHODOSE_MODULES")
PDF = MODULES is not None and list(pathlib.Path(MODULES).glob("liblymphodose-pdf.*"))


def suite(directory, *rows):
    path = pathlib.Path(directory, "ours.csv")
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def quiet(directory):
    """Fontconfig keeps what it has found; the leak checker takes it for lost."""
    path = pathlib.Path(directory, "leaks")
    path.write_text("leak:libfontconfig\n", encoding="utf-8")
    return environment(LSAN_OPTIONS=f"suppressions={path}:print_suppressions=0")


def report(directory, ending, *rows):
    path = pathlib.Path(directory, "report" + ending)
    result = run("verify", suite(directory, *rows), "--at", AT, "--operator", "A. Example",
                 "--report", path, env=quiet(directory))
    return result, path


@case("text: counts, both values, the trace, two places to sign")
def _():
    with folder() as name:
        result, path = report(name, ".txt", GOOD, WRONG)
        text = path.read_text(encoding="utf-8")
        result.exits(ANSWER)
        contains(result.out, "\n1 passed, 1 failed, 0 refused\n")
        contains(text, "NOT all rows passed", "fludarabine_mg_per_day", "bsa_mosteller [applied]",
                 "Performed by", "Reviewed by", "A. Example", "2026-11-24 09:30 UTC", "us-label@1.0")
        equal(oct(path.stat().st_mode & 0o777), "0o600", "mode")


@case("JSON: every row, deviations with both values")
def _():
    with folder() as name:
        result, path = report(name, ".json", GOOD, WRONG)
        result.exits(ANSWER)
        read = json.loads(path.read_text(encoding="utf-8"))
        rows = read["suites"][0]["rows"]
        equal([row["outcome"] for row in rows], ["passed", "failed"])
        equal(rows[1]["deviations"],
              [{"column": "fludarabine_mg_per_day", "expected": "28", "got": "27"}])
        equal((read["passed"], read["failed"], read["good"], read["at"]),
              (1, 1, False, "2026-11-24T09:30:00Z"))


@case("a row whose own columns say what they may not say proves nothing: not usable, never passed")
def _():
    known_wrong = {**GOOD, "expect_status": "", "expect_fludarabine_mg_per_day": "30", "must_not_match": "yes"}
    rows = {
        "must_not_match": {**GOOD, "must_not_match": "maybe"},
        "must_not_match of a case that lacks a value": {**known_wrong, "creatinine_mg_dl": ""},
        "expect_findings that must not be there": {**GOOD, "expect_findings": "-foo"},
        "expect_findings": {**GOOD, "expect_findings": "foo"},
        "tolerance of letters": {**GOOD, "tolerance": "abc"},
        "tolerance below 0": {**GOOD, "tolerance": "-5"},
        "tolerance of half a decimal": {**GOOD, "tolerance": "1.5dp"},
    }
    good = [GOOD, {**GOOD, "must_not_match": "no"}, known_wrong, {**known_wrong, "creatinine_mg_dl": "3"},
            {**known_wrong, "guidance": "eu-smpc", "bilirubin_mg_dl": "0.6"},
            {**GOOD, "expect_findings": "-creatinine-unstable -caution:cr2"},
            *({**GOOD, "tolerance": tolerance} for tolerance in ("3dp", "0dp", "0.1%", "0", "0.5"))]
    header = list(dict.fromkeys(name for row in [*good, *rows.values()] for name in row))
    filled = [{name: row.get(name, "") for name in header} for row in [*good, *rows.values()]]
    with folder() as name:
        path = pathlib.Path(name, "report.json")
        result = run("verify", suite(name, *filled), "--at", AT, "--report", path)
        result.exits(ANSWER)
        outcomes = [row["outcome"] for row in json.loads(path.read_text(encoding="utf-8"))["suites"][0]["rows"]]
        equal(outcomes[:len(good)], ["passed"] * len(good))
        for what, outcome in zip(rows, outcomes[len(good):]):
            true(outcome not in ("passed", "failed"), f"{what}: {outcome}")


@case("JUnit XML: a test case a row")
def _():
    with folder() as name:
        result, path = report(name, ".xml", GOOD, WRONG)
        result.exits(ANSWER)
        root = ElementTree.parse(path).getroot()
        equal(len(root.findall("./testsuite/testcase")), 2)
        equal(len(root.findall("./testsuite/testcase/failure")), 1)
        contains(root.find("./testsuite/testcase/failure").get("message"), 'expected "28", got "27"')


@case("PDF, or a clear error where the module is not there")
def _():
    with folder() as name:
        result, path = report(name, ".pdf", GOOD)
        if PDF:
            result.exits(DONE)
            true(path.read_bytes().startswith(b"%PDF-1.5"), "not a PDF")
        else:
            result.exits(OUTPUT)
            contains(result.err, "no PDF here")
        env = environment(LYMPHODOSE_MODULES=name)
        other = run("verify", suite(name, GOOD), "--report", pathlib.Path(name, "x.pdf"), env=env)
        other.exits(OUTPUT)
        contains(other.err, "no PDF here")
        true(not pathlib.Path(name, "x.pdf").exists(), "a file was left")


@case("the same report twice is the same bytes, in every format")
def _():
    with folder() as name:
        for ending in [".txt", ".json", ".xml"] + ([".pdf"] if PDF else []):
            first = report(name, ending, GOOD, WRONG)[1].read_bytes()
            second = report(name, ending, GOOD, WRONG)[1].read_bytes()
            true(first == second, f"{ending}: other bytes")


@case("what a report cannot be")
def _():
    with folder() as name:
        path = suite(name, GOOD)
        run("verify", path, "--report", pathlib.Path(name, "x.doc")).exits(USAGE)
        run("verify", path, "--report", pathlib.Path(name, "x.txt"), "--at", "yesterday").exits(INPUT)
        run("verify", path, "--report", pathlib.Path(name, "x.txt"), "--paper", "a3").exits(USAGE)
        run("verify", path, "--report", pathlib.Path(name, "no", "x.txt")).exits(OUTPUT)
        run("verify").exits(USAGE)
        run("selfcheck", "more").exits(USAGE)
        run("selfcheck", "--report", pathlib.Path(name, "x.json")).exits(USAGE)


def installation(directory):
    """A copy of the data with a manifest; and the environment that finds both."""
    data = pathlib.Path(directory, "data")
    for part in ["regimens", "guidance", "formulary"]:
        shutil.copytree(DATA / part, data / part)
    (data / "suites").mkdir()
    (data / "suites" / "ours.csv").write_text(csv_text([GOOD]), encoding="utf-8")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(data)}\n"
             for path in sorted(data.glob("*/*"))]
    (data / "manifest.sha256").write_text("".join(lines), encoding="utf-8")
    env = {**quiet(directory), "LYMPHODOSE_DATA": str(data)}
    env.pop("LYMPHODOSE_MANIFEST", None)
    return data, env


@case("selfcheck of a good installation, with a report to sign")
def _():
    with folder() as name:
        _, env = installation(name)
        path = pathlib.Path(name, "report.txt")
        result = run("selfcheck", "--at", AT, "--operator", "A. Example", "--report", path, env=env)
        result.exits(DONE)
        contains(result.out, "good  ours.csv: 1 rows: 1 passed, 0 failed, 0 refused",
                 " checks good, 0 bad\n")
        contains(path.read_text(encoding="utf-8"), "Self-check: all good", "A. Example",
                 "1. Installation qualification", "Performed by")


@case("selfcheck sees a changed, a missing and an extra file")
def _():
    for change, word in [(lambda data: (data / "suites" / "ours.csv").write_text(
                              csv_text([GOOD, GOOD]), encoding="utf-8"), "suites/ours.csv: changed"),
                         (lambda data: (data / "regimens" / "us-yescarta-1.0.xml").unlink(),
                          "regimens/us-yescarta-1.0.xml: missing"),
                         (lambda data: (data / "guidance" / "note.txt").write_text("x"),
                          "guidance/note.txt: not in the manifest")]:
        with folder() as name:
            data, env = installation(name)
            change(data)
            result = run("selfcheck", env=env).exits(ANSWER)
            contains(result.out, word)


@case("selfcheck runs the site's own suite")
def _():
    with folder() as name:
        _, env = installation(name)
        contains(run("selfcheck", "--own", suite(name, GOOD), env=env).exits(DONE).out, "0 bad")
        result = run("selfcheck", "--own", suite(name, WRONG), env=env).exits(ANSWER)
        contains(result.out, 'expected "28", got "27"')
        run("selfcheck", "--own", pathlib.Path(name, "none.csv"), env=env).exits(ANSWER)


@case("selfcheck of this build against its own manifest")
def _():
    if "LYMPHODOSE_MANIFEST" not in os.environ:
        return
    result = run("selfcheck")
    if result.status != DONE:
        fail(result.out[-3000:])
    lacks(result.out, "BAD")


main()
