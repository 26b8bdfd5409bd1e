/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files record*.c share; the outside of a record is record.h. */
#pragma once

#include <glib.h>

#include "record.h"

G_BEGIN_DECLS

/* The fixed bytes around a seal, and the closing tag of the root. */
#define LDOSE_RECORD_NAMESPACE "urn:lymphodose:record:1"
#define LDOSE_SEAL_INDENT      "    "
#define LDOSE_SEAL_OPEN        "<seal sha256=\""
#define LDOSE_SEAL_CLOSE       "\"/>\n  </entry>\n"
#define LDOSE_RECORD_CLOSE     "</record>\n"
#define LDOSE_SHA256_DIGITS    64

/* Ends an open entry: its seal, its closing tag, the root's. @file: all bytes before. */
void ldose_record_seal(GString *file);

/* Everything but the root's closing tag, with the opening of a new entry. */
GString *ldose_record_open_entry(const LdoseRecord *record, LdoseEntryKind kind,
                                 const LdoseSignature *signature);

/* Seals the open entry and reads the result. @file: (transfer full) */
LdoseRecord *ldose_record_close_entry(GString *file, GError **error);

/* Writes "<element name= text=/>" lines. */
void ldose_record_write_value(GString *out, const char *indent, const char *element,
                              const char *name, const char *text);
void ldose_record_write_values(GString *out, const char *indent, const LdosePlan *plan);
void ldose_record_write_originals(GString *out, const LdosePlan *plan);

/* Prepares the record's documents and computes its inputs, with @changes laid over them.
 *
 * @missing: (nullable): gets a sentence for each document that is not there as it was; NULL: that
 * is an error
 * @changes: (nullable): LDOSE_N_COLUMNS texts that win over the record's; "" takes a text away
 * Errors: LDOSE_ERROR_DOCUMENT, or LDOSE_ERROR_INPUT where the inputs are refused. */
gboolean
ldose_record_find_documents(const LdoseRecord *record, LdoseLibrary *library,
                            LdoseRecomputed *again, LdoseRecheckState *state, GPtrArray *missing,
                            const LdoseWording *wording, GError **error);
gboolean ldose_record_recompute(const LdoseRecord *record, LdoseRecomputed *again,
                                const char *const *changes, GError **error);
void ldose_recomputed_clear(LdoseRecomputed *again);

G_END_DECLS
