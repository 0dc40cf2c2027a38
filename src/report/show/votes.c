/*
 * votes.c - how two states vote in the General Assembly, and how often one does
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "report/facts.h"
#include "report/show/card.h"
#include "report/show/pair.h"
#include "system/record.h"

/* Yes 1, abstention one half, no 0; whoever was absent said nothing. */
static bool
position_of(const char *vote, double *out)
{
    static const char *const WORDS[] = {"no", "abstain", "yes"};

    for (size_t i = 0; vote != NULL && i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (strcmp(vote, WORDS[i]) == 0) {
            *out = (double)i / 2;
            return true;
        }
    }
    return false;
}

typedef struct ballot {
    const char           *roll_call;
    ent_day               date;
    double                position;
    const ent_provenance *from;
} ballot;

typedef struct ballots {
    ballot *items; /* in the arena */
    size_t  count;
} ballots;

static int
compare_ballots(const void *a, const void *b)
{
    const ballot *x = a, *y = b;
    int           order = strcmp(x->roll_call, y->roll_call);

    return order != 0 ? order : (x->from > y->from) - (x->from < y->from);
}

/* What a state said in the roll calls that the seams read, each once, by roll call. */
static ballots
ballots_of(ent_shown *shown, const ent_named_facts *roll_calls, ent_state state, ent_span span)
{
    size_t          count, used = 0, kept = 0;
    const ent_vote *rows = ent_record_facts(shown->record, ENT_FACT_VOTE, &count);
    ballots         out = {ent_arena_alloc(&shown->arena, count + 1, sizeof *out.items), 0};

    if (out.items == NULL) {
        shown->failed = true;
        return out;
    }
    for (size_t i = 0; i < count; i++) {
        const ent_roll_call *call = rows[i].state.state == state
                                        ? ent_named_facts_find(roll_calls, rows[i].roll_call)
                                        : NULL;
        double               position;

        if (call != NULL && call->date != ENT_DAY_MIN && position_of(rows[i].vote, &position) &&
            ent_span_overlap((ent_span){call->date, call->date + 1}, span) &&
            ent_record_uses(shown->record, "votes", &rows[i].from, call->date)) {
            out.items[used++] = (ballot){rows[i].roll_call, call->date, position, &rows[i].from};
        }
    }
    if (used > 1) {
        qsort(out.items, used, sizeof *out.items, compare_ballots);
    }
    for (size_t i = 0; i < used; i++) {
        if (kept == 0 || strcmp(out.items[kept - 1].roll_call, out.items[i].roll_call) != 0) {
            out.items[kept++] = out.items[i];
        }
    }
    out.count = kept;
    return out;
}

static ent_status
name_roll_calls(ent_shown *shown, ent_named_facts *out)
{
    return ent_named_facts_make(shown->ctx, shown->record, ENT_FACT_ROLL_CALL,
                                offsetof(ent_roll_call, roll_call), &shown->arena, out);
}

/* 1. of two states */

enum { FIRST_YEAR = 1945, YEARS = 256 };

typedef struct vote_year {
    double                agreement; /* sum */
    size_t                count;
    const ent_provenance *from; /* a vote of the year */
} vote_year;

static void
add_agreement(ent_pair_job *job, int year, const vote_year *sum)
{
    ent_shown    *shown = job->shown;
    ent_shown_row row = {.kind = "votes",
                         .type = "agreement",
                         .days = ent_span_of_year(year),
                         .file = ent_shown_file(shown, sum->from)};
    double        mean = sum->agreement / (double)sum->count;

    row.value = ent_shown_number(shown, shown->for_reading ? round(mean * 1000) / 1000 : mean);
    row.status = ent_shown_status(shown, "votes", sum->from, row.days);
    row.title =
        ent_shown_keep(shown, ent_arena_printf(&shown->arena, "agreement in %zu roll call%s",
                                               sum->count, sum->count == 1 ? "" : "s"));
    ent_shown_add(shown, &row);
}

ent_status
ent_pair_add_votes(ent_pair_job *job)
{
    vote_year       years[YEARS] = {{0, 0, NULL}};
    ent_named_facts roll_calls;
    ballots         a, b;
    int             last = 0;
    ent_status      status = name_roll_calls(job->shown, &roll_calls);

    if (status != ENT_OK) {
        return status;
    }
    a = ballots_of(job->shown, &roll_calls, job->a, job->shown->span);
    b = ballots_of(job->shown, &roll_calls, job->b, job->shown->span);
    for (size_t i = 0, j = 0; i < a.count && j < b.count;) {
        int order = strcmp(a.items[i].roll_call, b.items[j].roll_call);
        int year = ent_date_year(a.items[i].date);

        if (order == 0 && year >= FIRST_YEAR && year < FIRST_YEAR + YEARS) {
            vote_year *sum = &years[year - FIRST_YEAR];

            sum->agreement += 1 - fabs(a.items[i].position - b.items[j].position);
            sum->count++;
            sum->from = a.items[i].from;
            last = year > last ? year : last;
        }
        i += order <= 0;
        j += order >= 0;
    }
    for (int year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
        const vote_year *sum = &years[year - FIRST_YEAR];

        if (sum->count > 0 && ent_shown_has_year(job->shown, year, last)) {
            add_agreement(job, year, sum);
        }
    }
    return ENT_OK;
}

/* 2. of one state */

/* How many roll calls the record reads of a year. */
static size_t
count_roll_calls(const ent_shown *shown, int year)
{
    size_t               count, found = 0;
    const ent_roll_call *rows = ent_record_facts(shown->record, ENT_FACT_ROLL_CALL, &count);

    for (size_t i = 0; i < count; i++) {
        found += rows[i].date != ENT_DAY_MIN && ent_date_year(rows[i].date) == year &&
                 ent_record_uses(shown->record, "roll_calls", &rows[i].from, rows[i].date);
    }
    return found;
}

ent_status
ent_card_add_votes(ent_card_job *job)
{
    ent_shown      *shown = job->shown;
    ent_named_facts roll_calls;
    ent_shown_row   row = {.kind = "votes", .type = "participation"};
    ballots         said;
    size_t          of, in = 0;
    int             year = 0;
    ent_status      status = name_roll_calls(shown, &roll_calls);

    if (status != ENT_OK) {
        return status;
    }
    said = ballots_of(shown, &roll_calls, job->state,
                      (ent_span){ENT_DAY_MIN, ent_span_of_year(job->year).to});
    for (size_t i = 0; i < said.count; i++) {
        int                    of_ballot = ent_date_year(said.items[i].date);
        const ent_source_file *file = ent_shown_file(shown, said.items[i].from);

        if (of_ballot >= year && strcmp(file->set, "world") != 0) { /* ours are a choice */
            in = of_ballot > year ? 1 : in + 1;
            year = of_ballot;
            row.file = file;
        }
    }
    of = year > 0 ? count_roll_calls(shown, year) : 0;
    if (of > 0) {
        row.days = ent_span_of_year(year);
        row.value = ent_shown_number(shown, round((double)in / (double)of * 1000) / 1000);
        row.status = ent_card_age(job, year);
        row.title = ent_shown_keep(
            shown, ent_arena_printf(&shown->arena, "voted in %zu of %zu roll calls", in, of));
        ent_shown_put(shown, &row);
    }
    return ENT_OK;
}
