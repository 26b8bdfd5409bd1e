#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The line of other documents and the table of several: what each says of the patient itself, whatever was
decided under the chosen one (R16, R29). The patients are synthetic; what each document says of them stands
in its rows."""
from harness import ANSWER, case, contains, equal, lacks, main, run, settings

# Clearance 23.6 mL/min: below 30 every label stops fludarabine.
STOPPED = {"regimen": "us-yescarta", "guidance": "us-label", "sex": "M", "age_years": "55", "height_cm": "178",
           "weight_kg": "80", "bilirubin_mg_dl": "0.6", "creatinine_mg_dl": "4"}
SIGNED = {"override_reason": "x", "decided_by": "A. Example", "prescriber": "C. Other"}
BOTH = {"fludarabine_fraction": "0.5", "cyclophosphamide_fraction": "0.9"}
# Clearance 47.9 mL/min: 50 % to below 100 % in the European labels.
OLDER = {"regimen": "eu-yescarta", "guidance": "eu-smpc", "sex": "F", "age_years": "68", "height_cm": "160",
         "weight_kg": "62", "bilirubin_mg_dl": "0.6", "creatinine_mg_dl": "1.1"}


def others(values, **changes):
    """What each other document says, by its id, and the remark after them."""
    text = run("calc", *settings(values, **changes)).out
    part = text.split("Other documents for this patient\n", 1)[1].split("\n\n", 1)[0]
    lines = part.replace("\n    ", " ").split("\n")
    found = dict(line.strip().split(": ", 1) for line in lines if ": fludarabine" in line)
    return found, [line.strip() for line in lines if ": fludarabine" not in line]


@case("R29: an override changes no other document, and no document goes missing")
def _():
    before, _ = others(STOPPED)
    for changes in ({**SIGNED, **BOTH}, BOTH, {"fludarabine_fraction": "0.5"}, {**SIGNED, "fludarabine_fraction": "1"}):
        after, remark = others(STOPPED, **changes)
        equal(after, before, str(changes))
        equal(len(remark), 1)
        contains(remark[0], "counts for us-label alone")
    for name in ("ch-actavis-2016", "ch-fludara", "composed-example", "eu-smpc", "us-label-older"):
        contains(before[name], "fludarabine do not give")
    equal(len(before), 6)


@case("a plain answer changes no other document either")
def _():
    before, remark = others(OLDER)
    equal(remark, [])
    after, remark = others(OLDER, fludarabine_fraction="0.6", combine="lowest")
    equal(after, before)
    contains(remark[0], "counts for eu-smpc alone")
    contains(before["ch-actavis-2016"], "fludarabine 50 % to below 100 %")


@case("a choice that is no answer of a document stays: estimator, weights")
def _():
    measured, remark = others(OLDER, gfr_measured_ml_min="90")
    equal(remark, [])
    contains(measured["us-label"], "fludarabine 100 %")


@case("R16: a whole dose that no source states is not told as one that a source states")
def _():
    found, _ = others(OLDER)
    contains(found["ch-fludara"], "cyclophosphamide 100 %, 830 mg (not checked by us: kidneys, liver)")
    contains(found["ch-fludara"], "fludarabine 50 %, 25 mg;")
    table = run("calc", *settings(OLDER, guidance=None), "--guidance", "ch-fludara", "--guidance", "us-label").out
    contains(table.split("\n\n")[0], "100 %, 830 mg (not checked by us: kidneys, liver)")
    healthy = {**OLDER, "creatinine_mg_dl": "0.5"}
    contains(others(healthy, guidance="us-label")[0]["eu-smpc"], "no statement in this source: kidneys")


def compared(values, *guidances):
    names = [part for name in guidances for part in ("--guidance", name)]
    result = run("calc", *settings(values), *names).exits(ANSWER)
    head = result.out.split("\n\n")[0]
    table = [line for line in head.split("\n") if "   " in line]
    return {line.split()[0]: line for line in table}, head, result.out


@case("several guidances: the decisions count for the one that the case names, else for the first, marked")
def _():
    case_values = {**STOPPED, **SIGNED, **BOTH}
    rows, head, _ = compared(case_values, "us-label", "us-label-older", "eu-smpc")
    contains(rows["us-label"], "final", "50 %, 30 mg. OVERRIDE: the rules say “Do not give”.")
    contains(rows["us-label-older"], "contraindicated", "do not give")
    contains(rows["eu-smpc"], "contraindicated", "do not give")
    contains(" ".join(head.split()), "counts for us-label alone")
    rows, head, _ = compared({**case_values, "guidance": "eu-smpc"}, "us-label", "us-label-older", "eu-smpc")
    contains(rows["eu-smpc"], "final", "OVERRIDE")
    contains(rows["us-label"], "contraindicated")
    contains(" ".join(head.split()), "counts for eu-smpc alone")
    rows, head, _ = compared({**case_values, "guidance": "ch-fludara"}, "us-label-older", "us-label")
    contains(rows["us-label-older"], "final", "OVERRIDE")
    contains(rows["us-label"], "contraindicated")


@case("the plan of a guidance that is only compared carries no override")
def _():
    _, _, text = compared({**STOPPED, **SIGNED, **BOTH}, "us-label", "eu-smpc")
    page = text[text.rindex("Guidance        "):]
    lacks(page, "OVERRIDE:", "A. Example", "decided instead")


main()
