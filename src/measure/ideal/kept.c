/*
 * kept.c - ideal points as a store keeps them
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/ideal/kept.h"

#include "base/alloc.h"
#include "base/bits.h"
#include "base/context.h"

void
ent_ideal_points_print(const ent_ideal_points *points, size_t cells, ent_text *out)
{
    ent_bits_add(out, points->converged);
    ent_bits_add(out, points->iterations);
    ent_bits_add_number(out, points->change);
    for (size_t i = 0; i < cells; i++) {
        ent_bits_add_number(out, points->estimate[i]);
        ent_bits_add_number(out, points->error[i]);
    }
}

ent_status
ent_ideal_points_read(ent_ctx *ctx, const char *text, size_t cells, ent_ideal_points *out)
{
    ent_bits bits = {text, false};

    *out = (ent_ideal_points){.estimate = ent_alloc(cells, sizeof *out->estimate),
                              .error = ent_alloc(cells, sizeof *out->error)};
    if (out->estimate == NULL || out->error == NULL) {
        ent_ideal_points_clear(out);
        return ent_fail_nomem(ctx);
    }
    out->converged = ent_bits_next(&bits) != 0;
    out->iterations = (unsigned)ent_bits_next(&bits);
    out->change = ent_bits_next_number(&bits);
    for (size_t i = 0; i < cells; i++) {
        out->estimate[i] = ent_bits_next_number(&bits);
        out->error[i] = ent_bits_next_number(&bits);
    }
    if (!ent_bits_are_over(&bits)) {
        ent_ideal_points_clear(out);
    }
    return ENT_OK;
}

void
ent_ideal_voters_print(const ent_ideal_voters *all, ent_text *out)
{
    ent_bits_add(out, all->converged);
    ent_bits_add(out, all->iterations);
    ent_bits_add(out, all->count);
    for (size_t i = 0; i < all->count; i++) {
        const ent_ideal_voter *v = &all->items[i];

        ent_bits_add(out, v->state);
        ent_bits_add(out, (uint64_t)v->ccode);
        ent_bits_add(out, v->session);
        ent_bits_add(out, v->votes);
        ent_bits_add_number(out, v->estimate);
        ent_bits_add_number(out, v->error);
    }
}

static bool
read_voter(ent_bits *from, size_t states, ent_ideal_voter *out)
{
    out->state = (ent_state)ent_bits_next(from);
    out->ccode = (ent_ccode)ent_bits_next(from);
    out->session = (uint32_t)ent_bits_next(from);
    out->votes = (uint32_t)ent_bits_next(from);
    out->estimate = ent_bits_next_number(from);
    out->error = ent_bits_next_number(from);
    return !from->failed && out->state < states && out->session <= ENT_IDEAL_LAST_SESSION;
}

ent_status
ent_ideal_voters_read(ent_ctx *ctx, const char *text, size_t states, ent_ideal_voters *out)
{
    ent_bits bits = {text, false};
    size_t   count;

    out->converged = ent_bits_next(&bits) != 0;
    out->iterations = (unsigned)ent_bits_next(&bits);
    count = (size_t)ent_bits_next(&bits);
    if (count > states * ENT_IDEAL_LAST_SESSION) {
        return ENT_OK;
    }
    if (!ENT_GROW(out->items, out->capacity, count + 1)) {
        return ent_fail_nomem(ctx);
    }
    while (out->count < count && read_voter(&bits, states, &out->items[out->count])) {
        out->count++;
    }
    if (out->count < count || !ent_bits_are_over(&bits)) {
        out->count = 0;
    }
    return ENT_OK;
}
