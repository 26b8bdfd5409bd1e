/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan: the dose of each drug, or why there is none; with every finding and every open decision. The
 * result is plain data; texts are made from it by the renderers. */
#pragma once

#include <glib.h>

#include "clearance.h"
#include "finding.h"
#include "guidance.h"
#include "patient.h"
#include "regimen.h"
#include "rounding.h"
#include "rule-set.h"
#include "schedule.h"
#include "trace.h"

G_BEGIN_DECLS

/* What the rules give, in rising severity. */
typedef enum {
    LDOSE_PLAN_FINAL,
    LDOSE_PLAN_DECISION,
    LDOSE_PLAN_INCOMPLETE,
    LDOSE_PLAN_CONTRAINDICATED,
    LDOSE_N_PLAN_STATUSES
} LdosePlanStatus;

/* Whether the page may leave the pharmacy. */
typedef enum {
    LDOSE_RELEASE_CLEAR,
    LDOSE_RELEASE_ACKNOWLEDGE,
    LDOSE_RELEASE_BLOCKED,
    LDOSE_N_RELEASES
} LdoseRelease;

extern const LdoseVocabulary ldose_plan_statuses, ldose_releases;

/* ---- one table for one drug ------------------------------------------------------------------ */

typedef enum {
    LDOSE_ROW_NONE,         /* the drug has no table of this cohort for this regimen */
    LDOSE_ROW_MATCHED,
    LDOSE_ROW_INCOMPLETE,   /* a value is missing */
    LDOSE_ROW_CHILD,        /* a limit in mL/min, and the patient is a child */
    LDOSE_ROW_NO_ESTIMATE,  /* no confirmed clearance equation for this patient */
    LDOSE_ROW_UNSTABLE,     /* creatinine is rising */
    LDOSE_ROW_BOUND_OPEN,   /* creatinine is a bound and several rows are possible */
} LdoseRowState;

typedef struct {
    LdoseRowState state;
    const LdoseTable *table;
    const LdoseRule *rule;     /* the row that holds the patient's values; of an open bound the lowest */
    gboolean dialysis_reading; /* the worst row, because the table does not name dialysis */
    int clearance;             /* number in LdosePlan.clearance, or -1 */
    double values[LDOSE_TABLE_MAX_AXES];
    guint64 missing;           /* columns */
} LdoseRow;

/* ---- decisions ------------------------------------------------------------------------------- */

typedef enum {
    LDOSE_DECISION_RANGE,              /* the source gives a range of parts */
    LDOSE_DECISION_CHOICE,             /* sources differ */
    LDOSE_DECISION_UNDEFINED,          /* the source has no row: one neighbour or the other */
    LDOSE_DECISION_GILBERT,            /* bilirubin row although Gilbert syndrome */
    LDOSE_DECISION_COMBINE,            /* kidney and liver part of one drug */
    LDOSE_DECISION_PER_KG_WEIGHT,      /* which weight a dose per kg uses */
    LDOSE_DECISION_UNDER_10_KG,
    LDOSE_DECISION_LEFT_TO_PERSON,     /* by the source, without a figure */
    LDOSE_DECISION_CREATININE_UNSTABLE,
    LDOSE_DECISION_CREATININE_BOUND,
    LDOSE_DECISION_NO_ESTIMATE,
    LDOSE_DECISION_NO_RULE_FOR_CHILDREN,
    LDOSE_DECISION_DRUG_NOT_COVERED,
    LDOSE_DECISION_UNVERIFIED_REGIMEN,
    LDOSE_DECISION_UNVERIFIED_RULE,
    LDOSE_DECISION_ANSWER_NEEDS_OVERRIDE, /* a part was chosen where the rule leaves no choice */
    LDOSE_DECISION_OVER_LIMIT,
    LDOSE_DECISION_NO_BAND,
    LDOSE_N_DECISIONS
} LdoseDecisionKind;

/* A decision's id, and the column that answers it ("" : only an override does). */
typedef struct {
    const char *id;
    const char *answer;  /* a column name; "fraction" stands for <drug>_fraction */
    const char *question; /* to be translated */
} LdoseDecisionInfo;

const LdoseDecisionInfo *ldose_decision_info(LdoseDecisionKind kind);

typedef struct {
    const char *source_id;  /* NULL: not a source's */
    const char *remark;     /* "" : none */
    gboolean stop;          /* this answer means: do not give */
    LdosePart part;         /* of the base dose */
    int weight;             /* LdoseWeightKind, or -1 */
    double weight_kg;
    int combine;            /* LdoseCombine, or -1 */
    gboolean has_dose;      /* not where the other organ reduces the drug too, or is open */
    double low_mg, high_mg; /* calculated, a day; equal where the part is one number */
    double given_mg;        /* rounded, where the part is one number */
} LdoseDecisionOption;

#define LDOSE_MAX_OPTIONS   12
#define LDOSE_MAX_DECISIONS 32
/* Conditions that only ask for a person stop being listed here: one open decision holds a drug as well
 * as twenty, and every other kind still has its place. */
#define LDOSE_MAX_ASKING_STOPS 16

typedef struct {
    LdoseDecisionKind kind;
    int drug; /* LdoseDrug or LDOSE_DRUG_ANY */
    const LdoseTable *table;
    const LdoseRule *rule;
    gboolean answer_refused; /* an answer was given that lies outside what is allowed */
    gboolean overridden;     /* decided by an override instead */
    guint n_options;
    LdoseDecisionOption option[LDOSE_MAX_OPTIONS];
} LdoseDecision;

/* ---- one drug -------------------------------------------------------------------------------- */

typedef struct {
    LdosePlanStatus status;
    LdosePlanStatus original_status; /* before an override */
    gboolean has_original_part;      /* an override took the place of a part, not of a stop */
    double original_part;            /* of the rows; 0: the override is not about their part */
    double original_given_mg;        /* rounded, a day; 0: more than the part was open */
    gboolean overridden;
    gboolean covered;                /* by the guidance, for this regimen */
    LdoseRow row[LDOSE_COHORT_GENERAL]; /* renal, hepatic, weight */
    const LdoseRule *stop;           /* the first stop that applies, of a table or a condition */
    guint64 missing;                 /* columns that its tables need */

    /* Dosing size. */
    LdoseWeightKind size_weight;     /* meaningless where the case gives the weight */
    gboolean size_by_case;
    double size_kg;
    double bsa_m2;                   /* of that weight, after the cap */
    double bsa_uncapped_m2;
    double cap_m2;                   /* 0: none */

    /* Dose a day. */
    gboolean has_base;
    double base_mg;
    gboolean has_part;
    double part;                     /* of the base dose */
    double part_of_cohort[2];        /* kidneys, liver; 0: open */
    gboolean in_proportion;          /* a part stated for another base course */
    gboolean answer_unused;          /* the case names the part that the rule fixes anyway */
    gboolean has_dose;
    double calculated_mg;
    double own_mg;                   /* by the regimen's own amount and the measured size; 0: not asked */
    double normal_maximum_mg;        /* of the site, from @own_mg; 0: none, or not asked */
    LdoseRoundedDose rounded;
    double total_mg;                 /* given daily dose × days */
    gboolean has_range;              /* an open range is all that is left to decide */
    double range_low_mg, range_high_mg;
    gboolean range_high_owned;

    /* Order check. */
    gboolean ordered;
    double ordered_mg;
    gboolean order_too_high;         /* it reaches an absolute maximum of the site policy */
    gboolean has_order_deviation;
    double order_deviation_mg, order_deviation_percent;
} LdoseDrugPlan;

/* ---- findings -------------------------------------------------------------------------------- */

typedef struct {
    LdoseFindingCode code;
    int drug;                       /* LdoseDrug or LDOSE_DRUG_ANY */
    const LdoseGuidance *guidance;  /* the document of @rule; NULL: none */
    const LdoseTable *table;
    const LdoseRule *rule;
    const char *text;               /* a document's text that the finding is about; NULL: none */
    int axis;                       /* of @table: the one that the finding is about; -1: none */
    int clearance;                  /* number in LdosePlan.clearance; -1: none */
    int formula;                    /* LdoseFormulaId of the equation that the source names; -1: none */
    double value, limit, other, other_limit; /* by code, see below; 0 where the code has none */
    LdoseUnit unit;                 /* of @value, and of @limit where it has no unit of its own there */
    guint64 columns;                /* a set of columns that the finding is about */
    guint32 conditions;             /* likewise conditions */
} LdoseFinding;

/* The numbers of a finding:
 *
 *   both-organs         value: clearance in use, limit: its limit, mL/min;
 *                       other: bilirubin, other_limit: its limit, µmol/L
 *   creatinine-bound    value: creatinine, mg/dL
 *   creatinine-old      value: age, limit: the oldest allowed, days; other: the clearance below which
 *                       that limit is the short one, mL/min; 0: it is the usual one
 *   dosing-weight-given value: the weight that the case gives, kg
 *   gilbert             value: bilirubin, µmol/L
 *   near-limit          value, limit: on the axis, in its unit
 *   interpreted-limit   value: on the axis, in its unit
 *   rule-hole           value: on the table's first axis, in its unit
 *   order-differs       value: ordered − given, mg; other: the same, limit: permitted, % of given
 *   outside-population  value: age, years
 *   over-limit          value: calculated, limit: normal maximum, mg a day
 *   size-capped         value: body surface, limit: capped, m²
 *   weight-change       value: change, % of the previous weight
 *   weight-old          value: age, limit: the oldest allowed, days
 *   of a general table  value: on the table's first axis, in its unit */

/* More than every condition, organ and shipped document together can raise. */
#define LDOSE_MAX_FINDINGS 256

/* A clearance beside the one in use, and where it leads. */
typedef struct {
    LdoseClearance clearance;
    gboolean differs;                     /* for any drug */
    const LdoseRule *rule[LDOSE_N_DRUGS]; /* its kidney row; NULL: none */
    gboolean drug_differs[LDOSE_N_DRUGS];
} LdoseVariant;

#define LDOSE_MAX_VARIANTS   6
#define LDOSE_MAX_CLEARANCES 16 /* more than there are equations, and the policy's */

/* ---- the plan -------------------------------------------------------------------------------- */

typedef struct {
    const LdoseRuleSet *rules; /* outlives the plan */
    LdosePlanStatus status;
    LdoseRelease release;
    gboolean overridden;
    LdoseMeasures measures;
    guint n_clearances;
    int clearance_in_use;  /* number of the one that fludarabine's kidney table used, else
                              cyclophosphamide's; -1: no table asks for one */
    gboolean has_cockcroft_gault;
    double cockcroft_gault_ml_min; /* with the weight in use */
    LdoseDrugPlan drug[LDOSE_N_DRUGS];
    LdoseSchedule schedule;
    guint n_decisions;
    guint n_findings;
    gboolean findings_lost; /* what stops or is to be acknowledged found no place: not a plan */
    guint n_variants;
    /* Only the first n of each are written. */
    LdoseClearance clearance[LDOSE_MAX_CLEARANCES];
    int clearance_equation[LDOSE_MAX_CLEARANCES]; /* what it was chosen for: a formula, or -1 */
    LdoseVariant unchosen; /* the documents' own clearance; only beside the finding clearance-chosen */
    LdoseVariant variant[LDOSE_MAX_VARIANTS];
    LdoseDecision decision[LDOSE_MAX_DECISIONS];
    LdoseFinding finding[LDOSE_MAX_FINDINGS + 1]; /* the last: what found no place */
} LdosePlan;

/* Computes a plan. The eleven steps, as comments and tests number them:
 *
 *    1  validate: what any plan needs is given, can be, or is refused by name
 *    2  measures: body mass index, ideal, adjusted and lean weight, body surface
 *    3  which clearance counts: dialysis, measured GFR, equation of case, table, policy
 *    4  under 18 years limits in mL/min are compared with nothing; those per 1.73 m² are
 *    5  a rising creatinine gives no estimate; one below "<x" counts where all its rows agree
 *    6  dosing size: of case, guidance, policy, else the actual weight; cap of body surface
 *    7  base dose, then the rows and stops of the rules, then parts of kidneys and liver combined
 *    8  normal and absolute maximum
 *    9  rounding or band, deviation, course total
 *   10  days, dates and the window to the infusion
 *   11  findings, most severe first, and the release
 *
 * Where the code goes another way: step 1 is done before (ldose_patient_from_case()), what a table
 * needs beyond it within 7. 6 and 7 run for one drug after the other; 3 to 5 run inside them, when
 * a table first asks for a clearance, and stand there in the trace. An override comes
 * before 8. Only a drug that is final so far is limited and rounded; the status of the plan is
 * settled after 9. Volumes are worked out where they are printed.
 *
 * @patient: validated
 * @rules: must outlive the plan
 * @plan: (out caller-allocates)
 * @trace: (nullable): gets every step; the plan is the same without it
 * @faults: what only the rules can find wrong with the case (an override without its part, a dose that
 *   is refused, more to acknowledge than a plan can hold); the plan is then not to be used
 * Result: TRUE when @faults is still empty. */
gboolean ldose_plan_compute(const LdosePatient *patient, const LdoseRuleSet *rules, LdosePlan *plan,
                            LdoseTrace *trace, LdoseFaults *faults);

/* What a part of a drug's base dose comes to, whatever the plan's own part is.
 *
 * @part: of the base dose
 * @calculated_mg_out: (out): mg a day
 * @rounded_out: (out): by the site's steps or bands; not to be read where the result is FALSE
 * Result: FALSE where the site's bands do not reach it. */
gboolean ldose_plan_part_dose(const LdosePlan *plan, LdoseDrug drug, double part,
                              double *calculated_mg_out, LdoseRoundedDose *rounded_out);

/* What a drug would get if one weight fed both its size and its clearance.
 *
 * @base_mg_out: (out): its base dose, mg a day
 * @rule_out: (out): its kidney row
 * Result: FALSE where that cannot be told: no row holds the patient, or the weight is undefined. */
gboolean ldose_plan_with_weight(const LdosePlan *plan, const LdosePatient *patient, LdoseDrug drug,
                                LdoseWeightKind weight, double *base_mg_out,
                                const LdoseRule **rule_out);

/* ---- for the files of this folder ------------------------------------------------------------ */

LdoseDecision *ldose_plan_add_decision(LdosePlan *plan, LdoseDecisionKind kind, int drug,
                                       const LdoseTable *table, const LdoseRule *rule);
/* The row of the general findings that asks how so light a patient is dosed; its limit stands there.
 * (nullable) */
const LdoseRule *ldose_plan_rule_under_10_kg(const LdosePlan *plan, const LdosePatient *patient);
LdoseFinding *ldose_plan_add_finding(LdosePlan *plan, LdoseFindingCode code, int drug);
gboolean ldose_plan_has_finding(const LdosePlan *plan, LdoseFindingCode code);

/* The clearance that counts for a table naming @equation (or -1), chosen once a plan.
 *
 * @trace: (nullable): gets the steps of one that the plan does not have yet, under any equation */
int ldose_plan_clearance(LdosePlan *plan, const LdosePatient *patient, int equation,
                         LdoseTrace *trace);

G_END_DECLS
