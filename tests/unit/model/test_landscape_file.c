/*
 * test_landscape_file.c - propensities and sizes from files: good ones in every shape, and bad ones
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_landscape.h"

typedef struct heard {
    size_t warnings;
    char   last[512];
} heard;

static void
hear(void *user, ent_severity severity, const char *text)
{
    heard *h = user;

    h->warnings += severity == ENT_WARNING;
    (void)snprintf(h->last, sizeof h->last, "%s", text);
}

static ent_ctx *
hearing(heard *h)
{
    ent_ctx_options options = {.jobs = 1, .on_message = hear, .user = h};
    ent_ctx        *ctx = NULL;

    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    return ctx;
}

static ent_status
parse(ent_ctx *ctx, const char *propensities, const char *sizes, double offset, ent_landscape **out)
{
    ent_bytes first = {propensities, strlen(propensities), NULL};
    ent_bytes second = {sizes, sizes != NULL ? strlen(sizes) : 0, NULL};

    return ent_landscape_parse(ctx, "p.csv", &first, "s.csv", sizes != NULL ? &second : NULL,
                               offset, out);
}

static ent_landscape *
parse_good(ent_ctx *ctx, const char *propensities, const char *sizes, double offset)
{
    ent_landscape *l = NULL;

    if (parse(ctx, propensities, sizes, offset, &l) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(ctx));
    }
    return l;
}

static void
a_matrix_and_pairs_say_the_same(void **state)
{
    static const char *const SAME[] = {
        ",x,\"y, z\",w\nx,,1,2\n\"y, z\",1,,-3.5\nw,2,-3.5,\n",
        "\xEF\xBB\xBFname,x,\"y, z\",w\r\nx,9,1,2\r\n\"y, z\",,,-3.5\r\nw,,,\r\n", /* one half */
        ",x,\"y, z\",w\nx\n\"y, z\",1\nw,2,-3.5\n",                                /* the other */
        "a,b,p\nx,\"y, z\",1\nx,w,2\n\"y, z\",w,-3.5\n",
        "a,b,p\nx,\"y, z\",1\nw,x,2\n\"y, z\",w,-3.5\nw,\"y, z\",-3.5\n",
    };
    heard    h = {0, ""};
    ent_ctx *ctx = hearing(&h);

    (void)state;
    for (size_t k = 0; k < sizeof SAME / sizeof SAME[0]; k++) {
        ent_landscape *l = parse_good(ctx, SAME[k], NULL, 0.5);

        assert_int_equal(ent_landscape_size(l), 3);
        assert_string_equal(ent_landscape_name(l, 0), "x");
        assert_string_equal(ent_landscape_name(l, 1), "y, z");
        assert_string_equal(ent_landscape_name(l, 2), "w");
        assert_true(l->propensities[1] == 1.5 && l->propensities[3] == 1.5);
        assert_true(l->propensities[2] == 2.5 && l->propensities[5] == -3);
        assert_true(l->propensities[4] == 0 && l->sizes[1] == 1);
        ent_landscape_destroy(l);
    }
    assert_int_equal(h.warnings, 0);
    ent_ctx_destroy(ctx);
}

static void
pairs_without_a_row_have_no_propensity_and_it_is_said(void **state)
{
    heard          h = {0, ""};
    ent_ctx       *ctx = hearing(&h);
    ent_landscape *l = parse_good(ctx, "a,b,p\nx,y,4\nz,y,5\n", NULL, -3);

    (void)state;
    assert_true(l->propensities[1] == 1 && l->propensities[5] == 2 && l->propensities[2] == 0);
    assert_int_equal(h.warnings, 1);
    assert_string_equal(h.last, "p.csv: 1 of 3 pairs have no row: their propensity is 0");
    ent_landscape_destroy(l);
    ent_ctx_destroy(ctx);
}

static void
sizes_go_by_name_else_by_order(void **state)
{
    static const char PAIRS[] = "a,b,p\nx,y,1\nx,z,1\ny,z,1\n";
    static const struct {
        const char *text;
        double      x, y, z;
        size_t      warnings;
    } SIZES[] = {
        {"name,size\nz,3\nx,1\ny,2\n", 1, 2, 3, 0},
        {"id,actor,strength\n1,y,2\n2,other,9\n3,z,3\n4,x,1\n", 1, 2, 3, 0},
        {"capability,code\n3,z\n2,y\n1,x\n", 1, 2, 3, 0},
        {"name,size\nX,1\ny,2\nz,3\n", 1, 2, 3, 1}, /* not all are named */
        {"size\n1e-12\n2\n1e12\n", 1e-12, 2, 1e12, 1},
    };

    (void)state;
    for (size_t k = 0; k < sizeof SIZES / sizeof SIZES[0]; k++) {
        heard          h = {0, ""};
        ent_ctx       *ctx = hearing(&h);
        ent_landscape *l = parse_good(ctx, PAIRS, SIZES[k].text, 0);

        assert_true(l->sizes[0] == SIZES[k].x);
        assert_true(l->sizes[1] == SIZES[k].y);
        assert_true(l->sizes[2] == SIZES[k].z);
        assert_int_equal(h.warnings, SIZES[k].warnings);
        ent_landscape_destroy(l);
        ent_ctx_destroy(ctx);
    }
}

static void
a_bad_file_is_refused_with_its_place(void **state)
{
    static const char PAIRS[] = "a,b,p\nx,y,1\n";
    static const struct {
        const char *propensities, *sizes, *error;
    } BAD[] = {
        {"", NULL, "p.csv:1:1: empty, expected a header row"},
        {"a,b,p\n", NULL, "no actors"},
        {",x\nx,\n", NULL, "p.csv:2:1: 1 actor, expected two or more"},
        {"a,b\nx,y\n", NULL, "p.csv:2:1: neither a matrix"},
        {"a,b,p\nx,x,1\n", NULL, "p.csv:2:3: 'b' is 'x', expected another actor"},
        {"a,b,p\nx,,1\n", NULL, "p.csv:2:3: an actor without a name"},
        {"a,b,p\nx\n", NULL, "p.csv:2:2: an actor without a name"},
        {"a,b,p\nx,y\n", NULL, "p.csv:2:4: no 'p', expected a number"},
        {"a,b,p\nx,y,nan\n", NULL, "p.csv:2:5: 'p' is 'nan', expected a number from -1e12"},
        {"a,b,p\nx,y,1e13\n", NULL, "p.csv:2:5: 'p' is '1e13', expected a number"},
        {"a,b,p\nx,y,1\ny,x,2\n", NULL, "p.csv:3:5: 'p' is '2', expected the propensity that"},
        {",x,x\nx,,1\nx,1,\n", NULL, "p.csv:1:4: an actor that has a column already"},
        {",x,y\nx,,1\n", NULL, "p.csv:2:1: no row of 'y'"},
        {",x,y\nx,,1\ny,1,\nz,1,1\n", NULL, "p.csv:4:1: more rows than actors"},
        {",x,y\nx,,1\nz,1,\n", NULL, "p.csv:3:1: the row of 'z', expected that of 'y'"},
        {",x,y\nx,,1,4\ny,1,\n", NULL, "p.csv:2:6: more cells than actors"},
        {",x,y\nx,,one\ny,1,\n", NULL, "p.csv:2:4: 'y' is 'one', expected a number"},
        {",x,y\nx,,1\ny,2,\n", NULL, "p.csv:3:3: 'x' is '2', expected the propensity that"},
        {",x,y,z\nx,,1,1\ny,,,\nz,,,\n", NULL, "no propensity of 'y' and 'z'"},
        {PAIRS, "name\nx\ny\n", "s.csv:1:1: no column of sizes"},
        {PAIRS, "name,size\nx,0\ny,1\n", "s.csv:2:3: 'size' is '0', expected a size above 0"},
        {PAIRS, "name,size\nx,1\ny,-2\n", "s.csv:3:3: 'size' is '-2', expected a size above 0"},
        {PAIRS, "name,size\nx,1\ny\n", "s.csv:3:2: no 'size', expected a size above 0"},
        {PAIRS, "name,size\nx,1\ny,\n", "s.csv:3:3: 'size' is '', expected a size above 0"},
        {PAIRS, "name,size\nx,1\n", "s.csv:2:1: 1 size for 2 actors"},
        {PAIRS, "name,size\nx,1\nx,2\ny,3\n", "s.csv:4:1: 3 sizes for 2 actors"},
        {PAIRS, "\"name,size\n", "s.csv:"},
        {"\"a,b,p\nx,y,1\n", NULL, "p.csv:"},
    };
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (size_t k = 0; k < sizeof BAD / sizeof BAD[0]; k++) {
        ent_landscape *l = NULL;
        ent_status     status = parse(ctx, BAD[k].propensities, BAD[k].sizes, 0, &l);

        assert_null(l);
        assert_int_equal(status, ENT_E_INPUT);
        if (strstr(ent_ctx_error(ctx), BAD[k].error) == NULL) {
            fail_msg("case %zu: '%s' does not say '%s'", k, ent_ctx_error(ctx), BAD[k].error);
        }
    }
    ent_ctx_destroy(ctx);
}

static void
ten_thousand_actors_are_refused(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    char          *text = malloc(10000 * 24);
    size_t         at = (size_t)sprintf(text, "a,b,p\n");
    ent_landscape *l = NULL;

    (void)state;
    for (int i = 0; i < 10000; i++) {
        at += (size_t)sprintf(text + at, "s%d,s%d,1\n", i, i + 1);
    }
    assert_int_equal(parse(ctx, text, NULL, 0, &l), ENT_E_LIMIT);
    assert_string_equal(ent_ctx_error(ctx),
                        "p.csv:513:6: more than 512 actors; leave the smallest out");
    free(text);
    ent_ctx_destroy(ctx);
}

static void
a_missing_file_is_file_trouble(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    ent_landscape *l = NULL;

    (void)state;
    assert_int_equal(ent_landscape_read(ctx, "/nowhere/p.csv", NULL, 0, &l), ENT_E_FILE);
    assert_int_equal(ent_landscape_read(ctx, "/dev/null", "/nowhere/s.csv", 0, &l), ENT_E_FILE);
    assert_int_equal(ent_landscape_read(ctx, "/dev/null", NULL, INFINITY, &l), ENT_E_ARG);
    assert_null(l);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_matrix_and_pairs_say_the_same),
        cmocka_unit_test(pairs_without_a_row_have_no_propensity_and_it_is_said),
        cmocka_unit_test(sizes_go_by_name_else_by_order),
        cmocka_unit_test(a_bad_file_is_refused_with_its_place),
        cmocka_unit_test(ten_thousand_actors_are_refused),
        cmocka_unit_test(a_missing_file_is_file_trouble),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
