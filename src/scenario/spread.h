/*
 * spread.h - where the spread of an ensemble comes from
 *
 * Stage: scenario.  Runs are laid out as a table: the rows are draws of the
 * estimated parameters, the columns draws of the assumed sizes, and each cell
 * holds several runs that differ by chance alone.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_SPREAD_H
#define ENT_SCENARIO_SPREAD_H

#include <stddef.h>
#include <stdint.h>

typedef struct ent_design {
    size_t runs, rows, columns;
} ent_design;

/**
 * As many rows as columns, and at least two runs in a cell: side = sqrt(runs / 2), at least 1.
 *
 * @param most_cells what there is memory for: more runs than fit so are more runs in each cell
 */
ent_design ent_design_of(uint64_t runs, size_t most_cells);

/** Run i is in cell i mod cells; the rows of a column follow each other. */
size_t   ent_design_cells(const ent_design *design);
size_t   ent_design_cell_runs(const ent_design *design, size_t cell);
uint32_t ent_design_row(const ent_design *design, size_t cell);
uint32_t ent_design_column(const ent_design *design, size_t cell);

/** Sums over the runs of one cell. */
typedef struct ent_cell {
    double sum, squares;
} ent_cell;

typedef struct ent_spread {
    double mean;
    double lo, hi; /**< 5 % and 95 % over parameters; NaN with fewer than 8 runs */
    double mc_se;  /**< what another seed would change, as a standard error; NaN likewise */
    double
        column_share; /**< share of assumed sizes in the variance of the mean; NaN where it is 0 */
} ent_spread;

/**
 * Two-way random-effects variance components of the values of the runs.
 *
 *     cell mean m_rc = g + row_r + column_c + both_rc + chance / n
 *     V_both = MS_both - V_chance / n,  V_row = (MS_row - MS_both) / columns, ...
 *     mc_se^2 = V_row / rows + V_column / columns + V_both / cells + V_chance / runs
 *     column_share = (V_column + V_both) / (V_row + V_column + V_both + V_chance / runs)
 *     lo = mean - sqrt(r^2 + c^2 + z^2 V_both + z^2 mc_se^2),  z the 95 % quantile of the normal
 *
 * r and c are the distances of the 5 % quantile of the row means, and of the
 * column means, from their mean, drawn together so that their variance is
 * V_row and V_column: what chance adds to them is taken off.  hi likewise.
 * Components below 0 count as 0, V_both also where chance alone would show as much in one
 * ensemble of twenty: its square root would else widen every interval by noise.  Where all runs
 * are equal the interval reaches 3 / runs of the way to `least` and `most`, and mc_se is not 0.
 *
 * @param cells   sums over the runs of each cell
 * @param scratch rows + columns numbers
 * @param least,most range of a value, to which the interval is cut
 * References: Searle, Casella and McCulloch (1992), Variance Components; Hanley and Lippman-Hand
 * (1983), JAMA 249:1743-1745.
 */
ent_spread ent_spread_of(const ent_design *design, const ent_cell *cells, double *scratch,
                         double least, double most);

#endif
