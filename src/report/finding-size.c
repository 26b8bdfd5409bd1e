/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding-size.h"

#include "phrase.h"

static char *
order_differs(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    const LdoseDrugPlan *drug = &telling->plan->drug[finding->drug];
    char *difference = ldose_tell(
        wording,
        N_("%1$s: ordered %2$s a day, calculated and rounded %3$s: the order differs by "
           "%4$s mg (%5$s %%), permitted %6$s %%."),
        ldose_phrase_drug_title(wording, finding->drug), LDOSE_MG(wording, drug->ordered_mg),
        LDOSE_MG(wording, drug->rounded.given_mg), LDOSE_SIGNED(wording, finding->value, 2),
        LDOSE_SIGNED(wording, finding->other, 1), LDOSE_NUMBER(wording, finding->limit, 2));
    return ldose_sentences(
        2, difference,
        drug->order_too_high
            ? ldose_tell(wording, N_("The order reaches the absolute maximum of the site policy: "
                                     "it must not be given."))
            : NULL);
}

static char *
rounding_finer(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    int drug = telling->finding->drug;
    return ldose_tell(
        wording,
        N_("%1$s: rounded to %2$s, a tenth of the usual step, because that one deviates by "
           "more than %3$s %%."),
        ldose_phrase_drug_title(wording, drug),
        LDOSE_MG(wording, telling->plan->drug[drug].rounded.step_mg),
        LDOSE_NUMBER(wording,
                     telling->plan->rules->formulary->drug[drug].permitted_deviation_percent, 2));
}

static char *
size_capped(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const LdoseFinding *finding = telling->finding;
    return ldose_tell(
        wording, N_("%1$s: body surface is capped at %2$s instead of %3$s; that changes the dose by %4$s %%."),
        ldose_phrase_drug_title(wording, finding->drug),
        LDOSE_VALUE(wording, finding->limit, 4, LDOSE_UNIT_M2),
        LDOSE_VALUE(wording, finding->value, 4, LDOSE_UNIT_M2),
        LDOSE_SIGNED(wording, 100 * (finding->limit / finding->value - 1), 1));
}

static char *
dosing_weight_given(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    double given_kg = telling->finding->value, measured_kg = telling->patient->weight_kg;
    return ldose_tell(
        wording,
        N_("The dose is computed from %1$s, given in the case; the measured weight is %2$s "
           "(difference: %3$s %%)."),
        LDOSE_VALUE(wording, given_kg, 2, LDOSE_UNIT_KG),
        LDOSE_VALUE(wording, measured_kg, 2, LDOSE_UNIT_KG),
        LDOSE_SIGNED(wording, 100 * (given_kg / measured_kg - 1), 1));
}

static char *
weight_change(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    return ldose_tell(wording, N_("Weight changed from %1$s to %2$s (%3$s %%)."),
                      LDOSE_VALUE(wording, telling->patient->previous_weight_kg, 2, LDOSE_UNIT_KG),
                      LDOSE_VALUE(wording, telling->patient->weight_kg, 2, LDOSE_UNIT_KG),
                      LDOSE_SIGNED(wording, telling->finding->value, 1));
}

static char *
weight_old(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    g_autofree char *taken = ldose_phrase_date(wording, telling->patient->weight_date);
    return ldose_tell_count(wording, (gulong)telling->finding->value,
                            "Weight is of %1$s, %2$s day before; limit of this site policy: %3$s.",
                            "Weight is of %1$s, %2$s days before; limit of this site policy: %3$s.",
                            taken, LDOSE_WHOLE(wording, telling->finding->value),
                            LDOSE_WHOLE(wording, telling->finding->limit));
}

static char *
weight_fluid_mild(const LdoseTelling *telling)
{
    const LdoseWording *wording = telling->wording;
    const char *weight = LDOSE_VALUE(wording, telling->patient->weight_kg, 2, LDOSE_UNIT_KG);
    if (LDOSE_PATIENT_HAS(telling->patient, LDOSE_COLUMN_DRY_WEIGHT_KG))
        return ldose_tell(
            wording, N_("Mild ascites is part of the weight of %1$s; dry weight %2$s."), weight,
            LDOSE_VALUE(wording, telling->patient->dry_weight_kg, 2, LDOSE_UNIT_KG));
    return ldose_tell(
        wording, N_("Mild ascites is part of the weight of %1$s; no dry weight is given."), weight);
}

char *
ldose_size_note_text(const LdoseTelling *telling)
{
    switch ((int)telling->finding->code) {
    case LDOSE_FINDING_ORDER_DIFFERS: return order_differs(telling);
    case LDOSE_FINDING_ROUNDING_FINER: return rounding_finer(telling);
    case LDOSE_FINDING_SIZE_CAPPED: return size_capped(telling);
    case LDOSE_FINDING_DOSING_WEIGHT_GIVEN: return dosing_weight_given(telling);
    case LDOSE_FINDING_WEIGHT_CHANGE: return weight_change(telling);
    case LDOSE_FINDING_WEIGHT_OLD: return weight_old(telling);
    case LDOSE_FINDING_WEIGHT_FLUID_MILD: return weight_fluid_mild(telling);
    default: return NULL;
    }
}
