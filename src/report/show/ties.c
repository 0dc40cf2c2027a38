/*
 * ties.c - shared organisations, distances and signals of great powers, of a pair and a state
 *
 *   1. signals     2. of a pair     3. of a state
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "report/facts.h"
#include "report/show/card.h"
#include "report/show/pair.h"
#include "system/record.h"

/* 1. signals: what a great power did for a state in a year, in one row */

/* "visit, exercise, arms 638, troops 40950"; NULL where there was none of it. */
static const char *
signals_text(ent_shown *shown, const ent_signal *sent)
{
    const struct {
        double      value;
        bool        counted; /* an amount, not a yes or no */
        const char *name;
    } ALL[] = {{sent->visits, false, "visit"},
               {sent->exercises, false, "exercise"},
               {sent->arms, true, "arms"},
               {sent->troops, true, "troops"},
               {sent->nuclear, false, "nuclear weapons"},
               {sent->pact, false, "pact"},
               {sent->investment_treaty, false, "investment treaty"},
               {sent->economic_aid, true, "aid"},
               {sent->words, true, "words"}};
    const char *text = NULL;

    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++) {
        const char *amount = ALL[i].counted ? ent_shown_number(shown, ALL[i].value) : "";

        if (!(ALL[i].value > 0) || amount == NULL) {
            continue; /* none, or not known */
        }
        text = ent_shown_keep(shown,
                              ent_arena_printf(&shown->arena, "%s%s%s%s%s",
                                               text != NULL ? text : "", text != NULL ? ", " : "",
                                               ALL[i].name, ALL[i].counted ? " " : "", amount));
    }
    return text;
}

static ent_shown_row
signal_row(ent_shown *shown, const ent_codes *codes, const ent_signal *sent)
{
    ent_shown_row row = {.kind = "signal",
                         .title = "signals of support",
                         .value = signals_text(shown, sent),
                         .days = ent_span_of_year(sent->year),
                         .from = &sent->from};

    row.type = row.mark = ent_shown_keep(
        shown, ent_arena_printf(&shown->arena, "%s>%s", ent_codes_id(codes, sent->power.state),
                                ent_codes_id(codes, sent->state.state)));
    return row;
}

/* 2. of a pair */

void
ent_pair_add_signals(ent_pair_job *job)
{
    size_t            count;
    ent_shown        *shown = job->shown;
    const ent_signal *rows = ent_record_facts(shown->record, ENT_FACT_SIGNAL, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row;

        if (!ent_pair_is(job, rows[i].power.state, rows[i].state.state) ||
            !ent_fact_has_year(rows[i].year)) {
            continue;
        }
        row = signal_row(shown, job->codes, &rows[i]);
        if (row.value != NULL) {
            row.status = ent_shown_status(shown, "signals", row.from, row.days);
            ent_shown_add(shown, &row);
        }
    }
}

void
ent_pair_add_distances(ent_pair_job *job)
{
    size_t              count;
    const ent_distance *rows = ent_record_facts(job->shown->record, ENT_FACT_DISTANCE, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "distance",
                             .type = "kilometres",
                             .title = "least distance of the territories",
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (!ent_pair_is(job, rows[i].state_a.state, rows[i].state_b.state) ||
            isnan(rows[i].kilometres)) {
            continue;
        }
        row.value = ent_shown_number(job->shown, rows[i].kilometres);
        row.status = ent_shown_status(job->shown, "distances", row.from, row.days);
        ent_shown_add(job->shown, &row);
    }
}

void
ent_pair_add_organisations(ent_pair_job *job)
{
    size_t               count;
    ent_shown           *shown = job->shown;
    const ent_igo_count *rows = ent_record_facts(shown->record, ENT_FACT_IGO_COUNT, &count);
    int                  last = 0;

    for (int pass = 0; pass < 2; pass++) { /* the last year is shown in any case */
        for (size_t i = 0; i < count; i++) {
            ent_shown_row row = {.kind = "organisations",
                                 .type = "shared",
                                 .title = "organisations that both are full members of",
                                 .from = &rows[i].from};

            if (!ent_pair_is(job, rows[i].state_a.state, rows[i].state_b.state) ||
                !ent_fact_has_year(rows[i].year) || rows[i].shared < 0) {
                continue;
            }
            row.days = ent_span_of_year(rows[i].year);
            if (pass == 0) {
                last = rows[i].year > last && ent_span_overlap(row.days, shown->span) ? rows[i].year
                                                                                      : last;
            } else if (ent_shown_has_year(shown, rows[i].year, last)) {
                row.value = ent_shown_number(shown, rows[i].shared);
                row.status = ent_shown_status(shown, "organisations", row.from, row.days);
                ent_shown_add(shown, &row);
            }
        }
    }
}

/* 3. of a state */

/* The other of two states; ENT_NO_STATE where `self` is neither, or the other is none of ours. */
static ent_state
other_of(ent_state self, const ent_party *a, const ent_party *b)
{
    return a->state == self ? b->state : b->state == self ? a->state : ENT_NO_STATE;
}

/* Our own table, where the published spells do not reach. */
static void
add_land_borders(ent_card_job *job)
{
    size_t            count;
    ent_shown        *shown = job->shown;
    const ent_codes  *codes = ent_record_codes(shown->record);
    const ent_border *rows = ent_record_facts(shown->record, ENT_FACT_BORDER, &count);

    for (size_t i = 0; i < count; i++) {
        ent_state     other = rows[i].state_a == job->state   ? rows[i].state_b
                              : rows[i].state_b == job->state ? rows[i].state_a
                                                              : ENT_NO_STATE;
        ent_shown_row row = {.kind = "neighbour",
                             .title = "land, as of 2022",
                             .value = "1",
                             .status = "observed",
                             .days = {ENT_DAY_MIN, ENT_DAY_MAX},
                             .from = &rows[i].from};

        if (other != ENT_NO_STATE && ent_codes_exists(codes, other, job->moment) &&
            ent_record_uses(shown->record, "borders", row.from, job->moment.to - 1)) {
            row.type = row.mark = ent_codes_id(codes, other);
            ent_shown_put(shown, &row);
        }
    }
}

/* Both directions of a pair stand in the published set. */
void
ent_card_add_neighbours(ent_card_job *job)
{
    static const char *const KIND[] = {"land", "12 miles of water", "24 miles of water",
                                       "150 miles of water", "400 miles of water"};
    size_t                   count;
    ent_shown               *shown = job->shown;
    const ent_codes         *codes = ent_record_codes(shown->record);
    const ent_contiguity    *rows = ent_record_facts(shown->record, ENT_FACT_CONTIGUITY, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_contiguity *near = &rows[i];
        ent_state             other = near->state_b.state;
        ent_shown_row         row = {
                    .kind = "neighbour", .days = {near->start, near->end}, .from = &near->from};

        if (near->state_a.state != job->state || other == ENT_NO_STATE || near->kind < 1 ||
            near->kind > (int32_t)(sizeof KIND / sizeof KIND[0]) ||
            !ent_span_overlap(row.days, job->moment) ||
            !ent_record_uses(shown->record, "borders", &near->from, job->moment.to - 1)) {
            continue;
        }
        row.type = row.mark = ent_codes_id(codes, other);
        row.title = KIND[near->kind - 1];
        row.value = ent_shown_number(shown, near->kind);
        row.status = "observed";
        ent_shown_put(shown, &row);
    }
    add_land_borders(job);
}

/* Years of a state's facts that are newer than the last found, not of the future, and read. */
static bool
is_newer(const ent_card_job *job, const char *seam, const ent_provenance *from, int32_t year,
         int found)
{
    return ent_fact_has_year(year) && year > found && year <= job->year &&
           ent_record_uses(job->shown->record, seam, from, ent_span_of_year(year).from);
}

void
ent_card_add_signals(ent_card_job *job)
{
    size_t            count;
    ent_shown        *shown = job->shown;
    const ent_codes  *codes = ent_record_codes(shown->record);
    const ent_signal *rows = ent_record_facts(shown->record, ENT_FACT_SIGNAL, &count);
    int               last = 0;

    for (size_t i = 0; i < count; i++) {
        last = rows[i].state.state == job->state &&
                       is_newer(job, "signals", &rows[i].from, rows[i].year, last)
                   ? rows[i].year
                   : last;
    }
    for (size_t i = 0; i < count; i++) {
        ent_shown_row row;

        if (rows[i].state.state != job->state || rows[i].power.state == ENT_NO_STATE ||
            rows[i].year != last) {
            continue;
        }
        row = signal_row(shown, codes, &rows[i]);
        if (row.value != NULL) {
            row.status = ent_card_age(job, last);
            ent_shown_put(shown, &row);
        }
    }
}

enum { FIRST_PARTNERS = 5 };

static int
compare_counts(const void *a, const void *b)
{
    const ent_igo_count *x = *(const ent_igo_count *const *)a;
    const ent_igo_count *y = *(const ent_igo_count *const *)b;

    if (x->shared != y->shared) {
        return x->shared > y->shared ? -1 : 1;
    }
    return x->from.line < y->from.line ? -1 : x->from.line > y->from.line;
}

static void
add_organisations(ent_card_job *job, const ent_igo_count *const *found, size_t count)
{
    ent_shown       *shown = job->shown;
    const ent_codes *codes = ent_record_codes(shown->record);

    for (size_t i = 0; i < count && i < FIRST_PARTNERS; i++) {
        ent_shown_row row = {.kind = "organisations",
                             .title = "organisations that both are full members of",
                             .days = ent_span_of_year(found[i]->year),
                             .from = &found[i]->from};

        row.type = row.mark =
            ent_codes_id(codes, other_of(job->state, &found[i]->state_a, &found[i]->state_b));
        row.value = ent_shown_number(shown, found[i]->shared);
        row.status = ent_card_age(job, found[i]->year);
        ent_shown_put(shown, &row);
    }
}

void
ent_card_add_organisations(ent_card_job *job)
{
    size_t                count, used = 0;
    ent_shown            *shown = job->shown;
    const ent_igo_count  *rows = ent_record_facts(shown->record, ENT_FACT_IGO_COUNT, &count);
    const ent_igo_count **found;
    int                   last = 0;

    for (size_t i = 0; i < count; i++) {
        last = other_of(job->state, &rows[i].state_a, &rows[i].state_b) != ENT_NO_STATE &&
                       is_newer(job, "organisations", &rows[i].from, rows[i].year, last)
                   ? rows[i].year
                   : last;
    }
    found = last > 0
                ? ent_arena_alloc(&shown->arena, ent_codes_count(ent_record_codes(shown->record)),
                                  sizeof *found)
                : NULL;
    if (found == NULL) {
        shown->failed = shown->failed || last > 0;
        return;
    }
    for (size_t i = 0; i < count && used < ent_codes_count(ent_record_codes(shown->record)); i++) {
        if (rows[i].year == last && rows[i].shared > 0 &&
            other_of(job->state, &rows[i].state_a, &rows[i].state_b) != ENT_NO_STATE) {
            found[used++] = &rows[i];
        }
    }
    if (used > 1) {
        qsort(found, used, sizeof *found, compare_counts);
    }
    add_organisations(job, found, used);
}
