/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents found by id and version: order of search and of versions, retired ones, twins (rules.md
 * 1, Library; R17). */
#include "library.h"

#include <string.h>

#include "error.h"
#include "fixture.h"

/* Writes us-yescarta in another version, with an edit. */
static void
write_regimen(const char *directory, const char *version, const char *from, const char *to)
{
    g_autofree char *attribute = g_strdup_printf("version=\"%s\" status", version);
    g_autofree char *name = g_strdup_printf("regimens/us-yescarta-%s.xml", version);
    g_autofree char *text = fixture_replace(fixture_read("regimens/us-yescarta-1.0.xml"),
                                            "version=\"1.0\" status", attribute);
    if (from != NULL)
        text = fixture_replace(g_steal_pointer(&text), from, to);
    fixture_write(directory, name, text, -1);
}

static LdoseLibrary *
library_of(const char *one, const char *other)
{
    const char *const directories[] = {one, other, NULL};
    return ldose_library_new(directories);
}

/* ---- versions -------------------------------------------------------------------------------- */

static void
test_versions(void)
{
    g_autofree char *directory = fixture_make_directory();
    static const char *const versions[] = {"1.9", "1.10", "1.2", "0.99"};
    for (guint i = 0; i < G_N_ELEMENTS(versions); i++)
        write_regimen(directory, versions[i], NULL, NULL);
    g_autoptr(LdoseLibrary) library = library_of(directory, NULL);
    g_autoptr(GError) error = NULL;
    const LdoseRegimen *newest = ldose_library_regimen(library, "us-yescarta", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(newest->document.version, ==, "1.10"); /* later than 1.9 */
    g_assert_cmpstr(ldose_library_regimen(library, "us-yescarta@1.9", &error)->document.version, ==,
                    "1.9");
    g_assert_true(ldose_library_regimen(library, "us-yescarta@1.10", &error) ==
                  newest); /* loaded once */
    g_assert_true(ldose_library_regimen(library, "us-yescarta", &error) == newest);
    g_autoptr(GPtrArray) entries = ldose_library_entries(library, LDOSE_DOCUMENT_REGIMENS);
    static const char *const rising[] = {"0.99", "1.2", "1.9", "1.10"};
    g_assert_cmpuint(entries->len, ==, G_N_ELEMENTS(rising));
    for (guint i = 0; i < entries->len; i++)
        g_assert_cmpstr(((LdoseLibraryEntry *)g_ptr_array_index(entries, i))->version, ==,
                        rising[i]);
    fixture_remove_directory(g_steal_pointer(&directory));
}

static void
test_retired(void)
{
    g_autofree char *directory = fixture_make_directory();
    write_regimen(directory, "1.1", NULL, NULL);
    write_regimen(directory, "1.2", "status=\"draft\"", "status=\"retired\"");
    g_autoptr(LdoseLibrary) library = library_of(directory, NULL);
    g_autoptr(GError) error = NULL;
    g_assert_cmpstr(ldose_library_regimen(library, "us-yescarta", &error)->document.version, ==,
                    "1.1");
    /* By its version it is still found: an old plan can be recomputed. */
    g_assert_cmpstr(ldose_library_regimen(library, "us-yescarta@1.2", &error)->document.version, ==,
                    "1.2");
    g_assert_no_error(error);
    fixture_remove_directory(g_steal_pointer(&directory));

    directory = fixture_make_directory();
    write_regimen(directory, "1.2", "status=\"draft\"", "status=\"retired\"");
    g_autoptr(LdoseLibrary) only = library_of(directory, NULL);
    g_assert_null(ldose_library_regimen(only, "us-yescarta", &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    fixture_remove_directory(g_steal_pointer(&directory));
}

/* ---- twins ----------------------------------------------------------------------------------- */

static void
test_same_twins(void)
{
    g_autofree char *one = fixture_make_directory();
    g_autofree char *other = fixture_make_directory();
    write_regimen(one, "1.5", NULL, NULL);
    write_regimen(other, "1.5", NULL, NULL);
    g_autoptr(LdoseLibrary) library = library_of(one, other);
    g_autoptr(GError) error = NULL;
    const LdoseRegimen *regimen = ldose_library_regimen(library, "us-yescarta", &error);
    g_assert_no_error(error); /* same id, version and hash: one document */
    g_assert_cmpstr(regimen->document.version, ==, "1.5");
    fixture_remove_directory(g_steal_pointer(&one));
    fixture_remove_directory(g_steal_pointer(&other));
}

static void
test_other_twins(void)
{
    g_autofree char *one = fixture_make_directory();
    g_autofree char *other = fixture_make_directory();
    write_regimen(one, "1.5", NULL, NULL);
    write_regimen(other, "1.5", "amount=\"30\"", "amount=\"25\"");
    static const char *const names[] = {"us-yescarta", "us-yescarta@1.5"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(LdoseLibrary) library = library_of(one, other);
        g_autoptr(GError) error = NULL;
        g_assert_null(ldose_library_regimen(library, names[i], &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
        g_assert_nonnull(strstr(error->message, one)); /* both paths are named */
        g_assert_nonnull(strstr(error->message, other));
        /* Asked again it is refused again. */
        g_autoptr(GError) again = NULL;
        g_assert_null(ldose_library_regimen(library, names[i], &again));
        g_assert_error(again, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    }
    fixture_remove_directory(g_steal_pointer(&one));
    fixture_remove_directory(g_steal_pointer(&other));
}

/* ---- order of search ------------------------------------------------------------------------- */

static void
test_directories(void)
{
    g_autofree char *site = fixture_make_directory();
    write_regimen(site, "1.1", "amount=\"30\"", "amount=\"24\"");
    g_autoptr(LdoseLibrary) library = library_of(site, fixture_data_dir());
    g_autoptr(GError) error = NULL;
    g_assert_cmpfloat(
        ldose_library_regimen(library, "us-yescarta", &error)->dose[LDOSE_FLUDARABINE].amount, ==,
        24);
    g_assert_cmpfloat(
        ldose_library_regimen(library, "us-yescarta@1.0", &error)->dose[LDOSE_FLUDARABINE].amount,
        ==, 30);
    g_assert_nonnull(
        ldose_library_guidance(library, "us-label", &error)); /* from the other directory */
    g_assert_no_error(error);
    fixture_remove_directory(g_steal_pointer(&site));
    /* Missing directories are no error. */
    g_autoptr(LdoseLibrary) nowhere = library_of("/nonexistent", fixture_data_dir());
    g_assert_nonnull(ldose_library_regimen(nowhere, "us-yescarta", &error));
    g_autoptr(LdoseLibrary) empty = library_of("/nonexistent", NULL);
    g_assert_null(ldose_library_regimen(empty, "us-yescarta", &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
}

/* The version follows the last hyphen; what is no document is passed over. */
static void
test_names(void)
{
    g_autofree char *directory = fixture_make_directory();
    g_autofree char *text = fixture_read("guidance/ch-actavis-2016-1.0.xml");
    fixture_write(directory, "guidance/ch-actavis-2016-1.0.xml", text, -1);
    fixture_write(directory, "guidance/README.md", "x", -1);
    fixture_write(directory, "guidance/draft.xml", "<x/>", -1);
    fixture_write(directory, "guidance/-1.0.xml", "<x/>", -1);
    fixture_write(directory, "guidance/us-label-1.0.xml~", "<x/>", -1);
    fixture_write(directory, "guidance/us-label-new.xml", "<x/>", -1);
    g_autoptr(LdoseLibrary) library = library_of(directory, NULL);
    g_autoptr(GPtrArray) entries = ldose_library_entries(library, LDOSE_DOCUMENT_GUIDANCE);
    g_assert_cmpuint(entries->len, ==, 1);
    const LdoseLibraryEntry *entry = g_ptr_array_index(entries, 0);
    g_assert_cmpstr(entry->id, ==, "ch-actavis-2016");
    g_assert_cmpstr(entry->version, ==, "1.0");
    fixture_remove_directory(g_steal_pointer(&directory));
}

static void
test_misnamed(void)
{
    static const char *const names[] = {"regimens/us-yescarta-1.7.xml",
                                        "regimens/eu-yescarta-1.0.xml"};
    static const char *const asked[] = {"us-yescarta@1.7", "eu-yescarta"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *directory = fixture_make_directory();
        g_autofree char *text = fixture_read("regimens/us-yescarta-1.0.xml");
        fixture_write(directory, names[i], text, -1);
        g_autoptr(LdoseLibrary) library = library_of(directory, NULL);
        g_autoptr(GError) error = NULL;
        g_assert_null(ldose_library_regimen(library, asked[i], &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
        g_assert_nonnull(strstr(error->message, "us-yescarta-1.0.xml")); /* how it must be named */
        fixture_remove_directory(g_steal_pointer(&directory));
    }
}

static void
test_unknown(void)
{
    static const char *const names[] = {"",
                                        "@",
                                        "@1.0",
                                        "us-yescarta@",
                                        "us-yescarta@2.0",
                                        "us-yescarta@1",
                                        "us-yescarta@1.0@1.0",
                                        "us-yescart",
                                        "us-yescarta-1.0",
                                        "US-YESCARTA",
                                        "../regimens/us-yescarta",
                                        "us-yescarta@../us-yescarta"};
    g_autoptr(LdoseLibrary) library = library_of(fixture_data_dir(), NULL);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_null(ldose_library_regimen(library, names[i], &error));
        g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
        g_assert_nonnull(strstr(error->message, "unknown"));
    }
    /* An id of another kind is unknown too. */
    g_autoptr(GError) error = NULL;
    g_assert_null(ldose_library_guidance(library, "us-yescarta", &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
}

/* ---- guidances for "other documents" --------------------------------------------------------- */

static void
test_guidances(void)
{
    g_autofree char *site = fixture_make_directory();
    g_autofree char *newer = fixture_replace(fixture_read("guidance/us-label-1.0.xml"),
                                             "version=\"1.0\" status", "version=\"1.1\" status");
    g_autofree char *retired =
        fixture_replace(fixture_read("guidance/eu-smpc-1.0.xml"),
                        "version=\"1.0\" status=\"draft\"", "version=\"1.1\" status=\"retired\"");
    fixture_write(site, "guidance/us-label-1.1.xml", newer, -1);
    fixture_write(site, "guidance/eu-smpc-1.1.xml", retired, -1);
    fixture_write(site, "guidance/broken-1.0.xml", "<guidance", -1);
    g_autoptr(LdoseLibrary) library = library_of(site, fixture_data_dir());
    const GPtrArray *faults = NULL;
    const GPtrArray *guidances = ldose_library_guidances(library, &faults);
    gboolean us = FALSE, eu = FALSE;
    for (guint i = 0; i < guidances->len; i++) {
        const LdoseGuidance *guidance = g_ptr_array_index(guidances, i);
        if (strcmp(guidance->document.id, "us-label") == 0) {
            us = TRUE;
            g_assert_cmpstr(guidance->document.version, ==, "1.1");
        }
        if (strcmp(guidance->document.id, "eu-smpc") == 0) {
            eu = TRUE;
            g_assert_cmpstr(guidance->document.version, ==,
                            "1.0"); /* the retired one is passed over */
        }
    }
    g_assert_true(us && eu);
    /* One that cannot be read is named, and stops nothing. */
    g_assert_cmpuint(faults->len, ==, 1);
    g_assert_nonnull(strstr(g_ptr_array_index(faults, 0), "broken-1.0.xml"));
    g_assert_cmpuint(guidances->len, ==, 12);
    fixture_remove_directory(g_steal_pointer(&site));
}

/* What comes later is found after another look, and what was given out stays as it was. */
static void
test_rescan(void)
{
    g_autofree char *site = fixture_make_directory();
    write_regimen(site, "1.1", NULL, NULL);
    g_autoptr(LdoseLibrary) library = library_of(site, fixture_data_dir());
    g_autoptr(GError) error = NULL;
    const LdoseRegimen *before = ldose_library_regimen(library, "us-yescarta", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(before->document.version, ==, "1.1");
    guint n = ldose_library_guidances(library, NULL)->len;
    g_autofree char *made = fixture_replace(fixture_read("guidance/us-label-1.0.xml"),
                                            "id=\"us-label\"", "id=\"us-made-up\"");
    write_regimen(site, "1.2", "amount=\"30\"", "amount=\"25\"");
    fixture_write(site, "guidance/us-made-up-1.0.xml", made, -1);
    g_assert_true(ldose_library_regimen(library, "us-yescarta", &error) == before);

    ldose_library_rescan(library);
    const LdoseRegimen *after = ldose_library_regimen(library, "us-yescarta", &error);
    g_assert_no_error(error);
    g_assert_cmpstr(after->document.version, ==, "1.2");
    g_assert_cmpfloat(after->dose[LDOSE_FLUDARABINE].amount, ==, 25);
    g_assert_cmpstr(before->document.version, ==, "1.1");
    g_assert_cmpfloat(before->dose[LDOSE_FLUDARABINE].amount, ==, 30);
    g_assert_cmpuint(ldose_library_guidances(library, NULL)->len, ==, n + 1);
    ldose_library_free(NULL);
    fixture_remove_directory(g_steal_pointer(&site));
}

/* A broken newest version is an error, never quietly the older one. */
static void
test_broken_newest(void)
{
    g_autofree char *directory = fixture_make_directory();
    write_regimen(directory, "1.1", NULL, NULL);
    fixture_write(directory, "regimens/us-yescarta-1.2.xml", "<regimens", -1);
    g_autoptr(LdoseLibrary) library = library_of(directory, NULL);
    g_autoptr(GError) error = NULL;
    g_assert_null(ldose_library_regimen(library, "us-yescarta", &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
    g_assert_nonnull(strstr(error->message, "us-yescarta-1.2.xml"));
    fixture_remove_directory(g_steal_pointer(&directory));
}

/* ---- threads --------------------------------------------------------------------------------- */

static gpointer
ask_all(gpointer data)
{
    LdoseLibrary *library = data;
    g_autoptr(GPtrArray) entries = ldose_library_entries(library, LDOSE_DOCUMENT_REGIMENS);
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        g_assert_nonnull(ldose_library_regimen(library, entry->id, NULL));
    }
    g_assert_cmpuint(ldose_library_guidances(library, NULL)->len, ==, 12);
    const LdoseRegimen *regimen = ldose_library_regimen(library, "us-yescarta", NULL);
    return GSIZE_TO_POINTER((gsize)regimen);
}

static void
test_threads(void)
{
    g_autoptr(LdoseLibrary) library = library_of(fixture_data_dir(), NULL);
    GThread *threads[8];
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("ask", ask_all, library);
    gpointer first = g_thread_join(threads[0]);
    for (guint i = 1; i < G_N_ELEMENTS(threads); i++)
        g_assert_true(g_thread_join(threads[i]) == first); /* each document once */
}

/* By kind, a document is the same one, and an unknown name the same error. */
static void
test_by_kind(void)
{
    LdoseLibrary *library = fixture_library();
    g_autoptr(GError) error = NULL;
    g_assert_true(
        ldose_library_document(library, LDOSE_DOCUMENT_REGIMENS, "us-yescarta", &error) ==
        &ldose_library_regimen(library, "us-yescarta", NULL)->document);
    g_assert_true(ldose_library_document(library, LDOSE_DOCUMENT_GUIDANCE, "us-label", &error) ==
                  &ldose_library_guidance(library, "us-label", NULL)->document);
    g_assert_true(
        ldose_library_document(library, LDOSE_DOCUMENT_FORMULARY, "as-published", &error) ==
        &ldose_library_formulary(library, "as-published", NULL)->document);
    g_assert_no_error(error);
    g_assert_null(ldose_library_document(library, LDOSE_DOCUMENT_REGIMENS, "us-label", &error));
    g_assert_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT);
}

int
main(int argc, char **argv)
{
    fixture_init(&argc, &argv);
    g_test_add_func("/library/versions", test_versions);
    g_test_add_func("/library/retired", test_retired);
    g_test_add_func("/library/R17-same-twins", test_same_twins);
    g_test_add_func("/library/R17-other-twins", test_other_twins);
    g_test_add_func("/library/directories", test_directories);
    g_test_add_func("/library/names", test_names);
    g_test_add_func("/library/misnamed", test_misnamed);
    g_test_add_func("/library/unknown", test_unknown);
    g_test_add_func("/library/guidances", test_guidances);
    g_test_add_func("/library/rescan", test_rescan);
    g_test_add_func("/library/broken-newest", test_broken_newest);
    g_test_add_func("/library/threads", test_threads);
    g_test_add_func("/library/by-kind", test_by_kind);
    return g_test_run();
}
