/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the record of the case holds: who made it, and what people signed since; and what is still
 * to be saved. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/* Nothing where there is neither a record nor anything to add to one. */
void ldose_record_list_append(GtkWidget *page, LdoseSession *session);

G_END_DECLS
