/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-people.h"

char *
ldose_now_text(void)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    return g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
}

/* ---- the second check ------------------------------------------------------------------------ */

LdoseBlindCheck *
ldose_blind_check_new(const char *name, const char *at)
{
    LdoseBlindCheck *check = g_new0(LdoseBlindCheck, 1);
    check->strings = g_string_chunk_new(1024);
    check->points = g_array_new(FALSE, FALSE, sizeof(LdosePointAnswer));
    check->acknowledgements = g_array_new(FALSE, FALSE, sizeof(LdoseAcknowledgementAnswer));
    check->name = g_string_chunk_insert(check->strings, name);
    check->at = g_string_chunk_insert(check->strings, at);
    return check;
}

void
ldose_blind_check_free(LdoseBlindCheck *check)
{
    if (check == NULL)
        return;
    g_array_unref(check->points);
    g_array_unref(check->acknowledgements);
    g_string_chunk_free(check->strings);
    g_free(check);
}

static const char *
keep(LdoseBlindCheck *check, const char *text)
{
    return text != NULL ? g_string_chunk_insert(check->strings, text) : NULL;
}

void
ldose_blind_check_answer_point(LdoseBlindCheck *check, LdoseColumn column, const char *reason)
{
    LdosePointAnswer answer = {column, reason == NULL, keep(check, reason)};
    g_array_append_val(check->points, answer);
}

void
ldose_blind_check_answer_code(LdoseBlindCheck *check, const char *code, const char *reason)
{
    LdoseAcknowledgementAnswer answer = {keep(check, code), reason == NULL, keep(check, reason)};
    g_array_append_val(check->acknowledgements, answer);
}

/* ---- people ---------------------------------------------------------------------------------- */

static void
acknowledgement_free(gpointer data)
{
    LdoseAcknowledgement *acknowledgement = data;
    g_free(acknowledgement->reason);
    g_free(acknowledgement->name);
    g_free(acknowledgement->at);
    g_free(acknowledgement);
}

static void
note_free(gpointer data)
{
    LdoseNote *note = data;
    g_free(note->text);
    g_free(note->name);
    g_free(note->at);
    g_free(note);
}

void
ldose_case_people_init(LdoseCasePeople *people)
{
    *people = (LdoseCasePeople){
        .acknowledgements =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, acknowledgement_free),
        .notes = g_ptr_array_new_with_free_func(note_free),
    };
}

void
ldose_case_people_clear(LdoseCasePeople *people)
{
    g_clear_pointer(&people->author, g_free);
    g_hash_table_remove_all(people->acknowledgements);
    g_ptr_array_set_size(people->notes, 0);
    g_clear_pointer(&people->check, ldose_blind_check_free);
    g_clear_pointer(&people->record, ldose_record_free);
    g_clear_pointer(&people->path, g_free);
}

void
ldose_case_people_free(LdoseCasePeople *people)
{
    ldose_case_people_clear(people);
    g_hash_table_unref(people->acknowledgements);
    g_ptr_array_unref(people->notes);
}
