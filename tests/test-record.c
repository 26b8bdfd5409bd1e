/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records: what they hold (R30), their seals to the last bit, notes, acknowledgements and overrides
 * (R29), computing again, old files, and saving. Patients and names are synthetic. */
#include "record-fixture.h"

#include <sys/stat.h>

#include <glib/gstdio.h>

#include "error.h"
#include "plan-columns.h"
#include "record-phrase.h"

static const LdoseSignature SECOND = {"B. Sample", "2026-11-24T09:00:00Z"};

#define DECISION                                                                                   \
    "case_id=synthetic-2; regimen=eu-yescarta; guidance=eu-smpc; sex=F; age_years=68; "            \
    "height_cm=160; weight_kg=62; creatinine_mg_dl=1.10; bilirubin_mg_dl=0.6"
#define STOPPED                                                                                    \
    "case_id=synthetic-3; regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; "           \
    "height_cm=179.574; weight_kg=60; gfr_measured_ml_min=29; bilirubin_mg_dl=0.6"
#define OVERRIDDEN                                                                                 \
    STOPPED "; fludarabine_fraction=0.5; override_reason=discussed with the team; "                \
            "decided_by=C. Third; prescriber=D. Fourth"
#define INCOMPLETE                                                                                 \
    "regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=179.574; weight_kg=60"

/* ---- what it holds --------------------------------------------------------------------------- */

static void
test_contents(void)
{
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, "A. Example");
    const LdoseRuleSet *rules = fixture_rules("us-yescarta", "us-label", "as-published");
    g_assert_cmpstr(ldose_record_value(record->inputs, "weight_kg"), ==, "48");
    g_assert_cmpstr(ldose_record_value(record->inputs, "case_id"), ==, "synthetic-1");
    g_assert_null(ldose_record_value(record->inputs, "dialysis"));
    g_assert_cmpuint(record->inputs->len, ==, 9);
    g_assert_cmpuint(record->values->len, ==, LDOSE_OUTPUT_ERROR);
    g_assert_cmpstr(ldose_record_value(record->values, "fludarabine_mg_per_day"), ==, "27");
    g_assert_cmpstr(ldose_record_value(record->values, "cyclophosphamide_mg_total"), ==, "2220");
    g_assert_cmpstr(ldose_record_value(record->values, "fludarabine_low_mg"), ==, "");
    g_assert_false(record->adopted);

    const LdoseRecordDocument *documents =
        (const LdoseRecordDocument *)(void *)record->documents->data;
    g_assert_cmpstr(documents[0].sha256, ==, rules->regimen->document.sha256);
    g_assert_cmpstr(documents[1].id, ==, "us-label");
    g_assert_cmpstr(documents[2].role, ==, "formulary");
    g_assert_cmpstr(documents[3].id, ==, "general-findings");
    g_assert_cmpuint(record->documents->len, >, 4);
    g_assert_cmpuint(record->findings->len, >, 0);
    g_assert_cmpuint(record->steps->len, >, 20);

    g_assert_cmpuint(record->entries->len, ==, 1);
    const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, 0);
    g_assert_cmpint(entry->kind, ==, LDOSE_ENTRY_CREATED);
    g_assert_cmpstr(entry->at, ==, RECORD_AT);
    g_assert_cmpstr(entry->by, ==, "A. Example");
}

/* R27: the same plan, time and name give the same bytes. */
static void
test_same_bytes(void)
{
    g_autoptr(LdoseRecord) one = record_of(RECORD_FINAL, "A. Example");
    g_autoptr(LdoseRecord) other = record_of(RECORD_FINAL, "A. Example");
    g_assert_true(g_bytes_equal(one->bytes, other->bytes));
}

static void
test_without_name(void)
{
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, NULL);
    g_assert_cmpstr(g_array_index(record->entries, LdoseRecordEntry, 0).by, ==, "");
}

/* Texts come back as they were entered, blanks and breaks and all. */
static void
test_texts(void)
{
    static const char *const texts[] = {
        "  two  blanks ",   "a\tb\nc\r\nd",     "<seal sha256=\"", "]]>&amp;&#10;'\"",
        "\xd7\xa7\xd7\xa8", "\xf0\x9f\x92\x8a", "</record>\n",
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_auto(Entered) entered = {{NULL}};
        g_autoptr(GError) error = NULL;
        entered_add(&entered, RECORD_FINAL);
        g_free(entered.text[LDOSE_COLUMN_CASE_ID]);
        entered.text[LDOSE_COLUMN_CASE_ID] = g_strdup(texts[i]);
        g_autoptr(LdoseRecord) record =
            record_of_entered(&entered, fixture_rules("us-yescarta", "us-label", "as-published"),
                              RECORD_AT, NULL, &error);
        g_assert_no_error(error);
        g_assert_cmpstr(ldose_record_value(record->inputs, "case_id"), ==, texts[i]);
        g_autoptr(LdoseRecord) noted = ldose_record_add_note(record, &SECOND, texts[i], &error);
        g_assert_no_error(error);
        g_assert_cmpstr(g_array_index(noted->entries, LdoseRecordEntry, 1).text, ==, texts[i]);
    }
}

typedef struct {
    const char *name, *case_id, *at, *by;
} Refusal;

static const Refusal REFUSALS[] = {
    {"control-character", "a\x01", RECORD_AT, NULL},
    {"not-utf8", "a\xff", RECORD_AT, NULL},
    {"no-time", "a", NULL, NULL},
    {"local-time", "a", "2026-11-24T08:30:00+01:00", NULL},
    {"blank-name", "a", RECORD_AT, "  "},
    {"name-with-break", "a", RECORD_AT, "A\nB"},
};

static void
test_refusal(gconstpointer data)
{
    const Refusal *refusal = data;
    g_auto(Entered) entered = {{NULL}};
    g_autoptr(GError) error = NULL;
    entered_add(&entered, RECORD_FINAL);
    g_free(entered.text[LDOSE_COLUMN_CASE_ID]);
    entered.text[LDOSE_COLUMN_CASE_ID] = g_strdup(refusal->case_id);
    g_assert_null(record_of_entered(&entered,
                                    fixture_rules("us-yescarta", "us-label", "as-published"),
                                    refusal->at, refusal->by, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
}

/* A plan that is not final holds no dose in mg but in the answers of its decisions. */
static void
test_no_dose(void)
{
    const char *const cases[] = {DECISION, STOPPED, INCOMPLETE};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(LdoseRecord) record = record_of(cases[i], NULL);
        g_assert_cmpstr(ldose_record_value(record->values, "status"), !=, "final");
        g_assert_cmpstr(ldose_record_value(record->values, "fludarabine_mg_per_day"), ==, "");
        for (guint k = 0; k < record->steps->len; k++) {
            const LdoseRecordStep *step = &g_array_index(record->steps, LdoseRecordStep, k);
            g_assert_cmpstr(step->unit, !=, "mg");
            g_assert_null(strstr(step->operands, " mg,"));
            g_assert_false(g_str_has_suffix(step->operands, " mg"));
        }
    }
    g_autoptr(LdoseRecord) decision = record_of(DECISION, NULL);
    g_assert_cmpuint(decision->decisions->len, ==, 1);
    const LdoseRecordDecision *open = &g_array_index(decision->decisions, LdoseRecordDecision, 0);
    g_assert_cmpstr(open->id, ==, "range");
    g_assert_cmpstr(open->drug, ==, "fludarabine");
    g_assert_cmpuint(open->answers->len, >, 0);
}

/* R29: reason, names, time, and what the rules gave. */
static void
test_own_override(void)
{
    g_autoptr(LdoseRecord) record = record_of(OVERRIDDEN, "A. Example");
    g_assert_cmpstr(ldose_record_value(record->values, "status"), ==, "final");
    g_assert_cmpuint(record->entries->len, ==, 2);
    const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, 1);
    g_assert_cmpint(entry->kind, ==, LDOSE_ENTRY_OVERRIDE);
    g_assert_cmpstr(entry->by, ==, "C. Third");
    g_assert_cmpstr(entry->prescriber, ==, "D. Fourth");
    g_assert_cmpstr(entry->text, ==, "discussed with the team");
    g_assert_cmpstr(entry->at, ==, RECORD_AT);
    g_assert_cmpuint(entry->originals->len, ==, 1);
    const LdoseOverriddenDrug *original = &g_array_index(entry->originals, LdoseOverriddenDrug, 0);
    g_assert_cmpstr(original->drug, ==, "fludarabine");
    g_assert_cmpstr(original->status, ==, "contraindicated");
}

/* Where the rule left no choice the part and dose that it gave stand beside the override (R29). */
static void
test_override_of_a_part(void)
{
    g_autoptr(LdoseRecord) record =
        record_of("regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; "
                  "height_cm=179.574; weight_kg=60; gfr_measured_ml_min=100; bilirubin_mg_dl=0.6; "
                  "fludarabine_fraction=0.5; override_reason=discussed with the team; "
                  "decided_by=C. Third; prescriber=D. Fourth; cyclophosphamide_fraction=1",
                  "A. Example");
    const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, 1);
    g_assert_cmpuint(entry->originals->len, ==, 1);
    const LdoseOverriddenDrug *original = &g_array_index(entry->originals, LdoseOverriddenDrug, 0);
    g_assert_cmpstr(original->status, ==, "final");
    g_assert_cmpstr(original->part, ==, "1");
    g_assert_cmpstr(original->mg_per_day, ==, "52");
    g_autofree char *line = ldose_record_original_line(original, &ldose_wording_plain);
    g_assert_cmpstr(line, ==, "Fludarabine: the rules say “full dose, 52 mg”.");
}

/* ---- adding ---------------------------------------------------------------------------------- */

/* The earlier bytes stay, only the closing tag moves; the seals are what record.h says they are. */
static void
test_adding(void)
{
    g_autoptr(LdoseRecord) record = record_of(OVERRIDDEN, "A. Example");
    for (guint i = 0; i < 5; i++) {
        g_autoptr(GError) error = NULL;
        LdoseRecord *next = ldose_record_add_note(record, &SECOND, "filed", &error);
        g_assert_no_error(error);
        g_autofree char *before = record_text(record), *after = record_text(next);
        g_assert_true(g_str_has_suffix(before, "\n</record>\n"));
        gsize kept = strlen(before) - strlen("</record>\n");
        g_assert_cmpint(strncmp(before, after, kept), ==, 0);
        g_assert_true(g_str_has_prefix(after + kept, "  <entry kind=\"note\""));
        g_assert_cmpuint(next->entries->len, ==, record->entries->len + 1);
        char *seal = g_strrstr(after, "<seal");
        g_autofree char *sha256 = g_compute_checksum_for_data(
            G_CHECKSUM_SHA256, (const guchar *)after, (gsize)(seal - after));
        g_assert_cmpstr(g_array_index(next->entries, LdoseRecordEntry, next->entries->len - 1).seal,
                        ==, sha256);
        ldose_record_free(record);
        record = next;
    }
}

typedef struct {
    const char *name, *code, *reason, *by, *at;
    gboolean good;
} Acknowledgement;

static const Acknowledgement ACKNOWLEDGEMENTS[] = {
    {"good", "outside-gate", "discussed", "B. Sample", RECORD_AT, TRUE},
    {"same-person", "outside-gate", "discussed", "A. Example", RECORD_AT, TRUE},
    {"not-found", "creatinine-old", "discussed", "B. Sample", RECORD_AT, FALSE},
    {"note-needs-none", "not-stated", "discussed", "B. Sample", RECORD_AT, FALSE},
    {"no-such-code", "outside", "discussed", "B. Sample", RECORD_AT, FALSE},
    {"no-reason", "outside-gate", "", "B. Sample", RECORD_AT, FALSE},
    {"missing-reason", "outside-gate", NULL, "B. Sample", RECORD_AT, FALSE},
    {"blank-reason", "outside-gate", " \n", "B. Sample", RECORD_AT, FALSE},
    {"bad-reason", "outside-gate", "\x03", "B. Sample", RECORD_AT, FALSE},
    {"no-name", "outside-gate", "discussed", "", RECORD_AT, FALSE},
    {"no-time", "outside-gate", "discussed", "B. Sample", "now", FALSE},
};

static void
test_acknowledgement(gconstpointer data)
{
    const Acknowledgement *row = data;
    const LdoseSignature signature = {row->by, row->at};
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseRecord) record =
        record_of("regimen=us-yescarta; guidance=us-label; sex=M; age_years=50; height_cm=179.574; "
                  "weight_kg=60; gfr_measured_ml_min=30; bilirubin_mg_dl=0.6",
                  "A. Example");
    g_assert_cmpstr(ldose_record_value(record->values, "release"), ==, "acknowledge");
    g_autoptr(LdoseRecord) after =
        ldose_record_add_acknowledgement(record, &signature, row->code, row->reason, &error);
    g_assert_cmpint(after != NULL, ==, row->good);
    if (!row->good) {
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
        return;
    }
    const LdoseRecordEntry *entry = &g_array_index(after->entries, LdoseRecordEntry, 1);
    g_assert_cmpint(entry->kind, ==, LDOSE_ENTRY_ACKNOWLEDGEMENT);
    g_assert_cmpstr(entry->code, ==, row->code);
    g_assert_cmpstr(entry->text, ==, row->reason);
    g_assert_cmpstr(entry->by, ==, row->by);
}

static void
test_note(void)
{
    const LdoseSignature nobody = {"", RECORD_AT}, never = {"B. Sample", ""};
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, NULL);
    g_assert_null(ldose_record_add_note(record, &nobody, "text", NULL));
    g_assert_null(ldose_record_add_note(record, &never, "text", NULL));
    g_assert_null(ldose_record_add_note(record, &SECOND, NULL, NULL));
    g_assert_null(ldose_record_add_note(record, &SECOND, "  ", NULL));
    g_assert_null(ldose_record_add_note(record, &SECOND, "\xff", NULL));
}

static void
test_too_large(void)
{
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, NULL);
    g_autofree char *text = g_strnfill(LDOSE_RECORD_MAX_SIZE, 'x');
    g_autoptr(GError) error = NULL;
    g_assert_null(ldose_record_add_note(record, &SECOND, text, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    text[LDOSE_RECORD_MAX_SIZE - 100000] = '\0';
    g_autoptr(LdoseRecord) large = ldose_record_add_note(record, &SECOND, text, NULL);
    g_assert_nonnull(large);
}

/* ---- an override that is added later --------------------------------------------------------- */

static void
test_added_override(void)
{
    const LdoseRecordOverride override = {"discussed", "D. Fourth", {"0.5", NULL}};
    g_autoptr(LdoseRecord) record = record_of(STOPPED, "A. Example");
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseRecord) after =
        ldose_record_add_override(record, fixture_library(), &SECOND, &override, &error);
    g_assert_no_error(error);
    const LdoseRecordEntry *entry = &g_array_index(after->entries, LdoseRecordEntry, 1);
    g_assert_cmpstr(ldose_record_value(entry->inputs, "decided_by"), ==, SECOND.by);
    g_assert_cmpstr(ldose_record_value(entry->inputs, "fludarabine_fraction"), ==, "0.5");
    g_assert_cmpstr(ldose_record_value(entry->values, "status"), ==, "final");
    g_assert_cmpuint(entry->originals->len, ==, 1);
    /* The original outcome stays. */
    g_assert_cmpstr(ldose_record_value(after->values, "status"), ==, "contraindicated");
    /* The same doses as with the override from the start. */
    g_autoptr(LdoseRecord) from_start = record_of(OVERRIDDEN, NULL);
    for (guint i = 0; i < entry->values->len; i++) {
        const LdoseRecordValue *value = &g_array_index(entry->values, LdoseRecordValue, i);
        g_assert_cmpstr(value->text, ==, ldose_record_value(from_start->values, value->name));
    }
    g_autoptr(LdoseRecheck) recheck =
        ldose_record_recheck(after, fixture_library(), &ldose_wording_plain);
    g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_SAME);
    /* Now it is final, and there is nothing to override. */
    g_assert_null(ldose_record_add_override(after, fixture_library(), &SECOND, &override, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
}

static void
test_refused_override(void)
{
    g_autoptr(LdoseRecord) stopped = record_of(STOPPED, "A. Example");
    g_autoptr(LdoseRecord) final = record_of(RECORD_FINAL, "A. Example");
    const LdoseRecordOverride rows[] = {
        {"", "D. Fourth", {"0.5", NULL}},        /* no reason */
        {"reason", "", {"0.5", NULL}},           /* no prescriber */
        {"reason", "D. Fourth", {NULL, NULL}},   /* no part */
        {"reason", "D. Fourth", {"half", NULL}}, /* not a number */
        {"reason", "D. Fourth", {"0", NULL}},    /* outside the column */
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(
            ldose_record_add_override(stopped, fixture_library(), &SECOND, &rows[i], &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    }
    const LdoseRecordOverride good = {"reason", "D. Fourth", {"0.5", NULL}};
    g_assert_null(ldose_record_add_override(final, fixture_library(), &SECOND, &good, NULL));
    const char *const nowhere[] = {NULL};
    g_autoptr(LdoseLibrary) empty = ldose_library_new(nowhere);
    g_autoptr(GError) error = NULL;
    g_assert_null(ldose_record_add_override(stopped, empty, &SECOND, &good, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
}

/* ---- seals ----------------------------------------------------------------------------------- */

/* A record with an entry of several kinds. */
static LdoseRecord *
signed_record(const char *text)
{
    g_autoptr(LdoseRecord) record = record_of(text, "A. Example");
    g_autoptr(LdoseRecord) noted = ldose_record_add_note(record, &SECOND, "filed", NULL);
    return ldose_record_add_note(noted, &SECOND, "filed again", NULL);
}

static void
expect_changed(const char *data, gsize length, const char *what, gsize at)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(data, length);
    g_autoptr(GError) error = NULL;
    if (ldose_record_check_seals("record.xml", bytes, &error))
        g_error("%s at byte %" G_GSIZE_FORMAT " is not seen", what, at);
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
}

/* Every bit of every byte. */
static void
test_every_bit(void)
{
    g_autoptr(LdoseRecord) record = signed_record(INCOMPLETE);
    g_autofree char *text = record_text(record);
    gsize length = strlen(text);
    for (gsize at = 0; at < length; at++) {
        for (int bit = 0; bit < 8; bit++) {
            text[at] = (char)(text[at] ^ (1 << bit));
            expect_changed(text, length, "a flipped bit", at);
            text[at] = (char)(text[at] ^ (1 << bit));
        }
    }
    g_test_message("%" G_GSIZE_FORMAT " bytes, 8 bits each", length);
}

/* A byte less or more, at every place; two neighbours exchanged; a blank more. */
static void
test_every_place(void)
{
    g_autoptr(LdoseRecord) record = signed_record(INCOMPLETE);
    g_autofree char *text = record_text(record);
    gsize length = strlen(text);
    g_autofree char *changed = g_malloc(length + 1);
    for (gsize at = 0; at <= length; at++) {
        memcpy(changed, text, at);
        changed[at] = ' ';
        memcpy(changed + at + 1, text + at, length - at);
        expect_changed(changed, length + 1, "a blank more", at);
        if (at < length) {
            memcpy(changed + at, text + at + 1, length - at - 1);
            expect_changed(changed, length - 1, "a byte less", at);
        }
        if (at + 1 < length && text[at] != text[at + 1]) {
            memcpy(changed, text, length);
            changed[at] = text[at + 1];
            changed[at + 1] = text[at];
            expect_changed(changed, length, "an exchange", at);
        }
    }
}

/* Cut off anywhere but at the end. */
static void
test_every_length(void)
{
    g_autoptr(LdoseRecord) record = signed_record(INCOMPLETE);
    g_autofree char *text = record_text(record);
    for (gsize length = 0; length < strlen(text); length++)
        expect_changed(text, length, "a cut", length);
}

/* The message says how much is still good. */
static void
test_what_is_intact(void)
{
    g_autoptr(LdoseRecord) record = signed_record(INCOMPLETE);
    for (guint entry = 0; entry < 3; entry++) {
        g_autofree char *text = record_text(record);
        g_autoptr(GError) error = NULL;
        char *place = strstr(text, "<entry");
        for (guint i = 0; i < entry; i++)
            place = strstr(place + 1, "<entry");
        place[3] = 'X';
        g_assert_null(parse_text(text, &error));
        g_autofree char *intact = g_strdup_printf("; %u of its entries", entry);
        g_assert_nonnull(strstr(error->message, intact));
    }
}

/* ---- files that no program of ours has written ----------------------------------------------- */

typedef struct {
    const char *name;
    const char *from, *to; /* changed once, then sealed again */
    const char *message;   /* what is said of it */
} Hostile;

static const Hostile HOSTILE[] = {
    {"doctype", "<record", "<!DOCTYPE record>\n<record", "DOCTYPE"},
    {"entity", "text=\"M\"", "text=\"&m;\"", "Entity"},
    {"not-well-formed", "<inputs>", "<inputs", "attributes construct error"},
    {"later-format", "record:1", "record:2", "urn:lymphodose:record:2"},
    {"other-root", "urn:lymphodose:record:1", "urn:lymphodose:guidance:1", "this version reads"},
    {"unknown-element", "<inputs>", "<inputs><more/>", "more"},
    {"unknown-attribute", "adopted=\"no\"", "adopted=\"no\" more=\"1\"", "more"},
    {"input-twice", "name=\"sex\"", "name=\"age_years\"", "Duplicate"},
    {"infinite-number", "value=\"50\"", "value=\"INF\"", "INF"},
    {"no-such-day", "2026-11-24T08:30:00Z", "2026-11-31T08:30:00Z", "2026-11-31"},
    {"unknown-kind", "kind=\"note\"", "kind=\"wish\"", "wish"},
    {"no-name", "by=\"B. Sample\"", "", "without a name"},
    {"no-text", "text=\"filed\"", "", "without its reason or text"},
    {"created-twice", "kind=\"note\"", "kind=\"created\"", "no other"},
    {"not-created", "kind=\"created\"", "kind=\"note\"", "first entry"},
    {"empty-check", "kind=\"note\"", "kind=\"second-check\"", "without a field"},
    {"acknowledged-nothing", "kind=\"note\" at=\"2026-11-24T09:00:00Z\" by=\"B. Sample\" text",
     "kind=\"acknowledgement\" at=\"2026-11-24T09:00:00Z\" by=\"B. Sample\" reason", "of what"},
    {"documents-mixed", "role=\"regimen\"", "role=\"guidance\"", "order"},
    {"latin-1", "encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"", "UTF-8"},
    {"capital-hash", "sha256=\"", "sha256=\"A", "sha256"},
    {"seal-in-a-comment", "  <entry kind=\"note\"",
     "  <!-- <seal "
     "sha256=\"0000000000000000000000000000000000000000000000000000000000000000\"/>\n"
     "  </entry>\n -->\n  <entry kind=\"note\"",
     "sealed as records are"},
};

static char *
replaced_once(const char *text, const char *from, const char *to)
{
    const char *place = strstr(text, from);
    g_assert_nonnull(place);
    return g_strdup_printf("%.*s%s%s", (int)(place - text), text, to, place + strlen(from));
}

static void
test_hostile(gconstpointer data)
{
    const Hostile *hostile = data;
    g_autoptr(LdoseRecord) record = signed_record(INCOMPLETE);
    g_autofree char *text = record_text(record);
    g_autofree char *changed = replaced_once(text, hostile->from, hostile->to);
    g_autofree char *sealed = reseal(changed);
    g_autoptr(GError) error = NULL;
    g_assert_null(parse_text(sealed, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    if (strstr(error->message, hostile->message) == NULL)
        g_error("\"%s\" is not in: %s", hostile->message, error->message);
}

/* The other way round: what is sealed again and well formed is taken. */
static void
test_reseal(void)
{
    g_autoptr(LdoseRecord) record = signed_record(INCOMPLETE);
    g_autofree char *text = record_text(record);
    g_autofree char *same = reseal(text);
    g_assert_cmpstr(same, ==, text);
    g_autofree char *changed = replaced_once(text, "text=\"filed\"", "text=\"other\"");
    g_autofree char *sealed = reseal(changed);
    g_autoptr(LdoseRecord) other = parse_text(sealed, NULL);
    g_assert_nonnull(other);
}

static void
test_no_record(void)
{
    const char *const texts[] = {
        "", "\n", "case_id,regimen\n", "<record/>", "</record>\n", "<seal sha256=\"", "\xff\xfe"};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(parse_text(texts[i], &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    }
}

/* ---- computing again ------------------------------------------------------------------------- */

static void
test_same_again(void)
{
    const char *const cases[] = {RECORD_FINAL,
                                 DECISION,
                                 STOPPED,
                                 OVERRIDDEN,
                                 INCOMPLETE,
                                 RECORD_FINAL "; formulary=adult-oncology; dialysis=none; "
                                              "conditions_absent=pentostatin porphyria; inr=1.1"};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(LdoseRecord) record = record_of(cases[i], "A. Example");
        g_autoptr(LdoseRecheck) recheck =
            ldose_record_recheck(record, fixture_library(), &ldose_wording_plain);
        g_assert_cmpuint(recheck->differences->len, ==, 0);
        g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_SAME);
        g_assert_true(recheck->again.computed);
    }
}

/* A library with one document changed. */
static LdoseLibrary *
library_with(const char *folder, const char *file, const char *from, const char *to)
{
    char *text = fixture_read(file);
    text = fixture_replace(text, from, to);
    fixture_write(folder, file, text, -1);
    g_free(text);
    const char *const kinds[] = {"regimens", "guidance", "formulary"};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *from_folder = g_build_filename(fixture_data_dir(), kinds[i], NULL);
        g_autoptr(GDir) listing = g_dir_open(from_folder, 0, NULL);
        const char *name;
        while ((name = g_dir_read_name(listing)) != NULL) {
            g_autofree char *relative = g_build_filename(kinds[i], name, NULL);
            g_autofree char *there = g_build_filename(folder, relative, NULL);
            g_autofree char *contents = fixture_read(relative);
            if (strcmp(relative, file) != 0 && !g_file_test(there, G_FILE_TEST_EXISTS))
                fixture_write(folder, relative, contents, -1);
        }
    }
    const char *const directories[] = {folder, NULL};
    return ldose_library_new(directories);
}

static gboolean
tells(const LdoseRecheck *recheck, const char *text)
{
    for (guint i = 0; i < recheck->differences->len; i++) {
        const char *difference = g_ptr_array_index(recheck->differences, i);
        g_test_message("%s", difference);
        if (strstr(difference, text) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* Other bytes, the same plan: a difference all the same. */
static void
test_other_bytes(void)
{
    char *folder = fixture_make_directory();
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, NULL);
    g_autoptr(LdoseLibrary) library =
        library_with(folder, "guidance/us-label-1.0.xml", "</guidance>", " </guidance>");
    g_autoptr(LdoseRecheck) recheck = ldose_record_recheck(record, library, &ldose_wording_plain);
    g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_DIFFERS);
    g_assert_cmpuint(recheck->differences->len, ==, 1);
    g_assert_true(tells(recheck, "us-label@1.0 has other bytes now: sha256 "));
    fixture_remove_directory(folder);
}

/* Another dose: what differs is named with both values. */
static void
test_other_result(void)
{
    char *folder = fixture_make_directory();
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, NULL);
    g_autoptr(LdoseLibrary) library =
        library_with(folder, "regimens/us-yescarta-1.0.xml", "amount=\"30\"", "amount=\"25\"");
    g_autoptr(LdoseRecheck) recheck = ldose_record_recheck(record, library, &ldose_wording_plain);
    g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_DIFFERS);
    g_assert_true(tells(recheck, "fludarabine_mg_per_day: 27 in the record, 22 now."));
    g_assert_true(tells(recheck, "findings: "));
    g_assert_true(tells(recheck, "Step "));
    g_assert_false(tells(recheck, "cyclophosphamide_mg_per_day"));
    fixture_remove_directory(folder);
}

/* The version is gone; the newest is used to say what would differ. */
static void
test_missing_version(void)
{
    char *folder = fixture_make_directory();
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, NULL);
    char *text = fixture_read("regimens/us-yescarta-1.0.xml");
    text = fixture_replace(text, "version=\"1.0\" status", "version=\"1.1\" status");
    text = fixture_replace(text, "amount=\"30\"", "amount=\"25\"");
    fixture_write(folder, "regimens/us-yescarta-1.1.xml", text, -1);
    g_free(text);
    g_autoptr(LdoseLibrary) library =
        library_with(folder, "guidance/us-label-older-1.0.xml", "</guidance>", " </guidance>");
    g_autofree char *old = g_build_filename(folder, "regimens", "us-yescarta-1.0.xml", NULL);
    g_remove(old);
    g_autoptr(LdoseRecheck) recheck = ldose_record_recheck(record, library, &ldose_wording_plain);
    g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_DOCUMENT_MISSING);
    g_assert_true(
        tells(recheck, "us-yescarta@1.0 is missing; what follows was computed with version 1.1."));
    g_assert_true(tells(recheck, "us-label-older@1.0 has other bytes now"));
    g_assert_true(tells(recheck, "fludarabine_mg_per_day: 27 in the record, 22 now."));
    fixture_remove_directory(folder);
}

/* A newer version beside the old one changes nothing. */
static void
test_newer_version(void)
{
    char *folder = fixture_make_directory();
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, NULL);
    char *text = fixture_read("regimens/us-yescarta-1.0.xml");
    text = fixture_replace(text, "version=\"1.0\" status", "version=\"1.1\" status");
    text = fixture_replace(text, "amount=\"30\"", "amount=\"25\"");
    fixture_write(folder, "regimens/us-yescarta-1.1.xml", text, -1);
    g_free(text);
    const char *const directories[] = {folder, fixture_data_dir(), NULL};
    g_autoptr(LdoseLibrary) library = ldose_library_new(directories);
    g_autoptr(LdoseRecheck) recheck = ldose_record_recheck(record, library, &ldose_wording_plain);
    g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_SAME);
    fixture_remove_directory(folder);
}

static void
test_missing_document(void)
{
    const char *const nowhere[] = {NULL};
    g_autoptr(LdoseLibrary) empty = ldose_library_new(nowhere);
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, NULL);
    g_autoptr(LdoseRecheck) recheck = ldose_record_recheck(record, empty, &ldose_wording_plain);
    g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_DOCUMENT_MISSING);
    g_assert_false(recheck->again.computed);
    g_assert_cmpuint(recheck->differences->len, ==, record->documents->len);
    g_assert_true(tells(recheck, "us-yescarta@1.0 is missing: "));
}

static void
test_broken_document(void)
{
    char *folder = fixture_make_directory();
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, NULL);
    g_autoptr(LdoseLibrary) library =
        library_with(folder, "guidance/us-label-1.0.xml", "</guidance>", "");
    g_autoptr(LdoseRecheck) recheck = ldose_record_recheck(record, library, &ldose_wording_plain);
    g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_DOCUMENT_MISSING);
    g_assert_false(recheck->again.computed);
    fixture_remove_directory(folder);
}

/* Changed values with seals that fit: the seals say nothing, the computation does. */
static void
test_forged(void)
{
    static const char *const changes[][2] = {
        {"name=\"fludarabine_mg_per_day\" text=\"27\"",
         "name=\"fludarabine_mg_per_day\" text=\"72\""},
        {"name=\"weight_kg\" text=\"48\"", "name=\"weight_kg\" text=\"84\""},
        {"name=\"status\" text=\"final\"", "name=\"state\" text=\"final\""},
        {"name=\"weight_kg\" text=\"48\"", "name=\"weight_kg\" text=\"48,0\""},
        {"name=\"weight_kg\" text=\"48\"", "name=\"weight_lb\" text=\"48\""},
        {"result=\"1.483239697\"", "result=\"1.5\""},
    };
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, NULL);
    g_autofree char *text = record_text(record);
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autofree char *changed = replaced_once(text, changes[i][0], changes[i][1]);
        g_autofree char *sealed = reseal(changed);
        g_autoptr(GError) error = NULL;
        g_autoptr(LdoseRecord) forged = parse_text(sealed, &error);
        g_assert_no_error(error);
        g_autoptr(LdoseRecheck) recheck =
            ldose_record_recheck(forged, fixture_library(), &ldose_wording_plain);
        g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_DIFFERS);
        g_assert_cmpuint(recheck->differences->len, >, 0);
    }
}

/* What the site had attested when the record was made counts when it is computed again. */
static void
test_attested(void)
{
    LdoseRuleSet *rules =
        fixture_rules_in(fixture_data_dir(), "eu-kymriah-lbcl", "eu-smpc", "as-published");
    g_auto(Entered) entered = {{NULL}};
    g_autoptr(GError) error = NULL;
    entered_add(&entered, "regimen=eu-kymriah-lbcl; guidance=eu-smpc; sex=M; age_years=50; "
                          "height_cm=179.574; weight_kg=60; gfr_measured_ml_min=100; "
                          "bilirubin_mg_dl=0.6");
    rules->site.adopted = rules->site.regimen_attested = TRUE;
    g_autoptr(LdoseRecord) record = record_of_entered(&entered, rules, RECORD_AT, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(record->adopted);
    g_assert_cmpstr(ldose_record_value(record->values, "status"), ==, "final");
    g_assert_cmpstr(g_array_index(record->documents, LdoseRecordDocument, 0).attested, ==,
                    "fludarabine cyclophosphamide");
    g_autoptr(LdoseRecheck) recheck =
        ldose_record_recheck(record, fixture_library(), &ldose_wording_plain);
    g_assert_cmpint(recheck->state, ==, LDOSE_RECHECK_SAME);
    ldose_rule_set_clear(rules);
    g_free(rules);
}

/* ---- the page -------------------------------------------------------------------------------- */

static char *
page_of(const LdoseRecord *record, LdoseLibrary *library)
{
    GString *out = g_string_new(NULL);
    g_autoptr(LdoseRecheck) recheck =
        library != NULL ? ldose_record_recheck(record, library, &ldose_wording_plain) : NULL;
    ldose_record_text(out, record, recheck, &ldose_wording_plain);
    g_assert_true(g_utf8_validate(out->str, -1, NULL));
    return g_string_free(out, FALSE);
}

static void
test_page(void)
{
    g_autoptr(LdoseRecord) record = signed_record(OVERRIDDEN);
    g_autofree char *again = page_of(record, fixture_library());
    g_autofree char *stored = page_of(record, NULL);
    const char *const in_both[] = {"Record of a plan",   "by A. Example",
                                   "every seal intact",  "Evaluation: not adopted at this site",
                                   "override, C. Third", "discussed with the team",
                                   "D. Fourth",          "contraindicated",
                                   "filed again"};
    for (guint i = 0; i < G_N_ELEMENTS(in_both); i++) {
        g_assert_nonnull(strstr(again, in_both[i]));
        g_assert_nonnull(strstr(stored, in_both[i]));
    }
    const char *last =
        g_array_index(record->entries, LdoseRecordEntry, record->entries->len - 1).seal;
    g_assert_nonnull(strstr(again, last));
    g_assert_nonnull(strstr(again, "Schedule"));
    g_assert_null(strstr(stored, "Schedule"));
    g_assert_nonnull(strstr(stored, "own texts"));
    g_assert_nonnull(strstr(stored, "fludarabine_mg_per_day"));
}

/* ---- files ----------------------------------------------------------------------------------- */

static void
test_save_and_load(void)
{
    char *folder = fixture_make_directory();
    g_autofree char *path = g_build_filename(folder, "record.xml", NULL);
    g_autoptr(LdoseRecord) record = record_of(RECORD_FINAL, "A. Example");
    g_autoptr(GError) error = NULL;
    struct stat status;
    ldose_record_save(record, path, LDOSE_RECORD_PRIVATE, &error);
    g_assert_no_error(error);
    g_assert_cmpint(stat(path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 07777, ==, 0600);
    g_autoptr(LdoseRecord) loaded = ldose_record_load(path, &error);
    g_assert_no_error(error);
    g_assert_true(g_bytes_equal(loaded->bytes, record->bytes));
    g_assert_null(ldose_record_load(folder, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    fixture_remove_directory(folder);
}

/* A record that people have signed is not replaced by another. */
static void
test_not_replaced(void)
{
    char *folder = fixture_make_directory();
    g_autofree char *path = g_build_filename(folder, "record.xml", NULL);
    g_autoptr(LdoseRecord) record = record_of(OVERRIDDEN, "A. Example");
    g_autoptr(LdoseRecord) other = record_of(RECORD_FINAL, "A. Example");
    g_autoptr(LdoseRecord) noted = ldose_record_add_note(record, &SECOND, "filed", NULL);
    g_autoptr(GError) error = NULL;
    fixture_write(folder, "record.xml", "something else\n", -1);
    g_assert_true(ldose_record_save(record, path, LDOSE_RECORD_PRIVATE, NULL));
    g_assert_true(ldose_record_save(other, path, LDOSE_RECORD_PRIVATE, NULL));
    g_assert_true(ldose_record_save(record, path, LDOSE_RECORD_PRIVATE, NULL));
    g_assert_true(ldose_record_save_addition(record, noted, path, LDOSE_RECORD_PRIVATE, NULL));
    g_assert_false(ldose_record_save(other, path, LDOSE_RECORD_PRIVATE, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    g_clear_error(&error);
    /* Somebody else has added meanwhile: nothing of either is lost. */
    g_autoptr(LdoseRecord) stale = ldose_record_add_note(record, &SECOND, "late", NULL);
    g_assert_false(ldose_record_save_addition(record, stale, path, LDOSE_RECORD_PRIVATE, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    g_clear_error(&error);
    g_autoptr(LdoseRecord) there = ldose_record_load(path, NULL);
    g_assert_true(g_bytes_equal(there->bytes, noted->bytes));
    /* A changed record is somebody's evidence. */
    g_autofree char *text = record_text(record);
    text[200] = (char)(text[200] ^ 1);
    fixture_write(folder, "record.xml", text, -1);
    g_assert_false(ldose_record_save(other, path, LDOSE_RECORD_PRIVATE, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    fixture_remove_directory(folder);
}

static void
test_large_file(void)
{
    char *folder = fixture_make_directory();
    g_autofree char *path = g_build_filename(folder, "record.xml", NULL);
    g_autofree char *text = g_strnfill(LDOSE_RECORD_MAX_SIZE + 1, ' ');
    g_autoptr(GError) error = NULL;
    fixture_write(folder, "record.xml", text, -1);
    g_assert_null(ldose_record_load(path, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, "4096 KiB"));
    fixture_remove_directory(folder);
}

/* Files of every earlier format load for ever; they are never written again. */
static void
test_old_files(void)
{
    g_autofree char *folder = g_test_build_filename(G_TEST_DIST, "records", NULL);
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    const char *name;
    guint n = 0;
    g_assert_nonnull(listing);
    while ((name = g_dir_read_name(listing)) != NULL) {
        if (!g_str_has_suffix(name, ".xml"))
            continue;
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autoptr(GError) error = NULL;
        g_autoptr(LdoseRecord) record = ldose_record_load(path, &error);
        g_assert_no_error(error);
        g_assert_cmpuint(record->entries->len, >, 0);
        g_assert_nonnull(ldose_record_value(record->values, "status"));
        g_autofree char *page = page_of(record, NULL);
        g_assert_nonnull(strstr(page, "Record of a plan"));
        n++;
    }
    g_assert_cmpuint(n, >=, 4);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    static const struct {
        const char *name;
        GTestFunc run;
    } tests[] = {
        {"contents", test_contents},
        {"same-bytes", test_same_bytes},
        {"without-name", test_without_name},
        {"texts", test_texts},
        {"no-dose", test_no_dose},
        {"own-override", test_own_override},
        {"R29-override-of-a-part", test_override_of_a_part},
        {"adding", test_adding},
        {"note", test_note},
        {"too-large", test_too_large},
        {"added-override", test_added_override},
        {"refused-override", test_refused_override},
        {"seal/every-bit", test_every_bit},
        {"seal/every-place", test_every_place},
        {"seal/every-length", test_every_length},
        {"seal/what-is-intact", test_what_is_intact},
        {"seal/reseal", test_reseal},
        {"no-record", test_no_record},
        {"again/same", test_same_again},
        {"again/other-bytes", test_other_bytes},
        {"again/other-result", test_other_result},
        {"again/missing-version", test_missing_version},
        {"again/newer-version", test_newer_version},
        {"again/missing-document", test_missing_document},
        {"again/broken-document", test_broken_document},
        {"again/forged", test_forged},
        {"again/attested", test_attested},
        {"page", test_page},
        {"save-and-load", test_save_and_load},
        {"not-replaced", test_not_replaced},
        {"large-file", test_large_file},
        {"old-files", test_old_files},
    };
    for (guint i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_autofree char *path = g_strdup_printf("/record/%s", tests[i].name);
        g_test_add_func(path, tests[i].run);
    }
    for (guint i = 0; i < G_N_ELEMENTS(REFUSALS); i++) {
        g_autofree char *path = g_strdup_printf("/record/refused/%s", REFUSALS[i].name);
        g_test_add_data_func(path, &REFUSALS[i], test_refusal);
    }
    for (guint i = 0; i < G_N_ELEMENTS(ACKNOWLEDGEMENTS); i++) {
        g_autofree char *path =
            g_strdup_printf("/record/acknowledgement/%s", ACKNOWLEDGEMENTS[i].name);
        g_test_add_data_func(path, &ACKNOWLEDGEMENTS[i], test_acknowledgement);
    }
    for (guint i = 0; i < G_N_ELEMENTS(HOSTILE); i++) {
        g_autofree char *path = g_strdup_printf("/record/hostile/%s", HOSTILE[i].name);
        g_test_add_data_func(path, &HOSTILE[i], test_hostile);
    }
    return g_test_run();
}
