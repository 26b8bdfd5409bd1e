/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second check (R28): what two people entered, each without seeing the other's. */
#include "record-parts.h"

#include <string.h>

#include "error.h"
#include "plan-columns.h"
#include "xml-text.h"

gboolean
ldose_column_is_choice(LdoseColumn column)
{
    switch ((int)column) {
    case LDOSE_COLUMN_CONFIRM:
    case LDOSE_COLUMN_ESTIMATOR:
    case LDOSE_COLUMN_CLEARANCE_WEIGHT:
    case LDOSE_COLUMN_BSA_FORMULA:
    case LDOSE_COLUMN_BSA_CAP_M2:
    case LDOSE_COLUMN_DOSING_WEIGHT_KG:
    case LDOSE_COLUMN_FLUDARABINE_FRACTION:
    case LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION:
    case LDOSE_COLUMN_COMBINE:
    case LDOSE_COLUMN_ACCEPT_UNVERIFIED:
    case LDOSE_COLUMN_OVERRIDE_REASON:
    case LDOSE_COLUMN_DECIDED_BY:
    case LDOSE_COLUMN_PRESCRIBER: return TRUE;
    default: return FALSE;
    }
}

gboolean
ldose_column_is_point(LdoseColumn column)
{
    return ldose_column_is_choice(column) && column != LDOSE_COLUMN_DECIDED_BY &&
           column != LDOSE_COLUMN_PRESCRIBER;
}

static gboolean
refuse(const char *what, const char *why, GError **error)
{
    ldose_set_error(error, LDOSE_ERROR_INPUT, "%1$s: %2$s", what, ldose_error_text(why));
    return FALSE;
}

/* A person's text of a column; "" where it is not given. */
static const char *
first_text(const LdoseRecord *record, LdoseColumn column)
{
    return ldose_record_current_input(record, column);
}

static const char *
second_text(const char *const *entered, LdoseColumn column)
{
    return entered[column] != NULL ? entered[column] : "";
}

/* ---- comparing ------------------------------------------------------------------------------- */

static const LdoseRecordDocument *
document_of(const LdoseRecord *record, LdoseColumn column)
{
    const char *role = column == LDOSE_COLUMN_REGIMEN     ? "regimen"
                       : column == LDOSE_COLUMN_GUIDANCE  ? "guidance"
                       : column == LDOSE_COLUMN_FORMULARY ? "formulary"
                                                          : NULL;
    for (guint i = 0; role != NULL && i < record->documents->len; i++) {
        const LdoseRecordDocument *document =
            &g_array_index(record->documents, LdoseRecordDocument, i);
        if (strcmp(document->role, role) == 0)
            return document;
    }
    return NULL;
}

/* "us-label" and "us-label@1.0" name one document where the record used that version. */
static gboolean
names_document(const LdoseRecordDocument *document, const char *text)
{
    g_autofree char *full = g_strdup_printf("%s@%s", document->id, document->version);
    return strcmp(text, document->id) == 0 || strcmp(text, full) == 0;
}

static gboolean
values_are_equal(LdoseColumnKind kind, const LdoseCaseValue *one, const LdoseCaseValue *other)
{
    switch (kind) {
    case LDOSE_COLUMN_KIND_NUMBER:
    case LDOSE_COLUMN_KIND_BOUNDED_NUMBER:
        return !(one->number < other->number) && !(one->number > other->number);
    case LDOSE_COLUMN_KIND_DATE:
        return one->date.year == other->date.year && one->date.month == other->date.month &&
               one->date.day == other->date.day;
    case LDOSE_COLUMN_KIND_WORD:
    case LDOSE_COLUMN_KIND_FORMULA: return one->word == other->word;
    case LDOSE_COLUMN_KIND_CONDITIONS:
    case LDOSE_COLUMN_KIND_CONFIRM: return one->set == other->set;
    case LDOSE_COLUMN_KIND_TEXT:
    default:
        return one->text.length == other->text.length &&
               memcmp(one->text.text, other->text.text, one->text.length) == 0;
    }
}

/* Both people's cases as parsed. */
typedef struct {
    LdoseCase first, second;
} Pair;

static LdoseFieldResult
compare(const LdoseRecord *record, const char *const *entered, const Pair *pair, LdoseColumn column)
{
    const LdoseRecordDocument *document = document_of(record, column);
    gboolean first = LDOSE_CASE_HAS(&pair->first, column);
    gboolean second = LDOSE_CASE_HAS(&pair->second, column);
    if (!first || !second)
        return first ? LDOSE_COMPARED_FIRST_ONLY : LDOSE_COMPARED_SECOND_ONLY;
    if (document != NULL && names_document(document, first_text(record, column)) &&
        names_document(document, second_text(entered, column)))
        return LDOSE_COMPARED_SAME;
    gboolean same_bound =
        ((pair->first.bound ^ pair->second.bound) & LDOSE_COLUMN_BIT(column)) == 0;
    return same_bound && values_are_equal(ldose_column_info(column)->kind,
                                          &pair->first.value[column], &pair->second.value[column])
               ? LDOSE_COMPARED_SAME
               : LDOSE_COMPARED_DIFFERS;
}

/* Reads both people's data. A text that its column refuses cannot be compared. */
static gboolean
read_pair(const LdoseRecord *record, const char *const *entered, Pair *pair, GError **error)
{
    ldose_case_clear(&pair->first);
    ldose_case_clear(&pair->second);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        LdoseFaults faults = {.n = 0};
        if (ldose_column_is_choice(column))
            continue;
        const char *first = first_text(record, column), *second = second_text(entered, column);
        if (!ldose_xml_text_is_allowed(second) ||
            !ldose_case_set(&pair->first, column, first, strlen(first), LDOSE_DECIMAL_POINT,
                            &faults) ||
            !ldose_case_set(&pair->second, column, second, strlen(second), LDOSE_DECIMAL_POINT,
                            &faults))
            return refuse(ldose_column_info(column)->name, N_("not a value of this column"), error);
    }
    return TRUE;
}

GArray *
ldose_record_compare(const LdoseRecord *record, const char *const *entered, GError **error)
{
    g_autofree Pair *pair = g_new0(Pair, 1);
    if (!read_pair(record, entered, pair, error))
        return NULL;
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(LdoseCheckedField));
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        if (!LDOSE_CASE_HAS(&pair->first, column) && !LDOSE_CASE_HAS(&pair->second, column))
            continue;
        LdoseCheckedField field = {.name = ldose_column_info(column)->name,
                                   .first = first_text(record, column),
                                   .second = second_text(entered, column),
                                   .result = compare(record, entered, pair, column)};
        g_array_append_val(fields, field);
    }
    return fields;
}

/* ---- the entry's parts ----------------------------------------------------------------------- */

static gboolean
write_fields(GString *out, const GArray *fields)
{
    gboolean all_same = TRUE;
    for (guint i = 0; i < fields->len; i++) {
        const LdoseCheckedField *field = &g_array_index(fields, LdoseCheckedField, i);
        g_string_append(out, "    <field");
        ldose_xml_attribute(out, "name", field->name);
        if (field->result != LDOSE_COMPARED_SECOND_ONLY)
            ldose_xml_attribute(out, "first", field->first);
        if (field->result != LDOSE_COMPARED_FIRST_ONLY)
            ldose_xml_attribute(out, "second", field->second);
        ldose_xml_attribute(out, "result",
                            ldose_vocabulary_id(&ldose_field_results, (int)field->result));
        g_string_append(out, "/>\n");
        all_same = all_same && field->result == LDOSE_COMPARED_SAME;
    }
    return all_same;
}

static gboolean
is_reason(const char *text)
{
    g_autofree char *reason = g_strstrip(g_strdup(text != NULL ? text : ""));
    return reason[0] != '\0' && ldose_xml_text_is_allowed(text);
}

static void
write_answer(GString *out, gboolean confirmed, const char *reason)
{
    ldose_xml_attribute(out, "answer", confirmed ? "confirmed" : "contested");
    ldose_xml_attribute(out, "reason", confirmed ? NULL : reason);
    g_string_append(out, "/>\n");
}

static const LdosePointAnswer *
answer_to(const LdoseSecondCheckDraft *check, LdoseColumn column)
{
    for (guint i = 0; i < check->n_answers; i++) {
        if (check->answers[i].column == column)
            return &check->answers[i];
    }
    return NULL;
}

/* Every choice of the first person has an answer, and every contested one its reason. */
static gboolean
check_answers(const LdoseRecord *record, const LdoseSecondCheckDraft *check, GError **error)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        const char *name = ldose_column_info(column)->name;
        const LdosePointAnswer *answer = answer_to(check, column);
        gboolean asked = ldose_column_is_point(column) && first_text(record, column)[0] != '\0';
        if (asked && answer == NULL)
            return refuse(name, N_("this choice is neither confirmed nor contested"), error);
        if (!asked && answer != NULL)
            return refuse(name, N_("the first person made no such choice"), error);
        if (answer != NULL && !answer->confirmed && !is_reason(answer->reason))
            return refuse(name, N_("contested without a reason"), error);
    }
    return TRUE;
}

static gboolean
write_points(GString *out, const LdoseRecord *record, const LdoseSecondCheckDraft *check)
{
    gboolean all_confirmed = TRUE;
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        const LdosePointAnswer *answer = answer_to(check, column);
        if (answer == NULL)
            continue;
        g_string_append(out, "    <point");
        ldose_xml_attribute(out, "name", ldose_column_info(column)->name);
        ldose_xml_attribute(out, "text", first_text(record, column));
        write_answer(out, answer->confirmed, answer->reason);
        all_confirmed = all_confirmed && answer->confirmed;
    }
    return all_confirmed;
}

static gboolean
is_acknowledged(const LdoseRecord *record, const char *code)
{
    for (guint i = 0; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        if (entry->kind == LDOSE_ENTRY_ACKNOWLEDGEMENT && strcmp(entry->code, code) == 0)
            return TRUE;
    }
    return FALSE;
}

static guint
count_answers(const LdoseSecondCheckDraft *check, const char *code)
{
    guint n = 0;
    for (guint i = 0; i < check->n_acknowledgements; i++)
        n += strcmp(check->acknowledgements[i].code, code) == 0;
    return n;
}

/* Every code that was acknowledged has one answer, and every contested one its reason. */
static gboolean
check_acknowledgements(const LdoseRecord *record, const LdoseSecondCheckDraft *check,
                       GError **error)
{
    for (guint i = 0; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        if (entry->kind == LDOSE_ENTRY_ACKNOWLEDGEMENT && count_answers(check, entry->code) != 1)
            return refuse(entry->code,
                          N_("this acknowledgement is neither confirmed nor contested, or both"),
                          error);
    }
    for (guint i = 0; i < check->n_acknowledgements; i++) {
        const LdoseAcknowledgementAnswer *answer = &check->acknowledgements[i];
        if (!is_acknowledged(record, answer->code))
            return refuse(answer->code, N_("nobody acknowledged this in the record"), error);
        if (!answer->confirmed && !is_reason(answer->reason))
            return refuse(answer->code, N_("contested without a reason"), error);
    }
    return TRUE;
}

static gboolean
write_acknowledgements(GString *out, const LdoseSecondCheckDraft *check)
{
    gboolean all_confirmed = TRUE;
    for (guint i = 0; i < check->n_acknowledgements; i++) {
        const LdoseAcknowledgementAnswer *answer = &check->acknowledgements[i];
        g_string_append(out, "    <acknowledged");
        ldose_xml_attribute(out, "code", answer->code);
        write_answer(out, answer->confirmed, answer->reason);
        all_confirmed = all_confirmed && answer->confirmed;
    }
    return all_confirmed;
}

/* The plan under the second person's data and the first's choices. Documents or inputs that do not
 * give one leave nothing to compare. Result: whether every outcome is the same. */
static gboolean
write_outcomes(GString *out, const LdoseRecord *record, LdoseLibrary *library,
               const LdoseSecondCheckDraft *check)
{
    static const LdoseOutput outputs[] = {
        LDOSE_OUTPUT_STATUS,
        LDOSE_OUTPUT_RELEASE,
        LDOSE_OUTPUT_FLUDARABINE_MG_PER_DAY,
        LDOSE_OUTPUT_FLUDARABINE_MG_TOTAL,
        LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_MG_PER_DAY,
        LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_MG_TOTAL,
    };
    const char *changes[LDOSE_N_COLUMNS] = {NULL};
    LdoseRecheckState state;
    gboolean all_same = TRUE;
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        changes[i] = ldose_column_is_choice(column) ? first_text(record, column)
                                                    : second_text(check->entered, column);
    }
    LdoseRecomputed *again = g_new0(LdoseRecomputed, 1);
    gboolean computed = ldose_record_find_documents(record, library, again, &state, NULL,
                                                    &ldose_wording_plain, NULL) &&
                        ldose_record_recompute(record, again, changes, NULL);
    for (guint i = 0; computed && i < G_N_ELEMENTS(outputs); i++) {
        char buffer[LDOSE_OUTPUT_BUFFER];
        const char *name = ldose_output_name(outputs[i]);
        const char *first = ldose_record_value(ldose_record_current_values(record), name);
        g_autofree char *second =
            g_strndup(buffer, ldose_output_write(&again->plan, outputs[i], buffer));
        g_string_append(out, "    <outcome");
        ldose_xml_attribute(out, "name", name);
        ldose_xml_attribute(out, "first", first != NULL ? first : "");
        ldose_xml_attribute(out, "second", second);
        g_string_append(out, "/>\n");
        all_same = all_same && g_strcmp0(first, second) == 0;
    }
    ldose_recomputed_clear(again);
    g_free(again);
    return all_same;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* The second person is neither who made the record nor who decided against its rules. */
static gboolean
check_people(const LdoseRecord *record, const LdoseSignature *signature, GError **error)
{
    if (!ldose_signature_check(signature, error))
        return FALSE;
    for (guint i = 0; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        if (entry->kind != LDOSE_ENTRY_CREATED && entry->kind != LDOSE_ENTRY_OVERRIDE)
            continue;
        if (entry->by[0] == '\0')
            return refuse(ldose_error_text(N_("second check")),
                          N_("the record does not say who made it"), error);
        if (ldose_person_is_same(entry->by, signature->by))
            return refuse(signature->by, N_("the same name as the first: a second person checks"),
                          error);
    }
    return TRUE;
}

LdoseRecord *
ldose_record_add_second_check(const LdoseRecord *record, LdoseLibrary *library,
                              const LdoseSignature *signature, const LdoseSecondCheckDraft *check,
                              GError **error)
{
    g_autoptr(GString) parts = g_string_new(NULL);
    if (!check_people(record, signature, error) || !check_answers(record, check, error) ||
        !check_acknowledgements(record, check, error))
        return NULL;
    g_autoptr(GArray) fields = ldose_record_compare(record, check->entered, error);
    if (fields == NULL)
        return NULL;
    gboolean agrees = write_fields(parts, fields);
    agrees = write_points(parts, record, check) && agrees;
    agrees = write_acknowledgements(parts, check) && agrees;
    if (library != NULL)
        agrees = write_outcomes(parts, record, library, check) && agrees;
    GString *file = ldose_record_open_entry(record, LDOSE_ENTRY_SECOND_CHECK, signature);
    ldose_xml_attribute(file, "result", agrees ? "agrees" : "differs");
    g_string_append(file, ">\n");
    g_string_append(file, parts->str);
    return ldose_record_close_entry(file, error);
}
