/*
 * test_csv.c - rows of delimited text, with the place of every field
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/csv.h"
#include "base/text.h"

/* All rows as text: fields between bars, with the line before each row; errors as they are. */
static void
assert_rows(const char *bytes, size_t length, char separator, bool comments, const char *expected)
{
    ent_ctx *ctx = unit_ctx(1);
    ent_csv  csv;
    ent_text found;
    bool     more = true;

    ent_text_init(&found);
    ent_csv_init(&csv, "t.csv", bytes, length, separator, comments);
    while (more) {
        ent_status status = ent_csv_next(ctx, &csv, &more);

        if (status != ENT_OK) {
            assert_int_equal(status, ENT_E_INPUT);
            ent_text_addf(&found, "(%s)\n", ent_ctx_error(ctx));
            continue;
        }
        for (size_t i = 0; more && i < csv.count; i++) {
            ent_field field = ent_csv_field(&csv, i);

            if (i == 0) {
                ent_text_addf(&found, "%zu|", csv.line);
            }
            ent_text_add_bytes(&found, field.bytes, field.length);
            ent_text_add(&found, i + 1 < csv.count ? "|" : "\n");
        }
    }
    assert_string_equal(ent_text_get(&found), expected);
    ent_text_clear(&found);
    ent_csv_clear(&csv);
    ent_ctx_destroy(ctx);
}

static void
assert_csv(const char *text, const char *expected)
{
    assert_rows(text, strlen(text), ',', false, expected);
}

static void
rfc_4180_is_read(void **state)
{
    (void)state;
    assert_csv("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", "1|aaa|bbb|ccc\n2|zzz|yyy|xxx\n");
    assert_csv("aaa,bbb,ccc\r\nzzz,yyy,xxx", "1|aaa|bbb|ccc\n2|zzz|yyy|xxx\n");
    assert_csv("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", "1|aaa|bbb|ccc\n2|zzz|yyy|xxx\n");
    assert_csv("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,y,x", "1|aaa|b\r\nbb|ccc\n3|zzz|y|x\n");
    assert_csv("\"aaa\",\"b\"\"bb\",\"ccc\"", "1|aaa|b\"bb|ccc\n");
}

static void
all_ends_of_line_count_one_line(void **state)
{
    (void)state;
    assert_csv("a\rb\rc", "1|a\n2|b\n3|c\n");
    assert_csv("a\nb\nc\n", "1|a\n2|b\n3|c\n");
    assert_csv("a\r\nb\nc\rd", "1|a\n2|b\n3|c\n4|d\n");
    assert_csv("\n\r\n\ra\n\nb", "4|a\n6|b\n");
    assert_csv("\"1\r\n2\r3\n4\",x\nb", "1|1\r\n2\r3\n4|x\n5|b\n");
}

static void
empty_input_has_no_row(void **state)
{
    (void)state;
    assert_csv("", "");
    assert_csv("\n\n\r\n", "");
    assert_csv("\xef\xbb\xbf", "");
}

static void
empty_fields_are_fields(void **state)
{
    (void)state;
    assert_csv(",", "1||\n");
    assert_csv("a,,\n,b,\n", "1|a||\n2||b|\n");
    assert_csv("\"\",\"\"\"\"\n", "1||\"\n");
}

static void
quotes_inside_and_behind_are_taken_as_they_stand(void **state)
{
    (void)state;
    assert_csv("a\"b,c\"\n", "1|a\"b|c\"\n");
    assert_csv("\"a\"tail,b\n", "1|a|b\n");
    assert_csv("\"a, b\",\"\"\"c\"\" and \"\"d\"\"\",\"e\"\"\"\n", "1|a, b|\"c\" and \"d\"|e\"\n");
}

static void
a_quote_that_never_ends_costs_one_line(void **state)
{
    (void)state;
    assert_csv("a,b\n1,\"never\n2,3\n", "1|a|b\n(t.csv:2:3: the quote never ends)\n3|2|3\n");
    assert_csv("\"", "(t.csv:1:1: the quote never ends)\n");
    assert_csv("\"a\"\"", "(t.csv:1:1: the quote never ends)\n");
}

static void
comments_and_separators_are_as_asked_for(void **state)
{
    static const char TEXT[] = "# x\na;b\n#;c\n";

    (void)state;
    assert_rows(TEXT, sizeof TEXT - 1, ';', true, "2|a|b\n");
    assert_rows(TEXT, sizeof TEXT - 1, ';', false, "1|# x\n2|a|b\n3|#|c\n");
    assert_rows("a\tb,c\n", 6, '\t', false, "1|a|b,c\n");
}

static void
a_zero_byte_is_a_byte(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    ent_csv  csv;
    bool     more;

    (void)state;
    ent_csv_init(&csv, "t.csv", "a\0b,c", 5, ',', false);
    assert_int_equal(ent_csv_next(ctx, &csv, &more), ENT_OK);
    assert_int_equal(ent_csv_field(&csv, 0).length, 3);
    assert_memory_equal(ent_csv_field(&csv, 0).bytes, "a\0b", 3);
    ent_csv_clear(&csv);
    ent_ctx_destroy(ctx);
}

static void
the_most_columns_are_read_and_one_more_is_refused(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    ent_text text;
    ent_csv  csv;
    bool     more;

    (void)state;
    ent_text_init(&text);
    for (int row = 0; row < 2; row++) {
        for (int i = 1; i < ENT_CSV_MAX_COLUMNS + row; i++) {
            ent_text_add_char(&text, ',');
        }
        ent_text_add_char(&text, '\n');
    }
    ent_text_add(&text, "x\n");
    ent_csv_init(&csv, "t.csv", text.bytes, text.length, ',', false);
    assert_int_equal(ent_csv_next(ctx, &csv, &more), ENT_OK);
    assert_int_equal(csv.count, ENT_CSV_MAX_COLUMNS);
    assert_int_equal(ent_csv_next(ctx, &csv, &more), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(ctx), "t.csv:2: more than 4096 columns");
    assert_int_equal(ent_csv_next(ctx, &csv, &more), ENT_OK);
    assert_int_equal(csv.line, 3);
    assert_int_equal(csv.count, 1);
    ent_csv_clear(&csv);
    ent_text_clear(&text);
    ent_ctx_destroy(ctx);
}

/* After a quoted field over lines, the places are those of the line that one sees in an editor. */
static void
places_are_those_of_the_physical_line(void **state)
{
    static const char TEXT[] = "a,\"one\ntwo\",xyz,\"never";
    ent_ctx          *ctx = unit_ctx(1);
    ent_csv           csv;
    bool              more;

    (void)state;
    ent_csv_init(&csv, "t.csv", TEXT, sizeof TEXT - 8, ',', false);
    assert_int_equal(ent_csv_next(ctx, &csv, &more), ENT_OK);
    assert_int_equal(csv.line, 1);
    assert_int_equal(ent_csv_fail(ctx, &csv, 2, "a number"), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(ctx), "t.csv:2:6: 'xyz', expected a number");
    assert_int_equal(ent_csv_fail(ctx, &csv, 7, "a number"), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(ctx), "t.csv:1:0: '', expected a number");
    ent_csv_clear(&csv);
    ent_ctx_destroy(ctx);
    assert_csv(TEXT, "(t.csv:2:10: the quote never ends)\n");
}

/* A refused row over many lines is passed over whole: reading it again from each line would hang.
 */
static void
rows_over_many_lines_with_too_many_columns_stay_linear(void **state)
{
    enum { LINES = 40000 };
    ent_ctx *ctx = unit_ctx(1);
    ent_text text;
    ent_csv  csv;
    bool     more = true;
    size_t   refused = 0;

    (void)state;
    ent_text_init(&text);
    for (int i = 0; i < LINES; i++) {
        ent_text_add(&text, "\"x\",\"\n");
    }
    ent_csv_init(&csv, "t.csv", text.bytes, text.length, ',', false);
    while (more) {
        refused += ent_csv_next(ctx, &csv, &more) != ENT_OK;
    }
    assert_in_range(refused, 1, LINES / (ENT_CSV_MAX_COLUMNS / 2) + 1);
    assert_in_range(csv.next_line, LINES, LINES + 1);
    ent_csv_clear(&csv);
    ent_text_clear(&text);
    ent_ctx_destroy(ctx);
}

static void
a_header_names_the_columns(void **state)
{
    static const char        TEXT[] = "\xef\xbb\xbf\"a \"\"b\"\"\",year,share\n1,1999,x\n2\n";
    static const char *const NAMES[] = {"share", "year"};
    static const char *const MISSING[] = {"year", "cinc"};
    ent_ctx                 *ctx = unit_ctx(1);
    ent_csv                  csv;
    size_t                   columns[2] = {9, 9};
    bool                     more;

    (void)state;
    ent_csv_init(&csv, "t.csv", TEXT, sizeof TEXT - 1, ',', false);
    assert_int_equal(ent_csv_read_header(ctx, &csv), ENT_OK);
    assert_int_equal(ent_csv_column(&csv, "a \"b\""), 0);
    assert_int_equal(ent_csv_column(&csv, "yea"), -1);
    assert_int_equal(ent_csv_find_columns(ctx, &csv, NAMES, 2, columns), ENT_OK);
    assert_int_equal(columns[0], 2);
    assert_int_equal(columns[1], 1);
    assert_int_equal(ent_csv_find_columns(ctx, &csv, MISSING, 2, columns), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(ctx), "t.csv:1: no column 'cinc' in the header");
    assert_int_equal(ent_csv_next(ctx, &csv, &more), ENT_OK);
    assert_int_equal(ent_csv_fail(ctx, &csv, 2, "a share"), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(ctx), "t.csv:2:8: 'share' is 'x', expected a share");
    assert_int_equal(ent_csv_next(ctx, &csv, &more), ENT_OK);
    assert_int_equal(ent_csv_field(&csv, 2).length, 0); /* too short a row has empty fields */
    ent_csv_clear(&csv);
    ent_ctx_destroy(ctx);
}

/* What each row holds in the second of two named columns; a row 'stop' ends the reading. */
typedef struct taking {
    size_t   columns[2];
    ent_text found;
} taking;

static ent_status
take_row(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    taking   *t = user;
    ent_field field = ent_csv_field(csv, t->columns[1]);

    ent_text_addf(&t->found, "%zu:%.*s ", csv->line, (int)field.length, field.bytes);
    return ent_field_is(field, "stop") ? ent_csv_fail(ctx, csv, t->columns[1], "no end") : ENT_OK;
}

static void
assert_taken(const char *text, ent_status status, const char *found, const char *error)
{
    static const char *const NAMES[] = {"b", "a"};
    ent_ctx                 *ctx = unit_ctx(1);
    ent_csv                  csv;
    taking                   t = {.columns = {9, 9}};

    ent_text_init(&t.found);
    ent_csv_init(&csv, "t.csv", text, strlen(text), ',', true);
    assert_int_equal(ent_csv_read_columns(ctx, &csv, NAMES, 2, t.columns), ENT_OK);
    assert_int_equal(ent_csv_each(ctx, &csv, take_row, &t), status);
    assert_string_equal(ent_text_get(&t.found), found);
    assert_string_equal(ent_ctx_error(ctx), error);
    ent_csv_clear(&csv);
    ent_text_clear(&t.found);
    ent_ctx_destroy(ctx);
}

static void
each_row_is_taken_until_one_fails(void **state)
{
    (void)state;
    assert_taken("a,b\n", ENT_OK, "", "");
    assert_taken("a,b\n# none\nx,1\n\ny\n", ENT_OK, "3:x 5:y ", "");
    assert_taken("a,b\nx,1\nstop,2\nz,3\n", ENT_E_INPUT, "2:x 3:stop ",
                 "t.csv:3:1: 'a' is 'stop', expected no end");
    assert_taken("a,b\nx,1\n\"y,2\nz,3\n", ENT_E_INPUT, "2:x ", "t.csv:3:1: the quote never ends");
}

static void
an_empty_file_has_no_header(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    ent_csv  csv;

    (void)state;
    ent_csv_init(&csv, "t.csv", "", 0, ',', false);
    assert_int_equal(ent_csv_read_header(ctx, &csv), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(ctx), "t.csv:1:1: empty, expected a header row");
    ent_csv_clear(&csv);
    ent_ctx_destroy(ctx);
}

/* What ent_text_add_csv() writes comes back. */
static void
quoted_fields_survive_a_round_trip(void **state)
{
    static const char *const VALUES[] = {"plain", "a,b", "\"", "\"\"x\"", "two\nlines", " blank",
                                         "#7",    "\t",  "é",  ",",       "x\"\r\ny"};
    enum { COUNT = sizeof VALUES / sizeof *VALUES };
    ent_ctx *ctx = unit_ctx(1);
    ent_text text;
    ent_csv  csv;
    bool     more;

    (void)state;
    ent_text_init(&text);
    for (size_t i = 0; i < COUNT; i++) {
        ent_text_add(&text, i > 0 ? "," : "");
        ent_text_add_csv(&text, VALUES[i]);
    }
    ent_csv_init(&csv, "t.csv", text.bytes, text.length, ',', true);
    assert_int_equal(ent_csv_next(ctx, &csv, &more), ENT_OK);
    assert_int_equal(csv.count, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        assert_int_equal(ent_csv_field(&csv, i).length, strlen(VALUES[i]));
        assert_memory_equal(ent_csv_field(&csv, i).bytes, VALUES[i], strlen(VALUES[i]));
    }
    ent_csv_clear(&csv);
    ent_text_clear(&text);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rfc_4180_is_read),
        cmocka_unit_test(all_ends_of_line_count_one_line),
        cmocka_unit_test(empty_input_has_no_row),
        cmocka_unit_test(empty_fields_are_fields),
        cmocka_unit_test(quotes_inside_and_behind_are_taken_as_they_stand),
        cmocka_unit_test(a_quote_that_never_ends_costs_one_line),
        cmocka_unit_test(comments_and_separators_are_as_asked_for),
        cmocka_unit_test(a_zero_byte_is_a_byte),
        cmocka_unit_test(the_most_columns_are_read_and_one_more_is_refused),
        cmocka_unit_test(places_are_those_of_the_physical_line),
        cmocka_unit_test(rows_over_many_lines_with_too_many_columns_stay_linear),
        cmocka_unit_test(a_header_names_the_columns),
        cmocka_unit_test(each_row_is_taken_until_one_fails),
        cmocka_unit_test(an_empty_file_has_no_header),
        cmocka_unit_test(quoted_fields_survive_a_round_trip),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
