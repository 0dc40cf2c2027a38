/*
 * loss_grid.c - rows, spans and the order of members
 *
 *   1. units     2. rows     3. the order of members     4. spans
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/voting/loss_grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"

/* 1. units */

static int64_t
common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

/* What all members may lose of a sum, and the unit in which they lose it. */
typedef struct scale {
    int64_t unit, total;
} scale;

static scale
scale_of(const ent_losses *losses, size_t sum)
{
    scale  s = {0, 0};
    size_t ways = losses->member_count * losses->way_count;

    for (size_t i = 0; i < ways; i++) {
        s.unit = common_divisor(losses->ways[i].of[sum], s.unit);
    }
    s.unit = s.unit > 0 ? s.unit : 1;
    for (size_t i = losses->way_count - 1; i < ways; i += losses->way_count) {
        s.total += losses->ways[i].of[sum] / s.unit;
    }
    return s;
}

static bool
takes_the_same(const ent_losses *losses, const ent_loss *a, const ent_loss *b)
{
    return memcmp(a->of, b->of, losses->sum_count * sizeof *a->of) == 0;
}

/* Ways that take the same are as one: the first of them has the chances of all. */
static ent_status
copy_ways(ent_ctx *ctx, const ent_losses *losses, const scale *scales, ent_loss_grid *grid)
{
    size_t    count = losses->member_count * losses->way_count;
    ent_loss *ways = ent_alloc(count, sizeof *ways);

    if (ways == NULL) {
        return ent_fail_nomem(ctx);
    }
    memcpy(ways, losses->ways, count * sizeof *ways);
    for (size_t i = count; i-- > 0;) {
        for (size_t sum = 0; sum < losses->sum_count; sum++) {
            ways[i].of[sum] /= scales[sum].unit;
        }
        if (i % losses->way_count + 1 < losses->way_count &&
            takes_the_same(losses, &ways[i], &ways[i + 1])) {
            ways[i].chance += ways[i + 1].chance;
            ways[i + 1].chance = 0;
        }
    }
    grid->ways = ways;
    return ENT_OK;
}

/* 2. rows */

/* The limit of a clause in units: never below 0, always where all may be lost. */
static int64_t
limit_of(const ent_losses *losses, size_t clause, size_t sum, const scale *s)
{
    int64_t limit = losses->limits[clause][sum];

    return limit < 0 ? ENT_LOSS_NEVER : limit / s->unit >= s->total ? s->total : limit / s->unit;
}

static bool
is_alive(const ent_losses *losses, size_t clause)
{
    for (size_t i = 0; i < losses->sum_count; i++) {
        if (losses->limits[clause][i] < 0) {
            return false;
        }
    }
    return true;
}

static void
choose_finest(const ent_losses *losses, const scale *scales, ent_loss_grid *grid)
{
    grid->finest = losses->worth != NULL && losses->worth_of == 0 && losses->sum_count > 1 ? 1 : 0;
    for (size_t i = 0; i < losses->sum_count; i++) {
        if ((losses->worth == NULL || i != losses->worth_of) &&
            scales[i].total > scales[grid->finest].total) {
            grid->finest = i;
        }
    }
    grid->total = scales[grid->finest].total;
}

static ent_status
lay_box(ent_ctx *ctx, const ent_losses *losses, const scale *scales, ent_loss_grid *grid)
{
    grid->rows = 1;
    for (size_t sum = 0; sum < losses->sum_count; sum++) {
        size_t  k = grid->coarse_count;
        int64_t most = 0;

        if (sum == grid->finest) {
            continue;
        }
        for (size_t clause = 0; clause < losses->clause_count; clause++) {
            int64_t limit =
                is_alive(losses, clause) ? limit_of(losses, clause, sum, &scales[sum]) : 0;

            most = limit > most ? limit : most;
        }
        grid->coarse[k] = sum;
        grid->box[k] = most;
        grid->stride[k] = grid->rows;
        grid->coarse_count++;
        if (most >= ENT_LOSS_MOST_ROWS / (int64_t)grid->rows) {
            return ent_fail(ctx, ENT_E_LIMIT, "the votes have too many sums to be listed");
        }
        grid->rows *= (size_t)most + 1;
    }
    return ENT_OK;
}

/* The most of the finest sum that passes with the places of a row. */
static int64_t
limit_of_row(const ent_losses *losses, const scale *scales, const ent_loss_grid *grid,
             const int64_t *places)
{
    int64_t most = ENT_LOSS_NEVER;

    for (size_t clause = 0; clause < losses->clause_count; clause++) {
        int64_t limit = limit_of(losses, clause, grid->finest, &scales[grid->finest]);
        bool    met = true;

        for (size_t k = 0; k < grid->coarse_count; k++) {
            size_t sum = grid->coarse[k];

            met = met && places[k] <= limit_of(losses, clause, sum, &scales[sum]);
        }
        most = met && limit > most ? limit : most;
    }
    return most == grid->total ? ENT_LOSS_ALWAYS : most;
}

static ent_status
fill_rows(ent_ctx *ctx, const ent_losses *losses, const scale *scales, ent_loss_grid *grid)
{
    grid->places = ent_alloc_zero(grid->rows * (grid->coarse_count + 1), sizeof *grid->places);
    grid->limits = ent_alloc(grid->rows, sizeof *grid->limits);
    grid->worth = losses->worth != NULL ? ent_alloc(grid->rows, sizeof *grid->worth) : NULL;
    if (grid->places == NULL || grid->limits == NULL ||
        (grid->worth == NULL && losses->worth != NULL)) {
        return ent_fail_nomem(ctx);
    }
    grid->least = INT64_MAX;
    for (size_t row = 0; row < grid->rows; row++) {
        int64_t *places = grid->places + row * grid->coarse_count, limit;

        for (size_t k = 0; k < grid->coarse_count; k++) {
            size_t sum = grid->coarse[k];

            places[k] = (int64_t)(row / grid->stride[k]) % (grid->box[k] + 1);
            if (grid->worth != NULL && sum == losses->worth_of) {
                grid->worth[row] = losses->worth[places[k]];
            }
        }
        limit = grid->limits[row] = limit_of_row(losses, scales, grid, places);
        grid->has_always = grid->has_always || limit == ENT_LOSS_ALWAYS;
        if (limit != ENT_LOSS_ALWAYS && limit != ENT_LOSS_NEVER) {
            grid->least = limit < grid->least ? limit : grid->least;
            grid->most = limit > grid->most ? limit : grid->most;
        }
    }
    if (grid->least == INT64_MAX) {
        grid->least = grid->most = grid->total;
    }
    return ENT_OK;
}

ent_status
ent_loss_grid_of(ent_ctx *ctx, const ent_losses *losses, ent_loss_grid *out)
{
    scale      scales[ENT_LOSS_MOST_SUMS] = {{1, 0}};
    ent_status status;

    *out = (ent_loss_grid){.way_count = losses->way_count, .member_count = losses->member_count};
    for (size_t i = 0; i < losses->sum_count; i++) {
        scales[i] = scale_of(losses, i);
    }
    choose_finest(losses, scales, out);
    status = copy_ways(ctx, losses, scales, out);
    if (status == ENT_OK) {
        status = lay_box(ctx, losses, scales, out);
    }
    return status == ENT_OK ? fill_rows(ctx, losses, scales, out) : status;
}

void
ent_loss_grid_clear(ent_loss_grid *grid)
{
    ent_free(grid->places);
    ent_free(grid->limits);
    ent_free(grid->worth);
    ent_free(grid->ways);
    *grid = (ent_loss_grid){0};
}

size_t
ent_loss_row_sum(const ent_loss_grid *grid, size_t a, size_t b)
{
    const int64_t *p = grid->places + a * grid->coarse_count;
    const int64_t *q = grid->places + b * grid->coarse_count;

    for (size_t k = 0; k < grid->coarse_count; k++) {
        if (p[k] + q[k] > grid->box[k]) {
            return ENT_LOSS_NO_ROW;
        }
    }
    return a + b;
}

size_t
ent_loss_row_after(const ent_loss_grid *grid, size_t row, const ent_loss *way)
{
    const int64_t *places = grid->places + row * grid->coarse_count;

    for (size_t k = 0; k < grid->coarse_count; k++) {
        int64_t lost = way->of[grid->coarse[k]];

        if (lost > grid->box[k] - places[k]) {
            return ENT_LOSS_NO_ROW;
        }
        row += (size_t)lost * grid->stride[k];
    }
    return row;
}

/* 3. the order of members */

typedef struct weighed {
    int64_t weight;
    size_t  member;
} weighed;

static int
compare_weights(const void *a, const void *b)
{
    const weighed *x = a, *y = b;

    return x->weight != y->weight ? (x->weight > y->weight) - (x->weight < y->weight)
                                  : (x->member > y->member) - (x->member < y->member);
}

static void
place_members(const ent_loss_grid *grid, bool ascending, ent_loss_half *half)
{
    weighed sorted[ENT_VOTING_MOST_MEMBERS] = {{0}};
    size_t  n = grid->member_count, last = grid->way_count - 1;

    for (size_t i = 0; i < n; i++) {
        sorted[i] = (weighed){grid->ways[i * grid->way_count + last].of[grid->finest], i};
    }
    qsort(sorted, n, sizeof *sorted, compare_weights);
    half->count = n;
    half->rest[0] = grid->total;
    for (size_t i = 0; i < n; i++) {
        const weighed *next = &sorted[ascending ? i : n - 1 - i];

        half->members[i] = next->member;
        half->rest[i + 1] = half->rest[i] - next->weight;
    }
}

/* 4. spans */

/* The least and the most that can be lost in a row; from > to: the row is not reached. */
static void
reach_further(const ent_loss_half *half, size_t stage, const ent_loss_span *now,
              ent_loss_span *next)
{
    const ent_loss_grid *grid = half->grid;
    const ent_loss      *ways = grid->ways + half->members[stage] * grid->way_count;

    for (size_t row = 0; row < grid->rows; row++) {
        next[row] = (ent_loss_span){INT64_MAX, -1};
    }
    for (size_t row = 0; row < grid->rows; row++) {
        for (size_t way = 0; way < grid->way_count && now[row].to >= 0; way++) {
            size_t         to = ent_loss_row_after(grid, row, &ways[way]);
            int64_t        cells = ways[way].of[grid->finest];
            ent_loss_span *span = to != ENT_LOSS_NO_ROW ? &next[to] : NULL;

            if (span != NULL) {
                span->from =
                    now[row].from + cells < span->from ? now[row].from + cells : span->from;
                span->to = now[row].to + cells > span->to ? now[row].to + cells : span->to;
            }
        }
    }
}

static void
cut_spans(ent_loss_half *half, size_t stage, const ent_loss_span *reach)
{
    const ent_loss_grid *grid = half->grid;
    int64_t              safe = ent_loss_safe(half, stage);

    for (size_t row = 0; row < grid->rows; row++) {
        int64_t from = reach[row].from > safe ? reach[row].from : safe + 1;
        int64_t to = reach[row].to < grid->most ? reach[row].to + 1 : grid->most + 1;

        half->spans[stage * grid->rows + row] =
            reach[row].to >= 0 && from < to ? (ent_loss_span){from, to} : (ent_loss_span){0, 0};
        half->cells[stage] += reach[row].to >= 0 && from < to ? (double)(to - from) : 0;
    }
}

ent_status
ent_loss_half_of(ent_ctx *ctx, const ent_loss_grid *grid, bool ascending, ent_loss_half *out)
{
    ent_loss_span *now = ent_alloc(grid->rows, sizeof *now), *swap;
    ent_loss_span *next = ent_alloc(grid->rows, sizeof *next);

    memset(out, 0, sizeof *out);
    out->grid = grid;
    out->spans = ent_alloc((grid->member_count + 1) * grid->rows, sizeof *out->spans);
    out->whole = ent_alloc(grid->rows, sizeof *out->whole);
    if (now == NULL || next == NULL || out->spans == NULL || out->whole == NULL) {
        ent_free(now);
        ent_free(next);
        return ent_fail_nomem(ctx);
    }
    place_members(grid, ascending, out);
    for (size_t row = 0; row < grid->rows; row++) {
        now[row] = (ent_loss_span){INT64_MAX, -1};
    }
    now[0] = (ent_loss_span){0, 0};
    for (size_t stage = 0; stage < out->count; stage++) {
        cut_spans(out, stage, now);
        reach_further(out, stage, now, next);
        swap = now;
        now = next;
        next = swap;
    }
    cut_spans(out, out->count, now);
    ent_free(now);
    ent_free(next);
    return ENT_OK;
}

void
ent_loss_half_clear(ent_loss_half *half)
{
    ent_free(half->spans);
    ent_free(half->whole);
    half->spans = half->whole = NULL;
}

void
ent_loss_half_cut(ent_loss_half *half, size_t count)
{
    half->count = count;
    for (size_t row = 0; row < half->grid->rows; row++) {
        ent_loss_span whole = {0, 0};

        for (size_t stage = 0; stage <= count; stage++) {
            ent_loss_span span = ent_loss_span_of(half, stage, row);

            if (span.from < span.to) {
                whole.from =
                    whole.from < whole.to && whole.from < span.from ? whole.from : span.from;
                whole.to = span.to > whole.to ? span.to : whole.to;
            }
        }
        half->whole[row] = whole;
    }
}

double
ent_loss_half_cells(const ent_loss_half *half)
{
    double cells = 0;

    for (size_t row = 0; row < half->grid->rows; row++) {
        cells += (double)(half->whole[row].to - half->whole[row].from);
    }
    return cells;
}
