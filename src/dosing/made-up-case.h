/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A made-up patient who has given values of the quantities that tables are cut by: for showing
 * where a rule leads, never for a person. */
#pragma once

#include <glib.h>

#include "formulary.h"
#include "guidance.h"
#include "patient.h"

G_BEGIN_DECLS

typedef struct {
    const char *regimen; /* belongs to the caller */
    LdoseFormulaId bsa_formula;
    double age_years;
    guint64 given; /* columns of numbers, a bit each */
    double number[LDOSE_N_COLUMNS];
    gboolean has_dialysis;
    LdoseDialysis dialysis;
    guint32 conditions; /* a bit a LdoseCondition */
    gboolean accepts_unverified;
    gboolean by_creatinine; /* a clearance comes from creatinine by Cockcroft-Gault, not measured */
    guint64 confirmed;      /* columns; found by ldose_made_up_finish() */
    /* What tables compare, until it is turned into columns. */
    guint32 wanted; /* a bit a LdoseQuantity */
    double value[LDOSE_N_QUANTITIES];
    LdoseUnit unit[LDOSE_N_QUANTITIES];
} LdoseMadeUp;

/* Begins with an ordinary man, or boy, of an age that @applies holds (every age where @applies is
 * NULL). An adult is 173 cm and 62.28 kg, which is 1.73 m² by Mosteller: an indexed clearance is
 * then the same number as the absolute one. */
void ldose_made_up_begin(LdoseMadeUp *made_up, const char *regimen, const LdoseFormulary *formulary,
                         const LdoseApplies *document, const LdoseApplies *table);

/* Makes him a certain age, with the size of that age. */
void ldose_made_up_set_age(LdoseMadeUp *made_up, double age_years);

void ldose_made_up_set_size(LdoseMadeUp *made_up, double height_cm, double weight_kg);

/* Asks for a value of what an axis compares. */
void ldose_made_up_want(LdoseMadeUp *made_up, const LdoseAxis *axis, double value);

/* Gives ordinary values to whatever else the guidance's tables for the regimen ask. */
void
ldose_made_up_complete(LdoseMadeUp *made_up, const LdoseGuidance *guidance, const char *product);

/* Room for the text of any column of a made-up case. */
#define LDOSE_MADE_UP_TEXT 640

/* The column as a case has it; "" where it is not given. @buffer: LDOSE_MADE_UP_TEXT bytes. */
const char *ldose_made_up_text(const LdoseMadeUp *made_up, LdoseColumn column, char *buffer);

/* Turns what was wanted into columns, and the columns into a patient; what is implausible but
 * possible is confirmed.
 *
 * @c: (out caller-allocates): outlives the patient; its texts point into @made_up and its regimen
 * Result: FALSE: nobody can have these values. */
gboolean ldose_made_up_finish(LdoseMadeUp *made_up, const char *guidance, LdoseCase *c,
                              LdosePatient *patient);

G_END_DECLS
