/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry of one value of the case: a number with its unit, a date or a text. Strict: what is not
 * exactly a value is refused beside the field and never guessed; the value understood is echoed
 * where it differs from what was typed. Not a GtkSpinButton, which turns bad text into a number. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_VALUE_ENTRY (ldose_value_entry_get_type())
G_DECLARE_FINAL_TYPE(LdoseValueEntry, ldose_value_entry, LDOSE, VALUE_ENTRY, GtkWidget)

/* Properties for templates: "column" and "other-unit" (names of case columns; the second one where
 * the quantity has two units), "width-chars" (-1: as wide as there is room), "suffix" (instead of
 * the unit). */
GtkWidget *ldose_value_entry_new(LdoseColumn column, int other_unit);

/* @session: (nullable) */
void ldose_value_entry_set_session(LdoseValueEntry *self, LdoseSession *session);

/* The unit that stands there as long as nobody chose one; 0, 1, or -1: somebody has to choose. */
void ldose_value_entry_set_usual_unit(LdoseValueEntry *self, int unit);

/* Ends typing now: what was typed becomes the value. */
void ldose_value_entry_commit(LdoseValueEntry *self);

LdoseColumn ldose_value_entry_column(LdoseValueEntry *self);
GtkEntry *ldose_value_entry_get_entry(LdoseValueEntry *self);
GtkDropDown *ldose_value_entry_get_units(LdoseValueEntry *self); /* NULL: one unit only */
const char *ldose_value_entry_message(LdoseValueEntry *self);

G_END_DECLS
