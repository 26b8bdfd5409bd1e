/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the page "Compare". Each appends itself to a page. */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

void ldose_compare_guidances_append(GtkWidget *page, LdoseSession *session);
void ldose_compare_clearances_append(GtkWidget *page, LdoseSession *session);
void ldose_compare_sizes_append(GtkWidget *page, LdoseSession *session);

G_END_DECLS
