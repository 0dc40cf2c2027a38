/*
 * fuzz_frozen.c - written forecasts: whatever stands in them is scored or refused with a reason
 *
 * States and record are those of the embedded data, loaded once: they are the same for every input.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/context.h"
#include "entente/backtest.h"
#include "entente/store.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static ent_codes  *codes;
static ent_record *record;

static void
load(void)
{
    ent_ctx   *ctx;
    ent_store *store;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK || ent_codes_load(ctx, &codes) != ENT_OK ||
        ent_store_open(ctx, ":memory:", ENT_STORE_READ, codes, &store) != ENT_OK ||
        ent_record_load(ctx, store, codes, NULL, &record) != ENT_OK) {
        abort();
    }
    ent_store_close(store);
    ent_ctx_destroy(ctx);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    ent_ctx   *ctx;
    ent_table *table = NULL;

    if (record == NULL) {
        load();
    }
    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (ent_frozen_score(ctx, codes, record, "fuzz.csv", (const char *)bytes, length, 1, &table) ==
        ENT_OK) {
        if (ent_table_row_count(table) == 0) {
            abort();
        }
        ent_table_destroy(table);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* refused without saying why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
