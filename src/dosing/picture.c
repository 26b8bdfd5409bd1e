/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture.h"

#include <math.h>
#include <string.h>

#include "wording.h"

/* Between two of them the line is off by less than a ten-thousandth of the dose. */
#define N_WEIGHT_POINTS 80

static const LdoseWord axis_words[LDOSE_N_PICTURE_AXES] = {
    [LDOSE_PICTURE_CLEARANCE] = {"clearance", N_("Clearance")},
    [LDOSE_PICTURE_BILIRUBIN] = {"bilirubin", N_("Bilirubin")},
    [LDOSE_PICTURE_WEIGHT] = {"weight", N_("Weight")},
};
const LdoseVocabulary ldose_picture_axes = {axis_words, LDOSE_N_PICTURE_AXES};

/* ---- asking the engine ----------------------------------------------------------------------- */

/* The case without what a person decided: the guidance alone is drawn. */
static void
drop_answers(LdosePatient *patient)
{
    patient->given &= ~(LDOSE_COLUMN_BIT(LDOSE_COLUMN_FLUDARABINE_FRACTION) |
                        LDOSE_COLUMN_BIT(LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION) |
                        LDOSE_COLUMN_BIT(LDOSE_COLUMN_OVERRIDE_REASON));
}

/* As a measured GFR, because that is the one clearance that can be set to a value. */
static void
set_clearance(const LdosePicture *picture, LdosePatient *patient, double value)
{
    patient->dialysis = LDOSE_DIALYSIS_NONE;
    patient->given |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_GFR_MEASURED_ML_MIN);
    patient->gfr_measured_ml_min =
        picture->indexed ? ldose_deindex((LdoseIndexedClearance){value}, picture->bsa_m2).ml_min
                         : value;
}

static void
set_bilirubin(const LdosePicture *picture, LdosePatient *patient, double value)
{
    patient->given |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_BILIRUBIN_MG_DL);
    if (picture->unit == LDOSE_UNIT_UMOL_L) {
        patient->bilirubin_umol_l = value;
        patient->bilirubin_mg_dl = ldose_bilirubin_mg_dl_from_umol_l(value);
        return;
    }
    patient->bilirubin_mg_dl =
        picture->unit == LDOSE_UNIT_XULN ? value * patient->bilirubin_uln_mg_dl : value;
    patient->bilirubin_umol_l = ldose_bilirubin_umol_l_from_mg_dl(patient->bilirubin_mg_dl);
}

gboolean
ldose_picture_plan_at(const LdosePicture *picture, const LdoseRuleSet *rules, double value,
                      LdosePlan *plan)
{
    LdosePatient patient = picture->patient;
    LdoseFaults faults = {.n = 0};
    if (picture->axis == LDOSE_PICTURE_CLEARANCE)
        set_clearance(picture, &patient, value);
    else if (picture->axis == LDOSE_PICTURE_BILIRUBIN)
        set_bilirubin(picture, &patient, value);
    else
        patient.weight_kg = value;
    return ldose_plan_compute(&patient, rules, plan, NULL, &faults);
}

/* ---- one step -------------------------------------------------------------------------------- */

static LdoseCohort
cohort_of(LdosePictureAxis axis)
{
    return axis == LDOSE_PICTURE_CLEARANCE ? LDOSE_COHORT_RENAL : LDOSE_COHORT_HEPATIC;
}

static const LdoseDecision *
find_decision(const LdosePlan *plan, LdoseDrug drug, const LdoseRow *row)
{
    for (guint i = 0; i < plan->n_decisions; i++) {
        if (plan->decision[i].drug == (int)drug && plan->decision[i].table == row->table)
            return &plan->decision[i];
    }
    return NULL;
}

static void
take_options(LdosePictureStep *step, const LdoseDecision *decision)
{
    step->kind = LDOSE_DRAWN_CHOICE;
    for (guint i = 0; i < decision->n_options; i++) {
        if (decision->option[i].stop)
            step->option_stops = TRUE;
        else if (step->n_options < LDOSE_DRAWN_MAX_OPTIONS)
            step->option[step->n_options++] = decision->option[i].part;
    }
    if (step->n_options == 0)
        step->kind = LDOSE_DRAWN_OPEN;
}

/* What the engine's plan says by this organ's row. */
static void
read_step(const LdosePicture *picture, const LdosePlan *plan, LdosePictureStep *step)
{
    LdoseCohort cohort = cohort_of(picture->axis);
    const LdoseDrugPlan *drug = &plan->drug[picture->drug];
    const LdoseRow *row = &drug->row[cohort];
    double part = drug->part_of_cohort[cohort];
    memset(step, 0, sizeof *step);
    step->kind = LDOSE_DRAWN_OPEN;
    step->rule = row->state == LDOSE_ROW_MATCHED ? row->rule : NULL;
    step->hole = step->rule != NULL && step->rule->outcome == LDOSE_OUTCOME_UNDEFINED;
    step->has_dose = drug->status == LDOSE_PLAN_FINAL;
    if (step->has_dose) {
        step->given_mg = drug->rounded.given_mg;
        step->calculated_mg = drug->calculated_mg;
    }
    if (step->rule == NULL)
        return;
    const LdoseDecision *decision = find_decision(plan, picture->drug, row);
    const LdoseRule *resolved = ldose_rule_resolved(step->rule);
    if (part > 0) {
        step->kind = LDOSE_DRAWN_PART;
        step->part = (LdosePart){part, part, TRUE};
    } else if (decision != NULL && decision->kind == LDOSE_DECISION_RANGE) {
        step->kind = LDOSE_DRAWN_RANGE;
        step->part = decision->option[0].part;
    } else if (decision != NULL && decision->n_options > 0) {
        take_options(step, decision);
    } else if (decision == NULL &&
               (ldose_rule_stops(resolved) || resolved->otherwise == LDOSE_OTHERWISE_STOP)) {
        step->kind = LDOSE_DRAWN_STOP;
    }
}

static gboolean
is_same_step(const LdosePictureStep *one, const LdosePictureStep *other)
{
    if (one->rule != other->rule || one->kind != other->kind ||
        one->n_options != other->n_options || one->has_dose != other->has_dose ||
        !ldose_part_equal(&one->part, &other->part) || fabs(one->given_mg - other->given_mg) > 1e-9)
        return FALSE;
    for (guint i = 0; i < one->n_options; i++) {
        if (!ldose_part_equal(&one->option[i], &other->option[i]))
            return FALSE;
    }
    return TRUE;
}

/* ---- one line -------------------------------------------------------------------------------- */

/* A limit of a table's axis in the metric of the picture. */
static double
convert_limit(const LdosePicture *picture, const LdoseAxis *axis, double limit)
{
    if (axis->quantity == LDOSE_QUANTITY_CLEARANCE) {
        if (axis->indexed == picture->indexed)
            return limit;
        return axis->indexed
                   ? ldose_deindex((LdoseIndexedClearance){limit}, picture->bsa_m2).ml_min
                   : ldose_index((LdoseAbsoluteClearance){limit}, picture->bsa_m2).ml_min_173;
    }
    if (axis->unit == picture->unit)
        return limit;
    double mg_dl = axis->unit == LDOSE_UNIT_UMOL_L ? ldose_bilirubin_mg_dl_from_umol_l(limit)
                   : axis->unit == LDOSE_UNIT_XULN ? limit * picture->patient.bilirubin_uln_mg_dl
                                                   : limit;
    return picture->unit == LDOSE_UNIT_UMOL_L ? ldose_bilirubin_umol_l_from_mg_dl(mg_dl)
           : picture->unit == LDOSE_UNIT_XULN ? mg_dl / picture->patient.bilirubin_uln_mg_dl
                                              : mg_dl;
}

/* The axis of a table that the picture moves; NULL: one row for everybody, as far as it goes. */
static const LdoseAxis *
axis_of(const LdosePicture *picture, const LdoseTable *table, guint *number_out)
{
    int number = ldose_table_axis(table, picture->axis == LDOSE_PICTURE_CLEARANCE
                                             ? LDOSE_QUANTITY_CLEARANCE
                                             : LDOSE_QUANTITY_BILIRUBIN);
    *number_out = number >= 0 ? (guint)number : 0;
    return number >= 0 ? &table->axes[number] : NULL;
}

/* Adds a cell: to the step before it where nothing changes. */
static void
add_cell(GArray *steps, LdosePictureStep *cell)
{
    if (steps->len > 0) {
        LdosePictureStep *last = &g_array_index(steps, LdosePictureStep, steps->len - 1);
        if (is_same_step(last, cell)) {
            last->to = cell->to;
            last->to_owned = cell->to_owned;
            return;
        }
    }
    g_array_append_vals(steps, cell, 1);
}

static void
ask_cell(const LdosePicture *picture, const LdoseRuleSet *rules, double at, double from, double to,
         gboolean is_point, LdosePlan *scratch, GArray *steps)
{
    LdosePictureStep cell = {.kind = LDOSE_DRAWN_OPEN};
    if (ldose_picture_plan_at(picture, rules, at, scratch))
        read_step(picture, scratch, &cell);
    cell.from = from;
    cell.to = to;
    cell.from_owned = cell.to_owned = is_point;
    add_cell(steps, &cell);
}

/* The plan below the first limit, at it, above it … on; between two limits nothing changes. */
static void
ask_cells(const LdosePicture *picture, const LdoseRuleSet *rules, const LdoseTable *table,
          LdosePlan *scratch, GArray *steps)
{
    guint number;
    const LdoseAxis *axis = axis_of(picture, table, &number);
    guint n_limits = axis != NULL ? table->n_limits[number] : 0;
    double from = 0;
    for (guint i = 0; i < n_limits; i++) {
        double limit = convert_limit(picture, axis, table->limits[number][i]);
        if (!(limit > 0))
            continue;
        ask_cell(picture, rules, (from + limit) / 2, from, limit, FALSE, scratch, steps);
        ask_cell(picture, rules, limit, limit, limit, TRUE, scratch, steps);
        from = limit;
    }
    ask_cell(picture, rules, from > 0 ? 2 * from : 1, from, INFINITY, FALSE, scratch, steps);
}

static void
line_free(gpointer data)
{
    LdosePictureLine *line = data;
    g_array_unref(line->steps);
    g_free(line);
}

static LdosePictureState
state_of_line(const LdosePicture *picture, const LdosePlan *plan, const LdoseTable *table)
{
    guint number;
    if (!plan->measures.adult && plan->rules->for_adults)
        return LDOSE_PICTURE_NO_CHILDREN;
    if (table == NULL || plan->rules->guidance->not_covered[picture->drug] ||
        !ldose_applies_to_age(&table->applies, picture->patient.age_years))
        return LDOSE_PICTURE_NO_TABLE;
    const LdoseAxis *axis = axis_of(picture, table, &number);
    if (axis == NULL)
        return LDOSE_PICTURE_NO_LIMIT;
    if (axis->quantity == LDOSE_QUANTITY_CLEARANCE && !axis->indexed && !plan->measures.adult)
        return LDOSE_PICTURE_CHILD;
    if (axis->unit == LDOSE_UNIT_XULN &&
        !LDOSE_PATIENT_HAS(&picture->patient, LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL))
        return LDOSE_PICTURE_MISSING;
    return LDOSE_PICTURE_DRAWN;
}

static LdosePictureState
add_line(LdosePicture *picture, const LdosePlan *plan, LdosePlan *scratch)
{
    const LdoseTable *table = plan->rules->table[picture->drug][cohort_of(picture->axis)];
    LdosePictureState state = state_of_line(picture, plan, table);
    if (state != LDOSE_PICTURE_DRAWN && state != LDOSE_PICTURE_NO_LIMIT)
        return state;
    LdosePictureLine *line = g_new0(LdosePictureLine, 1);
    line->guidance = plan->rules->guidance;
    line->steps = g_array_new(FALSE, TRUE, sizeof(LdosePictureStep));
    ask_cells(picture, plan->rules, table, scratch, line->steps);
    g_ptr_array_add(picture->lines, line);
    return state;
}

const LdosePictureStep *
ldose_picture_line_at(const LdosePictureLine *line, double value)
{
    for (guint i = 0; i < line->steps->len; i++) {
        const LdosePictureStep *step = &g_array_index(line->steps, LdosePictureStep, i);
        int end = isinf(step->to) ? -1 : ldose_limit_compare(value, step->to);
        if (end < 0 || (end == 0 && step->to_owned))
            return value >= 0 ? step : NULL;
    }
    return NULL;
}

/* ---- weight ---------------------------------------------------------------------------------- */

static void
read_point(const LdosePicture *picture, const LdosePlan *plan, double weight_kg,
           LdosePicturePoint *out)
{
    const LdoseDrugPlan *drug = &plan->drug[picture->drug];
    const LdoseRegimenDose *dose = &plan->rules->regimen->dose[picture->drug];
    *out = (LdosePicturePoint){
        .weight_kg = weight_kg,
        .base_mg = drug->base_mg,
        .base_uncapped_mg =
            dose->unit == LDOSE_UNIT_MG_KG ? drug->base_mg : dose->amount * drug->bsa_uncapped_m2,
        .has_dose = drug->status == LDOSE_PLAN_FINAL,
        .stops = drug->status == LDOSE_PLAN_CONTRAINDICATED,
    };
    if (!out->has_dose)
        return;
    out->calculated_mg = drug->calculated_mg;
    out->given_mg = drug->rounded.given_mg;
}

static void
point_at(const LdosePicture *picture, double weight_kg, LdosePlan *scratch, LdosePicturePoint *out)
{
    if (ldose_picture_plan_at(picture, picture->rules, weight_kg, scratch))
        read_point(picture, scratch, weight_kg, out);
    else
        *out = (LdosePicturePoint){.weight_kg = weight_kg};
}

void
ldose_picture_point_at(const LdosePicture *picture, double weight_kg, LdosePicturePoint *out)
{
    g_autofree LdosePlan *scratch = g_new0(LdosePlan, 1);
    point_at(picture, weight_kg, scratch, out);
}

/* Whether the dose jumps between two points: more than it could by size alone. */
static gboolean
jumps(const LdosePicturePoint *one, const LdosePicturePoint *other)
{
    if (one->has_dose != other->has_dose || one->stops != other->stops)
        return TRUE;
    if (!one->has_dose || !(one->base_mg > 0) || !(other->base_mg > 0))
        return FALSE;
    return fabs(one->calculated_mg / one->base_mg - other->calculated_mg / other->base_mg) > 1e-6;
}

/* Narrows a jump down, so that it is drawn where it is. */
static void
add_jump(LdosePicture *picture, LdosePicturePoint low, LdosePicturePoint high, LdosePlan *scratch)
{
    while (high.weight_kg - low.weight_kg > 1e-4) {
        LdosePicturePoint middle;
        point_at(picture, (low.weight_kg + high.weight_kg) / 2, scratch, &middle);
        if (jumps(&low, &middle))
            high = middle;
        else
            low = middle;
    }
    g_array_append_val(picture->points, low);
    g_array_append_val(picture->points, high);
}

static void
add_points(LdosePicture *picture, LdosePlan *scratch)
{
    LdosePicturePoint last = {0};
    for (guint i = 0; i <= N_WEIGHT_POINTS; i++) {
        double weight_kg = picture->low + (picture->high - picture->low) * i / N_WEIGHT_POINTS;
        LdosePicturePoint point;
        point_at(picture, weight_kg, scratch, &point);
        if (i > 0 && jumps(&last, &point))
            add_jump(picture, last, point, scratch);
        g_array_append_val(picture->points, point);
        last = point;
    }
}

/* ---- the patient ----------------------------------------------------------------------------- */

GArray *
ldose_picture_clearances(const LdosePlan *plan, const LdosePatient *patient)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(LdoseClearance));
    for (int formula = 0; formula < LDOSE_N_FORMULAS; formula++) {
        gboolean by_weight = formula == LDOSE_FORMULA_COCKCROFT_GAULT;
        if (!ldose_formula_is_clearance((LdoseFormulaId)formula))
            continue;
        for (int weight = by_weight ? 0 : -1; weight < (by_weight ? LDOSE_N_WEIGHTS : 0);
             weight++) {
            LdoseClearance clearance = {0};
            if (weight >= 0 && plan->measures.weight_kg[weight] <= 0)
                continue;
            ldose_clearance_estimate(patient, &plan->measures, (LdoseFormulaId)formula, weight,
                                     &clearance);
            if (clearance.state == LDOSE_CLEARANCE_KNOWN)
                g_array_append_val(all, clearance);
        }
    }
    return all;
}

/* The clearance that the drug's table compared; else the plan's. Result: (nullable). */
static const LdoseClearance *
clearance_in_use(const LdosePlan *plan, LdoseDrug drug)
{
    int number = plan->drug[drug].row[LDOSE_COHORT_RENAL].clearance;
    if (number < 0)
        number = plan->clearance_in_use;
    return number >= 0 ? &plan->clearance[number] : NULL;
}

static void
add_estimate(LdosePicture *picture, const LdoseClearance *clearance, gboolean in_use)
{
    LdosePictureEstimate estimate = {
        .clearance = *clearance,
        .value = picture->indexed ? clearance->indexed.ml_min_173 : clearance->absolute.ml_min,
        .in_use = in_use,
    };
    g_array_append_val(picture->estimates, estimate);
}

static void
place_by_clearance(LdosePicture *picture, const LdosePlan *plan, const LdosePatient *patient)
{
    const LdoseClearance *in_use = clearance_in_use(plan, picture->drug);
    g_autoptr(GArray) all = ldose_picture_clearances(plan, patient);
    picture->dialysis = patient->dialysis;
    if (patient->dialysis != LDOSE_DIALYSIS_NONE)
        return;
    gboolean known = in_use != NULL && in_use->state == LDOSE_CLEARANCE_KNOWN;
    if (known) {
        add_estimate(picture, in_use, TRUE);
        picture->has_value = TRUE;
        picture->value = g_array_index(picture->estimates, LdosePictureEstimate, 0).value;
        picture->is_lower_bound = in_use->is_lower_bound;
    }
    for (guint i = 0; i < all->len; i++) {
        const LdoseClearance *clearance = &g_array_index(all, LdoseClearance, i);
        if (!known || !ldose_clearance_is_same(clearance, in_use))
            add_estimate(picture, clearance, FALSE);
    }
}

static void
place_by_bilirubin(LdosePicture *picture, const LdosePatient *patient)
{
    picture->has_value = LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_BILIRUBIN_MG_DL);
    if (!picture->has_value)
        return;
    picture->value = picture->unit == LDOSE_UNIT_UMOL_L ? patient->bilirubin_umol_l
                     : picture->unit == LDOSE_UNIT_XULN
                         ? patient->bilirubin_mg_dl / patient->bilirubin_uln_mg_dl
                         : patient->bilirubin_mg_dl;
}

static void
place(LdosePicture *picture, const LdosePlan *plan, const LdosePatient *patient)
{
    const LdoseDrugPlan *drug = &plan->drug[picture->drug];
    if (picture->axis == LDOSE_PICTURE_CLEARANCE) {
        place_by_clearance(picture, plan, patient);
    } else if (picture->axis == LDOSE_PICTURE_BILIRUBIN) {
        place_by_bilirubin(picture, patient);
    } else {
        picture->has_value = TRUE;
        picture->value = patient->weight_kg;
        picture->cap_m2 = drug->cap_m2;
    }
    picture->has_dose = drug->has_dose;
    picture->overridden = drug->overridden;
    if (picture->axis != LDOSE_PICTURE_WEIGHT)
        picture->organ_part = drug->part_of_cohort[cohort_of(picture->axis)];
    if (!picture->has_dose)
        return;
    picture->part = drug->part;
    picture->given_mg = drug->rounded.given_mg;
}

/* ---- the axis -------------------------------------------------------------------------------- */

static void
choose_unit(LdosePicture *picture, const LdosePlan *plan)
{
    const LdosePatient *patient = &picture->patient;
    const LdoseTable *table = picture->axis == LDOSE_PICTURE_WEIGHT
                                  ? NULL
                                  : plan->rules->table[picture->drug][cohort_of(picture->axis)];
    guint number;
    const LdoseAxis *axis = table != NULL ? axis_of(picture, table, &number) : NULL;
    if (picture->axis == LDOSE_PICTURE_WEIGHT) {
        picture->unit = LDOSE_UNIT_KG;
    } else if (picture->axis == LDOSE_PICTURE_CLEARANCE) {
        picture->indexed = axis != NULL ? axis->indexed : !plan->measures.adult;
        picture->unit = picture->indexed ? LDOSE_UNIT_ML_MIN_173 : LDOSE_UNIT_ML_MIN;
    } else if (axis != NULL && (axis->unit != LDOSE_UNIT_XULN ||
                                LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL))) {
        picture->unit = axis->unit;
    } else {
        picture->unit = LDOSE_CASE_HAS(patient->c, LDOSE_COLUMN_BILIRUBIN_UMOL_L)
                            ? LDOSE_UNIT_UMOL_L
                            : LDOSE_UNIT_MG_DL;
    }
}

/* The last limit of all lines. */
static double
last_limit(const LdosePicture *picture)
{
    double last = 0;
    for (guint i = 0; i < picture->lines->len; i++) {
        const LdosePictureLine *line = g_ptr_array_index(picture->lines, i);
        const LdosePictureStep *step =
            &g_array_index(line->steps, LdosePictureStep, line->steps->len - 1);
        last = MAX(last, step->from);
    }
    return last;
}

/* A round number above, for the end of the axis. */
static double
round_up(double value)
{
    double unit = pow(10, floor(log10(value)));
    static const double nice[] = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    for (guint i = 0; i < G_N_ELEMENTS(nice); i++) {
        if (nice[i] * unit >= value)
            return nice[i] * unit;
    }
    return 10 * unit;
}

static void
choose_range(LdosePicture *picture)
{
    double usual = picture->axis == LDOSE_PICTURE_CLEARANCE ? 120
                   : picture->unit == LDOSE_UNIT_UMOL_L     ? 60
                                                            : 4;
    double high = MAX(usual, last_limit(picture) * 1.25);
    if (picture->has_value)
        high = MAX(high, picture->value * 1.1);
    for (guint i = 0; i < picture->estimates->len; i++)
        high =
            MAX(high,
                MIN(g_array_index(picture->estimates, LdosePictureEstimate, i).value * 1.02, 250));
    picture->low = 0;
    picture->high = round_up(high);
}

/* ---------------------------------------------------------------------------------------------- */

LdosePicture *
ldose_picture_new(const LdosePlan *plan, const LdosePatient *patient, const GPtrArray *others,
                  LdoseDrug drug, LdosePictureAxis axis)
{
    LdosePicture *picture = g_new0(LdosePicture, 1);
    g_autofree LdosePlan *scratch = g_new0(LdosePlan, 1);
    picture->axis = axis;
    picture->drug = drug;
    picture->rules = plan->rules;
    picture->patient = *patient;
    picture->bsa_m2 = plan->measures.bsa_m2;
    drop_answers(&picture->patient);
    picture->lines = g_ptr_array_new_with_free_func(line_free);
    picture->points = g_array_new(FALSE, TRUE, sizeof(LdosePicturePoint));
    picture->estimates = g_array_new(FALSE, TRUE, sizeof(LdosePictureEstimate));
    choose_unit(picture, plan);
    place(picture, plan, patient);
    if (axis == LDOSE_PICTURE_WEIGHT) {
        picture->low = floor(patient->weight_kg * 0.5);
        picture->high = ceil(patient->weight_kg * 1.6);
        picture->low = MAX(picture->low, 1);
        add_points(picture, scratch);
        return picture;
    }
    picture->state = add_line(picture, plan, scratch);
    picture->has_line = picture->lines->len > 0;
    for (guint i = 0; others != NULL && i < others->len; i++)
        add_line(picture, g_ptr_array_index(others, i), scratch);
    choose_range(picture);
    return picture;
}

gboolean
ldose_picture_is_drawn(const LdosePicture *picture)
{
    return picture->axis == LDOSE_PICTURE_WEIGHT ? picture->has_dose : picture->lines->len > 0;
}

void
ldose_picture_free(LdosePicture *picture)
{
    if (picture == NULL)
        return;
    g_ptr_array_unref(picture->lines);
    g_array_unref(picture->points);
    g_array_unref(picture->estimates);
    g_free(picture);
}
