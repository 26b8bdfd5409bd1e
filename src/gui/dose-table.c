/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dose-table.h"

#include <math.h>
#include <string.h>

#include "dose-text.h"
#include "gui-text.h"
#include "page-widgets.h"

#define SMALLEST_DIFFERENCE_MG 0.005

typedef struct {
    LdoseSession *session;
    const LdosePlan *plan;
    const LdosePatient *patient;
    const LdoseWording *wording;
    GtkWidget *grid;
    int row;
} Table;

static void
head(Table *table, const char *text)
{
    GtkWidget *label = ldose_page_label(text, "dim-label");
    gtk_widget_set_valign(label, GTK_ALIGN_BASELINE);
    ldose_page_cell(table->grid, label, 0, table->row);
}

/* Takes @text. */
static GtkWidget *
cell(Table *table, int drug, char *text, const char *css_class)
{
    GtkWidget *label = ldose_page_label_take(text, css_class);
    if (label != NULL)
        gtk_widget_set_valign(label, GTK_ALIGN_BASELINE);
    ldose_page_cell(table->grid, label, 1 + drug, table->row);
    return label;
}

/* ---- ordered and given ----------------------------------------------------------------------- */

static char *
ordered_text(Table *table, int drug)
{
    const LdoseDrugPlan *drug_plan = &table->plan->drug[drug];
    const LdoseWording *wording = table->wording;
    if (!drug_plan->ordered)
        return g_strdup(_("no order entered"));
    const char *ordered = LDOSE_MG(wording, drug_plan->ordered_mg);
    if (!drug_plan->has_order_deviation || table->plan->status != LDOSE_PLAN_FINAL)
        return g_strdup(ordered);
    if (fabs(drug_plan->order_deviation_mg) < SMALLEST_DIFFERENCE_MG)
        return ldose_tell(wording, N_("%1$s, equal to the given dose"), ordered);
    return ldose_tell(wording, N_("%1$s, %2$s mg (%3$s %%)"), ordered,
                      LDOSE_SIGNED(wording, drug_plan->order_deviation_mg, 2),
                      LDOSE_SIGNED(wording, drug_plan->order_deviation_percent, 1));
}

static gboolean
is_beyond_permitted(const LdosePlan *plan, int drug)
{
    const LdoseDrugPolicy *policy = &plan->rules->formulary->drug[drug];
    const LdoseDrugPlan *drug_plan = &plan->drug[drug];
    return drug_plan->has_order_deviation &&
           ldose_limit_compare(fabs(drug_plan->order_deviation_percent),
                               policy->permitted_deviation_percent) > 0;
}

static char *
permitted_text(Table *table, int drug)
{
    const LdoseDrugPolicy *policy = &table->plan->rules->formulary->drug[drug];
    if (table->plan->status != LDOSE_PLAN_FINAL || !table->plan->drug[drug].has_order_deviation ||
        !policy->stated)
        return NULL;
    const char *limit =
        LDOSE_VALUE(table->wording, policy->permitted_deviation_percent, 1, LDOSE_UNIT_PERCENT);
    return is_beyond_permitted(table->plan, drug)
               ? ldose_tell(table->wording, N_("⚠ more than the permitted %1$s"), limit)
               : ldose_tell(table->wording, N_("within the permitted %1$s"), limit);
}

static void
ordered_rows(Table *table)
{
    const LdosePlan *plan = table->plan;
    if (!plan->drug[LDOSE_FLUDARABINE].ordered && !plan->drug[LDOSE_CYCLOPHOSPHAMIDE].ordered)
        return;
    head(table, _("Ordered a day"));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        cell(table, drug, ordered_text(table, drug), "numeric");
    table->row++;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        cell(table, drug, permitted_text(table, drug),
             is_beyond_permitted(plan, drug) ? "attention" : "caption");
    table->row++;
}

static char *
total_text(Table *table, int drug)
{
    const LdoseDrugPlan *drug_plan = &table->plan->drug[drug];
    int days = table->plan->rules->regimen->dose[drug].n_days;
    return ldose_tell_count(table->wording, (gulong)days, "× %1$s day = %2$s", "× %1$s days = %2$s",
                            LDOSE_WHOLE(table->wording, days),
                            LDOSE_MG(table->wording, drug_plan->total_mg));
}

static void
given_rows(Table *table)
{
    head(table, _("Given a day"));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *drug_plan = &table->plan->drug[drug];
        if (!drug_plan->has_dose)
            continue;
        GtkWidget *label =
            cell(table, drug, g_strdup(LDOSE_MG(table->wording, drug_plan->rounded.given_mg)),
                 "given-dose");
        gtk_widget_add_css_class(label, "numeric");
        g_autofree char *name =
            g_strdup_printf("given-%s", ldose_vocabulary_id(&ldose_drugs, drug));
        gtk_widget_set_name(label, name);
    }
    table->row++;
    head(table, _("Course"));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (table->plan->drug[drug].has_dose)
            cell(table, drug, total_text(table, drug), "numeric");
    }
    table->row++;
}

/* ---- how it came about ----------------------------------------------------------------------- */

/* The part itself in strong words; below it who or what gave it. */
static void
part_rows(Table *table)
{
    const LdosePlan *plan = table->plan;
    char *rest[LDOSE_N_DRUGS] = {NULL};
    head(table, _("Part"));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (!plan->drug[drug].has_dose)
            continue;
        char *text = ldose_part_text(plan, table->patient, (LdoseDrug)drug, table->wording);
        char *end = strstr(text, ". ");
        if (end != NULL) {
            rest[drug] = g_strdup(end + 2);
            end[1] = '\0';
        }
        cell(table, drug, text,
             ldose_limit_compare(plan->drug[drug].part, 1) < 0 ? "reduced" : NULL);
    }
    table->row++;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        cell(table, drug, rest[drug], "caption");
    table->row++;
}

static void
way_rows(Table *table)
{
    const LdosePlan *plan = table->plan;
    part_rows(table);
    head(table, _("Standard dose"));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (plan->drug[drug].has_dose)
            cell(table, drug, ldose_standard_dose_text(plan, (LdoseDrug)drug, table->wording),
                 "caption");
    }
    table->row++;
    head(table, _("Rounding"));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (plan->drug[drug].has_dose)
            cell(table, drug, ldose_rounding_text(plan, (LdoseDrug)drug, table->wording),
                 "caption");
    }
    table->row++;
    gboolean volume = FALSE;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (plan->drug[drug].has_dose)
            volume |= cell(table, drug,
                           ldose_volume_text(plan, table->patient, (LdoseDrug)drug, table->wording),
                           "caption") != NULL;
    }
    if (volume)
        head(table, _("Volume"));
    table->row++;
}

/* ---- days ------------------------------------------------------------------------------------ */

static char *
day_text(Table *table, const LdoseScheduleDay *day)
{
    g_autofree char *number = ldose_phrase_day_number(day->number);
    if (day->date.year == 0)
        return ldose_tell(table->wording, N_("Day %1$s"), number);
    g_autofree char *date = ldose_phrase_day(table->wording, day->date);
    g_autoptr(GString) unbroken = g_string_new(date);
    g_string_replace(unbroken, " ", "\u00a0", 0);
    return ldose_tell(table->wording, N_("Day %1$s · %2$s"), number, unbroken->str);
}

static void
day_rows(Table *table)
{
    LdoseScheduleDay days[LDOSE_SCHEDULE_MAX_DAYS];
    const LdosePlan *plan = table->plan;
    guint n = ldose_schedule_days(&plan->schedule, plan->rules->regimen, days);
    if (n == 0)
        return;
    GtkWidget *line = gtk_separator_new(GTK_ORIENTATION_HORIZONTAL);
    gtk_grid_attach(GTK_GRID(table->grid), line, 0, table->row++, 1 + LDOSE_N_DRUGS, 1);
    for (guint i = 0; i < n; i++) {
        g_autofree char *name = day_text(table, &days[i]);
        head(table, name);
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
            const LdoseDrugPlan *drug_plan = &plan->drug[drug];
            if (days[i].drug[drug] && drug_plan->has_dose)
                cell(table, drug, g_strdup(LDOSE_MG(table->wording, drug_plan->rounded.given_mg)),
                     "numeric");
            else
                cell(table, drug, g_strdup("–"), "dim-label");
        }
        table->row++;
    }
    if (plan->schedule.infusion.year == 0)
        return;
    g_autofree char *infusion = ldose_phrase_day(table->wording, plan->schedule.infusion);
    g_autofree char *name =
        ldose_tell(table->wording, N_("Infusion of the cells · %1$s"), infusion);
    GtkWidget *label = ldose_page_label(name, "dim-label");
    gtk_grid_attach(GTK_GRID(table->grid), label, 0, table->row++, 1 + LDOSE_N_DRUGS, 1);
}

GtkWidget *
ldose_dose_table_new(LdoseSession *session)
{
    const LdosePlan *plan = ldose_session_plan(session);
    Table table = {
        session,        plan, ldose_session_patient(session), ldose_session_wording(session),
        gtk_grid_new(), 1};
    gboolean final = plan->status == LDOSE_PLAN_FINAL;
    gtk_grid_set_row_spacing(GTK_GRID(table.grid), 4);
    gtk_grid_set_column_spacing(GTK_GRID(table.grid), 18);
    gtk_widget_add_css_class(table.grid, "card-box");
    gtk_widget_add_css_class(table.grid, "dose-table");
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        GtkWidget *label =
            ldose_page_label(ldose_phrase_drug_title(table.wording, drug), "heading");
        gtk_widget_set_hexpand(label, TRUE);
        ldose_page_cell(table.grid, label, 1 + drug, 0);
    }
    ordered_rows(&table);
    if (final) {
        given_rows(&table);
        way_rows(&table);
        day_rows(&table);
    } else if (table.row == 1) {
        g_object_unref(g_object_ref_sink(table.grid));
        return NULL;
    }
    return table.grid;
}
