#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""guidance: what rule documents there are, and what stands in one."""
import pathlib

from harness import DATA, DOCUMENT, DONE, case, contains, equal, folder, main, run, true

FOLDERS = ("guidance", "regimens", "formulary")


def ids(name):
    """Ids of the shipped documents, from their file names: ID-VERSION.xml."""
    return sorted({path.stem.rpartition("-")[0] for path in DATA.glob(f"{name}/*.xml")})


@case("list names every shipped document with version and status, and loads each")
def _():
    text = run("guidance", "list").exits(DONE).out
    listed = {line.split()[0] for line in text.splitlines() if line.startswith("  ")}
    for name in FOLDERS:
        equal(sorted(set(ids(name)) - listed), [], f"{name} not listed")
    contains(text, "draft")


@case("R16, R17: show gives every row with its source, and names silent and not checked apart")
def _():
    for name in ids("guidance"):
        if name == "general-findings":
            continue
        text = run("guidance", "show", name).exits(DONE).out
        contains(text, name, "draft")
        true(len(text.splitlines()) > 20, f"{name}: only {len(text.splitlines())} lines")


@case("show takes a version, and refuses one that is not there")
def _():
    path = sorted(DATA.glob("guidance/us-label-*.xml"))[0]
    version = path.stem.rpartition("-")[2]
    if "older" not in path.stem:
        run("guidance", "show", f"us-label@{version}").exits(DONE)
    run("guidance", "show", "us-label@99.0").exits(DOCUMENT)


@case("a document that cannot be read is named, and the others are listed all the same")
def _():
    with folder() as name:
        place = pathlib.Path(name, "guidance")
        place.mkdir()
        (place / "broken-1.0.xml").write_text("<guidance", encoding="utf-8")
        result = run("guidance", "--data", name, "list")
        result.exits(DOCUMENT)
        contains(result.err, "broken-1.0.xml")
        contains(result.out, "us-label")


main()
