/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-difference.h"

#include <string.h>

#include "case-answer.h"
#include "entry-fault.h"
#include "gui-text.h"

static void
read_case(LdoseSession *session, LdoseCase *c)
{
    LdoseFaults ignored = {.n = 0};
    ldose_case_clear(c);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const char *text = ldose_session_text(session, (LdoseColumn)i);
        ldose_case_set(c, (LdoseColumn)i, text, strlen(text), LDOSE_DECIMAL_EITHER, &ignored);
    }
}

static gboolean
values_equal(const LdoseCase *one, const LdoseCase *other, LdoseColumn column)
{
    const LdoseCaseValue *a = &one->value[column], *b = &other->value[column];
    if (((one->bound ^ other->bound) & LDOSE_COLUMN_BIT(column)) != 0)
        return FALSE;
    switch (ldose_column_info(column)->kind) {
    case LDOSE_COLUMN_KIND_NUMBER:
    case LDOSE_COLUMN_KIND_BOUNDED_NUMBER: return ldose_limit_compare(a->number, b->number) == 0;
    case LDOSE_COLUMN_KIND_DATE:
        return a->date.year == b->date.year && a->date.month == b->date.month &&
               a->date.day == b->date.day;
    case LDOSE_COLUMN_KIND_WORD:
    case LDOSE_COLUMN_KIND_FORMULA: return a->word == b->word;
    case LDOSE_COLUMN_KIND_CONDITIONS:
    case LDOSE_COLUMN_KIND_CONFIRM: return a->set == b->set;
    case LDOSE_COLUMN_KIND_TEXT:
    default:
        return a->text.length == b->text.length &&
               memcmp(a->text.text, b->text.text, a->text.length) == 0;
    }
}

static char *
told(LdoseSession *session, LdoseColumn column)
{
    const LdoseWording *wording = ldose_session_wording(session);
    const LdoseColumnInfo *info = ldose_column_info(column);
    const char *text = ldose_session_text(session, column);
    if (text[0] == '\0')
        return g_strdup(_("not given"));
    if (info->kind == LDOSE_COLUMN_KIND_NUMBER || info->kind == LDOSE_COLUMN_KIND_BOUNDED_NUMBER) {
        char *understood = ldose_entry_understood(column, text, wording);
        return understood != NULL ? understood : g_strdup(text);
    }
    if (info->kind == LDOSE_COLUMN_KIND_WORD) {
        int word = ldose_vocabulary_find(info->words, text, -1);
        return g_strdup(word >= 0 ? ldose_wording_text(wording, info->words->words[word].label)
                                  : text);
    }
    return g_strdup(text);
}

static void
difference_free(gpointer data)
{
    LdoseCaseDifference *difference = data;
    g_free(difference->first);
    g_free(difference->second);
    g_free(difference);
}

GPtrArray *
ldose_case_differences(LdoseSession *first, LdoseSession *second, guint *n_equal_out)
{
    GPtrArray *differences = g_ptr_array_new_with_free_func(difference_free);
    g_autofree LdoseCase *one = g_new0(LdoseCase, 1);
    g_autofree LdoseCase *other = g_new0(LdoseCase, 1);
    read_case(first, one);
    read_case(second, other);
    *n_equal_out = 0;
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        LdoseColumn column = (LdoseColumn)i;
        gboolean in_one = ldose_session_text(first, column)[0] != '\0';
        gboolean in_other = ldose_session_text(second, column)[0] != '\0';
        if (column == LDOSE_COLUMN_CONFIRM || ldose_column_is_answer(column) ||
            (!in_one && !in_other))
            continue;
        if (LDOSE_CASE_HAS(one, column) && LDOSE_CASE_HAS(other, column) &&
            values_equal(one, other, column)) {
            (*n_equal_out)++;
            continue;
        }
        LdoseCaseDifference *difference = g_new0(LdoseCaseDifference, 1);
        difference->column = column;
        difference->first = told(first, column);
        difference->second = told(second, column);
        g_ptr_array_add(differences, difference);
    }
    return differences;
}
