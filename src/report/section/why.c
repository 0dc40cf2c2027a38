/*
 * why.c - what moves the outcomes of a scenario: effects over the years, interventions
 *
 *   1. rows     2. effects     3. interventions     4. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/html.h"
#include "report/picture/picture.h"
#include "report/section/section.h"

enum { MOST_YEARS = 201, MOST_WORDS = 96 };

/* 1. rows */

/** The table of ent_scenario_why(), and whose rows are wanted. */
typedef struct rows {
    ent_table  *table;
    const char *scenario, *outcome;
    size_t      of_scenario, of_outcome, kind, year, rank, what, value, without, change, error;
} rows;

static bool
find_columns(ent_table *table, rows *out)
{
    const struct {
        const char *name;
        size_t     *at;
    } columns[] = {{"scenario", &out->of_scenario},
                   {"outcome", &out->of_outcome},
                   {"kind", &out->kind},
                   {"year", &out->year},
                   {"rank", &out->rank},
                   {"what", &out->what},
                   {"value", &out->value},
                   {"without", &out->without},
                   {"change", &out->change},
                   {"mc_se", &out->error}};

    out->table = table;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        int at = ent_table_find(table, columns[i].name);

        if (at < 0) {
            return false;
        }
        *columns[i].at = (size_t)at;
    }
    return true;
}

static bool
is_row(const rows *r, size_t row, const char *kind)
{
    return strcmp(ent_table_get_text(r->table, row, r->of_scenario), r->scenario) == 0 &&
           strcmp(ent_table_get_text(r->table, row, r->of_outcome), r->outcome) == 0 &&
           strcmp(ent_table_get_text(r->table, row, r->kind), kind) == 0;
}

static bool
has_row(const rows *r, const char *kind)
{
    for (size_t row = 0; row < ent_table_row_count(r->table); row++) {
        if (is_row(r, row, kind)) {
            return true;
        }
    }
    return false;
}

/* 2. effects: the terms of the log-odds by which the rule moves what the outcome asks about */

enum { MOST_EFFECTS = 12 };

typedef struct effects {
    char       names[MOST_EFFECTS][MOST_WORDS], of_base[MOST_EFFECTS][MOST_WORDS];
    double     values[MOST_EFFECTS][MOST_YEARS], base[MOST_EFFECTS][MOST_YEARS];
    bool       moves[MOST_EFFECTS], differs[MOST_EFFECTS]; /* is not 0; is not that of the base */
    size_t     count, shown;
    ent_series series[ENT_LINES_MOST];
    char       move[MOST_WORDS]; /* "level rises" */
    double     rate;             /* the term that is the same whatever happens; NaN: none */
} effects;

static const char RATE[] = "rate";

/* "common pressure" of "level rises: common pressure". */
static const char *
effect_of(const char *what)
{
    const char *colon = strstr(what, ": ");

    return colon != NULL ? colon + 2 : what;
}

static size_t
find_effect(effects *e, const char *what)
{
    const char *name = effect_of(what);
    size_t      at = 0;

    while (at < e->count && strcmp(e->names[at], name) != 0) {
        at++;
    }
    if (at == e->count && at < MOST_EFFECTS) {
        (void)snprintf(e->names[at], MOST_WORDS, "%s", name);
        (void)snprintf(e->of_base[at], MOST_WORDS, "%.80s, base", name);
        (void)snprintf(e->move, MOST_WORDS, "%.*s", (int)(name > what ? name - what - 2 : 0), what);
        for (size_t i = 0; i < MOST_YEARS; i++) {
            e->values[at][i] = e->base[at][i] = NAN;
        }
        e->count++;
    }
    return at;
}

static void
show_series(effects *e, const char *name, const double *values)
{
    if (e->shown < ENT_LINES_MOST) {
        e->series[e->shown++] = (ent_series){.key = name, .name = name, .values = values};
    }
}

/* The rate would dwarf what moves: it is told in words.  What is 0 in all years is left out. */
static void
choose_series(effects *e)
{
    for (size_t i = 0; i < e->count; i++) {
        if (strcmp(e->names[i], RATE) == 0) {
            e->rate = e->values[i][1];
        } else if (e->moves[i]) {
            show_series(e, e->names[i], e->values[i]);
            if (e->differs[i]) {
                show_series(e, e->of_base[i], e->base[i]);
            }
        }
    }
}

static void
gather_effects(const rows *r, int first, int year_count, effects *out)
{
    memset(out, 0, sizeof *out);
    out->rate = NAN;
    for (size_t row = 0; row < ent_table_row_count(r->table); row++) {
        size_t at;
        int    year;
        double value, without;

        if (!is_row(r, row, "effect")) {
            continue;
        }
        at = find_effect(out, ent_table_get_text(r->table, row, r->what));
        year = (int)ent_table_get_number(r->table, row, r->year) - first;
        value = ent_table_get_number(r->table, row, r->value);
        without = ent_table_get_number(r->table, row, r->without);
        if (at < MOST_EFFECTS && year >= 0 && year < year_count && year < MOST_YEARS) {
            out->values[at][year] = value;
            out->base[at][year] = without;
            out->moves[at] = out->moves[at] || (!isnan(value) && value != 0);
            out->differs[at] = out->differs[at] || fabs(value - without) > 0.001;
        }
    }
    choose_series(out);
}

static void
add_effects_table(ent_text *out, const rows *r, bool assumed)
{
    static const char *const COLUMNS[] = {"effect",      "year",   "log-odds",
                                          "in the base", "change", NULL};

    ent_html_data_open(out, "Data of this chart", COLUMNS);
    for (size_t row = 0; row < ent_table_row_count(r->table); row++) {
        double year, value, without, change;

        if (!is_row(r, row, "effect")) {
            continue;
        }
        year = ent_table_get_number(r->table, row, r->year);
        value = ent_table_get_number(r->table, row, r->value);
        without = ent_table_get_number(r->table, row, r->without);
        change = ent_table_get_number(r->table, row, r->change);
        ent_text_add(out, "<tr>");
        ent_html_cell(out, effect_of(ent_table_get_text(r->table, row, r->what)));
        ent_html_cell_integer(out, (long long)year);
        ent_html_cell_number(out, value, 3);
        ent_html_cell_number(out, without, 3);
        ent_html_cell_number(out, assumed ? NAN : change, 3);
        ent_text_add(out, "</tr>\n");
    }
    ent_html_data_close(out);
}

static void
add_rate(ent_text *out, const rows *r, const effects *e)
{
    if (!isnan(e->rate)) {
        ent_text_add(out, "<p class=\"note\">");
        ent_html_text(out, r->outcome);
        ent_text_add(out, ": without any effect, '");
        ent_html_text(out, e->move);
        ent_text_add(out, "' has log-odds of ");
        ent_html_number(out, e->rate, 2);
        ent_text_add(out, " in a year, a probability of ");
        ent_html_percent(out, 1 / (1 + exp(-e->rate)));
        ent_text_addf(out, "%s.</p>\n", e->shown == 0 ? ", and no effect changes it" : "");
    }
}

static void
add_effects(ent_text *out, const rows *r, const ent_ensemble *ensemble, const char *id,
            bool assumed)
{
    static const char AXIS[] = "terms of the log-odds of the move in a year, mean over runs";
    effects           e;
    char              title[2 * MOST_WORDS + 32];
    ent_lines lines = {.id = id, .title = title, .axis = AXIS, .first = ensemble->first_year};

    gather_effects(r, ensemble->first_year, ensemble->year_count, &e);
    if (e.count == 0) {
        return;
    }
    (void)snprintf(title, sizeof title, "%.90s: what makes for '%.60s'", r->outcome, e.move);
    lines.last = ensemble->first_year + ensemble->year_count - 1;
    lines.series = e.series;
    lines.count = e.shown;
    ent_text_add(out, "<figure>\n");
    if (e.shown > 0) {
        ent_html_scroll_open(out, title);
        ent_draw_lines(out, &lines);
        ent_html_scroll_close(out);
    }
    add_rate(out, r, &e);
    add_effects_table(out, r, assumed);
    ent_text_add(out, "</figure>\n");
}

/* 3. interventions, those first that change most */

static void
add_change(ent_text *out, const rows *r, size_t row, bool assumed)
{
    double change = ent_table_get_number(r->table, row, r->change);
    double error = ent_table_get_number(r->table, row, r->error);

    if (change == 0) {
        ent_text_add(out, "<td>nothing</td>");
    } else if (!(fabs(change) > 2 * error)) {
        ent_text_add(out, "<td>no more than another seed would</td>");
    } else if (assumed) {
        ent_text_addf(out, "<td>%s likely</td>", change > 0 ? "more" : "less");
    } else {
        ent_text_add(out, "<td>");
        ent_html_points(out, change);
        ent_text_add(out, " points</td>");
    }
}

static void
add_interventions(ent_text *out, const rows *r, int year, bool assumed)
{
    if (!has_row(r, "intervention")) {
        return;
    }
    ent_html_scroll_open(out, "Interventions by rank");
    ent_text_add(out, "<table class=\"ranked\"><caption>");
    ent_html_text(out, r->outcome);
    ent_text_addf(out,
                  ", %d</caption><thead><tr><th scope=\"col\">rank</th><th "
                  "scope=\"col\">intervention (basis)</th><th scope=\"col\">changes the "
                  "probability by</th></tr></thead><tbody>\n",
                  year);
    for (size_t row = 0; row < ent_table_row_count(r->table); row++) {
        if (is_row(r, row, "intervention")) {
            ent_text_add(out, "<tr>");
            ent_html_cell_integer(out, (long long)ent_table_get_number(r->table, row, r->rank));
            ent_html_cell(out, ent_table_get_text(r->table, row, r->what));
            add_change(out, r, row, assumed);
            ent_text_add(out, "</tr>\n");
        }
    }
    ent_text_add(out, "</tbody></table>\n");
    ent_html_scroll_close(out);
}

/* 4. the whole */

void
ent_section_why(ent_text *out, ent_table *why, const ent_ensemble *ensemble, size_t index)
{
    rows r = {.scenario = ensemble->scenario};

    if (why == NULL || ensemble->year_count < 1 || !find_columns(why, &r)) {
        return;
    }
    ent_text_add(out,
                 "<details class=\"why\"><summary>Why: what moves the outcomes</summary>\n"
                 "<p class=\"note\">How much each effect of the rule makes the move more (above "
                 "0) or less likely, and what each intervention changes when it alone is left "
                 "out, with the same draws of chance. <code>entente run ");
    ent_html_text(out, ensemble->scenario);
    ent_text_addf(out, " --why --runs %d</code></p>\n", ENT_WHY_RUNS);
    for (size_t i = 0; i < ensemble->outcome_count; i++) {
        const ent_outcome_result *result = &ensemble->outcomes[i];
        const ent_outcome_year   *last = &result->years[ensemble->year_count - 1];
        char                      id[48];

        (void)snprintf(id, sizeof id, "why-%zu-%zu", index + 1, i + 1);
        r.outcome = result->outcome.name;
        add_effects(out, &r, ensemble, id, ent_outcome_is_assumed(last));
        add_interventions(out, &r, last->year, ent_outcome_is_assumed(last));
    }
    ent_text_add(out, "</details>\n");
}
