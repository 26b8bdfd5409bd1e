/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-pdf.h"

#include <math.h>
#include <string.h>

#include "dose-text.h"
#include "finding-acknowledge.h"
#include "patient-text.h"
#include "phrase.h"
#include "plan-text.h"
#include "regimen-text.h"

#define LABEL_SHARE 0.16
#define CHART_TITLE N_("Lymphodepletion: dose plan")

static const char *
tr(const LdosePlanSheet *sheet, const char *text)
{
    return ldose_wording_text(sheet->wording, text);
}

/* ---- rows of a label and a text -------------------------------------------------------------- */

void
ldose_plan_sheet_rows(const LdosePlanSheet *sheet)
{
    static const LdosePaperColumn columns[] = {{NULL, LABEL_SHARE, FALSE},
                                               {NULL, 1 - LABEL_SHARE, FALSE}};
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
}

void
ldose_plan_sheet_row(const LdosePlanSheet *sheet, const char *label, LdoseStyle style, char *text)
{
    g_autofree char *owned = text;
    if (owned == NULL || owned[0] == '\0')
        return;
    ldose_paper_cell(sheet->paper, LDOSE_STYLE_LABEL, tr(sheet, label));
    ldose_paper_cell(sheet->paper, style, owned);
}

/* ---- the words of every page ----------------------------------------------------------------- */

char *
ldose_plan_pdf_banner(const LdosePlan *plan, const LdoseWording *wording)
{
    GString *text = g_string_new(NULL);
    if (plan->overridden)
        g_string_append(text, ldose_wording_text(wording, N_("OVERRIDE: this dose was decided by a "
                                                             "person against the rules.")));
    if (plan->status != LDOSE_PLAN_FINAL) {
        const char *status = ldose_wording_text(
            wording, ldose_vocabulary_label(&ldose_plan_statuses, (int)plan->status));
        g_autofree char *no_dose = ldose_tell(wording, N_("NO DOSE: %1$s"), status);
        g_string_append(text, no_dose);
    }
    if (!plan->rules->site.adopted)
        g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "",
                               ldose_wording_text(wording, ldose_adoption_line(FALSE)));
    return g_string_free(text, FALSE);
}

static void
running_words(const LdosePlanSheet *sheet)
{
    const LdosePlanPdfOptions *options = sheet->options;
    const char *first = options->first_identifier, *second = options->second_identifier;
    g_autofree char *over = ldose_plan_pdf_banner(sheet->plan, sheet->wording);
    gboolean labelled = first != NULL && second != NULL;
    g_autofree char *label = labelled ? g_strdup_printf("%s · %s", first, second)
                                      : g_strdup(tr(sheet, N_("Patient label")));
    ldose_paper_set_running(sheet->paper, label, !labelled, over);
    ldose_paper_set_foot(sheet->paper, sheet->wording);
}

/* ---- headline -------------------------------------------------------------------------------- */

static void
headline(const LdosePlanSheet *sheet)
{
    g_autofree char *words = ldose_plan_headline(sheet->plan, sheet->wording);
    g_autofree char *release = ldose_plan_release_text(sheet->plan, sheet->wording);
    ldose_paper_headline(sheet->paper, words);
    ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_NORMAL, release);
}

/* ---- the patient ----------------------------------------------------------------------------- */

/* One half of a row of four cells. @text: (transfer full) */
void
ldose_plan_sheet_half(const LdosePlanSheet *sheet, const char *label, LdoseStyle style, char *text)
{
    ldose_paper_cell(sheet->paper, LDOSE_STYLE_LABEL, tr(sheet, label));
    ldose_paper_cell_take(sheet->paper, style, text);
}

static char *
weight_text(const LdosePlanSheet *sheet)
{
    const LdoseWording *wording = sheet->wording;
    const char *weight = LDOSE_VALUE(wording, sheet->patient->weight_kg, 3, LDOSE_UNIT_KG);
    g_autofree char *date = ldose_phrase_date(wording, sheet->patient->weight_date);
    return date[0] != '\0' ? ldose_tell(wording, N_("%1$s, dated %2$s"), weight, date)
                           : ldose_tell(wording, N_("%1$s, undated"), weight);
}

static char *
surface_text(const LdosePlanSheet *sheet)
{
    const LdoseMeasures *measures = &sheet->plan->measures;
    return ldose_tell(sheet->wording, N_("%1$s (%2$s)"),
                      LDOSE_VALUE(sheet->wording, measures->bsa_m2, 4, LDOSE_UNIT_M2),
                      ldose_phrase_formula(sheet->wording, measures->bsa_formula));
}

/* Age with what it was counted from. */
static char *
age_text(const LdosePlanSheet *sheet)
{
    g_autofree char *age = ldose_phrase_age(sheet->wording, sheet->patient->age_years);
    g_autofree char *birth =
        LDOSE_PATIENT_HAS(sheet->patient, LDOSE_COLUMN_BIRTH_DATE)
            ? ldose_phrase_date(sheet->wording,
                                sheet->patient->c->value[LDOSE_COLUMN_BIRTH_DATE].date)
            : g_strdup("");
    return birth[0] != '\0' ? ldose_tell(sheet->wording, N_("%1$s (born %2$s)"), age, birth)
                            : g_steal_pointer(&age);
}

void
ldose_plan_sheet_identity(const LdosePlanSheet *sheet)
{
    static const LdosePaperColumn columns[] = {{NULL, LABEL_SHARE, FALSE},
                                               {NULL, 0.5 - LABEL_SHARE, FALSE},
                                               {NULL, LABEL_SHARE, FALSE},
                                               {NULL, 0.5 - LABEL_SHARE, FALSE}};
    const LdosePlanPdfOptions *options = sheet->options;
    gboolean labelled = options->first_identifier != NULL && options->second_identifier != NULL;
    if (!labelled) {
        const char *const labels[] = {tr(sheet, N_("Patient label: first identifier")),
                                      tr(sheet, N_("Patient label: second identifier")), NULL};
        ldose_paper_lines(sheet->paper, NULL, labels);
    }
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
    if (labelled) {
        ldose_plan_sheet_half(sheet, N_("Patient"), LDOSE_STYLE_STRONG,
                              g_strdup(options->first_identifier));
        ldose_plan_sheet_half(sheet, N_("Identifier"), LDOSE_STYLE_STRONG,
                              g_strdup(options->second_identifier));
    }
    g_autofree char *as_of = ldose_phrase_date(sheet->wording, sheet->patient->as_of);
    char *case_id = ldose_phrase_case_text(sheet->patient, LDOSE_COLUMN_CASE_ID);
    ldose_plan_sheet_half(sheet, N_("Case"), LDOSE_STYLE_NORMAL, case_id);
    ldose_plan_sheet_half(sheet, N_("As of"), LDOSE_STYLE_NORMAL,
                          as_of[0] != '\0' ? g_steal_pointer(&as_of)
                                           : g_strdup(tr(sheet, N_("undated"))));
}

static void
patient(const LdosePlanSheet *sheet)
{
    const LdosePatient *p = sheet->patient;
    const LdoseWording *wording = sheet->wording;
    ldose_plan_sheet_identity(sheet);
    ldose_plan_sheet_half(sheet, N_("Sex"), LDOSE_STYLE_NORMAL,
                          g_strdup(tr(sheet, ldose_vocabulary_label(&ldose_sexes, (int)p->sex))));
    ldose_plan_sheet_half(sheet, N_("Age"), LDOSE_STYLE_NORMAL, age_text(sheet));
    ldose_plan_sheet_half(sheet, N_("Height"), LDOSE_STYLE_NORMAL,
                          g_strdup(LDOSE_VALUE(wording, p->height_cm, 2, LDOSE_UNIT_CM)));
    ldose_plan_sheet_half(sheet, N_("Weight"), LDOSE_STYLE_NORMAL, weight_text(sheet));
    ldose_plan_sheet_half(sheet, N_("Body surface"), LDOSE_STYLE_NORMAL, surface_text(sheet));
    ldose_plan_sheet_half(
        sheet, N_("Body mass index"), LDOSE_STYLE_NORMAL,
        g_strdup(LDOSE_VALUE(wording, sheet->plan->measures.bmi_kg_m2, 1, LDOSE_UNIT_KG_M2)));
}

char *
ldose_plan_sheet_title(const LdosePlanSheet *sheet, const LdoseDocument *document)
{
    return g_strdup(ldose_phrase_rule_text(sheet->wording, document->title));
}

static void
organs_and_documents(const LdosePlanSheet *sheet)
{
    const LdoseRuleSet *rules = sheet->plan->rules;
    ldose_plan_sheet_rows(sheet);
    ldose_plan_sheet_row(sheet, N_("Kidneys"), LDOSE_STYLE_NORMAL,
                         ldose_kidney_line(sheet->plan, sheet->patient, sheet->wording));
    ldose_plan_sheet_row(sheet, N_("Liver"), LDOSE_STYLE_NORMAL,
                         ldose_liver_line(sheet->patient, sheet->wording));
    ldose_plan_sheet_row(sheet, N_("Also stated"), LDOSE_STYLE_NORMAL,
                         ldose_stated_line(sheet->patient, sheet->wording));
    ldose_plan_sheet_row(sheet, N_("Regimen"), LDOSE_STYLE_NORMAL,
                         ldose_plan_sheet_title(sheet, &rules->regimen->document));
    ldose_plan_sheet_row(sheet, N_("Guidance"), LDOSE_STYLE_NORMAL,
                         ldose_plan_sheet_title(sheet, &rules->guidance->document));
    ldose_plan_sheet_row(sheet, N_("Site policy"), LDOSE_STYLE_NORMAL,
                         ldose_plan_sheet_title(sheet, &rules->formulary->document));
}

/* ---- the order ------------------------------------------------------------------------------- */

static char *
difference(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    const LdoseWording *wording = sheet->wording;
    const LdoseDrugPlan *drug_plan = &sheet->plan->drug[drug];
    double permitted = sheet->plan->rules->formulary->drug[drug].permitted_deviation_percent;
    const char *mg = LDOSE_SIGNED(wording, drug_plan->order_deviation_mg, 2);
    const char *percent = LDOSE_SIGNED(wording, drug_plan->order_deviation_percent, 1);
    const char *limit = LDOSE_NUMBER(wording, permitted, 2);
    if (ldose_limit_compare(fabs(drug_plan->order_deviation_percent), permitted) <= 0)
        return ldose_tell(wording, N_("%1$s mg (%2$s %%), within the permitted %3$s %%"), mg,
                          percent, limit);
    return ldose_tell(wording, N_("%1$s mg (%2$s %%), MORE than the permitted %3$s %%"), mg,
                      percent, limit);
}

/* An ordered dose stands here beside a final plan only: a page without a dose carries no dose. */
static void
order(const LdosePlanSheet *sheet)
{
    const LdosePaperColumn columns[] = {
        {tr(sheet, N_("Drug")), 0.2, FALSE},
        {tr(sheet, N_("Ordered a day")), 0.16, TRUE},
        {tr(sheet, N_("Rounded dose a day")), 0.21, TRUE},
        {tr(sheet, N_("Difference")), 0.43, FALSE},
    };
    gboolean open = FALSE;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseDrugPlan *drug_plan = &sheet->plan->drug[drug];
        if (!drug_plan->has_order_deviation)
            continue;
        if (!open) {
            ldose_paper_heading(sheet->paper, tr(sheet, N_("Order")));
            ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
        }
        open = TRUE;
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_STRONG,
                         ldose_phrase_drug_title(sheet->wording, drug));
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_NORMAL,
                         LDOSE_MG(sheet->wording, drug_plan->ordered_mg));
        ldose_paper_cell(sheet->paper, LDOSE_STYLE_NORMAL,
                         LDOSE_MG(sheet->wording, drug_plan->rounded.given_mg));
        ldose_paper_cell_take(sheet->paper, LDOSE_STYLE_NORMAL, difference(sheet, (LdoseDrug)drug));
    }
}

/* ---- the doses ------------------------------------------------------------------------------- */

typedef char *(*DrugText)(const LdosePlanSheet *sheet, LdoseDrug drug);

char *
ldose_plan_sheet_route(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    int minutes = sheet->plan->rules->regimen->dose[drug].minutes;
    return minutes > 0 ? ldose_tell(sheet->wording, N_("intravenous, over %1$s minutes"),
                                    LDOSE_WHOLE(sheet->wording, minutes))
                       : ldose_tell(sheet->wording, N_("intravenous"));
}

static char *
standard_text(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    return ldose_standard_dose_text(sheet->plan, drug, sheet->wording);
}

/* Which weight and which cap, where they are not the measured weight and none. */
static char *
size_text(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    const LdoseDrugPlan *drug_plan = &sheet->plan->drug[drug];
    const LdoseWording *wording = sheet->wording;
    char *weight = NULL, *cap = NULL;
    if (ldose_limit_compare(drug_plan->size_kg, sheet->patient->weight_kg) != 0)
        weight = ldose_tell(wording, N_("Size from %1$s (%2$s)."),
                            LDOSE_VALUE(wording, drug_plan->size_kg, 2, LDOSE_UNIT_KG),
                            drug_plan->size_by_case
                                ? tr(sheet, N_("weight chosen for this case"))
                                : ldose_phrase_weight(wording, drug_plan->size_weight));
    if (drug_plan->bsa_m2 < drug_plan->bsa_uncapped_m2)
        cap = ldose_tell(wording, N_("Body surface capped at %1$s instead of %2$s."),
                         LDOSE_VALUE(wording, drug_plan->bsa_m2, 4, LDOSE_UNIT_M2),
                         LDOSE_VALUE(wording, drug_plan->bsa_uncapped_m2, 4, LDOSE_UNIT_M2));
    return ldose_sentences(2, weight, cap);
}

static char *
part_text(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    return ldose_part_text(sheet->plan, sheet->patient, drug, sheet->wording);
}

static char *
calculated_text(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    return ldose_tell(sheet->wording, N_("%1$s a day"),
                      LDOSE_MG(sheet->wording, sheet->plan->drug[drug].calculated_mg));
}

static char *
given_text(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    return ldose_tell(sheet->wording, N_("%1$s a day"),
                      LDOSE_MG(sheet->wording, sheet->plan->drug[drug].rounded.given_mg));
}

static char *
rounding_text(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    return ldose_rounding_text(sheet->plan, drug, sheet->wording);
}

static char *
volume_text(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    return ldose_volume_text(sheet->plan, sheet->patient, drug, sheet->wording);
}

/* "3 days: −5, −4, −3"; how many alone, where the document does not say which. */
char *
ldose_plan_sheet_days(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    const LdoseRegimenDose *dose = &sheet->plan->rules->regimen->dose[drug];
    const char *n = LDOSE_WHOLE(sheet->wording, dose->n_days);
    g_autoptr(GString) numbers = g_string_new(NULL);
    if (dose->days_kind == LDOSE_DAYS_COUNTED)
        return ldose_tell_count(sheet->wording, (gulong)dose->n_days, "%1$s day", "%1$s days", n);
    for (int i = 0; i < dose->n_days; i++) {
        g_autofree char *number = ldose_phrase_day_number(dose->days[i]);
        g_string_append_printf(numbers, "%s%s", i > 0 ? ", " : "", number);
    }
    return ldose_tell_count(sheet->wording, (gulong)dose->n_days, "%1$s day: Day %2$s",
                            "%1$s days: Day %2$s", n, numbers->str);
}

char *
ldose_plan_sheet_total(const LdosePlanSheet *sheet, LdoseDrug drug)
{
    const LdoseDrugPlan *drug_plan = &sheet->plan->drug[drug];
    return ldose_tell(sheet->wording, N_("%1$s × %2$s = %3$s"),
                      LDOSE_MG(sheet->wording, drug_plan->rounded.given_mg),
                      LDOSE_WHOLE(sheet->wording, sheet->plan->rules->regimen->dose[drug].n_days),
                      LDOSE_MG(sheet->wording, drug_plan->total_mg));
}

static gboolean
is_empty(const char *text)
{
    return text == NULL || text[0] == '\0';
}

/* A row of the dose table; nothing where neither drug has anything to say. */
static void
dose_row(const LdosePlanSheet *sheet, const char *label, LdoseStyle style, DrugText text_of)
{
    g_autofree char *fludarabine = text_of(sheet, LDOSE_FLUDARABINE);
    g_autofree char *cyclophosphamide = text_of(sheet, LDOSE_CYCLOPHOSPHAMIDE);
    if (is_empty(fludarabine) && is_empty(cyclophosphamide))
        return;
    ldose_paper_cell(sheet->paper, LDOSE_STYLE_LABEL, tr(sheet, label));
    ldose_paper_cell(sheet->paper, style, is_empty(fludarabine) ? "–" : fludarabine);
    ldose_paper_cell(sheet->paper, style, is_empty(cyclophosphamide) ? "–" : cyclophosphamide);
}

static void
doses(const LdosePlanSheet *sheet)
{
    const double share = (1 - LABEL_SHARE) / 2;
    const LdosePaperColumn columns[] = {
        {"", LABEL_SHARE, FALSE},
        {ldose_phrase_drug_title(sheet->wording, LDOSE_FLUDARABINE), share, FALSE},
        {ldose_phrase_drug_title(sheet->wording, LDOSE_CYCLOPHOSPHAMIDE), share, FALSE},
    };
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Doses")));
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
    dose_row(sheet, N_("Route"), LDOSE_STYLE_NORMAL, ldose_plan_sheet_route);
    dose_row(sheet, N_("Standard dose"), LDOSE_STYLE_NORMAL, standard_text);
    dose_row(sheet, N_("Dosing size"), LDOSE_STYLE_NORMAL, size_text);
    dose_row(sheet, N_("Adjusted"), LDOSE_STYLE_NORMAL, part_text);
    dose_row(sheet, N_("Calculated dose"), LDOSE_STYLE_NORMAL, calculated_text);
    dose_row(sheet, N_("Rounded dose"), LDOSE_STYLE_DOSE, given_text);
    dose_row(sheet, N_("Rounding"), LDOSE_STYLE_SMALL, rounding_text);
    dose_row(sheet, N_("Volume"), LDOSE_STYLE_NORMAL, volume_text);
    if (!ldose_regimen_has_days(sheet->plan->rules->regimen)) /* else the schedule tells */
        dose_row(sheet, N_("Days"), LDOSE_STYLE_NORMAL, ldose_plan_sheet_days);
    dose_row(sheet, N_("Total of the course"), LDOSE_STYLE_STRONG, ldose_plan_sheet_total);
}

/* ---- the schedule ---------------------------------------------------------------------------- */

static char *
days_sentence(const LdosePlanSheet *sheet)
{
    const LdoseRegimen *regimen = sheet->plan->rules->regimen;
    g_autofree char *infusion = ldose_phrase_day_number(regimen->infusion_day);
    switch (regimen->dose[LDOSE_FLUDARABINE].days_kind) {
    case LDOSE_DAYS_NUMBERED:
        return ldose_tell(sheet->wording,
                          N_("Days as the source numbers them; the infusion is Day %1$s."),
                          infusion);
    case LDOSE_DAYS_RELATIVE:
        return ldose_tell(sheet->wording, N_("Day 1 is the first day of lymphodepletion."));
    case LDOSE_DAYS_COUNTED:
    default:
        return ldose_tell(sheet->wording, N_("The document says on how many days, not on which."));
    }
}

static void
schedule_row(const LdosePlanSheet *sheet, const LdoseScheduleDay *day)
{
    g_autofree char *number = ldose_phrase_day_number(day->number);
    ldose_paper_cell_take(sheet->paper, LDOSE_STYLE_NORMAL,
                          ldose_tell(sheet->wording, N_("Day %1$s"), number));
    ldose_paper_cell_take(sheet->paper, LDOSE_STYLE_NORMAL,
                          day->date.year != 0 ? ldose_phrase_day(sheet->wording, day->date)
                                              : g_strdup(tr(sheet, N_("date not known"))));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        ldose_paper_cell(sheet->paper, day->drug[drug] ? LDOSE_STYLE_STRONG : LDOSE_STYLE_NORMAL,
                         day->drug[drug]
                             ? LDOSE_MG(sheet->wording, sheet->plan->drug[drug].rounded.given_mg)
                             : "–");
}

static void
schedule(const LdosePlanSheet *sheet)
{
    const LdosePaperColumn columns[] = {
        {tr(sheet, N_("Day")), 0.16, FALSE},
        {tr(sheet, N_("Date")), 0.24, FALSE},
        {ldose_phrase_drug_title(sheet->wording, LDOSE_FLUDARABINE), 0.3, TRUE},
        {ldose_phrase_drug_title(sheet->wording, LDOSE_CYCLOPHOSPHAMIDE), 0.3, TRUE},
    };
    LdoseScheduleDay days[LDOSE_SCHEDULE_MAX_DAYS];
    guint n = ldose_schedule_days(&sheet->plan->schedule, sheet->plan->rules->regimen, days);
    g_autofree char *words = ldose_sentences(
        3, days_sentence(sheet), ldose_window_text(sheet->plan->rules->regimen, sheet->wording),
        ldose_window_judgement(sheet->plan, sheet->wording));
    ldose_paper_heading(sheet->paper, tr(sheet, N_("Schedule")));
    ldose_paper_table(sheet->paper, G_N_ELEMENTS(columns), columns);
    for (guint i = 0; i < n; i++)
        schedule_row(sheet, &days[i]);
    ldose_paper_paragraph(sheet->paper, LDOSE_STYLE_SMALL, words);
}

/* ---- the page -------------------------------------------------------------------------------- */

static void
signatures(const LdosePlanSheet *sheet)
{
    if (!sheet->plan->rules->site.adopted) {
        ldose_paper_paragraph(
            sheet->paper, LDOSE_STYLE_STRONG,
            tr(sheet, N_("These documents are not in use here, so this page has no "
                         "place to sign.")));
        return;
    }
    ldose_paper_signature(sheet->paper, tr(sheet, N_("Calculated by")), sheet->wording);
    ldose_paper_signature(sheet->paper, tr(sheet, N_("Independently checked by")), sheet->wording);
    if (sheet->plan->overridden)
        ldose_paper_signature(sheet->paper, tr(sheet, N_("Prescriber (override)")), sheet->wording);
}

static void
chart(const LdosePlanSheet *sheet)
{
    ldose_paper_part(sheet->paper, tr(sheet, CHART_TITLE));
    headline(sheet);
    ldose_plan_sheet_no_dose(sheet);
    patient(sheet);
    organs_and_documents(sheet);
    ldose_plan_sheet_override(sheet);
    if (sheet->plan->status == LDOSE_PLAN_FINAL) {
        order(sheet);
        doses(sheet);
        schedule(sheet);
    }
    ldose_plan_sheet_acknowledge(sheet);
    ldose_plan_sheet_signed(sheet);
    signatures(sheet);
    ldose_plan_sheet_notes(sheet);
    ldose_plan_sheet_documents(sheet);
    ldose_plan_sheet_purpose(sheet);
}

/* ---- the document ---------------------------------------------------------------------------- */

gboolean
ldose_plan_pages_parse(const char *text, guint *pages_out)
{
    static const struct {
        const char *word;
        guint pages;
    } words[] = {
        {"chart", LDOSE_PLAN_PAGE_CHART},
        {"preparation", LDOSE_PLAN_PAGE_PREPARATION},
        {"check", LDOSE_PLAN_PAGE_CHECK},
        {"all", LDOSE_PLAN_PAGE_CHART | LDOSE_PLAN_PAGE_PREPARATION | LDOSE_PLAN_PAGE_CHECK},
    };
    g_auto(GStrv) given = g_strsplit(text, ",", -1);
    guint pages = 0;
    for (guint i = 0; given[i] != NULL; i++) {
        guint known = 0;
        while (known < G_N_ELEMENTS(words) && strcmp(given[i], words[known].word) != 0)
            known++;
        if (known == G_N_ELEMENTS(words))
            return FALSE;
        pages |= words[known].pages;
    }
    *pages_out = pages;
    return pages != 0;
}

void
ldose_plan_pdf_append(LdosePaper *paper, const LdosePlan *plan, const LdosePatient *patient_of_plan,
                      const LdosePlanPdfOptions *options, const LdoseWording *wording)
{
    const LdosePlanSheet sheet = {paper, plan, patient_of_plan, options, wording};
    if ((options->pages & LDOSE_PLAN_PAGE_CHART) != 0)
        chart(&sheet);
    if ((options->pages & LDOSE_PLAN_PAGE_PREPARATION) != 0)
        ldose_plan_sheet_preparation(&sheet);
    if ((options->pages & LDOSE_PLAN_PAGE_CHECK) != 0)
        ldose_plan_sheet_check(&sheet);
}

LdosePaper *
ldose_plan_pdf(const LdosePlan *plan, const LdosePatient *patient_of_plan,
               const LdosePlanPdfOptions *options, const LdoseWording *wording)
{
    LdosePaper *paper = ldose_paper_new(options->sheet, ldose_wording_text(wording, CHART_TITLE),
                                        options->at, wording);
    const LdosePlanSheet sheet = {paper, plan, patient_of_plan, options, wording};
    running_words(&sheet);
    paper->one_side = (options->pages & LDOSE_PLAN_PAGE_CHART) != 0;
    ldose_plan_pdf_append(paper, plan, patient_of_plan, options, wording);
    return paper;
}
