/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The site that the app works at: its documents, what of them is in use, and the acts that change
 * either (R46). */
#pragma once

#include <glib-object.h>

#include "check-report.h"
#include "library.h"
#include "site-adopt.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_SITE (ldose_site_get_type())
G_DECLARE_FINAL_TYPE(LdoseSite, ldose_site, LDOSE, SITE, GObject)

/* Signal: "changed" after a document was added, or taken into or out of use. */

/* @library: outlives the site
 * @system_folder, @user_folder: where the lists of documents in use are
 * @own_folder: where the user's own documents are */
LdoseSite *ldose_site_new(LdoseLibrary *library, const char *system_folder, const char *user_folder,
                          const char *own_folder);

/* Reads both lists. Errors: LDOSE_ERROR_DOCUMENT; nothing is in use then. */
gboolean ldose_site_load(LdoseSite *self, GError **error);

/* What is in use; lives as long as the site, also after a change. NULL: nothing. */
const LdoseAdoptions *ldose_site_adoptions(LdoseSite *self);

/* Into the user's list. Errors: of ldose_site_adopt(), and LDOSE_ERROR_DOCUMENT where a suite
 * fails. */
gboolean ldose_site_take_into_use(LdoseSite *self, const LdoseDocument *document, const char *by,
                                  const char *checked_by, GError **error);
gboolean
ldose_site_take_out_of_use(LdoseSite *self, const LdoseDocument *document, const char *reason,
                           const char *by, const char *checked_by, GError **error);

/* Puts a document that was checked, in the bytes that were checked, among the user's own. Never
 * over another file.
 *
 * @checked: without errors
 * Errors: LDOSE_ERROR_DOCUMENT: other bytes now, or another document has this id and version;
 * LDOSE_ERROR_OUTPUT. */
gboolean
ldose_site_add_document(LdoseSite *self, const LdoseCheckedDocument *checked, GError **error);

G_END_DECLS
