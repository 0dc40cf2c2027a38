/*
 * losses.c - how likely it is that a vote loses no more than a rule lets it
 *
 *   1. where to part the members     2. votes that are fixed     3. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/voting/losses.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/loss_grid.h"

enum { LEAST_LEAF = 6 };

/* Of the two tables of a vote; of all that are kept while votes are fixed. */
static const double MOST_CELLS = 1 << 25, MOST_KEPT = 1 << 26, MOST_STEPS = 6e9;

/* 1. where to part the members */

typedef struct spread {
    ent_loss_grid grid;
    ent_loss_half halves[2]; /* the heavier members, the lighter ones */
} spread;

/* So many of the heaviest, and the others, that the fewest cells are made. */
static ent_status
part_members(ent_ctx *ctx, spread *s)
{
    size_t n = s->grid.member_count, best = 0;
    double cells[2][ENT_VOTING_MOST_MEMBERS + 1], least = INFINITY;

    for (size_t side = 0; side < 2; side++) {
        cells[side][0] = s->halves[side].cells[0];
        for (size_t i = 1; i <= n; i++) {
            cells[side][i] = cells[side][i - 1] + s->halves[side].cells[i];
        }
    }
    for (size_t heavy = 0; heavy <= n; heavy++) {
        double steps = cells[0][heavy] + cells[1][n - heavy];
        double room = s->halves[0].cells[heavy] + s->halves[1].cells[n - heavy];

        if (room <= MOST_CELLS && steps < least) {
            least = steps;
            best = heavy;
        }
    }
    ent_loss_half_cut(&s->halves[0], best);
    ent_loss_half_cut(&s->halves[1], n - best);
    return least * (double)s->grid.way_count <= MOST_STEPS &&
                   ent_loss_half_cells(&s->halves[0]) + ent_loss_half_cells(&s->halves[1]) <=
                       MOST_CELLS
               ? ENT_OK
               : ent_fail(ctx, ENT_E_LIMIT, "the votes have too many sums to be listed");
}

static ent_status
spread_out(ent_ctx *ctx, const ent_losses *losses, spread *s)
{
    ent_status status = ent_loss_grid_of(ctx, losses, &s->grid);

    for (size_t side = 0; side < 2 && status == ENT_OK; side++) {
        status = ent_loss_half_of(ctx, &s->grid, side == 1, &s->halves[side]);
    }
    return status == ENT_OK ? part_members(ctx, s) : status;
}

static void
clear_spread(spread *s)
{
    ent_loss_grid_clear(&s->grid);
    ent_loss_half_clear(&s->halves[0]);
    ent_loss_half_clear(&s->halves[1]);
}

static ent_status
place_from(ent_ctx *ctx, const ent_loss_half *half, size_t from, size_t to, ent_loss_table *table)
{
    ent_status status = ENT_OK;

    for (size_t stage = from; stage < to && status == ENT_OK; stage++) {
        status = ent_loss_place(ctx, half, stage, table);
    }
    return status;
}

static ent_status
place_all(ent_ctx *ctx, const ent_loss_half *half, ent_loss_table *out)
{
    ent_status status = ent_loss_table_open(ctx, half, out);

    if (status == ENT_OK) {
        ent_loss_table_start(half, out);
        status = place_from(ctx, half, 0, half->count, out);
    }
    return status;
}

/* What all cells of a half are worth; `other` is freed again. */
static ent_status
value_of(ent_ctx *ctx, const spread *s, size_t side, ent_loss_table *out)
{
    const ent_loss_half *half = &s->halves[side], *other = &s->halves[1 - side];
    ent_loss_table       chances = {0};
    ent_status           status = place_all(ctx, other, &chances);

    if (status == ENT_OK) {
        status = ent_loss_value(ctx, half, other, &chances, out);
    }
    ent_loss_table_clear(&chances);
    return status;
}

/* 2. votes that are fixed */

typedef struct fixing {
    ent_ctx             *ctx;
    const ent_loss_half *half;
    size_t               leaf;   /* so few members are gone through in pairs */
    ent_loss_table       values; /* of the stage behind the one at hand */
    ent_loss_table       now;    /* chances */
    ent_losses_odds     *odds;
} fixing;

/* As small as the tables allow that are kept at a time: each halving of the members keeps one. */
static size_t
leaf_of(const ent_loss_half *half)
{
    double kept = 2 * ent_loss_half_cells(half);
    size_t leaf = half->count, first = 0;

    for (; leaf > LEAST_LEAF; leaf = half->count - first) {
        first += leaf / 2;
        kept += half->cells[first];
        if (kept > MOST_KEPT) {
            break;
        }
    }
    return leaf;
}

static ent_status
fix_one(fixing *f, size_t placed, size_t stage, const ent_loss_table *chances)
{
    size_t  member = f->half->members[stage], ways = f->half->grid->way_count;
    double *given = f->odds->given != NULL ? f->odds->given + member * ways : NULL;
    double *turned = f->odds->turned != NULL ? f->odds->turned + member : NULL;

    for (size_t way = 0; given != NULL && way < ways; way++) {
        given[way] = 0;
    }
    if (turned != NULL) {
        *turned = 0;
    }
    ent_loss_fix(f->half, placed, stage, chances, &f->values, given, turned);
    return ent_loss_take_back(f->ctx, f->half, stage, &f->values);
}

/* Two by two, the last first: the second vote of a pair is fixed by the chances before the first.
 */
static ent_status
fix_leaf(fixing *f, size_t first, size_t after, const ent_loss_table *from)
{
    ent_status status = ENT_OK;

    while (after > first && status == ENT_OK) {
        size_t                placed = after - 1 - (after - 1 - first) % 2;
        const ent_loss_table *now = placed > first ? &f->now : from;

        if (placed > first) {
            ent_loss_table_empty(f->half, &f->now);
            ent_loss_table_copy(f->half, first, from, &f->now);
            status = place_from(f->ctx, f->half, first, placed, &f->now);
        }
        for (size_t stage = after; stage-- > placed && status == ENT_OK;) {
            status = fix_one(f, placed, stage, now);
        }
        after = placed;
    }
    return status;
}

/* The votes of the stages from first to after; `from` is of the first, the values of `after`. */
static ent_status
fix_votes(fixing *f, size_t first, size_t after, const ent_loss_table *from)
{
    size_t         middle = first + (after - first) / 2;
    ent_loss_table kept = {0};
    ent_status     status;

    if (after - first <= f->leaf) {
        return fix_leaf(f, first, after, from);
    }
    status = ent_loss_table_open(f->ctx, f->half, &kept);
    if (status == ENT_OK) {
        ent_loss_table_copy(f->half, first, from, &kept);
        status = place_from(f->ctx, f->half, first, middle, &kept);
    }
    if (status == ENT_OK) {
        status = fix_votes(f, middle, after, &kept);
    }
    ent_loss_table_clear(&kept);
    return status == ENT_OK ? fix_votes(f, first, middle, from) : status;
}

static ent_status
fix_half(ent_ctx *ctx, const spread *s, size_t side, ent_losses_odds *odds)
{
    const ent_loss_half *half = &s->halves[side];
    fixing               f = {ctx, half, leaf_of(half), {0}, {0}, odds};
    ent_loss_table       nobody = {0};
    ent_status           status = value_of(ctx, s, side, &f.values);

    if (status == ENT_OK) {
        status = ent_loss_table_open(ctx, half, &f.now);
    }
    if (status == ENT_OK) {
        status = ent_loss_table_open(ctx, half, &nobody);
    }
    if (status == ENT_OK) {
        ent_loss_table_start(half, &nobody);
        status = fix_votes(&f, 0, half->count, &nobody);
    }
    ent_loss_table_clear(&nobody);
    ent_loss_table_clear(&f.now);
    ent_loss_table_clear(&f.values);
    return status;
}

/* 3. the whole */

/*
 * The roundings behind a product: four a member on either side; the sums of a block (1024 at most,
 * or 136 by lanes), of the blocks of a row, of the rows.
 */
static double
error_of(const spread *s)
{
    int64_t longest = 0;
    double  roundings;

    for (size_t i = 0; i < 2 * s->grid.rows; i++) {
        ent_loss_span whole = s->halves[i / s->grid.rows].whole[i % s->grid.rows];

        longest = whole.to - whole.from > longest ? whole.to - whole.from : longest;
    }
    roundings = 8 * (double)s->grid.member_count + 3 * (double)s->grid.rows +
                3 * (double)(longest / ENT_LOSS_BLOCK) + 2 * ENT_LOSS_BLOCK;
    return roundings * ldexp(1, -53);
}

static ent_status
find_passes(ent_ctx *ctx, const spread *s, double *out)
{
    ent_loss_table chances = {0}, values = {0};
    ent_status     status = value_of(ctx, s, 0, &values);

    if (status == ENT_OK) {
        status = place_all(ctx, &s->halves[0], &chances);
    }
    if (status == ENT_OK) {
        *out = ent_loss_whole(&s->halves[0], &chances, &values);
    }
    ent_loss_table_clear(&chances);
    ent_loss_table_clear(&values);
    return status;
}

ent_status
ent_losses_odds_of(ent_ctx *ctx, const ent_losses *losses, ent_losses_odds *out)
{
    spread    *s = ent_alloc_zero(1, sizeof *s);
    double     passes = 0;
    ent_status status = s != NULL ? spread_out(ctx, losses, s) : ent_fail_nomem(ctx);

    if (status == ENT_OK && out->given == NULL) {
        status = find_passes(ctx, s, &passes);
    }
    for (size_t side = 0; side < 2 && (out->given != NULL || out->turned != NULL); side++) {
        status = status == ENT_OK ? fix_half(ctx, s, side, out) : status;
    }
    for (size_t way = 0; way < losses->way_count && status == ENT_OK && out->given != NULL; way++) {
        passes += losses->ways[way].chance * out->given[way];
    }
    if (status == ENT_OK) {
        out->passes = passes;
        out->error = error_of(s);
    }
    if (s != NULL) {
        clear_spread(s);
    }
    ent_free(s);
    return status;
}
