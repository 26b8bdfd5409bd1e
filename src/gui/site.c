/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "site.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "case-people.h"
#include "document-item.h"
#include "error.h"
#include "file-read.h"
#include "file-save.h"
#include "gui-text.h"
#include "rule-set.h"

#define DOCUMENT_MODE     0644 /* no patient's data */
#define FOLDER_MODE       0755

struct _LdoseSite {
    GObject parent;
    LdoseLibrary *library;
    char *system_folder, *user_folder, *own_folder;
    /* All that were ever read: plans on screen refer to them. The last is in force. */
    GPtrArray *adoptions;
};

G_DEFINE_FINAL_TYPE(LdoseSite, ldose_site, G_TYPE_OBJECT)

static guint changed_signal;

const LdoseAdoptions *
ldose_site_adoptions(LdoseSite *self)
{
    return self->adoptions->len > 0 ? g_ptr_array_index(self->adoptions, self->adoptions->len - 1)
                                    : NULL;
}

gboolean
ldose_site_load(LdoseSite *self, GError **error)
{
    LdoseAdoptions *adoptions = ldose_adoptions_load(self->system_folder, self->user_folder, error);
    if (adoptions != NULL)
        g_ptr_array_add(self->adoptions, adoptions);
    return adoptions != NULL;
}

/* What was written is read again: what is on screen is what every other program sees. */
static gboolean
read_again(LdoseSite *self, GError **error)
{
    if (!ldose_site_load(self, error))
        return FALSE;
    g_signal_emit(self, changed_signal, 0);
    return TRUE;
}

/* Whether the files are others than before: also where only a loss of power may undo it. */
static gboolean
is_written(gboolean good, const GError *error)
{
    return good || g_error_matches(error, LDOSE_ERROR, LDOSE_ERROR_NOT_DURABLE);
}

/* What was written is read again, and told where it may not survive. FALSE with an error. */
static gboolean
finish(LdoseSite *self, gboolean good, GError *cause, GError **error)
{
    if (is_written(good, cause) && !read_again(self, cause == NULL ? error : NULL))
        good = FALSE;
    if (cause != NULL)
        g_propagate_error(error, cause);
    return good;
}

/* ---- in use ---------------------------------------------------------------------------------- */

static LdoseSitePlace
place_of(LdoseSite *self)
{
    return (LdoseSitePlace){
        .system_folder = self->system_folder, .user_folder = self->user_folder, .system = FALSE};
}

gboolean
ldose_site_take_into_use(LdoseSite *self, const LdoseDocument *document, const char *by,
                         const char *checked_by, GError **error)
{
    g_autofree char *name = g_strdup_printf("%s@%s", document->id, document->version);
    g_autofree char *now = ldose_now_text();
    const LdoseSitePlace place = place_of(self);
    g_auto(LdoseSiteResult) result = {.path = NULL};
    const LdoseSiteAct act = {.name = name,
                              .kind = ldose_document_kind_id(document->kind),
                              .by = by,
                              .checked_by = checked_by,
                              .at = now,
                              .default_formulary = LDOSE_DEFAULT_FORMULARY};
    GError *cause = NULL;
    gboolean good = ldose_site_adopt(self->library, &place, &act, &result, &cause);
    if (result.failing == NULL)
        return finish(self, good, cause, error);
    g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT,
                _("%s: %u of its rows with this document fail. It was not taken into use."),
                result.failing->name, result.failing->failed);
    return FALSE;
}

gboolean
ldose_site_take_out_of_use(LdoseSite *self, const LdoseDocument *document, const char *reason,
                           const char *by, const char *checked_by, GError **error)
{
    g_autofree char *name = g_strdup_printf("%s@%s", document->id, document->version);
    g_autofree char *now = ldose_now_text();
    const LdoseSitePlace place = place_of(self);
    g_auto(LdoseSiteResult) result = {.path = NULL};
    const LdoseSiteAct act = {.name = name,
                              .kind = ldose_document_kind_id(document->kind),
                              .by = by,
                              .checked_by = checked_by,
                              .at = now,
                              .reason = reason};
    GError *cause = NULL;
    gboolean good = ldose_site_withdraw(&place, &act, &result, &cause);
    return finish(self, good, cause, error);
}

/* ---- a document of one's own ----------------------------------------------------------------- */

/* The bytes that were checked, and no others. */
static GBytes *
read_checked(const LdoseCheckedDocument *checked, GError **error)
{
    g_autoptr(GBytes) bytes =
        ldose_file_read_capped(checked->path, LDOSE_DOCUMENT_MAX_SIZE, LDOSE_ERROR_DOCUMENT, error);
    if (bytes == NULL)
        return NULL;
    g_autofree char *sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    if (g_str_equal(sha256, checked->document->sha256))
        return g_steal_pointer(&bytes);
    g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT,
                _("%s was changed after it was checked. Check it again."), checked->path);
    return NULL;
}

/* One id and version is one document: another would make both unusable. */
static gboolean
check_name_is_free(LdoseSite *self, const LdoseDocument *document, GError **error)
{
    g_autoptr(GPtrArray) entries = ldose_library_entries(self->library, document->kind);
    for (guint i = 0; i < entries->len; i++) {
        const LdoseLibraryEntry *entry = g_ptr_array_index(entries, i);
        if (!g_str_equal(entry->id, document->id) ||
            !g_str_equal(entry->version, document->version))
            continue;
        g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT,
                    _("%s version %s is there already: %s. Give yours its own version."), entry->id,
                    entry->version, entry->path);
        return FALSE;
    }
    return TRUE;
}

gboolean
ldose_site_add_document(LdoseSite *self, const LdoseCheckedDocument *checked, GError **error)
{
    const LdoseDocument *document = checked->document;
    g_autoptr(GBytes) bytes = read_checked(checked, error);
    if (bytes == NULL || !check_name_is_free(self, document, error))
        return FALSE;
    g_autofree char *folder =
        g_build_filename(self->own_folder, ldose_document_kind_id(document->kind), NULL);
    g_autofree char *name = g_strdup_printf("%s-%s.xml", document->id, document->version);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_mkdir_with_parents(folder, FOLDER_MODE) != 0) {
        g_set_error(error, LDOSE_ERROR, LDOSE_ERROR_OUTPUT, "%s: %s", folder, g_strerror(errno));
        return FALSE;
    }
    GError *cause = NULL;
    gboolean good = ldose_file_save_over(path, NULL, bytes, DOCUMENT_MODE, &cause);
    if (is_written(good, cause)) {
        ldose_library_rescan(self->library);
        g_signal_emit(self, changed_signal, 0);
    }
    if (cause != NULL)
        g_propagate_error(error, cause);
    return good;
}

/* ---- the object ------------------------------------------------------------------------------ */

static void
ldose_site_finalize(GObject *object)
{
    LdoseSite *self = LDOSE_SITE(object);
    g_ptr_array_unref(self->adoptions);
    g_free(self->system_folder);
    g_free(self->user_folder);
    g_free(self->own_folder);
    G_OBJECT_CLASS(ldose_site_parent_class)->finalize(object);
}

static void
ldose_site_class_init(LdoseSiteClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = ldose_site_finalize;
    changed_signal = g_signal_new("changed", LDOSE_TYPE_SITE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
ldose_site_init(LdoseSite *self)
{
    self->adoptions = g_ptr_array_new_with_free_func((GDestroyNotify)ldose_adoptions_free);
}

LdoseSite *
ldose_site_new(LdoseLibrary *library, const char *system_folder, const char *user_folder,
               const char *own_folder)
{
    LdoseSite *self = g_object_new(LDOSE_TYPE_SITE, NULL);
    self->library = library;
    self->system_folder = g_strdup(system_folder);
    self->user_folder = g_strdup(user_folder);
    self->own_folder = g_strdup(own_folder);
    return self;
}
