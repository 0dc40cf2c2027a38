/*
 * simulate.c - the chance that a motion passes where members move together
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/parallel.h"
#include "base/random.h"
#include "model/decide/score.h"

enum { RUNS_OF_BLOCK = 2048, FACTOR_UNIT = 0x10000 /* units of factors lie behind the members */ };

/* How a member's normal variable is made: z = load * factor + rest * its own. */
typedef struct loading {
    uint32_t factor; /* the unit of its draw */
    double   load, rest;
} loading;

typedef struct job {
    const ent_vote_scores *scores;
    const ent_chances     *chances;
    loading               *loadings;
    uint64_t               seed;
    uint32_t               runs;
    bool                   each;   /* the stances of each member are counted, too */
    uint32_t              *passed; /* of each block: 1 + 3 n counts */
} job;

double
ent_normal_below(double z)
{
    return erfc(-z / sqrt(2)) / 2;
}

static ent_stance
stance_at(const ent_chances *chances, double u)
{
    if (u < chances->of[ENT_STANCE_NO]) {
        return ENT_STANCE_NO;
    }
    return u < chances->of[ENT_STANCE_NO] + chances->of[ENT_STANCE_ABSTAIN] ? ENT_STANCE_ABSTAIN
                                                                            : ENT_STANCE_YES;
}

static ent_stance
draw(const job *j, uint32_t run, size_t member)
{
    const loading *l = &j->loadings[member];
    ent_key        key = {j->seed, run, ENT_PROCESS_DECISION, 0, (uint32_t)member};
    double         z;

    if (l->load == 0) {
        return stance_at(&j->chances[member], ent_random_uniform(&key, 0));
    }
    z = l->rest * ent_random_normal(&key, 0);
    key.unit = l->factor;
    z += l->load * ent_random_normal(&key, 0);
    return stance_at(&j->chances[member], ent_normal_below(z));
}

/* Whether the motion passes when one member votes otherwise. */
static bool
passes_if(const job *j, const ent_stance *votes, const int64_t *sums, size_t member,
          ent_stance stance)
{
    int64_t changed[ENT_VOTING_MOST_CRITERIA];

    for (size_t i = 0; i < j->scores->sum_count; i++) {
        const ent_member_adds *adds = &j->scores->adds[i * j->scores->member_count + member];

        changed[i] = sums[i] + adds->of[stance] - adds->of[votes[member]];
    }
    return ent_vote_scores_pass(j->scores, changed);
}

static ent_status
run_block(ent_ctx *ctx, size_t block, void *data)
{
    const job *j = data;
    size_t     n = j->scores->member_count;
    uint32_t   first = (uint32_t)block * RUNS_OF_BLOCK;
    uint32_t   after = j->runs - first < RUNS_OF_BLOCK ? j->runs : first + RUNS_OF_BLOCK;
    uint32_t  *passed = j->passed + block * (1 + n * ENT_STANCES);

    (void)ctx;
    for (uint32_t run = first; run < after; run++) {
        ent_stance votes[ENT_VOTING_MOST_MEMBERS];
        int64_t    sums[ENT_VOTING_MOST_CRITERIA];

        for (size_t i = 0; i < n; i++) {
            votes[i] = draw(j, run, i);
        }
        passed[0] += ent_vote_scores_vote(j->scores, votes, sums);
        for (size_t i = 0; j->each && i < n * ENT_STANCES; i++) {
            passed[1 + i] +=
                passes_if(j, votes, sums, i / ENT_STANCES, (ent_stance)(i % ENT_STANCES));
        }
    }
    return ENT_OK;
}

static void
load_groups(const ent_group *groups, size_t count, loading *out)
{
    for (size_t i = 0; i < count; i++) {
        double c = groups[i].correlation;

        for (size_t k = 0; k < groups[i].count; k++) {
            out[groups[i].members[k]] =
                (loading){FACTOR_UNIT + (uint32_t)groups[i].members[0],
                          (c < 0 && k == 1 ? -1 : 1) * sqrt(fabs(c)), sqrt(1 - fabs(c))};
        }
    }
}

/* The share of all runs that one of the counts of the blocks makes. */
static double
share_of(const job *j, size_t blocks, size_t count)
{
    size_t   each = 1 + j->scores->member_count * ENT_STANCES;
    uint64_t sum = 0;

    for (size_t i = 0; i < blocks; i++) {
        sum += j->passed[i * each + count];
    }
    return (double)sum / j->runs;
}

ent_status
ent_odds_simulated(ent_ctx *ctx, const ent_vote_scores *scores, const ent_chances *chances,
                   const ent_group *groups, size_t group_count, uint64_t seed, uint32_t runs,
                   ent_odds *out)
{
    size_t     n = scores->member_count, blocks = (runs + RUNS_OF_BLOCK - 1) / RUNS_OF_BLOCK;
    job        j = {scores, chances, NULL, seed, runs, out->given != NULL, NULL};
    ent_status status = ENT_OK;

    j.loadings = ent_alloc_zero(n, sizeof *j.loadings);
    j.passed = ent_alloc_zero(blocks * (1 + n * ENT_STANCES), sizeof *j.passed);
    if (j.loadings == NULL || j.passed == NULL) {
        status = ent_fail_nomem(ctx);
    } else {
        load_groups(groups, group_count, j.loadings);
        status = ent_parallel_for(ctx, "simulating votes", blocks, run_block, &j);
    }
    if (status == ENT_OK) {
        out->passes = share_of(&j, blocks, 0);
        for (size_t i = 0; out->given != NULL && i < n * ENT_STANCES; i++) {
            out->given[i] = share_of(&j, blocks, 1 + i);
        }
    }
    ent_free(j.loadings);
    ent_free(j.passed);
    return status;
}
