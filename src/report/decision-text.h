/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a decision asks a person: the question, why, the answers with their doses, and how to give
 * one. Names and numbers that are to be typed stand as the command line takes them: with a decimal
 * point. */
#pragma once

#include <glib.h>

#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

/* The question, with the drug it concerns. (transfer full) */
char *ldose_decision_question(const LdoseDecision *decision, const LdoseWording *wording);

/* Why it is asked: the source's words and where they stand, or the values behind it; "" where the
 * question says it all. (transfer full) */
char *ldose_decision_reason(const LdosePlan *plan, const LdosePatient *patient,
                            const LdoseDecision *decision, const LdoseWording *wording);

/* The answers in words, each with its dose a day: "50 % to below 100 % of the standard dose: 22.25
 * to below 44.5 mg a day". What the plan leaves implicit, as a dose by body surface below 10 kg, is
 * one of them. (transfer full) (element-type utf8) */
GPtrArray *ldose_decision_answers(const LdosePlan *plan, const LdoseDecision *decision,
                                  const LdoseWording *wording);

/* What to type for the answer @option: "fludarabine_fraction=0.8"; NULL for a range, which leaves
 * the number open, and for what is no answer to give. (transfer full) (nullable) */
char *ldose_decision_option_answer(const LdoseDecision *decision,
                                   const LdoseDecisionOption *option);

/* The same for a person: "--set fludarabine_fraction=0.8", "--set fludarabine_fraction=… (from 0.5
 * to below 1)". (transfer full) (nullable) */
char *ldose_decision_option_how(const LdoseDecision *decision, const LdoseDecisionOption *option,
                                const LdoseWording *wording);

/* The column that answers: "fludarabine_fraction"; NULL: only an override does. */
const char *ldose_decision_answer_column(const LdoseDecision *decision);

/* How to answer where the answers do not show it. (transfer full) */
char *ldose_decision_how(const LdoseDecision *decision, const LdoseWording *wording);

/* All of that, one piece a line. (transfer full) */
char *ldose_decision_text(const LdosePlan *plan, const LdosePatient *patient,
                          const LdoseDecision *decision, const LdoseWording *wording);

G_END_DECLS
