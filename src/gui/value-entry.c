/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "value-entry.h"

#include <string.h>

#include "data-library.h"
#include "drop-down.h"
#include "entry-fault.h"
#include "gui-text.h"
#include "page-widgets.h"

#define ERROR_AFTER_MS  600
#define COMMIT_AFTER_MS 800
#define UNIT_OPEN       0 /* first row of the unit list: not chosen */

struct _LdoseValueEntry {
    GtkWidget parent;
    GtkWidget *entry, *unit, *message;
    GtkWidget *units; /* NULL: there is one unit */
    LdoseSession *session;
    gulong text_handler, updated_handler;
    LdoseColumn columns[2];
    gboolean setting, typing;
    int usual_unit;
    guint error_source, commit_source;
};

G_DEFINE_FINAL_TYPE(LdoseValueEntry, ldose_value_entry, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_COLUMN, PROP_OTHER_UNIT, PROP_WIDTH_CHARS, PROP_SUFFIX, N_PROPS };
static GParamSpec *properties[N_PROPS];

static const char *
text_of(LdoseValueEntry *self)
{
    return gtk_editable_get_text(GTK_EDITABLE(self->entry));
}

/* The unit in the list: 0, 1, or -1 where none is chosen. */
static int
chosen_unit(LdoseValueEntry *self)
{
    return self->units != NULL ? (int)gtk_drop_down_get_selected(GTK_DROP_DOWN(self->units)) - 1
                               : 0;
}

static LdoseColumn
column_in_use(LdoseValueEntry *self)
{
    return self->columns[MAX(chosen_unit(self), 0)];
}

/* ---- the line below the entry ---------------------------------------------------------------- */

static void
show_message(LdoseValueEntry *self, const char *text, gboolean is_error)
{
    gtk_label_set_text(GTK_LABEL(self->message), text != NULL ? text : "");
    gtk_widget_set_visible(self->message, text != NULL && text[0] != '\0');
    if (is_error) {
        gtk_widget_add_css_class(self->message, "error");
        gtk_widget_add_css_class(self->entry, "error");
    } else {
        gtk_widget_remove_css_class(self->message, "error");
        gtk_widget_remove_css_class(self->entry, "error");
    }
    gtk_accessible_update_state(
        GTK_ACCESSIBLE(self->entry), GTK_ACCESSIBLE_STATE_INVALID,
        is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* The date in words beside it: a wrong month or weekday is seen at once. */
static void
show_date(LdoseValueEntry *self)
{
    g_autofree char *day = ldose_entry_understood(self->columns[0], text_of(self),
                                                  ldose_session_wording(self->session));
    gtk_label_set_text(GTK_LABEL(self->unit), day != NULL ? day : "");
    gtk_widget_set_visible(self->unit, TRUE);
}

/* Whether a number reads otherwise than it was typed: the other decimal sign, leading zeros, a
 * bound. */
static gboolean
echo_is_needed(LdoseValueEntry *self)
{
    const char *typed = text_of(self);
    char other_sign = ldose_session_wording(self->session)->decimal_sign == '.' ? ',' : '.';
    return strchr(typed, other_sign) != NULL || typed[0] == '<' ||
           (typed[0] == '0' && g_ascii_isdigit(typed[1]));
}

/* The fault that the session holds against this value; what is only missing is told by the plan. */
static const LdoseFault *
own_fault(LdoseValueEntry *self)
{
    for (int i = 0; i < (self->units != NULL ? 2 : 1); i++) {
        const LdoseFault *fault = ldose_session_fault(self->session, self->columns[i]);
        if (fault != NULL && fault->code != LDOSE_FAULT_MISSING)
            return fault;
    }
    return NULL;
}

static void
show_verdict(LdoseValueEntry *self)
{
    const LdoseWording *wording = ldose_session_wording(self->session);
    const LdoseFault *fault = own_fault(self);
    const char *text = text_of(self);
    LdoseColumnKind kind = ldose_column_info(self->columns[0])->kind;
    if (kind == LDOSE_COLUMN_KIND_DATE)
        show_date(self);
    if (text[0] == '\0' || kind == LDOSE_COLUMN_KIND_TEXT) {
        show_message(self, NULL, FALSE);
    } else if (fault != NULL) {
        /* A question about two values stands once, below the first of them. */
        gboolean here = fault->column == (int)self->columns[0] ||
                        (self->units != NULL && fault->column == (int)self->columns[1]);
        g_autofree char *words =
            here ? ldose_entry_fault_text(fault, ldose_session_case(self->session), wording) : NULL;
        show_message(self, words, TRUE);
    } else if (chosen_unit(self) < 0) {
        show_message(self, _("Choose the unit that the laboratory states."), TRUE);
    } else {
        g_autofree char *understood = ldose_entry_understood(column_in_use(self), text, wording);
        gboolean echo =
            understood != NULL && kind != LDOSE_COLUMN_KIND_DATE && echo_is_needed(self);
        g_autofree char *words = echo ? g_strdup_printf("= %s", understood) : NULL;
        show_message(self, words, FALSE);
    }
}

/* ---- typing ---------------------------------------------------------------------------------- */

static void
stop_timers(LdoseValueEntry *self)
{
    g_clear_handle_id(&self->error_source, g_source_remove);
    g_clear_handle_id(&self->commit_source, g_source_remove);
}

void
ldose_value_entry_commit(LdoseValueEntry *self)
{
    stop_timers(self);
    if (!self->typing || self->session == NULL)
        return;
    self->typing = FALSE;
    if (self->units != NULL)
        ldose_session_set_quantity(self->session, self->columns, chosen_unit(self), text_of(self));
    else
        ldose_session_set(self->session, self->columns[0], text_of(self));
    show_verdict(self);
}

/* Half typed, but already no value: "70k". A sign at the end may still become one. */
static gboolean
on_error_time(gpointer data)
{
    LdoseValueEntry *self = data;
    const char *text = text_of(self);
    gsize length = strlen(text);
    LdoseColumn column = column_in_use(self);
    g_autofree LdoseCase *c = g_new0(LdoseCase, 1);
    LdoseFaults faults = {.n = 0};
    self->error_source = 0;
    if (length > 0 && strchr(".,<-", text[length - 1]) == NULL &&
        !ldose_case_set(c, column, text, length, LDOSE_DECIMAL_EITHER, &faults)) {
        g_autofree char *words =
            ldose_entry_fault_text(&faults.fault[0], NULL, ldose_session_wording(self->session));
        show_message(self, words, TRUE);
    }
    return G_SOURCE_REMOVE;
}

static gboolean
on_commit_time(gpointer data)
{
    LdoseValueEntry *self = data;
    self->commit_source = 0;
    ldose_value_entry_commit(self);
    return G_SOURCE_REMOVE;
}

static void
on_changed(LdoseValueEntry *self)
{
    if (self->setting || self->session == NULL)
        return;
    stop_timers(self);
    self->typing = TRUE;
    show_message(self, NULL, FALSE);
    ldose_session_begin(self->session, self->columns[0]);
    self->error_source = g_timeout_add(ERROR_AFTER_MS, on_error_time, self);
    self->commit_source = g_timeout_add(COMMIT_AFTER_MS, on_commit_time, self);
}

/* Another unit reads the same digits anew; nothing is converted. */
static void
on_unit_chosen(LdoseValueEntry *self)
{
    if (self->setting || self->session == NULL)
        return;
    self->typing = TRUE;
    ldose_value_entry_commit(self);
}

/* ---- the session ----------------------------------------------------------------------------- */

/* @anew: another case; no unit is taken over from the one before. */
static void
refresh(LdoseValueEntry *self, gboolean anew)
{
    int unit = 0;
    const char *text = self->units != NULL
                           ? ldose_session_quantity(self->session, self->columns, &unit)
                           : ldose_session_text(self->session, self->columns[0]);
    self->setting = TRUE;
    if (!g_str_equal(text, text_of(self)))
        gtk_editable_set_text(GTK_EDITABLE(self->entry), text);
    if (self->units != NULL && (unit >= 0 || anew))
        gtk_drop_down_set_selected(GTK_DROP_DOWN(self->units),
                                   (guint)((unit >= 0         ? unit
                                            : text[0] == '\0' ? self->usual_unit
                                                              : -1) +
                                           1));
    self->setting = FALSE;
    show_verdict(self);
}

static void
on_text_changed(LdoseValueEntry *self, int column)
{
    gboolean mine = column < 0 || column == (int)self->columns[0] ||
                    (self->units != NULL && column == (int)self->columns[1]);
    if (mine && (column < 0 || !self->typing)) {
        if (column < 0) {
            stop_timers(self);
            self->typing = FALSE;
        }
        refresh(self, column < 0);
    }
}

/* A question of two values goes away with either of them. */
static void
on_updated(LdoseValueEntry *self)
{
    if (!self->typing && ldose_session_state(self->session) != LDOSE_SESSION_ENTERING)
        show_verdict(self);
}

void
ldose_value_entry_set_session(LdoseValueEntry *self, LdoseSession *session)
{
    if (self->session != NULL) {
        g_signal_handler_disconnect(self->session, self->text_handler);
        g_signal_handler_disconnect(self->session, self->updated_handler);
    }
    g_set_object(&self->session, session);
    if (session == NULL)
        return;
    self->text_handler =
        g_signal_connect_swapped(session, "text-changed", G_CALLBACK(on_text_changed), self);
    self->updated_handler =
        g_signal_connect_swapped(session, "updated", G_CALLBACK(on_updated), self);
    refresh(self, TRUE);
}

void
ldose_value_entry_set_usual_unit(LdoseValueEntry *self, int unit)
{
    self->usual_unit = unit;
    if (self->session != NULL && self->units != NULL && text_of(self)[0] == '\0')
        refresh(self, TRUE);
}

LdoseColumn
ldose_value_entry_column(LdoseValueEntry *self)
{
    return self->columns[0];
}

GtkEntry *
ldose_value_entry_get_entry(LdoseValueEntry *self)
{
    return GTK_ENTRY(self->entry);
}

GtkDropDown *
ldose_value_entry_get_units(LdoseValueEntry *self)
{
    return self->units != NULL ? GTK_DROP_DOWN(self->units) : NULL;
}

const char *
ldose_value_entry_message(LdoseValueEntry *self)
{
    return gtk_label_get_text(GTK_LABEL(self->message));
}

/* ---- the widget ------------------------------------------------------------------------------ */

static void
name_controls(LdoseValueEntry *self)
{
    const LdoseColumnInfo *info = ldose_column_info(self->columns[0]);
    const char *label = _(info->label);
    g_autofree char *units = g_strdup_printf(_("Unit of “%s”"), label);
    gtk_accessible_update_property(GTK_ACCESSIBLE(self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   label, -1);
    if (self->units != NULL)
        ldose_drop_down_set_name(GTK_DROP_DOWN(self->units), units);
    gtk_label_set_text(GTK_LABEL(self->unit),
                       ldose_phrase_unit(ldose_data_wording(), info->unit));
    gtk_widget_set_visible(self->unit, self->units == NULL && info->unit != LDOSE_UNIT_NONE);
    if (info->kind == LDOSE_COLUMN_KIND_DATE) {
        gtk_entry_set_placeholder_text(GTK_ENTRY(self->entry), _("YYYY-MM-DD"));
        gtk_editable_set_width_chars(GTK_EDITABLE(self->entry), 11);
        gtk_editable_set_max_width_chars(GTK_EDITABLE(self->entry), 11);
    }
}

static void
set_other_unit(LdoseValueEntry *self, int column)
{
    if (column < 0)
        return;
    g_return_if_fail(self->units == NULL);
    self->columns[1] = (LdoseColumn)column;
    const char *rows[] = {_("Unit …"), ldose_unit_symbol(ldose_column_info(self->columns[0])->unit),
                          ldose_unit_symbol(ldose_column_info(self->columns[1])->unit), NULL};
    g_autoptr(GtkStringList) list = gtk_string_list_new(rows);
    self->units = gtk_drop_down_new(G_LIST_MODEL(g_steal_pointer(&list)), NULL);
    gtk_drop_down_set_selected(GTK_DROP_DOWN(self->units), UNIT_OPEN);
    g_signal_connect_swapped(self->units, "notify::selected", G_CALLBACK(on_unit_chosen), self);
    gtk_box_append(GTK_BOX(gtk_widget_get_parent(self->unit)), self->units);
}

static void
ldose_value_entry_set_property(GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
    LdoseValueEntry *self = LDOSE_VALUE_ENTRY(object);
    const char *text = G_VALUE_HOLDS_STRING(value) ? g_value_get_string(value) : NULL;
    int column = text != NULL ? ldose_column_find(text, strlen(text)) : -1;
    switch (id) {
    case PROP_COLUMN:
        g_return_if_fail(column >= 0);
        self->columns[0] = (LdoseColumn)column;
        name_controls(self);
        break;
    case PROP_OTHER_UNIT:
        set_other_unit(self, column);
        name_controls(self);
        break;
    case PROP_WIDTH_CHARS:
        gtk_editable_set_width_chars(GTK_EDITABLE(self->entry), g_value_get_int(value));
        gtk_editable_set_max_width_chars(GTK_EDITABLE(self->entry), g_value_get_int(value));
        gtk_widget_set_hexpand(self->entry, g_value_get_int(value) < 0);
        break;
    case PROP_SUFFIX: gtk_label_set_text(GTK_LABEL(self->unit), text); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
    }
}

static gboolean
ldose_value_entry_grab_focus(GtkWidget *widget)
{
    return gtk_widget_grab_focus(LDOSE_VALUE_ENTRY(widget)->entry);
}

static gboolean
ldose_value_entry_mnemonic_activate(GtkWidget *widget, gboolean cycling)
{
    (void)cycling;
    return gtk_widget_grab_focus(LDOSE_VALUE_ENTRY(widget)->entry);
}

static void
ldose_value_entry_dispose(GObject *object)
{
    LdoseValueEntry *self = LDOSE_VALUE_ENTRY(object);
    stop_timers(self);
    ldose_value_entry_set_session(self, NULL);
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_VALUE_ENTRY);
    self->units = NULL;
    G_OBJECT_CLASS(ldose_value_entry_parent_class)->dispose(object);
}

static void
install_properties(GObjectClass *object_class)
{
    const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
    properties[PROP_COLUMN] = g_param_spec_string("column", NULL, NULL, NULL, flags);
    properties[PROP_OTHER_UNIT] = g_param_spec_string("other-unit", NULL, NULL, NULL, flags);
    properties[PROP_WIDTH_CHARS] = g_param_spec_int("width-chars", NULL, NULL, -1, 100, 7, flags);
    properties[PROP_SUFFIX] = g_param_spec_string("suffix", NULL, NULL, NULL, flags);
    g_object_class_install_properties(object_class, N_PROPS, properties);
}

static void
ldose_value_entry_class_init(LdoseValueEntryClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_value_entry_dispose;
    G_OBJECT_CLASS(klass)->set_property = ldose_value_entry_set_property;
    widget_class->grab_focus = ldose_value_entry_grab_focus;
    widget_class->mnemonic_activate = ldose_value_entry_mnemonic_activate;
    install_properties(G_OBJECT_CLASS(klass));
    gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
    gtk_widget_class_set_css_name(widget_class, "valueentry");
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/value-entry.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseValueEntry, entry);
    gtk_widget_class_bind_template_child(widget_class, LdoseValueEntry, unit);
    gtk_widget_class_bind_template_child(widget_class, LdoseValueEntry, message);
}

static void
ldose_value_entry_init(LdoseValueEntry *self)
{
    self->usual_unit = -1;
    gtk_widget_init_template(GTK_WIDGET(self));
    gtk_orientable_set_orientation(GTK_ORIENTABLE(gtk_widget_get_layout_manager(GTK_WIDGET(self))),
                                   GTK_ORIENTATION_VERTICAL);
    GtkEventController *focus = gtk_event_controller_focus_new();
    g_signal_connect_swapped(focus, "leave", G_CALLBACK(ldose_value_entry_commit), self);
    gtk_widget_add_controller(self->entry, focus);
    g_signal_connect_swapped(self->entry, "changed", G_CALLBACK(on_changed), self);
    g_signal_connect_swapped(self->entry, "activate", G_CALLBACK(ldose_value_entry_commit), self);
}

GtkWidget *
ldose_value_entry_new(LdoseColumn column, int other_unit)
{
    return g_object_new(
        LDOSE_TYPE_VALUE_ENTRY, "column", ldose_column_info(column)->name, "other-unit",
        other_unit >= 0 ? ldose_column_info((LdoseColumn)other_unit)->name : NULL, NULL);
}
