/*
 * test_landscape.c - landscapes against the definition, written out slowly, and what must hold
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_landscape.h"

/* How many configurations end where, by the slow steps. */
static void
check_against_slow(const drawn *d)
{
    ent_ctx       *ctx = unit_ctx(1);
    ent_landscape *l = make_landscape(ctx, d);
    size_t         configurations = (size_t)1 << (d->n - 1), stable = 0;
    size_t        *basins = calloc(configurations, sizeof *basins);
    ent_optima     optima;

    assert_non_null(basins);
    for (size_t sides = 0; sides < configurations; sides++) {
        size_t at = sides;

        for (size_t next = slow_step(d, at); next != at; next = slow_step(d, at)) {
            at = next;
        }
        basins[at]++;
    }
    assert_int_equal(ent_optima_find(ctx, l, 1, 1, &optima), ENT_OK);
    for (size_t i = 0; i < configurations; i++) {
        stable += basins[i] > 0;
    }
    assert_int_equal(optima.count, stable);
    for (size_t i = 0; i < optima.count; i++) {
        size_t sides = strtoul(optima.optima[i].configuration, NULL, 2);

        assert_int_equal(optima.optima[i].configuration[0], '0');
        assert_int_equal(optima.optima[i].basin, basins[sides]);
        assert_true(fabs(optima.optima[i].energy - slow_energy(d, sides)) < 1e-9);
        assert_true(i == 0 || optima.optima[i - 1].energy <= optima.optima[i].energy);
    }
    ent_optima_clear(&optima);
    ent_landscape_destroy(l);
    free(basins);
    ent_ctx_destroy(ctx);
}

static void
optima_energies_and_basins_are_those_of_the_definition(void **state)
{
    (void)state;
    for (uint32_t number = 0; number < 60; number++) {
        drawn whole = draw_landscape(2 + number % 9, number, DRAW_WHOLE);
        drawn any = draw_landscape(2 + number % 9, number, DRAW_ANY);

        check_against_slow(&whole);
        check_against_slow(&any);
    }
}

/* More actors than one block of basins and one unit of placings hold. */
static void
large_landscapes_are_those_of_the_definition(void **state)
{
    drawn d = draw_landscape(14, 3, DRAW_WHOLE);

    (void)state;
    check_against_slow(&d);
}

/* Of twelve alike that repel each other every half is an optimum: 462 of them. */
static void
many_optima_have_basins_of_their_own(void **state)
{
    drawn d = draw_landscape(12, 1, DRAW_WHOLE);

    (void)state;
    for (size_t i = 0; i < d.n; i++) {
        d.sizes[i] = 1;
        for (size_t j = 0; j < d.n; j++) {
            d.propensities[i * d.n + j] = -1;
        }
    }
    check_against_slow(&d);
}

static void
relabelling_actors_permutes_the_optima(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    drawn          d = draw_landscape(12, 5, DRAW_ANY), moved = d;
    ent_landscape *l = make_landscape(ctx, &d), *other;
    ent_optima     a, b;

    (void)state;
    for (size_t i = 0; i < d.n; i++) { /* actor i of `moved` is actor 5 i + 3 of `d` */
        moved.sizes[i] = d.sizes[(5 * i + 3) % d.n];
        for (size_t j = 0; j < d.n; j++) {
            moved.propensities[i * d.n + j] =
                d.propensities[(5 * i + 3) % d.n * d.n + (5 * j + 3) % d.n];
        }
    }
    other = make_landscape(ctx, &moved);
    assert_int_equal(ent_optima_find(ctx, l, 1, 1, &a), ENT_OK);
    assert_int_equal(ent_optima_find(ctx, other, 1, 1, &b), ENT_OK);
    assert_int_equal(a.count, b.count);
    assert_true(a.count > 1);
    for (size_t k = 0; k < a.count; k++) {
        assert_true(fabs(a.optima[k].energy - b.optima[k].energy) < 1e-9);
        assert_int_equal(a.optima[k].basin, b.optima[k].basin);
        for (size_t i = 1; i < d.n; i++) {
            const char *from = a.optima[k].configuration, *to = b.optima[k].configuration;

            assert_int_equal(to[i] != to[0], from[(5 * i + 3) % d.n] != from[3]);
        }
    }
    ent_optima_clear(&a);
    ent_optima_clear(&b);
    ent_landscape_destroy(l);
    ent_landscape_destroy(other);
    ent_ctx_destroy(ctx);
}

static void
changing_all_sides_changes_no_energy(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    drawn          d = draw_landscape(8, 9, DRAW_ANY);
    ent_landscape *l = make_landscape(ctx, &d);

    (void)state;
    for (ent_sides sides = 0; sides < 128; sides++) {
        char one[9], two[9];

        ent_sides_print(sides, 8, one);
        ent_sides_print(~sides & 255, 8, two);
        assert_true(ent_landscape_energy(l, one) == ent_landscape_energy(l, two));
        for (size_t i = 0; i < 8; i++) {
            assert_true(ent_landscape_hold(l, one, i) == ent_landscape_hold(l, two, i));
        }
    }
    ent_landscape_destroy(l);
    ent_ctx_destroy(ctx);
}

/* Two camps of friends who are foes of each other: one valley, however many they are. */
static void
two_camps_are_found_whatever_their_number(void **state)
{
    static const size_t SIZES[] = {3, 26, 27, 30, 31, 60};
    ent_ctx            *ctx = unit_ctx(2);

    (void)state;
    for (size_t k = 0; k < sizeof SIZES / sizeof SIZES[0]; k++) {
        drawn          d = draw_landscape(SIZES[k], 1, DRAW_ANY);
        ent_landscape *l;
        ent_optima     optima;

        for (size_t i = 0; i < d.n; i++) {
            for (size_t j = 0; j < d.n; j++) {
                d.propensities[i * d.n + j] = i % 3 == 1 && j % 3 == 1   ? 1
                                              : i % 3 == 1 || j % 3 == 1 ? -1
                                                                         : 1;
            }
        }
        l = make_landscape(ctx, &d);
        assert_int_equal(ent_optima_find(ctx, l, 1, 200, &optima), ENT_OK);
        assert_int_equal(optima.count, 1);
        for (size_t i = 0; i < d.n; i++) {
            assert_int_equal(optima.optima[0].configuration[i], i % 3 == 1 ? '1' : '0');
        }
        assert_int_equal(optima.configurations, d.n <= 26 ? (uint64_t)1 << (d.n - 1) : 0);
        assert_int_equal(optima.optima[0].basin, optima.configurations);
        assert_int_equal(optima.optima[0].hits, d.n <= 26 ? 0 : 200);
        ent_optima_clear(&optima);
        ent_landscape_destroy(l);
    }
    ent_ctx_destroy(ctx);
}

static void
samples_tell_the_shares_of_the_basins(void **state)
{
    ent_ctx       *ctx = unit_ctx(2);
    drawn          d = draw_landscape(12, 2, DRAW_WHOLE);
    ent_landscape *l;
    char          *ends = malloc((size_t)4000 * 13);
    ent_optima     optima;

    (void)state;
    assert_non_null(ends);
    l = make_landscape(ctx, &d);
    assert_int_equal(ent_optima_find(ctx, l, 1, 1, &optima), ENT_OK);
    assert_int_equal(ent_landscape_sample(ctx, l, 11, 4000, ends), ENT_OK);
    for (size_t k = 0; k < optima.count; k++) {
        double share = (double)optima.optima[k].basin / 2048, hits = 0;

        for (size_t s = 0; s < 4000; s++) {
            hits += strcmp(ends + s * 13, optima.optima[k].configuration) == 0;
        }
        assert_true(fabs(hits / 4000 - share) < 4.5 * sqrt(share * (1 - share) / 4000) + 1e-12);
    }
    ent_optima_clear(&optima);
    ent_landscape_destroy(l);
    free(ends);
    ent_ctx_destroy(ctx);
}

static double
lowest(const drawn *d, size_t *where)
{
    double best = INFINITY;

    for (size_t sides = 0; sides < (size_t)1 << (d->n - 1); sides++) {
        double energy = slow_energy(d, sides);

        if (energy < best - 1e-12) {
            best = energy;
            *where = sides;
        }
    }
    return best;
}

static bool
is_together(const drawn *d, size_t sides, size_t a, size_t b)
{
    return (sides >> (d->n - 1 - a) & 1) == (sides >> (d->n - 1 - b) & 1);
}

/* Just before the turning value the optimum is what it was, just behind it the other one. */
static void
a_turning_propensity_turns_the_optimum(void **state)
{
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (uint32_t number = 0; number < 12; number++) {
        drawn          d = draw_landscape(2 + number % 8, number, DRAW_ANY);
        ent_landscape *l = make_landscape(ctx, &d);
        ent_table     *table;
        size_t         was;

        (void)lowest(&d, &was);
        assert_int_equal(ent_landscape_turning(ctx, l, &table), ENT_OK);
        assert_int_equal(ent_table_row_count(table), d.n * (d.n - 1) / 2);
        for (size_t row = 0; row < ent_table_row_count(table); row++) {
            size_t a = strtoul(ent_table_get_text(table, row, 0) + 1, NULL, 10);
            size_t b = strtoul(ent_table_get_text(table, row, 1) + 1, NULL, 10);
            double turning = ent_table_get_number(table, row, 4);
            double change = ent_table_get_number(table, row, 5);
            bool   together = ent_table_get_number(table, row, 2) != 0;
            size_t other = strtoul(ent_table_get_text(table, row, 6), NULL, 2), now;
            drawn  e = d;

            assert_int_equal(together, is_together(&d, was, a, b));
            assert_true(together ? change <= 0 : change >= 0);
            for (int behind = 0; behind < 2; behind++) {
                e.propensities[a * d.n + b] = e.propensities[b * d.n + a] =
                    turning + (behind ? 1e-6 : -1e-6) * (together ? -1 : 1);
                (void)lowest(&e, &now);
                assert_int_equal(now, behind ? other : was);
            }
            assert_true(row == 0 || fabs(ent_table_get_number(table, row - 1, 5)) <= fabs(change));
        }
        ent_table_destroy(table);
        ent_landscape_destroy(l);
    }
    ent_ctx_destroy(ctx);
}

static void
frustrations_add_up_to_the_energy(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    drawn          d = draw_landscape(9, 4, DRAW_ANY);
    ent_landscape *l = make_landscape(ctx, &d);
    ent_table     *table;

    (void)state;
    assert_int_equal(ent_landscape_frustration(ctx, l, 1, 1, &table), ENT_OK);
    assert_int_equal(ent_table_row_count(table) % d.n, 0);
    for (size_t row = 0; row < ent_table_row_count(table); row += d.n) {
        size_t sides = strtoul(ent_table_get_text(table, row, 0), NULL, 2);
        double sum = 0;

        for (size_t i = 0; i < d.n; i++) {
            double change =
                slow_energy(&d, sides ^ (size_t)1 << (d.n - 1 - i)) - slow_energy(&d, sides);
            double part = ent_table_get_number(table, row + i, 6);

            assert_true(fabs(part - d.sizes[i] * ent_table_get_number(table, row + i, 5)) < 1e-9);
            assert_true(fabs(ent_table_get_number(table, row + i, 7) - change) < 1e-9);
            assert_true(change > 0);
            sum += part;
        }
        assert_true(fabs(sum - ent_table_get_number(table, row, 1)) < 1e-9);
    }
    ent_table_destroy(table);
    ent_landscape_destroy(l);
    ent_ctx_destroy(ctx);
}

static void
all_configurations_are_listed_in_their_order(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    drawn          d = draw_landscape(10, 8, DRAW_WHOLE);
    ent_landscape *l = make_landscape(ctx, &d);
    ent_table     *table;
    double         basins = 0;

    (void)state;
    assert_int_equal(ent_landscape_all(ctx, l, &table), ENT_OK);
    assert_int_equal(ent_table_row_count(table), 512);
    for (size_t row = 0; row < 512; row++) {
        bool stable = ent_table_get_number(table, row, 2) != 0;

        assert_int_equal(strtoul(ent_table_get_text(table, row, 0), NULL, 2), row);
        assert_true(ent_table_get_number(table, row, 1) == slow_energy(&d, row));
        assert_int_equal(stable, slow_step(&d, row) == row);
        assert_int_equal(ent_table_is_missing(table, row, 3), !stable);
        basins += stable ? ent_table_get_number(table, row, 3) : 0;
    }
    assert_true(basins == 512);
    ent_table_destroy(table);
    ent_landscape_destroy(l);
    ent_ctx_destroy(ctx);
}

/* Sizes of a decimal have equal products that no double has: 0.1 * 0.3 and 0.3 * 0.1 * 1 */
static void
energies_that_are_equal_in_decimals_are_equal(void **state)
{
    static const char *const NAMES[] = {"a", "b", "c", "d"};
    static const double      SIZES[] = {28.9, 28.9, 0.3, 0.3};
    double                   p[16] = {0};
    ent_ctx                 *ctx = unit_ctx(1);
    ent_landscape           *l;
    ent_optima               optima;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        for (size_t j = 0; j < 4; j++) {
            p[i * 4 + j] = -0.1;
        }
    }
    assert_int_equal(ent_landscape_create(ctx, 4, NAMES, SIZES, p, &l), ENT_OK);
    assert_int_equal(ent_optima_find(ctx, l, 1, 1, &optima), ENT_OK);
    assert_int_equal(optima.count, 2); /* ac | bd and ad | bc */
    assert_string_equal(optima.optima[0].configuration, "0101");
    assert_string_equal(optima.optima[1].configuration, "0110");
    assert_true(optima.optima[0].energy == optima.optima[1].energy);
    assert_true(optima.optima[0].energy == -170.528);
    ent_optima_clear(&optima);
    ent_landscape_destroy(l);
    ent_ctx_destroy(ctx);
}

static void
the_same_bytes_come_from_any_number_of_threads(void **state)
{
    static const size_t SIZES[] = {13, 28, 40};

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        drawn d = draw_landscape(SIZES[k], 6, DRAW_ANY);
        char  text[2][1 << 16] = {"", ""};

        for (int jobs = 1; jobs <= 2; jobs++) {
            ent_ctx       *ctx = unit_ctx(jobs == 1 ? 1 : 4);
            ent_landscape *l = make_landscape(ctx, &d);
            FILE          *stream = fmemopen(text[jobs - 1], sizeof text[0], "w");
            ent_table     *table;

            assert_non_null(stream);
            assert_int_equal(ent_landscape_optima(ctx, l, 3, 500, &table), ENT_OK);
            assert_int_equal(ent_table_write(ctx, table, ENT_FORMAT_CSV, NULL, stream), ENT_OK);
            assert_int_equal(fclose(stream), 0);
            ent_table_destroy(table);
            ent_landscape_destroy(l);
            ent_ctx_destroy(ctx);
        }
        assert_true(strlen(text[0]) > 100);
        assert_string_equal(text[0], text[1]);
    }
}

static void
what_is_too_much_is_refused(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    drawn          d = draw_landscape(31, 1, DRAW_ANY);
    ent_landscape *l = make_landscape(ctx, &d);
    ent_table     *table = NULL;
    ent_optima     optima;

    (void)state;
    assert_int_equal(ent_landscape_all(ctx, l, &table), ENT_E_LIMIT);
    assert_int_equal(ent_landscape_turning(ctx, l, &table), ENT_E_LIMIT);
    assert_null(table);
    ent_landscape_destroy(l);
    d = draw_landscape(22, 1, DRAW_ANY);
    memset(d.propensities, 0, sizeof d.propensities);
    l = make_landscape(ctx, &d); /* 2^21 configurations, all alike */
    assert_int_equal(ent_optima_find(ctx, l, 1, 1, &optima), ENT_E_LIMIT);
    assert_non_null(strstr(ent_ctx_error(ctx), "configurations are local optima"));
    ent_landscape_destroy(l);
    ent_ctx_destroy(ctx);
}

static void
wrong_actors_are_refused(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    drawn          good = draw_landscape(4, 1, DRAW_ANY), wrong[7];
    ent_landscape *l = NULL;

    (void)state;
    for (size_t i = 0; i < 7; i++) {
        wrong[i] = good;
    }
    wrong[0].n = 1;
    wrong[1].n = 513;
    wrong[2].sizes[2] = 0;
    wrong[3].sizes[2] = NAN;
    wrong[4].propensities[1] += 1;
    wrong[5].propensities[1] = wrong[5].propensities[4] = INFINITY;
    memcpy(wrong[6].names[3], good.names[0], sizeof good.names[0]);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(try_landscape(ctx, &wrong[i], &l), ENT_E_ARG);
        assert_null(l);
    }
    ent_ctx_destroy(ctx);
}

static void
a_small_one_at_once_is_that_of_all_its_optima(void **state)
{
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (uint32_t number = 0; number < 60; number++) {
        drawn  d = draw_landscape(2 + number % 9, number, number % 2 == 0 ? DRAW_WHOLE : DRAW_ANY);
        size_t a = number % d.n, b = (number + 1) % d.n, all = 0, together = 0;
        double least = INFINITY, share;

        for (size_t sides = 0; sides < (size_t)1 << (d.n - 1); sides++) {
            double energy = slow_energy(&d, sides);
            bool   alike = (sides >> (d.n - 1 - a) & 1) == (sides >> (d.n - 1 - b) & 1);

            if (energy < least - 1e-9) {
                least = energy;
                all = together = 0;
            }
            all += energy < least + 1e-9;
            together += energy < least + 1e-9 && alike;
        }
        share = ent_landscape_together(d.n, d.sizes, d.propensities, a, b);
        assert_true(share == (double)together / (double)all);
    }
    ent_ctx_destroy(ctx);
}

/* As the basins of all optima have it. */
static void
those_drawn_together_are_those_of_the_basins(void **state)
{
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (uint32_t number = 0; number < 40; number++) {
        drawn d =
            draw_landscape(2 + number % 9, 500 + number, number % 2 == 0 ? DRAW_WHOLE : DRAW_ANY);
        size_t         a = number % d.n, b = (number + 1) % d.n;
        uint64_t       together = 0;
        ent_landscape *l = make_landscape(ctx, &d);
        ent_optima     optima;

        assert_int_equal(ent_optima_find(ctx, l, 1, 0, &optima), ENT_OK);
        for (size_t i = 0; i < optima.count; i++) {
            const char *sides = optima.optima[i].configuration;

            together += sides[a] == sides[b] ? optima.optima[i].basin : 0;
        }
        assert_true(ent_landscape_drawn_together(d.n, d.sizes, d.propensities, a, b) ==
                    (double)together / (double)optima.configurations);
        ent_optima_clear(&optima);
        ent_landscape_destroy(l);
    }
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_drawn_together_are_those_of_the_basins),
        cmocka_unit_test(optima_energies_and_basins_are_those_of_the_definition),
        cmocka_unit_test(large_landscapes_are_those_of_the_definition),
        cmocka_unit_test(many_optima_have_basins_of_their_own),
        cmocka_unit_test(relabelling_actors_permutes_the_optima),
        cmocka_unit_test(changing_all_sides_changes_no_energy),
        cmocka_unit_test(two_camps_are_found_whatever_their_number),
        cmocka_unit_test(samples_tell_the_shares_of_the_basins),
        cmocka_unit_test(a_turning_propensity_turns_the_optimum),
        cmocka_unit_test(frustrations_add_up_to_the_energy),
        cmocka_unit_test(all_configurations_are_listed_in_their_order),
        cmocka_unit_test(energies_that_are_equal_in_decimals_are_equal),
        cmocka_unit_test(the_same_bytes_come_from_any_number_of_threads),
        cmocka_unit_test(what_is_too_much_is_refused),
        cmocka_unit_test(wrong_actors_are_refused),
        cmocka_unit_test(a_small_one_at_once_is_that_of_all_its_optima),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
