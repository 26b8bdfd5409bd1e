/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "question-list.h"

#include "entry-fault.h"
#include "gui-text.h"
#include "page-widgets.h"

typedef struct {
    LdoseSession *session;
    LdoseColumn column;
} Confirmation;

static void
confirmation_free(gpointer data, GClosure *closure)
{
    Confirmation *confirmation = data;
    (void)closure;
    g_object_unref(confirmation->session);
    g_free(confirmation);
}

static void
on_confirm(GtkButton *button, gpointer data)
{
    const Confirmation *confirmation = data;
    g_autoptr(LdoseSession) session = g_object_ref(confirmation->session);
    (void)button;
    ldose_session_set_word(session, LDOSE_COLUMN_CONFIRM,
                           ldose_column_info(confirmation->column)->name, TRUE);
}

static GtkWidget *
go_to_button(const char *text, int column)
{
    GtkWidget *button = ldose_page_button(text);
    gtk_actionable_set_action_name(GTK_ACTIONABLE(button), "win.go-to");
    gtk_actionable_set_action_target(GTK_ACTIONABLE(button), "s",
                                     ldose_column_info((LdoseColumn)column)->name);
    return button;
}

/* The correction stands first: Enter in haste must not confirm. */
static GtkWidget *
question_card(LdoseSession *session, const LdoseFault *fault)
{
    const LdoseWording *wording = ldose_session_wording(session);
    GtkWidget *card = ldose_page_box(8, "card-box");
    GtkWidget *row = ldose_page_row(6);
    GtkWidget *right = ldose_page_button(_("The value is right"));
    Confirmation *confirmation = g_new0(Confirmation, 1);
    confirmation->session = g_object_ref(session);
    confirmation->column = (LdoseColumn)fault->column;
    gtk_widget_add_css_class(card, "decision");
    gtk_widget_set_name(right, "confirm");
    g_signal_connect_data(right, "clicked", G_CALLBACK(on_confirm), confirmation, confirmation_free,
                          0);
    ldose_page_append_take(
        card, ldose_entry_fault_text(fault, ldose_session_case(session), wording), "outcome");
    ldose_page_row_append(row, go_to_button(_("Correct it"), fault->column));
    ldose_page_row_append(row, right);
    gtk_box_append(GTK_BOX(card), row);
    return card;
}

/* "Age is missing." as a link to the entry. */
static GtkWidget *
fault_row(LdoseSession *session, const LdoseFault *fault)
{
    const LdoseWording *wording = ldose_session_wording(session);
    g_autofree char *text = ldose_entry_fault_text(fault, ldose_session_case(session), wording);
    g_autofree char *line =
        fault->code == LDOSE_FAULT_MISSING
            ? g_strdup(ldose_entry_label((LdoseColumn)fault->column, wording))
            : ldose_tell(wording, N_("%1$s: %2$s"),
                         ldose_entry_label((LdoseColumn)fault->column, wording), text);
    GtkWidget *button = go_to_button(line, fault->column);
    gtk_widget_add_css_class(button, "flat");
    gtk_widget_set_halign(button, GTK_ALIGN_START);
    return button;
}

static void
append_group(GtkWidget *page, LdoseSession *session, gboolean missing, const char *heading)
{
    const LdoseFaults *faults = ldose_session_faults(session);
    GtkWidget *card = NULL;
    guint64 units = missing ? 0 : ldose_session_units_missing(session);
    for (guint i = 0; i < faults->n; i++) {
        const LdoseFault *fault = &faults->fault[i];
        if (fault->column < 0 || fault->code == LDOSE_FAULT_CONFIRM ||
            (fault->code == LDOSE_FAULT_MISSING) != missing)
            continue;
        if (card == NULL)
            card = ldose_page_box(0, "card-box");
        gtk_box_append(GTK_BOX(card), fault_row(session, fault));
    }
    for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
        if ((units & LDOSE_COLUMN_BIT(column)) == 0)
            continue;
        g_autofree char *line =
            ldose_tell(ldose_session_wording(session), N_("%1$s: the unit is not chosen"),
                       ldose_entry_label((LdoseColumn)column, ldose_session_wording(session)));
        GtkWidget *button = go_to_button(line, column);
        gtk_widget_add_css_class(button, "flat");
        gtk_widget_set_halign(button, GTK_ALIGN_START);
        if (card == NULL)
            card = ldose_page_box(0, "card-box");
        gtk_box_append(GTK_BOX(card), button);
    }
    if (card != NULL)
        gtk_box_append(GTK_BOX(ldose_page_section(page, heading)), card);
}

void
ldose_question_list_append(GtkWidget *page, LdoseSession *session)
{
    const LdoseFaults *faults = ldose_session_faults(session);
    for (guint i = 0; i < faults->n; i++) {
        if (faults->fault[i].code == LDOSE_FAULT_CONFIRM)
            gtk_box_append(GTK_BOX(page), question_card(session, &faults->fault[i]));
    }
    append_group(page, session, FALSE, _("To correct"));
    append_group(page, session, TRUE, _("Still needed"));
}

void
ldose_missing_list_append(GtkWidget *page, LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    const LdoseWording *wording = ldose_session_wording(session);
    guint64 missing = 0;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        missing |= plan->drug[drug].missing;
    if (missing == 0)
        return;
    GtkWidget *card = ldose_page_box(0, "card-box");
    for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
        gboolean twin = column == LDOSE_COLUMN_CREATININE_UMOL_L ||
                        column == LDOSE_COLUMN_BILIRUBIN_UMOL_L ||
                        column == LDOSE_COLUMN_BILIRUBIN_ULN_UMOL_L;
        if ((missing & LDOSE_COLUMN_BIT(column)) == 0 || twin)
            continue;
        GtkWidget *button = go_to_button(ldose_entry_label((LdoseColumn)column, wording), column);
        gtk_widget_add_css_class(button, "flat");
        gtk_widget_set_halign(button, GTK_ALIGN_START);
        gtk_box_append(GTK_BOX(card), button);
    }
    gtk_box_append(GTK_BOX(ldose_page_section(page, _("Missing for this guidance"))), card);
}
