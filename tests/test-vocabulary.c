/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that documents and cases are written in: rules.md and cli.md, word by word (R16,
 * R20). */
#include "vocabulary.h"

#include <string.h>

typedef struct {
    const char *name, *source;
    const LdoseVocabulary *vocabulary;
    const char *words;
} Case;

static const Case CASES[] = {
    {"drugs", "rules.md 1", &ldose_drugs, "fludarabine cyclophosphamide"},
    {"cohorts", "rules.md 1", &ldose_cohorts, "renal hepatic weight general"},
    {"quantities", "rules.md 1", &ldose_quantities,
     "clearance bilirubin ast alt bmi weight age wbc platelets weight_change dialysis"},
    {"dialysis", "cli.md", &ldose_dialysis_kinds, "none hd pd crrt"},
    {"outcomes", "rules.md 1, Outcomes", &ldose_outcome_kinds,
     "full silent not-read caution fraction dose-of fraction-range choice undefined decide avoid "
     "contraindicated size"},
    {"evidence", "rules.md 1, from the strongest", &ldose_evidence_grades,
     "label reprint secondary unverified"},
    {"edge-basis", "rules.md 1", &ldose_edge_bases, "text interpretation"},
    {"weights", "cli.md", &ldose_weight_kinds, "actual ideal adjusted25 adjusted40 lean dry"},
    {"combine", "rules.md 1", &ldose_combine_policies, "decide lowest product"},
    {"guidance-kinds", "rules.md 3", &ldose_guidance_kinds,
     "label centre network children composed general"},
    {"conditions", "cli.md", &ldose_conditions,
     "pentostatin haemolysis haemolysis_on_fludarabine outflow_obstruction urinary_infection "
     "cystitis_grade_4 active_infection active_gvhd breast_feeding pregnancy porphyria amputation "
     "fluid emaciated muscle_disease product_not_on_site"},
};

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    g_test_message("source: %s", row->source);
    g_auto(GStrv) words = g_strsplit(row->words, " ", -1);
    g_assert_cmpuint(row->vocabulary->n_words, ==, g_strv_length(words));
    for (guint i = 0; i < row->vocabulary->n_words; i++) {
        g_assert_cmpstr(ldose_vocabulary_id(row->vocabulary, (int)i), ==, words[i]);
        g_assert_cmpint(ldose_vocabulary_find(row->vocabulary, words[i], -1), ==, (int)i);
        g_assert_cmpint((int)strlen(ldose_vocabulary_label(row->vocabulary, (int)i)), >, 0);
        /* A part of a word, or more than it, is another word. */
        g_autofree char *longer = g_strconcat(words[i], "x", NULL);
        g_assert_cmpint(ldose_vocabulary_find(row->vocabulary, longer, -1), <, 0);
        g_assert_cmpint(ldose_vocabulary_find(row->vocabulary, longer, (gssize)strlen(words[i])),
                        ==, (int)i);
        g_assert_cmpint(
            ldose_vocabulary_find(row->vocabulary, words[i], (gssize)strlen(words[i]) - 1), !=,
            (int)i);
        /* A zero byte does not end it. */
        char padded[64] = "";
        gsize length = strlen(words[i]);
        memcpy(padded, words[i], length);
        g_assert_cmpint(
            ldose_vocabulary_find(row->vocabulary, padded, (gssize)length + 1), <, 0);
        g_assert_cmpint(
            ldose_vocabulary_find(row->vocabulary, padded, (gssize)sizeof padded), <, 0);
    }
    g_assert_cmpint(ldose_vocabulary_find(row->vocabulary, "", -1), <, 0);
    g_assert_cmpint(ldose_vocabulary_find(row->vocabulary, "none-such", -1), <, 0);
}

/* R16, product.md: four words that must never be confused have four different labels. */
static void
test_four_words(void)
{
    static const LdoseOutcomeKind kinds[] = {LDOSE_OUTCOME_FULL, LDOSE_OUTCOME_SILENT,
                                             LDOSE_OUTCOME_NOT_READ, LDOSE_OUTCOME_UNDEFINED};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        for (guint k = 0; k < i; k++)
            g_assert_cmpstr(ldose_vocabulary_label(&ldose_outcome_kinds, (int)kinds[i]), !=,
                            ldose_vocabulary_label(&ldose_outcome_kinds, (int)kinds[k]));
    }
    g_assert_cmpstr(ldose_vocabulary_label(&ldose_outcome_kinds, LDOSE_OUTCOME_SILENT), ==,
                    "No statement in this source");
}

static void
test_out_of_range(void)
{
    if (g_test_subprocess()) {
        ldose_vocabulary_id(&ldose_drugs, LDOSE_N_DRUGS);
        return;
    }
    g_test_trap_subprocess(NULL, 0, 0);
    g_test_trap_assert_failed();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/vocabulary/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_case);
    }
    g_test_add_func("/vocabulary/R16-four-words", test_four_words);
    g_test_add_func("/vocabulary/programmer-error/out-of-range", test_out_of_range);
    return g_test_run();
}
