/*
 * rivals.c - what a bargain would come to without a model: means, medians, Nash's product
 *
 *   1. means and medians     2. the Nash product     3. all of them
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "model/bargain/bargain.h"

/* 1. means and medians */

double
ent_bargain_outcome(const ent_bargain *bargain, const uint32_t *rank, const double *positions,
                    size_t dimension)
{
    double sum = 0, weights = 0;

    for (size_t i = 0; i < bargain->actor_count; i++) {
        const ent_bargain_actor *actor = &bargain->actors[rank[i]];
        double                   weight = actor->capability * actor->salience[dimension];

        sum += weight * positions[rank[i] * bargain->dimension_count + dimension];
        weights += weight;
    }
    return weights > 0 ? sum / weights : NAN;
}

typedef struct weighed {
    double position, weight;
} weighed;

static int
compare_weighed(const void *a, const void *b)
{
    double one = ((const weighed *)a)->position, other = ((const weighed *)b)->position;

    return (one > other) - (one < other);
}

/* The middle of two positions where one half of the weight ends between them. */
static double
median_of(weighed *all, size_t count)
{
    const double rounding = 1e-12;
    double       total = 0, below = 0;

    qsort(all, count, sizeof *all, compare_weighed);
    for (size_t i = 0; i < count; i++) {
        total += all[i].weight;
    }
    for (size_t i = 0; i < count; i++) {
        below += all[i].weight;
        if (all[i].weight > 0 && fabs(below - total / 2) <= rounding * total) {
            size_t next = i + 1;

            while (next < count && !(all[next].weight > 0)) {
                next++;
            }
            return next < count ? (all[i].position + all[next].position) / 2 : all[i].position;
        }
        if (below > total / 2) {
            return all[i].position;
        }
    }
    return NAN; /* no weight at all */
}

/* 2. the Nash product */

/* Distances are blunted at their points, d = sqrt(d^2 + e^2) - e, less and less. */
typedef struct nash {
    size_t  n, dimensions;
    double *weight, *share, *ideal; /* c S of each; s_k^2 / sum s^2 and y of each and dimension */
    double  blunt;
    double *x, *trial, *gradient, *slope, *hessian, *step;
} nash;

static bool
take_memory(nash *p, ent_arena *arena)
{
    size_t n = p->n, d = p->dimensions;

    struct {
        double **to;
        size_t   count;
    } const numbers[] = {{&p->weight, n}, {&p->share, n * d},   {&p->ideal, n * d},
                         {&p->x, d},      {&p->trial, d},       {&p->gradient, d},
                         {&p->slope, d},  {&p->hessian, d * d}, {&p->step, d}};

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        *numbers[i].to = ent_arena_alloc(arena, numbers[i].count, sizeof(double));
        if (*numbers[i].to == NULL) {
            return false;
        }
    }
    return true;
}

static double
square_distance(const nash *p, size_t i, const double *x)
{
    double sum = 0;

    for (size_t k = 0; k < p->dimensions; k++) {
        double difference = x[k] - p->ideal[i * p->dimensions + k];

        sum += p->share[i * p->dimensions + k] * difference * difference;
    }
    return sum;
}

/* The logarithm of the product; -INFINITY where someone has nothing left. */
static double
value_at(const nash *p, const double *x)
{
    double sum = 0;

    for (size_t i = 0; i < p->n; i++) {
        double left = 1 + p->blunt - sqrt(square_distance(p, i, x) + p->blunt * p->blunt);

        if (!(left > 0)) {
            return -INFINITY;
        }
        sum += p->weight[i] * log(left);
    }
    return sum;
}

/* Gradient, and minus the second derivatives: f = sum w log(1 - d). */
static void
derive(nash *p)
{
    size_t d = p->dimensions;

    memset(p->gradient, 0, d * sizeof(double));
    memset(p->hessian, 0, d * d * sizeof(double));
    for (size_t i = 0; i < p->n; i++) {
        double root = sqrt(square_distance(p, i, p->x) + p->blunt * p->blunt);
        double left = 1 + p->blunt - root;
        double by_slope = p->weight[i] * (1 / (left * left) - 1 / (left * root));

        for (size_t k = 0; k < d; k++) {
            double share = p->share[i * d + k];

            p->slope[k] = share * (p->x[k] - p->ideal[i * d + k]) / root;
            p->gradient[k] -= p->weight[i] * p->slope[k] / left;
            p->hessian[k * d + k] += p->weight[i] * share / (root * left);
        }
        for (size_t k = 0; k < d; k++) {
            for (size_t l = 0; l < d; l++) {
                p->hessian[k * d + l] += by_slope * p->slope[k] * p->slope[l];
            }
        }
    }
}

/* Solve hessian * step = gradient by Cholesky's factors, made safe by a little on the diagonal. */
static void
solve(nash *p)
{
    size_t  d = p->dimensions;
    double *h = p->hessian, largest = 0;

    for (size_t k = 0; k < d; k++) {
        largest = h[k * d + k] > largest ? h[k * d + k] : largest;
    }
    for (size_t k = 0; k < d; k++) {
        h[k * d + k] += largest > 0 ? largest * 1e-13 : 1;
        for (size_t l = 0; l <= k; l++) {
            double sum = h[k * d + l];

            for (size_t m = 0; m < l; m++) {
                sum -= h[k * d + m] * h[l * d + m];
            }
            if (l < k) {
                h[k * d + l] = sum / h[l * d + l];
            } else {
                h[k * d + k] = sqrt(sum > largest * 1e-15 ? sum : largest * 1e-15);
            }
        }
    }
    for (size_t k = 0; k < d; k++) {
        p->step[k] = p->gradient[k];
        for (size_t m = 0; m < k; m++) {
            p->step[k] -= h[k * d + m] * p->step[m];
        }
        p->step[k] /= h[k * d + k];
    }
    for (size_t k = d; k-- > 0;) {
        for (size_t m = k + 1; m < d; m++) {
            p->step[k] -= h[m * d + k] * p->step[m];
        }
        p->step[k] /= h[k * d + k];
    }
}

/* Go along the step as far as the product grows; how far, at most, in one dimension. */
static double
advance(nash *p)
{
    double now = value_at(p, p->x), along = 1, moved;

    for (int halvings = 0; halvings < 60; halvings++) {
        moved = 0;
        for (size_t k = 0; k < p->dimensions; k++) {
            p->trial[k] = p->x[k] + along * p->step[k];
            moved = fmax(moved, fabs(along * p->step[k]));
        }
        if (value_at(p, p->trial) > now) {
            memcpy(p->x, p->trial, p->dimensions * sizeof(double));
            return moved;
        }
        along /= 2;
    }
    return 0;
}

static void
maximise(nash *p)
{
    static const double BLUNT[] = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9};
    enum { MOST_STEPS = 200, BLUNTS = sizeof BLUNT / sizeof BLUNT[0] };

    for (size_t i = 0; i < BLUNTS; i++) {
        p->blunt = BLUNT[i];
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            derive(p);
            solve(p);
            if (advance(p) < 1e-13) {
                break;
            }
        }
    }
}

static void
set_up(nash *p, const ent_bargain *bargain, const uint32_t *rank)
{
    size_t d = p->dimensions;

    for (size_t i = 0; i < p->n; i++) {
        const ent_bargain_actor *actor = &bargain->actors[rank[i]];
        double                   sum = 0, squares = 0;

        for (size_t k = 0; k < d; k++) {
            sum += actor->salience[k] / 100;
            squares += actor->salience[k] * actor->salience[k];
        }
        p->weight[i] = actor->capability * sum;
        for (size_t k = 0; k < d; k++) {
            p->share[i * d + k] = actor->salience[k] * actor->salience[k] / squares;
            p->ideal[i * d + k] = actor->position[k] / 100;
        }
    }
}

/* Weights relative to the largest: numbers stay in range. */
static void
scale_weights(nash *p)
{
    double largest = 0;

    for (size_t i = 0; i < p->n; i++) {
        largest = fmax(largest, p->weight[i]);
    }
    for (size_t i = 0; i < p->n; i++) {
        p->weight[i] /= largest;
    }
}

/* 3. all of them */

static void
find_nash(nash *p, const ent_bargain *bargain, const uint32_t *rank, ent_bargain_rival *out)
{
    set_up(p, bargain, rank);
    scale_weights(p);
    for (size_t k = 0; k < p->dimensions; k++) {
        double mean = isnan(out[k].weighted_mean) ? 50 : out[k].weighted_mean;

        p->x[k] = (0.99 * mean + 0.01 * 50) / 100; /* inside, where all have something left */
    }
    maximise(p);
    for (size_t k = 0; k < p->dimensions; k++) {
        out[k].nash = isnan(out[k].weighted_mean) ? NAN : floor(1e10 * p->x[k] + 0.5) / 1e8;
    }
}

ent_status
ent_bargain_rivals_ranked(ent_ctx *ctx, const ent_bargain *bargain, const uint32_t *rank,
                          ent_bargain_rival *out)
{
    size_t    n = bargain->actor_count, d = bargain->dimension_count;
    nash      p = {.n = n, .dimensions = d};
    ent_arena arena;
    weighed  *all;
    double   *positions;

    ent_arena_init(&arena);
    all = ent_arena_alloc(&arena, n, sizeof *all);
    positions = ent_arena_alloc(&arena, n * d, sizeof *positions);
    if (all == NULL || positions == NULL || !take_memory(&p, &arena)) {
        ent_arena_clear(&arena);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n; i++) {
        memcpy(positions + i * d, bargain->actors[i].position, d * sizeof *positions);
    }
    for (size_t k = 0; k < d; k++) {
        double sum = 0;

        for (size_t i = 0; i < n; i++) {
            const ent_bargain_actor *actor = &bargain->actors[rank[i]];

            all[i] = (weighed){actor->position[k], actor->capability * actor->salience[k]};
            sum += actor->position[k];
        }
        out[k].weighted_mean = ent_bargain_outcome(bargain, rank, positions, k);
        out[k].weighted_median = median_of(all, n);
        out[k].plain_mean = sum / (double)n;
    }
    find_nash(&p, bargain, rank, out);
    ent_arena_clear(&arena);
    return ENT_OK;
}

ent_status
ent_bargain_rivals(ent_ctx *ctx, const ent_bargain *bargain, ent_bargain_rival *out)
{
    ent_arena  arena;
    uint32_t  *rank;
    ent_status status;

    ent_arena_init(&arena);
    rank = ent_arena_alloc(&arena, bargain->actor_count, sizeof *rank);
    status = rank != NULL ? ent_bargain_rank(ctx, bargain, rank) : ent_fail_nomem(ctx);
    if (status == ENT_OK) {
        status = ent_bargain_rivals_ranked(ctx, bargain, rank, out);
    }
    ent_arena_clear(&arena);
    return status;
}
