/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window can do: each deed is an action, so that menu, button, key and assistive technology
 * come to the same place. */
#pragma once

#include <gtk/gtk.h>

#include "main-window.h"

G_BEGIN_DECLS

void ldose_window_actions_install(GtkWidgetClass *widget_class);

/* Sets which actions can be done now: the one place that does. */
void ldose_window_actions_update(LdoseMainWindow *window);

G_END_DECLS
