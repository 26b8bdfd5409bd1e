/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The output columns of a plan: what batch writes after a case, what JSON calls its keys, and what a
 * suite expects. Each stands once, in plan-columns.c. */
#pragma once

#include <glib.h>

#include "plan.h"

G_BEGIN_DECLS

typedef enum {
    LDOSE_OUTPUT_STATUS,
    LDOSE_OUTPUT_RELEASE,
    LDOSE_OUTPUT_BSA_M2,
    LDOSE_OUTPUT_CRCL_ML_MIN,
    LDOSE_OUTPUT_CLEARANCE_VALUE,
    LDOSE_OUTPUT_CLEARANCE_UNIT,
    LDOSE_OUTPUT_CLEARANCE_ESTIMATOR,
    LDOSE_OUTPUT_FLUDARABINE_RENAL,
    LDOSE_OUTPUT_FLUDARABINE_HEPATIC,
    LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_RENAL,
    LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_HEPATIC,
    /* seven a drug, in this order */
    LDOSE_OUTPUT_FLUDARABINE_FRACTION_APPLIED,
    LDOSE_OUTPUT_FLUDARABINE_MG_PER_DAY_CALCULATED,
    LDOSE_OUTPUT_FLUDARABINE_MG_PER_DAY,
    LDOSE_OUTPUT_FLUDARABINE_MG_TOTAL,
    LDOSE_OUTPUT_FLUDARABINE_DEVIATION_PERCENT,
    LDOSE_OUTPUT_FLUDARABINE_LOW_MG,
    LDOSE_OUTPUT_FLUDARABINE_HIGH_MG,
    LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_FRACTION_APPLIED,
    LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_MG_PER_DAY_CALCULATED,
    LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_MG_PER_DAY,
    LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_MG_TOTAL,
    LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_DEVIATION_PERCENT,
    LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_LOW_MG,
    LDOSE_OUTPUT_CYCLOPHOSPHAMIDE_HIGH_MG,
    LDOSE_OUTPUT_ACKNOWLEDGE,
    LDOSE_OUTPUT_FINDINGS,
    LDOSE_OUTPUT_ERROR,
    LDOSE_N_OUTPUTS
} LdoseOutput;

/* Room for the text of any output column: LDOSE_MAX_FINDINGS of "caution:" and a rule's id, which
 * guidance-1.xsd holds to 64 bytes, or of a finding's id, which is shorter. */
#define LDOSE_OUTPUT_BUFFER (256 * 80)
/* Two columns may hold as many codes as there are findings; the others are short. */
#define LDOSE_OUTPUT_ROW_BUFFER (3 * LDOSE_OUTPUT_BUFFER)

const char *ldose_output_name(LdoseOutput output);
gboolean ldose_output_is_number(LdoseOutput output);

/* The column of a name, or -1. */
int ldose_output_find(const char *name, gsize length);

/* Writes one column of a plan: a number with at most 10 significant digits and no exponent, a word, or
 * nothing. Never quoted, never translated. Not for the error column.
 *
 * @buffer: at least LDOSE_OUTPUT_BUFFER bytes; not zero-terminated
 * Result: the number of bytes */
gsize ldose_output_write(const LdosePlan *plan, LdoseOutput output, char *buffer);

/* Writes every column but the error one, each after a comma.
 *
 * @buffer: at least LDOSE_OUTPUT_ROW_BUFFER bytes; not zero-terminated
 * Result: the number of bytes */
gsize ldose_output_write_row(const LdosePlan *plan, char *buffer);

/* Writes faults as the error column does, "code:column" separated by blanks. */
gsize ldose_output_write_faults(const LdoseFaults *faults, char *buffer);

G_END_DECLS
