/*
 * table.c - a path and its reasons, as tables
 *
 *   1. a path     2. reasons
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/text.h"
#include "model/bargain/bargain.h"

/* 1. a path */

static const ent_column PATH[] = {{"turn", ENT_COLUMN_INTEGER},
                                  {"actor", ENT_COLUMN_INTEGER},
                                  {"dim", ENT_COLUMN_INTEGER},
                                  {"position", ENT_COLUMN_NUMBER},
                                  {"name", ENT_COLUMN_TEXT},
                                  {"outcome", ENT_COLUMN_NUMBER},
                                  {"weighted_mean", ENT_COLUMN_NUMBER},
                                  {"weighted_median", ENT_COLUMN_NUMBER},
                                  {"plain_mean", ENT_COLUMN_NUMBER},
                                  {"nash", ENT_COLUMN_NUMBER}};
enum { PATH_POSITION = 3, PATH_NAME, PATH_OUTCOME, PATH_RIVALS, PATH_COLUMNS = 10 };

void
ent_bargain_add_rival(ent_table *table, size_t column, const ent_bargain_rival *rival)
{
    ent_table_number(table, column, rival->weighted_mean);
    ent_table_number(table, column + 1, rival->weighted_median);
    ent_table_number(table, column + 2, rival->plain_mean);
    ent_table_number(table, column + 3, rival->nash);
}

/* The published paths of the reference program have ten significant digits. */
static double
as_published(double value)
{
    char   digits[32];
    size_t length = ent_number_print_digits(value, 10, digits, sizeof digits);

    (void)ent_number_read(digits, length, &value);
    return value;
}

/* The input is given back as it was read. */
static double
shown_position(const ent_bargain *bargain, const double *positions, size_t turn, size_t index,
               bool as_ktab)
{
    size_t d = bargain->dimension_count;

    if (turn == 0) {
        return bargain->actors[index / d].position[index % d];
    }
    return as_ktab ? as_published(100 * positions[index]) : 100 * positions[index];
}

static void
add_path(ent_table *table, const ent_bargain *bargain, const uint32_t *rank, const ent_path *path,
         const ent_bargain_rival *rivals, const ent_bargain_options *options)
{
    size_t d = bargain->dimension_count, size = bargain->actor_count * d;

    for (size_t turn = options->last ? path->turns : 0; turn <= path->turns; turn++) {
        const double *positions = path->positions + turn * size;

        for (size_t i = 0; i < size; i++) {
            size_t actor = i / d, k = i % d;

            ent_table_row(table);
            ent_table_integer(table, 0, (int64_t)turn);
            ent_table_integer(table, 1, (int64_t)actor);
            ent_table_integer(table, 2, (int64_t)k);
            ent_table_number(table, PATH_POSITION,
                             shown_position(bargain, positions, turn, i, options->as_ktab));
            ent_table_text(table, PATH_NAME, bargain->actors[actor].name);
            ent_table_number(table, PATH_OUTCOME,
                             100 * ent_bargain_outcome(bargain, rank, positions, k));
            ent_bargain_add_rival(table, PATH_RIVALS, &rivals[k]);
        }
    }
}

void
ent_bargain_tell_unsettled(ent_ctx *ctx, uint64_t unsettled)
{
    if (unsettled > 0) {
        ent_say(ctx, ENT_WARNING,
                "%llu election%s did not settle in 1000 steps and count%s as then stood",
                (unsigned long long)unsettled, unsettled == 1 ? "" : "s",
                unsettled == 1 ? "s" : "");
    }
}

ent_status
ent_bargain_prepare(ent_ctx *ctx, const ent_bargain *bargain, const ent_bargain_options *options,
                    ent_arena *arena, ent_bargain_options *checked, uint32_t **rank)
{
    ent_status status = ent_bargain_check(ctx, options, checked);

    if (status != ENT_OK) {
        return status;
    }
    *rank = ent_arena_alloc(arena, bargain->actor_count, sizeof **rank);
    return *rank != NULL ? ent_bargain_rank(ctx, bargain, *rank) : ent_fail_nomem(ctx);
}

static ent_status
write_path(ent_ctx *ctx, const ent_bargain *bargain, const uint32_t *rank, const ent_path *path,
           const ent_bargain_options *options, ent_arena *arena, ent_table *table)
{
    ent_bargain_rival *rivals = ent_arena_alloc(arena, bargain->dimension_count, sizeof *rivals);
    ent_status         status;

    if (rivals == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_bargain_rivals_ranked(ctx, bargain, rank, rivals);
    if (status == ENT_OK) {
        add_path(table, bargain, rank, path, rivals, options);
        status = ent_table_check(ctx, table);
    }
    return status;
}

ent_status
ent_bargain_path(ent_ctx *ctx, const ent_bargain *bargain, const ent_bargain_options *options,
                 ent_table **out)
{
    ent_bargain_options checked;
    ent_arena           arena;
    ent_path            path = {0};
    ent_table          *table = NULL;
    uint32_t           *rank;
    ent_status          status;

    ent_arena_init(&arena);
    status = ent_bargain_prepare(ctx, bargain, options, &arena, &checked, &rank);
    if (status == ENT_OK) {
        status = ent_bargain_follow(ctx, bargain, rank, &checked, 0, NULL, NULL, &path);
    }
    if (status == ENT_OK) {
        ent_bargain_tell_unsettled(ctx, path.unsettled);
        status = ent_table_create(ctx, PATH, PATH_COLUMNS, &table);
    }
    if (status == ENT_OK) {
        status = write_path(ctx, bargain, rank, &path, &checked, &arena, table);
    }
    ent_path_clear(&path);
    ent_arena_clear(&arena);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* 2. reasons */

enum {
    WHY_TURN,
    WHY_INITIATOR,
    WHY_RECEIVER,
    WHY_VIEW,
    WHY_GAIN,
    WHY_PROBABILITY,
    WHY_FOR,
    WHY_AGAINST,
    WHY_SUPPORTERS,
    WHY_OPPONENTS,
    WHY_DIM,
    WHY_INITIATOR_FROM,
    WHY_INITIATOR_TO,
    WHY_RECEIVER_FROM,
    WHY_RECEIVER_TO,
    WHY_INITIATOR_CHANCE,
    WHY_INITIATOR_TAKES,
    WHY_RECEIVER_CHANCE,
    WHY_RECEIVER_TAKES,
    WHY_COLUMNS
};
static const ent_column WHY[WHY_COLUMNS] = {{"turn", ENT_COLUMN_INTEGER},
                                            {"initiator", ENT_COLUMN_TEXT},
                                            {"receiver", ENT_COLUMN_TEXT},
                                            {"view", ENT_COLUMN_TEXT},
                                            {"gain", ENT_COLUMN_NUMBER},
                                            {"probability", ENT_COLUMN_NUMBER},
                                            {"strength_for", ENT_COLUMN_NUMBER},
                                            {"strength_against", ENT_COLUMN_NUMBER},
                                            {"supporters", ENT_COLUMN_TEXT},
                                            {"opponents", ENT_COLUMN_TEXT},
                                            {"dim", ENT_COLUMN_INTEGER},
                                            {"initiator_from", ENT_COLUMN_NUMBER},
                                            {"initiator_to", ENT_COLUMN_NUMBER},
                                            {"receiver_from", ENT_COLUMN_NUMBER},
                                            {"receiver_to", ENT_COLUMN_NUMBER},
                                            {"initiator_chance", ENT_COLUMN_NUMBER},
                                            {"initiator_takes", ENT_COLUMN_BOOLEAN},
                                            {"receiver_chance", ENT_COLUMN_NUMBER},
                                            {"receiver_takes", ENT_COLUMN_BOOLEAN}};

typedef struct explaining {
    const ent_bargain *bargain;
    ent_table         *table;
    double            *votes;  /* of third parties in one challenge */
    uint32_t          *sorted; /* actors of the file, or those of the state by vote */
    uint32_t          *offers; /* of a turn: the first of each initiator of the file */
    ent_text           text;
    bool               failed; /* the text, somewhere */
} explaining;

static const char *
name_of(const explaining *e, const ent_bargain_seats *state, size_t i)
{
    return e->bargain->actors[state->order[i]].name;
}

/* The third parties on one side, strongest first: `B 12.3; C 4`; NULL for none. */
static const char *
list_side(explaining *e, const ent_bargain_seats *state, double sign)
{
    size_t count = 0;

    ent_text_reset(&e->text);
    for (size_t m = 0; m < state->n; m++) {
        size_t at = count;

        if (!(sign * e->votes[m] > 0)) {
            continue;
        }
        for (; at > 0 && fabs(e->votes[e->sorted[at - 1]]) < fabs(e->votes[m]); at--) {
            e->sorted[at] = e->sorted[at - 1];
        }
        e->sorted[at] = (uint32_t)m;
        count++;
    }
    for (size_t i = 0; i < count; i++) {
        char shown[32];

        (void)ent_number_print_digits(fabs(e->votes[e->sorted[i]]), 4, shown, sizeof shown);
        ent_text_addf(&e->text, "%s%s %s", i > 0 ? "; " : "", name_of(e, state, e->sorted[i]),
                      shown);
    }
    e->failed = e->failed || e->text.failed;
    return count > 0 ? ent_text_get(&e->text) : NULL;
}

static void
add_challenge(explaining *e, const ent_bargain_seats *state, size_t i)
{
    ent_table_integer(e->table, WHY_TURN, (int64_t)state->turn + 1);
    ent_table_text(e->table, WHY_INITIATOR, name_of(e, state, i));
    if (state->target[i] >= 0) {
        const ent_challenge *c = &state->challenge[i];

        ent_table_text(e->table, WHY_RECEIVER, name_of(e, state, (size_t)state->target[i]));
        ent_table_number(e->table, WHY_GAIN, c->gain);
        ent_table_number(e->table, WHY_PROBABILITY, c->probability);
        ent_table_number(e->table, WHY_FOR, c->strength_for);
        ent_table_number(e->table, WHY_AGAINST, c->strength_against);
        ent_table_text(e->table, WHY_SUPPORTERS, list_side(e, state, 1));
        ent_table_text(e->table, WHY_OPPONENTS, list_side(e, state, -1));
    }
}

static void
add_offer(explaining *e, const ent_bargain_seats *state, const ent_offer *offer)
{
    size_t      d = state->dimensions, i = offer->initiator, j = offer->receiver;
    const char *view = state->options.mode == ENT_BARGAIN_COMPROMISE ? "both"
                       : offer->of_receiver                          ? "receiver"
                                                                     : "initiator";

    for (size_t k = 0; k < d; k++) {
        ent_table_row(e->table);
        add_challenge(e, state, i);
        ent_table_text(e->table, WHY_VIEW, view);
        ent_table_integer(e->table, WHY_DIM, (int64_t)k);
        ent_table_number(e->table, WHY_INITIATOR_FROM, 100 * state->position[i * d + k]);
        ent_table_number(e->table, WHY_INITIATOR_TO, 100 * offer->initiator_to[k]);
        ent_table_number(e->table, WHY_RECEIVER_FROM, 100 * state->position[j * d + k]);
        ent_table_number(e->table, WHY_RECEIVER_TO, 100 * offer->receiver_to[k]);
        ent_table_number(e->table, WHY_INITIATOR_CHANCE, offer->initiator_chance);
        ent_table_boolean(e->table, WHY_INITIATOR_TAKES, offer->initiator_takes);
        ent_table_number(e->table, WHY_RECEIVER_CHANCE, offer->receiver_chance);
        ent_table_boolean(e->table, WHY_RECEIVER_TAKES, offer->receiver_takes);
    }
}

/* The reasons of a turn, in the order of the file. */
static ent_status
explain_turn(ent_ctx *ctx, ent_bargain_seats *state, void *user)
{
    explaining *e = user;
    size_t      n = state->n;

    for (size_t b = state->offer_count; b-- > 0;) {
        e->offers[state->offers[b].initiator] = (uint32_t)b;
    }
    for (size_t place = 0; place < n; place++) {
        size_t i = 0;

        while (state->order[i] != place) {
            i++;
        }
        if (state->target[i] < 0) {
            ent_table_row(e->table);
            add_challenge(e, state, i);
            continue;
        }
        ent_bargain_see(state, i);
        (void)ent_bargain_challenge(state, i, (size_t)state->target[i], i, e->votes);
        for (size_t b = e->offers[i]; b < state->offer_count && state->offers[b].initiator == i;
             b++) {
            add_offer(e, state, &state->offers[b]);
        }
    }
    return e->failed ? ent_fail_nomem(ctx) : ENT_OK;
}

static ent_status
start_explaining(ent_ctx *ctx, const ent_bargain *bargain, ent_arena *arena, explaining *out)
{
    size_t n = bargain->actor_count;

    out->bargain = bargain;
    ent_text_init(&out->text);
    out->votes = ent_arena_alloc(arena, n, sizeof *out->votes);
    out->sorted = ent_arena_alloc(arena, n, sizeof *out->sorted);
    out->offers = ent_arena_alloc(arena, n, sizeof *out->offers);
    return out->votes != NULL && out->sorted != NULL && out->offers != NULL
               ? ent_table_create(ctx, WHY, WHY_COLUMNS, &out->table)
               : ent_fail_nomem(ctx);
}

ent_status
ent_bargain_explain(ent_ctx *ctx, const ent_bargain *bargain, const ent_bargain_options *options,
                    ent_table **out)
{
    ent_bargain_options checked;
    explaining          e = {0};
    ent_arena           arena;
    ent_path            path = {0};
    uint32_t           *rank;
    ent_status          status;

    ent_arena_init(&arena);
    status = ent_bargain_prepare(ctx, bargain, options, &arena, &checked, &rank);
    if (status == ENT_OK) {
        status = start_explaining(ctx, bargain, &arena, &e);
    }
    if (status == ENT_OK) {
        status = ent_bargain_follow(ctx, bargain, rank, &checked, 0, explain_turn, &e, &path);
    }
    if (status == ENT_OK) {
        ent_bargain_tell_unsettled(ctx, path.unsettled);
        status = ent_table_check(ctx, e.table);
    }
    ent_path_clear(&path);
    ent_text_clear(&e.text);
    ent_arena_clear(&arena);
    if (status != ENT_OK) {
        ent_table_destroy(e.table);
        return status;
    }
    *out = e.table;
    return ENT_OK;
}
