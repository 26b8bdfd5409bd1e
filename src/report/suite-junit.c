/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of suites as JUnit XML: part of suite-report.h. */
#include "config.h"

#include "suite-report.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

/* Escapes for text and for attributes alike. What XML 1.0 cannot hold, and what is no UTF-8,
 * becomes U+FFFD; a line break in an attribute stays one. */
static void
append_escaped(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
        gunichar c = g_utf8_get_char(p);
        switch (c) {
        case '&': g_string_append(out, "&amp;"); break;
        case '<': g_string_append(out, "&lt;"); break;
        case '>': g_string_append(out, "&gt;"); break;
        case '"': g_string_append(out, "&quot;"); break;
        case '\n': g_string_append(out, "&#10;"); break;
        case '\r': g_string_append(out, "&#13;"); break;
        case '\t': g_string_append(out, "&#9;"); break;
        default:
            if (c < 0x20 || c == 0xfffe || c == 0xffff)
                g_string_append(out, REPLACEMENT);
            else
                g_string_append_unichar(out, c);
        }
    }
}

static void
attribute(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    append_escaped(out, value);
    g_string_append_c(out, '"');
}

static void
attribute_number(GString *out, const char *name, guint value)
{
    g_string_append_printf(out, " %s=\"%u\"", name, value);
}

static void
property(GString *out, const char *name, const char *value)
{
    g_string_append(out, "      <property");
    attribute(out, "name", name);
    attribute(out, "value", value);
    g_string_append(out, "/>\n");
}

/* Each deviation with both values, then the trace. */
static char *
row_details(const LdoseSuiteRow *row)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < row->deviations->len; i++) {
        const LdoseDeviation *deviation = g_ptr_array_index(row->deviations, i);
        g_string_append_printf(text, "%s: expected \"%s\", got \"%s\"\n", deviation->column,
                               deviation->expected, deviation->got);
    }
    g_string_append_printf(text, "source: %s\n%s", row->source, row->trace);
    return g_string_free(text, FALSE);
}

static void
test_case(GString *out, const LdoseSuiteRow *row, const char *class_name)
{
    g_autofree char *name =
        g_strdup_printf("line %" G_GUINT64_FORMAT ": %s", row->line, row->case_id);
    g_string_append(out, "    <testcase");
    attribute(out, "classname", class_name);
    attribute(out, "name", name);
    if (row->outcome == LDOSE_SUITE_ROW_PASSED) {
        g_string_append(out, "/>\n");
        return;
    }
    const char *element = row->outcome == LDOSE_SUITE_ROW_FAILED ? "failure" : "error";
    const LdoseDeviation *first =
        row->deviations->len > 0 ? g_ptr_array_index(row->deviations, 0) : NULL;
    g_autofree char *message = first != NULL
                                   ? g_strdup_printf("%s: expected \"%s\", got \"%s\"",
                                                     first->column, first->expected, first->got)
                                   : g_strdup("");
    g_autofree char *details = row_details(row);
    g_string_append_printf(out, ">\n      <%s", element);
    attribute(out, "type", ldose_suite_outcome_word(row->outcome));
    attribute(out, "message", message);
    g_string_append_c(out, '>');
    append_escaped(out, details);
    g_string_append_printf(out, "</%s>\n    </testcase>\n", element);
}

static void
test_suite(GString *out, const LdoseSuite *suite, const LdoseReportFacts *facts)
{
    g_autofree char *name = g_path_get_basename(suite->path);
    g_autofree char *class_name = g_strdup(name);
    char *dot = strrchr(class_name, '.');
    if (dot != NULL)
        *dot = '\0';
    g_string_append(out, "  <testsuite");
    attribute(out, "name", name);
    attribute_number(out, "tests", suite->rows->len);
    attribute_number(out, "failures", suite->failed);
    attribute_number(out, "errors", suite->refused + suite->unusable);
    attribute_number(out, "skipped", 0);
    attribute(out, "timestamp", facts->at);
    g_string_append(out, ">\n    <properties>\n");
    property(out, "sha256", suite->sha256);
    g_string_append(out, "    </properties>\n");
    for (guint i = 0; i < suite->rows->len; i++)
        test_case(out, g_ptr_array_index(suite->rows, i), class_name);
    g_string_append(out, "  </testsuite>\n");
}

/* The run itself as a suite without tests: readers of JUnit XML show properties of suites only. */
static void
run_suite(GString *out, const LdoseReportFacts *facts)
{
    g_string_append(out, "  <testsuite name=\"run\" tests=\"0\" failures=\"0\" errors=\"0\" "
                         "skipped=\"0\"");
    attribute(out, "timestamp", facts->at);
    g_string_append(out, ">\n    <properties>\n");
    property(out, "program", "lymphodose " LDOSE_VERSION);
    property(out, "machine", facts->machine);
    property(out, "locale", facts->locale);
    if (facts->operator_name != NULL)
        property(out, "operator", facts->operator_name);
    for (guint i = 0; i < facts->documents->len; i++) {
        const LdoseDocument *document = g_ptr_array_index(facts->documents, i);
        g_autofree char *document_name =
            g_strdup_printf("%s %s@%s %s", ldose_document_kind_id(document->kind), document->id,
                            document->version, ldose_document_status_id(document->status));
        property(out, document_name, document->sha256);
    }
    for (guint i = 0; i < facts->faults->len; i++)
        property(out, "document not loaded", g_ptr_array_index(facts->faults, i));
    g_string_append(out, "    </properties>\n  </testsuite>\n");
}

void
ldose_suites_junit(GString *out, const GPtrArray *suites, const LdoseReportFacts *facts)
{
    LdoseSuiteCounts counts = ldose_suites_count(suites);
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    attribute(out, "name", "lymphodose verify");
    attribute_number(out, "tests", counts.rows);
    attribute_number(out, "failures", counts.failed - counts.unusable);
    attribute_number(out, "errors", counts.refused + counts.unusable);
    g_string_append(out, ">\n");
    run_suite(out, facts);
    for (guint i = 0; i < suites->len; i++)
        test_suite(out, g_ptr_array_index(suites, i), facts);
    g_string_append(out, "</testsuites>\n");
}
