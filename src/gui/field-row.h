/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several fields side by side. Tab goes through them in their order: GTK sorts by position, and a
 * message below one of them would turn the order round. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LDOSE_TYPE_FIELD_ROW (ldose_field_row_get_type())
G_DECLARE_FINAL_TYPE(LdoseFieldRow, ldose_field_row, LDOSE, FIELD_ROW, GtkBox)

G_END_DECLS
