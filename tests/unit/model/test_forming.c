/*
 * test_forming.c - obligations by a model of ties: probabilities of a year, and what moves them
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/forming.h"

#include <math.h>
#include <string.h>

#include "unit.h"

enum { STATES = 3 };

/* Three states; the first two are followed. */
typedef struct bench {
    ent_state      states[STATES];
    double         weights[STATES];
    ent_tension    tensions[STATES * STATES];
    ent_pair       pair;
    ent_world      start, now;
    ent_tension    later[STATES * STATES];
    ent_tie_hazard hazards[2];
    ent_forming    forming;
} bench;

static void
begin(bench *b)
{
    memset(b, 0, sizeof *b);
    for (size_t i = 0; i < STATES; i++) {
        b->states[i] = (ent_state)i;
        b->weights[i] = 1;
    }
    b->pair = (ent_pair){.a = 0, .b = 1};
    b->start = (ent_world){.year = 2000,
                           .state_count = STATES,
                           .pair_count = 1,
                           .states = b->states,
                           .weights = b->weights,
                           .tensions = b->tensions,
                           .pairs = &b->pair};
    b->now = b->start;
    b->now.year = 2002; /* the second year ahead */
    b->now.tensions = b->later;
    b->hazards[1] = (ent_tie_hazard){.begin = .01, .end = .2, .joined = .05};
    b->forming = (ent_forming){.hazards = b->hazards,
                               .years = 2,
                               .pairs = 1,
                               .rate = .5,
                               .effect_count = 1,
                               .covariates = {"shared_adversaries"},
                               .theta = {2},
                               .start = &b->start};
}

static void
hostile(ent_world *w, size_t a, size_t b)
{
    ent_world_tension(w, (int)a, (int)b)->rivalry = 1;
    ent_world_tension(w, (int)b, (int)a)->rivalry = 1;
}

static ent_formed
formed(const bench *b, double pull, double loose)
{
    double    parameters[ENT_PARAMETERS] = {0};
    ent_drift drift = {.pull = pull, .loose = loose};

    parameters[ENT_PARAMETER_PACT] = log(.01 / .99);
    parameters[ENT_PARAMETER_BOND] = log(.03 / .97);
    return ent_forming_of(&b->forming, &b->now, &b->pair, parameters, &drift);
}

static bool
is_near(double value, double expected)
{
    return fabs(value - expected) < 1e-12;
}

static void
a_year_s_probability_is_that_of_its_choices(void **state)
{
    bench      b;
    ent_formed f;

    (void)state;
    begin(&b);
    f = formed(&b, 0, 0);
    assert_true(is_near(f.pact, 1 - exp(-.01) * .95));
    assert_true(f.bond == 0); /* a model of defence: the rest goes by the rule */
    assert_true(is_near(f.end, 1 - exp(-.2)));
    b.forming.any = true;
    f = formed(&b, 0, 0);
    assert_true(is_near(f.pact + f.bond, 1 - exp(-.01) * .95));
    assert_true(is_near(f.pact / (f.pact + f.bond), .25));
    b.forming.rate = 0; /* nobody has a choice: larger treaties alone */
    f = formed(&b, 5, 5);
    assert_true(is_near(f.pact + f.bond, .05) && f.end == 0);
}

static void
what_a_run_changes_multiplies_the_odds(void **state)
{
    bench  b;
    double odds = .01 / .99 * exp(2), ends = .2 / .8 * exp(-2);

    (void)state;
    begin(&b);
    hostile(&b.now, 0, 2);
    assert_true(is_near(formed(&b, 0, 0).pact, 1 - exp(-.01) * .95)); /* of one of the two alone */
    hostile(&b.now, 1, 2);
    assert_true(is_near(formed(&b, 0, 0).pact, 1 - exp(-odds / (1 + odds)) * .95));
    assert_true(is_near(formed(&b, 0, 0).end, 1 - exp(-ends / (1 + ends))));
    hostile(&b.start, 0, 2); /* what was there from the start is in the probabilities already */
    hostile(&b.start, 1, 2);
    assert_true(is_near(formed(&b, 0, 0).pact, 1 - exp(-.01) * .95));
    assert_true(formed(&b, .5, 0).pact > formed(&b, 0, 0).pact);
    assert_true(formed(&b, .5, 0).end < formed(&b, 0, 0).end);
    assert_true(formed(&b, 0, .5).end > formed(&b, 0, 0).end);
    assert_true(formed(&b, 1e6, 0).pact <= 1 && formed(&b, -1e6, 0).pact >= .05 - 1e-12);
}

static void
every_covariate_that_runs_move_moves_it(void **state)
{
    (void)state;
    for (const char *const *name = ent_forming_covariates(); *name != NULL; name++) {
        bench  b;
        double before, weights[STATES] = {3, 1, 1};

        begin(&b);
        b.forming.covariates[0] = *name;
        before = formed(&b, 0, 0).pact;
        b.now.weights = weights;
        hostile(&b.now, 0, 2);
        hostile(&b.now, 1, 2);
        hostile(&b.now, 0, 1);
        assert_true(formed(&b, 0, 0).pact > before);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_s_probability_is_that_of_its_choices),
        cmocka_unit_test(what_a_run_changes_multiplies_the_odds),
        cmocka_unit_test(every_covariate_that_runs_move_moves_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
