/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A formulary ("Site policy" on screen): how a site doses, rounds and measures. Immutable once loaded. */
#pragma once

#include <glib.h>

#include "document.h"
#include "formula.h"
#include "number.h"

G_BEGIN_DECLS

/* One row of the clearance policy. All that it states must hold; the first row that holds and whose
 * weight is known counts. */
typedef struct {
    const char *id, *note;
    const LdoseSource *source;
    LdoseFormulaId equation;
    int weight;          /* LdoseWeightKind for Cockcroft-Gault, or -1 */
    LdoseInterval age_years, bmi_kg_m2, height_cm, percent_ideal;
    int condition;       /* LdoseCondition, or -1 */
    int ascites;         /* 0 none, 1 mild, 2 moderate; -1: not asked */
} LdosePolicyCase;

typedef struct {
    LdoseRounding mode;
    double step_mg;
    LdoseInterval calculated_mg; /* of the dose after reduction */
    const LdoseSource *source;
} LdoseRoundingTier;

typedef struct {
    double from_mg, below_mg, dose_mg;
} LdoseBand;

typedef struct {
    const char *id, *name;
    double mg_per_ml;     /* 0: not read, so no volume */
    GArray *warnings;     /* const char * */
    const LdoseSource *source;
} LdoseProduct;

typedef struct {
    gboolean stated;
    double permitted_deviation_percent;
    const LdoseSource *deviation_source;
    gboolean tenth_step;             /* beyond it a tenth of the step is used */
    GArray *tiers;                   /* LdoseRoundingTier */
    GArray *bands;                   /* LdoseBand; NULL: rounded by tiers */
    const LdoseSource *band_source;
    double normal_maximum_percent;   /* of the regimen's own amount; 0: none */
    double absolute_maximum_mg_m2;   /* a day, refused from here on; 0: none */
    double absolute_maximum_mg_kg;   /* likewise */
    double absolute_maximum_mg;      /* likewise */
    const LdoseSource *normal_source, *mg_m2_source, *mg_kg_source, *mg_source; /* NULL: none */
    GArray *products;                /* LdoseProduct */
} LdoseDrugPolicy;

typedef struct {
    const char *guidance, *version, *row, *by, *checked_by;
    double value;
} LdoseHouseValue;

typedef struct {
    LdoseDocument document;
    LdoseFormulaId bsa_formula;
    double bsa_cap_m2; /* 0: none */
    LdoseWeightKind dosing_weight;
    const LdoseSource *bsa_source, *weight_source, *age_source;
    GArray *policy;    /* LdosePolicyCase */
    LdoseDrugPolicy drug[LDOSE_N_DRUGS];
    GArray *house_values; /* LdoseHouseValue */
    int creatinine_days, creatinine_days_abnormal, weight_days; /* 0: no limit */
    gboolean creatinine_in_umol, bilirubin_in_umol;             /* display units */
    gboolean shows_exposure;                                    /* off unless stated; information */
    GArray *notes;                                              /* const char * */
} LdoseFormulary;

/* Errors: LDOSE_ERROR_DOCUMENT. Result: (transfer full) (nullable). */
LdoseFormulary *ldose_formulary_load(const char *path, GError **error);
void ldose_formulary_free(LdoseFormulary *formulary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseFormulary, ldose_formulary_free)

/* The site's value for a row of a guidance. Result: (nullable). */
const LdoseHouseValue *ldose_formulary_house_value(const LdoseFormulary *formulary,
                                                   const char *guidance, const char *version,
                                                   const char *row);

/* @id: bytes, not necessarily zero-terminated. Result: (nullable). */
const LdoseProduct *ldose_formulary_product(const LdoseFormulary *formulary, LdoseDrug drug,
                                            const char *id, gsize length);

G_END_DECLS
