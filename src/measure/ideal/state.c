/*
 * state.c - what is believed of points and items before their votes, and how work is shared out
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/ideal/state.h"

#include <string.h>

static const double STEP_VARIANCE = 1, SLOPE_VARIANCE = 1, CUT_VARIANCE = 25, PRIOR_OF_A_CALL = .02;

double
ent_ideal_prior(const ent_ideal_state *fit, size_t state, size_t session)
{
    bool voted = fit->answered[state * fit->votes->sessions + session] > 0;

    return voted ? PRIOR_OF_A_CALL * fit->session_calls[session] : 0;
}

double
ent_ideal_step(const ent_ideal_state *fit, size_t session)
{
    const int32_t *year = fit->votes->year;

    return 1 / (STEP_VARIANCE * (year[session + 1] - year[session]));
}

void
ent_ideal_item_prior(const double *value, double out[ENT_IDEAL_PARAMETERS][ENT_IDEAL_PARAMETERS])
{
    double distance = value[ENT_IDEAL_HIGH] - value[ENT_IDEAL_LOW];
    double bent = 1 / (distance * distance);

    memset(out, 0, sizeof(double[ENT_IDEAL_PARAMETERS][ENT_IDEAL_PARAMETERS]));
    out[ENT_IDEAL_SLOPE][ENT_IDEAL_SLOPE] = 1 / SLOPE_VARIANCE;
    out[ENT_IDEAL_LOW][ENT_IDEAL_LOW] = 1 / CUT_VARIANCE + bent;
    out[ENT_IDEAL_HIGH][ENT_IDEAL_HIGH] = 1 / CUT_VARIANCE + bent;
    out[ENT_IDEAL_LOW][ENT_IDEAL_HIGH] = out[ENT_IDEAL_HIGH][ENT_IDEAL_LOW] = -bent;
}

void
ent_ideal_item_pull(const double *value, double out[ENT_IDEAL_PARAMETERS])
{
    double gap = value[ENT_IDEAL_HIGH] - value[ENT_IDEAL_LOW];

    out[ENT_IDEAL_SLOPE] = -value[ENT_IDEAL_SLOPE] / SLOPE_VARIANCE;
    out[ENT_IDEAL_LOW] = -value[ENT_IDEAL_LOW] / CUT_VARIANCE - 1 / gap;
    out[ENT_IDEAL_HIGH] = -value[ENT_IDEAL_HIGH] / CUT_VARIANCE + 1 / gap;
}

ent_status
ent_ideal_each(ent_ctx *ctx, size_t count, ent_unit unit, void *data)
{
    return count == 1 ? unit(ctx, 0, data) : ent_parallel_for(ctx, NULL, count, unit, data);
}
