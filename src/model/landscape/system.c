/*
 * system.c - the landscape of a system, and what came of it
 *
 *   1. propensities     2. actors and sizes     3. bipartitions scored     4. what came
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/measure.h"
#include "model/landscape/landscape.h"

/* 1. propensities: the rule of entente-landscape(7), which a date may not change */

static const double ELECTORAL_DEMOCRACY = 0.5;

enum { WORKING_ALLIANCE = 4, THREAT_OF_FORCE = 4 };

static int
regimes(const ent_system_member *a, const ent_system_member *b)
{
    bool democrats = a->polyarchy >= ELECTORAL_DEMOCRACY && b->polyarchy >= ELECTORAL_DEMOCRACY;
    bool autocrats = a->polyarchy < ELECTORAL_DEMOCRACY && b->polyarchy < ELECTORAL_DEMOCRACY;

    if (isnan(a->polyarchy) || isnan(b->polyarchy) || autocrats) {
        return 0;
    }
    return democrats ? 1 : -1;
}

ent_affinity
ent_affinity_of(const ent_system *system, ent_state_ix a, ent_state_ix b)
{
    const ent_dyad *there = ent_system_dyad(system, a, b), *back = ent_system_dyad(system, b, a);

    return (ent_affinity){
        .bond = (there->obligations & ENT_OBLIGATION_DEFENCE) != 0 ||
                there->cooperation >= WORKING_ALLIANCE,
        .regime = regimes(ent_system_member_at(system, a), ent_system_member_at(system, b)),
        .rivalry = there->rivalry > 0,
        .dispute = there->hostility >= THREAT_OF_FORCE,
        .claim = there->claim > 0,
        .sanction = there->sanctions + back->sanctions > 0,
    };
}

int
ent_affinity_sum(const ent_affinity *t)
{
    return t->bond + t->regime - t->rivalry - t->dispute - t->claim - t->sanction;
}

static int
propensity(const ent_system *system, ent_state_ix a, ent_state_ix b)
{
    ent_affinity affinity = ent_affinity_of(system, a, b);

    return ent_affinity_sum(&affinity);
}

/* 2. actors and sizes */

typedef struct actors {
    size_t       count;
    ent_state_ix places[ENT_LANDSCAPE_MOST_ACTORS];
    const char  *names[ENT_LANDSCAPE_MOST_ACTORS];
    double       sizes[ENT_LANDSCAPE_MOST_ACTORS];
} actors;

/* The largest, by power; of equal ones the first of the system. */
static void
take_largest(const ent_system *system, ent_power power, size_t most, actors *out)
{
    for (size_t i = 0; i < ent_system_size(system); i++) {
        double value = ent_power_of(ent_system_member_at(system, (ent_state_ix)i), power);
        size_t at = out->count < most ? out->count++ : most;

        if (!(value > 0)) {
            out->count -= at < most;
            continue;
        }
        for (; at > 0 && out->sizes[at - 1] < value; at--) {
            if (at < most) {
                out->sizes[at] = out->sizes[at - 1];
                out->places[at] = out->places[at - 1];
            }
        }
        if (at < most) {
            out->sizes[at] = value;
            out->places[at] = (ent_state_ix)i;
        }
    }
}

static ent_status
take_chosen(ent_ctx *ctx, const ent_system *system, const ent_landscape_states *options,
            actors *out)
{
    for (size_t i = 0; i < options->state_count; i++) {
        ent_state_ix ix = ent_system_find(system, options->states[i]);

        if (ix == ENT_NO_STATE_IX) {
            return ent_fail(ctx, ENT_E_INPUT, "a state of --states is not in the system then");
        }
        if (!(ent_power_of(ent_system_member_at(system, ix), options->power) > 0)) {
            return ent_fail(ctx, ENT_E_INPUT,
                            "the %s of '%s' is not known then: leave it out, or choose another "
                            "power",
                            ent_power_name(options->power), ent_system_member_at(system, ix)->id);
        }
        out->places[out->count++] = ix;
    }
    return ENT_OK;
}

static ent_status
take_actors(ent_ctx *ctx, const ent_system *system, const ent_landscape_states *options,
            actors *out)
{
    ent_status status = ENT_OK;

    if (options->states != NULL) {
        status = options->state_count <= ENT_LANDSCAPE_MOST_ACTORS
                     ? take_chosen(ctx, system, options, out)
                     : ent_fail(ctx, ENT_E_LIMIT, "more than %d states", ENT_LANDSCAPE_MOST_ACTORS);
    } else {
        take_largest(system, options->power,
                     options->largest < ENT_LANDSCAPE_MOST_ACTORS ? options->largest
                                                                  : ENT_LANDSCAPE_MOST_ACTORS,
                     out);
    }
    if (status == ENT_OK && out->count < 2) {
        return ent_fail(ctx, ENT_E_INPUT,
                        "%zu state%s of known %s, expected two or more: name others, choose "
                        "another power or import a set that has it",
                        out->count, out->count == 1 ? "" : "s", ent_power_name(options->power));
    }
    return status;
}

ent_status
ent_landscape_of_system(ent_ctx *ctx, const ent_system *system, const ent_landscape_states *options,
                        ent_landscape **out)
{
    actors    *taken = ent_alloc_zero(1, sizeof *taken);
    double    *propensities = NULL;
    ent_status status =
        taken != NULL ? take_actors(ctx, system, options, taken) : ent_fail_nomem(ctx);

    if (status == ENT_OK) {
        propensities = ent_alloc(taken->count * taken->count, sizeof *propensities);
        status = propensities != NULL ? ENT_OK : ent_fail_nomem(ctx);
    }
    for (size_t i = 0; status == ENT_OK && i < taken->count; i++) {
        taken->names[i] = ent_system_member_at(system, taken->places[i])->id;
        taken->sizes[i] = 100 * ent_power_share(system, taken->places[i], options->power);
        for (size_t j = 0; j < taken->count; j++) {
            propensities[i * taken->count + j] =
                i == j ? 0 : propensity(system, taken->places[i], taken->places[j]);
        }
    }
    if (status == ENT_OK) {
        status =
            ent_landscape_create(ctx, taken->count, taken->names, taken->sizes, propensities, out);
    }
    ent_free(taken);
    ent_free(propensities);
    return status;
}

/* 3. bipartitions scored */

/* Which actors each one has a positive and a negative pair with. */
typedef struct pattern {
    size_t    n;
    ent_sides linked[2][ENT_LANDSCAPE_SCORED]; /* positive, negative; bits as in ent_sides */
    int64_t   pairs[2];
} pattern;

static int64_t
count_bits(ent_sides bits)
{
    return __builtin_popcount(bits);
}

/* Right positive pairs times all negative ones, and the other way round; a kind without a pair
 * leaves the other alone.  Whole numbers, so that equal scores are equal. */
static int64_t
points(const pattern *p, const int64_t right[2])
{
    if (p->pairs[0] == 0 || p->pairs[1] == 0) {
        return right[0] + right[1];
    }
    return right[0] * p->pairs[1] + right[1] * p->pairs[0];
}

static int64_t
most_points(const pattern *p)
{
    return points(p, p->pairs);
}

/* The side of `actor` turns: its right pairs become wrong, its wrong ones right. */
static void
turn_actor(const pattern *p, ent_sides *sides, size_t actor, int64_t right[2])
{
    ent_sides mine = ent_side_of(*sides, p->n, actor) ? *sides : ~*sides; /* those on its side */
    ent_sides positive = p->linked[0][actor], negative = p->linked[1][actor];

    right[0] += count_bits(positive) - 2 * count_bits(positive & mine);
    right[1] += 2 * count_bits(negative & mine) - count_bits(negative);
    *sides ^= (ent_sides)1 << (p->n - 1 - actor);
}

/* All bipartitions in the order of a Gray code: their mean points, and how many have `least`. */
static void
score_all(const pattern *p, int64_t least, ent_landscape_scored *out)
{
    size_t    count = (size_t)1 << (p->n - 1), good = 0;
    ent_sides sides = 0;
    int64_t   right[2] = {p->pairs[0], 0};
    double    sum = 0;

    for (size_t step = 1;; step++) {
        int64_t now = points(p, right);

        sum += (double)now;
        good += now >= least;
        if (step == count) {
            break;
        }
        turn_actor(p, &sides, p->n - 1 - (size_t)__builtin_ctzll(step), right);
    }
    out->chance = sum / (double)count / (double)most_points(p);
    out->at_least = (double)good / (double)count;
}

/* What the propensities of the pairs say one by one: half right where they say nothing. */
static double
score_propensities(const ent_landscape *l, const ent_came *came, size_t count, const pattern *p)
{
    int64_t halves[2] = {0, 0}, whole[2] = {2 * p->pairs[0], 2 * p->pairs[1]};

    for (size_t i = 0; i < count; i++) {
        double value = l->propensities[came[i].a * l->n + came[i].b] * came[i].sign;

        halves[came[i].sign < 0] += value > 0 ? 2 : value == 0;
    }
    return (double)points(p, halves) / (double)points(p, whole);
}

ent_status
ent_landscape_compare(ent_ctx *ctx, const ent_landscape *l, const char *configuration,
                      const ent_came *came, size_t count, ent_landscape_scored *out)
{
    pattern              p = {.n = l->n};
    ent_landscape_scored scored = {0, 0, NAN, NAN, NAN, NAN};
    int64_t              right[2] = {0, 0};

    if (l->n > ENT_LANDSCAPE_SCORED) {
        return ent_fail(ctx, ENT_E_LIMIT, "%zu actors: all bipartitions are scored up to %d actors",
                        l->n, ENT_LANDSCAPE_SCORED);
    }
    for (size_t i = 0; i < count; i++) {
        size_t kind = came[i].sign < 0, a = came[i].a, b = came[i].b;

        p.linked[kind][a] |= (ent_sides)1 << (l->n - 1 - b);
        p.linked[kind][b] |= (ent_sides)1 << (l->n - 1 - a);
        p.pairs[kind]++;
        right[kind] += (configuration[a] == configuration[b]) == (kind == 0);
    }
    scored.positive = (size_t)p.pairs[0];
    scored.negative = (size_t)p.pairs[1];
    if (count > 0) {
        scored.score = (double)points(&p, right) / (double)most_points(&p);
        scored.propensities = score_propensities(l, came, count, &p);
        score_all(&p, points(&p, right), &scored);
    }
    *out = scored;
    return ENT_OK;
}

/* 4. what came */

enum {
    WHICH,
    PAIRS,
    POSITIVE,
    NEGATIVE,
    SCORE,
    RANDOM,
    AT_LEAST,
    PROPENSITIES,
    CONFIGURATION,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {
    {"which", ENT_COLUMN_TEXT},        {"pairs", ENT_COLUMN_INTEGER},
    {"positive", ENT_COLUMN_INTEGER},  {"negative", ENT_COLUMN_INTEGER},
    {"score", ENT_COLUMN_NUMBER},      {"random", ENT_COLUMN_NUMBER},
    {"at_least", ENT_COLUMN_NUMBER},   {"propensities", ENT_COLUMN_NUMBER},
    {"configuration", ENT_COLUMN_TEXT}};

/* The pairs whose sign was observed later; of two dates only those that changed. */
static size_t
collect(const ent_record *record, const ent_landscape *l, const ent_system *before,
        const ent_system *after, ent_signs signs, bool changed, ent_came *out)
{
    size_t count = 0;

    for (size_t i = 0; i < l->n; i++) {
        for (size_t j = i + 1; j < l->n; j++) {
            ent_state_ix a = ent_system_find_id(after, l->names[i]);
            ent_state_ix b = ent_system_find_id(after, l->names[j]);
            int          sign = 0, was;

            if (a != ENT_NO_STATE_IX && b != ENT_NO_STATE_IX) {
                sign = ent_system_sign(after, a, b, signs);
            }
            was = ent_system_sign(before, ent_system_find_id(before, l->names[i]),
                                  ent_system_find_id(before, l->names[j]), signs);
            if (sign != 0 && !(changed && sign == was) &&
                ent_system_sign_age(record, after, a, b, signs) == 0) {
                out[count++] = (ent_came){(uint16_t)i, (uint16_t)j, (int8_t)sign};
            }
        }
    }
    return count;
}

static void
add_score(const char *which, const ent_landscape_scored *scored, const char *configuration,
          ent_table *table)
{
    ent_table_row(table);
    ent_table_text(table, WHICH, which);
    ent_table_integer(table, PAIRS, (int64_t)(scored->positive + scored->negative));
    ent_table_integer(table, POSITIVE, (int64_t)scored->positive);
    ent_table_integer(table, NEGATIVE, (int64_t)scored->negative);
    ent_table_number(table, SCORE, scored->score);
    ent_table_number(table, RANDOM, scored->chance);
    ent_table_number(table, AT_LEAST, scored->at_least);
    ent_table_number(table, PROPENSITIES, scored->propensities);
    ent_table_text(table, CONFIGURATION, configuration);
}

static ent_status
score_into(ent_ctx *ctx, const ent_record *record, const ent_landscape *l, const ent_system *before,
           const ent_system *after, ent_signs signs, const char *configuration, ent_table *table)
{
    ent_came  *came = ent_alloc(l->n * l->n, sizeof *came);
    ent_status status = came != NULL ? ENT_OK : ent_fail_nomem(ctx);

    for (int changed = 0; changed < 2 && status == ENT_OK; changed++) {
        ent_landscape_scored scored;
        size_t               count = collect(record, l, before, after, signs, changed != 0, came);

        status = ent_landscape_compare(ctx, l, configuration, came, count, &scored);
        if (status == ENT_OK) {
            add_score(changed ? "changed" : "all", &scored, configuration, table);
        }
    }
    ent_free(came);
    return status;
}

ent_status
ent_landscape_score(ent_ctx *ctx, const ent_record *record, const ent_landscape *landscape,
                    const ent_system *before, const ent_system *after, ent_signs signs,
                    ent_table **out)
{
    ent_optima optima;
    ent_table *table = NULL;
    ent_status status = ent_optima_find(ctx, landscape, 0, 1, &optima);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, COLUMN, COLUMNS, &table);
    if (status == ENT_OK) {
        status = score_into(ctx, record, landscape, before, after, signs,
                            optima.optima[0].configuration, table);
    }
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    ent_optima_clear(&optima);
    if (status == ENT_OK) {
        *out = table;
    } else {
        ent_table_destroy(table);
    }
    return status;
}
