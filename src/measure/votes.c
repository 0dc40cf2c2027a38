/*
 * votes.c - how often two states vote alike in the General Assembly
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "measure/ballot.h"
#include "measure/measure.h"

enum { YEAR, STATE_A, STATE_B, AGREEMENT, VOTES, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {{"year", ENT_COLUMN_INTEGER},
                                           {"state_a", ENT_COLUMN_TEXT},
                                           {"state_b", ENT_COLUMN_TEXT},
                                           {"agreement", ENT_COLUMN_NUMBER},
                                           {"n", ENT_COLUMN_INTEGER}};

/* What states did, and room for the roll calls of one year. */
typedef struct ballot {
    const ent_record          *record;
    const ent_measure_options *options;
    ent_ballot                 all;
    uint32_t                  *by_year; /* places of calls, by year */
} ballot;

enum { MOST_STATES = 512 };

static void
add_pair(const ballot *b, ent_table *table, int year, const uint32_t *calls, size_t count,
         ent_state x, ent_state y)
{
    const uint8_t   *one = b->all.positions + x * b->all.call_count;
    const uint8_t   *other = b->all.positions + y * b->all.call_count;
    const ent_codes *codes = ent_record_codes(b->record);
    unsigned         apart = 0, n = 0;

    for (size_t i = 0; i < count; i++) {
        unsigned p = one[calls[i]], q = other[calls[i]];

        if (p != ENT_BALLOT_NONE && q != ENT_BALLOT_NONE) {
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
        if (b->all.positions[state * b->all.call_count + calls[i]] != ENT_BALLOT_NONE) {
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

    for (size_t state = 0; state < b->all.state_count && found < MOST_STATES; state++) {
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

    for (size_t i = 0; i < b->all.call_count; i++) {
        if (b->all.calls[i].year == year) {
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

    for (size_t i = 0; i < b->all.call_count; i++) {
        first = b->all.calls[i].year < first ? b->all.calls[i].year : first;
        last = b->all.calls[i].year > last ? b->all.calls[i].year : last;
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
    size_t     count = b->all.call_count > 0 ? b->all.call_count : 1;
    ent_status status;

    b->by_year = ent_alloc(count, sizeof *b->by_year);
    status = b->by_year != NULL ? add_years(ctx, b, table) : ent_fail_nomem(ctx);
    ent_free(b->by_year);
    return status;
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    ballot     b = {.record = record, .options = options};
    ent_table *table = NULL;
    ent_status status = ent_ballot_of(ctx, record, options->span, &b.all);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, COLUMN, COLUMNS, &table);
    if (status == ENT_OK) {
        status = measure(ctx, &b, table);
    }
    ent_ballot_clear(&b.all);
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
