/*
 * rows.c - the years of the dyads of great powers, as the rule sees them
 *
 *   1. dyads     2. what each year shows     3. the walk
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/rule/rows.h"

#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "model/rule/count.h"
#include "model/rule/great_power.h"
#include "model/rule/world.h"
#include "system/record.h"

/* 1. dyads */

enum { MOST_DYADS = ENT_GREAT_POWERS * ENT_WORLD_MOST_STATES };

/* A dyad in the last year that was looked at. */
typedef struct past {
    int16_t year; /* 0: none yet */
    int8_t  level, age, grade;
    bool    bound, allied;
    bool    cooperated; /* in that year or an earlier one */
    bool    enmity;
} past;

struct ent_rule_walk {
    const ent_record *record;
    ent_rule_rows     rows;
    size_t            capacity;
    int               acts_until, treaties_until, disputes_until;
    uint8_t          *begun; /* of the year at work, by two states: flags of bilateral treaties */
    uint8_t          *signalled; /* by two states: a source counts what one did for the other */
    size_t            states;    /* of the codes */
    past             *pasts;     /* by two states */
    int16_t          *since;     /* by two states: from when the one presses on the other; 0: not */
    int16_t          *pressing;  /* the same by the states of the world at work */
    int               first;     /* year of the walk */
    ent_state (*pairs)[2];
    size_t pair_count;
};

static size_t
at(const ent_rule_walk *w, ent_state a, ent_state b)
{
    return (size_t)a * w->states + b;
}

static void
name_dyads(ent_rule_walk *w, const ent_system *system)
{
    size_t n = ent_system_size(system);

    w->pair_count = 0;
    for (size_t i = 0; i < n; i++) {
        const ent_system_member *one = ent_system_member_at(system, (ent_state_ix)i);
        bool                     great = ent_is_great_power(one->id);

        for (size_t j = 0; j < n && great; j++) {
            const ent_system_member *other = ent_system_member_at(system, (ent_state_ix)j);

            if (i != j && (i < j || !ent_is_great_power(other->id))) {
                w->pairs[w->pair_count][0] = one->state;
                w->pairs[w->pair_count++][1] = other->state;
            }
        }
    }
}

/* 2. what each year shows */

enum { DEFENCE = 1, SHORT_OF_DEFENCE = 2 };

/* The two parties of a bilateral treaty; false: it has others, or none. */
static bool
parties_of(const ent_record *record, const ent_treaty *treaty, ent_state out[2])
{
    size_t                   count, found = 0;
    const ent_treaty_member *members = ent_record_facts(record, ENT_FACT_TREATY_MEMBER, &count);

    for (size_t i = 0; i < count && found < 3; i++) {
        if (strcmp(members[i].treaty, treaty->treaty) == 0 && found++ < 2) {
            out[found - 1] = members[i].state;
        }
    }
    return found == 2 && out[0] != out[1];
}

static void
mark_treaties(ent_rule_walk *w, int year)
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(w->record, ENT_FACT_TREATY, &count);

    memset(w->begun, 0, w->states * w->states);
    for (size_t i = 0; i < count; i++) {
        const ent_treaty *t = &treaties[i];
        ent_state         p[2];

        if (strcmp(t->form, "bilateral") == 0 && t->start != ENT_DAY_MIN &&
            ent_date_year(t->start) == year && parties_of(w->record, t, p)) {
            bool     lesser = t->offence || t->neutrality || t->nonaggression || t->consultation;
            unsigned kind = t->defence ? DEFENCE : lesser ? SHORT_OF_DEFENCE : 0;

            w->begun[at(w, p[0], p[1])] |= (uint8_t)kind;
            w->begun[at(w, p[1], p[0])] |= (uint8_t)kind;
        }
    }
}

static void
mark_signals(ent_rule_walk *w, int year)
{
    size_t            count;
    const ent_signal *rows = ent_record_facts(w->record, ENT_FACT_SIGNAL, &count);

    memset(w->signalled, 0, w->states * w->states);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].year == year && rows[i].power.state < w->states &&
            rows[i].state.state < w->states &&
            ent_record_uses(w->record, "signals", &rows[i].from, ent_span_of_year(year).from)) {
            w->signalled[at(w, rows[i].power.state, rows[i].state.state)] = 1;
            w->signalled[at(w, rows[i].state.state, rows[i].power.state)] = 1;
        }
    }
}

/* Silence is level 0 only of a dyad whose signals a source counts. */
static int
level_of(const ent_rule_walk *w, const ent_dyad *dyad, ent_state a, ent_state b, int year)
{
    bool counted = ent_record_carried(w->record, "signals", ent_span_of_year(year).to - 1) == 0;

    if (year > w->acts_until && !counted) {
        return -1;
    }
    return dyad->cooperation >= 0                      ? dyad->cooperation
           : counted && w->signalled[at(w, a, b)] != 0 ? 0
                                                       : -1;
}

static int
grade_of(const ent_rule_walk *w, const ent_dyad *dyad, int year)
{
    bool published;
    int  grade = ent_dyad_grade(dyad, &published);

    if (w->rows.scaled) {
        return published && dyad->peace_carried == 0 ? grade : -1;
    }
    return year <= w->disputes_until ? grade : -1;
}

/* What is remembered of a dyad from year to year. */
static void
remember(ent_rule_walk *w, const ent_dyad *dyad, ent_state a, ent_state b, int year)
{
    past *p = &w->pasts[at(w, a, b)];

    p->year = (int16_t)year;
    p->level = (int8_t)level_of(w, dyad, a, b, year);
    p->age = (int8_t)dyad->cooperation_carried;
    p->grade = (int8_t)grade_of(w, dyad, year);
    p->bound = (dyad->obligations & ENT_OBLIGATION_DEFENCE) != 0;
    p->allied = ent_dyad_is_allied(dyad);
    p->cooperated = p->cooperated || p->level > 0;
}

/* Since when each state of the world presses on each other. */
static void
mark_pressures(ent_rule_walk *w, const ent_world *world, int year)
{
    size_t n = world->state_count;

    w->first = w->first == 0 ? year : w->first;
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < n; i++) {
            int16_t *since = &w->since[at(w, world->states[k], world->states[i])];

            if (k == i || ent_world_pressure(world, k, i) <= 0) {
                *since = 0;
            } else if (*since == 0) {
                *since = (int16_t)year;
            }
            w->pressing[k * n + i] = *since;
        }
    }
}

/* What presses on the two in common, and what they do to each other. */
static void
add_pressures(const ent_rule_walk *w, const ent_world *world, const ent_pair *pair,
              ent_rule_row *row)
{
    double parts[ENT_PARTS];

    row->common = ent_world_common_parts(world, pair->a, pair->b, NULL, 0, parts);
    memcpy(row->parts, parts, sizeof row->parts);
    row->common_apart =
        ent_world_common_parts(world, pair->a, pair->b, w->pressing, w->first, parts);
    memcpy(row->apart, parts, sizeof row->apart);
    row->tension = (ent_world_pressure(world, pair->a, pair->b) +
                    ent_world_pressure(world, pair->b, pair->a)) /
                   2;
    row->rivals = ent_world_tension((ent_world *)world, pair->a, pair->b)->rivalry > 0;
}

static void
add_row(ent_rule_walk *w, const ent_world *world, const ent_pair *pair, int year)
{
    ent_state   a = world->states[pair->a], b = world->states[pair->b];
    const past *before = &w->pasts[at(w, a, b)];
    bool        told = year <= w->treaties_until;
    unsigned    begun = told ? w->begun[at(w, a, b)] : 0;

    w->rows.rows[w->rows.count++] =
        (ent_rule_row){.year = (int16_t)year,
                       .a = a,
                       .b = b,
                       .great = world->stances[pair->a].great && world->stances[pair->b].great,
                       .level = before->level,
                       .age = before->age,
                       .allied = before->allied,
                       .again = before->level == 0 && before->cooperated,
                       .turned = !before->enmity && ent_world_adversaries(world, pair->a, pair->b),
                       .grade = before->grade,
                       .pact = (int8_t)(!told || before->bound ? -1 : (begun & DEFENCE) != 0),
                       .bond = (int8_t)(!told ? -1 : (begun & SHORT_OF_DEFENCE) != 0),
                       .burden = ent_world_burden(world, pair->a, pair->b),
                       .enmity = ent_world_adversaries(world, pair->a, pair->b),
                       .force = ent_world_force(world, pair->a, pair->b)};
    add_pressures(w, world, pair, &w->rows.rows[w->rows.count - 1]);
}

ent_status
ent_rule_walk_add(ent_ctx *ctx, ent_rule_walk *w, const ent_system *system, int year)
{
    ent_rule_rows *out = &w->rows;
    ent_world      world;
    ent_status     status;

    mark_signals(w, year);
    mark_treaties(w, year);
    name_dyads(w, system);
    if (!ENT_GROW(out->rows, w->capacity, out->count + w->pair_count + 1)) {
        return ent_fail_nomem(ctx);
    }
    status = ent_world_create(ctx, w->record, system, (const ent_state(*)[2])w->pairs,
                              w->pair_count, &world);
    if (status != ENT_OK) {
        return status;
    }
    mark_pressures(w, &world, year);
    for (size_t i = 0; i < w->pair_count; i++) {
        ent_state       a = w->pairs[i][0], b = w->pairs[i][1];
        const ent_dyad *dyad =
            ent_system_dyad(system, ent_system_find(system, a), ent_system_find(system, b));
        bool follows = w->pasts[at(w, a, b)].year == year - 1;

        if (follows) {
            add_row(w, &world, &world.pairs[i], year);
        }
        remember(w, dyad, a, b, year);
        w->pasts[at(w, a, b)].enmity =
            ent_world_adversaries(&world, world.pairs[i].a, world.pairs[i].b);
        if (follows) {
            ent_rule_row *row = &out->rows[out->count - 1];

            row->level_after = w->pasts[at(w, a, b)].level;
            row->age_after = w->pasts[at(w, a, b)].age;
            row->grade_after = w->pasts[at(w, a, b)].grade;
        }
    }
    ent_world_clear(&world);
    return ENT_OK;
}

/* 3. the walk */

ent_status
ent_rule_walk_create(ent_ctx *ctx, const ent_record *record, ent_day before, ent_rule_walk **out)
{
    ent_rule_walk *w = ent_alloc_zero(1, sizeof *w);
    size_t         count;

    if (w == NULL) {
        return ent_fail_nomem(ctx);
    }
    w->record = record;
    w->states = ent_codes_count(ent_record_codes(record));
    w->acts_until = ent_rule_last_year(record, ENT_FACT_ACT, before);
    w->treaties_until = ent_rule_last_year(record, ENT_FACT_TREATY, before);
    w->disputes_until = ent_rule_last_year(record, ENT_FACT_DISPUTE, before);
    w->rows.scaled = ent_record_facts(record, ENT_FACT_PEACE_LEVEL, &count) != NULL && count > 0;
    w->begun = ent_alloc_zero(w->states * w->states, 1);
    w->signalled = ent_alloc_zero(w->states * w->states, 1);
    w->pasts = ent_alloc_zero(w->states * w->states, sizeof *w->pasts);
    w->pairs = ent_alloc(MOST_DYADS, sizeof *w->pairs);
    w->since = ent_alloc_zero(w->states * w->states, sizeof *w->since);
    w->pressing = ent_alloc_zero(w->states * w->states, sizeof *w->pressing);
    if (w->begun == NULL || w->signalled == NULL || w->pasts == NULL || w->pairs == NULL ||
        w->since == NULL || w->pressing == NULL) {
        ent_rule_walk_destroy(w);
        return ent_fail_nomem(ctx);
    }
    *out = w;
    return ENT_OK;
}

int
ent_rule_row_rises(const ent_rule_row *row)
{
    return row->level < 0 || row->level_after < 0 || row->level == ENT_LEVELS - 1
               ? -1
               : row->level_after > row->level;
}

int
ent_rule_row_breaks(const ent_rule_row *row)
{
    return row->level <= 0 || row->level_after < 0 || !row->turned ? -1
                                                                   : row->level_after < row->level;
}

int
ent_rule_row_lapses(const ent_rule_row *row)
{
    return row->level <= 0 || ent_rule_row_breaks(row) > 0 || row->level_after < 0 ||
                   row->level_after > row->level
               ? -1
               : row->level_after < row->level || row->age_after > 0;
}

const ent_rule_rows *
ent_rule_walk_rows(const ent_rule_walk *walk)
{
    return &walk->rows;
}

void
ent_rule_walk_destroy(ent_rule_walk *walk)
{
    if (walk != NULL) {
        ent_free(walk->rows.rows);
        ent_free(walk->begun);
        ent_free(walk->signalled);
        ent_free(walk->pasts);
        ent_free(walk->pairs);
        ent_free(walk->since);
        ent_free(walk->pressing);
        ent_free(walk);
    }
}

int
ent_rule_last_year(const ent_record *record, ent_fact_kind kind, ent_day before)
{
    size_t                 fact_count, file_count;
    const ent_provenance  *first = ent_record_facts(record, kind, &fact_count);
    const ent_source_file *files = ent_record_files(record, &file_count);

    for (size_t i = 0; i < file_count && fact_count > 0; i++) {
        if (files[i].file == first->file && files[i].last < before) {
            before = files[i].last + 1;
        }
    }
    return fact_count > 0 ? ent_date_year(before) - 1 : ENT_RULE_FIRST_YEAR - 1;
}
