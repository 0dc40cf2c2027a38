/*
 * edges_graphml.c - the edges of GraphML files
 *
 *   1. what is being read     2. elements     3. the file
 *
 * Read in pieces, as events: memory does not grow with the file, nor the stack
 * with its depth.  No entity is known but the five of XML, nothing is loaded
 * from elsewhere.  Nodes are taken by their id; `sign` and `weight` are the
 * data of an edge whose keys have these names.  A graph inside a node or an
 * edge, and an edge of many ends, are set aside.
 *
 * SPDX-License-Identifier: MIT
 */
#include <libxml/parser.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "import/importer.h"

enum { MOST_DEPTH = 64, MOST_ELEMENTS = 20000000, PIECE = 1 << 16, LONGEST_VALUE = 100 };

/* 1. what is being read */

/* The two data of an edge that are read: id of their key, default, value of this edge. */
enum { SIGN, WEIGHT, VALUES };
enum {
    NETWORK,
    SOURCE,
    TARGET,
    KEY,
    INITIAL = KEY + VALUES,
    OWN = INITIAL + VALUES,
    TEXTS = OWN + VALUES
};

typedef struct reader {
    ent_ctx             *ctx;
    const ent_fact_sink *sink;
    const char          *name;
    xmlParserCtxt       *parser;
    ent_status           status;
    uint32_t             depth, elements;
    uint32_t             graph, edge, aside; /* their depth; 0: outside of one */
    uint32_t             line, column;       /* of the edge */
    const char          *wrong;              /* with the edge, or NULL */
    size_t               key;                /* that is being declared, or VALUES */
    ent_text             texts[TEXTS];
    ent_text            *open; /* what characters are added to, or NULL */
} reader;

/* The first failure ends the reading, with the piece: events that still come are not heard. */
static void
stop_at(reader *r, ent_status status)
{
    if (r->status == ENT_OK) {
        r->status = status;
    }
}

static uint32_t
line_of(const reader *r)
{
    return r->parser->input != NULL ? (uint32_t)r->parser->input->line : 0;
}

static uint32_t
column_of(const reader *r)
{
    return r->parser->input != NULL ? (uint32_t)r->parser->input->col : 0;
}

static void
refuse(reader *r, const char *what)
{
    if (r->status == ENT_OK) {
        stop_at(r, ent_fail(r->ctx, ENT_E_INPUT, "%s:%u:%u: %s", r->name, (unsigned)line_of(r),
                            (unsigned)column_of(r), what));
    }
}

static void
set_aside(reader *r, uint32_t line, uint32_t column, const char *reason)
{
    if (r->status == ENT_OK) {
        stop_at(r, r->sink->reject(r->ctx, r->sink->user, line, column, reason));
    }
}

/* Its memory is kept for what comes next. */
static void
empty(ent_text *text)
{
    text->length = 0;
    if (text->bytes != NULL) {
        text->bytes[0] = '\0';
    }
}

static bool
is_empty(const ent_text *text)
{
    return text->length == 0;
}

static bool
is_name(const xmlChar *name, const char *word)
{
    return strcmp((const char *)name, word) == 0;
}

/* The value of an attribute of an element: name, prefix, URI, value and its end, by turns. */
static void
take_attribute(reader *r, const xmlChar **attributes, int count, const char *name, ent_text *out)
{
    empty(out);
    for (int i = 0; i < count; i++, attributes += 5) {
        if (is_name(attributes[0], name)) {
            ent_text_add_bytes(out, (const char *)attributes[3],
                               (size_t)(attributes[4] - attributes[3]));
        }
    }
    if (out->failed) {
        stop_at(r, ent_fail_nomem(r->ctx));
    }
}

/* 2. elements */

/* <key id="w" for="edge" attr.name="weight">: which of the values it declares. */
static void
start_key(reader *r, const xmlChar **attributes, int count)
{
    static const char *const NAMES[] = {"sign", "weight"};
    ent_text                 name, domain;

    ent_text_init(&name);
    ent_text_init(&domain);
    take_attribute(r, attributes, count, "attr.name", &name);
    take_attribute(r, attributes, count, "for", &domain);
    for (size_t i = 0; i < VALUES; i++) {
        if (strcmp(ent_text_get(&name), NAMES[i]) == 0 &&
            (is_empty(&domain) || strcmp(ent_text_get(&domain), "edge") == 0 ||
             strcmp(ent_text_get(&domain), "all") == 0)) {
            r->key = i;
            take_attribute(r, attributes, count, "id", &r->texts[KEY + i]);
        }
    }
    ent_text_clear(&name);
    ent_text_clear(&domain);
}

static void
start_graph(reader *r, const xmlChar **attributes, int count)
{
    if (r->graph == 0) {
        r->graph = r->depth;
        take_attribute(r, attributes, count, "id", &r->texts[NETWORK]);
        return;
    }
    r->aside = r->depth;
    if (r->edge != 0) {
        r->wrong = "a graph inside an edge is not read";
    } else {
        set_aside(r, line_of(r), column_of(r), "a graph inside a node is not read");
    }
}

static void
start_edge(reader *r, const xmlChar **attributes, int count)
{
    r->edge = r->depth;
    r->line = line_of(r);
    r->column = column_of(r);
    r->wrong = NULL;
    take_attribute(r, attributes, count, "source", &r->texts[SOURCE]);
    take_attribute(r, attributes, count, "target", &r->texts[TARGET]);
    for (size_t i = 0; i < VALUES; i++) {
        empty(&r->texts[OWN + i]);
    }
}

static void
start_data(reader *r, const xmlChar **attributes, int count)
{
    ent_text key;

    ent_text_init(&key);
    take_attribute(r, attributes, count, "key", &key);
    for (size_t i = 0; i < VALUES; i++) {
        if (!is_empty(&key) && strcmp(ent_text_get(&key), ent_text_get(&r->texts[KEY + i])) == 0) {
            r->open = &r->texts[OWN + i];
        }
    }
    ent_text_clear(&key);
}

static void
start_child(reader *r, const xmlChar *name, const xmlChar **attributes, int count)
{
    if (is_name(name, "graph")) {
        start_graph(r, attributes, count);
    } else if (is_name(name, "key") && r->graph == 0) {
        start_key(r, attributes, count);
    } else if (is_name(name, "default") && r->key != VALUES) {
        r->open = &r->texts[INITIAL + r->key];
    } else if (is_name(name, "edge") && r->graph != 0 && r->edge == 0) {
        start_edge(r, attributes, count);
    } else if (is_name(name, "hyperedge")) {
        r->aside = r->depth;
        set_aside(r, line_of(r), column_of(r), "an edge of many ends is not read");
    } else if (is_name(name, "data") && r->edge != 0) {
        start_data(r, attributes, count);
    }
}

static void
start_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
              int namespace_count, const xmlChar **namespaces, int attribute_count,
              int defaulted_count, const xmlChar **attributes)
{
    reader *r = user;

    (void)prefix;
    (void)uri;
    (void)namespace_count;
    (void)namespaces;
    (void)defaulted_count;
    if (r->status != ENT_OK) {
        return;
    }
    r->depth++;
    r->elements++;
    if (r->depth > MOST_DEPTH) {
        refuse(r, "elements nested deeper than 64");
    } else if (r->elements > MOST_ELEMENTS) {
        refuse(r, "more than 20000000 elements");
    } else if (r->depth == 1 && !is_name(name, "graphml")) {
        refuse(r, "not GraphML: its outermost element is another");
    } else if (r->aside == 0) {
        start_child(r, name, attributes, attribute_count);
    }
}

/* The value of an edge, or the one that its key gives to all; NULL where there is none. */
static const ent_text *
value_of(const reader *r, size_t index)
{
    const ent_text *own = &r->texts[OWN + index];
    const ent_text *text = is_empty(own) ? &r->texts[INITIAL + index] : own;

    return is_empty(text) ? NULL : text;
}

static void
read_values(reader *r, ent_edge *edge)
{
    const ent_text *sign = value_of(r, SIGN), *weight = value_of(r, WEIGHT);
    double          number = 1;

    if (sign != NULL &&
        (!ent_number_read(sign->bytes, sign->length, &number) || (number != 1 && number != -1))) {
        r->wrong = "the sign is neither 1 nor -1";
    } else if (sign != NULL) {
        edge->sign = number > 0 ? 1 : -1;
    }
    if (weight != NULL && !ent_number_read(weight->bytes, weight->length, &edge->weight)) {
        r->wrong = "the weight is no number";
    }
}

static void
end_edge(reader *r)
{
    ent_edge edge;

    memset(&edge, 0, sizeof edge);
    edge.from.line = r->line;
    edge.sign = ENT_NO_INTEGER;
    edge.weight = (double)NAN;
    edge.network = is_empty(&r->texts[NETWORK]) ? NULL : ent_text_get(&r->texts[NETWORK]);
    edge.source = ent_text_get(&r->texts[SOURCE]);
    edge.target = ent_text_get(&r->texts[TARGET]);
    if (edge.source[0] == '\0' || edge.target[0] == '\0') {
        r->wrong = "an edge without the id of its source or target";
    } else if (r->wrong == NULL) {
        read_values(r, &edge);
    }
    r->edge = 0;
    if (r->wrong != NULL) {
        set_aside(r, r->line, r->column, r->wrong);
    } else if (r->status == ENT_OK) {
        stop_at(r, r->sink->fact(r->ctx, r->sink->user, ENT_FACT_EDGE, &edge));
    }
}

static void
end_element(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    reader *r = user;

    (void)prefix;
    (void)uri;
    if (r->status != ENT_OK) {
        return;
    }
    r->open = NULL;
    if (r->aside != 0) {
        r->aside = r->aside == r->depth ? 0 : r->aside;
    } else if (r->edge == r->depth) {
        end_edge(r);
    } else if (r->graph == r->depth) {
        r->graph = 0;
    } else if (is_name(name, "key")) {
        r->key = VALUES;
    }
    r->depth--;
}

static void
add_characters(void *user, const xmlChar *bytes, int length)
{
    reader *r = user;

    for (int i = 0; r->status == ENT_OK && r->open != NULL && i < length; i++) {
        if (r->open->length == LONGEST_VALUE) {
            refuse(r, "a sign or weight of more than 100 characters");
            return;
        }
        if (bytes[i] > ' ') {
            ent_text_add_char(r->open, (char)bytes[i]);
        }
    }
    if (r->open != NULL && r->open->failed) {
        stop_at(r, ent_fail_nomem(r->ctx));
    }
}

/* Said once, at the end, by the caller. */
static void
hear_error(void *user, xmlError *error)
{
    (void)user;
    (void)error;
}

/* 3. the file */

static void
say_error(reader *r)
{
    const xmlError *error = xmlCtxtGetLastError(r->parser);
    size_t          length;

    if (error == NULL || error->message == NULL) {
        refuse(r, "not well-formed XML");
        return;
    }
    length = strcspn(error->message, "\r\n");
    r->status = ent_fail(r->ctx, ENT_E_INPUT, "%s:%d:%d: not well-formed XML: %.*s", r->name,
                         error->line, error->int2, (int)length, error->message);
}

static void
parse(reader *r, const char *bytes, size_t length)
{
    for (size_t at = 0; r->status == ENT_OK && at < length; at += PIECE) {
        size_t piece = length - at < PIECE ? length - at : PIECE;

        (void)xmlParseChunk(r->parser, bytes + at, (int)piece, at + piece == length);
        stop_at(r, ent_check_cancelled(r->ctx));
        ent_progress(r->ctx, "import", at + piece, length);
    }
    if (r->status == ENT_OK && r->parser->errNo == XML_ERR_NO_MEMORY) {
        r->status = ent_fail_nomem(r->ctx);
    } else if (r->status == ENT_OK && !r->parser->wellFormed) {
        say_error(r);
    }
}

static ent_status
read_graphml(ent_ctx *ctx, const ent_codes *codes, const ent_import_file *file,
             const ent_fact_sink *sink)
{
    xmlSAXHandler sax;
    reader        r;

    (void)codes;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = start_element;
    sax.endElementNs = end_element;
    sax.characters = sax.cdataBlock = add_characters;
    sax.serror = hear_error;
    memset(&r, 0, sizeof r);
    r.ctx = ctx;
    r.sink = sink;
    r.name = file->name;
    r.key = VALUES;
    for (size_t i = 0; i < TEXTS; i++) {
        ent_text_init(&r.texts[i]);
    }
    r.parser = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
    if (r.parser == NULL) {
        return ent_fail_nomem(ctx);
    }
    /*
     * The bytes are UTF-8 by now, whatever the declaration says.  NOENT turns the five entities
     * of XML into their characters; there are no others, since nobody keeps declarations.
     */
    (void)xmlCtxtUseOptions(r.parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC);
    parse(&r, file->bytes, file->length);
    xmlFreeDoc(r.parser->myDoc); /* where declarations of entities end up, to no effect */
    xmlFreeParserCtxt(r.parser);
    for (size_t i = 0; i < TEXTS; i++) {
        ent_text_clear(&r.texts[i]);
    }
    return r.status;
}

/* `<graphml` among the first bytes of what begins as XML. */
static bool
is_graphml(const ent_import_file *file)
{
    enum { HEAD = 4096 };
    static const char ROOT[] = "<graphml";
    const char       *at = file->bytes;
    const char       *end = at + (file->length < HEAD ? file->length : HEAD);

    if (end - at >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0) {
        at += 3;
    }
    while (at < end && (*at == ' ' || (*at >= '\t' && *at <= '\r'))) {
        at++;
    }
    if (at == end || *at != '<') {
        return false;
    }
    while ((size_t)(end - at) >= sizeof ROOT - 1 && memcmp(at, ROOT, sizeof ROOT - 1) != 0) {
        at++;
    }
    return (size_t)(end - at) >= sizeof ROOT - 1;
}

static const ent_release    RELEASES[] = {{NULL, NULL, NULL, 0}};
static const ent_row_column NO_COLUMNS[] = {ENT_COLUMNS_END};

const ent_importer ent_import_edges_graphml = {
    .set = {"edges-graphml", "as the file's owner says", "network", "GraphML",
            "one for each name of a file", "that of the file's owner",
            "A network of the user's own in GraphML, cited by the name of its file.",
            "@misc{graphml, title = {Network in {GraphML}}, note = {a file of the user's own}}",
            ENT_FACT_EDGE},
    .releases = RELEASES,
    .named_by_file = true,
    .columns = NO_COLUMNS,
    .knows = is_graphml,
    .whole = read_graphml,
};
