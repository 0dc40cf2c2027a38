/*
 * parallel.h - independent units of work on several threads
 *
 * Stage: base.  The only place with OpenMP.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_PARALLEL_H
#define ENT_BASE_PARALLEL_H

#include <stddef.h>

#include "base/context.h"

/** One unit: writes its own slot of `data` and nothing else. */
typedef ent_status (*ent_unit)(ent_ctx *ctx, size_t index, void *data);

/**
 * Run `unit` for 0 .. count-1.  The result is the same at any number of
 * threads: the lowest index that fails decides the status and its text,
 * messages come in the order of the units, cancellation is polled before each.
 *
 * @param what shown with the progress; NULL for none
 */
ENT_MUST_CHECK ent_status ent_parallel_for(ent_ctx *ctx, const char *what, size_t count,
                                           ent_unit unit, void *data);

/**
 * The same for a few long units, of which some take longer than others: a loop within one of them
 * runs on several threads as well, where a loop within a unit of ent_parallel_for() has one.
 */
ENT_MUST_CHECK ent_status ent_parallel_tasks(ent_ctx *ctx, const char *what, size_t count,
                                             ent_unit unit, void *data);

#endif
