/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "patient-form.h"

#include <string.h>

#include "document-chooser.h"
#include "field-row.h"
#include "gui-text.h"
#include "list-choice.h"
#include "page-widgets.h"
#include "value-entry.h"
#include "word-choice.h"

/* Controls carry the names of their columns, in the order of the form. */
static const char *const field_names[] = {
    "case_id",
    "regimen",
    "guidance",
    "formulary",
    "as_of",
    "infusion_date",
    "ordered_fludarabine_mg_per_day",
    "ordered_cyclophosphamide_mg_per_day",
    "age_years",
    "sex",
    "height_cm",
    "weight_kg",
    "birth_date",
    "weight_date",
    "previous_weight_kg",
    "dry_weight_kg",
    "creatinine_mg_dl",
    "creatinine_date",
    "dialysis",
    "creatinine_earlier_mg_dl",
    "creatinine_earlier_date",
    "cystatin_c_mg_l",
    "gfr_measured_ml_min",
    "estimator",
    "clearance_weight",
    "bilirubin_mg_dl",
    "gilbert",
    "cirrhosis",
    "ascites",
    "encephalopathy",
    "bilirubin_direct_mg_dl",
    "bilirubin_uln_mg_dl",
    "ast_u_l",
    "ast_uln_u_l",
    "alt_u_l",
    "alt_uln_u_l",
    "albumin_g_l",
    "inr",
    "wbc_10e9_l",
    "anc_10e9_l",
    "platelets_10e9_l",
    "ld_start_date",
    "bsa_formula",
    "bsa_cap_m2",
    "dosing_weight_kg",
    "fludarabine_product",
    "cyclophosphamide_product",
};

static const char *const fold_names[] = {"weights",    "kidney", "liver",
                                         "conditions", "counts", "method",
                                         "products"};
#define N_FOLDS G_N_ELEMENTS(fold_names)

struct _LdosePatientForm {
    GtkBox parent;
    GtkWidget *proposal, *bmi, *conditions_box;
    LdoseSession *session;
    gulong handler, text_handler;
    GPtrArray *conditions; /* LdoseWordChoice */
};

G_DEFINE_FINAL_TYPE(LdosePatientForm, ldose_patient_form, GTK_TYPE_BOX)

static GtkWidget *
child(LdosePatientForm *self, const char *name)
{
    return GTK_WIDGET(
        gtk_widget_get_template_child(GTK_WIDGET(self), LDOSE_TYPE_PATIENT_FORM, name));
}

/* The first column of a quantity in two units. */
static LdoseColumn
first_unit(LdoseColumn column)
{
    switch ((int)column) {
    case LDOSE_COLUMN_CREATININE_UMOL_L:
    case LDOSE_COLUMN_CREATININE_EARLIER_UMOL_L:
    case LDOSE_COLUMN_BILIRUBIN_UMOL_L:
    case LDOSE_COLUMN_BILIRUBIN_DIRECT_UMOL_L:
    case LDOSE_COLUMN_BILIRUBIN_ULN_UMOL_L: return column - 1;
    default: return column;
    }
}

GtkWidget *
ldose_patient_form_field(LdosePatientForm *self, LdoseColumn column)
{
    const char *name = ldose_column_info(first_unit(column))->name;
    if (column == LDOSE_COLUMN_CONDITIONS || column == LDOSE_COLUMN_CONDITIONS_ABSENT)
        return g_ptr_array_index(self->conditions, 0);
    for (guint i = 0; i < G_N_ELEMENTS(field_names); i++) {
        if (g_str_equal(field_names[i], name))
            return child(self, name);
    }
    return NULL;
}

GtkWidget *
ldose_patient_form_condition(LdosePatientForm *self, LdoseCondition condition)
{
    return g_ptr_array_index(self->conditions, condition);
}

static GtkToggleButton *
fold_button(LdosePatientForm *self, guint fold)
{
    g_autofree char *name = g_strdup_printf("%s_fold", fold_names[fold]);
    return GTK_TOGGLE_BUTTON(child(self, name));
}

static GtkWidget *
fold_revealer(LdosePatientForm *self, guint fold)
{
    g_autofree char *name = g_strdup_printf("%s_revealer", fold_names[fold]);
    return child(self, name);
}

static void
unfold(LdosePatientForm *self, GtkWidget *field)
{
    for (guint i = 0; i < N_FOLDS; i++) {
        if (gtk_widget_is_ancestor(field, fold_revealer(self, i)))
            gtk_toggle_button_set_active(fold_button(self, i), TRUE);
    }
}

gboolean
ldose_patient_form_go_to(LdosePatientForm *self, LdoseColumn column)
{
    GtkWidget *field = ldose_patient_form_field(self, column);
    if (field == NULL)
        return FALSE;
    unfold(self, field);
    gtk_widget_grab_focus(field);
    return TRUE;
}

/* ---- updates --------------------------------------------------------------------------------- */

static void
set_caption(GtkWidget *label, const char *text)
{
    gtk_label_set_text(GTK_LABEL(label), text != NULL ? text : "");
    gtk_widget_set_visible(label, text != NULL);
}

static void
fold_all(LdosePatientForm *self)
{
    for (guint i = 0; i < N_FOLDS; i++)
        gtk_toggle_button_set_active(fold_button(self, i), FALSE);
}

/* What the guidance asks for, and what is filled in, is never folded away. */
static void
unfold_needed(LdosePatientForm *self)
{
    const LdosePlan *plan = ldose_session_plan(self->session);
    guint64 missing = 0;
    for (int drug = 0; plan != NULL && drug < LDOSE_N_DRUGS; drug++)
        missing |= plan->drug[drug].missing;
    for (int column = 0; column < LDOSE_N_COLUMNS; column++) {
        gboolean filled = ldose_session_text(self->session, (LdoseColumn)column)[0] != '\0';
        GtkWidget *field = filled || (missing & LDOSE_COLUMN_BIT(column)) != 0
                               ? ldose_patient_form_field(self, (LdoseColumn)column)
                               : NULL;
        if (field != NULL)
            unfold(self, field);
    }
}

static void
update(LdosePatientForm *self)
{
    const LdosePlan *plan = ldose_session_plan(self->session);
    const LdoseWording *wording = ldose_session_wording(self->session);
    set_caption(
        self->proposal,
        ldose_session_guidance_is_proposed(self->session)
            ? _("Proposed: the drug label that belongs to the product. Choose another if your "
                "site follows one.")
            : NULL);
    g_autofree char *bmi =
        plan != NULL
            ? ldose_tell(wording, N_("Body mass index %1$s"),
                         LDOSE_VALUE(wording, plan->measures.bmi_kg_m2, 1, LDOSE_UNIT_KG_M2))
            : NULL;
    set_caption(self->bmi, bmi);
    unfold_needed(self);
}

/* Another case: nothing of the one before stays open. */
static void
on_text_changed(LdosePatientForm *self, int column)
{
    if (column >= 0)
        return;
    fold_all(self);
    unfold_needed(self);
}

/* Gives every control the session, by its type. */
static void
set_field_session(GtkWidget *field, LdoseSession *session)
{
    if (LDOSE_IS_VALUE_ENTRY(field))
        ldose_value_entry_set_session(LDOSE_VALUE_ENTRY(field), session);
    else if (LDOSE_IS_WORD_CHOICE(field))
        ldose_word_choice_set_session(LDOSE_WORD_CHOICE(field), session);
    else if (LDOSE_IS_LIST_CHOICE(field))
        ldose_list_choice_set_session(LDOSE_LIST_CHOICE(field), session);
    else
        ldose_document_chooser_set_session(LDOSE_DOCUMENT_CHOOSER(field), session);
}

static void
detach(LdosePatientForm *self)
{
    if (self->session == NULL)
        return;
    g_signal_handler_disconnect(self->session, self->handler);
    g_signal_handler_disconnect(self->session, self->text_handler);
}

void
ldose_patient_form_set_session(LdosePatientForm *self, LdoseSession *session)
{
    detach(self);
    g_set_object(&self->session, session);
    for (guint i = 0; i < G_N_ELEMENTS(field_names); i++)
        set_field_session(child(self, field_names[i]), session);
    for (guint i = 0; i < self->conditions->len; i++)
        set_field_session(g_ptr_array_index(self->conditions, i), session);
    if (session == NULL)
        return;
    self->handler = g_signal_connect_swapped(session, "updated", G_CALLBACK(update), self);
    self->text_handler =
        g_signal_connect_swapped(session, "text-changed", G_CALLBACK(on_text_changed), self);
    fold_all(self);
    update(self);
}

void
ldose_patient_form_commit(LdosePatientForm *self)
{
    for (guint i = 0; i < G_N_ELEMENTS(field_names); i++) {
        GtkWidget *field = child(self, field_names[i]);
        if (LDOSE_IS_VALUE_ENTRY(field))
            ldose_value_entry_commit(LDOSE_VALUE_ENTRY(field));
    }
}

void
ldose_patient_form_set_usual_units(LdosePatientForm *self, int creatinine, int bilirubin)
{
    static const char *const of_creatinine[] = {"creatinine_mg_dl", "creatinine_earlier_mg_dl"};
    static const char *const of_bilirubin[] = {"bilirubin_mg_dl", "bilirubin_direct_mg_dl",
                                               "bilirubin_uln_mg_dl"};
    for (guint i = 0; i < G_N_ELEMENTS(of_creatinine); i++)
        ldose_value_entry_set_usual_unit(LDOSE_VALUE_ENTRY(child(self, of_creatinine[i])),
                                         creatinine);
    for (guint i = 0; i < G_N_ELEMENTS(of_bilirubin); i++)
        ldose_value_entry_set_usual_unit(LDOSE_VALUE_ENTRY(child(self, of_bilirubin[i])),
                                         bilirubin);
}

void
ldose_patient_form_set_country(LdosePatientForm *self, const char *country)
{
    static const char *const names[] = {"regimen", "guidance", "formulary"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        ldose_document_chooser_set_country(LDOSE_DOCUMENT_CHOOSER(child(self, names[i])), country);
}

/* ---- conditions ------------------------------------------------------------------------------ */

/* Says of everything that is still open that it is absent: one deliberate act of somebody who has
 * asked for all of it. */
static void
on_none_of_the_rest(LdosePatientForm *self)
{
    g_autoptr(GString) absent =
        g_string_new(ldose_session_text(self->session, LDOSE_COLUMN_CONDITIONS_ABSENT));
    for (int i = 0; i < LDOSE_N_CONDITIONS; i++) {
        const char *id = ldose_vocabulary_id(&ldose_conditions, i);
        if (!ldose_session_has_word(self->session, LDOSE_COLUMN_CONDITIONS, id) &&
            !ldose_session_has_word(self->session, LDOSE_COLUMN_CONDITIONS_ABSENT, id))
            g_string_append_printf(absent, "%s%s", absent->len > 0 ? " " : "", id);
    }
    ldose_session_set(self->session, LDOSE_COLUMN_CONDITIONS_ABSENT, absent->str);
}

static void
add_conditions(LdosePatientForm *self)
{
    GtkWidget *rest = gtk_button_new_with_mnemonic(_("All _not yet answered: asked and absent"));
    self->conditions = g_ptr_array_new();
    for (int i = 0; i < LDOSE_N_CONDITIONS; i++) {
        GtkWidget *row = ldose_page_row(6);
        GtkWidget *choice = ldose_word_choice_new_for_condition((LdoseCondition)i);
        GtkWidget *label = ldose_page_label(_(ldose_vocabulary_label(&ldose_conditions, i)), NULL);
        gtk_widget_set_hexpand(label, TRUE);
        gtk_widget_set_valign(choice, GTK_ALIGN_CENTER);
        ldose_page_row_append(row, label);
        ldose_page_row_append(row, choice);
        gtk_box_append(GTK_BOX(self->conditions_box), row);
        g_ptr_array_add(self->conditions, choice);
    }
    g_signal_connect_swapped(rest, "clicked", G_CALLBACK(on_none_of_the_rest), self);
    gtk_box_append(GTK_BOX(self->conditions_box), rest);
}

/* ---- the widget ------------------------------------------------------------------------------ */

static void
on_fold(GtkToggleButton *button, GParamSpec *pspec, gpointer arrow)
{
    gboolean open = gtk_toggle_button_get_active(button);
    (void)pspec;
    gtk_image_set_from_icon_name(GTK_IMAGE(arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
    gtk_accessible_update_state(GTK_ACCESSIBLE(button), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

static void
ldose_patient_form_dispose(GObject *object)
{
    LdosePatientForm *self = LDOSE_PATIENT_FORM(object);
    detach(self);
    g_clear_object(&self->session);
    gtk_widget_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_PATIENT_FORM);
    g_clear_pointer(&self->conditions, g_ptr_array_unref);
    G_OBJECT_CLASS(ldose_patient_form_parent_class)->dispose(object);
}

static void
ldose_patient_form_class_init(LdosePatientFormClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    static const char *const parts[] = {"fold", "revealer", "arrow"};
    G_OBJECT_CLASS(klass)->dispose = ldose_patient_form_dispose;
    g_type_ensure(LDOSE_TYPE_FIELD_ROW);
    g_type_ensure(LDOSE_TYPE_VALUE_ENTRY);
    g_type_ensure(LDOSE_TYPE_WORD_CHOICE);
    g_type_ensure(LDOSE_TYPE_LIST_CHOICE);
    g_type_ensure(LDOSE_TYPE_DOCUMENT_CHOOSER);
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/patient-form.ui");
    for (guint i = 0; i < G_N_ELEMENTS(field_names); i++)
        gtk_widget_class_bind_template_child_full(widget_class, field_names[i], FALSE, 0);
    for (guint i = 0; i < N_FOLDS * G_N_ELEMENTS(parts); i++) {
        g_autofree char *name = g_strdup_printf("%s_%s", fold_names[i / G_N_ELEMENTS(parts)],
                                                parts[i % G_N_ELEMENTS(parts)]);
        gtk_widget_class_bind_template_child_full(widget_class, name, FALSE, 0);
    }
    gtk_widget_class_bind_template_child(widget_class, LdosePatientForm, proposal);
    gtk_widget_class_bind_template_child(widget_class, LdosePatientForm, bmi);
    gtk_widget_class_bind_template_child(widget_class, LdosePatientForm, conditions_box);
}

static void
ldose_patient_form_init(LdosePatientForm *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
    add_conditions(self);
    for (guint i = 0; i < N_FOLDS; i++) {
        g_autofree char *arrow = g_strdup_printf("%s_arrow", fold_names[i]);
        g_signal_connect(fold_button(self, i), "notify::active", G_CALLBACK(on_fold),
                         child(self, arrow));
        on_fold(fold_button(self, i), NULL, child(self, arrow));
    }
}
