/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "signature.h"

#include <string.h>

#include "calendar.h"
#include "error.h"
#include "xml-text.h"

static gboolean
refuse(const char *what, const char *why, GError **error)
{
    ldose_set_error(error, LDOSE_ERROR_INPUT, "%1$s: %2$s", what, ldose_error_text(why));
    return FALSE;
}

/* The form in which names are compared. "" for a name of blanks only. (transfer full) */
static char *
folded(const char *name)
{
    g_autofree char *normal = g_utf8_normalize(name, -1, G_NORMALIZE_ALL);
    g_autofree char *lower = g_utf8_casefold(normal != NULL ? normal : "", -1);
    g_autofree char *again = g_utf8_normalize(lower, -1, G_NORMALIZE_ALL_COMPOSE);
    GString *out = g_string_new(NULL);
    for (const char *p = again; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c)) {
            if (out->len > 0 && out->str[out->len - 1] != ' ')
                g_string_append_c(out, ' ');
        } else if (g_unichar_type(c) != G_UNICODE_FORMAT)
            g_string_append_unichar(out, c);
    }
    if (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    return g_string_free(out, FALSE);
}

static gboolean
has_control_character(const char *text)
{
    for (const char *p = text; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
        if (g_unichar_iscntrl(g_utf8_get_char(p)))
            return TRUE;
    }
    return FALSE;
}

gboolean
ldose_person_check(const char *name, const char *what, GError **error)
{
    if (name == NULL || name[0] == '\0')
        return refuse(what, N_("a name is needed"), error);
    if (!ldose_xml_text_is_allowed(name) || has_control_character(name))
        return refuse(what, N_("the name holds a character that no name has"), error);
    if (strlen(name) > LDOSE_PERSON_MAX_LENGTH)
        return refuse(what, N_("the name is longer than 200 bytes"), error);
    g_autofree char *compared = folded(name);
    if (compared[0] == '\0')
        return refuse(what, N_("a name is needed, not blanks"), error);
    return TRUE;
}

gboolean
ldose_person_is_same(const char *one, const char *other)
{
    g_autofree char *a = folded(one);
    g_autofree char *b = folded(other);
    return strcmp(a, b) == 0;
}

static gboolean
is_two_digits_below(const char *text, int limit)
{
    return g_ascii_isdigit(text[0]) && g_ascii_isdigit(text[1]) &&
           10 * (text[0] - '0') + (text[1] - '0') < limit;
}

gboolean
ldose_timestamp_is_valid(const char *text)
{
    LdoseDate date;
    return strlen(text) == strlen("2026-11-24T08:30:00Z") && ldose_date_parse(text, 10, &date) &&
           text[10] == 'T' && is_two_digits_below(text + 11, 24) && text[13] == ':' &&
           is_two_digits_below(text + 14, 60) && text[16] == ':' &&
           is_two_digits_below(text + 17, 60) && text[19] == 'Z';
}

gboolean
ldose_signature_check(const LdoseSignature *signature, GError **error)
{
    if (!ldose_person_check(signature->by, "by", error))
        return FALSE;
    if (signature->at == NULL || !ldose_timestamp_is_valid(signature->at))
        return refuse("at", N_("expected a time in UTC as 2026-11-24T08:30:00Z"), error);
    return TRUE;
}
