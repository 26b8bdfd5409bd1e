/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected: the contract of the command line (a plan's keys are the columns of batch, and more) and the
 * worked patients of the design's evidence. The form as a whole is checked against
 * data/schema/plan-1.schema.json by the tests of the command line. */
#include "plan-json.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "case-json.h"
#include "fixture.h"
#include "plan-columns.h"

#define EXAMPLE                                                                                    \
    "regimen=us-yescarta; sex=F; age_years=61; height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; "  \
    "bilirubin_mg_dl=0.6; infusion_date=2026-12-06"
#define EU_DECISION                                                                                \
    "regimen=eu-yescarta; guidance=eu-smpc; sex=F; age_years=68; height_cm=160; weight_kg=62; "      \
    "creatinine_mg_dl=1.10; bilirubin_mg_dl=0.6"
#define ACKNOWLEDGE                                                                                \
    "regimen=us-yescarta; guidance=us-label; sex=M; age_years=67; height_cm=176; weight_kg=38; "     \
    "creatinine_mg_dl=0.50; bilirubin_mg_dl=2.4; conditions=emaciated"
#define DIALYSIS                                                                                   \
    "regimen=us-yescarta; guidance=us-label; sex=F; age_years=66; height_cm=162; weight_kg=70; "     \
    "creatinine_mg_dl=6.0; bilirubin_mg_dl=0.5; dialysis=hd"
#define MISSING                                                                                    \
    "regimen=eu-yescarta; guidance=eu-smpc; sex=F; age_years=68; height_cm=160; weight_kg=62"
#define CHILD                                                                                      \
    "regimen=us-kymriah-ball; guidance=us-label; sex=F; age_years=1; height_cm=70; weight_kg=8; "    \
    "creatinine_mg_dl=<0.20; bilirubin_mg_dl=0.5; case_id=a \"label\" with a \\"

static const char *const texts[] = {EXAMPLE "; guidance=us-label", EU_DECISION, ACKNOWLEDGE,
                                    DIALYSIS, MISSING, CHILD};

/* A plan with its trace, as JSON that another reader has parsed. */
typedef struct {
    FixtureCase *fixture;
    LdosePlan *plan;
    LdoseTrace *trace;
    GString *text;
    JsonParser *parser;
    JsonObject *object; /* the plan */
} Read;

static void
read_clear(Read *read)
{
    fixture_case_free(read->fixture);
    g_free(read->plan);
    ldose_trace_free(read->trace);
    g_string_free(read->text, TRUE);
    g_object_unref(read->parser);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Read, read_clear)

static Read
read_plan(const char *text)
{
    Read read = {.fixture = fixture_plan(text), .plan = g_new0(LdosePlan, 1)};
    g_autoptr(GError) error = NULL;
    read.trace = ldose_trace_new();
    read.text = g_string_new(NULL);
    g_assert_true(ldose_plan_compute(&read.fixture->patient, read.fixture->rules, read.plan,
                                     read.trace, &read.fixture->faults));
    ldose_plan_json_document(read.text, read.plan, &read.fixture->patient, read.trace);
    read.parser = json_parser_new();
    json_parser_load_from_data(read.parser, read.text->str, -1, &error);
    g_assert_no_error(error);
    JsonObject *root = json_node_get_object(json_parser_get_root(read.parser));
    JsonArray *plans = json_object_get_array_member(root, "plans");
    g_assert_cmpuint(json_array_get_length(plans), ==, 1);
    read.object = json_array_get_object_element(plans, 0);
    return read;
}

static JsonObject *
element(const Read *read, const char *list, guint index)
{
    JsonArray *array = json_object_get_array_member(read->object, list);
    g_assert_cmpuint(index, <, json_array_get_length(array));
    return json_array_get_object_element(array, index);
}

/* ---- what holds for every plan --------------------------------------------------------------- */

/* Columns of the case as strings, then the columns of batch, with the same digits. */
static void
test_columns(gconstpointer data)
{
    g_auto(Read) read = read_plan(data);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const char *name = ldose_column_info((LdoseColumn)i)->name;
        g_assert_cmpint(json_object_has_member(read.object, name), ==,
                        LDOSE_CASE_HAS(&read.fixture->c, i));
        if (!LDOSE_CASE_HAS(&read.fixture->c, i))
            continue;
        g_autofree char *value = ldose_case_value_text(&read.fixture->c, (LdoseColumn)i);
        g_assert_cmpstr(json_object_get_string_member(read.object, name), ==, value);
    }
    for (int i = 0; i < LDOSE_OUTPUT_ACKNOWLEDGE; i++) {
        char buffer[LDOSE_OUTPUT_BUFFER];
        gsize length = ldose_output_write(read.plan, (LdoseOutput)i, buffer);
        g_autofree char *digits = g_strndup(buffer, length);
        gboolean number = ldose_output_is_number((LdoseOutput)i);
        const char *quote = number || length == 0 ? "" : "\"";
        g_autofree char *member =
            g_strdup_printf("\"%s\": %s%s%s,", ldose_output_name((LdoseOutput)i), quote,
                            length > 0 ? digits : "null", quote);
        if (strstr(read.text->str, member) == NULL)
            g_error("%s is not in the JSON", member);
    }
}

/* The case stands first, then the columns in their order, then what a table cannot hold. */
static void
test_order(gconstpointer data)
{
    static const char *const last[] = {"overridden", "originals", "missing",   "decisions",
                                       "days",       "cards",     "trace",     "findings",
                                       "firmness",   "exposure",  "documents", "program",
                                       "information"};
    g_auto(Read) read = read_plan(data);
    g_autoptr(GList) members = json_object_get_members(read.object);
    guint n = g_list_length(members);
    GList *tail = g_list_nth(members, n - (guint)G_N_ELEMENTS(last));
    for (guint i = 0; i < G_N_ELEMENTS(last); i++, tail = tail->next)
        g_assert_cmpstr(tail->data, ==, last[i]);
    guint n_case = (guint)__builtin_popcountll(read.fixture->c.given);
    g_assert_cmpstr(g_list_nth_data(members, n_case), ==, "status");
    g_assert_cmpuint(n, ==, n_case + LDOSE_OUTPUT_FINDINGS + G_N_ELEMENTS(last));
}

/* No dose in mg but in a final plan and in the answers of a decision. */
static void
test_no_dose(gconstpointer data)
{
    g_auto(Read) read = read_plan(data);
    if (read.plan->status == LDOSE_PLAN_FINAL)
        return;
    JsonArray *days = json_object_get_array_member(read.object, "days");
    for (guint i = 0; i < json_array_get_length(days); i++) {
        JsonObject *day = json_array_get_object_element(days, i);
        g_assert_true(json_object_get_null_member(day, "fludarabine_mg"));
        g_assert_true(json_object_get_null_member(day, "cyclophosphamide_mg"));
    }
    JsonArray *trace = json_object_get_array_member(read.object, "trace");
    for (guint i = 0; i < json_array_get_length(trace); i++) {
        JsonObject *step = json_array_get_object_element(trace, i);
        if (!json_object_get_null_member(step, "unit"))
            g_assert_cmpstr(json_object_get_string_member(step, "unit"), !=, "mg");
    }
}

static void
test_documents(gconstpointer data)
{
    g_auto(Read) read = read_plan(data);
    const LdoseDocument *own[] = {
        &read.fixture->rules->regimen->document, &read.fixture->rules->guidance->document,
        &read.fixture->rules->formulary->document, &read.fixture->rules->general->document};
    for (guint i = 0; i < G_N_ELEMENTS(own); i++) {
        JsonObject *document = element(&read, "documents", i);
        g_assert_cmpstr(json_object_get_string_member(document, "id"), ==, own[i]->id);
        g_assert_cmpstr(json_object_get_string_member(document, "sha256"), ==, own[i]->sha256);
        g_assert_cmpstr(json_object_get_string_member(document, "status"), ==, "draft");
    }
}

/* ---- single plans ---------------------------------------------------------------------------- */

static void
test_final(void)
{
    g_auto(Read) read = read_plan(texts[0]);
    JsonObject *day = element(&read, "days", 0), *card = element(&read, "cards", 0);
    g_assert_cmpint(json_object_get_int_member(day, "day"), ==, -5);
    g_assert_cmpstr(json_object_get_string_member(day, "date"), ==, "2026-12-01");
    g_assert_cmpint(json_object_get_int_member(day, "fludarabine_mg"), ==, 27);
    g_assert_cmpint(json_object_get_int_member(day, "cyclophosphamide_mg"), ==, 740);
    g_assert_cmpstr(json_object_get_string_member(card, "outcome"), ==, "dose-of");
    g_assert_cmpstr(json_object_get_string_member(card, "rule"), ==, "fr5");
    g_assert_cmpstr(json_object_get_string_member(card, "band"), ==, "from 30 to 49 mL/min");
    g_assert_cmpstr(json_object_get_string_member(card, "document"), ==, "us-label@1.0");
    g_assert_cmpstr(json_object_get_string_member(card, "edge_basis"), ==, "text");
    JsonObject *value =
        json_array_get_object_element(json_object_get_array_member(card, "values"), 0);
    g_assert_cmpstr(json_object_get_string_member(value, "unit"), ==, "mL/min");
    g_assert_cmpstr(json_object_get_string_member(value, "estimator"), ==, "cockcroft_gault");
    JsonObject *source = json_object_get_object_member(card, "source");
    g_assert_cmpstr(json_object_get_string_member(source, "id"), ==, "S1");
}

static void
test_decision(void)
{
    g_auto(Read) read = read_plan(EU_DECISION);
    JsonObject *decision = element(&read, "decisions", 0);
    g_assert_cmpstr(json_object_get_string_member(decision, "id"), ==, "range");
    g_assert_cmpstr(json_object_get_string_member(decision, "drug"), ==, "fludarabine");
    g_assert_cmpstr(json_object_get_string_member(decision, "answer_column"), ==,
                    "fludarabine_fraction");
    JsonObject *option =
        json_array_get_object_element(json_object_get_array_member(decision, "options"), 0);
    g_assert_cmpfloat_with_epsilon(json_object_get_double_member(option, "mg_per_day_low"), 24.90,
                                   0.005);
    g_assert_cmpfloat_with_epsilon(json_object_get_double_member(option, "mg_per_day_high"), 49.80,
                                   0.005);
    g_assert_false(json_object_get_boolean_member(option, "part_high_included"));
    g_assert_true(json_object_get_null_member(option, "mg_per_day"));
    g_assert_true(json_object_get_null_member(option, "answer"));
}

static void
test_acknowledge(void)
{
    static const char *const codes[] = {"clearance-disagrees", "outside-gate",
                                        "creatinine-unreliable"};
    g_auto(Read) read = read_plan(ACKNOWLEDGE);
    JsonArray *acknowledge = json_object_get_array_member(read.object, "acknowledge");
    g_assert_cmpuint(json_array_get_length(acknowledge), ==, G_N_ELEMENTS(codes));
    for (guint i = 0; i < G_N_ELEMENTS(codes); i++) {
        JsonObject *finding = element(&read, "findings", i);
        g_assert_cmpstr(json_array_get_string_element(acknowledge, i), ==, codes[i]);
        g_assert_cmpstr(json_object_get_string_member(finding, "code"), ==, codes[i]);
        g_assert_cmpstr(json_object_get_string_member(finding, "severity"), ==, "acknowledge");
    }
}

/* R16: four words that a reader must be able to tell apart. */
static void
test_outcomes(void)
{
    g_auto(Read) missing = read_plan(MISSING);
    g_auto(Read) full = read_plan("regimen=us-yescarta; guidance=us-label; sex=M; age_years=55; "
                                  "height_cm=178; weight_kg=80; creatinine_mg_dl=0.9");
    g_auto(Read) silent = read_plan("regimen=eu-yescarta; guidance=eu-smpc; sex=M; age_years=55; "
                                    "height_cm=178; weight_kg=80; creatinine_mg_dl=0.9; "
                                    "bilirubin_mg_dl=0.5");
    g_assert_cmpstr(json_object_get_string_member(missing.object, "fludarabine_renal"), ==,
                    "not-assessed");
    g_assert_cmpstr(json_object_get_string_member(full.object, "fludarabine_renal"), ==, "full");
    g_assert_cmpstr(json_object_get_string_member(full.object, "cyclophosphamide_renal"), ==,
                    "not-read");
    g_assert_cmpstr(json_object_get_string_member(silent.object, "fludarabine_renal"), ==, "silent");
}

static void
test_override(void)
{
    g_auto(Read) read = read_plan(DIALYSIS "; override_reason=team; decided_by=A; prescriber=B; "
                                           "fludarabine_fraction=0.5; cyclophosphamide_fraction=1");
    g_assert_cmpstr(json_object_get_string_member(read.object, "status"), ==, "final");
    g_assert_true(json_object_get_boolean_member(read.object, "overridden"));
    g_assert_cmpstr(json_object_get_string_member(read.object, "fludarabine_renal"), ==,
                    "contraindicated");
    g_assert_cmpuint(json_array_get_length(json_object_get_array_member(read.object, "documents")), >,
                     4); /* those that stop the patient too */
}

/* A NULL trace leaves the list empty and everything else as it is. */
static void
test_without_trace(void)
{
    g_auto(Read) read = read_plan(texts[0]);
    g_autoptr(GString) without = g_string_new(NULL);
    ldose_plan_json_document(without, read.plan, &read.fixture->patient, NULL);
    g_assert_nonnull(strstr(without->str, "\"trace\": [],"));
    const char *trace = strstr(read.text->str, "\"trace\": [");
    g_assert_cmpint(strncmp(without->str, read.text->str, (gsize)(trace - read.text->str)), ==, 0);
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*test)(gconstpointer data);
    } every[] = {{"columns", test_columns},
                 {"order", test_order},
                 {"no-dose", test_no_dose},
                 {"R17/documents", test_documents}};
    g_test_init(&argc, &argv, NULL);
    for (guint k = 0; k < G_N_ELEMENTS(every); k++) {
        for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
            g_autofree char *path = g_strdup_printf("/plan-json/%s/%u", every[k].name, i);
            g_test_add_data_func(path, texts[i], every[k].test);
        }
    }
    g_test_add_func("/plan-json/final", test_final);
    g_test_add_func("/plan-json/decision", test_decision);
    g_test_add_func("/plan-json/acknowledge", test_acknowledge);
    g_test_add_func("/plan-json/R16/outcomes", test_outcomes);
    g_test_add_func("/plan-json/R29/override", test_override);
    g_test_add_func("/plan-json/without-trace", test_without_trace);
    return g_test_run();
}
