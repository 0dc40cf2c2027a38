/*
 * trend.h - whether a yearly figure rises or falls, and how sure that is
 *
 * Stage: scenario.  Plain arrays in, numbers out.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_CLAIM_TREND_H
#define ENT_SCENARIO_CLAIM_TREND_H

#include <stddef.h>

#include "entente/status.h"

enum { ENT_TREND_FEWEST = 5 /**< years, below which there is no trend to speak of */ };

typedef struct ent_trend {
    size_t n;     /**< years with a value                                             */
    double tau;   /**< Kendall's tau-b of year and value; 0 where nothing changes; NaN */
    double slope; /**< median of all slopes, a year (Theil and Sen); NaN               */
    double p;     /**< two-sided, of Mann's test; NaN with fewer than five years       */
} ent_trend;

/**
 * Kendall's tau of value and place, with Mann's test for yearly values that hang together.
 *
 *     S       = sum over i < j of sign(x_j - x_i)
 *     tau_b   = S / sqrt(N (N - T)),  N = n (n - 1) / 2, T the pairs of equal values
 *     var S   = (n (n - 1) (2n + 5) - sum over ties t of t (t - 1) (2t + 5)) / 18
 *     var* S  = var S * (1 + 2 sum over k of (1 - k / n) r^k)
 *     z       = (S - sign S) / sqrt(var* S)
 *
 * r is the correlation of neighbouring years in what is left when the median slope is taken away,
 * counted where it is above 0: neighbours that are alike tell less than n years would.
 *
 * @param count  places, one a year
 * @param values NaN where there is none
 * @return ENT_OK or ENT_E_NOMEM
 *
 * Cost: O(n^2 log n).
 * References: Mann (1945), Econometrica 13:245-259; Sen (1968), Journal of the American
 * Statistical Association 63:1379-1389; Yue and Wang (2004), Water Resources Management 18:201-218.
 */
ENT_MUST_CHECK ent_status ent_trend_of(const double *values, size_t count, ent_trend *out);

/**
 * Holm's correction: the smallest p times n, the next times n - 1, ..., never falling, at most 1.
 *
 * @param p as many as `count`, NaN where there is no test; replaced
 * @return ENT_OK or ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_holm(double *p, size_t count);

#endif
