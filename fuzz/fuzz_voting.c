/*
 * fuzz_voting.c - rules of voting and their weights: what is read is whole, small rules are
 * counted, and their exact odds with all votes equally likely are the share of the votes that pass
 *
 * The rules stand before the first line "---", the weights behind it.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "measure/voting/power.h"
#include "model/decide/score.h"

enum { FEW_MEMBERS = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* The odds with all votes equally likely, and those with each vote fixed, whose mean they are. */
static void
check_odds(ent_ctx *ctx, const ent_voting_rule *rule, bool three_way, double decision)
{
    ent_chances     chances[FEW_MEMBERS];
    double          given[FEW_MEMBERS * ENT_STANCES], each = three_way ? 1.0 / 3 : 0.5;
    ent_odds        odds = {0, given};
    ent_vote_scores scores;

    for (size_t i = 0; i < rule->member_count; i++) {
        chances[i] = (ent_chances){{each, three_way ? each : 0, each}};
    }
    if (ent_vote_scores_of(ctx, rule, &scores) != ENT_OK) {
        return;
    }
    if (ent_odds_exact(ctx, &scores, chances, &odds) != ENT_OK ||
        fabs(odds.passes - decision) > 1e-9) {
        abort();
    }
    for (size_t i = 0; i < rule->member_count; i++) {
        double mean = 0;

        for (size_t k = 0; k < ENT_STANCES; k++) {
            mean += given[i * ENT_STANCES + k] * chances[i].of[k];
        }
        if (fabs(mean - decision) > 1e-9) {
            abort();
        }
    }
    ent_vote_scores_clear(&scores);
}

static void
check_power(ent_ctx *ctx, const ent_voting_rule *rule, bool three_way)
{
    ent_voting_power power;
    double           sum = 0;

    if (ent_voting_power_of(ctx, rule, three_way, &power) != ENT_OK) {
        return;
    }
    for (size_t i = 0; i < rule->member_count; i++) {
        sum += power.members[i].shapley_shubik;
    }
    if (isnan(sum) != (power.undefined != NULL) || fabs(sum - 1) > 1e-9) {
        abort();
    }
    if (power.undefined == NULL) {
        check_odds(ctx, rule, three_way, power.decision);
    }
    ent_voting_power_clear(&power);
}

static void
check_rule(ent_ctx *ctx, const ent_voting_rule *rule)
{
    if (rule->criterion_count == 0 || rule->criterion_count > ENT_VOTING_MOST_CRITERIA ||
        rule->member_count == 0 || rule->member_count > ENT_VOTING_MOST_MEMBERS) {
        abort();
    }
    for (size_t i = 0; i < rule->member_count; i++) {
        if (rule->members[i][0] == '\0') {
            abort();
        }
        for (size_t j = 0; j < rule->criterion_count; j++) {
            if (rule->criteria[j].weights[i] < 0) {
                abort();
            }
        }
    }
    if (rule->member_count <= FEW_MEMBERS) {
        check_power(ctx, rule, false);
        check_power(ctx, rule, true);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const char      *text = (const char *)bytes;
    size_t           split = length, behind = length;
    ent_voting_rules rules;
    ent_bytes        first, second;
    ent_ctx         *ctx;

    for (size_t i = 0; i + 4 <= length && split == length; i++) {
        if (memcmp(text + i, "---\n", 4) == 0) {
            split = i;
            behind = i + 4;
        }
    }
    first = (ent_bytes){text, split, NULL};
    second = (ent_bytes){text + behind, length - behind, NULL};
    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 0;
    }
    if (ent_voting_rules_read(ctx, "r.csv", &first, "w.csv", &second, &rules) == ENT_OK) {
        for (size_t i = 0; i < rules.count; i++) {
            check_rule(ctx, rules.rules[i]);
        }
        ent_voting_rules_clear(&rules);
    } else if (ent_ctx_error(ctx)[0] == '\0') {
        abort(); /* a refusal says why */
    }
    ent_ctx_destroy(ctx);
    return 0;
}
