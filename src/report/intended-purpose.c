/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intended-purpose.h"

#include "wording.h"

const char *
ldose_intended_purpose(void)
{
    return N_(
        "Lymphodose calculates doses of fludarabine and cyclophosphamide for lymphodepletion from "
        "documents that its user chooses. It is meant for qualified hospital pharmacists and for "
        "training. It has not been assessed or CE-marked as a medical device. Software that "
        "calculates a patient’s dose may be a medical device under Regulation (EU) 2017/745, "
        "whatever a disclaimer says: a hospital that uses it for care does so under its own "
        "responsibility and after local validation. It replaces neither the product information, "
        "nor the prescriber, nor the second check. The document of the GoCART Coalition’s "
        "Pharmacist Working Group is not contained in it.");
}
