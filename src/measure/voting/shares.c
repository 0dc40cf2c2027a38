/*
 * shares.c - the votes of members of weighted boards
 *
 * A table of our own has them with their dates: the quotas and basic votes of a fund, the shares
 * of a bank, the weights of a council.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/csv.h"
#include "base/data.h"
#include "base/date.h"
#include "measure/voting/rule.h"
#include "system/record.h"

static const char SHARES[] = "rules/shares.csv";

static const int64_t MOST_VOTES = 1000000000; /* of one member */

enum { INSTITUTION, STATE, START, END, VOTES, COLUMNS };

/* The votes of the members on a day, and the day since when they are all as they are. */
typedef struct shares {
    ent_ctx         *ctx;
    const ent_codes *codes;
    const char      *institution;
    ent_day          day;
    const ent_state *states;
    size_t           count;
    size_t           column[COLUMNS];
    int64_t          votes[ENT_VOTING_MOST_MEMBERS]; /* 0: nothing tells */
    ent_day          since;
} shares;

/* The days of a row. */
static ent_status
read_days(const shares *s, const ent_csv *csv, ent_span *out)
{
    ent_field start = ent_csv_field(csv, s->column[START]);
    ent_field end = ent_csv_field(csv, s->column[END]);
    ent_span  last = {.to = ENT_DAY_MAX};

    if (!ent_span_read(start.bytes, start.length, out)) {
        return ent_csv_fail(s->ctx, csv, s->column[START], "a date as 2024-01-31");
    }
    if (end.length > 0 && !ent_span_read(end.bytes, end.length, &last)) {
        return ent_csv_fail(s->ctx, csv, s->column[END], "a date as 2024-10-20, or nothing");
    }
    out->to = last.to;
    return out->from < out->to
               ? ENT_OK
               : ent_csv_fail(s->ctx, csv, s->column[END], "a date after the start");
}

static ent_status
read_row(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    shares    *s = user;
    ent_field  id = ent_csv_field(csv, s->column[STATE]);
    ent_field  number = ent_csv_field(csv, s->column[VOTES]);
    ent_span   days;
    int64_t    votes;
    ent_status status = read_days(s, csv, &days);

    if (status != ENT_OK) {
        return status;
    }
    if (!ent_integer_read(number.bytes, number.length, &votes) || votes < 1 || votes > MOST_VOTES) {
        return ent_csv_fail(ctx, csv, s->column[VOTES], "a number of votes, from 1");
    }
    if (s->day < days.from || s->day >= days.to ||
        !ent_field_is(ent_csv_field(csv, s->column[INSTITUTION]), s->institution)) {
        return ENT_OK;
    }
    for (size_t i = 0; i < s->count; i++) {
        if (s->states[i] == ENT_NO_STATE ||
            !ent_field_is(id, ent_codes_id(s->codes, s->states[i]))) {
            continue;
        }
        if (s->votes[i] > 0) {
            return ent_csv_fail(ctx, csv, s->column[STATE],
                                "a member that no row above has on the same day");
        }
        s->votes[i] = votes;
        s->since = days.from > s->since ? days.from : s->since;
    }
    return ENT_OK;
}

static ent_status
take(const shares *s, ent_voting_rules *rules, ent_voting_rule *rule, ent_criterion *criterion)
{
    char date[16];

    ent_date_print(s->day, date);
    for (size_t i = 0; i < s->count; i++) {
        if (s->votes[i] == 0) {
            return ent_fail(s->ctx, ENT_E_NOTFOUND,
                            "'%s' weighs the votes of its members, and %s has none of %s on %s; "
                            "give the weights with --rules and --weights",
                            s->institution, SHARES, rule->members[i], date);
        }
        criterion->weights[i] = s->votes[i];
    }
    ent_date_print(s->since, date);
    rule->note = ent_arena_printf(&rules->memory, "votes as since %s", date);
    return rule->note != NULL ? ENT_OK : ent_fail_nomem(s->ctx);
}

ent_status
ent_voting_weigh_shares(ent_ctx *ctx, const ent_record *record, ent_day day,
                        const ent_state *states, ent_voting_rules *rules, ent_voting_rule *rule,
                        ent_criterion *criterion)
{
    static const char *const NAMES[COLUMNS] = {"institution", "state", "start", "end", "votes"};
    shares                   s = {.ctx = ctx,
                                  .codes = ent_record_codes(record),
                                  .institution = rule->name,
                                  .day = day,
                                  .states = states,
                                  .count = rule->member_count,
                                  .since = ENT_DAY_MIN};
    ent_status status = ent_data_table(ctx, SHARES, NAMES, COLUMNS, s.column, read_row, &s);

    return status == ENT_OK ? take(&s, rules, rule, criterion) : status;
}
