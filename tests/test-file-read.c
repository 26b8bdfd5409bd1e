/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading whole files: no more than allowed, whatever stands there (R22); and a file that may not be
 * looked at is not one that does not exist. */
#include "file-read.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define NOBODY 65534

static char *folder, *path;

static void
put(const char *text, gsize length)
{
    g_assert_true(g_file_set_contents(path, text, (gssize)length, NULL));
}

static gboolean
holds(GBytes *bytes, const char *text)
{
    return g_bytes_get_size(bytes) == strlen(text) &&
           memcmp(g_bytes_get_data(bytes, NULL), text, strlen(text)) == 0;
}

static void
assert_refused(const char *file, gsize max_size, const char *expected)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = NULL;
    g_assert_null(ldose_file_read_capped(file, max_size, LDOSE_ERROR_INPUT, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    g_assert_true(g_str_has_prefix(error->message, file));
    g_assert_nonnull(strstr(error->message, expected));
    g_clear_error(&error);
    if (ldose_file_read_if_there(file, max_size, LDOSE_ERROR_DOCUMENT, &bytes, &error)) {
        g_assert_null(bytes); /* there is none: no error here */
        return;
    }
    g_assert_null(bytes);
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
}

static void
test_capped(void)
{
    g_autoptr(GError) error = NULL;
    put("0123456789", 10);
    g_autoptr(GBytes) exactly = ldose_file_read_capped(path, 10, LDOSE_ERROR_INPUT, &error);
    g_assert_no_error(error);
    g_assert_true(holds(exactly, "0123456789"));
    assert_refused(path, 9, "larger than");
    put("", 0);
    g_autoptr(GBytes) empty = ldose_file_read_capped(path, 10, LDOSE_ERROR_INPUT, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(g_bytes_get_size(empty), ==, 0);
    assert_refused(folder, 10, g_strerror(EISDIR));
    g_remove(path);
    assert_refused(path, 10, g_strerror(ENOENT));
}

/* A file without an end is read no further than its cap. */
static void
test_endless(void)
{
    assert_refused("/dev/zero", 1024 * 1024, "1024 KiB");
}

/* 100 MB: refused by its size, and memory stays small. */
static void
test_huge(void)
{
    struct rusage before, after;
    put("", 0);
    g_assert_cmpint(truncate(path, 100 * 1024 * 1024), ==, 0);
    getrusage(RUSAGE_SELF, &before);
    assert_refused(path, 512 * 1024, "512 KiB");
    getrusage(RUSAGE_SELF, &after);
    g_assert_cmpint(after.ru_maxrss - before.ru_maxrss, <, 8 * 1024); /* KiB */
    g_remove(path);
}

static void
test_descriptor(void)
{
    g_autoptr(GError) error = NULL;
    int ends[2];
    g_assert_cmpint(pipe(ends), ==, 0);
    g_assert_cmpint(write(ends[1], "abc", 3), ==, 3);
    close(ends[1]);
    g_autoptr(GBytes) bytes =
        ldose_descriptor_read_capped(ends[0], "a pipe", 3, LDOSE_ERROR_INPUT, &error);
    g_assert_no_error(error);
    g_assert_true(holds(bytes, "abc"));
    close(ends[0]);
    g_assert_null(ldose_descriptor_read_capped(ends[0], "a pipe", 3, LDOSE_ERROR_INPUT, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_INPUT);
    g_assert_cmpstr(error->message, ==, "a pipe: Bad file descriptor");
}

static void
test_byte_order_mark(void)
{
    g_assert_cmpuint(ldose_byte_order_mark("\xef\xbb\xbf", 3), ==, 3);
    g_assert_cmpuint(ldose_byte_order_mark("\xef\xbb\xbf{", 4), ==, 3);
    g_assert_cmpuint(ldose_byte_order_mark("\xef\xbb\xbf", 2), ==, 0);
    g_assert_cmpuint(ldose_byte_order_mark("\xef\xbb\xbe{", 4), ==, 0);
    g_assert_cmpuint(ldose_byte_order_mark("", 0), ==, 0);
}

/* ---- a file that may be there ---------------------------------------------------------------- */

static void
test_if_there(void)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = NULL;
    g_autofree char *below = g_build_filename(path, "below", NULL);
    g_assert_true(ldose_file_read_if_there(path, 10, LDOSE_ERROR_DOCUMENT, &bytes, &error));
    g_assert_null(bytes);
    put("x", 1);
    g_assert_true(ldose_file_read_if_there(path, 10, LDOSE_ERROR_DOCUMENT, &bytes, &error));
    g_assert_cmpuint(g_bytes_get_size(bytes), ==, 1);
    g_clear_pointer(&bytes, g_bytes_unref);
    /* below a file there is none */
    g_assert_true(ldose_file_read_if_there(below, 10, LDOSE_ERROR_DOCUMENT, &bytes, &error));
    g_assert_null(bytes);
    g_assert_no_error(error);
    g_remove(path);
    g_assert_cmpint(symlink("file", path), ==, 0); /* to itself: who knows what was meant */
    g_assert_false(ldose_file_read_if_there(path, 10, LDOSE_ERROR_DOCUMENT, &bytes, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    g_remove(path);
}

/* Whether the file of a closed folder is told as unreadable, as somebody else than root. */
static gboolean
is_told_unreadable(void)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = NULL;
    if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
        return FALSE;
    return !ldose_file_read_if_there(path, 10, LDOSE_ERROR_DOCUMENT, &bytes, &error) &&
           g_error_matches(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT) &&
           strstr(error->message, g_strerror(EACCES)) != NULL;
}

static void
test_not_accessible(void)
{
    int status = -1;
    put("x", 1);
    g_assert_cmpint(chmod(folder, 0), ==, 0);
    pid_t child = fork();
    if (child == 0)
        _exit(is_told_unreadable() ? 0 : 1);
    g_assert_cmpint(waitpid(child, &status, 0), ==, child);
    g_assert_cmpint(chmod(folder, 0700), ==, 0);
    g_assert_cmpint(status, ==, 0);
    g_remove(path);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("lymphodose-test-XXXXXX", NULL);
    path = g_build_filename(folder, "file", NULL);
    g_test_add_func("/file-read/R22/huge", test_huge); /* first: it measures memory */
    g_test_add_func("/file-read/R22/endless", test_endless);
    g_test_add_func("/file-read/R22/capped", test_capped);
    g_test_add_func("/file-read/descriptor", test_descriptor);
    g_test_add_func("/file-read/byte-order-mark", test_byte_order_mark);
    g_test_add_func("/file-read/if-there", test_if_there);
    g_test_add_func("/file-read/not-accessible", test_not_accessible);
    int result = g_test_run();
    g_rmdir(folder);
    g_free(folder);
    g_free(path);
    return result;
}
