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
run(ent_ctx *ctx, const fault_record *r, const char *name)
{
    ent_measure_options options = {.span = ent_span_of_year(2022)};
    ent_table          *table = NULL;
    ent_status          status = ent_measure_find(name)->run(ctx, r->record, &options, &table);

    if (status != ENT_OK && table != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(table);
    return status;
}

static ent_status
power(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "power");
}

static ent_status
alignment(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "alignment");
}

static ent_status
adversaries(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "adversaries");
}

static ent_status
cooperation(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "cooperation");
}

static ent_status
triangle(ent_ctx *ctx, void *state)
{
    return run(ctx, state, "triangle");
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
    };

    return fault_main("measure", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
