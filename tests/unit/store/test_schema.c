/*
 * test_schema.c - steps from version to version, and the frozen text of what is released
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_store.h"

#include "base/data.h"
#include "store/schema.h"

static ent_status
make_notes(ent_ctx *ctx, sqlite3 *db)
{
    return ent_db_exec(ctx, db, "CREATE TABLE notes (note TEXT NOT NULL) STRICT");
}

static ent_status
add_place(ent_ctx *ctx, sqlite3 *db)
{
    return ent_db_exec(ctx, db,
                       "ALTER TABLE notes ADD COLUMN place TEXT; UPDATE notes SET place = 'here'");
}

static ent_status
fail_half_way(ent_ctx *ctx, sqlite3 *db)
{
    ent_status status = ent_db_exec(ctx, db, "DELETE FROM notes");

    return status == ENT_OK ? ent_db_exec(ctx, db, "CREATE TABLE notes (x)") : status;
}

static const ent_schema_step INVENTED[] = {
    {"notes", make_notes}, {"places", add_place}, {"what fails", fail_half_way}};

static sqlite3 *
memory(bench *made)
{
    sqlite3 *db = NULL;

    assert_int_equal(ent_schema_memory(made->ctx, &db), ENT_OK);
    return db;
}

static ent_status
migrate(bench *made, sqlite3 *db, size_t count, int64_t version)
{
    ent_status status = ent_db_begin(made->ctx, db);

    if (status == ENT_OK) {
        status =
            ent_db_end(made->ctx, db, ent_schema_migrate(made->ctx, db, INVENTED, count, version));
    }
    return status;
}

static void
an_older_store_gets_the_steps_it_lacks(void **state)
{
    bench              *made = *state;
    sqlite3            *db = memory(made);
    ent_schema_identity identity;
    int64_t             number;

    assert_int_equal(migrate(made, db, 1, 0), ENT_OK);
    assert_int_equal(ent_db_exec(made->ctx, db, "INSERT INTO notes VALUES ('a')"), ENT_OK);
    assert_int_equal(ent_schema_identify(made->ctx, db, &identity), ENT_OK);
    assert_int_equal(identity.application, ENT_STORE_APPLICATION);
    assert_int_equal(identity.version, 1);
    assert_int_equal(ent_schema_compare(made->ctx, db, INVENTED, 1), ENT_OK);
    assert_int_equal(ent_schema_compare(made->ctx, db, INVENTED, 2), ENT_E_STORE);
    assert_int_equal(migrate(made, db, 2, 1), ENT_OK);
    assert_int_equal(ent_schema_identify(made->ctx, db, &identity), ENT_OK);
    assert_int_equal(identity.version, 2);
    assert_int_equal(ent_schema_compare(made->ctx, db, INVENTED, 2), ENT_OK);
    assert_int_equal(ent_db_integer(made->ctx, db,
                                    "SELECT count(*) FROM notes WHERE place = 'here'", 0, &number),
                     ENT_OK);
    assert_int_equal(number, 1); /* its rows are still there */
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
a_step_that_fails_leaves_the_older_store(void **state)
{
    bench              *made = *state;
    sqlite3            *db = memory(made);
    ent_schema_identity identity;
    int64_t             number;

    assert_int_equal(migrate(made, db, 2, 0), ENT_OK);
    assert_int_equal(ent_db_exec(made->ctx, db, "INSERT INTO notes VALUES ('a', 'b')"), ENT_OK);
    assert_int_equal(migrate(made, db, 3, 2), ENT_E_STORE);
    assert_non_null(strstr(ent_ctx_error(made->ctx), "while making what fails"));
    assert_int_equal(ent_schema_identify(made->ctx, db, &identity), ENT_OK);
    assert_int_equal(identity.version, 2);
    assert_int_equal(ent_db_integer(made->ctx, db, "SELECT count(*) FROM notes", 0, &number),
                     ENT_OK);
    assert_int_equal(number, 1);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
a_schema_of_the_newest_version_needs_no_step(void **state)
{
    bench   *made = *state;
    sqlite3 *db = memory(made);

    assert_int_equal(migrate(made, db, 2, 0), ENT_OK);
    assert_int_equal(migrate(made, db, 2, 2), ENT_OK);
    assert_int_equal(ent_schema_compare(made->ctx, db, INVENTED, 2), ENT_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/*
 * The text of the schema up to a version, as a hash.  When this fails, a step that is in people's
 * stores was changed: put the change into a new step instead, and its hash here.
 */
static void
the_schema_of_a_version_never_changes(void **state)
{
    static const char *const HASHES[] = {
        "d553fd123159c90efa4e9816dab03b9d4b1339121f18fb3503088546b129259c",
        "20d0ecae511641a067d926ff672ffe3ebbdfdb3ce0701238aef4604109cfb93f",
        "d7057b46b1511227db1a7fe5119f4fd8562110dbb575cc668d44ea9da2269a9e",
        "3510d3314d15c9af8af91f5afa82c5d9c26bb7dadb94b431872eb53c2da18d41",
        "4ea95e422f4ccc53e74ad9db7ff22588e929f45cef2d570a95026082476b74f7"};
    bench                 *made = *state;
    sqlite3               *db = memory(made);
    sqlite3_stmt          *statement = NULL;
    size_t                 count;
    const ent_schema_step *steps = ent_schema_steps(&count);
    ent_text               all;
    char                   hash[65];
    bool                   row = true;

    assert_int_equal(count, sizeof HASHES / sizeof HASHES[0]);
    assert_int_equal(ent_schema_migrate(made->ctx, db, steps, count, 0), ENT_OK);
    assert_int_equal(ent_db_prepare(made->ctx, db,
                                    "SELECT name || coalesce(sql, '') FROM sqlite_schema"
                                    " ORDER BY name, type",
                                    &statement),
                     ENT_OK);
    ent_text_init(&all);
    while (ent_db_step(made->ctx, statement, &row) == ENT_OK && row) {
        ent_text_addf(&all, "%s\n", ent_db_text(statement, 0));
    }
    ent_sha256(ent_text_get(&all), all.length, hash);
    assert_string_equal(hash, HASHES[count - 1]);
    ent_text_clear(&all);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Every table of rows leads back to its file and goes with it. */
static void
every_table_of_facts_has_its_provenance(void **state)
{
    bench *made = *state;

    bench_make(made);
    assert_int_equal(
        bench_number(made->store,
                     "SELECT count(*) FROM pragma_table_list t WHERE t.type = 'table' AND t.name"
                     " NOT LIKE 'sqlite%' AND t.name NOT IN ('files', 'documents', 'sentences',"
                     " 'events', 'event_actors', 'positions', 'runs', 'batches', 'fits',"
                     " 'answers')"
                     " AND NOT EXISTS (SELECT 1 FROM"
                     " pragma_foreign_key_list(t.name) WHERE \"table\" = 'files' AND on_delete ="
                     " 'CASCADE')"),
        0);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM pragma_table_list WHERE"
                                               " schema = 'main' AND type = 'table' AND strict = 0"
                                               " AND name NOT LIKE 'sqlite%'"),
                     0);
    bench_sql(made->store, "PRAGMA foreign_keys=ON; DELETE FROM files");
    assert_int_equal(bench_number(made->store, "SELECT (SELECT count(*) FROM acts) +"
                                               " (SELECT count(*) FROM sources) +"
                                               " (SELECT count(*) FROM alliances)"),
                     0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)
        STORE_TEST(an_older_store_gets_the_steps_it_lacks),
        STORE_TEST(a_step_that_fails_leaves_the_older_store),
        STORE_TEST(a_schema_of_the_newest_version_needs_no_step),
        STORE_TEST(the_schema_of_a_version_never_changes),
        STORE_TEST(every_table_of_facts_has_its_provenance),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
