/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report-file.h"

#include <locale.h>
#include <string.h>
#include <sys/utsname.h>

#include "command.h"
#include "error.h"
#include "install-place.h"
#include "pdf-loader.h"
#include "timestamp.h"

void
ldose_report_options_clear(LdoseReportOptions *options)
{
    g_clear_pointer(&options->path, g_free);
    g_clear_pointer(&options->at, g_free);
    g_clear_pointer(&options->operator_name, g_free);
    g_clear_pointer(&options->sheet, g_free);
}

gboolean
ldose_sheet_parse(const char *text, LdoseSheet *sheet_out, GError **error)
{
    *sheet_out = LDOSE_SHEET_A4;
    if (text == NULL || strcmp(text, "a4") == 0)
        return TRUE;
    *sheet_out = LDOSE_SHEET_LETTER;
    if (strcmp(text, "letter") == 0)
        return TRUE;
    ldose_set_error(error, LDOSE_ERROR_USAGE, N_("unknown paper \"%s\"; there are a4 and letter"),
                    text);
    return FALSE;
}

static char *
machine_text(void)
{
    struct utsname name;
    if (uname(&name) != 0)
        return g_strdup("not known");
    return g_strdup_printf("%s %s %s, %s", name.sysname, name.release, name.machine, name.nodename);
}

static char *
locale_text(void)
{
    const char *all = setlocale(LC_ALL, NULL);
    return g_strdup(all != NULL ? all : "not known");
}

gboolean
ldose_report_run_init(LdoseReportRun *run, const LdoseReportOptions *options, GError **error)
{
    memset(run, 0, sizeof *run);
    if (!ldose_sheet_parse(options->sheet, &run->sheet, error))
        return FALSE;
    run->at = ldose_timestamp(options->at, error);
    if (run->at == NULL)
        return FALSE;
    run->machine = machine_text();
    run->locale = locale_text();
    run->operator_name = options->operator_name;
    return TRUE;
}

void
ldose_report_run_clear(LdoseReportRun *run)
{
    g_clear_pointer(&run->at, g_free);
    g_clear_pointer(&run->machine, g_free);
    g_clear_pointer(&run->locale, g_free);
}

LdoseReportFacts
ldose_report_run_facts(const LdoseReportRun *run)
{
    return (LdoseReportFacts){run->at, run->machine, run->locale, run->operator_name, NULL, NULL};
}

const char *
ldose_module_directory(void)
{
    return ldose_place(LDOSE_PLACE_MODULES);
}

gboolean
ldose_write_pdf(const char *path, const LdosePaper *paper, GError **error)
{
    gsize length = 0;
    g_autoptr(GBytes) bytes = ldose_pdf_render(ldose_module_directory(), paper, NULL, error);
    if (bytes == NULL)
        return FALSE;
    const char *data = g_bytes_get_data(bytes, &length);
    return ldose_write_output(path, data, length, error);
}

gboolean
ldose_write_paper(const char *path, const LdosePaper *paper, GError **error)
{
    if (!g_str_has_suffix(path, ".txt"))
        return ldose_write_pdf(path, paper, error);
    g_autoptr(GString) text = g_string_new(NULL);
    ldose_paper_text(text, paper);
    return ldose_write_output(path, text->str, text->len, error);
}
