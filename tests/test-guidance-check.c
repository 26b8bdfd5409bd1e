/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof of a guidance (R18, R20, R40): each numbered rule of soundness has a sample that breaks
 * it (tests/invalid) and one that keeps it (valid.xml). A finding too many or too few fails. What
 * each sample must give follows from the rules in guidance-check.h and was written before running
 * it. */
#include "guidance-check.h"

#include <string.h>

#include "error.h"
#include "fixture.h"

typedef struct {
    const char *sample;
    /* "number table [rows] region" a line; "-" for the document. Notes are checked apart. */
    const char *findings;
} Case;

static const Case CASES[] = {
    {"valid", ""},
    {"gap-interval", "G01 flu-renal [] clearance from 50 below 60 mL/min"},
    {"gap-point", "G01 flu-renal [] clearance exactly 50 mL/min"},
    {"gap-worst-end", "G01 flu-renal [] clearance below 10 mL/min"},
    {"gap-best-end", "G01 flu-renal [] clearance above 150 mL/min"},
    {"gap-word", "G01 cy-renal [] dialysis pd, clearance any"},
    {"gap-two-axes", "G01 cy-renal [] dialysis none, clearance from 10 below 20 mL/min"},
    {"overlap-interval", "G02 flu-renal [f3 f4] clearance from 45 below 50 mL/min"},
    {"overlap-end-of-part", "G02 flu-renal [f4 f6] clearance from 30 below 40 mL/min\nG04 "
                            "flu-renal [f6] clearance from 30 below 40 mL/min"},
    {"overlap-end-of-option", "G02 cy-hepatic [b2 b4] bilirubin above 4 to 5 mg/dL\nG04 cy-hepatic "
                              "[b4] bilirubin above 4 to 5 mg/dL"},
    {"overlap-point", "G02 flu-renal [f3 f4] clearance exactly 50 mL/min"},
    {"overlap-word", "G02 cy-renal [c3 c6] dialysis hd, clearance any\nG04 cy-renal [c6] dialysis "
                     "hd, clearance any"},
    {"overlap-no-axis", "G03 flu-hepatic [h1 h2] everybody\nG04 flu-hepatic [h2] everybody"},
    {"overlap-agrees", "G03 cy-renal [c5 c6] dialysis crrt, clearance to 5 mL/min\nG04 cy-renal "
                       "[c6] dialysis crrt, clearance to 5 mL/min"},
    {"unreachable", "G03 flu-renal [f5 f6] clearance below 20 mL/min\nG04 flu-renal [f6] clearance "
                    "below 20 mL/min"},
    {"domain-limit", "G05 flu-renal [f1] clearance from 80 below 400 mL/min\nG05 flu-renal [f0] "
                     "clearance from 400 mL/min"},
    {"domain-empty", "G05 flu-renal [f6] clearance from 70 to 60 mL/min\nG04 flu-renal [f6] "
                     "clearance from 70 to 60 mL/min"},
    {"direction-clearance", "G06 flu-renal [f3 f4] clearance above 30 below 50 mL/min"},
    {"direction-bilirubin", "G06 cy-hepatic [b2 b3] bilirubin above 5 mg/dL"},
    {"direction-end-of-part", "G06 flu-renal [f4 f6] clearance above 30 below 40 mL/min"},
    {"direction-one-source", "G06 cy-hepatic [b2 b3] bilirubin above 5 mg/dL"},
    {"direction-after-stop", "G06 flu-renal [f5 f6] clearance below 10 mL/min"},
    {"silent-worse", "G07 flu-renal [f5] clearance below 30 mL/min"},
    {"not-read-worse", "G07 cy-hepatic [b3] bilirubin above 5 mg/dL"},
    {"unit-quantity", "G08 flu-renal [] "},
    {"unit-indexed", "G08 flu-renal [] "},
    {"unit-missing", "G08 cy-hepatic [] "},
    {"unit-equation", "G08 flu-renal [] "},
    {"unit-equation-of-weight", "G08 flu-renal [] "},
    {"unit-equation-deindex", "G08 flu-renal [] "},
    {"unit-equation-of-bilirubin", "G08 cy-hepatic [] "},
    {"unit-axis-twice", "G08 cy-weight [] "},
    {"cohort-missing", "G09 - [] "},
    {"cohort-missing-drug", "G09 - [] \nG09 - [] \nG09 - [] "},
    {"source-missing", "G10 flu-hepatic [h1] everybody"},
    {"source-missing-second", "G10 cy-renal [c1] dialysis none, clearance from 10 mL/min"},
    {"source-missing-stop", "G10 - [s1] "},
    {"renal-unstated", "G11 flu-renal [f1] "},
    {"outcome-undefined-neither", "G12 cy-hepatic [b3] bilirubin above 5 mg/dL"},
    {"outcome-undefined-both", "G12 flu-renal [f2] clearance above 79 below 80 mL/min"},
    {"outcome-undefined-chain", "G12 cy-hepatic [b3] bilirubin above 5 to 6 mg/dL"},
    {"outcome-range-upside-down", "G12 flu-renal [f4] clearance from 30 below 50 mL/min"},
    {"outcome-range-open", "G12 flu-renal [f4] clearance from 30 below 50 mL/min"},
    {"outcome-range-two-ends", "G12 flu-renal [f4] clearance from 30 below 50 mL/min"},
    {"outcome-dose-above-base", "G12 flu-renal [f3] clearance from 50 to 79 mL/min\nG06 flu-renal "
                                "[f1 f2] clearance above 79 below 80 mL/min"},
    {"outcome-option-empty", "G12 cy-hepatic [b2] bilirubin above 3 to 5 mg/dL"},
    {"outcome-option-two-values", "G12 cy-hepatic [b2] bilirubin above 3 to 5 mg/dL"},
    {"outcome-option-range-open", "G12 cy-hepatic [b2] bilirubin above 3 to 5 mg/dL"},
    {"reviewer-missing", "G13 - [] "},
    {"reviewer-same", "G13 - [] "},
    {"finding-unknown", "G14 - [s1] "},
    {"condition-unknown", "G14 - [s1] "},
    {"tables-overlap", "G15 flu-renal-2 [] "},
    {"tables-overlap-regimens", "G09 - [] \nG15 flu-hepatic-2 [] "},
    {"tables-overlap-any", "G15 cy-weight [] "},
    {"doses-in-weight-table", "G16 flu-weight [w1] everybody"},
    {"size-in-renal-table", "G16 flu-renal [f1] clearance from 80 mL/min"},
    {"doses-in-general-table", "G16 general [] \nG16 general [g1] weight below 10 kg"},
    {"choice-in-general-table", "G16 general [] \nG16 general [g1] weight below 10 kg"},
};

static char *
sample_path(const char *sample)
{
    g_autofree char *name = g_strconcat(sample, ".xml", NULL);
    return g_test_build_filename(G_TEST_DIST, "invalid", name, NULL);
}

static LdoseGuidance *
load(const char *sample)
{
    g_autofree char *path = sample_path(sample);
    g_autoptr(GError) error = NULL;
    LdoseGuidance *guidance = ldose_guidance_load(path, TRUE, &error);
    g_assert_no_error(error);
    return guidance;
}

static const LdoseRule *
find_rule(const LdoseTable *table, const char *id)
{
    for (guint i = 0; i < table->n_rules; i++) {
        if (strcmp(table->rules[i].id, id) == 0)
            return &table->rules[i];
    }
    g_error("no row %s", id);
}

/* A witness is a patient in the region, and shows the fault. */
static void
check_witness(const LdoseCheckFinding *finding)
{
    g_auto(GStrv) ids = g_strsplit(finding->rule_ids, " ", -1);
    g_assert_true(finding->has_place == (finding->region[0] != '\0'));
    if (!finding->has_witness)
        return;
    g_assert_true(finding->has_place);
    g_assert_true(ldose_region_contains(finding->table, &finding->place, finding->witness));
    const LdoseRule *match = ldose_table_match(finding->table, finding->witness);
    if (finding->code == LDOSE_CHECK_GAP) {
        g_assert_null(match);
        return;
    }
    g_assert_nonnull(match);
    if (finding->code == LDOSE_CHECK_UNREACHABLE)
        g_assert_cmpstr(match->id, !=, ids[0]);
    else if (finding->code != LDOSE_CHECK_OVERLAP_CONFLICTS &&
             finding->code != LDOSE_CHECK_OVERLAP_AGREES)
        g_assert_cmpstr(match->id, ==, ids[g_strv_length(ids) - 1]);
    for (guint i = 0; ids[i] != NULL && finding->code != LDOSE_CHECK_DIRECTION; i++)
        g_assert_true(
            ldose_rule_holds(finding->table, find_rule(finding->table, ids[i]), finding->witness));
}

static void
check_notes(const LdoseGuidance *guidance, const GPtrArray *findings)
{
    guint undefined = 0, told = 0, drafts = 0;
    for (guint i = 0; i < guidance->n_tables; i++) {
        for (guint k = 0; k < guidance->tables[i].n_rules; k++)
            undefined += guidance->tables[i].rules[k].outcome == LDOSE_OUTCOME_UNDEFINED ? 1 : 0;
    }
    for (guint i = 0; i < guidance->n_stops; i++)
        undefined += guidance->stops[i].rule.outcome == LDOSE_OUTCOME_UNDEFINED ? 1 : 0;
    for (guint i = 0; i < findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(findings, i);
        told += finding->code == LDOSE_CHECK_UNDEFINED ? 1 : 0;
        drafts += finding->code == LDOSE_CHECK_DRAFT ? 1 : 0;
    }
    g_assert_cmpuint(told, ==, undefined);
    g_assert_cmpuint(drafts, ==, guidance->document.status == LDOSE_STATUS_DRAFT ? 1 : 0);
}

static char *
findings_text(const GPtrArray *findings)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(findings, i);
        const LdoseCheckKind *kind = ldose_check_kind(finding->code);
        g_assert_cmpint((int)strlen(finding->message), >,
                        10); /* what is wrong, and what would mend it */
        g_assert_cmpint(finding->line, >, 0);
        check_witness(finding);
        if (kind->severity == LDOSE_CHECK_NOTE)
            continue;
        g_string_append_printf(text, "%s%s %s [%s] %s", text->len > 0 ? "\n" : "", kind->number,
                               finding->table != NULL ? finding->table->id : "-", finding->rule_ids,
                               finding->region);
    }
    return g_string_free(text, FALSE);
}

static gboolean
has_error(const GPtrArray *findings)
{
    for (guint i = 0; i < findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(findings, i);
        if (ldose_check_kind(finding->code)->severity == LDOSE_CHECK_ERROR)
            return TRUE;
    }
    return FALSE;
}

/* The loader asks the same proof: a document with errors does not load, and says number and
 * place. */
static void
check_loader(const Case *row, const GPtrArray *findings)
{
    g_autofree char *path = sample_path(row->sample);
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseGuidance) guidance = ldose_guidance_load(path, FALSE, &error);
    g_assert_true((guidance == NULL) == has_error(findings));
    if (guidance != NULL) {
        g_assert_no_error(error);
        return;
    }
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    for (guint i = 0; i < findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(findings, i);
        const LdoseCheckKind *kind = ldose_check_kind(finding->code);
        if (kind->severity != LDOSE_CHECK_ERROR)
            continue;
        g_autofree char *place = g_strdup_printf("%s:%d: %s", path, finding->line, kind->number);
        g_assert_nonnull(strstr(error->message, place));
        g_assert_nonnull(strstr(error->message, finding->region));
        g_assert_nonnull(strstr(error->message, finding->rule_ids));
    }
}

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    g_autoptr(LdoseGuidance) guidance = load(row->sample);
    g_autoptr(GPtrArray) findings = ldose_guidance_check(guidance, (LdoseDate){0, 0, 0});
    g_autofree char *text = findings_text(findings);
    g_assert_cmpstr(text, ==, row->findings);
    check_notes(guidance, findings);
    check_loader(row, findings);
}

/* ---- all samples, all numbers ---------------------------------------------------------------- */

static void
test_every_sample(void)
{
    g_autofree char *folder = g_test_build_filename(G_TEST_DIST, "invalid", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) listing = g_dir_open(folder, 0, &error);
    const char *name;
    guint n = 0;
    g_assert_no_error(error);
    while ((name = g_dir_read_name(listing)) != NULL) {
        gboolean found = FALSE;
        for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
            g_autofree char *file = g_strconcat(CASES[i].sample, ".xml", NULL);
            found = found || strcmp(file, name) == 0;
        }
        if (g_str_has_suffix(name, ".xml") && !found)
            g_error("%s has no expectation", name);
        n++;
    }
    g_assert_cmpuint(n, >=, G_N_ELEMENTS(CASES));
}

/* G20 to G25 end the loading: the message cites the number (R20). */
static void
test_structure(void)
{
    static const struct {
        const char *sample, *number;
    } rows[] = {{"g20-too-large", "G20"}, {"g21-ends", "G21"}, {"g22-axis", "G22"},
                {"g22-twice", "G22"},     {"g23-word", "G23"}, {"g24-reading", "G24"},
                {"g25-axes", "G25"}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *name = g_strconcat(rows[i].sample, ".xml", NULL);
        g_autofree char *path = g_test_build_filename(G_TEST_DIST, "witness", name, NULL);
        g_autoptr(GError) error = NULL;
        g_autoptr(LdoseGuidance) guidance = ldose_guidance_load(path, FALSE, &error);
        g_assert_null(guidance);
        g_assert_nonnull(error);
        if (strstr(error->message, rows[i].number) == NULL)
            g_error("%s: %s", rows[i].sample, error->message);
    }
}

static void
test_every_number(void)
{
    for (int code = 0; code < LDOSE_N_CHECKS; code++) {
        const LdoseCheckKind *kind = ldose_check_kind((LdoseCheckCode)code);
        g_autofree char *number =
            g_strdup_printf("G%02d", code + 1); /* a number keeps its meaning for ever */
        g_assert_cmpstr(kind->number, ==, number);
        g_assert_cmpint((int)strlen(kind->id), >, 0);
        g_assert_cmpint((int)strlen(kind->title), >, 0);
        gboolean broken = code == LDOSE_CHECK_PAST_REVIEW ||
                          kind->severity == LDOSE_CHECK_NOTE || /* below */
                          code >= LDOSE_CHECK_TOO_LARGE;        /* in tests/witness */
        for (guint i = 0; i < G_N_ELEMENTS(CASES); i++)
            broken = broken || strstr(CASES[i].findings, number) != NULL;
        if (!broken)
            g_error("no sample breaks %s", number);
    }
}

/* R20: what each number means, as the header says. */
static void
test_numbers_keep_their_meaning(void)
{
    static const struct {
        LdoseCheckCode code;
        const char *id;
        LdoseCheckSeverity severity;
    } rows[] = {
        {LDOSE_CHECK_GAP, "gap", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_OVERLAP_CONFLICTS, "overlap-conflicts", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_OVERLAP_AGREES, "overlap-agrees", LDOSE_CHECK_WARNING},
        {LDOSE_CHECK_UNREACHABLE, "unreachable", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_DOMAIN, "domain", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_DIRECTION, "direction", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_SILENT_WORSE, "silent-worse", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_UNIT, "unit", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_COHORT_MISSING, "cohort-missing", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_SOURCE_MISSING, "source-missing", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_RENAL_UNSTATED, "renal-unstated", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_OUTCOME, "outcome", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_REVIEWER_MISSING, "reviewer-missing", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_FINDING_UNKNOWN, "finding-unknown", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_TABLES_OVERLAP, "tables-overlap", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_GENERAL_DOSES, "general-doses", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_PAST_REVIEW, "past-review", LDOSE_CHECK_WARNING},
        {LDOSE_CHECK_UNDEFINED, "undefined", LDOSE_CHECK_NOTE},
        {LDOSE_CHECK_DRAFT, "draft", LDOSE_CHECK_NOTE},
        {LDOSE_CHECK_TOO_LARGE, "too-large", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_RANGE_ENDS, "range-ends", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_RANGE_AXIS, "range-axis", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_WORD_UNKNOWN, "word-unknown", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_READING_UNKNOWN, "reading-unknown", LDOSE_CHECK_ERROR},
        {LDOSE_CHECK_AXES_MANY, "axes-many", LDOSE_CHECK_ERROR},
    };
    g_assert_cmpuint(G_N_ELEMENTS(rows), ==, LDOSE_N_CHECKS);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_cmpstr(ldose_check_kind(rows[i].code)->id, ==, rows[i].id);
        g_assert_cmpint((int)ldose_check_kind(rows[i].code)->severity, ==, (int)rows[i].severity);
    }
}

/* G17: the day of review itself is in time; without a day it is not asked. */
static void
test_past_review(void)
{
    static const struct {
        LdoseDate on;
        guint n;
    } rows[] = {{{2027, 11, 23}, 0}, {{2027, 11, 24}, 0}, {{2027, 11, 25}, 1}, {{0, 0, 0}, 0}};
    g_autoptr(LdoseGuidance) guidance = load("valid");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GPtrArray) findings = ldose_guidance_check(guidance, rows[i].on);
        guint n = 0;
        for (guint k = 0; k < findings->len; k++)
            n += ((LdoseCheckFinding *)g_ptr_array_index(findings, k))->code ==
                         LDOSE_CHECK_PAST_REVIEW
                     ? 1
                     : 0;
        g_assert_cmpuint(n, ==, rows[i].n);
    }
}

/* What is proposed is what an author could write: the more severe neighbour for a gap, no more than
 * the better row, an id that is free. */
static void
test_proposals(void)
{
    static const struct {
        const char *sample, *from, *to;
        LdoseCheckCode code;
        const char *rule_ids, *proposal;
    } rows[] = {
        {"valid", "<fraction-range from=\"0.5\" below=\"0.8\"/>", "<silent/>",
         LDOSE_CHECK_SILENT_WORSE, "f4", "<undefined reading=\"f5\"/>"},
        {"valid", "<range below=\"30\"/>\n      <contraindicated>do not give</contraindicated>",
         "<range below=\"30\"/>\n      <fraction value=\"0.9\"/>", LDOSE_CHECK_DIRECTION, "f4 f5",
         "<fraction-range from=\"0.5\" below=\"0.8\"/> or less"},
        {"valid", "<range from=\"50\" to=\"79\"/>", "<range from=\"50\" below=\"50\"/>",
         LDOSE_CHECK_DOMAIN, "f3", "<range from=\"50\" to=\"50\"/>"},
        {"valid", "<range axis=\"clearance\" from=\"10\"/>",
         "<range axis=\"clearance\" from=\"20\" below=\"10\"/>", LDOSE_CHECK_DOMAIN, "c1",
         "<range axis=\"clearance\" from=\"10\" below=\"20\"/><is axis=\"dialysis\" "
         "value=\"none\"/>"},
        {"gap-interval", "<row id=\"f5\"", "<row id=\"flu-renal-new-1\"", LDOSE_CHECK_GAP, "",
         "<row id=\"flu-renal-new-2\" source=\"S1\" evidence=\"label\" "
         "edge-basis=\"interpretation\"><range from=\"50\" below=\"60\"/><undefined "
         "reading=\"f4\"/></row>"},
        /* no row of the table holds anybody: nothing beside the gap says what could stand there */
        {"valid",
         "<range below=\"30\"/>\n      <silent/>\n    </row>\n    <row id=\"w3\" source=\"S1\" "
         "evidence=\"label\" edge-basis=\"text\">\n      <range from=\"30\"/>\n      <size "
         "weight=\"adjusted40\" cap-m2=\"2.2\"/>",
         "<range above=\"30\" below=\"30\"/>\n      <silent/>", LDOSE_CHECK_GAP, "",
         "<row id=\"cy-weight-new-1\" source=\"…\" evidence=\"unverified\" "
         "edge-basis=\"interpretation\"><silent/></row>"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = sample_path(rows[i].sample);
        g_autoptr(GError) error = NULL;
        char *text;
        gboolean told = FALSE;
        g_assert_true(g_file_get_contents(path, &text, NULL, &error));
        g_autofree char *changed = fixture_replace(text, rows[i].from, rows[i].to);
        g_autofree char *directory = fixture_make_directory();
        g_autofree char *place = g_build_filename(directory, "g.xml", NULL);
        fixture_write(directory, "g.xml", changed, -1);
        g_autoptr(LdoseGuidance) guidance = ldose_guidance_load(place, TRUE, &error);
        g_assert_no_error(error);
        g_autoptr(GPtrArray) findings = ldose_guidance_check(guidance, (LdoseDate){0, 0, 0});
        for (guint k = 0; k < findings->len; k++) {
            const LdoseCheckFinding *finding = g_ptr_array_index(findings, k);
            if (finding->code != rows[i].code || strcmp(finding->rule_ids, rows[i].rule_ids) != 0)
                continue;
            told = TRUE;
            g_assert_cmpstr(finding->proposal, ==, rows[i].proposal);
        }
        g_assert_true(told);
        fixture_remove_directory(g_steal_pointer(&directory));
    }
}

/* A region holds a point where every axis does, and is another where one word is. */
static void
test_regions(void)
{
    g_autoptr(LdoseGuidance) guidance = load("valid");
    const LdoseTable *table = NULL;
    for (guint i = 0; i < guidance->n_tables; i++) {
        if (strcmp(guidance->tables[i].id, "cy-renal") == 0)
            table = &guidance->tables[i];
    }
    g_assert_nonnull(table);
    LdoseRegion none = ldose_region_of_rule(table, find_rule(table, "c1"));
    LdoseRegion dialysed = ldose_region_of_rule(table, find_rule(table, "c3"));
    LdoseRegion other = ldose_region_of_rule(table, find_rule(table, "c4"));
    g_assert_true(ldose_region_contains(table, &none, (double[]){LDOSE_DIALYSIS_NONE, 10}));
    g_assert_false(ldose_region_contains(table, &none, (double[]){LDOSE_DIALYSIS_NONE, 9}));
    g_assert_false(ldose_region_contains(table, &none, (double[]){LDOSE_DIALYSIS_HD, 10}));
    g_assert_true(ldose_region_equal(table, &dialysed, &dialysed));
    g_assert_false(ldose_region_equal(table, &dialysed, &other)); /* hd and pd, any clearance */
}

/* ---- what ships ------------------------------------------------------------------------------ */

static void
test_shipped(void)
{
    g_autoptr(GPtrArray) entries =
        ldose_library_entries(fixture_library(), LDOSE_DOCUMENT_GUIDANCE);
    g_assert_cmpuint(entries->len, >=, 12);
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        g_autoptr(GError) error = NULL;
        g_autoptr(LdoseGuidance) guidance = ldose_guidance_load(entry->path, FALSE, &error);
        g_assert_no_error(error);
        g_autoptr(GPtrArray) findings = ldose_guidance_check(guidance, (LdoseDate){2026, 11, 24});
        g_autofree char *text = findings_text(findings);
        g_assert_cmpstr(text, ==, ""); /* neither errors nor warnings */
        check_notes(guidance, findings);
        g_assert_true(ldose_guidance_prove(guidance, &error));
    }
}

/* R18, R32: a limit of a shipped table moved by one never passes unseen where another row meets
 * it. */
static void
test_moved_limit(void)
{
    static const struct {
        const char *from, *to, *number;
    } rows[] = {
        {"<range from=\"50\" to=\"79\"/>", "<range from=\"51\" to=\"79\"/>", "G01"},
        {"<range from=\"50\" to=\"79\"/>", "<range from=\"49\" to=\"79\"/>", "G02"},
        {"<range above=\"79\" below=\"80\"/>", "<range above=\"79\" to=\"80\"/>", "G02"},
        {"<range from=\"80\"/>", "<range above=\"80\"/>", "G01"},
        {"<dose-of value=\"15\" of=\"25\" unit=\"mg/m2\"/>",
         "<dose-of value=\"22\" of=\"25\" unit=\"mg/m2\"/>", "G06"},
        {"<contraindicated>do not administer</contraindicated>", "<silent/>", "G07"},
        {"unit=\"mL/min\" indexed=\"no\" equation",
         "unit=\"mL/min/1.73m2\" indexed=\"no\" equation", "G08"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *directory = fixture_make_directory();
        g_autofree char *text =
            fixture_replace(fixture_read("guidance/us-label-1.0.xml"), rows[i].from, rows[i].to);
        g_autofree char *path = g_build_filename(directory, "us-label-1.0.xml", NULL);
        g_autoptr(GError) error = NULL;
        fixture_write(directory, "us-label-1.0.xml", text, -1);
        g_assert_null(ldose_guidance_load(path, FALSE, &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
        if (strstr(error->message, rows[i].number) == NULL)
            g_error("%s does not name %s", error->message, rows[i].number);
        fixture_remove_directory(g_steal_pointer(&directory));
    }
}

/* ---- effects and agreement ------------------------------------------------------------------- */

static void
test_effects(void)
{
    static const struct {
        const char *table, *rule;
        gboolean known;
        double low, high;
    } rows[] = {
        {"flu-renal", "f1", TRUE, 1, 1},       {"flu-renal", "f2", TRUE, 0.8, 0.8},
        {"flu-renal", "f3", TRUE, 0.8, 0.8},   {"flu-renal", "f4", TRUE, 0.5, 0.8},
        {"flu-renal", "f5", TRUE, 0, 0},       {"flu-hepatic", "h1", TRUE, 1, 1},
        {"flu-weight", "w1", TRUE, 1, 1},      {"cy-hepatic", "b1", TRUE, 1, 1},
        {"cy-hepatic", "b2", TRUE, 0.5, 0.75}, {"cy-hepatic", "b3", TRUE, 0, 0},
        {"cy-weight", "w3", FALSE, 0, 0},
    };
    g_autoptr(LdoseGuidance) guidance = load("valid");
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        for (guint k = 0; k < guidance->n_tables; k++) {
            const LdoseTable *table = &guidance->tables[k];
            if (strcmp(table->id, rows[i].table) != 0)
                continue;
            LdoseEffect effect = ldose_rule_effect(table, find_rule(table, rows[i].rule));
            g_assert_true(effect.known == rows[i].known);
            g_assert_cmpfloat_with_epsilon(effect.part.low, rows[i].low, 1e-12);
            g_assert_cmpfloat_with_epsilon(effect.part.high, rows[i].high, 1e-12);
        }
    }
}

static void
test_agreement(void)
{
    static const struct {
        const char *one, *other;
        gboolean agree;
    } rows[] = {
        {"f2", "f3", TRUE},  {"f1", "f2", FALSE}, {"f3", "f4", FALSE},
        {"f4", "f5", FALSE}, {"f5", "f5", TRUE},
    };
    g_autoptr(LdoseGuidance) guidance = load("valid");
    const LdoseTable *table = &guidance->tables[0];
    /* Two rows of weight agree where weight and cap are the same. */
    const LdoseTable *weights = &guidance->tables[guidance->n_tables - 1];
    LdoseRule same = *find_rule(weights, "w3"), other = same;
    g_assert_true(ldose_rules_agree(weights, find_rule(weights, "w3"), &same));
    other.size_cap_m2 = 2.0; /* 2.2 in the sample */
    g_assert_false(ldose_rules_agree(weights, &same, &other));
    other.size_cap_m2 = same.size_cap_m2;
    other.size_weight = LDOSE_WEIGHT_ACTUAL;
    g_assert_false(ldose_rules_agree(weights, &same, &other));
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_true(ldose_rules_agree(table, find_rule(table, rows[i].one),
                                        find_rule(table, rows[i].other)) == rows[i].agree);
        g_assert_true(ldose_rules_agree(table, find_rule(table, rows[i].other),
                                        find_rule(table, rows[i].one)) == rows[i].agree);
    }
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/guidance-check/R20-sample/%s", CASES[i].sample);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    g_test_add_func("/guidance-check/R20-every-sample", test_every_sample);
    g_test_add_func("/guidance-check/R20-every-number", test_every_number);
    g_test_add_func("/guidance-check/R20-structure", test_structure);
    g_test_add_func("/guidance-check/R20-numbers-keep-their-meaning",
                    test_numbers_keep_their_meaning);
    g_test_add_func("/guidance-check/G17-past-review", test_past_review);
    g_test_add_func("/guidance-check/R20-proposals", test_proposals);
    g_test_add_func("/guidance-check/regions", test_regions);
    g_test_add_func("/guidance-check/R18-shipped", test_shipped);
    g_test_add_func("/guidance-check/R32-moved-limit", test_moved_limit);
    g_test_add_func("/guidance-check/effects", test_effects);
    g_test_add_func("/guidance-check/agreement", test_agreement);
    return g_test_run();
}
