/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "suite-report.h"

#include "json-writer.h"

/* ---- counting -------------------------------------------------------------------------------- */

LdoseSuiteCounts
ldose_suites_count(const GPtrArray *suites)
{
    LdoseSuiteCounts counts = {.suites = suites->len};
    for (guint i = 0; i < suites->len; i++) {
        const LdoseSuite *suite = g_ptr_array_index(suites, i);
        counts.rows += suite->rows->len;
        counts.passed += suite->passed;
        counts.failed += suite->failed + suite->unusable;
        counts.refused += suite->refused;
        counts.unusable += suite->unusable;
    }
    return counts;
}

gboolean
ldose_suites_passed(const GPtrArray *suites)
{
    for (guint i = 0; i < suites->len; i++) {
        if (!ldose_suite_passed(g_ptr_array_index(suites, i)))
            return FALSE;
    }
    return suites->len > 0;
}

const char *
ldose_suite_outcome_word(LdoseSuiteOutcome outcome)
{
    static const char *const words[] = {
        [LDOSE_SUITE_ROW_PASSED] = N_("passed"),
        [LDOSE_SUITE_ROW_FAILED] = N_("failed"),
        [LDOSE_SUITE_ROW_REFUSED] = N_("refused"),
        [LDOSE_SUITE_ROW_UNUSABLE] = N_("not usable"),
    };
    return words[outcome];
}

/* ---- lines on a terminal --------------------------------------------------------------------- */

static void
row_lines(GString *out, const LdoseSuiteRow *row)
{
    g_string_append_printf(out, "  line %" G_GUINT64_FORMAT " %s: %s (%s)\n", row->line,
                           row->case_id, ldose_suite_outcome_word(row->outcome), row->source);
    for (guint i = 0; i < row->deviations->len; i++) {
        const LdoseDeviation *deviation = g_ptr_array_index(row->deviations, i);
        g_string_append_printf(out, "    %s: expected \"%s\", got \"%s\"\n", deviation->column,
                               deviation->expected, deviation->got);
    }
    g_string_append(out, row->trace);
}

void
ldose_suite_lines(GString *out, const LdoseSuite *suite)
{
    g_autofree char *name = g_path_get_basename(suite->path);
    g_string_append_printf(out, "%s: %u rows, %u passed, %u failed, %u refused", name,
                           suite->rows->len, suite->passed, suite->failed, suite->refused);
    if (suite->unusable > 0)
        g_string_append_printf(out, ", %u not usable", suite->unusable);
    g_string_append_printf(out, " (sha256 %s)\n", suite->sha256);
    for (guint i = 0; i < suite->rows->len; i++) {
        const LdoseSuiteRow *row = g_ptr_array_index(suite->rows, i);
        if (row->outcome != LDOSE_SUITE_ROW_PASSED)
            row_lines(out, row);
    }
}

void
ldose_suites_closing_line(GString *out, const GPtrArray *suites)
{
    LdoseSuiteCounts counts = ldose_suites_count(suites);
    g_string_append_printf(out, "%u passed, %u failed, %u refused\n", counts.passed, counts.failed,
                           counts.refused);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void
trace_json(LdoseJsonWriter *json, const char *trace)
{
    g_auto(GStrv) lines = g_strsplit(trace, "\n", -1);
    ldose_json_key(json, "trace");
    ldose_json_open_array(json);
    for (guint i = 0; lines[i] != NULL; i++) {
        const char *line = g_strstrip(lines[i]);
        if (line[0] != '\0')
            ldose_json_string(json, line);
    }
    ldose_json_close_array(json);
}

static void
row_json(LdoseJsonWriter *json, const LdoseSuiteRow *row)
{
    ldose_json_open_object(json);
    ldose_json_member_number(json, "line", (double)row->line);
    ldose_json_member(json, "case", row->case_id);
    ldose_json_member(json, "outcome", ldose_suite_outcome_word(row->outcome));
    ldose_json_member(json, "source", row->source);
    if (row->deviations->len > 0) {
        ldose_json_key(json, "deviations");
        ldose_json_open_array(json);
        for (guint i = 0; i < row->deviations->len; i++) {
            const LdoseDeviation *deviation = g_ptr_array_index(row->deviations, i);
            ldose_json_open_object(json);
            ldose_json_member(json, "column", deviation->column);
            ldose_json_member(json, "expected", deviation->expected);
            ldose_json_member(json, "got", deviation->got);
            ldose_json_close_object(json);
        }
        ldose_json_close_array(json);
        trace_json(json, row->trace);
    }
    ldose_json_close_object(json);
}

static void
suite_json(LdoseJsonWriter *json, const LdoseSuite *suite)
{
    ldose_json_open_object(json);
    ldose_json_member_take(json, "file", g_path_get_basename(suite->path));
    ldose_json_member(json, "sha256", suite->sha256);
    ldose_json_member_number(json, "passed", suite->passed);
    ldose_json_member_number(json, "failed", suite->failed);
    ldose_json_member_number(json, "refused", suite->refused);
    ldose_json_member_number(json, "not_usable", suite->unusable);
    ldose_json_key(json, "rows");
    ldose_json_open_array(json);
    for (guint i = 0; i < suite->rows->len; i++)
        row_json(json, g_ptr_array_index(suite->rows, i));
    ldose_json_close_array(json);
    ldose_json_close_object(json);
}

static void
documents_json(LdoseJsonWriter *json, const LdoseReportFacts *facts)
{
    ldose_json_key(json, "documents");
    ldose_json_open_array(json);
    for (guint i = 0; i < facts->documents->len; i++) {
        const LdoseDocument *document = g_ptr_array_index(facts->documents, i);
        ldose_json_open_object(json);
        ldose_json_member(json, "kind", ldose_document_kind_id(document->kind));
        ldose_json_member(json, "id", document->id);
        ldose_json_member(json, "version", document->version);
        ldose_json_member(json, "status", ldose_document_status_id(document->status));
        ldose_json_member(json, "sha256", document->sha256);
        ldose_json_close_object(json);
    }
    ldose_json_close_array(json);
    ldose_json_key(json, "documents_not_loaded");
    ldose_json_open_array(json);
    for (guint i = 0; i < facts->faults->len; i++)
        ldose_json_string(json, g_ptr_array_index(facts->faults, i));
    ldose_json_close_array(json);
}

void
ldose_suites_json(GString *out, const GPtrArray *suites, const LdoseReportFacts *facts)
{
    LdoseSuiteCounts counts = ldose_suites_count(suites);
    LdoseJsonWriter json;
    ldose_json_init(&json, out);
    ldose_json_open_object(&json);
    ldose_json_member(&json, "report", "verification");
    ldose_json_member(&json, "program", "lymphodose");
    ldose_json_member(&json, "version", LDOSE_VERSION);
    ldose_json_member(&json, "at", facts->at);
    ldose_json_member(&json, "machine", facts->machine);
    ldose_json_member(&json, "locale", facts->locale);
    ldose_json_member(&json, "operator", facts->operator_name);
    ldose_json_member_boolean(&json, "good", ldose_suites_passed(suites));
    ldose_json_member_number(&json, "passed", counts.passed);
    ldose_json_member_number(&json, "failed", counts.failed);
    ldose_json_member_number(&json, "refused", counts.refused);
    documents_json(&json, facts);
    ldose_json_key(&json, "suites");
    ldose_json_open_array(&json);
    for (guint i = 0; i < suites->len; i++)
        suite_json(&json, g_ptr_array_index(suites, i));
    ldose_json_close_array(&json);
    ldose_json_close_object(&json);
    ldose_json_end(&json);
}
