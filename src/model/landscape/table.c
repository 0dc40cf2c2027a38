/*
 * table.c - what is found in a landscape, as tables
 *
 *   1. optima and configurations     2. frustration     3. turning propensities
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"
#include "model/landscape/landscape.h"

/* A finished table, or none. */
static ent_status
hand_over(ent_ctx *ctx, ent_status status, ent_table *table, ent_table **out)
{
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    if (status == ENT_OK) {
        *out = table;
    } else {
        ent_table_destroy(table);
    }
    return status;
}

/* 1. optima and configurations */

enum {
    CONFIGURATION,
    ENERGY,
    LOCAL_MINIMUM,
    BASIN,
    SHARE,
    SHARE_SE,
    ALL_COLUMNS,
    SIDE_0 = ALL_COLUMNS, /* of optima alone: who stands there */
    SIDE_1,
    OPTIMUM_COLUMNS
};

static const ent_column OPTIMUM_COLUMN[OPTIMUM_COLUMNS] = {
    {"configuration", ENT_COLUMN_TEXT},    {"energy", ENT_COLUMN_NUMBER},
    {"local_minimum", ENT_COLUMN_BOOLEAN}, {"basin", ENT_COLUMN_INTEGER},
    {"share", ENT_COLUMN_NUMBER},          {"share_se", ENT_COLUMN_NUMBER},
    {"side_0", ENT_COLUMN_TEXT},           {"side_1", ENT_COLUMN_TEXT}};

static void
add_configuration(ent_table *table, const char *configuration, double energy, bool stable)
{
    ent_table_row(table);
    ent_table_text(table, CONFIGURATION, configuration);
    ent_table_number(table, ENERGY, energy);
    ent_table_boolean(table, LOCAL_MINIMUM, stable);
}

static void
add_optimum(ent_table *table, const ent_optima *optima, const ent_optimum *optimum)
{
    add_configuration(table, optimum->configuration, optimum->energy, true);
    if (optima->configurations > 0) {
        ent_table_integer(table, BASIN, (int64_t)optimum->basin);
        ent_table_number(table, SHARE, (double)optimum->basin / (double)optima->configurations);
    } else {
        double samples = (double)optima->samples, share = (double)optimum->hits / samples;

        ent_table_number(table, SHARE, share);
        ent_table_number(table, SHARE_SE, sqrt(share * (1 - share) / samples));
    }
}

/* The names of those on a side. */
static ent_status
add_side(ent_ctx *ctx, const ent_landscape *l, const char *configuration, int side,
         ent_table *table)
{
    ent_text   text;
    ent_status status;

    ent_text_init(&text);
    for (size_t i = 0; i < l->n; i++) {
        if (configuration[i] - '0' == side) {
            ent_text_add(&text, text.length > 0 ? "; " : "");
            ent_text_add(&text, l->names[i]);
        }
    }
    status = text.failed ? ent_fail_nomem(ctx) : ENT_OK;
    ent_table_text(table, side == 0 ? SIDE_0 : SIDE_1, ent_text_get(&text));
    ent_text_clear(&text);
    return status;
}

ent_status
ent_landscape_optima(ent_ctx *ctx, const ent_landscape *landscape, uint64_t seed, uint32_t samples,
                     ent_table **out)
{
    ent_optima optima;
    ent_table *table = NULL;
    ent_status status = ent_optima_find(ctx, landscape, seed, samples, &optima);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, OPTIMUM_COLUMN, OPTIMUM_COLUMNS, &table);
    for (size_t i = 0; i < optima.count && status == ENT_OK; i++) {
        add_optimum(table, &optima, &optima.optima[i]);
        for (int side = 0; side < 2 && status == ENT_OK; side++) {
            status = add_side(ctx, landscape, optima.optima[i].configuration, side, table);
        }
    }
    ent_optima_clear(&optima);
    return hand_over(ctx, status, table, out);
}

static void
add_all(const ent_landscape *l, const ent_optima *optima, ent_table *table)
{
    char digits[ENT_LANDSCAPE_ALL + 1];

    for (ent_sides sides = 0; sides < (ent_sides)1 << (l->n - 1); sides++) {
        const ent_optimum *found;
        ent_optimum        key = {.configuration = digits};

        ent_sides_print(sides, l->n, digits);
        key.energy = ent_landscape_rounded(l, ent_landscape_energy(l, digits));
        found = bsearch(&key, optima->optima, optima->count, sizeof key, ent_optimum_compare);
        if (found != NULL) {
            add_optimum(table, optima, found);
        } else {
            add_configuration(table, digits, key.energy, false);
        }
    }
}

ent_status
ent_landscape_all(ent_ctx *ctx, const ent_landscape *landscape, ent_table **out)
{
    ent_optima optima;
    ent_table *table = NULL;
    ent_status status;

    if (landscape->n > ENT_LANDSCAPE_ALL) {
        return ent_fail(ctx, ENT_E_LIMIT,
                        "%zu actors: all configurations are listed up to %d actors, %u of them",
                        landscape->n, ENT_LANDSCAPE_ALL, 1u << (ENT_LANDSCAPE_ALL - 1));
    }
    status = ent_optima_find(ctx, landscape, 0, 0, &optima);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, OPTIMUM_COLUMN, ALL_COLUMNS, &table);
    if (status == ENT_OK) {
        add_all(landscape, &optima, table);
    }
    ent_optima_clear(&optima);
    return hand_over(ctx, status, table, out);
}

/* 2. frustration */

enum {
    F_CONFIGURATION,
    F_ENERGY,
    F_ACTOR,
    F_SIZE,
    F_SIDE,
    F_FRUSTRATION,
    F_PART,
    F_CHANGE,
    F_COLUMNS
};

static const ent_column F_COLUMN[F_COLUMNS] = {
    {"configuration", ENT_COLUMN_TEXT}, {"energy", ENT_COLUMN_NUMBER},
    {"actor", ENT_COLUMN_TEXT},         {"size", ENT_COLUMN_NUMBER},
    {"side", ENT_COLUMN_INTEGER},       {"frustration", ENT_COLUMN_NUMBER},
    {"part", ENT_COLUMN_NUMBER},        {"change", ENT_COLUMN_NUMBER}};

static void
add_actor(const ent_landscape *l, const ent_optimum *optimum, size_t actor, ent_table *table)
{
    const char *digits = optimum->configuration;
    double      part = 0, frustration = 0;

    for (size_t j = 0; j < l->n; j++) {
        if (digits[j] != digits[actor]) {
            part += ent_landscape_weight(l, actor, j);
            frustration += l->sizes[j] * l->propensities[actor * l->n + j];
        }
    }
    ent_table_row(table);
    ent_table_text(table, F_CONFIGURATION, digits);
    ent_table_number(table, F_ENERGY, optimum->energy);
    ent_table_text(table, F_ACTOR, l->names[actor]);
    ent_table_number(table, F_SIZE, l->sizes[actor]);
    ent_table_integer(table, F_SIDE, digits[actor] - '0');
    ent_table_number(table, F_FRUSTRATION, frustration);
    ent_table_number(table, F_PART, ent_landscape_rounded(l, part));
    ent_table_number(table, F_CHANGE,
                     ent_landscape_rounded(l, 2 * ent_landscape_hold(l, digits, actor)));
}

ent_status
ent_landscape_frustration(ent_ctx *ctx, const ent_landscape *landscape, uint64_t seed,
                          uint32_t samples, ent_table **out)
{
    ent_optima optima;
    ent_table *table = NULL;
    ent_status status = ent_optima_find(ctx, landscape, seed, samples, &optima);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, F_COLUMN, F_COLUMNS, &table);
    for (size_t i = 0; i < optima.count && status == ENT_OK; i++) {
        for (size_t actor = 0; actor < landscape->n; actor++) {
            add_actor(landscape, &optima.optima[i], actor, table);
        }
    }
    ent_optima_clear(&optima);
    return hand_over(ctx, status, table, out);
}

/* 3. turning propensities */

enum {
    T_ACTOR_A,
    T_ACTOR_B,
    T_TOGETHER,
    T_PROPENSITY,
    T_TURNING,
    T_CHANGE,
    T_CONFIGURATION,
    T_COLUMNS
};

static const ent_column T_COLUMN[T_COLUMNS] = {
    {"actor_a", ENT_COLUMN_TEXT},      {"actor_b", ENT_COLUMN_TEXT},
    {"together", ENT_COLUMN_BOOLEAN},  {"propensity", ENT_COLUMN_NUMBER},
    {"turning", ENT_COLUMN_NUMBER},    {"change", ENT_COLUMN_NUMBER},
    {"configuration", ENT_COLUMN_TEXT}};

typedef struct turn {
    size_t    a, b;
    bool      together;
    double    change;
    ent_sides sides;
} turn;

static int
compare_turns(const void *a, const void *b)
{
    const turn *x = a, *y = b;

    if (fabs(x->change) != fabs(y->change)) {
        return fabs(x->change) < fabs(y->change) ? -1 : 1;
    }
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    return x->b < y->b ? -1 : x->b > y->b;
}

/* The lowest energy of all: a pair stands together or apart in it. */
static void
take_turns(const ent_landscape *l, const ent_pair_low *lows, turn *turns)
{
    size_t n = l->n, at = 0;
    double lowest = lows[1].energy[0] < lows[1].energy[1] ? lows[1].energy[0] : lows[1].energy[1];

    lowest = ent_landscape_rounded(l, lowest);
    for (size_t a = 0; a < n; a++) {
        for (size_t b = a + 1; b < n; b++) {
            const ent_pair_low *low = &lows[a * n + b];
            double              together = ent_landscape_rounded(l, low->energy[0]);
            double              apart = ent_landscape_rounded(l, low->energy[1]);
            turn new = {.a = a, .b = b, .together = together <= apart};
            double other = new.together ? apart : together;

            new.change = (other - lowest) / (2 * l->sizes[a] * l->sizes[b]);
            new.change = new.together ? -new.change : new.change;
            new.sides = low->sides[new.together ? 1 : 0];
            turns[at++] = new;
        }
    }
    qsort(turns, at, sizeof *turns, compare_turns);
}

static void
add_turn(const ent_landscape *l, const turn *t, ent_table *table)
{
    char   digits[ENT_LANDSCAPE_TURNING + 1];
    double propensity = l->propensities[t->a * l->n + t->b];
    double decimals = ent_decimals_of(fabs(propensity) + fabs(t->change));

    ent_sides_print(t->sides, l->n, digits);
    ent_table_row(table);
    ent_table_text(table, T_ACTOR_A, l->names[t->a]);
    ent_table_text(table, T_ACTOR_B, l->names[t->b]);
    ent_table_boolean(table, T_TOGETHER, t->together);
    ent_table_number(table, T_PROPENSITY, propensity);
    ent_table_number(table, T_TURNING, ent_rounded(propensity + t->change, decimals));
    ent_table_number(table, T_CHANGE, ent_rounded(t->change, decimals));
    ent_table_text(table, T_CONFIGURATION, digits);
}

ent_status
ent_landscape_turning(ent_ctx *ctx, const ent_landscape *landscape, ent_table **out)
{
    size_t        n = landscape->n, pairs = n * (n - 1) / 2;
    ent_pair_low *lows;
    turn         *turns;
    ent_table    *table = NULL;
    ent_status    status;

    if (n > ENT_LANDSCAPE_TURNING) {
        return ent_fail(ctx, ENT_E_LIMIT,
                        "%zu actors: what would turn the optimum is found up to %d actors", n,
                        ENT_LANDSCAPE_TURNING);
    }
    lows = ent_alloc(n * n, sizeof *lows);
    turns = ent_alloc(pairs, sizeof *turns);
    status = lows != NULL && turns != NULL ? ent_landscape_lows(ctx, landscape, lows)
                                           : ent_fail_nomem(ctx);
    if (status == ENT_OK) {
        take_turns(landscape, lows, turns);
        status = ent_table_create(ctx, T_COLUMN, T_COLUMNS, &table);
    }
    for (size_t i = 0; i < pairs && status == ENT_OK; i++) {
        add_turn(landscape, &turns[i], table);
    }
    ent_free(lows);
    ent_free(turns);
    return hand_over(ctx, status, table, out);
}
