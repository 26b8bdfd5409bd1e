/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form: treatment, patient, kidneys, liver; what is seldom asked for is folded away. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_PATIENT_FORM (ldose_patient_form_get_type())
G_DECLARE_FINAL_TYPE(LdosePatientForm, ldose_patient_form, LDOSE, PATIENT_FORM, GtkBox)

void ldose_patient_form_set_session(LdosePatientForm *self, LdoseSession *session);

/* The control of a column. Both units of a quantity have one. Result: (nullable): it has none. */
GtkWidget *ldose_patient_form_field(LdosePatientForm *self, LdoseColumn column);

/* The control of one condition. */
GtkWidget *ldose_patient_form_condition(LdosePatientForm *self, LdoseCondition condition);

/* Unfolds and focuses a column's control. FALSE: it has none. */
gboolean ldose_patient_form_go_to(LdosePatientForm *self, LdoseColumn column);

/* Ends typing everywhere. */
void ldose_patient_form_commit(LdosePatientForm *self);

/* Display choices: usual units (0 mg/dL, 1 µmol/L, -1 none) and the country whose documents come
 * first. */
void ldose_patient_form_set_usual_units(LdosePatientForm *self, int creatinine, int bilirubin);
void ldose_patient_form_set_country(LdosePatientForm *self, const char *country);

G_END_DECLS
