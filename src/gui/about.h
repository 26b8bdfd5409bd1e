/* SPDX-License-Identifier: GPL-3.0-or-later */
/* About: the intended purpose, the version, every document with its hash. */
#pragma once

#include <gtk/gtk.h>

#include "library.h"

G_BEGIN_DECLS

void ldose_about_present(GtkWindow *parent, LdoseLibrary *library);

G_END_DECLS
