#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command line makes of what somebody typed: the column "file" of tests/typed-numbers.csv. The
column "app" of the same table is what tests/gui/test-typing.c expects of the desktop app."""
import csv
import pathlib

from harness import EXAMPLE, case, contains, csv_rows, csv_text, environment, equal, main, run, settings, true

TABLE = list(csv.DictReader(pathlib.Path(__file__).resolve().parents[1].joinpath("typed-numbers.csv")
                            .open(encoding="utf-8", newline="")))
# Each with its decimal sign.
LOCALES = {"C": ".", "de_DE": ",", "fr_FR": ",", "es_ES": ",", "it_IT": ",", "nl_NL": ",", "pl_PL": ",",
           "pt_PT": ",", "cs_CZ": ",", "sv_SE": ",", "el_GR": ",", "tr_TR": ",", "he_IL": "."}


def measured(column, value):
    """A result that tells which number was understood, worked out here."""
    age, height, weight, creatinine = 61.0, 165.0, 48.0, 1.1
    if column == "weight_kg":
        return "bsa_m2", (height * value / 3600) ** 0.5
    if column == "creatinine_mg_dl":
        return "crcl_ml_min", (140 - age) * weight * 0.85 / (72 * value)
    return "crcl_ml_min", (140 - age) * weight * 0.85 / (72 * creatinine)


def check(row, answer, where):
    what = f"{where}: {row['column']} “{row['typed']}”"
    expected = row["file"]
    if expected == "none":
        equal((answer["error"], answer["status"], answer["crcl_ml_min"]), ("", "incomplete", ""), what)
    elif expected[0].isdigit() or expected[0] == "<":
        name, value = measured(row["column"], float(expected.lstrip("<")))
        equal(answer["error"], "", what)
        true(abs(float(answer[name]) / value - 1) < 1e-9, f"{what}: {name} is {answer[name]}, not {value}")
    else:
        equal(answer["error"], f"{expected}:{row['column']}", what)


def run_in(locale):
    cases = [dict(EXAMPLE, **{row["column"]: row["typed"]}) for row in TABLE]
    answers = csv_rows(run("batch", "-", stdin=csv_text(cases),
                           env=environment(LC_ALL=f"{locale}.UTF-8", LANGUAGE="")).out)
    equal(len(answers), len(TABLE), "rows")
    for row, answer in zip(TABLE, answers):
        check(row, answer, locale)


for name in LOCALES:
    case(f"R04, R05: typed numbers in {name}")(lambda name=name: run_in(name))


@case("R05: the locales differ: each is there, and prints its own decimal sign")
def locales_are_real():
    for name, sign in LOCALES.items():
        out = run("calc", *settings(), env=environment(LC_ALL=f"{name}.UTF-8", LANGUAGE="en")).out
        contains(out, f"40{sign}7 mL/min")


main()
