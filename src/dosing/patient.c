/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "patient.h"

#include <string.h>

static const char *const fault_ids[LDOSE_N_FAULTS] = {
    [LDOSE_FAULT_MISSING] = "missing",       [LDOSE_FAULT_MALFORMED] = "malformed",
    [LDOSE_FAULT_IMPOSSIBLE] = "impossible", [LDOSE_FAULT_CONFIRM] = "confirm",
    [LDOSE_FAULT_UNADOPTED] = "unadopted",
    [LDOSE_FAULT_UNKNOWN] = "unknown",       [LDOSE_FAULT_TWICE] = "twice",
    [LDOSE_FAULT_EMPTY_ROW] = "empty-row",   [LDOSE_FAULT_FIELD_COUNT] = "field-count",
    [LDOSE_FAULT_QUOTE] = "quote",
};

const char *
ldose_fault_id(LdoseFaultCode code)
{
    g_assert((int)code >= 0 && code < LDOSE_N_FAULTS);
    return fault_ids[code];
}

void
ldose_faults_add(LdoseFaults *faults, LdoseFaultCode code, int column, int column2)
{
    if (faults->n < LDOSE_MAX_FAULTS)
        faults->fault[faults->n++] = (LdoseFault){code, column, column2, LDOSE_NUMBER_OK};
}

/* ---- one field ------------------------------------------------------------------------------- */

void
ldose_case_clear(LdoseCase *c)
{
    c->given = 0;
    c->bound = 0;
}

static gboolean
refuse(LdoseFaults *faults, LdoseFaultCode code, LdoseColumn column)
{
    ldose_faults_add(faults, code, (int)column, -1);
    return FALSE;
}

static gboolean
set_number(LdoseCase *c, LdoseColumn column, const LdoseColumnInfo *info, const char *text,
           gsize length, LdoseDecimalSign sign, LdoseFaults *faults)
{
    gsize bound = text[0] == '<' && info->kind == LDOSE_COLUMN_KIND_BOUNDED_NUMBER ? 1 : 0;
    double number = 0;
    LdoseNumberFault fault = ldose_number_parse(text + bound, length - bound, sign, &number);
    if (fault != LDOSE_NUMBER_OK) {
        refuse(faults, LDOSE_FAULT_MALFORMED, column);
        faults->fault[faults->n - 1].number = fault;
        return FALSE;
    }
    gboolean possible = number >= info->least && number <= info->most &&
                        !(info->least_excluded && number <= info->least);
    if (!possible)
        return refuse(faults, LDOSE_FAULT_IMPOSSIBLE, column);
    c->value[column].number = number;
    if (bound > 0)
        c->bound |= LDOSE_COLUMN_BIT(column);
    return TRUE;
}

/* Calls for each blank-separated word. FALSE at the first word that is not known. */
static gboolean
set_list(LdoseCase *c, LdoseColumn column, LdoseColumnKind kind, const char *text, gsize length)
{
    guint64 set = 0;
    const char *end = text + length;
    while (text < end) {
        const char *stop = memchr(text, ' ', (gsize)(end - text));
        gsize n = (gsize)((stop != NULL ? stop : end) - text);
        if (n > 0 && kind == LDOSE_COLUMN_KIND_CONDITIONS) {
            int word = ldose_vocabulary_find(&ldose_conditions, text, (gssize)n);
            if (word < 0)
                return FALSE;
            set |= G_GUINT64_CONSTANT(1) << word;
        } else if (n == strlen(LDOSE_CONFIRM_BSA_UNDER_10_KG) &&
                   memcmp(text, LDOSE_CONFIRM_BSA_UNDER_10_KG, n) == 0) {
            set |= LDOSE_CONFIRM_BSA_UNDER_10_KG_BIT;
        } else if (n > 0) {
            int named = ldose_column_find(text, n);
            if (named < 0)
                return FALSE;
            set |= LDOSE_COLUMN_BIT(named);
        }
        text += n + 1;
    }
    c->value[column].set = set;
    return TRUE;
}

static gboolean
set_formula(LdoseCase *c, LdoseColumn column, const char *text, gsize length)
{
    char id[64];
    if (length >= sizeof id)
        return FALSE;
    memcpy(id, text, length);
    id[length] = '\0';
    const LdoseFormula *formula = ldose_formula_find(id);
    if (formula == NULL)
        return FALSE;
    gboolean fits = column == LDOSE_COLUMN_BSA_FORMULA
                        ? formula->kind == LDOSE_FORMULA_KIND_BODY_SURFACE
                        : ldose_formula_is_clearance(formula->number);
    c->value[column].word = (int)formula->number;
    return fits;
}

gboolean
ldose_case_set(LdoseCase *c, LdoseColumn column, const char *text, gsize length,
               LdoseDecimalSign sign, LdoseFaults *faults)
{
    const LdoseColumnInfo *info = ldose_column_info(column);
    if (length == 0)
        return TRUE;
    /* A name or word would be taken for what stands before its zero byte. */
    if (memchr(text, '\0', length) != NULL)
        return refuse(faults, LDOSE_FAULT_MALFORMED, column);
    switch (info->kind) {
    case LDOSE_COLUMN_KIND_TEXT: c->value[column].text = (LdoseSlice){text, length}; break;
    case LDOSE_COLUMN_KIND_NUMBER:
    case LDOSE_COLUMN_KIND_BOUNDED_NUMBER:
        if (!set_number(c, column, info, text, length, sign, faults))
            return FALSE;
        break;
    case LDOSE_COLUMN_KIND_DATE:
        if (!ldose_date_parse(text, length, &c->value[column].date))
            return refuse(faults, LDOSE_FAULT_MALFORMED, column);
        break;
    case LDOSE_COLUMN_KIND_WORD:
        c->value[column].word = ldose_vocabulary_find(info->words, text, (gssize)length);
        if (c->value[column].word < 0)
            return refuse(faults, LDOSE_FAULT_UNKNOWN, column);
        break;
    case LDOSE_COLUMN_KIND_FORMULA:
        if (!set_formula(c, column, text, length))
            return refuse(faults, LDOSE_FAULT_UNKNOWN, column);
        break;
    case LDOSE_COLUMN_KIND_CONDITIONS:
    case LDOSE_COLUMN_KIND_CONFIRM:
        if (!set_list(c, column, info->kind, text, length))
            return refuse(faults, LDOSE_FAULT_UNKNOWN, column);
        break;
    default: g_assert_not_reached();
    }
    c->given |= LDOSE_COLUMN_BIT(column);
    return TRUE;
}

/* ---- the whole case -------------------------------------------------------------------------- */

static double
number_of(const LdoseCase *c, LdoseColumn column)
{
    return LDOSE_CASE_HAS(c, column) ? c->value[column].number : 0;
}

static int
word_of(const LdoseCase *c, LdoseColumn column, int otherwise)
{
    return LDOSE_CASE_HAS(c, column) ? c->value[column].word : otherwise;
}

static LdoseDate
date_of(const LdoseCase *c, LdoseColumn column)
{
    return LDOSE_CASE_HAS(c, column) ? c->value[column].date : (LdoseDate){0, 0, 0};
}

static guint64
set_of(const LdoseCase *c, LdoseColumn column)
{
    return LDOSE_CASE_HAS(c, column) ? c->value[column].set : 0;
}

static void
check_required(const LdoseCase *c, LdoseFaults *faults)
{
    guint64 refused = 0; /* a value that was given and refused is not missing too */
    for (guint i = 0; i < faults->n; i++) {
        if (faults->fault[i].column >= 0)
            refused |= LDOSE_COLUMN_BIT(faults->fault[i].column);
    }
    guint64 there = c->given | refused;
    for (guint i = 0; i < LDOSE_N_REQUIRED_COLUMNS; i++) {
        if ((there & LDOSE_COLUMN_BIT(ldose_required_columns[i])) == 0)
            ldose_faults_add(faults, LDOSE_FAULT_MISSING, (int)ldose_required_columns[i], -1);
    }
    gboolean age = (there & LDOSE_COLUMN_BIT(LDOSE_COLUMN_AGE_YEARS)) != 0;
    gboolean birth = (there & LDOSE_COLUMN_BIT(LDOSE_COLUMN_BIRTH_DATE)) != 0;
    if (!age && !birth)
        ldose_faults_add(faults, LDOSE_FAULT_MISSING, LDOSE_COLUMN_AGE_YEARS, -1);
    if (birth && (there & LDOSE_COLUMN_BIT(LDOSE_COLUMN_AS_OF)) == 0)
        ldose_faults_add(faults, LDOSE_FAULT_MISSING, LDOSE_COLUMN_AS_OF, -1);
}

static void
check_named_once(const LdoseCase *c, LdoseFaults *faults)
{
    static const LdoseColumn pairs[][2] = {
        {LDOSE_COLUMN_AGE_YEARS, LDOSE_COLUMN_BIRTH_DATE},
        {LDOSE_COLUMN_CREATININE_MG_DL, LDOSE_COLUMN_CREATININE_UMOL_L},
        {LDOSE_COLUMN_CREATININE_EARLIER_MG_DL, LDOSE_COLUMN_CREATININE_EARLIER_UMOL_L},
        {LDOSE_COLUMN_BILIRUBIN_MG_DL, LDOSE_COLUMN_BILIRUBIN_UMOL_L},
        {LDOSE_COLUMN_BILIRUBIN_DIRECT_MG_DL, LDOSE_COLUMN_BILIRUBIN_DIRECT_UMOL_L},
        {LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL, LDOSE_COLUMN_BILIRUBIN_ULN_UMOL_L},
    };
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if (LDOSE_CASE_HAS(c, pairs[i][0]) && LDOSE_CASE_HAS(c, pairs[i][1]))
            ldose_faults_add(faults, LDOSE_FAULT_TWICE, (int)pairs[i][1], (int)pairs[i][0]);
    }
}

/* A quantity that may come in two units: stores both and marks the mg/dL column as given. */
static gboolean
read_two_units(const LdoseCase *c, LdosePatient *patient, LdoseColumn mg_dl, LdoseColumn umol_l,
               double umol_l_per_mg_dl, double *mg_dl_out, double *umol_l_out)
{
    if (LDOSE_CASE_HAS(c, umol_l)) {
        double value = c->value[umol_l].number;
        *mg_dl_out = value / umol_l_per_mg_dl;
        if (umol_l_out != NULL)
            *umol_l_out = value;
        patient->given |= LDOSE_COLUMN_BIT(mg_dl);
        return TRUE;
    }
    if (LDOSE_CASE_HAS(c, mg_dl)) {
        double value = c->value[mg_dl].number;
        *mg_dl_out = value;
        if (umol_l_out != NULL)
            *umol_l_out = value * umol_l_per_mg_dl;
        return TRUE;
    }
    return FALSE;
}

static void
fill_age(const LdoseCase *c, LdosePatient *patient, LdoseFaults *faults)
{
    if (LDOSE_CASE_HAS(c, LDOSE_COLUMN_AGE_YEARS)) {
        patient->age_years = c->value[LDOSE_COLUMN_AGE_YEARS].number;
    } else if (LDOSE_CASE_HAS(c, LDOSE_COLUMN_BIRTH_DATE) && patient->as_of.year != 0) {
        LdoseDate birth = c->value[LDOSE_COLUMN_BIRTH_DATE].date;
        if (ldose_date_days_between(birth, patient->as_of) < 0) {
            ldose_faults_add(faults, LDOSE_FAULT_IMPOSSIBLE, LDOSE_COLUMN_BIRTH_DATE,
                             LDOSE_COLUMN_AS_OF);
            return;
        }
        patient->age_years = ldose_date_age_years(birth, patient->as_of);
        if (patient->age_years > 130)
            ldose_faults_add(faults, LDOSE_FAULT_IMPOSSIBLE, LDOSE_COLUMN_BIRTH_DATE, -1);
    }
    patient->age_in_months = patient->age_years < 2;
    patient->given |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_AGE_YEARS);
}

static void
fill_laboratory(const LdoseCase *c, LdosePatient *patient)
{
    read_two_units(c, patient, LDOSE_COLUMN_CREATININE_MG_DL, LDOSE_COLUMN_CREATININE_UMOL_L,
                   LDOSE_CREATININE_UMOL_L_PER_MG_DL, &patient->creatinine_mg_dl, NULL);
    patient->creatinine_is_bound =
        (c->bound & (LDOSE_COLUMN_BIT(LDOSE_COLUMN_CREATININE_MG_DL) |
                     LDOSE_COLUMN_BIT(LDOSE_COLUMN_CREATININE_UMOL_L))) != 0;
    read_two_units(c, patient, LDOSE_COLUMN_CREATININE_EARLIER_MG_DL,
                   LDOSE_COLUMN_CREATININE_EARLIER_UMOL_L, LDOSE_CREATININE_UMOL_L_PER_MG_DL,
                   &patient->creatinine_earlier_mg_dl, NULL);
    read_two_units(c, patient, LDOSE_COLUMN_BILIRUBIN_MG_DL, LDOSE_COLUMN_BILIRUBIN_UMOL_L,
                   LDOSE_BILIRUBIN_UMOL_L_PER_MG_DL, &patient->bilirubin_mg_dl,
                   &patient->bilirubin_umol_l);
    read_two_units(c, patient, LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL, LDOSE_COLUMN_BILIRUBIN_ULN_UMOL_L,
                   LDOSE_BILIRUBIN_UMOL_L_PER_MG_DL, &patient->bilirubin_uln_mg_dl,
                   &patient->bilirubin_uln_umol_l);
    patient->cystatin_c_mg_l = number_of(c, LDOSE_COLUMN_CYSTATIN_C_MG_L);
    patient->gfr_measured_ml_min = number_of(c, LDOSE_COLUMN_GFR_MEASURED_ML_MIN);
    patient->ast_u_l = number_of(c, LDOSE_COLUMN_AST_U_L);
    patient->ast_uln_u_l = number_of(c, LDOSE_COLUMN_AST_ULN_U_L);
    patient->alt_u_l = number_of(c, LDOSE_COLUMN_ALT_U_L);
    patient->alt_uln_u_l = number_of(c, LDOSE_COLUMN_ALT_ULN_U_L);
    patient->albumin_g_l = number_of(c, LDOSE_COLUMN_ALBUMIN_G_L);
    patient->inr = number_of(c, LDOSE_COLUMN_INR);
}

static void
fill_stated(const LdoseCase *c, LdosePatient *patient)
{
    patient->dialysis = (LdoseDialysis)word_of(c, LDOSE_COLUMN_DIALYSIS, LDOSE_DIALYSIS_NONE);
    patient->cirrhosis = word_of(c, LDOSE_COLUMN_CIRRHOSIS, 0) != 0;
    patient->gilbert = word_of(c, LDOSE_COLUMN_GILBERT, 0) != 0;
    patient->ascites = (LdoseAscites)word_of(c, LDOSE_COLUMN_ASCITES, 0);
    patient->encephalopathy = word_of(c, LDOSE_COLUMN_ENCEPHALOPATHY, 0);
    patient->conditions = (guint32)set_of(c, LDOSE_COLUMN_CONDITIONS);
    patient->conditions_absent = (guint32)set_of(c, LDOSE_COLUMN_CONDITIONS_ABSENT);
}

static void
fill_dates(const LdoseCase *c, LdosePatient *patient)
{
    patient->as_of = date_of(c, LDOSE_COLUMN_AS_OF);
    patient->creatinine_date = date_of(c, LDOSE_COLUMN_CREATININE_DATE);
    patient->creatinine_earlier_date = date_of(c, LDOSE_COLUMN_CREATININE_EARLIER_DATE);
    patient->weight_date = date_of(c, LDOSE_COLUMN_WEIGHT_DATE);
    patient->infusion_date = date_of(c, LDOSE_COLUMN_INFUSION_DATE);
    patient->ld_start_date = date_of(c, LDOSE_COLUMN_LD_START_DATE);
}

/* A measurement from after today, or an earlier one from after the later one. */
static void
check_order(LdoseDate earlier, LdoseDate later, LdoseColumn earlier_column,
            LdoseColumn later_column, LdoseFaults *faults)
{
    if (earlier.year != 0 && later.year != 0 && ldose_date_days_between(earlier, later) < 0)
        ldose_faults_add(faults, LDOSE_FAULT_IMPOSSIBLE, (int)earlier_column, (int)later_column);
}

static void
check_dates(const LdosePatient *patient, LdoseFaults *faults)
{
    check_order(patient->creatinine_date, patient->as_of, LDOSE_COLUMN_CREATININE_DATE,
                LDOSE_COLUMN_AS_OF, faults);
    check_order(patient->weight_date, patient->as_of, LDOSE_COLUMN_WEIGHT_DATE, LDOSE_COLUMN_AS_OF,
                faults);
    check_order(patient->creatinine_earlier_date, patient->creatinine_date,
                LDOSE_COLUMN_CREATININE_EARLIER_DATE, LDOSE_COLUMN_CREATININE_DATE, faults);
    check_order(patient->ld_start_date, patient->infusion_date, LDOSE_COLUMN_LD_START_DATE,
                LDOSE_COLUMN_INFUSION_DATE, faults);
}

/* Asks once, naming the one or two columns that the check looks at. */
static void
ask(const LdosePatient *patient, gboolean implausible, LdoseColumn column, int column2,
    LdoseFaults *faults)
{
    guint64 either = LDOSE_COLUMN_BIT(column);
    if (column2 >= 0)
        either |= LDOSE_COLUMN_BIT(column2);
    if (implausible && (patient->confirmed & either) == 0)
        ldose_faults_add(faults, LDOSE_FAULT_CONFIRM, (int)column, column2);
}

static void
check_plausible_size(const LdosePatient *patient, LdoseFaults *faults)
{
    double bmi = ldose_bmi_kg_m2(patient->height_cm, patient->weight_kg);
    gboolean grown = patient->age_years >= 2;
    gboolean swapped = grown && patient->height_cm < patient->weight_kg;
    ask(patient, patient->age_years > 110,
        LDOSE_CASE_HAS(patient->c, LDOSE_COLUMN_AGE_YEARS) ? LDOSE_COLUMN_AGE_YEARS
                                                           : LDOSE_COLUMN_BIRTH_DATE,
        -1, faults);
    ask(patient, patient->height_cm < 40 || patient->height_cm > 230, LDOSE_COLUMN_HEIGHT_CM, -1,
        faults);
    ask(patient, patient->weight_kg > 250, LDOSE_COLUMN_WEIGHT_KG, -1, faults);
    ask(patient, swapped || bmi < 10 || bmi > 80, LDOSE_COLUMN_HEIGHT_CM, LDOSE_COLUMN_WEIGHT_KG,
        faults);
    /* Less fluid weighs less. */
    ask(patient, ldose_limit_compare(patient->dry_weight_kg, patient->weight_kg) > 0,
        LDOSE_COLUMN_DRY_WEIGHT_KG, LDOSE_COLUMN_WEIGHT_KG, faults);
}

/* Values that are typical only of the other unit. */
static void
check_plausible_laboratory(const LdosePatient *patient, LdoseFaults *faults)
{
    const LdoseCase *c = patient->c;
    gboolean grown = patient->age_years >= 2;
    gboolean dialysed = patient->dialysis != LDOSE_DIALYSIS_NONE;
    ask(patient, !dialysed && number_of(c, LDOSE_COLUMN_CREATININE_MG_DL) > 20,
        LDOSE_COLUMN_CREATININE_MG_DL, -1, faults);
    ask(patient, !dialysed && number_of(c, LDOSE_COLUMN_CREATININE_EARLIER_MG_DL) > 20,
        LDOSE_COLUMN_CREATININE_EARLIER_MG_DL, -1, faults);
    ask(patient,
        grown && LDOSE_CASE_HAS(c, LDOSE_COLUMN_CREATININE_UMOL_L) &&
            number_of(c, LDOSE_COLUMN_CREATININE_UMOL_L) < 10,
        LDOSE_COLUMN_CREATININE_UMOL_L, -1, faults);
    ask(patient,
        grown && LDOSE_CASE_HAS(c, LDOSE_COLUMN_CREATININE_EARLIER_UMOL_L) &&
            number_of(c, LDOSE_COLUMN_CREATININE_EARLIER_UMOL_L) < 10,
        LDOSE_COLUMN_CREATININE_EARLIER_UMOL_L, -1, faults);
    ask(patient, number_of(c, LDOSE_COLUMN_BILIRUBIN_MG_DL) > 50, LDOSE_COLUMN_BILIRUBIN_MG_DL, -1,
        faults);
    ask(patient,
        LDOSE_CASE_HAS(c, LDOSE_COLUMN_BILIRUBIN_UMOL_L) &&
            number_of(c, LDOSE_COLUMN_BILIRUBIN_UMOL_L) < 1,
        LDOSE_COLUMN_BILIRUBIN_UMOL_L, -1, faults);
}

/* An override is reason, name and prescriber together. */
static void
check_override(const LdoseCase *c, LdoseFaults *faults)
{
    static const LdoseColumn needed[] = {LDOSE_COLUMN_OVERRIDE_REASON, LDOSE_COLUMN_DECIDED_BY,
                                         LDOSE_COLUMN_PRESCRIBER};
    if (!LDOSE_CASE_HAS(c, LDOSE_COLUMN_OVERRIDE_REASON))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(needed); i++) {
        if (!LDOSE_CASE_HAS(c, needed[i]))
            ldose_faults_add(faults, LDOSE_FAULT_MISSING, (int)needed[i], -1);
    }
}

gboolean
ldose_patient_from_case(const LdoseCase *c, LdosePatient *out, LdoseFaults *faults)
{
    LdosePatient patient = {.c = c, .given = c->given};
    check_required(c, faults);
    check_named_once(c, faults);
    check_override(c, faults);

    patient.confirmed = set_of(c, LDOSE_COLUMN_CONFIRM);
    patient.sex = (LdoseSex)word_of(c, LDOSE_COLUMN_SEX, 0);
    patient.height_cm = number_of(c, LDOSE_COLUMN_HEIGHT_CM);
    patient.weight_kg = number_of(c, LDOSE_COLUMN_WEIGHT_KG);
    patient.previous_weight_kg = number_of(c, LDOSE_COLUMN_PREVIOUS_WEIGHT_KG);
    patient.dry_weight_kg = number_of(c, LDOSE_COLUMN_DRY_WEIGHT_KG);
    fill_dates(c, &patient);
    fill_age(c, &patient, faults);
    fill_laboratory(c, &patient);
    fill_stated(c, &patient);
    if ((patient.conditions & patient.conditions_absent) != 0)
        ldose_faults_add(faults, LDOSE_FAULT_IMPOSSIBLE, LDOSE_COLUMN_CONDITIONS_ABSENT,
                         LDOSE_COLUMN_CONDITIONS);
    check_dates(&patient, faults);
    if (faults->n == 0) {
        check_plausible_size(&patient, faults);
        check_plausible_laboratory(&patient, faults);
    }
    if (faults->n > 0)
        return FALSE;
    *out = patient;
    return TRUE;
}

gboolean
ldose_patient_has_condition(const LdosePatient *patient, LdoseCondition condition)
{
    return (patient->conditions & (1u << condition)) != 0;
}

gboolean
ldose_patient_accepts_unverified(const LdosePatient *patient)
{
    return LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_ACCEPT_UNVERIFIED) &&
           patient->c->value[LDOSE_COLUMN_ACCEPT_UNVERIFIED].word == 1;
}
