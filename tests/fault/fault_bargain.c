/*
 * fault_bargain.c - allocation failures in bargains: reading, writing, paths, ensembles
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entente/bargain.h"

static const char TEXT[] = "Border,,3,1,\nActor,Description,Power,Line,Salience,\n"
                           "North,,60,10,40\n\"South, the other\",,45,90,50\nEast,,20,50,20\n";

typedef struct bench {
    ent_bargain bargain;
    FILE       *nowhere;
} bench;

static void *
open_bench(ent_ctx *ctx)
{
    bench *b = calloc(1, sizeof *b);

    if (b != NULL &&
        ent_bargain_parse(ctx, "border.csv", TEXT, strlen(TEXT), &b->bargain) != ENT_OK) {
        free(b);
        return NULL;
    }
    if (b != NULL) {
        b->nowhere = fopen("/dev/null", "w");
    }
    return b;
}

static void
close_bench(void *state)
{
    bench *b = state;

    (void)fclose(b->nowhere);
    ent_bargain_clear(&b->bargain);
    free(b);
}

/* A table that came of it, or none. */
static ent_status
finish(ent_status status, ent_table *table)
{
    if ((status == ENT_OK) != (table != NULL) ||
        (table != NULL && ent_table_row_count(table) == 0)) {
        return ENT_E_BUG;
    }
    ent_table_destroy(table);
    return status;
}

static ent_status
parse(ent_ctx *ctx, void *state)
{
    ent_bargain bargain = {0};
    ent_status  status = ent_bargain_parse(ctx, "border.csv", TEXT, strlen(TEXT), &bargain);

    (void)state;
    if ((status == ENT_OK) != (bargain.actor_count == 3)) {
        return ENT_E_BUG;
    }
    ent_bargain_clear(&bargain);
    return status;
}

static ent_status
read_file(ent_ctx *ctx, void *state)
{
    ent_bargain bargain = {0};
    char        path[1024];
    ent_status  status;

    (void)state;
    (void)snprintf(path, sizeof path, "%s/tests/data/bargain/small.csv", getenv("ENT_SOURCE"));
    status = ent_bargain_read(ctx, path, &bargain);
    ent_bargain_clear(&bargain);
    return status;
}

static ent_status
write_file(ent_ctx *ctx, void *state)
{
    bench *b = state;

    return ent_bargain_write(ctx, &b->bargain, b->nowhere);
}

static ent_status
follow(ent_ctx *ctx, void *state)
{
    bench     *b = state;
    ent_table *table = NULL;
    ent_status status = ent_bargain_path(ctx, &b->bargain, NULL, &table);

    return finish(status, table);
}

static ent_status
explain(ent_ctx *ctx, void *state)
{
    bench              *b = state;
    ent_bargain_options options = {.mode = ENT_BARGAIN_BOTH, .turns = 2};
    ent_table          *table = NULL;
    ent_status          status = ent_bargain_explain(ctx, &b->bargain, &options, &table);

    return finish(status, table);
}

static ent_status
gather(ent_ctx *ctx, void *state)
{
    bench                       *b = state;
    ent_bargain_options          options = {.turns = 1};
    ent_bargain_ensemble_options more = {.runs = 2};
    ent_table                   *table = NULL;
    ent_status status = ent_bargain_ensemble(ctx, &b->bargain, &options, &more, &table);

    return finish(status, table);
}

static ent_status
rivals(ent_ctx *ctx, void *state)
{
    bench            *b = state;
    ent_bargain_rival out = {.nash = -1};
    ent_status        status = ent_bargain_rivals(ctx, &b->bargain, &out);

    return (status == ENT_OK) == (out.nash < 0) ? ENT_E_BUG : status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"parse", NULL, parse, NULL, false},
        {"read", NULL, read_file, NULL, false},
        {"write", open_bench, write_file, close_bench, false},
        {"path", open_bench, follow, close_bench, false},
        {"explain", open_bench, explain, close_bench, false},
        {"ensemble", open_bench, gather, close_bench, false},
        {"rivals", open_bench, rivals, close_bench, false},
    };

    return fault_main("bargain", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
