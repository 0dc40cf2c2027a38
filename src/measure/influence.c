/*
 * influence.c - what the great powers are to a third state
 *
 *   1. the powers     2. votes     3. a state and a power     4. the measure
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "measure/ballot.h"
#include "measure/exchange.h"
#include "measure/measure.h"

enum { YEAR, STATE, POWER, TRADE, ARMS, EXERCISES, OBLIGATIONS, VOTES, VOTES_N, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},       {"state", ENT_COLUMN_TEXT},
    {"power", ENT_COLUMN_TEXT},         {"trade", ENT_COLUMN_NUMBER},
    {"arms", ENT_COLUMN_NUMBER},        {"exercises", ENT_COLUMN_NUMBER},
    {"obligations", ENT_COLUMN_NUMBER}, {"votes", ENT_COLUMN_NUMBER},
    {"votes_n", ENT_COLUMN_INTEGER}};

enum { ALL_KINDS = 31 /* of obligation, as flags */ };

/* 1. the powers */

/* Those that COW counts on the last day of its list that is not after `day`; false for no list. */
static bool
mark_majors(const ent_record *record, ent_day day, bool *is_power)
{
    size_t                 count;
    const ent_major_power *rows = ent_record_facts(record, ENT_FACT_MAJOR_POWER, &count);
    bool                   any = false;

    for (size_t i = 0; i < count; i++) {
        bool last = ent_record_age(record, &rows[i].from, day) > 0 &&
                    ent_record_age(record, &rows[i].from, rows[i].end) > 0;

        if (rows[i].state.state != ENT_NO_STATE && rows[i].start <= day &&
            (day < rows[i].end || last)) {
            is_power[rows[i].state.state] = any = true;
        }
    }
    return any;
}

/* Where no list is at hand: the permanent members of the Security Council. */
static void
mark_permanent(const ent_record *record, ent_day day, bool *is_power)
{
    size_t                count;
    const ent_membership *rows = ent_record_facts(record, ENT_FACT_MEMBERSHIP, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].institution, "UNSC") == 0 && strcmp(rows[i].status, "permanent") == 0 &&
            rows[i].start <= day && day < rows[i].end) {
            is_power[rows[i].state] = true;
        }
    }
}

/* 2. votes */

/* What a year is measured with. */
typedef struct influence {
    const ent_measure_job *job;
    const ent_exchange    *exchange;
    ent_ballot_year        votes;
    const bool            *is_power;
    bool                   is_shown[ENT_SYSTEM_MOST_STATES]; /* as a state: by its place */
} influence;

/* All roll calls of the days asked for; of a record without votes none. */
static ent_status
open_ballot(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options,
            ent_ballot *out)
{
    ent_measure_options asked = {.span = options->span};
    size_t              votes;

    (void)ent_record_facts(record, ENT_FACT_VOTE, &votes);
    *out = (ent_ballot){0};
    return votes > 0 ? ent_ballot_of(ctx, record, &asked, out) : ENT_OK;
}

/* 3. a state and a power */

static unsigned
count_kinds(unsigned flags)
{
    unsigned count = 0;

    for (flags &= ALL_KINDS; flags != 0; flags &= flags - 1) {
        count++;
    }
    return count;
}

/* Of the kinds of obligation that a state has to anyone, the share that it has to the power. */
static double
obligation_share(const ent_system *system, ent_state_ix i, ent_state_ix power)
{
    unsigned any = 0;

    for (size_t j = 0; j < ent_system_size(system); j++) {
        if (j != i) {
            any |= ent_system_dyad(system, i, (ent_state_ix)j)->obligations;
        }
    }
    if (any == 0 || ent_system_carried(system, ENT_KNOWN_OBLIGATIONS) < 0) {
        return (double)NAN;
    }
    return (double)count_kinds(ent_system_dyad(system, i, power)->obligations) / count_kinds(any);
}

static double
exercise_share(const ent_system *system, ent_state_ix i, ent_state_ix power)
{
    unsigned all = ent_system_member_at(system, i)->exercises;

    if (all == 0 || ent_system_carried(system, ENT_KNOWN_EXERCISES) != 0) {
        return (double)NAN;
    }
    return (double)ent_system_dyad(system, i, power)->exercises / all;
}

static void
add_row(const influence *in, ent_state_ix i, ent_state_ix power)
{
    const ent_system *system = in->exchange->system;
    ent_state         state = ent_system_member_at(system, i)->state;
    ent_state         power_state = ent_system_member_at(system, power)->state;
    unsigned          n;
    double agreement = ent_ballot_agreement(in->job->user, &in->votes, state, power_state, &n);
    const double shares[] = {ent_exchange_trade_share(in->exchange, i, power),
                             ent_exchange_arms_share(in->exchange, i, power),
                             exercise_share(system, i, power), obligation_share(system, i, power),
                             agreement};
    ent_table   *table = in->job->table;
    bool         any = false;

    for (size_t c = TRADE; c <= VOTES; c++) {
        any = any || !isnan(shares[c - TRADE]);
    }
    if (!any) {
        return;
    }
    ent_table_row(table);
    ent_table_integer(table, YEAR, in->votes.year);
    ent_table_text(table, STATE, ent_system_member_at(system, i)->id);
    ent_table_text(table, POWER, ent_system_member_at(system, power)->id);
    for (size_t c = TRADE; c <= VOTES; c++) {
        ent_table_number(table, c, shares[c - TRADE]);
    }
    if (n > 0) {
        ent_table_integer(table, VOTES_N, n);
    }
}

/* 4. the measure */

/* Of the states asked for, powers choose among the powers and others among the states. */
static bool
is_chosen(const ent_measure_options *options, const bool *is_power, ent_state state)
{
    bool any = false;

    for (size_t i = 0; i < options->state_count; i++) {
        any = any || is_power[options->states[i]] == is_power[state];
    }
    return !any || ent_measure_shows(options, state);
}

static void
mark_shown(influence *in, const ent_system *system)
{
    for (size_t i = 0; i < ent_system_size(system); i++) {
        ent_state state = ent_system_member_at(system, (ent_state_ix)i)->state;

        in->is_shown[i] = !in->is_power[state] && is_chosen(in->job->options, in->is_power, state);
    }
}

static void
add_rows(const influence *in)
{
    const ent_system *system = in->exchange->system;
    size_t            n = ent_system_size(system);

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; in->is_shown[i] && k < n; k++) {
            ent_state power = ent_system_member_at(system, (ent_state_ix)k)->state;

            if (in->is_power[power] && is_chosen(in->job->options, in->is_power, power)) {
                add_row(in, (ent_state_ix)i, (ent_state_ix)k);
            }
        }
    }
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    bool         is_power[ENT_SYSTEM_MOST_STATES] = {false};
    ent_day      day = ent_system_span(system).to - 1;
    ent_exchange exchange;
    influence    in = {job, &exchange, ent_ballot_year_of(job->user, year), is_power, {false}};

    if (!mark_majors(job->record, day, is_power)) {
        mark_permanent(job->record, day, is_power);
    }
    mark_shown(&in, system);
    ent_exchange_init(&exchange, job->record, system, in.is_shown);
    add_rows(&in);
    return ent_table_check(ctx, job->table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_ALLIANCE, ENT_FACT_TREATY_MEMBER, ENT_FACT_TRADE,
                                          ENT_FACT_ROLL_CALL, ENT_FACT_KINDS};
    ent_ballot                 ballot;
    ent_status                 status = open_ballot(ctx, record, options, &ballot);

    if (status == ENT_OK) {
        status =
            ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit, &ballot, out);
        ent_ballot_clear(&ballot);
    }
    return status;
}

const ent_measure ent_measure_influence = {
    "influence",
    "what each great power is to a third state: trade, arms, exercises, obligations",
    "The share that each great power has in what a state does with others, side by side:\n"
    "\n"
    "    trade       = trade with the power / all trade of the state (see dependence)\n"
    "    arms        = arms ordered from the power in five years / all ordered from states\n"
    "    exercises   = joint exercises with the power / all joint exercises of the state\n"
    "    obligations = kinds of obligation (defence, offence, neutrality, non-aggression,\n"
    "                  consultation) that it has with the power / kinds that it has with anyone\n"
    "    votes       = agreement with the power in the General Assembly (see votes), over the\n"
    "                  votes_n roll calls in which both voted\n"
    "\n"
    "The powers are the major powers of COW, those of its last list after that; without the\n"
    "imported list the permanent members of the Security Council. They are no third states and\n"
    "have no rows of their own. Of --states the powers choose among the powers, the others among\n"
    "the states. trade, arms and obligations rise towards 1 for a power that is the only one;\n"
    "votes is an agreement, high throughout, and to be compared between the powers of one year.\n"
    "A share is missing where its source is over (of the sets known today: trade 2014, arms\n"
    "2023, exercises 2010; after 2019 the few roll calls of data/world, as votes_n says) or where\n"
    "there is nothing to share: no arms ordered, no exercise, no obligation. Nothing is carried,\n"
    "and nothing is added up: there is no one number of influence.\n"
    "Example: entente measure influence --states KAZ,RUS,CHN,USA --from 1992\n"
    "Reference: Barbieri (1996), Journal of Peace Research 33:29-49; Lijphart (1963), American\n"
    "Political Science Review 57:902-917; Moyer, Sweijs, Burrows and Van Manen (2018), Power and\n"
    "Influence in a Globalized World, Atlantic Council.",
    run,
    ENT_RECORD_FLOWS | ENT_RECORD_VOTES,
    COLUMN,
    COLUMNS};
