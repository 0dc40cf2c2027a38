/*
 * test_late.c - libraries loaded when they are asked for
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/late.h"

typedef struct functions {
    double (*root)(double);
    double (*power)(double, double);
} functions;

static const char *const NAMES[] = {"sqrt", "pow"};

static void
functions_are_found_in_their_order(void **state)
{
    ent_ctx  *ctx = unit_ctx(1);
    functions found = {NULL, NULL};

    (void)state;
    assert_int_equal(ent_late_load(ctx, "libm.so.6", "libc6", NAMES, 2, &found, sizeof found),
                     ENT_OK);
    assert_float_equal(found.root(9), 3, 1e-6);
    assert_float_equal(found.power(2, 10), 1024, 1e-6);
    ent_ctx_destroy(ctx);
}

static void
what_is_missing_is_named_with_its_package(void **state)
{
    static const char *const WRONG[] = {"sqrt", "no_such_function"};
    ent_ctx                 *ctx = unit_ctx(1);
    functions                found = {NULL, NULL};

    (void)state;
    assert_int_equal(ent_late_load(ctx, "libnone.so.9", "libnone9", NAMES, 2, &found, sizeof found),
                     ENT_E_FILE);
    assert_string_equal(ent_ctx_error(ctx),
                        "cannot load libnone.so.9: install the package 'libnone9'");
    assert_int_equal(ent_late_load(ctx, "libm.so.6", "libc6", WRONG, 2, &found, sizeof found),
                     ENT_E_FILE);
    assert_non_null(strstr(ent_ctx_error(ctx), "no_such_function"));
    assert_int_equal(ent_late_load(ctx, "libm.so.6", "libc6", NAMES, 1, &found, sizeof found),
                     ENT_E_BUG);
    assert_null(found.root);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_are_found_in_their_order),
        cmocka_unit_test(what_is_missing_is_named_with_its_package),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
