/*
 * view_history.c - Russia and China, and the triangle with the United States, year by year
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/parallel.h"
#include "report/view.h"

enum { MOST_YEARS = 300, MOST_TREATIES = 1000, MOST_PARTIES = 64 };

/* 1. years */

/* What the system of a year says of both histories; each is of those that exist then. */
typedef struct told_year {
    bool              has_pair, has_triangle;
    ent_history_year  pair;
    ent_triangle_year triangle;
} told_year;

typedef struct telling {
    const ent_view *view;
    int             first;
    told_year      *years;
} telling;

static void
tell_pair(const ent_system *system, int year, const ent_state pair[2], told_year *out)
{
    ent_state_ix    a = ent_system_find(system, pair[0]), b = ent_system_find(system, pair[1]);
    const ent_dyad *dyad;

    if (a == ENT_NO_STATE_IX || b == ENT_NO_STATE_IX) {
        return;
    }
    dyad = ent_system_dyad(system, a, b);
    out->pair =
        (ent_history_year){year, dyad->cooperation, dyad->cooperation_carried, dyad->obligations};
    out->has_pair = true;
}

static void
tell_triangle(const ent_system *system, int year, const ent_state corners[ENT_CORNERS],
              told_year *out)
{
    ent_state_ix       at[ENT_CORNERS];
    ent_triangle_class found;
    int                sign[3];

    for (size_t i = 0; i < ENT_CORNERS; i++) {
        at[i] = ent_system_find(system, corners[i]);
        if (at[i] == ENT_NO_STATE_IX) {
            return; /* a year before one of them */
        }
    }
    sign[0] = ent_system_sign(system, at[0], at[1], ENT_SIGNS_RIVALRY);
    sign[1] = ent_system_sign(system, at[1], at[2], ENT_SIGNS_RIVALRY);
    sign[2] = ent_system_sign(system, at[0], at[2], ENT_SIGNS_RIVALRY);
    found = ent_triangle_classify(sign[0], sign[1], sign[2]);
    out->triangle = (ent_triangle_year){year, {sign[0], sign[1], sign[2]}, found.type, found.pivot};
    out->has_triangle = true;
}

static ent_status
tell_year(ent_ctx *ctx, size_t i, void *data)
{
    const telling *t = data;
    int            year = t->first + (int)i;
    ent_system    *system;
    ent_status     status =
        ent_system_at(ctx, t->view->input->record, ent_span_of_year(year), NULL, &system);

    if (status == ENT_OK) {
        tell_pair(system, year, t->view->pair, &t->years[i]);
        tell_triangle(system, year, t->view->corners, &t->years[i]);
        ent_system_destroy(system);
    }
    return status;
}

/* Years after a hole are left out: the pictures draw years without holes. */
static void
add_year(ent_view *view, const told_year *told, ent_triangle_year *triangle)
{
    ent_history *history = &view->history;
    size_t       count = history->year_count;

    if (told->has_pair && (count == 0 || history->years[count - 1].year == told->pair.year - 1)) {
        history->years[history->year_count++] = told->pair;
    }
    if (told->has_triangle) {
        triangle[view->triangle.year_count++] = told->triangle;
    }
}

static ent_status
gather_years(ent_ctx *ctx, ent_view *view)
{
    int    last = view->last_year;
    int    first = last - MOST_YEARS > view->first_year ? last - MOST_YEARS : view->first_year;
    size_t count = last >= first ? (size_t)(last - first + 1) : 0;
    ent_triangle_year *triangle = ent_arena_alloc(&view->arena, count, sizeof *triangle);
    telling            t = {view, first, ent_arena_alloc(&view->arena, count, sizeof *t.years)};
    ent_status         status;

    view->history.years = ent_arena_alloc(&view->arena, count, sizeof *view->history.years);
    if (triangle == NULL || t.years == NULL || view->history.years == NULL) {
        return ent_fail_nomem(ctx);
    }
    view->triangle.years = triangle;
    status = ent_parallel_for(ctx, "drawing", count, tell_year, &t);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        add_year(view, &t.years[i], triangle);
    }
    return status;
}

/* 2. treaties that bind both */

static int
compare_members(const void *a, const void *b)
{
    const ent_treaty_member *x = *(const ent_treaty_member *const *)a;
    const ent_treaty_member *y = *(const ent_treaty_member *const *)b;
    int                      order = strcmp(x->treaty, y->treaty);

    return order != 0 ? order : x < y ? -1 : x > y;
}

static int
compare_titles(const void *a, const void *b)
{
    const ent_treaty *x = *(const ent_treaty *const *)a;
    const ent_treaty *y = *(const ent_treaty *const *)b;
    int               order = strcmp(x->treaty, y->treaty);

    return order != 0 ? order : x < y ? -1 : x > y;
}

static int
compare_starts(const void *a, const void *b)
{
    const ent_history_treaty *x = a, *y = b;

    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    return strcmp(x->title, y->title);
}

static unsigned
flags_of(const ent_treaty *treaty)
{
    return (treaty->defence ? ENT_OBLIGATION_DEFENCE : 0U) |
           (treaty->offence ? ENT_OBLIGATION_OFFENCE : 0U) |
           (treaty->neutrality ? ENT_OBLIGATION_NEUTRALITY : 0U) |
           (treaty->nonaggression ? ENT_OBLIGATION_NONAGGRESSION : 0U) |
           (treaty->consultation ? ENT_OBLIGATION_CONSULTATION : 0U);
}

static ent_day
later(ent_day a, ent_day b)
{
    return a > b ? a : b;
}

static ent_day
earlier(ent_day a, ent_day b)
{
    return a < b ? a : b;
}

/* One treaty with the memberships of the two states in it; NULL where one is missing. */
static void
add_treaty(ent_view *view, const ent_treaty *treaty, const ent_treaty_member *const *members,
           size_t count)
{
    ent_history  *history = &view->history;
    const ent_day first = ent_span_of_year(view->first_year).from;

    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && history->treaty_count < MOST_TREATIES; j++) {
            ent_day start = later(later(members[i]->start, members[j]->start), treaty->start);
            ent_day end = earlier(earlier(members[i]->end, members[j]->end), treaty->end);

            if (members[i]->state != members[j]->state && start < end && end > first) {
                history->treaties[history->treaty_count++] =
                    (ent_history_treaty){treaty->title, start, end, flags_of(treaty),
                                         ent_view_cite(view, &treaty->from)};
            }
        }
    }
}

/* Both lists are sorted by treaty: go through them side by side. */
static void
join_treaties(ent_view *view, const ent_treaty *const *treaties, size_t treaty_count,
              const ent_treaty_member *const *members, size_t member_count)
{
    size_t m = 0;

    for (size_t t = 0; t < treaty_count; t++) {
        size_t end;

        while (m < member_count && strcmp(members[m]->treaty, treaties[t]->treaty) < 0) {
            m++;
        }
        for (end = m; end < member_count && end - m < MOST_PARTIES &&
                      strcmp(members[end]->treaty, treaties[t]->treaty) == 0;
             end++) {
        }
        add_treaty(view, treaties[t], &members[m], end - m);
    }
}

static ent_status
gather_treaties(ent_ctx *ctx, ent_view *view)
{
    size_t            treaty_count, member_count, kept = 0;
    const ent_treaty *all = ent_record_facts(view->input->record, ENT_FACT_TREATY, &treaty_count);
    const ent_treaty_member *rows =
        ent_record_facts(view->input->record, ENT_FACT_TREATY_MEMBER, &member_count);
    const ent_treaty        **treaties = ent_alloc(treaty_count, sizeof *treaties);
    const ent_treaty_member **members = ent_alloc(member_count, sizeof *members);
    bool                      whole;

    view->history.treaties =
        ent_arena_alloc(&view->arena, MOST_TREATIES, sizeof *view->history.treaties);
    whole = treaties != NULL && members != NULL && view->history.treaties != NULL;
    for (size_t i = 0; whole && i < treaty_count; i++) {
        treaties[i] = &all[i];
    }
    for (size_t i = 0; whole && i < member_count; i++) {
        if (rows[i].state == view->pair[0] || rows[i].state == view->pair[1]) {
            members[kept++] = &rows[i];
        }
    }
    if (whole) {
        qsort(treaties, treaty_count, sizeof *treaties, compare_titles);
        qsort(members, kept, sizeof *members, compare_members);
        join_treaties(view, treaties, treaty_count, members, kept);
        qsort(view->history.treaties, view->history.treaty_count, sizeof *view->history.treaties,
              compare_starts);
    }
    ent_free(treaties);
    ent_free(members);
    return whole ? ENT_OK : ent_fail_nomem(ctx);
}

/* 3. acts of both */

static int
compare_acts(const void *a, const void *b)
{
    const ent_act *x = *(const ent_act *const *)a, *y = *(const ent_act *const *)b;

    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    return x < y ? -1 : x > y;
}

static ent_status
gather_acts(ent_ctx *ctx, ent_view *view)
{
    size_t          count, kept = 0;
    const ent_act  *rows = ent_record_facts(view->input->record, ENT_FACT_ACT, &count);
    ent_state       a = view->pair[0], b = view->pair[1];
    const ent_act **acts = ent_alloc(count, sizeof *acts);

    if (acts == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        if ((rows[i].state_a == a && rows[i].state_b == b) ||
            (rows[i].state_a == b && rows[i].state_b == a)) {
            acts[kept++] = &rows[i];
        }
    }
    qsort(acts, kept, sizeof *acts, compare_acts);
    view->history.acts = ent_arena_alloc(&view->arena, kept, sizeof *view->history.acts);
    for (size_t i = 0; view->history.acts != NULL && i < kept; i++) {
        view->history.acts[i] =
            (ent_history_act){acts[i]->title, acts[i]->kind,  acts[i]->start,
                              acts[i]->end,   acts[i]->level, ent_view_cite(view, &acts[i]->from)};
    }
    view->history.act_count = kept;
    ent_free(acts);
    return view->history.acts != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

/* 4. what documents report of both */

static bool
names_state(const ent_view *view, const char *const *ids, size_t count, ent_state state)
{
    for (size_t i = 0; i < count; i++) {
        if (ent_codes_find(view->codes, ids[i]) == state) {
            return true;
        }
    }
    return false;
}

/* Of both, and dated to a year at most: conditional, negated and undated ones are no events. */
static bool
is_of_pair(const ent_view *view, const ent_event *event)
{
    bool told = event->status == ENT_EVENT_ACTUAL || event->status == ENT_EVENT_PAST;

    for (size_t i = 0; told && i < 2; i++) {
        told = names_state(view, event->sources, event->source_count, view->pair[i]) ||
               names_state(view, event->targets, event->target_count, view->pair[i]);
    }
    return told && event->date.from != ENT_DAY_MIN && event->date.to != ENT_DAY_MAX &&
           event->date.to - event->date.from <= 366;
}

/* One of the states "RUS;CHN" is this one. */
static bool
lists_state(const ent_view *view, const char *ids, ent_state state)
{
    for (size_t length; ids[0] != '\0'; ids += length, ids += ids[0] == ';') {
        char id[ENT_CODE_SIZE] = "";

        length = strcspn(ids, ";");
        if (length < sizeof id) {
            memcpy(id, ids, length);
        }
        if (ent_codes_find(view->codes, id) == state) {
            return true;
        }
    }
    return false;
}

/* The same of a row of the list of a store. */
static bool
is_row_of_pair(const ent_view *view, size_t row, ent_span *date)
{
    enum { DATE = 4, SOURCE = 6, TARGET = 7, STATUS = 12 };
    ent_table  *events = view->input->events;
    const char *text = ent_table_get_text(events, row, STATUS);
    bool        told = strcmp(text, "actual") == 0 || strcmp(text, "past") == 0;

    for (size_t i = 0; told && i < 2; i++) {
        told = lists_state(view, ent_table_get_text(events, row, SOURCE), view->pair[i]) ||
               lists_state(view, ent_table_get_text(events, row, TARGET), view->pair[i]);
    }
    if (!told) {
        return false;
    }
    text = ent_table_get_text(events, row, DATE);
    return ent_span_read(text, strlen(text), date);
}

static ent_status
gather_stored_reports(ent_ctx *ctx, ent_view *view)
{
    enum { TYPE = 8, TEXT = 14 };
    ent_table   *events = view->input->events;
    ent_history *history = &view->history;
    size_t       count = ent_table_row_count(events);

    history->reports = ent_arena_alloc(&view->arena, count + 1, sizeof *history->reports);
    for (size_t row = 0; history->reports != NULL && row < count; row++) {
        ent_span    date;
        const char *type, *text;

        if (!is_row_of_pair(view, row, &date)) {
            continue;
        }
        type = ent_arena_strdup(&view->arena, ent_table_get_text(events, row, TYPE));
        text = ent_arena_strdup(&view->arena, ent_table_get_text(events, row, TEXT));
        if (type == NULL || text == NULL) {
            return ent_fail_nomem(ctx);
        }
        history->reports[history->report_count++] = (ent_history_report){date.from, type, text};
    }
    return history->reports != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

static ent_status
gather_reports(ent_ctx *ctx, ent_view *view)
{
    const ent_reading *reading = view->input->reading;
    ent_history       *history = &view->history;

    if (reading == NULL && view->input->events != NULL && view->pair[0] != ENT_NO_STATE &&
        view->pair[1] != ENT_NO_STATE) {
        return gather_stored_reports(ctx, view);
    }
    if (reading == NULL || view->pair[0] == ENT_NO_STATE || view->pair[1] == ENT_NO_STATE) {
        return ENT_OK;
    }
    history->reports =
        ent_arena_alloc(&view->arena, reading->event_count + 1, sizeof *history->reports);
    if (history->reports == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < reading->event_count; i++) {
        const ent_event *event = &reading->events[i];

        if (is_of_pair(view, event)) {
            history->reports[history->report_count++] = (ent_history_report){
                event->date.from, event->type, reading->sentences[event->sentence].text};
        }
    }
    return ENT_OK;
}

ent_status
ent_view_gather_history(ent_ctx *ctx, ent_view *view)
{
    ent_status status;

    view->history.a = ent_view_name(view, view->pair[0]);
    view->history.b = ent_view_name(view, view->pair[1]);
    for (size_t i = 0; i < ENT_CORNERS; i++) {
        view->triangle.names[i] = ent_view_name(view, view->corners[i]);
    }
    status = gather_years(ctx, view);
    if (status == ENT_OK) {
        status = gather_treaties(ctx, view);
    }
    if (status == ENT_OK) {
        status = gather_acts(ctx, view);
    }
    if (status == ENT_OK) {
        status = gather_reports(ctx, view);
    }
    return status;
}
