/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print-window.h"

#include <string.h>

#include "file-chooser.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "plan-pdf.h"
#include "print-paper.h"
#include "question-window.h"

#define PREVIEW_WIDTH 480

struct _LdosePrintWindow {
    GtkWindow parent;
    GtkWidget *chart, *preparation, *check, *paper_size, *first, *second, *message, *sheets,
        *cancel, *export_button, *print_button;
    LdoseSession *session;
    LdosePaper *paper; /* what is shown; NULL: nothing that could be printed */
    LdosePages *pages; /* of @paper */
    char *identifiers[2];
};

G_DEFINE_FINAL_TYPE(LdosePrintWindow, ldose_print_window, GTK_TYPE_WINDOW)

/* ---- what is asked for ----------------------------------------------------------------------- */

static gboolean
is_checked(GtkWidget *button)
{
    return gtk_check_button_get_active(GTK_CHECK_BUTTON(button));
}

/* NULL: nothing is entered. (transfer full) */
static char *
identifier(GtkWidget *entry)
{
    char *text = g_strstrip(g_strdup(gtk_editable_get_text(GTK_EDITABLE(entry))));
    if (text[0] == '\0')
        g_clear_pointer(&text, g_free);
    return text;
}

static LdosePrintChoice
choice_of(LdosePrintWindow *self)
{
    return (LdosePrintChoice){
        .pages = (is_checked(self->chart) ? LDOSE_PLAN_PAGE_CHART : 0u) |
                 (is_checked(self->preparation) ? LDOSE_PLAN_PAGE_PREPARATION : 0u) |
                 (is_checked(self->check) ? LDOSE_PLAN_PAGE_CHECK : 0u),
        .sheet = gtk_drop_down_get_selected(GTK_DROP_DOWN(self->paper_size)) == LDOSE_SHEET_LETTER
                     ? LDOSE_SHEET_LETTER
                     : LDOSE_SHEET_A4,
        .first_identifier = self->identifiers[0],
        .second_identifier = self->identifiers[1],
    };
}

/* Why this cannot be printed; NULL: it can. */
static const char *
choice_fault(LdosePrintWindow *self, const LdosePrintChoice *choice)
{
    if (choice->pages == 0)
        return _("Choose at least one kind of page.");
    if ((self->identifiers[0] == NULL) != (self->identifiers[1] == NULL))
        return _("Enter both identifiers, or neither: then there are lines to write them on.");
    return NULL;
}

/* ---- the pages ------------------------------------------------------------------------------- */

static void
draw_page(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
    LdosePrintWindow *self = data;
    guint index = GPOINTER_TO_UINT(g_object_get_data(G_OBJECT(area), "page"));
    double sheet_width, sheet_height;
    (void)height;
    if (self->pages == NULL || index >= ldose_pages_count(self->pages))
        return;
    ldose_pages_size(self->pages, &sheet_width, &sheet_height);
    cairo_set_source_rgb(cr, 1, 1, 1); /* paper is white in every style */
    cairo_paint(cr);
    cairo_scale(cr, width / sheet_width, width / sheet_width);
    ldose_pages_draw(self->pages, index, cr);
}

static GtkWidget *
page_widget(LdosePrintWindow *self, guint index, guint n)
{
    GtkWidget *area = g_object_new(GTK_TYPE_DRAWING_AREA, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_IMG, "halign", GTK_ALIGN_CENTER, NULL);
    const LdoseWording *wording = ldose_session_wording(self->session);
    double width, height;
    g_autofree char *name = ldose_tell(wording, N_("Page %1$s of %2$s"),
                                       LDOSE_WHOLE(wording, index + 1), LDOSE_WHOLE(wording, n));
    ldose_pages_size(self->pages, &width, &height);
    gtk_drawing_area_set_content_width(GTK_DRAWING_AREA(area), PREVIEW_WIDTH);
    gtk_drawing_area_set_content_height(GTK_DRAWING_AREA(area),
                                        (int)(PREVIEW_WIDTH * height / width));
    gtk_accessible_update_property(GTK_ACCESSIBLE(area), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    g_object_set_data(G_OBJECT(area), "page", GUINT_TO_POINTER(index));
    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(area), draw_page, self, NULL);
    return area;
}

static void
show_message(LdosePrintWindow *self, const char *text)
{
    gtk_label_set_text(GTK_LABEL(self->message), text != NULL ? text : "");
    gtk_widget_set_visible(self->message, text != NULL);
    gtk_widget_set_sensitive(self->export_button, self->pages != NULL);
    gtk_widget_set_sensitive(self->print_button, self->pages != NULL);
}

/* What was shown is gone before anything new is made: never an old page. */
static void
update(LdosePrintWindow *self)
{
    g_autoptr(GError) error = NULL;
    GtkWidget *const entries[] = {self->first, self->second};
    ldose_page_clear(self->sheets);
    g_clear_pointer(&self->pages, ldose_pages_free);
    g_clear_pointer(&self->paper, ldose_paper_free);
    for (guint i = 0; i < G_N_ELEMENTS(entries); i++) {
        g_free(self->identifiers[i]);
        self->identifiers[i] = identifier(entries[i]);
    }
    const LdosePrintChoice choice = choice_of(self);
    const char *fault = choice_fault(self, &choice);
    if (fault != NULL) {
        show_message(self, fault);
        return;
    }
    self->paper = ldose_print_paper(self->session, &choice);
    self->pages = ldose_pages_new(self->paper, &error);
    show_message(self, error != NULL ? error->message : NULL);
    for (guint i = 0; self->pages != NULL && i < ldose_pages_count(self->pages); i++)
        gtk_box_append(GTK_BOX(self->sheets), page_widget(self, i, ldose_pages_count(self->pages)));
}

guint
ldose_print_window_count(LdosePrintWindow *self)
{
    return self->pages != NULL ? ldose_pages_count(self->pages) : 0;
}

/* ---- out of here ----------------------------------------------------------------------------- */

static void
complain(LdosePrintWindow *self, const char *title, const char *text)
{
    gtk_window_present(GTK_WINDOW(
        ldose_question_window_new(GTK_WINDOW(self), title, text, _("_Close"), NULL, NULL, NULL)));
}

gboolean
ldose_print_window_export(LdosePrintWindow *self, const char *path, GError **error)
{
    const LdosePrintChoice choice = choice_of(self);
    return ldose_print_export(self->session, &choice, path, error);
}

static void
on_path_chosen(const char *path, gpointer data)
{
    g_autoptr(GError) error = NULL;
    if (ldose_print_window_export(data, path, &error))
        gtk_window_destroy(data);
    else
        complain(data, _("The PDF is not written"), error->message);
}

/* The proposed name says nothing of the patient. */
static void
on_export(LdosePrintWindow *self)
{
    ldose_choose_file_to_save(GTK_WINDOW(self), _("Export as PDF"), _("plan.pdf"), on_path_chosen,
                              self);
}

static void
on_print(LdosePrintWindow *self)
{
    const LdosePrintChoice choice = choice_of(self);
    g_autoptr(GtkPrintOperation) operation = ldose_print_operation_new(self->session, &choice);
    /* Its parent may close meanwhile. */
    G_GNUC_UNUSED g_autoptr(LdosePrintWindow) kept = g_object_ref(self);
    g_autoptr(GError) error = NULL;
    GtkPrintOperationResult result = gtk_print_operation_run(
        operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW(self), &error);
    if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
        complain(self, _("Nothing was printed"), error->message);
    else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
        gtk_window_destroy(GTK_WINDOW(self));
}

/* ---- making ---------------------------------------------------------------------------------- */

static void
ldose_print_window_dispose(GObject *object)
{
    LdosePrintWindow *self = LDOSE_PRINT_WINDOW(object);
    gtk_widget_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_PRINT_WINDOW);
    g_clear_pointer(&self->pages, ldose_pages_free);
    g_clear_pointer(&self->paper, ldose_paper_free);
    g_clear_object(&self->session);
    for (guint i = 0; i < G_N_ELEMENTS(self->identifiers); i++)
        g_clear_pointer(&self->identifiers[i], g_free);
    G_OBJECT_CLASS(ldose_print_window_parent_class)->dispose(object);
}

static void
ldose_print_window_class_init(LdosePrintWindowClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_print_window_dispose;
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/print-window.ui");
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, chart);
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, preparation);
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, check);
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, paper_size);
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, first);
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, second);
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, message);
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, sheets);
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, cancel);
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, export_button);
    gtk_widget_class_bind_template_child(widget_class, LdosePrintWindow, print_button);
    gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ldose_print_window_init(LdosePrintWindow *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    g_signal_connect_swapped(self->cancel, "clicked", G_CALLBACK(gtk_window_destroy), self);
    g_signal_connect_swapped(self->export_button, "clicked", G_CALLBACK(on_export), self);
    g_signal_connect_swapped(self->print_button, "clicked", G_CALLBACK(on_print), self);
}

static void
watch(LdosePrintWindow *self)
{
    GtkWidget *const boxes[] = {self->chart, self->preparation, self->check};
    GtkWidget *const entries[] = {self->first, self->second};
    for (guint i = 0; i < G_N_ELEMENTS(boxes); i++)
        g_signal_connect_swapped(boxes[i], "toggled", G_CALLBACK(update), self);
    for (guint i = 0; i < G_N_ELEMENTS(entries); i++)
        g_signal_connect_swapped(entries[i], "changed", G_CALLBACK(update), self);
    g_signal_connect_swapped(self->paper_size, "notify::selected", G_CALLBACK(update), self);
}

GtkWidget *
ldose_print_window_new(GtkWindow *parent, LdoseSession *session)
{
    LdosePrintWindow *self = g_object_new(LDOSE_TYPE_PRINT_WINDOW, "transient-for", parent, NULL);
    const LdosePlan *plan = ldose_session_plan(session);
    self->session = g_object_ref(session);
    /* Without a dose there is nothing to prepare. */
    gtk_widget_set_sensitive(self->preparation, plan->status == LDOSE_PLAN_FINAL);
    gtk_drop_down_set_selected(GTK_DROP_DOWN(self->paper_size), ldose_print_usual_sheet());
    watch(self);
    update(self);
    return GTK_WIDGET(self);
}
