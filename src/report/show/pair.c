/*
 * pair.c - the parts of the history of two states that published flows bring
 *
 *   1. the pair     2. spells: peace, contiguity, exercises     3. arms     4. trade     5. events
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/show/pair.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "report/facts.h"

/* 1. the pair */

bool
ent_pair_is(const ent_pair_job *job, ent_state x, ent_state y)
{
    return (x == job->a && y == job->b) || (x == job->b && y == job->a);
}

const char *
ent_pair_direction(ent_pair_job *job, ent_state from, ent_state to)
{
    return ent_shown_keep(job->shown, ent_arena_printf(&job->shown->arena, "%s>%s",
                                                       ent_codes_id(job->codes, from),
                                                       ent_codes_id(job->codes, to)));
}

const char *
ent_pair_seat(const ent_pair_job *job, ent_day day, ent_day *until)
{
    for (int side = 0; side < 2; side++) {
        ent_state      state = side == 0 ? job->a : job->b;
        ent_dated_code holder;

        for (size_t i = 0; ent_codes_government_at(job->codes, state, i, &holder); i++) {
            if (ent_starts_with(holder.code, "seat:") && day >= holder.span.from &&
                day < holder.span.to && ent_codes_government(job->codes, state, day) != NULL) {
                *until = holder.span.to;
                return holder.code + strlen("seat:");
            }
        }
    }
    return NULL;
}

const char *
ent_pair_with_seat(ent_pair_job *job, const char *type, const char *holder)
{
    return ent_shown_keep(job->shown,
                          ent_arena_printf(&job->shown->arena, "%s (seat %s)", type, holder));
}

/* 2. spells: peace, contiguity, exercises */

static const char *
peace_word(double level)
{
    static const char *const WORDS[] = {"severe rivalry", "lesser rivalry", "negative peace",
                                        "warm peace", "security community"};

    return level >= 0 && level <= 1 ? WORDS[lround(level * 4)] : "transition";
}

void
ent_pair_add_peace(ent_pair_job *job)
{
    size_t                 count;
    const ent_peace_level *rows =
        ent_record_facts(job->shown->record, ENT_FACT_PEACE_LEVEL, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "peace",
                             .type = peace_word(rows[i].level),
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (!ent_pair_is(job, rows[i].state_a.state, rows[i].state_b.state)) {
            continue;
        }
        row.title = row.type;
        if (!isnan(rows[i].level)) {
            row.value = ent_shown_number(job->shown, rows[i].level);
        }
        row.status = ent_shown_status(job->shown, "peace", row.from, row.days);
        ent_shown_add(job->shown, &row);
    }
}

static const char *
contiguity_word(int32_t kind)
{
    static const char *const WORDS[] = {"common land or river border", "up to 12 miles of water",
                                        "up to 24 miles of water", "up to 150 miles of water",
                                        "up to 400 miles of water"};

    return kind >= 1 && kind <= 5 ? WORDS[kind - 1] : NULL;
}

/* A set may hold both directions of a pair: one row says both. */
void
ent_pair_add_contiguity(ent_pair_job *job)
{
    size_t                count;
    const ent_contiguity *rows = ent_record_facts(job->shown->record, ENT_FACT_CONTIGUITY, &count);

    for (size_t i = 0; i < count; i++) {
        ent_shown_row row = {.kind = "contiguity",
                             .type = rows[i].kind == 1 ? "land" : "water",
                             .title = contiguity_word(rows[i].kind),
                             .days = {rows[i].start, rows[i].end},
                             .from = &rows[i].from};

        if (rows[i].state_a.state != job->a || rows[i].state_b.state != job->b) {
            continue;
        }
        row.value = ent_shown_number(job->shown, rows[i].kind);
        row.status = ent_shown_status(job->shown, "borders", row.from, row.days);
        ent_shown_add(job->shown, &row);
    }
}

static void
add_exercise(ent_pair_job *job, const ent_exercise *exercise)
{
    ent_shown_row row = {.kind = "exercise",
                         .type = exercise->exercise,
                         .title = exercise->name,
                         .value = exercise->place != NULL ? exercise->place : exercise->location,
                         .days = {exercise->start, exercise->end},
                         .from = &exercise->from};

    row.status = ent_shown_status(job->shown, "exercises", row.from, row.days);
    ent_shown_add(job->shown, &row);
}

/* The participants of an exercise stand in one line of its file, as the exercise does. */
void
ent_pair_add_exercises(ent_pair_job *job)
{
    size_t                          count;
    const ent_exercise_participant *rows =
        ent_record_facts(job->shown->record, ENT_FACT_EXERCISE_PARTICIPANT, &count);
    bool a = false, b = false;

    for (size_t i = 0; i < count; i++) {
        const ent_provenance *at = &rows[i].from, *next = i + 1 < count ? &rows[i + 1].from : NULL;

        a = a || rows[i].state.state == job->a;
        b = b || rows[i].state.state == job->b;
        if (next == NULL || next->file != at->file || next->line != at->line) {
            const ent_exercise *exercise =
                a && b ? ent_fact_find(job->shown->record, ENT_FACT_EXERCISE, at) : NULL;

            if (exercise != NULL) {
                add_exercise(job, exercise);
            }
            a = b = false;
        }
    }
}

/* 3. arms: all orders of a year in one direction are one row */

static int
compare_orders(const void *a, const void *b)
{
    const ent_arms_transfer *x = *(const ent_arms_transfer *const *)a;
    const ent_arms_transfer *y = *(const ent_arms_transfer *const *)b;

    if (x->supplier.state != y->supplier.state) {
        return x->supplier.state < y->supplier.state ? -1 : 1;
    }
    if (x->ordered_year != y->ordered_year) {
        return x->ordered_year < y->ordered_year ? -1 : 1;
    }
    if (x->from.file != y->from.file) {
        return x->from.file < y->from.file ? -1 : 1;
    }
    return x->from.line < y->from.line ? -1 : x->from.line > y->from.line;
}

static double
tiv_of(const ent_arms_transfer *order)
{
    return isnan(order->tiv_delivered) ? 0 : order->tiv_delivered;
}

static void
add_orders(ent_pair_job *job, const ent_arms_transfer *const *orders, size_t count)
{
    const ent_arms_transfer *largest = orders[0];
    ent_shown               *shown = job->shown;
    ent_shown_row            row = {.kind = "arms", .days = {ENT_DAY_MIN, ENT_DAY_MAX}};
    double                   total = 0;

    for (size_t i = 0; i < count; i++) {
        total += tiv_of(orders[i]);
        largest = tiv_of(orders[i]) > tiv_of(largest) ? orders[i] : largest;
    }
    if (ent_fact_has_year(largest->ordered_year)) {
        row.days = ent_span_of_year(largest->ordered_year);
    }
    row.type = row.mark =
        ent_pair_direction(job, largest->supplier.state, largest->recipient.state);
    row.from = &largest->from;
    row.status = ent_shown_status(shown, "arms", row.from, row.days);
    row.value = ent_shown_number(shown, round(total * 100) / 100);
    if (shown->for_reading && row.value != NULL) {
        row.value = ent_shown_keep(shown, ent_arena_printf(&shown->arena, "TIV %s", row.value));
    }
    row.title = ent_shown_keep(
        shown, ent_arena_printf(&shown->arena, "%zu order%s, largest: %s%s%s", count,
                                count == 1 ? "" : "s",
                                largest->weapon != NULL ? largest->weapon : "not known",
                                largest->description != NULL ? " " : "",
                                largest->description != NULL ? largest->description : ""));
    ent_shown_add(shown, &row);
}

void
ent_pair_add_arms(ent_pair_job *job)
{
    size_t                   count, used = 0;
    const ent_arms_transfer *rows =
        ent_record_facts(job->shown->record, ENT_FACT_ARMS_TRANSFER, &count);
    const ent_arms_transfer **orders =
        ent_arena_alloc(&job->shown->arena, count + 1, sizeof *orders);

    if (orders == NULL) {
        job->shown->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (ent_pair_is(job, rows[i].supplier.state, rows[i].recipient.state)) {
            orders[used++] = &rows[i];
        }
    }
    if (used > 1) {
        qsort(orders, used, sizeof *orders, compare_orders);
    }
    for (size_t first = 0, i = 1; i <= used; i++) {
        if (i == used || orders[i]->supplier.state != orders[first]->supplier.state ||
            orders[i]->ordered_year != orders[first]->ordered_year) {
            add_orders(job, orders + first, i - first);
            first = i;
        }
    }
}

/* 4. trade */

/* All imports and exports of a state in a year; NaN where they are not known. */
static double
trade_of(const ent_pair_job *job, ent_state state, int32_t year)
{
    size_t                 count;
    const ent_trade_total *rows =
        ent_record_facts(job->shown->record, ENT_FACT_TRADE_TOTAL, &count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].state.state == state && rows[i].year == year) {
            return rows[i].imports + rows[i].exports;
        }
    }
    return (double)NAN;
}

/* "11.2" of 100, or "?" */
static void
print_percent(double share, char out[16])
{
    if (!isfinite(share)) {
        (void)snprintf(out, 16, "?");
    } else {
        (void)ent_number_print(round(share * 1000) / 10, out, 16);
    }
}

typedef struct trade_year {
    double a, b;             /* imports of either from the other */
    double share_a, share_b; /* of the other in all trade of either */
} trade_year;

/* The imports of one from the other, and the share of the other in its trade. */
static void
add_imports(ent_pair_job *job, ent_shown_row row, ent_state of, double imports, double share)
{
    ent_shown  *shown = job->shown;
    ent_state   other = of == job->a ? job->b : job->a;
    const char *id = ent_codes_id(job->codes, of), *other_id = ent_codes_id(job->codes, other);

    row.kind = "trade";
    row.type = ent_pair_direction(job, other, of);
    row.title = "imports, million current US dollars";
    if (!isnan(imports)) {
        row.value = ent_shown_number(shown, imports);
        ent_shown_add(shown, &row);
    }
    row.kind = "trade_share";
    row.type = id;
    row.title = ent_shown_keep(
        shown, ent_arena_printf(&shown->arena, "share of %s in all trade of %s", other_id, id));
    if (isfinite(share)) {
        row.value = ent_shown_number(shown, share);
        ent_shown_add(shown, &row);
    }
}

static void
add_trade_for_reading(ent_pair_job *job, ent_shown_row row, const trade_year *trade)
{
    ent_shown  *shown = job->shown;
    const char *a = ent_codes_id(job->codes, job->a), *b = ent_codes_id(job->codes, job->b);
    char        imports[2][40], shares[2][16];

    (void)ent_number_print(trade->a, imports[0], sizeof imports[0]);
    (void)ent_number_print(trade->b, imports[1], sizeof imports[1]);
    print_percent(trade->share_a, shares[0]);
    print_percent(trade->share_b, shares[1]);
    row.kind = "trade";
    row.title = ent_shown_keep(shown, ent_arena_printf(&shown->arena,
                                                       "imports, million dollars: %s %s, %s %s", a,
                                                       imports[0][0] != '\0' ? imports[0] : "?", b,
                                                       imports[1][0] != '\0' ? imports[1] : "?"));
    if (isfinite(trade->share_a) || isfinite(trade->share_b)) {
        row.value = ent_shown_keep(shown, ent_arena_printf(&shown->arena,
                                                           "%s %% of the trade of %s, %s %% of %s",
                                                           shares[0], a, shares[1], b));
    }
    ent_shown_add(shown, &row);
}

static void
add_trade_row(ent_pair_job *job, const ent_trade *fact)
{
    bool          straight = fact->state_a.state == job->a;
    ent_shown_row row = {.days = ent_span_of_year(fact->year), .from = &fact->from};
    trade_year    trade = {straight ? fact->imports_a : fact->imports_b,
                        straight ? fact->imports_b : fact->imports_a, (double)NAN, (double)NAN};

    if (isnan(trade.a) && isnan(trade.b)) {
        return;
    }
    trade.share_a = (trade.a + trade.b) / trade_of(job, job->a, fact->year);
    trade.share_b = (trade.a + trade.b) / trade_of(job, job->b, fact->year);
    row.status = ent_shown_status(job->shown, "trade", row.from, row.days);
    if (job->shown->for_reading) {
        add_trade_for_reading(job, row, &trade);
    } else {
        add_imports(job, row, job->a, trade.a, trade.share_a);
        add_imports(job, row, job->b, trade.b, trade.share_b);
    }
}

void
ent_pair_add_trade(ent_pair_job *job)
{
    size_t           count;
    const ent_trade *rows = ent_record_facts(job->shown->record, ENT_FACT_TRADE, &count);
    int              last = 0;

    for (size_t i = 0; i < count; i++) {
        if (ent_pair_is(job, rows[i].state_a.state, rows[i].state_b.state) &&
            ent_fact_has_year(rows[i].year) &&
            ent_span_overlap(ent_span_of_year(rows[i].year), job->shown->span)) {
            last = rows[i].year > last ? rows[i].year : last;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (ent_pair_is(job, rows[i].state_a.state, rows[i].state_b.state) &&
            ent_fact_has_year(rows[i].year) && ent_shown_has_year(job->shown, rows[i].year, last)) {
            add_trade_row(job, &rows[i]);
        }
    }
}

/* 5. events: all counts of a set in one year and direction are one row */

typedef struct event_year {
    const ent_source_file *file;
    ent_state              from;
    int                    year;
    double                 count, goldstein; /* sums */
} event_year;

static int
compare_event_years(const void *a, const void *b)
{
    const event_year *x = a, *y = b;
    int               order = strcmp(x->file->set, y->file->set);

    if (order != 0) {
        return order;
    }
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    return x->year < y->year ? -1 : x->year > y->year;
}

/* Sums in place; returns how many are left. */
static size_t
sum_event_years(event_year *years, size_t count)
{
    size_t used = 0;

    if (count > 1) {
        qsort(years, count, sizeof *years, compare_event_years);
    }
    for (size_t i = 0; i < count; i++) {
        if (used > 0 && compare_event_years(&years[used - 1], &years[i]) == 0) {
            years[used - 1].count += years[i].count;
            years[used - 1].goldstein += years[i].goldstein;
        } else {
            years[used++] = years[i];
        }
    }
    return used;
}

static void
add_event_year(ent_pair_job *job, const event_year *sum)
{
    ent_shown     *shown = job->shown;
    ent_state      to = sum->from == job->a ? job->b : job->a;
    ent_shown_row  row = {.kind = "events", .days = ent_span_of_year(sum->year), .file = sum->file};
    ent_provenance any = {.file = sum->file->file};
    char           mean[40];

    (void)ent_number_print_digits(sum->goldstein / sum->count, 3, mean, sizeof mean);
    row.type = row.mark = ent_pair_direction(job, sum->from, to);
    row.value = ent_shown_number(shown, sum->count);
    row.status = ent_shown_status(shown, "event_counts", &any, row.days);
    row.title = ent_shown_keep(
        shown, ent_arena_printf(&shown->arena, "coded events, mean Goldstein %s", mean));
    ent_shown_add(shown, &row);
}

void
ent_pair_add_events(ent_pair_job *job)
{
    size_t                 count, used = 0;
    const ent_event_count *rows =
        ent_record_facts(job->shown->record, ENT_FACT_EVENT_COUNT, &count);
    event_year *years = ent_arena_alloc(&job->shown->arena, count + 1, sizeof *years);

    if (years == NULL) {
        job->shown->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const ent_source_file *file = ent_shown_file(job->shown, &rows[i].from);

        if (file != NULL && rows[i].events > 0 && !isnan(rows[i].goldstein) &&
            rows[i].month != ENT_DAY_MIN &&
            ent_pair_is(job, rows[i].state_a.state, rows[i].state_b.state)) {
            years[used++] = (event_year){file, rows[i].state_a.state, ent_date_year(rows[i].month),
                                         rows[i].events, rows[i].goldstein};
        }
    }
    used = sum_event_years(years, used);
    for (size_t i = 0; i < used; i++) {
        add_event_year(job, &years[i]);
    }
}
