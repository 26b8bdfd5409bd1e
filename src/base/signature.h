/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who signs something, and when. No clock here: the time is always an argument. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longest name, in bytes. */
#define LDOSE_PERSON_MAX_LENGTH 200

/* A signed act. */
typedef struct {
    const char *by; /* a person's name, as typed */
    const char *at; /* UTC, "2026-11-24T08:30:00Z" */
} LdoseSignature;

/* Checks a name: not blank, UTF-8, no control character, not too long.
 *
 * @name: (nullable)
 * @what: what the message calls it ("by", "checked-by")
 * Errors: LDOSE_ERROR_INPUT. */
gboolean ldose_person_check(const char *name, const char *what, GError **error);

/* Whether two names are one person's: compared after Unicode compatibility normalisation and case
 * folding, without invisible characters, blanks at the ends trimmed and runs of them taken as one.
 * Note: initials, titles and a changed order make another name; no comparison of texts helps there. */
gboolean ldose_person_is_same(const char *one, const char *other);

/* Whether a text is a moment in UTC as "YYYY-MM-DDThh:mm:ssZ", of a day that exists (years 1900 to
 * 2199). Leap seconds are refused. */
gboolean ldose_timestamp_is_valid(const char *text);

/* Name and time together. Errors: LDOSE_ERROR_INPUT. */
gboolean ldose_signature_check(const LdoseSignature *signature, GError **error);

G_END_DECLS
