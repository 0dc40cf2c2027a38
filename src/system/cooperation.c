/*
 * cooperation.c - the cooperation level of each pair, from dated acts and published evidence
 *
 * The level of a year is the highest that something of the last five years
 * evidences; `carried` is its age.  Where the table of acts follows a dyad in
 * full, it alone speaks, and five years without an act are level 0; for all
 * other dyads they are missing.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/date.h"
#include "system/cooperation.h"

enum { MEMORY_YEARS = 5, MOST_LEVEL = 7, LEAST_TROOPS = 100 };
enum { CONFIDENCE = 1, CONSULTATION = 2, ARMS = 3, EXERCISES = 4, BASING = 6 };

static const struct {
    const char *a, *b;
    int         since;
} FOLLOWED_IN_FULL[] = {{"CHN", "RUS", 1949}};
enum { FOLLOWED_COUNT = sizeof FOLLOWED_IN_FULL / sizeof FOLLOWED_IN_FULL[0] };

static void
raise_side(ent_dyad *dyad, int level, int age, uint32_t fact)
{
    if (level > dyad->cooperation ||
        (level == dyad->cooperation && age < dyad->cooperation_carried)) {
        dyad->cooperation = (int8_t)level;
        dyad->cooperation_carried = (uint8_t)age;
        dyad->cooperation_fact = fact;
    }
}

/* Of equal levels the younger stands, of equal age the first. */
static void
raise_level(ent_builder *b, ent_state a, ent_state c, int level, int age,
            const ent_provenance *from)
{
    ent_dyad *there = ent_build_dyad(b, a, c), *back = ent_build_dyad(b, c, a);

    if (there != NULL && back != NULL && age >= 0 && age < MEMORY_YEARS) {
        uint32_t fact = ent_build_fact(b, from);

        raise_side(there, level, age, fact);
        raise_side(back, level, age, fact);
    }
}

/* ---- acts ---- */

static void
start_levels(ent_builder *b)
{
    size_t n = b->system->state_count;
    int    first, last;

    for (size_t i = 0; i < n * n; i++) {
        ent_build_dyads(b)[i].cooperation = -1;
    }
    ent_record_years(b->record, ENT_FACT_ACT, &first, &last);
    for (size_t i = 0; i < FOLLOWED_COUNT; i++) {
        ent_state a = ent_codes_find(b->codes, FOLLOWED_IN_FULL[i].a);
        ent_state c = ent_codes_find(b->codes, FOLLOWED_IN_FULL[i].b);

        if (a != ENT_NO_STATE && c != ENT_NO_STATE && ent_build_dyad(b, a, c) != NULL &&
            b->year >= FOLLOWED_IN_FULL[i].since && b->year <= last) {
            ent_build_dyad(b, a, c)->cooperation = ent_build_dyad(b, c, a)->cooperation = 0;
        }
    }
}

static void
add_acts(ent_builder *b)
{
    size_t         count;
    const ent_act *acts = ent_record_facts(b->record, ENT_FACT_ACT, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_act *act = &acts[i];
        ent_day        end = act->end < b->span.to ? act->end : b->span.to;

        if (act->level >= 0 && act->level <= MOST_LEVEL && act->start < b->as_of &&
            act->start < b->span.to) {
            raise_level(b, act->state_a, act->state_b, act->level, b->year - ent_date_year(end - 1),
                        &act->from);
        }
    }
}

/* ---- published evidence ---- */

static bool
is_followed(const ent_builder *b, ent_state a, ent_state c)
{
    const char *x = ent_codes_id(b->codes, a), *y = ent_codes_id(b->codes, c);

    for (size_t i = 0; i < FOLLOWED_COUNT; i++) {
        const char *one = FOLLOWED_IN_FULL[i].a, *two = FOLLOWED_IN_FULL[i].b;

        if ((strcmp(x, one) == 0 && strcmp(y, two) == 0) ||
            (strcmp(x, two) == 0 && strcmp(y, one) == 0)) {
            return true;
        }
    }
    return false;
}

/*
 * What is delivered to an adversary, or stands on his soil, is no cooperation; an exercise with
 * him, of rescue or as a guest, is a measure of confidence.
 */
static bool
are_adversaries(ent_builder *b, ent_state a, ent_state c)
{
    const ent_dyad *dyad = ent_build_dyad(b, a, c);

    return dyad != NULL && ent_dyad_is_hostile(dyad);
}

/* Whether a year is remembered, and the seam of its kind reads this row then. */
static bool
is_remembered(const ent_builder *b, const char *kind, int32_t year, const ent_provenance *from)
{
    return year > b->year - MEMORY_YEARS && ent_build_sees_year(b, year) &&
           ent_record_uses(b->record, kind, from, ent_span_of_year(year).from);
}

/* Fewer soldiers are observers, advisers or guards of an embassy. */
static int
level_of_signal(const ent_signal *sent, bool hostile)
{
    if (hostile) {
        return sent->visits > 0 ? CONSULTATION : sent->exercises > 0 ? CONFIDENCE : 0;
    }
    return sent->troops >= LEAST_TROOPS ? BASING
           : sent->exercises > 0        ? EXERCISES
           : sent->arms > 0             ? ARMS
           : sent->visits > 0           ? CONSULTATION
                                        : 0;
}

static void
add_signals_of(ent_builder *b, int year)
{
    ent_yearly        sent = ent_record_year(b->record, ENT_FACT_SIGNAL, year);
    const ent_signal *signals = sent.rows;

    for (size_t i = 0; i < sent.count; i++) {
        const ent_signal *row = &signals[sent.places[i]];
        ent_state         power = row->power.state, state = row->state.state;
        int               level;

        if (power == ENT_NO_STATE || state == ENT_NO_STATE ||
            !is_remembered(b, "signals", row->year, &row->from) || is_followed(b, power, state)) {
            continue;
        }
        level = level_of_signal(row, are_adversaries(b, power, state));
        if (level > 0) {
            raise_level(b, power, state, level, b->year - row->year, &row->from);
        }
    }
}

static void
add_signals(ent_builder *b)
{
    for (int year = b->year - MEMORY_YEARS + 1; year <= b->year; year++) {
        add_signals_of(b, year);
    }
}

/* Deliveries: an order may come to nothing. */
static void
add_arms(ent_builder *b)
{
    size_t                   count;
    const ent_arms_transfer *rows = ent_record_facts(b->record, ENT_FACT_ARMS_TRANSFER, &count);
    const ent_year_span     *delivered = ent_record_deliveries(b->record);

    for (size_t i = 0; i < count; i++) {
        const ent_arms_transfer *row = &rows[i];
        ent_state                from, to;
        int                      year;

        if (delivered[i].to <= b->year - MEMORY_YEARS || delivered[i].from > b->year ||
            row->ordered_year > b->year) {
            continue; /* most of a long record */
        }
        from = row->supplier.state;
        to = row->recipient.state;
        year = ent_years_in(row->delivered_years, b->year).to;
        if (from != ENT_NO_STATE && to != ENT_NO_STATE &&
            is_remembered(b, "arms", year, &row->from) && !are_adversaries(b, from, to) &&
            !is_followed(b, from, to)) {
            raise_level(b, from, to, ARMS, b->year - year, &row->from);
        }
    }
}

/* The two participants of an exercise; NULL where there are more, or fewer. */
static const ent_exercise_participant *
pair_of(const ent_record *record, const ent_exercise *exercise)
{
    size_t                          count, own = 0, at;
    const ent_exercise_participant *all =
        ent_record_facts(record, ENT_FACT_EXERCISE_PARTICIPANT, &count);
    const ent_exercise_participant *first =
        ent_record_fact(record, ENT_FACT_EXERCISE_PARTICIPANT, &exercise->from);

    if (first == NULL) {
        return NULL;
    }
    at = (size_t)(first - all);
    while (at + own < count && own < 3 && first[own].from.file == exercise->from.file &&
           first[own].from.line == exercise->from.line) {
        own++;
    }
    return own == 2 && first[0].state.state != ENT_NO_STATE && first[1].state.state != ENT_NO_STATE
               ? first
               : NULL;
}

/* Exercises of two states: one of many says little of each two that came. */
static void
add_exercises(ent_builder *b)
{
    size_t              count;
    const ent_exercise *rows = ent_record_facts(b->record, ENT_FACT_EXERCISE, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_exercise             *row = &rows[i];
        ent_day                         end = row->end < b->span.to ? row->end : b->span.to;
        const ent_exercise_participant *two;

        if (row->start >= b->as_of || row->start >= b->span.to ||
            !is_remembered(b, "exercises", ent_date_year(end - 1), &row->from)) {
            continue;
        }
        two = pair_of(b->record, row);
        if (two != NULL && !is_followed(b, two[0].state.state, two[1].state.state)) {
            raise_level(b, two[0].state.state, two[1].state.state,
                        are_adversaries(b, two[0].state.state, two[1].state.state) ? CONFIDENCE
                                                                                   : EXERCISES,
                        b->year - ent_date_year(end - 1), &row->from);
        }
    }
}

void
ent_build_cooperation(ent_builder *b)
{
    start_levels(b);
    add_acts(b);
    add_signals(b);
    add_arms(b);
    add_exercises(b);
}

/* ---- whether two worked together at all ---- */

static void
mark(uint8_t *marks, size_t states, ent_state a, ent_state b)
{
    if (a < states && b < states) {
        marks[(size_t)a * states + b] = marks[(size_t)b * states + a] = 1;
    }
}

/* As is_remembered(), but of all years before a day. */
static bool
is_before(const ent_record *record, const char *kind, int32_t year, ent_day before,
          const ent_provenance *from)
{
    return year > 0 && ent_date_day(year, 1, 1) < before &&
           ent_record_uses(record, kind, from, ent_span_of_year(year).from);
}

static void
mark_exercises(const ent_record *record, ent_day before, size_t states, uint8_t *marks)
{
    size_t                          count;
    const ent_exercise             *rows = ent_record_facts(record, ENT_FACT_EXERCISE, &count);
    const ent_exercise_participant *two;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].start < before &&
            is_before(record, "exercises", ent_date_year(rows[i].start), before, &rows[i].from)) {
            two = pair_of(record, &rows[i]);
            if (two != NULL) {
                mark(marks, states, two[0].state.state, two[1].state.state);
            }
        }
    }
}

void
ent_record_cooperated(const ent_record *record, ent_day before, size_t states, uint8_t *marks)
{
    size_t                   act_count, signal_count, arms_count;
    const ent_act           *acts = ent_record_facts(record, ENT_FACT_ACT, &act_count);
    const ent_signal        *signals = ent_record_facts(record, ENT_FACT_SIGNAL, &signal_count);
    const ent_arms_transfer *arms = ent_record_facts(record, ENT_FACT_ARMS_TRANSFER, &arms_count);

    for (size_t i = 0; i < act_count; i++) {
        if (acts[i].level > 0 && acts[i].start < before) {
            mark(marks, states, acts[i].state_a, acts[i].state_b);
        }
    }
    for (size_t i = 0; i < signal_count; i++) {
        if (level_of_signal(&signals[i], false) > 0 &&
            is_before(record, "signals", signals[i].year, before, &signals[i].from)) {
            mark(marks, states, signals[i].power.state, signals[i].state.state);
        }
    }
    for (size_t i = 0; i < arms_count; i++) {
        int year = ent_years_in(arms[i].delivered_years, ent_date_year(before - 1)).to;

        if (is_before(record, "arms", year, before, &arms[i].from)) {
            mark(marks, states, arms[i].supplier.state, arms[i].recipient.state);
        }
    }
    mark_exercises(record, before, states, marks);
}
