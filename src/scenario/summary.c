/*
 * summary.c - what is read first of an ensemble: with and without, in words and numbers
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/text.h"
#include "scenario/outcome.h"

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
say_probability(const ent_outcome_year *year, ent_text *out)
{
    bool point = !isnan(year->base) || !ent_outcome_is_assumed(year);

    if (point) {
        add_percent(out, 100 * year->probability);
        ent_text_add(out, " %");
    }
    if (!isnan(year->lo)) {
        ent_text_add(out, point ? " (" : "");
        add_range(out, year->lo, year->hi);
        ent_text_add(out, point ? ")" : " %");
    }
}

/* "up 31 (12 to 45)", "up 0.21 to 1.2" where most of it is assumed, "none". */
static void
say_change(const ent_outcome_year *year, ent_text *out)
{
    ent_direction direction = ent_outcome_direction(year);
    bool          point = !ent_outcome_is_assumed(year);

    if (direction == ENT_DIRECTION_NONE || year->paired == 0) {
        ent_text_add(out, "none in any run");
        return;
    }
    ent_text_addf(out, "%s ", ent_direction_name(direction));
    if (point) {
        add_percent(out, 100 * year->difference);
    }
    if (!isnan(year->difference_lo)) {
        ent_text_add(out, point ? " (" : "");
        add_range(out, year->difference_lo, year->difference_hi);
        ent_text_add(out, point ? ")" : "");
    }
}

static void
add_share(const char *name, double share, ent_text *out)
{
    ent_text_addf(out, "%s ", name);
    ent_text_add_fixed(out, 100 * share, 0);
    ent_text_add(out, " %");
}

/* The two sources that make most of the spread. */
static void
say_sources(const ent_sources *s, ent_text *out)
{
    const struct {
        const char *name;
        double      share;
    } parts[] = {{"rates", s->rates},       {"effects", s->effects}, {"periods", s->periods},
                 {"variants", s->variants}, {"sizes", s->sizes},     {"shocks", s->shocks},
                 {"together", s->together}};
    size_t count = sizeof parts / sizeof parts[0], first = 0, second = count;

    if (isnan(s->rates)) {
        return;
    }
    for (size_t i = 1; i < count; i++) {
        if (parts[i].share > parts[first].share) {
            second = first;
            first = i;
        } else if (second == count || parts[i].share > parts[second].share) {
            second = i;
        }
    }
    add_share(parts[first].name, parts[first].share, out);
    if (parts[second].share >= 0.1) {
        ent_text_add(out, ", ");
        add_share(parts[second].name, parts[second].share, out);
    }
}

static void
say(const ent_ensemble *ensemble, const ent_outcome_result *result, const ent_outcome_year *year,
    said what, ent_text *out)
{
    char words[ENT_OUTCOME_WORDS];

    switch (what) {
    case OUTCOME:
        ent_text_add(out, result->outcome.name);
        break;
    case YEAR:
        ent_text_addf(out, "%d", year->year);
        break;
    case WITH:
        say_probability(year, out);
        break;
    case WORDS:
        ent_outcome_words(year, words);
        ent_text_add(out, words);
        break;
    case WITHOUT:
        add_percent(out, 100 * year->base);
        ent_text_add(out, " %");
        break;
    case CHANGE:
        say_change(year, out);
        break;
    case BASE_RATE:
        if (!isnan(result->base_rate)) {
            add_percent(out,
                        100 * ent_outcome_base_rate(result, year->year - ensemble->first_year));
            ent_text_add(out, " %");
        }
        break;
    default:
        if (ent_outcome_is_assumed(year)) {
            ent_text_add(out, "assumed sizes");
        } else {
            say_sources(&year->sources, out);
        }
        break;
    }
}

static ent_status
add_row(ent_ctx *ctx, ent_table *table, const ent_ensemble *ensemble,
        const ent_outcome_result *result, const ent_outcome_year *year)
{
    bool       compares = !isnan(year->base);
    ent_text   cell;
    ent_status status = ENT_OK;

    ent_text_init(&cell);
    ent_table_row(table);
    for (size_t i = 0, column = 0; i < SHOWN_COUNT && status == ENT_OK; i++) {
        if (!compares && SHOWN[i].in_a_base == NULL) {
            continue;
        }
        ent_text_reset(&cell);
        say(ensemble, result, year, SHOWN[i].what, &cell);
        if (cell.failed) {
            status = ent_fail_nomem(ctx);
        } else if (cell.length > 0) {
            ent_table_text(table, column, ent_text_get(&cell));
        }
        column++;
    }
    ent_text_clear(&cell);
    return status;
}

static bool
is_clear(const ent_outcome_year *year)
{
    ent_direction direction = ent_outcome_direction(year);

    return direction == ENT_DIRECTION_UP || direction == ENT_DIRECTION_DOWN;
}

/* The year of the largest clear change, where the last year tells less than half of it; NULL. */
static const ent_outcome_year *
widest_year(const ent_ensemble *ensemble, const ent_outcome_result *result)
{
    const ent_outcome_year *last = &result->years[ensemble->year_count - 1], *widest = NULL;

    for (int k = 1; k + 1 < ensemble->year_count && !isnan(last->base); k++) {
        const ent_outcome_year *year = &result->years[k];

        if (is_clear(year) &&
            (widest == NULL || fabs(year->difference) > fabs(widest->difference))) {
            widest = year;
        }
    }
    return widest != NULL &&
                   (!is_clear(last) || fabs(last->difference) < fabs(widest->difference) / 2)
               ? widest
               : NULL;
}

static ent_status
add_rows(ent_ctx *ctx, const ent_ensemble *ensemble, ent_table *table)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < ensemble->outcome_count && status == ENT_OK; i++) {
        const ent_outcome_result *result = &ensemble->outcomes[i];
        const ent_outcome_year   *widest = widest_year(ensemble, result);

        if (widest != NULL) {
            status = add_row(ctx, table, ensemble, result, widest);
        }
        if (status == ENT_OK) {
            status =
                add_row(ctx, table, ensemble, result, &result->years[ensemble->year_count - 1]);
        }
    }
    return status == ENT_OK ? ent_table_check(ctx, table) : status;
}

ent_status
ent_ensemble_table_summary(ent_ctx *ctx, const ent_ensemble *ensemble, ent_table **out)
{
    bool compares = ensemble->outcome_count > 0 && !isnan(ensemble->outcomes[0].years[0].base);
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
    status = add_rows(ctx, ensemble, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
