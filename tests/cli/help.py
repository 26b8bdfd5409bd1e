#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Help: every command tells its options, and every example that it shows is run here as it stands."""
import os
import pathlib
import re
import shutil
import subprocess

from harness import DATA, DONE, PROGRAM, USAGE, case, contains, environment, equal, fail, folder, main, run, true

MODULE = pathlib.Path(os.environ["LYMPHODOSE_MODULES"])


def lines(*command):
    return [line.split("\t") for line in run(*command, "--describe").exits(DONE).out.splitlines()]


COMMANDS = [fields[1].split() for fields in lines() if fields[0] == "command"]


def commands_of(text):
    """What help shows to be typed: the lines that begin with the program, with those that they go on in."""
    shown = re.findall(r"^    (lymphodose (?:.*\\\n)*.*)", text, re.M)
    return [re.sub(r" \\\n +", " ", line) for line in shown]


def make_files(place):
    """The files that examples name."""
    shutil.copy(DATA / "examples" / "example-case.csv", place / "case.csv")
    patients = (DATA / "examples" / "example-batch.csv").read_text(encoding="utf-8").splitlines(True)
    (place / "patients.csv").write_text("".join(patients[:-1]), encoding="utf-8")   # the last is refused
    shutil.copy(DATA / "suites" / "label-rows.csv", place / "suite.csv")
    shutil.copy(DATA / "guidance" / "us-label-1.0.xml", place / "draft.xml")
    run("calc", place / "case.csv", "--guidance", "us-label", "--format", "xml", "--by", "A. Example", "-o",
        place / "plan.lymphodose").exits(DONE)


def run_in_shell(line, place):
    env = environment(PATH=f"{pathlib.Path(PROGRAM).parent}:{os.environ['PATH']}",
                      XDG_CONFIG_HOME=str(place / "config"), LYMPHODOSE_SITE=str(place / "site"))
    return subprocess.run(["bash", "-euo", "pipefail", "-c", line], cwd=place, env=env, capture_output=True,
                          timeout=120, check=False)


@case("every command and action says how it is called, its options and what they take")
def _():
    true(len(COMMANDS) > 12, "too few commands")
    for command in COMMANDS:
        text = run(*command, "--help").exits(DONE).out
        contains(text, "lymphodose " + " ".join(command))
        for kind, *fields in lines(*command):
            if kind == "option":
                contains(text, "--" + fields[1] + ("=" + fields[3] if fields[3] else ""), fields[4])


@case("help of the program names every command and every option of all commands")
def _():
    text = run("--help").exits(DONE).out
    for kind, *fields in lines():
        if kind == "command" and " " not in fields[0]:
            contains(text, f"  {fields[0]} ", fields[2])
        elif kind == "option":
            contains(text, "--" + fields[1], fields[4])
    equal(run().exits(USAGE).err, text, "without a command, on standard error")


@case("R01: help of calc names every column, and the words that it takes")
def _():
    text = run("calc", "--help").exits(DONE).out
    columns = [fields for fields in lines() if fields[0] == "column"]
    true(len(columns) > 60, "too few columns")
    for _, name, _, words, label in columns:
        true(re.search(rf"^  {name}  +{re.escape(label)}", text, re.M), f"{name} is not in it")
        contains(text, words)


@case("R35: no text of help is left out of translation")
def _():
    for command in [[], *COMMANDS]:
        text = run("--lang", "en_XA", *command, "--help").exits(DONE).out
        told = [fields[-1] for fields in lines(*command) if fields[0] in ("command", "option", "example", "more")]
        for sentence in told:
            true(f" {sentence}\n" not in text and f"\n{sentence}\n" not in text,
                 f"{' '.join(command)}: “{sentence}” stands as it is")
        true(text.count("⟦") >= 3, f"{' '.join(command)}: too few stretched texts")


@case("every option that help shows is taken, and no other")
def _():
    for command in COMMANDS:
        result = run(*command, "--no-such-option").exits(USAGE)
        contains(result.err, "--no-such-option", " ".join(command) + " --help")


@case("every command has an example; each runs as it stands and ends well")
def _():
    with folder() as name:
        place = pathlib.Path(name)
        make_files(place)
        for command in COMMANDS:
            shown = commands_of(run(*command, "--help").exits(DONE).out)
            told = [fields[2] for fields in lines(*command) if fields[0] == "example"]
            equal(shown, told, "examples of " + " ".join(command))
            true(shown, f"{' '.join(command)} has no example")
            for line in shown:
                if ".pdf" in line and not list(MODULE.glob("*lymphodose-pdf*")):
                    continue
                done = run_in_shell(line, place)
                if done.returncode != 0:
                    fail(f"{line}\n  ends with {done.returncode}: {done.stderr.decode()}")
        for written in ("plans.csv", "verification.xml", "config/lymphodose/adopted.xml"):
            true((place / written).stat().st_size > 0, f"{written} is empty")


@case("an unknown action is told with those that there are")
def _():
    contains(run("guidance", "lst").exits(USAGE).err, "list", "show ID", "check FILE", "adopt ID@VERSION")
    contains(run("record").exits(USAGE).err, "show FILE", "check FILE")
    run("guidance", "list", "us-label").exits(USAGE)
    run("guidance", "show").exits(USAGE)


main()
