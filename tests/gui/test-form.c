/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the form to the plan: R01, R02, R03, R04, R05, R38 and the rule that no stale dose is on
 * screen. */
#include "gui-fixture.h"

#include <locale.h>
#include <string.h>

#include "document-chooser.h"
#include "list-choice.h"

#define WIDGET(window) GTK_WIDGET(window)

/* What everybody has to say first, as far as it is not typed. */
static void
choose_documents(LdoseMainWindow *window)
{
    LdoseSession *session = ldose_main_window_session(window);
    ldose_session_set(session, LDOSE_COLUMN_REGIMEN, "us-yescarta");
    ldose_session_set(session, LDOSE_COLUMN_FORMULARY, "adult-oncology");
}

static void
press_word(LdosePatientForm *form, LdoseColumn column, guint word)
{
    GtkWidget *choice = ldose_patient_form_field(form, column);
    gtk_toggle_button_set_active(
        GTK_TOGGLE_BUTTON(ldose_word_choice_button(LDOSE_WORD_CHOICE(choice), word)), TRUE);
}

static void
type_example(LdoseMainWindow *window)
{
    LdosePatientForm *form = ldose_main_window_form(window);
    choose_documents(window);
    gui_fixture_type(form, LDOSE_COLUMN_AGE_YEARS, "61");
    press_word(form, LDOSE_COLUMN_SEX, 0);
    gui_fixture_type(form, LDOSE_COLUMN_HEIGHT_CM, "165");
    gui_fixture_type(form, LDOSE_COLUMN_WEIGHT_KG, "48");
    gui_fixture_type(form, LDOSE_COLUMN_CREATININE_MG_DL, "1.1");
    gui_fixture_unit(form, LDOSE_COLUMN_CREATININE_MG_DL, 0);
    gui_fixture_type(form, LDOSE_COLUMN_BILIRUBIN_MG_DL, "0.6");
    gui_fixture_unit(form, LDOSE_COLUMN_BILIRUBIN_MG_DL, 0);
    press_word(form, LDOSE_COLUMN_DIALYSIS, 0);
}

static const char *
message(LdosePatientForm *form, LdoseColumn column)
{
    return ldose_value_entry_message(LDOSE_VALUE_ENTRY(ldose_patient_form_field(form, column)));
}

static void
test_example(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "headline"), ==, "New plan");
    type_example(window);
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "given-fludarabine"), ==, "27 mg");
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "given-cyclophosphamide"), ==, "740 mg");
    g_assert_true(
        g_str_has_prefix(gui_fixture_text(WIDGET(window), "headline"), "Dose calculated"));
    g_assert_nonnull(gui_fixture_label(WIDGET(window), "Proposed: the drug label"));
    gui_fixture_enter(window, LDOSE_COLUMN_GUIDANCE, "us-label");
    g_assert_null(gui_fixture_label(WIDGET(window), "Proposed: the drug label"));
    g_assert_nonnull(gui_fixture_label(WIDGET(window), "Other documents for this patient"));
    gui_fixture_close(window);
}

/* While a field is half typed there is no mg anywhere. */
static void
test_stale(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdosePatientForm *form = ldose_main_window_form(window);
    type_example(window);
    gui_fixture_begin(form, LDOSE_COLUMN_WEIGHT_KG, "4");
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "headline"), ==, "entering…");
    g_assert_null(gui_fixture_named(WIDGET(window), "given-fludarabine"));
    g_assert_null(gui_fixture_label(WIDGET(window), "27 mg"));
    g_assert_null(ldose_session_plan(ldose_main_window_session(window)));
    gui_fixture_begin(form, LDOSE_COLUMN_WEIGHT_KG, "80");
    gui_fixture_wait(1000); /* 800 ms after the last key it counts as typed */
    g_assert_nonnull(ldose_session_plan(ldose_main_window_session(window)));
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "given-cyclophosphamide"), !=, "740 mg");

    gui_fixture_type(form, LDOSE_COLUMN_HEIGHT_CM, "");
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "headline"), ==, "Data missing");
    g_assert_null(gui_fixture_named(WIDGET(window), "given-fludarabine"));
    gui_fixture_close(window);
}

/* An error shows itself while typing goes on, after 600 ms. */
static void
test_error_while_typing(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdosePatientForm *form = ldose_main_window_form(window);
    gui_fixture_begin(form, LDOSE_COLUMN_WEIGHT_KG, "70k");
    g_assert_cmpstr(message(form, LDOSE_COLUMN_WEIGHT_KG), ==, "");
    gui_fixture_wait(700);
    g_assert_nonnull(strstr(message(form, LDOSE_COLUMN_WEIGHT_KG), "without a unit"));
    gui_fixture_close(window);
}

static void
test_unit(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdosePatientForm *form = ldose_main_window_form(window);
    LdoseSession *session = ldose_main_window_session(window);
    type_example(window);
    /* No unit: no plan, and said so. */
    gui_fixture_type(form, LDOSE_COLUMN_CREATININE_MG_DL, "");
    ldose_session_clear(session, NULL);
    gui_fixture_type(form, LDOSE_COLUMN_CREATININE_MG_DL, "97");
    g_assert_nonnull(strstr(message(form, LDOSE_COLUMN_CREATININE_MG_DL), "Choose the unit"));
    g_assert_nonnull(gui_fixture_label(WIDGET(window), "the unit is not chosen"));
    /* The wrong unit asks; the digits stay as they are. */
    type_example(window);
    gui_fixture_unit(form, LDOSE_COLUMN_CREATININE_MG_DL, 1);
    g_assert_cmpstr(ldose_session_text(session, LDOSE_COLUMN_CREATININE_UMOL_L), ==, "1.1");
    g_assert_cmpstr(ldose_session_text(session, LDOSE_COLUMN_CREATININE_MG_DL), ==, "");
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "headline"), ==, "Please check a value");
    g_assert_nonnull(gui_fixture_label(WIDGET(window), "typical of mg/dL"));
    g_assert_null(gui_fixture_named(WIDGET(window), "given-fludarabine"));
    gui_fixture_unit(form, LDOSE_COLUMN_CREATININE_MG_DL, 0);
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "given-fludarabine"), ==, "27 mg");
    gui_fixture_close(window);
}

static void
test_swapped(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdosePatientForm *form = ldose_main_window_form(window);
    type_example(window);
    gui_fixture_type(form, LDOSE_COLUMN_HEIGHT_CM, "48");
    gui_fixture_type(form, LDOSE_COLUMN_WEIGHT_KG, "165");
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "headline"), ==, "Please check a value");
    g_assert_nonnull(gui_fixture_label(WIDGET(window), "are they swapped?"));
    /* Said to be right, it counts; changed, it is asked again. */
    gui_fixture_click(gui_fixture_named(WIDGET(window), "confirm"));
    g_assert_nonnull(ldose_session_plan(ldose_main_window_session(window)));
    gui_fixture_type(form, LDOSE_COLUMN_WEIGHT_KG, "166");
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "headline"), ==, "Please check a value");
    gui_fixture_type(form, LDOSE_COLUMN_HEIGHT_CM, "165");
    gui_fixture_type(form, LDOSE_COLUMN_WEIGHT_KG, "48");
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "given-fludarabine"), ==, "27 mg");
    gui_fixture_close(window);
}

/* At the start, before any choice, the values that every plan needs are there to be typed. */
static void
test_start(void)
{
    static const LdoseColumn columns[] = {
        LDOSE_COLUMN_AGE_YEARS,     LDOSE_COLUMN_HEIGHT_CM,        LDOSE_COLUMN_WEIGHT_KG,
        LDOSE_COLUMN_SEX,           LDOSE_COLUMN_CREATININE_MG_DL, LDOSE_COLUMN_BILIRUBIN_MG_DL,
        LDOSE_COLUMN_INFUSION_DATE, LDOSE_COLUMN_DIALYSIS,
    };
    LdoseMainWindow *window = gui_fixture_window();
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        g_assert_true(gtk_widget_get_mapped(
            ldose_patient_form_field(ldose_main_window_form(window), columns[i])));
    g_assert_false(gtk_widget_get_mapped(
        ldose_patient_form_field(ldose_main_window_form(window), LDOSE_COLUMN_CYSTATIN_C_MG_L)));
    for (int word = 0; word < LDOSE_N_DIALYSIS; word++)
        g_assert_false(gtk_toggle_button_get_active(GTK_TOGGLE_BUTTON(
            ldose_word_choice_button(LDOSE_WORD_CHOICE(ldose_patient_form_field(
                                         ldose_main_window_form(window), LDOSE_COLUMN_DIALYSIS)),
                                     (guint)word))));
    g_assert_nonnull(gui_fixture_label(WIDGET(window), "It has not been assessed or CE-marked"));
    gui_fixture_close(window);
}

/* ---- choices out of lists -------------------------------------------------------------------- */

static GtkDropDown *
list_of(LdoseMainWindow *window, LdoseColumn column)
{
    return ldose_list_choice_get_list(
        LDOSE_LIST_CHOICE(ldose_patient_form_field(ldose_main_window_form(window), column)));
}

static const char *
row_text(GtkDropDown *list, guint row)
{
    return gtk_string_list_get_string(GTK_STRING_LIST(gtk_drop_down_get_model(list)), row);
}

static void
choose_row(LdoseMainWindow *window, LdoseColumn column, const char *part)
{
    GtkDropDown *list = list_of(window, column);
    guint n = g_list_model_get_n_items(gtk_drop_down_get_model(list));
    for (guint row = 0; row < n; row++) {
        if (strstr(row_text(list, row), part) != NULL) {
            gtk_drop_down_set_selected(list, row);
            return;
        }
    }
    g_error("no row “%s”", part);
}

/* Equation, weight and body surface formula: nothing is chosen until somebody chooses, every id
 * that the case format takes is in the list, and a choice counts at once. */
static void
test_methods(void)
{
    static const struct {
        LdoseColumn column;
        const char *row, *id, *shown;
        guint n_rows;
    } choices[] = {
        {LDOSE_COLUMN_ESTIMATOR, "CKD-EPI 2021", "ckd_epi_2021_cr", "CKD-EPI 2021", 14},
        {LDOSE_COLUMN_CLEARANCE_WEIGHT, "ideal weight", "ideal", "ideal weight", 7},
        {LDOSE_COLUMN_BSA_FORMULA, "Haycock", "bsa_haycock", "Haycock", 8},
    };
    for (guint i = 0; i < G_N_ELEMENTS(choices); i++) {
        LdoseMainWindow *window = gui_fixture_window();
        LdoseSession *session = ldose_main_window_session(window);
        LdoseColumn column = choices[i].column;
        type_example(window);
        GtkDropDown *list = list_of(window, column);
        g_assert_cmpuint(gtk_drop_down_get_selected(list), ==, 0);
        g_assert_cmpuint(g_list_model_get_n_items(gtk_drop_down_get_model(list)), ==,
                         choices[i].n_rows);
        choose_row(window, column, choices[i].row);
        g_assert_cmpstr(ldose_session_text(session, column), ==, choices[i].id);
        g_assert_nonnull(ldose_session_plan(session));
        g_assert_nonnull(gui_fixture_label(WIDGET(window), choices[i].shown));
        gtk_drop_down_set_selected(list, 0);
        g_assert_cmpstr(ldose_session_text(session, column), ==, "");
        g_assert_cmpstr(gui_fixture_text(WIDGET(window), "given-fludarabine"), ==, "27 mg");
        gui_fixture_close(window);
    }
}

/* A product gives a volume, always with its concentration. One that the site policy does not have
 * stays in sight and gives none. */
static void
test_products(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    type_example(window);
    g_assert_null(gui_fixture_label(WIDGET(window), "25 mg/mL"));
    choose_row(window, LDOSE_COLUMN_FLUDARABINE_PRODUCT, "50 mg/2 mL (US");
    g_assert_cmpstr(ldose_session_text(session, LDOSE_COLUMN_FLUDARABINE_PRODUCT), ==, "flu-us");
    g_assert_nonnull(gui_fixture_label(WIDGET(window), "1.08 mL a day at 25 mg/mL"));
    ldose_session_set(session, LDOSE_COLUMN_FORMULARY, "as-published");
    g_assert_nonnull(gui_fixture_label(WIDGET(window), "a day at 25 mg/mL"));
    ldose_session_set(session, LDOSE_COLUMN_FLUDARABINE_PRODUCT, "house-brand");
    GtkDropDown *list = list_of(window, LDOSE_COLUMN_FLUDARABINE_PRODUCT);
    g_assert_cmpstr(row_text(list, gtk_drop_down_get_selected(list)), ==,
                    "house-brand (not in this site policy)");
    g_assert_null(gui_fixture_label(WIDGET(window), "25 mg/mL"));
    g_assert_nonnull(gui_fixture_label(WIDGET(window), "has no product “house-brand”"));
    gui_fixture_close(window);
}

/* The weight for the dose counts, and goes away with the values that it was entered for. */
static void
test_dosing_weight(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdosePatientForm *form = ldose_main_window_form(window);
    LdoseSession *session = ldose_main_window_session(window);
    type_example(window);
    gui_fixture_type(form, LDOSE_COLUMN_DOSING_WEIGHT_KG, "50");
    g_assert_nonnull(ldose_session_plan(session));
    g_assert_cmpstr(gui_fixture_text(WIDGET(window), "given-cyclophosphamide"), ==, "760 mg");
    gui_fixture_type(form, LDOSE_COLUMN_WEIGHT_KG, "48.5");
    g_assert_cmpstr(ldose_session_text(session, LDOSE_COLUMN_DOSING_WEIGHT_KG), ==, "");
    GtkWidget *field = ldose_patient_form_field(form, LDOSE_COLUMN_DOSING_WEIGHT_KG);
    g_assert_cmpstr(
        gtk_editable_get_text(GTK_EDITABLE(ldose_value_entry_get_entry(LDOSE_VALUE_ENTRY(field)))),
        ==, "");
    gui_fixture_close(window);
}

/* From an edit that is done to the plan, the widgets included. */
static void
test_speed(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdosePatientForm *form = ldose_main_window_form(window);
    const guint n = g_test_slow() ? 1000 : 200;
    g_autofree double *ms = g_new(double, n);
    type_example(window);
    for (guint i = 0; i < n; i++) {
        g_autofree char *weight = g_strdup_printf("%u", 48 + i % 40);
        gui_fixture_begin(form, LDOSE_COLUMN_WEIGHT_KG, weight);
        gint64 start = g_get_monotonic_time();
        ldose_value_entry_commit(
            LDOSE_VALUE_ENTRY(ldose_patient_form_field(form, LDOSE_COLUMN_WEIGHT_KG)));
        ms[i] = (double)(g_get_monotonic_time() - start) / 1000;
    }
    for (guint i = 1; i < n; i++)
        for (guint k = i; k > 0 && ms[k] < ms[k - 1]; k--) {
            double swap = ms[k];
            ms[k] = ms[k - 1];
            ms[k - 1] = swap;
        }
    g_test_message("committed edit to plan: median %.2f ms, 99 %% %.2f ms of %u edits", ms[n / 2],
                   ms[n * 99 / 100], n);
    gui_fixture_close(window);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    gui_fixture_init(&argc, &argv);
    g_test_add_func("/gui/form/R01-start", test_start);
    g_test_add_func("/gui/form/example", test_example);
    g_test_add_func("/gui/form/stale", test_stale);
    g_test_add_func("/gui/form/error-while-typing", test_error_while_typing);
    g_test_add_func("/gui/form/R02-unit", test_unit);
    g_test_add_func("/gui/form/R03-swapped", test_swapped);
    g_test_add_func("/gui/form/R08-methods", test_methods);
    g_test_add_func("/gui/form/products", test_products);
    g_test_add_func("/gui/form/dosing-weight", test_dosing_weight);
    g_test_add_func("/gui/form/speed", test_speed);
    return g_test_run();
}
