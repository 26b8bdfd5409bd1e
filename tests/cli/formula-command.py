#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""formula: one published formula, alone. Expected values: computed by hand from the printed forms."""
from harness import DONE, INPUT, USAGE, case, contains, equal, main, run, true

NAMES = (
    "bsa_mosteller bsa_dubois bsa_haycock bsa_gehan_george bsa_boyd bsa_boyd_weight_only bsa_livingston bmi "
    "ibw_devine ibw_robinson adjbw_25 adjbw_40 lbw_janmahasatian cockcroft_gault ckd_epi_2021_cr "
    "ckd_epi_2009_cr_norace ckd_epi_2012_cys ckd_epi_2021_cr_cys ekfc_2021_cr ekfc_2023_cys "
    "schwartz_bedside_2009 ckid_u25_cr ckid_u25_cys ckid_u25_mean mdrd_175_norace lund_malmo_revised deindex "
    "nci_odwg child_pugh albi fludarabine_auc_langenhorst_2019 fludarabine_auc_varela_2025").split()


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


@case("unknown names")
def _():
    contains(run("formula", "cure").exits(USAGE).err, "formula --list")


EXPOSURE = {"age_years": "60", "weight_kg": "70", "height_cm": "170", "egfr_ml_min_173": "80",
            "dose_mg_m2": "30", "days": "3"}


@case("exposure: the AUC with its unit, the molar factor in the printed form, information only")
def _():
    # 30 × √(170×70/3600) × 3 × 285.2/365.2 / (3.24 + 0.782×80×0.06), dossier section 4: 18.3
    lines = formula("fludarabine_auc_langenhorst_2019", **EXPOSURE).out.splitlines()
    true(lines[0].startswith("18.27") and lines[0].endswith(" mg*h/L"), lines[0])
    contains(lines[1], "285.2/365.2")
    contains(lines[1], "fludarabine phosphate")
    # (4.4 + 1.7 × 84.07/96), dossier section 4: 21.7
    line = first_line("fludarabine_auc_varela_2025", product="axi-cel", **EXPOSURE)
    true(line.startswith("21.69975"), line)


@case("exposure: outside the model there is no number, exit status 3, and what is outside is named")
def _():
    for column, value in (("age_years", "75"), ("age_years", "0.2"), ("weight_kg", "131"),
                          ("weight_kg", "4.2"), ("egfr_ml_min_173", "24.9")):
        result = formula("fludarabine_auc_langenhorst_2019", status=INPUT,
                         **{**EXPOSURE, column: value})
        equal(result.out, "", f"{column}={value}")
        contains(result.err, column)
        contains(result.err, "outside the model")
    for dialysis in ("hd", "pd", "crrt"):
        result = formula("fludarabine_auc_langenhorst_2019", status=INPUT, dialysis=dialysis, **EXPOSURE)
        equal(result.out, "", dialysis)
        contains(result.err, "dialysis")
    equal(formula("fludarabine_auc_langenhorst_2019", dialysis="none", **EXPOSURE).err, "")
    for column, value in (("age_years", "22"), ("weight_kg", "102"), ("egfr_ml_min_173", "30")):
        result = formula("fludarabine_auc_varela_2025", status=INPUT, product="tisa-cel",
                         **{**EXPOSURE, column: value})
        equal(result.out, "", f"{column}={value}")
        contains(result.err, column)
    contains(formula("fludarabine_auc_varela_2025", status=INPUT, **EXPOSURE).err, "product")
    contains(formula("fludarabine_auc_varela_2025", status=INPUT, product="liso-cel", **EXPOSURE).err,
             "product")


@case("a product that is missing is told with what there is")
def _():
    contains(run("formula", "fludarabine_auc_varela_2025").exits(INPUT).err, "product (axi-cel, tisa-cel)")


main()
