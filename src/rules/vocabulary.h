/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that rule documents are written in. Each word stands once, in vocabulary.c; the loader,
 * columns, JSON and text read it from there. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { LDOSE_FLUDARABINE, LDOSE_CYCLOPHOSPHAMIDE, LDOSE_N_DRUGS } LdoseDrug;

/* A rule may concern one drug or every drug of the plan. */
#define LDOSE_DRUG_ANY LDOSE_N_DRUGS

typedef enum {
    LDOSE_COHORT_RENAL,
    LDOSE_COHORT_HEPATIC,
    LDOSE_COHORT_WEIGHT,
    LDOSE_COHORT_GENERAL,
    LDOSE_N_COHORTS
} LdoseCohort;

/* What a table is cut by. */
typedef enum {
    LDOSE_QUANTITY_CLEARANCE,
    LDOSE_QUANTITY_BILIRUBIN,
    LDOSE_QUANTITY_AST,
    LDOSE_QUANTITY_ALT,
    LDOSE_QUANTITY_BMI,
    LDOSE_QUANTITY_WEIGHT,
    LDOSE_QUANTITY_AGE,
    LDOSE_QUANTITY_WBC,
    LDOSE_QUANTITY_PLATELETS,
    LDOSE_QUANTITY_WEIGHT_CHANGE,
    LDOSE_QUANTITY_DIALYSIS, /* enumerated */
    LDOSE_N_QUANTITIES
} LdoseQuantity;

typedef enum {
    LDOSE_DIALYSIS_NONE,
    LDOSE_DIALYSIS_HD,
    LDOSE_DIALYSIS_PD,
    LDOSE_DIALYSIS_CRRT,
    LDOSE_N_DIALYSIS
} LdoseDialysis;

/* What a matching row says, and what it gives of the base dose:
 *
 *   full, silent, not-read, caution   all of it
 *   fraction, dose-of                 its part; an amount counts in proportion to its base course
 *   fraction-range, choice            a decision, unless the site policy holds a house value
 *   undefined                         what its reading gives; without one a decision or a stop
 *   decide                            a decision that nothing but an override answers
 *   avoid, contraindicated            nothing
 *   size                              no part: which weight doses are worked out from, what cap */
typedef enum {
    LDOSE_OUTCOME_FULL,
    LDOSE_OUTCOME_SILENT,
    LDOSE_OUTCOME_NOT_READ,
    LDOSE_OUTCOME_CAUTION,
    LDOSE_OUTCOME_FRACTION,
    LDOSE_OUTCOME_DOSE_OF,
    LDOSE_OUTCOME_FRACTION_RANGE,
    LDOSE_OUTCOME_CHOICE,
    LDOSE_OUTCOME_UNDEFINED,
    LDOSE_OUTCOME_DECIDE,
    LDOSE_OUTCOME_AVOID,
    LDOSE_OUTCOME_CONTRAINDICATED,
    LDOSE_OUTCOME_SIZE,
    LDOSE_N_OUTCOMES
} LdoseOutcomeKind;

typedef enum {
    LDOSE_EVIDENCE_LABEL,
    LDOSE_EVIDENCE_REPRINT,
    LDOSE_EVIDENCE_SECONDARY,
    LDOSE_EVIDENCE_UNVERIFIED,
    LDOSE_N_EVIDENCE
} LdoseEvidence;

typedef enum { LDOSE_EDGE_TEXT, LDOSE_EDGE_INTERPRETATION, LDOSE_N_EDGE_BASES } LdoseEdgeBasis;

typedef enum {
    LDOSE_WEIGHT_ACTUAL,
    LDOSE_WEIGHT_IDEAL,
    LDOSE_WEIGHT_ADJUSTED25,
    LDOSE_WEIGHT_ADJUSTED40,
    LDOSE_WEIGHT_LEAN,
    LDOSE_WEIGHT_DRY,
    LDOSE_N_WEIGHTS
} LdoseWeightKind;

typedef enum {
    LDOSE_COMBINE_DECIDE,
    LDOSE_COMBINE_LOWEST,
    LDOSE_COMBINE_PRODUCT,
    LDOSE_N_COMBINE
} LdoseCombine;

/* What a guidance is; only a label has a region. */
typedef enum {
    LDOSE_GUIDANCE_LABEL,
    LDOSE_GUIDANCE_CENTRE,
    LDOSE_GUIDANCE_NETWORK,
    LDOSE_GUIDANCE_CHILDREN,
    LDOSE_GUIDANCE_COMPOSED,
    LDOSE_GUIDANCE_GENERAL,
    LDOSE_N_GUIDANCE_KINDS
} LdoseGuidanceKind;

/* The conditions of a case that rules hang on. */
typedef enum {
    LDOSE_CONDITION_PENTOSTATIN,
    LDOSE_CONDITION_HAEMOLYSIS,
    LDOSE_CONDITION_HAEMOLYSIS_ON_FLUDARABINE,
    LDOSE_CONDITION_OUTFLOW_OBSTRUCTION,
    LDOSE_CONDITION_URINARY_INFECTION,
    LDOSE_CONDITION_CYSTITIS_GRADE_4,
    LDOSE_CONDITION_ACTIVE_INFECTION,
    LDOSE_CONDITION_ACTIVE_GVHD,
    LDOSE_CONDITION_BREAST_FEEDING,
    LDOSE_CONDITION_PREGNANCY,
    LDOSE_CONDITION_PORPHYRIA,
    LDOSE_CONDITION_AMPUTATION,
    LDOSE_CONDITION_FLUID,
    LDOSE_CONDITION_EMACIATED,
    LDOSE_CONDITION_MUSCLE_DISEASE,
    LDOSE_CONDITION_PRODUCT_NOT_ON_SITE,
    LDOSE_N_CONDITIONS
} LdoseCondition;

/* One vocabulary: its words by number. A word's id is what documents and cases write; its label is
 * what a person reads, to be translated. */
typedef struct {
    const char *id;
    const char *label;
} LdoseWord;

typedef struct {
    const LdoseWord *words;
    guint n_words;
} LdoseVocabulary;

extern const LdoseVocabulary ldose_drugs, ldose_cohorts, ldose_quantities, ldose_dialysis_kinds,
    ldose_outcome_kinds, ldose_evidence_grades, ldose_edge_bases, ldose_weight_kinds,
    ldose_combine_policies, ldose_guidance_kinds, ldose_conditions;

/* The number of a word, or -1. @length: bytes of @id, or -1 for a zero-terminated one. */
int ldose_vocabulary_find(const LdoseVocabulary *vocabulary, const char *id, gssize length);
const char *ldose_vocabulary_id(const LdoseVocabulary *vocabulary, int number);
const char *ldose_vocabulary_label(const LdoseVocabulary *vocabulary, int number);

G_END_DECLS
