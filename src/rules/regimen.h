/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A regimen: what one product's label, in one jurisdiction and for one indication, says to give before
 * the cells. Immutable once loaded. */
#pragma once

#include <glib.h>

#include "document.h"
#include "quantity.h"

G_BEGIN_DECLS

#define LDOSE_REGIMEN_MAX_DAYS 16

/* How the days of a dose are known. */
typedef enum {
    LDOSE_DAYS_NUMBERED, /* as the label numbers them, the infusion being its Day 0 or Day 1 */
    LDOSE_DAYS_RELATIVE, /* 1 = first day of lymphodepletion */
    LDOSE_DAYS_COUNTED,  /* only how many: never dates */
} LdoseDaysKind;

typedef struct {
    double amount;   /* a day; 0: the regimen does not hold this drug */
    LdoseUnit unit;  /* LDOSE_UNIT_MG_M2 or LDOSE_UNIT_MG_KG */
    int minutes;     /* infusion time; 0: not stated */
    LdoseDaysKind days_kind;
    int days[LDOSE_REGIMEN_MAX_DAYS];
    int n_days;
    LdoseEvidence evidence; /* the weakest of dose and days */
    const LdoseSource *source;
} LdoseRegimenDose;

#define LDOSE_MAX_TRIGGERS 4

/* A text with where it comes from. */
typedef struct {
    const char *text;
    /* Of an alternative: what calls for it, each enough by itself; NULL after the last. */
    const char *trigger[LDOSE_MAX_TRIGGERS + 1];
    const LdoseSource *source; /* NULL: the regimen's own */
    LdoseEvidence evidence;
    int condition;             /* LdoseCondition that it hangs on, or -1 */
} LdoseCitedText;

/* A measured value that a repeat, omission or precondition hangs on. */
typedef enum { LDOSE_COUNT_WBC, LDOSE_COUNT_ANC, LDOSE_COUNT_PLATELETS, LDOSE_N_COUNTS } LdoseCount;

typedef struct {
    int count; /* LdoseCount, or -1: the text is for a person */
    LdoseInterval range;
    const char *text;
} LdoseCountCondition;

typedef enum { LDOSE_ANCHOR_END, LDOSE_ANCHOR_START } LdoseAnchor;

typedef struct {
    gboolean stated;
    LdoseAnchor anchor;
    int from_days;    /* -1: stated in hours, or not at all */
    int from_hours;   /* -1: stated in days, or not at all */
    int to_days;      /* -1: no upper end */
    int defer_days;   /* how much later it may be put off; 0: nothing stated */
    const char *defer_text, *convention, *note;
    gboolean clear_days; /* the label counts clear days, not the calendar difference */
    LdoseEdgeBasis basis;
    LdoseEvidence evidence;
    const LdoseSource *source;
} LdoseWindow;

typedef struct {
    gboolean stated;
    int after_days;
    gboolean more_than; /* else at least */
    LdoseAnchor anchor;
    const char *verb, *note;
    GArray *conditions; /* LdoseCountCondition; all must hold */
    LdoseEvidence evidence;
    const LdoseSource *source;
} LdoseRepeat;

typedef struct {
    gboolean stated;
    const char *verb, *note;
    int within_days; /* how old the value may be at the infusion; 0: not stated */
    GArray *conditions;
    LdoseEvidence evidence;
    const LdoseSource *source;
} LdoseOmission;

typedef struct {
    LdoseDocument document;
    const char *product, *brand, *indication;
    int infusion_day;        /* 0 or 1; -1: the days are relative */
    const char *drug_label;  /* id of the guidance with the drugs' labels; "" none */
    const char *renal_wording;
    LdoseInterval age_years;
    LdoseRegimenDose dose[LDOSE_N_DRUGS];
    LdoseEvidence evidence;  /* the weakest of the doses and days */
    const LdoseSource *source;
    LdoseCitedText order;    /* text "" : none */
    LdoseWindow window;
    LdoseRepeat repeat;
    LdoseOmission omission;
    GArray *alternatives;    /* LdoseCitedText; condition: of the trigger that a case can name */
    GArray *preconditions;   /* LdoseCitedText */
    GArray *supportive;      /* LdoseCitedText; a missing dose is told in the text */
    GArray *notes;           /* LdoseCitedText */
} LdoseRegimen;

/* Errors: LDOSE_ERROR_DOCUMENT. Result: (transfer full) (nullable). */
LdoseRegimen *ldose_regimen_load(const char *path, GError **error);
void ldose_regimen_free(LdoseRegimen *regimen);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseRegimen, ldose_regimen_free)

/* The first lymphodepletion day, in the numbering of the regimen. Never for counted days. */
int ldose_regimen_first_day(const LdoseRegimen *regimen);
int ldose_regimen_last_day(const LdoseRegimen *regimen);
gboolean ldose_regimen_has_days(const LdoseRegimen *regimen);

G_END_DECLS
