/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-report.h"

#include <string.h>

#include "check-witness.h"
#include "json-writer.h"
#include "xml-text.h"

/* What a shell reads as it stands. */
#define PLAIN_BYTES "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-@+,:"

static const char *const severity_words[] = {
    [LDOSE_CHECK_ERROR] = "error",
    [LDOSE_CHECK_WARNING] = "warning",
    [LDOSE_CHECK_NOTE] = "note",
};

/* ---- opening --------------------------------------------------------------------------------- */

/* Loads in the loader's own order, a guidance in spite of its faults. */
static void
open_document(LdoseCheckedDocument *checked, GError **error)
{
    switch (checked->kind) {
    case LDOSE_DOCUMENT_GUIDANCE:
        checked->guidance = ldose_guidance_load(checked->path, TRUE, error);
        if (checked->guidance != NULL)
            checked->document = &checked->guidance->document;
        break;
    case LDOSE_DOCUMENT_REGIMENS:
        checked->regimen = ldose_regimen_load(checked->path, error);
        if (checked->regimen != NULL)
            checked->document = &checked->regimen->document;
        break;
    case LDOSE_DOCUMENT_FORMULARY:
        checked->formulary = ldose_formulary_load(checked->path, error);
        if (checked->formulary != NULL)
            checked->document = &checked->formulary->document;
        break;
    case LDOSE_N_DOCUMENT_KINDS:
    default: g_assert_not_reached();
    }
}

static void
count_findings(LdoseCheckedDocument *checked)
{
    guint *const counts[] = {[LDOSE_CHECK_ERROR] = &checked->n_errors,
                             [LDOSE_CHECK_WARNING] = &checked->n_warnings,
                             [LDOSE_CHECK_NOTE] = &checked->n_notes};
    for (guint i = 0; i < checked->findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(checked->findings, i);
        ++*counts[ldose_check_kind(finding->code)->severity];
    }
}

LdoseCheckedDocument *
ldose_checked_document_new(const char *path, LdoseLibrary *library, LdoseDate on)
{
    LdoseCheckedDocument *checked = g_new0(LdoseCheckedDocument, 1);
    g_autoptr(GError) error = NULL;
    checked->path = g_strdup(path);
    checked->missing = !g_file_test(path, G_FILE_TEST_IS_REGULAR);
    if (ldose_document_find_kind(path, &checked->kind, &error))
        open_document(checked, &error);
    if (checked->document == NULL) {
        checked->fault = g_strdup(error->message);
        checked->findings = g_ptr_array_new();
        checked->n_errors = 1;
    } else {
        checked->findings = checked->guidance != NULL ? ldose_guidance_check(checked->guidance, on)
                                                      : ldose_document_check(checked->document, on);
    }
    count_findings(checked);
    ldose_check_find_witnesses(checked, library);
    return checked;
}

void
ldose_checked_document_free(LdoseCheckedDocument *checked)
{
    if (checked == NULL)
        return;
    g_ptr_array_unref(checked->findings);
    g_ptr_array_unref(checked->witnesses);
    ldose_guidance_free(checked->guidance);
    ldose_regimen_free(checked->regimen);
    ldose_formulary_free(checked->formulary);
    g_free(checked->path);
    g_free(checked->fault);
    g_free(checked);
}

/* ---- a witness as arguments ------------------------------------------------------------------ */

void
ldose_check_witness_arguments(GString *out, const LdoseMadeUp *made_up)
{
    for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
        char buffer[LDOSE_MADE_UP_TEXT];
        const char *text = ldose_made_up_text(made_up, (LdoseColumn)column, buffer);
        if (text[0] == '\0')
            continue;
        gboolean quote = strchr(text, ' ') != NULL;
        g_string_append_printf(out, "%s--set %s=%s%s%s", out->len > 0 ? " " : "",
                               ldose_column_info((LdoseColumn)column)->name, quote ? "'" : "", text,
                               quote ? "'" : "");
    }
}

/* The command that shows the witness. (transfer full) */
static char *
witness_command(const LdoseCheckedDocument *checked, const LdoseCheckWitness *witness)
{
    g_autoptr(GString) arguments = g_string_new(NULL);
    ldose_check_witness_arguments(arguments, &witness->made_up);
    if (!witness->runs_in_calc)
        return g_strdup(arguments->str);
    gboolean plain = checked->path[strspn(checked->path, PLAIN_BYTES)] == '\0';
    g_autofree char *path = plain ? g_strdup(checked->path) : g_shell_quote(checked->path);
    return g_strdup_printf("lymphodose calc --unsound %s %s", path, arguments->str);
}

/* ---- text ------------------------------------------------------------------------------------ */

static void
append_line(GString *out, const LdoseWording *wording, const char *label, const char *text)
{
    if (text[0] != '\0')
        g_string_append_printf(out, "    %s %s\n", ldose_wording_text(wording, label), text);
}

static void
append_where(GString *out, const LdoseCheckFinding *finding)
{
    g_string_append_printf(out, "    line %d", finding->line);
    if (finding->table != NULL)
        g_string_append_printf(out, ", table %s", finding->table->id);
    if (finding->rule_ids[0] != '\0')
        g_string_append_printf(out, ", %s %s",
                               strchr(finding->rule_ids, ' ') != NULL ? "rows" : "row",
                               finding->rule_ids);
    if (finding->region[0] != '\0')
        g_string_append_printf(out, ": %s", finding->region);
    g_string_append_c(out, '\n');
}

static void
append_witness(GString *out, const LdoseCheckedDocument *checked, const LdoseCheckFinding *finding,
               const LdoseCheckWitness *witness, const LdoseWording *wording)
{
    gboolean is_error = ldose_check_kind(finding->code)->severity == LDOSE_CHECK_ERROR;
    if (is_error)
        append_line(out, wording, N_("Today:"),
                    ldose_wording_text(wording, N_("the document is refused")));
    if (!witness->found) {
        if (finding->has_place)
            append_line(out, wording, N_("Patient:"),
                        ldose_wording_text(wording, N_("nobody who can be entered lies here")));
        return;
    }
    append_line(out, wording, is_error ? N_("If it were used:") : N_("Today:"), witness->today);
    g_autofree char *command = witness_command(checked, witness);
    append_line(out, wording, N_("Patient:"), command);
}

static void
append_finding(GString *out, const LdoseCheckedDocument *checked, guint i,
               const LdoseWording *wording)
{
    const LdoseCheckFinding *finding = g_ptr_array_index(checked->findings, i);
    const LdoseCheckKind *kind = ldose_check_kind(finding->code);
    g_string_append_printf(out, "  %s %s %s: %s\n", severity_words[kind->severity], kind->number,
                           kind->id, ldose_wording_text(wording, kind->title));
    append_where(out, finding);
    g_string_append_printf(out, "    %s\n", finding->message);
    append_witness(out, checked, finding, g_ptr_array_index(checked->witnesses, i), wording);
    append_line(out, wording, N_("Write:"), finding->proposal);
}

static void
append_document(GString *out, const LdoseCheckedDocument *checked, const LdoseWording *wording)
{
    g_string_append_printf(out, "%s\n", checked->path);
    if (checked->fault != NULL) {
        g_auto(GStrv) lines = g_strsplit(checked->fault, "\n", -1);
        for (guint i = 0; lines[i] != NULL; i++)
            g_string_append_printf(out, "  error: %s\n", lines[i]);
    } else {
        g_string_append_printf(out, "  %s %s, %s, %s, sha256 %s\n", checked->document->id,
                               checked->document->version, ldose_document_kind_id(checked->kind),
                               ldose_document_status_id(checked->document->status),
                               checked->document->sha256);
    }
    for (int severity = LDOSE_CHECK_ERROR; severity <= LDOSE_CHECK_NOTE; severity++) {
        for (guint i = 0; i < checked->findings->len; i++) {
            const LdoseCheckFinding *finding = g_ptr_array_index(checked->findings, i);
            if ((int)ldose_check_kind(finding->code)->severity == severity)
                append_finding(out, checked, i, wording);
        }
    }
    g_string_append_printf(
        out, ldose_wording_text(wording, N_("  errors: %1$u, warnings: %2$u, notes: %3$u; %4$s\n")),
        checked->n_errors, checked->n_warnings, checked->n_notes,
        ldose_wording_text(wording, checked->n_errors > 0 ? N_("does not load") : N_("loads")));
}

void
ldose_check_report_text(GString *out, const GPtrArray *checked, const LdoseWording *wording)
{
    guint errors = 0, warnings = 0, notes = 0;
    for (guint i = 0; i < checked->len; i++) {
        const LdoseCheckedDocument *document = g_ptr_array_index(checked, i);
        append_document(out, document, wording);
        g_string_append_c(out, '\n');
        errors += document->n_errors;
        warnings += document->n_warnings;
        notes += document->n_notes;
    }
    g_string_append_printf(
        out,
        ldose_wording_text(wording,
                           N_("documents: %1$u, errors: %2$u, warnings: %3$u, notes: %4$u\n")),
        checked->len, errors, warnings, notes);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void
write_bound(LdoseJsonWriter *json, const char *owned, const char *open, const LdoseBound *bound)
{
    if (bound->bounded)
        ldose_json_member_number(json, bound->owned ? owned : open, bound->limit);
}

/* The region axis by axis: the ends in the words of the document. */
static void
write_region(LdoseJsonWriter *json, const LdoseCheckFinding *finding)
{
    const LdoseTable *table = finding->table;
    ldose_json_key(json, "region");
    ldose_json_open_array(json);
    for (guint i = 0; finding->has_place && i < table->n_axes; i++) {
        const LdoseAxis *axis = &table->axes[i];
        ldose_json_open_object(json);
        ldose_json_member(json, "axis",
                          ldose_vocabulary_id(&ldose_quantities, (int)axis->quantity));
        if (axis->quantity == LDOSE_QUANTITY_DIALYSIS) {
            ldose_json_key(json, "words");
            ldose_json_open_array(json);
            for (int word = 0; word < LDOSE_N_DIALYSIS; word++) {
                if ((finding->place.words[i] & (1u << word)) != 0)
                    ldose_json_string(json, ldose_vocabulary_id(&ldose_dialysis_kinds, word));
            }
            ldose_json_close_array(json);
        } else {
            ldose_json_member(json, "unit", ldose_unit_id(axis->unit));
            write_bound(json, "from", "above", &finding->place.ranges[i].low);
            write_bound(json, "to", "below", &finding->place.ranges[i].high);
        }
        ldose_json_close_object(json);
    }
    ldose_json_close_array(json);
}

static void
write_witness(LdoseJsonWriter *json, const LdoseCheckedDocument *checked,
              const LdoseCheckWitness *witness)
{
    ldose_json_key(json, "witness");
    if (!witness->found) {
        ldose_json_null(json);
        ldose_json_key(json, "today");
        ldose_json_null(json);
        return;
    }
    ldose_json_open_object(json);
    for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
        char buffer[LDOSE_MADE_UP_TEXT];
        const char *text = ldose_made_up_text(&witness->made_up, (LdoseColumn)column, buffer);
        if (text[0] != '\0')
            ldose_json_member(json, ldose_column_info((LdoseColumn)column)->name, text);
    }
    ldose_json_close_object(json);
    if (witness->runs_in_calc)
        ldose_json_member_take(json, "command", witness_command(checked, witness));
    ldose_json_member(json, "today", witness->today);
}

static void
write_finding(LdoseJsonWriter *json, const LdoseCheckedDocument *checked, guint i)
{
    const LdoseCheckFinding *finding = g_ptr_array_index(checked->findings, i);
    const LdoseCheckKind *kind = ldose_check_kind(finding->code);
    ldose_json_open_object(json);
    ldose_json_member(json, "number", kind->number);
    ldose_json_member(json, "id", kind->id);
    ldose_json_member(json, "severity", severity_words[kind->severity]);
    ldose_json_member(json, "title", kind->title);
    ldose_json_member_number(json, "line", finding->line);
    ldose_json_member(json, "table", finding->table != NULL ? finding->table->id : NULL);
    ldose_json_key(json, "rows");
    ldose_json_open_array(json);
    g_auto(GStrv) ids = g_strsplit(finding->rule_ids, " ", -1);
    for (guint id = 0; ids[id] != NULL; id++) {
        if (ids[id][0] != '\0')
            ldose_json_string(json, ids[id]);
    }
    ldose_json_close_array(json);
    write_region(json, finding);
    ldose_json_member(json, "region_text", finding->region);
    ldose_json_member(json, "message", finding->english);
    write_witness(json, checked, g_ptr_array_index(checked->witnesses, i));
    ldose_json_member(json, "proposal", finding->proposal);
    ldose_json_close_object(json);
}

void
ldose_check_report_json(GString *out, const GPtrArray *checked)
{
    LdoseJsonWriter json;
    ldose_json_init(&json, out);
    ldose_json_open_object(&json);
    ldose_json_key(&json, "documents");
    ldose_json_open_array(&json);
    for (guint i = 0; i < checked->len; i++) {
        const LdoseCheckedDocument *document = g_ptr_array_index(checked, i);
        gboolean read = document->document != NULL;
        ldose_json_open_object(&json);
        ldose_json_member(&json, "path", document->path);
        ldose_json_member(&json, "kind", read ? ldose_document_kind_id(document->kind) : NULL);
        ldose_json_member(&json, "id", read ? document->document->id : NULL);
        ldose_json_member(&json, "version", read ? document->document->version : NULL);
        ldose_json_member(&json, "sha256", read ? document->document->sha256 : NULL);
        ldose_json_member_boolean(&json, "loads", document->n_errors == 0);
        ldose_json_member(&json, "fault", document->fault);
        ldose_json_key(&json, "findings");
        ldose_json_open_array(&json);
        for (guint k = 0; k < document->findings->len; k++)
            write_finding(&json, document, k);
        ldose_json_close_array(&json);
        ldose_json_member_number(&json, "errors", document->n_errors);
        ldose_json_member_number(&json, "warnings", document->n_warnings);
        ldose_json_member_number(&json, "notes", document->n_notes);
        ldose_json_close_object(&json);
    }
    ldose_json_close_array(&json);
    ldose_json_close_object(&json);
    ldose_json_end(&json);
}

/* ---- JUnit ----------------------------------------------------------------------------------- */

/* A file name can hold bytes that XML cannot. */
static void
append_attribute(GString *out, const char *name, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (char *p = valid; *p != '\0'; p++) {
        if ((guchar)*p < 0x20 && *p != '\n' && *p != '\t')
            *p = '?';
    }
    ldose_xml_attribute(out, name, valid);
}

static void
append_case(GString *out, const char *suite, const char *name, const char *failure)
{
    g_string_append(out, "    <testcase");
    append_attribute(out, "classname", suite);
    append_attribute(out, "name", name);
    if (failure[0] == '\0') {
        g_string_append(out, "/>\n");
        return;
    }
    g_string_append(out, "><failure");
    append_attribute(out, "message", failure);
    g_string_append(out, "/></testcase>\n");
}

/* Everything that was found under one number. (transfer full) */
static char *
failures_of(const LdoseCheckedDocument *checked, LdoseCheckCode code)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < checked->findings->len; i++) {
        const LdoseCheckFinding *finding = g_ptr_array_index(checked->findings, i);
        if (finding->code != code)
            continue;
        g_string_append_printf(text, "%sline %d", text->len > 0 ? "\n" : "", finding->line);
        if (finding->table != NULL)
            g_string_append_printf(text, ", table %s", finding->table->id);
        g_string_append_printf(text, ", %s %s: %s", finding->rule_ids, finding->region,
                               finding->english);
        if (finding->proposal[0] != '\0')
            g_string_append_printf(text, "; write: %s", finding->proposal);
    }
    return g_string_free(text, FALSE);
}

static gboolean
is_failure(LdoseCheckCode code, gboolean strict)
{
    LdoseCheckSeverity severity = ldose_check_kind(code)->severity;
    return severity == LDOSE_CHECK_ERROR || (severity == LDOSE_CHECK_WARNING && strict);
}

static void
append_junit_suite(GString *out, const LdoseCheckedDocument *checked, gboolean strict)
{
    g_autoptr(GString) cases = g_string_new(NULL);
    guint n_cases = 1, n_failures = checked->fault != NULL ? 1 : 0;
    append_case(cases, checked->path, "read", checked->fault != NULL ? checked->fault : "");
    for (int code = 0; code < LDOSE_N_CHECKS && checked->fault == NULL; code++) {
        const LdoseCheckKind *kind = ldose_check_kind((LdoseCheckCode)code);
        g_autofree char *name = g_strdup_printf("%s %s", kind->number, kind->id);
        g_autofree char *failure = is_failure((LdoseCheckCode)code, strict)
                                       ? failures_of(checked, (LdoseCheckCode)code)
                                       : g_strdup("");
        append_case(cases, checked->path, name, failure);
        n_cases++;
        n_failures += failure[0] != '\0' ? 1 : 0;
    }
    g_string_append(out, "  <testsuite");
    append_attribute(out, "name", checked->path);
    g_string_append_printf(out, " tests=\"%u\" failures=\"%u\" errors=\"0\">\n%s  </testsuite>\n",
                           n_cases, n_failures, cases->str);
}

void
ldose_check_report_junit(GString *out, const GPtrArray *checked, gboolean strict)
{
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<testsuites name=\"guidance check\">\n");
    for (guint i = 0; i < checked->len; i++)
        append_junit_suite(out, g_ptr_array_index(checked, i), strict);
    g_string_append(out, "</testsuites>\n");
}
