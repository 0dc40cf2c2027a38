/*
 * power.c - what a vote weighs under a rule: which method, and the indices from the counts
 *
 *   1. two-way votes     2. three-way votes     3. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/voting/power.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/count.h"

enum { MOST_PROFILES = 1 << 20 };

/* Compositions; n^2 q / 2 of counts by size and weight; weights of a distribution. */
static const double  MOST_COMPOSITIONS = 1 << 16, MOST_COUNTS = 4e7;
static const int64_t MOST_WEIGHTS = 1 << 23;

void
ent_voting_power_clear(ent_voting_power *power)
{
    ent_arena_clear(&power->memory);
    memset(power, 0, sizeof *power);
}

static const char *
print(ent_voting_power *power, const ent_whole *number)
{
    char digits[ENT_WHOLE_DIGITS];

    ent_whole_print(number, digits);
    return ent_arena_strdup(&power->memory, digits);
}

static const char *
print_fraction(ent_voting_power *power, ent_whole above, ent_whole below)
{
    char a[ENT_WHOLE_DIGITS], b[ENT_WHOLE_DIGITS];

    ent_whole_reduce(&above, &below);
    ent_whole_print(&above, a);
    ent_whole_print(&below, b);
    return ent_arena_printf(&power->memory, "%s/%s", a, b);
}

/* The sum over all members of what is known by type. */
static ent_whole
sum_of(const ent_tally *tally, const ent_whole *of_types)
{
    ent_whole sum = ent_whole_of(0);

    for (size_t t = 0; t < tally->types; t++) {
        ent_whole part = of_types[t];

        ent_whole_multiply(&part, tally->size[t]);
        ent_whole_add(&sum, &part);
    }
    return sum;
}

/* 1. two-way votes */

static ent_status
count(ent_ctx *ctx, ent_tally *tally, const char **method)
{
    const ent_voting_rule *rule = tally->rule;
    const ent_criterion   *first = &rule->criteria[0];
    double                 n = (double)rule->member_count, compositions = 1;
    int64_t                dual = first->total - first->quota + 1;
    int64_t                lesser = first->quota < dual ? first->quota : dual;
    ent_status             status;

    for (size_t t = 0; t < tally->types; t++) {
        compositions *= (double)tally->size[t] + 1;
    }
    *method = "exact, members of one kind together";
    if (compositions <= MOST_COMPOSITIONS) {
        return ent_tally_types(ctx, tally);
    }
    *method = "exact, by size and weight";
    if (rule->criterion_count == 1 && n * n * (double)lesser / 2 <= MOST_COUNTS) {
        return ent_tally_weights(ctx, tally, true);
    }
    *method = "exact, two halves";
    if (rule->member_count <= ENT_VOTING_MOST_HALVED) {
        return ent_tally_halves(ctx, tally);
    }
    *method = "exact; Shapley-Shubik by quadrature";
    if (rule->criterion_count == 1 && first->quota <= MOST_WEIGHTS && dual <= MOST_WEIGHTS) {
        status = ent_tally_weights(ctx, tally, false);
        return status == ENT_OK ? ent_tally_quadrature(ctx, tally) : status;
    }
    return ent_fail(ctx, ENT_E_LIMIT, "case '%.60s' has too many members to be counted",
                    rule->name);
}

static ent_member_power
power_of_type(ent_voting_power *power, const ent_tally *tally, size_t type,
              const ent_whole *all_swings)
{
    size_t           n = tally->rule->member_count;
    const ent_whole *swings = &tally->swings[type];
    ent_whole        others = ent_whole_power(2, n - 1), losing = ent_whole_power(2, n);
    ent_member_power out = {.swing_yes_abstain = NAN, .swing_abstain_no = NAN};

    ent_whole_subtract(&losing, &tally->winning);
    out.shapley_shubik = tally->nodes > 0 ? tally->quadrature[type]
                                          : ent_whole_ratio(&tally->shapley[type], &tally->orders);
    out.banzhaf_normalised = ent_whole_ratio(swings, all_swings);
    out.banzhaf_absolute = ent_whole_ratio(swings, &others);
    out.coleman_prevent = ent_whole_ratio(swings, &tally->winning);
    out.coleman_initiate = ent_whole_ratio(swings, &losing);
    out.swings = print(power, swings);
    out.fraction =
        tally->nodes > 0 ? NULL : print_fraction(power, tally->shapley[type], tally->orders);
    return out;
}

/* What cannot be counted is weighed, in doubles. */
static ent_status
weigh(ent_ctx *ctx, const ent_tally *tally, ent_member_power *of_types, ent_voting_power *power)
{
    const ent_voting_rule *rule = tally->rule;
    ent_tally_lost         lost;
    double                 all = 0;
    ent_status             status = ent_tally_losses(ctx, tally, &lost);

    if (status != ENT_OK) {
        return status != ENT_E_LIMIT
                   ? status
                   : ent_fail(
                         ctx, ENT_E_LIMIT,
                         "case '%.60s' has %zu members and %zu criteria: too many to count; of "
                         "members that differ up to %d can be counted under two criteria of "
                         "large numbers, more under one of a quota up to %lld, or one beside "
                         "others of small numbers, such as heads",
                         rule->name, rule->member_count, rule->criterion_count,
                         (int)ENT_VOTING_MOST_HALVED, (long long)MOST_WEIGHTS);
    }
    for (size_t t = 0; t < tally->types; t++) {
        all += (double)tally->size[t] * lost.swings[t];
    }
    for (size_t t = 0; t < tally->types; t++) {
        of_types[t] =
            (ent_member_power){.shapley_shubik = lost.shapley[t],
                               .banzhaf_normalised = lost.swings[t] / all,
                               .banzhaf_absolute = lost.swings[t],
                               .coleman_prevent = lost.swings[t] / lost.decision / 2,
                               .coleman_initiate = lost.swings[t] / (1 - lost.decision) / 2,
                               .swing_yes_abstain = NAN,
                               .swing_abstain_no = NAN};
    }
    power->weighed = true;
    power->decision = lost.decision;
    (void)snprintf(power->method, sizeof power->method, "by what is lost, error below 1e%d",
                   (int)ceil(log10(lost.error)));
    return ENT_OK;
}

static ent_status
two_way(ent_ctx *ctx, ent_tally *tally, ent_member_power *of_types, ent_voting_power *power)
{
    const char *method;
    ent_whole   all, coalitions = ent_whole_power(2, tally->rule->member_count);
    ent_status  status = count(ctx, tally, &method);

    if (status != ENT_OK) {
        return status == ENT_E_LIMIT ? weigh(ctx, tally, of_types, power) : status;
    }
    all = sum_of(tally, tally->swings);
    for (size_t t = 0; t < tally->types; t++) {
        of_types[t] = power_of_type(power, tally, t, &all);
    }
    power->decision = ent_whole_ratio(&tally->winning, &coalitions);
    power->winning = print(power, &tally->winning);
    (void)snprintf(power->method, sizeof power->method, "%s", method);
    if (tally->nodes > 0) {
        (void)snprintf(power->method, sizeof power->method, "%s, %zu nodes", method, tally->nodes);
    }
    return ENT_OK;
}

/* 2. three-way votes */

static ent_status
check_three_way(ent_ctx *ctx, const ent_tally *tally)
{
    const ent_voting_rule *rule = tally->rule;
    double                 places = 1;

    for (size_t i = 0; i < rule->criterion_count; i++) {
        if (rule->criteria[i].abstention == ENT_ABSTENTION_UNSTATED) {
            return ent_fail(ctx, ENT_E_ARG,
                            "criterion '%.60s' of case '%.60s' does not say what an abstention "
                            "is; a rule file says so in a column 'abstain' (yes: no objection, "
                            "no: not a yes)",
                            rule->criteria[i].name, rule->name);
        }
    }
    for (size_t t = 0; t < tally->types; t++) {
        places *= ((double)tally->size[t] + 1) * ((double)tally->size[t] + 1);
    }
    if (places > MOST_PROFILES) {
        return ent_fail(ctx, ENT_E_LIMIT,
                        "case '%.60s' has %zu members of %zu kinds: too many for three-way votes, "
                        "where the product of (members of the kind + 1)^2 is at most %d",
                        rule->name, rule->member_count, tally->types, (int)MOST_PROFILES);
    }
    return ENT_OK;
}

/* The share of c that two of the three votes of a member would turn. */
static double
turned(const ent_whole *a, const ent_whole *b, const ent_whole *c)
{
    ent_whole sum = *a;

    ent_whole_add(&sum, b);
    return ent_whole_ratio(&sum, c);
}

static ent_member_power
three_way_of_type(ent_voting_power *power, const ent_tally *tally, const ent_tally_three *three,
                  size_t t, const ent_whole *all_swings)
{
    size_t           n = tally->rule->member_count;
    ent_whole        others = ent_whole_power(3, n - 1), profiles = ent_whole_power(3, n);
    ent_whole        orders = ent_whole_product(&tally->orders, &profiles), failing = profiles;
    ent_member_power out = {0};

    ent_whole_subtract(&failing, &three->passing);
    out.shapley_shubik = ent_whole_ratio(&three->shapley[t], &orders);
    out.fraction = print_fraction(power, three->shapley[t], orders);
    out.banzhaf_normalised = ent_whole_ratio(&three->yes_no[t], all_swings);
    out.banzhaf_absolute = ent_whole_ratio(&three->yes_no[t], &others);
    out.coleman_prevent = turned(&three->yes_no[t], &three->abstain_no[t], &three->passing);
    out.coleman_initiate = turned(&three->yes_no[t], &three->yes_abstain[t], &failing);
    out.swing_yes_abstain = ent_whole_ratio(&three->yes_abstain[t], &others);
    out.swing_abstain_no = ent_whole_ratio(&three->abstain_no[t], &others);
    out.swings = print(power, &three->yes_no[t]);
    return out;
}

static ent_status
three_way_votes(ent_ctx *ctx, const ent_tally *tally, ent_member_power *of_types,
                ent_voting_power *power)
{
    ent_tally_three *three;
    ent_whole        all, profiles = ent_whole_power(3, tally->rule->member_count);
    ent_status       status = check_three_way(ctx, tally);

    if (status != ENT_OK) {
        return status;
    }
    three = ent_alloc(1, sizeof *three);
    status = three != NULL ? ent_tally_three_way(ctx, tally, three) : ent_fail_nomem(ctx);
    if (status == ENT_OK) {
        all = sum_of(tally, three->yes_no);
        for (size_t t = 0; t < tally->types; t++) {
            of_types[t] = three_way_of_type(power, tally, three, t, &all);
        }
        power->decision = ent_whole_ratio(&three->passing, &profiles);
        power->winning = print(power, &three->passing);
        (void)snprintf(power->method, sizeof power->method, "exact, three-way votes");
    }
    ent_free(three);
    return status;
}

/* 3. the whole */

/* Why a rule gives nobody power, or NULL. */
static const char *
why_undefined(const ent_voting_rule *rule)
{
    int64_t none[ENT_VOTING_MOST_CRITERIA] = {0}, all[ENT_VOTING_MOST_CRITERIA];

    for (size_t i = 0; i < rule->criterion_count; i++) {
        all[i] = rule->criteria[i].total;
    }
    return ent_voting_rule_wins(rule, none, NULL)   ? "undefined: a motion needs nobody"
           : !ent_voting_rule_wins(rule, all, NULL) ? "undefined: not even all together pass one"
                                                    : NULL;
}

static void
leave_undefined(const ent_voting_rule *rule, ent_voting_power *power)
{
    power->decision = NAN;
    (void)snprintf(power->method, sizeof power->method, "%s", power->undefined);
    for (size_t i = 0; i < rule->member_count; i++) {
        power->members[i] = (ent_member_power){.shapley_shubik = NAN,
                                               .banzhaf_normalised = NAN,
                                               .banzhaf_absolute = NAN,
                                               .coleman_prevent = NAN,
                                               .coleman_initiate = NAN,
                                               .swing_yes_abstain = NAN,
                                               .swing_abstain_no = NAN};
    }
}

static bool
is_short_of_memory(const ent_tally *tally, const ent_voting_power *power, size_t member)
{
    const ent_member_power *m = &power->members[member];

    return !power->weighed && (m->swings == NULL || power->winning == NULL ||
                               (m->fraction == NULL && tally->nodes == 0));
}

static ent_status
fill(ent_ctx *ctx, const ent_voting_rule *rule, bool three, ent_voting_power *power)
{
    ent_member_power of_types[ENT_VOTING_MOST_MEMBERS];
    ent_tally       *tally = ent_alloc(1, sizeof *tally);
    ent_status       status;

    if (tally == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_tally_init(tally, rule);
    status =
        three ? three_way_votes(ctx, tally, of_types, power) : two_way(ctx, tally, of_types, power);
    for (size_t i = 0; i < rule->member_count && status == ENT_OK; i++) {
        power->members[i] = of_types[tally->type_of[i]];
        if (is_short_of_memory(tally, power, i)) {
            status = ent_fail_nomem(ctx);
        }
    }
    ent_free(tally);
    return status;
}

ent_status
ent_voting_power_of(ent_ctx *ctx, const ent_voting_rule *rule, bool three_way,
                    ent_voting_power *out)
{
    ent_voting_power power = {.undefined = why_undefined(rule)};
    ent_status       status = ENT_OK;

    ent_arena_init(&power.memory);
    power.members = ent_arena_alloc(&power.memory, rule->member_count, sizeof *power.members);
    if (power.members == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (power.undefined != NULL) {
        leave_undefined(rule, &power);
    } else {
        status = fill(ctx, rule, three_way, &power);
    }
    if (status != ENT_OK) {
        ent_voting_power_clear(&power);
        return status;
    }
    *out = power;
    return ENT_OK;
}
