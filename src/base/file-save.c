/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "error.h"
#include "file-read.h"

/* ".lymphodose-" and 16 digits that stand for the target's name, then "-XXXXXX". */
#define TEMPORARY_PREFIX ".lymphodose-"
#define TARGET_DIGITS    16
#define RANDOM_NAME      "XXXXXX"

/* How much older than a new file a left one must be, in seconds of the file system's own clock:
 * between the making of a temporary file and its lock there is a moment. */
#define STALE_AFTER_S 60

static gboolean
refuse(const char *path, const char *why, GError **error)
{
    ldose_set_error(error, LDOSE_ERROR_OUTPUT, N_("%1$s: not saved: %2$s"), path,
                    ldose_error_text(why));
    return FALSE;
}

gboolean
ldose_write_all(int descriptor, const char *data, gsize length)
{
    while (length > 0) {
        ssize_t n = write(descriptor, data, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            errno = ENOSPC;
        if (n <= 0)
            return FALSE;
        data += n;
        length -= (gsize)n;
    }
    return TRUE;
}

static gboolean
flush(int descriptor)
{
    int result;
    do
        result = fsync(descriptor);
    while (result < 0 && errno == EINTR);
    return result == 0;
}

/* Makes the rename itself durable. File systems that cannot flush a folder say so; that is no
 * fault. */
static gboolean
flush_folder(const char *folder)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return errno == EACCES; /* may be written to, but not listed */
    gboolean good = flush(descriptor) || errno == EINVAL || errno == ENOTSUP;
    int reason = errno;
    close(descriptor);
    errno = reason;
    return good;
}

/* Fills and closes the temporary file. FALSE with errno. */
static gboolean
fill(int descriptor, gconstpointer data, gsize length, int mode)
{
    gboolean good = fchmod(descriptor, (mode_t)mode) == 0 &&
                    ldose_write_all(descriptor, data, length) && flush(descriptor);
    int reason = errno;
    if (close(descriptor) != 0 && good) {
        good = FALSE;
        reason = errno;
    }
    errno = reason;
    return good;
}

/* ---- temporary files ------------------------------------------------------------------------- */

/* What the names of all temporary files for one target begin with. (transfer full) */
static char *
temporary_stem(const char *path)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1);
    return g_strdup_printf(TEMPORARY_PREFIX "%.*s-", TARGET_DIGITS, sha256);
}

static gboolean
is_temporary(const char *name, const char *stem)
{
    gsize length = strlen(stem);
    if (strncmp(name, stem, length) != 0 || strlen(name) != length + strlen(RANDOM_NAME))
        return FALSE;
    for (const char *p = name + length; *p != '\0'; p++) {
        if (!g_ascii_isalnum(*p))
            return FALSE;
    }
    return TRUE;
}

/* Removes a file that a killed save of the same target left: ours, older than @fresh, and locked by
 * nobody. Whoever saves holds a lock on his temporary file until it has its name; where the file
 * system knows no locks, nothing is removed. */
static void
remove_if_stale(const char *path, const struct stat *fresh)
{
    struct stat left;
    int descriptor = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return;
    if (fstat(descriptor, &left) == 0 && S_ISREG(left.st_mode) && left.st_uid == geteuid() &&
        left.st_mtime + STALE_AFTER_S <= fresh->st_mtime &&
        flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        unlink(path);
    close(descriptor);
}

static void
remove_stale(const char *folder, const char *stem, const struct stat *fresh)
{
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    const char *name;
    while (listing != NULL && (name = g_dir_read_name(listing)) != NULL) {
        if (!is_temporary(name, stem))
            continue;
        g_autofree char *path = g_build_filename(folder, name, NULL);
        remove_if_stale(path, fresh);
    }
}

/* Gives the temporary file its name. @only_new: not where there is a file already. */
static gboolean
take_place(const char *temporary, const char *path, gboolean only_new)
{
    if (!only_new)
        return rename(temporary, path) == 0;
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return TRUE;
    if (errno != EINVAL && errno != ENOSYS)
        return FALSE;
    /* A file system that does not know this: a second name does the same. */
    return link(temporary, path) == 0 && unlink(temporary) == 0;
}

static gboolean
save(const char *path, gconstpointer data, gsize length, int mode, gboolean only_new,
     GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *stem = temporary_stem(path);
    g_autofree char *name = g_strconcat(stem, RANDOM_NAME, NULL);
    g_autofree char *temporary = g_build_filename(folder, name, NULL);
    struct stat fresh;
    int descriptor = g_mkstemp_full(temporary, O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return refuse(path, g_strerror(errno), error);
    /* The lock outlives the closing of the file, through a second descriptor. */
    flock(descriptor, LOCK_EX | LOCK_NB);
    int held = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    gboolean dated = fstat(descriptor, &fresh) == 0;
    gboolean placed = fill(descriptor, data, length, mode) && take_place(temporary, path, only_new);
    const char *why = placed ? NULL : g_strerror(errno);
    if (!placed)
        unlink(temporary);
    if (held >= 0)
        close(held);
    if (!placed)
        return refuse(path, why, error);
    if (dated)
        remove_stale(folder, stem, &fresh);
    if (flush_folder(folder))
        return TRUE;
    ldose_set_error(error, LDOSE_ERROR_NOT_DURABLE,
                    N_("%1$s: saved, but it may not survive a loss of power: %2$s"), path,
                    g_strerror(errno));
    return FALSE;
}

/* The file behind a symbolic link, or @path itself. FALSE: there is something that is no file. */
static gboolean
find_target(const char *path, char **target_out, GError **error)
{
    struct stat status;
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
        return refuse(
            path, S_ISDIR(status.st_mode) ? N_("it is a folder") : N_("it is not a regular file"),
            error);
    char *real = realpath(path, NULL);
    *target_out = g_strdup(real != NULL ? real : path);
    free(real);
    return TRUE;
}

gboolean
ldose_file_save(const char *path, gconstpointer data, gsize length, int mode, GError **error)
{
    g_autofree char *target = NULL;
    return find_target(path, &target, error) && save(target, data, length, mode, FALSE, error);
}

/* Locks the file that has the name now. Result: a descriptor, or -1 with errno. */
static int
lock(const char *path)
{
    for (;;) {
        struct stat held, named;
        int descriptor = open(path, O_RDONLY | O_CLOEXEC);
        if (descriptor < 0)
            return -1;
        while (flock(descriptor, LOCK_EX) < 0 && errno == EINTR)
            ; /* a file system without locks: the comparison below still narrows the gap */
        if (fstat(descriptor, &held) == 0 && stat(path, &named) == 0 &&
            held.st_ino == named.st_ino && held.st_dev == named.st_dev)
            return descriptor;
        close(descriptor); /* somebody renamed another file here while this one was waited for */
    }
}

gboolean
ldose_file_save_over(const char *path, GBytes *before, GBytes *after, int mode, GError **error)
{
    gsize length = 0;
    gconstpointer data = g_bytes_get_data(after, &length);
    g_autofree char *target = NULL;
    if (!find_target(path, &target, error))
        return FALSE;
    if (before == NULL)
        return save(target, data, length, mode, TRUE, error);
    int descriptor = lock(target);
    if (descriptor < 0)
        return refuse(path, g_strerror(errno), error);
    g_autoptr(GBytes) now =
        ldose_file_read_capped(target, g_bytes_get_size(before), LDOSE_ERROR_DOCUMENT, NULL);
    gboolean good =
        now != NULL && g_bytes_equal(now, before)
            ? save(target, data, length, mode, FALSE, error)
            : refuse(path, N_("it was changed meanwhile; open it again and repeat"), error);
    close(descriptor);
    return good;
}
