/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up-case.h"

#include <math.h>
#include <string.h>

#include "kidney.h"
#include "measures.h"
#include "number.h"

#define DIGITS 15

/* ---- age and size ---------------------------------------------------------------------------- */

/* Ordinary sizes of children; from 18 years on the adult's. */
static const struct {
    double from_years, height_cm, weight_kg;
} sizes[] = {
    {0, 62, 6.4}, {0.75, 71, 8.8}, {1.5, 82, 11.2}, {3, 96, 14.5}, {5, 110, 18.5},   {7, 122, 23},
    {9, 134, 29}, {11, 144, 36},   {13, 157, 46},   {15, 170, 57}, {18, 173, 62.28},
};

static void
give(LdoseMadeUp *made_up, LdoseColumn column, double value)
{
    made_up->given |= LDOSE_COLUMN_BIT(column);
    made_up->number[column] = value;
}

void
ldose_made_up_set_size(LdoseMadeUp *made_up, double height_cm, double weight_kg)
{
    give(made_up, LDOSE_COLUMN_HEIGHT_CM, height_cm);
    give(made_up, LDOSE_COLUMN_WEIGHT_KG, weight_kg);
}

void
ldose_made_up_set_age(LdoseMadeUp *made_up, double age_years)
{
    guint size = 0;
    while (size + 1 < G_N_ELEMENTS(sizes) && age_years >= sizes[size + 1].from_years)
        size++;
    made_up->age_years = age_years;
    give(made_up, LDOSE_COLUMN_AGE_YEARS, age_years);
    ldose_made_up_set_size(made_up, sizes[size].height_cm, sizes[size].weight_kg);
}

static gboolean
holds_age(const LdoseApplies *applies, double age_years)
{
    return applies == NULL || ldose_applies_to_age(applies, age_years);
}

/* A value inside an interval of ages, or 0. */
static double
middle_of(const LdoseApplies *applies)
{
    if (applies == NULL)
        return 0;
    double low = applies->age_years.low.bounded ? applies->age_years.low.limit : 0;
    double high = applies->age_years.high.bounded ? applies->age_years.high.limit : low + 10;
    return low + (high - low) / 2;
}

void
ldose_made_up_begin(LdoseMadeUp *made_up, const char *regimen, const LdoseFormulary *formulary,
                    const LdoseApplies *document, const LdoseApplies *table)
{
    const double ages[] = {50, 10, 5, 70, 20, 1.5, 15, middle_of(document), middle_of(table)};
    guint age = 0;
    memset(made_up, 0, sizeof *made_up);
    made_up->regimen = regimen;
    made_up->bsa_formula = formulary->bsa_formula;
    while (age + 1 < G_N_ELEMENTS(ages) &&
           !(holds_age(document, ages[age]) && holds_age(table, ages[age])))
        age++;
    ldose_made_up_set_age(made_up, ages[age]);
}

/* ---- what tables compare --------------------------------------------------------------------- */

static gboolean
wants(const LdoseMadeUp *made_up, LdoseQuantity quantity)
{
    return (made_up->wanted & (1u << quantity)) != 0;
}

void
ldose_made_up_want(LdoseMadeUp *made_up, const LdoseAxis *axis, double value)
{
    made_up->wanted |= 1u << axis->quantity;
    made_up->value[axis->quantity] = value;
    made_up->unit[axis->quantity] = axis->unit;
    if (axis->quantity == LDOSE_QUANTITY_AGE)
        ldose_made_up_set_age(made_up, value);
}

/* An ordinary value of a quantity, and in which unit. */
static void
want_ordinary(LdoseMadeUp *made_up, LdoseQuantity quantity)
{
    LdoseAxis axis = {quantity, LDOSE_UNIT_NONE, FALSE, -1};
    switch (quantity) {
    case LDOSE_QUANTITY_CLEARANCE:
        axis.unit = LDOSE_UNIT_ML_MIN;
        ldose_made_up_want(made_up, &axis, 90);
        break;
    case LDOSE_QUANTITY_BILIRUBIN:
        axis.unit = LDOSE_UNIT_MG_DL;
        ldose_made_up_want(made_up, &axis, 0.6);
        break;
    case LDOSE_QUANTITY_AST:
    case LDOSE_QUANTITY_ALT:
        axis.unit = LDOSE_UNIT_U_L;
        ldose_made_up_want(made_up, &axis, 25);
        break;
    case LDOSE_QUANTITY_WBC:
        axis.unit = LDOSE_UNIT_10E9_L;
        ldose_made_up_want(made_up, &axis, 5);
        break;
    case LDOSE_QUANTITY_PLATELETS:
        axis.unit = LDOSE_UNIT_10E9_L;
        ldose_made_up_want(made_up, &axis, 150);
        break;
    case LDOSE_QUANTITY_BMI:
    case LDOSE_QUANTITY_WEIGHT:
    case LDOSE_QUANTITY_AGE:
    case LDOSE_QUANTITY_WEIGHT_CHANGE:
    case LDOSE_QUANTITY_DIALYSIS:
    case LDOSE_N_QUANTITIES:
    default: break; /* always there, or told by not being stated */
    }
}

/* The upper limit of normal, which a table in multiples of it asks for. */
static void
give_upper_limit(LdoseMadeUp *made_up, LdoseQuantity quantity)
{
    if (quantity == LDOSE_QUANTITY_BILIRUBIN)
        give(made_up, LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL, 1);
    else if (quantity == LDOSE_QUANTITY_AST)
        give(made_up, LDOSE_COLUMN_AST_ULN_U_L, 40);
    else if (quantity == LDOSE_QUANTITY_ALT)
        give(made_up, LDOSE_COLUMN_ALT_ULN_U_L, 40);
}

void
ldose_made_up_complete(LdoseMadeUp *made_up, const LdoseGuidance *guidance, const char *product)
{
    for (guint i = 0; i < guidance->n_tables; i++) {
        const LdoseTable *table = &guidance->tables[i];
        if (!ldose_applies_to_regimen(&table->applies, made_up->regimen, product))
            continue;
        for (guint axis = 0; axis < table->n_axes; axis++) {
            if (!wants(made_up, table->axes[axis].quantity))
                want_ordinary(made_up, table->axes[axis].quantity);
            if (table->axes[axis].unit == LDOSE_UNIT_XULN)
                give_upper_limit(made_up, table->axes[axis].quantity);
        }
    }
}

/* ---- from what is compared to columns -------------------------------------------------------- */

static void
give_size(LdoseMadeUp *made_up)
{
    double height_cm = made_up->number[LDOSE_COLUMN_HEIGHT_CM];
    double weight_kg = made_up->number[LDOSE_COLUMN_WEIGHT_KG];
    double bmi = made_up->value[LDOSE_QUANTITY_BMI];
    if (wants(made_up, LDOSE_QUANTITY_WEIGHT)) {
        gboolean adult = made_up->age_years >= LDOSE_ADULT_YEARS;
        weight_kg = made_up->value[LDOSE_QUANTITY_WEIGHT];
        height_cm = round(100 * sqrt(weight_kg / (adult ? 22 : 16)));
        height_cm = CLAMP(height_cm, adult ? 100 : 50, 215);
        if (wants(made_up, LDOSE_QUANTITY_BMI) && bmi > 0)
            height_cm = 100 * sqrt(weight_kg / bmi);
    } else if (wants(made_up, LDOSE_QUANTITY_BMI))
        weight_kg = bmi * (height_cm / 100) * (height_cm / 100);
    ldose_made_up_set_size(made_up, height_cm, weight_kg);
    if (wants(made_up, LDOSE_QUANTITY_WEIGHT_CHANGE))
        give(made_up, LDOSE_COLUMN_PREVIOUS_WEIGHT_KG,
             weight_kg / (1 + made_up->value[LDOSE_QUANTITY_WEIGHT_CHANGE] / 100));
}

static void
give_clearance(LdoseMadeUp *made_up)
{
    double value = made_up->value[LDOSE_QUANTITY_CLEARANCE];
    if (!wants(made_up, LDOSE_QUANTITY_CLEARANCE) ||
        (made_up->has_dialysis && made_up->dialysis != LDOSE_DIALYSIS_NONE))
        return;
    if (made_up->unit[LDOSE_QUANTITY_CLEARANCE] == LDOSE_UNIT_ML_MIN_173) {
        LdosePatient size = {.height_cm = made_up->number[LDOSE_COLUMN_HEIGHT_CM],
                             .weight_kg = made_up->number[LDOSE_COLUMN_WEIGHT_KG]};
        value *= ldose_measures_bsa_m2(&size, made_up->bsa_formula, size.weight_kg) /
                 LDOSE_REFERENCE_BSA_M2;
    }
    if (!made_up->by_creatinine || value <= 0) {
        give(made_up, LDOSE_COLUMN_GFR_MEASURED_ML_MIN, value);
        return;
    }
    /* A man's clearance is inversely proportional to his creatinine. */
    double at_one_mg_dl = ldose_cockcroft_gault(LDOSE_SEX_MALE, made_up->age_years,
                                                made_up->number[LDOSE_COLUMN_WEIGHT_KG], 1)
                              .ml_min;
    give(made_up, LDOSE_COLUMN_CREATININE_MG_DL, at_one_mg_dl / value);
}

/* More mg/dL than the column takes fit into the column of the other unit, or below a lower
 * limit. */
static void
give_bilirubin(LdoseMadeUp *made_up)
{
    double value = made_up->value[LDOSE_QUANTITY_BILIRUBIN];
    if (!wants(made_up, LDOSE_QUANTITY_BILIRUBIN))
        return;
    LdoseUnit unit = made_up->unit[LDOSE_QUANTITY_BILIRUBIN];
    double most = ldose_column_info(LDOSE_COLUMN_BILIRUBIN_MG_DL)->most;
    if (unit == LDOSE_UNIT_XULN) {
        double limit = value > most ? 0.5 : 1;
        give(made_up, LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL, limit);
        value *= limit;
    }
    if (unit == LDOSE_UNIT_UMOL_L)
        give(made_up, LDOSE_COLUMN_BILIRUBIN_UMOL_L, value);
    else if (value > most)
        give(made_up, LDOSE_COLUMN_BILIRUBIN_UMOL_L, ldose_bilirubin_umol_l_from_mg_dl(value));
    else
        give(made_up, LDOSE_COLUMN_BILIRUBIN_MG_DL, value);
}

static void
give_enzyme(LdoseMadeUp *made_up, LdoseQuantity quantity, LdoseColumn column)
{
    double value = made_up->value[quantity];
    if (!wants(made_up, quantity))
        return;
    if (made_up->unit[quantity] == LDOSE_UNIT_XULN) {
        give_upper_limit(made_up, quantity);
        value *= 40;
    }
    give(made_up, column, value);
}

static void
give_columns(LdoseMadeUp *made_up)
{
    if (wants(made_up, LDOSE_QUANTITY_DIALYSIS)) {
        made_up->has_dialysis = TRUE;
        made_up->dialysis = (LdoseDialysis)made_up->value[LDOSE_QUANTITY_DIALYSIS];
    }
    give_size(made_up);
    give_clearance(made_up);
    give_bilirubin(made_up);
    give_enzyme(made_up, LDOSE_QUANTITY_AST, LDOSE_COLUMN_AST_U_L);
    give_enzyme(made_up, LDOSE_QUANTITY_ALT, LDOSE_COLUMN_ALT_U_L);
    if (wants(made_up, LDOSE_QUANTITY_WBC))
        give(made_up, LDOSE_COLUMN_WBC_10E9_L, made_up->value[LDOSE_QUANTITY_WBC]);
    if (wants(made_up, LDOSE_QUANTITY_PLATELETS))
        give(made_up, LDOSE_COLUMN_PLATELETS_10E9_L, made_up->value[LDOSE_QUANTITY_PLATELETS]);
}

/* ---- as text, and as a patient --------------------------------------------------------------- */

static const char *
list_text(guint64 set, gboolean columns, char *buffer)
{
    guint n = columns ? LDOSE_N_COLUMNS : LDOSE_N_CONDITIONS;
    buffer[0] = '\0';
    for (guint i = 0; i < n; i++) {
        if ((set & (G_GUINT64_CONSTANT(1) << i)) == 0)
            continue;
        if (buffer[0] != '\0')
            g_strlcat(buffer, " ", LDOSE_MADE_UP_TEXT);
        g_strlcat(buffer,
                  columns ? ldose_column_info((LdoseColumn)i)->name
                          : ldose_vocabulary_id(&ldose_conditions, (int)i),
                  LDOSE_MADE_UP_TEXT);
    }
    return buffer;
}

const char *
ldose_made_up_text(const LdoseMadeUp *made_up, LdoseColumn column, char *buffer)
{
    G_STATIC_ASSERT(LDOSE_MADE_UP_TEXT >= LDOSE_NUMBER_BUFFER);
    if ((made_up->given & LDOSE_COLUMN_BIT(column)) != 0) {
        ldose_number_print(buffer, made_up->number[column], DIGITS);
        return buffer;
    }
    if (column == LDOSE_COLUMN_REGIMEN)
        return made_up->regimen;
    if (column == LDOSE_COLUMN_SEX)
        return "M";
    if (column == LDOSE_COLUMN_DIALYSIS && made_up->has_dialysis)
        return ldose_vocabulary_id(&ldose_dialysis_kinds, (int)made_up->dialysis);
    if (column == LDOSE_COLUMN_ACCEPT_UNVERIFIED && made_up->accepts_unverified)
        return "yes";
    if (column == LDOSE_COLUMN_CONDITIONS)
        return list_text(made_up->conditions, FALSE, buffer);
    if (column == LDOSE_COLUMN_CONFIRM)
        return list_text(made_up->confirmed, TRUE, buffer);
    return "";
}

/* Confirms what was only asked for. FALSE: a fault that no confirmation mends. */
static gboolean
confirm_faults(LdoseMadeUp *made_up, const LdoseFaults *faults)
{
    guint64 before = made_up->confirmed;
    for (guint i = 0; i < faults->n; i++) {
        if (faults->fault[i].code != LDOSE_FAULT_CONFIRM || faults->fault[i].column < 0)
            return FALSE;
        made_up->confirmed |= LDOSE_COLUMN_BIT(faults->fault[i].column);
    }
    return made_up->confirmed != before;
}

gboolean
ldose_made_up_finish(LdoseMadeUp *made_up, const char *guidance, LdoseCase *c,
                     LdosePatient *patient)
{
    LdoseFaults faults = {.n = 0};
    give_columns(made_up);
    do {
        faults.n = 0;
        ldose_case_clear(c);
        for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
            char buffer[LDOSE_MADE_UP_TEXT];
            const char *text = column == LDOSE_COLUMN_GUIDANCE
                                   ? guidance
                                   : ldose_made_up_text(made_up, (LdoseColumn)column, buffer);
            ldose_case_set(c, (LdoseColumn)column, text, strlen(text), LDOSE_DECIMAL_POINT,
                           &faults);
        }
        if (ldose_patient_from_case(c, patient, &faults))
            return TRUE;
    } while (confirm_faults(made_up, &faults));
    return FALSE;
}
