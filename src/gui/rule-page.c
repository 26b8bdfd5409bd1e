/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rule-page.h"

#include "document-rows.h"
#include "guidance-check.h"
#include "guidance-text.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "paper.h"

typedef struct {
    GtkWidget *page;
    const LdoseWording *wording;
    const LdoseRulePageView *view;
    GtkWidget *found;
    GtkWidget *count; /* how many rules match the search */
    guint n_matches;
} Page;

/* ---- header and sources ---------------------------------------------------------------------- */

static void
fact(GtkWidget *grid, int *row, const char *label, const char *value)
{
    if (value == NULL || value[0] == '\0')
        return;
    GtkWidget *name = ldose_page_label(label, "dim-label");
    GtkWidget *text = ldose_page_label(value, NULL);
    gtk_widget_set_valign(name, GTK_ALIGN_START);
    gtk_widget_set_hexpand(text, TRUE);
    gtk_label_set_selectable(GTK_LABEL(text), TRUE);
    gtk_widget_set_focusable(text, FALSE);
    ldose_page_cell(grid, name, 0, *row);
    ldose_page_cell(grid, text, 1, (*row)++);
}

/* Whether the site has taken the document into use, and by whom. (transfer full) */
static char *
use_text(const LdoseAdoptions *adoptions, const LdoseDocument *document,
         const LdoseWording *wording)
{
    const LdoseAdoption *entry = ldose_adoptions_entry(adoptions, document);
    if (entry == NULL)
        return g_strdup(_("not in use here"));
    if (entry->withdrawal != NULL) {
        g_autofree char *at = ldose_paper_time(entry->withdrawal->at);
        return ldose_tell(wording, N_("taken out of use by %1$s, checked by %2$s, %3$s: %4$s"),
                          entry->withdrawal->by, entry->withdrawal->checked_by, at,
                          entry->withdrawal->reason);
    }
    g_autofree char *at = ldose_paper_time(entry->at);
    return ldose_tell(wording,
                      g_str_equal(entry->sha256, document->sha256)
                          ? N_("in use: by %1$s, checked by %2$s, %3$s")
                          : N_("not in use: %1$s and %2$s took other bytes of this version into "
                               "use, %3$s"),
                      entry->by, entry->checked_by, at);
}

static void
add_header(Page *page, const LdoseDocument *document)
{
    GtkWidget *grid = gtk_grid_new();
    int row = 0;
    g_autofree char *name = ldose_phrase_document(document);
    g_autofree char *use = use_text(page->view->adoptions, document, page->wording);
    char issued[11], review[11];
    ldose_date_print(document->issued, issued);
    ldose_date_print(document->review_by, review);
    gtk_grid_set_column_spacing(GTK_GRID(grid), 18);
    gtk_grid_set_row_spacing(GTK_GRID(grid), 3);
    gtk_widget_add_css_class(grid, "card-box");
    fact(grid, &row, _("Document"), name);
    fact(grid, &row, _("At this site"), use);
    fact(grid, &row, _("Status"), ldose_document_status_word(document->status));
    fact(grid, &row, _("Jurisdiction"), ldose_document_jurisdiction_text(document));
    fact(grid, &row, _("Prepared by"), document->prepared_by);
    fact(grid, &row, _("Checked by"),
         document->checked_by[0] != '\0' ? document->checked_by : _("nobody yet"));
    fact(grid, &row, _("Issued"), issued);
    fact(grid, &row, _("Review by"), review);
    fact(grid, &row, _("File"), document->path);
    fact(grid, &row, _("SHA-256"), document->sha256);
    gtk_box_append(
        GTK_BOX(page->page),
        ldose_page_label(ldose_wording_rule_text(page->wording, document->title), "title-2"));
    gtk_box_append(GTK_BOX(page->page), grid);
    page->count = ldose_page_label("", "attention");
    gtk_widget_set_visible(page->count, FALSE);
    gtk_box_append(GTK_BOX(page->page), page->count);
}

static void
add_sources(Page *page, const LdoseDocument *document)
{
    GtkWidget *section = ldose_page_section(page->page, _("Sources"));
    GtkWidget *card = ldose_page_box(6, "card-box");
    for (guint i = 0; i < document->sources->len; i++) {
        const LdoseSource *source = &g_array_index(document->sources, LdoseSource, i);
        g_autofree char *title = ldose_phrase_source(source, NULL);
        g_autofree char *line = g_strdup_printf("%s · %s", source->id, title);
        gtk_box_append(GTK_BOX(card), ldose_page_label(line, NULL));
        if (source->url[0] != '\0')
            gtk_box_append(GTK_BOX(card), ldose_page_label(source->url, "source"));
    }
    gtk_box_append(GTK_BOX(section), card);
}

/* ---- searching ------------------------------------------------------------------------------- */

/* Marks a widget whose text holds every word that is looked for. */
static void
mark_match(Page *page, GtkWidget *widget, const char *text)
{
    if (page->view->search[0] == '\0' || !ldose_text_holds_words(text, page->view->search))
        return;
    gtk_widget_add_css_class(widget, "found");
    page->n_matches++;
}

static void
tell_matches(Page *page)
{
    if (page->n_matches == 0)
        return;
    g_autofree char *text = ldose_tell_count(
        page->wording, page->n_matches, "%1$s rule here holds what you search.",
        "%1$s rules here hold what you search.", LDOSE_WHOLE(page->wording, page->n_matches));
    gtk_label_set_text(GTK_LABEL(page->count), text);
    gtk_widget_set_visible(page->count, TRUE);
}

/* ---- a guidance ------------------------------------------------------------------------------ */

static void
add_rule(Page *page, GtkWidget *list, const LdoseTable *table, const LdoseRule *rule)
{
    const LdoseWording *wording = page->wording;
    GtkWidget *row = gtk_list_box_row_new();
    GtkWidget *box = ldose_page_box(2, NULL);
    g_autofree char *region = table != NULL ? ldose_rule_region_text(table, rule, wording) : NULL;
    g_autofree char *outcome = ldose_rule_outcome_text(rule, wording);
    g_autofree char *source = ldose_phrase_rule_source(rule);
    g_autofree char *name = g_strdup_printf("%s/%s", table != NULL ? table->id : "", rule->id);
    gboolean wanted = g_strcmp0(name, page->view->rule) == 0;
    g_autofree char *all = NULL;
    g_autofree char *title =
        region != NULL && region[0] != '\0'
            ? ldose_tell(wording, N_("%1$s · %2$s: %3$s"), rule->id, region, outcome)
            : ldose_tell(wording, N_("%1$s · %2$s"), rule->id, outcome);
    g_autofree char *sourced = ldose_tell(
        wording, N_("%1$s (%2$s; %3$s)"), source,
        ldose_wording_text(wording,
                           ldose_vocabulary_label(&ldose_evidence_grades, (int)rule->evidence)),
        ldose_wording_text(wording,
                           ldose_vocabulary_label(&ldose_edge_bases, (int)rule->edge_basis)));
    gtk_widget_add_css_class(box, "rule-row");
    all = g_strjoin(" ", title, ldose_wording_rule_text(wording, rule->note), sourced, NULL);
    mark_match(page, box, all);
    gtk_box_append(GTK_BOX(box), ldose_page_label(title, "outcome"));
    if (rule->note[0] != '\0')
        gtk_box_append(GTK_BOX(box),
                       ldose_page_label(ldose_wording_rule_text(wording, rule->note), NULL));
    gtk_box_append(GTK_BOX(box), ldose_page_label(sourced, "source"));
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
    gtk_accessible_update_property(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
    gtk_list_box_append(GTK_LIST_BOX(list), row);
    if (wanted) {
        gtk_list_box_select_row(GTK_LIST_BOX(list), GTK_LIST_BOX_ROW(row));
        page->found = row;
    }
}

static GtkWidget *
rule_list(Page *page, const char *heading)
{
    GtkWidget *section = ldose_page_section(page->page, heading);
    GtkWidget *list = gtk_list_box_new();
    gtk_widget_add_css_class(list, "rule-list");
    gtk_accessible_update_property(GTK_ACCESSIBLE(list), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                   -1);
    gtk_box_append(GTK_BOX(section), list);
    return list;
}

static void
add_guidance(Page *page, const LdoseGuidance *guidance)
{
    const LdoseWording *wording = page->wording;
    for (guint i = 0; i < guidance->n_tables; i++) {
        const LdoseTable *table = &guidance->tables[i];
        g_autofree char *heading = ldose_tell(
            wording, N_("%1$s, %2$s (table %3$s)"), ldose_phrase_drug_title(wording, table->drug),
            ldose_wording_text(wording, ldose_vocabulary_label(&ldose_cohorts, (int)table->cohort)),
            table->id);
        GtkWidget *list = rule_list(page, heading);
        for (guint k = 0; k < table->n_rules; k++)
            add_rule(page, list, table, &table->rules[k]);
    }
    if (guidance->n_stops == 0)
        return;
    GtkWidget *list = rule_list(page, _("Conditions"));
    for (guint i = 0; i < guidance->n_stops; i++)
        add_rule(page, list, NULL, &guidance->stops[i].rule);
}

/* ---- a regimen, a site policy ---------------------------------------------------------------- */

static void
add_row(Page *page, GtkWidget *list, const LdoseDocumentRow *row)
{
    GtkWidget *holder = gtk_list_box_row_new();
    GtkWidget *box = ldose_page_box(2, "rule-row");
    g_autofree char *all = g_strjoin(" ", row->text, row->more, row->source, NULL);
    mark_match(page, box, all);
    ldose_page_append_take(box, g_strdup(row->text), "outcome");
    ldose_page_append_take(box, g_strdup(row->more), NULL);
    ldose_page_append_take(box, g_strdup(row->source), "source");
    gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(holder), box);
    gtk_accessible_update_property(GTK_ACCESSIBLE(holder), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   row->text[0] != '\0' ? row->text : row->more, -1);
    gtk_list_box_append(GTK_LIST_BOX(list), holder);
}

/* Takes @rows. */
static void
add_rows(Page *page, GPtrArray *rows)
{
    GtkWidget *list = NULL;
    for (guint i = 0; i < rows->len; i++) {
        const LdoseDocumentRow *row = g_ptr_array_index(rows, i);
        if (row->heading != NULL)
            list = rule_list(page, row->heading);
        g_assert(list != NULL);
        add_row(page, list, row);
    }
    g_ptr_array_unref(rows);
}

GtkWidget *
ldose_rule_page_fill(GtkWidget *widget, LdoseDocumentItem *item, LdoseLibrary *library,
                     const LdoseRulePageView *view, const LdoseWording *wording)
{
    Page page = {.page = widget, .wording = wording, .view = view};
    ldose_page_clear(widget);
    add_header(&page, item->document);
    switch (item->kind) {
    case LDOSE_DOCUMENT_GUIDANCE:
        add_guidance(&page, ldose_library_guidance(library, item->id, NULL));
        break;
    case LDOSE_DOCUMENT_REGIMENS:
        add_rows(&page,
                 ldose_regimen_rows(ldose_library_regimen(library, item->id, NULL), wording));
        break;
    case LDOSE_DOCUMENT_FORMULARY:
        add_rows(&page,
                 ldose_formulary_rows(ldose_library_formulary(library, item->id, NULL), wording));
        break;
    case LDOSE_N_DOCUMENT_KINDS:
    default: g_assert_not_reached();
    }
    add_sources(&page, item->document);
    tell_matches(&page);
    return page.found;
}

/* ---- a document of one's own ----------------------------------------------------------------- */

static void
add_finding(GtkWidget *card, const LdoseCheckFinding *finding, const LdoseWording *wording)
{
    static const char *const severities[] = {N_("Error"), N_("Warning"), N_("Note")};
    const LdoseCheckKind *kind = ldose_check_kind(finding->code);
    g_autofree char *title = ldose_tell(
        wording, N_("%1$s %2$s, line %3$s: %4$s"), _(severities[kind->severity]), kind->number,
        LDOSE_WHOLE(wording, finding->line), ldose_wording_text(wording, kind->title));
    gtk_box_append(GTK_BOX(card), ldose_page_label(title, "outcome"));
    gtk_box_append(GTK_BOX(card), ldose_page_label(finding->message, "caption"));
}

/* Every error, warning and note of the proof, and what keeps the file from being read. */
static void
add_findings(GtkWidget *page, const LdoseCheckedDocument *checked, const LdoseWording *wording)
{
    if (checked->fault != NULL) {
        GtkWidget *card = ldose_page_box(6, "card-box");
        gtk_box_append(GTK_BOX(card), ldose_page_label(checked->fault, NULL));
        gtk_box_append(GTK_BOX(page), card);
    }
    if (checked->findings->len == 0)
        return;
    GtkWidget *card = ldose_page_box(6, "card-box");
    for (guint i = 0; i < checked->findings->len; i++)
        add_finding(card, g_ptr_array_index(checked->findings, i), wording);
    gtk_box_append(GTK_BOX(page), card);
}

gboolean
ldose_rule_page_fill_check(GtkWidget *widget, const LdoseCheckedDocument *checked,
                           const LdoseWording *wording)
{
    gboolean sound = checked->fault == NULL && checked->n_errors == 0;
    g_autofree char *counts = ldose_tell(wording, N_("Errors: %1$s. Warnings: %2$s. Notes: %3$s."),
                                         LDOSE_WHOLE(wording, checked->n_errors),
                                         LDOSE_WHOLE(wording, checked->n_warnings),
                                         LDOSE_WHOLE(wording, checked->n_notes));
    ldose_page_clear(widget);
    gtk_box_append(GTK_BOX(widget), ldose_page_label(_("Check of a document"), "title-2"));
    gtk_box_append(GTK_BOX(widget), ldose_page_label(checked->path, "source"));
    gtk_box_append(
        GTK_BOX(widget),
        ldose_page_label(checked->fault != NULL ? _("It cannot be read and is not used.")
                         : sound ? _("It is sound. Added to the documents, it can be chosen for a "
                                     "plan and taken into use here.")
                                 : _("It has errors and cannot be added. Correct them first."),
                         "outcome"));
    if (checked->fault == NULL)
        gtk_box_append(GTK_BOX(widget), ldose_page_label(counts, NULL));
    add_findings(widget, checked, wording);
    return sound;
}
