/*
 * bargain.h - actors with positions, saliences and capabilities bargain, turn by turn
 *
 * Stage: model.  Reads one file, opens no store.  The spatial model of politics
 * (a descendant of the expected utility model of Bueno de Mesquita) as KTAB
 * states it, in all its variants, beside four rules that need no model.
 *
 * In a turn each actor i finds the challenge that promises it most and proposes
 * a bargain to its target j; each actor takes the bargain that is likeliest
 * to win among those that concern it, or keeps its position.  With
 *
 *     d_i(p)  = sqrt(sum_k (s_ik (y_ik - p_k))^2 / sum_k s_ik^2)     distance, ideal y, salience s
 *     u(d, R) = (1 - d) (1 + d R)  (d <= 1),  (1 - d) (1 + R)        utility at risk attitude R
 *     p       = the election among all positions, weights c_i        probabilities
 *     R_i     = (3 p_i - max p - 2 min p) / (2 (max p - min p))      risk attitude
 *     R^h_i   = (1 - a) R_h + a R_i                                  as h sees it
 *     phi     = X / (X + Y), the strengths for i and for j           votes of weight c_m S_m
 *     gain    = (1 - S_j) V + S_j (phi V + (1 - phi) L) - Q          challenge of i to j, to i
 *
 * V = 2 u_ii, L = 2 u_ij, Q = u_ii + u_ij, S_i the sum of i's saliences.  i
 * and j vote between their positions, each third party m between "I with i
 * against j" and "I with j against i", judging who would win from i, j and
 * itself alone.  The proposal moves both towards each other, dimension by
 * dimension, by s_ik^2 phi^2 against s_jk^2 (1 - phi)^2.  Bargains are elected
 * by all actors with weights c, on the mean utility of all positions that would
 * follow.  Then ideals follow positions x:
 *
 *     y_i <- sum_j M_ij x_j + (1 - sum_j M_ij) y_i
 *
 * where M_ij is what the file says of the pair; of pairs it does not name M is
 * the identity (times the lag).  Doubts that are part of the model: salience counts in a challenge
 * and not in an election; the two sides of a bargain decide each for itself,
 * so that one may keep it and the other not; nothing is discounted.
 *
 * What it does not claim: see ent_bargain_rivals.
 *
 * References: Bueno de Mesquita (1997), International Interactions 23:235-266;
 * Wise, Lester and Efird (2015), KAPSARC KS-1517-DP010A and the program KTAB.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_BARGAIN_H
#define ENTENTE_BARGAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "entente/table.h"

enum {
    ENT_BARGAIN_LEAST_ACTORS = 2,
    ENT_BARGAIN_MOST_ACTORS = 1000,
    ENT_BARGAIN_MOST_DIMENSIONS = 100,
    ENT_BARGAIN_MOST_TURNS = 10000,
    ENT_BARGAIN_MOST_RUNS = 100000
};

/** What an actor brings: a row of the file. */
typedef struct ent_bargain_actor {
    const char *name, *description; /**< the description may be empty */
    double      capability;         /**< above 0, at most 1e30 */
    double     *position;           /**< of each dimension, 0 to 100 */
    double     *salience;           /**< of each dimension, 0 to 100; together above 0, to 100 */
} ent_bargain_actor;

/** Who bargains about what; ent_bargain_clear() frees. */
typedef struct ent_bargain {
    const char        *name, *description;
    const char       **dimensions; /**< names, of the columns of positions */
    size_t             dimension_count;
    ent_bargain_actor *actors;
    size_t             actor_count;
    void              *memory; /**< owns all of it */
    /** How far the ideal of i follows the position of j, 0 to 1: [i * actor_count + j]; NaN of a
     * pair that is not named.  NULL: none is. */
    const double *follows;
} ent_bargain;

/**
 * Read a file in the form of KTAB: a line `name, description, actors, dimensions`,
 * a line of column names (actor, description, capability, then position and salience of each
 * dimension), and a line for each actor.  A line `Ideal,Follows,Share` may follow, and lines with
 * two names and a share of 0 to 100 each: how far the ideal of the first follows the position of
 * the second.  The shares of one actor sum to 100 at most, of which its own, where they are not
 * named, are 100.  Commas in names need double quotes; a comma at the end
 * of a line, blanks around fields and empty lines are passed over.
 *
 * @param path "-" for standard input
 * @param out  written only on ENT_OK; owned by the caller
 * @return ENT_OK; ENT_E_INPUT with file, line and column for a file that does not hold what it
 *         says, a number out of range, or an actor without a name; ENT_E_FILE; ENT_E_LIMIT;
 *         ENT_E_NOMEM
 *
 * Two actors of one name are told as a warning: they are told apart by their numbers alone.
 */
ENT_MUST_CHECK ent_status ent_bargain_read(ent_ctx *ctx, const char *path, ent_bargain *out);

/** The same from bytes; `name` stands for the file in messages. */
ENT_MUST_CHECK ent_status ent_bargain_parse(ent_ctx *ctx, const char *name, const char *bytes,
                                            size_t length, ent_bargain *out);

/** Free what was read; a zeroed struct is left as it is. */
void ent_bargain_clear(ent_bargain *bargain);

/** Write the file that ent_bargain_parse() reads back exactly; ENT_E_FILE when the stream fails. */
ENT_MUST_CHECK ent_status ent_bargain_write(ent_ctx *ctx, const ent_bargain *bargain, FILE *stream);

/** How a vote of weight w follows from a difference z of utilities; b(z) = z / 1e-8 within -1..1.
 */
typedef enum ent_bargain_vote {
    ENT_VOTE_PROP,     /**< w z                                                  */
    ENT_VOTE_BINARY,   /**< w b(z)                                               */
    ENT_VOTE_PROPBIN,  /**< w (0.8 z + 0.2 b(z))                                 */
    ENT_VOTE_PROPCBC,  /**< w (z + z^3) / 2                                      */
    ENT_VOTE_CUBIC,    /**< w z^3                                                */
    ENT_VOTE_ASYMPROSP /**< w z for a loss, (2/3) w z for a gain over what stands */
} ent_bargain_vote;

/** Probability that strength A beats strength B: f(A) / (f(A) + f(B)). */
typedef enum ent_bargain_victory {
    ENT_VICTORY_LINEAR,  /**< f(x) = x   */
    ENT_VICTORY_SQUARE,  /**< x^2        */
    ENT_VICTORY_QUARTIC, /**< x^4        */
    ENT_VICTORY_OCTIC,   /**< x^8        */
    ENT_VICTORY_BINARY   /**< certain from 1.1 times the other's strength on, linear between */
} ent_bargain_victory;

/** How an option is elected from the probabilities P_ij that i beats j (Condorcet). */
typedef enum ent_bargain_pce {
    ENT_PCE_CONDITIONAL,     /**< proportional to the product over all j of P_ij */
    ENT_PCE_MARKOV_UNIFORM,  /**< stationary, each option challenged by each alike */
    ENT_PCE_MARKOV_INCENTIVE /**< stationary, challenged as often as the strength behind it */
} ent_bargain_pce;

/** Share a of the other's risk attitude in what an actor takes it for. */
typedef enum ent_bargain_risk_adjust {
    ENT_RISK_ONE_THIRD,
    ENT_RISK_NONE,
    ENT_RISK_HALF,
    ENT_RISK_TWO_THIRDS,
    ENT_RISK_FULL
} ent_bargain_risk_adjust;

/** Range of risk attitudes; 0 for all where no actor is likelier than another. */
typedef enum ent_bargain_risk_range {
    ENT_RISK_MID, /**< -1/2 to 1 */
    ENT_RISK_MIN, /**< 0 to 1    */
    ENT_RISK_MAX  /**< -1 to 1   */
} ent_bargain_risk_range;

/** What a third party loses with the side it took: nothing, its position when it loses, always.
 * `no` and `full` give the same votes: what they add stands on both sides. */
typedef enum ent_bargain_third_party {
    ENT_THIRD_SEMI,
    ENT_THIRD_FULL,
    ENT_THIRD_NO
} ent_bargain_third_party;

/** Where the two sides of a bargain are to meet. */
typedef enum ent_bargain_interpolation {
    ENT_INTERPOLATION_S2P2,  /**< weights s^2 phi^2, rounded to 0.01 of 100 */
    ENT_INTERPOLATION_S1P1,  /**< weights s phi, rounded likewise           */
    ENT_INTERPOLATION_S2PMAX /**< only the one less likely to win moves, not rounded */
} ent_bargain_interpolation;

/** Whose view of the odds a proposal is made from. */
typedef enum ent_bargain_mode {
    ENT_BARGAIN_INITIATOR, /**< the initiator's                                        */
    ENT_BARGAIN_BOTH,      /**< two proposals, one from each side's                    */
    ENT_BARGAIN_COMPROMISE /**< the mean of both, weighted by capability times salience */
} ent_bargain_mode;

/** How an actor settles on one of its bargains. */
typedef enum ent_bargain_choice {
    ENT_CHOICE_LIKELIEST, /**< the one with the largest probability */
    ENT_CHOICE_DRAWN      /**< drawn from the probabilities         */
} ent_bargain_choice;

/** A zeroed struct gives the defaults. */
typedef struct ent_bargain_options {
    ent_bargain_vote          vote;
    ent_bargain_victory       victory;
    ent_bargain_pce           pce;
    ent_bargain_risk_adjust   risk_adjust;
    ent_bargain_risk_range    risk_range;
    ent_bargain_third_party   third_party;
    ent_bargain_interpolation interpolation;
    ent_bargain_mode          mode;
    ent_bargain_choice        choice;
    bool has_lag;   /**< ideals move by `lag` towards the new position; else all of the way; where
                         the file names how far an actor's follows its own, that far */
    double   lag;   /**< 0 to 1 */
    uint32_t turns; /**< most of them; 0: 100 */
    uint64_t seed;  /**< of draws */
    bool     last;  /**< rows of the last turn alone */
    /**
     * Keep what is a fault in the reference program, for its numbers: (1) the odds as the receiver
     * sees them are replaced by the gain that it expects for the initiator, and its weight by the
     * initiator's capability; (2) ties go to whom the file names first, and sums follow its order:
     * else they follow capability, so that the order of rows changes nothing; (3) the votes of
     * asymprosp between two options are all taken as of the later against the earlier.  Positions
     * of ent_bargain_path() have ten significant digits then, as its published paths do.
     */
    bool as_ktab;
} ent_bargain_options;

/**
 * One path: `turn,actor,dim,position,name,outcome,weighted_mean,weighted_median,plain_mean,nash`.
 *
 * Turn 0 is the input; actors and dimensions count from 0; positions are 0 to 100.  `outcome` is
 * the mean position of the turn, weighted by capability times the salience of the dimension (the
 * model's forecast); the last four are those of ent_bargain_rivals().  It ends after turn
 * t >= 2 when the actors together moved by less than 2 % of what they did in the first turn, or
 * after options->turns.
 *
 * Cost: O(n^3) a turn for n actors, O(n^2) memory.
 *
 * @param options NULL for the defaults
 * @return ENT_OK, ENT_E_ARG for options out of range, ENT_E_CANCELLED, ENT_E_NOMEM
 *
 * An election by a Markov chain that does not settle in 1000 steps is taken as it is, and told.
 */
ENT_MUST_CHECK ent_status ent_bargain_path(ent_ctx *ctx, const ent_bargain *bargain,
                                           const ent_bargain_options *options, ent_table **out);

/**
 * Why each actor moved, on the same path: a row for each proposal and dimension, and one for
 * each actor that makes none:
 *
 *     turn,initiator,receiver,view,gain,probability,strength_for,strength_against,
 *     supporters,opponents,dim,initiator_from,initiator_to,receiver_from,receiver_to,
 *     initiator_chance,initiator_takes,receiver_chance,receiver_takes
 *
 * `turn` is the one that the proposal leads to.  gain, probability and strengths are those of the
 * challenge as the initiator sees it; `view` says from whose odds the proposal was made
 * (initiator, receiver, both).  supporters and opponents are the third parties with their votes,
 * strongest first, joined by semicolons.  `chance` is the probability of the proposal in the
 * election of each side, `takes` whether that side takes it.
 */
ENT_MUST_CHECK ent_status ent_bargain_explain(ent_ctx *ctx, const ent_bargain *bargain,
                                              const ent_bargain_options *options, ent_table **out);

/** What varies in an ensemble; a zeroed struct gives the defaults. */
typedef struct ent_bargain_ensemble_options {
    uint32_t runs; /**< 0: 100 */
    bool     has_noise;
    double   noise; /**< percent, 0 to 50; 5 without has_noise */
    /** Bit k: the k-th member of ent_bargain_options (vote, victory, pce, risk_adjust, risk_range,
     * third_party, interpolation, mode) stays as it is given. */
    unsigned fixed;
} ent_bargain_ensemble_options;

enum { ENT_BARGAIN_PARAMETERS = 8 };

/**
 * An ensemble: many paths from inputs with noise, every second one with one parameter changed.
 *
 *     position' = position + e z,  capability' = capability (1 + e z / 100), salience' likewise
 *
 * z is standard normal, e the noise; positions are cut to 0..100, saliences and capabilities to
 * 1 % of theirs at least, and saliences that sum to more than 100 are scaled to 100.  In odd runs
 * one of the 23 single changes of a parameter is drawn that `fixed` does not forbid.  A path that
 * has ended keeps its last positions.
 *
 *     turn,actor,dim,mean,sd,lo,hi,stable,name,outcome,outcome_lo,outcome_hi,
 *     weighted_mean,weighted_median,plain_mean,nash,
 *     sd_inputs,sd_parameters,outcome_sd_inputs,outcome_sd_parameters
 *
 * lo and hi are the 5 % and 95 % quantiles over runs (missing with fewer than 8 runs).  `stable` is
 * false where noise of 0.1 % and no change of parameters already spreads the position with a
 * standard deviation of 1 or more (ten times the noise) over 40 paths of their own; how many of the
 * last positions it is, and between what outcomes they lie, is told as a warning.  Where the spread
 * comes from: sd_inputs is the standard deviation over the runs that keep their parameters,
 * sd_parameters that over the input as it is under each single change of a parameter and none.
 * Numbers are keyed by seed, run and actor: the same at any number of threads and in any order of
 * rows.
 *
 * @param more NULL for the defaults
 * @return as ent_bargain_path(); ENT_E_LIMIT where the paths do not fit in 1 GB
 */
ENT_MUST_CHECK ent_status ent_bargain_ensemble(ent_ctx *ctx, const ent_bargain *bargain,
                                               const ent_bargain_options          *options,
                                               const ent_bargain_ensemble_options *more,
                                               ent_table                         **out);

/** What needs no model, by dimension. */
typedef struct ent_bargain_rival {
    double weighted_mean;   /**< of positions, by capability times salience of the dimension   */
    double weighted_median; /**< by the same weights; the middle of two where half is reached  */
    double plain_mean;
    double nash; /**< maximum of the product of (1 - d_i)^(c_i S_i) over all dimensions at once */
} ent_bargain_rival;

/**
 * The rivals of the model on the same input.  They matter: on 351 decisions of the European Union
 * with known outcomes the weighted mean was off by 23.2 points of 100 on average, this model by
 * 23.8 (two turns) to 24.7 (eight turns), the plain mean by 23.8, "always 50" by 28.0.
 *
 * @param out one for each dimension; NaN where no actor has salience there, but for the plain mean
 * @return ENT_OK, ENT_E_NOMEM
 *
 * The Nash product has one maximum (it is log-concave), found by Newton's method and rounded to
 * 1e-8; at an actor's own position it may have a kink, which is blunted below 1e-7 of the scale.
 * References: Nash (1950), Econometrica 18:155-162; Achen (2006), in Thomson et al. (eds.), The
 * European Union Decides.
 */
ENT_MUST_CHECK ent_status ent_bargain_rivals(ent_ctx *ctx, const ent_bargain *bargain,
                                             ent_bargain_rival *out);

#endif
