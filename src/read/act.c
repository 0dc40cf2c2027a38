/*
 * act.c - several reports of one act
 *
 * 1. what two reports have to share
 * 2. groups of reports that share it
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/text.h"
#include "entente/read.h"

/* ---- 1. what two reports have to share ---- */

/* An event, and what it is compared by. */
typedef struct report {
    const ent_event *event;
    const char      *deed; /* who does what to whom, and whether it is said to be done */
    uint32_t         number, document;
} report;

static int
compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The ids in alphabetical order: "Russia and China" are "China and Russia". */
static void
add_ids(ent_text *deed, const char *const *ids, size_t count)
{
    const char *sorted[ENT_ACTORS_MAX];

    count = count < ENT_ACTORS_MAX ? count : ENT_ACTORS_MAX;
    for (size_t i = 0; i < count; i++) {
        sorted[i] = ids[i];
    }
    qsort(sorted, count, sizeof *sorted, compare_ids);
    for (size_t i = 0; i < count; i++) {
        ent_text_addf(deed, " %s", sorted[i]);
    }
    ent_text_add(deed, ";");
}

/* NULL when there is no memory. */
static const char *
deed_of(const ent_event *e, ent_text *scratch, ent_arena *arena)
{
    bool past = e->status == ENT_EVENT_PAST; /* actual, seen from later */

    scratch->length = 0;
    /* An event in the codes of another program may have no type of ours. */
    ent_text_addf(scratch, "%s %d", e->type != NULL ? e->type : e->cameo,
                  past ? ENT_EVENT_ACTUAL : (int)e->status);
    add_ids(scratch, e->sources, e->source_count);
    add_ids(scratch, e->targets, e->target_count);
    return scratch->failed ? NULL : ent_arena_strdup(arena, ent_text_get(scratch));
}

static int
compare_days(ent_span a, ent_span b)
{
    int order = (a.from > b.from) - (a.from < b.from);

    return order != 0 ? order : (a.to > b.to) - (a.to < b.to);
}

/* By deed, then days before months before years, by date, then as they were read. */
static int
compare_reports(const void *a, const void *b)
{
    const report *x = a, *y = b;
    bool          x_dated = x->event->precision != ENT_PRECISION_NONE;
    bool          y_dated = y->event->precision != ENT_PRECISION_NONE;
    int           order = strcmp(x->deed, y->deed);

    order = order != 0 ? order : (int)y_dated - (int)x_dated;
    order = order != 0 ? order : (int)x->event->precision - (int)y->event->precision;
    if (order == 0) {
        order = x_dated ? compare_days(x->event->date, y->event->date)
                        : (x->document > y->document) - (x->document < y->document);
    }
    return order != 0 ? order : (x->number > y->number) - (x->number < y->number);
}

/* Reports of one deed, next to each other: of the same days, or undated in one document. */
static bool
are_one(const report *a, const report *b)
{
    if (a->event->precision != b->event->precision) {
        return false;
    }
    return a->event->precision == ENT_PRECISION_NONE
               ? a->document == b->document
               : compare_days(a->event->date, b->event->date) == 0;
}

/* ---- 2. groups of reports that share it ---- */

/* A month with one day on which it was done is that day; with several it is none of them. */
static const report *
only_day_of(const report *deed, const report *month)
{
    const report *day = NULL;

    for (const report *r = deed; r < month && r->event->precision == ENT_PRECISION_DAY; r++) {
        bool within = r->event->date.from >= month->event->date.from &&
                      r->event->date.to <= month->event->date.to;

        if (within && day != NULL && !are_one(day, r)) {
            return NULL;
        }
        day = within && day == NULL ? r : day;
    }
    return day;
}

static void
number_acts(const report *reports, size_t count, uint32_t *first)
{
    const report *deed = reports;

    for (size_t i = 0; i < count; i++) {
        const report *r = &reports[i], *same = NULL;

        if (strcmp(deed->deed, r->deed) != 0) {
            deed = r;
        }
        if (r > deed && are_one(r - 1, r)) {
            same = r - 1;
        } else if (r->event->precision == ENT_PRECISION_MONTH) {
            same = only_day_of(deed, r);
        }
        first[r->number] = same != NULL ? first[same->number] : r->number;
    }
}

/* The first report of an act is the one that was read first; `seen` is scratch. */
static void
put_first(uint32_t *first, uint32_t *seen, size_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        seen[i] = UINT32_MAX;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *leader = &seen[first[i]];

        *leader = *leader == UINT32_MAX ? i : *leader;
        first[i] = *leader;
    }
}

static ent_status
make_reports(ent_ctx *ctx, const ent_reading *reading, ent_arena *arena, report *out)
{
    ent_text   scratch;
    ent_status status = ENT_OK;

    ent_text_init(&scratch);
    for (uint32_t i = 0; i < reading->event_count && status == ENT_OK; i++) {
        const ent_event *e = &reading->events[i];

        out[i] =
            (report){e, deed_of(e, &scratch, arena), i, reading->sentences[e->sentence].document};
        status = out[i].deed == NULL ? ent_fail_nomem(ctx) : ENT_OK;
    }
    ent_text_clear(&scratch);
    return status;
}

ent_status
ent_reading_acts(ent_ctx *ctx, const ent_reading *reading, uint32_t *out)
{
    report    *reports = ent_alloc(reading->event_count, sizeof *reports);
    uint32_t  *seen = ent_alloc(reading->event_count, sizeof *seen);
    ent_arena  arena;
    ent_status status;

    ent_arena_init(&arena);
    status = reports == NULL || seen == NULL ? ent_fail_nomem(ctx)
                                             : make_reports(ctx, reading, &arena, reports);
    if (status == ENT_OK) {
        qsort(reports, reading->event_count, sizeof *reports, compare_reports);
        number_acts(reports, reading->event_count, out);
        put_first(out, seen, reading->event_count);
    }
    ent_arena_clear(&arena);
    ent_free(seen);
    ent_free(reports);
    return status;
}
