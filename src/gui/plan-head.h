/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The top of the plan: status and release in word, symbol and shape; who the patient is. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

GtkWidget *ldose_plan_head_new(LdoseSession *session);

/* Every point that is to be acknowledged and is not yet. */
guint ldose_plan_head_open_points(LdoseSession *session);

G_END_DECLS
