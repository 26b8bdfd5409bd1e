/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records: a plan with its inputs, its documents, its trace, and what people signed afterwards
 * (R28, R29, R30).
 *
 * The file. UTF-8 XML, LF only, of the namespace urn:lymphodose:record:1
 * (data/schema/record-1.xsd), at most LDOSE_RECORD_MAX_SIZE bytes. It ends with one entry or more,
 * then the root's closing tag:
 *
 *       <entry kind="created" at="2026-11-24T08:30:00Z" by="A. Example">
 *         <seal sha256="0123…64 lower-case hex digits…cdef"/>
 *       </entry>
 *     </record>
 *
 * The seals. The n-th seal is the SHA-256 of all raw bytes of the file from its first byte up to,
 * and not including, the "<" of that seal element. Nothing is normalised: a changed blank is seen.
 * What follows the "<" of the last seal is fixed to the byte except for the hex digits, so every
 * byte of a file is either hashed or compared. Each seal also covers the seals before it.
 *
 * Adding. An entry takes the place of the closing tag "</record>\n", the file's last ten bytes, and
 * writes it again behind itself. All bytes before it stay as they were, so every earlier seal stays
 * valid, and after each addition the file is whole XML.
 *
 * What a seal cannot show: who wrote it (whoever can write the file can also compute seals), and
 * that entries at the end were cut off together with their seals. The last seal stands on every
 * page of the record for that reason: a printed one shows what the record held.
 *
 * A record is never edited, only added to. Files of every earlier format load for ever. */
#pragma once

#include <glib.h>

#include "library.h"
#include "plan.h"
#include "signature.h"
#include "wording.h"

G_BEGIN_DECLS

#define LDOSE_RECORD_MAX_SIZE (4 * 1024 * 1024)

/* ---- what stands in a record ----------------------------------------------------------------- */

/* A column and its text: of the case as it was entered, of the plan as batch writes it. */
typedef struct {
    const char *name, *text;
} LdoseRecordValue;

typedef struct {
    const char *role; /* "regimen", "guidance", "formulary", "general", "elsewhere" */
    LdoseDocumentKind kind;
    const char *id, *version, *sha256, *status, *title;
    const char *attested; /* rows that the site had attested, blanks between; "" none */
} LdoseRecordDocument;

typedef struct {
    const char *id, *drug, *question, *reason; /* "" where absent */
    gboolean overridden;
    GArray *answers; /* const char * */
} LdoseRecordDecision;

typedef struct {
    const char *code, *severity, *drug, *rule, *title, *text, *action; /* "" where absent */
} LdoseRecordFinding;

typedef struct {
    const char *id, *kind, *outcome, *formula, *result, *unit, *result_text, *source, *note;
    const char *operands; /* "height_cm 165 cm, weight_kg 48 kg" */
} LdoseRecordStep;

typedef enum {
    LDOSE_ENTRY_CREATED,
    LDOSE_ENTRY_SECOND_CHECK,
    LDOSE_ENTRY_ACKNOWLEDGEMENT,
    LDOSE_ENTRY_OVERRIDE,
    LDOSE_ENTRY_NOTE,
    LDOSE_N_ENTRY_KINDS
} LdoseEntryKind;

extern const LdoseVocabulary ldose_entry_kinds;

/* How two people's texts of one column compare. */
typedef enum {
    LDOSE_COMPARED_SAME,
    LDOSE_COMPARED_DIFFERS,
    LDOSE_COMPARED_FIRST_ONLY,
    LDOSE_COMPARED_SECOND_ONLY,
    LDOSE_N_FIELD_RESULTS
} LdoseFieldResult;

extern const LdoseVocabulary ldose_field_results;

typedef struct {
    const char *name, *first, *second; /* "" where not given */
    LdoseFieldResult result;
} LdoseCheckedField;

/* A choice of the first person. */
typedef struct {
    const char *name, *text;
    gboolean confirmed; /* else contested, with a reason */
    const char *reason;
} LdoseCheckedPoint;

/* An acknowledgement of the first person. */
typedef struct {
    const char *code;
    gboolean confirmed; /* else contested, with a reason */
    const char *reason;
} LdoseCheckedAcknowledgement;

typedef struct {
    const char *name, *first, *second;
} LdoseCheckedOutcome;

typedef struct {
    const char *drug, *status;
    const char *part, *mg_per_day; /* "" where the rules gave none */
} LdoseOverriddenDrug;

typedef struct {
    LdoseEntryKind kind;
    const char *at, *by; /* @by "": the record does not say who made it */
    const char *seal;
    const char *code; /* of an acknowledgement */
    const char *text; /* the reason of an acknowledgement or override, the text of a note */
    const char *prescriber;
    gboolean agrees;      /* of a second check */
    GArray *fields;       /* LdoseCheckedField */
    GArray *points;       /* LdoseCheckedPoint */
    GArray *acknowledged; /* LdoseCheckedAcknowledgement */
    GArray *outcomes;     /* LdoseCheckedOutcome */
    GArray *originals;    /* LdoseOverriddenDrug */
    GArray *inputs;       /* LdoseRecordValue: of an override that was added later */
    GArray *values;       /* likewise: the plan's columns under it */
} LdoseRecordEntry;

/* Not changed once made. All strings live as long as the record. */
typedef struct {
    GBytes *bytes; /* the whole file */
    const char *program;
    gboolean adopted;
    GArray *inputs;    /* LdoseRecordValue */
    GArray *documents; /* LdoseRecordDocument */
    GArray *values;    /* LdoseRecordValue */
    GArray *decisions; /* LdoseRecordDecision */
    GArray *findings;  /* LdoseRecordFinding */
    GArray *steps;     /* LdoseRecordStep */
    GArray *entries;   /* LdoseRecordEntry; the first is the creation */
    GStringChunk *strings;
} LdoseRecord;

void ldose_record_free(LdoseRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseRecord, ldose_record_free)

/* The text of a name; NULL: not there. @values: (element-type LdoseRecordValue) */
const char *ldose_record_value(const GArray *values, const char *name);

/* The plan's columns, and the text of an input ("" where not given), after every override that was
 * added. */
const GArray *ldose_record_current_values(const LdoseRecord *record);
const char *ldose_record_current_input(const LdoseRecord *record, LdoseColumn column);

/* ---- making ---------------------------------------------------------------------------------- */

typedef struct {
    const LdosePlan *plan; /* its rules say whether the documents are adopted */
    const LdosePatient *patient;
    const LdoseTrace *trace;
    const char *const *entered; /* LDOSE_N_COLUMNS texts as they were entered; NULL: not given */
    const char *at;             /* UTC, "2026-11-24T08:30:00Z" */
    const char *made_by;        /* (nullable) */
} LdoseRecordDraft;

/* Makes a record; with an override in the case also its entry. A plan that is not final holds no
 * dose but in the answers of its decisions.
 *
 * Result: (transfer full) (nullable)
 * Errors: LDOSE_ERROR_INPUT: a time, name or text that a record cannot hold. */
LdoseRecord *ldose_record_new(const LdoseRecordDraft *draft, GError **error);

/* ---- files ----------------------------------------------------------------------------------- */

/* Reads a record: first its raw seals, then XML, schema and model.
 *
 * @path: the name that messages carry
 * Errors: LDOSE_ERROR_INPUT: no record, of unknown format, broken, or changed; the message says
 * which entries are still intact. */
LdoseRecord *ldose_record_parse(const char *path, GBytes *bytes, GError **error);

/* As ldose_record_parse(). Errors: LDOSE_ERROR_INPUT, also for a file that cannot be read. */
LdoseRecord *ldose_record_load(const char *path, GError **error);

/* Checks the seals alone. Errors: LDOSE_ERROR_INPUT. */
gboolean ldose_record_check_seals(const char *path, GBytes *bytes, GError **error);

/* Who may read a record: its user alone; in a folder that the site shares, also its group (R37). */
#define LDOSE_RECORD_PRIVATE 0600
#define LDOSE_RECORD_SHARED  0660

/* The name of a text file in the site's folder: one shared folder a line, by its whole path; blank
 * lines and those that begin with # are passed over. */
#define LDOSE_SHARED_FOLDERS_FILE "shared-folders"

/* The permissions of a record at @path: shared where the file names the folder itself, whatever
 * symbolic links lead to it; else private, also where there is no such file.
 *
 * @site_folder: (nullable) */
int ldose_record_mode(const char *path, const char *site_folder);

/* Saves a new record as a whole or not at all. A file that is there is replaced, unless
 * it is a record that people signed after it was made, or one that cannot be read.
 *
 * Errors: LDOSE_ERROR_OUTPUT: the file is as it was. LDOSE_ERROR_NOT_DURABLE: it holds the record. */
gboolean ldose_record_save(const LdoseRecord *record, const char *path, int mode, GError **error);

/* Saves a record that was added to. @before: what the file must still hold.
 * Errors: as above; LDOSE_ERROR_OUTPUT also where somebody else added an entry meanwhile. */
gboolean ldose_record_save_addition(const LdoseRecord *before, const LdoseRecord *after,
                                    const char *path, int mode, GError **error);

/* ---- adding ---------------------------------------------------------------------------------- */
/* Each returns a new record (transfer full) and leaves the given one as it is; NULL on error.
 * Errors: LDOSE_ERROR_INPUT: a name, time or text that cannot be; or as said. LDOSE_ERROR_OUTPUT:
 * the record would be larger than a record may be. */

LdoseRecord *ldose_record_add_note(const LdoseRecord *record, const LdoseSignature *signature,
                                   const char *text, GError **error);

/* @code: of a finding of this record that needs acknowledgement; another is an error. */
LdoseRecord *
ldose_record_add_acknowledgement(const LdoseRecord *record, const LdoseSignature *signature,
                                 const char *code, const char *reason, GError **error);

/* What the second person says of a choice of the first. */
typedef struct {
    LdoseColumn column;
    gboolean confirmed;
    const char *reason; /* of what is contested; else NULL */
} LdosePointAnswer;

/* What the second person says of an acknowledgement of the first. */
typedef struct {
    const char *code;
    gboolean confirmed;
    const char *reason; /* of what is contested; else NULL */
} LdoseAcknowledgementAnswer;

typedef struct {
    const char *const *entered; /* LDOSE_N_COLUMNS texts, entered blind; NULL: not given. Those of
                                   choices are not looked at. */
    const LdosePointAnswer *answers;
    guint n_answers;
    const LdoseAcknowledgementAnswer *acknowledgements;
    guint n_acknowledgements;
} LdoseSecondCheckDraft;

/* Whether a column is a choice, to be confirmed or contested, and not data to be entered blind. */
gboolean ldose_column_is_choice(LdoseColumn column);

/* Whether a choice is confirmed or contested by itself: who decided an override and who prescribed
 * it are parts of its reason. */
gboolean ldose_column_is_point(LdoseColumn column);

/* How a second person's texts compare with the record's, column by column, choices aside. Nothing
 * is written.
 *
 * @entered: as in LdoseSecondCheckDraft
 * Result: (transfer full) (nullable) (element-type LdoseCheckedField): lives as long as the record
 * and @entered
 * Errors: LDOSE_ERROR_INPUT: a text that its column refuses. */
GArray *ldose_record_compare(const LdoseRecord *record, const char *const *entered, GError **error);

/* Adds a second person's check. Two texts are the same when value and unit are, after parsing: "80"
 * and "80.0" are; 1 mg/dL and 88.4 µmol/L are not. It agrees when every field is the same and every
 * choice and every acknowledgement of the first person is confirmed; one that does not agree is
 * kept too.
 *
 * @library: (nullable): with it the plan under the second person's inputs is put beside the first's
 * Errors: also the name of whoever made the record, or of whoever decided its override; a record
 * that does not say who made it; a text that its column refuses; a choice or an acknowledged code
 * without an answer, or contested without a reason. */
LdoseRecord *ldose_record_add_second_check(const LdoseRecord *record, LdoseLibrary *library,
                                           const LdoseSignature *signature,
                                           const LdoseSecondCheckDraft *check, GError **error);

typedef struct {
    const char *reason, *prescriber;
    const char *fraction[LDOSE_N_DRUGS]; /* the part of the dose, as text; NULL: as before */
} LdoseRecordOverride;

/* Adds an override by @signature's person: the plan is computed again with it under the record's
 * own documents. What the rules gave stays in the record, and beside it in the entry.
 *
 * Errors: also a plan that is final; a part that the rules refuse. LDOSE_ERROR_DOCUMENT: a document
 * of the record is not there with the same bytes. */
LdoseRecord *ldose_record_add_override(const LdoseRecord *record, LdoseLibrary *library,
                                       const LdoseSignature *signature,
                                       const LdoseRecordOverride *override, GError **error);

/* ---- computing again ------------------------------------------------------------------------- */

typedef enum {
    LDOSE_RECHECK_SAME,
    LDOSE_RECHECK_DIFFERS,          /* a result, or the bytes of a document */
    LDOSE_RECHECK_DOCUMENT_MISSING, /* not there in that version, or it cannot be read */
} LdoseRecheckState;

/* A record's inputs under documents of the library. */
typedef struct {
    LdoseCase c;
    LdosePatient patient;
    LdoseRuleSet rules;
    LdosePlan plan;
    LdoseTrace *trace;
    GPtrArray *guidances, *rows; /* what the rules refer to */
    gboolean has_rules, computed;
} LdoseRecomputed;

typedef struct {
    LdoseRecheckState state;
    GPtrArray *differences; /* char *: whole sentences */
    LdoseRecomputed again;  /* lives as long as library and record */
} LdoseRecheck;

/* Finds the record's documents (same id, version and bytes) and computes the plan again, also under
 * each override that was added. Where a version is missing, the newest one of that id is used
 * instead, to say what would differ. */
LdoseRecheck *
ldose_record_recheck(const LdoseRecord *record, LdoseLibrary *library, const LdoseWording *wording);
void ldose_recheck_free(LdoseRecheck *recheck);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LdoseRecheck, ldose_recheck_free)

/* ---- reading --------------------------------------------------------------------------------- */

/* Appends the record as a page: who and when, the plan, the entries. The plan's page is made anew,
 * in the reader's language, where the recheck found everything the same; else it stands in the
 * record's own English texts, which is said.
 *
 * @recheck: (nullable) */
void ldose_record_text(GString *out, const LdoseRecord *record, const LdoseRecheck *recheck,
                       const LdoseWording *wording);

G_END_DECLS
