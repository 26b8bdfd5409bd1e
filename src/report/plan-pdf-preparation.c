/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preparation sheet: a side a drug, a row a day, with room for what is written while it is made
 * up. A volume stands there only where the site policy gives a concentration for the chosen
 * product; nothing else is filled in. */
#include "plan-pdf.h"

#include "finding-acknowledge.h"
#include "phrase.h"

static const char *
tr(const LdosePlanSheet *sheet, const char *text)
{
    return ldose_wording_text(sheet->wording, text);
}

/* ---- the product ----------------------------------------------------------------------------- */

/* What the case names; NULL: nothing, or what the site policy does not have. */
static const LdoseProduct *
product_of(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    LdoseColumn column = drug == LDOSE_FLUDARABINE ? LDOSE_COLUMN_FLUDARABINE_PRODUCT
                                                   : LDOSE_COLUMN_CYCLOPHOSPHAMIDE_PRODUCT;
    if (!LDOSE_CASE_HAS(sheet->patient->c, column))
        return NULL;
    LdoseSlice id = sheet->patient->c->value[column].text;
    return ldose_formulary_product(sheet->plan->rules->formulary, drug, id.text, id.length);
}

static void
warnings(const LdosePlanSheet *sheet, const LdoseProduct *product)
{
    for (guint i = 0; product != NULL && i < product->warnings->len; i++)
        ldose_paper_item(sheet->paper, LDOSE_STYLE_NORMAL, "•",
                         ldose_phrase_rule_text(sheet->wording,
                                                g_array_index(product->warnings, const char *, i)));
}

/* ---- the days -------------------------------------------------------------------------------- */

/* "Day −5", and the date on a line of its own. (transfer full) */
static char *
day_text(const LdosePlanSheet *sheet, const LdoseScheduleDay *day)
{
    g_autofree char *number = ldose_phrase_day_number(day->number);
    g_autofree char *words = ldose_tell(sheet->wording, N_("Day %1$s"), number);
    if (day->date.year == 0)
        return g_steal_pointer(&words);
    g_autofree char *date = ldose_phrase_day(sheet->wording, day->date);
    return g_strdup_printf("%s\n%s", words, date);
}

/* @day: (transfer full) */
static void
add_row(const LdosePlanSheet *sheet, LdoseDrug drug, char *day, gboolean signed_for)
{
    const LdoseProduct *product = product_of(sheet, drug);
    gboolean known = product != NULL && product->mg_per_ml > 0;
    double given_mg = sheet->plan->drug[drug].rounded.given_mg;
    const char *concentration =
        known ? LDOSE_VALUE(sheet->wording, product->mg_per_ml, 2, LDOSE_UNIT_MG_ML) : "";
    const char *volume =
        known ? LDOSE_VALUE(sheet->wording, given_mg / product->mg_per_ml, 2, LDOSE_UNIT_ML) : "";
    ldose_paper_cell_take(sheet->paper, LDOSE_STYLE_SMALL, day);
    ldose_paper_cell(sheet->paper, LDOSE_STYLE_STRONG, LDOSE_MG(sheet->wording, given_mg));
    ldose_paper_cell(sheet->paper, LDOSE_STYLE_SMALL,
                     product != NULL ? ldose_phrase_rule_text(sheet->wording, product->name) : "");
    ldose_paper_cell(sheet->paper, LDOSE_STYLE_NORMAL, concentration);
    ldose_paper_cell(sheet->paper, LDOSE_STYLE_STRONG, volume);
    for (int blank = 0; blank < (signed_for ? 4 : 2); blank++)
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_NORMAL, "");
}

/* Where documents are not in use there is no place to sign. */
static void
open_table(const LdosePlanSheet *sheet, gboolean signed_for)
{
    const LdosePaperColumn columns[] = {
        {tr(sheet, N_("Day")), signed_for ? 0.15 : 0.17, FALSE},
        {tr(sheet, N_("Dose")), signed_for ? 0.085 : 0.11, FALSE},
        {tr(sheet, N_("Product")), signed_for ? 0.15 : 0.21, FALSE},
        {tr(sheet, N_("Concentration")), signed_for ? 0.13 : 0.14, FALSE},
        {tr(sheet, N_("Volume")), signed_for ? 0.09 : 0.1, FALSE},
        {tr(sheet, N_("Batch")), signed_for ? 0.11 : 0.14, FALSE},
        {tr(sheet, N_("Expiry")), signed_for ? 0.095 : 0.13, FALSE},
        {tr(sheet, N_("Prepared")), 0.095, FALSE},
        {tr(sheet, N_("Checked")), 0.095, FALSE},
    };
    ldose_paper_table_to_fill(sheet->paper, G_N_ELEMENTS(columns) - (signed_for ? 0 : 2), columns);
}

static void
days(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    const LdoseRegimen *regimen = sheet->plan->rules->regimen;
    gboolean signed_for = sheet->plan->rules->site.adopted;
    LdoseScheduleDay days_of_plan[LDOSE_SCHEDULE_MAX_DAYS];
    guint n = ldose_schedule_days(&sheet->plan->schedule, regimen, days_of_plan);
    int n_counted = regimen->dose[drug].n_days;
    open_table(sheet, signed_for);
    for (guint i = 0; i < n; i++) {
        if (days_of_plan[i].drug[drug])
            add_row(sheet, drug, day_text(sheet, &days_of_plan[i]), signed_for);
    }
    /* The document says on how many days only. */
    for (int i = 1; n == 0 && i <= n_counted; i++)
        add_row(sheet, drug,
                ldose_tell(sheet->wording, N_("day %1$s of %2$s"), LDOSE_WHOLE(sheet->wording, i),
                           LDOSE_WHOLE(sheet->wording, n_counted)),
                signed_for);
}

/* ---- a drug ---------------------------------------------------------------------------------- */

static void
head(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    const LdoseDrugPlan *drug_plan = &sheet->plan->drug[drug];
    const LdoseRuleSet *rules = sheet->plan->rules;
    ldose_plan_sheet_identity(sheet);
    ldose_plan_sheet_rows(sheet);
    ldose_plan_sheet_row(sheet, N_("Regimen"), LDOSE_STYLE_NORMAL,
                         ldose_plan_sheet_title(sheet, &rules->regimen->document));
    ldose_plan_sheet_row(sheet, N_("Guidance"), LDOSE_STYLE_NORMAL,
                         ldose_plan_sheet_title(sheet, &rules->guidance->document));
    ldose_plan_sheet_row(sheet, N_("Route"), LDOSE_STYLE_NORMAL,
                         ldose_plan_sheet_route(sheet, drug));
    ldose_plan_sheet_row(sheet, N_("Rounded dose"), LDOSE_STYLE_DOSE,
                         ldose_tell(sheet->wording, N_("%1$s a day"),
                                    LDOSE_MG(sheet->wording, drug_plan->rounded.given_mg)));
    ldose_plan_sheet_row(sheet, N_("Days"), LDOSE_STYLE_NORMAL, ldose_plan_sheet_days(sheet, drug));
    ldose_plan_sheet_row(sheet, N_("Total of the course"), LDOSE_STYLE_STRONG,
                         ldose_plan_sheet_total(sheet, drug));
}

/* What must be done before, and what the sheet does not know. */
static void
foot(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    const LdoseProduct *product = product_of(sheet, drug);
    warnings(sheet, product);
    if (product == NULL || product->mg_per_ml <= 0)
        ldose_paper_paragraph(
            sheet->paper, LDOSE_STYLE_SMALL,
            tr(sheet, N_("Concentration and volume are blank where the case names no product of "
                         "the site policy with a concentration that was read. Whoever prepares "
                         "fills them in.")));
    ldose_paper_paragraph(
        sheet->paper, LDOSE_STYLE_SMALL,
        tr(sheet, N_("Diluent, container, stability and storage are not known here: they are in "
                     "the product information and the site’s own instructions.")));
    if (sheet->plan->release == LDOSE_RELEASE_ACKNOWLEDGE)
        ldose_paper_box(sheet->paper, LDOSE_STYLE_STRONG,
                        tr(sheet, N_("The dose plan has points to acknowledge. Prepare only when "
                                     "they and the plan are signed.")));
    if (!sheet->plan->rules->site.adopted)
        ldose_paper_paragraph(
            sheet->paper, LDOSE_STYLE_NORMAL,
            tr(sheet, N_("These documents are not in use here, so this page has no "
                         "place to sign.")));
    ldose_plan_sheet_origin(sheet);
}

static void
drug_sheet(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    const char *name = ldose_phrase_drug_title(sheet->wording, (int)drug);
    g_autofree char *title = ldose_tell(sheet->wording, N_("Preparation: %1$s"), name);
    ldose_paper_part(sheet->paper, title);
    ldose_paper_headline(sheet->paper, name);
    head(sheet, drug);
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Preparation")));
    days(sheet, drug);
    foot(sheet, drug);
}

void
ldose_plan_sheet_preparation(const LdosePlanSheet *sheet)
{
    gboolean alone = sheet->options->pages == LDOSE_PLAN_PAGE_PREPARATION;
    if (sheet->plan->status != LDOSE_PLAN_FINAL) {
        ldose_paper_part(sheet->paper, tr(sheet, N_("Lymphodepletion: preparation")));
        ldose_paper_headline(sheet->paper, tr(sheet, N_("Nothing to prepare")));
        ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_NORMAL,
                              tr(sheet, N_("This plan gives no dose; the dose plan says why.")));
        ldose_plan_sheet_identity(sheet);
        ldose_plan_sheet_origin(sheet);
    } else {
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
            drug_sheet(sheet, (LdoseDrug)drug);
    }
    if (alone)
        ldose_plan_sheet_purpose(sheet);
}
