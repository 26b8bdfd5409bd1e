/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-widgets.h"

#include <string.h>

#include "quantity.h"

/* Bytes. Nearly all words of the program and of its documents are shorter. */
#define LONG_WORD 30

static gboolean
begins_with_unit(const char *text)
{
    for (int unit = 1; unit < LDOSE_N_UNITS; unit++) {
        const char *symbol = ldose_unit_symbol((LdoseUnit)unit);
        if (symbol[0] != '\0' && g_str_has_prefix(text, symbol))
            return TRUE;
    }
    return FALSE;
}

/* A value is never parted from its unit at the end of a line. */
static PangoAttrList *
unparted(const char *text)
{
    PangoAttrList *list = pango_attr_list_new();
    for (const char *p = strchr(text, ' '); p != NULL; p = strchr(p + 1, ' ')) {
        if (p == text || !g_ascii_isdigit(p[-1]) || !begins_with_unit(p + 1))
            continue;
        PangoAttribute *attribute = pango_attr_allow_breaks_new(FALSE);
        attribute->start_index = (guint)(p - text) - 1;
        attribute->end_index = (guint)(p - text) + 2 + (guint)strcspn(p + 1, " .,;)");
        pango_attr_list_insert(list, attribute);
    }
    return list;
}

/* A word that may be wider than the page: an identity, a path, what somebody typed. */
static gboolean
has_long_word(const char *text)
{
    for (const char *p = text; *p != '\0'; p += strcspn(p, " "), p += strspn(p, " ")) {
        if (strcspn(p, " ") > LONG_WORD)
            return TRUE;
    }
    return FALSE;
}

GtkWidget *
ldose_page_label(const char *text, const char *css_class)
{
    GtkWidget *label = gtk_label_new(text);
    if (text != NULL && strchr(text, ' ') != NULL) {
        PangoAttrList *attributes = unparted(text);
        gtk_label_set_attributes(GTK_LABEL(label), attributes);
        pango_attr_list_unref(attributes);
    }
    gtk_label_set_xalign(GTK_LABEL(label), 0);
    gtk_label_set_wrap(GTK_LABEL(label), TRUE);
    /* Within words only where one must be: to find its least width, the label is then laid out with a
     * letter a line, again and again. */
    gtk_label_set_wrap_mode(GTK_LABEL(label), text == NULL || has_long_word(text)
                                                  ? PANGO_WRAP_WORD_CHAR
                                                  : PANGO_WRAP_WORD);
    gtk_label_set_natural_wrap_mode(GTK_LABEL(label), GTK_NATURAL_WRAP_NONE);
    gtk_widget_set_halign(label, GTK_ALIGN_FILL);
    if (css_class != NULL)
        gtk_widget_add_css_class(label, css_class);
    return label;
}

GtkWidget *
ldose_page_label_take(char *text, const char *css_class)
{
    g_autofree char *owned = text;
    return owned != NULL && owned[0] != '\0' ? ldose_page_label(owned, css_class) : NULL;
}

void
ldose_page_append_take(GtkWidget *box, char *text, const char *css_class)
{
    GtkWidget *label = ldose_page_label_take(text, css_class);
    if (label != NULL)
        gtk_box_append(GTK_BOX(box), label);
}

GtkWidget *
ldose_page_box(int spacing, const char *css_class)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, spacing);
    if (css_class != NULL)
        gtk_widget_add_css_class(box, css_class);
    return box;
}

GtkWidget *
ldose_page_row(int spacing)
{
    GtkWidget *row = gtk_grid_new();
    gtk_grid_set_column_spacing(GTK_GRID(row), (guint)spacing);
    return row;
}

void
ldose_page_row_append(GtkWidget *row, GtkWidget *child)
{
    gtk_grid_attach_next_to(GTK_GRID(row), child, NULL, GTK_POS_RIGHT, 1, 1);
}

GtkWidget *
ldose_page_section(GtkWidget *page, const char *heading)
{
    GtkWidget *section = ldose_page_box(6, NULL);
    gtk_box_append(GTK_BOX(section), ldose_page_label(heading, "heading"));
    gtk_box_append(GTK_BOX(page), section);
    return section;
}

GtkWidget *
ldose_page_symbol(const char *icon, const char *css_class)
{
    GtkWidget *image = gtk_image_new_from_icon_name(icon);
    gtk_widget_set_valign(image, GTK_ALIGN_START);
    if (css_class != NULL)
        gtk_widget_add_css_class(image, css_class);
    return image;
}

GtkWidget *
ldose_page_button(const char *text)
{
    GtkWidget *button = gtk_button_new();
    GtkWidget *label = ldose_page_label(text, NULL);
    gtk_button_set_child(GTK_BUTTON(button), label);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    return button;
}

GtkWidget *
ldose_page_entry(const char *label, GtkWidget **entry_out)
{
    GtkWidget *box = ldose_page_box(3, NULL);
    GtkWidget *name = gtk_label_new_with_mnemonic(label);
    GtkWidget *entry = gtk_entry_new();
    gtk_label_set_xalign(GTK_LABEL(name), 0);
    gtk_label_set_mnemonic_widget(GTK_LABEL(name), entry);
    gtk_widget_add_css_class(name, "caption");
    gtk_accessible_update_property(GTK_ACCESSIBLE(entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   gtk_label_get_text(GTK_LABEL(name)), -1);
    gtk_box_append(GTK_BOX(box), name);
    gtk_box_append(GTK_BOX(box), entry);
    gtk_widget_set_hexpand(box, TRUE);
    *entry_out = entry;
    return box;
}

void
ldose_page_clear(GtkWidget *box)
{
    GtkWidget *child;
    while ((child = gtk_widget_get_first_child(box)) != NULL)
        gtk_box_remove(GTK_BOX(box), child);
}

void
ldose_page_dispose_template(GtkWidget *widget, GType type)
{
    GtkWidget *child;
    gtk_widget_dispose_template(widget, type);
    while ((child = gtk_widget_get_first_child(widget)) != NULL)
        gtk_widget_unparent(child);
}

void
ldose_page_cell(GtkWidget *grid, GtkWidget *cell, int column, int row)
{
    if (cell != NULL)
        gtk_grid_attach(GTK_GRID(grid), cell, column, row, 1, 1);
}
