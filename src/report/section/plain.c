/*
 * plain.c - the short answer in sentences, before its numbers
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "report/html.h"
#include "report/section/section.h"

enum { YEARS_BEFORE = 10 };

static const struct {
    unsigned    flag;
    const char *words;
} DUTIES[] = {{ENT_OBLIGATION_DEFENCE, "to defend each other"},
              {ENT_OBLIGATION_OFFENCE, "to attack together"},
              {ENT_OBLIGATION_NEUTRALITY, "to stay neutral in each other's wars"},
              {ENT_OBLIGATION_NONAGGRESSION, "not to attack each other"},
              {ENT_OBLIGATION_CONSULTATION, "to consult each other"}};
enum { DUTY_COUNT = sizeof DUTIES / sizeof *DUTIES };

static void
add_comparison(ent_text *out, const ent_history *history)
{
    const ent_history_year *last = &history->years[history->year_count - 1], *before;

    if (history->year_count <= YEARS_BEFORE) {
        return;
    }
    before = last - YEARS_BEFORE;
    if (before->level < 0) {
        return;
    }
    if (before->level == last->level) {
        ent_text_addf(out, ", as in %d", before->year);
    } else {
        ent_text_addf(out, ", %s from level %d in %d", before->level < last->level ? "up" : "down",
                      before->level, before->year);
    }
}

static void
add_level(ent_text *out, const ent_history *history)
{
    const ent_history_year *last = &history->years[history->year_count - 1];

    if (last->level < 0) {
        ent_text_addf(out, "How far Russia and China work together in %d is not known. ",
                      last->year);
        return;
    }
    ent_text_addf(out, "Russia and China work together at level %d of 7 in %d (%s)", last->level,
                  last->year, ent_level_name(last->level));
    add_comparison(out, history);
    ent_text_add(out, ". ");
}

/* "Treaties oblige them not to attack each other and to consult each other, but not to defend each
   other." */
static void
add_duties(ent_text *out, unsigned obligations)
{
    size_t count = 0, said = 0;

    for (size_t i = 0; i < DUTY_COUNT; i++) {
        count += (obligations & DUTIES[i].flag) != 0;
    }
    if (count == 0) {
        ent_text_add(out, "No treaty of the record obliges them to anything. ");
        return;
    }
    ent_text_add(out, "Treaties oblige them ");
    for (size_t i = 0; i < DUTY_COUNT; i++) {
        if ((obligations & DUTIES[i].flag) != 0) {
            ent_text_add(out, said == 0 ? "" : said + 1 == count ? " and " : ", ");
            ent_text_add(out, DUTIES[i].words);
            said++;
        }
    }
    ent_text_add(out, (obligations & ENT_OBLIGATION_DEFENCE) == 0
                          ? ", but not to defend each other. "
                          : ". ");
}

/* A name within a sentence. */
static void
add_name(ent_text *out, const char *name)
{
    if (ent_starts_with(name, "United ") || ent_starts_with(name, "Soviet ")) {
        ent_text_add(out, "the ");
    }
    ent_html_text(out, name);
}

static void
add_both(ent_text *out, const char *a, const char *b)
{
    add_name(out, a);
    ent_text_add(out, " and ");
    add_name(out, b);
}

/* What Dittmer's type says of the three. */
static void
add_enmities(ent_text *out, const ent_triangle_history *triangle)
{
    const ent_triangle_year *last = &triangle->years[triangle->year_count - 1];
    size_t                   third = last->pivot >= 0 ? (size_t)last->pivot : 0;
    const char              *a = triangle->names[third == 0 ? 1 : 0];
    const char              *b = triangle->names[third == 2 ? 1 : 2];

    ent_text_addf(out, "Since %d ", ent_triangle_since(triangle));
    if (last->type == ENT_TRIANGLE_MARRIAGE) {
        add_name(out, triangle->names[third]);
        ent_text_add(out, " is at enmity with ");
        add_both(out, a, b);
        ent_text_add(out, ", which are not at enmity with each other. ");
    } else if (last->type == ENT_TRIANGLE_ROMANTIC) {
        add_both(out, a, b);
        ent_text_add(out, " are at enmity, and ");
        add_name(out, triangle->names[third]);
        ent_text_add(out, " with neither of them. ");
    } else {
        add_name(out, triangle->names[third]);
        ent_text_add(out, ", ");
        add_both(out, a, b);
        ent_text_add(out, last->type == ENT_TRIANGLE_MENAGE ? " are all without enmity. "
                                                            : " are all at enmity. ");
    }
}

static void
add_reports(ent_text *out, const ent_report_input *input)
{
    size_t confirmed = 0, denied = 0;

    if (input->reading == NULL || input->matches == NULL || input->reading->event_count == 0) {
        return;
    }
    for (size_t i = 0; i < input->reading->event_count; i++) {
        confirmed += input->matches[i].verdict == ENT_MATCH_CORROBORATED;
        denied += input->matches[i].verdict == ENT_MATCH_CONTRADICTED;
    }
    ent_text_add(out, "Of ");
    ent_html_count(out, input->reading->event_count, "event", "events");
    ent_text_add(out, " that ");
    ent_html_count(out, ent_reading_read_count(input->reading), "document reports",
                   "documents report");
    ent_text_add(out, ", the record confirms ");
    ent_html_thousands(out, confirmed);
    ent_text_add(out, " and contradicts ");
    if (denied > 0) {
        ent_html_thousands(out, denied);
    }
    ent_text_add(out, denied > 0 ? ". " : "none. ");
}

static void
add_claims(ent_text *out, ent_table *verdicts)
{
    size_t counts[4];

    if (verdicts == NULL) {
        return;
    }
    ent_claims_count_verdicts(verdicts, counts);
    ent_text_addf(out, "Of %zu claims that documents make, %zu hold, %zu do not",
                  counts[0] + counts[1] + counts[2] + counts[3], counts[0], counts[1]);
    ent_text_addf(out, " and %zu cannot be decided.", counts[2] + counts[3]);
}

void
ent_answer_plain(ent_text *out, const ent_view *view)
{
    size_t start;

    ent_text_add(out, "<p class=\"plain-words\">");
    start = out->length;
    if (view->history.year_count > 0) {
        add_level(out, &view->history);
        add_duties(out, view->history.years[view->history.year_count - 1].obligations);
    }
    if (view->triangle.year_count > 0) {
        add_enmities(out, &view->triangle);
    }
    add_reports(out, view->input);
    add_claims(out, view->input->verdicts);
    if (out->length == start) {
        ent_text_add(out, "The record holds nothing of Russia and China, and no document was "
                          "read.");
    }
    ent_text_add(out, "</p>\n");
}
