/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "second-check.h"

#include <string.h>

#include "case-record.h"
#include "column-text.h"
#include "entry-fault.h"
#include "finding-text.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "signature.h"
#include "two-panes.h"

/* What the second person confirms or contests: a choice, or the acknowledgement of a code. */
typedef struct {
    LdoseColumn column;
    char *code; /* NULL: a choice */
    GtkWidget *confirm, *contest, *reason;
} Decision;

struct _LdoseSecondCheck {
    GtkWidget parent;
    GtkWidget *form, *first_name, *second_name, *compare, *message, *result;
    LdoseSession *first, *blind;
    gulong first_handler, blind_handler;
    LdoseRecord *record;  /* what is compared with */
    GPtrArray *decisions; /* Decision */
    GtkWidget *contest_note, *finish;
    gboolean is_recorded; /* the case stands in a record, whose author is known */
};

G_DEFINE_FINAL_TYPE(LdoseSecondCheck, ldose_second_check, GTK_TYPE_WIDGET)

static void
decision_free(gpointer data)
{
    Decision *decision = data;
    g_free(decision->code);
    g_free(decision);
}

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

/* A text of the second person that is no value, or has no unit, cannot be compared. */
static gboolean
has_unreadable(LdoseSession *blind)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (ldose_session_text(blind, (LdoseColumn)i)[0] != '\0' &&
            !LDOSE_CASE_HAS(ldose_session_case(blind), i))
            return TRUE;
    }
    return ldose_session_units_missing(blind) != 0;
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
    if (has_unreadable(self->blind))
        return _("Correct the marked values, and choose the unit of each, before you compare.");
    return NULL;
}

static void
show_message(LdoseSecondCheck *self, const char *text)
{
    gtk_label_set_text(GTK_LABEL(self->message), text != NULL ? text : "");
    gtk_widget_set_visible(self->message, text != NULL);
}

/* ---- decisions ------------------------------------------------------------------------------- */

static gboolean
is_active(GtkWidget *button)
{
    return gtk_check_button_get_active(GTK_CHECK_BUTTON(button));
}

static gboolean
is_answered(const Decision *decision)
{
    return is_active(decision->confirm) ||
           (is_active(decision->contest) && !is_blank(name_of(decision->reason)));
}

static gboolean
all_answered(LdoseSecondCheck *self)
{
    for (guint i = 0; i < self->decisions->len; i++) {
        if (!is_answered(g_ptr_array_index(self->decisions, i)))
            return FALSE;
    }
    return TRUE;
}

static void
on_answered(LdoseSecondCheck *self)
{
    gboolean complete = all_answered(self);
    for (guint i = 0; i < self->decisions->len; i++) {
        const Decision *decision = g_ptr_array_index(self->decisions, i);
        gtk_widget_set_visible(decision->reason, is_active(decision->contest));
    }
    gtk_widget_set_sensitive(self->finish, complete);
    gtk_widget_set_visible(self->contest_note, !complete);
}

static LdoseBlindCheck *
make_check(LdoseSecondCheck *self)
{
    char *texts[LDOSE_N_COLUMNS];
    g_autofree char *now = ldose_now_text();
    g_autofree char *name = g_strstrip(g_strdup(name_of(self->second_name)));
    LdoseBlindCheck *check = ldose_blind_check_new(name, now);
    ldose_case_texts(self->blind, texts);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        check->entered[i] =
            texts[i] != NULL ? g_string_chunk_insert(check->strings, texts[i]) : NULL;
    ldose_case_texts_clear(texts);
    for (guint i = 0; i < self->decisions->len; i++) {
        const Decision *decision = g_ptr_array_index(self->decisions, i);
        const char *reason = is_active(decision->contest) ? name_of(decision->reason) : NULL;
        if (decision->code != NULL)
            ldose_blind_check_answer_code(check, decision->code, reason);
        else
            ldose_blind_check_answer_point(check, decision->column, reason);
    }
    return check;
}

/* The result goes into the record at once: saving follows. */
static void
on_finish(LdoseSecondCheck *self)
{
    g_autoptr(GError) error = NULL;
    if (obstacle(self) != NULL || !all_answered(self))
        return;
    LdoseBlindCheck *check = make_check(self);
    g_signal_handler_block(self->first, self->first_handler);
    gboolean taken = ldose_case_record_check(self->first, check, &error);
    g_signal_handler_unblock(self->first, self->first_handler);
    if (!taken) {
        show_message(self, error->message);
        return;
    }
    gtk_widget_activate_action(GTK_WIDGET(self), "win.back", NULL);
    gtk_widget_activate_action(GTK_WIDGET(self), "win.save", NULL);
}

static GtkWidget *
answer_button(LdoseSecondCheck *self, GtkWidget *row, const char *label, char *name)
{
    GtkWidget *button = gtk_check_button_new_with_label(label);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    ldose_page_row_append(row, button);
    g_signal_connect_swapped(button, "toggled", G_CALLBACK(on_answered), self);
    g_free(name);
    return button;
}

static void
add_decision(LdoseSecondCheck *self, GtkWidget *box, LdoseColumn column, const char *code,
             const char *text)
{
    Decision *decision = g_new0(Decision, 1);
    GtkWidget *whole = ldose_page_box(6, NULL);
    GtkWidget *row = ldose_page_row(12);
    GtkWidget *label = ldose_page_label(text, NULL);
    g_autofree char *reason_name = g_strdup_printf(_("Why it is contested: %s"), text);
    decision->column = column;
    decision->code = g_strdup(code);
    gtk_widget_set_hexpand(label, TRUE);
    ldose_page_row_append(row, label);
    decision->confirm =
        answer_button(self, row, _("Confirm"), g_strdup_printf(_("Confirm: %s"), text));
    decision->contest =
        answer_button(self, row, _("Contest"), g_strdup_printf(_("Contest: %s"), text));
    gtk_check_button_set_group(GTK_CHECK_BUTTON(decision->contest),
                               GTK_CHECK_BUTTON(decision->confirm));
    decision->reason = gtk_entry_new();
    gtk_entry_set_placeholder_text(GTK_ENTRY(decision->reason), _("Why it is contested"));
    gtk_accessible_update_property(GTK_ACCESSIBLE(decision->reason), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   reason_name, -1);
    gtk_widget_set_visible(decision->reason, FALSE);
    g_signal_connect_swapped(decision->reason, "changed", G_CALLBACK(on_answered), self);
    gtk_box_append(GTK_BOX(whole), row);
    gtk_box_append(GTK_BOX(whole), decision->reason);
    gtk_box_append(GTK_BOX(box), whole);
    g_ptr_array_add(self->decisions, decision);
}

static void
add_choices(LdoseSecondCheck *self, GtkWidget *box)
{
    const LdoseWording *wording = ldose_session_wording(self->first);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        const char *text = ldose_record_current_input(self->record, column);
        if (!ldose_column_is_point(column) || text[0] == '\0')
            continue;
        g_autofree char *told = ldose_column_told(column, text, wording);
        g_autofree char *line =
            ldose_tell(wording, N_("%1$s: %2$s"), ldose_entry_label(column, wording), told);
        add_decision(self, box, column, NULL, line);
    }
}

/* Everything that was acknowledged under one code is confirmed or contested as one. */
static void
add_acknowledged(LdoseSecondCheck *self, GtkWidget *box, const char *code, const char *text)
{
    const LdoseWording *wording = ldose_session_wording(self->first);
    g_autoptr(GString) lines = g_string_new(NULL);
    for (guint i = 0; i < self->record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(self->record->entries, LdoseRecordEntry, i);
        if (entry->kind != LDOSE_ENTRY_ACKNOWLEDGEMENT || !g_str_equal(entry->code, code))
            continue;
        g_autofree char *line = ldose_tell(wording, N_("%1$s Acknowledged by %2$s: %3$s"),
                                           lines->len == 0 ? text : "", entry->by, entry->text);
        g_string_append_printf(lines, "%s%s", lines->len > 0 ? "\n" : "", line);
    }
    if (lines->len > 0)
        add_decision(self, box, LDOSE_N_COLUMNS, code, lines->str);
    else
        ldose_page_append_take(box, ldose_tell(wording, N_("%1$s Not acknowledged."), text), NULL);
}

static gboolean
is_asked(LdoseSecondCheck *self, const char *code)
{
    for (guint i = 0; i < self->decisions->len; i++) {
        const Decision *decision = g_ptr_array_index(self->decisions, i);
        if (g_strcmp0(decision->code, code) == 0)
            return TRUE;
    }
    return FALSE;
}

static void
add_findings(LdoseSecondCheck *self, GtkWidget *box)
{
    const LdosePlan *plan = ldose_session_plan(self->first);
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFindingKind *kind = ldose_finding_kind(plan->finding[i].code);
        if (kind->severity != LDOSE_SEVERITY_ACKNOWLEDGE || is_asked(self, kind->id))
            continue;
        g_autofree char *text =
            ldose_finding_text(plan, ldose_session_patient(self->first), &plan->finding[i],
                               ldose_session_wording(self->first));
        add_acknowledged(self, box, kind->id, text);
    }
}

static void
show_decisions(LdoseSecondCheck *self, gboolean equal)
{
    GtkWidget *box = ldose_page_box(12, "card-box");
    add_choices(self, box);
    add_findings(self, box);
    if (gtk_widget_get_first_child(box) != NULL) {
        GtkWidget *section = ldose_page_section(
            self->result, self->decisions->len > 0
                              ? _("Decisions of the first person: confirm or contest each")
                              : _("To acknowledge"));
        gtk_box_append(GTK_BOX(section), box);
    } else {
        g_object_unref(g_object_ref_sink(box));
    }
    self->contest_note = ldose_page_label(
        _("Confirm each decision, or contest it and say why. What is contested goes back to the "
          "first person."),
        "caption");
    self->finish = gtk_button_new_with_mnemonic(equal ? _("_Finish the second check")
                                                      : _("_Record that the values differ"));
    gtk_widget_set_halign(self->finish, GTK_ALIGN_START);
    if (equal)
        gtk_widget_add_css_class(self->finish, "suggested-action");
    g_signal_connect_swapped(self->finish, "clicked", G_CALLBACK(on_finish), self);
    gtk_box_append(GTK_BOX(self->result), self->contest_note);
    gtk_box_append(GTK_BOX(self->result), self->finish);
    on_answered(self);
}

/* ---- the comparison -------------------------------------------------------------------------- */

static void
show_differences(LdoseSecondCheck *self, const GArray *fields)
{
    const LdoseWording *wording = ldose_session_wording(self->first);
    GtkWidget *grid = gtk_grid_new();
    static const char *const titles[] = {N_("Value"), N_("First person"), N_("Second person")};
    int row = 1;
    gtk_grid_set_column_spacing(GTK_GRID(grid), 18);
    gtk_grid_set_row_spacing(GTK_GRID(grid), 6);
    gtk_widget_add_css_class(grid, "card-box");
    for (int i = 0; i < (int)G_N_ELEMENTS(titles); i++)
        ldose_page_cell(grid, ldose_page_label(_(titles[i]), "heading"), i, 0);
    for (guint i = 0; i < fields->len; i++) {
        const LdoseCheckedField *field = &g_array_index(fields, LdoseCheckedField, i);
        int column = ldose_column_find(field->name, strlen(field->name));
        if (field->result == LDOSE_COMPARED_SAME || column < 0)
            continue;
        g_autofree char *first = ldose_column_told((LdoseColumn)column, field->first, wording);
        g_autofree char *second = ldose_column_told((LdoseColumn)column, field->second, wording);
        ldose_page_cell(
            grid, ldose_page_label(ldose_entry_label((LdoseColumn)column, wording), "outcome"), 0,
            row);
        ldose_page_cell(grid, ldose_page_label(first, NULL), 1, row);
        ldose_page_cell(grid, ldose_page_label(second, NULL), 2, row++);
    }
    gtk_box_append(GTK_BOX(self->result), grid);
}

static guint
count_equal(const GArray *fields)
{
    guint n = 0;
    for (guint i = 0; i < fields->len; i++)
        n += g_array_index(fields, LdoseCheckedField, i).result == LDOSE_COMPARED_SAME;
    return n;
}

static void
show_verdict(LdoseSecondCheck *self, guint n, guint n_equal)
{
    const LdoseWording *wording = ldose_session_wording(self->first);
    GtkWidget *head = ldose_page_row(12);
    gboolean equal = n == n_equal;
    g_autofree char *text =
        equal ? ldose_tell_count(wording, n_equal, "The %1$s value is equal.",
                                 "All %1$s values are equal.", LDOSE_WHOLE(wording, n_equal))
              : ldose_tell_count(
                    wording, n - n_equal,
                    "%1$s value differs, %2$s are equal. Look both up in the source again.",
                    "%1$s values differ, %2$s are equal. Look both up in the source again.",
                    LDOSE_WHOLE(wording, n - n_equal), LDOSE_WHOLE(wording, n_equal));
    GtkWidget *title = ldose_page_label(text, "title-2");
    gtk_widget_set_name(title, "verdict");
    gtk_widget_add_css_class(head, "plan-head");
    gtk_widget_add_css_class(head, equal ? "status-clear" : "status-stop");
    ldose_page_row_append(head, ldose_page_symbol(equal ? "object-select-symbolic" : "dialog-error-symbolic", NULL));
    ldose_page_row_append(head, title);
    gtk_box_append(GTK_BOX(self->result), head);
}

/* The first person's case as the record that the check would be added to. */
static LdoseRecord *
make_record(LdoseSecondCheck *self, GError **error)
{
    gboolean addition = FALSE;
    g_autofree char *name = g_strstrip(g_strdup(name_of(self->first_name)));
    if (!self->is_recorded)
        ldose_session_set_author(self->first, name);
    return ldose_case_record_build(self->first, &addition, error);
}

/* A result belongs to the values that were compared. */
static void
forget_result(LdoseSecondCheck *self)
{
    ldose_page_clear(self->result);
    g_ptr_array_set_size(self->decisions, 0);
    g_clear_pointer(&self->record, ldose_record_free);
    show_message(self, NULL);
}

static void
on_compare(LdoseSecondCheck *self)
{
    g_autoptr(GError) error = NULL;
    char *texts[LDOSE_N_COLUMNS];
    ldose_patient_form_commit(LDOSE_PATIENT_FORM(self->form));
    const char *why_not = obstacle(self);
    forget_result(self);
    show_message(self, why_not);
    if (why_not != NULL)
        return;
    self->record = make_record(self, &error);
    ldose_case_texts(self->blind, texts);
    g_autoptr(GArray) fields =
        self->record != NULL
            ? ldose_record_compare(self->record, (const char *const *)texts, &error)
            : NULL;
    if (fields != NULL) {
        guint n_equal = count_equal(fields);
        show_verdict(self, fields->len, n_equal);
        if (n_equal < fields->len)
            show_differences(self, fields);
        show_decisions(self, n_equal == fields->len);
    } else {
        show_message(self, error->message);
    }
    ldose_case_texts_clear(texts);
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
ldose_second_check_begin(LdoseSecondCheck *self, LdoseSession *first)
{
    detach(self);
    self->is_recorded = ldose_case_record_holds(first);
    self->first = g_object_ref(first);
    self->blind = ldose_session_new(ldose_session_library(first), ldose_session_wording(first));
    ldose_session_set_adoptions(self->blind, ldose_session_adoptions(first));
    /* For which day the plan is worked out stands in no chart: it is the first person's. */
    ldose_session_clear(self->blind, ldose_session_text(first, LDOSE_COLUMN_AS_OF));
    self->first_handler =
        g_signal_connect_swapped(first, "updated", G_CALLBACK(forget_result), self);
    self->blind_handler =
        g_signal_connect_swapped(self->blind, "updated", G_CALLBACK(forget_result), self);
    ldose_patient_form_set_session(LDOSE_PATIENT_FORM(self->form), self->blind);
    gtk_editable_set_text(GTK_EDITABLE(self->first_name), ldose_session_author(first));
    gtk_widget_set_sensitive(self->first_name, !self->is_recorded);
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
    g_clear_pointer(&self->decisions, g_ptr_array_unref);
    g_clear_pointer(&self->record, ldose_record_free);
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
    self->decisions = g_ptr_array_new_with_free_func(decision_free);
    gtk_widget_init_template(GTK_WIDGET(self));
    g_signal_connect_swapped(self->compare, "clicked", G_CALLBACK(on_compare), self);
}
