/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diff-report.h"

#include <string.h>

#include "json-writer.h"

/* ---- text ------------------------------------------------------------------------------------ */

static void
append_document(GString *out, const char *label, const LdoseDocument *document)
{
    g_string_append_printf(out, "%s %s %s, %s, sha256 %s\n", label, document->id, document->version,
                           ldose_document_status_id(document->status), document->sha256);
}

static void
append_change(GString *out, const LdoseChange *change, const LdoseWording *wording)
{
    g_string_append_printf(out, "  %s%s%s\n", change->place, change->place[0] != '\0' ? ": " : "",
                           change->what);
    if (change->from == NULL)
        g_string_append_printf(out, ldose_wording_text(wording, N_("    new: %1$s\n")), change->to);
    else if (change->to == NULL)
        g_string_append_printf(out, ldose_wording_text(wording, N_("    gone: %1$s\n")),
                               change->from);
    else
        g_string_append_printf(out,
                               ldose_wording_text(wording, N_("    from: %1$s\n    to:   %2$s\n")),
                               change->from, change->to);
}

/* The changes of one group. Result: how many there are. */
static guint
append_group(GString *out, const GPtrArray *changes, const char *title,
             gboolean (*belongs)(const LdoseChange *change), const LdoseWording *wording)
{
    guint n = 0;
    for (guint i = 0; i < changes->len; i++) {
        const LdoseChange *change = g_ptr_array_index(changes, i);
        if (!belongs(change))
            continue;
        if (n++ == 0)
            g_string_append_printf(out, "\n%s\n", ldose_wording_text(wording, title));
        append_change(out, change, wording);
    }
    return n;
}

static gboolean
is_region(const LdoseChange *change)
{
    return change->kind == LDOSE_CHANGE_REGION;
}

static gboolean
is_rule(const LdoseChange *change)
{
    return ldose_change_is_about_dose(change->kind) && change->kind != LDOSE_CHANGE_REGION;
}

static gboolean
is_other(const LdoseChange *change)
{
    return !ldose_change_is_about_dose(change->kind);
}

void
ldose_diff_report_text(GString *out, const LdoseDocument *older, const LdoseDocument *newer,
                       const GPtrArray *changes, const LdoseWording *wording)
{
    append_document(out, "-", older);
    append_document(out, "+", newer);
    if (changes->len == 0) {
        g_string_append_printf(out, "%s\n", ldose_wording_text(wording, N_("They say the same.")));
        return;
    }
    guint n_regions =
        append_group(out, changes, N_("Where another outcome counts"), is_region, wording);
    guint n_rules = append_group(out, changes, N_("Rules and values"), is_rule, wording);
    append_group(out, changes, N_("Header, sources and texts"), is_other, wording);
    if (n_regions + n_rules == 0)
        g_string_append_printf(
            out, "\n%s\n", ldose_wording_text(wording, N_("Nothing of this can change a dose.")));
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void
write_document(LdoseJsonWriter *json, const char *key, const LdoseDocument *document)
{
    ldose_json_key(json, key);
    ldose_json_open_object(json);
    ldose_json_member(json, "kind", ldose_document_kind_id(document->kind));
    ldose_json_member(json, "id", document->id);
    ldose_json_member(json, "version", document->version);
    ldose_json_member(json, "sha256", document->sha256);
    ldose_json_close_object(json);
}

void
ldose_diff_report_json(GString *out, const LdoseDocument *older, const LdoseDocument *newer,
                       const GPtrArray *changes)
{
    LdoseJsonWriter json;
    ldose_json_init(&json, out);
    ldose_json_open_object(&json);
    write_document(&json, "old", older);
    write_document(&json, "new", newer);
    ldose_json_key(&json, "changes");
    ldose_json_open_array(&json);
    for (guint i = 0; i < changes->len; i++) {
        const LdoseChange *change = g_ptr_array_index(changes, i);
        ldose_json_open_object(&json);
        ldose_json_member(&json, "kind", ldose_change_id(change->kind));
        ldose_json_member_boolean(&json, "about_dose", ldose_change_is_about_dose(change->kind));
        ldose_json_member(&json, "place", change->place);
        ldose_json_member(&json, "what", change->what);
        ldose_json_member(&json, "from", change->from);
        ldose_json_member(&json, "to", change->to);
        ldose_json_close_object(&json);
    }
    ldose_json_close_array(&json);
    ldose_json_close_object(&json);
    ldose_json_end(&json);
}
