/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences that a person reads: looked up as a whole in the catalogue, their numbered places
 * filled (R34); and the texts of rule documents, as a page shows them. */
#pragma once

#include <glib.h>

#include "wording.h"

G_BEGIN_DECLS

/* Looks a sentence up in the catalogue and fills its places. @format: marked with N_() where it
 * stands. */
char *ldose_tell(const LdoseWording *wording, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The same for a sentence with a count: the form that goes with @n. @one and @many need no N_(). */
char *ldose_tell_count(const LdoseWording *wording, gulong n, const char *one, const char *many,
                       ...) G_GNUC_PRINTF(3, 5) G_GNUC_FORMAT(4);

/* A text of a rule document, translated, with the page's decimal sign. One without a translation
 * keeps its decimal point only where no unit follows: "section 8.6", but "3,1 mg/dL" on a page with
 * commas (R24). Result: lives as long as the document or the program. */
const char *ldose_phrase_rule_text(const LdoseWording *wording, const char *text);

G_END_DECLS
