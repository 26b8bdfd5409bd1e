/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading XML: hostile files are refused with a clear error, in bounded time and memory (R22); what
 * is read is what stands there. */
#include "xml-document.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "error.h"

/* Generous for a slow machine under a sanitizer; an attack that works takes minutes. */
#define MOST_SECONDS 20.0

static LdoseXmlDocument *
parse(const char *text, gssize length, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, length < 0 ? strlen(text) : (gsize)length);
    return ldose_xml_document_parse("sample.xml", bytes, error);
}

/* Refused with the domain's error, a message that names file and line, in bounded time. */
static void
assert_refused(const char *text, gssize length, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GTimer) timer = g_timer_new();
    g_autoptr(LdoseXmlDocument) document = parse(text, length, &error);
    double seconds = g_timer_elapsed(timer, NULL);
    g_assert_null(document);
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    g_assert_true(g_str_has_prefix(error->message, "sample.xml:"));
    if (strstr(error->message, expected) == NULL)
        g_error("\"%s\" does not say \"%s\"", error->message, expected);
    g_assert_cmpfloat(seconds, <, MOST_SECONDS);
    g_assert_cmpuint(strlen(error->message), <, 20000);
}

static LdoseXmlSchema *
compile(const char *schema)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(schema, strlen(schema));
    return ldose_xml_schema_compile(bytes);
}

typedef struct {
    const char *name;
    const char *text;
    const char *expected; /* part of the message */
} Hostile;

static const Hostile HOSTILE[] = {
    {"doctype", "<!DOCTYPE a><a/>", "DOCTYPE"},
    {"doctype-system", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "DOCTYPE"},
    {"doctype-public", "<!DOCTYPE a PUBLIC \"x\" \"http://127.0.0.1:1/x.dtd\"><a/>", "DOCTYPE"},
    {"entity-internal", "<!DOCTYPE a [<!ENTITY e \"text\">]><a>&e;</a>", "DOCTYPE"},
    {"entity-file", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
     "DOCTYPE"},
    {"entity-parameter", "<!DOCTYPE a [<!ENTITY % e SYSTEM \"http://127.0.0.1:1/x\"> %e;]><a/>",
     "DOCTYPE"},
    {"entity-undeclared", "<a>&e;</a>", "e"},
    {"entity-recursive", "<!DOCTYPE a [<!ENTITY e \"&f;\"><!ENTITY f \"&e;\">]><a>&e;</a>",
     "DOCTYPE"},
    {"doctype-after-comment", "<!-- c --><!DOCTYPE a><a/>", "DOCTYPE"},
    {"truncated", "<a><b>text", "sample.xml:1:"},
    {"truncated-attribute", "<a b=\"c", "sample.xml:1:"},
    {"mismatched", "<a>\n<b>\n</a>\n", "sample.xml:3:"},
    {"two-roots", "<a/>\n<b/>", "sample.xml:2:"},
    {"text-only", "hello", "sample.xml:1:"},
    {"blanks-only", " \n ", "sample.xml:"},
    {"same-attribute-twice", "<a b=\"1\" b=\"2\"/>", "b"},
    {"less-than-in-attribute", "<a b=\"<\"/>", "sample.xml:1:"},
    {"latin-1-declared", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe9</a>", "UTF-8"},
    {"latin-1-undeclared", "<a>\xe9</a>", "sample.xml:1:"},
    {"utf-7-declared", "<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>", "sample.xml:1:"},
    {"unknown-encoding", "<?xml version=\"1.0\" encoding=\"x-none\"?><a/>", "sample.xml:1:"},
    {"overlong-utf-8", "<a>\xc0\x80</a>", "sample.xml:1:"},
    {"surrogate", "<a>\xed\xa0\x80</a>", "sample.xml:1:"},
    {"character-reference-zero", "<a>&#0;</a>", "sample.xml:1:"},
    {"control-character", "<a>\x01</a>", "sample.xml:1:"},
    {"namespace-undeclared", "<p:a/>", "p"},
};

static void
test_hostile(gconstpointer data)
{
    const Hostile *row = data;
    assert_refused(row->text, -1, row->expected);
}

static void
test_empty(void)
{
    assert_refused("", 0, "empty");
    assert_refused("\0\0\0\0", 4, "sample.xml:");
    assert_refused("<a>\0</a>", 8, "sample.xml:");
}

/* UTF-16 would hide from every later check by bytes. */
static void
test_utf_16(void)
{
    static const char little[] = "\xff\xfe<\0a\0/\0>\0";
    static const char big[] = "\xfe\xff\0<\0a\0/\0>";
    assert_refused(little, sizeof little - 1, "");
    assert_refused(big, sizeof big - 1, "");
}

/* "Billion laughs" and its quadratic cousin: refused before any expansion. */
static void
test_expansion(void)
{
    g_autoptr(GString) laughs = g_string_new("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 30; i++) {
        g_string_append_printf(laughs, "<!ENTITY l%d \"", i);
        for (int k = 0; k < 10; k++)
            g_string_append_printf(laughs, "&l%d;", i - 1);
        g_string_append(laughs, "\">");
    }
    g_string_append(laughs, "]><a>&l29;</a>");
    assert_refused(laughs->str, (gssize)laughs->len, "DOCTYPE");

    g_autoptr(GString) quadratic = g_string_new("<!DOCTYPE a [<!ENTITY e \"");
    for (int i = 0; i < 100000; i++)
        g_string_append_c(quadratic, 'x');
    g_string_append(quadratic, "\">]><a>");
    for (int i = 0; i < 100000; i++)
        g_string_append(quadratic, "&e;");
    g_string_append(quadratic, "</a>");
    assert_refused(quadratic->str, (gssize)quadratic->len, "DOCTYPE");
}

/* A file's content never comes into the tree, not even into a message (XML_PARSE_NOENT trap). */
static void
test_no_file_read(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *directory = g_dir_make_tmp("lymphodose-xml-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *secret = g_build_filename(directory, "secret.txt", NULL);
    g_file_set_contents(secret, "VERY-SECRET", -1, &error);
    g_assert_no_error(error);
    g_autofree char *uri = g_filename_to_uri(secret, NULL, NULL);
    static const char *const forms[] = {
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"%s\">]><a>&e;</a>",
        "<!DOCTYPE a SYSTEM \"%s\"><a/>",
        "<!DOCTYPE a [<!ENTITY %% p SYSTEM \"%s\">%%p;]><a/>",
    };
    for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_auto(GStrv) pieces = g_strsplit(forms[i], "%s", 2);
        g_autofree char *text = g_strjoinv(uri, pieces);
        g_autoptr(GError) refused = NULL;
        g_autoptr(LdoseXmlDocument) document = parse(text, -1, &refused);
        g_assert_null(document);
        g_assert_error(refused, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
        g_assert_null(strstr(refused->message, "VERY-SECRET"));
    }
    /* XInclude and stylesheet instructions are text to us, never opened. */
    g_autofree char *include =
        g_strdup_printf("<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><?xml-stylesheet "
                        "href=\"%s\"?><xi:include href=\"%s\" parse=\"text\"/></a>",
                        uri, uri);
    g_autoptr(LdoseXmlDocument) document = parse(include, -1, &error);
    g_assert_no_error(error);
    g_autofree char *text = ldose_xml_node_text(ldose_xml_document_root(document));
    g_assert_cmpstr(text, ==, "");
    g_remove(secret);
    g_rmdir(directory);
}

static void
test_attributes(void)
{
    g_autoptr(GString) text = g_string_new("<a");
    for (int i = 0; i < LDOSE_XML_MAX_ATTRIBUTES; i++)
        g_string_append_printf(text, " a%d=\"%d\"", i, i);
    g_autofree char *most = g_strconcat(text->str, "/>", NULL);
    g_autofree char *more = g_strconcat(text->str, " b=\"\"/>", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseXmlDocument) document = parse(most, -1, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(ldose_xml_node_attribute(ldose_xml_document_root(document), "a63"), ==, "63");
    assert_refused(more, -1, "attributes");

    /* As many as a rule file has room for (512 KiB): libxml2 compares each with each, so the size
     * cap is what bounds the time (toolchain.md 5). */
    g_autoptr(GString) very_many = g_string_new("<a");
    for (int i = 0; very_many->len < 512 * 1024 - 20; i++)
        g_string_append_printf(very_many, " a%d=\"\"", i);
    g_string_append(very_many, "/>");
    assert_refused(very_many->str, (gssize)very_many->len, "attributes");

    /* Also deep inside, and as namespaces. */
    g_autofree char *deep = g_strdup_printf("<x><y>%s</y></x>", more);
    assert_refused(deep, -1, "attributes");
    g_autoptr(GString) spaces = g_string_new("<a");
    for (int i = 0; i < 20000; i++)
        g_string_append_printf(spaces, " xmlns:n%d=\"u:%d\"", i, i);
    g_string_append(spaces, "/>");
    g_autoptr(GTimer) timer = g_timer_new();
    g_autoptr(GError) refused = NULL;
    ldose_xml_document_free(parse(spaces->str, (gssize)spaces->len, &refused));
    g_assert_cmpfloat(g_timer_elapsed(timer, NULL), <, MOST_SECONDS);
}

static void
test_depth(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 100000; i++)
        g_string_append(text, "<a>");
    for (int i = 0; i < 100000; i++)
        g_string_append(text, "</a>");
    assert_refused(text->str, (gssize)text->len, "sample.xml:");
}

static void
test_wide(void)
{
    /* Many siblings are no attack: read, and walked without recursion along them. */
    g_autoptr(GString) text = g_string_new("<a>");
    for (int i = 0; i < 60000; i++)
        g_string_append(text, "<b/>");
    g_string_append(text, "</a>");
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseXmlDocument) document = parse(text->str, (gssize)text->len, &error);
    g_assert_no_error(error);
    guint n = 0;
    for (const LdoseXmlNode *node = ldose_xml_node_child(ldose_xml_document_root(document), "b");
         node != NULL; node = ldose_xml_node_next(node, "b"))
        n++;
    g_assert_cmpuint(n, ==, 60000);
}

static void
test_long_text(void)
{
    /* libxml2 bounds what it joins, not what comes in one piece: the cap on files is the bound. */
    g_autoptr(GString) text = g_string_new("<a b=\"");
    for (int i = 0; i < 11 * 1024 * 1024; i++)
        g_string_append_c(text, 'x');
    g_string_append(text, "\"/>");
    assert_refused(text->str, (gssize)text->len, "sample.xml:");
    g_autoptr(GString) name = g_string_new("<");
    for (int i = 0; i < 1024 * 1024; i++)
        g_string_append_c(name, 'x');
    g_string_append(name, "/>");
    assert_refused(name->str, (gssize)name->len, "sample.xml:");
}

/* A flood of faults gives a short message. */
static void
test_many_faults(void)
{
    static const char schema[] =
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element "
        "name=\"a\"><xs:complexType><xs:sequence>"
        "<xs:element name=\"b\" type=\"xs:integer\" "
        "maxOccurs=\"unbounded\"/></xs:sequence></xs:complexType></xs:element></xs:schema>";
    g_autoptr(GString) text = g_string_new("<a>");
    for (int i = 0; i < 5000; i++)
        g_string_append(text, "<b>x</b>\n");
    g_string_append(text, "</a>");
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseXmlDocument) document = parse(text->str, (gssize)text->len, &error);
    LdoseXmlSchema *xsd = compile(schema);
    g_assert_false(ldose_xml_document_validate(document, xsd, &error));
    ldose_xml_schema_free(xsd);
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    g_assert_cmpuint(strlen(error->message), <, 8000);
    g_assert_nonnull(strstr(error->message, "more"));
}

/* Random bytes, and a good document with a byte changed: never a crash, never more than an
 * error. */
static void
test_random(void)
{
    static const char good[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a xmlns=\"urn:x\" "
                               "b=\"1\">text<c d='e'/> &amp; &#x41;<!-- no --><![CDATA[<]]></a>\n";
    g_autoptr(GRand) random = g_rand_new_with_seed(22);
    for (int i = 0; i < 20000; i++) {
        char bytes[sizeof good];
        gsize length = sizeof good - 1;
        memcpy(bytes, good, length);
        if (i % 2 == 0)
            bytes[g_rand_int_range(random, 0, (gint32)length)] =
                (char)g_rand_int_range(random, 0, 256);
        else
            length = (gsize)g_rand_int_range(random, 0, (gint32)length);
        g_autoptr(GError) error = NULL;
        g_autoptr(LdoseXmlDocument) document = parse(bytes, (gssize)length, &error);
        g_assert_true((document == NULL) == (error != NULL));
        if (document != NULL)
            g_free(ldose_xml_node_text(ldose_xml_document_root(document)));
    }
}

/* ---- what is read ---------------------------------------------------------------------------- */

static void
test_tree(void)
{
    static const char text[] = "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                               "<r xmlns=\"urn:x:1\" id=\"i\" empty=\"\">\n"
                               "  <a n=\"1\">  two\n   lines &amp; <i>more</i>  </a><!-- c -->\n"
                               "  <b/>\n"
                               "  <a n=\"2\"><![CDATA[ <x> ]]></a>\n"
                               "</r>";
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseXmlDocument) document = parse(text, sizeof text - 1, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(ldose_xml_document_namespace(document), ==, "urn:x:1");
    const LdoseXmlNode *root = ldose_xml_document_root(document);
    g_assert_cmpstr(ldose_xml_node_name(root), ==, "r");
    g_assert_cmpint(ldose_xml_node_line(root), ==, 2);
    g_assert_cmpstr(ldose_xml_node_attribute(root, "id"), ==, "i");
    g_assert_cmpstr(ldose_xml_node_attribute(root, "empty"), ==, "");
    g_assert_null(ldose_xml_node_attribute(root, "none"));
    const LdoseXmlNode *a = ldose_xml_node_child(root, "a");
    g_autofree char *first = ldose_xml_node_text(a);
    g_assert_cmpstr(first, ==, "two lines & more");
    g_assert_cmpint(ldose_xml_node_line(a), ==, 3);
    const LdoseXmlNode *b = ldose_xml_node_next(a, NULL);
    g_assert_cmpstr(ldose_xml_node_name(b), ==, "b");
    g_autofree char *nothing = ldose_xml_node_text(b);
    g_assert_cmpstr(nothing, ==, "");
    const LdoseXmlNode *second = ldose_xml_node_next(a, "a");
    g_autofree char *cdata = ldose_xml_node_text(second);
    g_assert_cmpstr(cdata, ==, "<x>");
    g_assert_cmpint(ldose_xml_node_line(second), ==, 6);
    g_assert_null(ldose_xml_node_next(second, NULL));
    g_assert_null(ldose_xml_node_child(root, "zzz"));
    g_assert_null(ldose_xml_node_child(b, NULL));
    g_autoptr(LdoseXmlDocument) plain = parse("<r/>", -1, &error);
    g_assert_cmpstr(ldose_xml_document_namespace(plain), ==, "");
}

/* Beyond 65535 lines the number is still right (XML_PARSE_BIG_LINES). */
static void
test_line_numbers(void)
{
    g_autoptr(GString) text = g_string_new("<a>");
    for (int i = 0; i < 70000; i++)
        g_string_append_c(text, '\n');
    g_autofree char *good = g_strconcat(text->str, "<b>x</b></a>", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseXmlDocument) document = parse(good, -1, &error);
    g_assert_no_error(error);
    g_assert_cmpint(
        ldose_xml_node_line(ldose_xml_node_child(ldose_xml_document_root(document), "b")), ==,
        70001);
}

static void
test_validate(void)
{
    static const char schema[] = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
                                 "targetNamespace=\"urn:x\" elementFormDefault=\"qualified\">"
                                 "<xs:element name=\"a\"><xs:complexType><xs:sequence><xs:element "
                                 "name=\"b\" type=\"xs:integer\" maxOccurs=\"unbounded\"/>"
                                 "</xs:sequence></xs:complexType></xs:element></xs:schema>";
    LdoseXmlSchema *xsd = compile(schema);
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseXmlDocument) good = parse("<a xmlns=\"urn:x\"><b>1</b></a>", -1, &error);
    g_assert_true(ldose_xml_document_validate(good, xsd, &error));
    g_assert_no_error(error);
    g_autoptr(LdoseXmlDocument) bad =
        parse("<a xmlns=\"urn:x\"><b>1</b>\n<b>x</b>\n<b>y</b></a>", -1, &error);
    g_assert_false(ldose_xml_document_validate(bad, xsd, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    /* All faults, each with its line, without the namespace in braces. */
    g_assert_nonnull(strstr(error->message, "sample.xml:2:"));
    g_assert_nonnull(strstr(error->message, "sample.xml:3:"));
    g_assert_null(strstr(error->message, "{urn:"));
    g_autoptr(GError) other = NULL;
    g_autoptr(LdoseXmlDocument) foreign = parse("<c/>", -1, &other);
    g_assert_false(ldose_xml_document_validate(foreign, xsd, &other));
    ldose_xml_schema_free(xsd);
    g_assert_error(other, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(HOSTILE); i++) {
        g_autofree char *path = g_strdup_printf("/xml-document/R22/%s", HOSTILE[i].name);
        g_test_add_data_func(path, &HOSTILE[i], test_hostile);
    }
    g_test_add_func("/xml-document/R22/empty", test_empty);
    g_test_add_func("/xml-document/R22/utf-16", test_utf_16);
    g_test_add_func("/xml-document/R22/expansion", test_expansion);
    g_test_add_func("/xml-document/R22/no-file-read", test_no_file_read);
    g_test_add_func("/xml-document/R22/attributes", test_attributes);
    g_test_add_func("/xml-document/R22/depth", test_depth);
    g_test_add_func("/xml-document/R22/wide", test_wide);
    g_test_add_func("/xml-document/R22/long-text", test_long_text);
    g_test_add_func("/xml-document/R22/many-faults", test_many_faults);
    g_test_add_func("/xml-document/R22/random", test_random);
    g_test_add_func("/xml-document/tree", test_tree);
    g_test_add_func("/xml-document/line-numbers", test_line_numbers);
    g_test_add_func("/xml-document/validate", test_validate);
    return g_test_run();
}
