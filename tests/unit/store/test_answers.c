/*
 * test_answers.c - an answer is kept as long as the file is what it was
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_facts.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/build.h"
#include "store/answers.h"
#include "store/db.h"

typedef struct shelf {
    ent_ctx     *ctx; /* of our own data */
    ent_codes   *codes;
    char         folder[64], path[128], other[128];
    ent_answers *answers;
} shelf;

static ent_store *
open_store(const shelf *s, const char *path, ent_store_mode mode)
{
    ent_store *store;

    if (ent_store_open(s->ctx, path, mode, s->codes, &store) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(s->ctx));
    }
    return store;
}

static int
set_up(void **state)
{
    static shelf s;

    (void)strcpy(s.folder, "/tmp/entente-answers-XXXXXX");
    assert_non_null(mkdtemp(s.folder));
    (void)snprintf(s.path, sizeof s.path, "%s/one.db", s.folder);
    (void)snprintf(s.other, sizeof s.other, "%s/other.db", s.folder);
    assert_int_equal(ent_ctx_create(&(ent_ctx_options){.jobs = 1}, &s.ctx), ENT_OK);
    s.codes = unit_codes(s.ctx);
    ent_store_close(open_store(&s, s.path, ENT_STORE_WRITE));
    *state = &s;
    return 0;
}

static int
tear_down(void **state)
{
    shelf *s = *state;

    (void)unlink(s->path);
    (void)unlink(s->other);
    (void)rmdir(s->folder);
    ent_codes_destroy(s->codes);
    ent_ctx_destroy(s->ctx);
    return 0;
}

static void
retain(const shelf *s, ent_store *store, const char *question, const char *answer)
{
    ent_answers *answers = ent_store_answers(store);

    assert_int_equal(ent_answers_retain(s->ctx, answers, question, answer), ENT_OK);
    assert_int_equal(ent_answers_write(s->ctx, answers), ENT_OK);
}

static void
expect(const shelf *s, ent_store *store, const char *question, const char *answer)
{
    char *found = NULL;

    assert_int_equal(ent_answers_recall(s->ctx, ent_store_answers(store), question, &found),
                     ENT_OK);
    if (answer == NULL) {
        assert_null(found);
    } else {
        assert_non_null(found);
        assert_string_equal(found, answer);
    }
    ent_free(found);
}

/* The same of a store that is opened for it. */
static void
expect_of(const shelf *s, const char *path, const char *question, const char *answer)
{
    ent_store *store = open_store(s, path, ENT_STORE_READ);

    expect(s, store, question, answer);
    ent_store_close(store);
}

static void
an_answer_is_found_by_its_question(void **state)
{
    const shelf *s = *state;
    ent_store   *store = open_store(s, s->path, ENT_STORE_READ);

    expect(s, store, "one", NULL);
    retain(s, store, "one", "1");
    expect(s, store, "one", "1");
    expect(s, store, "two", NULL);
    retain(s, store, "two", "2"); /* which makes the first no older */
    expect(s, store, "one", "1");
    expect(s, store, "two", "2");
    retain(s, store, "one", "1 again");
    expect(s, store, "one", "1 again");
    ent_store_close(store);
    expect_of(s, s->path, "one", "1 again");
    expect_of(s, s->path, "two", "2");
}

static void
what_is_written_to_the_store_ends_every_answer(void **state)
{
    const shelf      *s = *state;
    ent_store        *store = open_store(s, s->path, ENT_STORE_READ), *writer;
    ent_import_report report;
    char              path[1024];
    const ent_run_row run = {.scenario = "base", .status = "done"};

    retain(s, store, "one", "1");
    writer = open_store(s, s->path, ENT_STORE_WRITE); /* reads, and writes nothing */
    ent_store_close(writer);
    expect(s, store, "one", "1");
    writer = open_store(s, s->path, ENT_STORE_WRITE);
    assert_int_equal(ent_store_import(s->ctx, writer, "auto",
                                      unit_source("tests/data/import/td-rivalries/table.csv", path),
                                      1, &report),
                     ENT_OK);
    assert_false(report.unchanged);
    ent_store_close(writer);
    expect(s, store, "one", NULL);        /* one that was opened before */
    retain(s, store, "one", "1 of then"); /* and may have read what was there then */
    expect_of(s, s->path, "one", NULL);
    ent_store_close(store);
    store = open_store(s, s->path, ENT_STORE_READ);
    retain(s, store, "one", "1 of now");
    ent_store_close(store);
    expect_of(s, s->path, "one", "1 of now");
    writer = open_store(s, s->path, ENT_STORE_WRITE);
    assert_int_equal(ent_store_add_run(s->ctx, writer, &run), ENT_OK);
    ent_store_close(writer);
    expect_of(s, s->path, "one", NULL);
}

static void
what_rests_on_no_state_of_the_file_outlasts_its_changes(void **state)
{
    const shelf      *s = *state;
    ent_store        *store = open_store(s, s->path, ENT_STORE_READ), *writer;
    ent_answers      *answers = ent_store_answers(store);
    const ent_run_row run = {.scenario = "base", .status = "done"};

    assert_int_equal(ent_answers_retain_lasting(s->ctx, answers, "of a digest", "always"), ENT_OK);
    expect(s, store, "of a digest", "always"); /* before it is written, too */
    retain(s, store, "of this state", "now");
    ent_store_close(store);
    expect_of(s, s->path, "of a digest", "always");
    expect_of(s, s->path, "of this state", "now");
    writer = open_store(s, s->path, ENT_STORE_WRITE);
    assert_int_equal(ent_store_add_run(s->ctx, writer, &run), ENT_OK);
    ent_store_close(writer);
    expect_of(s, s->path, "of a digest", "always");
    expect_of(s, s->path, "of this state", NULL);
    store = open_store(s, s->path, ENT_STORE_READ);
    retain(s, store, "of this state", "then"); /* sweeps what no longer holds */
    ent_store_close(store);
    expect_of(s, s->path, "of a digest", "always");
    expect_of(s, s->path, "of this state", "then");
}

static void
another_program_that_writes_ends_them_too(void **state)
{
    const shelf *s = *state;
    ent_store   *store = open_store(s, s->path, ENT_STORE_READ);
    sqlite3     *db;

    retain(s, store, "one", "1");
    ent_store_close(store);
    assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DELETE FROM acts", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    expect_of(s, s->path, "one", NULL);
}

static void
copy(const char *from, const char *to)
{
    char  bytes[65536];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");

    assert_non_null(in);
    assert_non_null(out);
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, in)) > 0;) {
        assert_int_equal(fwrite(bytes, 1, got, out), got);
    }
    assert_int_equal(fclose(in), 0);
    assert_int_equal(fclose(out), 0);
}

static void
a_copy_takes_its_answers_along(void **state)
{
    const shelf *s = *state;
    ent_store   *store = open_store(s, s->path, ENT_STORE_READ);

    retain(s, store, "one", "1");
    ent_store_close(store);
    copy(s->path, s->other);
    expect_of(s, s->other, "one", "1");
    store = open_store(s, s->other, ENT_STORE_WRITE);
    assert_int_equal(
        ent_store_add_run(s->ctx, store, &(ent_run_row){.scenario = "base", .status = "done"}),
        ENT_OK);
    ent_store_close(store);
    expect_of(s, s->other, "one", NULL);
    expect_of(s, s->path, "one", "1");
}

static void
where_nothing_can_be_kept_nothing_is(void **state)
{
    const shelf    *s = *state;
    ent_store      *memory = open_store(s, ":memory:", ENT_STORE_READ);
    ent_store      *busy = open_store(s, s->path, ENT_STORE_READ);
    sqlite3        *db;
    char            data[1024];
    ent_ctx        *other = NULL;
    ent_ctx_options options = {.jobs = 1, .data_dir = unit_source("data", data)};

    retain(s, memory, "one", "1");
    expect(s, memory, "one", NULL);
    ent_store_close(memory);
    assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    retain(s, busy, "one", "1");
    assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    expect(s, busy, "one", "1"); /* held, and told to nobody else */
    expect_of(s, s->path, "one", NULL);
    assert_int_equal(ent_answers_write(s->ctx, ent_store_answers(busy)), ENT_OK);
    expect_of(s, s->path, "one", "1");
    /* a folder in the place of our own data, whatever it holds */
    assert_int_equal(ent_ctx_create(&options, &other), ENT_OK);
    expect(&(shelf){.ctx = other}, busy, "one", NULL);
    retain(&(shelf){.ctx = other}, busy, "two", "2");
    expect(s, busy, "two", NULL);
    expect(s, busy, "one", "1");
    ent_ctx_destroy(other);
    ent_store_close(busy);
}

/* What was found out of one file is not written into another that got its name meanwhile. */
static void
another_file_of_the_name_is_given_none(void **state)
{
    const shelf *s = *state;
    ent_store   *store = open_store(s, s->path, ENT_STORE_READ);
    ent_answers *answers = ent_store_answers(store);

    copy(s->path, s->other); /* the same count of changes */
    assert_int_equal(ent_answers_retain(s->ctx, answers, "one", "1"), ENT_OK);
    assert_int_equal(rename(s->other, s->path), 0);
    assert_int_equal(ent_answers_write(s->ctx, answers), ENT_OK);
    ent_store_close(store);
    expect_of(s, s->path, "one", NULL);
}

/* A log ahead of the file would leave the count of changes behind. */
static void
a_file_with_a_log_ahead_keeps_none(void **state)
{
    const shelf *s = *state;
    ent_store   *store;
    sqlite3     *db;

    assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    store = open_store(s, s->path, ENT_STORE_READ);
    assert_null(ent_store_answers(store));
    ent_store_close(store);
}

/* Threads of a server ask and hold at the same time. */
static void *
ask_and_hold(void *data)
{
    const shelf *s = data;
    ent_answers *answers = s->answers;
    ent_ctx     *ctx;
    size_t       good = 0;

    if (ent_ctx_create(&(ent_ctx_options){.jobs = 1}, &ctx) != ENT_OK) {
        return NULL;
    }
    for (int i = 0; i < 50; i++) {
        char *found = NULL;

        good += ent_answers_recall(ctx, answers, "one", &found) == ENT_OK && found != NULL &&
                strcmp(found, "1") == 0 && ent_answers_retain(ctx, answers, "two", "2") == ENT_OK &&
                ent_answers_write(ctx, answers) == ENT_OK;
        ent_free(found);
    }
    ent_ctx_destroy(ctx);
    return good == 50 ? data : NULL;
}

static void
threads_share_them_beyond_the_store(void **state)
{
    shelf     *s = *state;
    ent_store *store = open_store(s, s->path, ENT_STORE_READ);
    pthread_t  threads[3];

    retain(s, store, "one", "1");
    s->answers = ent_answers_hold(ent_store_answers(store));
    ent_store_close(store);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, ask_and_hold, s), 0);
    }
    for (size_t i = 0; i < 3; i++) {
        void *good = NULL;

        assert_int_equal(pthread_join(threads[i], &good), 0);
        assert_non_null(good);
    }
    ent_answers_release(s->answers);
    expect_of(s, s->path, "one", "1");
    expect_of(s, s->path, "two", "2");
}

/* A server holds one opening for long, and asks claims of another. */
static void
two_openings_share_them(void **state)
{
    const shelf *s = *state;
    ent_store   *one = open_store(s, s->path, ENT_STORE_READ);
    ent_store   *other = open_store(s, s->path, ENT_STORE_READ);
    ent_store   *third = open_store(s, s->path, ENT_STORE_READ);

    ent_store_share_answers(other, ent_store_answers(one));
    assert_ptr_equal(ent_store_answers(other), ent_store_answers(one));
    retain(s, other, "one", "1");
    expect(s, one, "one", "1");
    retain(s, one, "two", "2");
    expect_of(s, s->path, "two", "2");
    expect(s, third, "one", NULL); /* for all it knows the file is another */
    ent_store_share_answers(third, ent_store_answers(one));
    assert_ptr_not_equal(ent_store_answers(third), ent_store_answers(one));
    ent_store_close(one);
    expect(s, other, "two", "2");
    ent_store_close(other);
    ent_store_close(third);
}

/* The name is told by nobody, so that the oldest is looked for among many. */
static void
many_answers_leave_the_newest(void **state)
{
    const shelf *s = *state;
    ent_store   *store = open_store(s, s->path, ENT_STORE_READ);
    char         question[32];
    int64_t      count;

    for (int i = 0; i < 90; i++) {
        (void)snprintf(question, sizeof question, "question %d", i);
        retain(s, store, question, question);
    }
    expect(s, store, question, question);
    expect(s, store, "question 0", NULL);
    assert_int_equal(ent_db_integer(s->ctx, store->db, "SELECT count(*) FROM answers", 0, &count),
                     ENT_OK);
    assert_int_equal(count, 64);
    ent_store_close(store);
}

static void
a_build_has_an_id(void **state)
{
    char first[ENT_BUILD_SIZE], again[ENT_BUILD_SIZE];

    (void)state;
    assert_true(ent_build_id(first));
    assert_true(ent_build_id(again));
    assert_string_equal(first, again);
    assert_true(strlen(first) >= 16);
    assert_int_equal(strspn(first, "0123456789abcdef"), strlen(first));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_build_has_an_id),
        TEST(an_answer_is_found_by_its_question),
        TEST(what_is_written_to_the_store_ends_every_answer),
        TEST(what_rests_on_no_state_of_the_file_outlasts_its_changes),
        TEST(another_program_that_writes_ends_them_too),
        TEST(a_copy_takes_its_answers_along),
        TEST(where_nothing_can_be_kept_nothing_is),
        TEST(another_file_of_the_name_is_given_none),
        TEST(a_file_with_a_log_ahead_keeps_none),
        TEST(threads_share_them_beyond_the_store),
        TEST(two_openings_share_them),
        TEST(many_answers_leave_the_newest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
