/*
 * lost_power.c - the indices of many members under several criteria, by what is lost of each
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/count.h"
#include "measure/voting/losses.h"

enum { WAYS = 2, YES = 0, NO = 1 };

static const double MOST_ERROR = 1e-6;

/* The rule as losses, with the heads that are lost as one of the sums. */
typedef struct lost {
    ent_losses losses;
    size_t     heads;
    double    *worth;  /* by the heads that are lost */
    double    *given;  /* [member * WAYS + way] */
    double    *turned; /* of each member */
} lost;

static ent_status
open_lost(ent_ctx *ctx, const ent_voting_rule *rule, lost *out)
{
    size_t n = rule->member_count;

    *out = (lost){.losses = {.member_count = n, .way_count = WAYS}};
    out->losses.ways = ent_alloc_zero(n * WAYS, sizeof *out->losses.ways);
    out->losses.limits = ent_alloc(rule->criterion_count, sizeof *out->losses.limits);
    out->worth = ent_alloc(n + 1, sizeof *out->worth);
    out->given = ent_alloc(n * WAYS, sizeof *out->given);
    out->turned = ent_alloc(n, sizeof *out->turned);
    return out->losses.ways != NULL && out->losses.limits != NULL && out->worth != NULL &&
                   out->given != NULL && out->turned != NULL
               ? ENT_OK
               : ent_fail_nomem(ctx);
}

static void
clear_lost(lost *l)
{
    ent_free(l->losses.ways);
    ent_free(l->losses.limits);
    ent_free(l->worth);
    ent_free(l->given);
    ent_free(l->turned);
}

/* The sum that has these weights: one more, where there was none. */
static size_t
sum_of_weights(ent_losses *losses, const int64_t *weights)
{
    for (size_t sum = 0; sum < losses->sum_count; sum++) {
        size_t same = 0;

        while (same < losses->member_count &&
               losses->ways[same * WAYS + NO].of[sum] == weights[same]) {
            same++;
        }
        if (same == losses->member_count) {
            return sum;
        }
    }
    for (size_t i = 0; i < losses->member_count; i++) {
        losses->ways[i * WAYS + NO].of[losses->sum_count] = weights[i];
    }
    return losses->sum_count++;
}

static bool
is_first_of_clause(const ent_voting_rule *rule, size_t criterion)
{
    size_t i = 0;

    while (rule->criteria[i].clause != rule->criteria[criterion].clause) {
        i++;
    }
    return i == criterion;
}

static void
set_limits(const ent_voting_rule *rule, ent_losses *losses)
{
    for (size_t i = 0; i < rule->criterion_count; i++) {
        int64_t *limits = losses->limits[losses->clause_count];

        if (!is_first_of_clause(rule, i)) {
            continue;
        }
        losses->clause_count++;
        for (size_t sum = 0; sum < ENT_LOSS_MOST_SUMS; sum++) {
            limits[sum] = INT64_MAX;
        }
        for (size_t j = i; j < rule->criterion_count; j++) {
            const ent_criterion *c = &rule->criteria[j];

            if (c->clause == rule->criteria[i].clause) {
                size_t sum = sum_of_weights(losses, c->weights);

                limits[sum] = c->total - c->quota < limits[sum] ? c->total - c->quota : limits[sum];
            }
        }
    }
}

static void
set_heads(lost *l)
{
    int64_t ones[ENT_VOTING_MOST_MEMBERS];

    for (size_t i = 0; i < l->losses.member_count; i++) {
        ones[i] = 1;
    }
    l->heads = sum_of_weights(&l->losses, ones);
}

static void
set_chances(ent_losses *losses, double chance)
{
    for (size_t i = 0; i < losses->member_count * WAYS; i++) {
        losses->ways[i].chance = chance;
    }
}

/* (t-1)! (n-1-t)! / (n-1)! = 1 / ((n-1) C(n-2, t-1)) for t of n heads that are lost. */
static void
set_worth(lost *l)
{
    size_t n = l->losses.member_count;

    l->worth[0] = l->worth[n] = 0;
    for (size_t t = 1; t < n; t++) {
        l->worth[t] = t == 1 ? 1 / (double)(n - 1)
                             : l->worth[t - 1] * (double)(t - 1) / (double)(n - t);
    }
    l->losses.worth = l->worth;
    l->losses.worth_of = l->heads;
}

/* What may be wrong of a difference by its parts, as a share of it. */
static void
widen(double *error, double parts, double difference)
{
    *error = difference > 0 ? fmax(*error, parts / difference) : *error;
}

static void
take_shares(const ent_tally *tally, const lost *l, double error, ent_tally_lost *out)
{
    size_t n = tally->rule->member_count;
    double all = 1, worst = 1;

    for (size_t i = 0; i < n; i++) {
        all += l->given[i * WAYS + NO];
    }
    for (size_t t = 0; t < tally->types; t++) {
        size_t member = tally->first[t];
        double turned = l->turned[member], without = l->given[member * WAYS + NO];

        out->swings[t] = turned;
        out->shapley[t] = turned > 0 ? all / (double)n - without : 0;
        widen(&worst, 2 * out->decision, turned);
        widen(&worst, turned > 0 ? all / (double)n + without : 0, out->shapley[t]);
    }
    out->error = 4 * worst * error;
}

ent_status
ent_tally_losses(ent_ctx *ctx, const ent_tally *tally, ent_tally_lost *out)
{
    lost            l;
    ent_status      status = open_lost(ctx, tally->rule, &l);
    ent_losses_odds odds = {.turned = l.turned};

    if (status == ENT_OK) {
        set_limits(tally->rule, &l.losses);
        set_chances(&l.losses, .5);
        status = ent_losses_odds_of(ctx, &l.losses, &odds);
    }
    if (status == ENT_OK) {
        out->decision = odds.passes;
        odds = (ent_losses_odds){.given = l.given};
        set_heads(&l);
        set_worth(&l);
        set_chances(&l.losses, 1);
        status = ent_losses_odds_of(ctx, &l.losses, &odds);
    }
    if (status == ENT_OK) {
        take_shares(tally, &l, odds.error, out);
        if (!(out->error <= MOST_ERROR)) {
            status = ent_fail(ctx, ENT_E_LIMIT, "the shares are too small to be told");
        }
    }
    clear_lost(&l);
    return status;
}
