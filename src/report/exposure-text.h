/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words about predicted exposure: on the page of the app and in JSON, never in print. */
#pragma once

#include <glib.h>

#include "plan-exposure.h"
#include "wording.h"

G_BEGIN_DECLS

/* What stands over every exposure, and what it is for. To be translated. */
const char *ldose_exposure_headline(void);
const char *ldose_exposure_information(void);

/* Machine words of refusals, warnings and studies. */
extern const LdoseVocabulary ldose_exposure_refusals, ldose_exposure_warnings, ldose_studies;

typedef enum {
    LDOSE_MODEL_LANGENHORST_2019,
    LDOSE_MODEL_VARELA_2025,
    LDOSE_N_EXPOSURE_MODELS
} LdoseExposureModel;

/* Whom a model was made from. (transfer full) */
char *ldose_exposure_population_text(LdoseExposureModel model, const LdoseWording *wording);

/* Why a model gives no number: one sentence each; empty where it gives one.
 * (transfer full) (element-type utf8) */
GPtrArray *ldose_exposure_reasons(const LdosePlanExposure *exposure, LdoseExposureModel model,
                                  const LdosePatient *patient, const LdoseWording *wording);

/* What must be known beside the number. (transfer full) (element-type utf8) */
GPtrArray *
ldose_exposure_warning_texts(const LdosePlanExposure *exposure, const LdoseWording *wording);

/* One sentence of @number, a LdoseExposureWarning. (transfer full) */
char *ldose_exposure_warning_text(const LdosePlanExposure *exposure, LdoseExposureWarning number,
                                  const LdoseWording *wording);

/* "17.9 mg·h/L; 90 % interval 12.1 to 26.4 mg·h/L"; NULL: refused. (transfer full) (nullable) */
char *ldose_exposure_value_text(const LdosePlanExposure *exposure, LdoseExposureModel model,
                                const LdoseWording *wording);

/* From the dose of the course to F-ara-A, with the factor; from creatinine to the eGFR used, with
 * what it was before the ceiling. NULL: refused. (transfer full) (nullable) */
char *ldose_exposure_dose_text(const LdosePlanExposure *exposure, const LdoseWording *wording);
char *ldose_exposure_egfr_text(const LdosePlanExposure *exposure, const LdoseWording *wording);

/* A published finding. */
typedef struct {
    char *name, *cohort, *design, *finding, *limits;
    char *range; /* only where product and indication are the study's; NULL: not beside the value */
} LdoseStudyText;

void ldose_study_text_init(LdoseStudyText *text, const LdosePlanExposure *exposure,
                           LdoseStudy study, const LdoseWording *wording);
void ldose_study_text_clear(LdoseStudyText *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(LdoseStudyText, ldose_study_text_clear)

/* The ends of a study's range in mg·h/L; 0: no end. */
void ldose_study_range(LdoseStudy study, double *low_out, double *high_out);

/* What holds for all of them. (transfer full) */
char *ldose_exposure_scale_text(const LdoseWording *wording);

G_END_DECLS
