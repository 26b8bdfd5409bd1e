#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The exit statuses are part of the contract, and every failure says what and where."""
import pathlib
import re

from harness import (ANSWER, DATA, DOCUMENT, DONE, EXAMPLE, INPUT, OUTPUT, USAGE, case, contains,
                     csv_text, equal, folder, main, run, settings)


@case("0: every plan is final, whatever its findings")
def _():
    run("calc", *settings()).exits(DONE)
    run("calc", *settings(guidance="eu-smpc", fludarabine_fraction="0.5")).exits(DONE)


@case("0: help of the program and of every command, on standard output")
def _():
    for command in ([], ["calc"], ["batch"], ["verify"], ["formula"], ["guidance"]):
        result = run(*command, "--help").exits(DONE)
        contains(result.out, "lymphodose")
        equal(result.err, "")


@case("0: --version names the program, its formats and each document with its hash")
def _():
    result = run("--version").exits(DONE)
    contains(result.out.splitlines()[1], "reads: ", "record 1", "writes: ", "PDF 1.5")
    contains(result.out, "lymphodose ", "us-yescarta", "us-label", "as-published", "general-findings")
    hashes = [line.split()[-1] for line in result.out.splitlines()[2:]]
    equal({len(word) for word in hashes}, {64}, "length of the hashes")
    equal(len(set(hashes)), len(hashes), "each document once")


@case("1: a plan that is not final")
def _():
    run("calc", *settings(guidance="eu-smpc")).exits(ANSWER)
    run("calc", *settings(creatinine_mg_dl=None)).exits(ANSWER)
    run("calc", *settings(), "--guidance", "us-label", "--guidance", "eu-smpc").exits(ANSWER)


@case("1: a batch row with an error; 0 without one, whatever the statuses")
def _():
    good = [dict(EXAMPLE, case_id="a"), dict(EXAMPLE, case_id="b", guidance="eu-smpc")]
    run("batch", stdin=csv_text(good)).exits(DONE)
    run("batch", stdin=csv_text(good + [dict(EXAMPLE, case_id="c", age_years="1,5.")])).exits(ANSWER)


@case("1: a failing suite; one without rows; one that expects nothing")
def _():
    with folder() as name:
        suite = pathlib.Path(name, "suite.csv")
        row = dict(EXAMPLE, case_id="a", source="made up")
        for expected, status in (({"expect_status": "final"}, DONE),
                                 ({"expect_status": "decision"}, ANSWER),
                                 ({"expect_status": ""}, ANSWER)):
            suite.write_text(csv_text([{**row, **expected}]), encoding="utf-8")
            run("verify", suite).exits(status)
        suite.write_text(",".join([*row, "expect_status"]) + "\n", encoding="utf-8")
        run("verify", suite).exits(ANSWER)


@case("2: unknown commands and options")
def _():
    run().exits(USAGE)
    for arguments in (["cure"], ["--cure"], ["calc", "--cure"], ["batch", "--cure"], ["verify"],
                      ["verify", "--cure"], ["formula"], ["formula", "cure"], ["guidance"],
                      ["guidance", "cure"], ["guidance", "show"], ["batch", "--jobs", "0"],
                      ["batch", "--jobs", "many"], ["batch", "--csv-dialect", "cure"],
                      ["batch", "one", "two"], ["calc", "one", "two"],
                      ["calc", "--format", "cure", *settings()]):
        equal(run(*arguments).exits(USAGE).out, "", " ".join(arguments))




@case("2: JSON takes exactly one guidance")
def _():
    run("calc", *settings(), "--format", "json", "--guidance", "us-label", "--guidance",
        "eu-smpc").exits(USAGE)


@case("3: a file that is not there, or is no case")
def _():
    run("calc", "/nonexistent/case.csv").exits(INPUT)
    run("batch", "/nonexistent/cases.csv").exits(INPUT)
    run("verify", "/nonexistent/suite.csv").exits(INPUT)
    run("calc", "-", stdin="").exits(INPUT)
    run("calc", "-", stdin='{"regimen": 1}').exits(INPUT)
    run("calc", "-", stdin='{"regimen": "us-yescarta"').exits(INPUT)
    run("batch", stdin="").exits(INPUT)


@case("3: more than one row is for batch")
def _():
    rows = [dict(EXAMPLE, case_id="a"), dict(EXAMPLE, case_id="b")]
    contains(run("calc", "-", stdin=csv_text(rows)).exits(INPUT).err, "use batch")


@case("4: unknown documents")
def _():
    contains(run("calc", *settings(regimen="no-such")).exits(DOCUMENT).err, "no-such")
    contains(run("calc", *settings(guidance="no-such")).exits(DOCUMENT).err, "no-such")
    contains(run("calc", *settings(formulary="no-such")).exits(DOCUMENT).err, "no-such")
    contains(run("calc", *settings(guidance="us-label@99.0")).exits(DOCUMENT).err, "us-label")
    contains(run("guidance", "show", "no-such").exits(DOCUMENT).err, "no-such")


def with_document(text):
    """The example under a guidance document of our own, found by --data."""
    with folder() as name:
        place = pathlib.Path(name, "guidance")
        place.mkdir()
        (place / "us-label-9.0.xml").write_text(text, encoding="utf-8")
        return run("calc", "--data", name, *settings(guidance="us-label@9.0"))


@case("4: broken documents, DOCTYPE and unknown formats are refused (R22)")
def _():
    shipped = next(DATA.glob("guidance/us-label-1.*.xml")).read_text(encoding="utf-8")
    head, body = shipped.split("?>", 1)
    text = head + "?>" + re.sub(r' version="1\.\d+"', ' version="9.0"', body, count=1)
    with_document(text).exits(DONE)
    for broken in (text[:2000], "", text.replace("urn:lymphodose:guidance:1", "urn:lymphodose:guidance:9"),
                   text.replace("?>", '?>\n<!DOCTYPE guidance [<!ENTITY x "y">]>', 1)):
        contains(with_document(broken).exits(DOCUMENT).err, "us-label-9.0.xml")


@case("5: output that cannot be written")
def _():
    with open("/dev/full", "wb") as full:
        for arguments in (["calc", *settings()], ["calc", "--format", "json", *settings()],
                          ["formula", "--list"], ["guidance", "list"],
                          ["guidance", "show", "us-label"], ["--version"],
                          ["formula", "bsa_mosteller", "--set", "height_cm=165", "--set",
                           "weight_kg=48"],
                          ["verify", DATA / "suites" / "label-rows.csv"]):
            run(*arguments, stdout=full).exits(OUTPUT)
    run("calc", *settings(), "-o", "/nonexistent/plan.txt").exits(OUTPUT)
    run("batch", "-o", "/nonexistent/out.csv", stdin=csv_text([EXAMPLE])).exits(OUTPUT)


main()
