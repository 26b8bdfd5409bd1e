/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold for every patient under every shipped document (R15, R16, R39, R40). Patients are
 * generated, always the same ones. */
#include "plan.h"

#include <math.h>
#include <string.h>

#include "fixture.h"
#include "guidance-check.h"

/* A regimen for each group of tables of each shipped guidance. */
typedef struct {
    const char *guidance, *regimen;
    int age_from, age_to; /* years: adults unless it is a children's document */
} Pair;

static const Pair PAIRS[] = {
    {"us-label", "us-yescarta", 18, 90},
    {"us-label", "us-amtagvi", 18, 90},
    {"us-label-older", "us-breyanzi", 18, 90},
    {"eu-smpc", "eu-yescarta", 18, 90},
    {"ch-fludara", "ch-yescarta", 18, 90},
    {"ch-actavis-2016", "ch-abecma", 18, 90},
    {"dana-farber", "us-carvykti", 18, 90},
    {"vall-hebron", "eu-yescarta", 18, 90},
    {"kinderformularium", "us-kymriah-ball", 1, 18},
    {"uk-uhs-car-t", "uk-yescarta", 18, 90},
    {"uk-uhs-car-t", "uk-breyanzi", 18, 90},
    {"uk-uhs-car-t", "uk-kymriah-lbcl", 18, 90},
    {"uk-uhs-car-t", "uk-kymriah-ball", 18, 25},
    {"uk-uhs-car-t", "uk-tecartus-ball", 26, 90},
    {"ie-nccp", "us-breyanzi", 18, 90},
    {"composed-example", "us-yescarta", 18, 90},
};

static const char *const FORMULARIES[] = {"as-published", "adult-oncology", "uk-nhs-bands"};

/* Every guidance that ships stands in the table above. */
static void
test_every_guidance_is_tested(void)
{
    const GPtrArray *faults = NULL;
    const GPtrArray *guidances = ldose_library_guidances(fixture_library(), &faults);
    g_assert_cmpuint(faults->len, ==, 0);
    for (guint i = 0; i < guidances->len; i++) {
        const LdoseGuidance *guidance = g_ptr_array_index(guidances, i);
        gboolean found = guidance->kind == LDOSE_GUIDANCE_GENERAL;
        for (guint k = 0; k < G_N_ELEMENTS(PAIRS); k++)
            found = found || strcmp(PAIRS[k].guidance, guidance->document.id) == 0;
        if (!found)
            g_error("%s is in no property test", guidance->document.id);
    }
}

/* ---- generated patients ---------------------------------------------------------------------- */

typedef struct {
    gboolean male;
    double age_years, height_cm, weight_kg;
} Body;

static Body
make_body(GRand *random, int age_from, int age_to)
{
    Body body = {.male = g_rand_boolean(random), .age_years = age_from};
    if (age_to > age_from)
        body.age_years = g_rand_int_range(random, age_from, age_to);
    double grown = CLAMP(body.age_years / 18, 0.2, 1);
    body.height_cm = (int)((70 + 80 * grown) * 10 + g_rand_int_range(random, 0, 400)) / 10.0;
    double bmi = g_rand_int_range(random, 130, 480) / 10.0;
    body.weight_kg = MAX(10, (int)(bmi * body.height_cm * body.height_cm / 1000) / 10.0);
    return body;
}

/* A case has the point in every locale; printf() has not. Takes and returns @text. */
static char *
with_point(char *text)
{
    return g_strdelimit(text, ",", '.');
}

static char *
body_text(const Body *body)
{
    return with_point(g_strdup_printf(
        "sex=%s; age_years=%g; height_cm=%.1f; weight_kg=%.1f; confirm=height_cm weight_kg; ",
        body->male ? "M" : "F", body->age_years, body->height_cm, body->weight_kg));
}

/* ---- R15: worse kidneys or liver, never a higher dose ---------------------------------------- */

/* What a plan allows for one drug, in mg a day: from @low to @high; nothing when a person decides
 * without any figure. A stop allows 0. */
typedef struct {
    gboolean known, stopped;
    double low_mg, high_mg;
} Allowed;

static Allowed
allowed(const LdosePlan *plan, LdoseDrug drug)
{
    const LdoseDrugPlan *d = &plan->drug[drug];
    Allowed result = {FALSE, FALSE, 0, 0};
    if (d->status == LDOSE_PLAN_CONTRAINDICATED)
        return (Allowed){TRUE, TRUE, 0, 0};
    if (d->status == LDOSE_PLAN_FINAL)
        return (Allowed){TRUE, FALSE, d->base_mg * d->part, d->base_mg * d->part};
    for (guint i = 0; i < plan->n_decisions; i++) {
        const LdoseDecision *decision = &plan->decision[i];
        if (decision->drug != (int)drug)
            continue;
        /* Sources that differ are compared source by source by the document's own proof. */
        if (decision->kind != LDOSE_DECISION_RANGE && decision->kind != LDOSE_DECISION_UNDEFINED)
            return (Allowed){FALSE, FALSE, 0, 0};
        for (guint k = 0; k < decision->n_options; k++) {
            const LdoseDecisionOption *option = &decision->option[k];
            if (option->stop)
                return (Allowed){FALSE, FALSE, 0, 0};
            result.low_mg = result.known ? MIN(result.low_mg, option->low_mg) : option->low_mg;
            result.high_mg = result.known ? MAX(result.high_mg, option->high_mg) : option->high_mg;
            result.known = TRUE;
        }
    }
    return result;
}

static void
check_not_more(const char *better_text, const char *worse_text, LdoseDrug drug,
               const Allowed *better, const Allowed *worse)
{
    if (!better->known || !worse->known)
        return;
    gboolean more = ldose_limit_compare(worse->high_mg, better->high_mg) > 0 ||
                    ldose_limit_compare(worse->low_mg, better->low_mg) > 0 ||
                    (better->stopped && !worse->stopped);
    if (more)
        g_error("%s: %g to %g mg for\n%s\nbut %g to %g mg for\n%s",
                ldose_vocabulary_id(&ldose_drugs, (int)drug), better->low_mg, better->high_mg,
                better_text, worse->low_mg, worse->high_mg, worse_text);
}

/* A dose that is given, and its rounding, never rise either. */
static void
check_given(const char *text, const LdosePlan *better, const LdosePlan *worse)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (!better->drug[drug].has_dose || !worse->drug[drug].has_dose)
            continue;
        if (ldose_limit_compare(worse->drug[drug].rounded.given_mg,
                                better->drug[drug].rounded.given_mg) > 0)
            g_error("a higher %s dose is given to\n%s", ldose_vocabulary_id(&ldose_drugs, drug),
                    text);
    }
}

/* Walks one organ from well to ill. @column: the lab value; rising is worse unless @falls. */
static void
walk(const char *base, const char *column, const double *values, guint n_values)
{
    g_autoptr(FixtureCase) last = NULL;
    for (guint i = 0; i < n_values; i++) {
        g_autofree char *number = fixture_number(values[i]);
        g_autofree char *text = g_strdup_printf("%s%s=%s; ", base, column, number);
        FixtureCase *fixture = fixture_plan(text);
        if (!fixture->planned) {
            g_autofree char *faults = fixture_faults_text(&fixture->faults);
            g_error("\"%s\" is refused: %s", text, faults);
        }
        for (int drug = 0; last != NULL && drug < LDOSE_N_DRUGS; drug++) {
            Allowed better = allowed(&last->plan, (LdoseDrug)drug),
                    worse = allowed(&fixture->plan, (LdoseDrug)drug);
            check_not_more(base, text, (LdoseDrug)drug, &better, &worse);
        }
        if (last != NULL)
            check_given(text, &last->plan, &fixture->plan);
        fixture_case_free(g_steal_pointer(&last));
        last = fixture;
    }
}

/* From well to ill, with every limit of every document, just below and just above it. */
static const double CREATININE_MG_DL[] = {
    0.15, 0.2,  0.3, 0.4,  0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8,  0.85, 0.9, 0.95,
    1.0,  1.05, 1.1, 1.15, 1.2, 1.25, 1.3, 1.4,  1.5, 1.6,  1.7,  1.8,  1.9, 2.0,
    2.1,  2.2,  2.4, 2.6,  2.8, 3.0,  3.5, 4.0,  5.0, 7.0,  10.0, 15.0, 20.0};
static const double BILIRUBIN_MG_DL[] = {0,    0.3,  0.6, 1.2,  1.9,  2.0, 2.9,  3.0,
                                         3.01, 3.05, 3.1, 3.11, 3.5,  3.6, 3.61, 4.0,
                                         5.0,  5.01, 6.0, 10.0, 30.0, 50.0};
static const double GFR_ML_MIN[] = {
    160,   120,   100,   81,    80.01, 80,    79.99, 79.5,  79.01, 79,    78.99, 71,
    70.01, 70,    69.99, 69.5,  69.01, 69,    68.99, 61,    60.01, 60,    59.99, 55,
    50.01, 50,    49.99, 49.5,  49.01, 49,    48.99, 46,    45.01, 45,    44.99, 40,
    35,    30.01, 30,    29.99, 29.5,  29.01, 29,    28.99, 26,    25.01, 25,    24.99,
    24.5,  24.01, 24,    23.99, 15,    10.01, 10,    9.99,  5,     1,     0.1};

static void
test_monotonic(gconstpointer data)
{
    const Pair *pair = data;
    g_autoptr(GRand) random = g_rand_new_with_seed(15);
    for (guint i = 0; i < 60; i++) {
        Body body = make_body(random, pair->age_from, pair->age_to);
        g_autofree char *who = body_text(&body);
        const char *formulary = FORMULARIES[i % G_N_ELEMENTS(FORMULARIES)];
        /* A chosen part answers the ranges, so that final doses are compared as well. */
        const char *answer = i % 4 == 1 ? "fludarabine_fraction=0.6; accept_unverified=yes; "
                                        : "accept_unverified=yes; ";
        gboolean per_kg = strcmp(pair->regimen, "us-amtagvi") == 0;
        g_autofree char *size =
            per_kg ? with_point(g_strdup_printf("dosing_weight_kg=%.1f; ", body.weight_kg))
                   : g_strdup("");
        g_autofree char *base =
            g_strdup_printf("regimen=%s; guidance=%s; formulary=%s; %s%s%s", pair->regimen,
                            pair->guidance, formulary, who, answer, size);
        g_autofree char *well_liver =
            g_strdup_printf("%sbilirubin_mg_dl=0.6; bilirubin_uln_mg_dl=1.2; ", base);
        g_autofree char *well_kidney = g_strdup_printf(
            "%sgfr_measured_ml_min=%d; bilirubin_uln_mg_dl=1.2; ", base, i % 3 == 0 ? 55 : 150);
        walk(well_liver, "creatinine_mg_dl", CREATININE_MG_DL, G_N_ELEMENTS(CREATININE_MG_DL));
        walk(well_liver, "gfr_measured_ml_min", GFR_ML_MIN, G_N_ELEMENTS(GFR_ML_MIN));
        walk(well_kidney, "bilirubin_mg_dl", BILIRUBIN_MG_DL, G_N_ELEMENTS(BILIRUBIN_MG_DL));
    }
}

/* Dialysis is never better than the best or the worst measured clearance. */
static void
test_dialysis_is_worst(gconstpointer data)
{
    const Pair *pair = data;
    static const char *const kinds[] = {"hd", "pd", "crrt"};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        Body body = {TRUE, pair->age_from, 160, 60};
        g_autofree char *who = body_text(&body);
        g_autofree char *base = g_strdup_printf("regimen=%s; guidance=%s; %saccept_unverified=yes; "
                                                "bilirubin_mg_dl=0.6; bilirubin_uln_mg_dl=1.2; ",
                                                pair->regimen, pair->guidance, who);
        g_autofree char *worst = g_strconcat(base, "gfr_measured_ml_min=0.5", NULL);
        g_autofree char *dialysed =
            g_strdup_printf("%screatinine_mg_dl=0.6; dialysis=%s", base, kinds[i]);
        g_autoptr(FixtureCase) one = fixture_plan(worst);
        g_autoptr(FixtureCase) other = fixture_plan(dialysed);
        g_assert_true(one->planned && other->planned);
        g_assert_cmpint((int)one->plan.status, ==, (int)other->plan.status);
        g_assert_false(other->plan.drug[LDOSE_FLUDARABINE].has_dose);
    }
}

/* ---- R39: children are never held against a limit in mL/min ---------------------------------- */

/* Sizes from about the 3rd to the 97th centile (WHO 2006 and CDC 2000 charts, recalled and rounded
 * outwards: they only make patients), and a creatinine that is normal for the age. */
static const struct {
    double age_years, height_from, height_to, weight_from, weight_to, creatinine_from,
        creatinine_to;
} CHILDREN[] = {
    {0.25, 56, 66, 4.4, 8.0, 0.15, 0.35}, {0.5, 61, 72, 5.6, 10.0, 0.15, 0.35},
    {0.75, 66, 77, 6.4, 11.2, 0.15, 0.4}, {1, 69, 81, 6.9, 12.0, 0.15, 0.4},
    {1.5, 74, 88, 8.0, 13.8, 0.2, 0.4},   {2, 79, 94, 8.9, 15.4, 0.2, 0.45},
    {3, 87, 104, 10.6, 18.5, 0.2, 0.5},   {4, 93, 113, 12.2, 22.0, 0.25, 0.5},
    {5, 99, 120, 13.6, 26.0, 0.25, 0.55}, {7, 110, 133, 17, 35, 0.3, 0.6},
    {9, 120, 146, 20.5, 47, 0.3, 0.65},   {11, 129, 158, 25, 60, 0.35, 0.7},
    {13, 140, 172, 31, 75, 0.4, 0.8},     {15, 150, 184, 39, 90, 0.45, 0.9},
    {17, 151, 189, 42, 98, 0.5, 1.0},
};

static void
check_child(const char *text)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(text);
    const LdosePlan *plan = &fixture->plan;
    g_assert_true(fixture->planned);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *d = &plan->drug[drug];
        const LdoseRow *row = &d->row[LDOSE_COHORT_RENAL];
        if (d->status == LDOSE_PLAN_CONTRAINDICATED || d->stop != NULL)
            g_error("a stop for\n%s", text);
        if (d->has_part && ldose_limit_compare(d->part_of_cohort[LDOSE_COHORT_RENAL], 1) < 0)
            g_error("a renal part of %g for\n%s", d->part_of_cohort[LDOSE_COHORT_RENAL], text);
        /* Nothing was compared with a limit in mL/min. */
        int axis = row->table != NULL ? ldose_table_axis(row->table, LDOSE_QUANTITY_CLEARANCE) : -1;
        if (row->state == LDOSE_ROW_MATCHED && axis >= 0)
            g_assert_true(row->table->axes[axis].indexed);
    }
}

static void
test_children(gconstpointer data)
{
    const Pair *pair = data;
    for (guint i = 0; i < G_N_ELEMENTS(CHILDREN); i++) {
        for (guint k = 0; k < 16; k++) {
            /* Every corner of the box: sex, height, weight, creatinine. */
            g_autofree char *text = g_strdup_printf(
                "regimen=%s; guidance=%s; sex=%s; age_years=%g; height_cm=%g; weight_kg=%g; "
                "creatinine_mg_dl=%g; bilirubin_mg_dl=0.5; bilirubin_uln_mg_dl=1.2; "
                "accept_unverified=yes; confirm=bsa-under-10-kg height_cm weight_kg",
                pair->regimen, pair->guidance, (k & 1) != 0 ? "M" : "F", CHILDREN[i].age_years,
                (k & 2) != 0 ? CHILDREN[i].height_to : CHILDREN[i].height_from,
                (k & 4) != 0 ? CHILDREN[i].weight_to : CHILDREN[i].weight_from,
                (k & 8) != 0 ? CHILDREN[i].creatinine_to : CHILDREN[i].creatinine_from);
            check_child(with_point(text));
        }
    }
}

/* ---- R40: the sickest never get the highest dose --------------------------------------------- */

static double
worst_value(const LdoseAxis *axis)
{
    return axis->quantity == LDOSE_QUANTITY_CLEARANCE ? 0 : 1e4;
}

static gboolean
is_organ(LdoseQuantity quantity)
{
    return quantity == LDOSE_QUANTITY_CLEARANCE || quantity == LDOSE_QUANTITY_BILIRUBIN ||
           quantity == LDOSE_QUANTITY_AST || quantity == LDOSE_QUANTITY_ALT;
}

/* 0 a stop, then the highest part that a row allows; a decision without a figure counts as 0. */
static double
most_allowed(const LdoseTable *table, const LdoseRule *rule)
{
    LdoseEffect effect = ldose_rule_effect(table, rule);
    return effect.known ? effect.part.high : 0;
}

static void
check_table(const LdoseGuidance *guidance, const LdoseTable *table)
{
    gboolean stated = FALSE;
    double values[LDOSE_TABLE_MAX_AXES] = {0};
    int organ = -1;
    for (guint i = 0; i < table->n_axes; i++) {
        if (is_organ(table->axes[i].quantity))
            organ = (int)i;
    }
    if (organ < 0)
        return;
    values[organ] = worst_value(&table->axes[organ]);
    const LdoseRule *worst = ldose_table_match(table, values);
    g_assert_nonnull(worst);
    for (guint i = 0; i < table->n_rules; i++) {
        const LdoseRule *rule = &table->rules[i];
        stated = stated ||
                 (rule->outcome != LDOSE_OUTCOME_SILENT && rule->outcome != LDOSE_OUTCOME_NOT_READ);
        /* A source that appears only in the middle band of a choice allows nothing at the worst
         * end. */
        if (most_allowed(table, worst) > most_allowed(table, rule) + 1e-9)
            g_error("%s %s: row %s at the worst end allows more than row %s", guidance->document.id,
                    table->id, worst->id, rule->id);
    }
    if (stated &&
        (worst->outcome == LDOSE_OUTCOME_SILENT || worst->outcome == LDOSE_OUTCOME_NOT_READ))
        g_error("%s %s: row %s at the worst end states nothing", guidance->document.id, table->id,
                worst->id);
}

static void
test_worst_end(void)
{
    const GPtrArray *guidances = ldose_library_guidances(fixture_library(), NULL);
    for (guint i = 0; i < guidances->len; i++) {
        const LdoseGuidance *guidance = g_ptr_array_index(guidances, i);
        gboolean general = guidance->kind == LDOSE_GUIDANCE_GENERAL;
        for (guint k = 0; k < guidance->n_tables && !general; k++)
            check_table(guidance, &guidance->tables[k]);
    }
}

/* rules.md 1: no final with fludarabine for an adult at 29 mL/min and 29 mL/min/1.73 m². */
static void
test_29(gconstpointer data)
{
    const Pair *pair = data;
    int age = MAX(pair->age_from, 18);
    g_autofree char *text =
        g_strdup_printf("regimen=%s; guidance=%s; sex=M; age_years=%d; height_cm=179.574; "
                        "weight_kg=60; gfr_measured_ml_min=29; bilirubin_mg_dl=0.6; "
                        "bilirubin_uln_mg_dl=1.2; accept_unverified=yes; "
                        "fludarabine_fraction=0.5; cyclophosphamide_fraction=0.5",
                        pair->regimen, pair->guidance, age);
    g_autoptr(FixtureCase) fixture = fixture_plan(text);
    g_assert_true(fixture->planned);
    g_assert_cmpint((int)fixture->plan.status, !=, (int)LDOSE_PLAN_FINAL);
}

/* ---- a plan or a named reason, whatever comes in --------------------------------------------- */

static const char *
pick(GRand *random, const char *const *words, guint n)
{
    return words[g_rand_int_range(random, 0, (gint32)n)];
}

static void
append(GRand *random, GString *text, int percent, const char *column, const char *const *words,
       guint n)
{
    if (g_rand_int_range(random, 0, 100) < percent)
        g_string_append_printf(text, "%s=%s; ", column, pick(random, words, n));
}

#define APPEND(percent, column, ...)                                                               \
    G_STMT_START                                                                                   \
    {                                                                                              \
        static const char *const words_[] = {__VA_ARGS__};                                         \
        append(random, text, percent, column, words_, G_N_ELEMENTS(words_));                       \
    }                                                                                              \
    G_STMT_END

static char *
make_anything(GRand *random, const GPtrArray *regimens, const GPtrArray *guidances)
{
    GString *text = g_string_new(NULL);
    const LdoseLibraryEntry *regimen =
        g_ptr_array_index(regimens, (guint)g_rand_int_range(random, 0, (gint32)regimens->len));
    const LdoseGuidance *guidance =
        g_ptr_array_index(guidances, (guint)g_rand_int_range(random, 0, (gint32)guidances->len));
    g_string_append_printf(text, "regimen=%s; guidance=%s; formulary=%s; ", regimen->id,
                           guidance->document.id,
                           pick(random, FORMULARIES, G_N_ELEMENTS(FORMULARIES)));
    APPEND(100, "sex", "F", "M");
    APPEND(100, "age_years", "0", "0.1", "0.25", "0.3", "0.99", "1", "2", "9", "17.99", "18", "25",
           "26", "40", "65", "75", "76", "110", "130");
    APPEND(100, "height_cm", "20", "40", "50", "70", "120", "150", "152.4", "165", "178", "200",
           "230", "275");
    APPEND(100, "weight_kg", "0.5", "2", "8", "9.99", "10", "25", "40", "60", "80", "128", "250",
           "650");
    g_string_append(text,
                    "confirm=age_years height_cm weight_kg creatinine_mg_dl creatinine_umol_l "
                    "bilirubin_mg_dl bilirubin_umol_l creatinine_earlier_mg_dl");
    g_string_append(text, g_rand_boolean(random) ? " bsa-under-10-kg; " : "; ");
    APPEND(20, "dry_weight_kg", "0.5", "10", "55", "650");
    APPEND(20, "previous_weight_kg", "0.5", "50", "60", "650");
    APPEND(60, "creatinine_mg_dl", "0.01", "0.2", "0.9", "1.1", "2", "10", "50", "<0.01", "<0.3",
           "<1.1", "<50");
    APPEND(20, "creatinine_earlier_mg_dl", "0.01", "0.5", "0.9", "1.1", "50");
    APPEND(30, "cystatin_c_mg_l", "0.01", "0.8", "1.6", "20");
    APPEND(25, "gfr_measured_ml_min", "0.001", "10", "29", "30", "49.5", "69.5", "79.5", "100",
           "400");
    APPEND(30, "dialysis", "none", "hd", "pd", "crrt");
    APPEND(70, "bilirubin_mg_dl", "0", "0.6", "2", "3.05", "4", "6", "80");
    APPEND(50, "bilirubin_uln_umol_l", "0.1", "17", "21", "171");
    APPEND(30, "ast_u_l", "0", "30", "165", "50000");
    APPEND(30, "ast_uln_u_l", "0.1", "33", "500");
    APPEND(30, "gilbert", "yes", "no");
    APPEND(30, "cirrhosis", "yes", "no");
    APPEND(30, "ascites", "none", "mild", "moderate");
    APPEND(15, "albumin_g_l", "5", "30", "100");
    APPEND(15, "inr", "0.5", "1.8", "20");
    APPEND(20, "wbc_10e9_l", "0", "1", "2.5", "1000");
    APPEND(25, "conditions", "pentostatin", "haemolysis outflow_obstruction", "active_infection",
           "pregnancy", "fluid amputation emaciated muscle_disease", "cystitis_grade_4 porphyria",
           "active_gvhd product_not_on_site breast_feeding");
    APPEND(20, "estimator", "cockcroft_gault", "ckd_epi_2021_cr", "ckd_epi_2012_cys",
           "ckd_epi_2021_cr_cys", "ekfc_2021_cr", "ekfc_2023_cys", "schwartz_bedside_2009",
           "ckid_u25_cr", "ckid_u25_cys", "ckid_u25_mean", "mdrd_175_norace", "lund_malmo_revised",
           "ckd_epi_2009_cr_norace");
    APPEND(20, "clearance_weight", "actual", "ideal", "adjusted25", "adjusted40", "lean", "dry");
    APPEND(20, "bsa_formula", "bsa_dubois", "bsa_haycock", "bsa_gehan_george", "bsa_boyd",
           "bsa_boyd_weight_only", "bsa_livingston");
    APPEND(10, "bsa_cap_m2", "0.1", "1.7", "5");
    APPEND(10, "dosing_weight_kg", "0.5", "60", "650");
    APPEND(20, "fludarabine_fraction", "0.05", "0.5", "0.6", "1", "3", "10");
    APPEND(20, "cyclophosphamide_fraction", "0.05", "0.75", "1", "10");
    APPEND(15, "combine", "lowest", "product");
    APPEND(30, "accept_unverified", "yes", "no");
    APPEND(15, "ordered_fludarabine_mg_per_day", "0.001", "50", "100000");
    if (g_rand_int_range(random, 0, 100) < 15)
        g_string_append(text, "override_reason=r; decided_by=d; prescriber=p; ");
    APPEND(20, "as_of", "1900-01-01", "2026-11-30", "2199-12-31");
    APPEND(20, "creatinine_date", "1900-01-01", "2026-11-20");
    APPEND(20, "creatinine_earlier_date", "1900-01-01", "2026-11-19");
    APPEND(20, "ld_start_date", "1900-01-01", "2026-12-01", "2199-12-31");
    APPEND(20, "infusion_date", "1900-01-02", "2026-12-06", "2199-12-31");
    APPEND(10, "weight_date", "1900-01-01", "2026-11-19");
    return g_string_free(text, FALSE);
}

/* Every row that ends without a dose says why, and no dose stands beside a reason. */
static void
check_reason(const char *text, const FixtureCase *fixture)
{
    const LdosePlan *plan = &fixture->plan;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *d = &plan->drug[drug];
        gboolean asked = FALSE;
        for (guint i = 0; i < plan->n_decisions; i++)
            asked = asked ||
                    ((plan->decision[i].drug == drug || plan->decision[i].drug == LDOSE_DRUG_ANY) &&
                     !plan->decision[i].overridden);
        gboolean named = (d->status == LDOSE_PLAN_CONTRAINDICATED && d->stop != NULL) ||
                         (d->status == LDOSE_PLAN_INCOMPLETE && d->missing != 0) ||
                         (d->status == LDOSE_PLAN_DECISION && asked) ||
                         (d->status == LDOSE_PLAN_FINAL && d->rounded.given_mg > 0 &&
                          isfinite(d->rounded.given_mg));
        if (!named)
            g_error("%s has status %s without a reason for\n%s",
                    ldose_vocabulary_id(&ldose_drugs, drug),
                    ldose_vocabulary_id(&ldose_plan_statuses, (int)d->status), text);
        if (d->has_dose != (plan->status == LDOSE_PLAN_FINAL))
            g_error("a dose beside status %s for\n%s",
                    ldose_vocabulary_id(&ldose_plan_statuses, (int)plan->status), text);
        /* No dose at or above the absolute maximum leaves, whoever signs. */
        if (drug == LDOSE_FLUDARABINE && d->has_dose &&
            ldose_limit_compare(d->calculated_mg, 96 * plan->measures.bsa_m2) >= 0)
            g_error("%g mg of fludarabine for\n%s", d->calculated_mg, text);
    }
    if (plan->status != LDOSE_PLAN_FINAL)
        g_assert_cmpint((int)plan->release, ==, (int)LDOSE_RELEASE_BLOCKED);
    /* A child's plan never rests on mL/min; dialysis never on any clearance. */
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = &plan->drug[drug].row[LDOSE_COHORT_RENAL];
        int axis = row->table != NULL ? ldose_table_axis(row->table, LDOSE_QUANTITY_CLEARANCE) : -1;
        if (row->state != LDOSE_ROW_MATCHED || axis < 0)
            continue;
        if (!plan->measures.adult)
            g_assert_true(row->table->axes[axis].indexed);
        if (fixture->patient.dialysis != LDOSE_DIALYSIS_NONE)
            g_assert_cmpfloat(row->values[axis], ==, 0);
    }
}

static void
test_anything(gconstpointer data)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(GPOINTER_TO_UINT(data));
    g_autoptr(GPtrArray) regimens =
        ldose_library_entries(fixture_library(), LDOSE_DOCUMENT_REGIMENS);
    const GPtrArray *all = ldose_library_guidances(fixture_library(), NULL);
    g_autoptr(GPtrArray) guidances = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++) {
        const LdoseGuidance *guidance = g_ptr_array_index(all, i);
        if (guidance->kind != LDOSE_GUIDANCE_GENERAL)
            g_ptr_array_add(guidances, g_ptr_array_index(all, i));
    }
    guint n_planned = 0;
    for (guint i = 0; i < 20000; i++) {
        g_autofree char *text = make_anything(random, regimens, guidances);
        g_autoptr(FixtureCase) fixture = fixture_plan(text);
        if (fixture->planned) {
            check_reason(text, fixture);
            n_planned++;
        } else if (fixture->faults.n == 0)
            g_error("refused without a fault:\n%s", text);
    }
    g_test_message("%u of 20000 had a plan", n_planned);
    g_assert_cmpuint(n_planned, >, 5000);
}

static void
add_pairs(const char *prefix, GTestDataFunc function)
{
    for (guint i = 0; i < G_N_ELEMENTS(PAIRS); i++) {
        g_autofree char *path =
            g_strdup_printf("%s/%s/%s", prefix, PAIRS[i].guidance, PAIRS[i].regimen);
        g_test_add_data_func(path, &PAIRS[i], function);
    }
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/properties/every-guidance", test_every_guidance_is_tested);
    add_pairs("/properties/R15-monotonic", test_monotonic);
    add_pairs("/properties/R43-dialysis-is-worst", test_dialysis_is_worst);
    add_pairs("/properties/R39-children", test_children);
    g_test_add_func("/properties/R40-worst-end", test_worst_end);
    add_pairs("/properties/R40-29-ml-min", test_29);
    for (guint seed = 1; seed <= 4; seed++) {
        g_autofree char *path = g_strdup_printf("/properties/a-plan-or-a-reason/%u", seed);
        g_test_add_data_func(path, GUINT_TO_POINTER(seed), test_anything);
    }
    return g_test_run();
}
