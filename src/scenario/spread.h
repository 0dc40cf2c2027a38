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

/** As many rows as columns, and at least two runs in a cell: side = sqrt(runs / 2), at least 1. */
ent_design ent_design_of(uint64_t runs);
uint32_t   ent_design_row(const ent_design *design, size_t run);
uint32_t   ent_design_column(const ent_design *design, size_t run);
size_t     ent_design_cells(const ent_design *design);

typedef struct ent_spread {
    double mean;
    double lo, hi; /**< 5 % and 95 % over parameters; NaN with fewer than 8 runs */
    double mc_se;  /**< sqrt(variance within cells / runs) */
    double
        column_share; /**< share of assumed sizes in the variance of the mean; NaN where it is 0 */
} ent_spread;

/**
 * Two-way random-effects variance components of the values of the runs.
 *
 *     cell mean m_rc = g + row_r + column_c + both_rc + chance / n
 *     V_both = MS_both - V_chance / n,  V_row = (MS_row - MS_both) / columns, ...
 *     column_share = (V_column + V_both) / (V_row + V_column + V_both + V_chance / runs)
 *
 * The interval is that of the cell means, drawn together so that their
 * variance is that of the parameters alone (what chance adds to a cell mean is
 * taken off), and widened by the Monte Carlo error of the mean.
 *
 * @param values  one a run
 * @param cells   scratch of ent_design_cells() numbers
 * @param least,most range of a value, to which the interval is cut
 * Reference: Searle, Casella and McCulloch (1992), Variance Components.
 */
ent_spread ent_spread_of(const ent_design *design, const double *values, double *cells,
                         double least, double most);

#endif
