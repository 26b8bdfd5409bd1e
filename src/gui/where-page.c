/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "where-page.h"

#include "firmness-text.h"
#include "gui-text.h"
#include "page-widgets.h"
#include "picture-chart.h"
#include "picture-text.h"

/* A picture, what it says where it is pointed at, and its table, made when it is opened. */
typedef struct {
    GtkWidget *chart, *expander, *table;
} View;

struct _LdoseWherePage {
    LdoseSessionPage parent;
    GtkWidget *stack, *content, *firmness;
    View views[LDOSE_N_DRUGS][LDOSE_N_PICTURE_AXES];
};

G_DEFINE_FINAL_TYPE(LdoseWherePage, ldose_where_page, LDOSE_TYPE_SESSION_PAGE)

/* ---- how firm -------------------------------------------------------------------------------- */

static void
put(GtkWidget *grid, int column, int row, char *text, const char *css_class)
{
    GtkWidget *label = ldose_page_label_take(text, css_class);
    if (label == NULL)
        return;
    gtk_widget_set_valign(label, GTK_ALIGN_START);
    gtk_widget_set_hexpand(label, column == 0);
    ldose_page_cell(grid, label, column, row);
}

static GtkWidget *
new_table(void)
{
    GtkWidget *grid = gtk_grid_new();
    gtk_grid_set_column_spacing(GTK_GRID(grid), 18);
    gtk_grid_set_row_spacing(GTK_GRID(grid), 6);
    gtk_widget_add_css_class(grid, "card-box");
    return grid;
}

static void
append_cases(GtkWidget *box, const LdoseFirmness *firmness, LdoseSession *session)
{
    const LdoseWording *wording = ldose_session_wording(session);
    const LdosePlan *plan = ldose_session_plan(session);
    GtkWidget *grid = new_table();
    put(grid, 0, 0, g_strdup(_("If a value were 10 % off")), "heading");
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        put(grid, 1 + drug, 0, g_strdup(ldose_phrase_drug_title(wording, drug)), "heading");
    for (guint i = 0; i < firmness->n_cases; i++) {
        const LdoseFirmCase *c = &firmness->cases[i];
        const char *css_class = c->differs ? "in-use" : "numeric";
        put(grid, 0, (int)i + 1, ldose_firm_case_name(c, ldose_session_patient(session), wording),
            css_class);
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
            put(grid, 1 + drug, (int)i + 1, ldose_firm_case_text(c, plan, (LdoseDrug)drug, wording),
                css_class);
    }
    gtk_box_append(GTK_BOX(box), grid);
}

static void
fill_firmness(LdoseWherePage *self)
{
    const LdoseWording *wording = ldose_session_wording(ldose_session_page_session(&self->parent));
    const LdosePatient *patient = ldose_session_patient(ldose_session_page_session(&self->parent));
    LdoseFirmness firmness;
    ldose_firmness_compute(ldose_session_plan(ldose_session_page_session(&self->parent)), patient,
                           &firmness);
    g_autoptr(GPtrArray) limits = ldose_firmness_limits(&firmness, patient, wording);
    ldose_page_append_take(self->firmness, ldose_firmness_line(&firmness, wording), NULL);
    append_cases(self->firmness, &firmness, ldose_session_page_session(&self->parent));
    for (guint i = 0; i < limits->len; i++)
        gtk_box_append(GTK_BOX(self->firmness),
                       ldose_page_label(g_ptr_array_index(limits, i), "caption"));
}

/* ---- pictures -------------------------------------------------------------------------------- */

static void
fill_table(View *view, const LdoseWording *wording)
{
    const LdosePicture *picture = ldose_picture_chart_get(LDOSE_PICTURE_CHART(view->chart));
    ldose_page_clear(view->table);
    if (picture == NULL || !gtk_expander_get_expanded(GTK_EXPANDER(view->expander)))
        return;
    g_autoptr(GPtrArray) rows = ldose_picture_rows(picture, wording);
    GtkWidget *grid = new_table();
    put(grid, 0, 0, ldose_picture_axis_label(picture, wording), "heading");
    put(grid, 1, 0, g_strdup(_("What this guidance says")), "heading");
    put(grid, 2, 0, g_strdup(_("Dose")), "heading");
    for (guint i = 0; i < rows->len; i++) {
        const LdosePictureRow *row = g_ptr_array_index(rows, i);
        const char *css_class = row->mine ? "in-use" : "numeric";
        put(grid, 0, (int)i + 1,
            row->mine ? ldose_tell(wording, N_("✓ %1$s (this patient)"), row->where)
                      : g_strdup(row->where),
            css_class);
        put(grid, 1, (int)i + 1, g_strdup(row->what), css_class);
        put(grid, 2, (int)i + 1, g_strdup(row->dose), css_class);
    }
    gtk_box_append(GTK_BOX(view->table), grid);
    for (guint i = 0; i < picture->estimates->len; i++) {
        const LdosePictureEstimate *one =
            &g_array_index(picture->estimates, LdosePictureEstimate, i);
        g_autofree char *name = ldose_picture_estimate_name(picture, one, wording);
        ldose_page_append_take(
            view->table,
            ldose_tell(wording, one->in_use ? N_("✓ %1$s: %2$s (in use)") : N_("%1$s: %2$s"), name,
                       LDOSE_VALUE(wording, one->value, 1, picture->unit)),
            "caption");
    }
}

static void
on_expanded(LdoseWherePage *self)
{
    if (ldose_session_page_session(&self->parent) == NULL)
        return;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        for (int axis = 0; axis < LDOSE_N_PICTURE_AXES; axis++)
            fill_table(&self->views[drug][axis],
                       ldose_session_wording(ldose_session_page_session(&self->parent)));
    }
}

static void
set_pictures(LdoseWherePage *self, gboolean drawn)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        for (int axis = 0; axis < LDOSE_N_PICTURE_AXES; axis++) {
            View *view = &self->views[drug][axis];
            if (view->chart == NULL)
                continue;
            LdosePicture *picture =
                drawn ? ldose_picture_new(
                            ldose_session_plan(ldose_session_page_session(&self->parent)),
                            ldose_session_patient(ldose_session_page_session(&self->parent)),
                            ldose_session_other_plans(ldose_session_page_session(&self->parent)),
                            (LdoseDrug)drug, (LdosePictureAxis)axis)
                      : NULL;
            ldose_picture_chart_set(LDOSE_PICTURE_CHART(view->chart), picture);
            ldose_page_clear(view->table);
            gtk_widget_set_visible(view->expander, drawn && ldose_picture_is_drawn(picture));
            if (drawn)
                fill_table(view, ldose_session_wording(ldose_session_page_session(&self->parent)));
        }
    }
}

static void
add_view(LdoseWherePage *self, GtkWidget *section, int drug, int axis)
{
    View *view = &self->views[drug][axis];
    GtkWidget *value = ldose_page_label("", "caption");
    GtkWidget *box = ldose_page_box(6, "card-box");
    view->chart = ldose_picture_chart_new(
        ldose_session_wording(ldose_session_page_session(&self->parent)), GTK_LABEL(value));
    view->table = ldose_page_box(6, NULL);
    view->expander = gtk_expander_new(_("As a table"));
    gtk_expander_set_child(GTK_EXPANDER(view->expander), view->table);
    g_signal_connect_swapped(view->expander, "notify::expanded", G_CALLBACK(on_expanded), self);
    gtk_box_append(GTK_BOX(box), view->chart);
    gtk_box_append(GTK_BOX(box), value);
    gtk_box_append(GTK_BOX(box), view->expander);
    gtk_box_append(GTK_BOX(section), box);
}

/* Made once: while somebody types, only what is drawn changes. */
static void
build(LdoseWherePage *self)
{
    if (self->firmness != NULL)
        return;
    GtkWidget *firm = ldose_page_section(self->content, _("How firm is this band"));
    self->firmness = ldose_page_box(6, NULL);
    gtk_box_append(GTK_BOX(firm), self->firmness);
    gtk_box_append(
        GTK_BOX(self->content),
        ldose_page_label(_("Point at a picture, or move along it with the arrow keys, to "
                           "read a value."),
                         "dim-label"));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        GtkWidget *section = ldose_page_section(
            self->content,
            ldose_phrase_drug_title(
                ldose_session_wording(ldose_session_page_session(&self->parent)), drug));
        for (int axis = 0; axis < LDOSE_N_PICTURE_AXES; axis++)
            add_view(self, section, drug, axis);
    }
}

/* ---- the page -------------------------------------------------------------------------------- */

static void
fill(LdoseSessionPage *page, LdoseSession *session)
{
    LdoseWherePage *self = LDOSE_WHERE_PAGE(page);
    gboolean planned = ldose_session_plan(session) != NULL;
    build(self);
    ldose_page_clear(self->firmness);
    gtk_stack_set_visible_child_name(GTK_STACK(self->stack), planned ? "pictures" : "empty");
    set_pictures(self, planned);
    if (planned)
        fill_firmness(self);
}

/* A picture holds documents of the plan. */
static void
empty(LdoseSessionPage *page)
{
    LdoseWherePage *self = LDOSE_WHERE_PAGE(page);
    set_pictures(self, FALSE);
    if (self->firmness != NULL)
        ldose_page_clear(self->firmness);
    gtk_stack_set_visible_child_name(GTK_STACK(self->stack), "empty");
}

static void
ldose_where_page_dispose(GObject *object)
{
    LdoseWherePage *self = LDOSE_WHERE_PAGE(object);
    if (ldose_session_page_session(&self->parent) != NULL)
        set_pictures(self, FALSE);
    ldose_page_dispose_template(GTK_WIDGET(object), LDOSE_TYPE_WHERE_PAGE);
    G_OBJECT_CLASS(ldose_where_page_parent_class)->dispose(object);
}

static void
ldose_where_page_class_init(LdoseWherePageClass *klass)
{
    GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
    LdoseSessionPageClass *page_class = LDOSE_SESSION_PAGE_CLASS(klass);
    G_OBJECT_CLASS(klass)->dispose = ldose_where_page_dispose;
    page_class->fill = fill;
    page_class->empty = empty;
    gtk_widget_class_set_template_from_resource(widget_class, "/lymphodose/ui/where-page.ui");
    gtk_widget_class_bind_template_child(widget_class, LdoseWherePage, stack);
    gtk_widget_class_bind_template_child(widget_class, LdoseWherePage, content);
}

static void
ldose_where_page_init(LdoseWherePage *self)
{
    gtk_widget_init_template(GTK_WIDGET(self));
}
