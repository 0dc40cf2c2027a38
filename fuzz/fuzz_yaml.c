/*
 * fuzz_yaml.c - files of settings: what is accepted can be walked and fits its schema
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char *const    CHOICES[] = {"red", "green", NULL};
static const ent_yaml_field ITEM[] = {
    {.key = "when", .kind = ENT_YAML_DATE, .help = "A date."},
    {.key = "who", .kind = ENT_YAML_STATE, .required = true},
    {.key = "size", .kind = ENT_YAML_NUMBER, .least = -1, .most = 1},
    {.key = NULL}};
static const ent_yaml_field SCHEMA[] = {
    {.key = "format", .kind = ENT_YAML_INTEGER},
    {.key = "name", .kind = ENT_YAML_TEXT},
    {.key = "on", .kind = ENT_YAML_BOOLEAN},
    {.key = "colour", .kind = ENT_YAML_CHOICE, .choices = CHOICES},
    {.key = "first", .kind = ENT_YAML_MAP, .fields = ITEM},
    {.key = "items", .kind = ENT_YAML_LIST_OF_MAPS, .fields = ITEM},
    {.key = "words", .kind = ENT_YAML_LIST_OF_TEXT},
    {.key = NULL}};

/* What the schema has let through must lie in its ranges. */
static void
check_item(const ent_yaml_node *item)
{
    double   size = ent_yaml_number(ent_yaml_get(item, "size"), 0);
    ent_span span = ent_yaml_span(ent_yaml_get(item, "when"), (ent_span){0, 1});

    if (!(size >= -1 && size <= 1) || span.from >= span.to ||
        ent_yaml_text(ent_yaml_get(item, "who"), NULL) == NULL) {
        abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    ent_ctx   *ctx;
    ent_yaml  *yaml;
    ent_status status;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    status = ent_yaml_parse(ctx, "fuzz.yaml", (const char *)bytes, length, SCHEMA, &yaml);
    if (status == ENT_OK) {
        const ent_yaml_node *root = ent_yaml_root(yaml);
        const ent_yaml_node *items = ent_yaml_get(root, "items");

        if (ent_yaml_integer(ent_yaml_get(root, "format"), 0) != 1) {
            abort();
        }
        for (size_t i = 0; i < ent_yaml_count(items); i++) {
            check_item(ent_yaml_item(items, i));
        }
        ent_yaml_destroy(yaml);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* refused without saying why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
