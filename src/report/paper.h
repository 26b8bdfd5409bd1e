/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a printed document holds, before it is laid out: headings, paragraphs, tables, lines to
 * write on. One content for the PDF, the plain text and a printer; whoever lays it out adds no word
 * of its own. */
#pragma once

#include <glib.h>

#include "picture.h"
#include "wording.h"

G_BEGIN_DECLS

typedef enum { LDOSE_SHEET_A4, LDOSE_SHEET_LETTER, LDOSE_N_SHEETS } LdoseSheet;

typedef enum {
    LDOSE_STYLE_NORMAL,
    LDOSE_STYLE_SMALL,
    LDOSE_STYLE_FINE,  /* of long tables */
    LDOSE_STYLE_LABEL, /* names a value that stands beside it */
    LDOSE_STYLE_STRONG,
    LDOSE_STYLE_DOSE, /* the dose that is given: the largest figures of a table */
    LDOSE_STYLE_CODE, /* hashes and traces: every character as wide as the next */
    LDOSE_N_STYLES
} LdoseStyle;

typedef enum {
    LDOSE_PAPER_PART,     /* begins a sheet of its own, with its own title on top */
    LDOSE_PAPER_HEADLINE, /* the largest words of the document */
    LDOSE_PAPER_HEADING,
    LDOSE_PAPER_PARAGRAPH,
    LDOSE_PAPER_ITEM, /* a paragraph that hangs behind its mark */
    LDOSE_PAPER_BOX,  /* a framed paragraph */
    LDOSE_PAPER_TABLE,
    LDOSE_PAPER_LINES,   /* lines to write on, side by side, each above its label */
    LDOSE_PAPER_PICTURE, /* its text stands for it where nothing is drawn */
} LdosePaperKind;

typedef struct {
    const char *title; /* translated; NULL in every column: a table without a title row */
    double share;      /* of the width of the page; the columns of a table make 1 */
    gboolean right;    /* numbers are set to the right */
} LdosePaperColumn;

typedef struct {
    char *text;
    LdoseStyle style;
} LdosePaperCell;

typedef struct {
    LdosePaperKind kind;
    LdoseStyle style;          /* of a paragraph, item or box */
    char *text;                /* of lines: what they are for, in strong words; NULL: nothing */
    char *mark;                /* of an item */
    guint n_columns;           /* of a table or of lines */
    gboolean to_fill;          /* of a table: its rows are high enough to write in */
    LdosePaperColumn *columns; /* of a table; its own copy, titles included */
    GArray *cells;             /* LdosePaperCell, row by row; of lines their labels */
    LdosePicture *picture;     /* of a picture */
    LdoseWording wording;      /* of a picture: its labels are written when it is drawn */
} LdosePaperBlock;

/* Everything is given by whoever writes the document, but for the number of pages. */
typedef struct {
    LdoseSheet sheet;
    char *title;       /* on top of every page, and of the file */
    gboolean one_side; /* the first part is drawn smaller, within reason, where that saves a page */
    char *label;       /* on top of every page at the other side: whose page it is; NULL: nothing */
    gboolean has_line; /* a line to write on behind the label */
    char *banner;      /* on every page, white on black; NULL: none */
    char *foot;        /* at the bottom of every page */
    char *page_of;     /* "Page %1$s of %2$s" in the language of the document */
    char *language;    /* "en", "de": how characters are drawn */
    char *at;          /* ISO 8601: when it was made; the file carries it */
    GPtrArray *blocks; /* LdosePaperBlock */
} LdosePaper;

/* @title: translated
 * @at: ISO 8601, for instance 2026-11-24T09:30:00Z: the only time that stands in the file, so that
 * the same input gives the same bytes
 * Result: (transfer full) */
LdosePaper *
ldose_paper_new(LdoseSheet sheet, const char *title, const char *at, const LdoseWording *wording);
void ldose_paper_free(LdosePaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdosePaper, ldose_paper_free)

/* The words of every page. NULL: none. @has_line: as in LdosePaper. */
void ldose_paper_set_running(LdosePaper *paper, const char *label, gboolean has_line,
                             const char *banner);

/* The foot of every page: program and version, the time, the decimal sign (R24). */
void ldose_paper_set_foot(LdosePaper *paper, const LdoseWording *wording);

/* The functions below append. Texts are translated already; what is no UTF-8, and control
 * characters, are replaced by U+FFFD. NULL and "" append nothing, except in cells. */

/* What follows stands on a sheet of its own, with @title instead of the document's on top. */
void ldose_paper_part(LdosePaper *paper, const char *title);
void ldose_paper_headline(LdosePaper *paper, const char *text);
void ldose_paper_heading(LdosePaper *paper, const char *text);
void ldose_paper_paragraph(LdosePaper *paper, LdoseStyle style, const char *text);
void ldose_paper_box(LdosePaper *paper, LdoseStyle style, const char *text);
void ldose_paper_item(LdosePaper *paper, LdoseStyle style, const char *mark, const char *text);

/* Opens a table; cells follow, row by row. @columns: copied, with the titles */
void ldose_paper_table(LdosePaper *paper, guint n_columns, const LdosePaperColumn *columns);
void ldose_paper_cell(LdosePaper *paper, LdoseStyle style, const char *text);
/* The same for a text of which the table becomes the owner. */
void ldose_paper_cell_take(LdosePaper *paper, LdoseStyle style, char *text);
/* Opens a table with room to write by hand in its cells. */
void ldose_paper_table_to_fill(LdosePaper *paper, guint n_columns, const LdosePaperColumn *columns);

/* @picture: (transfer full); the documents of its plan outlive the paper */
void ldose_paper_picture(LdosePaper *paper, LdosePicture *picture, const LdoseWording *wording);

/* Lines to write on. @labels: NULL-terminated, translated */
void ldose_paper_lines(LdosePaper *paper, const char *what, const char *const *labels);

/* A place to sign: name, signature, date and time. @role: translated */
void ldose_paper_signature(LdosePaper *paper, const char *role, const LdoseWording *wording);

/* Puts a second line at the bottom of every page. */
void ldose_paper_add_foot(LdosePaper *paper, const char *text);

/* A text that a machine file holds, with the decimal sign of the page where it is a number (R24);
 * any other text is returned as it is. (transfer full) */
char *ldose_paper_number_text(const char *text, const LdoseWording *wording);

/* "2026-11-24 09:30 UTC" of an ISO 8601 time; a time of another zone keeps its difference. A text
 * that is no such time is returned as it is. (transfer full) */
char *ldose_paper_time(const char *at);

/* Appends the document as plain text, about 100 columns wide; without page numbers. */
void ldose_paper_text(GString *out, const LdosePaper *paper);

G_END_DECLS
