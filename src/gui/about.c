/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "about.h"

#include <libintl.h>
#include <string.h>

#include "data-library.h"
#include "display-settings.h"
#include "document-item.h"
#include "gui-text.h"
#include "intended-purpose.h"

/* (transfer full) */
static char *
documents_text(LdoseLibrary *library)
{
    g_autoptr(GListStore) items = ldose_document_items_all(library, ldose_data_wording());
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < g_list_model_get_n_items(G_LIST_MODEL(items)); i++) {
        g_autoptr(LdoseDocumentItem) item = g_list_model_get_item(G_LIST_MODEL(items), i);
        g_string_append_printf(
            text, "%s %s (%s)\n%s\n\n", item->document->id, item->document->version,
            ldose_document_status_id(item->document->status), item->document->sha256);
    }
    return g_string_free(text, FALSE);
}

/* What the catalogue in use says of itself in its header; NULL for the English of the sources. */
static char *
translation_text(void)
{
    const char *header_id = ""; /* not in place: the template must not ask for it */
    const char *header = dgettext(GETTEXT_PACKAGE, header_id);
    const char *reviewed = strstr(header, "X-Reviewed-By: ");
    if (strstr(header, "Language: ") == NULL)
        return NULL;
    if (reviewed == NULL)
        return g_strdup(
            _("This translation is a draft: it awaits review by a clinical pharmacist who is a "
              "native speaker."));
    reviewed += strlen("X-Reviewed-By: ");
    g_autofree char *reviewer = g_strndup(reviewed, strcspn(reviewed, "\n"));
    /* Translators: %s is a name and a date */
    return g_strdup_printf(_("Translation reviewed by %s."), reviewer);
}

void
ldose_about_present(GtkWindow *parent, LdoseLibrary *library)
{
    g_autofree char *documents = documents_text(library);
    g_autofree char *translation = translation_text();
    g_autofree char *comments =
        translation == NULL ? g_strdup(_(ldose_intended_purpose()))
                            : g_strconcat(_(ldose_intended_purpose()), "\n\n", translation, NULL);
    GtkWidget *about =
        g_object_new(GTK_TYPE_ABOUT_DIALOG, "transient-for", parent, "modal", TRUE,
                     "destroy-with-parent", TRUE, "program-name", _("Lymphodose"), "version",
                     LDOSE_VERSION, "logo-icon-name", LDOSE_APPLICATION_ID, "comments", comments,
                     "system-information", documents, "license-type", GTK_LICENSE_GPL_3_0, NULL);
    gtk_window_present(GTK_WINDOW(about));
}
