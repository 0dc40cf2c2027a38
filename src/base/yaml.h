/*
 * yaml.h - files of settings under a table-driven schema
 *
 * Stage: base.  libyaml's document API, whose nodes keep their line and
 * column.  Every file begins with `format: 1`.  Aliases and anchors are
 * refused, unknown keys are errors with a suggestion, and the same tables
 * print the JSON Schema.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_YAML_H
#define ENT_BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/context.h"
#include "base/date.h"
#include "base/text.h"

typedef enum ent_yaml_kind {
    ENT_YAML_TEXT,
    ENT_YAML_SCALAR, /**< text, a number, true or false: read as text */
    ENT_YAML_INTEGER,
    ENT_YAML_NUMBER,
    ENT_YAML_BOOLEAN,
    ENT_YAML_DATE,  /**< YYYY, YYYY-MM or YYYY-MM-DD        */
    ENT_YAML_STATE, /**< an id as typed; looked up by the reader */
    ENT_YAML_CHOICE,
    ENT_YAML_MAP,
    ENT_YAML_LIST_OF_MAPS,
    ENT_YAML_LIST_OF_TEXT,
    ENT_YAML_LIST_OF_SCALARS
} ent_yaml_kind;

typedef struct ent_yaml_field ent_yaml_field;
struct ent_yaml_field {
    const char           *key; /**< NULL ends a table of fields */
    ent_yaml_kind         kind;
    bool                  required;
    double                least, most; /**< of numbers; both 0: any             */
    const char *const    *choices;     /**< NULL-terminated, of ENT_YAML_CHOICE */
    const ent_yaml_field *fields;      /**< of maps and lists of maps           */
    const char           *help;        /**< one sentence                        */
};

typedef struct ent_yaml      ent_yaml;      /* a document */
typedef struct ent_yaml_node ent_yaml_node; /* a place in one; borrowed from it */

enum { ENT_YAML_LARGEST = 4 << 20, ENT_YAML_DEEPEST = 16, ENT_YAML_MOST_NODES = 100000 };

/**
 * Parse and check against the schema.
 *
 * @param schema NULL: only `format: 1` is looked for, to tell what kind of file it is
 * @return ENT_OK; ENT_E_INPUT with `file:line:column: ...` for a wrong file;
 *         ENT_E_LIMIT, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_yaml_parse(ent_ctx *ctx, const char *name, const char *bytes,
                                         size_t length, const ent_yaml_field *schema,
                                         ent_yaml **out);
void                      ent_yaml_destroy(ent_yaml *yaml);

const ent_yaml_node *ent_yaml_root(const ent_yaml *yaml);

/** The value of a key; NULL where it is not set. */
const ent_yaml_node *ent_yaml_get(const ent_yaml_node *map, const char *key);
size_t               ent_yaml_count(const ent_yaml_node *list); /**< 0 for NULL */
const ent_yaml_node *ent_yaml_item(const ent_yaml_node *list, size_t index);

const char *ent_yaml_text(const ent_yaml_node *node, const char *otherwise);
double      ent_yaml_number(const ent_yaml_node *node, double otherwise);
int64_t     ent_yaml_integer(const ent_yaml_node *node, int64_t otherwise);
bool        ent_yaml_boolean(const ent_yaml_node *node, bool otherwise);
ent_span    ent_yaml_span(const ent_yaml_node *node, ent_span otherwise);
size_t      ent_yaml_line(const ent_yaml_node *node);

/** Where it stands: `file:line:column`. */
void ent_yaml_place(const ent_yaml_node *node, ent_text *out);

/** `file:line:column: message`; returns ENT_E_INPUT. */
ent_status ent_yaml_fail(ent_ctx *ctx, const ent_yaml_node *node, const char *format, ...)
    ENT_PRINTF(3, 4);

/** The JSON Schema (draft 2020-12) of a table of fields. */
void ent_yaml_print_schema(const char *title, const ent_yaml_field *schema, ent_text *out);

#endif
