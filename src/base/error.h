/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's error domain. Its codes say what kind of thing went wrong, which is all that a
 * caller decides on; the message says what, where, what was expected and what to do. */
#pragma once

#include <glib.h>

#include "wording.h"

G_BEGIN_DECLS

#define LDOSE_ERROR (ldose_error_quark())
GQuark ldose_error_quark(void);

typedef enum {
    LDOSE_ERROR_USAGE,       /* unknown command, option or format */
    LDOSE_ERROR_INPUT,       /* a missing, malformed, impossible or unknown value of a case */
    LDOSE_ERROR_DOCUMENT,    /* a rule document is missing, broken, of unknown format or refused */
    LDOSE_ERROR_OUTPUT,      /* output could not be written */
    LDOSE_ERROR_NOT_DURABLE, /* written as a whole, but a loss of power may still undo it */
} LdoseError;

/* The language of messages, for the whole program; set once, at its start. Without it, as in tests,
 * they are English: a result never depends on it. */
void ldose_error_speak(LdoseTranslate translate);
LdoseTranslate ldose_error_language(void); /* (nullable) */
const char *ldose_error_text(const char *text) G_GNUC_FORMAT(1);

/* @format: marked with N_(); with two places or more they are numbered */
void ldose_set_error(GError **error, LdoseError code, const char *format, ...) G_GNUC_PRINTF(3, 4);

G_END_DECLS
