/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "error.h"

/* clang-format takes the name for a subtraction. */
/* clang-format off */
G_DEFINE_QUARK(ldose-error-quark, ldose_error)
/* clang-format on */

static LdoseTranslate translate_text;

void
ldose_error_speak(LdoseTranslate translate)
{
    translate_text = translate;
}

LdoseTranslate
ldose_error_language(void)
{
    return translate_text;
}

const char *
ldose_error_text(const char *text)
{
    return translate_text != NULL && text[0] != '\0' ? translate_text(text) : text;
}

void
ldose_set_error(GError **error, LdoseError code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_propagate_error(error,
                      g_error_new_valist(LDOSE_ERROR, (gint)code, ldose_error_text(format),
                                         arguments));
    va_end(arguments);
}
