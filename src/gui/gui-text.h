/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of the desktop app: whole sentences, marked where they stand. Those with places to fill go
 * through ldose_tell() and are marked with N_(). */
#pragma once

#include "config.h"

#include <glib.h>

#include "phrase.h"
#include "wording.h"

#define _(text) g_dgettext(GETTEXT_PACKAGE, text)
