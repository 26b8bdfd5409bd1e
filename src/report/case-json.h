/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case as JSON: one flat object of strings, because a JSON number would hide its text (the sign
 * of a bound, the digits that were written). */
#pragma once

#include <glib.h>

#include "json-writer.h"
#include "patient.h"

G_BEGIN_DECLS

#define LDOSE_CASE_JSON_MAX_SIZE (1024 * 1024)

/* A case with the texts that it refers to. */
typedef struct {
    LdoseCase c;
    char *entered[LDOSE_N_COLUMNS]; /* the text of each member that was there; NULL: none */
} LdoseCaseJson;

/* Reads a case. Members named x_… are passed over.
 *
 * @data: UTF-8, a byte order mark is skipped
 * @faults: gets the values that a column refuses (malformed, impossible, unknown), as from any
 * other entry; the entered text of each stands in the result
 * Result: (transfer full) (nullable)
 * Errors: LDOSE_ERROR_INPUT: too large, not JSON, not one flat object of strings, an unknown or
 * repeated name. */
LdoseCaseJson *ldose_case_json_read(const char *data, gsize length, LdoseFaults *faults,
                                    GError **error);
void ldose_case_json_free(LdoseCaseJson *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseCaseJson, ldose_case_json_free)

/* The value of a column as every machine file writes it: "<0.2", "2026-12-01", "us-yescarta".
 * @column: given. (transfer full) */
char *ldose_case_value_text(const LdoseCase *c, LdoseColumn column);

/* Writes the given columns as members of the open object, in the order of the columns. */
void ldose_case_json_write(LdoseJsonWriter *json, const LdoseCase *c);

G_END_DECLS
