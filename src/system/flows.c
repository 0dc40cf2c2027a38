/*
 * flows.c - what the states of a system exchange and share
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "system/flows.h"

enum { ARMS_YEARS = 5 };

/* Whether a yearly row is seen, and what its seam reads. */
static bool
is_read(const ent_builder *b, const char *kind, int32_t year, const ent_provenance *from)
{
    return ent_build_sees_year(b, year) &&
           ent_record_uses(b->record, kind, from, ent_span_of_year(year).from);
}

static void
add_trade(ent_builder *b)
{
    ent_yearly       traded = ent_record_year(b->record, ENT_FACT_TRADE, b->year);
    const ent_trade *rows = traded.rows;

    for (size_t i = 0; i < traded.count; i++) {
        const ent_trade *row = &rows[traded.places[i]];
        ent_dyad        *there = ent_build_dyad(b, row->state_a.state, row->state_b.state);
        ent_dyad        *back = ent_build_dyad(b, row->state_b.state, row->state_a.state);

        if (there != NULL && back != NULL && is_read(b, "trade", row->year, &row->from)) {
            there->imports = row->imports_a;
            back->imports = row->imports_b;
            there->trade_fact = back->trade_fact = ent_build_fact(b, &row->from);
        }
    }
}

static void
add_organisations(ent_builder *b)
{
    ent_yearly           counted = ent_record_year(b->record, ENT_FACT_IGO_COUNT, b->year);
    const ent_igo_count *rows = counted.rows;

    for (size_t i = 0; i < counted.count; i++) {
        const ent_igo_count *row = &rows[counted.places[i]];
        ent_dyad            *there = ent_build_dyad(b, row->state_a.state, row->state_b.state);
        ent_dyad            *back = ent_build_dyad(b, row->state_b.state, row->state_a.state);

        if (there != NULL && back != NULL && row->shared >= 0 && row->shared <= INT16_MAX &&
            is_read(b, "organisations", row->year, &row->from)) {
            there->organisations = back->organisations = (int16_t)row->shared;
        }
    }
}

/* Distances change with borders alone: what stands on the last day of the set stands on. */
static void
add_distances(ent_builder *b)
{
    size_t              count;
    const ent_distance *rows = ent_record_facts(b->record, ENT_FACT_DISTANCE, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_distance *row = &rows[i];
        bool                lasts;
        ent_dyad           *there, *back;

        if (!ent_build_sees(b, row->start, ENT_DAY_MAX)) {
            continue; /* most of a long record */
        }
        lasts = row->end == ENT_DAY_MAX || ent_record_age(b->record, &row->from, row->end) > 0;
        there = ent_build_dyad(b, row->state_a.state, row->state_b.state);
        back = ent_build_dyad(b, row->state_b.state, row->state_a.state);
        if (there != NULL && back != NULL &&
            ent_build_sees(b, row->start, lasts ? ENT_DAY_MAX : row->end)) {
            there->kilometres = back->kilometres = (float)row->kilometres;
        }
    }
}

/* Orders of the last five years: deliveries come years later, the choice of a partner does not. */
static void
add_arms(ent_builder *b)
{
    size_t                   count;
    const ent_arms_transfer *rows = ent_record_facts(b->record, ENT_FACT_ARMS_TRANSFER, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_arms_transfer *row = &rows[i];
        ent_dyad                *dyad;

        if (row->ordered_year <= b->year - ARMS_YEARS || row->ordered_year > b->year ||
            isnan(row->tiv_ordered)) {
            continue;
        }
        dyad = ent_build_dyad(b, row->supplier.state, row->recipient.state);
        if (dyad != NULL && is_read(b, "arms", row->ordered_year, &row->from)) {
            dyad->arms += (float)row->tiv_ordered;
            dyad->arms_fact = ent_build_fact(b, &row->from);
        }
    }
}

/*
 * Troops of the United States are counted by one source, those of the other great powers by their
 * signals of support; both have a row for a host without any.
 */
static void
add_troops(ent_builder *b)
{
    int               year = b->year;
    ent_state         usa = ent_codes_find(b->codes, "USA");
    ent_yearly        counted = ent_record_year(b->record, ENT_FACT_TROOPS, year);
    ent_yearly        sent = ent_record_year(b->record, ENT_FACT_SIGNAL, year);
    const ent_troops *hosts = counted.rows;
    const ent_signal *signals = sent.rows;

    for (size_t i = 0; i < counted.count; i++) {
        const ent_troops *row = &hosts[counted.places[i]];
        ent_dyad         *dyad = ent_build_dyad(b, usa, row->state.state);

        if (dyad != NULL && !isnan(row->troops) && is_read(b, "deployments", year, &row->from)) {
            dyad->troops = (isnan(dyad->troops) ? 0 : dyad->troops) + (float)row->troops;
        }
    }
    for (size_t i = 0; i < sent.count; i++) {
        const ent_signal *row = &signals[sent.places[i]];
        ent_dyad         *dyad = ent_build_dyad(b, row->power.state, row->state.state);

        if (dyad != NULL && row->power.state != usa && is_read(b, "signals", year, &row->from)) {
            dyad->troops = (float)row->troops;
        }
    }
}

/* ---- exercises: every two participants of one ---- */

typedef struct participant {
    const char           *exercise;
    ent_state_ix          ix;
    const ent_provenance *from;
} participant;

static int
compare_participants(const void *a, const void *b)
{
    const participant *x = a, *y = b;
    int                order = strcmp(x->exercise, y->exercise);

    return order != 0 ? order : (x->ix > y->ix) - (x->ix < y->ix);
}

static int
compare_keys(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys of the exercises of the span, sorted. */
static size_t
keys_of_span(const ent_builder *b, const char **keys)
{
    size_t              count, kept = 0;
    const ent_exercise *rows = ent_record_facts(b->record, ENT_FACT_EXERCISE, &count);

    for (size_t i = 0; i < count; i++) {
        ent_day day = rows[i].start > b->span.from ? rows[i].start : b->span.from;

        if (ent_build_sees(b, rows[i].start, rows[i].end) &&
            ent_record_uses(b->record, "exercises", &rows[i].from, day)) {
            keys[kept++] = rows[i].exercise;
        }
    }
    if (kept > 0) {
        qsort(keys, kept, sizeof *keys, compare_keys);
    }
    return kept;
}

/* The participants of those, sorted by exercise. */
static size_t
participants_of(const ent_builder *b, const char *const *keys, size_t key_count, participant *out)
{
    size_t                          count, kept = 0;
    const ent_exercise_participant *rows =
        ent_record_facts(b->record, ENT_FACT_EXERCISE_PARTICIPANT, &count);

    for (size_t i = 0; i < count && key_count > 0; i++) {
        ent_state_ix ix = ent_build_ix(b, rows[i].state.state);

        if (ix != ENT_NO_STATE_IX &&
            bsearch(&rows[i].exercise, keys, key_count, sizeof *keys, compare_keys) != NULL) {
            out[kept++] = (participant){rows[i].exercise, ix, &rows[i].from};
        }
    }
    if (kept > 0) {
        qsort(out, kept, sizeof *out, compare_participants);
    }
    return kept;
}

static void
join(ent_builder *b, const participant *first, size_t count)
{
    size_t n = b->system->state_count;

    for (size_t i = 0; i < count; i++) {
        bool joint = first[0].ix != first[count - 1].ix; /* they stand by state */
        bool again = i > 0 && first[i].ix == first[i - 1].ix;

        ent_build_members(b)[first[i].ix].exercises += (uint16_t)(joint && !again);
        for (size_t j = 0; j < count; j++) {
            ent_dyad *dyad = &ent_build_dyads(b)[(size_t)first[i].ix * n + first[j].ix];

            if (first[i].ix != first[j].ix && dyad->exercises < UINT8_MAX) {
                dyad->exercises++;
                dyad->exercise_fact = ent_build_fact(b, first[i].from);
            }
        }
    }
}

static void
join_all(ent_builder *b, const participant *list, size_t count)
{
    size_t end;

    for (size_t i = 0; i < count; i = end) {
        for (end = i + 1; end < count && strcmp(list[i].exercise, list[end].exercise) == 0;) {
            end++;
        }
        join(b, list + i, end - i);
    }
}

static void
add_exercises(ent_builder *b)
{
    size_t       exercise_count, count;
    const char **keys;
    participant *list;

    (void)ent_record_facts(b->record, ENT_FACT_EXERCISE, &exercise_count);
    (void)ent_record_facts(b->record, ENT_FACT_EXERCISE_PARTICIPANT, &count);
    if (exercise_count == 0 || count == 0) {
        return;
    }
    keys = ent_alloc(exercise_count, sizeof *keys);
    list = ent_alloc(count, sizeof *list);
    if (keys == NULL || list == NULL) {
        b->failed = true;
    } else {
        count = participants_of(b, keys, keys_of_span(b, keys), list);
        join_all(b, list, count);
    }
    ent_free(list);
    ent_free(keys);
}

void
ent_build_flows(ent_builder *b)
{
    size_t    n = b->system->state_count;
    ent_dyad *dyads = ent_build_dyads(b);

    for (size_t i = 0; i < n * n; i++) {
        dyads[i].organisations = -1;
        dyads[i].kilometres = NAN;
        dyads[i].troops = NAN;
        dyads[i].imports = (double)NAN;
    }
    add_trade(b);
    add_organisations(b);
    add_distances(b);
    add_arms(b);
    add_troops(b);
    add_exercises(b);
}
