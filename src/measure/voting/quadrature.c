/*
 * quadrature.c - Shapley-Shubik of one criterion with many members
 *
 * When each member votes yes with probability p, X is the weight of the others in favour and
 *
 *     Shapley-Shubik = integral over p from 0 to 1 of P(q - w <= X < q),
 *
 * a polynomial in p of degree n - 1, so that ceil(n / 2) Gauss-Legendre nodes give it exactly.
 * A node above 1/2 is the node 1 - p of the dual rule, whose quota is W - q + 1: taking a member
 * out of the distribution never divides by less than 1/2.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/count.h"

enum { NEWTON_STEPS = 100 };

typedef struct distribution {
    size_t  most; /* weights from 0 to most - 1 */
    double *now, *next;
} distribution;

/* Node and weight on (0, 1) of number i of `count`, i from 0 upwards in p. */
static void
legendre(size_t count, size_t i, double *node, double *weight)
{
    const double pi = 3.14159265358979323846;
    double       m = (double)count, x = cos(pi * ((double)i + 0.75) / (m + 0.5)), slope = 1;

    for (int step = 0; step < NEWTON_STEPS; step++) {
        double before = 1, value = x, change;

        for (size_t k = 2; k <= count; k++) {
            double next = ((2 * (double)k - 1) * x * value - ((double)k - 1) * before) / (double)k;

            before = value;
            value = next;
        }
        slope = m * (x * value - before) / (x * x - 1);
        change = value / slope;
        x -= change;
        if (fabs(change) < 1e-16) {
            break;
        }
    }
    *node = (1 - x) / 2;
    *weight = 1 / ((1 - x * x) * slope * slope);
}

static void
mix(double *restrict out, const double *restrict in, size_t from, size_t to, size_t shift, double p)
{
    double q = 1 - p;

    for (size_t t = from; t < to; t++) {
        out[t] = q * in[t] + p * in[t - shift];
    }
}

/* The distribution of the weight in favour when each votes yes with probability p, summed up. */
static void
distribute(distribution *d, const size_t *weights, size_t n, double p)
{
    size_t reached = 1; /* one above the highest weight so far */

    memset(d->now, 0, d->most * sizeof *d->now);
    memset(d->next, 0, d->most * sizeof *d->next);
    d->now[0] = 1;
    for (size_t i = 0; i < n; i++) {
        size_t  weight = weights[i];
        size_t  end = weight < d->most - reached ? reached + weight : d->most;
        size_t  alone = weight < end ? weight : end;
        double *other = d->now;

        for (size_t t = 0; t < alone; t++) {
            d->next[t] = (1 - p) * d->now[t];
        }
        mix(d->next, d->now, alone, end, weight, p);
        d->now = d->next;
        d->next = other;
        reached = end;
    }
    for (size_t t = 1; t < d->most; t++) {
        d->now[t] += d->now[t - 1];
    }
}

/* P(quota - weight <= X < quota) of the others, from the sums that hold the member as well. */
static double
turned_by(const distribution *d, size_t quota, size_t weight, double p)
{
    double sum = 0, factor = 1 / (1 - p);

    for (size_t k = 0; k * weight < quota && fabs(factor) > 1e-25; k++) {
        size_t x = quota - 1 - k * weight;

        sum += factor * (d->now[x] - (x >= weight ? d->now[x - weight] : 0));
        factor *= -p / (1 - p);
    }
    return sum;
}

static ent_status
integrate(ent_ctx *ctx, ent_tally *tally, distribution *d)
{
    const ent_criterion *criterion = &tally->rule->criteria[0];
    size_t               n = tally->rule->member_count, nodes = tally->nodes;
    size_t               quota = (size_t)criterion->quota;
    size_t               dual = (size_t)(criterion->total - criterion->quota) + 1;
    size_t               ascending[ENT_VOTING_MOST_MEMBERS];
    ent_status           status = ENT_OK;

    ent_tally_ascending(tally, ascending);
    for (size_t i = 0; i < (nodes + 1) / 2 && status == ENT_OK; i++) {
        bool   middle = 2 * i + 1 == nodes;
        double p, share;

        legendre(nodes, i, &p, &share);
        distribute(d, ascending, n, p);
        for (size_t t = 0; t < tally->types; t++) {
            size_t weight = (size_t)ent_tally_weight(tally, 0, t);

            if (weight > 0) {
                tally->quadrature[t] += share * turned_by(d, quota, weight, p);
                tally->quadrature[t] += middle ? 0 : share * turned_by(d, dual, weight, p);
            }
        }
        status = ent_check_cancelled(ctx);
    }
    return status;
}

ent_status
ent_tally_quadrature(ent_ctx *ctx, ent_tally *tally)
{
    const ent_criterion *criterion = &tally->rule->criteria[0];
    int64_t              dual = criterion->total - criterion->quota + 1;
    distribution         d = {.most = (size_t)(criterion->quota > dual ? criterion->quota : dual)};
    ent_status           status;

    tally->nodes = (tally->rule->member_count + 1) / 2;
    d.now = ent_alloc(d.most, sizeof *d.now);
    d.next = ent_alloc(d.most, sizeof *d.next);
    status = d.now != NULL && d.next != NULL ? integrate(ctx, tally, &d) : ent_fail_nomem(ctx);
    ent_free(d.now);
    ent_free(d.next);
    return status;
}
