/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing XML: the few pieces that the program's own files are made of. Every text stands in an
 * attribute, where line breaks and blanks survive as they were typed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether XML 1.0 can hold a text: UTF-8, of the control characters only tab and line breaks. */
gboolean ldose_xml_text_is_allowed(const char *text);

/* Appends " name="text"", with everything escaped that a reader would change.
 *
 * @text: (nullable): NULL writes nothing. A text that is not allowed is a programmer error. */
void ldose_xml_attribute(GString *out, const char *name, const char *text);

G_END_DECLS
