/*
 * answer.c - one screen that says what was found
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "report/figures.h"
#include "report/html.h"
#include "report/section/section.h"

const char ENT_CHANGES_HERE[] = "<!-- changes -->";

enum { STATUS_COUNT = 4, VERDICT_COUNT = 4, LATEST = 3 };

static void
card_open(ent_text *out, const char *term)
{
    ent_text_addf(out, "<div class=\"card\"><dt>%s</dt>\n<dd>", term);
}

static void
card_close(ent_text *out)
{
    ent_text_add(out, "</dd></div>\n");
}

/* A number that a later page says whether it has changed. */
static void
open_count(ent_text *out, const char *key, const char *label, size_t count)
{
    char value[32];

    (void)snprintf(value, sizeof value, "%zu", count);
    ent_figure_open(out, key, label, value);
}

static void
add_documents(ent_text *out, const ent_reading *reading)
{
    size_t read = ent_reading_read_count(reading), by_status[STATUS_COUNT] = {0};

    card_open(out, "Documents");
    ent_text_add(out, "<span class=\"big\">");
    open_count(out, "documents", "Documents read", read);
    ent_html_count(out, read, "document read", "documents read");
    ent_figure_close(out);
    ent_text_add(out, "</span>");
    if (reading == NULL || reading->document_count == 0) {
        ent_text_add(out,
                     "<code>entente read DOC... --db STORE</code> adds what documents report.");
        card_close(out);
        return;
    }
    if (read < reading->document_count) {
        ent_html_thousands(out, reading->document_count - read);
        ent_text_add(out, " set aside. ");
    }
    for (size_t i = 0; i < reading->event_count; i++) {
        if ((unsigned)reading->events[i].status < STATUS_COUNT) {
            by_status[reading->events[i].status]++;
        }
    }
    if (reading->event_count == 0) {
        ent_text_add(out, "No event was coded.");
        card_close(out);
        return;
    }
    ent_html_count(out, reading->event_count, "event coded", "events coded");
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        ent_text_add(out, i == 0 ? ": " : ", ");
        ent_html_thousands(out, by_status[i]);
        ent_text_addf(out, " %s", ent_event_status_name((ent_event_status)i));
    }
    ent_text_add(out, ".");
    card_close(out);
}

static void
add_matches(ent_text *out, const ent_report_input *input)
{
    size_t by_verdict[VERDICT_COUNT] = {0};

    if (input->reading == NULL || input->matches == NULL || input->reading->event_count == 0) {
        return; /* nothing to compare */
    }
    for (size_t i = 0; i < input->reading->event_count; i++) {
        if ((unsigned)input->matches[i].verdict < VERDICT_COUNT) {
            by_verdict[input->matches[i].verdict]++;
        }
    }
    card_open(out, "Against the record");
    ent_text_add(out, "<span class=\"big\">");
    open_count(out, "corroborated", "Events that the record corroborates",
               by_verdict[ENT_MATCH_CORROBORATED]);
    ent_html_thousands(out, by_verdict[ENT_MATCH_CORROBORATED]);
    ent_text_add(out, " corroborated");
    ent_figure_close(out);
    ent_text_add(out, "</span>");
    ent_html_thousands(out, by_verdict[ENT_MATCH_NEW]);
    ent_text_add(out, " new to the record, ");
    ent_html_thousands(out, by_verdict[ENT_MATCH_CONTRADICTED]);
    ent_text_add(out, " contradicted by it; ");
    ent_html_thousands(out, by_verdict[ENT_MATCH_NOT_APPLICABLE]);
    ent_text_add(out, " that it cannot speak of.");
    card_close(out);
}

static void
add_pair(ent_text *out, const ent_view *view)
{
    const ent_history      *history = &view->history;
    const ent_history_year *last;

    card_open(out, "Russia and China");
    if (history->year_count == 0) {
        ent_text_add(out, "The record holds no acts of the two.");
        card_close(out);
        return;
    }
    last = &history->years[history->year_count - 1];
    if (last->level >= 0) {
        ent_text_addf(out, "<span class=\"big\">Level %d of 7</span>", last->level);
        ent_text_addf(out, "Cooperation in %d: %s", last->year, ent_level_name(last->level));
        if (last->carried > 0) {
            ent_text_addf(out, " (carried from an act of %d)", last->year - last->carried);
        }
    } else {
        ent_text_addf(out, "<span class=\"big\">Level not known</span>Cooperation in %d",
                      last->year);
    }
    ent_text_add(out, ". Treaty obligations: ");
    ent_obligations_print(out, last->obligations);
    ent_text_add(out, ".");
    card_close(out);
}

static void
add_triangle(ent_text *out, const ent_view *view)
{
    static const char *const    TYPES[] = {"M\xC3\xA9nage \xC3\xA0 trois", "Romantic triangle",
                                           "Marriage", "Unit veto"};
    const ent_triangle_history *triangle = &view->triangle;
    const ent_triangle_year    *last;

    card_open(out, "The triangle");
    if (triangle->year_count == 0) {
        ent_text_add(out, "The record holds no year of the triangle.");
        card_close(out);
        return;
    }
    last = &triangle->years[triangle->year_count - 1];
    ent_text_add(out, "<span class=\"big\">");
    ent_figure_open(out, "triangle", "Triangle of the United States, Russia and China",
                    TYPES[last->type]);
    ent_text_addf(out, "%s", TYPES[last->type]);
    ent_figure_close(out);
    ent_text_add(out, "</span>");
    if (last->pivot >= 0 && last->pivot < ENT_CORNERS) {
        ent_text_add(out, last->type == ENT_TRIANGLE_ROMANTIC ? "Pivot: " : "Outside: ");
        ent_html_text(out, triangle->names[last->pivot]);
        ent_text_add(out, ". ");
    }
    ent_text_addf(out,
                  "Since %d. Type of the three after Dittmer, under the rivalry coding of signs.",
                  ent_triangle_since(triangle));
    card_close(out);
}

static void
add_claims(ent_text *out, const ent_report_input *input)
{
    static const ent_verdict ORDER[] = {ENT_VERDICT_SUPPORTED, ENT_VERDICT_CONTRADICTED,
                                        ENT_VERDICT_UNDETERMINED, ENT_VERDICT_NOT_TESTABLE};
    size_t                   counts[VERDICT_COUNT];

    if (input->verdicts == NULL) {
        return;
    }
    ent_claims_count_verdicts(input->verdicts, counts);
    card_open(out, "What they claim");
    ent_text_addf(out, "<span class=\"big\">%zu of %zu hold</span>", counts[0],
                  counts[0] + counts[1] + counts[2] + counts[3]);
    for (size_t i = 1; i < VERDICT_COUNT; i++) {
        ent_text_addf(out, "%s%zu %s", i > 1 ? ", " : "", counts[i], ent_verdict_name(ORDER[i]));
    }
    ent_text_add(out, ". <a href=\"#claims\">Which</a>");
    card_close(out);
}

/* The outcome that a scenario is headed by: the first about Russia and China, else the first. */
static const ent_outcome_result *
headline(const ent_view *view, const ent_ensemble *ensemble)
{
    ent_state rus = view->corners[ENT_CORNER_RUS], chn = view->corners[ENT_CORNER_CHN];

    for (size_t i = 0; i < ensemble->outcome_count; i++) {
        const ent_outcome *outcome = &ensemble->outcomes[i].outcome;

        if (outcome->kind != ENT_OUTCOME_TRIANGLE && ((outcome->a == rus && outcome->b == chn) ||
                                                      (outcome->a == chn && outcome->b == rus))) {
            return &ensemble->outcomes[i];
        }
    }
    return ensemble->outcome_count > 0 ? &ensemble->outcomes[0] : NULL;
}

/* "less likely than in the base, by ...", or the probability with its interval. */
static void
add_outlook(ent_text *out, const ent_outcome_year *year, bool is_base)
{
    if (!is_base && year->difference == year->difference) {
        ent_outcome_print_change(out, year);
    } else if (ent_outcome_is_assumed(year)) {
        ent_text_add(out, "between ");
        ent_html_percent(out, year->lo);
        ent_text_add(out, " and ");
        ent_html_percent(out, year->hi);
        ent_text_add(out, "; most of the spread comes from assumed sizes");
    } else {
        ent_html_percent(out, year->probability);
        ent_text_add(out, " (90\xC2\xA0%: ");
        ent_html_percent(out, year->lo);
        ent_text_add(out, " to ");
        ent_html_percent(out, year->hi);
        ent_text_add(out, ")");
    }
}

static void
add_scenario(ent_text *out, const ent_view *view, size_t index)
{
    const ent_ensemble       *ensemble = &view->input->ensembles[index];
    const ent_scenario       *scenario = view->input->scenarios[index];
    const ent_outcome_result *result = headline(view, ensemble);
    const ent_outcome_year   *year;
    ent_text                  outlook, label, key;

    if (result == NULL || ensemble->year_count < 1) {
        return;
    }
    year = &result->years[ensemble->year_count - 1];
    ent_text_init(&outlook);
    ent_text_init(&label);
    ent_text_init(&key);
    add_outlook(&outlook, year, index == 0);
    ent_text_addf(&key, "scenario:%.100s", ent_scenario_name(scenario));
    ent_text_addf(&label, "%.200s: ", ent_scenario_title(scenario));
    ent_outcome_print(&label, view, &result->outcome);
    ent_text_add(out, "<li><strong>");
    ent_html_text(out, ent_scenario_title(scenario));
    ent_text_add(out, ".</strong> ");
    ent_outcome_print(out, view, &result->outcome);
    ent_text_add(out, ", ");
    ent_outcome_print_when(out, &result->outcome, year->year);
    ent_text_add(out, ": ");
    ent_figure_open(out, ent_text_get(&key), ent_text_get(&label), ent_text_get(&outlook));
    ent_text_add(out, ent_text_get(&outlook));
    ent_figure_close(out);
    ent_text_add(out, ".</li>\n");
    out->failed = out->failed || outlook.failed || label.failed || key.failed;
    ent_text_clear(&outlook);
    ent_text_clear(&label);
    ent_text_clear(&key);
}

static void
add_scenarios(ent_text *out, const ent_view *view)
{
    ent_text_add(out, "<h3>What would change it</h3>\n<ul class=\"headlines\">\n");
    for (size_t i = 0; i < view->input->ensemble_count; i++) {
        add_scenario(out, view, i);
    }
    ent_text_add(out, "</ul>\n");
}

ent_status
ent_section_answer(ent_ctx *ctx, ent_text *out, ent_view *view)
{
    ent_status status;

    ent_section_open(out, "answer", "The short answer");
    ent_answer_plain(out, view);
    ent_text_add(out, "<dl class=\"cards\">\n");
    if (view->input->reading != NULL || view->input->record == NULL) {
        add_documents(out, view->input->reading);
    }
    add_matches(out, view->input);
    add_pair(out, view);
    add_triangle(out, view);
    add_claims(out, view->input);
    ent_text_add(out, "</dl>\n");
    if (view->input->before != NULL) {
        ent_text_add(out, ENT_CHANGES_HERE);
    }
    ent_text_add(out, "<div class=\"beside\">\n<div>\n");
    status = ent_answer_strength(ctx, out, view);
    ent_text_add(out, "</div>\n<div>\n");
    if (view->input->ensemble_count > 0) {
        add_scenarios(out, view);
    }
    ent_text_add(out, "</div>\n</div>\n");
    ent_reading_latest(out, view, LATEST);
    ent_section_close(out);
    return status;
}
