/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lymphodose formula: one published formula, alone. */
#include "command.h"

#include <string.h>

#include "case-column.h"
#include "error.h"
#include "formula.h"
#include "number.h"

static int
list_formulas(void)
{
    for (int i = 0; i < LDOSE_N_FORMULAS; i++) {
        const LdoseFormula *formula = ldose_formula_get((LdoseFormulaId)i);
        printf("%s\t%s\n", formula->id, formula->printed_form);
    }
    return ldose_finish_output(LDOSE_EXIT_DONE);
}

/* The word of a field that is not a number, or -1. */
static int
word_of(LdoseFormulaField field, const char *text)
{
    LdoseVarelaProduct product;
    if (field == LDOSE_FIELD_PRODUCT)
        return ldose_varela_product_find(text, &product) ? (int)product : -1;
    const LdoseVocabulary *words = field == LDOSE_FIELD_SEX       ? &ldose_sexes
                                   : field == LDOSE_FIELD_ASCITES ? &ldose_ascites_grades
                                   : field == LDOSE_FIELD_ENCEPHALOPATHY
                                       ? &ldose_encephalopathy_grades
                                   : field == LDOSE_FIELD_DIALYSIS ? &ldose_dialysis_kinds
                                                                   : &ldose_yes_no;
    return ldose_vocabulary_find(words, text, -1);
}

static gboolean
set_word(LdoseFormulaInput *input, LdoseFormulaField field, const char *text)
{
    int word = word_of(field, text);
    if (word < 0)
        return FALSE;
    input->present |= (guint32)field;
    if (field == LDOSE_FIELD_SEX)
        input->sex = (LdoseSex)word;
    else if (field == LDOSE_FIELD_ASCITES)
        input->ascites = (LdoseAscites)word;
    else if (field == LDOSE_FIELD_ENCEPHALOPATHY)
        input->encephalopathy = word;
    else if (field == LDOSE_FIELD_PRODUCT)
        input->product = (LdoseVarelaProduct)word;
    else if (field == LDOSE_FIELD_DIALYSIS)
        input->dialysis = word != LDOSE_DIALYSIS_NONE;
    else
        input->cirrhosis = word == 1;
    return TRUE;
}

static gboolean
refuse(GError **error, const char *name, const char *what)
{
    ldose_set_error(error, LDOSE_ERROR_INPUT, "%1$s: %2$s", name, ldose_error_text(what));
    return FALSE;
}

/* Reads one name=value into the input of a formula. */
static gboolean
set_input(LdoseFormulaInput *input, const char *setting, GError **error)
{
    const char *equals = strchr(setting, '=');
    if (equals == NULL)
        return refuse(error, setting, N_("expected name=value"));
    g_autofree char *name = g_strndup(setting, (gsize)(equals - setting));
    const char *text = equals + 1;
    LdoseFormulaField field;
    double number;
    if (!ldose_formula_field_find(name, &field))
        return refuse(error, name,
                      N_("no formula takes this; lymphodose formula --list shows what "
                         "each needs"));
    if ((input->present & (guint32)field) != 0)
        return refuse(error, name, N_("given twice"));
    const guint32 words = LDOSE_FIELD_SEX | LDOSE_FIELD_ASCITES | LDOSE_FIELD_ENCEPHALOPATHY |
                          LDOSE_FIELD_CIRRHOSIS | LDOSE_FIELD_PRODUCT | LDOSE_FIELD_DIALYSIS;
    if (((guint32)field & words) != 0)
        return set_word(input, field, text) ? TRUE
                                            : refuse(error, name, N_("not a word of this column"));
    if (ldose_number_parse(text, strlen(text), LDOSE_DECIMAL_POINT, &number) != LDOSE_NUMBER_OK)
        return refuse(error, name, N_("not a number: digits and one decimal point"));
    /* Both units of one quantity are one quantity given twice. */
    guint32 before = input->present;
    LdoseFormulaField other = field == LDOSE_FIELD_CREATININE_UMOL_L  ? LDOSE_FIELD_CREATININE_MG_DL
                              : field == LDOSE_FIELD_BILIRUBIN_UMOL_L ? LDOSE_FIELD_BILIRUBIN_MG_DL
                              : field == LDOSE_FIELD_BILIRUBIN_ULN_UMOL_L
                                  ? LDOSE_FIELD_BILIRUBIN_ULN_MG_DL
                                  : field;
    if ((before & (guint32)other) != 0)
        return refuse(error, name, N_("both units of one quantity are given"));
    ldose_formula_input_set(input, field, number);
    return TRUE;
}

/* The case columns of a set of fields, separated by blanks; a word that is no word of the case, with what
 * it can be. */
static char *
columns_of(guint32 fields)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (int bit = -1; (bit = g_bit_nth_lsf(fields, bit)) >= 0;) {
        LdoseFormulaField field = (LdoseFormulaField)(1u << bit);
        g_string_append_printf(names, "%s%s", names->len > 0 ? " " : "",
                               ldose_formula_field_column(field));
        if (field == LDOSE_FIELD_PRODUCT)
            g_string_append_printf(names, " (%s, %s)",
                                   ldose_varela_product_id(LDOSE_VARELA_AXI_CEL),
                                   ldose_varela_product_id(LDOSE_VARELA_TISA_CEL));
    }
    return g_string_free(g_steal_pointer(&names), FALSE);
}

static int
print_answer(const LdoseFormula *formula, const LdoseFormulaInput *input, GError **error)
{
    LdoseFormulaResult result;
    guint32 missing = ldose_formula_missing(formula->number, input);
    guint32 unusable = ldose_formula_unusable(formula->number, input);
    if (missing != 0 || unusable != 0) {
        g_autofree char *columns = columns_of(missing != 0 ? missing : unusable);
        ldose_set_error(error, LDOSE_ERROR_INPUT,
                        missing != 0 ? N_("%1$s: missing: %2$s") : N_("%1$s: cannot be used: %2$s"),
                        formula->id, columns);
        return LDOSE_EXIT_INPUT;
    }
    guint32 outside = 0;
    if (formula->population.refuses &&
        !ldose_formula_in_population(formula->number, input, &outside)) {
        g_autofree char *columns = columns_of(outside);
        ldose_set_error(error, LDOSE_ERROR_INPUT, N_("%1$s: outside the model: %2$s: %3$s"),
                        formula->id, columns, formula->population.text);
        return LDOSE_EXIT_INPUT;
    }
    if (!ldose_formula_compute(formula->number, input, &result)) {
        ldose_set_error(error, LDOSE_ERROR_INPUT, N_("%s: no value for these inputs"), formula->id);
        return LDOSE_EXIT_INPUT;
    }
    char number[LDOSE_NUMBER_BUFFER];
    ldose_number_print(number, result.value, 10);
    const char *unit = ldose_unit_id(formula->unit);
    if (formula->answer == LDOSE_FORMULA_ANSWER_LABEL)
        printf("%s\n", result.label);
    else if (formula->answer == LDOSE_FORMULA_ANSWER_VALUE_LABEL)
        printf("%s %s\n", number, result.label);
    else
        printf("%s%s%s\n", number, unit[0] != '\0' ? " " : "", unit);
    printf("%s\n%s\n", formula->printed_form, formula->source);
    if (!ldose_formula_in_population(formula->number, input, NULL))
        fprintf(stderr, "lymphodose: outside-population: %s: %s\n", formula->id,
                formula->population.text);
    return ldose_finish_output(LDOSE_EXIT_DONE);
}

static int
run_formula(LdoseCommandContext *session, char **argv)
{
    gboolean list = FALSE;
    g_auto(GStrv) settings = NULL;
    const GOptionEntry entries[] = {
        {"list", 0, 0, G_OPTION_ARG_NONE, &list, N_("List all formulas"), NULL},
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings, N_("Give an input"), "name=value"},
        G_OPTION_ENTRY_NULL,
    };
    int status = LDOSE_EXIT_USAGE;
    (void)session;
    if (!ldose_command_parse(&ldose_formula_command, entries, &argv, &status))
        return status;
    if (list)
        return list_formulas();
    const LdoseFormula *formula = argv[1] != NULL ? ldose_formula_find(argv[1]) : NULL;
    if (formula == NULL || argv[2] != NULL) {
        ldose_complain(
            N_("formula takes the name of one formula; lymphodose formula --list shows them"));
        return LDOSE_EXIT_USAGE;
    }
    LdoseFormulaInput input = {0};
    g_autoptr(GError) error = NULL;
    for (guint i = 0; settings != NULL && settings[i] != NULL; i++) {
        if (!set_input(&input, settings[i], &error))
            return ldose_fail(error);
    }
    status = print_answer(formula, &input, &error);
    if (error != NULL)
        return ldose_fail(error);
    return status;
}

static const LdoseExample examples[] = {
    {"lymphodose formula --list", N_("Every formula, one a line:")},
    {"lymphodose formula cockcroft_gault --set sex=F --set age_years=61 --set weight_kg=48 "
     "--set creatinine_mg_dl=1.1",
     N_("One of them, with its printed form and source:")},
    {NULL, NULL},
};

const LdoseCommand ldose_formula_command = {
    .name = "formula",
    .arguments = "NAME",
    .summary = N_("Compute one published formula, alone"),
    .examples = examples,
    .run = run_formula,
};
