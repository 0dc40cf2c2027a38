/*
 * said.c - what may be said of an outcome in a year: its direction, in words, with a point or not
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenario/outcome.h"

ent_direction
ent_outcome_direction(const ent_outcome_year *year)
{
    double margin = 2 * year->difference_mc_se;

    if (year->difference == 0 && year->difference_lo == 0 && year->difference_hi == 0) {
        return ENT_DIRECTION_NONE;
    }
    return year->difference_lo > margin    ? ENT_DIRECTION_UP
           : year->difference_hi < -margin ? ENT_DIRECTION_DOWN
                                           : ENT_DIRECTION_UNCLEAR;
}

const char *
ent_direction_name(ent_direction direction)
{
    static const char *const NAMES[] = {"none", "unclear", "up", "down"};

    return NAMES[direction];
}

const char *
ent_probability_words(double probability)
{
    static const struct {
        double      below;
        const char *words;
    } SCALE[] = {{0.05, "almost no chance"},    {0.20, "very unlikely"}, {0.45, "unlikely"},
                 {0.55, "roughly even chance"}, {0.80, "likely"},        {0.95, "very likely"}};

    for (size_t i = 0; i < sizeof SCALE / sizeof SCALE[0]; i++) {
        if (probability < SCALE[i].below) {
            return SCALE[i].words;
        }
    }
    return probability <= 1 ? "almost certain" : ""; /* not where it is missing */
}

void
ent_outcome_words(const ent_outcome_year *year, char out[ENT_OUTCOME_WORDS])
{
    const char *lo = ent_probability_words(year->lo), *hi = ent_probability_words(year->hi);

    if (isnan(year->base) && ent_outcome_is_assumed(year) && strcmp(lo, hi) != 0) {
        (void)snprintf(out, ENT_OUTCOME_WORDS, "%s to %s", lo, hi);
    } else {
        (void)snprintf(out, ENT_OUTCOME_WORDS, "%s", ent_probability_words(year->probability));
    }
}

bool
ent_share_is_assumed(double share)
{
    return share > 0.5;
}

bool
ent_outcome_is_assumed(const ent_outcome_year *year)
{
    return ent_share_is_assumed(year->assumed_share);
}

double
ent_outcome_base_rate(const ent_outcome_result *result, int elapsed)
{
    return isnan(result->base_rate) ? NAN : 1 - pow(1 - result->base_rate, elapsed);
}
