/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The classes of ordered doses (R45) and the table of a run (R33). The plan gives 27 mg of
 * fludarabine and 740 mg of cyclophosphamide a day; the policy permits 5 %. */
#include "batch-summary.h"

#include <string.h>

#include "fixture.h"

#define LIGHT                                                                                      \
    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology; sex=F; age_years=61; "      \
    "height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6"
#define OPEN                                                                                       \
    "regimen=eu-yescarta; guidance=eu-smpc; formulary=adult-oncology; sex=F; age_years=68; "       \
    "height_cm=160; weight_kg=62; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6"
#define FLU(mg) "; ordered_fludarabine_mg_per_day=" mg
#define CY(mg)  "; ordered_cyclophosphamide_mg_per_day=" mg

typedef struct {
    const char *name, *text;
    LdoseOrderClass expected;
} Case;

static const Case cases[] = {
    {"none", LIGHT, LDOSE_ORDER_NONE},
    {"equal", LIGHT FLU("27") CY("740"), LDOSE_ORDER_PERMITTED},
    {"at 5 % above", LIGHT FLU("28.35"), LDOSE_ORDER_PERMITTED},
    {"just over 5 % above", LIGHT FLU("28.36"), LDOSE_ORDER_HIGH},
    {"at 5 % below", LIGHT FLU("25.65"), LDOSE_ORDER_PERMITTED},
    {"just over 5 % below", LIGHT FLU("25.64"), LDOSE_ORDER_LOW},
    {"at 10 % above", LIGHT FLU("29.7"), LDOSE_ORDER_HIGH},
    {"just over 10 % above", LIGHT FLU("29.71"), LDOSE_ORDER_FAR_HIGH},
    {"at 10 % below", LIGHT FLU("24.3"), LDOSE_ORDER_LOW},
    {"just over 10 % below", LIGHT FLU("24.29"), LDOSE_ORDER_FAR_LOW},
    {"the farther drug counts", LIGHT FLU("27") CY("1000"), LDOSE_ORDER_FAR_HIGH},
    {"the farther of two far ones", LIGHT FLU("40") CY("500"), LDOSE_ORDER_FAR_HIGH},
    {"the farther of two far ones, low", LIGHT FLU("32") CY("400"), LDOSE_ORDER_FAR_LOW},
    {"no dose", OPEN FLU("30"), LDOSE_ORDER_NOT_COMPARABLE},
    {"no dose, no order", OPEN, LDOSE_ORDER_NONE},
};

static void
test_class(gconstpointer data)
{
    const Case *c = data;
    g_autoptr(FixtureCase) fixture = fixture_plan(c->text);
    g_assert_true(fixture->planned);
    g_assert_cmpint(ldose_order_class(&fixture->plan), ==, c->expected);
}

static char *
table_of(const LdoseBatchSummary *summary)
{
    GString *out = g_string_new(NULL);
    ldose_batch_summary_print(summary, out);
    return g_string_free(out, FALSE);
}

/* Parts that are counted apart and merged in any order give the table of the whole. */
static void
test_merge(void)
{
    LdoseBatchSummary whole = {0}, parts[2] = {{0}, {0}}, sum = {0};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(cases[i].text);
        ldose_batch_summary_add(&whole, &fixture->plan);
        ldose_batch_summary_add(&parts[i % 2], &fixture->plan);
    }
    ldose_batch_summary_add_refused(&whole);
    ldose_batch_summary_add_refused(&parts[1]);
    ldose_batch_summary_merge(&sum, &parts[1]);
    ldose_batch_summary_merge(&sum, &parts[0]);
    g_autofree char *expected = table_of(&whole);
    g_autofree char *got = table_of(&sum);
    g_assert_cmpstr(got, ==, expected);
    g_assert_nonnull(strstr(expected, "refused: 1 rows\n"));
    g_assert_nonnull(strstr(expected, "us-label@1.0"));
    g_assert_true(strstr(expected, "eu-smpc@1.0") < strstr(expected, "us-label@1.0"));

    /* A block after the block before: nothing is left over, and an empty one adds nothing. */
    ldose_batch_summary_reset(&parts[0]);
    ldose_batch_summary_merge(&sum, &parts[0]);
    g_autofree char *again = table_of(&sum);
    g_assert_cmpstr(again, ==, expected);
    ldose_batch_summary_clear(&whole);
    ldose_batch_summary_clear(&parts[0]);
    ldose_batch_summary_clear(&parts[1]);
    ldose_batch_summary_clear(&sum);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/batch-summary/R45/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_class);
    }
    g_test_add_func("/batch-summary/R33/merge", test_merge);
    return g_test_run();
}
