/*
 * test_ideal_bridge.c - which roll calls are the same resolution
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "measure/ideal/bridge.h"

enum { STATES = 20, MOST = 16 };

typedef struct table {
    ent_roll_call        rows[MOST];
    const ent_roll_call *of[MOST];
    uint32_t             session[MOST], item[MOST];
    uint8_t              answers[STATES * MOST];
    ent_ideal_agenda     agenda;
    size_t               items;
} table;

/* All vote yes, but for the first `against` states. */
static void
put(table *t, uint32_t session, const char *title, const char *description, size_t against)
{
    size_t v = t->agenda.calls++;

    t->rows[v] = (ent_roll_call){.title = title, .description = description};
    t->of[v] = &t->rows[v];
    t->session[v] = session;
    for (size_t i = 0; i < STATES; i++) {
        t->answers[i * MOST + v] = i < against ? ENT_BALLOT_NO : ENT_BALLOT_YES;
    }
}

static void
bridge(table *t)
{
    ent_ctx *ctx = unit_ctx(1);
    uint8_t  answers[STATES * MOST];

    for (size_t i = 0; i < STATES; i++) {
        for (size_t v = 0; v < t->agenda.calls; v++) {
            answers[i * t->agenda.calls + v] = t->answers[i * MOST + v];
        }
    }
    t->agenda.states = STATES;
    t->agenda.answers = answers;
    t->agenda.session = t->session;
    t->agenda.rows = t->of;
    assert_int_equal(ent_ideal_bridge(ctx, &t->agenda, t->item, &t->items), ENT_OK);
    ent_ctx_destroy(ctx);
}

static const char OUTER_SPACE[] = "Prevention of an arms race in outer space",
                  OUTER_AGAIN[] = "PREVENTION of an arms-race in outer space : A/71/29",
                  TESTS[] = "Comprehensive Nuclear-Test-Ban Treaty",
                  MINES[] = "Implementation of the convention on mines";

static void
a_resolution_is_found_again_in_the_next_session(void **state)
{
    table t = {0};

    (void)state;
    put(&t, 0, NULL, OUTER_SPACE, 3);
    put(&t, 0, NULL, TESTS, 3);
    put(&t, 1, NULL, MINES, 3);
    put(&t, 1, NULL, OUTER_AGAIN, 4); /* one in twenty votes otherwise */
    bridge(&t);
    assert_int_equal(t.items, 3);
    assert_int_equal(t.item[0], 0);
    assert_int_equal(t.item[1], 1);
    assert_int_equal(t.item[2], 2);
    assert_int_equal(t.item[3], 0);
}

static void
the_same_words_on_another_question_are_no_bridge(void **state)
{
    table t = {0};

    (void)state;
    put(&t, 0, OUTER_SPACE, NULL, 0);
    put(&t, 0, TESTS, NULL, 0);
    put(&t, 1, OUTER_SPACE, NULL, 3); /* three in twenty vote otherwise */
    put(&t, 1, TESTS, NULL, 0);
    bridge(&t);
    assert_int_equal(t.items, 3);
    assert_int_equal(t.item[2], 2);
    assert_int_equal(t.item[3], 1);
}

/* The third is the twin of none, as the second is one already; the fourth is that of the third. */
static void
a_chain_is_bridged_in_pairs(void **state)
{
    table t = {0};

    (void)state;
    for (uint32_t session = 0; session < 4; session++) {
        put(&t, session, OUTER_SPACE, NULL, 0);
        put(&t, session, session == 0 ? TESTS : MINES, NULL, 10);
    }
    bridge(&t);
    assert_int_equal(t.item[2], t.item[0]);
    assert_int_not_equal(t.item[4], t.item[2]);
    assert_int_equal(t.item[6], t.item[4]);
}

static void
parts_silence_and_other_sessions_are_no_bridge(void **state)
{
    table t = {0};

    (void)state;
    put(&t, 0, OUTER_SPACE, NULL, 0);
    put(&t, 0, TESTS, NULL, 0);
    put(&t, 0, NULL, NULL, 0);
    put(&t, 0, MINES, NULL, 0);
    t.rows[0].paragraph = 1;
    t.rows[1].amendment = 1;
    put(&t, 1, OUTER_SPACE, NULL, 0);
    put(&t, 1, TESTS, NULL, 0);
    put(&t, 1, NULL, NULL, 0);
    put(&t, 2, MINES, NULL, 0);
    bridge(&t);
    assert_int_equal(t.items, t.agenda.calls);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_resolution_is_found_again_in_the_next_session),
        cmocka_unit_test(the_same_words_on_another_question_are_no_bridge),
        cmocka_unit_test(a_chain_is_bridged_in_pairs),
        cmocka_unit_test(parts_silence_and_other_sessions_are_no_bridge),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
