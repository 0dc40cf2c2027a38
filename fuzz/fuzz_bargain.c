/*
 * fuzz_bargain.c - files of bargains: what is read is whole, is written as it is read, and small
 * ones end up on their scale whatever the parameters
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "entente/bargain.h"

enum { FEW_ACTORS = 6, FEW_DIMENSIONS = 3, POSITION = 3 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void
check_actors(const ent_bargain *b)
{
    require(b->actor_count >= ENT_BARGAIN_LEAST_ACTORS && b->dimension_count >= 1);
    for (size_t i = 0; i < b->actor_count; i++) {
        const ent_bargain_actor *a = &b->actors[i];
        double                   sum = 0;

        require(a->name[0] != '\0' && a->description != NULL && a->capability > 0);
        for (size_t k = 0; k < b->dimension_count; k++) {
            require(a->position[k] >= 0 && a->position[k] <= 100 && a->salience[k] >= 0);
            sum += a->salience[k];
        }
        require(sum > 0 && sum < 100.001);
    }
}

static void
check_written(ent_ctx *ctx, const ent_bargain *b)
{
    char       *bytes = NULL;
    size_t      length = 0;
    FILE       *stream = open_memstream(&bytes, &length);
    ent_bargain again;

    require(stream != NULL && ent_bargain_write(ctx, b, stream) == ENT_OK && fclose(stream) == 0);
    require(ent_bargain_parse(ctx, "again.csv", bytes, length, &again) == ENT_OK);
    require(again.actor_count == b->actor_count && again.dimension_count == b->dimension_count);
    for (size_t i = 0; i < b->actor_count; i++) {
        require(strcmp(again.actors[i].name, b->actors[i].name) == 0);
        require(again.actors[i].capability == b->actors[i].capability);
        require(memcmp(again.actors[i].position, b->actors[i].position,
                       b->dimension_count * sizeof(double)) == 0);
    }
    ent_bargain_clear(&again);
    free(bytes);
}

/* The parameters come from the bytes, too. */
static void
check_path(ent_ctx *ctx, const ent_bargain *b, const uint8_t *bytes, size_t length)
{
    uint32_t            sum = 0;
    ent_bargain_options o = {.turns = 3};
    ent_table          *table;

    for (size_t i = 0; i < length; i++) {
        sum = sum * 31 + bytes[i];
    }
    o.vote = (ent_bargain_vote)(sum % 6);
    o.victory = (ent_bargain_victory)(sum / 6 % 5);
    o.pce = (ent_bargain_pce)(sum / 30 % 3);
    o.risk_adjust = (ent_bargain_risk_adjust)(sum / 90 % 5);
    o.risk_range = (ent_bargain_risk_range)(sum / 450 % 3);
    o.third_party = (ent_bargain_third_party)(sum / 1350 % 3);
    o.interpolation = (ent_bargain_interpolation)(sum / 4050 % 3);
    o.mode = (ent_bargain_mode)(sum / 12150 % 3);
    o.choice = (ent_bargain_choice)(sum / 36450 % 2);
    o.as_ktab = sum / 72900 % 2 == 1;
    require(ent_bargain_path(ctx, b, &o, &table) == ENT_OK);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        double position = ent_table_get_number(table, row, POSITION);

        require(position >= 0 && position <= 100 + 1e-9); /* and so it is a number */
    }
    ent_table_destroy(table);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    ent_ctx    *ctx;
    ent_bargain bargain;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (ent_bargain_parse(ctx, "b.csv", (const char *)bytes, length, &bargain) == ENT_OK) {
        check_actors(&bargain);
        check_written(ctx, &bargain);
        if (bargain.actor_count <= FEW_ACTORS && bargain.dimension_count <= FEW_DIMENSIONS) {
            check_path(ctx, &bargain, bytes, length);
        }
        ent_bargain_clear(&bargain);
    } else {
        require(ent_ctx_error(ctx)[0] != '\0'); /* a refusal says why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
