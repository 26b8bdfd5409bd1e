/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session's plan on paper: as a file, or by the system's printing. What is printed is what the
 * command line prints of the same case; what the core does not print, the app does not either. */
#pragma once

#include <gtk/gtk.h>

#include "pdf-page.h"
#include "session.h"

G_BEGIN_DECLS

/* What is asked for. Texts live as long as whoever asks. */
typedef struct {
    guint pages; /* LDOSE_PLAN_PAGE_…; not 0 */
    LdoseSheet sheet;
    /* Both, or neither: then there are lines to write on. They stand nowhere but on the paper. */
    const char *first_identifier, *second_identifier;
    const char *at; /* ISO 8601; NULL: now */
} LdosePrintChoice;

/* The sheet that the country of the locale uses. */
LdoseSheet ldose_print_usual_sheet(void);

/* @session: planned. Result: (transfer full). */
LdosePaper *ldose_print_paper(LdoseSession *session, const LdosePrintChoice *choice);

/* As a PDF, mode 0600. @session: planned. Errors: LDOSE_ERROR_OUTPUT. */
gboolean ldose_print_export(LdoseSession *session, const LdosePrintChoice *choice, const char *path,
                            GError **error);

/* What the system prints; the sheet is the one that is chosen there, A4 or Letter, and any other
 * size gets A4 made smaller or larger. The job's name says nothing of the patient.
 *
 * @session: planned, and not changed before the operation is done
 * Result: (transfer full): to be run */
GtkPrintOperation *ldose_print_operation_new(LdoseSession *session, const LdosePrintChoice *choice);

G_END_DECLS
