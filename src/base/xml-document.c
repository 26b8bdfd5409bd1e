/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml-document.h"

#include <string.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include "error.h"
#include "wording.h"

/* libxml2 2.12 made the error argument const. */
#if LIBXML_VERSION >= 21200
typedef const xmlError *XmlErrorArgument;
#else
typedef xmlErrorPtr XmlErrorArgument;
#endif

/* Never NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE, HUGE or RECOVER: each opens a door. */
#if LIBXML_VERSION >= 21300
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT | XML_PARSE_NO_XXE)
#else
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT)
#endif

#define MAX_FAULTS_TOLD 20

struct _LdoseXmlDocument {
    xmlDoc *tree;
    char *path;
};

typedef struct {
    const char *path;
    GString *text; /* one fault a line */
    guint n_faults;
    gboolean doctype_seen;
} Faults;

/* libxml2 goes on after an allocation that failed, and may leave out an attribute or a text: a rule with
 * something missing. Here it dies, as it does everywhere else in the program. */
static void *
allocate(size_t size)
{
    return g_malloc(MAX(size, 1));
}

static void *
reallocate(void *memory, size_t size)
{
    return g_realloc(memory, MAX(size, 1));
}

static void
prepare_libxml(void)
{
    static gsize once = 0;
    if (g_once_init_enter(&once)) {
        xmlMemSetup(g_free, allocate, reallocate, g_strdup);
        g_once_init_leave(&once, 1);
    }
}

static void
add_fault(Faults *faults, int line, const char *what)
{
    if (faults->n_faults++ >= MAX_FAULTS_TOLD)
        return;
    if (faults->text->len > 0)
        g_string_append_c(faults->text, '\n');
    g_autofree char *trimmed = g_strstrip(g_strdup(what));
    g_string_append_printf(faults->text, "%s:%d: %s", faults->path, line, trimmed);
}

static gboolean
tell_faults(Faults *faults, GError **error)
{
    if (faults->n_faults > MAX_FAULTS_TOLD) {
        g_string_append_c(faults->text, '\n');
        g_string_append_printf(faults->text, ldose_error_text(N_("%1$s: and %2$u more")),
                               faults->path, faults->n_faults - MAX_FAULTS_TOLD);
    }
    g_set_error_literal(error, LDOSE_ERROR, LDOSE_ERROR_DOCUMENT, faults->text->str);
    return FALSE;
}

static void
on_parse_error(void *user_data, XmlErrorArgument fault)
{
    xmlParserCtxt *context = user_data;
    Faults *faults = context->_private;
    add_fault(faults, fault->line,
              fault->message != NULL ? fault->message : ldose_error_text(N_("not well-formed")));
}

static void
on_schema_error(void *user_data, XmlErrorArgument fault)
{
    /* The namespace in braces before every name helps nobody who mends a document. */
    g_autoptr(GString) message =
        g_string_new(fault->message != NULL ? fault->message : ldose_error_text(N_("not valid")));
    for (char *brace = strstr(message->str, "{urn:"); brace != NULL;
         brace = strstr(message->str, "{urn:")) {
        char *end = strchr(brace, '}');
        if (end == NULL)
            break;
        g_string_erase(message, brace - message->str, end - brace + 1);
    }
    add_fault(user_data, fault->line, message->str);
}

static void
on_doctype(void *user_data, const xmlChar *name, const xmlChar *external_id,
           const xmlChar *system_id)
{
    (void)name;
    (void)external_id;
    (void)system_id;
    xmlParserCtxt *context = user_data;
    Faults *faults = context->_private;
    faults->doctype_seen = TRUE;
    xmlStopParser(context);
}

static gboolean
is_utf8(const xmlDoc *tree)
{
    return tree->encoding == NULL || g_ascii_strcasecmp((const char *)tree->encoding, "UTF-8") == 0;
}

static int
line_of(const char *text, const char *place)
{
    int line = 1;
    for (; text < place; text++)
        line += *text == '\n';
    return line;
}

/* Where a comment, a CDATA section or an instruction that begins at @text ends; NULL: it is
 * none. */
static const char *
skip_markup(const char *text, const char *end)
{
    static const struct {
        const char *open, *close;
    } kinds[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        gsize length = strlen(kinds[i].open);
        if ((gsize)(end - text) < length || memcmp(text, kinds[i].open, length) != 0)
            continue;
        const char *close = g_strstr_len(text, end - text, kinds[i].close);
        return close != NULL ? close + strlen(kinds[i].close) : end;
    }
    return NULL;
}

/* The first tag with more attributes than allowed, before the parser sees it: its own check takes
 * time that grows with the square of their number. Result: (nullable). */
static const char *
find_crowded_tag(const char *text, const char *end)
{
    while ((text = memchr(text, '<', (gsize)(end - text))) != NULL) {
        const char *tag = text, *next = skip_markup(text, end);
        guint n_attributes = 0;
        char quote = '\0';
        for (text++; next == NULL && text < end && (quote != '\0' || *text != '>'); text++) {
            if (quote != '\0')
                quote = *text == quote ? '\0' : quote;
            else if (*text == '"' || *text == '\'')
                quote = *text;
            else
                n_attributes += *text == '=';
        }
        if (n_attributes > LDOSE_XML_MAX_ATTRIBUTES)
            return tag;
        if (next != NULL)
            text = next;
    }
    return NULL;
}

/* What is refused before the parser sees it. */
static void
check_bytes(Faults *faults, const char *data, gsize length)
{
    const char *bad = NULL;
    if (length == 0 || length > G_MAXINT) {
        add_fault(
            faults, 1,
            ldose_error_text(length == 0 ? N_("the file is empty") : N_("the file is too large")));
        return;
    }
    if (!g_utf8_validate_len(data, length, &bad)) { /* a zero byte is not valid either */
        add_fault(faults, line_of(data, bad),
                  ldose_error_text(N_("not valid UTF-8: the encoding must be UTF-8")));
        return;
    }
    const char *crowded = find_crowded_tag(data, data + length);
    if (crowded != NULL) {
        g_autofree char *what =
            g_strdup_printf(ldose_error_text(N_("more than %d attributes on one element")),
                            LDOSE_XML_MAX_ATTRIBUTES);
        add_fault(faults, line_of(data, crowded), what);
    }
}

/* What is refused once it is parsed.
 *
 * @tree: NULL: there is none */
static void
judge_tree(Faults *faults, const xmlDoc *tree, gboolean well_formed)
{
    /* A stopped parser leaves an empty tree that claims to be well-formed: ask our own flag first. */
    if (faults->doctype_seen)
        add_fault(faults, 1, ldose_error_text(N_("a DOCTYPE is not allowed; remove it")));
    else if (tree == NULL || !well_formed || xmlDocGetRootElement(tree) == NULL) {
        if (faults->n_faults == 0)
            add_fault(faults, 1, ldose_error_text(N_("not well-formed XML")));
    } else if (!is_utf8(tree))
        add_fault(faults, 1, ldose_error_text(N_("the encoding must be UTF-8")));
}

LdoseXmlDocument *
ldose_xml_document_parse(const char *path, GBytes *bytes, GError **error)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    g_autoptr(GString) text = g_string_new(NULL);
    Faults faults = {path, text, 0, FALSE};
    check_bytes(&faults, data, length);
    if (faults.n_faults > 0) {
        tell_faults(&faults, error);
        return NULL;
    }

    prepare_libxml();
    xmlParserCtxt *context = xmlNewParserCtxt();
    context->_private = &faults;
    context->sax->serror = on_parse_error;
    context->sax->internalSubset = on_doctype;
    xmlDoc *tree = xmlCtxtReadMemory(context, data, (int)length, path, NULL, PARSE_OPTIONS);
    gboolean well_formed = context->wellFormed;
    xmlFreeParserCtxt(context);

    judge_tree(&faults, tree, well_formed);
    if (faults.n_faults > 0) {
        tell_faults(&faults, error);
        xmlFreeDoc(tree);
        return NULL;
    }
    LdoseXmlDocument *document = g_new0(LdoseXmlDocument, 1);
    document->tree = tree;
    document->path = g_strdup(path);
    return document;
}

void
ldose_xml_document_free(LdoseXmlDocument *document)
{
    if (document == NULL)
        return;
    xmlFreeDoc(document->tree);
    g_free(document->path);
    g_free(document);
}

struct _LdoseXmlSchema {
    xmlSchema *compiled;
};

LdoseXmlSchema *
ldose_xml_schema_compile(GBytes *schema)
{
    gsize length = 0;
    const char *data = g_bytes_get_data(schema, &length);
    prepare_libxml();
    xmlSchemaParserCtxt *parser = xmlSchemaNewMemParserCtxt(data, (int)length);
    LdoseXmlSchema *result = g_new0(LdoseXmlSchema, 1);
    result->compiled = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    g_assert(result->compiled != NULL);
    return result;
}

void
ldose_xml_schema_free(LdoseXmlSchema *schema)
{
    if (schema == NULL)
        return;
    xmlSchemaFree(schema->compiled);
    g_free(schema);
}

gboolean
ldose_xml_document_validate(LdoseXmlDocument *document, const LdoseXmlSchema *schema,
                            GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Faults faults = {document->path, text, 0, FALSE};

    xmlSchemaValidCtxt *validator = xmlSchemaNewValidCtxt(schema->compiled);
    xmlSchemaSetValidStructuredErrors(validator, (xmlStructuredErrorFunc)on_schema_error, &faults);
    int result = xmlSchemaValidateDoc(validator, document->tree);
    xmlSchemaFreeValidCtxt(validator);

    if (result != 0 && faults.n_faults == 0)
        add_fault(&faults, 1, ldose_error_text(N_("not valid against its schema")));
    return faults.n_faults == 0 ? TRUE : tell_faults(&faults, error);
}

const char *
ldose_xml_document_namespace(const LdoseXmlDocument *document)
{
    const xmlNode *root = xmlDocGetRootElement(document->tree);
    return root->ns != NULL ? (const char *)root->ns->href : "";
}

const LdoseXmlNode *
ldose_xml_document_root(const LdoseXmlDocument *document)
{
    return (const LdoseXmlNode *)xmlDocGetRootElement(document->tree);
}

static const LdoseXmlNode *
first_element(const xmlNode *node, const char *name)
{
    while (node != NULL && (node->type != XML_ELEMENT_NODE ||
                            (name != NULL && strcmp((const char *)node->name, name) != 0)))
        node = node->next;
    return (const LdoseXmlNode *)node;
}

const LdoseXmlNode *
ldose_xml_node_child(const LdoseXmlNode *node, const char *name)
{
    return first_element(((const xmlNode *)node)->children, name);
}

const LdoseXmlNode *
ldose_xml_node_next(const LdoseXmlNode *node, const char *name)
{
    return first_element(((const xmlNode *)node)->next, name);
}

const char *
ldose_xml_node_name(const LdoseXmlNode *node)
{
    return (const char *)((const xmlNode *)node)->name;
}

int
ldose_xml_node_line(const LdoseXmlNode *node)
{
    return (int)xmlGetLineNo((const xmlNode *)node);
}

const char *
ldose_xml_node_attribute(const LdoseXmlNode *node, const char *name)
{
    for (const xmlAttr *attribute = ((const xmlNode *)node)->properties; attribute != NULL;
         attribute = attribute->next) {
        if (strcmp((const char *)attribute->name, name) == 0)
            return attribute->children != NULL ? (const char *)attribute->children->content : "";
    }
    return NULL;
}

/* Collapses every run of blanks to one space and trims both ends, in place. */
static char *
collapse_blanks(char *text)
{
    char *out = text;
    for (const char *in = text; *in != '\0'; in++) {
        if (!g_ascii_isspace(*in))
            *out++ = *in;
        else if (out > text && out[-1] != ' ')
            *out++ = ' ';
    }
    if (out > text && out[-1] == ' ')
        out--;
    *out = '\0';
    return text;
}

char *
ldose_xml_node_text(const LdoseXmlNode *node)
{
    xmlChar *content = xmlNodeGetContent((const xmlNode *)node);
    char *text = g_strdup(content != NULL ? (const char *)content : "");
    xmlFree(content);
    return collapse_blanks(text);
}
