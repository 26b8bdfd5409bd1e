/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "second-check.h"

#include "case-difference.h"
#include "entry-fault.h"
#include "finding-text.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "signature.h"
#include "two-panes.h"

struct _LdoseSecondCheck {
    GtkWidget parent;
    GtkWidget *form, *first_name, *second_name, *compare, *message, *result;
    LdoseSession *first, *blind;
    gulong first_handler, blind_handler;
    GPtrArray *confirmed; /* GtkCheckButton: one a decision */
    GtkWidget *contest_note, *finish;
};

G_DEFINE_FINAL_TYPE(LdoseSecondCheck, ldose_second_check, GTK_TYPE_WIDGET)

static const char *
name_of(GtkWidget *entry)
{
    return gtk_editable_get_text(GTK_EDITABLE(entry));
}

static gboolean
is_blank(const char *text)
{
    g_autofree char *copy = g_strstrip(g_strdup(text));
    return copy[0] == '\0';
}

/* Why there can be no comparison yet; NULL: there can. */
static const char *
obstacle(LdoseSecondCheck *self)
{
    if (is_blank(name_of(self->first_name)))
        return _("Enter who worked the case out.");
    if (is_blank(name_of(self->second_name)))
        return _("Enter your own name.");
    if (ldose_person_is_same(name_of(self->first_name), name_of(self->second_name)))
        return _("The same person cannot check: the second check needs another name.");
    if (ldose_session_plan(self->first) == NULL)
        return _("The first case has no plan, so there is nothing to check.");
    return NULL;
}

static void
show_message(LdoseSecondCheck *self, const char *text)
{
    gtk_label_set_text(GTK_LABEL(self->message), text != NULL ? text : "");
    gtk_widget_set_visible(self->message, text != NULL);
}

/* ---- decisions ---------------------------------------------------------------------------------
 */

static gboolean
all_confirmed(LdoseSecondCheck *self)
{
    for (guint i = 0; i < self->confirmed->len; i++) {
        if (!gtk_check_button_get_active(g_ptr_array_index(self->confirmed, i)))
            return FALSE;
    }
    return TRUE;
}

static void
on_confirmed(LdoseSecondCheck *self)
{
    gboolean complete = all_confirmed(self);
    gtk_widget_set_sensitive(self->finish, complete);
    gtk_widget_set_visible(self->contest_note, !complete);
}

static void
on_finish(LdoseSecondCheck *self)
{
    if (obstacle(self) != NULL || !all_confirmed(self))
        return;
    ldose_session_set_author(self->first, name_of(self->first_name));
    ldose_session_set_checked_by(self->first, name_of(self->second_name));
    gtk_widget_activate_action(GTK_WIDGET(self), "win.back", NULL);
}

static void
add_decision(LdoseSecondCheck *self, GtkWidget *box, const char *text)
{
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    GtkWidget *label = ldose_page_label(text, NULL);
    GtkWidget *confirm = gtk_check_button_new_with_label(_("Confirm"));
    GtkWidget *contest = gtk_check_button_new_with_label(_("Contest"));
    g_autofree char *confirm_name = g_strdup_printf(_("Confirm: %s"), text);
    g_autofree char *contest_name = g_strdup_printf(_("Contest: %s"), text);
    gtk_check_button_set_group(GTK_CHECK_BUTTON(contest), GTK_CHECK_BUTTON(confirm));
    gtk_accessible_update_property(GTK_ACCESSIBLE(confirm), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   confirm_name, -1);
    gtk_accessible_update_property(GTK_ACCESSIBLE(contest), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   contest_name, -1);
    gtk_widget_set_hexpand(label, TRUE);
    gtk_box_append(GTK_BOX(row), label);
    gtk_box_append(GTK_BOX(row), confirm);
    gtk_box_append(GTK_BOX(row), contest);
    gtk_box_append(GTK_BOX(box), row);
    g_signal_connect_swapped(confirm, "toggled", G_CALLBACK(on_confirmed), self);
    g_ptr_array_add(self->confirmed, confirm);
}

static void
add_answers(LdoseSecondCheck *self, GtkWidget *box)
{
    static const LdoseColumn columns[] = {
        LDOSE_COLUMN_FLUDARABINE_FRACTION,
        LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION,
        LDOSE_COLUMN_COMBINE,
        LDOSE_COLUMN_DOSING_WEIGHT_KG,
        LDOSE_COLUMN_ACCEPT_UNVERIFIED,
        LDOSE_COLUMN_OVERRIDE_REASON,
        LDOSE_COLUMN_CONFIRM,
    };
    const LdoseWording *wording = ldose_session_wording(self->first);
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
        const char *text = ldose_session_text(self->first, columns[i]);
        if (text[0] == '\0')
            continue;
        g_autofree char *line =
            ldose_tell(wording, N_("%1$s: %2$s"), ldose_entry_label(columns[i], wording), text);
        add_decision(self, box, line);
    }
}

static void
add_acknowledged(LdoseSecondCheck *self, GtkWidget *box)
{
    const LdosePlan *plan = ldose_session_plan(self->first);
    const LdoseWording *wording = ldose_session_wording(self->first);
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFindingKind *kind = ldose_finding_kind(plan->finding[i].code);
        if (kind->severity != LDOSE_SEVERITY_ACKNOWLEDGE)
            continue;
        g_autofree char *text = ldose_finding_text(plan, ldose_session_patient(self->first),
                                                   &plan->finding[i], wording);
        const LdoseAcknowledgement *done = ldose_session_acknowledgement(self->first, text);
        g_autofree char *line = done != NULL
                                    ? ldose_tell(wording, N_("%1$s Acknowledged by %2$s: %3$s"),
                                                 text, done->name, done->reason)
                                    : ldose_tell(wording, N_("%1$s Not acknowledged."), text);
        add_decision(self, box, line);
    }
}

/* ---- the comparison ----------------------------------------------------------------------------
 */

static void
show_differences(LdoseSecondCheck *self, const GPtrArray *differences)
{
    const LdoseWording *wording = ldose_session_wording(self->first);
    GtkWidget *grid = gtk_grid_new();
    static const char *const titles[] = {N_("Value"), N_("First person"), N_("Second person")};
    gtk_grid_set_column_spacing(GTK_GRID(grid), 18);
    gtk_grid_set_row_spacing(GTK_GRID(grid), 6);
    gtk_widget_add_css_class(grid, "card-box");
    for (int i = 0; i < (int)G_N_ELEMENTS(titles); i++)
        ldose_page_cell(grid, ldose_page_label(_(titles[i]), "heading"), i, 0);
    for (guint i = 0; i < differences->len; i++) {
        const LdoseCaseDifference *difference = g_ptr_array_index(differences, i);
        int row = (int)i + 1;
        ldose_page_cell(grid,
                        ldose_page_label(ldose_entry_label(difference->column, wording), "outcome"),
                        0, row);
        ldose_page_cell(grid, ldose_page_label(difference->first, NULL), 1, row);
        ldose_page_cell(grid, ldose_page_label(difference->second, NULL), 2, row);
    }
    gtk_box_append(GTK_BOX(self->result), grid);
}

static void
show_decisions(LdoseSecondCheck *self)
{
    GtkWidget *box = ldose_page_box(8, "card-box");
    g_ptr_array_set_size(self->confirmed, 0);
    add_answers(self, box);
    add_acknowledged(self, box);
    if (self->confirmed->len > 0) {
        GtkWidget *section =
            ldose_page_section(self->result, _("Decisions of the first person: confirm each"));
        gtk_box_append(GTK_BOX(section), box);
    } else {
        g_object_unref(g_object_ref_sink(box));
    }
    self->contest_note = ldose_page_label(
        _("A decision that is open or contested goes back to the first person."), "caption");
    self->finish = gtk_button_new_with_mnemonic(_("_Finish the second check"));
    gtk_widget_set_halign(self->finish, GTK_ALIGN_START);
    gtk_widget_add_css_class(self->finish, "suggested-action");
    g_signal_connect_swapped(self->finish, "clicked", G_CALLBACK(on_finish), self);
    gtk_box_append(GTK_BOX(self->result), self->contest_note);
    gtk_box_append(GTK_BOX(self->result), self->finish);
    on_confirmed(self);
}

static void
on_compare(LdoseSecondCheck *self)
{
    ldose_patient_form_commit(LDOSE_PATIENT_FORM(self->form));
    const char *why_not = obstacle(self);
    ldose_page_clear(self->result);
    show_message(self, why_not);
    if (why_not != NULL)
        return;
    guint n_equal = 0;
    const LdoseWording *wording = ldose_session_wording(self->first);
    g_autoptr(GPtrArray) differences = ldose_case_differences(self->first, self->blind, &n_equal);
    GtkWidget *head = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    gboolean equal = differences->len == 0;
    g_autofree char *text =
        equal ? ldose_tell_count(wording, n_equal, "The %1$s value is equal.",
                                 "All %1$s values are equal.", LDOSE_WHOLE(wording, n_equal))
              : ldose_tell_count(
                    wording, differences->len,
                    "%1$s value differs, %2$s are equal. Look both up in the source again.",
                    "%1$s values differ, %2$s are equal. Look both up in the source again.",
                    LDOSE_WHOLE(wording, differences->len), LDOSE_WHOLE(wording, n_equal));
    GtkWidget *title = ldose_page_label(text, "title-2");
    gtk_widget_set_name(title, "verdict");
    gtk_widget_add_css_class(head, "plan-head");
    gtk_widget_add_css_class(head, equal ? "status-clear" : "status-stop");
    gtk_box_append(
        GTK_BOX(head),
        ldose_page_symbol(equal ? "object-select-symbolic" : "dialog-error-symbolic", NULL));
    gtk_box_append(GTK_BOX(head), title);
    gtk_box_append(GTK_BOX(self->result), head);
    if (equal)
        show_decisions(self);
    else
        show_differences(self, differences);
}

/* A result belongs to the values that were compared. */
static void
forget_result(LdoseSecondCheck *self)
{
    ldose_page_clear(self->result);
    show_message(self, NULL);
}

static void
detach(LdoseSecondCheck *self)
{
    if (self->first != NULL)
        g_signal_handler_disconnect(self->first, self->first_handler);
    if (self->blind != NULL)
        g_signal_handler_disconnect(self->blind, self->blind_handler);
    g_clear_object(&self->first);
    g_clear_object(&self->blind);
}

void
ldose_second_check_begin(LdoseSecondCheck *self, LdoseSession *first, const char *today)
{
    detach(self);
    self->first = g_object_ref(first);
    self->blind = ldose_session_new(ldose_session_library(first), ldose_session_wording(first));
    ldose_session_set_adoptions(self->blind, ldose_session_adoptions(first));
    ldose_session_clear(self->blind, today);
    self->first_handler =
        g_signal_connect_swapped(first, "updated", G_CALLBACK(forget_result), self);
    self->blind_handler =
        g_signal_connect_swapped(self->blind, "updated", G_CALLBACK(forget_result), self);
    ldose_patient_form_set_session(LDOSE_PATIENT_FORM(self->form), self->blind);
    gtk_editable_set_text(GTK_EDITABLE(self->first_name), ldose_session_author(first));
    gtk_editable_set_text(GTK_EDITABLE(self->second_name), "");
    forget_result(self);
}

LdosePatientForm *
ldose_second_check_form(LdoseSecondCheck *self)
{
    return LDOSE_PATIENT_FORM(self->form);
}

LdoseSession *
ldose_second_check_blind_session(LdoseSecondCheck *self)
{
    return self->blind;
}

static void
ldose_second_check_dispose(GObject *object)
{
    LdoseSecondCheck *self = LDOSE_SECOND_CHECK(object);
    detach(self);
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_SECOND_CHECK);
    g_clear_pointer(&self->confirmed, g_ptr_array_unref);
    G_OBJECT_CLASS(ldose_second_check_parent_class)->dispose(object);
}

static void
ldose_second_check_class_init(LdoseSecondCheckClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_second_check_dispose;
    g_type_ensure(LDOSE_TYPE_PATIENT_FORM);
    g_type_ensure(LDOSE_TYPE_TWO_PANES);
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/second-check.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseSecondCheck, form);
    gtk_widget_class_bind_template_child(widget_class, LdoseSecondCheck, first_name);
    gtk_widget_class_bind_template_child(widget_class, LdoseSecondCheck, second_name);
    gtk_widget_class_bind_template_child(widget_class, LdoseSecondCheck, compare);
    gtk_widget_class_bind_template_child(widget_class, LdoseSecondCheck, message);
    gtk_widget_class_bind_template_child(widget_class, LdoseSecondCheck, result);
}

static void
ldose_second_check_init(LdoseSecondCheck *self)
{
    self->confirmed = g_ptr_array_new();
    gtk_widget_init_template(GTK_WIDGET(self));
    g_signal_connect_swapped(self->compare, "clicked", G_CALLBACK(on_compare), self);
}
