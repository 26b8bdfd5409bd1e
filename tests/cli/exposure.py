#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Predicted exposure and firmness in the output of calc: off unless the site asks, information only, never a
number outside the models, never in print, never a change of the plan."""
import json
import math
import pathlib
import re
import sys
import tempfile

from harness import ANSWER, DATA, DONE, case, contains, equal, fail, main, run, settings, true

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import validate_json  # noqa: E402

SCHEMA = json.loads((DATA / "schema" / "plan-1.schema.json").read_text(encoding="utf-8"))
HEADLINE = ("Two published models disagree by 27–38 % for the same patient; this page cannot tell whether a dose "
            "is right.")
FOLDER = tempfile.TemporaryDirectory()
SITE = pathlib.Path(FOLDER.name) / "data"


def make_site():
    """A site policy of our own: the shipped one under another name, which asks for exposure."""
    text = (DATA / "formulary" / "as-published-1.0.xml").read_text(encoding="utf-8")
    asking = re.sub(r"<display ", '<display exposure="yes" ', text.replace('id="as-published"', 'id="asking"'))
    true(asking.count('exposure="yes"') == 1 and 'id="asking"' in asking, "the site policy was not changed")
    (SITE / "formulary").mkdir(parents=True)
    (SITE / "formulary" / "asking-1.0.xml").write_text(asking, encoding="utf-8")


make_site()


def calc(site, *, form="json", **changes):
    arguments = ("--data", str(SITE), "--set", "formulary=asking") if site else ()
    result = run("calc", *arguments, "--format", form, *settings(**changes))
    if result.status not in (DONE, ANSWER):
        fail(result.err)
    return result


def plan_of(site=True, **changes):
    return json.loads(calc(site, **changes).out)["plans"][0]


@case("off by default: null without the site policy's yes")
def _():
    equal(plan_of(site=False)["exposure"], None)
    true(plan_of()["exposure"] is not None, "the site asks for it")


@case("every kind of plan is valid with exposure")
def _():
    for changes in ({}, {"guidance": "eu-smpc"}, {"creatinine_mg_dl": None}, {"creatinine_mg_dl": "4"},
                    {"dialysis": "hd"}, {"creatinine_mg_dl": "<0.2"}, {"regimen": "us-carvykti"},
                    {"regimen": "us-kymriah-ball", "age_years": "20"}, {"weight_kg": "140", "height_cm": "180"}):
        document = json.loads(calc(True, **changes).out)
        errors = list(validate_json.Validator(SCHEMA).errors(SCHEMA, document, "$"))
        if errors:
            fail(f"{changes}:\n" + "\n".join(map(str, errors[:10])))


@case("the header sentence, information only, the factor, the interval, population and the other model")
def _():
    exposure = plan_of(weight_kg="60")["exposure"]
    equal(exposure["headline"], HEADLINE)
    contains(exposure["information"], "Information only")
    equal(round(exposure["fara_a_per_phosphate"], 9), round(285.2 / 365.2, 9))
    first, second = exposure["models"]
    contains(first["population"], "transplant")
    # By hand, from the equations of the papers (evidence file fludarabine-pk.md, 1.2, 1.4, 2 and 6): 50.9 mL/min give
    # 0.8 of 30 mg/m² × 1.6583 m², 40 mg on 3 days.
    bsa, crcl = math.sqrt(165 * 60 / 3600), (140 - 61) * 60 * 0.85 / (72 * 1.1)
    fara_a, size = 120 * 285.2 / 365.2, (60 / 70) ** 0.75
    auc = fara_a / ((3.24 + 0.782 * crcl * 1.73 / bsa * 0.06) * size)
    spread = math.exp(1.645 * math.sqrt(math.log(1 + 0.23 ** 2) + math.log(1 + 0.12 ** 2) / 3))
    equal((exposure["course_phosphate_mg"], exposure["doses"]), (120, 3))
    for name, value in (("auc_mg_h_l", auc), ("auc_low_mg_h_l", auc / spread), ("auc_high_mg_h_l", auc * spread)):
        true(abs(first[name] / value - 1) < 1e-6, f"{name}: {first[name]}, expected {value}")
    value = fara_a / ((4.4 + 1.7 * crcl / 96) * size)
    true(abs(second["auc_mg_h_l"] / value - 1) < 1e-6, f"the other model: {second['auc_mg_h_l']}, expected {value}")
    equal((second["product"], second["auc_low_mg_h_l"]), ("axi-cel", None))
    equal(len(exposure["studies"]), 3)
    for study in exposure["studies"]:
        for part in ("cohort", "design", "finding", "limits"):
            true(study[part], f"{study['id']}: {part}")


@case("only for a final plan; outside a model why, not a number")
def _():
    for changes, reason in (({"guidance": "eu-smpc"}, "not-final"), ({"creatinine_mg_dl": None}, "no-creatinine"),
                            ({"dialysis": "hd"}, "dialysis"), ({"age_years": "80", "creatinine_mg_dl": "0.6"}, "age"),
                            ({"weight_kg": "135", "height_cm": "185", "creatinine_mg_dl": "0.8"}, "weight"),
                            ({"creatinine_mg_dl": "3.5"}, "clearance")):
        model = plan_of(**changes)["exposure"]["models"][0]
        true(reason in model["refused"], f"{changes}: {model['refused']}")
        equal(len(model["reasons"]), len(model["refused"]))
        for name, value in model.items():
            if name.endswith(("_l", "_h", "_173")):
                equal(value, None, f"{changes}: {name}")


@case("a capped eGFR is told with what it was")
def _():
    exposure = plan_of(creatinine_mg_dl="0.3", weight_kg="60")["exposure"]
    first = exposure["models"][0]
    true("egfr-capped" in exposure["warnings"], "warning")
    true(first["egfr_estimated_ml_min_173"] > first["egfr_used_ml_min_173"], "what it was")
    equal(round(first["egfr_used_ml_min_173"], 6), 140 - 0.8 * 31)


@case("a range stands only where product and indication are the study's")
def _():
    for regimen, age, with_range in (("us-yescarta", "61", []), ("us-kymriah-lbcl", "61", []),
                                     ("us-carvykti", "61", []),
                                     ("us-kymriah-ball", "20", ["fabrizio-2022", "dekker-2022"])):
        studies = plan_of(regimen=regimen, age_years=age, weight_kg="60")["exposure"]["studies"]
        equal([s["id"] for s in studies if s["applies"]], with_range, regimen)
        for study in studies:
            equal(study["range_low_mg_h_l"] is not None, study["applies"], f"{regimen}: {study['id']}")


@case("never overrides a rule, never computes a dose: the plan is the same with and without it")
def _():
    for changes in ({}, {"guidance": "eu-smpc"}, {"regimen": "us-kymriah-ball", "age_years": "20"}):
        with_it, without = plan_of(True, **changes), plan_of(False, **changes)
        for plan in (with_it, without):
            plan.pop("exposure")
            plan.pop("documents")       # the site's policy has another name
            plan.pop("formulary", None)
        equal(with_it, without, str(changes))
        exposure = json.dumps(plan_of(True, **changes)["exposure"])
        for word in ("mg_per_day", "target", "on target", "colour", "recommend", "optimal", "safe"):
            true(word not in exposure, f"{word} in the exposure")


@case("never in print, nor on the page of the terminal")
def _():
    for form in ("text", "xml"):
        out = calc(True, form=form).out
        for word in ("Langenhorst", "Varela", "AUC", "mg·h/L", "exposure"):
            true(word not in out, f"{word} in {form}")


@case("firmness: one sentence and the small table; doses only in a final plan")
def _():
    plan = plan_of(False)
    firm = plan["firmness"]
    equal([(c["input"], c["percent"]) for c in firm["cases"]],
          [(i, p) for i in ("creatinine", "weight", "height") for p in (-10, 10)])
    equal(firm["differs"], any(c["differs"] for c in firm["cases"]))
    for c in firm["cases"]:         # each is the plan of the changed case
        name = {"creatinine": "creatinine_mg_dl", "weight": "weight_kg", "height": "height_cm"}[c["input"]]
        other = plan_of(False, **{name: f"{c['value']:.10g}"})
        equal(c["status"], other["status"], name)
        for drug in ("fludarabine", "cyclophosphamide"):
            equal(c[f"{drug}_mg_per_day"], other[f"{drug}_mg_per_day"], f"{c['input']} {c['percent']} {drug}")
    for limit in firm["limits"]:    # the row changes where it says
        factor = 1.0001 if limit["creatinine"] == "rises" else 0.9999
        other = plan_of(False, creatinine_mg_dl=f"{limit['creatinine_mg_dl'] * factor:.10g}")
        rules = [c["rule"] for c in other["cards"] if c["drug"] == limit["drug"] and c["cohort"] == "renal"]
        equal(rules, [limit["rule"]], str(limit))
    true(firm["limits"], "no limit was told")
    for c in plan_of(False, guidance="eu-smpc")["firmness"]["cases"]:
        equal(c["fludarabine_mg_per_day"], None, "a dose beside a plan that is not final")
    contains(calc(False, form="text").out, "How firm is this band", "+10", "creatinine rises to")


main()
