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

/** What is compared where two states are. */
typedef enum ent_portfolio { ENT_PORTFOLIO_OBLIGATIONS, ENT_PORTFOLIO_VOTES } ent_portfolio;

/** Choices of `alignment`; zeroed: obligations of any type, unweighted, absolute distances. */
typedef struct ent_alignment_options {
    ent_portfolio portfolio;
    bool          valued;   /**< obligations by kind, not any or none */
    bool          beyond;   /**< obligations beyond non-aggression alone */
    bool          weighted; /**< S weighs states by the power `weights` */
    ent_power     weights;
    bool          squared; /**< S squares distances */
} ent_alignment_options;

typedef struct ent_measure_options {
    ent_span span; /**< years or days asked for, ENT_DAY_MIN and ENT_DAY_MAX are open ends; zeroed:
                        all that the record has */
    bool              is_day; /**< one full date was given: that day, not its year */
    const ent_state  *states; /**< rows to show; never changes the system */
    size_t            state_count;
    ent_power         power;
    bool              power_chosen; /**< else `polarity` prints two kinds of power */
    ent_signs         signs;
    uint64_t          seed;
    ent_measure_edges edges;
    uint32_t          null_draws;      /**< networks drawn for each null; 0: no z-scores */
    uint32_t          blocs;           /**< most blocs, from 2 on; 0: any number */
    const char       *rules, *weights; /**< files of voting rules; NULL: none */
    const char       *institution; /**< whose rule, cohesion or cases are measured; NULL: none */
    const char       *matter;      /**< what its rule decides ("procedure"); NULL: the usual */
    const char       *issue;       /**< roll calls on this issue alone: "me" to "ec"; NULL: all */
    ent_alignment_options alignment;
    bool                  three_way; /**< members may abstain */
    bool                  by_year;   /**< events are summed over years, not months */
    bool                  net;       /**< of events one row a pair, both directions and all types */
    ent_table *reported;     /**< events of documents, as ent_store_list() has them, to count in
                                  place of published ones; borrowed; NULL: published ones */
    double (*seconds)(void); /**< a clock, for columns that tell a time; NULL: they are missing */
} ent_measure_options;

typedef struct ent_measure {
    const char *name;  /**< "alignment" */
    const char *title; /**< one line for `list measures` */
    const char *entry; /**< reference entry: meaning, formula, inputs, edge cases, paper */
    /** `record` may be NULL where the options name files of ties or rules. */
    ENT_MUST_CHECK    ent_status (*run)(ent_ctx *ctx, const ent_record *record,
                                     const ent_measure_options *options, ent_table **out);
    unsigned          detail;  /**< of the record that it needs: ENT_RECORD_VOTES, ... */
    const ent_column *columns; /**< of its table, where no option chooses others */
    size_t            column_count;
} ent_measure;

/** All measures, in the order of `list measures`. */
const ent_measure *const *ent_measures(size_t *count);
/** The measure of a name, or NULL. */
const ent_measure *ent_measure_find(const char *name);

/** The published codes of the issues of roll calls, "me" to "ec"; NULL behind the last. */
const char *ent_issue_code(size_t index);

enum { ENT_MOST_CATEGORIES = 4 };

/**
 * How two portfolios stand to each other: for each pair of categories the number of positions at
 * which the one has the first and the other the second, and the sum of their weights.
 */
typedef struct ent_contingency {
    size_t categories; /**< 2 to ENT_MOST_CATEGORIES, in their order from 0 on */
    double count[ENT_MOST_CATEGORIES][ENT_MOST_CATEGORIES];
    double weight[ENT_MOST_CATEGORIES][ENT_MOST_CATEGORIES]; /**< all 1: the counts again */
} ent_contingency;

/** Similarity of two portfolios, corrected for chance, and S with its value expected by chance. */
typedef struct ent_similarity {
    double kappa, pi, s, s_chance, tau_b; /**< NaN where it is undefined */
} ent_similarity;

/**
 * Similarity of two portfolios from their table.  With c the counts, w the weights, r and q the
 * shares of the categories in either portfolio (by count; for S by weight), m = (r + q) / 2, d the
 * distance of two categories and dmax that of the first and last:
 *
 *     S        = 1 - 2 sum_ij w_ij d_ij / (dmax sum_ij w_ij),   d_ij = |i - j| or (i - j)^2
 *     S_chance = 1 - 2 sum_ij r_i q_j d_ij / dmax
 *     kappa    = 1 - D / sum_ij r_i q_j (i - j)^2,   D = sum_ij c_ij (i - j)^2 / n
 *     pi       = 1 - D / sum_ij m_i m_j (i - j)^2
 *     tau_b    = (C - D') / sqrt((P - T_x) (P - T_y))
 *
 * kappa and pi square distances whatever S does, and know no weights: 1 - sum (x - y)^2 /
 * [sum (x - mx)^2 + sum (y - my)^2 + n (mx - my)^2] with the means mx, my is the same kappa.  C and
 * D' are the concordant and discordant pairs of positions, P all, T those that are tied.
 *
 * Edge cases: no position gives NaN throughout, no weight NaN for S; portfolios that chance cannot
 * tell apart (nothing below the line) give NaN for that coefficient.
 * Cost: categories^4 at most.
 * Reference: Haege (2011), Political Analysis 19:287-305; Signorino and Ritter
 * (1999), International Studies Quarterly 43:115-144.
 */
ent_similarity ent_similarity_of(const ent_contingency *table, bool squared);

/**
 * How far a group votes as one in a roll call: 1 where all do the same, 0 where they part in three.
 *
 *     (max(yes, no, abstain) - (yes + no + abstain - max) / 2) / (yes + no + abstain)
 *
 * NaN where nobody voted.  Reference: Hix, Noury and Roland (2005), British Journal of Political
 * Science 35:209-234.
 */
double ent_agreement_index(unsigned yes, unsigned no, unsigned abstain);

/** Components of the composite index: milex, milper, irst, pec, tpop, upop. */
enum { ENT_CINC_COMPONENTS = 6 };

/**
 * The composite index of national capability from its components: the mean of a state's shares in
 * what all states of the year have of each.
 *
 * @param components of the state; NaN missing
 * @param totals     over all states that have a figure
 * @return the mean over the components that are there, as the publisher has it; NaN for none
 *
 * Edge cases: a component of which nobody has any is left out.
 * Reference: Singer, Bremer and Stuckey (1972); Singer (1987), International Interactions
 * 14:115-132.
 */
double ent_cinc_of(const double components[ENT_CINC_COMPONENTS],
                   const double totals[ENT_CINC_COMPONENTS]);

/** How power is spread among major powers. */
typedef struct ent_polarity {
    double concentration;  /**< 0 all alike, 1 one has all; NaN for fewer than two powers       */
    double parity;         /**< the second's power over the leader's; NaN without a second      */
    int    poles;          /**< 1, 2, or 3 and more; 0: the rule finds none                     */
    size_t leader, second; /**< places in the array, the first of equals; the number of powers
                                where there is none                                            */
} ent_polarity;

/**
 * Concentration, poles and parity of the powers of n states, with s_i their shares of the sum:
 *
 *     concentration = sqrt((sum s_i^2 - 1/n) / (1 - 1/n))
 *     poles         = 2 where two hold a quarter each and half together; else 1 where one holds
 *                     half; else the number that hold a twentieth, where they are three or more
 *     parity        = second / leader
 *
 * @param power finite, not negative; borrowed
 *
 * Edge cases: no state, or none with power, gives NaN, 0 poles and no leader.  Cost: O(n).
 * Reference: Singer, Bremer and Stuckey (1972), in Russett (ed.), Peace, War, and Numbers, 19-48;
 * Thompson (1986), Journal of Conflict Resolution 30:587-615.
 */
ent_polarity ent_polarity_of(size_t n, const double *power);

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
