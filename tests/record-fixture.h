/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests of records: a record from one line of text, and files whose seals fit again. */
#pragma once

#include <string.h>

#include "fixture.h"
#include "record-parts.h"

#define RECORD_AT "2026-11-24T08:30:00Z"

/* An adult without anything to decide; all patients are synthetic. */
#define RECORD_FINAL                                                                               \
    "case_id=synthetic-1; regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; "           \
    "height_cm=165; weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6"

/* The texts of a case as somebody entered them. */
typedef struct {
    char *text[LDOSE_N_COLUMNS];
} Entered;

static inline void
entered_clear(Entered *entered)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++)
        g_clear_pointer(&entered->text[i], g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Entered, entered_clear)

/* Takes "name=value; name=value; …" apart; later ones win. */
static inline void
entered_add(Entered *entered, const char *text)
{
    g_auto(GStrv) fields = g_strsplit(text, "; ", -1);
    for (guint i = 0; fields[i] != NULL; i++) {
        char *equals = strchr(fields[i], '=');
        if (equals == NULL)
            continue;
        int column = ldose_column_find(fields[i], (gsize)(equals - fields[i]));
        g_assert_cmpint(column, >=, 0);
        g_free(entered->text[column]);
        entered->text[column] = equals[1] != '\0' ? g_strdup(equals + 1) : NULL;
    }
}

/* A plan under given rules, as a record. */
static inline LdoseRecord *
record_of_entered(const Entered *entered, const LdoseRuleSet *rules, const char *at, const char *by,
                  GError **error)
{
    g_autofree LdosePlan *plan = g_new0(LdosePlan, 1);
    g_autoptr(LdoseTrace) trace = ldose_trace_new();
    g_autofree LdoseCase *c = g_new0(LdoseCase, 1);
    LdoseFaults faults = {.n = 0};
    LdosePatient patient;
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const char *text = entered->text[i];
        if (text != NULL)
            ldose_case_set(c, (LdoseColumn)i, text, strlen(text), LDOSE_DECIMAL_POINT, &faults);
    }
    if (!ldose_patient_from_case(c, &patient, &faults) ||
        !ldose_plan_compute(&patient, rules, plan, trace, &faults))
        g_error("the case is refused: %s", fixture_faults_text(&faults));
    const LdoseRecordDraft draft = {.plan = plan,
                                    .patient = &patient,
                                    .trace = trace,
                                    .entered = (const char *const *)entered->text,
                                    .at = at,
                                    .made_by = by};
    return ldose_record_new(&draft, error);
}

/* A record of a case under the shipped documents. */
static inline LdoseRecord *
record_of(const char *text, const char *by)
{
    g_auto(Entered) entered = {{NULL}};
    g_autoptr(GError) error = NULL;
    entered_add(&entered, text);
    const char *policy = entered.text[LDOSE_COLUMN_FORMULARY];
    const LdoseRuleSet *rules =
        fixture_rules(entered.text[LDOSE_COLUMN_REGIMEN], entered.text[LDOSE_COLUMN_GUIDANCE],
                      policy != NULL ? policy : "as-published");
    LdoseRecord *record = record_of_entered(&entered, rules, RECORD_AT, by, &error);
    g_assert_no_error(error);
    return record;
}

/* The file's text. (transfer full) */
static inline char *
record_text(const LdoseRecord *record)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(record->bytes, &length);
    return g_strndup(data, length);
}

/* A file whose every seal fits what stands before it, as somebody who can write files can make it.
 * (transfer full) */
static inline char *
reseal(const char *text)
{
    GString *out = g_string_new(text);
    for (char *seal = strstr(out->str, LDOSE_SEAL_OPEN); seal != NULL;
         seal = strstr(seal + 1, LDOSE_SEAL_OPEN)) {
        g_autofree char *sha256 = g_compute_checksum_for_data(
            G_CHECKSUM_SHA256, (const guchar *)out->str, (gsize)(seal - out->str));
        if (strlen(seal) >= strlen(LDOSE_SEAL_OPEN) + LDOSE_SHA256_DIGITS)
            memcpy(seal + strlen(LDOSE_SEAL_OPEN), sha256, LDOSE_SHA256_DIGITS);
    }
    return g_string_free(out, FALSE);
}

static inline LdoseRecord *
parse_text(const char *text, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return ldose_record_parse("record.xml", bytes, error);
}
