/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second check: another person enters the case blind from the source; then both are compared,
 * and every decision is confirmed or contested one by one. */
#pragma once

#include <gtk/gtk.h>

#include "patient-form.h"
#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_SECOND_CHECK (ldose_second_check_get_type())
G_DECLARE_FINAL_TYPE(LdoseSecondCheck, ldose_second_check, LDOSE, SECOND_CHECK, GtkWidget)

/* Begins a check of @first with an empty form. What it finds is taken into @first, to be saved with
 * its record. */
void ldose_second_check_begin(LdoseSecondCheck *self, LdoseSession *first);

LdosePatientForm *ldose_second_check_form(LdoseSecondCheck *self);
LdoseSession *ldose_second_check_blind_session(LdoseSecondCheck *self);

G_END_DECLS
