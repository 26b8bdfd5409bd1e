/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a GtkDropDown of strings lacks: a name that assistive technology meets where the focus is, with
 * the chosen row in it, and a button that does not grow with its longest row. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "Unit of “Creatinine”: mg/dL", kept up to date, and a name for each row. The focus stands on the
 * drop-down's inner button, or on the row of its list: GTK itself leaves both without a name. */
void ldose_drop_down_set_name(GtkDropDown *list, const char *subject);

/* Cuts the text on the button short; the whole of it is in the tooltip. */
void ldose_drop_down_shorten(GtkDropDown *list);

G_END_DECLS
