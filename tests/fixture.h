/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: the shipped documents, and a case from one line of text to its plan. */
#pragma once

#include "library.h"
#include "patient.h"
#include "plan.h"
#include "rule-set.h"

/* g_test_init(), and the locale of the environment: the same tests run in C and in a comma locale
 * (R05, R27). */
void fixture_init(int *argc, char ***argv);

/* The data directory of the source tree. */
const char *fixture_data_dir(void);

/* The shipped documents, loaded once a program. */
LdoseLibrary *fixture_library(void);

/* The documents of a plan, by name; made once for each combination. A document that does not load
 * stops the test. */
const LdoseRuleSet *fixture_rules(const char *regimen, const char *guidance, const char *formulary);

/* One case. */
typedef struct {
    char *text; /* what the case's text columns point into */
    LdoseCase c;
    LdoseFaults faults;
    gboolean valid; /* @patient is there */
    LdosePatient patient;
    gboolean planned; /* @plan is there */
    const LdoseRuleSet *rules;
    LdosePlan plan;
} FixtureCase;

/* Reads "name=value; name=value; …" (blanks after the semicolon are skipped) and validates it. A
 * name that is no column stops the test; a refused value stands in the faults. */
FixtureCase *fixture_case(const char *text);

/* As fixture_case(), then the plan under the shipped documents that the case names (as-published
 * where it names no formulary). */
FixtureCase *fixture_plan(const char *text);

/* As fixture_plan(), but under given documents. */
FixtureCase *fixture_plan_under(const char *text, const LdoseRuleSet *rules);

void fixture_case_free(FixtureCase *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FixtureCase, fixture_case_free)

/* "code:column" separated by blanks, as the error column. (transfer full) */
char *fixture_faults_text(const LdoseFaults *faults);

/* Codes to acknowledge in their order, each once; all codes likewise; a caution as "caution:row".
 * (transfer full) */
char *fixture_acknowledge(const LdosePlan *plan);
char *fixture_findings(const LdosePlan *plan);

/* Ids of the open decisions, "drug:id" or "id". (transfer full) */
char *fixture_decisions(const LdosePlan *plan);

/* A directory that is removed with all that is in it when the test ends well. (transfer full) */
char *fixture_make_directory(void);
void fixture_remove_directory(char *path);

/* Writes a file, with the folders above it. */
void fixture_write(const char *directory, const char *name, const char *text, gssize length);

/* The text of a file of the data directory. (transfer full) */
char *fixture_read(const char *name);

/* @text with every @from replaced by @to; that there is none stops the test. Takes @text.
 * (transfer full) */
char *fixture_replace(char *text, const char *from, const char *to);

/* Documents of a plan as fixture_rules(), but looked for in @directory first. The library lives
 * until the program ends; free with ldose_rule_set_clear() and g_free(). */
LdoseRuleSet *fixture_rules_in(const char *directory, const char *regimen, const char *guidance,
                               const char *formulary);

/* A number as machine files print it. (transfer full) */
char *fixture_number(double value);
