/*
 * rule.c - the parameters of the rule: rates estimated from the record, assumed effects
 *
 *   1. priors     2. what is counted     3. moves and pacts, year by year
 *   4. ends of pacts, and disputes     5. a draw
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "model/world.h"
#include "system/record.h"

/* 1. priors */

const char *
ent_basis_name(ent_basis basis)
{
    static const char *const NAMES[] = {"estimated", "literature", "assumed"};

    return NAMES[basis];
}

/* A rate that the record never had the chance to show is assumed, whatever was meant. */
static void
estimate(ent_prior *prior, const char *name, uint64_t events, uint64_t trials,
         const char *reference_class)
{
    double k = (double)events + 0.5, rest = (double)(trials - events) + 0.5;

    *prior = (ent_prior){.name = name,
                         .mean = log(k / rest),
                         .sd = sqrt(1 / k + 1 / rest),
                         .basis = trials > 0 ? ENT_BASIS_ESTIMATED : ENT_BASIS_ASSUMED,
                         .events = events,
                         .trials = trials,
                         .reference_class = reference_class};
}

static void
assume(ent_prior *prior, const char *name, double mean, double sd)
{
    *prior = (ent_prior){.name = name, .mean = mean, .sd = sd, .basis = ENT_BASIS_ASSUMED};
}

/* 2. what is counted */

/* The permanent members of the Security Council: the record holds all their treaties since 1945. */
static const char *const GREAT_POWERS[] = {"USA", "RUS", "CHN", "GBR", "FRA"};
enum { GREAT_POWER_COUNT = 5, FIRST_YEAR = ENT_RULE_FIRST_YEAR };

typedef struct rate {
    uint64_t events, trials;
} rate;

typedef struct tally {
    const ent_record *record;
    ent_state         powers[GREAT_POWER_COUNT];
    int               first; /* the first year that is counted */
    int               acts_until, treaties_until, disputes_until; /* last whole years observed */
    int               level; /* of Russia and China in the year before; -1 none */
    bool              bound[GREAT_POWER_COUNT][GREAT_POWER_COUNT]; /* in the year before */
    rate              up, down, pact, end, dispute;
} tally;

/* The last whole year before a day of which the table that holds a kind of fact speaks. */
static int
last_year(const ent_record *record, ent_fact_kind kind, ent_day before)
{
    size_t                 fact_count, file_count;
    const ent_provenance  *first = ent_record_facts(record, kind, &fact_count);
    const ent_source_file *files = ent_record_files(record, &file_count);

    for (size_t i = 0; i < file_count && fact_count > 0; i++) {
        if (files[i].file == first->file && files[i].last < before) {
            before = files[i].last + 1;
        }
    }
    return fact_count > 0 ? ent_date_year(before) - 1 : FIRST_YEAR - 1;
}

/* 3. moves and pacts, year by year */

/* The one dyad that the record follows in full: Russia and China. */
static void
count_move(tally *t, const ent_system *system, int year)
{
    ent_state_ix i = ent_system_find_id(system, "CHN"), j = ent_system_find_id(system, "RUS");
    int          level = -1;

    if (i != ENT_NO_STATE_IX && j != ENT_NO_STATE_IX && year <= t->acts_until) {
        level = ent_system_dyad(system, i, j)->cooperation;
    }
    if (t->level >= 0 && level >= 0) {
        t->up.trials += t->level < 7;
        t->down.trials += t->level > 0;
        t->up.events += level > t->level;
        t->down.events += level < t->level;
    }
    t->level = level;
}

static bool
is_party(const ent_record *record, const char *treaty, ent_state state)
{
    size_t                   count;
    const ent_treaty_member *members = ent_record_facts(record, ENT_FACT_TREATY_MEMBER, &count);

    for (size_t i = 0; i < count; i++) {
        if (members[i].state == state && strcmp(members[i].treaty, treaty) == 0) {
            return true;
        }
    }
    return false;
}

/* A treaty of many members is one event, not one for each of its dyads: it begins no pact here. */
static bool
begins_pact(const ent_record *record, ent_state a, ent_state b, int year)
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(record, ENT_FACT_TREATY, &count);

    for (size_t i = 0; i < count; i++) {
        if (treaties[i].defence && strcmp(treaties[i].form, "bilateral") == 0 &&
            treaties[i].start != ENT_DAY_MIN && ent_date_year(treaties[i].start) == year &&
            is_party(record, treaties[i].treaty, a) && is_party(record, treaties[i].treaty, b)) {
            return true;
        }
    }
    return false;
}

/* Only a dyad that nothing bound the year before can take up a pact. */
static void
count_pacts(tally *t, const ent_system *system, int year)
{
    for (size_t i = 0; i < GREAT_POWER_COUNT; i++) {
        for (size_t j = i + 1; j < GREAT_POWER_COUNT; j++) {
            ent_state_ix a = ent_system_find(system, t->powers[i]);
            ent_state_ix b = ent_system_find(system, t->powers[j]);

            if (a == ENT_NO_STATE_IX || b == ENT_NO_STATE_IX) {
                t->bound[i][j] = false;
                continue;
            }
            if (!t->bound[i][j] && year >= t->first && year <= t->treaties_until) {
                t->pact.trials++;
                t->pact.events += begins_pact(t->record, t->powers[i], t->powers[j], year);
            }
            t->bound[i][j] =
                (ent_system_dyad(system, a, b)->obligations & ENT_OBLIGATION_DEFENCE) != 0;
        }
    }
}

static ent_status
count_years(ent_ctx *ctx, tally *t)
{
    int last = t->acts_until > t->treaties_until ? t->acts_until : t->treaties_until;

    for (int year = t->first - 1; year <= last; year++) {
        ent_system *system;
        ent_status  status = ent_check_cancelled(ctx);

        if (status == ENT_OK) {
            status = ent_system_at(ctx, t->record, ent_span_of_year(year), NULL, &system);
        }
        if (status != ENT_OK) {
            return status;
        }
        count_move(t, system, year);
        count_pacts(t, system, year);
        ent_system_destroy(system);
    }
    return ENT_OK;
}

/* 4. ends of pacts, and disputes */

static void
count_ends(tally *t)
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(t->record, ENT_FACT_TREATY, &count);
    ent_span observed = {ent_date_day(t->first, 1, 1), ent_date_day(t->treaties_until + 1, 1, 1)};

    if (t->treaties_until < t->first) {
        return; /* a treaty of that time is in force, but in no year that is counted */
    }
    for (size_t i = 0; i < count; i++) {
        ent_span in_force = {treaties[i].start, treaties[i].end};

        if (!treaties[i].defence || strcmp(treaties[i].form, "bilateral") != 0 ||
            in_force.from == ENT_DAY_MIN || !ent_span_overlap(in_force, observed)) {
            continue;
        }
        t->end.events += in_force.to <= observed.to;
        in_force.from = in_force.from < observed.from ? observed.from : in_force.from;
        in_force.to = in_force.to > observed.to ? observed.to : in_force.to;
        t->end.trials +=
            (uint64_t)(ent_date_year(in_force.to - 1) - ent_date_year(in_force.from) + 1);
    }
}

static bool
is_great_power(const tally *t, ent_state state)
{
    for (size_t i = 0; i < GREAT_POWER_COUNT; i++) {
        if (t->powers[i] == state) {
            return true;
        }
    }
    return false;
}

static bool
has_dispute(const ent_record *record, const ent_rivalry *rivalry, int year)
{
    size_t             count;
    const ent_dispute *disputes = ent_record_facts(record, ENT_FACT_DISPUTE, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_dispute *d = &disputes[i];
        bool there = d->state_a == rivalry->state_a.state && d->state_b == rivalry->state_b.state;
        bool back = d->state_a == rivalry->state_b.state && d->state_b == rivalry->state_a.state;

        if ((there || back) && d->hostility >= 4 && d->start != ENT_DAY_MIN &&
            ent_date_year(d->start) == year) {
            return true;
        }
    }
    return false;
}

/* One source of rivalries at a time, as the seams say: else each rivalry counts twice. */
static void
count_disputes(tally *t)
{
    size_t             count;
    const ent_rivalry *rivalries = ent_record_facts(t->record, ENT_FACT_RIVALRY, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_rivalry *r = &rivalries[i];
        ent_span           lasts = {r->start, r->end};

        if (!is_great_power(t, r->state_a.state) || !is_great_power(t, r->state_b.state)) {
            continue;
        }
        for (int year = t->first; year <= t->disputes_until; year++) {
            if (ent_span_overlap(lasts, ent_span_of_year(year)) &&
                ent_record_uses(t->record, "rivalries", &r->from, ent_span_of_year(year).to - 1)) {
                t->dispute.trials++;
                t->dispute.events += has_dispute(t->record, r, year);
            }
        }
    }
}

ent_status
ent_rule_estimate(ent_ctx *ctx, const ent_record *record, ent_day before, ent_rule *out)
{
    return ent_rule_estimate_from(ctx, record, FIRST_YEAR, before, out);
}

ent_status
ent_rule_estimate_from(ent_ctx *ctx, const ent_record *record, int first, ent_day before,
                       ent_rule *out)
{
    tally      t = {.record = record, .first = first, .level = -1};
    ent_rule   rule;
    ent_status status;

    for (size_t i = 0; i < GREAT_POWER_COUNT; i++) {
        t.powers[i] = ent_codes_find(ent_record_codes(record), GREAT_POWERS[i]);
    }
    t.acts_until = last_year(record, ENT_FACT_ACT, before);
    t.treaties_until = last_year(record, ENT_FACT_TREATY, before);
    t.disputes_until = last_year(record, ENT_FACT_DISPUTE, before);
    status = count_years(ctx, &t);
    if (status != ENT_OK) {
        return status;
    }
    count_ends(&t);
    count_disputes(&t);
    estimate(&rule.priors[ENT_PARAMETER_UP], "up", t.up.events, t.up.trials,
             "years of the Russia-China dyad in which its level could rise");
    estimate(&rule.priors[ENT_PARAMETER_DOWN], "down", t.down.events, t.down.trials,
             "years of the Russia-China dyad in which its level could fall");
    estimate(&rule.priors[ENT_PARAMETER_PACT], "pact", t.pact.events, t.pact.trials,
             "dyad-years of two permanent members of the Security Council without a defence "
             "obligation, since 1946");
    estimate(&rule.priors[ENT_PARAMETER_END], "end", t.end.events, t.end.trials,
             "treaty-years of bilateral defence pacts in the record since 1946");
    estimate(&rule.priors[ENT_PARAMETER_DISPUTE], "dispute", t.dispute.events, t.dispute.trials,
             "years of rivalry of two permanent members of the Security Council since 1946");
    assume(&rule.priors[ENT_PARAMETER_COMMON], "common", 0.5, 0.5);
    assume(&rule.priors[ENT_PARAMETER_ENMITY], "enmity", 1, 1);
    assume(&rule.priors[ENT_PARAMETER_CLOSE], "close", 0.5, 0.5);
    *out = rule;
    return ENT_OK;
}

/* 5. a draw */

void
ent_rule_draw(const ent_rule *rule, uint64_t seed, uint32_t estimated, uint32_t assumed,
              double out[ENT_PARAMETERS])
{
    for (uint32_t i = 0; i < ENT_PARAMETERS; i++) {
        const ent_prior *prior = &rule->priors[i];
        ent_key          key = {seed, prior->basis == ENT_BASIS_ESTIMATED ? estimated : assumed,
                                ENT_PROCESS_PARAMETERS, 0, i};

        out[i] = prior->mean + prior->sd * ent_random_normal(&key, 0);
    }
}
