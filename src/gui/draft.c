/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "case-json.h"
#include "file-read.h"
#include "file-save.h"

#define PRIVATE_FILE   0600
#define PRIVATE_FOLDER 0700
#define N_PLACES       64 /* windows at one time */

struct _LdoseDraft {
    char *path; /* NULL: no place */
    int lock;   /* held as long as the window runs; -1: none */
};

/* ---- the place ------------------------------------------------------------------------------- */

static char *
folder_path(void)
{
    return g_build_filename(g_get_user_state_dir(), "lymphodose", "drafts", NULL);
}

/* Takes place @number unless another window has it. The lock goes with the process, whatever ends
 * it. */
static gboolean
take_place(LdoseDraft *draft, const char *folder, guint number, gboolean must_be_left)
{
    g_autofree char *name = g_strdup_printf("%u.json", number);
    g_autofree char *lock_name = g_strdup_printf("%u.lock", number);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *lock_path = g_build_filename(folder, lock_name, NULL);
    if (must_be_left && !g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return FALSE;
    int descriptor = g_open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, PRIVATE_FILE);
    if (descriptor < 0)
        return FALSE;
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        close(descriptor);
        return FALSE;
    }
    draft->lock = descriptor;
    draft->path = g_steal_pointer(&path);
    return TRUE;
}

LdoseDraft *
ldose_draft_open(void)
{
    LdoseDraft *draft = g_new0(LdoseDraft, 1);
    g_autofree char *folder = folder_path();
    draft->lock = -1;
    /* A draft that cannot be written costs comfort only; the case itself is on screen. */
    if (g_mkdir_with_parents(folder, PRIVATE_FOLDER) != 0 || g_chmod(folder, PRIVATE_FOLDER) != 0)
        return draft;
    for (guint pass = 0; pass < 2; pass++) {
        for (guint i = 0; i < N_PLACES; i++) {
            if (take_place(draft, folder, i, pass == 0))
                return draft;
        }
    }
    return draft;
}

void
ldose_draft_close(LdoseDraft *draft)
{
    if (draft == NULL)
        return;
    if (draft->lock >= 0)
        close(draft->lock);
    g_free(draft->path);
    g_free(draft);
}

gboolean
ldose_draft_is_there(LdoseDraft *draft)
{
    return draft->path != NULL && g_file_test(draft->path, G_FILE_TEST_IS_REGULAR);
}

/* ---- the case -------------------------------------------------------------------------------- */

void
ldose_draft_write(LdoseDraft *draft, LdoseSession *session)
{
    g_autoptr(GString) text = g_string_new(NULL);
    LdoseJsonWriter json;
    if (draft->path == NULL)
        return;
    if (ldose_session_is_empty(session)) {
        ldose_draft_remove(draft);
        return;
    }
    ldose_json_init(&json, text);
    ldose_json_open_object(&json);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        const char *value = ldose_session_text(session, (LdoseColumn)i);
        if (value[0] == '\0')
            continue;
        ldose_json_key(&json, ldose_column_info((LdoseColumn)i)->name);
        ldose_json_string(&json, value);
    }
    ldose_json_close_object(&json);
    ldose_json_end(&json);
    ldose_file_save(draft->path, text->str, text->len, PRIVATE_FILE, NULL);
}

void
ldose_draft_remove(LdoseDraft *draft)
{
    if (draft->path != NULL)
        g_unlink(draft->path);
}

gboolean
ldose_draft_restore(LdoseDraft *draft, LdoseSession *session)
{
    LdoseFaults faults = {.n = 0};
    g_autoptr(GBytes) bytes =
        draft->path != NULL
            ? ldose_file_read_capped(draft->path, LDOSE_CASE_JSON_MAX_SIZE, LDOSE_ERROR_INPUT, NULL)
            : NULL;
    if (bytes == NULL)
        return FALSE;
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    g_autoptr(LdoseCaseJson) json = ldose_case_json_read(data, length, &faults, NULL);
    if (json == NULL)
        return FALSE;
    ldose_session_clear(session, NULL);
    ldose_session_freeze(session);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (json->entered[i] != NULL)
            ldose_session_set(session, (LdoseColumn)i, json->entered[i]);
    }
    ldose_session_thaw(session);
    return TRUE;
}
