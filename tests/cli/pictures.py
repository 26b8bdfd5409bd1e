#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""calc --format svg: where the patient stands, headless; the same bytes for the same case; its words for who
cannot see it; nothing of a dose where the plan is not final."""
import os
import re
import tempfile
import xml.etree.ElementTree as tree

from harness import ANSWER, COMMA, DONE, OUTPUT, USAGE, case, contains, environment, equal, main, run, settings, true

NAME = "{http://www.w3.org/2000/svg}"


def picture(status=DONE, **changes):
    return run("calc", "--format", "svg", *settings(**changes)).exits(status).out


def description(svg):
    return tree.fromstring(svg).find(f"{NAME}desc").text


@case("an SVG of both drugs against clearance, bilirubin and weight")
def _():
    svg = picture()
    root = tree.fromstring(svg)
    equal(root.tag, f"{NAME}svg")
    title = root.find(f"{NAME}title").text
    for drug in ("Fludarabine", "Cyclophosphamide"):
        for axis in ("clearance", "bilirubin", "weight at this height"):
            contains(title, f"{drug}: dose against {axis}")
    true(len(root.findall(f".//{NAME}path")) > 100, "hardly anything is drawn")


@case("the words say what the rows say: steps with their ends, holes, the patient")
def _():
    text = description(picture(guidance="eu-smpc", bilirubin_mg_dl="3.05", status=ANSWER))
    text = text.replace("3,", "3.") if COMMA else text
    # eu-smpc: fludarabine below 30 contraindicated, 30 to 70 up to 50 %, above 70 silent
    contains(text, "below 30 mL/min: do not give", "50 to below 100 %", "above 70 mL/min: no statement in this source")
    # cyclophosphamide: no row above 3 and below 3.1 mg/dL, 75 % to 5, no row above
    contains(text, "our reading: 75 %", "3.1 to 5 mg/dL: 75 %", "above 5 mg/dL: no row in the source",
             "This patient: 3.05 mg/dL")


@case("a dose in mg only where the plan is final")
def _():
    true(re.search(r"\d mg a day", description(picture())), "no dose in a final plan")
    for changes in ({"guidance": "eu-smpc"}, {"creatinine_mg_dl": None}, {"creatinine_mg_dl": "4"}):
        text = description(picture(status=ANSWER, **changes))
        true(re.search(r"\d mg\b(?!/)", text) is None, f"{changes}: {text}")


@case("in dialysis no estimate counts; a child’s clearance is not compared with mL/min")
def _():
    contains(description(picture(status=ANSWER, dialysis="hd")), "no estimate of clearance counts")
    contains(description(picture(status=ANSWER, age_years="7", height_cm="121", weight_kg="22",
                                 creatinine_mg_dl="0.4")), "child")


@case("R27: the same bytes for the same case, whatever the time zone or the run")
def _():
    first = run("calc", "--format", "svg", *settings()).raw
    equal(run("calc", "--format", "svg", *settings()).raw, first)
    equal(run("calc", "--format", "svg", *settings(), env=environment(TZ="Asia/Tokyo")).raw, first)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "where.svg")
        run("calc", "--format", "svg", "-o", path, *settings()).exits(DONE)
        with open(path, "rb") as file:
            equal(file.read(), first)


@case("without the module an error that says so; two guidances are refused")
def _():
    result = run("calc", "--format", "svg", *settings(), env=environment(LYMPHODOSE_MODULES="/nonexistent"))
    equal(result.exits(OUTPUT).out, "")
    contains(result.err, "cairo")
    run("calc", *settings(), "--format", "svg", "--guidance", "us-label", "--guidance", "eu-smpc").exits(USAGE)


main()
