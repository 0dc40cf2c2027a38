/*
 * test_sets.c - published sets: recognised by their headers, read row by row
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_import.h"

static ent_recognised
recognise(bench *shared, const char *file, const ent_bytes *bytes)
{
    ent_recognised found;

    if (ent_import_recognise(shared->ctx, "auto", file, bytes->bytes, bytes->length, &found) !=
        ENT_OK) {
        fail_msg("%s", ent_ctx_error(shared->ctx));
    }
    return found;
}

static void
expect_set(bench *shared, const char *file, const char *set, const char *version, ent_day last)
{
    char           path[1024];
    ent_bytes      bytes = unit_read(shared->ctx, unit_source(file, path));
    ent_recognised found = recognise(shared, file, &bytes);

    assert_string_equal(found.set->name, set);
    assert_string_equal(found.version, version);
    assert_null(found.skipped);
    assert_int_equal(found.last, last);
    ent_bytes_clear(&bytes);
}

static void
expect_rows(bench *shared, const char *file, const char *lines, const char *rejects)
{
    char           path[1024];
    ent_bytes      bytes = unit_read(shared->ctx, unit_source(file, path));
    ent_recognised found = recognise(shared, file, &bytes);
    unit_facts     facts;
    ent_fact_sink  sink = unit_facts_init(&facts, shared->codes);

    assert_int_equal(ent_import_bytes(shared->ctx, shared->codes, &found, file, bytes.bytes,
                                      bytes.length, &sink),
                     ENT_OK);
    assert_string_equal(ent_text_get(&facts.lines), lines);
    assert_string_equal(ent_text_get(&facts.rejects), rejects);
    unit_facts_clear(&facts);
    ent_bytes_clear(&bytes);
}

static void
expect_refusal(bench *shared, const char *set, const char *bytes, size_t length, ent_status status,
               const char *message)
{
    ent_recognised found;

    memset(&found, 0x55, sizeof found);
    assert_int_equal(ent_import_recognise(shared->ctx, set, "dir/x.csv", bytes, length, &found),
                     status);
    assert_non_null(strstr(ent_ctx_error(shared->ctx), message));
    assert_int_equal(((const unsigned char *)&found)[0], 0x55); /* nothing is written */
}

static void
a_set_is_known_by_its_header(void **state)
{
    expect_set(*state, "tests/data/import/cow-alliances/dyad.csv", "cow-alliances", "4.1",
               ent_date_day(2012, 12, 31));
    expect_set(*state, "tests/data/import/td-rivalries/table.csv", "td-rivalries", "2012",
               ent_date_day(2010, 12, 31));
    expect_set(*state, "tests/data/import/tss-rivalries/table.csv", "tss-rivalries", "2021",
               ent_date_day(2020, 12, 31));
}

static void
a_version_comes_from_a_column_else_the_name_else_the_content(void **state)
{
    expect_set(*state, "tests/data/import/cow-nmc/release.csv", "cow-nmc", "6.0",
               ent_date_day(2016, 12, 31));
    expect_set(*state, "tests/data/import/cow-nmc/latin1-cr.csv", "cow-nmc", "5.0",
               ent_date_day(2012, 12, 31));
    expect_set(*state, "tests/data/import/cow-nmc/peacesciencer_cow_nmc_v7.csv", "cow-nmc", "7.0",
               ent_date_day(2022, 12, 31));
    expect_set(*state, "tests/data/import/cow-nmc/table.csv", "cow-nmc", "6.0",
               ent_date_day(2016, 12, 31));
}

static void
a_table_of_an_unknown_year_has_an_unknown_version(void **state)
{
    bench         *shared = *state;
    const char     text[] = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc\n"
                            "2,1999,1,1,1,1,1,1,0.1\n";
    ent_recognised found;

    assert_int_equal(
        ent_import_recognise(shared->ctx, "cow-nmc", "t.csv", text, strlen(text), &found), ENT_OK);
    assert_string_equal(found.version, "unknown");
    assert_int_equal(found.last, ENT_DAY_MAX);
}

static void
another_layout_is_named_and_skipped(void **state)
{
    static const char *const FILES[] = {"tests/data/import/cow-alliances-directed/table.csv",
                                        "tests/data/import/cow-alliances-derived/table.csv"};
    static const char *const SETS[] = {"cow-alliances-directed", "cow-alliances-derived"};
    bench                   *shared = *state;

    for (size_t i = 0; i < 2; i++) {
        char           path[1024];
        ent_bytes      bytes = unit_read(shared->ctx, unit_source(FILES[i], path));
        ent_recognised found = recognise(shared, FILES[i], &bytes);
        unit_facts     facts;
        ent_fact_sink  sink = unit_facts_init(&facts, shared->codes);

        assert_string_equal(found.set->name, SETS[i]);
        assert_non_null(strstr(found.skipped, " dyad"));
        assert_int_equal(ent_import_bytes(shared->ctx, shared->codes, &found, FILES[i], bytes.bytes,
                                          bytes.length, &sink),
                         ENT_OK);
        assert_int_equal(facts.count + facts.reject_count, 0);
        ent_bytes_clear(&bytes);
    }
}

static void
a_file_of_no_set_is_refused(void **state)
{
    static const char GZIP[] = "\x1F\x8B\x08\x00\x00\x00\x00\x00";
    static const char NAMES[] = "name,value\na,1\n";
    static const char ZEROS[16] = {0};

    expect_refusal(*state, "auto", "", 0, ENT_E_INPUT, "x.csv: empty, expected a data set");
    expect_refusal(*state, "auto", NAMES, strlen(NAMES), ENT_E_INPUT, "not a known set");
    expect_refusal(*state, "auto", ZEROS, sizeof ZEROS, ENT_E_INPUT, "not a known set");
    expect_refusal(*state, "auto", "\"a", 2, ENT_E_INPUT, "not a known set");
    expect_refusal(*state, "auto", GZIP, sizeof GZIP, ENT_E_INPUT, "compressed by gzip");
}

static void
a_file_of_another_set_than_the_one_named_is_refused(void **state)
{
    static const char TEXT[] = "rivalryno,ccode1,ccode2,styear,endyear\n1,200,220,1494,1716\n";
    bench            *shared = *state;
    ent_recognised    found;

    expect_refusal(shared, "cow-nmc", TEXT, strlen(TEXT), ENT_E_INPUT,
                   "this is a file of 'td-rivalries', not of 'cow-nmc'");
    assert_int_equal(
        ent_import_recognise(shared->ctx, "td-rivalries", "x", TEXT, strlen(TEXT), &found), ENT_OK);
}

static void
a_misspelt_set_is_refused_with_the_nearest(void **state)
{
    expect_refusal(*state, "cow-nmx", "a", 1, ENT_E_ARG, "do you mean 'cow-nmc'?");
    expect_refusal(*state, "zzzzzzzz", "a", 1, ENT_E_ARG, "no set 'zzzzzzzz'");
}

static void
alliances_are_spells_of_obligations(void **state)
{
    expect_rows(*state, "tests/data/import/cow-alliances/dyad.csv",
                "2|9001|USA|RUS|1901-03-04||1|0|0|1|0|0||\n"
                "3|9002|RUS|CHN|1920-07-01|1924-03-01|0|0|1|0|1|1||\n"
                "4|9003|GBR|FRA|1816-01-01|1900-01-01|0|0|0|0|0|0||\n"
                "5|9004|GBR|?999|1900-01-01|1902-01-01|1|0|0|0|0|0||\n",
                "5:27: unmatched ccode 999\n"
                "6:40: 'dyad_st_day' is '31', expected a day of that month\n"
                "7:49: a spell of no day: it ends before it starts\n"
                "8:32: no dyad: both codes mean YEM\n"
                "9:44: 'dyad_st_year' is '19x0', expected a whole number from 1000 to 3000\n"
                "10:64: 'defense' is '2', expected 0 or 1\n"
                "11:1: the quote never ends\n");
}

static void
capabilities_keep_what_is_missing_missing(void **state)
{
    expect_rows(*state, "tests/data/import/cow-nmc/release.csv",
                "2|USA|1816|1000|17|80|254|8659|101|0.25||\n"
                "3|RUS|1816|||0|12|9000||0.5||\n"
                "4|?999|1816|1|1|1|1|1|1|0.1||\n",
                "4:5: unmatched ccode 999\n"
                "5:18: 'irst' is '4517NA6', expected a number of at least 0, or -9 for missing\n"
                "6:26: 'cinc' is '1.5', expected a share from 0 to 1\n"
                "7:9: 'year' is '18611', expected a whole number from 1000 to 3000\n");
}

static void
latin_1_and_carriage_returns_are_read(void **state)
{
    expect_rows(*state, "tests/data/import/cow-nmc/latin1-cr.csv",
                "2|USA|2012|1000|17|80|254|8659|101|0.25||\n"
                "3|CIV|1960|1|1|1|1|1|1|0.1||\n",
                "");
}

static void
a_number_with_an_exponent_is_read(void **state)
{
    expect_rows(*state, "tests/data/import/cow-nmc/peacesciencer_cow_nmc_v7.csv",
                "2|USA|1816|3823|17|80|254|8659|101|0.03||\n"
                "3|USA|1817|90000000|17|80|254|8659|101|0.03||\n",
                "");
}

static void
a_rivalry_into_the_last_year_of_the_book_is_open(void **state)
{
    expect_rows(*state, "tests/data/import/td-rivalries/table.csv",
                "2|td-1|GBR|FRA|1494-01-01|1717-01-01||\n"
                "3|td-2|USA|RUS|1948-01-01|||\n"
                "4|td-3|?324|TUR|1494-01-01|1718-01-01||\n",
                "4:20: unmatched ccode 324\n"
                "5:26: 'endyear' is '1899', expected a year not before the start\n");
    expect_rows(*state, "tests/data/import/tss-rivalries/table.csv",
                "2|tss-7|GBR|FRA|1494-01-01|1717-01-01||\n"
                "3|tss-8|USA|CHN|1996-01-01|||\n",
                "4:16: 'start' is '', expected a year\n");
}

/* The first error of a sink ends the reading, with its status. */
static ent_status
refuse_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    size_t *calls = user;

    (void)ctx;
    (void)kind;
    (void)fact;
    (*calls)++;
    return ENT_E_STORE;
}

static void
a_sink_that_fails_ends_the_reading(void **state)
{
    bench         *shared = *state;
    char           path[1024];
    const char    *file = "tests/data/import/cow-alliances/dyad.csv";
    ent_bytes      bytes = unit_read(shared->ctx, unit_source(file, path));
    ent_recognised found = recognise(shared, file, &bytes);
    size_t         calls = 0;
    ent_fact_sink  sink = {&calls, refuse_fact, unit_take_reject};

    assert_int_equal(ent_import_bytes(shared->ctx, shared->codes, &found, file, bytes.bytes,
                                      bytes.length, &sink),
                     ENT_E_STORE);
    assert_int_equal(calls, 1);
    ent_bytes_clear(&bytes);
}

static void
every_set_says_whose_it_is(void **state)
{
    const ent_set *set;

    (void)state;
    assert_non_null(ent_import_set(0));
    for (size_t i = 0; (set = ent_import_set(i)) != NULL; i++) {
        assert_true(set->name[0] != '\0' && set->publisher[0] != '\0');
        assert_true(set->layout[0] != '\0' && set->versions[0] != '\0');
        assert_true(set->licence[0] != '\0' && set->citation[0] != '\0');
        assert_int_equal(set->bibtex[0], '@');
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(set->name, ent_import_set(k)->name);
        }
    }
}

/* ---- the published files themselves ---- */

static void
expect_counts(bench *shared, const char *folder, const char *name, size_t facts_wanted,
              size_t rejects_wanted)
{
    char           path[1200];
    ent_bytes      bytes;
    ent_recognised found;
    unit_facts     facts;
    ent_fact_sink  sink = unit_facts_init(&facts, shared->codes);

    (void)snprintf(path, sizeof path, "%s/data/%s", folder, name);
    bytes = unit_read(shared->ctx, path);
    found = recognise(shared, path, &bytes);
    assert_int_equal(ent_import_bytes(shared->ctx, shared->codes, &found, path, bytes.bytes,
                                      bytes.length, &sink),
                     ENT_OK);
    assert_int_equal(facts.count, facts_wanted);
    assert_int_equal(facts.reject_count, rejects_wanted);
    unit_facts_clear(&facts);
    ent_bytes_clear(&bytes);
}

/* 11 spells of no day or one state, 1 damaged row, 2 rivalries with Venice: 3222, 15171, 264. */
static void
the_published_files_have_their_published_rows(void **state)
{
    const char *folder = unit_shared_or_skip();

    expect_counts(*state, folder, "cow-alliances/alliance_v4.1_by_dyad.csv", 3222 - 11, 11);
    expect_counts(*state, folder, "cow-nmc/NMC_5_0.csv", 15171 - 1, 1);
    expect_counts(*state, folder, "cow-nmc/NMC-60-abridged.csv", 15951, 0);
    expect_counts(*state, folder, "cow-nmc/peacesciencer_cow_nmc_v7.csv", 17121, 0);
    expect_counts(*state, folder, "rivalries/thompson_dreyer_2012.csv", 197, 2);
    expect_counts(*state, folder, "rivalries/thompson_sakuwa_suhas_2021.csv", 264, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_is_known_by_its_header),
        cmocka_unit_test(a_version_comes_from_a_column_else_the_name_else_the_content),
        cmocka_unit_test(a_table_of_an_unknown_year_has_an_unknown_version),
        cmocka_unit_test(another_layout_is_named_and_skipped),
        cmocka_unit_test(a_file_of_no_set_is_refused),
        cmocka_unit_test(a_file_of_another_set_than_the_one_named_is_refused),
        cmocka_unit_test(a_misspelt_set_is_refused_with_the_nearest),
        cmocka_unit_test(alliances_are_spells_of_obligations),
        cmocka_unit_test(capabilities_keep_what_is_missing_missing),
        cmocka_unit_test(latin_1_and_carriage_returns_are_read),
        cmocka_unit_test(a_number_with_an_exponent_is_read),
        cmocka_unit_test(a_rivalry_into_the_last_year_of_the_book_is_open),
        cmocka_unit_test(a_sink_that_fails_ends_the_reading),
        cmocka_unit_test(every_set_says_whose_it_is),
        cmocka_unit_test(the_published_files_have_their_published_rows),
    };

    return cmocka_run_group_tests(tests, bench_setup, bench_teardown);
}
