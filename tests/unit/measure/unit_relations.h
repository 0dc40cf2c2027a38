/*
 * unit_relations.h - random relations of a few states, as arrays and as tables of data/world
 *
 * Shared by the tests of pressure and threat: what stands in the arrays is written from the
 * definitions of the tables alone.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_RELATIONS_H
#define ENT_TESTS_UNIT_RELATIONS_H

#include "unit_measure.h"

#include <math.h>

#include "base/random.h"
#include "base/text.h"

enum { STATES = 9, RELATIONS_YEAR = 2000 };

/** Of a and b, by number; what is not symmetric is of a on b. */
typedef struct relations {
    bool   rivalry[STATES][STATES], defence[STATES][STATES], border[STATES][STATES];
    int    hostility[STATES][STATES]; /**< highest of 1996 to 2000 */
    int    sanctions[STATES][STATES], on_trade[STATES][STATES];
    int    force[STATES]; /**< disputes with force that a state initiated */
    double power[STATES]; /**< NaN missing */
} relations;

/** The printed id of the i-th state under a relabelling (a shift of the alphabet). */
static inline void
relations_id(int i, int shift, char out[4])
{
    (void)snprintf(out, 4, "S%cZ", 'A' + (i + shift) % STATES);
}

/* Everything begins with a row of 1950 that is over, so that the tables speak of all years. */
static inline void
relations_heads(ent_text *tables)
{
    static const char *const HEADS[] = {
        "state,ccode,cow,start,end,source,locator\n",
        "rivalry,state_a,state_b,start,end,source,locator\n"
        "old,SAZ,SBZ,1950,1951,s,\n",
        "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
        "old,Old,SAZ,SBZ,1950,1951,5,SAZ,s,\n",
        "sanction,sender,target,start,end,kinds,instrument,source,locator\n"
        "old,SAZ,SBZ,1950,1951,trade,,s,\n",
        "treaty,title,form,signed,start,end,end_reason,defence,offence,neutrality,nonaggression,"
        "consultation,cow,note,source,locator\n",
        "treaty,state,role,start,end,source,locator\n",
        "state_a,state_b,source,locator\n",
        "state,year,cinc,regime,polyarchy,source,locator\n"};

    for (size_t i = 0; i < sizeof HEADS / sizeof HEADS[0]; i++) {
        ent_text_init(&tables[i]);
        ent_text_add(&tables[i], HEADS[i]);
    }
}

enum {
    T_STATES,
    T_RIVALRIES,
    T_DISPUTES,
    T_SANCTIONS,
    T_TREATIES,
    T_PARTIES,
    T_BORDERS,
    T_PROFILES,
    T_TABLES
};

static inline void
relations_tie(ent_text *tables, const ent_key *key, relations *out, int i, int j, int shift)
{
    uint32_t at = (uint32_t)(i * STATES + j) * 8;
    char     a[4], b[4];

    relations_id(i, shift, a);
    relations_id(j, shift, b);
    if (ent_random_below(key, at, 3) == 0) {
        out->rivalry[i][j] = out->rivalry[j][i] = true;
        ent_text_addf(&tables[T_RIVALRIES], "r%s%s,%s,%s,1990,,s,\n", a, b, a, b);
    }
    if (ent_random_below(key, at + 1, 2) == 0) { /* the first of the two begins it */
        int hostility = 2 + (int)ent_random_below(key, at + 2, 4);

        out->hostility[i][j] = out->hostility[j][i] = hostility;
        out->force[i] += hostility >= 4;
        ent_text_addf(&tables[T_DISPUTES], "d%s%s,D,%s,%s,1996-05,1996-06,%d,%s,s,\n", a, b, b, a,
                      hostility, a);
        ent_text_addf(&tables[T_DISPUTES], "e%s%s,E,%s,%s,1995-05,1995-06,5,%s,s,\n", a, b, b, a,
                      a); /* five years ago */
    }
    if (ent_random_below(key, at + 3, 3) == 0) {
        out->defence[i][j] = out->defence[j][i] = true;
        ent_text_addf(&tables[T_TREATIES],
                      "t%s%s,T,bilateral,1980,1980,,,1,0,0,0,0,,,s,\nn%s%s,T,bilateral,1980,1980,,,"
                      "0,0,0,1,1,,,s,\n",
                      a, b, a, b);
        ent_text_addf(&tables[T_PARTIES], "t%s%s,%s,mutual,,,s,\nt%s%s,%s,mutual,,,s,\n", a, b, a,
                      a, b, b);
    }
    if (ent_random_below(key, at + 4, 2) == 0) {
        out->border[i][j] = out->border[j][i] = true;
        ent_text_addf(&tables[T_BORDERS], "%s,%s,s,\n", strcmp(a, b) < 0 ? a : b,
                      strcmp(a, b) < 0 ? b : a);
    }
}

static inline void
relations_sanction(ent_text *tables, const ent_key *key, relations *out, int i, int j, int shift)
{
    uint32_t at = 5000 + (uint32_t)(i * STATES + j) * 8;
    char     a[4], b[4];

    relations_id(i, shift, a);
    relations_id(j, shift, b);
    out->sanctions[i][j] = (int)ent_random_below(key, at, 4);
    for (int n = 0; n < out->sanctions[i][j]; n++) {
        bool trade = ent_random_below(key, at + 1 + (uint32_t)n, 2) == 0;

        out->on_trade[i][j] += trade;
        ent_text_addf(&tables[T_SANCTIONS], "s%d%s%s,%s,%s,199%d,,%s,,s,\n", n, a, b, a, b, 5 + n,
                      trade ? "arms;trade" : "financial;travel");
    }
}

static inline void
relations_write(world *w, uint32_t run, int shift, relations *out)
{
    static const char *const NAMES[T_TABLES] = {"states",    "rivalries", "disputes",
                                                "sanctions", "treaties",  "treaty_members",
                                                "borders",   "profiles"};
    ent_key                  key = {.seed = 1648, .run = run, .process = ENT_PROCESS_TEST};
    ent_text                 tables[T_TABLES];
    char                     a[4];

    relations_heads(tables);
    memset(out, 0, sizeof *out);
    for (int i = 0; i < STATES; i++) {
        relations_id(i, shift, a);
        out->power[i] = i == 4 ? (double)NAN : 1.0 / (2 + i * i);
        ent_text_addf(&tables[T_STATES], "%s,%d,%s,1900,,s,\n", a, 100 + (i + shift) % STATES, a);
        ent_text_addf(&tables[T_PROFILES], i == 4 ? "%s,2000,,,,s,\n" : "%s,2000,%.17g,,,s,\n", a,
                      out->power[i]);
        for (int j = 0; j < STATES; j++) {
            if (j > i) {
                relations_tie(tables, &key, out, i, j, shift);
            }
            if (j != i) {
                relations_sanction(tables, &key, out, i, j, shift);
            }
        }
    }
    for (size_t i = 0; i < T_TABLES; i++) {
        world_write(w, NAMES[i], ent_text_get(&tables[i]));
        ent_text_clear(&tables[i]);
    }
    world_write(w, "names", "state,name,start,end\n");
    world_write(w, "governments", "state,government,start,end\n");
    world_open(w);
}

/** The record with what flows. */
static inline void
relations_load(world *w)
{
    ent_record_options options = {.detail = ENT_RECORD_ALL};

    ent_record_destroy(w->record);
    w->record = NULL;
    world_check(w, ent_record_load(w->ctx, w->store, w->codes, &options, &w->record));
}

/** The row of a year, state and the other side named in `column`, or -1. */
static inline long
relations_row(ent_table *table, int year, const char *state, const char *column, const char *other)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        if ((int)measure_number(table, row, "year") == year &&
            strcmp(measure_text(table, row, "state"), state) == 0 &&
            strcmp(measure_text(table, row, column), other) == 0) {
            return (long)row;
        }
    }
    return -1;
}

/** A cell of that row; fails where there is no such row. */
static inline double
relations_number(ent_table *table, int year, const char *state, const char *column,
                 const char *other, const char *wanted)
{
    long row = relations_row(table, year, state, column, other);

    if (row < 0) {
        fail_msg("no row of %d %s %s", year, state, other);
    }
    return measure_number(table, (size_t)row, wanted);
}

/** Equal to 1e-12, or both missing. */
static inline void
relations_same(double have, double want)
{
    if (isnan(want) || isnan(have)) {
        assert_true(isnan(have) && isnan(want));
    } else {
        assert_true(fabs(have - want) < 1e-12);
    }
}

#endif
