/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each fault says what, where, what was expected and what to do. Expected: the table of impossible and
 * questionable values in the contract of the command line, requirements R01 to R05. */
#include "fault-text.h"

#include <string.h>

#include "fixture.h"

#define BASE                                                                                       \
    "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=48; "     \
    "creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6"
#define WITHOUT_SIZE "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61"

typedef struct {
    const char *name;
    const char *text;    /* the case */
    const char *entered; /* the text of the faulty field; NULL: not known */
    const char *has[4];  /* pieces of the sentence */
} Case;

static const Case cases[] = {
    {"R01/sex", "regimen=r; guidance=g; age_years=61; height_cm=165; weight_kg=48", NULL,
     {"sex is missing", "nothing is assumed", "one of: F, M"}},
    {"R01/height", "regimen=r; guidance=g; sex=F; age_years=61; weight_kg=48", NULL,
     {"height_cm is missing", "a number in cm from 20 to 275"}},
    {"R01/age", "regimen=r; guidance=g; sex=F; height_cm=165; weight_kg=48", NULL,
     {"age_years, or birth_date together with as_of"}},
    {"R07/as-of",
     "regimen=r; guidance=g; sex=F; birth_date=1960-01-01; height_cm=165; weight_kg=48", NULL,
     {"as_of is missing", "birth_date", "YYYY-MM-DD"}},
    {"R02/other-unit", WITHOUT_SIZE "; height_cm=165; weight_kg=48; creatinine_umol_l=1.1", NULL,
     {"creatinine_umol_l is 1.1 µmol/L", "typical of mg/dL", "confirm=creatinine_umol_l"}},
    {"R02/bilirubin", WITHOUT_SIZE "; height_cm=165; weight_kg=48; bilirubin_mg_dl=60", NULL,
     {"bilirubin_mg_dl is 60 mg/dL", "typical of µmol/L", "confirm=bilirubin_mg_dl"}},
    {"R02/both-units", BASE "; creatinine_umol_l=97", NULL,
     {"creatinine_mg_dl and creatinine_umol_l are both given", "give the one that was measured"}},
    {"R03/dry-weight", WITHOUT_SIZE "; height_cm=165; weight_kg=48; dry_weight_kg=95", NULL,
     {"dry_weight_kg (95 kg) is above weight_kg (48 kg)", "confirm=dry_weight_kg"}},
    {"R03/swapped", WITHOUT_SIZE "; height_cm=48; weight_kg=165", NULL,
     {"height_cm (48 cm) is smaller than weight_kg (165 kg)", "swapped", "confirm=height_cm"}},
    {"R03/bmi", WITHOUT_SIZE "; height_cm=200; weight_kg=35", NULL,
     {"body mass index of 8.8 kg/m²", "confirm="}},
    {"R03/impossible", WITHOUT_SIZE "; height_cm=165; weight_kg=651", "651",
     {"weight_kg: “651” is not accepted", "impossible", "a number in kg from 0.5 to 650"}},
    {"R03/zero", WITHOUT_SIZE "; height_cm=165; weight_kg=48; creatinine_mg_dl=0", "0",
     {"impossible", "a number in mg/dL above 0, up to 50", "makes it a bound"}},
    {"R03/albumin", BASE "; albumin_g_l=3.5", "3.5", {"g/L", "typical of g/dL"}},
    {"R04/comma", WITHOUT_SIZE "; height_cm=165; weight_kg=48,5", "48,5",
     {"weight_kg: “48,5” is not accepted", "decimal sign is a point"}},
    {"R04/thousands", WITHOUT_SIZE "; height_cm=165; weight_kg=1,000", "1,000",
     {"no sign between thousands"}},
    {"R04/two-signs", WITHOUT_SIZE "; height_cm=165; weight_kg=1.5.5", "1.5.5",
     {"more than one decimal sign"}},
    {"R04/unit-inside", WITHOUT_SIZE "; height_cm=165; weight_kg=48 kg", "48 kg",
     {"without a unit"}},
    {"R04/bound-elsewhere", WITHOUT_SIZE "; height_cm=165; weight_kg=<48", "<48",
     {"Only a creatinine may be a bound"}},
    {"R04/blank", WITHOUT_SIZE "; height_cm=165; weight_kg=48 ", "48 ", {"holds a blank"}},
    {"R04/hexadecimal", WITHOUT_SIZE "; height_cm=165; weight_kg=0x30", "0x30",
     {"Write digits with at most one decimal point"}},
    {"date", BASE "; as_of=24.11.2026", "24.11.2026",
     {"as_of: “24.11.2026” is not accepted", "a date that exists, YYYY-MM-DD"}},
    {"date-order", BASE "; creatinine_date=2026-11-25; as_of=2026-11-24", NULL,
     {"creatinine_date (2026-11-25) is later than as_of (2026-11-24)", "Check both dates"}},
    {"word", BASE "; dialysis=maybe", "maybe",
     {"dialysis: “maybe” is not accepted", "one of: none, hd, pd, crrt"}},
    {"condition", BASE "; conditions=tired", "tired", {"any of these", "pentostatin", "fluid"}},
    {"formula", BASE "; estimator=magic", "magic", {"lymphodose formula --list"}},
    {"both-lists", BASE "; conditions=fluid; conditions_absent=fluid", NULL,
     {"conditions_absent and conditions name the same condition"}},
    {"override", BASE "; override_reason=x", NULL,
     {"decided_by is missing", "override_reason, decided_by and prescriber together"}},
    {"unknown-value", WITHOUT_SIZE "; height_cm=165; weight_kg=651", NULL,
     {"weight_kg: the value is not accepted"}},
};

static void
test_case(gconstpointer data)
{
    const Case *test = data;
    g_autoptr(FixtureCase) fixture = fixture_case(test->text);
    g_assert_false(fixture->valid);
    g_assert_cmpuint(fixture->faults.n, >, 0);
    g_autofree char *text = ldose_fault_text(&fixture->faults.fault[0], &fixture->c, test->entered,
                                             LDOSE_DECIMAL_POINT, &ldose_wording_plain);
    for (guint i = 0; i < G_N_ELEMENTS(test->has) && test->has[i] != NULL; i++) {
        if (strstr(text, test->has[i]) == NULL)
            g_error("\"%s\" lacks \"%s\"", text, test->has[i]);
    }
}

/* An override without its part is only found by the rules. */
static void
test_override_without_part(void)
{
    g_autoptr(FixtureCase) fixture = fixture_plan(
        "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; weight_kg=48; "
        "creatinine_mg_dl=4; override_reason=x; decided_by=A; prescriber=B");
    g_assert_true(fixture->valid);
    g_assert_false(fixture->planned);
    g_autofree char *text = ldose_fault_text(&fixture->faults.fault[0], &fixture->c, NULL,
                                             LDOSE_DECIMAL_POINT, &ldose_wording_plain);
    g_assert_nonnull(strstr(text, "fludarabine_fraction is missing"));
    g_assert_nonnull(strstr(text, "fludarabine_fraction=0.5"));
}

/* A part so small that nothing is left of the dose. */
static void
test_nothing_left(void)
{
    g_autoptr(FixtureCase) fixture = fixture_case(BASE "; fludarabine_fraction=0.0001");
    LdoseFault fault = {LDOSE_FAULT_IMPOSSIBLE, LDOSE_COLUMN_FLUDARABINE_FRACTION, -1, 0};
    g_autofree char *text =
        ldose_fault_text(&fault, &fixture->c, "0.0001", LDOSE_DECIMAL_POINT, &ldose_wording_plain);
    g_assert_nonnull(strstr(text, "nothing is left of the dose"));
}

/* Documents and rows, which no case of its own can show. */
static void
test_documents_and_rows(void)
{
    static const struct {
        LdoseFault fault;
        const char *entered, *has;
    } rows[] = {
        {{LDOSE_FAULT_UNKNOWN, LDOSE_COLUMN_GUIDANCE, -1, 0}, "x", "no guidance document “x”"},
        {{LDOSE_FAULT_UNKNOWN, LDOSE_COLUMN_REGIMEN, -1, 0}, "y", "no regimen document “y”"},
        {{LDOSE_FAULT_UNKNOWN, LDOSE_COLUMN_FORMULARY, -1, 0}, "z", "no site policy “z”"},
        {{LDOSE_FAULT_IMPOSSIBLE, LDOSE_COLUMN_FLUDARABINE_FRACTION, LDOSE_COLUMN_WEIGHT_KG, 0},
         "5", "absolute maximum"},
        {{LDOSE_FAULT_TWICE, LDOSE_COLUMN_SEX, -1, 0}, NULL, "sex is given twice"},
        {{LDOSE_FAULT_EMPTY_ROW, -1, -1, 0}, NULL, "The line is empty"},
        {{LDOSE_FAULT_FIELD_COUNT, -1, -1, 0}, NULL, "more or fewer fields"},
        {{LDOSE_FAULT_QUOTE, -1, -1, 0}, NULL, "quote"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text =
            ldose_fault_text(&rows[i].fault, NULL, rows[i].entered, LDOSE_DECIMAL_POINT,
                             &ldose_wording_plain);
        if (strstr(text, rows[i].has) == NULL)
            g_error("\"%s\" lacks \"%s\"", text, rows[i].has);
    }
}

/* Every column says what it takes. */
static void
test_expectations(void)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        g_autofree char *text = ldose_column_expectation((LdoseColumn)i, &ldose_wording_plain);
        g_assert_cmpstr(text, !=, "");
        g_assert_null(strstr(text, "%"));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/fault-text/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/fault-text/override-without-part", test_override_without_part);
    g_test_add_func("/fault-text/nothing-left", test_nothing_left);
    g_test_add_func("/fault-text/documents-and-rows", test_documents_and_rows);
    g_test_add_func("/fault-text/expectations", test_expectations);
    return g_test_run();
}
