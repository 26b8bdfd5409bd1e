/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include <math.h>
#include <string.h>

#include "case-csv.h"
#include "error.h"
#include "fault-text.h"
#include "file-read.h"
#include "formula.h"
#include "plan-rows.h"
#include "suite-compare.h"
#include "trace-text.h"

#define EXPECT_PREFIX "expect_"

/* What a suite may expect beside the output columns, compared as the findings are. */
typedef void (*WriteWords)(GString *out, const LdosePlan *plan);
static const struct {
    const char *name;
    WriteWords write;
} detail[] = {{"rows", ldose_plan_rows_write}, {"decisions", ldose_plan_decisions_write}};
#define FIRST_DETAIL LDOSE_N_OUTPUTS

/* ---- freeing --------------------------------------------------------------------------------- */

static void
deviation_free(gpointer data)
{
    LdoseDeviation *deviation = data;
    g_free(deviation->column);
    g_free(deviation->expected);
    g_free(deviation->got);
    g_free(deviation);
}

static void
row_free(gpointer data)
{
    LdoseSuiteRow *row = data;
    g_free(row->case_id);
    g_free(row->source);
    g_free(row->trace);
    g_ptr_array_unref(row->deviations);
    g_free(row);
}

void
ldose_suite_free(LdoseSuite *suite)
{
    if (suite == NULL)
        return;
    g_ptr_array_unref(suite->rows);
    g_free(suite->path);
    g_free(suite);
}

gboolean
ldose_suite_passed(const LdoseSuite *suite)
{
    return suite->passed > 0 && suite->failed == 0 && suite->refused == 0 && suite->unusable == 0;
}

/* ---- comparing ------------------------------------------------------------------------------- */

static const char *
output_name(int output)
{
    return output >= FIRST_DETAIL ? detail[output - FIRST_DETAIL].name
                                  : ldose_output_name((LdoseOutput)output);
}

static gboolean
output_matches(int output, const char *expected, const char *got, const char *tolerance)
{
    if (output == LDOSE_OUTPUT_ACKNOWLEDGE || output == LDOSE_OUTPUT_ERROR) {
        return ldose_suite_words_are(strcmp(expected, "none") == 0 ? "" : expected, got);
    }
    if (output == LDOSE_OUTPUT_FINDINGS || output >= FIRST_DETAIL)
        return ldose_suite_words_stand(expected, got);
    return ldose_output_is_number((LdoseOutput)output)
               ? ldose_suite_numbers_match(expected, got, tolerance)
               : strcmp(expected, got) == 0;
}

static void
deviate(LdoseSuiteRow *row, const char *column, const char *expected, const char *got)
{
    LdoseDeviation *deviation = g_new0(LdoseDeviation, 1);
    deviation->column = g_strdup(column);
    deviation->expected = g_strdup(expected);
    deviation->got = g_strdup(got);
    g_ptr_array_add(row->deviations, deviation);
}

/* ---- what a suite's own columns mean --------------------------------------------------------- */

typedef struct {
    LdoseLibrary *library;
    const char *default_formulary;
    LdoseSuite *suite;
    LdoseCaseHeader header;
    int tolerance, source, must_not_match, formula, expect, case_id; /* field numbers, or -1 */
    int *output;    /* by field: the LdoseOutput or FIRST_DETAIL + n that it expects, or -1 */
    guint32 *input; /* by field: the LdoseFormulaField that it gives, or 0 */
    LdoseSlice fields[LDOSE_CSV_MAX_FIELDS];
} Run;

static const char *
field_text(const Run *run, int field, char **owner)
{
    g_free(*owner);
    *owner =
        field >= 0 ? g_strndup(run->fields[field].text, run->fields[field].length) : g_strdup("");
    return *owner;
}

static gboolean
learn_field(Run *run, guint i, GError **error)
{
    const char *name = run->header.field[i].name;
    static const char *const own[] = {"tolerance", "source", "must_not_match", "formula", "expect"};
    int *const where[] = {&run->tolerance, &run->source, &run->must_not_match, &run->formula,
                          &run->expect};
    LdoseFormulaField input;
    run->output[i] = -1;
    if (ldose_formula_field_find(name, &input))
        run->input[i] = (guint32)input;
    if (run->header.field[i].role != LDOSE_HEADER_OTHER)
        return TRUE;
    for (guint k = 0; k < G_N_ELEMENTS(own); k++) {
        if (strcmp(name, own[k]) == 0) {
            *where[k] = (int)i;
            return TRUE;
        }
    }
    if (g_str_has_prefix(name, EXPECT_PREFIX)) {
        const char *output = name + strlen(EXPECT_PREFIX);
        run->output[i] = ldose_output_find(output, strlen(output));
        for (guint k = 0; k < G_N_ELEMENTS(detail); k++) {
            if (strcmp(output, detail[k].name) == 0)
                run->output[i] = FIRST_DETAIL + (int)k;
        }
        if (run->output[i] >= 0)
            return TRUE;
    }
    if (run->input[i] != 0)
        return TRUE;
    ldose_set_error(
        error, LDOSE_ERROR_INPUT,
        N_("%1$s: line 1: unknown column \"%2$s\": a case column, expect_ with an output column, "
           "tolerance, source, must_not_match, formula, expect or x_… is allowed"),
        run->suite->path, name);
    return FALSE;
}

static gboolean
learn_header(Run *run, guint n, GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (!ldose_case_header_read(&run->header, run->fields, n, &cause)) {
        ldose_set_error(error, LDOSE_ERROR_INPUT, N_("%1$s: line 1: %2$s"), run->suite->path,
                        cause->message);
        return FALSE;
    }
    run->output = g_new0(int, n);
    run->input = g_new0(guint32, n);
    run->tolerance = run->source = run->must_not_match = run->formula = run->expect = -1;
    run->case_id = -1;
    for (guint i = 0; i < n; i++) {
        if (!learn_field(run, i, error))
            return FALSE;
        if (run->header.field[i].role == LDOSE_HEADER_CASE &&
            run->header.field[i].column == LDOSE_COLUMN_CASE_ID)
            run->case_id = (int)i;
    }
    run->suite->of_formulas = run->formula >= 0;
    if (run->suite->of_formulas && run->expect < 0) {
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        N_("%s: line 1: a suite of formulas needs the column \"expect\""),
                        run->suite->path);
        return FALSE;
    }
    return TRUE;
}

static gboolean
must_not_match(const Run *run)
{
    return run->must_not_match >= 0 && run->fields[run->must_not_match].length == 3 &&
           memcmp(run->fields[run->must_not_match].text, "yes", 3) == 0;
}

/* A column of the suite's own that does not say what it may say: the row proves nothing. */
static gboolean
make_unusable(LdoseSuiteRow *row, const char *column, const char *expected, const char *got)
{
    row->outcome = LDOSE_SUITE_ROW_UNUSABLE;
    deviate(row, column, expected, got);
    return FALSE;
}

/* Whether every code exists, with its "-" or without; a code may name its row: "caution:cr2". */
static gboolean
check_findings(LdoseSuiteRow *row, const char *expected)
{
    g_auto(GStrv) list = g_strsplit(expected, " ", -1);
    for (guint i = 0; list[i] != NULL; i++) {
        const char *word = list[i][0] == '-' ? list[i] + 1 : list[i];
        g_autofree char *code = g_strndup(word, strcspn(word, ":"));
        LdoseFindingCode number;
        if (list[i][0] != '\0' && !ldose_finding_from_id(code, &number))
            return make_unusable(row, "expect_findings", "codes of findings", list[i]);
    }
    return TRUE;
}

/* The columns that are not compared but say how. FALSE: the row is not usable. */
static gboolean
check_own_columns(Run *run, LdoseSuiteRow *row, const char *tolerance)
{
    g_autofree char *text = NULL;
    double allowed;
    if (tolerance[0] != '\0' && !ldose_suite_tolerance_parse(tolerance, 1, &allowed))
        return make_unusable(row, "tolerance", "3dp, 0.1%, a number from 0, or nothing", tolerance);
    field_text(run, run->must_not_match, &text);
    if (text[0] != '\0' && strcmp(text, "yes") != 0 && strcmp(text, "no") != 0)
        return make_unusable(row, "must_not_match", "yes, no, or nothing", text);
    for (guint i = 0; i < run->header.n; i++) {
        if (run->output[i] == (int)LDOSE_OUTPUT_FINDINGS &&
            !check_findings(row, field_text(run, (int)i, &text)))
            return FALSE;
    }
    return TRUE;
}

/* A known-wrong value is shown wrong by what we say instead, never by data that the row leaves out. */
static void
check_answered(const Run *run, LdoseSuiteRow *row, const LdosePlan *plan)
{
    if (!must_not_match(run) || row->outcome != LDOSE_SUITE_ROW_PASSED ||
        plan->status != LDOSE_PLAN_INCOMPLETE)
        return;
    g_ptr_array_set_size(row->deviations, 0);
    make_unusable(row, "must_not_match", "a case that lacks nothing",
                  ldose_vocabulary_id(&ldose_plan_statuses, (int)plan->status));
}

static void
settle(Run *run, LdoseSuiteRow *row, guint n_expected)
{
    if (n_expected == 0) {
        row->outcome = LDOSE_SUITE_ROW_UNUSABLE;
        deviate(row, "", "an expected value", "a row that expects nothing");
    } else if (row->outcome == LDOSE_SUITE_ROW_PASSED && must_not_match(run)) {
        /* A known-wrong value: only a difference passes. */
        if (row->deviations->len == 0) {
            row->outcome = LDOSE_SUITE_ROW_FAILED;
            deviate(row, "", "another value than this known-wrong one", "the same value");
        } else
            g_ptr_array_set_size(row->deviations, 0);
    } else if (row->outcome == LDOSE_SUITE_ROW_PASSED && row->deviations->len > 0)
        row->outcome = LDOSE_SUITE_ROW_FAILED;
}

/* ---- a plan row ------------------------------------------------------------------------------ */

typedef struct {
    LdoseCase c;
    LdosePatient patient;
    LdosePlan plan;
    LdoseFaults faults;
    LdoseRuleSet rules;
    gboolean has_rules;
    gboolean computed;
} PlanRow;

static char *
name_of(const LdoseCase *c, LdoseColumn column, const char *otherwise)
{
    return LDOSE_CASE_HAS(c, column)
               ? g_strndup(c->value[column].text.text, c->value[column].text.length)
               : g_strdup(otherwise);
}

static void
compute_plan(const Run *run, PlanRow *row, LdoseTrace *trace)
{
    static const LdoseColumn columns[LDOSE_N_DOCUMENT_KINDS] = {
        [LDOSE_DOCUMENT_REGIMENS] = LDOSE_COLUMN_REGIMEN,
        [LDOSE_DOCUMENT_GUIDANCE] = LDOSE_COLUMN_GUIDANCE,
        [LDOSE_DOCUMENT_FORMULARY] = LDOSE_COLUMN_FORMULARY,
    };
    ldose_case_from_fields(&row->c, &run->header, run->fields, LDOSE_DECIMAL_POINT, &row->faults);
    if (!ldose_patient_from_case(&row->c, &row->patient, &row->faults))
        return;
    g_autofree char *regimen = name_of(&row->c, LDOSE_COLUMN_REGIMEN, "");
    g_autofree char *guidance = name_of(&row->c, LDOSE_COLUMN_GUIDANCE, "");
    g_autofree char *formulary = name_of(&row->c, LDOSE_COLUMN_FORMULARY, run->default_formulary);
    LdoseDocumentKind unknown = LDOSE_DOCUMENT_REGIMENS;
    row->has_rules = ldose_rule_set_load(&row->rules, run->library, regimen, guidance, formulary,
                                         &unknown, NULL);
    if (!row->has_rules) {
        ldose_faults_add(&row->faults, LDOSE_FAULT_UNKNOWN, (int)columns[unknown], -1);
        return;
    }
    row->computed = ldose_plan_compute(&row->patient, &row->rules, &row->plan, trace, &row->faults);
}

static char *
output_text(const PlanRow *row, int output_or_detail)
{
    g_autofree char *buffer = g_malloc(LDOSE_OUTPUT_BUFFER);
    gsize length = 0;
    if (output_or_detail >= FIRST_DETAIL) {
        GString *words = g_string_new(NULL);
        if (row->computed)
            detail[output_or_detail - FIRST_DETAIL].write(words, &row->plan);
        return g_string_free(words, FALSE);
    }
    LdoseOutput output = (LdoseOutput)output_or_detail;
    if (output == LDOSE_OUTPUT_ERROR)
        length = ldose_output_write_faults(&row->faults, buffer);
    else if (row->computed)
        length = ldose_output_write(&row->plan, output, buffer);
    return g_strndup(buffer, length);
}

static void
compare_plan(Run *run, LdoseSuiteRow *row, const PlanRow *plan_row, const char *tolerance)
{
    g_autofree char *expected = NULL;
    guint n_expected = 0;
    gboolean expects_error = FALSE;
    for (guint i = 0; i < run->header.n; i++) {
        if (run->output[i] < 0 || run->fields[i].length == 0)
            continue;
        int output = run->output[i];
        g_autofree char *got = output_text(plan_row, output);
        field_text(run, (int)i, &expected);
        n_expected++;
        expects_error = expects_error || output == LDOSE_OUTPUT_ERROR;
        if (!output_matches(output, expected, got, tolerance))
            deviate(row, output_name(output), expected, got);
    }
    if (!plan_row->computed && !expects_error && n_expected > 0) {
        g_autofree char *faults = output_text(plan_row, (int)LDOSE_OUTPUT_ERROR);
        row->outcome = LDOSE_SUITE_ROW_REFUSED;
        deviate(row, "error", "", faults);
    }
    if (plan_row->computed && n_expected > 0)
        check_answered(run, row, &plan_row->plan);
    if (row->outcome != LDOSE_SUITE_ROW_UNUSABLE)
        settle(run, row, n_expected);
}

static void
run_plan_row(Run *run, LdoseSuiteRow *row, const char *tolerance)
{
    g_autofree PlanRow *plan_row = g_new0(PlanRow, 1);
    g_autoptr(LdoseTrace) trace = ldose_trace_new();
    compute_plan(run, plan_row, trace);
    compare_plan(run, row, plan_row, tolerance);
    if (row->deviations->len > 0 && plan_row->computed) {
        GString *lines = g_string_new(NULL);
        ldose_trace_lines(lines, trace, "      ");
        g_free(row->trace);
        row->trace = g_string_free(lines, FALSE);
    }
    if (plan_row->has_rules)
        ldose_rule_set_clear(&plan_row->rules);
}

/* ---- a formula row --------------------------------------------------------------------------- */

/* Gives one field to a formula. FALSE: it is not a value of this field. */
static gboolean
give(LdoseFormulaInput *input, LdoseFormulaField field, const char *text)
{
    double number = 0;
    int word = -1;
    switch ((int)field) {
    case LDOSE_FIELD_SEX:
        word = ldose_vocabulary_find(&ldose_sexes, text, -1);
        input->sex = (LdoseSex)word;
        break;
    case LDOSE_FIELD_ASCITES:
        word = ldose_vocabulary_find(&ldose_ascites_grades, text, -1);
        input->ascites = (LdoseAscites)word;
        break;
    case LDOSE_FIELD_ENCEPHALOPATHY:
        word = ldose_vocabulary_find(&ldose_encephalopathy_grades, text, -1);
        input->encephalopathy = word;
        break;
    case LDOSE_FIELD_CIRRHOSIS:
        word = ldose_vocabulary_find(&ldose_yes_no, text, -1);
        input->cirrhosis = word == 1;
        break;
    case LDOSE_FIELD_DIALYSIS:
        word = ldose_vocabulary_find(&ldose_dialysis_kinds, text, -1);
        input->dialysis = word != LDOSE_DIALYSIS_NONE;
        break;
    case LDOSE_FIELD_PRODUCT:
        word = ldose_varela_product_find(text, &input->product) ? 0 : -1;
        break;
    default:
        if (ldose_number_parse(text, strlen(text), LDOSE_DECIMAL_POINT, &number) != LDOSE_NUMBER_OK)
            return FALSE;
        ldose_formula_input_set(input, field, number);
        return TRUE;
    }
    input->present |= (guint32)field;
    return word >= 0;
}

static char *
formula_answer(const LdoseFormula *formula, const LdoseFormulaResult *result)
{
    char number[LDOSE_NUMBER_BUFFER];
    ldose_number_print(number, result->value, 10);
    if (formula->answer == LDOSE_FORMULA_ANSWER_LABEL)
        return g_strdup(result->label);
    if (formula->answer == LDOSE_FORMULA_ANSWER_VALUE_LABEL)
        return g_strdup_printf("%s %s", number, result->label);
    return g_strdup(number);
}

static void
run_formula_row(Run *run, LdoseSuiteRow *row, const char *tolerance)
{
    g_autofree char *text = NULL;
    const LdoseFormula *formula = ldose_formula_find(field_text(run, run->formula, &text));
    LdoseFormulaInput input = {0};
    LdoseFormulaResult result;
    if (formula == NULL) {
        row->outcome = LDOSE_SUITE_ROW_UNUSABLE;
        deviate(row, "formula", "the name of a formula", text);
        return;
    }
    for (guint i = 0; i < run->header.n; i++) {
        if (run->input[i] == 0 || run->fields[i].length == 0)
            continue;
        if (!give(&input, (LdoseFormulaField)run->input[i], field_text(run, (int)i, &text))) {
            row->outcome = LDOSE_SUITE_ROW_REFUSED;
            deviate(row, run->header.field[i].name, "a value of this column", text);
            return;
        }
    }
    if (!ldose_formula_compute(formula->number, &input, &result)) {
        row->outcome = LDOSE_SUITE_ROW_REFUSED;
        deviate(row, formula->id, "all inputs, in range",
                "an input missing, unusable or outside the model");
        return;
    }
    g_autofree char *got = formula_answer(formula, &result);
    const char *expected = field_text(run, run->expect, &text);
    if (!ldose_suite_numbers_match(expected, got, tolerance))
        deviate(row, formula->id, expected, got);
    settle(run, row, expected[0] != '\0');
}

/* ---- the file -------------------------------------------------------------------------------- */

static void
run_row(Run *run, int n_fields, guint64 line)
{
    LdoseSuite *suite = run->suite;
    LdoseSuiteRow *row = g_new0(LdoseSuiteRow, 1);
    g_autofree char *tolerance = NULL;
    row->line = line;
    row->deviations = g_ptr_array_new_with_free_func(deviation_free);
    row->outcome = LDOSE_SUITE_ROW_PASSED;
    row->trace = g_strdup("");
    g_ptr_array_add(suite->rows, row);
    if (n_fields < 0 || (guint)n_fields != run->header.n) {
        row->case_id = g_strdup("");
        row->source = g_strdup("");
        row->outcome = LDOSE_SUITE_ROW_UNUSABLE;
        deviate(row, "", "as many fields as the header", "another number, or a stray quote");
    } else {
        field_text(run, suite->of_formulas ? run->formula : run->case_id, &row->case_id);
        field_text(run, run->source, &row->source);
        field_text(run, run->tolerance, &tolerance);
        gboolean usable = check_own_columns(run, row, tolerance);
        if (usable && suite->of_formulas)
            run_formula_row(run, row, tolerance);
        else if (usable)
            run_plan_row(run, row, tolerance);
    }
    suite->passed += row->outcome == LDOSE_SUITE_ROW_PASSED;
    suite->failed += row->outcome == LDOSE_SUITE_ROW_FAILED;
    suite->refused += row->outcome == LDOSE_SUITE_ROW_REFUSED;
    suite->unusable += row->outcome == LDOSE_SUITE_ROW_UNUSABLE;
}

static gboolean
run_file(Run *run, char *text, gsize length, GError **error)
{
    guint64 line = 1;
    gboolean in_header = TRUE;
    gsize mark = ldose_byte_order_mark(text, length);
    text += mark;
    length -= mark;
    char *p = text, *end = text + length;
    while (p < end) {
        gboolean open_quote = FALSE;
        const char *stop = ldose_csv_record_end(p, end, ',', &open_quote);
        gsize record = stop != NULL ? (gsize)(stop - p) : (gsize)(end - p);
        guint64 lines = 1;
        for (gsize i = 0; i < record; i++)
            lines += p[i] == '\n';
        int n = ldose_csv_split(p, record, ',', run->fields);
        if (in_header && n <= 0) {
            ldose_set_error(error, LDOSE_ERROR_INPUT, N_("%s: line 1: expected a header line"),
                            run->suite->path);
            return FALSE;
        }
        if (in_header) {
            if (!learn_header(run, (guint)n, error))
                return FALSE;
            in_header = FALSE;
        } else if (n != 0)
            run_row(run, n, line);
        line += lines;
        p += record + 1;
    }
    return TRUE;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
ldose_suite_names(const char *folder)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    const char *name;
    while (listing != NULL && (name = g_dir_read_name(listing)) != NULL) {
        if (g_str_has_suffix(name, ".csv"))
            g_ptr_array_add(names, g_strdup(name));
    }
    g_ptr_array_sort(names, compare_names);
    return names;
}

LdoseSuite *
ldose_suite_run(LdoseLibrary *library, const char *default_formulary, const char *path,
                GError **error)
{
    GBytes *bytes = ldose_file_read_capped(path, LDOSE_SUITE_MAX_SIZE, LDOSE_ERROR_INPUT, error);
    if (bytes == NULL)
        return NULL;
    gsize length = 0;
    g_autofree char *text = g_bytes_unref_to_data(bytes, &length);
    g_autoptr(LdoseSuite) suite = g_new0(LdoseSuite, 1);
    suite->path = g_strdup(path);
    suite->rows = g_ptr_array_new_with_free_func(row_free);
    g_autofree char *hash =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);
    g_strlcpy(suite->sha256, hash, sizeof suite->sha256);

    g_autofree Run *run = g_new0(Run, 1);
    run->library = library;
    run->default_formulary = default_formulary;
    run->suite = suite;
    gboolean good = run_file(run, text, length, error);
    ldose_case_header_clear(&run->header);
    g_free(run->output);
    g_free(run->input);
    return good ? g_steal_pointer(&suite) : NULL;
}
