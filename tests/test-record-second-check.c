/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second check (R28): another person, blind; equal means equal value and unit after parsing;
 * every choice confirmed or contested one by one. Patients and names are synthetic. */
#include "record-fixture.h"

#include "error.h"

#define FIRST                                                                                      \
    "case_id=synthetic-5; regimen=us-yescarta; guidance=us-label; as_of=2026-11-23; "              \
    "ld_start_date=2026-11-24; sex=F; age_years=61; height_cm=165; weight_kg=80; "                 \
    "creatinine_mg_dl=1.0; bilirubin_mg_dl=0.6; dialysis=none; inr=1.10; "                         \
    "conditions_absent=pentostatin porphyria; ordered_fludarabine_mg_per_day=27"

static const LdoseSignature SECOND = {"B. Sample", "2026-11-24T09:00:00Z"};

/* A second check in which some texts differ from the first person's. */
static LdoseRecord *
checked(const LdoseRecord *record, LdoseLibrary *library, const char *first, const char *changes,
        const LdosePointAnswer *answers, guint n_answers, GError **error)
{
    g_auto(Entered) entered = {{NULL}};
    entered_add(&entered, first);
    entered_add(&entered, changes);
    const LdoseSecondCheckDraft check = {
        .entered = (const char *const *)entered.text, .answers = answers, .n_answers = n_answers};
    return ldose_record_add_second_check(record, library, &SECOND, &check, error);
}

static const LdoseRecordEntry *
last_entry(const LdoseRecord *record)
{
    return &g_array_index(record->entries, LdoseRecordEntry, record->entries->len - 1);
}

/* ---- fields ---------------------------------------------------------------------------------- */

typedef struct {
    const char *name;
    const char *changes; /* what the second person entered otherwise */
    const char *differs; /* "column:result" separated by blanks; "" : all is the same */
} Row;

static const Row ROWS[] = {
    {"same", "", ""},
    {"trailing-zero", "weight_kg=80.0", ""},
    {"leading-zero", "weight_kg=080", ""},
    {"fewer-digits", "inr=1.1", ""},
    {"number", "weight_kg=80.1", "weight_kg:differs"},
    {"tiny-difference", "weight_kg=80.0000001", "weight_kg:differs"},
    {"digits-exchanged", "weight_kg=08", "weight_kg:differs"},
    {"unit", "creatinine_mg_dl=; creatinine_umol_l=88.4",
     "creatinine_mg_dl:first-only creatinine_umol_l:second-only"},
    {"bound", "creatinine_mg_dl=<1.0", "creatinine_mg_dl:differs"},
    {"date", "ld_start_date=2026-11-25", "ld_start_date:differs"},
    {"word", "sex=M", "sex:differs"},
    {"product", "regimen=us-kymriah-lbcl", "regimen:differs"},
    {"product-with-its-version", "regimen=us-yescarta@1.0", ""},
    {"product-in-another-version", "regimen=us-yescarta@1.1", "regimen:differs"},
    {"guidance", "guidance=eu-smpc", "guidance:differs"},
    {"policy-named-by-the-second", "formulary=as-published", "formulary:second-only"},
    {"left-out", "dialysis=", "dialysis:first-only"},
    {"added", "ascites=none", "ascites:second-only"},
    {"another-patient", "case_id=synthetic-6", "case_id:differs"},
    {"blank-in-the-label", "case_id=synthetic-5 ", "case_id:differs"},
    {"order-of-a-list", "conditions_absent=porphyria pentostatin", ""},
    {"list", "conditions_absent=pentostatin", "conditions_absent:differs"},
    {"stated-the-other-way", "conditions_absent=porphyria; conditions=pentostatin",
     "conditions:second-only conditions_absent:differs"},
    {"ordered-dose", "ordered_fludarabine_mg_per_day=72", "ordered_fludarabine_mg_per_day:differs"},
    {"age-and-birth-date", "age_years=; birth_date=1965-05-01",
     "age_years:first-only birth_date:second-only"},
    {"choice-of-the-second", "clearance_weight=lean", ""}, /* choices are not entered blind */
};

static char *
differing(const LdoseRecordEntry *entry)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < entry->fields->len; i++) {
        const LdoseCheckedField *field = &g_array_index(entry->fields, LdoseCheckedField, i);
        if (field->result != LDOSE_COMPARED_SAME)
            g_string_append_printf(text, "%s%s:%s", text->len > 0 ? " " : "", field->name,
                                   ldose_vocabulary_id(&ldose_field_results, (int)field->result));
    }
    return g_string_free(text, FALSE);
}

static void
test_row(gconstpointer data)
{
    const Row *row = data;
    g_autoptr(LdoseRecord) record = record_of(FIRST, "A. Example");
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseRecord) after = checked(record, NULL, FIRST, row->changes, NULL, 0, &error);
    g_assert_no_error(error);
    const LdoseRecordEntry *entry = last_entry(after);
    g_autofree char *got = differing(entry);
    g_assert_cmpstr(got, ==, row->differs);
    g_assert_cmpint(entry->agrees, ==, row->differs[0] == '\0');
    g_assert_cmpint(entry->kind, ==, LDOSE_ENTRY_SECOND_CHECK);
    g_assert_cmpstr(entry->by, ==, SECOND.by);
    g_assert_cmpuint(entry->fields->len, >=, record->inputs->len);
}

/* Both texts stand in the entry as they were entered. */
static void
test_texts(void)
{
    g_autoptr(LdoseRecord) record = record_of(FIRST, "A. Example");
    g_autoptr(LdoseRecord) after =
        checked(record, NULL, FIRST, "weight_kg=80.0; dialysis=; ascites=mild", NULL, 0, NULL);
    static const char *const expected[][3] = {
        {"weight_kg", "80", "80.0"}, {"dialysis", "none", ""}, {"ascites", "", "mild"}};
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        gboolean found = FALSE;
        for (guint k = 0; k < last_entry(after)->fields->len; k++) {
            const LdoseCheckedField *field =
                &g_array_index(last_entry(after)->fields, LdoseCheckedField, k);
            if (strcmp(field->name, expected[i][0]) != 0)
                continue;
            g_assert_cmpstr(field->first, ==, expected[i][1]);
            g_assert_cmpstr(field->second, ==, expected[i][2]);
            found = TRUE;
        }
        g_assert_true(found);
    }
}

/* ---- outcomes -------------------------------------------------------------------------------- */

static const LdoseCheckedOutcome *
outcome(const LdoseRecordEntry *entry, const char *name)
{
    for (guint i = 0; i < entry->outcomes->len; i++) {
        const LdoseCheckedOutcome *found = &g_array_index(entry->outcomes, LdoseCheckedOutcome, i);
        if (strcmp(found->name, name) == 0)
            return found;
    }
    return NULL;
}

static void
test_outcomes(void)
{
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, "A. Example");
    g_autoptr(LdoseRecord) same =
        checked(record, fixture_library(), RECORD_FINAL, "weight_kg=48.0", NULL, 0, NULL);
    g_assert_true(last_entry(same)->agrees);
    g_assert_cmpuint(last_entry(same)->outcomes->len, ==, 6);
    g_autoptr(LdoseRecord) other =
        checked(record, fixture_library(), RECORD_FINAL, "weight_kg=84", NULL, 0, NULL);
    g_assert_false(last_entry(other)->agrees);
    const LdoseCheckedOutcome *dose = outcome(last_entry(other), "fludarabine_mg_per_day");
    g_assert_cmpstr(dose->first, ==, "27");
    g_assert_cmpstr(dose->second, !=, "27");
    g_assert_cmpstr(dose->second, !=, "");
    /* The record's own plan stays what it was. */
    g_assert_cmpstr(ldose_record_value(other->values, "fludarabine_mg_per_day"), ==, "27");
    /* Data that make no plan leave nothing to compare, and differ anyway. */
    g_autoptr(LdoseRecord) incomplete =
        checked(record, fixture_library(), RECORD_FINAL, "sex=", NULL, 0, NULL);
    g_assert_false(last_entry(incomplete)->agrees);
    g_assert_cmpuint(last_entry(incomplete)->outcomes->len, ==, 0);
}

/* A check stays what it says when more is added, and the record computes the same. */
static void
test_then(void)
{
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, "A. Example");
    g_autoptr(LdoseRecord) after =
        checked(record, fixture_library(), RECORD_FINAL, "", NULL, 0, NULL);
    g_autoptr(LdoseRecord) noted = ldose_record_add_note(after, &SECOND, "filed", NULL);
    g_autoptr(LdoseRecheck) recheck =
        ldose_record_recheck(noted, fixture_library(), &ldose_wording_plain);
    g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_SAME);
    g_autoptr(GString) page = g_string_new(NULL);
    ldose_record_text(page, noted, recheck, &ldose_wording_plain);
    g_assert_nonnull(strstr(page->str, "second check: agrees, B. Sample"));
    g_assert_nonnull(strstr(page->str, "The same in both: 9 of 9 fields."));
}

/* ---- people ---------------------------------------------------------------------------------- */

typedef struct {
    const char *name, *first, *second;
    gboolean good;
} People;

static const People PEOPLE[] = {
    {"another", "A. Example", "B. Sample", TRUE},
    {"same", "A. Example", "A. Example", FALSE},
    {"same-in-capitals", "A. Example", "a. EXAMPLE", FALSE},
    {"same-with-blanks", "A. Example", "  A.  Example ", FALSE},
    {"same-by-casefold", "Wei\xc3\x9f", "WEISS", FALSE},
    {"first-unknown", NULL, "B. Sample", FALSE},
    {"second-unknown", "A. Example", "", FALSE},
};

static void
test_people(gconstpointer data)
{
    const People *people = data;
    const LdoseSignature signature = {people->second, RECORD_AT};
    g_auto(Entered) entered = {{NULL}};
    g_autoptr(GError) error = NULL;
    entered_add(&entered, RECORD_FINAL);
    const LdoseSecondCheckDraft check = {
        .entered = (const char *const *)entered.text, .answers = NULL, .n_answers = 0};
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, people->first);
    g_autoptr(LdoseRecord) after =
        ldose_record_add_second_check(record, NULL, &signature, &check, &error);
    g_assert_cmpint(after != NULL, ==, people->good);
    if (!people->good)
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
}

/* ---- choices --------------------------------------------------------------------------------- */

#define CHOICES RECORD_FINAL "; clearance_weight=actual; bsa_formula=bsa_mosteller"
#define DECIDED                                                                                    \
    "regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=179.574; "             \
    "weight_kg=60; gfr_measured_ml_min=29; bilirubin_mg_dl=0.6; fludarabine_fraction=0.5; "        \
    "override_reason=discussed; decided_by=C. Third; prescriber=D. Fourth"

static void
test_points(void)
{
    g_autoptr(LdoseRecord) record = record_of(CHOICES, "A. Example");
    LdosePointAnswer answers[] = {{LDOSE_COLUMN_CLEARANCE_WEIGHT, TRUE, NULL},
                                  {LDOSE_COLUMN_BSA_FORMULA, TRUE, NULL}};
    g_autoptr(LdoseRecord) all =
        checked(record, fixture_library(), RECORD_FINAL, "", answers, 2, NULL);
    g_assert_true(last_entry(all)->agrees);
    g_assert_cmpuint(last_entry(all)->points->len, ==, 2);
    answers[0] = (LdosePointAnswer){LDOSE_COLUMN_CLEARANCE_WEIGHT, FALSE, "adjusted was agreed"};
    g_autoptr(LdoseRecord) contested =
        checked(record, fixture_library(), RECORD_FINAL, "", answers, 2, NULL);
    g_assert_false(last_entry(contested)->agrees);
    const LdoseCheckedPoint *point =
        &g_array_index(last_entry(contested)->points, LdoseCheckedPoint, 0);
    g_assert_cmpstr(point->name, ==, "clearance_weight");
    g_assert_cmpstr(point->text, ==, "actual");
    g_assert_false(point->confirmed);
    g_assert_cmpstr(point->reason, ==, "adjusted was agreed");
}

/* Each choice is answered, one by one; nothing else is. */
static void
test_refused_points(void)
{
    g_autoptr(LdoseRecord) record = record_of(CHOICES, "A. Example");
    const struct {
        LdosePointAnswer answers[3];
        guint n;
    } rows[] = {
        {{{0}}, 0},                                    /* none answered */
        {{{LDOSE_COLUMN_BSA_FORMULA, TRUE, NULL}}, 1}, /* one left open */
        {{{LDOSE_COLUMN_BSA_FORMULA, TRUE, NULL}, {LDOSE_COLUMN_CLEARANCE_WEIGHT, FALSE, NULL}},
         2}, /* contested without a reason */
        {{{LDOSE_COLUMN_BSA_FORMULA, TRUE, NULL}, {LDOSE_COLUMN_CLEARANCE_WEIGHT, FALSE, "  "}},
         2}, /* or with a blank one */
        {{{LDOSE_COLUMN_BSA_FORMULA, TRUE, NULL},
          {LDOSE_COLUMN_CLEARANCE_WEIGHT, TRUE, NULL},
          {LDOSE_COLUMN_COMBINE, TRUE, NULL}},
         3}, /* a choice that was not made */
        {{{LDOSE_COLUMN_BSA_FORMULA, TRUE, NULL},
          {LDOSE_COLUMN_CLEARANCE_WEIGHT, TRUE, NULL},
          {LDOSE_COLUMN_WEIGHT_KG, TRUE, NULL}},
         3}, /* data is no choice */
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(checked(record, NULL, RECORD_FINAL, "", rows[i].answers, rows[i].n, &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    }
}

/* What the first person acknowledged is confirmed or contested as well, code by code. */
static void
test_acknowledgements(void)
{
    const char *measured = "regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; "
                           "height_cm=179.574; weight_kg=60; gfr_measured_ml_min=30; "
                           "bilirubin_mg_dl=0.6";
    const LdoseSignature first = {"A. Example", RECORD_AT};
    g_autoptr(LdoseRecord) made = record_of(measured, "A. Example");
    const char *code = ldose_record_value(made->values, "acknowledge");
    g_autoptr(LdoseRecord) record =
        ldose_record_add_acknowledgement(made, &first, code, "discussed", NULL);
    g_assert_nonnull(record);
    const struct {
        LdoseAcknowledgementAnswer answers[2];
        guint n;
        gboolean refused, agrees;
    } rows[] = {
        {{{NULL, FALSE, NULL}}, 0, TRUE, FALSE},                         /* not answered */
        {{{code, TRUE, NULL}}, 1, FALSE, TRUE},                          /* confirmed */
        {{{code, FALSE, "measure again"}}, 1, FALSE, FALSE},             /* contested */
        {{{code, FALSE, NULL}}, 1, TRUE, FALSE},                         /* without a reason */
        {{{code, FALSE, " "}}, 1, TRUE, FALSE},                          /* with a blank one */
        {{{code, TRUE, NULL}, {code, FALSE, "no"}}, 2, TRUE, FALSE},     /* twice */
        {{{code, TRUE, NULL}, {"gilbert", TRUE, NULL}}, 2, TRUE, FALSE}, /* of nothing */
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_auto(Entered) entered = {{NULL}};
        g_autoptr(GError) error = NULL;
        entered_add(&entered, measured);
        const LdoseSecondCheckDraft check = {.entered = (const char *const *)entered.text,
                                             .acknowledgements = rows[i].answers,
                                             .n_acknowledgements = rows[i].n};
        g_autoptr(LdoseRecord) after =
            ldose_record_add_second_check(record, fixture_library(), &SECOND, &check, &error);
        if (rows[i].refused) {
            g_assert_null(after);
            g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
            continue;
        }
        g_assert_no_error(error);
        const LdoseRecordEntry *entry = last_entry(after);
        g_assert_cmpint(entry->agrees, ==, rows[i].agrees);
        g_assert_cmpuint(entry->acknowledged->len, ==, 1);
        const LdoseCheckedAcknowledgement *point =
            &g_array_index(entry->acknowledged, LdoseCheckedAcknowledgement, 0);
        g_assert_cmpstr(point->code, ==, code);
        g_assert_cmpint(point->confirmed, ==, rows[i].agrees);
        g_assert_cmpstr(point->reason, ==, rows[i].agrees ? "" : "measure again");
    }
}

/* An override is one point; who decided it does not check it. */
static void
test_override(void)
{
    g_autoptr(LdoseRecord) record = record_of(DECIDED, "A. Example");
    const LdosePointAnswer answers[] = {{LDOSE_COLUMN_OVERRIDE_REASON, TRUE, NULL},
                                        {LDOSE_COLUMN_FLUDARABINE_FRACTION, TRUE, NULL}};
    g_autoptr(LdoseRecord) after =
        checked(record, fixture_library(), DECIDED, "", answers, 2, NULL);
    g_assert_true(last_entry(after)->agrees);
    g_auto(Entered) entered = {{NULL}};
    g_autoptr(GError) error = NULL;
    entered_add(&entered, DECIDED);
    const LdoseSecondCheckDraft check = {
        .entered = (const char *const *)entered.text, .answers = answers, .n_answers = 2};
    const LdoseSignature decider = {"c. third", RECORD_AT};
    g_assert_null(ldose_record_add_second_check(record, NULL, &decider, &check, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
}

/* One that was added later is a point as well, and its doses are those that are compared. */
static void
test_added_override(void)
{
    static const char data[] =
        "regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=179.574; "
        "weight_kg=60; gfr_measured_ml_min=29; bilirubin_mg_dl=0.6";
    const LdoseRecordOverride override = {"discussed", "D. Fourth", {"0.5", NULL}};
    const LdoseSignature decider = {"C. Third", RECORD_AT};
    g_autoptr(LdoseRecord) record = record_of(data, "A. Example");
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseRecord) overridden =
        ldose_record_add_override(record, fixture_library(), &decider, &override, &error);
    g_assert_no_error(error);
    g_assert_null(checked(overridden, fixture_library(), data, "", NULL, 0, NULL));
    const LdosePointAnswer answers[] = {{LDOSE_COLUMN_OVERRIDE_REASON, TRUE, NULL},
                                        {LDOSE_COLUMN_FLUDARABINE_FRACTION, TRUE, NULL}};
    g_autoptr(LdoseRecord) after =
        checked(overridden, fixture_library(), data, "", answers, 2, &error);
    g_assert_no_error(error);
    g_assert_true(last_entry(after)->agrees);
    g_assert_cmpstr(outcome(last_entry(after), "fludarabine_mg_per_day")->second, ==, "26");
}

static void
test_refused_text(void)
{
    const char *const changes[] = {"weight_kg=80,0",   "weight_kg=1e2",   "weight_kg=9999", "sex=f",
                                   "as_of=24.11.2026", "conditions=cold", "case_id=\x01"};
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, "A. Example");
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(checked(record, NULL, RECORD_FINAL, changes[i], NULL, 0, &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
        g_autofree char *column = g_strndup(changes[i], strcspn(changes[i], "="));
        g_assert_true(g_str_has_prefix(error->message, column));
    }
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        g_autofree char *path = g_strdup_printf("/second-check/field/%s", ROWS[i].name);
        g_test_add_data_func(path, &ROWS[i], test_row);
    }
    for (guint i = 0; i < G_N_ELEMENTS(PEOPLE); i++) {
        g_autofree char *path = g_strdup_printf("/second-check/people/%s", PEOPLE[i].name);
        g_test_add_data_func(path, &PEOPLE[i], test_people);
    }
    g_test_add_func("/second-check/texts", test_texts);
    g_test_add_func("/second-check/outcomes", test_outcomes);
    g_test_add_func("/second-check/then", test_then);
    g_test_add_func("/second-check/points", test_points);
    g_test_add_func("/second-check/refused-points", test_refused_points);
    g_test_add_func("/second-check/acknowledgements", test_acknowledgements);
    g_test_add_func("/second-check/override", test_override);
    g_test_add_func("/second-check/added-override", test_added_override);
    g_test_add_func("/second-check/refused-text", test_refused_text);
    return g_test_run();
}
