/*
 * ensemble.c - many paths: how far an answer rests on its inputs and on the model
 *
 *   1. inputs with noise     2. another parameter     3. runs     4. what they say
 *   5. whether a breath moves it     6. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/parallel.h"
#include "base/random.h"
#include "base/text.h"
#include "model/bargain/bargain.h"

enum { DEFAULT_RUNS = 100, BREATH_RUNS = 40, LEAST_RUNS = 8 };
static const double DEFAULT_NOISE = 5, BREATH = 0.1, MOVED = 1, LARGEST_NOISE = 50;
static const double MOST_MEMORY = 1e9; /* bytes of all paths */

/* What differs between the runs of an ensemble. */
typedef enum kind {
    KIND_MIXED,  /* inputs by noise; in every second run a parameter, too */
    KIND_BREATH, /* inputs by hardly any noise */
    KIND_EACH    /* a parameter: all single changes in turn, after none */
} kind;

/* Runs of one kind, with what they came to. */
typedef struct ensemble {
    const ent_bargain         *bargain;
    const uint32_t            *rank, *place; /* place[actor of the file]: its rank */
    const ent_bargain_options *options;
    kind                       kind;
    double                     noise; /* percent */
    unsigned                   fixed;
    size_t                     runs;
    ent_path                  *paths;
} ensemble;

/* 1. inputs with noise */

static double
factor(const ent_key *key, uint32_t index, double noise)
{
    return fmax(1 + noise / 100 * ent_random_normal(key, index), 0.01);
}

static void
disturb(const ensemble *e, const ent_key *key, const ent_bargain_actor *from, ent_bargain_actor *to)
{
    double sum = 0;

    to->name = from->name;
    to->capability = from->capability * factor(key, 0, e->noise);
    for (uint32_t k = 0; k < e->bargain->dimension_count; k++) {
        double position = from->position[k] + e->noise * ent_random_normal(key, 2 * k + 1);

        to->position[k] = position < 0 ? 0 : position > 100 ? 100 : position;
        to->salience[k] = from->salience[k] * factor(key, 2 * k + 2, e->noise);
        sum += to->salience[k];
    }
    for (uint32_t k = 0; k < e->bargain->dimension_count && sum > 100; k++) {
        to->salience[k] *= 100 / sum;
    }
}

/* The input of a run; in the arena. */
static ent_status
make_input(ent_ctx *ctx, const ensemble *e, uint32_t run, ent_arena *arena, ent_bargain *out)
{
    size_t  n = e->bargain->actor_count, d = e->bargain->dimension_count;
    double *numbers = ent_arena_alloc(arena, 2 * n * d, sizeof *numbers);

    *out = *e->bargain;
    out->actors = ent_arena_alloc(arena, n, sizeof *out->actors);
    if (numbers == NULL || out->actors == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n; i++) {
        ent_key key = {e->options->seed, run, ENT_PROCESS_BARGAIN_INPUT, 0, e->place[i]};

        out->actors[i].position = numbers + 2 * i * d;
        out->actors[i].salience = numbers + (2 * i + 1) * d;
        disturb(e, &key, &e->bargain->actors[i], &out->actors[i]);
    }
    return ENT_OK;
}

/* 2. another parameter */

/* How many values the parameters have, in the order of their bits. */
static const unsigned VALUES[ENT_BARGAIN_PARAMETERS] = {6, 5, 3, 5, 3, 3, 3, 3};

/* Move a parameter on by some values, round its list. */
static void
change(ent_bargain_options *o, size_t parameter, unsigned by)
{
    unsigned count = VALUES[parameter];

    switch (parameter) {
    case 0:
        o->vote = (ent_bargain_vote)(((unsigned)o->vote + by) % count);
        break;
    case 1:
        o->victory = (ent_bargain_victory)(((unsigned)o->victory + by) % count);
        break;
    case 2:
        o->pce = (ent_bargain_pce)(((unsigned)o->pce + by) % count);
        break;
    case 3:
        o->risk_adjust = (ent_bargain_risk_adjust)(((unsigned)o->risk_adjust + by) % count);
        break;
    case 4:
        o->risk_range = (ent_bargain_risk_range)(((unsigned)o->risk_range + by) % count);
        break;
    case 5:
        o->third_party = (ent_bargain_third_party)(((unsigned)o->third_party + by) % count);
        break;
    case 6:
        o->interpolation = (ent_bargain_interpolation)(((unsigned)o->interpolation + by) % count);
        break;
    default:
        o->mode = (ent_bargain_mode)(((unsigned)o->mode + by) % count);
        break;
    }
}

static size_t
count_changes(const ensemble *e)
{
    size_t count = 0;

    for (size_t i = 0; i < ENT_BARGAIN_PARAMETERS; i++) {
        count += (e->fixed >> i & 1) == 0 ? VALUES[i] - 1 : 0;
    }
    return count;
}

/* The single change of this number among those that are allowed. */
static void
make_change(const ensemble *e, size_t number, ent_bargain_options *o)
{
    for (size_t i = 0; i < ENT_BARGAIN_PARAMETERS; i++) {
        size_t own = (e->fixed >> i & 1) == 0 ? VALUES[i] - 1 : 0;

        if (number < own) {
            change(o, i, (unsigned)number + 1);
            return;
        }
        number -= own;
    }
}

static void
choose_parameters(const ensemble *e, uint32_t run, ent_bargain_options *o)
{
    ent_key key = {o->seed, run, ENT_PROCESS_BARGAIN_VARIANT, 0, 0};
    size_t  changes = count_changes(e);

    if (e->kind == KIND_MIXED && run % 2 == 1 && changes > 0) {
        make_change(e, (size_t)ent_random_below(&key, 0, changes), o);
    } else if (e->kind == KIND_EACH && run > 0) {
        make_change(e, run - 1, o);
    }
}

/* 3. runs */

static ent_status
run_input(ent_ctx *ctx, const ensemble *e, uint32_t run, ent_arena *arena, ent_bargain *input,
          ent_path *out)
{
    ent_bargain_options options = *e->options;
    ent_status          status = make_input(ctx, e, run, arena, input);

    choose_parameters(e, run, &options);
    return status == ENT_OK
               ? ent_bargain_follow(ctx, input, e->rank, &options, run, NULL, NULL, out)
               : status;
}

static ent_status
run_one(ent_ctx *ctx, size_t run, void *data)
{
    ensemble   *e = data;
    ent_bargain input;
    ent_arena   arena;
    ent_status  status;

    ent_arena_init(&arena);
    status = run_input(ctx, e, (uint32_t)run, &arena, &input, &e->paths[run]);
    ent_arena_clear(&arena);
    return status;
}

ent_status
ent_bargain_sample(ent_ctx *ctx, const ent_bargain *bargain, const ent_bargain_order *order,
                   const ent_bargain_options *options, double noise, uint32_t run, ent_arena *arena,
                   ent_bargain *input, ent_path *path)
{
    ensemble e = {.bargain = bargain,
                  .rank = order->rank,
                  .place = order->place,
                  .options = options,
                  .kind = noise > 0 ? KIND_MIXED : KIND_BREATH,
                  .noise = noise};

    return run_input(ctx, &e, run, arena, input, path);
}

static void
clear_runs(ensemble *e)
{
    for (size_t i = 0; e->paths != NULL && i < e->runs; i++) {
        ent_path_clear(&e->paths[i]);
    }
    ent_free(e->paths);
    e->paths = NULL;
}

static ent_status
run_all(ent_ctx *ctx, ensemble *e, const char *what)
{
    ent_status status;

    e->paths = ent_alloc_zero(e->runs, sizeof *e->paths);
    if (e->paths == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_parallel_for(ctx, what, e->runs, run_one, e);
    if (status != ENT_OK) {
        clear_runs(e);
    }
    return status;
}

/* 4. what they say */

static uint32_t
longest(const ensemble *e)
{
    uint32_t turns = 0;

    for (size_t i = 0; i < e->runs; i++) {
        turns = e->paths[i].turns > turns ? e->paths[i].turns : turns;
    }
    return turns;
}

/* All positions of a run in a turn; the last ones behind its end. */
static const double *
positions_of(const ensemble *e, size_t run, uint32_t turn)
{
    const ent_path *path = &e->paths[run];
    size_t          size = e->bargain->actor_count * e->bargain->dimension_count;

    return path->positions + (turn < path->turns ? turn : path->turns) * size;
}

static int
compare_doubles(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;

    return (one > other) - (one < other);
}

/* Linear between the two nearest (type 7 of Hyndman and Fan 1996). */
static double
quantile(const double *sorted, size_t n, double q)
{
    double at = q * (double)(n - 1), below = floor(at);
    size_t i = (size_t)below;

    return i + 1 < n ? sorted[i] + (at - below) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

ent_bargain_summary
ent_bargain_summarise(double *values, size_t n)
{
    ent_bargain_summary out = {NAN, NAN, NAN, NAN};
    double              squares = 0, sum = 0;

    qsort(values, n, sizeof *values, compare_doubles);
    for (size_t i = 0; i < n; i++) {
        sum += values[i] - values[0]; /* exactly 0 where they are all one */
    }
    out.mean = values[0] + sum / (double)n;
    for (size_t i = 0; i < n; i++) {
        squares += (values[i] - out.mean) * (values[i] - out.mean);
    }
    if (n > 1) {
        out.sd = sqrt(squares / (double)(n - 1));
    }
    if (n >= LEAST_RUNS) {
        out.lo = quantile(values, n, 0.05);
        out.hi = quantile(values, n, 0.95);
    }
    return out;
}

/* Of every `by`-th run: all of them, or those that keep their parameters. */
static ent_bargain_summary
summarise_position(const ensemble *e, uint32_t turn, size_t index, size_t by, double *values)
{
    size_t count = 0;

    for (size_t run = 0; run < e->runs; run += by) {
        values[count++] = 100 * positions_of(e, run, turn)[index];
    }
    return ent_bargain_summarise(values, count);
}

/* Capabilities and saliences of the file are the weights: those with noise are not known. */
static ent_bargain_summary
summarise_outcome(const ensemble *e, uint32_t turn, size_t dimension, size_t by, double *values)
{
    size_t count = 0;

    for (size_t run = 0; run < e->runs; run += by) {
        values[count++] =
            100 * ent_bargain_outcome(e->bargain, e->rank, positions_of(e, run, turn), dimension);
    }
    return ent_bargain_summarise(values, count);
}

enum {
    ALL_TURN,
    ALL_ACTOR,
    ALL_DIM,
    ALL_MEAN,
    ALL_SD,
    ALL_LO,
    ALL_HI,
    ALL_STABLE,
    ALL_NAME,
    ALL_OUTCOME,
    ALL_OUTCOME_LO,
    ALL_OUTCOME_HI,
    ALL_RIVALS,
    ALL_SD_INPUTS = ALL_RIVALS + 4,
    ALL_SD_PARAMETERS,
    ALL_OUTCOME_SD_INPUTS,
    ALL_OUTCOME_SD_PARAMETERS,
    ALL_COLUMNS
};
static const ent_column ALL[ALL_COLUMNS] = {{"turn", ENT_COLUMN_INTEGER},
                                            {"actor", ENT_COLUMN_INTEGER},
                                            {"dim", ENT_COLUMN_INTEGER},
                                            {"mean", ENT_COLUMN_NUMBER},
                                            {"sd", ENT_COLUMN_NUMBER},
                                            {"lo", ENT_COLUMN_NUMBER},
                                            {"hi", ENT_COLUMN_NUMBER},
                                            {"stable", ENT_COLUMN_BOOLEAN},
                                            {"name", ENT_COLUMN_TEXT},
                                            {"outcome", ENT_COLUMN_NUMBER},
                                            {"outcome_lo", ENT_COLUMN_NUMBER},
                                            {"outcome_hi", ENT_COLUMN_NUMBER},
                                            {"weighted_mean", ENT_COLUMN_NUMBER},
                                            {"weighted_median", ENT_COLUMN_NUMBER},
                                            {"plain_mean", ENT_COLUMN_NUMBER},
                                            {"nash", ENT_COLUMN_NUMBER},
                                            {"sd_inputs", ENT_COLUMN_NUMBER},
                                            {"sd_parameters", ENT_COLUMN_NUMBER},
                                            {"outcome_sd_inputs", ENT_COLUMN_NUMBER},
                                            {"outcome_sd_parameters", ENT_COLUMN_NUMBER}};

/* The three ensembles of an answer. */
typedef struct answer {
    ensemble           mixed, breath, each;
    ent_bargain_rival *rivals;
    double            *values; /* room for those of one cell */
    struct {
        ent_bargain_summary all;
        double              sd_inputs, sd_parameters;
    } * outcomes; /* of each dimension, in one turn */
} answer;

static void
add_position(ent_table *table, answer *a, uint32_t turn, size_t index)
{
    size_t              d = a->mixed.bargain->dimension_count, actor = index / d;
    ent_bargain_summary s = summarise_position(&a->mixed, turn, index, 1, a->values);

    ent_table_row(table);
    ent_table_integer(table, ALL_TURN, turn);
    ent_table_integer(table, ALL_ACTOR, (int64_t)actor);
    ent_table_integer(table, ALL_DIM, (int64_t)(index % d));
    ent_table_number(table, ALL_MEAN, s.mean);
    ent_table_number(table, ALL_SD, s.sd);
    ent_table_number(table, ALL_LO, s.lo);
    ent_table_number(table, ALL_HI, s.hi);
    s = summarise_position(&a->breath, turn, index, 1, a->values);
    ent_table_boolean(table, ALL_STABLE, s.sd < MOVED);
    ent_table_text(table, ALL_NAME, a->mixed.bargain->actors[actor].name);
    s = summarise_position(&a->mixed, turn, index, 2, a->values);
    ent_table_number(table, ALL_SD_INPUTS, s.sd);
    s = summarise_position(&a->each, turn, index, 1, a->values);
    ent_table_number(table, ALL_SD_PARAMETERS, s.sd);
}

static void
add_turn(ent_table *table, answer *a, uint32_t turn)
{
    size_t d = a->mixed.bargain->dimension_count, size = a->mixed.bargain->actor_count * d;

    for (size_t k = 0; k < d; k++) {
        a->outcomes[k].all = summarise_outcome(&a->mixed, turn, k, 1, a->values);
        a->outcomes[k].sd_inputs = summarise_outcome(&a->mixed, turn, k, 2, a->values).sd;
        a->outcomes[k].sd_parameters = summarise_outcome(&a->each, turn, k, 1, a->values).sd;
    }
    for (size_t index = 0; index < size; index++) {
        size_t k = index % d;

        add_position(table, a, turn, index);
        ent_table_number(table, ALL_OUTCOME, a->outcomes[k].all.mean);
        ent_table_number(table, ALL_OUTCOME_LO, a->outcomes[k].all.lo);
        ent_table_number(table, ALL_OUTCOME_HI, a->outcomes[k].all.hi);
        ent_table_number(table, ALL_OUTCOME_SD_INPUTS, a->outcomes[k].sd_inputs);
        ent_table_number(table, ALL_OUTCOME_SD_PARAMETERS, a->outcomes[k].sd_parameters);
        ent_bargain_add_rival(table, ALL_RIVALS, &a->rivals[k]);
    }
}

static ent_status
add_turns(ent_ctx *ctx, answer *a, ent_table *table)
{
    uint32_t last = longest(&a->mixed);

    for (uint32_t turn = a->mixed.options->last ? last : 0; turn <= last; turn++) {
        ent_status status = ent_check_cancelled(ctx);

        if (status != ENT_OK) {
            return status;
        }
        add_turn(table, a, turn);
    }
    return ent_table_check(ctx, table);
}

/* 5. whether a breath moves it */

static ent_bargain_breath
sum_up_breath(const ensemble *breath, int dimension, double *values)
{
    size_t             d = breath->bargain->dimension_count;
    uint32_t           last = longest(breath);
    ent_bargain_breath out = {breath->bargain->actor_count * d, 0, NAN, NAN, 0};

    for (size_t i = 0; i < out.positions; i++) {
        out.moved += !(summarise_position(breath, last, i, 1, values).sd < MOVED);
    }
    for (size_t k = 0; k < d; k++) {
        ent_bargain_summary s = summarise_outcome(breath, last, k, 1, values); /* sorts them */
        double              range = values[breath->runs - 1] - values[0];

        if (!isnan(s.mean) &&
            (dimension < 0 ? !(range < out.high - out.low) : k == (size_t)dimension)) {
            out.low = values[0];
            out.high = values[breath->runs - 1];
            out.dimension = k;
        }
    }
    return out;
}

static void
tell_unstable(ent_ctx *ctx, const ensemble *breath, double *values)
{
    ent_bargain_breath b = sum_up_breath(breath, ENT_BARGAIN_ANY, values);
    char               low[32], high[32];

    if (b.moved == 0) {
        return;
    }
    (void)ent_number_print_digits(b.low, 3, low, sizeof low);
    (void)ent_number_print_digits(b.high, 3, high, sizeof high);
    ent_say(ctx, ENT_WARNING,
            "noise of 0.1 %% moves %zu of %zu last positions by a standard deviation of 1 or more, "
            "and the outcome of '%s' from %s to %s: no single run is a forecast",
            b.moved, b.positions, breath->bargain->dimensions[b.dimension], low, high);
}

static void
tell_all_unsettled(ent_ctx *ctx, const ensemble *e)
{
    uint64_t unsettled = 0;

    for (size_t i = 0; i < e->runs; i++) {
        unsettled += e->paths[i].unsettled;
    }
    ent_bargain_tell_unsettled(ctx, unsettled);
}

/* 6. the whole */

static ent_status
check_more(ent_ctx *ctx, const ent_bargain_ensemble_options *more, ensemble *e)
{
    double bytes;

    e->runs = more != NULL && more->runs > 0 ? more->runs : DEFAULT_RUNS;
    e->noise = more != NULL && more->has_noise ? more->noise : DEFAULT_NOISE;
    e->fixed = more != NULL ? more->fixed : 0;
    if (!(e->noise >= 0 && e->noise <= LARGEST_NOISE)) {
        return ent_fail(ctx, ENT_E_ARG, "the noise is not within 0 and 50 percent");
    }
    bytes = (double)e->runs * (e->options->turns + 1) * (double)e->bargain->actor_count *
            (double)e->bargain->dimension_count * sizeof(double);
    if (e->runs > ENT_BARGAIN_MOST_RUNS || bytes > MOST_MEMORY) {
        return ent_fail(ctx, ENT_E_LIMIT,
                        "%zu runs of up to %u turns do not fit in 1 GB; ask for fewer", e->runs,
                        (unsigned)e->options->turns);
    }
    return ENT_OK;
}

static ent_status
summarise_all(ent_ctx *ctx, answer *a, ent_arena *arena, ent_table *table)
{
    size_t     d = a->mixed.bargain->dimension_count, most = a->mixed.runs;
    ent_status status;

    most = most > a->breath.runs ? most : a->breath.runs;
    most = most > a->each.runs ? most : a->each.runs;
    a->values = ent_arena_alloc(arena, most, sizeof *a->values);
    a->outcomes = ent_arena_alloc(arena, d, sizeof *a->outcomes);
    a->rivals = ent_arena_alloc(arena, d, sizeof *a->rivals);
    if (a->values == NULL || a->outcomes == NULL || a->rivals == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_bargain_rivals_ranked(ctx, a->mixed.bargain, a->mixed.rank, a->rivals);
    if (status == ENT_OK) {
        status = add_turns(ctx, a, table);
    }
    if (status == ENT_OK) {
        tell_all_unsettled(ctx, &a->mixed);
        tell_unstable(ctx, &a->breath, a->values);
    }
    return status;
}

static ensemble
breath_of(const ensemble *e)
{
    ensemble breath = *e;

    breath.kind = KIND_BREATH;
    breath.noise = BREATH;
    breath.runs = BREATH_RUNS;
    return breath;
}

ent_status
ent_bargain_breathe(ent_ctx *ctx, const ent_bargain *bargain, const ent_bargain_order *order,
                    const ent_bargain_options *options, int dimension, ent_bargain_breath *out)
{
    ensemble plain = {
        .bargain = bargain, .options = options, .rank = order->rank, .place = order->place};
    ensemble   breath = breath_of(&plain);
    double     values[BREATH_RUNS];
    ent_status status = run_all(ctx, &breath, "runs with 0.1 % noise");

    if (status == ENT_OK) {
        *out = sum_up_breath(&breath, dimension, values);
    }
    clear_runs(&breath);
    return status;
}

/* The others are like the first but for what makes them differ. */
static ent_status
run_three(ent_ctx *ctx, answer *a)
{
    ent_status status;

    a->each = a->mixed;
    a->breath = breath_of(&a->mixed);
    a->each.kind = KIND_EACH;
    a->each.noise = 0;
    a->each.runs = 1 + count_changes(&a->mixed);
    status = run_all(ctx, &a->mixed, "runs");
    if (status == ENT_OK) {
        status = run_all(ctx, &a->breath, "runs with 0.1 % noise");
    }
    return status == ENT_OK ? run_all(ctx, &a->each, "runs with another parameter") : status;
}

ent_status
ent_bargain_order_of(ent_ctx *ctx, const ent_bargain *bargain, ent_arena *arena,
                     ent_bargain_order *out)
{
    size_t     n = bargain->actor_count;
    ent_status status;

    out->rank = ent_arena_alloc(arena, n, sizeof *out->rank);
    out->place = ent_arena_alloc(arena, n, sizeof *out->place);
    if (out->rank == NULL || out->place == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_bargain_rank(ctx, bargain, out->rank);
    for (size_t k = 0; k < n && status == ENT_OK; k++) {
        out->place[out->rank[k]] = (uint32_t)k;
    }
    return status;
}

ent_status
ent_bargain_ensemble(ent_ctx *ctx, const ent_bargain *bargain, const ent_bargain_options *options,
                     const ent_bargain_ensemble_options *more, ent_table **out)
{
    ent_bargain_options checked;
    answer              a = {.mixed = {.bargain = bargain, .options = &checked}};
    ent_arena           arena;
    ent_table          *table = NULL;
    ent_bargain_order   order = {NULL, NULL};
    ent_status          status = ent_bargain_check(ctx, options, &checked);

    ent_arena_init(&arena);
    if (status == ENT_OK) {
        status = check_more(ctx, more, &a.mixed);
    }
    if (status == ENT_OK) {
        status = ent_bargain_order_of(ctx, bargain, &arena, &order);
    }
    if (status == ENT_OK) {
        a.mixed.rank = order.rank;
        a.mixed.place = order.place;
        status = run_three(ctx, &a);
    }
    if (status == ENT_OK) {
        status = ent_table_create(ctx, ALL, ALL_COLUMNS, &table);
    }
    if (status == ENT_OK) {
        status = summarise_all(ctx, &a, &arena, table);
    }
    clear_runs(&a.mixed);
    clear_runs(&a.breath);
    clear_runs(&a.each);
    ent_arena_clear(&arena);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
