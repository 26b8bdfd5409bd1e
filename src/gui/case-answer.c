/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-answer.h"

const LdoseColumn ldose_answer_columns[LDOSE_N_ANSWERS] = {
    LDOSE_COLUMN_FLUDARABINE_FRACTION,
    LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION,
    LDOSE_COLUMN_COMBINE,
    LDOSE_COLUMN_DOSING_WEIGHT_KG,
    LDOSE_COLUMN_ACCEPT_UNVERIFIED,
    LDOSE_COLUMN_OVERRIDE_REASON,
    LDOSE_COLUMN_DECIDED_BY,
    LDOSE_COLUMN_PRESCRIBER,
};

gboolean
ldose_column_is_answer(LdoseColumn column)
{
    for (guint i = 0; i < LDOSE_N_ANSWERS; i++) {
        if (ldose_answer_columns[i] == column)
            return TRUE;
    }
    return FALSE;
}

gboolean
ldose_column_is_override(LdoseColumn column)
{
    switch ((int)column) {
    case LDOSE_COLUMN_OVERRIDE_REASON:
    case LDOSE_COLUMN_DECIDED_BY:
    case LDOSE_COLUMN_PRESCRIBER:
    case LDOSE_COLUMN_FLUDARABINE_FRACTION:
    case LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION: return TRUE;
    default: return FALSE;
    }
}

gboolean
ldose_column_keeps_answers(LdoseColumn column)
{
    switch ((int)column) {
    case LDOSE_COLUMN_CASE_ID:
    case LDOSE_COLUMN_ORDERED_FLUDARABINE_MG_PER_DAY:
    case LDOSE_COLUMN_ORDERED_CYCLOPHOSPHAMIDE_MG_PER_DAY:
    case LDOSE_COLUMN_FLUDARABINE_PRODUCT:
    case LDOSE_COLUMN_CYCLOPHOSPHAMIDE_PRODUCT:
    case LDOSE_COLUMN_INFUSION_DATE:
    case LDOSE_COLUMN_LD_START_DATE:
    case LDOSE_COLUMN_CONFIRM: return TRUE;
    default: return ldose_column_is_answer(column);
    }
}
