/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock of the app: the one place that knows what day it is. */
#pragma once

#include "calendar.h"

G_BEGIN_DECLS

LdoseDate ldose_today(void);

G_END_DECLS
