/*
 * idealpoints.h - ideal points of states as they could be known at a date
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_IDEAL_IDEALPOINTS_H
#define ENT_MEASURE_IDEAL_IDEALPOINTS_H

#include "measure/measure.h"

/** The point of a state in a session, which has the year 1945 + its number. */
typedef struct ent_ideal_at {
    ent_state state;
    int       year;
    double    estimate; /**< mean 0 and standard deviation 1 over all that is known */
} ent_ideal_at;

typedef struct ent_ideal_of {
    ent_ideal_at *points; /**< by session, then state; owned: ent_free() */
    size_t        count;
} ent_ideal_of;

/**
 * Estimate the ideal points from the roll calls before a day: the measure idealpoints, as it could
 * be known then, without standard errors.
 *
 * @param out written only on success
 * @return ENT_OK; ENT_E_NOTFOUND where there are no roll calls that divide their voters then;
 *         ENT_E_CANCELLED, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_idealpoints_until(ent_ctx *ctx, const ent_record *record,
                                                ent_day until, ent_ideal_of *out);

#endif
