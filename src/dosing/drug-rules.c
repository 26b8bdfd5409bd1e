/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drug-rules.h"

#include <string.h>

#include "rule-row.h"

/* ---- stops ----------------------------------------------------------------------------------- */

gboolean
ldose_stop_applies(const LdoseStop *stop, const LdosePatient *patient, LdoseDrug drug)
{
    return (stop->drug == (int)drug || stop->drug == LDOSE_DRUG_ANY) &&
           ldose_patient_has_condition(patient, stop->condition);
}

/* ---- from rows to a part --------------------------------------------------------------------- */

LdoseColumn
ldose_fraction_column(LdoseDrug drug)
{
    return drug == LDOSE_FLUDARABINE ? LDOSE_COLUMN_FLUDARABINE_FRACTION
                                     : LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION;
}

typedef struct {
    LdosePlan *plan;
    const LdosePatient *patient;
    LdoseDrug drug;
    LdoseDrugPlan *drug_plan;
    guint first_decision; /* this drug's decisions are those from here on */
} Work;

static void
add_part_option(Work *work, LdoseDecision *decision, const char *source_id, const char *remark,
                gboolean stop, LdosePart part)
{
    if (decision->n_options == LDOSE_MAX_OPTIONS)
        return;
    const LdoseDrugPlan *drug_plan = work->drug_plan;
    LdoseDecisionOption *option = &decision->option[decision->n_options++];
    *option = (LdoseDecisionOption){
        .source_id = source_id, .remark = remark, .stop = stop, .part = part, .weight = -1,
        .combine = -1};
    if (stop || !drug_plan->has_base)
        return;
    const LdoseDrugPolicy *policy = &work->plan->rules->formulary->drug[work->drug];
    LdoseRoundedDose rounded;
    option->has_dose = TRUE;
    option->low_mg = drug_plan->base_mg * part.low;
    option->high_mg = drug_plan->base_mg * part.high;
    if (ldose_limit_compare(part.low, part.high) == 0 &&
        ldose_round_dose(policy, option->low_mg, &rounded))
        option->given_mg = rounded.given_mg;
}

static LdosePart
whole(double part)
{
    return (LdosePart){part, part, TRUE};
}

static void
ask_choice(Work *work, LdoseDecision *decision, const LdoseRule *rule)
{
    for (guint i = 0; i < rule->options->len; i++) {
        const LdoseOption *option = &g_array_index(rule->options, LdoseOption, i);
        add_part_option(work, decision, option->source_id, option->remark, option->stop,
                        option->part);
    }
}

static void
ask_neighbours(Work *work, LdoseDecision *decision, const LdoseTable *table, const LdoseRule *rule)
{
    const LdoseRule *below, *above;
    if (!ldose_rule_neighbours(table, rule, &below, &above))
        return;
    const LdoseRule *sides[] = {above, below};
    for (guint i = 0; i < G_N_ELEMENTS(sides); i++) {
        const LdoseRule *side = ldose_rule_resolved(sides[i]);
        add_part_option(work, decision, NULL, side->note, ldose_rule_stops(side), side->part);
    }
}

/* The row at the best end of the bilirubin axis, the other axes being as they are. */
static const LdoseRule *
best_bilirubin_row(const LdoseRow *row, int axis)
{
    double values[LDOSE_TABLE_MAX_AXES];
    memcpy(values, row->values, sizeof values);
    values[axis] = 0;
    return ldose_table_match(row->table, values);
}

/* No source exempts Gilbert syndrome from a bilirubin row: a person decides between it and the best. */
static gboolean
ask_gilbert(Work *work, const LdoseRow *row)
{
    int axis = ldose_table_axis(row->table, LDOSE_QUANTITY_BILIRUBIN);
    if (!work->patient->gilbert || axis < 0)
        return FALSE;
    const LdoseRule *best = best_bilirubin_row(row, axis);
    if (best == NULL || best == row->rule)
        return FALSE;
    LdoseDecision *decision = ldose_plan_add_decision(work->plan, LDOSE_DECISION_GILBERT,
                                                      (int)work->drug, row->table, row->rule);
    const LdoseRule *resolved = ldose_rule_resolved(row->rule);
    add_part_option(work, decision, NULL, resolved->note, ldose_rule_stops(resolved),
                    resolved->part);
    best = ldose_rule_resolved(best);
    add_part_option(work, decision, NULL, best->note, ldose_rule_stops(best), best->part);
    return TRUE;
}

static gboolean
rule_allows(const LdoseRule *rule, double part)
{
    if (rule->outcome != LDOSE_OUTCOME_CHOICE)
        return ldose_part_contains(&rule->part, part);
    for (guint i = 0; i < rule->options->len; i++) {
        const LdoseOption *option = &g_array_index(rule->options, LdoseOption, i);
        if (!option->stop && ldose_part_contains(&option->part, part))
            return TRUE;
    }
    return FALSE;
}

/* The site's value for a range or choice, where it lies inside and the case names no part itself. */
static const LdoseHouseValue *
house_value(const Work *work, const LdoseRule *rule)
{
    const LdoseDocument *document = &work->plan->rules->guidance->document;
    if (LDOSE_PATIENT_HAS(work->patient, ldose_fraction_column(work->drug)))
        return NULL;
    const LdoseHouseValue *value = ldose_formulary_house_value(
        work->plan->rules->formulary, document->id, document->version, rule->id);
    return value != NULL && rule_allows(rule, value->value) ? value : NULL;
}

static void
stop_drug(Work *work, const LdoseRule *rule)
{
    if (work->drug_plan->stop == NULL)
        work->drug_plan->stop = rule;
    work->drug_plan->status = MAX(work->drug_plan->status, LDOSE_PLAN_CONTRAINDICATED);
}

static LdoseDecision *
ask(Work *work, LdoseDecisionKind kind, const LdoseRow *row)
{
    return ldose_plan_add_decision(work->plan, kind, (int)work->drug, row->table, row->rule);
}

/* A row that holds the patient: its part, or the question that it asks. */
static void
apply_matched_row(Work *work, const LdoseRow *row, double *part_out)
{
    const LdoseRule *rule = ldose_rule_resolved(row->rule);
    *part_out = 0;
    if (row->table->cohort == LDOSE_COHORT_HEPATIC && ask_gilbert(work, row))
        return;
    if (rule->evidence == LDOSE_EVIDENCE_UNVERIFIED &&
        !ldose_patient_accepts_unverified(work->patient) &&
        !ldose_adoption_state_attests(&work->plan->rules->site, rule->id)) {
        ask(work, LDOSE_DECISION_UNVERIFIED_RULE, row);
        return;
    }
    if (rule->outcome == LDOSE_OUTCOME_FRACTION_RANGE || rule->outcome == LDOSE_OUTCOME_CHOICE) {
        const LdoseHouseValue *house = house_value(work, rule);
        if (house != NULL) {
            *part_out = house->value;
            return;
        }
    }
    switch (rule->outcome) {
    case LDOSE_OUTCOME_FULL:
    case LDOSE_OUTCOME_SILENT:
    case LDOSE_OUTCOME_NOT_READ:
    case LDOSE_OUTCOME_CAUTION:
    case LDOSE_OUTCOME_FRACTION:
    case LDOSE_OUTCOME_DOSE_OF: *part_out = rule->part.low; break;
    case LDOSE_OUTCOME_FRACTION_RANGE:
        add_part_option(work, ask(work, LDOSE_DECISION_RANGE, row), NULL, "", FALSE, rule->part);
        break;
    case LDOSE_OUTCOME_CHOICE: ask_choice(work, ask(work, LDOSE_DECISION_CHOICE, row), rule); break;
    case LDOSE_OUTCOME_UNDEFINED:
        if (rule->otherwise == LDOSE_OTHERWISE_STOP)
            stop_drug(work, row->rule);
        else
            ask_neighbours(work, ask(work, LDOSE_DECISION_UNDEFINED, row), row->table, rule);
        break;
    case LDOSE_OUTCOME_DECIDE: ask(work, LDOSE_DECISION_LEFT_TO_PERSON, row); break;
    case LDOSE_OUTCOME_AVOID:
    case LDOSE_OUTCOME_CONTRAINDICATED: stop_drug(work, row->rule); break;
    case LDOSE_OUTCOME_SIZE: *part_out = 1; break; /* weight tables: used before the base dose */
    case LDOSE_N_OUTCOMES:
    default: g_assert_not_reached();
    }
}

static void
apply_row(Work *work, LdoseRow *row, double *part_out)
{
    *part_out = 0;
    switch (row->state) {
    case LDOSE_ROW_MATCHED: apply_matched_row(work, row, part_out); break;
    case LDOSE_ROW_NONE: break; /* told once for the drug */
    case LDOSE_ROW_INCOMPLETE: work->drug_plan->missing |= row->missing; break;
    case LDOSE_ROW_CHILD: ask(work, LDOSE_DECISION_NO_RULE_FOR_CHILDREN, row); break;
    case LDOSE_ROW_NO_ESTIMATE: ask(work, LDOSE_DECISION_NO_ESTIMATE, row); break;
    case LDOSE_ROW_UNSTABLE: ask(work, LDOSE_DECISION_CREATININE_UNSTABLE, row); break;
    case LDOSE_ROW_BOUND_OPEN: ask(work, LDOSE_DECISION_CREATININE_BOUND, row); break;
    default: g_assert_not_reached();
    }
}

static void
apply_stops(Work *work, const LdoseGuidance *guidance)
{
    if (work->patient->conditions == 0)
        return;
    for (guint i = 0; i < guidance->n_stops; i++) {
        const LdoseStop *stop = &guidance->stops[i];
        if (!ldose_stop_applies(stop, work->patient, work->drug))
            continue;
        if (ldose_rule_stops(&stop->rule))
            stop_drug(work, &stop->rule);
        else if ((stop->rule.outcome == LDOSE_OUTCOME_UNDEFINED ||
                  stop->rule.outcome == LDOSE_OUTCOME_DECIDE) &&
                 work->plan->n_decisions < LDOSE_MAX_ASKING_STOPS)
            ldose_plan_add_decision(work->plan, LDOSE_DECISION_LEFT_TO_PERSON, (int)work->drug, NULL,
                                    &stop->rule);
    }
}

/* ---- answers --------------------------------------------------------------------------------- */

static gboolean
takes_fraction(LdoseDecisionKind kind)
{
    return kind == LDOSE_DECISION_RANGE || kind == LDOSE_DECISION_CHOICE ||
           kind == LDOSE_DECISION_UNDEFINED || kind == LDOSE_DECISION_GILBERT;
}

static gboolean
allows(const LdoseDecision *decision, double answer)
{
    for (guint i = 0; i < decision->n_options; i++) {
        const LdoseDecisionOption *option = &decision->option[i];
        if (!option->stop && ldose_part_contains(&option->part, answer))
            return TRUE;
    }
    return FALSE;
}

static void
remove_decision(LdosePlan *plan, guint index)
{
    plan->n_decisions--;
    memmove(&plan->decision[index], &plan->decision[index + 1],
            (plan->n_decisions - index) * sizeof plan->decision[0]);
}

/* The part that the case names answers every question of the drug that allows it. Result: whether
 * there was such a question at all. */
static gboolean
answer_questions(Work *work, double answer)
{
    LdosePlan *plan = work->plan;
    gboolean asked = FALSE;
    for (guint i = work->first_decision; i < plan->n_decisions;) {
        LdoseDecision *decision = &plan->decision[i];
        if (!takes_fraction(decision->kind)) {
            i++;
            continue;
        }
        asked = TRUE;
        if (!allows(decision, answer)) {
            decision->answer_refused = TRUE;
            i++;
            continue;
        }
        work->drug_plan->part_of_cohort[decision->table->cohort] = answer;
        remove_decision(plan, i);
    }
    return asked;
}

/* Kidney and liver parts of one drug, both below 1: by the document's policy, else by a person. */
static void
combine_parts(Work *work)
{
    LdoseDrugPlan *drug_plan = work->drug_plan;
    const LdosePatient *patient = work->patient;
    double kidneys = drug_plan->part_of_cohort[LDOSE_COHORT_RENAL];
    double liver = drug_plan->part_of_cohort[LDOSE_COHORT_HEPATIC];
    if (kidneys <= 0 || liver <= 0)
        return;
    drug_plan->has_part = TRUE;
    if (ldose_limit_compare(kidneys, 1) == 0 || ldose_limit_compare(liver, 1) == 0) {
        drug_plan->part = MIN(kidneys, liver);
        return;
    }
    LdoseCombine policy = work->plan->rules->guidance->combine;
    if (policy == LDOSE_COMBINE_DECIDE && LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_COMBINE))
        policy = patient->c->value[LDOSE_COLUMN_COMBINE].word == 0 ? LDOSE_COMBINE_LOWEST
                                                                   : LDOSE_COMBINE_PRODUCT;
    drug_plan->part = policy == LDOSE_COMBINE_PRODUCT ? kidneys * liver : MIN(kidneys, liver);
    if (policy != LDOSE_COMBINE_DECIDE)
        return;
    drug_plan->has_part = FALSE;
    LdoseDecision *decision = ldose_plan_add_decision(work->plan, LDOSE_DECISION_COMBINE,
                                                      (int)work->drug, NULL, NULL);
    add_part_option(work, decision, NULL, "", FALSE, whole(MIN(kidneys, liver)));
    decision->option[0].combine = LDOSE_COMBINE_LOWEST;
    add_part_option(work, decision, NULL, "", FALSE, whole(kidneys * liver));
    decision->option[1].combine = LDOSE_COMBINE_PRODUCT;
}

/* What an answer about one organ makes of the dose is known only where the other organ takes nothing
 * away: elsewhere an option keeps its part and loses its dose. */
static void
withhold_doses(Work *work)
{
    for (guint i = work->first_decision; i < work->plan->n_decisions; i++) {
        LdoseDecision *decision = &work->plan->decision[i];
        if (!takes_fraction(decision->kind) || decision->table == NULL)
            continue;
        LdoseCohort other = decision->table->cohort == LDOSE_COHORT_HEPATIC ? LDOSE_COHORT_RENAL
                                                                            : LDOSE_COHORT_HEPATIC;
        if (ldose_limit_compare(work->drug_plan->part_of_cohort[other], 1) == 0)
            continue;
        for (guint n = 0; n < decision->n_options; n++) {
            LdoseDecisionOption *option = &decision->option[n];
            option->has_dose = FALSE;
            option->low_mg = option->high_mg = option->given_mg = 0;
        }
    }
}

static void
apply_answers(Work *work)
{
    const LdosePatient *patient = work->patient;
    LdoseColumn column = ldose_fraction_column(work->drug);
    gboolean answered = LDOSE_PATIENT_HAS(patient, column);
    double answer = answered ? patient->c->value[column].number : 0;
    gboolean asked = answered && answer_questions(work, answer);
    withhold_doses(work);
    combine_parts(work);
    if (!answered || asked || !work->drug_plan->has_part)
        return;
    /* A part where the rule leaves no choice needs an override; the rule's own part is harmless. */
    work->drug_plan->answer_unused = ldose_limit_compare(answer, work->drug_plan->part) == 0;
    if (!work->drug_plan->answer_unused)
        ldose_plan_add_decision(work->plan, LDOSE_DECISION_ANSWER_NEEDS_OVERRIDE, (int)work->drug,
                                NULL, NULL);
}

/* ---- the drug -------------------------------------------------------------------------------- */

static void
settle_status(Work *work)
{
    LdoseDrugPlan *drug_plan = work->drug_plan;
    if (drug_plan->missing != 0)
        drug_plan->status = MAX(drug_plan->status, LDOSE_PLAN_INCOMPLETE);
    if (work->plan->n_decisions > work->first_decision)
        drug_plan->status = MAX(drug_plan->status, LDOSE_PLAN_DECISION);
}

/* A document's parts refer to its base course; another base takes them in proportion. */
static gboolean
is_in_proportion(const Work *work, const LdoseRow *row)
{
    const LdoseRule *rule = row->rule != NULL ? ldose_rule_resolved(row->rule) : NULL;
    const LdoseRegimenDose *dose = &work->plan->rules->regimen->dose[work->drug];
    return rule != NULL && rule->outcome == LDOSE_OUTCOME_DOSE_OF &&
           (rule->dose_unit != dose->unit || ldose_limit_compare(rule->dose_base, dose->amount) != 0);
}

/* @part: of the base dose, that the row gives; 0: none, or none yet */
static void
trace_row(const LdosePlan *plan, LdoseDrug drug, LdoseCohort cohort, double part,
          LdoseTrace *trace)
{
    const LdoseRow *row = &plan->drug[drug].row[cohort];
    if (trace == NULL)
        return;
    const char *id = ldose_trace_keep(trace, "%s-%s", ldose_vocabulary_id(&ldose_drugs, (int)drug),
                                      ldose_vocabulary_id(&ldose_cohorts, (int)cohort));
    gboolean matched = row->state == LDOSE_ROW_MATCHED;
    LdoseTraceStep *step = ldose_trace_add(
        trace, id, LDOSE_STEP_RULE, matched ? LDOSE_STEP_APPLIED : LDOSE_STEP_NOT_EVALUATED);
    if (row->table == NULL)
        return;
    for (guint i = 0; i < row->table->n_axes && matched; i++) {
        const LdoseAxis *axis = &row->table->axes[i];
        const char *symbol = ldose_vocabulary_id(&ldose_quantities, (int)axis->quantity);
        if (axis->quantity == LDOSE_QUANTITY_DIALYSIS)
            ldose_trace_operand_text(
                step, symbol, ldose_vocabulary_id(&ldose_dialysis_kinds, (int)row->values[i]));
        else
            ldose_trace_operand(step, symbol, row->values[i], axis->unit);
    }
    if (!matched)
        return;
    if (part > 0)
        ldose_trace_operand(step, "part", part, LDOSE_UNIT_NONE);
    const LdoseDocument *document = &plan->rules->guidance->document;
    ldose_trace_formula(step, NULL,
                        ldose_trace_keep(trace, "%s@%s %s %s", document->id, document->version,
                                         row->rule->id,
                                         row->rule->source != NULL ? row->rule->source->title : ""));
    ldose_trace_result_text(
        step, ldose_vocabulary_id(&ldose_outcome_kinds, (int)row->rule->outcome));
    ldose_trace_note(step, row->rule->note);
}

void
ldose_drug_rules_apply(LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                       LdoseTrace *trace)
{
    LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const LdoseGuidance *guidance = plan->rules->guidance;
    Work work = {plan, patient, drug, drug_plan, plan->n_decisions};
    gboolean child_without_rules = !plan->measures.adult && plan->rules->for_adults;

    drug_plan->covered = !guidance->not_covered[drug];
    if (child_without_rules) {
        ldose_plan_add_decision(plan, LDOSE_DECISION_NO_RULE_FOR_CHILDREN, (int)drug, NULL, NULL);
    } else if (drug_plan->covered) {
        double weight_part;
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
            LdoseRow *row = &drug_plan->row[cohort];
            ldose_row_find(plan, patient, plan->rules->table[drug][cohort], row, trace);
            drug_plan->covered = drug_plan->covered && row->state != LDOSE_ROW_NONE;
        }
        apply_row(&work, &drug_plan->row[LDOSE_COHORT_RENAL],
                  &drug_plan->part_of_cohort[LDOSE_COHORT_RENAL]);
        apply_row(&work, &drug_plan->row[LDOSE_COHORT_HEPATIC],
                  &drug_plan->part_of_cohort[LDOSE_COHORT_HEPATIC]);
        apply_row(&work, &drug_plan->row[LDOSE_COHORT_WEIGHT], &weight_part);
        trace_row(plan, drug, LDOSE_COHORT_RENAL, drug_plan->part_of_cohort[LDOSE_COHORT_RENAL],
                  trace);
        trace_row(plan, drug, LDOSE_COHORT_HEPATIC, drug_plan->part_of_cohort[LDOSE_COHORT_HEPATIC],
                  trace);
        trace_row(plan, drug, LDOSE_COHORT_WEIGHT, 0, trace);
        drug_plan->in_proportion =
            is_in_proportion(&work, &drug_plan->row[LDOSE_COHORT_RENAL]) ||
            is_in_proportion(&work, &drug_plan->row[LDOSE_COHORT_HEPATIC]);
    }
    if (!drug_plan->covered)
        ldose_plan_add_decision(plan, LDOSE_DECISION_DRUG_NOT_COVERED, (int)drug, NULL, NULL);
    apply_stops(&work, guidance);
    apply_stops(&work, plan->rules->general);
    apply_answers(&work);
    settle_status(&work);
}
