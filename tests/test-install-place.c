/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the folders of the installation are looked for. */
#include <glib/gstdio.h>

#include "install-place.h"

/* A moved tree: <root>/usr/local/bin and …/share/lymphodose. */
static char *
make_tree(void)
{
    char *root = g_dir_make_tmp("lymphodose-test-XXXXXX", NULL);
    g_autofree char *data = g_build_filename(root, "usr", "local", "share", "lymphodose", NULL);
    g_assert_cmpint(g_mkdir_with_parents(data, 0700), ==, 0);
    return root;
}

static void
remove_tree(char *root)
{
    static const char *const parts[] = {"/usr/local/share/lymphodose", "/usr/local/share",
                                        "/usr/local", "/usr", ""};
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_autofree char *path = g_strconcat(root, parts[i], NULL);
        g_assert_cmpint(g_rmdir(path), ==, 0);
    }
    g_free(root);
}

static void
test_moved(void)
{
    char *root = make_tree();
    g_autofree char *program = g_strconcat(root, "/usr/local/bin/lymphodose", NULL);
    g_autofree char *elsewhere = g_strconcat(root, "/usr/local/sbin/lymphodose", NULL);
    g_autofree char *expected = g_strconcat(root, "/usr/local/share/lymphodose", NULL);
    g_autofree char *found =
        ldose_place_moved(program, "/usr/local", "/usr/local/share/lymphodose");
    g_assert_cmpstr(found, ==, expected);
    g_assert_null(ldose_place_moved(program, "/usr/local", "/usr/local/lib/lymphodose"));
    g_assert_null(ldose_place_moved(elsewhere, "/usr/local", "/usr/local/share/lymphodose"));
    remove_tree(root);
}

/* Where it was configured nothing is moved, and what is not known is not guessed. */
static void
test_not_moved(void)
{
    g_assert_null(ldose_place_moved("/usr/bin/lymphodose", "/usr", "/usr/share"));
    g_assert_null(ldose_place_moved(NULL, "/usr", "/usr/share"));
    g_assert_null(ldose_place_moved("bin/lymphodose", "/opt", "/opt/share"));
    g_assert_null(ldose_place_moved("/usr/bin/lymphodose", "/opt", "/var/share"));
}

static void
test_replaced(void)
{
    g_setenv("LYMPHODOSE_DATA", "/nowhere/data", TRUE);
    g_assert_true(ldose_place_is_replaced(LDOSE_PLACE_DATA));
    g_assert_cmpstr(ldose_place(LDOSE_PLACE_DATA), ==, "/nowhere/data");
    g_setenv("LYMPHODOSE_DATA", "", TRUE);
    g_assert_false(ldose_place_is_replaced(LDOSE_PLACE_DATA));
    g_assert_true(g_path_is_absolute(ldose_place(LDOSE_PLACE_DATA)));
    g_unsetenv("LYMPHODOSE_DATA");
    g_assert_true(g_str_has_suffix(ldose_place(LDOSE_PLACE_DATA), "/share/lymphodose"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/install-place/moved", test_moved);
    g_test_add_func("/install-place/not-moved", test_not_moved);
    g_test_add_func("/install-place/replaced", test_replaced);
    return g_test_run();
}
