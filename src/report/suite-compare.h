/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a suite compares what it expects with what it gets: numbers within a tolerance, sets of words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far two numbers may lie apart: "3dp", "0.1%" of @expected, or a plain number.
 *
 * Result: FALSE: @text is none of them. */
gboolean ldose_suite_tolerance_parse(const char *text, double expected, double *tolerance_out);

/* Whether two numbers are within @tolerance of each other; "": the same text. */
gboolean ldose_suite_numbers_match(const char *expected, const char *got, const char *tolerance);

/* Whether both hold the same words, separated by blanks, in whatever order. */
gboolean ldose_suite_words_are(const char *expected, const char *got);

/* Whether every word of @expected is in @got, and with a leading "-" is not. */
gboolean ldose_suite_words_stand(const char *expected, const char *got);

G_END_DECLS
