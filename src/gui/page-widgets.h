/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small widgets that pages are made of. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A wrapped, selectable text set to the left. @css_class: (nullable) */
GtkWidget *ldose_page_label(const char *text, const char *css_class);

/* The same; takes @text, NULL or "" gives no widget at all. (nullable) */
GtkWidget *ldose_page_label_take(char *text, const char *css_class);

/* Appends a text that it takes; does nothing for NULL or "". */
void ldose_page_append_take(GtkWidget *box, char *text, const char *css_class);

/* A vertical box; @css_class: (nullable). */
GtkWidget *ldose_page_box(int spacing, const char *css_class);

/* Widgets side by side. A grid and no box: a horizontal box asks each child for its width at its
 * height, and a label that wraps finds that by trying out a dozen widths. */
GtkWidget *ldose_page_row(int spacing);
void ldose_page_row_append(GtkWidget *row, GtkWidget *child);

/* A heading and, below it, whatever is appended to the result. */
GtkWidget *ldose_page_section(GtkWidget *page, const char *heading);

/* A symbol beside a text: shape and word, never colour alone. */
GtkWidget *ldose_page_symbol(const char *icon, const char *css_class);

/* A button with a wrapped text. */
GtkWidget *ldose_page_button(const char *text);

/* An entry with its label above it; the label names it for assistive technology as well. */
GtkWidget *ldose_page_entry(const char *label, GtkWidget **entry_out);

/* Removes all children of a box. */
void ldose_page_clear(GtkWidget *box);

/* Parts with the direct children of a template: GTK itself only clears the fields bound to them. In
 * dispose. */
void ldose_page_dispose_template(GtkWidget *widget, GType type);

/* A cell of a grid. */
void ldose_page_cell(GtkWidget *grid, GtkWidget *cell, int column, int row);

G_END_DECLS
