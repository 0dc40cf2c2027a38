/*
 * test_target.c - addresses: decoding, parameters, dates and states, who asks
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/date.h"
#include "serve/target.h"

static ent_ctx   *ctx;
static ent_codes *codes;

static int
open_codes(void **state)
{
    (void)state;
    ctx = unit_ctx(1);
    assert_int_equal(ent_codes_load(ctx, &codes), ENT_OK);
    return 0;
}

static int
close_codes(void **state)
{
    (void)state;
    ent_codes_destroy(codes);
    ent_ctx_destroy(ctx);
    return 0;
}

static ent_status
read_target(const char *sent, ent_target *out)
{
    return ent_target_read(ctx, sent, strlen(sent), out);
}

static void
a_path_and_its_parameters_are_decoded(void **state)
{
    ent_target t;

    (void)state;
    assert_int_equal(read_target("/chart/a%2eb+c.svg?states=RUS~CHN&q=a+b%26c&flag&empty=", &t),
                     ENT_OK);
    assert_string_equal(t.path, "/chart/a.b+c.svg");
    assert_int_equal(t.parameter_count, 4);
    assert_string_equal(ent_target_value(&t, "states"), "RUS~CHN");
    assert_string_equal(ent_target_value(&t, "q"), "a b&c");
    assert_string_equal(ent_target_value(&t, "flag"), "");
    assert_string_equal(ent_target_value(&t, "empty"), "");
    assert_null(ent_target_value(&t, "other"));
    assert_int_equal(read_target("/?", &t), ENT_OK);
    assert_int_equal(t.parameter_count, 0);
}

static void
what_cannot_be_decoded_is_refused(void **state)
{
    static const char *const WRONG[] = {"",        "chart", "/%",       "/%4",     "/%zz",
                                        "/%00",    "/%ff",  "/a%0ab",   "/?a=%c3", "/?a=1&a=2",
                                        "/../x",   "/x/..", "/%2e%2e/", "/./x",    "/a%5c..",
                                        "/?%gg=1", "/\xff", "/?a=\x01", "/.",      "/..%2f"};

    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        ent_target t;

        assert_int_equal(read_target(WRONG[i], &t), ENT_E_ARG);
        assert_true(strlen(ent_ctx_error(ctx)) > 0);
    }
}

static void
dots_inside_a_name_climb_nowhere(void **state)
{
    ent_target t;

    (void)state;
    assert_int_equal(read_target("/..a/b..c/.d?time=1949..2024", &t), ENT_OK);
    assert_string_equal(ent_target_value(&t, "time"), "1949..2024");
}

static void
an_address_of_the_greatest_length_is_read_and_one_more_is_not(void **state)
{
    char       long_one[ENT_TARGET_LONGEST + 2];
    ent_target t;

    (void)state;
    memset(long_one, 'a', sizeof long_one);
    long_one[0] = '/';
    assert_int_equal(ent_target_read(ctx, long_one, ENT_TARGET_LONGEST, &t), ENT_OK);
    assert_int_equal(strlen(t.path), ENT_TARGET_LONGEST);
    assert_int_equal(ent_target_read(ctx, long_one, ENT_TARGET_LONGEST + 1, &t), ENT_E_LIMIT);
    /* as many parts as fit */
    memset(long_one + 1, '&', sizeof long_one - 1);
    long_one[1] = '?';
    assert_int_equal(ent_target_read(ctx, long_one, ENT_TARGET_LONGEST, &t), ENT_OK);
    assert_int_equal(t.parameter_count, 0);
}

static void
too_many_parameters_are_refused(void **state)
{
    ent_target t;

    (void)state;
    assert_int_equal(read_target("/?a&b&c&d&e&f&g&h&i&j&k&l&m&n&o&p", &t), ENT_OK);
    assert_int_equal(read_target("/?a&b&c&d&e&f&g&h&i&j&k&l&m&n&o&p&q", &t), ENT_E_LIMIT);
}

static void
an_unknown_parameter_gets_a_hint(void **state)
{
    static const char *const NAMES[] = {"states", "time", NULL};
    ent_target               t;

    (void)state;
    assert_int_equal(read_target("/?state=RUS", &t), ENT_OK);
    assert_int_equal(ent_target_check(ctx, &t, NAMES), ENT_E_ARG);
    assert_string_equal(ent_ctx_error(ctx), "unknown parameter 'state', did you mean 'states'?");
    assert_int_equal(read_target("/?time=1&states=", &t), ENT_OK);
    assert_int_equal(ent_target_check(ctx, &t, NAMES), ENT_OK);
}

static ent_status
query_of(const char *sent, ent_picture_query *out)
{
    ent_target t;

    assert_int_equal(read_target(sent, &t), ENT_OK);
    return ent_target_query(ctx, &t, codes, out);
}

static void
states_are_ids_or_names_and_count_once(void **state)
{
    ent_picture_query q;

    (void)state;
    assert_int_equal(query_of("/?states=RUS~Soviet+Union,+CHN~~usa", &q), ENT_OK);
    assert_int_equal(q.state_count, 3);
    assert_string_equal(ent_codes_id(codes, q.states[0]), "RUS");
    assert_string_equal(ent_codes_id(codes, q.states[1]), "CHN");
    assert_string_equal(ent_codes_id(codes, q.states[2]), "USA");
    assert_int_equal(query_of("/?states=", &q), ENT_OK);
    assert_int_equal(q.state_count, 0);
    assert_int_equal(query_of("/?states=Atlantis", &q), ENT_E_ARG);
    assert_int_equal(query_of("/?states=NATO", &q), ENT_E_ARG);
}

static void
a_time_is_a_date_or_two(void **state)
{
    ent_picture_query q;
    ent_span          y1949 = ent_span_of_year(1949), y2024 = ent_span_of_year(2024);

    (void)state;
    assert_int_equal(query_of("/?time=1949..2024", &q), ENT_OK);
    assert_int_equal(q.span.from, y1949.from);
    assert_int_equal(q.span.to, y2024.to);
    assert_false(q.is_day);
    assert_int_equal(query_of("/?time=2024", &q), ENT_OK);
    assert_int_equal(q.span.from, y2024.from);
    assert_int_equal(q.span.to, y2024.to);
    assert_int_equal(query_of("/?time=1949..latest", &q), ENT_OK);
    assert_int_equal(q.span.from, y1949.from);
    assert_int_equal(q.span.to, ENT_DAY_MAX);
    assert_int_equal(query_of("/?time=..2024", &q), ENT_OK);
    assert_int_equal(q.span.from, ENT_DAY_MIN);
    assert_int_equal(query_of("/?time=earliest..latest", &q), ENT_OK);
    assert_true(q.span.from >= q.span.to); /* all days, as without a time */
    assert_int_equal(query_of("/?time=2022-02-24", &q), ENT_OK);
    assert_true(q.is_day);
    assert_int_equal(query_of("/?time=2024..1949", &q), ENT_E_ARG);
    assert_int_equal(query_of("/?time=soon", &q), ENT_E_ARG);
    assert_int_equal(query_of("/?time=1949..2024..2025", &q), ENT_E_ARG);
    assert_int_equal(query_of("/?time=2022-02-30", &q), ENT_E_ARG);
}

static void
choices_are_words(void **state)
{
    ent_picture_query q;

    (void)state;
    assert_int_equal(query_of("/?power=gdp&signs=peace", &q), ENT_OK);
    assert_true(q.power_chosen && q.power == ENT_POWER_GDP);
    assert_true(q.signs_chosen && q.signs == ENT_SIGNS_PEACE);
    assert_int_equal(query_of("/", &q), ENT_OK);
    assert_false(q.power_chosen || q.signs_chosen);
    assert_int_equal(query_of("/?power=army", &q), ENT_E_ARG);
    assert_int_equal(query_of("/?signs=", &q), ENT_OK);
    assert_false(q.signs_chosen);
}

static void
only_its_own_names_reach_the_server(void **state)
{
    (void)state;
    assert_true(ent_host_is_own("127.0.0.1:8816", 8816));
    assert_true(ent_host_is_own("LOCALHOST:8816", 8816));
    assert_true(ent_host_is_own("localhost", 80));
    assert_false(ent_host_is_own("localhost", 8816));
    assert_false(ent_host_is_own("127.0.0.1:8817", 8816));
    assert_false(ent_host_is_own("evil.example:8816", 8816));
    assert_false(ent_host_is_own("127.0.0.1:8816.evil.example", 8816));
    assert_false(ent_host_is_own("", 8816));
    assert_true(ent_origin_is_own("http://127.0.0.1:8816", 8816));
    assert_false(ent_origin_is_own("https://127.0.0.1:8816", 8816));
    assert_false(ent_origin_is_own("null", 8816));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_and_its_parameters_are_decoded),
        cmocka_unit_test(what_cannot_be_decoded_is_refused),
        cmocka_unit_test(dots_inside_a_name_climb_nowhere),
        cmocka_unit_test(an_address_of_the_greatest_length_is_read_and_one_more_is_not),
        cmocka_unit_test(too_many_parameters_are_refused),
        cmocka_unit_test(an_unknown_parameter_gets_a_hint),
        cmocka_unit_test(states_are_ids_or_names_and_count_once),
        cmocka_unit_test(a_time_is_a_date_or_two),
        cmocka_unit_test(choices_are_words),
        cmocka_unit_test(only_its_own_names_reach_the_server),
    };

    return cmocka_run_group_tests(tests, open_codes, close_codes);
}
