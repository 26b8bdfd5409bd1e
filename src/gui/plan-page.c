/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-page.h"

#include "acknowledge-list.h"
#include "compare-text.h"
#include "decision-list.h"
#include "dose-table.h"
#include "finding-text.h"
#include "gui-text.h"
#include "intended-purpose.h"
#include "page-widgets.h"
#include "plan-head.h"
#include "plan-text.h"
#include "question-list.h"
#include "reason-list.h"
#include "record-list.h"
#include "regimen-text.h"

struct _LdosePlanPage {
    GtkWidget parent;
    GtkWidget *scroller, *content;
    LdoseSession *session;
    gulong handler;
    LdoseSessionState shown;
};

G_DEFINE_FINAL_TYPE(LdosePlanPage, ldose_plan_page, GTK_TYPE_WIDGET)

/* ---- no plan --------------------------------------------------------------------------------- */

static void
show_notice(GtkWidget *page, const char *icon, const char *title, const char *text)
{
    GtkWidget *box = ldose_page_row(12);
    GtkWidget *words = ldose_page_box(3, NULL);
    GtkWidget *symbol = ldose_page_symbol(icon, "dim-label");
    GtkWidget *headline = ldose_page_label(title, "title-2");
    gtk_image_set_pixel_size(GTK_IMAGE(symbol), 28);
    gtk_widget_set_name(headline, "headline");
    gtk_widget_add_css_class(box, "plan-head");
    gtk_box_append(GTK_BOX(words), headline);
    if (text != NULL)
        gtk_box_append(GTK_BOX(words), ldose_page_label(text, NULL));
    ldose_page_row_append(box, symbol);
    ldose_page_row_append(box, words);
    gtk_box_append(GTK_BOX(page), box);
}

static void
show_needs(LdosePlanPage *self)
{
    const LdoseFaults *faults = ldose_session_faults(self->session);
    gboolean questions = FALSE, wrong = FALSE;
    for (guint i = 0; i < faults->n; i++) {
        questions |= faults->fault[i].code == LDOSE_FAULT_CONFIRM;
        wrong |= faults->fault[i].code != LDOSE_FAULT_CONFIRM &&
                 faults->fault[i].code != LDOSE_FAULT_MISSING;
    }
    if (ldose_session_is_empty(self->session))
        show_notice(
            self->content, "document-edit-symbolic", _("New plan"),
            _("Enter the patient on the left. The plan appears here as soon as the values for "
              "it are there."));
    else if (questions)
        show_notice(self->content, "dialog-question-symbolic", _("Please check a value"),
                    _("It is unusual. Correct it, or say that it is right."));
    else if (wrong)
        show_notice(self->content, "dialog-error-symbolic", _("A value cannot be used"),
                    _("There is no plan until it is corrected."));
    else
        show_notice(self->content, "dialog-information-symbolic", _("Data missing"),
                    _("There is no plan yet. Nothing is assumed for what is missing."));
    ldose_question_list_append(self->content, self->session);
    ldose_record_list_append(self->content, self->session);
}

/* ---- a plan ---------------------------------------------------------------------------------- */

/* "Why there is no dose": what stops the plan. */
static void
append_stops(LdosePlanPage *self)
{
    const LdosePlan *plan = ldose_session_plan(self->session);
    const LdoseWording *wording = ldose_session_wording(self->session);
    GtkWidget *section = NULL;
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
        if (kind->severity != LDOSE_SEVERITY_STOP)
            continue;
        if (section == NULL)
            section = ldose_page_section(self->content, _("Why there is no dose"));
        GtkWidget *card = ldose_page_box(2, "card-box");
        gtk_box_append(GTK_BOX(card),
                       ldose_page_label(ldose_wording_text(wording, kind->title), "outcome"));
        ldose_page_append_take(
            card, ldose_finding_text(plan, ldose_session_patient(self->session), finding, wording),
            NULL);
        gtk_box_append(GTK_BOX(section), card);
    }
}

static void
append_others(LdosePlanPage *self)
{
    const GPtrArray *others = ldose_session_other_plans(self->session);
    GtkWidget *section = NULL;
    for (guint i = 0; i < others->len; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        ldose_compare_other_text(text, g_ptr_array_index(others, i),
                                 ldose_session_wording(self->session));
        if (text->len == 0)
            continue;
        if (section == NULL)
            section = ldose_page_section(self->content, _("Other documents for this patient"));
        gtk_box_append(GTK_BOX(section), ldose_page_label(text->str, "caption"));
    }
    if (section != NULL)
        ldose_page_append_take(section,
                               ldose_compare_answers_text(
                                   ldose_session_patient(self->session),
                                   ldose_session_plan(self->session)->rules,
                                   ldose_session_wording(self->session)),
                               "caption");
}

static void
append_regimen(LdosePlanPage *self)
{
    const LdosePlan *plan = ldose_session_plan(self->session);
    const LdoseWording *wording = ldose_session_wording(self->session);
    const LdoseRegimen *regimen = plan->rules->regimen;
    GtkWidget *section = ldose_page_section(self->content, _("Regimen"));
    GtkWidget *card = ldose_page_box(4, "card-box");
    gtk_box_append(
        GTK_BOX(card),
        ldose_page_label(ldose_wording_rule_text(wording, regimen->document.title), "outcome"));
    ldose_page_append_take(card, ldose_window_text(regimen, wording), "caption");
    ldose_page_append_take(card, ldose_window_judgement(plan, wording), "caption");
    ldose_page_append_take(card, ldose_repeat_text(regimen, wording), "caption");
    ldose_page_append_take(card, ldose_omission_text(regimen, wording), "caption");
    for (guint i = 0; regimen->notes != NULL && i < regimen->notes->len; i++)
        gtk_box_append(
            GTK_BOX(card),
            ldose_page_label(ldose_wording_rule_text(
                                 wording, g_array_index(regimen->notes, LdoseCitedText, i).text),
                             "caption"));
    gtk_box_append(GTK_BOX(section), card);
}

static void
append_document(GtkWidget *card, const LdoseWording *wording, const LdoseDocument *document)
{
    g_autofree char *name = ldose_phrase_document(document);
    g_autofree char *line =
        g_strdup_printf("%s · %s · sha256 %.12s", name,
                        ldose_phrase_document_status(wording, document), document->sha256);
    gtk_box_append(GTK_BOX(card), ldose_page_label(line, "caption"));
}

static void
append_documents(LdosePlanPage *self)
{
    const LdoseRuleSet *rules = ldose_session_plan(self->session)->rules;
    const LdoseWording *wording = ldose_session_wording(self->session);
    GtkWidget *section = ldose_page_section(self->content, _("Documents"));
    GtkWidget *card = ldose_page_box(2, "card-box");
    append_document(card, wording, &rules->regimen->document);
    append_document(card, wording, &rules->guidance->document);
    append_document(card, wording, &rules->formulary->document);
    append_document(card, wording, &rules->general->document);
    gtk_box_append(GTK_BOX(section), card);
}

static void
show_plan(LdosePlanPage *self)
{
    const LdosePlan *plan = ldose_session_plan(self->session);
    gtk_box_append(GTK_BOX(self->content), ldose_plan_head_new(self->session));
    if (ldose_session_answers_dropped(self->session))
        gtk_box_append(
            GTK_BOX(self->content),
            ldose_page_label(_("An input changed: earlier choices were dropped and have to "
                               "be made again."),
                             "attention"));
    GtkWidget *table = ldose_dose_table_new(self->session);
    if (table != NULL)
        gtk_box_append(GTK_BOX(self->content), table);
    append_stops(self);
    ldose_missing_list_append(self->content, self->session);
    ldose_decision_list_append(self->content, self->session);
    ldose_decided_list_append(self->content, self->session);
    if (plan->status == LDOSE_PLAN_FINAL)
        append_others(self);
    ldose_acknowledge_list_append(self->content, self->session);
    ldose_reason_list_append(self->content, self->session);
    if (plan->status != LDOSE_PLAN_FINAL)
        append_others(self);
    ldose_note_list_append(self->content, self->session);
    ldose_record_list_append(self->content, self->session);
    append_regimen(self);
    append_documents(self);
}

/* ---- updates --------------------------------------------------------------------------------- */

/* Where typing goes on, the page stays where it is; another patient's plan begins at its top. */
static void
update(LdosePlanPage *self)
{
    ldose_page_clear(self->content);
    if (self->session == NULL)
        return;
    switch (ldose_session_state(self->session)) {
    case LDOSE_SESSION_ENTERING:
        show_notice(self->content, "document-edit-symbolic", _("entering…"), NULL);
        break;
    case LDOSE_SESSION_NEEDS: show_needs(self); break;
    case LDOSE_SESSION_REFUSED:
        show_notice(self->content, "dialog-error-symbolic", _("A document cannot be used"),
                    ldose_session_error(self->session));
        ldose_record_list_append(self->content, self->session);
        break;
    case LDOSE_SESSION_PLANNED: show_plan(self); break;
    default: g_assert_not_reached();
    }
    self->shown = ldose_session_state(self->session);
}

void
ldose_plan_page_set_session(LdosePlanPage *self, LdoseSession *session)
{
    if (self->session != NULL)
        g_signal_handler_disconnect(self->session, self->handler);
    g_set_object(&self->session, session);
    if (session != NULL)
        self->handler = g_signal_connect_swapped(session, "updated", G_CALLBACK(update), self);
    update(self);
}

static void
ldose_plan_page_dispose(GObject *object)
{
    LdosePlanPage *self = LDOSE_PLAN_PAGE(object);
    if (self->session != NULL)
        g_signal_handler_disconnect(self->session, self->handler);
    g_clear_object(&self->session);
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_PLAN_PAGE);
    G_OBJECT_CLASS(ldose_plan_page_parent_class)->dispose(object);
}

static void
ldose_plan_page_class_init(LdosePlanPageClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_plan_page_dispose;
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/plan-page.ui");
    gtk_widget_class_bind_template_child(widget_class, LdosePlanPage, scroller);
    gtk_widget_class_bind_template_child(widget_class, LdosePlanPage, content);
}

static void
ldose_plan_page_init(LdosePlanPage *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
}
