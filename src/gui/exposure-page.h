/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Exposure": what two published models predict for the fludarabine of a final plan. Information
 * only, and shown only where the site asks for it. No colour, no range but a study's own, no
 * dose. */
#pragma once

#include <gtk/gtk.h>

#include "session-page.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_EXPOSURE_PAGE (ldose_exposure_page_get_type())
G_DECLARE_FINAL_TYPE(LdoseExposurePage, ldose_exposure_page, LDOSE, EXPOSURE_PAGE, LdoseSessionPage)

/* Whether the preferences or the site policy of the plan ask for it. */
gboolean ldose_exposure_is_asked_for(LdoseSession *session);

G_END_DECLS
