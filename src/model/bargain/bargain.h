/*
 * bargain.h - inside the spatial model: elections, challenges, turns
 *
 * Stage: model.  Positions are 0 to 1 here, saliences too.  Matrices of actors
 * by positions are laid out position by position: [position * n + actor].
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_BARGAIN_BARGAIN_H
#define ENT_MODEL_BARGAIN_BARGAIN_H

#include "base/arena.h"
#include "entente/bargain.h"

/* 1. elections */

/** The vote of weight w for an option whose utility is larger by z, by any rule. */
double ent_bargain_bent_vote(ent_bargain_vote vote, double w, double z);

/** The same; the common rule in place, for it is asked n^3 times a turn. */
static inline double
ent_bargain_vote_of(ent_bargain_vote vote, double w, double z)
{
    return vote == ENT_VOTE_PROP ? w * z : ent_bargain_bent_vote(vote, w, z);
}

/** How a group decides among options. */
typedef struct ent_bargain_rules {
    ent_bargain_vote    vote;
    ent_bargain_victory victory;
    ent_bargain_pce     pce;
    bool                in_order; /**< votes are taken as of a later option against an earlier one;
                                     else both ways, but against what stands */
} ent_bargain_rules;

enum { ENT_NO_OPTION = -1 };

/**
 * The probability of each option.
 *
 * @param weights   of the n actors
 * @param utility   [option * n + actor]
 * @param standing  the option that stands if none wins, or ENT_NO_OPTION
 * @param scratch   ent_bargain_elect_scratch(options) numbers
 * @param out       one for each option; they sum to 1
 * @return false where a Markov chain did not settle in 1000 steps: out is its last state
 */
bool ent_bargain_elect(const ent_bargain_rules *rules, size_t n, size_t options,
                       const double *weights, const double *utility, int standing, double *scratch,
                       double *out);

/** How many numbers the scratch of ent_bargain_elect() has. */
size_t ent_bargain_elect_scratch(size_t options);

/* 2. the table at which they sit */

/** A proposal of i to j: where each is to go. */
typedef struct ent_offer {
    uint32_t initiator, receiver;
    bool     of_receiver; /**< made from the receiver's odds */
    double  *initiator_to, *receiver_to;
    double   initiator_chance, receiver_chance; /**< in the election of each side */
    bool     initiator_takes, receiver_takes;
} ent_offer;

/** A challenge of i to j as h sees it. */
typedef struct ent_challenge {
    double strength_for, strength_against, probability, gain;
} ent_challenge;

/** The state of one path.  Actors stand in the order of `order`, not in that of the file. */
typedef struct ent_bargain_seats {
    size_t              n, dimensions;
    ent_bargain_options options;
    uint32_t            run;   /**< of an ensemble: part of the key of draws */
    const uint32_t     *order; /**< order[k]: the actor of the file that is k-th here */
    const uint32_t     *rank;  /**< of the k-th here, in the order that no file changes */
    double             *capability, *salience, *salience_sum, *weight, *salience_square;
    double             *position, *ideal; /**< [actor * dimensions + dimension] */
    const double       *follows;          /**< of the bargain, in the order of the file */
    double             *distance;         /**< [position * n + actor] */
    double             *risk;             /**< attitude of each */
    double             *seen;             /**< utilities as one sees them, [position * n + actor] */
    double             *own;              /**< each one's own utility of each position, likewise */
    int32_t            *target;           /**< of each; -1: none */
    ent_challenge      *challenge;        /**< of each to its target */
    ent_offer          *offers;           /**< by initiator; up to two each */
    size_t              offer_count;
    double             *offered;  /**< the mean utility of each offer, [offer * n + actor] */
    double             *standing; /**< of things as they are, by actor */
    double             *next;     /**< positions of the next turn */
    uint32_t           *listed;   /**< offers that concern one actor */
    double             *chances, *utilities, *scratch;
    uint32_t            turn;
    uint64_t            unsettled; /**< elections that did not settle */
    ent_arena           arena;
} ent_bargain_seats;

/** Seat the actors: memory for all turns, positions as given.  ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_bargain_seat(ent_ctx *ctx, const ent_bargain *bargain,
                                           const uint32_t *order, const uint32_t *rank,
                                           const ent_bargain_options *options, uint32_t run,
                                           ent_bargain_seats *out);
void                      ent_bargain_rise(ent_bargain_seats *state);

/** Risk attitudes, targets, proposals and what is taken of them: all of a turn but the moving. */
void ent_bargain_deal(ent_bargain_seats *state);

/** Move; the sum over actors of how far. */
double ent_bargain_move(ent_bargain_seats *state);

/**
 * The challenge of i to j as h sees it, for k; state->seen holds h's view (ent_bargain_see()).
 *
 * @param votes of each third party, for i above 0; of i and j 0.  NULL: not wanted.
 */
ent_challenge ent_bargain_challenge(const ent_bargain_seats *state, size_t i, size_t j, size_t k,
                                    double *votes);

/** Fill state->seen with utilities as h takes them to be. */
void ent_bargain_see(ent_bargain_seats *state, size_t h);

/* 3. paths */

/** All positions of a path, 0 to 1, in the order of the file: [turn][actor][dimension]. */
typedef struct ent_path {
    uint32_t turns; /**< after the input */
    double  *positions;
    size_t   capacity;
    uint64_t unsettled;
} ent_path;

void ent_path_clear(ent_path *path);

/** What an order of rows cannot change: capability, the larger first, then positions, saliences and
 * names.  `out` has actor_count numbers: out[k] is the k-th. */
ENT_MUST_CHECK ent_status ent_bargain_rank(ent_ctx *ctx, const ent_bargain *bargain, uint32_t *out);

/** Sees each turn between deal and move. */
typedef ent_status (*ent_turn_seen)(ent_ctx *ctx, ent_bargain_seats *state, void *user);

/** Follow a path to its end; `seen` may be NULL. */
ENT_MUST_CHECK ent_status ent_bargain_follow(ent_ctx *ctx, const ent_bargain *bargain,
                                             const uint32_t            *rank,
                                             const ent_bargain_options *options, uint32_t run,
                                             ent_turn_seen seen, void *user, ent_path *out);

/** What values come to: sd NaN for one, lo and hi (5 % and 95 %) for fewer than 8. */
typedef struct ent_bargain_summary {
    double mean, sd, lo, hi;
} ent_bargain_summary;

/** Sorts the values. */
ent_bargain_summary ent_bargain_summarise(double *values, size_t n);

/** The order of ent_bargain_rank(), and the other way round: rank[place[actor]] is the actor. */
typedef struct ent_bargain_order {
    uint32_t *rank, *place;
} ent_bargain_order;

/** Both, in the arena; ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_bargain_order_of(ent_ctx *ctx, const ent_bargain *bargain,
                                               ent_arena *arena, ent_bargain_order *out);

/**
 * One run of an ensemble: its input with noise, in the arena, and its path.  Without noise (0)
 * every run has the parameters that the options say, else every second one a changed one.
 *
 * @param order of the actors before anything of them was changed, so that runs share their draws
 */
ENT_MUST_CHECK ent_status ent_bargain_sample(ent_ctx *ctx, const ent_bargain *bargain,
                                             const ent_bargain_order   *order,
                                             const ent_bargain_options *options, double noise,
                                             uint32_t run, ent_arena *arena, ent_bargain *input,
                                             ent_path *path);

/** What a breath does to a bargain: noise of 0.1 % and no change of parameters, over 40 paths. */
typedef struct ent_bargain_breath {
    size_t positions,
        moved;        /**< last positions, and how many have a standard deviation of 1 or more */
    double low, high; /**< between which the outcome of a dimension lies; NaN: it has none */
    size_t dimension; /**< that dimension */
} ent_bargain_breath;

enum { ENT_BARGAIN_ANY = -1 }; /**< the dimension whose outcome lies furthest apart */

/** @param dimension whose outcome is meant, or ENT_BARGAIN_ANY; ENT_E_CANCELLED, ENT_E_NOMEM */
ENT_MUST_CHECK ent_status ent_bargain_breathe(ent_ctx *ctx, const ent_bargain *bargain,
                                              const ent_bargain_order   *order,
                                              const ent_bargain_options *options, int dimension,
                                              ent_bargain_breath *out);

/** The options checked, with their defaults filled in; ENT_E_ARG. */
ENT_MUST_CHECK ent_status ent_bargain_check(ent_ctx *ctx, const ent_bargain_options *options,
                                            ent_bargain_options *out);

/** What all answers begin with: checked options, and the order in the arena. */
ENT_MUST_CHECK ent_status ent_bargain_prepare(ent_ctx *ctx, const ent_bargain *bargain,
                                              const ent_bargain_options *options, ent_arena *arena,
                                              ent_bargain_options *checked, uint32_t **rank);

/** The mean of positions in a dimension by capability times salience there; NaN without any. */
double ent_bargain_outcome(const ent_bargain *bargain, const uint32_t *rank,
                           const double *positions, size_t dimension);

/** The four columns of a rival, from `column` on. */
void ent_bargain_add_rival(ent_table *table, size_t column, const ent_bargain_rival *rival);

/** Warn of elections that did not settle, if any. */
void ent_bargain_tell_unsettled(ent_ctx *ctx, uint64_t unsettled);

/** ent_bargain_rivals() with the order known. */
ENT_MUST_CHECK ent_status ent_bargain_rivals_ranked(ent_ctx *ctx, const ent_bargain *bargain,
                                                    const uint32_t *rank, ent_bargain_rival *out);

#endif
