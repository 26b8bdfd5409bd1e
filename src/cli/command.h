/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share: their table, exit statuses, the session's library and wording. */
#pragma once

#include <stdio.h>

#include <glib.h>

#include "library.h"
#include "rule-set.h"
#include "wording.h"

G_BEGIN_DECLS

/* Part of the contract. */
enum {
    LDOSE_EXIT_DONE = 0,
    LDOSE_EXIT_ANSWER = 1, /* ran, and the answer is not "done" */
    LDOSE_EXIT_USAGE = 2,
    LDOSE_EXIT_INPUT = 3,
    LDOSE_EXIT_DOCUMENT = 4,
    LDOSE_EXIT_OUTPUT = 5,
    LDOSE_EXIT_INTERRUPTED = 130,
};

typedef struct {
    LdoseLibrary *library;
    LdoseWording wording;
    gboolean strict;
} LdoseCommandContext;

/* What help shows of a command's use. A test runs each as it stands, in a folder with the files
 * that it names. */
typedef struct {
    const char *line; /* as typed into a shell, from "lymphodose" on; NULL: the end */
    const char *what; /* to be translated */
} LdoseExample;

typedef struct LdoseCommand LdoseCommand;

struct LdoseCommand {
    const char *name;      /* with that of the command that it belongs to: "guidance check" */
    const char *arguments; /* as help shows them; NULL: none */
    const char *summary;   /* to be translated */
    const LdoseExample *examples;
    const char *more;     /* what help says last, to be translated; NULL: nothing */
    gboolean has_columns; /* help lists the columns of a case */
    /* @argv: the command's name and its arguments, NULL-terminated. Result: an exit status. */
    int (*run)(LdoseCommandContext *session, char **argv);
    const LdoseCommand *const *actions; /* NULL-terminated; NULL: it has none */
};

/* Every command; help, the manual page and the completion of shells are made from it.
 * NULL-terminated. */
extern const LdoseCommand *const ldose_commands[];

extern const LdoseCommand ldose_calc_command, ldose_batch_command, ldose_verify_command,
    ldose_formula_command, ldose_guidance_command, ldose_record_command, ldose_selfcheck_command;

/* Writes "lymphodose: message" to standard error, one line a line of the message. */
void ldose_complain(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* The exit status of an error: one place maps the domain to the contract. */
int ldose_exit_status(const GError *error);

/* Complains of @error and returns its exit status. */
int ldose_fail(const GError *error);

/* @status where all that was printed reached standard output; else complains, LDOSE_EXIT_OUTPUT. */
int ldose_finish_output(int status);

/* Parses a command's options; what is left in @argv are its arguments.
 *
 * @entries: as of GOption, descriptions to be translated; --help is added
 * Result: FALSE when the command is over; @status_out then holds the exit status. */
gboolean ldose_command_parse(const LdoseCommand *command, const GOptionEntry *entries, char ***argv,
                             int *status_out);

/* Runs the action that @argv names after the command; without one, or with --help, tells of them.
 * Result: an exit status. */
int ldose_run_action(LdoseCommandContext *session, const LdoseCommand *command, char **argv);

/* Writes @length bytes to standard output, or to @path as a whole or not at all.
 * Errors: LDOSE_ERROR_OUTPUT. */
gboolean ldose_write_output(const char *path, const char *text, gsize length, GError **error);

G_END_DECLS
