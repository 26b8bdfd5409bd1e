/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predicted exposure to fludarabine: the cumulative area under the curve (AUC) of F-ara-A by two
 * published population models.
 *
 * Information only. No dose is computed from it, and no rule asks for it. Doses are prescribed as
 * fludarabine phosphate (365.2 g/mol); both models describe F-ara-A (285.2 g/mol): the factor
 * between them belongs to the model, and without it every AUC is 28 % too high. Varela states it;
 * that it holds for Langenhorst is inferred (PK 1.4; labels: docs/sources.md). Inputs are
 * finite and above 0: a programmer error otherwise. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* mg of F-ara-A per mg of fludarabine phosphate. */
#define LDOSE_FARA_A_PER_PHOSPHATE (285.2 / 365.2)

/* The two products that Varela 2025 has a constant for. */
typedef enum {
    LDOSE_VARELA_AXI_CEL,
    LDOSE_VARELA_TISA_CEL,
    LDOSE_N_VARELA_PRODUCTS
} LdoseVarelaProduct;

/* "axi-cel", "tisa-cel". */
const char *ldose_varela_product_id(LdoseVarelaProduct product);
/* FALSE: the model knows no such product. */
gboolean ldose_varela_product_find(const char *id, LdoseVarelaProduct *product_out);

/* The people whom a model was made from. Ends belong to the range. */
typedef struct {
    double age_low_years, age_high_years;
    double weight_low_kg, weight_high_kg;
    double egfr_low_ml_min_173;               /* Langenhorst; it has no upper end */
    double crcl_low_ml_min, crcl_high_ml_min; /* Varela */
} LdoseExposurePopulation;

/* Langenhorst: 258 recipients of an allogeneic transplant; eGFR in mL/min/1.73 m², capped by the
 * model itself. Varela: 56 adults with large B-cell lymphoma before CAR-T cells; creatinine
 * clearance in mL/min. */
extern const LdoseExposurePopulation ldose_langenhorst_2019_population,
    ldose_varela_2025_population;

typedef struct {
    double non_renal_l_h, renal_l_h, total_l_h;
} LdoseFludarabineClearance;

/* The ceiling that the model puts on eGFR.
 *
 * @age_years: 0 or more
 *
 * Result: mL/min/1.73 m²: 35 at birth, rising in a line to 140 at 1.5 years, 140 to 30 years, then
 * 8 less a decade.
 * Notes: that the rise is a line is our reading (PK 1.3).
 * Rounding: none.
 * References: Langenhorst 2019, section 2.5, as transcribed in PK 1.3.
 * Tested against: tests/oracle/flu-pk-values.csv. */
double ldose_langenhorst_2019_egfr_ceiling_ml_min_173(double age_years);

/* Clearance of F-ara-A by Langenhorst 2019: (3.24 + 0.782 × eGFR × 0.06) × (weight/70)^0.75.
 *
 * @weight_kg: actual weight, kg
 * @egfr_ml_min_173: in the model's own metric, already under its ceiling
 *
 * Result: L/h, in its two parts.
 * Notes: the paper's abstract gives 3.24 and 0.782; its table prints 3.2 and 0.78.
 * Rounding: none.
 * References: Langenhorst. Clin Pharmacokinet 2019;58:627, doi:10.1007/s40262-018-0715-9.
 * Tested against: tests/oracle/flu-pk-values.csv. */
LdoseFludarabineClearance
ldose_langenhorst_2019_clearance_l_h(double weight_kg, double egfr_ml_min_173);

/* Clearance of F-ara-A by Varela 2025: (4.4 or 3.9 + 1.7 × CrCl / 96) × (weight/70)^0.75.
 *
 * @product: axi-cel has 4.4, tisa-cel 3.9
 * @weight_kg: actual weight, kg
 * @crcl_ml_min: Cockcroft–Gault, mL/min, not indexed, without a ceiling
 *
 * Result: L/h.
 * Notes: that clearance is not indexed is our reading (PK 2).
 * Rounding: none.
 * References: Varela-Gonzalez-Aller. Pharmaceutics 2025;17:1592,
 * doi:10.3390/pharmaceutics17121592.
 * Tested against: tests/oracle/flu-pk-values.csv. */
double
ldose_varela_2025_clearance_l_h(LdoseVarelaProduct product, double weight_kg, double crcl_ml_min);

/* Cumulative AUC from 0 to infinity of all doses.
 *
 * @phosphate_mg: fludarabine phosphate of the whole course, mg
 * @clearance_l_h: of F-ara-A, L/h
 *
 * Result: mg·h/L = phosphate × 285.2/365.2 / clearance.
 * Rounding: none. */
double ldose_fludarabine_auc_mg_h_l(double phosphate_mg, double clearance_l_h);

typedef struct {
    double low_mg_h_l, high_mg_h_l;
} LdoseExposureInterval;

/* Where nine of ten patients with the same weight and eGFR are expected, by Langenhorst 2019:
 * AUC × exp(± 1.645 × √(ln(1 + 0.23²) + ln(1 + 0.12²) / doses)).
 *
 * @auc_mg_h_l: of all doses
 * @n_doses: how many equal doses, 1 or more
 *
 * Notes: 23 % between patients, 12 % from dose to dose; how sure the model's own numbers are is not
 * in it. */
LdoseExposureInterval ldose_langenhorst_2019_interval_mg_h_l(double auc_mg_h_l, int n_doses);

G_END_DECLS
