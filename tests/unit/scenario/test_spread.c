/*
 * test_spread.c - shapes of the table of runs; variance components from known ones
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "base/random.h"
#include "scenario/spread.h"

enum { NO_LIMIT = 1 << 20, MOST_CELLS = 64 * 64 };

static void
every_cell_has_two_runs_and_every_run_a_cell(void **state)
{
    (void)state;
    for (size_t runs = 1; runs <= 2000; runs++) {
        ent_design design = ent_design_of(runs, NO_LIMIT);
        size_t     cells = ent_design_cells(&design), sum = 0;

        assert_int_equal(design.runs, runs);
        assert_int_equal(design.rows, design.columns);
        assert_true(design.rows >= 1 && 2 * design.rows * design.rows <= (runs < 2 ? 2 : runs));
        assert_true(2 * (design.rows + 1) * (design.rows + 1) > runs); /* as many as fit */
        for (size_t i = 0; i < cells; i++) {
            size_t here = ent_design_cell_runs(&design, i);

            assert_true(here >= 2 || design.rows < 2);
            assert_true(ent_design_row(&design, i) < design.rows);
            assert_true(ent_design_column(&design, i) < design.columns);
            sum += here;
        }
        assert_int_equal(sum, runs);
    }
}

static void
rows_and_columns_meet_once(void **state)
{
    ent_design design = ent_design_of(1000, NO_LIMIT);
    char       seen[22][22] = {{0}};

    (void)state;
    assert_int_equal(design.rows, 22);
    for (size_t i = 0; i < ent_design_cells(&design); i++) {
        seen[ent_design_row(&design, i)][ent_design_column(&design, i)]++;
    }
    for (size_t i = 0; i < sizeof seen; i++) {
        assert_int_equal(((const char *)seen)[i], 1);
    }
}

static void
a_limit_of_cells_makes_them_hold_more_runs(void **state)
{
    ent_design design = ent_design_of(1000000, 1738);

    (void)state;
    assert_int_equal(design.rows, 41);
    assert_int_equal(ent_design_cell_runs(&design, 0), 1000000 / 1681 + 1);
    assert_int_equal(ent_design_of(1000000, 0).rows, 1);
}

/* Values g + row + column + both + chance, all normal, with the components given. */
typedef struct known {
    double mean, row, column, both, chance;
} known;

static ent_spread
simulate(const ent_design *design, const known *sd, uint64_t seed)
{
    static ent_cell cells[MOST_CELLS];
    double          scratch[2 * 64];
    size_t          count = ent_design_cells(design);

    assert_true(count <= MOST_CELLS);
    memset(cells, 0, sizeof cells);
    for (size_t run = 0; run < design->runs; run++) {
        size_t   cell = run % count;
        uint32_t r = ent_design_row(design, cell), c = ent_design_column(design, cell);
        ent_key row = {seed, 1, ENT_PROCESS_TEST, 0, r}, column = {seed, 2, ENT_PROCESS_TEST, 0, c};
        ent_key both = {seed, 3, ENT_PROCESS_TEST, 0, (uint32_t)cell};
        ent_key chance = {seed, 4, ENT_PROCESS_TEST, 0, (uint32_t)run};
        double  x = sd->mean + sd->row * ent_random_normal(&row, 0) +
                   sd->column * ent_random_normal(&column, 0) +
                   sd->both * ent_random_normal(&both, 0) +
                   sd->chance * ent_random_normal(&chance, 0);

        cells[cell].sum += x;
        cells[cell].squares += x * x;
    }
    return ent_spread_of(design, cells, scratch, -1e9, 1e9);
}

typedef struct average {
    double mean, squares, se, share, lo, hi;
} average;

enum { ENSEMBLES = 300 };

static average
simulate_often(const ent_design *design, const known *sd, uint64_t seed)
{
    average out = {0, 0, 0, 0, 0, 0};

    (void)printf("seed %llu\n", (unsigned long long)seed);
    for (uint64_t i = 0; i < ENSEMBLES; i++) {
        ent_spread s = simulate(design, sd, seed + i);

        out.mean += s.mean / ENSEMBLES;
        out.squares += (s.mean - sd->mean) * (s.mean - sd->mean) / ENSEMBLES;
        out.se += s.mc_se * s.mc_se / ENSEMBLES;
        out.share += s.column_share / ENSEMBLES;
        out.lo += s.lo / ENSEMBLES;
        out.hi += s.hi / ENSEMBLES;
        assert_true(s.lo <= s.mean && s.mean <= s.hi);
    }
    return out;
}

static void
known_components_are_recovered(void **state)
{
    const known sd = {10, 3, 2, 1, 4};
    ent_design  design = ent_design_of(2000, NO_LIMIT);
    average     found = simulate_often(&design, &sd, 9000);
    double      side = (double)design.rows, cells = side * side, z = 1.6448536269514722;
    double      se2 = 9 / side + 4 / side + 1 / cells + 16 / 2000.0;
    double      half = z * sqrt(9 + 4 + 1 + se2);

    (void)state;
    assert_true(fabs(found.mean - 10) < 4 * sqrt(se2 / ENSEMBLES));
    assert_true(fabs(found.se / se2 - 1) < 0.08);      /* the error that is claimed */
    assert_true(fabs(found.squares / se2 - 1) < 0.35); /* and the one there is: 4 of sqrt(2/300) */
    assert_true(fabs(found.share - 5.0 / 14) < 0.05);
    assert_true(fabs(found.lo - (10 - half)) < 0.08 * half);
    assert_true(fabs(found.hi - (10 + half)) < 0.08 * half);
}

static void
assumed_sizes_that_do_nothing_have_a_small_share(void **state)
{
    const known sd = {0, 2, 0, 0, 3};
    ent_design  design = ent_design_of(1000, NO_LIMIT);
    average     found = simulate_often(&design, &sd, 500);

    (void)state;
    assert_true(found.share < 0.05);
}

static void
assumed_sizes_that_do_all_have_a_share_near_one(void **state)
{
    const known sd = {0, 0, 2, 0, 3};
    ent_design  design = ent_design_of(1000, NO_LIMIT);
    average     found = simulate_often(&design, &sd, 700);

    (void)state;
    assert_true(found.share > 0.9);
}

static void
chance_alone_leaves_a_narrow_interval(void **state)
{
    const known sd = {5, 0, 0, 0, 3};
    ent_design  design = ent_design_of(1000, NO_LIMIT);
    average     found = simulate_often(&design, &sd, 40);

    (void)state;
    /* each run by itself spreads over 4.9 on either side; the mean does not */
    assert_true(found.hi - found.lo < 1.6);
    assert_true(found.se >= 9 / 1000.0 * 0.95);
}

static void
equal_values_leave_three_in_so_many_runs_open(void **state)
{
    static const double VALUES[] = {0, 1, 1.0 / 3};
    ent_design          design = ent_design_of(1001, NO_LIMIT);
    ent_cell            cells[22 * 22];
    double              scratch[44];

    (void)state;
    for (size_t v = 0; v < 3; v++) {
        ent_spread s;

        for (size_t i = 0; i < ent_design_cells(&design); i++) {
            double n = (double)ent_design_cell_runs(&design, i);

            cells[i] = (ent_cell){n * VALUES[v], n * VALUES[v] * VALUES[v]};
        }
        s = ent_spread_of(&design, cells, scratch, 0, 1);
        assert_true(fabs(s.mean - VALUES[v]) < 1e-12);
        assert_true(fabs(s.lo - (VALUES[v] - 3 / 1001.0 * VALUES[v])) < 1e-9);
        assert_true(fabs(s.hi - (VALUES[v] + 3 / 1001.0 * (1 - VALUES[v]))) < 1e-9);
        assert_true(s.mc_se > 0 && s.mc_se < 0.001);
        assert_true(isnan(s.column_share));
    }
}

static void
an_interval_stays_within_the_range_of_a_value(void **state)
{
    const known sd = {0.02, 0.5, 0.5, 0, 0.1};
    ent_design  design = ent_design_of(200, NO_LIMIT);
    ent_cell    cells[100];
    double      scratch[20];
    ent_spread  s;

    (void)state;
    for (size_t i = 0; i < ent_design_cells(&design); i++) {
        cells[i] = (ent_cell){i % 7 == 0 ? 1 : 0, i % 7 == 0 ? 1 : 0};
    }
    s = ent_spread_of(&design, cells, scratch, 0, 1);
    assert_true(s.lo >= 0 && s.hi <= 1 && s.lo <= s.mean && s.mean <= s.hi);
    assert_true(simulate(&design, &sd, 1).lo < 0); /* without a range it would go on */
}

static void
fewer_than_eight_runs_have_a_mean_alone(void **state)
{
    (void)state;
    for (size_t runs = 1; runs < 8; runs++) {
        ent_design design = ent_design_of(runs, NO_LIMIT);
        ent_cell   cell = {1, 1};
        double     scratch[2];
        ent_spread s = ent_spread_of(&design, &cell, scratch, 0, 1);

        assert_int_equal(ent_design_cells(&design), 1);
        assert_true(s.mean == 1 / (double)runs);
        assert_true(isnan(s.lo) && isnan(s.hi) && isnan(s.mc_se) && isnan(s.column_share));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_has_two_runs_and_every_run_a_cell),
        cmocka_unit_test(rows_and_columns_meet_once),
        cmocka_unit_test(a_limit_of_cells_makes_them_hold_more_runs),
        cmocka_unit_test(known_components_are_recovered),
        cmocka_unit_test(assumed_sizes_that_do_nothing_have_a_small_share),
        cmocka_unit_test(assumed_sizes_that_do_all_have_a_share_near_one),
        cmocka_unit_test(chance_alone_leaves_a_narrow_interval),
        cmocka_unit_test(equal_values_leave_three_in_so_many_runs_open),
        cmocka_unit_test(an_interval_stays_within_the_range_of_a_value),
        cmocka_unit_test(fewer_than_eight_runs_have_a_mean_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
