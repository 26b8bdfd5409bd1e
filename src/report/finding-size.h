/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For finding-text.c: the texts of the notes on weight, body surface, rounding and an ordered dose. */
#pragma once

#include <glib.h>

#include "finding-acknowledge.h"

G_BEGIN_DECLS

/* Result: (nullable): NULL for a code that is none of these. */
char *ldose_size_note_text(const LdoseTelling *telling);

G_END_DECLS
