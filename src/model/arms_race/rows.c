/*
 * rows.c - model files of arms races, and their rows from the record
 *
 *   1. the model file     2. expenditure     3. pairs     4. rows
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "base/yaml.h"
#include "model/arms_race/arms_race.h"
#include "model/model_file.h"
#include "system/record.h"

/* 1. the model file */

enum { FIRST_YEAR = 1816, LAST_YEAR = 2100, YEARS = LAST_YEAR - FIRST_YEAR + 1, LEAST = 10 };

static const char *const PAIRS[] = {"races", "rivals", NULL};

static const ent_yaml_field RACE[] = {
    {"pairs", ENT_YAML_CHOICE, true, 0, 0, PAIRS, NULL,
     "whose years: those of published arms races, or of strategic rivals"},
    {"from", ENT_YAML_INTEGER, false, FIRST_YEAR, LAST_YEAR, NULL, NULL, "first year; 1816"},
    {"to", ENT_YAML_INTEGER, false, FIRST_YEAR, LAST_YEAR, NULL, NULL, "last year; 2100"},
    {"least", ENT_YAML_INTEGER, false, 6, 100, NULL, NULL,
     "earlier years of a side before it is forecast; 10"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field MODEL[] = {
    {"format", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "1"},
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "short, as it is printed"},
    {"title", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "one line for people"},
    {"about", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "what it asks, and why"},
    {"arms_race", ENT_YAML_MAP, true, 0, 0, NULL, RACE, "of whom, and when"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

ent_status
ent_race_schema(ent_ctx *ctx, char **out)
{
    ent_text text;

    ent_text_init(&text);
    ent_yaml_print_schema("entente model of arms races", MODEL, &text);
    if (text.failed) {
        ent_text_clear(&text);
        return ent_fail_nomem(ctx);
    }
    *out = text.bytes;
    return ENT_OK;
}

void
ent_race_schema_free(char *schema)
{
    ent_free(schema);
}

static ent_status
read_model(ent_ctx *ctx, const ent_yaml_node *root, ent_race_model *model)
{
    const ent_yaml_node *race = ent_yaml_get(root, "arms_race");
    const ent_yaml_node *from = ent_yaml_get(race, "from"), *to = ent_yaml_get(race, "to");

    model->name = ent_arena_strdup(&model->memory, ent_yaml_text(ent_yaml_get(root, "name"), ""));
    if (model->name == NULL) {
        return ent_fail_nomem(ctx);
    }
    model->pairs = strcmp(ent_yaml_text(ent_yaml_get(race, "pairs"), ""), PAIRS[0]) == 0
                       ? ENT_RACE_RACES
                       : ENT_RACE_RIVALS;
    model->from = (int)ent_yaml_integer(from, FIRST_YEAR);
    model->to = (int)ent_yaml_integer(to, LAST_YEAR);
    model->least = (uint32_t)ent_yaml_integer(ent_yaml_get(race, "least"), LEAST);
    return model->from <= model->to
               ? ENT_OK
               : ent_yaml_fail(ctx, from, "years %d to %d: expected them in their order",
                               model->from, model->to);
}

ent_status
ent_race_model_parse(ent_ctx *ctx, const char *name, const char *bytes, size_t length,
                     ent_race_model **out)
{
    ent_yaml       *yaml = NULL;
    ent_race_model *model = ent_alloc_zero(1, sizeof *model);
    ent_status      status;

    if (model == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&model->memory);
    status = ent_yaml_parse(ctx, name, bytes, length, MODEL, &yaml);
    if (status == ENT_OK) {
        status = read_model(ctx, ent_yaml_root(yaml), model);
    }
    ent_yaml_destroy(yaml);
    if (status != ENT_OK) {
        ent_race_model_destroy(model);
        return status;
    }
    *out = model;
    return ENT_OK;
}

ent_status
ent_race_model_load(ent_ctx *ctx, const char *path, ent_race_model **out)
{
    ent_bytes  bytes;
    ent_status status = ent_model_file_read(ctx, path, &bytes);

    if (status == ENT_OK) {
        status = ent_race_model_parse(ctx, path, bytes.bytes, bytes.length, out);
        ent_bytes_clear(&bytes);
    }
    return status;
}

void
ent_race_model_destroy(ent_race_model *model)
{
    if (model != NULL) {
        ent_arena_clear(&model->memory);
        ent_free(model);
    }
}

const char *
ent_race_model_name(const ent_race_model *model)
{
    return model->name;
}

unsigned
ent_race_model_detail(const ent_race_model *model)
{
    return model->pairs == ENT_RACE_RACES ? ENT_RECORD_RACES : ENT_RECORD_TIES;
}

/* 2. expenditure */

enum { FEWEST_STATES = 5 };

/* Log expenditure by state and year, and its growth beyond the median of the year; NaN missing. */
typedef struct spending {
    size_t     count; /* of states */
    ent_state *states;
    double (*level)[YEARS];
    double (*growth)[YEARS];
} spending;

static void
spending_clear(spending *s)
{
    ent_free(s->states);
    ent_free(s->level);
    ent_free(s->growth);
}

static size_t
find_state(const spending *s, ent_state state)
{
    size_t i = 0;

    while (i < s->count && s->states[i] != state) {
        i++;
    }
    return i;
}

/* The year of a row of expenditure that the seams let in; -1 for none. */
static int
year_of(const ent_record *record, const ent_capability *row)
{
    bool known = row->state.given == NULL && row->milex > 0 && row->year >= FIRST_YEAR &&
                 row->year <= LAST_YEAR;

    return known && ent_record_uses(record, "capabilities", &row->from,
                                    ent_date_day(row->year, 12, 31))
               ? row->year - FIRST_YEAR
               : -1;
}

static bool
make_room(spending *s, size_t states)
{
    s->states = ent_alloc(states, sizeof *s->states);
    s->level = ent_alloc(states, sizeof *s->level);
    s->growth = ent_alloc(states, sizeof *s->growth);
    if (s->states == NULL || s->level == NULL || s->growth == NULL) {
        return false;
    }
    for (size_t i = 0; i < states; i++) {
        for (size_t t = 0; t < YEARS; t++) {
            s->level[i][t] = s->growth[i][t] = NAN;
        }
    }
    return true;
}

static int
compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* Growth of a year beyond its median, which is the change of the currency and of the times. */
static void
deflate(spending *s, size_t t)
{
    double known[ENT_SYSTEM_MOST_STATES], median;
    size_t count = 0;

    for (size_t i = 0; i < s->count; i++) {
        double growth = s->level[i][t] - s->level[i][t - 1];

        if (!isnan(growth)) {
            known[count++] = growth;
        }
    }
    if (count < FEWEST_STATES) {
        return;
    }
    qsort(known, count, sizeof *known, compare_numbers);
    median = (known[count / 2] + known[(count - 1) / 2]) / 2;
    for (size_t i = 0; i < s->count; i++) {
        s->growth[i][t] = s->level[i][t] - s->level[i][t - 1] - median;
    }
}

/* Of two rows of one state and year (two numbers of a state that became one) the larger counts. */
static ent_status
read_spending(ent_ctx *ctx, const ent_record *record, spending *out)
{
    size_t                count;
    const ent_capability *rows = ent_record_facts(record, ENT_FACT_CAPABILITY, &count);

    if (!make_room(out, ENT_SYSTEM_MOST_STATES)) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        int    t = year_of(record, &rows[i]);
        size_t at = t >= 0 ? find_state(out, rows[i].state.state) : 0;

        if (t < 0 || (at == out->count && out->count == ENT_SYSTEM_MOST_STATES)) {
            continue;
        }
        if (at == out->count) {
            out->states[out->count++] = rows[i].state.state;
        }
        if (!(log(rows[i].milex) <= out->level[at][t])) {
            out->level[at][t] = log(rows[i].milex);
        }
    }
    for (size_t t = 1; t < YEARS; t++) {
        deflate(out, t);
    }
    return ENT_OK;
}

/* 3. pairs */

/* Two states with expenditure, and in which years they are rivals. */
typedef struct rivals {
    size_t  a, b;
    uint8_t years[YEARS];
} rivals;

typedef struct pair_list {
    rivals *pairs;
    size_t  count, capacity;
} pair_list;

static rivals *
pair_of(pair_list *list, size_t a, size_t b)
{
    size_t low = a < b ? a : b, high = a < b ? b : a;

    for (size_t i = 0; i < list->count; i++) {
        if (list->pairs[i].a == low && list->pairs[i].b == high) {
            return &list->pairs[i];
        }
    }
    if (!ENT_GROW(list->pairs, list->capacity, list->count + 1)) {
        return NULL;
    }
    list->pairs[list->count] = (rivals){.a = low, .b = high};
    return &list->pairs[list->count++];
}

/* A spell of two states; years that another source supplies are not counted. */
static ent_status
add_spell(ent_ctx *ctx, const ent_race_model *model, const ent_record *record, const spending *s,
          const ent_party parties[2], ent_span days, const ent_provenance *from, pair_list *list)
{
    const char *kind = model->pairs == ENT_RACE_RACES ? "arms_races" : "rivalries";
    size_t      a = parties[0].given == NULL ? find_state(s, parties[0].state) : s->count;
    size_t      b = parties[1].given == NULL ? find_state(s, parties[1].state) : s->count;
    rivals     *pair;

    if (a == s->count || b == s->count || a == b) {
        return ENT_OK;
    }
    pair = pair_of(list, a, b);
    if (pair == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (int year = model->from; year <= model->to; year++) {
        if (ent_span_overlap(days, ent_span_of_year(year)) &&
            ent_record_uses(record, kind, from, ent_date_day(year, 12, 31))) {
            pair->years[year - FIRST_YEAR] = 1;
        }
    }
    return ENT_OK;
}

static ent_status
read_pairs(ent_ctx *ctx, const ent_race_model *model, const ent_record *record, const spending *s,
           pair_list *list)
{
    size_t               race_count, rival_count;
    const ent_arms_race *races = ent_record_facts(record, ENT_FACT_ARMS_RACE, &race_count);
    const ent_rivalry   *rivalries = ent_record_facts(record, ENT_FACT_RIVALRY, &rival_count);
    size_t               count = model->pairs == ENT_RACE_RACES ? race_count : rival_count;
    ent_status           status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        if (model->pairs == ENT_RACE_RACES) {
            const ent_party parties[2] = {races[i].state_a, races[i].state_b};

            status = add_spell(ctx, model, record, s, parties,
                               (ent_span){races[i].start, races[i].end}, &races[i].from, list);
        } else {
            const ent_party parties[2] = {rivalries[i].state_a, rivalries[i].state_b};

            status = add_spell(ctx, model, record, s, parties,
                               (ent_span){rivalries[i].start, rivalries[i].end}, &rivalries[i].from,
                               list);
        }
    }
    return status;
}

/* 4. rows */

/* One side in a year; false where anything is missing. */
static bool
fill_row(const spending *s, const rivals *pair, unsigned side, size_t t, ent_race_row *out)
{
    size_t i = side ? pair->b : pair->a, j = side ? pair->a : pair->b;

    out->y = s->growth[i][t];
    out->x[0] = 1;
    out->x[1] = s->growth[i][t - 1];
    out->x[2] = s->growth[j][t - 1];
    out->x[3] = s->level[j][t - 1] - s->level[i][t - 1];
    out->year = (int32_t)t + FIRST_YEAR;
    out->state = (uint32_t)i;
    out->active = pair->years[t] != 0;
    return !isnan(out->y) && !isnan(out->x[1]) && !isnan(out->x[2]) && !isnan(out->x[3]);
}

static ent_status
make_rows(ent_ctx *ctx, const ent_race_model *model, const spending *s, const pair_list *list,
          ent_race_row **out, size_t *count)
{
    ent_race_row *rows = NULL;
    size_t        capacity = 0, used = 0, active = 0;

    for (int year = FIRST_YEAR + 1; year <= model->to; year++) {
        for (size_t k = 0; k < 2 * list->count; k++) {
            ent_race_row row;

            if (!fill_row(s, &list->pairs[k / 2], k % 2, (size_t)(year - FIRST_YEAR), &row)) {
                continue;
            }
            if (!ENT_GROW(rows, capacity, used + 1)) {
                ent_free(rows);
                return ent_fail_nomem(ctx);
            }
            row.side = (uint32_t)k;
            active += row.active;
            rows[used++] = row;
        }
    }
    if (active == 0) {
        ent_free(rows);
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "no year of %s with the expenditure of both sides in %d to %d: import "
                        "national material capabilities and %s",
                        model->pairs == ENT_RACE_RACES ? "an arms race" : "rivals", model->from,
                        model->to,
                        model->pairs == ENT_RACE_RACES ? "arms races" : "strategic rivalries");
    }
    *out = rows;
    *count = used;
    return ENT_OK;
}

ent_status
ent_race_rows(ent_ctx *ctx, const ent_race_model *model, const ent_record *record,
              ent_race_row **out, size_t *count)
{
    spending   s = {0};
    pair_list  list = {0};
    ent_status status = read_spending(ctx, record, &s);

    if (status == ENT_OK) {
        status = read_pairs(ctx, model, record, &s, &list);
    }
    if (status == ENT_OK) {
        status = make_rows(ctx, model, &s, &list, out, count);
    }
    spending_clear(&s);
    ent_free(list.pairs);
    return status;
}
