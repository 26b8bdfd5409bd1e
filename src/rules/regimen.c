/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regimen.h"

#include <string.h>

#include "error.h"
#include "guidance-check.h"

static const LdoseWord count_words[] = {
    [LDOSE_COUNT_WBC] = {"wbc", "wbc"},
    [LDOSE_COUNT_ANC] = {"anc", "anc"},
    [LDOSE_COUNT_PLATELETS] = {"platelets", "platelets"},
};
static const LdoseVocabulary counts = {count_words, G_N_ELEMENTS(count_words)};

static gboolean
refuse(const LdoseRegimen *regimen, const LdoseXmlNode *node, const char *what, GError **error)
{
    ldose_set_error(error, LDOSE_ERROR_DOCUMENT, "%1$s:%2$d: %3$s", regimen->document.path,
                    ldose_xml_node_line(node), ldose_error_text(what));
    return FALSE;
}

/* The source that an element names, else the regimen's. Every named id must exist. */
static gboolean
read_source(LdoseRegimen *regimen, const LdoseXmlNode *node, const LdoseSource **source_out,
            GError **error)
{
    const char *ids = ldose_xml_node_attribute(node, "source");
    *source_out = regimen->source;
    if (ids == NULL)
        return TRUE;
    g_auto(GStrv) list = g_strsplit_set(ids, " \t\n", -1);
    for (guint i = 0; list[i] != NULL; i++) {
        if (list[i][0] != '\0' && ldose_document_source(&regimen->document, list[i]) == NULL) {
            ldose_set_error(error, LDOSE_ERROR_DOCUMENT,
                            N_("%1$s:%2$d: source \"%3$s\" is not in the header"),
                            regimen->document.path, ldose_xml_node_line(node), list[i]);
            return FALSE;
        }
    }
    *source_out = ldose_document_first_source(&regimen->document, ids);
    return TRUE;
}

static LdoseEvidence
read_evidence(const LdoseRegimen *regimen, const LdoseXmlNode *node)
{
    return (LdoseEvidence)ldose_node_word(node, "evidence", &ldose_evidence_grades,
                                          (int)regimen->evidence);
}

static gboolean
add_day(LdoseRegimen *regimen, LdoseRegimenDose *dose, const LdoseXmlNode *day, GError **error)
{
    if (dose->n_days == LDOSE_REGIMEN_MAX_DAYS)
        return refuse(regimen, day, N_("more than 16 days of one drug"), error);
    int n = ldose_node_integer(day, "n", 0);
    if (dose->n_days > 0 && n <= dose->days[dose->n_days - 1])
        return refuse(regimen, day, N_("days must be in rising order, each once"), error);
    dose->days[dose->n_days++] = n;
    int evidence = ldose_node_word(day, "evidence", &ldose_evidence_grades, (int)dose->evidence);
    dose->evidence = MAX(dose->evidence, (LdoseEvidence)evidence);
    return TRUE;
}

static gboolean
read_days(LdoseRegimen *regimen, LdoseRegimenDose *dose, const LdoseXmlNode *node, GError **error)
{
    const LdoseXmlNode *first = ldose_xml_node_child(node, NULL);
    dose->n_days = ldose_node_integer(node, "days", 0);
    if ((first != NULL) == (dose->n_days > 0))
        return refuse(regimen, node, N_("a dose needs either its days or their number (days=)"),
                      error);
    dose->days_kind = LDOSE_DAYS_COUNTED;
    if (first == NULL)
        return TRUE;
    gboolean numbered = strcmp(ldose_xml_node_name(first), "day") == 0;
    if (numbered && regimen->infusion_day < 0)
        return refuse(regimen, node, N_("numbered days need infusion-day=\"0\" or \"1\""), error);
    dose->days_kind = numbered ? LDOSE_DAYS_NUMBERED : LDOSE_DAYS_RELATIVE;
    for (const LdoseXmlNode *day = first; day != NULL; day = ldose_xml_node_next(day, NULL)) {
        if (!add_day(regimen, dose, day, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
read_dose(LdoseRegimen *regimen, const LdoseXmlNode *node, GError **error)
{
    int drug = ldose_node_word(node, "drug", &ldose_drugs, 0);
    LdoseRegimenDose *dose = &regimen->dose[drug];
    if (dose->amount > 0)
        return refuse(regimen, node, N_("a second dose of the same drug"), error);
    ldose_node_number(node, "amount", &dose->amount);
    ldose_unit_from_id(ldose_xml_node_attribute(node, "unit"), &dose->unit);
    dose->minutes = ldose_node_integer(node, "minutes", 0);
    dose->evidence = read_evidence(regimen, node);
    return read_source(regimen, node, &dose->source, error) &&
           read_days(regimen, dose, node, error);
}

static gboolean
read_cited_text(LdoseRegimen *regimen, const LdoseXmlNode *node, LdoseCitedText *text,
                GError **error)
{
    *text = (LdoseCitedText){.text = ldose_document_keep_text(&regimen->document, node)};
    text->evidence = read_evidence(regimen, node);
    text->condition = -1;
    const char *condition = ldose_xml_node_attribute(node, "condition");
    if (condition != NULL) {
        text->condition = ldose_vocabulary_find(&ldose_conditions, condition, -1);
        if (text->condition < 0)
            return refuse(regimen, node, N_("unknown condition code"), error);
    }
    return read_source(regimen, node, &text->source, error);
}

static gboolean
read_cited_texts(LdoseRegimen *regimen, const LdoseXmlNode *parent, const char *name, GArray *texts,
                 GError **error)
{
    for (const LdoseXmlNode *node = ldose_xml_node_child(parent, name); node != NULL;
         node = ldose_xml_node_next(node, name)) {
        LdoseCitedText text;
        if (!read_cited_text(regimen, node, &text, error))
            return FALSE;
        g_array_append_val(texts, text);
    }
    return TRUE;
}

/* One of an alternative's triggers may be a condition that a case can name. */
static gboolean
read_triggers(LdoseRegimen *regimen, const LdoseXmlNode *parent, LdoseCitedText *text,
              GError **error)
{
    guint n = 0;
    for (const LdoseXmlNode *node = ldose_xml_node_child(parent, "trigger"); node != NULL;
         node = ldose_xml_node_next(node, "trigger")) {
        if (n == LDOSE_MAX_TRIGGERS)
            return refuse(regimen, node, N_("too many triggers of one alternative"), error);
        text->trigger[n++] = ldose_document_keep_text(&regimen->document, node);
        const char *condition = ldose_xml_node_attribute(node, "condition");
        if (condition == NULL)
            continue;
        if (text->condition >= 0)
            return refuse(regimen, node, N_("a second trigger with a condition code"), error);
        text->condition = ldose_vocabulary_find(&ldose_conditions, condition, -1);
        if (text->condition < 0)
            return refuse(regimen, node, N_("unknown condition code"), error);
    }
    return TRUE;
}

static gboolean
read_alternatives(LdoseRegimen *regimen, const LdoseXmlNode *parent, GError **error)
{
    for (const LdoseXmlNode *node = ldose_xml_node_child(parent, "alternative"); node != NULL;
         node = ldose_xml_node_next(node, "alternative")) {
        LdoseCitedText text;
        if (!read_cited_text(regimen, node, &text, error))
            return FALSE;
        text.text =
            ldose_document_keep_text(&regimen->document, ldose_xml_node_child(node, "text"));
        if (!read_triggers(regimen, node, &text, error))
            return FALSE;
        g_array_append_val(regimen->alternatives, text);
    }
    return TRUE;
}

static GArray *
read_conditions(LdoseRegimen *regimen, const LdoseXmlNode *parent)
{
    GArray *conditions = g_array_new(FALSE, FALSE, sizeof(LdoseCountCondition));
    for (const LdoseXmlNode *node = ldose_xml_node_child(parent, "condition"); node != NULL;
         node = ldose_xml_node_next(node, "condition")) {
        LdoseCountCondition condition = {
            .count = ldose_node_word(node, "quantity", &counts, -1),
            .range = ldose_node_interval(node),
            .text = ldose_document_keep_text(&regimen->document, node),
        };
        g_array_append_val(conditions, condition);
    }
    return conditions;
}

static LdoseAnchor
read_anchor(const LdoseXmlNode *node)
{
    return g_strcmp0(ldose_xml_node_attribute(node, "anchor"), "start") == 0 ? LDOSE_ANCHOR_START
                                                                             : LDOSE_ANCHOR_END;
}

static gboolean
read_window(LdoseRegimen *regimen, const LdoseXmlNode *node, GError **error)
{
    LdoseWindow *window = &regimen->window;
    LdoseDocument *document = &regimen->document;
    const LdoseXmlNode *convention = ldose_xml_node_child(node, "convention");
    const LdoseXmlNode *defer = ldose_xml_node_child(node, "defer");
    window->stated = TRUE;
    window->anchor = read_anchor(node);
    window->from_days = ldose_node_integer(node, "from-days", -1);
    window->from_hours = ldose_node_integer(node, "from-hours", -1);
    window->to_days = ldose_node_integer(node, "to-days", -1);
    if (window->from_days >= 0 && window->from_hours >= 0)
        return refuse(regimen, node, N_("the window's lower end is in days or in hours, not both"),
                      error);
    if (window->from_days >= 0 && window->to_days >= 0 && window->from_days > window->to_days)
        return refuse(regimen, node, N_("the window ends before it begins"), error);
    window->defer_days = defer != NULL ? ldose_node_integer(defer, "up-to-days", 0) : 0;
    window->defer_text = ldose_document_keep_text(document, defer);
    window->convention = ldose_document_keep_text(document, convention);
    window->clear_days =
        convention != NULL &&
        g_strcmp0(ldose_xml_node_attribute(convention, "counts"), "clear-days") == 0;
    window->note = ldose_document_keep_text(document, ldose_xml_node_child(node, "note"));
    window->basis = (LdoseEdgeBasis)ldose_node_word(node, "basis", &ldose_edge_bases, 0);
    window->evidence = read_evidence(regimen, node);
    return read_source(regimen, node, &window->source, error);
}

static gboolean
read_repeat(LdoseRegimen *regimen, const LdoseXmlNode *node, GError **error)
{
    LdoseRepeat *repeat = &regimen->repeat;
    repeat->stated = TRUE;
    repeat->after_days = ldose_node_integer(node, "after-days", 0);
    repeat->more_than = g_strcmp0(ldose_xml_node_attribute(node, "after-basis"), "more-than") == 0;
    repeat->anchor = read_anchor(node);
    repeat->verb = ldose_document_keep_attribute(&regimen->document, node, "verb");
    repeat->note = ldose_document_keep_text(&regimen->document, ldose_xml_node_child(node, "note"));
    repeat->conditions = read_conditions(regimen, node);
    repeat->evidence = read_evidence(regimen, node);
    return read_source(regimen, node, &repeat->source, error);
}

static gboolean
read_omission(LdoseRegimen *regimen, const LdoseXmlNode *node, GError **error)
{
    LdoseOmission *omission = &regimen->omission;
    omission->stated = TRUE;
    omission->verb = ldose_document_keep_attribute(&regimen->document, node, "verb");
    omission->note =
        ldose_document_keep_text(&regimen->document, ldose_xml_node_child(node, "note"));
    omission->within_days = ldose_node_integer(node, "within-days", 0);
    omission->conditions = read_conditions(regimen, node);
    omission->evidence = read_evidence(regimen, node);
    return read_source(regimen, node, &omission->source, error);
}

static gboolean
read_optional_parts(LdoseRegimen *regimen, const LdoseXmlNode *node, GError **error)
{
    const LdoseXmlNode *order = ldose_xml_node_child(node, "order");
    const LdoseXmlNode *window = ldose_xml_node_child(node, "window");
    const LdoseXmlNode *repeat = ldose_xml_node_child(node, "repeat");
    const LdoseXmlNode *omit = ldose_xml_node_child(node, "omit");
    regimen->order.text = "";
    return (order == NULL || read_cited_text(regimen, order, &regimen->order, error)) &&
           (window == NULL || read_window(regimen, window, error)) &&
           (repeat == NULL || read_repeat(regimen, repeat, error)) &&
           (omit == NULL || read_omission(regimen, omit, error)) &&
           read_alternatives(regimen, node, error) &&
           read_cited_texts(regimen, node, "precondition", regimen->preconditions, error) &&
           read_cited_texts(regimen, node, "supportive", regimen->supportive, error) &&
           read_cited_texts(regimen, node, "note", regimen->notes, error);
}

static gboolean
check_doses(LdoseRegimen *regimen, const LdoseXmlNode *node, GError **error)
{
    const LdoseRegimenDose *flu = &regimen->dose[LDOSE_FLUDARABINE];
    const LdoseRegimenDose *cy = &regimen->dose[LDOSE_CYCLOPHOSPHAMIDE];
    if (flu->amount <= 0 || cy->amount <= 0)
        return refuse(regimen, node,
                      N_("a regimen needs a dose of fludarabine and of cyclophosphamide"), error);
    if (flu->days_kind != cy->days_kind)
        return refuse(regimen, node, N_("both drugs must count their days in the same way"), error);
    return TRUE;
}

static gboolean
build_regimen(LdoseRegimen *regimen, const LdoseXmlNode *root, GError **error)
{
    const LdoseXmlNode *node = ldose_xml_node_child(root, "regimen");
    LdoseDocument *document = &regimen->document;
    regimen->product = ldose_document_keep_attribute(document, node, "product");
    regimen->brand = ldose_document_keep_attribute(document, node, "brand");
    regimen->indication = ldose_document_keep_attribute(document, node, "indication");
    regimen->infusion_day = ldose_node_integer(node, "infusion-day", -1);
    regimen->drug_label = ldose_document_keep_attribute(document, node, "drug-label");
    regimen->renal_wording = ldose_document_keep_attribute(document, node, "renal-wording");
    regimen->evidence = (LdoseEvidence)ldose_node_word(node, "evidence", &ldose_evidence_grades,
                                                       LDOSE_EVIDENCE_UNVERIFIED);
    if (!read_source(regimen, node, &regimen->source, error))
        return FALSE;
    const LdoseXmlNode *age = ldose_xml_node_child(node, "age-years");
    if (age != NULL)
        regimen->age_years = ldose_node_interval(age);
    for (const LdoseXmlNode *dose = ldose_xml_node_child(node, "dose"); dose != NULL;
         dose = ldose_xml_node_next(dose, "dose")) {
        if (!read_dose(regimen, dose, error))
            return FALSE;
    }
    if (!check_doses(regimen, node, error) || !read_optional_parts(regimen, node, error))
        return FALSE;
    for (int drug = 0; drug < LDOSE_N_DRUGS; drug++)
        regimen->evidence = MAX(regimen->evidence, regimen->dose[drug].evidence);
    return TRUE;
}

LdoseRegimen *
ldose_regimen_load(const char *path, GError **error)
{
    g_autoptr(LdoseRegimen) regimen = g_new0(LdoseRegimen, 1);
    g_autoptr(LdoseXmlDocument) xml = NULL;
    regimen->alternatives = g_array_new(FALSE, FALSE, sizeof(LdoseCitedText));
    regimen->preconditions = g_array_new(FALSE, FALSE, sizeof(LdoseCitedText));
    regimen->supportive = g_array_new(FALSE, FALSE, sizeof(LdoseCitedText));
    regimen->notes = g_array_new(FALSE, FALSE, sizeof(LdoseCitedText));
    if (!ldose_document_open(&regimen->document, LDOSE_DOCUMENT_REGIMENS, path, &xml, error) ||
        !build_regimen(regimen, ldose_xml_document_root(xml), error) ||
        !ldose_document_prove(&regimen->document, error))
        return NULL;
    return g_steal_pointer(&regimen);
}

void
ldose_regimen_free(LdoseRegimen *regimen)
{
    if (regimen == NULL)
        return;
    g_clear_pointer(&regimen->alternatives, g_array_unref);
    g_clear_pointer(&regimen->preconditions, g_array_unref);
    g_clear_pointer(&regimen->supportive, g_array_unref);
    g_clear_pointer(&regimen->notes, g_array_unref);
    g_clear_pointer(&regimen->repeat.conditions, g_array_unref);
    g_clear_pointer(&regimen->omission.conditions, g_array_unref);
    ldose_document_clear(&regimen->document);
    g_free(regimen);
}

gboolean
ldose_regimen_has_days(const LdoseRegimen *regimen)
{
    return regimen->dose[LDOSE_FLUDARABINE].days_kind != LDOSE_DAYS_COUNTED;
}

int
ldose_regimen_first_day(const LdoseRegimen *regimen)
{
    g_assert(ldose_regimen_has_days(regimen));
    return MIN(regimen->dose[LDOSE_FLUDARABINE].days[0],
               regimen->dose[LDOSE_CYCLOPHOSPHAMIDE].days[0]);
}

int
ldose_regimen_last_day(const LdoseRegimen *regimen)
{
    g_assert(ldose_regimen_has_days(regimen));
    const LdoseRegimenDose *flu = &regimen->dose[LDOSE_FLUDARABINE];
    const LdoseRegimenDose *cy = &regimen->dose[LDOSE_CYCLOPHOSPHAMIDE];
    return MAX(flu->days[flu->n_days - 1], cy->days[cy->n_days - 1]);
}
