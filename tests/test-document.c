/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every rule document has: header, sources, hash; and intervals with their owned ends (R17,
 * R19, R22). */
#include "document.h"

#include <string.h>

#include "error.h"
#include "fixture.h"

/* ---- opening --------------------------------------------------------------------------------- */

static gboolean
open_text(const char *text, gssize length, LdoseDocumentKind kind, LdoseDocument *document,
          GError **error)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *path = g_build_filename(directory, "d.xml", NULL);
    g_autoptr(LdoseXmlDocument) xml = NULL;
    fixture_write(directory, "d.xml", text, length);
    gboolean opened = ldose_document_open(document, kind, path, &xml, error);
    g_assert_true(opened == (xml != NULL));
    fixture_remove_directory(g_steal_pointer(&directory));
    return opened;
}

static void
test_header(void)
{
    g_autofree char *text = fixture_read("guidance/us-label-1.0.xml");
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    g_autoptr(GError) error = NULL;
    LdoseDocument document;
    g_assert_true(open_text(text, -1, LDOSE_DOCUMENT_GUIDANCE, &document, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(document.id, ==, "us-label");
    g_assert_cmpstr(document.version, ==, "1.0");
    g_assert_cmpstr(document.jurisdiction, ==, "US");
    g_assert_cmpint((int)document.status, ==, LDOSE_STATUS_DRAFT);
    g_assert_cmpint(document.issued.year, ==, 2026);
    g_assert_cmpint(document.review_by.year, ==, 2027);
    g_assert_cmpint((int)strlen(document.title), >, 0);
    g_assert_cmpint((int)strlen(document.prepared_by), >, 0);
    g_assert_cmpstr(document.checked_by, ==, ""); /* only a draft may lack it */
    g_assert_cmpstr(document.sha256, ==, hash);
    const LdoseSource *source = ldose_document_source(&document, "S1");
    g_assert_nonnull(source);
    g_assert_cmpstr(source->kind, ==, "label");
    g_assert_cmpint((int)strlen(source->title), >, 0);
    g_assert_cmpint(source->read.year, ==, 2026);
    g_assert_cmpstr(ldose_document_source(&document, "S22")->doi, ==, "10.1186/s40164-022-00266-1");
    g_assert_cmpstr(source->doi, ==, "");
    g_assert_null(ldose_document_source(&document, "S99"));
    /* A list of ids may have blanks around it: the schema allows them (xs:list). */
    static const char *const lists[] = {"S39", "S39 S22", " S39  S22 ", "S39\nS22"};
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
        g_assert_true(ldose_document_first_source(&document, lists[i]) ==
                      ldose_document_source(&document, "S39"));
    g_assert_null(ldose_document_first_source(&document, ""));
    ldose_document_clear(&document);
}

/* One byte changed, another hash (R17, R27). */
static void
test_hash(void)
{
    g_autofree char *text = fixture_read("regimens/us-yescarta-1.0.xml");
    g_autofree char *other = g_strconcat(text, "\n", NULL);
    g_autoptr(GError) error = NULL;
    LdoseDocument one, two;
    g_assert_true(open_text(text, -1, LDOSE_DOCUMENT_REGIMENS, &one, &error));
    g_assert_true(open_text(other, -1, LDOSE_DOCUMENT_REGIMENS, &two, &error));
    g_assert_cmpuint(strlen(one.sha256), ==, 64);
    g_assert_cmpstr(one.sha256, !=, two.sha256);
    ldose_document_clear(&one);
    ldose_document_clear(&two);
}

/* xs:decimal has forms that a number of ours has not: what they are worth is the same. */
static void
test_decimals(void)
{
    static const struct {
        const char *written;
        double value;
    } rows[] = {{"+30", 30}, {"30.", 30}, {".5", 0.5}, {"030.50", 30.5}, {" 25 ", 25}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *directory = fixture_make_directory();
        g_autofree char *path = g_build_filename(directory, "r.xml", NULL);
        g_autofree char *amount =
            g_strdup_printf("drug=\"fludarabine\" amount=\"%s\"", rows[i].written);
        g_autofree char *text = fixture_replace(fixture_read("regimens/us-yescarta-1.0.xml"),
                                                "drug=\"fludarabine\" amount=\"30\"", amount);
        g_autoptr(GError) error = NULL;
        fixture_write(directory, "r.xml", text, -1);
        g_autoptr(LdoseRegimen) regimen = ldose_regimen_load(path, &error);
        g_assert_no_error(error);
        g_assert_cmpfloat(regimen->dose[LDOSE_FLUDARABINE].amount, ==, rows[i].value);
        fixture_remove_directory(g_steal_pointer(&directory));
    }
}

static void
test_refused(void)
{
    static const struct {
        const char *file;
        LdoseDocumentKind kind;
        const char *from, *to, *expected;
    } rows[] = {
        {"guidance/us-label-1.0.xml", LDOSE_DOCUMENT_REGIMENS, "<table id=\"flu-renal\"",
         "<table id=\"flu-renal\"", "urn:lymphodose:regimens:1"},
        {"regimens/us-yescarta-1.0.xml", LDOSE_DOCUMENT_FORMULARY, "us-yescarta", "us-yescarta",
         "urn:lymphodose:formulary:1"},
        {"formulary/as-published-1.0.xml", LDOSE_DOCUMENT_GUIDANCE, "as-published", "as-published",
         "urn:lymphodose:guidance:1"},
        {"regimens/us-yescarta-1.0.xml", LDOSE_DOCUMENT_REGIMENS, "urn:lymphodose:regimens:1",
         "urn:lymphodose:regimens:9", "urn:lymphodose:regimens:9"},
        {"regimens/us-yescarta-1.0.xml", LDOSE_DOCUMENT_REGIMENS,
         "<prepared-by>Lymphodose authors</prepared-by>", "", "prepared-by"},
        {"regimens/us-yescarta-1.0.xml", LDOSE_DOCUMENT_REGIMENS, " review-by=\"2027-11-24\"", "",
         "review-by"},
        {"regimens/us-yescarta-1.0.xml", LDOSE_DOCUMENT_REGIMENS, "encoding=\"UTF-8\"",
         "encoding=\"ISO-8859-1\"", "UTF-8"},
        {"regimens/us-yescarta-1.0.xml", LDOSE_DOCUMENT_REGIMENS, "<regimens ",
         "<!DOCTYPE regimens><regimens ", "DOCTYPE"},
        {"regimens/us-yescarta-1.0.xml", LDOSE_DOCUMENT_REGIMENS, "</regimens>", "", "d.xml:"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text =
            fixture_replace(fixture_read(rows[i].file), rows[i].from, rows[i].to);
        g_autoptr(GError) error = NULL;
        LdoseDocument document;
        g_assert_false(open_text(text, -1, rows[i].kind, &document, &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
        if (strstr(error->message, rows[i].expected) == NULL)
            g_error("\"%s\" does not say \"%s\"", error->message, rows[i].expected);
        ldose_document_clear(&document); /* also after a failure */
    }
}

static void
test_hostile_files(void)
{
    g_autoptr(GError) error = NULL;
    LdoseDocument document;
    g_assert_false(open_text("", 0, LDOSE_DOCUMENT_GUIDANCE, &document, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    g_clear_error(&error);
    ldose_document_clear(&document);
    g_autofree char *zeros = g_malloc0(LDOSE_DOCUMENT_MAX_SIZE + 1);
    g_assert_false(
        open_text(zeros, LDOSE_DOCUMENT_MAX_SIZE + 1, LDOSE_DOCUMENT_GUIDANCE, &document, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    g_assert_nonnull(strstr(error->message, "512"));
    g_clear_error(&error);
    ldose_document_clear(&document);
    g_autoptr(LdoseXmlDocument) xml = NULL;
    g_assert_false(ldose_document_open(&document, LDOSE_DOCUMENT_GUIDANCE, "/nonexistent/x-1.0.xml",
                                       &xml, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    g_assert_nonnull(strstr(error->message, "/nonexistent/x-1.0.xml"));
    ldose_document_clear(&document);
}

/* R17: every document that ships has its header complete and is a draft until a second person read
 * it. */
static void
test_shipped(void)
{
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        g_autoptr(GPtrArray) entries =
            ldose_library_entries(fixture_library(), (LdoseDocumentKind)kind);
        g_assert_cmpuint(entries->len, >, 2);
        for (guint i = 0; i < entries->len; i++) {
            const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
            g_autoptr(LdoseXmlDocument) xml = NULL;
            g_autoptr(GError) error = NULL;
            LdoseDocument document;
            ldose_document_open(&document, (LdoseDocumentKind)kind, entry->path, &xml, &error);
            g_assert_no_error(error);
            g_assert_cmpstr(document.id, ==, entry->id);
            g_assert_cmpstr(document.version, ==, entry->version);
            g_assert_cmpint((int)document.status, ==, LDOSE_STATUS_DRAFT);
            g_assert_cmpstr(document.checked_by, ==, "");
            g_assert_cmpuint(document.sources->len, >, 0);
            for (guint k = 0; k < document.sources->len; k++) {
                const LdoseSource *source = &g_array_index(document.sources, LdoseSource, k);
                g_assert_true(source->title[0] != '\0' && source->edition[0] != '\0' &&
                              source->read.year != 0);
            }
            ldose_document_clear(&document);
        }
    }
}

/* ---- ids ------------------------------------------------------------------------------------- */

static void
test_ids(void)
{
    g_assert_cmpstr(ldose_document_kind_id(LDOSE_DOCUMENT_REGIMENS), ==, "regimens");
    g_assert_cmpstr(ldose_document_kind_id(LDOSE_DOCUMENT_GUIDANCE), ==, "guidance");
    g_assert_cmpstr(ldose_document_kind_id(LDOSE_DOCUMENT_FORMULARY), ==, "formulary");
    g_assert_cmpstr(ldose_document_status_id(LDOSE_STATUS_DRAFT), ==, "draft");
    g_assert_cmpstr(ldose_document_status_id(LDOSE_STATUS_RELEASED), ==, "released");
    g_assert_cmpstr(ldose_document_status_id(LDOSE_STATUS_RETIRED), ==, "retired");
}

/* ---- intervals (R19) ------------------------------------------------------------------------- */

typedef struct {
    const char *name, *attributes;
    double inside[3], outside[3]; /* -1: no more */
} IntervalCase;

static const IntervalCase INTERVALS[] = {
    {"closed", "from='50' to='79'", {50, 79, 60}, {49.99, 79.01, -1}},
    {"open", "above='79' below='80'", {79.5, 79.01, 79.99}, {79, 80, -1}},
    {"owned-below", "from='30' below='50'", {30, 49.99, 40}, {29.99, 50, -1}},
    {"owned-above", "above='45' to='60'", {60, 45.01, 50}, {45, 60.01, -1}},
    {"from-only", "from='80'", {80, 1e9, 81}, {79.99, 0, -1}},
    {"below-only", "below='30'", {0, 29.99, 1}, {30, 31, -1}},
    {"any", "", {0, 1e9, 30}, {-1, -1, -1}},
    {"comparator",
     "from='30'",
     {29.999999999999996, 30, 30 * (1 - 9e-10)},
     {30 * (1 - 2e-9), 29, -1}},
    {"comparator-open",
     "above='30'",
     {30 * (1 + 2e-9), 31, 32},
     {30 * (1 + 9e-10), 30.000000000000004, 30}},
    {"zero", "from='0' to='3'", {0, 3, 1}, {3.1, -1, -1}},
    {"decimals", "above='3' below='3.1'", {3.05, 3.01, 3.09}, {3, 3.1, -1}},
};

static void
test_interval(gconstpointer data)
{
    const IntervalCase *row = data;
    g_autofree char *text = g_strdup_printf("<range %s/>", row->attributes);
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseXmlDocument) xml = ldose_xml_document_parse("i.xml", bytes, &error);
    g_assert_no_error(error);
    const LdoseXmlNode *node = ldose_xml_document_root(xml);
    g_assert_true(ldose_node_interval_is_clear(node));
    LdoseInterval interval = ldose_node_interval(node);
    for (guint i = 0; i < 3; i++) {
        g_assert_true(ldose_interval_contains(&interval, row->inside[i]));
        if (row->outside[i] >= 0)
            g_assert_false(ldose_interval_contains(&interval, row->outside[i]));
    }
}

static void
test_unclear_intervals(void)
{
    static const struct {
        const char *attributes;
        gboolean clear;
    } rows[] = {{"from='1' above='1'", FALSE},
                {"to='1' below='1'", FALSE},
                {"from='1' to='2'", TRUE},
                {"above='1' below='2'", TRUE},
                {"", TRUE}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = g_strdup_printf("<range %s/>", rows[i].attributes);
        g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
        g_autoptr(LdoseXmlDocument) xml = ldose_xml_document_parse("i.xml", bytes, NULL);
        g_assert_true(ldose_node_interval_is_clear(ldose_xml_document_root(xml)) == rows[i].clear);
    }
}

/* ---- attributes ------------------------------------------------------------------------------ */

static void
test_attributes(void)
{
    static const char text[] = "<a n='0.85' i=' 7 ' w='hd' bad='xx' empty=''/>";
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof text - 1);
    g_autoptr(LdoseXmlDocument) xml = ldose_xml_document_parse("a.xml", bytes, NULL);
    const LdoseXmlNode *node = ldose_xml_document_root(xml);
    double value = -1;
    g_assert_true(ldose_node_number(node, "n", &value));
    g_assert_cmpfloat(value, ==, 0.85);
    g_assert_false(ldose_node_number(node, "none", &value));
    g_assert_cmpfloat(value, ==, 0.85); /* untouched */
    g_assert_cmpint(ldose_node_integer(node, "i", 3), ==, 7);
    g_assert_cmpint(ldose_node_integer(node, "none", 3), ==, 3);
    g_assert_cmpint(ldose_node_word(node, "w", &ldose_dialysis_kinds, -5), ==, LDOSE_DIALYSIS_HD);
    g_assert_cmpint(ldose_node_word(node, "none", &ldose_dialysis_kinds, -5), ==, -5);
    g_assert_cmpint(ldose_node_word(node, "bad", &ldose_dialysis_kinds, -5), ==, -1);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/document/R17-header", test_header);
    g_test_add_func("/document/R17-hash", test_hash);
    g_test_add_func("/document/decimals", test_decimals);
    g_test_add_func("/document/R22-refused", test_refused);
    g_test_add_func("/document/R22-hostile-files", test_hostile_files);
    g_test_add_func("/document/R17-shipped", test_shipped);
    g_test_add_func("/document/ids", test_ids);
    for (guint i = 0; i < G_N_ELEMENTS(INTERVALS); i++) {
        g_autofree char *path = g_strdup_printf("/document/R19-interval/%s", INTERVALS[i].name);
        g_test_add_data_func(path, &INTERVALS[i], test_interval);
    }
    g_test_add_func("/document/R19-unclear-intervals", test_unclear_intervals);
    g_test_add_func("/document/attributes", test_attributes);
    return g_test_run();
}
