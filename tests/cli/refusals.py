#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""R01–R05: a missing, malformed, impossible or questionable input is refused with exit status 3, names
the column and what was expected on standard error, and gives no dose."""
from harness import (ANSWER, DONE, EXAMPLE, INPUT, calc, case, contains, csv_text, equal, fail, human,
                     lacks, main, run, settings)


def refused(column, words=(), **changes):
    """A case with these changes is refused because of this column."""
    result = calc(**changes).exits(INPUT)
    equal(result.out, "", "standard output")
    contains(result.err, column, *words)
    if "mg a day" in result.err or "mg/day" in result.err:
        fail(f"a dose in a refusal:\n{result.err}")
    # The same from a file, a pipe and JSON: one parser for all (R05).
    values = {name: value for name, value in {**EXAMPLE, **changes}.items() if value is not None}
    row = run("calc", "-", stdin=csv_text([values])).exits(INPUT)
    contains(row.err, column)
    equal(row.out, "", "standard output of a CSV case")
    members = ", ".join(f'"{name}": "{value}"' for name, value in values.items())
    contains(run("calc", "-", stdin="{" + members + "}").exits(INPUT).err, column)
    return result


@case("R01: what any plan needs is refused by name when it is missing")
def _():
    for column in ("regimen", "sex", "age_years", "height_cm", "weight_kg", "guidance"):
        refused(column, **{column: None})
        refused(column, **{column: ""})


@case("R01: several missing inputs are named at once")
def _():
    result = calc(sex=None, weight_kg=None, height_cm=None).exits(INPUT)
    contains(result.err, "sex", "weight_kg", "height_cm")


@case("R01: what only a table needs makes the plan incomplete, names it and gives no dose")
def _():
    result = calc(creatinine_mg_dl=None).exits(ANSWER)
    contains(result.out, "Data missing", "incomplete", "creatinine")
    lacks(result.out, " mg a day\n  Given", "Schedule")


@case("R02: a number without its unit has no column")
def _():
    for name in ("creatinine", "weight", "height", "bilirubin", "age", "cystatin_c"):
        contains(run("calc", *settings(**{name: "1.1"})).exits(INPUT).err, name)
        contains(run("batch", stdin=csv_text([dict(EXAMPLE, **{name: "1.1"})])).exits(INPUT).err, name)


@case("R02: both units of one quantity are refused")
def _():
    refused("creatinine_umol_l", creatinine_umol_l="97")
    refused("bilirubin_umol_l", bilirubin_umol_l="10")


@case("R02: a value typical of the other unit asks, and confirm answers by name")
def _():
    for column, value, other in (("creatinine_mg_dl", "45", None),
                                 ("creatinine_umol_l", "1.1", "creatinine_mg_dl"),
                                 ("bilirubin_mg_dl", "60", None),
                                 ("bilirubin_umol_l", "0.6", "bilirubin_mg_dl")):
        changes = {column: value}
        if other:
            changes[other] = None
        contains(refused(column, **changes).err, "confirm")
        if calc(confirm=column, **changes).status not in (DONE, ANSWER):
            fail(f"{column}={value} is refused although it is confirmed")
        refused(column, confirm="weight_kg", **changes)


@case("R03: height and weight that look swapped ask, and either name answers")
def _():
    result = refused("height_cm", height_cm="48", weight_kg="165")
    contains(result.err, "weight_kg")
    for name in ("height_cm", "weight_kg"):
        if calc(height_cm="100", weight_kg="101", confirm=f"{name} bsa-under-10-kg").status == INPUT:
            fail(f"confirm={name} does not answer for height and weight")


@case("R03: implausible values ask")
def _():
    for column, value in (("age_years", "111"), ("height_cm", "231"), ("weight_kg", "251")):
        contains(refused(column, **{column: value}).err, "confirm")
        if calc(**{column: value, "confirm": column}).status == INPUT:
            fail(f"{column}={value} is refused although it is confirmed")


@case("R03: impossible values are refused, confirmed or not; the limits themselves are not")
def _():
    for column, bad in (("age_years", ("-1", "130.1")), ("height_cm", ("19.9", "275.1")),
                        ("weight_kg", ("0.49", "650.1")), ("creatinine_mg_dl", ("0", "50.1")),
                        ("bilirubin_mg_dl", ("-0.1", "80.1"))):
        for value in bad:
            refused(column, **{column: value})
            refused(column, confirm=column, **{column: value})
    for column, value, more in (("age_years", "110", {}), ("height_cm", "230", {"weight_kg": "120"}),
                                ("bilirubin_mg_dl", "0", {}), ("creatinine_mg_dl", "20", {})):
        if calc(**{column: value, **more}).status == INPUT:
            fail(f"{column}={value} is refused")


@case("R04: a bound keeps its sign for creatinine, and is refused elsewhere")
def _():
    contains(calc(creatinine_mg_dl="<0.2").out, f"below {human('0.2')} mg/dL")
    for column in ("bilirubin_mg_dl", "weight_kg", "height_cm", "age_years"):
        refused(column, **{column: "<1"})
    refused("creatinine_mg_dl", creatinine_mg_dl=">1.1")


NO_NUMBERS = ("1.5.5", "1,000", "0x10", "NaN", "nan", "inf", "1_000", "1e1", " ", "1.1 ", " 1.1", "+1",
              "1.1mg", "1,1", "١", "1.", "--1", "٫5")


@case("R04: texts that are no number are refused wherever a number is read")
def _():
    for column in ("weight_kg", "creatinine_mg_dl"):
        for text in NO_NUMBERS:
            if text == "1.":
                continue        # whether a number may end in its sign is no question of R04
            result = calc(**{column: text}).exits(INPUT)
            contains(result.err, column)
            equal(result.out, "", f"output of {column}={text}")


@case("R04: nothing is left over: a refusal tells the text that was entered")
def _():
    contains(calc(weight_kg="0x10").err, "weight_kg", "0x10", "xpected")
    contains(calc(weight_kg="1e1").err, "weight_kg", "1e1", "xpected")


@case("R05: files and the command line take a point alone, whatever the locale")
def _():
    refused("weight_kg", weight_kg="48,5")
    equal(calc(weight_kg="48.5").exits(DONE).status, DONE)
    equal(run("formula", "bsa_mosteller", "--set", "height_cm=165", "--set",
              "weight_kg=48,5").exits(INPUT).out, "")


@case("R05: words are exact: no case, no blank, no synonym")
def _():
    for column, texts in (("sex", ("f", "female", "m", "X", " F", "0")),
                          ("dialysis", ("yes", "HD", "unknown")), ("gilbert", ("y", "true")),
                          ("ascites", ("severe", "yes")), ("conditions", ("asthma", "amputation,fluid"))):
        for text in texts:
            contains(calc(**{column: text}).exits(INPUT).err, column)


@case("R05: unknown and repeated names are refused")
def _():
    contains(run("calc", *settings(), "--set", "sex=F").exits(INPUT).err, "sex")
    contains(run("calc", *settings(), "--set", "cure=1").exits(INPUT).err, "cure")
    contains(run("calc", *settings(), "--set", "cure").exits(INPUT).err, "cure")
    contains(run("calc", "-", stdin="sex,sex\nF,F\n").exits(INPUT).err, "sex")
    contains(run("calc", "-", stdin='{"sex": "F", "sex": "M"}').exits(INPUT).err, "sex")
    contains(run("calc", "-", stdin='{"weight_kg": 48}').exits(INPUT).err, "weight_kg")


@case("R07: an age from a birth date needs its day; no clock is read")
def _():
    contains(calc(age_years=None, birth_date="1965-02-03").exits(INPUT).err, "as_of")
    calc(age_years=None, birth_date="1965-02-03", as_of="2026-11-24").exits(DONE)
    for text in ("1965-02-29", "1965-2-3", "03.02.1965", "1965-02-03T00:00"):
        contains(calc(age_years=None, birth_date=text, as_of="2026-11-24").exits(INPUT).err, "birth_date")
    contains(calc(birth_date="1965-02-03", as_of="2026-11-24").exits(INPUT).err, "birth_date")


main()
