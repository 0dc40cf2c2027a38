/*
 * test_picture.c - lines over the years, and every picture by its name on the built-in record
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "base/date.h"
#include "report/chart/chart.h"
#include "report/picture/picture.h"
#include "report/style.h"
#include "unit_page.h"

static ent_ctx    *ctx;
static ent_codes  *codes;
static ent_store  *store;
static ent_record *record;

static int
open_record(void **state)
{
    (void)state;
    ctx = unit_ctx(1);
    assert_int_equal(ent_codes_load(ctx, &codes), ENT_OK);
    assert_int_equal(ent_store_open(ctx, ":memory:", ENT_STORE_READ, codes, &store), ENT_OK);
    assert_int_equal(ent_record_load(ctx, store, codes, NULL, &record), ENT_OK);
    return 0;
}

static int
close_record(void **state)
{
    (void)state;
    ent_record_destroy(record);
    ent_store_close(store);
    ent_codes_destroy(codes);
    ent_ctx_destroy(ctx);
    return 0;
}

/* 1. lines */

static const double VALUES[] = {0.5, NAN, 0.25, 1, 1}, ERRORS[] = {0.1, NAN, 0.1, 0.2, 0.1};

static void
draw(const ent_series *series, size_t count, int last, ent_text *out)
{
    ent_lines lines = {.title = "A <title>",
                       .axis = "share & more",
                       .first = 2000,
                       .last = last,
                       .series = series,
                       .count = count};

    ent_text_init(out);
    ent_draw_lines(out, &lines);
    assert_false(out->failed);
    unit_assert_well_formed(ent_text_get(out), out->length);
    unit_assert_harmless(ent_text_get(out));
    assert_null(strstr(ent_text_get(out), "nan"));
}

static void
a_line_is_broken_where_a_year_is_missing(void **state)
{
    ent_series series[] = {{"RUS~CHN", "Russia \xE2\x80\x93 China", VALUES, NULL, 0, NULL}};
    ent_text   out;

    (void)state;
    draw(series, 1, 2004, &out);
    /* 2000 stands alone and gives no path; 2002 to 2004 are one */
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"line\""), 1);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"point\""), 4);
    assert_non_null(strstr(ent_text_get(&out), "data-key=\"RUS~CHN\""));
    assert_non_null(strstr(ent_text_get(&out), ", 2002: 0.25</title>"));
    assert_non_null(strstr(ent_text_get(&out), "A &lt;title&gt;"));
    ent_text_clear(&out);
}

static void
errors_are_intervals_of_95_percent_inside_the_frame(void **state)
{
    ent_series series[] = {{"RUS", "Russia", VALUES, ERRORS, 0, NULL}};
    ent_text   out;

    (void)state;
    draw(series, 1, 2004, &out);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"interval\""), 2);
    assert_non_null(strstr(ent_text_get(&out), ">1.5</text>")); /* 1 and 1.96 times 0.2 fit in */
    ent_text_clear(&out);
}

static void
lines_differ_by_stroke_and_are_named_at_their_ends(void **state)
{
    static const double SAME[] = {1, 1, 1, 1, 1};
    ent_series          series[ENT_LINES_MOST];
    char                name[ENT_LINES_MOST][16], klass[32];
    ent_text            out;

    (void)state;
    for (size_t i = 0; i < ENT_LINES_MOST; i++) {
        (void)snprintf(name[i], sizeof name[i], "name %zu.", i);
        series[i] = (ent_series){name[i], name[i], SAME, NULL, 0, NULL};
    }
    draw(series, ENT_LINES_MOST, 2004, &out);
    for (size_t i = 0; i < ENT_LINES_MOST; i++) {
        (void)snprintf(klass, sizeof klass, "class=\"series s%zu\"", i % 8 + 1);
        assert_non_null(strstr(ent_text_get(&out), klass));
        (void)snprintf(klass, sizeof klass, ">name %zu.  1</text>", i);
        assert_non_null(strstr(ent_text_get(&out), klass));
    }
    ent_text_clear(&out);
}

/* A value that rests on little stands beside the line, and does not name its end. */
static void
a_value_of_few_observations_is_hollow(void **state)
{
    static const double ENOUGH[] = {0.5, 0.6, NAN, NAN}, SCANTY[] = {NAN, NAN, 1, NAN};
    ent_series series[] = {{"RUS~CHN", "Russia \xE2\x80\x93 China", ENOUGH, NULL, 0, SCANTY}};
    ent_lines  lines = {
         .title = "t", .axis = "a", .first = 2018, .last = 2021, .series = series, .count = 1};
    ent_text out;

    (void)state;
    ent_text_init(&out);
    ent_draw_lines(&out, &lines);
    unit_assert_well_formed(ent_text_get(&out), out.length);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"point\""), 2);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"point scanty\""), 1);
    assert_non_null(strstr(ent_text_get(&out), "China, 2020: 1</title>"));
    assert_non_null(strstr(ent_text_get(&out), "China  0.6"));
    ent_text_clear(&out);
}

/* The same value lies at the same height of two panels, and each line is named in its own. */
static void
panels_stand_on_the_same_scales(void **state)
{
    static const double LOW[] = {0, 0, 0, 0, 1}, HIGH[] = {0, 0, 0, 0, 4},
                        GONE[] = {1, 1, 1, 1, NAN};
    ent_series  series[] = {{"A~B", "A on B", LOW, NULL, 0, NULL},
                            {"B~A", "B on A", HIGH, NULL, 0, NULL},
                            {"A~C", "A on C", LOW, NULL, 1, NULL},
                            {"C~A", "C on A", GONE, NULL, 1, NULL}};
    ent_lines   lines = {.title = "t",
                         .axis = "a",
                         .first = 2000,
                         .last = 2004,
                         .series = series,
                         .count = 4,
                         .panel_count = 2};
    ent_text    out;
    double      height[2];
    const char *at;

    (void)state;
    ent_text_init(&out);
    ent_draw_lines(&out, &lines);
    unit_assert_well_formed(ent_text_get(&out), out.length);
    at = ent_text_get(&out);
    for (size_t i = 0; i < 2; i++) { /* the last dot of LOW in each */
        char  tip[64];
        char *dot;

        (void)snprintf(tip, sizeof tip, "A on %s, 2004: 1</title>", i == 0 ? "B" : "C");
        dot = strstr(at, tip);
        assert_non_null(dot);
        while (strncmp(dot, "cy=\"", 4) != 0) {
            dot--;
        }
        height[i] = strtod(dot + 4, NULL);
    }
    assert_true(height[0] > 0 && height[0] == height[1]);
    assert_int_equal(unit_count(at, "class=\"series s1\""), 2);
    assert_int_equal(unit_count(at, "class=\"series s2\""), 2);
    assert_non_null(strstr(at, ">A on B  1</text>"));
    assert_non_null(strstr(at, ">C on A  1 (2003)</text>"));
    ent_text_clear(&out);
}

static void
one_year_and_none_are_whole_pictures(void **state)
{
    ent_series series[] = {{"RUS", "Russia", VALUES, NULL, 0, NULL}};
    ent_text   out;

    (void)state;
    draw(series, 1, 2000, &out);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"point\""), 1);
    ent_text_clear(&out);
    draw(series, 0, 2000, &out);
    assert_non_null(strstr(ent_text_get(&out), "holds no such value"));
    ent_text_clear(&out);
    draw(series, 1, 1999, &out);
    assert_non_null(strstr(ent_text_get(&out), "holds no such value"));
    ent_text_clear(&out);
}

static void
a_seam_of_the_record_is_shown_where_it_lies(void **state)
{
    ent_series series[] = {{"RUS", "Russia", VALUES, NULL, 0, NULL}};
    ent_lines  lines = {.title = "t",
                        .axis = "a",
                        .first = 2000,
                        .last = 2003,
                        .series = series,
                        .count = 1,
                        .seams = {{2001, "first-<set>", "second"}},
                        .seam_count = 1};
    ent_text   out;

    (void)state;
    ent_text_init(&out);
    ent_draw_lines(&out, &lines);
    unit_assert_well_formed(ent_text_get(&out), out.length);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"seam\""), 1);
    assert_non_null(strstr(ent_text_get(&out), "to 2001 from first-&lt;set&gt;, then from second"));
    ent_text_clear(&out);
}

/* 2. every picture */

static void
every_picture_draws_a_file_that_its_hash_allows(void **state)
{
    size_t             count;
    const ent_picture *pictures = ent_pictures(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        ent_picture_query query = {.span = ent_span_of_year(2012)};
        ent_picture_job   job = {.picture = &pictures[i], .record = record, .query = &query};
        ent_text          why, out;
        char              hash[ENT_STYLE_HASH_SIZE];

        assert_ptr_equal(ent_picture_find(pictures[i].name), &pictures[i]);
        ent_text_init(&why);
        ent_text_init(&out);
        assert_int_equal(ent_picture_complete(ctx, job.picture, record, &query), ENT_OK);
        assert_int_equal(ent_picture_data(ctx, job.picture, record, &query, &job.table, &why),
                         ENT_OK);
        assert_int_equal(ent_picture_file(ctx, &job, ent_text_get(&why), hash, &out), ENT_OK);
        unit_assert_well_formed(ent_text_get(&out), out.length);
        assert_null(strstr(ent_text_get(&out), "var("));
        assert_int_equal(strlen(hash), 44);
        ent_table_destroy(job.table);
        ent_text_clear(&why);
        ent_text_clear(&out);
    }
    assert_null(ent_picture_find("nothing"));
}

static void
a_query_prints_as_its_command_and_its_address(void **state)
{
    const ent_picture *alignment = ent_picture_find("alignment");
    ent_picture_query  query = {
         .states = {ent_codes_find(codes, "RUS"), ent_codes_find(codes, "CHN")},
         .state_count = 2,
         .span = {ent_span_of_year(1949).from, ent_span_of_year(2024).to}};
    ent_text text;

    (void)state;
    ent_text_init(&text);
    ent_picture_command(&text, alignment, codes, &query);
    assert_string_equal(ent_text_get(&text),
                        "entente measure alignment --from 1949 --to 2024 --states RUS,CHN");
    ent_text_reset(&text);
    ent_picture_address(&text, alignment, ".svg", codes, &query);
    assert_string_equal(ent_text_get(&text), "alignment.svg?states=RUS~CHN&time=1949..2024");
    query.span = (ent_span){ent_date_day(2022, 1, 1), ent_date_day(2022, 1, 2)};
    query.is_day = true;
    ent_text_reset(&text);
    ent_picture_address(&text, alignment, ".csv", codes, &query);
    assert_string_equal(ent_text_get(&text), "alignment.csv?states=RUS~CHN&time=2022-01-01");
    query.state_count = 0;
    ent_text_reset(&text);
    ent_picture_command(&text, ent_picture_find("matrix"), codes, &query);
    assert_string_equal(ent_text_get(&text),
                        "entente measure alignment --beyond-nonaggression --at 2022-01-01");
    ent_text_clear(&text);
}

static void
a_wrong_number_of_states_is_refused(void **state)
{
    ent_picture_query query = {.states = {ent_codes_find(codes, "RUS")}, .state_count = 1};

    (void)state;
    assert_int_equal(ent_picture_complete(ctx, ent_picture_find("alignment"), record, &query),
                     ENT_E_ARG);
    assert_int_equal(ent_picture_complete(ctx, ent_picture_find("triangle"), record, &query),
                     ENT_E_ARG);
    assert_int_equal(ent_picture_complete(ctx, ent_picture_find("polarity"), record, &query),
                     ENT_E_ARG);
    assert_int_equal(ent_picture_complete(ctx, ent_picture_find("map"), record, &query), ENT_OK);
}

/* 3. what a picture says, and on what it rests */

static void
draw_of(const char *name, const char *states, int first, int last, ent_text *out)
{
    ent_picture_query query = {.span = {ent_span_of_year(first).from, ent_span_of_year(last).to}};
    ent_picture_job   job = {.picture = ent_picture_find(name), .record = record, .query = &query};
    ent_text          why;

    for (; states[0] != '\0'; states += 3) {
        char id[4] = {states[0], states[1], states[2], '\0'};

        query.states[query.state_count++] = ent_codes_find(codes, id);
    }
    ent_text_init(out);
    ent_text_init(&why);
    assert_int_equal(ent_picture_complete(ctx, job.picture, record, &query), ENT_OK);
    assert_int_equal(ent_picture_data(ctx, job.picture, record, &query, &job.table, &why), ENT_OK);
    assert_int_equal(ent_picture_draw(ctx, &job, ent_text_get(&why), out), ENT_OK);
    ent_table_destroy(job.table);
    ent_text_clear(&why);
}

static void
a_title_says_what_the_picture_comes_to(void **state)
{
    static const struct {
        const char *name, *states, *title;
        int         first, last;
    } CASES[] = {{"cooperation", "RUSCHN",
                  ">Russia and China, 1990 to 2018: level 4 since 2005, regular joint exercises<",
                  1990, 2018},
                 {"triangle", "USARUSCHN", ">The triangle in 2012: ", 1990, 2012},
                 {"timeline", "RUS",
                  ">With whom Russia works together, 2000 to 2012; most in 2012: ", 2000, 2012},
                 {"network", "", ">2012: of ", 2012, 2012},
                 {"matrix", "RUSCHNUSA", ">Obligations in 2012: ", 2012, 2012},
                 {"map-blocs", "", ">The blocs in 1965: ", 1965, 1965},
                 {"adversaries", "RUSCHN",
                  ">Russia \xE2\x80\x93 China: 1 in 2012, unchanged since ", 1990, 2012},
                 {"pressure", "RUSCHN", " \xE2\x86\x92 ", 1960, 1970}};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_text    out;
        const char *title;

        draw_of(CASES[i].name, CASES[i].states, CASES[i].first, CASES[i].last, &out);
        title = strstr(ent_text_get(&out), "<title id=");
        assert_non_null(title);
        if (strstr(title, CASES[i].title) == NULL) {
            print_error("%s: %.200s\n", CASES[i].title, title);
        }
        assert_non_null(strstr(title, CASES[i].title));
        ent_text_clear(&out);
    }
}

/* The drawing is made from the view, the data by the measure: both leave non-aggression out. */
static void
a_matrix_draws_the_numbers_of_its_data(void **state)
{
    const ent_picture *matrix = ent_picture_find("matrix");
    ent_picture_query  query = {
         .states = {ent_codes_find(codes, "RUS"), ent_codes_find(codes, "CHN")},
         .state_count = 2,
         .span = ent_span_of_year(2022)};
    ent_table *table;
    ent_text   out, why;
    char       number[32], tip[64];

    (void)state;
    ent_text_init(&why);
    assert_int_equal(ent_picture_data(ctx, matrix, record, &query, &table, &why), ENT_OK);
    assert_int_equal(ent_table_row_count(table), 1);
    (void)ent_number_print_digits(
        ent_table_get_number(table, 0, (size_t)ent_table_find(table, "kappa")), 2, number,
        sizeof number);
    (void)snprintf(tip, sizeof tip, ": kappa %s<", number);
    draw_of("matrix", "RUSCHN", 2022, 2022, &out);
    assert_non_null(strstr(ent_text_get(&out), tip));
    ent_text_clear(&out);
    ent_text_clear(&why);
    ent_table_destroy(table);
}

/* What is done by each to the other stands in a panel a pair, one line or two in a single drawing.
 */
static void
lines_each_way_have_panels(void **state)
{
    ent_text out;

    (void)state;
    draw_of("pressure", "RUSCHNUSA", 1960, 1970, &out);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"series s1\""), 3);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"series s2\""), 3);
    ent_text_clear(&out);
    draw_of("pressure", "RUSCHN", 1960, 1970, &out);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"series s1\""), 1);
    ent_text_clear(&out);
    draw_of("adversaries", "RUSCHNUSA", 1960, 1970, &out);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"series s1\""), 1);
    ent_text_clear(&out);
}

/* The numbers of the key are those of the table: the largest bloc is the first. */
static void
the_largest_blocs_are_told_apart(void **state)
{
    const char *key;
    ent_text    out;
    size_t      before = SIZE_MAX;

    (void)state;
    draw_of("map-blocs", "", 1965, 1965, &out);
    key = strstr(ent_text_get(&out), "<g class=\"head\">");
    if (strstr(ent_text_get(&out), "without the borders") != NULL) {
        ent_text_clear(&out);
        return; /* a build without npm has no map */
    }
    assert_non_null(key);
    for (const char *at = key; (at = strstr(at, ">with ")) != NULL; at++) {
        size_t size = strtoul(strchr(at, ':') + 1, NULL, 10);

        assert_true(size >= 2 && size <= before);
        before = size;
    }
    assert_true(before < SIZE_MAX);
    ent_text_clear(&out);
}

static void
every_picture_of_rows_names_its_sources(void **state)
{
    size_t             count;
    const ent_picture *pictures = ent_pictures(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        ent_text out;
        bool     votes =
            (pictures[i].detail & (ENT_RECORD_VOTES | ENT_RECORD_FLOWS | ENT_RECORD_REACH)) != 0;

        draw_of(pictures[i].name, "", 2012, 2012, &out);
        assert_true(votes || strstr(ent_text_get(&out), ">Sources: world ") != NULL ||
                    strstr(ent_text_get(&out), "class=\"said\"") != NULL);
        ent_text_clear(&out);
        ent_picture_sources(&out, &pictures[i], record, ent_span_of_year(2012));
        assert_true(out.length == 0 || ent_starts_with(ent_text_get(&out), "world "));
        assert_true(out.length > 0 || votes || strcmp(pictures[i].name, "peace") == 0 ||
                    strcmp(pictures[i].measure, "power") == 0 ||
                    strcmp(pictures[i].measure, "polarity") == 0); /* our own have one year */
        ent_text_clear(&out);
    }
}

static void
a_picture_rests_on_the_kinds_of_its_measure(void **state)
{
    const ent_picture *map = ent_picture_find("map-obligations");

    (void)state;
    assert_int_equal(ent_picture_rests_on(map, "obligations"), ENT_RESTS_FIRST);
    assert_int_equal(ent_picture_rests_on(map, "obligation"), ENT_RESTS_NOT);
    assert_int_equal(ent_picture_rests_on(map, "disputes"), ENT_RESTS_NOT);
    assert_int_equal(ent_picture_rests_on(ent_picture_find("network"), "disputes"), ENT_RESTS_ALSO);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_broken_where_a_year_is_missing),
        cmocka_unit_test(errors_are_intervals_of_95_percent_inside_the_frame),
        cmocka_unit_test(lines_differ_by_stroke_and_are_named_at_their_ends),
        cmocka_unit_test(a_value_of_few_observations_is_hollow),
        cmocka_unit_test(panels_stand_on_the_same_scales),
        cmocka_unit_test(one_year_and_none_are_whole_pictures),
        cmocka_unit_test(a_seam_of_the_record_is_shown_where_it_lies),
        cmocka_unit_test(every_picture_draws_a_file_that_its_hash_allows),
        cmocka_unit_test(a_query_prints_as_its_command_and_its_address),
        cmocka_unit_test(a_wrong_number_of_states_is_refused),
        cmocka_unit_test(a_title_says_what_the_picture_comes_to),
        cmocka_unit_test(a_matrix_draws_the_numbers_of_its_data),
        cmocka_unit_test(lines_each_way_have_panels),
        cmocka_unit_test(the_largest_blocs_are_told_apart),
        cmocka_unit_test(every_picture_of_rows_names_its_sources),
        cmocka_unit_test(a_picture_rests_on_the_kinds_of_its_measure),
    };

    return cmocka_run_group_tests(tests, open_record, close_record);
}
