/*
 * test_act.c - several reports of one act count once
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_read.h"

#include "base/alloc.h"

/* Whether events a and b of a text, in JSON Lines or plain, tell of one act. */
static bool
are_one_act(void **state, const char *name, const char *text, size_t events, size_t a, size_t b)
{
    unit_reader *u = *state;
    ent_reading  r = unit_read(u, name, text, strlen(text), "2022-02-05");
    uint32_t     acts[16];
    bool         one;

    assert_int_equal(r.event_count, events);
    assert_int_equal(ent_reading_acts(u->ctx, &r, acts), ENT_OK);
    for (uint32_t i = 0; i < r.event_count; i++) {
        assert_true(acts[i] <= i);
        assert_int_equal(acts[acts[i]], acts[i]);
    }
    one = acts[a] == acts[b];
    ent_reading_clear(&r);
    return one;
}

static void
the_same_day_is_the_same_act(void **state)
{
    assert_true(are_one_act(state, "t.txt",
                            "Chad attacked Libya on 3 March 1987. Chad has attacked Libya on "
                            "3 March 1987.",
                            2, 0, 1));
    assert_false(are_one_act(state, "t.txt",
                             "Chad attacked Libya on 3 March 1987. Chad attacked Libya on "
                             "4 March 1987.",
                             2, 0, 1));
    assert_false(are_one_act(state, "t.txt",
                             "Chad attacked Libya on 3 March 1987. Libya attacked Chad on "
                             "3 March 1987.",
                             2, 0, 1));
}

static void
the_order_of_parties_does_not_matter(void **state)
{
    assert_true(are_one_act(state, "t.txt",
                            "Russia met with China on 3 March 1987. China met with Russia on "
                            "3 March 1987.",
                            2, 0, 1));
}

static void
what_is_denied_is_not_what_is_done(void **state)
{
    assert_false(are_one_act(state, "t.txt",
                             "Chad attacked Libya on 3 March 1987. Chad did not attack Libya on "
                             "3 March 1987.",
                             2, 0, 1));
}

static void
a_month_is_its_only_day(void **state)
{
    static const char ONE[] =
        "Chad attacked Libya in March 1987. Chad attacked Libya on 3 March 1987.";
    static const char TWO[] = "Chad attacked Libya in March 1987. Chad attacked Libya on 3 March "
                              "1987. Chad attacked Libya on 9 March 1987.";

    assert_true(are_one_act(state, "t.txt", ONE, 2, 0, 1));
    assert_false(are_one_act(state, "t.txt", TWO, 3, 0, 1));
    assert_false(are_one_act(state, "t.txt", TWO, 3, 0, 2));
}

static void
an_undated_act_is_one_within_its_document(void **state)
{
    static const char TWO[] =
        "{\"id\": \"a\", \"text\": \"Chad attacked Libya. Chad has attacked Libya.\"}\n"
        "{\"id\": \"b\", \"text\": \"It is known that Chad attacked Libya.\"}\n";

    assert_true(are_one_act(state, "t.jsonl", TWO, 3, 0, 1));
    assert_false(are_one_act(state, "t.jsonl", TWO, 3, 0, 2));
}

/* In the codes of another program: no type of ours, told apart by their own. */
static void
acts_of_other_codes_go_by_their_code(void **state)
{
    static const char *const ACTOR[] = {"ARN"};

    unit_reader *u = *state;
    ent_document document = {.name = "t.txt", .sha256 = ""};
    ent_sentence sentence = {.number = 1};
    ent_event    events[3] = {{.cameo = "223", .sources = ACTOR, .source_count = 1}};
    ent_reading  r = {.documents = &document,
                      .document_count = 1,
                      .sentences = &sentence,
                      .sentence_count = 1,
                      .events = events,
                      .event_count = 3};
    uint32_t     acts[3];

    events[1] = events[2] = events[0];
    events[1].cameo = "224";
    assert_int_equal(ent_reading_acts(u->ctx, &r, acts), ENT_OK);
    assert_int_equal(acts[1], 1);
    assert_int_equal(acts[2], 0);
}

static void
nothing_read_has_no_acts(void **state)
{
    unit_reader *u = *state;
    ent_reading  r = {0};
    uint32_t     none;

    assert_int_equal(ent_reading_acts(u->ctx, &r, &none), ENT_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_day_is_the_same_act),
        cmocka_unit_test(the_order_of_parties_does_not_matter),
        cmocka_unit_test(what_is_denied_is_not_what_is_done),
        cmocka_unit_test(a_month_is_its_only_day),
        cmocka_unit_test(an_undated_act_is_one_within_its_document),
        cmocka_unit_test(acts_of_other_codes_go_by_their_code),
        cmocka_unit_test(nothing_read_has_no_acts),
    };

    return cmocka_run_group_tests(tests, unit_reader_setup, unit_reader_teardown);
}
