/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One document as the rule browser shows it. */
#pragma once

#include <gtk/gtk.h>

#include "adoption.h"
#include "check-report.h"
#include "document-item.h"

G_BEGIN_DECLS

typedef struct {
    const char *rule;                /* (nullable): "table/rule" to select */
    const char *search;              /* rules that hold all its words are marked; "" none */
    const LdoseAdoptions *adoptions; /* (nullable): what is in use here */
} LdoseRulePageView;

/* Fills @page. Result: (nullable): the row of the rule, focusable */
GtkWidget *ldose_rule_page_fill(GtkWidget *page, LdoseDocumentItem *item, LdoseLibrary *library,
                                const LdoseRulePageView *view, const LdoseWording *wording);

/* Fills @page with what the proof of a document found; returns whether it may be used. */
gboolean ldose_rule_page_fill_check(GtkWidget *page, const LdoseCheckedDocument *checked,
                                    const LdoseWording *wording);

G_END_DECLS
