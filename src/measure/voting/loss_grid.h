/*
 * loss_grid.h - what members lose together, spread over a grid; the parts of voting/losses.h
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_VOTING_LOSS_GRID_H
#define ENT_MEASURE_VOTING_LOSS_GRID_H

#include "measure/voting/losses.h"

enum { ENT_LOSS_BLOCK = 1024, ENT_LOSS_MOST_ROWS = 4096 };

#define ENT_LOSS_NO_ROW SIZE_MAX
#define ENT_LOSS_NEVER  ((int64_t)-1)
#define ENT_LOSS_ALWAYS INT64_MAX

/** Rows are the places of the coarse sums; a row holds the finest sum, from least to most. */
typedef struct ent_loss_grid {
    size_t    way_count, member_count;
    size_t    finest, coarse_count;
    size_t    coarse[ENT_LOSS_MOST_SUMS]; /**< the other sums */
    int64_t   box[ENT_LOSS_MOST_SUMS];    /**< the largest place of each of them */
    size_t    stride[ENT_LOSS_MOST_SUMS];
    size_t    rows;
    int64_t  *places;      /**< [row * coarse_count + coarse sum] */
    int64_t  *limits;      /**< of a row: the most of the finest sum that passes; never; always */
    double   *worth;       /**< of a row */
    ent_loss *ways;        /**< of ent_losses, in units of their greatest common divisors */
    int64_t   total;       /**< of the finest sum */
    int64_t   least, most; /**< of the limits that are numbers */
    bool      has_always;
} ent_loss_grid;

/** @param out ent_loss_grid_clear() frees, also after an error */
ENT_MUST_CHECK ent_status ent_loss_grid_of(ent_ctx *ctx, const ent_losses *losses,
                                           ent_loss_grid *out);
void                      ent_loss_grid_clear(ent_loss_grid *grid);

/** The row that two rows come to together; none: nothing that loses so much passes. */
size_t ent_loss_row_sum(const ent_loss_grid *grid, size_t a, size_t b);
size_t ent_loss_row_after(const ent_loss_grid *grid, size_t row, const ent_loss *way);

typedef struct ent_loss_span {
    int64_t from, to; /**< half-open; from >= to: empty */
} ent_loss_span;

/** Members in the order in which they are placed; stage j is that with j of them. */
typedef struct ent_loss_half {
    const ent_loss_grid *grid;
    size_t               count;
    size_t               members[ENT_VOTING_MOST_MEMBERS];
    int64_t              rest[ENT_VOTING_MOST_MEMBERS + 1];  /**< what all others may still lose */
    double               cells[ENT_VOTING_MOST_MEMBERS + 1]; /**< of a stage */
    ent_loss_span       *spans;                              /**< [stage * rows + row] */
    ent_loss_span       *whole; /**< of a row, over all stages that are used */
} ent_loss_half;

/** All members, the heaviest first or the lightest; ent_loss_half_clear() frees. */
ENT_MUST_CHECK ent_status ent_loss_half_of(ent_ctx *ctx, const ent_loss_grid *grid, bool ascending,
                                           ent_loss_half *out);
void                      ent_loss_half_clear(ent_loss_half *half);

/** So many members are placed, the others are of the other half. */
void ent_loss_half_cut(ent_loss_half *half, size_t count);

/** The cells of a table of the half. */
double ent_loss_half_cells(const ent_loss_half *half);

static inline ent_loss_span
ent_loss_span_of(const ent_loss_half *half, size_t stage, size_t row)
{
    return half->spans[stage * half->grid->rows + row];
}

/** Up to here the finest sum is sure to stay within every limit, whatever comes. */
static inline int64_t
ent_loss_safe(const ent_loss_half *half, size_t stage)
{
    return half->grid->least - half->rest[stage];
}

/** The cells of a stage: those of its spans, and what lies below and above them, by rows. */
typedef struct ent_loss_table {
    size_t   rows;
    double **cells; /**< of a row, from the first cell of any stage on; 0 outside the span */
    double  *under; /**< the finest sum decides nothing: it stays within every limit */
    double  *over;  /**< nor here: it is beyond every limit that is a number */
} ent_loss_table;

/** All 0; ent_loss_table_clear() frees, also after an error. */
ENT_MUST_CHECK ent_status ent_loss_table_open(ent_ctx *ctx, const ent_loss_half *half,
                                              ent_loss_table *out);
void                      ent_loss_table_clear(ent_loss_table *table);

/** The chances of the first stage: nobody has lost anything. */
void ent_loss_table_start(const ent_loss_half *half, ent_loss_table *chances);

/** All cells 0 again. */
void ent_loss_table_empty(const ent_loss_half *half, ent_loss_table *table);

/** The chances of a stage, into a table of which all cells are 0. */
void ent_loss_table_copy(const ent_loss_half *half, size_t stage, const ent_loss_table *from,
                         ent_loss_table *out);

/** Chances of one stage become those of the next. */
ENT_MUST_CHECK ent_status ent_loss_place(ent_ctx *ctx, const ent_loss_half *half, size_t stage,
                                         ent_loss_table *chances);

/** Values of the next stage become those of this one. */
ENT_MUST_CHECK ent_status ent_loss_take_back(ent_ctx *ctx, const ent_loss_half *half, size_t stage,
                                             ent_loss_table *values);

/**
 * The chances of a stage by the values of the next, for each vote of the member between them.
 *
 * @param placed       the stage of the chances: this one, or the one before
 * @param given,turned added to; NULL: not wanted
 */
void ent_loss_fix(const ent_loss_half *half, size_t placed, size_t stage,
                  const ent_loss_table *chances, const ent_loss_table *values, double *given,
                  double *turned);

/** What the cells of the last stage of a half are worth: all that pass with them in the other. */
ENT_MUST_CHECK ent_status ent_loss_value(ent_ctx *ctx, const ent_loss_half *half,
                                         const ent_loss_half  *other,
                                         const ent_loss_table *chances_of_other,
                                         ent_loss_table       *out);

/** Chances by values, of the last stage. */
double ent_loss_whole(const ent_loss_half *half, const ent_loss_table *chances,
                      const ent_loss_table *values);

#endif
