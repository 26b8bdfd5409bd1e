/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run of the app rests on: where documents are looked for, and in which words it speaks. */
#pragma once

#include <glib.h>

#include "library.h"
#include "site.h"
#include "wording.h"

G_BEGIN_DECLS

/* The directories of documents in the order of search: LYMPHODOSE_DATA alone before the user's own,
 * else the user's own before the installed one. (transfer full) */
LdoseLibrary *ldose_data_library_new(void);

/* Every file that cannot be used, with the reason; empty when all is well. (transfer full)
 * (element-type utf8) */
GPtrArray *ldose_data_library_faults(LdoseLibrary *library);

/* The system's folder of the site, LYMPHODOSE_SITE or the usual one. (transfer full) */
char *ldose_data_system_folder(void);

/* The site: its lists of documents in use are in LYMPHODOSE_SITE or the system's folder, and in the
 * user's. Not loaded yet. (transfer full) */
LdoseSite *ldose_data_site_new(LdoseLibrary *library);

/* Binds the catalogues and returns the wording of the locale. Once a program. */
const LdoseWording *ldose_data_wording(void);

G_END_DECLS
