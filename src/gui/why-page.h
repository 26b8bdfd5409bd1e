/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Why": every step from inputs to plan as a table that can be sorted. */
#pragma once

#include <gtk/gtk.h>

#include "session-page.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_WHY_PAGE (ldose_why_page_get_type())
G_DECLARE_FINAL_TYPE(LdoseWhyPage, ldose_why_page, LDOSE, WHY_PAGE, LdoseSessionPage)

G_END_DECLS
