/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release.h"

#include <math.h>

#include "drug-rules.h"
#include "release-judge.h"

/* A finding on this code that is there already, so that one subject is told once. */
static LdoseFinding *
find(LdosePlan *plan, LdoseFindingCode code, int drug)
{
    for (guint i = 0; i < plan->n_findings; i++) {
        LdoseFinding *finding = &plan->finding[i];
        if (finding->code == code && (finding->drug == drug || finding->drug == LDOSE_DRUG_ANY))
            return finding;
    }
    return NULL;
}

LdoseFinding *
ldose_judge_add_once(const LdoseJudge *judge, LdoseFindingCode code)
{
    LdoseFinding *finding = find(judge->plan, code, LDOSE_DRUG_ANY);
    return finding != NULL ? finding : ldose_plan_add_finding(judge->plan, code, LDOSE_DRUG_ANY);
}

void
ldose_judge_set_rule(LdoseFinding *finding, const LdoseGuidance *guidance, const LdoseTable *table,
                     const LdoseRule *rule)
{
    finding->guidance = guidance;
    finding->table = table;
    finding->rule = rule;
}

/* ---- why there is no dose -------------------------------------------------------------------- */

static void
judge_decisions(const LdoseJudge *judge)
{
    static const struct {
        LdoseDecisionKind kind;
        LdoseFindingCode code;
    } told[] = {
        {LDOSE_DECISION_CREATININE_UNSTABLE, LDOSE_FINDING_CREATININE_UNSTABLE},
        {LDOSE_DECISION_NO_RULE_FOR_CHILDREN, LDOSE_FINDING_NO_RULE_FOR_CHILDREN},
        {LDOSE_DECISION_DRUG_NOT_COVERED, LDOSE_FINDING_DRUG_NOT_COVERED},
    };
    for (guint i = 0; i < judge->plan->n_decisions; i++) {
        for (guint k = 0; k < G_N_ELEMENTS(told); k++) {
            if (judge->plan->decision[i].kind == told[k].kind)
                ldose_judge_add_once(judge, told[k].code);
        }
    }
}

/* ---- what was accepted, chosen, ordered ------------------------------------------------------ */

static void
judge_unverified(const LdoseJudge *judge)
{
    LdosePlan *plan = judge->plan;
    if (plan->rules->regimen->evidence == LDOSE_EVIDENCE_UNVERIFIED)
        ldose_judge_add_once(judge, LDOSE_FINDING_UNVERIFIED);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
            const LdoseRow *row = &plan->drug[drug].row[cohort];
            if (row->state != LDOSE_ROW_MATCHED || row->rule == NULL ||
                ldose_rule_resolved(row->rule)->evidence != LDOSE_EVIDENCE_UNVERIFIED)
                continue;
            LdoseFinding *finding = ldose_plan_add_finding(plan, LDOSE_FINDING_UNVERIFIED, drug);
            ldose_judge_set_rule(finding, plan->rules->guidance, row->table, row->rule);
        }
    }
}

static void
judge_estimator(const LdoseJudge *judge)
{
    const LdosePlan *plan = judge->plan;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = &plan->drug[drug].row[LDOSE_COHORT_RENAL];
        if (row->state != LDOSE_ROW_MATCHED || row->clearance < 0)
            continue;
        int axis = ldose_table_axis(row->table, LDOSE_QUANTITY_CLEARANCE);
        int named = row->table->axes[axis].equation;
        const LdoseClearance *used = &plan->clearance[row->clearance];
        if (named < 0 || used->state != LDOSE_CLEARANCE_KNOWN ||
            (used->choice != LDOSE_CHOSEN_MEASURED && (int)used->formula == named))
            continue;
        LdoseFinding *finding = ldose_judge_add_once(judge, LDOSE_FINDING_ESTIMATOR_OTHER);
        finding->formula = named;
        finding->clearance = row->clearance;
    }
}

/* A creatinine below a limit, where every value there leads to the same rows; a decision says the rest. */
static void
judge_creatinine_bound(const LdoseJudge *judge)
{
    if (judge->in_use == NULL || !judge->in_use->is_lower_bound)
        return;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (judge->plan->drug[drug].row[LDOSE_COHORT_RENAL].state == LDOSE_ROW_BOUND_OPEN)
            return;
    }
    ldose_judge_add_once(judge, LDOSE_FINDING_CREATININE_BOUND)->value =
        judge->patient->creatinine_mg_dl;
}

static void
judge_drug(const LdoseJudge *judge, int drug)
{
    LdosePlan *plan = judge->plan;
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const LdoseDrugPolicy *policy = &plan->rules->formulary->drug[drug];
    if (drug_plan->overridden)
        ldose_plan_add_finding(plan, LDOSE_FINDING_OVERRIDDEN, drug);
    for (int cohort = 0; cohort < LDOSE_COHORT_WEIGHT; cohort++)
        ldose_judge_row(judge, drug, &drug_plan->row[cohort]);
    if (drug_plan->in_proportion && drug_plan->has_part) {
        LdoseFinding *finding = ldose_plan_add_finding(plan, LDOSE_FINDING_IN_PROPORTION, drug);
        const LdoseRow *row = &drug_plan->row[LDOSE_COHORT_RENAL];
        if (row->rule == NULL || ldose_rule_resolved(row->rule)->outcome != LDOSE_OUTCOME_DOSE_OF)
            row = &drug_plan->row[LDOSE_COHORT_HEPATIC];
        ldose_judge_set_rule(finding, plan->rules->guidance, row->table,
                             ldose_rule_resolved(row->rule));
    }
    if (drug_plan->bsa_m2 < drug_plan->bsa_uncapped_m2) {
        LdoseFinding *finding = ldose_plan_add_finding(plan, LDOSE_FINDING_SIZE_CAPPED, drug);
        finding->value = drug_plan->bsa_uncapped_m2;
        finding->limit = drug_plan->bsa_m2;
        finding->unit = LDOSE_UNIT_M2;
    }
    if (drug_plan->has_dose && drug_plan->rounded.tenth_step)
        ldose_plan_add_finding(plan, LDOSE_FINDING_ROUNDING_FINER, drug);
    if (drug_plan->has_order_deviation &&
        ldose_limit_compare(fabs(drug_plan->order_deviation_percent),
                            policy->permitted_deviation_percent) > 0) {
        LdoseFinding *finding = ldose_plan_add_finding(plan, LDOSE_FINDING_ORDER_DIFFERS, drug);
        finding->value = drug_plan->order_deviation_mg;
        finding->other = drug_plan->order_deviation_percent;
        finding->limit = policy->permitted_deviation_percent;
        finding->unit = LDOSE_UNIT_MG;
    }
}

/* ---- the regimen's own conditions ------------------------------------------------------------ */

static gboolean
count_holds(const LdoseJudge *judge, const LdoseCountCondition *condition)
{
    static const LdoseColumn columns[LDOSE_N_COUNTS] = {LDOSE_COLUMN_WBC_10E9_L,
                                                        LDOSE_COLUMN_ANC_10E9_L,
                                                        LDOSE_COLUMN_PLATELETS_10E9_L};
    if (condition->count < 0 || !ldose_judge_has(judge, columns[condition->count]))
        return FALSE;
    return ldose_interval_contains(&condition->range,
                                   judge->patient->c->value[columns[condition->count]].number);
}

static void
judge_omission(const LdoseJudge *judge)
{
    const LdoseOmission *omission = &judge->plan->rules->regimen->omission;
    if (!omission->stated)
        return;
    for (guint i = 0; i < omission->conditions->len; i++) {
        if (!count_holds(judge, &g_array_index(omission->conditions, LdoseCountCondition, i)))
            return;
    }
    LdoseFinding *finding = ldose_judge_add_once(judge, LDOSE_FINDING_OMISSION_POSSIBLE);
    finding->text = omission->note;
}

static void
judge_alternatives(const LdoseJudge *judge)
{
    const GArray *alternatives = judge->plan->rules->regimen->alternatives;
    for (guint i = 0; i < alternatives->len; i++) {
        const LdoseCitedText *text = &g_array_index(alternatives, LdoseCitedText, i);
        if (text->condition < 0 ||
            !ldose_patient_has_condition(judge->patient, (LdoseCondition)text->condition))
            continue;
        LdoseFinding *finding = ldose_judge_add_once(judge, LDOSE_FINDING_ALTERNATIVE_NAMED);
        finding->text = text->text;
        finding->conditions |= 1u << text->condition;
    }
}

static void
judge_window(const LdoseJudge *judge)
{
    const LdoseSchedule *schedule = &judge->plan->schedule;
    if (schedule->dates_disagree || schedule->window == LDOSE_WINDOW_OUTSIDE ||
        schedule->window == LDOSE_WINDOW_DEFERRED)
        ldose_judge_add_once(judge, LDOSE_FINDING_WINDOW_OUTSIDE);
    else if (schedule->window == LDOSE_WINDOW_BOUNDARY &&
             judge->plan->rules->regimen->window.from_days !=
                 judge->plan->rules->regimen->window.to_days)
        ldose_judge_add_once(judge, LDOSE_FINDING_WINDOW_BOUNDARY);
}

/* ---- answers without a question, documents past their date ----------------------------------- */

static void
judge_unused_answers(const LdoseJudge *judge)
{
    const LdosePlan *plan = judge->plan;
    const LdosePatient *patient = judge->patient;
    guint64 unused = 0;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (plan->drug[drug].answer_unused && !plan->drug[drug].overridden &&
            !ldose_judge_has(judge, LDOSE_COLUMN_OVERRIDE_REASON))
            unused |= LDOSE_COLUMN_BIT(ldose_fraction_column((LdoseDrug)drug));
    }
    if (ldose_judge_has(judge, LDOSE_COLUMN_COMBINE)) {
        gboolean asked = FALSE;
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
            const double *part = plan->drug[drug].part_of_cohort;
            asked = asked || (part[LDOSE_COHORT_RENAL] > 0 && part[LDOSE_COHORT_RENAL] < 1 &&
                              part[LDOSE_COHORT_HEPATIC] > 0 && part[LDOSE_COHORT_HEPATIC] < 1);
        }
        if (!asked)
            unused |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_COMBINE);
    }
    if (ldose_patient_accepts_unverified(patient) &&
        !ldose_plan_has_finding(plan, LDOSE_FINDING_UNVERIFIED))
        unused |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_ACCEPT_UNVERIFIED);
    if (ldose_judge_has(judge, LDOSE_COLUMN_OVERRIDE_REASON) && !plan->overridden &&
        !ldose_plan_has_finding(plan, LDOSE_FINDING_OVER_LIMIT))
        unused |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_OVERRIDE_REASON);
    if ((patient->confirmed & LDOSE_CONFIRM_BSA_UNDER_10_KG_BIT) != 0 &&
        ldose_plan_rule_under_10_kg(plan, patient) == NULL)
        unused |= LDOSE_COLUMN_BIT(LDOSE_COLUMN_CONFIRM);
    if (unused != 0)
        ldose_judge_add_once(judge, LDOSE_FINDING_UNUSED_ANSWER)->columns = unused;
}

static void
judge_review_dates(const LdoseJudge *judge)
{
    const LdoseRuleSet *rules = judge->plan->rules;
    const LdoseDocument *documents[] = {&rules->regimen->document, &rules->guidance->document,
                                        &rules->formulary->document, &rules->general->document};
    if (judge->patient->as_of.year == 0)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++) {
        if (documents[i]->review_by.year != 0 &&
            ldose_date_days_between(documents[i]->review_by, judge->patient->as_of) > 0)
            ldose_judge_add_once(judge, LDOSE_FINDING_PAST_REVIEW)->text = documents[i]->id;
    }
}

/* ---- putting it in order --------------------------------------------------------------------- */

static void
sort_findings(LdosePlan *plan)
{
    /* Insertion sort: short, and equal codes keep their order. */
    for (guint i = 1; i < plan->n_findings; i++) {
        LdoseFinding moving = plan->finding[i];
        guint place = i;
        while (place > 0 && plan->finding[place - 1].code > moving.code) {
            plan->finding[place] = plan->finding[place - 1];
            place--;
        }
        if (place != i)
            plan->finding[place] = moving;
    }
}

static void
settle_release(LdosePlan *plan)
{
    plan->release = LDOSE_RELEASE_BLOCKED;
    if (plan->status != LDOSE_PLAN_FINAL)
        return;
    plan->release = LDOSE_RELEASE_CLEAR;
    for (guint i = 0; i < plan->n_findings; i++) {
        if (ldose_finding_kind(plan->finding[i].code)->severity == LDOSE_SEVERITY_ACKNOWLEDGE)
            plan->release = LDOSE_RELEASE_ACKNOWLEDGE;
    }
}

void
ldose_release_judge(LdosePlan *plan, const LdosePatient *patient)
{
    LdoseJudge judge = {.plan = plan, .patient = patient};
    if (plan->clearance_in_use < 0 && plan->measures.adult)
        plan->clearance_in_use = ldose_plan_clearance(plan, patient, -1, NULL); /* for gates only */
    if (plan->clearance_in_use >= 0 &&
        plan->clearance[plan->clearance_in_use].state == LDOSE_CLEARANCE_KNOWN)
        judge.in_use = &plan->clearance[plan->clearance_in_use];
    judge.high_bilirubin =
        LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_BILIRUBIN_MG_DL) && !patient->gilbert &&
        ldose_limit_compare(patient->bilirubin_umol_l, LDOSE_BILIRUBIN_GATE_UMOL_L) >= 0;

    judge_decisions(&judge);
    ldose_judge_general(&judge);
    if (plan->status == LDOSE_PLAN_FINAL)
        ldose_judge_elsewhere(&judge);
    ldose_judge_patient(&judge);
    judge_unverified(&judge);
    judge_estimator(&judge);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        judge_drug(&judge, drug);
    judge_creatinine_bound(&judge);
    judge_omission(&judge);
    judge_alternatives(&judge);
    judge_window(&judge);
    judge_unused_answers(&judge);
    judge_review_dates(&judge);
    ldose_judge_not_stated(&judge);
    sort_findings(plan);
    settle_release(plan);
}
