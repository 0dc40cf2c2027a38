/*
 * test_claim_answer.c - verdicts that a store keeps are those that would be found out
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/table_json.h"
#include "entente/claim.h"
#include "store/db.h"

typedef struct bench {
    ent_ctx   *ctx;
    ent_codes *codes;
    ent_store *store; /* for reading */
    char       path[64];
} bench;

#define CLAIMS                                                                                     \
    "format: 1\nname: n\ndocument: {name: d.txt, date: 2015-01-01}\nclaims:\n"                     \
    "  - id: rises\n    says: s\n    refuted: r\n    kind: trend\n"                                \
    "    test: {measures: [cooperation.level], states: [RUS, CHN], from: 1985, to: 2020,"          \
    " direction: rises, threshold: 0.3}\n"                                                         \
    "  - id: two\n    says: 'two \"words\"'\n    refuted: r\n    kind: fact\n"                     \
    "    test: {record: institutions, where: ['institution=CSTO'], expect: ['start=1992'],"        \
    " at_least: 1}\n"

static void
open_again(bench *b)
{
    ent_store_close(b->store);
    if (ent_store_open(b->ctx, b->path, ENT_STORE_READ, b->codes, &b->store) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(b->ctx));
    }
}

static int
set_up(void **state)
{
    static bench b;

    (void)strcpy(b.path, "/tmp/entente-answer-XXXXXX");
    assert_true(close(mkstemp(b.path)) == 0 && unlink(b.path) == 0);
    b.ctx = unit_ctx(2);
    assert_int_equal(ent_codes_load(b.ctx, &b.codes), ENT_OK);
    assert_int_equal(ent_store_open(b.ctx, b.path, ENT_STORE_WRITE, b.codes, &b.store), ENT_OK);
    open_again(&b);
    *state = &b;
    return 0;
}

static int
tear_down(void **state)
{
    bench *b = *state;

    ent_store_close(b->store);
    ent_codes_destroy(b->codes);
    ent_ctx_destroy(b->ctx);
    return unlink(b->path);
}

/* Both tables as JSON. */
static void
ask(bench *b, const char *claims, bool keep, ent_text *out)
{
    ent_table        *verdicts, *curves = NULL;
    ent_check_options options = {.quick = true, .curves = &curves, .keep = keep};
    ent_claims       *pack;

    assert_int_equal(ent_claims_parse(b->ctx, b->codes, "c.yaml", claims, strlen(claims), &pack),
                     ENT_OK);
    if (ent_claims_check(b->ctx, b->store, b->codes, (const ent_claims *const *)&pack, 1, &options,
                         &verdicts) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(b->ctx));
    }
    ent_text_init(out);
    assert_int_equal(ent_table_print(b->ctx, verdicts, ENT_FORMAT_JSON, NULL, out), ENT_OK);
    assert_int_equal(ent_table_print(b->ctx, curves, ENT_FORMAT_JSON, NULL, out), ENT_OK);
    ent_table_destroy(verdicts);
    ent_table_destroy(curves);
    ent_claims_destroy(pack);
}

static void
expect(bench *b, const char *claims, bool keep, const char *expected)
{
    ent_text found;

    ask(b, claims, keep, &found);
    assert_string_equal(ent_text_get(&found), expected);
    ent_text_clear(&found);
}

static int64_t
answers(bench *b)
{
    int64_t count;

    open_again(b);
    assert_int_equal(
        ent_db_integer(b->ctx, b->store->db, "SELECT count(*) FROM answers", 0, &count), ENT_OK);
    return count;
}

static void
change(bench *b, const char *sql)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(b->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    open_again(b);
}

static void
kept_verdicts_are_those_that_are_found_out(void **state)
{
    bench   *b = *state;
    ent_text fresh;

    ask(b, CLAIMS, false, &fresh);
    assert_int_equal(answers(b), 0);
    expect(b, CLAIMS, true, ent_text_get(&fresh));
    assert_int_equal(answers(b), 1);
    expect(b, CLAIMS, true, ent_text_get(&fresh));
    expect(b, CLAIMS, false, ent_text_get(&fresh));
    assert_int_equal(answers(b), 1);
    ent_text_clear(&fresh);
}

static void
another_claim_or_record_is_another_question(void **state)
{
    bench   *b = *state;
    ent_text first, other;

    ask(b, CLAIMS, true, &first);
    ask(b,
        CLAIMS "  - id: three\n    says: s\n    refuted: r\n    kind: motive\n"
               "    test: {reason: r}\n",
        true, &other);
    assert_string_not_equal(ent_text_get(&first), ent_text_get(&other));
    assert_int_equal(answers(b), 2);
    ent_text_clear(&other);
    change(b, "UPDATE institutions SET start = '1992-05-15' WHERE institution = 'CSTO'");
    ask(b, CLAIMS, false, &other);
    assert_string_not_equal(ent_text_get(&first), ent_text_get(&other));
    assert_non_null(strstr(ent_text_get(&other), "\"supported\""));
    ent_text_clear(&other);
    ent_text_clear(&first);
}

/* An answer that somebody else wrote into the file is read with care, and found out anew. */
static void
what_is_no_answer_is_found_out_anew(void **state)
{
    static const char *const WRONG[] = {"", "x", "{}\f{}", "{\"rows\":[{}]}\f{\"rows\":[]}",
                                        "{\"rows\":[]}"};
    bench                   *b = *state;
    ent_text                 fresh;

    ask(b, CLAIMS, true, &fresh);
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        char sql[160];

        (void)snprintf(sql, sizeof sql, "UPDATE answers SET answer = '%s', change = change + 1",
                       WRONG[i]);
        change(b, sql);
        expect(b, CLAIMS, false, ent_text_get(&fresh));
    }
    ent_text_clear(&fresh);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(kept_verdicts_are_those_that_are_found_out),
        TEST(another_claim_or_record_is_another_question),
        TEST(what_is_no_answer_is_found_out_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
