/*
 * test_importing.c - a published file comes in whole, once, and replaces its older bytes
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_store.h"

#include <math.h>

static const char HEAD[] = "rivalryno,rivalryname,ccode1,ccode2,styear,endyear\n";

/* A file of the rivalries' set with these rows, in the bench's folder. */
static const char *
rivalries(bench *made, const char *rows, char path[128])
{
    char text[4096];

    (void)snprintf(path, 128, "%s/rivalries.csv", made->folder);
    (void)snprintf(text, sizeof text, "%s%s", HEAD, rows);
    bench_write(path, text, strlen(text));
    return path;
}

static ent_import_report
import_file(bench *made, ent_store *store, const char *path, double max_rejects)
{
    ent_import_report report;

    if (ent_store_import(made->ctx, store, "auto", path, max_rejects, &report) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(made->ctx));
    }
    return report;
}

static void
expect_lines(bench *made, ent_store *store, ent_fact_kind kind, const char *lines)
{
    unit_facts facts = bench_facts(made, store, kind);

    assert_string_equal(ent_text_get(&facts.lines), lines);
    unit_facts_clear(&facts);
}

#define WORLD_LINES                                                                                \
    "5|r1|CHN|RUS|1958-01-01|1990-01-01|beta-1910|\n"                                              \
    "6|r2|CHN|USA|1949-01-01||beta-1910|rivalry 2\n"

static void
an_imported_file_stands_beside_our_own_facts(void **state)
{
    bench                 *made = *state;
    ent_store             *store = bench_open(made, made->store, ENT_STORE_WRITE);
    char                   path[128], id[160];
    ent_import_report      report;
    const ent_source_file *files;
    size_t                 count;
    ent_provenance         from = {0, 3, NULL, NULL};

    rivalries(made, "1,A-B,200,220,1494,1716\n2,C-D,2,365,1948,2010\n", path);
    report = import_file(made, store, path, 0.01);
    assert_string_equal(report.set, "td-rivalries");
    assert_string_equal(report.version, "2012");
    assert_int_equal(report.rows, 2);
    assert_int_equal(report.rejects, 0);
    assert_false(report.unchanged || report.replaced);
    assert_null(report.skipped);
    expect_lines(made, store, ENT_FACT_RIVALRY,
                 WORLD_LINES "2|td-1|GBR|FRA|1494-01-01|1717-01-01||\n"
                             "3|td-2|USA|RUS|1948-01-01|||\n");
    assert_int_equal(ent_store_files(made->ctx, store, &files, &count), ENT_OK);
    assert_int_equal(count, ENT_FACT_OWN_KINDS + 1);
    assert_string_equal(files[0].set, "td-rivalries"); /* by set, version, name */
    assert_string_equal(files[0].name, "rivalries.csv");
    assert_int_equal(strlen(files[0].sha256), 64);
    assert_int_equal(files[0].first, ent_date_day(1494, 1, 1));
    assert_int_equal(files[0].last, ent_date_day(2010, 12, 31)); /* where its open spells end */
    from.file = files[0].file;
    ent_store_fact_id(store, &from, id);
    assert_string_equal(id, "td-rivalries@2012/rivalries.csv:3");
    ent_store_close(store);
    assert_int_equal(unlink(path), 0);
}

static void
the_same_bytes_again_change_nothing(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, made->store, ENT_STORE_WRITE);
    char              path[128], other[128];
    ent_import_report report;

    rivalries(made, "1,A-B,200,220,1494,1716\n2,V-D,324,365,1948,2010\n", path);
    (void)import_file(made, store, path, 0.01);
    (void)snprintf(other, sizeof other, "%s/another-name.csv", made->folder);
    assert_int_equal(rename(path, other), 0);
    report = import_file(made, store, other, 0.01);
    assert_true(report.unchanged);
    assert_false(report.replaced);
    assert_int_equal(report.rows, 2);
    assert_int_equal(report.rejects, 1);
    assert_int_equal(report.unmatched, 0);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM files WHERE name ="
                                               " 'rivalries.csv'"),
                     1);
    ent_store_close(store);
    assert_int_equal(unlink(other), 0);
}

static void
other_bytes_take_the_place_of_the_older(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, made->store, ENT_STORE_WRITE);
    char              path[128];
    ent_import_report report;

    rivalries(made, "1,A-B,200,220,1494,1716\n3,V-D,324,365,1948,2010\n", path);
    (void)import_file(made, store, path, 0.01);
    rivalries(made, "1,A-B,200,220,1494,1717\n", path);
    report = import_file(made, store, path, 0.01);
    assert_true(report.replaced);
    assert_int_equal(report.rows, 1);
    expect_lines(made, store, ENT_FACT_RIVALRY,
                 WORLD_LINES "2|td-1|GBR|FRA|1494-01-01|1718-01-01||\n");
    ent_store_close(store);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM rejects"), 0);
    assert_int_equal(unlink(path), 0);
}

static void
versions_and_sets_stand_side_by_side(void **state)
{
    bench                 *made = *state;
    ent_store             *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    char                   path[1024];
    const ent_source_file *files;
    size_t                 count;

    (void)import_file(made, store, unit_source("tests/data/import/cow-nmc/table.csv", path), 0);
    (void)import_file(made, store, unit_source("tests/data/import/cow-nmc/latin1-cr.csv", path), 0);
    (void)import_file(made, store,
                      unit_source("tests/data/import/cow-nmc/peacesciencer_cow_nmc_v7.csv", path),
                      0);
    assert_int_equal(ent_store_files(made->ctx, store, &files, &count), ENT_OK);
    assert_int_equal(count, ENT_FACT_OWN_KINDS + 3);
    assert_string_equal(files[0].version, "5.0");
    assert_string_equal(files[1].version, "6.0");
    assert_string_equal(files[2].version, "7.0");
    ent_store_close(store);
}

static void
rows_that_cannot_be_read_are_listed_with_their_place(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    char              path[128];
    ent_import_report report;
    ent_table        *table;
    ent_text          text;

    rivalries(made, "1,A-B,200,220,1494,1716\nx,C-D,2,365,1948,2010\n3,V-D,324,2,1948,1950\n",
              path);
    report = import_file(made, store, path, 0.34);
    assert_int_equal(report.rows, 3);
    assert_int_equal(report.rejects, 2);
    assert_int_equal(ent_store_rejects(made->ctx, store, &table), ENT_OK);
    text = bench_table(table);
    assert_string_equal(ent_text_get(&text),
                        "rivalries.csv|3|1|'rivalryno' is 'x', expected a whole number from 1 to "
                        "2147483647\n"
                        "rivalries.csv|4|7|unmatched ccode 324\n");
    ent_text_clear(&text);
    ent_table_destroy(table);
    ent_store_close(store);
    assert_int_equal(unlink(path), 0);
}

static void
too_many_rejects_leave_the_store_as_it_was(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, made->store, ENT_STORE_WRITE);
    char              path[128];
    ent_import_report report;

    rivalries(made, "1,A-B,200,220,1494,1716\n", path);
    (void)import_file(made, store, path, 0.01);
    rivalries(made, "2,A-B,200,220,1494,1716\nx,C-D,2,365,1948,2010\n", path);
    memset(&report, 0x55, sizeof report);
    assert_int_equal(ent_store_import(made->ctx, store, "auto", path, 0.49, &report), ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(made->ctx),
                           "rivalries.csv: 1 of 2 rows cannot be read, more than 49 %"));
    assert_non_null(strstr(ent_ctx_error(made->ctx), "line 3, column 1: 'rivalryno' is 'x'"));
    assert_int_equal(((const unsigned char *)&report)[0], 0x55);
    expect_lines(made, store, ENT_FACT_RIVALRY,
                 WORLD_LINES "2|td-1|GBR|FRA|1494-01-01|1717-01-01||\n");
    ent_store_close(store);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM rejects"), 0);
    assert_int_equal(unlink(path), 0);
}

/* A code without a state is listed, and never fails a file. */
static void
unmatched_codes_are_no_reason_to_refuse_a_file(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    char              path[128];
    ent_import_report report;

    rivalries(made, "1,A-B,324,220,1494,1716\n2,C-D,2,999,1948,2010\n", path);
    report = import_file(made, store, path, 0);
    assert_int_equal(report.rows, 2);
    assert_int_equal(report.rejects, 2);
    assert_int_equal(report.unmatched, 2);
    expect_lines(made, store, ENT_FACT_RIVALRY,
                 WORLD_LINES "2|td-1|?324|FRA|1494-01-01|1717-01-01||\n"
                             "3|td-2|USA|?999|1948-01-01|||\n");
    ent_store_close(store);
    assert_int_equal(unlink(path), 0);
}

static void
a_file_without_rows_is_refused(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    char              path[128];
    ent_import_report report;

    rivalries(made, "", path);
    assert_int_equal(ent_store_import(made->ctx, store, "auto", path, 1, &report), ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(made->ctx), "no rows below the header"));
    ent_store_close(store);
    assert_int_equal(unlink(path), 0);
}

static void
a_skipped_layout_says_why_and_writes_nothing(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    char              path[1024];
    ent_import_report report = import_file(
        made, store, unit_source("tests/data/import/cow-alliances-directed/table.csv", path), 0);

    assert_string_equal(report.set, "cow-alliances-directed");
    assert_non_null(strstr(report.skipped, "stands in the file of dyad spells"));
    assert_int_equal(report.rows, 0);
    expect_lines(made, store, ENT_FACT_ALLIANCE,
                 "5|a1|CHN|RUS|1950-02-14|1980-04-11|1|0|0|0|1|0|alpha-1900|\n"
                 "6|a2|RUS|USA|1942-01-01||0|1|1|1|0|1|alpha-1900|\n");
    ent_store_close(store);
}

static void
what_cannot_be_imported_is_refused(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, made->store, ENT_STORE_WRITE);
    char              path[1024];
    ent_import_report report;

    assert_int_equal(ent_store_import(made->ctx, store, "auto", "/no/such/file", 0, &report),
                     ENT_E_FILE);
    assert_int_equal(ent_store_import(made->ctx, store, "auto", made->store, 0, &report),
                     ENT_E_INPUT);
    assert_int_equal(ent_store_import(made->ctx, store, "auto",
                                      unit_source("tests/data/small/world/acts.csv", path), 0,
                                      &report),
                     ENT_E_INPUT);
    assert_int_equal(ent_store_import(made->ctx, store, "cow-nmc",
                                      unit_source("tests/data/import/td-rivalries/table.csv", path),
                                      0, &report),
                     ENT_E_INPUT);
    assert_int_equal(ent_store_import(made->ctx, store, "auto", path, -0.1, &report), ENT_E_ARG);
    assert_int_equal(ent_store_import(made->ctx, store, "auto", path, (double)NAN, &report),
                     ENT_E_ARG);
    ent_store_close(store);
    store = bench_open(made, made->store, ENT_STORE_READ);
    assert_int_equal(ent_store_import(made->ctx, store, "auto", path, 1, &report), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(made->ctx), "open for reading"));
    ent_store_close(store);
}

/* Waits for the five seconds that a busy store is given. */
static void
a_store_locked_by_another_is_named_so(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, made->store, ENT_STORE_WRITE);
    sqlite3          *other = NULL;
    char              path[128];
    ent_import_report report;

    rivalries(made, "1,A-B,200,220,1494,1716\n", path);
    assert_int_equal(sqlite3_open(made->store, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    ent_store_close(bench_open(made, made->store, ENT_STORE_READ)); /* a reader is not held up */
    assert_int_equal(ent_store_import(made->ctx, store, "auto", path, 0, &report), ENT_E_STORE);
    assert_non_null(strstr(ent_ctx_error(made->ctx), "store is locked by another process"));
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    assert_int_equal(import_file(made, store, path, 0).rows, 1);
    ent_store_close(store);
    assert_int_equal(unlink(path), 0);
}

static void
a_cancelled_import_leaves_nothing(void **state)
{
    bench                *made = *state;
    volatile sig_atomic_t cancel = 0;
    char                  data[1024], path[128];
    ent_ctx_options       options = {.data_dir = unit_source("tests/data/small", data),
                                     .cancel = &cancel};
    ent_ctx              *ctx = NULL;
    ent_store            *store = bench_open(made, made->store, ENT_STORE_WRITE);
    ent_import_report     report;
    FILE                 *file;

    (void)snprintf(path, sizeof path, "%s/many.csv", made->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs(HEAD, file);
    for (int i = 1; i < 5000; i++) {
        (void)fprintf(file, "%d,A-B,200,220,1494,1716\n", i);
    }
    assert_int_equal(fclose(file), 0);
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    cancel = 1;
    assert_int_equal(ent_store_import(ctx, store, "auto", path, 0, &report), ENT_E_CANCELLED);
    cancel = 0;
    assert_int_equal(ent_store_import(ctx, store, "auto", path, 0, &report), ENT_OK);
    assert_false(report.unchanged);
    assert_int_equal(report.rows, 4999);
    ent_ctx_destroy(ctx);
    ent_store_close(store);
    assert_int_equal(unlink(path), 0);
}

/* ---- the published files themselves ---- */

static void
expect_published(bench *made, ent_store *store, const char *folder, const char *name,
                 const char *version, uint64_t rows, uint64_t rejects)
{
    char              path[1200];
    ent_import_report report;

    (void)snprintf(path, sizeof path, "%s/data/%s", folder, name);
    report = import_file(made, store, path, 0.01);
    assert_string_equal(report.version, version);
    assert_int_equal(report.rows, rows);
    assert_int_equal(report.rejects, rejects);
    assert_true(import_file(made, store, path, 0.01).unchanged);
}

static ent_status
take_usa_1945(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    double               *sum = user;
    const ent_capability *row = fact;

    (void)ctx;
    (void)kind;
    if (row->year == 1945 && row->milper == 12123) {
        *sum += row->cinc;
    }
    return ENT_OK;
}

static void
the_published_files_come_in_whole(void **state)
{
    bench        *made = *state;
    const char   *folder = unit_shared_or_skip();
    ent_store    *store = bench_open(made, made->store, ENT_STORE_WRITE);
    double        sum = 0;
    ent_fact_sink sink = {&sum, take_usa_1945, NULL};

    expect_published(made, store, folder, "cow-alliances/alliance_v4.1_by_dyad.csv", "4.1", 3222,
                     11);
    expect_published(made, store, folder, "cow-nmc/NMC_5_0.csv", "5.0", 15171, 1);
    expect_published(made, store, folder, "cow-nmc/NMC-60-abridged.csv", "6.0", 15951, 0);
    expect_published(made, store, folder, "cow-nmc/peacesciencer_cow_nmc_v7.csv", "7.0", 17121, 0);
    expect_published(made, store, folder, "rivalries/thompson_dreyer_2012.csv", "2012", 197, 2);
    expect_published(made, store, folder, "rivalries/thompson_sakuwa_suhas_2021.csv", "2021", 264,
                     2);
    assert_int_equal(ent_store_facts(made->ctx, store, ENT_FACT_CAPABILITY, &sink), ENT_OK);
    assert_true(fabs(sum - (0.3838635 + 0.38386354 + 0.38386354)) < 1e-12);
    ent_store_close(store);
}

/* Rows that say what an earlier one says are rows of the publisher: each stays, with its line. */
static void
repeated_rows_stay(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, made->store, ENT_STORE_WRITE);
    char              path[128];
    ent_import_report report;

    rivalries(made, "1,A-B,200,220,1494,1716\n2,C-D,2,365,1948,2010\n1,A-B,200,220,1494,1716\n",
              path);
    report = import_file(made, store, path, 0.01);
    assert_int_equal(report.rows, 3);
    assert_int_equal(report.rejects, 0);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM rivalries WHERE file ="
                                               " (SELECT max(file) FROM files)"),
                     3);
    ent_store_close(store);
    (void)unlink(path);
}

/* The sentence is right for one row and for a few. */
static void
a_file_of_bad_rows_says_how_many(void **state)
{
    static const char *const FILES[][2] = {
        {"x,A-B,200,220,1494,1716\n",
         ": 1 of 1 row cannot be read, more than 1 %; the first: line 2, column "},
        {"x,A-B,200,220,1494,1716\n2,C-D,2,365,1948,2010\n3,C-D,2,365,1948,2010\n",
         ": 1 of 3 rows cannot be read, more than 1 %; the first: line 2, column "},
        {"x,A,2,3,1,2\ny,A,2,3,1,2\nz,A,2,3,1,2\n",
         ": 3 of 3 rows cannot be read, more than 1 %; the first: line 2, column "}};
    bench *made = *state;

    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        ent_store        *store = bench_open(made, made->store, ENT_STORE_WRITE);
        char              path[128];
        ent_import_report report;

        rivalries(made, FILES[i][0], path);
        assert_int_equal(ent_store_import(made->ctx, store, "auto", path, 0.01, &report),
                         ENT_E_INPUT);
        if (strstr(ent_ctx_error(made->ctx), FILES[i][1]) == NULL) {
            fail_msg("'%s' is not in '%s'", FILES[i][1], ent_ctx_error(made->ctx));
        }
        assert_non_null(strstr(ent_ctx_error(made->ctx), "rivalries.csv"));
        ent_store_close(store);
        (void)unlink(path);
    }
}

/* A hostile file is not read to its end. */
static void
a_long_file_of_bad_rows_is_given_up(void **state)
{
    static const char ROW[] = "x,A,2,3,1,2\n";
    enum { ROWS = 3000 };
    bench            *made = *state;
    ent_store        *store = bench_open(made, made->store, ENT_STORE_WRITE);
    char              path[128];
    ent_text          text;
    ent_import_report report;

    ent_text_init(&text);
    ent_text_add(&text, HEAD);
    for (int i = 0; i < ROWS; i++) {
        ent_text_add(&text, ROW);
    }
    rivalries(made, "", path);
    bench_write(path, ent_text_get(&text), text.length);
    ent_text_clear(&text);
    assert_int_equal(ent_store_import(made->ctx, store, "auto", path, 0.01, &report), ENT_E_INPUT);
    assert_non_null(
        strstr(ent_ctx_error(made->ctx),
               "rivalries.csv: more than 1180 rows cannot be read; the first: line 2, column "));
    ent_store_close(store);
    (void)unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)
        STORE_TEST(an_imported_file_stands_beside_our_own_facts),
        STORE_TEST(the_same_bytes_again_change_nothing),
        STORE_TEST(other_bytes_take_the_place_of_the_older),
        STORE_TEST(versions_and_sets_stand_side_by_side),
        STORE_TEST(rows_that_cannot_be_read_are_listed_with_their_place),
        STORE_TEST(too_many_rejects_leave_the_store_as_it_was),
        STORE_TEST(unmatched_codes_are_no_reason_to_refuse_a_file),
        STORE_TEST(a_file_without_rows_is_refused),
        STORE_TEST(a_skipped_layout_says_why_and_writes_nothing),
        STORE_TEST(what_cannot_be_imported_is_refused),
        STORE_TEST(a_store_locked_by_another_is_named_so),
        STORE_TEST(a_cancelled_import_leaves_nothing),
        STORE_TEST(the_published_files_come_in_whole),
        STORE_TEST(repeated_rows_stay),
        STORE_TEST(a_file_of_bad_rows_says_how_many),
        STORE_TEST(a_long_file_of_bad_rows_is_given_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
