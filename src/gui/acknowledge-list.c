/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acknowledge-list.h"

#include "finding-text.h"
#include "gui-text.h"
#include "page-widgets.h"

typedef struct {
    LdoseSession *session;
    char *text;
    GtkWidget *reason, *name, *message;
} Point;

static void
point_free(gpointer data, GClosure *closure)
{
    Point *point = data;
    (void)closure;
    g_object_unref(point->session);
    g_free(point->text);
    g_free(point);
}

/* The text of an entry without the blanks around it. (transfer full) */
static char *
stripped(GtkWidget *entry)
{
    return g_strstrip(g_strdup(gtk_editable_get_text(GTK_EDITABLE(entry))));
}

static void
on_acknowledge(Point *point)
{
    g_autofree char *reason = stripped(point->reason);
    g_autofree char *name = stripped(point->name);
    if (reason[0] == '\0' || name[0] == '\0') {
        gtk_label_set_text(GTK_LABEL(point->message), _("Both a reason and a name are needed."));
        gtk_widget_set_visible(point->message, TRUE);
        gtk_widget_grab_focus(reason[0] == '\0' ? point->reason : point->name);
        return;
    }
    g_autoptr(LdoseSession) session = g_object_ref(point->session);
    g_autofree char *text = g_strdup(point->text);
    ldose_session_acknowledge(session, text, reason, name);
}

static GtkWidget *
form(LdoseSession *session, const char *text, guint number)
{
    Point *point = g_new0(Point, 1);
    GtkWidget *box = ldose_page_box(3, NULL);
    GtkWidget *row = ldose_page_row(6);
    GtkWidget *button = gtk_button_new_with_label(_("Acknowledge"));
    g_autofree char *label = g_strdup_printf(_("Acknowledge point %u"), number);
    gtk_accessible_update_property(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                   -1);
    point->session = g_object_ref(session);
    point->text = g_strdup(text);
    ldose_page_row_append(row, ldose_page_entry(_("Reason"), &point->reason));
    ldose_page_row_append(row, ldose_page_entry(_("Name"), &point->name));
    gtk_editable_set_width_chars(GTK_EDITABLE(point->name), 12);
    gtk_widget_set_valign(button, GTK_ALIGN_END);
    ldose_page_row_append(row, button);
    point->message = ldose_page_label(NULL, "error");
    gtk_widget_set_visible(point->message, FALSE);
    gtk_box_append(GTK_BOX(box), row);
    gtk_box_append(GTK_BOX(box), point->message);
    g_signal_connect_swapped(point->reason, "activate", G_CALLBACK(on_acknowledge), point);
    g_signal_connect_swapped(point->name, "activate", G_CALLBACK(on_acknowledge), point);
    g_signal_connect_data(button, "clicked", G_CALLBACK(on_acknowledge), point, point_free,
                          G_CONNECT_SWAPPED);
    return box;
}

static GtkWidget *
done(const LdoseAcknowledgement *acknowledgement, const LdoseWording *wording)
{
    GtkWidget *row = ldose_page_row(6);
    g_autofree char *text = ldose_tell(wording, N_("Acknowledged by %1$s: %2$s"),
                                       acknowledgement->name, acknowledgement->reason);
    ldose_page_row_append(row, ldose_page_symbol("object-select-symbolic", NULL));
    ldose_page_row_append(row, ldose_page_label(text, NULL));
    return row;
}

static GtkWidget *
card(LdoseSession *session, const LdoseFinding *finding, guint number)
{
    const LdoseWording *wording = ldose_session_wording(session);
    const LdoseFindingKind *kind = ldose_finding_kind(finding->code);
    GtkWidget *box = ldose_page_box(6, "card-box");
    GtkWidget *head = ldose_page_row(6);
    g_autofree char *text = ldose_finding_text(ldose_session_plan(session),
                                               ldose_session_patient(session), finding, wording);
    g_autofree char *title = ldose_tell(wording, N_("%1$s. %2$s"), LDOSE_WHOLE(wording, number),
                                        ldose_wording_text(wording, kind->title));
    const LdoseAcknowledgement *acknowledgement = ldose_session_acknowledgement(session, text);
    gtk_widget_add_css_class(box, acknowledgement != NULL ? "settled" : "acknowledge");
    ldose_page_row_append(head, ldose_page_symbol("dialog-warning-symbolic", "attention"));
    ldose_page_row_append(head, ldose_page_label(title, "outcome"));
    gtk_box_append(GTK_BOX(box), head);
    gtk_box_append(GTK_BOX(box), ldose_page_label(text, NULL));
    /* Of fluid in the weight, the text itself says what to do. */
    if (kind->action[0] != '\0' && finding->code != LDOSE_FINDING_WEIGHT_FLUID)
        ldose_page_append_take(
            box, g_strdup_printf("→ %s", ldose_wording_text(wording, kind->action)), "caption");
    gtk_box_append(GTK_BOX(box), acknowledgement != NULL ? done(acknowledgement, wording)
                                                         : form(session, text, number));
    return box;
}

void
ldose_acknowledge_list_append(GtkWidget *page, LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    GtkWidget *section = NULL;
    guint n = 0;
    for (guint i = 0; i < plan->n_findings; i++) {
        if (ldose_finding_kind(plan->finding[i].code)->severity != LDOSE_SEVERITY_ACKNOWLEDGE)
            continue;
        if (section == NULL)
            section = ldose_page_section(page, _("To acknowledge"));
        gtk_box_append(GTK_BOX(section), card(session, &plan->finding[i], ++n));
    }
}
