/*
 * frozen.c - forecasts of scenarios written down on a day, and read again to be scored
 *
 *   1. writing     2. reading     3. scoring
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/csv.h"
#include "base/date.h"
#include "scenario/backtest/backtest.h"
#include "scenario/scenario.h"

/* 1. writing */

enum {
    FILE_NAME,
    SHA256,
    OUTCOME,
    YEAR,
    PROBABILITY,
    LO,
    HI,
    BASE_RATE,
    AS_OF,
    MADE,
    DEADLINE,
    RULE,
    SEED,
    RUNS,
    VERSION,
    RECORD,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {
    {"file", ENT_COLUMN_TEXT},    {"sha256", ENT_COLUMN_TEXT},        {"outcome", ENT_COLUMN_TEXT},
    {"year", ENT_COLUMN_INTEGER}, {"probability", ENT_COLUMN_NUMBER}, {"lo", ENT_COLUMN_NUMBER},
    {"hi", ENT_COLUMN_NUMBER},    {"base_rate", ENT_COLUMN_NUMBER},   {"as_of", ENT_COLUMN_DAY},
    {"made", ENT_COLUMN_DAY},     {"deadline", ENT_COLUMN_DAY},       {"rule", ENT_COLUMN_TEXT},
    {"seed", ENT_COLUMN_INTEGER}, {"runs", ENT_COLUMN_INTEGER},       {"version", ENT_COLUMN_TEXT},
    {"record", ENT_COLUMN_TEXT}};

/* When an outcome has come, after the record of the day of scoring. */
static const char *
rule_of(ent_outcome_kind kind)
{
    switch (kind) {
    case ENT_OUTCOME_DEFENCE_BEGINS:
    case ENT_OUTCOME_OBLIGATION_BEGINS:
        return "an obligation of the kind begins after as_of and by the deadline";
    case ENT_OUTCOME_DEFENCE_ENDS:
    case ENT_OUTCOME_OBLIGATION_ENDS:
        return "an obligation of the kind ends after as_of and by the deadline";
    case ENT_OUTCOME_DISPUTE:
        return "a dispute of hostility 4 or 5 begins after as_of and by the deadline";
    case ENT_OUTCOME_VOTES_APART:
        return "by the roll calls of the year of the deadline";
    case ENT_OUTCOME_PASSES:
    case ENT_OUTCOME_SETTLES:
        return "none: the record does not tell it";
    case ENT_OUTCOME_LEVEL_AT_LEAST:
    case ENT_OUTCOME_LEVEL_BELOW:
    case ENT_OUTCOME_TRIANGLE:
    case ENT_OUTCOME_PEACE_RISES:
    case ENT_OUTCOME_PEACE_FALLS:
    case ENT_OUTCOME_PEACE_AT_LEAST:
    case ENT_OUTCOME_FRUSTRATION_AT_LEAST:
    case ENT_OUTCOME_SAME_BLOC:
        break;
    }
    return "it holds on the deadline";
}

static void
add_row(ent_table *table, const char *file, const ent_scenario *s, const ent_ensemble *e,
        const ent_outcome_result *result, const ent_outcome_year *year, const ent_frozen_about *a)
{
    ent_table_row(table);
    ent_table_text(table, FILE_NAME, file);
    ent_table_text(table, SHA256, s->digest);
    ent_table_text(table, OUTCOME, result->outcome.name);
    ent_table_integer(table, YEAR, year->year);
    ent_table_number(table, PROBABILITY, year->probability);
    ent_table_number(table, LO, year->lo);
    ent_table_number(table, HI, year->hi);
    ent_table_number(table, BASE_RATE, result->base_rate);
    ent_table_day(table, AS_OF, s->base.to - 1);
    ent_table_day(table, MADE, a->made);
    ent_table_day(table, DEADLINE, ent_span_of_year(year->year).to - 1);
    ent_table_text(table, RULE, rule_of(result->outcome.kind));
    ent_table_integer(table, SEED, (int64_t)e->seed);
    ent_table_integer(table, RUNS, (int64_t)e->runs);
    ent_table_text(table, VERSION, a->version);
    ent_table_text(table, RECORD, a->record);
}

ent_status
ent_frozen_table(ent_ctx *ctx, const char *const *files, ent_scenario *const *scenarios,
                 const ent_ensemble *ensembles, size_t count, const ent_frozen_about *about,
                 ent_table **out)
{
    ent_table *table;
    ent_status status = ent_table_create(ctx, COLUMN, COLUMNS, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t o = 0; o < ensembles[i].outcome_count; o++) {
            const ent_outcome_result *result = &ensembles[i].outcomes[o];

            for (int y = 0; y < ensembles[i].year_count; y++) {
                add_row(table, files[i], scenarios[i], &ensembles[i], result, &result->years[y],
                        about);
            }
        }
    }
    status = ent_table_check(ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* 2. reading */

enum { NEEDED = 7, MOST_SCENARIOS = 100 };
static const char *const NEEDED_NAMES[NEEDED] = {"file",        "sha256",    "outcome", "year",
                                                 "probability", "base_rate", "made"};

typedef struct frozen {
    ent_arena        arena;
    const ent_codes *codes;
    const char      *names[MOST_SCENARIOS];
    ent_scenario    *scenarios[MOST_SCENARIOS];
    ent_ensemble     ensembles[MOST_SCENARIOS];
    ent_day          made[MOST_SCENARIOS]; /* the latest of its rows */
    size_t           count;
    size_t           at[NEEDED];
} frozen;

static ent_status
make_ensemble(ent_ctx *ctx, frozen *f, const ent_scenario *s, ent_ensemble *out)
{
    size_t years = (size_t)s->horizon + 1;

    *out = (ent_ensemble){.scenario = s->name,
                          .first_year = ent_date_year(s->base.to - 1),
                          .year_count = (int)years,
                          .outcome_count = s->outcome_count};
    out->outcomes = ent_arena_alloc(&f->arena, s->outcome_count, sizeof *out->outcomes);
    if (out->outcomes == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t o = 0; o < s->outcome_count; o++) {
        ent_outcome_result *result = &out->outcomes[o];

        result->outcome = s->outcomes[o];
        result->base_rate = (double)NAN;
        result->years = ent_arena_alloc(&f->arena, years, sizeof *result->years);
        if (result->years == NULL) {
            return ent_fail_nomem(ctx);
        }
        for (size_t y = 0; y < years; y++) {
            result->years[y].year = out->first_year + (int)y;
            result->years[y].probability = (double)NAN;
        }
    }
    return ENT_OK;
}

/* The scenario of a row: loaded once, and still the one that was frozen. */
static ent_status
find_scenario(ent_ctx *ctx, frozen *f, const ent_csv *csv, size_t *out)
{
    ent_field  file = ent_csv_field(csv, f->at[0]);
    char      *name;
    ent_status status;

    for (*out = 0; *out < f->count; (*out)++) {
        if (ent_field_is(file, f->names[*out])) {
            return ENT_OK;
        }
    }
    if (f->count == MOST_SCENARIOS) {
        return ent_csv_fail(ctx, csv, f->at[0], "at most 100 scenarios");
    }
    name = ent_arena_strndup(&f->arena, file.bytes, file.length);
    if (name == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_scenario_load(ctx, f->codes, name, &f->scenarios[f->count]);
    if (status != ENT_OK) {
        return status;
    }
    f->made[f->count] = ENT_DAY_MIN;
    f->names[f->count++] = name;
    if (!ent_field_is(ent_csv_field(csv, f->at[1]), f->scenarios[*out]->digest)) {
        return ent_csv_fail(ctx, csv, f->at[1],
                            "the digest of the scenario: its files are no longer those that were "
                            "frozen");
    }
    return make_ensemble(ctx, f, f->scenarios[*out], &f->ensembles[*out]);
}

static ent_status
read_made(ent_ctx *ctx, frozen *f, const ent_csv *csv, size_t i)
{
    ent_field made = ent_csv_field(csv, f->at[6]);
    ent_span  day;

    if (!ent_span_read(made.bytes, made.length, &day) || day.to != day.from + 1) {
        return ent_csv_fail(ctx, csv, f->at[6], "a day as 2026-01-15");
    }
    f->made[i] = day.from > f->made[i] ? day.from : f->made[i];
    return ENT_OK;
}

static ent_status
read_row(ent_ctx *ctx, void *user, const ent_csv *csv)
{
    frozen             *f = user;
    ent_field           year = ent_csv_field(csv, f->at[3]), p = ent_csv_field(csv, f->at[4]);
    ent_field           rate = ent_csv_field(csv, f->at[5]);
    ent_outcome_result *result = NULL;
    const ent_ensemble *e;
    size_t              i;
    int64_t             number;
    double              probability;
    ent_status          status = find_scenario(ctx, f, csv, &i);

    if (status == ENT_OK) {
        status = read_made(ctx, f, csv, i);
    }
    if (status != ENT_OK) {
        return status;
    }
    e = &f->ensembles[i];
    for (size_t o = 0; o < e->outcome_count; o++) {
        if (ent_field_is(ent_csv_field(csv, f->at[2]), e->outcomes[o].outcome.name)) {
            result = &e->outcomes[o];
        }
    }
    if (result == NULL) {
        return ent_csv_fail(ctx, csv, f->at[2], "an outcome of the scenario");
    }
    if (!ent_integer_read(year.bytes, year.length, &number) || number < e->first_year ||
        number >= e->first_year + e->year_count) {
        return ent_csv_fail(ctx, csv, f->at[3], "a year of the scenario");
    }
    if (!ent_number_read(p.bytes, p.length, &probability) || probability < 0 || probability > 1) {
        return ent_csv_fail(ctx, csv, f->at[4], "a probability from 0 to 1");
    }
    if (!isnan(result->years[number - e->first_year].probability)) {
        return ent_csv_fail(ctx, csv, f->at[3],
                            "one row for each outcome and year: this is a second");
    }
    result->years[number - e->first_year].probability = probability;
    if (rate.length > 0 && (!ent_number_read(rate.bytes, rate.length, &result->base_rate) ||
                            result->base_rate < 0 || result->base_rate > 1)) {
        return ent_csv_fail(ctx, csv, f->at[5], "a yearly rate from 0 to 1");
    }
    return ENT_OK;
}

/* 3. scoring */

static ent_status
check_whole(ent_ctx *ctx, const char *name, const frozen *f)
{
    for (size_t i = 0; i < f->count; i++) {
        for (size_t o = 0; o < f->ensembles[i].outcome_count; o++) {
            const ent_outcome_result *result = &f->ensembles[i].outcomes[o];

            for (int y = 0; y < f->ensembles[i].year_count; y++) {
                if (isnan(result->years[y].probability)) {
                    return ent_fail(ctx, ENT_E_INPUT,
                                    "%s: '%.60s' of %s has no forecast of %d: the file is not "
                                    "whole",
                                    name, result->outcome.name, f->names[i], result->years[y].year);
                }
            }
        }
    }
    return f->count > 0 ? ENT_OK : ent_fail(ctx, ENT_E_INPUT, "%s: holds no forecast", name);
}

/* A year that was over when it was forecast is none to be scored. */
static void
drop_known(frozen *f)
{
    for (size_t i = 0; i < f->count; i++) {
        for (size_t o = 0; o < f->ensembles[i].outcome_count; o++) {
            ent_outcome_year *years = f->ensembles[i].outcomes[o].years;

            for (int y = 1; y < f->ensembles[i].year_count; y++) {
                if (ent_span_of_year(years[y].year).to - 1 <= f->made[i]) {
                    years[y].probability = (double)NAN;
                }
            }
        }
    }
}

static ent_status
read_all(ent_ctx *ctx, frozen *f, const char *name, const char *bytes, size_t length)
{
    ent_csv    csv;
    ent_status status;

    ent_csv_init(&csv, name, bytes, length, ',', false);
    status = ent_csv_read_columns(ctx, &csv, NEEDED_NAMES, NEEDED, f->at);
    if (status == ENT_OK) {
        status = ent_csv_each(ctx, &csv, read_row, f);
    }
    ent_csv_clear(&csv);
    return status == ENT_OK ? check_whole(ctx, name, f) : status;
}

ent_status
ent_frozen_score(ent_ctx *ctx, const ent_codes *codes, const ent_record *record, const char *name,
                 const char *bytes, size_t length, uint64_t seed, ent_table **out)
{
    frozen    *f = ent_alloc_zero(1, sizeof *f);
    ent_status status;

    if (f == NULL) {
        return ent_fail_nomem(ctx);
    }
    f->codes = codes;
    ent_arena_init(&f->arena);
    status = read_all(ctx, f, name, bytes, length);
    if (status == ENT_OK) {
        drop_known(f);
        status =
            ent_backtest_scenarios(ctx, record, f->scenarios, f->ensembles, f->count, seed, out);
    }
    for (size_t i = 0; i < f->count; i++) {
        ent_scenario_destroy(f->scenarios[i]);
    }
    ent_arena_clear(&f->arena);
    ent_free(f);
    return status;
}
