/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected: the worked patients P0 to P12 of the design's evidence, and the requirements on output. */
#include "phrase.h"
#include "plan-text.h"

#include <string.h>

#include "fixture.h"
#include "text-page.h"

#define ASKED                                                                                      \
    "; as_of=2026-11-30; ld_start_date=2026-12-01; creatinine_date=2026-11-30; dialysis=none; "      \
    "cirrhosis=no; ascites=none"
#define EXAMPLE                                                                                    \
    "regimen=us-yescarta; sex=F; age_years=61; height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; "  \
    "bilirubin_mg_dl=0.6"
#define US "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology"
#define EU "regimen=eu-yescarta; guidance=eu-smpc; formulary=adult-oncology"
#define P4 US "; sex=F; age_years=66; height_cm=162; weight_kg=70; creatinine_mg_dl=6; "             \
              "bilirubin_mg_dl=0.5; dialysis=hd"
#define P12 EU "; sex=F; age_years=68; height_cm=160; weight_kg=62; creatinine_mg_dl=1.10; "         \
               "bilirubin_mg_dl=0.6" ASKED
#define INFANT                                                                                     \
    "regimen=us-kymriah-ball; guidance=kinderformularium; sex=F; age_years=1; height_cm=70; "        \
    "weight_kg=8; creatinine_mg_dl=0.20; bilirubin_mg_dl=0.5"

static const LdoseWording comma = {NULL, NULL, ','};

static char *
page_of(const FixtureCase *fixture, const LdoseTrace *trace, const LdoseWording *wording)
{
    GString *out = g_string_new(NULL);
    g_assert_true(fixture->planned);
    ldose_plan_text(out, &fixture->plan, &fixture->patient, trace, wording);
    return g_string_free(out, FALSE);
}

/* A piece may be broken over two lines: compares with every run of blanks as one. */
static char *
unwrapped(const char *text)
{
    g_autoptr(GRegex) blanks = g_regex_new("\\s+", 0, 0, NULL);
    return g_regex_replace_literal(blanks, text, -1, 0, " ", 0, NULL);
}

typedef struct {
    const char *name, *text;
    const char *has[9], *lacks[4];
} Case;

static const Case cases[] = {
    {"example", EXAMPLE "; guidance=us-label; infusion_date=2026-12-06; as_of=2026-11-30",
     {"Dose calculated", "Status: final. Release: clear",
      "As published; as-published@1.0, draft; used because none was named",
      "Day −5 Tue 1 Dec 2026 27 mg 740 mg", "27 mg × 3 = 81 mg", "740 mg × 3 = 2220 mg",
      "60 % of the standard dose (18 instead of 30 mg/m²). 15 of 25 mg/m² in the source, applied in "
      "proportion.",
      "rounded to the nearest 1 mg, half away from zero; deviation +0.3 mg (+1.13 %)",
      "Days between: 3 as a calendar difference, 2 as clear days"},
     {"To acknowledge", "To decide", "Why"}},
    {"P0-ordinary",
     US "; sex=M; age_years=55; height_cm=178; weight_kg=80; creatinine_mg_dl=0.90; "
        "bilirubin_mg_dl=0.6" ASKED,
     {"Dose calculated", "male, 55 years, 178 cm, 80 kg", "body surface 1.9889 m² (Mosteller)",
      "Clearance 104.9 mL/min by Cockcroft–Gault with actual weight", "60 mg × 3 = 180 mg",
      "990 mg × 3 = 2970 mg", "100 % of the standard dose"},
     {"To acknowledge", "used because none was named"}},
    {"P2-three-points",
     US "; sex=M; age_years=67; height_cm=176; weight_kg=38; creatinine_mg_dl=0.50; "
        "bilirubin_mg_dl=2.4; conditions=emaciated" ASKED,
     {"Dose calculated, 3 points to acknowledge", "Release: acknowledge", "33 mg × 3 = 99 mg",
      "680 mg × 3 = 2040 mg", "1. Another clearance leads to another dose [clearance-disagrees]",
      "2. Outside the eligibility limits [outside-gate]",
      "3. Creatinine does not show the kidney function here [creatinine-unreliable]",
      "Stated: emaciated."},
     {NULL}},
    {"one-point",
     US "; sex=M; age_years=64; height_cm=175; weight_kg=74; creatinine_mg_dl=1.08; "
        "bilirubin_mg_dl=0.6" ASKED,
     {"Dose calculated, 1 point to acknowledge"}, {NULL}},
    {"P3-infant", INFANT,
     {"Choose", "female, 12 months, 70 cm, 8 kg", "144.5 mL/min/1.73 m² by bedside Schwartz 2009",
      "fludarabine 11.83 mg a day, rounded 12 mg; cyclophosphamide 197.2 mg a day, rounded 195 mg",
      "--set confirm=bsa-under-10-kg"},
     {"Schedule", "mg ×", "Given"}},
    {"P3-product",
     INFANT "; confirm=bsa-under-10-kg; ld_start_date=2026-12-01; fludarabine_product=flu-us; "
            "cyclophosphamide_product=cy-de-beta",
     {"Day 1 Tue 1 Dec 2026 12 mg 195 mg", "Day 3 Thu 3 Dec 2026 12 mg –", "0.48 mL a day at 25 mg/mL",
      "0.39 mL a day at 500 mg/mL", "Contains 65 vol-% ethanol", "12 mg × 4 = 48 mg"},
     {NULL}},
    {"product-without-concentration",
     EXAMPLE "; guidance=us-label; cyclophosphamide_product=cy-de-baxter; fludarabine_product=nix",
     {"No volume, because no concentration was read", "no product “nix”"}, {" mL a day"}},
    {"no-product", EXAMPLE "; guidance=us-label", {"Dose calculated"}, {"Volume", " mL a day"}},
    {"P4-dialysis", P4,
     {"Do not give", "Status: contraindicated. Release: blocked",
      "Dialysis: haemodialysis; no estimate of clearance counts", "“do not administer”"},
     {"Schedule", "mg ×", "53.24", "Given"}},
    {"P4-override",
     P4 "; override_reason=team; decided_by=A. Name; prescriber=B. Name; fludarabine_fraction=0.5; "
        "cyclophosphamide_fraction=1",
     {"OVERRIDE: this dose was decided by a person against the rules", "Status: final",
      "50 % of the standard dose (15 instead of 30 mg/m²). OVERRIDE: the rules say “Do not give”.",
      "27 mg × 3 = 81 mg", "Decided by: A. Name", "Reason: team"},
     {NULL}},
    {"P12-decision", P12,
     {"Choose", "Status: decision. Release: blocked", "24.9 to below 49.8 mg a day",
      "--set fludarabine_fraction=… (from 0.5 to below 1)",
      "Cyclophosphamide: nothing is open; its dose is shown once the whole plan is final."},
     {"Schedule", "830 mg"}},
    {"P12-chosen", P12 "; fludarabine_fraction=0.6; decided_by=A. Name",
     {"Dose calculated", "30 mg × 3 = 90 mg",
      "60 % of the standard dose (18 instead of 30 mg/m²). Chosen by A. Name (fludarabine_fraction).",
      "deviation below 0.01 mg"},
     {NULL}},
    {"P12-almost-whole", P12 "; fludarabine_fraction=0.9999999",
     {"99.99999 % of the standard dose (29.999997 instead of 30 mg/m²)"},
     {"100 % of the standard dose (30 "}},
    {"measured", EXAMPLE "; guidance=eu-smpc; gfr_measured_ml_min=80",
     {"Dose calculated", "Clearance 80 mL/min by measured GFR."}, {NULL}},
    {"missing",
     "regimen=eu-yescarta; guidance=eu-smpc; sex=F; age_years=68; height_cm=160; weight_kg=62",
     {"Data missing", "Status: incomplete",
      "Fludarabine needs: Creatinine. Columns: creatinine_mg_dl or creatinine_umol_l.",
      "Cyclophosphamide needs: Creatinine, Bilirubin.", "Not assessed"},
     {"Schedule", "mg ×"}},
    {"order",
     US "; sex=M; age_years=64; height_cm=175; weight_kg=74; creatinine_mg_dl=1.08; "
        "bilirubin_mg_dl=0.6; ordered_fludarabine_mg_per_day=57; "
        "ordered_cyclophosphamide_mg_per_day=950" ASKED,
     {"Order", "57 mg 46 mg +11 mg (+23.9 %), MORE than the permitted 5 %",
      "950 mg 950 mg 0 mg (0 %), within the permitted 5 %"},
     {NULL}},
    {"order-without-plan", P12 "; ordered_fludarabine_mg_per_day=30",
     {"30 mg – nothing to compare with yet"}, {"MORE", "within the permitted"}},
    {"bands", "regimen=us-yescarta; guidance=us-label; formulary=uk-nhs-bands; sex=F; age_years=61; "
              "height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
     {"720 mg a day; dose band of the site policy for 689.34 to below 758.94 mg"}, {NULL}},
    {"cap", US "; sex=F; age_years=58; height_cm=165; weight_kg=128; creatinine_mg_dl=0.60; "
               "bilirubin_mg_dl=0.5; bsa_cap_m2=2" ASKED,
     {"Body surface capped at 2 m² instead of 2.4221 m²: −17.4 %.", "60 mg × 3"}, {NULL}},
    {"dosing-weight", EXAMPLE "; guidance=us-label; dosing_weight_kg=45",
     {"Size from dosing_weight_kg: 45 kg instead of 48 kg."}, {NULL}},
    {"supportive", "regimen=us-amtagvi; guidance=us-label; sex=F; age_years=50; height_cm=170; "
                   "weight_kg=60; creatinine_mg_dl=0.7; bilirubin_mg_dl=0.6",
     {"Day 1 – 3600 mg", "Infusion from 24 hours to 4 days after the last day of lymphodepletion",
      "Mesna is given with cyclophosphamide; its dose and times are not in the evidence",
      "Cyclophosphamide first, then fludarabine"},
     {NULL}},
    {"regimen", "regimen=eu-kymriah-lbcl; guidance=eu-smpc; accept_unverified=yes; sex=F; "
                "age_years=50; height_cm=170; weight_kg=60; creatinine_mg_dl=0.7; bilirubin_mg_dl=0.6",
     {"Infusion 2 to 14 days after the last day of lymphodepletion.",
      "Repeat lymphodepletion (the source’s word: “should”) if the infusion comes more than 28 days "
      "after the last day and all of this holds: white cells above 1 ×10⁹/L.",
      "Lymphodepletion can be left out (the source’s word: “may”) with white cells up to 1 ×10⁹/L, "
      "within 7 days before the infusion.",
      "names another lymphodepletion: Bendamustine"},
     {NULL}},
    {"clear-days",
     "regimen=us-abecma; guidance=us-label; sex=F; age_years=50; height_cm=170; weight_kg=60; "
     "creatinine_mg_dl=0.7; bilirubin_mg_dl=0.6",
     {"Infusion 2 days after the last day of lymphodepletion, counted as clear days."}, {NULL}},
    {"day-1",
     "regimen=eu-kymriah-ball; guidance=eu-smpc; accept_unverified=yes; sex=F; age_years=20; "
     "height_cm=170; weight_kg=60; creatinine_mg_dl=0.7; bilirubin_mg_dl=0.6; "
     "ld_start_date=2026-12-01; infusion_date=2026-12-10",
     {"Last day of lymphodepletion Fri 4 Dec 2026, infusion Thu 10 Dec 2026. Days between: 6 as a "
      "calendar difference, 5 as clear days. This lies inside the window."}, {NULL}},
    {"case-id", EXAMPLE "; guidance=us-label; case_id=a label", {"Case a label Dose calculated"},
     {NULL}},
};

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(FixtureCase) fixture = fixture_plan(test->text);
    g_autofree char *page = page_of(fixture, NULL, &ldose_wording_plain);
    g_autofree char *text = unwrapped(page);
    for (guint i = 0; i < G_N_ELEMENTS(test->has) && test->has[i] != NULL; i++) {
        if (strstr(text, test->has[i]) == NULL)
            g_error("the page lacks \"%s\":\n%s", test->has[i], page);
    }
    for (guint i = 0; i < G_N_ELEMENTS(test->lacks) && test->lacks[i] != NULL; i++) {
        if (strstr(text, test->lacks[i]) != NULL)
            g_error("the page has \"%s\":\n%s", test->lacks[i], page);
    }
}

/* ---- what holds for every page --------------------------------------------------------------- */

static void
assert_lacks(const char *page, const char *pattern)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_assert_nonnull(regex);
    if (g_regex_match(regex, page, 0, &match)) {
        g_autofree char *found = g_match_info_fetch(match, 0);
        g_error("the page has \"%s\":\n%s", found, page);
    }
}

/* R23, R41: no trailing zero of our own, a leading zero, a blank before the unit, full drug names, none
 * of the words that promise too much. The documents' own texts are not ours. */
static void
test_every_page(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(FixtureCase) fixture = fixture_plan(test->text);
    g_autofree char *page = page_of(fixture, NULL, &ldose_wording_plain);
    assert_lacks(page, "[0-9]\\.[0-9]*0 mg [^/]*a day");
    assert_lacks(page, "[^0-9]\\.[0-9]+ (mg|mL|kg)");
    assert_lacks(page, "[0-9](mg|mL|kg|cm|m²)\\b");
    assert_lacks(page, "\\b(LD|Flu|Cy|SCr)\\b|µg");
    assert_lacks(page, "\\b(READY|safe|optimal|validated)\\b");
    assert_lacks(page, "%[0-9]\\$|\\(null\\)|(?m)[ \t]$");
    g_assert_true(g_utf8_validate(page, -1, NULL));
    g_auto(GStrv) lines = g_strsplit(page, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        g_assert_cmpuint(ldose_page_width(lines[i]), <=, LDOSE_PAGE_WIDTH);
}

/* R24: one decimal sign, said on the page; numbers of sections keep their point. */
static void
test_comma(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(FixtureCase) fixture = fixture_plan(test->text);
    g_autofree char *page = page_of(fixture, NULL, &comma);
    assert_lacks(page, "[0-9]\\.[0-9]+ (mg|mL|kg|cm|m²|µmol|%)");
    g_assert_nonnull(strstr(page, "Decimal sign of this page: comma."));
    g_autofree char *english = page_of(fixture, NULL, &ldose_wording_plain);
    g_assert_nonnull(strstr(english, "Decimal sign of this page: point."));
    assert_lacks(english, "[0-9],[0-9]+ (mg|mL|kg|cm|m²|µmol|%)");
}

static void
test_documents_and_purpose(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(EXAMPLE "; guidance=us-label");
    g_autofree char *page = page_of(fixture, NULL, &ldose_wording_plain);
    g_autofree char *text = unwrapped(page);
    const LdoseDocument *documents[] = {
        &fixture->rules->regimen->document, &fixture->rules->guidance->document,
        &fixture->rules->formulary->document, &fixture->rules->general->document};
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++) {
        g_autofree char *hash = g_strdup_printf("sha256 %.12s", documents[i]->sha256);
        g_assert_nonnull(strstr(text, hash));
        g_assert_nonnull(strstr(text, documents[i]->id));
    }
    g_assert_nonnull(strstr(text, "Program: Lymphodose "));
    g_assert_nonnull(strstr(text, "has not been assessed or CE-marked as a medical device"));
    g_assert_nonnull(strstr(text, "Regulation (EU) 2017/745"));
}

/* "Why" stands only with a trace, and shows a dose only where the plan is final. */
static void
test_why(void)
{
    static const char *const texts[] = {EXAMPLE "; guidance=us-label", P12};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(FixtureCase) fixture = fixture_plan(texts[i]);
        g_autoptr(LdoseTrace) trace = ldose_trace_new();
        g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
        ldose_plan_compute(&fixture->patient, fixture->rules, plan, trace, &fixture->faults);
        g_autofree char *page = page_of(fixture, trace, &ldose_wording_plain);
        const char *why = strstr(page, "\nWhy\n");
        g_assert_nonnull(why);
        g_autofree char *section = g_strndup(why, (gsize)(strstr(why, "\nThe regimen\n") - why));
        g_assert_nonnull(strstr(section, "bsa_mosteller"));
        g_assert_nonnull(strstr(section, "Not applied."));
        g_assert_true((strstr(section, "adjusted-dose") != NULL) ==
                      (fixture->plan.status == LDOSE_PLAN_FINAL));
    }
}

/* R34: every sentence goes through the catalogue as a whole. */
static const char *
shouted(const char *text)
{
    return strcmp(text, "Dose calculated") == 0 ? "DOSIS BERECHNET" : text;
}

static const char *
swapped(const char *text)
{
    return strcmp(text, "%1$s of the standard dose (%2$s instead of %3$s)") == 0
               ? "(%2$s statt %3$s) %1$s der Standarddosis"
               : text;
}

static void
test_translated(void)
{
    const LdoseWording first = {shouted, NULL, ','}, second = {swapped, NULL, ','};
    g_autoptr(FixtureCase) fixture = fixture_plan(EXAMPLE "; guidance=us-label");
    g_autofree char *page = page_of(fixture, NULL, &first);
    g_assert_true(g_str_has_prefix(page, "DOSIS BERECHNET\n"));
    g_autofree char *other = page_of(fixture, NULL, &second);
    g_assert_nonnull(strstr(other, "(18 statt 30 mg/m²) 60 % der Standarddosis"));
}

static const char *
translated_rule(const char *text)
{
    return strcmp(text, "A cap of 2.2 m², section 4.2.") == 0 ? "Obergrenze 2,2 m², Abschnitt 4.2."
                                                              : text;
}

/* R24: one decimal sign on a page, whatever sign the language usually has. */
static void
test_translated_decimals(void)
{
    const LdoseWording comma_page = {NULL, translated_rule, ','};
    const LdoseWording point_page = {NULL, translated_rule, '.'};
    const char *text = "A cap of 2.2 m², section 4.2.";
    g_assert_cmpstr(ldose_phrase_rule_text(&comma_page, text), ==,
                    "Obergrenze 2,2 m², Abschnitt 4.2.");
    g_assert_cmpstr(ldose_phrase_rule_text(&point_page, text), ==,
                    "Obergrenze 2.2 m², Abschnitt 4.2.");
    g_assert_cmpstr(ldose_phrase_rule_text(&comma_page, "Up to 1.5 mg/dL, section 4.2."), ==,
                    "Up to 1,5 mg/dL, section 4.2.");
    g_assert_cmpstr(ldose_phrase_rule_text(&point_page, "Up to 1.5 mg/dL."), ==,
                    "Up to 1.5 mg/dL.");
}

/* In a language that runs from right to left a value keeps its own direction. */
static void
test_right_to_left(void)
{
    const LdoseWording wording = {.decimal_sign = '.', .right_to_left = TRUE};
    g_autofree char *text = ldose_tell(&wording, "%1$s: 100 %% of %2$s", "a", "−5 mg");
    g_assert_cmpstr(text, ==, "\u2068a\u2069: 100 % of \u2068\u200e−5 mg\u2069");
    /* So does a number whose unit stands in the sentence. */
    g_autofree char *with_unit = ldose_tell(&wording, "%1$s mg (%2$s %%), %1$s m², %2$s mgx",
                                            "+0.3", "−5");
    g_assert_cmpstr(with_unit, ==,
                    "\u2068\u200e+0.3 mg\u2069 (\u2068\u200e−5 %\u2069), \u2068\u200e+0.3 m²\u2069, "
                    "\u2068\u200e−5\u2069 mgx");
    g_autofree char *plain = ldose_tell(&ldose_wording_plain, "%1$s: 100 %% of %2$s", "a", "−5 mg");
    g_assert_cmpstr(plain, ==, "a: 100 % of −5 mg");
}

/* R27: the same plan, the same bytes. */
static void
test_same_bytes(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(P4);
    g_autofree char *one = page_of(fixture, NULL, &ldose_wording_plain);
    g_autofree char *other = page_of(fixture, NULL, &ldose_wording_plain);
    g_assert_cmpstr(one, ==, other);
}

/* ---- the page itself ------------------------------------------------------------------------- */

static void
test_wrapping(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autofree char *filler = g_strnfill(LDOSE_PAGE_WIDTH - 4, 'a');
    g_autofree char *text = g_strdup_printf("%s 27 mg, 64 mL/min/1.73 m² %s", filler, "end");
    ldose_page_paragraph(out, 0, 2, text);
    g_autofree char *expected = g_strdup_printf("%s\n  27 mg, 64 mL/min/1.73 m² end\n", filler);
    g_assert_cmpstr(out->str, ==, expected);
}

static void
test_widths(void)
{
    g_assert_cmpuint(ldose_page_width("−5 µmol/L"), ==, 9);
    g_assert_cmpuint(ldose_page_width("e\xcc\x81"), ==, 1); /* e and a combining accent */
    g_assert_cmpuint(ldose_page_width("\xe7\x94\xb2"), ==, 2); /* a wide character */
    g_autoptr(GString) out = g_string_new(NULL);
    ldose_page_labelled(out, 2, 10, "Größe", "165 cm");
    ldose_page_labelled(out, 2, 10, "a long label", "x");
    g_assert_cmpstr(out->str, ==, "  Größe   165 cm\n  a long label x\n");
}

static void
test_table(void)
{
    static const gboolean right[] = {FALSE, TRUE};
    g_autoptr(GString) out = g_string_new(NULL);
    LdosePageTable table;
    ldose_page_table_init(&table, G_N_ELEMENTS(right), right);
    ldose_page_table_add(&table, g_strdup("Day −5"));
    ldose_page_table_add(&table, g_strdup("27 mg"));
    ldose_page_table_add(&table, g_strdup("Total"));
    ldose_page_table_add(&table, g_strdup(""));
    ldose_page_table_print(&table, out, 2);
    g_assert_cmpstr(out->str, ==, "  Day −5   27 mg\n  Total\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/plan-text/R10/R12/R45/%s", cases[i].name);
        g_autofree char *every = g_strdup_printf("/plan-text/R23/R41/%s", cases[i].name);
        g_autofree char *sign = g_strdup_printf("/plan-text/R24/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
        g_test_add_data_func(every, &cases[i], test_every_page);
        g_test_add_data_func(sign, &cases[i], test_comma);
    }
    g_test_add_func("/plan-text/R17/R38/documents-and-purpose", test_documents_and_purpose);
    g_test_add_func("/plan-text/why", test_why);
    g_test_add_func("/plan-text/R34/translated", test_translated);
    g_test_add_func("/plan-text/R34/translated decimals", test_translated_decimals);
    g_test_add_func("/plan-text/R35/right to left", test_right_to_left);
    g_test_add_func("/plan-text/R27/same-bytes", test_same_bytes);
    g_test_add_func("/text-page/wrapping", test_wrapping);
    g_test_add_func("/text-page/widths", test_widths);
    g_test_add_func("/text-page/table", test_table);
    return g_test_run();
}
