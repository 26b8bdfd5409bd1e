/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a record: the raw seals, then XML, schema and model. */
#include "record-parts.h"

#include <string.h>

#include <gio/gio.h>

#include "error.h"
#include "file-read.h"
#include "xml-document.h"

/* The formats that this program reads. None is ever taken away. */
static const struct {
    const char *namespace;
    const char *schema; /* resource path; the schemas are part of the program */
} formats[] = {
    {LDOSE_RECORD_NAMESPACE, "/lymphodose/schema/record-1.xsd"},
};

static const LdoseWord entry_words[LDOSE_N_ENTRY_KINDS] = {
    [LDOSE_ENTRY_CREATED] = {"created", N_("created")},
    [LDOSE_ENTRY_SECOND_CHECK] = {"second-check", N_("second check")},
    [LDOSE_ENTRY_ACKNOWLEDGEMENT] = {"acknowledgement", N_("acknowledgement")},
    [LDOSE_ENTRY_OVERRIDE] = {"override", N_("override")},
    [LDOSE_ENTRY_NOTE] = {"note", N_("note")},
};
static const LdoseWord field_words[LDOSE_N_FIELD_RESULTS] = {
    [LDOSE_COMPARED_SAME] = {"same", N_("same")},
    [LDOSE_COMPARED_DIFFERS] = {"differs", N_("differs")},
    [LDOSE_COMPARED_FIRST_ONLY] = {"first-only", N_("only the first person gives it")},
    [LDOSE_COMPARED_SECOND_ONLY] = {"second-only", N_("only the second person gives it")},
};
const LdoseVocabulary ldose_entry_kinds = {entry_words, G_N_ELEMENTS(entry_words)};
const LdoseVocabulary ldose_field_results = {field_words, G_N_ELEMENTS(field_words)};

static gboolean
refuse(const char *path, const char *why, GError **error)
{
    ldose_set_error(error, LDOSE_ERROR_INPUT, "%1$s: %2$s", path, ldose_error_text(why));
    return FALSE;
}

/* ---- seals ----------------------------------------------------------------------------------- */

/* Whether @data begins with what follows a seal's "<": the rest of its tag with any digest. */
static gboolean
is_seal(const char *data, gsize length)
{
    const gsize open = strlen(LDOSE_SEAL_OPEN), close = strlen(LDOSE_SEAL_CLOSE);
    if (length < open + LDOSE_SHA256_DIGITS + close ||
        memcmp(data + open + LDOSE_SHA256_DIGITS, LDOSE_SEAL_CLOSE, close) != 0)
        return FALSE;
    for (gsize i = open; i < open + LDOSE_SHA256_DIGITS; i++) {
        if (!g_ascii_isdigit(data[i]) && !(data[i] >= 'a' && data[i] <= 'f'))
            return FALSE;
    }
    return TRUE;
}

static gboolean
digest_matches(const GChecksum *all_before, const char *digits)
{
    g_autoptr(GChecksum) checksum = g_checksum_copy(all_before);
    return strncmp(g_checksum_get_string(checksum), digits, LDOSE_SHA256_DIGITS) == 0;
}

static gboolean
refuse_change(const char *path, guint n_intact, gsize from, gsize to, GError **error)
{
    ldose_set_error(
        error, LDOSE_ERROR_INPUT,
        N_("%1$s: the record was changed after it was sealed: between byte %2$lu and "
           "byte %3$lu; %4$u of its entries before that are intact. Use an unchanged copy, or "
           "make a new record"),
        path, (gulong)from, (gulong)to, n_intact);
    return FALSE;
}

/* The bytes of the file's end: the last seal, and the root's closing tag. */
static gboolean
ends_sealed(const char *data, gsize length)
{
    const gsize seal = strlen(LDOSE_SEAL_OPEN) + LDOSE_SHA256_DIGITS + strlen(LDOSE_SEAL_CLOSE);
    const gsize end = strlen(LDOSE_RECORD_CLOSE);
    return length > seal + end && memcmp(data + length - end, LDOSE_RECORD_CLOSE, end) == 0 &&
           memcmp(data + length - end - seal, LDOSE_SEAL_OPEN, strlen(LDOSE_SEAL_OPEN)) == 0 &&
           is_seal(data + length - end - seal, seal);
}

gboolean
ldose_record_check_seals(const char *path, GBytes *bytes, GError **error)
{
    gsize length = 0, sealed = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    guint n_intact = 0;
    const char *seal = data;
    while (length > 0 && (seal = memmem(seal, length - (gsize)(seal - data), LDOSE_SEAL_OPEN,
                                        strlen(LDOSE_SEAL_OPEN))) != NULL) {
        gsize at = (gsize)(seal - data);
        g_checksum_update(checksum, (const guchar *)data + sealed, (gssize)(at - sealed));
        if (!is_seal(seal, length - at) ||
            !digest_matches(checksum, seal + strlen(LDOSE_SEAL_OPEN)))
            return refuse_change(path, n_intact, sealed, at + LDOSE_SHA256_DIGITS, error);
        sealed = at;
        n_intact++;
        seal += strlen(LDOSE_SEAL_OPEN);
    }
    if (n_intact == 0)
        return refuse(path, N_("not a record, or broken: no seal is in it"), error);
    if (!ends_sealed(data, length))
        return refuse_change(path, n_intact, sealed, length, error);
    return TRUE;
}

/* ---- the model ------------------------------------------------------------------------------- */

void
ldose_record_free(LdoseRecord *record)
{
    if (record == NULL)
        return;
    for (guint i = 0; i < record->decisions->len; i++)
        g_array_unref(g_array_index(record->decisions, LdoseRecordDecision, i).answers);
    for (guint i = 0; i < record->entries->len; i++) {
        const LdoseRecordEntry *entry = &g_array_index(record->entries, LdoseRecordEntry, i);
        g_array_unref(entry->fields);
        g_array_unref(entry->points);
        g_array_unref(entry->acknowledged);
        g_array_unref(entry->outcomes);
        g_array_unref(entry->originals);
        g_array_unref(entry->inputs);
        g_array_unref(entry->values);
    }
    g_array_unref(record->inputs);
    g_array_unref(record->documents);
    g_array_unref(record->values);
    g_array_unref(record->decisions);
    g_array_unref(record->findings);
    g_array_unref(record->steps);
    g_array_unref(record->entries);
    g_string_chunk_free(record->strings);
    g_bytes_unref(record->bytes);
    g_free(record);
}

static LdoseRecord *
new_record(GBytes *bytes)
{
    LdoseRecord *record = g_new0(LdoseRecord, 1);
    record->bytes = g_bytes_ref(bytes);
    record->strings = g_string_chunk_new(16384);
    record->inputs = g_array_new(FALSE, TRUE, sizeof(LdoseRecordValue));
    record->documents = g_array_new(FALSE, TRUE, sizeof(LdoseRecordDocument));
    record->values = g_array_new(FALSE, TRUE, sizeof(LdoseRecordValue));
    record->decisions = g_array_new(FALSE, TRUE, sizeof(LdoseRecordDecision));
    record->findings = g_array_new(FALSE, TRUE, sizeof(LdoseRecordFinding));
    record->steps = g_array_new(FALSE, TRUE, sizeof(LdoseRecordStep));
    record->entries = g_array_new(FALSE, TRUE, sizeof(LdoseRecordEntry));
    return record;
}

const char *
ldose_record_value(const GArray *values, const char *name)
{
    for (guint i = 0; i < values->len; i++) {
        const LdoseRecordValue *value = &g_array_index(values, LdoseRecordValue, i);
        if (strcmp(value->name, name) == 0)
            return value->text;
    }
    return NULL;
}

/* An attribute, kept; "" where it is absent. */
static const char *
attribute(LdoseRecord *record, const LdoseXmlNode *node, const char *name)
{
    const char *text = ldose_xml_node_attribute(node, name);
    return text != NULL ? g_string_chunk_insert_const(record->strings, text) : "";
}

static gboolean
is_yes(const LdoseXmlNode *node, const char *name)
{
    return g_strcmp0(ldose_xml_node_attribute(node, name), "yes") == 0;
}

#define EACH_CHILD(child, parent, name)                                                            \
    const LdoseXmlNode *child = ldose_xml_node_child(parent, name);                                \
    child != NULL;                                                                                 \
    child = ldose_xml_node_next(child, name)

static void
read_values(LdoseRecord *record, const LdoseXmlNode *parent, const char *name, GArray *values)
{
    for (EACH_CHILD(node, parent, name)) {
        LdoseRecordValue value = {attribute(record, node, "name"), attribute(record, node, "text")};
        g_array_append_val(values, value);
    }
}

static LdoseDocumentKind
kind_of(const char *word)
{
    int kind = 0;
    while (kind < LDOSE_N_DOCUMENT_KINDS - 1 &&
           strcmp(word, ldose_document_kind_id((LdoseDocumentKind)kind)) != 0)
        kind++;
    return (LdoseDocumentKind)kind;
}

static void
read_documents(LdoseRecord *record, const LdoseXmlNode *parent)
{
    for (EACH_CHILD(node, parent, "document")) {
        LdoseRecordDocument document = {
            .role = attribute(record, node, "role"),
            .kind = kind_of(attribute(record, node, "kind")),
            .id = attribute(record, node, "id"),
            .version = attribute(record, node, "version"),
            .sha256 = attribute(record, node, "sha256"),
            .status = attribute(record, node, "status"),
            .title = attribute(record, node, "title"),
            .attested = attribute(record, node, "attested"),
        };
        g_array_append_val(record->documents, document);
    }
}

static void
read_decisions(LdoseRecord *record, const LdoseXmlNode *parent)
{
    for (EACH_CHILD(node, parent, "decision")) {
        LdoseRecordDecision decision = {
            .id = attribute(record, node, "id"),
            .drug = attribute(record, node, "drug"),
            .question = attribute(record, node, "question"),
            .reason = attribute(record, node, "reason"),
            .overridden = is_yes(node, "overridden"),
            .answers = g_array_new(FALSE, FALSE, sizeof(const char *)),
        };
        for (EACH_CHILD(answer, node, "answer")) {
            const char *text = attribute(record, answer, "text");
            g_array_append_val(decision.answers, text);
        }
        g_array_append_val(record->decisions, decision);
    }
}

static void
read_findings(LdoseRecord *record, const LdoseXmlNode *parent)
{
    for (EACH_CHILD(node, parent, "finding")) {
        LdoseRecordFinding finding = {
            .code = attribute(record, node, "code"),
            .severity = attribute(record, node, "severity"),
            .drug = attribute(record, node, "drug"),
            .rule = attribute(record, node, "rule"),
            .title = attribute(record, node, "title"),
            .text = attribute(record, node, "text"),
            .action = attribute(record, node, "action"),
        };
        g_array_append_val(record->findings, finding);
    }
}

static const char *
read_operands(LdoseRecord *record, const LdoseXmlNode *step)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (EACH_CHILD(node, step, "operand")) {
        const char *value = ldose_xml_node_attribute(node, "value");
        const char *unit = attribute(record, node, "unit");
        g_string_append_printf(text, "%s%s %s%s%s", text->len > 0 ? ", " : "",
                               attribute(record, node, "symbol"),
                               value != NULL ? value : attribute(record, node, "text"),
                               unit[0] != '\0' ? " " : "", unit);
    }
    return g_string_chunk_insert(record->strings, text->str);
}

static void
read_steps(LdoseRecord *record, const LdoseXmlNode *parent)
{
    for (EACH_CHILD(node, parent, "step")) {
        LdoseRecordStep step = {
            .id = attribute(record, node, "id"),
            .kind = attribute(record, node, "kind"),
            .outcome = attribute(record, node, "outcome"),
            .formula = attribute(record, node, "formula"),
            .result = attribute(record, node, "result"),
            .unit = attribute(record, node, "unit"),
            .result_text = attribute(record, node, "result-text"),
            .source = attribute(record, node, "source"),
            .note = attribute(record, node, "note"),
            .operands = read_operands(record, node),
        };
        g_array_append_val(record->steps, step);
    }
}

/* ---- entries --------------------------------------------------------------------------------- */

static void
read_second_check(LdoseRecord *record, const LdoseXmlNode *node, LdoseRecordEntry *entry)
{
    for (EACH_CHILD(child, node, "field")) {
        LdoseCheckedField field = {
            .name = attribute(record, child, "name"),
            .first = attribute(record, child, "first"),
            .second = attribute(record, child, "second"),
            .result = (LdoseFieldResult)ldose_vocabulary_find(
                &ldose_field_results, attribute(record, child, "result"), -1),
        };
        g_array_append_val(entry->fields, field);
    }
    for (EACH_CHILD(child, node, "point")) {
        LdoseCheckedPoint point = {
            .name = attribute(record, child, "name"),
            .text = attribute(record, child, "text"),
            .confirmed = strcmp(attribute(record, child, "answer"), "confirmed") == 0,
            .reason = attribute(record, child, "reason"),
        };
        g_array_append_val(entry->points, point);
    }
    for (EACH_CHILD(child, node, "acknowledged")) {
        LdoseCheckedAcknowledgement acknowledged = {
            .code = attribute(record, child, "code"),
            .confirmed = strcmp(attribute(record, child, "answer"), "confirmed") == 0,
            .reason = attribute(record, child, "reason"),
        };
        g_array_append_val(entry->acknowledged, acknowledged);
    }
    for (EACH_CHILD(child, node, "outcome")) {
        LdoseCheckedOutcome outcome = {attribute(record, child, "name"),
                                       attribute(record, child, "first"),
                                       attribute(record, child, "second")};
        g_array_append_val(entry->outcomes, outcome);
    }
}

static void
read_entry(LdoseRecord *record, const LdoseXmlNode *node)
{
    const LdoseXmlNode *seal = ldose_xml_node_child(node, "seal");
    LdoseRecordEntry entry = {
        .kind = (LdoseEntryKind)ldose_vocabulary_find(&ldose_entry_kinds,
                                                      attribute(record, node, "kind"), -1),
        .at = attribute(record, node, "at"),
        .by = attribute(record, node, "by"),
        .seal = attribute(record, seal, "sha256"),
        .code = attribute(record, node, "code"),
        .prescriber = attribute(record, node, "prescriber"),
        .agrees = strcmp(attribute(record, node, "result"), "agrees") == 0,
        .fields = g_array_new(FALSE, FALSE, sizeof(LdoseCheckedField)),
        .points = g_array_new(FALSE, FALSE, sizeof(LdoseCheckedPoint)),
        .acknowledged = g_array_new(FALSE, FALSE, sizeof(LdoseCheckedAcknowledgement)),
        .outcomes = g_array_new(FALSE, FALSE, sizeof(LdoseCheckedOutcome)),
        .originals = g_array_new(FALSE, FALSE, sizeof(LdoseOverriddenDrug)),
        .inputs = g_array_new(FALSE, FALSE, sizeof(LdoseRecordValue)),
        .values = g_array_new(FALSE, FALSE, sizeof(LdoseRecordValue)),
    };
    entry.text = attribute(record, node, entry.kind == LDOSE_ENTRY_NOTE ? "text" : "reason");
    for (EACH_CHILD(child, node, "original")) {
        LdoseOverriddenDrug original = {
            attribute(record, child, "drug"), attribute(record, child, "status"),
            attribute(record, child, "part"), attribute(record, child, "mg_per_day")};
        g_array_append_val(entry.originals, original);
    }
    read_values(record, node, "input", entry.inputs);
    read_values(record, node, "value", entry.values);
    read_second_check(record, node, &entry);
    g_array_append_val(record->entries, entry);
}

/* What the schema cannot say of an entry. NULL: nothing is wrong. */
static const char *
entry_fault(const LdoseRecordEntry *entry, gboolean first)
{
    if (first != (entry->kind == LDOSE_ENTRY_CREATED))
        return N_("the first entry, and no other, must be the creation");
    if (!first && entry->by[0] == '\0')
        return N_("an entry without a name");
    if (!ldose_timestamp_is_valid(entry->at))
        return N_("an entry without a time");
    gboolean needs_text =
        entry->kind != LDOSE_ENTRY_CREATED && entry->kind != LDOSE_ENTRY_SECOND_CHECK;
    if (needs_text && entry->text[0] == '\0')
        return N_("an entry without its reason or text");
    if (entry->kind == LDOSE_ENTRY_ACKNOWLEDGEMENT && entry->code[0] == '\0')
        return N_("an acknowledgement that does not say of what");
    if (entry->kind == LDOSE_ENTRY_SECOND_CHECK && entry->fields->len == 0)
        return N_("a second check without a field");
    return NULL;
}

static gboolean
read_entries(LdoseRecord *record, const LdoseXmlNode *root, const char *path, GError **error)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(record->bytes, &length);
    const char *seal = data;
    for (EACH_CHILD(node, root, "entry")) {
        read_entry(record, node);
        const LdoseRecordEntry *entry =
            &g_array_index(record->entries, LdoseRecordEntry, record->entries->len - 1);
        const char *fault = entry_fault(entry, record->entries->len == 1);
        if (fault != NULL)
            return refuse(path, fault, error);
        /* The raw seals that were checked are those of the entries, one each, in order. */
        seal =
            memmem(seal, length - (gsize)(seal - data), LDOSE_SEAL_OPEN, strlen(LDOSE_SEAL_OPEN));
        if (seal == NULL ||
            strncmp(seal + strlen(LDOSE_SEAL_OPEN), entry->seal, LDOSE_SHA256_DIGITS) != 0)
            return refuse(path, N_("an entry is not sealed as records are"), error);
        seal += strlen(LDOSE_SEAL_OPEN);
    }
    if (memmem(seal, length - (gsize)(seal - data), LDOSE_SEAL_OPEN, strlen(LDOSE_SEAL_OPEN)) !=
        NULL)
        return refuse(path, N_("a seal stands outside an entry"), error);
    return TRUE;
}

/* ---- the file -------------------------------------------------------------------------------- */

/* The schema of a format, compiled once a process. */
static const LdoseXmlSchema *
get_schema(guint format)
{
    static LdoseXmlSchema *schemas[G_N_ELEMENTS(formats)];
    if (g_once_init_enter(&schemas[format])) {
        g_autoptr(GBytes) bytes =
            g_resources_lookup_data(formats[format].schema, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
        g_assert(bytes != NULL);
        g_once_init_leave(&schemas[format], ldose_xml_schema_compile(bytes));
    }
    return schemas[format];
}

static gboolean
validate(LdoseXmlDocument *xml, const char *path, GError **error)
{
    const char *namespace = ldose_xml_document_namespace(xml);
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        if (strcmp(formats[i].namespace, namespace) == 0)
            return ldose_xml_document_validate(xml, get_schema(i), error);
    }
    ldose_set_error(error, LDOSE_ERROR_INPUT,
                    N_("%1$s: the root's namespace is \"%2$s\"; this version reads \"%3$s\""), path,
                    namespace, LDOSE_RECORD_NAMESPACE);
    return FALSE;
}

static gboolean
check_roles(const LdoseRecord *record, const char *path, GError **error)
{
    static const struct {
        const char *role;
        LdoseDocumentKind kind;
    } needed[] = {
        {"regimen", LDOSE_DOCUMENT_REGIMENS},
        {"guidance", LDOSE_DOCUMENT_GUIDANCE},
        {"formulary", LDOSE_DOCUMENT_FORMULARY},
        {"general", LDOSE_DOCUMENT_GUIDANCE},
    };
    for (guint i = 0; i < record->documents->len; i++) {
        const LdoseRecordDocument *document =
            &g_array_index(record->documents, LdoseRecordDocument, i);
        const char *role = i < G_N_ELEMENTS(needed) ? needed[i].role : "elsewhere";
        LdoseDocumentKind kind =
            i < G_N_ELEMENTS(needed) ? needed[i].kind : LDOSE_DOCUMENT_GUIDANCE;
        if (strcmp(document->role, role) != 0 || document->kind != kind)
            return refuse(path, N_("its documents do not stand in their order"), error);
    }
    return TRUE;
}

LdoseRecord *
ldose_record_parse(const char *path, GBytes *bytes, GError **error)
{
    g_autoptr(GError) cause = NULL;
    if (!ldose_record_check_seals(path, bytes, error))
        return NULL;
    g_autoptr(LdoseXmlDocument) xml = ldose_xml_document_parse(path, bytes, &cause);
    if (xml == NULL || !validate(xml, path, &cause)) {
        g_set_error_literal(error, LDOSE_ERROR, LDOSE_ERROR_INPUT, cause->message);
        return NULL;
    }
    g_autoptr(LdoseRecord) record = new_record(bytes);
    const LdoseXmlNode *root = ldose_xml_document_root(xml);
    record->program = attribute(record, root, "program");
    record->adopted = is_yes(root, "adopted");
    read_values(record, ldose_xml_node_child(root, "inputs"), "input", record->inputs);
    read_documents(record, ldose_xml_node_child(root, "documents"));
    read_values(record, ldose_xml_node_child(root, "plan"), "value", record->values);
    read_decisions(record, ldose_xml_node_child(root, "decisions"));
    read_findings(record, ldose_xml_node_child(root, "findings"));
    read_steps(record, ldose_xml_node_child(root, "trace"));
    if (!check_roles(record, path, error) || !read_entries(record, root, path, error))
        return NULL;
    return g_steal_pointer(&record);
}

LdoseRecord *
ldose_record_load(const char *path, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GBytes) bytes =
        ldose_file_read_capped(path, LDOSE_RECORD_MAX_SIZE, LDOSE_ERROR_DOCUMENT, &cause);
    if (bytes != NULL)
        return ldose_record_parse(path, bytes, error);
    g_set_error_literal(error, LDOSE_ERROR, LDOSE_ERROR_INPUT, cause->message);
    return NULL;
}
