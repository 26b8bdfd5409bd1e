/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doses of a final plan: ordered against given, how each came about, and the days. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/* Ordered doses alone where the plan is not final; NULL where there is nothing to show.
 * (nullable) */
GtkWidget *ldose_dose_table_new(LdoseSession *session);

G_END_DECLS
