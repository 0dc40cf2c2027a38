/*
 * effect.c - what moves an actor to make or end a tie
 *
 *   1. of the network     2. of covariates     3. the table     4. terms of a model
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/ties/saom.h"

/* 1. of the network */

/*
 * Counts of what the change of a tie goes by, for many alters of one actor; then what a tie of the
 * network adds to the statistic.
 */

static double
one(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)s;
    (void)i;
    (void)j;
    (void)term;
    return 1;
}

static void
count_returned(const ent_saom_state *s, size_t i, const uint32_t *alters, size_t n, int32_t *out)
{
    for (size_t t = 0; t < n; t++) {
        out[t] = s->tie[alters[t] * s->n + i];
    }
}

static double
returned(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)term;
    return s->tie[j * s->n + i];
}

static void
count_paths(const ent_saom_state *s, size_t i, const uint32_t *alters, size_t n, int32_t *out)
{
    const int16_t *paths = &s->paths[i * s->n];

    for (size_t t = 0; t < n; t++) {
        out[t] = paths[alters[t]];
    }
}

static double
two_paths(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)term;
    return s->paths[i * s->n + j];
}

/* The tie closes two-paths, and it is the first step of others that a tie of i closes already. */
static void
count_transitive(const ent_saom_state *s, size_t i, const uint32_t *alters, size_t n, int32_t *out)
{
    const int16_t *paths = &s->paths[i * s->n], *shared = &s->shared[i * s->n];

    for (size_t t = 0; t < n; t++) {
        out[t] = paths[alters[t]] + shared[alters[t]];
    }
}

static void
count_paths_back(const ent_saom_state *s, size_t i, const uint32_t *alters, size_t n, int32_t *out)
{
    for (size_t t = 0; t < n; t++) {
        out[t] = s->paths[alters[t] * s->n + i];
    }
}

static double
back_paths(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)term;
    return s->paths[j * s->n + i];
}

static double
returned_two_paths(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)term;
    return s->tie[j * s->n + i] * s->paths[i * s->n + j];
}

/* x_ji TP_ij, and the h with i -> h -> i and j -> h: i -> j -> h is their new two-path. */
static void
count_returned_transitive(const ent_saom_state *s, size_t i, const uint32_t *alters, size_t n,
                          int32_t *out)
{
    for (size_t t = 0; t < n; t++) {
        size_t j = alters[t];

        out[t] = s->tie[j * s->n + i] * s->paths[i * s->n + j];
        for (size_t w = 0; w < s->words; w++) {
            out[t] +=
                __builtin_popcountll(s->out_bits[i * s->words + w] & s->in_bits[i * s->words + w] &
                                     s->out_bits[j * s->words + w]);
        }
    }
}

static double
weighted_paths(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    return term->value[s->paths[i * s->n + j]];
}

static double
value_of_paths(const ent_saom_term *term, double paths)
{
    double alpha = term->parameter / 100;

    return exp(alpha) * (1 - pow(1 - exp(-alpha), paths));
}

/* Degrees as they are with the tie, and without it. */
static void
count_in_with(const ent_saom_state *s, size_t i, const uint32_t *alters, size_t n, int32_t *out)
{
    for (size_t t = 0; t < n; t++) {
        out[t] = s->in[alters[t]] + (s->tie[i * s->n + alters[t]] == 0);
    }
}

static void
count_out_without(const ent_saom_state *s, size_t i, const uint32_t *alters, size_t n, int32_t *out)
{
    for (size_t t = 0; t < n; t++) {
        out[t] = s->out[i] - (s->tie[i * s->n + alters[t]] != 0);
    }
}

static double
root(const ent_saom_term *term, double number)
{
    (void)term;
    return sqrt(number);
}

static double
popularity(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)i;
    (void)term;
    return s->in[j];
}

static double
root_popularity(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)i;
    (void)term;
    return sqrt(s->in[j]);
}

static double
growth_of_square(const ent_saom_term *term, double out)
{
    (void)term;
    return 2 * out + 1;
}

static double
activity(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)j;
    (void)term;
    return s->out[i];
}

static double
growth_of_power(const ent_saom_term *term, double out)
{
    (void)term;
    return (out + 1) * sqrt(out + 1) - out * sqrt(out);
}

static double
root_activity(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)j;
    (void)term;
    return sqrt(s->out[i]);
}

/* The out-degree of j, which the tie from i leaves as it is. */
static void
count_out(const ent_saom_state *s, size_t i, const uint32_t *alters, size_t n, int32_t *out)
{
    (void)i;
    for (size_t t = 0; t < n; t++) {
        out[t] = s->out[alters[t]];
    }
}

static double
outdegree_popularity(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)i;
    (void)term;
    return s->out[j];
}

static void
count_in(const ent_saom_state *s, size_t i, const uint32_t *alters, size_t n, int32_t *out)
{
    (void)alters;
    for (size_t t = 0; t < n; t++) {
        out[t] = s->in[i];
    }
}

static double
indegree_activity(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    (void)j;
    (void)term;
    return s->in[i];
}

/* 1 if i has no tie but that of the alter. */
static void
count_alone(const ent_saom_state *s, size_t i, const uint32_t *alters, size_t n, int32_t *out)
{
    bool sought = s->model->directed && s->in[i] != 0;

    for (size_t t = 0; t < n; t++) {
        out[t] = !sought && s->out[i] == (s->tie[i * s->n + alters[t]] != 0);
    }
}

static double
negative(const ent_saom_term *term, double number)
{
    (void)term;
    return -number;
}

bool
ent_saom_is_present(const ent_saom_state *state, size_t i)
{
    const ent_saom_period *p = state->period;

    return p->joins == NULL || (p->joins[i] < 1 && p->leaves[i] >= 1);
}

static double
isolates(const ent_saom_state *s)
{
    size_t count = 0;

    for (size_t i = 0; i < s->n; i++) {
        count += s->out[i] == 0 && s->in[i] == 0 && ent_saom_is_present(s, i);
    }
    return (double)count;
}

/* 2. of covariates */

static double
constant_weight(const ent_saom_state *s, const ent_saom_term *term, size_t i, size_t j)
{
    const ent_saom *m = s->model;

    return ent_saom_weights_of(m, m->weights[s->period - m->periods], i)[term->slot * m->n + j];
}

static double
weight_of_dyad(const ent_saom_covariate *c, const double *value, size_t n, size_t i, size_t j)
{
    return value[i * n + j] - c->mean;
}

static double
weight_of_ego(const ent_saom_covariate *c, const double *value, size_t n, size_t i, size_t j)
{
    (void)n;
    (void)j;
    return value[i] - c->mean;
}

static double
weight_of_alter(const ent_saom_covariate *c, const double *value, size_t n, size_t i, size_t j)
{
    (void)n;
    (void)i;
    return value[j] - c->mean;
}

static double
weight_of_both(const ent_saom_covariate *c, const double *value, size_t n, size_t i, size_t j)
{
    (void)n;
    return value[i] + value[j] - 2 * c->mean;
}

static double
weight_of_similarity(const ent_saom_covariate *c, const double *value, size_t n, size_t i, size_t j)
{
    (void)n;
    return 1 - fabs(value[i] - value[j]) / c->range - c->similarity;
}

static double
weight_of_same(const ent_saom_covariate *c, const double *value, size_t n, size_t i, size_t j)
{
    (void)c;
    (void)n;
    return isnan(value[i]) || isnan(value[j]) ? NAN : value[i] == value[j];
}

static double
weight_of_difference(const ent_saom_covariate *c, const double *value, size_t n, size_t i, size_t j)
{
    (void)c;
    (void)n;
    return fabs(value[i] - value[j]);
}

/* 3. the table */

#define BOTH     true, true
#define DIRECTED true, false
#define MUTUAL   false, true
#define NETWORK(needs, reach, parameter, count, value, tie, once, both)                            \
    ENT_SAOM_OF_NETWORK, needs, reach, parameter, count, value, tie, NULL, NULL, once, both
#define COVARIATE(of, weight)                                                                      \
    of, 0, ENT_SAOM_CONSTANT, 0, NULL, NULL, constant_weight, NULL, weight, 1, 1

#define SNIJDERS "Snijders (2001), Sociological Methodology 31:361-395"
#define STEGLICH "Snijders, van de Bunt and Steglich (2010), Social Networks 32:44-60"
#define PICKUP   "Snijders and Pickup (2016), in The Oxford Handbook of Political Networks"
#define HUNTER   "Snijders, Pattison, Robins and Handcock (2006), Sociological Methodology 36:99-153"

static const ent_saom_effect EFFECTS[] = {
    {"density", "sum over ij of x_ij", "1", SNIJDERS, BOTH,
     NETWORK(0, ENT_SAOM_CONSTANT, 0, NULL, NULL, one, 1, 2)},
    {"recip", "sum over ij of x_ij x_ji", "x_ji", SNIJDERS, DIRECTED,
     NETWORK(0, ENT_SAOM_LOCAL, 0, count_returned, NULL, returned, 1, 1)},
    {"transTrip", "sum over ij of x_ij P_ij, P_ij = number of h with i -> h -> j",
     "P_ij + Q_ij, Q_ij = number of h with i -> h, j -> h", SNIJDERS, DIRECTED,
     NETWORK(ENT_SAOM_PATHS | ENT_SAOM_SHARED, ENT_SAOM_LOCAL, 0, count_transitive, NULL, two_paths,
             1, 1)},
    {"transTriads", "number of closed triads", "P_ij", PICKUP, MUTUAL,
     NETWORK(ENT_SAOM_PATHS, ENT_SAOM_LOCAL, 0, count_paths, NULL, two_paths, 1, 6)},
    {"transRecTrip", "sum over ij of x_ij x_ji P_ij",
     "x_ji P_ij + number of h with i -> h, h -> i, j -> h",
     "Block (2015), Social Networks 40:163-173", DIRECTED,
     NETWORK(ENT_SAOM_PATHS, ENT_SAOM_LOCAL, 0, count_returned_transitive, NULL, returned_two_paths,
             1, 1)},
    {"cycle3", "number of i -> j -> h -> i", "P_ji", SNIJDERS, DIRECTED,
     NETWORK(ENT_SAOM_PATHS | ENT_SAOM_BACK, ENT_SAOM_LOCAL, 0, count_paths_back, NULL, back_paths,
             3, 1)},
    {"gwespFF", "sum over ij of x_ij e^a (1 - (1 - e^-a)^P_ij), a = parameter / 100",
     "e^a (1 - (1 - e^-a)^P_ij): of the tie itself, not of the two-paths that it serves", HUNTER,
     BOTH,
     NETWORK(ENT_SAOM_PATHS, ENT_SAOM_LOCAL, 69, count_paths, value_of_paths, weighted_paths, 1,
             1)},
    {"inPop", "sum over ij of x_ij in_j; undirected: degree of alter", "in_j with the tie",
     SNIJDERS, BOTH, NETWORK(0, ENT_SAOM_DEGREES, 0, count_in_with, NULL, popularity, 1, 1)},
    {"inPopSqrt", "sum over ij of x_ij sqrt(in_j)", "sqrt(in_j) with the tie", STEGLICH, BOTH,
     NETWORK(0, ENT_SAOM_DEGREES, 0, count_in_with, root, root_popularity, 1, 1)},
    {"outAct", "sum over i of out_i^2", "2 out_i + 1, out_i without the tie", SNIJDERS, BOTH,
     NETWORK(0, ENT_SAOM_DEGREES, 0, count_out_without, growth_of_square, activity, 1, 1)},
    {"outActSqrt", "sum over i of out_i^1.5", "(out_i + 1)^1.5 - out_i^1.5, out_i without the tie",
     STEGLICH, BOTH,
     NETWORK(0, ENT_SAOM_DEGREES, 0, count_out_without, growth_of_power, root_activity, 1, 1)},
    {"outPop", "sum over ij of x_ij out_j", "out_j", STEGLICH, DIRECTED,
     NETWORK(0, ENT_SAOM_DEGREES, 0, count_out, NULL, outdegree_popularity, 1, 1)},
    {"inAct", "sum over i of out_i in_i", "in_i", STEGLICH, DIRECTED,
     NETWORK(0, ENT_SAOM_DEGREES, 0, count_in, NULL, indegree_activity, 1, 1)},
    {"isolateNet", "number of actors without any tie", "-1 if i has no other tie, else 0", STEGLICH,
     BOTH, ENT_SAOM_OF_NETWORK, 0, ENT_SAOM_DEGREES, 0, count_alone, negative, NULL, isolates, NULL,
     1, 1},
    {"X", "sum over ij of x_ij w_ij", "w_ij", SNIJDERS, BOTH,
     COVARIATE(ENT_SAOM_OF_DYAD, weight_of_dyad)},
    {"egoX", "sum over ij of x_ij v_i", "v_i", SNIJDERS, DIRECTED,
     COVARIATE(ENT_SAOM_OF_ACTOR, weight_of_ego)},
    {"altX", "sum over ij of x_ij v_j", "v_j", SNIJDERS, BOTH,
     COVARIATE(ENT_SAOM_OF_ACTOR, weight_of_alter)},
    {"egoPlusAltX", "sum over ij of x_ij (v_i + v_j)", "v_i + v_j", PICKUP, BOTH,
     COVARIATE(ENT_SAOM_OF_ACTOR, weight_of_both)},
    {"simX", "sum over ij of x_ij (1 - |v_i - v_j| / range - mean similarity)",
     "1 - |v_i - v_j| / range - mean similarity", SNIJDERS, BOTH,
     COVARIATE(ENT_SAOM_OF_ACTOR, weight_of_similarity)},
    {"sameX", "sum over ij of x_ij [v_i = v_j]", "[v_i = v_j]", SNIJDERS, BOTH,
     COVARIATE(ENT_SAOM_OF_ACTOR, weight_of_same)},
    {"absDiffX", "sum over ij of x_ij |v_i - v_j|", "|v_i - v_j|", STEGLICH, BOTH,
     COVARIATE(ENT_SAOM_OF_ACTOR, weight_of_difference)},
};

const ent_saom_effect *
ent_saom_effects_all(size_t *count)
{
    *count = sizeof EFFECTS / sizeof EFFECTS[0];
    return EFFECTS;
}

const ent_saom_effect *
ent_saom_effect_find(const char *name)
{
    for (size_t i = 0; i < sizeof EFFECTS / sizeof EFFECTS[0]; i++) {
        if (strcmp(EFFECTS[i].name, name) == 0) {
            return &EFFECTS[i];
        }
    }
    return NULL;
}

ent_status
ent_saom_effect_list(ent_ctx *ctx, ent_table **out)
{
    static const ent_column COLUMNS[] = {{"effect", ENT_COLUMN_TEXT},
                                         {"ties", ENT_COLUMN_TEXT},
                                         {"statistic", ENT_COLUMN_TEXT},
                                         {"change", ENT_COLUMN_TEXT},
                                         {"reference", ENT_COLUMN_TEXT}};
    ent_table              *table;
    ent_status              status = ent_table_create(ctx, COLUMNS, 5, &table);

    for (size_t i = 0; status == ENT_OK && i < sizeof EFFECTS / sizeof EFFECTS[0]; i++) {
        const ent_saom_effect *e = &EFFECTS[i];

        ent_table_row(table);
        ent_table_text_borrowed(table, 0, e->name);
        ent_table_text_borrowed(table, 1,
                                !e->undirected ? "directed"
                                : e->directed  ? "both"
                                               : "undirected");
        ent_table_text_borrowed(table, 2, e->statistic);
        ent_table_text_borrowed(table, 3, e->change);
        ent_table_text_borrowed(table, 4, e->reference);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_check(ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* 4. terms of a model */

static ent_status
make_values(ent_ctx *ctx, ent_saom *model, ent_saom_term *term)
{
    size_t count = 2 * model->n + 1;

    if (term->effect->count == NULL) {
        return ENT_OK;
    }
    term->value = ent_arena_alloc(&model->arena, count, sizeof *term->value);
    for (size_t k = 0; k < count && term->value != NULL; k++) {
        term->value[k] =
            term->effect->value != NULL ? term->effect->value(term, (double)k) : (double)k;
    }
    return term->value != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

static const double *
values_in(const ent_saom_covariate *c, size_t period, size_t period_count)
{
    if (period == period_count) {
        return c->ahead != NULL ? c->ahead : c->value[c->count - 1];
    }
    return c->value[period < c->count ? period : 0];
}

static double
weight_in(const ent_saom *model, const ent_saom_term *term, size_t period, size_t i, size_t j)
{
    const ent_saom_covariate *c = term->covariate;
    double                    weight = 1;

    if (i == j || (term->only != 0 && term->only != period + 1)) {
        return 0;
    }
    if (c != NULL) {
        weight = term->effect->weight(c, values_in(c, period, model->period_count), model->n, i, j);
    }
    return isnan(weight) ? 0 : weight;
}

void
ent_saom_fill_weights(const ent_saom *model, size_t period, double *out)
{
    for (size_t i = 0; i < model->n; i++) {
        for (size_t at = 0; at < model->constant_count; at++) {
            for (size_t j = 0; j < model->n; j++) {
                *out++ = weight_in(model, &model->terms[model->order[at]], period, i, j);
            }
        }
    }
}

/* Whether the weights are the same in all periods, which then share them. */
static bool
is_steady(const ent_saom *model)
{
    for (size_t at = 0; at < model->constant_count; at++) {
        const ent_saom_term *term = &model->terms[model->order[at]];

        if (term->only != 0 || (term->covariate != NULL && term->covariate->count > 1)) {
            return false;
        }
    }
    return true;
}

static ent_status
make_weights(ent_ctx *ctx, ent_saom *model)
{
    size_t size = model->n * model->n * model->constant_count;
    bool   steady = is_steady(model);

    model->weights = ent_arena_alloc(&model->arena, model->period_count, sizeof *model->weights);
    if (model->weights == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t p = 0; p < model->period_count; p++) {
        if (p > 0 && steady) {
            model->weights[p] = model->weights[0];
            continue;
        }
        model->weights[p] = ent_arena_alloc(&model->arena, size, sizeof(double));
        if (model->weights[p] == NULL) {
            return ent_fail_nomem(ctx);
        }
        ent_saom_fill_weights(model, p, model->weights[p]);
    }
    return ENT_OK;
}

ent_status
ent_saom_prepare(ent_ctx *ctx, ent_saom *model)
{
    size_t     used = 0;
    ent_status status = ENT_OK;

    model->order = ent_arena_alloc(&model->arena, model->term_count, sizeof *model->order);
    if (model->order == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (int constant = 1; constant >= 0; constant--) {
        for (size_t k = 0; k < model->term_count; k++) {
            ent_saom_term *term = &model->terms[k];

            if ((term->effect->reach == ENT_SAOM_CONSTANT) == (constant == 1)) {
                term->slot = used;
                model->order[used++] = k;
                model->constant_count += constant == 1;
            }
        }
    }
    for (size_t k = 0; k < model->term_count && status == ENT_OK; k++) {
        ent_saom_term *term = &model->terms[k];

        model->needs_paths |= (term->effect->needs & ENT_SAOM_PATHS) != 0;
        model->needs_back |= (term->effect->needs & ENT_SAOM_BACK) != 0;
        model->needs_shared |= (term->effect->needs & ENT_SAOM_SHARED) != 0;
        model->degrees |= term->effect->reach == ENT_SAOM_DEGREES;
        status = make_values(ctx, model, term);
    }
    return status == ENT_OK ? make_weights(ctx, model) : status;
}

static bool
is_on(const ent_saom_state *state, const ent_saom_term *term)
{
    return term->only == 0 || &state->model->periods[term->only - 1] == state->period;
}

double
ent_saom_term_change(const ent_saom_state *state, const ent_saom_term *term, size_t i, size_t j)
{
    uint32_t alter = (uint32_t)j;
    int32_t  number;

    if (!is_on(state, term)) {
        return 0;
    }
    if (term->effect->count == NULL) {
        return constant_weight(state, term, i, j);
    }
    term->effect->count(state, i, &alter, 1, &number);
    return term->value[number];
}

/* The sum of a term over the ties of `where` that are no ties of `not_in` (NULL: over all). */
static double
sum_over_ties(const ent_saom_state *where, const ent_saom_state *not_in, const ent_saom_term *term)
{
    double sum = 0;

    for (size_t i = 0; i < where->n; i++) {
        for (size_t w = 0; w < where->words; w++) {
            uint64_t left = where->out_bits[i * where->words + w];

            if (not_in != NULL) {
                left &= ~not_in->out_bits[i * where->words + w];
            }
            for (; left != 0; left &= left - 1) {
                sum += term->effect->tie(where, term, i, w * 64 + (size_t)__builtin_ctzll(left));
            }
        }
    }
    return sum / (where->model->directed ? term->effect->times : term->effect->times_undirected);
}

void
ent_saom_sum_constants(const ent_saom_state *state, double *out)
{
    const ent_saom *m = state->model;
    const double   *weights = m->weights[state->period - m->periods];

    memset(out, 0, m->constant_count * sizeof *out);
    for (size_t i = 0; i < m->n; i++) {
        const double *of_actor = ent_saom_weights_of(m, weights, i);

        for (size_t w = 0; w < state->words; w++) {
            for (uint64_t left = state->out_bits[i * state->words + w]; left != 0;
                 left &= left - 1) {
                size_t j = w * 64 + (size_t)__builtin_ctzll(left);

                for (size_t at = 0; at < m->constant_count; at++) {
                    out[at] += of_actor[at * m->n + j];
                }
            }
        }
    }
}

void
ent_saom_statistics_from(const ent_saom_state *state, const ent_saom_state *start,
                         const double *sums, double *out)
{
    const ent_saom *model = state->model;

    for (size_t k = 0; k < model->term_count; k++) {
        const ent_saom_term   *term = &model->terms[k];
        const ent_saom_effect *e = term->effect;

        if (!is_on(state, term)) {
            out[k] = 0;
        } else if (e->whole != NULL) {
            out[k] = e->whole(state);
        } else if (term->part == ENT_SAOM_ENDOWMENT) {
            out[k] = -sum_over_ties(start, state, term);
        } else if (term->part == ENT_SAOM_CREATION) {
            out[k] = sum_over_ties(state, start, term);
        } else if (e->reach != ENT_SAOM_CONSTANT) {
            out[k] = sum_over_ties(state, NULL, term);
        } else {
            out[k] = sums[term->slot] / (model->directed ? e->times : e->times_undirected);
        }
    }
}

void
ent_saom_statistics(const ent_saom_state *state, const ent_saom_state *start, double *out)
{
    double sums[ENT_SAOM_MOST_EFFECTS];

    ent_saom_sum_constants(state, sums);
    ent_saom_statistics_from(state, start, sums, out);
}
