/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clearance.h"

#include <string.h>

#include "formula-step.h"

/* ---- one estimator --------------------------------------------------------------------------- */

static void
fill_input(const LdosePatient *patient, LdoseFormulaInput *input)
{
    *input = (LdoseFormulaInput){
        .present = LDOSE_FIELD_SEX | LDOSE_FIELD_AGE_YEARS | LDOSE_FIELD_HEIGHT_CM |
                   LDOSE_FIELD_WEIGHT_KG,
        .sex = patient->sex,
        .age_years = patient->age_years,
        .height_cm = patient->height_cm,
        .weight_kg = patient->weight_kg,
        .creatinine_mg_dl = patient->creatinine_mg_dl,
        .cystatin_c_mg_l = patient->cystatin_c_mg_l,
    };
    if (LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CREATININE_MG_DL))
        input->present |= LDOSE_FIELD_CREATININE_MG_DL;
    if (LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CYSTATIN_C_MG_L))
        input->present |= LDOSE_FIELD_CYSTATIN_C_MG_L;
}

/* Only age decides whether an equation applies; size limits of a weight are those of the weight. */
static gboolean
is_for_age(LdoseFormulaId formula, double age_years)
{
    LdoseFormulaInput input = {.present = LDOSE_FIELD_AGE_YEARS, .age_years = age_years};
    return ldose_formula_in_population(formula, &input, NULL);
}

static guint64
missing_columns(guint32 fields)
{
    guint64 columns = 0;
    if ((fields & LDOSE_FIELD_CREATININE_MG_DL) != 0)
        columns |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_CREATININE_MG_DL);
    if ((fields & LDOSE_FIELD_CYSTATIN_C_MG_L) != 0)
        columns |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_CYSTATIN_C_MG_L);
    return columns;
}

static void
set_absolute(LdoseClearance *out, const LdoseMeasures *measures, LdoseAbsoluteClearance value)
{
    out->state = LDOSE_CLEARANCE_KNOWN;
    out->absolute = value;
    out->indexed = ldose_index(value, measures->bsa_m2);
}

static void
set_indexed(LdoseClearance *out, const LdoseMeasures *measures, LdoseIndexedClearance value)
{
    out->state = LDOSE_CLEARANCE_KNOWN;
    out->indexed = value;
    out->absolute = ldose_deindex(value, measures->bsa_m2);
}

static void
estimate_cockcroft_gault(const LdosePatient *patient, const LdoseMeasures *measures, int weight,
                         LdoseClearance *out)
{
    g_assert(weight >= 0 && weight < LDOSE_N_WEIGHTS);
    out->weight = weight;
    out->weight_kg = measures->weight_kg[weight];
    if (!LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CREATININE_MG_DL)) {
        out->state = LDOSE_CLEARANCE_MISSING;
        out->missing = LDOSE_COLUMN_BIT(LDOSE_COLUMN_CREATININE_MG_DL);
    } else if (weight == LDOSE_WEIGHT_DRY && out->weight_kg <= 0) {
        out->state = LDOSE_CLEARANCE_MISSING;
        out->missing = LDOSE_COLUMN_BIT(LDOSE_COLUMN_DRY_WEIGHT_KG);
    } else if (out->weight_kg > 0)
        set_absolute(out, measures,
                     ldose_cockcroft_gault(patient->sex, patient->age_years, out->weight_kg,
                                           patient->creatinine_mg_dl));
}

void
ldose_clearance_estimate(const LdosePatient *patient, const LdoseMeasures *measures,
                         LdoseFormulaId formula, int weight, LdoseClearance *out)
{
    g_assert(ldose_formula_is_clearance(formula));
    memset(out, 0, sizeof *out);
    out->state = LDOSE_CLEARANCE_NOT_APPLICABLE;
    out->choice = LDOSE_CHOSEN_AS_VARIANT;
    out->formula = formula;
    out->weight = -1;
    if (formula == LDOSE_FORMULA_COCKCROFT_GAULT || formula == LDOSE_FORMULA_CKD_EPI_2021_CR) {
        if (!measures->adult)
            return;
    } else if (!is_for_age(formula, patient->age_years))
        return;

    if (formula == LDOSE_FORMULA_COCKCROFT_GAULT) {
        estimate_cockcroft_gault(patient, measures, weight, out);
    } else if (formula == LDOSE_FORMULA_CKD_EPI_2021_CR &&
               LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CREATININE_MG_DL)) {
        set_indexed(out, measures,
                    ldose_ckd_epi_2021_cr(patient->sex, patient->age_years,
                                          patient->creatinine_mg_dl));
    } else {
        LdoseFormulaInput input;
        LdoseFormulaResult result;
        g_assert(ldose_formula_get(formula)->kind == LDOSE_FORMULA_KIND_INDEXED_CLEARANCE);
        fill_input(patient, &input);
        out->missing = missing_columns(ldose_formula_missing(formula, &input));
        if (out->missing != 0)
            out->state = LDOSE_CLEARANCE_MISSING;
        else if (ldose_formula_compute(formula, &input, &result))
            set_indexed(out, measures, (LdoseIndexedClearance){result.value});
    }
    gboolean from_creatinine =
        (ldose_formula_get(formula)->inputs & LDOSE_FIELD_CREATININE_MG_DL) != 0;
    out->is_lower_bound = patient->creatinine_is_bound && from_creatinine;
}

/* ---- the site's policy ----------------------------------------------------------------------- */

static gboolean
policy_case_holds(const LdosePolicyCase *row, const LdosePatient *patient,
                  const LdoseMeasures *measures)
{
    if (row->condition >= 0 &&
        !ldose_patient_has_condition(patient, (LdoseCondition)row->condition))
        return FALSE;
    if (row->ascites >= 0 && (!LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_ASCITES) ||
                              (int)patient->ascites != row->ascites))
        return FALSE;
    if (row->percent_ideal.low.bounded || row->percent_ideal.high.bounded) {
        double ideal_kg = measures->weight_kg[LDOSE_WEIGHT_IDEAL];
        if (ideal_kg <= 0 ||
            !ldose_interval_contains(&row->percent_ideal, 100 * patient->weight_kg / ideal_kg))
            return FALSE;
    }
    return ldose_interval_contains(&row->age_years, patient->age_years) &&
           ldose_interval_contains(&row->bmi_kg_m2, measures->bmi_kg_m2) &&
           ldose_interval_contains(&row->height_cm, patient->height_cm);
}

/* The first row that holds and whose weight is known; @with_weight: rows with a weight only. */
static const LdosePolicyCase *
policy_case(const LdosePatient *patient, const LdoseMeasures *measures,
            const LdoseFormulary *formulary, gboolean with_weight)
{
    for (guint i = 0; i < formulary->policy->len; i++) {
        const LdosePolicyCase *row = &g_array_index(formulary->policy, LdosePolicyCase, i);
        if (with_weight && row->weight < 0)
            continue;
        if (!policy_case_holds(row, patient, measures))
            continue;
        if (row->weight < 0 || measures->weight_kg[row->weight] > 0)
            return row;
    }
    return NULL;
}

/* ---- choosing -------------------------------------------------------------------------------- */

/* Days between two creatinine values; 0 where a date is missing, the worst that can be. */
static int
creatinine_days(const LdosePatient *patient)
{
    if (patient->creatinine_date.year == 0 || patient->creatinine_earlier_date.year == 0)
        return 0;
    return ldose_date_days_between(patient->creatinine_earlier_date, patient->creatinine_date);
}

gboolean
ldose_creatinine_is_unstable(const LdosePatient *patient)
{
    if (!LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CREATININE_MG_DL) ||
        !LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CREATININE_EARLIER_MG_DL))
        return FALSE;
    int days = creatinine_days(patient);
    double now = patient->creatinine_mg_dl, earlier = patient->creatinine_earlier_mg_dl;
    double more_than_mg_dl = 20 / LDOSE_CREATININE_UMOL_L_PER_MG_DL;
    return (days <= 2 && ldose_limit_compare(now, earlier + 0.3) >= 0) ||
           (days <= 7 && ldose_limit_compare(now, 1.5 * earlier) >= 0) ||
           (days <= 1 && ldose_limit_compare(now, earlier + more_than_mg_dl) > 0);
}

static void
choose_equation(const LdosePatient *patient, const LdoseMeasures *measures,
                const LdoseFormulary *formulary, int equation, LdoseClearance *out)
{
    LdoseClearanceChoice choice = LDOSE_CHOSEN_BY_POLICY;
    const LdosePolicyCase *policy = NULL;
    if (LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_ESTIMATOR)) {
        equation = patient->c->value[LDOSE_COLUMN_ESTIMATOR].word;
        choice = LDOSE_CHOSEN_BY_CASE;
    } else if (equation >= 0 && (equation == LDOSE_FORMULA_COCKCROFT_GAULT
                                     ? measures->adult
                                     : is_for_age((LdoseFormulaId)equation, patient->age_years))) {
        choice = LDOSE_CHOSEN_BY_GUIDANCE;
    } else {
        policy = policy_case(patient, measures, formulary, FALSE);
        equation = policy != NULL ? (int)policy->equation : -1;
    }
    if (equation < 0) {
        memset(out, 0, sizeof *out);
        out->state = LDOSE_CLEARANCE_NOT_APPLICABLE;
        out->weight = -1;
        return;
    }

    int weight = -1;
    if (equation == LDOSE_FORMULA_COCKCROFT_GAULT) {
        if (LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_CLEARANCE_WEIGHT)) {
            weight = patient->c->value[LDOSE_COLUMN_CLEARANCE_WEIGHT].word;
        } else {
            if (policy == NULL)
                policy = policy_case(patient, measures, formulary, TRUE);
            weight = policy != NULL ? policy->weight : LDOSE_WEIGHT_ACTUAL;
        }
    }
    ldose_clearance_estimate(patient, measures, (LdoseFormulaId)equation, weight, out);
    out->choice = choice;
    out->policy = policy;
}

void
ldose_clearance_choose(const LdosePatient *patient, const LdoseMeasures *measures,
                       const LdoseFormulary *formulary, int equation, LdoseClearance *out)
{
    if (patient->dialysis != LDOSE_DIALYSIS_NONE) {
        memset(out, 0, sizeof *out);
        out->state = LDOSE_CLEARANCE_DIALYSIS;
        out->weight = -1;
        return;
    }
    if (LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_GFR_MEASURED_ML_MIN)) {
        memset(out, 0, sizeof *out);
        out->choice = LDOSE_CHOSEN_MEASURED;
        out->weight = -1;
        set_absolute(out, measures, (LdoseAbsoluteClearance){patient->gfr_measured_ml_min});
        return;
    }
    choose_equation(patient, measures, formulary, equation, out);
    if (out->state == LDOSE_CLEARANCE_KNOWN && ldose_creatinine_is_unstable(patient))
        out->state = LDOSE_CLEARANCE_UNSTABLE;
}

/* ---- turning it round ------------------------------------------------------------------------ */

double
ldose_clearance_creatinine_at(const LdosePatient *patient, const LdoseMeasures *measures,
                              const LdoseClearance *clearance, double target, gboolean indexed)
{
    gboolean estimated = clearance->state == LDOSE_CLEARANCE_KNOWN &&
                         clearance->choice != LDOSE_CHOSEN_MEASURED;
    if (!estimated || (ldose_formula_get(clearance->formula)->inputs &
                       LDOSE_FIELD_CREATININE_MG_DL) == 0)
        return 0;
    LdosePatient other = *patient;
    double low = 0.01, high = 100; /* clearance falls as creatinine rises */
    while (high - low > 1e-9 * high) {
        LdoseClearance trial;
        other.creatinine_mg_dl = low + (high - low) / 2;
        ldose_clearance_estimate(&other, measures, clearance->formula, clearance->weight, &trial);
        double value = indexed ? trial.indexed.ml_min_173 : trial.absolute.ml_min;
        if (value > target)
            low = other.creatinine_mg_dl;
        else
            high = other.creatinine_mg_dl;
    }
    return low + (high - low) / 2;
}

double
ldose_clearance_weight_at(const LdoseClearance *clearance, double target_ml_min)
{
    if (clearance->state != LDOSE_CLEARANCE_KNOWN || clearance->weight < 0 ||
        clearance->absolute.ml_min <= 0)
        return 0;
    return clearance->weight_kg * target_ml_min / clearance->absolute.ml_min;
}

/* ---- telling --------------------------------------------------------------------------------- */

gboolean
ldose_clearance_is_same(const LdoseClearance *one, const LdoseClearance *other)
{
    gboolean measured = one->choice == LDOSE_CHOSEN_MEASURED;
    if (measured || other->choice == LDOSE_CHOSEN_MEASURED)
        return measured && other->choice == LDOSE_CHOSEN_MEASURED;
    return one->formula == other->formula && one->weight == other->weight;
}

const char *
ldose_clearance_estimator_id(const LdoseClearance *clearance)
{
    g_assert(clearance->choice != LDOSE_CHOSEN_NONE);
    return clearance->choice == LDOSE_CHOSEN_MEASURED ? "gfr_measured_ml_min"
                                                      : ldose_formula_get(clearance->formula)->id;
}

static gboolean
is_indexed(const LdoseClearance *clearance)
{
    return clearance->choice != LDOSE_CHOSEN_MEASURED &&
           ldose_formula_get(clearance->formula)->kind == LDOSE_FORMULA_KIND_INDEXED_CLEARANCE;
}

/* No estimate counts under dialysis; elsewhere no equation was made for this patient. */
static void
trace_nothing(const LdosePatient *patient, const LdoseClearance *clearance, LdoseTrace *trace)
{
    gboolean dialysis = clearance->state == LDOSE_CLEARANCE_DIALYSIS;
    LdoseTraceStep *step =
        ldose_trace_add(trace, "clearance", LDOSE_STEP_CHOICE,
                        dialysis ? LDOSE_STEP_NOT_APPLIED : LDOSE_STEP_NOT_EVALUATED);
    if (dialysis)
        ldose_trace_operand_text(step, "dialysis",
                                 ldose_vocabulary_id(&ldose_dialysis_kinds, (int)patient->dialysis));
}

static void
trace_measured(const LdosePatient *patient, const LdoseClearance *clearance, LdoseTrace *trace)
{
    LdoseTraceStep *step =
        ldose_trace_add(trace, "clearance", LDOSE_STEP_CHOICE, LDOSE_STEP_APPLIED);
    ldose_trace_operand(step, "gfr_measured_ml_min", patient->gfr_measured_ml_min,
                        LDOSE_UNIT_ML_MIN);
    ldose_trace_result(step, clearance->absolute.ml_min, LDOSE_UNIT_ML_MIN);
}

static void
trace_estimate(const LdosePatient *patient, const LdoseClearance *clearance, gboolean known,
               LdoseTrace *trace)
{
    LdoseFormulaInput input;
    const char *weight = NULL;
    fill_input(patient, &input);
    if (clearance->weight >= 0) {
        weight = ldose_vocabulary_id(&ldose_weight_kinds, clearance->weight);
        input.weight_kg = clearance->weight_kg;
        if (clearance->weight_kg <= 0)
            input.present &= ~(guint32)LDOSE_FIELD_WEIGHT_KG;
    }
    LdoseTraceStep *step = ldose_formula_step_add(
        trace, clearance->formula, known ? LDOSE_STEP_APPLIED : LDOSE_STEP_NOT_EVALUATED, &input,
        weight);
    if (known && is_indexed(clearance))
        ldose_trace_result(step, clearance->indexed.ml_min_173, LDOSE_UNIT_ML_MIN_173);
    else if (known)
        ldose_trace_result(step, clearance->absolute.ml_min, LDOSE_UNIT_ML_MIN);
}

/* From the metric in which the clearance came to the other one. The two directions have names of their
 * own: a record's step is compared with the step of its name. */
static void
trace_conversion(const LdoseMeasures *measures, const LdoseClearance *clearance, LdoseTrace *trace)
{
    const LdoseFormula *deindex = ldose_formula_get(LDOSE_FORMULA_DEINDEX);
    gboolean indexed = is_indexed(clearance);
    LdoseTraceStep *step =
        ldose_trace_add(trace, indexed ? deindex->id : "clearance-metric", LDOSE_STEP_CONVERSION,
                        LDOSE_STEP_APPLIED);
    if (indexed) {
        ldose_trace_formula(step, deindex->printed_form, deindex->source);
        ldose_trace_operand(step, ldose_formula_field_column(LDOSE_FIELD_EGFR_ML_MIN_173),
                            clearance->indexed.ml_min_173, LDOSE_UNIT_ML_MIN_173);
    } else {
        ldose_trace_formula(step, "clearance × 1.73 / body surface", deindex->source);
        ldose_trace_operand(step, "ml_min", clearance->absolute.ml_min, LDOSE_UNIT_ML_MIN);
    }
    ldose_trace_operand(step, ldose_formula_field_column(LDOSE_FIELD_BSA_M2), measures->bsa_m2,
                        LDOSE_UNIT_M2);
    if (indexed)
        ldose_trace_result(step, clearance->absolute.ml_min, LDOSE_UNIT_ML_MIN);
    else
        ldose_trace_result(step, clearance->indexed.ml_min_173, LDOSE_UNIT_ML_MIN_173);
}

void
ldose_clearance_trace(const LdosePatient *patient, const LdoseMeasures *measures,
                      const LdoseClearance *clearance, LdoseTrace *trace)
{
    gboolean known = clearance->state == LDOSE_CLEARANCE_KNOWN ||
                     clearance->state == LDOSE_CLEARANCE_UNSTABLE;
    if (trace == NULL)
        return;
    if (clearance->choice == LDOSE_CHOSEN_NONE)
        trace_nothing(patient, clearance, trace);
    else if (clearance->choice == LDOSE_CHOSEN_MEASURED)
        trace_measured(patient, clearance, trace);
    else
        trace_estimate(patient, clearance, known, trace);
    if (known)
        trace_conversion(measures, clearance, trace);
}
