/*
 * power.h - what a vote weighs under a rule, before anyone has an opinion
 *
 * Stage: measure.  Reads a rule, writes the indices of its members.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_VOTING_POWER_H
#define ENT_MEASURE_VOTING_POWER_H

#include "measure/voting/rule.h"

/** The power of one member; a number is NaN and a text NULL where it is undefined. */
typedef struct ent_member_power {
    double shapley_shubik, banzhaf_normalised, banzhaf_absolute, coleman_prevent, coleman_initiate;
    double swing_yes_abstain, swing_abstain_no; /**< three-way votes: share of the profiles of the
                                                     others in which that change of vote decides */
    const char *swings; /**< coalitions of the others to which the member is critical, in decimal;
                             three-way: profiles in which yes wins and no fails */
    const char
        *fraction; /**< Shapley-Shubik in lowest terms, "421/2145"; NULL where by quadrature */
} ent_member_power;

typedef struct ent_voting_power {
    ent_arena         memory;
    ent_member_power *members;  /**< in the order of the rule */
    double            decision; /**< probability that a motion passes, all votes equally likely */
    const char *winning; /**< coalitions (three-way: profiles) that win, in decimal; or NULL */
    char        method[64];
    bool        weighed;   /**< in doubles, not counted: no texts of whole numbers */
    const char *undefined; /**< why there are no indices, or NULL */
} ent_voting_power;

void ent_voting_power_clear(ent_voting_power *power);

/**
 * The indices of every member of a rule.
 *
 *     swings_i       = coalitions S without i that lose and with i win; v of them of size s
 *     Shapley-Shubik = sum over s of v_s s! (n-1-s)! / n!
 *     Banzhaf        = swings_i / 2^(n-1);  normalised: swings_i / sum over j of swings_j
 *     Coleman        = prevent: swings_i / winning;  initiate: swings_i / losing
 *
 * Three-way (each votes yes, abstains or votes no with equal probability; Felsenthal and
 * Machover 1997): Shapley-Shubik is the probability that in a random order the vote of i is the
 * one after which the outcome is fixed; Banzhaf the share of the 3^(n-1) profiles of the others in
 * which yes of i wins and no fails; prevent the probability that a no of i would turn a motion
 * that passes, initiate that a yes of i would turn one that fails.
 *
 * All is counted in whole numbers, and each double is the one nearest to the exact ratio, but for
 * Shapley-Shubik of one criterion with many members: there by Gauss-Legendre quadrature of
 * P(q - w_i <= X_p < q) over p, to about 1e-14.  More than 40 members that differ, under several
 * criteria of which one is fine and the others are small numbers (heads), are weighed in doubles by
 * what is lost of each (ent_tally_losses()): `method` says to which relative error.
 *
 * @param out written only on ENT_OK; ent_voting_power_clear() frees
 * @return ENT_OK; ENT_E_LIMIT for a rule that no method reaches; ENT_E_ARG for three-way votes
 *         under a criterion that does not say what an abstention is; ENT_E_CANCELLED; ENT_E_NOMEM
 *
 * Edge cases: where no coalition wins, or the empty one does, nothing is defined and `undefined`
 * says why.  Cost: members of the same weights count as one type.  Compositions of types up to
 * 2^16; one criterion of quota q (or W - q + 1, where that is less) exactly in n^2 q / 2 up to 4e7,
 * beyond by quadrature in n^2 W / 4; several criteria up to 40 members in n^2 2^(n/2) under two
 * that are fine (some 15 s of the processor for 40; each more costs a factor of n / 2 over their
 * number), while that is below 2e10; beyond as ent_losses_odds_of(): some ten seconds for the
 * International Monetary Fund. Reference: Shapley and Shubik (1954), APSR 48:787-792; Banzhaf
 * (1965), Rutgers Law Review 19:317-343; Coleman (1971); Felsenthal and Machover (1997), IJGT
 * 26:335-351.
 */
ENT_MUST_CHECK ent_status ent_voting_power_of(ent_ctx *ctx, const ent_voting_rule *rule,
                                              bool three_way, ent_voting_power *out);

#endif
