/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The printed plan (R26), its words on every page (R24, R29, R46), and the PDF made of it (R27).
 * Patients are synthetic. Tests of the PDF itself need the module; LYMPHODOSE_MODULES says where it
 * lies. */
#include "plan-pdf.h"

#include <locale.h>
#include <string.h>

#include "error.h"
#include "fixture.h"
#include "pdf-loader.h"
#include "picture-text.h"

#define AT    "2026-11-24T09:30:00Z"
#define DATES "; as_of=2026-11-30; ld_start_date=2026-12-01; creatinine_date=2026-11-30"
#define US    "regimen=us-yescarta; guidance=us-label; formulary=adult-oncology"
#define LIGHT                                                                                      \
    US "; case_id=light; sex=F; age_years=61; height_cm=165; weight_kg=48; "                       \
       "weight_date=2026-11-29; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6" DATES
#define ORDER "; ordered_fludarabine_mg_per_day=45; ordered_cyclophosphamide_mg_per_day=740"
#define DIALYSED                                                                                   \
    US "; sex=F; age_years=66; height_cm=162; weight_kg=70; creatinine_mg_dl=6; "                  \
       "bilirubin_mg_dl=0.6; dialysis=hd" DATES
#define OVERRIDE                                                                                   \
    "; override_reason=board of 2026-11-29; decided_by=A. Example; "                               \
    "prescriber=B. Example; fludarabine_fraction=0.5; cyclophosphamide_fraction=1"
#define OPEN                                                                                       \
    "regimen=eu-yescarta; guidance=eu-smpc; formulary=adult-oncology; sex=F; "                     \
    "age_years=68; height_cm=160; weight_kg=62; creatinine_mg_dl=1.1; "                            \
    "bilirubin_mg_dl=0.6" DATES
#define CHILD                                                                                      \
    "regimen=us-kymriah-ball; guidance=us-label; sex=M; age_years=12; height_cm=150; "             \
    "weight_kg=40; creatinine_mg_dl=0.5"
#define RISING                                                                                     \
    US "; sex=F; age_years=59; height_cm=168; weight_kg=72; creatinine_mg_dl=1.35; "               \
       "creatinine_earlier_mg_dl=0.9; bilirubin_mg_dl=0.6"
#define LACKING US "; sex=F; age_years=68; height_cm=160; weight_kg=62"

/* Fontconfig keeps what it has found; the leak checker takes it for lost. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

static const LdosePlanPdfOptions plain = {.pages = LDOSE_PLAN_PAGES_FILED, .at = AT};

/* The printed plan, at a site that has adopted its documents or not. */
static LdosePaper *
paper_at(gboolean adopted, const char *text, const LdosePlanPdfOptions *options,
         const LdoseWording *wording)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(text);
    g_assert_true(fixture->planned);
    LdoseRuleSet rules = *fixture->plan.rules;
    rules.site.adopted = adopted;
    fixture->plan.rules = &rules;
    return ldose_plan_pdf(&fixture->plan, &fixture->patient, options, wording);
}

static LdosePaper *
paper_of(const char *text, const LdosePlanPdfOptions *options, const LdoseWording *wording)
{
    return paper_at(TRUE, text, options, wording);
}

/* Every text of a document, with every run of blanks as one. */
static char *
words_of(const LdosePaper *paper)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GRegex) blanks = g_regex_new("\\s+", 0, 0, NULL);
    ldose_paper_text(out, paper);
    return g_regex_replace_literal(blanks, out->str, -1, 0, " ", 0, NULL);
}

static void
assert_has(const char *words, const char *piece)
{
    if (strstr(words, piece) == NULL)
        g_error("lacks \"%s\": %s", piece, words);
}

static guint
count_blocks(const LdosePaper *paper, LdosePaperKind kind)
{
    guint n = 0;
    for (guint i = 0; i < paper->blocks->len; i++)
        n += ((const LdosePaperBlock *)g_ptr_array_index(paper->blocks, i))->kind == kind;
    return n;
}

/* ---- what stands on the paper ---------------------------------------------------------------- */

/* R26, item by item. */
static void
test_final(void)
{
    static const char *const pieces[] = {
        "Example, Erika",
        "MRN 0000",
        "light",
        "165 cm",
        "48 kg, dated 29 Nov 2026",
        "1.4832 m² (Mosteller)",
        "Creatinine 1.1 mg/dL of 30 Nov 2026",
        "Clearance 40.7 mL/min by Cockcroft–Gault",
        "Bilirubin 0.6 mg/dL",
        "intravenous",
        "30 mg/m² × 1.48324 m² = 44.5 mg a day",
        "60 % of the standard dose (18 instead of 30 mg/m²)",
        "26.7 mg a day",
        "27 mg a day",
        "rounded to the nearest 1 mg",
        "27 mg × 3 = 81 mg",
        "740 mg × 3 = 2220 mg",
        "Day −5",
        "Day −3",
        "Tue 1 Dec 2026",
        "us-yescarta@1.0",
        "us-label@1.0",
        "adult-oncology@1.0",
        "general-findings@1.0",
        "Calculated by",
        "Independently checked by",
        "It has not been assessed or CE-marked",
        "decimal sign: point",
        "Decimal sign of this page: point",
        "Program: Lymphodose",
        "+18 mg (+66.7 %), MORE than the permitted 5 %",
        "made 2026-11-24 09:30 UTC",
    };
    const LdosePlanPdfOptions options = {.pages = LDOSE_PLAN_PAGES_FILED,
                                         .at = AT,
                                         .first_identifier = "Example, Erika",
                                         .second_identifier = "MRN 0000"};
    g_autoptr(FixtureCase) fixture = fixture_plan(LIGHT ORDER);
    g_autoptr(LdosePaper) paper = paper_of(LIGHT ORDER, &options, &ldose_wording_plain);
    g_autofree char *words = words_of(paper);
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++)
        assert_has(words, pieces[i]);
    assert_has(words, fixture->plan.rules->guidance->document.sha256);
    assert_has(words, fixture->plan.rules->regimen->document.sha256);
    assert_has(words, fixture->plan.rules->formulary->document.sha256);
    g_assert_null(paper->banner);
    g_assert_cmpstr(paper->label, ==, "Example, Erika · MRN 0000");
    g_assert_false(paper->has_line);
}

/* R24: one decimal sign on the whole page, and said. Ids, versions and sources keep theirs. */
static void
test_comma(void)
{
    static const LdoseWording comma = {NULL, NULL, ','};
    g_autoptr(LdosePaper) paper = paper_of(LIGHT ORDER, &plain, &comma);
    g_autofree char *words = words_of(paper);
    assert_has(words, "1,4832 m² (Mosteller)");
    assert_has(words, "26,7 mg a day");
    assert_has(words, "decimal sign: comma");
    g_autoptr(GRegex) point = g_regex_new("[0-9]\\.[0-9]+ (mg|m²|kg|mL)", 0, 0, NULL);
    g_assert_false(g_regex_match(point, words, 0, NULL));
}

/* A plan that is not final shows no dose, and says why in large words on every page. */
static void
test_no_dose(gconstpointer data)
{
    const char *const *row = data; /* name, case, status, why */
    g_autoptr(LdosePaper) paper = paper_of(row[1], &plain, &ldose_wording_plain);
    g_autofree char *words = words_of(paper);
    g_autofree char *banner = g_strdup_printf("NO DOSE: %s", row[2]);
    g_assert_cmpstr(paper->banner, ==, banner);
    assert_has(words, row[3]);
    /* A source has a strength in its title. */
    g_autofree char *doses =
        fixture_replace(g_strconcat(words, " Fludara 50 mg", NULL), "Fludara 50 mg", "a label");
    g_autoptr(GRegex) dose = g_regex_new("[0-9] mg(?!/)", 0, 0, NULL);
    if (g_regex_match(dose, doses, 0, NULL))
        g_error("a dose: %s", doses);
    g_assert_null(strstr(words, "Rounded dose"));
}

/* R29: the original outcome stays visible, and who decided. */
static void
test_override(void)
{
    g_autoptr(LdosePaper) paper = paper_of(DIALYSED OVERRIDE, &plain, &ldose_wording_plain);
    g_autofree char *words = words_of(paper);
    g_assert_true(g_str_has_prefix(paper->banner, "OVERRIDE"));
    assert_has(words, "the rules say “Do not give”");
    assert_has(words, "board of 2026-11-29");
    assert_has(words, "A. Example");
    assert_has(words, "Prescriber (override)");
    assert_has(words, "OVERRIDE: the rules say");
}

/* R46: documents that are not in use here give no place to sign. */
static void
test_not_adopted(void)
{
    const LdosePlanPdfOptions options = {.pages = LDOSE_PLAN_PAGES_FILED,
                                         .at = AT,
                                         .first_identifier = "a",
                                         .second_identifier = "b"};
    g_autoptr(LdosePaper) paper =
        paper_at(FALSE, DIALYSED OVERRIDE, &options, &ldose_wording_plain);
    g_autoptr(LdosePaper) other = paper_at(TRUE, LIGHT, &plain, &ldose_wording_plain);
    g_autofree char *words = words_of(paper);
    g_autofree char *other_words = words_of(other);
    g_autofree char *end = g_strconcat("\n", ldose_adoption_line(FALSE), NULL);
    g_assert_true(g_str_has_suffix(paper->banner, end));
    g_assert_cmpuint(count_blocks(paper, LDOSE_PAPER_LINES), ==, 0);
    g_assert_null(strstr(words, "Calculated by"));
    assert_has(words, "this page has no place to sign");
    assert_has(other_words, ldose_adoption_line(TRUE));
    /* The patient's two lines and two signatures. */
    g_assert_cmpuint(count_blocks(other, LDOSE_PAPER_LINES), ==, 3);
    g_assert_true(other->has_line);
}

/* ---- kinds of pages -------------------------------------------------------------------------- */

#define JAUNDICED                                                                                  \
    US "; sex=M; age_years=67; height_cm=176; weight_kg=38; creatinine_mg_dl=0.5; "                \
       "bilirubin_mg_dl=2.4" DATES
#define COUNTED                                                                                    \
    "regimen=in-nexcar19; guidance=us-label; accept_unverified=yes; sex=M; age_years=55; "         \
    "height_cm=178; weight_kg=80; "                                                                \
    "creatinine_mg_dl=0.9; bilirubin_mg_dl=0.6" DATES
#define PRODUCT "; fludarabine_product=flu-us"
#define ALL     (LDOSE_PLAN_PAGE_CHART | LDOSE_PLAN_PAGE_PREPARATION | LDOSE_PLAN_PAGE_CHECK)

static const LdosePlanPdfOptions preparation = {.pages = LDOSE_PLAN_PAGE_PREPARATION, .at = AT};

/* Computes the plan again, with its steps. */
static LdoseTrace *
trace_of(FixtureCase *fixture)
{
    LdoseTrace *trace = ldose_trace_new();
    g_assert_true(ldose_plan_compute(&fixture->patient, fixture->rules, &fixture->plan, trace,
                                     &fixture->faults));
    return trace;
}

static void
test_pages_parse(void)
{
    static const struct {
        const char *text;
        guint pages; /* 0: refused */
    } rows[] = {
        {"chart", LDOSE_PLAN_PAGE_CHART},
        {"chart,check", LDOSE_PLAN_PAGES_FILED},
        {"check,chart", LDOSE_PLAN_PAGES_FILED},
        {"preparation", LDOSE_PLAN_PAGE_PREPARATION},
        {"all", ALL},
        {"", 0},
        {"chart,", 0},
        {"Chart", 0},
        {"chart check", 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        guint pages = 0;
        g_assert_cmpint(ldose_plan_pages_parse(rows[i].text, &pages), ==, rows[i].pages != 0);
        g_assert_cmpuint(pages, ==, rows[i].pages);
    }
}

/* The cells of the table to write in; of the @drug-th sheet. */
static const LdosePaperBlock *
table_to_fill(const LdosePaper *paper, guint drug)
{
    for (guint i = 0; i < paper->blocks->len; i++) {
        const LdosePaperBlock *block = g_ptr_array_index(paper->blocks, i);
        if (block->to_fill && drug-- == 0)
            return block;
    }
    g_error("no table to write in");
}

static const char *
cell(const LdosePaperBlock *table, guint row, guint column)
{
    return g_array_index(table->cells, LdosePaperCell, row * table->n_columns + column).text;
}

/* A sheet a drug, a row a day; a volume where the product has a concentration, else blanks; batch,
 * expiry and initials are always blank. */
static void
test_preparation(void)
{
    g_autoptr(LdosePaper) paper = paper_of(LIGHT PRODUCT, &preparation, &ldose_wording_plain);
    const LdosePaperBlock *fludarabine = table_to_fill(paper, 0);
    const LdosePaperBlock *cyclophosphamide = table_to_fill(paper, 1);
    g_autofree char *words = words_of(paper);
    g_assert_cmpuint(count_blocks(paper, LDOSE_PAPER_PART), ==, 2);
    g_assert_cmpuint(fludarabine->n_columns, ==, 9);
    g_assert_cmpuint(fludarabine->cells->len, ==, 3 * 9);
    g_assert_cmpstr(cell(fludarabine, 0, 0), ==, "Day −5\nTue 1 Dec 2026");
    g_assert_cmpstr(cell(fludarabine, 2, 0), ==, "Day −3\nThu 3 Dec 2026");
    g_assert_cmpstr(cell(fludarabine, 1, 1), ==, "27 mg");
    g_assert_cmpstr(cell(fludarabine, 1, 3), ==, "25 mg/mL");
    g_assert_cmpstr(cell(fludarabine, 1, 4), ==, "1.08 mL");
    g_assert_cmpstr(cell(cyclophosphamide, 1, 1), ==, "740 mg");
    for (guint column = 2; column < 9; column++)
        g_assert_cmpstr(cell(cyclophosphamide, 1, column), ==, "");
    for (guint column = 5; column < 9; column++)
        g_assert_cmpstr(cell(fludarabine, 1, column), ==, "");
    assert_has(words, "27 mg × 3 = 81 mg");
    assert_has(words, "It has not been assessed or CE-marked");
    assert_has(words, "us-label@1.0");
}

/* The volume at each concentration, by hand: 27 mg and 740 mg over the mg/mL of evidence file
 * weight-and-formulas.md, A10. Without a concentration there is no volume. */
static void
test_preparation_volumes(void)
{
    static const struct {
        const char *product;
        guint sheet;
        const char *concentration, *volume;
    } rows[] = {
        {"; fludarabine_product=flu-eu-concentrate", 0, "25 mg/mL", "1.08 mL"},
        {"; fludarabine_product=flu-eu-powder", 0, "25 mg/mL", "1.08 mL"},
        {"; cyclophosphamide_product=cy-uk-sandoz", 1, "20 mg/mL", "37 mL"},
        {"; cyclophosphamide_product=cy-us-solution", 1, "200 mg/mL", "3.7 mL"},
        {"; cyclophosphamide_product=cy-de-beta", 1, "500 mg/mL", "1.48 mL"},
        {"; cyclophosphamide_product=cy-de-baxter", 1, "", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = g_strconcat(LIGHT, rows[i].product, NULL);
        g_autoptr(LdosePaper) paper = paper_of(text, &preparation, &ldose_wording_plain);
        const LdosePaperBlock *table = table_to_fill(paper, rows[i].sheet);
        for (guint day = 0; day < 3; day++) {
            g_assert_cmpstr(cell(table, day, 3), ==, rows[i].concentration);
            g_assert_cmpstr(cell(table, day, 4), ==, rows[i].volume);
        }
    }
}

/* A document that says on how many days only, a plan to be acknowledged, one that is not in use. */
static void
test_preparation_states(void)
{
    g_autoptr(LdosePaper) counted = paper_of(COUNTED, &preparation, &ldose_wording_plain);
    g_autoptr(LdosePaper) open = paper_of(JAUNDICED, &preparation, &ldose_wording_plain);
    g_autoptr(LdosePaper) foreign = paper_at(FALSE, LIGHT, &preparation, &ldose_wording_plain);
    g_autoptr(LdosePaper) nothing = paper_of(DIALYSED ORDER, &preparation, &ldose_wording_plain);
    g_autofree char *open_words = words_of(open);
    g_autofree char *foreign_words = words_of(foreign);
    g_autofree char *nothing_words = words_of(nothing);
    g_assert_cmpstr(cell(table_to_fill(counted, 0), 0, 0), ==, "day 1 of 3");
    g_assert_cmpstr(cell(table_to_fill(counted, 0), 2, 0), ==, "day 3 of 3");
    assert_has(open_words, "Prepare only when they and the plan are signed");
    assert_has(foreign_words, "this page has no place to sign");
    g_assert_cmpuint(table_to_fill(foreign, 0)->n_columns, ==,
                     7); /* neither prepared nor checked */
    assert_has(nothing_words, "Nothing to prepare");
    g_assert_null(strstr(nothing_words, " mg "));
}

/* Every input, every choice, every step with formula, operands, result and source. */
static void
test_check(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(LIGHT ORDER "; bsa_cap_m2=2");
    g_autoptr(LdoseTrace) trace = trace_of(fixture);
    const LdosePlanPdfOptions options = {.pages = LDOSE_PLAN_PAGE_CHECK, .trace = trace, .at = AT};
    g_autoptr(LdosePaper) paper =
        ldose_plan_pdf(&fixture->plan, &fixture->patient, &options, &ldose_wording_plain);
    g_autofree char *words = words_of(paper);
    static const char *const pieces[] = {
        "Inputs as they were given",
        "Date of creatinine 2026-11-30",
        "Creatinine 1.1 mg/dL",
        "Ordered fludarabine",
        "45 mg",
        "Decisions and choices",
        "2 m²",
        "Fludarabine, kidneys",
        "bsa_mosteller",
        "√(height × weight / 3600)",
        "Height 165 cm, Weight 48 kg",
        "1.4832 m²",
        "Mosteller 1987",
        "40.697 mL/min",
        "course-total",
    };
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++)
        assert_has(words, pieces[i]);
    for (guint i = 0; i < ldose_trace_length(trace); i++)
        assert_has(words, ldose_trace_step(trace, i)->id);
    assert_has(words, fixture->plan.rules->guidance->document.sha256);
}

/* Where the patient stands is on the check page alone, and exposure on none. */
static void
test_pictures(void)
{
    static const struct {
        const char *text;
        guint pages, n;
    } rows[] = {
        {LIGHT, LDOSE_PLAN_PAGE_CHECK, 2}, /* us-label: kidneys of both drugs */
        {OPEN, LDOSE_PLAN_PAGE_CHECK, 3},  /* eu-smpc: also the liver, of cyclophosphamide */
        {DIALYSED, LDOSE_PLAN_PAGE_CHECK, 2},
        {CHILD, LDOSE_PLAN_PAGE_CHECK, 0}, /* limits in mL/min are not for a child */
        {LIGHT, LDOSE_PLAN_PAGE_CHART, 0},
        {LIGHT, LDOSE_PLAN_PAGE_PREPARATION, 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        const LdosePlanPdfOptions options = {.pages = rows[i].pages, .at = AT};
        g_autoptr(LdosePaper) paper = paper_of(rows[i].text, &options, &ldose_wording_plain);
        g_autofree char *words = words_of(paper);
        g_assert_cmpuint(count_blocks(paper, LDOSE_PAPER_PICTURE), ==, rows[i].n);
        for (guint k = 0; k < 4; k++) {
            static const char *const never[] = {"AUC", "Langenhorst", "mg·h/L", "xposure"};
            g_assert_null(strstr(words, never[k]));
        }
    }
    g_autoptr(LdosePaper) paper =
        paper_of(LIGHT, &(LdosePlanPdfOptions){.pages = LDOSE_PLAN_PAGE_CHECK, .at = AT},
                 &ldose_wording_plain);
    g_autofree char *words = words_of(paper);
    assert_has(words, "Fludarabine: dose against clearance. This patient: 40.7 mL/min; ");
}

/* A plan that gives no dose has none on its check page, not even the ordered one. */
static void
test_check_no_dose(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(DIALYSED ORDER);
    g_autoptr(LdoseTrace) trace = trace_of(fixture);
    const LdosePlanPdfOptions options = {.pages = LDOSE_PLAN_PAGE_CHECK, .trace = trace, .at = AT};
    g_autoptr(LdosePaper) paper =
        ldose_plan_pdf(&fixture->plan, &fixture->patient, &options, &ldose_wording_plain);
    g_autofree char *words = words_of(paper);
    assert_has(words, "Steps that come to a dose are left out");
    assert_has(words, "bsa_mosteller");
    g_assert_null(strstr(words, "base-dose"));
    g_assert_null(strstr(words, "Ordered"));
    g_assert_null(strstr(words, "53.2")); /* the full dose */
}

/* R24: formulas too. */
static void
test_check_comma(void)
{
    static const LdoseWording comma = {NULL, NULL, ','};
    g_autoptr(FixtureCase) fixture = fixture_plan(LIGHT ORDER);
    g_autoptr(LdoseTrace) trace = trace_of(fixture);
    const LdosePlanPdfOptions options = {.pages = ALL, .trace = trace, .at = AT};
    g_autoptr(LdosePaper) paper =
        ldose_plan_pdf(&fixture->plan, &fixture->patient, &options, &comma);
    g_autofree char *words = words_of(paper);
    assert_has(words, "0,25 × (weight");
    assert_has(words, "40,697 mL/min");
    assert_has(words, "Creatinine 1,1 mg/dL");
    assert_has(words, "Decimal sign of this page: comma, in formulas too.");
    g_autoptr(GRegex) point = g_regex_new("[0-9]\\.[0-9]+ (mg|m²|kg|mL|×)", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (g_regex_match(point, words, 0, &match)) {
        g_autofree char *found = g_match_info_fetch(match, 0);
        g_error("a decimal point: %s", found);
    }
}

/* A unit holds a decimal sign, too (R24): us-label-older has its limits by 1.73 m². */
static void
test_picture_unit_comma(void)
{
    static const LdoseWording comma = {NULL, NULL, ','};
    g_autoptr(FixtureCase) fixture =
        fixture_plan("regimen=us-yescarta; guidance=us-label-older; sex=F; age_years=61; "
                     "height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6");
    g_autoptr(LdosePicture) picture = ldose_picture_new(&fixture->plan, &fixture->patient, NULL,
                                                        LDOSE_FLUDARABINE, LDOSE_PICTURE_CLEARANCE);
    g_autofree char *with_comma = ldose_picture_axis_label(picture, &comma);
    g_autofree char *with_point = ldose_picture_axis_label(picture, &ldose_wording_plain);
    g_assert_cmpstr(with_comma, ==, "Clearance, mL/min/1,73 m²");
    g_assert_cmpstr(with_point, ==, "Clearance, mL/min/1.73 m²");
}

/* What was acknowledged already is told, and leaves no line to sign. */
static void
test_acknowledged(void)
{
    static const LdosePlanAcknowledged done[] = {
        {"outside-gate", NULL, "called the ward", "C. Example", "2026-11-30T10:00:00Z"}};
    const LdosePlanPdfOptions options = {.pages = LDOSE_PLAN_PAGE_CHART,
                                         .acknowledged = done,
                                         .n_acknowledged = G_N_ELEMENTS(done),
                                         .at = AT};
    const LdosePlanPdfOptions none = {.pages = LDOSE_PLAN_PAGE_CHART, .at = AT};
    g_autoptr(LdosePaper) paper = paper_of(JAUNDICED, &options, &ldose_wording_plain);
    g_autoptr(LdosePaper) open = paper_of(JAUNDICED, &none, &ldose_wording_plain);
    g_autofree char *words = words_of(paper);
    assert_has(words, "Acknowledged by C. Example, 2026-11-30 10:00 UTC: called the ward");
    g_assert_cmpuint(count_blocks(paper, LDOSE_PAPER_LINES) + 1, ==,
                     count_blocks(open, LDOSE_PAPER_LINES));
}

static void
test_clean(void)
{
    g_autoptr(LdosePaper) paper =
        ldose_paper_new(LDOSE_SHEET_A4, "t\x01t", AT, &ldose_wording_plain);
    ldose_paper_paragraph(paper, LDOSE_STYLE_NORMAL,
                          "a\xff"
                          "b\tc\nd");
    ldose_paper_paragraph(paper, LDOSE_STYLE_NORMAL, "");
    ldose_paper_paragraph(paper, LDOSE_STYLE_NORMAL, NULL);
    g_assert_cmpuint(paper->blocks->len, ==, 1);
    g_assert_cmpstr(((LdosePaperBlock *)g_ptr_array_index(paper->blocks, 0))->text, ==,
                    "a\xef\xbf\xbd"
                    "b c\nd");
    g_assert_cmpstr(paper->title, ==, "t\xef\xbf\xbdt");
}

static void
test_time(void)
{
    static const char *const rows[][2] = {
        {"2026-11-24T09:30:59Z", "2026-11-24 09:30 UTC"},
        {"2026-11-24T09:30:00+01:00", "2026-11-24 09:30 UTC+01:00"},
        {"2026-01-02T23:59:00-05:30", "2026-01-02 23:59 UTC-05:30"},
        {"yesterday", "yesterday"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = ldose_paper_time(rows[i][0]);
        g_assert_cmpstr(text, ==, rows[i][1]);
    }
}

/* ---- the PDF --------------------------------------------------------------------------------- */

/* Where the module lies; NULL: the test is skipped, and says so. */
static const char *
module_directory(void)
{
    const char *directory = g_getenv("LYMPHODOSE_MODULES");
    g_autoptr(GError) error = NULL;
    g_autofree char *libraries = directory != NULL ? ldose_pdf_libraries(directory, &error) : NULL;
    if (libraries != NULL)
        return directory;
    g_test_skip(error != NULL ? error->message : "LYMPHODOSE_MODULES is not set: no PDF module");
    return NULL;
}

static GBytes *
pdf_of(const LdosePaper *paper, guint *n_pages_out)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = ldose_pdf_render(g_getenv("LYMPHODOSE_MODULES"), paper, n_pages_out, &error);
    g_assert_no_error(error);
    return bytes;
}

static guint
count_in(GBytes *bytes, const char *piece)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length), *end = data + length;
    guint n = 0;
    while (data < end && (data = memmem(data, (gsize)(end - data), piece, strlen(piece))) != NULL) {
        n++;
        data += strlen(piece);
    }
    return n;
}

/* The pages' texts; NULL: there is no pdftotext, and the test says so. (transfer full) */
static char **
page_texts(GBytes *bytes)
{
    g_autofree char *tool = g_find_program_in_path("pdftotext");
    g_autofree char *directory = NULL, *path = NULL, *text = NULL;
    g_autoptr(GError) error = NULL;
    gsize length = 0;
    if (tool == NULL) {
        g_test_skip("pdftotext (poppler-utils) is not here: the text of the PDF is not looked at");
        return NULL;
    }
    directory = fixture_make_directory();
    const char *data = g_bytes_get_data(bytes, &length);
    fixture_write(directory, "x.pdf", data, (gssize)length);
    path = g_build_filename(directory, "x.pdf", NULL);
    char *arguments[] = {tool, path, (char[]){"-"}, NULL};
    g_spawn_sync(NULL, arguments, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, NULL,
                 &error);
    g_assert_no_error(error);
    fixture_remove_directory(g_steal_pointer(&directory));
    return g_strsplit(text, "\f", -1); /* one more than pages: each ends with a form feed */
}

/* Where a word of the first page begins, in points from the left. */
static double
place_of(GBytes *bytes, const char *word)
{
    g_autofree char *tool = g_find_program_in_path("pdftotext");
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *path = g_build_filename(directory, "x.pdf", NULL);
    g_autofree char *text = NULL;
    g_autofree char *needle = g_strdup_printf(">%s<", word);
    g_autoptr(GError) error = NULL;
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    fixture_write(directory, "x.pdf", data, (gssize)length);
    char *arguments[] = {tool, (char[]){"-bbox"}, path, (char[]){"-"}, NULL};
    g_spawn_sync(NULL, arguments, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, NULL,
                 &error);
    g_assert_no_error(error);
    fixture_remove_directory(g_steal_pointer(&directory));
    const char *found = strstr(text, needle);
    if (found == NULL)
        g_error("no word \"%s\"", word);
    const char *x = g_strrstr_len(text, found - text, "xMin=\"");
    return g_ascii_strtod(x + strlen("xMin=\""), NULL);
}

/* A language that is written from right to left: English behind a Hebrew letter. */
static const char *
translate_turned(const char *text)
{
    g_autofree char *turned = g_strconcat("\327\220 ", text, NULL);
    return g_intern_string(text[0] != '\0' ? turned : "");
}

/* Its pages are mirrored: labels to the right of what they name, numbers to the left of a column; a
 * value still reads "27 mg". */
static void
test_turned(void)
{
    static const LdoseWording turned = {translate_turned, NULL, '.'};
    if (module_directory() == NULL)
        return;
    g_autofree char *tool = g_find_program_in_path("pdftotext");
    g_autoptr(LdosePaper) paper = paper_of(LIGHT ORDER, &plain, &ldose_wording_plain);
    g_autoptr(LdosePaper) other = paper_of(LIGHT ORDER, &plain, &turned);
    g_autoptr(GBytes) left = pdf_of(paper, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) right = ldose_pdf_render(g_getenv("LYMPHODOSE_MODULES"), other, NULL, &error);
    if (tool == NULL || right == NULL) { /* no tool, or no font with Hebrew */
        g_test_skip(error != NULL ? error->message : "pdftotext (poppler-utils) is not here");
        return;
    }
    g_assert_cmpfloat(place_of(left, "Route"), <, place_of(left, "intravenous"));
    g_assert_cmpfloat(place_of(right, "Route"), >, place_of(right, "intravenous"));
    g_assert_cmpfloat(place_of(left, "Signature"), >, place_of(left, "Name"));
    g_assert_cmpfloat(place_of(right, "Signature"), <, place_of(right, "Name"));
    /* A label begins at the side where a line begins, and so does an English text. */
    g_assert_cmpfloat(place_of(right, "Route"), >, 500);
    g_assert_cmpfloat(place_of(right, "Yescarta,"), >, 200);
    g_auto(GStrv) pages = page_texts(right);
    assert_has(pages[0], "27 mg");
}

/* R27: the same input, the same bytes, in any locale; another time, others. */
static void
test_same_bytes(void)
{
    const LdosePlanPdfOptions later = {.pages = LDOSE_PLAN_PAGES_FILED,
                                       .at = "2026-11-24T09:31:00Z"};
    if (module_directory() == NULL)
        return;
    g_autoptr(LdosePaper) paper = paper_of(LIGHT ORDER, &plain, &ldose_wording_plain);
    g_autoptr(LdosePaper) again = paper_of(LIGHT ORDER, &plain, &ldose_wording_plain);
    g_autoptr(LdosePaper) other = paper_of(LIGHT ORDER, &later, &ldose_wording_plain);
    g_autoptr(GBytes) first = pdf_of(paper, NULL);
    g_autofree char *locale = g_strdup(setlocale(LC_ALL, NULL));
    setlocale(LC_ALL, "C");
    g_autoptr(GBytes) second = pdf_of(again, NULL);
    setlocale(LC_ALL, locale);
    g_autoptr(GBytes) third = pdf_of(other, NULL);
    g_assert_true(g_bytes_equal(first, second));
    g_assert_false(g_bytes_equal(first, third));
    g_assert_cmpuint(count_in(first, "20261124093000"), ==, 1); /* and no other time */
    g_assert_cmpuint(count_in(first, "Date ("), ==, 1);
}

/* Page x of y, whose page it is, and OVERRIDE, on every page. */
static void
test_pages(void)
{
    const LdosePlanPdfOptions options = {.pages = LDOSE_PLAN_PAGES_FILED,
                                         .at = AT,
                                         .first_identifier = "Example, Erika",
                                         .second_identifier = "1960-02-29"};
    guint n = 0;
    if (module_directory() == NULL)
        return;
    g_autoptr(LdosePaper) paper = paper_of(DIALYSED OVERRIDE, &options, &ldose_wording_plain);
    g_autoptr(GBytes) bytes = pdf_of(paper, &n);
    g_assert_cmpuint(n, >=, 3);
    g_assert_cmpuint(count_in(bytes, "/Type /Page "), ==, n);
    g_auto(GStrv) pages = page_texts(bytes);
    if (pages == NULL)
        return;
    g_assert_cmpuint(g_strv_length(pages), ==, n + 1);
    for (guint i = 0; i < n; i++) {
        g_autofree char *number = g_strdup_printf("Page %u of %u", i + 1, n);
        assert_has(pages[i], number);
        assert_has(pages[i], "OVERRIDE");
        assert_has(pages[i], "Example, Erika · 1960-02-29");
        assert_has(pages[i], "decimal sign: point");
    }
}

/* A value is found with its unit as it was written: nothing invisible between them. */
static void
test_text(void)
{
    static const char *const pieces[] = {"27 mg a day", "740 mg a day", "1.4832 m² (Mosteller)",
                                         "Cyclophosphamide", "Tue 1 Dec 2026"};
    if (module_directory() == NULL)
        return;
    g_autoptr(FixtureCase) fixture = fixture_plan(LIGHT);
    g_autoptr(LdosePaper) paper = paper_of(LIGHT, &plain, &ldose_wording_plain);
    g_autoptr(GBytes) bytes = pdf_of(paper, NULL);
    g_auto(GStrv) pages = page_texts(bytes);
    if (pages == NULL)
        return;
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++)
        assert_has(pages[0], pieces[i]);
    g_autofree char *all = g_strjoinv("\n", pages);
    assert_has(all, fixture->plan.rules->guidance->document.sha256);
}

static void
test_sheets(void)
{
    const LdosePlanPdfOptions letter = {
        .pages = LDOSE_PLAN_PAGES_FILED, .at = AT, .sheet = LDOSE_SHEET_LETTER};
    guint n = 0;
    if (module_directory() == NULL)
        return;
    g_autoptr(LdosePaper) one = paper_of(LIGHT, &plain, &ldose_wording_plain);
    g_autoptr(LdosePaper) other = paper_of(LIGHT, &letter, &ldose_wording_plain);
    g_autoptr(GBytes) a4 = pdf_of(one, &n);
    g_assert_cmpuint(count_in(a4, "0 0 595.276 841.89 ]"), ==, n);
    g_autoptr(GBytes) us = pdf_of(other, &n);
    g_assert_cmpuint(count_in(us, "0 0 612 792 ]"), ==, n);
}

/* Greek, Cyrillic and Hebrew are drawn; what no font has is an error that names no patient. */
static void
test_scripts(void)
{
    const LdosePlanPdfOptions good = {.pages = LDOSE_PLAN_PAGES_FILED,
                                      .at = AT,
                                      .first_identifier = "Ελένη Παπαδοπούλου · Пётр Чайковский",
                                      .second_identifier = "ישראל ישראלי · Łódź ğüş"};
    const LdosePlanPdfOptions bad = {.pages = LDOSE_PLAN_PAGES_FILED,
                                     .at = AT,
                                     .first_identifier = "Secret \xee\x80\x80",
                                     .second_identifier = "b"};
    if (module_directory() == NULL)
        return;
    g_autoptr(GError) error = NULL;
    g_autoptr(LdosePaper) one = paper_of(LIGHT, &good, &ldose_wording_plain);
    g_autoptr(GBytes) bytes = ldose_pdf_render(g_getenv("LYMPHODOSE_MODULES"), one, NULL, &error);
    if (bytes == NULL) {
        g_test_skip(error->message); /* this machine lacks the fonts */
        return;
    }
    g_autoptr(LdosePaper) other = paper_of(LIGHT, &bad, &ldose_wording_plain);
    g_assert_null(ldose_pdf_render(g_getenv("LYMPHODOSE_MODULES"), other, NULL, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    assert_has(error->message, "U+E000");
    g_assert_null(strstr(error->message, "Secret"));
}

/* A table goes on under its titles; a row that is higher than a page is whole; no heading stands
 * last. */
static void
test_table(void)
{
    static const LdosePaperColumn columns[] = {{"Number", 0.3, TRUE}, {"Words", 0.7, FALSE}};
    guint n = 0;
    if (module_directory() == NULL)
        return;
    g_autoptr(LdosePaper) paper =
        ldose_paper_new(LDOSE_SHEET_A4, "Tables", AT, &ldose_wording_plain);
    ldose_paper_heading(paper, "Long");
    ldose_paper_table(paper, G_N_ELEMENTS(columns), columns);
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < 2000; i++)
        g_string_append_printf(words, "w%04u ", i);
    for (guint i = 0; i < 120; i++) {
        ldose_paper_cell_take(paper, LDOSE_STYLE_NORMAL, g_strdup_printf("n%03u", i));
        ldose_paper_cell(paper, LDOSE_STYLE_NORMAL, i == 60 ? words->str : "words");
    }
    g_string_free(words, TRUE);
    g_autoptr(GBytes) bytes = pdf_of(paper, &n);
    g_assert_cmpuint(n, >=, 5);
    g_auto(GStrv) pages = page_texts(bytes);
    if (pages == NULL)
        return;
    g_autofree char *all = g_strjoinv("\n", pages);
    for (guint i = 0; i < 120; i++) {
        g_autofree char *number = g_strdup_printf("n%03u", i);
        assert_has(all, number);
    }
    assert_has(all, "w0000");
    assert_has(all, "w1999");
    for (guint i = 0; i < n; i++)
        assert_has(pages[i], "Number");
}

/* A paragraph longer than a page loses no line, and a heading is never the last line of a page. */
static void
test_headings(void)
{
    guint n = 0;
    if (module_directory() == NULL)
        return;
    g_autoptr(LdosePaper) paper =
        ldose_paper_new(LDOSE_SHEET_A4, "Headings", AT, &ldose_wording_plain);
    for (guint i = 0; i < 60; i++) {
        g_autofree char *heading = g_strdup_printf("Heading%02u", i);
        g_autofree char *body = g_strdup_printf("Body%02u and what it says.", i);
        ldose_paper_heading(paper, heading);
        ldose_paper_paragraph(paper, LDOSE_STYLE_NORMAL, body);
    }
    g_autoptr(GBytes) bytes = pdf_of(paper, &n);
    g_auto(GStrv) pages = page_texts(bytes);
    if (pages == NULL)
        return;
    for (guint i = 0; i < 60; i++) {
        g_autofree char *heading = g_strdup_printf("Heading%02u", i);
        g_autofree char *body = g_strdup_printf("Body%02u", i);
        guint page = 0;
        while (strstr(pages[page], heading) == NULL)
            page++;
        assert_has(pages[page], body);
    }
}

static void
test_refused(void)
{
    const LdosePlanPdfOptions no_time = {.pages = LDOSE_PLAN_PAGES_FILED, .at = "yesterday"};
    g_autoptr(GError) error = NULL;
    g_autoptr(LdosePaper) paper = paper_of(LIGHT, &no_time, &ldose_wording_plain);
    g_assert_null(ldose_pdf_render("/nowhere", paper, NULL, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    g_clear_error(&error);
    if (module_directory() == NULL)
        return;
    g_assert_null(ldose_pdf_render(g_getenv("LYMPHODOSE_MODULES"), paper, NULL, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    assert_has(error->message, "yesterday");
}

int
main(int argc, char **argv)
{
    static const char *const no_dose[][4] = {
        {"contraindicated", DIALYSED ORDER, "Do not give", "“do not administer”"},
        {"decision", OPEN ORDER, "Choose", "The source gives a range"},
        {"child", CHILD, "Choose", "no rules for children"},
        {"rising", RISING, "Choose", "Creatinine is rising"},
        {"incomplete", LACKING, "Data missing", "Fludarabine needs: Creatinine"},
    };
    fixture_init(&argc, &argv);
    g_test_add_func("/plan-pdf/R26/final", test_final);
    g_test_add_func("/plan-pdf/R24/comma", test_comma);
    for (guint i = 0; i < G_N_ELEMENTS(no_dose); i++) {
        g_autofree char *path = g_strconcat("/plan-pdf/no-dose/", no_dose[i][0], NULL);
        g_test_add_data_func(path, no_dose[i], test_no_dose);
    }
    g_test_add_func("/plan-pdf/R29/override", test_override);
    g_test_add_func("/plan-pdf/R46/not-adopted", test_not_adopted);
    g_test_add_func("/plan-pdf/pages-parse", test_pages_parse);
    g_test_add_func("/plan-pdf/preparation", test_preparation);
    g_test_add_func("/plan-pdf/preparation/volumes", test_preparation_volumes);
    g_test_add_func("/plan-pdf/preparation/states", test_preparation_states);
    g_test_add_func("/plan-pdf/check", test_check);
    g_test_add_func("/plan-pdf/pictures", test_pictures);
    g_test_add_func("/plan-pdf/check/no-dose", test_check_no_dose);
    g_test_add_func("/plan-pdf/R24/check-comma", test_check_comma);
    g_test_add_func("/plan-pdf/R24/picture-unit", test_picture_unit_comma);
    g_test_add_func("/plan-pdf/acknowledged", test_acknowledged);
    g_test_add_func("/plan-pdf/clean", test_clean);
    g_test_add_func("/plan-pdf/time", test_time);
    g_test_add_func("/plan-pdf/R27/same-bytes", test_same_bytes);
    g_test_add_func("/plan-pdf/turned", test_turned);
    g_test_add_func("/plan-pdf/R26/pages", test_pages);
    g_test_add_func("/plan-pdf/text", test_text);
    g_test_add_func("/plan-pdf/sheets", test_sheets);
    g_test_add_func("/plan-pdf/scripts", test_scripts);
    g_test_add_func("/plan-pdf/table", test_table);
    g_test_add_func("/plan-pdf/headings", test_headings);
    g_test_add_func("/plan-pdf/refused", test_refused);
    return g_test_run();
}
