/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every document, rule, limit, source, evidence grade, version and hash. */
#pragma once

#include <gtk/gtk.h>

#include "library.h"
#include "site.h"
#include "wording.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_RULE_BROWSER (ldose_rule_browser_get_type())
G_DECLARE_FINAL_TYPE(LdoseRuleBrowser, ldose_rule_browser, LDOSE, RULE_BROWSER, GtkWidget)

/* @library, @wording: outlive the widget */
void ldose_rule_browser_set_library(LdoseRuleBrowser *self, LdoseLibrary *library,
                                    const LdoseWording *wording);

/* With a site its documents can be added to, and taken into and out of use. Keeps a reference. */
void ldose_rule_browser_set_site(LdoseRuleBrowser *self, LdoseSite *site);

/* Lists the documents again; what was shown stays. */
void ldose_rule_browser_refresh(LdoseRuleBrowser *self);

/* Checks a document of one's own and shows what was found. */
void ldose_rule_browser_check(LdoseRuleBrowser *self, const char *path);

/* @target: "document@version", or with "#table/rule" behind it. FALSE: no such document. */
gboolean ldose_rule_browser_show(LdoseRuleBrowser *self, const char *target);

G_END_DECLS
