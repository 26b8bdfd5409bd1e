/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words for the rows and decisions of a plan, which suites expect. Rows and options: the
 * encoding sheet of the evidence, sections 3 and 4. */
#include "plan-rows.h"

#include "fixture.h"

#define PATIENT "sex=M; age_years=50; height_cm=179.574; weight_kg=60; bilirubin_mg_dl=0.6; "

static const struct {
    const char *name, *text, *rows, *decisions;
} CASES[] = {
    {"final", PATIENT "regimen=us-yescarta; guidance=us-label; gfr_measured_ml_min=40",
     "fludarabine_renal:fr5 fludarabine_hepatic:flu-hepatic-1 fludarabine_weight:flu-weight-1 "
     "cyclophosphamide_renal:cr1 cyclophosphamide_hepatic:cy-hepatic-1 "
     "cyclophosphamide_weight:cy-weight-1",
     ""},
    {"reading", PATIENT "regimen=us-yescarta; guidance=us-label; gfr_measured_ml_min=79.5",
     "fludarabine_renal:fr2 fludarabine_hepatic:flu-hepatic-1 fludarabine_weight:flu-weight-1 "
     "cyclophosphamide_renal:cr1 cyclophosphamide_hepatic:cy-hepatic-1 "
     "cyclophosphamide_weight:cy-weight-1",
     ""},
    {"choices", PATIENT "regimen=us-yescarta; guidance=composed-example; gfr_measured_ml_min=40",
     "fludarabine_renal:fr6 fludarabine_hepatic:fh1 fludarabine_weight:fw2 "
     "cyclophosphamide_renal:cr2 cyclophosphamide_hepatic:ch1 cyclophosphamide_weight:cw2",
     "fludarabine:choice=S1:0.6|S5:[0.5,1)|S10:[0.5,1)|S9:0.5 "
     "cyclophosphamide:choice=M2:1|M1:0.75"},
    {"stop-of-a-source",
     PATIENT "regimen=us-yescarta; guidance=composed-example; gfr_measured_ml_min=20",
     "fludarabine_renal:fr7 fludarabine_hepatic:fh1 fludarabine_weight:fw2 "
     "cyclophosphamide_renal:cr5 cyclophosphamide_hepatic:ch1 cyclophosphamide_weight:cw2",
     "cyclophosphamide:choice=M2:0.75|M1:stop|S39:1"},
    {"condition",
     PATIENT
     "regimen=eu-yescarta; guidance=eu-smpc; gfr_measured_ml_min=90; conditions=pentostatin",
     "fludarabine_renal:fr1 fludarabine_hepatic:fh1 fludarabine_weight:flu-weight-1 "
     "fludarabine_stop:general-findings:pentostatin cyclophosphamide_renal:cr1 "
     "cyclophosphamide_hepatic:ch1 cyclophosphamide_weight:cy-weight-1",
     ""},
    {"condition-of-the-label",
     PATIENT
     "regimen=us-yescarta; guidance=us-label; gfr_measured_ml_min=90; conditions=pentostatin",
     "fludarabine_renal:fr1 fludarabine_hepatic:flu-hepatic-1 fludarabine_weight:flu-weight-1 "
     "fludarabine_stop:us-label:pentostatin cyclophosphamide_renal:cr1 "
     "cyclophosphamide_hepatic:cy-hepatic-1 cyclophosphamide_weight:cy-weight-1",
     ""},
    {"fallback",
     PATIENT
     "bilirubin_uln_mg_dl=1.2; regimen=us-breyanzi; guidance=ie-nccp; gfr_measured_ml_min=5",
     "cyclophosphamide_renal:cr4 cyclophosphamide_fallback:0.5 cyclophosphamide_hepatic:ch1 "
     "cyclophosphamide_weight:cy-weight-1",
     "fludarabine:drug-not-covered"},
    {"nothing-known",
     "sex=M; age_years=50; height_cm=179.574; weight_kg=60; regimen=us-yescarta; guidance=us-label",
     "fludarabine_hepatic:flu-hepatic-1 fludarabine_weight:flu-weight-1 "
     "cyclophosphamide_hepatic:cy-hepatic-1 cyclophosphamide_weight:cy-weight-1",
     ""},
};

static void
test_case(gconstpointer data)
{
    guint i = GPOINTER_TO_UINT(data);
    g_autoptr(FixtureCase) fixture = fixture_plan(CASES[i].text);
    g_autoptr(GString) rows = g_string_new(NULL), decisions = g_string_new(NULL);
    g_assert_true(fixture->planned);
    ldose_plan_rows_write(rows, &fixture->plan);
    ldose_plan_decisions_write(decisions, &fixture->plan);
    g_assert_cmpstr(rows->str, ==, CASES[i].rows);
    g_assert_cmpstr(decisions->str, ==, CASES[i].decisions);
}

static void
test_part(void)
{
    static const struct {
        LdosePart part;
        const char *text;
    } rows[] = {
        {{0.8, 0.8, TRUE}, "0.8"},
        {{1, 1, TRUE}, "1"},
        {{0.5, 1, FALSE}, "[0.5,1)"},
        {{0.5, 0.75, TRUE}, "[0.5,0.75]"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        ldose_part_write(out, &rows[i].part);
        g_assert_cmpstr(out->str, ==, rows[i].text);
    }
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/plan-rows/%s", CASES[i].name);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_case);
    }
    g_test_add_func("/plan-rows/part", test_part);
    return g_test_run();
}
