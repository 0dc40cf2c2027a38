/*
 * registry.c - the measures there are
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "measure/measure.h"

static const ent_measure *const MEASURES[] = {
    &ent_measure_power,       &ent_measure_polarity,    &ent_measure_alignment,
    &ent_measure_votes,       &ent_measure_idealpoints, &ent_measure_threat,
    &ent_measure_pressure,    &ent_measure_adversaries, &ent_measure_peace,
    &ent_measure_cooperation, &ent_measure_triangle,    &ent_measure_balance,
    &ent_measure_blocs,       &ent_measure_votingpower, &ent_measure_dependence,
    &ent_measure_influence,   &ent_measure_reliability, &ent_measure_method,
    &ent_measure_events,      &ent_measure_corridors};

enum { MEASURE_COUNT = sizeof MEASURES / sizeof MEASURES[0] };

const ent_measure *const *
ent_measures(size_t *count)
{
    *count = MEASURE_COUNT;
    return MEASURES;
}

const ent_measure *
ent_measure_find(const char *name)
{
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        if (strcmp(MEASURES[i]->name, name) == 0) {
            return MEASURES[i];
        }
    }
    return NULL;
}
