#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""potfiles.py ROOT: R34: every text for people reaches the translators."""
import os
import pathlib
import re
import subprocess
import sys

import tap

ROOT = pathlib.Path(sys.argv[1])
PROGRAM, RULES = "po/POTFILES.in", "po/rules/POTFILES.in"
KEYWORDS = [f"--keyword={word}" for word in ("_", "N_", "C_:1c,2", "NC_:1c,2", "g_dngettext:2,3", "ldose_tell_count:3,4",
                                              "ldose_wording_plural:2,3")]


def listed(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def lists_are_whole():
    result = subprocess.run(["/usr/bin/python3", str(ROOT / "tools" / "potfiles.py"), "--check"],
                            capture_output=True, text=True, check=False)
    yield from (result.stdout + result.stderr).splitlines()
    if result.returncode:
        yield "tools/potfiles.py writes both lists anew"


def texts_of(path, environment, *options):
    result = subprocess.run(["xgettext", "--from-code=UTF-8", "-o", "-", *options, path], cwd=ROOT,
                            env=environment, capture_output=True, text=True, check=False)
    # Without GTK's and AppStream's own packages gettext uses its copies of their rules, and says so.
    warnings = [line for line in result.stderr.splitlines()
                if "warning" in line and "fallback ITS rule file" not in line]
    if warnings or result.returncode:
        return [], result.stderr.strip()
    return re.findall(r'^msgid (.*)$', result.stdout, re.M)[1:], ""


def program_texts():
    for path in listed(PROGRAM):
        texts, complaint = texts_of(path, os.environ, *KEYWORDS)
        if not texts:
            yield f"{path}: no text found {complaint}"


def document_texts():
    environment = dict(os.environ, GETTEXTDATADIRS=str(ROOT / "data"))
    for path in listed(RULES):
        texts, complaint = texts_of(path, environment)
        if not texts:
            yield f"{path}: no text found {complaint}"
        yield from (f"{path}: escaped in {text}" for text in texts if "&lt;" in text or "&amp;" in text)


def places_are_numbered():
    """A sentence with two places or more numbers them all, so that a language can turn them round."""
    place = re.compile(r"%(?!%)(\d+\$)?[-+ 0#]*\d*(?:\.\d+)?[a-z]+")
    for path in listed(PROGRAM):
        text = (ROOT / path).read_text(encoding="utf-8")
        for found in re.finditer(r'N_\(((?:\s*"(?:[^"\\]|\\.)*")+)\s*\)', text):
            sentence = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', found[1]))
            numbers = place.findall(sentence.replace("%%", ""))
            if len(numbers) > 1 and not all(numbers):
                yield f"{path}: {sentence}"


tap.run([
    ("R34: every file with texts is listed, and no other", lists_are_whole),
    ("R34: the program's texts are found in every listed file", program_texts),
    ("R34: the documents' texts are found in every document", document_texts),
    ("R34: places in sentences are numbered", places_are_numbered),
])
