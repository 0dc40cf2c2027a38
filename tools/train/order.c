/*
 * order.c - the order in which sentences are learned from
 *
 * SPDX-License-Identifier: MIT
 */
#include "order.h"

#include "base/alloc.h"
#include "base/random.h"

ent_status
order_make(ent_ctx *ctx, const bank *b, order *out)
{
    size_t words = 0;

    *out = (order){ent_alloc(b->count, sizeof *out->items),
                   ent_alloc(b->count, sizeof *out->starts), b->count};
    if (out->items == NULL || out->starts == NULL) {
        order_clear(out);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < b->count; i++) {
        out->items[i] = i;
        out->starts[i] = words;
        words += b->sentences[i].count;
    }
    return ENT_OK;
}

void
order_clear(order *o)
{
    ent_free(o->items);
    ent_free(o->starts);
    o->items = o->starts = NULL;
}

void
order_shuffle(order *o, size_t epoch)
{
    ent_key key = {.seed = 1, .process = ENT_PROCESS_TRAINING, .step = (uint32_t)epoch};

    for (size_t i = o->count; i > 1; i--) {
        size_t other = (size_t)ent_random_below(&key, (uint32_t)i, i);
        size_t kept = o->items[i - 1];

        o->items[i - 1] = o->items[other];
        o->items[other] = kept;
    }
}
