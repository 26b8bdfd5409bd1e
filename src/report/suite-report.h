/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run of suites is told as: lines on a terminal, and a report to file as text, JSON, JUnit
 * XML or PDF. */
#pragma once

#include <glib.h>

#include "report-facts.h"
#include "suite.h"

G_BEGIN_DECLS

typedef struct {
    guint suites, rows, passed, failed, refused;
    guint unusable; /* rows that are at fault themselves; among @failed */
} LdoseSuiteCounts;

/* @suites: (element-type LdoseSuite) */
LdoseSuiteCounts ldose_suites_count(const GPtrArray *suites);
/* Every suite passed, and there is at least one. */
gboolean ldose_suites_passed(const GPtrArray *suites);

/* "passed", "failed", "refused", "not usable": as every report writes it; to be translated where
 * people read it. */
const char *ldose_suite_outcome_word(LdoseSuiteOutcome outcome);

/* A line a suite, and below it each row that did not pass with its deviations and its trace. */
void ldose_suite_lines(GString *out, const LdoseSuite *suite);
/* The last line: "N passed, N failed, N refused". */
void ldose_suites_closing_line(GString *out, const GPtrArray *suites);

/* The report as JSON: every row with its outcome, deviations with both values and the trace. */
void ldose_suites_json(GString *out, const GPtrArray *suites, const LdoseReportFacts *facts);

/* The report as JUnit XML: a test suite a file, a test case a row; a refused or unusable row is an
 * error. */
void ldose_suites_junit(GString *out, const GPtrArray *suites, const LdoseReportFacts *facts);

G_END_DECLS
