/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "why-page.h"

#include "gui-text.h"
#include "page-widgets.h"
#include "trace-row.h"
#include "trace-text.h"

struct _LdoseWhyPage {
    LdoseSessionPage parent;
    GtkWidget *stack, *view, *copy;
    GListStore *rows;
};

G_DEFINE_FINAL_TYPE(LdoseWhyPage, ldose_why_page, LDOSE_TYPE_SESSION_PAGE)

/* A plan that is not final shows no step that comes to a dose in mg. */
static void
fill(LdoseSessionPage *page, LdoseSession *session)
{
    LdoseWhyPage *self = LDOSE_WHY_PAGE(page);
    const LdosePlan *plan = ldose_session_plan(session);
    const LdoseTrace *trace = ldose_session_trace(session);
    g_list_store_remove_all(self->rows);
    for (guint i = 0; trace != NULL && i < ldose_trace_length(trace); i++) {
        const LdoseTraceStep *step = ldose_trace_step(trace, i);
        if (plan->status != LDOSE_PLAN_FINAL && ldose_trace_step_is_dose(step))
            continue;
        g_autoptr(LdoseTraceRow) row =
            ldose_trace_row_new(i + 1, step, ldose_session_wording(session));
        g_list_store_append(self->rows, row);
    }
    gtk_stack_set_visible_child_name(GTK_STACK(self->stack), trace != NULL ? "table" : "empty");
}

static void
empty(LdoseSessionPage *page)
{
    g_list_store_remove_all(LDOSE_WHY_PAGE(page)->rows);
}

static void
on_copy(LdoseWhyPage *self)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(self->rows)); i++) {
        g_autoptr(LdoseTraceRow) row = g_list_model_get_item(G_LIST_MODEL(self->rows), i);
        g_autofree char *line = ldose_trace_row_line(row);
        g_string_append_printf(text, "%s\n", line);
    }
    gdk_clipboard_set_text(gtk_widget_get_clipboard(GTK_WIDGET(self)), text->str);
}

/* ---- columns --------------------------------------------------------------------------------- */

typedef struct {
    const char *property, *title;
    int width;
    gboolean expand;
} Column;

static const Column columns[] = {
    {"step", N_("Step"), 115, FALSE},    {"values", N_("Values"), 120, TRUE},
    {"result", N_("Result"), 90, FALSE}, {"formula", N_("Formula and reason"), 130, TRUE},
    {"source", N_("Source"), 105, TRUE},
};

/* What the head of a column takes beside its title, with the mark of the sorting. */
#define HEAD_EXTRA 40

/* A column takes its title's width at least: its head does not say so itself. */
static int
column_width(LdoseWhyPage *self, const Column *definition)
{
    g_autoptr(PangoLayout) title = gtk_widget_create_pango_layout(self->view, _(definition->title));
    int width = 0;
    pango_layout_get_pixel_size(title, &width, NULL);
    return MAX(definition->width, width + HEAD_EXTRA);
}

static void
on_cell_setup(GtkSignalListItemFactory *factory, GtkListItem *cell)
{
    GtkWidget *label = gtk_label_new(NULL);
    (void)factory;
    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_yalign(GTK_LABEL(label), 0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
    gtk_widget_add_css_class(label, "numeric");
    gtk_list_item_set_child(cell, label);
}

static void
on_cell_bind(GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer column)
{
    GObject *row = gtk_list_item_get_item(cell);
    const char *property = columns[GPOINTER_TO_UINT(column)].property;
    g_autofree char *text = NULL;
    (void)factory;
    g_object_get(row, property, &text, NULL);
    gtk_label_set_text(GTK_LABEL(gtk_list_item_get_child(cell)), text);
}

static void
add_column(LdoseWhyPage *self, guint number)
{
    const Column *definition = &columns[number];
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new();
    GtkColumnViewColumn *column = gtk_column_view_column_new(_(definition->title), factory);
    GtkSorter *sorter = GTK_SORTER(gtk_string_sorter_new(
        gtk_property_expression_new(LDOSE_TYPE_TRACE_ROW, NULL, definition->property)));
    g_signal_connect(factory, "setup", G_CALLBACK(on_cell_setup), NULL);
    g_signal_connect(factory, "bind", G_CALLBACK(on_cell_bind), GUINT_TO_POINTER(number));
    gtk_column_view_column_set_sorter(column, sorter);
    gtk_column_view_column_set_resizable(column, TRUE);
    gtk_column_view_column_set_fixed_width(column, column_width(self, definition));
    gtk_column_view_column_set_expand(column, definition->expand);
    gtk_column_view_append_column(GTK_COLUMN_VIEW(self->view), column);
    g_object_unref(sorter);
    g_object_unref(column);
}

static void
on_number_bind(GtkSignalListItemFactory *factory, GtkListItem *cell)
{
    guint number = 0;
    char text[16];
    (void)factory;
    g_object_get(gtk_list_item_get_item(cell), "number", &number, NULL);
    g_snprintf(text, sizeof text, "%u", number);
    gtk_label_set_text(GTK_LABEL(gtk_list_item_get_child(cell)), text);
    gtk_label_set_xalign(GTK_LABEL(gtk_list_item_get_child(cell)), 1);
}

/* The order of computing: sorted by the number, not by its text. */
static void
add_number_column(LdoseWhyPage *self)
{
    GtkListItemFactory *factory = gtk_signal_list_item_factory_new();
    GtkColumnViewColumn *column = gtk_column_view_column_new(_("No."), factory);
    GtkSorter *sorter = GTK_SORTER(
        gtk_numeric_sorter_new(gtk_property_expression_new(LDOSE_TYPE_TRACE_ROW, NULL, "number")));
    g_signal_connect(factory, "setup", G_CALLBACK(on_cell_setup), NULL);
    g_signal_connect(factory, "bind", G_CALLBACK(on_number_bind), NULL);
    gtk_column_view_column_set_sorter(column, sorter);
    gtk_column_view_append_column(GTK_COLUMN_VIEW(self->view), column);
    g_object_unref(sorter);
    g_object_unref(column);
}

static void
ldose_why_page_dispose(GObject *object)
{
    LdoseWhyPage *self = LDOSE_WHY_PAGE(object);
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_WHY_PAGE);
    g_clear_object(&self->rows);
    G_OBJECT_CLASS(ldose_why_page_parent_class)->dispose(object);
}

static void
ldose_why_page_class_init(LdoseWhyPageClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    LdoseSessionPageClass *page_class = LDOSE_SESSION_PAGE_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_why_page_dispose;
    page_class->fill = fill;
    page_class->empty = empty;
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/why-page.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseWhyPage, stack);
    gtk_widget_class_bind_template_child(widget_class, LdoseWhyPage, view);
    gtk_widget_class_bind_template_child(widget_class, LdoseWhyPage, copy);
}

static void
ldose_why_page_init(LdoseWhyPage *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    self->rows = g_list_store_new(LDOSE_TYPE_TRACE_ROW);
    add_number_column(self);
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        add_column(self, i);
    GtkSorter *sorter = gtk_column_view_get_sorter(GTK_COLUMN_VIEW(self->view));
    GtkSortListModel *sorted =
        gtk_sort_list_model_new(G_LIST_MODEL(g_object_ref(self->rows)), g_object_ref(sorter));
    GtkSingleSelection *selection = gtk_single_selection_new(G_LIST_MODEL(sorted));
    gtk_single_selection_set_autoselect(selection, FALSE);
    gtk_single_selection_set_can_unselect(selection, TRUE);
    gtk_column_view_set_model(GTK_COLUMN_VIEW(self->view), GTK_SELECTION_MODEL(selection));
    g_object_unref(selection);
    g_signal_connect_swapped(self->copy, "clicked", G_CALLBACK(on_copy), self);
}
