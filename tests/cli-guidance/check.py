#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""guidance check: exit statuses, formats, and every printed patient run through calc --unsound."""
import json
import pathlib
import re
import shlex
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from harness import (ANSWER, DATA, DOCUMENT, DONE, USAGE, case, contains, environment, equal, folder, lacks,
                     main, run, true)

SAMPLES = pathlib.Path(__file__).resolve().parents[1] / "witness"
AT = ["--at", "2026-12-01"]
SHIPPED = sorted(str(path) for kind in ("guidance", "regimens", "formulary")
                 for path in DATA.glob(f"{kind}/*.xml"))


def report(*paths):
    """The documents of a JSON report."""
    result = run("guidance", "check", "--format", "json", *AT, *paths)
    return json.loads(result.out)["documents"]


@case("R18: no shipped document has an error or a warning")
def _():
    result = run("guidance", "check", *AT, *SHIPPED).exits(DONE)
    contains(result.out, f"documents: {len(SHIPPED)}, errors: 0, warnings: 0")
    run("--strict", "guidance", "check", *AT, *SHIPPED).exits(DONE)


@case("ids and id@version name documents as well as files do")
def _():
    for name in ("us-label", "us-label@1.0", "us-yescarta", "as-published"):
        contains(run("guidance", "check", *AT, name).exits(DONE).out, "loads")


@case("exit statuses: errors 1, warnings only with --strict, a missing file 4, nothing named 2")
def _():
    run("guidance", "check", *AT, SAMPLES / "g01-between.xml").exits(ANSWER)
    run("guidance", "check", *AT, SAMPLES / "g03-agrees.xml").exits(DONE)
    run("--strict", "guidance", "check", *AT, SAMPLES / "g03-agrees.xml").exits(ANSWER)
    run("guidance", "check", "--at", "2027-11-24", "us-label").exits(DONE)
    run("--strict", "guidance", "check", "--at", "2027-11-24", "us-label").exits(DONE)
    contains(run("guidance", "check", "--at", "2027-11-25", "us-label").exits(DONE).out, "G17 past-review")
    run("--strict", "guidance", "check", "--at", "2027-11-25", "us-label").exits(ANSWER)
    missing = run("guidance", "check", *AT, SAMPLES / "no-such-file.xml", SAMPLES / "g01-between.xml")
    equal(missing.status, DOCUMENT, "exit status")
    contains(missing.out, "no-such-file.xml", "G01 gap")   # the others are checked all the same
    run("guidance", "check", *AT, "no-such-document").exits(DOCUMENT)
    run("guidance", "check").exits(USAGE)
    run("guidance", "check", "--format", "yaml", "us-label").exits(USAGE)
    run("guidance", "check", "--at", "tomorrow", "us-label").exits(USAGE)


@case("a document that cannot be read says where")
def _():
    with folder() as name:
        broken = pathlib.Path(name, "broken.xml")
        for text, words in [("<guidance", "broken.xml:1:"),
                            ("<a xmlns='urn:other'/>", "namespace"),
                            ("<!DOCTYPE a><a/>", "DOCTYPE")]:
            broken.write_text(text, encoding="utf-8")
            contains(run("guidance", "check", *AT, broken).exits(ANSWER).out, words, "does not load")


@case("the loader refuses what the check refuses, with number, place and a proposal")
def _():
    for sample in sorted(SAMPLES.glob("*.xml")):
        document = report(sample)[0]
        text = sample.read_text(encoding="utf-8")
        own = re.search(r'<guidance [^>]*\bid="([^"]+)"', text)[1]
        with folder() as name:
            place = pathlib.Path(name, "guidance")
            place.mkdir()
            (place / f"{own}-1.0.xml").write_text(text, encoding="utf-8")
            shown = run("guidance", "show", own, env=environment(LYMPHODOSE_DATA=name))
        equal(shown.status, DONE if document["loads"] else DOCUMENT, sample.name)
        for finding in document["findings"]:
            if finding["severity"] == "error":
                contains(shown.err, finding["number"], finding["message"])


@case("numbers have a point in every locale, and the outcome that is proposed is taken")
def _():
    own = '<dose-of value="24" of="30" unit="mg/kg"/>'
    text = (SAMPLES / "g08-base.xml").read_text(encoding="utf-8").replace('amount="30"', 'amount="25.5"')
    with folder() as name:
        sample = pathlib.Path(name, "sample.xml")
        sample.write_text(text.replace(own, '<dose-of value="20.5" of="25" unit="mg/m2"/>'), encoding="utf-8")
        found = [finding for finding in report(sample)[0]["findings"] if finding["number"] == "G12"]
        equal([finding["message"] for finding in found],
              ["row fr2 refers to 25 mg/m2, the header's base course to 25.5 mg/m2"], "messages")
        proposal = found[0]["proposal"]
        equal(proposal, '<dose-of value="20.5" of="25.5" unit="mg/m2"/>', "proposal")
        contains(run("guidance", "check", *AT, sample).exits(ANSWER).out, "to 25.5 mg/m2", proposal)
        sample.write_text(text.replace(own, proposal), encoding="utf-8")
        run("guidance", "check", *AT, sample).exits(DONE)


@case("R18: every patient that is printed runs through calc --unsound and meets the fault")
def _():
    count = 0
    for document in report(*sorted(SAMPLES.glob("*.xml"))):
        for finding in document["findings"]:
            if "command" not in finding:
                continue
            words = shlex.split(finding["command"])
            equal(words[:3], ["lymphodose", "calc", "--unsound"], "command")
            result = run(*words[1:]).exits(ANSWER)
            lines = result.out.splitlines()
            true(lines and all(line.startswith("UNSOUND DOCUMENT | ") or line == "UNSOUND DOCUMENT |"
                               for line in lines), f"unmarked: {finding['command']}")
            if finding["number"] == "G01":
                drug = "fludarabine" if finding["table"].startswith("flu") else "cyclophosphamide"
                contains(finding["today"], f"no row of {finding['table']}")
                contains(finding["today"], f"to decide: {drug}:drug-not-covered"
                         if drug == "fludarabine" else f"{drug}:drug-not-covered")
                contains(result.out, "drug-not-covered")
            count += 1
    print(f"# {count} patients")
    true(count >= 100, f"only {count} patients")


@case("of the shipped documents every hole that the source leaves has a patient who meets it")
def _():
    holes = 0
    for document in report(*SHIPPED):
        for finding in document["findings"]:
            if finding["number"] == "G18":
                holes += 1
                true(finding["witness"] is not None, f"{document['id']} {finding['rows']}: no patient")
    true(holes >= 20, f"only {holes} holes")


@case("JSON and JUnit name the same faults as the text")
def _():
    paths = [SAMPLES / name for name in ("g01-between.xml", "g06-renal.xml", "sound-adult.xml")]
    documents = report(*paths)
    equal([document["errors"] for document in documents], [1, 1, 0], "errors")
    region = [finding for finding in documents[0]["findings"] if finding["number"] == "G01"][0]["region"]
    equal(region, [{"axis": "clearance", "unit": "mL/min", "above": 49, "below": 50}], "region")
    junit = ElementTree.fromstring(run("guidance", "check", "--format", "junit", *AT, *paths).out)
    equal([suite.get("failures") for suite in junit], ["1", "1", "0"], "failures")
    failed = [test.get("name") for test in junit.iter("testcase") if test.find("failure") is not None]
    equal(failed, ["G01 gap", "G06 direction"], "failed")


@case("a report can go into a file, and two runs give the same bytes")
def _():
    with folder() as name:
        place = pathlib.Path(name, "report.json")
        run("guidance", "check", *AT, "--format", "json", "-o", place, "us-label").exits(DONE)
        again = run("guidance", "check", *AT, "--format", "json", "us-label").exits(DONE)
        equal(place.read_text(encoding="utf-8"), again.out, "report")


@case("without --at the day is today's, and a shipped document is in time or says that it is not")
def _():
    result = run("guidance", "check", "us-label").exits(DONE)
    lacks(result.out, "  error ")


main()
