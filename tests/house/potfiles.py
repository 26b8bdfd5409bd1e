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


# What an error says, and its reason where that is an argument or what a function named fault returns.
REASONS = re.compile(r"\b(?:ldose_set_error|ldose_complain|ldose_check_add|g_set_error\w*|g_prefix_error\w*"
                     r"|g_error_new\w*|(?:refuse|complain|add_fault)\w*)\s*(?=\()"
                     r"|^\w*fault\w*\([^;{]*\)\n(?={)", re.M)
TOKEN = re.compile(r'/\*.*?\*/|"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|\w+|\s+|.', re.S)
MARKS = ("_", "N_", "C_", "NC_", "ngettext", "g_dngettext", "strcmp", "g_strcmp0")
ENGLISH = {
    "PDF: %s": "cairo's own words, which have no translation",
}


def is_sentence(text):
    """Two words, or one with a place: a single word is the name of an option, a column or an entry."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"%(?:\d+\$)?[-+ 0#]*\d*(?:\.\d+)?[a-z]+|\\\w", " ", text))
    return len(words) > 1 or (len(words) == 1 and "%" in text)


def unmarked(source):
    """The sentences of errors that stand in @source without a mark: (line, text)."""
    for found in REASONS.finditer(source):
        opened, name, text, line = [], "", "", source.count("\n", 0, found.end()) + 1
        for token in TOKEN.finditer(source, found.end()):
            word = token[0]
            if word.startswith('"'):
                text += word[1:-1]
                continue
            if word.isspace() or word.startswith("/*"):
                continue
            if text and not any(mark in MARKS for mark in opened) and is_sentence(text):
                yield line + source.count("\n", found.end(), token.start()), text
            text = ""
            if word in "({":
                opened.append(name)
            elif word in ")}":
                opened.pop()
                if not opened:
                    break
            name = word


def reasons_are_marked():
    seen = set()
    for path in sorted((ROOT / "src").rglob("*.c")):
        for line, text in unmarked(path.read_text(encoding="utf-8")):
            seen.add(text)
            if text not in ENGLISH:
                yield f"{path.relative_to(ROOT)}:{line}: not marked with N_(): {text}"
    yield from (f"no longer there, but excepted: {text}" for text in ENGLISH if text not in seen)


def unmarked_reasons_are_seen():
    """A check that finds nothing may be blind."""
    bad = ['refuse(path, "the file is empty", error);', 'ldose_complain("line %d: "\n    "%s", line, why);',
           'ldose_set_error(error, CODE, long ? N_("%s: too long") : "%s: too short", path);',
           'static const char *\nusage_fault(int n)\n{\n    return n > 1 ? "one case is taken" : NULL;\n}\n']
    good = ['refuse("override", N_("the plan is final"), error);', 'ldose_set_error(error, CODE, "%1$s:%2$d: %3$s", a, b, c);',
            'refuse(what, why); puts("two words");', 'refuse(/* "two words" */ _("The file is empty."));']
    yield from (f"not seen: {source}" for source in bad if len(list(unmarked(source))) != 1)
    yield from (f"seen: {source}" for source in good if list(unmarked(source)))


tap.run([
    ("R34: every file with texts is listed, and no other", lists_are_whole),
    ("R34: the program's texts are found in every listed file", program_texts),
    ("R34: the documents' texts are found in every document", document_texts),
    ("R34: places in sentences are numbered", places_are_numbered),
    ("R34: what an error says is marked for translation", reasons_are_marked),
    ("R34: an unmarked reason is seen", unmarked_reasons_are_seen),
])
