/*
 * bargain.c - a path from the input to its end
 *
 *   1. options     2. the order of actors     3. the path
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/bargain/bargain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"

enum { MOST_TURNS = 100, LEAST_TURNS = 2 };

/* A path is at its end when the actors move by less than this share of their first move. */
static const double QUIET = 0.02, LEAST_MOVE = 1e-4;

/* 1. options */

ent_status
ent_bargain_check(ent_ctx *ctx, const ent_bargain_options *options, ent_bargain_options *out)
{
    ent_bargain_options checked = {0};

    if (options != NULL) {
        checked = *options;
    }
    if (!checked.has_lag) {
        checked.lag = 1;
    }
    if (!(checked.lag >= 0 && checked.lag <= 1)) {
        return ent_fail(ctx, ENT_E_ARG, "the lag of ideals is not within 0 and 1");
    }
    if (checked.turns == 0) {
        checked.turns = MOST_TURNS;
    }
    if (checked.turns > ENT_BARGAIN_MOST_TURNS) {
        return ent_fail(ctx, ENT_E_ARG, "%u turns, expected 1 to %d", (unsigned)checked.turns,
                        ENT_BARGAIN_MOST_TURNS);
    }
    *out = checked;
    return ENT_OK;
}

/* 2. the order of actors */

static int
compare_numbers(double a, double b)
{
    return (a > b) - (a < b);
}

typedef struct ranked {
    const ent_bargain_actor *actor;
    size_t                   dimensions;
    uint32_t                 place;
} ranked;

static int
compare_actors(const void *first, const void *second)
{
    const ranked            *one = first, *other = second;
    const ent_bargain_actor *a = one->actor, *b = other->actor;
    int                      order = -compare_numbers(a->capability, b->capability);

    for (size_t k = 0; k < one->dimensions && order == 0; k++) {
        order = compare_numbers(a->position[k], b->position[k]);
        if (order == 0) {
            order = compare_numbers(a->salience[k], b->salience[k]);
        }
    }
    if (order == 0) {
        order = strcmp(a->name, b->name);
    }
    return order != 0 ? order : (one->place > other->place) - (one->place < other->place);
}

ent_status
ent_bargain_rank(ent_ctx *ctx, const ent_bargain *bargain, uint32_t *out)
{
    ranked *all = ent_alloc(bargain->actor_count, sizeof *all);

    if (all == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < bargain->actor_count; i++) {
        all[i] = (ranked){&bargain->actors[i], bargain->dimension_count, (uint32_t)i};
    }
    qsort(all, bargain->actor_count, sizeof *all, compare_actors);
    for (size_t i = 0; i < bargain->actor_count; i++) {
        out[i] = all[i].place;
    }
    ent_free(all);
    return ENT_OK;
}

/* 3. the path */

void
ent_path_clear(ent_path *path)
{
    ent_free(path->positions);
    *path = (ent_path){0};
}

/* Keep the positions of a turn, in the order of the file. */
static ent_status
keep(ent_ctx *ctx, const ent_bargain_seats *state, uint32_t turn, ent_path *path)
{
    size_t size = state->n * state->dimensions;

    if (!ENT_GROW(path->positions, path->capacity, (turn + 1) * size)) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < state->n; i++) {
        memcpy(path->positions + turn * size + state->order[i] * state->dimensions,
               state->position + i * state->dimensions, state->dimensions * sizeof(double));
    }
    path->turns = turn;
    return ENT_OK;
}

static ent_status
take_turns(ent_ctx *ctx, ent_bargain_seats *state, ent_turn_seen seen, void *user, ent_path *path)
{
    double     first = 0, moved = INFINITY;
    ent_status status = keep(ctx, state, 0, path);

    for (uint32_t turn = 1; turn <= state->options.turns && status == ENT_OK; turn++) {
        if (turn > LEAST_TURNS && moved / (first + LEAST_MOVE) < QUIET) {
            break;
        }
        status = ent_check_cancelled(ctx);
        if (status != ENT_OK) {
            break;
        }
        ent_bargain_deal(state);
        if (seen != NULL) {
            status = seen(ctx, state, user);
        }
        moved = ent_bargain_move(state);
        first = turn == 1 ? moved : first;
        if (status == ENT_OK) {
            status = keep(ctx, state, turn, path);
        }
    }
    path->unsettled = state->unsettled;
    return status;
}

/* With the reference program the file's order decides ties; else what no order of rows can change.
 */
static ent_status
order_actors(ent_ctx *ctx, size_t n, const uint32_t *rank, bool as_ktab, uint32_t **order,
             uint32_t **place)
{
    *order = ent_alloc(n, sizeof **order);
    *place = ent_alloc(n, sizeof **place);
    if (*order == NULL || *place == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t k = 0; k < n; k++) {
        (*order)[k] = as_ktab ? (uint32_t)k : rank[k];
        (*place)[as_ktab ? rank[k] : k] = (uint32_t)k;
    }
    return ENT_OK;
}

ent_status
ent_bargain_follow(ent_ctx *ctx, const ent_bargain *bargain, const uint32_t *rank,
                   const ent_bargain_options *options, uint32_t run, ent_turn_seen seen, void *user,
                   ent_path *out)
{
    uint32_t         *order = NULL, *place = NULL;
    ent_bargain_seats state;
    ent_path          path = {0};
    ent_status        status =
        order_actors(ctx, bargain->actor_count, rank, options->as_ktab, &order, &place);

    if (status == ENT_OK) {
        status = ent_bargain_seat(ctx, bargain, order, place, options, run, &state);
    }
    if (status == ENT_OK) {
        status = take_turns(ctx, &state, seen, user, &path);
        ent_bargain_rise(&state);
    }
    ent_free(order);
    ent_free(place);
    if (status != ENT_OK) {
        ent_path_clear(&path);
        return status;
    }
    *out = path;
    return ENT_OK;
}
