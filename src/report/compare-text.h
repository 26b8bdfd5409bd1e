/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several guidances side by side for one patient. */
#pragma once

#include <glib.h>

#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* Whether a guidance belongs to the line of other documents of a plan: another one, not the general
 * findings, whose domain covers patient and regimen. */
gboolean ldose_compare_covers(const LdoseGuidance *guidance, const LdoseRuleSet *rules,
                              const LdosePatient *patient);

/* A case as a document sees it that was not chosen: without the override, and without the answers to
 * what the chosen one asks. What is asked of the regimen stays, and so does every value of the patient. */
typedef struct {
    LdoseCase c;
    LdosePatient patient;
} LdoseOtherPatient;

/* @out: (out caller-allocates): not to be copied, because the patient points to the case
 * Result: whether anything was left out. */
gboolean ldose_compare_other_patient(const LdosePatient *patient, const LdoseRegimen *regimen,
                                     LdoseOtherPatient *out);

/* The plan under another document. No document is left out: where nothing can be given after rounding
 * its rows stand without a dose.
 *
 * @patient: of an LdoseOtherPatient
 * @plan: (out caller-allocates) */
void
ldose_compare_compute(const LdosePatient *patient, const LdoseRuleSet *rules, LdosePlan *plan);

/* That the override and the answers of the case count for one document alone; NULL: it has none.
 * (transfer full) */
char *ldose_compare_answers_text(const LdosePatient *patient, const LdoseRuleSet *chosen,
                                 const LdoseWording *wording);

/* What a plan gives of a drug: "60 %, 27 mg"; with the outcome that was overridden, and what was not read.
 * (transfer full) */
char *
ldose_compare_drug_text(const LdosePlan *plan, LdoseDrug drug, const LdoseWording *wording);

/* Appends one document to that line: what it would give of each drug. @plan: made under it. */
void ldose_compare_other_text(GString *out, const LdosePlan *plan, const LdoseWording *wording);

/* Appends a table, a row a plan: status, parts and doses, deciding rules, how it differs from the first.
 *
 * @plans: (element-type LdosePlan) */
void ldose_compare_table_text(GString *out, const GPtrArray *plans, const LdoseWording *wording);

G_END_DECLS
