/*
 * score.c - a rule of voting as sums of what each vote adds
 *
 *   1. sums     2. votes     3. the fewest that turn a vote
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/decide/score.h"

#include <string.h>

#include "base/alloc.h"
#include "base/context.h"

/* 1. sums */

/*
 * A share a/b of those voting: yes b >= a (yes + no).  Times one more than all weights, plus yes:
 * so that a draw of nobody against nobody stays below the threshold of 1.
 */
static ent_member_adds
adds_of(const ent_criterion *criterion, size_t member)
{
    int64_t w = criterion->weights[member], above = criterion->stated.above,
            below = criterion->stated.below;
    bool    over = criterion->stated.kind == ENT_QUOTA_OVER;
    int64_t scale = over ? 1 : criterion->total + 1;

    switch (criterion->abstention) {
    case ENT_ABSTENTION_YES:
        return (ent_member_adds){{0, w, w}};
    case ENT_ABSTENTION_OUT:
        return (ent_member_adds){
            {-scale * w * above, 0, scale * w * (below - above) + (over ? 0 : w)}};
    case ENT_ABSTENTION_UNSTATED:
    case ENT_ABSTENTION_NO:
        break;
    }
    return (ent_member_adds){{0, 0, w}};
}

static int64_t
threshold_of(const ent_criterion *criterion)
{
    return criterion->abstention == ENT_ABSTENTION_OUT ? 1 : criterion->quota;
}

/* The place of the last sum among those before it: its own, or that of one like it. */
static size_t
place_of_last(const ent_vote_scores *scores)
{
    size_t                 n = scores->member_count, size = n * sizeof *scores->adds;
    const ent_member_adds *last = scores->adds + scores->sum_count * n;

    for (size_t i = 0; i < scores->sum_count; i++) {
        if (memcmp(scores->adds + i * n, last, size) == 0) {
            return i;
        }
    }
    return scores->sum_count;
}

ent_status
ent_vote_scores_of(ent_ctx *ctx, const ent_voting_rule *rule, ent_vote_scores *out)
{
    ent_vote_scores scores = {.member_count = rule->member_count,
                              .criterion_count = rule->criterion_count};

    scores.adds = ent_alloc(rule->member_count * rule->criterion_count, sizeof *scores.adds);
    if (scores.adds == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < rule->criterion_count; i++) {
        ent_member_adds *adds = scores.adds + scores.sum_count * rule->member_count;
        size_t           place;

        for (size_t j = 0; j < rule->member_count; j++) {
            adds[j] = adds_of(&rule->criteria[i], j);
        }
        place = place_of_last(&scores);
        scores.sum_count += place == scores.sum_count;
        scores.criteria[i].sum = place;
        scores.criteria[i].threshold = threshold_of(&rule->criteria[i]);
        scores.criteria[i].clause = rule->criteria[i].clause;
    }
    *out = scores;
    return ENT_OK;
}

void
ent_vote_scores_clear(ent_vote_scores *scores)
{
    ent_free(scores->adds);
    *scores = (ent_vote_scores){0};
}

/* 2. votes */

static bool
is_first_of_clause(const ent_vote_scores *scores, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (scores->criteria[j].clause == scores->criteria[i].clause) {
            return false;
        }
    }
    return true;
}

bool
ent_vote_scores_pass(const ent_vote_scores *scores, const int64_t *sums)
{
    for (size_t i = 0; i < scores->criterion_count; i++) {
        bool met = is_first_of_clause(scores, i);

        for (size_t j = i; j < scores->criterion_count && met; j++) {
            met = scores->criteria[j].clause != scores->criteria[i].clause ||
                  sums[scores->criteria[j].sum] >= scores->criteria[j].threshold;
        }
        if (met) {
            return true;
        }
    }
    return false;
}

bool
ent_vote_scores_vote(const ent_vote_scores *scores, const ent_stance *votes,
                     int64_t sums[ENT_VOTING_MOST_CRITERIA])
{
    for (size_t i = 0; i < scores->sum_count; i++) {
        sums[i] = 0;
        for (size_t j = 0; j < scores->member_count; j++) {
            sums[i] += scores->adds[i * scores->member_count + j].of[votes[j]];
        }
    }
    return ent_vote_scores_pass(scores, sums);
}

/* 3. the fewest that turn a vote */

enum { MOST_STEPS = 1 << 20 };

/*
 * Members to choose so that what they change reaches each need.  To pass: all criteria of one
 * clause; to fail: one criterion of each clause.
 */
typedef struct search {
    const ent_vote_scores *scores;
    const ent_stance      *votes;
    ent_stance             to;
    size_t                 order[ENT_VOTING_MOST_MEMBERS]; /* the likeliest first */
    int64_t                need[ENT_VOTING_MOST_CRITERIA]; /* of each sum; 0 and less: none */
    size_t                 with, steps;
    bool                   chosen[ENT_VOTING_MOST_MEMBERS], best[ENT_VOTING_MOST_MEMBERS];
    size_t                 fewest;
} search;

/* By how much a member moves a sum towards the turn. */
static int64_t
move_of(const search *s, size_t sum, size_t member)
{
    const ent_member_adds *adds = &s->scores->adds[sum * s->scores->member_count + member];
    int64_t                change = adds->of[s->to] - adds->of[s->votes[member]];

    return s->to == ENT_STANCE_YES ? change : -change;
}

/* Whether `left` more members from the place `from` on can reach a need: by their largest moves. */
static bool
can_reach(const search *s, size_t sum, size_t from, size_t left)
{
    int64_t largest[ENT_VOTING_MOST_MEMBERS], reach = 0;
    size_t  count = 0;

    if (s->need[sum] <= 0 || left == 0) {
        return s->need[sum] <= 0;
    }
    for (size_t i = from; i < s->scores->member_count; i++) {
        int64_t move = move_of(s, sum, s->order[i]);
        size_t  at;

        if (move <= 0 || (count == left && move <= largest[count - 1])) {
            continue;
        }
        at = count < left ? count++ : left - 1;
        while (at > 0 && largest[at - 1] < move) {
            largest[at] = largest[at - 1];
            at--;
        }
        largest[at] = move;
    }
    for (size_t i = 0; i < count; i++) {
        reach += largest[i];
    }
    return reach >= s->need[sum];
}

static bool
may_reach(const search *s, size_t from, size_t left)
{
    for (size_t i = 0; i < s->scores->sum_count; i++) {
        if (!can_reach(s, i, from, left)) {
            return false;
        }
    }
    return true;
}

static void
choose(search *s, size_t member, int sign)
{
    s->chosen[member] = sign > 0;
    for (size_t i = 0; i < s->scores->sum_count; i++) {
        s->need[i] -= sign * move_of(s, i, member);
    }
}

/* Depth first, the likeliest members before the others, so that the first found is the answer. */
static bool
descend(search *s, size_t from, size_t left)
{
    if (!may_reach(s, from, left)) {
        return false;
    }
    if (left == 0) {
        return true;
    }
    for (size_t i = from; i < s->scores->member_count && s->steps < MOST_STEPS; i++) {
        size_t member = s->order[i];

        if (s->votes[member] == s->to || member == s->with) {
            continue;
        }
        s->steps++;
        choose(s, member, 1);
        if (descend(s, i + 1, left - 1)) {
            return true;
        }
        choose(s, member, -1);
        if (!may_reach(s, i + 1, left)) {
            return false;
        }
    }
    return false;
}

/* Try the needs as they stand with ever more members, up to the fewest so far. */
static void
try_needs(search *s, const int64_t *need)
{
    size_t n = s->scores->member_count, first = s->with < n;

    for (size_t size = first; size < s->fewest && size <= n; size++) {
        memset(s->chosen, 0, sizeof s->chosen);
        memcpy(s->need, need, sizeof s->need);
        if (s->with < n) {
            choose(s, s->with, 1);
        }
        if (descend(s, 0, size - first)) {
            s->fewest = size;
            memcpy(s->best, s->chosen, sizeof s->best);
        }
    }
}

/* How far a criterion is from being met, or from not being met any more. */
static int64_t
need_of(const search *s, size_t criterion, const int64_t *sums)
{
    int64_t distance =
        s->scores->criteria[criterion].threshold - sums[s->scores->criteria[criterion].sum];

    return s->to == ENT_STANCE_YES ? distance : 1 - distance;
}

static void
raise_need(const search *s, size_t criterion, const int64_t *sums, int64_t *need)
{
    size_t  sum = s->scores->criteria[criterion].sum;
    int64_t wanted = need_of(s, criterion, sums);

    need[sum] = wanted > need[sum] ? wanted : need[sum];
}

static void
pass_some_clause(search *s, const int64_t *sums)
{
    for (size_t i = 0; i < s->scores->criterion_count; i++) {
        int64_t need[ENT_VOTING_MOST_CRITERIA] = {0};

        if (!is_first_of_clause(s->scores, i)) {
            continue;
        }
        for (size_t j = i; j < s->scores->criterion_count; j++) {
            if (s->scores->criteria[j].clause == s->scores->criteria[i].clause) {
                raise_need(s, j, sums, need);
            }
        }
        try_needs(s, need);
    }
}

/* From the criterion `from` on, one of each clause is broken. */
static void
break_clauses(search *s, size_t from, const int64_t *sums, const int64_t *need)
{
    while (from < s->scores->criterion_count && !is_first_of_clause(s->scores, from)) {
        from++;
    }
    if (from == s->scores->criterion_count) {
        try_needs(s, need);
        return;
    }
    for (size_t j = from; j < s->scores->criterion_count && s->steps < MOST_STEPS; j++) {
        int64_t more[ENT_VOTING_MOST_CRITERIA];

        if (s->scores->criteria[j].clause == s->scores->criteria[from].clause) {
            memcpy(more, need, sizeof more);
            raise_need(s, j, sums, more);
            break_clauses(s, from + 1, sums, more);
        }
    }
}

static void
rank_members(search *s, const ent_chances *chances)
{
    for (size_t i = 0; i < s->scores->member_count; i++) {
        size_t at = i;

        while (chances != NULL && at > 0 &&
               chances[s->order[at - 1]].of[s->to] < chances[i].of[s->to]) {
            s->order[at] = s->order[at - 1];
            at--;
        }
        s->order[at] = i;
    }
}

size_t
ent_fewest_to_turn(const ent_vote_scores *scores, const ent_stance *votes,
                   const ent_chances *chances, size_t with, bool *turned)
{
    int64_t sums[ENT_VOTING_MOST_CRITERIA], none[ENT_VOTING_MOST_CRITERIA] = {0};
    bool    passes = ent_vote_scores_vote(scores, votes, sums);
    search  s = {.scores = scores,
                 .votes = votes,
                 .to = passes ? ENT_STANCE_NO : ENT_STANCE_YES,
                 .with = with,
                 .fewest = ENT_TURN_NEVER};

    rank_members(&s, chances);
    if (passes) {
        break_clauses(&s, 0, sums, none);
    } else {
        pass_some_clause(&s, sums);
    }
    for (size_t i = 0; i < scores->member_count; i++) {
        turned[i] = s.best[i];
    }
    return s.fewest;
}
