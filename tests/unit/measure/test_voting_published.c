/*
 * test_voting_published.c - every case of the published rules, to the last digit where it is exact
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#include <math.h>

#include "base/csv.h"
#include "base/file.h"
#include "measure/voting/power.h"

/* The rows of a published file that is open, one after another, by the names of their columns. */
typedef struct published {
    ent_ctx  *ctx;
    ent_bytes bytes;
    ent_csv   csv;
} published;

static void
open_published(published *p, const char *name)
{
    char path[1200];

    (void)snprintf(path, sizeof path, "%s/data/voting-power/%s", unit_shared_or_skip(), name);
    p->ctx = unit_ctx(1);
    assert_int_equal(ent_file_read(p->ctx, path, 1 << 24, &p->bytes), ENT_OK);
    ent_csv_init(&p->csv, name, p->bytes.bytes, p->bytes.length, ',', false);
    assert_int_equal(ent_csv_read_header(p->ctx, &p->csv), ENT_OK);
}

static bool
next_row(published *p)
{
    bool more;

    assert_int_equal(ent_csv_next(p->ctx, &p->csv, &more), ENT_OK);
    return more;
}

static ent_field
cell(const published *p, const char *column)
{
    int at = ent_csv_column(&p->csv, column);

    assert_true(at >= 0);
    return ent_csv_field(&p->csv, (size_t)at);
}

static double
number(const published *p, const char *column)
{
    ent_field field = cell(p, column);
    double    value;

    assert_true(ent_number_read(field.bytes, field.length, &value));
    return value;
}

static void
close_published(published *p)
{
    ent_csv_clear(&p->csv);
    ent_bytes_clear(&p->bytes);
    ent_ctx_destroy(p->ctx);
}

static ent_table *
measure_published(bool three_way, ent_ctx *ctx)
{
    char                rules[1200], weights[1200];
    const char         *shared = unit_shared_or_skip();
    ent_measure_options options = {.rules = rules, .weights = weights, .three_way = three_way};
    ent_table          *table = NULL;

    (void)snprintf(rules, sizeof rules, "%s/data/voting-power/rules.csv", shared);
    (void)snprintf(weights, sizeof weights, "%s/data/voting-power/weights.csv", shared);
    assert_int_equal(ent_measure_find("votingpower")->run(ctx, NULL, &options, &table), ENT_OK);
    return table;
}

/* Written with 15 digits as the publisher does, it is the same text. */
static void
check_digits(ent_table *table, size_t row, const published *p, const char *column)
{
    char digits[32];

    (void)snprintf(digits, sizeof digits, "%.15g", measure_number(table, row, column));
    if (!ent_field_is(cell(p, column), digits)) {
        fail_msg("line %zu: %s is %s", p->csv.line, column, digits);
    }
}

static void
every_published_case_is_matched(void **state)
{
    published  p;
    ent_table *table;
    size_t     row = 0, by_quadrature = 0;

    (void)state;
    open_published(&p, "reference.csv");
    table = measure_published(false, p.ctx);
    for (; next_row(&p); row++) {
        char fraction[256];

        assert_true(ent_field_is(cell(&p, "case"), measure_text(table, row, "case")));
        assert_true(ent_field_is(cell(&p, "member"), measure_text(table, row, "member")));
        assert_true(ent_field_is(cell(&p, "swings"), measure_text(table, row, "swings")));
        assert_true(
            ent_field_is(cell(&p, "winning_coalitions"), measure_text(table, row, "winning")));
        check_digits(table, row, &p, "banzhaf_normalised");
        check_digits(table, row, &p, "banzhaf_absolute");
        check_digits(table, row, &p, "coleman_prevent");
        check_digits(table, row, &p, "coleman_initiate");
        if (strstr(measure_text(table, row, "method"), "quadrature") != NULL) {
            double expected = number(&p, "shapley_shubik");

            assert_true(fabs(measure_number(table, row, "shapley_shubik") / expected - 1) < 1e-12);
            by_quadrature++;
            continue;
        }
        (void)snprintf(fraction, sizeof fraction, "%.*s/%.*s", (int)cell(&p, "ssi_num").length,
                       cell(&p, "ssi_num").bytes, (int)cell(&p, "ssi_den").length,
                       cell(&p, "ssi_den").bytes);
        assert_string_equal(measure_text(table, row, "shapley_shubik_exact"), fraction);
        check_digits(table, row, &p, "shapley_shubik");
    }
    assert_int_equal(row, ent_table_row_count(table));
    assert_int_equal(row, 1055);
    assert_int_equal(by_quadrature, 570); /* 190 members under three quotas, no other case */
    ent_table_destroy(table);
    close_published(&p);
}

/* The rule of the file says nothing of abstentions: ours of the Security Council does. */
static void
three_way_votes_of_the_security_council_are_matched(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.institution = "UNSC", .three_way = true};
    ent_table          *table;
    published           p;

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_load(w);
    open_published(&p, "ternary.csv");
    table = measure_run(w, "votingpower", options, "2024", "2024");
    assert_int_equal(ent_table_row_count(table), 15);
    while (next_row(&p)) {
        size_t row = ent_field_is(cell(&p, "class"), "permanent") ? 0 : 14;
        char   fraction[256];

        (void)snprintf(fraction, sizeof fraction, "%.*s/%.*s",
                       (int)cell(&p, "ternary_shapley_shubik_num").length,
                       cell(&p, "ternary_shapley_shubik_num").bytes,
                       (int)cell(&p, "ternary_shapley_shubik_den").length,
                       cell(&p, "ternary_shapley_shubik_den").bytes);
        assert_string_equal(measure_text(table, row, "shapley_shubik_exact"), fraction);
        assert_true(measure_number(table, row, "shapley_shubik") ==
                    number(&p, "ternary_shapley_shubik"));
    }
    close_published(&p);
    /* 36112/1594323 and so on, as the file prints them */
    assert_true(measure_number(table, 0, "banzhaf_absolute") == 36112.0 / 1594323);
    assert_true(measure_number(table, 0, "swing_yes_abstain") == 2588.0 / 177147);
    assert_true(measure_number(table, 0, "swing_abstain_no") == 12820.0 / 1594323);
    assert_true(measure_number(table, 14, "banzhaf_absolute") == 5906.0 / 531441);
    assert_true(measure_number(table, 14, "swing_yes_abstain") == 5906.0 / 531441);
    assert_true(measure_number(table, 14, "swing_abstain_no") == 0);
    assert_true(measure_number(table, 0, "decision_probability") == 48932.0 / 4782969);
    ent_table_destroy(table);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_published_case_is_matched),
        cmocka_unit_test_setup_teardown(three_way_votes_of_the_security_council_are_matched,
                                        world_setup, world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
