/*
 * ground.h - what the runs of scenarios start from: worlds, rules, followed dyads, and one run
 *
 * Stage: scenario.  Reads the record once; runs touch nothing but the world
 * that they are given.
 *
 * Two things that nobody can know are tried in turn.  Windows: the rates of
 * the rule come from the whole record since 1946, or from its first or its
 * second half alone, where both have 15 years (the spread between periods).
 * Variants: common pressure is the geometric mean of the pressures on two
 * states, or the weaker of them; and states weigh by CINC, or by military
 * expenditure, GDP or net resources (GDP times GDP per head) where the record
 * has those of half the states that press or are pressed; a state without a
 * value keeps its share by CINC.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_GROUND_H
#define ENT_SCENARIO_GROUND_H

#include "base/digest.h"
#include "scenario/formation.h"
#include "scenario/scenario.h"

enum { ENT_GROUND_WINDOWS = 3, ENT_GROUND_VARIANTS = 8, ENT_GROUND_LEAST_YEARS = 15 };

/** Where an outcome is to be looked up in a world. */
typedef struct ent_target {
    size_t pair;
    int    a, b, c;
} ent_target;

typedef struct ent_ground {
    const ent_scenario *scenario; /**< whose base, horizon and outcomes these are; borrowed */
    size_t              years;    /**< the base year and the horizon */
    ent_rule            rules[ENT_GROUND_WINDOWS]; /**< of the windows; the whole record first */
    size_t              windows;
    ent_world           worlds[ENT_GROUND_VARIANTS]; /**< of the variants; as documented first */
    const char         *variant_names[ENT_GROUND_VARIANTS];
    size_t              variants;
    ent_target         *targets; /**< one an outcome */
    ent_state (*pairs)[2];       /**< that are followed: those of the outcomes first */
    size_t           pair_count, outcome_pairs;
    ent_formation   *formation; /**< obligations by a model of ties; NULL: by the rule */
    const ent_world *formed; /**< of the variants, the worlds that the formation looked ahead from;
                                  NULL: those that runs start from */
    const ent_formation *known; /**< an earlier formation, to take over from; NULL: none */
} ent_ground;

/** The rules of all windows, estimated from the record before a day. */
ENT_MUST_CHECK ent_status ent_ground_estimate(ent_ctx *ctx, const ent_record *record,
                                              ent_day before, ent_ground *out);

/**
 * Prepare the ground for scenarios that share base, horizon and outcomes with the first.
 *
 * @param out its rules were estimated; written only on ENT_OK but for them
 * @return ENT_OK; ENT_E_ARG, ENT_E_NOTFOUND where the record does not hold the base date or no
 *         capabilities; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_ground_prepare(ent_ctx *ctx, const ent_record *record,
                                             const ent_scenario *const *scenarios, size_t count,
                                             ent_ground *out);
void                      ent_ground_clear(ent_ground *ground);

/**
 * Check the interventions of a scenario against the world of the base date: an end of a treaty that
 * is not there is an error, another one that changes nothing is told as a warning.
 *
 * @return ENT_OK; ENT_E_INPUT with file, line and column; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_ground_check(ent_ctx *ctx, const ent_ground *ground,
                                           const ent_scenario *scenario);

/**
 * Probability of an outcome given the shocks of a run up to this year, and its parameters.
 *
 * @return ENT_OK; ENT_E_CANCELLED, ENT_E_NOMEM of bargains, and only of them
 */
ENT_MUST_CHECK ent_status ent_ground_value(ent_ctx *ctx, const ent_ground *ground, size_t outcome,
                                           const ent_world *world, double *out);

/** One run to be made: all that it depends on. */
typedef struct ent_course {
    const ent_ground       *ground;
    const ent_intervention *interventions;
    size_t                  count;
    size_t                  omitted;    /**< an intervention that does not happen; SIZE_MAX: none */
    const double           *strengths;  /**< of each intervention */
    const double           *parameters; /**< of the rule */
    size_t                  variant;    /**< which of the worlds it starts from */
    size_t                  draw;       /**< of the model of obligations, where there is one */
    ent_key                 key;        /**< seed and run */
} ent_course;

/** Told of each year of a run, the base year (0) first. */
typedef ent_status (*ent_year_visitor)(ent_ctx *ctx, void *user, size_t year,
                                       const ent_world *world);

/** Make a run in a world of the ground's shape; what the visitor returns, if not ENT_OK. */
ENT_MUST_CHECK ent_status ent_course_run(ent_ctx *ctx, const ent_course *course, ent_world *world,
                                         ent_year_visitor visit, void *user);

/** What happens at the beginning of a year. */
void ent_course_intervene(const ent_course *course, int year, ent_world *world);

#endif
