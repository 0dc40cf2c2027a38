/*
 * measure.h - functions of the system, with formula and reference
 *
 * Stage: measure.  One file per measure, one row in the registry.  Never
 * opens the store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_MEASURE_H
#define ENTENTE_MEASURE_H

#include "entente/system.h"

typedef enum ent_power { ENT_POWER_CINC, ENT_POWER_GDP, ENT_POWER_MILEX, ENT_POWER_NET } ent_power;

/** How the rows of one pair in an edge list become one tie. */
typedef enum ent_merge { ENT_MERGE_SIGN_SUM, ENT_MERGE_WEIGHT_SUM } ent_merge;

/** A file of ties that a measure takes in place of the record. */
typedef struct ent_measure_edges {
    const char *path;  /**< CSV, plain or packed; "-" is standard input; NULL: none */
    const char *group; /**< the column that tells networks apart; NULL: one network */
    ent_merge   merge;
} ent_measure_edges;

typedef struct ent_measure_options {
    ent_span span; /**< years or days asked for, ENT_DAY_MIN and ENT_DAY_MAX are open ends; zeroed:
                        all that the record has */
    bool              is_day; /**< one full date was given: that day, not its year */
    const ent_state  *states; /**< rows to show; never changes the system */
    size_t            state_count;
    ent_power         power;
    ent_signs         signs;
    uint64_t          seed;
    ent_measure_edges edges;
    uint32_t          null_draws;      /**< networks drawn for each null; 0: no z-scores */
    uint32_t          blocs;           /**< most blocs, from 2 on; 0: any number */
    const char       *rules, *weights; /**< files of voting rules; NULL: none */
    const char       *institution;     /**< whose rule is measured; NULL: none */
    bool              three_way;       /**< members may abstain */
    bool              by_year;         /**< events are summed over years, not months */
    bool              net;      /**< of events one row a pair, both directions and all types */
    ent_table        *reported; /**< events of documents, as ent_store_list() has them, to count in
                                     place of published ones; borrowed; NULL: published ones */
    double (*seconds)(void); /**< a clock, for columns that tell a time; NULL: they are missing */
} ent_measure_options;

typedef struct ent_measure {
    const char *name;  /**< "alignment" */
    const char *title; /**< one line for `list measures` */
    const char *entry; /**< reference entry: meaning, formula, inputs, edge cases, paper */
    /** `record` may be NULL where the options name files of ties or rules. */
    ENT_MUST_CHECK ent_status (*run)(ent_ctx *ctx, const ent_record *record,
                                     const ent_measure_options *options, ent_table **out);
    unsigned       detail; /**< of the record that it needs: ENT_RECORD_VOTES, ... */
} ent_measure;

/** All measures, in the order of `list measures`. */
const ent_measure *const *ent_measures(size_t *count);
/** The measure of a name, or NULL. */
const ent_measure *ent_measure_find(const char *name);

/** Similarity of two 0/1 portfolios, corrected for chance, and S with its value expected by chance.
 */
typedef struct ent_similarity {
    double kappa, pi, s, s_chance, tau_b; /**< NaN where it is undefined */
} ent_similarity;

/**
 * Similarity of two portfolios of ties from their counts.
 *
 *     d     = number of positions that differ = ones_x + ones_y - 2 both
 *     S     = 1 - 2 d / n          (Signorino and Ritter 1999, absolute distance, maximum 1)
 *     S_chance = 1 - 2 [mx (1 - my) + my (1 - mx)],   m = ones / n
 *     kappa = 1 - d / [sum (x - mx)^2 + sum (y - my)^2 + n (mx - my)^2]
 *     pi    = 1 - d / [sum (x - m)^2 + sum (y - m)^2],   m = (mx + my) / 2
 *     tau_b = (n11 n00 - n10 n01) / sqrt(ones_x zeros_x ones_y zeros_y)
 *
 * @param n      length of the portfolios; 0 gives NaN throughout
 * @param ones_x,ones_y number of ties of each
 * @param both   number of positions at which both have a tie
 *
 * Edge cases: where the denominator is 0 (a portfolio without variation on both
 * sides) the coefficient is NaN.
 * Reference: Haege (2011), Political Analysis 19:287-305; Signorino and Ritter
 * (1999), International Studies Quarterly 43:115-144.
 */
ent_similarity ent_similarity_of(size_t n, size_t ones_x, size_t ones_y, size_t both);

/** Dittmer's types of a strategic triangle. */
typedef enum ent_triangle {
    ENT_TRIANGLE_MENAGE,   /**< no pair at enmity                                  */
    ENT_TRIANGLE_ROMANTIC, /**< one pair at enmity: the third is the pivot         */
    ENT_TRIANGLE_MARRIAGE, /**< two pairs at enmity: the third pair stands together */
    ENT_TRIANGLE_UNIT_VETO /**< all pairs at enmity                                */
} ent_triangle;

typedef struct ent_triangle_class {
    ent_triangle type;
    int pivot; /**< 0, 1, 2: the pivot of a romantic triangle, the outsider of a marriage; -1 */
} ent_triangle_class;

/**
 * Classify a triangle by the signs of its sides ab, bc, ac (each -1, 0, +1);
 * what is not negative counts as amity.
 *
 * Reference: Dittmer (1981), World Politics 33:485-515.
 */
ent_triangle_class ent_triangle_classify(int ab, int bc, int ac);
const char        *ent_triangle_name(ent_triangle type);

#endif
