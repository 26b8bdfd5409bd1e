/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A dose against the rules: reason, name, prescriber, and the part of the dose of every drug that
 * the rules leave without one. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_OVERRIDE_WINDOW (ldose_override_window_get_type())
G_DECLARE_FINAL_TYPE(LdoseOverrideWindow, ldose_override_window, LDOSE, OVERRIDE_WINDOW, GtkWindow)

/* @session: planned, and its plan not final */
GtkWidget *ldose_override_window_new(GtkWindow *parent, LdoseSession *session);

G_END_DECLS
