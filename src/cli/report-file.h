/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands that write reports share: what the clock, the machine and the locale say, the
 * options --at, --operator and --paper, and a document as a file. */
#pragma once

#include <glib.h>

#include "paper.h"
#include "report-facts.h"

G_BEGIN_DECLS

/* A report's options as given; zeroed memory is "none". */
typedef struct {
    char *path;          /* --report */
    char *at;            /* --at */
    char *operator_name; /* --operator */
    char *sheet;         /* --paper */
} LdoseReportOptions;

void ldose_report_options_clear(LdoseReportOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LdoseReportOptions, ldose_report_options_clear)

/* The entries of these options, to stand among a command's own: paste with LDOSE_REPORT_ENTRIES. */
#define LDOSE_REPORT_ENTRIES(options, formats)                                                     \
    {"report",                                                                                     \
     0,                                                                                            \
     0,                                                                                            \
     G_OPTION_ARG_FILENAME,                                                                        \
     &(options).path,                                                                              \
     formats,                                                     \
     "FILE"},                                                                                      \
        {"at",                                                                                     \
         0,                                                                                        \
         0,                                                                                        \
         G_OPTION_ARG_STRING,                                                                      \
         &(options).at,                                                                            \
         N_("The time that the report carries, as 2026-11-24T09:30:00Z (default: now)"),           \
         "TIMESTAMP"},                                                                             \
        {"operator",                                                                               \
         0,                                                                                        \
         0,                                                                                        \
         G_OPTION_ARG_STRING,                                                                      \
         &(options).operator_name,                                                                 \
         N_("The name of who runs it, for the report"),                                            \
         "NAME"},                                                                                  \
    {                                                                                              \
        "paper", 0, 0, G_OPTION_ARG_STRING, &(options).sheet, N_("a4 (default) or letter"), "SIZE" \
    }

/* What was asked for, checked and completed. */
typedef struct {
    char *at, *machine, *locale;
    const char *operator_name;
    LdoseSheet sheet;
} LdoseReportRun;

/* Errors: LDOSE_ERROR_INPUT: no time; LDOSE_ERROR_USAGE: no known size of paper. */
gboolean
ldose_report_run_init(LdoseReportRun *run, const LdoseReportOptions *options, GError **error);
void ldose_report_run_clear(LdoseReportRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LdoseReportRun, ldose_report_run_clear)

/* The same as facts, without documents. */
LdoseReportFacts ldose_report_run_facts(const LdoseReportRun *run);

/* Errors: LDOSE_ERROR_USAGE. @text: NULL: A4. */
gboolean ldose_sheet_parse(const char *text, LdoseSheet *sheet_out, GError **error);

/* Where the PDF module lies: LYMPHODOSE_MODULES, else where it was installed. */
const char *ldose_module_directory(void);

/* Writes a document as PDF. @path: NULL or "-": to standard output
 * Errors: LDOSE_ERROR_OUTPUT; nothing is then written. */
gboolean ldose_write_pdf(const char *path, const LdosePaper *paper, GError **error);

/* Writes a document as plain text where the name ends in ".txt", else as PDF.
 * Errors: LDOSE_ERROR_OUTPUT. */
gboolean ldose_write_paper(const char *path, const LdosePaper *paper, GError **error);

G_END_DECLS
