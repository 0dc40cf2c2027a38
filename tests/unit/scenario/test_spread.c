/*
 * test_spread.c - shapes of the table of runs; variance components from known ones
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "base/random.h"
#include "scenario/spread.h"

enum { NO_LIMIT = 1 << 20, MOST_CELLS = 2000 };

static const ent_levels PLAIN = {1, 1, false};

static void
every_cell_has_two_runs_and_every_run_a_cell(void **state)
{
    (void)state;
    for (size_t runs = 1; runs <= 2000; runs++) {
        ent_design design = ent_design_of(runs, NO_LIMIT);
        size_t     sum = 0;

        assert_int_equal(design.runs, runs);
        assert_int_equal(design.cells, runs < 8 ? 1 : runs / 4 * 2); /* as many as fit */
        for (size_t i = 0; i < design.cells; i++) {
            size_t here = ent_design_cell_runs(&design, i);

            assert_true(here >= 2 || design.cells == 1);
            sum += here;
        }
        assert_int_equal(sum, runs);
    }
}

static void
each_row_meets_two_columns_and_each_column_two_rows(void **state)
{
    ent_design design = ent_design_of(1000, NO_LIMIT);
    uint32_t   columns_of[250][2], rows_of[250][2];
    size_t     in_row[250] = {0}, in_column[250] = {0};

    (void)state;
    assert_int_equal(design.cells, 500);
    for (size_t i = 0; i < design.cells; i++) {
        uint32_t row = ent_design_row(&design, i), column = ent_design_column(&design, i);

        assert_true(row < 250 && column < 250 && in_row[row] < 2 && in_column[column] < 2);
        columns_of[row][in_row[row]++] = column;
        rows_of[column][in_column[column]++] = row;
    }
    for (size_t i = 0; i < 250; i++) {
        assert_true(in_row[i] == 2 && columns_of[i][0] != columns_of[i][1]);
        assert_true(in_column[i] == 2 && rows_of[i][0] != rows_of[i][1]);
    }
}

static void
a_limit_of_cells_makes_them_hold_more_runs(void **state)
{
    ent_design design = ent_design_of(1000000, 1739);

    (void)state;
    assert_int_equal(design.cells, 1738);
    assert_int_equal(ent_design_cell_runs(&design, 0), 1000000 / 1738 + 1);
    assert_int_equal(ent_design_of(1000000, 0).cells, 1);
}

/* Values g + row + column + both + chance, all normal, with the components given. */
typedef struct known {
    double mean, row, column, both, chance;
} known;

static ent_spread
simulate(const ent_design *design, const known *sd, uint64_t seed)
{
    static ent_cell cells[MOST_CELLS];
    static double   scratch[MOST_CELLS];
    size_t          count = design->cells;

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
    return ent_spread_of(design, &PLAIN, cells, scratch, -1e9, 1e9);
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
    double      rows = (double)design.cells / 2, z = 1.6448536269514722;
    double      se2 = 9 / rows + 4 / rows + 1 / (2 * rows) + 16 / 2000.0;
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

/*
 * Windows, variants and sizes of interventions beside the rest: 4 windows at -3, -1, 1, 3 (variance
 * 5), 2 variants at -1 and 1 (1), rates 4, effects 2, sizes 3, shocks 5.
 */
static void
every_source_of_the_spread_is_recovered(void **state)
{
    static const ent_levels LEVELS = {4, 2, true};
    static ent_cell         cells[MOST_CELLS];
    static double           scratch[MOST_CELLS];
    ent_design              design = ent_design_of(4000, NO_LIMIT);
    ent_sources             sum = {0, 0, 0, 0, 0, 0, 0};
    double                  squares = 0, claimed = 0;
    enum { TIMES = 100 };

    (void)state;
    for (uint64_t seed = 1; seed <= TIMES; seed++) {
        ent_spread s;

        memset(cells, 0, sizeof cells);
        for (size_t run = 0; run < design.runs; run++) {
            size_t  cell = run % design.cells;
            ent_key row = {seed, 1, ENT_PROCESS_TEST, 0, ent_design_row(&design, cell)};
            ent_key column = {seed, 2, ENT_PROCESS_TEST, 0, ent_design_column(&design, cell)};
            ent_key size = {seed, 3, ENT_PROCESS_TEST, 0, ent_design_sizes(&design, cell)};
            ent_key chance = {seed, 4, ENT_PROCESS_TEST, 0, (uint32_t)run};
            double  x = 2.0 * (double)ent_design_window(&design, &LEVELS, cell) - 3 +
                       2.0 * (double)ent_design_variant(&design, &LEVELS, cell) - 1 +
                       2 * ent_random_normal(&row, 0) + sqrt(2) * ent_random_normal(&column, 0) +
                       sqrt(3) * ent_random_normal(&size, 0) +
                       sqrt(5) * ent_random_normal(&chance, 0);

            cells[cell].sum += x;
            cells[cell].squares += x * x;
        }
        s = ent_spread_of(&design, &LEVELS, cells, scratch, -1e9, 1e9);
        sum.rates += s.sources.rates / TIMES;
        sum.effects += s.sources.effects / TIMES;
        sum.periods += s.sources.periods / TIMES;
        sum.variants += s.sources.variants / TIMES;
        sum.sizes += s.sources.sizes / TIMES;
        sum.shocks += s.sources.shocks / TIMES;
        assert_true(fabs(s.sources.rates + s.sources.effects + s.sources.periods +
                         s.sources.variants + s.sources.sizes + s.sources.shocks +
                         s.sources.together - 1) < 1e-9);
        squares += s.mean * s.mean / TIMES;
        claimed += s.mc_se * s.mc_se / TIMES;
    }
    (void)printf("%g %g %g %g %g %g; error %g of %g\n", sum.rates, sum.effects, sum.periods,
                 sum.variants, sum.sizes, sum.shocks, claimed, squares);
    assert_true(fabs(sum.rates - 0.20) < 0.03);
    assert_true(fabs(sum.effects - 0.10) < 0.03);
    assert_true(fabs(sum.periods - 0.25) < 0.03);
    assert_true(fabs(sum.variants - 0.05) < 0.02);
    assert_true(fabs(sum.sizes - 0.15) < 0.03);
    assert_true(fabs(sum.shocks - 0.25) < 0.03);
    assert_true(claimed / squares > 0.5 && claimed / squares < 1.7);
}

static void
chance_alone_leaves_a_narrow_interval(void **state)
{
    const known sd = {5, 0, 0, 0, 3};
    ent_design  design = ent_design_of(1000, NO_LIMIT);
    average     found = simulate_often(&design, &sd, 40);

    (void)state;
    /* each run by itself spreads over 4.9 on either side; the mean does not */
    assert_true(found.hi - found.lo < 2.5);
    assert_true(found.se >= 9 / 1000.0 * 0.95);
}

/* How often the value of another draw of the parameters lies in the interval, in percent. */
static double
coverage(const ent_design *design, const known *sd, uint64_t seed)
{
    size_t covered = 0, draws = 20;

    for (uint64_t i = 0; i < ENSEMBLES; i++) {
        ent_spread s = simulate(design, sd, seed + i);

        for (uint32_t k = 0; k < draws; k++) {
            ent_key key = {seed + i, k, ENT_PROCESS_TEST, 1, 0};
            double  truth = sd->mean + sd->row * ent_random_normal(&key, 0) +
                           sd->column * ent_random_normal(&key, 1) +
                           sd->both * ent_random_normal(&key, 2);

            covered += s.lo <= truth && truth <= s.hi;
        }
    }
    return 100 * (double)covered / (double)(draws * ENSEMBLES);
}

static const known KNOWN[] = {
    {10, 3, 2, 1, 4}, {0, 1, 0, 0, 1}, {0, 0, 1, 0, 2}, {0, 1, 1, 1, 0}, {0, 1, 0.2, 1, 0.1}};

static void
nine_values_in_ten_lie_in_the_interval(void **state)
{
    static const uint64_t RUNS[] = {200, 1000};

    (void)state;
    for (size_t r = 0; r < 2; r++) {
        ent_design design = ent_design_of(RUNS[r], NO_LIMIT);

        for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
            double percent = coverage(&design, &KNOWN[i], 4000);

            (void)printf("runs %d, case %zu: %g %%\n", (int)RUNS[r], i, percent);
            assert_true(percent > 85 && percent < 95);
        }
    }
}

static void
the_width_hardly_depends_on_the_seed(void **state)
{
    enum { SEEDS = 20 };
    ent_design design = ent_design_of(1000, NO_LIMIT);

    (void)state;
    for (size_t i = 0; i < sizeof KNOWN / sizeof KNOWN[0]; i++) {
        double sum = 0, squares = 0, mean;

        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            ent_spread s = simulate(&design, &KNOWN[i], seed);

            sum += s.hi - s.lo;
            squares += (s.hi - s.lo) * (s.hi - s.lo);
        }
        mean = sum / SEEDS;
        assert_true(sqrt((squares / SEEDS - mean * mean) * SEEDS / (SEEDS - 1)) < 0.15 * mean);
    }
}

/* The cells are moved apart, from far below the noise to far above it: the interval never jumps. */
static void
the_interval_moves_as_smoothly_as_the_values(void **state)
{
    ent_design design = ent_design_of(200, NO_LIMIT);
    ent_cell   cells[100];
    double     scratch[100], before = NAN;

    (void)state;
    for (int step = 0; step <= 4000; step++) {
        double     size = step * 0.0005;
        ent_spread s;

        for (size_t i = 0; i < design.cells; i++) {
            double y = size * ((double)(i % 7) - 3) / 2;

            cells[i] = (ent_cell){2 * y, 2 * y * y + 2}; /* y - 1 and y + 1 */
        }
        s = ent_spread_of(&design, &PLAIN, cells, scratch, -100, 100);
        assert_true(step <= 1 || fabs(s.hi - s.lo - before) < 0.02);
        before = s.hi - s.lo;
    }
    assert_true(before > 5); /* it has moved */
}

static void
equal_values_leave_three_in_so_many_runs_open(void **state)
{
    static const double VALUES[] = {0, 1, 1.0 / 3};
    ent_design          design = ent_design_of(1001, NO_LIMIT);
    ent_cell            cells[500];
    double              scratch[500];

    (void)state;
    for (size_t v = 0; v < 3; v++) {
        ent_spread s;

        for (size_t i = 0; i < design.cells; i++) {
            double n = (double)ent_design_cell_runs(&design, i);

            cells[i] = (ent_cell){n * VALUES[v], n * VALUES[v] * VALUES[v]};
        }
        s = ent_spread_of(&design, &PLAIN, cells, scratch, 0, 1);
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
    double      scratch[100];
    ent_spread  s;

    (void)state;
    for (size_t i = 0; i < design.cells; i++) {
        cells[i] = (ent_cell){i % 7 == 0 ? 1 : 0, i % 7 == 0 ? 1 : 0};
    }
    s = ent_spread_of(&design, &PLAIN, cells, scratch, 0, 1);
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
        double     scratch[1];
        ent_spread s = ent_spread_of(&design, &PLAIN, &cell, scratch, 0, 1);

        assert_int_equal(design.cells, 1);
        assert_true(s.mean == 1 / (double)runs);
        assert_true(isnan(s.lo) && isnan(s.hi) && isnan(s.mc_se) && isnan(s.column_share));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_has_two_runs_and_every_run_a_cell),
        cmocka_unit_test(each_row_meets_two_columns_and_each_column_two_rows),
        cmocka_unit_test(a_limit_of_cells_makes_them_hold_more_runs),
        cmocka_unit_test(known_components_are_recovered),
        cmocka_unit_test(assumed_sizes_that_do_nothing_have_a_small_share),
        cmocka_unit_test(assumed_sizes_that_do_all_have_a_share_near_one),
        cmocka_unit_test(every_source_of_the_spread_is_recovered),
        cmocka_unit_test(chance_alone_leaves_a_narrow_interval),
        cmocka_unit_test(nine_values_in_ten_lie_in_the_interval),
        cmocka_unit_test(the_width_hardly_depends_on_the_seed),
        cmocka_unit_test(the_interval_moves_as_smoothly_as_the_values),
        cmocka_unit_test(equal_values_leave_three_in_so_many_runs_open),
        cmocka_unit_test(an_interval_stays_within_the_range_of_a_value),
        cmocka_unit_test(fewer_than_eight_runs_have_a_mean_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
