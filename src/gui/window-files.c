/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-files.h"

#include "case-file.h"
#include "file-chooser.h"
#include "gui-text.h"
#include "name-window.h"
#include "print-window.h"
#include "question-window.h"
#include "sign-window.h"
#include "signature.h"

#define RECORD_PATTERN "*.lymphodose"

static void
complain(LdoseMainWindow *window, const char *title, const GError *error)
{
    gtk_window_present(GTK_WINDOW(ldose_question_window_new(
        GTK_WINDOW(window), title, error->message, _("_Close"), NULL, NULL, NULL)));
}

/* ---- opening --------------------------------------------------------------------------------- */

void
ldose_window_open_path(LdoseMainWindow *window, const char *path)
{
    g_autoptr(GPtrArray) differences = NULL;
    g_autoptr(GError) error = NULL;
    if (!ldose_case_file_open(ldose_main_window_session(window), path, &differences, &error)) {
        complain(window, _("The record cannot be opened"), error);
        return;
    }
    ldose_main_window_set_path(window, path);
    ldose_main_window_drop_draft(window);
    ldose_main_window_show_page(window, "plan");
    ldose_main_window_show_notice(
        window, _("This record does not compute as it did when it was made."), differences);
}

static void
on_open_chosen(const char *path, gpointer data)
{
    ldose_window_open_path(data, path);
}

static void
choose_to_open(gpointer data)
{
    ldose_choose_file_to_open(GTK_WINDOW(data), _("Open a record"), RECORD_PATTERN, on_open_chosen,
                              data);
}

static void
ask_before_opening(LdoseMainWindow *window, LdoseQuestionAnswered accepted)
{
    gtk_window_present(GTK_WINDOW(ldose_question_window_new(
        GTK_WINDOW(window), _("Open another record?"),
        _("The case was changed and is not saved. Opening a record loses the change."),
        _("_Keep This Case"), _("_Open"), accepted, window)));
}

void
ldose_window_open(LdoseMainWindow *window)
{
    LdoseSession *session = ldose_main_window_session(window);
    if (!ldose_session_is_changed(session) || ldose_session_is_empty(session)) {
        choose_to_open(window);
        return;
    }
    ask_before_opening(window, choose_to_open);
}

/* ---- dragging -------------------------------------------------------------------------------- */

#define DROPPED "lymphodose-dropped-path"

static void
open_dropped(gpointer data)
{
    g_autofree char *path = g_object_steal_data(data, DROPPED);
    if (path != NULL)
        ldose_window_open_path(data, path);
}

static void
take_dropped(LdoseMainWindow *window, char *path)
{
    LdoseSession *session = ldose_main_window_session(window);
    g_object_set_data_full(G_OBJECT(window), DROPPED, path, g_free);
    if (!ldose_session_is_changed(session) || ldose_session_is_empty(session))
        open_dropped(window);
    else
        ask_before_opening(window, open_dropped);
}

/* One file, and only where a plan is on screen: a second check is not ended by a slip of the
 * hand. */
static gboolean
on_drop(GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
    GSList *files = gdk_file_list_get_files(g_value_get_boxed(value));
    char *path = files != NULL && files->next == NULL ? g_file_get_path(files->data) : NULL;
    (void)target;
    (void)x;
    (void)y;
    g_slist_free(files);
    if (path == NULL || !g_str_equal(ldose_main_window_view(data), "work")) {
        g_free(path);
        return FALSE;
    }
    take_dropped(data, path);
    return TRUE;
}

void
ldose_window_accept_files(LdoseMainWindow *window)
{
    GtkDropTarget *target = gtk_drop_target_new(GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
    gtk_event_controller_set_name(GTK_EVENT_CONTROLLER(target), "records");
    /* Before an entry takes the file's name for text. */
    gtk_event_controller_set_propagation_phase(GTK_EVENT_CONTROLLER(target), GTK_PHASE_CAPTURE);
    g_signal_connect(target, "drop", G_CALLBACK(on_drop), window);
    gtk_widget_add_controller(GTK_WIDGET(window), GTK_EVENT_CONTROLLER(target));
}

/* ---- saving ---------------------------------------------------------------------------------- */

static void choose_to_save(gpointer data);

/* Under another name it may well work, and nothing that is there is lost. */
static void
save_to(const char *path, gpointer data)
{
    g_autoptr(GError) error = NULL;
    if (ldose_case_file_save(ldose_main_window_session(data), path, &error)) {
        ldose_main_window_set_path(data, path);
        ldose_main_window_drop_draft(data);
        return;
    }
    gtk_window_present(GTK_WINDOW(
        ldose_question_window_new(GTK_WINDOW(data), _("The record is not saved"), error->message,
                                  _("_Close"), _("Save _As …"), choose_to_save, data)));
}

/* The proposed name says nothing of the patient. */
static void
choose_to_save(gpointer data)
{
    ldose_choose_file_to_save(GTK_WINDOW(data), _("Save the record"), _("plan.lymphodose"), save_to,
                              data);
}

static void
on_named_for_save(const char *name, gpointer data)
{
    ldose_session_set_author(ldose_main_window_session(data), name);
    if (ldose_main_window_path(data) != NULL)
        save_to(ldose_main_window_path(data), data);
    else
        choose_to_save(data);
}

static void
on_named_for_save_as(const char *name, gpointer data)
{
    ldose_session_set_author(ldose_main_window_session(data), name);
    choose_to_save(data);
}

/* A record says who made it: without a name nobody could check it. */
static void
ask_name(LdoseMainWindow *window, LdoseNameGiven given)
{
    const char *author = ldose_session_author(ldose_main_window_session(window));
    if (author[0] != '\0') {
        g_autofree char *name = g_strdup(author);
        given(name, window);
        return;
    }
    gtk_window_present(GTK_WINDOW(ldose_name_window_new(GTK_WINDOW(window), given, window)));
}

void
ldose_window_save(LdoseMainWindow *window)
{
    ask_name(window, on_named_for_save);
}

void
ldose_window_save_as(LdoseMainWindow *window)
{
    ask_name(window, on_named_for_save_as);
}

/* ---- paper ----------------------------------------------------------------------------------- */

void
ldose_window_print(LdoseMainWindow *window)
{
    LdoseSession *session = ldose_main_window_session(window);
    if (ldose_session_plan(session) != NULL)
        gtk_window_present(GTK_WINDOW(ldose_print_window_new(GTK_WINDOW(window), session)));
}

/* ---- notes ----------------------------------------------------------------------------------- */

static gboolean
on_note(const char *const *texts, gpointer data, GError **error)
{
    if (!ldose_person_check(texts[1], _("Name"), error))
        return FALSE;
    ldose_session_add_note(ldose_main_window_session(data), texts[0], texts[1]);
    if (ldose_main_window_path(data) != NULL)
        ldose_window_save(data);
    return TRUE;
}

void
ldose_window_add_note(LdoseMainWindow *window)
{
    const LdoseSignQuestion question = {
        _("Add a note to the record"),
        _("A note is signed and sealed with the record. It cannot be changed or removed "
          "afterwards."),
        {_("Note"), _("Name"), NULL},
        _("_Add the Note"),
    };
    gtk_window_present(
        GTK_WINDOW(ldose_sign_window_new(GTK_WINDOW(window), &question, on_note, window, NULL)));
}

/* ---- the draft ------------------------------------------------------------------------------- */

static void
on_draft_unwanted(gpointer data)
{
    ldose_main_window_drop_draft(data);
    ldose_main_window_clear(data);
}

/* It stands there already: the answer that loses nothing is the one at hand. */
void
ldose_window_offer_draft(LdoseMainWindow *window)
{
    LdoseDraft *draft = ldose_main_window_draft(window);
    if (draft == NULL || !ldose_draft_is_there(draft) ||
        !ldose_draft_restore(draft, ldose_main_window_session(window)))
        return;
    gtk_window_present(GTK_WINDOW(
        ldose_question_window_new(GTK_WINDOW(window), _("Go on with the last case?"),
                                  _("The program ended while a case was being entered. It was "
                                    "restored from its draft; check that "
                                    "it is the patient in front of you."),
                                  _("_Go On"), _("_Discard It"), on_draft_unwanted, window)));
}
