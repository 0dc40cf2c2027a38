/*
 * landscape.c - a landscape: actors, exact weights, energies
 *
 *   1. actors and weights     2. energies     3. a small one at once
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/landscape/landscape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"

/* Sums of weights are exact to so many bits of their total, with some to spare in a double. */
enum { GRID_BITS = 51, PRINTED_DIGITS = 12, MOST_EXACT_POWER = 22 };

static const double LEAST_SIZE = 1e-12, MOST_VALUE = 1e12;

/* 1. actors and weights */

static ent_status
check_actors(ent_ctx *ctx, size_t n, const char *const *names, const double *sizes,
             const double *propensities)
{
    if (n < 2 || n > ENT_LANDSCAPE_MOST_ACTORS) {
        return ent_fail(ctx, ENT_E_ARG, "%zu actors, expected 2 to %d", n,
                        ENT_LANDSCAPE_MOST_ACTORS);
    }
    for (size_t i = 0; i < n; i++) {
        if (sizes != NULL && !(sizes[i] >= LEAST_SIZE && sizes[i] <= MOST_VALUE)) {
            return ent_fail(ctx, ENT_E_ARG, "the size of '%s' is not from 1e-12 to 1e12", names[i]);
        }
        for (size_t j = 0; j < i; j++) {
            if (!(fabs(propensities[i * n + j]) <= MOST_VALUE) ||
                propensities[i * n + j] != propensities[j * n + i]) {
                return ent_fail(ctx, ENT_E_ARG,
                                "the propensity of '%s' and '%s' is not symmetric, or over 1e12",
                                names[i], names[j]);
            }
            if (strcmp(names[i], names[j]) == 0) {
                return ent_fail(ctx, ENT_E_ARG, "two actors have the name '%s'", names[i]);
            }
        }
    }
    return ENT_OK;
}

double
ent_decimals_of(double magnitude)
{
    double power = magnitude > 0 ? PRINTED_DIGITS - ceil(log10(magnitude)) : 0;

    return fabs(power) <= MOST_EXACT_POWER ? pow(10, power) : 0;
}

double
ent_rounded(double value, double decimals)
{
    double rounded;

    if (decimals == 0) {
        return value;
    }
    rounded = decimals >= 1 ? rint(value * decimals) / decimals
                            : rint(value * decimals) * rint(1 / decimals);
    return rounded == 0 ? 0 : rounded; /* never -0 */
}

/* Weights as multiples of a power of 2 that is small against their sum, which is returned. */
static double
weigh(size_t n, const double *sizes, const double *propensities, double *weights, double *grid)
{
    double total = 0;
    int    bits;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            weights[i * n + j] = sizes[i] * sizes[j] * propensities[i * n + j];
            total += fabs(weights[i * n + j]);
        }
    }
    (void)frexp(total, &bits);
    *grid = ldexp(1, bits - GRID_BITS);
    for (size_t i = 0; i < n * n; i++) {
        weights[i] = rint(weights[i] / *grid) * *grid;
    }
    return total;
}

static bool
copy_actors(ent_landscape *l, const char *const *names, const double *sizes,
            const double *propensities)
{
    size_t n = l->n;

    l->names = ent_arena_alloc(&l->memory, n, sizeof *l->names);
    l->sizes = ent_arena_alloc(&l->memory, n, sizeof *l->sizes);
    l->propensities = ent_arena_alloc(&l->memory, n * n, sizeof *l->propensities);
    l->weights = ent_arena_alloc(&l->memory, n * n, sizeof *l->weights);
    if (l->names == NULL || l->sizes == NULL || l->propensities == NULL || l->weights == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        l->names[i] = ent_arena_strdup(&l->memory, names[i]);
        if (l->names[i] == NULL) {
            return false;
        }
        l->sizes[i] = sizes != NULL ? sizes[i] : 1;
        for (size_t j = 0; j < n; j++) {
            l->propensities[i * n + j] = i == j ? 0 : propensities[i * n + j];
        }
    }
    return true;
}

ent_status
ent_landscape_create(ent_ctx *ctx, size_t n, const char *const *names, const double *sizes,
                     const double *propensities, ent_landscape **out)
{
    ent_landscape *l;
    ent_status     status = check_actors(ctx, n, names, sizes, propensities);

    if (status != ENT_OK) {
        return status;
    }
    l = ent_alloc_zero(1, sizeof *l);
    if (l == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&l->memory);
    l->n = n;
    if (!copy_actors(l, names, sizes, propensities)) {
        ent_landscape_destroy(l);
        return ent_fail_nomem(ctx);
    }
    l->decimals = ent_decimals_of(weigh(n, l->sizes, l->propensities, l->weights, &l->grid));
    l->rounding = (double)n * l->grid;
    *out = l;
    return ENT_OK;
}

void
ent_landscape_destroy(ent_landscape *landscape)
{
    if (landscape != NULL) {
        ent_arena_clear(&landscape->memory);
        ent_free(landscape);
    }
}

size_t
ent_landscape_size(const ent_landscape *landscape)
{
    return landscape->n;
}

const char *
ent_landscape_name(const ent_landscape *landscape, size_t actor)
{
    return landscape->names[actor];
}

/* 2. energies */

void
ent_sides_print(ent_sides sides, size_t n, char *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = ent_side_of(sides, n, i) ? '1' : '0';
    }
    out[n] = '\0';
}

double
ent_landscape_energy(const ent_landscape *l, const char *configuration)
{
    double energy = 0;

    for (size_t i = 0; i < l->n; i++) {
        for (size_t j = 0; j < i; j++) {
            if (configuration[i] != configuration[j]) {
                energy += 2 * ent_landscape_weight(l, i, j);
            }
        }
    }
    return energy;
}

double
ent_landscape_rounded(const ent_landscape *l, double energy)
{
    return ent_rounded(energy, l->decimals);
}

double
ent_landscape_hold(const ent_landscape *l, const char *configuration, size_t actor)
{
    double hold = 0;

    for (size_t j = 0; j < l->n; j++) {
        double weight = ent_landscape_weight(l, actor, j);

        hold += configuration[j] == configuration[actor] ? weight : -weight;
    }
    return hold;
}

/* 3. a small one at once */

double
ent_landscape_together(size_t n, const double *sizes, const double *propensities, size_t a,
                       size_t b)
{
    double weights[ENT_LANDSCAPE_SMALL * ENT_LANDSCAPE_SMALL], pull[ENT_LANDSCAPE_SMALL] = {0};
    double y[ENT_LANDSCAPE_SMALL], energy = 0, least = INFINITY, grid;
    double alike = weigh(n, sizes, propensities, weights, &grid) * pow(10, -PRINTED_DIGITS);
    size_t all = 0, together = 0, configurations = ((size_t)1 << n) / 2;

    for (size_t i = 0; i < n; i++) {
        y[i] = 1;
        for (size_t j = 0; j < n; j++) {
            pull[i] += j != i ? weights[i * n + j] : 0;
        }
    }
    for (size_t step = 1;; step++) { /* in the order of a Gray code; the first actor stays */
        size_t actor = 1;

        if (energy < least - alike) {
            least = energy;
            all = together = 0;
        }
        if (energy <= least + alike) {
            all++;
            together += y[a] == y[b];
        }
        if (step >= configurations) {
            return (double)together / (double)all;
        }
        while ((step >> (actor - 1) & 1) == 0) {
            actor++;
        }
        energy += 2 * y[actor] * pull[actor];
        y[actor] = -y[actor];
        for (size_t j = 0; j < n; j++) {
            pull[j] += j != actor ? 2 * y[actor] * weights[actor * n + j] : 0;
        }
    }
}

/* The first of the actors whose change of sides lowers the energy most; n where none does. */
static size_t
steepest(size_t n, const double *weights, const double *y, double rounding)
{
    double hold[ENT_LANDSCAPE_SMALL], worst = 0;

    for (size_t i = 0; i < n; i++) {
        hold[i] = 0;
        for (size_t j = 0; j < n; j++) {
            hold[i] += j != i ? y[i] * y[j] * weights[i * n + j] : 0;
        }
        worst = hold[i] < worst ? hold[i] : worst;
    }
    for (size_t i = 0; i < n && worst < -rounding; i++) {
        if (hold[i] <= worst + rounding) {
            return i;
        }
    }
    return n;
}

double
ent_landscape_drawn_together(size_t n, const double *sizes, const double *propensities, size_t a,
                             size_t b)
{
    double weights[ENT_LANDSCAPE_SMALL * ENT_LANDSCAPE_SMALL], y[ENT_LANDSCAPE_SMALL], grid;
    size_t together = 0, configurations = ((size_t)1 << n) / 2;

    (void)weigh(n, sizes, propensities, weights, &grid);
    for (size_t sides = 0; sides < configurations; sides++) {
        for (size_t i = 0; i < n; i++) {
            y[i] = (sides >> i & 1) != 0 ? -1 : 1;
        }
        for (size_t i = steepest(n, weights, y, (double)n * grid); i < n;
             i = steepest(n, weights, y, (double)n * grid)) {
            y[i] = -y[i];
        }
        together += y[a] == y[b];
    }
    return (double)together / (double)configurations;
}
