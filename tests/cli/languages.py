#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""R34, R35, R24: in every language each text is translated and each number is the same.

TEST_SHARE=n, where a run is slow or a repetition: one patient in n in each language, each patient in some."""
import collections
import csv
import functools
import os
import re

from harness import COMMA, DATA, case, environment, fail, main, run, true

LOCALES = os.environ["LYMPHODOSE_LOCALES"]
LANGUAGES = sorted(name for name in os.listdir(LOCALES) if name != "en_XA")
SHARE = int(os.environ.get("TEST_SHARE", "1"))
NO_COLUMNS = {"case_id", "note", "source", "tolerance"}


@functools.cache
def patients():
    """The case columns of the shipped suite of patients."""
    with open(DATA / "suites" / "patients.csv", encoding="utf-8", newline="") as file:
        return {row["case_id"]: {name: value for name, value in row.items()
                                 if value and not name.startswith("expect") and name not in NO_COLUMNS}
                for row in csv.DictReader(line for line in file if not line.startswith("#"))}


@functools.cache
def pages(language):
    """The page of every patient, or of a share of them: another one for the next language."""
    first = LANGUAGES.index(language) if language in LANGUAGES else 0
    return {name: page(name, language) for i, name in enumerate(patients()) if (i + first) % SHARE == 0}


@functools.cache
def page(name, language):
    return page_of(patients()[name], language)


def page_of(patient, language):
    sets = [part for name, value in patient.items() for part in ("--set", f"{name}={value}")]
    return run("--lang", language, "calc", *sets, "--at", "2026-11-24T09:30:00Z", env=environment(LANGUAGE="")).out


# What is no text for translators: symbols of units, ids, what a source is called.
SYMBOLS = {"mg", "kg", "cm", "mL", "min", "dL", "mmol", "ULN", "INR", "CKD", "EPI", "BMI", "mg/m²", "mL/min",
           "mg/dL", "mg/kg", "kg/m²", "dL"}
VOWEL = re.compile(r"[aceinouy]", re.I)


DOCUMENTS = {re.sub(r"-[\d.]+$", "", path.stem) for path in DATA.glob("*/*.xml")}


def untranslated_words(text, patient):
    """In the stretched language every vowel has an accent, unless nobody asked for the text."""
    text = "\n".join(line for line in text.splitlines() if not re.match(r"\s*\[\d+\] ", line))
    text = re.sub(r"\s+", " ", text)
    for name in ("override_reason", "decided_by", "prescriber"):
        text = text.replace(patient.get(name, " "), " ")
    text = re.sub(r"⟦Söürçé: [^⟧]*⟧", "", text)          # how a source is called
    text = re.sub(r"“[^”]*”", "", text)                  # what it says, word for word
    text = re.sub(r"\[[a-z0-9:-]+\]", "", text)          # ids of findings
    for word in re.findall(r"(?<![\w@.-])[A-Za-z]{4,}(?![\w@.=-])", text):
        if VOWEL.search(word) and word not in SYMBOLS and word not in DOCUMENTS:
            yield word, text[max(0, text.index(word) - 60):text.index(word) + 40]


@case("R35: a page in the stretched language has no untranslated text")
def _():
    found = collections.Counter()
    examples = {}
    for name, text in pages("en_XA").items():
        for word, line in untranslated_words(text, patients()[name]):
            found[word] += 1
            examples.setdefault(word, f"{name}: {line}")
    true(not found, "not translated: " + "\n".join(f"{word} ({count}): {examples[word]}"
                                                   for word, count in found.most_common(40)))


# One error of each kind of reason: of settings, formulas, cases, options, documents and records.
ERRORS = [
    (("calc", "--set", "x"), ""),
    (("calc", "--set", "sex=F", "--set", "sex=M"), ""),
    (("calc", "--format", "odd"), ""),
    (("calc", "-"), "case_id,sex\n1\n"),
    (("calc", "-"), '{"sex": true}'),
    (("calc", "-"), '{"sex": "F", // no such thing\n}'),
    (("formula", "cockcroft_gault", "--set", "sex=F"), ""),
    (("formula", "cockcroft_gault", "--set", "sex=Q"), ""),
    (("record", "show", "--format", "odd", "x"), ""),
    (("record", "check", "/dev/null"), ""),
    (("guidance", "withdraw", "x"), ""),
    (("batch",), "sex,sex\n"),
]


@case("R34: an error and its reason are in the language")
def _():
    for arguments, given in ERRORS:
        done = run("--lang", "en_XA", *arguments, stdin=given, env=environment(LANGUAGE=""))
        true(done.status != 0 and "⟦" in done.err, f"{arguments}: {done.err}")
        told = done.err.replace("lymphodose: ", "").replace("/dev/null", "")
        left = dict(untranslated_words(told, {}))
        true(not left, f"{arguments}: not translated: {left}")


NUMBER = re.compile(r"(?<![\w])\d+(?:[.,]\d+)*")


def numbers(text):
    return collections.Counter(number.replace(",", ".") for number in NUMBER.findall(text))


def bare(text):
    """A page without what is told as the source tells it."""
    return "\n".join(line for line in text.splitlines() if not re.match(r"\s*\[\d+\] ", line))


for language in LANGUAGES:
    @case(f"R34: the same numbers in {language}")
    def _(language=language):
        for name, other in pages(language).items():
            english = page(name, "en")
            if numbers(english) != numbers(other):
                lost, new = numbers(english) - numbers(other), numbers(other) - numbers(english)
                fail(f"{name} in {language}: {dict(lost)} became {dict(new)}\n{other}")

    @case(f"R24: one decimal sign in {language}")
    def _(language=language):
        wrong = re.compile(r"(?<![\w.])\d+\.\d+(?= ?(?:mg|mL|kg|m²|cm|µmol|%|×))" if COMMA else r"\d,\d")
        for name, text in pages(language).items():
            found = wrong.search(bare(text))
            true(not found, f"{name} in {language}: {found and found[0]}")


main()
