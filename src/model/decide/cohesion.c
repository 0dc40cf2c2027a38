/*
 * cohesion.c - how often members vote alike, and what the body could have passed
 *
 * Both are asked of the roll calls of the General Assembly in the years before the decision: the
 * same ones for every composition of the body, so that compositions can be compared.
 *
 *   1. the sample     2. cohesion     3. what could have passed     4. changes of the members
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "measure/institution.h"
#include "model/decide/side.h"
#include "system/record.h"

/* 1. the sample */

static ent_status
open_sample(ent_ctx *ctx, const ent_decision *d, ent_ballot *out)
{
    ent_measure_options options = {
        .span = {ent_span_of_year(ent_date_year(d->day) - d->years).from, d->day}};

    return ent_ballot_of(ctx, d->record, &options, out);
}

static ent_state
state_of(const ent_decision *d, const ent_voting_rule *rule, size_t member)
{
    return ent_codes_find(ent_record_codes(d->record), rule->members[member]);
}

static uint8_t
vote_of(const ent_ballot *b, ent_state state, size_t call)
{
    return state == ENT_NO_STATE ? ENT_BALLOT_NONE : b->votes[state * b->call_count + call];
}

/* The index of agreement of two members over the sample; NaN: no common vote. */
static double
agreement_of(const ent_ballot *b, ent_state one, ent_state other)
{
    ent_ballot_year all = {0, 0, b->call_count};
    unsigned        n;

    return one == ENT_NO_STATE || other == ENT_NO_STATE
               ? (double)NAN
               : ent_ballot_agreement(b, &all, one, other, &n);
}

/* Over all pairs of members with a common vote. */
static double
mean_agreement(const ent_decision *d, const ent_ballot *b, const ent_voting_rule *rule)
{
    double sum = 0, pairs = 0;

    for (size_t i = 0; i < rule->member_count; i++) {
        for (size_t k = i + 1; k < rule->member_count; k++) {
            double agreement = agreement_of(b, state_of(d, rule, i), state_of(d, rule, k));

            if (!isnan(agreement)) {
                sum += agreement;
                pairs++;
            }
        }
    }
    return pairs > 0 ? sum / pairs : (double)NAN;
}

/* 2. cohesion */

enum { MEMBER, AGREEMENT, NEAREST, FARTHEST, VOTES, COHESION_RULE, COHESION_COLUMNS };

static const ent_column COHESION_COLUMN[] = {
    {"member", ENT_COLUMN_TEXT},   {"agreement", ENT_COLUMN_NUMBER}, {"nearest", ENT_COLUMN_TEXT},
    {"farthest", ENT_COLUMN_TEXT}, {"votes", ENT_COLUMN_INTEGER},    {"rule", ENT_COLUMN_TEXT}};

static int64_t
votes_cast(const ent_ballot *b, ent_state state)
{
    int64_t votes = 0;

    for (size_t i = 0; i < b->call_count; i++) {
        votes += vote_of(b, state, i) != ENT_BALLOT_NONE;
    }
    return votes;
}

static void
add_member(const ent_decision *d, const ent_ballot *b, const ent_side *side, size_t member,
           ent_table *table)
{
    const ent_voting_rule *rule = ent_side_rule(side);
    size_t                 n = rule->member_count, nearest = n, farthest = n;
    double                 sum = 0, pairs = 0, most = -1, least = 2;
    ent_state              state = state_of(d, rule, member);

    for (size_t i = 0; i < n; i++) {
        double agreement = i == member ? (double)NAN : agreement_of(b, state, state_of(d, rule, i));

        if (isnan(agreement)) {
            continue;
        }
        sum += agreement;
        pairs++;
        nearest = agreement > most ? i : nearest;
        most = agreement > most ? agreement : most;
        farthest = agreement < least ? i : farthest;
        least = agreement < least ? agreement : least;
    }
    ent_table_row(table);
    ent_table_text(table, MEMBER, rule->members[member]);
    if (pairs > 0) {
        ent_table_number(table, AGREEMENT, sum / pairs);
        ent_table_text(table, NEAREST, rule->members[nearest]);
        ent_table_text(table, FARTHEST, rule->members[farthest]);
    }
    ent_table_integer(table, VOTES, votes_cast(b, state));
    ent_table_text(table, COHESION_RULE, side->passage.rule);
}

ent_status
ent_decision_cohesion(ent_ctx *ctx, const ent_decision *d, ent_table **out)
{
    ent_ballot ballot;
    ent_table *table = NULL;
    ent_status status = open_sample(ctx, d, &ballot);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, COHESION_COLUMN, COHESION_COLUMNS, &table);
    for (size_t i = 0; i < d->side_count && status == ENT_OK; i++) {
        const ent_voting_rule *rule = ent_side_rule(&d->sides[i]);

        for (size_t k = 0; k < rule->member_count; k++) {
            add_member(d, &ballot, &d->sides[i], k, table);
        }
        ent_table_row(table);
        ent_table_text(table, MEMBER, "all");
        ent_table_number(table, AGREEMENT, mean_agreement(d, &ballot, rule));
        ent_table_integer(table, VOTES, (int64_t)ballot.call_count);
        ent_table_text(table, COHESION_RULE, d->sides[i].passage.rule);
        status = ent_table_check(ctx, table);
    }
    ent_ballot_clear(&ballot);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* 3. what could have passed */

enum {
    DATE,
    JOINED,
    LEFT,
    MEMBERS,
    PASSABLE,
    UNOPPOSED,
    MEAN,
    ROLL_CALLS,
    CHANGE_RULE,
    CHANGE_COLUMNS
};

static const ent_column CHANGE_COLUMN[] = {
    {"date", ENT_COLUMN_DAY},         {"joined", ENT_COLUMN_TEXT},
    {"left", ENT_COLUMN_TEXT},        {"members", ENT_COLUMN_INTEGER},
    {"passable", ENT_COLUMN_NUMBER},  {"unopposed", ENT_COLUMN_NUMBER},
    {"agreement", ENT_COLUMN_NUMBER}, {"roll_calls", ENT_COLUMN_INTEGER},
    {"rule", ENT_COLUMN_TEXT}};

/* A body on a day, held against the sample. */
typedef struct held {
    uint32_t calls; /* in which a member voted */
    uint32_t passable, unopposed;
} held;

static ent_status
hold_against(ent_ctx *ctx, const ent_decision *d, const ent_ballot *b, const ent_voting_rule *rule,
             held *out)
{
    ent_vote_scores scores;
    ent_status      status = ent_vote_scores_of(ctx, rule, &scores);

    *out = (held){0, 0, 0};
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < b->call_count; i++) {
        ent_stance votes[ENT_VOTING_MOST_MEMBERS];
        int64_t    sums[ENT_VOTING_MOST_CRITERIA];
        bool       voted = false, opposed = false;

        for (size_t k = 0; k < rule->member_count; k++) {
            uint8_t vote = vote_of(b, state_of(d, rule, k), i);

            voted = voted || vote != ENT_BALLOT_NONE;
            opposed = opposed || vote == ENT_BALLOT_NO;
            votes[k] = vote == ENT_BALLOT_NONE ? ENT_STANCE_ABSTAIN : (ent_stance)vote;
        }
        out->calls += voted;
        out->passable += voted && ent_vote_scores_vote(&scores, votes, sums);
        out->unopposed += voted && !opposed;
    }
    ent_vote_scores_clear(&scores);
    return ENT_OK;
}

/* Members of one rule that are not in the other, joined by semicolons. */
static ent_status
add_names(ent_ctx *ctx, ent_table *table, size_t column, const ent_voting_rule *rule,
          const ent_voting_rule *without)
{
    ent_text   text;
    ent_status status;

    ent_text_init(&text);
    for (size_t i = 0; i < rule->member_count; i++) {
        bool found = false;

        for (size_t k = 0; k < without->member_count && !found; k++) {
            found = strcmp(rule->members[i], without->members[k]) == 0;
        }
        if (!found) {
            ent_text_addf(&text, "%s%s", text.length > 0 ? ";" : "", rule->members[i]);
        }
    }
    ent_table_text(table, column, text.length > 0 ? ent_text_get(&text) : NULL);
    status = text.failed ? ent_fail_nomem(ctx) : ENT_OK;
    ent_text_clear(&text);
    return status;
}

/* A row: the body with a rule, and how it differs from the one before (NULL: the first). */
static ent_status
add_body(ent_ctx *ctx, const ent_decision *d, const ent_ballot *b, const ent_voting_rule *rule,
         const ent_voting_rule *before, ent_day day, const char *name, ent_table *table)
{
    ent_voting_rule none = {.member_count = 0};
    held            h;
    ent_status      status = hold_against(ctx, d, b, rule, &h);

    if (status != ENT_OK) {
        return status;
    }
    before = before != NULL ? before : &none;
    ent_table_row(table);
    ent_table_day(table, DATE, day);
    ent_table_integer(table, MEMBERS, (int64_t)rule->member_count);
    if (h.calls > 0) {
        ent_table_number(table, PASSABLE, (double)h.passable / h.calls);
        ent_table_number(table, UNOPPOSED, (double)h.unopposed / h.calls);
    }
    ent_table_number(table, MEAN, mean_agreement(d, b, rule));
    ent_table_integer(table, ROLL_CALLS, h.calls);
    ent_table_text(table, CHANGE_RULE, name);
    status = add_names(ctx, table, JOINED, rule, before);
    return status == ENT_OK ? add_names(ctx, table, LEFT, before, rule) : status;
}

/* 4. changes of the members */

static int
compare_days(const void *a, const void *b)
{
    ent_day x = *(const ent_day *)a, y = *(const ent_day *)b;

    return (x > y) - (x < y);
}

/* The days up to the decision on which somebody became a member or ceased to be one. */
static ent_status
days_of_change(ent_ctx *ctx, const ent_decision *d, ent_day **out, size_t *count)
{
    size_t                rows, n = 0;
    const ent_membership *members = ent_record_facts(d->record, ENT_FACT_MEMBERSHIP, &rows);
    ent_day              *days = ent_alloc(2 * rows + 1, sizeof *days);

    if (days == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < rows; i++) {
        const ent_day both[2] = {members[i].start, members[i].end};

        for (size_t k = 0; k < 2; k++) {
            if (both[k] > ENT_DAY_MIN && both[k] <= d->day &&
                ent_membership_votes(&members[i], d->institution, members[i].start)) {
                days[n++] = both[k];
            }
        }
    }
    qsort(days, n, sizeof *days, compare_days);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || days[i] != days[i - 1]) {
            days[(*count)++] = days[i];
        }
    }
    *out = days;
    return ENT_OK;
}

/* A day on which the body has no members, or no rule yet, has no row. */
static ent_status
add_history(ent_ctx *ctx, const ent_decision *d, const ent_ballot *b, const ent_day *days,
            size_t count, ent_table *table)
{
    ent_voting_rules before = {0}, rules;
    ent_status       status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent_voting_rule_of(ctx, d->record, d->institution, d->matter, days[i], &rules);
        if (status == ENT_E_NOTFOUND) {
            status = ENT_OK;
            continue;
        }
        if (status == ENT_OK) {
            status = add_body(ctx, d, b, rules.rules[0], before.count > 0 ? before.rules[0] : NULL,
                              days[i], "present", table);
            ent_voting_rules_clear(&before);
            before = rules;
        }
        if (status == ENT_OK) {
            status = ent_check_cancelled(ctx);
        }
    }
    ent_voting_rules_clear(&before);
    return status;
}

ent_status
ent_decision_enlargement(ent_ctx *ctx, const ent_decision *d, ent_table **out)
{
    ent_ballot ballot;
    ent_day   *days = NULL;
    size_t     count = 0;
    ent_table *table = NULL;
    ent_status status;

    if (d->institution == NULL) {
        return ent_fail(ctx, ENT_E_ARG, "a rule from a file has no history of its members");
    }
    status = open_sample(ctx, d, &ballot);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, CHANGE_COLUMN, CHANGE_COLUMNS, &table);
    if (status == ENT_OK) {
        status = days_of_change(ctx, d, &days, &count);
    }
    if (status == ENT_OK) {
        status = add_history(ctx, d, &ballot, days, count, table);
    }
    if (status == ENT_OK && d->side_count > 1) {
        status = add_body(ctx, d, &ballot, ent_side_rule(&d->sides[1]), ent_side_rule(&d->sides[0]),
                          d->day, d->sides[1].passage.rule, table);
    }
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    ent_free(days);
    ent_ballot_clear(&ballot);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
