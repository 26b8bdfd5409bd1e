/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that opens a searchable list of documents: products, guidances, site policies. A list of
 * its own, because GtkDropDown searches by prefix only. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_DOCUMENT_CHOOSER (ldose_document_chooser_get_type())
G_DECLARE_FINAL_TYPE(LdoseDocumentChooser, ldose_document_chooser, LDOSE, DOCUMENT_CHOOSER,
                     GtkWidget)

/* Property for templates: "column": regimen, guidance or formulary. */
void ldose_document_chooser_set_session(LdoseDocumentChooser *self, LdoseSession *session);

/* Documents of this country stand first. */
void ldose_document_chooser_set_country(LdoseDocumentChooser *self, const char *country);

GtkWidget *ldose_document_chooser_button(LdoseDocumentChooser *self);

/* The search entry of its popover. */
GtkWidget *ldose_document_chooser_search(LdoseDocumentChooser *self);

/* A row of a list of LdoseDocumentItem: title and subtitle. (transfer full) */
GtkListItemFactory *ldose_document_row_factory(void);

G_END_DECLS
