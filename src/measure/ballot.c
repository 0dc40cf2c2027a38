/*
 * ballot.c - what states did in the roll calls of the record
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/ballot.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "system/record.h"

static int
compare_calls(const void *a, const void *b)
{
    return strcmp(((const ent_ballot_call *)a)->key, ((const ent_ballot_call *)b)->key);
}

static ent_status
gather_calls(ent_ctx *ctx, const ent_record *record, ent_span span, ent_ballot *b)
{
    size_t               count;
    const ent_roll_call *rows = ent_record_facts(record, ENT_FACT_ROLL_CALL, &count);

    b->calls = ent_alloc(count > 0 ? count : 1, sizeof *b->calls);
    if (b->calls == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        ent_day date = rows[i].date;
        bool    asked = span.from >= span.to || (date >= span.from && date < span.to);

        if (date != ENT_DAY_MIN && asked &&
            ent_record_uses(record, "roll_calls", &rows[i].from, date)) {
            b->calls[b->call_count++] =
                (ent_ballot_call){rows[i].roll_call, &rows[i], ent_date_year(date)};
        }
    }
    if (b->call_count > 0) {
        qsort(b->calls, b->call_count, sizeof *b->calls, compare_calls);
    }
    return ENT_OK;
}

static uint8_t
position_of(const char *vote)
{
    if (strcmp(vote, "yes") == 0) {
        return ENT_BALLOT_YES;
    }
    if (strcmp(vote, "abstain") == 0) {
        return ENT_BALLOT_ABSTAIN;
    }
    return strcmp(vote, "no") == 0 ? ENT_BALLOT_NO : ENT_BALLOT_NONE;
}

/* The place of a roll call; votes come in runs of one roll call. */
static size_t
find_call(const ent_ballot *b, const char *key, size_t last)
{
    ent_ballot_call        wanted = {.key = key};
    const ent_ballot_call *found;

    if (last < b->call_count && strcmp(b->calls[last].key, key) == 0) {
        return last;
    }
    found = b->call_count > 0
                ? bsearch(&wanted, b->calls, b->call_count, sizeof wanted, compare_calls)
                : NULL;
    return found != NULL ? (size_t)(found - b->calls) : SIZE_MAX;
}

static ent_status
gather_positions(ent_ctx *ctx, const ent_record *record, ent_ballot *b)
{
    size_t          count, place = SIZE_MAX, cells;
    const ent_vote *rows = ent_record_facts(record, ENT_FACT_VOTE, &count);

    b->state_count = ent_codes_count(ent_record_codes(record));
    cells = b->state_count * (b->call_count > 0 ? b->call_count : 1);
    b->positions = ent_alloc(cells, 1);
    if (b->positions == NULL) {
        return ent_fail_nomem(ctx);
    }
    memset(b->positions, ENT_BALLOT_NONE, cells);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].state.state == ENT_NO_STATE) {
            continue;
        }
        place = find_call(b, rows[i].roll_call, place);
        if (place != SIZE_MAX && ent_record_uses(record, "votes", &rows[i].from,
                                                 ent_span_of_year(b->calls[place].year).from)) {
            b->positions[rows[i].state.state * b->call_count + place] = position_of(rows[i].vote);
        }
    }
    return ENT_OK;
}

ent_status
ent_ballot_of(ent_ctx *ctx, const ent_record *record, ent_span span, ent_ballot *out)
{
    ent_ballot made = {0};
    size_t     votes;
    ent_status status;

    (void)ent_record_facts(record, ENT_FACT_VOTE, &votes);
    if (votes == 0) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "the record holds no votes of these states: import a set of roll calls and "
                        "one of votes (`entente list sets`)");
    }
    status = gather_calls(ctx, record, span, &made);
    if (status == ENT_OK) {
        status = gather_positions(ctx, record, &made);
    }
    if (status != ENT_OK) {
        ent_ballot_clear(&made);
        return status;
    }
    *out = made;
    return ENT_OK;
}

void
ent_ballot_clear(ent_ballot *ballot)
{
    ent_free(ballot->positions);
    ent_free(ballot->calls);
    *ballot = (ent_ballot){0};
}
