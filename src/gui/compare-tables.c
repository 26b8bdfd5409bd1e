/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare-tables.h"

#include "compare-text.h"
#include "gui-text.h"
#include "measures.h"
#include "page-widgets.h"
#include "picture.h"

/* ---- tables ---------------------------------------------------------------------------------- */

typedef struct {
    GtkWidget *grid;
    int row;
} Table;

static Table
table_new(const char *const *titles, int n)
{
    Table table = {gtk_grid_new(), 1};
    gtk_grid_set_column_spacing(GTK_GRID(table.grid), 18);
    gtk_grid_set_row_spacing(GTK_GRID(table.grid), 6);
    gtk_widget_add_css_class(table.grid, "card-box");
    for (int i = 0; i < n; i++) {
        GtkWidget *label = ldose_page_label(_(titles[i]), "heading");
        gtk_widget_set_valign(label, GTK_ALIGN_START);
        ldose_page_cell(table.grid, label, i, 0);
    }
    return table;
}

/* Takes @text. */
static void
put(Table *table, int column, char *text, gboolean in_use)
{
    GtkWidget *label = ldose_page_label_take(text, "numeric");
    if (label == NULL)
        return;
    gtk_widget_set_valign(label, GTK_ALIGN_START);
    gtk_widget_set_hexpand(label, column == 0);
    if (in_use)
        gtk_widget_add_css_class(label, "in-use");
    ldose_page_cell(table->grid, label, column, table->row);
}

/* Takes @name. */
static char *
marked(char *name, gboolean in_use, const LdoseWording *wording)
{
    g_autofree char *owned = name;
    return in_use ? ldose_tell(wording, N_("✓ %1$s (in use)"), owned) : g_steal_pointer(&owned);
}

/* ---- guidances ------------------------------------------------------------------------------- */

static void
append_note(GString *text, const LdosePlan *plan, int drug, int cohort, const LdoseWording *wording)
{
    const LdoseRow *row = &plan->drug[drug].row[cohort];
    if (row->state != LDOSE_ROW_MATCHED || row->rule->note[0] == '\0')
        return;
    g_string_append_printf(text, "%s%s: %s", text->len > 0 ? "\n" : "",
                           ldose_phrase_drug_title(wording, drug),
                           ldose_wording_rule_text(wording, row->rule->note));
}

static char *
why_text(const LdosePlan *plan, const LdoseWording *wording)
{
    GString *text = g_string_new(NULL);
    append_note(text, plan, LDOSE_FLUDARABINE, LDOSE_COHORT_RENAL, wording);
    append_note(text, plan, LDOSE_CYCLOPHOSPHAMIDE, LDOSE_COHORT_RENAL, wording);
    return g_string_free(text, FALSE);
}

static void
guidance_row(Table *table, const LdosePlan *plan, gboolean in_use, const LdoseWording *wording)
{
    const LdoseDocument *document = &plan->rules->guidance->document;
    g_autofree char *name = g_strdup_printf("%s %s", document->id, document->version);
    put(table, 0, marked(g_steal_pointer(&name), in_use, wording), in_use);
    put(table, 1,
        g_strdup(ldose_wording_text(
            wording, ldose_vocabulary_label(&ldose_plan_statuses, (int)plan->status))),
        in_use);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        put(table, 2 + drug, ldose_compare_drug_text(plan, (LdoseDrug)drug, wording), in_use);
    table->row++;
    GtkWidget *why = ldose_page_label_take(why_text(plan, wording), "caption");
    if (why == NULL)
        return;
    gtk_widget_add_css_class(why, "dim-label");
    gtk_widget_set_margin_bottom(why, 6);
    gtk_grid_attach(GTK_GRID(table->grid), why, 0, table->row++, 4, 1);
}

void
ldose_compare_guidances_append(GtkWidget *page, LdoseSession *session)
{
    static const char *const titles[] = {N_("Guidance"), N_("Result"), N_("Fludarabine a day"),
                                         N_("Cyclophosphamide a day")};
    const LdoseWording *wording = ldose_session_wording(session);
    const GPtrArray *others = ldose_session_other_plans(session);
    GtkWidget *section = ldose_page_section(page, _("Guidances for this patient"));
    Table table = table_new(titles, G_N_ELEMENTS(titles));
    guidance_row(&table, ldose_session_plan(session), TRUE, wording);
    for (guint i = 0; i < others->len; i++)
        guidance_row(&table, g_ptr_array_index(others, i), FALSE, wording);
    gtk_box_append(GTK_BOX(section), table.grid);
}

/* ---- clearances ------------------------------------------------------------------------------ */

/* Where a clearance leads under the guidance in use; NULL: its table needs more than a
 * clearance. */
static const LdoseRule *
row_of(const LdosePlan *plan, int drug, const LdoseClearance *clearance)
{
    const LdoseTable *table = plan->rules->table[drug][LDOSE_COHORT_RENAL];
    if (table == NULL || table->n_axes != 1 ||
        table->axes[0].quantity != LDOSE_QUANTITY_CLEARANCE || !plan->measures.adult)
        return NULL;
    double value =
        table->axes[0].indexed ? clearance->indexed.ml_min_173 : clearance->absolute.ml_min;
    return ldose_table_match(table, &value);
}

static void
clearance_row(Table *table, LdoseSession *session, const LdoseClearance *clearance)
{
    const LdosePlan *plan = ldose_session_plan(session);
    const LdoseWording *wording = ldose_session_wording(session);
    gboolean in_use =
        plan->clearance_in_use >= 0 && ldose_clearance_is_same(clearance, &plan->clearance[plan->clearance_in_use]);
    const LdoseRule *rule = row_of(plan, LDOSE_FLUDARABINE, clearance);
    put(table, 0, marked(ldose_phrase_clearance_name(wording, clearance, FALSE), in_use, wording),
        in_use);
    put(table, 1, g_strdup(LDOSE_VALUE(wording, clearance->absolute.ml_min, 1, LDOSE_UNIT_ML_MIN)),
        in_use);
    put(table, 2,
        g_strdup(LDOSE_VALUE(wording, clearance->indexed.ml_min_173, 1, LDOSE_UNIT_ML_MIN_173)),
        in_use);
    put(table, 3, rule != NULL ? ldose_phrase_outcome(wording, rule, 0) : g_strdup("–"), in_use);
    table->row++;
}

/* The clearances that the plan itself compared. */
static gboolean
is_compared(const LdosePlan *plan, const LdoseClearance *clearance)
{
    for (guint i = 0; i < plan->n_clearances; i++) {
        if (ldose_clearance_is_same(&plan->clearance[i], clearance))
            return TRUE;
    }
    for (guint i = 0; i < plan->n_variants; i++) {
        if (ldose_clearance_is_same(&plan->variant[i].clearance, clearance))
            return TRUE;
    }
    return FALSE;
}

static void
append_clearance_table(GtkWidget *box, LdoseSession *session, const GArray *all, gboolean compared)
{
    static const char *const titles[] = {N_("Clearance"), N_("Absolute"), N_("Indexed"),
                                         N_("Fludarabine under this guidance")};
    const LdosePlan *plan = ldose_session_plan(session);
    Table table = table_new(titles, G_N_ELEMENTS(titles));
    for (guint i = 0; compared && i < plan->n_clearances; i++) {
        if (plan->clearance[i].choice == LDOSE_CHOSEN_MEASURED)
            clearance_row(&table, session, &plan->clearance[i]);
    }
    for (guint i = 0; i < all->len; i++) {
        const LdoseClearance *clearance = &g_array_index(all, LdoseClearance, i);
        if (is_compared(plan, clearance) == compared)
            clearance_row(&table, session, clearance);
    }
    gtk_box_append(GTK_BOX(box), table.grid);
}

void
ldose_compare_clearances_append(GtkWidget *page, LdoseSession *session)
{
    g_autoptr(GArray) all = ldose_picture_clearances(ldose_session_plan(session),
                                                     ldose_session_patient(session));
    GtkWidget *section = ldose_page_section(page, _("Clearances"));
    if (all->len == 0) {
        gtk_box_append(GTK_BOX(section),
                       ldose_page_label(_("No clearance can be estimated for this case."), NULL));
        return;
    }
    append_clearance_table(section, session, all, TRUE);
    GtkWidget *rest = ldose_page_box(6, NULL);
    GtkWidget *expander = gtk_expander_new(_("All other estimators and weights"));
    append_clearance_table(rest, session, all, FALSE);
    gtk_expander_set_child(GTK_EXPANDER(expander), rest);
    gtk_box_append(GTK_BOX(section), expander);
}

/* ---- sizes ----------------------------------------------------------------------------------- */

static void
weight_rows(Table *table, LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    const LdoseWording *wording = ldose_session_wording(session);
    const LdoseDrugPlan *drug = &plan->drug[LDOSE_FLUDARABINE];
    for (int weight = 0; weight < LDOSE_N_WEIGHTS; weight++) {
        double kg = plan->measures.weight_kg[weight];
        gboolean in_use = !drug->size_by_case && (int)drug->size_weight == weight;
        if (kg <= 0)
            continue;
        double bsa =
            ldose_measures_bsa_m2(ldose_session_patient(session), plan->measures.bsa_formula, kg);
        put(table, 0,
            marked(g_strdup(ldose_phrase_weight(wording, (LdoseWeightKind)weight)), in_use,
                   wording),
            in_use);
        put(table, 1, g_strdup(LDOSE_VALUE(wording, kg, 1, LDOSE_UNIT_KG)), in_use);
        put(table, 2, g_strdup(LDOSE_VALUE(wording, bsa, 4, LDOSE_UNIT_M2)), in_use);
        table->row++;
    }
}

static void
surface_rows(Table *table, LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    const LdosePatient *patient = ldose_session_patient(session);
    const LdoseWording *wording = ldose_session_wording(session);
    for (int formula = 0; formula < LDOSE_N_FORMULAS; formula++) {
        if (ldose_formula_get((LdoseFormulaId)formula)->kind != LDOSE_FORMULA_KIND_BODY_SURFACE)
            continue;
        double bsa = ldose_measures_bsa_m2(patient, (LdoseFormulaId)formula, patient->weight_kg);
        gboolean in_use = (int)plan->measures.bsa_formula == formula;
        put(table, 0,
            marked(g_strdup(ldose_phrase_formula(wording, (LdoseFormulaId)formula)), in_use,
                   wording),
            in_use);
        put(table, 1, g_strdup(LDOSE_VALUE(wording, patient->weight_kg, 1, LDOSE_UNIT_KG)), in_use);
        put(table, 2, g_strdup(LDOSE_VALUE(wording, bsa, 4, LDOSE_UNIT_M2)), in_use);
        table->row++;
    }
}

void
ldose_compare_sizes_append(GtkWidget *page, LdoseSession *session)
{
    static const char *const of_weights[] = {N_("Weight for the dose"), N_("Weight"),
                                             N_("Body surface")};
    static const char *const of_surfaces[] = {N_("Body surface formula"), N_("Weight"),
                                              N_("Body surface")};
    GtkWidget *section = ldose_page_section(page, _("Body size"));
    Table weights = table_new(of_weights, G_N_ELEMENTS(of_weights));
    Table surfaces = table_new(of_surfaces, G_N_ELEMENTS(of_surfaces));
    weight_rows(&weights, session);
    surface_rows(&surfaces, session);
    gtk_box_append(GTK_BOX(section), weights.grid);
    gtk_box_append(GTK_BOX(section), surfaces.grid);
}
