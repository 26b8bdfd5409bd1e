/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points that need a reason and a name before the page may leave the pharmacy. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

void ldose_acknowledge_list_append(GtkWidget *page, LdoseSession *session);

G_END_DECLS
