/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two versions of a regimen: value by value. */
#include "document-diff-parts.h"

#define VALUE LDOSE_CHANGE_VALUE

static char *
days_words(const LdoseRegimenDose *dose)
{
    static const char *const kinds[] = {"day", "ld-day", "number of days"};
    GString *text = g_string_new(kinds[dose->days_kind]);
    if (dose->days_kind == LDOSE_DAYS_COUNTED)
        g_string_append_printf(text, " %d", dose->n_days);
    for (int i = 0; i < dose->n_days && dose->days_kind != LDOSE_DAYS_COUNTED; i++)
        g_string_append_printf(text, " %d", dose->days[i]);
    return g_string_free(text, FALSE);
}

static void
diff_dose(GPtrArray *changes, LdoseDrug drug, const LdoseRegimenDose *from,
          const LdoseRegimenDose *to)
{
    const char *place = ldose_vocabulary_id(&ldose_drugs, (int)drug);
    gboolean before = from->amount > 0, after = to->amount > 0;
    ldose_change_take(changes, VALUE, place, "dose a day",
                      before ? ldose_number_words(from->amount, ldose_unit_id(from->unit)) : NULL,
                      after ? ldose_number_words(to->amount, ldose_unit_id(to->unit)) : NULL);
    ldose_change_take(changes, VALUE, place, "days", before ? days_words(from) : NULL,
                      after ? days_words(to) : NULL);
    ldose_change_number(changes, VALUE, place, "minutes", from->minutes, to->minutes);
}

static char *
conditions_words(const GArray *conditions)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; conditions != NULL && i < conditions->len; i++) {
        const LdoseCountCondition *condition = &g_array_index(conditions, LdoseCountCondition, i);
        g_autofree char *range = ldose_interval_words(&condition->range);
        g_string_append_printf(text, "%s%s%s%s", i > 0 ? "; " : "",
                               condition->text != NULL ? condition->text : "",
                               range != NULL ? " " : "", range != NULL ? range : "");
    }
    return g_string_free(text, FALSE);
}

static char *
window_words(const LdoseWindow *window)
{
    if (!window->stated)
        return NULL;
    return g_strdup_printf("after the %s, from %d %s, to %d days, deferral %d days%s",
                           window->anchor == LDOSE_ANCHOR_END ? "end" : "start",
                           window->from_hours >= 0 ? window->from_hours : window->from_days,
                           window->from_hours >= 0 ? "hours" : "days", window->to_days,
                           window->defer_days, window->clear_days ? ", clear days" : "");
}

static char *
repeat_words(const LdoseRepeat *repeat)
{
    if (!repeat->stated)
        return NULL;
    g_autofree char *conditions = conditions_words(repeat->conditions);
    return g_strdup_printf("%s after %s %d days since the %s %s", repeat->verb,
                           repeat->more_than ? "more than" : "at least", repeat->after_days,
                           repeat->anchor == LDOSE_ANCHOR_END ? "end" : "start", conditions);
}

static char *
omission_words(const LdoseOmission *omission)
{
    if (!omission->stated)
        return NULL;
    g_autofree char *conditions = conditions_words(omission->conditions);
    return g_strdup_printf("%s within %d days: %s", omission->verb, omission->within_days,
                           conditions);
}

static gboolean
holds_text(const GArray *texts, const char *text)
{
    for (guint i = 0; i < texts->len; i++) {
        if (g_strcmp0(g_array_index(texts, LdoseCitedText, i).text, text) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Texts are the same or not: one that was reworded is one less and one more. */
static void
diff_texts(GPtrArray *changes, const char *what, const GArray *from, const GArray *to)
{
    for (guint i = 0; i < to->len; i++) {
        const char *text = g_array_index(to, LdoseCitedText, i).text;
        if (!holds_text(from, text))
            ldose_change_text(changes, LDOSE_CHANGE_TEXT, "", what, NULL, text);
    }
    for (guint i = 0; i < from->len; i++) {
        const char *text = g_array_index(from, LdoseCitedText, i).text;
        if (!holds_text(to, text))
            ldose_change_text(changes, LDOSE_CHANGE_TEXT, "", what, text, NULL);
    }
}

/* What calls for the alternatives, each with its own. */
static GArray *
triggers_of(const LdoseRegimen *regimen)
{
    GArray *triggers = g_array_new(FALSE, TRUE, sizeof(LdoseCitedText));
    for (guint i = 0; i < regimen->alternatives->len; i++) {
        const LdoseCitedText *text = &g_array_index(regimen->alternatives, LdoseCitedText, i);
        for (const char *const *trigger = text->trigger; *trigger != NULL; trigger++) {
            const LdoseCitedText one = {.text = *trigger};
            g_array_append_val(triggers, one);
        }
    }
    return triggers;
}

GPtrArray *
ldose_regimen_diff(const LdoseRegimen *older, const LdoseRegimen *newer)
{
    GPtrArray *changes = ldose_changes_new();
    ldose_diff_header(changes, &older->document, &newer->document);
    ldose_change_text(changes, VALUE, "", "product", older->product, newer->product);
    ldose_change_text(changes, VALUE, "", "brand", older->brand, newer->brand);
    ldose_change_text(changes, VALUE, "", "indication", older->indication, newer->indication);
    ldose_change_take(changes, VALUE, "", "day of infusion",
                      ldose_number_words(older->infusion_day, ""),
                      ldose_number_words(newer->infusion_day, ""));
    ldose_change_text(changes, VALUE, "", "label of the drugs", older->drug_label,
                      newer->drug_label);
    ldose_change_text(changes, LDOSE_CHANGE_TEXT, "", "renal wording", older->renal_wording,
                      newer->renal_wording);
    ldose_change_take(changes, LDOSE_CHANGE_APPLIES, "", "ages in years",
                      ldose_interval_words(&older->age_years),
                      ldose_interval_words(&newer->age_years));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        diff_dose(changes, (LdoseDrug)drug, &older->dose[drug], &newer->dose[drug]);
    ldose_change_text(changes, VALUE, "", "order", older->order.text, newer->order.text);
    ldose_change_take(changes, VALUE, "", "window to the infusion", window_words(&older->window),
                      window_words(&newer->window));
    ldose_change_take(changes, VALUE, "", "repeating", repeat_words(&older->repeat),
                      repeat_words(&newer->repeat));
    ldose_change_take(changes, VALUE, "", "leaving out", omission_words(&older->omission),
                      omission_words(&newer->omission));
    diff_texts(changes, "alternative", older->alternatives, newer->alternatives);
    g_autoptr(GArray) before = triggers_of(older), after = triggers_of(newer);
    diff_texts(changes, "condition of an alternative", before, after);
    diff_texts(changes, "precondition", older->preconditions, newer->preconditions);
    diff_texts(changes, "supportive care", older->supportive, newer->supportive);
    return changes;
}
