/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exposure-page.h"

#include "display-settings.h"
#include "exposure-text.h"
#include "gui-text.h"
#include "page-widgets.h"

struct _LdoseExposurePage {
    LdoseSessionPage parent;
    GtkWidget *content;
};

G_DEFINE_FINAL_TYPE(LdoseExposurePage, ldose_exposure_page, LDOSE_TYPE_SESSION_PAGE)

gboolean
ldose_exposure_is_asked_for(LdoseSession *session)
{
    GSettings *settings = ldose_display_settings();
    const LdosePlan *plan = ldose_session_plan(session);
    return (settings != NULL && g_settings_get_boolean(settings, "show-exposure")) ||
           (plan != NULL && plan->rules->formulary->shows_exposure);
}

static void
append_lines(GtkWidget *box, GPtrArray *lines, const char *css_class)
{
    for (guint i = 0; i < lines->len; i++)
        gtk_box_append(GTK_BOX(box), ldose_page_label(g_ptr_array_index(lines, i), css_class));
    g_ptr_array_unref(lines);
}

static void
append_ranges(GtkWidget *box, const LdosePlanExposure *exposure, const LdoseWording *wording)
{
    for (int i = 0; i < LDOSE_N_STUDIES; i++) {
        g_auto(LdoseStudyText) study = {0};
        ldose_study_text_init(&study, exposure, (LdoseStudy)i, wording);
        if (study.range == NULL)
            continue;
        ldose_page_append_take(
            box,
            ldose_tell(wording, N_("%1$s (%2$s). %3$s"), study.range, study.name, study.design),
            NULL);
    }
}

static void
append_model(GtkWidget *page, const LdosePlanExposure *exposure, LdoseExposureModel model,
             const LdosePatient *patient, const LdoseWording *wording)
{
    LdoseFormulaId formula = model == LDOSE_MODEL_LANGENHORST_2019
                                 ? LDOSE_FORMULA_FLUDARABINE_AUC_LANGENHORST_2019
                                 : LDOSE_FORMULA_FLUDARABINE_AUC_VARELA_2025;
    GtkWidget *section = ldose_page_section(page, ldose_phrase_formula(wording, formula));
    GtkWidget *box = ldose_page_box(6, "card-box");
    char *value = ldose_exposure_value_text(exposure, model, wording);
    gtk_box_append(GTK_BOX(section), box);
    if (value != NULL) {
        GtkWidget *label = ldose_page_label_take(value, "outcome");
        gtk_widget_set_name(label, model == LDOSE_MODEL_LANGENHORST_2019 ? "exposure-first"
                                                                         : "exposure-second");
        gtk_box_append(GTK_BOX(box), label);
        if (model == LDOSE_MODEL_LANGENHORST_2019) {
            append_ranges(box, exposure, wording);
            ldose_page_append_take(box, ldose_exposure_egfr_text(exposure, wording), NULL);
        }
    } else {
        gtk_box_append(GTK_BOX(box),
                       ldose_page_label(_("Outside this model, so no number:"), NULL));
        append_lines(box, ldose_exposure_reasons(exposure, model, patient, wording), NULL);
    }
    ldose_page_append_take(box, ldose_exposure_population_text(model, wording), "caption");
    gtk_box_append(GTK_BOX(box), ldose_page_label(ldose_formula_get(formula)->source, "source"));
}

static void
append_studies(GtkWidget *page, const LdosePlanExposure *exposure, const LdoseWording *wording)
{
    GtkWidget *section = ldose_page_section(page, _("Published findings"));
    for (int i = 0; i < LDOSE_N_STUDIES; i++) {
        g_auto(LdoseStudyText) study = {0};
        GtkWidget *box = ldose_page_box(4, "card-box");
        ldose_study_text_init(&study, exposure, (LdoseStudy)i, wording);
        gtk_box_append(GTK_BOX(box), ldose_page_label(study.name, "outcome"));
        gtk_box_append(GTK_BOX(box), ldose_page_label(study.cohort, NULL));
        gtk_box_append(GTK_BOX(box), ldose_page_label(study.design, NULL));
        gtk_box_append(GTK_BOX(box), ldose_page_label(study.finding, NULL));
        gtk_box_append(GTK_BOX(box), ldose_page_label(study.limits, NULL));
        gtk_box_append(GTK_BOX(section), box);
    }
    ldose_page_append_take(section, ldose_exposure_scale_text(wording), "caption");
}

static void
fill_exposure(LdoseExposurePage *self)
{
    const LdoseWording *wording = ldose_session_wording(ldose_session_page_session(&self->parent));
    const LdosePatient *patient = ldose_session_patient(ldose_session_page_session(&self->parent));
    LdosePlanExposure exposure;
    ldose_plan_exposure(ldose_session_plan(ldose_session_page_session(&self->parent)), patient,
                        &exposure);
    ldose_page_append_take(self->content, ldose_exposure_dose_text(&exposure, wording), NULL);
    append_model(self->content, &exposure, LDOSE_MODEL_LANGENHORST_2019, patient, wording);
    append_model(self->content, &exposure, LDOSE_MODEL_VARELA_2025, patient, wording);
    if (exposure.warnings != 0) {
        GtkWidget *section = ldose_page_section(self->content, _("To be known beside it"));
        append_lines(section, ldose_exposure_warning_texts(&exposure, wording), NULL);
    }
    append_studies(self->content, &exposure, wording);
}

static void
fill(LdoseSessionPage *page, LdoseSession *session)
{
    LdoseExposurePage *self = LDOSE_EXPOSURE_PAGE(page);
    const LdosePlan *plan = ldose_session_plan(session);
    ldose_page_clear(self->content);
    gtk_box_append(GTK_BOX(self->content),
                   ldose_page_label(_(ldose_exposure_headline()), "heading"));
    gtk_box_append(GTK_BOX(self->content), ldose_page_label(_(ldose_exposure_information()), NULL));
    if (!ldose_exposure_is_asked_for(session))
        gtk_box_append(
            GTK_BOX(self->content),
            ldose_page_label(_("Exposure is not shown: it is switched on in the preferences."),
                             NULL));
    else if (plan == NULL)
        gtk_box_append(GTK_BOX(self->content),
                       ldose_page_label(_("There is no plan yet."), "dim-label"));
    else if (plan->status != LDOSE_PLAN_FINAL)
        gtk_box_append(
            GTK_BOX(self->content),
            ldose_page_label(_("The plan is not final: exposure is told only of a final plan."),
                             NULL));
    else
        fill_exposure(self);
}

static void
empty(LdoseSessionPage *page)
{
    ldose_page_clear(LDOSE_EXPOSURE_PAGE(page)->content);
}

static void
ldose_exposure_page_dispose(GObject *object)
{
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_EXPOSURE_PAGE);
    G_OBJECT_CLASS(ldose_exposure_page_parent_class)->dispose(object);
}

static void
ldose_exposure_page_class_init(LdoseExposurePageClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    LdoseSessionPageClass *page_class = LDOSE_SESSION_PAGE_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_exposure_page_dispose;
    page_class->fill = fill;
    page_class->empty = empty;
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/exposure-page.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseExposurePage, content);
}

static void
ldose_exposure_page_init(LdoseExposurePage *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
}
