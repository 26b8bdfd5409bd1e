/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exposure-json.h"

#include "exposure-text.h"
#include "firmness-text.h"

static const LdoseWording *const english = &ldose_wording_plain;

static void
number_or_null(LdoseJsonWriter *json, const char *name, gboolean given, double value)
{
    ldose_json_key(json, name);
    if (given)
        ldose_json_number(json, value);
    else
        ldose_json_null(json);
}

/* ---- firmness -------------------------------------------------------------------------------- */

static void
drug_members(LdoseJsonWriter *json, const LdosePlan *plan, const LdoseFirmCase *c, int drug)
{
    const char *name = ldose_vocabulary_id(&ldose_drugs, drug);
    const struct {
        const char *suffix;
        gboolean given;
        double value;
    } numbers[] = {
        {"fraction", !c->refused && c->drug[drug].has_part, c->drug[drug].part},
        {"mg_per_day", !c->refused && c->drug[drug].has_dose && plan->status == LDOSE_PLAN_FINAL,
         c->drug[drug].given_mg},
    };
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_autofree char *member = g_strdup_printf("%s_%s", name, numbers[i].suffix);
        number_or_null(json, member, numbers[i].given, numbers[i].value);
    }
    g_autofree char *rule = g_strdup_printf("%s_rule", name);
    ldose_json_member(json, rule, c->drug[drug].rule != NULL ? c->drug[drug].rule->id : NULL);
}

static void
case_object(LdoseJsonWriter *json, const LdosePlan *plan, const LdoseFirmCase *c)
{
    static const LdoseUnit units[LDOSE_N_FIRM_INPUTS] = {
        [LDOSE_FIRM_CREATININE] = LDOSE_UNIT_MG_DL,
        [LDOSE_FIRM_WEIGHT] = LDOSE_UNIT_KG,
        [LDOSE_FIRM_HEIGHT] = LDOSE_UNIT_CM,
    };
    ldose_json_open_object(json);
    ldose_json_member(json, "input", ldose_vocabulary_id(&ldose_firm_inputs, (int)c->input));
    ldose_json_member_number(json, "percent", c->percent);
    ldose_json_member_number(json, "value", c->value);
    ldose_json_member(json, "unit", ldose_unit_id(units[c->input]));
    ldose_json_member(json, "status",
                      c->refused ? NULL : ldose_vocabulary_id(&ldose_plan_statuses, (int)c->status));
    ldose_json_member_boolean(json, "differs", c->differs);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        drug_members(json, plan, c, drug);
    ldose_json_close_object(json);
}

static void
limit_object(LdoseJsonWriter *json, const LdoseFirmLimit *limit, int drug, const char *creatinine)
{
    if (!limit->known)
        return;
    ldose_json_open_object(json);
    ldose_json_member(json, "drug", ldose_vocabulary_id(&ldose_drugs, drug));
    ldose_json_member(json, "creatinine", creatinine);
    ldose_json_member_number(json, "creatinine_mg_dl", limit->creatinine_mg_dl);
    ldose_json_member_number(json, "limit", limit->limit);
    ldose_json_member(json, "unit", ldose_unit_id(limit->unit));
    ldose_json_member(json, "rule", limit->beyond->id);
    ldose_json_close_object(json);
}

void
ldose_firmness_json(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient)
{
    LdoseFirmness firmness;
    ldose_firmness_compute(plan, patient, &firmness);
    ldose_json_key(json, "firmness");
    ldose_json_open_object(json);
    ldose_json_member_take(json, "text", ldose_firmness_line(&firmness, english));
    ldose_json_member_boolean(json, "differs", firmness.differ != 0);
    ldose_json_key(json, "cases");
    ldose_json_open_array(json);
    for (guint i = 0; i < firmness.n_cases; i++)
        case_object(json, plan, &firmness.cases[i]);
    ldose_json_close_array(json);
    ldose_json_key(json, "limits");
    ldose_json_open_array(json);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        limit_object(json, &firmness.below[drug], drug, "rises");
        limit_object(json, &firmness.above[drug], drug, "falls");
    }
    ldose_json_close_array(json);
    ldose_json_close_object(json);
}

/* ---- exposure -------------------------------------------------------------------------------- */

/* The words of a set, as an array. */
static void
words(LdoseJsonWriter *json, const char *name, const LdoseVocabulary *vocabulary, guint32 set)
{
    ldose_json_key(json, name);
    ldose_json_open_array(json);
    for (guint i = 0; i < vocabulary->n_words; i++) {
        if ((set & LDOSE_EXPOSURE_BIT(i)) != 0)
            ldose_json_string(json, ldose_vocabulary_id(vocabulary, (int)i));
    }
    ldose_json_close_array(json);
}

static void
texts(LdoseJsonWriter *json, const char *name, GPtrArray *lines)
{
    ldose_json_key(json, name);
    ldose_json_open_array(json);
    for (guint i = 0; i < lines->len; i++)
        ldose_json_string(json, g_ptr_array_index(lines, i));
    ldose_json_close_array(json);
    g_ptr_array_unref(lines);
}

static void
model_object(LdoseJsonWriter *json, const LdosePlanExposure *exposure, LdoseExposureModel model,
             const LdosePatient *patient, int product)
{
    gboolean first = model == LDOSE_MODEL_LANGENHORST_2019;
    guint32 refused = first ? exposure->refused : exposure->varela_refused;
    LdoseFormulaId formula = first ? LDOSE_FORMULA_FLUDARABINE_AUC_LANGENHORST_2019
                                   : LDOSE_FORMULA_FLUDARABINE_AUC_VARELA_2025;
    ldose_json_open_object(json);
    ldose_json_member(json, "model", ldose_formula_get(formula)->id);
    ldose_json_member(json, "product",
                      product >= 0 ? ldose_varela_product_id((LdoseVarelaProduct)product) : NULL);
    ldose_json_member(json, "source", ldose_formula_get(formula)->source);
    ldose_json_member_take(json, "population", ldose_exposure_population_text(model, english));
    words(json, "refused", &ldose_exposure_refusals, refused);
    texts(json, "reasons", ldose_exposure_reasons(exposure, model, patient, english));
    number_or_null(json, "auc_mg_h_l", refused == 0,
                   first ? exposure->auc_mg_h_l : exposure->varela_auc_mg_h_l[MAX(product, 0)]);
    number_or_null(json, "auc_low_mg_h_l", first && refused == 0, exposure->interval.low_mg_h_l);
    number_or_null(json, "auc_high_mg_h_l", first && refused == 0, exposure->interval.high_mg_h_l);
    number_or_null(json, "clearance_l_h", first && refused == 0, exposure->clearance.total_l_h);
    number_or_null(json, "egfr_estimated_ml_min_173", first && refused == 0,
                   exposure->egfr_ml_min_173);
    number_or_null(json, "egfr_used_ml_min_173", first && refused == 0,
                   exposure->egfr_used_ml_min_173);
    ldose_json_close_object(json);
}

static void
models(LdoseJsonWriter *json, const LdosePlanExposure *exposure, const LdosePatient *patient)
{
    ldose_json_key(json, "models");
    ldose_json_open_array(json);
    model_object(json, exposure, LDOSE_MODEL_LANGENHORST_2019, patient, -1);
    for (int product = 0; product < LDOSE_N_VARELA_PRODUCTS; product++) {
        if (exposure->varela_product < 0 || exposure->varela_product == product)
            model_object(json, exposure, LDOSE_MODEL_VARELA_2025, patient, product);
    }
    ldose_json_close_array(json);
}

static void
study_object(LdoseJsonWriter *json, const LdosePlanExposure *exposure, LdoseStudy study)
{
    g_auto(LdoseStudyText) text = {0};
    double low = 0, high = 0;
    ldose_study_text_init(&text, exposure, study, english);
    ldose_study_range(study, &low, &high);
    ldose_json_open_object(json);
    ldose_json_member(json, "id", ldose_vocabulary_id(&ldose_studies, (int)study));
    ldose_json_member(json, "name", text.name);
    ldose_json_member(json, "cohort", text.cohort);
    ldose_json_member(json, "design", text.design);
    ldose_json_member(json, "finding", text.finding);
    ldose_json_member(json, "limits", text.limits);
    ldose_json_member_boolean(json, "applies", text.range != NULL);
    number_or_null(json, "range_low_mg_h_l", text.range != NULL, low);
    number_or_null(json, "range_high_mg_h_l", text.range != NULL && high > 0, high);
    ldose_json_close_object(json);
}

void
ldose_exposure_json(LdoseJsonWriter *json, const LdosePlan *plan, const LdosePatient *patient)
{
    LdosePlanExposure exposure;
    ldose_json_key(json, "exposure");
    if (!plan->rules->formulary->shows_exposure) {
        ldose_json_null(json);
        return;
    }
    ldose_plan_exposure(plan, patient, &exposure);
    gboolean final = plan->status == LDOSE_PLAN_FINAL && exposure.phosphate_mg > 0;
    ldose_json_open_object(json);
    ldose_json_member(json, "headline", ldose_exposure_headline());
    ldose_json_member(json, "information", ldose_exposure_information());
    number_or_null(json, "course_phosphate_mg", final, exposure.phosphate_mg);
    number_or_null(json, "course_fara_a_mg", final, exposure.fara_a_mg);
    ldose_json_member_number(json, "fara_a_per_phosphate", LDOSE_FARA_A_PER_PHOSPHATE);
    number_or_null(json, "doses", final, exposure.n_doses);
    ldose_json_member_number(json, "interval_percent", 90);
    models(json, &exposure, patient);
    words(json, "warnings", &ldose_exposure_warnings, exposure.warnings);
    texts(json, "warning_texts", ldose_exposure_warning_texts(&exposure, english));
    ldose_json_key(json, "studies");
    ldose_json_open_array(json);
    for (int study = 0; study < LDOSE_N_STUDIES; study++)
        study_object(json, &exposure, (LdoseStudy)study);
    ldose_json_close_array(json);
    ldose_json_member_take(json, "scale", ldose_exposure_scale_text(english));
    ldose_json_close_object(json);
}
