/*
 * indices.h - how much each input of a function matters: Morris screening, Sobol indices
 *
 * Stage: scenario.  Knows nothing of scenarios: a function of numbers between 0 and 1.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_INDICES_H
#define ENT_SCENARIO_INDICES_H

#include "base/context.h"

enum {
    ENT_INDICES_MOST_INPUTS = 1100,
    ENT_INDICES_MOST_NUMBERS = 1 << 25, /**< in all points together */
    ENT_INDICES_RESAMPLES = 200
};

/**
 * A function of inputs in (0, 1), each uniform; asked from several threads at a time.
 *
 * @param points `count` rows of inputs
 * @param out    its value at each of them
 */
typedef ent_status (*ent_response)(ent_ctx *ctx, const void *data, const double *points,
                                   size_t count, double *out);

typedef struct ent_screening {
    double mu_star; /**< mean of the absolute elementary effects */
    double sigma;   /**< their standard deviation: interaction, or no straight line */
} ent_screening;

/**
 * Elementary effects along random paths through a grid of four levels.
 *
 *     d_i = (f(x + step e_i) - f(x)) / step,   step = 2/3
 *     mu_star_i = mean |d_i|,  sigma_i = sd d_i
 *
 * @param paths at least 2
 * @param out   one an input; an input that f does not look at has exactly 0, as
 *              has one that changes no value by more than 1e-12
 * @return ENT_OK; ENT_E_ARG for no inputs, too many, or fewer than 2 paths; ENT_E_LIMIT, what f
 * says
 *
 * Cost: paths (inputs + 1) calls of f.
 * References: Morris (1991), Technometrics 33:161-174; Campolongo, Cariboni and Saltelli (2007),
 * Environmental Modelling & Software 22:1509-1518.
 */
ENT_MUST_CHECK ent_status ent_indices_screen(ent_ctx *ctx, ent_response f, const void *data,
                                             size_t inputs, size_t paths, uint64_t seed,
                                             ent_screening *out);

typedef struct ent_index {
    double first, first_lo, first_hi; /**< the part of the variance that it makes alone */
    double total, total_lo, total_hi; /**< the part that is gone once it is known, with the rest */
    double first_se, total_se;        /**< Monte Carlo errors: what other points would change */
    size_t rank;                      /**< by `total`, from 1 */
    double kept_rank; /**< share of the resamples in which it has this rank; stable: 0.9 and more */
} ent_index;

/**
 * Sobol indices by two samples A and B and their crossings.
 *
 *     S_i = mean(f(B) (f(A_B^i) - f(A))) / V         (Saltelli et al. 2010)
 *     T_i = mean((f(A) - f(A_B^i))^2) / (2 V)        (Jansen 1999)
 *
 * V is the variance of f(A) and f(B), and f is taken from its mean.  Intervals (90 %) and errors
 * are of resampled rows.  Where f is the same at all points every index is NaN; an input that f
 * does not look at has a total index of exactly 0 and a first one of 0.
 *
 * @param rows of each sample, at least 8
 * @return ENT_OK; ENT_E_ARG for no inputs or too few rows; ENT_E_LIMIT, ENT_E_NOMEM, what f says
 *
 * Cost: rows (inputs + 2) calls of f, in parallel; the same bytes at any number of threads.
 * References: Saltelli et al. (2010), Computer Physics Communications 181:259-270; Jansen (1999),
 * Computer Physics Communications 117:35-43.
 */
ENT_MUST_CHECK ent_status ent_indices_sobol(ent_ctx *ctx, ent_response f, const void *data,
                                            size_t inputs, size_t rows, uint64_t seed,
                                            ent_index *out);

#endif
