/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may read a record (R37): its user alone, or the group in a folder that the site names. */
#include "record.h"

#include <unistd.h>

#include <glib/gstdio.h>

static void
test_mode(void)
{
    g_autofree char *site = g_dir_make_tmp("lymphodose-XXXXXX", NULL);
    g_autofree char *list = g_build_filename(site, LDOSE_SHARED_FOLDERS_FILE, NULL);
    g_autofree char *shared = g_build_filename(site, "shared", NULL);
    g_autofree char *below = g_build_filename(shared, "below", NULL);
    g_autofree char *beside = g_build_filename(site, "shared2", NULL);
    g_autofree char *link = g_build_filename(site, "link", NULL);
    g_assert_cmpint(g_mkdir_with_parents(below, 0700), ==, 0);
    g_assert_cmpint(g_mkdir(beside, 0700), ==, 0);
    g_assert_cmpint(symlink("shared", link), ==, 0);
    const struct {
        const char *list, *folder;
        int mode;
    } rows[] = {
        {NULL, shared, LDOSE_RECORD_PRIVATE},  /* no list */
        {"", shared, LDOSE_RECORD_PRIVATE},    /* an empty one */
        {"%s\n", shared, LDOSE_RECORD_SHARED}, /* named */
        {"# of the ward\n\n  %s  ", shared, LDOSE_RECORD_SHARED},
        {"%s/\n", shared, LDOSE_RECORD_SHARED},     /* the same folder */
        {"%s\n", link, LDOSE_RECORD_SHARED},        /* reached by a link */
        {"%s\n", below, LDOSE_RECORD_PRIVATE},      /* not what is below it */
        {"%s\n", beside, LDOSE_RECORD_PRIVATE},     /* nor what is called alike */
        {"# %s\n", shared, LDOSE_RECORD_PRIVATE},   /* passed over */
        {"shared\n", shared, LDOSE_RECORD_PRIVATE}, /* no whole path */
        {"/no/such/folder\n", shared, LDOSE_RECORD_PRIVATE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_build_filename(rows[i].folder, "plan.lymphodose", NULL);
        g_auto(GStrv) parts = g_strsplit(rows[i].list != NULL ? rows[i].list : "", "%s", 2);
        g_autofree char *text = g_strjoinv(shared, parts);
        g_remove(list);
        if (rows[i].list != NULL)
            g_assert_true(g_file_set_contents(list, text, -1, NULL));
        g_assert_cmpint(ldose_record_mode(path, site), ==, rows[i].mode);
        g_assert_cmpint(ldose_record_mode(path, NULL), ==, LDOSE_RECORD_PRIVATE);
    }
    g_remove(list);
    g_remove(link);
    g_rmdir(below);
    g_rmdir(shared);
    g_rmdir(beside);
    g_rmdir(site);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/record-mode/R37", test_mode);
    return g_test_run();
}
