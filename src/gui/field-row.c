/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "field-row.h"

struct _LdoseFieldRow {
    GtkBox parent;
};

G_DEFINE_FINAL_TYPE(LdoseFieldRow, ldose_field_row, GTK_TYPE_BOX)

static GtkWidget *
neighbour(GtkWidget *row, GtkWidget *child, gboolean forward)
{
    if (child == NULL)
        return forward ? gtk_widget_get_first_child(row) : gtk_widget_get_last_child(row);
    return forward ? gtk_widget_get_next_sibling(child) : gtk_widget_get_prev_sibling(child);
}

static gboolean
ldose_field_row_focus(GtkWidget *widget, GtkDirectionType direction)
{
    if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
        return GTK_WIDGET_CLASS(ldose_field_row_parent_class)->focus(widget, direction);
    gboolean forward = direction == GTK_DIR_TAB_FORWARD;
    GtkWidget *child = gtk_widget_get_focus_child(widget);
    if (child != NULL && gtk_widget_child_focus(child, direction))
        return TRUE;
    while ((child = neighbour(widget, child, forward)) != NULL) {
        if (gtk_widget_child_focus(child, direction))
            return TRUE;
    }
    return FALSE;
}

static void
ldose_field_row_class_init(LdoseFieldRowClass *klass)
{
    GTK_WIDGET_CLASS(klass)->focus = ldose_field_row_focus;
}

static void
ldose_field_row_init(LdoseFieldRow *self)
{
    (void)self;
}
