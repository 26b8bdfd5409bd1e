/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What --help prints, and the same for programs: the manual page and the completion of shells are
 * made from it. */
#pragma once

#include "command.h"

G_BEGIN_DECLS

/* Usage, summary, options, examples, columns. @context: with the command's options */
void ldose_print_help(const LdoseCommand *command, GOptionContext *context);

/* The whole program: its commands and global options. @context: with these options */
void ldose_print_overview(GOptionContext *context, FILE *out);

/* A line a fact, its fields separated by tabs, untranslated: what --describe prints.
 *   command  NAME ARGUMENTS SUMMARY
 *   option   NAME LONG SHORT VALUE DESCRIPTION
 *   example  NAME LINE WHAT
 *   more     NAME TEXT
 * @entries: ended by G_OPTION_ENTRY_NULL */
void ldose_describe_command(const LdoseCommand *command, const GOptionEntry *entries);

/* The same of the whole program: every command (its options it tells itself), the global options,
 * and column   NAME UNIT WORDS LABEL formula  ID FORM SOURCE POPULATION */
void ldose_describe_program(const GOptionEntry *entries);

G_END_DECLS
