/*
 * test_chart.c - the pictures, on invented states
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "base/date.h"
#include "report/chart/chart.h"
#include "unit_page.h"

static ent_text out;

enum { BOTH = ENT_OBLIGATION_DEFENCE | ENT_OBLIGATION_CONSULTATION, MAY = -7185 /* 1950-05-01 */ };

static int
clear(void **state)
{
    (void)state;
    ent_text_clear(&out);
    return 0;
}

/* What all pictures share: sound markup, a name for those who do not see, the data as a table. */
static void
assert_picture(const char *id)
{
    ent_text whole;
    char     name[64];

    assert_false(out.failed);
    ent_text_init(&whole);
    ent_text_add(&whole, "<div>");
    ent_text_add(&whole, ent_text_get(&out));
    ent_text_add(&whole, "</div>");
    unit_assert_well_formed(ent_text_get(&whole), whole.length);
    unit_assert_harmless(ent_text_get(&whole));
    assert_non_null(strstr(ent_text_get(&out), "role=\"img\""));
    (void)snprintf(name, sizeof name, "<title id=\"%s-title\">", id);
    assert_non_null(strstr(ent_text_get(&out), name));
    (void)snprintf(name, sizeof name, "<desc id=\"%s-desc\">", id);
    assert_non_null(strstr(ent_text_get(&out), name));
    assert_non_null(strstr(ent_text_get(&out), "<details class=\"data\">"));
    assert_null(strstr(ent_text_get(&out), "nan"));
    assert_null(strstr(ent_text_get(&out), "inf\""));
    ent_text_clear(&whole);
}

/* The drawing below its head, whose key repeats its marks. */
static const char *
marks(void)
{
    const char *head = strstr(ent_text_get(&out), "<g class=\"head\">");

    assert_non_null(head);
    return strstr(head, "</g>");
}

/* 1. fans */

static const ent_level_year YEARS[] = {
    {2024, 5, 5, 5, 5, 5, 5, 5}, {2025, 5.2, 5, 6, 4, 6, 4, 7}, {2026, 5.4, 5, 6, 4, 7, 3, 7}};

static void
a_fan_has_three_bands_a_mean_and_the_base(void **state)
{
    ent_fan fan = {.id = "fan-1",
                   .title = "A <b> & \"crisis\"",
                   .pair = "Russia and China",
                   .years = YEARS,
                   .base = YEARS,
                   .year_count = 3};

    (void)state;
    ent_chart_fan(&out, &fan);
    assert_picture("fan-1");
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"band"), 3);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"mean\""), 1);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"mean-base\""), 1);
    assert_non_null(strstr(ent_text_get(&out), "A &lt;b&gt; &amp; &quot;crisis&quot;"));
    assert_non_null(strstr(ent_text_get(&out), "Mean 5 in 2024 and 5.4 in 2026"));
    assert_int_equal(unit_count(ent_text_get(&out), "<th scope=\"row\">"), 3);
}

static void
a_fan_of_one_year_or_none_is_whole(void **state)
{
    ent_fan fan = {.id = "f", .title = "t", .pair = "p", .years = YEARS, .year_count = 1};

    (void)state;
    ent_chart_fan(&out, &fan);
    assert_picture("f");
    ent_text_clear(&out);
    fan.year_count = 0;
    ent_chart_fan(&out, &fan);
    assert_non_null(strstr(ent_text_get(&out), "No years to draw"));
    ent_text_clear(&out);
    fan.year_count = 1000; /* more than a scenario can have: the array is not read */
    ent_chart_fan(&out, &fan);
    assert_non_null(strstr(ent_text_get(&out), "No years to draw"));
}

/* 2. the triangle */

static const ent_triangle_year TRIANGLE[] = {
    {1960, {-1, 1, -1}, ENT_TRIANGLE_MARRIAGE, 0}, {1961, {-1, 1, -1}, ENT_TRIANGLE_MARRIAGE, 0},
    {1962, {-1, 0, -1}, ENT_TRIANGLE_MARRIAGE, 0}, {1963, {-1, -1, -1}, ENT_TRIANGLE_UNIT_VETO, -1},
    {1964, {-1, -1, 0}, ENT_TRIANGLE_MARRIAGE, 1}, {1965, {1, 1, 0}, ENT_TRIANGLE_MENAGE, -1},
    {1966, {1, 1, -1}, ENT_TRIANGLE_ROMANTIC, 1},  {1967, {1, 1, -1}, ENT_TRIANGLE_ROMANTIC, 1}};

static ent_triangle_history
triangle(size_t count)
{
    return (ent_triangle_history){{"United States", "Russia", "China & Co"}, TRIANGLE, count};
}

static void
the_triangle_shows_runs_of_equal_signs(void **state)
{
    ent_triangle_history history = triangle(8);

    (void)state;
    ent_chart_triangle(&out, &history);
    assert_picture("triangle");
    /* USA-RUS: - then +; RUS-CHN: + 0 - +; USA-CHN: - 0 - */
    assert_int_equal(unit_count(marks(), "class=\"positive\""), 3);
    assert_int_equal(unit_count(marks(), "class=\"negative\""), 4);
    assert_int_equal(unit_count(marks(), "class=\"neutral\""), 2);
    assert_non_null(strstr(ent_text_get(&out), "China &amp; Co"));
    assert_non_null(strstr(ent_text_get(&out), "marriage, outside: United States, 1960 to 1962"));
    assert_non_null(strstr(ent_text_get(&out), "pivot: Russia, since 1966."));
}

/* A name alone would be read as that of the two who are together. */
static void
who_stands_apart_is_never_named_without_how(void **state)
{
    ent_triangle_year    years[60] = {{.year = 1950}};
    ent_triangle_history history = {{"United States", "Russia", "China"}, years, 60};

    (void)state;
    for (int i = 0; i < 60; i++) { /* 7 years, too narrow for one line, are room for two */
        years[i] = (ent_triangle_year){1950 + i,
                                       {-1, 1, -1},
                                       i < 7 ? ENT_TRIANGLE_MARRIAGE : ENT_TRIANGLE_UNIT_VETO,
                                       i < 7 ? 0 : -1};
    }
    ent_chart_triangle(&out, &history);
    assert_int_equal(unit_count(marks(), ">outside:<"), 1);
    assert_int_equal(unit_count(marks(), ">United States<"), 1);
    ent_text_reset(&out);
    for (int i = 0; i < 60; i++) { /* all on one line */
        years[i].type = ENT_TRIANGLE_MARRIAGE;
        years[i].pivot = 0;
    }
    ent_chart_triangle(&out, &history);
    assert_int_equal(unit_count(marks(), ">outside: United States<"), 1);
}

static void
the_present_type_is_dated_from_its_first_year(void **state)
{
    ent_triangle_history history = triangle(8);

    (void)state;
    assert_int_equal(ent_triangle_since(&history), 1966);
    history = triangle(3);
    assert_int_equal(ent_triangle_since(&history), 1960);
    history = triangle(5); /* the same type, another outsider */
    assert_int_equal(ent_triangle_since(&history), 1964);
    history = triangle(0);
    assert_int_equal(ent_triangle_since(&history), 0);
    ent_chart_triangle(&out, &history);
    assert_non_null(strstr(ent_text_get(&out), "no year"));
}

/* 3. a pair over time */

static void
a_pair_shows_treaties_flags_levels_and_acts(void **state)
{
    ent_history_year   years[] = {{1950, 2, 0, ENT_OBLIGATION_DEFENCE},
                                  {1951, 7, 0, ENT_OBLIGATION_DEFENCE},
                                  {1952, 7, 1, BOTH},
                                  {1953, -1, 0, 0},
                                  {1954, 0, 0, ENT_OBLIGATION_DEFENCE}};
    ent_history_treaty treaties[] = {{"Treaty of <Friendship>", ENT_DAY_MIN,
                                      ent_date_day(1953, 1, 1), ENT_OBLIGATION_DEFENCE, 3},
                                     {"A treaty whose title is far longer than the whole width of "
                                      "the picture could hold, were it written out in full, which "
                                      "no one should try to do on one line of a page",
                                      ent_date_day(1954, 1, 1), ENT_DAY_MAX, 0, 0}};
    ent_history_act    acts[] = {{"Exercise \"East\"", "exercise", MAY, MAY + 1, 4, 7},
                                 {"Undated", "arms", ENT_DAY_MIN, ENT_DAY_MAX, 3, 0},
                                 {"Later", "arms", ent_date_day(2040, 1, 1), ENT_DAY_MAX, 3, 0}};
    ent_history_report reports[] = {{MAY, "AID", "They <b>helped</b> each other."}};
    ent_history        history = {"Russia", "China", years, 5, treaties, 2, acts, 3, reports, 0};

    (void)state;
    ent_chart_history(&out, &history);
    assert_picture("history");
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"treaty-bar\""), 2);
    assert_int_equal(unit_count(marks(), "class=\"flag\""), 3);
    assert_int_equal(unit_count(marks(), "class=\"act\""), 1);
    assert_int_equal(unit_count(marks(), "class=\"hatch\""), 1);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"hatch faint\""), 1);
    assert_non_null(strstr(ent_text_get(&out), "Treaty of &lt;Friendship&gt;"));
    assert_non_null(strstr(ent_text_get(&out), "<a href=\"#ref-7\">[7]</a>"));
    assert_non_null(strstr(ent_text_get(&out), "<td>defence, consultation</td>"));
    assert_null(strstr(ent_text_get(&out), "reported by the documents"));
    history.report_count = 1;
    ent_text_reset(&out);
    ent_chart_history(&out, &history);
    assert_picture("history");
    assert_non_null(strstr(ent_text_get(&out),
                           "<title>1950-05-01, AID: They &lt;b&gt;helped&lt;/b&gt; each other."));
}

static void
a_pair_without_years_says_so(void **state)
{
    ent_history history = {.a = "Russia", .b = "China"};

    (void)state;
    ent_chart_history(&out, &history);
    assert_non_null(strstr(ent_text_get(&out), "no year of this pair"));
}

static void
a_level_outside_the_scale_is_not_known(void **state)
{
    (void)state;
    assert_string_equal(ent_level_name(-1), "not known");
    assert_string_equal(ent_level_name(8), "not known");
    assert_string_equal(ent_level_name(0), "none");
    ent_obligations_print(&out, 0);
    assert_string_equal(ent_text_get(&out), "none");
}

/* 4. the network and its matrix */

static ent_network_node NODES[] = {
    {0, "AAA", "Aland", 3, true}, {1, "BBB", "Bland <i>", 0, false}, {2, "CCC", "Cland", 1, false}};
static ent_network_edge EDGES[] = {{0, 1, 1, ENT_OBLIGATION_DEFENCE, false, 3},
                                   {0, 2, -1, ENT_OBLIGATION_NONAGGRESSION, true, -1},
                                   {1, 2, 1, 0, false, 4}};

static ent_network
network(void)
{
    return (ent_network){
        .year = 2025, .nodes = NODES, .node_count = 3, .edges = EDGES, .edge_count = 3};
}

static void
draw(const ent_network *drawn)
{
    ent_ctx *ctx = unit_ctx(1);

    assert_int_equal(ent_chart_network(ctx, &out, drawn), ENT_OK);
    ent_ctx_destroy(ctx);
}

static void
signs_of_a_network_differ_by_stroke(void **state)
{
    ent_network drawn = network();

    (void)state;
    draw(&drawn);
    assert_picture("network");
    assert_int_equal(unit_count(marks(), "class=\"edge bound\""), 1);
    assert_int_equal(unit_count(marks(), "class=\"edge adversary\""), 1);
    assert_int_equal(unit_count(marks(), "class=\"edge practice\""), 1);
    assert_int_equal(unit_count(marks(), "class=\"edge weak\""), 0);
    assert_int_equal(unit_count(marks(), "<circle"), 3);
    assert_non_null(strstr(ent_text_get(&out), "Bland &lt;i&gt;"));
}

static void
a_network_is_drawn_the_same_way_twice(void **state)
{
    ent_network drawn = network();
    char       *first;

    (void)state;
    draw(&drawn);
    first = strdup(ent_text_get(&out));
    assert_non_null(first);
    ent_text_clear(&out);
    draw(&drawn);
    assert_string_equal(first, ent_text_get(&out));
    free(first);
}

/* The west of the map is the left of the picture, whatever ties there are. */
static void
states_of_a_network_keep_their_places(void **state)
{
    double      home[] = {700, 100, 100, 120, 400, 300};
    ent_network drawn = network();
    double      x[2][3];

    (void)state;
    drawn.home = home;
    for (size_t turn = 0; turn < 2; turn++) {
        const char *at;

        drawn.edge_count = turn == 0 ? 3 : 1;
        ent_text_reset(&out);
        draw(&drawn);
        at = marks();
        for (size_t i = 0; i < 3; i++) {
            at = strstr(at + 1, "<circle");
            assert_non_null(at);
            x[turn][i] = strtod(strstr(at, "cx=\"") + 4, NULL);
        }
        assert_true(x[turn][1] < x[turn][2] && x[turn][2] < x[turn][0]);
    }
    home[0] = home[2] = NAN; /* with one place known there is nothing to be drawn back to */
    ent_text_reset(&out);
    draw(&drawn);
    assert_picture("network");
}

static void
a_matrix_has_a_line_between_blocs(void **state)
{
    double      kappa[] = {1, 0.8, 0.1, 0.8, 1, 0.2, 0.1, 0.2, 1};
    size_t      order[] = {2, 0, 1};
    int         blocs[] = {2, 2, 1};
    ent_network drawn = network();

    (void)state;
    drawn.kappa = kappa;
    drawn.order = order;
    drawn.blocs = blocs;
    ent_chart_matrix(&out, &drawn);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"bloc\""), 2);
    blocs[2] = 2;
    ent_text_reset(&out);
    ent_chart_matrix(&out, &drawn);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"bloc\""), 0);
}

static void
a_network_of_one_node_or_none_is_whole(void **state)
{
    ent_network drawn = network();

    (void)state;
    drawn.node_count = 1;
    drawn.edge_count = 0;
    draw(&drawn);
    assert_picture("network");
    ent_text_clear(&out);
    drawn.node_count = 0;
    draw(&drawn);
    assert_non_null(strstr(ent_text_get(&out), "no system to draw"));
}

static void
a_matrix_shows_size_sign_and_what_is_missing(void **state)
{
    double      kappa[] = {1, 0.8, -0.3, 0.8, 1, NAN, -0.3, NAN, 1};
    size_t      order[] = {2, 0, 1};
    ent_network drawn = network();

    (void)state;
    ent_chart_matrix(&out, &drawn);
    assert_int_equal(out.length, 0); /* not measured */
    drawn.kappa = kappa;
    drawn.order = order;
    ent_chart_matrix(&out, &drawn);
    assert_picture("matrix");
    assert_int_equal(unit_count(marks(), "class=\"kappa-4\""), 2);
    assert_int_equal(unit_count(marks(), "class=\"kappa-negative\""), 2);
    assert_int_equal(unit_count(marks(), "class=\"kappa-missing\""), 2);
    assert_non_null(strstr(ent_text_get(&out), "\xE2\x88\x92"
                                               "0.300"));
}

static void
specifications_stand_by_value_with_their_choices(void **state)
{
    const ent_specification_point POINTS[] = {
        {0.9, true, {"a.x", "1990 to 2000", NULL, NULL, "sources as usual"}},
        {-0.4, false, {"a.<y>", "1990 to 2000", "signs by peace", NULL, "sources as usual"}},
        {0.2, true, {"a.x", "1995 to 2000", NULL, NULL, "sources as usual"}}};
    ent_specifications drawn = {"curve-1", "One & two", "Kendall's tau", true, POINTS, 3};
    const char        *first, *last;

    (void)state;
    ent_draw_specifications(&out, &drawn);
    unit_assert_well_formed(ent_text_get(&out), out.length);
    unit_assert_harmless(ent_text_get(&out));
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"spec agrees\""), 2);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"spec differs\""), 1);
    first = strstr(ent_text_get(&out), "<title>-0.4, does not agree; a.&lt;y&gt;");
    last = strstr(ent_text_get(&out), "<title>0.9, agrees; a.x; 1990 to 2000");
    assert_non_null(first);
    assert_true(last > first);
    /* two measures, two windows, one coding of signs; sources are the same in all */
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"choice\""), 3 + 3 + 1);
    assert_null(strstr(ent_text_get(&out), ">sources as usual<"));
    assert_non_null(strstr(ent_text_get(&out), "2 of 3 specifications agree"));
}

static void
values_of_several_units_are_shares_of_the_largest(void **state)
{
    const ent_specification_point POINTS[] = {{800, true, {"a.gdp", NULL, NULL, NULL, NULL}},
                                              {-400, false, {"a.gdp", NULL, NULL, NULL, NULL}},
                                              {0.1, true, {"a.share", NULL, NULL, NULL, NULL}}};
    ent_specifications            drawn = {"curve-2", "Two units", "share", false, POINTS, 3};

    (void)state;
    ent_draw_specifications(&out, &drawn);
    assert_int_equal(unit_count(ent_text_get(&out), ">most<"), 1);
    assert_int_equal(unit_count(ent_text_get(&out), "cy=\"32\""), 2); /* both largest at the top */
    ent_text_reset(&out);
    drawn.count = 0;
    ent_draw_specifications(&out, &drawn);
    assert_int_equal(out.length, 0);
}

static void
members_stand_in_rows_by_status(void **state)
{
    ent_member_spell spells[] = {
        {3, "A & B", "member", ENT_MEMBER_FULL, MAY, ENT_DAY_MAX, ENT_MEMBER_FULL, MAY},
        {5, "C", "candidate", ENT_MEMBER_ON_WAY, MAY, MAY + 900, ENT_MEMBER_FULL, MAY + 900},
        {5, "C", "member", ENT_MEMBER_FULL, MAY + 900, MAY + 9000, ENT_MEMBER_FULL, MAY + 900},
        {7, "D", "observer", ENT_MEMBER_GUEST, MAY + 300, ENT_DAY_MAX, ENT_MEMBER_GUEST, MAY}};
    ent_members members = {"members-X", "Members of X", MAY, MAY + 20000, spells, 4, 3};

    (void)state;
    ent_draw_members(&out, &members);
    unit_assert_well_formed(ent_text_get(&out), out.length);
    unit_assert_harmless(ent_text_get(&out));
    assert_int_equal(unit_count(marks(), "class=\"member\""), 2);
    assert_int_equal(unit_count(marks(), "class=\"member way\""), 1);
    assert_int_equal(unit_count(marks(), "class=\"member guest\""), 1);
    assert_int_equal(unit_count(ent_text_get(&out), ">C</text>"), 1); /* both spells in one row */
    assert_non_null(strstr(ent_text_get(&out), "<title>A &amp; B: member, 1950-05-01 on</title>"));
    ent_text_reset(&out);
    members.count = 0;
    ent_draw_members(&out, &members);
    assert_non_null(strstr(ent_text_get(&out), "The record holds no members of it."));
}

/* Two families of counts; of the second nothing varies, and what was observed lies beyond. */
static ent_table *
make_goodness(ent_ctx *ctx, bool with_rows)
{
    static const char *const NAMES[] = {"statistic", "value", "observed", "mean",   "sd",
                                        "min",       "q05",   "q25",      "median", "q75",
                                        "q95",       "max",   "p"};
    static const double      ROWS[2][11] = {{12, 10, 2, 4, 7, 9, 10, 11, 13, 16, .25},
                                            {3, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0}};
    ent_column               columns[13];
    ent_table               *table;

    for (size_t i = 0; i < 13; i++) {
        columns[i] = (ent_column){NAMES[i], i < 2 ? ENT_COLUMN_TEXT : ENT_COLUMN_NUMBER};
    }
    assert_int_equal(ent_table_create(ctx, columns, 13, &table), ENT_OK);
    for (size_t row = 0; row < 2 && with_rows; row++) {
        ent_table_row(table);
        ent_table_text(table, 0, row == 0 ? "degree" : "tri<ads");
        ent_table_text(table, 1, row == 0 ? "<=2" : "3 ties");
        for (size_t i = 0; i < 11; i++) {
            ent_table_number(table, i + 2, ROWS[row][i]);
        }
    }
    return table;
}

static void
goodness_has_a_panel_a_family_and_a_dot_a_count(void **state)
{
    ent_ctx   *ctx = unit_ctx(1);
    ent_table *table = make_goodness(ctx, true);

    (void)state;
    ent_draw_goodness(&out, table);
    unit_assert_well_formed(ent_text_get(&out), out.length);
    unit_assert_harmless(ent_text_get(&out));
    assert_non_null(strstr(ent_text_get(&out), "degree: p 0.25"));
    assert_non_null(strstr(ent_text_get(&out), "tri&lt;ads: p 0<"));
    assert_non_null(
        strstr(ent_text_get(&out), "observed 12; simulated 10 on the average, 90 % in 7 to 13"));
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"point\""), 2);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"band95\""), 2);
    ent_table_destroy(table);
    ent_text_reset(&out);
    table = make_goodness(ctx, false);
    ent_draw_goodness(&out, table);
    assert_non_null(strstr(ent_text_get(&out), "There is nothing to compare."));
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

/* Two outcomes: of the first two groups, one of which never came; of the second one. */
static ent_table *
make_groups(ent_ctx *ctx, bool with_rows)
{
    static const ent_column COLUMNS[] = {
        {"horizon", ENT_COLUMN_INTEGER}, {"outcome", ENT_COLUMN_TEXT},
        {"model", ENT_COLUMN_TEXT},      {"n", ENT_COLUMN_INTEGER},
        {"events", ENT_COLUMN_INTEGER},  {"forecast", ENT_COLUMN_NUMBER},
        {"observed", ENT_COLUMN_NUMBER}, {"lo", ENT_COLUMN_NUMBER},
        {"hi", ENT_COLUMN_NUMBER}};
    static const double ROWS[4][6] = {{100, 0, 0.01, 0, 0, 0.03},
                                      {50, 20, 0.5, 0.4, 0.2, 0.6},
                                      {50, 20, 0.5, 0.4, 0.2, 0.6},
                                      {10, 10, 0.9, 1, 0.7, 1}};
    ent_table          *table;

    assert_int_equal(ent_table_create(ctx, COLUMNS, 9, &table), ENT_OK);
    for (size_t row = 0; row < 4 && with_rows; row++) {
        ent_table_row(table);
        ent_table_integer(table, 0, row < 3 ? 1 : 5);
        ent_table_text(table, 1, "on<set");
        ent_table_text(table, 2, row == 2 ? "logit" : "model");
        ent_table_integer(table, 3, (int64_t)ROWS[row][0]);
        ent_table_integer(table, 4, (int64_t)ROWS[row][1]);
        for (size_t i = 2; i < 6; i++) {
            ent_table_number(table, 3 + i, ROWS[row][i]);
        }
    }
    return table;
}

static void
reliability_has_a_panel_an_outcome_and_a_dot_a_group_of_the_model(void **state)
{
    ent_ctx   *ctx = unit_ctx(1);
    ent_table *table = make_groups(ctx, true);

    (void)state;
    ent_draw_reliability(&out, table);
    unit_assert_well_formed(ent_text_get(&out), out.length);
    unit_assert_harmless(ent_text_get(&out));
    assert_non_null(strstr(ent_text_get(&out), "on&lt;set, 1 year ahead"));
    assert_non_null(strstr(ent_text_get(&out), "on&lt;set, 5 years ahead"));
    assert_non_null(strstr(ent_text_get(&out), "told 0.5, came 0.4 (0.2 to 0.6): 20 of 50"));
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"point\""), 3);
    ent_table_destroy(table);
    ent_text_reset(&out);
    table = make_groups(ctx, false);
    ent_draw_reliability(&out, table);
    assert_non_null(strstr(ent_text_get(&out), "There is no forecast to compare."));
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(reliability_has_a_panel_an_outcome_and_a_dot_a_group_of_the_model,
                                  clear),
        cmocka_unit_test_teardown(goodness_has_a_panel_a_family_and_a_dot_a_count, clear),
        cmocka_unit_test_teardown(a_fan_has_three_bands_a_mean_and_the_base, clear),
        cmocka_unit_test_teardown(a_fan_of_one_year_or_none_is_whole, clear),
        cmocka_unit_test_teardown(the_triangle_shows_runs_of_equal_signs, clear),
        cmocka_unit_test_teardown(who_stands_apart_is_never_named_without_how, clear),
        cmocka_unit_test_teardown(the_present_type_is_dated_from_its_first_year, clear),
        cmocka_unit_test_teardown(a_pair_shows_treaties_flags_levels_and_acts, clear),
        cmocka_unit_test_teardown(a_pair_without_years_says_so, clear),
        cmocka_unit_test_teardown(a_level_outside_the_scale_is_not_known, clear),
        cmocka_unit_test_teardown(signs_of_a_network_differ_by_stroke, clear),
        cmocka_unit_test_teardown(a_network_is_drawn_the_same_way_twice, clear),
        cmocka_unit_test_teardown(states_of_a_network_keep_their_places, clear),
        cmocka_unit_test_teardown(a_matrix_has_a_line_between_blocs, clear),
        cmocka_unit_test_teardown(a_network_of_one_node_or_none_is_whole, clear),
        cmocka_unit_test_teardown(a_matrix_shows_size_sign_and_what_is_missing, clear),
        cmocka_unit_test_teardown(members_stand_in_rows_by_status, clear),
        cmocka_unit_test_teardown(specifications_stand_by_value_with_their_choices, clear),
        cmocka_unit_test_teardown(values_of_several_units_are_shares_of_the_largest, clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
