/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two rows allow, compared. */
#include "guidance-cells.h"

#include <string.h>

#include "number.h"

gboolean
ldose_rule_is_unstated(const LdoseRule *rule)
{
    return rule->outcome == LDOSE_OUTCOME_SILENT || rule->outcome == LDOSE_OUTCOME_NOT_READ;
}

/* A part that is upside down is a fault of its own and compares with nothing. */
static LdoseEffect
part_effect(const LdosePart *part)
{
    return (LdoseEffect){part->low <= part->high, *part};
}

static const LdoseEffect full = {TRUE, {1, 1, TRUE}};
static const LdoseEffect nothing = {TRUE, {0, 0, TRUE}};
static const LdoseEffect unknown = {FALSE, {0, 0, TRUE}};

static LdoseEffect
option_effect(const LdoseOption *option)
{
    return option->stop ? nothing : part_effect(&option->part);
}

/* 1: the upper end of @one allows more than that of @other; a limit that belongs to a part is more
 * than the same limit that does not. */
static int
compare_high(const LdosePart *one, const LdosePart *other)
{
    int side = ldose_limit_compare(one->high, other->high);
    return side != 0 ? side : (int)one->high_owned - (int)other->high_owned;
}

static LdoseEffect
spanned(LdoseEffect one, LdoseEffect other)
{
    LdosePart part = compare_high(&one.part, &other.part) >= 0 ? one.part : other.part;
    part.low = MIN(one.part.low, other.part.low);
    return (LdoseEffect){one.known && other.known, part};
}

LdoseEffect
ldose_rule_effect(const LdoseTable *table, const LdoseRule *rule)
{
    rule = ldose_rule_resolved(rule);
    switch (rule->outcome) {
    case LDOSE_OUTCOME_FULL:
    case LDOSE_OUTCOME_SILENT:
    case LDOSE_OUTCOME_NOT_READ:
    case LDOSE_OUTCOME_CAUTION: return full;
    case LDOSE_OUTCOME_FRACTION:
    case LDOSE_OUTCOME_DOSE_OF:
    case LDOSE_OUTCOME_FRACTION_RANGE: return part_effect(&rule->part);
    case LDOSE_OUTCOME_CHOICE: {
        LdoseEffect effect = option_effect(&g_array_index(rule->options, LdoseOption, 0));
        for (guint i = 1; i < rule->options->len; i++)
            effect = spanned(effect, option_effect(&g_array_index(rule->options, LdoseOption, i)));
        return effect;
    }
    case LDOSE_OUTCOME_UNDEFINED: {
        const LdoseRule *below, *above;
        if (rule->otherwise == LDOSE_OTHERWISE_STOP)
            return nothing;
        if (table != NULL && ldose_rule_neighbours(table, rule, &below, &above) &&
            below->outcome != LDOSE_OUTCOME_UNDEFINED && above->outcome != LDOSE_OUTCOME_UNDEFINED)
            return spanned(ldose_rule_effect(table, below), ldose_rule_effect(table, above));
        return unknown;
    }
    case LDOSE_OUTCOME_AVOID:
    case LDOSE_OUTCOME_CONTRAINDICATED: return nothing;
    case LDOSE_OUTCOME_DECIDE:
    case LDOSE_OUTCOME_SIZE:
    case LDOSE_N_OUTCOMES:
    default: return unknown;
    }
}

static gboolean
is_decision(const LdoseRule *rule)
{
    return rule->outcome == LDOSE_OUTCOME_FRACTION_RANGE || rule->outcome == LDOSE_OUTCOME_CHOICE ||
           rule->outcome == LDOSE_OUTCOME_DECIDE ||
           (rule->outcome == LDOSE_OUTCOME_UNDEFINED && rule->otherwise == LDOSE_OTHERWISE_ASK);
}

static gboolean
choices_agree(const LdoseRule *one, const LdoseRule *other)
{
    if (one->options->len != other->options->len)
        return FALSE;
    for (guint i = 0; i < one->options->len; i++) {
        const LdoseOption *a = &g_array_index(one->options, LdoseOption, i);
        const LdoseOption *b = &g_array_index(other->options, LdoseOption, i);
        LdoseEffect x = option_effect(a), y = option_effect(b);
        if (strcmp(a->source_id, b->source_id) != 0 || a->stop != b->stop ||
            !ldose_part_equal(&x.part, &y.part))
            return FALSE;
    }
    return TRUE;
}

gboolean
ldose_rules_agree(const LdoseTable *table, const LdoseRule *one, const LdoseRule *other)
{
    const LdoseRule *a = ldose_rule_resolved(one), *b = ldose_rule_resolved(other);
    if (a == b)
        return TRUE;
    if (is_decision(a) != is_decision(b))
        return FALSE;
    if (a->outcome == LDOSE_OUTCOME_CHOICE && b->outcome == LDOSE_OUTCOME_CHOICE)
        return choices_agree(a, b);
    if (a->outcome == LDOSE_OUTCOME_SIZE || b->outcome == LDOSE_OUTCOME_SIZE)
        return a->outcome == b->outcome && a->size_weight == b->size_weight &&
               ldose_limit_compare(a->size_cap_m2, b->size_cap_m2) == 0;
    LdoseEffect x = ldose_rule_effect(table, a), y = ldose_rule_effect(table, b);
    return x.known && y.known && ldose_part_equal(&x.part, &y.part);
}

static gboolean
exceeds(LdoseEffect one, LdoseEffect other)
{
    return one.known && other.known &&
           (compare_high(&one.part, &other.part) > 0 ||
            ldose_limit_compare(one.part.low, other.part.low) > 0);
}

/* Two choices are compared source by source: a source that speaks only in one of them proves
 * nothing. */
gboolean
ldose_rule_allows_more(const LdoseTable *table, const LdoseRule *worse, const LdoseRule *better)
{
    worse = ldose_rule_resolved(worse);
    better = ldose_rule_resolved(better);
    if (worse->outcome == LDOSE_OUTCOME_CHOICE && better->outcome == LDOSE_OUTCOME_CHOICE) {
        for (guint i = 0; i < worse->options->len; i++) {
            const LdoseOption *low = &g_array_index(worse->options, LdoseOption, i);
            for (guint k = 0; k < better->options->len; k++) {
                const LdoseOption *high = &g_array_index(better->options, LdoseOption, k);
                if (strcmp(low->source_id, high->source_id) == 0 &&
                    exceeds(option_effect(low), option_effect(high)))
                    return TRUE;
            }
        }
        return FALSE;
    }
    return exceeds(ldose_rule_effect(table, worse), ldose_rule_effect(table, better));
}
