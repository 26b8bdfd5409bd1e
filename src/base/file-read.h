/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a whole file that nobody vouches for: in bounded memory, whatever stands there, a device
 * without an end too. */
#pragma once

#include <glib.h>

#include "error.h"

G_BEGIN_DECLS

/* Reads a file of at most @max_size bytes.
 *
 * @code: of the error
 * Result: (transfer full) (nullable)
 * Errors: @code: missing, unreadable, or larger. */
GBytes *ldose_file_read_capped(const char *path, gsize max_size, LdoseError code, GError **error);

/* As ldose_file_read_capped(), but a file that does not exist is no error. One that may not be
 * looked at does not count as such: it may be there, and say something.
 *
 * @bytes_out: (out) (transfer full) (nullable): NULL: there is no such file
 * Errors: @code: unreadable or larger. */
gboolean ldose_file_read_if_there(const char *path, gsize max_size, LdoseError code,
                                  GBytes **bytes_out, GError **error);

/* Reads an open file to its end, as ldose_file_read_capped(). It is not closed.
 *
 * @name: what messages call it */
GBytes *ldose_descriptor_read_capped(int descriptor, const char *name, gsize max_size,
                                     LdoseError code, GError **error);

/* How many bytes of a UTF-8 byte order mark the text begins with: 3 or 0. */
gsize ldose_byte_order_mark(const char *text, gsize length);

G_END_DECLS
