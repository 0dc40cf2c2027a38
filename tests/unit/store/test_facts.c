/*
 * test_facts.c - facts come out of the store as they went in, with printed ids
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_store.h"

#include "base/csv.h"
#include "base/data.h"

/* The cell as the table of data/world has it, against the field of the fact from the store. */
static void
expect_cell(const ent_codes *codes, const ent_fact_field *field, ent_field cell, const char *fact)
{
    const char *at = fact + field->offset;
    char        text[2048], printed[32] = "";
    const char *value;
    ent_span    span = {ENT_DAY_MIN, ENT_DAY_MAX};
    ent_state   state;
    ent_party   party;
    double      number;
    int32_t     integer;
    ent_day     day;

    (void)snprintf(text, sizeof text, "%.*s", (int)cell.length, cell.bytes);
    switch (field->type) {
    case ENT_FIELD_TEXT:
        memcpy(&value, at, sizeof value);
        assert_string_equal(value != NULL ? value : "", text);
        break;
    case ENT_FIELD_STATE:
        memcpy(&state, at, sizeof state);
        assert_int_equal(state, ent_codes_find(codes, text));
        break;
    case ENT_FIELD_PARTY:
        memcpy(&party, at, sizeof party);
        assert_int_equal(party.state, ent_codes_find(codes, text));
        if (party.state == ENT_NO_STATE && text[0] != '\0') {
            assert_string_equal(party.given, text);
        } else {
            assert_null(party.given);
        }
        break;
    case ENT_FIELD_START:
    case ENT_FIELD_END:
        memcpy(&day, at, sizeof day);
        assert_true(text[0] == '\0' || ent_span_read(text, strlen(text), &span));
        assert_int_equal(day, field->type == ENT_FIELD_END ? span.to : span.from);
        break;
    case ENT_FIELD_INTEGER:
        memcpy(&integer, at, sizeof integer);
        (void)snprintf(printed, sizeof printed, "%d", (int)integer);
        assert_string_equal(integer == ENT_NO_INTEGER ? "" : printed, text);
        break;
    case ENT_FIELD_NUMBER:
        memcpy(&number, at, sizeof number);
        if (text[0] == '\0') {
            assert_true(number != number);
        } else {
            assert_true(number == strtod(text, NULL));
        }
        break;
    case ENT_FIELD_FLAG:
        assert_int_equal(*(const bool *)at, text[0] == '1');
        break;
    }
}

/* Walks the rows of a table of data/world along with the facts of the store. */
typedef struct walk {
    bench               *made;
    const ent_store     *store;
    const ent_fact_type *type;
    ent_csv              csv;
    size_t               count;
} walk;

static ent_status
compare_with_row(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    walk          *along = user;
    ent_provenance from;
    bool           more = false;
    char           id[160], name[64];

    (void)kind;
    memcpy(&from, fact, sizeof from);
    assert_int_equal(ent_csv_next(ctx, &along->csv, &more), ENT_OK);
    assert_true(more);
    assert_int_equal(from.line, along->csv.line);
    for (const ent_fact_field *field = along->type->fields; field->name != NULL; field++) {
        int column = ent_csv_column(&along->csv, field->name);

        assert_true(column >= 0 || !field->required);
        expect_cell(along->made->codes, field,
                    ent_csv_field(&along->csv, column >= 0 ? (size_t)column : SIZE_MAX), fact);
    }
    if (along->type->cited) {
        ent_fact_field citation = {"source", ENT_FIELD_TEXT, offsetof(ent_provenance, citation),
                                   true, NULL};
        ent_fact_field locator = {"locator", ENT_FIELD_TEXT, offsetof(ent_provenance, locator),
                                  false, NULL};

        expect_cell(along->made->codes, &citation,
                    ent_csv_field(&along->csv, (size_t)ent_csv_column(&along->csv, "source")),
                    fact);
        expect_cell(along->made->codes, &locator,
                    ent_csv_field(&along->csv, (size_t)ent_csv_column(&along->csv, "locator")),
                    fact);
    }
    ent_store_fact_id(along->store, &from, id);
    assert_memory_equal(id, "world@", 6);
    (void)snprintf(name, sizeof name, "/%s.csv:%u", along->type->table, (unsigned)from.line);
    assert_string_equal(id + 6 + 12, name);
    along->count++;
    return ENT_OK;
}

static size_t
compare_kind(bench *made, ent_ctx *ctx, ent_store *store, ent_fact_kind kind)
{
    walk          along = {made, store, ent_fact_describe(kind), {0}, 0};
    ent_fact_sink sink = {&along, compare_with_row, NULL};
    ent_bytes     bytes;
    char          name[64];
    bool          more = true;

    (void)snprintf(name, sizeof name, "world/%s.csv", along.type->table);
    if (ent_data_read(ctx, name, &bytes) != ENT_OK) {
        assert_int_equal(ent_store_facts(ctx, store, kind, &sink), ENT_OK);
        assert_int_equal(along.count, 0);
        return 0;
    }
    ent_csv_init(&along.csv, name, bytes.bytes, bytes.length, ',', true);
    assert_int_equal(ent_csv_read_header(ctx, &along.csv), ENT_OK);
    assert_int_equal(ent_store_facts(ctx, store, kind, &sink), ENT_OK);
    assert_int_equal(ent_csv_next(ctx, &along.csv, &more), ENT_OK);
    assert_false(more); /* the store holds as many facts as the table rows */
    ent_csv_clear(&along.csv);
    ent_bytes_clear(&bytes);
    return along.count;
}

static void
every_kind_comes_back_row_for_row(void **state)
{
    bench     *made = *state;
    ent_ctx   *others = unit_data_ctx("tests/data/kinds");
    ent_store *store = bench_open(made, made->store, ENT_STORE_WRITE), *more = NULL;

    assert_int_equal(ent_store_open(others, ":memory:", ENT_STORE_WRITE, made->codes, &more),
                     ENT_OK);
    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        assert_true(compare_kind(made, made->ctx, store, (ent_fact_kind)kind) +
                        compare_kind(made, others, more, (ent_fact_kind)kind) >
                    0);
    }
    ent_store_close(more);
    ent_store_close(store);
    ent_ctx_destroy(others);
}

static void
our_own_data_come_back_row_for_row(void **state)
{
    bench     *made = *state;
    ent_ctx   *whole = unit_ctx(1);
    ent_store *store = NULL;
    size_t     all = 0;

    assert_int_equal(ent_store_open(whole, ":memory:", ENT_STORE_WRITE, made->codes, &store),
                     ENT_OK);
    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        all += compare_kind(made, whole, store, (ent_fact_kind)kind);
    }
    assert_true(all > 3000);
    ent_store_close(store);
    ent_ctx_destroy(whole);
}

static ent_status
stop_at_second(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    size_t *calls = user;

    (void)ctx;
    (void)kind;
    (void)fact;
    return ++*calls == 2 ? ENT_E_LIMIT : ENT_OK;
}

static void
a_visitor_can_end_the_visit(void **state)
{
    bench        *made = *state;
    ent_store    *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    size_t        calls = 0;
    ent_fact_sink sink = {&calls, stop_at_second, NULL};

    assert_int_equal(ent_store_facts(made->ctx, store, ENT_FACT_ACT, &sink), ENT_E_LIMIT);
    assert_int_equal(calls, 2);
    ent_store_close(store);
}

/* A visit inside a visit sees all facts and leaves the outer one whole. */
static ent_status
visit_again(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    walk         *along = user;
    size_t        calls = 0;
    const ent_act before = *(const ent_act *)fact;
    ent_fact_sink sink = {&calls, stop_at_second, NULL};

    assert_int_equal(ent_store_facts(ctx, (ent_store *)(uintptr_t)along->store, kind, &sink),
                     ENT_E_LIMIT);
    assert_string_equal(((const ent_act *)fact)->title, before.title);
    along->count++;
    return ENT_OK;
}

static void
a_visit_inside_a_visit_is_allowed(void **state)
{
    bench        *made = *state;
    ent_store    *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    walk          along = {made, store, NULL, {0}, 0};
    ent_fact_sink sink = {&along, visit_again, NULL};

    assert_int_equal(ent_store_facts(made->ctx, store, ENT_FACT_ACT, &sink), ENT_OK);
    assert_int_equal(along.count, 2);
    ent_store_close(store);
}

static void
an_unknown_kind_is_a_wrong_argument(void **state)
{
    bench        *made = *state;
    ent_store    *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    ent_fact_sink sink = {NULL, stop_at_second, NULL};

    assert_int_equal(ent_store_facts(made->ctx, store, ENT_FACT_KINDS, &sink), ENT_E_ARG);
    ent_store_close(store);
}

static void
a_fact_of_an_unknown_file_has_an_empty_id(void **state)
{
    bench         *made = *state;
    ent_store     *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    ent_provenance from = {4000, 1, NULL, NULL};
    char           id[160] = "before";

    ent_store_fact_id(store, &from, id);
    assert_string_equal(id, "");
    ent_store_close(store);
}

/* What SQL sees: ISO days, both ends inclusive, NULL where open; printed ids; the fact's id. */
static void
a_view_shows_a_fact_with_its_id(void **state)
{
    bench *made = *state;

    bench_make(made);
    assert_int_equal(bench_number(made->store,
                                  "SELECT count(*) FROM v_rivalries WHERE rivalry = 'r1' AND "
                                  "state_a = 'CHN' AND start = '1958-01-01' AND "
                                  "\"end\" = '1989-12-31' AND citation = 'beta-1910' AND "
                                  "fact_id LIKE 'world@%/rivalries.csv:5'"),
                     1);
    assert_int_equal(
        bench_number(made->store,
                     "SELECT count(*) FROM v_rivalries WHERE rivalry = 'r2' AND \"end\" IS NULL"),
        1);
    assert_int_equal(bench_number(made->store,
                                  "SELECT count(*) FROM v_obligations WHERE state_a = 'CHN' AND "
                                  "state_b = 'RUS' AND treaty = 'alpha' AND defence = 1 AND "
                                  "start = '1905-01-01' AND \"end\" = '1910-12-31'"),
                     1);
}

static void
every_view_can_be_read(void **state)
{
    bench        *made = *state;
    sqlite3      *db = NULL;
    sqlite3_stmt *names = NULL;
    size_t        views = 0;

    bench_make(made);
    assert_int_equal(sqlite3_open(made->store, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                                        "SELECT name, sql FROM sqlite_schema WHERE type = 'view'",
                                        -1, &names, NULL),
                     SQLITE_OK);
    while (sqlite3_step(names) == SQLITE_ROW) {
        char sql[128];

        (void)snprintf(sql, sizeof sql, "SELECT * FROM %s",
                       (const char *)sqlite3_column_text(names, 0));
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        assert_non_null(strstr((const char *)sqlite3_column_text(names, 1), "/*"));
        views++;
    }
    assert_int_equal(views, ENT_FACT_KINDS + 10);
    assert_int_equal(sqlite3_finalize(names), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)
        STORE_TEST(every_kind_comes_back_row_for_row),
        STORE_TEST(our_own_data_come_back_row_for_row),
        STORE_TEST(a_visitor_can_end_the_visit),
        STORE_TEST(a_visit_inside_a_visit_is_allowed),
        STORE_TEST(an_unknown_kind_is_a_wrong_argument),
        STORE_TEST(a_fact_of_an_unknown_file_has_an_empty_id),
        STORE_TEST(a_view_shows_a_fact_with_its_id),
        STORE_TEST(every_view_can_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
