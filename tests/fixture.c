/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

void
fixture_init(int *argc, char ***argv)
{
    g_test_init(argc, argv, NULL);
    setlocale(LC_ALL, "");
}

const char *
fixture_data_dir(void)
{
    static char *path;
    if (path == NULL)
        path = g_test_build_filename(G_TEST_DIST, "..", "data", NULL);
    return path;
}

LdoseLibrary *
fixture_library(void)
{
    static LdoseLibrary *library;
    if (library == NULL) {
        const char *const directories[] = {fixture_data_dir(), NULL};
        library = ldose_library_new(directories);
    }
    return library;
}

static void
free_rules(gpointer data)
{
    ldose_rule_set_clear(data);
    g_free(data);
}

const LdoseRuleSet *
fixture_rules(const char *regimen, const char *guidance, const char *formulary)
{
    static GHashTable *sets;
    g_autofree char *key = g_strjoin(" ", regimen, guidance, formulary, NULL);
    if (sets == NULL)
        sets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_rules);
    LdoseRuleSet *rules = g_hash_table_lookup(sets, key);
    if (rules == NULL) {
        g_autoptr(GError) error = NULL;
        rules = g_new0(LdoseRuleSet, 1);
        ldose_rule_set_load(rules, fixture_library(), regimen, guidance, formulary, NULL, &error);
        g_assert_no_error(error);
        g_hash_table_insert(sets, g_steal_pointer(&key), rules);
    }
    return rules;
}

static void
set_field(FixtureCase *fixture, char *field)
{
    char *equals = strchr(field, '=');
    if (equals == NULL)
        g_error("\"%s\" is not name=value", field);
    int column = ldose_column_find(field, (gsize)(equals - field));
    if (column < 0)
        g_error("\"%s\" names no column", field);
    ldose_case_set(&fixture->c, (LdoseColumn)column, equals + 1, strlen(equals + 1),
                   LDOSE_DECIMAL_POINT, &fixture->faults);
}

FixtureCase *
fixture_case(const char *text)
{
    FixtureCase *fixture = g_new0(FixtureCase, 1);
    fixture->text = g_strdup(text);
    ldose_case_clear(&fixture->c);
    char *field = fixture->text;
    while (field != NULL && *field != '\0') {
        char *end = strchr(field, ';');
        if (end != NULL)
            *end++ = '\0';
        while (end != NULL && *end == ' ')
            end++;
        set_field(fixture, field);
        field = end;
    }
    fixture->valid = ldose_patient_from_case(&fixture->c, &fixture->patient, &fixture->faults);
    return fixture;
}

static char *
text_of(const FixtureCase *fixture, LdoseColumn column, const char *otherwise)
{
    if (!LDOSE_CASE_HAS(&fixture->c, column))
        return g_strdup(otherwise);
    LdoseSlice slice = fixture->c.value[column].text;
    return g_strndup(slice.text, slice.length);
}

FixtureCase *
fixture_plan_under(const char *text, const LdoseRuleSet *rules)
{
    FixtureCase *fixture = fixture_case(text);
    fixture->rules = rules;
    if (fixture->valid)
        fixture->planned =
            ldose_plan_compute(&fixture->patient, rules, &fixture->plan, NULL, &fixture->faults);
    return fixture;
}

FixtureCase *
fixture_plan(const char *text)
{
    FixtureCase *fixture = fixture_case(text);
    g_autofree char *regimen = text_of(fixture, LDOSE_COLUMN_REGIMEN, "");
    g_autofree char *guidance = text_of(fixture, LDOSE_COLUMN_GUIDANCE, "");
    g_autofree char *formulary = text_of(fixture, LDOSE_COLUMN_FORMULARY, "as-published");
    if (!fixture->valid)
        return fixture;
    fixture->rules = fixture_rules(regimen, guidance, formulary);
    fixture->planned = ldose_plan_compute(&fixture->patient, fixture->rules, &fixture->plan, NULL,
                                          &fixture->faults);
    return fixture;
}

void
fixture_case_free(FixtureCase *fixture)
{
    if (fixture == NULL)
        return;
    g_free(fixture->text);
    g_free(fixture);
}

char *
fixture_faults_text(const LdoseFaults *faults)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < faults->n; i++) {
        const LdoseFault *fault = &faults->fault[i];
        g_string_append_printf(
            text, "%s%s:%s", i > 0 ? " " : "", ldose_fault_id(fault->code),
            fault->column < 0 ? "" : ldose_column_info((LdoseColumn)fault->column)->name);
    }
    return g_string_free(text, FALSE);
}

static char *
codes_text(const LdosePlan *plan, gboolean acknowledge_only)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
        gboolean by_rule = finding->code == LDOSE_FINDING_CAUTION;
        if (acknowledge_only && kind->severity != LDOSE_SEVERITY_ACKNOWLEDGE)
            continue;
        if (i > 0 && plan->finding[i - 1].code == finding->code && !by_rule)
            continue;
        g_string_append_printf(text, "%s%s%s%s", text->len > 0 ? " " : "", kind->id,
                               by_rule ? ":" : "", by_rule ? finding->rule->id : "");
    }
    return g_string_free(text, FALSE);
}

char *
fixture_acknowledge(const LdosePlan *plan)
{
    return codes_text(plan, TRUE);
}

char *
fixture_findings(const LdosePlan *plan)
{
    return codes_text(plan, FALSE);
}

char *
fixture_decisions(const LdosePlan *plan)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < plan->n_decisions; i++) {
        const LdoseDecision *decision = &plan->decision[i];
        g_string_append(text, i > 0 ? " " : "");
        if (decision->drug != LDOSE_DRUG_ANY)
            g_string_append_printf(text, "%s:", ldose_vocabulary_id(&ldose_drugs, decision->drug));
        g_string_append(text, ldose_decision_info(decision->kind)->id);
    }
    return g_string_free(text, FALSE);
}

char *
fixture_make_directory(void)
{
    g_autoptr(GError) error = NULL;
    char *path = g_dir_make_tmp("lymphodose-test-XXXXXX", &error);
    g_assert_no_error(error);
    return path;
}

static void
remove_tree(const char *path)
{
    g_autoptr(GDir) listing = g_dir_open(path, 0, NULL);
    const char *name;
    while (listing != NULL && (name = g_dir_read_name(listing)) != NULL) {
        g_autofree char *child = g_build_filename(path, name, NULL);
        remove_tree(child);
    }
    g_remove(path);
}

void
fixture_remove_directory(char *path)
{
    remove_tree(path);
    g_free(path);
}

void
fixture_write(const char *directory, const char *name, const char *text, gssize length)
{
    g_autofree char *path = g_build_filename(directory, name, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GError) error = NULL;
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_file_set_contents(path, text, length, &error);
    g_assert_no_error(error);
}

char *
fixture_read(const char *name)
{
    g_autofree char *path = g_build_filename(fixture_data_dir(), name, NULL);
    g_autoptr(GError) error = NULL;
    char *contents = NULL;
    g_file_get_contents(path, &contents, NULL, &error);
    g_assert_no_error(error);
    return contents;
}

char *
fixture_replace(char *text, const char *from, const char *to)
{
    g_auto(GStrv) pieces = g_strsplit(text, from, -1);
    g_free(text);
    if (g_strv_length(pieces) < 2)
        g_error("there is no \"%s\" to replace", from);
    return g_strjoinv(to, pieces);
}

LdoseRuleSet *
fixture_rules_in(const char *directory, const char *regimen, const char *guidance,
                 const char *formulary)
{
    const char *const directories[] = {directory, fixture_data_dir(), NULL};
    static GPtrArray *libraries; /* keeps what the sets point into */
    if (libraries == NULL)
        libraries = g_ptr_array_new();
    LdoseLibrary *library = ldose_library_new(directories);
    g_ptr_array_add(libraries, library);
    LdoseRuleSet *rules = g_new0(LdoseRuleSet, 1);
    g_autoptr(GError) error = NULL;
    ldose_rule_set_load(rules, library, regimen, guidance, formulary, NULL, &error);
    g_assert_no_error(error);
    return rules;
}

char *
fixture_number(double value)
{
    char buffer[LDOSE_NUMBER_BUFFER];
    ldose_number_print(buffer, value, 10);
    return g_strdup(buffer);
}
