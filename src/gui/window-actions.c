/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-actions.h"

#include <string.h>

#include "about.h"
#include "compare-text.h"
#include "gui-text.h"
#include "help-window.h"
#include "override-window.h"
#include "plan-text.h"
#include "preferences.h"
#include "question-window.h"
#include "window-files.h"

/* ---- the case -------------------------------------------------------------------------------- */

static void
on_new_accepted(gpointer data)
{
    ldose_main_window_clear(data);
}

static void
new_case(GtkWidget *widget, const char *name, GVariant *parameter)
{
    LdoseMainWindow *self = LDOSE_MAIN_WINDOW(widget);
    LdoseSession *session = ldose_main_window_session(self);
    (void)name;
    (void)parameter;
    ldose_main_window_show_page(self, "plan");
    if (!ldose_session_is_changed(session) || ldose_session_is_empty(session)) {
        ldose_main_window_clear(self);
        return;
    }
    gtk_window_present(GTK_WINDOW(ldose_question_window_new(
        GTK_WINDOW(self), _("Begin a new plan?"),
        _("The case was changed and is not saved. A new plan loses the change."),
        _("_Keep This Case"), _("_New Plan"), on_new_accepted, self)));
}

static void
override_case(GtkWidget *widget, const char *name, GVariant *parameter)
{
    LdoseSession *session = ldose_main_window_session(LDOSE_MAIN_WINDOW(widget));
    const LdosePlan *plan = ldose_session_plan(session);
    (void)name;
    (void)parameter;
    if (plan != NULL && plan->status != LDOSE_PLAN_FINAL)
        gtk_window_present(GTK_WINDOW(ldose_override_window_new(GTK_WINDOW(widget), session)));
}

static void
copy_plan(GtkWidget *widget, const char *name, GVariant *parameter)
{
    LdoseSession *session = ldose_main_window_session(LDOSE_MAIN_WINDOW(widget));
    const LdosePlan *plan = ldose_session_plan(session);
    const GPtrArray *others = ldose_session_other_plans(session);
    g_autoptr(GString) text = g_string_new(NULL);
    (void)name;
    (void)parameter;
    if (plan == NULL)
        return;
    ldose_plan_text(text, plan, ldose_session_patient(session), NULL,
                    ldose_session_wording(session));
    for (guint i = 0; i < others->len; i++)
        ldose_compare_other_text(text, g_ptr_array_index(others, i),
                                 ldose_session_wording(session));
    g_autofree char *answers = ldose_compare_answers_text(
        ldose_session_patient(session), plan->rules, ldose_session_wording(session));
    if (others->len > 0 && answers != NULL)
        g_string_append_printf(text, "\n%s\n", answers);
    gdk_clipboard_set_text(gtk_widget_get_clipboard(widget), text->str);
}

/* ---- files ----------------------------------------------------------------------------------- */

static void
open_case(GtkWidget *widget, const char *name, GVariant *parameter)
{
    (void)name;
    (void)parameter;
    ldose_window_open(LDOSE_MAIN_WINDOW(widget));
}

static void
save_case(GtkWidget *widget, const char *name, GVariant *parameter)
{
    (void)parameter;
    if (g_str_equal(name, "win.save"))
        ldose_window_save(LDOSE_MAIN_WINDOW(widget));
    else
        ldose_window_save_as(LDOSE_MAIN_WINDOW(widget));
}

static void
print_plan(GtkWidget *widget, const char *name, GVariant *parameter)
{
    (void)name;
    (void)parameter;
    ldose_window_print(LDOSE_MAIN_WINDOW(widget));
}

static void
add_note(GtkWidget *widget, const char *name, GVariant *parameter)
{
    (void)name;
    (void)parameter;
    ldose_window_add_note(LDOSE_MAIN_WINDOW(widget));
}

/* ---- going about ----------------------------------------------------------------------------- */

static void
go_to(GtkWidget *widget, const char *name, GVariant *parameter)
{
    LdoseMainWindow *self = LDOSE_MAIN_WINDOW(widget);
    const char *column = g_variant_get_string(parameter, NULL);
    int number = ldose_column_find(column, strlen(column));
    (void)name;
    if (number < 0)
        return;
    ldose_main_window_show_view(self, "work");
    ldose_patient_form_go_to(ldose_main_window_form(self), (LdoseColumn)number);
}

static void
show_page(GtkWidget *widget, const char *name, GVariant *parameter)
{
    (void)name;
    ldose_main_window_show_page(LDOSE_MAIN_WINDOW(widget), g_variant_get_string(parameter, NULL));
    ldose_main_window_focus_page(LDOSE_MAIN_WINDOW(widget));
}

static void
show_rules(GtkWidget *widget, const char *name, GVariant *parameter)
{
    (void)name;
    (void)parameter;
    ldose_main_window_show_view(LDOSE_MAIN_WINDOW(widget), "rules");
}

static void
show_rule(GtkWidget *widget, const char *name, GVariant *parameter)
{
    LdoseMainWindow *self = LDOSE_MAIN_WINDOW(widget);
    (void)name;
    ldose_main_window_show_view(self, "rules");
    ldose_rule_browser_show(ldose_main_window_rules(self), g_variant_get_string(parameter, NULL));
}

static void
second_check(GtkWidget *widget, const char *name, GVariant *parameter)
{
    LdoseMainWindow *self = LDOSE_MAIN_WINDOW(widget);
    (void)name;
    (void)parameter;
    ldose_second_check_begin(ldose_main_window_second_check(self), ldose_main_window_session(self));
    ldose_main_window_show_view(self, "check");
    ldose_patient_form_go_to(ldose_second_check_form(ldose_main_window_second_check(self)),
                             LDOSE_COLUMN_CASE_ID);
}

static void
go_back(GtkWidget *widget, const char *name, GVariant *parameter)
{
    (void)name;
    (void)parameter;
    ldose_main_window_show_view(LDOSE_MAIN_WINDOW(widget), "work");
}

static void
focus_form(GtkWidget *widget, const char *name, GVariant *parameter)
{
    (void)name;
    (void)parameter;
    ldose_main_window_show_view(LDOSE_MAIN_WINDOW(widget), "work");
    ldose_patient_form_go_to(ldose_main_window_form(LDOSE_MAIN_WINDOW(widget)),
                             LDOSE_COLUMN_CASE_ID);
}

/* ---- about ----------------------------------------------------------------------------------- */

static void
show_preferences(GtkWidget *widget, const char *name, GVariant *parameter)
{
    GtkWidget *preferences = ldose_preferences_new(GTK_WINDOW(widget));
    (void)name;
    (void)parameter;
    g_signal_connect_object(preferences, "destroy", G_CALLBACK(ldose_main_window_apply_display),
                            widget, G_CONNECT_SWAPPED);
    gtk_window_present(GTK_WINDOW(preferences));
}

/* The page for what is on screen; of an empty case the first one. */
static void
show_help(GtkWidget *widget, const char *name, GVariant *parameter)
{
    LdoseMainWindow *self = LDOSE_MAIN_WINDOW(widget);
    const char *view = ldose_main_window_view(self), *page = ldose_main_window_page(self);
    (void)name;
    (void)parameter;
    if (g_str_equal(view, "check"))
        page = "second-check";
    else if (g_str_equal(view, "rules"))
        page = "rules";
    else if (g_str_equal(page, "compare"))
        page = "why";
    else if (ldose_session_is_empty(ldose_main_window_session(self)))
        page = "first-plan";
    ldose_help_window_present(GTK_WINDOW(self), page);
}

static void
show_shortcuts(GtkWidget *widget, const char *name, GVariant *parameter)
{
    (void)name;
    (void)parameter;
    g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource("/lymphodose/ui/shortcuts.ui");
    GtkWindow *window = GTK_WINDOW(gtk_builder_get_object(builder, "help_overlay"));
    gtk_window_set_transient_for(window, GTK_WINDOW(widget));
    gtk_window_present(window);
}

static void
show_about(GtkWidget *widget, const char *name, GVariant *parameter)
{
    (void)name;
    (void)parameter;
    ldose_about_present(GTK_WINDOW(widget), ldose_session_library(ldose_main_window_session(
                                                LDOSE_MAIN_WINDOW(widget))));
}

/* ---- installing ------------------------------------------------------------------------------ */

typedef struct {
    const char *name, *parameter;
    void (*run)(GtkWidget *widget, const char *name, GVariant *parameter);
} Action;

static const Action actions[] = {
    {"win.new", NULL, new_case},
    {"win.open", NULL, open_case},
    {"win.save", NULL, save_case},
    {"win.save-as", NULL, save_case},
    {"win.print", NULL, print_plan},
    {"win.add-note", NULL, add_note},
    {"win.override", NULL, override_case},
    {"win.copy-plan", NULL, copy_plan},
    {"win.go-to", "s", go_to},
    {"win.page", "s", show_page},
    {"win.rules", NULL, show_rules},
    {"win.show-rule", "s", show_rule},
    {"win.second-check", NULL, second_check},
    {"win.back", NULL, go_back},
    {"win.focus-form", NULL, focus_form},
    {"win.preferences", NULL, show_preferences},
    {"win.help", NULL, show_help},
    {"win.show-help-overlay", NULL, show_shortcuts},
    {"win.about", NULL, show_about},
};

static void
add_keys(GtkWidgetClass *widget_class)
{
    const GdkModifierType control = GDK_CONTROL_MASK, both = GDK_CONTROL_MASK | GDK_SHIFT_MASK;
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_n, control, "win.new", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_o, control, "win.open", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_s, control, "win.save", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_s, both, "win.save-as", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_p, control, "win.print", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_c, both, "win.copy-plan", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_k, both, "win.second-check", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_b, both, "win.rules", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_l, control, "win.focus-form", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_1, control, "win.page", "s", "plan");
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_2, control, "win.page", "s", "why");
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_3, control, "win.page", "s",
                                        "compare");
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_4, control, "win.page", "s", "where");
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_5, control, "win.page", "s",
                                        "exposure");
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_F1, 0, "win.help", NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_comma, control, "win.preferences",
                                        NULL);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_w, control, "window.close", NULL);
}

void
ldose_window_actions_install(GtkWidgetClass *widget_class)
{
    for (guint i = 0; i < G_N_ELEMENTS(actions); i++)
        gtk_widget_class_install_action(widget_class, actions[i].name, actions[i].parameter,
                                        actions[i].run);
    add_keys(widget_class);
}

void
ldose_window_actions_update(LdoseMainWindow *self)
{
    LdoseSession *session = ldose_main_window_session(self);
    const LdosePlan *plan = session != NULL ? ldose_session_plan(session) : NULL;
    GtkWidget *widget = GTK_WIDGET(self);
    gboolean work = g_str_equal(ldose_main_window_view(self), "work");
    gtk_widget_action_set_enabled(widget, "win.override",
                                  work && plan != NULL && plan->status != LDOSE_PLAN_FINAL);
    gtk_widget_action_set_enabled(widget, "win.copy-plan", work && plan != NULL);
    gtk_widget_action_set_enabled(widget, "win.open", work);
    gtk_widget_action_set_enabled(widget, "win.save", work && plan != NULL);
    gtk_widget_action_set_enabled(widget, "win.save-as", work && plan != NULL);
    gtk_widget_action_set_enabled(widget, "win.print", work && plan != NULL);
    gtk_widget_action_set_enabled(widget, "win.add-note", work && plan != NULL);
    gtk_widget_action_set_enabled(widget, "win.second-check", work && plan != NULL);
    gtk_widget_action_set_enabled(widget, "win.back", !work);
}
