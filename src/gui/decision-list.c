/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision-list.h"

#include <string.h>

#include "case-answer.h"
#include "decision-text.h"
#include "drug-rules.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "value-entry.h"

#define DIGITS 10

/* ---- answering ------------------------------------------------------------------------------- */

typedef struct {
    LdoseSession *session;
    LdoseColumn column;
    char *value; /* a word to add, where the column is a list */
} Answer;

static void
answer_free(gpointer data, GClosure *closure)
{
    Answer *answer = data;
    (void)closure;
    g_object_unref(answer->session);
    g_free(answer->value);
    g_free(answer);
}

static void
on_answer(GtkButton *button, gpointer data)
{
    const Answer *answer = data;
    g_autoptr(LdoseSession) session = g_object_ref(answer->session);
    g_autofree char *value = g_strdup(answer->value);
    (void)button;
    if (answer->column == LDOSE_COLUMN_CONFIRM)
        ldose_session_set_word(session, LDOSE_COLUMN_CONFIRM, value, TRUE);
    else
        ldose_session_set(session, answer->column, value);
}

static GtkWidget *
answer_button(LdoseSession *session, const char *text, LdoseColumn column, const char *value)
{
    Answer *answer = g_new0(Answer, 1);
    GtkWidget *button = ldose_page_button(text);
    answer->session = g_object_ref(session);
    answer->column = column;
    answer->value = g_strdup(value);
    g_signal_connect_data(button, "clicked", G_CALLBACK(on_answer), answer, answer_free, 0);
    gtk_widget_add_css_class(button, "answer");
    return button;
}

/* A button that leads to a field of the form. */
static GtkWidget *
go_to_button(const char *text, LdoseColumn column)
{
    GtkWidget *button = ldose_page_button(text);
    gtk_widget_set_halign(button, GTK_ALIGN_START);
    gtk_actionable_set_action_name(GTK_ACTIONABLE(button), "win.go-to");
    gtk_actionable_set_action_target(GTK_ACTIONABLE(button), "s", ldose_column_info(column)->name);
    return button;
}

/* ---- what other documents print -------------------------------------------------------------- */

static char *
other_part_text(const LdosePlan *plan, const LdosePlan *other, int drug,
                const LdoseWording *wording)
{
    double part = other->drug[drug].part;
    double mg;
    const LdoseRule *rule = other->drug[drug].row[LDOSE_COHORT_RENAL].rule;
    LdoseRoundedDose rounded = {0};
    g_autofree char *source = rule != NULL ? ldose_phrase_rule_source(rule) : g_strdup("");
    const char *evidence =
        rule != NULL ? ldose_wording_text(wording, ldose_vocabulary_label(&ldose_evidence_grades,
                                                                          (int)rule->evidence))
                     : "";
    const char *percent = LDOSE_VALUE(wording, 100 * part, 1, LDOSE_UNIT_PERCENT);
    const char *title = ldose_wording_rule_text(wording, other->rules->guidance->document.title);
    if (!ldose_plan_part_dose(plan, (LdoseDrug)drug, part, &mg, &rounded))
        return ldose_tell(wording, N_("%1$s of the standard dose. %2$s: %3$s (%4$s)"), percent,
                          title, source, evidence);
    return ldose_tell(wording,
                      N_("%1$s of the standard dose: %2$s a day, rounded %3$s. %4$s: %5$s (%6$s)"),
                      percent, LDOSE_MG(wording, mg), LDOSE_MG(wording, rounded.given_mg), title,
                      source, evidence);
}

/* The parts that the other documents give for this patient, as far as this range allows them. */
static void
append_other_parts(GtkWidget *box, LdoseSession *session, const LdoseDecision *decision,
                   const LdosePart *range)
{
    const GPtrArray *others = ldose_session_other_plans(session);
    int drug = decision->drug;
    for (guint i = 0; i < others->len; i++) {
        const LdosePlan *other = g_ptr_array_index(others, i);
        const LdoseDrugPlan *drug_plan = &other->drug[drug];
        char number[LDOSE_NUMBER_BUFFER];
        if (!drug_plan->has_part || !drug_plan->covered || drug_plan->status != LDOSE_PLAN_FINAL ||
            !ldose_part_contains(range, drug_plan->part))
            continue;
        g_autofree char *text = other_part_text(ldose_session_plan(session), other, drug,
                                                ldose_session_wording(session));
        ldose_number_print(number, drug_plan->part, DIGITS);
        gtk_box_append(GTK_BOX(box), answer_button(session, text,
                                                   ldose_fraction_column((LdoseDrug)drug), number));
    }
}

/* ---- another part, typed as a percentage ----------------------------------------------------- */

typedef struct {
    LdoseSession *session;
    LdoseColumn column;
    GtkWidget *entry, *message;
} OtherPart;

static void
other_part_free(gpointer data, GClosure *closure)
{
    OtherPart *other = data;
    (void)closure;
    g_object_unref(other->session);
    g_free(other);
}

static void
on_other_part(OtherPart *other)
{
    const char *text = gtk_editable_get_text(GTK_EDITABLE(other->entry));
    char number[LDOSE_NUMBER_BUFFER];
    double percent = 0;
    if (ldose_number_parse(text, strlen(text), LDOSE_DECIMAL_EITHER, &percent) != LDOSE_NUMBER_OK ||
        percent <= 0) {
        gtk_label_set_text(GTK_LABEL(other->message),
                           _("Write a percentage above 0, digits with at most one decimal sign."));
        gtk_widget_set_visible(other->message, TRUE);
        gtk_accessible_update_state(GTK_ACCESSIBLE(other->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE, -1);
        return;
    }
    g_autoptr(LdoseSession) session = g_object_ref(other->session);
    ldose_number_print(number, percent / 100, DIGITS);
    ldose_session_set(session, other->column, number);
}

static GtkWidget *
other_part_row(LdoseSession *session, LdoseColumn column, const char *range)
{
    OtherPart *other = g_new0(OtherPart, 1);
    GtkWidget *box = ldose_page_box(3, NULL);
    GtkWidget *row = ldose_page_row(6);
    GtkWidget *label = gtk_label_new_with_mnemonic(_("Anot_her part:"));
    /* xgettext:no-c-format */
    GtkWidget *suffix = gtk_label_new(_("% of the standard dose"));
    GtkWidget *button = gtk_button_new_with_label(_("Choose this part"));
    other->session = g_object_ref(session);
    other->column = column;
    other->entry = gtk_entry_new();
    other->message = ldose_page_label(NULL, "error");
    gtk_widget_set_visible(other->message, FALSE);
    gtk_editable_set_width_chars(GTK_EDITABLE(other->entry), 6);
    gtk_editable_set_max_width_chars(GTK_EDITABLE(other->entry), 6);
    gtk_label_set_mnemonic_widget(GTK_LABEL(label), other->entry);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap(GTK_LABEL(suffix), TRUE);
    gtk_label_set_xalign(GTK_LABEL(suffix), 0);
    gtk_accessible_update_property(GTK_ACCESSIBLE(other->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   _("Another part in percent of the standard dose"), -1);
    g_signal_connect_swapped(other->entry, "activate", G_CALLBACK(on_other_part), other);
    g_signal_connect_data(button, "clicked", G_CALLBACK(on_other_part), other, other_part_free,
                          G_CONNECT_SWAPPED);
    ldose_page_row_append(row, label);
    ldose_page_row_append(row, other->entry);
    ldose_page_row_append(row, suffix);
    ldose_page_row_append(row, button);
    gtk_box_append(GTK_BOX(box), ldose_page_label(range, "caption"));
    gtk_box_append(GTK_BOX(box), row);
    gtk_box_append(GTK_BOX(box), other->message);
    return box;
}

/* ---- the answers of a decision --------------------------------------------------------------- */

static void
append_option(GtkWidget *box, LdoseSession *session, const LdoseDecision *decision, guint index,
              const char *words)
{
    const LdoseDecisionOption *option = &decision->option[index];
    g_autofree char *answer = ldose_decision_option_answer(decision, option);
    const char *name = ldose_decision_answer_column(decision);
    if (answer != NULL) {
        const char *value = strchr(answer, '=') + 1;
        gtk_box_append(GTK_BOX(box),
                       answer_button(session, words,
                                     (LdoseColumn)ldose_column_find(name, strlen(name)), value));
    } else if (!option->stop && name != NULL && decision->drug != LDOSE_DRUG_ANY) {
        append_other_parts(box, session, decision, &option->part);
        gtk_box_append(
            GTK_BOX(box),
            other_part_row(session, ldose_fraction_column((LdoseDrug)decision->drug), words));
    } else {
        gtk_box_append(GTK_BOX(box), ldose_page_label(words, NULL));
    }
}

/* Documents that have an answer for this patient. */
static void
append_guidances(GtkWidget *box, LdoseSession *session, int drug)
{
    const GPtrArray *others = ldose_session_other_plans(session);
    const LdoseWording *wording = ldose_session_wording(session);
    for (guint i = 0; i < others->len; i++) {
        const LdosePlan *other = g_ptr_array_index(others, i);
        const LdoseDocument *document = &other->rules->guidance->document;
        gboolean holds =
            drug == LDOSE_DRUG_ANY ? other->status == LDOSE_PLAN_FINAL : other->drug[drug].covered;
        if (!holds)
            continue;
        g_autofree char *text =
            ldose_tell(wording, N_("Use “%1$s” instead (%2$s)"),
                       ldose_wording_rule_text(wording, document->title),
                       ldose_wording_text(wording, ldose_vocabulary_label(&ldose_plan_statuses,
                                                                          (int)other->status)));
        gtk_box_append(GTK_BOX(box),
                       answer_button(session, text, LDOSE_COLUMN_GUIDANCE, document->id));
    }
}

/* Answers that are no parts of a dose. */
static void
append_other_answers(GtkWidget *box, LdoseSession *session, const LdoseDecision *decision)
{
    switch ((int)decision->kind) {
    case LDOSE_DECISION_CREATININE_UNSTABLE:
    case LDOSE_DECISION_NO_ESTIMATE:
    case LDOSE_DECISION_CREATININE_BOUND:
        gtk_box_append(GTK_BOX(box),
                       go_to_button(_("Enter a measured GFR"), LDOSE_COLUMN_GFR_MEASURED_ML_MIN));
        break;
    case LDOSE_DECISION_NO_RULE_FOR_CHILDREN:
    case LDOSE_DECISION_DRUG_NOT_COVERED: append_guidances(box, session, decision->drug); break;
    case LDOSE_DECISION_UNVERIFIED_REGIMEN:
    case LDOSE_DECISION_UNVERIFIED_RULE:
        gtk_box_append(GTK_BOX(box),
                       answer_button(session, _("I have checked the source: accept it"),
                                     LDOSE_COLUMN_ACCEPT_UNVERIFIED, "yes"));
        break;
    default: break;
    }
}

static void
append_under_10_kg(GtkWidget *box, LdoseSession *session, const GPtrArray *answers)
{
    for (guint i = 0; i < answers->len; i++) {
        const char *words = g_ptr_array_index(answers, i);
        if (i == 0)
            gtk_box_append(GTK_BOX(box), answer_button(session, words, LDOSE_COLUMN_CONFIRM,
                                                       LDOSE_CONFIRM_BSA_UNDER_10_KG));
        else
            gtk_box_append(GTK_BOX(box), ldose_page_label(words, "caption"));
    }
}

static GtkWidget *
decision_card(LdoseSession *session, const LdoseDecision *decision)
{
    const LdosePlan *plan = ldose_session_plan(session);
    const LdoseWording *wording = ldose_session_wording(session);
    g_autoptr(GPtrArray) answers = ldose_decision_answers(plan, decision, wording);
    GtkWidget *card = ldose_page_box(8, "card-box");
    gtk_widget_add_css_class(card, "decision");
    ldose_page_append_take(card, ldose_decision_question(decision, wording), "outcome");
    ldose_page_append_take(
        card, ldose_decision_reason(plan, ldose_session_patient(session), decision, wording),
        "caption");
    if (decision->kind == LDOSE_DECISION_UNDER_10_KG) {
        append_under_10_kg(card, session, answers);
        return card;
    }
    for (guint i = 0; i < decision->n_options; i++)
        append_option(card, session, decision, i, g_ptr_array_index(answers, i));
    append_other_answers(card, session, decision);
    return card;
}

static GtkWidget *
override_button(void)
{
    GtkWidget *button = gtk_button_new_with_mnemonic(_("O_verride …"));
    gtk_widget_set_halign(button, GTK_ALIGN_START);
    gtk_actionable_set_action_name(GTK_ACTIONABLE(button), "win.override");
    gtk_widget_set_tooltip_text(
        button, _("A dose against the rules: needs a reason, your name and the prescriber."));
    return button;
}

void
ldose_decision_list_append(GtkWidget *page, LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    gboolean open = FALSE;
    GtkWidget *section = NULL;
    if (plan->status == LDOSE_PLAN_CONTRAINDICATED) {
        gtk_box_append(GTK_BOX(page), override_button());
        return;
    }
    for (guint i = 0; i < plan->n_decisions; i++) {
        if (plan->decision[i].overridden)
            continue;
        if (!open)
            section = ldose_page_section(page, _("To decide"));
        open = TRUE;
        gtk_box_append(GTK_BOX(section), decision_card(session, &plan->decision[i]));
    }
    if (open)
        gtk_box_append(GTK_BOX(section), override_button());
}

/* ---- what was decided ------------------------------------------------------------------------ */

static char *
decided_text(LdoseSession *session, LdoseColumn column)
{
    const LdoseWording *wording = ldose_session_wording(session);
    const LdoseColumnInfo *info = ldose_column_info(column);
    const LdoseCase *c = ldose_session_case(session);
    const char *label = ldose_wording_text(wording, info->label);
    if (!LDOSE_CASE_HAS(c, column))
        return NULL;
    if (column == LDOSE_COLUMN_FLUDARABINE_FRACTION ||
        column == LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION)
        return ldose_tell(
            wording, N_("%1$s: %2$s of the standard dose"), label,
            LDOSE_VALUE(wording, 100 * c->value[column].number, 2, LDOSE_UNIT_PERCENT));
    if (info->kind == LDOSE_COLUMN_KIND_WORD)
        return ldose_tell(wording, N_("%1$s: %2$s"), label,
                          ldose_wording_text(
                              wording, ldose_vocabulary_label(info->words, c->value[column].word)));
    return ldose_tell(wording, N_("%1$s: %2$s"), label, ldose_session_text(session, column));
}

static void
append_decided(GtkWidget *box, LdoseSession *session, LdoseColumn column)
{
    g_autofree char *text = decided_text(session, column);
    if (text == NULL)
        return;
    GtkWidget *row = ldose_page_row(12);
    GtkWidget *label = ldose_page_label(text, NULL);
    GtkWidget *back = answer_button(session, _("Take back"), column, "");
    g_autofree char *name = g_strdup_printf(_("Take back “%s”"), text);
    gtk_accessible_update_property(GTK_ACCESSIBLE(back), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_widget_set_valign(back, GTK_ALIGN_CENTER);
    ldose_page_row_append(row, label);
    ldose_page_row_append(row, back);
    gtk_box_append(GTK_BOX(box), row);
}

void
ldose_decided_list_append(GtkWidget *page, LdoseSession *session)
{
    GtkWidget *box = ldose_page_box(6, "card-box");
    for (guint i = 0; i < LDOSE_N_ANSWERS; i++)
        append_decided(box, session, ldose_answer_columns[i]);
    if (gtk_widget_get_first_child(box) == NULL) {
        g_object_unref(g_object_ref_sink(box));
        return;
    }
    gtk_box_append(GTK_BOX(ldose_page_section(page, _("Decided by a person"))), box);
}
