/*
 * peace.c - the published peace scale of a pair, by year and by day
 *
 * SPDX-License-Identifier: MIT
 */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "measure/measure.h"

enum { YEAR, STATE_A, STATE_B, LEVEL, CARRIED, FACT_ID, MONTHS, TRANSITION, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},   {"state_a", ENT_COLUMN_TEXT},      {"state_b", ENT_COLUMN_TEXT},
    {"level", ENT_COLUMN_NUMBER},   {"carried", ENT_COLUMN_INTEGER},   {"fact_id", ENT_COLUMN_TEXT},
    {"months", ENT_COLUMN_INTEGER}, {"transition", ENT_COLUMN_INTEGER}};

enum { FIRST_YEAR = 1900 /* of the scale */, YEAR_MONTHS = 12, MARCH = 2 };

/*
 * A spell of the scale, its states in the order of systems, and the months in which it counts.  A
 * pair has two dyads of the scale where a state has had two numbers (Yemen).
 */
typedef struct spell {
    ent_state              a, b;
    ent_ccode              number_a, number_b;
    const ent_peace_level *row;
    int                    from, to; /* months since the year 0; half-open */
} spell;

typedef struct spells {
    spell *items;
    size_t count;
} spells;

static int
month_of(ent_day day)
{
    int year, month, day_of_month;

    ent_date_split(day, &year, &month, &day_of_month);
    return year * YEAR_MONTHS + month - 1;
}

/* Whether a spell ends its last month, from March on: the publisher's rule (see the entry). */
static bool
ends_its_month(ent_day last)
{
    return month_of(last) != month_of(last + 1) && month_of(last) % YEAR_MONTHS >= MARCH;
}

static void
count_months(spell *s, bool is_last_of_dyad)
{
    const ent_peace_level *row = s->row;
    int                    first = FIRST_YEAR * YEAR_MONTHS;

    s->from = row->start == ENT_DAY_MIN ? first : month_of(row->start);
    s->from = s->from > first ? s->from : first;
    s->to = INT_MAX;
    if (row->end != ENT_DAY_MAX) {
        s->to = month_of(row->end - 1) + (is_last_of_dyad || ends_its_month(row->end - 1));
    }
}

static int
compare_pairs(const spell *x, const spell *y)
{
    return x->number_a != y->number_a ? (x->number_a > y->number_a) - (x->number_a < y->number_a)
                                      : (x->number_b > y->number_b) - (x->number_b < y->number_b);
}

static int
compare_spells(const void *a, const void *b)
{
    const spell *x = a, *y = b;
    int          order = compare_pairs(x, y);

    if (order == 0) {
        order = strcmp(x->row->dyad, y->row->dyad);
    }
    if (order != 0) {
        return order;
    }
    if (x->row->start != y->row->start) {
        return x->row->start < y->row->start ? -1 : 1;
    }
    return (x->row > y->row) - (x->row < y->row);
}

/* The first number that a state has held. */
static ent_ccode
number_of(const ent_codes *codes, ent_state state)
{
    size_t           count;
    const ent_spell *all = ent_codes_spells(codes, &count);
    ent_ccode        least = INT32_MAX;

    for (size_t i = 0; i < count; i++) {
        if (all[i].state == state && all[i].ccode < least) {
            least = all[i].ccode;
        }
    }
    return least;
}

static spell
spell_of(const ent_codes *codes, const ent_peace_level *row)
{
    spell made = {.a = row->state_a.state, .b = row->state_b.state, .row = row};

    made.number_a = number_of(codes, made.a);
    made.number_b = number_of(codes, made.b);
    if (made.number_a > made.number_b) {
        made = (spell){made.b, made.a, made.number_b, made.number_a, row, 0, 0};
    }
    return made;
}

/* The spells of the pairs to be shown, by pair and start. */
static ent_status
collect(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, spells *out)
{
    size_t                 count;
    const ent_peace_level *rows = ent_record_facts(record, ENT_FACT_PEACE_LEVEL, &count);

    *out = (spells){ent_alloc(count, sizeof *out->items), 0};
    if (out->items == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        ent_state a = rows[i].state_a.state, b = rows[i].state_b.state;

        if (a != ENT_NO_STATE && b != ENT_NO_STATE && a != b &&
            ent_measure_shows_pair(options, a, b)) {
            out->items[out->count++] = spell_of(ent_record_codes(record), &rows[i]);
        }
    }
    if (out->count > 0) {
        qsort(out->items, out->count, sizeof *out->items, compare_spells);
    }
    for (size_t i = 0; i < out->count; i++) {
        bool is_last = i + 1 == out->count ||
                       strcmp(out->items[i].row->dyad, out->items[i + 1].row->dyad) != 0;

        count_months(&out->items[i], is_last);
    }
    return ENT_OK;
}

/* What the spells of a pair say of a year or a day. */
typedef struct reading {
    double                 sum;
    int                    months, transition;
    const ent_peace_level *row; /* the last that counts; NULL: none does */
} reading;

static void
read_year(const spell *s, int year, reading *out)
{
    int from = year * YEAR_MONTHS, to = from + YEAR_MONTHS, months;

    from = s->from > from ? s->from : from;
    to = s->to < to ? s->to : to;
    months = to - from;
    if (months <= 0) {
        return;
    }
    if (isnan(s->row->level)) {
        out->transition += months;
    } else {
        out->months += months;
        out->sum += months * s->row->level;
    }
    /* a level stands for the year rather than a transition */
    if (out->row == NULL || isnan(out->row->level) || !isnan(s->row->level)) {
        out->row = s->row;
    }
}

static void
read_day(const spell *s, ent_day day, reading *out)
{
    ent_span days = {s->row->start, s->row->end}, one = {day, day + 1};

    if (ent_span_overlap(days, one) && ent_date_year(day) >= FIRST_YEAR) {
        *out = (reading){s->row->level, !isnan(s->row->level), isnan(s->row->level), s->row};
    }
}

static void
add_row(const ent_measure_job *job, const spell *pair, int year, const reading *found)
{
    const ent_measure_options *options = job->options;
    const ent_codes           *codes = ent_record_codes(job->record);
    ent_day day = options->is_day ? options->span.from : ent_span_of_year(year).to - 1;
    char    fact[160];

    ent_record_fact_id(job->record, &found->row->from, fact);
    ent_table_row(job->table);
    ent_table_integer(job->table, YEAR, year);
    ent_table_text(job->table, STATE_A, ent_codes_id(codes, pair->a));
    ent_table_text(job->table, STATE_B, ent_codes_id(codes, pair->b));
    ent_table_number(job->table, LEVEL, found->months > 0 ? found->sum / found->months : NAN);
    ent_table_integer(job->table, CARRIED, ent_record_age(job->record, &found->row->from, day));
    ent_table_text(job->table, FACT_ID, fact);
    if (!options->is_day) {
        ent_table_integer(job->table, MONTHS, found->months);
    }
    ent_table_integer(job->table, TRANSITION, found->transition);
}

static ent_status
add_year(ent_ctx *ctx, const ent_measure_job *job, const spells *all, int year)
{
    for (size_t i = 0; i < all->count;) {
        const spell *pair = &all->items[i];
        reading      found = {0, 0, 0, NULL};

        for (; i < all->count && compare_pairs(pair, &all->items[i]) == 0; i++) {
            if (job->options->is_day) {
                read_day(&all->items[i], job->options->span.from, &found);
            } else {
                read_year(&all->items[i], year, &found);
            }
        }
        if (found.row != NULL) {
            add_row(job, pair, year, &found);
        }
    }
    return ent_table_check(ctx, job->table);
}

/* The last year of the scale that the record holds; before its first where there is none. */
static int
last_year(const ent_record *record)
{
    size_t          count;
    const ent_seam *seams = ent_record_seams(record, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(seams[i].kind, "peace") == 0) {
            return ent_date_year(seams[i].used.to - 1);
        }
    }
    return FIRST_YEAR - 1;
}

static ent_status
add_years(ent_ctx *ctx, const ent_measure_job *job, const spells *all)
{
    ent_span   span = job->options->span;
    int        first = FIRST_YEAR, last = last_year(job->record);
    ent_status status = ENT_OK;

    if (span.from < span.to) {
        int from = span.from == ENT_DAY_MIN ? first : ent_date_year(span.from);

        first = from > first ? from : first;
        last = span.to == ENT_DAY_MAX ? last : ent_date_year(span.to - 1);
    }
    for (int year = first; year <= last && status == ENT_OK; year++) {
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = add_year(ctx, job, all, year);
        }
    }
    return status;
}

static ent_status
check(ent_ctx *ctx, const ent_record *record)
{
    size_t count;

    (void)ent_record_facts(record, ENT_FACT_PEACE_LEVEL, &count);
    return count > 0 ? ENT_OK
                     : ent_fail(ctx, ENT_E_NOTFOUND,
                                "the record holds no peace scale: import it (`entente list sets`)");
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    ent_measure_job job = {record, options, NULL, NULL};
    spells          all = {0};
    ent_status      status = check(ctx, record);

    if (status == ENT_OK) {
        status = collect(ctx, record, options, &all);
    }
    if (status == ENT_OK) {
        status = ent_table_create(ctx, COLUMN, COLUMNS, &job.table);
    }
    if (status == ENT_OK) {
        status = add_years(ctx, &job, &all);
        if (status == ENT_OK) {
            *out = job.table;
        } else {
            ent_table_destroy(job.table);
        }
    }
    ent_free(all.items);
    return status;
}

const ent_measure ent_measure_peace = {
    "peace",
    "the peace scale of a pair: from severe rivalry (0) to security community (1)",
    "How hostile or close two states are, as published for 1900 to 2020:\n"
    "\n"
    "    0     severe rivalry     0.75  warm peace\n"
    "    0.25  lesser rivalry     1     security community\n"
    "    0.5   negative peace\n"
    "\n"
    "level = the mean over the months of the year; with a full date the level of that day.\n"
    "A spell counts in the months from that of its first day on, up to and without that of its\n"
    "last day; that month counts, too, where the spell ends it (from March on) or is the pair's\n"
    "last. These are the publisher's months: recomputed by them, all of his 99,387 dyad-years\n"
    "are met, and 98,693 of them are the same here to ten digits. But he counts a month of\n"
    "transition between two levels, coded -9, as a level of 9, and March 2017 twice for 27\n"
    "pairs of the United Kingdom. Here a transition has no level: the mean is over the other\n"
    "`months`, `transition` tells how many there were, and a year or day of nothing else has no\n"
    "level (505 dyad-years differ by that). So Russia and China are at 0 in 1997, where the\n"
    "published mean is 1.5, have none from 1998 to 2003 (9), and 0.5 in 2004 (6.875). A month\n"
    "for which two levels are published counts with both; one between two spells does not\n"
    "count. Three spells whose dates do not exist are set aside by the import (`entente list\n"
    "rejects`), and their years are missing here.\n"
    "Beyond the last day of the scale the level is carried, `carried` is its age in years; where\n"
    "the scale sees a spell end, nothing follows. `fact_id` is the last spell that counts.\n"
    "Most pairs without a row were at 0.5 all the time by the publisher's rule; he gives no row,\n"
    "nor does this table. The cooperation level answers another question and is never merged.\n"
    "Reference: Diehl, Goertz and Gallegos (2021), Conflict Management and Peace Science\n"
    "38:605-624; Goertz, Diehl and Balas (2016), The Puzzle of Peace.",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
