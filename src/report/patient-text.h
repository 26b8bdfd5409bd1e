/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The patient in four lines: size, kidneys, liver, what else was stated. */
#pragma once

#include <glib.h>

#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* Age, sex, height, weight, body mass index, body surface with its formula. (transfer full) */
char *ldose_patient_line(const LdosePlan *plan, const LdosePatient *patient,
                         const LdoseWording *wording);

/* Creatinine, and the clearance in use with its equation and weight. (transfer full) (nullable) */
char *ldose_kidney_line(const LdosePlan *plan, const LdosePatient *patient,
                        const LdoseWording *wording);

/* Liver values as far as they are given. (transfer full) (nullable) */
char *ldose_liver_line(const LdosePatient *patient, const LdoseWording *wording);

/* Conditions, other weights and counts, as far as they are stated. (transfer full) */
char *ldose_stated_line(const LdosePatient *patient, const LdoseWording *wording);

G_END_DECLS
