/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exposure-text.h"

#include "phrase.h"

#define AUC(wording, value) LDOSE_VALUE(wording, value, 1, LDOSE_UNIT_MG_H_L)

/* Texts with numbers are made below. */
static const LdoseWord refusal_words[LDOSE_N_EXPOSURE_REFUSALS] = {
    [LDOSE_EXPOSURE_NOT_FINAL] = {"not-final",
                                  N_("The plan is not final: exposure is told only of a "
                                     "final plan.")},
    [LDOSE_EXPOSURE_NO_FLUDARABINE] = {"no-fludarabine", N_("The regimen holds no fludarabine.")},
    [LDOSE_EXPOSURE_DIALYSIS] = {"dialysis",
                                 N_("The patient is on dialysis: neither model holds there.")},
    [LDOSE_EXPOSURE_UNSTABLE] = {"creatinine-unstable", N_("Creatinine is rising: no estimate of "
                                                           "clearance is valid.")},
    [LDOSE_EXPOSURE_BOUND] = {"creatinine-bound",
                              N_("Creatinine is only known to lie below a value: "
                                 "the clearance that the model needs is open.")},
    [LDOSE_EXPOSURE_NO_CREATININE] = {"no-creatinine",
                                      N_("Neither a creatinine nor a measured GFR is "
                                         "given.")},
    [LDOSE_EXPOSURE_AGE] = {"age", NULL},
    [LDOSE_EXPOSURE_WEIGHT] = {"weight", NULL},
    [LDOSE_EXPOSURE_CLEARANCE] = {"clearance", NULL},
};
const LdoseVocabulary ldose_exposure_refusals = {refusal_words, LDOSE_N_EXPOSURE_REFUSALS};

static const LdoseWord warning_words[LDOSE_N_EXPOSURE_WARNINGS] = {
    [LDOSE_EXPOSURE_CAPPED] = {"egfr-capped", NULL},
    [LDOSE_EXPOSURE_UNDER_2] = {"age-under-2", N_("Below 2 years the model has no term for the "
                                                  "maturing of clearance beyond its ceiling on "
                                                  "eGFR.")},
    [LDOSE_EXPOSURE_CHILD] = {"child", N_("In children the model lies above what was found: at the "
                                          "paper’s median child it gives 22 % more than the paper "
                                          "reports. Unexplained.")},
    [LDOSE_EXPOSURE_SCHWARTZ] = {"schwartz-constant",
                                 N_("The paper takes a Schwartz equation; which "
                                    "constant was not found. The bedside "
                                    "constant is used.")},
    [LDOSE_EXPOSURE_OBESE] = {"obese",
                              N_("A high body mass index: the model takes actual weight; a "
                                 "later model takes fat-free mass.")},
    [LDOSE_EXPOSURE_MEASURED_GFR] = {"measured-gfr",
                                     N_("A measured GFR takes the place of the "
                                        "model’s own eGFR; the size of the error is "
                                        "unknown.")},
    [LDOSE_EXPOSURE_SPARSE] = {"egfr-25-to-45",
                               N_("An eGFR of 25 to 45: probably few such people were among "
                                  "those whom the model was made from.")},
    [LDOSE_EXPOSURE_NO_STUDY] = {"no-study",
                                 N_("No published finding is for exactly this product and "
                                    "indication: no range stands beside the value.")},
    [LDOSE_EXPOSURE_OTHER_DISEASE] = {"other-disease",
                                      N_("The second model was made from adults with "
                                         "large B-cell lymphoma; this regimen is not "
                                         "for that alone.")},
    [LDOSE_EXPOSURE_OTHER_PRODUCT] = {"other-product", N_("The second model knows axi-cel and "
                                                          "tisa-cel only: both of its values are "
                                                          "told.")},
};
const LdoseVocabulary ldose_exposure_warnings = {warning_words, LDOSE_N_EXPOSURE_WARNINGS};

static const LdoseWord study_words[LDOSE_N_STUDIES] = {
    [LDOSE_STUDY_FABRIZIO_2022] = {"fabrizio-2022", "Fabrizio 2022, Blood Adv 6:1961"},
    [LDOSE_STUDY_DEKKER_2022] = {"dekker-2022", "Dekker 2022, Blood Adv 6:1969"},
    [LDOSE_STUDY_SCORDO_2023] = {"scordo-2023",
                                 "Scordo 2023, Blood Adv, doi:10.1182/bloodadvances.2023010302"},
};
const LdoseVocabulary ldose_studies = {study_words, LDOSE_N_STUDIES};

const char *
ldose_exposure_headline(void)
{
    return N_(
        "Two published models disagree by 27–38 % for the same patient; this page cannot tell "
        "whether a dose is right.");
}

const char *
ldose_exposure_information(void)
{
    return N_("Information only: no dose is worked out from it, and it changes no rule.");
}

char *
ldose_exposure_population_text(LdoseExposureModel model, const LdoseWording *wording)
{
    const LdoseExposurePopulation *people = model == LDOSE_MODEL_LANGENHORST_2019
                                                ? &ldose_langenhorst_2019_population
                                                : &ldose_varela_2025_population;
    const char *young = LDOSE_NUMBER(wording, people->age_low_years, 1);
    const char *old = LDOSE_NUMBER(wording, people->age_high_years, 1);
    const char *light = LDOSE_NUMBER(wording, people->weight_low_kg, 1);
    const char *heavy = LDOSE_NUMBER(wording, people->weight_high_kg, 1);
    if (model == LDOSE_MODEL_LANGENHORST_2019)
        return ldose_tell(
            wording,
            N_("Made from 258 people before an allogeneic transplant, not before CAR-T "
               "cells: %1$s to %2$s years, %3$s to %4$s kg."),
            young, old, light, heavy);
    return ldose_tell(
        wording,
        N_("Made from 56 adults with large B-cell lymphoma before axi-cel or tisa-cel: "
           "%1$s to %2$s years, %3$s to %4$s kg."),
        young, old, light, heavy);
}

/* ---- why there is no number ------------------------------------------------------------------ */

static char *
age_reason(const LdoseExposurePopulation *people, const LdosePatient *patient,
           const LdoseWording *wording)
{
    g_autofree char *age = ldose_phrase_age(wording, patient->age_years);
    return ldose_tell(
        wording, N_("Age %1$s: outside the model, which was made from people of %2$s to %3$s."),
        age, LDOSE_NUMBER(wording, people->age_low_years, 1),
        LDOSE_VALUE(wording, people->age_high_years, 1, LDOSE_UNIT_YEARS));
}

static char *
clearance_reason(const LdosePlanExposure *exposure, LdoseExposureModel model,
                 const LdoseExposurePopulation *people, const LdoseWording *wording)
{
    if (model == LDOSE_MODEL_LANGENHORST_2019)
        return ldose_tell(
            wording,
            N_("Clearance %1$s: outside the model, which was made from people with %2$s or more."),
            LDOSE_VALUE(wording, exposure->egfr_ml_min_173, 1, LDOSE_UNIT_ML_MIN_173),
            LDOSE_VALUE(wording, people->egfr_low_ml_min_173, 1, LDOSE_UNIT_ML_MIN_173));
    return ldose_tell(wording,
                      N_("Clearance %1$s: outside the model, which was made from people with %2$s "
                         "to %3$s."),
                      LDOSE_VALUE(wording, exposure->crcl_ml_min, 1, LDOSE_UNIT_ML_MIN),
                      LDOSE_NUMBER(wording, people->crcl_low_ml_min, 1),
                      LDOSE_VALUE(wording, people->crcl_high_ml_min, 1, LDOSE_UNIT_ML_MIN));
}

static char *
reason(const LdosePlanExposure *exposure, LdoseExposureModel model, LdoseExposureRefusal number,
       const LdosePatient *patient, const LdoseWording *wording)
{
    const LdoseExposurePopulation *people = model == LDOSE_MODEL_LANGENHORST_2019
                                                ? &ldose_langenhorst_2019_population
                                                : &ldose_varela_2025_population;
    if (number == LDOSE_EXPOSURE_AGE)
        return age_reason(people, patient, wording);
    if (number == LDOSE_EXPOSURE_WEIGHT)
        return ldose_tell(
            wording,
            N_("Weight %1$s: outside the model, which was made from people of %2$s to %3$s."),
            LDOSE_VALUE(wording, patient->weight_kg, 2, LDOSE_UNIT_KG),
            LDOSE_NUMBER(wording, people->weight_low_kg, 1),
            LDOSE_VALUE(wording, people->weight_high_kg, 1, LDOSE_UNIT_KG));
    if (number == LDOSE_EXPOSURE_CLEARANCE)
        return clearance_reason(exposure, model, people, wording);
    return g_strdup(ldose_wording_text(wording, refusal_words[number].label));
}

GPtrArray *
ldose_exposure_reasons(const LdosePlanExposure *exposure, LdoseExposureModel model,
                       const LdosePatient *patient, const LdoseWording *wording)
{
    guint32 refused =
        model == LDOSE_MODEL_LANGENHORST_2019 ? exposure->refused : exposure->varela_refused;
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < LDOSE_N_EXPOSURE_REFUSALS; i++) {
        if ((refused & LDOSE_EXPOSURE_BIT(i)) != 0)
            g_ptr_array_add(texts,
                            reason(exposure, model, (LdoseExposureRefusal)i, patient, wording));
    }
    return texts;
}

/* ---- what must be known ---------------------------------------------------------------------- */

char *
ldose_exposure_warning_text(const LdosePlanExposure *exposure, LdoseExposureWarning number,
                            const LdoseWording *wording)
{
    g_assert(number < LDOSE_N_EXPOSURE_WARNINGS);
    if (number == LDOSE_EXPOSURE_CAPPED)
        return ldose_tell(
            wording, N_("The model puts a ceiling on eGFR: %1$s was estimated, %2$s is used."),
            LDOSE_VALUE(wording, exposure->egfr_ml_min_173, 1, LDOSE_UNIT_ML_MIN_173),
            LDOSE_VALUE(wording, exposure->egfr_used_ml_min_173, 1, LDOSE_UNIT_ML_MIN_173));
    return g_strdup(ldose_wording_text(wording, warning_words[number].label));
}

GPtrArray *
ldose_exposure_warning_texts(const LdosePlanExposure *exposure, const LdoseWording *wording)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < LDOSE_N_EXPOSURE_WARNINGS; i++) {
        if ((exposure->warnings & LDOSE_EXPOSURE_BIT(i)) != 0)
            g_ptr_array_add(
                texts, ldose_exposure_warning_text(exposure, (LdoseExposureWarning)i, wording));
    }
    return texts;
}

/* ---- values ---------------------------------------------------------------------------------- */

static char *
varela_value_text(const LdosePlanExposure *exposure, const LdoseWording *wording)
{
    if (exposure->varela_product >= 0)
        return g_strdup(AUC(wording, exposure->varela_auc_mg_h_l[exposure->varela_product]));
    return ldose_tell(wording, N_("%1$s with its number for axi-cel, %2$s with that for tisa-cel"),
                      AUC(wording, exposure->varela_auc_mg_h_l[LDOSE_VARELA_AXI_CEL]),
                      AUC(wording, exposure->varela_auc_mg_h_l[LDOSE_VARELA_TISA_CEL]));
}

char *
ldose_exposure_value_text(const LdosePlanExposure *exposure, LdoseExposureModel model,
                          const LdoseWording *wording)
{
    if (model == LDOSE_MODEL_VARELA_2025)
        return exposure->varela_refused == 0 ? varela_value_text(exposure, wording) : NULL;
    if (exposure->refused != 0)
        return NULL;
    return ldose_tell(wording, N_("%1$s; 90 %% interval %2$s to %3$s"),
                      AUC(wording, exposure->auc_mg_h_l),
                      LDOSE_NUMBER(wording, exposure->interval.low_mg_h_l, 1),
                      AUC(wording, exposure->interval.high_mg_h_l));
}

char *
ldose_exposure_dose_text(const LdosePlanExposure *exposure, const LdoseWording *wording)
{
    if (exposure->refused != 0 && exposure->varela_refused != 0)
        return NULL;
    return ldose_tell(wording,
                      N_("%1$s of fludarabine phosphate in the whole course (doses: %2$s) × "
                         "285.2/365.2 = %3$s of F-ara-A, the substance in the blood."),
                      LDOSE_MG(wording, exposure->phosphate_mg),
                      LDOSE_WHOLE(wording, exposure->n_doses),
                      LDOSE_VALUE(wording, exposure->fara_a_mg, 1, LDOSE_UNIT_MG));
}

char *
ldose_exposure_egfr_text(const LdosePlanExposure *exposure, const LdoseWording *wording)
{
    if (exposure->refused != 0)
        return NULL;
    const char *egfr = LDOSE_VALUE(wording, exposure->egfr_ml_min_173, 1, LDOSE_UNIT_ML_MIN_173);
    const char *clearance = LDOSE_NUMBER(wording, exposure->clearance.total_l_h, 2);
    if ((exposure->warnings & LDOSE_EXPOSURE_BIT(LDOSE_EXPOSURE_MEASURED_GFR)) != 0)
        return ldose_tell(wording, N_("Measured GFR %1$s; clearance of F-ara-A %2$s L/h."), egfr,
                          clearance);
    if (exposure->egfr_formula == LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009)
        return ldose_tell(wording,
                          N_("eGFR by Schwartz, as the first model takes it: %1$s; clearance of "
                             "F-ara-A %2$s L/h."),
                          egfr, clearance);
    return ldose_tell(wording,
                      N_("eGFR by Cockcroft–Gault with actual weight, indexed, as the first model "
                         "takes it: %1$s; clearance of F-ara-A %2$s L/h."),
                      egfr, clearance);
}

/* ---- the studies ----------------------------------------------------------------------------- */

void
ldose_study_range(LdoseStudy study, double *low_out, double *high_out)
{
    static const struct {
        double low, high;
    } ranges[LDOSE_N_STUDIES] = {
        [LDOSE_STUDY_FABRIZIO_2022] = {13.8, 0},
        [LDOSE_STUDY_DEKKER_2022] = {14, 0},
        [LDOSE_STUDY_SCORDO_2023] = {18, 20},
    };
    g_assert(study < LDOSE_N_STUDIES);
    *low_out = ranges[study].low;
    *high_out = ranges[study].high;
}

#define N1(value) LDOSE_NUMBER(wording, value, 1)
#define N2(value) LDOSE_NUMBER(wording, value, 2)

static void
tell_fabrizio(LdoseStudyText *text, const LdoseWording *wording)
{
    text->cohort = ldose_tell(wording,
                              N_("152 children and young adults with B-cell ALL before tisa-cel; "
                                 "median age %1$s years."),
                              N1(12.5));
    text->design = ldose_tell(wording, N_("Retrospective; AUC estimated by a population model from "
                                          "transplants; the cut-off was chosen in the same data."));
    text->finding = ldose_tell(wording,
                               N_("Below %1$s relapse was more frequent: hazard ratio %2$s (95 %% "
                                  "interval %3$s to %4$s)."),
                               AUC(wording, 13.8), N2(2.45), N2(1.34), N2(4.48));
    text->limits = ldose_tell(wording,
                              N_("No upper bound is given; the burden of disease was a strong "
                                 "co-factor (hazard ratio of relapse %1$s)."),
                              N2(2.66));
}

static void
tell_dekker(LdoseStudyText *text, const LdoseWording *wording)
{
    text->cohort = ldose_tell(wording, N_("26 patients with B-cell ALL before tisa-cel."));
    text->design = ldose_tell(wording, N_("Retrospective; AUC from measured concentrations."));
    text->finding = ldose_tell(wording,
                               N_("Below %1$s the median leukaemia-free survival was %2$s months, "
                                  "from there on %3$s months."),
                               AUC(wording, 14), N1(1.8), N1(12.9));
    text->limits = ldose_tell(wording,
                              N_("26 patients; on the scale of measured values, from which the "
                                 "model differed by %1$s or more in up to half of them."),
                              AUC(wording, 4));
}

static void
tell_scordo(LdoseStudyText *text, const LdoseWording *wording)
{
    text->cohort =
        ldose_tell(wording, N_("199 adults with aggressive B-cell lymphoma before axi-cel."));
    text->design = ldose_tell(wording, N_("Retrospective; AUC estimated by a population model."));
    text->finding = ldose_tell(wording,
                               N_("From %1$s to %2$s against below %1$s: hazard ratio of "
                                  "progression or death %3$s (95 %% interval %4$s to %5$s). Above "
                                  "%2$s neurotoxicity was more frequent."),
                               N1(18), AUC(wording, 20), N2(0.52), N2(0.30), N2(0.91));
    text->limits =
        ldose_tell(wording,
                   N_("A window of %1$s found in retrospect; kidneys and age, from which "
                      "AUC is estimated, bear on the outcome themselves. Of patients "
                      "predicted at 19 about 18 %% truly lie in it."),
                   AUC(wording, 2));
}

void
ldose_study_text_init(LdoseStudyText *text, const LdosePlanExposure *exposure, LdoseStudy study,
                      const LdoseWording *wording)
{
    double low, high;
    *text = (LdoseStudyText){.name = g_strdup(ldose_vocabulary_label(&ldose_studies, (int)study))};
    if (study == LDOSE_STUDY_FABRIZIO_2022)
        tell_fabrizio(text, wording);
    else if (study == LDOSE_STUDY_DEKKER_2022)
        tell_dekker(text, wording);
    else
        tell_scordo(text, wording);
    if ((exposure->applies & LDOSE_EXPOSURE_BIT(study)) == 0 || exposure->refused != 0)
        return;
    ldose_study_range(study, &low, &high);
    text->range =
        high > 0
            ? ldose_tell(wording, N_("Published for this product and indication: %1$s to %2$s"),
                         N1(low), AUC(wording, high))
            : ldose_tell(wording, N_("Published for this product and indication: %1$s or more"),
                         AUC(wording, low));
}

void
ldose_study_text_clear(LdoseStudyText *text)
{
    g_clear_pointer(&text->name, g_free);
    g_clear_pointer(&text->cohort, g_free);
    g_clear_pointer(&text->design, g_free);
    g_clear_pointer(&text->finding, g_free);
    g_clear_pointer(&text->limits, g_free);
    g_clear_pointer(&text->range, g_free);
}

char *
ldose_exposure_scale_text(const LdoseWording *wording)
{
    return ldose_tell(
        wording,
        N_("Estimated ranges belong to the scale of one model only, most likely the first. "
           "No study was prospective; a randomised trial (NCT07223021) has not "
           "reported."));
}
