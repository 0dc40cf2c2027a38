/*
 * effects.c - how strong the effects of the rule are, estimated from the years of dyads
 *
 *   1. the logits     2. their rows     3. estimates     4. checks     5. rates     6. all
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/rule/effects.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/graded/regression.h"
#include "model/rule/kept.h"
#include "model/rule/priors.h"
#include "model/rule/world.h"

/* 1. the logits: two moves each, and what moves them */

enum { MOVES = 2, CLASSES = 2, MOST_EFFECTS = 15, MOST_CHECKED = 5 };
enum { CLASS_COLUMNS = CLASSES * MOVES };
enum { MOST_COLUMNS = CLASS_COLUMNS + MOST_EFFECTS + MOST_CHECKED, LAG = 5 };

typedef enum covariate {
    BY_RIVALRY, /* the parts of common pressure come first, in their order */
    BY_FORCE,
    BY_SANCTIONS,
    COMMON,
    BURDEN,
    ENMITY,
    FORCE,
    LEVEL,
    ALLIED,
    AGAIN,
    STALE,
    AT_WORDS, /* in the order of ent_acts */
    AT_ARMS,
    AT_EXERCISES,
    AT_BASES
} covariate;

typedef struct effect {
    covariate     of;
    ent_parameter parameter;
    int           signs[MOVES]; /* on each of the two moves */
    bool          assumed;      /* estimated beside the others, but not taken */
} effect;

/* A rate of a move for pairs of two permanent members, and of one; where no rate is counted for
 * the latter they have that of the former. */
typedef struct logit {
    ent_parameter rates[MOVES];
    bool          has_lesser;
    ent_parameter lesser[MOVES];
    size_t        count;
    effect        effects[MOST_EFFECTS];
} logit;

static const logit LOGITS[] = {{{ENT_PARAMETER_UP, ENT_PARAMETER_LAPSE},
                                true,
                                {ENT_PARAMETER_UP_ONE, ENT_PARAMETER_LAPSE_ONE},
                                15,
                                {{BY_RIVALRY, ENT_PARAMETER_COMMON_RIVALRY, {1, -1}, false},
                                 {BY_FORCE, ENT_PARAMETER_COMMON_FORCE, {1, -1}, false},
                                 {BY_SANCTIONS, ENT_PARAMETER_COMMON_SANCTIONS, {1, -1}, false},
                                 {BURDEN, ENT_PARAMETER_BURDEN, {-1, 1}, false},
                                 {ENMITY, ENT_PARAMETER_ENMITY, {-1, 1}, false},
                                 {ALLIED, ENT_PARAMETER_ALLIED, {1, -1}, false},
                                 {AGAIN, ENT_PARAMETER_AGAIN, {1, 0}, false},
                                 {STALE, ENT_PARAMETER_STALE, {0, 1}, false},
                                 {AT_WORDS, ENT_PARAMETER_UP_WORDS, {1, 0}, false},
                                 {AT_ARMS, ENT_PARAMETER_UP_ARMS, {1, 0}, false},
                                 {AT_EXERCISES, ENT_PARAMETER_UP_EXERCISES, {1, 0}, false},
                                 {AT_BASES, ENT_PARAMETER_UP_BASES, {1, 0}, false},
                                 {AT_WORDS, ENT_PARAMETER_LAPSE_WORDS, {0, 1}, false},
                                 {AT_EXERCISES, ENT_PARAMETER_LAPSE_EXERCISES, {0, 1}, false},
                                 {AT_BASES, ENT_PARAMETER_LAPSE_BASES, {0, 1}, false}}},
                               {{ENT_PARAMETER_WARMER, ENT_PARAMETER_COLDER},
                                false,
                                {ENT_PARAMETER_WARMER, ENT_PARAMETER_COLDER},
                                3,
                                {{COMMON, ENT_PARAMETER_COMMON_PEACE, {1, -1}, false},
                                 {BURDEN, ENT_PARAMETER_BURDEN_PEACE, {-1, 1}, false},
                                 {FORCE, ENT_PARAMETER_STRAIN, {-1, 1}, false}}},
                               {{ENT_PARAMETER_PACT, ENT_PARAMETER_BOND},
                                false,
                                {ENT_PARAMETER_PACT, ENT_PARAMETER_BOND},
                                3,
                                {{COMMON, ENT_PARAMETER_COMMON_TIES, {1, 1}, true},
                                 {BURDEN, ENT_PARAMETER_BURDEN_TIES, {-1, -1}, true},
                                 {LEVEL, ENT_PARAMETER_CLOSE, {1, 1}, false}}}};

enum { LOGIT_COUNT = sizeof LOGITS / sizeof LOGITS[0] };

/* Whether a move was made: 1, 0, or -1 where it could not be, or nobody knows. */
static int
moved(const ent_rule_row *row, ent_parameter rate)
{
    bool grades = row->grade >= 0 && row->grade_after >= 0;

    switch (rate) {
    case ENT_PARAMETER_UP:
        return ent_rule_row_rises(row);
    case ENT_PARAMETER_LAPSE:
        return ent_rule_row_lapses(row);
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
value_of(const ent_rule_row *row, covariate of, bool apart)
{
    switch (of) {
    case BY_RIVALRY:
    case BY_FORCE:
    case BY_SANCTIONS:
        return apart ? row->apart[of] : row->parts[of];
    case COMMON:
        return apart ? row->common_apart : row->common;
    case BURDEN:
        return row->burden;
    case ENMITY:
        return row->enmity;
    case FORCE:
        return row->force;
    case LEVEL:
        return row->level >= 0 ? row->level : (double)NAN;
    case ALLIED:
        return row->allied;
    case AGAIN:
        return row->again;
    case STALE:
        return row->level > 0 && row->age > 0;
    case AT_WORDS:
    case AT_ARMS:
    case AT_EXERCISES:
    case AT_BASES:
        break;
    }
    return row->level >= 0 && ent_acts_of(row->level) == of - AT_WORDS + ENT_ACTS_WORDS;
}

/* 2. rows */

/* As they are, and as each check asks for them: entente/model.h. */
typedef enum variant { MAIN, DYADS, LAGGED, APART, VARIANTS } variant;

typedef struct work {
    const ent_rule_rows *rows;
    int                  first, last;
    double              *x;
    uint8_t             *level;
    uint32_t            *pair, *a, *b;
    uint32_t            *before; /* of each row: the row of the dyad in the year before; itself */
    double              *means;  /* by pair and effect, and the rows of the pair behind them */
    size_t               count, columns, events[MOVES];
    uint32_t             states; /* above every id of a state */
    const ent_rule_row **within; /* those of two permanent members first, then the others */
    size_t               class_count[CLASSES];
    ent_rule             before_record; /* priors that no record has changed */
} work;

static bool
is_within(const work *w, const ent_rule_row *row)
{
    return row->year >= w->first && row->year <= w->last;
}

/* The level and what bears it out, and old obligations, are what a move starts from: they are of
 * the year before under every check. */
static bool
is_checked(const effect *e)
{
    return e->of < LEVEL && !e->assumed;
}

/* The row of the dyad so many years before; NULL: there is none. */
static const ent_rule_row *
years_before(const work *w, size_t row, int years)
{
    size_t at = row;

    for (int y = 0; y < years; y++) {
        if (w->before[at] == at) {
            return NULL;
        }
        at = w->before[at];
    }
    return &w->rows->rows[at];
}

/* `row` has the covariates, `here` the level. */
static void
fill_row(const logit *l, const ent_rule_row *here, const ent_rule_row *row, int move, variant v,
         double *x)
{
    memset(x, 0, (CLASS_COLUMNS + l->count) * sizeof *x);
    x[2 * move + here->great] = 1;
    for (size_t k = 0; k < l->count; k++) {
        const effect *e = &l->effects[k];

        x[(size_t)CLASS_COLUMNS + k] =
            e->signs[move] * value_of(is_checked(e) ? row : here, e->of, v == APART);
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

static uint32_t
pair_of(const work *w, const ent_rule_row *row)
{
    return row->a < row->b ? row->a * w->states + row->b : row->b * w->states + row->a;
}

/* The mean of each covariate over the rows of the dyad, beside what it is in each. */
static void
add_means(const logit *l, work *w)
{
    size_t width = MOST_EFFECTS + 1, last = CLASS_COLUMNS + l->count;

    memset(w->means, 0, (size_t)w->states * w->states * width * sizeof *w->means);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < w->count; i++) {
            double *x = w->x + i * w->columns, *mean = w->means + w->pair[i] * width;
            int     move = x[0] + x[1] > 0 ? 0 : 1;
            size_t  column = last;

            mean[MOST_EFFECTS] += pass == 0;
            for (size_t k = 0; k < l->count; k++) {
                int sign = l->effects[k].signs[move];

                if (pass == 0) {
                    mean[k] += sign * x[(size_t)CLASS_COLUMNS + k];
                } else if (is_checked(&l->effects[k])) {
                    x[column++] = sign * mean[k] / mean[MOST_EFFECTS];
                }
            }
        }
    }
}

static void
gather(const logit *l, variant v, work *w)
{
    w->count = w->events[0] = w->events[1] = 0;
    w->columns = CLASS_COLUMNS + l->count;
    for (size_t k = 0; k < l->count && v == DYADS; k++) {
        w->columns += is_checked(&l->effects[k]);
    }
    for (size_t i = 0; i < w->rows->count; i++) {
        const ent_rule_row *row = &w->rows->rows[i];
        const ent_rule_row *from = v == LAGGED ? years_before(w, i, LAG) : row;

        for (int move = 0; move < MOVES; move++) {
            int came = moved(row, l->rates[move]);

            if (came < 0 || from == NULL || !is_within(w, row) || !is_told(l, row)) {
                continue;
            }
            fill_row(l, row, from, move, v, w->x + w->count * w->columns);
            w->level[w->count] = (uint8_t)came;
            w->a[w->count] = row->a;
            w->b[w->count] = row->b;
            w->pair[w->count++] = pair_of(w, row);
            w->events[move] += came > 0;
        }
    }
    if (v == DYADS) {
        add_means(l, w);
    }
}

/* 3. estimates */

/* What a level starts from is estimated with its prior (two normal numbers): where few moves tell
 * it a likelihood alone runs away, and forecasts with it. */
static void
temper(const ent_prior *prior, double *mean, double *sd)
{
    double known = 1 / (*sd * *sd), before = 1 / (prior->sd * prior->sd);

    *mean = (*mean * known + prior->mean * before) / (known + before);
    *sd = 1 / sqrt(known + before);
}

static void
take_effects(const logit *l, const ent_regression *fit, size_t events, size_t rows,
             const ent_rule *before, ent_rule *rule)
{
    for (size_t k = 0; k < l->count; k++) {
        double     mean = fit->estimate[(size_t)CLASS_COLUMNS + k];
        double     sd = ent_regression_error(fit, CLASS_COLUMNS + k);
        ent_prior *prior = &rule->priors[l->effects[k].parameter];

        if (isfinite(mean) && isfinite(sd) && !l->effects[k].assumed) {
            if (l->effects[k].of > LEVEL) {
                temper(&before->priors[l->effects[k].parameter], &mean, &sd);
            }
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
regress(ent_ctx *ctx, const logit *l, variant v, work *w, ent_regression *fit)
{
    ent_sample sample;

    gather(l, v, w);
    sample = (ent_sample){.rows = w->count,
                          .columns = w->columns,
                          .x = w->x,
                          .level = w->level,
                          .pair = w->pair,
                          .a = w->a,
                          .b = w->b,
                          .pairs = (size_t)w->states * w->states,
                          .states = w->states};
    return ent_logit_fit(ctx, &sample, 2, ENT_CLUSTER_MEMBERS, fit);
}

/* 4. checks */

static const double NORMAL_95 = 1.959963984540054;

static ent_holding
compare(const ent_prior *here, const ent_regression *fit, size_t column)
{
    double there = fit->estimate[column], error = ent_regression_error(fit, column);

    /* errors by members may be none where states are few: then it is weaker at best */
    return !fit->converged || !isfinite(there) ? ENT_HOLDING_UNTOLD
           : (here->mean > 0) != (there > 0)   ? ENT_HOLDING_REVERSED
           : fabs(there) > NORMAL_95 * error   ? ENT_HOLDING_HOLDS
                                               : ENT_HOLDING_WEAKER;
}

static ent_status
check_effects(ent_ctx *ctx, const logit *l, work *w, ent_rule *rule)
{
    for (variant v = DYADS; v < VARIANTS; v++) {
        ent_regression fit;
        ent_status     status = regress(ctx, l, v, w, &fit);

        if (status != ENT_OK) {
            return status;
        }
        for (size_t k = 0; k < l->count; k++) {
            ent_prior *prior = &rule->priors[l->effects[k].parameter];

            if (is_checked(&l->effects[k]) && prior->basis == ENT_BASIS_ESTIMATED) {
                prior->checks[v - DYADS] = compare(prior, &fit, CLASS_COLUMNS + k);
            }
        }
        ent_regression_clear(&fit);
    }
    return ENT_OK;
}

/* What a check turns round is no estimate: its mean stays, with a 95 percent interval that reaches
 * 0. */
static void
doubt_effects(const logit *l, ent_rule *rule)
{
    for (size_t k = 0; k < l->count; k++) {
        ent_prior *prior = &rule->priors[l->effects[k].parameter];

        for (size_t c = 0; c < ENT_RULE_CHECKS; c++) {
            if (prior->checks[c] == ENT_HOLDING_REVERSED) {
                prior->basis = ENT_BASIS_ASSUMED;
                prior->sd = fmax(prior->sd, fabs(prior->mean) / NORMAL_95);
            }
        }
    }
}

/* Whether there are moves enough for all effects, and of each move for those on it alone. */
static bool
tells(const logit *l, const work *w)
{
    size_t own[MOVES] = {0, 0};

    for (size_t k = 0; k < l->count; k++) {
        own[0] += l->effects[k].signs[1] == 0;
        own[1] += l->effects[k].signs[0] == 0;
    }
    return w->events[0] + w->events[1] >= ENT_RULE_EVENTS * l->count &&
           w->events[0] >= ENT_RULE_EVENTS * own[0] && w->events[1] >= ENT_RULE_EVENTS * own[1];
}

/* A span of years takes the checks of the whole. */
static ent_status
estimate(ent_ctx *ctx, const logit *l, const ent_rule *whole, work *w, ent_rule *rule)
{
    ent_regression fit;
    ent_status     status;

    gather(l, MAIN, w);
    if (!tells(l, w) || (l->rates[0] == ENT_PARAMETER_WARMER && !w->rows->scaled)) {
        return ENT_OK;
    }
    status = regress(ctx, l, MAIN, w, &fit);
    if (status != ENT_OK) {
        return status;
    }
    if (fit.converged) {
        take_effects(l, &fit, w->events[0] + w->events[1], w->count, &w->before_record, rule);
        for (size_t k = 0; k < l->count && whole != NULL; k++) {
            ent_parameter of = l->effects[k].parameter;

            memcpy(rule->priors[of].checks, whole->priors[of].checks,
                   sizeof rule->priors[of].checks);
        }
        status = whole == NULL ? check_effects(ctx, l, w, rule) : ENT_OK;
        doubt_effects(l, rule);
    }
    ent_regression_clear(&fit);
    return status;
}

/* 5. rates */

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
        double           value = value_of(row, l->effects[k].of, false);
        double           beyond = isnan(value) ? 0 : value - means[k];

        push += l->effects[k].signs[move] * beyond * prior->mean;
        *variance += beyond * beyond * prior->sd * prior->sd;
    }
    return push;
}

/* The mean of the logistic of a normal number, by five nodes (Gauss and Hermite); its derivative is
 * added to `slope`. */
static double
mean_logistic(double mean, double sd, double *slope)
{
    static const double NODES[] = {-2.856970013872806, -1.355626179974266, 0, 1.355626179974266,
                                   2.856970013872806};
    static const double WEIGHTS[] = {0.011257411327721, 0.222075922005613, 0.533333333333333,
                                     0.222075922005613, 0.011257411327721};
    double              sum = 0;

    for (size_t i = 0; i < sizeof NODES / sizeof NODES[0]; i++) {
        double p = logistic(mean + sd * NODES[i]);

        sum += WEIGHTS[i] * p;
        *slope += WEIGHTS[i] * p * (1 - p);
    }
    return sum;
}

/* The rows of two permanent members, or the others, and a rate of a move of theirs. */
typedef struct solving {
    const logit         *l;
    int                  move;
    ent_parameter        parameter;
    const ent_rule_row **rows;
    size_t               count, chances;
    double               means[MOST_EFFECTS]; /* of each covariate, where the record holds it */
    double              *push, *sd;           /* of each chance */
} solving;

/* What the effects add to each of its chances, and the standard deviation of the draws. */
static void
push_all(solving *s, const ent_rule *rule)
{
    double sd = rule->priors[s->parameter].sd;

    s->chances = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (moved(s->rows[i], s->l->rates[s->move]) >= 0) {
            double variance = sd * sd;

            s->push[s->chances] = push_of(s->l, s->rows[i], s->move, s->means, rule, &variance);
            s->sd[s->chances++] = sqrt(variance);
        }
    }
}

/* The rate with which as many moves are expected as `wanted` a chance has: a sum that grows with
 * the rate, so that Newton's steps are kept between what is known to be too low and too high. */
static double
solve_rate(const solving *s, double wanted)
{
    double lo = -40, hi = 40, rate = log(wanted / (1 - wanted));

    for (int step = 0; step < 100 && hi - lo > 1e-13; step++) {
        double sum = 0, slope = 0, next;

        for (size_t i = 0; i < s->chances; i++) {
            sum += mean_logistic(rate + s->push[i], s->sd[i], &slope) - wanted;
        }
        *(sum < 0 ? &lo : &hi) = rate;
        next = rate - sum / slope;
        next = next > lo && next < hi ? next : (lo + hi) / 2;
        if (fabs(next - rate) < 1e-12) {
            return next;
        }
        rate = next;
    }
    return rate;
}

static void
average(solving *s)
{
    for (size_t k = 0; k < s->l->count; k++) {
        size_t known = 0;

        s->chances = 0;
        s->means[k] = 0;
        for (size_t i = 0; i < s->count; i++) {
            double value = value_of(s->rows[i], s->l->effects[k].of, false);

            if (moved(s->rows[i], s->l->rates[s->move]) >= 0) {
                s->chances++;
                s->means[k] += isnan(value) ? 0 : value;
                known += isnan(value) ? 0 : 1;
            }
        }
        s->means[k] /= known > 0 ? (double)known : 1;
    }
}

static void
set_rate(work *w, const logit *l, int move, bool lesser, ent_rule *rule)
{
    solving    s = {.l = l,
                    .move = move,
                    .parameter = lesser ? l->lesser[move] : l->rates[move],
                    .rows = w->within + (lesser ? w->class_count[0] : 0),
                    .count = w->class_count[lesser],
                    .push = w->x,
                    .sd = w->x + w->rows->count};
    ent_prior *rate = &rule->priors[s.parameter];

    if (!rate->held) {
        average(&s);
    }
    if (rate->held || s.chances == 0) {
        return;
    }
    push_all(&s, rule);
    rate->mean = solve_rate(&s, logistic(rate->mean));
    for (size_t k = 0; k < l->count; k++) {
        const effect *e = &l->effects[k];

        if (e->signs[move] != 0) {
            rule->shifts[rule->shift_count++] =
                (ent_shift){s.parameter, e->parameter, e->signs[move] * s.means[k]};
        }
    }
}

/* Rates that no effect adds to. */
static const ent_parameter PLAIN[] = {
    ENT_PARAMETER_END,        ENT_PARAMETER_DISPUTE,    ENT_PARAMETER_LEADER,
    ENT_PARAMETER_REGIME,     ENT_PARAMETER_RIVAL,      ENT_PARAMETER_SANCTION,
    ENT_PARAMETER_UNBOND,     ENT_PARAMETER_CLASH,      ENT_PARAMETER_LIFT,
    ENT_PARAMETER_RECONCILE,  ENT_PARAMETER_WAR,        ENT_PARAMETER_TRUCE,
    ENT_PARAMETER_BROKEN,     ENT_PARAMETER_WORN,       ENT_PARAMETER_LEAP_1,
    ENT_PARAMETER_LEAP_1 + 1, ENT_PARAMETER_LEAP_1 + 2, ENT_PARAMETER_LEAP_1 + 3,
    ENT_PARAMETER_LEAP_1 + 4, ENT_PARAMETER_LEAP_6,     ENT_PARAMETER_SLIP_1,
    ENT_PARAMETER_SLIP_1 + 1, ENT_PARAMETER_SLIP_1 + 2, ENT_PARAMETER_SLIP_1 + 3,
    ENT_PARAMETER_SLIP_1 + 4, ENT_PARAMETER_SLIP_6,     ENT_PARAMETER_LEAP_PEACE,
    ENT_PARAMETER_SLIP_PEACE};
enum { PLAIN_COUNT = sizeof PLAIN / sizeof PLAIN[0] };

/* The spread of their draws alone would make rare events likelier than they were counted. */
static void
set_plain_rates(ent_rule *rule)
{
    for (size_t i = 0; i < PLAIN_COUNT; i++) {
        ent_prior *rate = &rule->priors[PLAIN[i]];
        double     lo = -40, hi = 40, slope = 0, wanted = logistic(rate->mean);

        if (rate->trials == 0) {
            continue; /* nothing was counted */
        }
        for (int step = 0; step < 50; step++) {
            double middle = (lo + hi) / 2;

            *(mean_logistic(middle, rate->sd, &slope) < wanted ? &lo : &hi) = middle;
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
        double           slope = 0, chance = mean_logistic(rate->mean, rate->sd, &slope);

        out[PLAIN[i]] = rate->trials == 0 ? rate->mean : log(chance / (1 - chance));
    }
    ent_rule_settle(rule, out);
}

/* 6. all */

/* Each row knows that of its dyad in the year before. */
static ent_status
link_years(ent_ctx *ctx, work *w)
{
    uint32_t *newest = ent_alloc_zero((size_t)w->states * w->states + 1, sizeof *newest);

    if (newest == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (uint32_t i = 0; i < w->rows->count; i++) {
        const ent_rule_row *row = &w->rows->rows[i];
        uint32_t           *last = &newest[pair_of(w, row)]; /* its place, counted from 1 */
        bool                follows = *last > 0 && w->rows->rows[*last - 1].year == row->year - 1;

        w->before[i] = follows ? *last - 1 : i;
        *last = i + 1;
    }
    ent_free(newest);
    return ENT_OK;
}

static void
sort_classes(work *w)
{
    size_t count = 0;

    for (int lesser = 0; lesser < CLASSES; lesser++) {
        size_t before = count;

        for (size_t i = 0; i < w->rows->count; i++) {
            const ent_rule_row *row = &w->rows->rows[i];

            if (row->great != (lesser != 0) && is_within(w, row)) {
                w->within[count++] = row;
            }
        }
        w->class_count[lesser] = count - before;
    }
}

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
    out->within = ent_alloc(rows->count + 1, sizeof *out->within);
    out->before = ent_alloc(rows->count + 1, sizeof *out->before);
    out->means =
        ent_alloc((size_t)out->states * out->states * (MOST_EFFECTS + 1) + 1, sizeof *out->means);
    if (out->within != NULL) {
        sort_classes(out);
    }
    return out->x != NULL && out->level != NULL && out->pair != NULL && out->a != NULL &&
                   out->b != NULL && out->within != NULL && out->before != NULL &&
                   out->means != NULL
               ? link_years(ctx, out)
               : ent_fail_nomem(ctx);
}

ent_status
ent_rule_effects(ent_ctx *ctx, const ent_rule_rows *rows, int first, int last,
                 const ent_rule *whole, ent_rule *rule)
{
    work       w;
    ent_rule   found = *rule;
    ent_status status = begin(ctx, rows, first, last, &w);

    ent_rule_words(&w.before_record);

    found.shift_count = 0;
    for (size_t i = 0; i < LOGIT_COUNT && status == ENT_OK; i++) {
        status = estimate(ctx, &LOGITS[i], whole, &w, &found);
        for (int move = 0; move < MOVES && status == ENT_OK; move++) {
            set_rate(&w, &LOGITS[i], move, false, &found);
            if (LOGITS[i].has_lesser) {
                set_rate(&w, &LOGITS[i], move, true, &found);
            }
        }
    }
    set_plain_rates(&found);
    if (status == ENT_OK) {
        status = ent_rule_ease(ctx, rows, first, last, &found.priors[ENT_PARAMETER_EASE]);
    }
    ent_free(w.x);
    ent_free(w.level);
    ent_free(w.pair);
    ent_free(w.a);
    ent_free(w.b);
    ent_free(w.within);
    ent_free(w.before);
    ent_free(w.means);
    if (status == ENT_OK) {
        *rule = found;
    }
    return status;
}
