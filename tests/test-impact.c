/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The patients whom a new version changes (R21): the made-up ones meet every row and every limit of
 * both versions; a limit that is moved changes those between and nobody else; two plans differ
 * exactly where something that a person reads differs. */
#include "impact.h"

#include <math.h>
#include <string.h>

#include "fixture.h"
#include "impact-report.h"
#include "rule-row.h"

static LdoseGuidance *
load_text(const char *text)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *path = g_build_filename(directory, "guidance.xml", NULL);
    g_autoptr(GError) error = NULL;
    fixture_write(directory, "guidance.xml", text, -1);
    LdoseGuidance *guidance = ldose_guidance_load(path, FALSE, &error);
    g_assert_no_error(error);
    fixture_remove_directory(g_steal_pointer(&directory));
    return guidance;
}

/* ---- plans of made-up patients --------------------------------------------------------------- */

typedef struct {
    const LdoseGuidance *version[2];
    guint visited, stop_after;
    guint n_changed, n_outside;
    /* For the test of what is met. */
    GHashTable *met; /* keys as g_strdup */
    /* For the test of a moved limit. */
    double low, high; /* clearances below @low and from @high on must not change */
    LdoseCase c;
    LdosePatient patient;
    LdosePlan plan[2];
} Walk;

static const LdoseFormulary *
formulary(void)
{
    return ldose_library_formulary(fixture_library(), "as-published", NULL);
}

static const LdoseGuidance *
general(void)
{
    return ldose_library_guidance(fixture_library(), "general-findings", NULL);
}

/* A general document is run beside a label. */
static void
plan_under(Walk *walk, const LdoseRegimen *regimen, guint i)
{
    LdoseRuleSet rules;
    LdoseFaults faults = {.n = 0};
    const LdoseGuidance *version = walk->version[i];
    gboolean is_general = version->kind == LDOSE_GUIDANCE_GENERAL;
    ldose_rule_set_init(&rules, regimen,
                        is_general ? ldose_library_guidance(fixture_library(), "us-label", NULL)
                                   : version,
                        formulary(), is_general ? version : general(), NULL);
    g_assert_true(ldose_plan_compute(&walk->patient, &rules, &walk->plan[i], NULL, &faults));
    ldose_rule_set_clear(&rules);
}

/* ---- every row and every limit is met -------------------------------------------------------- */

static void meet(Walk *walk, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
meet(Walk *walk, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_hash_table_add(walk->met, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

static gboolean has_met(const Walk *walk, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean
has_met(const Walk *walk, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *key = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    return g_hash_table_contains(walk->met, key);
}

/* At a limit, or no farther beside it than one part in a hundred. */
static void
meet_limits(Walk *walk, const char *name, const LdoseTable *table, const LdoseRow *row)
{
    for (guint axis = 0; axis < table->n_axes; axis++) {
        for (guint i = 0; i < table->n_limits[axis]; i++) {
            double limit = table->limits[axis][i];
            int side = ldose_limit_compare(row->values[axis], limit);
            if (side == 0 || fabs(row->values[axis] - limit) < 0.01 * limit)
                meet(walk, "%s %s %u %u %d", name, table->id, axis, i, side);
        }
    }
}

static gboolean
visit_rows(LdoseMadeUp *made_up, const LdoseRegimen *regimen, gpointer data)
{
    Walk *walk = data;
    g_assert_true(
        ldose_made_up_finish(made_up, walk->version[1]->document.id, &walk->c, &walk->patient));
    for (guint v = 0; v < 2; v++) {
        const LdoseGuidance *version = walk->version[v];
        plan_under(walk, regimen, v);
        for (guint i = 0; i < version->n_tables; i++) {
            const LdoseTable *table = &version->tables[i];
            LdoseRow row;
            if (!ldose_applies_to_regimen(&table->applies, regimen->document.id, regimen->brand))
                continue;
            ldose_row_find(&walk->plan[v], &walk->patient, table, &row, NULL);
            if (row.state != LDOSE_ROW_MATCHED)
                continue;
            meet(walk, "%s %s %s", version->document.id, table->id, row.rule->id);
            meet_limits(walk, version->document.id, table, &row);
        }
    }
    walk->visited++;
    return TRUE;
}

static void
assert_all_met(const Walk *walk, const LdoseGuidance *version)
{
    const char *name = version->document.id;
    for (guint i = 0; i < version->n_tables; i++) {
        const LdoseTable *table = &version->tables[i];
        for (guint k = 0; k < table->n_rules; k++) {
            if (!has_met(walk, "%s %s %s", name, table->id, table->rules[k].id))
                g_error("%s: no patient in row %s of %s", name, table->rules[k].id, table->id);
        }
        for (guint axis = 0; axis < table->n_axes; axis++) {
            for (guint k = 0; k < table->n_limits[axis]; k++) {
                for (int side = -1; side <= 1; side++) {
                    if (!has_met(walk, "%s %s %u %u %d", name, table->id, axis, k, side))
                        g_error("%s: no patient at side %d of limit %g of %s", name, side,
                                table->limits[axis][k], table->id);
                }
            }
        }
    }
}

/* R21: every band of both versions and each limit, below, at and above. */
static void
check_pair(const char *older, const char *newer)
{
    Walk *walk = g_new0(Walk, 1);
    walk->version[0] = ldose_library_guidance(fixture_library(), older, NULL);
    walk->version[1] = ldose_library_guidance(fixture_library(), newer, NULL);
    walk->met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_assert_true(ldose_impact_walk(walk->version[0], walk->version[1], fixture_library(),
                                    formulary(), visit_rows, walk));
    assert_all_met(walk, walk->version[0]);
    assert_all_met(walk, walk->version[1]);
    g_test_message("%s, %s: %u patients", older, newer, walk->visited);
    g_hash_table_unref(walk->met);
    g_free(walk);
}

static void
test_shipped_is_met(gconstpointer data)
{
    check_pair(data, data);
}

/* One in mL/min, the other per 1.73 m². */
static void
test_pair_is_met(void)
{
    check_pair("us-label", "us-label-older");
    check_pair("eu-smpc", "ch-fludara");
}

static gboolean
visit_few(LdoseMadeUp *made_up, const LdoseRegimen *regimen, gpointer data)
{
    Walk *walk = data;
    g_assert_cmpstr(made_up->regimen, ==, regimen->document.id);
    return ++walk->visited < walk->stop_after;
}

static void
test_stops_when_told(void)
{
    Walk *walk = g_new0(Walk, 1);
    const LdoseGuidance *guidance = ldose_library_guidance(fixture_library(), "us-label", NULL);
    walk->stop_after = 5;
    g_assert_false(
        ldose_impact_walk(guidance, guidance, fixture_library(), formulary(), visit_few, walk));
    g_assert_cmpuint(walk->visited, ==, 5);
    g_free(walk);
}

/* Whatever the walk has come to, it ends with the patient at whom it is told to. */
static void
test_stops_anywhere(void)
{
    g_autofree Walk *walk = g_new0(Walk, 1);
    const LdoseGuidance *older = ldose_library_guidance(fixture_library(), "us-label", NULL);
    const LdoseGuidance *newer = ldose_library_guidance(fixture_library(), "us-label-older", NULL);
    walk->stop_after = G_MAXUINT;
    g_assert_true(
        ldose_impact_walk(older, newer, fixture_library(), formulary(), visit_few, walk));
    guint most = MIN(walk->visited, 1000); /* more than one regimen has */
    for (guint n = 1; n < most; n++) {
        walk->stop_after = n;
        walk->visited = 0;
        g_assert_false(
            ldose_impact_walk(older, newer, fixture_library(), formulary(), visit_few, walk));
        g_assert_cmpuint(walk->visited, ==, n);
    }
}

static void
test_no_regimen(void)
{
    const char *none[] = {NULL};
    Walk *walk = g_new0(Walk, 1);
    g_autoptr(LdoseLibrary) library = ldose_library_new(none);
    const LdoseGuidance *guidance = ldose_library_guidance(fixture_library(), "us-label", NULL);
    g_assert_false(ldose_impact_walk(guidance, guidance, library, formulary(), visit_few, walk));
    g_assert_cmpuint(walk->visited, ==, 0);
    g_free(walk);
}

/* ---- a limit that is moved ------------------------------------------------------------------- */

static gboolean
visit_compare(LdoseMadeUp *made_up, const LdoseRegimen *regimen, gpointer data)
{
    Walk *walk = data;
    LdoseImpact impact;
    g_assert_true(
        ldose_made_up_finish(made_up, walk->version[1]->document.id, &walk->c, &walk->patient));
    plan_under(walk, regimen, 0);
    plan_under(walk, regimen, 1);
    ldose_impact_compare(&walk->plan[0], &walk->plan[1], &impact);
    walk->visited++;
    if ((impact.changed & (LDOSE_IMPACT_PART | LDOSE_IMPACT_DOSE | LDOSE_IMPACT_STATUS)) == 0)
        return TRUE;
    walk->n_changed++;
    g_assert_cmpuint(impact.cohorts, ==, 1u << LDOSE_COHORT_RENAL);
    double clearance = walk->patient.gfr_measured_ml_min;
    if (!(clearance >= walk->low && clearance < walk->high))
        walk->n_outside++;
    return TRUE;
}

static void
test_limit_moved(void)
{
    g_autofree char *text = fixture_replace(
        fixture_replace(fixture_read("guidance/us-label-1.0.xml"), "<range from=\"50\" to=\"79\"/>",
                        "<range from=\"55\" to=\"79\"/>"),
        "<range above=\"49\" below=\"50\"/>", "<range above=\"49\" below=\"55\"/>");
    g_autoptr(LdoseGuidance) newer = load_text(text);
    Walk *walk = g_new0(Walk, 1);
    walk->version[0] = ldose_library_guidance(fixture_library(), "us-label", NULL);
    walk->version[1] = newer;
    walk->low = 50;
    walk->high = 55;
    g_assert_true(ldose_impact_walk(walk->version[0], newer, fixture_library(), formulary(),
                                    visit_compare, walk));
    g_assert_cmpuint(walk->n_changed, >=, 4); /* at 50, above it, between, below 55 */
    g_assert_cmpuint(walk->n_outside, ==, 0);
    g_free(walk);
}

/* Nothing changes for anybody under the same document. */
static void
test_same_document(gconstpointer data)
{
    Walk *walk = g_new0(Walk, 1);
    walk->version[0] = walk->version[1] = ldose_library_guidance(fixture_library(), data, NULL);
    g_assert_true(ldose_impact_walk(walk->version[0], walk->version[1], fixture_library(),
                                    formulary(), visit_compare, walk));
    g_assert_cmpuint(walk->n_changed, ==, 0);
    g_assert_cmpuint(walk->visited, >, 10);
    g_free(walk);
}

/* ---- two plans ------------------------------------------------------------------------------- */

#define PATIENT                                                                                    \
    "regimen=us-yescarta; sex=M; age_years=50; height_cm=173; weight_kg=62.28; "                   \
    "bilirubin_mg_dl=0.6"

static const struct {
    const char *name;
    const char *from, *to; /* guidance and what else differs */
    guint32 changed, cohorts;
} PLANS[] = {
    {"same", "guidance=us-label; gfr_measured_ml_min=60",
     "guidance=us-label; gfr_measured_ml_min=60", 0, 0},
    {"same-row-other-value", "guidance=us-label; gfr_measured_ml_min=60",
     "guidance=us-label; gfr_measured_ml_min=65", 0, 0},
    {"part", "guidance=us-label; gfr_measured_ml_min=65",
     "guidance=us-label; gfr_measured_ml_min=40", LDOSE_IMPACT_PART | LDOSE_IMPACT_DOSE,
     1u << LDOSE_COHORT_RENAL},
    {"to-a-stop", "guidance=us-label; gfr_measured_ml_min=65",
     "guidance=us-label; gfr_measured_ml_min=20",
     LDOSE_IMPACT_STATUS | LDOSE_IMPACT_PART | LDOSE_IMPACT_DOSE | LDOSE_IMPACT_FINDING,
     1u << LDOSE_COHORT_RENAL},
    {"condition", "guidance=us-label; gfr_measured_ml_min=65",
     "guidance=us-label; gfr_measured_ml_min=65; conditions=porphyria",
     LDOSE_IMPACT_STATUS | LDOSE_IMPACT_DOSE, 1u << LDOSE_COHORT_GENERAL},
    {"liver", "guidance=eu-smpc; gfr_measured_ml_min=90",
     "guidance=eu-smpc; gfr_measured_ml_min=90; bilirubin_mg_dl=4",
     LDOSE_IMPACT_PART | LDOSE_IMPACT_DOSE | LDOSE_IMPACT_FINDING, 1u << LDOSE_COHORT_HEPATIC},
    {"options", "guidance=composed-example; gfr_measured_ml_min=60",
     "guidance=composed-example; gfr_measured_ml_min=62", 0, 0},
    {"options-differ", "guidance=composed-example; gfr_measured_ml_min=60",
     "guidance=composed-example; gfr_measured_ml_min=75",
     LDOSE_IMPACT_DECISION | LDOSE_IMPACT_FINDING, 1u << LDOSE_COHORT_RENAL},
};

static void
test_plans(gconstpointer data)
{
    guint i = GPOINTER_TO_UINT(data);
    gboolean other_bilirubin = strstr(PLANS[i].to, "bilirubin") != NULL;
    g_autofree char *one = g_strconcat(PATIENT "; ", PLANS[i].from, NULL);
    g_autofree char *base = other_bilirubin
                                ? fixture_replace(g_strdup(PATIENT), "; bilirubin_mg_dl=0.6", "")
                                : g_strdup(PATIENT);
    g_autofree char *other = g_strconcat(base, "; ", PLANS[i].to, NULL);
    g_autoptr(FixtureCase) older = fixture_plan(one);
    g_autoptr(FixtureCase) newer = fixture_plan(other);
    LdoseImpact impact;
    g_assert_true(older->planned && newer->planned);
    ldose_impact_compare(&older->plan, &newer->plan, &impact);
    g_assert_cmphex(impact.changed, ==, PLANS[i].changed);
    g_assert_cmphex(impact.cohorts, ==, PLANS[i].cohorts);
    ldose_impact_compare(&newer->plan, &older->plan, &impact);
    g_assert_cmphex(impact.changed, ==, PLANS[i].changed);
}

/* A row that cannot be read for want of a value differs from one that can. */
static void
test_row_without_value(void)
{
    g_autoptr(FixtureCase) known =
        fixture_plan(PATIENT "; guidance=us-label; gfr_measured_ml_min=65");
    g_autoptr(FixtureCase) unknown = fixture_plan(PATIENT "; guidance=us-label");
    g_assert_true(ldose_impact_row_differs(&known->plan, &unknown->plan, LDOSE_FLUDARABINE,
                                           LDOSE_COHORT_RENAL));
    g_assert_false(ldose_impact_row_differs(&known->plan, &unknown->plan, LDOSE_FLUDARABINE,
                                            LDOSE_COHORT_HEPATIC));
}

/* ---- the report ------------------------------------------------------------------------------ */

static void
test_report(void)
{
    g_autoptr(FixtureCase) older =
        fixture_plan(PATIENT "; guidance=us-label; gfr_measured_ml_min=65");
    g_autoptr(FixtureCase) newer =
        fixture_plan(PATIENT "; guidance=us-label; gfr_measured_ml_min=40");
    LdoseImpactReport report = {.wording = &ldose_wording_plain};
    g_autoptr(GString) out = g_string_new(NULL);
    ldose_impact_report_patient(&report, out, "line 2, case P1", "", &older->plan, &newer->plan);
    ldose_impact_report_patient(&report, out, "line 3, case P2", "", &older->plan, &older->plan);
    g_assert_cmpstr(out->str, ==,
                    "line 2, case P1 (renal): part dose\n"
                    "  fludarabine part: 0.8 -> 0.6\n"
                    "  fludarabine mg a day: 42 -> 31\n"
                    "  why: fludarabine renal: fr3 dose-of 20 of 25 mg/m2 -> fr5 dose-of 15 of 25 "
                    "mg/m2\n");
    g_string_truncate(out, 0);
    ldose_impact_report_totals(out, &report);
    g_assert_cmpstr(out->str, ==,
                    "patients: 2\nrefused: 0\nchanged: 1\n  status: 0\n  part: 1\n  dose: 1\n  "
                    "decision: 0\n  finding: 0\nof these, by the rows that differ:\n  renal: 1\n  "
                    "hepatic: 0\n  weight: 0\n  general: 0\n");
}

/* As many fields as the header, and the same numbers. */
static void
test_report_csv(void)
{
    g_autoptr(FixtureCase) older =
        fixture_plan(PATIENT "; guidance=eu-smpc; gfr_measured_ml_min=65");
    g_autoptr(FixtureCase) newer =
        fixture_plan(PATIENT "; guidance=ch-fludara; gfr_measured_ml_min=65");
    LdoseImpactReport report = {.csv = TRUE, .wording = &ldose_wording_plain};
    g_autoptr(GString) out = g_string_new(NULL);
    ldose_impact_report_begin(out, &report, &older->rules->guidance->document,
                              &newer->rules->guidance->document);
    ldose_impact_report_patient(&report, out, "line 2", "a=1; b=\"2\", c", &older->plan,
                                &newer->plan);
    g_auto(GStrv) lines = g_strsplit(out->str, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 3);
    g_assert_true(g_str_has_prefix(lines[0], "patient,regimen,changed,cohorts,old_status,"));
    g_assert_true(g_str_has_prefix(
        lines[1], "line 2,us-yescarta,status part dose decision,renal hepatic,decision,final,"));
    g_assert_nonnull(strstr(lines[1], ",\"[25.95,51.9)\",26,"));
    g_assert_true(g_str_has_suffix(lines[1], ",\"a=1; b=\"\"2\"\", c\""));
}

int
main(int argc, char **argv)
{
    static const char *const guidances[] = {"us-label",    "us-label-older",    "eu-smpc",
                                            "ch-fludara",  "ch-actavis-2016",   "dana-farber",
                                            "vall-hebron", "kinderformularium", "uk-uhs-car-t",
                                            "ie-nccp",     "composed-example",  "general-findings"};
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(guidances); i++) {
        g_autofree char *met = g_strdup_printf("/impact/R21-every-limit/%s", guidances[i]);
        g_autofree char *same = g_strdup_printf("/impact/R21-same-document/%s", guidances[i]);
        g_test_add_data_func(met, guidances[i], test_shipped_is_met);
        g_test_add_data_func(same, guidances[i], test_same_document);
    }
    g_test_add_func("/impact/row-without-value", test_row_without_value);
    g_test_add_func("/impact/R21-every-limit/pairs", test_pair_is_met);
    g_test_add_func("/impact/stops-when-told", test_stops_when_told);
    g_test_add_func("/impact/stops-anywhere", test_stops_anywhere);
    g_test_add_func("/impact/no-regimen", test_no_regimen);
    g_test_add_func("/impact/R21-limit-moved", test_limit_moved);
    for (guint i = 0; i < G_N_ELEMENTS(PLANS); i++) {
        g_autofree char *path = g_strdup_printf("/impact/plans/%s", PLANS[i].name);
        g_test_add_data_func(path, GUINT_TO_POINTER(i), test_plans);
    }
    g_test_add_func("/impact/report", test_report);
    g_test_add_func("/impact/report-csv", test_report_csv);
    return g_test_run();
}
