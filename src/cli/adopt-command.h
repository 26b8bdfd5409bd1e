/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the site's lists of documents in use are. */
#pragma once

#include "adoption.h"
#include "command.h"

/* The system's folder of the site; LYMPHODOSE_SITE replaces it. (transfer full) */
char *ldose_site_folder(void);

/* The site's lists: the system's folder (LYMPHODOSE_SITE replaces it) and the user's.
 * Result: (transfer full) (nullable). Errors: LDOSE_ERROR_DOCUMENT: a list cannot be read. */
LdoseAdoptions *ldose_site_adoptions(GError **error);
