/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-text.h"

#include <math.h>

#include "phrase.h"

#define N_WEIGHT_ROWS 9

char *
ldose_picture_title(const LdosePicture *picture, const LdoseWording *wording)
{
    const char *drug = ldose_phrase_drug_title(wording, (int)picture->drug);
    switch (picture->axis) {
    case LDOSE_PICTURE_CLEARANCE:
        return ldose_tell(wording, N_("%1$s: dose against clearance"), drug);
    case LDOSE_PICTURE_BILIRUBIN:
        return ldose_tell(wording, N_("%1$s: dose against bilirubin"), drug);
    case LDOSE_PICTURE_WEIGHT:
    case LDOSE_N_PICTURE_AXES:
    default: return ldose_tell(wording, N_("%1$s: dose against weight at this height"), drug);
    }
}

char *
ldose_picture_axis_label(const LdosePicture *picture, const LdoseWording *wording)
{
    return g_strdup_printf("%s, %s",
                           ldose_wording_text(wording, ldose_vocabulary_label(&ldose_picture_axes,
                                                                              (int)picture->axis)),
                           ldose_phrase_unit(wording, picture->unit));
}

char *
ldose_picture_state_text(const LdosePicture *picture, const LdoseWording *wording)
{
    switch (picture->state) {
    case LDOSE_PICTURE_NO_TABLE:
        return ldose_tell(wording, N_("This guidance has no table of this organ for the drug."));
    case LDOSE_PICTURE_NO_LIMIT:
        return ldose_tell(wording,
                          N_("This guidance has one row for every value: there is no step."));
    case LDOSE_PICTURE_CHILD:
        return ldose_tell(wording,
                          N_("The limits of this guidance are in mL/min and are not compared "
                             "with a child’s clearance: there is no step to draw."));
    case LDOSE_PICTURE_NO_CHILDREN:
        return ldose_tell(wording,
                          N_("This guidance has no rules for children: there is nothing to "
                             "draw."));
    case LDOSE_PICTURE_MISSING:
        return ldose_tell(wording, N_("Another value of the table is missing: the steps cannot be "
                                      "drawn."));
    case LDOSE_PICTURE_DRAWN:
    case LDOSE_N_PICTURE_STATES:
    default: return NULL;
    }
}

/* ---- one step -------------------------------------------------------------------------------- */

static char *
parts_text(const LdosePart *part, const LdoseWording *wording)
{
    if (ldose_limit_compare(part->low, part->high) == 0)
        return ldose_tell(wording, N_("%1$s %%"), LDOSE_NUMBER(wording, 100 * part->low, 1));
    return part->high_owned ? ldose_tell(wording, N_("%1$s to %2$s %%"),
                                         LDOSE_NUMBER(wording, 100 * part->low, 1),
                                         LDOSE_NUMBER(wording, 100 * part->high, 1))
                            : ldose_tell(wording, N_("%1$s to below %2$s %%"),
                                         LDOSE_NUMBER(wording, 100 * part->low, 1),
                                         LDOSE_NUMBER(wording, 100 * part->high, 1));
}

static char *
part_label(const LdosePictureStep *step, const LdoseWording *wording)
{
    if (step->hole)
        return ldose_tell(wording, N_("no row in the source; our reading: %1$s %%"),
                          LDOSE_NUMBER(wording, 100 * step->part.low, 1));
    switch ((int)step->rule->outcome) {
    case LDOSE_OUTCOME_SILENT: return ldose_tell(wording, N_("no statement in this source"));
    case LDOSE_OUTCOME_NOT_READ: return ldose_tell(wording, N_("not checked by us"));
    case LDOSE_OUTCOME_CAUTION: return ldose_tell(wording, N_("full dose, with caution"));
    case LDOSE_OUTCOME_FULL: return ldose_tell(wording, N_("full dose"));
    default: return parts_text(&step->part, wording);
    }
}

char *
ldose_picture_step_label(const LdosePictureStep *step, const LdoseWording *wording)
{
    if (step->kind == LDOSE_DRAWN_PART)
        return part_label(step, wording);
    if (step->kind == LDOSE_DRAWN_RANGE)
        return parts_text(&step->part, wording);
    if (step->hole)
        return step->kind == LDOSE_DRAWN_STOP
                   ? ldose_tell(wording, N_("no row in the source; our reading: do not give"))
                   : ldose_tell(wording, N_("no row in the source: choose"));
    if (step->kind == LDOSE_DRAWN_STOP)
        return ldose_tell(wording, N_("do not give"));
    if (step->kind == LDOSE_DRAWN_CHOICE)
        return ldose_tell(wording, N_("choose"));
    return step->rule == NULL ? ldose_tell(wording, N_("not assessed"))
                              : ldose_tell(wording, N_("left to a person"));
}

static char *
choice_text(const LdosePictureStep *step, const LdoseWording *wording)
{
    g_autoptr(GString) answers = g_string_new(NULL);
    for (guint i = 0; i < step->n_options; i++) {
        g_autofree char *part = parts_text(&step->option[i], wording);
        g_string_append_printf(answers, "%s%s", i > 0 ? ", " : "", part);
    }
    if (step->option_stops) {
        g_autofree char *stop = ldose_tell(wording, N_("do not give"));
        g_string_append_printf(answers, "%s%s", answers->len > 0 ? ", " : "", stop);
    }
    return ldose_tell(wording, N_("to be chosen: %1$s"), answers->str);
}

char *
ldose_picture_step_text(const LdosePicture *picture, const LdosePictureStep *step,
                        const LdoseWording *wording)
{
    g_autofree char *label = step->kind == LDOSE_DRAWN_CHOICE && !step->hole
                                 ? choice_text(step, wording)
                                 : ldose_picture_step_label(step, wording);
    if (!step->has_dose || !picture->has_dose)
        return g_steal_pointer(&label);
    return ldose_tell(wording, N_("%1$s; %2$s a day"), label, LDOSE_MG(wording, step->given_mg));
}

char *
ldose_picture_step_interval(const LdosePicture *picture, const LdosePictureStep *step,
                            const LdoseWording *wording)
{
    if (!isinf(step->to) && ldose_limit_compare(step->from, step->to) == 0)
        return g_strdup(LDOSE_VALUE(wording, step->from, 4, picture->unit));
    LdoseInterval interval = {
        .low = {step->from > 0, step->from_owned, step->from},
        .high = {!isinf(step->to), step->to_owned, isinf(step->to) ? 0 : step->to},
    };
    return ldose_phrase_interval(wording, &interval, picture->unit);
}

/* ---- the patient ----------------------------------------------------------------------------- */

static char *
dose_text(const LdosePicture *picture, const LdoseWording *wording)
{
    if (!picture->has_dose)
        return ldose_tell(wording, N_("no dose: the plan is not final"));
    const char *dose = LDOSE_MG(wording, picture->given_mg);
    const char *part = LDOSE_NUMBER(wording, 100 * picture->part, 1);
    if (picture->overridden)
        return ldose_tell(wording, N_("%1$s a day, %2$s %% of the standard dose by an override"),
                          dose, part);
    if (picture->axis != LDOSE_PICTURE_WEIGHT && picture->organ_part > 0 &&
        ldose_limit_compare(picture->organ_part, picture->part) != 0)
        return ldose_tell(wording,
                          N_("%1$s a day, %2$s %% of the standard dose; the other organ lowers it"),
                          dose, part);
    return ldose_tell(wording, N_("%1$s a day, %2$s %% of the standard dose"), dose, part);
}

char *
ldose_picture_patient_text(const LdosePicture *picture, const LdoseWording *wording)
{
    g_autofree char *dose = dose_text(picture, wording);
    if (picture->dialysis != LDOSE_DIALYSIS_NONE)
        return ldose_tell(wording,
                          N_("This patient: %1$s, so no estimate of clearance counts; %2$s."),
                          ldose_phrase_dialysis(wording, picture->dialysis), dose);
    if (!picture->has_value)
        return ldose_tell(wording, N_("This patient: no value is known; %1$s."), dose);
    const char *value =
        LDOSE_VALUE(wording, picture->value, ldose_phrase_decimals(picture->unit), picture->unit);
    if (picture->is_lower_bound)
        return ldose_tell(wording, N_("This patient: above %1$s; %2$s."), value, dose);
    return ldose_tell(wording, N_("This patient: %1$s; %2$s."), value, dose);
}

char *
ldose_picture_estimate_name(const LdosePicture *picture, const LdosePictureEstimate *estimate,
                            const LdoseWording *wording)
{
    return ldose_phrase_clearance_name(wording, &estimate->clearance, picture->indexed);
}

/* ---- pointing at it -------------------------------------------------------------------------- */

static char *
weight_text(const LdosePicture *picture, double weight_kg, const LdoseWording *wording)
{
    LdosePicturePoint point;
    ldose_picture_point_at(picture, weight_kg, &point);
    const char *weight = LDOSE_VALUE(wording, weight_kg, 1, LDOSE_UNIT_KG);
    if (!picture->has_dose)
        return ldose_tell(wording, N_("%1$s: no dose: the plan is not final"), weight);
    if (!point.has_dose)
        return ldose_tell(
            wording, point.stops ? N_("%1$s: do not give") : N_("%1$s: no dose without a choice"),
            weight);
    if (point.base_uncapped_mg > point.base_mg * (1 + LDOSE_SAME_DECIMAL))
        return ldose_tell(
            wording, N_("%1$s: %2$s a day; the standard dose would be %3$s without the cap"),
            weight, LDOSE_MG(wording, point.given_mg), LDOSE_MG(wording, point.base_uncapped_mg));
    return ldose_tell(wording, N_("%1$s: %2$s a day"), weight, LDOSE_MG(wording, point.given_mg));
}

char *
ldose_picture_value_text(const LdosePicture *picture, double value, const LdoseWording *wording)
{
    if (picture->axis == LDOSE_PICTURE_WEIGHT)
        return weight_text(picture, value, wording);
    const LdosePictureLine *line = picture->has_line ? g_ptr_array_index(picture->lines, 0) : NULL;
    const LdosePictureStep *step = line != NULL ? ldose_picture_line_at(line, value) : NULL;
    int decimals = picture->unit == LDOSE_UNIT_UMOL_L ? 0 : 1;
    const char *where = LDOSE_VALUE(wording, value, decimals, picture->unit);
    if (step == NULL)
        return g_strdup(where);
    g_autofree char *what = ldose_picture_step_text(picture, step, wording);
    return ldose_tell(wording, N_("%1$s: %2$s"), where, what);
}

/* ---- tables and the text that stands for a picture ------------------------------------------- */

static void
row_free(gpointer data)
{
    LdosePictureRow *row = data;
    g_free(row->where);
    g_free(row->what);
    g_free(row->dose);
    g_free(row);
}

static void
add_step_rows(GPtrArray *rows, const LdosePicture *picture, const LdoseWording *wording)
{
    if (!picture->has_line)
        return;
    const LdosePictureLine *line = g_ptr_array_index(picture->lines, 0);
    const LdosePictureStep *mine =
        picture->has_value ? ldose_picture_line_at(line, picture->value) : NULL;
    for (guint i = 0; i < line->steps->len; i++) {
        const LdosePictureStep *step = &g_array_index(line->steps, LdosePictureStep, i);
        LdosePictureRow *row = g_new0(LdosePictureRow, 1);
        row->where = ldose_picture_step_interval(picture, step, wording);
        row->what = step->kind == LDOSE_DRAWN_CHOICE && !step->hole
                        ? choice_text(step, wording)
                        : ldose_picture_step_label(step, wording);
        row->dose = step->has_dose && picture->has_dose
                        ? ldose_tell(wording, N_("%1$s a day"), LDOSE_MG(wording, step->given_mg))
                        : g_strdup("");
        row->mine = step == mine;
        g_ptr_array_add(rows, row);
    }
}

static void
add_weight_rows(GPtrArray *rows, const LdosePicture *picture, const LdoseWording *wording)
{
    for (guint i = 0; i < N_WEIGHT_ROWS; i++) {
        double weight_kg = picture->low + (picture->high - picture->low) * i / (N_WEIGHT_ROWS - 1);
        LdosePicturePoint point;
        LdosePictureRow *row = g_new0(LdosePictureRow, 1);
        ldose_picture_point_at(picture, weight_kg, &point);
        row->where = g_strdup(LDOSE_VALUE(wording, weight_kg, 1, LDOSE_UNIT_KG));
        row->what =
            ldose_tell(wording, N_("standard dose %1$s; %2$s without a cap"),
                       LDOSE_MG(wording, point.base_mg), LDOSE_MG(wording, point.base_uncapped_mg));
        row->dose = point.has_dose
                        ? ldose_tell(wording, N_("%1$s a day"), LDOSE_MG(wording, point.given_mg))
                        : g_strdup("");
        g_ptr_array_add(rows, row);
    }
}

GPtrArray *
ldose_picture_rows(const LdosePicture *picture, const LdoseWording *wording)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
    if (!ldose_picture_is_drawn(picture))
        return rows;
    if (picture->axis == LDOSE_PICTURE_WEIGHT)
        add_weight_rows(rows, picture, wording);
    else
        add_step_rows(rows, picture, wording);
    return rows;
}

char *
ldose_picture_text(const LdosePicture *picture, const LdoseWording *wording)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *title = ldose_picture_title(picture, wording);
    g_autofree char *state = ldose_picture_state_text(picture, wording);
    g_autofree char *patient = ldose_picture_patient_text(picture, wording);
    g_autoptr(GPtrArray) rows = ldose_picture_rows(picture, wording);
    g_string_append_printf(text, "%s. %s", title, patient);
    if (state != NULL)
        g_string_append_printf(text, " %s", state);
    for (guint i = 0; i < rows->len; i++) {
        const LdosePictureRow *row = g_ptr_array_index(rows, i);
        g_string_append_printf(text, " %s: %s%s%s.", row->where, row->what,
                               row->dose[0] != '\0' ? "; " : "", row->dose);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}
