/*
 * test_fingerprint.c - what was found out of a record lasts as long as a record says the same
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_facts.h"

#include <sqlite3.h>
#include <unistd.h>

#include "base/alloc.h"
#include "entente/store.h"
#include "system/record.h"

typedef struct shelf {
    ent_ctx   *ctx;
    ent_codes *codes;
    char       folder[64], path[128];
} shelf;

static void
check(const shelf *s, ent_status status)
{
    if (status != ENT_OK) {
        fail_msg("%s", ent_ctx_error(s->ctx));
    }
}

static void
import(const shelf *s, const char *file)
{
    ent_import_report report;
    ent_store        *store;
    char              path[1024], name[256];

    (void)snprintf(name, sizeof name, "tests/data/import/%s", file);
    check(s, ent_store_open(s->ctx, s->path, ENT_STORE_WRITE, s->codes, &store));
    check(s, ent_store_import(s->ctx, store, "auto", unit_source(name, path), 1, &report));
    assert_false(report.unchanged);
    ent_store_close(store);
}

static int
set_up(void **state)
{
    static shelf s;

    (void)strcpy(s.folder, "/tmp/entente-prints-XXXXXX");
    assert_non_null(mkdtemp(s.folder));
    (void)snprintf(s.path, sizeof s.path, "%s/one.db", s.folder);
    assert_int_equal(ent_ctx_create(&(ent_ctx_options){.jobs = 1}, &s.ctx), ENT_OK);
    s.codes = unit_codes(s.ctx);
    import(&s, "cow-mid-participants/participants.csv");
    *state = &s;
    return 0;
}

static int
tear_down(void **state)
{
    shelf *s = *state;

    (void)unlink(s->path);
    (void)rmdir(s->folder);
    ent_codes_destroy(s->codes);
    ent_ctx_destroy(s->ctx);
    return 0;
}

/* Ask a record of the store, as it was known on a day where one is given; whether it is known, and
   keep an answer where it is not. */
static bool
is_kept(const shelf *s, const ent_record_options *options, ent_day day)
{
    ent_store  *store;
    ent_record *record, *cut = NULL;
    char       *found;

    check(s, ent_store_open(s->ctx, s->path, ENT_STORE_READ, s->codes, &store));
    check(s, ent_record_load(s->ctx, store, s->codes, options, &record));
    if (day != 0) {
        check(s, ent_record_known(s->ctx, record, day, &cut));
    }
    check(s, ent_record_recall(s->ctx, cut != NULL ? cut : record, "question", &found));
    if (found == NULL) {
        check(s, ent_record_retain(s->ctx, cut != NULL ? cut : record, "question", "answer"));
        check(s, ent_answers_write(s->ctx, ent_store_answers(store)));
    } else {
        assert_string_equal(found, "answer");
    }
    ent_record_destroy(cut);
    ent_record_destroy(record);
    ent_store_close(store);
    ent_free(found);
    return found != NULL;
}

static void
an_answer_lasts_over_files_that_the_record_does_not_read(void **state)
{
    const shelf             *s = *state;
    const ent_record_options ties = {.detail = ENT_RECORD_TIES};

    assert_false(is_kept(s, &ties, 0));
    assert_true(is_kept(s, &ties, 0));
    import(s, "gdelt-1/1982.tsv"); /* none of which is a tie */
    import(s, "unga-idealpoints/table.csv");
    assert_true(is_kept(s, &ties, 0));
    import(s, "cow-trade/official.csv"); /* nor this, but it takes years from our own trade */
    assert_false(is_kept(s, &ties, 0));
}

static void
an_answer_ends_with_what_the_record_says(void **state)
{
    const shelf             *s = *state;
    const ent_record_options ties = {.detail = ENT_RECORD_TIES};

    assert_false(is_kept(s, &ties, 0));
    import(s, "gsdb/GSDB_V4.csv");
    assert_false(is_kept(s, &ties, 0));
    assert_true(is_kept(s, &ties, 0));
}

static void
another_program_that_changes_a_row_ends_an_answer(void **state)
{
    static const char *const CHANGES[] = {"UPDATE acts SET title = title || '.' WHERE line = 2",
                                          "UPDATE acts SET start = '1949-12-17' WHERE line = 2",
                                          "DELETE FROM acts WHERE line = 3",
                                          "UPDATE capabilities SET cinc = 0.5 WHERE line = 2",
                                          "UPDATE files SET version = 'x' || version"
                                          " WHERE \"set\" <> 'world'"};
    const shelf             *s = *state;
    const ent_record_options ties = {.detail = ENT_RECORD_TIES};

    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        sqlite3 *db;
        int      rows;

        (void)is_kept(s, &ties, 0);
        assert_true(is_kept(s, &ties, 0));
        assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, CHANGES[i], NULL, NULL, NULL), SQLITE_OK);
        rows = sqlite3_changes(db);
        assert_int_equal(sqlite3_close(db), SQLITE_OK);
        assert_true(is_kept(s, &ties, 0) == (rows == 0));
    }
}

static void
what_was_asked_for_and_the_day_of_a_cut_are_of_the_question(void **state)
{
    const shelf             *s = *state;
    const ent_record_options ties = {.detail = ENT_RECORD_TIES};
    const ent_record_options flows = {.detail = ENT_RECORD_FLOWS};
    const ent_day            day = ent_date_day(1990, 1, 1);

    assert_false(is_kept(s, &ties, 0));
    assert_false(is_kept(s, &flows, 0));
    assert_false(is_kept(s, &ties, day));
    assert_false(is_kept(s, &ties, day + 1));
    assert_true(is_kept(s, &ties, day));
    assert_true(is_kept(s, &flows, 0));
    assert_true(is_kept(s, &ties, 0));
}

int
main(void)
{
#define PRINT_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        PRINT_TEST(an_answer_lasts_over_files_that_the_record_does_not_read),
        PRINT_TEST(an_answer_ends_with_what_the_record_says),
        PRINT_TEST(another_program_that_changes_a_row_ends_an_answer),
        PRINT_TEST(what_was_asked_for_and_the_day_of_a_cut_are_of_the_question),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
