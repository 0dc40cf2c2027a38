/*
 * fuzz_table.c - a table out of JSON: an answer that a store from elsewhere kept
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/table_json.h"

static const ent_column COLUMNS[] = {{"text", ENT_COLUMN_TEXT},
                                     {"integer", ENT_COLUMN_INTEGER},
                                     {"number", ENT_COLUMN_NUMBER},
                                     {"boolean", ENT_COLUMN_BOOLEAN},
                                     {"day", ENT_COLUMN_DAY}};
enum { COUNT = sizeof COLUMNS / sizeof COLUMNS[0] };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* What was read is printed and read as the same. */
static void
check_round(ent_ctx *ctx, const ent_table *table)
{
    ent_table *again;
    ent_text   first, second;

    ent_text_init(&first);
    ent_text_init(&second);
    if (ent_table_print(ctx, table, ENT_FORMAT_JSON, NULL, &first) != ENT_OK ||
        ent_table_read(ctx, ent_text_get(&first), first.length, COLUMNS, COUNT, &again) != ENT_OK ||
        ent_table_print(ctx, again, ENT_FORMAT_JSON, NULL, &second) != ENT_OK ||
        strcmp(ent_text_get(&first), ent_text_get(&second)) != 0) {
        abort();
    }
    ent_table_destroy(again);
    ent_text_clear(&first);
    ent_text_clear(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    ent_table *table;
    ent_ctx   *ctx;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (ent_table_read(ctx, (const char *)bytes, length, COLUMNS, COUNT, &table) == ENT_OK) {
        check_round(ctx, table);
        ent_table_destroy(table);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* a refusal says why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
