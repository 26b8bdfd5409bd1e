/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "main-window.h"

#include "compare-page.h"
#include "display-settings.h"
#include "exposure-page.h"
#include "gui-text.h"
#include "intended-purpose.h"
#include "plan-page.h"
#include "question-window.h"
#include "today.h"
#include "two-panes.h"
#include "where-page.h"
#include "why-page.h"
#include "window-actions.h"
#include "window-files.h"

#define DRAFT_AFTER_MS 1000

/* What stays readable of a button of the header in the narrowest window. */
#define BUTTON_CHARACTERS 4

struct _LdoseMainWindow {
    GtkApplicationWindow parent;
    GtkWidget *title, *subtitle, *back, *new_button, *open_button, *save_button, *print_button,
        *check_button, *faults, *faults_text, *faults_close, *views, *form_scroller, *form,
        *purpose, *purpose_text, *purpose_close, *pages, *plan, *why, *compare, *where, *exposure,
        *rules;
    GtkWidget *check; /* NULL: not yet looked at */
    GtkStackPage *exposure_page;
    LdoseSession *session;
    LdoseSite *site; /* NULL: nothing is in use here */
    gulong handler;
    char *path;
    guint draft_source;
    gboolean close_unsaved;
    LdoseDraft *draft; /* NULL: none is kept */
};

G_DEFINE_FINAL_TYPE(LdoseMainWindow, ldose_main_window, GTK_TYPE_APPLICATION_WINDOW)

LdoseSession *
ldose_main_window_session(LdoseMainWindow *self)
{
    return self->session;
}

LdosePatientForm *
ldose_main_window_form(LdoseMainWindow *self)
{
    return LDOSE_PATIENT_FORM(self->form);
}

LdoseRuleBrowser *
ldose_main_window_rules(LdoseMainWindow *self)
{
    return LDOSE_RULE_BROWSER(self->rules);
}

const char *
ldose_main_window_view(LdoseMainWindow *self)
{
    return gtk_stack_get_visible_child_name(GTK_STACK(self->views));
}

const char *
ldose_main_window_page(LdoseMainWindow *self)
{
    return gtk_stack_get_visible_child_name(GTK_STACK(self->pages));
}

/* Buttons of the header belong to the plan: elsewhere there is only the way back. */
void
ldose_main_window_show_view(LdoseMainWindow *self, const char *view)
{
    gboolean work = g_str_equal(view, "work");
    GtkWidget *const buttons[] = {self->new_button, self->open_button, self->save_button,
                                  self->print_button, self->check_button};
    gtk_stack_set_visible_child_name(GTK_STACK(self->views), view);
    gtk_widget_set_visible(self->back, !work);
    for (guint i = 0; i < G_N_ELEMENTS(buttons); i++)
        gtk_widget_set_visible(buttons[i], work);
    ldose_window_actions_update(self);
}

void
ldose_main_window_show_page(LdoseMainWindow *self, const char *page)
{
    ldose_main_window_show_view(self, "work");
    gtk_stack_set_visible_child_name(GTK_STACK(self->pages), page);
}

void
ldose_main_window_focus_page(LdoseMainWindow *self)
{
    GtkWidget *page = gtk_stack_get_visible_child(GTK_STACK(self->pages));
    GtkWidget *focus = gtk_window_get_focus(GTK_WINDOW(self));
    if (focus == NULL || !gtk_widget_is_ancestor(focus, page))
        gtk_widget_child_focus(page, GTK_DIR_TAB_FORWARD);
}

void
ldose_main_window_show_notice(LdoseMainWindow *self, const char *text, const GPtrArray *lines)
{
    if (lines->len == 0)
        return;
    g_autoptr(GString) notice = g_string_new(text);
    for (guint i = 0; i < lines->len; i++)
        g_string_append_printf(notice, "\n%s", (const char *)g_ptr_array_index(lines, i));
    gtk_label_set_text(GTK_LABEL(self->faults_text), notice->str);
    gtk_revealer_set_reveal_child(GTK_REVEALER(self->faults), TRUE);
}

void
ldose_main_window_show_faults(LdoseMainWindow *self, const GPtrArray *faults)
{
    ldose_main_window_show_notice(
        self, _("These documents cannot be used; the program works with the others."), faults);
}

static void
today_text(char buffer[11])
{
    ldose_date_print(ldose_today(), buffer);
}

void
ldose_main_window_clear(LdoseMainWindow *self)
{
    char today[11];
    today_text(today);
    ldose_main_window_set_path(self, NULL);
    ldose_main_window_drop_draft(self);
    ldose_session_clear(self->session, today);
    ldose_patient_form_go_to(LDOSE_PATIENT_FORM(self->form), LDOSE_COLUMN_CASE_ID);
}

const char *
ldose_main_window_path(LdoseMainWindow *self)
{
    return self->path;
}

void
ldose_main_window_set_path(LdoseMainWindow *self, const char *path)
{
    char *copy = g_strdup(path);
    g_free(self->path);
    self->path = copy;
}

static void update_exposure(LdoseMainWindow *self);

static void
apply_to_form(LdosePatientForm *form)
{
    g_autofree char *country = ldose_display_country();
    ldose_patient_form_set_usual_units(form, ldose_display_unit("creatinine-unit"),
                                       ldose_display_unit("bilirubin-unit"));
    ldose_patient_form_set_country(form, country);
}

void
ldose_main_window_apply_display(LdoseMainWindow *self)
{
    apply_to_form(LDOSE_PATIENT_FORM(self->form));
    if (self->check != NULL)
        apply_to_form(ldose_second_check_form(LDOSE_SECOND_CHECK(self->check)));
    ldose_display_apply(GTK_WIDGET(self));
    update_exposure(self);
}

/* Made when first looked at: its form is as large as the first one. */
LdoseSecondCheck *
ldose_main_window_second_check(LdoseMainWindow *self)
{
    if (self->check == NULL) {
        self->check = g_object_new(LDOSE_TYPE_SECOND_CHECK, NULL);
        gtk_stack_add_named(GTK_STACK(self->views), self->check, "check");
        apply_to_form(ldose_second_check_form(LDOSE_SECOND_CHECK(self->check)));
    }
    return LDOSE_SECOND_CHECK(self->check);
}

/* ---- the site -------------------------------------------------------------------------------- */

static void
on_site_changed(LdoseMainWindow *self)
{
    ldose_session_documents_changed(self->session, ldose_site_adoptions(self->site));
    ldose_rule_browser_refresh(LDOSE_RULE_BROWSER(self->rules));
    ldose_main_window_apply_display(self);
}

void
ldose_main_window_set_site(LdoseMainWindow *self, LdoseSite *site)
{
    g_return_if_fail(self->site == NULL);
    self->site = g_object_ref(site);
    g_signal_connect_object(site, "changed", G_CALLBACK(on_site_changed), self, G_CONNECT_SWAPPED);
    ldose_session_set_adoptions(self->session, ldose_site_adoptions(site));
    ldose_rule_browser_set_site(LDOSE_RULE_BROWSER(self->rules), site);
}

/* ---- the header ------------------------------------------------------------------------------ */

/* Which document rules here; never whose plan it is. */
static void
update_subtitle(LdoseMainWindow *self)
{
    const LdosePlan *plan = ldose_session_plan(self->session);
    gtk_widget_set_visible(self->subtitle, plan != NULL);
    if (plan == NULL)
        return;
    const LdoseDocument *document = &plan->rules->guidance->document;
    g_autofree char *text =
        ldose_tell(ldose_session_wording(self->session),
                   plan->rules->site.adopted ? N_("%1$s %2$s · adopted here")
                                             : N_("%1$s %2$s · not adopted here"),
                   document->id, document->version);
    gtk_label_set_text(GTK_LABEL(self->subtitle), text);
    gtk_widget_set_tooltip_text(self->subtitle, text); /* a narrow window shortens it */
}

/* Off unless the site asks for it: the page is then not even named. */
static void
update_exposure(LdoseMainWindow *self)
{
    gboolean asked_for = ldose_exposure_is_asked_for(self->session);
    const char *page = gtk_stack_get_visible_child_name(GTK_STACK(self->pages));
    if (!asked_for && g_strcmp0(page, "exposure") == 0)
        gtk_stack_set_visible_child_name(GTK_STACK(self->pages), "plan");
    gtk_stack_page_set_visible(self->exposure_page, asked_for);
}

static gboolean
on_draft_time(gpointer data)
{
    LdoseMainWindow *self = data;
    self->draft_source = 0;
    if (ldose_session_is_changed(self->session))
        ldose_draft_write(self->draft, self->session);
    return G_SOURCE_REMOVE;
}

static void
on_updated(LdoseMainWindow *self)
{
    if (self->draft != NULL && self->draft_source == 0)
        self->draft_source = g_timeout_add(DRAFT_AFTER_MS, on_draft_time, self);
    update_subtitle(self);
    update_exposure(self);
    ldose_window_actions_update(self);
}

/* ---- notices --------------------------------------------------------------------------------- */

static void
on_faults_close(LdoseMainWindow *self)
{
    gtk_revealer_set_reveal_child(GTK_REVEALER(self->faults), FALSE);
}

static void
on_purpose_close(LdoseMainWindow *self)
{
    GSettings *settings = ldose_display_settings();
    gtk_revealer_set_reveal_child(GTK_REVEALER(self->purpose), FALSE);
    if (settings != NULL)
        g_settings_set_boolean(settings, "intended-purpose-seen", TRUE);
}

static void
show_purpose(LdoseMainWindow *self)
{
    GSettings *settings = ldose_display_settings();
    gboolean seen = settings != NULL && g_settings_get_boolean(settings, "intended-purpose-seen");
    gtk_label_set_text(GTK_LABEL(self->purpose_text), _(ldose_intended_purpose()));
    gtk_revealer_set_reveal_child(GTK_REVEALER(self->purpose), !seen);
}

/* ---- closing --------------------------------------------------------------------------------- */

static void
on_close_accepted(gpointer data)
{
    ldose_main_window_close_unsaved(data);
}

void
ldose_main_window_close_unsaved(LdoseMainWindow *self)
{
    self->close_unsaved = TRUE;
    gtk_window_close(GTK_WINDOW(self));
}

static gboolean
ldose_main_window_close_request(GtkWindow *window)
{
    LdoseMainWindow *self = LDOSE_MAIN_WINDOW(window);
    if (!self->close_unsaved && ldose_session_is_changed(self->session) &&
        !ldose_session_is_empty(self->session)) {
        gtk_window_present(GTK_WINDOW(ldose_question_window_new(
            window, _("Close without saving?"),
            _("The case was changed and is not saved. Closing loses the change."), _("_Keep Open"),
            _("_Close Without Saving"), on_close_accepted, self)));
        return TRUE;
    }
    ldose_main_window_drop_draft(self);
    return GTK_WINDOW_CLASS(ldose_main_window_parent_class)->close_request(window);
}

void
ldose_main_window_keep_draft(LdoseMainWindow *self)
{
    if (self->draft == NULL)
        self->draft = ldose_draft_open();
}

LdoseDraft *
ldose_main_window_draft(LdoseMainWindow *self)
{
    return self->draft;
}

void
ldose_main_window_drop_draft(LdoseMainWindow *self)
{
    g_clear_handle_id(&self->draft_source, g_source_remove);
    if (self->draft != NULL)
        ldose_draft_remove(self->draft);
}

/* ---- the object ------------------------------------------------------------------------------ */

static void
ldose_main_window_dispose(GObject *object)
{
    LdoseMainWindow *self = LDOSE_MAIN_WINDOW(object);
    g_clear_handle_id(&self->draft_source, g_source_remove);
    if (self->session != NULL)
        g_signal_handler_disconnect(self->session, self->handler);
    gtk_widget_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_MAIN_WINDOW);
    g_clear_object(&self->session);
    g_clear_object(&self->site);
    g_clear_pointer(&self->draft, ldose_draft_close);
    g_clear_pointer(&self->path, g_free);
    G_OBJECT_CLASS(ldose_main_window_parent_class)->dispose(object);
}

#define BIND(name) gtk_widget_class_bind_template_child(widget_class, LdoseMainWindow, name)

static void
bind_children(GtkWidgetClass *widget_class)
{
    BIND(title);
    BIND(subtitle);
    BIND(back);
    BIND(new_button);
    BIND(open_button);
    BIND(save_button);
    BIND(print_button);
    BIND(check_button);
    BIND(faults);
    BIND(faults_text);
    BIND(faults_close);
    BIND(views);
    BIND(form_scroller);
    BIND(form);
    BIND(purpose);
    BIND(purpose_text);
    BIND(purpose_close);
    BIND(pages);
    BIND(plan);
    BIND(why);
    BIND(compare);
    BIND(where);
    BIND(exposure);
    BIND(exposure_page);
    BIND(rules);
}

static void
ldose_main_window_class_init(LdoseMainWindowClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_main_window_dispose;
    GTK_WINDOW_CLASS(klass)->close_request = ldose_main_window_close_request;
    g_type_ensure(LDOSE_TYPE_TWO_PANES);
    g_type_ensure(LDOSE_TYPE_PATIENT_FORM);
    g_type_ensure(LDOSE_TYPE_PLAN_PAGE);
    g_type_ensure(LDOSE_TYPE_WHY_PAGE);
    g_type_ensure(LDOSE_TYPE_COMPARE_PAGE);
    g_type_ensure(LDOSE_TYPE_WHERE_PAGE);
    g_type_ensure(LDOSE_TYPE_EXPOSURE_PAGE);
    g_type_ensure(LDOSE_TYPE_RULE_BROWSER);
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/main-window.ui");
    bind_children(widget_class);
    ldose_window_actions_install(widget_class);
}

/* A narrow window shortens long ones rather than grow; their tooltips say what they do. */
static void
let_buttons_shrink(LdoseMainWindow *self)
{
    GtkWidget *const buttons[] = {self->new_button, self->open_button, self->save_button,
                                  self->print_button, self->check_button};
    for (guint i = 0; i < G_N_ELEMENTS(buttons); i++) {
        GtkLabel *label = GTK_LABEL(gtk_button_get_child(GTK_BUTTON(buttons[i])));
        glong length = g_utf8_strlen(gtk_label_get_text(label), -1);
        gtk_label_set_ellipsize(label, PANGO_ELLIPSIZE_END);
        /* Of average width: one more, so that "New" stays whole. */
        gtk_label_set_width_chars(label, (int)MIN(length, BUTTON_CHARACTERS) + 1);
    }
}

static void
ldose_main_window_init(LdoseMainWindow *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    let_buttons_shrink(self);
    g_signal_connect_swapped(self->faults_close, "clicked", G_CALLBACK(on_faults_close), self);
    g_signal_connect_swapped(self->purpose_close, "clicked", G_CALLBACK(on_purpose_close), self);
    show_purpose(self);
}

GtkWidget *
ldose_main_window_new(GtkApplication *application, LdoseLibrary *library,
                      const LdoseWording *wording)
{
    LdoseMainWindow *self = g_object_new(LDOSE_TYPE_MAIN_WINDOW, "application", application, NULL);
    char today[11];
    today_text(today);
    self->session = ldose_session_new(library, wording);
    ldose_session_clear(self->session, today);
    ldose_patient_form_set_session(LDOSE_PATIENT_FORM(self->form), self->session);
    ldose_plan_page_set_session(LDOSE_PLAN_PAGE(self->plan), self->session);
    ldose_session_page_set_session(LDOSE_SESSION_PAGE(self->why), self->session);
    ldose_session_page_set_session(LDOSE_SESSION_PAGE(self->compare), self->session);
    ldose_session_page_set_session(LDOSE_SESSION_PAGE(self->where), self->session);
    ldose_session_page_set_session(LDOSE_SESSION_PAGE(self->exposure), self->session);
    ldose_rule_browser_set_library(LDOSE_RULE_BROWSER(self->rules), library, wording);
    self->handler =
        g_signal_connect_swapped(self->session, "updated", G_CALLBACK(on_updated), self);
    ldose_window_accept_files(self);
    ldose_main_window_apply_display(self);
    ldose_main_window_show_view(self, "work");
    on_updated(self);
    gtk_window_set_focus(
        GTK_WINDOW(self),
        GTK_WIDGET(ldose_patient_form_field(LDOSE_PATIENT_FORM(self->form), LDOSE_COLUMN_CASE_ID)));
    return GTK_WIDGET(self);
}
