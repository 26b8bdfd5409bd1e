/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the program's own folders are. Each can be replaced by a variable of the environment
 * (tests, the build tree); else, when the whole installation was moved after it was configured
 * (DESTDIR, an unpacked archive), beside the running program; else where it was configured. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
    LDOSE_PLACE_DATA,    /* LYMPHODOSE_DATA: documents, suites, schemas */
    LDOSE_PLACE_MODULES, /* LYMPHODOSE_MODULES: the module that writes PDF */
    LDOSE_PLACE_LOCALES, /* LYMPHODOSE_LOCALES: translations */
    LDOSE_N_PLACES
} LdosePlace;

/* Whether a variable of the environment replaces it. */
gboolean ldose_place_is_replaced(LdosePlace place);

/* Result: a folder, whether it is there or not; for the life of the program. */
const char *ldose_place(LdosePlace place);

/* The same folder below a moved prefix. For tests.
 *
 * @program: the file of the running program; NULL: not known
 * Result: (transfer full) (nullable): NULL where the program does not lie in a folder "bin" of a
 * moved prefix, or where that prefix has no such folder. */
char *ldose_place_moved(const char *program, const char *prefix, const char *configured);

G_END_DECLS
