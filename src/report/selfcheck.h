/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The self-check (R31): installation qualification (program, libraries, files, documents, locale,
 * terminal), operation qualification (every suite that ships), and the site's own suite as
 * performance qualification. One report that a pharmacy can sign and file. */
#pragma once

#include <glib.h>

#include "manifest.h"
#include "paper.h"
#include "report-facts.h"
#include "suite.h"

G_BEGIN_DECLS

typedef enum {
    LDOSE_SELFCHECK_GOOD,
    LDOSE_SELFCHECK_BAD,
    LDOSE_SELFCHECK_NOTE, /* a fact that is written down, not judged */
} LdoseSelfcheckOutcome;

typedef enum {
    LDOSE_SELFCHECK_INSTALLATION,
    LDOSE_SELFCHECK_OPERATION,
    LDOSE_SELFCHECK_PERFORMANCE,
    LDOSE_N_SELFCHECK_PARTS
} LdoseSelfcheckPart;

/* The lists of the self-check: what stands below the line of an item. */
typedef enum {
    LDOSE_SELFCHECK_NO_LIST,
    LDOSE_SELFCHECK_LIST_OF_FILES,
    LDOSE_SELFCHECK_LIST_OF_DOCUMENTS,
} LdoseSelfcheckList;

typedef struct {
    LdoseSelfcheckPart part;
    const char *what; /* to be translated; a name where it is none of our texts */
    char *found;      /* whole sentences or a value, as the machine tells it */
    LdoseSelfcheckOutcome outcome;
    LdoseSelfcheckList list;
} LdoseSelfcheckItem;

/* What the self-check is told; nothing here asks the environment for it. */
typedef struct {
    LdoseLibrary *library;
    const char *default_formulary;
    const char *data_directory;   /* the installed data, or the source tree's */
    const char *manifest;         /* its path; NULL: manifest.sha256 in @data_directory */
    const char *module_directory; /* of the PDF module */
    const char *program;          /* the running program's file; NULL: not known */
    const char *terminal;         /* what the standard output is, a sentence */
    const char *own_suite;        /* NULL: none */
} LdoseSelfcheckSetting;

typedef struct {
    LdoseReportFacts facts; /* with its documents */
    gboolean has_files;
    LdoseManifestCheck files; /* where there is a manifest */
    GPtrArray *items;         /* LdoseSelfcheckItem, by part */
    GPtrArray *suites;        /* LdoseSuite: those that ship */
    GPtrArray *own;           /* LdoseSuite: the site's; one or none */
    guint good, bad;          /* items */
} LdoseSelfcheck;

/* Runs everything; what is wrong is an item, never an error.
 *
 * @facts: time, machine, locale and operator; its documents are not read */
void ldose_selfcheck_run(LdoseSelfcheck *check, const LdoseSelfcheckSetting *setting,
                         const LdoseReportFacts *facts);
void ldose_selfcheck_clear(LdoseSelfcheck *check);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LdoseSelfcheck, ldose_selfcheck_clear)

/* Nothing is bad. */
gboolean ldose_selfcheck_passed(const LdoseSelfcheck *check);

/* "good", "BAD", "note"; to be translated. */
const char *ldose_selfcheck_outcome_word(LdoseSelfcheckOutcome outcome);

/* A line an item, with every deviation of files and suites, and a closing line. */
void ldose_selfcheck_lines(GString *out, const LdoseSelfcheck *check);

/* The report to sign; as plain text by ldose_paper_text(). (transfer full) */
LdosePaper *
ldose_selfcheck_pdf(const LdoseSelfcheck *check, LdoseSheet sheet, const LdoseWording *wording);

G_END_DECLS
