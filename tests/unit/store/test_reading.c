/*
 * test_reading.c - documents, sentences, events, runs and citations, kept and listed
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_store.h"

#include <math.h>

#define SHA_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static const char *const BOTH[] = {"RUS", "CHN"};
static const char *const USA[] = {"USA"};

/* Two documents, one of them set aside; three sentences; two events. */
typedef struct sample {
    ent_document documents[2];
    ent_sentence sentences[3];
    ent_event    events[2];
    ent_position positions[1];
    ent_reading  reading;
} sample;

static void
make_sample(sample *made)
{
    memset(made, 0, sizeof *made);
    made->documents[0] = (ent_document){
        "a.txt", SHA_A, "A title", {ent_date_day(2022, 2, 4), ent_date_day(2022, 2, 5)}, 500, NULL};
    made->documents[1] =
        (ent_document){"b.txt", SHA_B, NULL, {ENT_DAY_MIN, ENT_DAY_MAX}, 0, "empty"};
    made->sentences[0] = (ent_sentence){0, 1, {0, 7}, "A title", "title", NULL};
    made->sentences[1] =
        (ent_sentence){0, 2, {8, 40}, "The leaders demanded, \"now\".", NULL, NULL};
    made->sentences[2] = (ent_sentence){0, 3, {50, 9}, "It rained.", NULL, "no verb of ours"};
    made->events[0] = (ent_event){.sentence = 1,
                                  .date = {ent_date_day(2022, 2, 4), ent_date_day(2022, 2, 5)},
                                  .precision = ENT_PRECISION_DAY,
                                  .sources = BOTH,
                                  .source_count = 2,
                                  .targets = USA,
                                  .target_count = 1,
                                  .type = "REQUEST",
                                  .cameo = "10",
                                  .goldstein = -5,
                                  .status = ENT_EVENT_ACTUAL,
                                  .speaker = "author",
                                  .rule = "demand + noun",
                                  .verb = {20, 8}};
    made->events[1] = made->events[0];
    made->events[1].date = (ent_span){ent_date_day(2021, 1, 1), ent_date_day(2022, 1, 1)};
    made->events[1].precision = ENT_PRECISION_YEAR;
    made->events[1].target_count = 0;
    made->events[1].goldstein = (double)NAN;
    made->events[1].status = ENT_EVENT_NEGATED;
    made->events[1].mode = "assist";
    made->positions[0] =
        (ent_position){.sentence = 1,
                       .date = {ent_date_day(2022, 2, 1), ent_date_day(2022, 3, 1)},
                       .precision = ENT_PRECISION_MONTH,
                       .actor = "CHN",
                       .issue = "sanctions",
                       .supports = false,
                       .status = ENT_EVENT_ACTUAL,
                       .speaker = "author",
                       .rule = "oppose"};
    made->reading = (ent_reading){.documents = made->documents,
                                  .document_count = 2,
                                  .sentences = made->sentences,
                                  .sentence_count = 3,
                                  .events = made->events,
                                  .event_count = 2,
                                  .positions = made->positions,
                                  .position_count = 1};
}

static void
expect_list(bench *made, ent_store *store, const char *what, const char *wanted)
{
    ent_table *table = NULL;
    ent_text   text;

    if (ent_store_list(made->ctx, store, what, &table) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(made->ctx));
    }
    text = bench_table(table);
    assert_string_equal(ent_text_get(&text), wanted);
    ent_text_clear(&text);
    ent_table_destroy(table);
}

#define DOCUMENT_LINES                                                                             \
    "a.txt|A title|2022-02-04|500|3|2||" SHA_A "\n"                                                \
    "b.txt|||0|0|0|empty|" SHA_B "\n"

#define EVENT_LINES                                                                                \
    "a.txt|2|8|40|2022-02-04|day|RUS;CHN|USA|REQUEST||10|-5|actual|author|"                        \
    "The leaders demanded, \"now\".|demand + noun\n"                                               \
    "a.txt|2|8|40|2021|year|RUS;CHN||REQUEST|assist|10||negated|author|"                           \
    "The leaders demanded, \"now\".|demand + noun\n"

static void
a_reading_is_listed_as_it_was(void **state)
{
    bench     *made = *state;
    ent_store *store = bench_open(made, made->store, ENT_STORE_WRITE);
    sample     read;

    make_sample(&read);
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_OK);
    expect_list(made, store, "documents", DOCUMENT_LINES);
    expect_list(made, store, "sentences",
                "a.txt|1|0|7|A title|title|\n"
                "a.txt|2|8|40|The leaders demanded, \"now\".|true|\n"
                "a.txt|3|50|9|It rained.|true|no verb of ours\n");
    expect_list(made, store, "events", EVENT_LINES);
    expect_list(made, store, "positions",
                "a.txt|2|8|40|2022-02|month|CHN|sanctions|opposes|actual|author|"
                "The leaders demanded, \"now\".|oppose\n");
    ent_store_close(store);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM v_events WHERE source ="
                                               " 'RUS;CHN' AND start = '2022-02-04'"),
                     1);
}

static void
expect_event(const ent_event *was, const ent_event *wanted)
{
    assert_memory_equal(&was->date, &wanted->date, sizeof was->date);
    assert_int_equal(was->precision, wanted->precision);
    assert_int_equal(was->source_count, wanted->source_count);
    for (size_t i = 0; i < was->source_count; i++) {
        assert_string_equal(was->sources[i], wanted->sources[i]);
    }
    assert_int_equal(was->target_count, wanted->target_count);
    for (size_t i = 0; i < was->target_count; i++) {
        assert_string_equal(was->targets[i], wanted->targets[i]);
    }
    assert_string_equal(was->type, wanted->type);
    assert_string_equal(was->mode != NULL ? was->mode : "",
                        wanted->mode != NULL ? wanted->mode : "");
    assert_string_equal(was->cameo, wanted->cameo);
    assert_true(was->goldstein == wanted->goldstein ||
                (isnan(was->goldstein) && isnan(wanted->goldstein)));
    assert_int_equal(was->status, wanted->status);
    assert_string_equal(was->speaker, wanted->speaker);
    assert_string_equal(was->rule, wanted->rule);
    assert_memory_equal(&was->verb, &wanted->verb, sizeof was->verb);
    assert_memory_equal(&was->source_place, &wanted->source_place, sizeof was->source_place);
    assert_memory_equal(&was->target_place, &wanted->target_place, sizeof was->target_place);
}

/* Of the sentences only that with events comes back, once. */
static void
what_was_kept_comes_back_as_the_reading_that_it_was(void **state)
{
    bench      *made = *state;
    ent_store  *store = bench_open(made, made->store, ENT_STORE_WRITE);
    sample      read;
    ent_reading back;

    assert_int_equal(ent_store_reported(made->ctx, store, &back), ENT_OK);
    assert_int_equal(back.document_count + back.sentence_count + back.event_count, 0);
    ent_reading_clear(&back);
    make_sample(&read);
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_OK);
    assert_int_equal(ent_store_reported(made->ctx, store, &back), ENT_OK);
    assert_int_equal(back.document_count, 2);
    for (size_t i = 0; i < 2; i++) {
        const ent_document *was = &back.documents[i], *wanted = &read.documents[i];

        assert_string_equal(was->name, wanted->name);
        assert_string_equal(was->sha256, wanted->sha256);
        assert_memory_equal(&was->published, &wanted->published, sizeof was->published);
        assert_int_equal(was->bytes, wanted->bytes);
    }
    assert_string_equal(back.documents[0].title, "A title");
    assert_null(back.documents[0].set_aside);
    assert_null(back.documents[1].title);
    assert_string_equal(back.documents[1].set_aside, "empty");
    assert_int_equal(back.sentence_count, 1);
    assert_int_equal(back.sentences[0].document, 0);
    assert_int_equal(back.sentences[0].number, 2);
    assert_memory_equal(&back.sentences[0].place, &read.sentences[1].place, sizeof(ent_place));
    assert_string_equal(back.sentences[0].text, read.sentences[1].text);
    assert_int_equal(back.event_count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(back.events[i].sentence, 0);
        expect_event(&back.events[i], &read.events[i]);
    }
    ent_reading_clear(&back);
    ent_store_close(store);
}

static void
a_document_that_is_there_already_stays(void **state)
{
    bench     *made = *state;
    ent_store *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    sample     read;

    make_sample(&read);
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_OK);
    read.documents[0].name = "renamed.txt";
    read.events[0].type = "AGREE";
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_OK);
    expect_list(made, store, "documents", DOCUMENT_LINES);
    expect_list(made, store, "events", EVENT_LINES);
    ent_store_close(store);
}

static void
the_same_document_twice_in_one_reading_is_kept_once(void **state)
{
    bench     *made = *state;
    ent_store *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    sample     read;

    make_sample(&read);
    read.documents[1] = read.documents[0];
    read.sentences[2].document = 1;
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_OK);
    expect_list(made, store, "documents", "a.txt|A title|2022-02-04|500|2|2||" SHA_A "\n");
    ent_store_close(store);
}

static void
an_empty_reading_changes_nothing(void **state)
{
    bench      *made = *state;
    ent_store  *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    ent_reading reading = {0};

    assert_int_equal(ent_store_add_reading(made->ctx, store, &reading), ENT_OK);
    expect_list(made, store, "documents", "");
    expect_list(made, store, "events", "");
    ent_store_close(store);
}

/* A failure in the middle leaves none of the reading. */
static void
a_reading_comes_in_whole_or_not_at_all(void **state)
{
    bench     *made = *state;
    ent_store *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    sample     read;

    make_sample(&read);
    read.sentences[2].number = 2; /* twice the same number */
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_E_STORE);
    expect_list(made, store, "documents", "");
    make_sample(&read);
    read.events[1].sentence = 3;
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_E_ARG);
    read.sentences[0].document = 2;
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_E_ARG);
    expect_list(made, store, "sentences", "");
    ent_store_close(store);
}

static void
a_date_is_listed_as_precisely_as_it_was_read(void **state)
{
    bench     *made = *state;
    ent_store *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    sample     read;
    ent_table *table = NULL;

    make_sample(&read);
    read.events[0].date = (ent_span){ent_date_day(2022, 2, 1), ent_date_day(2022, 3, 1)};
    read.events[0].precision = ENT_PRECISION_MONTH;
    read.events[1].date = (ent_span){ent_date_day(2022, 2, 1), ent_date_day(2022, 3, 5)};
    read.events[1].precision = ENT_PRECISION_SPAN;
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_OK);
    make_sample(&read);
    read.documents[0].sha256 = SHA_B "c";
    read.events[0].date = (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
    read.events[0].precision = ENT_PRECISION_NONE;
    read.reading.event_count = 1;
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_OK);
    assert_int_equal(ent_store_list(made->ctx, store, "events", &table), ENT_OK);
    assert_string_equal(ent_table_get_text(table, 0, 4), "2022-02");
    assert_string_equal(ent_table_get_text(table, 1, 4), "2022-02-01..2022-03-04");
    assert_true(ent_table_is_missing(table, 2, 4) && ent_table_is_missing(table, 2, 5));
    ent_table_destroy(table);
    ent_store_close(store);
}

static void
a_run_is_kept_with_its_whole_seed(void **state)
{
    bench      *made = *state;
    ent_store  *store = bench_open(made, made->store, ENT_STORE_WRITE);
    ent_run_row row = {"taiwan-crisis",
                       "formation",
                       "2024-06-30",
                       SHA_A,
                       INT64_MAX,
                       2000,
                       10,
                       1990,
                       "done",
                       "a,b\n1,2\n",
                       "0.1.0",
                       "entente run x --seed 7",
                       "world 1\ncow-nmc 6.0"};

    assert_int_equal(ent_store_add_run(made->ctx, store, &row), ENT_OK);
    row.seed = (uint64_t)INT64_MAX + 1;
    assert_int_equal(ent_store_add_run(made->ctx, store, &row), ENT_E_ARG);
    row.model = row.system_at = row.file_sha256 = row.result = NULL;
    row.seed = 0;
    row.status = "cancelled";
    assert_int_equal(ent_store_add_run(made->ctx, store, &row), ENT_OK);
    expect_list(made, store, "runs",
                "1|taiwan-crisis|formation|2024-06-30|9223372036854775807|2000|10|1990|done\n"
                "2|taiwan-crisis|||0|2000|10|1990|cancelled\n");
    ent_store_close(store);
    assert_int_equal(bench_number(made->store,
                                  "SELECT count(*) FROM runs WHERE result = 'a,b' || char(10) ||"
                                  " '1,2' || char(10)"),
                     1);
}

/* A run is a row from its beginning on; its batches are there or not, and go when it is done. */
static void
a_run_goes_on_with_the_batches_that_were_kept(void **state)
{
    bench          *made = *state;
    ent_store      *store = bench_open(made, made->store, ENT_STORE_WRITE);
    double          sums[4] = {1, -2.5, 1e-300, 4}, levels[2] = {0, 7}, back[4] = {0}, other[2];
    ent_run_row     row = {.scenario = "s", .file_sha256 = SHA_A, .runs = 100, .status = "x"};
    ent_store_batch batches[2] = {{1, 0, 50, {sums, levels}, {4, 2}},
                                  {1, 3, 25, {sums, levels}, {4, 0}}};
    ent_store_batch wanted = {1, 0, 0, {back, other}, {4, 2}};
    int64_t         run = 0;
    bool            found = true;

    assert_int_equal(ent_store_begin_run(made->ctx, store, &row, &run), ENT_OK);
    assert_int_equal(run, 1);
    assert_int_equal(ent_store_load_batch(made->ctx, store, &wanted, &found), ENT_OK);
    assert_false(found);
    assert_int_equal(ent_store_save_batches(made->ctx, store, batches, 2), ENT_OK);
    expect_list(made, store, "runs", "1|s|||0|100|0|75|partial\n");
    assert_int_equal(ent_store_begin_run(made->ctx, store, &row, &run), ENT_OK);
    assert_int_equal(run, 1); /* the same digest: the same run */
    assert_int_equal(ent_store_load_batch(made->ctx, store, &wanted, &found), ENT_OK);
    assert_true(found);
    assert_memory_equal(back, sums, sizeof sums);
    assert_memory_equal(other, levels, sizeof levels);
    wanted.counts[0] = 3;
    assert_int_equal(ent_store_load_batch(made->ctx, store, &wanted, &found), ENT_E_STORE);
    assert_non_null(strstr(ent_ctx_error(made->ctx), "has 48 bytes, expected 40"));
    row.file_sha256 = NULL;
    assert_int_equal(ent_store_begin_run(made->ctx, store, &row, &run), ENT_OK);
    assert_int_equal(run, 2);
    assert_int_equal(ent_store_finish_run(made->ctx, store, 1, "done", "a\n1\n"), ENT_OK);
    assert_int_equal(ent_store_finish_run(made->ctx, store, 2, "failed: why", NULL), ENT_OK);
    expect_list(made, store, "runs", "1|s|||0|100|0|100|done\n2|s|||0|100|0|0|failed: why\n");
    row.file_sha256 = SHA_A;
    assert_int_equal(ent_store_begin_run(made->ctx, store, &row, &run), ENT_OK);
    assert_int_equal(run, 3); /* what is done is not gone on with */
    ent_store_close(store);
    assert_int_equal(bench_number(made->store, "SELECT count(*) FROM batches"), 0);
    store = bench_open(made, made->store, ENT_STORE_READ);
    assert_int_equal(ent_store_save_batches(made->ctx, store, batches, 1), ENT_E_ARG);
    ent_store_close(store);
}

static void
a_batch_that_holds_no_number_is_refused(void **state)
{
    bench          *made = *state;
    ent_store      *store = bench_open(made, made->store, ENT_STORE_WRITE);
    double          one[1] = {1};
    ent_run_row     row = {.scenario = "s", .runs = 1, .status = ""};
    ent_store_batch batch = {1, 0, 1, {one, NULL}, {1, 0}};
    int64_t         run;
    bool            found;

    assert_int_equal(ent_store_begin_run(made->ctx, store, &row, &run), ENT_OK);
    ent_store_close(store);
    bench_sql(made->store, "INSERT INTO batches VALUES (1, 0, 1, x'000000000000f07f')");
    store = bench_open(made, made->store, ENT_STORE_READ);
    assert_int_equal(ent_store_load_batch(made->ctx, store, &batch, &found), ENT_E_STORE);
    assert_non_null(strstr(ent_ctx_error(made->ctx), "batch 0 of run 1 holds no number"));
    ent_store_close(store);
}

static ent_status
look_at_run(ent_ctx *ctx, void *user, const ent_run_row *row)
{
    (void)ctx;
    assert_string_equal(row->scenario, "taiwan-crisis");
    assert_null(row->model);
    assert_string_equal(row->system_at, "2024-12-31");
    assert_int_equal(row->seed, 7);
    assert_int_equal(row->runs, 2000);
    assert_int_equal(row->horizon, 10);
    assert_int_equal(row->finished, 1990);
    assert_string_equal(row->status, "done");
    assert_string_equal(row->result, "a,b\n");
    assert_string_equal(row->version, "0.1.0");
    assert_string_equal(row->command, "entente run taiwan-crisis --seed 7");
    assert_string_equal(row->sources, "world 1\ncow-nmc 6.0");
    ++*(int *)user;
    return ENT_E_CANCELLED;
}

static void
a_kept_run_is_handed_on_whole(void **state)
{
    bench      *made = *state;
    ent_store  *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    int         seen = 0;
    ent_run_row row = {.scenario = "taiwan-crisis",
                       .system_at = "2024-12-31",
                       .seed = 7,
                       .runs = 2000,
                       .horizon = 10,
                       .finished = 1990,
                       .status = "done",
                       .result = "a,b\n",
                       .version = "0.1.0",
                       .command = "entente run taiwan-crisis --seed 7",
                       .sources = "world 1\ncow-nmc 6.0"};

    assert_int_equal(ent_store_add_run(made->ctx, store, &row), ENT_OK);
    assert_int_equal(ent_store_run(made->ctx, store, 1, look_at_run, &seen), ENT_E_CANCELLED);
    assert_int_equal(seen, 1);
    assert_int_equal(ent_store_run(made->ctx, store, 2, look_at_run, &seen), ENT_E_NOTFOUND);
    assert_string_equal(ent_ctx_error(made->ctx), "no run 2 is kept in this store; 'entente list "
                                                  "runs' shows those that are");
    assert_int_equal(seen, 1);
    ent_store_close(store);
}

static void
a_store_open_for_reading_keeps_nothing(void **state)
{
    bench      *made = *state;
    ent_store  *store;
    ent_run_row row = {.scenario = "s", .status = "done"};
    sample      read;

    bench_make(made);
    store = bench_open(made, made->store, ENT_STORE_READ);
    make_sample(&read);
    assert_int_equal(ent_store_add_reading(made->ctx, store, &read.reading), ENT_E_ARG);
    assert_int_equal(ent_store_add_run(made->ctx, store, &row), ENT_E_ARG);
    expect_list(made, store, "documents", "");
    ent_store_close(store);
}

static void
an_unknown_list_is_refused_with_the_nearest(void **state)
{
    bench     *made = *state;
    ent_store *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    ent_table *table = NULL;

    assert_int_equal(ent_store_list(made->ctx, store, "event", &table), ENT_E_ARG);
    assert_string_equal(ent_ctx_error(made->ctx),
                        "no list 'event' in the store; do you mean 'events'?");
    assert_int_equal(ent_store_list(made->ctx, store, "xyzzy", &table), ENT_E_ARG);
    assert_string_equal(ent_ctx_error(made->ctx), "no list 'xyzzy' in the store");
    assert_null(table);
    ent_store_close(store);
}

static void
citations_name_every_set_and_every_source(void **state)
{
    bench            *made = *state;
    ent_store        *store = bench_open(made, ":memory:", ENT_STORE_WRITE);
    char              path[1024];
    ent_import_report report;
    ent_table        *table = NULL;

    assert_int_equal(ent_store_import(made->ctx, store, "auto",
                                      unit_source("tests/data/import/cow-nmc/table.csv", path), 0,
                                      &report),
                     ENT_OK);
    assert_int_equal(ent_store_citations(made->ctx, store, false, &table), ENT_OK);
    assert_int_equal(ent_table_row_count(table), 2);
    assert_string_equal(ent_table_get_text(table, 0, 0), "cow-nmc");
    assert_string_equal(ent_table_get_text(table, 0, 1), "6.0");
    assert_non_null(strstr(ent_table_get_text(table, 0, 2), "Singer, J. David"));
    assert_non_null(strstr(ent_table_get_text(table, 0, 3), "@incollection{singer1972"));
    assert_string_equal(ent_table_get_text(table, 1, 0), "world");
    ent_table_destroy(table);
    assert_int_equal(ent_store_citations(made->ctx, store, true, &table), ENT_OK);
    assert_int_equal(ent_table_row_count(table), 4);
    assert_string_equal(ent_table_get_text(table, 2, 4), "alpha-1900");
    assert_string_equal(ent_table_get_text(table, 2, 2),
                        "Treaty of Alpha, \"eternal\" & 100 % firm. 1 UNTS 1");
    assert_string_equal(ent_table_get_text(table, 2, 3),
                        "@misc{alpha-1900, note = {Treaty of Alpha, \"eternal\" \\& 100 \\% firm. "
                        "1 UNTS 1}}");
    assert_string_equal(ent_table_get_text(table, 3, 3),
                        "@misc{beta-1910, note = {Beta, B. 1910. On \\{Braces\\} and \\$ signs}}");
    ent_table_destroy(table);
    ent_store_close(store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)
        STORE_TEST(a_reading_is_listed_as_it_was),
        STORE_TEST(what_was_kept_comes_back_as_the_reading_that_it_was),
        STORE_TEST(a_document_that_is_there_already_stays),
        STORE_TEST(the_same_document_twice_in_one_reading_is_kept_once),
        STORE_TEST(an_empty_reading_changes_nothing),
        STORE_TEST(a_reading_comes_in_whole_or_not_at_all),
        STORE_TEST(a_date_is_listed_as_precisely_as_it_was_read),
        STORE_TEST(a_run_is_kept_with_its_whole_seed),
        STORE_TEST(a_run_goes_on_with_the_batches_that_were_kept),
        STORE_TEST(a_batch_that_holds_no_number_is_refused),
        STORE_TEST(a_kept_run_is_handed_on_whole),
        STORE_TEST(a_store_open_for_reading_keeps_nothing),
        STORE_TEST(an_unknown_list_is_refused_with_the_nearest),
        STORE_TEST(citations_name_every_set_and_every_source),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
