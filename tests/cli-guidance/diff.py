#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""guidance diff: what differs between two versions, by meaning."""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
from harness import DATA, DOCUMENT, DONE, USAGE, case, contains, equal, folder, lacks, main, run

OLD = DATA / "guidance" / "dana-farber-1.0.xml"


def changed(place, *edits, name="newer.xml"):
    text = OLD.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    path = pathlib.Path(place, name)
    path.write_text(text, encoding="utf-8")
    return path


@case("a document says the same as itself, however it is named")
def _():
    for one, other in [(OLD, OLD), ("dana-farber", OLD), ("dana-farber@1.0", "dana-farber")]:
        contains(run("guidance", "diff", one, other).exits(DONE).out, "They say the same.")


@case("a limit that moves and an outcome that changes stand first, with the region that they change")
def _():
    with folder() as name:
        newer = changed(name, ('<range from="50" to="69"/>', '<range from="55" to="69"/>'),
                        ('<range above="49" below="50"/>', '<range above="49" below="55"/>'),
                        ('<fraction value="0.60"/>', '<fraction value="0.50"/>'),
                        ('id="dana-farber" version="1.0"', 'id="dana-farber" version="1.1"'))
        text = run("guidance", "diff", "dana-farber", newer).exits(DONE).out
        contains(text, "table flu-renal: clearance from 30 below 50 mL/min\n    from: fraction 0.6\n"
                       "    to:   fraction 0.5\n",
                 "table flu-renal: clearance from 50 below 55 mL/min\n    from: full\n    to:   fraction 0.5\n",
                 "row fr3: lower limit of clearance\n    from: from 50 mL/min\n    to:   from 55 mL/min\n")
        equal(text.index("Where another outcome counts") < text.index("Header, sources and texts"), True)
        document = json.loads(run("guidance", "diff", "--format", "json", OLD, newer).exits(DONE).out)
        kinds = [change["kind"] for change in document["changes"]]
        equal(sorted(set(kinds)), ["header", "limit", "outcome", "region"], "kinds")
        equal((document["old"]["version"], document["new"]["version"]), ("1.0", "1.1"), "versions")


# ---- every attribute and text of what ships

ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
# What one edit alone cannot change: the schema knows one value, or another place must say the same.
BOUND = {
    "guidance": {"source id", "base drug", "base unit", "table drug", "table cohort", "axis quantity", "axis unit",
                 "axis indexed", "axis equation", "range axis", "range from", "range below", "is axis", "is value",
                 "option stop", "option below", "not-covered drug", "dose-of of", "dose-of unit", "regimen text",
                 "undefined reading"},
    "regimens": {"source id", "dose drug", "ld-day n", "precondition unit", "condition unit"},
    "formulary": {"source id", "drug name", "round mode", "round from-mg", "round below-mg", "maximum kind",
                  "maximum unit", "bands upper-limit", "band below-mg", "case equation"},
}


def places(kind):
    """Of each attribute and text (path of elements, attribute or "text"): its first place in each document as
    (document, begin, end), and its values."""
    seen, values = {}, {}
    for path in sorted(DATA.glob(f"{kind}/*.xml")):
        text = re.sub(r"<!--.*?-->", lambda found: " " * len(found[0]), path.read_text(encoding="utf-8"), flags=re.S)
        elements = []
        for tag in re.finditer(r"<(/?)([\w-]+)((?:\s+[\w:-]+=\"[^\"]*\")*)\s*(/?)>([^<]*)", text):
            if tag[1]:
                elements.pop()
                continue
            elements.append(tag[2])
            for found in ATTRIBUTE.finditer(tag[3]):
                key = ("/".join(elements), found[1])
                begin = tag.start(3) + found.start(2)
                seen.setdefault(key, {}).setdefault(path, (begin, begin + len(found[2])))
                values.setdefault(key, []).append(found[2])
            if tag[5].strip():
                key = ("/".join(elements), "text")
                seen.setdefault(key, {}).setdefault(path, (tag.start(5), tag.end(5)))
            if tag[4]:
                elements.pop()
    return seen, values


def other_values(element, what, old, known, text):
    """What may stand there instead."""
    if what == "id" or element == "regimen" and what == "text":
        return [old + "x"]
    if what == "text":
        return [old.rstrip() + " indeed"]
    if what == "source":
        known = [found[1] for found in re.finditer(r'<source id="([^"]+)"', text)]
    tries = [value for value in dict.fromkeys(known) if value != old]
    try:
        number = float(old)
        tries = [f"{number * factor:.10g}" for factor in (1.01, 0.99)] + [str(int(number) + 1), str(int(number) - 1),
                                                                        *tries]
    except ValueError:
        pass
    if re.fullmatch(r"\d{4}-\d\d-\d\d", old):
        tries.append("2026-11-23")
    words = {"formula": ["bsa_dubois"], "weight": ["ideal"], "otherwise": ["ask", "stop"], "jurisdiction": ["FR"],
             "quantity": ["anc", "platelets"], "evidence": ["label", "secondary"], "status": ["retired"],
             "exposure": ["yes", "no"],
             "bilirubin": ["mg/dL", "umol/L"], "creatinine": ["mg/dL", "umol/L"], "tenth-step": ["no"],
             "combine": ["lowest"], "anchor": ["start", "end"], "verb": ["may", "must"],
             "basis": ["text", "interpretation"], "edge-basis": ["text", "interpretation"],
             "counts": ["clear-days", "calendar-difference"], "after-basis": ["at-least", "more-than"],
             "dose-known": ["yes", "no"], "condition": ["fluid", "emaciated"], "code": ["fluid"]}
    return words.get(what, []) + tries[:6] + [old + "x"]


def told(path, text, place, begin, end, value):
    """The changes that are told of one other value; None where no document may say it."""
    newer = pathlib.Path(place, path.name)
    newer.write_text(text[:begin] + value + text[end:], encoding="utf-8")
    result = run("guidance", "diff", "--format", "json", path, newer)
    return json.loads(result.out)["changes"] if result.status == DONE else None


@case("every attribute and text of a document that ships is compared")
def _():
    silent, untried, count = [], [], 0
    with folder() as name:
        for kind in ("guidance", "regimens", "formulary"):
            seen, values = places(kind)
            for (elements, what), found in seen.items():
                element = elements.split("/")[-1]
                changes = None
                if what == "xmlns":
                    continue
                for path, (begin, end) in list(found.items())[:1 if f"{element} {what}" in BOUND[kind] else 6]:
                    text = path.read_text(encoding="utf-8")
                    old = text[begin:end]
                    for value in other_values(element, what, old, values.get((elements, what), []), text):
                        if value != old and changes is None:
                            changes = told(path, text, name, begin, end, value)
                    if changes is not None:
                        break
                count += changes is not None
                if changes is None:
                    untried += [f"{kind}: {elements} {what}"] if f"{element} {what}" not in BOUND[kind] else []
                elif not changes:
                    silent.append(f"{kind}: {elements} {what}")
                elif what in ("evidence", "finding"):
                    equal(any(change["about_dose"] for change in changes), True, f"{elements} {what} is about dose")
    equal(silent, [], "changed and not told")
    equal(untried, [], "no other value was accepted")
    print(f"# {count} attributes and texts")


@case("evidence decides whether there is a dose, and so does what a row waits for")
def _():
    label = (DATA / "guidance" / "us-label-1.0.xml").read_text(encoding="utf-8")
    general = (DATA / "guidance" / "general-findings-1.0.xml").read_text(encoding="utf-8")
    edits = {"us-label": re.sub(r'(<row id="fr5"[^>]*evidence=)"label"', r'\1"unverified"', label),
             "general-findings": general.replace(' finding="bsa-under-10-kg"', "", 1)}
    with folder() as name:
        for own, text in edits.items():
            newer = pathlib.Path(name, f"{own}.xml")
            newer.write_text(text, encoding="utf-8")
            result = run("guidance", "diff", own, newer).exits(DONE)
            contains(result.out, "Rules and values")
            lacks(result.out, "Nothing of this can change a dose.", "They say the same.")


@case("what cannot change a dose says so")
def _():
    with folder() as name:
        newer = changed(name, ("<note>Reduce by 40 %: 60 % of the dose.</note>", "<note>Reduce.</note>"))
        contains(run("guidance", "diff", OLD, newer).exits(DONE).out, "Nothing of this can change a dose.")


@case("regimens and site policies are compared too, never with another kind")
def _():
    contains(run("guidance", "diff", "us-yescarta", "eu-kymriah-lbcl").exits(DONE).out, "dose a day")
    contains(run("guidance", "diff", "as-published", "uk-nhs-bands").exits(DONE).out, "bands")
    run("guidance", "diff", "us-yescarta", "us-label").exits(DOCUMENT)


@case("exit statuses: unknown 4, one document 2, an unknown format 2; a broken one is not compared")
def _():
    run("guidance", "diff", "us-label", "no-such-document").exits(DOCUMENT)
    run("guidance", "diff", "us-label").exits(USAGE)
    run("guidance", "diff", "us-label", "eu-smpc", "ch-fludara").exits(USAGE)
    run("guidance", "diff", "--format", "xml", "us-label", "eu-smpc").exits(USAGE)
    with folder() as name:
        broken = changed(name, ('<range from="50" to="69"/>', '<range from="51" to="69"/>'))
        contains(run("guidance", "diff", OLD, broken).exits(DOCUMENT).err, "G01")
    lacks(run("guidance", "diff", "us-label", "us-label").out, "from:")


main()
