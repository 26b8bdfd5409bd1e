/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the files that lay a document out: the measures and the lines of text that they share. */
#pragma once

#include "pdf-page.h"

G_BEGIN_DECLS

/* In points. */
#define LDOSE_FLOW_SPACE 3.0 /* after a block */
#define LDOSE_FLOW_RULE  0.6

/* What is left of the page below the last block, and what an empty page has. */
double ldose_flow_room(const LdosePages *pages);
double ldose_flow_whole_room(const LdosePages *pages);

/* How many lines from @first on fit into a height. */
guint ldose_flow_lines_that_fit(PangoLayout *layout, guint first, double height);
double ldose_flow_lines_height(PangoLayout *layout, guint first, guint n);

/* How a text of a style is set: 0 black, 1 white. */
double ldose_flow_gray(LdoseStyle style);

/* ---- tables (pdf-table.c) -------------------------------------------------------------------- */

/* @previous: (nullable): the block before it on the page */
void
ldose_flow_table(LdosePages *pages, const LdosePaperBlock *block, const LdosePaperBlock *previous);

/* The height of what must stand on one page: all of a small table, of others the titles and two
 * rows. */
double ldose_flow_table_least_height(LdosePages *pages, const LdosePaperBlock *block);

G_END_DECLS
