/*
 * unit_landscape.h - drawn landscapes, and the theory straight from its definition
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_LANDSCAPE_H
#define ENT_TESTS_UNIT_LANDSCAPE_H

#include "unit.h"

#include <math.h>

#include "base/random.h"
#include "model/landscape/landscape.h"

enum { UNIT_MOST = 64 };

typedef struct drawn {
    size_t n;
    char   names[UNIT_MOST][8];
    double sizes[UNIT_MOST], propensities[UNIT_MOST * UNIT_MOST];
} drawn;

/** Whole numbers of few values (many ties), or anything. */
typedef enum draw_kind { DRAW_WHOLE, DRAW_ANY } draw_kind;

static inline drawn
draw_landscape(size_t n, uint32_t number, draw_kind kind)
{
    drawn   d = {.n = n};
    ent_key key = {7, number, ENT_PROCESS_TEST, 0, 0};
    int     at = 0;

    for (size_t i = 0; i < n; i++) {
        (void)snprintf(d.names[i], sizeof d.names[i], "A%u", (unsigned)i % 1000);
        d.sizes[i] = kind == DRAW_WHOLE ? (double)(1 + ent_random_below(&key, (uint32_t)at++, 3))
                                        : 0.1 + ent_random_uniform(&key, (uint32_t)at++);
        for (size_t j = 0; j < i; j++) {
            double p = kind == DRAW_WHOLE ? (double)ent_random_below(&key, (uint32_t)at++, 4) - 2
                                          : ent_random_normal(&key, (uint32_t)at++);

            d.propensities[i * n + j] = d.propensities[j * n + i] = p;
        }
    }
    return d;
}

static inline ent_status
try_landscape(ent_ctx *ctx, const drawn *d, ent_landscape **out)
{
    const char *names[UNIT_MOST];

    for (size_t i = 0; i < UNIT_MOST; i++) {
        names[i] = d->names[i];
    }
    return ent_landscape_create(ctx, d->n, names, d->sizes, d->propensities, out);
}

static inline ent_landscape *
make_landscape(ent_ctx *ctx, const drawn *d)
{
    ent_landscape *l = NULL;

    if (try_landscape(ctx, d, &l) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(ctx));
    }
    return l;
}

/** E of sides given as bits, the first actor highest, by the formula. */
static inline double
slow_energy(const drawn *d, size_t sides)
{
    double energy = 0;

    for (size_t i = 0; i < d->n; i++) {
        double frustration = 0;

        for (size_t j = 0; j < d->n; j++) {
            if (i != j && (sides >> (d->n - 1 - i) & 1) != (sides >> (d->n - 1 - j) & 1)) {
                frustration += d->sizes[j] * d->propensities[i * d->n + j];
            }
        }
        energy += d->sizes[i] * frustration;
    }
    return energy;
}

/** The sides after the steepest change, the first of equal ones; the same where none is lower. */
static inline size_t
slow_step(const drawn *d, size_t sides)
{
    double here = slow_energy(d, sides), best = here - 1e-9;
    size_t next = sides, all = ((size_t)1 << d->n) - 1;

    for (size_t i = 0; i < d->n; i++) {
        size_t there = sides ^ (size_t)1 << (d->n - 1 - i);
        double energy = slow_energy(d, there);

        if (energy < best - (next == sides ? 0 : 1e-9)) {
            best = energy;
            next = there;
        }
    }
    return next >> (d->n - 1) & 1 ? ~next & all : next;
}

#endif
