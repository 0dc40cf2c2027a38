/*
 * sample.c - the rows of a model of an outcome, from the panel
 *
 *   1. the panel     2. columns     3. what a pair was before     4. rows     5. means of pairs
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"
#include "model/graded/graded.h"
#include "model/graded/logit_network.h"

/* 1. the panel: names that the model, its checks and its pairs need, each once */

typedef struct names {
    const char *items[ENT_PANEL_MOST_COVARIATES];
    size_t      count;
} names;

static void
add_name(names *to, const char *name)
{
    for (size_t i = 0; i < to->count; i++) {
        if (strcmp(to->items[i], name) == 0) {
            return;
        }
    }
    to->items[to->count++] = name;
}

ent_status
ent_graded_panel(ent_ctx *ctx, const ent_graded *model, const ent_record *record,
                 const ent_graded_options *options, int votes_until, ent_panel **out)
{
    names             list = {{NULL}, 0};
    ent_panel_options asked = {.from = model->from - ENT_GRADED_MOST_LAG,
                               .to = model->to,
                               .votes_until = votes_until,
                               .steady_from = model->from - model->lag,
                               .steady_to = options != NULL ? options->known_until : 0,
                               .as_it_stood = options != NULL && options->known_until != 0};

    add_name(&list, model->outcome->name);
    add_name(&list, "major_power");
    add_name(&list, "contiguity");
    if (model->pairs == ENT_PAIRS_ALLIED) {
        add_name(&list, "obligation");
    }
    for (size_t i = 0; i < model->effect_count; i++) {
        add_name(&list, model->effects[i].of->name);
        if (model->effects[i].of->apart != NULL) {
            add_name(&list, model->effects[i].of->apart);
        }
    }
    asked.names = list.items;
    asked.name_count = list.count;
    asked.power = options != NULL ? options->power : ENT_POWER_CINC;
    asked.signs = options != NULL ? options->signs : ENT_SIGNS_RIVALRY;
    return ent_panel_create(ctx, record, &asked, out);
}

/* 2. columns */

static const double      PEACE[] = {0, 0.25, 0.5, 0.75, 1};
static const char *const PEACE_NAMES[] = {"level 0", "level 0.25", "level 0.5", "level 0.75",
                                          "level 1"};
static const char *const COOPERATION_NAMES[] = {"level 0", "level 1", "level 2", "level 3",
                                                "level 4", "level 5", "level 6", "level 7"};
enum { PEACE_LEVELS = 5, NEGATIVE_PEACE = 2 };

typedef struct taking {
    const ent_graded  *model;
    const ent_panel   *panel;
    ent_graded_variant variant;
    ent_graded_sample *out;
    size_t             n;
    size_t             outcome, major, contiguity, obligation; /* columns of the panel */
    int                horizon;
    size_t             of[ENT_GRADED_MOST_EFFECTS];
    size_t             first_effect; /* column of the sample */
    bool               is_peace;
    float             *gwesp, *degree; /* of a network: years x n x n */
    /* the rows as they are written */
    double   *x, *amount, *before;
    uint8_t  *level;
    uint32_t *choices, *pair, *a, *b, *year, *when;
} taking;

static void
add_column(taking *t, const char *name, const char *of, bool own)
{
    t->out->column[t->out->columns++] = (ent_graded_column){name, of, own, NAN};
}

static size_t
steps_of(const taking *t)
{
    return t->is_peace ? (size_t)PEACE_LEVELS : (size_t)ENT_GRADED_LEVELS;
}

/* The level of the year before, by dummies; negative peace and no cooperation have none. */
static void
add_levels(taking *t)
{
    for (size_t k = 0; k < steps_of(t); k++) {
        if (k != (t->is_peace ? (size_t)NEGATIVE_PEACE : 0)) {
            add_column(t, t->is_peace ? PEACE_NAMES[k] : COOPERATION_NAMES[k], "", false);
        }
    }
}

/* How many levels the outcome has; a level too many would count as a choice of everybody. */
static size_t
levels_of(const taking *t)
{
    switch (t->model->kind) {
    case ENT_GRADED_MOVES:
        return 3;
    case ENT_GRADED_ONSET:
    case ENT_GRADED_END:
    case ENT_GRADED_NETWORK:
        return 2;
    case ENT_GRADED_ORDERED:
        return steps_of(t);
    case ENT_GRADED_LINEAR:
        break;
    }
    return 0;
}

static void
list_columns(taking *t)
{
    const ent_graded *m = t->model;

    switch (m->kind) {
    case ENT_GRADED_MOVES:
        add_column(t, "constant", "", false);
        add_levels(t);
        add_column(t, "log years at level", "", false);
        break;
    case ENT_GRADED_ORDERED:
        add_levels(t);
        break;
    case ENT_GRADED_LINEAR:
        add_column(t, "lagged", m->outcome->name, false);
        break;
    case ENT_GRADED_ONSET:
        add_column(t, "constant", "", false);
        add_column(t, "log years without", m->outcome->name, false);
        break;
    case ENT_GRADED_END:
        add_column(t, "constant", "", false);
        add_column(t, "log years with", m->outcome->name, false);
        break;
    case ENT_GRADED_NETWORK:
        add_column(t, "constant", "", false);
        add_column(t, "lagged", m->outcome->name, false);
        add_column(t, "gwesp", m->outcome->name, false);
        add_column(t, "degree", m->outcome->name, false);
        break;
    }
    t->first_effect = t->out->columns;
    for (size_t e = 0; e < m->effect_count; e++) {
        const ent_covariate *of = m->effects[e].of;
        const char          *name = t->variant.apart && of->apart != NULL ? of->apart : of->name;

        add_column(t, m->effects[e].name, of->name, true);
        t->of[e] = ent_panel_column(t->panel, name);
    }
    for (size_t e = 0; e < m->effect_count && t->variant.means; e++) {
        add_column(t, "mean", m->effects[e].of->name, false);
    }
    t->out->levels = levels_of(t);
}

/* 3. what a pair was before */

/* The level or tie that a pair had last, and the first year of it; transitions are passed over. */
typedef struct state_of_pair {
    bool   known;
    double value;
    int    since, last;
} state_of_pair;

static double
outcome_at(const taking *t, int year, size_t i, size_t j)
{
    const ent_panel *panel =
        t->variant.truth != NULL && year > t->variant.known ? t->variant.truth : t->panel;

    return (double)ent_panel_pairs(panel, t->outcome, year)[i * t->n + j];
}

static bool
exist(const taking *t, int year, size_t i, size_t j)
{
    return ent_panel_exists(t->panel, year, i) && ent_panel_exists(t->panel, year, j);
}

static void
go_on(const taking *t, state_of_pair *p, int year, size_t i, size_t j)
{
    double value = outcome_at(t, year, i, j);

    if (!exist(t, year, i, j)) {
        p->known = false;
    } else if (!isnan(value)) {
        p->since = !p->known || value < p->value || value > p->value ? year : p->since;
        p->value = value;
        p->last = year;
        p->known = true;
    }
}

/* 4. rows */

static double
effect_of(const taking *t, size_t e, int year, size_t i, size_t j)
{
    ent_effect_form form = t->model->effects[e].form;
    const float    *values;
    double          a, b;

    if (form == ENT_EFFECT_X) {
        values = ent_panel_pairs(t->panel, t->of[e], year);
        a = (double)values[i * t->n + j];
        b = (double)values[j * t->n + i];
        return isnan(a + b) ? (double)NAN : fmax(a, b);
    }
    values = ent_panel_states(t->panel, t->of[e], year);
    a = (double)values[i];
    b = (double)values[j];
    if (isnan(a + b)) {
        return (double)NAN;
    }
    switch (form) {
    case ENT_EFFECT_SUM:
        return a + b;
    case ENT_EFFECT_ABS_DIFF:
        return fabs(a - b);
    case ENT_EFFECT_MIN:
        return fmin(a, b);
    case ENT_EFFECT_MAX:
        return fmax(a, b);
    case ENT_EFFECT_SAME:
        return !(a < b) && !(a > b);
    case ENT_EFFECT_X:
        break;
    }
    return (double)NAN;
}

static bool
is_of_class(const taking *t, int year, size_t i, size_t j)
{
    const float *major = ent_panel_states(t->panel, t->major, year);
    bool         power = major[i] > 0 || major[j] > 0;

    switch (t->model->pairs) {
    case ENT_PAIRS_ALL:
        return true;
    case ENT_PAIRS_GREAT_POWERS:
        return power;
    case ENT_PAIRS_RELEVANT:
        return power || ent_panel_pairs(t->panel, t->contiguity, year)[i * t->n + j] > 0;
    case ENT_PAIRS_ALLIED:
        return ent_panel_pairs(t->panel, t->obligation, year)[i * t->n + j] > 0;
    }
    return false;
}

static size_t
level_index(const taking *t, double value)
{
    for (size_t k = 0; t->is_peace && k < PEACE_LEVELS; k++) {
        if (fabs(value - PEACE[k]) < 0.01) {
            return k;
        }
    }
    return (size_t)(value + 0.5);
}

static void
set_levels(const taking *t, size_t level, double *x)
{
    size_t at = 0;

    for (size_t k = 0; k < steps_of(t); k++) {
        if (k != (t->is_peace ? (size_t)NEGATIVE_PEACE : 0)) {
            x[at++] = k == level;
        }
    }
}

static size_t
network_at(const taking *t, int year, size_t i, size_t j)
{
    return ((size_t)(year - t->model->from) * t->n + i) * t->n + j;
}

/* Columns before the effects, level or amount, and what could have been; false: no row. */
static bool
describe_row(const taking *t, const state_of_pair *p, double now, int year, size_t i, size_t j,
             double *x, size_t row)
{
    size_t before = level_index(t, p->value);

    switch (t->model->kind) {
    case ENT_GRADED_MOVES:
        t->level[row] = now > p->value ? 1 : now < p->value ? 2 : 0;
        t->choices[row] = 1u | (before + 1 < steps_of(t) ? 2u : 0) | (before > 0 ? 4u : 0);
        x[0] = 1;
        set_levels(t, before, x + 1);
        x[steps_of(t)] = log(year - p->since);
        return t->is_peace || p->last == year - 1; /* a transition is passed over, a gap is not */
    case ENT_GRADED_ORDERED:
        t->level[row] = (uint8_t)level_index(t, now);
        set_levels(t, before, x);
        return p->last == year - 1;
    case ENT_GRADED_LINEAR:
        t->amount[row] = now;
        x[0] = p->value;
        return p->last == year - 1;
    case ENT_GRADED_ONSET:
        t->level[row] = now > 0;
        x[0] = 1;
        x[1] = log(year - p->since);
        return p->last == year - 1 && !(p->value > 0);
    case ENT_GRADED_END:
        t->level[row] = !(now > 0);
        x[0] = 1;
        x[1] = log(year - p->since);
        return p->last == year - 1 && p->value > 0;
    case ENT_GRADED_NETWORK:
        t->level[row] = now > 0;
        x[0] = 1;
        x[1] = p->value > 0;
        x[2] = (double)t->gwesp[network_at(t, year, i, j)];
        x[3] = (double)t->degree[network_at(t, year, i, j)];
        return p->last == year - 1;
    }
    return false;
}

/*
 * A tie that was to begin (end) within the horizon: what it was when it did, or on the last day;
 * missing where a year is not observed.  A pair that is no more begins none; of an end nobody can
 * tell then.
 */
static double
tie_within(const taking *t, int year, size_t i, size_t j, uint32_t *when)
{
    bool   end = t->model->kind == ENT_GRADED_END;
    double now = (double)NAN;

    *when = 0;
    for (int at = year; at < year + t->horizon; at++) {
        if (!exist(t, at, i, j)) {
            return end || at == year ? (double)NAN : 0;
        }
        now = outcome_at(t, at, i, j);
        if (isnan(now)) {
            return now;
        }
        if ((now > 0) != end) {
            *when = (uint32_t)at;
            return now;
        }
    }
    return now;
}

static double
outcome_of(const taking *t, int year, size_t i, size_t j, uint32_t *when)
{
    if (t->model->kind == ENT_GRADED_ONSET || t->model->kind == ENT_GRADED_END) {
        return tie_within(t, year, i, j, when);
    }
    *when = 0;
    return outcome_at(t, year + t->horizon - 1, i, j);
}

/* Take the row of a pair in a year if all is there; `row` is the place that it would have. */
static bool
take_row(const taking *t, const state_of_pair *p, int year, size_t i, size_t j, size_t row,
         double *x)
{
    double now;
    int    then = year - t->variant.lag;

    if (!p->known || !is_of_class(t, year - 1, i, j)) {
        return false;
    }
    now = outcome_of(t, year, i, j, &t->when[row]);
    if (isnan(now) || !describe_row(t, p, now, year, i, j, x, row)) {
        return false;
    }
    t->before[row] =
        t->model->kind == ENT_GRADED_LINEAR ? p->value : (double)level_index(t, p->value);
    for (size_t e = 0; e < t->model->effect_count; e++) {
        x[t->first_effect + e] = effect_of(t, e, then, i, j);
        if (isnan(x[t->first_effect + e])) {
            return false;
        }
    }
    return true;
}

/* Rows are written twice over: to be counted (at place 0), then to stay. */
static size_t
take_rows(taking *t, bool keep)
{
    size_t row = 0, pairs = 0;
    int    last = t->model->to - t->horizon + 1;
    double scratch[ENT_REGRESSION_MOST_COLUMNS];

    if (t->variant.truth != NULL && t->variant.known + 1 < last) {
        last = t->variant.known + 1;
    }

    for (size_t i = 0; i < t->n; i++) {
        for (size_t j = i + 1; j < t->n; j++) {
            state_of_pair p = {.known = false};
            size_t        first = row;

            for (int year = ent_panel_from(t->panel); year <= last; year++) {
                double *x = keep ? t->x + row * t->out->columns : scratch;

                if (year >= t->model->from && take_row(t, &p, year, i, j, keep ? row : 0, x)) {
                    if (keep) {
                        t->pair[row] = (uint32_t)pairs;
                        t->a[row] = (uint32_t)i;
                        t->b[row] = (uint32_t)j;
                        t->year[row] = (uint32_t)(year - t->model->from);
                    }
                    t->out->first =
                        t->out->first == 0 || year < t->out->first ? year : t->out->first;
                    t->out->last = year > t->out->last ? year : t->out->last;
                    row++;
                }
                go_on(t, &p, year, i, j);
            }
            pairs += row > first;
        }
    }
    t->out->sample.pairs = pairs;
    return row;
}

static ent_status
make_room(ent_ctx *ctx, taking *t, size_t rows)
{
    ent_arena *arena = &t->out->arena;
    size_t     room = rows + 1; /* one that turns out to be none is written before it is known */

    t->x = ent_arena_alloc(arena, room * t->out->columns, sizeof *t->x);
    t->level = ent_arena_alloc(arena, room, sizeof *t->level);
    t->amount = ent_arena_alloc(arena, room, sizeof *t->amount);
    t->choices = ent_arena_alloc(arena, room, sizeof *t->choices);
    t->pair = ent_arena_alloc(arena, room, sizeof *t->pair);
    t->a = ent_arena_alloc(arena, room, sizeof *t->a);
    t->b = ent_arena_alloc(arena, room, sizeof *t->b);
    t->year = ent_arena_alloc(arena, room, sizeof *t->year);
    t->when = ent_arena_alloc(arena, room, sizeof *t->when);
    t->before = ent_arena_alloc(arena, room, sizeof *t->before);
    if (t->x == NULL || t->level == NULL || t->amount == NULL || t->choices == NULL ||
        t->pair == NULL || t->a == NULL || t->b == NULL || t->year == NULL || t->when == NULL ||
        t->before == NULL) {
        return ent_fail_nomem(ctx);
    }
    t->out->when = t->when;
    t->out->before = t->before;
    t->out->sample = (ent_sample){.rows = rows,
                                  .columns = t->out->columns,
                                  .x = t->x,
                                  .level = t->level,
                                  .amount = t->amount,
                                  .choices = t->model->kind == ENT_GRADED_MOVES ? t->choices : NULL,
                                  .pair = t->pair,
                                  .a = t->a,
                                  .b = t->b,
                                  .year = t->year,
                                  .states = t->n,
                                  .years = (size_t)(t->model->to - t->model->from + 1)};
    return ENT_OK;
}

/* Which covariate it is that no row has, or when each is there. */
static ent_status
fail_empty(ent_ctx *ctx, const taking *t)
{
    ent_text   text;
    ent_status status;

    ent_text_init(&text);
    for (size_t e = 0; e <= t->model->effect_count; e++) {
        bool        is_outcome = e == t->model->effect_count;
        const char *name = is_outcome ? t->model->outcome->name : t->model->effects[e].of->name;
        int         first, last;

        if (ent_panel_observed(t->panel, is_outcome ? t->outcome : t->of[e], &first, &last)) {
            ent_text_addf(&text, "%s%s %d-%d", e > 0 ? ", " : "", name, first, last);
        } else {
            ent_text_addf(&text, "%s%s never", e > 0 ? ", " : "", name);
        }
    }
    status = text.failed ? ent_fail_nomem(ctx)
                         : ent_fail(ctx, ENT_E_NOTFOUND,
                                    "%s: no pair has all that the model needs in one year; the "
                                    "record observes %s: import what is missing, or leave it out",
                                    t->model->name, text.bytes);
    ent_text_clear(&text);
    return status;
}

/* 5. means of pairs, and the spread of columns */

static void
add_means(const taking *t)
{
    const ent_sample *s = &t->out->sample;
    size_t            effects = t->model->effect_count, columns = t->out->columns;
    double           *x = t->x;

    for (size_t from = 0, to; from < s->rows; from = to) {
        for (to = from; to < s->rows && s->pair[to] == s->pair[from];) {
            to++;
        }
        for (size_t e = 0; e < effects; e++) {
            double mean = 0;

            for (size_t r = from; r < to; r++) {
                mean += x[r * columns + t->first_effect + e] / (double)(to - from);
            }
            for (size_t r = from; r < to; r++) {
                x[r * columns + t->first_effect + effects + e] = mean;
            }
        }
    }
}

static void
add_spread(ent_graded_sample *out)
{
    const ent_sample *s = &out->sample;

    for (size_t c = 0; c < out->columns; c++) {
        double sum = 0, squares = 0, n = (double)s->rows;

        for (size_t r = 0; r < s->rows; r++) {
            sum += s->x[r * out->columns + c];
        }
        for (size_t r = 0; r < s->rows; r++) {
            double off = s->x[r * out->columns + c] - sum / n;

            squares += off * off;
        }
        out->column[c].sd = n > 1 ? sqrt(squares / (n - 1)) : (double)NAN;
    }
}

static ent_status
take_networks(ent_ctx *ctx, taking *t)
{
    size_t     years = (size_t)(t->model->to - t->model->from + 1), pairs = t->n * t->n;
    ent_status status = ENT_OK;

    t->gwesp = ent_arena_alloc(&t->out->arena, years * pairs, sizeof *t->gwesp);
    t->degree = ent_arena_alloc(&t->out->arena, years * pairs, sizeof *t->degree);
    if (t->gwesp == NULL || t->degree == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t y = 0; y < years && status == ENT_OK; y++) {
        status = ent_network_change(ctx, t->n,
                                    ent_panel_pairs(t->panel, t->outcome, t->model->from + (int)y),
                                    t->gwesp + y * pairs, t->degree + y * pairs);
    }
    return status;
}

static ent_status
take(ent_ctx *ctx, taking *t)
{
    ent_status status = make_room(ctx, t, 0); /* a place to write what is only counted */
    size_t     rows;

    if (status != ENT_OK) {
        return status;
    }
    if (t->model->kind == ENT_GRADED_NETWORK) {
        status = take_networks(ctx, t);
        if (status != ENT_OK) {
            return status;
        }
    }
    rows = take_rows(t, false);
    if (rows == 0) {
        return fail_empty(ctx, t);
    }
    status = make_room(ctx, t, rows);
    if (status == ENT_OK) {
        (void)take_rows(t, true);
        if (t->variant.means) {
            add_means(t);
        }
        add_spread(t->out);
    }
    return status;
}

ent_status
ent_graded_sample_take(ent_ctx *ctx, const ent_graded *model, const ent_panel *panel,
                       ent_graded_variant variant, ent_graded_sample *out)
{
    ent_graded_sample made = {.columns = 0};
    taking            t = {.model = model,
                           .panel = panel,
                           .variant = variant,
                           .out = &made,
                           .n = ent_panel_size(panel),
                           .outcome = ent_panel_column(panel, model->outcome->name),
                           .major = ent_panel_column(panel, "major_power"),
                           .contiguity = ent_panel_column(panel, "contiguity"),
                           .obligation = ent_panel_column(panel, "obligation"),
                           .horizon = variant.horizon > 0 ? variant.horizon : 1,
                           .is_peace = strcmp(model->outcome->name, "peace") == 0};
    ent_status        status;

    ent_arena_init(&made.arena);
    list_columns(&t);
    status = take(ctx, &t);
    if (status != ENT_OK) {
        ent_arena_clear(&made.arena);
        return status;
    }
    *out = made;
    return ENT_OK;
}

void
ent_graded_sample_clear(ent_graded_sample *sample)
{
    ent_arena_clear(&sample->arena);
}
