/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-rows.h"

#include "phrase.h"
#include "regimen-text.h"

typedef struct {
    GPtrArray *rows;
    const LdoseRegimen *regimen;
    const LdoseWording *wording;
} Writer;

/* ---- pieces ---------------------------------------------------------------------------------- */

static void
section(const Writer *writer, const char *heading)
{
    ldose_document_rows_section(writer->rows, ldose_wording_text(writer->wording, heading));
}

/* "Amtagvi label; edition (read in the label itself)"; @source: NULL for the regimen's own.
 * (transfer full) */
static char *
cited(const Writer *writer, const LdoseSource *source, LdoseEvidence evidence)
{
    g_autofree char *title =
        ldose_phrase_source(source != NULL ? source : writer->regimen->source, NULL);
    return ldose_tell(
        writer->wording, N_("%1$s (%2$s)"), title,
        ldose_wording_text(writer->wording,
                           ldose_vocabulary_label(&ldose_evidence_grades, (int)evidence)));
}

/* "Window: …". @label: to be translated; takes @more and @source. */
static void
say(const Writer *writer, const char *label, const char *text, char *more, char *source)
{
    ldose_document_rows_take(writer->rows,
                             ldose_tell(writer->wording, N_("%1$s: %2$s"),
                                        ldose_wording_text(writer->wording, label), text),
                             more, source);
}

static void
append_line(GString *lines, const char *text)
{
    if (text != NULL && text[0] != '\0')
        g_string_append_printf(lines, "%s%s", lines->len > 0 ? "\n" : "", text);
}

/* ---- what it is for -------------------------------------------------------------------------- */

static void
add_product(const Writer *writer)
{
    const LdoseRegimen *regimen = writer->regimen;
    const LdoseWording *wording = writer->wording;
    g_autofree char *product =
        ldose_tell(wording, N_("%1$s (%2$s)"), regimen->brand, regimen->product);
    section(writer, N_("Regimen"));
    say(writer, N_("Product"), regimen->brand[0] != '\0' ? product : regimen->product, NULL,
        cited(writer, regimen->source, regimen->evidence));
    say(writer, N_("Indication"), ldose_wording_rule_text(wording, regimen->indication), NULL,
        NULL);
    if (regimen->age_years.low.bounded || regimen->age_years.high.bounded) {
        g_autofree char *ages =
            ldose_phrase_interval(wording, &regimen->age_years, LDOSE_UNIT_YEARS);
        say(writer, N_("Age"), ages, NULL, NULL);
    }
    if (regimen->drug_label[0] != '\0')
        say(writer, N_("Proposed guidance"), regimen->drug_label, NULL, NULL);
}

/* ---- doses ----------------------------------------------------------------------------------- */

/* "Day −5, Day −4, Day −3"; NULL: the document says only on how many. (transfer full) */
static char *
days_text(const Writer *writer, const LdoseRegimenDose *dose)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; dose->days_kind != LDOSE_DAYS_COUNTED && i < dose->n_days; i++) {
        g_autofree char *number = ldose_phrase_day_number(dose->days[i]);
        g_autofree char *day = ldose_tell(writer->wording, N_("Day %1$s"), number);
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", day);
    }
    return g_string_free(text, FALSE);
}

static void
add_dose(const Writer *writer, LdoseDrug drug)
{
    const LdoseRegimenDose *dose = &writer->regimen->dose[drug];
    const LdoseWording *wording = writer->wording;
    if (dose->amount <= 0)
        return;
    g_autofree char *days = days_text(writer, dose);
    GString *more = g_string_new(days);
    if (dose->minutes > 0) {
        g_autofree char *minutes =
            ldose_tell(wording, N_("%1$s over %2$s minutes"), ldose_phrase_drug(wording, (int)drug),
                       LDOSE_WHOLE(wording, dose->minutes));
        append_line(more, minutes);
    }
    ldose_document_rows_take(
        writer->rows,
        ldose_tell_count(
            wording, (gulong)dose->n_days, "%1$s: %2$s a day on %3$s day (%4$s)",
            "%1$s: %2$s a day on %3$s days (%4$s)", ldose_phrase_drug_title(wording, (int)drug),
            LDOSE_VALUE(wording, dose->amount, 3, dose->unit), LDOSE_WHOLE(wording, dose->n_days),
            ldose_wording_text(
                wording, ldose_vocabulary_label(&ldose_evidence_grades, (int)dose->evidence))),
        g_string_free(more, FALSE), ldose_phrase_source(dose->source, NULL));
}

/* How the numbers of its days are meant. (transfer full) */
static char *
numbering(const Writer *writer)
{
    const LdoseRegimen *regimen = writer->regimen;
    g_autofree char *infusion = ldose_phrase_day_number(regimen->infusion_day);
    switch (regimen->dose[LDOSE_FLUDARABINE].days_kind) {
    case LDOSE_DAYS_NUMBERED:
        return ldose_tell(writer->wording,
                          N_("Days as the source numbers them; the infusion is Day %1$s."),
                          infusion);
    case LDOSE_DAYS_RELATIVE:
        return ldose_tell(writer->wording, N_("Day 1 is the first day of lymphodepletion."));
    case LDOSE_DAYS_COUNTED:
    default:
        return ldose_tell(writer->wording, N_("The document says on how many days, not on which."));
    }
}

static void
add_doses(const Writer *writer)
{
    section(writer, N_("Doses"));
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        add_dose(writer, (LdoseDrug)drug);
    ldose_document_rows_take(writer->rows, NULL, numbering(writer), NULL);
}

/* ---- what stands beside the doses ------------------------------------------------------------ */

static void
add_window(const Writer *writer)
{
    const LdoseWindow *window = &writer->regimen->window;
    const LdoseWording *wording = writer->wording;
    g_autofree char *text = ldose_window_text(writer->regimen, wording);
    if (text == NULL)
        return;
    GString *more = g_string_new(NULL);
    append_line(more, ldose_phrase_rule_text(wording, window->convention));
    append_line(more, ldose_phrase_rule_text(wording, window->note));
    append_line(more, ldose_phrase_rule_text(wording, window->defer_text));
    say(writer, N_("Window"), text, g_string_free(more, FALSE),
        cited(writer, window->source, window->evidence));
}

static void
add_repeat_and_omission(const Writer *writer)
{
    const LdoseRegimen *regimen = writer->regimen;
    const LdoseWording *wording = writer->wording;
    g_autofree char *repeat = ldose_repeat_text(regimen, wording);
    g_autofree char *omission = ldose_omission_text(regimen, wording);
    if (repeat != NULL)
        say(writer, N_("Repeat"), repeat,
            g_strdup(ldose_phrase_rule_text(wording, regimen->repeat.note)),
            cited(writer, regimen->repeat.source, regimen->repeat.evidence));
    if (omission != NULL)
        say(writer, N_("Leave out"), omission,
            g_strdup(ldose_phrase_rule_text(wording, regimen->omission.note)),
            cited(writer, regimen->omission.source, regimen->omission.evidence));
}

static void
add_cited(const Writer *writer, const char *label, const LdoseCitedText *text)
{
    const LdoseWording *wording = writer->wording;
    GString *more = g_string_new(NULL);
    for (const char *const *trigger = text->trigger; *trigger != NULL; trigger++) {
        g_autofree char *when =
            ldose_tell(wording, N_("Condition: %1$s"), ldose_phrase_rule_text(wording, *trigger));
        append_line(more, when);
    }
    say(writer, label, ldose_phrase_rule_text(wording, text->text), g_string_free(more, FALSE),
        cited(writer, text->source, text->evidence));
}

static void
add_all_cited(const Writer *writer, const char *label, const GArray *texts)
{
    for (guint i = 0; i < texts->len; i++)
        add_cited(writer, label, &g_array_index(texts, LdoseCitedText, i));
}

static void
add_rest(const Writer *writer)
{
    const LdoseRegimen *regimen = writer->regimen;
    const LdoseWording *wording = writer->wording;
    g_autofree char *gaps = ldose_regimen_gaps_text(regimen, wording);
    section(writer, N_("Schedule"));
    if (regimen->order.text[0] != '\0')
        add_cited(writer, N_("Order of the drugs"), &regimen->order);
    add_window(writer);
    add_repeat_and_omission(writer);
    add_all_cited(writer, N_("Alternative"), regimen->alternatives);
    add_all_cited(writer, N_("Before"), regimen->preconditions);
    add_all_cited(writer, N_("Supportive"), regimen->supportive);
    say(writer, N_("Kidneys"), ldose_regimen_kidneys_text(regimen, wording), NULL, NULL);
    if (gaps != NULL)
        say(writer, N_("Gaps"), gaps, NULL, NULL);
}

GPtrArray *
ldose_regimen_rows(const LdoseRegimen *regimen, const LdoseWording *wording)
{
    const Writer writer = {ldose_document_rows_new(), regimen, wording};
    add_product(&writer);
    add_doses(&writer);
    add_rest(&writer);
    for (guint i = 0; i < regimen->notes->len; i++) {
        const char *note = g_array_index(regimen->notes, LdoseCitedText, i).text;
        if (i == 0)
            section(&writer, N_("Notes"));
        ldose_document_rows_take(writer.rows, NULL, g_strdup(ldose_phrase_rule_text(wording, note)),
                                 NULL);
    }
    return writer.rows;
}
