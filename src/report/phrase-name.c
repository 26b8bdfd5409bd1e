/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names in phrase.h: of drugs, equations, documents, sources and columns. */
#include "phrase.h"

/* ---- drugs, formulas, weights ---------------------------------------------------------------- */

const char *
ldose_phrase_drug(const LdoseWording *wording, int drug)
{
    return ldose_wording_text(wording, drug == LDOSE_DRUG_ANY
                                           ? N_("both drugs")
                                           : ldose_vocabulary_label(&ldose_drugs, drug));
}

const char *
ldose_phrase_drug_title(const LdoseWording *wording, int drug)
{
    static const char *const titles[] = {N_("Fludarabine"), N_("Cyclophosphamide"),
                                         N_("Both drugs")};
    g_assert(drug >= 0 && drug <= LDOSE_DRUG_ANY);
    return ldose_wording_text(wording, titles[drug]);
}

const char *
ldose_phrase_dialysis(const LdoseWording *wording, LdoseDialysis dialysis)
{
    return ldose_wording_text(wording,
                              dialysis == LDOSE_DIALYSIS_NONE
                                  ? N_("no dialysis")
                                  : ldose_vocabulary_label(&ldose_dialysis_kinds, (int)dialysis));
}

const char *
ldose_phrase_count(const LdoseWording *wording, LdoseCount count)
{
    static const char *const names[LDOSE_N_COUNTS] = {N_("white cells"), N_("neutrophils"),
                                                      N_("platelets")};
    return ldose_wording_text(wording, names[count]);
}

const char *
ldose_phrase_formula(const LdoseWording *wording, LdoseFormulaId formula)
{
    static const char *const names[LDOSE_N_FORMULAS] = {
        [LDOSE_FORMULA_BSA_MOSTELLER] = N_("Mosteller"),
        [LDOSE_FORMULA_BSA_DUBOIS] = N_("Du Bois"),
        [LDOSE_FORMULA_BSA_HAYCOCK] = N_("Haycock"),
        [LDOSE_FORMULA_BSA_GEHAN_GEORGE] = N_("Gehan and George"),
        [LDOSE_FORMULA_BSA_BOYD] = N_("Boyd"),
        [LDOSE_FORMULA_BSA_BOYD_WEIGHT_ONLY] = N_("Boyd, by weight only"),
        [LDOSE_FORMULA_BSA_LIVINGSTON] = N_("Livingston and Lee"),
        [LDOSE_FORMULA_COCKCROFT_GAULT] = N_("Cockcroft–Gault"),
        [LDOSE_FORMULA_CKD_EPI_2021_CR] = N_("CKD-EPI 2021"),
        [LDOSE_FORMULA_CKD_EPI_2009_CR_NORACE] = N_("CKD-EPI 2009 without race"),
        [LDOSE_FORMULA_CKD_EPI_2012_CYS] = N_("CKD-EPI 2012 by cystatin C"),
        [LDOSE_FORMULA_CKD_EPI_2021_CR_CYS] = N_("CKD-EPI 2021 with cystatin C"),
        [LDOSE_FORMULA_EKFC_2021_CR] = N_("EKFC 2021"),
        [LDOSE_FORMULA_EKFC_2023_CYS] = N_("EKFC 2023 by cystatin C"),
        [LDOSE_FORMULA_SCHWARTZ_BEDSIDE_2009] = N_("bedside Schwartz 2009"),
        [LDOSE_FORMULA_CKID_U25_CR] = N_("CKiD U25"),
        [LDOSE_FORMULA_CKID_U25_CYS] = N_("CKiD U25 by cystatin C"),
        [LDOSE_FORMULA_CKID_U25_MEAN] = N_("CKiD U25, mean of both"),
        [LDOSE_FORMULA_MDRD_175_NORACE] = N_("MDRD 175 without race"),
        [LDOSE_FORMULA_LUND_MALMO_REVISED] = N_("Lund–Malmö revised"),
        [LDOSE_FORMULA_FLUDARABINE_AUC_LANGENHORST_2019] = N_("Langenhorst 2019"),
        [LDOSE_FORMULA_FLUDARABINE_AUC_VARELA_2025] = N_("Varela 2025"),
    };
    const char *name = names[formula];
    return name != NULL ? ldose_wording_text(wording, name) : ldose_formula_get(formula)->id;
}

const char *
ldose_phrase_weight(const LdoseWording *wording, LdoseWeightKind weight)
{
    static const char *const names[LDOSE_N_WEIGHTS] = {
        [LDOSE_WEIGHT_ACTUAL] = N_("actual weight"),
        [LDOSE_WEIGHT_IDEAL] = N_("ideal weight"),
        [LDOSE_WEIGHT_ADJUSTED25] = N_("adjusted weight (25 %)"),
        [LDOSE_WEIGHT_ADJUSTED40] = N_("adjusted weight (40 %)"),
        [LDOSE_WEIGHT_LEAN] = N_("lean weight"),
        [LDOSE_WEIGHT_DRY] = N_("dry weight"),
    };
    return ldose_wording_text(wording, names[weight]);
}

char *
ldose_phrase_clearance_name(const LdoseWording *wording, const LdoseClearance *clearance,
                            gboolean indexed)
{
    if (clearance->choice == LDOSE_CHOSEN_MEASURED)
        return indexed ? ldose_tell(wording, N_("measured GFR, indexed"))
                       : ldose_tell(wording, N_("measured GFR"));
    const char *name = ldose_phrase_formula(wording, clearance->formula);
    gboolean is_absolute =
        ldose_formula_get(clearance->formula)->kind == LDOSE_FORMULA_KIND_ABSOLUTE_CLEARANCE;
    if (clearance->weight >= 0) {
        const char *weight = ldose_phrase_weight(wording, (LdoseWeightKind)clearance->weight);
        return indexed ? ldose_tell(wording, N_("%1$s with %2$s, indexed"), name, weight)
                       : ldose_tell(wording, N_("%1$s with %2$s"), name, weight);
    }
    if (is_absolute == indexed)
        return indexed ? ldose_tell(wording, N_("%1$s, indexed"), name)
                       : ldose_tell(wording, N_("%1$s, de-indexed"), name);
    return g_strdup(name);
}

/* ---- documents and sources ------------------------------------------------------------------- */

const char *
ldose_phrase_document_status(const LdoseWording *wording, const LdoseDocument *document)
{
    switch (document->status) {
    case LDOSE_STATUS_DRAFT: return ldose_wording_text(wording, N_("draft"));
    case LDOSE_STATUS_RELEASED: return ldose_wording_text(wording, N_("released"));
    case LDOSE_STATUS_RETIRED: return ldose_wording_text(wording, N_("retired"));
    default: g_return_val_if_reached("");
    }
}

char *
ldose_phrase_document(const LdoseDocument *document)
{
    return g_strdup_printf("%s@%s", document->id, document->version);
}

static gboolean
is_among(const LdoseDocument *document, const LdoseDocument *const *documents, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (documents[i] == document)
            return TRUE;
    }
    return FALSE;
}

guint
ldose_phrase_documents(const LdosePlan *plan,
                       const LdoseDocument *documents[LDOSE_PLAN_MAX_DOCUMENTS])
{
    const LdoseRuleSet *rules = plan->rules;
    guint n = 0;
    documents[n++] = &rules->regimen->document;
    documents[n++] = &rules->guidance->document;
    documents[n++] = &rules->formulary->document;
    documents[n++] = &rules->general->document;
    g_assert(n == LDOSE_PLAN_OWN_DOCUMENTS);
    for (guint i = 0; i < plan->n_findings; i++) {
        const LdoseGuidance *guidance = plan->finding[i].guidance;
        if (guidance != NULL && !is_among(&guidance->document, documents, n))
            documents[n++] = &guidance->document;
    }
    return n;
}

char *
ldose_phrase_source(const LdoseSource *source, const char *locator)
{
    if (source == NULL)
        return g_strdup("");
    const char *where = locator != NULL && locator[0] != '\0' ? locator : source->locator;
    const char *pieces[] = {source->title, source->edition, where};
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        if (pieces[i][0] != '\0')
            g_string_append_printf(text, "%s%s", text->len > 0 ? "; " : "", pieces[i]);
    }
    return g_string_free(text, FALSE);
}

char *
ldose_phrase_rule_source(const LdoseRule *rule)
{
    return ldose_phrase_source(rule->source, rule->locator);
}

/* ---- columns and conditions ------------------------------------------------------------------ */

static char *
join(const LdoseWording *wording, guint64 set, guint n, const char *(*label)(guint))
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < n; i++) {
        if ((set & (G_GUINT64_CONSTANT(1) << i)) == 0)
            continue;
        if (text->len > 0)
            g_string_append(text, ", ");
        g_string_append(text, ldose_wording_text(wording, label(i)));
    }
    return g_string_free(text, FALSE);
}

static const char *
column_label(guint column)
{
    return ldose_column_info((LdoseColumn)column)->label;
}

char *
ldose_phrase_column_labels(const LdoseWording *wording, guint64 columns)
{
    return join(wording, columns, LDOSE_N_COLUMNS, column_label);
}

static const char *
condition_label(guint condition)
{
    return ldose_vocabulary_label(&ldose_conditions, (int)condition);
}

char *
ldose_phrase_conditions(const LdoseWording *wording, guint32 conditions)
{
    return join(wording, conditions, LDOSE_N_CONDITIONS, condition_label);
}

/* The column that takes the same quantity in the other unit, or the column itself. */
static LdoseColumn
other_unit(LdoseColumn column)
{
    switch ((int)column) {
    case LDOSE_COLUMN_CREATININE_MG_DL: return LDOSE_COLUMN_CREATININE_UMOL_L;
    case LDOSE_COLUMN_BILIRUBIN_MG_DL: return LDOSE_COLUMN_BILIRUBIN_UMOL_L;
    case LDOSE_COLUMN_BILIRUBIN_ULN_MG_DL: return LDOSE_COLUMN_BILIRUBIN_ULN_UMOL_L;
    default: return column;
    }
}

char *
ldose_phrase_column_names(const LdoseWording *wording, guint64 columns)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < LDOSE_N_COLUMNS; i++) {
        if ((columns & LDOSE_COLUMN_BIT(i)) == 0)
            continue;
        LdoseColumn column = (LdoseColumn)i, other = other_unit(column);
        g_autofree char *name = other == column ? g_strdup(ldose_column_info(column)->name)
                                                : ldose_tell(wording, N_("%1$s or %2$s"),
                                                             ldose_column_info(column)->name,
                                                             ldose_column_info(other)->name);
        g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "", name);
    }
    return g_string_free(text, FALSE);
}
