/*
 * losses.h - how likely it is that a vote loses no more than a rule lets it
 *
 * Stage: measure.  A criterion bears that so much of its weight is not in favour.  What the votes
 * of the members take from all criteria at once is spread over a grid: the finest sum along its
 * rows, the others (heads, founders) from row to row.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_VOTING_LOSSES_H
#define ENT_MEASURE_VOTING_LOSSES_H

#include "measure/voting/rule.h"

enum { ENT_LOSS_WAYS = 3, ENT_LOSS_MOST_SUMS = ENT_VOTING_MOST_CRITERIA + 1 };

/** A way to vote: what it takes from each sum, and how likely it is. */
typedef struct ent_loss {
    int64_t of[ENT_LOSS_MOST_SUMS]; /**< not negative, and never falls from way to way */
    double  chance;
} ent_loss;

/** What the votes of all members may take, and what a motion bears. */
typedef struct ent_losses {
    size_t    member_count, sum_count;
    size_t    way_count; /**< of each member, up to ENT_LOSS_WAYS; the first takes nothing */
    ent_loss *ways;      /**< [member * way_count + way] */
    size_t    clause_count;
    /** Of a clause and sum: the most that may be lost; negative: too much already; INT64_MAX: any.
     */
    int64_t (*limits)[ENT_LOSS_MOST_SUMS];
    /** How much a vote that passes counts, by what is lost of the sum `worth_of` in units of its
     * greatest common divisor; NULL: 1. */
    const double *worth;
    size_t        worth_of;
} ent_losses;

/** A chance, and what it is with votes fixed; the arrays are the caller's. */
typedef struct ent_losses_odds {
    double  passes;
    double  error; /**< relative, of the above and of each of those given, at most */
    double *given; /**< [member * way_count + way], that vote being fixed; NULL: not wanted */
    double
        *turned; /**< of each member: what its first way passes and its last way does not; NULL */
} ent_losses_odds;

/**
 * The chance that a motion passes, members being independent.
 *
 *     P = sum over the votes v that pass of worth(v) product over i of chance_i(v_i)
 *     v passes where, for a clause, the votes together take no more of any sum than its limit
 *     given_i(w): the same with v_i = w and its chance left out
 *     turned_i: the sum over the votes of the others that pass with the first way of i, not with
 *               its last (of which all that pass pass with the first)
 *
 * Chances need not sum to 1: with chances of 1 votes are counted.
 *
 * Two halves of the members, the heavier and the lighter ones, are spread over grids by what they
 * lose; a cell of one is worth what all that it passes with in the other come to.  Of a half that
 * is not complete only the cells are kept from which the finest sum may still decide.  A vote is
 * fixed by the cells without its member, weighed by what the members behind it make of them.
 *
 * All terms are sums of products that are not negative, so that errors never grow by cancelling:
 * each result is within a factor of 1 +- `error` of the exact one, but `turned_i`, whose error is
 * up to twice that share of `given_i` of the first way.  It is 2^-53 times the roundings behind a
 * product: 8 n + 3 rows + 3 blocks of the longest row + 2048; some 1e-12.  Where no vote of the
 * others is turned, `turned` is 0 exactly.  (Chances below 1e-290 may be lost.)
 *
 * @param out written only on ENT_OK; `given` and `turned` have room for all members
 * @return ENT_OK; ENT_E_LIMIT for more than 4096 rows, or grids of more than 2^25 cells (256 MB;
 * votes that are fixed take up to twice as much), or more than 6e9 steps; ENT_E_CANCELLED;
 * ENT_E_NOMEM
 *
 * Cost: for C cells in the grids of all stages O(ways C), and with `given` O(ways C log n); the
 * International Monetary Fund, 190 members by heads and five million votes: C = 8e8.
 */
ENT_MUST_CHECK ent_status ent_losses_odds_of(ent_ctx *ctx, const ent_losses *losses,
                                             ent_losses_odds *out);

#endif
