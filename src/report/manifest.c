/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "error.h"
#include "file-read.h"
#include "wording.h"

#define HASH_LENGTH 64

const char *
ldose_file_fault_word(LdoseFileFaultKind kind)
{
    static const char *const words[] = {
        [LDOSE_FILE_CHANGED] = N_("changed"),
        [LDOSE_FILE_MISSING] = N_("missing"),
        [LDOSE_FILE_UNREADABLE] = N_("unreadable"),
        [LDOSE_FILE_EXTRA] = N_("not in the manifest"),
    };
    return words[kind];
}

/* ---- hashes ---------------------------------------------------------------------------------- */

char *
ldose_file_sha256(const char *path)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autofree guchar *block = g_malloc(65536);
    int descriptor = g_open(path, O_RDONLY | O_CLOEXEC, 0);
    ssize_t n = -1;
    if (descriptor < 0)
        return NULL;
    do {
        n = read(descriptor, block, 65536);
        if (n > 0)
            g_checksum_update(sum, block, n);
    } while (n > 0 || (n < 0 && errno == EINTR));
    close(descriptor);
    return n == 0 ? g_strdup(g_checksum_get_string(sum)) : NULL;
}

static void
fault_free(gpointer data)
{
    LdoseFileFault *fault = data;
    g_free(fault->name);
    g_free(fault->expected);
    g_free(fault->got);
    g_free(fault);
}

static void
add_fault(LdoseManifestCheck *check, LdoseFileFaultKind kind, const char *name,
          const char *expected, const char *got)
{
    LdoseFileFault *fault = g_new0(LdoseFileFault, 1);
    *fault = (LdoseFileFault){kind, g_strdup(name), g_strdup(expected), g_strdup(got)};
    g_ptr_array_add(check->faults, fault);
}

/* ---- one line -------------------------------------------------------------------------------- */

static gboolean
is_hash(const char *text)
{
    for (guint i = 0; i < HASH_LENGTH; i++) {
        if (!g_ascii_isxdigit(text[i]) || g_ascii_isupper(text[i]))
            return FALSE;
    }
    return TRUE;
}

/* Below the directory, and nowhere else. */
static gboolean
is_name(const char *name)
{
    if (name[0] == '\0' || name[0] == '/')
        return FALSE;
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
        if (parts[i][0] == '\0' || strcmp(parts[i], ".") == 0 || strcmp(parts[i], "..") == 0)
            return FALSE;
    }
    return TRUE;
}

/* "<hash>  <name>": the name, or NULL. */
static const char *
name_of(const char *line)
{
    if (strlen(line) < HASH_LENGTH + 3 || !is_hash(line) || line[HASH_LENGTH] != ' ' ||
        line[HASH_LENGTH + 1] != ' ' || !is_name(line + HASH_LENGTH + 2))
        return NULL;
    return line + HASH_LENGTH + 2;
}

static void
check_file(LdoseManifestCheck *check, const char *directory, const char *line, const char *name)
{
    g_autofree char *path = g_build_filename(directory, name, NULL);
    g_autofree char *expected = g_strndup(line, HASH_LENGTH);
    g_autofree char *got = ldose_file_sha256(path);
    check->n++;
    if (got == NULL)
        add_fault(check,
                  g_file_test(path, G_FILE_TEST_EXISTS) ? LDOSE_FILE_UNREADABLE
                                                        : LDOSE_FILE_MISSING,
                  name, expected, "");
    else if (strcmp(got, expected) != 0)
        add_fault(check, LDOSE_FILE_CHANGED, name, expected, got);
    else
        check->good++;
}

/* ---- files that the manifest does not know --------------------------------------------------- */

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* @folder: below the directory */
static void
check_folder(LdoseManifestCheck *check, const char *directory, const char *folder,
             GHashTable *names)
{
    g_autofree char *path = g_build_filename(directory, folder, NULL);
    g_autoptr(GDir) listing = g_dir_open(path, 0, NULL);
    g_autoptr(GPtrArray) extra = g_ptr_array_new_with_free_func(g_free);
    const char *entry;
    while (listing != NULL && (entry = g_dir_read_name(listing)) != NULL) {
        g_autofree char *name = g_strdup_printf("%s/%s", folder, entry);
        g_autofree char *file = g_build_filename(path, entry, NULL);
        if (!g_hash_table_contains(names, name) && !g_file_test(file, G_FILE_TEST_IS_DIR))
            g_ptr_array_add(extra, g_steal_pointer(&name));
    }
    g_ptr_array_sort(extra, compare_names);
    for (guint i = 0; i < extra->len; i++) {
        const char *name = g_ptr_array_index(extra, i);
        g_autofree char *file = g_build_filename(directory, name, NULL);
        g_autofree char *got = ldose_file_sha256(file);
        add_fault(check, LDOSE_FILE_EXTRA, name, "", got != NULL ? got : "");
    }
}

static void
check_folders(LdoseManifestCheck *check, const char *directory, GHashTable *names)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) folders = g_ptr_array_new();
    GHashTableIter iter;
    gpointer name;
    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        g_autofree char *folder = g_path_get_dirname(name);
        if (strcmp(folder, ".") != 0)
            g_hash_table_add(seen, g_steal_pointer(&folder));
    }
    g_hash_table_iter_init(&iter, seen);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        g_ptr_array_add(folders, name);
    g_ptr_array_sort(folders, compare_names);
    for (guint i = 0; i < folders->len; i++)
        check_folder(check, directory, g_ptr_array_index(folders, i), names);
}

/* ---- the manifest ---------------------------------------------------------------------------- */

static gboolean
check_lines(LdoseManifestCheck *check, const char *path, const char *text, const char *directory,
            GError **error)
{
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (lines[i][0] == '\0')
            continue;
        const char *name = name_of(lines[i]);
        if (name == NULL || !g_hash_table_add(names, g_strdup(name))) {
            ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                            N_("%1$s: line %2$u: expected a SHA-256 in small hexadecimal digits, "
                               "two blanks and a name below the data directory, each name once"),
                            path, i + 1);
            return FALSE;
        }
        check_file(check, directory, lines[i], name);
    }
    if (check->n == 0) {
        ldose_set_error(error, LDOSE_ERROR_DOCUMENT, N_("%s: names no file"), path);
        return FALSE;
    }
    check_folders(check, directory, names);
    return TRUE;
}

gboolean
ldose_manifest_check(const char *path, const char *directory, LdoseManifestCheck *out,
                     GError **error)
{
    LdoseManifestCheck check = {0};
    g_autoptr(GBytes) bytes =
        ldose_file_read_capped(path, LDOSE_MANIFEST_MAX_SIZE, LDOSE_ERROR_DOCUMENT, error);
    if (bytes == NULL)
        return FALSE;
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    g_autofree char *text = g_strndup(data != NULL ? data : "", length);
    g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    g_strlcpy(check.sha256, hash, sizeof check.sha256);
    check.faults = g_ptr_array_new_with_free_func(fault_free);
    if (check_lines(&check, path, text, directory, error)) {
        *out = check;
        return TRUE;
    }
    ldose_manifest_check_clear(&check);
    return FALSE;
}

void
ldose_manifest_check_clear(LdoseManifestCheck *check)
{
    g_clear_pointer(&check->faults, g_ptr_array_unref);
}
