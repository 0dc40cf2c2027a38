/*
 * logit_network.c - change statistics of a network
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/graded/logit_network.h"

#include <math.h>

#include "base/arena.h"
#include "base/context.h"

static const double DECAY = 0.69;

typedef struct network {
    size_t    n;
    uint8_t  *tie;    /* n x n */
    uint16_t *shared; /* partners that a pair shares, n x n */
    uint16_t *ties;   /* of each node */
} network;

static void
count(network *w, const float *tie)
{
    size_t n = w->n;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            w->tie[i * n + j] = i != j && tie[i * n + j] > 0;
            w->ties[i] = (uint16_t)(w->ties[i] + w->tie[i * n + j]);
        }
    }
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n && w->tie[k * n + i] != 0; j++) {
                w->shared[i * n + j] =
                    (uint16_t)(w->shared[i * n + j] + (j != i && w->tie[k * n + j] != 0));
            }
        }
    }
}

/*
 * The pair's own term, and for each shared partner k what one partner more is worth to its ties
 * with both: (1 - e^-a)^s of the s that they share without this pair's tie.
 */
static double
gwesp_of(const network *w, const double *power, size_t i, size_t j)
{
    size_t n = w->n, own = w->tie[i * n + j];
    double sum = exp(DECAY) * (1 - power[w->shared[i * n + j]]);

    for (size_t k = 0; k < n && w->shared[i * n + j] > 0; k++) {
        if (w->tie[i * n + k] != 0 && w->tie[j * n + k] != 0) {
            sum += power[w->shared[i * n + k] - own] + power[w->shared[j * n + k] - own];
        }
    }
    return sum;
}

static void
describe(const network *w, const double *power, float *gwesp, float *degree)
{
    size_t n = w->n;

    for (size_t i = 0; i < n; i++) {
        gwesp[i * n + i] = degree[i * n + i] = 0;
        for (size_t j = i + 1; j < n; j++) {
            int ties = w->ties[i] + w->ties[j] - 2 * w->tie[i * n + j];

            gwesp[i * n + j] = gwesp[j * n + i] = (float)gwesp_of(w, power, i, j);
            degree[i * n + j] = degree[j * n + i] = (float)ties;
        }
    }
}

ent_status
ent_network_change(ent_ctx *ctx, size_t n, const float *tie, float *gwesp, float *degree)
{
    ent_arena arena;
    network   w = {.n = n};
    double   *power;

    ent_arena_init(&arena);
    w.tie = ent_arena_alloc(&arena, n * n, sizeof *w.tie);
    w.shared = ent_arena_alloc(&arena, n * n, sizeof *w.shared);
    w.ties = ent_arena_alloc(&arena, n, sizeof *w.ties);
    power = ent_arena_alloc(&arena, n + 1, sizeof *power);
    if (w.tie == NULL || w.shared == NULL || w.ties == NULL || power == NULL) {
        ent_arena_clear(&arena);
        return ent_fail_nomem(ctx);
    }
    for (size_t s = 0; s <= n; s++) {
        power[s] = pow(1 - exp(-DECAY), (double)s);
    }
    count(&w, tie);
    describe(&w, power, gwesp, degree);
    ent_arena_clear(&arena);
    return ENT_OK;
}
