/*
 * spread.h - where the spread of an ensemble comes from
 *
 * Stage: scenario.  Runs are laid out in cells.  Each cell joins one draw of
 * the estimated parameters (a row) with one draw of the assumed sizes (a
 * column) and holds several runs that differ by chance alone.  Each row meets
 * two columns and each column two rows, in a ring: as many independent draws
 * as there can be while it still shows which of the two makes the difference.
 * Two columns that follow each other share the sizes of interventions, so that
 * these show apart from the assumed effects of the rule.  Windows of estimation
 * and variants of the model are few: rows take them in turn.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_SPREAD_H
#define ENT_SCENARIO_SPREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entente/scenario.h"

typedef struct ent_design {
    size_t runs, cells;
} ent_design;

/**
 * As many cells as hold two runs each, an even number and at least four; with fewer than eight
 * runs a single one.
 *
 * @param most_cells what there is memory for: more runs than fit so are more runs in each cell
 */
ent_design ent_design_of(uint64_t runs, size_t most_cells);

/** Run i is in cell i mod cells; cells 2r and 2r + 1 are of row r, 2c - 1 and 2c of column c. */
size_t   ent_design_cell_runs(const ent_design *design, size_t cell);
uint32_t ent_design_row(const ent_design *design, size_t cell);
uint32_t ent_design_column(const ent_design *design, size_t cell);
/** The draw of the assumed sizes of interventions: columns 2g and 2g + 1 are of draw g. */
uint32_t ent_design_sizes(const ent_design *design, size_t cell);

/** What rows take in turn, and whether sizes of interventions are drawn. */
typedef struct ent_levels {
    size_t windows, variants; /**< at least 1 each */
    bool   sizes;
} ent_levels;

size_t ent_design_window(const ent_design *design, const ent_levels *levels, size_t cell);
size_t ent_design_variant(const ent_design *design, const ent_levels *levels, size_t cell);

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
    ent_sources sources; /**< shares in the variance of a run; NaN likewise */
} ent_spread;

/**
 * Variance components of a nested design, and the interval over parameters.
 *
 *     cell mean y = g + row + column + both + chance / n
 *     S  = variance of all cell means          estimates V_row + V_column + V_both + V_chance / n
 *     S_row, S_column: the same within rows, within columns (half the squared difference of two)
 *     S_effects: S_row of the two cells that share the sizes of interventions
 *     V_row = S - S_row,  V_column = S - S_column,  V = S - V_chance / n
 *     V_sizes = S_row - S_effects,  V_effects = V_column - V_sizes
 *     V_windows, V_variants: variance of the means of their levels, without what rows make of it
 *     mc_se^2 = (S + V_row + V_column + 2 V_sizes - 2 V_windows - 2 V_variants) / cells
 *     column_share = (S_row - V_chance / n) / (V + V_chance / runs)
 *     lo = mean - sqrt(d^2 + z^2 mc_se^2),  d = sqrt(V' / S) (mean - y_05)
 *
 * S_row is of the pairs of cells that differ in the sizes of interventions, too, where these are
 * drawn.  y_05 is the 5 % quantile of the cell means, z the 95 % quantile of the normal; hi
 * likewise.  V' takes off what chance adds to the cell means: it is the mean of a normal of mean V
 * and standard error e, cut at 0, where e is the error of V if parameters do nothing.  An estimate
 * far above e counts as it is, one at or below 0 as what may yet be, and nowhere is there a step.
 * Other components below 0 count as 0.  Where all runs are equal the interval reaches 3 / runs of
 * the way to `least` and `most`, and mc_se is not 0.
 *
 * The sources are shares in V + V_chance, the variance of a single run; what is left of 1 is what
 * they do together.
 *
 * @param levels  what rows take in turn
 * @param cells   sums over the runs of each cell
 * @param scratch as many numbers as cells
 * @param least,most range of a value, to which the interval is cut
 * References: Searle, Casella and McCulloch (1992), Variance Components; Sun, Apley and Staum
 * (2011), Operations Research 59:998-1007; Hanley and Lippman-Hand (1983), JAMA 249:1743-1745.
 */
ent_spread ent_spread_of(const ent_design *design, const ent_levels *levels, const ent_cell *cells,
                         double *scratch, double least, double most);

#endif
