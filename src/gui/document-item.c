/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-item.h"

#include <string.h>

#include "document-rows.h"
#include "guidance-text.h"
#include "gui-text.h"

G_DEFINE_FINAL_TYPE(LdoseDocumentItem, ldose_document_item, G_TYPE_OBJECT)

const char *
ldose_document_status_word(LdoseDocumentStatus status)
{
    switch (status) {
    case LDOSE_STATUS_DRAFT: return _("draft, not checked by a second person");
    case LDOSE_STATUS_RETIRED: return _("retired");
    case LDOSE_STATUS_RELEASED:
    default: return _("released");
    }
}

const char *
ldose_document_jurisdiction_text(const LdoseDocument *document)
{
    if (g_str_equal(document->jurisdiction, "any"))
        return _("any country");
    if (g_str_equal(document->jurisdiction, "none"))
        return _("no country");
    return document->jurisdiction;
}

/* Joins what is not empty by " · ". */
static char *
join_parts(const char *const *parts, gsize n)
{
    GString *text = g_string_new(NULL);
    for (gsize i = 0; i < n; i++) {
        if (parts[i] != NULL && parts[i][0] != '\0')
            g_string_append_printf(text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
    }
    return g_string_free(text, FALSE);
}

static LdoseDocumentItem *
item_new(LdoseDocumentKind kind, const LdoseDocument *document, const char *id, const char *title,
         char *subtitle)
{
    LdoseDocumentItem *item = g_object_new(LDOSE_TYPE_DOCUMENT_ITEM, NULL);
    item->kind = kind;
    item->document = document;
    item->id = g_strdup(id);
    item->title = g_strdup(title);
    item->subtitle = subtitle;
    g_autofree char *all = g_strjoin(" ", id, title, subtitle, document->title, NULL);
    item->search = g_utf8_casefold(all, -1);
    return item;
}

static LdoseDocumentItem *
regimen_item(LdoseLibrary *library, const char *name, const LdoseWording *wording)
{
    const LdoseRegimen *regimen = ldose_library_regimen(library, name, NULL);
    if (regimen == NULL)
        return NULL;
    const char *parts[] = {
        ldose_wording_rule_text(wording, regimen->indication),
        ldose_document_jurisdiction_text(&regimen->document),
        ldose_wording_text(wording,
                           ldose_vocabulary_label(&ldose_evidence_grades, (int)regimen->evidence)),
        regimen->document.status == LDOSE_STATUS_RELEASED ? NULL : _("draft"), regimen->product};
    const char *title = regimen->brand[0] != '\0' ? regimen->brand : regimen->product;
    return item_new(LDOSE_DOCUMENT_REGIMENS, &regimen->document, name, title,
                    join_parts(parts, G_N_ELEMENTS(parts)));
}

static LdoseDocumentItem *
guidance_item(LdoseLibrary *library, const char *name, const LdoseWording *wording)
{
    const LdoseGuidance *guidance = ldose_library_guidance(library, name, NULL);
    if (guidance == NULL)
        return NULL;
    const char *parts[] = {ldose_wording_text(wording, ldose_vocabulary_label(&ldose_guidance_kinds,
                                                                              (int)guidance->kind)),
                           ldose_document_jurisdiction_text(&guidance->document),
                           guidance->document.version,
                           guidance->document.status == LDOSE_STATUS_RELEASED ? NULL : _("draft")};
    return item_new(LDOSE_DOCUMENT_GUIDANCE, &guidance->document, name,
                    ldose_wording_rule_text(wording, guidance->document.title),
                    join_parts(parts, G_N_ELEMENTS(parts)));
}

static LdoseDocumentItem *
formulary_item(LdoseLibrary *library, const char *name, const LdoseWording *wording)
{
    const LdoseFormulary *formulary = ldose_library_formulary(library, name, NULL);
    if (formulary == NULL)
        return NULL;
    const char *parts[] = {ldose_document_jurisdiction_text(&formulary->document),
                           formulary->document.version,
                           formulary->document.status == LDOSE_STATUS_RELEASED ? NULL : _("draft")};
    return item_new(LDOSE_DOCUMENT_FORMULARY, &formulary->document, name,
                    ldose_wording_rule_text(wording, formulary->document.title),
                    join_parts(parts, G_N_ELEMENTS(parts)));
}

static LdoseDocumentItem *
make_item(LdoseLibrary *library, LdoseDocumentKind kind, const char *name,
          const LdoseWording *wording)
{
    switch (kind) {
    case LDOSE_DOCUMENT_REGIMENS: return regimen_item(library, name, wording);
    case LDOSE_DOCUMENT_GUIDANCE: return guidance_item(library, name, wording);
    case LDOSE_DOCUMENT_FORMULARY: return formulary_item(library, name, wording);
    case LDOSE_N_DOCUMENT_KINDS:
    default: g_return_val_if_reached(NULL);
    }
}

/* The general findings hold for every plan and are never chosen. */
static gboolean
is_choosable(LdoseLibrary *library, LdoseDocumentKind kind, const char *name)
{
    const LdoseGuidance *guidance =
        kind == LDOSE_DOCUMENT_GUIDANCE ? ldose_library_guidance(library, name, NULL) : NULL;
    return guidance == NULL || guidance->kind != LDOSE_GUIDANCE_GENERAL;
}

typedef struct {
    const char *country;
} Order;

static int
compare_items(gconstpointer a, gconstpointer b, gpointer data)
{
    const LdoseDocumentItem *one = a, *other = b;
    const Order *order = data;
    if (order->country != NULL && order->country[0] != '\0') {
        gboolean one_home = g_str_equal(one->document->jurisdiction, order->country);
        gboolean other_home = g_str_equal(other->document->jurisdiction, order->country);
        if (one_home != other_home)
            return one_home ? -1 : 1;
    }
    int by_title = g_utf8_collate(one->title, other->title);
    return by_title != 0 ? by_title : strcmp(one->id, other->id);
}

GListStore *
ldose_document_items(LdoseLibrary *library, LdoseDocumentKind kind, const char *country,
                     const LdoseWording *wording)
{
    GListStore *store = g_list_store_new(LDOSE_TYPE_DOCUMENT_ITEM);
    g_autoptr(GPtrArray) entries = ldose_library_entries(library, kind);
    Order order = {country};
    const char *before = "";
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        if (g_str_equal(entry->id, before) || !is_choosable(library, kind, entry->id))
            continue;
        before = entry->id;
        g_autoptr(LdoseDocumentItem) item = make_item(library, kind, entry->id, wording);
        if (item != NULL)
            g_list_store_insert_sorted(store, item, compare_items, &order);
    }
    return store;
}

GListStore *
ldose_document_items_all(LdoseLibrary *library, const LdoseWording *wording)
{
    GListStore *store = g_list_store_new(LDOSE_TYPE_DOCUMENT_ITEM);
    const LdoseDocumentKind kinds[] = {LDOSE_DOCUMENT_GUIDANCE, LDOSE_DOCUMENT_FORMULARY,
                                       LDOSE_DOCUMENT_REGIMENS};
    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
        g_autoptr(GPtrArray) entries = ldose_library_entries(library, kinds[k]);
        for (guint i = 0; i < entries->len; i++) {
            const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
            g_autofree char *name = g_strdup_printf("%s@%s", entry->id, entry->version);
            g_autoptr(LdoseDocumentItem) item = make_item(library, kinds[k], name, wording);
            if (item != NULL)
                g_list_store_append(store, item);
        }
    }
    return store;
}

const LdoseDocument *
ldose_document_of(LdoseLibrary *library, LdoseDocumentKind kind, const char *name)
{
    return ldose_library_document(library, kind, name, NULL);
}

/* @folded: case-folded */
static gboolean
holds_words(const char *folded, const char *text)
{
    g_autofree char *wanted = g_utf8_casefold(text, -1);
    g_auto(GStrv) words = g_strsplit(wanted, " ", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        if (strstr(folded, words[i]) == NULL)
            return FALSE;
    }
    return TRUE;
}

gboolean
ldose_text_holds_words(const char *text, const char *words)
{
    g_autofree char *folded = g_utf8_casefold(text, -1);
    return holds_words(folded, words);
}

gboolean
ldose_document_item_matches(LdoseDocumentItem *item, const char *text)
{
    return holds_words(item->search, text);
}

/* Takes @rows. */
static void
append_rows(GString *out, GPtrArray *rows)
{
    for (guint i = 0; i < rows->len; i++) {
        const LdoseDocumentRow *row = g_ptr_array_index(rows, i);
        g_string_append_printf(out, " %s %s %s %s", row->heading != NULL ? row->heading : "",
                               row->text, row->more, row->source);
    }
    g_ptr_array_unref(rows);
}

/* Everything that a person may look for. (transfer full) */
static char *
contents_of(LdoseDocumentItem *item, LdoseLibrary *library, const LdoseWording *wording)
{
    const LdoseDocument *document = item->document;
    g_autoptr(GString) text = g_string_new(item->search);
    g_string_append_printf(text, " %s %s %s %s %s", document->sha256, document->prepared_by,
                           document->checked_by, document->jurisdiction, document->path);
    for (guint i = 0; i < document->sources->len; i++) {
        const LdoseSource *source = &g_array_index(document->sources, LdoseSource, i);
        g_autofree char *title = ldose_phrase_source(source, NULL);
        g_string_append_printf(text, " %s %s %s", source->id, title, source->url);
    }
    if (item->kind == LDOSE_DOCUMENT_GUIDANCE) {
        g_string_append_c(text, ' ');
        ldose_guidance_text(text, ldose_library_guidance(library, item->id, NULL), wording);
    } else if (item->kind == LDOSE_DOCUMENT_REGIMENS) {
        append_rows(text,
                    ldose_regimen_rows(ldose_library_regimen(library, item->id, NULL), wording));
    } else {
        append_rows(
            text, ldose_formulary_rows(ldose_library_formulary(library, item->id, NULL), wording));
    }
    return g_utf8_casefold(text->str, -1);
}

gboolean
ldose_document_item_holds(LdoseDocumentItem *item, LdoseLibrary *library, const char *text,
                          const LdoseWording *wording)
{
    if (text[0] == '\0')
        return TRUE;
    if (item->contents == NULL)
        item->contents = contents_of(item, library, wording);
    return holds_words(item->contents, text);
}

static void
ldose_document_item_finalize(GObject *object)
{
    LdoseDocumentItem *item = LDOSE_DOCUMENT_ITEM(object);
    g_free(item->id);
    g_free(item->title);
    g_free(item->subtitle);
    g_free(item->search);
    g_free(item->contents);
    G_OBJECT_CLASS(ldose_document_item_parent_class)->finalize(object);
}

static void
ldose_document_item_class_init(LdoseDocumentItemClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = ldose_document_item_finalize;
}

static void
ldose_document_item_init(LdoseDocumentItem *item)
{
    (void)item;
}
