/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-column.h"

#include <string.h>

#include "wording.h"

static const LdoseWord sex_words[] = {{"F", N_("female")}, {"M", N_("male")}};
static const LdoseWord yes_no_words[] = {{"no", N_("no")}, {"yes", N_("yes")}};
static const LdoseWord ascites_words[] = {
    {"none", N_("none")}, {"mild", N_("mild")}, {"moderate", N_("moderate or more")}};
static const LdoseWord encephalopathy_words[] = {
    {"0", N_("none")}, {"1", "1"}, {"2", "2"}, {"3", "3"}, {"4", "4"}};
static const LdoseWord combine_words[] = {{"lowest", N_("the lowest part")},
                                          {"product", N_("the product of the parts")}};

const LdoseVocabulary ldose_sexes = {sex_words, G_N_ELEMENTS(sex_words)};
const LdoseVocabulary ldose_yes_no = {yes_no_words, G_N_ELEMENTS(yes_no_words)};
const LdoseVocabulary ldose_ascites_grades = {ascites_words, G_N_ELEMENTS(ascites_words)};
const LdoseVocabulary ldose_encephalopathy_grades = {encephalopathy_words,
                                                     G_N_ELEMENTS(encephalopathy_words)};
const LdoseVocabulary ldose_combine_answers = {combine_words, G_N_ELEMENTS(combine_words)};

#define TEXT(name, label)        {name, LDOSE_COLUMN_KIND_TEXT, NULL, LDOSE_UNIT_NONE, 0, 0, FALSE, label}
#define DATE(name, label)        {name, LDOSE_COLUMN_KIND_DATE, NULL, LDOSE_UNIT_NONE, 0, 0, FALSE, label}
#define WORD(name, words, label) {name, LDOSE_COLUMN_KIND_WORD, &words, LDOSE_UNIT_NONE, 0, 0, FALSE, label}
#define LIST(name, kind, label)  {name, kind, NULL, LDOSE_UNIT_NONE, 0, 0, FALSE, label}
#define NUMBER(name, unit, least, most, label)                                                     \
    {name, LDOSE_COLUMN_KIND_NUMBER, NULL, unit, least, most, FALSE, label}
#define ABOVE(name, unit, least, most, label)                                                      \
    {name, LDOSE_COLUMN_KIND_NUMBER, NULL, unit, least, most, TRUE, label}
#define BOUND(name, unit, least, most, label)                                                      \
    {name, LDOSE_COLUMN_KIND_BOUNDED_NUMBER, NULL, unit, least, most, TRUE, label}

/* Limits: a value outside them cannot be, or no patient has had it; it is refused as impossible. */
static const LdoseColumnInfo columns[LDOSE_N_COLUMNS] = {
    [LDOSE_COLUMN_CASE_ID] = TEXT("case_id", N_("Case")),
    [LDOSE_COLUMN_REGIMEN] = TEXT("regimen", N_("Regimen")),
    [LDOSE_COLUMN_GUIDANCE] = TEXT("guidance", N_("Guidance")),
    [LDOSE_COLUMN_FORMULARY] = TEXT("formulary", N_("Site policy")),
    [LDOSE_COLUMN_AS_OF] = DATE("as_of", N_("As of")),
    [LDOSE_COLUMN_INFUSION_DATE] = DATE("infusion_date", N_("Date of infusion")),
    [LDOSE_COLUMN_LD_START_DATE] = DATE("ld_start_date", N_("First day of lymphodepletion")),
    [LDOSE_COLUMN_SEX] = WORD("sex", ldose_sexes, N_("Sex")),
    [LDOSE_COLUMN_AGE_YEARS] = NUMBER("age_years", LDOSE_UNIT_YEARS, 0, 130, N_("Age")),
    [LDOSE_COLUMN_BIRTH_DATE] = DATE("birth_date", N_("Date of birth")),
    [LDOSE_COLUMN_HEIGHT_CM] = NUMBER("height_cm", LDOSE_UNIT_CM, 20, 275, N_("Height")),
    [LDOSE_COLUMN_WEIGHT_KG] = NUMBER("weight_kg", LDOSE_UNIT_KG, 0.5, 650, N_("Weight")),
    [LDOSE_COLUMN_WEIGHT_DATE] = DATE("weight_date", N_("Date of weight")),
    [LDOSE_COLUMN_PREVIOUS_WEIGHT_KG] =
        NUMBER("previous_weight_kg", LDOSE_UNIT_KG, 0.5, 650, N_("Previous weight")),
    [LDOSE_COLUMN_DRY_WEIGHT_KG] =
        NUMBER("dry_weight_kg", LDOSE_UNIT_KG, 0.5, 650, N_("Dry weight")),
    [LDOSE_COLUMN_CREATININE_MG_DL] =
        BOUND("creatinine_mg_dl", LDOSE_UNIT_MG_DL, 0, 50, N_("Creatinine")),
    [LDOSE_COLUMN_CREATININE_UMOL_L] =
        BOUND("creatinine_umol_l", LDOSE_UNIT_UMOL_L, 0, 4400, N_("Creatinine")),
    [LDOSE_COLUMN_CREATININE_DATE] = DATE("creatinine_date", N_("Date of creatinine")),
    [LDOSE_COLUMN_CREATININE_EARLIER_MG_DL] =
        ABOVE("creatinine_earlier_mg_dl", LDOSE_UNIT_MG_DL, 0, 50, N_("Earlier creatinine")),
    [LDOSE_COLUMN_CREATININE_EARLIER_UMOL_L] =
        ABOVE("creatinine_earlier_umol_l", LDOSE_UNIT_UMOL_L, 0, 4400, N_("Earlier creatinine")),
    [LDOSE_COLUMN_CREATININE_EARLIER_DATE] =
        DATE("creatinine_earlier_date", N_("Date of the earlier creatinine")),
    [LDOSE_COLUMN_CYSTATIN_C_MG_L] =
        ABOVE("cystatin_c_mg_l", LDOSE_UNIT_MG_L, 0, 20, N_("Cystatin C")),
    [LDOSE_COLUMN_GFR_MEASURED_ML_MIN] =
        ABOVE("gfr_measured_ml_min", LDOSE_UNIT_ML_MIN, 0, 400, N_("Measured GFR")),
    [LDOSE_COLUMN_DIALYSIS] = WORD("dialysis", ldose_dialysis_kinds, N_("Dialysis")),
    [LDOSE_COLUMN_BILIRUBIN_MG_DL] =
        NUMBER("bilirubin_mg_dl", LDOSE_UNIT_MG_DL, 0, 80, N_("Bilirubin")),
    [LDOSE_COLUMN_BILIRUBIN_UMOL_L] =
        NUMBER("bilirubin_umol_l", LDOSE_UNIT_UMOL_L, 0, 1400, N_("Bilirubin")),
    [LDOSE_COLUMN_BILIRUBIN_DIRECT_MG_DL] =
        NUMBER("bilirubin_direct_mg_dl", LDOSE_UNIT_MG_DL, 0, 80, N_("Direct bilirubin")),
    [LDOSE_COLUMN_BILIRUBIN_DIRECT_UMOL_L] =
        NUMBER("bilirubin_direct_umol_l", LDOSE_UNIT_UMOL_L, 0, 1400, N_("Direct bilirubin")),
    [LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL] =
        ABOVE("bilirubin_uln_mg_dl", LDOSE_UNIT_MG_DL, 0, 10, N_("Upper limit of bilirubin")),
    [LDOSE_COLUMN_BILIRUBIN_ULN_UMOL_L] =
        ABOVE("bilirubin_uln_umol_l", LDOSE_UNIT_UMOL_L, 0, 171, N_("Upper limit of bilirubin")),
    [LDOSE_COLUMN_AST_U_L] = NUMBER("ast_u_l", LDOSE_UNIT_U_L, 0, 50000, N_("AST")),
    [LDOSE_COLUMN_AST_ULN_U_L] =
        ABOVE("ast_uln_u_l", LDOSE_UNIT_U_L, 0, 500, N_("Upper limit of AST")),
    [LDOSE_COLUMN_ALT_U_L] = NUMBER("alt_u_l", LDOSE_UNIT_U_L, 0, 50000, N_("ALT")),
    [LDOSE_COLUMN_ALT_ULN_U_L] =
        ABOVE("alt_uln_u_l", LDOSE_UNIT_U_L, 0, 500, N_("Upper limit of ALT")),
    /* From 5 g/L: 3.0 to 5.0 is a value in g/dL. */
    [LDOSE_COLUMN_ALBUMIN_G_L] = ABOVE("albumin_g_l", LDOSE_UNIT_G_L, 5, 100, N_("Albumin")),
    [LDOSE_COLUMN_INR] = NUMBER("inr", LDOSE_UNIT_NONE, 0.5, 20, N_("INR")),
    [LDOSE_COLUMN_CIRRHOSIS] = WORD("cirrhosis", ldose_yes_no, N_("Cirrhosis")),
    [LDOSE_COLUMN_ASCITES] = WORD("ascites", ldose_ascites_grades, N_("Ascites")),
    [LDOSE_COLUMN_ENCEPHALOPATHY] =
        WORD("encephalopathy", ldose_encephalopathy_grades, N_("Encephalopathy")),
    [LDOSE_COLUMN_GILBERT] = WORD("gilbert", ldose_yes_no, N_("Gilbert syndrome")),
    [LDOSE_COLUMN_WBC_10E9_L] = NUMBER("wbc_10e9_l", LDOSE_UNIT_10E9_L, 0, 1000, N_("White cells")),
    [LDOSE_COLUMN_ANC_10E9_L] = NUMBER("anc_10e9_l", LDOSE_UNIT_10E9_L, 0, 1000, N_("Neutrophils")),
    [LDOSE_COLUMN_PLATELETS_10E9_L] =
        NUMBER("platelets_10e9_l", LDOSE_UNIT_10E9_L, 0, 5000, N_("Platelets")),
    [LDOSE_COLUMN_CONDITIONS] =
        LIST("conditions", LDOSE_COLUMN_KIND_CONDITIONS, N_("Conditions present")),
    [LDOSE_COLUMN_CONDITIONS_ABSENT] =
        LIST("conditions_absent", LDOSE_COLUMN_KIND_CONDITIONS, N_("Conditions asked and absent")),
    [LDOSE_COLUMN_CONFIRM] = LIST("confirm", LDOSE_COLUMN_KIND_CONFIRM, N_("Confirmed values")),
    [LDOSE_COLUMN_ESTIMATOR] =
        LIST("estimator", LDOSE_COLUMN_KIND_FORMULA, N_("Clearance equation")),
    [LDOSE_COLUMN_CLEARANCE_WEIGHT] =
        WORD("clearance_weight", ldose_weight_kinds, N_("Weight in the clearance")),
    [LDOSE_COLUMN_BSA_FORMULA] =
        LIST("bsa_formula", LDOSE_COLUMN_KIND_FORMULA, N_("Body surface formula")),
    [LDOSE_COLUMN_BSA_CAP_M2] =
        NUMBER("bsa_cap_m2", LDOSE_UNIT_M2, 0.1, 5, N_("Cap on body surface")),
    [LDOSE_COLUMN_DOSING_WEIGHT_KG] =
        NUMBER("dosing_weight_kg", LDOSE_UNIT_KG, 0.5, 650, N_("Weight for the dose")),
    [LDOSE_COLUMN_FLUDARABINE_FRACTION] =
        ABOVE("fludarabine_fraction", LDOSE_UNIT_NONE, 0, 10, N_("Part of fludarabine")),
    [LDOSE_COLUMN_CYCLOPHOSPHAMIDE_FRACTION] =
        ABOVE("cyclophosphamide_fraction", LDOSE_UNIT_NONE, 0, 10, N_("Part of cyclophosphamide")),
    [LDOSE_COLUMN_COMBINE] =
        WORD("combine", ldose_combine_answers, N_("How two parts of one drug combine")),
    [LDOSE_COLUMN_FLUDARABINE_PRODUCT] = TEXT("fludarabine_product", N_("Fludarabine product")),
    [LDOSE_COLUMN_CYCLOPHOSPHAMIDE_PRODUCT] =
        TEXT("cyclophosphamide_product", N_("Cyclophosphamide product")),
    [LDOSE_COLUMN_ACCEPT_UNVERIFIED] =
        WORD("accept_unverified", ldose_yes_no, N_("Unverified rules accepted")),
    [LDOSE_COLUMN_ORDERED_FLUDARABINE_MG_PER_DAY] =
        ABOVE("ordered_fludarabine_mg_per_day", LDOSE_UNIT_MG, 0, 100000, N_("Ordered fludarabine")),
    [LDOSE_COLUMN_ORDERED_CYCLOPHOSPHAMIDE_MG_PER_DAY] =
        ABOVE("ordered_cyclophosphamide_mg_per_day", LDOSE_UNIT_MG, 0, 100000,
              N_("Ordered cyclophosphamide")),
    [LDOSE_COLUMN_OVERRIDE_REASON] = TEXT("override_reason", N_("Reason for the override")),
    [LDOSE_COLUMN_DECIDED_BY] = TEXT("decided_by", N_("Decided by")),
    [LDOSE_COLUMN_PRESCRIBER] = TEXT("prescriber", N_("Prescriber")),
};

const LdoseColumn ldose_required_columns[LDOSE_N_REQUIRED_COLUMNS] = {
    LDOSE_COLUMN_REGIMEN, LDOSE_COLUMN_GUIDANCE, LDOSE_COLUMN_SEX, LDOSE_COLUMN_HEIGHT_CM,
    LDOSE_COLUMN_WEIGHT_KG};

const LdoseColumnInfo *
ldose_column_info(LdoseColumn column)
{
    g_assert((int)column >= 0 && column < LDOSE_N_COLUMNS);
    return &columns[column];
}

int
ldose_column_find(const char *name, gsize length)
{
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if (strncmp(columns[i].name, name, length) == 0 && strlen(columns[i].name) == length)
            return i;
    }
    return -1;
}
