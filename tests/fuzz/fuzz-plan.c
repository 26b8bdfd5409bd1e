/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-plan.h"

#include <math.h>
#include <string.h>

#include "plan-json.h"
#include "plan-text.h"
#include "wording.h"

LdoseLibrary *
fuzz_library(void)
{
    static LdoseLibrary *library;
    if (library == NULL) {
        const char *folder = g_getenv("LYMPHODOSE_DATA");
        const char *const directories[] = {folder != NULL ? folder : FUZZ_DATA, NULL};
        library = ldose_library_new(directories);
        /* A target that finds no document would test nothing. */
        g_assert_nonnull(ldose_library_guidance(library, "us-label", NULL));
    }
    return library;
}

/* ---- a plan is sound, whatever was asked ----------------------------------------------------- */

static void
check_plan(const LdosePlan *plan, const LdosePatient *patient, const LdoseTrace *trace)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *d = &plan->drug[drug];
        g_assert_cmpint(d->has_dose, ==, plan->status == LDOSE_PLAN_FINAL);
        if (d->has_dose)
            g_assert_true(isfinite(d->rounded.given_mg) && d->rounded.given_mg > 0);
    }
    g_autoptr(GString) json = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    ldose_plan_json_document(json, plan, patient, trace);
    ldose_plan_text(text, plan, patient, trace, &ldose_wording_plain);
    g_assert_true(g_utf8_validate_len(text->str, text->len, NULL));
}

static void
compute(const LdosePatient *patient, const LdoseRuleSet *rules, LdoseFaults *faults)
{
    g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
    g_autofree LdosePlan *untraced = g_new0(LdosePlan, 1);
    g_autoptr(LdoseTrace) trace = ldose_trace_new();
    LdoseFaults again = *faults;
    gboolean planned = ldose_plan_compute(patient, rules, plan, trace, faults);
    g_assert_cmpint(planned, ==, ldose_plan_compute(patient, rules, untraced, NULL, &again));
    g_assert_cmpint(planned, ==, faults->n == 0);
    g_assert_cmpint(again.n, ==, faults->n);
    if (planned) {
        g_assert_cmpint((int)plan->status, ==, (int)untraced->status);
        check_plan(plan, patient, trace);
    }
}

/* ---- under shipped documents ----------------------------------------------------------------- */

static void
free_rules(gpointer data)
{
    if (data != NULL)
        ldose_rule_set_clear(data);
    g_free(data);
}

/* One set for each combination; NULL where there is no such document. */
static const LdoseRuleSet *
rules_of(const char *regimen, const char *guidance, const char *formulary)
{
    static GHashTable *sets;
    gpointer found = NULL;
    g_autofree char *key = g_strjoin("\n", regimen, guidance, formulary, NULL);
    if (sets == NULL)
        sets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_rules);
    if (g_hash_table_lookup_extended(sets, key, NULL, &found))
        return found;
    LdoseRuleSet *rules = g_new0(LdoseRuleSet, 1);
    g_autoptr(GError) error = NULL;
    if (!ldose_rule_set_load(rules, fuzz_library(), regimen, guidance, formulary, NULL, &error)) {
        g_assert_nonnull(error);
        g_free(rules);
        return NULL;
    }
    g_hash_table_insert(sets, g_steal_pointer(&key), rules);
    return rules;
}

static char *
text_of(const LdoseCase *c, LdoseColumn column, const char *otherwise)
{
    if (!LDOSE_CASE_HAS(c, column))
        return g_strdup(otherwise);
    return g_strndup(c->value[column].text.text, c->value[column].text.length);
}

void
fuzz_plan_case(const LdoseCase *c, LdoseFaults *faults)
{
    LdosePatient patient;
    if (!ldose_patient_from_case(c, &patient, faults)) {
        g_assert_cmpuint(faults->n, >, 0);
        return;
    }
    g_autofree char *regimen = text_of(c, LDOSE_COLUMN_REGIMEN, "");
    g_autofree char *guidance = text_of(c, LDOSE_COLUMN_GUIDANCE, "");
    g_autofree char *formulary = text_of(c, LDOSE_COLUMN_FORMULARY, "as-published");
    const LdoseRuleSet *rules = rules_of(regimen, guidance, formulary);
    if (rules != NULL)
        compute(&patient, rules, faults);
}

/* ---- under any documents --------------------------------------------------------------------- */

/* All patients are synthetic. */
static const char *const PATIENTS[] = {
    "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=48; "
    "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
    "regimen=us-yescarta; guidance=us-label; sex=M; age_years=20; height_cm=178; weight_kg=37.8; "
    "creatinine_mg_dl=2.1; bilirubin_mg_dl=3.5; "
    "bilirubin_uln_mg_dl=1.2; ast_u_l=300; ast_uln_u_l=35; gilbert=yes",
    "regimen=us-yescarta; guidance=us-label; sex=F; age_years=0.5; height_cm=66; weight_kg=7.2; "
    "creatinine_mg_dl=0.2; bilirubin_mg_dl=0.4; "
    "confirm=bsa-under-10-kg",
    "regimen=us-yescarta; guidance=us-label; sex=M; age_years=70; height_cm=170; weight_kg=92; "
    "dialysis=hd; creatinine_mg_dl=6; "
    "accept_unverified=yes; conditions=pentostatin cystitis_grade_4",
    "regimen=us-yescarta; guidance=us-label; sex=M; age_years=10; height_cm=138; weight_kg=32; "
    "creatinine_mg_dl=<0.3; bilirubin_mg_dl=0.5; "
    "fludarabine_fraction=0.5; cyclophosphamide_fraction=1",
};

void
fuzz_plan_patients(const LdoseRuleSet *rules)
{
    for (guint i = 0; i < G_N_ELEMENTS(PATIENTS); i++) {
        g_auto(GStrv) fields = g_strsplit(PATIENTS[i], "; ", -1);
        LdoseFaults faults = {.n = 0};
        LdoseCase c;
        LdosePatient patient;
        ldose_case_clear(&c);
        for (guint f = 0; fields[f] != NULL; f++) {
            char *value = strchr(fields[f], '=') + 1;
            int column = ldose_column_find(fields[f], (gsize)(value - fields[f]) - 1);
            g_assert_cmpint(column, >=, 0);
            ldose_case_set(&c, (LdoseColumn)column, value, strlen(value), LDOSE_DECIMAL_POINT,
                           &faults);
        }
        if (!ldose_patient_from_case(&c, &patient, &faults))
            g_error("patient %u is refused", i);
        compute(&patient, rules, &faults);
    }
}
