/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person reads: the catalogue and the decimal sign, handed to every renderer by its caller,
 * so that nothing below the command line or the desktop asks for the locale. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Marks a text for translation where it stands; it is looked up where it is shown. */
#define N_(text)           text
#define NC_(context, text) text

typedef const char *(*LdoseTranslate)(const char *text);
/* One of the plural forms of the language: the one that goes with @n. */
typedef const char *(*LdoseTranslatePlural)(const char *one, const char *many, gulong n);

typedef struct {
    LdoseTranslate text;         /* the program's own texts; NULL: as they stand */
    LdoseTranslate rule_text;    /* the texts of rule documents; NULL: as they stand */
    char decimal_sign;           /* '.' or ',' */
    LdoseTranslatePlural plural; /* of the program's own texts; NULL: English as it stands */
    /* The language runs from right to left: what is put into a sentence keeps a direction of its own. */
    gboolean right_to_left;
} LdoseWording;

/* English with a decimal point: what a report gets when nobody asks for another language. */
extern const LdoseWording ldose_wording_plain;

const char *ldose_wording_text(const LdoseWording *wording, const char *text) G_GNUC_FORMAT(2);
const char *ldose_wording_rule_text(const LdoseWording *wording, const char *text) G_GNUC_FORMAT(2);
/* A text that holds a count. @one, @many: the English forms, taken up by the translators'
 * template. */
const char *ldose_wording_plural(const LdoseWording *wording, const char *one, const char *many,
                                 gulong n) G_GNUC_FORMAT(2) G_GNUC_FORMAT(3);

/* Prints a number for a person: at most @decimals decimals, no trailing zero, a leading zero, the
 * wording's decimal sign, and a narrow no-break space between thousands from 10 000 on (R23).
 *
 * @buffer: at least LDOSE_NUMBER_BUFFER bytes
 * Result: @buffer */
const char *
ldose_wording_number(const LdoseWording *wording, char *buffer, double value, int decimals);

/* As ldose_wording_number(), with as many more decimals as it takes for the printed number to stand
 * on the same side of @limit as @value: never "70" beside "above 70". At LDOSE_NUMBER_MAX_DECIMALS it
 * ends. */
const char *ldose_wording_number_beside(const LdoseWording *wording, char *buffer, double value,
                                        int decimals, double limit);

G_END_DECLS
