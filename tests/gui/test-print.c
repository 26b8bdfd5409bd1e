/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print and export: what is shown is what is written, and that is what the command line writes of
 * the same case (R26, R27, R46). All patients are synthetic. */
#include "gui-fixture.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "case-record.h"
#include "finding-text.h"
#include "plan-pdf.h"
#include "print-paper.h"
#include "print-window.h"

#define AT "2026-11-24T09:30:00Z"
#define LIGHT                                                                                      \
    "case_id=A-001; regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; "     \
    "age_years=61; height_cm=165; weight_kg=48; creatinine_mg_dl=1,1; bilirubin_mg_dl=0.6; "       \
    "dialysis=none; as_of=2026-11-30; ld_start_date=2026-12-01"
#define JAUNDICED                                                                                  \
    "case_id=A-002; regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; "     \
    "age_years=67; height_cm=176; weight_kg=38; creatinine_mg_dl=0.50; bilirubin_mg_dl=2.4; "      \
    "dialysis=none"
#define DIALYSED                                                                                   \
    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; age_years=66; "      \
    "height_cm=162; weight_kg=70; creatinine_mg_dl=6; bilirubin_mg_dl=0.6; dialysis=hd"
#define ALL (LDOSE_PLAN_PAGE_CHART | LDOSE_PLAN_PAGE_PREPARATION | LDOSE_PLAN_PAGE_CHECK)

static char *
read_pdf(const char *path, gsize *length)
{
    g_autoptr(GError) error = NULL;
    char *data = NULL;
    g_file_get_contents(path, &data, length, &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(data, "%PDF-"));
    return data;
}

/* Runs the command line on the session's case. */
static void
run_calc(LdoseSession *session, const char *path)
{
    g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);
    const char *const fixed[] = {"calc", "--format", "pdf", "--pages", "all", "--at", AT, "-o"};
    char *texts[LDOSE_N_COLUMNS];
    g_autoptr(GError) error = NULL;
    int status = -1;
    g_ptr_array_add(arguments, g_strdup(g_getenv("LYMPHODOSE_PROGRAM")));
    for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
        g_ptr_array_add(arguments, g_strdup(fixed[i]));
    g_ptr_array_add(arguments, g_strdup(path));
    ldose_case_texts(session, texts);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (texts[i] == NULL)
            continue;
        g_ptr_array_add(arguments, g_strdup("--set"));
        g_ptr_array_add(
            arguments, g_strdup_printf("%s=%s", ldose_column_info((LdoseColumn)i)->name, texts[i]));
    }
    ldose_case_texts_clear(texts);
    g_ptr_array_add(arguments, NULL);
    g_spawn_sync(NULL, (char **)arguments->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
                 &status, &error);
    g_assert_no_error(error);
    g_assert_cmpint(status, ==, 0);
}

/* R27: the app writes what the command line writes. */
static void
test_same_bytes(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    const LdosePrintChoice choice = {.pages = ALL, .sheet = LDOSE_SHEET_A4, .at = AT};
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("lymphodose-XXXXXX", NULL);
    g_autofree char *ours = g_build_filename(folder, "ours.pdf", NULL);
    g_autofree char *theirs = g_build_filename(folder, "theirs.pdf", NULL);
    gsize ours_length, theirs_length;
    GStatBuf status;
    gui_fixture_case(window, LIGHT);
    ldose_print_export(session, &choice, ours, &error);
    g_assert_no_error(error);
    g_assert_cmpint(g_stat(ours, &status), ==, 0);
    g_assert_cmpuint(status.st_mode & 0777, ==, 0600);
    if (g_getenv("LYMPHODOSE_PROGRAM") == NULL) {
        g_test_skip("LYMPHODOSE_PROGRAM is not set: there is no command line to compare with");
    } else {
        run_calc(session, theirs);
        g_autofree char *first = read_pdf(ours, &ours_length);
        g_autofree char *second = read_pdf(theirs, &theirs_length);
        g_assert_cmpuint(ours_length, ==, theirs_length);
        g_assert_true(memcmp(first, second, ours_length) == 0);
        g_unlink(theirs);
    }
    g_unlink(ours);
    g_rmdir(folder);
    gui_fixture_close(window);
}

static GtkWidget *
print_window(LdoseMainWindow *window)
{
    gtk_widget_activate_action(GTK_WIDGET(window), "win.print", NULL);
    g_autoptr(GListModel) all = g_object_ref(gtk_window_get_toplevels());
    for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
        g_autoptr(GtkWidget) one = g_list_model_get_item(all, i);
        if (LDOSE_IS_PRINT_WINDOW(one))
            return one;
    }
    g_error("no window for printing");
}

static void
check(GtkWidget *print, const char *name, gboolean active)
{
    gtk_check_button_set_active(GTK_CHECK_BUTTON(gui_fixture_named(print, name)), active);
}

/* Chart page and check page at first; the choice shows at once; without any nothing can be
 * printed. */
static void
test_choice(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    gui_fixture_case(window, LIGHT);
    GtkWidget *print = print_window(window);
    guint filed = ldose_print_window_count(LDOSE_PRINT_WINDOW(print));
    g_assert_cmpuint(filed, >=, 2);
    g_assert_cmpstr(gtk_window_get_title(GTK_WINDOW(print)), ==, "Print"); /* and no patient */
    check(print, "preparation", TRUE);
    g_assert_cmpuint(ldose_print_window_count(LDOSE_PRINT_WINDOW(print)), ==, filed + 2);
    check(print, "preparation", FALSE);
    check(print, "check", FALSE);
    g_assert_cmpuint(ldose_print_window_count(LDOSE_PRINT_WINDOW(print)), ==, 1);
    check(print, "chart", FALSE);
    g_assert_cmpuint(ldose_print_window_count(LDOSE_PRINT_WINDOW(print)), ==, 0);
    g_assert_nonnull(gui_fixture_label(print, "at least one kind of page"));
    g_assert_false(gtk_widget_get_sensitive(gui_fixture_named(print, "print-button")));
    check(print, "chart", TRUE);
    g_assert_true(gtk_widget_get_sensitive(gui_fixture_named(print, "print-button")));
    gtk_window_destroy(GTK_WINDOW(print));
    gui_fixture_close(window);
}

/* Both identifiers or neither; they stand on the paper. */
static void
test_label(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    const LdosePrintChoice choice = {.pages = LDOSE_PLAN_PAGE_CHART,
                                     .first_identifier = "Example, Erika",
                                     .second_identifier = "MRN 0000",
                                     .at = AT};
    gui_fixture_case(window, LIGHT);
    GtkWidget *print = print_window(window);
    GtkWidget *first = gui_fixture_named(print, "first"),
              *second = gui_fixture_named(print, "second");
    gtk_editable_set_text(GTK_EDITABLE(first), "Example, Erika");
    g_assert_cmpuint(ldose_print_window_count(LDOSE_PRINT_WINDOW(print)), ==, 0);
    g_assert_nonnull(gui_fixture_label(print, "both identifiers"));
    gtk_editable_set_text(GTK_EDITABLE(second), "MRN 0000");
    g_assert_cmpuint(ldose_print_window_count(LDOSE_PRINT_WINDOW(print)), >=, 2);
    g_autoptr(LdosePaper) paper = ldose_print_paper(session, &choice);
    g_assert_cmpstr(paper->label, ==, "Example, Erika · MRN 0000");
    gtk_window_destroy(GTK_WINDOW(print));
    gui_fixture_close(window);
}

/* What the core refuses to print is not printed here either. */
static void
test_refused(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    const LdosePrintChoice choice = {.pages = ALL, .at = AT};
    gtk_widget_activate_action(GTK_WIDGET(window), "win.print", NULL); /* no plan: nothing opens */
    gui_fixture_case(window, DIALYSED);
    g_autoptr(LdosePaper) paper = ldose_print_paper(ldose_main_window_session(window), &choice);
    g_autoptr(GString) text = g_string_new(NULL);
    ldose_paper_text(text, paper);
    g_assert_true(g_str_has_prefix(paper->banner, "NO DOSE: Do not give"));
    g_assert_nonnull(strstr(paper->banner, "not adopted at this site"));
    g_assert_null(strstr(text->str, "Rounded dose"));
    g_assert_nonnull(strstr(text->str, "Nothing to prepare"));
    GtkWidget *print = print_window(window);
    g_assert_false(gtk_widget_get_sensitive(gui_fixture_named(print, "preparation")));
    gtk_window_destroy(GTK_WINDOW(print));
    gui_fixture_close(window);
}

/* What was acknowledged on screen is told on paper before the case is saved. */
static void
test_acknowledged(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    const LdosePrintChoice choice = {.pages = LDOSE_PLAN_PAGE_CHART, .at = AT};
    gui_fixture_case(window, JAUNDICED);
    const LdosePlan *plan = ldose_session_plan(session);
    guint first = 0;
    while (ldose_finding_kind(plan->finding[first].code)->severity != LDOSE_SEVERITY_ACKNOWLEDGE)
        first++;
    g_autofree char *words =
        ldose_finding_text(plan, ldose_session_patient(session), &plan->finding[first],
                           ldose_session_wording(session));
    ldose_session_acknowledge(session, words, "discussed", "C. Example");
    g_autoptr(LdosePaper) paper = ldose_print_paper(session, &choice);
    g_autoptr(GString) text = g_string_new(NULL);
    ldose_paper_text(text, paper);
    g_assert_nonnull(strstr(text->str, "Acknowledged by C. Example"));
    gui_fixture_close(window);
}

/* The system's printing, into a file: as many pages, on the sheet that was chosen. */
static void
test_operation(gconstpointer data)
{
    LdoseSheet sheet = (LdoseSheet)GPOINTER_TO_INT(data);
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    const LdosePrintChoice choice = {.pages = ALL, .sheet = sheet, .at = AT};
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("lymphodose-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "job.pdf", NULL);
    gsize length;
    int n = -1;
    gui_fixture_case(window, LIGHT);
    g_autoptr(GtkPrintOperation) operation = ldose_print_operation_new(session, &choice);
    g_autofree char *name = NULL;
    g_object_get(operation, "job-name", &name, NULL);
    g_assert_cmpstr(name, ==, "Lymphodose");
    gtk_print_operation_set_export_filename(operation, path);
    g_assert_cmpint(gtk_print_operation_run(operation, GTK_PRINT_OPERATION_ACTION_EXPORT,
                                            GTK_WINDOW(window), &error),
                    ==, GTK_PRINT_OPERATION_RESULT_APPLY);
    g_assert_no_error(error);
    g_object_get(operation, "n-pages", &n, NULL);
    g_autoptr(LdosePaper) paper = ldose_print_paper(session, &choice);
    g_autoptr(LdosePages) pages = ldose_pages_new(paper, &error);
    g_assert_cmpint(n, ==, (int)ldose_pages_count(pages));
    g_autofree char *job = read_pdf(path, &length);
    const char *box = sheet == LDOSE_SHEET_LETTER ? "[ 0 0 61" : "[ 0 0 59";
    g_assert_nonnull(memmem(job, length, box, strlen(box)));
    g_unlink(path);
    g_rmdir(folder);
    gui_fixture_close(window);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    gui_fixture_init(&argc, &argv);
    g_test_add_func("/gui/print/R27/same-bytes", test_same_bytes);
    g_test_add_func("/gui/print/choice", test_choice);
    g_test_add_func("/gui/print/label", test_label);
    g_test_add_func("/gui/print/R46/refused", test_refused);
    g_test_add_func("/gui/print/acknowledged", test_acknowledged);
    g_test_add_data_func("/gui/print/operation/a4", GINT_TO_POINTER(LDOSE_SHEET_A4),
                         test_operation);
    g_test_add_data_func("/gui/print/operation/letter", GINT_TO_POINTER(LDOSE_SHEET_LETTER),
                         test_operation);
    return g_test_run();
}
