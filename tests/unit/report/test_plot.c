/*
 * test_plot.c - tables as pictures of letters: what is drawn is what the table says
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "report/plot/plot.h"

static const ent_column PAIRS[] = {{"year", ENT_COLUMN_INTEGER},
                                   {"state_a", ENT_COLUMN_TEXT},
                                   {"state_b", ENT_COLUMN_TEXT},
                                   {"kappa", ENT_COLUMN_NUMBER},
                                   {"n", ENT_COLUMN_INTEGER}};

typedef struct trial {
    ent_ctx   *ctx;
    ent_table *table;
    ent_text   out;
} trial;

static int
set_up(void **state)
{
    trial *t = calloc(1, sizeof *t);

    assert_non_null(t);
    t->ctx = unit_ctx(1);
    ent_text_init(&t->out);
    *state = t;
    return 0;
}

static int
tear_down(void **state)
{
    trial *t = *state;

    ent_table_destroy(t->table);
    ent_text_clear(&t->out);
    ent_ctx_destroy(t->ctx);
    free(t);
    return 0;
}

static void
add_pair(trial *t, int year, const char *a, const char *b, double value)
{
    if (t->table == NULL) {
        assert_int_equal(ent_table_create(t->ctx, PAIRS, 5, &t->table), ENT_OK);
    }
    ent_table_row(t->table);
    ent_table_integer(t->table, 0, year);
    ent_table_text(t->table, 1, a);
    ent_table_text(t->table, 2, b);
    ent_table_number(t->table, 3, value);
    ent_table_integer(t->table, 4, 7);
}

static const char *
plot(trial *t, ent_plot_options options)
{
    ent_text_reset(&t->out);
    assert_int_equal(ent_plot_table(t->ctx, t->table, &options, &t->out), ENT_OK);
    return ent_text_get(&t->out);
}

/* Line `number` from 0 on, without its end. */
static const char *
line(const char *text, int number, char room[1024])
{
    size_t length;

    for (; number > 0; number--) {
        text += strcspn(text, "\n");
        assert_true(*text == '\n');
        text++;
    }
    length = strcspn(text, "\n");
    assert_true(length < 1024);
    memcpy(room, text, length);
    room[length] = '\0';
    return room;
}

static void
no_line_is_wider_than_the_terminal(void **state)
{
    trial *t = *state;

    for (int series = 1; series <= 9; series += 4) {
        for (int i = 0; i < series; i++) {
            for (int year = 1900; year < 2024; year++) {
                char name[] = {'A', (char)('A' + i), 'X', '\0'};

                add_pair(t, year, "RUS", name, sin(year / 7.0 + i));
            }
        }
        for (int width = ENT_PLOT_NARROWEST; width < 200; width += 17) {
            for (int ascii = 0; ascii < 2; ascii++) {
                const char *text = plot(t, (ent_plot_options){.width = width, .ascii = ascii != 0});
                char        room[1024];

                /* lines with their legend; many series are sparklines with both ends */
                for (int i = 0; i < (series > 6 ? series + 1 : 19 + series); i++) {
                    assert_true(ent_plot_columns(line(text, i, room)) <=
                                (width < 70 && series > 6 ? 70 : width));
                }
            }
        }
    }
}

static void
ascii_is_ascii(void **state)
{
    trial *t = *state;

    for (int year = 2000; year < 2010; year++) {
        add_pair(t, year, "RUS", "CHN", year - 2005);
        add_pair(t, year, "R\xC3\x9CS", "USA", 2005 - year);
    }
    for (const char *c = plot(t, (ent_plot_options){.ascii = true}); *c != '\0'; c++) {
        assert_true((unsigned char)*c < 0x80);
    }
}

static void
colours_are_written_only_where_there_are_any(void **state)
{
    trial *t = *state;

    add_pair(t, 2000, "RUS", "CHN", 1);
    add_pair(t, 2001, "RUS", "CHN", 2);
    assert_null(strchr(plot(t, (ent_plot_options){0}), '\033'));
    assert_non_null(strchr(plot(t, (ent_plot_options){.colour = true}), '\033'));
}

/* Rising in equal steps, a line leaves the lower left corner and ends in the upper right one. */
static void
a_rising_line_rises(void **state)
{
    trial      *t = *state;
    const char *text;
    char        room[1024];
    int         last = 0;

    for (int year = 2000; year <= 2010; year++) {
        add_pair(t, year, "RUS", "CHN", year - 2000);
    }
    text = plot(t, (ent_plot_options){.ascii = true, .width = 60});
    assert_string_equal(line(text, 0, room), "kappa, 2000 to 2010");
    for (int row = 16; row >= 1; row--) { /* from below */
        const char *star = strchr(line(text, row, room), '*');

        assert_non_null(star);
        assert_true((int)(star - room) >= last);
        last = (int)(star - room);
    }
    assert_int_equal(line(text, 1, room)[strlen(room) - 1], '*');
    assert_int_equal(strlen(room), 60);
    assert_non_null(strstr(text, "* RUS-CHN  0 (2000) -> 10 (2010)\n"));
}

/* Years without a value, and years that are not there, are no straight line. */
static void
what_is_missing_is_a_gap(void **state)
{
    trial      *t = *state;
    const char *text;
    char        room[1024];

    for (int year = 2000; year <= 2020; year++) {
        if (year != 2009 && year != 2010 && year != 2011) {
            add_pair(t, year, "RUS", "CHN", year == 2000 ? 1 : 0);
        }
    }
    add_pair(t, 2010, "USA", "CHN", 1);
    text = plot(t, (ent_plot_options){.ascii = true, .width = 60});
    assert_non_null(strstr(line(text, 16, room), "a      "));
    assert_null(strstr(room, "b"));
    assert_non_null(strchr(line(text, 1, room), 'b'));
}

static void
a_matrix_shows_values_by_shade_and_sign(void **state)
{
    trial      *t = *state;
    const char *text;
    char        room[1024];

    add_pair(t, 2012, "AAA", "BBB", 0.9);
    add_pair(t, 2012, "AAA", "CCC", -0.9);
    add_pair(t, 2012, "BBB", "CCC", -0.8);
    text = plot(t, (ent_plot_options){.ascii = true});
    assert_string_equal(line(text, 0, room), "kappa, 2012");
    assert_string_equal(line(text, 4, room), "AAA  \\@@--");
    assert_string_equal(line(text, 5, room), "BBB @@ \\--");
    assert_string_equal(line(text, 6, room), "CCC ---- \\");
    text = plot(t, (ent_plot_options){0});
    assert_non_null(strstr(text, "\xE2\x96\x88\xE2\x96\x88"));
    assert_non_null(strstr(text, "\xE2\x88\x92\xE2\x88\x92"));
}

/* A year's table of three states with one value each. */
static void
add_states(trial *t, const char *value, ent_column_type type, int year, const char *const states[3],
           const double values[3])
{
    const ent_column columns[] = {
        {"year", ENT_COLUMN_INTEGER}, {"state", ENT_COLUMN_TEXT}, {value, type}};

    assert_int_equal(ent_table_create(t->ctx, columns, 3, &t->table), ENT_OK);
    for (size_t i = 0; i < 3; i++) {
        ent_table_row(t->table);
        ent_table_integer(t->table, 0, year);
        ent_table_text(t->table, 1, states[i]);
        if (type == ENT_COLUMN_INTEGER) {
            ent_table_integer(t->table, 2, (int64_t)values[i]);
        } else {
            ent_table_number(t->table, 2, values[i]);
        }
    }
}

static void
bars_are_the_largest_first(void **state)
{
    trial      *t = *state;
    const char *text;
    char        room[1024];

    add_states(t, "share", ENT_COLUMN_NUMBER, 2020, (const char *[]){"USA", "CHN", "RUS"},
               (double[]){0.1, 0.2, 0.1});
    text = plot(t, (ent_plot_options){.ascii = true, .width = 40});
    assert_string_equal(line(text, 0, room), "share, 2020");
    assert_string_equal(line(text, 1, room), "CHN ######################### 0.2");
    assert_string_equal(line(text, 2, room), "USA ############ 0.1");
    assert_string_equal(line(text, 3, room), "RUS ############ 0.1");
}

static void
spans_stand_where_their_years_are(void **state)
{
    static const ent_column  COLUMNS[] = {{"kind", ENT_COLUMN_TEXT},
                                          {"type", ENT_COLUMN_TEXT},
                                          {"start", ENT_COLUMN_TEXT},
                                          {"end", ENT_COLUMN_TEXT}};
    static const char *const ROWS[][4] = {{"rivalry", "spatial", "2000-01-01", "2004-12-31"},
                                          {"treaty", "x", "2008", NULL},
                                          {"rivalry", "spatial", "2009", "2009"}};
    trial                   *t = *state;
    const char              *text;
    char                     room[1024];

    assert_int_equal(ent_table_create(t->ctx, COLUMNS, 4, &t->table), ENT_OK);
    for (size_t i = 0; i < 3; i++) {
        ent_table_row(t->table);
        for (size_t k = 0; k < 4; k++) {
            ent_table_text(t->table, k, ROWS[i][k]);
        }
    }
    text = plot(t, (ent_plot_options){.ascii = true, .width = 40});
    assert_string_equal(line(text, 0, room), "                2000               2009");
    assert_string_equal(line(text, 1, room), "rivalry spatial ============         ==");
    assert_string_equal(line(text, 2, room), "treaty x                           ====>");
}

static void
each_state_and_institution_has_its_own_span(void **state)
{
    static const ent_column  COLUMNS[] = {{"state", ENT_COLUMN_TEXT},
                                          {"name", ENT_COLUMN_TEXT},
                                          {"kind", ENT_COLUMN_TEXT},
                                          {"start", ENT_COLUMN_TEXT},
                                          {"end", ENT_COLUMN_TEXT}};
    static const char *const ROWS[][5] = {{"AAA", "Aland", "x", "2000-01-01", "2004-12-31"},
                                          {"BBB", "Bland", "x", "2009", "2009"}};
    trial                   *t = *state;
    const char              *text;
    char                     room[1024];

    assert_int_equal(ent_table_create(t->ctx, COLUMNS, 5, &t->table), ENT_OK);
    for (size_t i = 0; i < 2; i++) {
        ent_table_row(t->table);
        for (size_t k = 0; k < 5; k++) {
            ent_table_text(t->table, k, ROWS[i][k]);
        }
    }
    text = plot(t, (ent_plot_options){.ascii = true, .width = 40});
    assert_memory_equal(line(text, 1, room), "AAA Aland ====", strlen("AAA Aland ===="));
    assert_memory_equal(line(text, 2, room), "BBB Bland     ", strlen("BBB Bland     "));
}

static void
groups_named_by_years_are_times_and_others_are_bars(void **state)
{
    static const ent_column COLUMNS[] = {{"group", ENT_COLUMN_TEXT},
                                         {"frustration_index", ENT_COLUMN_INTEGER}};
    trial                  *t = *state;
    char                    room[1024];

    assert_int_equal(ent_table_create(t->ctx, COLUMNS, 2, &t->table), ENT_OK);
    for (int year = 2000; year < 2003; year++) {
        (void)snprintf(room, sizeof room, "%d", year);
        ent_table_row(t->table);
        ent_table_text(t->table, 0, room);
        ent_table_integer(t->table, 1, year - 1990);
    }
    assert_string_equal(line(plot(t, (ent_plot_options){.ascii = true}), 0, room),
                        "frustration_index, 2000 to 2002");
    ent_table_row(t->table);
    ent_table_text(t->table, 0, "monks");
    ent_table_integer(t->table, 1, 5);
    assert_string_equal(line(plot(t, (ent_plot_options){.ascii = true}), 0, room),
                        "frustration_index");
}

/* The number of a bloc is its name: it is no amount. */
static void
of_blocs_the_states_are_counted(void **state)
{
    trial      *t = *state;
    const char *text;
    char        room[1024];

    add_states(t, "bloc", ENT_COLUMN_INTEGER, 1965, (const char *[]){"AAA", "BBB", "CCC"},
               (double[]){9, 9, 7});
    text = plot(t, (ent_plot_options){.ascii = true, .width = 40});
    assert_string_equal(line(text, 0, room), "states of each, 1965");
    assert_memory_equal(line(text, 1, room), "bloc 9 ##", strlen("bloc 9 ##"));
    assert_string_equal(strrchr(line(text, 1, room), ' '), " 2");
    assert_memory_equal(line(text, 2, room), "bloc 7 ##", strlen("bloc 7 ##"));
    assert_string_equal(strrchr(line(text, 2, room), ' '), " 1");
}

static void
what_cannot_be_drawn_is_said(void **state)
{
    static const ent_column COLUMNS[] = {{"name", ENT_COLUMN_TEXT}};
    trial                  *t = *state;
    ent_plot_options        options = {.value = "delta"};

    add_pair(t, 2000, "RUS", "CHN", NAN);
    assert_int_equal(ent_plot_table(t->ctx, t->table, &options, &t->out), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(t->ctx), "no column 'delta'"));
    options.value = "state_a";
    assert_int_equal(ent_plot_table(t->ctx, t->table, &options, &t->out), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(t->ctx), "holds no numbers"));
    ent_table_destroy(t->table);
    t->table = NULL;
    assert_int_equal(ent_table_create(t->ctx, COLUMNS, 1, &t->table), ENT_OK);
    assert_int_equal(ent_plot_table(t->ctx, t->table, NULL, &t->out), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(t->ctx), "no numbers"));
}

/* Containers and tonnes have no common scale: each route and unit has a line of its own. */
static void
units_are_never_drawn_on_one_scale(void **state)
{
    static const ent_column  COLUMNS[] = {{"year", ENT_COLUMN_INTEGER},
                                          {"route", ENT_COLUMN_TEXT},
                                          {"volume", ENT_COLUMN_NUMBER},
                                          {"unit", ENT_COLUMN_TEXT}};
    static const char *const UNITS[] = {"TEU", "tonnes"};
    trial                   *t = *state;

    assert_int_equal(ent_table_create(t->ctx, COLUMNS, 4, &t->table), ENT_OK);
    for (int i = 0; i < 6; i++) {
        ent_table_row(t->table);
        ent_table_integer(t->table, 0, 2000 + i / 2);
        ent_table_text(t->table, 1, "middle");
        ent_table_number(t->table, 2, i % 2 == 0 ? i + 1 : 1000 * i);
        ent_table_text(t->table, 3, UNITS[i % 2]);
    }
    assert_non_null(strstr(plot(t, (ent_plot_options){0}), "middle \xC2\xB7 TEU"));
    assert_non_null(strstr(ent_text_get(&t->out), "middle \xC2\xB7 tonnes"));
    assert_null(strstr(ent_text_get(&t->out), "\xE2\x94\xA4")); /* no axis for both */
}

static int
widest_line(const char *text)
{
    int widest = 0;

    while (*text != '\0') {
        char   line[512] = "";
        size_t length = strcspn(text, "\n");

        assert_true(length < sizeof line);
        memcpy(line, text, length);
        widest = ent_plot_columns(line) > widest ? ent_plot_columns(line) : widest;
        text += length + (text[length] == '\n');
    }
    return widest;
}

/* Of names too wide the leading keys are headings; one that is the same throughout is left out. */
static void
wide_names_stand_under_the_headings_of_their_groups(void **state)
{
    static const ent_column  COLUMNS[] = {{"scenario", ENT_COLUMN_TEXT},
                                          {"outcome", ENT_COLUMN_TEXT},
                                          {"year", ENT_COLUMN_INTEGER},
                                          {"what", ENT_COLUMN_TEXT},
                                          {"value", ENT_COLUMN_NUMBER}};
    static const char *const OUTCOMES[] = {"a level of six or more", "a level below four"};
    static const char *const WHAT[] = {"rate", "pressure", "distance", "enmity"};
    static const char        BEGINNING[] = "value, 2025 to 2026\n"
                                           "a level of six or more\n"
                                           "  rate     ";
    trial                   *t = *state;
    const char              *drawn;

    assert_int_equal(ent_table_create(t->ctx, COLUMNS, 5, &t->table), ENT_OK);
    for (int row = 0; row < 16; row++) {
        ent_table_row(t->table);
        ent_table_text(t->table, 0, "a crisis that has a long name");
        ent_table_text(t->table, 1, OUTCOMES[row / 8]);
        ent_table_integer(t->table, 2, 2025 + row % 2);
        ent_table_text(t->table, 3, WHAT[row / 2 % 4]);
        ent_table_number(t->table, 4, row % 2 * (4 + row / 2));
    }
    drawn = plot(t, (ent_plot_options){.width = 70, .ascii = true});
    assert_memory_equal(drawn, BEGINNING, sizeof BEGINNING - 1);
    assert_non_null(strstr(drawn, "\n  distance "));
    assert_non_null(strstr(drawn, "\na level below four\n"));
    assert_null(strstr(drawn, "a crisis"));
    assert_true(widest_line(drawn) <= 70);
    assert_true(widest_line(plot(t, (ent_plot_options){.width = 40})) <= 40);
}

static void
the_key_of_a_matrix_keeps_within_its_width(void **state)
{
    trial *t = *state;

    add_pair(t, 2024, "RUS", "CHN", 0.780212345);
    add_pair(t, 2024, "RUS", "USA", -0.4123);
    add_pair(t, 2024, "USA", "CHN", 0.3);
    assert_true(widest_line(plot(t, (ent_plot_options){.width = 40})) <= 40);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(no_line_is_wider_than_the_terminal),
        TEST(ascii_is_ascii),
        TEST(colours_are_written_only_where_there_are_any),
        TEST(a_rising_line_rises),
        TEST(what_is_missing_is_a_gap),
        TEST(a_matrix_shows_values_by_shade_and_sign),
        TEST(bars_are_the_largest_first),
        TEST(spans_stand_where_their_years_are),
        TEST(each_state_and_institution_has_its_own_span),
        TEST(groups_named_by_years_are_times_and_others_are_bars),
        TEST(of_blocs_the_states_are_counted),
        TEST(units_are_never_drawn_on_one_scale),
        TEST(wide_names_stand_under_the_headings_of_their_groups),
        TEST(the_key_of_a_matrix_keeps_within_its_width),
        TEST(what_cannot_be_drawn_is_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
