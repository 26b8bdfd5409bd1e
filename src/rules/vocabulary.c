/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vocabulary.h"

#include <string.h>

#include "wording.h"

#define VOCABULARY(name, count)                                                                    \
    G_STATIC_ASSERT(G_N_ELEMENTS(name##_words) == (count));                                        \
    const LdoseVocabulary name = {name##_words, G_N_ELEMENTS(name##_words)}

static const LdoseWord ldose_drugs_words[] = {
    [LDOSE_FLUDARABINE] = {"fludarabine", N_("fludarabine")},
    [LDOSE_CYCLOPHOSPHAMIDE] = {"cyclophosphamide", N_("cyclophosphamide")},
};
VOCABULARY(ldose_drugs, LDOSE_N_DRUGS);

static const LdoseWord ldose_cohorts_words[] = {
    [LDOSE_COHORT_RENAL] = {"renal", N_("kidneys")},
    [LDOSE_COHORT_HEPATIC] = {"hepatic", N_("liver")},
    [LDOSE_COHORT_WEIGHT] = {"weight", N_("body size")},
    [LDOSE_COHORT_GENERAL] = {"general", N_("general")},
};
VOCABULARY(ldose_cohorts, LDOSE_N_COHORTS);

static const LdoseWord ldose_quantities_words[] = {
    [LDOSE_QUANTITY_CLEARANCE] = {"clearance", N_("clearance")},
    [LDOSE_QUANTITY_BILIRUBIN] = {"bilirubin", N_("bilirubin")},
    [LDOSE_QUANTITY_AST] = {"ast", N_("AST")},
    [LDOSE_QUANTITY_ALT] = {"alt", N_("ALT")},
    [LDOSE_QUANTITY_BMI] = {"bmi", N_("body mass index")},
    [LDOSE_QUANTITY_WEIGHT] = {"weight", N_("weight")},
    [LDOSE_QUANTITY_AGE] = {"age", N_("age")},
    [LDOSE_QUANTITY_WBC] = {"wbc", N_("white cells")},
    [LDOSE_QUANTITY_PLATELETS] = {"platelets", N_("platelets")},
    [LDOSE_QUANTITY_WEIGHT_CHANGE] = {"weight_change", N_("weight change")},
    [LDOSE_QUANTITY_DIALYSIS] = {"dialysis", N_("dialysis")},
};
VOCABULARY(ldose_quantities, LDOSE_N_QUANTITIES);

static const LdoseWord ldose_dialysis_kinds_words[] = {
    [LDOSE_DIALYSIS_NONE] = {"none", N_("none")},
    [LDOSE_DIALYSIS_HD] = {"hd", N_("haemodialysis")},
    [LDOSE_DIALYSIS_PD] = {"pd", N_("peritoneal dialysis")},
    [LDOSE_DIALYSIS_CRRT] = {"crrt", N_("continuous renal replacement")},
};
VOCABULARY(ldose_dialysis_kinds, LDOSE_N_DIALYSIS);

static const LdoseWord ldose_outcome_kinds_words[] = {
    [LDOSE_OUTCOME_FULL] = {"full", N_("No adjustment")},
    [LDOSE_OUTCOME_SILENT] = {"silent", N_("No statement in this source")},
    [LDOSE_OUTCOME_NOT_READ] = {"not-read", N_("Not checked by us")},
    [LDOSE_OUTCOME_CAUTION] = {"caution", N_("Full dose with caution")},
    [LDOSE_OUTCOME_FRACTION] = {"fraction", N_("Reduced dose")},
    [LDOSE_OUTCOME_DOSE_OF] = {"dose-of", N_("Reduced dose")},
    [LDOSE_OUTCOME_FRACTION_RANGE] = {"fraction-range", N_("Reduced dose, to be chosen")},
    [LDOSE_OUTCOME_CHOICE] = {"choice", N_("Sources differ: choose")},
    [LDOSE_OUTCOME_UNDEFINED] = {"undefined", N_("The source has no row here")},
    [LDOSE_OUTCOME_DECIDE] = {"decide", N_("Left to a person by the source")},
    [LDOSE_OUTCOME_AVOID] = {"avoid", N_("Do not give")},
    [LDOSE_OUTCOME_CONTRAINDICATED] = {"contraindicated", N_("Do not give")},
    [LDOSE_OUTCOME_SIZE] = {"size", N_("Body size for the dose")},
};
VOCABULARY(ldose_outcome_kinds, LDOSE_N_OUTCOMES);

static const LdoseWord ldose_evidence_grades_words[] = {
    [LDOSE_EVIDENCE_LABEL] = {"label", N_("read in the label itself")},
    [LDOSE_EVIDENCE_REPRINT] = {"reprint", N_("read in a reprint of the label")},
    [LDOSE_EVIDENCE_SECONDARY] = {"secondary", N_("secondary source")},
    [LDOSE_EVIDENCE_UNVERIFIED] = {"unverified", N_("unverified")},
};
VOCABULARY(ldose_evidence_grades, LDOSE_N_EVIDENCE);

static const LdoseWord ldose_edge_bases_words[] = {
    [LDOSE_EDGE_TEXT] = {"text", N_("limits as the source states them")},
    [LDOSE_EDGE_INTERPRETATION] = {"interpretation", N_("who owns a limit is our reading")},
};
VOCABULARY(ldose_edge_bases, LDOSE_N_EDGE_BASES);

static const LdoseWord ldose_weight_kinds_words[] = {
    [LDOSE_WEIGHT_ACTUAL] = {"actual", N_("actual weight")},
    [LDOSE_WEIGHT_IDEAL] = {"ideal", N_("ideal weight (Devine)")},
    [LDOSE_WEIGHT_ADJUSTED25] = {"adjusted25", N_("adjusted weight, factor 0.25")},
    [LDOSE_WEIGHT_ADJUSTED40] = {"adjusted40", N_("adjusted weight, factor 0.4")},
    [LDOSE_WEIGHT_LEAN] = {"lean", N_("lean weight (Janmahasatian)")},
    [LDOSE_WEIGHT_DRY] = {"dry", N_("dry weight")},
};
VOCABULARY(ldose_weight_kinds, LDOSE_N_WEIGHTS);

static const LdoseWord ldose_combine_policies_words[] = {
    [LDOSE_COMBINE_DECIDE] = {"decide", N_("left to a person")},
    [LDOSE_COMBINE_LOWEST] = {"lowest", N_("the lowest part")},
    [LDOSE_COMBINE_PRODUCT] = {"product", N_("the product of the parts")},
};
VOCABULARY(ldose_combine_policies, LDOSE_N_COMBINE);

static const LdoseWord ldose_guidance_kinds_words[] = {
    [LDOSE_GUIDANCE_LABEL] = {"label", N_("drug label")},
    [LDOSE_GUIDANCE_CENTRE] = {"centre", N_("rule of a centre")},
    [LDOSE_GUIDANCE_NETWORK] = {"network", N_("rule of a network")},
    [LDOSE_GUIDANCE_CHILDREN] = {"children", N_("rule for children")},
    [LDOSE_GUIDANCE_COMPOSED] = {"composed", N_("composed example")},
    [LDOSE_GUIDANCE_GENERAL] = {"general", N_("general findings")},
};
VOCABULARY(ldose_guidance_kinds, LDOSE_N_GUIDANCE_KINDS);

static const LdoseWord ldose_conditions_words[] = {
    [LDOSE_CONDITION_PENTOSTATIN] = {"pentostatin", N_("pentostatin")},
    [LDOSE_CONDITION_HAEMOLYSIS] = {"haemolysis", N_("decompensated haemolytic anaemia")},
    [LDOSE_CONDITION_HAEMOLYSIS_ON_FLUDARABINE] = {"haemolysis_on_fludarabine",
                                                   N_("haemolysis on fludarabine")},
    [LDOSE_CONDITION_OUTFLOW_OBSTRUCTION] = {"outflow_obstruction",
                                             N_("urinary outflow obstruction")},
    [LDOSE_CONDITION_URINARY_INFECTION] = {"urinary_infection", N_("urinary tract infection")},
    [LDOSE_CONDITION_CYSTITIS_GRADE_4] = {"cystitis_grade_4",
                                          N_("earlier grade 4 haemorrhagic cystitis")},
    [LDOSE_CONDITION_ACTIVE_INFECTION] = {"active_infection", N_("active infection")},
    [LDOSE_CONDITION_ACTIVE_GVHD] = {"active_gvhd", N_("active graft-versus-host disease")},
    [LDOSE_CONDITION_BREAST_FEEDING] = {"breast_feeding", N_("breast-feeding")},
    [LDOSE_CONDITION_PREGNANCY] = {"pregnancy", N_("pregnancy")},
    [LDOSE_CONDITION_PORPHYRIA] = {"porphyria", N_("acute porphyria")},
    [LDOSE_CONDITION_AMPUTATION] = {"amputation", N_("amputation")},
    [LDOSE_CONDITION_FLUID] = {"fluid", N_("ascites or oedema in the weight")},
    [LDOSE_CONDITION_EMACIATED] = {"emaciated", N_("emaciated")},
    [LDOSE_CONDITION_MUSCLE_DISEASE] = {"muscle_disease", N_("muscle disease")},
    [LDOSE_CONDITION_PRODUCT_NOT_ON_SITE] = {"product_not_on_site",
                                             N_("cell product not on site")},
};
VOCABULARY(ldose_conditions, LDOSE_N_CONDITIONS);

int
ldose_vocabulary_find(const LdoseVocabulary *vocabulary, const char *id, gssize length)
{
    gsize n = length < 0 ? strlen(id) : (gsize)length;
    for (guint i = 0; i < vocabulary->n_words; i++) {
        const char *word = vocabulary->words[i].id;
        if (strncmp(word, id, n) == 0 && strlen(word) == n)
            return (int)i;
    }
    return -1;
}

const char *
ldose_vocabulary_id(const LdoseVocabulary *vocabulary, int number)
{
    g_assert(number >= 0 && (guint)number < vocabulary->n_words);
    return vocabulary->words[number].id;
}

const char *
ldose_vocabulary_label(const LdoseVocabulary *vocabulary, int number)
{
    g_assert(number >= 0 && (guint)number < vocabulary->n_words);
    return vocabulary->words[number].label;
}
