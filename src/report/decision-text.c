/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision-text.h"

#include <string.h>

#include "drug-rules.h"
#include "finding-acknowledge.h"
#include "phrase.h"

#define DIGITS 10

char *
ldose_decision_question(const LdoseDecision *decision, const LdoseWording *wording)
{
    const char *question =
        ldose_wording_text(wording, ldose_decision_info(decision->kind)->question);
    if (decision->drug == LDOSE_DRUG_ANY)
        return g_strdup(question);
    return ldose_tell(wording, N_("%1$s: %2$s"), ldose_phrase_drug_title(wording, decision->drug),
                      question);
}

/* ---- why ------------------------------------------------------------------------------------- */

static char *
over_limit_reason(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    const LdoseDrugPolicy *policy = &plan->rules->formulary->drug[drug];
    return ldose_tell(
        wording,
        N_("The calculated dose is %1$s of the regimen’s own amount for the measured "
           "size; the normal maximum of the site policy is %2$s."),
        LDOSE_VALUE(wording, 100 * drug_plan->calculated_mg / drug_plan->own_mg, 1,
                    LDOSE_UNIT_PERCENT),
        LDOSE_VALUE(wording, policy->normal_maximum_percent, 1, LDOSE_UNIT_PERCENT));
}

static char *
no_band_reason(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    const GArray *bands = plan->rules->formulary->drug[drug].bands;
    if (bands == NULL || bands->len == 0)
        return NULL;
    const LdoseBand *first = &g_array_index(bands, LdoseBand, 0);
    const LdoseBand *last = &g_array_index(bands, LdoseBand, bands->len - 1);
    return ldose_tell(wording, N_("The bands hold doses from %1$s to below %2$s."),
                      LDOSE_NUMBER(wording, first->from_mg, 2), LDOSE_MG(wording, last->below_mg));
}

static char *
combine_reason(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording)
{
    const double *part = plan->drug[drug].part_of_cohort;
    return ldose_tell(
        wording, N_("Kidneys: %1$s. Liver: %2$s."),
        LDOSE_VALUE(wording, 100 * part[LDOSE_COHORT_RENAL], 2, LDOSE_UNIT_PERCENT),
        LDOSE_VALUE(wording, 100 * part[LDOSE_COHORT_HEPATIC], 2, LDOSE_UNIT_PERCENT));
}

static char *
needs_override_reason(const LdosePlan *plan, const LdosePatient *patient,
                      const LdoseDecision *decision, const LdoseWording *wording)
{
    LdoseColumn column = ldose_fraction_column((LdoseDrug)decision->drug);
    const LdoseDrugPlan *drug_plan = &plan->drug[decision->drug];
    /* Once it is overridden the drug's part is the one that was asked for. */
    double ruled = decision->overridden ? drug_plan->original_part : drug_plan->part;
    return ldose_tell(
        wording, N_("The rule gives %1$s of the standard dose; %2$s asks for %3$s."),
        LDOSE_VALUE(wording, 100 * ruled, 2, LDOSE_UNIT_PERCENT), ldose_column_info(column)->name,
        LDOSE_VALUE(wording, 100 * patient->c->value[column].number, 2, LDOSE_UNIT_PERCENT));
}

/* The clearance that could not be estimated for want of its weight; NULL: the weight is not the cause. */
static const LdoseClearance *
without_weight(const LdosePlan *plan, LdoseDrug drug)
{
    int number = plan->drug[drug].row[LDOSE_COHORT_RENAL].clearance;
    const LdoseClearance *clearance = number >= 0 ? &plan->clearance[number] : NULL;
    return clearance != NULL && clearance->state == LDOSE_CLEARANCE_NOT_APPLICABLE &&
                   clearance->weight >= 0 && plan->measures.weight_kg[clearance->weight] <= 0
               ? clearance
               : NULL;
}

static char *
no_estimate_reason(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                   const LdoseWording *wording)
{
    const LdoseClearance *clearance = without_weight(plan, drug);
    if (clearance != NULL)
        return ldose_tell(
            wording,
            N_("The weight of the clearance, %1$s, is not defined at a height of %2$s: choose "
               "another in clearance_weight."),
            ldose_phrase_weight(wording, (LdoseWeightKind)clearance->weight),
            LDOSE_VALUE(wording, patient->height_cm, 1, LDOSE_UNIT_CM));
    g_autofree char *age = ldose_phrase_age(wording, patient->age_years);
    if (!LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_ESTIMATOR))
        return ldose_tell(wording, N_("The patient is %1$s old."), age);
    LdoseFormulaId formula = (LdoseFormulaId)patient->c->value[LDOSE_COLUMN_ESTIMATOR].word;
    return ldose_tell(wording, N_("The patient is %1$s old; the equation chosen is %2$s."), age,
                      ldose_phrase_formula(wording, formula));
}

/* What the kinds without a rule behind them rest on. */
static char *
reason_from_values(const LdosePlan *plan, const LdosePatient *patient,
                   const LdoseDecision *decision, const LdoseWording *wording)
{
    LdoseDrug drug = (LdoseDrug)decision->drug;
    switch ((int)decision->kind) {
    case LDOSE_DECISION_OVER_LIMIT: return over_limit_reason(plan, drug, wording);
    case LDOSE_DECISION_NO_BAND: return no_band_reason(plan, drug, wording);
    case LDOSE_DECISION_COMBINE: return combine_reason(plan, drug, wording);
    case LDOSE_DECISION_ANSWER_NEEDS_OVERRIDE:
        return needs_override_reason(plan, patient, decision, wording);
    case LDOSE_DECISION_NO_ESTIMATE: return no_estimate_reason(plan, patient, drug, wording);
    case LDOSE_DECISION_PER_KG_WEIGHT:
        return ldose_tell(wording, N_("Body mass index %1$s."),
                          LDOSE_VALUE(wording, plan->measures.bmi_kg_m2, 1, LDOSE_UNIT_KG_M2));
    default: return NULL;
    }
}

/* A refused answer, told with what it was. */
static char *
refused_answer(const LdosePatient *patient, const LdoseDecision *decision,
               const LdoseWording *wording)
{
    if (!decision->answer_refused || decision->drug == LDOSE_DRUG_ANY)
        return NULL;
    LdoseColumn column = ldose_fraction_column((LdoseDrug)decision->drug);
    return ldose_tell(
        wording,
        N_("The answer given, %1$s, lies outside what the source allows: choose within it, "
           "or decide by an override."),
        LDOSE_VALUE(wording, 100 * patient->c->value[column].number, 2, LDOSE_UNIT_PERCENT));
}

/* The part of the other organ where it reduces the drug as well, the reason why the answers carry no
 * dose; 0: it does not, or is open too. */
static double
part_of_other_organ(const LdosePlan *plan, const LdoseDecision *decision)
{
    if (decision->table == NULL || decision->drug == LDOSE_DRUG_ANY ||
        decision->table->cohort > LDOSE_COHORT_HEPATIC)
        return 0;
    gboolean kidneys = decision->table->cohort == LDOSE_COHORT_RENAL;
    double part = plan->drug[decision->drug]
                      .part_of_cohort[kidneys ? LDOSE_COHORT_HEPATIC : LDOSE_COHORT_RENAL];
    return ldose_limit_compare(part, 1) < 0 ? part : 0;
}

static char *
other_organ_sentence(const LdosePlan *plan, const LdoseDecision *decision,
                     const LdoseWording *wording)
{
    double part = part_of_other_organ(plan, decision);
    if (part <= 0)
        return NULL;
    return ldose_tell(
        wording, N_("The other organ reduces this drug too, to %1$s: the dose follows from both."),
        LDOSE_VALUE(wording, 100 * part, 2, LDOSE_UNIT_PERCENT));
}

/* Questions that rest on a row's words; the others name a row only because none was reached. */
static gboolean
rests_on_rule(const LdoseDecision *decision)
{
    switch ((int)decision->kind) {
    case LDOSE_DECISION_RANGE:
    case LDOSE_DECISION_CHOICE:
    case LDOSE_DECISION_UNDEFINED:
    case LDOSE_DECISION_GILBERT:
    case LDOSE_DECISION_UNDER_10_KG:
    case LDOSE_DECISION_LEFT_TO_PERSON:
    case LDOSE_DECISION_UNVERIFIED_RULE: return decision->rule != NULL;
    default: return FALSE;
    }
}

char *
ldose_decision_reason(const LdosePlan *plan, const LdosePatient *patient,
                      const LdoseDecision *decision, const LdoseWording *wording)
{
    const LdoseRule *rule = rests_on_rule(decision) ? decision->rule : NULL;
    char *note = rule != NULL ? ldose_note_sentence(wording, rule)
                              : reason_from_values(plan, patient, decision, wording);
    return ldose_sentences(4, refused_answer(patient, decision, wording), note,
                           other_organ_sentence(plan, decision, wording),
                           ldose_source_sentence(wording, rule));
}

/* ---- the answers ----------------------------------------------------------------------------- */

/* "45.52 mg a day, rounded 46 mg"; "22.25 to below 44.5 mg a day" */
static char *
dose_text(double low_mg, double high_mg, gboolean high_owned, double given_mg,
          const LdoseWording *wording)
{
    g_autofree char *dose = ldose_phrase_dose(wording, low_mg, high_mg, high_owned);
    if (given_mg > 0)
        return ldose_tell(wording, N_("%1$s a day, rounded %2$s"), dose,
                          LDOSE_MG(wording, given_mg));
    return ldose_tell(wording, N_("%1$s a day"), dose);
}

static char *
option_words(const LdoseDecisionOption *option, const LdoseWording *wording)
{
    if (option->stop)
        return g_strdup(ldose_wording_text(wording, N_("do not give")));
    if (option->weight >= 0)
        return ldose_tell(wording, N_("%1$s, %2$s"),
                          ldose_phrase_weight(wording, (LdoseWeightKind)option->weight),
                          LDOSE_VALUE(wording, option->weight_kg, 2, LDOSE_UNIT_KG));
    g_autofree char *part = ldose_phrase_part(wording, &option->part);
    if (option->combine < 0)
        return g_steal_pointer(&part);
    return ldose_tell(wording, N_("%1$s, %2$s"),
                      ldose_wording_text(wording, ldose_vocabulary_label(&ldose_combine_policies,
                                                                         option->combine)),
                      part);
}

/* The source that says so; NULL: the option rests on a row of the table. */
static const LdoseSource *
option_source(const LdosePlan *plan, const LdoseDecisionOption *option)
{
    return option->source_id != NULL
               ? ldose_document_first_source(&plan->rules->guidance->document, option->source_id)
               : NULL;
}

/* The words behind an option, unless the question's reason has said them; NULL: none. */
static const char *
option_remark(const LdoseDecision *decision, const LdoseDecisionOption *option,
              const LdoseWording *wording)
{
    if (option->remark == NULL || option->remark[0] == '\0' ||
        (decision->rule != NULL && g_strcmp0(decision->rule->note, option->remark) == 0))
        return NULL;
    return ldose_phrase_rule_text(wording, option->remark);
}

static char *
option_text(const LdosePlan *plan, const LdoseDecision *decision, const LdoseDecisionOption *option,
            const LdoseWording *wording)
{
    const LdoseSource *source = option_source(plan, option);
    const char *remark = option_remark(decision, option, wording);
    g_autofree char *words = option_words(option, wording);
    g_autofree char *dose = option->has_dose ? dose_text(option->low_mg, option->high_mg,
                                              option->part.high_owned, option->given_mg, wording)
                                  : NULL;
    g_autofree char *answer =
        dose != NULL ? ldose_tell(wording, N_("%1$s: %2$s"), words, dose) : g_strdup(words);
    if (source != NULL)
        return remark != NULL
                   ? ldose_tell(wording, N_("%1$s (%2$s; %3$s)"), answer, source->title, remark)
                   : ldose_tell(wording, N_("%1$s (%2$s)"), answer, source->title);
    return remark != NULL ? ldose_tell(wording, N_("%1$s. %2$s"), answer, remark)
                          : g_steal_pointer(&answer);
}

/* Below 10 kg: what the label's own way would give, where nothing else is open. */
static void
add_under_10_kg(GPtrArray *answers, const LdosePlan *plan, const LdoseWording *wording)
{
    GString *doses = g_string_new(NULL);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *drug_plan = &plan->drug[drug];
        LdoseRoundedDose rounded;
        double mg;
        if (!drug_plan->has_part ||
            !ldose_plan_part_dose(plan, (LdoseDrug)drug, drug_plan->part, &mg, &rounded))
            continue;
        g_autofree char *dose = dose_text(mg, mg, TRUE, rounded.given_mg, wording);
        g_string_append_printf(doses, "%s%s %s", doses->len > 0 ? "; " : "",
                               ldose_phrase_drug(wording, drug), dose);
    }
    g_ptr_array_add(
        answers,
        doses->len > 0
            ? ldose_tell(wording, N_("by body surface, as the label says: %1$s"), doses->str)
            : ldose_tell(wording, N_("by body surface, as the label says")));
    g_ptr_array_add(answers,
                    ldose_tell(wording, N_("by your centre’s own protocol: an override that "
                                           "names its source")));
    g_string_free(doses, TRUE);
}

GPtrArray *
ldose_decision_answers(const LdosePlan *plan, const LdoseDecision *decision,
                       const LdoseWording *wording)
{
    GPtrArray *answers = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < decision->n_options; i++)
        g_ptr_array_add(answers, option_text(plan, decision, &decision->option[i], wording));
    if (decision->kind == LDOSE_DECISION_UNDER_10_KG)
        add_under_10_kg(answers, plan, wording);
    return answers;
}

/* ---- how to answer --------------------------------------------------------------------------- */

const char *
ldose_decision_answer_column(const LdoseDecision *decision)
{
    const char *answer = ldose_decision_info(decision->kind)->answer;
    if (strcmp(answer, "fraction") == 0 && decision->drug != LDOSE_DRUG_ANY)
        return ldose_column_info(ldose_fraction_column((LdoseDrug)decision->drug))->name;
    return answer[0] != '\0' ? answer : NULL;
}

char *
ldose_decision_option_answer(const LdoseDecision *decision, const LdoseDecisionOption *option)
{
    char number[LDOSE_NUMBER_BUFFER];
    const char *column = ldose_decision_answer_column(decision);
    if (column == NULL || option->stop)
        return NULL;
    if (option->combine >= 0)
        return g_strdup_printf("%s=%s", column,
                               ldose_vocabulary_id(&ldose_combine_policies, option->combine));
    if (option->weight < 0 && ldose_limit_compare(option->part.low, option->part.high) != 0)
        return NULL;
    ldose_number_print(number, option->weight >= 0 ? option->weight_kg : option->part.low, DIGITS);
    return g_strdup_printf("%s=%s", column, number);
}

/* The interval of a range as it is typed: "from 0.5 to below 1". */
static char *
range_to_type(const LdosePart *part, const LdoseWording *wording)
{
    char low[LDOSE_NUMBER_BUFFER], high[LDOSE_NUMBER_BUFFER];
    ldose_number_print(low, part->low, DIGITS);
    ldose_number_print(high, part->high, DIGITS);
    return part->high_owned ? ldose_tell(wording, N_("from %1$s to %2$s"), low, high)
                            : ldose_tell(wording, N_("from %1$s to below %2$s"), low, high);
}

char *
ldose_decision_option_how(const LdoseDecision *decision, const LdoseDecisionOption *option,
                          const LdoseWording *wording)
{
    const char *column = ldose_decision_answer_column(decision);
    g_autofree char *answer = ldose_decision_option_answer(decision, option);
    if (answer != NULL)
        return g_strdup_printf("--set %s", answer);
    if (column == NULL || option->stop)
        return NULL;
    g_autofree char *range = range_to_type(&option->part, wording);
    return g_strdup_printf("--set %s=… (%s)", column, range);
}

static char *
override_how(const LdoseDecision *decision, const LdoseWording *wording)
{
    const char *column =
        decision->drug == LDOSE_DRUG_ANY
            ? "fludarabine_fraction, cyclophosphamide_fraction"
            : ldose_column_info(ldose_fraction_column((LdoseDrug)decision->drug))->name;
    return ldose_tell(
        wording,
        N_("Only an override decides this: override_reason, decided_by, prescriber, and "
           "the part of the dose in %1$s."),
        column);
}

char *
ldose_decision_how(const LdoseDecision *decision, const LdoseWording *wording)
{
    const char *column = ldose_decision_answer_column(decision);
    if (column == NULL)
        return override_how(decision, wording);
    switch ((int)decision->kind) {
    case LDOSE_DECISION_CREATININE_UNSTABLE:
    case LDOSE_DECISION_NO_ESTIMATE:
        return ldose_tell(wording, N_("Answer: --set %1$s=…, or an override."), column);
    case LDOSE_DECISION_CREATININE_BOUND:
        return ldose_tell(wording,
                          N_("Answer: creatinine as a number, --set %1$s=…, or --set "
                             "gfr_measured_ml_min=…."),
                          column);
    case LDOSE_DECISION_UNVERIFIED_REGIMEN:
    case LDOSE_DECISION_UNVERIFIED_RULE:
        return ldose_tell(wording, N_("Answer, after checking: --set %1$s=yes."), column);
    case LDOSE_DECISION_UNDER_10_KG:
        return ldose_tell(wording, N_("Answer for body surface: --set %1$s=%2$s."), column,
                          LDOSE_CONFIRM_BSA_UNDER_10_KG);
    default: return ldose_tell(wording, N_("Answer: --set %1$s=…."), column);
    }
}

char *
ldose_decision_text(const LdosePlan *plan, const LdosePatient *patient,
                    const LdoseDecision *decision, const LdoseWording *wording)
{
    g_autofree char *question = ldose_decision_question(decision, wording);
    g_autofree char *reason = ldose_decision_reason(plan, patient, decision, wording);
    g_autofree char *how = ldose_decision_how(decision, wording);
    g_autoptr(GPtrArray) answers = ldose_decision_answers(plan, decision, wording);
    GString *text = g_string_new(question);
    if (reason[0] != '\0')
        g_string_append_printf(text, "\n%s", reason);
    for (guint i = 0; i < answers->len; i++) {
        g_autofree char *typed =
            i < decision->n_options
                ? ldose_decision_option_how(decision, &decision->option[i], wording)
                : NULL;
        g_string_append_printf(text, "\n• %s", (const char *)g_ptr_array_index(answers, i));
        if (typed != NULL)
            g_string_append_printf(text, " %s", typed);
    }
    if (decision->n_options == 0)
        g_string_append_printf(text, "\n%s", how);
    return g_string_free(text, FALSE);
}
