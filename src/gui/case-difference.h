/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two cases, entered by two people, column by column. Equal means equal value and unit after
 * parsing: not the same characters, and never one unit converted to the other. */
#pragma once

#include <glib.h>

#include "session.h"

G_BEGIN_DECLS

typedef struct {
    LdoseColumn column;
    char *first, *second; /* as a person reads them; "not given" where there is none */
} LdoseCaseDifference;

/* Columns of answers and confirmations are no inputs and are left out.
 *
 * @n_equal_out: (out): how many columns both gave, and gave equal
 * Result: (transfer full) (element-type LdoseCaseDifference) */
GPtrArray *ldose_case_differences(LdoseSession *first, LdoseSession *second, guint *n_equal_out);

G_END_DECLS
