/*
 * test_events.c - coded events in blocks: the counts are those of adding up one by one
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_import.h"

/* Read a file in blocks of one size. */
static ent_status
stream(bench *made, const ent_bytes *bytes, size_t block, bool keep, unit_facts *facts,
       ent_import_summary *summary)
{
    ent_fact_sink      sink = unit_facts_init(facts, made->codes);
    ent_import_stream *s = NULL;
    ent_recognised     found;
    ent_status         status = ENT_OK;

    if (ent_import_recognise(made->ctx, "auto", "x.csv", bytes->bytes, bytes->length, &found) !=
        ENT_OK) {
        fail_msg("%s", ent_ctx_error(made->ctx));
    }
    assert_true(ent_import_is_streamed(&found));
    assert_int_equal(
        ent_import_stream_open(made->ctx, made->codes, &found, "x.csv", keep, &sink, &s), ENT_OK);
    for (size_t at = 0; at < bytes->length && status == ENT_OK; at += block) {
        size_t left = bytes->length - at;

        status =
            ent_import_stream_feed(made->ctx, s, bytes->bytes + at, left < block ? left : block);
    }
    if (status == ENT_OK) {
        status = ent_import_stream_finish(made->ctx, s, summary);
    }
    ent_import_stream_close(s);
    return status;
}

static void
blocks_cut_anywhere_give_the_same(void **state)
{
    static const char *const FILES[] = {"gdelt-2/20150107.export.CSV",
                                        "gdelt-1/20150107.export.CSV", "icews-table/icews.csv"};
    bench                   *made = *state;

    for (size_t i = 0; i < 3; i++) {
        char               name[128], path[1024];
        ent_bytes          bytes;
        unit_facts         whole, cut;
        ent_import_summary summary, again;

        (void)snprintf(name, sizeof name, "tests/data/import/%s", FILES[i]);
        bytes = unit_read(made->ctx, unit_source(name, path));
        assert_int_equal(stream(made, &bytes, bytes.length, true, &whole, &summary), ENT_OK);
        for (size_t block = 1; block < 200; block += 37) {
            assert_int_equal(stream(made, &bytes, block, true, &cut, &again), ENT_OK);
            assert_string_equal(ent_text_get(&cut.lines), ent_text_get(&whole.lines));
            assert_string_equal(ent_text_get(&cut.rejects), ent_text_get(&whole.rejects));
            assert_memory_equal(&again, &summary, sizeof again);
            unit_facts_clear(&cut);
        }
        unit_facts_clear(&whole);
        ent_bytes_clear(&bytes);
    }
}

static void
add_row(ent_text *text, int id, int day, const char *a, const char *b, const char *code,
        const char *mentions)
{
    ent_text_addf(
        text,
        "%d\t%d\t\t\t\t\t\t%s\t\t\t\t\t\t\t\t\t\t%s\t\t\t\t\t\t\t\t1\t%s\t\t\t\t2.5\t%s\t1\t"
        "2\t-0.5",
        id, day, a, b, code, mentions);
    for (int i = 35; i < 61; i++) {
        ent_text_add_char(text, '\t');
    }
    ent_text_add_char(text, '\n');
}

typedef struct sum {
    long events, mentions, months, cells;
} sum;

static ent_status
add_up(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    const ent_event_count *count = fact;
    sum                   *all = user;

    (void)ctx;
    if (kind == ENT_FACT_EVENT_TOTAL) {
        all->months++;
        return ENT_OK;
    }
    assert_int_equal(kind, ENT_FACT_EVENT_COUNT);
    assert_int_equal(count->mentions, 3 * count->events);
    assert_true(count->goldstein == 2.5 * count->events && count->tone == -0.5 * count->events);
    all->events += count->events;
    all->mentions += count->mentions;
    all->cells++;
    return ENT_OK;
}

static void
sums_are_of_the_events_of_a_month(void **state)
{
    enum { ROUNDS = 40 };
    bench                   *made = *state;
    sum                      all = {0, 0, 0, 0};
    ent_fact_sink            sink = {&all, add_up, unit_take_reject};
    ent_import_stream       *s = NULL;
    ent_import_summary       summary;
    ent_recognised           found;
    ent_text                 text;
    static const char *const STATES[] = {"USA", "CHN", "RUS", "IND", "FRA", "DEU", "JPN", "BRA"};
    static const char *const CODES[] = {"040", "190", "112", "0331", "051", "173"};
    int                      id = 0;

    ent_text_init(&text);
    for (int month = 0; month < 12 * ROUNDS; month++) {
        for (int pair = 0; pair < 56; pair++) {
            int a = pair / 7, b = pair % 7 < a ? pair % 7 : pair % 7 + 1;

            add_row(&text, ++id, (1980 + month / 12) * 10000 + (month % 12 + 1) * 100 + 1,
                    STATES[a], STATES[b], CODES[pair % 6], "3");
            add_row(&text, ++id, (1980 + month / 12) * 10000 + (month % 12 + 1) * 100 + 28,
                    STATES[a], STATES[b], CODES[pair % 6], "3");
        }
    }
    assert_int_equal(
        ent_import_recognise(made->ctx, "gdelt-2", "x", text.bytes, text.length, &found), ENT_OK);
    assert_int_equal(ent_import_stream_open(made->ctx, made->codes, &found, "x", false, &sink, &s),
                     ENT_OK);
    assert_int_equal(ent_import_stream_feed(made->ctx, s, text.bytes, text.length), ENT_OK);
    assert_int_equal(ent_import_stream_finish(made->ctx, s, &summary), ENT_OK);
    assert_int_equal(summary.rows, id);
    assert_int_equal(summary.repeated, 0);
    assert_int_equal(summary.span.from, ent_date_day(1980, 1, 1));
    assert_int_equal(summary.span.to, ent_date_day(2019, 12, 29));
    assert_int_equal(all.months, 12 * ROUNDS);
    assert_int_equal(all.events, id);
    assert_int_equal(all.mentions, 3 * id);
    assert_int_equal(all.cells, id / 2); /* more than the first table had room for */
    ent_import_stream_close(s);
    ent_text_clear(&text);
}

static void
a_line_without_end_is_refused(void **state)
{
    bench             *made = *state;
    ent_text           text;
    ent_bytes          bytes;
    unit_facts         facts;
    ent_import_summary summary;

    ent_text_init(&text);
    add_row(&text, 1, 20150101, "USA", "CHN", "040", "3");
    for (int i = 0; i < 1 << 21; i++) {
        ent_text_add_char(&text, 'x');
    }
    bytes = (ent_bytes){text.bytes, text.length, NULL};
    assert_int_equal(stream(made, &bytes, 4096, false, &facts, &summary), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(made->ctx), "x.csv:2:1: a line longer than 1048576 bytes");
    unit_facts_clear(&facts);
    ent_text_clear(&text);
}

static void
a_sum_that_does_not_fit_is_refused(void **state)
{
    bench             *made = *state;
    ent_text           text;
    ent_bytes          bytes;
    unit_facts         facts;
    ent_import_summary summary;

    ent_text_init(&text);
    for (int i = 1; i <= 2; i++) {
        add_row(&text, i, 20150101, "USA", "CHN", "040", "2147483647");
    }
    bytes = (ent_bytes){text.bytes, text.length, NULL};
    assert_int_equal(stream(made, &bytes, 4096, false, &facts, &summary), ENT_E_LIMIT);
    unit_facts_clear(&facts);
    ent_text_clear(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_cut_anywhere_give_the_same),
        cmocka_unit_test(sums_are_of_the_events_of_a_month),
        cmocka_unit_test(a_line_without_end_is_refused),
        cmocka_unit_test(a_sum_that_does_not_fit_is_refused),
    };

    return cmocka_run_group_tests(tests, bench_setup, bench_teardown);
}
