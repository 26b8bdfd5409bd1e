/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guidance-text.h"

#include <string.h>

#include "number.h"
#include "phrase.h"

/* ---- regions --------------------------------------------------------------------------------- */

static char *
words_text(guint words, const LdoseWording *wording)
{
    GString *text = g_string_new(NULL);
    if (words == ~0u)
        return g_string_free(text, FALSE);
    for (int word = 0; word < LDOSE_N_DIALYSIS; word++) {
        if ((words & (1u << word)) != 0)
            g_string_append_printf(
                text, "%s%s", text->len > 0 ? ", " : "",
                ldose_wording_text(wording, ldose_vocabulary_label(&ldose_dialysis_kinds, word)));
    }
    return g_string_free(text, FALSE);
}

char *
ldose_rule_region_text(const LdoseTable *table, const LdoseRule *rule, const LdoseWording *wording)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < table->n_axes; i++) {
        const LdoseAxis *axis = &table->axes[i];
        gboolean enumerated = axis->quantity == LDOSE_QUANTITY_DIALYSIS;
        g_autofree char *part = enumerated
                                    ? words_text(rule->words[i], wording)
                                    : ldose_phrase_interval(wording, &rule->ranges[i], axis->unit);
        gboolean any = part[0] == '\0' ||
                       (!enumerated && !rule->ranges[i].low.bounded && !rule->ranges[i].high.bounded);
        if (any && table->n_axes > 1)
            continue;
        g_string_append_printf(
            text, "%s%s: %s", text->len > 0 ? "; " : "",
            ldose_wording_text(wording,
                               ldose_vocabulary_label(&ldose_quantities, (int)axis->quantity)),
            part);
    }
    if (text->len == 0)
        g_string_append(text, ldose_wording_text(wording, N_("everybody")));
    return g_string_free(text, FALSE);
}

/* ---- outcomes -------------------------------------------------------------------------------- */

static char *
choice_text(const LdoseRule *rule, const LdoseWording *wording)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < rule->options->len; i++) {
        const LdoseOption *option = &g_array_index(rule->options, LdoseOption, i);
        g_autofree char *part = option->stop
                                    ? g_strdup(ldose_wording_text(wording, N_("do not give")))
                                    : ldose_phrase_part(wording, &option->part);
        g_string_append_printf(text, "%s%s: %s", i > 0 ? "; " : "", option->source_id, part);
    }
    return g_string_free(text, FALSE);
}

char *
ldose_rule_outcome_text(const LdoseRule *rule, const LdoseWording *wording)
{
    char size[LDOSE_NUMBER_BUFFER];
    switch (rule->outcome) {
    case LDOSE_OUTCOME_FRACTION:
    case LDOSE_OUTCOME_DOSE_OF:
    case LDOSE_OUTCOME_FRACTION_RANGE: return ldose_phrase_part(wording, &rule->part);
    case LDOSE_OUTCOME_CHOICE: return choice_text(rule, wording);
    case LDOSE_OUTCOME_NOT_READ:
        return ldose_tell(wording, N_("not checked by us: open %1$s"),
                          ldose_wording_rule_text(wording, rule->text));
    case LDOSE_OUTCOME_UNDEFINED:
        if (rule->reading != NULL)
            return ldose_tell(wording, N_("no row in the source; our reading: row %1$s"),
                              rule->reading->id);
        return g_strdup(ldose_wording_text(wording, rule->otherwise == LDOSE_OTHERWISE_STOP
                                                        ? N_("no row in the source; our reading: do "
                                                             "not give")
                                                        : N_("no row in the source; a person "
                                                             "chooses")));
    case LDOSE_OUTCOME_SIZE:
        ldose_wording_number(wording, size, rule->size_cap_m2, 2);
        return ldose_tell(
            wording,
            rule->size_cap_m2 > 0 ? N_("dose by %1$s, capped at %2$s m²") : N_("dose by %1$s, no cap"),
            ldose_wording_text(wording,
                               ldose_vocabulary_label(&ldose_weight_kinds, (int)rule->size_weight)),
            size);
    case LDOSE_OUTCOME_AVOID:
    case LDOSE_OUTCOME_CONTRAINDICATED:
    case LDOSE_OUTCOME_DECIDE:
        if (rule->text[0] != '\0')
            return g_strdup(ldose_wording_rule_text(wording, rule->text));
        break;
    case LDOSE_OUTCOME_FULL:
    case LDOSE_OUTCOME_SILENT:
    case LDOSE_OUTCOME_CAUTION:
    case LDOSE_N_OUTCOMES:
    default: break;
    }
    return g_strdup(ldose_wording_text(
        wording, ldose_vocabulary_label(&ldose_outcome_kinds, (int)rule->outcome)));
}

/* ---- the document ---------------------------------------------------------------------------- */

static void
append_rule(GString *out, const LdoseTable *table, const LdoseRule *rule, const LdoseWording *wording)
{
    g_autofree char *region = table != NULL ? ldose_rule_region_text(table, rule, wording) : NULL;
    g_autofree char *outcome = ldose_rule_outcome_text(rule, wording);
    g_string_append_printf(out, "  %-8s %s%s%s\n", rule->id, region != NULL ? region : "",
                           region != NULL ? " → " : "", outcome);
    if (rule->note[0] != '\0')
        g_string_append_printf(out, "           %s\n", ldose_wording_rule_text(wording, rule->note));
    g_string_append_printf(
        out, "           [%s; %s; %s]\n", rule->source_ids,
        ldose_wording_text(wording,
                           ldose_vocabulary_label(&ldose_evidence_grades, (int)rule->evidence)),
        ldose_wording_text(wording,
                           ldose_vocabulary_label(&ldose_edge_bases, (int)rule->edge_basis)));
}

static const char *
drug_label(int drug, const LdoseWording *wording)
{
    return ldose_wording_text(wording, drug == LDOSE_DRUG_ANY
                                           ? N_("every drug")
                                           : ldose_vocabulary_label(&ldose_drugs, drug));
}

static void
append_table(GString *out, const LdoseTable *table, const LdoseWording *wording)
{
    g_string_append_printf(
        out, "\n%s, %s (%s)\n", drug_label(table->drug, wording),
        ldose_wording_text(wording, ldose_vocabulary_label(&ldose_cohorts, (int)table->cohort)),
        table->id);
    if (table->applies.regimens->len > 0) {
        g_string_append_printf(out, "  %s", ldose_wording_text(wording, N_("Only with:")));
        for (guint i = 0; i < table->applies.regimens->len; i++)
            g_string_append_printf(out, " %s",
                                   g_array_index(table->applies.regimens, const char *, i));
        g_string_append_c(out, '\n');
    }
    for (guint i = 0; i < table->n_rules; i++)
        append_rule(out, table, &table->rules[i], wording);
}

static void
append_source(GString *out, const LdoseSource *source)
{
    char read[11];
    ldose_date_print(source->read, read);
    g_string_append_printf(out, "  %-8s %s", source->id, source->title);
    if (source->issuer[0] != '\0')
        g_string_append_printf(out, ", %s", source->issuer);
    g_string_append_printf(out, ", %s", source->edition);
    if (source->locator[0] != '\0')
        g_string_append_printf(out, ", %s", source->locator);
    if (source->doi[0] != '\0')
        g_string_append_printf(out, ", doi:%s", source->doi);
    if (source->url[0] != '\0')
        g_string_append_printf(out, ", %s", source->url);
    g_string_append_printf(out, " [%s, read %s]\n", source->kind, read);
}

void
ldose_guidance_text(GString *out, const LdoseGuidance *guidance, const LdoseWording *wording)
{
    const LdoseDocument *document = &guidance->document;
    char issued[11], review[11];
    ldose_date_print(document->issued, issued);
    ldose_date_print(document->review_by, review);
    g_string_append_printf(out, "%s\n", ldose_wording_rule_text(wording, document->title));
    g_string_append_printf(out, "%s %s, %s, %s, %s; issued %s, review by %s\n", document->id,
                           document->version, ldose_document_status_id(document->status),
                           ldose_vocabulary_id(&ldose_guidance_kinds, (int)guidance->kind),
                           document->jurisdiction, issued, review);
    g_string_append_printf(out, "sha256 %s\n", document->sha256);
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++) {
        if (guidance->not_covered[drug])
            g_string_append_printf(
                out, "%s: %s\n", drug_label(drug, wording),
                ldose_wording_text(wording, N_("not covered by this document")));
    }
    for (guint i = 0; i < guidance->n_tables; i++)
        append_table(out, &guidance->tables[i], wording);
    if (guidance->n_stops > 0)
        g_string_append_printf(out, "\n%s\n",
                               ldose_wording_text(wording, N_("Conditions, when stated")));
    for (guint i = 0; i < guidance->n_stops; i++) {
        const LdoseStop *stop = &guidance->stops[i];
        g_string_append_printf(
            out, "  %s, %s:\n", drug_label(stop->drug, wording),
            ldose_wording_text(wording,
                               ldose_vocabulary_label(&ldose_conditions, (int)stop->condition)));
        append_rule(out, NULL, &stop->rule, wording);
    }
    g_string_append_printf(out, "\n%s\n", ldose_wording_text(wording, N_("Sources")));
    for (guint i = 0; i < document->sources->len; i++)
        append_source(out, &g_array_index(document->sources, LdoseSource, i));
}
