/*
 * state.c - a network that changes one tie at a time, with counts kept up to date
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/ties/saom.h"

/* All arrays lie in one block, those of the widest type first. */
ent_status
ent_saom_state_init(ent_ctx *ctx, const ent_saom *model, ent_saom_state *out)
{
    size_t n = model->n, words = (n + 63) / 64, sides = model->directed ? 2 : 1;
    size_t bits = sides * n * words * sizeof(uint64_t), degrees = sides * n * sizeof(int32_t);
    size_t tables =
        (model->needs_paths ? 1U : 0U) + (model->directed && model->needs_shared ? 1U : 0U);
    size_t         counts = tables * n * n * sizeof(int16_t);
    unsigned char *block;

    memset(out, 0, sizeof *out);
    block = ent_alloc_zero(bits + degrees + counts + n * n, 1);
    if (block == NULL) {
        return ent_fail_nomem(ctx);
    }
    out->model = model;
    out->n = n;
    out->words = words;
    out->size = bits + degrees + counts + n * n;
    out->block = block;
    out->out_bits = (uint64_t *)(void *)block;
    out->in_bits = out->out_bits + (sides - 1) * n * words;
    out->out = (int32_t *)(void *)(block + bits);
    out->in = out->out + (sides - 1) * n;
    out->paths = (int16_t *)(void *)(block + bits + degrees);
    out->shared = out->paths + (model->directed && model->needs_paths ? n * n : 0);
    out->tie = block + bits + degrees + counts;
    return ENT_OK;
}

void
ent_saom_state_clear(ent_saom_state *state)
{
    ent_free(state->block);
    memset(state, 0, sizeof *state);
}

void
ent_saom_state_copy(const ent_saom_state *from, ent_saom_state *to)
{
    memcpy(to->block, from->block, from->size);
    to->period = from->period;
    to->distance = from->distance;
}

/* Add `by` to row[h] for each neighbour h in the bits, but for `except`. */
static void
add_to_row(const uint64_t *bits, size_t words, size_t except, int16_t *row, int by)
{
    for (size_t w = 0; w < words; w++) {
        for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
            size_t h = w * 64 + (size_t)__builtin_ctzll(left);

            if (h != except) {
                row[h] = (int16_t)(row[h] + by);
            }
        }
    }
}

/* The same for a column. */
static void
add_to_column(const uint64_t *bits, size_t words, size_t n, size_t except, int16_t *column, int by)
{
    for (size_t w = 0; w < words; w++) {
        for (uint64_t left = bits[w]; left != 0; left &= left - 1) {
            size_t h = w * 64 + (size_t)__builtin_ctzll(left);

            if (h != except) {
                column[h * n] = (int16_t)(column[h * n] + by);
            }
        }
    }
}

static void
flip_half(ent_saom_state *s, size_t i, size_t j, int by)
{
    s->tie[i * s->n + j] ^= 1;
    s->out_bits[i * s->words + j / 64] ^= (uint64_t)1 << j % 64;
    s->out[i] += by;
    if (s->model->directed) {
        s->in_bits[j * s->words + i / 64] ^= (uint64_t)1 << i % 64;
        s->in[j] += by;
    }
}

/* The pairs of i with others who have a tie to j. */
static void
add_shared(ent_saom_state *s, size_t i, size_t j, int by)
{
    for (size_t w = 0; w < s->words; w++) {
        for (uint64_t left = s->in_bits[j * s->words + w]; left != 0; left &= left - 1) {
            size_t h = w * 64 + (size_t)__builtin_ctzll(left);

            if (h != i) {
                s->shared[i * s->n + h] = (int16_t)(s->shared[i * s->n + h] + by);
                s->shared[h * s->n + i] = s->shared[i * s->n + h];
            }
        }
    }
}

static void
count_directed(ent_saom_state *s, size_t i, size_t j, int by)
{
    size_t n = s->n, words = s->words;

    if (s->model->needs_paths) {
        add_to_row(&s->out_bits[j * words], words, i, &s->paths[i * n], by);
        add_to_column(&s->in_bits[i * words], words, n, j, &s->paths[j], by);
    }
    if (s->model->needs_shared) {
        add_shared(s, i, j, by);
    }
}

static void
count_undirected(ent_saom_state *s, size_t i, size_t j, int by)
{
    size_t n = s->n, words = s->words;

    if (s->model->needs_paths) {
        add_to_row(&s->out_bits[j * words], words, i, &s->paths[i * n], by);
        add_to_column(&s->out_bits[j * words], words, n, i, &s->paths[i], by);
        add_to_row(&s->out_bits[i * words], words, j, &s->paths[j * n], by);
        add_to_column(&s->out_bits[i * words], words, n, j, &s->paths[j], by);
    }
}

void
ent_saom_state_flip(ent_saom_state *state, size_t i, size_t j)
{
    size_t n = state->n;
    int    by = state->tie[i * n + j] != 0 ? -1 : 1;

    if (state->model->directed) {
        count_directed(state, i, j, by);
    } else {
        count_undirected(state, i, j, by);
        flip_half(state, j, i, by);
    }
    flip_half(state, i, j, by);
    if (state->period != NULL && state->period->counted[i * n + j] != 0) {
        size_t weight = state->model->directed ? 1 : 2;

        state->distance = state->tie[i * n + j] != state->period->start[i * n + j]
                              ? state->distance + weight
                              : state->distance - weight;
    }
}

void
ent_saom_state_set(ent_saom_state *state, const ent_saom_period *period, const uint8_t *tie)
{
    size_t n = state->n;

    memset(state->block, 0, state->size);
    state->period = NULL; /* no distance while it is built */
    for (size_t i = 0; i < n; i++) {
        for (size_t j = state->model->directed ? 0 : i + 1; j < n; j++) {
            if (tie[i * n + j] != 0) {
                ent_saom_state_flip(state, i, j);
            }
        }
    }
    state->period = period;
    state->distance = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            state->distance +=
                period->counted[i * n + j] != 0 && tie[i * n + j] != period->start[i * n + j];
        }
    }
}

void
ent_saom_state_settle(ent_saom_state *state)
{
    const ent_saom_period *period = state->period;
    size_t                 words = state->words;

    for (size_t at = 0; period->aside != NULL && at < state->n * words; at++) {
        uint64_t differ = (state->out_bits[at] & period->aside[at]) ^ period->stays[at];

        for (; differ != 0; differ &= differ - 1) {
            ent_saom_state_flip(state, at / words,
                                at % words * 64 + (size_t)__builtin_ctzll(differ));
        }
    }
}
