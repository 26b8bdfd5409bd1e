/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What bench.py and tools/endurance measure, in a process of its own each time:
 *
 *     gui-bench edits N           N committed edits, in µs: to the plan, and, of some, to its frame
 *     gui-bench empty|app START   µs from START (monotonic) to the first frame, then the memory
 *     gui-bench plan START        the same with a plan on screen
 *     gui-bench endure N          N edits all over the form and the pages: memory over time */
#include "gui-fixture.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "application.h"
#include "data-library.h"

#define CASE                                                                                       \
    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; age_years=61; "      \
    "height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6; dialysis=none; "      \
    "infusion_date=2026-12-12; as_of=2026-12-06; creatinine_date=2026-12-06"

/* One edit in so many is followed to the screen. */
#define FRAME_EVERY 20

/* ---- edits ----------------------------------------------------------------------------------- */

/* Edits as a person makes them: another weight each time, typed and committed. */
static int
run_edits(guint n)
{
    LdoseMainWindow *window = gui_fixture_window();
    LdosePatientForm *form = ldose_main_window_form(window);
    LdoseValueEntry *entry =
        LDOSE_VALUE_ENTRY(ldose_patient_form_field(form, LDOSE_COLUMN_WEIGHT_KG));
    gui_fixture_case(window, CASE);
    gui_fixture_frame(GTK_WIDGET(window));
    for (guint i = 0; i < n; i++) {
        g_autofree char *weight = g_strdup_printf("%u", 45 + i % 40);
        gboolean to_screen = i % FRAME_EVERY == 0;
        gui_fixture_begin(form, LDOSE_COLUMN_WEIGHT_KG, weight);
        if (to_screen)
            gui_fixture_frame(GTK_WIDGET(window));
        gint64 start = g_get_monotonic_time();
        ldose_value_entry_commit(entry);
        gint64 planned = g_get_monotonic_time();
        g_assert_nonnull(ldose_session_plan(ldose_main_window_session(window)));
        if (to_screen)
            gui_fixture_frame(GTK_WIDGET(window));
        printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", planned - start,
               to_screen ? g_get_monotonic_time() - start : 0);
    }
    gui_fixture_close(window);
    return 0;
}

/* ---- memory ---------------------------------------------------------------------------------- */

/* Kilobytes of this process: proportional, resident, and its own alone. */
typedef struct {
    guint64 proportional, resident, own;
} Memory;

static Memory
read_memory(void)
{
    g_autofree char *text = NULL;
    static const char *const names[] = {"Pss:", "Rss:", "Private_Clean:", "Private_Dirty:"};
    guint64 kb[G_N_ELEMENTS(names)] = {0};
    if (!g_file_get_contents("/proc/self/smaps_rollup", &text, NULL, NULL))
        return (Memory){0};
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
            if (g_str_has_prefix(lines[i], names[k]))
                kb[k] = g_ascii_strtoull(lines[i] + strlen(names[k]), NULL, 10);
        }
    }
    return (Memory){kb[0], kb[1], kb[2] + kb[3]};
}

static void
print_memory(void)
{
    Memory memory = read_memory();
    printf("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT "\n",
           memory.proportional, memory.resident, memory.own);
}

/* ---- endurance ------------------------------------------------------------------------------- */

#define REPORT_EVERY   1000
#define PAGE_EVERY     7
#define NEW_CASE_EVERY 500
#define N_VALUES       4
#define SETTLED_MS     3000 /* longer than a draft waits */

/* Typed, pressed and chosen in turn, a quantity also in its other unit. */
static const struct {
    LdoseColumn column;
    const char *values[N_VALUES];
} endured[] = {
    {LDOSE_COLUMN_WEIGHT_KG, {"48", "62.5", "81", "57"}},
    {LDOSE_COLUMN_CREATININE_MG_DL, {"1.1", "0.72", "2.4", "6"}},
    {LDOSE_COLUMN_DIALYSIS, {"none", "hd", "none", "crrt"}},
    {LDOSE_COLUMN_CREATININE_UMOL_L, {"97", "64", "<60", "212"}},
    {LDOSE_COLUMN_REGIMEN, {"us-yescarta", "eu-yescarta", "us-tecartus-mcl", "eu-kymriah-ball"}},
    {LDOSE_COLUMN_BILIRUBIN_UMOL_L, {"10", "34", "60", "12"}},
    {LDOSE_COLUMN_GUIDANCE, {"us-label", "eu-smpc", "us-label-older", "ie-nccp"}},
    {LDOSE_COLUMN_AGE_YEARS, {"61", "17", "1.5", "seventy"}},
    {LDOSE_COLUMN_BILIRUBIN_MG_DL, {"0.6", "2.4", "3.1", "0.9"}},
    {LDOSE_COLUMN_HEIGHT_CM, {"165", "180", "300", "152.4"}},
    {LDOSE_COLUMN_CONDITIONS, {"fluid", "pregnancy", "active_infection", "fluid"}},
    {LDOSE_COLUMN_INFUSION_DATE, {"2026-12-12", "2026-12-13", "2026-12-14", "2026-13-01"}},
    {LDOSE_COLUMN_CONDITIONS_ABSENT, {"fluid", "pregnancy", "active_infection", "fluid"}},
};

static guint
count_descriptors(void)
{
    guint n = 0;
    g_autoptr(GDir) folder = g_dir_open("/proc/self/fd", 0, NULL);
    while (folder != NULL && g_dir_read_name(folder) != NULL)
        n++;
    return n - 1; /* without the one that reads the folder */
}

static guint
count_widgets(GtkWidget *root)
{
    guint n = 1;
    for (GtkWidget *child = gtk_widget_get_first_child(root); child != NULL;
         child = gtk_widget_get_next_sibling(child))
        n += count_widgets(child);
    return n;
}

/* Always with the same case on the same page, and nothing left to be done, so that the heap can be
 * compared. */
static void
report_endurance(LdoseMainWindow *window, guint edits)
{
    gui_fixture_case(window, CASE);
    ldose_main_window_show_page(window, "plan");
    gui_fixture_wait(SETTLED_MS);
    gui_fixture_frame(GTK_WIDGET(window));
    Memory memory = read_memory();
    struct mallinfo2 heap = mallinfo2();
    printf("%u %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GSIZE_FORMAT " %u %u\n", edits,
           memory.resident, memory.proportional, (heap.uordblks + heap.hblkhd) / 1024,
           count_descriptors(), count_widgets(GTK_WIDGET(window)));
    fflush(stdout);
}

/* One edit, shown on a page: another one from time to time, the rules and the second check, too. */
static void
endure_edit(LdoseMainWindow *window, guint number)
{
    static const char *const pages[] = {"plan", "why", "where", "compare"};
    guint which = number % G_N_ELEMENTS(endured), value = number / G_N_ELEMENTS(endured);
    if (number % NEW_CASE_EVERY == 0) {
        static const char *const views[] = {"rules", "check"};
        ldose_main_window_second_check(window); /* made when first asked for */
        ldose_main_window_show_view(window, views[number / NEW_CASE_EVERY % 2]);
        gui_fixture_frame(GTK_WIDGET(window));
        ldose_main_window_show_view(window, "work");
        gui_fixture_case(window, CASE);
    }
    gui_fixture_enter(window, endured[which].column, endured[which].values[value % N_VALUES]);
    if (number % PAGE_EVERY == 0) {
        ldose_main_window_show_page(window, pages[number / PAGE_EVERY % G_N_ELEMENTS(pages)]);
        gui_fixture_frame(GTK_WIDGET(window));
    }
}

static int
run_endurance(guint n)
{
    LdoseMainWindow *window = gui_fixture_window();
    /* GTK 4.8 warns once in many thousand focus changes of a cursor that blinks in a selection. */
    g_object_set(gtk_settings_get_default(), "gtk-cursor-blink", FALSE, NULL);
    ldose_main_window_keep_draft(window);
    for (guint i = 0; i < n; i++) {
        endure_edit(window, i);
        if ((i + 1) % REPORT_EVERY == 0)
            report_endurance(window, i + 1);
    }
    ldose_main_window_drop_draft(window);
    gui_fixture_close(window);
    return 0;
}

/* ---- the first frame ------------------------------------------------------------------------- */

static int
run_first_frame(const char *what, gint64 start)
{
    if (!gtk_init_check())
        return 77;
    GtkWidget *window;
    LdoseLibrary *library = NULL;
    if (g_str_equal(what, "empty")) {
        window = gtk_window_new();
        gtk_window_set_default_size(GTK_WINDOW(window), 1180, 760);
    } else {
        library = ldose_data_library_new();
        g_autoptr(GPtrArray) faults = ldose_data_library_faults(library);
        ldose_application_load_style();
        window = ldose_main_window_new(NULL, library, ldose_data_wording());
        ldose_main_window_show_faults(LDOSE_MAIN_WINDOW(window), faults);
    }
    gtk_window_present(GTK_WINDOW(window));
    gui_fixture_frame(window);
    printf("%" G_GINT64_FORMAT "\n", g_get_monotonic_time() - start);
    if (g_str_equal(what, "plan")) {
        gui_fixture_case(LDOSE_MAIN_WINDOW(window), CASE);
        g_assert_nonnull(ldose_session_plan(ldose_main_window_session(LDOSE_MAIN_WINDOW(window))));
    }
    gui_fixture_wait(500);
    gui_fixture_frame(window);
    print_memory();
    gtk_window_destroy(GTK_WINDOW(window));
    g_clear_pointer(&library, ldose_library_free);
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc == 3 && g_str_equal(argv[1], "edits")) {
        gui_fixture_init(&argc, &argv);
        return run_edits((guint)strtoul(argv[2], NULL, 10));
    }
    if (argc == 3 && g_str_equal(argv[1], "endure")) {
        gui_fixture_init(&argc, &argv);
        return run_endurance((guint)strtoul(argv[2], NULL, 10));
    }
    if (argc == 3)
        return run_first_frame(argv[1], g_ascii_strtoll(argv[2], NULL, 10));
    fprintf(stderr, "usage: gui-bench edits|endure N | empty|app|plan START\n");
    return 2;
}
