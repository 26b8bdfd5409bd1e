#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""formula: one published formula, alone. Expected values: computed by hand from the printed forms."""
from harness import DONE, INPUT, USAGE, case, contains, equal, main, run, true

NAMES = (
    "bsa_mosteller bsa_dubois bsa_haycock bsa_gehan_george bsa_boyd bsa_boyd_weight_only bsa_livingston bmi "
    "ibw_devine ibw_robinson adjbw_25 adjbw_40 lbw_janmahasatian cockcroft_gault ckd_epi_2021_cr "
    "ckd_epi_2009_cr_norace ckd_epi_2012_cys ckd_epi_2021_cr_cys ekfc_2021_cr ekfc_2023_cys "
    "schwartz_bedside_2009 ckid_u25_cr ckid_u25_cys ckid_u25_mean mdrd_175_norace lund_malmo_revised deindex "
    "nci_odwg child_pugh albi").split()


def formula(name, *, status=DONE, **inputs):
    settings = [part for key, value in inputs.items() for part in ("--set", f"{key}={value}")]
    return run("formula", name, *settings).exits(status)


def first_line(*arguments, **inputs):
    return formula(*arguments, **inputs).out.splitlines()[0]


@case("R08: --list names every formula, a tab, and its printed form")
def _():
    lines = run("formula", "--list").exits(DONE).out.splitlines()
    equal([line.split("\t")[0] for line in lines], NAMES)
    for line in lines:
        true(len(line.split("\t")) == 2 and len(line.split("\t")[1]) > 5, line)


@case("the first line is the value and its unit")
def _():
    equal(first_line("bsa_mosteller", height_cm="180", weight_kg="80"), "2 m2")        # √(180×80/3600)
    equal(first_line("bmi", height_cm="200", weight_kg="80"), "20 kg/m2")
    equal(first_line("cockcroft_gault", sex="M", age_years="40", weight_kg="72",
                     creatinine_mg_dl="1"), "100 mL/min")                              # 100×72/72
    equal(first_line("cockcroft_gault", sex="F", age_years="40", weight_kg="72",
                     creatinine_mg_dl="1"), "85 mL/min")
    equal(first_line("deindex", egfr_ml_min_173="60", bsa_m2="1.73"), "60 mL/min")


@case("what answers with a word")
def _():
    equal(first_line("nci_odwg", bilirubin_mg_dl="2", bilirubin_uln_mg_dl="1", ast_u_l="30",
                     ast_uln_u_l="40"), "moderate")
    equal(first_line("child_pugh", bilirubin_mg_dl="2.5", albumin_g_l="30", inr="1.2", ascites="mild",
                     encephalopathy="0"), "8 B")                                       # 2+2+1+2+1


@case("the printed form and the source follow")
def _():
    lines = formula("bsa_mosteller", height_cm="180", weight_kg="80").out.splitlines()
    equal(len(lines), 3)
    contains(lines[2], "Mosteller")


@case("R08: both units of one quantity give the same value")
def _():
    one = first_line("ckd_epi_2021_cr", sex="F", age_years="50", creatinine_mg_dl="1")
    equal(first_line("ckd_epi_2021_cr", sex="F", age_years="50", creatinine_umol_l="88.4"), one)


@case("outside its population the value stands, exit status 0, and standard error says so")
def _():
    inside = formula("ibw_devine", sex="M", height_cm="180")
    equal(inside.err, "")
    for name, inputs in (("ibw_devine", {"sex": "M", "height_cm": "150"}),
                         ("cockcroft_gault", {"sex": "M", "age_years": "17", "weight_kg": "60",
                                              "creatinine_mg_dl": "0.8"}),
                         ("ckid_u25_cr", {"sex": "M", "age_years": "30", "height_cm": "180",
                                          "creatinine_mg_dl": "0.8"})):
        result = formula(name, **inputs)
        true(result.out, name)
        contains(result.err, "outside-population", name)


@case("R01, R04: what is missing, malformed, unknown or given twice is named, exit status 3")
def _():
    for inputs, word in (({"height_cm": "180"}, "weight_kg"),
                         ({"height_cm": "180", "weight_kg": "8O"}, "weight_kg"),
                         ({"height_cm": "180", "weight_kg": "80", "cure": "1"}, "cure")):
        result = formula("bsa_mosteller", status=INPUT, **inputs)
        equal(result.out, "")
        contains(result.err, word)
    contains(run("formula", "bmi", "--set", "height_cm=1", "--set", "height_cm=2").exits(INPUT).err,
             "height_cm")
    contains(formula("ckd_epi_2021_cr", status=INPUT, sex="F", age_years="50", creatinine_mg_dl="1",
                     creatinine_umol_l="88.4").err, "creatinine_umol_l")


@case("R03: zero and values below it give no value")
def _():
    for value in ("0", "-1"):
        equal(formula("bsa_mosteller", status=INPUT, height_cm="180", weight_kg=value).out, "")
    equal(formula("cockcroft_gault", status=INPUT, sex="M", age_years="40", weight_kg="72",
                  creatinine_mg_dl="0").out, "")


@case("unknown names; the exposure models of a later version")
def _():
    contains(run("formula", "cure").exits(USAGE).err, "formula --list")
    run("formula", "fludarabine_auc_langenhorst_2019").exits(USAGE)


main()
