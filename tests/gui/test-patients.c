/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every patient of the suite data/suites/patients.csv on screen: each value entered by its control,
 * then the words, doses and points that the suite expects, and the same plan as the engine's own.
 * With GUI_PICTURES=FOLDER each page is saved for looking at. */
#include "gui-fixture.h"

#include <locale.h>
#include <string.h>

#include "case-csv.h"
#include "finding-text.h"
#include "gui-text.h"
#include "plan-columns.h"

#define SUITE "data/suites/patients.csv"

/* Notes that an ordinary patient may have. */
#define FEW_NOTES 2

/* ---- entering -------------------------------------------------------------------------------- */

/* Product first, as the form has it; the answers to decisions last. */
static void
enter_row(LdoseMainWindow *window, const GPtrArray *table, guint row)
{
    ldose_session_clear(ldose_main_window_session(window), NULL);
    for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
        const char *text =
            gui_fixture_cell(table, row, ldose_column_info((LdoseColumn)column)->name);
        if (text[0] != '\0')
            gui_fixture_enter(window, (LdoseColumn)column, text);
    }
}

/* ---- the engine's own ------------------------------------------------------------------------ */

static void
engine_plan(LdoseSession *session, const GPtrArray *table, guint row, LdoseCase *c,
            LdosePatient *patient, LdoseRuleSet *rules, LdosePlan *plan)
{
    LdoseFaults faults = {.n = 0};
    g_autoptr(GError) error = NULL;
    ldose_case_clear(c);
    for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
        const char *text =
            gui_fixture_cell(table, row, ldose_column_info((LdoseColumn)column)->name);
        ldose_case_set(c, (LdoseColumn)column, text, strlen(text), LDOSE_DECIMAL_POINT, &faults);
    }
    g_assert_true(ldose_patient_from_case(c, patient, &faults));
    ldose_rule_set_load(rules, ldose_session_library(session),
                        gui_fixture_cell(table, row, "regimen"),
                        gui_fixture_cell(table, row, "guidance"),
                        gui_fixture_cell(table, row, "formulary"), NULL, &error);
    g_assert_no_error(error);
    g_assert_true(ldose_plan_compute(patient, rules, plan, NULL, &faults));
}

static void
check_same_plan(LdoseSession *session, const GPtrArray *table, guint row)
{
    static char got[LDOSE_OUTPUT_ROW_BUFFER + 1], expected[LDOSE_OUTPUT_ROW_BUFFER + 1];
    g_autofree LdoseCase *c = g_new0(LdoseCase, 1);
    g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
    LdosePatient patient;
    LdoseRuleSet rules = {0};
    engine_plan(session, table, row, c, &patient, &rules, plan);
    expected[ldose_output_write_row(plan, expected)] = '\0';
    got[ldose_output_write_row(ldose_session_plan(session), got)] = '\0';
    g_assert_cmpstr(got, ==, expected);
    ldose_rule_set_clear(&rules);
}

/* ---- what is on screen ----------------------------------------------------------------------- */

static guint
count_class(GtkWidget *widget, const char *css_class)
{
    guint n = gtk_widget_has_css_class(widget, css_class) ? 1 : 0;
    if (!gtk_widget_get_mapped(widget))
        return 0;
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        n += count_class(child, css_class);
    return n;
}

static guint
count_words(const char *text)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    return text[0] != '\0' ? g_strv_length(words) : 0;
}

/* Whether the suite says which points there are; none where the release is clear. */
static gboolean
names_points(const GPtrArray *table, guint row)
{
    return gui_fixture_cell(table, row, "expect_acknowledge")[0] != '\0' ||
           g_str_equal(gui_fixture_cell(table, row, "expect_release"), "clear");
}

static char *
expected_headline(const GPtrArray *table, guint row)
{
    const char *status = gui_fixture_cell(table, row, "expect_status");
    guint n = count_words(gui_fixture_cell(table, row, "expect_acknowledge"));
    if (g_str_equal(status, "decision"))
        return g_strdup("Choose");
    if (g_str_equal(status, "contraindicated"))
        return g_strdup("Do not give");
    if (g_str_equal(status, "incomplete"))
        return g_strdup("Data missing");
    return n == 0   ? g_strdup("Dose calculated")
           : n == 1 ? g_strdup("Dose calculated, 1 point to acknowledge")
                    : g_strdup_printf("Dose calculated, %u points to acknowledge", n);
}

static void
check_dose(LdoseMainWindow *window, const GPtrArray *table, guint row, const char *drug)
{
    g_autofree char *column = g_strdup_printf("expect_%s_mg_per_day", drug);
    g_autofree char *name = g_strdup_printf("given-%s", drug);
    const char *expected = gui_fixture_cell(table, row, column);
    gboolean final = g_str_equal(gui_fixture_cell(table, row, "expect_status"), "final");
    g_autofree char *given = g_strdup_printf("%s mg", expected);
    if (!final)
        g_assert_null(gui_fixture_named(GTK_WIDGET(window), name));
    else if (expected[0] != '\0')
        g_assert_cmpstr(gui_fixture_text(GTK_WIDGET(window), name), ==, given);
    else
        g_assert_nonnull(gui_fixture_text(GTK_WIDGET(window), name));
}

/* Each point in the words of its finding, and no card more. */
static void
check_points(LdoseMainWindow *window, const GPtrArray *table, guint row)
{
    LdoseSession *session = ldose_main_window_session(window);
    const LdosePlan *plan = ldose_session_plan(session);
    const char *codes = gui_fixture_cell(table, row, "expect_acknowledge");
    g_auto(GStrv) expected = g_strsplit(codes, " ", -1);
    guint n = 0;
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFindingKind *kind = ldose_finding_kind(plan->finding[i].code);
        if (kind->severity != LDOSE_SEVERITY_ACKNOWLEDGE)
            continue;
        g_autofree char *text =
            ldose_finding_text(plan, ldose_session_patient(session), &plan->finding[i],
                               ldose_session_wording(session));
        g_assert_nonnull(gui_fixture_label(GTK_WIDGET(window), text));
        g_assert_true(g_strv_contains((const char *const *)expected, kind->id));
        n++;
    }
    g_assert_cmpuint(n, ==, count_words(codes));
    g_assert_cmpuint(count_class(GTK_WIDGET(window), "acknowledge"), ==, n);
}

static guint
count_notes(const LdosePlan *plan)
{
    guint n = 0;
    for (guint i = 0; i < plan->n_findings; i++)
        n += ldose_finding_kind(plan->finding[i].code)->severity == LDOSE_SEVERITY_NOTE;
    return n;
}

static void
save_picture(LdoseMainWindow *window, const char *case_id)
{
    const char *folder = g_getenv("GUI_PICTURES");
    if (folder == NULL)
        return;
    g_autofree char *name =
        g_strcanon(g_strdup(case_id), G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS, '-');
    g_autofree char *path = g_strdup_printf("%s/%s.png", folder, name);
    gui_fixture_wait(100);
    gui_fixture_frame(GTK_WIDGET(window));
    gui_fixture_png(GTK_WIDGET(window), path);
}

static void
check_row(LdoseMainWindow *window, const GPtrArray *table, guint row)
{
    LdoseSession *session = ldose_main_window_session(window);
    const char *case_id = gui_fixture_cell(table, row, "case_id");
    enter_row(window, table, row);
    g_assert_nonnull(ldose_session_plan(session));
    g_autofree char *headline = expected_headline(table, row);
    g_test_message("%s: %s; %u notes", case_id, gui_fixture_text(GTK_WIDGET(window), "headline"),
                   count_notes(ldose_session_plan(session)));
    gboolean final = g_str_equal(gui_fixture_cell(table, row, "expect_status"), "final");
    if (final && !names_points(table, row))
        g_assert_true(g_str_has_prefix(gui_fixture_text(GTK_WIDGET(window), "headline"), headline));
    else
        g_assert_cmpstr(gui_fixture_text(GTK_WIDGET(window), "headline"), ==, headline);
    check_dose(window, table, row, "fludarabine");
    check_dose(window, table, row, "cyclophosphamide");
    if (final && names_points(table, row))
        check_points(window, table, row);
    check_same_plan(session, table, row);
    save_picture(window, case_id);
}

/* ---- tests ----------------------------------------------------------------------------------- */

static gboolean
is_patient(const char *case_id, guint patient)
{
    g_autofree char *prefix = g_strdup_printf("P%u", patient);
    gsize length = strlen(prefix);
    return g_str_has_prefix(case_id, prefix) && !g_ascii_isdigit(case_id[length]);
}

/* Rows that say how the whole plan comes out; the others look at one step of it. */
static void
test_patient(gconstpointer data)
{
    guint patient = GPOINTER_TO_UINT(data), n = 0;
    g_autoptr(GPtrArray) table = gui_fixture_table(SUITE);
    LdoseMainWindow *window = gui_fixture_window();
    if (g_getenv("GUI_PICTURES") != NULL)
        gtk_window_set_default_size(GTK_WINDOW(window), 1180, 960);
    for (guint row = 1; row < table->len; row++) {
        gboolean whole = gui_fixture_cell(table, row, "expect_status")[0] != '\0' &&
                         gui_fixture_cell(table, row, "expect_error")[0] == '\0';
        if (!is_patient(gui_fixture_cell(table, row, "case_id"), patient) || !whole)
            continue;
        check_row(window, table, row);
        n++;
    }
    g_assert_cmpuint(n, >, 0);
    gui_fixture_close(window);
}

/* Ordinary patients are quiet: nothing to acknowledge, nothing to decide, two notes at most. */
static void
test_quiet(void)
{
    static const char *const quiet[] = {"P0 ordinary man", "P1 obese, normal kidneys"};
    g_autoptr(GPtrArray) table = gui_fixture_table(SUITE);
    LdoseMainWindow *window = gui_fixture_window();
    guint n = 0;
    for (guint row = 1; row < table->len; row++) {
        if (!g_strv_contains(quiet, gui_fixture_cell(table, row, "case_id")))
            continue;
        enter_row(window, table, row);
        GtkWidget *widget = GTK_WIDGET(window);
        g_assert_cmpstr(gui_fixture_text(widget, "headline"), ==, "Dose calculated");
        g_assert_nonnull(gui_fixture_label(widget, "Clear: nothing to acknowledge"));
        g_assert_cmpuint(count_class(widget, "acknowledge"), ==, 0);
        g_assert_cmpuint(count_class(widget, "decision"), ==, 0);
        g_assert_cmpuint(count_class(widget, "attention"), ==, 0);
        g_assert_cmpuint(count_class(widget, "error"), ==, 0);
        g_assert_cmpuint(count_notes(ldose_session_plan(ldose_main_window_session(window))), <=,
                         FEW_NOTES);
        n++;
    }
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(quiet));
    gui_fixture_close(window);
}

int
main(int argc, char **argv)
{
    gui_fixture_init(&argc, &argv);
    for (guint patient = 0; patient <= 12; patient++) {
        g_autofree char *path = g_strdup_printf("/gui/patients/P%u", patient);
        g_test_add_data_func(path, GUINT_TO_POINTER(patient), test_patient);
    }
    g_test_add_func("/gui/patients/R48-quiet", test_quiet);
    return g_test_run();
}
