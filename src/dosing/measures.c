/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measures.h"

#include <string.h>

#include "formula-step.h"

double
ldose_measures_bsa_m2(const LdosePatient *patient, LdoseFormulaId formula, double weight_kg)
{
    /* The common case without the way through the registry. */
    if (formula == LDOSE_FORMULA_BSA_MOSTELLER)
        return ldose_bsa_mosteller_m2(patient->height_cm, weight_kg);
    LdoseFormulaInput input = {.present = LDOSE_FIELD_HEIGHT_CM | LDOSE_FIELD_WEIGHT_KG,
                               .height_cm = patient->height_cm,
                               .weight_kg = weight_kg};
    LdoseFormulaResult result = {0, NULL};
    gboolean computed = ldose_formula_compute(formula, &input, &result);
    g_assert(computed);
    return result.value;
}

static void
fill_adult_weights(const LdosePatient *patient, LdoseMeasures *measures)
{
    double *weight_kg = measures->weight_kg;
    weight_kg[LDOSE_WEIGHT_LEAN] = ldose_lean_weight_janmahasatian_kg(
        patient->sex, patient->height_cm, patient->weight_kg);
    if (ldose_limit_compare(patient->height_cm, LDOSE_IDEAL_WEIGHT_FROM_HEIGHT_CM) < 0)
        return;
    double ideal_kg = ldose_ibw_devine_kg(patient->sex, patient->height_cm);
    weight_kg[LDOSE_WEIGHT_IDEAL] = ideal_kg;
    weight_kg[LDOSE_WEIGHT_ADJUSTED25] =
        ldose_adjusted_weight_kg(ideal_kg, patient->weight_kg, 0.25);
    weight_kg[LDOSE_WEIGHT_ADJUSTED40] =
        ldose_adjusted_weight_kg(ideal_kg, patient->weight_kg, 0.40);
}

static void
trace_measures(const LdosePatient *patient, const LdoseMeasures *measures, LdoseTrace *trace)
{
    static const struct {
        LdoseWeightKind kind;
        LdoseFormulaId formula;
    } weights[] = {
        {LDOSE_WEIGHT_IDEAL, LDOSE_FORMULA_IBW_DEVINE},
        {LDOSE_WEIGHT_ADJUSTED25, LDOSE_FORMULA_ADJBW_25},
        {LDOSE_WEIGHT_ADJUSTED40, LDOSE_FORMULA_ADJBW_40},
        {LDOSE_WEIGHT_LEAN, LDOSE_FORMULA_LBW_JANMAHASATIAN},
    };
    LdoseFormulaInput input = {.present = LDOSE_FIELD_SEX | LDOSE_FIELD_HEIGHT_CM |
                                          LDOSE_FIELD_WEIGHT_KG,
                               .sex = patient->sex,
                               .height_cm = patient->height_cm,
                               .weight_kg = patient->weight_kg};
    LdoseTraceStep *step = ldose_formula_step_add(trace, LDOSE_FORMULA_BMI, LDOSE_STEP_APPLIED,
                                                  &input, NULL);
    ldose_trace_result(step, measures->bmi_kg_m2, LDOSE_UNIT_KG_M2);

    for (guint i = 0; i < G_N_ELEMENTS(weights); i++) {
        double value = measures->weight_kg[weights[i].kind];
        step = ldose_formula_step_add(trace, weights[i].formula,
                                      value > 0 ? LDOSE_STEP_APPLIED : LDOSE_STEP_NOT_APPLIED,
                                      &input, NULL);
        if (value > 0)
            ldose_trace_result(step, value, LDOSE_UNIT_KG);
    }

    step = ldose_formula_step_add(trace, measures->bsa_formula, LDOSE_STEP_APPLIED, &input, NULL);
    ldose_trace_result(step, measures->bsa_m2, LDOSE_UNIT_M2);
}

void
ldose_measures_compute(const LdosePatient *patient, const LdoseFormulary *formulary,
                       LdoseMeasures *out, LdoseTrace *trace)
{
    memset(out, 0, sizeof *out);
    out->adult = ldose_limit_compare(patient->age_years, LDOSE_ADULT_YEARS) >= 0;
    out->bmi_kg_m2 = ldose_bmi_kg_m2(patient->height_cm, patient->weight_kg);
    out->weight_kg[LDOSE_WEIGHT_ACTUAL] = patient->weight_kg;
    out->weight_kg[LDOSE_WEIGHT_DRY] = patient->dry_weight_kg;
    if (out->adult)
        fill_adult_weights(patient, out);
    out->bsa_formula = LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_BSA_FORMULA)
                           ? (LdoseFormulaId)patient->c->value[LDOSE_COLUMN_BSA_FORMULA].word
                           : formulary->bsa_formula;
    out->bsa_m2 = ldose_measures_bsa_m2(patient, out->bsa_formula, patient->weight_kg);
    if (trace != NULL)
        trace_measures(patient, out, trace);
}
