/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Body surface, body mass index and the body weights that doses and clearances are scaled by.
 *
 * Common to every function here. Heights are in centimetres and weights in kilograms, both finite
 * and above zero; anything else, NaN included, is a programmer error and aborts. Whether a
 * formula was made for the patient at hand is not asked: those limits stand in the registry
 * (formula.h). Nothing is rounded, capped or floored. What S43, C10 and other labels stand for:
 * docs/sources.md. "Oracle" is tests/oracle/reference_formulas.py, written from the same sources
 * and sharing no code with this file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { LDOSE_SEX_FEMALE, LDOSE_SEX_MALE } LdoseSex;

/* Age from which a person is an adult, years. Under it a limit in mL/min is never compared with
 * anything (R39). */
#define LDOSE_ADULT_YEARS 18.0

/* Body mass index from which an adult is obese, kg/m²: the WHO's class, which owns the limit. */
#define LDOSE_OBESE_BMI_KG_M2 30.0

/* Height from which Devine's and Robinson's ideal weight is defined, cm: 60 inches of 2.54 cm. */
#define LDOSE_IDEAL_WEIGHT_FROM_HEIGHT_CM 152.4

/* Body mass index.
 *
 * @height_cm: standing height (length in infants), cm
 * @weight_kg: weight, kg
 *
 * Result: weight / (height in metres)², kg/m².
 * Notes: the classes of the WHO are for adults; no class is formed here.
 * Rounding: none.
 * References: WHO international classification (S30).
 * Tested against: oracle; the WHO page's 175 cm, 70 kg -> 22.9. */
double ldose_bmi_kg_m2(double height_cm, double weight_kg);

/* Body surface by Mosteller: √(height × weight / 3600).
 *
 * @height_cm: height, cm
 * @weight_kg: weight, kg
 *
 * Result: body surface, m².
 * Notes: a simplification of earlier formulas, for adults and children. Below 10 kg dosing by any
 * body surface can overdose substantially (A6.1).
 * Rounding: none.
 * References: Mosteller. N Engl J Med 1987;317:1098.
 * Tested against: oracle; 180 cm, 80 kg -> 2.000 (S43). */
double ldose_bsa_mosteller_m2(double height_cm, double weight_kg);

/* Body surface by Du Bois and Du Bois: 0.007184 × height^0.725 × weight^0.425.
 *
 * @height_cm: height, cm
 * @weight_kg: weight, kg
 *
 * Result: body surface, m².
 * Notes: made from nine subjects; too low in obesity, by 3–5 % or, in one source, up to 20 %. A
 * public C header prints 0.0087184, which is 21 % too high (C10).
 * Rounding: none.
 * References: Du Bois, Du Bois. Arch Intern Med 1916;17:863.
 * Tested against: oracle; 180 cm, 80 kg -> 1.996 (S43). */
double ldose_bsa_dubois_m2(double height_cm, double weight_kg);

/* Body surface by Haycock: 0.024265 × height^0.3964 × weight^0.5378.
 *
 * @height_cm: height, cm
 * @weight_kg: weight, kg
 *
 * Result: body surface, m².
 * Notes: made from infants, children and adults.
 * Rounding: none.
 * References: Haycock et al. J Pediatr 1978;93:62.
 * Tested against: oracle; 180 cm, 80 kg -> 2.007 (S43). */
double ldose_bsa_haycock_m2(double height_cm, double weight_kg);

/* Body surface by Gehan and George: 0.0235 × height^0.42246 × weight^0.51456.
 *
 * @height_cm: height, cm
 * @weight_kg: weight, kg
 *
 * Result: body surface, m².
 * Notes: made from 401 subjects whose surface had been measured.
 * Rounding: none.
 * References: Gehan, George. Cancer Chemother Rep 1970;54:225.
 * Tested against: oracle; 180 cm, 80 kg -> 2.009 (S43). */
double ldose_bsa_gehan_george_m2(double height_cm, double weight_kg);

/* Body surface by Boyd from height and weight:
 * 0.0003207 × height^0.3 × grams^(0.7285 − 0.0188 × log10 grams).
 *
 * @height_cm: height, cm
 * @weight_kg: weight, kg (the formula itself takes grams)
 *
 * Result: body surface, m².
 * Notes: the logarithm is to base 10; a public C header takes the natural one (C10).
 * Rounding: none.
 * References: Boyd 1935; the paper was not opened, the equation is confirmed by S43 and S59.
 * Tested against: oracle; 180 cm, 80 kg -> 2.007 (S43). */
double ldose_bsa_boyd_m2(double height_cm, double weight_kg);

/* Body surface by Boyd from weight alone:
 * 4.688 × grams^(0.8168 − 0.0154 × log10 grams) / 10,000.
 *
 * @weight_kg: weight, kg (the formula itself takes grams)
 *
 * Result: body surface, m² (the factor 4.688 gives cm²).
 * Notes: the formula behind the United Kingdom's tables for children. Its sources ask for caution
 * below 10 kg, in obesity and in cachexia.
 * Rounding: none.
 * References: Boyd 1935; UKCCSG chemotherapy standards group, Br J Cancer 2001 (S37, S56).
 * Tested against: oracle; 18 kg -> 0.74 (S57). */
double ldose_bsa_boyd_weight_only_m2(double weight_kg);

/* Body surface by Livingston and Lee from weight alone: 0.1173 × weight^0.6466 from 10 kg, and
 * 0.1037 × weight^0.6724 below 10 kg.
 *
 * @weight_kg: weight, kg
 *
 * Result: body surface, m².
 * Notes: made from 45 patients of 51–249 kg and pooled data. The two branches do not meet: at 10
 * kg, which the upper one owns, the surface steps up by 7 %.
 * Rounding: none.
 * References: Livingston, Lee. Am J Physiol Endocrinol Metab 2001 (S60; its 281:E586 is recalled).
 * Tested against: oracle. */
double ldose_bsa_livingston_m2(double weight_kg);

/* Ideal body weight by Devine: 50 kg for men, 45.5 kg for women, and 2.3 kg for each inch of
 * height above 60.
 *
 * @sex: the sex the formula is to use
 * @height_cm: height, cm; defined from LDOSE_IDEAL_WEIGHT_FROM_HEIGHT_CM
 *
 * Result: ideal weight, kg.
 * Notes: for adults. Below 60 inches no rule is agreed on: this function continues the line,
 * which reaches zero near 102 cm in women; others stop it at 50 and 45.5 kg. So a caller first
 * asks the registry whether the formula applies. Never for children.
 * Rounding: none.
 * References: Devine, as confirmed by S43, S63, S64, S65; the paper was not opened.
 * Tested against: oracle; F 160 cm -> 52.381890, M 160 cm -> 56.881890 (S43). */
double ldose_ibw_devine_kg(LdoseSex sex, double height_cm);

/* Ideal body weight by Robinson: men 52 kg and 1.9 kg, women 49 kg and 1.7 kg, for each inch of
 * height above 60.
 *
 * @sex: the sex the formula is to use
 * @height_cm: height, cm; defined from LDOSE_IDEAL_WEIGHT_FROM_HEIGHT_CM
 *
 * Result: ideal weight, kg.
 * Notes: for adults; as ldose_ibw_devine_kg() below 60 inches.
 * Rounding: none.
 * References: Robinson, as confirmed by S64, S64b; the paper was not opened.
 * Tested against: oracle. */
double ldose_ibw_robinson_kg(LdoseSex sex, double height_cm);

/* Adjusted body weight: ideal + factor × (actual − ideal).
 *
 * @ideal_weight_kg: ideal weight, kg; finite (Devine's line falls below zero in very short
 *   people)
 * @actual_weight_kg: measured weight, kg
 * @factor: share of the excess that counts, 0 to 1 (0.25 and 0.4 are in use)
 *
 * Result: adjusted weight, kg.
 * Notes: meant for weights above 120–130 % of ideal. In a patient below ideal weight it lies
 * above the actual weight; whether it is used at all is the policy's business.
 * Rounding: none.
 * References: B2.5, B2.6.
 * Tested against: oracle; M 180 cm, 80 kg, 0.4 -> 77.0 (S43); 70 and 120 kg, 0.4 -> 90 (F31). */
double ldose_adjusted_weight_kg(double ideal_weight_kg, double actual_weight_kg, double factor);

/* Lean (fat-free) body weight by Janmahasatian: men 9270 × weight / (6680 + 216 × BMI), women
 * 9270 × weight / (8780 + 244 × BMI).
 *
 * @sex: the sex the formula is to use
 * @height_cm: height, cm
 * @weight_kg: weight, kg
 *
 * Result: lean weight, kg.
 * Notes: made from adults of 18–82 years, 40.7–216.5 kg, BMI 17.1–69.9; not validated in
 * children.
 * Rounding: none.
 * References: Janmahasatian et al. Clin Pharmacokinet 2005;44:1051–65,
 * doi:10.2165/00003088-200544100-00004.
 * Tested against: oracle; M 150 cm, 80 kg -> 51.643454 (S43). */
double ldose_lean_weight_janmahasatian_kg(LdoseSex sex, double height_cm, double weight_kg);

G_END_DECLS
