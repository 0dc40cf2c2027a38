/*
 * summary.c - what is read first of a result: with and without, in words and numbers
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/text.h"
#include "scenario/outcome.h"
#include "scenario/result.h"

typedef enum said { OUTCOME, YEAR, WITH, WORDS, WITHOUT, CHANGE, BASE_RATE, RESTS_ON } said;

static const struct {
    const char *in_a_base, *beside_one; /* its name; NULL: it is not shown */
    said        what;
} SHOWN[] = {{"outcome", "outcome", OUTCOME},
             {"year", "year", YEAR},
             {"probability", "with", WITH},
             {"words", "words", WORDS},
             {NULL, "without", WITHOUT},
             {NULL, "change_in_points", CHANGE},
             {"base_rate", "base_rate", BASE_RATE},
             {"rests_on", "rests_on", RESTS_ON}};

enum { SHOWN_COUNT = sizeof SHOWN / sizeof SHOWN[0] };

/* A row of a whole result: an outcome in a year. */
typedef struct row {
    ent_table *result;
    size_t     at;
} row;

static double
number(const row *r, size_t column)
{
    return ent_table_get_number(r->result, r->at, column);
}

static const char *
word(const row *r, size_t column)
{
    return ent_table_get_text(r->result, r->at, column);
}

static bool
is_missing(const row *r, size_t column)
{
    return ent_table_is_missing(r->result, r->at, column);
}

static bool
is_assumed(const row *r)
{
    return ent_share_is_assumed(number(r, ENT_RESULT_ASSUMED_SHARE));
}

/* Two digits that tell it from 0 and from 100. */
static void
add_percent(ent_text *out, double percent)
{
    double size = fabs(percent), room = size > 50 ? fabs(100 - size) : size;
    double first = size > 50 ? 1 : 10; /* from here on no decimal tells more */
    int    decimals = room >= first || room == 0 ? 0 : room >= first / 10 ? 1 : 2;

    if (room > 0 && room < 0.005) {
        ent_text_add(out, size > 50 ? "over 99.99" : percent < 0 ? "over -0.01" : "under 0.01");
    } else {
        ent_text_add_fixed(out, percent, decimals);
    }
}

static void
add_range(ent_text *out, double lo, double hi)
{
    add_percent(out, 100 * lo);
    ent_text_add(out, " to ");
    add_percent(out, 100 * hi);
}

/* "43 % (22 to 70)"; without a point where most of it is assumed. */
static void
say_probability(const row *r, ent_text *out)
{
    bool point = !is_missing(r, ENT_RESULT_BASE) || !is_assumed(r);

    if (point) {
        add_percent(out, 100 * number(r, ENT_RESULT_PROBABILITY));
        ent_text_add(out, " %");
    }
    if (!is_missing(r, ENT_RESULT_LO)) {
        ent_text_add(out, point ? " (" : "");
        add_range(out, number(r, ENT_RESULT_LO), number(r, ENT_RESULT_HI));
        ent_text_add(out, point ? ")" : " %");
    }
}

/* "up 31 (12 to 45)", "up 0.21 to 1.2" where most of it is assumed, "none". */
static void
say_change(const row *r, ent_text *out)
{
    const char *direction = word(r, ENT_RESULT_DIRECTION);
    bool        point = !is_assumed(r);

    if (strcmp(direction, ent_direction_name(ENT_DIRECTION_NONE)) == 0 ||
        number(r, ENT_RESULT_PAIRED) == 0) {
        ent_text_add(out, "none in any run");
        return;
    }
    ent_text_addf(out, "%s ", direction);
    if (point) {
        add_percent(out, 100 * number(r, ENT_RESULT_DIFFERENCE));
    }
    if (!is_missing(r, ENT_RESULT_DIFFERENCE_LO)) {
        ent_text_add(out, point ? " (" : "");
        add_range(out, number(r, ENT_RESULT_DIFFERENCE_LO), number(r, ENT_RESULT_DIFFERENCE_HI));
        ent_text_add(out, point ? ")" : "");
    }
}

/* "rates 65 %" */
static void
add_share(const row *r, size_t column, ent_text *out)
{
    ent_text_addf(out, "%s ", ent_table_columns(r->result)[column].name);
    ent_text_add_fixed(out, 100 * number(r, column), 0);
    ent_text_add(out, " %");
}

/* The two sources that make most of the spread. */
static void
say_sources(const row *r, ent_text *out)
{
    size_t first = ENT_RESULT_SOURCES, second = ENT_RESULT_PAIRED;

    if (is_missing(r, first)) {
        return;
    }
    for (size_t i = first + 1; i < ENT_RESULT_PAIRED; i++) {
        if (number(r, i) > number(r, first)) {
            second = first;
            first = i;
        } else if (second == ENT_RESULT_PAIRED || number(r, i) > number(r, second)) {
            second = i;
        }
    }
    add_share(r, first, out);
    if (number(r, second) >= 0.1) {
        ent_text_add(out, ", ");
        add_share(r, second, out);
    }
}

static void
say_what_it_rests_on(const row *r, ent_text *out)
{
    enum { EFFECTS = ENT_RESULT_SOURCES + 1, SIZES = ENT_RESULT_SOURCES + 4 };

    if (!is_assumed(r)) {
        say_sources(r, out);
    } else {
        ent_text_add(out,
                     number(r, EFFECTS) > number(r, SIZES) ? "assumed effects" : "assumed sizes");
    }
}

static void
say(const row *r, said what, ent_text *out)
{
    switch (what) {
    case OUTCOME:
        ent_text_add(out, word(r, ENT_RESULT_OUTCOME));
        break;
    case YEAR:
        ent_text_add(out, word(r, ENT_RESULT_YEAR));
        break;
    case WITH:
        say_probability(r, out);
        break;
    case WORDS:
        ent_text_add(out, word(r, ENT_RESULT_WORDS));
        break;
    case WITHOUT:
        add_percent(out, 100 * number(r, ENT_RESULT_BASE));
        ent_text_add(out, " %");
        break;
    case CHANGE:
        say_change(r, out);
        break;
    case BASE_RATE:
        if (!is_missing(r, ENT_RESULT_BASE_RATE)) {
            add_percent(out, 100 * number(r, ENT_RESULT_BASE_RATE));
            ent_text_add(out, " %");
        }
        break;
    default:
        say_what_it_rests_on(r, out);
        break;
    }
}

static ent_status
add_row(ent_ctx *ctx, const row *r, bool compares, ent_table *out)
{
    ent_text   cell;
    ent_status status = ENT_OK;

    ent_text_init(&cell);
    ent_table_row(out);
    for (size_t i = 0, column = 0; i < SHOWN_COUNT && status == ENT_OK; i++) {
        if (!compares && SHOWN[i].in_a_base == NULL) {
            continue;
        }
        ent_text_reset(&cell);
        say(r, SHOWN[i].what, &cell);
        if (cell.failed) {
            status = ent_fail_nomem(ctx);
        } else if (cell.length > 0) {
            ent_table_text(out, column, ent_text_get(&cell));
        }
        column++;
    }
    ent_text_clear(&cell);
    return status;
}

static bool
is_clear(const row *r)
{
    const char *direction = word(r, ENT_RESULT_DIRECTION);

    return strcmp(direction, ent_direction_name(ENT_DIRECTION_UP)) == 0 ||
           strcmp(direction, ent_direction_name(ENT_DIRECTION_DOWN)) == 0;
}

static double
size(const row *r)
{
    return fabs(number(r, ENT_RESULT_DIFFERENCE));
}

/* The year of the largest clear change of an outcome, where its last year tells less than half of
 * it; else the last. */
static row
widest_year(const row *first, const row *last)
{
    row widest = *last;

    for (row r = *first; r.at < last->at; r.at++) {
        if (is_clear(&r) && (widest.at == last->at || size(&r) > size(&widest))) {
            widest = r;
        }
    }
    return !is_clear(last) || size(last) < size(&widest) / 2 ? widest : *last;
}

/* The last row of the outcome that begins with a row. */
static row
last_year(const row *first)
{
    row    last = *first, next = *first;
    size_t rows = ent_table_row_count(first->result);

    for (next.at++; next.at < rows; next.at++) {
        if (strcmp(word(&next, ENT_RESULT_OUTCOME), word(first, ENT_RESULT_OUTCOME)) != 0) {
            break;
        }
        last = next;
    }
    return last;
}

static ent_status
add_rows(ent_ctx *ctx, ent_table *result, bool compares, ent_table *out)
{
    size_t     rows = ent_table_row_count(result);
    ent_status status = ENT_OK;

    for (row first = {result, 0}, last; first.at < rows && status == ENT_OK;
         first.at = last.at + 1) {
        row widest;

        last = last_year(&first);
        widest = compares ? widest_year(&first, &last) : last;
        if (widest.at != last.at) {
            status = add_row(ctx, &widest, compares, out);
        }
        if (status == ENT_OK) {
            status = add_row(ctx, &last, compares, out);
        }
    }
    return status == ENT_OK ? ent_table_check(ctx, out) : status;
}

ent_status
ent_result_summary(ent_ctx *ctx, ent_table *result, ent_table **out)
{
    bool compares =
        ent_table_row_count(result) > 0 && !ent_table_is_missing(result, 0, ENT_RESULT_BASE);
    ent_column columns[SHOWN_COUNT];
    size_t     count = 0;
    ent_table *table;
    ent_status status;

    for (size_t i = 0; i < SHOWN_COUNT; i++) {
        if (compares || SHOWN[i].in_a_base != NULL) {
            columns[count++] =
                (ent_column){compares ? SHOWN[i].beside_one : SHOWN[i].in_a_base, ENT_COLUMN_TEXT};
        }
    }
    status = ent_table_create(ctx, columns, count, &table);
    if (status != ENT_OK) {
        return status;
    }
    status = add_rows(ctx, result, compares, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
