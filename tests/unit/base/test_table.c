/*
 * test_table.c - rows of named, typed columns in every format
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <jansson.h>
#include <math.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/table_json.h"
#include "entente/table.h"

enum { STATE, YEAR, SHARE, MEMBER, START, COLUMNS };

static const ent_column COLUMN[] = {{"state", ENT_COLUMN_TEXT},
                                    {"year", ENT_COLUMN_INTEGER},
                                    {"share", ENT_COLUMN_NUMBER},
                                    {"member", ENT_COLUMN_BOOLEAN},
                                    {"start", ENT_COLUMN_DAY}};

/* Three rows: one full, one with what has to be escaped, one missing everything. */
static ent_table *
small_table(ent_ctx *ctx)
{
    ent_table *table = NULL;

    assert_int_equal(ent_table_create(ctx, COLUMN, COLUMNS, &table), ENT_OK);
    ent_table_row(table);
    ent_table_text(table, STATE, "RUS");
    ent_table_integer(table, YEAR, 1949);
    ent_table_number(table, SHARE, 0.1);
    ent_table_boolean(table, MEMBER, true);
    ent_table_day(table, START, ent_date_day(1949, 10, 2));
    ent_table_row(table);
    ent_table_text(table, STATE, "a \"b\", <c>\n\xc3\xa9\xff");
    ent_table_integer(table, YEAR, -5);
    ent_table_number(table, SHARE, 123456.75);
    ent_table_boolean(table, MEMBER, false);
    ent_table_day(table, START, -1);
    ent_table_row(table);
    ent_table_text(table, STATE, NULL);
    ent_table_number(table, SHARE, NAN);
    ent_table_day(table, START, ENT_DAY_MAX);
    assert_int_equal(ent_table_check(ctx, table), ENT_OK);
    return table;
}

/* Written to a temporary file and read back; the caller frees. */
static char *
written(ent_ctx *ctx, ent_table *table, ent_format format, const ent_table_about *about)
{
    FILE *file = tmpfile();
    char *text = calloc(1, 100000);

    assert_non_null(file);
    assert_non_null(text);
    assert_int_equal(ent_table_write(ctx, table, format, about, file), ENT_OK);
    rewind(file);
    assert_in_range(fread(text, 1, 99999, file), 1, 99998);
    (void)fclose(file);
    return text;
}

static void
csv_has_a_header_and_empty_fields_for_missing(void **state)
{
    ent_ctx   *ctx = unit_ctx(1);
    ent_table *table = small_table(ctx);
    char      *text = written(ctx, table, ENT_FORMAT_CSV, NULL);

    (void)state;
    assert_string_equal(text,
                        "state,year,share,member,start\n"
                        "RUS,1949,0.1,true,1949-10-02\n"
                        "\"a \"\"b\"\", <c>\n\xc3\xa9\xef\xbf\xbd\",-5,123456.75,false,1969-12-31\n"
                        ",,,,\n");
    free(text);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

static void
json_is_valid_and_says_what_it_rests_on(void **state)
{
    static const char *const SOURCES[] = {"cow-alliances 4.1", "world \"2026\"", NULL};
    ent_table_about about = {"measure \"power\"", SOURCES, UINT64_C(18446744073709551615), true,
                             NULL};
    ent_ctx        *ctx = unit_ctx(1);
    ent_table      *table = small_table(ctx);
    char           *text = written(ctx, table, ENT_FORMAT_JSON, &about);
    json_t         *root;
    const json_t   *rows, *row;

    (void)state;
    assert_non_null(strstr(text, "\"seed\": 18446744073709551615"));
    about.seed = 7; /* jansson reads no number above 2^63 */
    free(text);
    text = written(ctx, table, ENT_FORMAT_JSON, &about);
    root = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(root);
    assert_string_equal(json_string_value(json_object_get(root, "entente")), ent_version());
    assert_string_equal(json_string_value(json_object_get(root, "command")), "measure \"power\"");
    assert_int_equal(json_integer_value(json_object_get(root, "seed")), 7);
    assert_int_equal(json_array_size(json_object_get(root, "sources")), 2);
    rows = json_object_get(root, "rows");
    assert_int_equal(json_array_size(rows), 3);
    row = json_array_get(rows, 1);
    assert_string_equal(json_string_value(json_object_get(row, "state")),
                        "a \"b\", <c>\n\xc3\xa9\xef\xbf\xbd");
    assert_int_equal(json_integer_value(json_object_get(row, "year")), -5);
    assert_true(json_real_value(json_object_get(row, "share")) == 123456.75);
    assert_true(json_is_false(json_object_get(row, "member")));
    assert_string_equal(json_string_value(json_object_get(row, "start")), "1969-12-31");
    for (size_t i = 0; i < COLUMNS; i++) {
        assert_true(json_is_null(json_object_get(json_array_get(rows, 2), COLUMN[i].name)));
    }
    json_decref(root);
    free(text);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

static void
json_lines_are_one_object_each(void **state)
{
    ent_ctx   *ctx = unit_ctx(1);
    ent_table *table = small_table(ctx);
    char      *text = written(ctx, table, ENT_FORMAT_JSONL, NULL);
    size_t     lines = 0;

    (void)state;
    for (char *line = text; *line != '\0'; lines++) {
        char   *end = strchr(line, '\n');
        json_t *object;

        assert_non_null(end);
        object = json_loadb(line, (size_t)(end - line), 0, NULL);
        assert_int_equal(json_object_size(object), COLUMNS);
        json_decref(object);
        line = end + 1;
    }
    assert_int_equal(lines, 3);
    free(text);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

static void
aligned_text_has_one_line_a_row(void **state)
{
    ent_ctx   *ctx = unit_ctx(1);
    ent_table *table = small_table(ctx);
    char      *text = written(ctx, table, ENT_FORMAT_TABLE, NULL);

    (void)state;
    assert_string_equal(text,
                        "state          year      share  member  start\n"
                        "RUS            1949        0.1  true    1949-10-02\n"
                        "a \"b\", <c> \xc3\xa9\xef\xbf\xbd    -5  123456.75  false   1969-12-31\n"
                        "-                 -          -  -       -\n");
    free(text);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

/* Documents must not be able to steer the terminal that shows them. */
static void
control_characters_do_not_reach_the_terminal(void **state)
{
    static const ent_column ONE[] = {{"x", ENT_COLUMN_TEXT}};
    ent_ctx                *ctx = unit_ctx(1);
    ent_table              *table = NULL;
    char                   *text;

    (void)state;
    assert_int_equal(ent_table_create(ctx, ONE, 1, &table), ENT_OK);
    ent_table_row(table);
    ent_table_text(table, 0, "\x1b[31m\xc2\x9b\x31m\x9b\x7f\r\xc2\xa0.");
    text = written(ctx, table, ENT_FORMAT_TABLE, NULL);
    assert_string_equal(text, "x\n\\u001b[31m\\u009b1m\xef\xbf\xbd\\u007f \xc2\xa0.\n");
    free(text);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

static void
a_table_without_rows_is_valid_in_every_format(void **state)
{
    static const char *const EXPECTED[] = {"state  year  share  member  start\n",
                                           "state,year,share,member,start\n", NULL, ""};
    ent_ctx                 *ctx = unit_ctx(1);
    ent_table               *table = NULL;
    char                    *text;
    json_t                  *root;

    (void)state;
    assert_int_equal(ent_table_create(ctx, COLUMN, COLUMNS, &table), ENT_OK);
    text = written(ctx, table, ENT_FORMAT_TABLE, NULL);
    assert_string_equal(text, EXPECTED[ENT_FORMAT_TABLE]);
    free(text);
    text = written(ctx, table, ENT_FORMAT_CSV, NULL);
    assert_string_equal(text, EXPECTED[ENT_FORMAT_CSV]);
    free(text);
    text = written(ctx, table, ENT_FORMAT_JSON, NULL);
    root = json_loads(text, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(root, "rows")), 0);
    json_decref(root);
    free(text);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

static void
cells_are_read_back(void **state)
{
    ent_ctx   *ctx = unit_ctx(1);
    ent_table *table = small_table(ctx);

    (void)state;
    assert_int_equal(ent_table_row_count(table), 3);
    assert_int_equal(ent_table_column_count(table), COLUMNS);
    assert_string_equal(ent_table_columns(table)[SHARE].name, "share");
    assert_string_equal(ent_table_get_text(table, 0, STATE), "RUS");
    assert_string_equal(ent_table_get_text(table, 0, YEAR), "1949");
    assert_string_equal(ent_table_get_text(table, 0, SHARE), "0.1");
    assert_string_equal(ent_table_get_text(table, 0, MEMBER), "true");
    assert_string_equal(ent_table_get_text(table, 0, START), "1949-10-02");
    assert_true(ent_table_get_number(table, 0, YEAR) == 1949);
    assert_true(ent_table_get_number(table, 0, SHARE) == 0.1);
    assert_true(ent_table_get_number(table, 0, MEMBER) == 1);
    assert_true(isnan(ent_table_get_number(table, 0, STATE)));
    for (size_t i = 0; i < COLUMNS; i++) {
        assert_false(ent_table_is_missing(table, 0, i));
        assert_true(ent_table_is_missing(table, 2, i));
        assert_string_equal(ent_table_get_text(table, 2, i), "");
        assert_true(isnan(ent_table_get_number(table, 2, i)));
    }
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

static void
an_infinite_number_is_missing(void **state)
{
    static const ent_column ONE[] = {{"x", ENT_COLUMN_NUMBER}};
    ent_ctx                *ctx = unit_ctx(1);
    ent_table              *table = NULL;
    char                   *text;

    (void)state;
    assert_int_equal(ent_table_create(ctx, ONE, 1, &table), ENT_OK);
    ent_table_row(table);
    ent_table_number(table, 0, INFINITY);
    ent_table_row(table);
    ent_table_integer(table, 0, 3); /* a whole number in a column of numbers */
    assert_true(ent_table_is_missing(table, 0, 0));
    assert_true(ent_table_get_number(table, 1, 0) == 3);
    text = written(ctx, table, ENT_FORMAT_JSONL, NULL);
    assert_string_equal(text, "{\"x\": null}\n{\"x\": 3}\n");
    free(text);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

static void
a_value_of_another_type_is_a_bug(void **state)
{
    static const struct {
        size_t      column;
        const char *message;
    } WRONG[] = {{STATE, "column 'state' was given a value of another type"},
                 {YEAR, "column 'year' was given a value of another type"},
                 {MEMBER, "column 'member' was given a value of another type"},
                 {COLUMNS, "column '?' was given a value of another type"}};
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        ent_table *table = NULL;

        assert_int_equal(ent_table_create(ctx, COLUMN, COLUMNS, &table), ENT_OK);
        ent_table_row(table);
        ent_table_number(table, WRONG[i].column, 0.5);
        assert_int_equal(ent_table_check(ctx, table), ENT_E_BUG);
        assert_string_equal(ent_ctx_error(ctx), WRONG[i].message);
        assert_int_equal(ent_table_write(ctx, table, ENT_FORMAT_CSV, NULL, stderr), ENT_E_BUG);
        ent_table_destroy(table);
    }
    ent_ctx_destroy(ctx);
}

static void
many_rows_survive_a_round_trip_through_csv(void **state)
{
    enum { ROWS = 1000 };
    ent_ctx   *ctx = unit_ctx(1);
    ent_table *table = NULL;
    char      *text;
    ent_csv    csv;
    bool       more = true;
    size_t     row = 0;

    (void)state;
    assert_int_equal(ent_table_create(ctx, COLUMN, COLUMNS, &table), ENT_OK);
    for (int i = 0; i < ROWS; i++) {
        ent_table_row(table);
        ent_table_text(table, STATE, i % 2 == 0 ? "a\"b" : "c\r\nd");
        ent_table_number(table, SHARE, i / 7.0);
        ent_table_day(table, START, i * 30);
    }
    text = written(ctx, table, ENT_FORMAT_CSV, NULL);
    ent_csv_init(&csv, "t.csv", text, strlen(text), ',', true);
    assert_int_equal(ent_csv_read_header(ctx, &csv), ENT_OK);
    for (; more; row += more) {
        assert_int_equal(ent_csv_next(ctx, &csv, &more), ENT_OK);
        for (size_t i = 0; more && i < COLUMNS; i++) {
            const char *cell = ent_table_get_text(table, row, i);
            ent_field   field = ent_csv_field(&csv, i);

            assert_int_equal(field.length, strlen(cell));
            assert_memory_equal(field.bytes, cell, field.length);
        }
    }
    assert_int_equal(row, ROWS);
    ent_csv_clear(&csv);
    free(text);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

static void
a_stream_that_fails_is_file_trouble(void **state)
{
    ent_ctx   *ctx = unit_ctx(1);
    ent_table *table = small_table(ctx);
    FILE      *full = fopen("/dev/full", "w");

    (void)state;
    assert_non_null(full);
    (void)setvbuf(full, NULL, _IONBF, 0);
    assert_int_equal(ent_table_write(ctx, table, ENT_FORMAT_CSV, NULL, full), ENT_E_FILE);
    assert_string_equal(ent_ctx_error(ctx), "cannot write: No space left on device");
    (void)fclose(full);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

/* What is no UTF-8 is shown, and kept, as what stands for it. */
static void
a_table_is_read_from_its_json(void **state)
{
    ent_ctx   *ctx = unit_ctx(1);
    ent_table *table = small_table(ctx), *again = NULL;
    ent_text   json, twice;

    (void)state;
    ent_text_init(&json);
    ent_text_init(&twice);
    assert_int_equal(ent_table_print(ctx, table, ENT_FORMAT_JSON, NULL, &json), ENT_OK);
    assert_int_equal(ent_table_read(ctx, ent_text_get(&json), json.length, COLUMN, COLUMNS, &again),
                     ENT_OK);
    assert_int_equal(ent_table_row_count(again), 3);
    assert_true(ent_table_get_number(again, 0, SHARE) == 0.1); /* to the bit */
    assert_int_equal((int)ent_table_get_number(again, 1, START), -1);
    assert_true(ent_table_is_missing(again, 2, YEAR));
    assert_int_equal(ent_table_print(ctx, again, ENT_FORMAT_JSON, NULL, &twice), ENT_OK);
    assert_string_equal(ent_text_get(&json), ent_text_get(&twice));
    ent_text_clear(&json);
    ent_text_clear(&twice);
    ent_table_destroy(table);
    ent_table_destroy(again);
    ent_ctx_destroy(ctx);
}

static void
what_is_no_such_table_is_not_read(void **state)
{
    static const char *const WRONG[] = {
        "",
        "[]",
        "{}",
        "{\"rows\":{}}",
        "{\"rows\":[5]}",
        "{\"rows\":[{}]}",
        "{\"rows\":[{\"state\":\"RUS\",\"year\":1.5,\"share\":null,\"member\":null,\"start\":null}]"
        "}",
        "{\"rows\":[{\"state\":5,\"year\":1,\"share\":null,\"member\":null,\"start\":null}]}",
        "{\"rows\":[{\"state\":\"\",\"year\":1,\"share\":\"1\",\"member\":null,\"start\":null}]}",
        "{\"rows\":[{\"state\":\"\",\"year\":1,\"share\":1,\"member\":1,\"start\":null}]}",
        "{\"rows\":[{\"state\":\"\",\"year\":1,\"share\":1,\"member\":true,\"start\":\"1950\"}]}"};
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        ent_table *table = NULL;

        assert_int_equal(ent_table_read(ctx, WRONG[i], strlen(WRONG[i]), COLUMN, COLUMNS, &table),
                         ENT_E_INPUT);
        assert_null(table);
        assert_true(ent_ctx_error(ctx)[0] != '\0');
    }
    ent_ctx_destroy(ctx);
}

static void
a_column_is_alike_where_two_rows_or_more_say_the_same(void **state)
{
    static const ent_column ALL[] = {{"name", ENT_COLUMN_TEXT},
                                     {"year", ENT_COLUMN_INTEGER},
                                     {"share", ENT_COLUMN_NUMBER},
                                     {"note", ENT_COLUMN_TEXT}};
    ent_ctx                *ctx = unit_ctx(1);
    ent_table              *table = NULL;

    (void)state;
    assert_int_equal(ent_table_create(ctx, ALL, 4, &table), ENT_OK);
    assert_false(ent_table_is_alike(table, 0));
    for (int i = 0; i < 2; i++) {
        ent_table_row(table);
        ent_table_text(table, 0, "Iran");
        ent_table_integer(table, 1, 2000);
        ent_table_number(table, 2, i / 4.0);
        assert_true(ent_table_is_alike(table, 0) == (i > 0)); /* one row is not like another */
    }
    assert_true(ent_table_is_alike(table, 1));
    assert_false(ent_table_is_alike(table, 2));
    assert_true(ent_table_is_alike(table, 3)); /* all nothing */
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

static void
columns_are_chosen_in_any_order(void **state)
{
    static const ent_column ALL[] = {
        {"name", ENT_COLUMN_TEXT}, {"year", ENT_COLUMN_INTEGER}, {"share", ENT_COLUMN_NUMBER}};
    static const size_t CHOSEN[] = {2, 0, 2};
    ent_ctx            *ctx = unit_ctx(1);
    ent_table          *table = NULL, *chosen = NULL;

    (void)state;
    assert_int_equal(ent_table_create(ctx, ALL, 3, &table), ENT_OK);
    for (int i = 0; i < 3; i++) {
        ent_table_row(table);
        ent_table_text(table, 0, i == 1 ? NULL : "Iran");
        ent_table_integer(table, 1, 2000 + i);
        ent_table_number(table, 2, i / 4.0);
    }
    assert_int_equal(ent_table_select(ctx, table, CHOSEN, 3, &chosen), ENT_OK);
    ent_table_destroy(table); /* what was chosen is a copy */
    assert_int_equal(ent_table_column_count(chosen), 3);
    assert_int_equal(ent_table_row_count(chosen), 3);
    assert_string_equal(ent_table_columns(chosen)[1].name, "name");
    assert_string_equal(ent_table_get_text(chosen, 2, 1), "Iran");
    assert_true(ent_table_is_missing(chosen, 1, 1));
    assert_true(ent_table_get_number(chosen, 2, 0) == 0.5);
    assert_true(ent_table_get_number(chosen, 2, 2) == 0.5);
    ent_table_destroy(chosen);
    chosen = NULL;
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_has_a_header_and_empty_fields_for_missing),
        cmocka_unit_test(json_is_valid_and_says_what_it_rests_on),
        cmocka_unit_test(json_lines_are_one_object_each),
        cmocka_unit_test(aligned_text_has_one_line_a_row),
        cmocka_unit_test(control_characters_do_not_reach_the_terminal),
        cmocka_unit_test(a_table_without_rows_is_valid_in_every_format),
        cmocka_unit_test(cells_are_read_back),
        cmocka_unit_test(a_column_is_alike_where_two_rows_or_more_say_the_same),
        cmocka_unit_test(columns_are_chosen_in_any_order),
        cmocka_unit_test(a_table_is_read_from_its_json),
        cmocka_unit_test(what_is_no_such_table_is_not_read),
        cmocka_unit_test(an_infinite_number_is_missing),
        cmocka_unit_test(a_value_of_another_type_is_a_bug),
        cmocka_unit_test(many_rows_survive_a_round_trip_through_csv),
        cmocka_unit_test(a_stream_that_fails_is_file_trouble),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
