/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "column-text.h"

#include <string.h>

#include "entry-fault.h"
#include "gui-text.h"

char *
ldose_column_told(LdoseColumn column, const char *text, const LdoseWording *wording)
{
    const LdoseColumnInfo *info = ldose_column_info(column);
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
