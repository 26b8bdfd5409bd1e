/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and times of signed entries (R28: the same name as the first is refused; R29). */
#include "signature.h"

#include <locale.h>
#include <string.h>

#include "error.h"

typedef struct {
    const char *name, *one, *other;
    gboolean same;
} Pair;

static const Pair PAIRS[] = {
    {"equal", "A. Example", "A. Example", TRUE},
    {"case", "A. Example", "a. EXAMPLE", TRUE},
    {"blanks-at-the-ends", "A. Example", "  A. Example\t", TRUE},
    {"blanks-inside", "A.  Example", "A. Example", TRUE},
    {"no-break-space",
     "A.\xc2\xa0"
     "Example",
     "A. Example", TRUE},
    {"ideographic-space",
     "A.\xe3\x80\x80"
     "Example",
     "A. Example", TRUE},
    {"sharp-s", "Wei\xc3\x9f", "WEISS", TRUE},
    {"umlaut", "M\xc3\xbcller", "M\xc3\x9cLLER", TRUE},
    {"composed", "M\xc3\xbcller", "Mu\xcc\x88ller", TRUE},
    {"final-sigma", "\xce\xa0\xce\xb1\xcf\x80\xce\xac\xcf\x82",
     "\xce\xa0\xce\x91\xce\xa0\xce\x86\xce\xa3", TRUE},
    {"full-width", "\xef\xbc\xa1\xef\xbc\xa2", "ab", TRUE},
    {"zero-width-space", "A.\xe2\x80\x8b Example", "A. Example", TRUE},
    {"soft-hyphen", "Exam\xc2\xadple", "example", TRUE},
    {"direction-mark",
     "\xe2\x80\x8f"
     "Example",
     "example", TRUE},
    {"another", "A. Example", "B. Example", FALSE},
    {"accent", "Muller", "M\xc3\xbcller", FALSE},
    {"joined", "Anna Lee", "Annalee", FALSE},
    {"order", "Example A.", "A. Example", FALSE},
    {"dotless-i", "Il\xc4\xb1", "Ili", FALSE},
    {"hebrew", "\xd7\x93\xd7\x9c", "\xd7\x93\xd7\x9c ", TRUE},
};

static void
test_same(gconstpointer data)
{
    const Pair *pair = data;
    g_assert_cmpint(ldose_person_is_same(pair->one, pair->other), ==, pair->same);
    g_assert_cmpint(ldose_person_is_same(pair->other, pair->one), ==, pair->same);
}

typedef struct {
    const char *name, *text;
    gboolean good;
} Text;

static const Text NAMES[] = {
    {"ordinary", "A. Example", TRUE},
    {"one-letter", "A", TRUE},
    {"arabic", "\xd8\xb9\xd9\x84\xd9\x8a", TRUE},
    {"chinese", "\xe6\x9d\x8e", TRUE},
    {"markup", "<b> & \"Co\"", TRUE},
    {"missing", NULL, FALSE},
    {"empty", "", FALSE},
    {"blanks", " \xc2\xa0\t", FALSE},
    {"invisible", "\xe2\x80\x8b", FALSE},
    {"newline", "A\nB", FALSE},
    {"control", "A\x01", FALSE},
    {"delete", "A\x7f", FALSE},
    {"not-utf8", "A\xff", FALSE},
    {"surrogate", "A\xed\xa0\x80", FALSE},
    {"noncharacter", "A\xef\xbf\xbf", FALSE},
};

static void
test_name(gconstpointer data)
{
    const Text *text = data;
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(ldose_person_check(text->text, "by", &error), ==, text->good);
    if (text->good)
        g_assert_no_error(error);
    else {
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
        g_assert_true(g_str_has_prefix(error->message, "by: "));
    }
}

static void
test_long_name(void)
{
    g_autofree char *longest = g_strnfill(LDOSE_PERSON_MAX_LENGTH, 'x');
    g_autofree char *longer = g_strnfill(LDOSE_PERSON_MAX_LENGTH + 1, 'x');
    g_assert_true(ldose_person_check(longest, "by", NULL));
    g_assert_false(ldose_person_check(longer, "by", NULL));
}

static const Text TIMES[] = {
    {"ordinary", "2026-11-24T08:30:00Z", TRUE},
    {"leap-day", "2028-02-29T23:59:59Z", TRUE},
    {"midnight", "2026-01-01T00:00:00Z", TRUE},
    {"no-such-day", "2026-02-29T08:30:00Z", FALSE},
    {"month-13", "2026-13-01T08:30:00Z", FALSE},
    {"hour-24", "2026-11-24T24:00:00Z", FALSE},
    {"minute-60", "2026-11-24T08:60:00Z", FALSE},
    {"leap-second", "2016-12-31T23:59:60Z", FALSE},
    {"no-zone", "2026-11-24T08:30:00", FALSE},
    {"other-zone", "2026-11-24T08:30:00+01:00", FALSE},
    {"small-letters", "2026-11-24t08:30:00z", FALSE},
    {"blank", "2026-11-24 08:30:00Z", FALSE},
    {"fraction", "2026-11-24T08:30:00.0Z", FALSE},
    {"trailing", "2026-11-24T08:30:00Z ", FALSE},
    {"day-only", "2026-11-24", FALSE},
    {"empty", "", FALSE},
    {"sign", "2026-11-24T+8:30:00Z", FALSE},
    {"year-1899", "1899-11-24T08:30:00Z", FALSE},
};

static void
test_time(gconstpointer data)
{
    const Text *text = data;
    const LdoseSignature signature = {"A. Example", text->text};
    g_assert_cmpint(ldose_timestamp_is_valid(text->text), ==, text->good);
    g_assert_cmpint(ldose_signature_check(&signature, NULL), ==, text->good);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    setlocale(LC_ALL, "");
    for (guint i = 0; i < G_N_ELEMENTS(PAIRS); i++) {
        g_autofree char *path = g_strdup_printf("/signature/same/%s", PAIRS[i].name);
        g_test_add_data_func(path, &PAIRS[i], test_same);
    }
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *path = g_strdup_printf("/signature/name/%s", NAMES[i].name);
        g_test_add_data_func(path, &NAMES[i], test_name);
    }
    for (guint i = 0; i < G_N_ELEMENTS(TIMES); i++) {
        g_autofree char *path = g_strdup_printf("/signature/time/%s", TIMES[i].name);
        g_test_add_data_func(path, &TIMES[i], test_time);
    }
    g_test_add_func("/signature/name/long", test_long_name);
    return g_test_run();
}
