#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Site adoption (R46): guidance adopt, --require-adopted, attested rules. Names are synthetic."""
import os
import pathlib
import shutil
import stat
import tempfile
import xml.etree.ElementTree

from harness import (ANSWER, DATA, DOCUMENT, DONE, EXAMPLE, INPUT, OUTPUT, USAGE, case, contains,
                     csv_text, environment, equal, lacks, main, run, settings, true)

AT = "2026-11-24T08:30:00Z"
NAMES = ["--by", "A. Example", "--checked-by", "B. Sample", "--at", AT]
DOCUMENTS = ["us-yescarta@1.0", "us-label@1.0", "as-published@1.0"]
SPACE = "{urn:lymphodose:adopted:1}"
RECALLED = {"regimen": "eu-kymriah-lbcl", "guidance": "eu-smpc", "sex": "M", "age_years": "50",
            "height_cm": "179.574", "weight_kg": "60", "gfr_measured_ml_min": "100",
            "bilirubin_mg_dl": "0.6"}
SUITE = [
    {**EXAMPLE, "case_id": "synthetic-1", "formulary": "", "expect_status": "final", "source": "test"},
    {**EXAMPLE, "case_id": "synthetic-2", "formulary": "adult-oncology", "expect_status": "final",
     "source": "test"},
]


class Site:
    """A site of its own: documents, one suite, both configuration folders."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="lymphodose-test-")
        place = pathlib.Path(self.folder.name)
        self.data, self.system, self.user = place / "data", place / "system", place / "user"
        for kind in ("regimens", "guidance", "formulary"):
            shutil.copytree(DATA / kind, self.data / kind)
        (self.data / "suites").mkdir()
        self.write_suite(SUITE)
        self.env = environment(LYMPHODOSE_DATA=str(self.data), XDG_CONFIG_HOME=str(self.user),
                               LYMPHODOSE_SITE=str(self.system))
        self.user_list = self.user / "lymphodose" / "adopted.xml"
        self.system_list = self.system / "adopted.xml"
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def write_suite(self, rows):
        (self.data / "suites" / "own.csv").write_text(csv_text(rows))

    def adopt(self, document, *more, names=None):
        return run("guidance", "adopt", document, *(NAMES if names is None else names), *more,
                   env=self.env)

    def withdraw(self, document, *more):
        return run("guidance", "withdraw", document, *more, env=self.env)

    def adopt_all(self, *more):
        for document in DOCUMENTS:
            self.adopt(document, *more).exits(DONE)

    def calc(self, *more, **changes):
        return run("calc", *settings(**changes), *more, env=self.env)


@case("two people adopt a document; the list says who, when and what was checked")
def _():
    with Site() as site:
        result = site.adopt("us-label@1.0").exits(DONE)
        contains(result.out, "us-label@1.0", "A. Example", "B. Sample", AT, "own.csv: 2 rows")
        root = xml.etree.ElementTree.parse(site.user_list).getroot()
        document = root.find(f"{SPACE}document")
        for name, value in {"kind": "guidance", "id": "us-label", "version": "1.0", "by": "A. Example",
                            "checked-by": "B. Sample", "at": AT, "check": "sound",
                            "status": "draft"}.items():
            equal(document.get(name), value, name)
        equal(len(document.get("sha256")), 64, "length of the hash")
        suite = document.find(f"{SPACE}suite")
        equal((suite.get("passed"), suite.get("failed")), ("2", "0"), "suite")
        equal(stat.S_IMODE(site.user_list.stat().st_mode), 0o644, "permissions of the list")
        true(not site.system_list.exists(), "the system's list was written")


@case("only rows that use a document count for it")
def _():
    with Site() as site:
        contains(site.adopt("adult-oncology@1.0").exits(DONE).out, "own.csv: 1 rows")
        contains(site.adopt("as-published@1.0").exits(DONE).out, "own.csv: 1 rows")
        contains(site.adopt("general-findings@1.0").exits(DONE).out, "own.csv: 2 rows")
        contains(site.adopt("eu-smpc@1.0").exits(DONE).out, "no shipped suite")


@case("what is no adoption is refused, and nothing is written")
def _():
    with Site() as site:
        site.adopt("us-label").exits(USAGE)
        site.adopt("us-label@1.0", names=["--by", "A"]).exits(USAGE)
        site.adopt("us-label@1.0", names=["--checked-by", "A"]).exits(USAGE)
        run("guidance", "adopt", *NAMES, env=site.env).exits(USAGE)
        site.adopt("us-label@1.0", "--force").exits(USAGE)
        for other in ("A. Example", "a. example", "  A.  EXAMPLE ", "A.\u00a0Example"):
            contains(site.adopt("us-label@1.0", names=["--by", "A. Example", "--checked-by",
                                                       other]).exits(INPUT).err, "same name")
        site.adopt("us-label@1.0", names=["--by", "A", "--checked-by", " "]).exits(INPUT)
        site.adopt("us-label@1.0", "--at", "yesterday").exits(INPUT)
        site.adopt("us-label@9.9").exits(DOCUMENT)
        site.adopt("no-such@1.0").exits(DOCUMENT)
        site.adopt("us-label@1.0", "--kind", "regimens").exits(DOCUMENT)
        true(not site.user.exists(), "something was written")


@case("a document that does not load, or is retired, is not adopted")
def _():
    with Site() as site:
        path = site.data / "guidance" / "us-label-1.0.xml"
        text = path.read_text()
        path.write_text(text.replace('status="draft"', 'status="retired"', 1))
        contains(site.adopt("us-label@1.0").exits(DOCUMENT).err, "retired")
        path.write_text(text.replace("</guidance>", ""))
        site.adopt("us-label@1.0").exits(DOCUMENT)
        true(not site.user.exists(), "something was written")


@case("a failing row of a suite stops the adoption of the document that it uses")
def _():
    with Site() as site:
        site.write_suite([{**row, "expect_status": "decision"} for row in SUITE])
        contains(site.adopt("us-label@1.0").exits(ANSWER).err, "own.csv")
        true(not site.user.exists(), "something was written")
        site.adopt("eu-smpc@1.0").exits(DONE)


@case("--require-adopted: regimen, guidance and site policy, each in its turn")
def _():
    with Site() as site:
        site.calc().exits(DONE)
        for document in DOCUMENTS:
            contains(site.calc("--require-adopted").exits(DOCUMENT).err, document)
            equal(site.calc("--require-adopted").out, "", "output")
            site.adopt(document).exits(DONE)
        site.calc("--require-adopted").exits(DONE)
        contains(site.calc("--require-adopted", formulary="adult-oncology").exits(DOCUMENT).err,
                 "adult-oncology@1.0")
        contains(site.calc("--require-adopted", "--guidance", "us-label", "--guidance",
                           "eu-smpc").exits(DOCUMENT).err, "eu-smpc@1.0")


@case("every plan says whether its documents are adopted")
def _():
    with Site() as site:
        contains(site.calc().out, "Evaluation: not adopted at this site")
        contains(site.calc("--format", "xml").out, 'adopted="no"')
        site.adopt_all()
        lacks(site.calc().out, "Evaluation: not adopted")
        contains(site.calc("--format", "xml").out, 'adopted="yes"')


@case("one byte of a document: no longer adopted")
def _():
    with Site() as site:
        site.adopt_all()
        for path in (site.data / "regimens" / "us-yescarta-1.0.xml",
                     site.data / "guidance" / "us-label-1.0.xml",
                     site.data / "formulary" / "as-published-1.0.xml"):
            whole = path.read_bytes()
            site.calc("--require-adopted").exits(DONE)
            path.write_bytes(whole + b"\n")
            site.calc("--require-adopted").exits(DOCUMENT)
            contains(site.calc().exits(DONE).out, "Evaluation: not adopted at this site")
            path.write_bytes(whole)


@case("a newer version is another document")
def _():
    with Site() as site:
        site.adopt_all()
        text = (site.data / "guidance" / "us-label-1.0.xml").read_text()
        newer = text.replace('version="1.0" status', 'version="1.1" status')
        true(newer != text, "the version was not found")
        (site.data / "guidance" / "us-label-1.1.xml").write_text(newer)
        contains(site.calc("--require-adopted").exits(DOCUMENT).err, "us-label@1.1")
        site.calc("--require-adopted", guidance="us-label@1.0").exits(DONE)


@case("batch: the row of a document that is not adopted is refused, the others are not")
def _():
    with Site() as site:
        rows = [{**EXAMPLE, "case_id": "1", "formulary": ""},
                {**EXAMPLE, "case_id": "2", "formulary": "adult-oncology"},
                {**EXAMPLE, "case_id": "3", "formulary": "", "guidance": "eu-smpc"},
                {**EXAMPLE, "case_id": "4", "formulary": "", "regimen": "us-tecelra"}]
        text = csv_text(rows)
        result = run("batch", "--require-adopted", stdin=text, env=site.env).exits(ANSWER)
        errors = [line.rsplit(",", 1)[1] for line in result.out.splitlines()[1:]]
        equal(errors, ["unadopted:regimen"] * 4, "errors")
        site.adopt_all()
        for jobs in ("1", "3"):
            result = run("batch", "--require-adopted", "--jobs", jobs, stdin=text, env=site.env)
            errors = [line.rsplit(",", 1)[1] for line in result.exits(ANSWER).out.splitlines()[1:]]
            equal(errors, ["", "unadopted:formulary", "unadopted:guidance", "unadopted:regimen"],
                  "errors")
            contains(result.err, "adult-oncology@1.0")
        without = run("batch", stdin=text, env=site.env)
        lacks(without.out, "unadopted")


@case("the system's list decides where it names a document")
def _():
    with Site() as site:
        site.adopt_all("--system")
        true(site.system_list.exists() and not site.user_list.exists(), "the wrong list was written")
        site.calc("--require-adopted").exits(DONE)
        # another version in the system's list: the user's list says nothing about it
        text = site.system_list.read_text()
        site.system_list.write_text(text.replace('id="us-label" version="1.0"',
                                                 'id="us-label" version="0.9"'))
        site.calc("--require-adopted").exits(DOCUMENT)
        contains(site.adopt("us-label@1.0").exits(DOCUMENT).err, str(site.system_list))
        site.user_list.parent.mkdir(parents=True)
        site.user_list.write_text(text)
        site.calc("--require-adopted").exits(DOCUMENT)
        site.system_list.unlink()
        site.calc("--require-adopted").exits(DONE)


@case("with a list that cannot be read there is no plan: exit status 4")
def _():
    with Site() as site:
        site.adopt_all()
        text = site.user_list.read_text()
        for broken in ("", "adopted", text.replace("adopted:1", "adopted:2"),
                       text.replace('checked-by="B. Sample"', 'checked-by="A. Example"'),
                       "<!DOCTYPE adopted>" + text[text.index("<adopted"):]):
            site.user_list.write_text(broken)
            for more in ([], ["--require-adopted"]):
                result = site.calc(*more).exits(DOCUMENT)
                contains(result.err, "adopted.xml")
                equal(result.out, "", "output")
            site.adopt("us-label@1.0").exits(DOCUMENT)
            equal(site.user_list.read_text(), broken, "the broken list")


@case("a list that cannot be written: exit status 5")
def _():
    with Site() as site:
        site.user.write_text("a file where the folder should be")
        site.adopt("us-label@1.0").exits(OUTPUT)
        site.user.unlink()
        site.user_list.mkdir(parents=True)
        true(site.adopt("us-label@1.0").status in (DOCUMENT, OUTPUT), "a folder was taken for a list")


@case("an attested rule counts as one that was accepted")
def _():
    with Site() as site:
        calc = lambda *more, **changes: run("calc", *settings(RECALLED, **changes), "--format", "json",
                                            *more, env=site.env)
        drugs = ["--attest", "fludarabine=read in section 4.2 of the product information, agrees",
                 "--attest", "cyclophosphamide=read in section 4.2 of the product information, agrees"]
        calc().exits(ANSWER)
        site.adopt("eu-kymriah-lbcl@1.0").exits(DONE)
        calc().exits(ANSWER)
        site.adopt("eu-kymriah-lbcl@1.0", *drugs[:2]).exits(DONE)
        calc().exits(ANSWER)
        contains(site.adopt("eu-kymriah-lbcl@1.0", *drugs).exits(DONE).out, "section 4.2")
        attested = calc().exits(DONE)
        contains(attested.out, '"unverified"')
        accepted = calc(accept_unverified="yes").exits(DONE)
        equal(attested.out, accepted.out.replace('      "accept_unverified": "yes",\n', ""), "plan")
        with (site.data / "regimens" / "eu-kymriah-lbcl-1.0.xml").open("a") as document:
            document.write("\n")
        calc().exits(ANSWER)


@case("only an unverified rule of the document can be attested, in words")
def _():
    with Site() as site:
        for document, attest in (("us-yescarta@1.0", "fludarabine=read"),
                                 ("eu-kymriah-lbcl@1.0", "melphalan=read"),
                                 ("eu-kymriah-lbcl@1.0", "fludarabine"),
                                 ("eu-kymriah-lbcl@1.0", "fludarabine= "),
                                 ("us-label@1.0", "no-such-row=read"),
                                 ("as-published@1.0", "fludarabine=read")):
            site.adopt(document, "--attest", attest).exits(INPUT)
        site.adopt("eu-kymriah-lbcl@1.0", "--attest", "fludarabine=a", "--attest",
                   "fludarabine=b").exits(INPUT)
        true(not site.user.exists(), "something was written")


@case("a record keeps what the site had attested")
def _():
    with Site() as site:
        site.adopt("eu-kymriah-lbcl@1.0", "--attest", "fludarabine=read", "--attest",
                   "cyclophosphamide=read").exits(DONE)
        path = site.data / "record.xml"
        run("calc", *settings(RECALLED), "--format", "xml", "-o", path, env=site.env).exits(DONE)
        run("record", "check", path, env=site.env).exits(DONE)
        site.user_list.unlink()
        run("record", "check", path, env=site.env).exits(DONE)


@case("adopting again replaces, adopting more adds")
def _():
    with Site() as site:
        site.adopt_all()
        first = site.user_list.read_text()
        site.adopt_all()
        equal(site.user_list.read_text(), first, "list")
        site.adopt("us-label@1.0", names=["--by", "C. Third", "--checked-by", "D. Fourth", "--at",
                                          AT]).exits(DONE)
        root = xml.etree.ElementTree.parse(site.user_list).getroot()
        equal([document.get("id") for document in root], ["us-yescarta", "us-label", "as-published"],
              "documents")
        equal(root[1].get("by"), "C. Third", "by")
        equal(os.listdir(site.user_list.parent), ["adopted.xml"], "files")


REASON = ["--reason", "an error in table 2"]


@case("R46: what is withdrawn is in use no more; the list says who, when and why")
def _():
    with Site() as site:
        site.adopt_all()
        site.calc("--require-adopted").exits(DONE)
        people = ["--by", "C. Third", "--checked-by", "D. Fourth", "--at", "2026-11-25T08:30:00Z"]
        result = site.withdraw("us-label@1.0", *people, *REASON).exits(DONE)
        contains(result.out, "withdrawn guidance us-label@1.0", "A. Example", "C. Third", "D. Fourth",
                 "an error in table 2")
        root = xml.etree.ElementTree.parse(site.user_list).getroot()
        withdrawn = root[1].find(f"{SPACE}withdrawn")
        equal([withdrawn.get(name) for name in ("by", "checked-by", "at", "reason")],
              ["C. Third", "D. Fourth", "2026-11-25T08:30:00Z", "an error in table 2"], "withdrawal")
        equal(root[1].get("by"), "A. Example", "who had adopted it")
        contains(site.calc("--require-adopted").exits(DOCUMENT).err, "us-label@1.0 is not adopted")
        contains(site.calc().out, "Evaluation: not adopted at this site")
        site.adopt("us-label@1.0").exits(DONE)
        site.calc("--require-adopted").exits(DONE)


@case("what is no withdrawal is refused, and nothing is written")
def _():
    with Site() as site:
        site.adopt("us-label@1.0").exits(DONE)
        before = site.user_list.read_text()
        by = ["--by", "C. Third", "--checked-by", "D. Fourth", "--at", AT]
        for arguments, status in ((["us-label@1.0", *by], USAGE),
                                  (["us-label@1.0", *REASON, "--by", "C. Third"], USAGE),
                                  (["us-label", *by, *REASON], USAGE),
                                  (["us-label@1.0", *by, "--reason", " "], INPUT),
                                  (["us-label@1.0", *by[:2], "--checked-by", "c. third", *REASON], INPUT),
                                  (["us-label@1.1", *by, *REASON], DOCUMENT),
                                  (["us-label@1.0", *by, *REASON, "--kind", "regimens"], DOCUMENT),
                                  (["us-yescarta@1.0", *by, *REASON], DOCUMENT)):
            site.withdraw(*arguments).exits(status)
            equal(site.user_list.read_text(), before, "list")
        site.withdraw("us-label@1.0", *by, *REASON).exits(DONE)
        contains(site.withdraw("us-label@1.0", *by, *REASON).exits(DOCUMENT).err, "withdrawn already",
                 "C. Third")


@case("R46: the system's list is withdrawn from with --system, and then nobody can adopt it alone")
def _():
    with Site() as site:
        by = ["--by", "C. Third", "--checked-by", "D. Fourth", "--at", AT]
        site.adopt_all("--system")
        contains(site.withdraw("us-label@1.0", *by, *REASON).exits(DOCUMENT).err, "--system")
        site.withdraw("us-label@1.0", *by, *REASON, "--system").exits(DONE)
        site.calc("--require-adopted").exits(DOCUMENT)
        contains(site.adopt("us-label@1.0").exits(DOCUMENT).err, "--system")
        (site.data / "guidance" / "us-label-1.0.xml").unlink()
        site.withdraw("us-yescarta@1.0", *by, *REASON, "--system").exits(DONE)


main()
