#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""translations.py ROOT: R34: every language of po/LINGUAS is complete and says what the English says:
the same places, numbers, signs and terms. What a sentence means is for a reader to judge."""
import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import tap

ROOT = pathlib.Path(sys.argv[1])
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dngettext:2,3", "ldose_tell_count:3,4",
            "ldose_wording_plural:2,3"]
PLACE = re.compile(r"%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?(?:l|ll|h|z)?[sduifgxXc%]")
NUMBER = re.compile(r"(?<![\w%$])\d+(?:[.,]\d+)*")
SIGNS = "<>≤≥±×=−"
DRAFT = "# Draft: awaiting review by a clinical pharmacist who is a native speaker"

Message = collections.namedtuple("Message", "context id plural texts flags")


def read_po(text):
    """The messages of a catalogue as msgcat prints it; the header has the id ""."""
    escapes = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
    for block in re.split(r"\n\s*\n", text):
        fields, key = {}, None
        for line in block.splitlines():
            found = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*"(.*)"$', line)
            if found and not line.startswith("#"):
                key = found[1] or key
                fields[key] = fields.get(key, "") + re.sub(r"\\(.)", lambda m: escapes[m[1]], found[2])
        if "msgid" in fields:
            texts = [fields[key] for key in sorted(fields) if key.startswith("msgstr")]
            flags = " ".join(line for line in block.splitlines() if line.startswith("#,"))
            yield Message(fields.get("msgctxt"), fields["msgid"], fields.get("msgid_plural"), texts, flags)


def template(domain):
    """What the sources of a domain ask to be translated."""
    folder = "po" if domain == "program" else "po/rules"
    environment = dict(os.environ, GETTEXTDATADIRS=str(ROOT / "data"))
    listed = [line for line in (ROOT / folder / "POTFILES.in").read_text(encoding="utf-8").splitlines()
              if line and not line.startswith("#")]
    with tempfile.TemporaryDirectory() as made:
        pot = pathlib.Path(made) / "template.pot"
        result = subprocess.run(["xgettext", "--from-code=UTF-8", *(f"-k{word}" for word in KEYWORDS),
                                 "-o", pot, *listed], cwd=ROOT, env=environment, capture_output=True,
                                text=True, check=False)
        if result.returncode:
            raise SystemExit(result.stderr)
        return [message for message in read_po(pot.read_text(encoding="utf-8")) if message.id]


def catalogue(language, domain):
    return ROOT / ("po" if domain == "program" else "po/rules") / f"{language}.po"


def complete(language, domain):
    """Every text, none too many, none fuzzy, and what msgfmt itself can see."""
    path = catalogue(language, domain)
    text = path.read_text(encoding="utf-8")
    if not any(line.startswith(DRAFT) or line.startswith("# Reviewed") for line in text.splitlines()):
        yield f"{path.name}: the header says neither that this is a draft nor who reviewed it"
    result = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], capture_output=True, text=True,
                            check=False)
    yield from result.stderr.splitlines()
    there = {}
    for message in read_po(text):
        if "fuzzy" in message.flags and message.id:
            yield f"fuzzy: {message.id}"
        there[message.context, message.id, message.plural] = message
    there.pop((None, "", None))
    for message in templates[domain]:
        found = there.pop((message.context, message.id, message.plural), None)
        if found is None or not all(found.texts):
            yield f"not translated: {message.id}"
    yield from (f"no longer in the program: {key[1]}" for key in there)


def places(text):
    return sorted(PLACE.findall(text))


def numbers(text):
    return collections.Counter(number.replace(",", ".") for number in NUMBER.findall(PLACE.sub(" ", text)))


def signs(text):
    return collections.Counter(letter for letter in PLACE.sub("", text) if letter in SIGNS)


def same_contents(language, domain):
    """Places, numbers, comparison signs, ends: of the singular or of the plural."""
    for message in read_po(catalogue(language, domain).read_text(encoding="utf-8")):
        sources = [text for text in (message.id, message.plural) if text]
        if not sources:
            continue
        for text in message.texts:
            for what, of in (("places", places), ("numbers", numbers), ("signs", signs)):
                if of(text) not in [of(source) for source in sources]:
                    yield f"{what} differ: {message.id!r}: {text!r}"
            if (text[:1].isspace(), text[-1:].isspace()) != (message.id[:1].isspace(),
                                                             message.id[-1:].isspace()):
                yield f"blanks at an end: {message.id!r}: {text!r}"


def lower(text, language):
    if language == "tr":
        text = text.replace("İ", "i").replace("I", "ı")
    return text.lower()


def read_glossary(language):
    """Terms with their pattern, and the messages in which a term stands for something else."""
    terms, exceptions = {}, set()
    for line in (ROOT / "po" / "glossary" / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        fields = line.split("\t")
        if fields[0].startswith("!"):
            exceptions.add((fields[0][1:], fields[1].replace("\\n", "\n")))
        else:
            terms[fields[0]] = (fields[1], re.compile(fields[2]))
    return terms, exceptions


def glossary_held(language, domain):
    """One term, one translation: a term of the English text is there in the translation, in one of its
    forms. Longer terms go first: "creatinine clearance" is not "creatinine"."""
    terms, exceptions = read_glossary(language)
    wanted = [line for line in (ROOT / "po" / "glossary" / "terms.txt").read_text(encoding="utf-8").splitlines()
              if line and not line.startswith("#")]
    yield from (f"the glossary lacks {term}" for term in wanted if term not in terms)
    for message in read_po(catalogue(language, domain).read_text(encoding="utf-8")):
        left = message.id.lower()
        for term in sorted(wanted, key=len, reverse=True):
            pattern = re.compile(r"\b" + re.escape(term.lower()) + r"(?:s|es)?\b")
            if not pattern.search(left):
                continue
            left = pattern.sub(" ", left)
            if (term, message.id) in exceptions or term not in terms:
                continue
            name, form = terms[term]
            yield from (f"{term} is not {name}: {message.id!r}: {text!r}"
                        for text in message.texts if text and not form.search(lower(text, language)))


def languages():
    words = [(ROOT / name).read_text(encoding="utf-8").splitlines() for name in ("po/LINGUAS", "po/rules/LINGUAS")]
    lists = [" ".join(line for line in lines if not line.startswith("#")).split() for lines in words]
    if lists[0] != lists[1]:
        raise SystemExit("po/LINGUAS and po/rules/LINGUAS differ")
    return lists[0]


templates = {domain: template(domain) for domain in ("program", "rules")}
checks = [(f"R34: {language}, {domain}: {name}", lambda c=check, l=language, d=domain: c(l, d))
          for language in languages()
          for domain in ("program", "rules")
          for name, check in (("complete", complete), ("places, numbers and signs", same_contents),
                              ("glossary", glossary_held))]
tap.run(checks or [("R34: no language yet", lambda: [])])
