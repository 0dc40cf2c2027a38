/*
 * votes.c - how often two states vote alike in the General Assembly
 *
 *   1. the roll calls of the years     2. the positions of states     3. pairs
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "measure/measure.h"
#include "system/record.h"

enum { YEAR, STATE_A, STATE_B, AGREEMENT, VOTES, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {{"year", ENT_COLUMN_INTEGER},
                                           {"state_a", ENT_COLUMN_TEXT},
                                           {"state_b", ENT_COLUMN_TEXT},
                                           {"agreement", ENT_COLUMN_NUMBER},
                                           {"n", ENT_COLUMN_INTEGER}};

/* A roll call that is asked for; its place in the list is its column in the positions. */
typedef struct call {
    const char *key;
    int         year;
} call;

/* What states did in all of them: yes 2, abstain 1, no 0, nothing NONE. */
typedef struct ballot {
    const ent_record          *record;
    const ent_measure_options *options;
    call                      *calls; /* by key */
    size_t                     call_count;
    uint32_t                  *by_year; /* places of calls, by year */
    uint8_t                   *positions;
    size_t                     state_count;
} ballot;

enum { NONE = 255, MOST_STATES = 512 };

/* 1. the roll calls of the years */

static int
compare_calls(const void *a, const void *b)
{
    return strcmp(((const call *)a)->key, ((const call *)b)->key);
}

static bool
is_asked_for(const ent_measure_options *options, ent_day date)
{
    return options->span.from >= options->span.to ||
           (date >= options->span.from && date < options->span.to);
}

static ent_status
gather_calls(ent_ctx *ctx, ballot *b)
{
    size_t               count;
    const ent_roll_call *rows = ent_record_facts(b->record, ENT_FACT_ROLL_CALL, &count);

    b->calls = ent_alloc(count > 0 ? count : 1, sizeof *b->calls);
    if (b->calls == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        if (rows[i].date != ENT_DAY_MIN && is_asked_for(b->options, rows[i].date) &&
            ent_record_uses(b->record, "roll_calls", &rows[i].from, rows[i].date)) {
            b->calls[b->call_count++] = (call){rows[i].roll_call, ent_date_year(rows[i].date)};
        }
    }
    if (b->call_count > 0) {
        qsort(b->calls, b->call_count, sizeof *b->calls, compare_calls);
    }
    return ENT_OK;
}

/* 2. the positions of states */

static uint8_t
position_of(const char *vote)
{
    if (strcmp(vote, "yes") == 0) {
        return 2;
    }
    if (strcmp(vote, "abstain") == 0) {
        return 1;
    }
    return strcmp(vote, "no") == 0 ? 0 : NONE;
}

/* The place of a roll call; votes come in runs of one roll call. */
static size_t
find_call(const ballot *b, const char *key, size_t last)
{
    call        wanted = {key, 0};
    const call *found;

    if (last < b->call_count && strcmp(b->calls[last].key, key) == 0) {
        return last;
    }
    found = b->call_count > 0
                ? bsearch(&wanted, b->calls, b->call_count, sizeof wanted, compare_calls)
                : NULL;
    return found != NULL ? (size_t)(found - b->calls) : SIZE_MAX;
}

static ent_status
gather_positions(ent_ctx *ctx, ballot *b)
{
    size_t          count, place = SIZE_MAX, cells;
    const ent_vote *rows = ent_record_facts(b->record, ENT_FACT_VOTE, &count);

    b->state_count = ent_codes_count(ent_record_codes(b->record));
    cells = b->state_count * (b->call_count > 0 ? b->call_count : 1);
    b->positions = ent_alloc(cells, 1);
    if (b->positions == NULL) {
        return ent_fail_nomem(ctx);
    }
    memset(b->positions, NONE, cells);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].state.state == ENT_NO_STATE) {
            continue;
        }
        place = find_call(b, rows[i].roll_call, place);
        if (place != SIZE_MAX && ent_record_uses(b->record, "votes", &rows[i].from,
                                                 ent_span_of_year(b->calls[place].year).from)) {
            b->positions[rows[i].state.state * b->call_count + place] = position_of(rows[i].vote);
        }
    }
    return ENT_OK;
}

/* 3. pairs */

static void
add_pair(const ballot *b, ent_table *table, int year, const uint32_t *calls, size_t count,
         ent_state x, ent_state y)
{
    const uint8_t   *one = b->positions + x * b->call_count;
    const uint8_t   *other = b->positions + y * b->call_count;
    const ent_codes *codes = ent_record_codes(b->record);
    unsigned         apart = 0, n = 0;

    for (size_t i = 0; i < count; i++) {
        unsigned p = one[calls[i]], q = other[calls[i]];

        if (p != NONE && q != NONE) {
            apart += p > q ? p - q : q - p;
            n++;
        }
    }
    if (n == 0) {
        return; /* no common vote is no agreement of 0 */
    }
    ent_table_row(table);
    ent_table_integer(table, YEAR, year);
    ent_table_text(table, STATE_A, ent_codes_id(codes, x));
    ent_table_text(table, STATE_B, ent_codes_id(codes, y));
    ent_table_number(table, AGREEMENT, 1 - (double)apart / (2.0 * n));
    ent_table_integer(table, VOTES, n);
}

static bool
voted(const ballot *b, const uint32_t *calls, size_t count, ent_state state)
{
    for (size_t i = 0; i < count; i++) {
        if (b->positions[state * b->call_count + calls[i]] != NONE) {
            return true;
        }
    }
    return false;
}

/* The states that voted in a year, in the order of their COW numbers. */
static size_t
voters_of(const ballot *b, int year, const uint32_t *calls, size_t count, ent_state *out)
{
    const ent_codes *codes = ent_record_codes(b->record);
    ent_day          day = ent_span_of_year(year).to - 1;
    size_t           found = 0;

    for (size_t state = 0; state < b->state_count && found < MOST_STATES; state++) {
        size_t at = found;

        if (!voted(b, calls, count, (ent_state)state)) {
            continue;
        }
        while (at > 0 && ent_codes_ccode(codes, out[at - 1], day) >
                             ent_codes_ccode(codes, (ent_state)state, day)) {
            out[at] = out[at - 1];
            at--;
        }
        out[at] = (ent_state)state;
        found++;
    }
    return found;
}

static ent_status
add_year(ent_ctx *ctx, const ballot *b, ent_table *table, int year)
{
    ent_state voters[MOST_STATES];
    uint32_t *calls = b->by_year;
    size_t    count = 0, voter_count;

    for (size_t i = 0; i < b->call_count; i++) {
        if (b->calls[i].year == year) {
            calls[count++] = (uint32_t)i;
        }
    }
    voter_count = voters_of(b, year, calls, count, voters);
    for (size_t i = 0; i < voter_count; i++) {
        for (size_t j = i + 1; j < voter_count; j++) {
            if (ent_measure_shows_pair(b->options, voters[i], voters[j])) {
                add_pair(b, table, year, calls, count, voters[i], voters[j]);
            }
        }
    }
    return ent_table_check(ctx, table);
}

static ent_status
add_years(ent_ctx *ctx, const ballot *b, ent_table *table)
{
    int        first = INT32_MAX, last = INT32_MIN;
    ent_status status = ENT_OK;

    for (size_t i = 0; i < b->call_count; i++) {
        first = b->calls[i].year < first ? b->calls[i].year : first;
        last = b->calls[i].year > last ? b->calls[i].year : last;
    }
    for (int year = first; year <= last && status == ENT_OK; year++) {
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = add_year(ctx, b, table, year);
        }
    }
    return status;
}

static ent_status
measure(ent_ctx *ctx, ballot *b, ent_table *table)
{
    ent_status status = gather_calls(ctx, b);

    if (status == ENT_OK) {
        status = gather_positions(ctx, b);
    }
    if (status == ENT_OK) {
        b->by_year = ent_alloc(b->call_count > 0 ? b->call_count : 1, sizeof *b->by_year);
        status = b->by_year != NULL ? add_years(ctx, b, table) : ent_fail_nomem(ctx);
    }
    ent_free(b->by_year);
    ent_free(b->positions);
    ent_free(b->calls);
    return status;
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    ballot     b = {.record = record, .options = options};
    ent_table *table;
    size_t     votes;
    ent_status status;

    (void)ent_record_facts(record, ENT_FACT_VOTE, &votes);
    if (votes == 0) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "the record holds no votes of these states: import a set of roll calls and "
                        "one of votes (`entente list sets`)");
    }
    status = ent_table_create(ctx, COLUMN, COLUMNS, &table);
    if (status != ENT_OK) {
        return status;
    }
    status = measure(ctx, &b, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

const ent_measure ent_measure_votes = {
    .name = "votes",
    .title = "how often two states vote alike in the General Assembly",
    .entry =
        "The index of agreement of two states over the roll calls of a year in which both voted.\n"
        "\n"
        "    agreement = 1 - sum |x_a - x_b| / n,   x = 1 yes, 1/2 abstain, 0 no\n"
        "\n"
        "Two equal votes agree fully, an abstention agrees by half with yes and with no. n is\n"
        "the number of roll calls in which both voted; absences and states that were no members\n"
        "are missing, and a pair without a common vote has no row. A roll call counts in the\n"
        "year of its date: some early dates of the published sets are those of the session's\n"
        "opening. The seat of China is the Republic of China's until 1971-10-25. Beyond the last\n"
        "day of the published votes the record holds only the roll calls on Ukraine: n says so.\n"
        "Agreement is not corrected for chance and high throughout: most resolutions pass by\n"
        "large majorities; compare pairs within a year.\n"
        "Reference: Lijphart (1963), American Political Science Review 57:902-917.",
    .detail = ENT_RECORD_VOTES,
    .run = run,
};
