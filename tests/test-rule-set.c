/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents of one plan: which tables concern its regimen, and which stops stand elsewhere
 * (rules.md 1 and 3, contraindicated-elsewhere). */
#include "rule-set.h"

#include <string.h>

#include "error.h"
#include "fixture.h"

static const char *
table_id(const LdoseTable *table)
{
    return table != NULL ? table->id : "-";
}

/* ---- tables of a regimen (encoding.md 3) ----------------------------------------------------- */

static void
test_tables(void)
{
    static const struct {
        const char *regimen, *guidance, *flu_renal, *cy_renal;
        gboolean has_regimen;
    } rows[] = {
        {"us-yescarta", "us-label", "flu-renal", "cy-renal", TRUE},
        {"uk-yescarta", "uk-uhs-car-t", "flu-renal-a", "cy-renal-a", TRUE},
        {"uk-tecartus-mcl", "uk-uhs-car-t", "flu-renal-a", "cy-renal-a", TRUE},
        {"uk-breyanzi", "uk-uhs-car-t", "flu-renal-b", "cy-renal-b", TRUE},
        {"uk-kymriah-lbcl", "uk-uhs-car-t", "flu-renal-c", "cy-renal-c", TRUE},
        {"uk-kymriah-fl", "uk-uhs-car-t", "flu-renal-c", "cy-renal-c", TRUE},
        {"uk-tecartus-ball", "uk-uhs-car-t", "flu-renal-c", "cy-renal-c", TRUE},
        {"uk-kymriah-ball", "uk-uhs-car-t", "flu-renal-d", "cy-renal-d", TRUE},
        {"us-yescarta", "uk-uhs-car-t", "-", "-", FALSE},
        {"us-abecma", "dana-farber", "flu-renal", "cy-renal", TRUE},
        {"us-yescarta", "dana-farber", "flu-renal", "cy-renal", FALSE},
        {"us-breyanzi", "ie-nccp", "-", "cy-renal", TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LdoseRuleSet *rules =
            fixture_rules(rows[i].regimen, rows[i].guidance, "as-published");
        g_assert_cmpstr(table_id(rules->table[LDOSE_FLUDARABINE][LDOSE_COHORT_RENAL]), ==,
                        rows[i].flu_renal);
        g_assert_cmpstr(table_id(rules->table[LDOSE_CYCLOPHOSPHAMIDE][LDOSE_COHORT_RENAL]), ==,
                        rows[i].cy_renal);
        g_assert_true(rules->guidance_has_regimen == rows[i].has_regimen);
        g_assert_cmpstr(rules->general->document.id, ==, LDOSE_GENERAL_FINDINGS);
    }
}

/* Every drug has a table for every cohort, for every regimen of a document's domain (rules.md
 * 1). */
static void
test_every_cohort(void)
{
    g_autoptr(GPtrArray) regimens =
        ldose_library_entries(fixture_library(), LDOSE_DOCUMENT_REGIMENS);
    const GPtrArray *guidances = ldose_library_guidances(fixture_library(), NULL);
    for (guint i = 0; i < guidances->len; i++) {
        const LdoseGuidance *guidance = g_ptr_array_index(guidances, i);
        for (guint k = 0; k < regimens->len && guidance->kind != LDOSE_GUIDANCE_GENERAL; k++) {
            const LdoseLibraryEntry *entry = g_ptr_array_index(regimens, k);
            const LdoseRegimen *regimen = ldose_library_regimen(fixture_library(), entry->id, NULL);
            if (!ldose_applies_to_regimen(&guidance->applies, regimen->document.id, regimen->brand))
                continue;
            for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
                for (int cohort = 0; cohort < LDOSE_COHORT_GENERAL; cohort++) {
                    const LdoseTable *table = ldose_guidance_table(
                        guidance, regimen, (LdoseDrug)drug, (LdoseCohort)cohort);
                    if ((table == NULL) != guidance->not_covered[drug])
                        g_error("%s, %s: drug %d cohort %d", guidance->document.id, entry->id, drug,
                                cohort);
                }
            }
        }
    }
}

/* ---- stops elsewhere ------------------------------------------------------------------------- */

static gboolean
has_stop(const LdoseRuleSet *rules, const char *guidance, LdoseDrug drug, const char *row)
{
    for (guint i = 0; i < rules->elsewhere->len; i++) {
        const LdoseStopElsewhere *stop = &g_array_index(rules->elsewhere, LdoseStopElsewhere, i);
        if (strcmp(stop->guidance->document.id, guidance) == 0 && stop->drug == drug &&
            strcmp(stop->rule->id, row) == 0)
            return TRUE;
    }
    return FALSE;
}

static void
test_elsewhere(void)
{
    const LdoseRuleSet *rules = fixture_rules("us-yescarta", "us-label", "as-published");
    g_assert_true(has_stop(rules, "eu-smpc", LDOSE_FLUDARABINE, "fr3"));
    g_assert_true(has_stop(rules, "eu-smpc", LDOSE_CYCLOPHOSPHAMIDE, "ch4"));
    g_assert_true(has_stop(rules, "us-label-older", LDOSE_FLUDARABINE, "fr3"));
    g_assert_true(has_stop(rules, "ie-nccp", LDOSE_CYCLOPHOSPHAMIDE, "ch2"));
    g_assert_true(has_stop(rules, "composed-example", LDOSE_CYCLOPHOSPHAMIDE, "cr6"));
    /* Not its own, not the general findings', not a centre's of other regimens; a decision is no
     * stop. */
    g_assert_false(has_stop(rules, "us-label", LDOSE_FLUDARABINE, "fr6"));
    g_assert_false(has_stop(rules, "general-findings", LDOSE_FLUDARABINE, "pentostatin"));
    g_assert_false(has_stop(rules, "dana-farber", LDOSE_FLUDARABINE, "fr6"));
    g_assert_false(has_stop(rules, "uk-uhs-car-t", LDOSE_FLUDARABINE, "fr6a"));
    g_assert_false(has_stop(rules, "eu-smpc", LDOSE_CYCLOPHOSPHAMIDE, "cr2"));
    const LdoseRuleSet *uk = fixture_rules("uk-breyanzi", "eu-smpc", "as-published");
    g_assert_false(has_stop(uk, "uk-uhs-car-t", LDOSE_FLUDARABINE, "fr6b")); /* "decide" */
    const LdoseRuleSet *axi = fixture_rules("uk-yescarta", "eu-smpc", "as-published");
    g_assert_true(has_stop(axi, "uk-uhs-car-t", LDOSE_FLUDARABINE, "fr6a"));
    g_assert_true(has_stop(axi, "uk-uhs-car-t", LDOSE_CYCLOPHOSPHAMIDE, "cr3a"));
}

static void
test_stops(void)
{
    static const struct {
        const char *regimen, *guidance;
        LdoseDrug drug;
        LdoseCohort cohort;
        const char *rule;
        gboolean stops;
    } rows[] = {
        {"us-yescarta", "us-label", LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL, "fr6", TRUE},
        {"us-yescarta", "us-label", LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL, "fr2", FALSE},
        {"us-yescarta", "us-label", LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_RENAL, "cr3", TRUE},
        {"us-breyanzi", "ie-nccp", LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_RENAL, "cr4", TRUE},
        {"us-breyanzi", "ie-nccp", LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_RENAL, "cr6", TRUE},
        {"uk-breyanzi", "uk-uhs-car-t", LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL, "fr6b", FALSE},
        {"us-yescarta", "composed-example", LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_RENAL, "cr4",
         FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LdoseTable *table = fixture_rules(rows[i].regimen, rows[i].guidance, "as-published")
                                      ->table[rows[i].drug][rows[i].cohort];
        gboolean found = FALSE;
        for (guint k = 0; k < table->n_rules; k++) {
            if (strcmp(table->rules[k].id, rows[i].rule) != 0)
                continue;
            found = TRUE;
            g_assert_true(ldose_rule_stops(&table->rules[k]) == rows[i].stops);
        }
        g_assert_true(found);
    }
}

/* ---- names that are not there ---------------------------------------------------------------- */

static void
test_unknown(void)
{
    static const struct {
        const char *regimen, *guidance, *formulary;
        LdoseDocumentKind kind;
    } rows[] = {
        {"none", "us-label", "as-published", LDOSE_DOCUMENT_REGIMENS},
        {"us-yescarta", "none", "as-published", LDOSE_DOCUMENT_GUIDANCE},
        {"us-yescarta", "us-label", "none", LDOSE_DOCUMENT_FORMULARY},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        LdoseRuleSet rules = {NULL};
        LdoseDocumentKind kind = LDOSE_N_DOCUMENT_KINDS;
        g_autoptr(GError) error = NULL;
        g_assert_false(ldose_rule_set_load(&rules, fixture_library(), rows[i].regimen,
                                           rows[i].guidance, rows[i].formulary, &kind, &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
        g_assert_cmpint((int)kind, ==, (int)rows[i].kind);
        g_assert_nonnull(strstr(error->message, "none"));
    }
    /* Without the general findings there is no plan. */
    g_autofree char *directory = fixture_make_directory();
    static const char *const names[] = {"regimens/us-yescarta-1.0.xml", "guidance/us-label-1.0.xml",
                                        "formulary/as-published-1.0.xml"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *text = fixture_read(names[i]);
        fixture_write(directory, names[i], text, -1);
    }
    const char *const directories[] = {directory, NULL};
    g_autoptr(LdoseLibrary) library = ldose_library_new(directories);
    LdoseRuleSet rules = {NULL};
    g_autoptr(GError) error = NULL;
    g_assert_false(ldose_rule_set_load(&rules, library, "us-yescarta", "us-label", "as-published",
                                       NULL, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    fixture_remove_directory(g_steal_pointer(&directory));
}

/* The general findings are no guidance to dose by: they hold no doses (rules.md 1). */
static void
test_general_is_no_guidance(void)
{
    LdoseRuleSet rules = {NULL};
    g_autoptr(GError) error = NULL;
    gboolean loaded = ldose_rule_set_load(&rules, fixture_library(), "us-yescarta",
                                          LDOSE_GENERAL_FINDINGS, "as-published", NULL, &error);
    if (!loaded) {
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
        return;
    }
    g_autoptr(FixtureCase) fixture = fixture_plan_under(
        "regimen=us-yescarta; guidance=general-findings; sex=M; age_years=50; height_cm=170; "
        "weight_kg=70; gfr_measured_ml_min=100; bilirubin_mg_dl=0.6",
        &rules);
    g_assert_true(fixture->planned);
    g_assert_cmpint((int)fixture->plan.status, !=, (int)LDOSE_PLAN_FINAL);
    ldose_rule_set_clear(&rules);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/rule-set/tables", test_tables);
    g_test_add_func("/rule-set/every-cohort", test_every_cohort);
    g_test_add_func("/rule-set/elsewhere", test_elsewhere);
    g_test_add_func("/rule-set/R40-stops", test_stops);
    g_test_add_func("/rule-set/unknown", test_unknown);
    g_test_add_func("/rule-set/general-is-no-guidance", test_general_is_no_guidance);
    return g_test_run();
}
