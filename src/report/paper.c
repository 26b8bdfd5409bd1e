/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper.h"

#include <string.h>

#include "phrase.h"
#include "picture-text.h"

#define REPLACEMENT "\xef\xbf\xbd"

/* ---- making and freeing ---------------------------------------------------------------------- */

static void
cell_clear(gpointer data)
{
    g_free(((LdosePaperCell *)data)->text);
}

static void
block_free(gpointer data)
{
    LdosePaperBlock *block = data;
    for (guint i = 0; block->columns != NULL && i < block->n_columns; i++)
        g_free((char *)(gsize)block->columns[i].title);
    g_free(block->columns);
    g_free(block->text);
    g_free(block->mark);
    g_clear_pointer(&block->cells, g_array_unref);
    ldose_picture_free(block->picture);
    g_free(block);
}

/* @text as it can be drawn: UTF-8, and of control characters only the line break. (transfer
 * full) */
static char *
clean(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_new(NULL);
    for (const char *p = valid; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
        gunichar c = g_utf8_get_char(p);
        if (c == '\t')
            g_string_append_c(out, ' ');
        else if (c != '\n' && g_unichar_iscntrl(c))
            g_string_append(out, REPLACEMENT);
        else
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

LdosePaper *
ldose_paper_new(LdoseSheet sheet, const char *title, const char *at, const LdoseWording *wording)
{
    LdosePaper *paper = g_new0(LdosePaper, 1);
    paper->sheet = sheet;
    paper->title = clean(title);
    paper->page_of = g_strdup(ldose_wording_text(wording, N_("Page %1$s of %2$s")));
    paper->language = g_strdup("en");
    paper->at = g_strdup(at);
    paper->foot = g_strdup("");
    paper->blocks = g_ptr_array_new_with_free_func(block_free);
    return paper;
}

void
ldose_paper_free(LdosePaper *paper)
{
    if (paper == NULL)
        return;
    g_free(paper->title);
    g_free(paper->label);
    g_free(paper->banner);
    g_free(paper->foot);
    g_free(paper->page_of);
    g_free(paper->language);
    g_free(paper->at);
    g_ptr_array_unref(paper->blocks);
    g_free(paper);
}

void
ldose_paper_set_running(LdosePaper *paper, const char *label, gboolean has_line, const char *banner)
{
    g_free(paper->label);
    g_free(paper->banner);
    paper->label = label != NULL ? clean(label) : NULL;
    paper->has_line = has_line;
    paper->banner = banner != NULL && banner[0] != '\0' ? clean(banner) : NULL;
}

void
ldose_paper_set_foot(LdosePaper *paper, const LdoseWording *wording)
{
    g_autofree char *time = ldose_paper_time(paper->at);
    g_free(paper->foot);
    paper->foot = wording->decimal_sign == ','
                      ? ldose_tell(wording, N_("Lymphodose %1$s · made %2$s · decimal sign: comma"),
                                   LDOSE_VERSION, time)
                      : ldose_tell(wording, N_("Lymphodose %1$s · made %2$s · decimal sign: point"),
                                   LDOSE_VERSION, time);
}

void
ldose_paper_add_foot(LdosePaper *paper, const char *text)
{
    g_autofree char *second = clean(text);
    char *both = g_strjoin("\n", paper->foot, second, NULL);
    g_free(paper->foot);
    paper->foot = both;
}

char *
ldose_paper_number_text(const char *text, const LdoseWording *wording)
{
    char *copy = g_strdup(text);
    gboolean number = text[0] != '\0' && text[strspn(text, "<-0123456789.")] == '\0';
    return number ? g_strdelimit(copy, ".", wording->decimal_sign) : copy;
}

char *
ldose_paper_time(const char *at)
{
    g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
    g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(at, utc);
    if (time == NULL)
        return g_strdup(at);
    /* Digits only: g_date_time_format() would ask the locale for nothing here. */
    g_autofree char *day = g_date_time_format(time, "%Y-%m-%d %H:%M");
    if (g_date_time_get_utc_offset(time) == 0)
        return g_strdup_printf("%s UTC", day);
    g_autofree char *zone = g_date_time_format(time, "%:z");
    return g_strdup_printf("%s UTC%s", day, zone);
}

/* ---- appending ------------------------------------------------------------------------------- */

/* Result: (nullable): NULL where there is nothing to append. */
static LdosePaperBlock *
append(LdosePaper *paper, LdosePaperKind kind, LdoseStyle style, const char *text)
{
    if (text != NULL && text[0] == '\0')
        return NULL;
    LdosePaperBlock *block = g_new0(LdosePaperBlock, 1);
    block->kind = kind;
    block->style = style;
    block->text = text != NULL ? clean(text) : NULL;
    g_ptr_array_add(paper->blocks, block);
    return block;
}

void
ldose_paper_part(LdosePaper *paper, const char *title)
{
    append(paper, LDOSE_PAPER_PART, LDOSE_STYLE_NORMAL, title);
}

void
ldose_paper_headline(LdosePaper *paper, const char *text)
{
    if (text != NULL)
        append(paper, LDOSE_PAPER_HEADLINE, LDOSE_STYLE_STRONG, text);
}

void
ldose_paper_heading(LdosePaper *paper, const char *text)
{
    if (text != NULL)
        append(paper, LDOSE_PAPER_HEADING, LDOSE_STYLE_STRONG, text);
}

void
ldose_paper_paragraph(LdosePaper *paper, LdoseStyle style, const char *text)
{
    if (text != NULL)
        append(paper, LDOSE_PAPER_PARAGRAPH, style, text);
}

void
ldose_paper_box(LdosePaper *paper, LdoseStyle style, const char *text)
{
    if (text != NULL)
        append(paper, LDOSE_PAPER_BOX, style, text);
}

void
ldose_paper_item(LdosePaper *paper, LdoseStyle style, const char *mark, const char *text)
{
    LdosePaperBlock *block = text != NULL ? append(paper, LDOSE_PAPER_ITEM, style, text) : NULL;
    if (block != NULL)
        block->mark = clean(mark);
}

void
ldose_paper_picture(LdosePaper *paper, LdosePicture *picture, const LdoseWording *wording)
{
    g_autofree char *text = ldose_picture_text(picture, wording);
    LdosePaperBlock *block = append(paper, LDOSE_PAPER_PICTURE, LDOSE_STYLE_NORMAL, text);
    block->picture = picture;
    block->wording = *wording;
    /* The engine cannot be asked again: plan and patient go before the paper. */
    picture->rules = NULL;
    picture->patient.c = NULL;
}

static LdosePaperBlock *
append_cells(LdosePaper *paper, LdosePaperKind kind, const char *text)
{
    LdosePaperBlock *block = append(paper, kind, LDOSE_STYLE_NORMAL, text);
    block->cells = g_array_new(FALSE, FALSE, sizeof(LdosePaperCell));
    g_array_set_clear_func(block->cells, cell_clear);
    return block;
}

void
ldose_paper_table(LdosePaper *paper, guint n_columns, const LdosePaperColumn *columns)
{
    LdosePaperBlock *block = append_cells(paper, LDOSE_PAPER_TABLE, NULL);
    block->n_columns = n_columns;
    block->columns = g_memdup2(columns, n_columns * sizeof *columns);
    for (guint i = 0; i < n_columns; i++)
        block->columns[i].title = columns[i].title != NULL ? clean(columns[i].title) : NULL;
}

void
ldose_paper_table_to_fill(LdosePaper *paper, guint n_columns, const LdosePaperColumn *columns)
{
    ldose_paper_table(paper, n_columns, columns);
    LdosePaperBlock *block = g_ptr_array_index(paper->blocks, paper->blocks->len - 1);
    block->to_fill = TRUE;
}

static void
add_cell(LdosePaper *paper, LdoseStyle style, const char *text)
{
    const LdosePaperBlock *block = g_ptr_array_index(paper->blocks, paper->blocks->len - 1);
    LdosePaperCell cell = {clean(text != NULL ? text : ""), style};
    g_assert(block->cells != NULL);
    g_array_append_val(block->cells, cell);
}

void
ldose_paper_cell(LdosePaper *paper, LdoseStyle style, const char *text)
{
    add_cell(paper, style, text);
}

void
ldose_paper_cell_take(LdosePaper *paper, LdoseStyle style, char *text)
{
    add_cell(paper, style, text);
    g_free(text);
}

void
ldose_paper_lines(LdosePaper *paper, const char *what, const char *const *labels)
{
    LdosePaperBlock *block =
        append_cells(paper, LDOSE_PAPER_LINES, what != NULL && what[0] != '\0' ? what : NULL);
    for (guint i = 0; labels[i] != NULL; i++)
        add_cell(paper, LDOSE_STYLE_LABEL, labels[i]);
    block->n_columns = block->cells->len;
}

void
ldose_paper_signature(LdosePaper *paper, const char *role, const LdoseWording *wording)
{
    const char *const labels[] = {
        ldose_wording_text(wording, N_("Name")),
        ldose_wording_text(wording, N_("Signature")),
        ldose_wording_text(wording, N_("Date and time")),
        NULL,
    };
    ldose_paper_lines(paper, role, labels);
}
