/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The documents of one plan, and which of their tables and stops concern its regimen. Made once for
 * each combination of documents, however many patients follow. */
#pragma once

#include <glib.h>

#include "adoption.h"
#include "formulary.h"
#include "guidance.h"
#include "library.h"
#include "regimen.h"

G_BEGIN_DECLS

/* A row or condition of another document that stops a drug. */
typedef struct {
    const LdoseGuidance *guidance;
    LdoseDrug drug;
    const LdoseTable *table; /* NULL: hangs on a condition */
    const LdoseRule *rule;
    int condition;           /* LdoseCondition, or -1 */
} LdoseStopElsewhere;

/* Where no document of @elsewhere can stop a patient, so that most patients need not be asked table by
 * table: an adult without dialysis, condition or bilirubin limit, above these clearances and below this
 * bilirubin. */
typedef struct {
    gboolean exists;
    double above_ml_min, above_ml_min_173, below_bilirubin_mg_dl;
    int equations[4]; /* the clearances that must lie above: formulas, or -1 for the policy's */
    guint n_equations;
} LdoseQuietZone;

typedef struct {
    const LdoseRegimen *regimen;
    const LdoseGuidance *guidance;
    const LdoseFormulary *formulary;
    const LdoseGuidance *general; /* general-findings */
    gboolean guidance_has_regimen; /* the guidance's domain holds the regimen */
    gboolean regions_differ;       /* the guidance is a drug label of another region */
    gboolean for_adults;           /* the guidance has no rows for children */
    GArray *general_tables;        /* const LdoseTable *: of the general findings */
    const LdoseTable *under_10_kg; /* the one of them that asks below 10 kg; NULL: none */
    gboolean names_size[LDOSE_N_DRUGS]; /* the guidance's weight table says which size to dose by */
    /* The guidance's table for this regimen; NULL: none. The proof allows one at most. */
    const LdoseTable *table[LDOSE_N_DRUGS][LDOSE_COHORT_GENERAL];
    /* LdoseStopElsewhere, of every other guidance whose domain holds the regimen; the rows of one table
     * stand together. */
    GArray *elsewhere;
    LdoseQuietZone quiet;
    LdoseAdoptionState site; /* what the site says of the documents; all zero: nothing is adopted */
} LdoseRuleSet;

/* @guidances: (nullable) (element-type LdoseGuidance): where to look for stops elsewhere */
void ldose_rule_set_init(LdoseRuleSet *set, const LdoseRegimen *regimen,
                         const LdoseGuidance *guidance, const LdoseFormulary *formulary,
                         const LdoseGuidance *general, const GPtrArray *guidances);
void ldose_rule_set_clear(LdoseRuleSet *set);

/* The id under which every library holds the general findings. */
#define LDOSE_GENERAL_FINDINGS "general-findings"

/* The policy of a case that names none. */
#define LDOSE_DEFAULT_FORMULARY "as-published"

/* A regimen that every library holds: for made-up cases that have to name some. */
#define LDOSE_ORDINARY_REGIMEN "us-yescarta"

/* Finds the documents by name and makes the set.
 *
 * @unknown_out: (out) (optional): which name was not found or could not be loaded
 * Errors: LDOSE_ERROR_DOCUMENT. */
gboolean ldose_rule_set_load(LdoseRuleSet *set, LdoseLibrary *library, const char *regimen,
                             const char *guidance, const char *formulary,
                             LdoseDocumentKind *unknown_out, GError **error);

/* The table of any guidance for a regimen. Result: (nullable). */
const LdoseTable *ldose_guidance_table(const LdoseGuidance *guidance, const LdoseRegimen *regimen,
                                       LdoseDrug drug, LdoseCohort cohort);

/* Whether a row's outcome means: do not give. */
gboolean ldose_rule_stops(const LdoseRule *rule);

G_END_DECLS
