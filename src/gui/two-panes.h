/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two widgets side by side; one above the other where there is no room for that. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Properties: "start" and "end", widgets; "start-width", of the first one side by side. */
#define LDOSE_TYPE_TWO_PANES (ldose_two_panes_get_type())
G_DECLARE_FINAL_TYPE(LdoseTwoPanes, ldose_two_panes, LDOSE, TWO_PANES, GtkWidget)

G_END_DECLS
