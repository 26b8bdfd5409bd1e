/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "override-window.h"

#include <string.h>

#include "drug-rules.h"
#include "gui-text.h"
#include "plan-text.h"
#include "page-widgets.h"

#define DIGITS 10

struct _LdoseOverrideWindow {
    GtkWindow parent;
    GtkWidget *outcome, *reason, *decided_by, *prescriber, *fludarabine, *fludarabine_label,
        *fludarabine_base, *cyclophosphamide, *cyclophosphamide_label, *cyclophosphamide_base,
        *message, *cancel, *accept;
    LdoseSession *session;
    gboolean asked[LDOSE_N_DRUGS];
};

G_DEFINE_FINAL_TYPE(LdoseOverrideWindow, ldose_override_window, GTK_TYPE_WINDOW)

static GtkWidget *
part_entry(LdoseOverrideWindow *self, int drug)
{
    return drug == LDOSE_FLUDARABINE ? self->fludarabine : self->cyclophosphamide;
}

static char *
stripped(GtkWidget *entry)
{
    return g_strstrip(g_strdup(gtk_editable_get_text(GTK_EDITABLE(entry))));
}

static void
refuse(LdoseOverrideWindow *self, GtkWidget *entry, const char *text)
{
    gtk_label_set_text(GTK_LABEL(self->message), text);
    gtk_widget_set_visible(self->message, TRUE);
    gtk_accessible_update_state(GTK_ACCESSIBLE(entry), GTK_ACCESSIBLE_STATE_INVALID,
                                GTK_ACCESSIBLE_INVALID_TRUE, -1);
    gtk_widget_grab_focus(entry);
}

/* The parts in percent, as typed. FALSE: one is no percentage. */
static gboolean
read_parts(LdoseOverrideWindow *self, double percent[LDOSE_N_DRUGS])
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const char *text = gtk_editable_get_text(GTK_EDITABLE(part_entry(self, drug)));
        if (!self->asked[drug])
            continue;
        if (ldose_number_parse(text, strlen(text), LDOSE_DECIMAL_EITHER, &percent[drug]) !=
                LDOSE_NUMBER_OK ||
            percent[drug] <= 0) {
            refuse(
                self, part_entry(self, drug),
                _("Write the part as a percentage above 0, digits with at most one decimal sign."));
            return FALSE;
        }
    }
    return TRUE;
}

static void
on_accept(LdoseOverrideWindow *self)
{
    GtkWidget *const entries[] = {self->reason, self->decided_by, self->prescriber};
    const LdoseColumn columns[] = {LDOSE_COLUMN_OVERRIDE_REASON, LDOSE_COLUMN_DECIDED_BY,
                                   LDOSE_COLUMN_PRESCRIBER};
    double percent[LDOSE_N_DRUGS] = {0};
    g_autoptr(LdoseSession) session = g_object_ref(self->session);
    for (guint i = 0; i < G_N_ELEMENTS(entries); i++) {
        g_autofree char *text = stripped(entries[i]);
        if (text[0] == '\0') {
            refuse(self, entries[i], _("Reason, name and prescriber are all needed."));
            return;
        }
    }
    if (!read_parts(self, percent))
        return;
    ldose_session_freeze(session);
    for (guint i = 0; i < G_N_ELEMENTS(entries); i++) {
        g_autofree char *text = stripped(entries[i]);
        ldose_session_set(session, columns[i], text);
    }
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        char number[LDOSE_NUMBER_BUFFER];
        if (!self->asked[drug])
            continue;
        ldose_number_print(number, percent[drug] / 100, DIGITS);
        ldose_session_set(session, ldose_fraction_column((LdoseDrug)drug), number);
    }
    gtk_window_destroy(GTK_WINDOW(self));
    ldose_session_thaw(session);
}

static void
show_drug(LdoseOverrideWindow *self, int drug, GtkWidget *label, GtkWidget *base)
{
    const LdoseDrugPlan *drug_plan = &ldose_session_plan(self->session)->drug[drug];
    const LdoseWording *wording = ldose_session_wording(self->session);
    self->asked[drug] = drug_plan->status != LDOSE_PLAN_FINAL;
    gtk_widget_set_visible(part_entry(self, drug), self->asked[drug]);
    gtk_widget_set_visible(label, self->asked[drug]);
    gtk_widget_set_visible(base, self->asked[drug]);
    g_autofree char *text = drug_plan->has_base ? ldose_tell(wording, N_("100 %% is %1$s a day."),
                                                             LDOSE_MG(wording, drug_plan->base_mg))
                                                : g_strdup("");
    gtk_label_set_text(GTK_LABEL(base), text);
}

static void
ldose_override_window_dispose(GObject *object)
{
    LdoseOverrideWindow *self = LDOSE_OVERRIDE_WINDOW(object);
    gtk_widget_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_OVERRIDE_WINDOW);
    g_clear_object(&self->session);
    G_OBJECT_CLASS(ldose_override_window_parent_class)->dispose(object);
}

static void
ldose_override_window_class_init(LdoseOverrideWindowClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_override_window_dispose;
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/override-window.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, outcome);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, reason);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, decided_by);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, prescriber);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, fludarabine);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, fludarabine_label);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, fludarabine_base);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, cyclophosphamide);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, cyclophosphamide_label);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, cyclophosphamide_base);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, message);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, cancel);
    gtk_widget_class_bind_template_child(widget_class, LdoseOverrideWindow, accept);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ldose_override_window_init(LdoseOverrideWindow *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    g_signal_connect_swapped(self->cancel, "clicked", G_CALLBACK(gtk_window_destroy), self);
    g_signal_connect_swapped(self->accept, "clicked", G_CALLBACK(on_accept), self);
}

GtkWidget *
ldose_override_window_new(GtkWindow *parent, LdoseSession *session)
{
    LdoseOverrideWindow *self =
        g_object_new(LDOSE_TYPE_OVERRIDE_WINDOW, "transient-for", parent, NULL);
    const LdosePlan *plan = ldose_session_plan(session);
    const LdoseWording *wording = ldose_session_wording(session);
    self->session = g_object_ref(session);
    g_autofree char *headline = ldose_plan_headline(plan, wording);
    g_autofree char *text = ldose_tell(
        wording, N_("The rules say “%1$s”. This stays beside your decision on every page."),
        headline);
    gtk_label_set_text(GTK_LABEL(self->outcome), text);
    show_drug(self, LDOSE_FLUDARABINE, self->fludarabine_label, self->fludarabine_base);
    show_drug(self, LDOSE_CYCLOPHOSPHAMIDE, self->cyclophosphamide_label,
              self->cyclophosphamide_base);
    return GTK_WIDGET(self);
}
