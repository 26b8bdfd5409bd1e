/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts written as attributes come back byte for byte, and what XML cannot hold is known before. */
#include "xml-text.h"

#include <string.h>

#include "xml-document.h"

/* Writes a text, reads it with the program's own parser. */
static void
check_round_trip(const char *text)
{
    g_autoptr(GString) out = g_string_new("<a");
    g_autoptr(GError) error = NULL;
    ldose_xml_attribute(out, "t", text);
    g_string_append(out, "/>");
    g_assert_null(strpbrk(out->str, "\t\n\r"));
    g_autoptr(GBytes) bytes = g_bytes_new(out->str, out->len);
    g_autoptr(LdoseXmlDocument) xml = ldose_xml_document_parse("test", bytes, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(ldose_xml_node_attribute(ldose_xml_document_root(xml), "t"), ==, text);
}

static void
test_round_trip(void)
{
    static const char *const texts[] = {
        "",
        " ",
        "  two  blanks  ",
        "\ttab\tand\nnewline\r\nand return\r",
        "<>&\"'",
        "&amp;",
        "&#10;",
        "]]>",
        "<!-- -->",
        "<seal sha256=\"",
        "\xc2\xa0\xc2\x85\xe2\x80\xa8",
        "\xf0\x9f\x92\x8a",
        "\xe2\x80\x8f\xd7\x90",
        "\x7f\xc2\x80",
        "\xef\xbf\xbd",
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_assert_true(ldose_xml_text_is_allowed(texts[i]));
        check_round_trip(texts[i]);
    }
}

/* Every character of the first plane and some beyond: allowed ones come back, others are known. */
static void
test_every_character(void)
{
    for (gunichar c = 1; c < 0x11000; c++) {
        char text[10] = "x";
        if (c >= 0xd800 && c < 0xe000)
            continue;
        text[1 + g_unichar_to_utf8(c, text + 1)] = '\0';
        gboolean is_control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
        gboolean allowed = !is_control && c != 0xfffe && c != 0xffff;
        g_assert_cmpint(ldose_xml_text_is_allowed(text), ==, allowed);
        if (allowed && (c < 0x100 || c % 7 == 0))
            check_round_trip(text);
    }
}

static void
test_bad_bytes(void)
{
    static const char *const texts[] = {"\xff", "a\x80", "\xc0\xaf", "\xed\xa0\x80",
                                        "\xf4\x90\x80\x80"};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_assert_false(ldose_xml_text_is_allowed(texts[i]));
}

static void
test_absent(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    ldose_xml_attribute(out, "t", NULL);
    g_assert_cmpstr(out->str, ==, "");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/xml-text/round-trip", test_round_trip);
    g_test_add_func("/xml-text/every-character", test_every_character);
    g_test_add_func("/xml-text/bad-bytes", test_bad_bytes);
    g_test_add_func("/xml-text/absent", test_absent);
    return g_test_run();
}
