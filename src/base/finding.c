/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"

#include "wording.h"

static const LdoseFindingKind kinds[LDOSE_N_FINDINGS] = {
    [LDOSE_FINDING_CREATININE_UNSTABLE] =
        {"creatinine-unstable", LDOSE_SEVERITY_STOP, N_("Creatinine is rising"),
         N_("Repeat creatinine and wait until it is stable, or enter a measured GFR.")},
    [LDOSE_FINDING_NO_RULE_FOR_CHILDREN] =
        {"no-rule-for-children", LDOSE_SEVERITY_STOP, N_("No rule for children in this document"),
         N_("Choose a document with rules for children, or decide by override.")},
    [LDOSE_FINDING_DRUG_NOT_COVERED] =
        {"drug-not-covered", LDOSE_SEVERITY_STOP, N_("Drug not covered by this document"),
         N_("Choose a document that covers the drug, or decide by override.")},
    [LDOSE_FINDING_CONTRAINDICATED_ELSEWHERE] =
        {"contraindicated-elsewhere", LDOSE_SEVERITY_ACKNOWLEDGE,
         N_("Another document says: do not give"), N_("Read the other document before going on.")},
    [LDOSE_FINDING_CLEARANCE_DISAGREES] =
        {"clearance-disagrees", LDOSE_SEVERITY_ACKNOWLEDGE,
         N_("Another clearance leads to another dose"),
         N_("Decide which clearance describes this patient; measure GFR if it matters.")},
    [LDOSE_FINDING_OUTSIDE_GATE] =
        {"outside-gate", LDOSE_SEVERITY_ACKNOWLEDGE, N_("Outside the eligibility limits"),
         N_("Confirm with the treating team that lymphodepletion goes on.")},
    [LDOSE_FINDING_OUTSIDE_POPULATION] =
        {"outside-population", LDOSE_SEVERITY_ACKNOWLEDGE,
         N_("Outside the population of the document"),
         N_("Confirm that the regimen and the document are meant for this patient.")},
    [LDOSE_FINDING_JURISDICTION_MIXED] =
        {"jurisdiction-mixed", LDOSE_SEVERITY_ACKNOWLEDGE,
         N_("Label of one region, regimen of another"),
         N_("Confirm that this combination is wanted.")},
    [LDOSE_FINDING_CREATININE_OLD] =
        {"creatinine-old", LDOSE_SEVERITY_ACKNOWLEDGE, N_("Creatinine is too old"),
         N_("Repeat creatinine.")},
    [LDOSE_FINDING_CREATININE_UNRELIABLE] =
        {"creatinine-unreliable", LDOSE_SEVERITY_ACKNOWLEDGE,
         N_("Creatinine does not show the kidney function here"),
         N_("Use measured GFR or cystatin C.")},
    [LDOSE_FINDING_WEIGHT_FLUID] =
        {"weight-fluid", LDOSE_SEVERITY_ACKNOWLEDGE, N_("Part of the weight is fluid"),
         N_("Enter a dry weight and compare.")},
    [LDOSE_FINDING_RULE_HOLE] =
        {"rule-hole", LDOSE_SEVERITY_ACKNOWLEDGE,
         N_("The source has no row here; our reading is used"),
         N_("Confirm the reading, or choose otherwise by override.")},
    [LDOSE_FINDING_BOTH_ORGANS] =
        {"both-organs", LDOSE_SEVERITY_ACKNOWLEDGE, N_("Kidneys and liver are both impaired"),
         N_("No source has rules for both together: decide with the treating team.")},
    [LDOSE_FINDING_UNVERIFIED] =
        {"unverified", LDOSE_SEVERITY_ACKNOWLEDGE, N_("An unverified rule is used"),
         N_("Check it against the live label before the dose is given.")},
    [LDOSE_FINDING_OVER_LIMIT] =
        {"over-limit", LDOSE_SEVERITY_ACKNOWLEDGE, N_("Dose above the normal maximum"),
         N_("Check weight, height and the chosen part.")},
    [LDOSE_FINDING_OVERRIDDEN] =
        {"overridden", LDOSE_SEVERITY_NOTE, N_("Overridden by a person"), ""},
    [LDOSE_FINDING_CAUTION] = {"caution", LDOSE_SEVERITY_NOTE, N_("Caution"), ""},
    [LDOSE_FINDING_NEAR_LIMIT] = {"near-limit", LDOSE_SEVERITY_NOTE, N_("Near a limit"), ""},
    [LDOSE_FINDING_INTERPRETED_LIMIT] =
        {"interpreted-limit", LDOSE_SEVERITY_NOTE, N_("Exactly at a limit that the source leaves open"),
         ""},
    [LDOSE_FINDING_DIALYSIS_READING] =
        {"dialysis-reading", LDOSE_SEVERITY_NOTE, N_("Dialysis: the worst kidney row is used"), ""},
    [LDOSE_FINDING_IN_PROPORTION] =
        {"in-proportion", LDOSE_SEVERITY_NOTE, N_("Applied in proportion"), ""},
    [LDOSE_FINDING_ESTIMATOR_OTHER] =
        {"estimator-other", LDOSE_SEVERITY_NOTE, N_("Not the equation that the source names"), ""},
    [LDOSE_FINDING_CLEARANCE_CHOSEN] =
        {"clearance-chosen", LDOSE_SEVERITY_NOTE,
         N_("The documents would take another clearance than the case"),
         N_("Decide which clearance describes this patient; measure GFR if it matters.")},
    [LDOSE_FINDING_CREATININE_BOUND] =
        {"creatinine-bound", LDOSE_SEVERITY_NOTE, N_("Creatinine is below a limit of detection"), ""},
    [LDOSE_FINDING_GILBERT] = {"gilbert", LDOSE_SEVERITY_NOTE, N_("Gilbert syndrome"), ""},
    [LDOSE_FINDING_ORDER_DIFFERS] =
        {"order-differs", LDOSE_SEVERITY_NOTE, N_("The ordered dose differs"),
         N_("Clarify with the prescriber.")},
    [LDOSE_FINDING_ROUNDING_FINER] =
        {"rounding-finer", LDOSE_SEVERITY_NOTE, N_("Rounded to a finer step"), ""},
    [LDOSE_FINDING_SIZE_CAPPED] =
        {"size-capped", LDOSE_SEVERITY_NOTE, N_("Body surface is capped"), ""},
    [LDOSE_FINDING_DOSING_WEIGHT_GIVEN] =
        {"dosing-weight-given", LDOSE_SEVERITY_NOTE, N_("The dose uses another weight than the measured one"),
         N_("Check which weight the dose uses.")},
    [LDOSE_FINDING_WEIGHT_CHANGE] =
        {"weight-change", LDOSE_SEVERITY_NOTE, N_("Weight has changed"),
         N_("Check which weight the dose uses.")},
    [LDOSE_FINDING_WEIGHT_OLD] =
        {"weight-old", LDOSE_SEVERITY_NOTE, N_("Weight is old"), N_("Weigh again.")},
    [LDOSE_FINDING_WEIGHT_FLUID_MILD] =
        {"weight-fluid-mild", LDOSE_SEVERITY_NOTE, N_("Mild ascites in the weight"), ""},
    [LDOSE_FINDING_CLEARANCES_AGREE] =
        {"clearances-agree", LDOSE_SEVERITY_NOTE, N_("All clearances lead to the same dose"), ""},
    [LDOSE_FINDING_DATES_PAST] =
        {"dates-past", LDOSE_SEVERITY_NOTE, N_("The first dose lies before the day of the plan"),
         N_("Check the dates with the cell therapy team.")},
    [LDOSE_FINDING_WINDOW_OUTSIDE] =
        {"window-outside", LDOSE_SEVERITY_NOTE, N_("Infusion outside the window"),
         N_("Check the dates with the cell therapy team.")},
    [LDOSE_FINDING_WINDOW_BOUNDARY] =
        {"window-boundary", LDOSE_SEVERITY_NOTE, N_("Infusion on the edge of the window"), ""},
    [LDOSE_FINDING_OMISSION_POSSIBLE] =
        {"omission-possible", LDOSE_SEVERITY_NOTE,
         N_("The label allows leaving out lymphodepletion"), ""},
    [LDOSE_FINDING_ALTERNATIVE_NAMED] =
        {"alternative-named", LDOSE_SEVERITY_NOTE, N_("The label names another lymphodepletion"), ""},
    [LDOSE_FINDING_UNUSED_ANSWER] =
        {"unused-answer", LDOSE_SEVERITY_NOTE, N_("An answer to a question that did not arise"),
         N_("Remove it, or check the other values.")},
    [LDOSE_FINDING_PAST_REVIEW] =
        {"past-review", LDOSE_SEVERITY_NOTE, N_("A document is past its review date"),
         N_("Check it against its source, then issue a new version.")},
    [LDOSE_FINDING_NOT_STATED] = {"not-stated", LDOSE_SEVERITY_NOTE, N_("Not stated"), ""},
};

const LdoseFindingKind *
ldose_finding_kind(LdoseFindingCode code)
{
    g_assert((int)code >= 0 && code < LDOSE_N_FINDINGS);
    return &kinds[code];
}

gboolean
ldose_finding_from_id(const char *id, LdoseFindingCode *code_out)
{
    for (guint i = 0; i < LDOSE_N_FINDINGS; i++) {
        if (g_str_equal(kinds[i].id, id)) {
            *code_out = (LdoseFindingCode)i;
            return TRUE;
        }
    }
    return FALSE;
}

const char *
ldose_severity_id(LdoseSeverity severity)
{
    static const char *const ids[] = {[LDOSE_SEVERITY_STOP] = "stop",
                                      [LDOSE_SEVERITY_ACKNOWLEDGE] = "acknowledge",
                                      [LDOSE_SEVERITY_NOTE] = "note"};
    return ids[severity];
}
