/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Traps of the field, each a difference that a program easily loses: T1 to T9 of the regimens, and those
 * of the conflicts C1 to C18 that are no formula (the others stand in the suite of formulas). Expected
 * values: the dossiers regimens (section 6) and weight and formulas (section C). */
#include "fixture.h"

#include <string.h>

static const LdoseRegimen *
regimen(const char *id)
{
    g_autoptr(GError) error = NULL;
    const LdoseRegimen *found = ldose_library_regimen(fixture_library(), id, &error);
    g_assert_no_error(error);
    return found;
}

/* T1: the infusion is Day 0 with one label and Day 1 with another; neither is converted. */
static void
test_infusion_day(void)
{
    static const struct {
        const char *id;
        int infusion_day;
    } rows[] = {
        {"us-yescarta", 0}, {"uk-tecartus-mcl", 0}, {"us-tecelra", 1},
        {"eu-aucatzyl", 1}, {"us-breyanzi", -1},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(regimen(rows[i].id)->infusion_day, ==, rows[i].infusion_day);
}

/* T2, T3, T4: anchor and width of the window differ by region and indication. */
static void
test_windows(void)
{
    static const struct {
        const char *id;
        LdoseAnchor anchor;
        int from, to;
    } rows[] = {
        {"us-carvykti", LDOSE_ANCHOR_END, 2, 4},      {"eu-carvykti", LDOSE_ANCHOR_START, 5, 7},
        {"uk-carvykti", LDOSE_ANCHOR_START, 5, 7},    {"uk-tecartus-mcl", LDOSE_ANCHOR_END, 3, 14},
        {"uk-tecartus-ball", LDOSE_ANCHOR_END, 2, 14}, {"us-kymriah-lbcl", LDOSE_ANCHOR_END, 2, 11},
        {"eu-kymriah-lbcl", LDOSE_ANCHOR_END, 2, 14}, {"us-kymriah-fl", LDOSE_ANCHOR_END, 2, 6},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LdoseWindow *window = &regimen(rows[i].id)->window;
        g_assert_true(window->stated);
        g_assert_cmpint(window->anchor, ==, rows[i].anchor);
        g_assert_cmpint(window->from_days, ==, rows[i].from);
        g_assert_cmpint(window->to_days, ==, rows[i].to);
    }
}

/* T2b: a day on the edge of the window is a warning, never a refusal; both ways of counting are known. */
static void
test_counting(void)
{
    g_assert_true(regimen("us-abecma")->window.clear_days);
    g_assert_false(regimen("uk-tecartus-mcl")->window.clear_days);
    g_autoptr(FixtureCase) edge = fixture_plan(
        "regimen=uk-breyanzi; guidance=eu-smpc; sex=M; age_years=50; height_cm=175; weight_kg=75; "
        "creatinine_mg_dl=0.9; bilirubin_mg_dl=0.6; ld_start_date=2026-12-01; infusion_date=2026-12-05");
    g_assert_true(edge->planned);
    g_assert_cmpint(edge->plan.status, ==, LDOSE_PLAN_FINAL);
    g_assert_cmpint(edge->plan.schedule.window, ==, LDOSE_WINDOW_BOUNDARY);
    g_assert_true(ldose_plan_has_finding(&edge->plan, LDOSE_FINDING_WINDOW_BOUNDARY));
}

/* T3: mantle cell lymphoma and leukaemia differ in both drugs. */
static void
test_indications(void)
{
    const LdoseRegimen *lymphoma = regimen("uk-tecartus-mcl"), *leukaemia = regimen("uk-tecartus-ball");
    g_assert_cmpfloat(lymphoma->dose[LDOSE_FLUDARABINE].amount, ==, 30);
    g_assert_cmpfloat(lymphoma->dose[LDOSE_CYCLOPHOSPHAMIDE].amount, ==, 500);
    g_assert_cmpint(lymphoma->dose[LDOSE_CYCLOPHOSPHAMIDE].n_days, ==, 3);
    g_assert_cmpfloat(leukaemia->dose[LDOSE_FLUDARABINE].amount, ==, 25);
    g_assert_cmpfloat(leukaemia->dose[LDOSE_CYCLOPHOSPHAMIDE].amount, ==, 900);
    g_assert_cmpint(leukaemia->dose[LDOSE_CYCLOPHOSPHAMIDE].n_days, ==, 1);
}

/* T4, T6: who may leave lymphodepletion out, and whether 1.0 itself counts. */
static void
test_omission(void)
{
    static const struct {
        const char *id;
        gboolean stated, owned;
    } rows[] = {
        {"us-kymriah-ball", FALSE, FALSE}, {"us-kymriah-lbcl", TRUE, TRUE},
        {"eu-kymriah-ball", TRUE, TRUE},   {"uk-kymriah-lbcl", TRUE, FALSE},
        {"us-yescarta", FALSE, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LdoseOmission *omission = &regimen(rows[i].id)->omission;
        g_assert_cmpint(omission->stated, ==, rows[i].stated);
        if (!rows[i].stated)
            continue;
        g_assert_cmpuint(omission->conditions->len, ==, 1);
        const LdoseCountCondition *condition =
            &g_array_index(omission->conditions, LdoseCountCondition, 0);
        g_assert_cmpint(condition->count, ==, LDOSE_COUNT_WBC);
        g_assert_true(condition->range.high.bounded);
        g_assert_cmpfloat(condition->range.high.limit, ==, 1);
        g_assert_cmpint(condition->range.high.owned, ==, rows[i].owned);
        g_assert_cmpint(omission->within_days, ==, 7);
    }
}

/* T5: must, should and consider are three things; the EU text of Kymriah has two conditions. */
static void
test_repeat_verbs(void)
{
    g_assert_cmpstr(regimen("uk-tecartus-mcl")->repeat.verb, ==, "must");
    g_assert_cmpstr(regimen("uk-breyanzi")->repeat.verb, ==, "should");
    g_assert_cmpstr(regimen("us-carvykti")->repeat.verb, ==, "consider");
    const LdoseRepeat *kymriah = &regimen("eu-kymriah-ball")->repeat;
    g_assert_cmpstr(kymriah->verb, ==, "should");
    g_assert_cmpint(kymriah->after_days, ==, 28);
    g_assert_true(kymriah->more_than);
    g_assert_cmpuint(kymriah->conditions->len, >=, 1);
    const LdoseCountCondition *condition =
        &g_array_index(kymriah->conditions, LdoseCountCondition, 0);
    g_assert_true(condition->range.low.bounded);
    g_assert_false(condition->range.low.owned);
}

/* T7: Abecma in the United States is 2 days with a deferral, not a window of 2 to 9 days. */
static void
test_deferral(void)
{
    const LdoseWindow *us = &regimen("us-abecma")->window, *ch = &regimen("ch-abecma")->window;
    g_assert_cmpint(us->from_days, ==, 2);
    g_assert_cmpint(us->to_days, ==, 2);
    g_assert_cmpint(us->defer_days, ==, 7);
    g_assert_cmpint(ch->to_days, ==, 9);
    g_assert_cmpint(ch->defer_days, ==, 0);
}

/* T8: Amtagvi's cyclophosphamide is per kg. 70 kg: 4200 mg a day, whatever the body surface. */
static void
test_per_kg(void)
{
    const LdoseRegimenDose *dose = &regimen("us-amtagvi")->dose[LDOSE_CYCLOPHOSPHAMIDE];
    g_assert_cmpint(dose->unit, ==, LDOSE_UNIT_MG_KG);
    g_assert_cmpfloat(dose->amount, ==, 60);
    g_autoptr(FixtureCase) patient = fixture_plan(
        "regimen=us-amtagvi; guidance=us-label; sex=M; age_years=50; height_cm=170; weight_kg=70; "
        "creatinine_mg_dl=0.9; bilirubin_mg_dl=0.6");
    g_assert_true(patient->planned);
    g_assert_cmpfloat_with_epsilon(patient->plan.drug[LDOSE_CYCLOPHOSPHAMIDE].calculated_mg, 4200,
                                   1e-9);
    g_assert_cmpfloat_with_epsilon(patient->plan.drug[LDOSE_CYCLOPHOSPHAMIDE].total_mg, 8400, 1e-9);
}

/* T9: labels move. Every document says when it was read and until when it counts as looked at. */
static void
test_review_dates(void)
{
    static const char *const ids[] = {"us-abecma", "us-kymriah-ball"};
    for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
        const LdoseDocument *document = &regimen(ids[i])->document;
        g_assert_cmpint(document->review_by.year, >, 2000);
        for (guint k = 0; k < document->sources->len; k++)
            g_assert_cmpint(g_array_index(document->sources, LdoseSource, k).read.year, >, 2000);
    }
    g_autoptr(FixtureCase) late = fixture_plan(
        "regimen=us-abecma; guidance=us-label; sex=M; age_years=50; height_cm=175; weight_kg=75; "
        "creatinine_mg_dl=0.9; bilirubin_mg_dl=0.6; as_of=2027-11-25");
    g_assert_true(ldose_plan_has_finding(&late->plan, LDOSE_FINDING_PAST_REVIEW));
}

/* C16: the same patient under a limit in mL/min and one per 1.73 m²: 190 cm, 118 kg, body surface
 * 2.4956 m², 70.73 mL/min = 49.03 mL/min/1.73 m². */
static void
test_metric(void)
{
    static const char patient[] = "regimen=us-breyanzi; sex=M; age_years=58; height_cm=190; "
                                  "weight_kg=118; creatinine_mg_dl=1.9; bilirubin_mg_dl=0.6; guidance=";
    g_autofree char *older = g_strconcat(patient, "us-label-older", NULL);
    g_autofree char *european = g_strconcat(patient, "eu-smpc", NULL);
    g_autoptr(FixtureCase) indexed = fixture_plan(older);
    g_autoptr(FixtureCase) absolute = fixture_plan(european);
    g_assert_cmpfloat_with_epsilon(indexed->plan.drug[LDOSE_FLUDARABINE].part, 0.8, 1e-12);
    g_assert_cmpfloat_with_epsilon(absolute->plan.drug[LDOSE_FLUDARABINE].part, 1, 1e-12);
}

/* C17: no cap unless somebody sets one; then it is a step of its own that says what it takes away. */
static void
test_cap(void)
{
    static const char patient[] = "regimen=us-yescarta; guidance=us-label; sex=F; age_years=58; "
                                  "height_cm=165; weight_kg=128; creatinine_mg_dl=0.6; "
                                  "bilirubin_mg_dl=0.5; formulary=adult-oncology";
    g_autofree char *with_cap = g_strconcat(patient, "; bsa_cap_m2=2.0", NULL);
    g_autoptr(FixtureCase) uncapped = fixture_plan(patient);
    g_autoptr(FixtureCase) capped = fixture_plan(with_cap);
    g_assert_cmpfloat(uncapped->plan.drug[LDOSE_FLUDARABINE].rounded.given_mg, ==, 73);
    g_assert_cmpfloat(capped->plan.drug[LDOSE_FLUDARABINE].rounded.given_mg, ==, 60);
    g_assert_cmpfloat(capped->plan.drug[LDOSE_CYCLOPHOSPHAMIDE].rounded.given_mg, ==, 1000);
    g_assert_true(ldose_plan_has_finding(&capped->plan, LDOSE_FINDING_SIZE_CAPPED));
    g_assert_false(ldose_plan_has_finding(&uncapped->plan, LDOSE_FINDING_SIZE_CAPPED));
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/traps/T1/infusion-day", test_infusion_day);
    g_test_add_func("/traps/T2/windows", test_windows);
    g_test_add_func("/traps/T2b/counting", test_counting);
    g_test_add_func("/traps/T3/indications", test_indications);
    g_test_add_func("/traps/T4/omission", test_omission);
    g_test_add_func("/traps/T5/repeat-verbs", test_repeat_verbs);
    g_test_add_func("/traps/T7/deferral", test_deferral);
    g_test_add_func("/traps/T8/per-kg", test_per_kg);
    g_test_add_func("/traps/T9/review-dates", test_review_dates);
    g_test_add_func("/traps/C16/metric", test_metric);
    g_test_add_func("/traps/C17/cap", test_cap);
    return g_test_run();
}
