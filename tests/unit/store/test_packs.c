/*
 * test_packs.c - packed facts are those of the rows, for as long as the rows are what they were
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_facts.h"

#include <unistd.h>

#include "base/alloc.h"
#include "entente/system.h"
#include "store/db.h"
#include "store/facts.h"
#include "store/packs.h"

typedef struct shelf {
    ent_ctx   *ctx;
    ent_codes *codes;
    char       folder[64], path[128], table[128];
    ent_store *store;
} shelf;

static void
check(const shelf *s, ent_status status)
{
    if (status != ENT_OK) {
        fail_msg("%s", ent_ctx_error(s->ctx));
    }
}

/* Trade of states that were there all the time: more rows than are left unpacked. */
static void
write_table(const char *path)
{
    static const int STATES[] = {2, 70, 100, 101, 135, 140, 155, 160, 200, 225, 230, 235, 365};
    enum { COUNT = sizeof STATES / sizeof STATES[0] };
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    (void)fputs("ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,"
                "version\n",
                file);
    for (int a = 0; a < COUNT; a++) {
        for (int b = a + 1; b < COUNT; b++) {
            for (int year = 1870; year <= 2014; year++) {
                (void)fprintf(file, "%d,%d,%d,A,B,%d.25,%d,-9,-9,4\n", STATES[a], STATES[b], year,
                              year % 7 == 0 ? 0 : year * a, year % 11 == 0 ? -9 : b);
            }
        }
    }
    assert_int_equal(fclose(file), 0);
}

static void
open_store(shelf *s, ent_store_mode mode)
{
    ent_store_close(s->store);
    s->store = NULL;
    check(s, ent_store_open(s->ctx, s->path, mode, s->codes, &s->store));
}

static int
set_up(void **state)
{
    static shelf      s;
    ent_import_report report;

    memset(&s, 0, sizeof s);
    (void)strcpy(s.folder, "/tmp/entente-packs-XXXXXX");
    assert_non_null(mkdtemp(s.folder));
    (void)snprintf(s.path, sizeof s.path, "%s/one.db", s.folder);
    (void)snprintf(s.table, sizeof s.table, "%s/trade.csv", s.folder);
    write_table(s.table);
    assert_int_equal(ent_ctx_create(&(ent_ctx_options){.jobs = 1}, &s.ctx), ENT_OK);
    s.codes = unit_codes(s.ctx);
    open_store(&s, ENT_STORE_WRITE);
    check(&s, ent_store_import(s.ctx, s.store, "auto", s.table, 1, &report));
    assert_true(report.rows > 11000);
    *state = &s;
    return 0;
}

static int
tear_down(void **state)
{
    shelf *s = *state;

    ent_store_close(s->store);
    (void)unlink(s->path);
    (void)unlink(s->table);
    (void)rmdir(s->folder);
    ent_codes_destroy(s->codes);
    ent_ctx_destroy(s->ctx);
    return 0;
}

/* What another program does to the file. */
static void
change(const shelf *s, const char *sql)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int64_t
count_packs(const shelf *s)
{
    int64_t count;

    check(s, ent_db_integer(s->ctx, s->store->db, "SELECT count(*) FROM packs", -1, &count));
    return count;
}

static ent_record *
load(shelf *s, ent_record_options options)
{
    ent_record *record;

    options.detail = ENT_RECORD_FLOWS;
    check(s, ent_record_load(s->ctx, s->store, s->codes, &options, &record));
    return record;
}

/* All trade of a record as text. */
static void
print_trade(shelf *s, ent_record_options options, unit_facts *out)
{
    ent_fact_sink    sink = unit_facts_init(out, s->codes);
    ent_record      *record = load(s, options);
    size_t           count;
    const ent_trade *rows = ent_record_facts(record, ENT_FACT_TRADE, &count);

    for (size_t i = 0; i < count; i++) {
        check(s, sink.fact(s->ctx, sink.user, ENT_FACT_TRADE, &rows[i]));
    }
    ent_record_destroy(record);
}

static void
packed_facts_are_those_of_the_rows(void **state)
{
    shelf             *s = *state;
    ent_record_options asked[] = {{0},
                                  {.as_of = ent_date_day(1950, 6, 1)},
                                  {.span = {ent_date_day(1900, 1, 1), ent_date_day(1901, 1, 1)}}};
    unit_facts         rows, packed;

    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        open_store(s, ENT_STORE_WRITE);
        change(s, "DELETE FROM packs");
        print_trade(s, asked[i], &rows);
        check(s, ent_packs_make(s->ctx, s->store));
        assert_int_equal(count_packs(s), 1);
        open_store(s, ENT_STORE_READ);
        print_trade(s, asked[i], &packed);
        assert_int_equal(rows.count, packed.count);
        assert_true(packed.count > 1);
        assert_string_equal(ent_text_get(&rows.lines), ent_text_get(&packed.lines));
        unit_facts_clear(&rows);
        unit_facts_clear(&packed);
    }
}

/* Triggers are off for ours: rows that are changed behind its back leave the pack, which is read.
 */
static void
a_pack_is_read_in_the_place_of_rows(void **state)
{
    shelf     *s = *state;
    unit_facts before, after;

    check(s, ent_packs_make(s->ctx, s->store));
    print_trade(s, (ent_record_options){0}, &before);
    check(s, ent_db_exec(s->ctx, s->store->db, "UPDATE trade SET imports_a = 1 WHERE line > 100"));
    print_trade(s, (ent_record_options){0}, &after);
    assert_string_equal(ent_text_get(&before.lines), ent_text_get(&after.lines));
    unit_facts_clear(&before);
    unit_facts_clear(&after);
}

static void
whatever_changes_the_rows_ends_the_pack(void **state)
{
    static const char *const CHANGES[] = {
        "UPDATE trade SET imports_a = 77777 WHERE year = 1999",
        "DELETE FROM trade WHERE year = 1998",
        "INSERT INTO trade SELECT file, line + 1000000, part, state_a, state_a_given, state_b,"
        " state_b_given, 1871, 55555.0, 1.0, citation, locator FROM trade WHERE line = 2"
        " AND file > 1 LIMIT 1",
        "PRAGMA foreign_keys = ON; DELETE FROM files WHERE \"set\" = 'cow-trade'"};
    shelf *s = *state;

    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        unit_facts before, after;

        open_store(s, ENT_STORE_WRITE);
        check(s, ent_packs_make(s->ctx, s->store));
        assert_int_equal(count_packs(s), 1);
        print_trade(s, (ent_record_options){0}, &before);
        change(s, CHANGES[i]);
        open_store(s, ENT_STORE_READ);
        assert_int_equal(count_packs(s), 0);
        print_trade(s, (ent_record_options){0}, &after);
        assert_string_not_equal(ent_text_get(&before.lines), ent_text_get(&after.lines));
        unit_facts_clear(&before);
        unit_facts_clear(&after);
    }
}

static void
a_pack_that_cannot_be_read_leaves_the_rows(void **state)
{
    static const char *const CHANGES[] = {
        "UPDATE packs SET form = 'another'",
        "UPDATE packs SET facts = CAST(substr(facts, 1, 5000) AS BLOB)",
        "UPDATE packs SET facts = zeroblob(0)",
        "UPDATE packs SET facts = CAST(facts || x'00' AS BLOB)", "DROP TABLE packs"};
    shelf     *s = *state;
    unit_facts rows;

    print_trade(s, (ent_record_options){0}, &rows);
    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        unit_facts after;

        check(s, ent_packs_make(s->ctx, s->store)); /* also in place of one of another form */
        check(s, ent_db_exec(s->ctx, s->store->db, CHANGES[i]));
        print_trade(s, (ent_record_options){0}, &after);
        assert_string_equal(ent_text_get(&rows.lines), ent_text_get(&after.lines));
        unit_facts_clear(&after);
        if (i + 1 < sizeof CHANGES / sizeof CHANGES[0]) {
            check(s,
                  ent_db_exec(s->ctx, s->store->db, "DELETE FROM packs WHERE form <> 'another'"));
        }
    }
    unit_facts_clear(&rows);
}

typedef struct choosing {
    const ent_fact_filter *filter;
    ent_fact_sink          next;
} choosing;

static ent_status
take_chosen(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    const choosing *c = user;

    return ent_filter_takes(kind, c->filter, fact) ? c->next.fact(ctx, c->next.user, kind, fact)
                                                   : ENT_OK;
}

static void
a_filter_takes_the_same_of_rows_and_of_facts_in_memory(void **state)
{
    const ent_day  one = ent_date_day(1950, 2, 14), two = ent_date_day(1991, 1, 1);
    const ent_span SPANS[] = {{0, 0},
                              {ENT_DAY_MIN, ENT_DAY_MAX},
                              {ENT_DAY_MIN, one},
                              {two, ENT_DAY_MAX},
                              {one, one + 1},
                              {one, two}};
    shelf         *s = *state;
    size_t         left = 0;

    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        for (size_t i = 0; i < sizeof SPANS / sizeof SPANS[0]; i++) {
            ent_fact_filter filter = {.span = SPANS[i]};
            unit_facts      rows, memory;
            ent_fact_sink   of_rows = unit_facts_init(&rows, s->codes);
            choosing        choose = {&filter, unit_facts_init(&memory, s->codes)};
            ent_fact_sink   of_all = {&choose, take_chosen, NULL};

            check(s, ent_store_facts_of(s->ctx, s->store, (ent_fact_kind)kind, &filter, &of_rows));
            check(s, ent_store_facts(s->ctx, s->store, (ent_fact_kind)kind, &of_all));
            assert_string_equal(ent_text_get(&rows.lines), ent_text_get(&memory.lines));
            left += rows.count;
            unit_facts_clear(&rows);
            unit_facts_clear(&memory);
        }
    }
    assert_true(left > 30000);
}

/* What a kind has in data/world, packed. */
static void
pack_world(shelf *s, ent_fact_kind kind, ent_text *out)
{
    ent_packer   *packer;
    ent_fact_sink sink;

    check(s, ent_packer_create(s->ctx, kind, s->codes, &packer));
    sink = ent_packer_sink(packer);
    check(s, ent_store_facts(s->ctx, s->store, kind, &sink));
    ent_text_init(out);
    check(s, ent_packer_finish(s->ctx, packer, out));
    ent_packer_destroy(packer);
}

/* What bytes say, as text; false where they say nothing. */
static bool
print_packed(shelf *s, ent_fact_kind kind, const char *bytes, size_t size, unit_facts *out)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_fact_sink        sink = unit_facts_init(out, s->codes);
    ent_unpacked         list = {NULL, 0, 0};
    ent_arena            texts;
    unsigned char       *alone = ent_alloc(size, 1); /* so that what is read beyond is found out */
    char                 room[ENT_FACT_EXPECTED];
    bool                 good;

    assert_non_null(alone);
    memcpy(alone, bytes, size);
    ent_arena_init(&texts);
    check(s, ent_pack_read(s->ctx, alone, size, kind, 7, s->codes, &texts, &list, &good));
    assert_true(good || list.count == 0);
    for (size_t i = 0; i < list.count; i++) {
        const void *fact = list.items + i * type->size;

        assert_int_equal(((const ent_provenance *)fact)->file, 7);
        for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
            assert_true(ent_fact_accepts(type, field, fact, s->codes, room));
        }
        check(s, sink.fact(s->ctx, sink.user, kind, fact));
    }
    ent_free(list.items);
    ent_free(alone);
    ent_arena_clear(&texts);
    return good;
}

static void
facts_of_every_kind_are_packed_and_unpacked(void **state)
{
    shelf *s = *state;
    size_t kinds = 0;

    for (int i = 0; i < ENT_FACT_KINDS; i++) {
        ent_fact_kind kind = (ent_fact_kind)i;
        unit_facts    rows, packed;
        ent_fact_sink sink = unit_facts_init(&rows, s->codes);
        ent_text      bytes;

        check(s, ent_store_facts(s->ctx, s->store, kind, &sink));
        pack_world(s, kind, &bytes);
        assert_true(print_packed(s, kind, bytes.bytes, bytes.length, &packed));
        assert_string_equal(ent_text_get(&rows.lines), ent_text_get(&packed.lines));
        kinds += packed.count > 0;
        unit_facts_clear(&rows);
        unit_facts_clear(&packed);
        ent_text_clear(&bytes);
    }
    assert_true(kinds >= ENT_FACT_OWN_KINDS);
}

/* Every byte of the head and of texts, and some of the others; every shorter text of bytes. */
static void
damaged_bytes_are_no_facts_or_facts_that_are_accepted(void **state)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_VETO, ENT_FACT_ACT};
    shelf                     *s = *state;

    for (size_t k = 0; k < sizeof KINDS / sizeof KINDS[0]; k++) {
        ent_text   bytes;
        unit_facts packed;
        size_t     refused = 0;

        pack_world(s, KINDS[k], &bytes);
        assert_true(bytes.length > 2000);
        for (size_t at = 0; at < bytes.length; at += 1 + bytes.length / 1500) {
            assert_false(print_packed(s, KINDS[k], bytes.bytes, at, &packed));
            unit_facts_clear(&packed);
            for (unsigned char flip = 1; flip != 0; flip = (unsigned char)(flip << 3)) {
                bytes.bytes[at] = (char)(bytes.bytes[at] ^ flip);
                refused += !print_packed(s, KINDS[k], bytes.bytes, bytes.length, &packed);
                unit_facts_clear(&packed);
                bytes.bytes[at] = (char)(bytes.bytes[at] ^ flip);
            }
        }
        assert_true(refused > 100);
        ent_text_clear(&bytes);
    }
}

int
main(void)
{
#define PACK_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        PACK_TEST(packed_facts_are_those_of_the_rows),
        PACK_TEST(a_pack_is_read_in_the_place_of_rows),
        PACK_TEST(whatever_changes_the_rows_ends_the_pack),
        PACK_TEST(a_pack_that_cannot_be_read_leaves_the_rows),
        PACK_TEST(a_filter_takes_the_same_of_rows_and_of_facts_in_memory),
        PACK_TEST(facts_of_every_kind_are_packed_and_unpacked),
        PACK_TEST(damaged_bytes_are_no_facts_or_facts_that_are_accepted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
