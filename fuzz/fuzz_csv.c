/*
 * fuzz_csv.c - delimited text: every field lies inside the input or its unquoted copy
 *
 * The first byte chooses the separator and whether there are comments.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
read_fields(ent_ctx *ctx, const ent_csv *csv, uint64_t *sum)
{
    if (csv->line == 0 || csv->count > ENT_CSV_MAX_COLUMNS) {
        abort();
    }
    for (size_t i = 0; i <= csv->count; i++) {
        ent_field field = ent_csv_field(csv, i);

        for (size_t j = 0; j < field.length; j++) {
            *sum += (unsigned char)field.bytes[j];
        }
        if (ent_csv_fail(ctx, csv, i, "something else") != ENT_E_INPUT) {
            abort();
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char SEPARATORS[] = {',', ';', '\t', '|'};
    uint8_t           choice = length > 0 ? bytes[0] : 0;
    size_t            skip = length > 0;
    ent_ctx          *ctx;
    ent_csv           csv;
    uint64_t          sum = 0;
    bool              more = true;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    ent_csv_init(&csv, "fuzz.csv", (const char *)bytes + skip, length - skip,
                 SEPARATORS[choice & 3], (choice & 4) != 0);
    if ((choice & 8) != 0 && ent_csv_read_header(ctx, &csv) == ENT_OK) {
        sum += ent_csv_column(&csv, "year") >= 0;
    }
    while (more) {
        size_t before = csv.at;

        if (ent_csv_next(ctx, &csv, &more) == ENT_OK && more) {
            read_fields(ctx, &csv, &sum);
        }
        if (more && csv.at <= before) {
            abort(); /* no progress */
        }
    }
    ent_csv_clear(&csv);
    ent_ctx_destroy(ctx);
    return sum == UINT64_MAX; /* so that the reads are not optimised away */
}
