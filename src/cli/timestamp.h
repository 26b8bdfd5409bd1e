/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only clock of the command line: when a record or report is made. A plan never reads it. */
#pragma once

#include <glib.h>

/* The time given with --at, or now. (transfer full) (nullable)
 * @given: (nullable)
 * Errors: LDOSE_ERROR_INPUT: not as 2026-11-24T08:30:00Z. */
char *ldose_timestamp(const char *given, GError **error);
