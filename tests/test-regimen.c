/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regimens: from the file to the model, and what ships, row by row of encoding.md 2 (R13, R17,
 * R22). */
#include "regimen.h"

#include <string.h>

#include "error.h"
#include "fixture.h"

static LdoseRegimen *
load_text(const char *text, GError **error)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *path = g_build_filename(directory, "r.xml", NULL);
    fixture_write(directory, "r.xml", text, -1);
    LdoseRegimen *regimen = ldose_regimen_load(path, error);
    fixture_remove_directory(g_steal_pointer(&directory));
    return regimen;
}

static const LdoseRegimen *
shipped(const char *id)
{
    g_autoptr(GError) error = NULL;
    const LdoseRegimen *regimen = ldose_library_regimen(fixture_library(), id, &error);
    g_assert_no_error(error);
    return regimen;
}

/* ---- encoding.md 2.1: doses and days --------------------------------------------------------- */

typedef struct {
    const char *id;
    double flu_mg_m2;
    const char *flu_days;
    double cy; /* mg/m², Amtagvi mg/kg */
    const char *cy_days;
    int infusion_day; /* 0, 1; -1 relative */
    LdoseEvidence evidence;
} DoseCase;

#define L LDOSE_EVIDENCE_LABEL
#define R LDOSE_EVIDENCE_REPRINT
#define S LDOSE_EVIDENCE_SECONDARY
#define U LDOSE_EVIDENCE_UNVERIFIED

static const DoseCase DOSES[] = {
    {"us-kymriah-ball", 30, "1 2 3 4", 500, "1 2", -1, R},
    {"us-kymriah-lbcl", 25, "1 2 3", 250, "1 2 3", -1, S},
    {"us-kymriah-fl", 25, "1 2 3", 250, "1 2 3", -1, S},
    {"eu-kymriah-ball", 30, "1 2 3 4", 500, "1 2", -1, U},
    {"eu-kymriah-lbcl", 25, "1 2 3", 250, "1 2 3", -1, U},
    {"eu-kymriah-fl", 25, "1 2 3", 250, "1 2 3", -1, U},
    {"uk-kymriah-ball", 30, "1 2 3 4", 500, "1 2", -1, S},
    {"uk-kymriah-lbcl", 25, "1 2 3", 250, "1 2 3", -1, S},
    {"uk-kymriah-fl", 25, "1 2 3", 250, "1 2 3", -1, S},
    {"us-yescarta", 30, "-5 -4 -3", 500, "-5 -4 -3", 0, R},
    {"eu-yescarta", 30, "-5 -4 -3", 500, "-5 -4 -3", 0, R},
    {"ch-yescarta", 30, "-5 -4 -3", 500, "-5 -4 -3", 0, L},
    {"uk-yescarta", 30, "1 2 3", 500, "1 2 3", -1, S},
    {"us-tecartus-mcl", 30, "-5 -4 -3", 500, "-5 -4 -3", 0, S},
    {"uk-tecartus-mcl", 30, "-5 -4 -3", 500, "-5 -4 -3", 0, L},
    {"ch-tecartus-mcl", 30, "-5 -4 -3", 500, "-5 -4 -3", 0, U},
    {"us-tecartus-ball", 25, "-4 -3 -2", 900, "-2", 0, S},
    {"uk-tecartus-ball", 25, "-4 -3 -2", 900, "-2", 0, L},
    {"us-breyanzi", 30, "1 2 3", 300, "1 2 3", -1, R},
    {"uk-breyanzi", 30, "1 2 3", 300, "1 2 3", -1, L},
    {"us-abecma", 30, "1 2 3", 300, "1 2 3", -1, R},
    {"ch-abecma", 30, "1 2 3", 300, "1 2 3", -1, L},
    {"eu-abecma", 30, "1 2 3", 300, "1 2 3", -1, U},
    {"us-carvykti", 30, "1 2 3", 300, "1 2 3", -1, R},
    {"uk-carvykti", 30, "1 2 3", 300, "1 2 3", -1, R},
    {"eu-carvykti", 30, "1 2 3", 300, "1 2 3", -1, R},
    {"us-aucatzyl", 30, "-6 -5 -4 -3", 500, "-6 -5", 1, U},
    {"eu-aucatzyl", 30, "-6 -5 -4 -3", 500, "-6 -5", 1, U},
    {"uk-aucatzyl", 30, "-6 -5 -4 -3", 500, "-6 -5", 1, U},
    {"us-tecelra", 30, "-7 -6 -5 -4", 600, "-7 -6 -5", 1, S},
    {"us-amtagvi", 25, "3 4 5 6 7", 60, "1 2", -1, R},
    {"cn-carteyva", 25, "1 2 3", 250, "1 2 3", -1, S},
    {"cn-fucaso", 30, "1 2 3", 500, "1 2 3", -1, S},
    {"cn-zevorcabtagene", 25, "x 3", 300, "x 3", -1, U},
    {"in-nexcar19", 30, "x 3", 500, "x 3", -1, U},
    {"es-ari0001", 30, "-6 -5 -4", 300, "-6 -5 -4", 0, U},
};

static char *
days_text(const LdoseRegimenDose *dose)
{
    if (dose->days_kind == LDOSE_DAYS_COUNTED)
        return g_strdup_printf("x %d", dose->n_days);
    GString *text = g_string_new(NULL);
    for (int i = 0; i < dose->n_days; i++)
        g_string_append_printf(text, "%s%d", i > 0 ? " " : "", dose->days[i]);
    return g_string_free(text, FALSE);
}

static void
test_dose(gconstpointer data)
{
    const DoseCase *row = data;
    g_test_message("source: encoding.md 2.1");
    const LdoseRegimen *regimen = shipped(row->id);
    const LdoseRegimenDose *flu = &regimen->dose[LDOSE_FLUDARABINE],
                           *cy = &regimen->dose[LDOSE_CYCLOPHOSPHAMIDE];
    g_autofree char *flu_days = days_text(flu);
    g_autofree char *cy_days = days_text(cy);
    g_assert_cmpfloat(flu->amount, ==, row->flu_mg_m2);
    g_assert_cmpint((int)flu->unit, ==, LDOSE_UNIT_MG_M2);
    g_assert_cmpstr(flu_days, ==, row->flu_days);
    g_assert_cmpfloat(cy->amount, ==, row->cy);
    g_assert_cmpint((int)cy->unit, ==,
                    strcmp(row->id, "us-amtagvi") == 0 ? (int)LDOSE_UNIT_MG_KG
                                                       : (int)LDOSE_UNIT_MG_M2);
    g_assert_cmpstr(cy_days, ==, row->cy_days);
    g_assert_cmpint(regimen->infusion_day, ==, row->infusion_day);
    g_assert_cmpint((int)regimen->evidence, ==, (int)row->evidence);
    /* encoding.md 2: us-* → us-label; eu-*, uk-*, es-* → eu-smpc; ch-* → ch-fludara; cn-*, in-* →
     * none */
    const char *label = g_str_has_prefix(row->id, "us-")   ? "us-label"
                        : g_str_has_prefix(row->id, "ch-") ? "ch-fludara"
                        : g_str_has_prefix(row->id, "cn-") || g_str_has_prefix(row->id, "in-")
                            ? ""
                            : "eu-smpc";
    g_assert_cmpstr(regimen->drug_label, ==, label);
}

static void
test_every_regimen(void)
{
    g_autoptr(GPtrArray) entries =
        ldose_library_entries(fixture_library(), LDOSE_DOCUMENT_REGIMENS);
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        gboolean found = FALSE;
        for (guint k = 0; k < G_N_ELEMENTS(DOSES); k++)
            found = found || strcmp(DOSES[k].id, entry->id) == 0;
        if (!found)
            g_error("%s has no row in encoding.md 2.1", entry->id);
    }
    g_assert_cmpuint(entries->len, ==, G_N_ELEMENTS(DOSES));
}

/* ---- encoding.md 2.2: windows, repeat, omission ---------------------------------------------- */

typedef struct {
    const char *id;
    LdoseAnchor anchor;
    int from_days, from_hours, to_days, defer_days;
    int repeat_after; /* days; 0: none read */
    const char *repeat_verb;
    gboolean omission, omission_below; /* WBC below 1.0, else to 1.0 */
} WindowCase;

static const WindowCase WINDOWS[] = {
    {"us-kymriah-ball", LDOSE_ANCHOR_END, 2, -1, 14, 0, 0, NULL, FALSE, FALSE},
    {"us-kymriah-lbcl", LDOSE_ANCHOR_END, 2, -1, 11, 0, 0, NULL, TRUE, FALSE},
    {"us-kymriah-fl", LDOSE_ANCHOR_END, 2, -1, 6, 0, 0, NULL, TRUE, FALSE},
    {"eu-kymriah-ball", LDOSE_ANCHOR_END, 2, -1, 14, 0, 28, "should", TRUE, FALSE},
    {"eu-kymriah-lbcl", LDOSE_ANCHOR_END, 2, -1, 14, 0, 28, "should", TRUE, FALSE},
    {"eu-kymriah-fl", LDOSE_ANCHOR_END, 2, -1, 6, 0, 28, "should", TRUE, FALSE},
    {"uk-tecartus-mcl", LDOSE_ANCHOR_END, 3, -1, 14, 0, 14, "must", FALSE, FALSE},
    {"uk-tecartus-ball", LDOSE_ANCHOR_END, 2, -1, 14, 0, 14, "must", FALSE, FALSE},
    {"us-breyanzi", LDOSE_ANCHOR_END, 2, -1, 7, 0, 0, NULL, FALSE, FALSE},
    {"uk-breyanzi", LDOSE_ANCHOR_END, 2, -1, 7, 0, 14, "should", FALSE, FALSE},
    {"us-abecma", LDOSE_ANCHOR_END, 2, -1, 2, 7, 0, NULL, FALSE, FALSE},
    {"ch-abecma", LDOSE_ANCHOR_END, 2, -1, 9, 0, 28, "not-read", FALSE, FALSE},
    {"eu-abecma", LDOSE_ANCHOR_END, 2, -1, 9, 0, 0, NULL, FALSE, FALSE},
    {"us-carvykti", LDOSE_ANCHOR_END, 2, -1, 4, 0, 14, "consider", FALSE, FALSE},
    {"uk-carvykti", LDOSE_ANCHOR_START, 5, -1, 7, 0, 0, NULL, FALSE, FALSE},
    {"eu-carvykti", LDOSE_ANCHOR_START, 5, -1, 7, 0, 0, NULL, FALSE, FALSE},
    {"us-aucatzyl", LDOSE_ANCHOR_END, 2, -1, 4, 0, 0, NULL, FALSE, FALSE},
    {"us-amtagvi", LDOSE_ANCHOR_END, -1, 24, 4, 0, 0, NULL, FALSE, FALSE},
};

static void
test_window(gconstpointer data)
{
    const WindowCase *row = data;
    g_test_message("source: encoding.md 2.2");
    const LdoseRegimen *regimen = shipped(row->id);
    g_assert_true(regimen->window.stated);
    g_assert_cmpint((int)regimen->window.anchor, ==, (int)row->anchor);
    g_assert_cmpint(regimen->window.from_days, ==, row->from_days);
    g_assert_cmpint(regimen->window.from_hours, ==, row->from_hours);
    g_assert_cmpint(regimen->window.to_days, ==, row->to_days);
    g_assert_cmpint(regimen->window.defer_days, ==, row->defer_days);
    g_assert_true(regimen->repeat.stated == (row->repeat_after > 0));
    if (row->repeat_after > 0) {
        g_assert_cmpint(regimen->repeat.after_days, ==, row->repeat_after);
        g_assert_true(regimen->repeat.more_than); /* "> 2 weeks", "> 4 weeks", "> 14 days" */
        g_assert_cmpstr(regimen->repeat.verb, ==, row->repeat_verb);
    }
    g_assert_true(regimen->omission.stated == row->omission);
    if (row->omission) {
        const LdoseCountCondition *condition =
            &g_array_index(regimen->omission.conditions, LdoseCountCondition, 0);
        g_assert_cmpint(condition->count, ==, LDOSE_COUNT_WBC);
        g_assert_cmpfloat(condition->range.high.limit, ==, 1);
        g_assert_true(condition->range.high.owned == !row->omission_below);
    }
}

static void
test_no_window(void)
{
    static const char *const fixed[] = {"us-yescarta",     "eu-yescarta",     "ch-yescarta",
                                        "uk-yescarta",     "us-tecartus-mcl", "us-tecartus-ball",
                                        "ch-tecartus-mcl", "us-tecelra",      "cn-carteyva",
                                        "es-ari0001",      "uk-kymriah-ball", "uk-kymriah-lbcl"};
    for (guint i = 0; i < G_N_ELEMENTS(fixed); i++)
        g_assert_false(shipped(fixed[i])->window.stated);
    /* Kymriah, Europe: both conditions must hold (regimens.md T5). */
    g_assert_cmpuint(shipped("eu-kymriah-lbcl")->repeat.conditions->len, >=, 1);
    /* Southampton and Switzerland: below 1.0; elsewhere 1.0 itself (T6). */
    const LdoseCountCondition *uk =
        &g_array_index(shipped("uk-kymriah-lbcl")->omission.conditions, LdoseCountCondition, 0);
    g_assert_false(uk->range.high.owned);
    g_assert_true(shipped("us-abecma")->window.clear_days);
    g_assert_false(shipped("uk-tecartus-mcl")->window.clear_days);
}

/* encoding.md 2.3: ages and alternatives. */
static void
test_ages(void)
{
    static const struct {
        const char *id;
        double inside, outside;
    } rows[] = {
        {"us-kymriah-ball", 25.99, 26},  {"eu-kymriah-ball", 25.99, 26},
        {"uk-tecartus-ball", 26, 25.99}, {"us-tecartus-ball", 18, 17.99},
        {"us-aucatzyl", 18, 17.99},      {"es-ari0001", 26, 25.99},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_true(ldose_interval_contains(&shipped(rows[i].id)->age_years, rows[i].inside));
        g_assert_false(ldose_interval_contains(&shipped(rows[i].id)->age_years, rows[i].outside));
    }
    g_assert_false(shipped("us-yescarta")->age_years.low.bounded ||
                   shipped("us-yescarta")->age_years.high.bounded);
    const GArray *alternatives = shipped("us-kymriah-lbcl")->alternatives;
    g_assert_cmpuint(alternatives->len, ==, 1);
    g_assert_cmpint(g_array_index(alternatives, LdoseCitedText, 0).condition, ==,
                    LDOSE_CONDITION_CYSTITIS_GRADE_4);
    /* Renal impairment is not a labelled trigger (patients.md P4). */
    alternatives = shipped("uk-kymriah-fl")->alternatives;
    g_assert_cmpuint(alternatives->len, ==, 1);
    const LdoseCitedText *bendamustine = &g_array_index(alternatives, LdoseCitedText, 0);
    g_assert_cmpstr(bendamustine->trigger[1], ==, "Creatinine clearance below 30 mL/min");
    g_assert_null(bendamustine->trigger[2]);
    g_assert_cmpuint(shipped("us-yescarta")->alternatives->len, ==, 0);
    g_assert_cmpuint(shipped("us-amtagvi")->supportive->len, >,
                     0); /* mesna, its dose a named gap */
}

static void
test_wording(void)
{
    static const struct {
        const char *id, *renal_wording;
    } rows[] = {
        {"uk-tecartus-mcl", "silent"}, {"uk-tecartus-ball", "silent"}, {"us-breyanzi", "delegates"},
        {"uk-breyanzi", "delegates"},  {"us-abecma", "delegates"},     {"us-carvykti", "delegates"},
        {"us-yescarta", "not-read"},   {"us-amtagvi", "not-read"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(shipped(rows[i].id)->renal_wording, ==, rows[i].renal_wording);
}

/* ---- days of a regimen ----------------------------------------------------------------------- */

static void
test_first_and_last(void)
{
    static const struct {
        const char *id;
        int first, last;
    } rows[] = {{"us-yescarta", -5, -3},
                {"uk-tecartus-ball", -4, -2},
                {"us-amtagvi", 1, 7},
                {"us-kymriah-ball", 1, 4},
                {"us-tecelra", -7, -4}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_true(ldose_regimen_has_days(shipped(rows[i].id)));
        g_assert_cmpint(ldose_regimen_first_day(shipped(rows[i].id)), ==, rows[i].first);
        g_assert_cmpint(ldose_regimen_last_day(shipped(rows[i].id)), ==, rows[i].last);
    }
    g_assert_false(ldose_regimen_has_days(shipped("cn-zevorcabtagene")));
    g_assert_false(ldose_regimen_has_days(shipped("in-nexcar19")));
}

/* ---- refusals -------------------------------------------------------------------------------- */

static void
test_refused(void)
{
    static const struct {
        const char *file, *from, *to, *expected;
    } rows[] = {
        {"us-yescarta", "amount=\"30\"", "amount=\"0\"", "amount"},
        {"us-yescarta", "amount=\"30\"", "amount=\"30,5\"", "30,5"},
        {"us-yescarta",
         "unit=\"mg/m2\">\n      <day n=\"-5\"/>\n      <day n=\"-4\"/>\n      <day n=\"-3\"/>\n   "
         " </dose>\n    <dose drug=\"cyclophosphamide\"",
         "unit=\"mg\">\n      <day n=\"-5\"/>\n    </dose>\n    <dose drug=\"cyclophosphamide\"",
         "unit"},
        {"us-yescarta", "<dose drug=\"cyclophosphamide\"", "<dose drug=\"fludarabine\"", "r.xml:"},
        {"us-yescarta", "<dose drug=\"cyclophosphamide\"", "<dose drug=\"bendamustine\"",
         "bendamustine"},
        {"us-yescarta", " infusion-day=\"0\"", "", "infusion-day"},
        {"us-yescarta", "source=\"L10\" evidence", "source=\"L99\" evidence", "L99"},
        {"us-yescarta",
         "<dose drug=\"cyclophosphamide\" amount=\"500\" unit=\"mg/m2\">\n      <day n=\"-5\"/>\n  "
         "    <day n=\"-4\"/>",
         "<dose drug=\"cyclophosphamide\" amount=\"500\" unit=\"mg/m2\">\n      <day n=\"-4\"/>\n  "
         "    <day n=\"-5\"/>",
         "rising order"},
        {"us-yescarta",
         "<dose drug=\"cyclophosphamide\" amount=\"500\" unit=\"mg/m2\">\n      <day n=\"-5\"/>\n  "
         "    <day n=\"-4\"/>\n      <day n=\"-3\"/>",
         "<dose drug=\"cyclophosphamide\" amount=\"500\" unit=\"mg/m2\">\n      <ld-day n=\"1\"/>",
         "same way"},
        {"us-yescarta",
         "<dose drug=\"cyclophosphamide\" amount=\"500\" unit=\"mg/m2\">\n      <day n=\"-5\"/>\n  "
         "    <day n=\"-4\"/>\n      <day n=\"-3\"/>",
         "<dose drug=\"cyclophosphamide\" amount=\"500\" unit=\"mg/m2\" days=\"3\">\n      <day "
         "n=\"-5\"/>",
         "days"},
        {"us-breyanzi", "from-days=\"2\" to-days=\"7\"", "from-days=\"8\" to-days=\"7\"", "window"},
        {"us-breyanzi", "from-days=\"2\" to-days=\"7\"",
         "from-days=\"2\" from-hours=\"24\" to-days=\"7\"", "r.xml:"},
        {"us-kymriah-lbcl", "trigger condition=\"cystitis_grade_4\"",
         "trigger condition=\"cystitis\"", "condition"},
        {"us-kymriah-lbcl", "<trigger source=\"L8\"",
         "<trigger condition=\"cystitis_grade_4\" source=\"L8\"", "second trigger"},
        {"us-kymriah-lbcl", "<trigger source=\"L8\"",
         "<trigger>a</trigger><trigger>b</trigger><trigger>c</trigger><trigger>d</trigger>"
         "<trigger>e</trigger><trigger>f</trigger><trigger>g</trigger><trigger>h</trigger>"
         "<trigger source=\"L8\"",
         "too many triggers"},
        {"us-aucatzyl", "<precondition source=\"L22\"",
         "<precondition condition=\"blasts\" source=\"L22\"", "condition code"},
        {"us-aucatzyl", "<precondition source=\"L22\"", "<precondition source=\"L29\"", "L29"},
        {"us-yescarta",
         "<dose drug=\"fludarabine\" amount=\"30\" unit=\"mg/m2\">\n      <day n=\"-5\"/>",
         "<dose drug=\"fludarabine\" amount=\"30\" unit=\"mg/m2\">\n"
         "      <day n=\"-22\"/><day n=\"-21\"/><day n=\"-20\"/><day n=\"-19\"/><day n=\"-18\"/>"
         "<day n=\"-17\"/><day n=\"-16\"/><day n=\"-15\"/><day n=\"-14\"/><day n=\"-13\"/>"
         "<day n=\"-12\"/><day n=\"-11\"/><day n=\"-10\"/><day n=\"-9\"/><day n=\"-8\"/>"
         "<day n=\"-5\"/>",
         "16 days"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *name = g_strdup_printf("regimens/%s-1.0.xml", rows[i].file);
        g_autofree char *text = fixture_replace(fixture_read(name), rows[i].from, rows[i].to);
        g_autoptr(GError) error = NULL;
        g_autoptr(LdoseRegimen) regimen = load_text(text, &error);
        if (regimen != NULL)
            g_error("accepted: %s instead of %s", rows[i].to, rows[i].from);
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
        if (strstr(error->message, rows[i].expected) == NULL)
            g_error("\"%s\" does not say \"%s\"", error->message, rows[i].expected);
    }
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(DOSES); i++) {
        g_autofree char *path = g_strdup_printf("/regimen/doses/%s", DOSES[i].id);
        g_test_add_data_func(path, &DOSES[i], test_dose);
    }
    g_test_add_func("/regimen/every-regimen", test_every_regimen);
    for (guint i = 0; i < G_N_ELEMENTS(WINDOWS); i++) {
        g_autofree char *path = g_strdup_printf("/regimen/windows/%s", WINDOWS[i].id);
        g_test_add_data_func(path, &WINDOWS[i], test_window);
    }
    g_test_add_func("/regimen/no-window", test_no_window);
    g_test_add_func("/regimen/ages", test_ages);
    g_test_add_func("/regimen/R16-renal-wording", test_wording);
    g_test_add_func("/regimen/first-and-last", test_first_and_last);
    g_test_add_func("/regimen/R22-refused", test_refused);
    return g_test_run();
}
