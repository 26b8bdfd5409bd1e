/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window does with files. Each is the body of an action of that name. */
#pragma once

#include "main-window.h"

G_BEGIN_DECLS

void ldose_window_open(LdoseMainWindow *window);
void ldose_window_save(LdoseMainWindow *window);
void ldose_window_save_as(LdoseMainWindow *window);
void ldose_window_print(LdoseMainWindow *window);
void ldose_window_add_note(LdoseMainWindow *window);

/* Opens a record without asking for its name. */
void ldose_window_open_path(LdoseMainWindow *window, const char *path);

/* From now on a record can be dragged onto the window. */
void ldose_window_accept_files(LdoseMainWindow *window);

/* Restores a draft that a crash left, and asks whether to go on with it. */
void ldose_window_offer_draft(LdoseMainWindow *window);

G_END_DECLS
