/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with an input, for a person: what, where, what was expected, what to do. */
#pragma once

#include <glib.h>

#include "patient.h"
#include "wording.h"

G_BEGIN_DECLS

/* @c: (nullable): the case, for the values that a fault names
 * @entered: (nullable): the text of the faulty field, as somebody entered it
 * @sign: the decimal sign that was asked for
 * Result: (transfer full): whole sentences; names of columns stand as the command line takes
 * them. */
char *ldose_fault_text(const LdoseFault *fault, const LdoseCase *c, const char *entered,
                       LdoseDecimalSign sign, const LdoseWording *wording);

/* What a column takes: "a number in kg from 0.5 to 650", "one of: F, M", "a date, YYYY-MM-DD".
 * Numbers stand as they are typed, with a point. (transfer full) */
char *ldose_column_expectation(LdoseColumn column, const LdoseWording *wording);

G_END_DECLS
