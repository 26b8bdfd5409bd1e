/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving a file so that no moment exists at which it is lost: whatever happens (a full disk, a
 * kill, a loss of power), the name leads either to all the old bytes or to all the new ones. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes a temporary file in the same folder, flushes it, renames it over @path and flushes the
 * folder. A symbolic link is followed; one that leads nowhere is replaced. What is there and is no
 * regular file is refused.
 *
 * @mode: permissions of the file, whatever the umask
 * Errors: LDOSE_ERROR_OUTPUT: the file is as it was. LDOSE_ERROR_NOT_DURABLE: the file holds the new
 * bytes, but the folder could not be flushed; whoever keeps what the file holds takes them, and tells
 * the user.
 * Note: a kill can leave a temporary file ".lymphodose-…" behind; it has mode 0600. The next saving
 * of the same file, a minute later or more, removes it. */
gboolean
ldose_file_save(const char *path, gconstpointer data, gsize length, int mode, GError **error);

/* As ldose_file_save(), but only while the file still holds @before. Two programs that add to one
 * file at the same time cannot lose each other's addition: the second is refused.
 *
 * @before: (nullable): NULL: there must be no file yet
 * Errors: as above. A symbolic link that leads nowhere counts as a file where there must be none. */
gboolean
ldose_file_save_over(const char *path, GBytes *before, GBytes *after, int mode, GError **error);

/* Writes every byte to an open file; an interrupted call is made again. FALSE with errno. */
gboolean ldose_write_all(int descriptor, const char *data, gsize length);

G_END_DECLS
