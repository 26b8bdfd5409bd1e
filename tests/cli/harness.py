# SPDX-License-Identifier: GPL-3.0-or-later
"""For tests of the command line: runs the program, and tells each test as a line of TAP.

The environment says which program (TEST_PROGRAM), where its documents are
(LYMPHODOSE_DATA) and which locale it runs in.
"""
import csv
import io
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.environ["TEST_PROGRAM"]
DATA = pathlib.Path(os.environ["LYMPHODOSE_DATA"])
COMMA = os.environ.get("LC_ALL", "").startswith("de_DE")

DONE, ANSWER, USAGE, INPUT, DOCUMENT, OUTPUT, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

# A synthetic patient: 61 years, light, with impaired kidneys.
EXAMPLE = {
    "regimen": "us-yescarta", "sex": "F", "age_years": "61", "height_cm": "165", "weight_kg": "48",
    "creatinine_mg_dl": "1.1", "bilirubin_mg_dl": "0.6", "guidance": "us-label",
}

_cases = []


class Failure(Exception):
    pass


def case(name):
    """Marks a function as one test."""
    def keep(function):
        _cases.append((name, function))
        return function
    return keep


def main():
    """Runs every test of the file."""
    print(f"1..{len(_cases)}", flush=True)
    bad = 0
    for number, (name, function) in enumerate(_cases, 1):
        try:
            function()
            print(f"ok {number} {name}", flush=True)
        except Exception as error:          # a broken test is a failed one, and the others go on
            bad += 1
            print(f"not ok {number} {name}", flush=True)
            text = str(error) if isinstance(error, Failure) else traceback.format_exc()
            for line in text.splitlines():
                print(f"# {line}", file=sys.stderr, flush=True)
    sys.exit(1 if bad else 0)


def fail(text):
    raise Failure(text)


def equal(got, expected, what="result"):
    if got != expected:
        fail(f"{what}: expected {repr(expected)[:600]}\n  got {repr(got)[:600]}")


def true(condition, what):
    if not condition:
        fail(what)


def shortened(text):
    lines = text.splitlines()
    return text if len(lines) <= 12 else "\n".join(lines[:12] + [f"… ({len(lines)} lines)"])


def contains(text, *parts):
    for part in parts:
        if part not in text:
            fail(f"lacks {part!r}:\n{shortened(text)}")


def lacks(text, *parts):
    for part in parts:
        if part in text:
            fail(f"has {part!r}:\n{shortened(text)}")


class Result:
    def __init__(self, arguments, process):
        self.arguments = arguments
        self.status = process.returncode
        self.raw = process.stdout
        self.out = process.stdout.decode("utf-8")
        self.err = process.stderr.decode("utf-8")

    def exits(self, status):
        """The exit status; and a failure always says why, on standard error alone."""
        if self.status != status:
            fail(f"{' '.join(self.arguments)}: expected exit status {status}, got {self.status}\n"
                 f"{self.err}")
        if status >= USAGE and not self.err.strip():
            fail(f"{' '.join(self.arguments)}: exit status {status} without a word")
        return self


def environment(**changes):
    env = dict(os.environ)
    for name, value in changes.items():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = value
    return env


def run(*arguments, stdin=b"", env=None, stdout=subprocess.PIPE, timeout=120):
    if isinstance(stdin, str):
        stdin = stdin.encode("utf-8")
    process = subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, stdout=stdout,
                             stderr=subprocess.PIPE, env=env, timeout=timeout, check=False)
    process.stdout = process.stdout or b""
    for word in (b"runtime error:", b"AddressSanitizer", b"LeakSanitizer", b"CRITICAL", b"Bail out!"):
        if word in process.stderr:
            fail(f"{' '.join(map(str, arguments))}:\n{process.stderr.decode()}")
    if process.returncode < 0:
        fail(f"{' '.join(map(str, arguments))}: ended by "
             f"{signal.Signals(-process.returncode).name}\n{process.stderr.decode()}")
    return Result([str(argument) for argument in arguments], process)


def settings(base=None, **changes):
    """--set arguments of a patient; a change of None leaves a value out."""
    values = {**(EXAMPLE if base is None else base), **changes}
    return [part for name, value in values.items() if value is not None
            for part in ("--set", f"{name}={value}")]


def calc(**changes):
    return run("calc", *settings(**changes))


def csv_text(rows, header=None):
    """Rows (dicts) as CSV."""
    header = header or list(rows[0])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row.get(name) or "" for name in header] for row in rows)
    return text.getvalue()


def csv_rows(text):
    """CSV as a list of dicts."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def human(number):
    """A number as this locale's people read it."""
    return number.replace(".", ",") if COMMA else number


def folder():
    """A temporary folder, removed when its block is left."""
    return tempfile.TemporaryDirectory(prefix="lymphodose-test-")
