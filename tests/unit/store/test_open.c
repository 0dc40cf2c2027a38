/*
 * test_open.c - what is a store of ours and what is not; data/world in it; hostile files
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_store.h"

#include <sys/stat.h>

static void
a_new_store_holds_our_own_facts(void **state)
{
    bench                 *made = *state;
    ent_store             *store = bench_open(made, made->store, ENT_STORE_WRITE);
    const ent_source_file *files;
    size_t                 count;
    unit_facts             facts = bench_facts(made, store, ENT_FACT_RIVALRY);

    assert_string_equal(ent_text_get(&facts.lines),
                        "5|r1|CHN|RUS|1958-01-01|1990-01-01|beta-1910|\n"
                        "6|r2|CHN|USA|1949-01-01||beta-1910|rivalry 2\n");
    assert_int_equal(ent_store_files(made->ctx, store, &files, &count), ENT_OK);
    assert_int_equal(count, ENT_FACT_OWN_KINDS);
    assert_string_equal(files[0].name, "world/acts.csv");
    assert_string_equal(files[0].set, "world");
    assert_int_equal(strlen(files[0].version), 12);
    assert_int_equal(files[0].rows, 2);
    assert_int_equal(files[0].first, ent_date_day(1900, 1, 1)); /* as its comment says */
    assert_int_equal(files[0].last, ent_date_day(1999, 12, 31));
    unit_facts_clear(&facts);
    ent_store_close(store);
    assert_int_equal(bench_number(made->store, "PRAGMA application_id"), 0x454E5445);
    assert_int_equal(bench_number(made->store, "PRAGMA user_version"), 5);
}

static void
a_store_in_memory_needs_no_file(void **state)
{
    bench     *made = *state;
    ent_store *store = bench_open(made, ":memory:", ENT_STORE_READ);
    unit_facts facts = bench_facts(made, store, ENT_FACT_ACT);

    assert_int_equal(facts.count, 2);
    unit_facts_clear(&facts);
    ent_store_close(store);
    assert_int_equal(access(":memory:", F_OK), -1);
}

static void
a_second_opening_changes_nothing(void **state)
{
    bench    *made = *state;
    ent_bytes before, after;

    bench_make(made);
    before = unit_read(made->ctx, made->store);
    bench_make(made);
    ent_store_close(bench_open(made, made->store, ENT_STORE_READ));
    after = unit_read(made->ctx, made->store);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.bytes, after.bytes, before.length);
    ent_bytes_clear(&before);
    ent_bytes_clear(&after);
}

static void
a_missing_store_is_not_made_by_reading(void **state)
{
    bench *made = *state;

    bench_refused(made, ENT_STORE_READ, ENT_E_STORE, "no such store");
    bench_refused(made, ENT_STORE_ADD, ENT_E_STORE, "no such store; `entente import`");
    assert_int_equal(access(made->store, F_OK), -1);
}

static void
a_store_opened_late_comes_with_the_first_thing_kept(void **state)
{
    bench      *made = *state;
    ent_store  *store = bench_open(made, made->store, ENT_STORE_LATE);
    ent_run_row row = {.scenario = "base", .status = "done"};
    unit_facts  facts;

    assert_int_equal(access(made->store, F_OK), -1);
    ent_store_close(store); /* nothing was kept, and nothing is left: see the teardown */
    store = bench_open(made, made->store, ENT_STORE_LATE);
    assert_int_equal(ent_store_add_run(made->ctx, store, &row), ENT_OK);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM runs"), 1);
    assert_int_equal(ent_store_add_run(made->ctx, store, &row), ENT_OK);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM runs"), 2);
    facts = bench_facts(made, store, ENT_FACT_ACT);
    assert_int_equal(facts.count, 2);
    unit_facts_clear(&facts);
    ent_store_close(store);
}

static void
a_store_that_was_faster_is_given_the_first_thing(void **state)
{
    bench      *made = *state;
    ent_store  *store = bench_open(made, made->store, ENT_STORE_LATE), *other;
    ent_run_row row = {.scenario = "base", .status = "done"};

    other = bench_open(made, made->store, ENT_STORE_WRITE);
    assert_int_equal(ent_store_add_run(made->ctx, other, &row), ENT_OK);
    ent_store_close(other);
    assert_int_equal(ent_store_add_run(made->ctx, store, &row), ENT_OK);
    ent_store_close(store);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM runs"), 2);
}

/* What a killed program left goes; what a living one holds, and what is of another name, stays. */
static void
temporaries_of_the_dead_are_swept(void **state)
{
    bench     *made = *state;
    char       dead[128], other[128];
    ent_store *store;

    (void)snprintf(dead, sizeof dead, "%s.unborn-a1B2c3", made->store);
    (void)snprintf(other, sizeof other, "%s.unborn-copy", made->store);
    bench_write(dead, "x", 1);
    bench_write(other, "x", 1);
    store = bench_open(made, made->store, ENT_STORE_LATE);
    assert_int_equal(access(dead, F_OK), -1);
    bench_make(made); /* sweeps, and leaves what the first one holds */
    bench_write(dead, "x", 1);
    bench_make(made);
    assert_int_equal(access(dead, F_OK), -1);
    assert_int_equal(unlink(other), 0);
    assert_int_equal(
        ent_store_add_run(made->ctx, store, &(ent_run_row){.scenario = "base", .status = "done"}),
        ENT_OK);
    ent_store_close(store);
}

static void
a_link_to_nothing_is_no_store(void **state)
{
    bench *made = *state;

    assert_int_equal(symlink("/nowhere/store.db", made->store), 0);
    bench_refused(made, ENT_STORE_READ, ENT_E_STORE, "a link to a store that is not there");
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "a link to a store that is not there");
}

static void
a_pipe_is_no_store(void **state)
{
    bench *made = *state;

    assert_int_equal(mkfifo(made->store, 0600), 0);
    bench_refused(made, ENT_STORE_READ, ENT_E_STORE, "no regular file, expected a store");
}

static void
a_folder_is_no_store(void **state)
{
    bench *made = *state;

    assert_int_equal(mkdir(made->store, 0700), 0);
    bench_refused(made, ENT_STORE_READ, ENT_E_STORE, "a folder, expected a store");
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "a folder, expected a store");
    assert_int_equal(rmdir(made->store), 0);
}

static void
a_store_in_a_missing_folder_cannot_be_made(void **state)
{
    bench *made = *state;

    (void)snprintf(made->store, sizeof made->store, "%s/no/store.db", made->folder);
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "No such file or directory");
}

static void
an_empty_path_is_a_wrong_argument(void **state)
{
    bench *made = *state;

    made->store[0] = '\0';
    bench_refused(made, ENT_STORE_WRITE, ENT_E_ARG, "path of the store is empty");
}

static void
an_empty_file_becomes_a_store_only_when_written(void **state)
{
    bench *made = *state;

    bench_write(made->store, "", 0);
    bench_refused(made, ENT_STORE_READ, ENT_E_STORE, "empty, expected a store");
    bench_make(made);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM acts"), 2);
}

static void
a_file_that_is_no_database_is_refused(void **state)
{
    bench      *made = *state;
    static char text[5000];

    memset(text, 'x', sizeof text);
    bench_write(made->store, text, sizeof text);
    bench_refused(made, ENT_STORE_READ, ENT_E_STORE, "the file is no SQLite database");
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "the file is no SQLite database");
    bench_write(made->store, "short", 5);
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "the file is no SQLite database");
}

static void
a_database_of_another_program_is_refused(void **state)
{
    bench *made = *state;

    bench_sql(made->store, "CREATE TABLE files (file INTEGER)");
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "a database of another program");
    bench_sql(made->store, "PRAGMA application_id=252006675; PRAGMA user_version=1");
    bench_refused(made, ENT_STORE_READ, ENT_E_STORE, "a database of another program");
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "a database of another program");
    bench_sql(made->store, "PRAGMA application_id=1162761285; PRAGMA user_version=0");
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "not a store: version 0");
    bench_sql(made->store, "PRAGMA user_version=-5");
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "not a store: version -5");
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM sqlite_schema"), 1);
}

static void
a_store_of_a_newer_entente_is_refused(void **state)
{
    bench *made = *state;

    bench_make(made);
    bench_sql(made->store, "PRAGMA user_version=99; CREATE TABLE later (x)");
    bench_refused(made, ENT_STORE_READ, ENT_E_STORE, "made by a newer entente (store version 99");
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "made by a newer entente");
}

/* Each change makes the schema another than ours; the store must not be asked anything then. */
static void
a_store_with_another_schema_is_refused(void **state)
{
    static const char *const CHANGES[] = {
        "CREATE VIEW extra AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON files BEGIN DELETE FROM acts; END",
        "CREATE TABLE zzz (x)",
        "CREATE INDEX i ON acts (title)",
        "ALTER TABLE acts ADD COLUMN more TEXT",
        "DROP VIEW v_acts",
        "DROP TABLE trade",
        ("DROP VIEW v_obligations; DROP VIEW v_vetoes; DROP TABLE vetoes;"
         "CREATE VIEW vetoes AS SELECT 1 AS file, 2 AS line, 0 AS part"),
        "DROP INDEX rejects_by_file",
    };
    bench *made = *state;

    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        bench_make(made);
        bench_sql(made->store, CHANGES[i]);
        bench_refused(made, ENT_STORE_READ, ENT_E_STORE, "not a store of ours: its schema");
        bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "not a store of ours: its schema");
        assert_int_equal(unlink(made->store), 0);
    }
}

/* Cut or overwritten anywhere, a store opens or is refused; it never brings us down. */
static void
a_damaged_store_is_refused_or_read(void **state)
{
    bench    *made = *state;
    ent_bytes whole;
    size_t    refused = 0;

    bench_make(made);
    whole = unit_read(made->ctx, made->store);
    for (size_t i = 0; i < 60; i++) {
        size_t     length = i % 2 == 0 ? whole.length * (i + 1) / 62 : whole.length;
        char      *bytes = malloc(whole.length);
        ent_store *store = NULL;

        assert_non_null(bytes);
        memcpy(bytes, whole.bytes, whole.length);
        if (i % 2 == 1) {
            size_t at = 100 + (whole.length - 200) * i / 60;

            memset(bytes + at, (int)(i * 37 % 256), 60);
        }
        bench_write(made->store, bytes, length);
        free(bytes);
        if (ent_store_open(made->ctx, made->store, ENT_STORE_READ, made->codes, &store) != ENT_OK) {
            refused++;
            assert_true(ent_ctx_error(made->ctx)[0] != '\0');
            continue;
        }
        for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
            unit_facts    facts;
            ent_fact_sink sink = unit_facts_init(&facts, made->codes);
            ent_status    status = ent_store_facts(made->ctx, store, (ent_fact_kind)kind, &sink);

            assert_true(status == ENT_OK || status == ENT_E_STORE);
            unit_facts_clear(&facts);
        }
        ent_store_close(store);
    }
    assert_true(refused >= 30); /* every cut one at least */
    ent_bytes_clear(&whole);
}

/* Values that no importer of ours writes, in a schema that is ours. */
static void
a_fact_that_is_none_is_refused_when_read(void **state)
{
    static const struct {
        const char   *sql;
        ent_fact_kind kind;
        const char   *told;
    } CHANGES[] = {
        {"UPDATE acts SET start = '1950-13-01'", ENT_FACT_ACT, "'start' is '1950-13-01'"},
        {"UPDATE acts SET start = '1950'", ENT_FACT_ACT, "'start' is '1950', expected a day"},
        {"UPDATE acts SET \"end\" = x'00' || 'text'", ENT_FACT_ACT, "'end' is ''"},
        {"UPDATE acts SET \"end\" = '1900-01-01'", ENT_FACT_ACT, "a day not before the start"},
        {"UPDATE acts SET state_a = 'XQX'", ENT_FACT_ACT, "'state_a' is 'XQX', expected a state"},
        {"UPDATE acts SET level = 99999999999", ENT_FACT_ACT, "expected a whole number"},
        {"UPDATE acts SET level = 99", ENT_FACT_ACT,
         "'level' is '99', expected a whole number from 1 to 7"},
        {"UPDATE acts SET level = -3", ENT_FACT_ACT, "'level' is '-3'"},
        {"UPDATE acts SET kind = 'party'", ENT_FACT_ACT, "'kind' is 'party', expected one of"},
        {"UPDATE acts SET line = -1 WHERE line = 5", ENT_FACT_ACT, "'line' is '-1'"},
        {"UPDATE disputes SET hostility = 6", ENT_FACT_DISPUTE, "'hostility' is '6'"},
        {"UPDATE profiles SET cinc = 9e999", ENT_FACT_PROFILE, "'cinc' is 'Inf'"},
        {"UPDATE profiles SET year = 1200", ENT_FACT_PROFILE, "'year' is '1200'"},
        {"UPDATE treaties SET defence = 2", ENT_FACT_TREATY, "'defence' is '2', expected 0 or 1"},
        {"UPDATE acts SET file = 77", ENT_FACT_ACT,
         "'file' is '77', expected the number of a file that is there"},
    };
    bench *made = *state;

    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        ent_store    *store;
        unit_facts    facts;
        ent_fact_sink sink = unit_facts_init(&facts, made->codes);
        const char   *told;

        bench_make(made);
        bench_sql(made->store, CHANGES[i].sql);
        store = bench_open(made, made->store, ENT_STORE_READ);
        assert_int_equal(ent_store_facts(made->ctx, store, CHANGES[i].kind, &sink), ENT_E_STORE);
        told = ent_ctx_error(made->ctx);
        if (strstr(told, CHANGES[i].told) == NULL || strstr(told, "altered outside") == NULL ||
            strstr(told, ent_fact_describe(CHANGES[i].kind)->table) == NULL) {
            fail_msg("'%s' is not in '%s'", CHANGES[i].told, told);
        }
        unit_facts_clear(&facts);
        ent_store_close(store);
        assert_int_equal(unlink(made->store), 0);
    }
}

/* Without its NOT NULL a column takes what the schema, put back, forbids. */
static void
a_value_that_must_be_there_is_missed_when_read(void **state)
{
    bench        *made = *state;
    ent_store    *store;
    unit_facts    facts;
    ent_fact_sink sink = unit_facts_init(&facts, made->codes);

    bench_make(made);
    bench_sql(made->store,
              "PRAGMA writable_schema=ON;"
              "CREATE TABLE kept (sql TEXT);"
              "INSERT INTO kept SELECT sql FROM sqlite_schema WHERE name = 'acts';"
              "UPDATE sqlite_schema SET sql = replace(sql, '\"state_a\" TEXT NOT NULL',"
              " '\"state_a\" TEXT') WHERE name = 'acts'");
    bench_sql(made->store, "UPDATE acts SET state_a = NULL");
    bench_sql(made->store, "PRAGMA writable_schema=ON;"
                           "UPDATE sqlite_schema SET sql = (SELECT sql FROM kept)"
                           " WHERE name = 'acts'");
    bench_sql(made->store, "DROP TABLE kept");
    store = bench_open(made, made->store, ENT_STORE_READ);
    assert_int_equal(ent_store_facts(made->ctx, store, ENT_FACT_ACT, &sink), ENT_E_STORE);
    assert_non_null(strstr(ent_ctx_error(made->ctx), "'state_a' is '', expected a value"));
    unit_facts_clear(&facts);
    ent_store_close(store);
}

static void
a_list_of_altered_rows_is_refused(void **state)
{
    static const struct {
        const char *list, *sql, *told;
    } CHANGES[] = {
        {"events", "UPDATE events SET start = 'garbage'", "'start' is 'garbage'"},
        {"events", "UPDATE events SET \"end\" = '2022-02-30'", "'end' is '2022-02-30'"},
        {"events", "UPDATE events SET \"end\" = '1922-02-03'", "'end' is '1922-02-03'"},
        {"events", "UPDATE events SET status = 'sure'", "'status' is 'sure'"},
        {"events", "UPDATE events SET precision = ''", "'precision' is ''"},
        {"events", "UPDATE events SET goldstein = 11", "'goldstein' is '11.0'"},
        {"events", "UPDATE events SET sentence = 7", "holds a row of 'sentences'"},
        {"documents", "UPDATE documents SET published_start = 'now'", "'published_start' is 'now'"},
        {"sentences", "UPDATE sentences SET offset = -1", "row 1.1: 'offset' is '-1'"},
        {"runs", "UPDATE runs SET seed = 'x'", "table 'runs', row 1: 'seed' is 'x'"},
    };
    static const char ROWS[] =
        "INSERT INTO documents VALUES (1, 'a', '00', NULL, NULL, NULL, 9, NULL);"
        "INSERT INTO sentences VALUES (1, 1, 0, 9, 'They met.', NULL, NULL);"
        "INSERT INTO events VALUES (1, 1, 1, '2022-02-04', '2022-02-04', 'day', 'CONSULT', NULL,"
        " '04', 1, 'actual', 'author', 'meet', 0, 1, 0, 1, 0, 1);"
        "INSERT INTO runs VALUES (1, 'base', NULL, '2022-12-31', NULL, '1', 8, 2, 8, 'done', NULL, "
        "NULL,"
        " NULL, NULL)";
    bench *made = *state;

    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        ent_store *store;
        ent_table *table = NULL;

        bench_make(made);
        bench_sql(made->store, ROWS);
        store = bench_open(made, made->store, ENT_STORE_READ);
        assert_int_equal(ent_store_list(made->ctx, store, CHANGES[i].list, &table), ENT_OK);
        ent_table_destroy(table);
        ent_store_close(store);
        bench_sql(made->store, CHANGES[i].sql);
        store = bench_open(made, made->store, ENT_STORE_READ);
        table = NULL;
        if (ent_store_list(made->ctx, store, CHANGES[i].list, &table) != ENT_E_STORE) {
            fail_msg("accepted: %s", CHANGES[i].sql);
        }
        assert_null(table);
        if (strstr(ent_ctx_error(made->ctx), CHANGES[i].told) == NULL) {
            fail_msg("'%s' is not in '%s'", CHANGES[i].told, ent_ctx_error(made->ctx));
        }
        ent_store_close(store);
        assert_int_equal(unlink(made->store), 0);
    }
}

static void
a_store_with_older_facts_gets_ours_in_memory_when_read(void **state)
{
    bench                 *made = *state;
    ent_store             *store;
    unit_facts             facts;
    ent_bytes              before, after;
    const ent_source_file *files;
    size_t                 count;
    char                   id[160];

    bench_make(made);
    bench_sql(made->store, "UPDATE files SET version = 'aaaaaaaaaaaa';"
                           "UPDATE rivalries SET \"end\" = '1999-12-31' WHERE rivalry = 'r2';"
                           "DELETE FROM acts");
    before = unit_read(made->ctx, made->store);
    store = bench_open(made, made->store, ENT_STORE_READ);
    facts = bench_facts(made, store, ENT_FACT_RIVALRY);
    assert_string_equal(ent_text_get(&facts.lines),
                        "5|r1|CHN|RUS|1958-01-01|1990-01-01|beta-1910|\n"
                        "6|r2|CHN|USA|1949-01-01||beta-1910|rivalry 2\n");
    assert_int_equal(ent_store_files(made->ctx, store, &files, &count), ENT_OK);
    assert_int_equal(count, ENT_FACT_OWN_KINDS); /* the older ones do not show */
    for (size_t i = 0; i < count; i++) {
        ent_provenance from = {files[i].file, 5, NULL, NULL};

        assert_string_not_equal(files[i].version, "aaaaaaaaaaaa");
        ent_store_fact_id(store, &from, id);
        assert_non_null(strstr(id, ".csv:5"));
    }
    ent_store_close(store);
    after = unit_read(made->ctx, made->store);
    assert_int_equal(before.length, after.length);
    assert_memory_equal(before.bytes, after.bytes, before.length);
    unit_facts_clear(&facts);
    ent_bytes_clear(&before);
    ent_bytes_clear(&after);
}

static void
a_store_with_older_facts_gets_ours_when_written(void **state)
{
    bench *made = *state;

    bench_make(made);
    bench_sql(made->store, "UPDATE files SET version = 'aaaaaaaaaaaa'; DELETE FROM acts");
    bench_make(made);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM acts"), 2);
    assert_int_equal(bench_number(made->store, "SELECT count(DISTINCT version) FROM files"), 1);
    assert_int_equal(
        bench_number(made->store, "SELECT count(*) FROM files WHERE version = 'aaaaaaaaaaaa'"), 0);
}

static void
a_write_protected_store_can_be_read_only(void **state)
{
    bench *made = *state;
    bool   root = geteuid() == 0;

    bench_make(made);
    assert_int_equal(chmod(made->store, 0444), 0);
    assert_int_equal(chmod(made->folder, 0555), 0);
    if (root) {
        assert_int_equal(seteuid(65534), 0); /* nothing is protected from root */
    }
    bench_refused(made, ENT_STORE_WRITE, ENT_E_STORE, "store cannot be written");
    ent_store_close(bench_open(made, made->store, ENT_STORE_READ));
    if (root) {
        assert_int_equal(seteuid(0), 0);
    }
    assert_int_equal(chmod(made->folder, 0700), 0);
}

static void
wrong_facts_of_ours_leave_no_store(void **state)
{
    bench          *made = *state;
    char            folder[128], path[256];
    ent_ctx_options options = {.data_dir = folder};
    ent_ctx        *ctx = NULL;
    ent_store      *store = NULL;
    const char      bad[] = "state_a,state_b,source,locator\nCHN,XQX,s,\n";

    (void)snprintf(folder, sizeof folder, "%s/world", made->folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    (void)snprintf(path, sizeof path, "%s/borders.csv", folder);
    bench_write(path, bad, strlen(bad));
    (void)snprintf(folder, sizeof folder, "%s", made->folder);
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(ent_store_open(ctx, made->store, ENT_STORE_WRITE, made->codes, &store),
                     ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(ctx),
                        "world/borders.csv:2:5: 'state_b' is 'XQX', expected the id of a state");
    ent_ctx_destroy(ctx);
    bench_refused(made, ENT_STORE_READ, ENT_E_STORE, "no such store");
    assert_int_equal(unlink(path), 0);
    (void)snprintf(folder, sizeof folder, "%s/world", made->folder);
    assert_int_equal(rmdir(folder), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)
        STORE_TEST(a_new_store_holds_our_own_facts),
        STORE_TEST(a_store_in_memory_needs_no_file),
        STORE_TEST(a_second_opening_changes_nothing),
        STORE_TEST(a_missing_store_is_not_made_by_reading),
        STORE_TEST(a_store_opened_late_comes_with_the_first_thing_kept),
        STORE_TEST(a_store_that_was_faster_is_given_the_first_thing),
        STORE_TEST(temporaries_of_the_dead_are_swept),
        STORE_TEST(a_link_to_nothing_is_no_store),
        STORE_TEST(a_pipe_is_no_store),
        STORE_TEST(a_folder_is_no_store),
        STORE_TEST(a_store_in_a_missing_folder_cannot_be_made),
        STORE_TEST(an_empty_path_is_a_wrong_argument),
        STORE_TEST(an_empty_file_becomes_a_store_only_when_written),
        STORE_TEST(a_file_that_is_no_database_is_refused),
        STORE_TEST(a_database_of_another_program_is_refused),
        STORE_TEST(a_store_of_a_newer_entente_is_refused),
        STORE_TEST(a_store_with_another_schema_is_refused),
        STORE_TEST(a_damaged_store_is_refused_or_read),
        STORE_TEST(a_fact_that_is_none_is_refused_when_read),
        STORE_TEST(a_value_that_must_be_there_is_missed_when_read),
        STORE_TEST(a_list_of_altered_rows_is_refused),
        STORE_TEST(a_store_with_older_facts_gets_ours_in_memory_when_read),
        STORE_TEST(a_store_with_older_facts_gets_ours_when_written),
        STORE_TEST(a_write_protected_store_can_be_read_only),
        STORE_TEST(wrong_facts_of_ours_leave_no_store),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
