/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "patient-text.h"

#include "finding-acknowledge.h"
#include "phrase.h"

#define HAS(patient, name) LDOSE_PATIENT_HAS(patient, LDOSE_COLUMN_##name)

char *
ldose_patient_line(const LdosePlan *plan, const LdosePatient *patient, const LdoseWording *wording)
{
    g_autofree char *age = ldose_phrase_age(wording, patient->age_years);
    g_autofree char *as_of = ldose_phrase_date(wording, patient->as_of);
    return ldose_sentences(
        2,
        ldose_tell(
            wording, N_("%1$s, %2$s, %3$s, %4$s, body mass index %5$s, body surface %6$s (%7$s)."),
            ldose_wording_text(wording, ldose_vocabulary_label(&ldose_sexes, (int)patient->sex)),
            age, LDOSE_VALUE(wording, patient->height_cm, 2, LDOSE_UNIT_CM),
            LDOSE_VALUE(wording, patient->weight_kg, 3, LDOSE_UNIT_KG),
            LDOSE_VALUE(wording, plan->measures.bmi_kg_m2, 1, LDOSE_UNIT_KG_M2),
            LDOSE_VALUE(wording, plan->measures.bsa_m2, 4, LDOSE_UNIT_M2),
            ldose_phrase_formula(wording, plan->measures.bsa_formula)),
        as_of[0] != '\0' ? ldose_tell(wording, N_("As of %1$s."), as_of) : NULL);
}

/* ---- kidneys --------------------------------------------------------------------------------- */

static char *
creatinine_sentence(const LdosePatient *patient, const LdoseWording *wording)
{
    if (!HAS(patient, CREATININE_MG_DL))
        return ldose_tell(wording, N_("Creatinine: not given."));
    g_autofree char *number = ldose_phrase_creatinine(wording, patient, patient->creatinine_mg_dl);
    g_autofree char *value = patient->creatinine_is_bound
                                 ? ldose_tell(wording, N_("below %1$s"), number)
                                 : g_strdup(number);
    g_autofree char *date = ldose_phrase_date(wording, patient->creatinine_date);
    return date[0] != '\0' ? ldose_tell(wording, N_("Creatinine %1$s of %2$s."), value, date)
                           : ldose_tell(wording, N_("Creatinine %1$s, undated."), value);
}

/* The table that reads the clearance in use, for its metric and limits; NULL: none does. */
static const LdoseTable *
reading_table(const LdosePlan *plan)
{
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        const LdoseRow *row = &plan->drug[drug].row[LDOSE_COHORT_RENAL];
        if (row->table != NULL && row->clearance == plan->clearance_in_use)
            return row->table;
    }
    return NULL;
}

static char *
known_clearance(const LdosePlan *plan, const LdoseClearance *clearance, const LdoseWording *wording)
{
    const LdoseTable *table = reading_table(plan);
    int axis = table != NULL ? ldose_table_axis(table, LDOSE_QUANTITY_CLEARANCE) : -1;
    gboolean indexed = axis >= 0 ? table->axes[axis].indexed : !plan->measures.adult;
    double value = indexed ? clearance->indexed.ml_min_173 : clearance->absolute.ml_min;
    g_autofree char *name = ldose_phrase_clearance_name(wording, clearance, indexed);
    const char *text =
        axis >= 0
            ? ldose_phrase_axis_value(wording, LDOSE_BLOCK_BUFFER, table, (guint)axis, value)
            : LDOSE_VALUE(wording, value, 1, indexed ? LDOSE_UNIT_ML_MIN_173 : LDOSE_UNIT_ML_MIN);
    if (clearance->state == LDOSE_CLEARANCE_UNSTABLE)
        return ldose_tell(wording, N_("Clearance: no estimate is valid while creatinine rises."));
    if (clearance->is_lower_bound)
        return ldose_tell(wording, N_("Clearance above %1$s by %2$s."), text, name);
    return ldose_tell(wording, N_("Clearance %1$s by %2$s."), text, name);
}

static char *
clearance_sentence(const LdosePlan *plan, const LdosePatient *patient, const LdoseWording *wording)
{
    if (patient->dialysis != LDOSE_DIALYSIS_NONE)
        return ldose_tell(wording, N_("Dialysis: %1$s; no estimate of clearance counts."),
                          ldose_phrase_dialysis(wording, patient->dialysis));
    if (plan->clearance_in_use < 0)
        return NULL;
    const LdoseClearance *clearance = &plan->clearance[plan->clearance_in_use];
    if (clearance->state == LDOSE_CLEARANCE_KNOWN || clearance->state == LDOSE_CLEARANCE_UNSTABLE)
        return known_clearance(plan, clearance, wording);
    return ldose_tell(wording, N_("Clearance: not assessed."));
}

char *
ldose_kidney_line(const LdosePlan *plan, const LdosePatient *patient, const LdoseWording *wording)
{
    char *cystatin =
        HAS(patient, CYSTATIN_C_MG_L)
            ? ldose_tell(wording, N_("Cystatin C %1$s."),
                         LDOSE_VALUE(wording, patient->cystatin_c_mg_l, 3, LDOSE_UNIT_MG_L))
            : NULL;
    return ldose_sentences(3, creatinine_sentence(patient, wording), cystatin,
                           clearance_sentence(plan, patient, wording));
}

/* ---- liver ----------------------------------------------------------------------------------- */

/* "Bilirubin 2.4 mg/dL (41 µmol/L)." */
static char *
bilirubin_sentence(const LdosePatient *patient, const LdoseWording *wording)
{
    if (!HAS(patient, BILIRUBIN_MG_DL))
        return ldose_tell(wording, N_("Bilirubin: not given."));
    gboolean umol = LDOSE_CASE_HAS(patient->c, LDOSE_COLUMN_BILIRUBIN_UMOL_L);
    g_autofree char *entered = ldose_phrase_bilirubin(wording, patient);
    return ldose_tell(wording, N_("Bilirubin %1$s (%2$s)."), entered,
                      umol ? LDOSE_VALUE(wording, patient->bilirubin_mg_dl, 2, LDOSE_UNIT_MG_DL)
                           : LDOSE_VALUE(wording, patient->bilirubin_umol_l, 1, LDOSE_UNIT_UMOL_L));
}

/* "AST 52 U/L (limit 40)." */
static char *
enzyme_sentence(const LdosePatient *patient, LdoseColumn column, LdoseColumn limit,
                const LdoseWording *wording)
{
    if (!LDOSE_PATIENT_HAS(patient, column))
        return NULL;
    const char *label = ldose_wording_text(wording, ldose_column_info(column)->label);
    const char *value = LDOSE_VALUE(wording, patient->c->value[column].number, 1, LDOSE_UNIT_U_L);
    if (!LDOSE_PATIENT_HAS(patient, limit))
        return ldose_tell(wording, N_("%1$s %2$s."), label, value);
    return ldose_tell(wording, N_("%1$s %2$s (upper limit %3$s)."), label, value,
                      LDOSE_NUMBER(wording, patient->c->value[limit].number, 1));
}

char *
ldose_liver_line(const LdosePatient *patient, const LdoseWording *wording)
{
    char *cirrhosis = patient->cirrhosis ? ldose_tell(wording, N_("Cirrhosis.")) : NULL;
    char *gilbert = patient->gilbert ? ldose_tell(wording, N_("Gilbert syndrome.")) : NULL;
    char *ascites =
        patient->ascites != LDOSE_ASCITES_NONE
            ? ldose_tell(wording, N_("Ascites: %1$s."),
                         ldose_wording_text(wording, ldose_vocabulary_label(&ldose_ascites_grades,
                                                                            (int)patient->ascites)))
            : NULL;
    return ldose_sentences(
        6, bilirubin_sentence(patient, wording),
        enzyme_sentence(patient, LDOSE_COLUMN_AST_U_L, LDOSE_COLUMN_AST_ULN_U_L, wording),
        enzyme_sentence(patient, LDOSE_COLUMN_ALT_U_L, LDOSE_COLUMN_ALT_ULN_U_L, wording),
        cirrhosis, ascites, gilbert);
}

/* ---- what else was stated -------------------------------------------------------------------- */

static char *
weight_sentence(const LdosePatient *patient, LdoseColumn column, const LdoseWording *wording)
{
    if (!LDOSE_PATIENT_HAS(patient, column))
        return NULL;
    return ldose_tell(wording, N_("%1$s: %2$s."),
                      ldose_wording_text(wording, ldose_column_info(column)->label),
                      LDOSE_VALUE(wording, patient->c->value[column].number, 3, LDOSE_UNIT_KG));
}

static char *
counts_sentence(const LdosePatient *patient, const LdoseWording *wording)
{
    static const LdoseColumn columns[LDOSE_N_COUNTS] = {
        LDOSE_COLUMN_WBC_10E9_L, LDOSE_COLUMN_ANC_10E9_L, LDOSE_COLUMN_PLATELETS_10E9_L};
    char *text = NULL;
    for (int i = 0; i < LDOSE_N_COUNTS; i++) {
        if (LDOSE_PATIENT_HAS(patient, columns[i]))
            text = ldose_sentences(
                2, text,
                ldose_tell(wording, N_("%1$s: %2$s."),
                           ldose_wording_text(wording, ldose_column_info(columns[i])->label),
                           LDOSE_VALUE(wording, patient->c->value[columns[i]].number, 3,
                                       LDOSE_UNIT_10E9_L)));
    }
    return text;
}

char *
ldose_stated_line(const LdosePatient *patient, const LdoseWording *wording)
{
    g_autofree char *conditions = ldose_phrase_conditions(wording, patient->conditions);
    return ldose_sentences(
        4, conditions[0] != '\0' ? ldose_tell(wording, N_("Stated: %1$s."), conditions) : NULL,
        weight_sentence(patient, LDOSE_COLUMN_DRY_WEIGHT_KG, wording),
        weight_sentence(patient, LDOSE_COLUMN_PREVIOUS_WEIGHT_KG, wording),
        counts_sentence(patient, wording));
}
