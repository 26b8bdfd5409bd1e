/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogues of the language that the process runs in. For the start of a program alone: all
 * else gets an LdoseWording handed. */
#pragma once

#include "wording.h"

G_BEGIN_DECLS

/* Sets the locale from the environment and binds both domains, of the program and of the rule
 * documents, to where they were installed, or to the directory that LYMPHODOSE_LOCALES names.
 *
 * @language: (nullable): "de", "pt_PT": used for texts instead of the environment's; the decimal
 * sign stays that of the environment */
LdoseWording ldose_catalogue_open(const char *language);

G_END_DECLS
