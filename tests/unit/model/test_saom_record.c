/*
 * test_saom_record.c - what models of ties take from the record
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_world.h"

#include <math.h>

#include "unit_saom.h"

#define TREATIES                                                                                   \
    "# table: treaties\n# span: 1945-01-01..2005-12-31\n"                                          \
    "treaty,title,form,signed,start,end,end_reason,defence,offence,neutrality,nonaggression,"      \
    "consultation,cow,note,source,locator\n"
#define PARTIES                                                                                    \
    "# table: treaty_members\n# span: 1945-01-01..2005-12-31\n"                                    \
    "treaty,state,role,start,end,source,locator\n"
#define BORDERS "# table: borders\n# span: 1945-01-01..2005-12-31\nstate_a,state_b,source,locator\n"
#define PROFILES                                                                                   \
    "# table: profiles\n# span: 1945-01-01..2005-12-31\n"                                          \
    "state,year,cinc,regime,polyarchy,source,locator\n"

/* Waves of 1988, 1993 and 1998; NEW comes in 1990, and is bound to AAA from then on. */
static const char MODEL[] =
    "format: 1\nname: m\ntie: {type: 2}\nrecord: {obligation: any, from: 1988, to: 1998, every: 5}"
    "\neffects: [{name: density}, {name: X, of: border}, {name: simX, of: polyarchy}, "
    "{name: egoPlusAltX, of: degree}, {name: X, of: past_obligation}]\n";

static void
write_world(world *w)
{
    world_write(w, "treaties",
                TREATIES "t,T,bilateral,1990-08-01,1990-08-01,,,1,0,0,0,0,,,s,\n"
                         "u,U,bilateral,1985-01-01,1985-01-01,1995-01-01,,1,0,0,0,0,,,s,\n"
                         "v,V,bilateral,1970-01-01,1970-01-01,1980-01-01,,1,0,0,0,0,,,s,\n");
    world_write(w, "treaty_members",
                PARTIES
                "t,AAA,mutual,1990-08-01,,s,\nt,NEW,mutual,1990-08-01,,s,\n"
                "u,BBB,mutual,1985-01-01,1995-01-01,s,\nu,CCC,mutual,1985-01-01,1995-01-01,s,\n"
                "v,DDD,mutual,1970-01-01,1980-01-01,s,\nv,EEE,mutual,1970-01-01,1980-01-01,s,\n");
    world_write(w, "borders", BORDERS "AAA,NEW,s,\nAAA,BBB,s,\n");
    world_write(w, "profiles",
                PROFILES "AAA,1988,.2,,.9,s,\nBBB,1988,.2,,.2,s,\nAAA,1990,.2,,.8,s,\n"
                         "NEW,1990,.2,,.5,s,\nNEW,1991,.2,,.6,s,\nNEW,1993,.2,,.7,s,\n"
                         "AAA,1993,.2,,.9,s,\n");
    world_load(w);
}

static size_t
actor(const ent_saom *m, const char *id)
{
    size_t i = 0;

    while (i < m->n && strcmp(m->actors[i], id) != 0) {
        i++;
    }
    assert_true(i < m->n);
    return i;
}

static const double *
values(const ent_saom *m, const char *name, size_t period)
{
    for (size_t k = 0; k < m->covariate_count; k++) {
        if (strcmp(m->covariates[k].name, name) == 0) {
            return m->covariates[k].value[period];
        }
    }
    fail_msg("no covariate %s", name);
    return NULL;
}

static void
a_state_that_comes_brings_what_is_known_of_it_then(void **state)
{
    world    *w = *state;
    ent_saom *m = NULL;
    size_t    a, b, c, d, n;

    write_world(w);
    world_check(w, ent_saom_read(w->ctx, w->record, "m", MODEL, strlen(MODEL), NULL, NULL, &m));
    assert_int_equal(m->period_count, 2);
    a = actor(m, "AAA");
    b = actor(m, "BBB");
    c = actor(m, "CCC");
    d = actor(m, "NEW");
    n = m->n;
    assert_true(values(m, "border", 0)[a * n + d] == 1); /* of 1990 */
    assert_true(values(m, "border", 0)[d * n + b] == 0);
    assert_true(values(m, "border", 0)[a * n + b] == 1);
    assert_true(fabs(values(m, "polyarchy", 0)[d] - .5) < 1e-6); /* of 1990, not 1991 */
    assert_true(fabs(values(m, "polyarchy", 0)[a] - .9) < 1e-6); /* of 1988, not 1990 */
    assert_true(fabs(values(m, "polyarchy", 1)[d] - .7) < 1e-6);
    /* what it was bound to in 1990 is what the model is to explain */
    assert_true(isnan(values(m, "degree", 0)[d]));
    assert_true(isnan(values(m, "past_obligation", 0)[a * n + d]));
    assert_true(fabs(values(m, "degree", 0)[c] - log(2)) < 1e-6);
    assert_true(fabs(values(m, "degree", 1)[d] - log(2)) < 1e-6);
    assert_int_equal(m->periods[0].start[a * n + d], 0);
    assert_int_equal(m->periods[0].end[a * n + d], 1);
    ent_saom_destroy(m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_state_that_comes_brings_what_is_known_of_it_then,
                                        world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
