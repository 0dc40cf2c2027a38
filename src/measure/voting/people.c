/*
 * people.c - populations as weights of votes
 *
 * Two sources: a table of our own, which has the members of one Union on one day, and the newest
 * figures of the record.  One criterion takes all its weights from one of them.
 *
 *   1. the record     2. data/rules/populations.csv     3. the weights
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/csv.h"
#include "base/data.h"
#include "base/date.h"
#include "measure/voting/rule.h"
#include "system/record.h"

static const char POPULATIONS[] = "rules/populations.csv";

static const double MOST_PEOPLE = 1e9; /* in thousands; beyond, a figure is none */

/* What the members weigh, and the first and last year of the figures. */
typedef struct people {
    int64_t weights[ENT_VOTING_MOST_MEMBERS]; /* 0: nothing tells */
    int     years[ENT_VOTING_MOST_MEMBERS];
    int     first, last;
    size_t  missing; /* the first member without one; the number of members where there is none */
} people;

static void
sum_up(people *p, size_t count)
{
    p->missing = count;
    for (size_t i = count; i-- > 0;) {
        if (p->weights[i] == 0) {
            p->missing = i;
        }
        p->first = i + 1 == count || p->years[i] < p->first ? p->years[i] : p->first;
        p->last = i + 1 == count || p->years[i] > p->last ? p->years[i] : p->last;
    }
}

/* 1. the record */

int64_t
ent_population_of(const ent_record *record, ent_state state, ent_day day, int *year)
{
    size_t                count;
    const ent_capability *rows = ent_record_facts(record, ENT_FACT_CAPABILITY, &count);
    const ent_capability *newest = NULL;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].state.state == state && rows[i].year <= ent_date_year(day) &&
            rows[i].tpop > 0 && rows[i].tpop < MOST_PEOPLE &&
            (newest == NULL || rows[i].year > newest->year)) {
            newest = &rows[i];
        }
    }
    *year = newest != NULL ? newest->year : 0;
    return newest != NULL ? (int64_t)(newest->tpop + 0.5) : 0;
}

/* 2. data/rules/populations.csv */

enum { STATE, DATE, POPULATION, COLUMNS };

/* The table at work. */
typedef struct reading {
    const ent_codes *codes;
    ent_day          day;
    const ent_state *states;
    size_t           count;
    people          *out;
    size_t           column[COLUMNS];
} reading;

static ent_status
read_row(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    reading  *r = user;
    people   *out = r->out;
    ent_field id = ent_csv_field(csv, r->column[STATE]);
    ent_field number = ent_csv_field(csv, r->column[POPULATION]);
    ent_field date = ent_csv_field(csv, r->column[DATE]);
    ent_span  span;
    int64_t   persons;

    if (!ent_span_read(date.bytes, date.length, &span)) {
        return ent_csv_fail(ctx, csv, r->column[DATE], "a date as 2020-01-01");
    }
    if (!ent_integer_read(number.bytes, number.length, &persons) || persons < 1000 ||
        (double)persons / 1000 > MOST_PEOPLE) {
        return ent_csv_fail(ctx, csv, r->column[POPULATION], "a number of persons");
    }
    for (size_t i = 0; i < r->count && span.from <= r->day; i++) {
        if (r->states[i] != ENT_NO_STATE &&
            ent_field_is(id, ent_codes_id(r->codes, r->states[i])) &&
            ent_date_year(span.from) >= out->years[i]) {
            out->weights[i] = (persons + 500) / 1000;
            out->years[i] = ent_date_year(span.from);
        }
    }
    return ENT_OK;
}

/* A folder of data without the table has no populations of its own. */
static ent_status
read_table(ent_ctx *ctx, const ent_codes *codes, ent_day day, const ent_state *states, size_t count,
           people *out)
{
    static const char *const NAMES[COLUMNS] = {"state", "date", "population"};
    reading    r = {.codes = codes, .day = day, .states = states, .count = count, .out = out};
    ent_status status = ent_data_table(ctx, POPULATIONS, NAMES, COLUMNS, r.column, read_row, &r);

    sum_up(out, count);
    return status == ENT_E_NOTFOUND ? ENT_OK : status;
}

/* 3. the weights */

static ent_status
take(ent_ctx *ctx, const people *from, ent_voting_rules *rules, ent_voting_rule *rule,
     ent_criterion *criterion)
{
    memcpy(criterion->weights, from->weights, rule->member_count * sizeof *criterion->weights);
    rule->note = ent_arena_printf(
        &rules->memory, from->first == from->last ? "population of %d" : "population of %d to %d",
        from->first, from->last);
    return rule->note != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

ent_status
ent_voting_weigh_people(ent_ctx *ctx, const ent_record *record, ent_day day,
                        const ent_state *states, ent_voting_rules *rules, ent_voting_rule *rule,
                        ent_criterion *criterion)
{
    size_t     n = rule->member_count;
    people     own = {.missing = 0}, recorded = {.missing = 0};
    ent_status status = read_table(ctx, ent_record_codes(record), day, states, n, &own);

    for (size_t i = 0; i < n; i++) {
        recorded.weights[i] = ent_population_of(record, states[i], day, &recorded.years[i]);
    }
    sum_up(&recorded, n);
    if (status != ENT_OK) {
        return status;
    }
    if (own.missing == n && (recorded.missing < n || own.first >= recorded.first)) {
        return take(ctx, &own, rules, rule, criterion);
    }
    if (recorded.missing < n) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "'%s' votes by population, and the record has none of %s; import cow-nmc, "
                        "or give the weights with --rules and --weights",
                        rule->name, rule->members[recorded.missing]);
    }
    return take(ctx, &recorded, rules, rule, criterion);
}
