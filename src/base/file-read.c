/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-read.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* Reads until the end of the file or one byte more than allowed. FALSE with errno. */
static gboolean
read_all(int descriptor, GByteArray *bytes, gsize max_size)
{
    guint8 block[16384];
    while (bytes->len <= max_size) {
        ssize_t n = read(descriptor, block, MIN(sizeof block, max_size + 1 - bytes->len));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return FALSE;
        if (n == 0)
            return TRUE;
        g_byte_array_append(bytes, block, (guint)n);
    }
    return TRUE;
}

GBytes *
ldose_descriptor_read_capped(int descriptor, const char *name, gsize max_size, LdoseError code,
                             GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_sized_new(1); /* data, also of none */
    if (!read_all(descriptor, bytes, max_size)) {
        ldose_set_error(error, code, "%1$s: %2$s", name, g_strerror(errno));
        return NULL;
    }
    if (bytes->len > max_size) {
        ldose_set_error(error, code, N_("%1$s: larger than %2$lu KiB, the most allowed"), name,
                        (gulong)(max_size / 1024));
        return NULL;
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

gboolean
ldose_file_read_if_there(const char *path, gsize max_size, LdoseError code, GBytes **bytes_out,
                         GError **error)
{
    *bytes_out = NULL;
    int descriptor = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
        return TRUE;
    if (descriptor < 0) {
        ldose_set_error(error, code, "%1$s: %2$s", path, g_strerror(errno));
        return FALSE;
    }
    *bytes_out = ldose_descriptor_read_capped(descriptor, path, max_size, code, error);
    close(descriptor);
    return *bytes_out != NULL;
}

GBytes *
ldose_file_read_capped(const char *path, gsize max_size, LdoseError code, GError **error)
{
    GBytes *bytes = NULL;
    if (ldose_file_read_if_there(path, max_size, code, &bytes, error) && bytes == NULL)
        ldose_set_error(error, code, "%1$s: %2$s", path, g_strerror(ENOENT));
    return bytes;
}

gsize
ldose_byte_order_mark(const char *text, gsize length)
{
    static const char mark[3] = {'\xef', '\xbb', '\xbf'};
    return length >= sizeof mark && memcmp(text, mark, sizeof mark) == 0 ? sizeof mark : 0;
}
