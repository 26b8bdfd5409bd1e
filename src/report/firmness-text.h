/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How firm the band is, in words: one sentence, a small table, and the creatinine at which the row
 * changes. */
#pragma once

#include <glib.h>

#include "firmness.h"
#include "wording.h"

G_BEGIN_DECLS

/* "The same rows hold if …", "Near a limit: …". (transfer full) */
char *ldose_firmness_line(const LdoseFirmness *firmness, const LdoseWording *wording);

/* "Creatinine 1.21 mg/dL (+10 %)". (transfer full) */
char *ldose_firm_case_name(const LdoseFirmCase *c, const LdosePatient *patient,
                           const LdoseWording *wording);

/* What a case would give of one drug: a part with its dose, or the status. Doses only where @plan
 * is final as well. (transfer full) */
char *ldose_firm_case_text(const LdoseFirmCase *c, const LdosePlan *plan, LdoseDrug drug,
                           const LdoseWording *wording);

/* Where the rows of the kidneys change: one sentence a limit. (transfer full) (element-type
 * utf8) */
GPtrArray *ldose_firmness_limits(const LdoseFirmness *firmness, const LdosePatient *patient,
                                 const LdoseWording *wording);

/* Appends all of it to a page of plain text. */
void ldose_firmness_text(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                         const LdoseWording *wording);

G_END_DECLS
