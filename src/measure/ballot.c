/*
 * ballot.c - the roll calls of the General Assembly by year, and what each state did in them
 *
 *   1. the issues of roll calls     2. the roll calls asked for     3. the votes of states
 *   4. the ballot     5. states without a vote     6. the years     7. the table of a measure
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/ballot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "measure/institution.h"
#include "system/record.h"

/* A roll call that is asked for; its column is its place by date. */
typedef struct call {
    const ent_roll_call *row;
    size_t               column;
} call;

/* The ballot in the making. */
typedef struct making {
    ent_ctx                   *ctx;
    const ent_record          *record;
    const ent_measure_options *options;
    const ent_record          *keeper;   /* of these votes, as ballots have them; or NULL */
    const char               **on_issue; /* keys of roll calls on the issue, in their order */
    size_t                     on_issue_count;
    call                      *calls; /* by key */
    ent_ballot                 ballot;
} making;

/* 1. the issues of roll calls */

static const struct {
    const char *code;
    size_t      mark; /* of a roll call: 1 where it is on the issue */
} ISSUES[] = {
    {"me", offsetof(ent_roll_call, middle_east)}, {"nu", offsetof(ent_roll_call, nuclear)},
    {"di", offsetof(ent_roll_call, disarmament)}, {"hr", offsetof(ent_roll_call, rights)},
    {"co", offsetof(ent_roll_call, colonialism)}, {"ec", offsetof(ent_roll_call, economy)}};
enum { ISSUE_COUNT = sizeof ISSUES / sizeof ISSUES[0] };

const char *
ent_issue_code(size_t index)
{
    return index < ISSUE_COUNT ? ISSUES[index].code : NULL;
}

static size_t
find_issue(const char *code)
{
    size_t i = 0;

    while (i < ISSUE_COUNT && strcmp(ISSUES[i].code, code) != 0) {
        i++;
    }
    return i;
}

static int32_t
mark_of(const ent_roll_call *row, size_t issue)
{
    int32_t mark;

    memcpy(&mark, (const char *)row + ISSUES[issue].mark, sizeof mark);
    return mark;
}

static int
compare_keys(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static ent_status
gather_issue(making *m)
{
    size_t                     count, call_count;
    const ent_roll_call_issue *rows = ent_record_facts(m->record, ENT_FACT_ROLL_CALL_ISSUE, &count);
    const ent_roll_call       *calls = ent_record_facts(m->record, ENT_FACT_ROLL_CALL, &call_count);
    size_t                     issue = find_issue(m->options->issue);
    bool                       marked = false;

    if (issue == ISSUE_COUNT) {
        return ent_fail(m->ctx, ENT_E_ARG, "'%.20s' is no issue of roll calls", m->options->issue);
    }
    for (size_t i = 0; i < call_count && !marked; i++) {
        marked = mark_of(&calls[i], issue) != ENT_NO_INTEGER;
    }
    if (count == 0 && !marked) {
        return ent_fail(m->ctx, ENT_E_NOTFOUND,
                        "the record does not say what roll calls are about: import a set of their "
                        "issues (`entente list sets`)");
    }
    m->on_issue = ent_alloc(count > 0 ? count : 1, sizeof *m->on_issue);
    if (m->on_issue == NULL) {
        return ent_fail_nomem(m->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].issue, m->options->issue) == 0) {
            m->on_issue[m->on_issue_count++] = rows[i].roll_call;
        }
    }
    if (m->on_issue_count > 0) {
        qsort(m->on_issue, m->on_issue_count, sizeof *m->on_issue, compare_keys);
    }
    return ENT_OK;
}

static bool
is_on_issue(const making *m, const ent_roll_call *row)
{
    int32_t mark;

    if (m->options->issue == NULL) {
        return true;
    }
    mark = mark_of(row, find_issue(m->options->issue));
    if (mark != ENT_NO_INTEGER) {
        return mark == 1;
    }
    return m->on_issue_count > 0 && bsearch(&row->roll_call, m->on_issue, m->on_issue_count,
                                            sizeof *m->on_issue, compare_keys) != NULL;
}

/* 2. the roll calls asked for */

static int
compare_calls(const void *a, const void *b)
{
    return strcmp(((const call *)a)->row->roll_call, ((const call *)b)->row->roll_call);
}

static int
compare_dates(const void *a, const void *b)
{
    ent_day x = ((const call *)a)->row->date, y = ((const call *)b)->row->date;

    return x != y ? (x > y) - (x < y) : compare_calls(a, b);
}

static bool
is_asked_for(const making *m, const ent_roll_call *row)
{
    ent_span span = m->options->span;

    return row->date != ENT_DAY_MIN &&
           (span.from >= span.to || (row->date >= span.from && row->date < span.to)) &&
           ent_record_uses(m->record, "roll_calls", &row->from, row->date) && is_on_issue(m, row);
}

static ent_status
gather_calls(making *m)
{
    ent_ballot          *b = &m->ballot;
    size_t               count;
    const ent_roll_call *rows = ent_record_facts(m->record, ENT_FACT_ROLL_CALL, &count);

    m->calls = ent_alloc(count > 0 ? count : 1, sizeof *m->calls);
    b->calls = ent_alloc(count > 0 ? count : 1, sizeof *b->calls);
    if (m->calls == NULL || b->calls == NULL) {
        return ent_fail_nomem(m->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_asked_for(m, &rows[i])) {
            m->calls[b->call_count++] = (call){&rows[i], 0};
        }
    }
    if (b->call_count == 0) {
        return ENT_OK;
    }
    qsort(m->calls, b->call_count, sizeof *m->calls, compare_dates);
    for (size_t i = 0; i < b->call_count; i++) {
        m->calls[i].column = i;
        b->calls[i] = m->calls[i].row;
    }
    qsort(m->calls, b->call_count, sizeof *m->calls, compare_calls);
    return ENT_OK;
}

/* 3. the votes of states */

static uint8_t
choice_of(const char *vote)
{
    if (vote[0] == 'y') { /* most of millions: no other word begins so */
        return ENT_BALLOT_YES;
    }
    if (strcmp(vote, "abstain") == 0) {
        return ENT_BALLOT_ABSTAIN;
    }
    return strcmp(vote, "no") == 0 ? ENT_BALLOT_NO : ENT_BALLOT_NONE;
}

/* The roll call of a vote where the record reads votes on it from there; or NULL. */
static const call *
find_call(const making *m, const ent_vote *vote)
{
    ent_roll_call row = {.roll_call = vote->roll_call};
    call          wanted = {&row, 0};
    const call   *found = NULL;

    if (m->ballot.call_count > 0) {
        found = bsearch(&wanted, m->calls, m->ballot.call_count, sizeof wanted, compare_calls);
    }
    return found != NULL && ent_record_uses(m->record, "votes", &vote->from, found->row->date)
               ? found
               : NULL;
}

static bool
is_of_the_same(const ent_vote *a, const ent_vote *b)
{
    return a->from.file == b->from.file &&
           (a->roll_call == b->roll_call || strcmp(a->roll_call, b->roll_call) == 0);
}

/* Where the votes on one roll call begin: they stand together, some two hundred of a million. */
typedef struct runs {
    size_t *first; /* and behind the last, the number of votes */
    size_t  count, capacity;
} runs;

static void
free_runs(void *data)
{
    runs *r = data;

    ent_free(r->first);
    ent_free(r);
}

static ent_status
make_runs(ent_ctx *ctx, ent_memo_item *self, const void *user, void **out, size_t *bytes)
{
    size_t          count;
    const ent_vote *rows = ent_record_facts(user, ENT_FACT_VOTE, &count);
    runs           *r = ent_alloc_zero(1, sizeof *r);
    bool            done = r != NULL;

    (void)self;
    for (size_t i = 0; done && i <= count; i++) {
        if (i == 0 || i == count || !is_of_the_same(&rows[i - 1], &rows[i])) {
            done = ENT_GROW(r->first, r->capacity, r->count + 1);
            if (done) {
                r->first[r->count++] = i;
            }
        }
    }
    if (!done) {
        if (r != NULL) {
            free_runs(r);
        }
        return ent_fail_nomem(ctx);
    }
    *bytes = sizeof *r + r->capacity * sizeof *r->first;
    *out = r;
    return ENT_OK;
}

static void
take_run(making *m, const ent_vote *rows, size_t count)
{
    ent_ballot *b = &m->ballot;
    const call *of = find_call(m, rows);

    for (size_t i = 0; of != NULL && i < count; i++) {
        if (rows[i].state.state != ENT_NO_STATE) {
            b->votes[rows[i].state.state * b->call_count + of->column] = choice_of(rows[i].vote);
        }
    }
}

static ent_status
read_votes(making *m)
{
    static const ent_memo_kind RUNS = {make_runs, free_runs};
    const ent_memo_key         key = {&RUNS, {0}};
    size_t                     count;
    const ent_vote            *rows = ent_record_facts(m->record, ENT_FACT_VOTE, &count);
    const runs                *r;
    ent_memo_item             *item;
    ent_status status = ent_memo_take(m->ctx, ent_record_memo(m->record), &key, m->record, &item);

    if (status != ENT_OK) {
        return status;
    }
    r = ent_memo_object(item);
    for (size_t i = 0; i + 1 < r->count; i++) {
        take_run(m, rows + r->first[i], r->first[i + 1] - r->first[i]);
    }
    ent_memo_release(item);
    return ENT_OK;
}

/* The column of a roll call, from a place on; both ballots are in one order. */
static size_t
find_column(const ent_ballot *whole, size_t from, const ent_roll_call *row)
{
    while (from < whole->call_count && (whole->calls[from]->from.file != row->from.file ||
                                        whole->calls[from]->from.line != row->from.line)) {
        from++;
    }
    return from;
}

/* What the votes on all roll calls say is found out once: these are some of them. */
static void
copy_votes(making *m, const ent_ballot *whole)
{
    ent_ballot *b = &m->ballot;

    for (size_t i = 0, at = 0; i < b->call_count; i++) {
        at = find_column(whole, at, b->calls[i]);
        for (size_t state = 0; at < whole->call_count && state < b->state_count; state++) {
            b->votes[state * b->call_count + i] = whole->votes[state * whole->call_count + at];
        }
    }
}

static ent_status
gather_votes(making *m)
{
    ent_ballot    *b = &m->ballot;
    ent_memo_item *item;
    ent_status     status;
    size_t         cells;

    b->state_count = ent_codes_count(ent_record_codes(m->record));
    cells = b->state_count * (b->call_count > 0 ? b->call_count : 1);
    b->votes = ent_alloc(cells, 1);
    if (b->votes == NULL) {
        return ent_fail_nomem(m->ctx);
    }
    memset(b->votes, ENT_BALLOT_NONE, cells);
    if (m->keeper == NULL) {
        return read_votes(m);
    }
    status = ent_ballot_whole(m->ctx, m->keeper, NULL, &item);
    if (status == ENT_OK) {
        copy_votes(m, ent_memo_object(item));
        ent_memo_release(item);
    }
    return status;
}

const uint8_t *
ent_ballot_votes(const ent_ballot *ballot, const ent_ballot_year *year, ent_state state)
{
    return ballot->votes + state * ballot->call_count + year->first;
}

double
ent_ballot_agreement(const ent_ballot *ballot, const ent_ballot_year *year, ent_state a,
                     ent_state b, unsigned *n)
{
    const uint8_t *one, *other;
    unsigned       apart = 0;

    *n = 0;
    if (year->count == 0) {
        return (double)NAN;
    }
    one = ent_ballot_votes(ballot, year, a);
    other = ent_ballot_votes(ballot, year, b);
    for (size_t i = 0; i < year->count; i++) {
        if (one[i] != ENT_BALLOT_NONE && other[i] != ENT_BALLOT_NONE) {
            apart += one[i] > other[i] ? one[i] - other[i] : other[i] - one[i];
            (*n)++;
        }
    }
    return *n > 0 ? 1 - (double)apart / (2.0 * *n) : (double)NAN;
}

static bool
votes_within(const ent_ballot *ballot, const ent_ballot_year *year, ent_state state)
{
    const uint8_t *votes = ent_ballot_votes(ballot, year, state);

    for (size_t i = 0; i < year->count; i++) {
        if (votes[i] != ENT_BALLOT_NONE) {
            return true;
        }
    }
    return false;
}

size_t
ent_ballot_voters(const ent_ballot *ballot, const ent_ballot_year *year,
                  const ent_measure_options *options, ent_state out[ENT_SYSTEM_MOST_STATES])
{
    const ent_codes *codes = ent_record_codes(ballot->record);
    ent_day          day = ent_span_of_year(year->year).to - 1;
    size_t           found = 0;

    for (size_t i = 0; i < ballot->state_count && found < ENT_SYSTEM_MOST_STATES; i++) {
        ent_state state = (ent_state)i;
        size_t    at = found;

        if ((options->state_count >= 2 && !ent_measure_shows(options, state)) ||
            !votes_within(ballot, year, state)) {
            continue;
        }
        while (at > 0 &&
               ent_codes_ccode(codes, out[at - 1], day) > ent_codes_ccode(codes, state, day)) {
            out[at] = out[at - 1];
            at--;
        }
        out[at] = state;
        found++;
    }
    return found;
}

/* 4. the ballot */

/* The record that keeps the ballot of all roll calls with these votes: this one, or the one that it
   was cut from, where the votes are the same.  NULL: none does. */
static const ent_record *
keeper_of(const ent_record *record)
{
    const ent_record *uncut = ent_record_uncut(record);
    size_t            count;

    return ent_record_memo(uncut) != NULL && ent_record_facts(uncut, ENT_FACT_VOTE, &count) ==
                                                 ent_record_facts(record, ENT_FACT_VOTE, &count)
               ? uncut
               : NULL;
}

static ent_status
gather(making *m)
{
    ent_status status = ENT_OK;
    size_t     votes;

    (void)ent_record_facts(m->record, ENT_FACT_VOTE, &votes);
    if (votes == 0) {
        return ent_fail(m->ctx, ENT_E_NOTFOUND,
                        "the record holds no votes of these states: import a set of roll calls and "
                        "one of votes (`entente list sets`)");
    }
    if (m->options->issue != NULL) {
        status = gather_issue(m);
    }
    if (status == ENT_OK) {
        status = gather_calls(m);
    }
    return status == ENT_OK ? gather_votes(m) : status;
}

static ent_status
make_ballot(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options,
            const ent_record *keeper, ent_ballot *out)
{
    making     m = {.ctx = ctx,
                    .record = record,
                    .options = options,
                    .keeper = keeper,
                    .ballot = {.record = record}};
    ent_status status = gather(&m);

    ent_free(m.calls);
    ent_free(m.on_issue);
    if (status != ENT_OK) {
        ent_ballot_clear(&m.ballot);
        return status;
    }
    *out = m.ballot;
    return ENT_OK;
}

ent_status
ent_ballot_of(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options,
              ent_ballot *out)
{
    return make_ballot(ctx, record, options, keeper_of(record), out);
}

void
ent_ballot_clear(ent_ballot *ballot)
{
    ent_free(ballot->votes);
    ent_free(ballot->calls);
    *ballot = (ent_ballot){0};
}

/* 5. states without a vote */

static bool
is_member_between(const ent_record *record, ent_state state, ent_day first, ent_day last)
{
    size_t                count;
    const ent_membership *rows = ent_record_facts(record, ENT_FACT_MEMBERSHIP, &count);

    for (size_t i = 0; i < count; i++) {
        ent_day day = rows[i].start > first ? rows[i].start : first;

        if (rows[i].state == state && day <= last && ent_membership_votes(&rows[i], "UN", day)) {
            return true;
        }
    }
    return false;
}

static void
say_who_is_missing(ent_ctx *ctx, const ent_ballot *b, const ent_ballot_year *asked,
                   const ent_measure_options *options)
{
    for (size_t i = 0; i < options->state_count && asked->count > 0; i++) {
        ent_state state = options->states[i];
        ent_day   first = b->calls[asked->first]->date;
        ent_day   last = b->calls[asked->first + asked->count - 1]->date;

        if (!votes_within(b, asked, state)) {
            ent_say(ctx, ENT_WARNING, "%s cast no vote in the %zu roll call%s asked for: %s",
                    ent_codes_id(ent_record_codes(b->record), state), asked->count,
                    asked->count == 1 ? "" : "s",
                    is_member_between(b->record, state, first, last)
                        ? "it was absent, or under another seat"
                        : "it was no member of the United Nations then");
        }
    }
    if (asked->count == 0) {
        ent_say(ctx, ENT_WARNING, "the record holds no roll call of these dates%s%s",
                options->issue != NULL ? " on the issue " : "",
                options->issue != NULL ? options->issue : "");
    }
}

/* 6. the years */

/* All roll calls of the days asked for: they stand by date. */
static ent_ballot_year
calls_within(const ent_ballot *ballot, ent_span span)
{
    ent_ballot_year asked = {0, 0, ballot->call_count};

    if (span.from >= span.to) {
        return asked;
    }
    while (asked.count > 0 && ballot->calls[asked.first]->date < span.from) {
        asked.first++;
        asked.count--;
    }
    while (asked.count > 0 && ballot->calls[asked.first + asked.count - 1]->date >= span.to) {
        asked.count--;
    }
    return asked;
}

/* The roll calls of the year that the one at `first` is of. */
static ent_ballot_year
year_from(const ent_ballot *ballot, size_t first)
{
    ent_ballot_year year = {ent_date_year(ballot->calls[first]->date), first, 0};
    ent_day         end = ent_span_of_year(year.year).to;

    while (first + year.count < ballot->call_count &&
           ballot->calls[first + year.count]->date < end) {
        year.count++;
    }
    return year;
}

ent_ballot_year
ent_ballot_year_of(const ent_ballot *ballot, int year)
{
    ent_day start = ent_span_of_year(year).from;
    size_t  first = 0;

    while (first < ballot->call_count && ballot->calls[first]->date < start) {
        first++;
    }
    return first < ballot->call_count && ent_date_year(ballot->calls[first]->date) == year
               ? year_from(ballot, first)
               : (ent_ballot_year){year, first, 0};
}

static ent_status
visit_years(ent_ctx *ctx, const ent_ballot *b, const ent_ballot_year *asked,
            const ent_measure_job *job, ent_ballot_visitor visit)
{
    size_t     end = asked->first + asked->count;
    ent_status status = ENT_OK;

    for (size_t i = asked->first; i < end && status == ENT_OK;) {
        ent_ballot_year year = year_from(b, i);

        year.count = year.count < end - i ? year.count : end - i;
        i += year.count;
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = visit(ctx, b, &year, job);
        }
    }
    return status == ENT_OK ? ent_table_check(ctx, job->table) : status;
}

/* 7. the table of a measure */

/* The record's roll calls of all days on one issue, or on any. */
typedef struct whole {
    const ent_record *record;
    const char       *issue;
} whole;

static void
free_ballot(void *ballot)
{
    ent_ballot_clear(ballot);
    ent_free(ballot);
}

static ent_status
make_whole(ent_ctx *ctx, ent_memo_item *self, const void *user, void **out, size_t *bytes)
{
    const whole        *asked = user;
    const ent_record   *keeper = keeper_of(asked->record);
    ent_measure_options options = {.issue = asked->issue};
    ent_ballot         *ballot = ent_alloc(1, sizeof *ballot);
    ent_status          status;

    (void)self;
    if (ballot == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (keeper == asked->record && asked->issue == NULL) {
        keeper = NULL; /* this is the one that is kept */
    }
    status = make_ballot(ctx, asked->record, &options, keeper, ballot);
    if (status != ENT_OK) {
        ent_free(ballot);
        return status;
    }
    *bytes = sizeof *ballot + ballot->call_count * (sizeof *ballot->calls + ballot->state_count);
    *out = ballot;
    return ENT_OK;
}

ent_status
ent_ballot_whole(ent_ctx *ctx, const ent_record *record, const char *issue, ent_memo_item **out)
{
    static const ent_memo_kind WHOLE_BALLOTS = {make_whole, free_ballot};

    whole        wanted = {record, issue};
    ent_memo_key key = {&WHOLE_BALLOTS, {issue != NULL ? (int64_t)find_issue(issue) : -1}};

    return ent_memo_take(ctx, ent_record_memo(record), &key, &wanted, out);
}

ent_status
ent_ballot_table(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options,
                 const ent_column *columns, size_t column_count, ent_ballot_visitor visit,
                 const void *user, ent_table **out)
{
    ent_memo_item    *item;
    ent_measure_job   job = {record, options, NULL, user};
    const ent_ballot *ballot;
    ent_ballot_year   asked;
    ent_status        status = ent_ballot_whole(ctx, record, options->issue, &item);

    if (status != ENT_OK) {
        return status;
    }
    ballot = ent_memo_object(item);
    asked = calls_within(ballot, options->span);
    say_who_is_missing(ctx, ballot, &asked, options);
    status = ent_table_create(ctx, columns, column_count, &job.table);
    if (status == ENT_OK) {
        status = visit_years(ctx, ballot, &asked, &job, visit);
    }
    ent_memo_release(item);
    if (status != ENT_OK) {
        ent_table_destroy(job.table);
        return status;
    }
    *out = job.table;
    return ENT_OK;
}
