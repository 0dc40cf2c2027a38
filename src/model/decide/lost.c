/*
 * lost.c - the exact chance that a motion passes, by what is lost of each sum
 *
 * Many members of different weights, such as a board of the International Monetary Fund: what each
 * vote takes from the sums of a rule, and how much of them every clause may miss.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/losses.h"
#include "model/decide/score.h"

/* The place of a clause among those seen; their number grows with a new one. */
static size_t
place_of_clause(int64_t *seen, size_t *count, int64_t clause)
{
    size_t place = 0;

    while (place < *count && seen[place] != clause) {
        place++;
    }
    seen[place] = clause;
    *count += place == *count;
    return place;
}

static void
set_limits(const ent_vote_scores *scores, ent_losses *losses)
{
    int64_t most[ENT_VOTING_MOST_CRITERIA] = {0}, seen[ENT_VOTING_MOST_CRITERIA];

    for (size_t i = 0; i < scores->sum_count * scores->member_count; i++) {
        most[i / scores->member_count] += scores->adds[i].of[ENT_STANCE_YES];
    }
    for (size_t i = 0; i < scores->criterion_count; i++) {
        size_t   known = losses->clause_count, sum = scores->criteria[i].sum;
        size_t   place = place_of_clause(seen, &losses->clause_count, scores->criteria[i].clause);
        int64_t *limits = losses->limits[place], limit = most[sum] - scores->criteria[i].threshold;

        for (size_t k = 0; place == known && k < scores->sum_count; k++) {
            limits[k] = INT64_MAX;
        }
        limits[sum] = limit < limits[sum] ? limit : limits[sum];
    }
}

/* Way 0 is a yes, the last a no. */
static void
set_ways(const ent_vote_scores *scores, const ent_chances *chances, ent_losses *losses)
{
    for (size_t i = 0; i < scores->member_count; i++) {
        for (size_t way = 0; way < ENT_STANCES; way++) {
            ent_loss *loss = &losses->ways[i * ENT_STANCES + way];
            size_t    stance = ENT_STANCE_YES - way;

            loss->chance = chances[i].of[stance];
            for (size_t k = 0; k < scores->sum_count; k++) {
                const int64_t *of = scores->adds[k * scores->member_count + i].of;

                loss->of[k] = of[ENT_STANCE_YES] - of[stance];
            }
        }
    }
}

static void
take_over(const ent_losses_odds *lost, size_t members, ent_odds *out)
{
    out->passes = lost->passes < 1 ? lost->passes : 1;
    for (size_t i = 0; lost->given != NULL && i < members * ENT_STANCES; i++) {
        double given = lost->given[i];

        out->given[i / ENT_STANCES * ENT_STANCES + ENT_STANCE_YES - i % ENT_STANCES] =
            given < 1 ? given : 1;
    }
}

ent_status
ent_odds_by_losses(ent_ctx *ctx, const ent_vote_scores *scores, const ent_chances *chances,
                   ent_odds *out)
{
    size_t     ways = scores->member_count * ENT_STANCES;
    ent_losses losses = {
        scores->member_count, scores->sum_count, ENT_STANCES, NULL, 0, NULL, NULL, 0};
    ent_losses_odds lost = {0};
    ent_status      status = ENT_OK;

    losses.ways = ent_alloc_zero(ways, sizeof *losses.ways);
    losses.limits = ent_alloc_zero(scores->criterion_count, sizeof *losses.limits);
    lost.given = out->given != NULL ? ent_alloc(ways, sizeof *lost.given) : NULL;
    if (losses.ways == NULL || losses.limits == NULL ||
        (lost.given == NULL && out->given != NULL)) {
        status = ent_fail_nomem(ctx);
    } else {
        set_limits(scores, &losses);
        set_ways(scores, chances, &losses);
        status = ent_losses_odds_of(ctx, &losses, &lost);
    }
    if (status == ENT_OK) {
        take_over(&lost, scores->member_count, out);
    }
    ent_free(losses.ways);
    ent_free(losses.limits);
    ent_free(lost.given);
    return status;
}
