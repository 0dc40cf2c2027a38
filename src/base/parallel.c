/*
 * parallel.c - independent units of work on several threads
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/parallel.h"

#include <omp.h>

#include "base/alloc.h"

typedef struct slot {
    ent_ctx   *ctx;
    ent_status status;
} slot;

/*
 * Every unit below the lowest failing one has run: a unit is skipped only
 * when a lower one failed, so the lowest failure is always found.
 */
static ent_status
run_all(ent_ctx *ctx, const char *what, size_t count, ent_unit unit, void *data, slot *slots)
{
    int    threads = ent_ctx_jobs(ctx) > 0 ? ent_ctx_jobs(ctx) : omp_get_num_procs();
    size_t lowest = count, done = 0;

#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (threads > 1 && count > 1)
    for (size_t i = 0; i < count; i++) {
        size_t bar;

#pragma omp atomic read
        bar = lowest;
        if (i > bar) {
            continue;
        }
        slots[i].status = ent_ctx_child(ctx, &slots[i].ctx);
        if (slots[i].status == ENT_OK) {
            slots[i].status = ent_check_cancelled(slots[i].ctx);
        }
        if (slots[i].status == ENT_OK) {
            slots[i].status = unit(slots[i].ctx, i, data);
        }
        if (slots[i].status == ENT_OK) {
            slots[i].status = ent_ctx_check(slots[i].ctx);
        }
        if (slots[i].status == ENT_OK && ent_ctx_is_quiet(slots[i].ctx)) {
            ent_ctx_destroy(slots[i].ctx); /* now: there may be millions of units */
            slots[i].ctx = NULL;
        }
#pragma omp        critical(ent_parallel)
        {
                   done++;
                   if (i < lowest && slots[i].status != ENT_OK) {
#pragma omp atomic write
                lowest = i;
            }
            if (what != NULL) {
                ent_progress(ctx, what, done, count);
            }
        }
    }
    for (size_t i = 0; i < count && i <= lowest; i++) {
        if (slots[i].ctx != NULL) {
            ent_ctx_absorb(ctx, slots[i].ctx, i == lowest);
        }
    }
    if (lowest == count) {
        return ENT_OK;
    }
    return slots[lowest].ctx != NULL ? slots[lowest].status : ent_fail_nomem(ctx);
}

ent_status
ent_parallel_for(ent_ctx *ctx, const char *what, size_t count, ent_unit unit, void *data)
{
    slot      *slots = ent_alloc_zero(count, sizeof *slots);
    ent_status status;

    if (slots == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = run_all(ctx, what, count, unit, data, slots);
    for (size_t i = 0; i < count; i++) {
        ent_ctx_destroy(slots[i].ctx);
    }
    ent_free(slots);
    return status;
}

ent_status
ent_parallel_tasks(ent_ctx *ctx, const char *what, size_t count, ent_unit unit, void *data)
{
    int        levels = omp_get_max_active_levels();
    ent_status status;

    omp_set_max_active_levels(levels + 1);
    status = ent_parallel_for(ctx, what, count, unit, data);
    omp_set_max_active_levels(levels);
    return status;
}
