#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""R29: what the rules gave stays visible beside an override. The patient is synthetic: 55 years, 178 cm,
80 kg (1.9889 m²; 60 mg and 990 mg a day at full dose, as the oracle has it)."""
import json

from harness import DONE, case, contains, equal, lacks, main, run, settings

BASE = {"regimen": "us-yescarta", "guidance": "us-label", "sex": "M", "age_years": "55", "height_cm": "178",
        "weight_kg": "80", "bilirubin_mg_dl": "0.6", "creatinine_mg_dl": "0.9"}
SIGNED = {"override_reason": "x", "decided_by": "A. Example", "prescriber": "C. Other"}
HALF = {**SIGNED, "fludarabine_fraction": "0.5"}


def words(result):
    return " ".join(result.out.split())


@case("where the rule leaves no choice its part and its dose are the outcome that was overridden")
def _():
    text = words(run("calc", *settings(BASE, **HALF)).exits(DONE))
    contains(text, "OVERRIDE: the rules say “full dose, 60 mg”.",
             "Fludarabine: the rules say “full dose, 60 mg”; decided instead: 50 % of the standard dose.",
             "The rule gives 100 % of the standard dose; fludarabine_fraction asks for 50 %.")
    lacks(text, "say “Choose”")
    text = words(run("calc", *settings(BASE, **HALF, creatinine_mg_dl="4", cyclophosphamide_fraction="0.9")))
    contains(text, "OVERRIDE: the rules say “Do not give”.", "OVERRIDE: the rules say “full dose, 990 mg”.")


@case("a question that the rules do ask stays the outcome")
def _():
    european = {**BASE, **SIGNED, "guidance": "eu-smpc", "regimen": "eu-yescarta", "creatinine_mg_dl": "1.8",
                "fludarabine_fraction": "0.4"}
    contains(words(run("calc", *settings(european)).exits(DONE)), "OVERRIDE: the rules say “Choose”.")


@case("the same in JSON and in a record")
def _():
    plan = json.loads(run("calc", "--format", "json", *settings(BASE, **HALF)).exits(DONE).out)["plans"][0]
    equal(plan["originals"],
          [{"drug": "fludarabine", "status": "final", "part": 1, "mg_per_day": 60}])
    plan = json.loads(run("calc", "--format", "json", *settings(BASE)).exits(DONE).out)["plans"][0]
    equal(plan["originals"], [])
    record = run("calc", "--format", "xml", *settings(BASE, **HALF)).exits(DONE).out
    contains(record, '<original drug="fludarabine" status="final" part="1" mg_per_day="60"/>')


main()
