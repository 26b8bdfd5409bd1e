/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-text.h"

#include "config.h"

#include "card-text.h"
#include "decision-text.h"
#include "dose-text.h"
#include "finding-acknowledge.h"
#include "finding-text.h"
#include "firmness-text.h"
#include "intended-purpose.h"
#include "patient-text.h"
#include "phrase.h"
#include "regimen-text.h"
#include "text-page.h"
#include "trace-text.h"

#define INDENT       2
#define COLUMN       16
#define SHORT_SHA256 12 /* hex digits of a document's hash */

static void
title(GString *out, const char *text, const LdoseWording *wording)
{
    ldose_page_paragraph(out, 0, 0, ldose_wording_text(wording, text));
}

static void
paragraph(GString *out, guint first, guint rest, char *text)
{
    g_autofree char *owned = text;
    if (owned != NULL && owned[0] != '\0')
        ldose_page_paragraph(out, first, rest, owned);
}

/* ---- headline -------------------------------------------------------------------------------- */

static guint
count_findings(const LdosePlan *plan, LdoseSeverity severity)
{
    guint n = 0;
    for (guint i = 0; i < plan->n_findings; i++)
        n += ldose_finding_kind(plan->finding[i].code)->severity == severity;
    return n;
}

char *
ldose_plan_headline(const LdosePlan *plan, const LdoseWording *wording)
{
    guint n = count_findings(plan, LDOSE_SEVERITY_ACKNOWLEDGE);
    if (plan->status != LDOSE_PLAN_FINAL || n == 0)
        return g_strdup(ldose_wording_text(
            wording, ldose_vocabulary_label(&ldose_plan_statuses, (int)plan->status)));
    return ldose_tell_count(wording, n, "Dose calculated, %1$s point to acknowledge",
                            "Dose calculated, %1$s points to acknowledge", LDOSE_WHOLE(wording, n));
}

char *
ldose_plan_release_text(const LdosePlan *plan, const LdoseWording *wording)
{
    const char *status = ldose_vocabulary_id(&ldose_plan_statuses, (int)plan->status);
    switch ((int)plan->release) {
    case LDOSE_RELEASE_CLEAR:
        return ldose_tell(wording, N_("Status: %1$s. Release: clear, nothing to acknowledge."),
                          status);
    case LDOSE_RELEASE_ACKNOWLEDGE:
        return ldose_tell(
            wording,
            N_("Status: %1$s. Release: acknowledge; each point needs a reason and a name "
               "before this page leaves the pharmacy."),
            status);
    default:
        return ldose_tell(
            wording, N_("Status: %1$s. Release: blocked; this page must not leave the pharmacy."),
            status);
    }
}

static void
headline(GString *out, const LdosePlan *plan, const LdosePatient *patient,
         const LdoseWording *wording)
{
    g_autofree char *case_id = ldose_phrase_case_text(patient, LDOSE_COLUMN_CASE_ID);
    if (case_id[0] != '\0')
        paragraph(out, 0, 0, ldose_tell(wording, N_("Case %1$s"), case_id));
    if (plan->overridden)
        title(out, N_("OVERRIDE: this dose was decided by a person against the rules."), wording);
    paragraph(out, 0, 0, ldose_plan_headline(plan, wording));
    paragraph(out, 0, 0, ldose_plan_release_text(plan, wording));
    g_string_append_c(out, '\n');
}

/* ---- which documents, which patient ---------------------------------------------------------- */

static char *
document_text(const LdoseDocument *document, const LdoseWording *wording)
{
    const char *name = ldose_phrase_rule_text(wording, document->title);
    g_autofree char *id = ldose_phrase_document(document);
    switch (document->status) {
    case LDOSE_STATUS_DRAFT: return ldose_tell(wording, N_("%1$s; %2$s, draft"), name, id);
    case LDOSE_STATUS_RETIRED: return ldose_tell(wording, N_("%1$s; %2$s, retired"), name, id);
    case LDOSE_STATUS_RELEASED:
    default: return ldose_tell(wording, N_("%1$s; %2$s"), name, id);
    }
}

static void
line(GString *out, const char *label, char *text, const LdoseWording *wording)
{
    g_autofree char *owned = text;
    if (owned != NULL && owned[0] != '\0')
        ldose_page_labelled(out, 0, COLUMN, ldose_wording_text(wording, label), owned);
}

static void
documents_and_patient(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                      const LdoseWording *wording)
{
    const LdoseRuleSet *rules = plan->rules;
    g_autofree char *policy = document_text(&rules->formulary->document, wording);
    line(out, N_("Regimen"), document_text(&rules->regimen->document, wording), wording);
    line(out, N_("Guidance"), document_text(&rules->guidance->document, wording), wording);
    line(out, N_("Site policy"),
         LDOSE_CASE_HAS(patient->c, LDOSE_COLUMN_FORMULARY)
             ? g_strdup(policy)
             : ldose_tell(wording, N_("%1$s; used because none was named"), policy),
         wording);
    line(out, N_("Site"),
         g_strdup(ldose_wording_text(wording, ldose_adoption_line(rules->site.adopted))), wording);
    line(out, N_("Patient"), ldose_patient_line(plan, patient, wording), wording);
    line(out, "", ldose_kidney_line(plan, patient, wording), wording);
    line(out, "", ldose_liver_line(patient, wording), wording);
    line(out, "", ldose_stated_line(patient, wording), wording);
    g_string_append_c(out, '\n');
}

/* ---- why there is no dose -------------------------------------------------------------------- */

static void
missing_data(GString *out, const LdosePlan *plan, const LdoseWording *wording)
{
    gboolean first = TRUE;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        guint64 missing = plan->drug[drug].missing;
        if (missing == 0)
            continue;
        if (first)
            title(out, N_("Missing"), wording);
        first = FALSE;
        g_autofree char *labels = ldose_phrase_column_labels(wording, missing);
        g_autofree char *names = ldose_phrase_column_names(wording, missing);
        paragraph(out, INDENT, INDENT + 2,
                  ldose_tell(wording, N_("%1$s needs: %2$s. Columns: %3$s."),
                             ldose_phrase_drug_title(wording, drug), labels, names));
    }
    if (!first)
        g_string_append_c(out, '\n');
}

/* The condition that a stop hangs on, or -1. */
static int
stop_condition(const LdoseGuidance *guidance, const LdoseRule *rule)
{
    for (guint i = 0; i < guidance->n_stops; i++) {
        if (&guidance->stops[i].rule == rule)
            return (int)guidance->stops[i].condition;
    }
    return -1;
}

/* What a row says stands among the reasons as well, with its source; what a condition does, only
 * here. */
static char *
stop_text(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
          const LdoseWording *wording)
{
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
        g_auto(LdoseCard) card = {NULL};
        if (drug_plan->row[cohort].rule != drug_plan->stop)
            continue;
        ldose_card_init(&card, plan, patient, drug, (LdoseCohort)cohort, wording);
        return ldose_sentences(2, g_steal_pointer(&card.outcome), g_steal_pointer(&card.value));
    }
    int condition = stop_condition(plan->rules->guidance, drug_plan->stop);
    if (condition < 0)
        condition = stop_condition(plan->rules->general, drug_plan->stop);
    return ldose_sentences(
        4,
        condition >= 0 ? ldose_tell(wording, N_("This patient: %1$s."),
                                    ldose_wording_text(wording, ldose_vocabulary_label(
                                                                    &ldose_conditions, condition)))
                       : NULL,
        drug_plan->stop->text != NULL && drug_plan->stop->text[0] != '\0'
            ? ldose_tell(wording, N_("The source says “%1$s”."),
                         ldose_phrase_rule_text(wording, drug_plan->stop->text))
            : NULL,
        ldose_note_sentence(wording, drug_plan->stop),
        ldose_source_sentence(wording, drug_plan->stop));
}

static void
stops(GString *out, const LdosePlan *plan, const LdosePatient *patient, const LdoseWording *wording)
{
    if (plan->status != LDOSE_PLAN_CONTRAINDICATED)
        return;
    title(out, N_("Do not give"), wording);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRule *stop = plan->drug[drug].stop;
        if (stop == NULL)
            continue;
        g_autofree char *why = stop_text(plan, patient, (LdoseDrug)drug, wording);
        paragraph(
            out, INDENT, INDENT + 2,
            ldose_tell(wording, N_("%1$s: %2$s"), ldose_phrase_drug_title(wording, drug), why));
        if (stop->fallback > 0)
            paragraph(
                out, INDENT + 2, INDENT + 2,
                ldose_tell(wording,
                           N_("If it cannot be avoided, the source names %1$s of the dose: only by "
                              "an override."),
                           LDOSE_VALUE(wording, 100 * stop->fallback, 2, LDOSE_UNIT_PERCENT)));
    }
    g_string_append_c(out, '\n');
}

/* ---- decisions ------------------------------------------------------------------------------- */

static void
decision_answers(GString *out, const LdosePlan *plan, const LdoseDecision *decision,
                 const LdoseWording *wording)
{
    g_autoptr(GPtrArray) answers = ldose_decision_answers(plan, decision, wording);
    gboolean typed = FALSE;
    for (guint i = 0; i < answers->len; i++) {
        const char *words = g_ptr_array_index(answers, i);
        g_autofree char *how =
            i < decision->n_options
                ? ldose_decision_option_how(decision, &decision->option[i], wording)
                : NULL;
        typed = typed || how != NULL;
        paragraph(out, INDENT + 2, INDENT + 4,
                  how != NULL ? g_strdup_printf("• %s\n%s", words, how)
                              : g_strdup_printf("• %s", words));
    }
    if (!typed)
        paragraph(out, INDENT + 2, INDENT + 2, ldose_decision_how(decision, wording));
}

/* Whether a later decision puts the same question, with the same reason, to the other drug. */
static gboolean
is_asked_again(const LdosePlan *plan, const LdosePatient *patient, guint first, guint second,
               const LdoseWording *wording)
{
    const LdoseDecision *one = &plan->decision[first], *other = &plan->decision[second];
    if (one->kind != other->kind || one->n_options > 0 || other->n_options > 0 ||
        g_strcmp0(ldose_decision_answer_column(one), ldose_decision_answer_column(other)) != 0)
        return FALSE;
    g_autofree char *reason = ldose_decision_reason(plan, patient, one, wording);
    g_autofree char *again = ldose_decision_reason(plan, patient, other, wording);
    return g_str_equal(reason, again);
}

static gboolean
was_asked(const LdosePlan *plan, const LdosePatient *patient, guint index,
          const LdoseWording *wording)
{
    for (guint i = 0; i < index; i++) {
        if (is_asked_again(plan, patient, i, index, wording))
            return TRUE;
    }
    return FALSE;
}

static gboolean
concerns_both_drugs(const LdosePlan *plan, const LdosePatient *patient, guint index,
                    const LdoseWording *wording)
{
    for (guint i = index + 1; i < plan->n_decisions; i++) {
        if (is_asked_again(plan, patient, index, i, wording))
            return TRUE;
    }
    return FALSE;
}

static void
decisions(GString *out, const LdosePlan *plan, const LdosePatient *patient,
          const LdoseWording *wording)
{
    if (plan->n_decisions == 0)
        return;
    gboolean stopped = plan->status == LDOSE_PLAN_CONTRAINDICATED;
    title(out, plan->overridden ? N_("Decided by override") : N_("To decide"), wording);
    for (guint i = 0; i < plan->n_decisions; i++) {
        LdoseDecision decision = plan->decision[i];
        if (was_asked(plan, patient, i, wording))
            continue;
        char *reason = ldose_decision_reason(plan, patient, &decision, wording);
        if (concerns_both_drugs(plan, patient, i, wording))
            decision.drug = LDOSE_DRUG_ANY;
        paragraph(out, INDENT, INDENT + 2, ldose_decision_question(&decision, wording));
        paragraph(out, INDENT + 2, INDENT + 2, reason);
        if (!decision.overridden && !stopped)
            decision_answers(out, plan, &decision, wording);
    }
    g_string_append_c(out, '\n');
}

/* A drug with nothing open in a plan that is not final: said, so that nobody looks for its dose. */
static void
waiting_drugs(GString *out, const LdosePlan *plan, const LdoseWording *wording)
{
    if (plan->status == LDOSE_PLAN_FINAL)
        return;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (plan->drug[drug].status != LDOSE_PLAN_FINAL)
            continue;
        paragraph(
            out, 0, 0,
            ldose_tell(wording,
                       N_("%1$s: nothing is open; its dose is shown once the whole plan is final."),
                       ldose_phrase_drug_title(wording, drug)));
        g_string_append_c(out, '\n');
    }
}

/* ---- findings -------------------------------------------------------------------------------- */

static gboolean
is_shown_elsewhere(const LdosePlan *plan, const LdoseFinding *finding)
{
    /* The drug's own lines say it already. */
    return finding->code == LDOSE_FINDING_IN_PROPORTION && plan->status == LDOSE_PLAN_FINAL;
}

/* "Near a limit [near-limit]"; a caution with its source's verb and its row, as columns write
 * it. */
static char *
finding_heading(const LdoseFinding *finding, const LdoseWording *wording)
{
    const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
    const char *name = ldose_wording_text(wording, kind->title);
    if (finding->code != LDOSE_FINDING_CAUTION)
        return g_strdup_printf("%s [%s]", name, kind->id);
    return g_strdup_printf("%s: %s [%s:%s]", name,
                           ldose_phrase_rule_text(wording, finding->rule->text), kind->id,
                           finding->rule->id);
}

static void
findings(GString *out, const LdosePlan *plan, const LdosePatient *patient, LdoseSeverity severity,
         const char *name, const LdoseWording *wording)
{
    guint n = 0;
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
        if (kind->severity != severity || is_shown_elsewhere(plan, finding))
            continue;
        if (n++ == 0)
            title(out, name, wording);
        g_autofree char *mark =
            severity == LDOSE_SEVERITY_ACKNOWLEDGE ? g_strdup_printf("%u. ", n) : g_strdup("• ");
        guint hang = INDENT + ldose_page_width(mark);
        g_autofree char *heading = finding_heading(finding, wording);
        paragraph(out, INDENT, hang, g_strdup_printf("%s%s", mark, heading));
        paragraph(out, hang, hang, ldose_finding_text(plan, patient, finding, wording));
        gboolean said = finding->code == LDOSE_FINDING_WEIGHT_FLUID; /* by its own text */
        if (kind->action[0] != '\0' && !said)
            paragraph(out, hang, hang + 2,
                      g_strdup_printf("→ %s", ldose_wording_text(wording, kind->action)));
    }
    if (n > 0)
        g_string_append_c(out, '\n');
}

/* ---- the foot of the page -------------------------------------------------------------------- */

static void
document_row(LdosePageTable *table, const char *kind, const LdoseDocument *document,
             const LdoseWording *wording)
{
    ldose_page_table_add(table, g_strdup(ldose_wording_text(wording, kind)));
    ldose_page_table_add(table, ldose_phrase_document(document));
    ldose_page_table_add(table, g_strdup(ldose_phrase_document_status(wording, document)));
    ldose_page_table_add(table, g_strdup_printf("sha256 %.*s", SHORT_SHA256, document->sha256));
}

static void
foot(GString *out, const LdosePlan *plan, const LdoseWording *wording)
{
    static const gboolean right[] = {FALSE, FALSE, FALSE, FALSE};
    static const char *const kinds[LDOSE_PLAN_OWN_DOCUMENTS] = {
        N_("Regimen"), N_("Guidance"), N_("Site policy"), N_("General findings")};
    const LdoseDocument *documents[LDOSE_PLAN_MAX_DOCUMENTS];
    guint n = ldose_phrase_documents(plan, documents);
    LdosePageTable table;
    ldose_page_table_init(&table, G_N_ELEMENTS(right), right);
    for (guint i = 0; i < n; i++)
        document_row(&table, i < G_N_ELEMENTS(kinds) ? kinds[i] : N_("Other guidance"),
                     documents[i], wording);
    title(out, N_("Documents"), wording);
    ldose_page_table_print(&table, out, INDENT);
    paragraph(out, INDENT, INDENT,
              ldose_tell(wording, N_("Program: Lymphodose %1$s."), LDOSE_VERSION));
    paragraph(out, INDENT, INDENT,
              wording->decimal_sign == ','
                  ? ldose_tell(wording, N_("Decimal sign of this page: comma. Numbers of sections, "
                                           "versions and sources keep their point."))
                  : ldose_tell(wording, N_("Decimal sign of this page: point.")));
    g_string_append_c(out, '\n');
    title(out, ldose_intended_purpose(), wording);
}

static void
other_documents(GString *out, const char *others, const LdoseWording *wording)
{
    g_auto(GStrv) lines = g_strsplit(others, "\n", -1);
    if (others[0] == '\0')
        return;
    title(out, N_("Other documents for this patient"), wording);
    for (guint i = 0; lines[i] != NULL; i++)
        paragraph(out, INDENT, INDENT + 2, g_strdup(lines[i]));
    g_string_append_c(out, '\n');
}

/* ---- the page -------------------------------------------------------------------------------- */

void
ldose_plan_text(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                const LdoseTrace *trace, const LdoseWording *wording)
{
    ldose_plan_text_beside(out, plan, patient, trace, "", wording);
}

void
ldose_plan_text_beside(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                       const LdoseTrace *trace, const char *others, const LdoseWording *wording)
{
    headline(out, plan, patient, wording);
    documents_and_patient(out, plan, patient, wording);
    ldose_order_check_text(out, plan, wording);
    if (plan->status == LDOSE_PLAN_FINAL)
        ldose_dose_text(out, plan, patient, wording);
    stops(out, plan, patient, wording);
    missing_data(out, plan, wording);
    findings(out, plan, patient, LDOSE_SEVERITY_STOP, N_("Why there is no dose"), wording);
    decisions(out, plan, patient, wording);
    waiting_drugs(out, plan, wording);
    other_documents(out, others, wording);

    title(out, N_("Reasons"), wording);
    ldose_cards_text(out, plan, patient, wording);
    g_string_append_c(out, '\n');
    ldose_firmness_text(out, plan, patient, wording);
    findings(out, plan, patient, LDOSE_SEVERITY_ACKNOWLEDGE, N_("To acknowledge"), wording);
    findings(out, plan, patient, LDOSE_SEVERITY_NOTE, N_("Notes"), wording);
    if (trace != NULL) {
        title(out, N_("Why"), wording);
        ldose_trace_text(out, trace, plan->status == LDOSE_PLAN_FINAL, wording);
        g_string_append_c(out, '\n');
    }
    title(out, N_("The regimen"), wording);
    ldose_regimen_text(out, plan, wording);
    g_string_append_c(out, '\n');
    foot(out, plan, wording);
}
