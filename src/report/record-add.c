/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving a record, and adding notes, acknowledgements and overrides to it. */
#include "record-parts.h"

#include <string.h>

#include "error.h"
#include "file-read.h"
#include "file-save.h"
#include "xml-text.h"

/* ---- saving ---------------------------------------------------------------------------------- */

/* Whether a person signed something after the record was made with its own override. */
static gboolean
was_signed_later(const LdoseRecord *record)
{
    for (guint i = 1; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        if (entry->kind != LDOSE_ENTRY_OVERRIDE || entry->inputs->len > 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean
holds_namespace(GBytes *bytes)
{
    gsize length = 0;
    gconstpointer data = g_bytes_get_data(bytes, &length);
    return length > 0 &&
           memmem(data, length, "urn:lymphodose:record:", strlen("urn:lymphodose:record:")) != NULL;
}

/* What stands at @path may go: nothing, another file, or a record that nobody signed.
 *
 * @there_out: (out): the bytes that are there; NULL: none */
static gboolean
may_be_replaced(const char *path, GBytes **there_out, GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (ldose_file_read_if_there(path, LDOSE_RECORD_MAX_SIZE, LDOSE_ERROR_OUTPUT, there_out,
                                 &cause) &&
        *there_out == NULL)
        return TRUE;
    if (*there_out == NULL) {
        ldose_set_error(error, LDOSE_ERROR_OUTPUT,
                        N_("%s; not saved: what is there may be a record; choose another name"),
                        cause->message);
        return FALSE;
    }
    if (!holds_namespace(*there_out))
        return TRUE;
    g_autoptr(LdoseRecord) there = ldose_record_parse(path, *there_out, NULL);
    if (there != NULL && !was_signed_later(there))
        return TRUE;
    if (there != NULL)
        ldose_set_error(
            error, LDOSE_ERROR_OUTPUT,
            N_("%s: not saved: it holds a record that people have signed; choose another "
               "name"),
            path);
    else
        ldose_set_error(
            error, LDOSE_ERROR_OUTPUT,
            N_("%s: not saved: it holds a record that was changed or is of a later format; "
               "choose another name"),
            path);
    return FALSE;
}

gboolean
ldose_record_save(const LdoseRecord *record, const char *path, int mode, GError **error)
{
    g_autoptr(GBytes) there = NULL;
    if (g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        ldose_set_error(error, LDOSE_ERROR_OUTPUT, N_("%s: not saved: it is not a regular file"),
                        path);
        return FALSE;
    }
    /* Somebody may sign the record between this look and the saving: then nothing is replaced. */
    return may_be_replaced(path, &there, error) &&
           ldose_file_save_over(path, there, record->bytes, mode, error);
}

gboolean
ldose_record_save_addition(const LdoseRecord *before, const LdoseRecord *after, const char *path,
                           int mode, GError **error)
{
    return ldose_file_save_over(path, before->bytes, after->bytes, mode, error);
}

/* ---- notes and acknowledgements -------------------------------------------------------------- */

static gboolean
refuse(const char *what, const char *why, GError **error)
{
    ldose_set_error(error, LDOSE_ERROR_INPUT, "%1$s: %2$s", what, ldose_error_text(why));
    return FALSE;
}

/* A reason or a note: not blank, and something that a record can hold. */
static gboolean
check_text(const char *text, const char *what, GError **error)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(text != NULL ? text : ""));
    if (trimmed[0] == '\0')
        return refuse(what, N_("a text is needed"), error);
    if (!ldose_xml_text_is_allowed(text))
        return refuse(what, N_("expected UTF-8 without control characters"), error);
    return TRUE;
}

LdoseRecord *
ldose_record_add_note(const LdoseRecord *record, const LdoseSignature *signature, const char *text,
                      GError **error)
{
    if (!ldose_signature_check(signature, error) || !check_text(text, "note", error))
        return NULL;
    GString *file = ldose_record_open_entry(record, LDOSE_ENTRY_NOTE, signature);
    ldose_xml_attribute(file, "text", text);
    g_string_append(file, ">\n");
    return ldose_record_close_entry(file, error);
}

/* Of a plan under an override that was added, the record holds the codes alone. */
static gboolean
overridden_plan_needs(const LdoseRecord *record, const char *code)
{
    LdoseFindingCode number;
    const char *codes = ldose_record_value(ldose_record_current_values(record), "findings");
    g_auto(GStrv) words = g_strsplit(codes != NULL ? codes : "", " ", -1);
    return g_strv_contains((const char *const *)words, code) &&
           ldose_finding_from_id(code, &number) &&
           ldose_finding_kind(number)->severity == LDOSE_SEVERITY_ACKNOWLEDGE;
}

static gboolean
needs_acknowledgement(const LdoseRecord *record, const char *code)
{
    if (ldose_record_current_values(record) != record->values)
        return overridden_plan_needs(record, code);
    for (guint i = 0; i < record->findings->len; i++) {
        const LdoseRecordFinding *finding = &g_array_index(record->findings, LdoseRecordFinding, i);
        if (strcmp(finding->code, code) == 0 && strcmp(finding->severity, "acknowledge") == 0)
            return TRUE;
    }
    return FALSE;
}

LdoseRecord *
ldose_record_add_acknowledgement(const LdoseRecord *record, const LdoseSignature *signature,
                                 const char *code, const char *reason, GError **error)
{
    if (!ldose_signature_check(signature, error) || !check_text(reason, "reason", error))
        return NULL;
    if (!needs_acknowledgement(record, code)) {
        refuse(code, N_("nothing in this record needs this acknowledgement"), error);
        return NULL;
    }
    GString *file = ldose_record_open_entry(record, LDOSE_ENTRY_ACKNOWLEDGEMENT, signature);
    ldose_xml_attribute(file, "code", code);
    ldose_xml_attribute(file, "reason", reason);
    g_string_append(file, ">\n");
    return ldose_record_close_entry(file, error);
}

/* ---- overrides ------------------------------------------------------------------------------- */

const GArray *
ldose_record_current_values(const LdoseRecord *record)
{
    const GArray *values = record->values;
    for (guint i = 0; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        if (entry->values->len > 0)
            values = entry->values;
    }
    return values;
}

const char *
ldose_record_current_input(const LdoseRecord *record, LdoseColumn column)
{
    const char *name = ldose_column_info(column)->name;
    const char *text = ldose_record_value(record->inputs, name);
    for (guint i = 0; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        const char *changed = ldose_record_value(entry->inputs, name);
        if (changed != NULL)
            text = changed;
    }
    return text != NULL ? text : "";
}

/* The override's fields, laid over the record's. */
static void
fill_changes(const char *changes[LDOSE_N_COLUMNS], const LdoseSignature *signature,
             const LdoseRecordOverride *override)
{
    changes[LDOSE_COLUMN_OVERRIDE_REASON] = override->reason;
    changes[LDOSE_COLUMN_DECIDED_BY] = signature->by;
    changes[LDOSE_COLUMN_PRESCRIBER] = override->prescriber;
    changes[LDOSE_COLUMN_FLUDARABINE_FRACTION] = override->fraction[LDOSE_FLUDARABINE];
    changes[LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION] = override->fraction[LDOSE_CYCLOPHOSPHAMIDE];
}

static GString *
write_override(const LdoseRecord *record, const LdoseSignature *signature,
               const char *const *changes, const LdosePlan *plan)
{
    GString *file = ldose_record_open_entry(record, LDOSE_ENTRY_OVERRIDE, signature);
    ldose_xml_attribute(file, "reason", changes[LDOSE_COLUMN_OVERRIDE_REASON]);
    ldose_xml_attribute(file, "prescriber", changes[LDOSE_COLUMN_PRESCRIBER]);
    g_string_append(file, ">\n");
    ldose_record_write_originals(file, plan);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (changes[i] != NULL)
            ldose_record_write_value(file, "    ", "input", ldose_column_info((LdoseColumn)i)->name,
                                     changes[i]);
    }
    ldose_record_write_values(file, "    ", plan);
    return file;
}

LdoseRecord *
ldose_record_add_override(const LdoseRecord *record, LdoseLibrary *library,
                          const LdoseSignature *signature, const LdoseRecordOverride *override,
                          GError **error)
{
    const char *changes[LDOSE_N_COLUMNS] = {NULL};
    LdoseRecheckState state;
    GString *file = NULL;
    if (!ldose_signature_check(signature, error) ||
        !check_text(override->reason, "reason", error) ||
        !ldose_person_check(override->prescriber, "prescriber", error))
        return NULL;
    if (g_strcmp0(ldose_record_value(ldose_record_current_values(record), "status"), "final") ==
        0) {
        refuse("override", N_("the plan is final; there is nothing to override"), error);
        return NULL;
    }
    fill_changes(changes, signature, override);
    LdoseRecomputed *again = g_new0(LdoseRecomputed, 1);
    if (ldose_record_find_documents(record, library, again, &state, NULL, &ldose_wording_plain,
                                    error) &&
        ldose_record_recompute(record, again, changes, error)) {
        if (again->plan.overridden)
            file = write_override(record, signature, changes, &again->plan);
        else
            refuse("override", N_("the rules leave nothing to override here"), error);
    }
    ldose_recomputed_clear(again);
    g_free(again);
    return file != NULL ? ldose_record_close_entry(file, error) : NULL;
}
