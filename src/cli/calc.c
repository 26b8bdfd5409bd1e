/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose calc: one patient, under one guidance or several. */
#include "command.h"

#include <string.h>

#include "adopt-command.h"
#include "compare-text.h"
#include "error.h"
#include "given.h"
#include "pdf-loader.h"
#include "picture.h"
#include "plan-json.h"
#include "plan-pdf.h"
#include "plan-text.h"
#include "record.h"
#include "report-file.h"
#include "text-page.h"
#include "timestamp.h"

typedef struct {
    char **settings, **guidances;
    char *format, *output, *unsound, *at, *made_by, *sheet, *pages;
    gboolean require_adopted;
} Options;

static void
options_clear(Options *options)
{
    g_strfreev(options->settings);
    g_strfreev(options->guidances);
    g_free(options->format);
    g_free(options->output);
    g_free(options->unsound);
    g_free(options->at);
    g_free(options->made_by);
    g_free(options->sheet);
    g_free(options->pages);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* ---- the plans ------------------------------------------------------------------------------- */

/* One guidance of the run. */
typedef struct {
    const LdosePatient *patient; /* without what was decided for another guidance */
    LdoseRuleSet rules;
    LdoseGuidance *unsound; /* owned; else the library's */
    LdosePlan plan;
    LdoseTrace *trace;
    gboolean loaded;
} Result;

static void
result_clear(Result *result)
{
    if (result->loaded)
        ldose_rule_set_clear(&result->rules);
    ldose_guidance_free(result->unsound);
    ldose_trace_free(result->trace);
}

static const char *
formulary_of(const LdoseGiven *given)
{
    const char *named = given->text[LDOSE_COLUMN_FORMULARY];
    return named != NULL ? named : LDOSE_DEFAULT_FORMULARY;
}

static gboolean
load(LdoseCommandContext *session, const LdoseGiven *given, const char *guidance, Result *result,
     GError **error)
{
    result->loaded =
        ldose_rule_set_load(&result->rules, session->library, given->text[LDOSE_COLUMN_REGIMEN],
                            guidance, formulary_of(given), NULL, error);
    return result->loaded;
}

/* What the site says of the documents; refused where only adopted ones may be used. */
static gboolean
judge_site(const Options *options, const LdoseAdoptions *adoptions, Result *result, GError **error)
{
    LdoseRuleSet *rules = &result->rules;
    rules->site =
        ldose_adoptions_judge(adoptions, rules->regimen, rules->guidance, rules->formulary);
    if (!options->require_adopted || rules->site.adopted)
        return TRUE;
    const LdoseDocument *const documents[LDOSE_N_DOCUMENT_KINDS] = {
        [LDOSE_DOCUMENT_REGIMENS] = &rules->regimen->document,
        [LDOSE_DOCUMENT_GUIDANCE] = &rules->guidance->document,
        [LDOSE_DOCUMENT_FORMULARY] = &rules->formulary->document,
    };
    g_autofree char *why = ldose_adoption_refusal(documents[rules->site.missing]);
    g_set_error_literal(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT, why);
    return FALSE;
}

/* A document that fails its check, for seeing what it would do. */
static gboolean
load_unsound(LdoseCommandContext *session, const LdoseGiven *given, const char *path,
             Result *result, GError **error)
{
    const LdoseRegimen *regimen =
        ldose_library_regimen(session->library, given->text[LDOSE_COLUMN_REGIMEN], error);
    const LdoseFormulary *formulary =
        regimen != NULL ? ldose_library_formulary(session->library, formulary_of(given), error)
                        : NULL;
    const LdoseGuidance *general =
        formulary != NULL ? ldose_library_guidance(session->library, LDOSE_GENERAL_FINDINGS, error)
                          : NULL;
    result->unsound = general != NULL ? ldose_guidance_load(path, TRUE, error) : NULL;
    if (result->unsound == NULL)
        return FALSE;
    ldose_rule_set_init(&result->rules, regimen, result->unsound, formulary, general,
                        ldose_library_guidances(session->library, NULL));
    result->loaded = TRUE;
    return TRUE;
}

/* ---- printing -------------------------------------------------------------------------------- */

/* The line "Other documents for this patient", made from whole plans under each of them. */
static void
append_other_documents(LdoseCommandContext *session, const Result *result, GString *out)
{
    const GPtrArray *faults = NULL;
    const LdoseRuleSet *rules = &result->rules;
    LdoseOtherPatient patient;
    ldose_compare_other_patient(result->patient, rules->regimen, &patient);
    const GPtrArray *guidances = ldose_library_guidances(session->library, &faults);
    g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
    for (guint i = 0; i < guidances->len; i++) {
        const LdoseGuidance *other = g_ptr_array_index(guidances, i);
        LdoseRuleSet set;
        if (!ldose_compare_covers(other, rules, result->patient))
            continue;
        ldose_rule_set_init(&set, rules->regimen, other, rules->formulary, rules->general, NULL);
        ldose_compare_compute(&patient.patient, &set, plan);
        ldose_compare_other_text(out, plan, &session->wording);
        ldose_rule_set_clear(&set);
    }
    g_autofree char *answers =
        ldose_compare_answers_text(result->patient, rules, &session->wording);
    if (out->len > 0 && answers != NULL)
        g_string_append_printf(out, "\n%s", answers);
    for (guint i = 0; i < faults->len; i++)
        ldose_complain("%s", (const char *)g_ptr_array_index(faults, i));
}

/* Every line of a plan from an unsound document says so. */
static void
mark_lines(GString *text)
{
    g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
    g_string_truncate(text, 0);
    for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
        g_string_append_printf(text, "UNSOUND DOCUMENT | %s\n", lines[i]);
}

/* @chosen: the result that the decisions of the case belong to */
static void
print_comparison(LdoseCommandContext *session, Result *results, guint n, guint chosen, GString *out)
{
    g_autoptr(GPtrArray) plans = g_ptr_array_new();
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(plans, &results[i].plan);
    ldose_compare_table_text(out, plans, &session->wording);
    g_autofree char *answers = ldose_compare_answers_text(
        results[chosen].patient, &results[chosen].rules, &session->wording);
    if (answers != NULL)
        ldose_page_paragraph(out, 0, 0, answers);
}

static void
print_text(LdoseCommandContext *session, const Options *options, Result *results, guint n,
           guint chosen, GString *out)
{
    if (n > 1)
        print_comparison(session, results, n, chosen, out);
    for (guint i = 0; i < n; i++) {
        g_autoptr(GString) others = g_string_new(NULL);
        if (n > 1)
            g_string_append_c(out, '\n');
        if (options->unsound == NULL)
            append_other_documents(session, &results[i], others);
        ldose_plan_text_beside(out, &results[i].plan, results[i].patient, results[i].trace,
                               others->str, &session->wording);
    }
    if (options->unsound != NULL)
        mark_lines(out);
}

/* One plan on paper. */
static int
print_pdf(LdoseCommandContext *session, const Options *options, const LdosePatient *patient,
          const Result *result, int status)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *at = ldose_timestamp(options->at, &error);
    LdosePlanPdfOptions pdf = {.at = at, .pages = LDOSE_PLAN_PAGES_FILED, .trace = result->trace};
    if (options->pages != NULL)
        ldose_plan_pages_parse(options->pages, &pdf.pages); /* checked with the other options */
    if (at == NULL || !ldose_sheet_parse(options->sheet, &pdf.sheet, &error))
        return ldose_fail(error);
    g_autoptr(LdosePaper) paper = ldose_plan_pdf(&result->plan, patient, &pdf, &session->wording);
    if (!ldose_write_pdf(options->output, paper, &error))
        return ldose_fail(error);
    return status;
}

static void
result_free(gpointer data)
{
    result_clear(data);
    g_free(data);
}

/* The plans under every other guidance that holds the patient. (element-type Result) */
static GPtrArray *
other_results(LdoseCommandContext *session, const LdosePatient *patient, const Result *result)
{
    GPtrArray *others = g_ptr_array_new_with_free_func(result_free);
    const GPtrArray *guidances = ldose_library_guidances(session->library, NULL);
    const LdoseRuleSet *rules = &result->rules;
    LdoseOtherPatient other_patient;
    ldose_compare_other_patient(patient, rules->regimen, &other_patient);
    for (guint i = 0; i < guidances->len; i++) {
        const LdoseGuidance *guidance = g_ptr_array_index(guidances, i);
        if (!ldose_compare_covers(guidance, rules, patient))
            continue;
        Result *other = g_new0(Result, 1);
        g_ptr_array_add(others, other);
        ldose_rule_set_init(&other->rules, rules->regimen, guidance, rules->formulary,
                            rules->general, NULL);
        other->loaded = TRUE;
        ldose_compare_compute(&other_patient.patient, &other->rules, &other->plan);
    }
    return others;
}

static void
free_picture(gpointer picture)
{
    ldose_picture_free(picture);
}

/* Where the patient stands: both drugs, against clearance, bilirubin and weight. */
static int
print_svg(LdoseCommandContext *session, const Options *options, const LdosePatient *patient,
          const Result *result, int status)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) others = other_results(session, patient, result);
    g_autoptr(GPtrArray) plans = g_ptr_array_new();
    g_autoptr(GPtrArray) pictures = g_ptr_array_new_with_free_func(free_picture);
    for (guint i = 0; i < others->len; i++)
        g_ptr_array_add(plans, &((Result *)g_ptr_array_index(others, i))->plan);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        for (int axis = 0; axis < LDOSE_N_PICTURE_AXES; axis++)
            g_ptr_array_add(pictures, ldose_picture_new(&result->plan, patient, plans,
                                                        (LdoseDrug)drug, (LdosePictureAxis)axis));
    }
    g_autoptr(GBytes) svg =
        ldose_svg_render(ldose_module_directory(), pictures, &session->wording, &error);
    if (svg == NULL || !ldose_write_output(options->output, g_bytes_get_data(svg, NULL),
                                           g_bytes_get_size(svg), &error))
        return ldose_fail(error);
    return status;
}

/* One plan as a record, which others can sign and check again later. */
static int
print_record(const Options *options, const LdoseGiven *given, const LdosePatient *patient,
             const Result *result, int status)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *at = ldose_timestamp(options->at, &error);
    const LdoseRecordDraft draft = {
        .plan = &result->plan,
        .patient = patient,
        .trace = result->trace,
        .entered = (const char *const *)given->text,
        .at = at,
        .made_by = options->made_by,
    };
    g_autoptr(LdoseRecord) record = at != NULL ? ldose_record_new(&draft, &error) : NULL;
    if (record == NULL)
        return ldose_fail(error);
    if (options->output != NULL) {
        g_autofree char *site = ldose_site_folder();
        int mode = ldose_record_mode(options->output, site);
        if (!ldose_record_save(record, options->output, mode, &error))
            return ldose_fail(error);
        return status;
    }
    if (!ldose_write_output(NULL, g_bytes_get_data(record->bytes, NULL),
                            g_bytes_get_size(record->bytes), &error))
        return ldose_fail(error);
    return status;
}

static int
compute_and_print(LdoseCommandContext *session, const Options *options, LdoseGiven *given,
                  Result *results, guint n, guint chosen)
{
    const LdosePatient *patient = results[chosen].patient;
    LdoseFaults faults = {.n = 0};
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    gboolean json = strcmp(options->format, "json") == 0;
    gboolean record = strcmp(options->format, "xml") == 0;
    gboolean pdf = strcmp(options->format, "pdf") == 0;
    int status = options->unsound != NULL ? LDOSE_EXIT_ANSWER : LDOSE_EXIT_DONE;
    for (guint i = 0; i < n; i++) {
        if (json || record || pdf)
            results[i].trace = ldose_trace_new();
        if (!ldose_plan_compute(results[i].patient, &results[i].rules, &results[i].plan,
                                results[i].trace, &faults))
            return ldose_given_complain(session, given, &faults);
        if (results[i].plan.status != LDOSE_PLAN_FINAL)
            status = LDOSE_EXIT_ANSWER;
    }
    if (record)
        return print_record(options, given, patient, &results[0], status);
    if (pdf)
        return print_pdf(session, options, patient, &results[0], status);
    if (strcmp(options->format, "svg") == 0)
        return print_svg(session, options, patient, &results[0], status);
    if (json)
        ldose_plan_json_document(out, &results[0].plan, patient, results[0].trace);
    else
        print_text(session, options, results, n, chosen, out);
    if (!ldose_write_output(options->output, out->str, out->len, &error))
        return ldose_fail(error);
    return status;
}

static gboolean
is_named(const LdoseDocument *document, const char *name)
{
    g_autofree char *full = g_strdup_printf("%s@%s", document->id, document->version);
    return strcmp(name, document->id) == 0 || strcmp(name, full) == 0;
}

/* The guidance that the override and the answers of the case were given for: the one that the case
 * names, where it is among those compared, else the first. The others are computed without them. */
static guint
share_patient(Result *results, guint n, const char *named, const LdosePatient *patient,
              LdoseOtherPatient *other)
{
    guint chosen = 0;
    for (guint i = 0; named != NULL && i < n; i++) {
        if (is_named(&results[i].rules.guidance->document, named)) {
            chosen = i;
            break;
        }
    }
    ldose_compare_other_patient(patient, results[0].rules.regimen, other);
    for (guint i = 0; i < n; i++)
        results[i].patient = i == chosen ? patient : &other->patient;
    return chosen;
}

static int
calculate(LdoseCommandContext *session, const Options *options, LdoseGiven *given)
{
    LdoseFaults faults = {.n = 0};
    LdosePatient patient;
    LdoseOtherPatient other;
    g_autofree char *named = g_strdup(given->text[LDOSE_COLUMN_GUIDANCE]);
    g_autoptr(GError) error = NULL;
    guint n = options->guidances != NULL ? g_strv_length(options->guidances) : 0;
    int status = LDOSE_EXIT_DONE;

    if (n > 0)
        ldose_given_set(given, LDOSE_COLUMN_GUIDANCE, options->guidances[0],
                        strlen(options->guidances[0]));
    if (options->unsound != NULL)
        ldose_given_set(given, LDOSE_COLUMN_GUIDANCE, options->unsound, strlen(options->unsound));
    ldose_given_fill_case(given, &faults);
    if (!ldose_patient_from_case(&given->c, &patient, &faults))
        return ldose_given_complain(session, given, &faults);

    g_autoptr(LdoseAdoptions) adoptions = ldose_site_adoptions(&error);
    if (adoptions == NULL)
        return ldose_fail(error);
    guint n_results = MAX(n, 1);
    Result *results = g_new0(Result, n_results);
    for (guint i = 0; i < n_results && error == NULL; i++) {
        const char *guidance = n > 0 ? options->guidances[i] : given->text[LDOSE_COLUMN_GUIDANCE];
        if (options->unsound != NULL)
            load_unsound(session, given, options->unsound, &results[i], &error);
        else if (load(session, given, guidance, &results[i], &error))
            judge_site(options, adoptions, &results[i], &error);
    }
    if (error != NULL) {
        status = ldose_fail(error);
    } else {
        guint chosen = share_patient(results, n_results, named, &patient, &other);
        status = compute_and_print(session, options, given, results, n_results, chosen);
    }
    for (guint i = 0; i < n_results; i++)
        result_clear(&results[i]);
    g_free(results);
    return status;
}

/* ---- the command ----------------------------------------------------------------------------- */

/* What cannot be asked for together. NULL: all is well. */
static const char *
usage_fault(const Options *options, char **argv)
{
    static const char *const formats[] = {"text", "json", "xml", "pdf", "svg", NULL};
    gboolean text = strcmp(options->format, "text") == 0;
    if (!g_strv_contains(formats, options->format))
        return N_("unknown format; there are text, json, xml, pdf and svg");
    if (options->pages != NULL && strcmp(options->format, "pdf") != 0)
        return N_("--pages goes with --format pdf");
    guint pages;
    if (options->pages != NULL && !ldose_plan_pages_parse(options->pages, &pages))
        return N_("--pages takes chart, preparation and check, separated by commas, or all");
    if (!text && options->guidances != NULL && g_strv_length(options->guidances) > 1)
        return N_("this format takes exactly one guidance");
    if (options->unsound != NULL && (!text || options->guidances != NULL))
        return N_("--unsound goes with text alone, and takes the place of --guidance");
    if (argv[1] != NULL && argv[2] != NULL)
        return N_("calc takes one case");
    return NULL;
}

static int
run_calc(LdoseCommandContext *session, char **argv)
{
    g_auto(Options) options = {0};
    const GOptionEntry entries[] = {
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.settings, N_("Give a value of the case"),
         "name=value"},
        {"guidance", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.guidances,
         N_("The guidance; several are compared"), "ID[@VERSION]"},
        {"format", 0, 0, G_OPTION_ARG_STRING, &options.format,
         N_("text (default), json, xml (a record), pdf or svg (pictures)"), "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Write to FILE"), "FILE"},
        {"require-adopted", 0, 0, G_OPTION_ARG_NONE, &options.require_adopted,
         N_("Refuse documents that this site has not taken into use"), NULL},
        {"at", 0, 0, G_OPTION_ARG_STRING, &options.at,
         N_("The time that a record or PDF carries, as 2026-11-24T09:30:00Z (default: now)"),
         "TIMESTAMP"},
        {"by", 0, 0, G_OPTION_ARG_STRING, &options.made_by, N_("Who makes the record"), "NAME"},
        {"paper", 0, 0, G_OPTION_ARG_STRING, &options.sheet, N_("Of a PDF: a4 (default) or letter"),
         "SIZE"},
        {"pages", 0, 0, G_OPTION_ARG_STRING, &options.pages,
         N_("Of a PDF: chart, preparation, check, separated by commas, or all (default: "
            "chart,check)"),
         "LIST"},
        {"unsound", 0, 0, G_OPTION_ARG_FILENAME, &options.unsound,
         N_("Use a guidance that fails its check, to see what it would do"), "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    if (!ldose_command_parse(&ldose_calc_command, entries, &argv, &status))
        return status;
    if (options.format == NULL)
        options.format = g_strdup("text");

    g_autofree LdoseGiven *given = g_new0(LdoseGiven, 1);
    g_autoptr(GError) error = NULL;
    const char *fault = usage_fault(&options, argv);
    if (fault != NULL)
        ldose_complain(N_("calc: %s; see lymphodose calc --help"), ldose_error_text(fault));
    else if ((argv[1] != NULL && !ldose_given_read(given, argv[1], &error)) ||
             !ldose_given_read_settings(given, options.settings, &error))
        status = ldose_fail(error);
    else
        status = calculate(session, &options, given);

    ldose_given_clear(given);
    return status;
}

static const LdoseExample examples[] = {
    {"lymphodose calc --set regimen=us-yescarta --set sex=F --set age_years=61 --set height_cm=165 "
     "--set weight_kg=48 --set creatinine_mg_dl=1.1 --set bilirubin_mg_dl=0.6 "
     "--guidance us-label",
     N_("One patient. Every value is named with its unit; nothing that is missing is assumed:")},
    {"lymphodose calc case.csv --guidance us-label --guidance us-label-older",
     N_("A case from a file, under two guidances that are compared:")},
    {"lymphodose calc case.csv --guidance us-label --format pdf -o plan.pdf",
     N_("The pages that are filed: chart page and check page:")},
    {"lymphodose calc case.csv --guidance us-label --format pdf --pages preparation -o prepare.pdf",
     N_("The sheets for those who prepare the doses:")},
    {"lymphodose calc case.csv --guidance us-label --format xml --by 'A. Example' -o "
     "plan.lymphodose",
     N_("A record that others can check later:")},
    {NULL, NULL},
};

const LdoseCommand ldose_calc_command = {
    .name = "calc",
    .arguments = "[CASE.csv|CASE.json|-]",
    .summary = N_("Compute the plan of one patient"),
    .examples = examples,
    .more =
        N_("Exit status: 0 every plan is final, 1 a plan is not final, 3 bad input, 4 a document "
           "cannot be used."),
    .has_columns = TRUE,
    .run = run_calc,
};
