/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the files of the diff only. */
#pragma once

#include "document-diff.h"

G_BEGIN_DECLS

GPtrArray *ldose_changes_new(void);

/* Adds a change where @from and @to differ. NULL: not there. */
void ldose_change_text(GPtrArray *changes, LdoseChangeKind kind, const char *place,
                       const char *what, const char *from, const char *to);
/* Likewise; takes both texts. */
void ldose_change_take(GPtrArray *changes, LdoseChangeKind kind, const char *place,
                       const char *what, char *from, char *to);
/* Likewise for numbers; 0 is "not there". */
void ldose_change_number(GPtrArray *changes, LdoseChangeKind kind, const char *place,
                         const char *what, double from, double to);

/* A number with its unit ("": none), and an interval, NULL where it is open at both ends; both
 * (transfer full). */
char *ldose_number_words(double value, const char *unit);
char *ldose_interval_words(const LdoseInterval *interval);

/* Header, sources and details, of every kind of document. */
void ldose_diff_header(GPtrArray *changes, const LdoseDocument *older, const LdoseDocument *newer);

G_END_DECLS
