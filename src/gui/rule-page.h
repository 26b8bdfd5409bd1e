/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One document as the rule browser shows it. */
#pragma once

#include <gtk/gtk.h>

#include "document-item.h"

G_BEGIN_DECLS

/* Fills @page. @rule: (nullable): "table/rule" to mark
 * Result: (nullable): the row of @rule, focusable */
GtkWidget *ldose_rule_page_fill(GtkWidget *page, LdoseDocumentItem *item, LdoseLibrary *library,
                                const char *rule, const LdoseWording *wording);

/* Fills @page with what the proof of a guidance found; returns whether it may be used. */
gboolean ldose_rule_page_fill_check(GtkWidget *page, const char *path, LdoseDate today,
                                    const LdoseWording *wording);

G_END_DECLS
