/*
 * count.c - events of the great powers, and the chances that they had, counted in the record
 *
 *   1. what is counted     2. levels and grades, year by year     3. treaties that begin
 *   4. shocks     5. ends of treaties, and disputes     6. votes     7. all
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/rule/count.h"

#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "measure/ballot.h"
#include "model/rule/great_power.h"
#include "model/rule/world.h"
#include "system/record.h"

/* 1. what is counted */

/* Two obligations: of defence, and short of it. */
enum { DEFENCE, SHORT_OF_DEFENCE, OBLIGATIONS };

/* A pair of great powers in the year before. */
typedef struct past {
    int  level, grade; /* -1 none */
    int  rivalry;      /* -1 not observed */
    bool published;    /* the grade */
    bool bound[OBLIGATIONS];
} past;

typedef struct counting {
    const ent_record *record;
    ent_rule_counts  *tally;
    ent_state         powers[ENT_GREAT_POWERS];
    bool              upheaval[ENT_GREAT_POWERS];         /* in this year */
    int               at_war[ENT_GREAT_POWERS];           /* in the year before; -1 not observed */
    int               first;                              /* the first year that is counted */
    int  acts_until, treaties_until, disputes_until, end; /* last whole years observed; of all */
    bool has_scale;                                       /* the record holds the peace scale */
    past pasts[ENT_GREAT_POWERS][ENT_GREAT_POWERS];
} counting;

/* Whether what supplies a kind speaks of all of a year. */
static bool
is_observed(const ent_record *record, const char *kind, int year)
{
    return ent_record_carried(record, kind, ent_date_day(year, 1, 1)) == 0 &&
           ent_record_carried(record, kind, ent_span_of_year(year).to - 1) == 0;
}

/* 2. levels and grades, year by year */

static void
count_level(counting *c, past *p, int level, bool upheaval, bool leaders_known)
{
    ent_rule_counts *t = c->tally;

    if (p->level >= 0 && level >= 0 && leaders_known) {
        ent_rate_add(upheaval ? &t->with : &t->without, level != p->level);
    }
    p->level = level;
}

/* Where the record holds the peace scale, only what it says counts, and only as observed. */
static void
count_grade(counting *c, past *p, const ent_dyad *dyad, int year)
{
    bool published;
    int  grade = ent_dyad_grade(dyad, &published);

    if ((c->has_scale && (!published || dyad->peace_carried > 0)) ||
        (!c->has_scale && year > c->disputes_until)) {
        grade = -1;
    }
    if (p->grade >= 0 && grade >= 0) {
        if (p->grade < ENT_GRADES - 1) {
            ent_rate_add(&c->tally->warmer, grade > p->grade);
        }
        if (p->grade > 0) {
            ent_rate_add(&c->tally->colder, grade < p->grade);
        }
        if (grade != p->grade) {
            ent_rate_add_steps(grade > p->grade ? &c->tally->leap_peace : &c->tally->slip_peace, 0,
                               p->grade, grade, grade > p->grade ? ENT_GRADES - 1 : 0);
        }
    }
    p->grade = grade;
}

/* 3. treaties that begin */

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

static bool
binds(const ent_treaty *treaty, int obligation)
{
    return obligation == DEFENCE
               ? treaty->defence
               : !treaty->defence && (treaty->offence || treaty->neutrality ||
                                      treaty->nonaggression || treaty->consultation);
}

/* A treaty of many members is one event, not one for each of its dyads: it begins no pact here. */
static bool
begins(const ent_record *record, ent_state a, ent_state b, int obligation, int year)
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(record, ENT_FACT_TREATY, &count);

    for (size_t i = 0; i < count; i++) {
        if (binds(&treaties[i], obligation) && strcmp(treaties[i].form, "bilateral") == 0 &&
            treaties[i].start != ENT_DAY_MIN && ent_date_year(treaties[i].start) == year &&
            is_party(record, treaties[i].treaty, a) && is_party(record, treaties[i].treaty, b)) {
            return true;
        }
    }
    return false;
}

bool
ent_treaty_begins(const ent_record *record, ent_state a, ent_state b, int year)
{
    return begins(record, a, b, DEFENCE, year) || begins(record, a, b, SHORT_OF_DEFENCE, year);
}

/*
 * Only a dyad that no pact bound the year before can take one up; short of defence one treaty can
 * follow another.
 */
static void
count_bonds(counting *c, past *p, const ent_dyad *dyad, const ent_state pair[2], int year)
{
    static const unsigned FLAGS[OBLIGATIONS] = {
        ENT_OBLIGATION_DEFENCE, ENT_OBLIGATION_OFFENCE | ENT_OBLIGATION_NEUTRALITY |
                                    ENT_OBLIGATION_NONAGGRESSION | ENT_OBLIGATION_CONSULTATION};
    ent_rate *rates[OBLIGATIONS] = {&c->tally->pact, &c->tally->bond};

    for (int i = 0; i < OBLIGATIONS; i++) {
        if ((!p->bound[i] || i == SHORT_OF_DEFENCE) && year >= c->first &&
            year <= c->treaties_until) {
            ent_rate_add(rates[i], begins(c->record, pair[0], pair[1], i, year));
        }
        p->bound[i] = (dyad->obligations & FLAGS[i]) != 0;
    }
}

/* 4. shocks */

/* Whether somebody is known to have ruled beside the offices of state on a day or after it. */
static bool
has_ruler(const ent_leader *leaders, size_t count, ent_state state, ent_day from)
{
    for (size_t i = 0; i < count; i++) {
        if (leaders[i].state.state == state && leaders[i].office != NULL &&
            strcmp(leaders[i].office, "leader") == 0 && leaders[i].end > from) {
            return true;
        }
    }
    return false;
}

bool
ent_new_leader(const ent_record *record, ent_state state, const char *office, int year)
{
    size_t            count;
    const ent_leader *leaders = ent_record_facts(record, ENT_FACT_LEADER, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_leader *l = &leaders[i];

        if (l->state.state != state || l->start == ENT_DAY_MIN || ent_date_year(l->start) != year ||
            !ent_record_uses(record, "leaders", &l->from, l->start)) {
            continue;
        }
        if (l->office == NULL || strcmp(l->office, "leader") == 0 ||
            (strcmp(l->office, office) == 0 && !has_ruler(leaders, count, state, l->start))) {
            return true;
        }
    }
    return false;
}

static double
polyarchy_of(const ent_record *record, ent_state state, int year)
{
    ent_yearly        told = ent_record_year(record, ENT_FACT_REGIME, year);
    const ent_regime *regimes = told.rows;

    for (size_t i = 0; i < told.count; i++) {
        const ent_regime *row = &regimes[told.places[i]];

        if (row->state.state == state && !isnan(row->polyarchy) &&
            ent_record_uses(record, "regimes", &row->from, ent_span_of_year(year).to - 1)) {
            return row->polyarchy;
        }
    }
    return NAN;
}

static void
count_upheavals(counting *c, const ent_system *system, int year)
{
    bool leaders_known = is_observed(c->record, "leaders", year);

    for (size_t i = 0; i < ENT_GREAT_POWERS; i++) {
        double change = polyarchy_of(c->record, c->powers[i], year) -
                        polyarchy_of(c->record, c->powers[i], year - 1);

        c->upheaval[i] = false;
        if (year < c->first || ent_system_find(system, c->powers[i]) == ENT_NO_STATE_IX) {
            continue;
        }
        if (leaders_known) {
            c->upheaval[i] =
                ent_new_leader(c->record, c->powers[i], ENT_GREAT_POWER[i].office, year);
            ent_rate_add(&c->tally->leader, c->upheaval[i]);
        }
        if (!isnan(change)) {
            ent_rate_add(&c->tally->regime, fabs(change) >= 0.1);
        }
    }
}

static bool
starts_in(ent_day start, int year)
{
    return start != ENT_DAY_MIN && ent_date_year(start) == year;
}

/* Whether a began a sanction on b, after the source that the record reads then. */
static bool
begins_sanction(const ent_record *record, ent_state a, ent_state b, int year)
{
    const ent_codes         *codes = ent_record_codes(record);
    size_t                   own, published;
    const ent_sanction      *sanctions = ent_record_facts(record, ENT_FACT_SANCTION, &own);
    const ent_sanction_case *cases = ent_record_facts(record, ENT_FACT_SANCTION_CASE, &published);

    for (size_t i = 0; i < own; i++) {
        if (starts_in(sanctions[i].start, year) &&
            strcmp(sanctions[i].sender, ent_codes_id(codes, a)) == 0 &&
            strcmp(sanctions[i].target, ent_codes_id(codes, b)) == 0 &&
            ent_record_uses(record, "sanctions", &sanctions[i].from, sanctions[i].start)) {
            return true;
        }
    }
    for (size_t i = 0; i < published; i++) {
        if (starts_in(cases[i].start, year) && cases[i].sender.state == a &&
            cases[i].target.state == b &&
            ent_record_uses(record, "sanctions", &cases[i].from, cases[i].start)) {
            return true;
        }
    }
    return false;
}

static void
count_sanctions(counting *c, const ent_dyad *dyad, const ent_state pair[2], int year)
{
    if (dyad->rivalry > 0 && year >= c->first && is_observed(c->record, "sanctions", year)) {
        ent_rate_add(&c->tally->sanction, begins_sanction(c->record, pair[0], pair[1], year));
        ent_rate_add(&c->tally->sanction, begins_sanction(c->record, pair[1], pair[0], year));
    }
}

static bool
has_dispute(const ent_record *record, ent_state a, ent_state b, int year)
{
    size_t             count;
    const ent_dispute *disputes = ent_record_facts(record, ENT_FACT_DISPUTE, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_dispute *d = &disputes[i];
        bool               there = d->state_a == a && d->state_b == b;
        bool               back = d->state_a == b && d->state_b == a;

        if ((there || back) && d->hostility >= 4 && starts_in(d->start, year)) {
            return true;
        }
    }
    return false;
}

/* Rivals are counted rivalry by rivalry. */
static void
count_clash(counting *c, const ent_dyad *dyad, const ent_state pair[2], int year)
{
    if (dyad->rivalry == 0 && year >= c->first && year <= c->disputes_until) {
        ent_rate_add(&c->tally->clash, has_dispute(c->record, pair[0], pair[1], year));
    }
}

/* A rivalry that begins, and one that ends. */
static void
count_rivalry(counting *c, past *p, const ent_dyad *dyad, int year)
{
    int now = is_observed(c->record, "rivalries", year) ? dyad->rivalry > 0 : -1;

    if (year >= c->first && now >= 0 && p->rivalry >= 0) {
        ent_rate_add(p->rivalry > 0 ? &c->tally->reconcile : &c->tally->rival, now != p->rivalry);
    }
    p->rivalry = now;
}

static void
count_pair(counting *c, const ent_system *system, size_t i, size_t j, int year)
{
    past           *p = &c->pasts[i][j];
    ent_state       pair[2] = {c->powers[i], c->powers[j]};
    ent_state_ix    a = ent_system_find(system, pair[0]), b = ent_system_find(system, pair[1]);
    const ent_dyad *dyad;

    if (a == ENT_NO_STATE_IX || b == ENT_NO_STATE_IX) {
        *p = (past){.level = -1, .grade = -1, .rivalry = -1};
        return;
    }
    dyad = ent_system_dyad(system, a, b);
    count_level(c, p, year <= c->acts_until ? dyad->cooperation : -1,
                c->upheaval[i] || c->upheaval[j], is_observed(c->record, "leaders", year));
    count_grade(c, p, dyad, year);
    count_bonds(c, p, dyad, pair, year);
    count_sanctions(c, dyad, pair, year);
    count_clash(c, dyad, pair, year);
    count_rivalry(c, p, dyad, year);
}

/* A state that goes to war, and one whose wars end; the dyads of a war are one. */
static void
count_wars(counting *c, const ent_system *system, int year)
{
    for (size_t i = 0; i < ENT_GREAT_POWERS; i++) {
        ent_state_ix at = ent_system_find(system, c->powers[i]);
        int          now = at != ENT_NO_STATE_IX && year <= c->disputes_until ? 0 : -1;

        for (size_t j = 0; j < ent_system_size(system) && now == 0; j++) {
            now = ent_system_dyad(system, at, (ent_state_ix)j)->at_war != 0;
        }
        if (year >= c->first && now >= 0 && c->at_war[i] >= 0) {
            ent_rate_add(c->at_war[i] > 0 ? &c->tally->truce : &c->tally->war, now != c->at_war[i]);
        }
        c->at_war[i] = now;
    }
}

static void
count_year(counting *c, const ent_system *system, int year)
{
    count_upheavals(c, system, year);
    count_wars(c, system, year);
    for (size_t i = 0; i < ENT_GREAT_POWERS; i++) {
        for (size_t j = i + 1; j < ENT_GREAT_POWERS; j++) {
            count_pair(c, system, i, j, year);
        }
    }
}

static ent_status
count_years(ent_ctx *ctx, counting *c, size_t count, ent_rule_walk *walk)
{
    for (int year = c[0].first - 1; year <= c[0].end; year++) {
        ent_system *system;
        ent_status  status = ent_check_cancelled(ctx);

        if (status == ENT_OK) {
            status = ent_system_at(ctx, c->record, ent_span_of_year(year), NULL, &system);
        }
        if (status != ENT_OK) {
            return status;
        }
        for (size_t i = 0; i < count; i++) {
            if (year >= c[i].first - 1 && year <= c[i].end) {
                count_year(&c[i], system, year);
            }
        }
        status = ent_rule_walk_add(ctx, walk, system, year);
        ent_system_destroy(system);
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

/* 5. ends of treaties, and disputes */

static void
count_ends(const counting *c, int obligation, ent_rate *rate)
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(c->record, ENT_FACT_TREATY, &count);
    ent_span observed = {ent_date_day(c->first, 1, 1), ent_date_day(c->treaties_until + 1, 1, 1)};

    if (c->treaties_until < c->first) {
        return; /* a treaty of that time is in force, but in no year that is counted */
    }
    for (size_t i = 0; i < count; i++) {
        ent_span in_force = {treaties[i].start, treaties[i].end};

        if (!binds(&treaties[i], obligation) || strcmp(treaties[i].form, "bilateral") != 0 ||
            in_force.from == ENT_DAY_MIN || !ent_span_overlap(in_force, observed)) {
            continue;
        }
        rate->events += in_force.to <= observed.to;
        in_force.from = in_force.from < observed.from ? observed.from : in_force.from;
        in_force.to = in_force.to > observed.to ? observed.to : in_force.to;
        rate->trials +=
            (uint64_t)(ent_date_year(in_force.to - 1) - ent_date_year(in_force.from) + 1);
    }
}

static bool
is_great_power(const counting *c, ent_state state)
{
    for (size_t i = 0; i < ENT_GREAT_POWERS; i++) {
        if (c->powers[i] == state) {
            return true;
        }
    }
    return false;
}

/* One source of rivalries at a time, as the seams say: else each rivalry counts twice. */
static void
count_disputes(const counting *c)
{
    size_t             count;
    const ent_rivalry *rivalries = ent_record_facts(c->record, ENT_FACT_RIVALRY, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_rivalry *r = &rivalries[i];
        ent_span           lasts = {r->start, r->end};

        if (!is_great_power(c, r->state_a.state) || !is_great_power(c, r->state_b.state)) {
            continue;
        }
        for (int year = c->first; year <= c->disputes_until; year++) {
            if (ent_span_overlap(lasts, ent_span_of_year(year)) &&
                ent_record_uses(c->record, "rivalries", &r->from, ent_span_of_year(year).to - 1)) {
                ent_rate_add(&c->tally->dispute,
                             has_dispute(c->record, r->state_a.state, r->state_b.state, year));
            }
        }
    }
}

/* The years of a sanction that is in force, and its end. */
static void
count_lift(const counting *c, ent_span in_force, int until)
{
    int from = in_force.from == ENT_DAY_MIN ? c->first : ent_date_year(in_force.from);
    int to = ent_date_year(in_force.to - 1);

    for (int year = from < c->first ? c->first : from; year <= until && year <= to; year++) {
        ent_rate_add(&c->tally->lift, year == to && in_force.to != ENT_DAY_MAX);
    }
}

/* Sanctions of permanent members, after the source that the record reads when they begin. */
static void
count_lifts(const counting *c, ent_day before)
{
    const ent_codes         *codes = ent_record_codes(c->record);
    size_t                   own, published;
    const ent_sanction      *sanctions = ent_record_facts(c->record, ENT_FACT_SANCTION, &own);
    const ent_sanction_case *cases =
        ent_record_facts(c->record, ENT_FACT_SANCTION_CASE, &published);
    int until = ent_date_year(before) - 1;

    for (size_t i = 0; i < own; i++) {
        const ent_sanction *s = &sanctions[i];

        if (ent_is_great_power(s->sender) && s->start != ENT_DAY_MIN &&
            ent_record_uses(c->record, "sanctions", &s->from, s->start)) {
            count_lift(c, (ent_span){s->start, s->end}, until);
        }
    }
    for (size_t i = 0; i < published; i++) {
        const ent_sanction_case *s = &cases[i];

        if (s->start != ENT_DAY_MIN && s->sender.state != ENT_NO_STATE &&
            ent_is_great_power(ent_codes_id(codes, s->sender.state)) &&
            ent_record_uses(c->record, "sanctions", &s->from, s->start)) {
            count_lift(c, (ent_span){s->start, s->end}, until);
        }
    }
}

/* 6. votes */

static void
count_changes(const counting *c, const ent_ballot *ballot, size_t i, size_t j)
{
    double before = NAN;

    for (int year = c->first; year <= c->end; year++) {
        ent_ballot_year calls = ent_ballot_year_of(ballot, year);
        unsigned        n;
        double          now = ent_ballot_agreement(ballot, &calls, c->powers[i], c->powers[j], &n);

        if (!isnan(now) && !isnan(before)) {
            c->tally->sway.count++;
            c->tally->sway.squares += (now - before) * (now - before);
        }
        before = now;
    }
}

/* A record without votes tells of no changes. */
static ent_status
count_sway(ent_ctx *ctx, const counting *c)
{
    ent_measure_options all = {0};
    ent_ballot          ballot;
    ent_status          status = ent_ballot_of(ctx, c->record, &all, &ballot);

    if (status != ENT_OK) {
        return status == ENT_E_NOTFOUND ? ENT_OK : status;
    }
    for (size_t i = 0; i < ENT_GREAT_POWERS; i++) {
        for (size_t j = i + 1; j < ENT_GREAT_POWERS; j++) {
            count_changes(c, &ballot, i, j);
        }
    }
    ent_ballot_clear(&ballot);
    return ENT_OK;
}

/* 7. all */

static void
begin(counting *c, const ent_record *record, int first, ent_day before, ent_rule_counts *tally)
{
    size_t count;

    memset(tally, 0, sizeof *tally);
    *c = (counting){.record = record, .tally = tally, .first = first};
    for (size_t i = 0; i < ENT_GREAT_POWERS; i++) {
        c->at_war[i] = -1;
        c->powers[i] = ent_codes_find(ent_record_codes(record), ENT_GREAT_POWER[i].id);
        for (size_t j = 0; j < ENT_GREAT_POWERS; j++) {
            c->pasts[i][j] = (past){.level = -1, .grade = -1, .rivalry = -1};
        }
    }
    c->acts_until = ent_rule_last_year(record, ENT_FACT_ACT, before);
    c->treaties_until = ent_rule_last_year(record, ENT_FACT_TREATY, before);
    c->disputes_until = ent_rule_last_year(record, ENT_FACT_DISPUTE, before);
    c->end = c->acts_until > c->treaties_until ? c->acts_until : c->treaties_until;
    c->has_scale = ent_record_facts(record, ENT_FACT_PEACE_LEVEL, &count) != NULL && count > 0;
}

static ent_status
finish(ent_ctx *ctx, const counting *c, ent_day before)
{
    ent_status status = count_sway(ctx, c);

    count_ends(c, DEFENCE, &c->tally->end);
    count_ends(c, SHORT_OF_DEFENCE, &c->tally->unbond);
    count_disputes(c);
    count_lifts(c, before);
    return status;
}

ent_status
ent_rule_count(ent_ctx *ctx, const ent_record *record, const ent_rule_span *spans, size_t count,
               ent_rule_counts *out, ent_rule_walk **walk)
{
    counting        c[ENT_RULE_MOST_SPANS] = {{.record = NULL}};
    ent_rule_counts tallies[ENT_RULE_MOST_SPANS];
    ent_rule_walk  *made;
    ent_status      status = ent_rule_walk_create(ctx, record, spans[0].before, &made);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        begin(&c[i], record, spans[i].first, spans[i].before, &tallies[i]);
    }
    status = count_years(ctx, c, count, made);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_rule_count_levels(ent_rule_walk_rows(made), spans[i].first,
                              ent_date_year(spans[i].before) - 1, &tallies[i]);
        status = finish(ctx, &c[i], spans[i].before);
    }
    if (status != ENT_OK) {
        ent_rule_walk_destroy(made);
        return status;
    }
    memcpy(out, tallies, count * sizeof *out);
    *walk = made;
    return ENT_OK;
}
