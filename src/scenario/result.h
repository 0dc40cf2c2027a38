/*
 * result.h - the columns of the table that an ensemble gives
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_RESULT_H
#define ENT_SCENARIO_RESULT_H

/** The columns of ent_ensemble_table_whole(), in order. */
enum {
    ENT_RESULT_SCENARIO,
    ENT_RESULT_OUTCOME,
    ENT_RESULT_YEAR,
    ENT_RESULT_PROBABILITY,
    ENT_RESULT_LO,
    ENT_RESULT_HI,
    ENT_RESULT_BASE,
    ENT_RESULT_DIFFERENCE,
    ENT_RESULT_DIFFERENCE_LO,
    ENT_RESULT_DIFFERENCE_HI,
    ENT_RESULT_BASE_RATE,
    ENT_RESULT_MC_SE,
    ENT_RESULT_ASSUMED_SHARE,
    ENT_RESULT_RUNS,
    ENT_RESULT_INTERFACE, /**< how many are of the interface; what follows is not in its CSV */
    ENT_RESULT_WORDS = ENT_RESULT_INTERFACE,
    ENT_RESULT_DIRECTION,
    ENT_RESULT_SOURCES,                         /**< the first of the shares in the variance */
    ENT_RESULT_PAIRED = ENT_RESULT_SOURCES + 7, /**< behind the shares, as ent_sources has them */
    ENT_RESULT_ALL                              /**< how many there are */
};

#endif
