/* SPDX-License-Identifier: GPL-3.0-or-later */
/* R35: every page in a language in which each text is told from an untranslated one and is two
 * fifths longer (en_XA, of tools/catalogues.py): nothing is untranslated, nothing is cut off, from
 * left to right and from right to left. Patients and people are synthetic. */
#include "gui-fixture.h"

#include <locale.h>
#include <string.h>

#include "data-library.h"
#include "display-settings.h"
#include "draft.h"
#include "exposure-text.h"
#include "guidance-check.h"
#include "gui-text.h"
#include "help-pages.h"
#include "help-window.h"
#include "override-window.h"
#include "print-window.h"
#include "second-check.h"
#include "sign-window.h"
#include "window-files.h"

#define ASKED                                                                                      \
    "dialysis=none; cirrhosis=no; gilbert=no; ascites=none; encephalopathy=0; "                    \
    "conditions_absent=pentostatin haemolysis haemolysis_on_fludarabine outflow_obstruction "      \
    "urinary_infection cystitis_grade_4 active_infection active_gvhd breast_feeding pregnancy "    \
    "porphyria amputation fluid emaciated muscle_disease product_not_on_site; "
#define LABORATORY                                                                                 \
    "as_of=2026-12-06; creatinine_date=2026-12-06; weight_date=2026-12-06; "                       \
    "infusion_date=2026-12-12; "

/* One state of the plan each: from clear to refused. */
static const char *const cases[] = {
    "",
    "case_id=77; regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; "
    "age_years=55; height_cm=178; weight_kg=80; creatinine_mg_dl=0.90; "
    "bilirubin_mg_dl=0.6; " LABORATORY ASKED,
    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; age_years=61; "
    "height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; "
    "ordered_fludarabine_mg_per_day=30; ordered_cyclophosphamide_mg_per_day=740; " LABORATORY ASKED,
    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; age_years=67; "
    "height_cm=176; weight_kg=38; creatinine_mg_dl=0.50; bilirubin_mg_dl=2.4; ast_u_l=25; "
    "ast_uln_u_l=40; alt_u_l=25; alt_uln_u_l=40; " LABORATORY ASKED,
    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; age_years=66; "
    "height_cm=162; weight_kg=70; creatinine_mg_dl=6.0; bilirubin_mg_dl=0.6; "
    "dialysis=hd; " LABORATORY,
    "regimen=eu-yescarta; guidance=eu-smpc; formulary=adult-oncology; sex=F; age_years=68; "
    "height_cm=160; weight_kg=62; creatinine_mg_dl=1.10; bilirubin_mg_dl=0.6; " LABORATORY ASKED,
    "regimen=eu-yescarta; guidance=eu-smpc; sex=M; age_years=58; height_cm=172; weight_kg=74; "
    "creatinine_mg_dl=0.9; bilirubin_mg_dl=3.05; " LABORATORY ASKED,
    "regimen=us-kymriah-ball; guidance=kinderformularium; sex=F; age_years=7; height_cm=121; "
    "weight_kg=22; creatinine_mg_dl=0.7; bilirubin_mg_dl=0.5; "
    "accept_unverified=yes; " LABORATORY ASKED,
    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=M; age_years=48; "
    "height_cm=172; weight_kg=128; creatinine_mg_dl=1.6; bilirubin_mg_dl=0.8; "
    "bsa_cap_m2=2.2; " LABORATORY ASKED,
    "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=48; weight_kg=165; "
    "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; ",
    "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=1,650; weight_kg=48kg; "
    "creatinine_mg_dl=1,1; bilirubin_mg_dl=<0.2; ",
    "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=48; ",
};
enum { FIRST = 0, PLANNED = 2, POINTS = 3, REFUSED = 4, DECISION = 5, SHOWN_ON_ALL_PAGES = 8 };

/* ---- what is never translated ---------------------------------------------------------------- */

#define OPEN  0x27e6 /* the brackets around every text of the stretched language */
#define CLOSE 0x27e7

/* The letters that have an accent there. */
#define ACCENTED "aceinouyzACEINOUYZ"

/* Symbols beside those of the units: of the papers, of laboratories, of keys. */
static const char *const symbols[] = {"INR", "ULN", "SHA-256", "sha256", "AUC",
                                      "g",   "min", "L/h",     "UTC"};

/* Typed by the people of this test, or chosen by it. */
static const char *const typed[] = {"A. Example", "B. Other", "C. Third"};

/* The toolkit's own words: its catalogue has no stretched language. */
static const char *const of_toolkit[] = {
    "About",
    "Credits",
    "System",
    "License",
    "Search Shortcuts",
    "Shortcuts",
    "This program comes with absolutely no warranty.",
    "See the GNU General Public License, version 3 or later for details."};

/* What stays as it stands in the documents: ids, names of products and countries, who a document is
 * by, how a source is called. (element-type utf8), the longest first */
static GPtrArray *verbatim;

static void
keep(const char *text)
{
    if (text[0] != '\0')
        g_ptr_array_add(verbatim, g_strdup(text));
}

static void
keep_attributes(GMarkupParseContext *context, const char *element, const char **names,
                const char **values, gpointer data, GError **error)
{
    /* "verb": the word of the source, quoted. */
    static const char *const kept[] = {"id", "version", "product", "brand", "verb"};
    gboolean source = g_str_equal(element, "source");
    (void)context;
    (void)data;
    (void)error;
    for (guint i = 0; names[i] != NULL; i++) {
        gboolean country = g_str_equal(names[i], "jurisdiction") && strlen(values[i]) == 2;
        if (source || country || g_strv_contains(kept, names[i]))
            keep(values[i]);
    }
}

static int
by_length(gconstpointer a, gconstpointer b)
{
    gsize one = strlen(*(const char *const *)a), other = strlen(*(const char *const *)b);
    return one == other ? 0 : one > other ? -1 : 1;
}

static void
read_documents(void)
{
    static const GMarkupParser parser = {.start_element = keep_attributes};
    static const char *const folders[] = {"guidance", "regimens", "formulary"};
    verbatim = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *folder = g_build_filename(g_getenv("LYMPHODOSE_DATA"), folders[i], NULL);
        GDir *listing = g_dir_open(folder, 0, NULL);
        const char *name;
        while ((name = g_dir_read_name(listing)) != NULL) {
            g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
            g_autoptr(GMarkupParseContext) context =
                g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, NULL, NULL);
            g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
            g_assert_true(g_markup_parse_context_parse(context, text, -1, NULL));
            keep(path);
        }
        g_dir_close(listing);
    }
    for (int unit = 0; unit < LDOSE_N_UNITS; unit++) {
        gboolean word = unit == LDOSE_UNIT_YEARS || unit == LDOSE_UNIT_MONTHS ||
                        unit == LDOSE_UNIT_DAYS || unit == LDOSE_UNIT_SCORE;
        if (!word)
            keep(ldose_unit_symbol((LdoseUnit)unit));
    }
    for (int number = 0; number < LDOSE_N_FORMULAS; number++) {
        const LdoseFormula *formula = ldose_formula_get((LdoseFormulaId)number);
        keep(formula->id);
        keep(formula->printed_form);
        keep(formula->source);
    }
    for (int study = 0; study < LDOSE_N_STUDIES; study++)
        keep(ldose_vocabulary_label(&ldose_studies, study));
    for (guint i = 0; i < G_N_ELEMENTS(symbols); i++)
        keep(symbols[i]);
    for (guint i = 0; i < G_N_ELEMENTS(typed); i++)
        keep(typed[i]);
    for (guint i = 0; i < G_N_ELEMENTS(of_toolkit); i++)
        keep(of_toolkit[i]);
    keep("Lymphodose authors");
    keep(LDOSE_VERSION);
    g_assert_cmpuint(verbatim->len, >, 500);
    g_ptr_array_sort(verbatim, by_length);
}

/* What the proof of a document tells its author stays in the words of the command line. */
static void
keep_proof(const LdoseGuidance *guidance)
{
    g_autoptr(GPtrArray) findings = ldose_guidance_check(guidance, (LdoseDate){0});
    for (guint i = 0; i < findings->len; i++)
        keep(((const LdoseCheckFinding *)g_ptr_array_index(findings, i))->message);
    g_ptr_array_sort(verbatim, by_length);
}

/* A sum in hexadecimal digits. */
static gboolean
is_hash(const char *word, gsize length)
{
    return length >= 12 && strspn(word, "0123456789abcdef") >= length;
}

static gboolean
is_letter_at(const char *place)
{
    return *place == '_' || g_unichar_isalnum(g_utf8_get_char_validated(place, -1));
}

/* Blanks out what stays as it is, where it stands as whole words. */
static void
blank_out(char *text, const char *word)
{
    gsize length = strlen(word);
    for (char *place = text; (place = strstr(place, word)) != NULL; place++) {
        gboolean begins = place == text || (!g_ascii_isalnum(place[-1]) && place[-1] != '_');
        gboolean ends = !is_letter_at(place + length);
        if (begins && ends)
            memset(place, ' ', length);
    }
}

static void
blank_hashes(char *text)
{
    for (char *place = text; *place != '\0';) {
        gsize length = strspn(place, "0123456789abcdefghijklmnopqrstuvwxyz");
        if (is_hash(place, length))
            memset(place, ' ', length);
        place += MAX(length, 1);
    }
}

/* The symbols of a formula with their values, "height_cm 178 cm": they are the names of columns. */
static void
blank_symbols(char *text)
{
    if (g_utf8_strchr(text, -1, OPEN) != NULL)
        return;
    for (int column = 0; column < LDOSE_N_COLUMNS; column++)
        blank_out(text, ldose_column_info((LdoseColumn)column)->name);
}

/* Whether a letter stands in no brackets, or is one of those that have an accent in them. */
static gboolean
is_untranslated(const char *text)
{
    g_autofree char *rest = g_strdup(text);
    int depth = 0;
    for (guint i = 0; i < verbatim->len; i++)
        blank_out(rest, g_ptr_array_index(verbatim, i));
    blank_hashes(rest);
    blank_symbols(rest);
    for (char *place = rest; *place != '\0'; place = g_utf8_next_char(place)) {
        gunichar letter = g_utf8_get_char(place);
        depth += letter == OPEN ? 1 : letter == CLOSE ? -1 : 0;
        if (g_unichar_isalpha(letter) &&
            (depth < 1 || (letter < 0x80 && strchr(ACCENTED, (int)letter) != NULL)))
            return TRUE;
    }
    return FALSE;
}

/* ---- a page ---------------------------------------------------------------------------------- */

/* What is looked at, for messages; and what was told already, once for all pages. */
static char *page;
static GHashTable *told, *seen;
static guint n_texts, n_labels;

/* @name: (nullable) */
static void
set_page(const char *kind, const char *name)
{
    g_free(page);
    page = name != NULL ? g_strdup_printf("%s: %s", kind, name) : g_strdup(kind);
}

static void G_GNUC_PRINTF(1, 2) tell(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_test_fail();
    if (g_hash_table_add(told, text))
        g_test_message("%s: %s", page, text);
}

static void
check_text(GtkWidget *widget, const char *what, const char *text)
{
    if (text == NULL || text[0] == '\0')
        return;
    n_texts++;
    if (g_hash_table_add(seen, g_strdup(text)) && is_untranslated(text))
        tell("%s of %s is not translated: “%s”", what, G_OBJECT_TYPE_NAME(widget), text);
}

static void
check_accessible(GtkWidget *widget)
{
    static const struct {
        GtkAccessibleProperty property;
        const char *name;
    } properties[] = {
        {GTK_ACCESSIBLE_PROPERTY_LABEL, "accessible name"},
        {GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "accessible description"},
        {GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "accessible value"},
        {GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER, "accessible placeholder"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(properties); i++) {
        GtkAccessible *accessible = GTK_ACCESSIBLE(widget);
        if (!gtk_test_accessible_has_property(accessible, properties[i].property))
            continue;
        g_autofree char *text =
            gtk_test_accessible_check_property(accessible, properties[i].property, "");
        check_text(widget, properties[i].name, text);
    }
}

/* Keys and the buttons of a window are the toolkit's. */
static gboolean
is_of_toolkit(GtkWidget *widget)
{
    const char *type = G_OBJECT_TYPE_NAME(widget);
    return g_str_equal(type, "GtkWindowControls") || g_str_equal(type, "GtkShortcutLabel") ||
           g_str_equal(gtk_widget_get_css_name(widget), "accelerator");
}

/* Texts that a person can read elsewhere: in a tooltip of the widget or of what it stands in. Of a
 * button the tooltip need not repeat the word: it says what the button does. */
static gboolean
is_told_elsewhere(GtkWidget *widget, const char *text)
{
    for (guint i = 0; widget != NULL && i < 6; i++, widget = gtk_widget_get_parent(widget)) {
        const char *tooltip = gtk_widget_get_tooltip_text(widget);
        if (tooltip != NULL && (GTK_IS_BUTTON(widget) || strstr(tooltip, text) != NULL))
            return TRUE;
    }
    return FALSE;
}

static void
check_label(GtkLabel *label)
{
    PangoLayout *layout = gtk_label_get_layout(label);
    const char *text = gtk_label_get_text(label);
    int width, height;
    pango_layout_get_pixel_size(layout, &width, &height);
    n_labels++;
    if (pango_layout_is_ellipsized(layout)) {
        if (!is_told_elsewhere(GTK_WIDGET(label), text))
            tell("shortened, and nowhere in full: “%s”", text);
    } else if (width > gtk_widget_get_width(GTK_WIDGET(label)) + 1 ||
               height > gtk_widget_get_height(GTK_WIDGET(label)) + 1) {
        tell("%d × %d of %d × %d are seen: “%s”", gtk_widget_get_width(GTK_WIDGET(label)),
             gtk_widget_get_height(GTK_WIDGET(label)), width, height, text);
    }
}

/* Within a width that is seen, or can be scrolled to. */
static void
check_within(GtkWidget *widget, GtkWidget *around)
{
    graphene_rect_t bounds, limits;
    if (around == NULL || !gtk_widget_compute_bounds(widget, around, &bounds) ||
        bounds.size.width <= 0 || !gtk_widget_compute_bounds(around, around, &limits))
        return;
    float end = bounds.origin.x + bounds.size.width;
    float width = limits.origin.x + limits.size.width;
    if (bounds.origin.x < limits.origin.x - 1 || end > width + 1)
        tell("%s from %.0f to %.0f stands outside the %.0f of its %s: “%s”",
             G_OBJECT_TYPE_NAME(widget), (double)bounds.origin.x, (double)end, (double)width,
             G_OBJECT_TYPE_NAME(around),
             GTK_IS_LABEL(widget) ? gtk_label_get_text(GTK_LABEL(widget))
                                  : gtk_widget_get_name(widget));
}

static void
check_viewport(GtkWidget *viewport, GtkWidget *around)
{
    GtkWidget *content = gtk_viewport_get_child(GTK_VIEWPORT(viewport));
    GtkWidget *scroller = gtk_widget_get_parent(viewport);
    GtkPolicyType policy = GTK_POLICY_NEVER;
    check_within(viewport, around);
    if (GTK_IS_SCROLLED_WINDOW(scroller))
        gtk_scrolled_window_get_policy(GTK_SCROLLED_WINDOW(scroller), &policy, NULL);
    if (content != NULL && policy == GTK_POLICY_NEVER)
        check_within(content, viewport);
}

/* @around: (nullable): what the widget may not stick out of */
static void
look_at(GtkWidget *widget, GtkWidget *around, gboolean toolkit)
{
    if (!gtk_widget_get_mapped(widget) || !gtk_widget_get_child_visible(widget))
        return;
    toolkit |= is_of_toolkit(widget);
    if (!toolkit) {
        g_assert_cmpint(gtk_widget_get_direction(widget), ==, gtk_widget_get_default_direction());
        check_text(widget, "tooltip", gtk_widget_get_tooltip_text(widget));
        check_accessible(widget);
        if (GTK_IS_LABEL(widget))
            check_text(widget, "text", gtk_label_get_text(GTK_LABEL(widget)));
        if (GTK_IS_ENTRY(widget))
            check_text(widget, "placeholder", gtk_entry_get_placeholder_text(GTK_ENTRY(widget)));
        if (GTK_IS_WINDOW(widget))
            check_text(widget, "title", gtk_window_get_title(GTK_WINDOW(widget)));
    }
    if (GTK_IS_LABEL(widget))
        check_label(GTK_LABEL(widget));
    if (GTK_IS_VIEWPORT(widget)) {
        check_viewport(widget, around);
        around = gtk_viewport_get_child(GTK_VIEWPORT(widget));
    } else if (GTK_IS_NATIVE(widget) ||
               g_str_equal(G_OBJECT_TYPE_NAME(widget), "GtkColumnViewTitle")) {
        around = widget;
    } else if (GTK_IS_SCROLLABLE(widget)) {
        around = NULL; /* a table, which scrolls its own rows and columns */
    } else {
        check_within(widget, around);
    }
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        look_at(child, around, toolkit);
}

static void
settle(GtkWidget *window)
{

    gui_fixture_wait(80);
    gui_fixture_frame(window);
}

static void
look(GtkWidget *window)
{
    settle(window);
    look_at(window, window, FALSE);
}

/* ---- what opens on a page
 * ---------------------------------------------------------------------------------------------- */

static void
unfold(GtkWidget *widget)
{
    if (GTK_IS_EXPANDER(widget))
        gtk_expander_set_expanded(GTK_EXPANDER(widget), TRUE);
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        unfold(child);
}

static GtkWidget *
popover_of(GtkWidget *widget)
{
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        if (GTK_IS_POPOVER(child))
            return child;
    }
    return NULL;
}

static void
collect_openers(GtkWidget *widget, GPtrArray *openers)
{
    if (!gtk_widget_get_mapped(widget))
        return;
    if ((GTK_IS_DROP_DOWN(widget) || GTK_IS_MENU_BUTTON(widget)) && popover_of(widget) != NULL)
        g_ptr_array_add(openers, widget);
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        collect_openers(child, openers);
}

/* Every menu and every list to choose from. */
static void
look_into_popovers(GtkWidget *window)
{
    g_autoptr(GPtrArray) openers = g_ptr_array_new();
    collect_openers(window, openers);
    for (guint i = 0; i < openers->len; i++) {
        GtkWidget *opener = g_ptr_array_index(openers, i), *popover = popover_of(opener);
        gtk_widget_grab_focus(opener); /* scrolls to it */
        settle(window);
        gtk_popover_popup(GTK_POPOVER(popover));
        settle(window);
        g_assert_true(gtk_widget_get_mapped(popover));
        look_at(popover, popover, FALSE);
        gtk_popover_popdown(GTK_POPOVER(popover));
        settle(window);
    }
}

static const struct {
    int width, height;
} sizes[] = {{1180, 760}, {640, 600}};

/* The innermost widget that asks for most of the width: what is to be mended. */
static GtkWidget *
find_widest(GtkWidget *widget)
{
    int most = 0;
    GtkWidget *widest = widget;
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child != NULL;
         child = gtk_widget_get_next_sibling(child)) {
        int width = 0;
        if (gtk_widget_get_mapped(child) && !GTK_IS_NATIVE(child))
            gtk_widget_measure(child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
        if (width > most) {
            most = width;
            widest = child;
        }
    }
    return widest == widget ? widget : find_widest(widest);
}

static void
tell_widest(GtkWidget *window)
{
    GtkWidget *widget = find_widest(window);
    g_autoptr(GString) path = g_string_new(NULL);
    for (; widget != NULL; widget = gtk_widget_get_parent(widget)) {
        int width = 0;
        gtk_widget_measure(widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
        g_string_append_printf(path, " < %s %d", G_OBJECT_TYPE_NAME(widget), width);
        if (GTK_IS_LABEL(widget))
            g_string_append_printf(path, " “%s”", gtk_label_get_text(GTK_LABEL(widget)));
    }
    tell("the widest:%s", path->str);
}

/* At both sizes. A window that cannot be as small is one that sticks out of a small screen. */
static void
look_at_sizes(GtkWidget *window)
{
    g_autofree char *name = g_strdup(page);
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *size = g_strdup_printf("%d × %d", sizes[i].width, sizes[i].height);
        gtk_window_set_default_size(GTK_WINDOW(window), sizes[i].width, sizes[i].height);
        g_free(page);
        page = g_strconcat(name, ", ", size, NULL);
        look(window);
        if (gtk_widget_get_width(window) > sizes[i].width ||
            gtk_widget_get_height(window) > sizes[i].height) {
            tell("%s is %d × %d", G_OBJECT_TYPE_NAME(window), gtk_widget_get_width(window),
                 gtk_widget_get_height(window));
            tell_widest(window);
        }
    }
}

/* The windows above the main one, each looked at and closed. */
static guint
look_at_dialogs(LdoseMainWindow *window)
{
    g_autoptr(GPtrArray) dialogs = g_ptr_array_new();
    GListModel *windows = gtk_window_get_toplevels();
    for (guint i = 0; i < g_list_model_get_n_items(windows); i++) {
        g_autoptr(GtkWidget) dialog = g_list_model_get_item(windows, i);
        if (dialog != GTK_WIDGET(window) && gtk_widget_get_mapped(dialog))
            g_ptr_array_add(dialogs, dialog);
    }
    for (guint i = 0; i < dialogs->len; i++) {
        GtkWidget *dialog = g_ptr_array_index(dialogs, i);
        look(dialog);
        if (gtk_window_get_resizable(GTK_WINDOW(dialog)))
            look_at_sizes(dialog);
        gtk_window_destroy(GTK_WINDOW(dialog));
    }
    return dialogs->len;
}

/* ---- pages ----------------------------------------------------------------------------------- */

static LdoseMainWindow *
open_window(gconstpointer direction)
{
    gtk_widget_set_default_direction(g_str_equal(direction, "rtl") ? GTK_TEXT_DIR_RTL
                                                                   : GTK_TEXT_DIR_LTR);
    return gui_fixture_window();
}

static void
test_plan(gconstpointer direction)
{
    static const char *const pages[] = {"plan", "why", "compare", "where", "exposure"};
    LdoseMainWindow *window = open_window(direction);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        gui_fixture_case(window, cases[i]);
        for (guint k = 0; k < (i < SHOWN_ON_ALL_PAGES ? G_N_ELEMENTS(pages) : 1); k++) {
            g_autofree char *name = g_strdup_printf("%s of case %u", pages[k], i);
            set_page(name, NULL);
            ldose_main_window_show_page(window, pages[k]);
            settle(GTK_WIDGET(window));
            unfold(GTK_WIDGET(window));
            look_at_sizes(GTK_WIDGET(window));
        }
    }
    gui_fixture_close(window);
}

/* Every field, and what opens. */
static void
test_form(gconstpointer direction)
{
    LdoseMainWindow *window = open_window(direction);
    gui_fixture_case(window, cases[PLANNED]);
    for (int column = 0; column < LDOSE_N_COLUMNS; column++)
        ldose_patient_form_go_to(ldose_main_window_form(window), (LdoseColumn)column);
    set_page("form", NULL);
    look_at_sizes(GTK_WIDGET(window));
    look_into_popovers(GTK_WIDGET(window));
    gui_fixture_close(window);
}

static void
test_second_check(gconstpointer direction)
{
    LdoseMainWindow *window = open_window(direction);
    LdoseSecondCheck *check = ldose_main_window_second_check(window);
    LdoseSession *session = ldose_main_window_session(window);
    gui_fixture_case(window, cases[POINTS]);
    ldose_session_set_author(session, typed[0]);
    gtk_widget_activate_action(GTK_WIDGET(window), "win.second-check", NULL);
    set_page("second check", NULL);
    look_at_sizes(GTK_WIDGET(window));
    LdoseSession *blind = ldose_second_check_blind_session(check);
    ldose_session_freeze(blind);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        ldose_session_set(blind, (LdoseColumn)i, ldose_session_text(session, (LdoseColumn)i));
    ldose_session_set(blind, LDOSE_COLUMN_WEIGHT_KG, "83");
    ldose_session_thaw(blind);
    GtkWidget *compare = GTK_WIDGET(
        gtk_widget_get_template_child(GTK_WIDGET(check), LDOSE_TYPE_SECOND_CHECK, "compare"));
    gui_fixture_click(compare);
    set_page("second check without a name", NULL);
    look_at_sizes(GTK_WIDGET(window));
    gtk_editable_set_text(GTK_EDITABLE(gtk_widget_get_template_child(
                              GTK_WIDGET(check), LDOSE_TYPE_SECOND_CHECK, "second_name")),
                          typed[1]);
    gui_fixture_click(compare);
    set_page("second check that differs", NULL);
    look_at_sizes(GTK_WIDGET(window));
    set_page("record", NULL);
    ldose_session_add_note(session, "83 kg.", typed[2]);
    gtk_widget_activate_action(GTK_WIDGET(window), "win.back", NULL);
    look_at_sizes(GTK_WIDGET(window));
    gui_fixture_close(window);
}

/* Every document, and one of each kind as its author sees it. */
static void
test_rules(gconstpointer direction)
{
    LdoseMainWindow *window = open_window(direction);
    LdoseSession *session = ldose_main_window_session(window);
    LdoseRuleBrowser *rules = ldose_main_window_rules(window);
    g_autoptr(LdoseSite) site = ldose_data_site_new(ldose_session_library(session));
    ldose_main_window_set_site(window, site);
    ldose_main_window_show_view(window, "rules");
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        g_autoptr(GPtrArray) entries =
            ldose_library_entries(ldose_session_library(session), (LdoseDocumentKind)kind);
        for (guint i = 0; i < entries->len; i++) {
            const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
            g_autofree char *name = g_strdup_printf("%s@%s", entry->id, entry->version);
            set_page("rules", name);
            g_assert_true(ldose_rule_browser_show(rules, name));
            if (i % 6 == 0)
                look_at_sizes(GTK_WIDGET(window));
            else
                look(GTK_WIDGET(window));
        }
    }
    set_page("a document of one’s own", NULL);
    g_autofree char *own =
        g_build_filename(g_getenv("LYMPHODOSE_DATA"), "guidance", "us-label-1.0.xml", NULL);
    keep_proof(ldose_library_guidance(ldose_session_library(session), "us-label", NULL));
    ldose_rule_browser_check(rules, own);
    look_at_sizes(GTK_WIDGET(window));
    gui_fixture_close(window);
}

/* ---- windows
 * ---------------------------------------------------------------------------------------------- */

static void
test_windows(gconstpointer direction)
{
    static const struct {
        const char *action;
        guint number; /* of the case */
    } actions[] = {
        {"win.new", PLANNED},      {"win.open", PLANNED},
        {"win.save", PLANNED},     {"win.print", PLANNED},
        {"win.add-note", PLANNED}, {"win.override", DECISION},
        {"win.override", REFUSED}, {"win.preferences", FIRST},
        {"win.about", FIRST},      {"win.show-help-overlay", FIRST},
        {"window.close", PLANNED},
    };
    LdoseMainWindow *window = open_window(direction);
    /* GTK 4.8 warns of the width of a page's number in its own window of keys. */
    GLogLevelFlags fatal = g_log_set_always_fatal(G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
    for (guint i = 0; i < G_N_ELEMENTS(actions); i++) {
        gui_fixture_case(window, cases[actions[i].number]);
        set_page("window of", actions[i].action);
        g_assert_true(gtk_widget_activate_action(GTK_WIDGET(window), actions[i].action, NULL));
        settle(GTK_WIDGET(window));
        if (look_at_dialogs(window) != 1)
            tell("%s opened no window", actions[i].action);
    }
    g_log_set_always_fatal(fatal);
    gui_fixture_close(window);
}

static void
test_print(gconstpointer direction)
{
    LdoseMainWindow *window = open_window(direction);
    gui_fixture_case(window, cases[PLANNED]);
    GtkWidget *print =
        ldose_print_window_new(GTK_WINDOW(window), ldose_main_window_session(window));
    gtk_window_present(GTK_WINDOW(print));
    set_page("print", NULL);
    settle(print);
    look_into_popovers(print);
    g_assert_cmpuint(look_at_dialogs(window), ==, 1);
    gui_fixture_close(window);
}

static void
test_help(gconstpointer direction)
{
    LdoseMainWindow *window = open_window(direction);
    for (guint i = 0; i < ldose_help_n_pages(); i++) {
        set_page("help", ldose_help_page(i)->id);
        ldose_help_window_present(GTK_WINDOW(window), ldose_help_page(i)->id);
        settle(GTK_WIDGET(window));
        g_assert_cmpuint(look_at_dialogs(window), ==, 1);
    }
    gui_fixture_close(window);
}

/* Taking a document into use and out of it. */
static void
test_signing(gconstpointer direction)
{
    LdoseMainWindow *window = open_window(direction);
    LdoseRuleBrowser *rules = ldose_main_window_rules(window);
    g_autofree char *folder = g_dir_make_tmp("lymphodose-XXXXXX", NULL);
    LdoseLibrary *library = ldose_session_library(ldose_main_window_session(window));
    g_autoptr(LdoseSite) site = ldose_site_new(library, folder, folder, folder);
    const LdoseDocument *document = &ldose_library_guidance(library, "us-label", NULL)->document;
    g_autoptr(GError) error = NULL;
    ldose_main_window_set_site(window, site);
    gtk_widget_activate_action(GTK_WIDGET(window), "win.show-rule", "s", "us-label@1.0");
    static const char *const buttons[] = {"adopt", "withdraw"};
    for (guint i = 0; i < G_N_ELEMENTS(buttons); i++) {
        set_page("signing:", buttons[i]);
        gui_fixture_click(GTK_WIDGET(
            gtk_widget_get_template_child(GTK_WIDGET(rules), LDOSE_TYPE_RULE_BROWSER, buttons[i])));
        settle(GTK_WIDGET(window));
        g_assert_cmpuint(look_at_dialogs(window), ==, 1);
        if (i == 0) {
            ldose_site_take_into_use(site, document, typed[0], typed[1], &error);
            g_assert_no_error(error);
            set_page("rules, in use", NULL);
            look_at_sizes(GTK_WIDGET(window));
        }
    }
    gui_fixture_close(window);
}

/* What a crash left is offered. */
static void
test_draft(gconstpointer direction)
{
    LdoseMainWindow *window = open_window(direction);
    ldose_main_window_keep_draft(window);
    gui_fixture_case(window, cases[PLANNED]);
    ldose_draft_write(ldose_main_window_draft(window), ldose_main_window_session(window));
    set_page("draft", NULL);
    ldose_window_offer_draft(window);
    settle(GTK_WIDGET(window));
    g_assert_cmpuint(look_at_dialogs(window), ==, 1);
    ldose_main_window_drop_draft(window);
    gui_fixture_close(window);
}

/* ---- the test itself
 * ---------------------------------------------------------------------------------------------- */

/* The stretched language is there, and what is not of it is seen. */
static void
test_itself(void)
{
    g_assert_true(g_str_has_prefix(_("New plan"), "\xe2\x9f\xa6"));
    g_assert_false(is_untranslated(_("New plan")));
    g_assert_false(is_untranslated("us-label 1.0 · 12.5 mg/m² (+3 %)"));
    g_assert_true(is_untranslated("New plan"));
    g_assert_true(is_untranslated("\xe2\x9f\xa6"
                                  "all indications"
                                  "\xe2\x9f\xa7"));
    g_assert_true(is_untranslated("\xe2\x9f\xa6\xc3\x81\xe2\x9f\xa7 B"));
}

typedef void (*Test)(gconstpointer direction);

static void
add(const char *name, Test test)
{
    static const char *const directions[] = {"ltr", "rtl"};
    for (guint i = 0; i < G_N_ELEMENTS(directions); i++) {
        g_autofree char *path = g_strdup_printf("/gui/languages/R35-%s/%s", name, directions[i]);
        g_test_add_data_func(path, directions[i], test);
    }
}

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    gui_fixture_init(&argc, &argv);
    ldose_data_wording();
    read_documents();
    told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (ldose_display_settings() != NULL)
        g_settings_set_boolean(ldose_display_settings(), "show-exposure", TRUE);
    g_test_add_func("/gui/languages/R35-itself", test_itself);
    add("plan", test_plan);
    add("form", test_form);
    add("second-check", test_second_check);
    add("rules", test_rules);
    add("windows", test_windows);
    add("print", test_print);
    add("help", test_help);
    add("signing", test_signing);
    add("draft", test_draft);
    int status = g_test_run();
    g_test_message("%u texts, %u labels", n_texts, n_labels);
    return status;
}
