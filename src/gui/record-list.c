/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record-list.h"

#include <string.h>

#include "case-record.h"
#include "column-text.h"
#include "entry-fault.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "record-phrase.h"

typedef struct {
    GtkWidget *card;
    const LdoseWording *wording;
} List;

static GtkWidget *
add_row(const List *list, const char *icon)
{
    GtkWidget *row = ldose_page_row(9);
    GtkWidget *words = ldose_page_box(2, NULL);
    GtkWidget *symbol = ldose_page_symbol(icon, "dim-label");
    gtk_widget_set_valign(symbol, GTK_ALIGN_START);
    gtk_widget_set_margin_top(symbol, 2);
    ldose_page_row_append(row, symbol);
    ldose_page_row_append(row, words);
    gtk_box_append(GTK_BOX(list->card), row);
    return words;
}

/* ---- entries of the record ------------------------------------------------------------------- */

static void
add_check_details(const List *list, GtkWidget *words, const LdoseRecordEntry *entry)
{
    const LdoseWording *wording = list->wording;
    for (guint i = 0; i < entry->fields->len; i++) {
        const LdoseCheckedField *field = &g_array_index(entry->fields, LdoseCheckedField, i);
        int column = ldose_column_find(field->name, strlen(field->name));
        if (field->result == LDOSE_COMPARED_SAME || column < 0)
            continue;
        g_autofree char *first = ldose_column_told((LdoseColumn)column, field->first, wording);
        g_autofree char *second = ldose_column_told((LdoseColumn)column, field->second, wording);
        ldose_page_append_take(words,
                               ldose_tell(wording, N_("%1$s: first %2$s, second %3$s"),
                                          ldose_entry_label((LdoseColumn)column, wording), first,
                                          second),
                               "caption");
    }
    for (guint i = 0; i < entry->points->len; i++) {
        const LdoseCheckedPoint *point = &g_array_index(entry->points, LdoseCheckedPoint, i);
        int column = ldose_column_find(point->name, strlen(point->name));
        if (!point->confirmed && column >= 0)
            ldose_page_append_take(words,
                                   ldose_tell(wording, N_("Contested: %1$s: %2$s"),
                                              ldose_entry_label((LdoseColumn)column, wording),
                                              point->reason),
                                   "caption");
    }
    for (guint i = 0; i < entry->acknowledged->len; i++) {
        const LdoseCheckedAcknowledgement *point =
            &g_array_index(entry->acknowledged, LdoseCheckedAcknowledgement, i);
        if (!point->confirmed)
            ldose_page_append_take(words,
                                   ldose_tell(wording, N_("Contested: %1$s: %2$s"),
                                              ldose_record_finding_title(point->code, wording),
                                              point->reason),
                                   "caption");
    }
}

static void
add_entry(const List *list, const LdoseRecordEntry *entry)
{
    static const char *const icons[LDOSE_N_ENTRY_KINDS] = {
        [LDOSE_ENTRY_CREATED] = "document-new-symbolic",
        [LDOSE_ENTRY_SECOND_CHECK] = "object-select-symbolic",
        [LDOSE_ENTRY_ACKNOWLEDGEMENT] = "emblem-ok-symbolic",
        [LDOSE_ENTRY_OVERRIDE] = "dialog-warning-symbolic",
        [LDOSE_ENTRY_NOTE] = "document-edit-symbolic",
    };
    gboolean differs = entry->kind == LDOSE_ENTRY_SECOND_CHECK && !entry->agrees;
    GtkWidget *words = add_row(list, differs ? "dialog-error-symbolic" : icons[entry->kind]);
    ldose_page_append_take(words, ldose_record_entry_line(entry, list->wording), "outcome");
    if (entry->text[0] != '\0')
        gtk_box_append(GTK_BOX(words), ldose_page_label(entry->text, NULL));
    if (entry->kind == LDOSE_ENTRY_SECOND_CHECK)
        add_check_details(list, words, entry);
}

static void
add_record(const List *list, const LdoseRecord *record)
{
    for (guint i = 0; i < record->entries->len; i++)
        add_entry(list, &g_array_index(record->entries, LdoseRecordEntry, i));
    ldose_page_append_take(list->card, ldose_record_seal_line(record, list->wording), "source");
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* What the next saving would add. */
static void
add_unsaved(const List *list, const LdoseRecord *next, guint first)
{
    if (next->entries->len <= first)
        return;
    gtk_box_append(GTK_BOX(list->card), ldose_page_label(_("Not saved yet:"), "attention"));
    for (guint i = first; i < next->entries->len; i++)
        add_entry(list, &g_array_index(next->entries, LdoseRecordEntry, i));
}

/* Making the next record takes its time: only where something is to be added. */
static void
fill(const List *list, LdoseSession *session)
{
    const LdoseRecord *record = ldose_session_people(session)->record;
    if (ldose_session_plan(session) == NULL) {
        if (record != NULL)
            add_record(list, record);
        return;
    }
    gboolean addition = ldose_case_record_holds(session);
    g_autoptr(LdoseRecord) next = NULL;
    if (ldose_case_record_has_additions(session))
        next = ldose_case_record_build(session, &addition, NULL);
    if (record != NULL && addition)
        add_record(list, record);
    else if (record != NULL)
        gtk_box_append(GTK_BOX(list->card),
                       ldose_page_label(_("The saved record holds other values than those on "
                                          "screen. Saving makes a new record."),
                                        "attention"));
    if (next != NULL)
        add_unsaved(list, next, addition ? record->entries->len : 1);
}

void
ldose_record_list_append(GtkWidget *page, LdoseSession *session)
{
    const List list = {ldose_page_box(9, "card-box"), ldose_session_wording(session)};
    g_object_ref_sink(list.card);
    gtk_widget_set_name(list.card, "record");
    fill(&list, session);
    if (gtk_widget_get_first_child(list.card) != NULL)
        gtk_box_append(GTK_BOX(ldose_page_section(page, _("Record"))), list.card);
    g_object_unref(list.card);
}
