/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view model of one case: what somebody entered, as text a column, and the plan that the core
 * makes of it. A stale plan does not exist: any change drops it before anything else happens. */
#pragma once

#include <glib-object.h>

#include "case-people.h"
#include "library.h"
#include "plan.h"
#include "wording.h"

G_BEGIN_DECLS

typedef enum {
    LDOSE_SESSION_ENTERING, /* a field is half typed */
    LDOSE_SESSION_NEEDS,    /* values are missing, wrong or questioned: see the faults */
    LDOSE_SESSION_REFUSED,  /* a document cannot be used: see the error */
    LDOSE_SESSION_PLANNED,
} LdoseSessionState;

#define LDOSE_TYPE_SESSION (ldose_session_get_type())
G_DECLARE_FINAL_TYPE(LdoseSession, ldose_session, LDOSE, SESSION, GObject)

/* Signals: "updated" after every change of state or plan; "text-changed" (int column) when a text
 * was set by somebody else than its own entry, -1 for all of them.
 *
 * @library, @wording: outlive the session */
LdoseSession *ldose_session_new(LdoseLibrary *library, const LdoseWording *wording);

/* What the site has taken into use; NULL: nothing. Outlives the session. Before the first plan. */
void ldose_session_set_adoptions(LdoseSession *session, const LdoseAdoptions *adoptions);
const LdoseAdoptions *ldose_session_adoptions(LdoseSession *session);

/* What is in use here has changed, or the documents have: the plan is computed anew.
 *
 * @adoptions: (nullable): outlives the session */
void ldose_session_documents_changed(LdoseSession *session, const LdoseAdoptions *adoptions);

LdoseLibrary *ldose_session_library(LdoseSession *session);

/* The site policy that holds for the case, also where none is named. (nullable): it cannot be
 * used */
const LdoseFormulary *ldose_session_formulary(LdoseSession *session);
const LdoseWording *ldose_session_wording(LdoseSession *session);

/* ---- the case -------------------------------------------------------------------------------- */

/* The text of a column; "" where there is none. */
const char *ldose_session_text(LdoseSession *session, LdoseColumn column);

/* A column's entry is half typed: drops the plan. */
void ldose_session_begin(LdoseSession *session, LdoseColumn column);

/* Sets a column and computes. A text is kept also where it is not valid. */
void ldose_session_set(LdoseSession *session, LdoseColumn column, const char *text);

/* A quantity in two units: @unit 0 or 1 says which of @columns holds it, -1 that no unit was
 * chosen; it is then no part of the case, and there is no plan. Never converts. */
void ldose_session_set_quantity(LdoseSession *session, const LdoseColumn columns[2], int unit,
                                const char *text);
const char *
ldose_session_quantity(LdoseSession *session, const LdoseColumn columns[2], int *unit_out);

/* Many changes, one computation. Calls nest. While frozen, answers are not dropped. */
void ldose_session_freeze(LdoseSession *session);
void ldose_session_thaw(LdoseSession *session);

/* A new, empty case. @today: (nullable): stands as "as of" */
void ldose_session_clear(LdoseSession *session, const char *today);
gboolean ldose_session_is_empty(LdoseSession *session);

/* Whether anything changed since the case was begun, opened or saved. */
gboolean ldose_session_is_changed(LdoseSession *session);

/* Lists of words: conditions, conditions_absent, confirm. */
gboolean ldose_session_has_word(LdoseSession *session, LdoseColumn column, const char *word);
void ldose_session_set_word(LdoseSession *session, LdoseColumn column, const char *word,
                            gboolean present);

/* The guidance stands there only because the regimen's document names it. */
gboolean ldose_session_guidance_is_proposed(LdoseSession *session);

/* Answers to decisions were dropped by the last change of an input. */
gboolean ldose_session_answers_dropped(LdoseSession *session);

/* ---- the result ------------------------------------------------------------------------------ */

LdoseSessionState ldose_session_state(LdoseSession *session);

/* NULL unless the state is "planned". */
const LdosePlan *ldose_session_plan(LdoseSession *session);
const LdosePatient *ldose_session_patient(LdoseSession *session);
const LdoseTrace *ldose_session_trace(LdoseSession *session);

/* Whole plans under the other documents that hold this patient. (element-type LdosePlan) */
const GPtrArray *ldose_session_other_plans(LdoseSession *session);

const LdoseFaults *ldose_session_faults(LdoseSession *session);
const LdoseFault *ldose_session_fault(LdoseSession *session, LdoseColumn column);
guint64 ldose_session_units_missing(LdoseSession *session); /* columns of mg/dL */
const char *ldose_session_error(LdoseSession *session);
const LdoseCase *ldose_session_case(LdoseSession *session);

/* ---- people ---------------------------------------------------------------------------------- */

/* A point is acknowledged by its own words: when they change, it is open again. */
void ldose_session_acknowledge(LdoseSession *session, const char *text, const char *reason,
                               const char *name);
/* @at: when that was, of an acknowledgement that stands in a record. */
void ldose_session_take_acknowledgement(LdoseSession *session, const char *text, const char *reason,
                                        const char *name, const char *at);
const LdoseAcknowledgement *ldose_session_acknowledgement(LdoseSession *session, const char *text);

void ldose_session_add_note(LdoseSession *session, const char *text, const char *name);

/* Who worked the case out; "" where nobody has said. */
const char *ldose_session_author(LdoseSession *session);
void ldose_session_set_author(LdoseSession *session, const char *name);

/* A second check that is to be recorded. It holds until anything changes. @check: (transfer
 * full) */
void ldose_session_take_check(LdoseSession *session, LdoseBlindCheck *check);

/* The case stands in this file now: whatever was to be added to it has been. @record: (transfer
 * full) */
void ldose_session_take_record(LdoseSession *session, LdoseRecord *record, const char *path);

const LdoseCasePeople *ldose_session_people(LdoseSession *session);

G_END_DECLS
