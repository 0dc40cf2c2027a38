/*
 * test_bargain.c - the spatial model against a slow version, and what must hold of its answers
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_bargain.h"

#include "model/bargain/bargain.h"

enum { TURNS = 3, POSITION = 3, MEAN = 3, COLUMN_NAME = 4, OUTCOME = 5 };

static ent_table *
path_of(ent_ctx *ctx, const ent_bargain *b, const ent_bargain_options *o)
{
    ent_table *table = NULL;

    assert_int_equal(ent_bargain_path(ctx, b, o, &table), ENT_OK);
    return table;
}

/*
 * Both versions from the same input, turn by turn.  A binary vote makes 1e8 times as much of a last
 * digit, and all there is of it where two have met without rounding; where a chain stops may be a
 * step apart.
 */
static void
compare_with_slow(ent_ctx *ctx, const ent_bargain *b, const ent_bargain_options *o)
{
    size_t              size = b->actor_count * b->dimension_count;
    ent_bargain_options few = *o;
    ent_table          *table;
    slow                w;
    bool                steep = o->vote == ENT_VOTE_BINARY || o->vote == ENT_VOTE_PROPBIN;
    double              tolerance = steep || o->pce != ENT_PCE_CONDITIONAL ? 1e-4 : 1e-7;

    few.turns = steep && o->interpolation == ENT_INTERPOLATION_S2PMAX ? 1 : TURNS;
    table = path_of(ctx, b, &few);
    slow_start(&w, b, &few);
    for (size_t turn = 1; (turn + 1) * size <= ent_table_row_count(table); turn++) {
        slow_turn(&w);
        for (size_t i = 0; i < size; i++) {
            double ours = ent_table_get_number(table, turn * size + i, POSITION);
            double wanted = 100 * w.x[i / w.d][i % w.d];

            if (!(fabs(ours - wanted) < tolerance)) {
                fail_msg("turn %zu, place %zu: %.12f, expected %.12f", turn, i, ours, wanted);
            }
        }
    }
    ent_table_destroy(table);
}

static void
every_single_parameter_gives_what_the_formulas_say(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    drawn_bargain b;

    (void)state;
    for (uint32_t run = 0; run < 12; run++) {
        bargain_draw(&b, run, 3 + run % 8, 1 + run % 3);
        for (size_t p = 0; p < ENT_BARGAIN_PARAMETERS; p++) {
            for (int value = 0; value < BARGAIN_VALUES[p]; value++) {
                ent_bargain_options o = {.as_ktab = run % 2 == 0};

                bargain_set(&o, p, value);
                compare_with_slow(ctx, &b.bargain, &o);
            }
        }
    }
    ent_ctx_destroy(ctx);
}

/* S1P1 from faulty odds may lie off the scale, where the slow version has no rule. */
static void
parameters_together_give_what_the_formulas_say(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    drawn_bargain b;

    (void)state;
    for (uint32_t run = 0; run < 300; run++) {
        ent_key             key = {.seed = 7, .run = run, .process = ENT_PROCESS_TEST};
        ent_bargain_options o = {.has_lag = run % 3 == 0, .lag = 0.5};

        for (uint32_t p = 0; p < ENT_BARGAIN_PARAMETERS; p++) {
            bargain_set(&o, p, (int)ent_random_below(&key, p, (uint64_t)BARGAIN_VALUES[p]));
        }
        o.as_ktab = run % 2 == 0 && o.mode == ENT_BARGAIN_INITIATOR;
        bargain_draw(&b, 1000 + run, 2 + run % 9, 1 + run % 3);
        if (run % 5 == 1 && b.bargain.actor_count > 2) {
            bargain_draw_ideals(&b, run);
        }
        compare_with_slow(ctx, &b.bargain, &o);
    }
    ent_ctx_destroy(ctx);
}

/* The rows of `from` in another order; place[i] is where row i went. */
static void
shuffle(const drawn_bargain *from, uint32_t run, drawn_bargain *to, size_t *place)
{
    ent_key key = {.seed = 11, .run = run, .process = ENT_PROCESS_TEST};
    size_t  n = from->bargain.actor_count;

    *to = *from;
    to->bargain.actors = to->actors;
    to->bargain.dimensions = to->dimensions;
    for (size_t i = 0; i < n; i++) {
        place[i] = i;
    }
    for (size_t i = n - 1; i > 0; i--) {
        size_t j = (size_t)ent_random_below(&key, (uint32_t)i, i + 1), kept = place[i];

        place[i] = place[j];
        place[j] = kept;
    }
    for (size_t i = 0; i < n; i++) {
        to->actors[place[i]] = from->actors[i];
        for (size_t j = 0; j < n; j++) {
            to->follows[place[i] * n + place[j]] = from->follows[i * n + j];
        }
    }
    to->bargain.follows = from->bargain.follows != NULL ? to->follows : NULL;
}

/* Bit by bit: what holds for a row holds for it wherever it stands. */
static void
check_permuted(ent_table *table, ent_table *other, const size_t *place, size_t n, size_t d)
{
    size_t columns = ent_table_column_count(table);

    assert_int_equal(ent_table_row_count(table), ent_table_row_count(other));
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        size_t turn = row / (n * d), actor = row / d % n, k = row % d;
        size_t there = turn * n * d + place[actor] * d + k;

        for (size_t column = 2; column < columns; column++) {
            double a = ent_table_get_number(table, row, column);
            double b = ent_table_get_number(other, there, column);

            assert_memory_equal(&a, &b, sizeof a);
        }
    }
}

/* Many ties: few places, few strengths, two of a kind. */
static void
coarsen(drawn_bargain *b)
{
    for (size_t i = 0; i < b->bargain.actor_count; i++) {
        b->actors[i].capability = 1 + floor(b->actors[i].capability / 40);
        for (size_t k = 0; k < b->bargain.dimension_count; k++) {
            b->position[i][k] = 25 * floor(b->position[i][k] / 25);
            b->salience[i][k] = 10 * ceil(b->salience[i][k] / 20);
        }
    }
}

static void
the_order_of_rows_permutes_results(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    drawn_bargain b, other;
    size_t        place[SLOW_ACTORS];

    (void)state;
    for (uint32_t run = 0; run < 40; run++) {
        ent_bargain_options          o = {.vote = (ent_bargain_vote)(run % 6), .turns = 8};
        ent_bargain_ensemble_options more = {.runs = 9};
        ent_table                   *first, *second;

        o.choice = (ent_bargain_choice)(run / 6 % 2);
        bargain_draw(&b, 2000 + run, 2 + run % 10, 1 + run % 3);
        if (run % 2 == 0) {
            coarsen(&b);
        }
        if (run % 4 == 3 && b.bargain.actor_count > 2) {
            bargain_draw_ideals(&b, run);
        }
        shuffle(&b, run, &other, place);
        first = path_of(ctx, &b.bargain, &o);
        second = path_of(ctx, &other.bargain, &o);
        check_permuted(first, second, place, b.bargain.actor_count, b.bargain.dimension_count);
        ent_table_destroy(first);
        ent_table_destroy(second);
        assert_int_equal(ent_bargain_ensemble(ctx, &b.bargain, &o, &more, &first), ENT_OK);
        assert_int_equal(ent_bargain_ensemble(ctx, &other.bargain, &o, &more, &second), ENT_OK);
        check_permuted(first, second, place, b.bargain.actor_count, b.bargain.dimension_count);
        ent_table_destroy(first);
        ent_table_destroy(second);
    }
    ent_ctx_destroy(ctx);
}

static void
capabilities_count_by_their_ratios(void **state)
{
    ent_ctx            *ctx = unit_ctx(1);
    drawn_bargain       b, other;
    ent_bargain_options o = {.turns = 2};
    ent_table          *first, *second;

    (void)state;
    bargain_draw(&b, 5, 9, 2);
    other = b;
    other.bargain.actors = other.actors;
    for (size_t i = 0; i < 9; i++) {
        other.actors[i].capability *= 64;
    }
    first = path_of(ctx, &b.bargain, &o);
    second = path_of(ctx, &other.bargain, &o);
    for (size_t row = 0; row < ent_table_row_count(first); row++) {
        /* but for the least strengths, and rounding to 0.01 */
        assert_true(fabs(ent_table_get_number(first, row, POSITION) -
                         ent_table_get_number(second, row, POSITION)) < 0.011);
    }
    ent_table_destroy(first);
    ent_table_destroy(second);
    ent_ctx_destroy(ctx);
}

static void
a_mirrored_scale_mirrors_results(void **state)
{
    ent_ctx            *ctx = unit_ctx(1);
    drawn_bargain       b;
    ent_bargain_options o = {.interpolation = ENT_INTERPOLATION_S2PMAX, .turns = 3};
    ent_table          *first, *second;

    (void)state;
    bargain_draw(&b, 6, 8, 2);
    first = path_of(ctx, &b.bargain, &o);
    for (size_t i = 0; i < 8; i++) {
        b.position[i][0] = 100 - b.position[i][0];
        b.position[i][1] = 100 - b.position[i][1];
    }
    second = path_of(ctx, &b.bargain, &o);
    assert_int_equal(ent_table_row_count(first), ent_table_row_count(second));
    for (size_t row = 0; row < ent_table_row_count(first); row++) {
        assert_true(fabs(ent_table_get_number(first, row, POSITION) +
                         ent_table_get_number(second, row, POSITION) - 100) < 1e-7);
    }
    ent_table_destroy(first);
    ent_table_destroy(second);
    ent_ctx_destroy(ctx);
}

static void
who_agrees_stays(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    drawn_bargain b;
    ent_table    *table, *why;

    (void)state;
    bargain_draw(&b, 8, 5, 1);
    for (size_t i = 0; i < 5; i++) {
        b.position[i][0] = 40;
    }
    table = path_of(ctx, &b.bargain, NULL);
    assert_int_equal(ent_table_row_count(table), 3 * 5); /* the input and two quiet turns */
    for (size_t row = 0; row < 15; row++) {
        assert_true(fabs(ent_table_get_number(table, row, POSITION) - 40) < 1e-12);
        assert_true(fabs(ent_table_get_number(table, row, OUTCOME) - 40) < 1e-12);
    }
    ent_table_destroy(table);
    assert_int_equal(ent_bargain_explain(ctx, &b.bargain, NULL, &why), ENT_OK);
    assert_int_equal(ent_table_row_count(why), 2 * 5);
    assert_true(ent_table_is_missing(why, 0, 2)); /* nobody is worth a challenge */
    ent_table_destroy(why);
    ent_ctx_destroy(ctx);
}

/* What is told to be taken is where the next turn finds its side. */
static void
reasons_lead_to_the_positions(void **state)
{
    ent_ctx            *ctx = unit_ctx(1);
    drawn_bargain       b;
    ent_bargain_options o = {.turns = 4, .mode = ENT_BARGAIN_BOTH};
    ent_table          *path, *why;
    size_t              taken = 0;

    (void)state;
    bargain_draw(&b, 9, 7, 2);
    path = path_of(ctx, &b.bargain, &o);
    assert_int_equal(ent_bargain_explain(ctx, &b.bargain, &o, &why), ENT_OK);
    for (size_t row = 0; row < ent_table_row_count(why); row++) {
        size_t turn = (size_t)ent_table_get_number(why, row, 0);

        for (size_t side = 0; side < 2 && !ent_table_is_missing(why, row, 2); side++) {
            size_t k = (size_t)ent_table_get_number(why, row, 10);
            size_t actor = (size_t)atoi(ent_table_get_text(why, row, 1 + side) + 1);
            size_t at = (turn * 7 + actor) * 2 + k;

            assert_true(fabs(ent_table_get_number(why, row, 11 + 2 * side) -
                             ent_table_get_number(path, at - 14, POSITION)) < 1e-12);
            if (ent_table_get_number(why, row, 16 + 2 * side) != 0) {
                assert_true(fabs(ent_table_get_number(why, row, 12 + 2 * side) -
                                 ent_table_get_number(path, at, POSITION)) < 1e-12);
                taken++;
            }
        }
    }
    assert_true(taken > 0);
    for (size_t row = 0; row < ent_table_row_count(why); row++) {
        const char *supporters = ent_table_get_text(why, row, 8);
        char        first[8];

        (void)snprintf(first, sizeof first, "%.6s", supporters); /* the text is borrowed */
        assert_true(first[0] == '\0' || strncmp(first, ent_table_get_text(why, row, 9), 6) != 0);
    }
    ent_table_destroy(path);
    ent_table_destroy(why);
    ent_ctx_destroy(ctx);
}

/* Every option is elected with one probability; hundreds of them do not go below all numbers. */
static void
elections_of_many_options_have_probabilities(void **state)
{
    enum { OPTIONS = 900, VOTERS = 3 };
    static const double WEIGHTS[VOTERS] = {1, 2, 3};
    double             *utility = calloc((size_t)OPTIONS * VOTERS, sizeof *utility);
    double             *scratch = calloc(ent_bargain_elect_scratch(OPTIONS), sizeof *scratch);
    double             *out = calloc(OPTIONS, sizeof *out);

    (void)state;
    assert_true(utility != NULL && scratch != NULL && out != NULL);
    for (size_t i = 0; i < OPTIONS; i++) {
        for (size_t k = 0; k < VOTERS; k++) {
            utility[i * VOTERS + k] = 1 - fabs((double)i / OPTIONS - (double)k / 2);
        }
    }
    for (int victory = 0; victory < 5; victory++) {
        ent_bargain_rules rules = {ENT_VOTE_PROP, (ent_bargain_victory)victory, ENT_PCE_CONDITIONAL,
                                   false};
        double            sum = 0, most = 0;

        assert_true(ent_bargain_elect(&rules, VOTERS, OPTIONS, WEIGHTS, utility, ENT_NO_OPTION,
                                      scratch, out));
        for (size_t i = 0; i < OPTIONS; i++) {
            assert_true(out[i] >= 0);
            sum += out[i];
            most = fmax(most, out[i]);
        }
        assert_true(fabs(sum - 1) < 1e-9);
        assert_true(most > 1.0 / OPTIONS);
    }
    free(utility);
    free(scratch);
    free(out);
}

/* Each of 200 options loses to the next for certain: a chain of challenges climbs slowly. */
static void
an_election_that_does_not_settle_is_told(void **state)
{
    enum { OPTIONS = 200 };
    static const double WEIGHT[1] = {1};
    double              utility[OPTIONS], out[OPTIONS], sum = 0;
    double             *scratch = calloc(ent_bargain_elect_scratch(OPTIONS), sizeof *scratch);
    ent_bargain_rules   rules = {ENT_VOTE_PROP, ENT_VICTORY_BINARY, ENT_PCE_MARKOV_UNIFORM, false};

    (void)state;
    assert_non_null(scratch);
    for (size_t i = 0; i < OPTIONS; i++) {
        utility[i] = (double)i / OPTIONS;
    }
    assert_false(
        ent_bargain_elect(&rules, 1, OPTIONS, WEIGHT, utility, ENT_NO_OPTION, scratch, out));
    for (size_t i = 0; i < OPTIONS; i++) {
        sum += out[i];
        assert_true(i == 0 || out[i] > out[i - 1]);
    }
    assert_true(fabs(sum - 1) < 1e-6);
    assert_true(ent_bargain_elect(&rules, 1, 3, WEIGHT, utility, ENT_NO_OPTION, scratch, out));
    free(scratch);
}

static void
drawn_choices_are_those_of_their_seed(void **state)
{
    ent_ctx            *ctx = unit_ctx(1);
    drawn_bargain       b;
    ent_bargain_options o = {.choice = ENT_CHOICE_DRAWN, .seed = 3};
    ent_table          *first, *again, *other;
    bool                differ = false;

    (void)state;
    bargain_draw(&b, 10, 10, 1);
    first = path_of(ctx, &b.bargain, &o);
    again = path_of(ctx, &b.bargain, &o);
    o.seed = 4;
    other = path_of(ctx, &b.bargain, &o);
    assert_int_equal(ent_table_row_count(first), ent_table_row_count(again));
    for (size_t row = 0; row < ent_table_row_count(first); row++) {
        double a = ent_table_get_number(first, row, POSITION);

        assert_true(a == ent_table_get_number(again, row, POSITION));
        differ = differ || row >= ent_table_row_count(other) ||
                 a != ent_table_get_number(other, row, POSITION);
    }
    assert_true(differ);
    ent_table_destroy(first);
    ent_table_destroy(again);
    ent_table_destroy(other);
    ent_ctx_destroy(ctx);
}

static void
options_out_of_range_are_refused(void **state)
{
    ent_ctx                     *ctx = unit_ctx(1);
    drawn_bargain                b;
    ent_bargain_options          o = {.has_lag = true, .lag = 1.5};
    ent_bargain_ensemble_options more = {.has_noise = true, .noise = -1};
    ent_table                   *table = NULL;

    (void)state;
    bargain_draw(&b, 0, 3, 1);
    assert_int_equal(ent_bargain_path(ctx, &b.bargain, &o, &table), ENT_E_ARG);
    o = (ent_bargain_options){.turns = ENT_BARGAIN_MOST_TURNS + 1};
    assert_int_equal(ent_bargain_explain(ctx, &b.bargain, &o, &table), ENT_E_ARG);
    assert_int_equal(ent_bargain_ensemble(ctx, &b.bargain, NULL, &more, &table), ENT_E_ARG);
    more = (ent_bargain_ensemble_options){.runs = ENT_BARGAIN_MOST_RUNS + 1};
    assert_int_equal(ent_bargain_ensemble(ctx, &b.bargain, NULL, &more, &table), ENT_E_LIMIT);
    assert_null(table);
    ent_ctx_destroy(ctx);
}

/* Pairs that say what holds without them change no bit; with others somebody ends elsewhere. */
static void
named_identities_change_nothing_and_others_do(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    drawn_bargain b;
    ent_table    *plain, *named, *others;
    size_t        n = 7, different = 0;

    (void)state;
    bargain_draw(&b, 5, n, 2);
    assert_int_equal(ent_bargain_path(ctx, &b.bargain, NULL, &plain), ENT_OK);
    for (size_t i = 0; i < n * n; i++) {
        b.follows[i] = i % (n + 1) == 0 ? 100 : i % 3 == 0 ? 0 : NAN;
    }
    b.bargain.follows = b.follows;
    assert_int_equal(ent_bargain_path(ctx, &b.bargain, NULL, &named), ENT_OK);
    bargain_draw_ideals(&b, 5);
    assert_int_equal(ent_bargain_path(ctx, &b.bargain, NULL, &others), ENT_OK);
    assert_int_equal(ent_table_row_count(plain), ent_table_row_count(named));
    for (size_t row = 0; row < ent_table_row_count(plain); row++) {
        double x = ent_table_get_number(plain, row, 3), y = ent_table_get_number(named, row, 3);

        assert_memory_equal(&x, &y, sizeof x);
        different += row < ent_table_row_count(others) && x != ent_table_get_number(others, row, 3);
    }
    assert_true(different > 0);
    ent_table_destroy(plain);
    ent_table_destroy(named);
    ent_table_destroy(others);
    ent_ctx_destroy(ctx);
}

/* Whose ideal follows nothing, not even itself, keeps the ideal that it began with. */
static void
an_ideal_that_follows_nobody_stays(void **state)
{
    ent_ctx            *ctx = unit_ctx(1);
    ent_bargain_options lag = {.has_lag = true, .lag = 0};
    drawn_bargain       b;
    ent_table          *by_lag, *by_pairs;

    (void)state;
    bargain_draw(&b, 6, 8, 1);
    assert_int_equal(ent_bargain_path(ctx, &b.bargain, &lag, &by_lag), ENT_OK);
    for (size_t i = 0; i < 64; i++) {
        b.follows[i] = 0;
    }
    b.bargain.follows = b.follows;
    assert_int_equal(ent_bargain_path(ctx, &b.bargain, NULL, &by_pairs), ENT_OK);
    assert_int_equal(ent_table_row_count(by_lag), ent_table_row_count(by_pairs));
    for (size_t row = 0; row < ent_table_row_count(by_lag); row++) {
        assert_true(ent_table_get_number(by_lag, row, 3) == ent_table_get_number(by_pairs, row, 3));
    }
    ent_table_destroy(by_lag);
    ent_table_destroy(by_pairs);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_single_parameter_gives_what_the_formulas_say),
        cmocka_unit_test(parameters_together_give_what_the_formulas_say),
        cmocka_unit_test(the_order_of_rows_permutes_results),
        cmocka_unit_test(named_identities_change_nothing_and_others_do),
        cmocka_unit_test(an_ideal_that_follows_nobody_stays),
        cmocka_unit_test(capabilities_count_by_their_ratios),
        cmocka_unit_test(a_mirrored_scale_mirrors_results),
        cmocka_unit_test(who_agrees_stays),
        cmocka_unit_test(reasons_lead_to_the_positions),
        cmocka_unit_test(elections_of_many_options_have_probabilities),
        cmocka_unit_test(an_election_that_does_not_settle_is_told),
        cmocka_unit_test(drawn_choices_are_those_of_their_seed),
        cmocka_unit_test(options_out_of_range_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
