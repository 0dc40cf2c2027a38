/*
 * fault_measure.c - allocation failures in every measure
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include "base/date.h"
#include "entente/measure.h"
#include "fault_record.h"

static void *
open_record(ent_ctx *ctx)
{
    return fault_record_open(ctx, true);
}

static ent_status
run(ent_ctx *ctx, const fault_record *r, const char *name, int year)
{
    ent_measure_options options = {.span = ent_span_of_year(year)};
    ent_table          *table = NULL;
    ent_status          status = ent_measure_find(name)->run(ctx, r->record, &options, &table);

    if (status == ENT_OK && ent_table_row_count(table) == 0) {
        status = ENT_E_BUG; /* the small record has rows of that year */
    }
    if (status != ENT_OK && status != ENT_E_BUG && table != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(table);
    return status;
}

static ent_status
power(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "power", 1990);
}

static ent_status
alignment(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "alignment", 1905);
}

static ent_status
adversaries(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "adversaries", 1962);
}

static ent_status
cooperation(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "cooperation", 1951);
}

static ent_status
triangle(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "triangle", 1969);
}

static ent_status
balance(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "balance", 1962);
}

static ent_status
blocs(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "blocs", 1962);
}

static void *
open_votes(ent_ctx *ctx)
{
    return fault_record_open_in(ctx, "tests/data/kinds", true);
}

static ent_status
votes(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "votes", 1949);
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"power", open_record, power, fault_record_close, false},
        {"alignment", open_record, alignment, fault_record_close, false},
        {"adversaries", open_record, adversaries, fault_record_close, false},
        {"cooperation", open_record, cooperation, fault_record_close, false},
        {"triangle", open_record, triangle, fault_record_close, false},
        {"balance", open_record, balance, fault_record_close, false},
        {"blocs", open_record, blocs, fault_record_close, false},
        {"votes", open_votes, votes, fault_record_close, false},
    };

    return fault_main("measure", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
