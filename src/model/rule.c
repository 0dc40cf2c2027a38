/*
 * rule.c - the parameters of the rule: rates estimated from the record, assumed effects
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "model/world.h"

const char *
ent_basis_name(ent_basis basis)
{
    static const char *const NAMES[] = {"estimated", "literature", "assumed"};

    return NAMES[basis];
}

static void
estimate(ent_prior *prior, const char *name, uint64_t events, uint64_t trials,
         const char *reference_class)
{
    double k = (double)events + 0.5, rest = (double)(trials - events) + 0.5;

    *prior = (ent_prior){name,   log(k / rest), sqrt(1 / k + 1 / rest), ENT_BASIS_ESTIMATED,
                         events, trials,        reference_class};
}

static void
assume(ent_prior *prior, const char *name, double mean, double sd)
{
    *prior = (ent_prior){name, mean, sd, ENT_BASIS_ASSUMED, 0, 0, NULL};
}

typedef struct moves {
    const ent_codes *codes;
    ent_state        a, b;
    int              level; /* of the year before; -1 none */
    uint64_t         rises, falls, can_rise, can_fall;
} moves;

static void
count_move(moves *m, int level)
{
    if (m->level >= 0 && level >= 0) {
        m->can_rise += m->level < 7;
        m->can_fall += m->level > 0;
        m->rises += level > m->level;
        m->falls += level < m->level;
    }
    m->level = level;
}

/* The one dyad that the record follows in full: Russia and China. */
static ent_status
count_moves(ent_ctx *ctx, const ent_record *record, int first, int last, moves *m)
{
    for (int year = first; year <= last; year++) {
        ent_system  *system;
        ent_state_ix i, j;
        ent_status   status = ent_check_cancelled(ctx);

        if (status == ENT_OK) {
            status = ent_system_at(ctx, record, ent_span_of_year(year), NULL, &system);
        }
        if (status != ENT_OK) {
            return status;
        }
        i = ent_system_find(system, m->a);
        j = ent_system_find(system, m->b);
        if (i != ENT_NO_STATE_IX && j != ENT_NO_STATE_IX) {
            count_move(m, ent_system_dyad(system, i, j)->cooperation);
        }
        ent_system_destroy(system);
    }
    return ENT_OK;
}

/* The permanent members of the Security Council: the record holds all their treaties since 1945. */
static const char *const GREAT_POWERS[] = {"USA", "RUS", "CHN", "GBR", "FRA"};
enum { GREAT_POWER_COUNT = 5 };

static bool
is_great_power(const ent_codes *codes, ent_state state)
{
    for (size_t i = 0; i < GREAT_POWER_COUNT; i++) {
        if (ent_codes_find(codes, GREAT_POWERS[i]) == state) {
            return true;
        }
    }
    return false;
}

static bool
binds_great_powers(const ent_record *record, const ent_treaty *treaty)
{
    size_t                   count, found = 0;
    const ent_treaty_member *members = ent_record_facts(record, ENT_FACT_TREATY_MEMBER, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(members[i].treaty, treaty->treaty) == 0) {
            found += is_great_power(ent_record_codes(record), members[i].state);
        }
    }
    return found == 2;
}

static uint64_t
years_within(ent_day start, ent_day end, ent_day from, ent_day to)
{
    start = start < from ? from : start;
    end = end > to ? to : end;
    return end > start ? (uint64_t)(ent_date_year(end - 1) - ent_date_year(start) + 1) : 0;
}

/* Bilateral defence pacts: begun between two great powers, and ended at all, per year. */
static void
count_pacts(const ent_record *record, ent_day from, ent_day before, uint64_t begun[2],
            uint64_t ended[2])
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(record, ENT_FACT_TREATY, &count);
    uint64_t          dyads = GREAT_POWER_COUNT * (GREAT_POWER_COUNT - 1) / 2;

    begun[0] = ended[0] = ended[1] = 0;
    begun[1] = dyads * years_within(from, before, from, before);
    for (size_t i = 0; i < count; i++) {
        const ent_treaty *treaty = &treaties[i];

        if (!treaty->defence || strcmp(treaty->form, "bilateral") != 0 || treaty->start >= before) {
            continue;
        }
        ended[1] += years_within(treaty->start, treaty->end, from, before);
        ended[0] += treaty->end >= from && treaty->end < before;
        begun[0] += treaty->start >= from && binds_great_powers(record, treaty);
    }
}

/* Disputes of hostility 4 and 5 between strategic rivals, per year of rivalry. */
static void
count_disputes(const ent_record *record, ent_day from, ent_day before, uint64_t *events,
               uint64_t *trials)
{
    size_t             rivalry_count, dispute_count;
    const ent_rivalry *rivalries = ent_record_facts(record, ENT_FACT_RIVALRY, &rivalry_count);
    const ent_dispute *disputes = ent_record_facts(record, ENT_FACT_DISPUTE, &dispute_count);

    *events = *trials = 0;
    for (size_t i = 0; i < rivalry_count; i++) {
        const ent_rivalry *r = &rivalries[i];
        uint64_t           years = 0, with_dispute = 0;

        if (!is_great_power(ent_record_codes(record), r->state_a) ||
            !is_great_power(ent_record_codes(record), r->state_b)) {
            continue;
        }
        years = years_within(r->start, r->end, from, before);
        for (size_t j = 0; j < dispute_count; j++) {
            const ent_dispute *d = &disputes[j];
            bool               same = (d->state_a == r->state_a && d->state_b == r->state_b) ||
                        (d->state_a == r->state_b && d->state_b == r->state_a);

            with_dispute += same && d->hostility >= 4 && d->start >= r->start &&
                            d->start < r->end && d->start >= from && d->start < before;
        }
        *trials += years;
        *events += with_dispute < years ? with_dispute : years;
    }
}

ent_status
ent_rule_estimate(ent_ctx *ctx, const ent_record *record, ent_day before, ent_rule *out)
{
    const ent_codes *codes = ent_record_codes(record);
    moves   m = {codes, ent_codes_find(codes, "CHN"), ent_codes_find(codes, "RUS"), -1, 0, 0, 0, 0};
    ent_day from = ent_date_day(1946, 1, 1);
    uint64_t   begun[2], ended[2], disputes, rivalry_years;
    int        first, last;
    ent_rule   rule;
    ent_status status;

    ent_record_years(record, ENT_FACT_ACT, &first, &last);
    last = last < ent_date_year(before) - 1 ? last : ent_date_year(before) - 1;
    status = count_moves(ctx, record, first, last, &m);
    if (status != ENT_OK) {
        return status;
    }
    count_pacts(record, from, before, begun, ended);
    count_disputes(record, from, before, &disputes, &rivalry_years);
    estimate(&rule.priors[ENT_PARAMETER_UP], "up", m.rises, m.can_rise,
             "years of the Russia-China dyad in which its level could rise");
    estimate(&rule.priors[ENT_PARAMETER_DOWN], "down", m.falls, m.can_fall,
             "years of the Russia-China dyad in which its level could fall");
    estimate(&rule.priors[ENT_PARAMETER_PACT], "pact", begun[0], begun[1],
             "dyad-years of two permanent members of the Security Council since 1946");
    estimate(&rule.priors[ENT_PARAMETER_END], "end", ended[0], ended[1],
             "treaty-years of bilateral defence pacts in the record since 1946");
    estimate(&rule.priors[ENT_PARAMETER_DISPUTE], "dispute", disputes, rivalry_years,
             "years of rivalry of two permanent members of the Security Council since 1946");
    assume(&rule.priors[ENT_PARAMETER_COMMON], "common", 0.5, 0.5);
    assume(&rule.priors[ENT_PARAMETER_ENMITY], "enmity", 1, 1);
    assume(&rule.priors[ENT_PARAMETER_CLOSE], "close", 0.5, 0.5);
    *out = rule;
    return ENT_OK;
}

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
