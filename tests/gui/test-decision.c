/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions in place, overrides, acknowledgements and the second check: R28, R29, R41, R43. */
#include "gui-fixture.h"

#include <locale.h>
#include <string.h>

#include "override-window.h"
#include "second-check.h"

#define P12                                                                                        \
    "regimen=eu-yescarta; guidance=eu-smpc; formulary=adult-oncology; sex=F; age_years=68; "       \
    "height_cm=160; weight_kg=62; creatinine_mg_dl=1.10; bilirubin_mg_dl=0.6; dialysis=none; "     \
    "as_of=2026-12-06; creatinine_date=2026-12-06; infusion_date=2026-12-12"
#define P4                                                                                         \
    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; age_years=66; "      \
    "height_cm=162; weight_kg=70; creatinine_mg_dl=6.0; bilirubin_mg_dl=0.6; dialysis=hd"
#define EXAMPLE                                                                                    \
    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; age_years=61; "      \
    "height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; dialysis=none"

static void
test_choice(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    GtkWidget *widget = GTK_WIDGET(window);
    LdoseSession *session = ldose_main_window_session(window);
    gui_fixture_case(window, P12);
    g_assert_cmpstr(gui_fixture_text(widget, "headline"), ==, "Choose");
    g_assert_null(gui_fixture_named(widget, "given-fludarabine"));
    /* What the other documents print for this patient, each with its source. */
    g_assert_nonnull(gui_fixture_button(widget, "50 % of the standard dose: 24.9 mg"));
    g_assert_nonnull(gui_fixture_button(widget, "80 % of the standard dose"));
    gui_fixture_click(gui_fixture_button(widget, "60 % of the standard dose"));
    g_assert_cmpstr(gui_fixture_text(widget, "given-fludarabine"), ==, "30 mg");
    g_assert_cmpstr(gui_fixture_text(widget, "given-cyclophosphamide"), ==, "830 mg");
    g_assert_nonnull(gui_fixture_label(widget, "Decided by a person"));
    /* Taken back, it is open again. */
    gui_fixture_click(gui_fixture_button(widget, "Take back"));
    g_assert_cmpstr(gui_fixture_text(widget, "headline"), ==, "Choose");
    /* Made for other values, it does not hold. */
    gui_fixture_click(gui_fixture_button(widget, "60 % of the standard dose"));
    gui_fixture_type(ldose_main_window_form(window), LDOSE_COLUMN_WEIGHT_KG, "61");
    g_assert_cmpstr(gui_fixture_text(widget, "headline"), ==, "Choose");
    g_assert_nonnull(gui_fixture_label(widget, "earlier choices were dropped"));
    g_assert_cmpstr(ldose_session_text(session, LDOSE_COLUMN_FLUDARABINE_FRACTION), ==, "");
    gui_fixture_close(window);
}

static GtkWidget *
entry_named(GtkWidget *window, const char *id)
{
    return GTK_WIDGET(gtk_widget_get_template_child(window, LDOSE_TYPE_OVERRIDE_WINDOW, id));
}

static void
test_override(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    GtkWidget *widget = GTK_WIDGET(window);
    gui_fixture_case(window, P4);
    g_assert_cmpstr(gui_fixture_text(widget, "headline"), ==, "Do not give");
    g_assert_null(gui_fixture_named(widget, "given-fludarabine"));
    g_assert_null(gui_fixture_named(widget, "given-cyclophosphamide"));
    GtkWidget *dialog =
        ldose_override_window_new(GTK_WINDOW(window), ldose_main_window_session(window));
    gtk_window_present(GTK_WINDOW(dialog));
    /* Nothing is accepted without reason, name and prescriber. */
    gui_fixture_click(gui_fixture_button(dialog, "Override"));
    g_assert_nonnull(gui_fixture_label(dialog, "Reason, name and prescriber are all needed."));
    g_assert_cmpint(ldose_session_plan(ldose_main_window_session(window))->status, ==,
                    LDOSE_PLAN_CONTRAINDICATED);
    gtk_window_destroy(GTK_WINDOW(dialog));

    LdoseSession *session = ldose_main_window_session(window);
    ldose_session_freeze(session);
    ldose_session_set(session, LDOSE_COLUMN_OVERRIDE_REASON, "published cases");
    ldose_session_set(session, LDOSE_COLUMN_DECIDED_BY, "A. Example");
    ldose_session_set(session, LDOSE_COLUMN_PRESCRIBER, "B. Example");
    ldose_session_set(session, LDOSE_COLUMN_FLUDARABINE_FRACTION, "0.5");
    ldose_session_set(session, LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION, "0.75");
    ldose_session_thaw(session);
    g_assert_nonnull(gui_fixture_label(widget, "OVERRIDE"));
    g_assert_nonnull(gui_fixture_named(widget, "given-fludarabine"));
    /* It was decided under this document alone (R29): no other one carries it. */
    const GPtrArray *others = ldose_session_other_plans(session);
    g_assert_cmpuint(others->len, >, 0);
    for (guint i = 0; i < others->len; i++) {
        const LdosePlan *other = g_ptr_array_index(others, i);
        g_assert_false(other->overridden);
        g_assert_cmpint((int)other->status, !=, (int)LDOSE_PLAN_FINAL);
    }
    gui_fixture_close(window);
}

/* The dialog itself, filled in. */
static void
test_override_dialog(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSession *session = ldose_main_window_session(window);
    gui_fixture_case(window, P4);
    GtkWidget *dialog = ldose_override_window_new(GTK_WINDOW(window), session);
    gtk_window_present(GTK_WINDOW(dialog));
    gtk_editable_set_text(GTK_EDITABLE(entry_named(dialog, "reason")), "published cases");
    gtk_editable_set_text(GTK_EDITABLE(entry_named(dialog, "decided_by")), "A. Example");
    gtk_editable_set_text(GTK_EDITABLE(entry_named(dialog, "prescriber")), "B. Example");
    gtk_editable_set_text(GTK_EDITABLE(entry_named(dialog, "fludarabine")), "fifty");
    gui_fixture_click(gui_fixture_button(dialog, "Override"));
    g_assert_nonnull(gui_fixture_label(dialog, "Write the part as a percentage"));
    gtk_editable_set_text(GTK_EDITABLE(entry_named(dialog, "fludarabine")), "50");
    gtk_editable_set_text(GTK_EDITABLE(entry_named(dialog, "cyclophosphamide")), "75");
    gui_fixture_click(gui_fixture_button(dialog, "Override"));
    g_assert_cmpstr(ldose_session_text(session, LDOSE_COLUMN_FLUDARABINE_FRACTION), ==, "0.5");
    g_assert_true(ldose_session_plan(session)->overridden);
    gui_fixture_close(window);
}

static void
test_acknowledge(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    GtkWidget *widget = GTK_WIDGET(window);
    gui_fixture_case(window,
                     "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; "
                     "age_years=67; height_cm=176; weight_kg=38; creatinine_mg_dl=0.50; "
                     "bilirubin_mg_dl=2.4; dialysis=none");
    g_assert_nonnull(strstr(gui_fixture_text(widget, "headline"), "points to acknowledge"));
    gui_fixture_click(gui_fixture_button(widget, "Acknowledge"));
    g_assert_nonnull(gui_fixture_label(widget, "Both a reason and a name are needed."));
    g_assert_null(gui_fixture_label(widget, "Acknowledged by"));
    gui_fixture_close(window);
}

static void
enter_names(LdoseSecondCheck *check, const char *first, const char *second)
{
    GObject *one =
        gtk_widget_get_template_child(GTK_WIDGET(check), LDOSE_TYPE_SECOND_CHECK, "first_name");
    GObject *other =
        gtk_widget_get_template_child(GTK_WIDGET(check), LDOSE_TYPE_SECOND_CHECK, "second_name");
    gtk_editable_set_text(GTK_EDITABLE(one), first);
    gtk_editable_set_text(GTK_EDITABLE(other), second);
}

static void
enter_blind(LdoseSecondCheck *check, const char *weight)
{
    LdoseSession *blind = ldose_second_check_blind_session(check);
    ldose_session_clear(blind, NULL);
    ldose_session_set(blind, LDOSE_COLUMN_REGIMEN, "us-yescarta");
    ldose_session_set(blind, LDOSE_COLUMN_FORMULARY, "adult-oncology");
    ldose_session_set(blind, LDOSE_COLUMN_SEX, "F");
    ldose_session_set(blind, LDOSE_COLUMN_AGE_YEARS, "61");
    ldose_session_set(blind, LDOSE_COLUMN_HEIGHT_CM, "165.0");
    ldose_session_set(blind, LDOSE_COLUMN_WEIGHT_KG, weight);
    ldose_session_set(blind, LDOSE_COLUMN_CREATININE_MG_DL, "1,1");
    ldose_session_set(blind, LDOSE_COLUMN_BILIRUBIN_MG_DL, "0.6");
    ldose_session_set(blind, LDOSE_COLUMN_DIALYSIS, "none");
}

static void
test_second_check(void)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdoseSecondCheck *check = ldose_main_window_second_check(window);
    GtkWidget *widget = GTK_WIDGET(check);
    gui_fixture_case(window, EXAMPLE);
    gtk_widget_activate_action(GTK_WIDGET(window), "win.second-check", NULL);
    /* Blind: nothing of the first person's is on screen. */
    g_assert_null(gui_fixture_label(GTK_WIDGET(window), "27 mg"));
    g_assert_cmpstr(
        ldose_session_text(ldose_second_check_blind_session(check), LDOSE_COLUMN_WEIGHT_KG), ==,
        "");
    enter_blind(check, "48");
    enter_names(check, "A. Example", " a. EXAMPLE ");
    gui_fixture_click(gui_fixture_button(widget, "Compare both entries"));
    g_assert_nonnull(gui_fixture_label(widget, "The same person cannot check"));
    enter_names(check, "A. Example", "B. Other");
    enter_blind(check, "84");
    gui_fixture_click(gui_fixture_button(widget, "Compare both entries"));
    g_assert_nonnull(strstr(gui_fixture_text(widget, "verdict"), "1 value differs"));
    g_assert_nonnull(gui_fixture_label(widget, "84 kg"));
    /* Equal values, however they are written. */
    enter_blind(check, "48");
    gui_fixture_click(gui_fixture_button(widget, "Compare both entries"));
    g_assert_nonnull(strstr(gui_fixture_text(widget, "verdict"), "values are equal"));
    gui_fixture_close(window);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    gui_fixture_init(&argc, &argv);
    g_test_add_func("/gui/decision/choice", test_choice);
    g_test_add_func("/gui/decision/R29-override", test_override);
    g_test_add_func("/gui/decision/R29-override-dialog", test_override_dialog);
    g_test_add_func("/gui/decision/acknowledge", test_acknowledge);
    g_test_add_func("/gui/decision/R28-second-check", test_second_check);
    return g_test_run();
}
