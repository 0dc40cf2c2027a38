/*
 * events.c - coded events of directed pairs by month or year
 *
 *   1. the acts that are summed     2. published counts     3. events of documents
 *   4. sums     5. the measure
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "measure/measure.h"
#include "system/record.h"

enum { PERIOD, STATE_A, STATE_B, TYPE, COUNT, GOLDSTEIN, SHARE, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"period", ENT_COLUMN_TEXT}, {"state_a", ENT_COLUMN_TEXT},  {"state_b", ENT_COLUMN_TEXT},
    {"type", ENT_COLUMN_TEXT},   {"count", ENT_COLUMN_INTEGER}, {"goldstein", ENT_COLUMN_NUMBER},
    {"share", ENT_COLUMN_NUMBER}};

enum { MONTHS = 12 };

/* 1. the acts that are summed */

/* What `a` did to `b`; of a month 12 * year + month - 1, of a year the year. */
typedef struct act {
    int         period;
    const char *a, *b, *type; /* "" for a code without a type */
    int64_t     count;
    double      goldstein;                      /* sum; NaN where no score is known */
    const char *date, *cameo, *source, *target; /* of a document: what makes it one act */
} act;

typedef struct acts {
    const ent_record          *record;
    const ent_measure_options *options;
    ent_arena                  memory;
    act                       *items;
    size_t                     count, capacity;
} acts;

static int
period_of(const ent_measure_options *options, ent_day day)
{
    int year, month, day_of_month;

    ent_date_split(day, &year, &month, &day_of_month);
    return options->by_year ? year : year * MONTHS + month - 1;
}

static bool
is_in_span(const ent_measure_options *options, ent_span days)
{
    return options->span.from >= options->span.to || ent_span_overlap(days, options->span);
}

static bool
names(const acts *list, const char *id)
{
    const ent_codes *codes = ent_record_codes(list->record);

    for (size_t i = 0; i < list->options->state_count; i++) {
        if (strcmp(ent_codes_id(codes, list->options->states[i]), id) == 0) {
            return true;
        }
    }
    return list->options->state_count == 0;
}

static bool
shows(const acts *list, const char *a, const char *b)
{
    return list->options->state_count == 1 ? names(list, a) || names(list, b)
                                           : names(list, a) && names(list, b);
}

/* Of a pair that is not directed the lesser id stands first, and types do not matter. */
static ent_status
add(ent_ctx *ctx, acts *list, act new)
{
    if (list->options->net) {
        const char *lesser = strcmp(new.a, new.b) < 0 ? new.a : new.b;

        new.b = lesser == new.a ? new.b : new.a;
        new.a = lesser;
        new.type = "net";
    }
    if (!ENT_GROW(list->items, list->capacity, list->count + 1)) {
        return ent_fail_nomem(ctx);
    }
    list->items[list->count++] = new;
    return ENT_OK;
}

/* 2. published counts */

static ent_span
span_of_month(ent_day day)
{
    int year, month, day_of_month;

    ent_date_split(day, &year, &month, &day_of_month);
    return (ent_span){ent_date_day(year, month, 1),
                      ent_date_day(year, month, 1) + ent_date_month_length(year, month)};
}

static bool
is_counted(const acts *list, const ent_event_count *row)
{
    return row->month != ENT_DAY_MIN && row->events > 0 && row->state_a.state != ENT_NO_STATE &&
           row->state_b.state != ENT_NO_STATE && row->state_a.state != row->state_b.state &&
           is_in_span(list->options, span_of_month(row->month)) &&
           ent_measure_shows_pair(list->options, row->state_a.state, row->state_b.state) &&
           ent_record_uses(list->record, "event_counts", &row->from, row->month);
}

static ent_status
gather_published(ent_ctx *ctx, acts *list)
{
    size_t                 count;
    const ent_event_count *rows = ent_record_facts(list->record, ENT_FACT_EVENT_COUNT, &count);
    const ent_codes       *codes = ent_record_codes(list->record);
    ent_status             status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const ent_event_count *row = &rows[i];

        if (is_counted(list, row)) {
            status = add(ctx, list,
                         (act){.period = period_of(list->options, row->month),
                               .a = ent_codes_id(codes, row->state_a.state),
                               .b = ent_codes_id(codes, row->state_b.state),
                               .type = row->type != NULL ? row->type : "",
                               .count = row->events,
                               .goldstein = row->goldstein});
        }
    }
    return status;
}

/* All events of a period, with those of no pair of states; 0 where they are not counted. */
static double
total_of(const acts *list, int period)
{
    size_t                 count;
    const ent_event_total *rows = ent_record_facts(list->record, ENT_FACT_EVENT_TOTAL, &count);
    double                 sum = 0;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].month != ENT_DAY_MIN && rows[i].events > 0 &&
            period_of(list->options, rows[i].month) == period &&
            is_in_span(list->options, span_of_month(rows[i].month)) &&
            ent_record_uses(list->record, "event_totals", &rows[i].from, rows[i].month)) {
            sum += rows[i].events;
        }
    }
    return sum;
}

/* 3. events of documents: asserted, dated to the period, once whatever the number of reports */

enum { IN_DATE, IN_PRECISION, IN_SOURCE, IN_TARGET, IN_TYPE, IN_CAMEO, IN_STATUS, IN_TEXTS };

static const char *const IN_NAMES[IN_TEXTS] = {"date", "date_precision", "source", "target",
                                               "type", "cameo",          "status"};

static size_t
find_column(const ent_table *table, const char *name)
{
    const ent_column *columns = ent_table_columns(table);
    size_t            at = 0;

    while (at + 1 < ent_table_column_count(table) && strcmp(columns[at].name, name) != 0) {
        at++;
    }
    return at;
}

static ent_status
read_texts(ent_ctx *ctx, acts *list, size_t row, const char *texts[IN_TEXTS])
{
    for (size_t i = 0; i < IN_TEXTS; i++) {
        ent_table *events = list->options->reported;

        texts[i] = ent_arena_strdup(
            &list->memory, ent_table_get_text(events, row, find_column(events, IN_NAMES[i])));
        if (texts[i] == NULL) {
            return ent_fail_nomem(ctx);
        }
    }
    return ENT_OK;
}

static bool
is_asserted(const acts *list, const char *const texts[IN_TEXTS], ent_span *days)
{
    const char *precision = texts[IN_PRECISION];
    bool        exact = strcmp(precision, "day") == 0 || strcmp(precision, "month") == 0;

    return (exact || (list->options->by_year && strcmp(precision, "year") == 0)) &&
           (strcmp(texts[IN_STATUS], "actual") == 0 || strcmp(texts[IN_STATUS], "past") == 0) &&
           ent_span_read(texts[IN_DATE], strlen(texts[IN_DATE]), days) &&
           is_in_span(list->options, *days);
}

/* The ids of a list joined by `;`, one after the other; NULL behind the last. */
static ent_status
next_id(ent_ctx *ctx, acts *list, const char **at, const char **out)
{
    size_t length = strcspn(*at, ";");

    *out = NULL;
    if (length == 0) {
        return ENT_OK;
    }
    *out = ent_arena_strndup(&list->memory, *at, length);
    *at += length + ((*at)[length] == ';');
    return *out != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

/* Both parties of a reciprocal act stand on both sides: without direction it is one act. */
static bool
is_mirrored(const acts *list, const act *one)
{
    return list->options->net && strcmp(one->source, one->target) == 0 &&
           strcmp(one->a, one->b) > 0;
}

static ent_status
add_pairs(ent_ctx *ctx, acts *list, act event)
{
    const char *sources = event.source;
    ent_status  status = next_id(ctx, list, &sources, &event.a);

    while (status == ENT_OK && event.a != NULL) {
        const char *targets = event.target, *a = event.a;

        status = next_id(ctx, list, &targets, &event.b);
        while (status == ENT_OK && event.b != NULL) {
            if (strcmp(a, event.b) != 0 && shows(list, a, event.b) && !is_mirrored(list, &event)) {
                status = add(ctx, list, event);
            }
            if (status == ENT_OK) {
                status = next_id(ctx, list, &targets, &event.b);
            }
        }
        if (status == ENT_OK) {
            status = next_id(ctx, list, &sources, &event.a);
        }
    }
    return status;
}

static ent_status
gather_reported(ent_ctx *ctx, acts *list)
{
    ent_table *events = list->options->reported;
    size_t     goldstein = find_column(events, "goldstein");
    ent_status status = ENT_OK;

    for (size_t row = 0; row < ent_table_row_count(events) && status == ENT_OK; row++) {
        const char *texts[IN_TEXTS];
        ent_span    days;

        status = read_texts(ctx, list, row, texts);
        if (status == ENT_OK && is_asserted(list, texts, &days)) {
            status = add_pairs(ctx, list,
                               (act){.period = period_of(list->options, days.from),
                                     .type = texts[IN_TYPE],
                                     .count = 1,
                                     .goldstein = ent_table_get_number(events, row, goldstein),
                                     .date = texts[IN_DATE],
                                     .cameo = texts[IN_CAMEO],
                                     .source = texts[IN_SOURCE],
                                     .target = texts[IN_TARGET]});
        }
    }
    return status;
}

/* 4. sums */

static int
compare_rows(const act *x, const act *y)
{
    int order = (x->period > y->period) - (x->period < y->period);

    order = order != 0 ? order : strcmp(x->a, y->a);
    order = order != 0 ? order : strcmp(x->b, y->b);
    return order != 0 ? order : strcmp(x->type, y->type);
}

static int
compare_reports(const act *x, const act *y)
{
    int order;

    if (x->date == NULL || y->date == NULL) {
        return 0; /* published counts are no reports of one act */
    }
    order = strcmp(x->date, y->date);
    order = order != 0 ? order : strcmp(x->cameo, y->cameo);
    order = order != 0 ? order : strcmp(x->source, y->source);
    return order != 0 ? order : strcmp(x->target, y->target);
}

static int
compare_acts(const void *a, const void *b)
{
    int order = compare_rows(a, b);

    return order != 0 ? order : compare_reports(a, b);
}

/* The acts of one row; several reports of one act are one. */
static act
sum_of(const act *items, size_t count)
{
    act sum = items[0];

    for (size_t i = 1; i < count; i++) {
        if (items[i].date != NULL && compare_reports(&items[i - 1], &items[i]) == 0) {
            continue;
        }
        sum.count += items[i].count;
        sum.goldstein = isnan(sum.goldstein)        ? items[i].goldstein
                        : isnan(items[i].goldstein) ? sum.goldstein
                                                    : sum.goldstein + items[i].goldstein;
    }
    return sum;
}

static void
add_row(const acts *list, const act *sum, double total, ent_table *table)
{
    char period[32];

    if (list->options->by_year) {
        (void)snprintf(period, sizeof period, "%04d", sum->period);
    } else {
        (void)snprintf(period, sizeof period, "%04d-%02d", sum->period / MONTHS,
                       sum->period % MONTHS + 1);
    }
    ent_table_row(table);
    ent_table_text(table, PERIOD, period);
    ent_table_text(table, STATE_A, sum->a);
    ent_table_text(table, STATE_B, sum->b);
    ent_table_text(table, TYPE, sum->type[0] != '\0' ? sum->type : NULL);
    ent_table_integer(table, COUNT, sum->count);
    ent_table_number(table, GOLDSTEIN, sum->goldstein);
    ent_table_number(table, SHARE, total > 0 ? (double)sum->count / total : (double)NAN);
}

static void
add_rows(const acts *list, ent_table *table)
{
    double total = 0;
    size_t end;

    for (size_t i = 0; i < list->count; i = end) {
        act sum;

        for (end = i + 1;
             end < list->count && compare_rows(&list->items[i], &list->items[end]) == 0;) {
            end++;
        }
        sum = sum_of(list->items + i, end - i);
        if (i == 0 || list->items[i - 1].period != sum.period) {
            total = list->options->reported == NULL ? total_of(list, sum.period) : 0;
        }
        add_row(list, &sum, total, table);
    }
}

/* 5. the measure */

static ent_status
measure(ent_ctx *ctx, acts *list, ent_table *table)
{
    ent_status status =
        list->options->reported != NULL ? gather_reported(ctx, list) : gather_published(ctx, list);

    if (status != ENT_OK) {
        return status;
    }
    if (list->count > 0) {
        qsort(list->items, list->count, sizeof *list->items, compare_acts);
    }
    add_rows(list, table);
    return ent_table_check(ctx, table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    acts       list = {.record = record, .options = options};
    ent_table *table;
    size_t     count;
    ent_status status;

    (void)ent_record_facts(record, ENT_FACT_EVENT_COUNT, &count);
    if (count == 0 && options->reported == NULL) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "the record holds no coded events of these days: import a set (`entente "
                        "list sets`), or count those of documents with --reported");
    }
    status = ent_table_create(ctx, COLUMN, COLUMNS, &table);
    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&list.memory);
    status = measure(ctx, &list, table);
    ent_arena_clear(&list.memory);
    ent_free(list.items);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

const ent_measure ent_measure_events = {
    "events",
    "coded events of pairs of states by month or year: counts and net cooperation",
    "What the press is coded to say that a did to b, by PLOVER type, in a month (--by year: a\n"
    "year).\n"
    "\n"
    "    count     = number of events of the type\n"
    "    goldstein = sum of their Goldstein scores: cooperation above 0, conflict below\n"
    "    share     = count / all events of the period in the set, those of no pair included\n"
    "\n"
    "With --net there is one row a pair and period, with type `net`: both directions and all\n"
    "types together, so that goldstein is the pair's net cooperation. Compare periods by share:\n"
    "the sets grow by orders of magnitude with the press that they read. A share is made when it\n"
    "is asked for, of the files that the store then holds. Sums leave out events without a\n"
    "score; where none has one goldstein is missing. A month without a row has no event in the\n"
    "files at hand, which need not be all of the set. Events with a side that is no state, and\n"
    "those within one state, are not shown.\n"
    "\n"
    "With --reported the events of the documents in the store are counted instead, a layer of\n"
    "its own that enters nothing else: those that are asserted (actual or past) and dated to the\n"
    "period, each act once (same date, code and parties) whatever the number of documents. A\n"
    "reciprocal act counts in both directions, with --net once. Parties may be organisations.\n"
    "There is no share. One set of published counts is read (entente list sources; --source\n"
    "event_counts=icews takes another).\n"
    "Example: entente measure events --by year --net --states USA,CHN\n"
    "Reference: Goldstein (1992), Journal of Conflict Resolution 36:369-385; Schrodt (2012),\n"
    "CAMEO Codebook 1.1b3; Halterman et al. (2023), PLOVER and POLECAT.",
    run,
    ENT_RECORD_EVENTS,
    COLUMN,
    COLUMNS};
