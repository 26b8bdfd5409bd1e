/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Side by side for one patient: every guidance, every clearance, every weight and body surface;
 * what is in use is marked in words. */
#pragma once

#include <gtk/gtk.h>

#include "session-page.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_COMPARE_PAGE (ldose_compare_page_get_type())
G_DECLARE_FINAL_TYPE(LdoseComparePage, ldose_compare_page, LDOSE, COMPARE_PAGE, LdoseSessionPage)

G_END_DECLS
