/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmness-text.h"

#include "phrase.h"
#include "text-page.h"

#define INDENT 2

static const char *
input_name(LdoseFirmInput input, const LdoseWording *wording)
{
    static const char *const names[LDOSE_N_FIRM_INPUTS] = {
        [LDOSE_FIRM_CREATININE] = N_("creatinine"),
        [LDOSE_FIRM_WEIGHT] = N_("weight"),
        [LDOSE_FIRM_HEIGHT] = N_("height"),
    };
    return ldose_wording_text(wording, names[input]);
}

char *
ldose_firmness_line(const LdoseFirmness *firmness, const LdoseWording *wording)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (int i = 0; i < LDOSE_N_FIRM_INPUTS; i++) {
        if ((firmness->differ & (1u << i)) != 0)
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                                   input_name((LdoseFirmInput)i, wording));
    }
    if (names->len > 0)
        return ldose_tell(wording,
                          N_("Near a limit. The plan would be another one with 10 %% more "
                             "or less of: %1$s."),
                          names->str);
    if (firmness->n_cases < 2 * LDOSE_N_FIRM_INPUTS)
        return ldose_tell(wording, N_("The same rows hold with 10 %% more or less of weight or "
                                      "height; creatinine was not varied."));
    return ldose_tell(wording,
                      N_("The same rows hold with 10 %% more or less of creatinine, weight "
                         "or height."));
}

char *
ldose_firm_case_name(const LdoseFirmCase *c, const LdosePatient *patient,
                     const LdoseWording *wording)
{
    const char *percent = LDOSE_SIGNED(wording, c->percent, 0);
    g_autofree char *creatinine = ldose_phrase_creatinine(wording, patient, c->value);
    const char *value =
        c->input == LDOSE_FIRM_CREATININE
            ? creatinine
            : LDOSE_VALUE(wording, c->value, 2,
                          c->input == LDOSE_FIRM_WEIGHT ? LDOSE_UNIT_KG : LDOSE_UNIT_CM);
    return ldose_tell(
        wording, N_("%1$s %2$s (%3$s %%)"),
        ldose_wording_text(wording, ldose_vocabulary_label(&ldose_firm_inputs, (int)c->input)),
        value, percent);
}

char *
ldose_firm_case_text(const LdoseFirmCase *c, const LdosePlan *plan, LdoseDrug drug,
                     const LdoseWording *wording)
{
    if (c->refused)
        return ldose_tell(wording, N_("refused"));
    if (c->drug[drug].status != LDOSE_PLAN_FINAL)
        return g_strdup(ldose_wording_text(
            wording, ldose_vocabulary_label(&ldose_plan_statuses, (int)c->drug[drug].status)));
    const char *percent = LDOSE_NUMBER(wording, 100 * c->drug[drug].part, 1);
    if (!c->drug[drug].has_dose || plan->status != LDOSE_PLAN_FINAL)
        return ldose_tell(wording, N_("%1$s %%"), percent);
    return ldose_tell(wording, N_("%1$s a day (%2$s %%)"),
                      LDOSE_MG(wording, c->drug[drug].given_mg), percent);
}

/* A hole of the source is told as one, whatever we read there. */
static char *
beyond_text(const LdoseRule *rule, const LdoseWording *wording)
{
    g_autofree char *outcome = ldose_phrase_outcome(wording, rule, 0);
    if (rule->outcome != LDOSE_OUTCOME_UNDEFINED || rule->reading == NULL)
        return g_steal_pointer(&outcome);
    return ldose_tell(wording, N_("no row in the source; our reading: %1$s"), outcome);
}

static void
add_limit(GPtrArray *texts, const LdoseFirmLimit *limit, gboolean rising, int drug,
          const LdosePatient *patient, const LdoseWording *wording)
{
    if (!limit->known)
        return;
    g_autofree char *creatinine =
        ldose_phrase_creatinine(wording, patient, limit->creatinine_mg_dl);
    g_autofree char *outcome = beyond_text(limit->beyond, wording);
    const char *at = LDOSE_VALUE(wording, limit->limit, 4, limit->unit);
    g_ptr_array_add(
        texts, ldose_tell(wording,
                          rising ? N_("%1$s: if creatinine rises to %2$s, clearance is %3$s and "
                                      "another row begins: %4$s.")
                                 : N_("%1$s: if creatinine falls to %2$s, clearance is %3$s and "
                                      "another row begins: %4$s."),
                          ldose_phrase_drug_title(wording, drug), creatinine, at, outcome));
}

GPtrArray *
ldose_firmness_limits(const LdoseFirmness *firmness, const LdosePatient *patient,
                      const LdoseWording *wording)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        add_limit(texts, &firmness->below[drug], TRUE, drug, patient, wording);
        add_limit(texts, &firmness->above[drug], FALSE, drug, patient, wording);
    }
    return texts;
}

void
ldose_firmness_text(GString *out, const LdosePlan *plan, const LdosePatient *patient,
                    const LdoseWording *wording)
{
    static const gboolean right[] = {FALSE, FALSE, FALSE};
    LdoseFirmness firmness;
    LdosePageTable table;
    ldose_firmness_compute(plan, patient, &firmness);
    g_autofree char *line = ldose_firmness_line(&firmness, wording);
    g_autoptr(GPtrArray) limits = ldose_firmness_limits(&firmness, patient, wording);
    ldose_page_paragraph(out, 0, 0, ldose_wording_text(wording, N_("How firm is this band")));
    ldose_page_paragraph(out, INDENT, INDENT, line);
    ldose_page_table_init(&table, G_N_ELEMENTS(right), right);
    ldose_page_table_add(&table, g_strdup(""));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        ldose_page_table_add(&table, g_strdup(ldose_phrase_drug_title(wording, drug)));
    for (guint i = 0; i < firmness.n_cases; i++) {
        const LdoseFirmCase *c = &firmness.cases[i];
        ldose_page_table_add(&table, ldose_firm_case_name(c, patient, wording));
        for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
            ldose_page_table_add(&table, ldose_firm_case_text(c, plan, (LdoseDrug)drug, wording));
    }
    ldose_page_table_print(&table, out, INDENT);
    for (guint i = 0; i < limits->len; i++)
        ldose_page_paragraph(out, INDENT, INDENT + 2, g_ptr_array_index(limits, i));
    g_string_append_c(out, '\n');
}
