/*
 * test_saom_file.c - model files of ties: what is wrong is told with its place
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_saom.h"

#include <math.h>

#include "model/ties/sample.h"

#define HEAD    "format: 1\nname: x\n"
#define TIES    "tie: {type: 2}\nwaves: {edges: e}\nactors: {count: 4}\n"
#define DENSITY "effects: [{name: density}]\n"

static void
assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance)) {
        fail_msg("%.12g, expected %.12g", found, expected);
    }
}

typedef struct wrong {
    const char *yaml, *name, *text, *error; /* one table beside 'e'; what the error holds */
} wrong;

static const wrong WRONG[] = {
    {HEAD "tie: {type: 7}\n" DENSITY, "e", "", "model.yaml:3:13: 'type' is '7'"},
    {HEAD "tie: {type: 1, directed: false}\n" DENSITY, "e", "", "type 1 is of directed ties"},
    {HEAD "tie: {type: 2}\n" DENSITY, "e", "", "'waves' is missing"},
    {HEAD "tie: {type: 2}\nwaves: {edges: e}\n" DENSITY, "e", "", "model.yaml:4:16: 'actors"},
    {HEAD "tie: {type: 2}\nwaves: {edges: e}\nactors: {count: 5000}\n" DENSITY, "e", "",
     "'count' is '5000', expected a whole number from 2 to 1000"},
    {HEAD "tie: {type: 2}\nwaves: {edges: e}\nactors: {count: 0}\n" DENSITY, "e", "",
     "'count' is '0'"},
    {HEAD TIES DENSITY, "e", "wave,i,j\n1,0,1\n1,0,2\n", "1 wave, expected 2"},
    {HEAD TIES DENSITY, "e", "wave,i,j\n1,0,1\n2,0,1\n",
     "no tie differs between any wave and the next"},
    {HEAD TIES DENSITY, "e", "wave,i,j\n1,0,1\n2,0,4\n", "e:3:5: 'j' is '4', expected a whole"},
    {HEAD TIES DENSITY, "e", "wave,i,j\n1,0,1\n2,0,0\n", "e:3:5: 'j' is '0', expected another"},
    {HEAD TIES DENSITY, "e", "wave,a,b\n", "no column 'i'"},
    {HEAD TIES DENSITY, "e", "wave,i,j,value\n1,0,1,2\n2,0,1,1\n", "e:2:7: 'value' is '2'"},
    {HEAD TIES DENSITY, "f", "", "e: no such file\n  which model.yaml:4 names"},
    {HEAD "tie: {type: 1}\nwaves: {matrices: [e, e]}\n" DENSITY, "e", "0,1\n1\n",
     "e:2: 1 columns, expected 2"},
    {HEAD "tie: {type: 1}\nwaves: {matrices: [e, e]}\n" DENSITY, "e", "0,1\n", "fewer than 2 rows"},
    {HEAD "tie: {type: 1}\nwaves: {matrices: [e, e]}\n" DENSITY, "e", "0,1\n0,0\n1,1\n",
     "more than 2 rows"},
    {HEAD "tie: {type: 1}\nwaves: {matrices: [e, e]}\n" DENSITY, "e", "0,x\n1,0\n",
     "e:1:3: 'x', expected a number or NA"},
    {HEAD "tie: {type: 2}\nwaves: {matrices: [e, e]}\n" DENSITY, "e", "0,1\n0,0\n",
     "the same both ways"},
    {HEAD "tie: {type: 1}\nwaves: {matrices: [e]}\n" DENSITY, "e", "", "0 actors"},
    {HEAD TIES "effects: [{name: recip}]\n", "e", "wave,i,j\n1,0,1\n2,0,2\n",
     "effect 'recip' is not defined for undirected ties"},
    {HEAD TIES "effects: [{name: densty}]\n", "e", "wave,i,j\n1,0,1\n2,0,2\n",
     "did you mean 'density'?"},
    {HEAD TIES "effects: [{name: X}]\n", "e", "wave,i,j\n1,0,1\n2,0,2\n", "'of' is missing"},
    {HEAD TIES "effects: [{name: X, of: y}]\n", "e", "wave,i,j\n1,0,1\n2,0,2\n",
     "no covariate 'y'"},
    {HEAD TIES "effects: [{name: density, of: y}]\n", "e", "wave,i,j\n1,0,1\n2,0,2\n",
     "of the network alone"},
    {HEAD TIES "effects: [{name: density}, {name: density}]\n", "e", "wave,i,j\n1,0,1\n2,0,2\n",
     "is there twice"},
    {HEAD TIES "effects: [{name: density, period: 2}]\n", "e", "wave,i,j\n1,0,1\n2,0,2\n",
     "'period' is 2, the last one is 1"},
    {HEAD TIES "effects: [{name: gwespFF, parameter: -1}]\n", "e", "wave,i,j\n1,0,1\n2,0,2\n",
     "a number above 0"},
    {HEAD TIES "effects: [{name: isolateNet, type: creation}]\n", "e", "wave,i,j\n1,0,1\n2,0,2\n",
     "no sum over ties"},
    {HEAD TIES "effects: [{name: density, test: true}]\n", "e", "wave,i,j\n1,0,1\n2,0,2\n",
     "all effects are held at 0"},
    {HEAD TIES DENSITY "negative: y\n", "e", "wave,i,j\n1,0,1\n2,0,2\n", "no covariate 'y'"},
    {HEAD TIES "covariates: [{name: e, kind: dyadic, file: e, columns: [i]}]\n" DENSITY, "e",
     "wave,i,j\n1,0,1\n2,0,2\n", "'columns' are of covariates of kind actor"},
};

static void
what_is_wrong_is_told_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        ent_ctx        *ctx = unit_ctx(1);
        const unit_file files[] = {{WRONG[i].name, WRONG[i].text}, {NULL, NULL}};
        ent_saom       *model = NULL;
        ent_status      status = unit_read(ctx, WRONG[i].yaml, files, &model);

        if (status == ENT_OK || strstr(ent_ctx_error(ctx), WRONG[i].error) == NULL) {
            fail_msg("case %zu: '%s', expected '%s'", i,
                     status == ENT_OK ? "no error" : ent_ctx_error(ctx), WRONG[i].error);
        }
        assert_null(model);
        ent_ctx_destroy(ctx);
    }
}

static const char EDGES[] = "wave,i,j\n1,0,1\n1,1,2\n2,0,2\n2,1,2\n3,0,2\n3,0,3\n";

static const wrong WRONG_COVARIATES[] = {
    {"{name: c, kind: actor, file: c}", "c", "1\n2\n3\n", "c: 3 rows, expected 4"},
    {"{name: c, kind: actor, file: c}", "c", "1\n2\n3\n4\n5\n", "c:5: more than 4 rows"},
    {"{name: c, kind: actor, file: c}", "c", "1,1,1,1\n", "4 columns; expected 1 (constant), 2"},
    {"{name: c, kind: actor, file: c}", "c", "1\n1\n1\n1\n", "has the same value everywhere"},
    {"{name: c, kind: actor, file: c}", "c", "1\n2\n-1e51\n1\n", "has values beyond 1e50"},
    {"{name: c, kind: dyadic, file: c}", "c", "i,j,value\n0,1,1e51\n", "beyond 1e50"},
    {"{name: c, kind: actor, file: c}", "c", "1\nx\n1\n1\n", "c:2:1: 'x', expected a number or NA"},
    {"{name: c, kind: actor, file: c, columns: [q]}", "c", "i,p\n0,1\n", "no column 'q'"},
    {"{name: c, kind: actor, file: c, columns: [p]}", "c", "i,p\n4,1\n", "c:2:1: 'i' is '4'"},
    {"{name: c, kind: dyadic, file: c}", "c", "", "c:1: empty"},
    {"{name: c, kind: dyadic, file: c}", "c", "i,j,value\n0,1,x\n", "c:2:5: 'value' is 'x'"},
    {"{name: c, kind: dyadic, file: c}", "c", "period,i,j\n9,0,1\n", "c:2:1: 'period' is '9'"},
    {"{name: c, kind: dyadic, file: c}", "c", "0,1\n", "c:1: 2 columns, expected 4"},
    {"{name: c, kind: dyadic, file: c}", "c", "0,1,0,0\n0,0,0,0\n0,0,0,0\n0,0,0,0\n",
     "the same both ways"},
    {"{name: c, kind: dyadic, file: c}", "c",
     "period,i,j,value\n1,0,2,5\n1,1,2,5\n2,0,2,5\n2,0,3,5\n",
     "model.yaml:6:14: covariate 'c' is the network at the end of each period: it tells the "
     "future"},
    {"{name: c, kind: dyadic, file: c}, {name: c, kind: dyadic, file: c}", "c", "i,j\n0,1\n",
     "'c' is there already, in line 6"},
};

static void
covariates_that_do_not_fit_are_told_with_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof WRONG_COVARIATES / sizeof WRONG_COVARIATES[0]; i++) {
        const wrong    *w = &WRONG_COVARIATES[i];
        ent_ctx        *ctx = unit_ctx(1);
        const unit_file files[] = {{"e", EDGES}, {w->name, w->text}, {NULL, NULL}};
        ent_saom       *model = NULL;
        char            yaml[1000];

        (void)snprintf(yaml, sizeof yaml, HEAD TIES "covariates: [%s]\n" DENSITY, w->yaml);
        if (unit_read(ctx, yaml, files, &model) == ENT_OK ||
            strstr(ent_ctx_error(ctx), w->error) == NULL) {
            fail_msg("case %zu: '%s', expected '%s'", i, ent_ctx_error(ctx), w->error);
        }
        ent_ctx_destroy(ctx);
    }
}

/* A column that is named by a year lies in no later one than its period begins in. */
static void
columns_of_later_years_are_refused(void **state)
{
    static const char *const YEARS[] = {"p_1950, p_1955", "p_1955, p_1955", "p_1940, p_1956"};
    static const char *const ERRORS[] = {NULL,
                                         "column 'p_1955' is of 1955, but period 1 begins in "
                                         "1950: it would tell the future",
                                         "'p_1956' is of 1956, but period 2 begins in 1955"};
    ent_ctx                 *ctx = unit_ctx(1);

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const unit_file files[] = {
            {"e", EDGES},
            {"c", "p_1940,p_1950,p_1955,p_1956\n1,1,2,3\n2,2,2,3\n3,4,5,6\n1,2,3,4\n"},
            {NULL, NULL}};
        char      yaml[1000];
        ent_saom *m = NULL;

        (void)snprintf(yaml, sizeof yaml,
                       HEAD
                       "tie: {type: 2}\nwaves: {edges: e, from: 1950, every: 5}\n"
                       "actors: {count: 4}\n"
                       "covariates: [{name: c, kind: actor, file: c, columns: [%s]}]\n" DENSITY,
                       YEARS[i]);
        if (ERRORS[i] == NULL) {
            assert_int_equal(unit_read(ctx, yaml, files, &m), ENT_OK);
        } else {
            assert_int_equal(unit_read(ctx, yaml, files, &m), ENT_E_INPUT);
            assert_non_null(strstr(ent_ctx_error(ctx), ERRORS[i]));
        }
        ent_saom_destroy(m);
    }
    ent_ctx_destroy(ctx);
}

static void
what_is_missing_is_carried_and_not_counted(void **state)
{
    ent_ctx        *ctx = unit_ctx(1);
    const unit_file files[] = {{"a", "0,1,0\n0,0,1\n0,0,0\n"},
                               {"b", "0,NA,1\n0,0,0\n1,0,0\n"},
                               {"c", "0,0,1\n0,0,NA\n0,1,0\n"},
                               {NULL, NULL}};
    ent_saom       *m =
        unit_model(ctx, HEAD "tie: {type: 1}\nwaves: {matrices: [a, b, c]}\n" DENSITY, files);
    double targets[3];

    (void)state;
    assert_int_equal(m->periods[0].distance, 3); /* 0-2, 1-2, 2-0 */
    assert_int_equal(m->periods[1].start[1], 1); /* 0-1 as it was in the first wave */
    assert_int_equal(m->periods[1].counted[1], 0);
    assert_int_equal(m->periods[1].counted[5], 0);
    assert_int_equal(m->periods[1].distance, 2); /* 2-0, 2-1 */
    assert_int_equal(ent_saom_targets(ctx, m, false, targets), ENT_OK);
    assert_true(targets[0] == 3 && targets[1] == 2);
    assert_true(targets[2] == 2 + 2); /* 0-2, 2-0; 0-2, 2-1 */
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

static void
structure_that_is_fixed_never_changes_and_is_part_of_triads(void **state)
{
    ent_ctx        *ctx = unit_ctx(1);
    const unit_file files[] = {{"a", "0,11,0,0\n11,0,0,10\n0,0,0,1\n0,10,1,0\n"},
                               {"b", "0,11,1,0\n11,0,1,10\n1,1,0,0\n0,10,0,0\n"},
                               {NULL, NULL}};
    ent_saom       *m = unit_model(ctx,
                                   HEAD "tie: {type: 2}\nwaves: {matrices: [a, b]}\nconditional: false\n"
                                              "effects: [{name: density}, {name: transTriads}]\n",
                                   files);
    double          targets[3], rates[] = {4}, theta[] = {0, 0};
    ent_saom_point  point = {rates, theta, false, 1, 0, 0};
    ent_saom_bench *bench;

    (void)state;
    assert_int_equal(ent_saom_targets(ctx, m, false, targets), ENT_OK);
    assert_true(targets[0] == 6 && targets[1] == 3 && targets[2] == 1);
    assert_int_equal(ent_saom_bench_create(ctx, m, &bench), ENT_OK);
    ent_saom_bench_set(bench, theta);
    for (uint32_t run = 0; run < 50; run++) {
        double                z[3], t[1];
        bool                  stopped = false;
        const ent_saom_state *end = ent_saom_bench_state(bench);

        ent_saom_simulate_once(bench, &point, run, z, NULL, t, &stopped);
        assert_true(end->tie[0 * 4 + 1] == 1 && end->tie[1 * 4 + 3] == 0);
    }
    ent_saom_bench_destroy(bench);
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

/* State 3 enters half-way through the second period, state 0 leaves in it. */
static void
states_count_only_while_they_are_there(void **state)
{
    ent_ctx        *ctx = unit_ctx(1);
    const unit_file files[] = {{"e", "wave,i,j\n1,0,1\n1,1,2\n2,0,2\n2,1,2\n3,1,3\n3,1,2\n"},
                               {"p", "i,from,to\n3,2.5,\n0,,2.75\n"},
                               {NULL, NULL}};
    ent_saom       *m =
        unit_model(ctx,
                   HEAD "tie: {type: 2}\nwaves: {edges: e}\nactors: {count: 4, presence: p}\n"
                        "effects: [{name: density}, {name: isolateNet}]\n",
                   files);
    double          targets[4], rates[] = {6, 6}, theta[] = {0, 0};
    ent_saom_point  point = {rates, theta, true, 1, 0, 0};
    ent_saom_bench *bench;
    double          met = 0;

    (void)state;
    assert_false(m->conditional);
    assert_int_equal(ent_saom_targets(ctx, m, false, targets), ENT_OK);
    assert_true(targets[0] == 4); /* 0-1 ended, 0-2 begun, each counted both ways */
    assert_true(targets[1] == 2); /* 1-3; that of the state that left is no change */
    assert_true(targets[2] == 2 + 2);
    assert_true(targets[3] == 0);
    assert_int_equal(ent_saom_bench_create(ctx, m, &bench), ENT_OK);
    ent_saom_bench_set(bench, theta);
    for (uint32_t run = 0; run < 200; run++) {
        double                z[6], u[6], t[2];
        bool                  stopped = false;
        const ent_saom_state *end = ent_saom_bench_state(bench);

        ent_saom_simulate_once(bench, &point, run, z, u, t, &stopped);
        for (size_t j = 0; j < 4; j++) {
            assert_int_equal(end->tie[j], 0); /* who has left has no ties */
        }
        met += end->tie[1 * 4 + 3];
    }
    assert_true(met > 10);
    ent_saom_bench_destroy(bench);
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

/* Renaming the actors moves nothing but names. */
static void
renumbering_actors_leaves_the_targets_as_they_are(void **state)
{
    ent_ctx          *ctx = unit_ctx(1);
    const unit_file   one[] = {{"e", EDGES}, {"c", "1\n4\n2\n9\n"}, {NULL, NULL}};
    const unit_file   two[] = {{"e", "wave,i,j\n1,3,2\n1,2,1\n2,3,1\n2,2,1\n3,3,1\n3,3,0\n"},
                               {"c", "9\n2\n4\n1\n"},
                               {NULL, NULL}};
    static const char YAML[] =
        HEAD          TIES "covariates: [{name: c, kind: actor, file: c}]\n"
                           "effects: [{name: density}, {name: transTriads}, {name: inPopSqrt}, "
                           "{name: simX, of: c}, {name: altX, of: c}]\n";
    ent_saom         *a = unit_model(ctx, YAML, one), *b = unit_model(ctx, YAML, two);
    double            x[7], y[7];

    (void)state;
    assert_int_equal(ent_saom_targets(ctx, a, false, x), ENT_OK);
    assert_int_equal(ent_saom_targets(ctx, b, false, y), ENT_OK);
    for (size_t k = 0; k < 7; k++) {
        assert_near(x[k], y[k], 1e-12);
    }
    ent_saom_destroy(a);
    ent_saom_destroy(b);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_is_told_with_its_place),
        cmocka_unit_test(covariates_that_do_not_fit_are_told_with_their_place),
        cmocka_unit_test(columns_of_later_years_are_refused),
        cmocka_unit_test(what_is_missing_is_carried_and_not_counted),
        cmocka_unit_test(structure_that_is_fixed_never_changes_and_is_part_of_triads),
        cmocka_unit_test(states_count_only_while_they_are_there),
        cmocka_unit_test(renumbering_actors_leaves_the_targets_as_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
