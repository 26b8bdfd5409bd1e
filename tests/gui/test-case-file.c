/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and the draft: what was saved comes back, with who acknowledged what. */
#include "gui-fixture.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "case-file.h"
#include "finding-text.h"

#define JAUNDICED                                                                                  \
    "case_id=A-002; regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; "     \
    "age_years=67; height_cm=176; weight_kg=38; creatinine_mg_dl=0.50; bilirubin_mg_dl=2,4; "      \
    "dialysis=none"

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
        ldose_session_acknowledge(session, g_ptr_array_index(texts, i), "discussed", "B. Other");
    return texts->len;
}

static void
test_record(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    GtkWidget *widget = GTK_WIDGET(window);
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("lymphodose-XXXXXX", &error);
    g_autofree char *path = g_build_filename(folder, "plan.lymphodose", NULL);
    gui_fixture_case(window, JAUNDICED);
    g_autofree char *dose = g_strdup(gui_fixture_text(widget, "given-fludarabine"));
    g_assert_cmpstr(dose, ==, "33 mg");
    ldose_session_set_author(session, "A. Example");
    g_assert_cmpuint(acknowledge_all(session), >=, 3);
    g_assert_nonnull(gui_fixture_label(widget, "Every point is acknowledged."));
    ldose_case_file_save(session, path, &error);
    g_assert_no_error(error);
    g_assert_false(ldose_session_is_changed(session));
    GStatBuf status;
    g_assert_cmpint(g_stat(path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0600);

    ldose_main_window_clear(window);
    g_assert_null(gui_fixture_named(widget, "given-fludarabine"));
    g_autoptr(GPtrArray) differences = NULL;
    ldose_case_file_open(session, path, &differences, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(differences->len, ==, 0);
    g_assert_cmpstr(gui_fixture_text(widget, "given-fludarabine"), ==, dose);
    g_assert_nonnull(gui_fixture_label(widget, "Acknowledged by B. Other: discussed"));
    g_assert_cmpstr(ldose_session_author(session), ==, "A. Example");
    g_assert_cmpstr(ldose_session_text(session, LDOSE_COLUMN_BILIRUBIN_MG_DL), ==, "2.4");
    g_unlink(path);
    g_rmdir(folder);
    gui_fixture_close(window);
}

/* A file that is no record changes nothing on screen. */
static void
test_broken(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) differences = NULL;
    g_autofree char *folder = g_dir_make_tmp("lymphodose-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "broken.lymphodose", NULL);
    gui_fixture_case(window, JAUNDICED);
    g_assert_true(g_file_set_contents(path, "<record/>", -1, NULL));
    g_assert_false(ldose_case_file_open(session, path, &differences, &error));
    g_assert_nonnull(error);
    g_assert_cmpstr(gui_fixture_text(GTK_WIDGET(window), "given-fludarabine"), ==, "33 mg");
    g_unlink(path);
    g_rmdir(folder);
    gui_fixture_close(window);
}

static void
test_draft(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    g_autoptr(LdoseDraft) draft = ldose_draft_open();
    gui_fixture_case(window, JAUNDICED);
    ldose_draft_write(draft, session);
    g_assert_true(ldose_draft_is_there(draft));
    ldose_session_clear(session, NULL);
    g_assert_true(ldose_draft_restore(draft, session));
    g_assert_cmpstr(gui_fixture_text(GTK_WIDGET(window), "given-fludarabine"), ==, "33 mg");
    ldose_session_clear(session, NULL);
    ldose_draft_write(draft, session); /* nothing to keep */
    g_assert_false(ldose_draft_is_there(draft));
    gui_fixture_close(window);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    gui_fixture_init(&argc, &argv);
    g_test_add_func("/gui/case-file/record", test_record);
    g_test_add_func("/gui/case-file/broken", test_broken);
    g_test_add_func("/gui/case-file/draft", test_draft);
    return g_test_run();
}
