/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving loses nothing (R30): the system calls are made to fail, to stop half way, and to be the
 * last thing that the program does, each in its turn; then real full disks, kills and closed
 * folders. */
#include "file-save.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "error.h"

/* ---- the system calls, as a fault would have them -------------------------------------------- */

typedef enum { NO_FAULT, DIE_BEFORE, DIE_AFTER, FAIL_FULL, FAIL_INTERRUPTED, WRITE_SHORT } Fault;

static struct {
    Fault fault;
    int at;    /* the number of the call that it happens at */
    int calls; /* so far */
} plan;

/* Whether the call fails; also ends the process before it where that is asked for. */
static gboolean
fails_here(void)
{
    gboolean here = plan.calls++ == plan.at;
    if (!here)
        return FALSE;
    if (plan.fault == DIE_BEFORE)
        _exit(9);
    errno = plan.fault == FAIL_FULL ? ENOSPC : EINTR;
    return plan.fault == FAIL_FULL || plan.fault == FAIL_INTERRUPTED;
}

static void
after(void)
{
    if (plan.fault == DIE_AFTER && plan.calls - 1 == plan.at)
        _exit(9);
}

static ssize_t
test_write(int descriptor, const void *data, size_t length)
{
    if (fails_here())
        return -1;
    if (plan.fault == WRITE_SHORT)
        length = MIN(length, 7);
    ssize_t n = write(descriptor, data, length);
    after();
    return n;
}

static int
test_fsync(int descriptor)
{
    if (fails_here())
        return -1;
    int result = fsync(descriptor);
    after();
    return result;
}

static int
test_rename(const char *from, const char *to)
{
    if (fails_here()) {
        errno = plan.fault == FAIL_INTERRUPTED ? EIO : errno; /* rename is never interrupted */
        return -1;
    }
    int result = rename(from, to);
    after();
    return result;
}

static int
test_fchmod(int descriptor, mode_t mode)
{
    if (fails_here()) {
        errno = EIO;
        return -1;
    }
    int result = fchmod(descriptor, mode);
    after();
    return result;
}

#define write  test_write
#define fsync  test_fsync
#define rename test_rename
#define fchmod test_fchmod
#include "../src/base/file-save.c"
#undef write
#undef fsync
#undef rename
#undef fchmod

/* ---- helpers --------------------------------------------------------------------------------- */

static char *folder, *path;

static GBytes *
content(char letter, gsize length)
{
    char *data = g_malloc(length);
    memset(data, letter, length);
    data[length - 1] = '\n';
    return g_bytes_new_take(data, length);
}

static void
put(GBytes *bytes)
{
    g_autoptr(GError) error = NULL;
    g_file_set_contents(path, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes),
                        &error);
    g_assert_no_error(error);
}

static gboolean
holds(const char *file, GBytes *bytes)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    return g_file_get_contents(file, &text, &length, NULL) && length == g_bytes_get_size(bytes) &&
           memcmp(text, g_bytes_get_data(bytes, NULL), length) == 0;
}

static gboolean
save_bytes(const char *file, GBytes *bytes, GError **error)
{
    return ldose_file_save(file, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), 0600,
                           error);
}

static guint
files_in(const char *where)
{
    g_autoptr(GDir) listing = g_dir_open(where, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(listing) != NULL)
        n++;
    return n;
}

static void
remove_all(void)
{
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    const char *name;
    while ((name = g_dir_read_name(listing)) != NULL) {
        g_autofree char *file = g_build_filename(folder, name, NULL);
        g_remove(file);
    }
    plan.fault = NO_FAULT;
}

/* ---- faults, one call after the other -------------------------------------------------------- */

/* How many calls a save makes. */
static int
count_calls(GBytes *bytes)
{
    plan.fault = NO_FAULT;
    plan.calls = 0;
    g_assert_true(save_bytes(path, bytes, NULL));
    return plan.calls;
}

/* The process ends at each call in turn: the file is the old one or the new one. */
static void
test_death_everywhere(void)
{
    g_autoptr(GBytes) old = content('o', 70000), new = content('n', 90000);
    put(old);
    int calls = count_calls(old);
    g_assert_cmpint(calls, >=, 5); /* mode, write, flush, rename, flush of the folder */
    for (int at = 0; at < 2 * calls; at++) {
        put(old);
        pid_t child = fork();
        if (child == 0) {
            plan.fault = at % 2 == 0 ? DIE_BEFORE : DIE_AFTER;
            plan.at = at / 2;
            plan.calls = 0;
            save_bytes(path, new, NULL);
            _exit(0);
        }
        int status;
        g_assert_cmpint(waitpid(child, &status, 0), ==, child);
        g_assert_cmpint(WEXITSTATUS(status), ==, 9);
        g_assert_true(holds(path, old) || holds(path, new));
        remove_all();
    }
}

/* Each call fails in turn: an error that says why, the old file, and nothing left behind. */
static void
test_full_everywhere(void)
{
    g_autoptr(GBytes) old = content('o', 70000), new = content('n', 90000);
    put(old);
    int calls = count_calls(old);
    for (int at = 0; at < calls - 1; at++) {
        g_autoptr(GError) error = NULL;
        put(old);
        plan.fault = FAIL_FULL;
        plan.at = at;
        plan.calls = 0;
        g_assert_false(save_bytes(path, new, &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
        g_assert_nonnull(strstr(error->message, path));
        g_assert_nonnull(strstr(error->message, at == 0 ? g_strerror(EIO) : g_strerror(ENOSPC)));
        g_assert_true(holds(path, old));
        g_assert_cmpuint(files_in(folder), ==, 1);
    }
    /* The last call flushes the folder: the new file is there, but the error is told. */
    g_autoptr(GError) error = NULL;
    plan.at = calls - 1;
    plan.calls = 0;
    g_assert_false(save_bytes(path, new, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_NOT_DURABLE);
    g_assert_true(holds(path, new));
    remove_all();
}

static void
test_interrupted_and_short(void)
{
    g_autoptr(GBytes) new = content('n', 3000);
    int calls = count_calls(new);
    for (int at = 0; at < calls; at++) {
        g_autoptr(GError) error = NULL;
        plan.fault = FAIL_INTERRUPTED;
        plan.at = at;
        plan.calls = 0;
        gboolean good = save_bytes(path, new, &error);
        gboolean never_interrupted = at == 0 || at == calls - 2; /* mode, rename */
        g_assert_cmpint(good, ==, !never_interrupted);
    }
    remove_all();
    plan.fault = WRITE_SHORT;
    plan.at = -1;
    g_assert_true(save_bytes(path, new, NULL));
    g_assert_true(holds(path, new));
    remove_all();
}

/* ---- what a file is -------------------------------------------------------------------------- */

static int
mode_of(const char *file)
{
    struct stat status;
    g_assert_cmpint(stat(file, &status), ==, 0);
    return (int)(status.st_mode & 07777);
}

static void
test_mode(void)
{
    g_autoptr(GBytes) bytes = content('a', 100);
    mode_t before = umask(0);
    g_assert_true(save_bytes(path, bytes, NULL));
    g_assert_cmpint(mode_of(path), ==, 0600);
    umask(0777);
    g_assert_true(save_bytes(path, bytes, NULL));
    g_assert_cmpint(mode_of(path), ==, 0600);
    umask(before);
    g_assert_cmpint(chmod(path, 0666), ==, 0);
    g_assert_true(save_bytes(path, bytes, NULL));
    g_assert_cmpint(mode_of(path), ==, 0600);
    remove_all();
}

static void
test_symbolic_link(void)
{
    g_autoptr(GBytes) old = content('o', 100), new = content('n', 100);
    g_autofree char *name = g_build_filename(folder, "link", NULL);
    put(old);
    g_assert_cmpint(symlink("file", name), ==, 0);
    g_assert_true(save_bytes(name, new, NULL));
    g_assert_true(holds(path, new));
    g_assert_true(g_file_test(name, G_FILE_TEST_IS_SYMLINK));
    g_remove(path); /* now the link leads nowhere */
    g_assert_false(ldose_file_save_over(name, NULL, new, 0600, NULL));
    g_assert_true(g_file_test(name, G_FILE_TEST_IS_SYMLINK));
    g_assert_true(save_bytes(name, new, NULL));
    g_assert_false(g_file_test(name, G_FILE_TEST_IS_SYMLINK));
    g_assert_true(holds(name, new));
    remove_all();
}

static void
test_no_regular_file(void)
{
    g_autoptr(GBytes) bytes = content('a', 100);
    g_autofree char *pipe = g_build_filename(folder, "pipe", NULL);
    g_autofree char *missing = g_build_filename(folder, "no", "such", NULL);
    g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
    const char *const places[] = {"/dev/null", "/dev/full", folder, pipe, missing};
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(save_bytes(places[i], bytes, &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    }
    g_assert_false(g_file_test("/dev/null", G_FILE_TEST_IS_REGULAR));
    remove_all();
}

/* A name of the longest length leaves no room to add to it. */
static void
test_long_name(void)
{
    g_autoptr(GBytes) bytes = content('a', 100);
    g_autofree char *name = g_strnfill(255, 'x');
    g_autofree char *file = g_build_filename(folder, name, NULL);
    g_assert_true(save_bytes(file, bytes, NULL));
    g_assert_true(holds(file, bytes));
    remove_all();
}

/* ---- what a killed save left ----------------------------------------------------------------- */

typedef struct {
    const char *target, *rest; /* whose temporary file, and the end of its name */
    int age_s;
    gboolean locked, link;
    gboolean stays;
} Left;

static char *
make_left(const Left *left)
{
    g_autofree char *sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, left->target, -1);
    g_autofree char *name = g_strdup_printf(".lymphodose-%.16s-%s", sha256, left->rest);
    char *file = g_build_filename(folder, name, NULL);
    const struct timespec times[2] = {{.tv_sec = time(NULL) - left->age_s},
                                      {.tv_sec = time(NULL) - left->age_s}};
    if (left->link)
        g_assert_cmpint(symlink("file", file), ==, 0);
    else
        g_assert_true(g_file_set_contents(file, "half", -1, NULL));
    g_assert_cmpint(utimensat(AT_FDCWD, file, times, AT_SYMLINK_NOFOLLOW), ==, 0);
    return file;
}

/* The next save of the same file removes what a kill left, and nothing else: not what is young, in
 * work, another file's, or named otherwise. */
static void
test_left(void)
{
    static const Left rows[] = {
        {"file", "abcDE9", 120, FALSE, FALSE, FALSE},
        {"file", "000000", 100000, FALSE, FALSE, FALSE},
        {"file", "young1", 10, FALSE, FALSE, TRUE},
        {"file", "later1", -120, FALSE, FALSE, TRUE},
        {"file", "inwork", 120, TRUE, FALSE, TRUE},
        {"file", "symlnk", 120, FALSE, TRUE, TRUE},
        {"file", "short", 120, FALSE, FALSE, TRUE},
        {"file", "toolong", 120, FALSE, FALSE, TRUE},
        {"file", "ab-def", 120, FALSE, FALSE, TRUE},
        {"file2", "abcdef", 120, FALSE, FALSE, TRUE},
    };
    g_autoptr(GBytes) bytes = content('a', 100), again = content('b', 100);
    g_assert_true(save_bytes(path, bytes, NULL));
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct stat status;
        g_autofree char *file = make_left(&rows[i]);
        int lock = rows[i].locked ? open(file, O_RDONLY | O_CLOEXEC) : -1;
        g_assert_cmpint(rows[i].locked ? flock(lock, LOCK_EX) : 0, ==, 0);
        g_assert_true(save_bytes(path, again, NULL));
        g_assert_true(holds(path, again));
        g_assert_cmpint(lstat(file, &status) == 0, ==, rows[i].stays);
        if (lock >= 0)
            close(lock);
        g_remove(file);
    }
    remove_all();
}

/* ---- only while nothing has changed ---------------------------------------------------------- */

static void
test_over(void)
{
    g_autoptr(GBytes) one = content('1', 100), two = content('2', 150), three = content('3', 100);
    g_autoptr(GError) error = NULL;
    g_assert_true(ldose_file_save_over(path, NULL, one, 0600, NULL));
    g_assert_false(ldose_file_save_over(path, NULL, two, 0600, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    g_clear_error(&error);
    g_assert_true(holds(path, one));
    g_assert_true(ldose_file_save_over(path, one, two, 0600, NULL));
    const struct {
        GBytes *before;
    } wrong[] = {{one}, {three}};
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_assert_false(ldose_file_save_over(path, wrong[i].before, three, 0600, &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
        g_assert_nonnull(strstr(error->message, "meanwhile"));
        g_clear_error(&error);
        g_assert_true(holds(path, two));
    }
    g_remove(path);
    g_assert_false(ldose_file_save_over(path, two, three, 0600, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    g_assert_cmpuint(files_in(folder), ==, 0);
}

/* Several processes add a line each to one file, again and again when refused: none is lost. */
static void
test_together(void)
{
    enum { N_PROCESSES = 6, N_LINES = 15 };
    g_autofree char *text = NULL;
    put(content('0', 2));
    for (int process = 0; process < N_PROCESSES; process++) {
        if (fork() != 0)
            continue;
        for (int line = 0; line < N_LINES;) {
            g_autoptr(GBytes) before =
                ldose_file_read_capped(path, 1 << 20, LDOSE_ERROR_DOCUMENT, NULL);
            GByteArray *more = g_bytes_unref_to_array(g_bytes_ref(before));
            char own[32];
            int n = g_snprintf(own, sizeof own, "%d %d\n", process, line);
            g_byte_array_append(more, (const guint8 *)own, (guint)n);
            g_autoptr(GBytes) after_it = g_byte_array_free_to_bytes(more);
            line += ldose_file_save_over(path, before, after_it, 0600, NULL);
        }
        _exit(0);
    }
    while (wait(NULL) > 0)
        ;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    for (int process = 0; process < N_PROCESSES; process++) {
        for (int line = 0; line < N_LINES; line++) {
            g_autofree char *own = g_strdup_printf("\n%d %d\n", process, line);
            g_assert_nonnull(strstr(text, own));
        }
    }
    remove_all();
}

/* ---- the real thing -------------------------------------------------------------------------- */

/* kill -9 at some moment of saving, many times. */
static void
test_kill(void)
{
    enum { N_KILLS = 240 };
    g_autoptr(GBytes) old = content('o', 300000), new = content('n', 200000);
    int n_old = 0;
    put(old);
    for (int i = 0; i < N_KILLS; i++) {
        pid_t child = fork();
        if (child == 0) {
            for (int k = i;; k++)
                save_bytes(path, k % 2 == 0 ? new : old, NULL);
        }
        g_usleep((gulong)g_random_int_range(0, 30000));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        gboolean is_old = holds(path, old);
        g_assert_true(is_old || holds(path, new));
        n_old += is_old;
    }
    g_test_message("%d of %d kills left the first text, the others the second", n_old, N_KILLS);
    remove_all();
}

static void
expect_full(const char *file, GBytes *old, GBytes *new)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(save_bytes(file, old, NULL));
    g_assert_false(save_bytes(file, new, &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT);
    g_test_message("%s", error->message);
    g_assert_true(holds(file, old));
}

static void
test_full_disk(void)
{
    g_autoptr(GBytes) old = content('o', 100000), new = content('n', 300000);
    g_autofree char *place = g_build_filename(folder, "disk", NULL);
    g_autofree char *file = g_build_filename(place, "file", NULL);
    g_mkdir(place, 0700);
    if (mount("lymphodose-test", place, "tmpfs", 0, "size=256k") != 0) {
        g_rmdir(place);
        g_test_skip("a file system cannot be mounted here");
        return;
    }
    expect_full(file, old, new);
    guint n = files_in(place);
    g_assert_cmpint(umount(place), ==, 0);
    g_rmdir(place);
    g_assert_cmpuint(n, ==, 1);
}

static void
test_size_limit(void)
{
    pid_t child = fork();
    if (child == 0) {
        g_autoptr(GBytes) old = content('o', 100000), new = content('n', 300000);
        const struct rlimit limit = {200000, 200000};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        expect_full(path, old, new);
        _exit(files_in(folder) == 1 ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    g_assert_cmpint(status, ==, 0);
    remove_all();
}

/* A folder that the user may read but not write. Root may write everywhere: somebody else tries. */
static void
test_closed_folder(void)
{
    g_autoptr(GBytes) old = content('o', 100), new = content('n', 100);
    put(old);
    g_assert_cmpint(chmod(path, 0644), ==, 0);
    g_assert_cmpint(chmod(folder, 0555), ==, 0);
    pid_t child = fork();
    if (child == 0) {
        g_autoptr(GError) error = NULL;
        if (getuid() == 0 && setresuid(65534, 65534, 65534) != 0)
            _exit(1);
        gboolean good = save_bytes(path, new, &error);
        _exit(!good && g_error_matches(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT) ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    g_assert_cmpint(chmod(folder, 0700), ==, 0);
    g_assert_cmpint(status, ==, 0);
    g_assert_true(holds(path, old));
    g_assert_cmpuint(files_in(folder), ==, 1);
    remove_all();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("lymphodose-test-XXXXXX", NULL);
    path = g_build_filename(folder, "file", NULL);
    g_test_add_func("/file-save/death-everywhere", test_death_everywhere);
    g_test_add_func("/file-save/full-everywhere", test_full_everywhere);
    g_test_add_func("/file-save/interrupted-and-short", test_interrupted_and_short);
    g_test_add_func("/file-save/mode", test_mode);
    g_test_add_func("/file-save/symbolic-link", test_symbolic_link);
    g_test_add_func("/file-save/no-regular-file", test_no_regular_file);
    g_test_add_func("/file-save/long-name", test_long_name);
    g_test_add_func("/file-save/R30-left", test_left);
    g_test_add_func("/file-save/over", test_over);
    g_test_add_func("/file-save/together", test_together);
    g_test_add_func("/file-save/kill", test_kill);
    g_test_add_func("/file-save/full-disk", test_full_disk);
    g_test_add_func("/file-save/size-limit", test_size_limit);
    g_test_add_func("/file-save/closed-folder", test_closed_folder);
    int result = g_test_run();
    remove_all();
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    return result;
}
