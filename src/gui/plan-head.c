/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-head.h"

#include "case-record.h"
#include "finding-text.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "patient-text.h"
#include "plan-text.h"

typedef struct {
    const char *css_class, *icon;
} Look;

static Look
look_of(const LdosePlan *plan)
{
    switch (plan->status) {
    case LDOSE_PLAN_DECISION: return (Look){"status-decision", "dialog-question-symbolic"};
    case LDOSE_PLAN_INCOMPLETE: return (Look){"status-missing", "dialog-information-symbolic"};
    case LDOSE_PLAN_CONTRAINDICATED: return (Look){"status-stop", "action-unavailable-symbolic"};
    case LDOSE_PLAN_FINAL:
    case LDOSE_N_PLAN_STATUSES:
    default:
        return plan->release == LDOSE_RELEASE_CLEAR
                   ? (Look){"status-clear", "object-select-symbolic"}
                   : (Look){"status-acknowledge", "dialog-warning-symbolic"};
    }
}

guint
ldose_plan_head_open_points(LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    guint open = 0;
    for (guint i = 0; plan != NULL && i < plan->n_findings; i++) {
        if (ldose_finding_kind(plan->finding[i].code)->severity != LDOSE_SEVERITY_ACKNOWLEDGE)
            continue;
        g_autofree char *text =
            ldose_finding_text(plan, ldose_session_patient(session), &plan->finding[i],
                               ldose_session_wording(session));
        open += ldose_session_acknowledgement(session, text) == NULL;
    }
    return open;
}

static char *
release_text(LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    const LdoseWording *wording = ldose_session_wording(session);
    LdoseCaseCheck check;
    if (plan->release == LDOSE_RELEASE_BLOCKED)
        return g_strdup(_("Blocked: this page must not leave the pharmacy."));
    if (ldose_case_record_last_check(session, &check))
        return check.agrees
                   ? ldose_tell(wording,
                                N_("Second check by %1$s: entered independently and equal."),
                                check.by)
                   : ldose_tell(wording,
                                N_("Second check by %1$s: it does not agree. Settle the "
                                   "differences, then check again."),
                                check.by);
    if (plan->release == LDOSE_RELEASE_CLEAR)
        return g_strdup(_("Clear: nothing to acknowledge. The second check is still to be made."));
    guint open = ldose_plan_head_open_points(session);
    if (open == 0)
        return g_strdup(_("Every point is acknowledged. The second check is still to be made."));
    return ldose_tell_count(
        wording, open, "%1$s point needs a reason and a name before this page leaves the pharmacy.",
        "%1$s points need a reason and a name before this page leaves the pharmacy.",
        LDOSE_WHOLE(wording, open));
}

GtkWidget *
ldose_plan_head_new(LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    const LdoseWording *wording = ldose_session_wording(session);
    Look look = look_of(plan);
    g_autofree char *headline = ldose_plan_headline(plan, wording);
    g_autofree char *patient = ldose_patient_line(plan, ldose_session_patient(session), wording);
    GtkWidget *box = ldose_page_row(12);
    GtkWidget *words = ldose_page_box(3, NULL);
    GtkWidget *icon = ldose_page_symbol(look.icon, NULL);
    GtkWidget *title = ldose_page_label(headline, "title-2");
    gtk_image_set_pixel_size(GTK_IMAGE(icon), 28);
    gtk_widget_set_name(title, "headline");
    gtk_widget_add_css_class(box, "plan-head");
    gtk_widget_add_css_class(box, look.css_class);
    if (plan->overridden)
        gtk_box_append(
            GTK_BOX(words),
            ldose_page_label(_("OVERRIDE: this dose was decided by a person against the rules."),
                             "override"));
    gtk_box_append(GTK_BOX(words), title);
    ldose_page_append_take(words, release_text(session), NULL);
    gtk_box_append(GTK_BOX(words), ldose_page_label(patient, "caption"));
    gtk_widget_set_hexpand(words, TRUE);
    ldose_page_row_append(box, icon);
    ldose_page_row_append(box, words);
    return box;
}
