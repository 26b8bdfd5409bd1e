#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""batch: one record in, one record out, in the same order; a bad row never stops the run."""
import csv
import io
import json
import pathlib
import random
import re

from harness import (ANSWER, DATA, DONE, EXAMPLE, INPUT, case, contains, csv_rows, csv_text, equal, fail,
                     folder, lacks, main, run, settings, true)

OUTPUT = (
    "status release bsa_m2 crcl_ml_min clearance_value clearance_unit clearance_estimator "
    "fludarabine_renal fludarabine_hepatic cyclophosphamide_renal cyclophosphamide_hepatic "
    "fludarabine_fraction_applied fludarabine_mg_per_day_calculated fludarabine_mg_per_day "
    "fludarabine_mg_total fludarabine_deviation_percent fludarabine_low_mg fludarabine_high_mg "
    "cyclophosphamide_fraction_applied cyclophosphamide_mg_per_day_calculated "
    "cyclophosphamide_mg_per_day cyclophosphamide_mg_total cyclophosphamide_deviation_percent "
    "cyclophosphamide_low_mg cyclophosphamide_high_mg acknowledge findings error").split()
CASE = (
    "case_id regimen guidance formulary as_of infusion_date ld_start_date sex age_years birth_date height_cm "
    "weight_kg weight_date previous_weight_kg dry_weight_kg creatinine_mg_dl creatinine_umol_l "
    "creatinine_date creatinine_earlier_mg_dl creatinine_earlier_umol_l creatinine_earlier_date "
    "cystatin_c_mg_l gfr_measured_ml_min dialysis bilirubin_mg_dl bilirubin_umol_l bilirubin_direct_mg_dl "
    "bilirubin_direct_umol_l bilirubin_uln_mg_dl bilirubin_uln_umol_l ast_u_l ast_uln_u_l alt_u_l "
    "alt_uln_u_l albumin_g_l inr cirrhosis ascites encephalopathy gilbert wbc_10e9_l anc_10e9_l "
    "platelets_10e9_l conditions conditions_absent confirm estimator clearance_weight bsa_formula bsa_cap_m2 "
    "dosing_weight_kg fludarabine_fraction cyclophosphamide_fraction combine fludarabine_product "
    "cyclophosphamide_product accept_unverified ordered_fludarabine_mg_per_day "
    "ordered_cyclophosphamide_mg_per_day override_reason decided_by prescriber").split()

# What makes a good row bad, and the code that the row must then carry.
FAULTS = [
    ({"sex": ""}, "missing:sex"), ({"age_years": ""}, "missing:age_years"),
    ({"weight_kg": "48,5"}, "malformed:weight_kg"), ({"height_cm": "1.65e2"}, "malformed:height_cm"),
    ({"creatinine_mg_dl": "0x1"}, "malformed:creatinine_mg_dl"), ({"sex": "female"}, "unknown:sex"),
    ({"weight_kg": "0.4"}, "impossible:weight_kg"), ({"age_years": "131"}, "impossible:age_years"),
    ({"creatinine_mg_dl": "0"}, "impossible:creatinine_mg_dl"), ({"age_years": "115"}, "confirm:age_years"),
    ({"regimen": "no-such"}, "unknown:regimen"), ({"guidance": "no-such"}, "unknown:guidance"),
]


def rows_with_faults(n=1000, bad=37):
    """n synthetic rows, of which some are bad; and the expected code by case_id."""
    chance = random.Random("rows with faults")
    expected, rows = {}, []
    places = set(chance.sample(range(n), bad))
    for i in range(n):
        row = dict(EXAMPLE, case_id=f"synthetic {i}", age_years=str(chance.randint(18, 90)),
                   weight_kg=f"{chance.uniform(45, 110):.1f}", height_cm=str(chance.randint(150, 195)),
                   creatinine_mg_dl=f"{chance.uniform(0.4, 3):.2f}",
                   guidance=chance.choice(["us-label", "eu-smpc"]))
        if i in places:
            change, code = FAULTS[len(expected) % len(FAULTS)]
            row.update(change)
            expected[row["case_id"]] = code
        rows.append(row)
    return rows, expected


@case("R33: 1,000 rows with 37 bad ones: 963 results, 37 named errors, the same order, exit status 1")
def _():
    rows, expected = rows_with_faults()
    result = run("batch", stdin=csv_text(rows)).exits(ANSWER)
    out = csv_rows(result.out)
    equal([row["case_id"] for row in out], [row["case_id"] for row in rows], "order")
    equal(sum(row["error"] == "" for row in out), 963, "results")
    equal({row["case_id"]: row["error"] for row in out if row["error"]}, expected, "errors")
    for row in out:
        if row["error"]:
            equal([row[name] for name in OUTPUT[:-1]], [""] * (len(OUTPUT) - 1), "columns of a refused row")
        else:
            true(row["status"] in ("final", "decision", "incomplete", "contraindicated"), row["status"])
            true(row["release"] in ("clear", "acknowledge", "blocked"), row["release"])
    # each bad row has its sentence, with the number of its line
    lines = {row["case_id"]: number for number, row in enumerate(rows, 2)}
    for case_id, code in expected.items():
        true(re.search(rf"^lymphodose: line {lines[case_id]}: .*\b{code.split(':')[1]}\b", result.err, re.M),
             f"no sentence for line {lines[case_id]} {code}")
    footer = result.err.splitlines()[-1]
    contains(footer, "1000 rows", "37 refused", "missing", "malformed", "impossible", "confirm", "unknown")
    counts = dict((word, int(n)) for n, word in re.findall(r"(\d+) (\w+)", footer))
    equal(sum(counts[w] for w in ("final", "decision", "incomplete", "contraindicated", "refused")), 1000,
          "sum of the footer")


@case("the columns: the input's own, then the output's, as documented")
def _():
    header = run("batch", stdin=csv_text([dict(EXAMPLE, x_ward="A")])).exits(DONE).out.splitlines()[0]
    equal(header.split(","), [*EXAMPLE, "x_ward", *OUTPUT])


@case("x_ columns and quoted fields are carried through as they came")
def _():
    text = 'x_note,' + csv_text([EXAMPLE]).replace("\nus-yescarta", '\n"a ""quoted"", note\nof two lines"'
                                                   ",us-yescarta")
    out = csv_rows(run("batch", stdin=text).exits(DONE).out)
    equal(len(out), 1)
    equal(out[0]["x_note"], 'a "quoted", note\nof two lines')
    equal(out[0]["status"], "final")


@case("line numbers count the lines of quoted fields")
def _():
    rows = [dict(EXAMPLE, case_id="two\nlines"), dict(EXAMPLE, case_id="bad", sex="X")]
    contains(run("batch", stdin=csv_text(rows)).exits(ANSWER).err, "line 4:")


@case("CRLF, a byte order mark and a last line without its end change no byte of the answer")
def _():
    rows, _ = rows_with_faults(40, 5)
    text = csv_text(rows)
    expected = run("batch", stdin=text).raw
    equal(run("batch", stdin=text.replace("\n", "\r\n")).raw, expected, "CRLF")
    equal(run("batch", stdin="\ufeff" + text).raw, expected, "byte order mark")
    equal(run("batch", stdin=text.rstrip("\n")).raw, expected, "no LF at the end")
    true(b"\r" not in expected, "a CR in the output")


@case("blanks are part of a field")
def _():
    out = csv_rows(run("batch", stdin=csv_text([dict(EXAMPLE, weight_kg=" 48")])).exits(ANSWER).out)
    equal(out[0]["error"], "malformed:weight_kg")


@case("an empty line is a row with an error")
def _():
    text = csv_text([EXAMPLE]) + "\n" + csv_text([EXAMPLE]).splitlines()[1] + "\n"
    out = run("batch", stdin=text).exits(ANSWER).out.splitlines()
    equal(len(out), 4, "lines")
    true(out[2].endswith(",empty-row:"), out[2])
    equal(len(next(csv.reader([out[2]]))), len(EXAMPLE) + len(OUTPUT), "fields")


@case("a wrong number of fields is that row's error, and columns stay where they are")
def _():
    good = csv_text([EXAMPLE]).splitlines()
    for bad in (good[1] + ",more", good[1] + "," * 600, good[1].rsplit(",", 1)[0]):
        out = run("batch", stdin="\n".join([good[0], bad, good[1]]) + "\n").exits(ANSWER).out
        table = list(csv.reader(io.StringIO(out, newline="")))
        equal({len(row) for row in table}, {len(EXAMPLE) + len(OUTPUT)}, "fields of a row")
        equal(table[2][len(EXAMPLE)], "final")
        true(table[1][-1].startswith("field-count"), table[1][-1])


@case("text beside a quoted field is that row's error")
def _():
    good = csv_text([EXAMPLE]).splitlines()
    bad = good[1].replace("us-yescarta", '"us-yescarta"x')
    out = csv_rows(run("batch", stdin="\n".join([good[0], bad, good[1]]) + "\n").exits(ANSWER).out)
    true(out[0]["error"] != "", "no error")
    equal(out[1]["status"], "final")


@case("an open quote at the end: exit status 3 after the whole rows")
def _():
    good = csv_text([EXAMPLE] * 3)
    for jobs in ("1", "2"):
        result = run("batch", "--jobs", jobs, stdin=good + '"open,us-yescarta\n').exits(INPUT)
        contains(result.err, "line 5", "quote")
        equal(len(csv_rows(result.out)), 3, "rows written")
        true(result.out.endswith("\n"), "half a line")


@case("headers that are refused: unknown, repeated, missing and doubly given columns")
def _():
    for text, word in (("sex,cure\n", "cure"), ("sex,sex\n", "sex"), ("case_id\n", "regimen"),
                       (csv_text([{name: "" for name in EXAMPLE if name != "sex"}]), "sex")):
        result = run("batch", stdin=text).exits(INPUT)
        contains(result.err, word, "line 1")
        equal(result.out, "")


@case("both units of one quantity are the error of the row that gives both")
def _():
    rows = [dict(EXAMPLE, creatinine_umol_l=""), dict(EXAMPLE, creatinine_umol_l="97"),
            dict(EXAMPLE, creatinine_mg_dl="", creatinine_umol_l="97.24")]
    out = csv_rows(run("batch", stdin=csv_text(rows)).exits(ANSWER).out)
    equal([row["error"].split(":")[0] for row in out], ["", "twice", ""])
    equal(out[2]["crcl_ml_min"], out[0]["crcl_ml_min"], "97.24 µmol/L is 1.1 mg/dL")


@case("--header none: all case columns in their documented order")
def _():
    line = ",".join(EXAMPLE.get(name, "") for name in CASE)
    out = run("batch", "--header", "none", stdin=line + "\n").exits(DONE).out.splitlines()
    equal(out[0].split(","), CASE + OUTPUT, "header")
    equal(len(out), 2, "lines")
    equal(dict(zip(CASE + OUTPUT, out[1].split(",")))["fludarabine_mg_per_day"], "27")


@case("--header FILE and --no-output-header: pieces of a file give the whole file's lines")
def _():
    rows, _ = rows_with_faults(200, 9)
    whole = csv_text(rows).splitlines(keepends=True)
    expected = run("batch", stdin="".join(whole)).out.splitlines(keepends=True)
    with folder() as name:
        path = pathlib.Path(name, "header.csv")
        path.write_text(whole[0], encoding="utf-8")
        got = []
        for first in range(1, len(whole), 64):
            piece = "".join(whole[first:first + 64])
            got += run("batch", "--header", path, "--no-output-header",
                       stdin=piece).out.splitlines(keepends=True)
        equal("".join(got), "".join(expected[1:]))
        run("batch", "--header", pathlib.Path(name, "none.csv"), stdin="x\n").exits(INPUT)


@case("a zero byte is part of a value and makes it malformed; it never cuts it to a known name")
def _():
    head, row = csv_text([EXAMPLE]).splitlines()
    rows = [row.replace("us-yescarta", "us-yescarta\0"), row.replace("us-yescarta", "us-" + "\0" * 90),
            row.replace("us-yescarta", "us-" + "\0" * 9), row.replace("us-label", "us-label\0x"), row]
    result = run("batch", stdin="\n".join([head, *rows, ""])).exits(ANSWER)
    equal([line["error"] for line in csv_rows(result.out)],
          ["malformed:regimen"] * 3 + ["malformed:guidance", ""], "errors")


@case("--csv-dialect semicolon-comma: a spreadsheet's file, answered in plain CSV")
def _():
    rows = [dict(EXAMPLE, weight_kg="48.5"), dict(EXAMPLE, creatinine_mg_dl="<0.2"),
            dict(EXAMPLE, sex="X")]
    plain = run("batch", stdin=csv_text(rows)).exits(ANSWER)
    text = "\n".join(line.replace(",", ";").replace(".", ",") for line in csv_text(rows).splitlines())
    equal(run("batch", "--csv-dialect", "semicolon-comma", stdin=text + "\n").exits(ANSWER).out, plain.out)
    # A point is no decimal sign there, and nothing is guessed.
    point = csv_text([dict(EXAMPLE, weight_kg="48.5")]).replace(",", ";")
    out = run("batch", "--csv-dialect", "semicolon-comma", stdin=point).exits(ANSWER).out
    contains(out, "malformed:weight_kg")
    run("batch", stdin=text + "\n").exits(INPUT)


@case("R45: an order is compared in percent of the given dose")
def _():
    out = csv_rows(run("batch", stdin=csv_text([dict(EXAMPLE, ordered_fludarabine_mg_per_day="30")])).out)[0]
    equal(out["fludarabine_deviation_percent"], "11.11111111", "100 × (30 − 27)/27")
    equal(out["cyclophosphamide_deviation_percent"], "")


@case("R14: the total is the day's dose times the days")
def _():
    for row in csv_rows(run("batch", stdin=csv_text(rows_with_faults()[0])).out):
        if row["status"] != "final":
            continue
        for drug in ("fludarabine", "cyclophosphamide"):
            equal(float(row[f"{drug}_mg_total"]), 3 * float(row[f"{drug}_mg_per_day"]), row["case_id"])


@case("numbers: at most 10 significant digits, no exponent, no trailing zero, a point")
def _():
    for row in csv_rows(run("batch", stdin=csv_text(rows_with_faults()[0])).out):
        for name in OUTPUT[2:5] + [n for n in OUTPUT if n.endswith(("_calculated", "_mg", "_day", "_total"))]:
            text = row[name]
            if not text:
                continue
            if not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", text):
                fail(f"{name}: {text}")
            true(len(text.replace("-", "").replace(".", "").lstrip("0")) <= 10, f"{name}: {text}")


@case("dose and part columns are empty unless the plan is final")
def _():
    for row in csv_rows(run("batch", stdin=csv_text(rows_with_faults()[0])).out):
        for name in OUTPUT:
            if "_fraction_applied" in name or "_mg_per_day" in name or "_mg_total" in name:
                equal(bool(row[name]), row["status"] == "final", f"{row['case_id']} {name}")


@case("batch and calc agree to the byte")
def _():
    row = csv_rows(run("batch", stdin=csv_text([EXAMPLE])).out)[0]
    equal((row["bsa_m2"], row["crcl_ml_min"], row["fludarabine_mg_per_day"]),
          ("1.483239697", "40.6969697", "27"))


@case("the example file of the README: ten plans and one refusal")
def _():
    result = run("batch", DATA / "examples" / "example-batch.csv").exits(ANSWER)
    rows = csv_rows(result.out)
    equal([row["error"] for row in rows], [""] * 10 + ["malformed:weight_kg"])
    true(all(row["case_id"].startswith("synthetic") for row in rows), "a row that is not called synthetic")


@case("R01: what an incomplete row lacks is named on standard error, with its line, and in JSON")
def _():
    rows = csv_text([EXAMPLE, {**EXAMPLE, "creatinine_mg_dl": ""}])
    result = run("batch", "-", stdin=rows).exits(DONE)
    contains(result.err, "line 3: Fludarabine needs: Creatinine. Columns: creatinine_mg_dl or creatinine_umol_l.")
    lacks(result.err, "line 2:")
    result = run("calc", "--format", "json", *settings(creatinine_mg_dl=None)).exits(ANSWER)
    missing = json.loads(result.out)["plans"][0]["missing"]
    equal([(one["drug"], one["columns"]) for one in missing][0], ("fludarabine", ["creatinine_mg_dl"]))
    equal(json.loads(run("calc", "--format", "json", *settings()).out)["plans"][0]["missing"], [])


@case("a spreadsheet's decimal point is told against its comma")
def _():
    header = ";".join(EXAMPLE)
    row = ";".join(EXAMPLE.values()).replace("1.1", "1,1").replace("0.6", "0,6").replace(";48;", ";80.5;")
    result = run("batch", "-", "--csv-dialect", "semicolon-comma", stdin=f"{header}\n{row}\n")
    contains(result.err, "Here the decimal sign is a comma", "write 1,5, not 1.5")
    lacks(result.err, "decimal sign is a point")


main()
