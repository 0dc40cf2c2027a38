/*
 * test_known.c - the record as it was known on a day
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_facts.h"

#include "entente/store.h"
#include "system/record.h"

enum { DETAIL = ENT_RECORD_ALL };

/* All of data/world, and of each kind of published row that gives facts of pairs, votes or years.
 */
static const char *const FILES[] = {"atop-members/atop5_1m.csv",
                                    "cow-mid-participants/participants.csv",
                                    "gsdb/GSDB_V4.csv",
                                    "unvotes-roll-calls/table.csv",
                                    "unvotes-votes/table.csv",
                                    "cow-trade/official.csv",
                                    "major-power-signals/table.csv"};

typedef struct books {
    ent_ctx   *ctx;
    ent_codes *codes;
    ent_store *store;
} books;

static void
check(const books *b, ent_status status)
{
    if (status != ENT_OK) {
        fail_msg("%s", ent_ctx_error(b->ctx));
    }
}

static int
open_books(void **state)
{
    static books    b;
    ent_ctx_options options = {.jobs = 1};

    assert_int_equal(ent_ctx_create(&options, &b.ctx), ENT_OK);
    check(&b, ent_codes_load(b.ctx, &b.codes));
    check(&b, ent_store_open(b.ctx, ":memory:", ENT_STORE_WRITE, b.codes, &b.store));
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        ent_import_report report;
        char              path[1024], name[256];

        (void)snprintf(name, sizeof name, "tests/data/import/%s", FILES[i]);
        check(&b, ent_store_import(b.ctx, b.store, "auto", unit_source(name, path), 1, &report));
        assert_null(report.skipped);
    }
    *state = &b;
    return 0;
}

static int
close_books(void **state)
{
    books *b = *state;

    ent_store_close(b->store);
    ent_codes_destroy(b->codes);
    ent_ctx_destroy(b->ctx);
    return 0;
}

static ent_record *
load(const books *b, ent_day as_of)
{
    ent_record_options options = {.detail = DETAIL, .as_of = as_of};
    ent_record        *record;

    check(b, ent_record_load(b->ctx, b->store, b->codes, &options, &record));
    return record;
}

/* All facts of a kind as text. */
static void
print_facts(const books *b, const ent_record *record, ent_fact_kind kind, unit_facts *out)
{
    ent_fact_sink        sink = unit_facts_init(out, b->codes);
    size_t               count, size = ent_fact_describe(kind)->size;
    const unsigned char *facts = ent_record_facts(record, kind, &count);

    for (size_t i = 0; i < count; i++) {
        check(b, sink.fact(b->ctx, sink.user, kind, facts + i * size));
    }
}

/* Returns how many facts there are. */
static size_t
check_same_facts(const books *b, const ent_record *one, const ent_record *other)
{
    size_t sum = 0;

    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        unit_facts x, y;
        int        from[2], to[2];

        print_facts(b, one, (ent_fact_kind)kind, &x);
        print_facts(b, other, (ent_fact_kind)kind, &y);
        assert_string_equal(ent_text_get(&x.lines), ent_text_get(&y.lines));
        ent_record_years(one, (ent_fact_kind)kind, &from[0], &to[0]);
        ent_record_years(other, (ent_fact_kind)kind, &from[1], &to[1]);
        assert_int_equal(from[0], from[1]);
        assert_int_equal(to[0], to[1]);
        sum += x.count;
        unit_facts_clear(&x);
        unit_facts_clear(&y);
    }
    return sum;
}

static void
check_same_system(const books *b, const ent_record *one, const ent_record *other, int year)
{
    ent_system *x, *y;
    const void *ours, *theirs;
    size_t      bytes, more;

    check(b, ent_system_at(b->ctx, one, ent_span_of_year(year), NULL, &x));
    check(b, ent_system_at(b->ctx, other, ent_span_of_year(year), NULL, &y));
    ours = ent_system_block(x, &bytes);
    theirs = ent_system_block(y, &more);
    assert_int_equal(bytes, more);
    assert_memory_equal(ours, theirs, bytes);
    ent_system_destroy(x);
    ent_system_destroy(y);
}

static void
check_same_sources(const ent_record *one, const ent_record *other)
{
    size_t                        count, more;
    const ent_source_file *const *x = ent_record_sources(one, &count);
    const ent_source_file *const *y = ent_record_sources(other, &more);

    assert_int_equal(count, more);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(x[i]->set, y[i]->set);
        assert_string_equal(x[i]->version, y[i]->version);
    }
}

static void
a_record_as_it_was_known_is_the_one_loaded_of_that_day(void **state)
{
    static const int YEARS[] = {1900, 1950, 1969, 1991, 2022, 2024, 2100};
    const books     *b = *state;
    ent_record      *all = load(b, 0);
    size_t           before = 0;

    for (size_t i = 0; i < sizeof YEARS / sizeof YEARS[0]; i++) {
        ent_day     day = ent_date_day(YEARS[i], 2, 4);
        ent_record *loaded = load(b, day), *cut;
        size_t      facts;

        check(b, ent_record_known(b->ctx, all, day, &cut));
        facts = check_same_facts(b, loaded, cut);
        assert_true(facts > before ||
                    YEARS[i] == 2100); /* that nothing is left out would be easy */
        before = facts;
        check_same_sources(loaded, cut);
        for (size_t j = 0; j <= i; j++) { /* years that were over, and the one that was not */
            check_same_system(b, loaded, cut, YEARS[j] < 2024 ? YEARS[j] : 2024);
        }
        ent_record_destroy(cut);
        ent_record_destroy(loaded);
    }
    ent_record_destroy(all);
}

/* Rows of years that were over are found before anybody asks for all of them; others are not. */
static void
a_row_is_found_in_a_cut_record_where_it_could_be_known(void **state)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_TRADE, ENT_FACT_CAPABILITY, ENT_FACT_TREATY};
    const books               *b = *state;
    ent_day                    day = ent_date_day(1991, 2, 4);
    ent_record                *all = load(b, 0), *cut;
    size_t                     later = 0;

    check(b, ent_record_known(b->ctx, all, day, &cut));
    for (size_t k = 0; k < sizeof KINDS / sizeof KINDS[0]; k++) {
        const ent_fact_type *type = ent_fact_describe(KINDS[k]);
        size_t               count, left, found = 0;
        const unsigned char *rows = ent_record_facts(all, KINDS[k], &count);

        for (size_t i = 0; i < count; i++) {
            const ent_provenance *from = (const void *)(rows + i * type->size);
            const ent_provenance *there = ent_record_fact(cut, KINDS[k], from);

            if (there != NULL) {
                assert_int_equal(there->file, from->file);
                assert_int_equal(there->line, from->line);
            }
            assert_true((there != NULL) == ent_fact_begins_by(type, from, day));
            found += there != NULL;
        }
        (void)ent_record_facts(cut, KINDS[k], &left);
        assert_int_equal(found, left);
        later += count - found;
    }
    assert_true(later > 0);
    ent_record_destroy(cut);
    ent_record_destroy(all);
}

static void
what_was_known_early_is_known_from_what_was_known_later(void **state)
{
    const books *b = *state;
    ent_record  *all = load(b, 0), *late, *early, *again;

    check(b, ent_record_known(b->ctx, all, ent_date_day(2000, 1, 1), &late));
    check(b, ent_record_known(b->ctx, late, ent_date_day(1970, 1, 2), &early));
    check(b, ent_record_known(b->ctx, early, ent_date_day(2000, 1, 1), &again)); /* adds nothing */
    (void)check_same_facts(b, early, again);
    ent_record_destroy(again);
    ent_record_destroy(early);
    ent_record_destroy(late);
    ent_record_destroy(all);
}

/* Votes of another record of the store serve as well as those that are read. */
static void
a_record_that_borrows_votes_is_the_one_that_reads_them(void **state)
{
    const books       *b = *state;
    ent_record        *lender, *borrower, *plain;
    ent_record_options votes = {.detail = ENT_RECORD_VOTES};
    ent_record_options all = {.detail = DETAIL}, ties = {.detail = ENT_RECORD_TIES};
    size_t             count, lent;
    const ent_vote    *rows;

    check(b, ent_record_load(b->ctx, b->store, b->codes, &votes, &lender));
    check(b, ent_record_load(b->ctx, b->store, b->codes, &all, &plain));
    all.votes = lender;
    check(b, ent_record_load(b->ctx, b->store, b->codes, &all, &borrower));
    assert_true(check_same_facts(b, plain, borrower) > 0);
    check_same_sources(plain, borrower);
    rows = ent_record_facts(borrower, ENT_FACT_VOTE, &count);
    assert_ptr_equal(rows, ent_record_facts(lender, ENT_FACT_VOTE, &lent));
    assert_true(count > 0 && count == lent);
    ent_record_destroy(borrower);
    ent_record_destroy(plain);
    ties.votes = lender; /* a record of ties holds no published votes, whoever could lend them */
    check(b, ent_record_load(b->ctx, b->store, b->codes, &ties, &borrower));
    (void)ent_record_facts(borrower, ENT_FACT_VOTE, &count);
    assert_true(count < lent);
    ent_record_destroy(borrower);
    ent_record_destroy(lender);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_as_it_was_known_is_the_one_loaded_of_that_day),
        cmocka_unit_test(a_row_is_found_in_a_cut_record_where_it_could_be_known),
        cmocka_unit_test(what_was_known_early_is_known_from_what_was_known_later),
        cmocka_unit_test(a_record_that_borrows_votes_is_the_one_that_reads_them),
    };

    return cmocka_run_group_tests(tests, open_books, close_books);
}
