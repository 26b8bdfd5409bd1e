/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suites: CSV files of cases with expected values, by which a department verifies an installation. */
#pragma once

#include <glib.h>

#include "library.h"
#include "plan-columns.h"

G_BEGIN_DECLS

#define LDOSE_SUITE_MAX_SIZE (64 * 1024 * 1024)

typedef enum {
    LDOSE_SUITE_ROW_PASSED,
    LDOSE_SUITE_ROW_FAILED,
    LDOSE_SUITE_ROW_REFUSED,  /* the input was refused, and the row does not expect that */
    LDOSE_SUITE_ROW_UNUSABLE, /* the row itself is at fault: it expects nothing, or not a number */
} LdoseSuiteOutcome;

typedef struct {
    char *column;   /* "" where the row as a whole is meant */
    char *expected;
    char *got;
} LdoseDeviation;

typedef struct {
    guint64 line;
    char *case_id; /* or the formula's name */
    char *source;
    LdoseSuiteOutcome outcome;
    GPtrArray *deviations; /* LdoseDeviation */
    char *trace;           /* of a deviating plan; "" none */
} LdoseSuiteRow;

typedef struct {
    char *path;
    char sha256[65];
    gboolean of_formulas;
    GPtrArray *rows; /* LdoseSuiteRow */
    guint passed, failed, refused, unusable;
} LdoseSuite;

/* The names of the suites in a folder, sorted; none where there is no such folder.
 * Result: (transfer full) (element-type filename) */
GPtrArray *ldose_suite_names(const char *folder);

/* Runs a suite: plans where it has case columns, single formulas where it has the column "formula".
 *
 * Result: (transfer full) (nullable)
 * Errors: LDOSE_ERROR_INPUT: unreadable, larger than LDOSE_SUITE_MAX_SIZE, not CSV, or a header that is not a suite's. */
LdoseSuite *ldose_suite_run(LdoseLibrary *library, const char *default_formulary, const char *path,
                            GError **error);
void ldose_suite_free(LdoseSuite *suite);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseSuite, ldose_suite_free)

/* All rows passed, and there is at least one. */
gboolean ldose_suite_passed(const LdoseSuite *suite);

G_END_DECLS
