/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml-text.h"

gboolean
ldose_xml_text_is_allowed(const char *text)
{
    if (!g_utf8_validate(text, -1, NULL))
        return FALSE;
    for (const char *p = text; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
        gunichar c = g_utf8_get_char(p);
        gboolean is_break = c == '\t' || c == '\n' || c == '\r';
        if ((c < 0x20 && !is_break) || c == 0xfffe || c == 0xffff)
            return FALSE;
    }
    return TRUE;
}

void
ldose_xml_attribute(GString *out, const char *name, const char *text)
{
    if (text == NULL)
        return;
    g_assert(ldose_xml_text_is_allowed(text));
    g_string_append_printf(out, " %s=\"", name);
    for (const char *p = text; *p != '\0'; p++) {
        switch (*p) {
        case '&': g_string_append(out, "&amp;"); break;
        case '<': g_string_append(out, "&lt;"); break;
        case '>': g_string_append(out, "&gt;"); break;
        case '"': g_string_append(out, "&quot;"); break;
        case '\t': g_string_append(out, "&#9;"); break;
        case '\n': g_string_append(out, "&#10;"); break;
        case '\r': g_string_append(out, "&#13;"); break;
        default: g_string_append_c(out, *p);
        }
    }
    g_string_append_c(out, '"');
}
