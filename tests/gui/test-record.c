/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people sign after a record was saved: R28, R29, R30. Every act is appended to the file,
 * sealed, and no byte before it changes. Patients and people are synthetic. */
#include "gui-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "case-file.h"
#include "case-record.h"
#include "error.h"
#include "finding-text.h"
#include "question-window.h"
#include "second-check.h"
#include "sign-window.h"
#include "window-files.h"

#define EXAMPLE                                                                                    \
    "case_id=A-001; regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; "     \
    "age_years=61; height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; "       \
    "dialysis=none"
#define JAUNDICED                                                                                  \
    "case_id=A-002; regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; "     \
    "age_years=67; height_cm=176; weight_kg=38; creatinine_mg_dl=0.50; bilirubin_mg_dl=2.4; "      \
    "dialysis=none"
#define KIDNEY_FAILURE                                                                             \
    "case_id=A-004; regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; "     \
    "age_years=66; height_cm=162; weight_kg=70; creatinine_mg_dl=6.0; bilirubin_mg_dl=0.6; "       \
    "dialysis=hd"

/* A window with a case that stands in a file. */
typedef struct {
    LdoseMainWindow *window;
    LdoseSession *session;
    GtkWidget *widget;
    char *folder, *path;
} Saved;

static void
begin(Saved *saved, const char *text)
{
    g_autoptr(GError) error = NULL;
    saved->window = gui_fixture_window();
    saved->widget = GTK_WIDGET(saved->window);
    saved->session = ldose_main_window_session(saved->window);
    saved->folder = g_dir_make_tmp("lymphodose-XXXXXX", &error);
    saved->path = g_build_filename(saved->folder, "plan.lymphodose", NULL);
    gui_fixture_case(saved->window, text);
    ldose_session_set_author(saved->session, "A. Example");
    ldose_case_file_save(saved->session, saved->path, &error);
    g_assert_no_error(error);
    ldose_main_window_set_path(saved->window, saved->path);
    g_assert_true(ldose_case_record_holds(saved->session));
}

static void
end(Saved *saved)
{
    GDir *listing = g_dir_open(saved->folder, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(listing)) != NULL) {
        g_autofree char *path = g_build_filename(saved->folder, name, NULL);
        g_unlink(path);
    }
    g_dir_close(listing);
    g_rmdir(saved->folder);
    g_free(saved->folder);
    g_free(saved->path);
    gui_fixture_close(saved->window);
}

static char *
read_file(const char *path)
{
    char *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* The file begins with all that it held before but the root's closing tag, and its last entry is of
 * a kind, by somebody. */
static void
assert_appended(const Saved *saved, const char *before, LdoseEntryKind kind, const char *by)
{
    g_autofree char *now = read_file(saved->path);
    g_autoptr(GError) error = NULL;
    gsize kept = strlen(before) - strlen("</record>\n");
    g_assert_cmpuint(strlen(now), >, strlen(before));
    g_assert_cmpint(strncmp(now, before, kept), ==, 0);
    g_autoptr(LdoseRecord) record = ldose_record_load(saved->path, &error);
    g_assert_no_error(error);
    const LdoseRecordEntry *last =
        &g_array_index(record->entries, LdoseRecordEntry, record->entries->len - 1);
    g_assert_cmpint(last->kind, ==, kind);
    g_assert_cmpstr(last->by, ==, by);
    g_assert_true(ldose_timestamp_is_valid(last->at));
    g_assert_false(ldose_session_is_changed(saved->session));
}

/* The window of a type above the others; NULL: none. */
static GtkWidget *
find_window(GType type)
{
    GListModel *windows = gtk_window_get_toplevels();
    for (guint i = 0; i < g_list_model_get_n_items(windows); i++) {
        g_autoptr(GtkWidget) window = g_list_model_get_item(windows, i);
        if (G_TYPE_CHECK_INSTANCE_TYPE(window, type) && gtk_widget_get_visible(window))
            return window;
    }
    return NULL;
}

/* ---- the second check ------------------------------------------------------------------------ */

static void
enter(LdoseSecondCheck *check, const char *name, const char *text)
{
    LdoseSession *blind = ldose_second_check_blind_session(check);
    g_auto(GStrv) fields = g_strsplit(text, "; ", -1);
    ldose_session_freeze(blind);
    for (guint i = 0; fields[i] != NULL; i++) {
        char *equals = strchr(fields[i], '=');
        ldose_session_set(blind,
                          (LdoseColumn)ldose_column_find(fields[i], (gsize)(equals - fields[i])),
                          equals + 1);
    }
    ldose_session_thaw(blind);
    GObject *entry =
        gtk_widget_get_template_child(GTK_WIDGET(check), LDOSE_TYPE_SECOND_CHECK, "second_name");
    gtk_editable_set_text(GTK_EDITABLE(entry), name);
    gui_fixture_click(gui_fixture_button(GTK_WIDGET(check), "Compare both entries"));
}

static void
test_agreeing(void)
{
    Saved saved;
    begin(&saved, EXAMPLE);
    g_autofree char *before = read_file(saved.path);
    LdoseSecondCheck *check = ldose_main_window_second_check(saved.window);
    gtk_widget_activate_action(saved.widget, "win.second-check", NULL);
    enter(check, "B. Other",
          EXAMPLE "; weight_kg=48.0; creatinine_mg_dl=1,10; guidance=us-label@1.0");
    g_assert_cmpstr(gui_fixture_text(GTK_WIDGET(check), "verdict"), ==, "All 11 values are equal.");
    gui_fixture_click(gui_fixture_button(GTK_WIDGET(check), "Finish the second check"));
    assert_appended(&saved, before, LDOSE_ENTRY_SECOND_CHECK, "B. Other");
    g_assert_cmpstr(ldose_main_window_view(saved.window), ==, "work");
    g_assert_nonnull(gui_fixture_label(saved.widget, "Second check by B. Other: entered "
                                                     "independently and equal."));
    g_assert_nonnull(gui_fixture_label(saved.widget, "second check by B. Other: agrees"));
    /* So says the file to whoever opens it. */
    ldose_main_window_clear(saved.window);
    ldose_window_open_path(saved.window, saved.path);
    g_assert_nonnull(gui_fixture_label(saved.widget, "Second check by B. Other: entered "
                                                     "independently and equal."));
    /* Another weight was not checked. */
    gui_fixture_type(ldose_main_window_form(saved.window), LDOSE_COLUMN_WEIGHT_KG, "49");
    g_assert_null(gui_fixture_label(saved.widget, "Second check by B. Other"));
    g_assert_nonnull(gui_fixture_label(saved.widget, "The saved record holds other values"));
    end(&saved);
}

/* A check that does not agree is kept, with what differs. */
static void
test_differing(void)
{
    Saved saved;
    begin(&saved, EXAMPLE);
    g_autofree char *before = read_file(saved.path);
    LdoseSecondCheck *check = ldose_main_window_second_check(saved.window);
    gtk_widget_activate_action(saved.widget, "win.second-check", NULL);
    enter(check, "B. Other", EXAMPLE "; weight_kg=84");
    g_assert_nonnull(
        strstr(gui_fixture_text(GTK_WIDGET(check), "verdict"), "1 value differs, 10 are equal."));
    g_assert_nonnull(gui_fixture_label(GTK_WIDGET(check), "84 kg"));
    gui_fixture_click(gui_fixture_button(GTK_WIDGET(check), "Record that the values differ"));
    assert_appended(&saved, before, LDOSE_ENTRY_SECOND_CHECK, "B. Other");
    g_assert_nonnull(
        gui_fixture_label(saved.widget, "Second check by B. Other: it does not agree."));
    g_assert_nonnull(gui_fixture_label(saved.widget, "Weight: first 48 kg, second 84 kg"));
    end(&saved);
}

/* What the second person cannot have read is told before anything is compared. */
static void
test_unreadable(void)
{
    Saved saved;
    begin(&saved, EXAMPLE);
    LdoseSecondCheck *check = ldose_main_window_second_check(saved.window);
    gtk_widget_activate_action(saved.widget, "win.second-check", NULL);
    enter(check, "B. Other", EXAMPLE "; weight_kg=48kg");
    g_assert_nonnull(gui_fixture_label(GTK_WIDGET(check), "Correct the marked values"));
    g_assert_null(gui_fixture_named(GTK_WIDGET(check), "verdict"));
    enter(check, " a. EXAMPLE ", EXAMPLE);
    g_assert_nonnull(gui_fixture_label(GTK_WIDGET(check), "The same person cannot check"));
    g_assert_null(gui_fixture_named(GTK_WIDGET(check), "verdict"));
    end(&saved);
}

static guint
acknowledge_all(LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < plan->n_findings; i++) {
        if (ldose_finding_kind(plan->finding[i].code)->severity == LDOSE_SEVERITY_ACKNOWLEDGE)
            g_ptr_array_add(texts,
                            ldose_finding_text(plan, ldose_session_patient(session),
                                               &plan->finding[i], ldose_session_wording(session)));
    }
    for (guint i = 0; i < texts->len; i++)
        ldose_session_acknowledge(session, g_ptr_array_index(texts, i), "discussed", "A. Example");
    return texts->len;
}

/* Every confirm or contest button of the decisions, in order. */
static void
collect(GtkWidget *root, const char *label, GPtrArray *buttons)
{
    if (GTK_IS_CHECK_BUTTON(root) &&
        g_strcmp0(gtk_check_button_get_label(GTK_CHECK_BUTTON(root)), label) == 0)
        g_ptr_array_add(buttons, root);
    for (GtkWidget *child = gtk_widget_get_first_child(root); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        collect(child, label, buttons);
}

static GtkWidget *
visible_entry(GtkWidget *root)
{
    if (GTK_IS_ENTRY(root) && gtk_widget_get_visible(root))
        return root;
    for (GtkWidget *child = gtk_widget_get_first_child(root); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        GtkWidget *found = visible_entry(child);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* Every decision is confirmed or contested, one by one; contested needs a reason. */
static void
test_decisions(void)
{
    Saved saved;
    begin(&saved, JAUNDICED);
    acknowledge_all(saved.session);
    ldose_window_save(saved.window);
    g_autofree char *before = read_file(saved.path);
    LdoseSecondCheck *check = ldose_main_window_second_check(saved.window);
    GtkWidget *result = GTK_WIDGET(
        gtk_widget_get_template_child(GTK_WIDGET(check), LDOSE_TYPE_SECOND_CHECK, "result"));
    gtk_widget_activate_action(saved.widget, "win.second-check", NULL);
    enter(check, "B. Other", JAUNDICED);
    g_autoptr(GPtrArray) confirm = g_ptr_array_new();
    g_autoptr(GPtrArray) contest = g_ptr_array_new();
    collect(result, "Confirm", confirm);
    collect(result, "Contest", contest);
    g_assert_cmpuint(confirm->len, >=, 2);
    GtkWidget *finish = gui_fixture_button(result, "Finish the second check");
    g_assert_false(gtk_widget_get_sensitive(finish));
    for (guint i = 1; i < confirm->len; i++)
        gtk_check_button_set_active(g_ptr_array_index(confirm, i), TRUE);
    g_assert_false(gtk_widget_get_sensitive(finish)); /* the first is open */
    gtk_check_button_set_active(g_ptr_array_index(contest, 0), TRUE);
    g_assert_false(gtk_widget_get_sensitive(finish)); /* without a reason */
    gtk_editable_set_text(GTK_EDITABLE(visible_entry(result)), "measure again");
    g_assert_true(gtk_widget_get_sensitive(finish));
    gui_fixture_click(finish);
    assert_appended(&saved, before, LDOSE_ENTRY_SECOND_CHECK, "B. Other");
    g_assert_nonnull(
        gui_fixture_label(saved.widget, "Second check by B. Other: it does not agree."));
    g_assert_nonnull(gui_fixture_label(saved.widget, "measure again"));
    end(&saved);
}

/* Without a file the result is kept and said to be unsaved; the change is guarded. */
static void
test_unsaved_check(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    g_autoptr(GError) error = NULL;
    gui_fixture_case(window, EXAMPLE);
    ldose_session_set_author(session, "A. Example");
    LdoseBlindCheck *check = ldose_blind_check_new("B. Other", "2026-11-24T09:00:00Z");
    char *texts[LDOSE_N_COLUMNS];
    ldose_case_texts(session, texts);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        check->entered[i] =
            texts[i] != NULL ? g_string_chunk_insert(check->strings, texts[i]) : NULL;
    ldose_case_texts_clear(texts);
    ldose_case_record_check(session, check, &error);
    g_assert_no_error(error);
    g_assert_nonnull(gui_fixture_label(GTK_WIDGET(window), "Not saved yet:"));
    g_assert_nonnull(gui_fixture_label(GTK_WIDGET(window), "second check by B. Other: agrees"));
    g_assert_true(ldose_session_is_changed(session));
    /* Another value takes it back. */
    gui_fixture_type(ldose_main_window_form(window), LDOSE_COLUMN_WEIGHT_KG, "49");
    g_assert_null(gui_fixture_label(GTK_WIDGET(window), "B. Other"));
    gui_fixture_close(window);
}

/* ---- additions ------------------------------------------------------------------------------- */

static void
test_acknowledgement(void)
{
    Saved saved;
    begin(&saved, JAUNDICED);
    g_autofree char *before = read_file(saved.path);
    acknowledge_all(saved.session);
    g_assert_nonnull(gui_fixture_label(saved.widget, "Not saved yet:"));
    ldose_window_save(saved.window);
    assert_appended(&saved, before, LDOSE_ENTRY_ACKNOWLEDGEMENT, "A. Example");
    /* Once in the record, never again. */
    g_autofree char *after = read_file(saved.path);
    ldose_window_save(saved.window);
    g_autofree char *again = read_file(saved.path);
    g_assert_cmpstr(after, ==, again);
    end(&saved);
}

static void
test_note(void)
{
    Saved saved;
    begin(&saved, EXAMPLE);
    g_autofree char *before = read_file(saved.path);
    gtk_widget_activate_action(saved.widget, "win.add-note", NULL);
    GtkWidget *dialog = find_window(LDOSE_TYPE_SIGN_WINDOW);
    gui_fixture_click(gui_fixture_button(dialog, "Add the Note"));
    g_assert_nonnull(gui_fixture_label(dialog, "Nothing may be left empty here."));
    gtk_editable_set_text(GTK_EDITABLE(ldose_sign_window_entry(LDOSE_SIGN_WINDOW(dialog), 0)),
                          "weighed again: 48 kg");
    gtk_editable_set_text(GTK_EDITABLE(ldose_sign_window_entry(LDOSE_SIGN_WINDOW(dialog), 1)),
                          "C. Third");
    gui_fixture_click(gui_fixture_button(dialog, "Add the Note"));
    assert_appended(&saved, before, LDOSE_ENTRY_NOTE, "C. Third");
    g_assert_nonnull(gui_fixture_label(saved.widget, "weighed again: 48 kg"));
    g_assert_null(gui_fixture_label(saved.widget, "Not saved yet:"));
    end(&saved);
}

static void
override(LdoseSession *session)
{
    ldose_session_freeze(session);
    ldose_session_set(session, LDOSE_COLUMN_OVERRIDE_REASON, "published cases");
    ldose_session_set(session, LDOSE_COLUMN_DECIDED_BY, "C. Third");
    ldose_session_set(session, LDOSE_COLUMN_PRESCRIBER, "D. Fourth");
    ldose_session_set(session, LDOSE_COLUMN_FLUDARABINE_FRACTION, "0.5");
    ldose_session_set(session, LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION, "0.75");
    ldose_session_thaw(session);
}

/* An override that is made after the record was saved is its own entry; opened again, it holds. */
static void
test_override(void)
{
    Saved saved;
    begin(&saved, KIDNEY_FAILURE);
    g_autofree char *before = read_file(saved.path);
    g_assert_null(gui_fixture_named(saved.widget, "given-fludarabine"));
    override(saved.session);
    g_assert_nonnull(gui_fixture_named(saved.widget, "given-fludarabine"));
    g_autofree char *dose = g_strdup(gui_fixture_text(saved.widget, "given-fludarabine"));
    ldose_window_save(saved.window);
    assert_appended(&saved, before, LDOSE_ENTRY_OVERRIDE, "C. Third");
    ldose_main_window_clear(saved.window);
    ldose_window_open_path(saved.window, saved.path);
    g_assert_nonnull(gui_fixture_label(saved.widget, "OVERRIDE"));
    g_assert_cmpstr(gui_fixture_text(saved.widget, "given-fludarabine"), ==, dose);
    g_assert_true(ldose_case_record_holds(saved.session));
    /* What the plan under the override asks for can be acknowledged in the same record. */
    g_autofree char *overridden = read_file(saved.path);
    if (acknowledge_all(saved.session) > 0) {
        ldose_window_save(saved.window);
        assert_appended(&saved, overridden, LDOSE_ENTRY_ACKNOWLEDGEMENT, "A. Example");
    }
    end(&saved);
}

/* A record that people signed is not replaced by another case. */
static void
test_signed_is_kept(void)
{
    Saved saved;
    begin(&saved, EXAMPLE);
    ldose_session_add_note(saved.session, "checked the label", "C. Third");
    ldose_window_save(saved.window);
    g_autofree char *signed_text = read_file(saved.path);
    gui_fixture_type(ldose_main_window_form(saved.window), LDOSE_COLUMN_WEIGHT_KG, "49");
    ldose_window_save(saved.window);
    GtkWidget *dialog = find_window(LDOSE_TYPE_QUESTION_WINDOW);
    g_assert_nonnull(gui_fixture_label(dialog, "people have signed"));
    g_assert_nonnull(gui_fixture_button(dialog, "Save As"));
    gtk_window_destroy(GTK_WINDOW(dialog));
    g_autofree char *after = read_file(saved.path);
    g_assert_cmpstr(signed_text, ==, after);
    g_assert_true(ldose_session_is_changed(saved.session));
    end(&saved);
}

/* Under another name a record goes with all its entries, and the first file stays. */
static void
test_save_as(void)
{
    Saved saved;
    begin(&saved, EXAMPLE);
    g_autofree char *before = read_file(saved.path);
    g_autofree char *other = g_build_filename(saved.folder, "copy.lymphodose", NULL);
    g_autoptr(GError) error = NULL;
    ldose_session_add_note(saved.session, "for the ward", "C. Third");
    ldose_case_file_save(saved.session, other, &error);
    g_assert_no_error(error);
    g_autofree char *kept = read_file(saved.path);
    g_assert_cmpstr(kept, ==, before);
    g_autoptr(LdoseRecord) record = ldose_record_load(other, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(record->entries->len, ==, 2);
    end(&saved);
}

/* Somebody else added to the file meanwhile: nobody's entry is lost. */
static void
test_added_elsewhere(void)
{
    Saved saved;
    begin(&saved, EXAMPLE);
    g_autoptr(GError) error = NULL;
    const LdoseSignature other = {"D. Fourth", "2026-11-24T10:00:00Z"};
    g_autoptr(LdoseRecord) there = ldose_record_load(saved.path, &error);
    g_autoptr(LdoseRecord) noted = ldose_record_add_note(there, &other, "called the ward", &error);
    g_assert_true(
        ldose_record_save_addition(there, noted, saved.path, LDOSE_RECORD_PRIVATE, &error));
    g_autofree char *theirs = read_file(saved.path);
    ldose_session_add_note(saved.session, "mine", "C. Third");
    g_assert_false(ldose_case_file_save(saved.session, saved.path, &error));
    g_assert_nonnull(strstr(error->message, "changed meanwhile"));
    g_autofree char *after = read_file(saved.path);
    g_assert_cmpstr(after, ==, theirs);
    end(&saved);
}

/* Flushing a folder fails where it is asked for; files are flushed as ever. */
static gboolean folders_fail;

int
fsync(int descriptor)
{
    struct stat status;
    if (folders_fail && fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fsync, descriptor);
}

/* The file holds the new record although a loss of power may undo it: that is told, and the next
 * saving adds to what is there. */
static void
test_not_durable(void)
{
    Saved saved;
    begin(&saved, EXAMPLE);
    g_autoptr(GError) error = NULL;
    ldose_session_add_note(saved.session, "first", "C. Third");
    folders_fail = TRUE;
    g_assert_false(ldose_case_file_save(saved.session, saved.path, &error));
    folders_fail = FALSE;
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_NOT_DURABLE);
    g_clear_error(&error);
    ldose_session_add_note(saved.session, "second", "C. Third");
    g_assert_true(ldose_case_file_save(saved.session, saved.path, &error));
    g_assert_no_error(error);
    g_autoptr(LdoseRecord) record = ldose_record_load(saved.path, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(record->entries->len, ==, 3);
    end(&saved);
}

/* ---- opening --------------------------------------------------------------------------------- */

/* One changed byte is told, and nothing on screen changes. */
static void
test_damaged(void)
{
    Saved saved;
    begin(&saved, EXAMPLE);
    g_autofree char *text = read_file(saved.path);
    char *weight = strstr(text, "name=\"weight_kg\" text=\"48\"");
    g_assert_nonnull(weight);
    weight[strlen("name=\"weight_kg\" text=\"")] = '9';
    g_assert_true(g_file_set_contents(saved.path, text, -1, NULL));
    ldose_main_window_clear(saved.window);
    ldose_window_open_path(saved.window, saved.path);
    GtkWidget *dialog = find_window(LDOSE_TYPE_QUESTION_WINDOW);
    g_assert_nonnull(gui_fixture_label(dialog, "The record cannot be opened"));
    g_assert_nonnull(gui_fixture_label(dialog, saved.path));
    gtk_window_destroy(GTK_WINDOW(dialog));
    g_assert_true(ldose_session_is_empty(saved.session));
    g_assert_null(ldose_main_window_path(saved.window));
    end(&saved);
}

/* Records of every earlier format open for ever. */
static void
test_earlier_formats(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    g_autofree char *folder =
        g_build_filename(g_getenv("LYMPHODOSE_DATA"), "..", "tests", "records", NULL);
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    const char *name;
    guint n = 0;
    g_assert_nonnull(listing);
    while ((name = g_dir_read_name(listing)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autoptr(GPtrArray) differences = NULL;
        g_autoptr(GError) error = NULL;
        ldose_case_file_open(ldose_main_window_session(window), path, &differences, &error);
        g_assert_no_error(error);
        g_assert_nonnull(gui_fixture_named(GTK_WIDGET(window), "record"));
        g_assert_nonnull(ldose_session_plan(ldose_main_window_session(window)));
        n++;
    }
    g_assert_cmpuint(n, >=, 5);
    gui_fixture_close(window);
}

/* ---- dragging -------------------------------------------------------------------------------- */

static gboolean
drop(LdoseMainWindow *window, const char *path)
{
    g_autoptr(GListModel) controllers = gtk_widget_observe_controllers(GTK_WIDGET(window));
    gboolean taken = FALSE;
    for (guint i = 0; i < g_list_model_get_n_items(controllers); i++) {
        g_autoptr(GtkEventController) controller = g_list_model_get_item(controllers, i);
        if (g_strcmp0(gtk_event_controller_get_name(controller), "records") != 0)
            continue;
        g_autoptr(GFile) file = g_file_new_for_path(path);
        GSList files = {file, NULL};
        g_auto(GValue) value = G_VALUE_INIT;
        g_value_init(&value, GDK_TYPE_FILE_LIST);
        g_value_set_boxed(&value, &files);
        g_signal_emit_by_name(controller, "drop", &value, 1.0, 1.0, &taken);
    }
    return taken;
}

/* A record that is dragged onto the window opens; over unsaved changes only after a question, and
 * in a second check not at all. */
static void
test_drop(void)
{
    Saved saved;
    begin(&saved, EXAMPLE);
    ldose_main_window_clear(saved.window);
    g_assert_true(drop(saved.window, saved.path));
    g_assert_cmpstr(ldose_session_text(saved.session, LDOSE_COLUMN_WEIGHT_KG), ==, "48");
    g_assert_cmpstr(ldose_main_window_path(saved.window), ==, saved.path);
    gui_fixture_type(ldose_main_window_form(saved.window), LDOSE_COLUMN_WEIGHT_KG, "49");
    g_assert_true(drop(saved.window, saved.path));
    GtkWidget *dialog = find_window(LDOSE_TYPE_QUESTION_WINDOW);
    g_assert_nonnull(gui_fixture_label(dialog, "Open another record?"));
    g_assert_cmpstr(ldose_session_text(saved.session, LDOSE_COLUMN_WEIGHT_KG), ==, "49");
    gui_fixture_click(gui_fixture_button(dialog, "Open"));
    g_assert_cmpstr(ldose_session_text(saved.session, LDOSE_COLUMN_WEIGHT_KG), ==, "48");
    gtk_widget_activate_action(saved.widget, "win.second-check", NULL);
    g_assert_false(drop(saved.window, saved.path));
    end(&saved);
}

/* In a folder that the site shares, its group may read and add; elsewhere nobody else may. */
static void
test_shared_folder(void)
{
    Saved saved;
    GStatBuf status;
    g_autoptr(GError) error = NULL;
    begin(&saved, EXAMPLE);
    g_assert_cmpint(g_stat(saved.path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0600);
    g_autofree char *site = g_dir_make_tmp("lymphodose-XXXXXX", NULL);
    g_autofree char *list = g_build_filename(site, LDOSE_SHARED_FOLDERS_FILE, NULL);
    g_autofree char *text = g_strdup_printf("# shared\n%s\n", saved.folder);
    g_assert_true(g_file_set_contents(list, text, -1, NULL));
    g_setenv("LYMPHODOSE_SITE", site, TRUE);
    ldose_session_add_note(saved.session, "shared now", "C. Third");
    ldose_case_file_save(saved.session, saved.path, &error);
    g_assert_no_error(error);
    g_assert_cmpint(g_stat(saved.path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0660);
    g_unsetenv("LYMPHODOSE_SITE");
    g_unlink(list);
    g_rmdir(site);
    end(&saved);
}

/* ---- drafts ---------------------------------------------------------------------------------- */

/* Two windows never share a draft; the draft of one that still runs is offered to nobody. */
static void
test_drafts(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    LdoseDraft *first = ldose_draft_open();
    gui_fixture_case(window, EXAMPLE);
    ldose_draft_write(first, session);
    g_autoptr(LdoseDraft) second = ldose_draft_open();
    g_assert_false(ldose_draft_is_there(second));
    gui_fixture_case(window, JAUNDICED);
    ldose_draft_write(second, session);
    ldose_draft_close(first); /* as a kill would: the file stays */
    g_autoptr(LdoseDraft) third = ldose_draft_open();
    g_assert_true(ldose_draft_restore(third, session));
    g_assert_cmpstr(ldose_session_text(session, LDOSE_COLUMN_CASE_ID), ==, "A-001");
    g_autofree char *folder =
        g_build_filename(g_get_user_state_dir(), "lymphodose", "drafts", NULL);
    GStatBuf status;
    g_assert_cmpint(g_stat(folder, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0700);
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(listing)) != NULL) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_assert_cmpint(g_stat(path, &status), ==, 0);
        g_assert_cmpint(status.st_mode & 0777, ==, 0600);
    }
    ldose_draft_remove(second);
    ldose_draft_remove(third);
    gui_fixture_close(window);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    gui_fixture_init(&argc, &argv);
    g_test_add_func("/gui/record/R28-agreeing", test_agreeing);
    g_test_add_func("/gui/record/R28-differing", test_differing);
    g_test_add_func("/gui/record/R28-unreadable", test_unreadable);
    g_test_add_func("/gui/record/R28-decisions", test_decisions);
    g_test_add_func("/gui/record/R28-unsaved", test_unsaved_check);
    g_test_add_func("/gui/record/R30-acknowledgement", test_acknowledgement);
    g_test_add_func("/gui/record/R30-note", test_note);
    g_test_add_func("/gui/record/R29-override", test_override);
    g_test_add_func("/gui/record/R30-signed-is-kept", test_signed_is_kept);
    g_test_add_func("/gui/record/save-as", test_save_as);
    g_test_add_func("/gui/record/R30-not-durable", test_not_durable);
    g_test_add_func("/gui/record/R30-added-elsewhere", test_added_elsewhere);
    g_test_add_func("/gui/record/R30-damaged", test_damaged);
    g_test_add_func("/gui/record/earlier-formats", test_earlier_formats);
    g_test_add_func("/gui/record/drop", test_drop);
    g_test_add_func("/gui/record/R37-shared-folder", test_shared_folder);
    g_test_add_func("/gui/record/drafts", test_drafts);
    return g_test_run();
}
