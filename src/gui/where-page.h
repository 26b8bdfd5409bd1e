/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Where": pictures of the dose against clearance, bilirubin and weight with this patient on them,
 * and how firm the patient's band is. */
#pragma once

#include <gtk/gtk.h>

#include "session-page.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_WHERE_PAGE (ldose_where_page_get_type())
G_DECLARE_FINAL_TYPE(LdoseWherePage, ldose_where_page, LDOSE, WHERE_PAGE, LdoseSessionPage)

G_END_DECLS
