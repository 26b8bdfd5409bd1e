/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records the site shares. */
#include "record.h"

#include <stdlib.h>
#include <string.h>

#include "file-read.h"

#define MAX_SIZE (64 * 1024)

static gboolean
is_same_folder(const char *folder, const char *line)
{
    char *real = g_path_is_absolute(line) ? realpath(line, NULL) : NULL;
    gboolean same = real != NULL && strcmp(real, folder) == 0;
    free(real);
    return same;
}

static gboolean
names_folder(const char *list, const char *folder)
{
    g_autoptr(GBytes) bytes = ldose_file_read_capped(list, MAX_SIZE, LDOSE_ERROR_DOCUMENT, NULL);
    if (bytes == NULL || g_bytes_get_size(bytes) == 0)
        return FALSE;
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        const char *line = g_strstrip(lines[i]);
        if (line[0] != '#' && is_same_folder(folder, line))
            return TRUE;
    }
    return FALSE;
}

int
ldose_record_mode(const char *path, const char *site_folder)
{
    if (site_folder == NULL)
        return LDOSE_RECORD_PRIVATE;
    g_autofree char *list = g_build_filename(site_folder, LDOSE_SHARED_FOLDERS_FILE, NULL);
    /* Of a symbolic link it is the folder of the file that it leads to. */
    char *file = realpath(path, NULL);
    g_autofree char *folder = g_path_get_dirname(file != NULL ? file : path);
    char *real = realpath(folder, NULL);
    gboolean shared = real != NULL && names_folder(list, real);
    free(file);
    free(real);
    return shared ? LDOSE_RECORD_SHARED : LDOSE_RECORD_PRIVATE;
}
