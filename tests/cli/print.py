#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is printed: calc --format pdf with its kinds of pages, record show --format pdf (R24, R26, R27,
R46). All patients are synthetic."""
import os
import pathlib
import shutil
import subprocess

from harness import (COMMA, ANSWER, DONE, INPUT, OUTPUT, USAGE, case, contains, environment, equal, folder, lacks, main,
                     run, settings, true)

AT = "2026-11-24T09:30:00Z"
SAMPLES = pathlib.Path(os.environ["G_TEST_SRCDIR"]) / "records"
MODULES = os.environ.get("LYMPHODOSE_MODULES")
PDF = MODULES is not None and list(pathlib.Path(MODULES).glob("liblymphodose-pdf.*"))
PDFTOTEXT = shutil.which("pdftotext")
RANGE = {"regimen": "eu-yescarta", "guidance": "eu-smpc", "sex": "F", "age_years": "68",
         "height_cm": "160", "weight_kg": "62", "creatinine_mg_dl": "1.10", "bilirubin_mg_dl": "0.6",
         "ordered_fludarabine_mg_per_day": "47"}


def quiet(place, **more):
    """Fontconfig keeps what it has found; the leak checker takes it for lost."""
    path = pathlib.Path(place, "leaks")
    path.write_text("leak:libfontconfig\n", encoding="utf-8")
    return environment(LSAN_OPTIONS=f"suppressions={path}:print_suppressions=0", **more)


def calc(place, *more, base=None, status=DONE, name="plan.pdf", **environ):
    path = pathlib.Path(place, name)
    run("calc", *settings(base), "--format", "pdf", "--at", AT, "-o", path, *more,
        env=quiet(place, **environ)).exits(status)
    return path


def pages(path):
    """The text of each page, blanks as one; where there is no pdftotext, one empty text a page."""
    if PDFTOTEXT is None:
        return [""] * path.read_bytes().count(b"/Type /Page ")
    result = subprocess.run([PDFTOTEXT, path, "-"], check=True, capture_output=True)
    return [" ".join(page.split()) for page in result.stdout.decode("utf-8").split("\f")[:-1]]


def has(text, *pieces):
    if PDFTOTEXT is not None:
        contains(text, *pieces)


def printed(name):
    """A case that needs the PDF module."""
    return case(name) if PDF else lambda function: function


@printed("chart page and check page are what is filed unless something else is asked for")
def _():
    with folder() as place:
        plain, filed = calc(place), calc(place, "--pages", "chart,check", name="filed.pdf")
        equal(plain.read_bytes(), filed.read_bytes(), "the default")
        texts = pages(plain)
        true(len(texts) >= 2, "too few pages")
        has(texts[0], "Lymphodepletion: dose plan", "Documents and program", "It has not been assessed")
        has(texts[1], "Lymphodepletion: check page")
        has(" ".join(texts), "Every step", "course-total")
        for number, text in enumerate(texts, 1):
            has(text, f"Page {number} of {len(texts)}", f"decimal sign: {'comma' if COMMA else 'point'}", "not adopted at this site")


@printed("each kind of page alone, and all of them")
def _():
    with folder() as place:
        chart = pages(calc(place, "--pages", "chart"))
        preparation = pages(calc(place, "--pages", "preparation"))
        check = pages(calc(place, "--pages", "check"))
        filed = pages(calc(place))
        equal(len(chart), 1, "sides of a clear plan")
        equal(len(preparation), 2, "sides, one a drug")
        has(preparation[0], "Preparation: Fludarabine", "Batch", "Expiry")
        has(preparation[1], "Preparation: Cyclophosphamide")
        equal(len(pages(calc(place, "--pages", "all"))), len(filed) + 2, "sides in all")
        has(" ".join(check), "Documents and program", "It has not been assessed")
        letter = calc(place, "--pages", "all", "--paper", "letter")
        true(b"0 0 612 792 ]" in letter.read_bytes(), "not Letter")


@printed("the same bytes whatever the locale's time zone, place and day (R27)")
def _():
    with folder() as place:
        first = calc(place, "--pages", "all").read_bytes()
        other = calc(place, "--pages", "all", name="other.pdf", TZ="Asia/Tokyo", LANGUAGE="en_GB").read_bytes()
        equal(first, other, "bytes")


@printed("a plan that is not final shows no dose on any page")
def _():
    with folder() as place:
        texts = pages(calc(place, "--pages", "all", base=RANGE, status=ANSWER))
        for text in texts:
            has(text, "NO DOSE: Choose")
            lacks(text, " mg a day", "47 mg", "24.9", "49.8")


@printed("a record on paper: who signed what, every seal, the last one on every page")
def _():
    with folder() as place:
        path = pathlib.Path(place, "signed.pdf")
        sample = SAMPLES / "format-1-signed.xml"
        arguments = ["record", "show", sample, "--format", "pdf", "--at", AT]
        run(*arguments, "-o", path, env=quiet(place)).exits(DONE)
        again = pathlib.Path(place, "again.pdf")
        run(*arguments, "-o", again, env=quiet(place, TZ="Asia/Tokyo")).exits(DONE)
        equal(again.read_bytes(), path.read_bytes(), "bytes")
        texts = pages(path)
        text = sample.read_text(encoding="utf-8")
        seals = [piece[:64] for piece in text.split('<seal sha256="')[1:]]
        whole = " ".join(texts)
        for seal in seals:
            has(whole, seal)
        has(whole, "second check by Gül Örnek: agrees", "Outside the eligibility limits", "A. Example", "B. Sample")
        for page in texts:
            has(page, f"Last seal {seals[-1]}")


@printed("a record that was just made shows its plan's own pages")
def _():
    with folder() as place:
        record, path = pathlib.Path(place, "plan.lymphodose"), pathlib.Path(place, "record.pdf")
        run("calc", *settings(), "--format", "xml", "-o", record, "--at", AT, "--by", "A. Example").exits(DONE)
        run("record", "show", record, "--format", "pdf", "--at", AT, "-o", path, env=quiet(place)).exits(DONE)
        texts = pages(path)
        has(texts[0], "The same documents give the same plan.", "A. Example")
        has(" ".join(texts), "Lymphodepletion: dose plan", "Lymphodepletion: check page")


@case("what cannot be asked for")
def _():
    with folder() as place:
        run("calc", *settings(), "--pages", "chart").exits(USAGE)
        bad = run("calc", *settings(), "--format", "pdf", "--pages", "front").exits(USAGE)
        contains(bad.err, "chart, preparation and check")
        sample = SAMPLES / "format-1-final.xml"
        run("record", "show", sample, "--format", "json").exits(USAGE)
        run("record", "show", sample, "--at", AT).exits(USAGE)
        run("record", "check", sample, "--format", "pdf").exits(USAGE)
        run("record", "show", sample, "--format", "pdf", "--at", "yesterday").exits(INPUT)
        env = environment(LYMPHODOSE_MODULES=place)
        none = run("record", "show", sample, "--format", "pdf", "--at", AT, "-o", pathlib.Path(place, "x.pdf"),
                   env=env).exits(OUTPUT)
        contains(none.err, "no PDF here")
        true(not pathlib.Path(place, "x.pdf").exists(), "a file was left")


main()
