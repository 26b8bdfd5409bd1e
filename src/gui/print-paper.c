/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print-paper.h"

#include <string.h>

#include "case-people.h"
#include "case-record.h"
#include "file-save.h"
#include "finding-text.h"
#include "gui-text.h"
#include "plan-pdf.h"

#define PRIVATE_FILE  0600
#define LETTER_POINTS 792.0 /* its height */
#define TOLERANCE     2.0

LdoseSheet
ldose_print_usual_sheet(void)
{
    return g_str_equal(gtk_paper_size_get_default(), GTK_PAPER_NAME_LETTER) ? LDOSE_SHEET_LETTER
                                                                            : LDOSE_SHEET_A4;
}

/* ---- the document ---------------------------------------------------------------------------- */

/* What was acknowledged on screen; the finding's text is kept in @texts. (transfer full)
 * (element-type LdosePlanAcknowledged) */
static GArray *
acknowledged(LdoseSession *session, GPtrArray *texts)
{
    const LdosePlan *plan = ldose_session_plan(session);
    GArray *all = g_array_new(FALSE, FALSE, sizeof(LdosePlanAcknowledged));
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseFinding *finding = &plan->finding[i];
        const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
        if (kind->severity != LDOSE_SEVERITY_ACKNOWLEDGE)
            continue;
        char *text = ldose_finding_text(plan, ldose_session_patient(session), finding,
                                        ldose_session_wording(session));
        g_ptr_array_add(texts, text);
        const LdoseAcknowledgement *done = ldose_session_acknowledgement(session, text);
        if (done == NULL)
            continue;
        LdosePlanAcknowledged one = {kind->id, text, done->reason, done->name, done->at};
        g_array_append_val(all, one);
    }
    return all;
}

LdosePaper *
ldose_print_paper(LdoseSession *session, const LdosePrintChoice *choice)
{
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GArray) done = acknowledged(session, texts);
    g_autofree char *now = choice->at == NULL ? ldose_now_text() : NULL;
    gboolean labelled = choice->first_identifier != NULL && choice->second_identifier != NULL;
    const LdosePlanPdfOptions options = {
        .sheet = choice->sheet,
        .pages = choice->pages,
        .trace = ldose_session_trace(session),
        .acknowledged = (const LdosePlanAcknowledged *)(gconstpointer)done->data,
        .n_acknowledged = done->len,
        .first_identifier = labelled ? choice->first_identifier : NULL,
        .second_identifier = labelled ? choice->second_identifier : NULL,
        .at = choice->at != NULL ? choice->at : now,
        .record = ldose_case_record_holds(session) ? ldose_session_people(session)->record : NULL,
    };
    return ldose_plan_pdf(ldose_session_plan(session), ldose_session_patient(session), &options,
                          ldose_session_wording(session));
}

gboolean
ldose_print_export(LdoseSession *session, const LdosePrintChoice *choice, const char *path,
                   GError **error)
{
    g_autoptr(LdosePaper) paper = ldose_print_paper(session, choice);
    g_autoptr(LdosePages) pages = ldose_pages_new(paper, error);
    g_autoptr(GBytes) bytes = pages != NULL ? ldose_pages_pdf(pages, error) : NULL;
    return bytes != NULL && ldose_file_save(path, g_bytes_get_data(bytes, NULL),
                                            g_bytes_get_size(bytes), PRIVATE_FILE, error);
}

/* ---- the system's printing ------------------------------------------------------------------- */

/* What a print operation prints. */
typedef struct {
    LdoseSession *session;
    LdosePrintChoice choice;
    char *first, *second;
    LdosePaper *paper;
    LdosePages *pages; /* of @paper */
} Job;

static void
job_free(gpointer data)
{
    Job *job = data;
    ldose_pages_free(job->pages);
    ldose_paper_free(job->paper);
    g_object_unref(job->session);
    g_free(job->first);
    g_free(job->second);
    g_free(job);
}

static LdoseSheet
sheet_of(GtkPrintContext *context)
{
    GtkPageSetup *setup = gtk_print_context_get_page_setup(context);
    double height = gtk_page_setup_get_paper_height(setup, GTK_UNIT_POINTS);
    return ABS(height - LETTER_POINTS) < TOLERANCE ? LDOSE_SHEET_LETTER : LDOSE_SHEET_A4;
}

static void
on_begin(GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
    g_autoptr(GError) error = NULL;
    job->choice.sheet = sheet_of(context);
    g_clear_pointer(&job->pages, ldose_pages_free);
    g_clear_pointer(&job->paper, ldose_paper_free);
    job->paper = ldose_print_paper(job->session, &job->choice);
    job->pages = ldose_pages_new(job->paper, &error);
    if (job->pages == NULL) /* told before by whoever asked: the same pages were laid out there */
        gtk_print_operation_cancel(operation);
    else
        gtk_print_operation_set_n_pages(operation, (int)ldose_pages_count(job->pages));
}

static void
on_draw(GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
    cairo_t *cr = gtk_print_context_get_cairo_context(context);
    double width, height;
    (void)operation;
    ldose_pages_size(job->pages, &width, &height);
    double scale = MIN(gtk_print_context_get_width(context) / width,
                       gtk_print_context_get_height(context) / height);
    cairo_scale(cr, scale, scale);
    ldose_pages_draw(job->pages, (guint)page, cr);
}

GtkPrintOperation *
ldose_print_operation_new(LdoseSession *session, const LdosePrintChoice *choice)
{
    GtkPrintOperation *operation = gtk_print_operation_new();
    g_autoptr(GtkPageSetup) setup = gtk_page_setup_new();
    g_autoptr(GtkPaperSize) size = gtk_paper_size_new(
        choice->sheet == LDOSE_SHEET_LETTER ? GTK_PAPER_NAME_LETTER : GTK_PAPER_NAME_A4);
    Job *job = g_new0(Job, 1);
    job->session = g_object_ref(session);
    job->first = g_strdup(choice->first_identifier);
    job->second = g_strdup(choice->second_identifier);
    job->choice = *choice;
    job->choice.first_identifier = job->first;
    job->choice.second_identifier = job->second;
    gtk_page_setup_set_paper_size(setup, size);
    gtk_print_operation_set_default_page_setup(operation, setup);
    gtk_print_operation_set_use_full_page(operation, TRUE);
    gtk_print_operation_set_unit(operation, GTK_UNIT_POINTS);
    gtk_print_operation_set_embed_page_setup(operation, TRUE);
    gtk_print_operation_set_job_name(operation, _("Lymphodose"));
    g_object_set_data_full(G_OBJECT(operation), "job", job, job_free);
    g_signal_connect(operation, "begin-print", G_CALLBACK(on_begin), job);
    g_signal_connect(operation, "draw-page", G_CALLBACK(on_draw), job);
    return operation;
}
