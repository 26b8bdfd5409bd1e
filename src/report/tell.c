/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tell.h"

#include <string.h>

/* Between signs that isolate its direction (Unicode FSI and PDI), "−5 mg" stays as it is in a
 * sentence that runs from right to left: also where the unit stands in the sentence, behind the
 * place of the number. */
static char *
isolate_places(const char *format)
{
    static gsize once;
    static GRegex *places;
    if (g_once_init_enter(&once)) {
        places = g_regex_new(
            "%(?:\\d+\\$)?s(?: ?%%|[ \\x{a0}](?:mg|mL|L|kg|cm|m²)(?:/(?:m²|min|dL|h|d))?"
            "(?![\\w/]))?",
            G_REGEX_OPTIMIZE, 0, NULL);
        g_assert(places != NULL);
        g_once_init_leave(&once, 1);
    }
    return g_regex_replace(places, format, -1, 0, "\u2068\\0\u2069", 0, NULL);
}

static char *
tell(const LdoseWording *wording, const char *format, va_list arguments) G_GNUC_PRINTF(2, 0);

/* A sign at the beginning stays before its number, whatever stands before: fribidi up to 1.0.8
 * reads on from one isolated text to the next (Unicode LRM). */
static char *
hold_signs(const char *text)
{
    static gsize once;
    static GRegex *signs;
    if (g_once_init_enter(&once)) {
        signs = g_regex_new("\u2068(?=[+−]\\d)", G_REGEX_OPTIMIZE, 0, NULL);
        g_assert(signs != NULL);
        g_once_init_leave(&once, 1);
    }
    return g_regex_replace_literal(signs, text, -1, 0, "\u2068\u200e", 0, NULL);
}

static char *
tell(const LdoseWording *wording, const char *format, va_list arguments)
{
    if (!wording->right_to_left)
        return g_strdup_vprintf(format, arguments);
    g_autofree char *isolated = isolate_places(format);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the same places as @format, each still there */
    g_autofree char *text = g_strdup_vprintf(isolated, arguments);
#pragma GCC diagnostic pop
    return hold_signs(text);
}

char *
ldose_tell(const LdoseWording *wording, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = tell(wording, ldose_wording_text(wording, format), arguments);
    va_end(arguments);
    return text;
}

char *
ldose_tell_count(const LdoseWording *wording, gulong n, const char *one, const char *many, ...)
{
    va_list arguments;
    va_start(arguments, many);
    char *text = tell(wording, ldose_wording_plural(wording, one, many, n), arguments);
    va_end(arguments);
    return text;
}

/* ---- texts of rule documents ----------------------------------------------------------------- */

/* The decimals of an English text that measure something: a unit follows, or such a number. */
static const GRegex *
measured_decimals(void)
{
    static gsize once;
    static GRegex *regex;
    if (g_once_init_enter(&once)) {
        regex = g_regex_new("(?<![\\d.])(\\d+)\\.(\\d+)"
                            "(?=(?: (?:to|and|or) \\d+(?:\\.\\d+)?)* (?:mg|mL|kg|m²|cm|µmol|%|×))",
                            G_REGEX_OPTIMIZE, 0, NULL);
        g_assert(regex != NULL);
        g_once_init_leave(&once, 1);
    }
    return regex;
}

/* A translation has its language's sign; the page may be set to another: "--lang de" in an English
 * locale. */
static const GRegex *
decimal_commas(void)
{
    static gsize once;
    static GRegex *regex;
    if (g_once_init_enter(&once)) {
        regex = g_regex_new("(?<=\\d),(?=\\d)", G_REGEX_OPTIMIZE, 0, NULL);
        g_assert(regex != NULL);
        g_once_init_leave(&once, 1);
    }
    return regex;
}

const char *
ldose_phrase_rule_text(const LdoseWording *wording, const char *text)
{
    const char *translated = ldose_wording_rule_text(wording, text);
    gboolean is_translated = strcmp(translated, text) != 0;
    /* The texts of the documents are few, so that what is made of them can stay. */
    g_autofree char *dressed = NULL;
    if (is_translated && wording->decimal_sign == '.')
        dressed = g_regex_replace(decimal_commas(), translated, -1, 0, ".", 0, NULL);
    else if (wording->decimal_sign == ',')
        dressed = g_regex_replace(measured_decimals(), translated, -1, 0, "\\1,\\2", 0, NULL);
    return dressed != NULL ? g_intern_string(dressed) : translated;
}
