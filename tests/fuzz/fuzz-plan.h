/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the targets that get as far as a plan. */
#pragma once

#include "library.h"
#include "patient.h"
#include "plan.h"
#include "rule-set.h"

/* The shipped documents of LYMPHODOSE_DATA, or of the source tree. */
LdoseLibrary *fuzz_library(void);

/* The plan of a case under the shipped documents that it names, told in every form; what is refused
 * is refused with a fault. */
void fuzz_plan_case(const LdoseCase *c, LdoseFaults *faults);

/* Plans of a few made-up patients under given documents. */
void fuzz_plan_patients(const LdoseRuleSet *rules);
