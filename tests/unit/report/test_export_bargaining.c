/*
 * test_export_bargaining.c - positions that documents state, as the input of a bargain
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_world.h"

#include <math.h>

#include "entente/bargain.h"
#include "entente/export.h"

enum { MOST_POSITIONS = 16 };

typedef struct said {
    const char      *actor, *issue;
    bool             supports;
    ent_event_status status;
    int              year; /* 0: undated */
} said;

static void
add_positions(world *w, const said *all, size_t count)
{
    ent_document document = {
        "a.txt", "0000000000000000000000000000000000000000000000000000000000000000",
        NULL,    {ENT_DAY_MIN, ENT_DAY_MAX},
        9,       NULL};
    ent_sentence sentence = {0, 1, {0, 9}, "They say.", NULL, NULL};
    ent_position positions[MOST_POSITIONS];
    ent_reading  reading = {.documents = &document,
                            .document_count = 1,
                            .sentences = &sentence,
                            .sentence_count = 1,
                            .positions = positions,
                            .position_count = count};

    assert_true(count <= MOST_POSITIONS);
    memset(positions, 0, sizeof positions);
    for (size_t i = 0; i < count; i++) {
        bool dated = all[i].year > 0;

        positions[i] = (ent_position){.date = dated ? ent_span_of_year(all[i].year)
                                                    : (ent_span){ENT_DAY_MIN, ENT_DAY_MAX},
                                      .precision = dated ? ENT_PRECISION_YEAR : ENT_PRECISION_NONE,
                                      .actor = all[i].actor,
                                      .issue = all[i].issue,
                                      .supports = all[i].supports,
                                      .status = all[i].status,
                                      .speaker = "author",
                                      .rule = "say"};
    }
    world_check(w, ent_store_add_reading(w->ctx, w->store, &reading));
}

/* AAA has half of all power, BBB three tenths; of CCC none is known. */
static void
open_world(world *w, const said *all, size_t count)
{
    world_write(w, "profiles",
                "state,year,cinc,regime,polyarchy,source,locator\n"
                "AAA,1969,0.5,,,s,\nBBB,1969,0.3,,,s,\nDDD,1969,0.2,,,s,\nAAA,1975,0.2,,,s,\n");
    world_open(w);
    world_record(w, NULL);
    add_positions(w, all, count);
}

static ent_status export(world *w, const char *at, const ent_export_options *options,
                         ent_bargain *out)
{
    char      *bytes = NULL;
    size_t     length = 0;
    FILE      *stream = open_memstream(&bytes, &length);
    ent_status status;

    assert_non_null(stream);
    status = ent_export_bargaining(w->ctx, w->record, w->store,
                                   at != NULL ? world_span(at) : (ent_span){0, 0}, options, stream);
    assert_int_equal(fclose(stream), 0);
    if (status == ENT_OK) {
        world_check(w, ent_bargain_parse(w->ctx, "out.csv", bytes, length, out));
    }
    free(bytes);
    return status;
}

static const said SAID[] = {
    {"AAA", "sanctions", true, ENT_EVENT_ACTUAL, 1969},
    {"AAA", "sanctions", true, ENT_EVENT_ACTUAL, 1969},
    {"AAA", "sanctions", false, ENT_EVENT_NEGATED, 1969},
    {"AAA", "quad", true, ENT_EVENT_ACTUAL, 1969},
    {"BBB", "sanctions", false, ENT_EVENT_ACTUAL, 1969},
    {"BBB", "sanctions", true, ENT_EVENT_CONDITIONAL, 1969}, /* not said */
    {"BBB", "sanctions", true, ENT_EVENT_PAST, 1969},        /* no longer */
    {"BBB", "aukus", true, ENT_EVENT_ACTUAL, 1969},
    {"DDD", "aukus", false, ENT_EVENT_ACTUAL, 0},
    {"DDD", "climate", true, ENT_EVENT_ACTUAL, 1969}, /* alone with it */
    {"CCC", "sanctions", true, ENT_EVENT_ACTUAL, 1969},
    {"CLUB", "sanctions", true, ENT_EVENT_ACTUAL, 1969},
};
enum { SAID_COUNT = sizeof SAID / sizeof SAID[0] };

static void
positions_are_shares_of_statements(void **state)
{
    world      *w = *state;
    ent_bargain b;

    open_world(w, SAID, SAID_COUNT);
    assert_int_equal(export(w, NULL, NULL, &b), ENT_OK);
    assert_int_equal(b.dimension_count, 2); /* those of two speakers */
    assert_string_equal(b.dimensions[0], "aukus");
    assert_string_equal(b.dimensions[1], "sanctions");
    assert_int_equal(b.actor_count, 3);
    assert_string_equal(b.actors[0].name, "AAA");
    assert_string_equal(b.actors[0].description, "3 of 4 statements");
    assert_true(fabs(b.actors[0].capability - 50) < 1e-9);
    assert_true(b.actors[0].position[0] == 50 && b.actors[0].salience[0] == 0); /* silent */
    assert_true(fabs(b.actors[0].position[1] - 200.0 / 3) < 1e-9);
    assert_true(fabs(b.actors[0].salience[1] - 75) < 1e-9);
    assert_string_equal(b.actors[1].name, "BBB");
    assert_true(b.actors[1].position[0] == 100 && b.actors[1].salience[0] == 50);
    assert_true(b.actors[1].position[1] == 0 && b.actors[1].salience[1] == 50);
    assert_string_equal(b.actors[2].name, "DDD");
    assert_true(fabs(b.actors[2].capability - 20) < 1e-9);
    assert_true(b.actors[2].position[0] == 0 && b.actors[2].salience[0] == 50);
    ent_bargain_clear(&b);
}

static void
issues_states_and_days_are_chosen(void **state)
{
    world             *w = *state;
    ent_state          chosen[2];
    ent_export_options options = {.issues = "sanctions,aukus,sanctions"};
    ent_bargain        b;

    open_world(w, SAID, SAID_COUNT);
    assert_int_equal(export(w, NULL, &options, &b), ENT_OK);
    assert_int_equal(b.dimension_count, 2);
    assert_string_equal(b.dimensions[0], "sanctions"); /* in the order asked for */
    ent_bargain_clear(&b);
    options.issues = "climate"; /* of one speaker alone */
    assert_int_equal(export(w, NULL, &options, &b), ENT_E_NOTFOUND);
    options.issues = "nonsense";
    assert_int_equal(export(w, NULL, &options, &b), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "'nonsense'"));
    options.issues = NULL;
    assert_int_equal(export(w, "1969", &options, &b), ENT_OK);
    assert_int_equal(b.actor_count, 2); /* the undated statement is not of that year */
    ent_bargain_clear(&b);
    chosen[0] = ent_codes_find(w->codes, "BBB");
    chosen[1] = ent_codes_find(w->codes, "DDD");
    options.states = chosen;
    options.state_count = 2;
    assert_int_equal(export(w, NULL, &options, &b), ENT_OK);
    assert_int_equal(b.actor_count, 2);
    assert_int_equal(b.dimension_count, 1);
    ent_bargain_clear(&b);
}

static void
nothing_said_is_no_bargain(void **state)
{
    world      *w = *state;
    ent_bargain b;

    open_world(w, NULL, 0);
    assert_int_equal(export(w, NULL, NULL, &b), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "no document in the store"));
    assert_int_equal(export(w, "1969", NULL, &b), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "two states"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(positions_are_shares_of_statements, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(issues_states_and_days_are_chosen, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(nothing_said_is_no_bargain, world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
