/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What release.c shares with the files that judge one kind of findings each; not for anybody else. */
#pragma once

#include <glib.h>

#include "plan.h"

G_BEGIN_DECLS

/* Bilirubin from which liver and eligibility are told together, µmol/L: the EBMT/JACIE gate. */
#define LDOSE_BILIRUBIN_GATE_UMOL_L 34.0

typedef struct {
    LdosePlan *plan;
    const LdosePatient *patient;
    const LdoseClearance *in_use; /* the clearance in use where one is known; else NULL */
    gboolean high_bilirubin;      /* from the gate on, and not by Gilbert syndrome */
} LdoseJudge;

static inline gboolean
ldose_judge_has(const LdoseJudge *judge, LdoseColumn column)
{
    return LDOSE_PATIENT_HAS(judge->patient, column);
}

/* The finding on this code for any drug, added where it is not there yet. */
LdoseFinding *ldose_judge_add_once(const LdoseJudge *judge, LdoseFindingCode code);

/* Says where a finding stands. @table: (nullable): of a stop */
void ldose_judge_set_rule(LdoseFinding *finding, const LdoseGuidance *guidance,
                          const LdoseTable *table, const LdoseRule *rule);

/* Whether the creatinine is the only word on the kidneys: nothing better is given, no dialysis. */
gboolean ldose_judge_creatinine_counts(const LdoseJudge *judge);

/* ---- release-rules.c ------------------------------------------------------------------------- */

/* The general findings, and the cautions and stops of the documents in use. */
void ldose_judge_general(const LdoseJudge *judge);

/* The stops of the other documents that would hold this patient. */
void ldose_judge_elsewhere(const LdoseJudge *judge);

/* What is to be told about one row of a drug: its caution, a hole, a limit that is near. */
void ldose_judge_row(const LdoseJudge *judge, int drug, const LdoseRow *row);

/* ---- release-patient.c ----------------------------------------------------------------------- */

/* Clearances that disagree, whom the documents are for, creatinine, weight, both organs. */
void ldose_judge_patient(const LdoseJudge *judge);

/* One note for all that a rule could hang on and nobody stated. */
void ldose_judge_not_stated(const LdoseJudge *judge);

G_END_DECLS
