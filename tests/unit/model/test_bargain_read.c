/*
 * test_bargain_read.c - files of bargains: what is read, what is refused and where
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_bargain.h"

#define HEAD  "Border,\"Line, and transit\",2,2,\nActor,Description,Power,Line,S,Transit,S,\n"
#define NORTH "North,,10,20,30,40,50,\n"
#define SOUTH "South,,5,60,70,80,0,\n"

typedef struct heard {
    int  warnings;
    char last[256];
} heard;

static void
hear(void *user, ent_severity severity, const char *text)
{
    heard *h = user;

    h->warnings += severity == ENT_WARNING;
    (void)snprintf(h->last, sizeof h->last, "%s", text);
}

static ent_status
parse(ent_ctx *ctx, const char *text, ent_bargain *out)
{
    return ent_bargain_parse(ctx, "b.csv", text, strlen(text), out);
}

static void
check_refused(const char *text, const char *expected)
{
    ent_ctx    *ctx = unit_ctx(1);
    ent_bargain out = {.actor_count = 77};

    assert_int_equal(parse(ctx, text, &out), ENT_E_INPUT);
    assert_int_equal(out.actor_count, 77); /* written on success alone */
    if (strstr(ent_ctx_error(ctx), expected) == NULL) {
        fail_msg("'%s' is not in '%s'", expected, ent_ctx_error(ctx));
    }
    ent_ctx_destroy(ctx);
}

static void
a_bargain_has_its_dimensions_and_actors(void **state)
{
    ent_ctx    *ctx = unit_ctx(1);
    ent_bargain b;

    (void)state;
    assert_int_equal(parse(ctx, "\xEF\xBB\xBF" HEAD NORTH "\n" SOUTH ",,,\n", &b), ENT_OK);
    assert_string_equal(b.name, "Border");
    assert_string_equal(b.description, "Line, and transit");
    assert_int_equal(b.dimension_count, 2);
    assert_string_equal(b.dimensions[1], "Transit");
    assert_int_equal(b.actor_count, 2);
    assert_string_equal(b.actors[1].name, "South");
    assert_string_equal(b.actors[1].description, "");
    assert_true(b.actors[0].capability == 10);
    assert_true(b.actors[1].position[0] == 60 && b.actors[1].position[1] == 80);
    assert_true(b.actors[1].salience[0] == 70 && b.actors[1].salience[1] == 0);
    ent_bargain_clear(&b);
    ent_bargain_clear(&b); /* and once more: nothing */
    ent_ctx_destroy(ctx);
}

static void
blanks_quotes_and_commas_at_the_end_are_of_the_form(void **state)
{
    ent_ctx    *ctx = unit_ctx(1);
    ent_bargain b;

    (void)state;
    assert_int_equal(parse(ctx,
                           "  XYZ ,  Issue,  2,  1,  ,,,\r\nActor,  D,  Influence,  P,  S\r\n"
                           "\"North, the \"\"larger\"\"\" , Desc,  1.73,  63.03,  43.31\r\n"
                           "South,  Desc,  1e1,  52.2,  35.72,\r\n",
                           &b),
                     ENT_OK);
    assert_string_equal(b.name, "XYZ");
    assert_string_equal(b.actors[0].name, "North, the \"larger\"");
    assert_true(b.actors[0].capability == 1.73);
    assert_true(b.actors[1].salience[0] == 35.72);
    ent_bargain_clear(&b);
    ent_ctx_destroy(ctx);
}

static void
a_wrong_head_is_named_with_its_place(void **state)
{
    (void)state;
    check_refused("", "b.csv:1:1: no line in it");
    check_refused("\n , \n", "b.csv:1:1: no line in it");
    check_refused("Border,d,0,1\n", "b.csv:1:10: the number of actors is '0', expected");
    check_refused("Border,d,1,1\n", "b.csv:1:10: the number of actors is '1', expected");
    check_refused("Border,d, 10000,1\n", "b.csv:1:11: the number of actors is '10000'");
    check_refused("Border, line,d,2,1\n", "b.csv:1:14: the number of actors is 'd'");
    check_refused("Border,d\n", "b.csv:1:9: no number of actors");
    check_refused("Border,d,2,0\n", "b.csv:1:12: the number of dimensions is '0'");
    check_refused("Border,d,2,101\n", "b.csv:1:12: the number of dimensions is '101'");
    check_refused("Border,d,2,2\n", "b.csv:2:1: no line with the names of columns");
    check_refused("Border,d,2,2\nActor,D,P,X,S,Y\n", "b.csv:2:16: no name of a column");
    check_refused("\xFF\xFE"
                  "B\0",
                  "b.csv:1:1: UTF-16");
}

static void
a_wrong_actor_is_named_with_its_place(void **state)
{
    (void)state;
    check_refused(HEAD NORTH "South,,0,60,70,80,0\n", "b.csv:4:8: the capability is '0'");
    check_refused(HEAD NORTH "South,,-3,60,70,80,0\n", "b.csv:4:8: the capability is '-3'");
    check_refused(HEAD NORTH "South,,nan,60,70,80,0\n", "b.csv:4:8: the capability is 'nan'");
    check_refused(HEAD NORTH "South,,1e31,60,70,80,0\n",
                  "b.csv:4:8: the capability is '1e31', expected a number up to 1e30");
    check_refused(HEAD NORTH "So, uth,,5,60,70,80,0\n", "b.csv:4:9: the capability is ''");
    check_refused(HEAD NORTH "South,,5,101,70,80,0\n", "b.csv:4:10: the position is '101'");
    check_refused(HEAD NORTH "South,,5,-1,70,80,0\n", "b.csv:4:10: the position is '-1'");
    check_refused(HEAD NORTH "South,,5,60,170,80,0\n", "b.csv:4:13: the salience is '170'");
    check_refused(HEAD NORTH "South,,5,60,70,80,30.1\n",
                  "b.csv:4:19: the saliences of 'South' sum to 100.1, expected above 0");
    check_refused(HEAD NORTH "South,,5,60,0,80,0\n", "the saliences of 'South' sum to 0");
    check_refused(HEAD NORTH "South,,5,60,70,80\n", "b.csv:4:18: no salience");
    check_refused(HEAD NORTH "South,,5,60,70,80,0,7\n", "b.csv:4:21: the field behind the last");
    check_refused(HEAD NORTH ",,5,60,70,80,0\n", "b.csv:4:1: the name of the actor is ''");
    check_refused(HEAD NORTH "\"South,,5,60,70,80,0\n", "b.csv:4:1: the quote never ends");
    check_refused(HEAD NORTH, "b.csv:4:1: the end after 1 actors, expected the 2");
    check_refused(HEAD NORTH SOUTH SOUTH, "b.csv:5:1: an actor more than the 2");
}

#define IDEALS HEAD NORTH SOUTH "Ideal,Follows,Share\n"

static void
ideals_that_follow_others_are_read(void **state)
{
    ent_ctx    *ctx = unit_ctx(1);
    ent_bargain b;

    (void)state;
    assert_int_equal(parse(ctx, HEAD NORTH SOUTH, &b), ENT_OK);
    assert_null(b.follows);
    ent_bargain_clear(&b);
    assert_int_equal(parse(ctx, IDEALS "South, North, 30.5,\n\nSouth,South,69.5\n", &b), ENT_OK);
    assert_true(isnan(b.follows[0]));
    assert_true(isnan(b.follows[1]));
    assert_true(b.follows[2] == 30.5);
    assert_true(b.follows[3] == 69.5);
    ent_bargain_clear(&b);
    assert_int_equal(parse(ctx, IDEALS "North,South,0\n", &b), ENT_OK);
    ent_bargain_clear(&b);
    ent_ctx_destroy(ctx);
}

static void
a_wrong_ideal_is_named_with_its_place(void **state)
{
    (void)state;
    check_refused(IDEALS "East,North,3\n", "b.csv:6:1: the actor is 'East', expected the name");
    check_refused(IDEALS "North,East,3\n", "b.csv:6:7: the actor is 'East'");
    check_refused(IDEALS "Nort,North,3\n", "b.csv:6:1: the actor is 'Nort'");
    check_refused(IDEALS "Northern,North,3\n", "b.csv:6:1: the actor is 'Northern'");
    check_refused(IDEALS "North\n", "b.csv:6:6: no actor");
    check_refused(IDEALS "North,South\n", "b.csv:6:12: no share");
    check_refused(IDEALS "North,South,101\n", "b.csv:6:13: the share is '101'");
    check_refused(IDEALS "North,South,-1\n", "b.csv:6:13: the share is '-1'");
    check_refused(IDEALS "North,South,1,2\n", "b.csv:6:15: the field behind the share is '2'");
    check_refused(IDEALS "North,North,9\nNorth,South,1\nNorth,South,1\n",
                  "b.csv:8:7: the actor is 'South', expected a pair that no line above names");
    check_refused(IDEALS "North,South,1\n",
                  "b.csv:6:1: the shares that the ideal of 'North' follows sum to 101");
    check_refused(IDEALS "North,North,60\nNorth,South,41\n", "b.csv:7:1: the shares");
    check_refused(HEAD NORTH "Ideal,Follows,Share\n", "b.csv:4:1: the ideals after 1 actors");
    check_refused("B,d,2,1\nA,D,P,X,S\nN,,1,2,3\nN,,1,2,3\nIdeal,Follows,Share\nN,N,5\n",
                  "b.csv:6:1: the actor is 'N', expected a name that only one actor has");
}

static void
a_zero_byte_is_no_text(void **state)
{
    static const char BYTES[] = "B,d,2,1\nA,D,P,X,S\nNo\0rth,,1,2,3\nS,,1,2,3\n";
    ent_ctx          *ctx = unit_ctx(1);
    ent_bargain       b;

    (void)state;
    assert_int_equal(ent_bargain_parse(ctx, "b.csv", BYTES, sizeof BYTES - 1, &b), ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(ctx), "b.csv:3:1: a zero byte"));
    ent_ctx_destroy(ctx);
}

static void
two_of_one_name_are_told(void **state)
{
    heard           h = {0};
    ent_ctx_options options = {.on_message = hear, .user = &h};
    ent_ctx        *ctx;
    ent_bargain     b;

    (void)state;
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(parse(ctx, "B,d,3,1\nA,D,P,X,S\nN,,1,2,3\nN,,1,2,3\nN,,1,2,3\n", &b), ENT_OK);
    assert_int_equal(h.warnings, 1);
    assert_string_equal(h.last, "b.csv: more than one actor is named 'N'");
    ent_bargain_clear(&b);
    ent_ctx_destroy(ctx);
}

/* What is written is read back, number by number, name by name. */
static void
a_written_bargain_is_read_back(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    drawn_bargain d;
    ent_bargain   b;
    char         *bytes = NULL;
    size_t        length = 0;
    FILE         *stream = open_memstream(&bytes, &length);

    (void)state;
    bargain_draw(&d, 3, 7, 3);
    bargain_draw_ideals(&d, 3);
    d.actors[2].name = "A, \"quoted\" one\nin two lines";
    d.actors[3].description = "says, \"no\"";
    assert_non_null(stream);
    assert_int_equal(ent_bargain_write(ctx, &d.bargain, stream), ENT_OK);
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(ent_bargain_parse(ctx, "b.csv", bytes, length, &b), ENT_OK);
    assert_int_equal(b.actor_count, 7);
    for (size_t i = 0; i < 49; i++) {
        assert_true(b.follows[i] == d.follows[i] || (isnan(b.follows[i]) && isnan(d.follows[i])));
    }
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(b.actors[i].name, d.actors[i].name);
        assert_string_equal(b.actors[i].description, d.actors[i].description);
        assert_true(b.actors[i].capability == d.actors[i].capability);
        assert_memory_equal(b.actors[i].position, d.actors[i].position, 3 * sizeof(double));
        assert_memory_equal(b.actors[i].salience, d.actors[i].salience, 3 * sizeof(double));
    }
    ent_bargain_clear(&b);
    free(bytes);
    ent_ctx_destroy(ctx);
}

static void
a_full_disk_is_told(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    drawn_bargain d;
    FILE         *full = fopen("/dev/full", "w");

    (void)state;
    assert_non_null(full);
    (void)setvbuf(full, NULL, _IONBF, 0);
    bargain_draw(&d, 4, 5, 1);
    assert_int_equal(ent_bargain_write(ctx, &d.bargain, full), ENT_E_FILE);
    (void)fclose(full);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bargain_has_its_dimensions_and_actors),
        cmocka_unit_test(blanks_quotes_and_commas_at_the_end_are_of_the_form),
        cmocka_unit_test(a_wrong_head_is_named_with_its_place),
        cmocka_unit_test(a_wrong_actor_is_named_with_its_place),
        cmocka_unit_test(ideals_that_follow_others_are_read),
        cmocka_unit_test(a_wrong_ideal_is_named_with_its_place),
        cmocka_unit_test(a_zero_byte_is_no_text),
        cmocka_unit_test(two_of_one_name_are_told),
        cmocka_unit_test(a_written_bargain_is_read_back),
        cmocka_unit_test(a_full_disk_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
