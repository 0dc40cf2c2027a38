/*
 * happened.c - what the record says of the outcomes of a scenario whose years have passed
 *
 *   1. one outcome in one year     2. the years of a scenario     3. the table     4. skill
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "measure/ballot.h"
#include "model/landscape/landscape.h"
#include "model/rule/count.h"
#include "scenario/outcome.h"

/* 1. one outcome in one year */

/* The record year by year: the last day of the year before, and of this one. */
typedef struct hindsight {
    const ent_record *record;
    const ent_ballot *ballot; /* NULL: no votes */
    ent_day           base;   /* the first day after it */
    int               year;
    const ent_system *start, *before, *now;
} hindsight;

static const ent_dyad *
dyad_of(const ent_system *system, ent_state a, ent_state b)
{
    ent_state_ix i = ent_system_find(system, a), j = ent_system_find(system, b);

    return i == ENT_NO_STATE_IX || j == ENT_NO_STATE_IX ? NULL : ent_system_dyad(system, i, j);
}

static double
level_reached(const hindsight *h, const ent_outcome *o)
{
    const ent_dyad *dyad = dyad_of(h->now, o->a, o->b);

    if (dyad == NULL || dyad->cooperation < 0) {
        return NAN;
    }
    return (dyad->cooperation >= o->level) == (o->kind == ENT_OUTCOME_LEVEL_AT_LEAST);
}

/* Whether obligations of the two began, or ended, within the year. */
static double
bond_moved(const hindsight *h, const ent_outcome *o)
{
    const ent_dyad *then = dyad_of(h->before, o->a, o->b), *now = dyad_of(h->now, o->a, o->b);
    unsigned flags = o->kind == ENT_OUTCOME_DEFENCE_BEGINS || o->kind == ENT_OUTCOME_DEFENCE_ENDS
                         ? ENT_OBLIGATION_DEFENCE
                         : ~0U;
    bool begins = o->kind == ENT_OUTCOME_DEFENCE_BEGINS || o->kind == ENT_OUTCOME_OBLIGATION_BEGINS;
    unsigned was, is;

    if (then == NULL || now == NULL || ent_system_carried(h->now, ENT_KNOWN_OBLIGATIONS) != 0) {
        return NAN;
    }
    was = then->obligations & flags;
    is = now->obligations & flags;
    return (begins ? is & ~was : was & ~is) != 0 ||
           (o->kind == ENT_OUTCOME_OBLIGATION_BEGINS &&
            ent_treaty_begins(h->record, o->a, o->b, h->year));
}

/* Whether a dispute of the two began since the base date. */
static double
disputed(const hindsight *h, const ent_outcome *o)
{
    size_t             count;
    const ent_dispute *disputes = ent_record_facts(h->record, ENT_FACT_DISPUTE, &count);
    ent_day            end = ent_span_of_year(h->year).to;

    for (size_t i = 0; i < count; i++) {
        const ent_dispute *d = &disputes[i];
        bool               pair = (d->state_a == o->a && d->state_b == o->b) ||
                    (d->state_a == o->b && d->state_b == o->a);

        if (pair && d->hostility >= 4 && d->start >= h->base && d->start < end) {
            return 1;
        }
    }
    return ent_system_carried(h->now, ENT_KNOWN_DISPUTES) != 0 ? NAN : 0;
}

static int
sign_of(const ent_system *system, ent_state a, ent_state b)
{
    const ent_dyad *dyad = dyad_of(system, a, b);

    return dyad != NULL && ent_dyad_is_hostile(dyad) ? -1 : 1;
}

static double
peace_moved(const hindsight *h, const ent_outcome *o)
{
    const ent_dyad *then = dyad_of(h->start, o->a, o->b), *now = dyad_of(h->now, o->a, o->b);
    bool            published[2];
    int             was, is;

    if (then == NULL || now == NULL) {
        return NAN;
    }
    was = ent_dyad_grade(then, &published[0]);
    is = ent_dyad_grade(now, &published[1]);
    if (published[0] != published[1] || (published[1] && now->peace_carried > 0)) {
        return NAN;
    }
    return o->kind == ENT_OUTCOME_PEACE_RISES   ? is > was
           : o->kind == ENT_OUTCOME_PEACE_FALLS ? is < was
                                                : is >= o->level;
}

static double
voted_apart(const hindsight *h, const ent_outcome *o)
{
    ent_ballot_year calls;
    unsigned        n;
    double          agreement;

    if (h->ballot == NULL) {
        return NAN;
    }
    calls = ent_ballot_year_of(h->ballot, h->year);
    agreement = ent_ballot_agreement(h->ballot, &calls, o->a, o->b, &n);
    return isnan(agreement) ? NAN : 1 - agreement >= o->distance;
}

static double
was_frustrated(const hindsight *h, const ent_outcome *o)
{
    ent_state   states[ENT_OUTCOME_MOST_STATES];
    signed char signs[ENT_OUTCOME_MOST_STATES * ENT_OUTCOME_MOST_STATES] = {0};
    size_t      n = ent_outcome_states(o, states);

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            const ent_dyad *dyad = dyad_of(h->now, states[i], states[j]);
            bool            friends = dyad != NULL && (dyad->cooperation >= 4 ||
                                            (dyad->obligations & ENT_OBLIGATION_DEFENCE) != 0);

            signs[i * n + j] =
                (signed char)(sign_of(h->now, states[i], states[j]) < 0 ? -1 : friends);
        }
    }
    return ent_frustration_of(n, signs) >= o->level;
}

/* The landscape of the year; missing where power is, or where several optima differ on it. */
static double
stood_together(const hindsight *h, const ent_outcome *o)
{
    ent_state states[ENT_OUTCOME_MOST_STATES];
    double    sizes[ENT_OUTCOME_MOST_STATES], share;
    double    propensities[ENT_OUTCOME_MOST_STATES * ENT_OUTCOME_MOST_STATES] = {0};
    size_t    n = ent_outcome_states(o, states);

    for (size_t i = 0; i < n; i++) {
        ent_state_ix a = ent_system_find(h->now, states[i]);

        sizes[i] = a != ENT_NO_STATE_IX ? ent_system_member_at(h->now, a)->cinc : NAN;
        if (!(sizes[i] > 0)) {
            return NAN;
        }
        for (size_t j = 0; j < i; j++) {
            ent_affinity affinity = ent_affinity_of(h->now, a, ent_system_find(h->now, states[j]));

            propensities[i * n + j] = propensities[j * n + i] = ent_affinity_sum(&affinity);
        }
    }
    share = ent_landscape_together(n, sizes, propensities, 0, 1);
    return share == 0 || share == 1 ? share : NAN;
}

static double
happened(const hindsight *h, const ent_outcome *o)
{
    switch (o->kind) {
    case ENT_OUTCOME_LEVEL_AT_LEAST:
    case ENT_OUTCOME_LEVEL_BELOW:
        return level_reached(h, o);
    case ENT_OUTCOME_DEFENCE_BEGINS:
    case ENT_OUTCOME_DEFENCE_ENDS:
    case ENT_OUTCOME_OBLIGATION_BEGINS:
    case ENT_OUTCOME_OBLIGATION_ENDS:
        return bond_moved(h, o);
    case ENT_OUTCOME_DISPUTE:
        return disputed(h, o);
    case ENT_OUTCOME_TRIANGLE:
        return ent_triangle_classify(sign_of(h->now, o->a, o->b), sign_of(h->now, o->b, o->c),
                                     sign_of(h->now, o->a, o->c))
                   .type == o->type;
    case ENT_OUTCOME_PEACE_RISES:
    case ENT_OUTCOME_PEACE_FALLS:
    case ENT_OUTCOME_PEACE_AT_LEAST:
        return peace_moved(h, o);
    case ENT_OUTCOME_VOTES_APART:
        return voted_apart(h, o);
    case ENT_OUTCOME_FRUSTRATION_AT_LEAST:
        return was_frustrated(h, o);
    case ENT_OUTCOME_SAME_BLOC:
        return stood_together(h, o);
    case ENT_OUTCOME_PASSES:
    case ENT_OUTCOME_SETTLES:
        break;
    }
    return NAN;
}

static bool
is_cumulative(ent_outcome_kind kind)
{
    return kind == ENT_OUTCOME_DEFENCE_BEGINS || kind == ENT_OUTCOME_DEFENCE_ENDS ||
           kind == ENT_OUTCOME_OBLIGATION_BEGINS || kind == ENT_OUTCOME_OBLIGATION_ENDS;
}

/* 2. the years of a scenario */

/* How each stands at the base date: what is counted from there on has not come yet. */
static void
look_at_base(const hindsight *h, const ent_scenario *s, double *values)
{
    for (size_t i = 0; i < s->outcome_count; i++) {
        ent_outcome_kind kind = s->outcomes[i].kind;

        values[i * ((size_t)s->horizon + 1)] =
            is_cumulative(kind) || kind == ENT_OUTCOME_DISPUTE ? 0 : happened(h, &s->outcomes[i]);
    }
}

/* The values of one outcome after another: [outcome][year]. */
static void
look(const hindsight *h, const ent_scenario *s, double *values)
{
    size_t years = (size_t)s->horizon + 1, at = (size_t)(h->year - ent_date_year(h->base - 1));

    for (size_t i = 0; i < s->outcome_count; i++) {
        double *value = &values[i * years + at];

        *value = happened(h, &s->outcomes[i]);
        if (is_cumulative(s->outcomes[i].kind) && value[-1] != 0) { /* begun, or not known */
            *value = value[-1];
        }
    }
}

static ent_status
year_end(ent_ctx *ctx, const ent_record *record, ent_day last, ent_system **out)
{
    return ent_system_at(ctx, record, (ent_span){last, last + 1}, NULL, out);
}

static ent_status
look_at_years(ent_ctx *ctx, hindsight *h, const ent_scenario *s, double *values)
{
    int         base = ent_date_year(s->base.to - 1);
    int         last = ent_date_year(ent_record_span(h->record).to - 1);
    ent_system *start = NULL, *before = NULL, *now;
    ent_status  status = year_end(ctx, h->record, s->base.to - 1, &start);

    h->start = h->before = h->now = start;
    h->base = s->base.to;
    h->year = base;
    if (status == ENT_OK) {
        look_at_base(h, s, values);
    }
    for (h->year = base + 1; h->year <= base + s->horizon && h->year <= last && status == ENT_OK;
         h->year++) {
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = year_end(ctx, h->record, ent_span_of_year(h->year).to - 1, &now);
        }
        if (status == ENT_OK) {
            h->now = now;
            look(h, s, values);
            ent_system_destroy(before);
            h->before = before = now;
        }
    }
    ent_system_destroy(before);
    ent_system_destroy(start);
    return status;
}

/* 3. the table */

static const ent_column COLUMN[] = {
    {"scenario", ENT_COLUMN_TEXT},     {"outcome", ENT_COLUMN_TEXT},
    {"year", ENT_COLUMN_INTEGER},      {"probability", ENT_COLUMN_NUMBER},
    {"base_rate", ENT_COLUMN_NUMBER},  {"happened", ENT_COLUMN_INTEGER},
    {"brier", ENT_COLUMN_NUMBER},      {"brier_base_rate", ENT_COLUMN_NUMBER},
    {"no_change", ENT_COLUMN_INTEGER}, {"brier_no_change", ENT_COLUMN_NUMBER}};

enum {
    SCENARIO,
    OUTCOME,
    YEAR,
    PROBABILITY,
    BASE_RATE,
    HAPPENED,
    BRIER,
    BRIER_BASE,
    SAME,
    BRIER_SAME
};

static double
squared(double x)
{
    return x * x;
}

static void
add_rows(ent_table *table, const ent_ensemble *e, const double *values)
{
    size_t years = (size_t)e->year_count;

    for (size_t i = 0; i < e->outcome_count; i++) {
        for (size_t year = 1; year < years; year++) {
            double value = values[i * years + year], before = values[i * years];
            double probability = e->outcomes[i].years[year].probability;
            double rate = ent_outcome_base_rate(&e->outcomes[i], (int)year);

            ent_table_row(table);
            ent_table_text(table, SCENARIO, e->scenario);
            ent_table_text(table, OUTCOME, e->outcomes[i].outcome.name);
            ent_table_integer(table, YEAR, e->outcomes[i].years[year].year);
            ent_table_number(table, PROBABILITY, probability);
            ent_table_number(table, BASE_RATE, rate);
            if (!isnan(value)) {
                ent_table_integer(table, HAPPENED, (int64_t)value);
                ent_table_number(table, BRIER, squared(probability - value));
                ent_table_number(table, BRIER_BASE, squared(rate - value));
            }
            if (!isnan(before)) {
                ent_table_integer(table, SAME, (int64_t)before);
                ent_table_number(table, BRIER_SAME, squared(before - value));
            }
        }
    }
}

static ent_status
score(ent_ctx *ctx, hindsight *h, const ent_scenario *s, const ent_ensemble *e, ent_table *table)
{
    size_t     years = (size_t)s->horizon + 1;
    double    *values = ent_alloc(s->outcome_count * years, sizeof *values);
    ent_status status;

    if (values == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < s->outcome_count * years; i++) {
        values[i] = NAN;
    }
    status = look_at_years(ctx, h, s, values);
    if (status == ENT_OK) {
        add_rows(table, e, values);
    }
    ent_free(values);
    return status;
}

ent_status
ent_ensemble_score(ent_ctx *ctx, const ent_record *record, ent_scenario *const *scenarios,
                   const ent_ensemble *ensembles, size_t count, ent_table **out)
{
    ent_measure_options all = {0};
    hindsight           h = {.record = record};
    ent_ballot          ballot;
    ent_table          *table;
    ent_status status = ent_table_create(ctx, COLUMN, sizeof COLUMN / sizeof COLUMN[0], &table);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_ballot_of(ctx, record, &all, &ballot);
    h.ballot = status == ENT_OK ? &ballot : NULL;
    status = status == ENT_E_NOTFOUND ? ENT_OK : status;
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = score(ctx, &h, scenarios[i], &ensembles[i], table);
    }
    if (h.ballot != NULL) {
        ent_ballot_clear(&ballot);
    }
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* 4. skill */

enum { OF_YEARS = OUTCOME + 1, CAME, MEAN, MEAN_BASE, SKILL_BASE, MEAN_SAME, SKILL_SAME };

static const ent_column SKILL[] = {{"scenario", ENT_COLUMN_TEXT},
                                   {"outcome", ENT_COLUMN_TEXT},
                                   {"years", ENT_COLUMN_INTEGER},
                                   {"happened", ENT_COLUMN_INTEGER},
                                   {"brier", ENT_COLUMN_NUMBER},
                                   {"brier_base_rate", ENT_COLUMN_NUMBER},
                                   {"skill_over_base_rate", ENT_COLUMN_NUMBER},
                                   {"brier_no_change", ENT_COLUMN_NUMBER},
                                   {"skill_over_no_change", ENT_COLUMN_NUMBER}};

/* Scores of the years that both it and its rival speak of. */
typedef struct against {
    double own, rival;
    size_t years;
} against;

typedef struct skill {
    size_t  years, came;
    double  brier;
    against base, same;
} skill;

static void
add_rival(const ent_table *scores, size_t row, size_t column, against *to)
{
    double rival = ent_table_get_number(scores, row, column);

    if (!isnan(rival)) {
        to->own += ent_table_get_number(scores, row, BRIER);
        to->rival += rival;
        to->years++;
    }
}

static void
add_score(const ent_table *scores, size_t row, skill *to)
{
    if (ent_table_is_missing(scores, row, HAPPENED)) {
        return;
    }
    to->years++;
    to->came += ent_table_get_number(scores, row, HAPPENED) > 0;
    to->brier += ent_table_get_number(scores, row, BRIER);
    add_rival(scores, row, BRIER_BASE, &to->base);
    add_rival(scores, row, BRIER_SAME, &to->same);
}

static void
add_against(ent_table *table, size_t column, const against *a)
{
    if (a->years > 0) {
        ent_table_number(table, column, a->rival / (double)a->years);
    }
    if (a->rival > 0) { /* nothing beats what never errs */
        ent_table_number(table, column + 1, 1 - a->own / a->rival);
    }
}

static void
add_skill(ent_table *table, const char *scenario, const char *outcome, const skill *s)
{
    ent_table_row(table);
    ent_table_text(table, SCENARIO, scenario);
    ent_table_text(table, OUTCOME, outcome);
    ent_table_integer(table, OF_YEARS, (int64_t)s->years);
    if (s->years > 0) {
        ent_table_integer(table, CAME, (int64_t)s->came);
        ent_table_number(table, MEAN, s->brier / (double)s->years);
    }
    add_against(table, MEAN_BASE, &s->base);
    add_against(table, MEAN_SAME, &s->same);
}

ent_status
ent_score_skill(ent_ctx *ctx, const ent_table *scores, const ent_ensemble *ensembles, size_t count,
                ent_table **out)
{
    ent_table *table;
    size_t     row = 0;
    ent_status status = ent_table_create(ctx, SKILL, sizeof SKILL / sizeof SKILL[0], &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        const ent_ensemble *e = &ensembles[i];
        skill               all = {0};

        for (size_t k = 0; k < e->outcome_count; k++) {
            skill one = {0};

            for (int year = 1; year < e->year_count; year++, row++) {
                add_score(scores, row, &one);
                add_score(scores, row, &all);
            }
            add_skill(table, e->scenario, e->outcomes[k].outcome.name, &one);
        }
        add_skill(table, e->scenario, "all", &all);
    }
    status = ent_table_check(ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
