/*
 * three.c - three-way votes: yes, abstention, no
 *
 * Of a random order with uniform votes, a set of random size has voted before member i.  Passing
 * is fixed once the motion passes though all others vote no, failing once it fails though all
 * others vote yes.  So i fixes the outcome with probability
 *
 *     sum over profiles of the others of (Y N + A N) J(m) / 3  +  (Y N + Y A) J(n-1-y) / 3,
 *     J(m) = integral over p of (p/3)^m (1 - 2p/3)^(n-1-m),
 *
 * where y vote yes, m do not vote no, and Y N is 1 where yes of i wins and no fails, and so on.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/count.h"

/* A profile by types: of each how many vote yes and how many abstain. */
typedef struct profile {
    size_t yes_count, abstain_count;
    size_t yes[ENT_VOTING_MOST_MEMBERS], abstain[ENT_VOTING_MOST_MEMBERS];
} profile;

typedef struct three {
    const ent_tally *tally;
    ent_tally_three *out;
    bool            *wins;                            /* by place of the profile */
    ent_whole        kernel[ENT_VOTING_MOST_MEMBERS]; /* 3^(n-1) lcm(1..n) J(m) */
} three;

static bool
next_profile(const ent_tally *tally, profile *f)
{
    for (size_t t = 0; t < tally->types; t++) {
        if (f->yes[t] + f->abstain[t] < tally->size[t]) {
            f->yes[t]++;
            f->yes_count++;
            return true;
        }
        f->yes_count -= f->yes[t];
        f->yes[t] = 0;
        if (f->abstain[t] < tally->size[t]) {
            f->abstain[t]++;
            f->abstain_count++;
            return true;
        }
        f->abstain_count -= f->abstain[t];
        f->abstain[t] = 0;
    }
    return false;
}

/* Where a profile stands in the table: yes and abstentions of each type as digits. */
static size_t
place_of(const ent_tally *tally, const profile *f)
{
    size_t place = 0, stride = 1;

    for (size_t t = 0; t < tally->types; t++) {
        place += stride * (f->yes[t] + (tally->size[t] + 1) * f->abstain[t]);
        stride *= (tally->size[t] + 1) * (tally->size[t] + 1);
    }
    return place;
}

static bool
profile_wins(const ent_tally *tally, const profile *f)
{
    int64_t yes[ENT_VOTING_MOST_CRITERIA] = {0}, abstain[ENT_VOTING_MOST_CRITERIA] = {0};

    for (size_t i = 0; i < tally->rule->criterion_count; i++) {
        for (size_t t = 0; t < tally->types; t++) {
            yes[i] += (int64_t)f->yes[t] * ent_tally_weight(tally, i, t);
            abstain[i] += (int64_t)f->abstain[t] * ent_tally_weight(tally, i, t);
        }
    }
    return ent_voting_rule_wins(tally->rule, yes, abstain);
}

static void
multiply_choices(ent_whole *count, size_t of, size_t chosen)
{
    for (size_t k = 0; k < chosen; k++) {
        ent_whole_multiply(count, of - k);
        (void)ent_whole_divide(count, k + 1);
    }
}

static ent_whole
profiles_of(const ent_tally *tally, const profile *f)
{
    ent_whole count = ent_whole_of(1);

    for (size_t t = 0; t < tally->types; t++) {
        multiply_choices(&count, tally->size[t], f->yes[t]);
        multiply_choices(&count, tally->size[t] - f->yes[t], f->abstain[t]);
    }
    return count;
}

/* J(m): 1 - 2p/3 = (1 - p) + p/3, and p^a (1-p)^(n-1-a) integrates to a! (n-1-a)! / n!. */
static void
fill_kernel(three *job)
{
    size_t n = job->tally->rule->member_count;

    for (size_t m = 0; m < n; m++) {
        job->kernel[m] = ent_whole_of(0);
        for (size_t k = 0; m + k < n; k++) {
            ent_whole part = ent_whole_of(1), thirds = ent_whole_power(3, n - 1 - m - k);

            multiply_choices(&part, n - 1 - m, k);
            part = ent_whole_product(&part, &thirds);
            part = ent_whole_product(&part, &job->tally->order[m + k]);
            ent_whole_add(&job->kernel[m], &part);
        }
    }
}

static void
add_shapley(three *job, size_t type, const ent_whole *count, size_t times, size_t m)
{
    ent_whole part = ent_whole_product(count, &job->kernel[m]);

    ent_whole_multiply(&part, times);
    ent_whole_add(&job->out->shapley[type], &part);
}

/* What the vote of a member of each type does when the others vote as in the profile. */
static void
add_swings(three *job, const profile *f, const ent_whole *count)
{
    const ent_tally *tally = job->tally;
    size_t           n = tally->rule->member_count, stride = 1, place = place_of(tally, f);

    for (size_t t = 0; t < tally->types; t++) {
        size_t left = tally->size[t] - f->yes[t] - f->abstain[t];

        if (left > 0) {
            ent_whole others = *count;
            bool      yes = job->wins[place + stride], no = job->wins[place];
            bool      abstain = job->wins[place + stride * (tally->size[t] + 1)];

            ent_whole_multiply(&others, left);
            (void)ent_whole_divide(&others, tally->size[t]);
            if (yes && !no) {
                ent_whole_add(&job->out->yes_no[t], &others);
                ent_whole_add(abstain ? &job->out->abstain_no[t] : &job->out->yes_abstain[t],
                              &others);
                add_shapley(job, t, &others, abstain ? 2 : 1, f->yes_count + f->abstain_count);
                add_shapley(job, t, &others, abstain ? 1 : 2, n - 1 - f->yes_count);
            }
        }
        stride *= (tally->size[t] + 1) * (tally->size[t] + 1);
    }
}

ent_status
ent_tally_three_way(ent_ctx *ctx, const ent_tally *tally, ent_tally_three *out)
{
    three   job = {.tally = tally, .out = out};
    profile f = {0};
    size_t  places = 1;

    for (size_t t = 0; t < tally->types; t++) {
        places *= (tally->size[t] + 1) * (tally->size[t] + 1);
    }
    job.wins = ent_alloc_zero(places, sizeof *job.wins);
    if (job.wins == NULL) {
        return ent_fail_nomem(ctx);
    }
    memset(out, 0, sizeof *out);
    fill_kernel(&job);
    do {
        job.wins[place_of(tally, &f)] = profile_wins(tally, &f);
    } while (next_profile(tally, &f));
    do {
        ent_whole count = profiles_of(tally, &f);

        if (job.wins[place_of(tally, &f)]) {
            ent_whole_add(&out->passing, &count);
        }
        add_swings(&job, &f, &count);
    } while (next_profile(tally, &f));
    ent_free(job.wins);
    return ENT_OK;
}
