/*
 * panel.c - what the record says of all pairs of states by year
 *
 *   1. shape     2. ideal points     3. one year     4. years     5. votes of another year
 *   6. access
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "measure/ideal/idealpoints.h"
#include "model/panel/year.h"
#include "system/record.h"

/* 1. shape */

typedef struct panel_column {
    const ent_covariate *covariate;
    float               *values; /* by year: of pairs n x n, of states n */
    size_t               stride; /* n x n or n */
    int                  first, last;
} panel_column;

struct ent_panel {
    const ent_record  *record;
    ent_panel_options  options;
    size_t             years, n, states; /* of the panel; of the codes */
    ent_state         *state;            /* by place, in the order of COW numbers */
    uint16_t          *place;            /* by state of the codes; n: none */
    uint8_t           *exists;           /* years x n */
    float             *points;           /* years x states of the codes; NULL: not asked for */
    panel_column       columns[ENT_PANEL_MOST_COVARIATES];
    size_t             column_count;
    ent_pressure_parts parts;
    char               part_names[64];
    ent_panel_history  history;
    ent_ballot         ballot; /* empty: votes are not asked for, or there are none */
};

static ent_status
check_options(ent_ctx *ctx, const ent_panel_options *o)
{
    if (o->from > o->to || o->to - o->from >= ENT_PANEL_MOST_YEARS) {
        return ent_fail(ctx, ENT_E_ARG, "years %d to %d: expected 1 to %d years in their order",
                        o->from, o->to, ENT_PANEL_MOST_YEARS);
    }
    if (o->as_of != 0 && o->as_of < o->to) {
        return ent_fail(ctx, ENT_E_ARG, "years to %d as of %d: what is not known yet would be used",
                        o->to, o->as_of);
    }
    if (o->name_count > ENT_PANEL_MOST_COVARIATES) {
        return ent_fail(ctx, ENT_E_LIMIT, "more than %d covariates", ENT_PANEL_MOST_COVARIATES);
    }
    return ENT_OK;
}

static bool
by_number(const ent_codes *codes, ent_day day, ent_state a, ent_state b)
{
    ent_ccode x = ent_codes_ccode(codes, a, day), y = ent_codes_ccode(codes, b, day);

    return x != y ? x < y : a < b;
}

/* In the order of COW numbers, by insertion: few hundreds. */
static void
list_states(ent_panel *p, const ent_codes *codes)
{
    ent_span all = {ent_span_of_year(p->options.from).from, ent_span_of_year(p->options.to).to};

    for (size_t s = 0; s < p->states; s++) {
        size_t at = p->n;

        if (!ent_codes_exists(codes, (ent_state)s, all)) {
            continue;
        }
        while (at > 0 && by_number(codes, all.to - 1, (ent_state)s, p->state[at - 1])) {
            p->state[at] = p->state[at - 1];
            at--;
        }
        p->state[at] = (ent_state)s;
        p->n++;
    }
    for (size_t s = 0; s < p->states; s++) {
        p->place[s] = (uint16_t)p->n;
    }
    for (size_t i = 0; i < p->n; i++) {
        p->place[p->state[i]] = (uint16_t)i;
    }
}

static ent_status
add_columns(ent_ctx *ctx, ent_panel *p)
{
    for (size_t c = 0; c < p->options.name_count; c++) {
        panel_column *made = &p->columns[c];
        size_t        cells;

        made->covariate = ent_covariate_find(p->options.names[c]);
        if (made->covariate == NULL) {
            return ent_fail(ctx, ENT_E_ARG, "covariate '%s': there is none of this name",
                            p->options.names[c]);
        }
        made->stride = made->covariate->of_state != NULL ? p->n : p->n * p->n;
        cells = p->years * made->stride;
        made->values = ent_alloc(cells, sizeof *made->values);
        p->column_count++;
        if (made->values == NULL) {
            return ent_fail_nomem(ctx);
        }
        for (size_t i = 0; i < cells; i++) {
            made->values[i] = NAN;
        }
    }
    p->options.names = NULL; /* borrowed no longer */
    return ENT_OK;
}

static ent_status
shape(ent_ctx *ctx, ent_panel *p)
{
    const ent_codes *codes = ent_record_codes(p->record);

    p->years = (size_t)(p->options.to - p->options.from + 1);
    p->states = ent_codes_count(codes);
    p->state = ent_alloc(p->states + 1, sizeof *p->state);
    p->place = ent_alloc(p->states + 1, sizeof *p->place);
    if (p->state == NULL || p->place == NULL) {
        return ent_fail_nomem(ctx);
    }
    list_states(p, codes);
    p->exists = ent_alloc_zero(p->years * p->n + 1, 1);
    if (p->exists == NULL) {
        return ent_fail_nomem(ctx);
    }
    return add_columns(ctx, p);
}

static bool
asks_for(const ent_panel *p, const char *name)
{
    for (size_t c = 0; c < p->column_count; c++) {
        if (strcmp(p->columns[c].covariate->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static bool
asks_for_points(const ent_panel *p)
{
    for (size_t c = 0; c < p->column_count; c++) {
        if (p->columns[c].covariate->of_points) {
            return true;
        }
    }
    return false;
}

static bool
asks_for_pressure(const ent_panel *p)
{
    for (size_t c = 0; c < p->column_count; c++) {
        if (strncmp(p->columns[c].covariate->name, "pressure_", 9) == 0) {
            return true;
        }
    }
    return false;
}

/* 2. ideal points */

static ent_status
take_points(ent_ctx *ctx, ent_panel *p)
{
    int          as_of = p->options.as_of != 0 ? p->options.as_of : p->options.to;
    int          until = p->options.votes_until != 0 ? p->options.votes_until : as_of;
    size_t       cells = p->years * p->states;
    ent_ideal_of of = {NULL, 0};
    ent_status   status;

    p->points = ent_alloc(cells, sizeof *p->points);
    if (p->points == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < cells; i++) {
        p->points[i] = NAN;
    }
    status = ent_idealpoints_until(ctx, p->record, ent_span_of_year(until).to, &of);
    if (status == ENT_E_NOTFOUND) {
        return ENT_OK; /* no assembly yet, or none imported: all are missing */
    }
    for (size_t i = 0; i < of.count && status == ENT_OK; i++) {
        const ent_ideal_at *at = &of.points[i];

        if (at->year >= p->options.from && at->year <= p->options.to && at->state < p->states) {
            p->points[(size_t)(at->year - p->options.from) * p->states + at->state] =
                (float)at->estimate;
        }
    }
    ent_free(of.points);
    return status;
}

/* 3. one year */

static void
clear_year(ent_panel_year *y)
{
    ent_free(y->share);
    ent_free(y->points);
    ent_free(y->hostile);
    ent_free(y->signalled);
    ent_free(y->pressure);
    ent_free(y->pressers);
    ent_free(y->presser_count);
}

static ent_status
open_year(ent_ctx *ctx, const ent_panel *p, const ent_system *system, int year, ent_panel_year *y)
{
    size_t n = ent_system_size(system);

    *y = (ent_panel_year){.record = p->record,
                          .system = system,
                          .year = year,
                          .n = n,
                          .power = p->options.power,
                          .signs = p->options.signs,
                          .history = &p->history,
                          .parts = p->parts,
                          .share = ent_alloc(n, sizeof *y->share),
                          .points = ent_alloc(n, sizeof *y->points),
                          .hostile = ent_alloc_zero(n * n, 1),
                          .signalled = ent_alloc_zero(n * n, 1),
                          .pressure = ent_alloc(n * n, sizeof *y->pressure),
                          .pressers = ent_alloc(n * n, sizeof *y->pressers),
                          .presser_count = ent_alloc(n, sizeof *y->presser_count)};
    if (y->share == NULL || y->points == NULL || y->hostile == NULL || y->signalled == NULL ||
        y->pressure == NULL || y->pressers == NULL || y->presser_count == NULL) {
        clear_year(y);
        return ent_fail_nomem(ctx);
    }
    y->ballot = p->ballot.call_count > 0 ? &p->ballot : NULL;
    ent_exchange_init(&y->exchange, p->record, system, NULL);
    return ENT_OK;
}

static void
describe_states(const ent_panel *p, ent_panel_year *y)
{
    size_t row = (size_t)(y->year - p->options.from) * p->states;

    for (size_t i = 0; i < y->n; i++) {
        const ent_system_member *m = ent_system_member_at(y->system, (ent_state_ix)i);

        y->share[i] = ent_power_year(m, y->power) == y->year
                          ? ent_power_share(y->system, (ent_state_ix)i, y->power)
                          : (double)NAN;
        y->points[i] = p->points != NULL ? (double)p->points[row + m->state] : (double)NAN;
        for (size_t j = 0; j < y->n; j++) {
            y->hostile[i * y->n + j] =
                i != j && ent_system_adversaries(y->system, (ent_state_ix)i, (ent_state_ix)j);
        }
    }
}

/* The pairs of a great power and a state of which a source says what the power did in the year. */
static void
mark_signalled(ent_panel_year *y)
{
    size_t            count;
    const ent_signal *rows = ent_record_facts(y->record, ENT_FACT_SIGNAL, &count);
    ent_day           day = ent_span_of_year(y->year).from;

    for (size_t r = 0; r < count; r++) {
        ent_state_ix i = ent_system_find(y->system, rows[r].power.state);
        ent_state_ix j = ent_system_find(y->system, rows[r].state.state);

        if (rows[r].year == y->year && i != ENT_NO_STATE_IX && j != ENT_NO_STATE_IX && i != j &&
            ent_record_uses(y->record, "signals", &rows[r].from, day)) {
            y->signalled[i * y->n + j] = y->signalled[j * y->n + i] = 1;
        }
    }
}

static void
note_value(panel_column *c, int year, float value)
{
    if (!isnan(value)) {
        c->first = c->first == 0 ? year : c->first;
        c->last = year;
    }
}

static void
take_states(const ent_panel *p, const ent_panel_year *y, panel_column *c, float *row)
{
    for (size_t i = 0; i < y->n; i++) {
        ent_state state = ent_system_member_at(y->system, (ent_state_ix)i)->state;
        float     value = (float)c->covariate->of_state(y, (ent_state_ix)i);

        row[p->place[state]] = value;
        note_value(c, y->year, value);
    }
}

static float
value_of(const ent_panel_year *y, const ent_covariate *covariate, const float *all, size_t i,
         size_t j)
{
    return covariate->of_all != NULL
               ? all[i * y->n + j]
               : (float)covariate->of_pair(y, (ent_state_ix)i, (ent_state_ix)j);
}

static void
take_pairs(const ent_panel *p, const ent_panel_year *y, panel_column *c, float *all, float *row)
{
    if (c->covariate->of_all != NULL) {
        for (size_t at = 0; at < y->n * y->n; at++) {
            all[at] = NAN;
        }
        c->covariate->of_all(y, all);
    }
    for (size_t i = 0; i < y->n; i++) {
        size_t a = p->place[ent_system_member_at(y->system, (ent_state_ix)i)->state];

        for (size_t j = 0; j < y->n; j++) {
            size_t b = p->place[ent_system_member_at(y->system, (ent_state_ix)j)->state];

            if (i != j) {
                row[a * p->n + b] = value_of(y, c->covariate, all, i, j);
                note_value(c, y->year, row[a * p->n + b]);
            }
        }
    }
}

static ent_status
take_year(ent_ctx *ctx, ent_panel *p, const ent_system *system, int year)
{
    size_t         at = (size_t)(year - p->options.from);
    ent_panel_year y;
    float         *all = NULL;
    ent_status     status = open_year(ctx, p, system, year, &y);

    if (status != ENT_OK) {
        return status;
    }
    all = ent_alloc(y.n * y.n, sizeof *all);
    if (all == NULL) {
        clear_year(&y);
        return ent_fail_nomem(ctx);
    }
    describe_states(p, &y);
    if (asks_for(p, "cooperation")) {
        mark_signalled(&y);
    }
    if (asks_for_pressure(p)) {
        ent_panel_press(&y);
    }
    for (size_t i = 0; i < y.n; i++) {
        p->exists[at * p->n + p->place[ent_system_member_at(system, (ent_state_ix)i)->state]] = 1;
    }
    for (size_t k = 0; k < p->column_count; k++) {
        panel_column *c = &p->columns[k];
        float        *row = c->values + at * c->stride;

        if (!ent_covariate_is_observed(c->covariate, &y)) {
            continue;
        }
        if (c->covariate->of_state != NULL) {
            take_states(p, &y, c, row);
        } else {
            take_pairs(p, &y, c, all, row);
        }
    }
    ent_free(all);
    clear_year(&y);
    return ENT_OK;
}

/* 4. years */

static bool
speaks_of_all_years(const ent_panel *p, const char *kind)
{
    int first = p->options.steady_from != 0 ? p->options.steady_from : p->options.from;
    int last = p->options.steady_to != 0 ? p->options.steady_to : p->options.to;

    for (int year = first; year <= last; year++) {
        if (ent_record_carried(p->record, kind, ent_span_of_year(year).to - 1) != 0) {
            return false;
        }
    }
    return true;
}

/* Which states are hostile on the peace scale is not known of most pairs. */
static void
choose_parts(ent_panel *p)
{
    ent_pressure_parts *parts = &p->parts;

    parts->sanctions = speaks_of_all_years(p, "sanctions");
    parts->trade_war = parts->sanctions && speaks_of_all_years(p, "tariffs");
    parts->rivalry = speaks_of_all_years(p, "rivalries");
    parts->disputes = speaks_of_all_years(p, "disputes");
    parts->border = p->options.signs == ENT_SIGNS_RIVALRY && parts->rivalry && parts->disputes &&
                    speaks_of_all_years(p, "obligations") && speaks_of_all_years(p, "borders");
    (void)snprintf(p->part_names, sizeof p->part_names, "%s%s%s%s%s",
                   parts->sanctions ? ", sanctions" : "", parts->trade_war ? ", trade_war" : "",
                   parts->rivalry ? ", rivalry" : "", parts->disputes ? ", disputes" : "",
                   parts->border ? ", border" : "");
    if (p->part_names[0] != '\0') {
        memmove(p->part_names, p->part_names + 2, strlen(p->part_names + 2) + 1);
    }
}

static ent_status
go_through(ent_ctx *ctx, ent_panel *p)
{
    int                as_of = p->options.as_of != 0 ? p->options.as_of : p->options.to;
    ent_system_options known = {ent_span_of_year(as_of).to - 1, p->options.as_it_stood};
    int                first = p->history.first;
    ent_status         status = ENT_OK;

    for (int year = first; year <= p->options.to && status == ENT_OK; year++) {
        ent_system *system = NULL;

        status = ent_check_cancelled(ctx);
        if (p->options.as_it_stood) {
            known.as_of = ent_span_of_year(year).to - 1;
        }
        if (status == ENT_OK) {
            ent_progress(ctx, "reading the record", (uint64_t)(year - first),
                         (uint64_t)(p->options.to - first));
            status = ent_system_at(ctx, p->record, ent_span_of_year(year), &known, &system);
        }
        if (status == ENT_OK) {
            status = ent_panel_history_add(ctx, p->record, system, year, &p->history);
        }
        if (status == ENT_OK && year >= p->options.from) {
            status = take_year(ctx, p, system, year);
        }
        ent_system_destroy(system);
    }
    return status;
}

/* Memory reaches back to the first year in which a state exists. */
static int
first_year(const ent_panel *p)
{
    ent_day days = ent_record_span(p->record).from;
    int     first = p->options.from - ENT_PANEL_MEMORY, begin = ent_date_year(days);

    first = first > begin ? first : begin;
    return first < p->options.from ? first : p->options.from;
}

/* A record without votes has no agreement; that is no failure. */
static ent_status
take_ballot(ent_ctx *ctx, ent_panel *p)
{
    ent_measure_options all = {.is_day = false};
    ent_status          status = ent_ballot_of(ctx, p->record, &all, &p->ballot);

    return status == ENT_E_NOTFOUND ? ENT_OK : status;
}

static ent_status
fill(ent_ctx *ctx, ent_panel *p)
{
    ent_status status = shape(ctx, p);

    if (status == ENT_OK) {
        choose_parts(p);
        status =
            ent_panel_history_create(ctx, ent_record_codes(p->record), first_year(p), &p->history);
    }
    if (status == ENT_OK && asks_for_points(p)) {
        status = take_points(ctx, p);
    }
    if (status == ENT_OK && asks_for(p, "agreement")) {
        status = take_ballot(ctx, p);
    }
    if (status == ENT_OK) {
        status = go_through(ctx, p);
    }
    ent_panel_history_clear(&p->history);
    ent_ballot_clear(&p->ballot);
    ent_free(p->points);
    p->points = NULL;
    return status;
}

ent_status
ent_panel_create(ent_ctx *ctx, const ent_record *record, const ent_panel_options *options,
                 ent_panel **out)
{
    ent_status status = check_options(ctx, options);
    ent_panel *panel;

    if (status != ENT_OK) {
        return status;
    }
    panel = ent_alloc_zero(1, sizeof *panel);
    if (panel == NULL) {
        return ent_fail_nomem(ctx);
    }
    panel->record = record;
    panel->options = *options;
    status = fill(ctx, panel);
    if (status != ENT_OK) {
        ent_panel_destroy(panel);
        return status;
    }
    *out = panel;
    return ENT_OK;
}

void
ent_panel_destroy(ent_panel *panel)
{
    if (panel == NULL) {
        return;
    }
    for (size_t c = 0; c < panel->column_count; c++) {
        ent_free(panel->columns[c].values);
    }
    ent_free(panel->state);
    ent_free(panel->place);
    ent_free(panel->exists);
    ent_free(panel);
}

/* 5. votes of another year */

/* What covariates of ideal points are of: all else of a year stays as it was. */
static void
place_points(const ent_panel *p, ent_panel_year *y)
{
    size_t row = (size_t)(y->year - p->options.from) * p->states;

    for (size_t i = 0; i < p->n; i++) {
        y->points[i] = (double)p->points[row + p->state[i]];
    }
}

static void
retake_pairs(const ent_panel *p, const ent_panel_year *y, panel_column *c)
{
    float *row = c->values + (size_t)(y->year - p->options.from) * c->stride;

    for (size_t i = 0; i < p->n; i++) {
        for (size_t j = 0; j < p->n; j++) {
            if (i != j && ent_panel_exists(p, y->year, i) && ent_panel_exists(p, y->year, j)) {
                row[i * p->n + j] = value_of(y, c->covariate, NULL, i, j);
                note_value(c, y->year, row[i * p->n + j]);
            }
        }
    }
}

static void
retake(ent_panel *p, ent_panel_year *y)
{
    for (size_t k = 0; k < p->column_count; k++) {
        panel_column *c = &p->columns[k];

        if (!c->covariate->of_points) {
            continue;
        }
        c->first = c->last = 0;
        for (y->year = p->options.from; y->year <= p->options.to; y->year++) {
            place_points(p, y);
            retake_pairs(p, y, c);
        }
    }
}

ent_status
ent_panel_vote(ent_ctx *ctx, ent_panel *panel, int votes_until)
{
    ent_panel_year y = {.n = panel->n};
    ent_status     status;

    if (!asks_for_points(panel)) {
        return ENT_OK;
    }
    panel->options.votes_until = votes_until;
    y.points = ent_alloc(panel->n + 1, sizeof *y.points);
    if (y.points == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = take_points(ctx, panel);
    if (status == ENT_OK) {
        retake(panel, &y);
    }
    ent_free(panel->points);
    panel->points = NULL;
    ent_free(y.points);
    return status;
}

/* 6. access */

size_t
ent_panel_size(const ent_panel *panel)
{
    return panel->n;
}

ent_state
ent_panel_state(const ent_panel *panel, size_t i)
{
    return panel->state[i];
}

size_t
ent_panel_find(const ent_panel *panel, ent_state state)
{
    return state < panel->states ? panel->place[state] : panel->n;
}

int
ent_panel_from(const ent_panel *panel)
{
    return panel->options.from;
}

int
ent_panel_to(const ent_panel *panel)
{
    return panel->options.to;
}

bool
ent_panel_exists(const ent_panel *panel, int year, size_t i)
{
    return panel->exists[(size_t)(year - panel->options.from) * panel->n + i] != 0;
}

size_t
ent_panel_column(const ent_panel *panel, const char *name)
{
    size_t c = 0;

    while (c < panel->column_count && strcmp(panel->columns[c].covariate->name, name) != 0) {
        c++;
    }
    return c;
}

static const float *
values_of(const ent_panel *panel, size_t c, int year, bool of_states)
{
    const panel_column *column = &panel->columns[c];

    if ((column->covariate->of_state != NULL) != of_states) {
        return NULL;
    }
    return column->values + (size_t)(year - panel->options.from) * column->stride;
}

const float *
ent_panel_pairs(const ent_panel *panel, size_t column, int year)
{
    return values_of(panel, column, year, false);
}

const float *
ent_panel_states(const ent_panel *panel, size_t column, int year)
{
    return values_of(panel, column, year, true);
}

bool
ent_panel_observed(const ent_panel *panel, size_t column, int *first, int *last)
{
    *first = panel->columns[column].first;
    *last = panel->columns[column].last;
    return *first != 0;
}

const char *
ent_panel_pressure_parts(const ent_panel *panel)
{
    return panel->part_names;
}
