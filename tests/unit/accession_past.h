/*
 * accession_past.h - what was expected of the treaties of many before a year, and what came
 *
 * Shared by the test of accession and by the program that prints the whole table.  The facts are
 * those built in.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_ACCESSION_PAST_H
#define ENT_TESTS_ACCESSION_PAST_H

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "entente/system.h"
#include "model/ties/accession.h"

typedef struct past_world {
    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_store  *store;
    ent_record *record;
} past_world;

typedef struct past_range {
    double mean, lo, hi;
    int    counted;
} past_range;

typedef struct past_row {
    past_range joined, left;
} past_row;

static inline void
past_close(past_world *w)
{
    ent_record_destroy(w->record);
    if (w->store != NULL) {
        ent_store_close(w->store);
    }
    ent_codes_destroy(w->codes);
    ent_ctx_destroy(w->ctx);
}

static inline bool
past_open(past_world *w)
{
    ent_ctx_options    options = {.jobs = 1};
    ent_record_options all = {.detail = 0};

    *w = (past_world){NULL, NULL, NULL, NULL};
    if (ent_ctx_create(&options, &w->ctx) == ENT_OK &&
        ent_codes_load(w->ctx, &w->codes) == ENT_OK &&
        ent_store_open(w->ctx, ":memory:", ENT_STORE_WRITE, w->codes, &w->store) == ENT_OK &&
        ent_record_load(w->ctx, w->store, w->codes, &all, &w->record) == ENT_OK) {
        return true;
    }
    past_close(w);
    return false;
}

static inline int
past_compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static inline void
past_settle(double *values, size_t count, past_range *out)
{
    qsort(values, count, sizeof *values, past_compare);
    out->mean = 0;
    for (size_t k = 0; k < count; k++) {
        out->mean += values[k] / (double)count;
    }
    out->lo = values[count / 20];
    out->hi = values[count - 1 - count / 20];
}

static inline void
past_tell(void *user, size_t i, size_t j, bool bound)
{
    (void)user;
    (void)i;
    (void)j;
    (void)bound;
}

static inline bool
past_is_member(const past_world *w, const char *institution, ent_state state, ent_day day)
{
    size_t                count;
    const ent_membership *rows = ent_record_facts(w->record, ENT_FACT_MEMBERSHIP, &count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].state == state && strcmp(rows[i].institution, institution) == 0 &&
            (strcmp(rows[i].status, "member") == 0 || strcmp(rows[i].status, "suspended") == 0) &&
            ent_span_overlap((ent_span){rows[i].start, rows[i].end}, (ent_span){day, day + 1})) {
            return true;
        }
    }
    return false;
}

static inline bool
past_goes_on(const past_world *w, const char *institution, ent_day day)
{
    size_t                 count;
    const ent_institution *all = ent_record_facts(w->record, ENT_FACT_INSTITUTION, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(all[i].institution, institution) == 0) {
            return ent_span_overlap((ent_span){all[i].start, all[i].end}, (ent_span){day, day + 1});
        }
    }
    return false;
}

/* Who of those on the day came and went in the years after it, of institutions that went on. */
static inline void
past_count(const past_world *w, const ent_accession *a, const ent_state *states, int origin,
           int years, past_row *out)
{
    out->joined.counted = out->left.counted = 0;
    for (size_t g = 0; g < ent_accession_bodies(a); g++) {
        for (size_t i = 0; i < a->n; i++) {
            for (int year = origin + 1; year <= origin + years; year++) {
                const char *id = ent_accession_body_id(a, g);
                ent_day     last = ent_date_day(year, 12, 31);
                ent_span    end = {last, last + 1};
                bool before = past_is_member(w, id, states[i], ent_date_day(year - 1, 12, 31));
                bool after = past_is_member(w, id, states[i], last);
                bool goes_on =
                    past_goes_on(w, id, last) && ent_codes_exists(w->codes, states[i], end);

                out->joined.counted += after && !before;
                out->left.counted += before && !after && goes_on;
            }
        }
    }
}

/* All institutions that bind are looked at, whoever is tied. */
static inline bool
past_look(const past_world *w, int origin, int years, int draws, past_row *out)
{
    ent_day        day = ent_date_day(origin, 12, 31);
    ent_system    *system = NULL;
    ent_accession *a = NULL;
    const char   **ids;
    ent_state     *states;
    uint8_t       *tie, *there, *member;
    double        *joined = calloc((size_t)draws, sizeof *joined);
    double        *left = calloc((size_t)draws, sizeof *left);
    size_t         n;
    bool           made;

    if (ent_system_at(w->ctx, w->record, (ent_span){day, day + 1}, NULL, &system) != ENT_OK) {
        free(joined);
        free(left);
        return false;
    }
    n = ent_system_size(system);
    ids = calloc(n, sizeof *ids);
    states = calloc(n, sizeof *states);
    tie = malloc(n * n);
    there = malloc(n);
    member = calloc(n, ENT_ACCESSION_MOST_BODIES);
    memset(tie, 1, n * n);
    memset(there, 1, n);
    for (size_t i = 0; i < n; i++) {
        ids[i] = ent_system_member_at(system, (ent_state_ix)i)->id;
        states[i] = ent_system_member_at(system, (ent_state_ix)i)->state;
    }
    made = ent_accession_create(w->ctx, w->record, day, ids, n, tie, there, &a) == ENT_OK;
    for (int d = 0; d < draws && made; d++) {
        ent_key             key = {1, (uint32_t)d, ENT_PROCESS_TEST, 0, 0};
        ent_accession_rates rates;

        ent_accession_draw(a, key, &rates);
        memcpy(member, ent_accession_members(a), n * ent_accession_bodies(a));
        for (int year = 0; year < years; year++) {
            ent_accession_year brought;

            key.step = (uint32_t)year;
            brought = ent_accession_step(a, &rates, key, member, past_tell, NULL);
            joined[d] += (double)brought.joined;
            left[d] += (double)brought.left;
        }
    }
    if (made) {
        past_settle(joined, (size_t)draws, &out->joined);
        past_settle(left, (size_t)draws, &out->left);
        past_count(w, a, states, origin, years, out);
    }
    ent_accession_destroy(a);
    ent_system_destroy(system);
    free(ids);
    free(states);
    free(tie);
    free(there);
    free(member);
    free(joined);
    free(left);
    return made;
}

#endif
