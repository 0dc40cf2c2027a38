/*
 * loss_table.c - cells: chances placed member by member, and values taken back
 *
 *   1. sums     2. tables     3. chances     4. values     5. votes that are fixed
 *   6. two halves
 *
 * A table is changed where it stands: chances from the last row and cell down, values from the
 * first up, so that what is read still is of the stage before.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/loss_grid.h"

enum { LANES = 8 };

/* 1. sums: by lanes and blocks, so that none is a long chain of roundings */

static double
sum_of_block(const double *x, size_t count)
{
    double lanes[LANES] = {0}, sum = 0;
    size_t i = 0;

    for (; i + LANES <= count; i += LANES) {
        for (size_t k = 0; k < LANES; k++) {
            lanes[k] += x[i + k];
        }
    }
    for (; i < count; i++) {
        sum += x[i];
    }
    for (size_t k = 0; k < LANES; k++) {
        sum += lanes[k];
    }
    return sum;
}

static double
sum_of_products(const double *restrict x, const double *restrict y, size_t count)
{
    double lanes[LANES] = {0}, sum = 0;
    size_t i = 0;

    for (; i + LANES <= count; i += LANES) {
        for (size_t k = 0; k < LANES; k++) {
            lanes[k] += x[i + k] * y[i + k];
        }
    }
    for (; i < count; i++) {
        sum += x[i] * y[i];
    }
    for (size_t k = 0; k < LANES; k++) {
        sum += lanes[k];
    }
    return sum;
}

/* x becomes a x + b y. */
static void
mix(double *restrict x, double a, const double *restrict y, double b, size_t count)
{
    size_t i = 0;

    for (; i + LANES <= count; i += LANES) {
        for (size_t k = 0; k < LANES; k++) {
            x[i + k] = a * x[i + k] + b * y[i + k];
        }
    }
    for (; i < count; i++) {
        x[i] = a * x[i] + b * y[i];
    }
}

/* 2. tables */

ent_status
ent_loss_table_open(ent_ctx *ctx, const ent_loss_half *half, ent_loss_table *out)
{
    size_t rows = half->grid->rows;

    *out = (ent_loss_table){.rows = rows};
    out->cells = ent_alloc_zero(rows, sizeof *out->cells);
    out->under = ent_alloc_zero(rows, sizeof *out->under);
    out->over = ent_alloc_zero(rows, sizeof *out->over);
    if (out->cells == NULL || out->under == NULL || out->over == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t row = 0; row < rows; row++) {
        ent_loss_span whole = half->whole[row];

        out->cells[row] = whole.from < whole.to
                              ? ent_alloc_zero((size_t)(whole.to - whole.from), sizeof(double))
                              : NULL;
        if (out->cells[row] == NULL && whole.from < whole.to) {
            return ent_fail_nomem(ctx);
        }
    }
    return ENT_OK;
}

void
ent_loss_table_clear(ent_loss_table *table)
{
    for (size_t row = 0; table->cells != NULL && row < table->rows; row++) {
        ent_free(table->cells[row]);
    }
    ent_free(table->cells);
    ent_free(table->under);
    ent_free(table->over);
    *table = (ent_loss_table){0};
}

/* Where a cell of a row stands. */
static double *
cell(const ent_loss_half *half, const ent_loss_table *t, size_t row, int64_t at)
{
    return t->cells[row] + (at - half->whole[row].from);
}

void
ent_loss_table_start(const ent_loss_half *half, ent_loss_table *chances)
{
    ent_loss_span first = ent_loss_span_of(half, 0, 0);

    if (first.from < first.to) {
        *cell(half, chances, 0, 0) = 1;
    } else {
        *(ent_loss_safe(half, 0) >= 0 ? chances->under : chances->over) = 1;
    }
}

/* The part of a span from one place to another; empty where from >= to. */
static ent_loss_span
part_of(ent_loss_span span, int64_t from, int64_t to)
{
    return (ent_loss_span){from > span.from ? from : span.from, to < span.to ? to : span.to};
}

static void
clear_part(const ent_loss_half *half, ent_loss_table *t, size_t row, ent_loss_span part)
{
    if (part.from < part.to) {
        memset(cell(half, t, row, part.from), 0, (size_t)(part.to - part.from) * sizeof(double));
    }
}

void
ent_loss_table_empty(const ent_loss_half *half, ent_loss_table *table)
{
    for (size_t row = 0; row < table->rows; row++) {
        clear_part(half, table, row, half->whole[row]);
    }
}

void
ent_loss_table_copy(const ent_loss_half *half, size_t stage, const ent_loss_table *from,
                    ent_loss_table *out)
{
    for (size_t row = 0; row < from->rows; row++) {
        ent_loss_span span = ent_loss_span_of(half, stage, row);

        if (span.from < span.to) {
            memcpy(cell(half, out, row, span.from), cell(half, from, row, span.from),
                   (size_t)(span.to - span.from) * sizeof(double));
        }
        out->under[row] = from->under[row];
        out->over[row] = from->over[row];
    }
}

static size_t
length_of_block(ent_loss_span span, int64_t at)
{
    return (size_t)(span.to - at < ENT_LOSS_BLOCK ? span.to - at : ENT_LOSS_BLOCK);
}

static double
sum_of_part(const ent_loss_half *half, const ent_loss_table *t, size_t row, ent_loss_span part)
{
    double sum = 0;

    for (int64_t at = part.from; at < part.to; at += ENT_LOSS_BLOCK) {
        sum += sum_of_block(cell(half, t, row, at), length_of_block(part, at));
    }
    return sum;
}

/* 3. chances */

static const ent_loss *
ways_of(const ent_loss_half *half, size_t stage)
{
    return half->grid->ways + half->members[stage] * half->grid->way_count;
}

/* The row from which a way to vote leads to a row. */
static size_t
row_before(const ent_loss_grid *grid, size_t row, const ent_loss *way)
{
    const int64_t *places = grid->places + row * grid->coarse_count;

    for (size_t k = 0; k < grid->coarse_count; k++) {
        int64_t lost = way->of[grid->coarse[k]];

        if (lost > places[k]) {
            return ENT_LOSS_NO_ROW;
        }
        row -= (size_t)lost * grid->stride[k];
    }
    return row;
}

/* What comes to the ends of a row of the next stage by a way to vote. */
static void
settle(const ent_loss_half *half, size_t stage, const ent_loss_table *t, size_t source,
       const ent_loss *way, double *under, double *over)
{
    const ent_loss_grid *grid = half->grid;
    int64_t              cells = way->of[grid->finest];
    ent_loss_span        span = ent_loss_span_of(half, stage, source);
    ent_loss_span        low = part_of(span, span.from, ent_loss_safe(half, stage + 1) - cells + 1);

    *under += way->chance * (t->under[source] + sum_of_part(half, t, source, low));
    if (grid->has_always) {
        ent_loss_span high = part_of(span, grid->most - cells + 1, span.to);

        *over += way->chance * (t->over[source] + sum_of_part(half, t, source, high));
    }
}

static void
settle_row(const ent_loss_half *half, size_t stage, const ent_loss_table *t, size_t row,
           double *under, double *over)
{
    const ent_loss *ways = ways_of(half, stage);

    *under = *over = 0;
    for (size_t way = 0; way < half->grid->way_count; way++) {
        size_t source = row_before(half->grid, row, &ways[way]);

        if (source != ENT_LOSS_NO_ROW && ways[way].chance > 0) {
            settle(half, stage, t, source, &ways[way], under, over);
        }
    }
}

/* What a way brings to a block: a part of the row that it comes from, as it was. */
typedef struct brought {
    ent_loss_span part;
    const double *cells;
    double        chance;
    double        copy[ENT_LOSS_BLOCK];
} brought;

static bool
bring(const ent_loss_half *half, size_t stage, const ent_loss_table *t, size_t row,
      const ent_loss *way, ent_loss_span block, brought *out)
{
    size_t        source = row_before(half->grid, row, way);
    int64_t       cells = way->of[half->grid->finest];
    ent_loss_span span;

    if (source == ENT_LOSS_NO_ROW || way->chance == 0) {
        return false;
    }
    span = ent_loss_span_of(half, stage, source);
    out->part = part_of(block, span.from + cells, span.to + cells);
    if (span.from >= span.to || out->part.from >= out->part.to) {
        return false;
    }
    out->chance = way->chance;
    out->cells = cell(half, t, source, out->part.from - cells);
    if (source == row) {
        out->cells = memcpy(out->copy, out->cells,
                            (size_t)(out->part.to - out->part.from) * sizeof *out->copy);
    }
    return true;
}

static void
place_block(const ent_loss_half *half, size_t stage, ent_loss_table *t, size_t row,
            ent_loss_span block)
{
    const ent_loss *ways = ways_of(half, stage);
    brought         from[ENT_LOSS_WAYS - 1];
    size_t          count = 0, length = (size_t)(block.to - block.from);
    double         *own = cell(half, t, row, block.from), keep = ways[0].chance;

    for (size_t way = 1; way < half->grid->way_count; way++) {
        count += bring(half, stage, t, row, &ways[way], block, &from[count]);
    }
    if (count == 0 || from[0].part.from > block.from || from[0].part.to < block.to) {
        for (size_t i = 0; i < length; i++) {
            own[i] *= keep;
        }
        keep = 1;
    }
    for (size_t i = 0; i < count; i++) {
        mix(own + (from[i].part.from - block.from), i == 0 ? keep : 1, from[i].cells,
            from[i].chance, (size_t)(from[i].part.to - from[i].part.from));
    }
}

ent_status
ent_loss_place(ent_ctx *ctx, const ent_loss_half *half, size_t stage, ent_loss_table *chances)
{
    for (size_t row = chances->rows; row-- > 0;) {
        ent_loss_span now = ent_loss_span_of(half, stage, row);
        ent_loss_span next = ent_loss_span_of(half, stage + 1, row);
        double        under, over;

        settle_row(half, stage, chances, row, &under, &over);
        for (int64_t end = next.to; end > next.from; end -= ENT_LOSS_BLOCK) {
            place_block(half, stage, chances, row, part_of(next, end - ENT_LOSS_BLOCK, end));
        }
        clear_part(half, chances, row,
                   part_of(now, now.from, next.from < next.to ? next.from : now.to));
        chances->under[row] = under;
        chances->over[row] = over;
    }
    return ent_check_cancelled(ctx);
}

/* 4. values */

static void
fill(double *out, ent_loss_span block, ent_loss_span part, double value)
{
    for (int64_t at = part.from; at < part.to; at++) {
        out[at - block.from] = value;
    }
}

/* Those of a block of cells, in their place or, where an end of the row is among them, in a copy.
 */
static const double *
see(const ent_loss_half *half, size_t stage, const ent_loss_table *values, size_t row,
    ent_loss_span block, double copy[ENT_LOSS_BLOCK])
{
    int64_t       safe = ent_loss_safe(half, stage), most = half->grid->most;
    ent_loss_span span = ent_loss_span_of(half, stage, row), inner;

    if (block.from >= span.from && block.to <= span.to) {
        return cell(half, values, row, block.from);
    }
    fill(copy, block, part_of(block, block.from, safe + 1), values->under[row]);
    fill(copy, block, part_of(block, most + 1, block.to), values->over[row]);
    inner = part_of(block, safe + 1, most + 1);
    fill(copy, block, inner, 0);
    inner = part_of(inner, span.from, span.to);
    if (inner.from < inner.to) {
        memcpy(copy + (inner.from - block.from), cell(half, values, row, inner.from),
               (size_t)(inner.to - inner.from) * sizeof *copy);
    }
    return copy;
}

/* The values of a block after a way to vote; none where nothing passes with it. */
static const double *
see_after(const ent_loss_half *half, size_t stage, const ent_loss_table *values, size_t row,
          const ent_loss *way, ent_loss_span block, double copy[ENT_LOSS_BLOCK])
{
    size_t  target = ent_loss_row_after(half->grid, row, way);
    int64_t cells = way->of[half->grid->finest];

    return target == ENT_LOSS_NO_ROW
               ? NULL
               : see(half, stage + 1, values, target,
                     (ent_loss_span){block.from + cells, block.to + cells}, copy);
}

/* Values of a block out of those of the next stage, in their place. */
static void
take_back_block(const ent_loss_half *half, size_t stage, const ent_loss_table *values, size_t row,
                ent_loss_span block)
{
    const ent_loss *ways = ways_of(half, stage);
    size_t          length = (size_t)(block.to - block.from);
    double          copies[ENT_LOSS_WAYS][ENT_LOSS_BLOCK], keep = ways[0].chance;
    double         *own = cell(half, values, row, block.from);
    const double   *seen[ENT_LOSS_WAYS] = {NULL};

    for (size_t way = 0; way < half->grid->way_count; way++) {
        seen[way] = see_after(half, stage, values, row, &ways[way], block, copies[way]);
        if (way > 0 && seen[way] != NULL && seen[way] != copies[way] &&
            ent_loss_row_after(half->grid, row, &ways[way]) == row) {
            seen[way] = memcpy(copies[way], seen[way], length * sizeof *own);
        }
    }
    if (seen[0] == copies[0]) {
        memcpy(own, copies[0], length * sizeof *own);
    }
    for (size_t way = 1; way < half->grid->way_count; way++) {
        if (seen[way] != NULL && ways[way].chance > 0) {
            mix(own, keep, seen[way], ways[way].chance, length);
            keep = 1;
        }
    }
    for (size_t i = 0; i < length && keep != 1; i++) {
        own[i] *= keep;
    }
}

/* The same of what the finest sum does not decide. */
static double
take_back_end(const ent_loss_half *half, size_t stage, const double *values, size_t row)
{
    const ent_loss *ways = ways_of(half, stage);
    double          sum = 0;

    for (size_t way = 0; way < half->grid->way_count; way++) {
        size_t target = ent_loss_row_after(half->grid, row, &ways[way]);

        sum += target != ENT_LOSS_NO_ROW ? ways[way].chance * values[target] : 0;
    }
    return sum;
}

ent_status
ent_loss_take_back(ent_ctx *ctx, const ent_loss_half *half, size_t stage, ent_loss_table *values)
{
    for (size_t row = 0; row < values->rows; row++) {
        ent_loss_span span = ent_loss_span_of(half, stage, row);

        for (int64_t at = span.from; at < span.to; at += ENT_LOSS_BLOCK) {
            take_back_block(half, stage, values, row, part_of(span, at, at + ENT_LOSS_BLOCK));
        }
        values->under[row] = take_back_end(half, stage, values->under, row);
        values->over[row] = take_back_end(half, stage, values->over, row);
    }
    return ent_check_cancelled(ctx);
}

/* 5. votes that are fixed */

/* What x weighs where the values fall from a to b. */
static double
sum_of_falls(const double *restrict x, const double *restrict a, const double *restrict b,
             size_t count)
{
    double fall[ENT_LOSS_BLOCK];

    for (size_t i = 0; i < count; i++) {
        fall[i] = a[i] - b[i];
    }
    return sum_of_products(x, fall, count);
}

/* Of whom a vote is fixed, and where it is written; after one way to vote of the member before. */
typedef struct vote {
    const ent_loss_half  *half;
    size_t                stage;
    const ent_loss_table *values;
    size_t                row;                          /**< to which that way leads */
    int64_t               cells;                        /**< by which it moves */
    double                chance;                       /**< of it */
    bool                  gives, turns;                 /**< what is wanted */
    double                given[ENT_LOSS_WAYS], turned; /**< of the row */
} vote;

static void
fix_ends(vote *v, double under, double over)
{
    const ent_loss *ways = ways_of(v->half, v->stage);
    size_t          way_count = v->half->grid->way_count;
    double          ends[ENT_LOSS_WAYS] = {0};

    for (size_t way = 0; way < way_count; way++) {
        size_t target = ent_loss_row_after(v->half->grid, v->row, &ways[way]);

        if (target != ENT_LOSS_NO_ROW) {
            ends[way] =
                v->chance * (under * v->values->under[target] + over * v->values->over[target]);
        }
        v->given[way] += ends[way];
    }
    v->turned += ends[0] - ends[way_count - 1];
}

static void
fix_block(vote *v, const double *cells, ent_loss_span block)
{
    static const double NOTHING[ENT_LOSS_BLOCK] = {0};
    const ent_loss     *ways = ways_of(v->half, v->stage);
    size_t        length = (size_t)(block.to - block.from), last = v->half->grid->way_count - 1;
    const double *seen[ENT_LOSS_WAYS] = {NULL};
    double        copies[ENT_LOSS_WAYS][ENT_LOSS_BLOCK];

    for (size_t way = 0; way <= last; way++) {
        seen[way] = see_after(v->half, v->stage, v->values, v->row, &ways[way], block, copies[way]);
        seen[way] = seen[way] != NULL ? seen[way] : NOTHING;
        if (v->gives) {
            v->given[way] += v->chance * sum_of_products(cells, seen[way], length);
        }
    }
    if (v->turns) {
        v->turned += v->chance * sum_of_falls(cells, seen[0], seen[last], length);
    }
}

/* A row adds up by itself, so that no sum goes over all blocks. */
static void
fix_row(vote *v, const ent_loss_table *chances, size_t row, ent_loss_span span)
{
    memset(v->given, 0, sizeof v->given);
    v->turned = 0;
    fix_ends(v, chances->under[row], chances->over[row]);
    for (int64_t at = span.from; at < span.to; at += ENT_LOSS_BLOCK) {
        ent_loss_span block = part_of(span, at, at + ENT_LOSS_BLOCK);

        fix_block(v, cell(v->half, chances, row, at),
                  (ent_loss_span){block.from + v->cells, block.to + v->cells});
    }
}

void
ent_loss_fix(const ent_loss_half *half, size_t placed, size_t stage, const ent_loss_table *chances,
             const ent_loss_table *values, double *given, double *turned)
{
    static const ent_loss NONE = {{0}, 1};
    const ent_loss       *before = placed < stage ? ways_of(half, placed) : &NONE;
    size_t                ways = placed < stage ? half->grid->way_count : 1;

    vote v = {half, stage, values, 0, 0, 0, given != NULL, turned != NULL, {0}, 0};

    for (size_t i = 0; i < ways * chances->rows; i++) {
        const ent_loss *way = &before[i % ways];
        size_t          row = i / ways;

        v.row = ent_loss_row_after(half->grid, row, way);
        v.cells = way->of[half->grid->finest];
        v.chance = way->chance;
        if (v.row == ENT_LOSS_NO_ROW || v.chance == 0) {
            continue;
        }
        fix_row(&v, chances, row, ent_loss_span_of(half, placed, row));
        for (size_t k = 0; k < half->grid->way_count && given != NULL; k++) {
            given[k] += v.given[k];
        }
        if (turned != NULL) {
            *turned += v.turned;
        }
    }
}

/* 6. two halves */

/* The last stage of the other half. */
typedef struct partner {
    const ent_loss_half  *half;
    const ent_loss_table *chances;
    double               *totals; /* of a row, its ends apart */
} partner;

static ent_status
open_partner(ent_ctx *ctx, const ent_loss_half *half, const ent_loss_table *chances, partner *out)
{
    *out = (partner){half, chances, ent_alloc(chances->rows, sizeof(double))};
    if (out->totals == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t row = 0; row < chances->rows; row++) {
        out->totals[row] =
            sum_of_part(half, chances, row, ent_loss_span_of(half, half->count, row));
    }
    return ENT_OK;
}

/* A row of a half meets one of the other: what passes, and with which finest sum. */
typedef struct meeting {
    size_t        with;
    ent_loss_span span; /* of the other's row */
    int64_t       limit;
    double        worth;
} meeting;

/* The next row of the other half, from `*with` on, with which something passes. */
static bool
meet_next(const partner *other, size_t row, size_t *with, meeting *out)
{
    const ent_loss_grid *grid = other->half->grid;

    for (; *with < grid->rows; ++*with) {
        size_t both = ent_loss_row_sum(grid, row, *with);

        if (both != ENT_LOSS_NO_ROW && grid->limits[both] != ENT_LOSS_NEVER) {
            *out = (meeting){*with, ent_loss_span_of(other->half, other->half->count, *with),
                             grid->limits[both], grid->worth[both]};
            ++*with;
            return true;
        }
    }
    return false;
}

/* What passes with a loss of up to `most`. */
static double
sum_up_to(const partner *other, const meeting *m, int64_t most)
{
    ent_loss_span sure = part_of(m->span, m->span.from, most + 1);

    return sure.to == m->span.to ? other->totals[m->with]
                                 : sum_of_part(other->half, other->chances, m->with, sure);
}

/*
 * What enters as the loss of this half falls to a cell: all of the other half that passes with it
 * and not with one more.  Returns what passes with the last cell of the span.
 */
static double
meet_row(const partner *other, size_t row, ent_loss_span span, double *drops)
{
    double  all = 0;
    size_t  with = 0;
    meeting m;

    while (meet_next(other, row, &with, &m)) {
        ent_loss_span part;

        if (m.limit == ENT_LOSS_ALWAYS) {
            all += m.worth * (other->chances->under[m.with] + other->chances->over[m.with] +
                              other->totals[m.with]);
            continue;
        }
        all +=
            m.worth * (other->chances->under[m.with] + sum_up_to(other, &m, m.limit - span.to + 1));
        part = part_of((ent_loss_span){span.from, span.to - 1}, m.limit - m.span.to + 1,
                       m.limit - m.span.from + 1);
        for (int64_t at = part.from; at < part.to && m.span.from < m.span.to; at++) {
            drops[at - span.from] +=
                m.worth * *cell(other->half, other->chances, m.with, m.limit - at);
        }
    }
    return all;
}

/* The value of the cells of a row that the finest sum does not decide. */
static double
meet_ends(const partner *other, size_t row, bool over)
{
    double  all = 0;
    size_t  with = 0;
    meeting m;

    while (meet_next(other, row, &with, &m)) {
        if (!over || m.limit == ENT_LOSS_ALWAYS) {
            all += m.worth * (other->chances->under[m.with] + other->chances->over[m.with] +
                              other->totals[m.with]);
        }
    }
    return all;
}

/* Each cell becomes the sum of itself, all behind it, and `carry`: block by block. */
static void
sum_from_behind(double *cells, size_t count, double carry)
{
    for (size_t end = count; end > 0;) {
        size_t first = end > ENT_LOSS_BLOCK ? end - ENT_LOSS_BLOCK : 0;
        double sum = 0;

        for (size_t i = end; i-- > first;) {
            sum += cells[i];
            cells[i] = sum + carry;
        }
        carry += sum;
        end = first;
    }
}

ent_status
ent_loss_value(ent_ctx *ctx, const ent_loss_half *half, const ent_loss_half *other,
               const ent_loss_table *chances_of_other, ent_loss_table *out)
{
    partner    with = {0};
    ent_status status = ent_loss_table_open(ctx, half, out);

    if (status == ENT_OK) {
        status = open_partner(ctx, other, chances_of_other, &with);
    }
    for (size_t row = 0; status == ENT_OK && row < out->rows; row++) {
        ent_loss_span span = ent_loss_span_of(half, half->count, row);

        out->under[row] = meet_ends(&with, row, false);
        out->over[row] = meet_ends(&with, row, true);
        if (span.from < span.to) {
            double *cells = cell(half, out, row, span.from);
            double  all = meet_row(&with, row, span, cells);

            sum_from_behind(cells, (size_t)(span.to - span.from), all);
        }
        status = ent_check_cancelled(ctx);
    }
    ent_free(with.totals);
    return status;
}

double
ent_loss_whole(const ent_loss_half *half, const ent_loss_table *chances,
               const ent_loss_table *values)
{
    double whole = 0;

    for (size_t row = 0; row < chances->rows; row++) {
        ent_loss_span span = ent_loss_span_of(half, half->count, row);
        double        sum =
            chances->under[row] * values->under[row] + chances->over[row] * values->over[row];

        for (int64_t at = span.from; at < span.to; at += ENT_LOSS_BLOCK) {
            sum += sum_of_products(cell(half, chances, row, at), cell(half, values, row, at),
                                   length_of_block(span, at));
        }
        whole += sum;
    }
    return whole;
}
