/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of formulas. A new formula is its id in the header, an adapter and a row here. */
#include "formula.h"

#include <math.h>
#include <string.h>

#include "kidney.h"
#include "number.h"
#include "wording.h"

/* ---- fields ---- */

/* Where Cockcroft–Gault reaches zero. */
#define AGE_BELOW_YEARS 140.0

typedef struct {
    LdoseFormulaField field;
    const char *column;
    LdoseUnit unit;
    glong offset; /* of a number in LdoseFormulaInput; 0 where it is no number or is not kept */
    LdoseFormulaField base;          /* what it is converted to, with the function for it */
    double (*to_base)(double value); /* NULL: it is a base itself */
} Field;

#define NUMBER(member) .column = #member, .offset = G_STRUCT_OFFSET(LdoseFormulaInput, member)

/* In the order of the bits. */
static const Field FIELDS[] = {
    {LDOSE_FIELD_SEX, .column = "sex"},
    {LDOSE_FIELD_AGE_YEARS, NUMBER(age_years), .unit = LDOSE_UNIT_YEARS},
    {LDOSE_FIELD_HEIGHT_CM, NUMBER(height_cm), .unit = LDOSE_UNIT_CM},
    {LDOSE_FIELD_WEIGHT_KG, NUMBER(weight_kg), .unit = LDOSE_UNIT_KG},
    {LDOSE_FIELD_CREATININE_MG_DL, NUMBER(creatinine_mg_dl), .unit = LDOSE_UNIT_MG_DL},
    {LDOSE_FIELD_CREATININE_UMOL_L, .column = "creatinine_umol_l", .unit = LDOSE_UNIT_UMOL_L,
     .base = LDOSE_FIELD_CREATININE_MG_DL, .to_base = ldose_creatinine_mg_dl_from_umol_l},
    {LDOSE_FIELD_CYSTATIN_C_MG_L, NUMBER(cystatin_c_mg_l), .unit = LDOSE_UNIT_MG_L},
    {LDOSE_FIELD_BILIRUBIN_MG_DL, NUMBER(bilirubin_mg_dl), .unit = LDOSE_UNIT_MG_DL},
    {LDOSE_FIELD_BILIRUBIN_UMOL_L, NUMBER(bilirubin_umol_l), .unit = LDOSE_UNIT_UMOL_L,
     .base = LDOSE_FIELD_BILIRUBIN_MG_DL, .to_base = ldose_bilirubin_mg_dl_from_umol_l},
    {LDOSE_FIELD_BILIRUBIN_ULN_MG_DL, NUMBER(bilirubin_uln_mg_dl), .unit = LDOSE_UNIT_MG_DL},
    {LDOSE_FIELD_BILIRUBIN_ULN_UMOL_L, .column = "bilirubin_uln_umol_l", .unit = LDOSE_UNIT_UMOL_L,
     .base = LDOSE_FIELD_BILIRUBIN_ULN_MG_DL, .to_base = ldose_bilirubin_mg_dl_from_umol_l},
    {LDOSE_FIELD_AST_U_L, NUMBER(ast_u_l), .unit = LDOSE_UNIT_U_L},
    {LDOSE_FIELD_AST_ULN_U_L, NUMBER(ast_uln_u_l), .unit = LDOSE_UNIT_U_L},
    {LDOSE_FIELD_ALBUMIN_G_L, NUMBER(albumin_g_l), .unit = LDOSE_UNIT_G_L},
    {LDOSE_FIELD_INR, NUMBER(inr)},
    {LDOSE_FIELD_ASCITES, .column = "ascites"},
    {LDOSE_FIELD_ENCEPHALOPATHY, .column = "encephalopathy"},
    {LDOSE_FIELD_CIRRHOSIS, .column = "cirrhosis"},
    {LDOSE_FIELD_EGFR_ML_MIN_173, NUMBER(egfr_ml_min_173), .unit = LDOSE_UNIT_ML_MIN_173},
    {LDOSE_FIELD_BSA_M2, NUMBER(bsa_m2), .unit = LDOSE_UNIT_M2},
    {LDOSE_FIELD_DOSE_MG_M2, NUMBER(dose_mg_m2), .unit = LDOSE_UNIT_MG_M2},
    {LDOSE_FIELD_DAYS, NUMBER(days), .unit = LDOSE_UNIT_DAYS},
    {LDOSE_FIELD_PRODUCT, .column = "product"},
    {LDOSE_FIELD_DIALYSIS, .column = "dialysis"},
};
G_STATIC_ASSERT(G_N_ELEMENTS(FIELDS) == LDOSE_N_FORMULA_FIELDS);

static const Field *
find_field(LdoseFormulaField field)
{
    int bit = g_bit_nth_lsf((gulong)field, -1);
    g_assert(bit >= 0 && bit < LDOSE_N_FORMULA_FIELDS && FIELDS[bit].field == field);
    return &FIELDS[bit];
}

static double
number_of(const Field *f, const LdoseFormulaInput *input)
{
    double value;
    memcpy(&value, (const char *)input + f->offset, sizeof value);
    return value;
}

const char *
ldose_formula_field_column(LdoseFormulaField field)
{
    return find_field(field)->column;
}

LdoseUnit
ldose_formula_field_unit(LdoseFormulaField field)
{
    return find_field(field)->unit;
}

gboolean
ldose_formula_field_find(const char *column, LdoseFormulaField *field_out)
{
    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
        if (strcmp(FIELDS[i].column, column) == 0) {
            *field_out = FIELDS[i].field;
            return TRUE;
        }
    }
    return FALSE;
}

void
ldose_formula_input_set(LdoseFormulaInput *input, LdoseFormulaField field, double value)
{
    const Field *f = find_field(field);
    g_assert(f->offset != 0 || f->to_base != NULL);

    if (f->offset != 0) {
        G_STRUCT_MEMBER(double, input, f->offset) = value;
        input->present |= (guint32)field;
    }
    if (f->to_base != NULL)
        ldose_formula_input_set(input, f->base, f->to_base(value));
}

double
ldose_formula_input_number(const LdoseFormulaInput *input, LdoseFormulaField field)
{
    const Field *f = find_field(field);
    g_assert(f->offset != 0 && (input->present & (guint32)field) != 0);
    return number_of(f, input);
}

/* ---- adapters: from the inputs to the functions ---- */

#define ADAPTER(name, expression)                                                                  \
    static void name(const LdoseFormulaInput *in, LdoseFormulaResult *out)                         \
    {                                                                                              \
        out->value = (expression);                                                                 \
    }

ADAPTER(bsa_mosteller, ldose_bsa_mosteller_m2(in->height_cm, in->weight_kg))
ADAPTER(bsa_dubois, ldose_bsa_dubois_m2(in->height_cm, in->weight_kg))
ADAPTER(bsa_haycock, ldose_bsa_haycock_m2(in->height_cm, in->weight_kg))
ADAPTER(bsa_gehan_george, ldose_bsa_gehan_george_m2(in->height_cm, in->weight_kg))
ADAPTER(bsa_boyd, ldose_bsa_boyd_m2(in->height_cm, in->weight_kg))
ADAPTER(bsa_boyd_weight_only, ldose_bsa_boyd_weight_only_m2(in->weight_kg))
ADAPTER(bsa_livingston, ldose_bsa_livingston_m2(in->weight_kg))
ADAPTER(bmi, ldose_bmi_kg_m2(in->height_cm, in->weight_kg))
ADAPTER(ibw_devine, ldose_ibw_devine_kg(in->sex, in->height_cm))
ADAPTER(ibw_robinson, ldose_ibw_robinson_kg(in->sex, in->height_cm))
ADAPTER(adjbw_25,
        ldose_adjusted_weight_kg(ldose_ibw_devine_kg(in->sex, in->height_cm), in->weight_kg, 0.25))
ADAPTER(adjbw_40,
        ldose_adjusted_weight_kg(ldose_ibw_devine_kg(in->sex, in->height_cm), in->weight_kg, 0.40))
ADAPTER(lbw_janmahasatian,
        ldose_lean_weight_janmahasatian_kg(in->sex, in->height_cm, in->weight_kg))
ADAPTER(cockcroft_gault,
        ldose_cockcroft_gault(in->sex, in->age_years, in->weight_kg, in->creatinine_mg_dl).ml_min)
ADAPTER(ckd_epi_2021_cr,
        ldose_ckd_epi_2021_cr(in->sex, in->age_years, in->creatinine_mg_dl).ml_min_173)
ADAPTER(ckd_epi_2009_cr_norace,
        ldose_ckd_epi_2009_cr_norace(in->sex, in->age_years, in->creatinine_mg_dl).ml_min_173)
ADAPTER(ckd_epi_2012_cys,
        ldose_ckd_epi_2012_cys(in->sex, in->age_years, in->cystatin_c_mg_l).ml_min_173)
ADAPTER(ckd_epi_2021_cr_cys,
        ldose_ckd_epi_2021_cr_cys(in->sex, in->age_years, in->creatinine_mg_dl, in->cystatin_c_mg_l)
            .ml_min_173)
ADAPTER(ekfc_2021_cr, ldose_ekfc_2021_cr(in->sex, in->age_years, in->creatinine_mg_dl).ml_min_173)
ADAPTER(ekfc_2023_cys, ldose_ekfc_2023_cys(in->age_years, in->cystatin_c_mg_l).ml_min_173)
ADAPTER(schwartz_bedside_2009,
        ldose_schwartz_bedside_2009(in->height_cm, in->creatinine_mg_dl).ml_min_173)
ADAPTER(ckid_u25_cr,
        ldose_ckid_u25_cr(in->sex, in->age_years, in->height_cm, in->creatinine_mg_dl).ml_min_173)
ADAPTER(ckid_u25_cys, ldose_ckid_u25_cys(in->sex, in->age_years, in->cystatin_c_mg_l).ml_min_173)
ADAPTER(ckid_u25_mean, ldose_ckid_u25_mean(in->sex, in->age_years, in->height_cm,
                                           in->creatinine_mg_dl, in->cystatin_c_mg_l)
                           .ml_min_173)
ADAPTER(mdrd_175_norace,
        ldose_mdrd_175_norace(in->sex, in->age_years, in->creatinine_mg_dl).ml_min_173)
ADAPTER(lund_malmo_revised,
        ldose_lund_malmo_revised(in->sex, in->age_years, in->creatinine_mg_dl).ml_min_173)
ADAPTER(deindex, ldose_deindex((LdoseIndexedClearance){in->egfr_ml_min_173}, in->bsa_m2).ml_min)
ADAPTER(albi, ldose_albi_score(in->bilirubin_mg_dl, in->albumin_g_l))

static void
nci_odwg(const LdoseFormulaInput *in, LdoseFormulaResult *out)
{
    LdoseNciClass nci_class =
        ldose_nci_odwg(in->bilirubin_mg_dl, in->bilirubin_uln_mg_dl, in->ast_u_l, in->ast_uln_u_l);
    out->value = nci_class;
    out->label = ldose_nci_class_id(nci_class);
}

static void
child_pugh(const LdoseFormulaInput *in, LdoseFormulaResult *out)
{
    LdoseChildPugh score = (in->present & LDOSE_FIELD_BILIRUBIN_UMOL_L) != 0
                               ? ldose_child_pugh_umol_l(in->bilirubin_umol_l, in->albumin_g_l,
                                                         in->inr, in->ascites, in->encephalopathy)
                               : ldose_child_pugh(in->bilirubin_mg_dl, in->albumin_g_l, in->inr,
                                                  in->ascites, in->encephalopathy);
    out->value = score.points;
    out->label = ldose_child_pugh_class_id(score.grade);
}

/* mg of fludarabine phosphate in the whole course, by Mosteller: by which formula the models' own
 * cohorts were dosed was not found. */
static double
course_mg(const LdoseFormulaInput *in)
{
    return in->dose_mg_m2 * ldose_bsa_mosteller_m2(in->height_cm, in->weight_kg) * in->days;
}

static double
absolute_ml_min(const LdoseFormulaInput *in)
{
    double bsa_m2 = ldose_bsa_mosteller_m2(in->height_cm, in->weight_kg);
    return ldose_deindex((LdoseIndexedClearance){in->egfr_ml_min_173}, bsa_m2).ml_min;
}

static void
fludarabine_auc_langenhorst_2019(const LdoseFormulaInput *in, LdoseFormulaResult *out)
{
    double ceiling = ldose_langenhorst_2019_egfr_ceiling_ml_min_173(in->age_years);
    LdoseFludarabineClearance clearance =
        ldose_langenhorst_2019_clearance_l_h(in->weight_kg, MIN(in->egfr_ml_min_173, ceiling));
    out->value = ldose_fludarabine_auc_mg_h_l(course_mg(in), clearance.total_l_h);
}

ADAPTER(fludarabine_auc_varela_2025,
        ldose_fludarabine_auc_mg_h_l(course_mg(in),
                                     ldose_varela_2025_clearance_l_h(in->product, in->weight_kg,
                                                                     absolute_ml_min(in))))

/* ---- the table ---- */

/* from and to own their limit, below does not. */
#define FROM(value)  .bounded = TRUE, .owned = TRUE, .limit = (value)
#define TO(value)    .bounded = TRUE, .owned = TRUE, .limit = (value)
#define BELOW(value) .bounded = TRUE, .owned = FALSE, .limit = (value)

#define SIZE    (LDOSE_FIELD_HEIGHT_CM | LDOSE_FIELD_WEIGHT_KG)
#define SEX_AGE (LDOSE_FIELD_SEX | LDOSE_FIELD_AGE_YEARS)
#define ADULT   .age_years = {.low = {FROM(18)}}
#define IDEAL   .height_cm = {.low = {FROM(LDOSE_IDEAL_WEIGHT_FROM_HEIGHT_CM)}}
#define U25_AGE .age_years = {.low = {FROM(1)}, .high = {TO(25)}}
#define U25_SIZE                                                                                   \
    .height_cm = {.low = {FROM(60)}, .high = {TO(200)}},                                           \
    .creatinine_mg_dl = {.low = {FROM(0.1)}, .high = {TO(10)}}
#define U25_CYS   .cystatin_c_mg_l = {.low = {FROM(0.2)}, .high = {TO(8)}}
#define PIERCE    "Pierce 2021, Kidney Int 99:948, doi:10.1016/j.kint.2020.10.047"
#define INKER     "Inker 2021, N Engl J Med 385:1737"
#define NO_LIMITS N_("Adults and children.")
#define EXPOSURE                                                                                   \
    (SIZE | LDOSE_FIELD_AGE_YEARS | LDOSE_FIELD_EGFR_ML_MIN_173 | LDOSE_FIELD_DOSE_MG_M2 |         \
     LDOSE_FIELD_DAYS)

static const LdoseFormula FORMULAS[] = {
    {LDOSE_FORMULA_BSA_MOSTELLER, "bsa_mosteller", LDOSE_FORMULA_KIND_BODY_SURFACE, LDOSE_UNIT_M2,
     .printed_form = "√(height × weight / 3600)", .inputs = SIZE, .population = {.text = NO_LIMITS},
     .source = "Mosteller 1987, N Engl J Med 317:1098", .evaluate = bsa_mosteller},

    {LDOSE_FORMULA_BSA_DUBOIS, "bsa_dubois", LDOSE_FORMULA_KIND_BODY_SURFACE, LDOSE_UNIT_M2,
     .printed_form = "0.007184 × height^0.725 × weight^0.425", .inputs = SIZE,
     .population = {.text = N_("Made from nine subjects; too low in obesity.")},
     .source = "Du Bois 1916, Arch Intern Med 17:863", .evaluate = bsa_dubois},

    {LDOSE_FORMULA_BSA_HAYCOCK, "bsa_haycock", LDOSE_FORMULA_KIND_BODY_SURFACE, LDOSE_UNIT_M2,
     .printed_form = "0.024265 × height^0.3964 × weight^0.5378", .inputs = SIZE,
     .population = {.text = N_("Infants to adults.")}, .source = "Haycock 1978, J Pediatr 93:62",
     .evaluate = bsa_haycock},

    {LDOSE_FORMULA_BSA_GEHAN_GEORGE, "bsa_gehan_george", LDOSE_FORMULA_KIND_BODY_SURFACE,
     LDOSE_UNIT_M2, .printed_form = "0.0235 × height^0.42246 × weight^0.51456", .inputs = SIZE,
     .population = {.text = N_("Made from 401 subjects whose body surface was measured.")},
     .source = "Gehan and George 1970, Cancer Chemother Rep 54:225", .evaluate = bsa_gehan_george},

    {LDOSE_FORMULA_BSA_BOYD, "bsa_boyd", LDOSE_FORMULA_KIND_BODY_SURFACE, LDOSE_UNIT_M2,
     .printed_form = "0.0003207 × height^0.3 × grams^(0.7285 − 0.0188 × log10 grams)",
     .inputs = SIZE, .population = {.text = NO_LIMITS}, .source = "Boyd 1935",
     .evaluate = bsa_boyd},

    {LDOSE_FORMULA_BSA_BOYD_WEIGHT_ONLY, "bsa_boyd_weight_only", LDOSE_FORMULA_KIND_BODY_SURFACE,
     LDOSE_UNIT_M2, .printed_form = "4.688 × grams^(0.8168 − 0.0154 × log10 grams) / 10000",
     .inputs = LDOSE_FIELD_WEIGHT_KG,
     .population = {.text = N_("Children; with caution below 10 kg, in obesity and in cachexia.")},
     .source = "Boyd 1935; UKCCSG 2001, Br J Cancer", .evaluate = bsa_boyd_weight_only},

    {LDOSE_FORMULA_BSA_LIVINGSTON, "bsa_livingston", LDOSE_FORMULA_KIND_BODY_SURFACE, LDOSE_UNIT_M2,
     .printed_form = "0.1173 × weight^0.6466; below 10 kg 0.1037 × weight^0.6724",
     .inputs = LDOSE_FIELD_WEIGHT_KG,
     .population = {.text = N_("Made from 45 patients of 51 to 249 kg and pooled data.")},
     .source = "Livingston and Lee 2001, Am J Physiol Endocrinol Metab",
     .evaluate = bsa_livingston},

    {LDOSE_FORMULA_BMI, "bmi", LDOSE_FORMULA_KIND_BMI, LDOSE_UNIT_KG_M2,
     .printed_form = "weight / (height / 100)²", .inputs = SIZE,
     .population = {.text = N_("Adults and children; the WHO's classes are for adults.")},
     .source = "WHO international classification", .evaluate = bmi},

    {LDOSE_FORMULA_IBW_DEVINE, "ibw_devine", LDOSE_FORMULA_KIND_BODY_WEIGHT, LDOSE_UNIT_KG,
     .printed_form = "F 45.5, M 50, + 2.3 × (height / 2.54 − 60)",
     .inputs = LDOSE_FIELD_SEX | LDOSE_FIELD_HEIGHT_CM,
     .population = {ADULT, IDEAL, .text = N_("Adults of 152.4 cm (60 inches) or more.")},
     .source = "Devine", .evaluate = ibw_devine},

    {LDOSE_FORMULA_IBW_ROBINSON, "ibw_robinson", LDOSE_FORMULA_KIND_BODY_WEIGHT, LDOSE_UNIT_KG,
     .printed_form = "F 49 + 1.7 × (height / 2.54 − 60); M 52 + 1.9 × (height / 2.54 − 60)",
     .inputs = LDOSE_FIELD_SEX | LDOSE_FIELD_HEIGHT_CM,
     .population = {ADULT, IDEAL, .text = N_("Adults of 152.4 cm (60 inches) or more.")},
     .source = "Robinson", .evaluate = ibw_robinson},

    {LDOSE_FORMULA_ADJBW_25, "adjbw_25", LDOSE_FORMULA_KIND_BODY_WEIGHT, LDOSE_UNIT_KG,
     .printed_form = "ibw_devine + 0.25 × (weight − ibw_devine)", .inputs = LDOSE_FIELD_SEX | SIZE,
     .population =
         {ADULT, IDEAL,
          /* xgettext:no-c-format */
          .text = N_("Adults of 152.4 cm (60 inches) or more, above a limit between 120 and 130 % "
                     "of ideal weight (sources differ).")},
     .source = "Shem-Tov 2015, Oncologist 20:50, doi:10.1634/theoncologist.2014-0187",
     .evaluate = adjbw_25},

    {LDOSE_FORMULA_ADJBW_40, "adjbw_40", LDOSE_FORMULA_KIND_BODY_WEIGHT, LDOSE_UNIT_KG,
     .printed_form = "ibw_devine + 0.40 × (weight − ibw_devine)", .inputs = LDOSE_FIELD_SEX | SIZE,
     .population =
         {ADULT, IDEAL,
          /* xgettext:no-c-format */
          .text = N_("Adults of 152.4 cm (60 inches) or more, above a limit between 120 and 130 % "
                     "of ideal weight (sources differ).")},
     .source = "ClinCalc, MDCalc; the usual factor for drug dosing", .evaluate = adjbw_40},

    {LDOSE_FORMULA_LBW_JANMAHASATIAN, "lbw_janmahasatian", LDOSE_FORMULA_KIND_BODY_WEIGHT,
     LDOSE_UNIT_KG,
     .printed_form = "F 9270 × weight / (8780 + 244 × bmi); M 9270 × weight / (6680 + 216 × bmi)",
     .inputs = LDOSE_FIELD_SEX | SIZE,
     .population = {.age_years = {.low = {FROM(18)}, .high = {TO(82)}},
                    .weight_kg = {.low = {FROM(40.7)}, .high = {TO(216.5)}},
                    .bmi_kg_m2 = {.low = {FROM(17.1)}, .high = {TO(69.9)}},
                    .text =
                        N_("Adults of 18 to 82 years, 40.7 to 216.5 kg and a body mass index of "
                           "17.1 to 69.9; not validated in children.")},
     .source =
         "Janmahasatian 2005, Clin Pharmacokinet 44:1051, doi:10.2165/00003088-200544100-00004",
     .evaluate = lbw_janmahasatian},

    {LDOSE_FORMULA_COCKCROFT_GAULT, "cockcroft_gault", LDOSE_FORMULA_KIND_ABSOLUTE_CLEARANCE,
     LDOSE_UNIT_ML_MIN, .printed_form = "(140 − age) × weight / (72 × creatinine), F × 0.85",
     .inputs = SEX_AGE | LDOSE_FIELD_WEIGHT_KG | LDOSE_FIELD_CREATININE_MG_DL,
     .population = {ADULT, .text = N_("Adults from 18 years; made from 249 men.")},
     .source = "Cockcroft and Gault 1976, Nephron 16:31", .evaluate = cockcroft_gault},

    {LDOSE_FORMULA_CKD_EPI_2021_CR, "ckd_epi_2021_cr", LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
     LDOSE_UNIT_ML_MIN_173,
     .printed_form = "142 × min(creatinine/κ, 1)^α × max(creatinine/κ, 1)^−1.200 × 0.9938^age, "
                     "F × 1.012; κ F 0.7, M 0.9; α F −0.241, M −0.302",
     .inputs = SEX_AGE | LDOSE_FIELD_CREATININE_MG_DL,
     .population = {ADULT, .text = N_("Adults from 18 years; too high from 18 to 30 years.")},
     .source = INKER, .evaluate = ckd_epi_2021_cr},

    {LDOSE_FORMULA_CKD_EPI_2009_CR_NORACE, "ckd_epi_2009_cr_norace",
     LDOSE_FORMULA_KIND_INDEXED_CLEARANCE, LDOSE_UNIT_ML_MIN_173,
     .printed_form = "141 × min(creatinine/κ, 1)^α × max(creatinine/κ, 1)^−1.209 × 0.993^age, "
                     "F × 1.018; κ F 0.7, M 0.9; α F −0.329, M −0.411",
     .inputs = SEX_AGE | LDOSE_FIELD_CREATININE_MG_DL,
     .population = {ADULT, .text = N_("Adults from 18 years.")},
     .source = "Levey 2009, Ann Intern Med 150:604, PMC2763564",
     .evaluate = ckd_epi_2009_cr_norace},

    {LDOSE_FORMULA_CKD_EPI_2012_CYS, "ckd_epi_2012_cys", LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
     LDOSE_UNIT_ML_MIN_173,
     .printed_form = "133 × min(cystatin/0.8, 1)^−0.499 × max(cystatin/0.8, 1)^−1.328 × 0.996^age, "
                     "F × 0.932",
     .inputs = SEX_AGE | LDOSE_FIELD_CYSTATIN_C_MG_L,
     .population = {ADULT, .text = N_("Adults from 18 years.")},
     .source = "Inker 2012, N Engl J Med 367:20", .evaluate = ckd_epi_2012_cys},

    {LDOSE_FORMULA_CKD_EPI_2021_CR_CYS, "ckd_epi_2021_cr_cys", LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
     LDOSE_UNIT_ML_MIN_173,
     .printed_form = "135 × min(creatinine/κ, 1)^α × max(creatinine/κ, 1)^−0.544 × "
                     "min(cystatin/0.8, 1)^−0.323 × max(cystatin/0.8, 1)^−0.778 × 0.9961^age, "
                     "F × 0.963; κ F 0.7, M 0.9; α F −0.219, M −0.144",
     .inputs = SEX_AGE | LDOSE_FIELD_CREATININE_MG_DL | LDOSE_FIELD_CYSTATIN_C_MG_L,
     .population = {ADULT, .text = N_("Adults from 18 years.")}, .source = INKER,
     .evaluate = ckd_epi_2021_cr_cys},

    {LDOSE_FORMULA_EKFC_2021_CR, "ekfc_2021_cr", LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
     LDOSE_UNIT_ML_MIN_173,
     .printed_form =
         "107.3 × (creatinine/Q)^−0.322 below Q, ^−1.132 from Q, × 0.990^(age − 40) above "
         "40 years; Q in µmol/L above 25 years F 62, M 80, else F exp(3.080 + 0.177 × age "
         "− 0.223 × ln age − 0.00596 × age² + 0.0000686 × age³), M exp(3.200 + 0.259 × age "
         "− 0.543 × ln age − 0.00763 × age² + 0.0000790 × age³)",
     .inputs = SEX_AGE | LDOSE_FIELD_CREATININE_MG_DL,
     .population = {.age_years = {.low = {FROM(2)}, .high = {TO(100)}},
                    .text = N_("2 to 100 years.")},
     .source = "Pottel 2021, Ann Intern Med 174:183, doi:10.7326/M20-4366",
     .evaluate = ekfc_2021_cr},

    {LDOSE_FORMULA_EKFC_2023_CYS, "ekfc_2023_cys", LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
     LDOSE_UNIT_ML_MIN_173,
     .printed_form =
         "107.3 × (cystatin/Q)^−0.322 below Q, ^−1.132 from Q, × 0.990^(age − 40) above 40 "
         "years; Q in mg/L 0.83 to 50 years, 0.83 + 0.005 × (age − 50) above",
     .inputs = LDOSE_FIELD_AGE_YEARS | LDOSE_FIELD_CYSTATIN_C_MG_L,
     .population = {.age_years = {.low = {FROM(18)}, .high = {TO(100)}},
                    .text = N_("Adults of 18 to 100 years.")},
     .source = "Pottel 2023, N Engl J Med 388:333, doi:10.1056/NEJMoa2203769",
     .evaluate = ekfc_2023_cys},

    {LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009, "schwartz_bedside_2009",
     LDOSE_FORMULA_KIND_INDEXED_CLEARANCE, LDOSE_UNIT_ML_MIN_173,
     .printed_form = "0.413 × height / creatinine",
     .inputs = LDOSE_FIELD_HEIGHT_CM | LDOSE_FIELD_CREATININE_MG_DL,
     .population = {.age_years = {.low = {FROM(1)}, .high = {BELOW(18)}},
                    .text =
                        N_("Children from 1 to below 18 years (the paper: to 16 years); enzymatic "
                           "creatinine.")},
     .source = "Schwartz 2009, J Am Soc Nephrol 20:629, doi:10.1681/ASN.2008030287",
     .evaluate = schwartz_bedside_2009},

    {LDOSE_FORMULA_CKID_U25_CR, "ckid_u25_cr", LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
     LDOSE_UNIT_ML_MIN_173,
     .printed_form = "K × height / 100 / creatinine; K below 12 years F 36.1, M 39.0, × "
                     "1.008^(age − 12); below 18 years F 36.1 × 1.023^(age − 12), M 39.0 × "
                     "1.045^(age − 12); from 18 years F 41.4, M 50.8",
     .inputs = SEX_AGE | LDOSE_FIELD_HEIGHT_CM | LDOSE_FIELD_CREATININE_MG_DL,
     .population = {U25_AGE, U25_SIZE,
                    .text = N_("1 to 25 years, 60 to 200 cm, creatinine 0.1 to 10 mg/dL.")},
     .source = PIERCE, .evaluate = ckid_u25_cr},

    {LDOSE_FORMULA_CKID_U25_CYS, "ckid_u25_cys", LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
     LDOSE_UNIT_ML_MIN_173,
     .printed_form =
         "K / cystatin; F K below 12 years 79.9 × 1.004^(age − 12), below 18 years 79.9 × "
         "0.974^(age − 12), from 18 years 68.3; M K below 15 years 87.2 × 1.011^(age − 15), "
         "below 18 years 87.2 × 0.960^(age − 15), from 18 years 77.1",
     .inputs = SEX_AGE | LDOSE_FIELD_CYSTATIN_C_MG_L,
     .population = {U25_AGE, U25_CYS, .text = N_("1 to 25 years, cystatin C 0.2 to 8 mg/L.")},
     .source = PIERCE, .evaluate = ckid_u25_cys},

    {LDOSE_FORMULA_CKID_U25_MEAN, "ckid_u25_mean", LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
     LDOSE_UNIT_ML_MIN_173, .printed_form = "(ckid_u25_cr + ckid_u25_cys) / 2",
     .inputs = SEX_AGE | LDOSE_FIELD_HEIGHT_CM | LDOSE_FIELD_CREATININE_MG_DL |
               LDOSE_FIELD_CYSTATIN_C_MG_L,
     .population = {U25_AGE, U25_SIZE, U25_CYS,
                    .text =
                        N_("1 to 25 years, 60 to 200 cm, creatinine 0.1 to 10 mg/dL, cystatin C "
                           "0.2 to 8 mg/L.")},
     .source = PIERCE, .evaluate = ckid_u25_mean},

    {LDOSE_FORMULA_MDRD_175_NORACE, "mdrd_175_norace", LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
     LDOSE_UNIT_ML_MIN_173, .printed_form = "175 × creatinine^−1.154 × age^−0.203, F × 0.742",
     .inputs = SEX_AGE | LDOSE_FIELD_CREATININE_MG_DL,
     .population = {ADULT, .text = N_("Adults from 18 years.")}, .source = "Levey 2006",
     .evaluate = mdrd_175_norace},

    {LDOSE_FORMULA_LUND_MALMO_REVISED, "lund_malmo_revised", LDOSE_FORMULA_KIND_INDEXED_CLEARANCE,
     LDOSE_UNIT_ML_MIN_173,
     .printed_form = "exp(X − 0.0158 × age + 0.438 × ln age), c = creatinine in µmol/L; "
                     "F X = 2.50 + 0.0121 × (150 − c) below 150, else 2.50 − 0.926 × ln(c/150); "
                     "M X = 2.56 + 0.00968 × (180 − c) below 180, else 2.56 − 0.926 × ln(c/180)",
     .inputs = SEX_AGE | LDOSE_FIELD_CREATININE_MG_DL,
     .population = {ADULT, .text = N_("Adults from 18 years; made from 850 Swedish patients.")},
     .source = "Björk 2011, Scand J Clin Lab Invest 71:232", .evaluate = lund_malmo_revised},

    {LDOSE_FORMULA_DEINDEX, "deindex", LDOSE_FORMULA_KIND_ABSOLUTE_CLEARANCE, LDOSE_UNIT_ML_MIN,
     .printed_form = "indexed clearance × body surface / 1.73",
     .inputs = LDOSE_FIELD_EGFR_ML_MIN_173 | LDOSE_FIELD_BSA_M2, .population = {.text = NO_LIMITS},
     .source = "KDIGO 2011; National Kidney Foundation 2025", .evaluate = deindex},

    {LDOSE_FORMULA_NCI_ODWG, "nci_odwg", LDOSE_FORMULA_KIND_LIVER, LDOSE_UNIT_NONE,
     LDOSE_FORMULA_ANSWER_LABEL,
     .printed_form = "bilirubin above 3 × ULN severe, above 1.5 × ULN moderate, above ULN mild; "
                     "else AST above ULN mild; else normal",
     .inputs = LDOSE_FIELD_BILIRUBIN_MG_DL | LDOSE_FIELD_BILIRUBIN_ULN_MG_DL | LDOSE_FIELD_AST_U_L |
               LDOSE_FIELD_AST_ULN_U_L,
     .zero_allowed = LDOSE_FIELD_BILIRUBIN_MG_DL | LDOSE_FIELD_AST_U_L,
     .population = {.text = N_("Not in Gilbert's syndrome.")},
     .source = "NCI Organ Dysfunction Working Group, as in Ramalingam 2010, J Clin Oncol 28:4507",
     .evaluate = nci_odwg},

    {LDOSE_FORMULA_CHILD_PUGH, "child_pugh", LDOSE_FORMULA_KIND_LIVER, LDOSE_UNIT_SCORE,
     LDOSE_FORMULA_ANSWER_VALUE_LABEL,
     .printed_form =
         "1, 2 or 3 points each: bilirubin below 2, 2–3, above 3 mg/dL (below 34, 34–51, "
         "above 51 µmol/L); albumin above 35, 28–35, below 28 g/L; INR below 1.7, "
         "1.7–2.3, above 2.3; ascites none, mild, moderate; encephalopathy 0, 1–2, 3–4; "
         "A 5–6, B 7–9, C 10–15",
     .inputs = LDOSE_FIELD_BILIRUBIN_MG_DL | LDOSE_FIELD_ALBUMIN_G_L | LDOSE_FIELD_INR |
               LDOSE_FIELD_ASCITES | LDOSE_FIELD_ENCEPHALOPATHY,
     .optional = LDOSE_FIELD_BILIRUBIN_UMOL_L,
     .zero_allowed = LDOSE_FIELD_BILIRUBIN_MG_DL | LDOSE_FIELD_BILIRUBIN_UMOL_L,
     .population = {.cirrhosis = TRUE, .text = N_("Cirrhosis only.")},
     .source = "MSD Manual 2023, Child-Turcotte-Pugh table (albumin 28–35 g/L)",
     .evaluate = child_pugh},

    {LDOSE_FORMULA_ALBI, "albi", LDOSE_FORMULA_KIND_LIVER, LDOSE_UNIT_SCORE,
     .printed_form = "0.66 × log10(bilirubin in µmol/L) − 0.085 × albumin",
     .inputs = LDOSE_FIELD_BILIRUBIN_MG_DL | LDOSE_FIELD_ALBUMIN_G_L,
     .population = {.text = N_("Made for hepatocellular carcinoma.")},
     .source = "Johnson 2015, J Clin Oncol 33:550, doi:10.1200/JCO.2014.57.9151", .evaluate = albi},

    {LDOSE_FORMULA_FLUDARABINE_AUC_LANGENHORST_2019, "fludarabine_auc_langenhorst_2019",
     LDOSE_FORMULA_KIND_EXPOSURE, LDOSE_UNIT_MG_H_L,
     .printed_form =
         "dose in mg/m² of fludarabine phosphate × bsa_mosteller × days × 285.2/365.2 / ((3.24 + "
         "0.782 × eGFR × 0.06) × (weight/70)^0.75); eGFR at most 35 + 70 × age below 1.5 years, "
         "140 "
         "to 30 years, 140 − 0.8 × (age − 30) above",
     .inputs = EXPOSURE, .optional = LDOSE_FIELD_DIALYSIS,
     .population = {.age_years = {.low = {FROM(0.3)}, .high = {TO(74)}},
                    .weight_kg = {.low = {FROM(4.3)}, .high = {TO(130)}},
                    .egfr_ml_min_173 = {.low = {FROM(25)}},
                    .no_dialysis = TRUE,
                    .refuses = TRUE,
                    .text = N_("Made from 258 recipients of an allogeneic transplant of 0.3 to 74 "
                               "years, 4.3 to 130 kg, eGFR from 25; not for dialysis or a rising "
                               "creatinine. Information only.")},
     .source = "Langenhorst 2019, Clin Pharmacokinet 58:627, doi:10.1007/s40262-018-0715-9",
     .evaluate = fludarabine_auc_langenhorst_2019},

    {LDOSE_FORMULA_FLUDARABINE_AUC_VARELA_2025, "fludarabine_auc_varela_2025",
     LDOSE_FORMULA_KIND_EXPOSURE, LDOSE_UNIT_MG_H_L,
     .printed_form =
         "dose in mg/m² of fludarabine phosphate × bsa_mosteller × days × 285.2/365.2 / ((4.4 with "
         "axi-cel, 3.9 with tisa-cel + 1.7 × eGFR × bsa_mosteller / 1.73 / 96) × (weight/70)^0.75)",
     .inputs = EXPOSURE | LDOSE_FIELD_PRODUCT, .optional = LDOSE_FIELD_DIALYSIS,
     .population = {.age_years = {.low = {FROM(23)}, .high = {TO(82)}},
                    .weight_kg = {.low = {FROM(52)}, .high = {TO(101)}},
                    .absolute_ml_min = {.low = {FROM(39)}, .high = {TO(214)}},
                    .no_dialysis = TRUE,
                    .refuses = TRUE,
                    .text = N_("Made from 56 adults with large B-cell lymphoma before axi-cel or "
                               "tisa-cel, 23 to 82 years, 52 to 101 kg, creatinine clearance 39 to "
                               "214 mL/min; not for dialysis or a rising creatinine. Information "
                               "only.")},
     .source = "Varela-Gonzalez-Aller 2025, Pharmaceutics 17:1592, "
               "doi:10.3390/pharmaceutics17121592",
     .evaluate = fludarabine_auc_varela_2025},
};
G_STATIC_ASSERT(G_N_ELEMENTS(FORMULAS) == LDOSE_N_FORMULAS);

/* ---- reading the table ---- */

const LdoseFormula *
ldose_formula_get(LdoseFormulaId formula)
{
    g_assert((guint)formula < LDOSE_N_FORMULAS && FORMULAS[formula].number == formula);
    return &FORMULAS[formula];
}

const LdoseFormula *
ldose_formula_find(const char *id)
{
    for (guint i = 0; i < LDOSE_N_FORMULAS; i++) {
        if (strcmp(FORMULAS[i].id, id) == 0)
            return &FORMULAS[i];
    }
    return NULL;
}

gboolean
ldose_formula_is_clearance(LdoseFormulaId formula)
{
    LdoseFormulaKind kind = ldose_formula_get(formula)->kind;
    return (kind == LDOSE_FORMULA_KIND_ABSOLUTE_CLEARANCE ||
            kind == LDOSE_FORMULA_KIND_INDEXED_CLEARANCE) &&
           formula != LDOSE_FORMULA_DEINDEX;
}

guint32
ldose_formula_missing(LdoseFormulaId formula, const LdoseFormulaInput *input)
{
    return ldose_formula_get(formula)->inputs & ~input->present;
}

static gboolean
number_is_usable(LdoseFormulaField field, double value, gboolean zero_allowed)
{
    if (!isfinite(value))
        return FALSE;
    if (field == LDOSE_FIELD_AGE_YEARS && value >= AGE_BELOW_YEARS)
        return FALSE;
    if (field == LDOSE_FIELD_DAYS && value - floor(value) > 0)
        return FALSE;
    return zero_allowed ? value >= 0 : value > 0;
}

static gboolean
field_is_usable(const LdoseFormula *formula, const Field *f, const LdoseFormulaInput *input)
{
    if (f->offset != 0)
        return number_is_usable(f->field, number_of(f, input),
                                (formula->zero_allowed & (guint32)f->field) != 0);
    if (f->field == LDOSE_FIELD_SEX)
        return input->sex == LDOSE_SEX_FEMALE || input->sex == LDOSE_SEX_MALE;
    if (f->field == LDOSE_FIELD_ASCITES)
        return (guint)input->ascites < LDOSE_N_ASCITES;
    if (f->field == LDOSE_FIELD_ENCEPHALOPATHY)
        return input->encephalopathy >= 0 && input->encephalopathy <= LDOSE_ENCEPHALOPATHY_MAX;
    if (f->field == LDOSE_FIELD_PRODUCT)
        return (guint)input->product < LDOSE_N_VARELA_PRODUCTS;
    return TRUE;
}

guint32
ldose_formula_unusable(LdoseFormulaId formula, const LdoseFormulaInput *input)
{
    const LdoseFormula *row = ldose_formula_get(formula);
    guint32 given = (row->inputs | row->optional) & input->present;
    guint32 unusable = 0;

    for (guint i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
        guint32 bit = (guint32)FIELDS[i].field;
        if ((given & bit) != 0 && !field_is_usable(row, &FIELDS[i], input))
            unusable |= bit;
    }
    return unusable;
}

static gboolean
has_size(const LdoseFormulaInput *input)
{
    return (input->present & SIZE) == SIZE &&
           number_is_usable(LDOSE_FIELD_HEIGHT_CM, input->height_cm, FALSE) &&
           number_is_usable(LDOSE_FIELD_WEIGHT_KG, input->weight_kg, FALSE);
}

gboolean
ldose_formula_in_population(LdoseFormulaId formula, const LdoseFormulaInput *input,
                            guint32 *outside_out)
{
    const LdoseFormulaPopulation *p = &ldose_formula_get(formula)->population;
    const struct {
        LdoseFormulaField field;
        const LdoseInterval *range;
        double value;
    } checks[] = {
        {LDOSE_FIELD_AGE_YEARS, &p->age_years, input->age_years},
        {LDOSE_FIELD_HEIGHT_CM, &p->height_cm, input->height_cm},
        {LDOSE_FIELD_WEIGHT_KG, &p->weight_kg, input->weight_kg},
        {LDOSE_FIELD_CREATININE_MG_DL, &p->creatinine_mg_dl, input->creatinine_mg_dl},
        {LDOSE_FIELD_CYSTATIN_C_MG_L, &p->cystatin_c_mg_l, input->cystatin_c_mg_l},
        {LDOSE_FIELD_EGFR_ML_MIN_173, &p->egfr_ml_min_173, input->egfr_ml_min_173},
    };
    guint32 outside = 0;

    for (guint i = 0; i < G_N_ELEMENTS(checks); i++) {
        guint32 bit = (guint32)checks[i].field;
        if ((input->present & bit) != 0 &&
            !ldose_interval_contains(checks[i].range, checks[i].value))
            outside |= bit;
    }
    if (has_size(input) &&
        !ldose_interval_contains(&p->bmi_kg_m2,
                                 ldose_bmi_kg_m2(input->height_cm, input->weight_kg)))
        outside |= SIZE;
    if (has_size(input) && (input->present & LDOSE_FIELD_EGFR_ML_MIN_173) != 0 &&
        number_is_usable(LDOSE_FIELD_EGFR_ML_MIN_173, input->egfr_ml_min_173, FALSE) &&
        !ldose_interval_contains(&p->absolute_ml_min, absolute_ml_min(input)))
        outside |= LDOSE_FIELD_EGFR_ML_MIN_173;
    if (p->no_dialysis && (input->present & LDOSE_FIELD_DIALYSIS) != 0 && input->dialysis)
        outside |= LDOSE_FIELD_DIALYSIS;
    if (p->cirrhosis && (input->present & LDOSE_FIELD_CIRRHOSIS) != 0 && !input->cirrhosis)
        outside |= LDOSE_FIELD_CIRRHOSIS;

    if (outside_out != NULL)
        *outside_out = outside;
    return outside == 0;
}

gboolean
ldose_formula_compute(LdoseFormulaId formula, const LdoseFormulaInput *input,
                      LdoseFormulaResult *out)
{
    const LdoseFormula *row = ldose_formula_get(formula);
    LdoseFormulaResult result = {.label = NULL};

    if (ldose_formula_missing(formula, input) != 0 || ldose_formula_unusable(formula, input) != 0)
        return FALSE;
    if (row->population.refuses && !ldose_formula_in_population(formula, input, NULL))
        return FALSE;
    row->evaluate(input, &result);
    if (!isfinite(result.value))
        return FALSE;
    if (row->kind != LDOSE_FORMULA_KIND_LIVER && !(result.value > 0))
        return FALSE;
    *out = result;
    return TRUE;
}
