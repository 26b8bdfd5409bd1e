/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a patient stands: what the chosen guidance gives of one drug as one value of the patient
 * moves and all else stays. Every point is a whole plan of the engine, so a picture cannot show
 * what the engine would not give. Answers and overrides of the case are left out: a picture shows
 * the guidance; the patient's own dose is the mark on it. */
#pragma once

#include <glib.h>

#include "plan.h"

G_BEGIN_DECLS

typedef enum {
    LDOSE_PICTURE_CLEARANCE, /* in the metric of the guidance's table */
    LDOSE_PICTURE_BILIRUBIN, /* in the unit of the guidance's table, else as entered */
    LDOSE_PICTURE_WEIGHT,    /* kg, at this height */
    LDOSE_N_PICTURE_AXES
} LdosePictureAxis;

extern const LdoseVocabulary ldose_picture_axes;

typedef enum {
    LDOSE_DRAWN_PART,   /* one part of the dose */
    LDOSE_DRAWN_RANGE,  /* a range of parts to choose from */
    LDOSE_DRAWN_CHOICE, /* several parts, or a part and a stop, to choose from */
    LDOSE_DRAWN_STOP,   /* do not give */
    LDOSE_DRAWN_OPEN,   /* left to a person, without a figure; or something else is missing */
    LDOSE_N_PICTURE_STEP_KINDS
} LdosePictureStepKind;

#define LDOSE_DRAWN_MAX_OPTIONS 4

/* Between two values the guidance says the same. */
typedef struct {
    double from, to; /* @to: INFINITY where nothing follows */
    gboolean from_owned, to_owned;
    LdosePictureStepKind kind;
    gboolean hole;         /* the source has no row here: whatever is drawn is a reading */
    const LdoseRule *rule; /* the row as it stands; NULL: none was found */
    LdosePart part;        /* of a part or range, by this organ alone */
    guint n_options;       /* of a choice */
    LdosePart option[LDOSE_DRAWN_MAX_OPTIONS];
    gboolean option_stops; /* one of the answers is: do not give */
    gboolean has_dose;     /* the drug's plan is complete here */
    double given_mg;       /* a day, rounded */
    double calculated_mg;  /* before rounding */
} LdosePictureStep;

/* The steps of one guidance. */
typedef struct {
    const LdoseGuidance *guidance;
    GArray *steps; /* LdosePictureStep, rising, without a gap */
} LdosePictureLine;

/* A point of dose against weight. */
typedef struct {
    double weight_kg;
    double base_mg;          /* the standard dose by the size in use, under the cap */
    double base_uncapped_mg; /* the same without the cap */
    gboolean has_dose;       /* the drug's plan is complete here */
    gboolean stops;          /* do not give */
    double calculated_mg;    /* before rounding */
    double given_mg;
} LdosePicturePoint;

/* One estimate of the patient's value. */
typedef struct {
    LdoseClearance clearance;
    double value; /* in the metric of the axis */
    gboolean in_use;
} LdosePictureEstimate;

/* Why there are no steps. */
typedef enum {
    LDOSE_PICTURE_DRAWN,
    LDOSE_PICTURE_NO_TABLE,    /* the guidance has no table of this organ for the drug */
    LDOSE_PICTURE_NO_LIMIT,    /* one row for everybody: drawn, but there is no step */
    LDOSE_PICTURE_CHILD,       /* limits in mL/min, and the patient is a child */
    LDOSE_PICTURE_NO_CHILDREN, /* the guidance has no rules for children */
    LDOSE_PICTURE_MISSING,     /* another value of the table is missing */
    LDOSE_N_PICTURE_STATES
} LdosePictureState;

typedef struct {
    LdosePictureAxis axis;
    LdoseDrug drug;
    LdosePictureState state;
    LdoseUnit unit;    /* of the axis */
    gboolean indexed;  /* a clearance per 1.73 m² */
    double low, high;  /* what is drawn of the axis */
    GPtrArray *lines;  /* LdosePictureLine: the guidance in use first, if it has steps */
    gboolean has_line; /* the first line is the guidance in use */
    GArray *points;    /* LdosePicturePoint, of a weight */
    double cap_m2;     /* 0: none */

    gboolean has_value; /* the patient's own */
    double value;
    gboolean is_lower_bound; /* of a clearance: it is higher than this */
    LdoseDialysis dialysis;  /* no estimate counts */
    GArray *estimates;       /* LdosePictureEstimate, in use first */
    gboolean has_dose;       /* the patient's plan is final */
    double part, given_mg;   /* of the plan as it stands, answers and overrides included */
    double organ_part;       /* by this organ alone: where the mark stands; 0: not known */
    gboolean overridden;

    /* For asking the engine again. */
    const LdoseRuleSet *rules;
    LdosePatient patient;
    double bsa_m2; /* between mL/min and mL/min/1.73 m² */
} LdosePicture;

/* @plan: made from @patient; its rule set and the patient's case outlive the picture
 * @others: (nullable) (element-type LdosePlan): of other guidances, drawn faintly; their rule sets
 * outlive the picture
 * Result: (transfer full). */
LdosePicture *ldose_picture_new(const LdosePlan *plan, const LdosePatient *patient,
                                const GPtrArray *others, LdoseDrug drug, LdosePictureAxis axis);
void ldose_picture_free(LdosePicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdosePicture, ldose_picture_free)

/* Whether there is anything to draw; else only words: no guidance has steps for this patient, or a dose
 * against weight of a plan that is not final. */
gboolean ldose_picture_is_drawn(const LdosePicture *picture);

/* The step of a line at a value of the axis. Result: (nullable): below the axis. */
const LdosePictureStep *ldose_picture_line_at(const LdosePictureLine *line, double value);

/* The engine's plan with the axis at @value, without answers and overrides, under a rule set.
 *
 * @plan: (out caller-allocates)
 * Result: FALSE where such a case is refused. */
gboolean ldose_picture_plan_at(const LdosePicture *picture, const LdoseRuleSet *rules, double value,
                               LdosePlan *plan);

/* The point of a weight, by the engine. */
void ldose_picture_point_at(const LdosePicture *picture, double weight_kg, LdosePicturePoint *out);

/* Every estimator with every weight that it takes, for this patient: equations of creatinine and
 * cystatin C, and a measured GFR. (transfer full) (element-type LdoseClearance) */
GArray *ldose_picture_clearances(const LdosePlan *plan, const LdosePatient *patient);

G_END_DECLS
