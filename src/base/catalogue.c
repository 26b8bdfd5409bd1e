/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue.h"

#include "config.h"
#include "error.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "install-place.h"

#define RULES_DOMAIN GETTEXT_PACKAGE "-rules"

static const char *
translate(const char *text)
{
    return dgettext(GETTEXT_PACKAGE, text);
}

static const char *
translate_rule(const char *text)
{
    return dgettext(RULES_DOMAIN, text);
}

static const char *
translate_plural(const char *one, const char *many, gulong n)
{
    return dngettext(GETTEXT_PACKAGE, one, many, n);
}

static gboolean
is_c_locale(const char *name)
{
    return strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
}

LdoseWording
ldose_catalogue_open(const char *language)
{
    if (language != NULL)
        g_setenv("LANGUAGE", language, TRUE);
    setlocale(LC_ALL, "");
    /* In the C locale the C library translates nothing, whatever language is asked for. */
    if (language != NULL && is_c_locale(setlocale(LC_MESSAGES, NULL)))
        setlocale(LC_MESSAGES, "C.UTF-8");

    const char *directory = ldose_place(LDOSE_PLACE_LOCALES);
    bindtextdomain(GETTEXT_PACKAGE, directory);
    bindtextdomain(RULES_DOMAIN, directory);
    bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
    bind_textdomain_codeset(RULES_DOMAIN, "UTF-8");
    textdomain(GETTEXT_PACKAGE);
    ldose_error_speak(translate);
    const char *header_id = ""; /* not in place: the template must not ask for it */
    const char *header = dgettext(GETTEXT_PACKAGE, header_id);
    return (LdoseWording){
        .text = translate,
        .rule_text = translate_rule,
        .plural = translate_plural,
        .right_to_left = g_regex_match_simple("^Language: (ar|fa|he|ur)\\b", header,
                                              G_REGEX_MULTILINE, 0),
        .decimal_sign = strcmp(localeconv()->decimal_point, ",") == 0 ? ',' : '.',
    };
}
