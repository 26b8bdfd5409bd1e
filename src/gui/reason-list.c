/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reason-list.h"

#include "card-text.h"
#include "finding-text.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "patient-text.h"

static const char *
cohort_heading(int cohort)
{
    static const char *const names[] = {N_("Kidneys"), N_("Liver"), N_("Body size")};
    return _(names[cohort]);
}

static char *
cohort_line(LdoseSession *session, int cohort)
{
    const LdosePlan *plan = ldose_session_plan(session);
    const LdosePatient *patient = ldose_session_patient(session);
    const LdoseWording *wording = ldose_session_wording(session);
    switch (cohort) {
    case LDOSE_COHORT_RENAL: return ldose_kidney_line(plan, patient, wording);
    case LDOSE_COHORT_HEPATIC: return ldose_liver_line(patient, wording);
    default: return NULL;
    }
}

static void
append_rule_button(GtkWidget *line, const LdosePlan *plan, const LdoseRow *row)
{
    if (row->state != LDOSE_ROW_MATCHED)
        return;
    const LdoseDocument *document = &plan->rules->guidance->document;
    g_autofree char *target = g_strdup_printf("%s@%s#%s/%s", document->id, document->version,
                                              row->table->id, row->rule->id);
    g_autofree char *name = g_strdup_printf(_("Show rule %s in the rule browser"), row->rule->id);
    GtkWidget *button = gtk_button_new_with_label(_("Show rule"));
    gtk_widget_add_css_class(button, "flat");
    gtk_widget_add_css_class(button, "caption");
    gtk_widget_set_valign(button, GTK_ALIGN_START);
    gtk_actionable_set_action_name(GTK_ACTIONABLE(button), "win.show-rule");
    gtk_actionable_set_action_target(GTK_ACTIONABLE(button), "s", target);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    ldose_page_row_append(line, button);
}

static char *
source_text(const LdoseCard *card, const LdoseWording *wording)
{
    if (card->source == NULL)
        return NULL;
    return ldose_tell(wording, N_("Source: %1$s (%2$s)."), card->source, card->evidence);
}

static GtkWidget *
card_row(LdoseSession *session, int drug, int cohort)
{
    const LdosePlan *plan = ldose_session_plan(session);
    const LdoseWording *wording = ldose_session_wording(session);
    g_auto(LdoseCard) card = {NULL};
    ldose_card_init(&card, plan, ldose_session_patient(session), (LdoseDrug)drug,
                    (LdoseCohort)cohort, wording);
    GtkWidget *row = ldose_page_row(12);
    GtkWidget *words = ldose_page_box(2, NULL);
    gtk_widget_set_hexpand(words, TRUE);
    ldose_page_append_take(
        words,
        ldose_tell(wording, N_("%1$s: %2$s"), ldose_phrase_drug_title(wording, drug), card.outcome),
        "outcome");
    if (card.statement != NULL)
        gtk_box_append(GTK_BOX(words), ldose_page_label(card.statement, "caption"));
    if (card.value != NULL)
        gtk_box_append(GTK_BOX(words), ldose_page_label(card.value, "caption"));
    if (card.firmness != NULL)
        gtk_box_append(GTK_BOX(words), ldose_page_label(card.firmness, "caption"));
    ldose_page_append_take(words, source_text(&card, wording), "source");
    ldose_page_row_append(row, words);
    append_rule_button(row, plan, &plan->drug[drug].row[cohort]);
    return row;
}

void
ldose_reason_list_append(GtkWidget *page, LdoseSession *session)
{
    GtkWidget *section = ldose_page_section(page, _("Reasons"));
    for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
        GtkWidget *card = ldose_page_box(8, "card-box");
        gtk_box_append(GTK_BOX(card), ldose_page_label(cohort_heading(cohort), "heading"));
        ldose_page_append_take(card, cohort_line(session, cohort), "caption");
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
            gtk_box_append(GTK_BOX(card), card_row(session, drug, cohort));
        gtk_box_append(GTK_BOX(section), card);
    }
}

/* ---- notes ----------------------------------------------------------------------------------- */

static char *
note_heading(const LdoseFinding *finding, const LdoseWording *wording)
{
    const char *title = ldose_wording_text(wording, ldose_finding_kind(finding->code)->title);
    if (finding->code != LDOSE_FINDING_CAUTION)
        return g_strdup(title);
    return ldose_tell(wording, N_("%1$s: %2$s"), title,
                      ldose_wording_rule_text(wording, finding->rule->text));
}

static guint
fill_notes(GtkWidget *box, LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    const LdoseWording *wording = ldose_session_wording(session);
    guint n = 0;
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
        gboolean said = finding->code == LDOSE_FINDING_IN_PROPORTION &&
                        plan->status == LDOSE_PLAN_FINAL; /* by the dose table */
        if (kind->severity != LDOSE_SEVERITY_NOTE || said)
            continue;
        GtkWidget *note = ldose_page_box(2, NULL);
        ldose_page_append_take(note, note_heading(finding, wording), "outcome");
        ldose_page_append_take(
            note, ldose_finding_text(plan, ldose_session_patient(session), finding, wording),
            "caption");
        if (kind->action[0] != '\0')
            ldose_page_append_take(
                note, g_strdup_printf("→ %s", ldose_wording_text(wording, kind->action)),
                "caption");
        gtk_box_append(GTK_BOX(box), note);
        n++;
    }
    return n;
}

void
ldose_note_list_append(GtkWidget *page, LdoseSession *session)
{
    const LdoseWording *wording = ldose_session_wording(session);
    GtkWidget *box = ldose_page_box(8, "card-box");
    guint n = fill_notes(box, session);
    if (n == 0) {
        g_object_unref(g_object_ref_sink(box));
        return;
    }
    g_autofree char *title = ldose_tell(wording, N_("Notes (%1$s)"), LDOSE_WHOLE(wording, n));
    GtkWidget *section = ldose_page_section(page, title);
    gtk_box_append(GTK_BOX(section), box);
}
