#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""guidance diff: what differs between two versions, by meaning."""
import json
import pathlib
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
