/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of the pages, for looking at: screenshots FOLDER [WIDTH HEIGHT [light|dark|rtl]
 * [TEXT-SIZE-CLASS [pictures]]]. */
#include "display-settings.h"
#include "gui-fixture.h"
#include "gui-text.h"

#include "data-library.h"
#include "second-check.h"
#include "sign-window.h"
#include "help-window.h"
#include "print-window.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define LABORATORY                                                                                 \
    "as_of=2026-12-06; creatinine_date=2026-12-06; weight_date=2026-12-06; "                       \
    "infusion_date=2026-12-12; "
#define ASKED                                                                                      \
    "dialysis=none; cirrhosis=no; gilbert=no; ascites=none; encephalopathy=0; "                    \
    "conditions_absent=pentostatin haemolysis haemolysis_on_fludarabine outflow_obstruction "      \
    "urinary_infection cystitis_grade_4 active_infection active_gvhd breast_feeding pregnancy "    \
    "porphyria amputation fluid emaciated muscle_disease product_not_on_site; "

typedef struct {
    const char *name, *page, *text;
} Shot;

static const Shot shots[] = {
    {"p0-plan", "plan",
     "case_id=A-001; regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; "
     "age_years=55; height_cm=178; weight_kg=80; creatinine_mg_dl=0.90; "
     "bilirubin_mg_dl=0.6; " LABORATORY ASKED},
    {"issue-plan", "plan",
     "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; age_years=61; "
     "height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; "
     "ordered_fludarabine_mg_per_day=30; ordered_cyclophosphamide_mg_per_day=740; " LABORATORY
         ASKED},
    {"p2-plan", "plan",
     "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; age_years=67; "
     "height_cm=176; weight_kg=38; creatinine_mg_dl=0.50; bilirubin_mg_dl=2.4; ast_u_l=25; "
     "ast_uln_u_l=40; alt_u_l=25; alt_uln_u_l=40; " LABORATORY ASKED},
    {"p2-why", "why", NULL},
    {"p2-compare", "compare", NULL},
    {"p4-plan", "plan",
     "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; age_years=66; "
     "height_cm=162; weight_kg=70; creatinine_mg_dl=6.0; bilirubin_mg_dl=0.6; "
     "dialysis=hd; " LABORATORY},
    {"p12-plan", "plan",
     "regimen=eu-yescarta; guidance=eu-smpc; formulary=adult-oncology; sex=F; age_years=68; "
     "height_cm=160; weight_kg=62; creatinine_mg_dl=1.10; bilirubin_mg_dl=0.6; " LABORATORY ASKED},
    {"p12-compare", "compare", NULL},
    {"p3-child", "plan",
     "regimen=eu-kymriah-ball; guidance=kinderformularium; formulary=adult-oncology; sex=F; "
     "age_years=1.0; height_cm=70; weight_kg=8; creatinine_mg_dl=0.20; "
     "bilirubin_mg_dl=0.3; " LABORATORY ASKED},
    {"p11-child", "plan",
     "regimen=eu-kymriah-ball; guidance=eu-smpc; formulary=adult-oncology; sex=M; age_years=15; "
     "height_cm=178; weight_kg=95; creatinine_mg_dl=0.80; bilirubin_mg_dl=0.6; " LABORATORY ASKED},
    {"swapped", "plan",
     "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=48; weight_kg=165; "
     "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; "},
    {"wrong-sign", "plan",
     "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=1,650; "
     "weight_kg=48kg; "
     "creatinine_mg_dl=1,1; bilirubin_mg_dl=<0.2; "},
    {"missing", "plan",
     "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=48; "},
};

/* Where and Exposure: a child, an obese adult, a patient in a hole of the source, one on
 * dialysis. */
static const Shot pictures[] = {
    {"child", "where",
     "regimen=us-kymriah-ball; guidance=kinderformularium; sex=F; age_years=7; height_cm=121; "
     "weight_kg=22; creatinine_mg_dl=0.7; bilirubin_mg_dl=0.5; "
     "accept_unverified=yes; " LABORATORY ASKED},
    {"obese", "where",
     "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; age_years=48; "
     "height_cm=172; weight_kg=128; creatinine_mg_dl=1.6; bilirubin_mg_dl=0.8; "
     "bsa_cap_m2=2.2; " LABORATORY ASKED},
    {"hole", "where",
     "regimen=eu-yescarta; guidance=eu-smpc; sex=M; age_years=58; height_cm=172; weight_kg=74; "
     "creatinine_mg_dl=0.9; bilirubin_mg_dl=3.05; " LABORATORY ASKED},
    {"dialysis", "where",
     "regimen=us-yescarta; guidance=us-label; sex=F; age_years=66; height_cm=162; weight_kg=70; "
     "creatinine_mg_dl=6.0; bilirubin_mg_dl=0.6; dialysis=hd; " LABORATORY},
    {"final", "where",
     "regimen=us-kymriah-ball; guidance=us-label; sex=M; age_years=20; height_cm=176; "
     "weight_kg=70; creatinine_mg_dl=0.9; bilirubin_mg_dl=0.6; " LABORATORY ASKED},
};

static void
save(LdoseMainWindow *window, const char *folder, const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/%s.png", folder, name);
    gui_fixture_wait(150);
    gui_fixture_frame(GTK_WIDGET(window));
    gui_fixture_png(GTK_WIDGET(window), path);
}

static void
take_views(LdoseMainWindow *window, const char *folder)
{
    GtkWidget *widget = GTK_WIDGET(window);
    gui_fixture_case(window, shots[1].text);
    gtk_widget_activate_action(widget, "win.second-check", NULL);
    save(window, folder, "second-check");
    gtk_widget_activate_action(widget, "win.back", NULL);
    gtk_widget_activate_action(widget, "win.show-rule", "s", "us-label@1.0#flu-renal/fr5");
    save(window, folder, "rules");
    gtk_widget_activate_action(widget, "win.show-rule", "s", "adult-oncology@1.0");
    save(window, folder, "rules-policy");
    gtk_widget_activate_action(widget, "win.show-rule", "s", "us-amtagvi@1.0");
    save(window, folder, "rules-regimen");
    gtk_widget_activate_action(widget, "win.back", NULL);
}

static void
scroll_to(GtkWidget *widget)
{
    GtkWidget *scroller = gtk_widget_get_ancestor(widget, GTK_TYPE_SCROLLED_WINDOW);
    GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment(GTK_SCROLLED_WINDOW(scroller));
    graphene_point_t place;
    if (gtk_widget_compute_point(widget, scroller, &GRAPHENE_POINT_INIT(0, 0), &place))
        gtk_adjustment_set_value(adjustment,
                                 gtk_adjustment_get_value(adjustment) + (double)place.y - 60);
}

/* A second check that differs, with decisions; then what the record says of it; and the windows in
 * which people sign. */
static void
take_record(LdoseMainWindow *window, const char *folder)
{
    LdoseSecondCheck *check = ldose_main_window_second_check(window);
    LdoseSession *session = ldose_main_window_session(window);
    gui_fixture_case(window, shots[2].text);
    ldose_session_set_author(session, "A. Example");
    gtk_widget_activate_action(GTK_WIDGET(window), "win.second-check", NULL);
    LdoseSession *blind = ldose_second_check_blind_session(check);
    ldose_session_freeze(blind);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        ldose_session_set(blind, (LdoseColumn)i, ldose_session_text(session, (LdoseColumn)i));
    ldose_session_set(blind, LDOSE_COLUMN_WEIGHT_KG, "83");
    ldose_session_thaw(blind);
    gtk_editable_set_text(GTK_EDITABLE(gtk_widget_get_template_child(
                              GTK_WIDGET(check), LDOSE_TYPE_SECOND_CHECK, "second_name")),
                          "B. Other");
    gui_fixture_click(GTK_WIDGET(
        gtk_widget_get_template_child(GTK_WIDGET(check), LDOSE_TYPE_SECOND_CHECK, "compare")));
    save(window, folder, "second-check-differs");
    ldose_session_add_note(session, "Weighed again on the ward: 38 kg.", "C. Third");
    gtk_widget_activate_action(GTK_WIDGET(window), "win.back", NULL);
    gui_fixture_wait(300);
    gui_fixture_frame(GTK_WIDGET(window));
    scroll_to(gui_fixture_named(GTK_WIDGET(window), "record"));
    save(window, folder, "record");
}

/* What can be done with a document, and the window in which two people sign. */
static void
take_site(LdoseMainWindow *window, const char *folder)
{
    g_autoptr(LdoseSite) site =
        ldose_data_site_new(ldose_session_library(ldose_main_window_session(window)));
    g_autofree char *path = g_strdup_printf("%s/sign.png", folder);
    g_autofree char *own =
        g_build_filename(g_getenv("LYMPHODOSE_DATA"), "guidance", "us-label-1.0.xml", NULL);
    ldose_main_window_set_site(window, site);
    gtk_widget_activate_action(GTK_WIDGET(window), "win.show-rule", "s", "us-label@1.0");
    save(window, folder, "rules-site");
    gui_fixture_click(GTK_WIDGET(gtk_widget_get_template_child(
        GTK_WIDGET(ldose_main_window_rules(window)), LDOSE_TYPE_RULE_BROWSER, "adopt")));
    GListModel *windows = gtk_window_get_toplevels();
    for (guint i = 0; i < g_list_model_get_n_items(windows); i++) {
        g_autoptr(GtkWidget) dialog = g_list_model_get_item(windows, i);
        if (!LDOSE_IS_SIGN_WINDOW(dialog))
            continue;
        gui_fixture_wait(150);
        gui_fixture_frame(dialog);
        gui_fixture_png(dialog, path);
        gtk_window_destroy(GTK_WINDOW(dialog));
        break;
    }
    ldose_rule_browser_check(ldose_main_window_rules(window), own);
    save(window, folder, "rules-own");
    gtk_widget_activate_action(GTK_WIDGET(window), "win.back", NULL);
}

/* The window for printing, at its own size. */
static void
take_print(LdoseMainWindow *window, const char *folder)
{
    g_autofree char *path = g_strdup_printf("%s/print.png", folder);
    gui_fixture_case(window, shots[1].text);
    GtkWidget *print =
        ldose_print_window_new(GTK_WINDOW(window), ldose_main_window_session(window));
    gtk_window_present(GTK_WINDOW(print));
    gui_fixture_wait(150);
    gui_fixture_frame(print);
    gui_fixture_png(print, path);
    gtk_window_destroy(GTK_WINDOW(print));
}

/* Two pages of help, at the window's own size. */
static void
take_help(LdoseMainWindow *window, const char *folder)
{
    static const char *const pages[] = {"first-plan", "second-check"};
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *path = g_strdup_printf("%s/help-%s.png", folder, pages[i]);
        ldose_help_window_present(GTK_WINDOW(window), pages[i]);
        GListModel *windows = gtk_window_get_toplevels();
        for (guint k = 0; k < g_list_model_get_n_items(windows); k++) {
            g_autoptr(GtkWidget) help = g_list_model_get_item(windows, k);
            if (!LDOSE_IS_HELP_WINDOW(help))
                continue;
            gui_fixture_wait(150);
            gui_fixture_frame(help);
            gui_fixture_png(help, path);
        }
    }
}

/* Both pages as far as they go. */
static void
take_pictures(LdoseMainWindow *window, const char *folder, int width)
{
    static const char *const pages[] = {"where", "exposure"};
    gtk_window_set_default_size(GTK_WINDOW(window), width, 3400);
    for (guint i = 0; i < G_N_ELEMENTS(pictures); i++) {
        gui_fixture_case(window, pictures[i].text);
        for (guint k = 0; k < G_N_ELEMENTS(pages); k++) {
            g_autofree char *name = g_strdup_printf("%s-%s", pages[k], pictures[i].name);
            ldose_main_window_show_page(window, pages[k]);
            gui_fixture_wait(300);
            save(window, folder, name);
        }
    }
    ldose_main_window_show_page(window, "plan");
}

/* The plan page as far as it goes, in one long picture. */
static void
take_long(LdoseMainWindow *window, const char *folder, int width)
{
    static const guint which[] = {1, 2, 5, 6, 8};
    for (guint i = 0; i < G_N_ELEMENTS(which); i++) {
        g_autofree char *name = g_strdup_printf("long-%s", shots[which[i]].name);
        gui_fixture_case(window, shots[which[i]].text);
        gtk_window_set_default_size(GTK_WINDOW(window), width, 2400);
        gui_fixture_wait(300);
        save(window, folder, name);
    }
}

int
main(int argc, char **argv)
{
    const char *folder = argc > 1 ? argv[1] : ".";
    int width = argc > 3 ? atoi(argv[2]) : 1180, height = argc > 3 ? atoi(argv[3]) : 760;
    setlocale(LC_ALL, "");
    gui_fixture_init(&argc, &argv);
    if (argc > 4 && strcmp(argv[4], "rtl") == 0)
        gtk_widget_set_default_direction(GTK_TEXT_DIR_RTL);
    if (ldose_display_settings() != NULL)
        g_settings_set_boolean(ldose_display_settings(), "show-exposure", TRUE);
    LdoseMainWindow *window = gui_fixture_window();
    if (argc > 4)
        g_object_set(gtk_settings_get_default(), "gtk-application-prefer-dark-theme",
                     strcmp(argv[4], "dark") == 0, NULL);
    if (argc > 5)
        gtk_widget_add_css_class(GTK_WIDGET(window), argv[5]);
    gtk_window_set_default_size(GTK_WINDOW(window), width, height);
    if (argc > 6 && strcmp(argv[6], "pictures") == 0) {
        take_pictures(window, folder, width);
        gui_fixture_close(window);
        return 0;
    }
    save(window, folder, "start");
    gui_fixture_click(gui_fixture_button(GTK_WIDGET(window), _("Understood")));
    for (guint i = 0; i < G_N_ELEMENTS(shots); i++) {
        if (shots[i].text != NULL)
            gui_fixture_case(window, shots[i].text);
        ldose_main_window_show_page(window, shots[i].page);
        save(window, folder, shots[i].name);
    }
    take_views(window, folder);
    take_record(window, folder);
    take_site(window, folder);
    take_print(window, folder);
    take_help(window, folder);
    ldose_main_window_show_page(window, "plan");
    if (argc <= 4)
        take_long(window, folder, width);
    gui_fixture_close(window);
    return 0;
}
