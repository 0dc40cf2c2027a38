/*
 * test_linear_program.c - small programs whose solutions are known
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "measure/network/linear_program.h"

/* The odd cycle of three: each two of three columns sum to 1 or more; 1.5 at the least. */
static ent_linear_program *
triangle(ent_ctx *ctx)
{
    static const int    STARTS[] = {0, 2, 4, 6}, COLUMNS[] = {0, 1, 1, 2, 0, 2};
    ent_linear_program *program = NULL;

    assert_int_equal(ent_linear_program_create(ctx, 3, &program), ENT_OK);
    for (size_t i = 0; i < 3; i++) {
        ent_linear_program_cost(program)[i] = 1;
        ent_linear_program_low(program)[i] = 0;
        ent_linear_program_high(program)[i] = 1;
    }
    assert_int_equal(ent_linear_program_add(ctx, program, 3, STARTS, COLUMNS), ENT_OK);
    return program;
}

static double
cost_of(ent_linear_program *program)
{
    double sum = 0;

    for (size_t i = 0; i < 3; i++) {
        sum += ent_linear_program_cost(program)[i] * ent_linear_program_values(program)[i];
    }
    return sum;
}

static void
an_odd_cycle_costs_a_half_of_each(void **state)
{
    ent_ctx            *ctx = unit_ctx(1);
    ent_linear_program *program = triangle(ctx);
    double              duals = 0;

    (void)state;
    assert_true(ent_linear_program_solve(program));
    assert_float_equal(cost_of(program), 1.5, 1e-6);
    for (size_t i = 0; i < 3; i++) {
        assert_float_equal(ent_linear_program_values(program)[i], 0.5, 1e-6);
        assert_true(ent_linear_program_binds(program, i));
        duals += ent_linear_program_duals(program)[i];
    }
    assert_float_equal(duals, 1.5, 1e-6);
    assert_true(ent_linear_program_pivots(program) > 0);
    ent_linear_program_destroy(program);
    ent_ctx_destroy(ctx);
}

static void
rows_and_limits_come_and_go(void **state)
{
    static const int    FIRST[] = {0};
    ent_ctx            *ctx = unit_ctx(1);
    ent_linear_program *program = triangle(ctx);

    (void)state;
    ent_linear_program_drop(program, 1, FIRST);
    assert_true(ent_linear_program_solve(program));
    assert_float_equal(cost_of(program), 1, 1e-6);
    ent_linear_program_high(program)[2] = 0;
    assert_true(ent_linear_program_solve(program));
    assert_float_equal(cost_of(program), 2, 1e-6);
    ent_linear_program_high(program)[0] = 0;
    assert_false(ent_linear_program_solve(program));
    ent_linear_program_destroy(program);
    ent_linear_program_destroy(NULL);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_odd_cycle_costs_a_half_of_each),
        cmocka_unit_test(rows_and_limits_come_and_go),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
