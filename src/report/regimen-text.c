/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regimen-text.h"

#include <string.h>

#include "phrase.h"
#include "text-page.h"

#define INDENT 2
#define COLUMN 16

/* ---- window ---------------------------------------------------------------------------------- */

/* "2 to 14 days" */
static char *
window_span(const LdoseWindow *window, const LdoseWording *wording)
{
    const char *to = LDOSE_WHOLE(wording, window->to_days);
    if (window->from_days < 0) {
        const char *hours = LDOSE_WHOLE(wording, window->from_hours);
        return window->to_days < 0 ? ldose_tell(wording, N_("%1$s hours or more"), hours)
                                   : ldose_tell_count(wording, (gulong)window->to_days,
                                                      "from %1$s hours to %2$s day",
                                                      "from %1$s hours to %2$s days", hours, to);
    }
    const char *from = LDOSE_WHOLE(wording, window->from_days);
    if (window->to_days < 0)
        return ldose_tell_count(wording, (gulong)window->from_days, "%1$s day or more",
                                "%1$s days or more", from);
    if (window->to_days == window->from_days)
        return ldose_tell_count(wording, (gulong)window->from_days, "%1$s day", "%1$s days", from);
    return ldose_tell_count(wording, (gulong)window->to_days, "%1$s to %2$s day",
                            "%1$s to %2$s days", from, to);
}

char *
ldose_window_text(const LdoseRegimen *regimen, const LdoseWording *wording)
{
    const LdoseWindow *window = &regimen->window;
    if (!window->stated)
        return NULL;
    g_autofree char *span = window_span(window, wording);
    gboolean from_end = window->anchor == LDOSE_ANCHOR_END;
    if (window->clear_days)
        return from_end ? ldose_tell(wording,
                                     N_("Infusion %1$s after the last day of lymphodepletion, "
                                        "counted as clear days."),
                                     span)
                        : ldose_tell(wording,
                                     N_("Infusion %1$s after the first day of lymphodepletion, "
                                        "counted as clear days."),
                                     span);
    return from_end ? ldose_tell(wording,
                                 N_("Infusion %1$s after the last day of lymphodepletion."), span)
                    : ldose_tell(wording,
                                 N_("Infusion %1$s after the first day of lymphodepletion."), span);
}

static char *
counted_days(const LdoseSchedule *schedule, LdoseAnchor anchor, const LdoseWording *wording)
{
    LdoseDate from = anchor == LDOSE_ANCHOR_END ? schedule->ld_end : schedule->ld_start;
    g_autofree char *from_text = ldose_phrase_day(wording, from);
    g_autofree char *infusion = ldose_phrase_day(wording, schedule->infusion);
    int days = ldose_date_days_between(from, schedule->infusion);
    g_autofree char *calendar = ldose_phrase_day_number(days);
    const char *clear = LDOSE_WHOLE(wording, MAX(days - 1, 0));
    return anchor == LDOSE_ANCHOR_END
               ? ldose_tell(
                     wording,
                     N_("Last day of lymphodepletion %1$s, infusion %2$s. Days between: %3$s "
                        "as a calendar difference, %4$s as clear days."),
                     from_text, infusion, calendar, clear)
               : ldose_tell(
                     wording,
                     N_("First day of lymphodepletion %1$s, infusion %2$s. Days between: %3$s "
                        "as a calendar difference, %4$s as clear days."),
                     from_text, infusion, calendar, clear);
}

static char *
window_state(const LdosePlan *plan, const LdoseWording *wording)
{
    switch (plan->schedule.window) {
    case LDOSE_WINDOW_INSIDE: return ldose_tell(wording, N_("This lies inside the window."));
    case LDOSE_WINDOW_BOUNDARY:
        return ldose_tell(wording, N_("This is the first or last day of the window."));
    case LDOSE_WINDOW_DEFERRED:
        return ldose_tell(
            wording, N_("This is later than the window, within what the source allows for putting "
                        "off."));
    case LDOSE_WINDOW_OUTSIDE: return ldose_tell(wording, N_("This lies outside the window."));
    case LDOSE_WINDOW_NOT_ASKED:
    default: return NULL;
    }
}

/* Where the source calls the infusion Day 1, it may or may not count a Day 0 before it. */
static char *
disagreeing_dates(const LdosePlan *plan, const LdoseWording *wording)
{
    const LdoseSchedule *schedule = &plan->schedule;
    const LdoseRegimen *regimen = plan->rules->regimen;
    g_autofree char *start = ldose_phrase_day(wording, schedule->ld_start);
    g_autofree char *infusion = ldose_phrase_day(wording, schedule->infusion);
    g_autofree char *days = ldose_phrase_day_number(
        ldose_date_days_between(schedule->ld_start, schedule->infusion));
    int offset = regimen->infusion_day - ldose_regimen_first_day(regimen);
    const char *most = LDOSE_WHOLE(wording, offset), *fewer = LDOSE_WHOLE(wording, offset - 1);
    if (regimen->infusion_day == 0)
        return ldose_tell(wording,
                          N_("Days from the first day (%1$s) to the infusion (%2$s): %3$s by the "
                             "calendar, %4$s by the numbers of the regimen."),
                          start, infusion, days, most);
    return ldose_tell(wording,
                      N_("Days from the first day (%1$s) to the infusion (%2$s): %3$s by the "
                         "calendar, %4$s or %5$s by the numbers of the regimen, which do not say "
                         "whether there is a Day 0."),
                      start, infusion, days, fewer, most);
}

char *
ldose_window_judgement(const LdosePlan *plan, const LdoseWording *wording)
{
    const LdoseSchedule *schedule = &plan->schedule;
    const LdoseRegimen *regimen = plan->rules->regimen;
    if (schedule->ld_end.year == 0 || schedule->infusion.year == 0)
        return NULL;
    GString *text = g_string_new(NULL);
    if (schedule->dates_disagree) {
        g_autofree char *sentence = disagreeing_dates(plan, wording);
        g_string_append_printf(text, "%s ", sentence);
    }
    LdoseAnchor anchor = regimen->window.stated ? regimen->window.anchor : LDOSE_ANCHOR_END;
    g_autofree char *counted = counted_days(schedule, anchor, wording);
    g_autofree char *state = window_state(plan, wording);
    g_string_append_printf(text, "%s%s%s", counted, state != NULL ? " " : "",
                           state != NULL ? state : "");
    return g_string_free(text, FALSE);
}

/* ---- repeat and omission --------------------------------------------------------------------- */

/* "white cells above 1 ×10⁹/L, platelets …": what must hold, by value or in the source's words. */
static char *
conditions_text(const GArray *conditions, const LdoseWording *wording)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < conditions->len; i++) {
        const LdoseCountCondition *condition = &g_array_index(conditions, LdoseCountCondition, i);
        g_string_append(text, i > 0 ? "; " : "");
        if (condition->count < 0) {
            g_autofree char *words = g_strdup(ldose_phrase_rule_text(wording, condition->text));
            if (g_str_has_suffix(words, "."))
                words[strlen(words) - 1] = '\0';
            g_string_append(text, words);
            continue;
        }
        g_autofree char *range =
            ldose_phrase_interval(wording, &condition->range, LDOSE_UNIT_10E9_L);
        g_string_append_printf(text, "%s %s",
                               ldose_phrase_count(wording, (LdoseCount)condition->count), range);
    }
    return g_string_free(text, FALSE);
}

/* The source's verb, or that it was not read. */
static const char *
verb_text(const char *verb, const LdoseWording *wording)
{
    return strcmp(verb, "not-read") == 0 ? ldose_wording_text(wording, N_("not read")) : verb;
}

char *
ldose_repeat_text(const LdoseRegimen *regimen, const LdoseWording *wording)
{
    const LdoseRepeat *repeat = &regimen->repeat;
    if (!repeat->stated)
        return NULL;
    const char *days = LDOSE_WHOLE(wording, repeat->after_days);
    const char *verb = verb_text(repeat->verb, wording);
    gboolean from_end = repeat->anchor == LDOSE_ANCHOR_END;
    g_autofree char *when =
        repeat->more_than
            ? (from_end ? ldose_tell_count(wording, (gulong)repeat->after_days,
                                           "more than %1$s day after the last day",
                                           "more than %1$s days after the last day", days)
                        : ldose_tell_count(wording, (gulong)repeat->after_days,
                                           "more than %1$s day after the first day",
                                           "more than %1$s days after the first day", days))
            : (from_end ? ldose_tell_count(wording, (gulong)repeat->after_days,
                                           "%1$s day or more after the last day",
                                           "%1$s days or more after the last day", days)
                        : ldose_tell_count(wording, (gulong)repeat->after_days,
                                           "%1$s day or more after the first day",
                                           "%1$s days or more after the first day", days));
    g_autofree char *conditions = conditions_text(repeat->conditions, wording);
    if (conditions[0] != '\0')
        return ldose_tell(
            wording,
            N_("Repeat lymphodepletion (the source’s word: “%1$s”) if the infusion comes "
               "%2$s and all of this holds: %3$s."),
            verb, when, conditions);
    return ldose_tell(wording,
                      N_("Repeat lymphodepletion (the source’s word: “%1$s”) if the infusion comes "
                         "%2$s."),
                      verb, when);
}

char *
ldose_omission_text(const LdoseRegimen *regimen, const LdoseWording *wording)
{
    const LdoseOmission *omission = &regimen->omission;
    if (!omission->stated)
        return NULL;
    g_autofree char *conditions = conditions_text(omission->conditions, wording);
    const char *verb = verb_text(omission->verb, wording);
    if (omission->within_days > 0)
        return ldose_tell_count(
            wording, (gulong)omission->within_days,
            "Lymphodepletion can be left out (the source’s word: “%1$s”) with %2$s, "
            "within %3$s day before the infusion.",
            "Lymphodepletion can be left out (the source’s word: “%1$s”) with %2$s, "
            "within %3$s days before the infusion.",
            verb, conditions, LDOSE_WHOLE(wording, omission->within_days));
    return ldose_tell(wording,
                      N_("Lymphodepletion can be left out (the source’s word: “%1$s”) with %2$s."),
                      verb, conditions);
}

/* ---- the section ----------------------------------------------------------------------------- */

static void
line(GString *out, const char *label, const char *text, const LdoseWording *wording)
{
    if (text != NULL && text[0] != '\0')
        ldose_page_labelled(out, INDENT, COLUMN, ldose_wording_text(wording, label), text);
}

/* A text of the document, marked where nobody has read it in its source. */
static void
cited_line(GString *out, const char *label, const char *text, LdoseEvidence evidence,
           const LdoseWording *wording)
{
    const char *words = ldose_phrase_rule_text(wording, text);
    if (words[0] == '\0')
        return;
    if (evidence == LDOSE_EVIDENCE_UNVERIFIED) {
        g_autofree char *marked = ldose_tell(wording, N_("Unverified: %1$s"), words);
        line(out, label, marked, wording);
    } else {
        line(out, label, words, wording);
    }
}

static void
cited_lines(GString *out, const char *label, const GArray *texts, const LdoseWording *wording)
{
    for (guint i = 0; i < texts->len; i++) {
        const LdoseCitedText *text = &g_array_index(texts, LdoseCitedText, i);
        cited_line(out, i == 0 ? label : "", text->text, text->evidence, wording);
    }
}

static void
alternative_lines(GString *out, const LdoseRegimen *regimen, const LdoseWording *wording)
{
    for (guint i = 0; i < regimen->alternatives->len; i++) {
        const LdoseCitedText *text = &g_array_index(regimen->alternatives, LdoseCitedText, i);
        g_autofree char *sentence = ldose_tell(
            wording,
            N_("Under conditions of its own the source names another lymphodepletion: %1$s"),
            ldose_phrase_rule_text(wording, text->text));
        line(out, i == 0 ? N_("Alternative") : "", sentence, wording);
        for (const char *const *trigger = text->trigger; *trigger != NULL; trigger++) {
            g_autofree char *when = ldose_tell(wording, N_("Condition: %1$s"),
                                               ldose_phrase_rule_text(wording, *trigger));
            line(out, "", when, wording);
        }
    }
}

/* Remarks of whoever wrote the document; they say themselves what was not read. */
static void
note_lines(GString *out, const LdoseRegimen *regimen, const LdoseWording *wording)
{
    for (guint i = 0; i < regimen->notes->len; i++)
        line(out, i == 0 ? N_("Note") : "",
             ldose_phrase_rule_text(wording, g_array_index(regimen->notes, LdoseCitedText, i).text),
             wording);
}

static void
infusion_line(GString *out, const LdoseRegimen *regimen, const LdoseWording *wording)
{
    GString *text = g_string_new(NULL);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (regimen->dose[drug].minutes == 0)
            continue;
        g_autofree char *one =
            ldose_tell(wording, N_("%1$s over %2$s minutes"), ldose_phrase_drug(wording, drug),
                       LDOSE_WHOLE(wording, regimen->dose[drug].minutes));
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", one);
    }
    line(out, N_("Infusion time"), text->str, wording);
    g_string_free(text, TRUE);
}

static void
window_lines(GString *out, const LdosePlan *plan, const LdoseWording *wording)
{
    const LdoseWindow *window = &plan->rules->regimen->window;
    g_autofree char *text = ldose_window_text(plan->rules->regimen, wording);
    g_autofree char *judgement = ldose_window_judgement(plan, wording);
    if (text != NULL) {
        cited_line(out, N_("Window"), text, window->evidence, wording);
        cited_line(out, "", window->convention, LDOSE_EVIDENCE_LABEL, wording);
        cited_line(out, "", window->note, LDOSE_EVIDENCE_LABEL, wording);
        cited_line(out, "", window->defer_text, LDOSE_EVIDENCE_LABEL, wording);
    }
    if (plan->schedule.infusion.year != 0 && plan->schedule.ld_start.year == 0)
        line(out, N_("Dates"),
             ldose_wording_text(wording,
                                N_("No dates yet: this regimen does not number its days back from "
                                   "the infusion. Give the first day of lymphodepletion "
                                   "(ld_start_date).")),
             wording);
    line(out, N_("Dates"), judgement, wording);
}

/* What the product's own label says on kidneys, three things that must not be confused. */
const char *
ldose_regimen_kidneys_text(const LdoseRegimen *regimen, const LdoseWording *wording)
{
    const char *text = N_("Not checked by us: open the product’s label, renal impairment.");
    if (strcmp(regimen->renal_wording, "delegates") == 0)
        text = N_("The product’s label refers to the labels of the two drugs.");
    else if (strcmp(regimen->renal_wording, "silent") == 0)
        text = N_("No statement in the product’s label.");
    return ldose_wording_text(wording, text);
}

char *
ldose_regimen_gaps_text(const LdoseRegimen *regimen, const LdoseWording *wording)
{
    const struct {
        gboolean stated;
        const char *name;
    } items[] = {
        {regimen->order.text[0] != '\0', N_("order of the drugs")},
        {regimen->dose[LDOSE_FLUDARABINE].minutes > 0 &&
             regimen->dose[LDOSE_CYCLOPHOSPHAMIDE].minutes > 0,
         N_("infusion time")},
        {regimen->window.stated, N_("window to the infusion")},
        {regimen->repeat.stated, N_("repeating")},
        {regimen->omission.stated, N_("leaving out")},
        {regimen->supportive->len > 0, N_("supportive care")},
    };
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(items); i++) {
        if (!items[i].stated)
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
                                   ldose_wording_text(wording, items[i].name));
    }
    return text->len > 0
               ? ldose_tell(wording, N_("This document holds nothing on: %1$s."), text->str)
               : NULL;
}

void
ldose_regimen_text(GString *out, const LdosePlan *plan, const LdoseWording *wording)
{
    const LdoseRegimen *regimen = plan->rules->regimen;
    g_autofree char *repeat = ldose_repeat_text(regimen, wording);
    g_autofree char *omission = ldose_omission_text(regimen, wording);
    g_autofree char *gaps = ldose_regimen_gaps_text(regimen, wording);
    cited_line(out, N_("Order of the drugs"), regimen->order.text, regimen->order.evidence,
               wording);
    infusion_line(out, regimen, wording);
    window_lines(out, plan, wording);
    if (repeat != NULL) {
        cited_line(out, N_("Repeat"), repeat, regimen->repeat.evidence, wording);
        cited_line(out, "", regimen->repeat.note, LDOSE_EVIDENCE_LABEL, wording);
    }
    if (omission != NULL) {
        cited_line(out, N_("Leave out"), omission, regimen->omission.evidence, wording);
        cited_line(out, "", regimen->omission.note, LDOSE_EVIDENCE_LABEL, wording);
    }
    alternative_lines(out, regimen, wording);
    cited_lines(out, N_("Before"), regimen->preconditions, wording);
    cited_lines(out, N_("Supportive"), regimen->supportive, wording);
    line(out, N_("Kidneys"), ldose_regimen_kidneys_text(regimen, wording), wording);
    note_lines(out, regimen, wording);
    line(out, N_("Gaps"), gaps, wording);
}
