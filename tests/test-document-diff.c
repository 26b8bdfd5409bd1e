/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of a document by meaning: one change of a shipped document gives exactly the lines
 * that it means, and what means nothing gives none. The expected lines were written before running
 * it. */
#include "document-diff.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "diff-report.h"
#include "fixture.h"

typedef struct {
    const char *name;
    const char *file;      /* of the data directory */
    const char *from, *to; /* one change of its text */
    const char *changes;   /* "kind|place|what|from|to" a line; "-" where there is none */
} Case;

#define US       "guidance/us-label-1.0.xml"
#define DANA     "guidance/dana-farber-1.0.xml"
#define NCCP     "guidance/ie-nccp-1.0.xml"
#define COMPOSED "guidance/composed-example-1.0.xml"

static const Case CASES[] = {
    {"blanks", US, "<range from=\"80\"/>", "<range  from = \"80\" />", ""},
    {"comment", US, "<range from=\"80\"/>", "<!-- as the label says --><range from=\"80\"/>", ""},
    {"number-written-otherwise", DANA, "<fraction value=\"0.60\"/>", "<fraction value=\"0.6\"/>",
     ""},
    {"version", US, "id=\"us-label\" version=\"1.0\"", "id=\"us-label\" version=\"1.1\"",
     "header||version|1.0|1.1"},
    {"title", US, "<title>United States labels:", "<title>Labels of the United States:",
     "header||title|United States labels: fludarabine injection (newer wording) and "
     "cyclophosphamide|Labels of the United States: fludarabine injection (newer wording) and "
     "cyclophosphamide"},
    {"checked-by", US, "<prepared-by>Lymphodose authors</prepared-by>",
     "<prepared-by>Lymphodose authors</prepared-by><checked-by>Second Person</checked-by>",
     "header||checked-by|-|Second Person"},
    {"review", US, "review-by=\"2027-11-24\"", "review-by=\"2028-11-24\"",
     "header||review-by|2027-11-24|2028-11-24"},
    {"source-changed", DANA, "edition=\"cohort Aug 2021–Jun 2024\"", "edition=\"2025\"",
     "source||source S19|paper, Renal fludarabine dosing before BCMA CAR-T, abstract, Dana-Farber "
     "/ "
     "Brigham, edition cohort Aug 2021–Jun 2024, abstract, read 2026-11-24|paper, Renal "
     "fludarabine "
     "dosing before BCMA CAR-T, abstract, Dana-Farber / Brigham, edition 2025, abstract, read "
     "2026-11-24"},
    {"ages", US, "<age-years from=\"18\"/>", "<age-years from=\"18\" below=\"75\"/>",
     "applies||ages in years|from 18|from 18 below 75"},
    {"regimens", DANA, "<regimen>us-carvykti</regimen>", "<regimen>us-yescarta</regimen>",
     "applies||regimens|us-abecma us-carvykti|us-abecma us-yescarta"},
    {"base", DANA, "<base drug=\"fludarabine\" amount=\"30\" unit=\"mg/m2\"/>",
     "<base drug=\"fludarabine\" amount=\"25\" unit=\"mg/m2\"/>",
     "base||base course of fludarabine|30 mg/m2 a day|25 mg/m2 a day"},
    {"combine", DANA, "combine=\"decide\"", "combine=\"lowest\"", "base||combine|decide|lowest"},
    {"outcome", DANA, "<fraction value=\"0.60\"/>", "<fraction value=\"0.55\"/>",
     "outcome|table flu-renal, row fr5|outcome|fraction 0.6|fraction 0.55\n"
     "region|table flu-renal|clearance from 30 below 50 mL/min|fraction 0.6|fraction 0.55"},
    {"outcome-of-another-kind", DANA, "<fraction value=\"0.60\"/>",
     "<fraction-range from=\"0.50\" below=\"0.75\"/>",
     "outcome|table flu-renal, row fr5|outcome|fraction 0.6|fraction-range from 0.5 below 0.75\n"
     "region|table flu-renal|clearance from 30 below 50 mL/min|fraction 0.6|fraction-range from "
     "0.5 "
     "below 0.75"},
    {"words-only", US, ">do not administer<", ">do not give<",
     "outcome|table flu-renal, row fr6|outcome|contraindicated: do not administer|contraindicated: "
     "do "
     "not give"},
    {"fallback", NCCP,
     "<range axis=\"clearance\" below=\"10\"/>\n      <is axis=\"dialysis\" value=\"none\"/>\n     "
     " "
     "<avoid fallback=\"0.5\">",
     "<range axis=\"clearance\" below=\"10\"/>\n      <is axis=\"dialysis\" value=\"none\"/>\n     "
     " "
     "<avoid fallback=\"0.25\">",
     "outcome|table cy-renal, row cr4|outcome|avoid, fallback 0.5: not recommended|avoid, fallback "
     "0.25: not recommended\n"
     "region|table cy-renal|dialysis none, clearance below 10 mL/min|avoid, fallback 0.5|avoid, "
     "fallback 0.25\n"
     "region|table cy-renal|dialysis pd crrt, clearance any|avoid, fallback 0.5|avoid, fallback "
     "0.25"},
    {"option", COMPOSED,
     "<option source=\"M2\" fraction=\"0.75\"/>\n        <option source=\"M1\" stop=\"true\"/>\n   "
     "     "
     "<option source=\"S39\" fraction=\"1\"/>",
     "<option source=\"M2\" fraction=\"0.75\"/>\n        <option source=\"M1\" stop=\"true\"/>\n   "
     "     "
     "<option source=\"S39\" fraction=\"0.90\"/>",
     "outcome|table cy-renal, row cr5|outcome|choice M2 0.75; M1 stop; S39 1|choice M2 0.75; M1 "
     "stop; "
     "S39 0.9\n"
     "region|table cy-renal|clearance from 10 to 24 mL/min|choice M2 0.75; M1 stop; S39 1|choice "
     "M2 "
     "0.75; M1 stop; S39 0.9"},
    {"reading", DANA, "<undefined reading=\"fr3\"/>", "<undefined reading=\"fr1\"/>",
     "outcome|table flu-renal, row fr2|outcome|undefined, reading fr3|undefined, reading fr1"},
    {"evidence", DANA, "<row id=\"fr5\" source=\"S19\" evidence=\"secondary\" edge-basis=\"text\">",
     "<row id=\"fr5\" source=\"S19\" evidence=\"label\" edge-basis=\"interpretation\">",
     "evidence|table flu-renal, row fr5|evidence|secondary|label\n"
     "evidence|table flu-renal, row fr5|edge-basis|text|interpretation"},
    {"row-source", US, "<row id=\"cr3\" source=\"S39 S22\"", "<row id=\"cr3\" source=\"S39\"",
     "rule-source|table cy-renal, row cr3|source|S39 S22|S39"},
    {"note", DANA, "<note>Reduce by 40 %: 60 % of the dose.</note>", "<note>60 %.</note>",
     "text|table flu-renal, row fr5|note|Reduce by 40 %: 60 % of the dose.|60 %."},
    {"equation", US, " equation=\"cockcroft_gault\"", "",
     "axis|table flu-renal|axis|clearance in mL/min by cockcroft_gault|clearance in mL/min"},
    {"row-renamed", DANA, "<row id=\"fr6\"", "<row id=\"fr7\"",
     "rule|table flu-renal, row fr7|id|fr6|fr7"},
    {"table-renamed", DANA, "<table id=\"cy-hepatic\"", "<table id=\"cy-liver\"",
     "table|table cy-liver|id|cy-hepatic|cy-liver"},
    {"stop-drug", US, "<stop id=\"pentostatin\" drug=\"fludarabine\"",
     "<stop id=\"pentostatin\" drug=\"any\"", "applies|condition pentostatin|drug|fludarabine|any"},
    {"regimen-dose", "regimens/us-yescarta-1.0.xml", "amount=\"30\"", "amount=\"25\"",
     "value|fludarabine|dose a day|30 mg/m2|25 mg/m2"},
    {"change-told", US, "<prepared-by>Lymphodose authors</prepared-by>",
     "<prepared-by>Lymphodose authors</prepared-by>\n  <change>First.</change>"
     "<change>Second.</change>",
     "header||change notes|-|First. | Second."},
    {"number-of-days", "regimens/in-nexcar19-1.0.xml",
     "drug=\"fludarabine\" amount=\"30\" unit=\"mg/m2\" days=\"3\"",
     "drug=\"fludarabine\" amount=\"30\" unit=\"mg/m2\" days=\"4\"",
     "value|fludarabine|days|number of days 3|number of days 4"},
    {"house-value", "formulary/as-published-1.0.xml", "<data-age",
     "<house-value guidance=\"eu-smpc\" version=\"1.0\" row=\"fr2\" value=\"0.60\" by=\"A\" "
     "checked-by=\"B\"/>\n  <data-age",
     "text|house-value eu-smpc 1.0 fr2|by|-|A\n"
     "text|house-value eu-smpc 1.0 fr2|checked-by|-|B\n"
     "value||house values||eu-smpc@1.0 fr2: 0.6"},
    {"finding-left-out", "guidance/general-findings-1.0.xml", " finding=\"bsa-under-10-kg\"", "",
     "finding|table small-children, row bsa-under-10-kg|finding|bsa-under-10-kg|-"},
    {"evidence-of-a-day", "regimens/us-yescarta-1.0.xml", "<day n=\"-5\"/>",
     "<day n=\"-5\" evidence=\"unverified\"/>",
     "evidence|regimen, dose fludarabine, day -5|evidence|-|unverified\n"
     "evidence|regimen, dose cyclophosphamide, day -5|evidence|-|unverified"},
    {"rounding", "formulary/as-published-1.0.xml", "step-mg=\"0.5\"", "step-mg=\"0.25\"",
     "value|fludarabine|rounding|below 20: step 0.5 mg, half-away; from 20: step 1 mg, half-away|"
     "below 20: step 0.25 mg, half-away; from 20: step 1 mg, half-away"},
    {"display", "formulary/as-published-1.0.xml", "creatinine=\"mg/dL\"", "creatinine=\"umol/L\"",
     "display|display|creatinine|mg/dL|umol/L"},
    {"site-policy-cap", "formulary/as-published-1.0.xml", "value=\"96\" unit=\"mg/m2\"",
     "value=\"90\" unit=\"mg/m2\"", "value|fludarabine|absolute maximum in mg/m2|96|90"},
};

/* ---- opening --------------------------------------------------------------------------------- */

typedef struct {
    LdoseDocumentKind kind;
    LdoseGuidance *guidance;
    LdoseRegimen *regimen;
    LdoseFormulary *formulary;
} Opened;

static Opened
open_text(const char *text)
{
    Opened opened = {LDOSE_N_DOCUMENT_KINDS, NULL, NULL, NULL};
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *path = g_build_filename(directory, "document.xml", NULL);
    g_autoptr(GError) error = NULL;
    fixture_write(directory, "document.xml", text, -1);
    g_assert_true(ldose_document_find_kind(path, &opened.kind, &error));
    if (opened.kind == LDOSE_DOCUMENT_GUIDANCE)
        opened.guidance = ldose_guidance_load(path, FALSE, &error);
    else if (opened.kind == LDOSE_DOCUMENT_REGIMENS)
        opened.regimen = ldose_regimen_load(path, &error);
    else
        opened.formulary = ldose_formulary_load(path, &error);
    g_assert_no_error(error);
    fixture_remove_directory(g_steal_pointer(&directory));
    return opened;
}

static void
close_opened(Opened *opened)
{
    ldose_guidance_free(opened->guidance);
    ldose_regimen_free(opened->regimen);
    ldose_formulary_free(opened->formulary);
}

static GPtrArray *
diff(const Opened *older, const Opened *newer)
{
    g_assert_cmpint((int)older->kind, ==, (int)newer->kind);
    if (older->guidance != NULL)
        return ldose_guidance_diff(older->guidance, newer->guidance);
    if (older->regimen != NULL)
        return ldose_regimen_diff(older->regimen, newer->regimen);
    return ldose_formulary_diff(older->formulary, newer->formulary);
}

static char *
changes_text(const GPtrArray *changes)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < changes->len; i++) {
        const LdoseChange *change = g_ptr_array_index(changes, i);
        g_string_append_printf(text, "%s%s|%s|%s|%s|%s", i > 0 ? "\n" : "",
                               ldose_change_id(change->kind), change->place, change->what,
                               change->from != NULL ? change->from : "-",
                               change->to != NULL ? change->to : "-");
    }
    return g_string_free(text, FALSE);
}

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    g_autofree char *before = fixture_read(row->file);
    g_autofree char *after = fixture_replace(fixture_read(row->file), row->from, row->to);
    Opened older = open_text(before), newer = open_text(after);
    g_autoptr(GPtrArray) changes = diff(&older, &newer);
    g_autofree char *text = changes_text(changes);
    g_assert_cmpstr(text, ==, row->changes);

    /* The other way round it is as many changes. */
    g_autoptr(GPtrArray) back = diff(&newer, &older);
    g_assert_cmpuint(back->len, ==, changes->len);
    close_opened(&older);
    close_opened(&newer);
}

/* A policy's row is told with the condition and the ascites that it is for. */
static void
test_policy_rows(void)
{
    g_autofree char *before = fixture_read("formulary/adult-oncology-1.0.xml");
    g_autofree char *after = fixture_replace(g_strdup(before), "<condition code=\"emaciated\"/>",
                                             "<condition code=\"amputation\"/>");
    Opened older = open_text(before), newer = open_text(after);
    g_autoptr(GPtrArray) changes = diff(&older, &newer);
    g_assert_cmpuint(changes->len, ==, 1);
    const LdoseChange *change = g_ptr_array_index(changes, 0);
    g_assert_nonnull(strstr(change->from, "cockcroft_gault with actual weight, emaciated"));
    g_assert_nonnull(strstr(change->to, "cockcroft_gault with actual weight, amputation"));
    g_assert_null(strstr(change->to, "emaciated"));
    g_assert_nonnull(strstr(change->from, "cockcroft_gault with dry weight, ascites mild"));
    close_opened(&older);
    close_opened(&newer);
}

/* ---- more than one place --------------------------------------------------------------------- */

/* A limit moves on both of its rows: two ends, and one region where another outcome counts. */
static void
test_limit_moved(void)
{
    g_autofree char *before = fixture_read(DANA);
    g_autofree char *after =
        fixture_replace(fixture_replace(fixture_read(DANA), "<range from=\"50\" to=\"69\"/>",
                                        "<range from=\"55\" to=\"69\"/>"),
                        "<range above=\"49\" below=\"50\"/>", "<range above=\"49\" below=\"55\"/>");
    Opened older = open_text(before), newer = open_text(after);
    g_autoptr(GPtrArray) changes = diff(&older, &newer);
    g_autofree char *text = changes_text(changes);
    g_assert_cmpstr(
        text, ==,
        "limit|table flu-renal, row fr3|lower limit of clearance|from 50 mL/min|from 55 "
        "mL/min\n"
        "limit|table flu-renal, row fr4|upper limit of clearance|below 50 mL/min|below 55 "
        "mL/min\n"
        "region|table flu-renal|clearance from 50 below 55 mL/min|full|fraction 0.6");
    close_opened(&older);
    close_opened(&newer);
}

/* A limit changes its owner: nothing but the limit itself is another region. */
static void
test_owner_changed(void)
{
    g_autofree char *before = fixture_read("guidance/vall-hebron-1.0.xml");
    g_autofree char *after =
        fixture_replace(fixture_replace(g_strdup(before), "<range above=\"45\" to=\"60\"/>",
                                        "<range from=\"45\" to=\"60\"/>"),
                        "<range from=\"30\" to=\"45\"/>", "<range from=\"30\" below=\"45\"/>");
    Opened older = open_text(before), newer = open_text(after);
    g_autoptr(GPtrArray) changes = diff(&older, &newer);
    g_autofree char *text = changes_text(changes);
    g_assert_cmpstr(
        text, ==,
        "limit|table flu-renal, row fr2|lower limit of clearance|above 45 mL/min|from 45 "
        "mL/min\n"
        "limit|table flu-renal, row fr3|upper limit of clearance|to 45 mL/min|below 45 "
        "mL/min\n"
        "region|table flu-renal|clearance exactly 45 mL/min|fraction 0.6|fraction 0.75");
    close_opened(&older);
    close_opened(&newer);
}

/* One row becomes two: one is new, the other shorter. */
static void
test_row_split(void)
{
    g_autofree char *before = fixture_read(DANA);
    g_autofree char *after = fixture_replace(
        g_strdup(before), "<range from=\"30\" to=\"49\"/>\n      <fraction value=\"0.60\"/>",
        "<range from=\"40\" to=\"49\"/>\n      <fraction value=\"0.60\"/>\n    </row>\n    <row "
        "id=\"fr5b\" source=\"S19\" evidence=\"secondary\" edge-basis=\"text\">\n      <range "
        "from=\"30\" "
        "below=\"40\"/>\n      <fraction value=\"0.50\"/>");
    Opened older = open_text(before), newer = open_text(after);
    g_autoptr(GPtrArray) changes = diff(&older, &newer);
    g_autofree char *text = changes_text(changes);
    g_assert_nonnull(strstr(text, "limit|table flu-renal, row fr5|lower limit of clearance|from 30 "
                                  "mL/min|from 40 mL/min\n"));
    g_assert_nonnull(strstr(text, "rule|table flu-renal, row fr5b|row|-|clearance from 30 below 40 "
                                  "mL/min: fraction 0.5\n"));
    g_assert_nonnull(strstr(text,
                            "region|table flu-renal|clearance from 30 below 40 mL/min|fraction "
                            "0.6|fraction 0.5"));
    close_opened(&older);
    close_opened(&newer);
}

/* Rows in another order are the same document. */
static void
test_row_order(void)
{
    const char *first = "    <row id=\"fr1\"", *second = "    <row id=\"fr2\"";
    g_autofree char *before = fixture_read(DANA);
    char *one = strstr(before, first), *two = strstr(before, second);
    char *three = strstr(before, "    <row id=\"fr3\"");
    g_autofree char *after = g_strdup_printf("%.*s%.*s%.*s%s", (int)(one - before), before,
                                             (int)(three - two), two, (int)(two - one), one, three);
    Opened older = open_text(before), newer = open_text(after);
    g_autoptr(GPtrArray) changes = diff(&older, &newer);
    g_assert_cmpuint(changes->len, ==, 0);
    close_opened(&older);
    close_opened(&newer);
}

/* Every shipped document says the same as itself, and not the same as another of its kind. */
static void
test_shipped(void)
{
    g_autoptr(GPtrArray) entries =
        ldose_library_entries(fixture_library(), LDOSE_DOCUMENT_GUIDANCE);
    for (guint i = 0; i < entries->len; i++) {
        for (guint k = 0; k < entries->len; k++) {
            const LdoseLibraryEntry *one = g_ptr_array_index(entries, i);
            const LdoseLibraryEntry *other = g_ptr_array_index(entries, k);
            g_autoptr(GPtrArray) changes =
                ldose_guidance_diff(ldose_library_guidance(fixture_library(), one->id, NULL),
                                    ldose_library_guidance(fixture_library(), other->id, NULL));
            g_assert_true((changes->len == 0) == (i == k));
        }
    }
}

/* ---- the reports ----------------------------------------------------------------------------- */

static void
test_report(void)
{
    g_autofree char *before = fixture_read(US);
    g_autofree char *after =
        fixture_replace(g_strdup(before), ">do not administer<", ">do not give<");
    Opened older = open_text(before), newer = open_text(after);
    g_autoptr(GPtrArray) changes = diff(&older, &newer);
    g_autoptr(GString) text = g_string_new(NULL), json = g_string_new(NULL);
    const LdoseDocument *one = &older.guidance->document, *other = &newer.guidance->document;
    ldose_diff_report_text(text, one, other, changes, &ldose_wording_plain);
    g_assert_nonnull(strstr(text->str, "  table flu-renal, row fr6: outcome\n"
                                       "    from: contraindicated: do not administer\n"
                                       "    to:   contraindicated: do not give\n"));

    g_autoptr(JsonParser) parser = json_parser_new();
    ldose_diff_report_json(json, one, other, changes);
    g_assert_true(json_parser_load_from_data(parser, json->str, (gssize)json->len, NULL));
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    JsonObject *change =
        json_array_get_object_element(json_object_get_array_member(root, "changes"), 0);
    g_assert_cmpstr(json_object_get_string_member(change, "kind"), ==, "outcome");
    g_assert_true(json_object_get_boolean_member(change, "about_dose"));
    g_assert_cmpstr(json_object_get_string_member(change, "to"), ==,
                    "contraindicated: do not give");

    g_autoptr(GPtrArray) none = diff(&older, &older);
    g_string_truncate(text, 0);
    ldose_diff_report_text(text, one, one, none, &ldose_wording_plain);
    g_assert_nonnull(strstr(text->str, "They say the same.\n"));
    close_opened(&older);
    close_opened(&newer);
}

/* What cannot change a dose says so. */
static void
test_report_of_texts(void)
{
    g_autofree char *before = fixture_read(DANA);
    g_autofree char *after = fixture_replace(
        g_strdup(before), "<note>Reduce by 40 %: 60 % of the dose.</note>", "<note>60 %.</note>");
    Opened older = open_text(before), newer = open_text(after);
    g_autoptr(GPtrArray) changes = diff(&older, &newer);
    g_autoptr(GString) text = g_string_new(NULL);
    ldose_diff_report_text(text, &older.guidance->document, &newer.guidance->document, changes,
                           &ldose_wording_plain);
    g_assert_nonnull(strstr(text->str, "\nNothing of this can change a dose.\n"));
    close_opened(&older);
    close_opened(&newer);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/document-diff/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    g_test_add_func("/document-diff/policy-rows", test_policy_rows);
    g_test_add_func("/document-diff/limit-moved", test_limit_moved);
    g_test_add_func("/document-diff/owner-changed", test_owner_changed);
    g_test_add_func("/document-diff/row-split", test_row_split);
    g_test_add_func("/document-diff/row-order", test_row_order);
    g_test_add_func("/document-diff/shipped", test_shipped);
    g_test_add_func("/document-diff/report", test_report);
    g_test_add_func("/document-diff/report-of-texts", test_report_of_texts);
    return g_test_run();
}
