/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the files of the site policy only: the words that its documents are written in. */
#pragma once

#include "formulary.h"

G_BEGIN_DECLS

extern const char *const ldose_ascites_words[3];  /* by LdosePolicyCase.ascites */
extern const char *const ldose_rounding_words[3]; /* by LdoseRounding */

G_END_DECLS
