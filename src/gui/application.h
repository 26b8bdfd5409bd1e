/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: documents, words, keys; a window for each activation. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LDOSE_TYPE_APPLICATION (ldose_application_get_type())
G_DECLARE_FINAL_TYPE(LdoseApplication, ldose_application, LDOSE, APPLICATION, GtkApplication)

LdoseApplication *ldose_application_new(void);

/* The style sheet, for a display without an application (tests). */
void ldose_application_load_style(void);

G_END_DECLS
