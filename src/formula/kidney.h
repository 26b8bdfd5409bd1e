/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clearance of the kidneys, estimated from creatinine or cystatin C.
 *
 * Two kinds of clearance are two types (requirement R09): an absolute one is what the kidneys of
 * this patient clear, in mL/min; an indexed one is scaled to a body surface of 1.73 m². C refuses
 * to mix them, and only ldose_deindex() and ldose_index() lead from one to the other.
 *
 * Common to every function here. Creatinine is in mg/dL, from an assay traceable to IDMS unless
 * the function says otherwise; cystatin C is in mg/L, traceable to ERM-DA471/IFCC; age is in
 * years, with decimals where they are known. Every number is finite and above zero; anything
 * else, NaN included, is a programmer error and aborts. Whether an equation was made for the
 * patient at hand is not asked: those limits stand in the registry (formula.h). No result is
 * rounded or capped. All estimates want a stable creatinine and none holds on dialysis. What S43,
 * C5, K13 and other labels stand for: docs/sources.md. "Oracle" is
 * tests/oracle/reference_formulas.py, written from the same sources and sharing no code with this
 * file. */
#pragma once

#include <glib.h>

#include "body-size.h"

G_BEGIN_DECLS

/* What the kidneys of this patient clear. */
typedef struct {
    double ml_min;
} LdoseAbsoluteClearance;

/* The same per 1.73 m² of body surface. */
typedef struct {
    double ml_min_173;
} LdoseIndexedClearance;

/* The clearance of a patient of this body surface: indexed × surface / 1.73.
 *
 * @clearance: indexed clearance
 * @bsa_m2: the patient's body surface, uncapped, m²
 *
 * Result: absolute clearance, mL/min.
 * Notes: wanted for drug dosing at extremes of body size. A published page multiplies by 1.73 /
 * surface instead, the wrong way round (C9).
 * Rounding: none.
 * References: KDIGO 2011 and NKF 2024–25 as cited in K15.
 * Tested against: oracle; patient P2: 111.8 at 1.3630 m² -> 88.1. */
LdoseAbsoluteClearance ldose_deindex(LdoseIndexedClearance clearance, double bsa_m2);

/* The clearance scaled to 1.73 m²: absolute × 1.73 / surface; undoes ldose_deindex().
 *
 * @clearance: absolute clearance
 * @bsa_m2: the patient's body surface, uncapped, m²
 *
 * Result: indexed clearance, mL/min/1.73 m².
 * Rounding: none.
 * References: as ldose_deindex().
 * Tested against: the round trip with ldose_deindex(). */
LdoseIndexedClearance ldose_index(LdoseAbsoluteClearance clearance, double bsa_m2);

/* Creatinine clearance by Cockcroft and Gault:
 * (140 − age) × weight / (72 × creatinine), × 0.85 for women.
 *
 * @sex: the sex the equation is to use
 * @age_years: age, below 140 years
 * @weight_kg: the weight chosen for this purpose, kg; which one is the caller's decision, and is
 *   shown
 * @creatinine_mg_dl: serum creatinine, mg/dL
 *
 * Result: creatinine clearance, mL/min; not indexed.
 * Notes: made from 249 adult men; the factor for women is an estimate. It predates the
 * standardisation of creatinine: today's assays read about 12 % lower, so it reads higher, and no
 * correction is official. The printed SI constants 1.23 and 1.04 are a rounded form that differs
 * by up to 0.4 %; 1.05 for women is wrong (C1).
 * Rounding: none.
 * References: Cockcroft, Gault. Nephron 1976;16:31.
 * Tested against: oracle; M 55 y, 90 kg, 1.09 -> 97; F 25 y, 60 kg, 1.0 -> 81.46 (S44, S42). */
LdoseAbsoluteClearance
ldose_cockcroft_gault(LdoseSex sex, double age_years, double weight_kg, double creatinine_mg_dl);

/* Clearance by CKD-EPI 2021 from creatinine, without a term for race:
 * 142 × min(creatinine/κ, 1)^α × max(creatinine/κ, 1)^−1.200 × 0.9938^age, × 1.012 for women; κ
 * 0.7 and α −0.241 for women, 0.9 and −0.302 for men.
 *
 * @sex: the sex the equation is to use
 * @age_years: age
 * @creatinine_mg_dl: serum creatinine, mg/dL
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: from 18 years; too high at 18–30 years (S70).
 * Rounding: none.
 * References: Inker et al. N Engl J Med 2021;385:1737.
 * Tested against: oracle; M 55 y, 1.09 -> 80; F 80 y, 0.8 -> 74 (S44, S43). */
LdoseIndexedClearance
ldose_ckd_epi_2021_cr(LdoseSex sex, double age_years, double creatinine_mg_dl);

/* Clearance by CKD-EPI 2009 from creatinine, the term for race left out:
 * 141 × min(creatinine/κ, 1)^α × max(creatinine/κ, 1)^−1.209 × 0.993^age, × 1.018 for women; κ
 * 0.7 and α −0.329 for women, 0.9 and −0.411 for men.
 *
 * @sex: the sex the equation is to use
 * @age_years: age
 * @creatinine_mg_dl: serum creatinine, mg/dL
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: from 18 years. The tabulated form prints 144 for women where 141 × 1.018 is 143.5, and κ
 * of 62 and 80 µmol/L; this is the form in mg/dL (C5, C6).
 * Rounding: none.
 * References: Levey et al. Ann Intern Med 2009;150:604, PMC2763564.
 * Tested against: oracle; M 45.2 y, 120 µmol/L -> 62.5 (S42, with 88.42). */
LdoseIndexedClearance
ldose_ckd_epi_2009_cr_norace(LdoseSex sex, double age_years, double creatinine_mg_dl);

/* Clearance by CKD-EPI 2012 from cystatin C:
 * 133 × min(cystatin/0.8, 1)^−0.499 × max(cystatin/0.8, 1)^−1.328 × 0.996^age, × 0.932 for women.
 *
 * @sex: the sex the equation is to use
 * @age_years: age
 * @cystatin_c_mg_l: serum cystatin C, mg/L
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: from 18 years. One site prints 0.9962 for the factor of age; 0.996 is what the NKF
 * prints (C2).
 * Rounding: none.
 * References: Inker et al. N Engl J Med 2012;367:20.
 * Tested against: oracle; no published worked value was found. */
LdoseIndexedClearance
ldose_ckd_epi_2012_cys(LdoseSex sex, double age_years, double cystatin_c_mg_l);

/* Clearance by CKD-EPI 2021 from creatinine and cystatin C, without a term for race:
 * 135 × min(creatinine/κ, 1)^α × max(creatinine/κ, 1)^−0.544 × min(cystatin/0.8, 1)^−0.323 ×
 * max(cystatin/0.8, 1)^−0.778 × 0.9961^age, × 0.963 for women; κ 0.7 and α −0.219 for women, 0.9
 * and −0.144 for men.
 *
 * @sex: the sex the equation is to use
 * @age_years: age
 * @creatinine_mg_dl: serum creatinine, mg/dL
 * @cystatin_c_mg_l: serum cystatin C, mg/L
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: from 18 years; the most accurate of the set near a limit of dosing (S71).
 * Rounding: none.
 * References: Inker et al. N Engl J Med 2021;385:1737.
 * Tested against: oracle; no published worked value was found. */
LdoseIndexedClearance ldose_ckd_epi_2021_cr_cys(LdoseSex sex, double age_years,
                                                double creatinine_mg_dl, double cystatin_c_mg_l);

/* Clearance by EKFC 2021 from creatinine: 107.3 × (creatinine/Q)^e, × 0.990^(age − 40) above 40
 * years; e is −0.322 below Q and −1.132 from Q on. Q, in µmol/L, is 62 for women and 80 for men
 * above 25 years; to 25 years ln Q = 3.080 + 0.177 age − 0.223 ln(age) − 0.00596 age² + 0.0000686
 * age³ for women and 3.200 + 0.259 age − 0.543 ln(age) − 0.00763 age² + 0.0000790 age³ for men.
 *
 * @sex: the sex the equation is to use
 * @age_years: age
 * @creatinine_mg_dl: serum creatinine, mg/dL
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: 2–100 years. 25 years belongs to the polynomial, where Q is 80.86 (M) and 62.43 (F), so
 * Q steps down just above. Q of 0.90 and 0.70 mg/dL, also printed, differs by up to 0.6 %
 * (C7). Q of other populations is not offered.
 * Rounding: none.
 * References: Pottel et al. Ann Intern Med 2021;174:183, doi:10.7326/M20-4366; the paper was not
 * opened, the coefficients are those that two implementations share.
 * Tested against: oracle; at creatinine Q the result is 107.3. */
LdoseIndexedClearance ldose_ekfc_2021_cr(LdoseSex sex, double age_years, double creatinine_mg_dl);

/* Clearance by EKFC 2023 from cystatin C, for both sexes: 107.3 × (cystatin/Q)^e, × 0.990^(age −
 * 40) above 40 years; e as in ldose_ekfc_2021_cr(). Q is 0.83 mg/L to 50 years and 0.83 + 0.005
 * (age − 50) above.
 *
 * @age_years: age
 * @cystatin_c_mg_l: serum cystatin C, mg/L
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: adults of 18–100 years. A package's branch for children is unusable (C4), so none is
 * offered.
 * Rounding: none.
 * References: Pottel et al. N Engl J Med 2023;388:333, doi:10.1056/NEJMoa2203769; not opened, as
 * above.
 * Tested against: oracle; at cystatin C of Q the result is 107.3. */
LdoseIndexedClearance ldose_ekfc_2023_cys(double age_years, double cystatin_c_mg_l);

/* Clearance in children by the bedside Schwartz equation: 0.413 × height / creatinine.
 *
 * @height_cm: height, cm
 * @creatinine_mg_dl: serum creatinine by an enzymatic assay traceable to IDMS, mg/dL
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: made from children of 1–16 years with chronic kidney disease; the NKF says 1–18 years.
 * The older constant 0.55 belongs to other assays and overestimates by 20–40 % with this one. In
 * µmol/L the constant is 36.5; a trial uses 36.2 (C13).
 * Rounding: none.
 * References: Schwartz et al. J Am Soc Nephrol 2009;20:629–637, doi:10.1681/ASN.2008030287.
 * Tested against: oracle; 101 cm, 0.6 -> 69.5 (S42). */
LdoseIndexedClearance ldose_schwartz_bedside_2009(double height_cm, double creatinine_mg_dl);

/* Clearance in the young by CKiD U25 from creatinine: K × height in metres / creatinine. K by
 * age: women 36.1 × 1.008^(age − 12) below 12 years, 36.1 × 1.023^(age − 12) to below 18, then
 * 41.4; men 39.0 × 1.008^(age − 12) below 12 years, 39.0 × 1.045^(age − 12) to below 18, then
 * 50.8.
 *
 * @sex: the sex the equation is to use
 * @age_years: age
 * @height_cm: height, cm
 * @creatinine_mg_dl: serum creatinine, mg/dL
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: 1–25 years, 60–200 cm, creatinine 0.1–10 mg/dL. This is the form that depends on age;
 * the sex-only constants 37.6 and 41.8 are another one, which a package takes at 15–18 years
 * (C3).
 * Rounding: none.
 * References: Pierce et al. Kidney Int 2021;99:948–956, doi:10.1016/j.kint.2020.10.047;
 * coefficients from the authors' code (S40).
 * Tested against: oracle; the worked values in
 * the authors' code, e.g. M 11 y, 120 cm, 0.9 -> 51.6. */
LdoseIndexedClearance
ldose_ckid_u25_cr(LdoseSex sex, double age_years, double height_cm, double creatinine_mg_dl);

/* Clearance in the young by CKiD U25 from cystatin C: K / cystatin. K by age: women 79.9 ×
 * 1.004^(age − 12) below 12 years, 79.9 × 0.974^(age − 12) to below 18, then 68.3; men 87.2 ×
 * 1.011^(age − 15) below 15 years, 87.2 × 0.960^(age − 15) to below 18, then 77.1.
 *
 * @sex: the sex the equation is to use
 * @age_years: age
 * @cystatin_c_mg_l: serum cystatin C, mg/L
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: 1–25 years, cystatin C 0.2–8 mg/L. A package takes 41.4, the constant of creatinine, for
 * women from 18 years (C3).
 * Rounding: none.
 * References: as ldose_ckid_u25_cr().
 * Tested against: oracle; the authors' code, e.g. M 11 y, 1.3
 * -> 64.2. */
LdoseIndexedClearance ldose_ckid_u25_cys(LdoseSex sex, double age_years, double cystatin_c_mg_l);

/* The arithmetic mean of ldose_ckid_u25_cr() and ldose_ckid_u25_cys().
 *
 * @sex: the sex the equations are to use
 * @age_years: age
 * @height_cm: height, cm
 * @creatinine_mg_dl: serum creatinine, mg/dL
 * @cystatin_c_mg_l: serum cystatin C, mg/L
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: as the two.
 * Rounding: none.
 * References: as ldose_ckid_u25_cr().
 * Tested against: oracle. */
LdoseIndexedClearance ldose_ckid_u25_mean(LdoseSex sex, double age_years, double height_cm,
                                          double creatinine_mg_dl, double cystatin_c_mg_l);

/* Clearance by the four-variable MDRD equation for standardised creatinine, the term for race
 * left out: 175 × creatinine^−1.154 × age^−0.203, × 0.742 for women.
 *
 * @sex: the sex the equation is to use
 * @age_years: age
 * @creatinine_mg_dl: serum creatinine, mg/dL
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: from 18 years. 186 belongs to creatinine that is not standardised (C14).
 * Rounding: none.
 * References: Levey 2006 as cited in K13.
 * Tested against: oracle; M 55 y, 1.09 -> 70.2 (S44). */
LdoseIndexedClearance
ldose_mdrd_175_norace(LdoseSex sex, double age_years, double creatinine_mg_dl);

/* Clearance by the revised Lund–Malmö equation: exp(X − 0.0158 × age + 0.438 × ln age), with
 * creatinine c in µmol/L: women X = 2.50 + 0.0121 × (150 − c) below 150, else 2.50 − 0.926 ×
 * ln(c/150); men X = 2.56 + 0.00968 × (180 − c) below 180, else 2.56 − 0.926 × ln(c/180).
 *
 * @sex: the sex the equation is to use
 * @age_years: age
 * @creatinine_mg_dl: serum creatinine, mg/dL
 *
 * Result: clearance, mL/min/1.73 m².
 * Notes: from 18 years; made from 850 Swedish patients.
 * Rounding: none.
 * References: Björk et al. Scand J Clin Lab Invest 2011;71:232.
 * Tested against: oracle; M 40 y, 1.0 -> 84; F 62 y, 63 µmol/L, 156 cm, 45 kg, de-indexed with Du
 * Bois -> 65 (S43). */
LdoseIndexedClearance
ldose_lund_malmo_revised(LdoseSex sex, double age_years, double creatinine_mg_dl);

G_END_DECLS
