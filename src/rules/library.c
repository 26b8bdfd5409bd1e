/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library.h"

#include <pthread.h>
#include <string.h>

#include "error.h"
#include "file-read.h"

#define FILE_SUFFIX ".xml"

struct _LdoseLibrary {
    pthread_mutex_t lock; /* not GMutex, whose futex a thread sanitizer cannot see */
    char **directories;
    GPtrArray
        *entries[LDOSE_N_DOCUMENT_KINDS]; /* LdoseLibraryEntry, scanned when first asked for */
    GHashTable *loaded[LDOSE_N_DOCUMENT_KINDS]; /* name as asked -> document */
    GPtrArray *owned[LDOSE_N_DOCUMENT_KINDS];
    GPtrArray *guidances; /* of every id; NULL: not asked yet */
    GPtrArray *faults;
    GStringChunk *strings;
};

typedef gpointer (*LoadFunction)(const char *path, GError **error);

static gpointer
load_regimen(const char *path, GError **error)
{
    return ldose_regimen_load(path, error);
}

static gpointer
load_guidance(const char *path, GError **error)
{
    return ldose_guidance_load(path, FALSE, error);
}

static gpointer
load_formulary(const char *path, GError **error)
{
    return ldose_formulary_load(path, error);
}

static const struct {
    LoadFunction load;
    GDestroyNotify free;
    const char *word;
} handlers[LDOSE_N_DOCUMENT_KINDS] = {
    [LDOSE_DOCUMENT_REGIMENS] = {load_regimen, (GDestroyNotify)ldose_regimen_free, "regimen"},
    [LDOSE_DOCUMENT_GUIDANCE] = {load_guidance, (GDestroyNotify)ldose_guidance_free, "guidance"},
    [LDOSE_DOCUMENT_FORMULARY] = {load_formulary, (GDestroyNotify)ldose_formulary_free,
                                  "formulary"},
};

/* Every document begins with its header, whatever its kind. */
static const LdoseDocument *
header_of(LdoseDocumentKind kind, gconstpointer document)
{
    switch (kind) {
    case LDOSE_DOCUMENT_REGIMENS: return &((const LdoseRegimen *)document)->document;
    case LDOSE_DOCUMENT_GUIDANCE: return &((const LdoseGuidance *)document)->document;
    case LDOSE_DOCUMENT_FORMULARY: return &((const LdoseFormulary *)document)->document;
    case LDOSE_N_DOCUMENT_KINDS:
    default: g_assert_not_reached();
    }
}

LdoseLibrary *
ldose_library_new(const char *const *directories)
{
    LdoseLibrary *library = g_new0(LdoseLibrary, 1);
    pthread_mutex_init(&library->lock, NULL);
    library->directories = g_strdupv((char **)(gsize)directories);
    library->strings = g_string_chunk_new(1024);
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        library->loaded[kind] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        library->owned[kind] = g_ptr_array_new_with_free_func(handlers[kind].free);
    }
    return library;
}

void
ldose_library_free(LdoseLibrary *library)
{
    if (library == NULL)
        return;
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        g_hash_table_unref(library->loaded[kind]);
        g_ptr_array_unref(library->owned[kind]);
        g_clear_pointer(&library->entries[kind], g_ptr_array_unref);
    }
    g_clear_pointer(&library->guidances, g_ptr_array_unref);
    g_clear_pointer(&library->faults, g_ptr_array_unref);
    g_string_chunk_free(library->strings);
    g_strfreev(library->directories);
    pthread_mutex_destroy(&library->lock);
    g_free(library);
}

void
ldose_library_rescan(LdoseLibrary *library)
{
    pthread_mutex_lock(&library->lock);
    for (int kind = 0; kind < LDOSE_N_DOCUMENT_KINDS; kind++) {
        g_hash_table_remove_all(library->loaded[kind]);
        g_clear_pointer(&library->entries[kind], g_ptr_array_unref);
    }
    g_clear_pointer(&library->guidances, g_ptr_array_unref);
    g_clear_pointer(&library->faults, g_ptr_array_unref);
    pthread_mutex_unlock(&library->lock);
}

static int
compare_entries(gconstpointer a, gconstpointer b)
{
    const LdoseLibraryEntry *one = *(const LdoseLibraryEntry *const *)a;
    const LdoseLibraryEntry *other = *(const LdoseLibraryEntry *const *)b;
    int by_id = strcmp(one->id, other->id);
    return by_id != 0 ? by_id : ldose_document_compare_versions(one->version, other->version);
}

/* "ch-actavis-2016-1.0.xml": the version follows the last hyphen. */
static void
add_entry(LdoseLibrary *library, LdoseDocumentKind kind, const char *folder, const char *name)
{
    if (!g_str_has_suffix(name, FILE_SUFFIX))
        return;
    g_autofree char *stem = g_strndup(name, strlen(name) - strlen(FILE_SUFFIX));
    char *hyphen = strrchr(stem, '-');
    if (hyphen == NULL || hyphen == stem || !g_ascii_isdigit(hyphen[1]))
        return;
    *hyphen = '\0';
    g_autofree char *path = g_build_filename(folder, name, NULL);
    LdoseLibraryEntry *entry = g_new0(LdoseLibraryEntry, 1);
    entry->kind = kind;
    entry->id = g_string_chunk_insert_const(library->strings, stem);
    entry->version = g_string_chunk_insert_const(library->strings, hyphen + 1);
    entry->path = g_string_chunk_insert_const(library->strings, path);
    g_ptr_array_add(library->entries[kind], entry);
}

static const GPtrArray *
scan(LdoseLibrary *library, LdoseDocumentKind kind)
{
    if (library->entries[kind] != NULL)
        return library->entries[kind];
    library->entries[kind] = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; library->directories[i] != NULL; i++) {
        g_autofree char *folder =
            g_build_filename(library->directories[i], ldose_document_kind_id(kind), NULL);
        g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
        const char *name;
        while (listing != NULL && (name = g_dir_read_name(listing)) != NULL)
            add_entry(library, kind, folder, name);
    }
    /* Stable: the first directory's file of an id and version stays first. */
    g_ptr_array_sort(library->entries[kind], compare_entries);
    return library->entries[kind];
}

static char *
file_hash(const char *path)
{
    g_autoptr(GBytes) bytes =
        ldose_file_read_capped(path, LDOSE_DOCUMENT_MAX_SIZE, LDOSE_ERROR_DOCUMENT, NULL);
    return bytes != NULL ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes) : NULL;
}

/* The same id and version in another directory must be the same bytes. */
static gboolean
check_twins(const GPtrArray *entries, const LdoseLibraryEntry *entry, const char *hash,
            GError **error)
{
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *other = g_ptr_array_index(entries, i);
        if (other == entry || compare_entries(&other, &entry) != 0)
            continue;
        g_autofree char *other_hash = file_hash(other->path);
        if (g_strcmp0(hash, other_hash) != 0) {
            ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                            N_("%1$s and %2$s are both %3$s version %4$s but differ: remove one, "
                               "or give it its own version"),
                            entry->path, other->path, entry->id, entry->version);
            return FALSE;
        }
    }
    return TRUE;
}

static gpointer
load_entry(LdoseLibrary *library, const LdoseLibraryEntry *entry, GError **error)
{
    LdoseDocumentKind kind = entry->kind;
    g_autofree char *full_name = g_strdup_printf("%s@%s", entry->id, entry->version);
    gpointer document = g_hash_table_lookup(library->loaded[kind], full_name);
    if (document != NULL)
        return document;

    document = handlers[kind].load(entry->path, error);
    if (document == NULL)
        return NULL;
    const LdoseDocument *header = header_of(kind, document);
    gboolean named_right =
        strcmp(header->id, entry->id) == 0 && strcmp(header->version, entry->version) == 0;
    if (!named_right)
        ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                        N_("%1$s: the document calls itself %2$s version %3$s; the file must be "
                           "named %4$s-%5$s.xml"),
                        entry->path, header->id, header->version, header->id, header->version);
    if (!named_right || !check_twins(scan(library, kind), entry, header->sha256, error)) {
        handlers[kind].free(document);
        return NULL;
    }
    g_ptr_array_add(library->owned[kind], document);
    g_hash_table_insert(library->loaded[kind], g_steal_pointer(&full_name), document);
    return document;
}

static gpointer
refuse_unknown(LdoseLibrary *library, LdoseDocumentKind kind, const char *name, GError **error)
{
    g_autofree char *places = g_strjoinv(", ", library->directories);
    ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                    N_("unknown %1$s \"%2$s\": no such document in %3$s; lymphodose guidance list "
                       "shows what there is"),
                    handlers[kind].word, name,
                    places[0] != '\0' ? places : ldose_error_text(N_("any data directory")));
    return NULL;
}

/* Highest version first; retired ones are only found by asking for their version. */
static gpointer
find_newest(LdoseLibrary *library, LdoseDocumentKind kind, const char *id, GError **error)
{
    const GPtrArray *entries = scan(library, kind);
    for (guint i = entries->len; i > 0; i--) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i - 1);
        if (strcmp(entry->id, id) != 0)
            continue;
        gpointer document = load_entry(library, entry, error);
        if (document == NULL || header_of(kind, document)->status != LDOSE_STATUS_RETIRED)
            return document;
    }
    return refuse_unknown(library, kind, id, error);
}

static gpointer
find_version(LdoseLibrary *library, LdoseDocumentKind kind, const char *name, const char *at,
             GError **error)
{
    const GPtrArray *entries = scan(library, kind);
    gsize id_length = (gsize)(at - name);
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        if (strncmp(entry->id, name, id_length) == 0 && entry->id[id_length] == '\0' &&
            strcmp(entry->version, at + 1) == 0)
            return load_entry(library, entry, error);
    }
    return refuse_unknown(library, kind, name, error);
}

static gpointer
find_locked(LdoseLibrary *library, LdoseDocumentKind kind, const char *name, GError **error)
{
    gpointer document = g_hash_table_lookup(library->loaded[kind], name);
    if (document != NULL)
        return document;
    const char *at = strchr(name, '@');
    document = at != NULL ? find_version(library, kind, name, at, error)
                          : find_newest(library, kind, name, error);
    if (document != NULL && at == NULL)
        g_hash_table_insert(library->loaded[kind], g_strdup(name), document);
    return document;
}

static gconstpointer
find(LdoseLibrary *library, LdoseDocumentKind kind, const char *name, GError **error)
{
    pthread_mutex_lock(&library->lock);
    gpointer document = find_locked(library, kind, name, error);
    pthread_mutex_unlock(&library->lock);
    return document;
}

const LdoseRegimen *
ldose_library_regimen(LdoseLibrary *library, const char *name, GError **error)
{
    return find(library, LDOSE_DOCUMENT_REGIMENS, name, error);
}

const LdoseGuidance *
ldose_library_guidance(LdoseLibrary *library, const char *name, GError **error)
{
    return find(library, LDOSE_DOCUMENT_GUIDANCE, name, error);
}

const LdoseFormulary *
ldose_library_formulary(LdoseLibrary *library, const char *name, GError **error)
{
    return find(library, LDOSE_DOCUMENT_FORMULARY, name, error);
}

const LdoseDocument *
ldose_library_document(LdoseLibrary *library, LdoseDocumentKind kind, const char *name,
                       GError **error)
{
    gconstpointer document = find(library, kind, name, error);
    return document != NULL ? header_of(kind, document) : NULL;
}

GPtrArray *
ldose_library_entries(LdoseLibrary *library, LdoseDocumentKind kind)
{
    pthread_mutex_lock(&library->lock);
    const GPtrArray *entries = scan(library, kind);
    GPtrArray *copy = g_ptr_array_sized_new(entries->len);
    for (guint i = 0; i < entries->len; i++)
        g_ptr_array_add(copy, g_ptr_array_index(entries, i));
    pthread_mutex_unlock(&library->lock);
    return copy;
}

static void
load_all_guidances(LdoseLibrary *library)
{
    const GPtrArray *entries = scan(library, LDOSE_DOCUMENT_GUIDANCE);
    const char *last_id = "";
    library->guidances = g_ptr_array_new();
    library->faults = g_ptr_array_new();
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        g_autoptr(GError) fault = NULL;
        if (strcmp(entry->id, last_id) == 0)
            continue;
        last_id = entry->id;
        gpointer document = find_locked(library, LDOSE_DOCUMENT_GUIDANCE, entry->id, &fault);
        if (document != NULL)
            g_ptr_array_add(library->guidances, document);
        else
            g_ptr_array_add(library->faults,
                            g_string_chunk_insert(library->strings, fault->message));
    }
}

const GPtrArray *
ldose_library_guidances(LdoseLibrary *library, const GPtrArray **faults_out)
{
    pthread_mutex_lock(&library->lock);
    if (library->guidances == NULL)
        load_all_guidances(library);
    if (faults_out != NULL)
        *faults_out = library->faults;
    pthread_mutex_unlock(&library->lock);
    return library->guidances;
}
