/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents at the site: taken into use and out of it by two people (R46), one's own checked and
 * added, everything searchable, a broken file told. People are synthetic. */
#include "gui-fixture.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "data-library.h"
#include "question-window.h"
#include "sign-window.h"

#define EXAMPLE                                                                                    \
    "case_id=A-001; regimen=us-yescarta; guidance=us-label; formulary=as-published; sex=F; "       \
    "age_years=61; height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; "       \
    "dialysis=none"

/* A window over the shipped documents and a place of one's own, empty at first. */
typedef struct {
    char *folder, *own, *system, *user;
    LdoseLibrary *library;
    LdoseSite *site;
    LdoseMainWindow *window;
    GtkWidget *widget;
    LdoseRuleBrowser *rules;
} Place;

static void
open_place(Place *place)
{
    g_autoptr(GError) error = NULL;
    place->own = g_build_filename(place->folder, "own", NULL);
    place->system = g_build_filename(place->folder, "system", NULL);
    place->user = g_build_filename(place->folder, "user", NULL);
    const char *directories[] = {place->own, g_getenv("LYMPHODOSE_DATA"), NULL};
    place->library = ldose_library_new(directories);
    place->site = ldose_site_new(place->library, place->system, place->user, place->own);
    ldose_site_load(place->site, &error);
    g_assert_no_error(error);
    place->window =
        LDOSE_MAIN_WINDOW(ldose_main_window_new(NULL, place->library, ldose_data_wording()));
    ldose_main_window_set_site(place->window, place->site);
    place->widget = GTK_WIDGET(place->window);
    place->rules = ldose_main_window_rules(place->window);
    gtk_window_present(GTK_WINDOW(place->window));
    gui_fixture_frame(place->widget);
}

static void
begin(Place *place)
{
    place->folder = g_dir_make_tmp("lymphodose-XXXXXX", NULL);
    open_place(place);
}

static void
remove_tree(const char *path)
{
    GDir *listing = g_dir_open(path, 0, NULL);
    const char *name;
    while (listing != NULL && (name = g_dir_read_name(listing)) != NULL) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        remove_tree(child);
    }
    if (listing != NULL)
        g_dir_close(listing);
    g_remove(path);
}

static void
close_place(Place *place)
{
    gui_fixture_close(place->window);
    g_clear_object(&place->site);
    ldose_library_free(place->library);
    g_free(place->own);
    g_free(place->system);
    g_free(place->user);
}

static void
end(Place *place)
{
    close_place(place);
    remove_tree(place->folder);
    g_free(place->folder);
}

static GtkWidget *
sign_window(void)
{
    GListModel *windows = gtk_window_get_toplevels();
    for (guint i = 0; i < g_list_model_get_n_items(windows); i++) {
        g_autoptr(GtkWidget) window = g_list_model_get_item(windows, i);
        if (LDOSE_IS_SIGN_WINDOW(window))
            return window;
    }
    return NULL;
}

static void
fill(GtkWidget *dialog, const char *first, const char *second, const char *third)
{
    const char *const texts[] = {first, second, third};
    for (guint i = 0; i < G_N_ELEMENTS(texts) && texts[i] != NULL; i++)
        gtk_editable_set_text(GTK_EDITABLE(ldose_sign_window_entry(LDOSE_SIGN_WINDOW(dialog), i)),
                              texts[i]);
}

/* ---- in use ---------------------------------------------------------------------------------- */

static void
adopt(Place *place, const char *document)
{
    g_assert_true(ldose_rule_browser_show(place->rules, document));
    gui_fixture_click(gui_fixture_button(place->widget, "Take Into Use Here"));
    GtkWidget *dialog = sign_window();
    fill(dialog, "A. Example", "B. Sample", NULL);
    gui_fixture_click(gui_fixture_button(dialog, "Take Into Use"));
    g_assert_null(sign_window());
}

static void
test_adopt(void)
{
    Place place;
    begin(&place);
    LdoseSession *session = ldose_main_window_session(place.window);
    gui_fixture_case(place.window, EXAMPLE);
    g_assert_false(ldose_session_plan(session)->rules->site.adopted);
    gtk_widget_activate_action(place.widget, "win.rules", NULL);
    g_assert_true(ldose_rule_browser_show(place.rules, "us-label@1.0"));
    g_assert_nonnull(gui_fixture_label(place.widget, "not in use here"));
    gui_fixture_click(gui_fixture_button(place.widget, "Take Into Use Here"));
    GtkWidget *dialog = sign_window();
    /* One person twice is refused, in whatever case the name is written. */
    fill(dialog, "A. Example", " a. EXAMPLE", NULL);
    gui_fixture_click(gui_fixture_button(dialog, "Take Into Use"));
    g_assert_nonnull(gui_fixture_label(dialog, "the same name twice"));
    g_assert_nonnull(sign_window());
    fill(dialog, "A. Example", "B. Sample", NULL);
    gui_fixture_click(gui_fixture_button(dialog, "Take Into Use"));
    g_assert_null(sign_window());
    g_assert_nonnull(
        gui_fixture_label(place.widget, "in use: by A. Example, checked by B. Sample"));
    adopt(&place, "us-yescarta@1.0");
    adopt(&place, "as-published@1.0");
    /* The plan on screen says so at once, and so does the next start. */
    g_assert_true(ldose_session_plan(session)->rules->site.adopted);
    close_place(&place);
    open_place(&place);
    gui_fixture_case(place.window, EXAMPLE);
    session = ldose_main_window_session(place.window);
    g_assert_true(ldose_session_plan(session)->rules->site.adopted);
    end(&place);
}

static void
test_withdraw(void)
{
    Place place;
    begin(&place);
    LdoseSession *session = ldose_main_window_session(place.window);
    gui_fixture_case(place.window, EXAMPLE);
    gtk_widget_activate_action(place.widget, "win.rules", NULL);
    adopt(&place, "us-label@1.0");
    adopt(&place, "us-yescarta@1.0");
    adopt(&place, "as-published@1.0");
    g_assert_true(ldose_session_plan(session)->rules->site.adopted);
    g_assert_null(gui_fixture_button(place.widget, "Take Into Use Here"));
    gui_fixture_click(gui_fixture_button(place.widget, "Take Out of Use"));
    GtkWidget *dialog = sign_window();
    fill(dialog, "", "C. Third", "D. Fourth");
    gui_fixture_click(gui_fixture_button(dialog, "Take Out of Use"));
    g_assert_nonnull(gui_fixture_label(dialog, "Nothing may be left empty here."));
    fill(dialog, "an error in table 2", "C. Third", "D. Fourth");
    gui_fixture_click(gui_fixture_button(dialog, "Take Out of Use"));
    g_assert_null(sign_window());
    g_assert_nonnull(gui_fixture_label(place.widget, "taken out of use by C. Third, checked by D. "
                                                     "Fourth"));
    g_assert_nonnull(gui_fixture_label(place.widget, "an error in table 2"));
    g_assert_false(ldose_session_plan(session)->rules->site.adopted);
    g_assert_nonnull(gui_fixture_button(place.widget, "Take Into Use Here"));
    end(&place);
}

/* ---- a document of one's own ----------------------------------------------------------------- */

/* A copy of a shipped document under another version, or broken. (transfer full) */
static char *
write_copy(Place *place, const char *name, const char *from, const char *to)
{
    g_autofree char *text = NULL;
    g_autofree char *source =
        g_build_filename(g_getenv("LYMPHODOSE_DATA"), "guidance", "us-label-1.0.xml", NULL);
    char *path = g_build_filename(place->folder, name, NULL);
    g_assert_true(g_file_get_contents(source, &text, NULL, NULL));
    g_auto(GStrv) parts = g_strsplit(text, from, 2);
    g_assert_nonnull(parts[1]);
    g_autofree char *changed = g_strconcat(parts[0], to, parts[1], NULL);
    g_assert_true(g_file_set_contents(path, changed, -1, NULL));
    return path;
}

static void
test_own(void)
{
    Place place;
    begin(&place);
    gtk_widget_activate_action(place.widget, "win.rules", NULL);
    g_autofree char *path = write_copy(&place, "mine.xml", "id=\"us-label\"", "id=\"our-own\"");
    ldose_rule_browser_check(place.rules, path);
    g_assert_nonnull(gui_fixture_label(place.widget, "It is sound."));
    gui_fixture_click(gui_fixture_button(place.widget, "Add to the Documents"));
    /* It is there, in the bytes that were checked, and can be used and taken into use. */
    g_autofree char *added = g_build_filename(place.own, "guidance", "our-own-1.0.xml", NULL);
    g_autofree char *mine = NULL, *theirs = NULL;
    g_assert_true(g_file_get_contents(path, &mine, NULL, NULL));
    g_assert_true(g_file_get_contents(added, &theirs, NULL, NULL));
    g_assert_cmpstr(mine, ==, theirs);
    g_assert_nonnull(gui_fixture_label(place.widget, "not in use here"));
    adopt(&place, "our-own@1.0");
    gui_fixture_case(place.window, EXAMPLE "; guidance=our-own");
    g_assert_nonnull(ldose_session_plan(ldose_main_window_session(place.window)));
    /* The same id and version again is refused: another would make both unusable. */
    ldose_rule_browser_check(place.rules, path);
    gui_fixture_click(gui_fixture_button(place.widget, "Add to the Documents"));
    g_assert_nonnull(gui_fixture_label(place.widget, "is there already"));
    end(&place);
}

/* What was changed after the check is not added; what has errors cannot be. */
static void
test_own_refused(void)
{
    Place place;
    begin(&place);
    gtk_widget_activate_action(place.widget, "win.rules", NULL);
    g_autofree char *path = write_copy(&place, "mine.xml", "id=\"us-label\"", "id=\"our-own\"");
    ldose_rule_browser_check(place.rules, path);
    g_autofree char *later = write_copy(&place, "mine.xml", "id=\"us-label\"", "id=\"our-oWn\"");
    gui_fixture_click(gui_fixture_button(place.widget, "Add to the Documents"));
    g_assert_nonnull(gui_fixture_label(place.widget, "was changed after it was checked"));
    g_assert_false(g_file_test(place.own, G_FILE_TEST_EXISTS));
    g_autofree char *broken = write_copy(&place, "broken.xml", "<guidance", "<guidancE");
    ldose_rule_browser_check(place.rules, broken);
    g_assert_nonnull(gui_fixture_label(place.widget, "It cannot be read and is not used."));
    g_assert_null(gui_fixture_button(place.widget, "Add to the Documents"));
    end(&place);
}

/* ---- browsing -------------------------------------------------------------------------------- */

static void
search(Place *place, const char *text)
{
    GtkWidget *entry = GTK_WIDGET(
        gtk_widget_get_template_child(GTK_WIDGET(place->rules), LDOSE_TYPE_RULE_BROWSER, "search"));
    gtk_editable_set_text(GTK_EDITABLE(entry), text);
    gui_fixture_wait(400);
}

static guint
count_listed(Place *place)
{
    GtkWidget *list = GTK_WIDGET(
        gtk_widget_get_template_child(GTK_WIDGET(place->rules), LDOSE_TYPE_RULE_BROWSER, "list"));
    return g_list_model_get_n_items(G_LIST_MODEL(gtk_list_view_get_model(GTK_LIST_VIEW(list))));
}

/* Every text of a document finds it: a rule's id, its hash, its source. */
static void
test_search(void)
{
    Place place;
    begin(&place);
    gtk_widget_activate_action(place.widget, "win.rules", NULL);
    guint all = count_listed(&place);
    g_assert_cmpuint(all, >, 10);
    const LdoseGuidance *label = ldose_library_guidance(place.library, "us-label", NULL);
    g_autofree char *hash = g_strndup(label->document.sha256, 16);
    search(&place, hash);
    g_assert_cmpuint(count_listed(&place), ==, 1);
    g_assert_nonnull(gui_fixture_label(place.widget, label->document.sha256));
    search(&place, label->tables[0].rules[0].id);
    g_assert_cmpuint(count_listed(&place), >=, 1);
    g_assert_nonnull(gui_fixture_label(place.widget, "what you search"));
    search(&place, "no such words anywhere");
    g_assert_cmpuint(count_listed(&place), ==, 0);
    g_assert_nonnull(gui_fixture_label(place.widget, "No document holds all of these words."));
    search(&place, "");
    g_assert_cmpuint(count_listed(&place), ==, all);
    end(&place);
}

/* ---- a site policy, a regimen ---------------------------------------------------------------- */

static void
assert_shown(Place *place, const char *const *texts)
{
    for (guint i = 0; texts[i] != NULL; i++) {
        g_test_message("%s", texts[i]);
        g_assert_nonnull(gui_fixture_label(place->widget, texts[i]));
    }
}

/* All of a site policy stands on its page, as its file has it: for whom each clearance is, how
 * doses are rounded, what is too much, what they are made from. */
static void
test_policy_page(void)
{
    static const char *const texts[] = {
        "Body surface by Mosteller.",
        "Body surface is not capped.",
        "Weight for the dose: actual weight",
        "child · age: below 18 years: bedside Schwartz 2009",
        "From 1 year only; below 1 year there is no estimate.",
        "fluid · ascites or oedema in the weight: Cockcroft–Gault with dry weight",
        "ascites-mild · Ascites: mild: Cockcroft–Gault with dry weight",
        "ascites-moderate · Ascites: moderate or more: Cockcroft–Gault with dry weight",
        "emaciated · emaciated: Cockcroft–Gault with actual weight",
        "Never ideal weight here.",
        "obese · body mass index: 30 kg/m² or more: Cockcroft–Gault with adjusted weight (40 %)",
        "obese-short · body mass index: 30 kg/m² or more; height: below 152.4 cm: "
        "Cockcroft–Gault with lean weight",
        "above-130-percent · actual weight in percent of ideal weight: above 130 %: "
        "Cockcroft–Gault with adjusted weight (40 %)",
        "rest · everybody: Cockcroft–Gault with actual weight",
        "Cockcroft and Gault in adult cancer patients; V4, 2013; whole",
        "Fludarabine: permitted deviation 5 %.",
        "a tenth of the step",
        "Doses below 20 mg: rounded to the nearest 0.5 mg, half away from zero.",
        "Doses 20 mg or more: rounded to the nearest 1 mg, half away from zero.",
        "Doses below 250 mg: rounded to the nearest 5 mg, half away from zero.",
        "Normal maximum: 110 % of the dose that the regimen states.",
        "Absolute maximum: 96 mg/m² a day.",
        "No absolute maximum is stated.",
        "flu-us · 50 mg/2 mL (US; NDC 63323-192, 42658-024, 59923-604): 25 mg/mL",
        "cy-de-beta · Concentrate 500 mg/1 mL, 1 g/2 mL, 2 g/4 mL (DE): 500 mg/mL",
        "cy-de-baxter · Powder 200, 500, 1000, 2000 mg (DE): strength not read",
        "Contains 65 vol-% ethanol",
        "where a source gives a range, a person chooses",
        "Creatinine: 7 days",
        "Creatinine of an adult whose clearance is below 60 mL/min: 1 day",
        "Weight: no limit",
        "AMC Amsterdam, LNF-012",
        "Unit of creatinine: mg/dL",
        "Predicted exposure to fludarabine is shown: no",
        "caps of 2.0 and 2.2 m² are local practice",
        NULL,
    };
    Place place;
    begin(&place);
    gtk_widget_activate_action(place.widget, "win.rules", NULL);
    g_assert_true(ldose_rule_browser_show(place.rules, "adult-oncology@1.0"));
    assert_shown(&place, texts);
    /* What stands on the page finds it, and is marked there. */
    search(&place, "lean weight obese-short");
    g_assert_cmpuint(count_listed(&place), ==, 1);
    g_assert_nonnull(gui_fixture_label(place.widget, "1 rule here holds what you search."));
    end(&place);
}

/* Every dose band, and each with its own limits. */
static void
test_bands_page(void)
{
    Place place;
    begin(&place);
    gtk_widget_activate_action(place.widget, "win.rules", NULL);
    g_assert_true(ldose_rule_browser_show(place.rules, "uk-nhs-bands@1.0"));
    const LdoseFormulary *policy = ldose_library_formulary(place.library, "uk-nhs-bands", NULL);
    const GArray *bands = policy->drug[LDOSE_CYCLOPHOSPHAMIDE].bands;
    GtkWidget *list = gui_fixture_label(place.widget, "from 37.94 to below 41.96 mg: 40 mg\n");
    g_assert_nonnull(list);
    g_assert_nonnull(
        strstr(gtk_label_get_text(GTK_LABEL(list)), "\nfrom 5660.38 to below 6368.68 mg: 6000 mg"));
    g_auto(GStrv) lines = g_strsplit(gtk_label_get_text(GTK_LABEL(list)), "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, bands->len);
    g_assert_nonnull(gui_fixture_label(place.widget, "Unit of creatinine: µmol/L"));
    end(&place);
}

static void
test_regimen_page(void)
{
    static const char *const amtagvi[] = {
        "Product: Amtagvi (lifileucel)",
        "Indication: melanoma",
        "Fludarabine: 25 mg/m² a day on 5 days (read in a reprint of the label)",
        "Day 3, Day 4, Day 5, Day 6, Day 7",
        "Cyclophosphamide: 60 mg/kg a day on 2 days",
        "Day 1 is the first day of lymphodepletion.",
        "Order of the drugs: Cyclophosphamide first",
        "Window: Infusion from 24 hours to 4 days after the last day of lymphodepletion.",
        "No fixed day numbers.",
        "Before: The availability of the cells",
        "Supportive: Mesna is given",
        "Kidneys: Not checked by us",
        "Gaps: This document holds nothing on",
        "Lifileucel (FDA text); undated; I-692846 (read in a reprint of the label)",
        "which weight the dose per kg uses",
        NULL,
    };
    static const char *const kymriah[] = {
        "Leave out: Lymphodepletion can be left out",
        "white cells up to 1 ×10⁹/L",
        "Alternative: Bendamustine 90 mg/m² a day on 2 days.",
        "Condition: Chemorefractory",
        NULL,
    };
    Place place;
    begin(&place);
    gtk_widget_activate_action(place.widget, "win.rules", NULL);
    g_assert_true(ldose_rule_browser_show(place.rules, "us-amtagvi@1.0"));
    assert_shown(&place, amtagvi);
    g_assert_true(ldose_rule_browser_show(place.rules, "us-kymriah-lbcl@1.0"));
    assert_shown(&place, kymriah);
    g_assert_true(ldose_rule_browser_show(place.rules, "us-tecartus-mcl@1.0"));
    g_assert_nonnull(gui_fixture_label(place.widget, "Day −5, Day −4, Day −3"));
    g_assert_nonnull(gui_fixture_label(place.widget, "the infusion is Day 0."));
    end(&place);
}

/* From a reason card to its rule. */
static void
test_jump(void)
{
    Place place;
    begin(&place);
    gui_fixture_case(place.window, EXAMPLE);
    gui_fixture_click(gui_fixture_button(place.widget, "Show rule"));
    g_assert_cmpstr(ldose_main_window_view(place.window), ==, "rules");
    GtkWidget *focus = gtk_window_get_focus(GTK_WINDOW(place.window));
    g_assert_true(GTK_IS_LIST_BOX_ROW(focus));
    g_assert_true(gtk_list_box_row_is_selected(GTK_LIST_BOX_ROW(focus)));
    end(&place);
}

/* A broken file in the user's folder: the program works with the rest, and says which and why. */
static void
test_broken_file(void)
{
    Place place;
    place.folder = g_dir_make_tmp("lymphodose-XXXXXX", NULL);
    g_autofree char *guidance = g_build_filename(place.folder, "own", "guidance", NULL);
    g_autofree char *path = g_build_filename(guidance, "our-own-1.0.xml", NULL);
    g_assert_cmpint(g_mkdir_with_parents(guidance, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, "<guidance", -1, NULL));
    open_place(&place);
    g_autoptr(GPtrArray) faults = ldose_data_library_faults(place.library);
    g_assert_cmpuint(faults->len, ==, 1);
    g_assert_nonnull(strstr(g_ptr_array_index(faults, 0), path));
    ldose_main_window_show_faults(place.window, faults);
    g_assert_nonnull(gui_fixture_label(place.widget, "These documents cannot be used"));
    g_assert_nonnull(gui_fixture_label(place.widget, path));
    gui_fixture_case(place.window, EXAMPLE);
    g_assert_nonnull(gui_fixture_named(place.widget, "given-fludarabine"));
    end(&place);
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    gui_fixture_init(&argc, &argv);
    g_test_add_func("/gui/site/R46-adopt", test_adopt);
    g_test_add_func("/gui/site/R46-withdraw", test_withdraw);
    g_test_add_func("/gui/site/own", test_own);
    g_test_add_func("/gui/site/own-refused", test_own_refused);
    g_test_add_func("/gui/site/search", test_search);
    g_test_add_func("/gui/site/policy-page", test_policy_page);
    g_test_add_func("/gui/site/bands-page", test_bands_page);
    g_test_add_func("/gui/site/regimen-page", test_regimen_page);
    g_test_add_func("/gui/site/jump", test_jump);
    g_test_add_func("/gui/site/broken-file", test_broken_file);
    return g_test_run();
}
