/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-file.h"

#include <string.h>

#include "case-record.h"
#include "data-library.h"
#include "error.h"
#include "finding-text.h"
#include "gui-text.h"
#include "record.h"

/* ---- records --------------------------------------------------------------------------------- */

gboolean
ldose_case_file_save(LdoseSession *session, const char *path, GError **error)
{
    const LdoseCasePeople *people = ldose_session_people(session);
    gboolean addition = FALSE;
    g_autoptr(LdoseRecord) record = ldose_case_record_build(session, &addition, error);
    if (record == NULL)
        return FALSE;
    g_autofree char *site = ldose_data_system_folder();
    int mode = ldose_record_mode(path, site);
    g_autoptr(GError) cause = NULL;
    gboolean saved = addition && g_strcmp0(path, people->path) == 0
                         ? ldose_record_save_addition(people->record, record, path, mode, &cause)
                         : ldose_record_save(record, path, mode, &cause);
    /* What the file holds now is what the next saving adds to. */
    if (saved || g_error_matches(cause, LDOSE_ERROR, LDOSE_ERROR_NOT_DURABLE))
        ldose_session_take_record(session, g_steal_pointer(&record), path);
    if (cause != NULL)
        g_propagate_error(error, g_steal_pointer(&cause));
    return saved;
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
        ldose_session_take_acknowledgement(session, g_ptr_array_index(texts, i), entry->text,
                                           entry->by, entry->at);
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

/* A record's text in the form's own writing. Where both decimal signs may be typed, three digits
 * behind one may be meant as a group; a fourth says that they are not. */
static void
take_input(LdoseSession *session, LdoseColumn column, const char *text)
{
    const LdoseColumnInfo *info = ldose_column_info(column);
    gboolean number =
        info->kind == LDOSE_COLUMN_KIND_NUMBER || info->kind == LDOSE_COLUMN_KIND_BOUNDED_NUMBER;
    const char *sign = number ? strchr(text, '.') : NULL;
    g_autofree char *written =
        sign != NULL && strlen(sign + 1) == 3 ? g_strconcat(text, "0", NULL) : g_strdup(text);
    ldose_session_set(session, column, written);
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
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        take_input(session, (LdoseColumn)i, ldose_record_current_input(record, (LdoseColumn)i));
    ldose_session_thaw(session);
    take_entries(session, record);
    ldose_session_take_record(session, g_steal_pointer(&record), path);
    if (ldose_session_plan(session) != NULL && !ldose_case_record_holds(session))
        g_ptr_array_add(*differences_out,
                        g_strdup(_("The documents in use now give another plan than the record "
                                   "holds. What is on screen is the new one.")));
    return TRUE;
}
