#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One patient told in two ways has one plan; and plans of related patients are related as the formulas say.
No expected number stands here: each follows from another answer. Patients are made up at random."""
import random

from harness import ANSWER, DONE, case, csv_rows, csv_text, environment, equal, main, run, true

RESULT = ("status release bsa_m2 crcl_ml_min clearance_value fludarabine_fraction_applied fludarabine_mg_per_day "
          "fludarabine_mg_total cyclophosphamide_fraction_applied cyclophosphamide_mg_per_day "
          "cyclophosphamide_mg_total acknowledge findings error").split()
PATIENTS = 400


def patients(seed):
    chance = random.Random(seed)
    for number in range(PATIENTS):
        regimen, guidance = chance.choice([("us-yescarta", "us-label"), ("eu-yescarta", "eu-smpc"),
                                           ("us-tecartus-mcl", "us-label-older"), ("uk-breyanzi", "uk-uhs-car-t")])
        yield {"case_id": f"synthetic {number}", "regimen": regimen, "guidance": guidance,
               "sex": chance.choice("FM"), "age_years": str(chance.randint(18, 88)),
               "height_cm": str(chance.randint(150, 195)), "weight_kg": str(chance.randint(45, 110)),
               # exact in both units: tenths of a mg/dL as multiples of 8.84 and 1.71 µmol/L
               "creatinine_mg_dl": str(chance.randint(5, 30) / 10), "bilirubin_mg_dl": str(chance.randint(2, 40) / 10)}


def plans(rows, *arguments, env=None):
    result = run("batch", *arguments, stdin=csv_text(rows), env=env)
    true(result.status in (DONE, ANSWER), f"exit status {result.status}: {result.err}")
    return csv_rows(result.out)


def results(rows):
    return [[row[name] for name in RESULT] for row in rows]


def same(what, rows, expected):
    for mine, theirs in zip(results(rows), results(expected), strict=True):
        equal(mine, theirs, what)


@case("units: mg/dL and µmol/L of one value are one patient")
def _():
    rows = list(patients("units"))
    for row in rows:
        row["confirm"] = ("creatinine_mg_dl creatinine_umol_l bilirubin_mg_dl bilirubin_umol_l")
    changed = []
    for row in rows:
        other = dict(row)
        other["creatinine_umol_l"] = f"{round(float(other.pop('creatinine_mg_dl')) * 10) * 884 / 100:.2f}"
        other["bilirubin_umol_l"] = f"{round(float(other.pop('bilirubin_mg_dl')) * 10) * 171 / 100:.2f}"
        changed.append(other)
    first = plans(rows)
    true(sum(row["error"] == "" for row in first) > PATIENTS // 2, "hardly a plan")
    same("in µmol/L", plans(changed), first)


@case("order of columns, of rows, jobs, locale, time zone")
def _():
    rows, chance = list(patients("order")), random.Random("columns")
    expected = plans(rows)
    for _ in range(3):
        columns = list(rows[0])
        chance.shuffle(columns)
        same("columns", plans([{name: row[name] for name in columns} for row in rows]), expected)
    order = list(range(len(rows)))
    chance.shuffle(order)
    shuffled = plans([rows[i] for i in order])
    same("rows", shuffled, [expected[i] for i in order])
    for jobs in ("1", "2", "7"):
        same("jobs", plans(rows, "--jobs", jobs), expected)
    for name, value in (("LC_ALL", "de_DE.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati"),
                        ("TZ", "Pacific/Niue")):
        same(value, plans(rows, env=environment(**{name: value})), expected)


@case("texts of one number: 70, 70.0 and 070")
def _():
    rows = list(patients("texts"))
    expected = plans(rows)
    for form in ("{}.0", "0{}", "00{}.00"):
        same(form, plans([dict(row, weight_kg=form.format(row["weight_kg"]), height_cm=form.format(row["height_cm"]))
                          for row in rows]), expected)


def near(got, expected, what):
    """As far as ten printed digits go."""
    if got == "" or expected == "":
        equal(got == "", expected == "", what)
        return 0
    true(abs(float(got) - float(expected)) <= 2e-9 * abs(float(expected)), f"{what}: {got}, expected {expected}")
    return 1


def scaled(change, column, factor, seed):
    """Each patient beside itself changed: `column` must have grown by `factor`."""
    rows = [dict(row, clearance_weight="actual", estimator="cockcroft_gault", bsa_formula="bsa_mosteller")
            for row in patients(seed)]
    first, second = plans(rows), plans([dict(row, **change(row)) for row in rows])
    compared = 0
    for before, after in zip(first, second, strict=True):
        if before["error"] == "" and after["error"] == "" and before[column] != "":
            compared += near(after[column], str(float(before[column]) * factor), f"{before['case_id']}: {column}")
    true(compared > PATIENTS // 4, f"only {compared} compared for {column}")


@case("Cockcroft–Gault: half the creatinine, twice the clearance; it grows with the weight; 0.85 for women")
def _():
    scaled(lambda row: {"creatinine_mg_dl": str(float(row["creatinine_mg_dl"]) * 2)}, "crcl_ml_min", 0.5, "creatinine")
    scaled(lambda row: {"weight_kg": str(float(row["weight_kg"]) * 1.25)}, "crcl_ml_min", 1.25, "weight")
    rows = [dict(row, sex="M", clearance_weight="actual", estimator="cockcroft_gault") for row in patients("sex")]
    men, women = plans(rows), plans([dict(row, sex="F") for row in rows])
    compared = sum(near(hers["crcl_ml_min"], str(float(his["crcl_ml_min"]) * 0.85), "0.85")
                   for his, hers in zip(men, women, strict=True) if his["crcl_ml_min"] and hers["crcl_ml_min"])
    true(compared > PATIENTS // 2, f"only {compared} compared")


@case("Mosteller: the surface grows with the root of weight and height, and an unreduced dose with the surface")
def _():
    scaled(lambda row: {"weight_kg": str(float(row["weight_kg"]) * 1.44)}, "bsa_m2", 1.2, "surface")
    scaled(lambda row: {"height_cm": str(float(row["height_cm"]) * 1.21)}, "bsa_m2", 1.1, "height")
    rows = [dict(row, regimen="us-yescarta", guidance="us-label", creatinine_mg_dl="0.5", age_years="30",
                 bilirubin_mg_dl="0.5", bsa_formula="bsa_mosteller") for row in patients("dose")]
    compared = 0
    for row in plans(rows):
        for drug in ("fludarabine", "cyclophosphamide"):
            column = f"{drug}_mg_per_day_calculated"
            if row[column] and row[f"{drug}_fraction_applied"] == "1":
                per_m2 = 30 if drug == "fludarabine" else 500
                compared += near(row[column], str(float(row["bsa_m2"]) * per_m2), f"{row['case_id']}: {column}")
    true(compared > PATIENTS, f"only {compared} compared")


main()
