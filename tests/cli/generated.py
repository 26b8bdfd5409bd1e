#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the build generates: the manual page, the completion of bash, the quality dossier."""
import hashlib
import os
import pathlib
import re
import shutil
import subprocess

from harness import DATA, DONE, PROGRAM, case, contains, environment, equal, fail, main, run, true

DOSSIER = pathlib.Path(os.environ["LYMPHODOSE_DOSSIER"])
MANUAL = DOSSIER.parent / "lymphodose.1"
COMPLETION = DOSSIER.parent / "lymphodose.bash"
PLAIN = environment(LC_ALL="C.UTF-8", LANGUAGE="")


def described(*command):
    text = run(*command, "--describe", env=PLAIN).exits(DONE).out
    return [line.split("\t") for line in text.splitlines()]


def commands():
    return [fields[1] for fields in described() if fields[0] == "command"]


@case("the manual page names every command, option and column")
def _():
    text = MANUAL.read_text(encoding="utf-8").replace("\\-", "-")
    for kind, name, *fields in described():
        if kind == "command":
            contains(text, f'.SS "lymphodose {name}')
        elif kind == "column":
            contains(text, f"\\fB{name}\\fR")
    for command in ["", *commands()]:
        section = text.split(f'.SS "lymphodose {command}', 1)[-1] if command else text
        for kind, name, *fields in described(*command.split()):
            if kind == "option" and name == command:
                contains(section.split("\n.SS")[0], f"\\fB--{fields[0]}\\fR")
    lacks = re.findall(r"@[A-Z]+@", text)
    equal(lacks, [], "places left open")


@case("man finds nothing to warn of in it")
def _():
    if shutil.which("man") is None:
        return
    result = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", MANUAL], env=PLAIN,
                            capture_output=True, check=False)
    equal((result.returncode, result.stderr.decode()), (0, ""), "man --warnings")


def completions(*words):
    """What bash offers after these words; the last is the one that is being typed."""
    script = (f"source {COMPLETION}; compopt() {{ :; }}; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
              '_lymphodose lymphodose "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    env = environment(PATH=f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}")
    result = subprocess.run(["bash", "-euc", script, "bash", "lymphodose", *words], env=env, capture_output=True,
                            text=True, timeout=60, check=False)
    if result.returncode != 0 or result.stderr:
        fail(f"bash ends with {result.returncode}: {result.stderr}")
    return result.stdout.split()


@case("bash completes commands, options, names and words")
def _():
    first = [name for name in commands() if " " not in name]
    true(set(first) <= set(completions("")), "commands")
    equal(completions("ver"), ["verify"], "a command begun")
    equal(completions("--strict", "guidance", "ad"), ["adopt"], "an action")
    true("us-label" in completions("calc", "--guidance", "us-"), "a guidance")
    true("us-label" in completions("guidance", "show", ""), "a document")
    equal(completions("formula", "cockc"), ["cockcroft_gault"], "a formula")
    equal(completions("calc", "--set", "weight_k"), ["weight_kg="], "a column")
    equal(completions("calc", "--set", "sex", "="), ["F", "M"], "words of a column, none begun")
    equal(completions("calc", "--set", "dialysis", "=", "c"), ["crrt"], "a word of a column")
    equal(completions("calc", "--format", ""), ["text", "json", "xml", "pdf", "svg"], "formats")
    for command in commands():
        offered = completions(*command.split(), "--")
        for kind, name, *fields in described(*command.split()):
            if kind == "option" and name == command:
                true(f"--{fields[0]}" in offered or command in ("guidance", "record"), f"{command} --{fields[0]}")


@case("selfcheck --dossier prints requirements, hazards, formulas and documents of this build")
def _():
    text = run("selfcheck", "--dossier").exits(DONE).out
    equal(text, DOSSIER.read_text(encoding="utf-8"), "the dossier")
    equal(re.findall(r"^### R(\d\d) ", text, re.M), [f"{number:02}" for number in range(1, 49)], "requirements")
    true(text.count("| H") > 30, "too few hazards")
    equal(text.partition("## 9. Faults")[2].splitlines()[2:], [], "faults")
    for kind, name, *fields in described():
        if kind == "formula":
            contains(text, f"| {name} | ")
    for folder in ("regimens", "guidance", "formulary", "suites"):
        for path in (DATA / folder).iterdir():
            contains(text, hashlib.sha256(path.read_bytes()).hexdigest())


main()
