/*
 * record.c - waves of obligations, and covariates, from the record
 *
 *   1. what the file asks for     2. actors     3. waves     4. covariates
 *
 * What two states bind themselves to alone is modelled.  Treaties of three and more come by the
 * rule of their institution: their ties are fixed within a period, whatever else the two signed
 * beside them, and count in triads.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "model/panel/panel.h"
#include "model/ties/read.h"

enum { BOUND, LARGER, OWN_COLUMNS };

typedef struct record_reading {
    ent_saom_reading *r;
    ent_panel        *panel;
    int               from, every, lag; /* years that covariates are older than the wave */
    size_t            waves;
    /* as effects call them, and the columns of the panel that they are */
    const char *names[OWN_COLUMNS + ENT_SAOM_MOST_EFFECTS + 1];
    const char *columns[OWN_COLUMNS + ENT_SAOM_MOST_EFFECTS + 1];
    size_t      name_count;
} record_reading;

/* 1. what the file asks for */

static bool
is_of_defence(const ent_yaml_node *record)
{
    return strcmp(ent_yaml_text(ent_yaml_get(record, "obligation"), "defence"), "defence") == 0;
}

static ent_status
fail_covariate(record_reading *w, const ent_yaml_node *of)
{
    enum { MOST = 128 };
    const char          *words[MOST], *name = ent_yaml_text(of, ""), *nearest;
    size_t               count;
    const ent_covariate *all = ent_covariates(&count);

    count = count < MOST ? count : MOST;
    for (size_t i = 0; i < count; i++) {
        words[i] = all[i].name;
    }
    nearest = ent_nearest_word(name, words, count);
    return ent_yaml_fail(w->r->ctx, of,
                         "no covariate '%.60s' in the record%s%s%s; 'entente fit --covariates' "
                         "lists them",
                         name, nearest != NULL ? ", did you mean '" : "",
                         nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
}

static ent_status
add_name(record_reading *w, const ent_yaml_node *of)
{
    const ent_covariate *found = of != NULL ? ent_covariate_find(ent_yaml_text(of, "")) : NULL;
    size_t               at = OWN_COLUMNS, room = sizeof w->names / sizeof w->names[0];

    if (found == NULL) {
        return of == NULL ? ENT_OK : fail_covariate(w, of);
    }
    while (at < w->name_count && strcmp(w->names[at], found->name) != 0) {
        at++;
    }
    if (at == w->name_count && at < room) {
        w->columns[at] =
            w->r->variant == ENT_SAOM_APART && found->apart != NULL ? found->apart : found->name;
        w->names[w->name_count++] = found->name;
    }
    return ENT_OK;
}

/* The covariates that the file names, each once, behind the columns of the ties. */
static ent_status
list_names(record_reading *w, const ent_yaml_node *root)
{
    const ent_yaml_node *effects = ent_yaml_get(root, "effects");
    ent_status           status = ENT_OK;

    bool defence = is_of_defence(ent_yaml_get(root, "record"));

    w->columns[BOUND] = w->names[BOUND] = defence ? "defence" : "obligation";
    w->columns[LARGER] = w->names[LARGER] = defence ? "larger_defence" : "larger_treaty";
    w->name_count = OWN_COLUMNS;
    for (size_t i = 0; i < ent_yaml_count(effects) && status == ENT_OK; i++) {
        status = add_name(w, ent_yaml_get(ent_yaml_item(effects, i), "of"));
    }
    return status == ENT_OK ? add_name(w, ent_yaml_get(root, "negative")) : status;
}

static ent_status
check_years(record_reading *w, const ent_yaml_node *record)
{
    int to = (int)ent_yaml_integer(ent_yaml_get(record, "to"), 0);

    w->from = (int)ent_yaml_integer(ent_yaml_get(record, "from"), 0);
    w->every = (int)ent_yaml_integer(ent_yaml_get(record, "every"), 1);
    if (w->r->until != 0) { /* the years between waves stay, and the last wave is that year */
        to = w->r->until;
        w->from += to > w->from ? (to - w->from) % w->every : 0;
    }
    if (to < w->from + w->every) {
        return ent_yaml_fail(w->r->ctx, record,
                             "from %d to %d every %d years is one wave; two are "
                             "needed",
                             w->from, to, w->every);
    }
    w->waves = (size_t)((to - w->from) / w->every) + 1;
    if (w->waves > ENT_SAOM_MOST_WAVES) {
        return ent_yaml_fail(w->r->ctx, record, "%zu waves, at most %d", w->waves,
                             ENT_SAOM_MOST_WAVES);
    }
    return ENT_OK;
}

static int
year_of(const record_reading *w, size_t wave)
{
    return w->from + (int)wave * w->every;
}

/* 2. actors */

/* A day in waves: the first wave is the end of its year. */
static double
in_waves(const record_reading *w, ent_day day)
{
    static const double DAYS_A_YEAR = 365.2425;

    return 1 + ((double)day - ent_date_day(w->from, 12, 31)) / DAYS_A_YEAR / w->every;
}

/* From the first day of a state to its last one, whatever lies between. */
static ent_status
find_presence(record_reading *w, const ent_record *record)
{
    ent_saom        *m = w->r->model;
    size_t           count;
    const ent_spell *spells = ent_codes_spells(ent_record_codes(record), &count);

    m->n = ent_panel_size(w->panel);
    m->first_year = w->from;
    m->every = w->every;
    m->actors = ent_arena_alloc(&m->arena, m->n, sizeof *m->actors);
    w->r->from = ent_arena_alloc(&m->arena, m->n, sizeof *w->r->from);
    w->r->to = ent_arena_alloc(&m->arena, m->n, sizeof *w->r->to);
    if (w->r->from == NULL || w->r->to == NULL || m->actors == NULL) {
        return ent_fail_nomem(w->r->ctx);
    }
    for (size_t i = 0; i < m->n; i++) {
        const char *id = ent_codes_id(ent_record_codes(record), ent_panel_state(w->panel, i));

        m->actors[i] = ent_arena_strdup(&m->arena, id);
        if (m->actors[i] == NULL) {
            return ent_fail_nomem(w->r->ctx);
        }
        w->r->from[i] = INFINITY;
        w->r->to[i] = -INFINITY;
        for (size_t k = 0; k < count; k++) {
            if (spells[k].state == ent_panel_state(w->panel, i)) {
                w->r->from[i] = fmin(w->r->from[i], in_waves(w, spells[k].span.from));
                w->r->to[i] = fmax(w->r->to[i], in_waves(w, spells[k].span.to));
            }
        }
    }
    return ENT_OK;
}

/* 3. waves */

static ent_status
fail_years(record_reading *w, const ent_yaml_node *at, size_t column, int year)
{
    int first, last;

    if (!ent_panel_observed(w->panel, column, &first, &last)) {
        return ent_yaml_fail(w->r->ctx, at,
                             "'%s' is not observed in any of these years: is its "
                             "set imported?",
                             w->names[column]);
    }
    return ent_yaml_fail(w->r->ctx, at, "'%s' is not observed in %d, but from %d to %d",
                         w->names[column], year, first, last);
}

static ent_status
read_wave(record_reading *w, size_t number, const ent_yaml_node *at)
{
    size_t       n = w->r->model->n, known = 0;
    int          year = year_of(w, number);
    const float *bound = ent_panel_pairs(w->panel, BOUND, year);
    const float *larger = ent_panel_pairs(w->panel, LARGER, year);
    uint8_t     *wave = w->r->waves[number] = ent_arena_alloc(&w->r->model->arena, n * n, 1);

    if (wave == NULL) {
        return ent_fail_nomem(w->r->ctx);
    }
    for (size_t pair = 0; pair < n * n; pair++) {
        known += isnan(bound[pair]) ? 0 : 1;
        if (bound[pair] > 0) {
            wave[pair] = larger[pair] > 0 ? ENT_SAOM_FIXED_TIE : ENT_SAOM_TIE;
        }
    }
    w->r->wave_count++;
    return known > 0 ? ENT_OK : fail_years(w, at, BOUND, year);
}

/* 4. covariates */

/*
 * The year of a period in which what is known of a state is taken: its first one there.  Not what
 * tells of obligations: those of a state that comes later are what the model is to explain.
 */
static int
year_in_period(const record_reading *w, size_t column, size_t period, size_t state)
{
    bool of_ties = strcmp(ent_covariate_find(w->columns[column])->source, "obligations") == 0;
    int  first = year_of(w, period), next = first;

    if (period + 1 < w->waves && !of_ties) {
        next += w->every;
    }

    for (int year = first; year < next; year++) {
        if (ent_panel_exists(w->panel, year, state)) {
            return year;
        }
    }
    return first;
}

static double
value_of_pair(const record_reading *w, size_t column, const int *years, size_t i, size_t j)
{
    int year = (years[i] > years[j] ? years[i] : years[j]) - w->lag;

    return (double)ent_panel_pairs(w->panel, column, year)[i * w->r->model->n + j];
}

/* Whether any is known; `years` is room for one a state. */
static bool
copy_values(const record_reading *w, size_t column, size_t period, bool dyadic, int *years,
            double *out)
{
    size_t n = w->r->model->n, known = 0;

    for (size_t i = 0; i < n; i++) {
        years[i] = year_in_period(w, column, period, i);
    }
    for (size_t at = 0; at < (dyadic ? n * n : n); at++) {
        out[at] = dyadic ? value_of_pair(w, column, years, at / n, at % n)
                         : (double)ent_panel_states(w->panel, column, years[at] - w->lag)[at];
        known += isnan(out[at]) ? 0 : 1;
    }
    return known > 0;
}

static ent_status
read_covariate(record_reading *w, size_t column, ent_saom_covariate *c, const ent_yaml_node *at)
{
    ent_saom *m = w->r->model;
    int      *years;

    c->name = ent_arena_strdup(&m->arena, w->names[column]);
    c->dyadic = ent_covariate_find(w->names[column])->of_state == NULL;
    c->centred = true; /* what is missing is then as the mean */
    c->count = m->period_count;
    c->value = ent_arena_alloc(&m->arena, c->count, sizeof *c->value);
    years = ent_arena_alloc(&m->arena, m->n, sizeof *years);
    w->r->cells += c->count * m->n * (c->dyadic ? m->n : 1);
    if (w->r->cells > ENT_SAOM_MOST_CELLS) {
        return ent_fail(w->r->ctx, ENT_E_LIMIT, "%s: covariates of more than %d numbers", m->file,
                        ENT_SAOM_MOST_CELLS);
    }
    if (c->name == NULL || c->value == NULL || years == NULL) {
        return ent_fail_nomem(w->r->ctx);
    }
    for (size_t p = 0; p < c->count; p++) {
        c->value[p] = ent_arena_alloc(&m->arena, c->dyadic ? m->n * m->n : m->n, sizeof(double));
        if (c->value[p] == NULL) {
            return ent_fail_nomem(w->r->ctx);
        }
        if (!copy_values(w, column, p, c->dyadic, years, c->value[p])) {
            return fail_years(w, at, column, year_of(w, p) - w->lag);
        }
    }
    c->ahead = ent_arena_alloc(&m->arena, c->dyadic ? m->n * m->n : m->n, sizeof(double));
    if (c->ahead == NULL) {
        return ent_fail_nomem(w->r->ctx);
    }
    if (!copy_values(w, column, c->count, c->dyadic, years, c->ahead)) {
        c->ahead = NULL; /* its source ends before the last wave */
    }
    return ent_saom_measure_covariate(w->r, c, at);
}

static ent_status
read_covariates(record_reading *w, const ent_yaml_node *at)
{
    ent_saom  *m = w->r->model;
    ent_status status = ENT_OK;

    m->covariates = ent_arena_alloc(&m->arena, w->name_count, sizeof *m->covariates);
    if (m->covariates == NULL) {
        return ent_fail_nomem(w->r->ctx);
    }
    for (size_t k = OWN_COLUMNS; k < w->name_count && status == ENT_OK; k++) {
        status = read_covariate(w, k, &m->covariates[k - OWN_COLUMNS], at);
        m->covariate_count += status == ENT_OK;
    }
    return status;
}

static ent_status
read_panel(record_reading *w, const ent_record *record, const ent_yaml_node *at)
{
    ent_saom  *m = w->r->model;
    ent_status status = find_presence(w, record);

    w->r->waves = ent_arena_alloc(&m->arena, w->waves, sizeof *w->r->waves);
    if (status == ENT_OK && w->r->waves == NULL) {
        status = ent_fail_nomem(w->r->ctx);
    }
    if (status == ENT_OK && m->n > ENT_SAOM_MOST_ACTORS) {
        status = ent_fail(w->r->ctx, ENT_E_LIMIT, "%s: %zu states, at most %d", m->file, m->n,
                          ENT_SAOM_MOST_ACTORS);
    }
    for (size_t k = 0; k < w->waves && status == ENT_OK; k++) {
        status = read_wave(w, k, at);
    }
    if (status == ENT_OK) {
        status = ent_saom_make_periods(w->r, at);
    }
    return status == ENT_OK ? read_covariates(w, at) : status;
}

ent_status
ent_saom_read_record(ent_saom_reading *r, const ent_record *record, const ent_yaml_node *root)
{
    static const char *const OTHERS[] = {"waves", "actors", "covariates"};
    const ent_yaml_node     *at = ent_yaml_get(root, "record");
    record_reading           w = {.r = r, .lag = r->variant == ENT_SAOM_LAGGED ? ENT_SAOM_LAG : 0};
    ent_panel_options        options = {0};
    ent_status               status;

    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
        if (ent_yaml_get(root, OTHERS[i]) != NULL) {
            return ent_yaml_fail(r->ctx, ent_yaml_get(root, OTHERS[i]),
                                 "'%s' does not go with 'record', which gives states, ties and "
                                 "covariates",
                                 OTHERS[i]);
        }
    }
    if (record == NULL) {
        return ent_yaml_fail(r->ctx, at, "a model of the record needs a store");
    }
    if (r->model->directed) {
        return ent_yaml_fail(r->ctx, at, "obligations have no direction: 'type' is 2 to 6");
    }
    r->model->of_any = !is_of_defence(at);
    status = check_years(&w, at);
    if (status == ENT_OK) {
        status = list_names(&w, root);
    }
    if (status != ENT_OK) {
        return status;
    }
    options.from = w.from - w.lag;
    options.to = year_of(&w, w.waves - 1);
    options.names = w.columns;
    options.name_count = w.name_count;
    status = ent_panel_create(r->ctx, record, &options, &w.panel);
    if (status == ENT_OK) {
        status = read_panel(&w, record, at);
        ent_panel_destroy(w.panel);
    }
    return status;
}

unsigned
ent_saom_detail_of(const ent_yaml_node *root)
{
    const ent_yaml_node *effects = ent_yaml_get(root, "effects");
    const ent_covariate *found;
    unsigned             detail = ENT_RECORD_TIES;

    for (size_t i = 0; i < ent_yaml_count(effects); i++) {
        const char *of = ent_yaml_text(ent_yaml_get(ent_yaml_item(effects, i), "of"), "");

        found = ent_covariate_find(of);
        detail |= found != NULL ? found->detail : ENT_RECORD_TIES;
    }
    found = ent_covariate_find(ent_yaml_text(ent_yaml_get(root, "negative"), ""));
    detail |= found != NULL ? found->detail : ENT_RECORD_TIES;
    return detail;
}
