/*
 * effects.c - how strong the effects of the rule are, estimated from the years of dyads
 *
 *   1. the logits     2. their rows     3. estimates     4. rates     5. all
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/rule/effects.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/graded/regression.h"
#include "model/rule/world.h"

/* 1. the logits: two moves each, and what moves them */

enum { MOVES = 2, MOST_EFFECTS = 4, CLASS_COLUMNS = 2 * MOVES };
enum { MOST_COLUMNS = CLASS_COLUMNS + MOST_EFFECTS };

typedef enum covariate { COMMON, BURDEN, ENMITY, FORCE, LEVEL } covariate;

typedef struct effect {
    covariate     of;
    ent_parameter parameter;
    int           signs[MOVES]; /* on each of the two moves */
    bool          assumed;      /* estimated beside the others, but not taken */
} effect;

typedef struct logit {
    ent_parameter rates[MOVES];
    size_t        count;
    effect        effects[MOST_EFFECTS];
} logit;

static const logit LOGITS[] = {{{ENT_PARAMETER_UP, ENT_PARAMETER_DOWN},
                                4,
                                {{COMMON, ENT_PARAMETER_COMMON, {1, -1}, false},
                                 {BURDEN, ENT_PARAMETER_BURDEN, {-1, 1}, false},
                                 {ENMITY, ENT_PARAMETER_ENMITY, {-1, 1}, false},
                                 {LEVEL, ENT_PARAMETER_REVERT, {-1, 1}, false}}},
                               {{ENT_PARAMETER_WARMER, ENT_PARAMETER_COLDER},
                                3,
                                {{COMMON, ENT_PARAMETER_COMMON_PEACE, {1, -1}, false},
                                 {BURDEN, ENT_PARAMETER_BURDEN_PEACE, {-1, 1}, false},
                                 {FORCE, ENT_PARAMETER_STRAIN, {-1, 1}, false}}},
                               {{ENT_PARAMETER_PACT, ENT_PARAMETER_BOND},
                                3,
                                {{COMMON, ENT_PARAMETER_COMMON_TIES, {1, 1}, true},
                                 {BURDEN, ENT_PARAMETER_BURDEN_TIES, {-1, -1}, true},
                                 {LEVEL, ENT_PARAMETER_CLOSE, {1, 1}, false}}}};

enum { LOGIT_COUNT = sizeof LOGITS / sizeof LOGITS[0] };

/* Whether a move was made: 1, 0, or -1 where it could not be, or nobody knows. */
static int
moved(const ent_rule_row *row, ent_parameter rate)
{
    bool levels = row->level >= 0 && row->level_after >= 0;
    bool grades = row->grade >= 0 && row->grade_after >= 0;

    switch (rate) {
    case ENT_PARAMETER_UP:
        return levels && row->level < 7 ? row->level_after > row->level : -1;
    case ENT_PARAMETER_DOWN:
        return levels && row->level > 0 ? row->level_after < row->level : -1;
    case ENT_PARAMETER_WARMER:
        return grades && row->grade < 4 ? row->grade_after > row->grade : -1;
    case ENT_PARAMETER_COLDER:
        return grades && row->grade > 0 ? row->grade_after < row->grade : -1;
    case ENT_PARAMETER_PACT:
        return row->pact;
    default:
        return row->bond;
    }
}

/* NaN where the record does not hold it. */
static double
value_of(const ent_rule_row *row, covariate of)
{
    switch (of) {
    case COMMON:
        return row->common;
    case BURDEN:
        return row->burden;
    case ENMITY:
        return row->enmity;
    case FORCE:
        return row->force;
    default:
        return row->level >= 0 ? row->level : (double)NAN;
    }
}

/* 2. rows */

typedef struct work {
    const ent_rule_rows *rows;
    int                  first, last;
    double              *x;
    uint8_t             *level;
    uint32_t            *pair, *a, *b;
    size_t               count, events;
    uint32_t             states; /* above every id of a state */
    const ent_rule_row **great;  /* of two permanent members, within the years */
    size_t               great_count;
} work;

static bool
is_within(const work *w, const ent_rule_row *row)
{
    return row->year >= w->first && row->year <= w->last;
}

static void
fill_row(const logit *l, const ent_rule_row *row, int move, double *x)
{
    memset(x, 0, (CLASS_COLUMNS + l->count) * sizeof *x);
    x[2 * move + row->great] = 1;
    for (size_t k = 0; k < l->count; k++) {
        x[(size_t)CLASS_COLUMNS + k] = l->effects[k].signs[move] * value_of(row, l->effects[k].of);
    }
}

/* A dyad whose level nobody knows tells nothing of what follows from it. */
static bool
is_told(const logit *l, const ent_rule_row *row)
{
    for (size_t k = 0; k < l->count; k++) {
        if (l->effects[k].of == LEVEL && row->level < 0) {
            return false;
        }
    }
    return true;
}

static void
gather(const logit *l, work *w)
{
    size_t columns = CLASS_COLUMNS + l->count;

    w->count = w->events = 0;
    for (size_t i = 0; i < w->rows->count; i++) {
        const ent_rule_row *row = &w->rows->rows[i];

        for (int move = 0; move < MOVES; move++) {
            int came = moved(row, l->rates[move]);

            if (came < 0 || !is_within(w, row) || !is_told(l, row)) {
                continue;
            }
            fill_row(l, row, move, w->x + w->count * columns);
            w->level[w->count] = (uint8_t)came;
            w->a[w->count] = row->a;
            w->b[w->count] = row->b;
            w->pair[w->count++] =
                (row->a < row->b ? row->a * w->states + row->b : row->b * w->states + row->a);
            w->events += came > 0;
        }
    }
}

/* 3. estimates */

static void
take_effects(const logit *l, const ent_regression *fit, size_t events, size_t rows, ent_rule *rule)
{
    for (size_t k = 0; k < l->count; k++) {
        double     mean = fit->estimate[(size_t)CLASS_COLUMNS + k];
        double     sd = ent_regression_error(fit, CLASS_COLUMNS + k);
        ent_prior *prior = &rule->priors[l->effects[k].parameter];

        if (isfinite(mean) && isfinite(sd) && !l->effects[k].assumed) {
            *prior = (ent_prior){.name = prior->name,
                                 .mean = mean,
                                 .sd = sd,
                                 .basis = ENT_BASIS_ESTIMATED,
                                 .events = events,
                                 .trials = rows,
                                 .reference_class = ENT_RULE_CLASS_OF_ROWS};
        }
    }
}

static ent_status
estimate(ent_ctx *ctx, const logit *l, const work *w, ent_rule *rule)
{
    ent_sample     sample = {.rows = w->count,
                             .columns = CLASS_COLUMNS + l->count,
                             .x = w->x,
                             .level = w->level,
                             .pair = w->pair,
                             .a = w->a,
                             .b = w->b,
                             .pairs = (size_t)w->states * w->states,
                             .states = w->states};
    ent_regression fit;
    ent_status     status;

    if (w->events < ENT_RULE_EVENTS * l->count ||
        (l->rates[0] == ENT_PARAMETER_WARMER && !w->rows->scaled)) {
        return ENT_OK;
    }
    status = ent_logit_fit(ctx, &sample, 2, ENT_CLUSTER_MEMBERS, &fit);
    if (status == ENT_OK) {
        if (fit.converged) {
            take_effects(l, &fit, w->events, w->count, rule);
        }
        ent_regression_clear(&fit);
    }
    return status;
}

/* 4. rates */

static double
logistic(double x)
{
    return 1 / (1 + exp(-x));
}

/* What the effects add to the log-odds of a move, and its variance over their draws. */
static double
push_of(const logit *l, const ent_rule_row *row, int move, const double *means,
        const ent_rule *rule, double *variance)
{
    double push = 0;

    for (size_t k = 0; k < l->count; k++) {
        const ent_prior *prior = &rule->priors[l->effects[k].parameter];
        double           value = value_of(row, l->effects[k].of);
        double           beyond = isnan(value) ? 0 : value - means[k];

        push += l->effects[k].signs[move] * beyond * prior->mean;
        *variance += beyond * beyond * prior->sd * prior->sd;
    }
    return push;
}

/* The mean of the logistic of a normal number, by five nodes (Gauss and Hermite). */
static double
mean_logistic(double mean, double sd)
{
    static const double NODES[] = {-2.856970013872806, -1.355626179974266, 0, 1.355626179974266,
                                   2.856970013872806};
    static const double WEIGHTS[] = {0.011257411327721, 0.222075922005613, 0.533333333333333,
                                     0.222075922005613, 0.011257411327721};
    double              sum = 0;

    for (size_t i = 0; i < sizeof NODES / sizeof NODES[0]; i++) {
        sum += WEIGHTS[i] * logistic(mean + sd * NODES[i]);
    }
    return sum;
}

/* How many moves of two permanent members are expected beyond `wanted` a chance. */
static double
excess(const work *w, const logit *l, int move, const double *means, const ent_rule *rule,
       double rate, double wanted)
{
    double sum = 0, sd = rule->priors[l->rates[move]].sd;

    for (size_t i = 0; i < w->great_count; i++) {
        if (moved(w->great[i], l->rates[move]) >= 0) {
            double variance = sd * sd;
            double push = push_of(l, w->great[i], move, means, rule, &variance);

            sum += mean_logistic(rate + push, sqrt(variance)) - wanted;
        }
    }
    return sum;
}

static double
solve_rate(const work *w, const logit *l, int move, const double *means, const ent_rule *rule,
           double wanted)
{
    double lo = -40, hi = 40;

    for (int i = 0; i < 50; i++) {
        double middle = (lo + hi) / 2;

        *(excess(w, l, move, means, rule, middle, wanted) < 0 ? &lo : &hi) = middle;
    }
    return (lo + hi) / 2;
}

/* What these have of each covariate on average, where the record holds it; their chances. */
static size_t
average(const work *w, const logit *l, int move, double means[MOST_EFFECTS])
{
    size_t chances = 0;

    for (size_t k = 0; k < l->count; k++) {
        size_t known = 0;

        chances = 0;
        means[k] = 0;
        for (size_t i = 0; i < w->great_count; i++) {
            double value = value_of(w->great[i], l->effects[k].of);

            if (moved(w->great[i], l->rates[move]) >= 0) {
                chances++;
                means[k] += isnan(value) ? 0 : value;
                known += isnan(value) ? 0 : 1;
            }
        }
        means[k] /= known > 0 ? (double)known : 1;
    }
    return chances;
}

static void
set_rate(const work *w, const logit *l, int move, ent_rule *rule)
{
    ent_prior *rate = &rule->priors[l->rates[move]];
    double     means[MOST_EFFECTS];

    if (rate->held || average(w, l, move, means) == 0) {
        return;
    }
    rate->mean = solve_rate(w, l, move, means, rule, logistic(rate->mean));
    for (size_t k = 0; k < l->count; k++) {
        const effect *e = &l->effects[k];
        ent_shift    *shift = &rule->shifts[rule->shift_count++];

        *shift = (ent_shift){l->rates[move], e->parameter, e->signs[move] * means[k]};
    }
}

/* Rates that no effect adds to. */
static const ent_parameter PLAIN[] = {
    ENT_PARAMETER_END,       ENT_PARAMETER_DISPUTE, ENT_PARAMETER_LEADER,
    ENT_PARAMETER_REGIME,    ENT_PARAMETER_RIVAL,   ENT_PARAMETER_SANCTION,
    ENT_PARAMETER_UNBOND,    ENT_PARAMETER_CLASH,   ENT_PARAMETER_LIFT,
    ENT_PARAMETER_RECONCILE, ENT_PARAMETER_WAR,     ENT_PARAMETER_TRUCE,
    ENT_PARAMETER_LEAP,      ENT_PARAMETER_SLIP,    ENT_PARAMETER_LEAP_PEACE,
    ENT_PARAMETER_SLIP_PEACE};
enum { PLAIN_COUNT = sizeof PLAIN / sizeof PLAIN[0] };

/* The spread of their draws alone would make rare events likelier than they were counted. */
static void
set_plain_rates(ent_rule *rule)
{
    for (size_t i = 0; i < PLAIN_COUNT; i++) {
        ent_prior *rate = &rule->priors[PLAIN[i]];
        double     lo = -40, hi = 40, wanted = logistic(rate->mean);

        if (rate->trials == 0) {
            continue; /* nothing was counted */
        }
        for (int step = 0; step < 50; step++) {
            double middle = (lo + hi) / 2;

            *(mean_logistic(middle, rate->sd) < wanted ? &lo : &hi) = middle;
        }
        rate->mean = (lo + hi) / 2;
    }
}

void
ent_rule_middle(const ent_rule *rule, double out[ENT_PARAMETERS])
{
    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        out[i] = rule->priors[i].mean;
    }
    for (size_t i = 0; i < PLAIN_COUNT; i++) {
        const ent_prior *rate = &rule->priors[PLAIN[i]];
        double           chance = mean_logistic(rate->mean, rate->sd);

        out[PLAIN[i]] = rate->trials == 0 ? rate->mean : log(chance / (1 - chance));
    }
    ent_rule_settle(rule, out);
}

/* 5. all */

static ent_status
begin(ent_ctx *ctx, const ent_rule_rows *rows, int first, int last, work *out)
{
    size_t most = MOVES * rows->count + 1;

    *out = (work){.rows = rows, .first = first, .last = last};
    for (size_t i = 0; i < rows->count; i++) {
        uint32_t more =
            (rows->rows[i].a > rows->rows[i].b ? rows->rows[i].a : rows->rows[i].b) + 1U;

        out->states = more > out->states ? more : out->states;
    }
    out->x = ent_alloc(most * MOST_COLUMNS, sizeof *out->x);
    out->level = ent_alloc(most, sizeof *out->level);
    out->pair = ent_alloc(most, sizeof *out->pair);
    out->a = ent_alloc(most, sizeof *out->a);
    out->b = ent_alloc(most, sizeof *out->b);
    out->great = ent_alloc(most, sizeof *out->great);
    for (size_t i = 0; i < rows->count && out->great != NULL; i++) {
        if (rows->rows[i].great && is_within(out, &rows->rows[i])) {
            out->great[out->great_count++] = &rows->rows[i];
        }
    }
    return out->x != NULL && out->level != NULL && out->pair != NULL && out->a != NULL &&
                   out->b != NULL && out->great != NULL
               ? ENT_OK
               : ent_fail_nomem(ctx);
}

ent_status
ent_rule_effects(ent_ctx *ctx, const ent_rule_rows *rows, int first, int last, ent_rule *rule)
{
    work       w;
    ent_rule   found = *rule;
    ent_status status = begin(ctx, rows, first, last, &w);

    found.shift_count = 0;
    for (size_t i = 0; i < LOGIT_COUNT && status == ENT_OK; i++) {
        gather(&LOGITS[i], &w);
        status = estimate(ctx, &LOGITS[i], &w, &found);
        for (int move = 0; move < MOVES && status == ENT_OK; move++) {
            set_rate(&w, &LOGITS[i], move, &found);
        }
    }
    set_plain_rates(&found);
    ent_free(w.x);
    ent_free(w.level);
    ent_free(w.pair);
    ent_free(w.a);
    ent_free(w.b);
    ent_free(w.great);
    if (status == ENT_OK) {
        *rule = found;
    }
    return status;
}
