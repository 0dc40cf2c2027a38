/*
 * test_who.c - whom a name means that somebody typed
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/date.h"
#include "entente/read.h"

static ent_ctx   *ctx;
static ent_codes *codes;

static int
open_codes(void **state)
{
    (void)state;
    ctx = unit_ctx(1);
    return ent_codes_load(ctx, &codes) == ENT_OK ? 0 : 1;
}

static int
close_codes(void **state)
{
    (void)state;
    ent_codes_destroy(codes);
    ent_ctx_destroy(ctx);
    return 0;
}

static ent_span
years(int first, int last)
{
    return (ent_span){ent_date_day(first, 1, 1), ent_date_day(last, 12, 31) + 1};
}

static void
a_state_answers_to_what_it_is_called(void **state)
{
    static const char *const NAMES[][2] = {
        {"RUS", "RUS"},          {"rus", "RUS"},     {"SUN", "RUS"},
        {"YUG", "SRB"},          {"US", "USA"},      {"us", "USA"},
        {"GB", "GBR"},           {"UK", "GBR"},      {"Soviet Union", "RUS"},
        {"soviet union", "RUS"}, {"USSR", "RUS"},    {"U.S.S.R.", "RUS"},
        {"Peking", "CHN"},       {"peking", "CHN"},  {"PRC", "CHN"},
        {"the", NULL},           {"Germany", "DEU"}, {"Great Britain", "GBR"},
        {"NATO", "NATO"},        {"", NULL},         {"Russian", NULL},
        {"Russia China", NULL},  {"XX", NULL}};

    (void)state;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        char       id[ENT_CODE_SIZE] = "unwritten";
        ent_status status =
            ent_actor_find(ctx, codes, NAMES[i][0], (ent_span){ENT_DAY_MIN, ENT_DAY_MAX}, id);

        if (NAMES[i][1] != NULL) {
            assert_int_equal(status, ENT_OK);
            assert_string_equal(id, NAMES[i][1]);
        } else {
            assert_int_equal(status, ENT_E_NOTFOUND);
            assert_string_equal(id, "unwritten");
        }
    }
}

static void
a_name_of_several_means_its_bearer_of_those_days(void **state)
{
    char id[ENT_CODE_SIZE];

    (void)state;
    assert_int_equal(ent_actor_find(ctx, codes, "Republic of China", years(1930, 1935), id),
                     ENT_OK);
    assert_string_equal(id, "CHN");
    assert_int_equal(ent_actor_find(ctx, codes, "Republic of China", years(1980, 1980), id),
                     ENT_OK);
    assert_string_equal(id, "TWN");
    assert_int_equal(ent_actor_find(ctx, codes, "Vietnam", years(2000, 2000), id), ENT_OK);
    assert_string_equal(id, "VNM");
}

static void
a_word_of_two_or_three_letters_has_near_suggestions_only(void **state)
{
    char id[ENT_CODE_SIZE];

    (void)state;
    assert_int_equal(ent_actor_find(ctx, codes, "CHM", years(2000, 2000), id), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(ctx), "unknown state 'CHM', did you mean 'CH"));
    assert_int_equal(ent_actor_find(ctx, codes, "QQQQ", years(2000, 2000), id), ENT_E_NOTFOUND);
    assert_string_equal(ent_ctx_error(ctx), "unknown state 'QQQQ'; 'entente list states' has them");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_state_answers_to_what_it_is_called),
        cmocka_unit_test(a_name_of_several_means_its_bearer_of_those_days),
        cmocka_unit_test(a_word_of_two_or_three_letters_has_near_suggestions_only),
    };

    return cmocka_run_group_tests(tests, open_codes, close_codes);
}
