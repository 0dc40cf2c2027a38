/*
 * test_page.c - the whole page: from nothing, from hostile words, from the real record
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "base/data.h"
#include "base/date.h"
#include "base/file.h"
#include "entente/report.h"
#include "report/section/section.h"
#include "report/style.h"
#include "unit_page.h"

/* 1. writing and reading back */

static char *
write_page(ent_ctx *ctx, const ent_report_input *input)
{
    FILE *file = tmpfile();
    long  length;
    char *page;

    assert_non_null(file);
    if (ent_report_write(ctx, input, file) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(ctx));
    }
    length = ftell(file);
    assert_true(length > 0);
    page = calloc(1, (size_t)length + 1);
    assert_non_null(page);
    rewind(file);
    assert_int_equal(fread(page, 1, (size_t)length, file), (size_t)length);
    assert_int_equal(fclose(file), 0);
    return page;
}

/* The policy names the hash of the very bytes between the tags. */
static void
assert_policy(const char *page)
{
    const char *start = strstr(page, "<style>"), *end = strstr(page, "</style>");
    char        hash[ENT_STYLE_HASH_SIZE], policy[256];

    assert_non_null(start);
    assert_non_null(end);
    start += strlen("<style>");
    ent_style_hash(start, (size_t)(end - start), hash);
    (void)snprintf(policy, sizeof policy,
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'sha256-%s'",
                   hash);
    assert_non_null(strstr(page, policy));
    assert_true(strstr(page, policy) < start);
}

/* Every link inside the page has its goal, and no goal is there twice. */
static void
assert_goals(const char *page)
{
    char goal[128];

    for (const char *at = page; (at = strstr(at, "href=\"#")) != NULL; at++) {
        size_t length = strcspn(at + 7, "\"");

        assert_true(length > 0 && length < 64);
        (void)snprintf(goal, sizeof goal, " id=\"%.*s\"", (int)length, at + 7);
        if (strstr(page, goal) == NULL) {
            fail_msg("no goal for %s", goal);
        }
    }
    for (const char *at = page; (at = strstr(at, " id=\"")) != NULL; at++) {
        (void)snprintf(goal, sizeof goal, "%.*s\"", (int)(5 + strcspn(at + 5, "\"")), at);
        if (unit_count(page, goal) != 1) {
            fail_msg("%zu times %s", unit_count(page, goal), goal);
        }
    }
}

/* No heading is more than one step below the one before it. */
static void
assert_headings(const char *page)
{
    int before = 0;

    for (const char *at = page; (at = strstr(at, "<h")) != NULL; at++) {
        if (at[2] >= '1' && at[2] <= '6') {
            assert_true(at[2] - '0' <= before + 1);
            before = at[2] - '0';
        }
    }
    assert_int_equal(unit_count(page, "<h1"), 1);
}

/* The page without our program, whose very bytes the policy allows; there is none in a build
   without npm. */
static char *
without_program(const char *page)
{
    const char *start = strstr(page, "<script>"), *end = strstr(page, "</script>\n");
    char        hash[ENT_STYLE_HASH_SIZE], policy[128];
    char       *rest = calloc(1, strlen(page) + 1);
    ent_bytes   program;

    assert_non_null(rest);
    if (ent_data_embedded("page/page.js", &program) != ENT_OK) {
        assert_null(start);
        return memcpy(rest, page, strlen(page));
    }
    assert_true(start != NULL && end == start + strlen("<script>") + program.length);
    assert_memory_equal(start + strlen("<script>"), program.bytes, program.length);
    ent_style_hash(program.bytes, program.length, hash);
    (void)snprintf(policy, sizeof policy, "; script-src 'sha256-%s'\">", hash);
    assert_non_null(strstr(page, policy));
    memcpy(rest, page, (size_t)(start - page));
    memcpy(rest + (start - page), end + strlen("</script>\n"), strlen(end) - strlen("</script>\n"));
    return rest;
}

static void
assert_page(const char *whole)
{
    char       *page = without_program(whole);
    const char *body = strstr(page, "<body>");
    const char *end = strstr(page, "</html>");

    assert_int_equal(strncmp(page, "<!DOCTYPE html>\n<html lang=\"en\">", 32), 0);
    assert_non_null(body);
    assert_non_null(end);
    assert_string_equal(end, "</html>\n");
    assert_true(strlen(page) < 3000000);
    assert_policy(page);
    unit_assert_well_formed(body, (size_t)(end - body));
    unit_assert_harmless(page);
    assert_goals(page);
    assert_headings(page);
    assert_int_equal(unit_count(page, "<main"), 1);
    assert_int_equal(unit_count(page, "<nav"), 1);
    assert_int_equal(unit_count(page, "<section"), 11);
    for (const char *at = body; *at != '\0'; at++) {
        assert_true((unsigned char)*at >= 0x20 || *at == '\n' || *at == '\t');
    }
    free(page);
}

/* 2. invented readings */

static const char        *RUS[] = {"RUS"}, *USA[] = {"USA", "<b>"};
static const ent_document DOCUMENTS[] = {
    {"a<script>.txt",
     "0123456789abcdef0123",
     "Title \"quoted\" </title><script>",
     {0, 1},
     90,
     NULL},
    {"b.txt", "ff", NULL, {ENT_DAY_MIN, ENT_DAY_MAX}, 0, "empty <i>"}};
static const ent_sentence SENTENCES[] = {
    {0, 1, {10, 31}, "Moscow <b>warned</b> Washington", NULL, NULL},
    {0, 2, {50, 99}, "A folded \x01 sentence <script>", NULL, NULL},
    {0, 3, {150, 5}, "by me", "byline", NULL}};
static const ent_event EVENTS[] = {{.sentence = 0,
                                    .date = {19000, 19001},
                                    .precision = ENT_PRECISION_DAY,
                                    .sources = RUS,
                                    .source_count = 1,
                                    .targets = USA,
                                    .target_count = 2,
                                    .type = "THREATEN",
                                    .cameo = "13",
                                    .goldstein = -4.4,
                                    .status = ENT_EVENT_ACTUAL,
                                    .speaker = "<em>Someone",
                                    .rule = "warn",
                                    .verb = {20, 6},
                                    .source_place = {10, 6},
                                    .target_place = {31, 10}},
                                   {.sentence = 1,
                                    .date = {ENT_DAY_MIN, ENT_DAY_MAX},
                                    .type = "CONSULT",
                                    .cameo = "04",
                                    .goldstein = NAN,
                                    .status = ENT_EVENT_CONDITIONAL,
                                    .speaker = "author",
                                    .rule = "x",
                                    .verb = {55, 6}}};

static ent_reading
invented(void)
{
    return (ent_reading){.documents = (ent_document *)(uintptr_t)DOCUMENTS,
                         .document_count = 2,
                         .sentences = (ent_sentence *)(uintptr_t)SENTENCES,
                         .sentence_count = 3,
                         .events = (ent_event *)(uintptr_t)EVENTS,
                         .event_count = 2};
}

static void
nothing_gives_a_whole_page(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_report_input input = {.record = NULL};
    char            *page = write_page(ctx, &input);

    (void)state;
    assert_page(page);
    assert_non_null(strstr(page, "No document was given."));
    assert_non_null(strstr(page, "No scenario was run."));
    assert_non_null(strstr(page, "Nothing was cited."));
    free(page);
    ent_ctx_destroy(ctx);
}

static void
an_empty_reading_gives_a_whole_page(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_reading      reading = {.documents = NULL};
    ent_match        match;
    ent_report_input input = {.reading = &reading, .matches = &match};
    char            *page = write_page(ctx, &input);

    (void)state;
    assert_page(page);
    assert_non_null(strstr(page, "0 documents read"));
    free(page);
    ent_ctx_destroy(ctx);
}

/* No block of the page speaks of events where there is none. */
static void
a_document_without_events_leaves_no_empty_block(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_document     undated[2] = {DOCUMENTS[0], DOCUMENTS[1]};
    ent_reading      reading = invented();
    ent_match        matches[16] = {{ENT_MATCH_NOT_APPLICABLE, ENT_FACT_KINDS, NULL}};
    ent_report_input input = {.reading = &reading, .matches = matches};
    char            *page;

    (void)state;
    assert_true(reading.event_count <= sizeof matches / sizeof *matches);
    page = write_page(ctx, &input);
    assert_null(strstr(page, "it bears no date")); /* it does */
    free(page);
    undated[0].published = (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
    reading.documents = undated;
    reading.event_count = 0;
    page = write_page(ctx, &input);
    assert_page(page);
    assert_non_null(strstr(page, "No event was coded."));
    assert_non_null(strstr(page, "it bears no date"));
    assert_non_null(strstr(page, "<code>entente read --explain</code> says why"));
    assert_null(strstr(page, "Against the record"));
    assert_null(strstr(page, "could not be marked by word"));
    assert_null(strstr(page, "0 events coded"));
    free(page);
    ent_ctx_destroy(ctx);
}

static void
hostile_words_are_shown_and_do_nothing(void **state)
{
    static const ent_match MATCHES[2] = {{ENT_MATCH_NEW, ENT_FACT_ACT, NULL},
                                         {ENT_MATCH_NOT_APPLICABLE, ENT_FACT_ACT, NULL}};
    ent_ctx               *ctx = unit_ctx(1);
    ent_reading            reading = invented();
    ent_report_input       input = {.reading = &reading,
                                    .matches = MATCHES,
                                    .command = "entente brief '<script>'",
                                    .generated = "2026-11-22",
                                    .title = "</title><script>alert(1)</script>"};
    char                  *page = write_page(ctx, &input);

    (void)state;
    assert_page(page);
    assert_non_null(strstr(page, "<title>&lt;/title&gt;&lt;script&gt;"));
    assert_non_null(strstr(page, "entente brief &#39;&lt;script&gt;&#39;"));
    assert_non_null(strstr(page, "set aside: empty &lt;i&gt;"));
    assert_non_null(strstr(page, "said by &lt;em&gt;Someone"));
    assert_non_null(strstr(page, "RUS \xE2\x86\x92 USA, &lt;b&gt;"));
    assert_non_null(strstr(page, "1 new to the record"));
    assert_non_null(strstr(page, "1 byline"));
    free(page);
    ent_ctx_destroy(ctx);
}

static void
marks_stand_on_the_words_of_the_event(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_reading      reading = invented();
    ent_report_input input = {.reading = &reading};
    char            *page = write_page(ctx, &input);

    (void)state;
    assert_non_null(strstr(page, "<mark class=\"source\">Moscow</mark> &lt;b&gt;"
                                 "<mark class=\"verb\">warned</mark>&lt;/b&gt; "
                                 "<mark class=\"target\">Washington</mark></p>"));
    free(page);
    ent_ctx_destroy(ctx);
}

static void
a_sentence_that_does_not_map_is_marked_whole(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_reading      reading = invented();
    ent_report_input input = {.reading = &reading};
    char            *page = write_page(ctx, &input);

    (void)state;
    assert_non_null(strstr(page, "<mark class=\"whole\">A folded \\u0001 sentence "
                                 "&lt;script&gt;</mark>"));
    free(page);
    ent_ctx_destroy(ctx);
}

static void
a_place_outside_its_sentence_marks_it_whole(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_reading      reading = invented();
    ent_event        events[2] = {EVENTS[0], EVENTS[1]};
    ent_report_input input = {.reading = &reading};
    char            *page;

    (void)state;
    reading.events = events;
    events[0].target_place = (ent_place){38, SIZE_MAX};
    page = write_page(ctx, &input);
    assert_non_null(strstr(page, "<mark class=\"whole\">Moscow"));
    free(page);
    events[0].target_place = (ent_place){3, 4};
    page = write_page(ctx, &input);
    assert_non_null(strstr(page, "<mark class=\"whole\">Moscow"));
    free(page);
    ent_ctx_destroy(ctx);
}

static void
a_mutual_event_names_each_state_once(void **state)
{
    static const char *both[] = {"CHN", "RUS"};
    ent_ctx           *ctx = unit_ctx(1);
    ent_reading        reading = invented();
    ent_event          events[2] = {EVENTS[0], EVENTS[1]};
    ent_report_input   input = {.reading = &reading};
    char              *page;

    (void)state;
    reading.events = events;
    events[0].sources = events[0].targets = both;
    events[0].source_count = events[0].target_count = 2;
    page = write_page(ctx, &input);
    assert_non_null(strstr(page, "<strong>CHN \xE2\x86\x94 RUS</strong>"));
    free(page);
    ent_ctx_destroy(ctx);
}

static void
many_events_are_cut_with_their_number(void **state)
{
    enum { MANY = 30000 };
    ent_ctx         *ctx = unit_ctx(1);
    ent_reading      reading = invented();
    ent_event       *events = calloc(MANY, sizeof *events);
    ent_report_input input = {.reading = &reading};
    char            *page;

    (void)state;
    assert_non_null(events);
    for (size_t i = 0; i < MANY; i++) {
        events[i] = EVENTS[i % 2];
    }
    reading.events = events;
    reading.event_count = MANY;
    page = write_page(ctx, &input);
    assert_page(page);
    assert_non_null(strstr(page, "further events are not shown"));
    free(page);
    free(events);
    ent_ctx_destroy(ctx);
}

static void
a_full_disk_is_said(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_report_input input = {.record = NULL};
    FILE            *full = fopen("/dev/full", "w");

    (void)state;
    if (full == NULL) {
        ent_ctx_destroy(ctx);
        skip();
        return;
    }
    assert_int_equal(ent_report_write(ctx, &input, full), ENT_E_FILE);
    assert_non_null(strstr(ent_ctx_error(ctx), "cannot write the page"));
    (void)fclose(full);
    ent_ctx_destroy(ctx);
}

/* 3. the real record */

typedef struct world {
    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_store  *store;
    ent_record *record;
} world;

static int
open_world(void **state)
{
    world *w = calloc(1, sizeof *w);

    assert_non_null(w);
    w->ctx = unit_ctx(1);
    assert_int_equal(ent_codes_load(w->ctx, &w->codes), ENT_OK);
    assert_int_equal(ent_store_open(w->ctx, ":memory:", ENT_STORE_WRITE, w->codes, &w->store),
                     ENT_OK);
    assert_int_equal(ent_record_load(w->ctx, w->store, w->codes, NULL, &w->record), ENT_OK);
    *state = w;
    return 0;
}

static int
close_world(void **state)
{
    world *w = *state;

    ent_record_destroy(w->record);
    ent_store_close(w->store);
    ent_codes_destroy(w->codes);
    ent_ctx_destroy(w->ctx);
    free(w);
    return 0;
}

static void
the_record_alone_gives_all_pictures(void **state)
{
    static const char *const PICTURES[] = {
        "alignment",   "network",       "matrix",       "map-obligations", "history",
        "timeline",    "triangle",      "members-UNSC", "members-NATO",    "members-CSTO",
        "members-SCO", "members-BRICS", "members-AUKUS"};
    const world     *w = *state;
    ent_report_input input = {.record = w->record};
    char            *page = write_page(w->ctx, &input), id[64];

    assert_page(page);
    for (size_t i = 0; i < sizeof PICTURES / sizeof *PICTURES; i++) {
        (void)snprintf(id, sizeof id, "<title id=\"%s-title\">", PICTURES[i]);
        assert_non_null(strstr(page, id));
    }
    assert_int_equal(unit_count(page, "role=\"img\""), sizeof PICTURES / sizeof *PICTURES);
    assert_null(strstr(page, "named by the documents")); /* there are none */
    assert_non_null(strstr(page, "Treaty of Friendship, Alliance and Mutual Assistance"));
    assert_non_null(strstr(page, "id=\"ref-1\""));
    free(page);
}

static void
a_page_says_what_changed_since_another(void **state)
{
    static const char FIGURE[] = "<data class=\"figure\" data-key=\"measure:cooperation.level\" "
                                 "data-label=\"c\" value=\"1 (1990)\">";
    const world      *w = *state;
    ent_report_input  input = {.record = w->record};
    char             *page = write_page(w->ctx, &input), *again;
    FILE             *nowhere = fopen("/dev/null", "w");

    assert_null(strstr(page, "What changed since"));
    input.before = page;
    input.before_length = strlen(page);
    input.before_name = "monday <1>.html";
    again = write_page(w->ctx, &input);
    assert_page(again);
    assert_non_null(strstr(again, "What changed since monday &lt;1&gt;.html"));
    assert_non_null(strstr(again, "Nothing: all figures are the same."));
    free(again);
    free(page);
    input.before = FIGURE;
    input.before_length = sizeof FIGURE - 1;
    again = write_page(w->ctx, &input);
    assert_page(again);
    assert_non_null(strstr(again, "<del>1 (1990)</del> <ins>"));
    free(again);
    input.before = "<p>another page</p>";
    input.before_length = strlen(input.before);
    assert_int_equal(ent_report_write(w->ctx, &input, nowhere), ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "holds no figure of an earlier page"));
    assert_int_equal(fclose(nowhere), 0);
}

static void
the_same_input_gives_the_same_bytes(void **state)
{
    const world     *w = *state;
    ent_reading      reading = invented();
    ent_report_input input = {.record = w->record, .reading = &reading};
    char            *first = write_page(w->ctx, &input), *second = write_page(w->ctx, &input);

    assert_string_equal(first, second);
    assert_page(first);
    free(first);
    free(second);
}

/* An ensemble of one outcome over two years, the second with a given share of assumed sizes. */
static ent_ensemble
ensemble(const world *w, ent_outcome_year years[2], ent_outcome_result *result,
         ent_level_result *level)
{
    static ent_level_year levels[2] = {{2024, 5, 5, 5, 5, 5, 5, 5}, {2025, 5, 5, 6, 4, 6, 4, 7}};
    ent_state rus = ent_codes_find(w->codes, "RUS"), chn = ent_codes_find(w->codes, "CHN");

    *result = (ent_outcome_result){.outcome = {.name = "level",
                                               .kind = ENT_OUTCOME_LEVEL_AT_LEAST,
                                               .a = rus,
                                               .b = chn,
                                               .c = ENT_NO_STATE,
                                               .level = 6},
                                   .years = years,
                                   .base_rate = 0.0123,
                                   .base_rate_note = "3 in 244 <years>"};
    *level = (ent_level_result){chn, rus, levels};
    return (ent_ensemble){.scenario = "s",
                          .seed = 4711,
                          .runs = 1000,
                          .first_year = 2024,
                          .year_count = 2,
                          .outcomes = result,
                          .outcome_count = 1,
                          .levels = level,
                          .level_count = 1,
                          .paired_variance_ratio = NAN};
}

static void
what_is_mostly_assumed_shows_no_point(void **state)
{
    const world     *w = *state;
    ent_outcome_year base[2] = {
        {2024, 0, 0, 0, NAN, NAN, NAN, NAN, 0, 0, NAN, {0, 0, 0, 0, 0, 0, 0}, NAN},
        {2025, 0.31, 0.2, 0.4, NAN, NAN, NAN, NAN, 0.01, 0.1, NAN, {0, 0, 0, 0, 0, 0, 0}, NAN}};
    ent_outcome_year   years[2] = {{2024, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {0, 0, 0, 0, 0, 0, 0}, NAN},
                                   {2025,
                                    0.47,
                                    0.3,
                                    0.6,
                                    0.31,
                                    0.16,
                                    0.05,
                                    0.29,
                                    0.01,
                                    0.8,
                                    0.004,
                                    {0, 0, 0, 0, 0, 0, 0},
                                    NAN}};
    ent_outcome_result results[2];
    ent_level_result   levels[2];
    ent_ensemble       ensembles[2] = {ensemble(w, base, &results[0], &levels[0]),
                                       ensemble(w, years, &results[1], &levels[1])};
    ent_scenario      *scenarios[2];
    ent_report_input   input = {
          .record = w->record, .ensembles = ensembles, .scenarios = scenarios, .ensemble_count = 2};
    char *page;

    assert_int_equal(ent_scenario_load(w->ctx, w->codes, "base", &scenarios[0]), ENT_OK);
    assert_int_equal(ent_scenario_load(w->ctx, w->codes, "taiwan-crisis", &scenarios[1]), ENT_OK);
    page = write_page(w->ctx, &input);
    assert_page(page);
    assert_non_null(strstr(page, "<strong>31\xE2\x80\xAF%</strong>")); /* the base is estimated */
    assert_null(strstr(page, "47\xE2\x80\xAF%"));
    assert_null(strstr(page, "+16"));
    assert_null(strstr(page, "0.4700"));
    assert_non_null(strstr(page, "more likely than in the base, +5.0 to +29 points; most of"));
    assert_non_null(strstr(page, "3 in 244 &lt;years&gt;"));
    assert_non_null(strstr(page, "4711"));
    assert_int_equal(unit_count(page, "class=\"chart fan\""), 2);
    free(page);
    years[1].assumed_share = 0.2;
    page = write_page(w->ctx, &input);
    assert_page(page);
    assert_non_null(strstr(page, "<strong>47\xE2\x80\xAF%</strong>"));
    assert_non_null(strstr(page, "+16 points (90\xC2\xA0%: +5.0 to +29)"));
    free(page);
    years[1].difference_mc_se = 0.03; /* another seed might move the bound across zero */
    page = write_page(w->ctx, &input);
    assert_page(page);
    assert_non_null(strstr(page, "direction not clear against the base, +16 points"));
    free(page);
    years[1].difference_lo = -0.2;
    page = write_page(w->ctx, &input);
    assert_page(page);
    assert_non_null(strstr(page, "direction not clear against the base"));
    free(page);
    ent_scenario_destroy(scenarios[0]);
    ent_scenario_destroy(scenarios[1]);
}

/* One row of what ent_scenario_why() gives. */
static void
add_why(ent_table *table, int year, const char *kind, int rank, const char *what, double value,
        double without, double error)
{
    ent_table_row(table);
    ent_table_text(table, 0, "s");
    ent_table_text(table, 1, "level");
    ent_table_integer(table, 2, year);
    ent_table_text(table, 3, kind);
    if (rank > 0) {
        ent_table_integer(table, 4, rank);
    }
    ent_table_text(table, 5, what);
    ent_table_number(table, 6, value);
    ent_table_number(table, 7, without);
    ent_table_number(table, 8, value - without);
    ent_table_number(table, 9, error);
}

static ent_table *
why_table(ent_ctx *ctx)
{
    static const ent_column COLUMNS[] = {
        {"scenario", ENT_COLUMN_TEXT}, {"outcome", ENT_COLUMN_TEXT},
        {"year", ENT_COLUMN_INTEGER},  {"kind", ENT_COLUMN_TEXT},
        {"rank", ENT_COLUMN_INTEGER},  {"what", ENT_COLUMN_TEXT},
        {"value", ENT_COLUMN_NUMBER},  {"without", ENT_COLUMN_NUMBER},
        {"change", ENT_COLUMN_NUMBER}, {"mc_se", ENT_COLUMN_NUMBER}};
    ent_table *table;

    assert_int_equal(ent_table_create(ctx, COLUMNS, 10, &table), ENT_OK);
    for (int year = 2024; year <= 2025; year++) {
        add_why(table, year, "effect", 0, "level rises: rate", -2, -2, NAN);
        add_why(table, year, "effect", 0, "level rises: pressure", 0.4, 0.25, NAN);
        add_why(table, year, "effect", 0, "level rises: trade", 0.1, 0.1, NAN);
        add_why(table, year, "effect", 0, "level rises: nothing", 0, 0, NAN);
    }
    add_why(table, 2025, "intervention", 1, "2025 dispute <b>", 0.47, 0.3, 0.01);
    add_why(table, 2025, "intervention", 2, "2025 sanction", 0.47, 0.465, 0.01);
    add_why(table, 2025, "intervention", 3, "2025 treaty", 0.47, 0.47, 0.01);
    return table;
}

static void
what_moves_an_outcome_is_drawn_and_ranked(void **state)
{
    const world       *w = *state;
    ent_outcome_year   years[2] = {{2024, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, {0, 0, 0, 0, 0, 0, 0}, NAN},
                                   {2025,
                                    0.47,
                                    0.3,
                                    0.6,
                                    0.31,
                                    0.16,
                                    0.05,
                                    0.29,
                                    0.01,
                                    0.2,
                                    0.004,
                                    {0, 0, 0, 0, 0, 0, 0},
                                    NAN}};
    ent_outcome_result result;
    ent_level_result   level;
    ent_ensemble       of = ensemble(w, years, &result, &level);
    ent_table         *why = why_table(w->ctx);
    ent_text           out;

    ent_text_init(&out);
    ent_section_why(&out, NULL, &of, 0);
    assert_int_equal(out.length, 0);
    ent_section_why(&out, why, &of, 0);
    unit_assert_well_formed(ent_text_get(&out), out.length);
    unit_assert_harmless(ent_text_get(&out));
    assert_non_null(strstr(ent_text_get(&out), "data-name=\"pressure\""));
    assert_non_null(strstr(ent_text_get(&out), "data-name=\"pressure, base\"")); /* it differs */
    assert_non_null(strstr(ent_text_get(&out), "data-name=\"trade\""));
    assert_null(strstr(ent_text_get(&out), "data-name=\"trade, base\""));
    assert_null(strstr(ent_text_get(&out), "data-name=\"nothing"));
    assert_null(strstr(ent_text_get(&out), "data-name=\"rate"));
    assert_non_null(strstr(ent_text_get(&out), "has log-odds of \xE2\x88\x92"
                                               "2.00 in a year, a probability of 12"));
    assert_non_null(strstr(ent_text_get(&out), "2025 dispute &lt;b&gt;</td><td>+17 points"));
    assert_non_null(strstr(ent_text_get(&out), "sanction</td><td>no more than another seed would"));
    assert_non_null(strstr(ent_text_get(&out), "treaty</td><td>nothing"));
    years[1].assumed_share = 0.8; /* then the direction alone */
    ent_text_reset(&out);
    ent_section_why(&out, why, &of, 0);
    assert_non_null(strstr(ent_text_get(&out), "2025 dispute &lt;b&gt;</td><td>more likely"));
    assert_null(strstr(ent_text_get(&out), "points"));
    ent_text_clear(&out);
    ent_table_destroy(why);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_gives_a_whole_page),
        cmocka_unit_test(an_empty_reading_gives_a_whole_page),
        cmocka_unit_test(a_document_without_events_leaves_no_empty_block),
        cmocka_unit_test(hostile_words_are_shown_and_do_nothing),
        cmocka_unit_test(marks_stand_on_the_words_of_the_event),
        cmocka_unit_test(a_sentence_that_does_not_map_is_marked_whole),
        cmocka_unit_test(a_place_outside_its_sentence_marks_it_whole),
        cmocka_unit_test(a_mutual_event_names_each_state_once),
        cmocka_unit_test(many_events_are_cut_with_their_number),
        cmocka_unit_test(a_full_disk_is_said),
        cmocka_unit_test_setup_teardown(the_record_alone_gives_all_pictures, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(a_page_says_what_changed_since_another, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(the_same_input_gives_the_same_bytes, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(what_is_mostly_assumed_shows_no_point, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(what_moves_an_outcome_is_drawn_and_ranked, open_world,
                                        close_world),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
