/*
 * scenarios.c - what may come: fans, outcomes, and what was assumed
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/html.h"
#include "report/section/section.h"

enum { MOST_SCENARIOS = 100 };

/* 1. words */

static void
print_network(ent_text *out, const ent_view *view, const ent_outcome *outcome)
{
    for (size_t i = 0; i < outcome->with_count; i++) {
        ent_text_add(out, i + 1 < outcome->with_count ? ", " : " and ");
        ent_html_text(out, ent_view_name(view, outcome->with[i]));
    }
}

/* A motion has a sponsor and one that it is against; all else is of states side by side. */
static const char *
between(const ent_outcome *outcome)
{
    return outcome->kind == ENT_OUTCOME_PASSES ? " against "
           : outcome->kind == ENT_OUTCOME_TRIANGLE ||
                   outcome->kind == ENT_OUTCOME_FRUSTRATION_AT_LEAST
               ? ", "
               : " and ";
}

void
ent_outcome_print(ent_text *out, const ent_view *view, const ent_outcome *outcome)
{
    static const char *const GRADES[] = {"severe rivalry", "lesser rivalry", "negative peace",
                                         "warm peace", "security community"};

    ent_html_text(out, ent_view_name(view, outcome->a));
    ent_text_add(out, between(outcome));
    ent_html_text(out, ent_view_name(view, outcome->b));
    switch (outcome->kind) {
    case ENT_OUTCOME_LEVEL_AT_LEAST:
        ent_text_addf(out, ": cooperation level %d or more", outcome->level);
        break;
    case ENT_OUTCOME_LEVEL_BELOW:
        ent_text_addf(out, ": cooperation level below %d", outcome->level);
        break;
    case ENT_OUTCOME_DEFENCE_BEGINS:
        ent_text_add(out, " take up a defence obligation");
        break;
    case ENT_OUTCOME_DEFENCE_ENDS:
        ent_text_add(out, " give up a defence obligation");
        break;
    case ENT_OUTCOME_DISPUTE:
        ent_text_add(out, ": a dispute with use of force or war");
        break;
    case ENT_OUTCOME_TRIANGLE:
        ent_text_add(out, " and ");
        ent_html_text(out, ent_view_name(view, outcome->c));
        ent_text_addf(out, ": the triangle is of type %s", ent_triangle_name(outcome->type));
        break;
    case ENT_OUTCOME_OBLIGATION_BEGINS:
        ent_text_add(out, " take up an obligation");
        break;
    case ENT_OUTCOME_OBLIGATION_ENDS:
        ent_text_add(out, " give up an obligation");
        break;
    case ENT_OUTCOME_PEACE_RISES:
        ent_text_add(out, ": higher on the peace scale than at the start");
        break;
    case ENT_OUTCOME_PEACE_FALLS:
        ent_text_add(out, ": lower on the peace scale than at the start");
        break;
    case ENT_OUTCOME_PEACE_AT_LEAST:
        ent_text_addf(out, ": %s or better on the peace scale", GRADES[outcome->level]);
        break;
    case ENT_OUTCOME_VOTES_APART:
        ent_text_add(out, ": distance in votes of ");
        ent_text_add_number(out, outcome->distance);
        ent_text_add(out, " or more");
        break;
    case ENT_OUTCOME_PASSES:
        ent_text_add(out, ": a motion tabled in ");
        ent_html_text(out, outcome->institution);
        ent_text_add(out, " passes");
        break;
    case ENT_OUTCOME_FRUSTRATION_AT_LEAST:
        print_network(out, view, outcome);
        ent_text_addf(out, ": at least %d tie%s out of balance", outcome->level,
                      outcome->level == 1 ? "" : "s");
        break;
    case ENT_OUTCOME_SAME_BLOC:
        ent_text_add(out, ": in one bloc, in the landscape of the two");
        print_network(out, view, outcome);
        break;
    case ENT_OUTCOME_SETTLES:
        ent_text_add(out, ": a bargain settles beyond a position, ");
        ent_text_add(out, outcome->rule == ENT_SETTLED_BY_MODEL ? "by the spatial model"
                                                                : "by the weighted mean");
        break;
    }
}

void
ent_outcome_print_when(ent_text *out, const ent_outcome *outcome, int year)
{
    bool lasts =
        outcome->kind == ENT_OUTCOME_DEFENCE_BEGINS || outcome->kind == ENT_OUTCOME_DEFENCE_ENDS ||
        outcome->kind == ENT_OUTCOME_OBLIGATION_BEGINS ||
        outcome->kind == ENT_OUTCOME_OBLIGATION_ENDS || outcome->kind == ENT_OUTCOME_DISPUTE;

    ent_text_addf(out, "%s %d", lasts ? "by" : "in", year);
}

void
ent_outcome_print_change(ent_text *out, const ent_outcome_year *year)
{
    static const char *const SAID[] = {[ENT_DIRECTION_NONE] = "no difference from the base",
                                       [ENT_DIRECTION_UNCLEAR] =
                                           "direction not clear against the base",
                                       [ENT_DIRECTION_UP] = "more likely than in the base",
                                       [ENT_DIRECTION_DOWN] = "less likely than in the base"};
    ent_direction            direction = ent_outcome_direction(year);

    ent_text_add(out, SAID[direction]);
    if (direction == ENT_DIRECTION_NONE) {
        return;
    }
    if (!ent_outcome_is_assumed(year)) {
        ent_text_add(out, ", ");
        ent_html_points(out, year->difference);
        ent_text_add(out, " points (90\xC2\xA0%: ");
        ent_html_points(out, year->difference_lo);
        ent_text_add(out, " to ");
        ent_html_points(out, year->difference_hi);
        ent_text_add(out, ")");
        return;
    }
    ent_text_add(out, ", ");
    ent_html_points(out, year->difference_lo);
    ent_text_add(out, " to ");
    ent_html_points(out, year->difference_hi);
    ent_text_add(out, " points; most of the spread comes from assumed sizes");
}

/* 2. fans */

static const ent_level_year *
levels_of(const ent_view *view, const ent_ensemble *ensemble)
{
    ent_state rus = view->corners[ENT_CORNER_RUS], chn = view->corners[ENT_CORNER_CHN];

    for (size_t i = 0; i < ensemble->level_count; i++) {
        const ent_level_result *level = &ensemble->levels[i];

        if ((level->a == rus && level->b == chn) || (level->a == chn && level->b == rus)) {
            return level->years;
        }
    }
    return NULL;
}

static void
add_fan(ent_text *out, const ent_view *view, size_t index, const ent_level_year *years)
{
    const ent_report_input *input = view->input;
    const ent_ensemble     *ensemble = &input->ensembles[index];
    bool                    same = input->ensembles[0].year_count == ensemble->year_count &&
                input->ensembles[0].first_year == ensemble->first_year;
    char id[32];

    (void)snprintf(id, sizeof id, "fan-%zu", index + 1);
    ent_text_add(out, "<figure class=\"fan-figure\">\n<figcaption>");
    ent_html_text(out, ent_scenario_title(input->scenarios[index]));
    ent_text_add(out, "</figcaption>\n");
    ent_chart_fan(
        out, &(ent_fan){.id = id,
                        .title = ent_scenario_title(input->scenarios[index]),
                        .pair = "Russia and China",
                        .years = years,
                        .base = index > 0 && same ? levels_of(view, &input->ensembles[0]) : NULL,
                        .is_base = index == 0,
                        .year_count = (size_t)ensemble->year_count});
    ent_text_add(out, "</figure>\n");
}

static void
add_fans(ent_text *out, const ent_view *view, size_t count)
{
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        const ent_ensemble   *ensemble = &view->input->ensembles[i];
        const ent_level_year *years = levels_of(view, ensemble);

        if (years == NULL || ensemble->year_count < 1) {
            continue;
        }
        if (!any) {
            ent_text_add(out, "<h3>Cooperation of Russia and China</h3>\n<p class=\"legend\">");
            ent_html_legend(out, "key key-50", "50\xC2\xA0%");
            ent_html_legend(out, "key key-80", "80\xC2\xA0%");
            ent_html_legend(out, "key key-95", "95\xC2\xA0% of the runs");
            ent_html_legend(out, "key key-mean", "mean");
            ent_html_legend(out, "key key-base",
                            "mean of the base (levels 0 to 7 as in the chart of the pair)");
            ent_text_add(out, "</p>\n<div class=\"fans\">\n");
            any = true;
        }
        add_fan(out, view, i, years);
    }
    ent_text_add(out, any ? "</div>\n" : "");
}

/* 3. outcomes */

/* "12 % to 69 %"; once where both ends read alike. */
static void
add_interval(ent_text *out, double lo, double hi, void (*print)(ent_text *, double))
{
    ent_text low, high;

    ent_text_init(&low);
    ent_text_init(&high);
    print(&low, lo);
    print(&high, hi);
    ent_text_add(out, ent_text_get(&low));
    if (strcmp(ent_text_get(&low), ent_text_get(&high)) != 0) {
        ent_text_addf(out, " to %s", ent_text_get(&high));
    }
    out->failed = out->failed || low.failed || high.failed;
    ent_text_clear(&low);
    ent_text_clear(&high);
}

static void
print_words(ent_text *out, double probability)
{
    ent_text_add(out, ent_probability_words(probability));
}

static void
add_probability(ent_text *out, const ent_outcome_year *year)
{
    if (ent_outcome_is_assumed(year)) {
        ent_text_add(out, "<td>");
        add_interval(out, year->lo, year->hi, ent_html_percent);
        ent_text_add(out, " <span class=\"range\">");
        add_interval(out, year->lo, year->hi, print_words);
        ent_text_add(out, "</span></td>");
        return;
    }
    ent_text_add(out, "<td><strong>");
    ent_html_percent(out, year->probability);
    ent_text_add(out, "</strong> <span class=\"range\">");
    add_interval(out, year->lo, year->hi, ent_html_percent);
    ent_text_addf(out, "; %s</span></td>", ent_probability_words(year->probability));
}

static void
add_outcome_row(ent_text *out, const ent_view *view, const ent_outcome_result *result,
                const ent_outcome_year *year, bool is_base)
{
    ent_text_add(out, "<tr><th scope=\"row\">");
    ent_outcome_print(out, view, &result->outcome);
    ent_text_add(out, " <span class=\"range\">");
    ent_outcome_print_when(out, &result->outcome, year->year);
    ent_text_add(out, "</span></th>");
    add_probability(out, year);
    if (!is_base) {
        ent_text_add(out, "<td>");
        ent_html_percent(out, year->base);
        ent_text_add(out, "</td><td>");
        if (isnan(year->difference)) {
            ent_text_add(out, "\xE2\x80\x93");
        } else {
            ent_outcome_print_change(out, year);
        }
        ent_text_add(out, "</td>");
    }
    ent_text_add(out, "<td>");
    ent_html_percent(out, result->base_rate);
    if (!isnan(result->base_rate)) {
        ent_text_add(out, " a year");
    }
    if (result->base_rate_note != NULL) {
        ent_text_add(out, " <span class=\"range\">");
        ent_html_text(out, result->base_rate_note);
        ent_text_add(out, "</span>");
    }
    ent_text_add(out, "</td><td>");
    ent_html_percent(out, year->assumed_share);
    ent_text_add(out, "</td></tr>\n");
}

static void
add_years_table(ent_text *out, const ent_view *view, const ent_ensemble *ensemble)
{
    static const char *const COLUMNS[] = {
        "outcome", "year", "probability",       "low",           "high", "base", "difference",
        "low",     "high", "Monte Carlo error", "assumed share", NULL};

    ent_html_data_open(out, "All years of the outcomes", COLUMNS);
    for (size_t i = 0; i < ensemble->outcome_count; i++) {
        for (int k = 0; k < ensemble->year_count; k++) {
            const ent_outcome_year *year = &ensemble->outcomes[i].years[k];
            bool                    assumed = ent_outcome_is_assumed(year);
            const double            values[] = {assumed ? NAN : year->probability,
                                     year->lo,
                                     year->hi,
                                     year->base,
                                     assumed ? NAN : year->difference,
                                     year->difference_lo,
                                     year->difference_hi,
                                     year->mc_se,
                                     year->assumed_share};

            ent_text_add(out, "<tr><td>");
            ent_outcome_print(out, view, &ensemble->outcomes[i].outcome);
            ent_text_addf(out, "</td><td class=\"num\">%d</td>", year->year);
            for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
                ent_html_cell_number(out, values[v], 4);
            }
            ent_text_add(out, "</tr>\n");
        }
    }
    ent_html_data_close(out);
}

/* The last year: what makes runs differ. */
static void
add_sources(ent_text *out, const ent_view *view, const ent_ensemble *ensemble)
{
    static const char *const COLUMNS[] = {"outcome",
                                          "estimated rates",
                                          "assumed effects",
                                          "periods of the record",
                                          "model variants",
                                          "assumed sizes of interventions",
                                          "shocks",
                                          "together",
                                          NULL};

    ent_html_data_open(out, "Where the spread comes from, as shares of the variance", COLUMNS);
    for (size_t i = 0; i < ensemble->outcome_count; i++) {
        const ent_sources *s = &ensemble->outcomes[i].years[ensemble->year_count - 1].sources;
        const double       shares[] = {s->rates, s->effects, s->periods, s->variants,
                                       s->sizes, s->shocks,  s->together};

        ent_text_add(out, "<tr><td>");
        ent_outcome_print(out, view, &ensemble->outcomes[i].outcome);
        ent_text_add(out, "</td>");
        for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) {
            ent_html_cell_number(out, shares[k], 2);
        }
        ent_text_add(out, "</tr>\n");
    }
    ent_html_data_close(out);
}

static void
add_outcomes(ent_text *out, const ent_view *view, const ent_ensemble *ensemble, bool is_base)
{
    if (ensemble->outcome_count == 0 || ensemble->year_count < 1) {
        ent_text_add(out, "<p class=\"none\">No outcome was counted.</p>\n");
        return;
    }
    ent_html_scroll_open(out, "Outcomes");
    ent_text_add(out, "<table class=\"outcomes\"><thead><tr><th scope=\"col\">outcome</th>"
                      "<th scope=\"col\">probability, 90\xC2\xA0% interval</th>");
    if (!is_base) {
        ent_text_add(out, "<th scope=\"col\">base</th>"
                          "<th scope=\"col\">paired difference</th>");
    }
    ent_text_add(out, "<th scope=\"col\">base rate in the record</th>"
                      "<th scope=\"col\">share assumed</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < ensemble->outcome_count; i++) {
        const ent_outcome_result *result = &ensemble->outcomes[i];

        add_outcome_row(out, view, result, &result->years[ensemble->year_count - 1], is_base);
    }
    ent_text_add(out, "</tbody></table>\n");
    ent_html_scroll_close(out);
    add_sources(out, view, ensemble);
    add_years_table(out, view, ensemble);
}

/* 4. one scenario */

static void
add_interventions(ent_text *out, const ent_scenario *scenario)
{
    size_t count = ent_scenario_interventions(scenario);

    if (count == 0) {
        ent_text_add(out, "<p>No intervention: the system runs on as it is.</p>\n");
        return;
    }
    ent_text_add(out, "<p>Interventions, each with its basis:</p>\n<ul class=\"plain\">\n");
    for (size_t i = 0; i < count; i++) {
        ent_text_add(out, "<li>");
        ent_html_text(out, ent_scenario_intervention(scenario, i));
        ent_text_add(out, "</li>\n");
    }
    ent_text_add(out, "</ul>\n");
}

static void
add_scenario(ent_text *out, const ent_view *view, size_t index)
{
    const ent_ensemble *ensemble = &view->input->ensembles[index];
    const ent_scenario *scenario = view->input->scenarios[index];
    const char         *about = ent_scenario_about(scenario);

    ent_text_add(out, "<article class=\"scenario\">\n<h4>");
    ent_html_text(out, ent_scenario_title(scenario));
    ent_text_add(out, "</h4>\n");
    if (about != NULL && about[0] != '\0') {
        ent_text_add(out, "<p>");
        ent_html_text(out, about);
        ent_text_add(out, "</p>\n");
    }
    add_interventions(out, scenario);
    add_outcomes(out, view, ensemble, index == 0);
    ent_section_why(out, view->input->why, ensemble, index);
    ent_text_add(out, "<p class=\"note\">");
    ent_html_thousands(out, ensemble->runs);
    ent_text_addf(out, " runs, seed %llu", (unsigned long long)ensemble->seed);
    if (!isnan(ensemble->paired_variance_ratio)) {
        ent_text_add(out, "; pairing with the base leaves ");
        ent_html_percent(out, ensemble->paired_variance_ratio);
        ent_text_add(out, " of the variance of an unpaired difference");
    }
    ent_text_add(out, ".</p>\n</article>\n");
}

void
ent_section_scenarios(ent_text *out, const ent_view *view)
{
    size_t count = view->input->ensemble_count;

    ent_section_open(out, "scenarios", "What may come");
    if (count == 0) {
        ent_text_add(out, "<p class=\"none\">No scenario was run.</p>\n");
        ent_section_close(out);
        return;
    }
    count = count > MOST_SCENARIOS ? MOST_SCENARIOS : count;
    ent_text_add(
        out, "<p>Each scenario runs the system forward many times and is compared with "
             "the base run by run, with the same draws of chance. Where more than half "
             "of the spread comes from sizes that were assumed, only direction and range "
             "are given. A direction is clear where the whole interval lies beyond zero, by more "
             "than twice its Monte Carlo error. Held fixed unless a scenario changes them: which "
             "states there are, their capabilities, claims, borders and institutions; a "
             "probability of 100 % means no more than that nothing in the rule moves it.</p>\n");
    add_fans(out, view, count);
    ent_text_add(out, "<h3>Outcomes</h3>\n");
    for (size_t i = 0; i < count; i++) {
        add_scenario(out, view, i);
    }
    if (count < view->input->ensemble_count) {
        ent_text_addf(out, "<p>The first %d of %zu scenarios are shown.</p>\n", MOST_SCENARIOS,
                      view->input->ensemble_count);
    }
    ent_section_close(out);
}
