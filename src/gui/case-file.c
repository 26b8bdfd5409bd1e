/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "case-json.h"
#include "config.h"
#include "file-save.h"
#include "finding-text.h"
#include "pdf-loader.h"
#include "plan-pdf.h"
#include "record.h"

#define PRIVATE_FILE   0600
#define PRIVATE_FOLDER 0700
#define DRAFT_NAME     "draft.json"

static char *
now_text(void)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    return g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
}

/* ---- records -----------------------------------------------------------------------------------
 */

/* Every column as machine files write it: with a point, whatever sign was typed.
 * @texts: room for LDOSE_N_COLUMNS; NULL where not given */
static void
canonical_texts(const LdoseCase *c, char **texts)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        texts[i] = LDOSE_CASE_HAS(c, i) ? ldose_case_value_text(c, (LdoseColumn)i) : NULL;
}

static LdoseRecord *
new_record(LdoseSession *session, GError **error)
{
    char *texts[LDOSE_N_COLUMNS];
    g_autofree char *now = now_text();
    const char *author = ldose_session_author(session);
    canonical_texts(ldose_session_case(session), texts);
    const LdoseRecordDraft draft = {
        .plan = ldose_session_plan(session),
        .patient = ldose_session_patient(session),
        .trace = ldose_session_trace(session),
        .entered = (const char *const *)texts,
        .at = now,
        .made_by = author[0] != '\0' ? author : NULL,
    };
    LdoseRecord *record = ldose_record_new(&draft, error);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        g_free(texts[i]);
    return record;
}

/* Adds every acknowledgement that still holds; frees @record. */
static LdoseRecord *
with_acknowledgements(LdoseSession *session, LdoseRecord *record, GError **error)
{
    const LdosePlan *plan = ldose_session_plan(session);
    g_autofree char *now = now_text();
    for (guint i = 0; record != NULL && i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
        if (kind->severity != LDOSE_SEVERITY_ACKNOWLEDGE)
            continue;
        g_autofree char *text = ldose_finding_text(plan, ldose_session_patient(session), finding,
                                                   ldose_session_wording(session));
        const LdoseAcknowledgement *done = ldose_session_acknowledgement(session, text);
        if (done == NULL)
            continue;
        const LdoseSignature signature = {done->name, now};
        LdoseRecord *more =
            ldose_record_add_acknowledgement(record, &signature, kind->id, done->reason, error);
        ldose_record_free(record);
        record = more;
    }
    return record;
}

gboolean
ldose_case_file_save(LdoseSession *session, const char *path, GError **error)
{
    g_autoptr(LdoseRecord) record = new_record(session, error);
    if (record != NULL)
        record = with_acknowledgements(session, g_steal_pointer(&record), error);
    if (record == NULL || !ldose_record_save(record, path, error))
        return FALSE;
    ldose_session_saved(session);
    ldose_draft_remove();
    return TRUE;
}

/* An entry holds for each point of its code. */
static void
take_acknowledgement(LdoseSession *session, const LdoseRecordEntry *entry)
{
    const LdosePlan *plan = ldose_session_plan(session);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; plan != NULL && i < plan->n_findings; i++) {
        if (g_str_equal(ldose_finding_kind(plan->finding[i].code)->id, entry->code))
            g_ptr_array_add(texts,
                            ldose_finding_text(plan, ldose_session_patient(session),
                                               &plan->finding[i], ldose_session_wording(session)));
    }
    for (guint i = 0; i < texts->len; i++)
        ldose_session_acknowledge(session, g_ptr_array_index(texts, i), entry->text, entry->by);
}

static void
take_entries(LdoseSession *session, const LdoseRecord *record)
{
    for (guint i = 0; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        if (entry->kind == LDOSE_ENTRY_CREATED)
            ldose_session_set_author(session, entry->by);
        else if (entry->kind == LDOSE_ENTRY_ACKNOWLEDGEMENT)
            take_acknowledgement(session, entry);
    }
}

static void
take_column(LdoseSession *session, const char *name, const char *text)
{
    int column = ldose_column_find(name, strlen(name));
    if (column >= 0)
        ldose_session_set(session, (LdoseColumn)column, text);
}

gboolean
ldose_case_file_open(LdoseSession *session, const char *path, GPtrArray **differences_out,
                     GError **error)
{
    g_autoptr(LdoseRecord) record = ldose_record_load(path, error);
    if (record == NULL)
        return FALSE;
    g_autoptr(LdoseRecheck) recheck = ldose_record_recheck(record, ldose_session_library(session),
                                                           ldose_session_wording(session));
    *differences_out = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < recheck->differences->len; i++)
        g_ptr_array_add(*differences_out, g_strdup(g_ptr_array_index(recheck->differences, i)));
    ldose_session_clear(session, NULL);
    ldose_session_freeze(session);
    for (guint i = 0; i < record->inputs->len; i++) {
        const LdoseRecordValue *value = &g_array_index(record->inputs, LdoseRecordValue, i);
        take_column(session, value->name, value->text);
    }
    ldose_session_thaw(session);
    take_entries(session, record);
    ldose_session_saved(session);
    return TRUE;
}

/* ---- paper -------------------------------------------------------------------------------------
 */

gboolean
ldose_case_file_pdf(LdoseSession *session, const char *path, GError **error)
{
    const char *replaced = g_getenv("LYMPHODOSE_MODULES");
    const char *label = ldose_session_text(session, LDOSE_COLUMN_CASE_ID);
    const LdosePlan *plan = ldose_session_plan(session);
    g_autofree char *now = now_text();
    const LdosePlanPdfOptions options = {
        .sheet = LDOSE_SHEET_A4,
        .first_identifier = label[0] != '\0' ? label : NULL,
        .at = now,
    };
    LdosePaper *paper = ldose_plan_pdf(plan, ldose_session_patient(session), &options,
                                       ldose_session_wording(session));
    g_autoptr(GBytes) bytes = ldose_pdf_render(
        replaced != NULL && replaced[0] != '\0' ? replaced : LDOSE_MODULEDIR, paper, NULL, error);
    ldose_paper_free(paper);
    if (bytes == NULL)
        return FALSE;
    return ldose_file_save(path, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes),
                           PRIVATE_FILE, error);
}

/* ---- the draft ---------------------------------------------------------------------------------
 */

static char *
draft_path(void)
{
    return g_build_filename(g_get_user_state_dir(), "lymphodose", DRAFT_NAME, NULL);
}

void
ldose_draft_write(LdoseSession *session)
{
    g_autofree char *path = draft_path();
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GString) text = g_string_new(NULL);
    LdoseJsonWriter json;
    if (ldose_session_is_empty(session)) {
        ldose_draft_remove();
        return;
    }
    ldose_json_init(&json, text);
    ldose_json_open_object(&json);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const char *value = ldose_session_text(session, (LdoseColumn)i);
        if (value[0] == '\0')
            continue;
        ldose_json_key(&json, ldose_column_info((LdoseColumn)i)->name);
        ldose_json_string(&json, value);
    }
    ldose_json_close_object(&json);
    ldose_json_end(&json);
    /* A draft that cannot be written costs comfort only; the case itself is on screen. */
    if (g_mkdir_with_parents(folder, PRIVATE_FOLDER) == 0)
        ldose_file_save(path, text->str, text->len, PRIVATE_FILE, NULL);
}

void
ldose_draft_remove(void)
{
    g_autofree char *path = draft_path();
    g_unlink(path);
}

gboolean
ldose_draft_exists(void)
{
    g_autofree char *path = draft_path();
    return g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

gboolean
ldose_draft_restore(LdoseSession *session)
{
    g_autofree char *path = draft_path();
    g_autofree char *data = NULL;
    gsize length = 0;
    LdoseFaults faults = {.n = 0};
    if (!g_file_get_contents(path, &data, &length, NULL))
        return FALSE;
    g_autoptr(LdoseCaseJson) json = ldose_case_json_read(data, length, &faults, NULL);
    if (json == NULL)
        return FALSE;
    ldose_session_clear(session, NULL);
    ldose_session_freeze(session);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (json->entered[i] != NULL)
            ldose_session_set(session, (LdoseColumn)i, json->entered[i]);
    }
    ldose_session_thaw(session);
    return TRUE;
}
