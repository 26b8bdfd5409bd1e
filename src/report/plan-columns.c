/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-columns.h"

#include <string.h>

#define PER_DRUG (LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_FRACTION_APPLIED - LDOSE_OUTPUT_FLUDARABINE_FRACTION_APPLIED)
#define DIGITS   10

#define DRUG_COLUMNS(OUTPUT, name)                                                                 \
    [LDOSE_OUTPUT_##OUTPUT##_FRACTION_APPLIED] = {name "_fraction_applied", TRUE},                 \
    [LDOSE_OUTPUT_##OUTPUT##_MG_PER_DAY_CALCULATED] = {name "_mg_per_day_calculated", TRUE},       \
    [LDOSE_OUTPUT_##OUTPUT##_MG_PER_DAY] = {name "_mg_per_day", TRUE},                             \
    [LDOSE_OUTPUT_##OUTPUT##_MG_TOTAL] = {name "_mg_total", TRUE},                                 \
    [LDOSE_OUTPUT_##OUTPUT##_DEVIATION_PERCENT] = {name "_deviation_percent", TRUE},               \
    [LDOSE_OUTPUT_##OUTPUT##_LOW_MG] = {name "_low_mg", TRUE},                                     \
    [LDOSE_OUTPUT_##OUTPUT##_HIGH_MG] = {name "_high_mg", TRUE}

static const struct {
    const char *name;
    gboolean number;
} outputs[LDOSE_N_OUTPUTS] = {
    [LDOSE_OUTPUT_STATUS] = {"status", FALSE},
    [LDOSE_OUTPUT_RELEASE] = {"release", FALSE},
    [LDOSE_OUTPUT_BSA_M2] = {"bsa_m2", TRUE},
    [LDOSE_OUTPUT_CRCL_ML_MIN] = {"crcl_ml_min", TRUE},
    [LDOSE_OUTPUT_CLEARANCE_VALUE] = {"clearance_value", TRUE},
    [LDOSE_OUTPUT_CLEARANCE_UNIT] = {"clearance_unit", FALSE},
    [LDOSE_OUTPUT_CLEARANCE_ESTIMATOR] = {"clearance_estimator", FALSE},
    [LDOSE_OUTPUT_FLUDARABINE_RENAL] = {"fludarabine_renal", FALSE},
    [LDOSE_OUTPUT_FLUDARABINE_HEPATIC] = {"fludarabine_hepatic", FALSE},
    [LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_RENAL] = {"cyclophosphamide_renal", FALSE},
    [LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_HEPATIC] = {"cyclophosphamide_hepatic", FALSE},
    DRUG_COLUMNS(FLUDARABINE, "fludarabine"),
    DRUG_COLUMNS(CYCLOPHOSPHAMIDE, "cyclophosphamide"),
    [LDOSE_OUTPUT_ACKNOWLEDGE] = {"acknowledge", FALSE},
    [LDOSE_OUTPUT_FINDINGS] = {"findings", FALSE},
    [LDOSE_OUTPUT_ERROR] = {"error", FALSE},
};

const char *
ldose_output_name(LdoseOutput output)
{
    g_assert((int)output >= 0 && output < LDOSE_N_OUTPUTS);
    return outputs[output].name;
}

gboolean
ldose_output_is_number(LdoseOutput output)
{
    g_assert((int)output >= 0 && output < LDOSE_N_OUTPUTS);
    return outputs[output].number;
}

int
ldose_output_find(const char *name, gsize length)
{
    for (int i = 0; i < LDOSE_N_OUTPUTS; i++) {
        if (strncmp(outputs[i].name, name, length) == 0 && strlen(outputs[i].name) == length)
            return i;
    }
    return -1;
}

static gsize
write_text(char *buffer, const char *text)
{
    gsize length = strlen(text);
    memcpy(buffer, text, length);
    return length;
}

static gsize
write_number_if(char *buffer, gboolean given, double value)
{
    return given ? ldose_number_print(buffer, value, DIGITS) : 0;
}

/* The clearance that was compared, where one was; and whether per 1.73 m². */
static const LdoseClearance *
compared_clearance(const LdosePlan *plan, gboolean *indexed_out)
{
    if (plan->clearance_in_use < 0 ||
        plan->clearance[plan->clearance_in_use].state != LDOSE_CLEARANCE_KNOWN)
        return NULL;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = &plan->drug[drug].row[LDOSE_COHORT_RENAL];
        if (row->table == NULL || row->clearance != plan->clearance_in_use)
            continue;
        int axis = ldose_table_axis(row->table, LDOSE_QUANTITY_CLEARANCE);
        *indexed_out = axis >= 0 && row->table->axes[axis].indexed;
        return &plan->clearance[plan->clearance_in_use];
    }
    return NULL; /* known, but no table asked for it */
}

static gsize
write_clearance(const LdosePlan *plan, LdoseOutput output, char *buffer)
{
    gboolean indexed;
    const LdoseClearance *clearance = compared_clearance(plan, &indexed);
    if (clearance == NULL)
        return 0;
    if (output == LDOSE_OUTPUT_CLEARANCE_ESTIMATOR)
        return write_text(buffer, ldose_clearance_estimator_id(clearance));
    if (output == LDOSE_OUTPUT_CLEARANCE_UNIT)
        return write_text(buffer,
                          ldose_unit_id(indexed ? LDOSE_UNIT_ML_MIN_173 : LDOSE_UNIT_ML_MIN));
    return ldose_number_print(
        buffer, indexed ? clearance->indexed.ml_min_173 : clearance->absolute.ml_min, DIGITS);
}

static gsize
write_outcome(const LdosePlan *plan, LdoseDrug drug, LdoseCohort cohort, char *buffer)
{
    const LdoseRow *row = &plan->drug[drug].row[cohort];
    if (row->state != LDOSE_ROW_MATCHED)
        return write_text(buffer, "not-assessed");
    return write_text(buffer,
                      ldose_vocabulary_id(&ldose_outcome_kinds, (int)row->rule->outcome));
}

static gsize
write_drug(const LdosePlan *plan, LdoseDrug drug, LdoseOutput output, char *buffer)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    gboolean dosed = drug_plan->has_dose;
    switch ((int)output) {
    case LDOSE_OUTPUT_FLUDARABINE_FRACTION_APPLIED:
        return write_number_if(buffer, dosed, drug_plan->part);
    case LDOSE_OUTPUT_FLUDARABINE_MG_PER_DAY_CALCULATED:
        return write_number_if(buffer, dosed, drug_plan->calculated_mg);
    case LDOSE_OUTPUT_FLUDARABINE_MG_PER_DAY:
        return write_number_if(buffer, dosed, drug_plan->rounded.given_mg);
    case LDOSE_OUTPUT_FLUDARABINE_MG_TOTAL:
        return write_number_if(buffer, dosed, drug_plan->total_mg);
    case LDOSE_OUTPUT_FLUDARABINE_DEVIATION_PERCENT:
        return write_number_if(buffer, drug_plan->has_order_deviation,
                               drug_plan->order_deviation_percent);
    case LDOSE_OUTPUT_FLUDARABINE_LOW_MG:
        return write_number_if(buffer, drug_plan->has_range, drug_plan->range_low_mg);
    case LDOSE_OUTPUT_FLUDARABINE_HIGH_MG:
        return write_number_if(buffer, drug_plan->has_range, drug_plan->range_high_mg);
    default: g_assert_not_reached();
    }
}

/* Codes separated by blanks, each once; @acknowledge_only: those of a page that may be released. */
G_STATIC_ASSERT(LDOSE_OUTPUT_BUFFER >= LDOSE_MAX_FINDINGS * 80);

static gsize
write_findings(const LdosePlan *plan, gboolean acknowledge_only, char *buffer)
{
    gsize length = 0;
    int last = -1;
    if (acknowledge_only && plan->release != LDOSE_RELEASE_ACKNOWLEDGE)
        return 0;
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
        gboolean named_by_rule = finding->code == LDOSE_FINDING_CAUTION;
        if ((int)finding->code == last && !named_by_rule)
            continue;
        if (acknowledge_only && kind->severity != LDOSE_SEVERITY_ACKNOWLEDGE)
            continue;
        last = (int)finding->code;
        if (length > 0)
            buffer[length++] = ' ';
        length += write_text(buffer + length, kind->id);
        if (named_by_rule) {
            buffer[length++] = ':';
            length += write_text(buffer + length, finding->rule->id);
        }
    }
    return length;
}

gsize
ldose_output_write(const LdosePlan *plan, LdoseOutput output, char *buffer)
{
    switch ((int)output) {
    case LDOSE_OUTPUT_STATUS:
        return write_text(buffer, ldose_vocabulary_id(&ldose_plan_statuses, (int)plan->status));
    case LDOSE_OUTPUT_RELEASE:
        return write_text(buffer, ldose_vocabulary_id(&ldose_releases, (int)plan->release));
    case LDOSE_OUTPUT_BSA_M2:
        return ldose_number_print(buffer, plan->drug[LDOSE_FLUDARABINE].bsa_m2, DIGITS);
    case LDOSE_OUTPUT_CRCL_ML_MIN:
        return write_number_if(buffer, plan->has_cockcroft_gault, plan->cockcroft_gault_ml_min);
    case LDOSE_OUTPUT_CLEARANCE_VALUE:
    case LDOSE_OUTPUT_CLEARANCE_UNIT:
    case LDOSE_OUTPUT_CLEARANCE_ESTIMATOR: return write_clearance(plan, output, buffer);
    case LDOSE_OUTPUT_FLUDARABINE_RENAL:
        return write_outcome(plan, LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL, buffer);
    case LDOSE_OUTPUT_FLUDARABINE_HEPATIC:
        return write_outcome(plan, LDOSE_FLUDARABINE, LDOSE_COHORT_HEPATIC, buffer);
    case LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_RENAL:
        return write_outcome(plan, LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_RENAL, buffer);
    case LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_HEPATIC:
        return write_outcome(plan, LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_HEPATIC, buffer);
    case LDOSE_OUTPUT_ACKNOWLEDGE: return write_findings(plan, TRUE, buffer);
    case LDOSE_OUTPUT_FINDINGS: return write_findings(plan, FALSE, buffer);
    default: break;
    }
    g_assert(output < LDOSE_OUTPUT_ACKNOWLEDGE);
    if (output >= LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_FRACTION_APPLIED)
        return write_drug(plan, LDOSE_CYCLOPHOSPHAMIDE, (LdoseOutput)(output - PER_DRUG), buffer);
    return write_drug(plan, LDOSE_FLUDARABINE, output, buffer);
}

gsize
ldose_output_write_row(const LdosePlan *plan, char *buffer)
{
    char *end = buffer;
    for (int output = 0; output < LDOSE_OUTPUT_ERROR; output++) {
        *end++ = ',';
        end += ldose_output_write(plan, (LdoseOutput)output, end);
    }
    return (gsize)(end - buffer);
}

gsize
ldose_output_write_faults(const LdoseFaults *faults, char *buffer)
{
    gsize length = 0;
    for (guint i = 0; i < faults->n; i++) {
        const LdoseFault *fault = &faults->fault[i];
        if (length > 0)
            buffer[length++] = ' ';
        length += write_text(buffer + length, ldose_fault_id(fault->code));
        buffer[length++] = ':';
        if (fault->column >= 0)
            length += write_text(buffer + length,
                                 ldose_column_info((LdoseColumn)fault->column)->name);
    }
    return length;
}
