/*
 * test_voting_power.c - voting power against plain enumeration, and each method against the others
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "measure/voting/count.h"

enum { MOST = 12 };

/* A rule that owns its weights. */
typedef struct made {
    ent_voting_rule rule;
    int64_t         weights[ENT_VOTING_MOST_CRITERIA][ENT_VOTING_MOST_MEMBERS];
    const char     *names[ENT_VOTING_MOST_MEMBERS];
} made;

static made *
make(size_t n)
{
    made *m = calloc(1, sizeof *m);

    assert_non_null(m);
    m->rule = (ent_voting_rule){.name = "test", .member_count = n, .members = m->names};
    for (size_t i = 0; i < n; i++) {
        m->names[i] = "m";
    }
    return m;
}

/* The next criterion; its weights are to be filled in before use. */
static int64_t *
add(made *m, int64_t clause, ent_abstention abstention)
{
    size_t         at = m->rule.criterion_count++;
    ent_criterion *criterion = &m->rule.criteria[at];

    *criterion = (ent_criterion){
        .name = "c", .clause = clause, .abstention = abstention, .weights = m->weights[at]};
    return criterion->weights;
}

static void
set_quota(made *m, size_t criterion, int64_t quota)
{
    ent_criterion *c = &m->rule.criteria[criterion];

    c->total = 0;
    for (size_t i = 0; i < m->rule.member_count; i++) {
        c->total += c->weights[i];
    }
    c->quota = quota;
}

static uint64_t
draw(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 11;
}

/* Up to three criteria in two clauses, weights 0 to `heaviest`. */
static made *
make_random(uint64_t *seed, size_t n, uint64_t heaviest)
{
    made  *m = make(n);
    size_t criteria = 1 + draw(seed) % 3;

    for (size_t i = 0; i < criteria; i++) {
        int64_t *weights =
            add(m, 1 + (int64_t)(draw(seed) % 2), (ent_abstention)(1 + draw(seed) % 2));

        for (size_t j = 0; j < n; j++) {
            weights[j] = (int64_t)(draw(seed) % (heaviest + 1));
        }
        set_quota(m, i, 0);
        set_quota(m, i, 1 + (int64_t)(draw(seed) % (uint64_t)(m->rule.criteria[i].total + 1)));
    }
    return m;
}

/* 1. plain enumeration */

static bool
wins(const ent_voting_rule *rule, const int *votes)
{
    int64_t yes[ENT_VOTING_MOST_CRITERIA] = {0}, abstain[ENT_VOTING_MOST_CRITERIA] = {0};

    for (size_t i = 0; i < rule->criterion_count; i++) {
        for (size_t j = 0; j < rule->member_count; j++) {
            yes[i] += votes[j] == 2 ? rule->criteria[i].weights[j] : 0;
            abstain[i] += votes[j] == 1 ? rule->criteria[i].weights[j] : 0;
        }
    }
    return ent_voting_rule_wins(rule, yes, abstain);
}

static double
choose(size_t n, size_t k)
{
    double value = 1;

    for (size_t i = 0; i < k; i++) {
        value = value * (double)(n - i) / (double)(i + 1);
    }
    return value;
}

typedef struct slow {
    double swings[MOST], shapley[MOST], winning;
} slow;

static slow
enumerate(const ent_voting_rule *rule)
{
    size_t n = rule->member_count;
    slow   out = {.winning = 0};

    for (unsigned set = 0; set < 1U << n; set++) {
        int    votes[MOST] = {0};
        size_t size = 0;

        for (size_t i = 0; i < n; i++) {
            votes[i] = (set >> i & 1) != 0 ? 2 : 0;
            size += set >> i & 1;
        }
        if (wins(rule, votes)) {
            out.winning++;
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            if (votes[i] == 0) {
                votes[i] = 2;
                if (wins(rule, votes)) {
                    out.swings[i]++;
                    out.shapley[i] += 1 / ((double)n * choose(n - 1, size));
                }
                votes[i] = 0;
            }
        }
    }
    return out;
}

/* Every method that can count a rule gives what plain enumeration gives. */
typedef ent_status (*counter)(ent_ctx *ctx, ent_tally *tally);

static ent_status
by_size_and_weight(ent_ctx *ctx, ent_tally *tally)
{
    return ent_tally_weights(ctx, tally, true);
}

static ent_status
by_quadrature(ent_ctx *ctx, ent_tally *tally)
{
    ent_status status = ent_tally_weights(ctx, tally, false);

    return status == ENT_OK ? ent_tally_quadrature(ctx, tally) : status;
}

static void
check_method(ent_ctx *ctx, const ent_voting_rule *rule, counter method, const slow *expected)
{
    ent_tally *tally = malloc(sizeof *tally);
    ent_whole  one = ent_whole_of(1);

    assert_non_null(tally);
    ent_tally_init(tally, rule);
    assert_int_equal(method(ctx, tally), ENT_OK);
    assert_true(ent_whole_ratio(&tally->winning, &one) == expected->winning);
    for (size_t i = 0; i < rule->member_count; i++) {
        size_t t = tally->type_of[i];
        double shapley = tally->nodes > 0 ? tally->quadrature[t]
                                          : ent_whole_ratio(&tally->shapley[t], &tally->orders);

        assert_true(ent_whole_ratio(&tally->swings[t], &one) == expected->swings[i]);
        assert_true(fabs(shapley - expected->shapley[i]) < 1e-14);
    }
    free(tally);
}

/* Rules that are neither always nor never met. */
static bool
is_proper(const ent_voting_rule *rule)
{
    int none[MOST] = {0}, all[MOST] = {0};

    for (size_t i = 0; i < rule->member_count; i++) {
        all[i] = 2;
    }
    return !wins(rule, none) && wins(rule, all);
}

static void
every_method_counts_as_plain_enumeration_does(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    uint64_t seed = 20240601;
    size_t   single = 0, several = 0;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int i = 0; i < 300; i++) {
        made *m = make_random(&seed, 1 + draw(&seed) % MOST, i % 2 == 0 ? 3 : 40);
        slow  expected = enumerate(&m->rule);

        if (is_proper(&m->rule)) {
            check_method(ctx, &m->rule, ent_tally_types, &expected);
            check_method(ctx, &m->rule, ent_tally_halves, &expected);
            if (m->rule.criterion_count == 1) {
                check_method(ctx, &m->rule, by_size_and_weight, &expected);
                check_method(ctx, &m->rule, by_quadrature, &expected);
                single++;
            } else {
                several++;
            }
        }
        free(m);
    }
    assert_true(single > 30);
    assert_true(several > 60);
    ent_ctx_destroy(ctx);
}

static void
the_indices_are_what_their_formulas_say(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    uint64_t seed = 7;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int i = 0; i < 60; i++) {
        made            *m = make_random(&seed, 2 + draw(&seed) % (MOST - 1), 9);
        size_t           n = m->rule.member_count;
        slow             expected = enumerate(&m->rule);
        double           all = 0, sum = 0;
        ent_voting_power power;

        assert_int_equal(ent_voting_power_of(ctx, &m->rule, false, &power), ENT_OK);
        assert_int_equal(power.undefined == NULL, is_proper(&m->rule));
        for (size_t j = 0; j < n; j++) {
            all += expected.swings[j];
            sum += power.members[j].shapley_shubik;
        }
        assert_true(power.undefined != NULL || fabs(sum - 1) < 1e-14);
        for (size_t j = 0; j < n && power.undefined == NULL; j++) {
            const ent_member_power *p = &power.members[j];
            double                  swings = expected.swings[j];

            assert_true(p->banzhaf_normalised == swings / all);
            assert_true(p->banzhaf_absolute == swings / ldexp(1, (int)n - 1));
            assert_true(p->coleman_prevent == swings / expected.winning);
            assert_true(p->coleman_initiate == swings / (ldexp(1, (int)n) - expected.winning));
            assert_true(isnan(p->swing_yes_abstain));
        }
        ent_voting_power_clear(&power);
        free(m);
    }
    ent_ctx_destroy(ctx);
}

/* 2. three-way votes */

enum { FEW = 5 };

typedef struct roll {
    const ent_voting_rule *rule;
    int                    votes[FEW];
    size_t                 order[FEW];
    double                 pivots[FEW], rolls;
} roll;

/* Whether the outcome is fixed once the first `voted` of the order have voted. */
static bool
is_fixed(const roll *r, size_t voted)
{
    int    low[FEW] = {0}, high[FEW] = {0};
    size_t n = r->rule->member_count;

    for (size_t i = 0; i < n; i++) {
        low[r->order[i]] = i < voted ? r->votes[r->order[i]] : 0;
        high[r->order[i]] = i < voted ? r->votes[r->order[i]] : 2;
    }
    return wins(r->rule, low) || !wins(r->rule, high);
}

static void
walk_orders(roll *r, size_t at)
{
    size_t n = r->rule->member_count, pivot = 0;

    for (size_t i = at; i < n; i++) {
        size_t kept = r->order[at];

        r->order[at] = r->order[i];
        r->order[i] = kept;
        walk_orders(r, at + 1);
        r->order[i] = r->order[at];
        r->order[at] = kept;
    }
    if (at == n) {
        while (!is_fixed(r, pivot + 1)) {
            pivot++;
        }
        r->pivots[r->order[pivot]]++;
        r->rolls++;
    }
}

static void
walk_votes(roll *r, size_t at)
{
    if (at == r->rule->member_count) {
        walk_orders(r, 0);
        return;
    }
    for (int vote = 0; vote < 3; vote++) {
        r->votes[at] = vote;
        walk_votes(r, at + 1);
    }
}

/* The shares of the profiles of the others in which changes of i's vote decide. */
static void
check_swings(const ent_voting_rule *rule, const ent_voting_power *power, size_t i)
{
    size_t n = rule->member_count, profiles = 1, passing = 0, could_stop = 0, could_pass = 0;
    double swings[3] = {0}; /* yes-no, yes-abstain, abstain-no */

    for (size_t j = 0; j < n; j++) {
        profiles *= 3;
    }
    for (size_t profile = 0; profile < profiles; profile++) {
        int    votes[FEW] = {0}, own;
        bool   outcome[3], passes;
        size_t rest = profile;

        for (size_t j = 0; j < n; j++) {
            votes[j] = (int)(rest % 3);
            rest /= 3;
        }
        own = votes[i];
        for (int vote = 0; vote < 3; vote++) {
            votes[i] = vote;
            outcome[vote] = wins(rule, votes);
        }
        passes = outcome[own];
        passing += passes;
        could_stop += passes && !outcome[0];
        could_pass += !passes && outcome[2];
        swings[0] += outcome[2] != outcome[0];
        swings[1] += outcome[2] != outcome[1];
        swings[2] += outcome[1] != outcome[0];
    }
    assert_true(power->decision == (double)passing / (double)profiles);
    assert_true(fabs(power->members[i].banzhaf_absolute - swings[0] / (double)profiles) < 1e-15);
    assert_true(fabs(power->members[i].swing_yes_abstain - swings[1] / (double)profiles) < 1e-15);
    assert_true(fabs(power->members[i].swing_abstain_no - swings[2] / (double)profiles) < 1e-15);
    assert_true(fabs(power->members[i].coleman_prevent - (double)could_stop / (double)passing) <
                1e-15);
    assert_true(fabs(power->members[i].coleman_initiate -
                     (double)could_pass / (double)(profiles - passing)) < 1e-15);
}

static void
three_way_votes_are_counted_as_all_roll_calls_are(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    uint64_t seed = 99;
    size_t   proper = 0;

    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int i = 0; i < 40; i++) {
        made            *m = make_random(&seed, 1 + draw(&seed) % FEW, 3);
        ent_voting_power power;

        assert_int_equal(ent_voting_power_of(ctx, &m->rule, true, &power), ENT_OK);
        if (is_proper(&m->rule)) {
            roll r = {.rule = &m->rule, .order = {0, 1, 2, 3, 4}};

            walk_votes(&r, 0);
            for (size_t j = 0; j < m->rule.member_count; j++) {
                assert_true(fabs(power.members[j].shapley_shubik - r.pivots[j] / r.rolls) < 1e-14);
                check_swings(&m->rule, &power, j);
            }
            proper++;
        }
        ent_voting_power_clear(&power);
        free(m);
    }
    assert_true(proper > 15);
    ent_ctx_destroy(ctx);
}

/* 3. edges */

static void
a_permutation_of_members_permutes_their_power(void **state)
{
    static const int64_t WEIGHTS[] = {400, 300, 201, 150, 90, 77, 31, 20, 9, 4, 3, 1};
    ent_ctx             *ctx = unit_ctx(1);
    made                *m = make(12), *turned = make(12);
    int64_t             *a = add(m, 1, ENT_ABSTENTION_NO), *b = add(turned, 1, ENT_ABSTENTION_NO);
    ent_voting_power     power, other;

    (void)state;
    for (size_t i = 0; i < 12; i++) {
        a[i] = WEIGHTS[i];
        b[11 - i] = WEIGHTS[i];
    }
    set_quota(m, 0, 700);
    set_quota(turned, 0, 700);
    assert_int_equal(ent_voting_power_of(ctx, &m->rule, false, &power), ENT_OK);
    assert_int_equal(ent_voting_power_of(ctx, &turned->rule, false, &other), ENT_OK);
    for (size_t i = 0; i < 12; i++) {
        assert_string_equal(power.members[i].fraction, other.members[11 - i].fraction);
        assert_string_equal(power.members[i].swings, other.members[11 - i].swings);
    }
    ent_voting_power_clear(&power);
    ent_voting_power_clear(&other);
    free(m);
    free(turned);
    ent_ctx_destroy(ctx);
}

static void
a_rule_that_none_or_nobody_meets_gives_nothing_and_says_why(void **state)
{
    static const struct {
        int64_t     quota;
        const char *why;
    } CASES[] = {{4, "not even all together"}, {0, "needs nobody"}};
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        made            *m = make(3);
        int64_t         *weights = add(m, 1, ENT_ABSTENTION_NO);
        ent_voting_power power;

        weights[0] = weights[1] = weights[2] = 1;
        set_quota(m, 0, CASES[i].quota);
        assert_int_equal(ent_voting_power_of(ctx, &m->rule, false, &power), ENT_OK);
        assert_non_null(strstr(power.undefined, CASES[i].why));
        assert_non_null(strstr(power.method, CASES[i].why));
        assert_true(isnan(power.decision));
        assert_true(isnan(power.members[2].shapley_shubik));
        assert_true(isnan(power.members[2].coleman_prevent));
        assert_null(power.members[2].fraction);
        ent_voting_power_clear(&power);
        free(m);
    }
    ent_ctx_destroy(ctx);
}

static void
what_no_method_reaches_is_refused(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    made            *m = make(60);
    int64_t         *a = add(m, 1, ENT_ABSTENTION_NO), *b = add(m, 1, ENT_ABSTENTION_UNSTATED);
    ent_voting_power power = {.decision = 5};

    (void)state;
    for (size_t i = 0; i < 60; i++) {
        a[i] = (int64_t)i * 7 + 1;
        b[i] = (int64_t)(i * i);
    }
    set_quota(m, 0, 1000);
    set_quota(m, 1, 1000);
    assert_int_equal(ent_voting_power_of(ctx, &m->rule, false, &power), ENT_E_LIMIT);
    assert_non_null(strstr(ent_ctx_error(ctx), "60 members and 2 criteria"));
    assert_int_equal(ent_voting_power_of(ctx, &m->rule, true, &power), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(ctx), "does not say what an abstention is"));
    m->rule.criteria[1].abstention = ENT_ABSTENTION_YES;
    assert_int_equal(ent_voting_power_of(ctx, &m->rule, true, &power), ENT_E_LIMIT);
    m->rule.member_count = 41;
    set_quota(m, 0, 1000);
    set_quota(m, 1, 1000);
    assert_int_equal(ent_voting_power_of(ctx, &m->rule, false, &power), ENT_E_LIMIT);
    assert_non_null(strstr(ent_ctx_error(ctx), "41 members and 2 criteria"));
    assert_true(power.decision == 5);
    free(m);
    ent_ctx_destroy(ctx);
}

static void
the_greatest_rule_sums_to_one(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    made            *m = make(ENT_VOTING_MOST_MEMBERS);
    int64_t         *weights = add(m, 1, ENT_ABSTENTION_NO);
    double           sum = 0;
    ent_voting_power power;

    (void)state;
    for (size_t i = 0; i < ENT_VOTING_MOST_MEMBERS; i++) {
        weights[i] = 1 + (int64_t)(i % 125);
    }
    set_quota(m, 0, 10000);
    assert_int_equal(ent_voting_power_of(ctx, &m->rule, false, &power), ENT_OK);
    for (size_t i = 0; i < ENT_VOTING_MOST_MEMBERS; i++) {
        sum += power.members[i].shapley_shubik;
    }
    assert_true(fabs(sum - 1) < 1e-12);
    ent_voting_power_clear(&power);
    for (size_t i = 0; i < ENT_VOTING_MOST_MEMBERS; i++) {
        weights[i] = 1;
    }
    set_quota(m, 0, 126);
    for (int three = 0; three < 2; three++) {
        assert_int_equal(ent_voting_power_of(ctx, &m->rule, three == 1, &power), ENT_OK);
        assert_string_equal(power.members[7].fraction, "1/250");
        ent_voting_power_clear(&power);
    }
    free(m);
    ent_ctx_destroy(ctx);
}

static void
a_count_that_is_cancelled_gives_nothing(void **state)
{
    volatile sig_atomic_t stop = 1;
    ent_ctx_options       options = {.jobs = 1, .cancel = &stop};
    ent_ctx              *ctx;
    made                 *m = make(30);
    int64_t              *weights = add(m, 1, ENT_ABSTENTION_NO);
    ent_voting_power      power;

    (void)state;
    for (size_t i = 0; i < 30; i++) {
        weights[i] = 1 + (int64_t)(i * i);
    }
    set_quota(m, 0, 4000);
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(ent_voting_power_of(ctx, &m->rule, false, &power), ENT_E_CANCELLED);
    set_quota(m, 0, 4000000);
    weights[29] = 4000000;
    set_quota(m, 0, 4000000);
    assert_int_equal(ent_voting_power_of(ctx, &m->rule, false, &power), ENT_E_CANCELLED);
    free(m);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_counts_as_plain_enumeration_does),
        cmocka_unit_test(the_indices_are_what_their_formulas_say),
        cmocka_unit_test(three_way_votes_are_counted_as_all_roll_calls_are),
        cmocka_unit_test(a_permutation_of_members_permutes_their_power),
        cmocka_unit_test(a_rule_that_none_or_nobody_meets_gives_nothing_and_says_why),
        cmocka_unit_test(what_no_method_reaches_is_refused),
        cmocka_unit_test(the_greatest_rule_sums_to_one),
        cmocka_unit_test(a_count_that_is_cancelled_gives_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
