/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wording.h"

#include <string.h>

#include "number.h"

const LdoseWording ldose_wording_plain = {NULL, NULL, '.'};

#define NARROW_NO_BREAK_SPACE "\xe2\x80\xaf"

const char *
ldose_wording_text(const LdoseWording *wording, const char *text)
{
    return wording->text != NULL && text[0] != '\0' ? wording->text(text) : text;
}

const char *
ldose_wording_rule_text(const LdoseWording *wording, const char *text)
{
    return wording->rule_text != NULL && text[0] != '\0' ? wording->rule_text(text) : text;
}

const char *
ldose_wording_plural(const LdoseWording *wording, const char *one, const char *many, gulong n)
{
    if (wording->plural != NULL)
        return wording->plural(one, many, n);
    return n == 1 ? one : many;
}

/* Puts the person's decimal sign and thousands spaces into a machine-printed number. */
static void
dress(const LdoseWording *wording, char *number)
{
    char *point = strchr(number, '.');
    if (point != NULL)
        *point = wording->decimal_sign;

    char *first = number + (number[0] == '-');
    gsize digits = point != NULL ? (gsize)(point - first) : strlen(first);
    if (digits < 5)
        return;
    for (gsize from_right = 3; from_right < digits; from_right += 3) {
        char *gap = first + (digits - from_right);
        memmove(gap + strlen(NARROW_NO_BREAK_SPACE), gap, strlen(gap) + 1);
        memcpy(gap, NARROW_NO_BREAK_SPACE, strlen(NARROW_NO_BREAK_SPACE));
    }
}

static void
drop_trailing_zeros(char *number)
{
    if (strchr(number, '.') == NULL)
        return;
    char *end = number + strlen(number) - 1;
    while (*end == '0')
        *end-- = '\0';
    if (*end == '.')
        *end = '\0';
}

const char *
ldose_wording_number(const LdoseWording *wording, char *buffer, double value, int decimals)
{
    ldose_number_print_fixed(buffer, value, decimals);
    drop_trailing_zeros(buffer);
    dress(wording, buffer);
    return buffer;
}

const char *
ldose_wording_number_beside(const LdoseWording *wording, char *buffer, double value, int decimals,
                            double limit)
{
    int side = ldose_limit_compare(value, limit);
    for (;; decimals++) {
        double shown = 0;
        gsize length = ldose_number_print_fixed(buffer, value, decimals);
        if (decimals == LDOSE_NUMBER_MAX_DECIMALS ||
            (ldose_number_parse(buffer, length, LDOSE_DECIMAL_POINT, &shown) == LDOSE_NUMBER_OK &&
             ldose_limit_compare(shown, limit) == side))
            break;
    }
    drop_trailing_zeros(buffer);
    dress(wording, buffer);
    return buffer;
}
