/*
 * fault_system.c - allocation failures in system: the record, the block
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include "base/date.h"
#include "fault_record.h"

static void *
open_store(ent_ctx *ctx)
{
    return fault_record_open(ctx, false);
}

static void *
open_record(ent_ctx *ctx)
{
    return fault_record_open(ctx, true);
}

static ent_status
load_record(ent_ctx *ctx, void *state)
{
    fault_record *r = state;
    ent_record   *record = NULL;
    ent_status    status = ent_record_load(ctx, r->store, r->codes, NULL, &record);

    if (status != ENT_OK && record != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_record_destroy(record);
    return status;
}

static ent_status
make_system(ent_ctx *ctx, void *state)
{
    fault_record *r = state;
    ent_system   *system = NULL;
    ent_span      year = ent_span_of_year(1990);
    ent_status    status = ent_record_cut(ctx, r->record, &year);

    if (status == ENT_OK) {
        status = ent_system_at(ctx, r->record, year, NULL, &system);
    }
    if (status != ENT_OK && system != NULL) {
        return ENT_E_BUG;
    }
    ent_system_destroy(system);
    return status;
}

/* Twice from a record of its own that remembers: the second time it is there. */
static ent_status
remember_system(ent_ctx *ctx, void *state)
{
    fault_record *r = state;
    ent_system   *first = NULL, *again = NULL;
    ent_span      year = ent_span_of_year(1990);
    ent_record   *record = NULL;
    ent_status    status = ent_record_load(ctx, r->store, r->codes, NULL, &record);

    if (status == ENT_OK) {
        status = ent_record_remember(ctx, record, 1 << 24);
    }
    if (status == ENT_OK) {
        status = ent_system_at(ctx, record, year, NULL, &first);
    }
    if (status == ENT_OK) {
        status = ent_system_at(ctx, record, year, NULL, &again);
    }
    if (status == ENT_OK && first != again) {
        status = ENT_E_BUG;
    }
    ent_system_destroy(first);
    ent_system_destroy(again);
    ent_record_destroy(record);
    return status;
}

/* A record cut from another, which keeps what both make. */
static ent_status
know_record(ent_ctx *ctx, void *state)
{
    fault_record *r = state;
    ent_record   *known = NULL;
    ent_status    status = ent_record_known(ctx, r->record, ent_date_day(1990, 6, 1), &known);

    if (status != ENT_OK && known != NULL) {
        return ENT_E_BUG;
    }
    ent_record_destroy(known);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"record", open_store, load_record, fault_record_close, false},
        {"system", open_record, make_system, fault_record_close, false},
        {"ent_record_known", open_record, know_record, fault_record_close, false},
        {"ent_record_remember, ent_memo_create, ent_memo_take", open_store, remember_system,
         fault_record_close, false},
    };

    return fault_main("system", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
