#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON: valid against its schema, the same numbers as batch, the same bytes in every locale."""
import json
import os
import pathlib
import sys

from harness import (ANSWER, DATA, DONE, EXAMPLE, case, csv_rows, csv_text, environment, equal, fail, main,
                     run, settings, true)

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import validate_json  # noqa: E402

SCHEMA = json.loads((DATA / "schema" / "plan-1.schema.json").read_text(encoding="utf-8"))
CASES = {
    "final": {},
    "decision": {"guidance": "eu-smpc"},
    "final by choice": {"guidance": "eu-smpc", "fludarabine_fraction": "0.5"},
    "incomplete": {"creatinine_mg_dl": None},
    "contraindicated": {"creatinine_mg_dl": "4"},
    "a bound": {"creatinine_mg_dl": "<0.2"},
    "to acknowledge": {"bilirubin_mg_dl": "3.4"},
    "dated": {"as_of": "2026-11-24", "ld_start_date": "2026-11-25", "creatinine_date": "2026-11-24"},
    "an order": {"ordered_fludarabine_mg_per_day": "30"},
    "a child": {"age_years": "7", "height_cm": "121", "weight_kg": "22", "creatinine_mg_dl": "0.4"},
    "dialysis": {"dialysis": "hd"},
    "dose per kg": {"regimen": "us-amtagvi"},
    "named": {"case_id": 'a "label", with \\ and \t', "conditions": "amputation"},
}
MORE = {"decisions", "days", "cards", "trace", "findings", "firmness", "exposure"}


def plan_of(changes):
    result = run("calc", "--format", "json", *settings(**changes))
    if result.status not in (DONE, ANSWER):
        fail(result.err)
    return json.loads(result.out)["plans"][0], result


@case("every kind of plan is valid against data/schema/plan-1.schema.json")
def _():
    for name, changes in CASES.items():
        _, result = plan_of(changes)
        errors = list(validate_json.Validator(SCHEMA).errors(SCHEMA, json.loads(result.out), "$"))
        if errors:
            fail(f"{name}:\n" + "\n".join(map(str, errors[:10])))


@case("the validator refuses what is not valid")
def _():
    _, result = plan_of({})
    for old, new in (('"status": "final"', '"status": "fine"'), ('"plans"', '"plan"'),
                     ('"bsa_m2": 1', '"bsa_m2": "1'), ('"release": "clear",', "")):
        text = result.out.replace(old, new, 1)
        true(text != result.out, f"{old} is not in the JSON")
        try:
            errors = list(validate_json.Validator(SCHEMA).errors(SCHEMA, json.loads(text), "$"))
        except ValueError:
            continue
        true(errors, f"{new} is taken for valid")


@case("a plan's keys are the batch columns and what a table cannot hold; the numbers are batch's")
def _():
    for name, changes in CASES.items():
        values = {key: value for key, value in {**EXAMPLE, **changes}.items() if value is not None}
        row = csv_rows(run("batch", stdin=csv_text([values])).out)[0]
        plan, _ = plan_of(changes)
        for column, text in row.items():
            if column == "error":
                continue
            true(column in plan, f"{name}: no key {column}")
            value = plan[column]
            if column in ("acknowledge", "findings"):
                continue
            told = "" if value is None else value if isinstance(value, str) else repr(value)
            if not isinstance(value, str) and value is not None:
                told, text = float(told), float(text or "nan")
            equal(told, text, f"{name}: {column}")
        true(MORE <= set(plan), f"{name}: lacks {MORE - set(plan)}")
        equal(len(set(plan["acknowledge"])), len(plan["acknowledge"]), "a code to acknowledge twice")
        equal(" ".join(plan["acknowledge"]), row["acknowledge"], f"{name}: acknowledge")


@case("a plan that is not final holds no dose in mg as the plan")
def _():
    for name in ("decision", "incomplete", "contraindicated", "a child"):
        plan, _ = plan_of(CASES[name])
        for column in ("mg_per_day_calculated", "mg_per_day", "mg_total"):
            for drug in ("fludarabine", "cyclophosphamide"):
                equal(plan[f"{drug}_{column}"], None, f"{name}: {drug}_{column}")


@case("R27: the same bytes in C and in a locale with a decimal comma, today and tomorrow")
def _():
    comma = {"LC_ALL": os.environ["TEST_COMMA_LOCALE"], "LOCPATH": os.environ["TEST_LOCALES"]}
    for changes in CASES.values():
        arguments = ["calc", "--format", "json", *settings(**changes)]
        first = run(*arguments, env=environment(LC_ALL="C.UTF-8")).raw
        equal(run(*arguments, env=environment(**comma)).raw, first)
        equal(run(*arguments, env=environment(LC_ALL="C.UTF-8", TZ="Asia/Tokyo")).raw, first)


main()
