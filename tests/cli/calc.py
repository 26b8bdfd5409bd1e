#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""calc as a pharmacist reads it. Expected values: the worked example of the main job (61 years, 165 cm,
48 kg, creatinine 1.1 mg/dL) and the patients of the shipped suites, computed by hand there."""
import json
import pathlib
import re

from harness import (ANSWER, COMMA, DATA, DONE, EXAMPLE, INPUT, calc, case, contains, csv_text, environment,
                     equal, fail, folder, human, lacks, main, run, settings, true)

EUROPEAN = {"guidance": "eu-smpc"}
NOT_FINAL = [
    ("decision", EUROPEAN),
    ("incomplete", {"creatinine_mg_dl": None}),
    ("contraindicated", {"creatinine_mg_dl": "4"}),
]


@case("the example under us-label: final, 27 mg and 740 mg on days −5, −4, −3")
def _():
    result = calc().exits(DONE)
    equal(result.err, "")
    contains(result.out, "Dose calculated\n", "Status: final", "Release: clear",
             human("1.4832") + " m²", human("40.7") + " mL/min", "60 % of the standard dose",
             human("26.7") + " mg a day", human("741.62") + " mg a day")
    for day in ("−5", "−4", "−3"):
        true(re.search(rf"Day {day} .*\b27 mg .*\b740 mg$", result.out, re.M), f"day {day}")
    contains(result.out, "27 mg × 3 = 81 mg", "740 mg × 3 = 2220 mg")


@case("R11, R12: the part is told in proportion, the rounding by name, the deviation in mg and %")
def _():
    contains(calc().out, "15 of 25 mg/m²", "in proportion", "half away from zero",
             human("+0.3") + " mg", human("+1.13") + " %")


@case("near no limit: the example is told of none")
def _():
    lacks(calc().out, "near-limit", "[near")


@case("the example under eu-smpc: a decision, the range shown as its two ends")
def _():
    result = calc(**EUROPEAN).exits(ANSWER)
    contains(result.out, "Choose\n", "Status: decision", "Release: blocked",
             human("22.25") + " to below " + human("44.5") + " mg", "fludarabine_fraction")


@case("the same with the part chosen: final, 22 mg")
def _():
    result = calc(**EUROPEAN, fludarabine_fraction="0.5").exits(DONE)
    contains(result.out, "Status: final", "22 mg × 3 = 66 mg")


@case("a part outside the range is no answer")
def _():
    for part in ("0.49", "1"):
        result = calc(**EUROPEAN, fludarabine_fraction=part)
        true(result.status in (ANSWER, INPUT), f"{part}: exit status {result.status}")
        lacks(result.out, "Status: final")


@case("R41: status and release stand beside each other; a plan that is not final shows no dose as the plan")
def _():
    for status, changes in NOT_FINAL:
        result = calc(**changes).exits(ANSWER)
        contains(result.out, f"Status: {status}", "Release: blocked")
        lacks(result.out, "\nSchedule", "Given  ", "× 3 =")


@case("R39: a healthy infant under either label is a decision, never a renal reduction")
def _():
    for guidance in ("us-label", "eu-smpc"):
        result = calc(guidance=guidance, age_years="1", height_cm="70", weight_kg="8",
                      creatinine_mg_dl="0.2", confirm="bsa-under-10-kg").exits(ANSWER)
        contains(result.out, "Status: decision", "no-rule-for-children")
        lacks(result.out, "Reduced dose")


@case("R40: bilirubin 5.5 mg/dL under eu-smpc stops cyclophosphamide, never full")
def _():
    result = calc(**EUROPEAN, bilirubin_mg_dl="5.5").exits(ANSWER)
    contains(result.out, "Status: contraindicated", "Do not give")


@case("the limit comparator: exactly 30 mL/min is not below 30")
def _():
    values = {"regimen": "us-yescarta", "guidance": "us-label", "sex": "M", "age_years": "20",
              "height_cm": "150", "weight_kg": "37.8", "creatinine_mg_dl": "2.1", "bilirubin_mg_dl": "0.6"}
    result = run("calc", *settings(values)).exits(DONE)
    contains(result.out, "30 mL/min")
    run("calc", *settings(values, creatinine_mg_dl="2.11")).exits(ANSWER)


@case("R16: silent, not checked and no adjustment are told in three different ways")
def _():
    contains(calc().out, "Not checked by us")
    contains(calc(**EUROPEAN).out, "No statement in this source")
    contains(calc(creatinine_mg_dl="0.5").out, "No adjustment")


@case("R38: the intended purpose, once; R17: each document with version and hash")
def _():
    text = " ".join(calc().out.split())
    equal(text.count("not been assessed or CE-marked as a medical device"), 1, "intended purpose")
    contains(text, "us-yescarta@1.", "us-label@1.", "as-published@1.", "general-findings@1.", "sha256")


@case("R41: words that a dosing program must not use")
def _():
    for changes in ({}, EUROPEAN, {"creatinine_mg_dl": "4"}, {"weight_kg": "150"}):
        text = calc(**changes).out
        for word in ("READY", "safe", "recommended", "optimal", "validated"):
            if re.search(rf"\b{word}\b", text, re.I):
                fail(f"the word {word} is on the page")


@case("R23: no trailing zero, a leading zero, a blank before the unit, no short names")
def _():
    for changes in ({}, EUROPEAN, {"weight_kg": "150"}, {"creatinine_mg_dl": "<0.2"}):
        text = calc(**changes).out
        for pattern in (r"\d[.,]\d*0 mg\b", r"(?<![\d.,])[.,]\d+ (mg|mL|kg)", r"\d(mg|mL|kg|cm)\b",
                        r"µg|\bU\b|\bcc\b", r"\b(LD|Flu|Cy|SCr)\b"):
            found = re.search(pattern, text)
            if found:
                fail(f"{pattern}: {text[max(0, found.start() - 40):found.end() + 20]!r}")


@case("R24: one decimal sign on the whole page, and the page says which")
def _():
    for changes in ({}, EUROPEAN, {"weight_kg": "150"}):
        text = calc(**changes).out
        contains(text, "Decimal sign of this page: " + ("comma" if COMMA else "point"))
        wrong = r"\d\.\d+ (mg|mL|kg|m²|cm|µmol|%)" if COMMA else r"\d,\d+ (mg|mL|kg|m²|cm|µmol|%)"
        found = re.search(wrong, text)
        if found:
            fail(f"the other sign: {found[0]}")


@case("several guidances: first a table with why they differ, then each plan")
def _():
    text = run("calc", *settings(), "--guidance", "us-label", "--guidance", "eu-smpc").exits(ANSWER).out
    table = text[:text.index("Dose calculated")]
    contains(table, "us-label", "eu-smpc", "final", "decision", "27 mg", "differs from us-label")
    contains(text[text.index("Dose calculated"):], "Status: final", "Status: decision")
    only = run("calc", *settings(guidance="eu-smpc"), "--guidance", "us-label").exits(DONE).out
    contains(only, "us-label@1.")


@case("every line fits a page of 100 columns, the table of several guidances aside")
def _():
    for changes in ({}, EUROPEAN, {"creatinine_mg_dl": "4"}):
        for line in calc(**changes).out.splitlines():
            true(len(line) <= 100, f"{len(line)} columns: {line}")


@case("the case from --set, CSV, JSON, a pipe: the same bytes")
def _():
    expected = calc().raw
    row = csv_text([EXAMPLE])
    members = "{" + ", ".join(f'"{name}": "{value}"' for name, value in EXAMPLE.items()) + "}"
    with folder() as name:
        for suffix, text in ((".csv", row), (".json", members), ("-crlf.csv", row.replace("\n", "\r\n")),
                             ("-bom.csv", "\ufeff" + row)):
            path = pathlib.Path(name, "case" + suffix)
            path.write_bytes(text.encode("utf-8"))
            equal(run("calc", path).exits(DONE).raw, expected, suffix)
    equal(run("calc", "-", stdin=row).raw, expected, "CSV by a pipe")
    equal(run("calc", "-", stdin=members).raw, expected, "JSON by a pipe")


@case("--set and --guidance win over the file")
def _():
    row = csv_text([dict(EXAMPLE, guidance="eu-smpc", weight_kg="80")])
    equal(run("calc", "-", "--set", "weight_kg=48", "--guidance", "us-label", stdin=row).raw, calc().raw)


@case("-o writes the same bytes to a file that only its user reads")
def _():
    with folder() as name:
        path = pathlib.Path(name, "plan.txt")
        equal(run("calc", *settings(), "-o", path).exits(DONE).out, "")
        equal(path.read_bytes(), calc().raw)
        equal(path.stat().st_mode & 0o777, 0o600, "mode")


@case("R27: clock, time zone, folder and environment change no byte")
def _():
    expected = calc().raw
    for changes in ({"TZ": "Pacific/Auckland"}, {"HOME": "/nonexistent"}, {"COLUMNS": "40"},
                    {"TERM": "dumb", "NO_COLOR": "1"}):
        equal(run("calc", *settings(), env=environment(**changes)).raw, expected, str(changes))


@case("R33 of one: a row that is carried (x_…) and the case's label change no dose")
def _():
    row = csv_text([dict(EXAMPLE, case_id="a label", x_ward="B")])
    contains(run("calc", "-", stdin=row).exits(DONE).out, "a label", "27 mg × 3 = 81 mg")


@case("the example files of the README")
def _():
    path = DATA / "examples" / "example-case.csv"
    contains(run("calc", path).exits(DONE).out, "synthetic", "Status: final", "27 mg × 3 = 81 mg")


@case("--unsound marks every line, gives text alone and is never a final answer")
def _():
    path = next(DATA.glob("guidance/us-label-1.*.xml"))
    result = run("calc", *settings(guidance=None), "--unsound", path).exits(ANSWER)
    true(result.out, "no output")
    for line in result.out.splitlines():
        true(line.startswith("UNSOUND"), line)
    true(run("calc", *settings(guidance=None), "--unsound", path, "--format", "json").status == 2, "JSON")


@case("no estimate for want of a weight: the weight is the reason, not the age")
def _():
    text = " ".join(calc(formulary="adult-oncology", height_cm="140", weight_kg="80", clearance_weight="ideal",
                         creatinine_mg_dl="1.6").exits(ANSWER).out.split())
    contains(text, "The weight of the clearance, ideal weight, is not defined at a height of 140 cm: choose another "
             "in clearance_weight.")
    lacks(text, "years old")


@case("days before lymphodepletion ends carry the minus of the page")
def _():
    text = " ".join(calc(regimen="us-breyanzi", ld_start_date="2026-11-24", infusion_date="2026-11-25").out.split())
    contains(text, "Days between: −1 as a calendar difference, 0 as clear days")


@case("exactly at a limit: the row changes above the patient's own creatinine, not at it")
def _():
    text = " ".join(calc(sex="M", age_years="20", height_cm="165", weight_kg="37.8",
                         creatinine_mg_dl="2.1").exits(DONE).out.split())
    contains(text, "The row changes above creatinine " + human("2.1") + " mg/dL: then do not give")


@case("an infusion date alone: where days are not numbered from it, the start date is asked for")
def _():
    text = " ".join(calc(regimen="us-tecelra", infusion_date="2026-12-10").out.split())
    contains(text, "Give the first day of lymphodepletion (ld_start_date).")
    lacks(" ".join(calc(infusion_date="2026-12-10").out.split()), "No dates yet")


@case("a table cannot name an equation that gives no clearance: not even an unsound one compares kilograms")
def _():
    text = next(DATA.glob("guidance/us-label-1.*.xml")).read_text(encoding="utf-8")
    for formula in ("ibw_devine", "deindex", "child_pugh", "fludarabine_auc_langenhorst_2019"):
        with folder() as name:
            path = pathlib.Path(name) / "us-label-1.0.xml"
            path.write_text(text.replace('equation="cockcroft_gault"', f'equation="{formula}"'), encoding="utf-8")
            contains(run("guidance", "check", path).exits(ANSWER).out, "G08")
            contains(run("calc", *settings(guidance=None), "--unsound", path).exits(ANSWER).out,
                     "Cockcroft–Gault", human("40.7") + " mL/min")


@case("a byte order mark changes nothing, of a file in JSON as of one in CSV")
def _():
    expected = calc().exits(DONE).raw
    whole = json.dumps(EXAMPLE)
    for text in (whole, "\n " + whole, csv_text([EXAMPLE])):
        for mark in ("", "\ufeff"):
            equal(run("calc", "-", stdin=mark + text).exits(DONE).raw, expected, f"{mark + text[:10]!r}")
    for text in ("\ufeff", "\ufeff\n", "", "\ufeff{"):
        run("calc", "-", stdin=text).exits(INPUT)


main()
