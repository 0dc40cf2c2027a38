/*
 * test_decide_score.c - who passes a rule, against every vote that could be cast
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "model/decide/score.h"

enum { MOST = 15 };

static void
assert_near(double got, double expected, double tolerance)
{
    if (!(fabs(got - expected) <= tolerance)) {
        fail_msg("%.15g is not %.15g", got, expected);
    }
}

/* A rule with its weights, invented from a seed. */
typedef struct made {
    ent_voting_rule rule;
    int64_t         weights[4][MOST];
    ent_chances     chances[MOST];
} made;

static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

static void
add(made *m, uint32_t *seed)
{
    size_t         at = m->rule.criterion_count++;
    uint32_t       kind = next(seed) % 3;
    ent_criterion *c = &m->rule.criteria[at];

    *c = (ent_criterion){.name = "c",
                         .clause = 1 + next(seed) % 2,
                         .abstention = (ent_abstention)(1 + next(seed) % 3),
                         .weights = m->weights[at]};
    for (size_t i = 0; i < m->rule.member_count; i++) {
        m->weights[at][i] = kind == 0 ? 1 : kind == 1 ? next(seed) % 2 : next(seed) % 100;
    }
    c->stated = (ent_quota){ENT_QUOTA_SHARE + next(seed) % 2, next(seed) % 4, 4};
    if (c->abstention != ENT_ABSTENTION_OUT && next(seed) % 2 == 0) {
        c->stated = (ent_quota){ENT_QUOTA_ALL_BUT, next(seed) % 3, 1};
    }
    ent_criterion_settle(c, m->rule.member_count);
}

static made
invent(size_t members, uint32_t seed)
{
    made m = {.rule = {.name = "invented", .member_count = members}};

    for (size_t i = 0; i < members; i++) {
        double no = next(&seed) % 100 + 1, abstain = next(&seed) % 100, yes = next(&seed) % 100;

        m.chances[i] = (ent_chances){{no / (no + abstain + yes), abstain / (no + abstain + yes),
                                      yes / (no + abstain + yes)}};
    }
    return m;
}

/* A made rule points into itself: criteria are added where it stands. */
static void
complete(made *m, uint32_t seed)
{
    for (uint32_t i = 0, count = 1 + next(&seed) % 4; i < count; i++) {
        add(m, &seed);
    }
}

/* By the definition of the rule, not by sums. */
static bool
wins(const ent_voting_rule *rule, const ent_stance *votes)
{
    int64_t yes[ENT_VOTING_MOST_CRITERIA] = {0}, abstain[ENT_VOTING_MOST_CRITERIA] = {0};

    for (size_t i = 0; i < rule->criterion_count; i++) {
        for (size_t j = 0; j < rule->member_count; j++) {
            yes[i] += votes[j] == ENT_STANCE_YES ? rule->criteria[i].weights[j] : 0;
            abstain[i] += votes[j] == ENT_STANCE_ABSTAIN ? rule->criteria[i].weights[j] : 0;
        }
    }
    return ent_voting_rule_wins(rule, yes, abstain);
}

/* The chance over all 3^n votes. */
static double
by_force(const ent_voting_rule *rule, const ent_chances *chances)
{
    double passes = 0;
    size_t votes = 1;

    for (size_t i = 0; i < rule->member_count; i++) {
        votes *= 3;
    }
    for (size_t k = 0; k < votes; k++) {
        ent_stance vote[MOST];
        double     chance = 1;
        size_t     rest = k;

        for (size_t i = 0; i < rule->member_count; i++, rest /= 3) {
            vote[i] = (ent_stance)(rest % 3);
            chance *= chances[i].of[vote[i]];
        }
        passes += chance > 0 && wins(rule, vote) ? chance : 0;
    }
    return passes;
}

/* The chance over all 2^n votes of those who say yes or no. */
static double
by_force_two_way(const ent_voting_rule *rule, const ent_chances *chances)
{
    double passes = 0;

    for (size_t k = 0; k < (size_t)1 << rule->member_count; k++) {
        ent_stance vote[MOST];
        double     chance = 1;

        for (size_t i = 0; i < rule->member_count; i++) {
            vote[i] = (k >> i & 1) != 0 ? ENT_STANCE_YES : ENT_STANCE_NO;
            chance *= chances[i].of[vote[i]];
        }
        passes += wins(rule, vote) ? chance : 0;
    }
    return passes;
}

static double
exact(const ent_voting_rule *rule, const ent_chances *chances, double *given)
{
    ent_ctx        *ctx = unit_ctx(1);
    ent_vote_scores scores;
    ent_odds        odds = {0, given};

    assert_int_equal(ent_vote_scores_of(ctx, rule, &scores), ENT_OK);
    assert_int_equal(ent_odds_exact(ctx, &scores, chances, &odds), ENT_OK);
    ent_vote_scores_clear(&scores);
    ent_ctx_destroy(ctx);
    return odds.passes;
}

static void
the_chance_is_that_over_all_votes(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 300; seed++) {
        size_t n = 1 + seed % 8;
        made   m = invent(n, seed);

        complete(&m, seed * 77);
        assert_near(exact(&m.rule, m.chances, NULL), by_force(&m.rule, m.chances), 1e-12);
    }
}

static void
with_fifteen_members_it_is_that_over_all_coalitions(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 20; seed++) {
        made m = invent(MOST, seed);

        for (size_t i = 0; i < MOST; i++) {
            m.chances[i].of[ENT_STANCE_NO] += m.chances[i].of[ENT_STANCE_ABSTAIN];
            m.chances[i].of[ENT_STANCE_ABSTAIN] = 0;
        }
        complete(&m, seed * 77);
        assert_near(exact(&m.rule, m.chances, NULL), by_force_two_way(&m.rule, m.chances), 1e-12);
    }
}

static void
a_vote_that_is_fixed_is_certain(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 60; seed++) {
        size_t n = 2 + seed % 5;
        made   m = invent(n, seed);
        double given[3 * MOST], passes;

        complete(&m, seed * 31);
        passes = exact(&m.rule, m.chances, given);
        for (size_t i = 0; i < n; i++) {
            ent_chances was = m.chances[i];
            double      whole = 0;

            for (int stance = 0; stance < ENT_STANCES; stance++) {
                m.chances[i] = (ent_chances){{0}};
                m.chances[i].of[stance] = 1;
                assert_near(given[i * 3 + (size_t)stance], by_force(&m.rule, m.chances), 1e-12);
                whole += was.of[stance] * given[i * 3 + (size_t)stance];
                assert_true(stance == 0 || given[i * 3 + (size_t)stance] >=
                                               given[i * 3 + (size_t)stance - 1] - 1e-12);
            }
            m.chances[i] = was;
            assert_near(whole, passes, 1e-12);
        }
    }
}

/* What is lost gives what lists give, and what all votes give. */
static void
a_board_is_reckoned_by_what_it_loses_alike(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    size_t   several = 0; /* criteria, and not too many rows */

    (void)state;
    for (uint32_t seed = 1; seed <= 120; seed++) {
        size_t          n = 1 + seed % MOST;
        made            m = invent(n, seed);
        uint32_t        draws = seed * 13;
        double          given[3 * MOST], by_lists[3 * MOST];
        ent_vote_scores scores;
        ent_odds        odds = {0, given};
        ent_status      status;

        add(&m, &draws);
        if (seed % 3 == 0) {
            add(&m, &draws);
            add(&m, &draws);
        }
        /* shares of those voting make sums as large as the square of the weights */
        for (size_t i = 0;
             i < n && seed % 4 == 0 && m.rule.criteria[0].abstention != ENT_ABSTENTION_OUT; i++) {
            m.weights[0][i] *= 50 + (int64_t)(next(&draws) % 50);
        }
        ent_criterion_settle(&m.rule.criteria[0], n);
        assert_int_equal(ent_vote_scores_of(ctx, &m.rule, &scores), ENT_OK);
        status = ent_odds_by_losses(ctx, &scores, m.chances, &odds);
        if (scores.sum_count > 1 && status == ENT_E_LIMIT) {
            ent_vote_scores_clear(&scores);
            continue;
        }
        assert_int_equal(status, ENT_OK);
        several += scores.sum_count > 1;
        assert_near(odds.passes, exact(&m.rule, m.chances, by_lists), 1e-12);
        for (size_t i = 0; i < 3 * n; i++) {
            assert_near(given[i], by_lists[i], 1e-12);
        }
        if (n < 8) {
            assert_near(odds.passes, by_force(&m.rule, m.chances), 1e-12);
        }
        ent_vote_scores_clear(&scores);
    }
    assert_true(several > 10);
    ent_ctx_destroy(ctx);
}

static void
two_sums_of_large_numbers_are_refused(void **state)
{
    ent_ctx        *ctx = unit_ctx(1);
    uint32_t        draws = 3;
    made            m = invent(3, 1);
    ent_vote_scores scores;
    ent_odds        odds = {.5, NULL};

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        add(&m, &draws);
        for (int64_t i = 0; i < 3; i++) {
            m.weights[k][i] = 13000 + 999 * (i + 1) * ((int64_t)k + 1) + i * i;
        }
        m.rule.criteria[k].abstention = ENT_ABSTENTION_NO;
        m.rule.criteria[k].stated = (ent_quota){ENT_QUOTA_SHARE, 1, 2};
        m.rule.criteria[k].clause = 1;
        ent_criterion_settle(&m.rule.criteria[k], 3);
    }
    assert_int_equal(ent_vote_scores_of(ctx, &m.rule, &scores), ENT_OK);
    assert_int_equal(ent_odds_by_losses(ctx, &scores, m.chances, &odds), ENT_E_LIMIT);
    assert_true(odds.passes == .5);
    ent_vote_scores_clear(&scores);
    ent_ctx_destroy(ctx);
}

/* The first member becomes the last. */
static void
rotate(made *m)
{
    ent_chances first = m->chances[0];
    size_t      n = m->rule.member_count;

    memmove(m->chances, m->chances + 1, (n - 1) * sizeof *m->chances);
    m->chances[n - 1] = first;
    for (size_t i = 0; i < m->rule.criterion_count; i++) {
        int64_t weight = m->weights[i][0];

        memmove(m->weights[i], m->weights[i] + 1, (n - 1) * sizeof weight);
        m->weights[i][n - 1] = weight;
    }
}

static void
members_in_another_order_have_the_same_chance(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 100; seed++) {
        made   m = invent(9, seed);
        double before;

        complete(&m, seed * 13);
        before = exact(&m.rule, m.chances, NULL);
        rotate(&m);
        assert_near(exact(&m.rule, m.chances, NULL), before, 1e-12);
    }
}

static void
a_likelier_yes_never_hurts(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 100; seed++) {
        made   m = invent(9, seed);
        double before;

        complete(&m, seed * 13);
        before = exact(&m.rule, m.chances, NULL);
        m.chances[seed % 9].of[ENT_STANCE_YES] += m.chances[seed % 9].of[ENT_STANCE_NO];
        m.chances[seed % 9].of[ENT_STANCE_NO] = 0;
        assert_true(exact(&m.rule, m.chances, NULL) >= before - 1e-12);
    }
}

static double
simulated(const ent_voting_rule *rule, const ent_chances *chances, const ent_group *groups,
          size_t count, double *given, int jobs)
{
    ent_ctx        *ctx = unit_ctx(jobs);
    ent_vote_scores scores;
    ent_odds        odds = {0, given};

    assert_int_equal(ent_vote_scores_of(ctx, rule, &scores), ENT_OK);
    assert_int_equal(ent_odds_simulated(ctx, &scores, chances, groups, count, 7, 40000, &odds),
                     ENT_OK);
    ent_vote_scores_clear(&scores);
    ent_ctx_destroy(ctx);
    return odds.passes;
}

static void
without_groups_the_simulation_nears_the_exact_chance(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 20; seed++) {
        made   m = invent(7, seed);
        double given[3 * MOST], sure[3 * MOST], p;

        complete(&m, seed * 13);
        p = exact(&m.rule, m.chances, sure);
        assert_near(simulated(&m.rule, m.chances, NULL, 0, given, 1), p,
                    5 * sqrt(p * (1 - p) / 40000) + 1e-9);
        for (size_t i = 0; i < 21; i++) {
            assert_near(given[i], sure[i], 0.0125);
        }
    }
}

static void
members_that_move_together_say_yes_together(void **state)
{
    int64_t         ones[] = {1, 1};
    ent_chances     half[] = {{{0.5, 0, 0.5}}, {{0.5, 0, 0.5}}};
    size_t          both[] = {0, 1};
    ent_voting_rule rule = {.name = "both",
                            .member_count = 2,
                            .criterion_count = 1,
                            .criteria = {{.clause = 1,
                                          .quota = 2,
                                          .total = 2,
                                          .stated = {ENT_QUOTA_NUMBER, 2, 1},
                                          .abstention = ENT_ABSTENTION_NO,
                                          .weights = ones}}};

    (void)state;
    /* Sheppard: P(both above 0) = 1/4 + arcsin(c) / 2 pi */
    for (double c = -0.9; c < 1; c += 0.3) {
        ent_group group = {both, 2, c};

        assert_near(simulated(&rule, half, &group, 1, NULL, 1),
                    0.25 + asin(c) / (2 * 3.14159265358979), 0.0125);
    }
}

static void
the_simulation_is_the_same_at_any_number_of_threads(void **state)
{
    made      m = invent(9, 5);
    size_t    three[] = {1, 4, 6};
    ent_group group = {three, 3, 0.6};
    double    one[3 * MOST], four[3 * MOST];

    (void)state;
    complete(&m, 99);
    assert_true(simulated(&m.rule, m.chances, &group, 1, one, 1) ==
                simulated(&m.rule, m.chances, &group, 1, four, 4));
    assert_memory_equal(one, four, 27 * sizeof *one);
}

/* The fewest by trying all sets of members. */
static size_t
fewest_by_force(const ent_voting_rule *rule, const ent_stance *votes, size_t with)
{
    bool   passes = wins(rule, votes);
    size_t fewest = ENT_TURN_NEVER;

    for (size_t set = 0; set < (size_t)1 << rule->member_count; set++) {
        ent_stance vote[MOST];
        size_t     size = 0;

        for (size_t i = 0; i < rule->member_count; i++) {
            bool in = (set >> i & 1) != 0;

            size += in;
            vote[i] = !in ? votes[i] : passes ? ENT_STANCE_NO : ENT_STANCE_YES;
        }
        if (size < fewest && (with == rule->member_count || (set >> with & 1) != 0) &&
            wins(rule, vote) != passes) {
            fewest = size;
        }
    }
    return fewest;
}

static void
the_fewest_that_turn_a_vote_are_found(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 400; seed++) {
        size_t          n = 2 + seed % 8, with = seed % 3 == 0 ? seed % n : n, count = 0;
        uint32_t        draw = seed * 17;
        made            m = invent(n, seed);
        ent_ctx        *ctx = unit_ctx(1);
        ent_vote_scores scores;
        ent_stance      votes[MOST], changed[MOST];
        bool            turned[MOST], passes;
        size_t          fewest;

        complete(&m, seed * 7);
        for (size_t i = 0; i < n; i++) {
            votes[i] = (ent_stance)(next(&draw) % 3);
        }
        assert_int_equal(ent_vote_scores_of(ctx, &m.rule, &scores), ENT_OK);
        fewest = ent_fewest_to_turn(&scores, votes, m.chances, with, turned);
        passes = wins(&m.rule, votes);
        assert_int_equal(fewest, fewest_by_force(&m.rule, votes, with));
        for (size_t i = 0; i < n && fewest != ENT_TURN_NEVER; i++) {
            changed[i] = !turned[i] ? votes[i] : passes ? ENT_STANCE_NO : ENT_STANCE_YES;
            count += turned[i];
        }
        if (fewest != ENT_TURN_NEVER) {
            assert_int_equal(count, fewest);
            assert_true(wins(&m.rule, changed) != passes);
        }
        ent_vote_scores_clear(&scores);
        ent_ctx_destroy(ctx);
    }
}

/* Sixty members by heads and by votes: too many sums for lists. */
static void
a_board_of_two_criteria_is_what_its_simulation_nears(void **state)
{
    enum { MEMBERS = 60, RUNS = 40000 };
    ent_ctx        *ctx = unit_ctx(1);
    uint32_t        seed = 5;
    int64_t         weights[2][MEMBERS];
    ent_chances     chances[MEMBERS];
    ent_voting_rule rule = {.name = "board", .member_count = MEMBERS, .criterion_count = 2};
    ent_vote_scores scores;
    double          given[3 * MEMBERS], drawn[3 * MEMBERS], whole = 0;
    ent_odds        exact = {0, given}, simulated = {0, drawn};

    (void)state;
    for (size_t i = 0; i < MEMBERS; i++) {
        double no = .1 + next(&seed) % 100 / 400.0;

        weights[0][i] = 1;
        weights[1][i] = 100 + (int64_t)(i * i * i) + next(&seed) % 100;
        chances[i] = (ent_chances){{no, .1, .9 - no}};
    }
    for (size_t k = 0; k < 2; k++) {
        rule.criteria[k] =
            (ent_criterion){.clause = 1, .abstention = ENT_ABSTENTION_NO, .weights = weights[k]};
        rule.criteria[k].stated = (ent_quota){ENT_QUOTA_SHARE, k == 0 ? 3 : 7, k == 0 ? 5 : 10};
        ent_criterion_settle(&rule.criteria[k], MEMBERS);
    }
    assert_int_equal(ent_vote_scores_of(ctx, &rule, &scores), ENT_OK);
    assert_int_equal(ent_odds_exact(ctx, &scores, chances, &exact), ENT_OK);
    assert_int_equal(ent_odds_simulated(ctx, &scores, chances, NULL, 0, 1, RUNS, &simulated),
                     ENT_OK);
    assert_near(exact.passes, simulated.passes, .0125); /* five standard errors at 1/2 */
    for (size_t i = 0; i < 3 * (size_t)MEMBERS; i++) {
        assert_near(given[i], drawn[i], .0125);
    }
    for (size_t k = 0; k < 3; k++) {
        whole += given[k] * chances[0].of[k];
    }
    assert_near(whole, exact.passes, 1e-13);
    assert_true(exact.passes > .1 && exact.passes < .9);
    ent_vote_scores_clear(&scores);
    ent_ctx_destroy(ctx);
}

/* Members under two sums of large numbers, which no list of single sums reaches. */
static void
two_boards_of_large_numbers_are_what_their_simulation_nears(void **state)
{
    enum { MEMBERS = 34, RUNS = 40000 };
    ent_ctx        *ctx = unit_ctx(1);
    uint32_t        seed = 8;
    int64_t         weights[2][MEMBERS];
    ent_chances     chances[MEMBERS];
    ent_voting_rule rule = {.name = "boards", .member_count = MEMBERS, .criterion_count = 2};
    ent_vote_scores scores;
    double          given[3 * MEMBERS], drawn[3 * MEMBERS];
    ent_odds        exact = {0, given}, alone = {0, NULL}, simulated = {0, drawn};

    (void)state;
    for (size_t i = 0; i < MEMBERS; i++) {
        double no = .1 + next(&seed) % 100 / 300.0;

        weights[0][i] = 1 + next(&seed) % 100000;
        weights[1][i] = 1 + next(&seed) % 100000;
        chances[i] = i == 3   ? (ent_chances){{0, 0, 1}}
                     : i == 9 ? (ent_chances){{1, 0, 0}}
                              : (ent_chances){{no, .1, .9 - no}};
    }
    for (size_t k = 0; k < 2; k++) {
        rule.criteria[k] = (ent_criterion){
            .clause = (int64_t)k % 2 + 1, .abstention = ENT_ABSTENTION_NO, .weights = weights[k]};
        rule.criteria[k].stated = (ent_quota){ENT_QUOTA_SHARE, 7, 10};
        ent_criterion_settle(&rule.criteria[k], MEMBERS);
    }
    for (int same = 0; same < 2; same++) { /* one of the two boards, then both */
        rule.criteria[1].clause = same == 0 ? 2 : 1;
        assert_int_equal(ent_vote_scores_of(ctx, &rule, &scores), ENT_OK);
        assert_int_equal(ent_odds_exact(ctx, &scores, chances, &exact), ENT_OK);
        assert_int_equal(ent_odds_exact(ctx, &scores, chances, &alone), ENT_OK);
        assert_int_equal(ent_odds_simulated(ctx, &scores, chances, NULL, 0, 1, RUNS, &simulated),
                         ENT_OK);
        assert_near(exact.passes, alone.passes, 1e-13);
        assert_near(exact.passes, simulated.passes, .0125); /* five standard errors at 1/2 */
        for (size_t i = 0; i < MEMBERS; i++) {
            double whole = 0;

            for (size_t k = 0; k < 3; k++) {
                assert_near(given[3 * i + k], drawn[3 * i + k], .0125);
                whole += given[3 * i + k] * chances[i].of[k];
            }
            assert_near(whole, exact.passes, 1e-13);
        }
        ent_vote_scores_clear(&scores);
    }
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_chance_is_that_over_all_votes),
        cmocka_unit_test(with_fifteen_members_it_is_that_over_all_coalitions),
        cmocka_unit_test(a_vote_that_is_fixed_is_certain),
        cmocka_unit_test(a_board_is_reckoned_by_what_it_loses_alike),
        cmocka_unit_test(two_sums_of_large_numbers_are_refused),
        cmocka_unit_test(members_in_another_order_have_the_same_chance),
        cmocka_unit_test(a_likelier_yes_never_hurts),
        cmocka_unit_test(without_groups_the_simulation_nears_the_exact_chance),
        cmocka_unit_test(a_board_of_two_criteria_is_what_its_simulation_nears),
        cmocka_unit_test(two_boards_of_large_numbers_are_what_their_simulation_nears),
        cmocka_unit_test(members_that_move_together_say_yes_together),
        cmocka_unit_test(the_simulation_is_the_same_at_any_number_of_threads),
        cmocka_unit_test(the_fewest_that_turn_a_vote_are_found),
    };

    return cmocka_run_group_tests_name("decide_score", tests, NULL, NULL);
}
