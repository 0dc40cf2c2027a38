/*
 * test_packages.c - packed files and series of files in the store
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_store.h"

/* Data of their own have no table of CAMEO codes: coded events need those that are built in. */
static ent_store *
open_whole(bench *made)
{
    ent_store *store = NULL;

    ent_ctx_destroy(made->ctx);
    made->ctx = unit_ctx(1);
    if (ent_store_open(made->ctx, made->store, ENT_STORE_WRITE, made->codes, &store) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(made->ctx));
    }
    return store;
}

/* What the visitor was told: a line a file. */
static void
take(void *user, const char *name, const ent_import_report *report)
{
    ent_text_addf(user, "%s: %s %s %llu/%llu/%llu%s%s\n", name, report->set, report->version,
                  (unsigned long long)report->rows, (unsigned long long)report->rejects,
                  (unsigned long long)report->repeated, report->unchanged ? " unchanged" : "",
                  report->replaced ? " replaced" : "");
}

static void
expect_import(bench *made, ent_store *store, const char *path, bool keep_events, ent_status status,
              const char *told)
{
    ent_import_options options = {.max_rejects = 0.5, .keep_events = keep_events};
    ent_text           text;

    ent_text_init(&text);
    assert_int_equal(ent_store_import_files(made->ctx, store, "auto", path, &options, take, &text),
                     status);
    assert_string_equal(ent_text_get(&text), told);
    ent_text_clear(&text);
}

static void
copy_file(const char *from, const char *to)
{
    ent_ctx  *ctx = unit_ctx(1);
    char      path[1024];
    ent_bytes bytes = unit_read(ctx, unit_source(from, path));

    bench_write(to, bytes.bytes, bytes.length);
    ent_bytes_clear(&bytes);
    ent_ctx_destroy(ctx);
}

#define EVENTS "tests/data/import/gdelt-2/20150107.export.CSV"

static void
each_file_of_an_archive_is_one_of_its_own(void **state)
{
    bench     *made = *state;
    ent_store *store = open_whole(made);
    char       path[1024];

    (void)unit_source("tests/data/packed/two.zip", path);
    expect_import(made, store, path, false, ENT_OK,
                  "two.zip/folder/rivalries.csv: td-rivalries 2012 4/2/0\n"
                  "two.zip/../../20150107.export.CSV: gdelt-2 2.0 20/9/1\n");
    expect_import(made, store, path, false, ENT_OK,
                  "two.zip/folder/rivalries.csv: td-rivalries 2012 4/2/0 unchanged\n"
                  "two.zip/../../20150107.export.CSV: gdelt-2 2.0 20/9/0 unchanged\n");
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM files WHERE name LIKE"
                                               " 'two.zip/%'"),
                     2);
    ent_store_close(store);
}

static void
an_archive_goes_on_behind_a_file_that_fails(void **state)
{
    bench     *made = *state;
    ent_store *store = open_whole(made);
    char       path[1024];

    expect_import(made, store, unit_source("tests/data/packed/damaged.zip", path), false, ENT_OK,
                  "damaged.zip/20150107.export.CSV: gdelt-2 2.0 20/9/1\n");
    expect_import(made, store, unit_source("tests/data/packed/none.zip", path), false, ENT_E_INPUT,
                  "");
    assert_non_null(strstr(ent_ctx_error(made->ctx), "none of its files is of a known set"));
    expect_import(made, store, unit_source("tests/data/packed/cut.csv.gz", path), false,
                  ENT_E_INPUT, "");
    assert_non_null(strstr(ent_ctx_error(made->ctx), "cut.csv.gz: cannot be unpacked"));
    ent_store_close(store);
}

static int64_t
events_of(bench *made)
{
    return bench_number(made->store, "SELECT sum(events) FROM event_totals");
}

static void
files_of_a_series_stand_side_by_side(void **state)
{
    bench     *made = *state;
    ent_store *store = open_whole(made);
    char       path[1024], other[128], older[128];
    ent_bytes  before, after;

    expect_import(made, store, unit_source(EVENTS, path), false, ENT_OK,
                  "20150107.export.CSV: gdelt-2 2.0 20/9/1\n");
    assert_int_equal(events_of(made), 11);
    before = unit_read(made->ctx, made->store);
    /* the same bytes under another name are the same file */
    (void)snprintf(other, sizeof other, "%s/other.CSV", made->folder);
    copy_file(EVENTS, other);
    expect_import(made, store, other, false, ENT_OK, "other.CSV: gdelt-2 2.0 20/9/0 unchanged\n");
    after = unit_read(made->ctx, made->store);
    assert_int_equal(after.length, before.length);
    assert_memory_equal(after.bytes, before.bytes, before.length);
    ent_bytes_clear(&before);
    ent_bytes_clear(&after);
    /* the same name, packed, is the same file with other bytes */
    expect_import(made, store, unit_source("tests/data/packed/20150107.export.CSV.gz", path), false,
                  ENT_OK, "20150107.export.CSV.gz: gdelt-2 2.0 20/9/1 replaced\n");
    assert_int_equal(events_of(made), 11);
    /* another name with other bytes is one more */
    (void)snprintf(older, sizeof older, "%s/19820102.CSV", made->folder);
    copy_file("tests/data/import/gdelt-1/1982.tsv", older);
    expect_import(made, store, older, false, ENT_OK, "19820102.CSV: gdelt-1 1.0 7/1/0\n");
    assert_int_equal(events_of(made), 18);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM coded_events"), 0);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM files WHERE sha256 = ''"), 0);
    ent_store_close(store);
    assert_int_equal(unlink(other), 0);
    assert_int_equal(unlink(older), 0);
}

static void
events_are_kept_where_that_is_asked_for(void **state)
{
    bench     *made = *state;
    ent_store *store = open_whole(made);
    char       path[1024];

    expect_import(made, store, unit_source(EVENTS, path), true, ENT_OK,
                  "20150107.export.CSV: gdelt-2 2.0 20/9/1\n");
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM coded_events"), 11);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM event_counts"), 6);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM coded_events WHERE type IS"
                                               " NULL AND cameo = '010'"),
                     1);
    assert_int_equal(bench_number(made->store, "SELECT first = '2014-02-01' AND last = '2015-02-01'"
                                               " FROM files WHERE \"set\" = 'gdelt-2'"),
                     1);
    ent_store_close(store);
}

static void
too_many_rejects_of_a_stream_leave_nothing(void **state)
{
    bench            *made = *state;
    ent_store        *store = open_whole(made);
    char              path[1024];
    ent_import_report report;

    assert_int_equal(
        ent_store_import(made->ctx, store, "auto", unit_source(EVENTS, path), 0.3, &report),
        ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(made->ctx), "8 of 20 rows cannot be read"));
    assert_int_equal(
        bench_number(made->store, "SELECT count(*) FROM files WHERE \"set\" = 'gdelt-2'"), 0);
    ent_store_close(store);
}

static void
a_stream_that_is_cancelled_leaves_nothing(void **state)
{
    bench                *made = *state;
    volatile sig_atomic_t cancel = 0;
    ent_ctx_options       options = {.cancel = &cancel};
    ent_ctx              *ctx = NULL;
    ent_store            *store = open_whole(made);
    char                  path[1024];
    ent_import_report     report;

    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    cancel = 1;
    assert_int_equal(ent_store_import(ctx, store, "auto", unit_source(EVENTS, path), 0.5, &report),
                     ENT_E_CANCELLED);
    cancel = 0;
    assert_int_equal(ent_store_import(ctx, store, "auto", path, 0.5, &report), ENT_OK);
    assert_false(report.unchanged);
    ent_ctx_destroy(ctx);
    ent_store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_file_of_an_archive_is_one_of_its_own),
        TEST(an_archive_goes_on_behind_a_file_that_fails),
        TEST(files_of_a_series_stand_side_by_side),
        TEST(events_are_kept_where_that_is_asked_for),
        TEST(too_many_rejects_of_a_stream_leave_nothing),
        TEST(a_stream_that_is_cancelled_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
