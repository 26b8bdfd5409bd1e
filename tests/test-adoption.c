/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which documents a site has taken into use (R46): two people, pinned by hash, the system's list
 * before the user's; attested rules count as accepted unverified ones. */
#include "adoption.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "error.h"
#include "fixture.h"
#include "plan-columns.h"

#define AT    "2026-11-24T08:30:00Z"
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static LdoseAdoption
sample(LdoseDocumentKind kind, const char *id, const char *version, const char *sha256)
{
    return (LdoseAdoption){.kind = kind,
                           .id = id,
                           .version = version,
                           .sha256 = sha256,
                           .by = "A. Example",
                           .checked_by = "B. Sample",
                           .at = AT,
                           .program = "0.1.0"};
}

static void
put(LdoseAdoptionList *list, const LdoseAdoption *adoption)
{
    g_autoptr(GError) error = NULL;
    ldose_adoption_list_put(list, adoption, &error);
    g_assert_no_error(error);
}

static LdoseAdoptionList *
parse(const char *text, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return ldose_adoption_list_parse("adopted.xml", bytes, error);
}

static char *
serialize(const LdoseAdoptionList *list)
{
    g_autoptr(GBytes) bytes = ldose_adoption_list_serialize(list);
    return g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

/* ---- one list -------------------------------------------------------------------------------- */

static void
test_round_trip(void)
{
    const LdoseAttestation attestations[] = {
        {"r5", "read in section \"4.2\" of <the label>\nof 2026, agrees & stands"},
        {"r6", "  \xd7\xa7\xd7\xa8\xd7\x90\xd7\xaa\xd7\x99  "},
    };
    const LdoseAdoptionSuite suites[] = {{"label-rows.csv", ZEROS, 12, 0}, {"x.csv", ZEROS, 3, 1}};
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_new();
    g_autoptr(GError) error = NULL;
    LdoseAdoption first = sample(LDOSE_DOCUMENT_GUIDANCE, "us-label", "1.10", ZEROS);
    first.attestations = attestations;
    first.n_attestations = G_N_ELEMENTS(attestations);
    first.suites = suites;
    first.n_suites = G_N_ELEMENTS(suites);
    first.status = LDOSE_STATUS_RELEASED;
    put(list, &first);
    LdoseAdoption second = sample(LDOSE_DOCUMENT_GUIDANCE, "us-label", "1.9", ZEROS);
    put(list, &second);
    LdoseAdoption third = sample(LDOSE_DOCUMENT_REGIMENS, "us-yescarta", "1.0", ZEROS);
    put(list, &third);

    g_autofree char *text = serialize(list);
    g_autoptr(LdoseAdoptionList) again = parse(text, &error);
    g_assert_no_error(error);
    g_autofree char *same = serialize(again);
    g_assert_cmpstr(same, ==, text);
    g_assert_cmpuint(ldose_adoption_list_length(again), ==, 3);
    /* by kind, id, rising version */
    g_assert_cmpstr(ldose_adoption_list_get(again, 0)->id, ==, "us-yescarta");
    g_assert_cmpstr(ldose_adoption_list_get(again, 1)->version, ==, "1.9");
    const LdoseAdoption *got = ldose_adoption_list_get(again, 2);
    g_assert_cmpstr(got->version, ==, "1.10");
    g_assert_cmpint(got->status, ==, LDOSE_STATUS_RELEASED);
    g_assert_cmpuint(got->n_attestations, ==, 2);
    for (guint i = 0; i < 2; i++) {
        g_assert_cmpstr(got->attestations[i].row, ==, attestations[i].row);
        g_assert_cmpstr(got->attestations[i].text, ==, attestations[i].text);
    }
    g_assert_cmpuint(got->suites[1].failed, ==, 1);
}

/* Another adoption of the same version takes the place of the first. */
static void
test_again(void)
{
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_new();
    LdoseAdoption adoption = sample(LDOSE_DOCUMENT_GUIDANCE, "us-label", "1.0", ZEROS);
    put(list, &adoption);
    adoption.by = "C. Third";
    put(list, &adoption);
    g_assert_cmpuint(ldose_adoption_list_length(list), ==, 1);
    g_assert_cmpstr(ldose_adoption_list_get(list, 0)->by, ==, "C. Third");
}

static const LdoseWithdrawal WITHDRAWAL = {"C. Third", "D. Fourth", "2026-11-25T08:30:00Z",
                                           "an error in \"table 2\" & <more>"};

/* What is withdrawn stays in the list, with who, when and why; adopted again it is in use again. */
static void
test_withdraw(void)
{
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_new();
    g_autoptr(GError) error = NULL;
    LdoseAdoption adoption = sample(LDOSE_DOCUMENT_GUIDANCE, "us-label", "1.0", ZEROS);
    put(list, &adoption);
    ldose_adoption_list_withdraw(list, LDOSE_DOCUMENT_GUIDANCE, "us-label", "1.0", &WITHDRAWAL,
                                 &error);
    g_assert_no_error(error);
    g_autofree char *text = serialize(list);
    g_autoptr(LdoseAdoptionList) again = parse(text, &error);
    g_assert_no_error(error);
    const LdoseAdoption *entry = ldose_adoption_list_get(again, 0);
    g_assert_cmpstr(entry->by, ==, "A. Example");
    g_assert_nonnull(entry->withdrawal);
    g_assert_cmpstr(entry->withdrawal->by, ==, WITHDRAWAL.by);
    g_assert_cmpstr(entry->withdrawal->checked_by, ==, WITHDRAWAL.checked_by);
    g_assert_cmpstr(entry->withdrawal->at, ==, WITHDRAWAL.at);
    g_assert_cmpstr(entry->withdrawal->reason, ==, WITHDRAWAL.reason);
    g_autofree char *same = serialize(again);
    g_assert_cmpstr(same, ==, text);
    g_assert_true(ldose_adoption_list_names(again, LDOSE_DOCUMENT_GUIDANCE, "us-label"));
    put(again, &adoption);
    g_assert_cmpuint(ldose_adoption_list_length(again), ==, 1);
    g_assert_null(ldose_adoption_list_get(again, 0)->withdrawal);
}

static void
test_refused_withdrawal(void)
{
    const struct {
        const char *id, *version;
        LdoseWithdrawal withdrawal;
        int code;
    } rows[] = {
        {"us-label", "1.1", WITHDRAWAL, LDOSE_ERROR_DOCUMENT}, /* another version */
        {"eu-smpc", "1.0", WITHDRAWAL, LDOSE_ERROR_DOCUMENT},  /* another document */
        {"us-label", "1.0", {"C. Third", " c. third", AT, "why"}, LDOSE_ERROR_INPUT},
        {"us-label", "1.0", {"C. Third", "", AT, "why"}, LDOSE_ERROR_INPUT},
        {"us-label", "1.0", {"C. Third", "D. Fourth", "today", "why"}, LDOSE_ERROR_INPUT},
        {"us-label", "1.0", {"C. Third", "D. Fourth", AT, " "}, LDOSE_ERROR_INPUT},
        {"us-label", "1.0", {"C. Third", "D. Fourth", AT, "\x01"}, LDOSE_ERROR_INPUT},
    };
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_new();
    LdoseAdoption adoption = sample(LDOSE_DOCUMENT_GUIDANCE, "us-label", "1.0", ZEROS);
    put(list, &adoption);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(ldose_adoption_list_withdraw(list, LDOSE_DOCUMENT_GUIDANCE, rows[i].id,
                                                    rows[i].version, &rows[i].withdrawal, &error));
        g_assert_error(error, LDOSE_ERROR, rows[i].code);
        g_assert_null(ldose_adoption_list_get(list, 0)->withdrawal);
    }
    g_autoptr(GError) error = NULL;
    g_assert_true(ldose_adoption_list_withdraw(list, LDOSE_DOCUMENT_GUIDANCE, "us-label", "1.0",
                                               &WITHDRAWAL, NULL));
    g_assert_false(ldose_adoption_list_withdraw(list, LDOSE_DOCUMENT_GUIDANCE, "us-label", "1.0",
                                                &WITHDRAWAL, &error)); /* twice */
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
}

typedef struct {
    const char *name, *by, *checked_by, *at, *row, *text;
} Refusal;

static const Refusal REFUSALS[] = {
    {"same-name", "A. Example", "A. Example", AT, NULL, NULL},
    {"same-name-in-capitals", "A. Example",
     "  a.\xc2\xa0"
     "EXAMPLE",
     AT, NULL, NULL},
    {"no-name", "", "B. Sample", AT, NULL, NULL},
    {"no-second-name", "A. Example", NULL, AT, NULL, NULL},
    {"blank-name", "A. Example", "   ", AT, NULL, NULL},
    {"control-character", "A. Example", "B\x02", AT, NULL, NULL},
    {"no-time", "A. Example", "B. Sample", NULL, NULL, NULL},
    {"local-time", "A. Example", "B. Sample", "2026-11-24T08:30:00+01:00", NULL, NULL},
    {"empty-attestation", "A. Example", "B. Sample", AT, "r5", " "},
    {"bad-attestation", "A. Example", "B. Sample", AT, "r5", "\x01"},
};

static void
test_refusal(gconstpointer data)
{
    const Refusal *refusal = data;
    const LdoseAttestation attestation = {refusal->row, refusal->text};
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_new();
    g_autoptr(GError) error = NULL;
    LdoseAdoption adoption = sample(LDOSE_DOCUMENT_GUIDANCE, "us-label", "1.0", ZEROS);
    adoption.by = refusal->by;
    adoption.checked_by = refusal->checked_by;
    adoption.at = refusal->at;
    adoption.attestations = &attestation;
    adoption.n_attestations = refusal->row != NULL;
    g_assert_false(ldose_adoption_list_put(list, &adoption, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    g_assert_cmpuint(ldose_adoption_list_length(list), ==, 0);
}

static void
test_attested_twice(void)
{
    const LdoseAttestation attestations[] = {{"r5", "read"}, {"r5", "read again"}};
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_new();
    LdoseAdoption adoption = sample(LDOSE_DOCUMENT_GUIDANCE, "us-label", "1.0", ZEROS);
    adoption.attestations = attestations;
    adoption.n_attestations = 2;
    g_assert_false(ldose_adoption_list_put(list, &adoption, NULL));
}

/* ---- broken lists ---------------------------------------------------------------------------- */

#define LINE(more)                                                                                 \
    "<document kind=\"guidance\" id=\"us-label\" version=\"1.0\" sha256=\"" ZEROS                  \
    "\" status=\"draft\" by=\"A\" checked-by=\"B\" at=\"" AT                                       \
    "\" program=\"0.1.0\" check=\"sound\"" more
#define LIST(lines) "<adopted xmlns=\"urn:lymphodose:adopted:1\">" lines "</adopted>"

typedef struct {
    const char *name, *text;
    const char *from, *to; /* what is changed in it */
} Broken;

static const Broken BROKEN[] = {
    {"empty", "", NULL, NULL},
    {"no-xml", "adopted = us-label", NULL, NULL},
    {"doctype", "<!DOCTYPE adopted>" LIST(LINE("/>")), NULL, NULL},
    {"later-format", LIST(LINE("/>")), "adopted:1", "adopted:2"},
    {"one-person", LIST(LINE("/>")), "checked-by=\"B\"", "checked-by=\" a \""},
    {"no-second-person", LIST(LINE("/>")), "checked-by=\"B\"", ""},
    {"short-hash", LIST(LINE("/>")), "sha256=\"00", "sha256=\"0"},
    {"capital-hash", LIST(LINE("/>")), "sha256=\"00", "sha256=\"A0"},
    {"not-checked", LIST(LINE("/>")), "sound", "unsound"},
    {"retired", LIST(LINE("/>")), "draft", "retired"},
    {"unknown-kind", LIST(LINE("/>")), "kind=\"guidance\"", "kind=\"records\""},
    {"no-such-day", LIST(LINE("/>")), "2026-11-24", "2026-11-31"},
    {"twice", LIST(LINE("/>") LINE("/>")), NULL, NULL},
    {"attested-twice",
     LIST(LINE("><attest row=\"r\" text=\"t\"/><attest row=\"r\" text=\"t\"/></document>")), NULL,
     NULL},
    {"withdrawn-by-one",
     LIST(LINE("><withdrawn by=\"C\" checked-by=\"c\" at=\"" AT "\" reason=\"r\"/></document>")),
     NULL, NULL},
    {"withdrawn-without-reason",
     LIST(LINE("><withdrawn by=\"C\" checked-by=\"D\" at=\"" AT "\" reason=\" \"/></document>")),
     NULL, NULL},
    {"latin-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" LIST(LINE("/>")), NULL, NULL},
};

static void
test_broken(gconstpointer data)
{
    const Broken *broken = data;
    g_autoptr(GError) error = NULL;
    char *text = g_strdup(broken->text);
    if (broken->from != NULL)
        text = fixture_replace(text, broken->from, broken->to);
    g_assert_null(parse(text, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    g_assert_true(g_str_has_prefix(error->message, "adopted.xml:"));
    g_free(text);
}

static void
test_sound(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(LdoseAdoptionList) list = parse(LIST(LINE("/>")), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(ldose_adoption_list_length(list), ==, 1);
    g_autoptr(LdoseAdoptionList) empty = parse(LIST(""), &error);
    g_assert_no_error(error);
    g_assert_cmpuint(ldose_adoption_list_length(empty), ==, 0);
}

/* ---- the site -------------------------------------------------------------------------------- */

static void
put_document(LdoseAdoptionList *list, const LdoseDocument *document)
{
    LdoseAdoption adoption =
        sample(document->kind, document->id, document->version, document->sha256);
    put(list, &adoption);
}

/* An adoption of all documents of a plan. */
static LdoseAdoptionList *
list_of(const LdoseRuleSet *rules)
{
    LdoseAdoptionList *list = ldose_adoption_list_new();
    put_document(list, &rules->regimen->document);
    put_document(list, &rules->guidance->document);
    put_document(list, &rules->formulary->document);
    return list;
}

static LdoseAdoptionState
judge(const LdoseAdoptions *adoptions, const LdoseRuleSet *rules)
{
    return ldose_adoptions_judge(adoptions, rules->regimen, rules->guidance, rules->formulary);
}

static void
test_judge(void)
{
    const LdoseRuleSet *rules = fixture_rules("us-yescarta", "us-label", "as-published");
    const LdoseDocument *documents[] = {&rules->regimen->document, &rules->guidance->document,
                                        &rules->formulary->document};
    g_autoptr(LdoseAdoptions) none = ldose_adoptions_new(NULL, NULL);
    g_assert_false(judge(NULL, rules).adopted);
    g_assert_false(judge(none, rules).adopted);
    g_assert_cmpint(judge(none, rules).missing, ==, LDOSE_DOCUMENT_REGIMENS);
    g_autoptr(LdoseAdoptions) all = ldose_adoptions_new(NULL, list_of(rules));
    g_assert_true(judge(all, rules).adopted);
    g_autoptr(LdoseAdoptions) by_system = ldose_adoptions_new(list_of(rules), NULL);
    g_assert_true(judge(by_system, rules).adopted);
    for (guint missing = 0; missing < G_N_ELEMENTS(documents); missing++) {
        LdoseAdoptionList *list = ldose_adoption_list_new();
        for (guint i = 0; i < G_N_ELEMENTS(documents); i++) {
            if (i != missing)
                put_document(list, documents[i]);
        }
        g_autoptr(LdoseAdoptions) two = ldose_adoptions_new(NULL, list);
        g_assert_false(judge(two, rules).adopted);
        g_assert_cmpint(judge(two, rules).missing, ==, documents[missing]->kind);
    }
}

/* Kind, id, version and every digit of the hash count. */
static void
test_other_document(void)
{
    const LdoseDocument *document =
        &fixture_rules("us-yescarta", "us-label", "as-published")->guidance->document;
    for (guint i = 0; i < 64; i++) {
        char sha256[65];
        g_strlcpy(sha256, document->sha256, sizeof sha256);
        sha256[i] = sha256[i] == '0' ? '1' : '0';
        LdoseAdoptionList *list = ldose_adoption_list_new();
        LdoseAdoption adoption = sample(document->kind, document->id, document->version, sha256);
        put(list, &adoption);
        g_autoptr(LdoseAdoptions) adoptions = ldose_adoptions_new(NULL, list);
        g_assert_null(ldose_adoptions_find(adoptions, document));
    }
    const LdoseAdoption others[] = {
        sample(LDOSE_DOCUMENT_FORMULARY, document->id, document->version, document->sha256),
        sample(document->kind, "us-label-older", document->version, document->sha256),
        sample(document->kind, document->id, "1.1", document->sha256),
    };
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        LdoseAdoptionList *list = ldose_adoption_list_new();
        put(list, &others[i]);
        g_autoptr(LdoseAdoptions) adoptions = ldose_adoptions_new(NULL, list);
        g_assert_null(ldose_adoptions_find(adoptions, document));
    }
}

/* Where the system's list names a document, the user's says nothing about it. */
static void
test_system_wins(void)
{
    const LdoseDocument *document =
        &fixture_rules("us-yescarta", "us-label", "as-published")->guidance->document;
    const LdoseAdoption of_system[] = {
        sample(document->kind, document->id, document->version, ZEROS),
        sample(document->kind, document->id, "2.0", document->sha256),
    };
    for (guint i = 0; i < G_N_ELEMENTS(of_system); i++) {
        LdoseAdoptionList *system = ldose_adoption_list_new(), *user = ldose_adoption_list_new();
        put(system, &of_system[i]);
        put_document(user, document);
        g_autoptr(LdoseAdoptions) adoptions = ldose_adoptions_new(system, user);
        g_assert_null(ldose_adoptions_find(adoptions, document));
    }
    /* Of another kind or id it says nothing. */
    LdoseAdoptionList *system = ldose_adoption_list_new(), *user = ldose_adoption_list_new();
    LdoseAdoption other = sample(LDOSE_DOCUMENT_FORMULARY, document->id, "1.0", ZEROS);
    put(system, &other);
    put_document(user, document);
    g_autoptr(LdoseAdoptions) adoptions = ldose_adoptions_new(system, user);
    g_assert_nonnull(ldose_adoptions_find(adoptions, document));
    g_assert_cmpstr(ldose_adoptions_find(adoptions, document)->by, ==, "A. Example");
}

/* A withdrawn document is in use nowhere; withdrawn in the system's list, the user's cannot take it
 * back. */
static void
test_withdrawn(void)
{
    const LdoseDocument *document =
        &fixture_rules("us-yescarta", "us-label", "as-published")->guidance->document;
    for (guint i = 0; i < 2; i++) {
        LdoseAdoptionList *system = ldose_adoption_list_new(), *user = ldose_adoption_list_new();
        put_document(user, document);
        LdoseAdoptionList *withdrawn = i == 0 ? user : system;
        if (i == 1)
            put_document(system, document);
        g_assert_true(ldose_adoption_list_withdraw(withdrawn, document->kind, document->id,
                                                   document->version, &WITHDRAWAL, NULL));
        g_autoptr(LdoseAdoptions) adoptions = ldose_adoptions_new(system, user);
        g_assert_null(ldose_adoptions_find(adoptions, document));
        const LdoseAdoption *entry = ldose_adoptions_entry(adoptions, document);
        g_assert_nonnull(entry);
        g_assert_cmpstr(entry->withdrawal->by, ==, "C. Third");
    }
    g_assert_null(ldose_adoptions_entry(NULL, document));
}

static void
test_folders(void)
{
    char *folder = fixture_make_directory();
    g_autofree char *system = g_build_filename(folder, "system", NULL);
    g_autofree char *user = g_build_filename(folder, "user", NULL);
    const LdoseRuleSet *rules = fixture_rules("us-yescarta", "us-label", "as-published");
    g_autoptr(LdoseAdoptionList) list = list_of(rules);
    g_autofree char *text = serialize(list);
    g_autoptr(GError) error = NULL;

    g_autoptr(LdoseAdoptions) none = ldose_adoptions_load(system, user, &error);
    g_assert_no_error(error);
    g_assert_false(judge(none, rules).adopted);
    fixture_write(user, LDOSE_ADOPTED_FILE, text, -1);
    g_autoptr(LdoseAdoptions) found = ldose_adoptions_load(system, user, &error);
    g_assert_no_error(error);
    g_assert_true(judge(found, rules).adopted);
    g_assert_false(judge(none, rules).adopted);
    g_autoptr(LdoseAdoptions) of_user = ldose_adoptions_load(NULL, user, &error);
    g_assert_no_error(error);
    g_assert_true(judge(of_user, rules).adopted);
    ldose_adoptions_free(NULL);
    fixture_write(system, LDOSE_ADOPTED_FILE, "broken", -1);
    g_assert_null(ldose_adoptions_load(system, user, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    fixture_remove_directory(folder);
}

/* A list that nobody may look at may decide: the user's own does not take its place. As somebody
 * else than root, for whom nothing is closed. */
static void
test_closed_folder(void)
{
    enum { NOBODY = 65534, NOT_TRIED = 2 };
    g_autofree char *system = g_dir_make_tmp("lymphodose-test-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(system, LDOSE_ADOPTED_FILE, NULL);
    int status = -1;
    g_assert_true(g_file_set_contents(path, "<broken", -1, NULL));
    g_assert_cmpint(chmod(system, 0), ==, 0);
    pid_t child = fork();
    if (child == 0) {
        g_autoptr(GError) error = NULL;
        if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
            _exit(NOT_TRIED);
        LdoseAdoptions *adoptions = ldose_adoptions_load(system, NULL, &error);
        _exit(adoptions == NULL && g_error_matches(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT) &&
                      g_str_has_prefix(error->message, path) &&
                      strstr(error->message, "denied") != NULL
                  ? 0
                  : 1);
    }
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(chmod(system, 0700), ==, 0);
    g_remove(path);
    g_rmdir(system);
    g_assert_cmpint(status, ==, 0);
}

/* One byte of a document changed: a blank that changes nothing else. */
static void
test_changed_document(void)
{
    char *folder = fixture_make_directory();
    const LdoseRuleSet *rules = fixture_rules("us-yescarta", "us-label", "as-published");
    g_autoptr(LdoseAdoptions) adoptions = ldose_adoptions_new(NULL, list_of(rules));
    const char *const files[] = {"regimens/us-yescarta-1.0.xml", "guidance/us-label-1.0.xml",
                                 "formulary/as-published-1.0.xml"};
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *text = fixture_read(files[i]);
        char *end = g_strrstr(text, ">");
        *end = '\0';
        g_autofree char *changed = g_strdup_printf("%s >\n", text);
        fixture_write(folder, files[i], changed, -1);
        const char *const directories[] = {folder, NULL};
        g_autoptr(LdoseLibrary) library = ldose_library_new(directories);
        g_autoptr(GError) error = NULL;
        const LdoseDocument *document =
            i == 0   ? &ldose_library_regimen(library, "us-yescarta", &error)->document
            : i == 1 ? &ldose_library_guidance(library, "us-label", &error)->document
                     : &ldose_library_formulary(library, "as-published", &error)->document;
        g_assert_no_error(error);
        g_assert_null(ldose_adoptions_find(adoptions, document));
    }
    fixture_remove_directory(folder);
}

/* ---- attested rules -------------------------------------------------------------------------- */

#define RECALLED                                                                                   \
    "regimen=eu-kymriah-lbcl; guidance=eu-smpc; sex=M; age_years=50; height_cm=179.574; "          \
    "weight_kg=60; gfr_measured_ml_min=100; bilirubin_mg_dl=0.6"

static char *
plan_columns(const LdosePlan *plan)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < LDOSE_OUTPUT_ERROR; i++) {
        char buffer[LDOSE_OUTPUT_BUFFER];
        gsize length = ldose_output_write(plan, (LdoseOutput)i, buffer);
        g_string_append_len(text, buffer, (gssize)length);
        g_string_append_c(text, ',');
    }
    return g_string_free(text, FALSE);
}

/* An attested dose gives the plan that an accepted one does, and is still to be acknowledged. */
static void
test_attested_regimen(void)
{
    LdoseRuleSet *rules =
        fixture_rules_in(fixture_data_dir(), "eu-kymriah-lbcl", "eu-smpc", "as-published");
    const LdoseAttestation both[] = {{"fludarabine", "read"}, {"cyclophosphamide", "read"}};
    g_autoptr(FixtureCase) asked = fixture_plan_under(RECALLED, rules);
    g_assert_cmpint(asked->plan.status, ==, LDOSE_PLAN_DECISION);
    for (guint n = 0; n <= 2; n++) {
        LdoseAdoptionList *list = ldose_adoption_list_new();
        LdoseAdoption adoption =
            sample(LDOSE_DOCUMENT_REGIMENS, rules->regimen->document.id,
                   rules->regimen->document.version, rules->regimen->document.sha256);
        adoption.attestations = both;
        adoption.n_attestations = n;
        put(list, &adoption);
        g_autoptr(LdoseAdoptions) adoptions = ldose_adoptions_new(NULL, list);
        rules->site = judge(adoptions, rules);
        g_assert_cmpint(rules->site.regimen_attested, ==, n == 2);
        g_autoptr(FixtureCase) plan = fixture_plan_under(RECALLED, rules);
        g_assert_cmpint(plan->plan.status, ==, n == 2 ? LDOSE_PLAN_FINAL : LDOSE_PLAN_DECISION);
        if (n < 2)
            continue;
        rules->site = (LdoseAdoptionState){0};
        g_autoptr(FixtureCase) accepted =
            fixture_plan_under(RECALLED "; accept_unverified=yes", rules);
        g_autofree char *one = plan_columns(&plan->plan), *other = plan_columns(&accepted->plan);
        g_assert_cmpstr(one, ==, other);
        g_assert_nonnull(strstr(one, "unverified"));
    }
    ldose_rule_set_clear(rules);
    g_free(rules);
}

/* A guidance with one unverified row: only attesting that row counts. */
static void
test_attested_row(void)
{
    char *folder = fixture_make_directory();
    char *text = fixture_read("guidance/us-label-1.0.xml");
    text = fixture_replace(text, "id=\"fr5\" source=\"S1\" evidence=\"label\"",
                           "id=\"fr5\" source=\"S1\" evidence=\"unverified\"");
    fixture_write(folder, "guidance/us-label-1.0.xml", text, -1);
    g_free(text);
    const char *const directories[] = {folder, NULL};
    g_autoptr(LdoseLibrary) library = ldose_library_new(directories);
    g_autoptr(GError) error = NULL;
    const LdoseGuidance *guidance = ldose_library_guidance(library, "us-label", &error);
    g_assert_no_error(error);
    const LdoseRuleSet *shipped = fixture_rules("us-yescarta", "us-label", "as-published");
    g_assert_true(ldose_guidance_can_attest(guidance, "fr5"));
    g_assert_false(ldose_guidance_can_attest(guidance, "fr4"));
    g_assert_false(ldose_guidance_can_attest(shipped->guidance, "fr5"));

    LdoseRuleSet rules;
    ldose_rule_set_init(&rules, shipped->regimen, guidance, shipped->formulary, shipped->general,
                        NULL);
    const char *const other[] = {"fr4", NULL}, *const same[] = {"fr4", "fr5", NULL};
    const char *const *rows[] = {NULL, other, same};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        rules.site = (LdoseAdoptionState){.rows = rows[i]};
        g_autoptr(FixtureCase) plan = fixture_plan_under(
            "regimen=us-yescarta; guidance=us-label; sex=F; age_years=61; height_cm=165; "
            "weight_kg=48; creatinine_mg_dl=1.1; bilirubin_mg_dl=0.6",
            &rules);
        g_assert_cmpint(plan->plan.status, ==, i == 2 ? LDOSE_PLAN_FINAL : LDOSE_PLAN_DECISION);
    }
    ldose_rule_set_clear(&rules);
    fixture_remove_directory(folder);
}

/* One dose of an unverified regimen was read: only the other is there to attest. Where both were, what
 * is unverified is something else of the regimen, and either dose stands for it. */
static void
test_can_attest_one_dose(void)
{
    static const char *const read[] = {
        "drug=\"fludarabine\" amount=\"25\" unit=\"mg/m2\" source=\"R0\" evidence=",
        "drug=\"cyclophosphamide\" amount=\"250\" unit=\"mg/m2\" source=\"R0\" evidence=",
    };
    char *text = fixture_read("regimens/eu-kymriah-lbcl-1.0.xml");
    for (guint i = 0; i < G_N_ELEMENTS(read); i++) {
        g_autofree char *from = g_strconcat(read[i], "\"unverified\"", NULL);
        g_autofree char *to = g_strconcat(read[i], "\"secondary\"", NULL);
        char *folder = fixture_make_directory();
        text = fixture_replace(text, from, to);
        fixture_write(folder, "regimens/eu-kymriah-lbcl-1.0.xml", text, -1);
        const char *const directories[] = {folder, NULL};
        g_autoptr(LdoseLibrary) library = ldose_library_new(directories);
        g_autoptr(GError) error = NULL;
        const LdoseRegimen *regimen = ldose_library_regimen(library, "eu-kymriah-lbcl", &error);
        g_assert_no_error(error);
        g_assert_true(ldose_regimen_can_attest(regimen, "fludarabine") == (i == 1));
        g_assert_true(ldose_regimen_can_attest(regimen, "cyclophosphamide"));
        fixture_remove_directory(folder);
    }
    g_free(text);
}

/* A condition that stops can be unverified, as a row can. */
static void
test_can_attest_stop(void)
{
    char *folder = fixture_make_directory();
    char *text = fixture_read("guidance/us-label-1.0.xml");
    char *stop = strstr(text, "<stop id=\"pentostatin\"");
    g_assert_nonnull(stop);
    char *grade = strstr(stop, "evidence=\"label\"");
    g_assert_nonnull(grade);
    char *tail = g_strdup(grade + strlen("evidence=\"label\""));
    *grade = '\0';
    g_autofree char *changed = g_strconcat(text, "evidence=\"unverified\"", tail, NULL);
    fixture_write(folder, "guidance/us-label-1.0.xml", changed, -1);
    g_free(tail);
    g_free(text);
    const char *const directories[] = {folder, NULL};
    g_autoptr(LdoseLibrary) library = ldose_library_new(directories);
    g_autoptr(GError) error = NULL;
    const LdoseGuidance *guidance = ldose_library_guidance(library, "us-label", &error);
    g_assert_no_error(error);
    g_assert_true(ldose_guidance_can_attest(guidance, "pentostatin"));
    g_assert_false(ldose_guidance_can_attest(
        ldose_library_guidance(fixture_library(), "us-label", &error), "pentostatin"));
    fixture_remove_directory(folder);
}

/* Versions stand in the order of their numbers: 1.9, 1.10, 2.0, 10.0. */
static void
test_order_of_versions(void)
{
    static const char *const put_in[] = {"10.0", "1.10", "2.0", "1.9"};
    static const char *const rising[] = {"1.9", "1.10", "2.0", "10.0"};
    g_autoptr(LdoseAdoptionList) list = ldose_adoption_list_new();
    for (guint i = 0; i < G_N_ELEMENTS(put_in); i++) {
        LdoseAdoption adoption = sample(LDOSE_DOCUMENT_GUIDANCE, "made-up", put_in[i], ZEROS);
        put(list, &adoption);
    }
    for (guint i = 0; i < G_N_ELEMENTS(rising); i++)
        g_assert_cmpstr(ldose_adoption_list_get(list, i)->version, ==, rising[i]);
}

static void
test_can_attest_regimen(void)
{
    g_autoptr(GError) error = NULL;
    LdoseLibrary *library = fixture_library();
    const LdoseRegimen *read = ldose_library_regimen(library, "us-yescarta", &error);
    const LdoseRegimen *recalled = ldose_library_regimen(library, "eu-kymriah-lbcl", &error);
    const LdoseRegimen *withdrawn = ldose_library_regimen(library, "ch-tecartus-mcl", &error);
    g_assert_no_error(error);
    g_assert_false(ldose_regimen_can_attest(read, "fludarabine"));
    g_assert_true(ldose_regimen_can_attest(recalled, "fludarabine"));
    g_assert_true(ldose_regimen_can_attest(recalled, "cyclophosphamide"));
    g_assert_true(ldose_regimen_can_attest(withdrawn, "cyclophosphamide"));
    g_assert_false(ldose_regimen_can_attest(recalled, "melphalan"));
    g_assert_false(ldose_regimen_can_attest(recalled, "Fludarabine"));
    /* Both doses were read, their days were not: a dose is no better than its days. */
    const LdoseRegimen *days_only = ldose_library_regimen(library, "us-aucatzyl", &error);
    g_assert_no_error(error);
    g_assert_true(ldose_regimen_can_attest(days_only, "fludarabine"));
    g_assert_true(ldose_regimen_can_attest(days_only, "cyclophosphamide"));
}

static void
test_sentences(void)
{
    const LdoseDocument *document =
        &fixture_rules("us-yescarta", "us-label", "as-published")->guidance->document;
    g_autofree char *refusal = ldose_adoption_refusal(document);
    g_assert_nonnull(strstr(refusal, "us-label@1.0"));
    g_assert_nonnull(strstr(refusal, document->sha256));
    g_assert_cmpstr(ldose_adoption_line(FALSE), ==, "Evaluation: not adopted at this site");
    g_assert_cmpstr(ldose_adoption_line(TRUE), !=, ldose_adoption_line(FALSE));
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    for (guint i = 0; i < G_N_ELEMENTS(REFUSALS); i++) {
        g_autofree char *path = g_strdup_printf("/adoption/refused/%s", REFUSALS[i].name);
        g_test_add_data_func(path, &REFUSALS[i], test_refusal);
    }
    for (guint i = 0; i < G_N_ELEMENTS(BROKEN); i++) {
        g_autofree char *path = g_strdup_printf("/adoption/broken/%s", BROKEN[i].name);
        g_test_add_data_func(path, &BROKEN[i], test_broken);
    }
    g_test_add_func("/adoption/round-trip", test_round_trip);
    g_test_add_func("/adoption/again", test_again);
    g_test_add_func("/adoption/R46-withdraw", test_withdraw);
    g_test_add_func("/adoption/R46-refused-withdrawal", test_refused_withdrawal);
    g_test_add_func("/adoption/R46-withdrawn", test_withdrawn);
    g_test_add_func("/adoption/attested-twice", test_attested_twice);
    g_test_add_func("/adoption/sound", test_sound);
    g_test_add_func("/adoption/judge", test_judge);
    g_test_add_func("/adoption/other-document", test_other_document);
    g_test_add_func("/adoption/system-wins", test_system_wins);
    g_test_add_func("/adoption/folders", test_folders);
    g_test_add_func("/adoption/closed-folder", test_closed_folder);
    g_test_add_func("/adoption/changed-document", test_changed_document);
    g_test_add_func("/adoption/attested-regimen", test_attested_regimen);
    g_test_add_func("/adoption/attested-row", test_attested_row);
    g_test_add_func("/adoption/can-attest-regimen", test_can_attest_regimen);
    g_test_add_func("/adoption/can-attest-one-dose", test_can_attest_one_dose);
    g_test_add_func("/adoption/can-attest-stop", test_can_attest_stop);
    g_test_add_func("/adoption/order-of-versions", test_order_of_versions);
    g_test_add_func("/adoption/sentences", test_sentences);
    return g_test_run();
}
