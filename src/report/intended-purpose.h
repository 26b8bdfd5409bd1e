/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program is for and what it is not (R38): one paragraph, the same on every output. */
#pragma once

/* To be translated. */
const char *ldose_intended_purpose(void);
