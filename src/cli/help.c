/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "help.h"

#include <string.h>

#include "case-column.h"
#include "formula.h"

#define EXAMPLE_WIDTH 90

/* NULL stays NULL: the translation of "" is the catalogue's header. */
static const char *
translated(const char *text)
{
    return text != NULL && text[0] != '\0' ? g_dgettext(GETTEXT_PACKAGE, text) : text;
}

/* ---- for people ------------------------------------------------------------------------------ */

static void
append_actions(GString *out, const LdoseCommand *command)
{
    g_string_append_printf(out, "%s\n", translated(N_("Actions:")));
    for (guint i = 0; command->actions[i] != NULL; i++) {
        const LdoseCommand *action = command->actions[i];
        g_string_append_printf(
            out, "  %s%s%s\n      %s\n", action->name, action->arguments != NULL ? " " : "",
            action->arguments != NULL ? action->arguments : "", translated(action->summary));
    }
    g_string_append_c(out, '\n');
}

/* A long line goes on, for the shell, after a backslash: before an option. */
static void
append_line(GString *out, const char *line)
{
    gsize column = 0;
    for (const char *word = line; word != NULL;) {
        const char *next = strstr(word + 1, " --");
        gsize length = next != NULL ? (gsize)(next - word) : strlen(word);
        if (column > 0 && column + length > EXAMPLE_WIDTH) {
            g_string_append(out, " \\\n       ");
            column = 0;
        }
        g_string_append_len(out, word, (gssize)length);
        column += length;
        word = next;
    }
    g_string_append_c(out, '\n');
}

static void
append_examples(GString *out, const LdoseExample *examples)
{
    g_string_append_printf(out, "%s\n", translated(N_("Examples:")));
    for (const LdoseExample *example = examples; example->line != NULL; example++) {
        g_string_append_printf(out, "  %s\n    ", translated(example->what));
        append_line(out, example->line);
    }
}

/* The words that a column takes, as a|b|c; NULL where it takes any text or a number. */
static char *
words_of(const LdoseColumnInfo *info)
{
    const LdoseVocabulary *vocabulary =
        info->kind == LDOSE_COLUMN_KIND_CONDITIONS ? &ldose_conditions : info->words;
    if (info->kind == LDOSE_COLUMN_KIND_DATE)
        return g_strdup("YYYY-MM-DD");
    if (vocabulary == NULL)
        return NULL;
    GString *words = g_string_new(NULL);
    for (int i = 0; i < (int)vocabulary->n_words; i++)
        g_string_append_printf(words, "%s%s", i > 0 ? "|" : "", ldose_vocabulary_id(vocabulary, i));
    return g_string_free(words, FALSE);
}

static void
append_columns(GString *out)
{
    g_string_append_printf(out, "\n%s\n",
                           translated(N_("Names of --set, columns of CSV and keys of JSON:")));
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const LdoseColumnInfo *info = ldose_column_info((LdoseColumn)i);
        g_autofree char *words = words_of(info);
        g_string_append_printf(out, "  %-36s %s%s%s%s\n", info->name, translated(info->label),
                               words != NULL ? " (" : "", words != NULL ? words : "",
                               words != NULL ? ")" : "");
    }
}

void
ldose_print_help(const LdoseCommand *command, GOptionContext *context)
{
    g_autoptr(GString) tail = g_string_new(NULL);
    g_autofree char *usage = g_strconcat("lymphodose ", command->name, NULL);
    if (command->actions != NULL)
        append_actions(tail, command);
    append_examples(tail, command->examples);
    if (command->has_columns)
        append_columns(tail);
    if (command->more != NULL)
        g_string_append_printf(tail, "\n%s\n", translated(command->more));
    g_string_append_printf(
        tail, "\n%s\n",
        translated(
            N_("--data, --strict and --lang go with every command: see lymphodose --help.")));
    g_set_prgname(usage); /* help begins with it */
    g_option_context_set_summary(context, translated(command->summary));
    g_option_context_set_description(context, tail->str);
    g_autofree char *text = g_option_context_get_help(context, TRUE, NULL);
    fputs(text, stdout);
}

void
ldose_print_overview(GOptionContext *context, FILE *out)
{
    g_autoptr(GString) commands = g_string_new(translated(N_("Commands:")));
    for (guint i = 0; ldose_commands[i] != NULL; i++)
        g_string_append_printf(commands, "\n  %-9s  %s", ldose_commands[i]->name,
                               translated(ldose_commands[i]->summary));
    g_set_prgname("lymphodose");
    g_option_context_set_summary(context, commands->str);
    g_option_context_set_description(
        context, translated(N_("lymphodose COMMAND --help tells more of a command, with examples; "
                               "lymphodose --version names every document.")));
    g_autofree char *text = g_option_context_get_help(context, TRUE, NULL);
    fputs(text, out);
}

/* ---- for programs ---------------------------------------------------------------------------- */

static const char *
or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static void
describe_options(const char *command, const GOptionEntry *entries)
{
    for (; entries->long_name != NULL; entries++) {
        const char short_name[] = {entries->short_name, '\0'};
        if ((entries->flags & G_OPTION_FLAG_HIDDEN) == 0)
            printf("option\t%s\t%s\t%s\t%s\t%s\n", command, entries->long_name, short_name,
                   or_empty(entries->arg_description), entries->description);
    }
}

void
ldose_describe_command(const LdoseCommand *command, const GOptionEntry *entries)
{
    printf("command\t%s\t%s\t%s\n", command->name, or_empty(command->arguments), command->summary);
    describe_options(command->name, entries);
    for (const LdoseExample *example = command->examples; example->line != NULL; example++)
        printf("example\t%s\t%s\t%s\n", command->name, example->line, example->what);
    if (command->more != NULL)
        printf("more\t%s\t%s\n", command->name, command->more);
}

static void
describe_names(const LdoseCommand *const *commands)
{
    for (; *commands != NULL; commands++) {
        printf("command\t%s\t%s\t%s\n", (*commands)->name, or_empty((*commands)->arguments),
               (*commands)->summary);
        if ((*commands)->actions != NULL)
            describe_names((*commands)->actions);
    }
}

void
ldose_describe_program(const GOptionEntry *entries)
{
    describe_names(ldose_commands);
    describe_options("", entries);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const LdoseColumnInfo *info = ldose_column_info((LdoseColumn)i);
        g_autofree char *words = words_of(info);
        printf("column\t%s\t%s\t%s\t%s\n", info->name, ldose_unit_id(info->unit), or_empty(words),
               info->label);
    }
    for (int i = 0; i < LDOSE_N_FORMULAS; i++) {
        const LdoseFormula *formula = ldose_formula_get((LdoseFormulaId)i);
        printf("formula\t%s\t%s\t%s\t%s\n", formula->id, formula->printed_form, formula->source,
               or_empty(formula->population.text));
    }
}
