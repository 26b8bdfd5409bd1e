/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record says of its entries on screen and on the printed plan: who made it, who checked it
 * (R26, R28). Patients and people are synthetic. */
#include "record-fixture.h"

#include "plan-pdf.h"
#include "record-phrase.h"

static LdoseRecord *
checked_record(const char *weight)
{
    const LdoseSignature second = {"B. Sample", "2026-11-24T09:15:00Z"};
    g_auto(Entered) entered = {{NULL}};
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, "A. Example");
    g_autoptr(GError) error = NULL;
    entered_add(&entered, RECORD_FINAL);
    entered_add(&entered, weight);
    const LdoseSecondCheckDraft check = {.entered = (const char *const *)entered.text};
    LdoseRecord *after =
        ldose_record_add_second_check(record, fixture_library(), &second, &check, &error);
    g_assert_no_error(error);
    return after;
}

static void
test_lines(void)
{
    const char *expected[] = {"2026-11-24 08:30 UTC: made by A. Example",
                              "2026-11-24 09:15 UTC: second check by B. Sample: agrees"};
    g_autoptr(LdoseRecord) record = checked_record("weight_kg=48.0");
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autofree char *line = ldose_record_entry_line(
            &g_array_index(record->entries, LdoseRecordEntry, i), &ldose_wording_plain);
        g_assert_cmpstr(line, ==, expected[i]);
    }
    g_autoptr(LdoseRecord) other = checked_record("weight_kg=84");
    g_autofree char *line = ldose_record_entry_line(
        &g_array_index(other->entries, LdoseRecordEntry, 1), &ldose_wording_plain);
    g_assert_cmpstr(line, ==, "2026-11-24 09:15 UTC: second check by B. Sample: does not agree");
}

/* The seal that is shown is the last one's. */
static void
test_seal(void)
{
    g_autoptr(LdoseRecord) record = checked_record("weight_kg=48.0");
    const char *seal = g_array_index(record->entries, LdoseRecordEntry, 1).seal;
    g_autofree char *expected = g_strdup_printf("Last seal %.12s…", seal);
    g_autofree char *line = ldose_record_seal_line(record, &ldose_wording_plain);
    g_assert_cmpstr(line, ==, expected);
}

static char *
printed(const LdoseRecheck *recheck, const LdoseRecord *record)
{
    const LdosePlanPdfOptions options = {
        .sheet = LDOSE_SHEET_A4, .pages = LDOSE_PLAN_PAGE_CHART, .at = "2026-11-24T10:00:00Z",
        .record = record};
    g_autoptr(LdosePaper) paper = ldose_plan_pdf(&recheck->again.plan, &recheck->again.patient,
                                                 &options, &ldose_wording_plain);
    GString *text = g_string_new(NULL);
    ldose_paper_text(text, paper);
    return g_string_free(text, FALSE);
}

/* The printed plan names who checked it; without a record it names nobody. */
static void
test_paper(void)
{
    g_autoptr(LdoseRecord) record = checked_record("weight_kg=48.0");
    g_autoptr(LdoseRecheck) recheck =
        ldose_record_recheck(record, fixture_library(), &ldose_wording_plain);
    g_autofree char *with = printed(recheck, record);
    g_autofree char *without = printed(recheck, NULL);
    g_assert_nonnull(strstr(with, "second check by B. Sample: agrees"));
    g_assert_nonnull(strstr(with, "made by A. Example"));
    g_assert_null(strstr(without, "B. Sample"));
    g_assert_null(strstr(without, "A. Example"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record-phrase/R28-lines", test_lines);
    g_test_add_func("/record-phrase/R30-seal", test_seal);
    g_test_add_func("/record-phrase/R26-paper", test_paper);
    return g_test_run();
}
