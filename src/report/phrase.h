/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest pieces that a person reads: a value with its unit, an interval, a part of the dose,
 * the name of an equation or a source. Sentences are built from them by the texts of this folder;
 * each sentence is translated as a whole, with the pieces in numbered places (tell.h, R34). The
 * names are in phrase-name.c, the rest in phrase.c. */
#pragma once

#include <glib.h>

#include "plan.h"
#include "tell.h"
#include "wording.h"

G_BEGIN_DECLS

/* ---- numbers --------------------------------------------------------------------------------- */

#define LDOSE_PHRASE_BUFFER (LDOSE_NUMBER_BUFFER + 32)

/* "72.3 mL/min": at most @decimals decimals, then a blank and the unit. Result: @buffer. */
const char *ldose_phrase_value(const LdoseWording *wording, char *buffer, double value,
                               int decimals, LdoseUnit unit);

/* "mL/min"; words among the units in the language: "years". */
const char *ldose_phrase_unit(const LdoseWording *wording, LdoseUnit unit);

/* "+0.3" or "−4.45": always with its sign, a true minus. Result: @buffer. */
const char *
ldose_phrase_signed(const LdoseWording *wording, char *buffer, double value, int decimals);

/* The same into a buffer that lives to the end of the enclosing block, for ldose_tell(). */
#define LDOSE_BLOCK_BUFFER ((char[LDOSE_PHRASE_BUFFER]){0})
#define LDOSE_NUMBER(wording, value, decimals)                                                     \
    ldose_wording_number((wording), LDOSE_BLOCK_BUFFER, (value), (decimals))
#define LDOSE_VALUE(wording, value, decimals, unit)                                                \
    ldose_phrase_value((wording), LDOSE_BLOCK_BUFFER, (value), (decimals), (unit))
#define LDOSE_SIGNED(wording, value, decimals)                                                     \
    ldose_phrase_signed((wording), LDOSE_BLOCK_BUFFER, (value), (decimals))
#define LDOSE_MG(wording, value)    LDOSE_VALUE(wording, value, 2, LDOSE_UNIT_MG)
#define LDOSE_WHOLE(wording, value) LDOSE_NUMBER(wording, (double)(value), 0)

/* How many decimals a computed value of a unit is shown with. */
int ldose_phrase_decimals(LdoseUnit unit);

/* The limit of an axis that lies nearest to a value. FALSE: the table has none there. */
gboolean
ldose_phrase_nearest_limit(const LdoseTable *table, guint axis, double value, double *limit_out);

/* The value of an axis, with enough digits to stand on its own side of every limit of the table.
 * Result: @buffer. */
const char *ldose_phrase_axis_value(const LdoseWording *wording, char *buffer,
                                    const LdoseTable *table, guint axis, double value);

/* ---- limits and parts ------------------------------------------------------------------------ */

/* "from 30 to 49 mL/min", "below 30 mL/min", "any value". */
char *
ldose_phrase_interval(const LdoseWording *wording, const LdoseInterval *interval, LdoseUnit unit);

/* What a row holds: "from 30 to 49 mL/min"; with several axes each is named; "" where it cuts
 * none. */
char *
ldose_phrase_band(const LdoseWording *wording, const LdoseTable *table, const LdoseRule *rule);

/* "full dose", "60 % of the standard dose", "50 % to below 100 % of the standard dose". */
char *ldose_phrase_part(const LdoseWording *wording, const LdosePart *part);

/* "60 % of the standard dose (18 instead of 30 mg/m²)". */
char *
ldose_phrase_part_amount(const LdoseWording *wording, double part, const LdoseRegimenDose *dose);

/* "26.7 mg", "20.45 to below 40.89 mg". */
char *
ldose_phrase_dose(const LdoseWording *wording, double low_mg, double high_mg, gboolean high_owned);

/* "rounded to the nearest 0.5 mg, half away from zero". */
char *ldose_phrase_rounding(const LdoseWording *wording, LdoseRounding mode, double step_mg);

/* What the rules gave a drug before its override: "Do not give", "full dose, 60 mg", "Choose: full
 * dose". */
char *
ldose_phrase_original(const LdoseWording *wording, const LdosePlan *plan, LdoseDrug drug);

/* The same of what a record says. @status: in words; @part, @mg_per_day: 0: none */
char *ldose_phrase_ruled(const LdoseWording *wording, const char *status, double part,
                         double mg_per_day);

/* What a row leads to: a part, with the dose where @base_mg is not 0; or why there is none. */
char *ldose_phrase_outcome(const LdoseWording *wording, const LdoseRule *rule, double base_mg);

/* The base dose that a row of one organ would be applied to: 0 where a dose must not be shown,
 * because the plan is not final, or where the other organ reduces the drug too. */
double ldose_phrase_base_mg(const LdosePlan *plan, LdoseDrug drug, LdoseCohort cohort);

/* ---- names ----------------------------------------------------------------------------------- */

/* "fludarabine"; "Fludarabine"; for every drug "both drugs", "Both drugs". Never abbreviated. */
const char *ldose_phrase_drug(const LdoseWording *wording, int drug);
const char *ldose_phrase_drug_title(const LdoseWording *wording, int drug);

/* "haemodialysis", "no dialysis" */
const char *ldose_phrase_dialysis(const LdoseWording *wording, LdoseDialysis dialysis);

/* "white cells" */
const char *ldose_phrase_count(const LdoseWording *wording, LdoseCount count);

/* The printed name of a body surface or clearance formula. */
const char *ldose_phrase_formula(const LdoseWording *wording, LdoseFormulaId formula);

/* "actual weight", "adjusted weight (40 %)". */
const char *ldose_phrase_weight(const LdoseWording *wording, LdoseWeightKind weight);

/* "Cockcroft–Gault with actual weight", "CKD-EPI 2021, de-indexed", "measured GFR".
 * @indexed: the clearance is told per 1.73 m² */
char *ldose_phrase_clearance_name(const LdoseWording *wording, const LdoseClearance *clearance,
                                  gboolean indexed);

/* "us-label@1.0" */
char *ldose_phrase_document(const LdoseDocument *document);

/* "draft", "released". */
const char *
ldose_phrase_document_status(const LdoseWording *wording, const LdoseDocument *document);

/* The documents behind a plan: regimen, guidance, site policy, general findings, then every other
 * that a finding names, each once. Result: how many. */
#define LDOSE_PLAN_OWN_DOCUMENTS 4
#define LDOSE_PLAN_MAX_DOCUMENTS (LDOSE_PLAN_OWN_DOCUMENTS + LDOSE_MAX_FINDINGS)
guint ldose_phrase_documents(const LdosePlan *plan,
                             const LdoseDocument *documents[LDOSE_PLAN_MAX_DOCUMENTS]);

/* Title, edition, locator of a source; a rule's own locator goes before its source's. */
char *ldose_phrase_source(const LdoseSource *source, const char *locator);
char *ldose_phrase_rule_source(const LdoseRule *rule);

/* Labels of columns ("Creatinine, Date of creatinine"); names of conditions. */
char *ldose_phrase_column_labels(const LdoseWording *wording, guint64 columns);
char *ldose_phrase_conditions(const LdoseWording *wording, guint32 conditions);

/* Names of columns as the command line takes them, both units of a quantity:
 * "creatinine_mg_dl or creatinine_umol_l". */
char *ldose_phrase_column_names(const LdoseWording *wording, guint64 columns);

/* ---- the patient ----------------------------------------------------------------------------- */

/* "61 years"; under 2 years in months. */
char *ldose_phrase_age(const LdoseWording *wording, double age_years);

/* In the unit in which it was entered. */
char *ldose_phrase_creatinine(const LdoseWording *wording, const LdosePatient *patient,
                              double creatinine_mg_dl);
char *ldose_phrase_bilirubin(const LdoseWording *wording, const LdosePatient *patient);

/* "Tue 1 Dec 2026", "1 Dec 2026", as the reader's language writes it; "" where the date is not known.
 * What another program reads has ISO dates: ldose_date_print(). */
char *ldose_phrase_day(const LdoseWording *wording, LdoseDate date);
char *ldose_phrase_date(const LdoseWording *wording, LdoseDate date);

/* "−5": a day number with a true minus. */
char *ldose_phrase_day_number(int number);

/* The text of a column of the case; "" where it is not given. */
char *ldose_phrase_case_text(const LdosePatient *patient, LdoseColumn column);

/* What went into a step of the trace, "Height 178 cm, Sex female": case columns as people read them,
 * other symbols as the formula has them. @decimals: at most so many. (transfer full) */
char *ldose_phrase_operands(const LdoseWording *wording, const LdoseTraceStep *step, int decimals);

G_END_DECLS
