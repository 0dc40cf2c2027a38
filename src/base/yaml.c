/*
 * yaml.c - files of settings under a table-driven schema
 *
 *   1. libyaml's document into our nodes     2. the schema
 *   3. access                                4. JSON Schema
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/yaml.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/alloc.h"
#include "base/arena.h"

typedef enum node_type { SCALAR, MAP, LIST } node_type;

struct ent_yaml_node {
    node_type             type;
    const char           *file;
    size_t                line, column;
    const char           *text; /* of a scalar; of a map's item: NULL */
    const char          **keys; /* of a map */
    const ent_yaml_node **key_nodes;
    const ent_yaml_node **items;
    size_t                count;
};

struct ent_yaml {
    ent_arena            arena;
    const ent_yaml_node *root;
};

/* 1. libyaml's document into our nodes */

static ent_status
fail_at(ent_ctx *ctx, const char *file, yaml_mark_t mark, const char *message)
{
    return ent_fail(ctx, ENT_E_INPUT, "%s:%zu:%zu: %s", file, mark.line + 1, mark.column + 1,
                    message);
}

typedef struct conversion {
    ent_ctx         *ctx;
    ent_yaml        *yaml;
    yaml_document_t *document;
    const char      *file;
} conversion;

static ent_status convert(conversion *c, int index, const ent_yaml_node **out);

static ent_status
convert_items(conversion *c, const yaml_node_t *from, ent_yaml_node *node)
{
    bool       is_map = from->type == YAML_MAPPING_NODE;
    ent_status status = ENT_OK;

    node->count = is_map
                      ? (size_t)(from->data.mapping.pairs.top - from->data.mapping.pairs.start)
                      : (size_t)(from->data.sequence.items.top - from->data.sequence.items.start);
    node->items = ent_arena_alloc(&c->yaml->arena, node->count, sizeof *node->items);
    node->keys = ent_arena_alloc(&c->yaml->arena, node->count, sizeof *node->keys);
    node->key_nodes = ent_arena_alloc(&c->yaml->arena, node->count, sizeof *node->key_nodes);
    if (node->items == NULL || node->keys == NULL || node->key_nodes == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < node->count && status == ENT_OK; i++) {
        int value =
            is_map ? from->data.mapping.pairs.start[i].value : from->data.sequence.items.start[i];

        if (is_map) {
            status = convert(c, from->data.mapping.pairs.start[i].key, &node->key_nodes[i]);
            if (status == ENT_OK && node->key_nodes[i]->type != SCALAR) {
                status = fail_at(c->ctx, c->file, from->start_mark, "a key must be plain text");
            }
            if (status == ENT_OK) {
                node->keys[i] = node->key_nodes[i]->text;
            }
        }
        if (status == ENT_OK) {
            status = convert(c, value, &node->items[i]);
        }
    }
    return status;
}

/* Deep and large documents, and those that refer to themselves, have been refused before. */
static ent_status
convert(conversion *c, int index, const ent_yaml_node **out)
{
    const yaml_node_t *from = yaml_document_get_node(c->document, index);
    ent_yaml_node     *node = ent_arena_alloc(&c->yaml->arena, 1, sizeof *node);

    if (node == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    node->file = c->file;
    node->line = from->start_mark.line + 1;
    node->column = from->start_mark.column + 1;
    *out = node;
    if (from->type == YAML_SCALAR_NODE) {
        node->type = SCALAR;
        if (memchr(from->data.scalar.value, '\0', from->data.scalar.length) != NULL) {
            return fail_at(c->ctx, c->file, from->start_mark, "a zero byte in a value");
        }
        node->text = ent_arena_strndup(&c->yaml->arena, (const char *)from->data.scalar.value,
                                       from->data.scalar.length);
        return node->text != NULL ? ENT_OK : ent_fail_nomem(c->ctx);
    }
    node->type = from->type == YAML_MAPPING_NODE ? MAP : LIST;
    return convert_items(c, from, node);
}

/* What libyaml says is wrong; of bytes that are no UTF-8 it knows only the offset. */
static ent_status
fail_parser(ent_ctx *ctx, const char *name, const char *bytes, size_t length,
            const yaml_parser_t *parser)
{
    yaml_mark_t mark = parser->problem_mark;

    if (parser->error == YAML_MEMORY_ERROR) {
        return ent_fail_nomem(ctx);
    }
    if (parser->error == YAML_READER_ERROR) {
        mark = (yaml_mark_t){0, 0, 0};
        for (size_t i = 0; i < parser->problem_offset && i < length; i++) {
            mark.column = bytes[i] == '\n' ? 0 : mark.column + 1;
            mark.line += bytes[i] == '\n';
        }
    }
    return fail_at(ctx, name, mark, parser->problem != NULL ? parser->problem : "not YAML");
}

static bool
has_anchor(const yaml_event_t *event)
{
    return event->type == YAML_ALIAS_EVENT ||
           (event->type == YAML_SCALAR_EVENT && event->data.scalar.anchor != NULL) ||
           (event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.anchor != NULL) ||
           (event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.anchor != NULL);
}

typedef struct extent {
    size_t documents, nodes, depth;
} extent;

static ent_status
check_event(ent_ctx *ctx, const char *name, const yaml_event_t *event, extent *seen)
{
    bool starts =
        event->type == YAML_MAPPING_START_EVENT || event->type == YAML_SEQUENCE_START_EVENT;
    bool ends = event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT;

    seen->depth = seen->depth + starts - ends;
    seen->nodes += starts || event->type == YAML_SCALAR_EVENT;
    seen->documents += event->type == YAML_DOCUMENT_START_EVENT;
    if (has_anchor(event)) {
        return fail_at(ctx, name, event->start_mark,
                       "anchors and aliases are not accepted; write the value out");
    }
    if (seen->depth > ENT_YAML_DEEPEST) {
        return fail_at(ctx, name, event->start_mark, "nested too deep");
    }
    if (seen->documents > 1) {
        return fail_at(ctx, name, event->start_mark, "a second document; one is expected");
    }
    if (seen->nodes > ENT_YAML_MOST_NODES) {
        return ent_fail(ctx, ENT_E_LIMIT, "%s:%zu: more than %d values", name,
                        event->start_mark.line + 1, ENT_YAML_MOST_NODES);
    }
    return ENT_OK;
}

/*
 * Parse once without building the document: aliases can repeat without end, and what is deep or
 * large should not be in memory before it is refused.
 */
static ent_status
check_events(ent_ctx *ctx, const char *name, const char *bytes, size_t length)
{
    yaml_parser_t parser;
    ent_status    status = ENT_OK;
    bool          end = false;
    extent        seen = {0, 0, 0};

    if (yaml_parser_initialize(&parser) == 0) {
        return ent_fail_nomem(ctx);
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    while (!end && status == ENT_OK) {
        yaml_event_t event;

        if (yaml_parser_parse(&parser, &event) == 0) {
            status = fail_parser(ctx, name, bytes, length, &parser);
            break;
        }
        status = check_event(ctx, name, &event, &seen);
        end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return status;
}

static ent_status
load(ent_ctx *ctx, const char *name, const char *bytes, size_t length, ent_yaml *yaml)
{
    yaml_parser_t   parser;
    yaml_document_t document;
    ent_status      status;

    if (yaml_parser_initialize(&parser) == 0) {
        return ent_fail_nomem(ctx);
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    if (yaml_parser_load(&parser, &document) == 0) {
        /* the text has been parsed once already, without an error */
        yaml_parser_delete(&parser);
        return ent_fail_nomem(ctx);
    }
    if (yaml_document_get_root_node(&document) == NULL) {
        status = ent_fail(ctx, ENT_E_INPUT, "%s:1:1: empty, expected 'format: 1'", name);
    } else {
        conversion c = {ctx, yaml, &document, NULL};

        c.file = ent_arena_strdup(&yaml->arena, name);
        status = c.file != NULL ? convert(&c, 1, &yaml->root) : ent_fail_nomem(ctx);
    }
    yaml_document_delete(&document);
    yaml_parser_delete(&parser);
    return status;
}

/* 2. the schema */

ent_status
ent_yaml_fail(ent_ctx *ctx, const ent_yaml_node *node, const char *format, ...)
{
    char    message[1024];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return ent_fail(ctx, ENT_E_INPUT, "%s:%zu:%zu: %s", node->file, node->line, node->column,
                    message);
}

static ent_status check_map(ent_ctx *ctx, const ent_yaml_node *node, const ent_yaml_field *fields);

static ent_status
fail_kind(ent_ctx *ctx, const ent_yaml_node *node, const char *key, const char *expected)
{
    if (node->type == SCALAR) {
        return ent_yaml_fail(ctx, node, "'%s' is '%.60s', expected %s", key, node->text, expected);
    }
    return ent_yaml_fail(ctx, node, "'%s' is a %s, expected %s", key,
                         node->type == MAP ? "map" : "list", expected);
}

static ent_status
check_number(ent_ctx *ctx, const ent_yaml_node *node, const ent_yaml_field *field)
{
    const char *expected = field->kind == ENT_YAML_INTEGER ? "a whole number" : "a number";
    double      number;
    int64_t     integer;
    char        least[40], most[40], range[128];

    if (!ent_number_read(node->text, strlen(node->text), &number) ||
        (field->kind == ENT_YAML_INTEGER &&
         !ent_integer_read(node->text, strlen(node->text), &integer))) {
        return fail_kind(ctx, node, field->key, expected);
    }
    if ((field->least != 0 || field->most != 0) &&
        (number < field->least || number > field->most)) {
        (void)ent_number_print(field->least, least, sizeof least);
        (void)ent_number_print(field->most, most, sizeof most);
        (void)snprintf(range, sizeof range, "%s from %s to %s", expected, least, most);
        return fail_kind(ctx, node, field->key, range);
    }
    return ENT_OK;
}

static ent_status
check_choice(ent_ctx *ctx, const ent_yaml_node *node, const ent_yaml_field *field)
{
    ent_text   list;
    ent_status status;

    for (size_t i = 0; field->choices[i] != NULL; i++) {
        if (strcmp(field->choices[i], node->text) == 0) {
            return ENT_OK;
        }
    }
    ent_text_init(&list);
    for (size_t i = 0; field->choices[i] != NULL; i++) {
        ent_text_addf(&list, "%s%s", i > 0 ? ", " : "one of ", field->choices[i]);
    }
    status =
        list.failed ? ent_fail_nomem(ctx) : fail_kind(ctx, node, field->key, ent_text_get(&list));
    ent_text_clear(&list);
    return status;
}

static ent_status
check_list(ent_ctx *ctx, const ent_yaml_node *node, const ent_yaml_field *field)
{
    ent_status status = ENT_OK;

    if (node->type != LIST) {
        return fail_kind(ctx, node, field->key, "a list");
    }
    for (size_t i = 0; i < node->count && status == ENT_OK; i++) {
        if (field->kind == ENT_YAML_LIST_OF_MAPS) {
            status = node->items[i]->type == MAP
                         ? check_map(ctx, node->items[i], field->fields)
                         : fail_kind(ctx, node->items[i], field->key, "a list of maps");
        } else if (node->items[i]->type != SCALAR) {
            status = fail_kind(ctx, node->items[i], field->key, "a list of plain values");
        }
    }
    return status;
}

static ent_status
check_value(ent_ctx *ctx, const ent_yaml_node *node, const ent_yaml_field *field)
{
    ent_span span;

    if (field->kind == ENT_YAML_LIST_OF_MAPS || field->kind == ENT_YAML_LIST_OF_TEXT ||
        field->kind == ENT_YAML_LIST_OF_SCALARS) {
        return check_list(ctx, node, field);
    }
    if (field->kind == ENT_YAML_MAP) {
        return node->type == MAP ? check_map(ctx, node, field->fields)
                                 : fail_kind(ctx, node, field->key, "a map");
    }
    if (node->type != SCALAR) {
        return fail_kind(ctx, node, field->key, "a plain value");
    }
    switch (field->kind) {
    case ENT_YAML_INTEGER:
    case ENT_YAML_NUMBER:
        return check_number(ctx, node, field);
    case ENT_YAML_CHOICE:
        return check_choice(ctx, node, field);
    case ENT_YAML_BOOLEAN:
        return strcmp(node->text, "true") == 0 || strcmp(node->text, "false") == 0
                   ? ENT_OK
                   : fail_kind(ctx, node, field->key, "true or false");
    case ENT_YAML_DATE:
        return ent_span_read(node->text, strlen(node->text), &span)
                   ? ENT_OK
                   : fail_kind(ctx, node, field->key, "a date as 2027, 2027-03 or 2027-03-01");
    case ENT_YAML_TEXT:
    case ENT_YAML_SCALAR:
    case ENT_YAML_STATE:
        return node->text[0] != '\0' ? ENT_OK : fail_kind(ctx, node, field->key, "some text");
    case ENT_YAML_MAP:
    case ENT_YAML_LIST_OF_MAPS:
    case ENT_YAML_LIST_OF_TEXT:
    case ENT_YAML_LIST_OF_SCALARS:
        break;
    }
    return ent_fail(ctx, ENT_E_BUG, "a schema without a kind for '%s'", field->key);
}

static ent_status
fail_unknown_key(ent_ctx *ctx, const ent_yaml_node *node, const char *key,
                 const ent_yaml_field *fields)
{
    enum { MOST = 64 };
    const char *words[MOST];
    const char *nearest;
    size_t      count = 0;

    for (; count < MOST && fields[count].key != NULL; count++) {
        words[count] = fields[count].key;
    }
    nearest = ent_nearest_word(key, words, count);
    if (nearest != NULL) {
        return ent_yaml_fail(ctx, node, "unknown key '%.60s', did you mean '%s'?", key, nearest);
    }
    return ent_yaml_fail(ctx, node, "unknown key '%.60s'", key);
}

static ent_status
check_map(ent_ctx *ctx, const ent_yaml_node *node, const ent_yaml_field *fields)
{
    for (size_t i = 0; i < node->count; i++) {
        const ent_yaml_field *field = fields;
        ent_status            status;

        while (field->key != NULL && strcmp(field->key, node->keys[i]) != 0) {
            field++;
        }
        if (field->key == NULL) {
            return fail_unknown_key(ctx, node->key_nodes[i], node->keys[i], fields);
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(node->keys[j], node->keys[i]) == 0) {
                return ent_yaml_fail(ctx, node->key_nodes[i], "'%s' is set twice", field->key);
            }
        }
        status = check_value(ctx, node->items[i], field);
        if (status != ENT_OK) {
            return status;
        }
    }
    for (const ent_yaml_field *field = fields; field->key != NULL; field++) {
        if (field->required && ent_yaml_get(node, field->key) == NULL) {
            return ent_yaml_fail(ctx, node, "'%s' is missing: %s", field->key, field->help);
        }
    }
    return ENT_OK;
}

static ent_status
check_root(ent_ctx *ctx, const ent_yaml_node *root, const ent_yaml_field *schema)
{
    const ent_yaml_node *format;

    if (root->type != MAP) {
        return ent_yaml_fail(ctx, root, "expected keys and values, beginning with 'format: 1'");
    }
    format = ent_yaml_get(root, "format");
    if (format == NULL) {
        return ent_yaml_fail(ctx, root, "'format: 1' is missing");
    }
    if (format->type != SCALAR || strcmp(format->text, "1") != 0) {
        return ent_yaml_fail(ctx, format, "only 'format: 1' is known to this version");
    }
    return schema != NULL ? check_map(ctx, root, schema) : ENT_OK;
}

ent_status
ent_yaml_parse(ent_ctx *ctx, const char *name, const char *bytes, size_t length,
               const ent_yaml_field *schema, ent_yaml **out)
{
    ent_yaml  *yaml;
    ent_status status;

    if (length > ENT_YAML_LARGEST) {
        return ent_fail(ctx, ENT_E_LIMIT, "%s: larger than %d MB", name, ENT_YAML_LARGEST >> 20);
    }
    status = check_events(ctx, name, bytes, length);
    if (status != ENT_OK) {
        return status;
    }
    yaml = ent_alloc_zero(1, sizeof *yaml);
    if (yaml == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&yaml->arena);
    status = load(ctx, name, bytes, length, yaml);
    if (status == ENT_OK) {
        status = check_root(ctx, yaml->root, schema);
    }
    if (status != ENT_OK) {
        ent_yaml_destroy(yaml);
        return status;
    }
    *out = yaml;
    return ENT_OK;
}

void
ent_yaml_destroy(ent_yaml *yaml)
{
    if (yaml != NULL) {
        ent_arena_clear(&yaml->arena);
        ent_free(yaml);
    }
}

/* 3. access */

const ent_yaml_node *
ent_yaml_root(const ent_yaml *yaml)
{
    return yaml->root;
}

const ent_yaml_node *
ent_yaml_get(const ent_yaml_node *map, const char *key)
{
    if (map == NULL || map->type != MAP) {
        return NULL;
    }
    for (size_t i = 0; i < map->count; i++) {
        if (strcmp(map->keys[i], key) == 0) {
            return map->items[i];
        }
    }
    return NULL;
}

size_t
ent_yaml_count(const ent_yaml_node *list)
{
    return list != NULL && list->type == LIST ? list->count : 0;
}

const ent_yaml_node *
ent_yaml_item(const ent_yaml_node *list, size_t index)
{
    return list->items[index];
}

const char *
ent_yaml_text(const ent_yaml_node *node, const char *otherwise)
{
    return node != NULL && node->type == SCALAR ? node->text : otherwise;
}

double
ent_yaml_number(const ent_yaml_node *node, double otherwise)
{
    double value;

    return node != NULL && node->type == SCALAR &&
                   ent_number_read(node->text, strlen(node->text), &value)
               ? value
               : otherwise;
}

int64_t
ent_yaml_integer(const ent_yaml_node *node, int64_t otherwise)
{
    int64_t value;

    return node != NULL && node->type == SCALAR &&
                   ent_integer_read(node->text, strlen(node->text), &value)
               ? value
               : otherwise;
}

bool
ent_yaml_boolean(const ent_yaml_node *node, bool otherwise)
{
    return node != NULL && node->type == SCALAR ? strcmp(node->text, "true") == 0 : otherwise;
}

ent_span
ent_yaml_span(const ent_yaml_node *node, ent_span otherwise)
{
    ent_span span;

    return node != NULL && node->type == SCALAR &&
                   ent_span_read(node->text, strlen(node->text), &span)
               ? span
               : otherwise;
}

size_t
ent_yaml_line(const ent_yaml_node *node)
{
    return node->line;
}

void
ent_yaml_place(const ent_yaml_node *node, ent_text *out)
{
    ent_text_addf(out, "%s:%zu:%zu", node->file, node->line, node->column);
}

/* 4. JSON Schema */

static void print_map(const ent_yaml_field *fields, size_t depth, ent_text *out);

static void
print_range(const ent_yaml_field *field, ent_text *out)
{
    if (field->least != 0 || field->most != 0) {
        ent_text_add(out, ", \"minimum\": ");
        ent_text_add_json_number(out, field->least);
        ent_text_add(out, ", \"maximum\": ");
        ent_text_add_json_number(out, field->most);
    }
}

/* What a plain value may be in an editor that knows types. */
#define SCALAR_TYPES "\"type\": [\"string\", \"number\", \"boolean\"]"

static void
print_value(const ent_yaml_field *field, size_t depth, ent_text *out)
{
    switch (field->kind) {
    case ENT_YAML_TEXT:
    case ENT_YAML_STATE:
        ent_text_add(out, "\"type\": \"string\"");
        break;
    case ENT_YAML_SCALAR:
        ent_text_add(out, SCALAR_TYPES);
        break;
    case ENT_YAML_INTEGER:
    case ENT_YAML_NUMBER:
        ent_text_addf(out, "\"type\": \"%s\"",
                      field->kind == ENT_YAML_INTEGER ? "integer" : "number");
        print_range(field, out);
        break;
    case ENT_YAML_BOOLEAN:
        ent_text_add(out, "\"type\": \"boolean\"");
        break;
    case ENT_YAML_DATE:
        ent_text_add(out, "\"type\": [\"string\", \"integer\"], "
                          "\"pattern\": \"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$\"");
        break;
    case ENT_YAML_CHOICE:
        ent_text_add(out, "\"enum\": [");
        for (size_t i = 0; field->choices[i] != NULL; i++) {
            ent_text_addf(out, "%s\"%s\"", i > 0 ? ", " : "", field->choices[i]);
        }
        ent_text_add(out, "]");
        break;
    case ENT_YAML_MAP:
        print_map(field->fields, depth, out);
        break;
    case ENT_YAML_LIST_OF_TEXT:
        ent_text_add(out, "\"type\": \"array\", \"items\": {\"type\": \"string\"}");
        break;
    case ENT_YAML_LIST_OF_SCALARS:
        ent_text_add(out, "\"type\": \"array\", \"items\": {" SCALAR_TYPES "}");
        break;
    case ENT_YAML_LIST_OF_MAPS:
        ent_text_add(out, "\"type\": \"array\", \"items\": {");
        print_map(field->fields, depth, out);
        ent_text_add(out, "}");
        break;
    }
}

static void
print_map(const ent_yaml_field *fields, size_t depth, ent_text *out)
{
    bool any = false;

    ent_text_add(out, "\"type\": \"object\", \"additionalProperties\": false, \"required\": [");
    for (const ent_yaml_field *field = fields; field->key != NULL; field++) {
        if (field->required) {
            ent_text_addf(out, "%s\"%s\"", any ? ", " : "", field->key);
            any = true;
        }
    }
    ent_text_add(out, "], \"properties\": {");
    for (const ent_yaml_field *field = fields; field->key != NULL; field++) {
        ent_text_addf(out, "%s\n%*s\"%s\": {", field == fields ? "" : ",", (int)depth * 2 + 2, "",
                      field->key);
        if (field->help != NULL) {
            ent_text_add(out, "\"description\": ");
            ent_text_add_json(out, field->help, strlen(field->help));
            ent_text_add(out, ", ");
        }
        print_value(field, depth + 1, out);
        ent_text_add(out, "}");
    }
    ent_text_add(out, "}");
}

void
ent_yaml_print_schema(const char *title, const ent_yaml_field *schema, ent_text *out)
{
    ent_text_add(out, "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n");
    ent_text_addf(out, " \"title\": \"%s\", ", title);
    print_map(schema, 0, out);
    ent_text_add(out, "}\n");
}
