/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step of the trace as a row of a table. */
#pragma once

#include <glib-object.h>

#include "trace.h"
#include "wording.h"

G_BEGIN_DECLS

#define LDOSE_TYPE_TRACE_ROW (ldose_trace_row_get_type())
G_DECLARE_FINAL_TYPE(LdoseTraceRow, ldose_trace_row, LDOSE, TRACE_ROW, GObject)

/* Properties, all read-only: number, step, values, result, formula, source. */
LdoseTraceRow *
ldose_trace_row_new(guint number, const LdoseTraceStep *step, const LdoseWording *wording);

/* One line with tabs between the columns. (transfer full) */
char *ldose_trace_row_line(LdoseTraceRow *self);

G_END_DECLS
