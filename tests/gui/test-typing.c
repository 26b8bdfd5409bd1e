/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the form makes of what somebody typed: the column "app" of tests/typed-numbers.csv, under
 * the locale and the language of the run. The column "file" of the same table is what
 * tests/cli/typed-numbers.py expects of the command line. */
#include "gui-fixture.h"

#include <locale.h>
#include <string.h>

#include "data-library.h"
#include "gui-text.h"

static char decimal_sign;

static void
enter_example(LdoseMainWindow *window)
{
    gui_fixture_case(window, "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; "
                             "sex=F; age_years=61; height_cm=165; weight_kg=48; "
                             "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; dialysis=none");
    g_assert_nonnull(ldose_session_plan(ldose_main_window_session(window)));
}

/* What is understood is echoed where it reads otherwise than it was typed. */
static void
check_echo(const char *typed, const char *value, const char *message)
{
    const char *digits = value[0] == '<' ? value + 1 : value;
    gboolean other_sign = strchr(typed, decimal_sign == '.' ? ',' : '.') != NULL;
    gboolean leading_zero = typed[0] == '0' && g_ascii_isdigit(typed[1]);
    if (!other_sign && !leading_zero && value[0] != '<') {
        g_assert_cmpstr(message, ==, "");
        return;
    }
    g_autofree char *told = g_strdelimit(g_strdup(digits), ".", decimal_sign);
    g_assert_true(g_str_has_prefix(message, "= "));
    g_assert_nonnull(strstr(message, told));
    if (value[0] == '<') {
        g_autofree char *number = g_strdup_printf("%s mg/dL", told);
        g_autofree char *below = ldose_tell(ldose_data_wording(), N_("below %1$s"), number);
        g_assert_cmpstr(message + strlen("= "), ==, below);
    }
}

static void
check_row(LdoseMainWindow *window, LdoseColumn column, const char *typed, const char *expected)
{
    LdoseSession *session = ldose_main_window_session(window);
    LdoseValueEntry *field =
        LDOSE_VALUE_ENTRY(ldose_patient_form_field(ldose_main_window_form(window), column));
    const LdoseFault *fault = ldose_session_fault(session, column);
    const LdoseCase *c = ldose_session_case(session);
    const char *message = ldose_value_entry_message(field);
    gboolean is_value = g_ascii_isdigit(expected[0]) || expected[0] == '<';
    gboolean is_empty = g_str_equal(expected, "none") || g_str_equal(expected, "missing");
    gboolean is_right = is_value || is_empty;

    g_test_message("“%s”: %s “%s”", typed, expected, message);
    gtk_test_accessible_assert_state(
        GTK_ACCESSIBLE(ldose_value_entry_get_entry(field)), GTK_ACCESSIBLE_STATE_INVALID,
        is_right ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE);
    if (is_value) {
        gboolean bound = expected[0] == '<';
        double value = g_ascii_strtod(expected + bound, NULL);
        g_assert_null(fault);
        g_assert_true(LDOSE_CASE_HAS(c, column));
        g_assert_cmpfloat(c->value[column].number, ==, value);
        g_assert_cmpint((c->bound & LDOSE_COLUMN_BIT(column)) != 0, ==, bound);
        g_assert_nonnull(ldose_session_plan(session));
        check_echo(typed, expected, message);
        return;
    }
    g_assert_cmpint(LDOSE_CASE_HAS(c, column), ==, g_str_equal(expected, "confirm"));
    g_assert_cmpint(message[0] != '\0', ==, !is_right);
    if (g_str_equal(expected, "none")) {
        g_assert_null(fault);
        g_assert_cmpint(ldose_session_plan(session)->status, ==, LDOSE_PLAN_INCOMPLETE);
        return;
    }
    g_assert_nonnull(fault);
    g_assert_cmpstr(ldose_fault_id(fault->code), ==, expected);
    g_assert_null(ldose_session_plan(session));
    g_assert_null(gui_fixture_named(GTK_WIDGET(window), "given-fludarabine"));
}

static void
test_table(void)
{
    g_autoptr(GPtrArray) table = gui_fixture_table("tests/typed-numbers.csv");
    LdoseMainWindow *window = gui_fixture_window();
    g_assert_cmpuint(table->len, >, 40);
    for (guint row = 1; row < table->len; row++) {
        const char *name = gui_fixture_cell(table, row, "column");
        const char *typed = gui_fixture_cell(table, row, "typed");
        int column = ldose_column_find(name, strlen(name));
        g_assert_cmpint(column, >=, 0);
        enter_example(window);
        gui_fixture_type(ldose_main_window_form(window), (LdoseColumn)column, typed);
        check_row(window, (LdoseColumn)column, typed, gui_fixture_cell(table, row, "app"));
    }
    gui_fixture_close(window);
}

/* An error says what to do. */
static void
test_advice(void)
{
    static const char *const two_signs =
        N_("There is more than one decimal sign. Write one, and no sign between thousands.");
    static const char *const thousand =
        N_("This may be a thousand or a decimal. Write 1000 or 1.0, without a sign between "
           "thousands.");
    static const char *const not_decimal =
        N_("Write digits with at most one decimal sign, without a unit.");
    static const char *const blanks = N_("Remove the blanks and write the number alone.");
    const struct {
        const char *typed, *told;
    } cases[] = {
        {"1,100.0", two_signs}, {"1,100", thousand},   {"1.5.5", two_signs},
        {"70kg", not_decimal},  {"0x10", not_decimal}, {"1 1", blanks},
    };
    LdoseMainWindow *window = gui_fixture_window();
    LdosePatientForm *form = ldose_main_window_form(window);
    enter_example(window);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        gui_fixture_type(form, LDOSE_COLUMN_CREATININE_MG_DL, cases[i].typed);
        const char *told = ldose_value_entry_message(
            LDOSE_VALUE_ENTRY(ldose_patient_form_field(form, LDOSE_COLUMN_CREATININE_MG_DL)));
        g_assert_cmpstr(told, ==, _(cases[i].told));
    }
    gui_fixture_close(window);
}

/* The run is worth nothing in a locale or in a language that is not there. */
static void
test_locale(void)
{
    const char *wanted = g_getenv("LC_ALL");
    gboolean point = g_str_has_prefix(wanted, "C.") || g_str_has_prefix(wanted, "he_");
    g_assert_cmpint(decimal_sign, ==, point ? '.' : ',');
    g_assert_cmpint(ldose_data_wording()->decimal_sign, ==, decimal_sign);
    gboolean translated = !g_str_equal(_("New plan"), "New plan");
    g_assert_cmpint(translated, ==, g_str_equal(g_getenv("LANGUAGE"), ""));
}

int
main(int argc, char **argv)
{
    gui_fixture_init(&argc, &argv);
    decimal_sign = localeconv()->decimal_point[0];
    g_test_add_func("/gui/typing/locale", test_locale);
    g_test_add_func("/gui/typing/R04-R05-table", test_table);
    g_test_add_func("/gui/typing/advice", test_advice);
    return g_test_run();
}
