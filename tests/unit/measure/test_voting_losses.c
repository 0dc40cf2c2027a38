/*
 * test_voting_losses.c - what votes lose, against every vote that could be cast
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "measure/voting/count.h"
#include "measure/voting/losses.h"

enum { MOST = 7, SUMS = 3, CLAUSES = 3 };

/* Losses invented from a seed. */
typedef struct made {
    ent_losses losses;
    ent_loss   ways[MOST * ENT_LOSS_WAYS];
    int64_t    limits[CLAUSES][ENT_LOSS_MOST_SUMS];
    double     worth[MOST + 1];
} made;

static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* The finest sum is up to 3000 a member, so that a row has several blocks; the others are small. */
static void
invent_ways(made *m, uint32_t *seed)
{
    for (size_t i = 0; i < m->losses.member_count * m->losses.way_count; i++) {
        ent_loss *way = &m->ways[i];
        bool      first = i % m->losses.way_count == 0;

        way->chance = next(seed) % 5 == 0 ? 0 : next(seed) % 100 / 100.0;
        for (size_t k = 0; k < m->losses.sum_count; k++) {
            int64_t more = k == 0   ? (int64_t)(next(seed) % 3000)
                           : k == 1 ? (int64_t)(next(seed) % 2)
                                    : (int64_t)(3 * (next(seed) % 3));

            way->of[k] = first ? 0 : m->ways[i - 1].of[k] + (next(seed) % 3 == 0 ? 0 : more);
        }
    }
}

static void
invent(made *m, uint32_t seed)
{
    memset(m, 0, sizeof *m);
    m->losses = (ent_losses){.member_count = 1 + next(&seed) % MOST,
                             .sum_count = 1 + next(&seed) % SUMS,
                             .way_count = 2 + next(&seed) % 2,
                             .ways = m->ways,
                             .clause_count = 1 + next(&seed) % CLAUSES,
                             .limits = m->limits};
    invent_ways(m, &seed);
    for (size_t i = 0; i < m->losses.clause_count; i++) {
        for (size_t k = 0; k < m->losses.sum_count; k++) {
            uint32_t kind = next(&seed) % 12;

            m->limits[i][k] = kind == 0   ? -1
                              : kind == 1 ? INT64_MAX
                              : k == 0    ? (int64_t)(next(&seed) % 12000)
                                          : (int64_t)(next(&seed) % (k == 1 ? 8 : 20));
        }
    }
}

static bool
passes(const made *m, const int64_t *lost)
{
    for (size_t i = 0; i < m->losses.clause_count; i++) {
        bool met = true;

        for (size_t k = 0; k < m->losses.sum_count; k++) {
            met = met && lost[k] <= m->limits[i][k];
        }
        if (met) {
            return true;
        }
    }
    return false;
}

/* One after the other, every vote of all members: what it counts, and with the vote of `fixed` as
 * it is, its chance left out. */
static double
by_force(const made *m, size_t fixed, size_t way_of_fixed)
{
    size_t n = m->losses.member_count, ways = m->losses.way_count, votes = 1;
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        votes *= ways;
    }
    for (size_t vote = 0; vote < votes; vote++) {
        int64_t lost[SUMS] = {0};
        double  chance = 1;
        size_t  rest = vote;

        for (size_t i = 0; i < n; i++, rest /= ways) {
            const ent_loss *way = &m->ways[i * ways + rest % ways];

            chance *= i != fixed ? way->chance : rest % ways == way_of_fixed ? 1 : 0;
            for (size_t k = 0; k < m->losses.sum_count; k++) {
                lost[k] += way->of[k];
            }
        }
        if (passes(m, lost)) {
            sum += chance * (m->losses.worth != NULL ? m->worth[lost[m->losses.worth_of]] : 1);
        }
    }
    return sum;
}

static void
assert_close(double got, double expected, double share)
{
    if (!(fabs(got - expected) <= share * fabs(expected) + 1e-300)) {
        fail_msg("%.17g is not %.17g", got, expected);
    }
}

static void
check_all(ent_ctx *ctx, const made *m)
{
    double          given[MOST * ENT_LOSS_WAYS], turned[MOST];
    size_t          n = m->losses.member_count, ways = m->losses.way_count;
    ent_losses_odds odds = {.passes = -1}, fixed = {.given = given, .turned = turned};

    assert_int_equal(ent_losses_odds_of(ctx, &m->losses, &odds), ENT_OK);
    assert_true(odds.error > 0 && odds.error < 1e-12);
    assert_close(odds.passes, by_force(m, n, 0), 1e-12);
    assert_int_equal(ent_losses_odds_of(ctx, &m->losses, &fixed), ENT_OK);
    assert_close(fixed.passes, odds.passes, 1e-12);
    for (size_t i = 0; i < n; i++) {
        double first = by_force(m, i, 0), last = by_force(m, i, ways - 1);

        for (size_t way = 0; way < ways; way++) {
            assert_close(given[i * ways + way], by_force(m, i, way), 1e-12);
        }
        assert_true(fabs(turned[i] - (first - last)) <= 1e-12 * first);
        assert_true(first != last || turned[i] == 0);
    }
}

static void
every_vote_says_the_same(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    made    *m = malloc(sizeof *m);

    (void)state;
    assert_non_null(m);
    for (uint32_t seed = 1; seed <= 400; seed++) {
        invent(m, seed);
        check_all(ctx, m);
    }
    free(m);
    ent_ctx_destroy(ctx);
}

static void
a_vote_counts_what_its_heads_are_worth(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    made    *m = malloc(sizeof *m);

    (void)state;
    assert_non_null(m);
    for (uint32_t seed = 1; seed <= 100; seed++) {
        invent(m, 2 * seed);
        m->losses.sum_count = 2;
        m->losses.worth = m->worth;
        m->losses.worth_of = 1;
        for (size_t i = 0; i < m->losses.member_count * m->losses.way_count; i++) {
            m->ways[i].of[1] = i % m->losses.way_count == m->losses.way_count - 1;
        }
        for (size_t i = 0; i <= MOST; i++) {
            m->worth[i] = 1 / (1.0 + (double)(i * i));
        }
        check_all(ctx, m);
    }
    free(m);
    ent_ctx_destroy(ctx);
}

static void
what_has_too_many_rows_is_refused(void **state)
{
    ent_ctx        *ctx = unit_ctx(1);
    made           *m = malloc(sizeof *m);
    ent_losses_odds odds = {.passes = .5};

    (void)state;
    assert_non_null(m);
    invent(m, 3);
    m->losses = (ent_losses){MOST, 2, 2, m->ways, 1, m->limits, NULL, 0};
    for (size_t i = 0; i < 2 * MOST; i++) {
        m->ways[i].of[0] = i % 2 == 0 ? 0 : 4000 + (int64_t)i;
        m->ways[i].of[1] = i % 2 == 0 ? 0 : 3000 + (int64_t)(i * i);
    }
    m->limits[0][0] = m->limits[0][1] = 15000;
    assert_int_equal(ent_losses_odds_of(ctx, &m->losses, &odds), ENT_E_LIMIT);
    assert_true(odds.passes == .5);
    m->limits[0][1] = 3500;
    assert_int_equal(ent_losses_odds_of(ctx, &m->losses, &odds), ENT_OK);
    for (size_t i = 1; i < 2 * MOST; i += 2) { /* a row of more cells than a machine has */
        m->ways[i].of[0] = (int64_t)i * (INT64_C(1) << 36) + 1;
        m->ways[i].of[1] = 1;
    }
    m->limits[0][0] = INT64_C(1) << 40;
    m->limits[0][1] = 3;
    assert_int_equal(ent_losses_odds_of(ctx, &m->losses, &odds), ENT_E_LIMIT);
    free(m);
    ent_ctx_destroy(ctx);
}

/* A rule of two criteria, heads and votes. */
typedef struct board {
    ent_voting_rule rule;
    int64_t         weights[2][ENT_VOTING_MOST_MEMBERS];
    const char     *names[ENT_VOTING_MOST_MEMBERS];
} board;

static void
make_board(board *b, size_t n, int64_t heads, int64_t percent)
{
    uint32_t seed = (uint32_t)n;

    b->rule = (ent_voting_rule){
        .name = "board", .member_count = n, .members = b->names, .criterion_count = 2};
    for (size_t k = 0; k < 2; k++) {
        b->rule.criteria[k] = (ent_criterion){.name = "c", .clause = 1, .weights = b->weights[k]};
    }
    for (size_t i = 0; i < n; i++) {
        b->names[i] = "m";
        b->weights[0][i] = 1;
        b->weights[1][i] = 10 + (int64_t)(next(&seed) % 90) * (int64_t)(next(&seed) % 20);
        b->rule.criteria[1].total += b->weights[1][i];
    }
    b->rule.criteria[0].total = (int64_t)n;
    b->rule.criteria[0].quota = heads;
    b->rule.criteria[1].quota = (b->rule.criteria[1].total * percent + 99) / 100;
}

static void
assert_same_power(const ent_tally *tally, const ent_tally_lost *lost)
{
    ent_whole others = ent_whole_power(2, tally->rule->member_count - 1);
    ent_whole all = ent_whole_power(2, tally->rule->member_count);

    assert_true(lost->error < 1e-6);
    assert_close(lost->decision, ent_whole_ratio(&tally->winning, &all), lost->error);
    for (size_t t = 0; t < tally->types; t++) {
        double shapley = tally->nodes > 0 ? tally->quadrature[t]
                                          : ent_whole_ratio(&tally->shapley[t], &tally->orders);

        assert_close(lost->swings[t], ent_whole_ratio(&tally->swings[t], &others), lost->error);
        assert_close(lost->shapley[t], shapley, fmax(lost->error, 1e-10));
    }
}

static void
counting_says_the_same(void **state)
{
    static const struct {
        size_t  members;
        int64_t heads, percent;
    } BOARDS[] = {{20, 12, 85}, {20, 12, 50}, {22, 15, 60}, {17, 9, 70}, {21, 1, 90}, {18, 18, 5}};
    ent_ctx        *ctx = unit_ctx(1);
    board          *b = calloc(1, sizeof *b);
    ent_tally      *tally = malloc(sizeof *tally);
    ent_tally_lost *lost = malloc(sizeof *lost);

    (void)state;
    assert_true(b != NULL && tally != NULL && lost != NULL);
    for (size_t i = 0; i < sizeof BOARDS / sizeof *BOARDS; i++) {
        make_board(b, BOARDS[i].members, BOARDS[i].heads, BOARDS[i].percent);
        ent_tally_init(tally, &b->rule);
        assert_int_equal(ent_tally_halves(ctx, tally), ENT_OK);
        assert_int_equal(ent_tally_losses(ctx, tally, lost), ENT_OK);
        assert_same_power(tally, lost);
    }
    free(b);
    free(tally);
    free(lost);
    ent_ctx_destroy(ctx);
}

static void
a_criterion_that_never_binds_changes_nothing(void **state)
{
    ent_ctx        *ctx = unit_ctx(1);
    board          *b = calloc(1, sizeof *b);
    ent_tally      *tally = malloc(sizeof *tally);
    ent_tally_lost *lost = malloc(sizeof *lost);

    (void)state;
    assert_true(b != NULL && tally != NULL && lost != NULL);
    make_board(b, 60, 1, 70);
    ent_tally_init(tally, &b->rule);
    assert_int_equal(ent_tally_losses(ctx, tally, lost), ENT_OK);
    b->rule.criteria[0] = b->rule.criteria[1];
    b->rule.criterion_count = 1;
    ent_tally_init(tally, &b->rule);
    assert_int_equal(ent_tally_weights(ctx, tally, false), ENT_OK);
    assert_int_equal(ent_tally_quadrature(ctx, tally), ENT_OK);
    assert_same_power(tally, lost);
    free(b);
    free(tally);
    free(lost);
    ent_ctx_destroy(ctx);
}

/* A board of 60 under two criteria: nothing else reaches it.  All shares are 1 together, and of two
 * members the heavier has no less. */
static void
many_members_under_two_criteria_have_their_power(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    board           *b = calloc(1, sizeof *b);
    ent_voting_power power = {0};
    double           shapley = 0, banzhaf = 0;

    (void)state;
    assert_non_null(b);
    make_board(b, 60, 36, 85);
    assert_int_equal(ent_voting_power_of(ctx, &b->rule, false, &power), ENT_OK);
    assert_true(power.weighed);
    assert_non_null(strstr(power.method, "by what is lost, error below 1e-"));
    for (size_t i = 0; i < 60; i++) {
        const ent_member_power *m = &power.members[i];

        shapley += m->shapley_shubik;
        banzhaf += m->banzhaf_normalised;
        assert_null(m->swings);
        assert_null(m->fraction);
        for (size_t k = 0; k < 60; k++) {
            assert_true(b->weights[1][k] < b->weights[1][i] ||
                        power.members[k].shapley_shubik >= m->shapley_shubik * (1 - 1e-9));
        }
    }
    assert_true(fabs(shapley - 1) < 1e-10 && fabs(banzhaf - 1) < 1e-10);
    ent_voting_power_clear(&power);
    free(b);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_vote_says_the_same),
        cmocka_unit_test(a_vote_counts_what_its_heads_are_worth),
        cmocka_unit_test(what_has_too_many_rows_is_refused),
        cmocka_unit_test(counting_says_the_same),
        cmocka_unit_test(a_criterion_that_never_binds_changes_nothing),
        cmocka_unit_test(many_members_under_two_criteria_have_their_power),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
