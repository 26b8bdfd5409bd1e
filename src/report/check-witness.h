/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the check report: a patient in a finding's region, found by the engine. */
#pragma once

#include "check-report.h"

G_BEGIN_DECLS

/* Fills @checked's witnesses, one a finding. */
void ldose_check_find_witnesses(LdoseCheckedDocument *checked, LdoseLibrary *library);

G_END_DECLS
