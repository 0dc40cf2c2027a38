/*
 * curve.c - one claim under many specifications
 *
 *   1. series of a measure     2. specifications     3. verdict
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/claim/curve.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "measure/measure.h"
#include "scenario/claim/effect.h"
#include "scenario/claim/trend.h"

static const double MOST_AGREE = 0.8, FEW_AGREE = 0.2;
enum { MOST_YEARS = 400, WINDOWS = 3, SHORTEST_TREND = 5, SHORTEST_TO_TRIM = 3 };

/* 1. series of a measure */

/* Which choices are made for the measure. */
typedef struct choice {
    ent_signs signs;
    ent_power power;
} choice;

/* A value for each year; NaN where there is none. */
typedef struct series {
    int    from, to;
    double values[MOST_YEARS];
} series;

typedef struct columns {
    size_t year, a, b, value, carried, votes;
} columns;

static size_t
find_column(const ent_table *table, const char *const *names)
{
    const ent_column *all = ent_table_columns(table);

    for (; *names != NULL; names++) {
        for (size_t i = 0; i < ent_table_column_count(table); i++) {
            if (strcmp(all[i].name, *names) == 0) {
                return i;
            }
        }
    }
    return SIZE_MAX;
}

static columns
columns_of(const ent_table *table, const ent_reading_of *reading)
{
    static const char *const YEAR[] = {"year", "period", NULL};
    static const char *const FIRST[] = {"state_a", "state", NULL};
    static const char *const SECOND[] = {"state_b", "from", "partner", "power", NULL};
    static const char *const CARRIED[] = {"carried", NULL};
    static const char *const VOTES[] = {"n", NULL};
    bool                     distance = strcmp(reading->column, "distance") == 0;
    const char *const        value[] = {distance ? "estimate" : reading->column, NULL};
    columns                  c = {find_column(table, YEAR),  SIZE_MAX, SIZE_MAX,
                                  find_column(table, value), SIZE_MAX, SIZE_MAX};

    if (reading->type->key != ENT_KEY_NONE) {
        c.a = find_column(table, FIRST);
        c.b = find_column(table, SECOND);
    }
    if ((reading->type->uses & ENT_KEEPS_CARRIED) == 0) {
        c.carried = find_column(table, CARRIED);
    }
    if ((reading->type->uses & ENT_COUNTS_VOTES) != 0) {
        c.votes = find_column(table, VOTES);
    }
    return c;
}

static bool
is_of(ent_table *table, size_t row, size_t column, const ent_codes *codes, ent_state state)
{
    return strcmp(ent_table_get_text(table, row, column), ent_codes_id(codes, state)) == 0;
}

/* 0: not asked for; 1: a row of the states; 2: of the second of two that have rows of their own. */
static int
whose(ent_table *table, size_t row, const columns *c, const ent_reading_of *reading,
      const ent_codes *codes, const ent_state *states)
{
    switch (reading->type->key) {
    case ENT_KEY_NONE:
        return 1;
    case ENT_KEY_STATE:
        return is_of(table, row, c->a, codes, states[0]);
    case ENT_KEY_DIRECTED:
        return is_of(table, row, c->a, codes, states[0]) &&
               is_of(table, row, c->b, codes, states[1]);
    case ENT_KEY_PAIR:
        break;
    }
    if (c->b == SIZE_MAX) { /* idealpoints: a row for each */
        return is_of(table, row, c->a, codes, states[0])   ? 1
               : is_of(table, row, c->a, codes, states[1]) ? 2
                                                           : 0;
    }
    return (is_of(table, row, c->a, codes, states[0]) &&
            is_of(table, row, c->b, codes, states[1])) ||
           (is_of(table, row, c->a, codes, states[1]) && is_of(table, row, c->b, codes, states[0]));
}

static double
value_of(ent_table *table, size_t row, const columns *c, const char *is)
{
    if (c->carried != SIZE_MAX && ent_table_get_number(table, row, c->carried) > 0) {
        return NAN; /* a carried value is no observation */
    }
    if (c->votes != SIZE_MAX && ent_table_get_number(table, row, c->votes) < ENT_FEWEST_VOTES) {
        return NAN; /* a few roll calls, mostly on one matter */
    }
    return is == NULL ? ent_table_get_number(table, row, c->value)
                      : strcmp(ent_table_get_text(table, row, c->value), is) == 0;
}

static bool
year_of(ent_table *table, size_t row, size_t column, int *out)
{
    const char *text = ent_table_get_text(table, row, column);
    ent_span    span;

    if (!ent_span_read(text, strlen(text), &span)) {
        return false;
    }
    *out = ent_date_year(span.from);
    return true;
}

/* The values of the states, and where each has rows of its own the distance of the two. */
static void
take_rows(ent_table *table, const ent_reading_of *reading, const ent_codes *codes,
          const ent_state *states, const char *is, series *out)
{
    columns c = columns_of(table, reading);
    bool    distance = strcmp(reading->column, "distance") == 0;
    double  second[MOST_YEARS];
    int     year, which;

    for (int i = 0; i < MOST_YEARS; i++) {
        out->values[i] = second[i] = NAN;
    }
    for (size_t row = 0;
         c.year != SIZE_MAX && c.value != SIZE_MAX && row < ent_table_row_count(table); row++) {
        if (!year_of(table, row, c.year, &year) || year < out->from || year > out->to ||
            (which = whose(table, row, &c, reading, codes, states)) == 0) {
            continue;
        }
        (which == 1 ? out->values : second)[year - out->from] = value_of(table, row, &c, is);
    }
    for (int i = 0; i < MOST_YEARS; i++) {
        double value = distance ? fabs(out->values[i] - second[i]) : out->values[i];

        out->values[i] = reading->reversed ? -value : value;
    }
}

static ent_measure_options
options_of(const ent_reading_of *reading, const ent_series_test *test, const series *years,
           choice how)
{
    const char *variant = reading->variant != NULL ? reading->variant : "";
    bool        institution = reading->type->variant != NULL && reading->type->variant[0] == '*';
    ent_measure_options options = {
        .span = {ent_span_of_year(years->from).from, ent_span_of_year(years->to).to},
        .states = test->states,
        .state_count = test->state_count,
        .power = how.power,
        .power_chosen = true,
        .signs = how.signs,
        .by_year = true,
        .net = true,
        .institution = institution ? variant : NULL};

    if (strcmp(variant, "votes") == 0) {
        options.alignment.portfolio = ENT_PORTFOLIO_VOTES;
    }
    options.alignment.valued = strcmp(variant, "valued") == 0;
    return options;
}

/* What cannot be measured for want of data is missing; anything else is a failure. */
static ent_status
measure(ent_ctx *ctx, const ent_record *record, const ent_reading_of *reading,
        const ent_measure_options *options, ent_table **out, char missing[ENT_REASON_SIZE])
{
    ent_ctx   *quiet;
    ent_status status = ent_ctx_child(ctx, &quiet);

    *out = NULL;
    if (status != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    status = reading->measure->run(quiet, record, options, out);
    if (status == ENT_E_NOTFOUND || status == ENT_E_INPUT || status == ENT_E_ARG) {
        (void)ent_visible_print(ent_ctx_error(quiet), missing, ENT_REASON_SIZE);
        *out = NULL;
        status = ENT_OK;
    } else if (status != ENT_OK) {
        ent_ctx_absorb(ctx, quiet, true);
    }
    ent_ctx_destroy(quiet);
    return status;
}

/* The years of a test that were over, and of which the record speaks. */
static bool
years_of(const ent_record *record, const ent_series_test *test, ent_day as_of, series *out)
{
    ent_span known = ent_record_span(record);
    int      last = ent_date_year(as_of + 1) - 1, first = ent_date_year(known.from);

    last = last < ent_date_year(known.to - 1) ? last : ent_date_year(known.to - 1);
    out->from = test->from > first ? test->from : first;
    out->to = test->to < last ? test->to : last;
    return out->from <= out->to && out->to - out->from < MOST_YEARS;
}

/* What a measure is asked of. */
typedef struct asking {
    ent_ctx             *ctx;
    const ent_record    *record;
    const ent_assertion *claim;
    ent_day              as_of;
} asking;

static ent_status
fetch(const asking *a, const ent_series_test *test, const ent_reading_of *reading, choice how,
      series *out, char missing[ENT_REASON_SIZE])
{
    ent_measure_options options;
    ent_table          *table;
    ent_status          status;

    *out = (series){.from = test->from, .to = test->from - 1};
    if (!years_of(a->record, test, a->as_of, out)) {
        out->to = out->from - 1;
        return ENT_OK;
    }
    options = options_of(reading, test, out, how);
    status = measure(a->ctx, a->record, reading, &options, &table, missing);
    if (status != ENT_OK || table == NULL) {
        out->to = out->from - 1;
        return status;
    }
    take_rows(table, reading, ent_record_codes(a->record), test->states, a->claim->is, out);
    ent_table_destroy(table);
    return ENT_OK;
}

/* 2. specifications */

void
ent_curve_clear(ent_curve *curve)
{
    ent_free(curve->items);
    *curve = (ent_curve){0};
}

/* The years that a window of a test loses at one of its ends: a fifth, one at least; none where
 * fewer than two would be left. */
static int
years_to_trim(const ent_series_test *test)
{
    int years = test->to - test->from + 1;

    return years < SHORTEST_TO_TRIM ? 0 : years < 5 ? 1 : years / 5;
}

/* The window as stated, without its first years, without its last. */
static void
window_of(const ent_series_test *test, unsigned window, int *from, int *to)
{
    *from = test->from + (window == 1 ? years_to_trim(test) : 0);
    *to = test->to - (window == 2 ? years_to_trim(test) : 0);
}

/* A trend needs five years; of a mean the years that it is compared with vary as well. */
static unsigned
windows_of(const ent_assertion *claim)
{
    bool others = !claim->has_value && years_to_trim(&claim->than) > 0;

    return claim->kind == ENT_ASSERTION_TREND
               ? (claim->series.to - claim->series.from + 1 < SHORTEST_TREND ? 1 : WINDOWS)
           : years_to_trim(&claim->series) > 0 || others ? WINDOWS
                                                         : 1;
}

static double
at(const series *s, int year)
{
    return year >= s->from && year <= s->to ? s->values[year - s->from] : NAN;
}

/* The mean over a window, half of which has to be there. */
static double
mean_of(const series *s, const series *beside, int from, int to)
{
    double sum = 0;
    int    n = 0;

    for (int year = from; year <= to; year++) {
        double value = at(s, year);

        if (!isnan(value) && (beside == NULL || !isnan(at(beside, year)))) {
            sum += value;
            n++;
        }
    }
    return n > 0 && 2 * n >= to - from + 1 ? sum / n : NAN;
}

static bool
is_so(ent_relation relation, double difference, double threshold)
{
    switch (relation) {
    case ENT_RELATION_MORE:
        return difference > threshold;
    case ENT_RELATION_LESS:
        return difference < -threshold;
    case ENT_RELATION_AT_LEAST:
        return difference >= threshold;
    case ENT_RELATION_AT_MOST:
        break;
    }
    return difference <= -threshold;
}

static void
compare(const ent_assertion *claim, const series *first, const series *second,
        ent_specification *out)
{
    const ent_series_test *here = &claim->series, *there = &claim->than;
    bool   same_years = !claim->has_value && here->from == there->from && here->to == there->to;
    double a = mean_of(first, same_years ? second : NULL, out->from, out->to), b;

    if (claim->has_value) {
        out->value = a;
        out->agrees = is_so(claim->relation, a - claim->value, claim->threshold);
        return;
    }
    b = mean_of(second, same_years ? first : NULL, out->than_from, out->than_to) * claim->times;
    out->value = a - b;
    out->agrees = is_so(claim->relation, a - b, claim->threshold);
}

static ent_status
follow(ent_ctx *ctx, const ent_assertion *claim, const series *s, ent_specification *out)
{
    double    values[MOST_YEARS];
    ent_trend trend;
    int       from = out->from, to = out->to;

    for (int year = from; year <= to && year - from < MOST_YEARS; year++) {
        values[year - from] = at(s, year);
    }
    if (ent_trend_of(values, (size_t)(to - from + 1), &trend) != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    if (2 * trend.n < (size_t)(to - from + 1)) {
        return ENT_OK; /* fewer than half of the years */
    }
    out->value = trend.tau;
    out->p = trend.p;
    out->agrees =
        trend.tau * claim->direction > 0 && trend.tau * claim->direction >= claim->threshold;
    return ENT_OK;
}

static ent_status
add(ent_ctx *ctx, ent_curve *curve, const ent_specification *specification)
{
    if (!ENT_GROW(curve->items, curve->capacity, curve->count + 1)) {
        return ent_fail_nomem(ctx);
    }
    curve->items[curve->count++] = *specification;
    return ENT_OK;
}

static void
say_missing(const ent_assertion *claim, const ent_reading_of *reading, const series *s,
            const char *why, ent_curve *curve)
{
    int n = 0;

    if (curve->missing[0] != '\0') {
        return;
    }
    for (int year = s->from; year <= s->to; year++) {
        n += !isnan(at(s, year));
    }
    (void)snprintf(curve->missing, sizeof curve->missing,
                   "%s.%s is observed in %d of the years %d to %d%s%.180s", reading->type->measure,
                   reading->column, n, claim->series.from, claim->series.to,
                   why[0] != '\0' ? ": " : "", why);
}

/* All windows of one measure under one choice. */
static ent_status
add_windows(const asking *a, ent_specification specification, choice how, ent_curve *curve)
{
    const ent_assertion  *claim = a->claim;
    const ent_reading_of *reading = &claim->series.measures[specification.measure];
    const ent_reading_of *other = claim->than_measure ? &claim->than.measures[0] : reading;
    bool                  pair = claim->kind == ENT_ASSERTION_COMPARISON && !claim->has_value;
    unsigned              windows = windows_of(claim);
    char                  why[ENT_REASON_SIZE] = "";
    size_t                before = curve->count;
    series                first, second;
    ent_status            status = fetch(a, &claim->series, reading, how, &first, why);

    if (status == ENT_OK && pair) {
        status = fetch(a, &claim->than, other, how, &second, why);
    }
    for (unsigned window = 0; window < windows && status == ENT_OK; window++) {
        specification.window = window;
        window_of(&claim->series, window, &specification.from, &specification.to);
        window_of(&claim->than, window, &specification.than_from, &specification.than_to);
        specification.value = specification.p = NAN;
        if (claim->kind == ENT_ASSERTION_TREND) {
            status = follow(a->ctx, claim, &first, &specification);
        } else {
            compare(claim, &first, &second, &specification);
        }
        if (status == ENT_OK && !isnan(specification.value)) {
            status = add(a->ctx, curve, &specification);
        }
    }
    if (status == ENT_OK && curve->count == before) {
        say_missing(claim, reading, &first, why, curve);
    }
    return status;
}

ent_power
ent_second_power(const ent_record *record)
{
    size_t count;

    (void)ent_record_facts(record, ENT_FACT_GDP, &count);
    return count > 0 ? ENT_POWER_GDP : ENT_POWER_MILEX;
}

static bool
rests_on(const ent_reading_type *type, const char *source)
{
    char word[64];

    if (source == NULL) {
        return true;
    }
    (void)snprintf(word, sizeof word, " %.*s ", (int)strcspn(source, "="), source);
    return strstr(type->kinds, word) != NULL;
}

ent_status
ent_curve_add(ent_ctx *ctx, const ent_record *record, const ent_assertion *claim, ent_day as_of,
              const char *source, ent_curve *curve)
{
    const asking    a = {ctx, record, claim, as_of};
    const ent_power powers[] = {ENT_POWER_CINC, ent_second_power(record)};
    ent_status      status = ENT_OK;

    for (size_t m = 0; m < claim->series.measure_count && status == ENT_OK; m++) {
        const ent_reading_type *type = claim->series.measures[m].type;
        int                     signs = (type->uses & ENT_USES_SIGNS) != 0 ? 2 : 1;
        int                     kinds = (type->uses & ENT_USES_POWER) != 0 ? 2 : 1;

        for (int i = 0; i < signs * kinds && rests_on(type, source) && status == ENT_OK; i++) {
            ent_specification specification = {.measure = m,
                                               .signs = i / kinds == 0 ? ENT_SIGNS_RIVALRY
                                                                       : ENT_SIGNS_PEACE,
                                               .power = powers[i % kinds],
                                               .second_power = i % kinds == 1,
                                               .source = source};
            choice            how = {specification.signs, powers[i % kinds]};

            status = ent_check_cancelled(ctx);
            if (status == ENT_OK) {
                status = add_windows(&a, specification, how, curve);
            }
        }
    }
    return status;
}

/* 3. verdict */

typedef bool (*chooser)(const ent_specification *specification);

static bool
is_any(const ent_specification *s)
{
    (void)s;
    return true;
}

static bool
has_rivalry_signs(const ent_specification *s)
{
    return s->signs == ENT_SIGNS_RIVALRY;
}

static bool
has_peace_signs(const ent_specification *s)
{
    return s->signs == ENT_SIGNS_PEACE;
}

static bool
has_first_power(const ent_specification *s)
{
    return !s->second_power;
}

static bool
has_second_power(const ent_specification *s)
{
    return s->second_power;
}

/* The verdict of the specifications of a choice among the measures that make it. */
static ent_verdict
verdict_of(const ent_assertion *claim, const ent_curve *curve, chooser chosen, unsigned uses,
           size_t *count, size_t *agreeing)
{
    *count = *agreeing = 0;
    for (size_t i = 0; i < curve->count; i++) {
        const ent_specification *s = &curve->items[i];

        if ((claim->series.measures[s->measure].type->uses & uses) == uses && chosen(s)) {
            (*count)++;
            *agreeing += s->agrees;
        }
    }
    if (*count == 0) {
        return ENT_VERDICT_UNDETERMINED;
    }
    return (double)*agreeing >= MOST_AGREE * (double)*count  ? ENT_VERDICT_SUPPORTED
           : (double)*agreeing <= FEW_AGREE * (double)*count ? ENT_VERDICT_CONTRADICTED
                                                             : ENT_VERDICT_UNDETERMINED;
}

static bool
makes_choice(const ent_assertion *claim, const ent_curve *curve, unsigned uses)
{
    for (size_t i = 0; i < curve->count; i++) {
        if ((claim->series.measures[curve->items[i].measure].type->uses & uses) != 0) {
            return true;
        }
    }
    return false;
}

/* Both sides of each choice have to say the same. */
static void
check_choices(const ent_assertion *claim, const ent_curve *curve, ent_finding *out)
{
    static const struct {
        unsigned    uses;
        chooser     first, second;
        const char *what;
    } CHOICES[] = {{ENT_USES_SIGNS, has_rivalry_signs, has_peace_signs, "coding of signs"},
                   {ENT_USES_POWER, has_first_power, has_second_power, "kind of power"}};

    for (size_t i = 0; i < sizeof CHOICES / sizeof CHOICES[0]; i++) {
        size_t      counts[2], agreeing;
        ent_verdict one, other;

        if (out->verdict == ENT_VERDICT_UNDETERMINED ||
            !makes_choice(claim, curve, CHOICES[i].uses)) {
            continue;
        }
        one = verdict_of(claim, curve, CHOICES[i].first, CHOICES[i].uses, &counts[0], &agreeing);
        other = verdict_of(claim, curve, CHOICES[i].second, CHOICES[i].uses, &counts[1], &agreeing);
        if (counts[0] == 0 || counts[1] == 0) {
            ent_finding_reason(out, "%s, under one %s alone: no data for the other",
                               ent_verdict_name(out->verdict), CHOICES[i].what);
            out->verdict = ENT_VERDICT_UNDETERMINED;
        } else if (one != other) {
            ent_finding_reason(out, "changes with the %s: %s and %s", CHOICES[i].what,
                               ent_verdict_name(one), ent_verdict_name(other));
            out->verdict = ENT_VERDICT_UNDETERMINED;
        }
    }
}

/* ---- which specifications agree, where not all do the same ---- */

enum { BY_MEASURE, BY_WINDOW, BY_SIGNS, BY_POWER, BY_SOURCE, WAYS };

static unsigned
uses_of(const ent_assertion *claim, const ent_specification *s)
{
    return claim->series.measures[s->measure].type->uses;
}

/* Whether two were asked alike in one way; choices that a measure does not make are one. */
static bool
are_alike(const ent_assertion *claim, const ent_specification *a, const ent_specification *b,
          int way)
{
    unsigned use = way == BY_SIGNS ? ENT_USES_SIGNS : ENT_USES_POWER;
    bool     chosen = (uses_of(claim, a) & use) != 0;

    switch (way) {
    case BY_MEASURE:
        return a->measure == b->measure;
    case BY_WINDOW:
        return a->window == b->window;
    case BY_SOURCE:
        return a->source == b->source;
    default:
        return chosen == ((uses_of(claim, b) & use) != 0) &&
               (!chosen || (way == BY_SIGNS ? a->signs == b->signs : a->power == b->power));
    }
}

static void
name_way(const ent_assertion *claim, const ent_specification *s, int way, char out[64])
{
    const ent_reading_of *reading = &claim->series.measures[s->measure];
    unsigned              uses = uses_of(claim, s);

    if (way == BY_MEASURE) {
        (void)snprintf(out, 64, "%s%.30s.%.30s", reading->reversed ? "-" : "",
                       reading->type->measure, reading->column);
    } else if (way == BY_WINDOW) {
        (void)snprintf(out, 64, "%d to %d", s->from, s->to);
    } else if (way == BY_SIGNS) {
        (void)snprintf(out, 64, "%s",
                       (uses & ENT_USES_SIGNS) == 0  ? "no signs"
                       : s->signs == ENT_SIGNS_PEACE ? "signs by peace"
                                                     : "signs by rivalry");
    } else if (way == BY_POWER) {
        (void)snprintf(out, 64, "%s power",
                       (uses & ENT_USES_POWER) == 0 ? "no" : ent_power_name(s->power));
    } else {
        (void)snprintf(out, 64, "%.60s", s->source != NULL ? s->source : "the usual sources");
    }
}

/* Those that are like one of them. */
typedef struct group {
    size_t like, count, agreeing;
} group;

static group
group_of(const ent_assertion *claim, const ent_curve *curve, int way, size_t like)
{
    group out = {like, 0, 0};

    for (size_t i = 0; i < curve->count; i++) {
        if (are_alike(claim, &curve->items[i], &curve->items[like], way)) {
            out.count++;
            out.agreeing += curve->items[i].agrees;
        }
    }
    return out;
}

static double
share_of(const group *g)
{
    return (double)g->agreeing / (double)g->count;
}

static void
print_divide(const ent_assertion *claim, const ent_curve *curve, int way, const group *most,
             const group *fewest, char *out, size_t size)
{
    char names[2][64];

    name_way(claim, &curve->items[most->like], way, names[0]);
    name_way(claim, &curve->items[fewest->like], way, names[1]);
    (void)snprintf(out, size, ": most with %s (%zu of %zu), fewest with %s (%zu of %zu)", names[0],
                   most->agreeing, most->count, names[1], fewest->agreeing, fewest->count);
}

/* The way of asking that divides those that agree from those that do not the most. */
static void
name_divide(const ent_assertion *claim, const ent_curve *curve, char *out, size_t size)
{
    double widest = 0;

    out[0] = '\0';
    for (int way = 0; way < WAYS; way++) {
        group most = group_of(claim, curve, way, 0), fewest = most;

        for (size_t i = 1; i < curve->count; i++) {
            group here = group_of(claim, curve, way, i);

            most = share_of(&here) > share_of(&most) ? here : most;
            fewest = share_of(&here) < share_of(&fewest) ? here : fewest;
        }
        if (share_of(&most) - share_of(&fewest) > widest) {
            widest = share_of(&most) - share_of(&fewest);
            print_divide(claim, curve, way, &most, &fewest, out, size);
        }
    }
}

void
ent_curve_finish(const ent_assertion *claim, const ent_curve *curve, ent_finding *out)
{
    size_t                   count, agreeing;
    char                     divide[200];
    const ent_specification *first = curve->items;

    *out = ent_finding_none("record");
    out->threshold = claim->has_value ? claim->value : claim->threshold;
    if (curve->count == 0) {
        ent_finding_reason(out, "%s", curve->missing);
        return;
    }
    out->verdict = verdict_of(claim, curve, is_any, 0, &count, &agreeing);
    out->value = out->lo = out->hi = first->value;
    out->p = first->p;
    out->n = (double)count;
    out->agree = (double)agreeing / (double)count;
    for (size_t i = 0; i < curve->count; i++) {
        if (curve->items[i].measure == first->measure) {
            out->lo = fmin(out->lo, curve->items[i].value);
            out->hi = fmax(out->hi, curve->items[i].value);
        }
    }
    name_divide(claim, curve, divide, sizeof divide);
    ent_finding_reason(out, "%zu of %zu specifications agree%s%s%.150s", agreeing, count, divide,
                       curve->missing[0] != '\0' ? "; " : "", curve->missing);
    check_choices(claim, curve, out);
}
