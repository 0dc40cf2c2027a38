/*
 * history.c - a pair of states over time: obligations, cooperation, acts
 *
 *   1. words     2. treaties     3. flags     4. the level and its acts     5. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>

#include "base/date.h"
#include "base/text.h"
#include "report/chart/chart.h"
#include "report/html.h"
#include "report/svg.h"

enum {
    WIDTH = 960,
    LEFT = 236,
    RIGHT = 18,
    TREATY_ROW = 27,
    FLAG_ROW = 16,
    LEVEL_STEP = 26,
    MOST_TREATIES = 12, /* drawn; all are in the table */
    MOST_ACTS = 1000,   /* drawn and listed */
    LEVELS = 8,
    MOST_SENTENCE = 400 /* bytes of a tip */
};

static const struct {
    unsigned    flag;
    const char *name;
} FLAGS[] = {{ENT_OBLIGATION_DEFENCE, "defence"},
             {ENT_OBLIGATION_OFFENCE, "offence"},
             {ENT_OBLIGATION_NEUTRALITY, "neutrality"},
             {ENT_OBLIGATION_NONAGGRESSION, "non-aggression"},
             {ENT_OBLIGATION_CONSULTATION, "consultation"}};

enum { FLAG_COUNT = sizeof FLAGS / sizeof *FLAGS };

/* 1. words */

const char *
ent_level_name(int level)
{
    static const char *const NAMES[LEVELS] = {"none",
                                              "border and confidence measures",
                                              "regular high-level consultation",
                                              "arms and technology transfer",
                                              "regular joint exercises",
                                              "joint patrols, interoperability",
                                              "joint basing or command",
                                              "defence obligation honoured"};

    return level >= 0 && level < LEVELS ? NAMES[level] : "not known";
}

void
ent_obligations_print(ent_text *out, unsigned obligations)
{
    bool any = false;

    for (size_t i = 0; i < FLAG_COUNT; i++) {
        if ((obligations & FLAGS[i].flag) != 0) {
            ent_text_add(out, any ? ", " : "");
            ent_text_add(out, FLAGS[i].name);
            any = true;
        }
    }
    ent_text_add(out, any ? "" : "none");
}

/* The place of a day on the axis of years, inside the chart. */
static double
place_of(const ent_history *history, const ent_scale *x, ent_day day)
{
    ent_day from = ent_span_of_year(history->years[0].year).from;
    ent_day to = ent_span_of_year(history->years[history->year_count - 1].year).to;
    int     year;

    day = day < from ? from : day > to ? to : day;
    year = ent_date_year(day);
    return ent_scale_at(x, year + (day - ent_span_of_year(year).from) / 366.0);
}

/* 2. treaties: each a bar under its title, in the first row that is free from there */

typedef struct placed {
    double left, right, text; /* of the bar, and where its title begins */
    bool   is_right;          /* the title ends at the right margin */
    int    row;
} placed;

static int
place_treaties(const ent_history *history, const ent_scale *x, placed *out, size_t count)
{
    double busy[MOST_TREATIES] = {0};
    int    rows = 0;

    for (size_t i = 0; i < count; i++) {
        const ent_history_treaty *treaty = &history->treaties[i];
        double                    width = ent_svg_text_width(treaty->title, 11.5);
        int                       row = 0;

        out[i].left = place_of(history, x, treaty->start);
        out[i].right = place_of(history, x, treaty->end);
        width = width > WIDTH - RIGHT - LEFT ? WIDTH - RIGHT - LEFT : width;
        out[i].is_right = out[i].left + width > WIDTH - RIGHT;
        out[i].text = out[i].is_right ? WIDTH - RIGHT - width : out[i].left;
        while (row < rows && busy[row] > out[i].text - 8) {
            row++;
        }
        rows = row == rows ? rows + 1 : rows;
        busy[row] = out[i].text + width > out[i].right ? out[i].text + width : out[i].right;
        out[i].row = row;
    }
    return rows;
}

static void
add_treaties(ent_text *out, const ent_history *history, const placed *at, size_t count, double top)
{
    for (size_t i = 0; i < count; i++) {
        const ent_history_treaty *treaty = &history->treaties[i];
        double                    y = top + at[i].row * TREATY_ROW;
        ent_text                  tip;

        ent_text_init(&tip);
        ent_text_addf(&tip, "%.200s: ", treaty->title);
        ent_obligations_print(&tip, treaty->obligations);
        ent_svg_text_fit(out, at[i].is_right ? "treaty end" : "treaty",
                         at[i].is_right ? WIDTH - RIGHT : at[i].text, y + 12, treaty->title, 11.5,
                         WIDTH - RIGHT - LEFT);
        ent_svg_rect(out, "treaty-bar", at[i].left, y + 17, at[i].right - at[i].left, 4,
                     ent_text_get(&tip));
        out->failed = out->failed || tip.failed;
        ent_text_clear(&tip);
    }
    if (count > 0) {
        ent_svg_text(out, "label end strong", LEFT - 12, top + 13, "treaties");
    }
}

/* 3. flags */

static void
add_flags(ent_text *out, const ent_history *history, const ent_scale *x, double top)
{
    size_t n = history->year_count;

    for (size_t f = 0; f < FLAG_COUNT; f++) {
        double y = top + FLAG_ROW * (double)f;
        char   tip[96];

        ent_svg_text(out, "label end", LEFT - 12, y + 12, FLAGS[f].name);
        ent_svg_line(out, "grid", LEFT, y + 8, WIDTH - RIGHT, y + 8, NULL);
        for (size_t from = 0, to; from < n; from = to) {
            bool   on = (history->years[from].obligations & FLAGS[f].flag) != 0;
            double left = ent_scale_at(x, history->years[from].year);

            for (to = from + 1;
                 to < n && ((history->years[to].obligations & FLAGS[f].flag) != 0) == on; to++) {
            }
            if (on) {
                int last = history->years[to - 1].year;

                (void)snprintf(tip, sizeof tip, "%s, %d to %d", FLAGS[f].name,
                               history->years[from].year, last);
                ent_svg_rect(out, "flag", left, y + 2, ent_scale_at(x, last + 1) - left, 12, tip);
            }
        }
    }
}

/* 4. the level and its acts */

static void
add_levels(ent_text *out, const ent_history *history, const ent_scale *x, const ent_scale *y)
{
    size_t n = history->year_count;

    for (int level = 0; level < LEVELS; level++) {
        double at = ent_scale_at(y, level);
        char   label[64];

        (void)snprintf(label, sizeof label, "%s  %d", ent_level_name(level), level);
        ent_svg_line(out, level == 0 ? "axis" : "grid", LEFT, at, WIDTH - RIGHT, at, NULL);
        ent_svg_text(out, "label end", LEFT - 12, at + 4, label);
    }
    for (size_t from = 0, to; from < n; from = to) {
        const ent_history_year *year = &history->years[from];
        double                  left = ent_scale_at(x, year->year), right, height;
        bool                    carried = year->carried > 0;

        for (to = from + 1; to < n && history->years[to].level == year->level &&
                            (history->years[to].carried > 0) == carried;
             to++) {
        }
        right = ent_scale_at(x, history->years[to - 1].year + 1);
        height = ent_scale_at(y, 0) - ent_scale_at(y, year->level);
        if (year->level < 0) {
            ent_svg_hatch(out, "hatch faint", left, ent_scale_at(y, 7), right - left,
                          ent_scale_at(y, 0) - ent_scale_at(y, 7), 9);
        } else if (year->level > 0 && carried) {
            ent_svg_hatch(out, "hatch", left, ent_scale_at(y, year->level), right - left, height,
                          6);
        } else if (year->level > 0) {
            ent_svg_rect(out, "area", left, ent_scale_at(y, year->level), right - left, height,
                         NULL);
        }
    }
}

/* The step line, broken where the level is missing. */
static void
add_steps(ent_text *out, const ent_history *history, const ent_scale *x, const ent_scale *y)
{
    size_t n = history->year_count;

    for (size_t i = 0; i < n; i++) {
        const ent_history_year *year = &history->years[i];
        double                  at, before, left;

        if (year->level < 0) {
            continue;
        }
        at = ent_scale_at(y, year->level);
        left = ent_scale_at(x, year->year);
        if (i > 0 && history->years[i - 1].level >= 0 &&
            history->years[i - 1].level != year->level) {
            before = ent_scale_at(y, history->years[i - 1].level);
            ent_svg_line(out, "step", left, before, left, at, NULL);
        }
        if (i == 0 || history->years[i - 1].level != year->level) {
            size_t last = i;

            while (last + 1 < n && history->years[last + 1].level == year->level) {
                last++;
            }
            ent_svg_line(out, "step", left, at, ent_scale_at(x, history->years[last].year + 1), at,
                         NULL);
        }
    }
}

static void
add_acts(ent_text *out, const ent_history *history, const ent_scale *x, const ent_scale *y)
{
    for (size_t i = 0; i < history->act_count && i < MOST_ACTS; i++) {
        const ent_history_act *act = &history->acts[i];
        char                   day[16], tip[256];

        if (act->start == ENT_DAY_MIN || act->level < 0 || act->level >= LEVELS ||
            ent_date_year(act->start) < history->years[0].year ||
            ent_date_year(act->start) > history->years[history->year_count - 1].year) {
            continue;
        }
        ent_date_print(act->start, day);
        (void)snprintf(tip, sizeof tip, "%s  %.200s", day, act->title);
        ent_svg_circle(out, "act", place_of(history, x, act->start), ent_scale_at(y, act->level),
                       3.1, tip);
    }
}

static void
add_years(ent_text *out, const ent_history *history, const ent_scale *x, double top, double bottom)
{
    int first = history->years[0].year, last = history->years[history->year_count - 1].year;
    int step = last - first > 25 ? 10 : 1 + (last - first) / 12;

    for (int year = first; year <= last; year++) {
        if (year % step == 0) {
            char   label[16];
            double at = ent_scale_at(x, year);

            (void)snprintf(label, sizeof label, "%d", year);
            ent_svg_line(out, "grid", at, top, at, bottom, NULL);
            ent_svg_text(out, "tick mid", at, bottom + 17, label);
        }
    }
}

/* 5. the whole */

/* A row of marks below the axis: what the documents say, with the sentence. */
static void
add_reports(ent_text *out, const ent_history *history, const ent_scale *x, double y)
{
    ent_svg_text(out, "tick end", LEFT - 12, y + 4, "reported by the documents");
    ent_svg_line(out, "grid", LEFT, y, WIDTH - RIGHT, y, NULL);
    for (size_t i = 0; i < history->report_count && i < MOST_ACTS; i++) {
        const ent_history_report *report = &history->reports[i];
        double                    at = place_of(history, x, report->date);
        char                      tip[MOST_SENTENCE + 64], date[16], said[MOST_SENTENCE];

        ent_date_print(report->date, date);
        ent_visible_print(report->sentence, said, sizeof said);
        (void)snprintf(tip, sizeof tip, "%s, %.30s: %s", date, report->type, said);
        ent_svg_rect(out, "report", at - 2, y - 7, 4, 14, tip);
    }
}

static void
add_reference(ent_text *out, size_t reference)
{
    if (reference > 0) {
        ent_text_addf(out, "<td><a href=\"#ref-%zu\">[%zu]</a></td></tr>\n", reference, reference);
    } else {
        ent_text_add(out, "<td></td></tr>\n");
    }
}

static void
add_year_table(ent_text *out, const ent_history *history)
{
    static const char *const COLUMNS[] = {
        "year", "level", "in words", "age of the act (years)", "obligations", NULL};

    ent_html_data_open(out, "Levels and obligations by year", COLUMNS);
    for (size_t i = 0; i < history->year_count; i++) {
        const ent_history_year *year = &history->years[i];

        ent_text_addf(out, "<tr><th scope=\"row\">%d</th>", year->year);
        ent_html_cell_number(out, year->level < 0 ? NAN : (double)year->level, 0);
        ent_html_cell(out, ent_level_name(year->level));
        ent_html_cell_number(out, year->level < 1 ? NAN : (double)year->carried, 0);
        ent_text_add(out, "<td>");
        ent_obligations_print(out, year->obligations);
        ent_text_add(out, "</td></tr>\n");
    }
    ent_html_data_close(out);
}

static void
add_fact_tables(ent_text *out, const ent_history *history)
{
    static const char *const TREATIES[] = {"treaty", "dates", "obligations", "source", NULL};
    static const char *const ACTS[] = {"date", "act", "kind", "level", "source", NULL};

    ent_html_data_open(out, "Treaties", TREATIES);
    for (size_t i = 0; i < history->treaty_count && i < MOST_ACTS; i++) {
        ent_text_add(out, "<tr>");
        ent_html_cell(out, history->treaties[i].title);
        ent_text_add(out, "<td>");
        ent_html_span(out, history->treaties[i].start, history->treaties[i].end);
        ent_text_add(out, "</td><td>");
        ent_obligations_print(out, history->treaties[i].obligations);
        ent_text_add(out, "</td>");
        add_reference(out, history->treaties[i].reference);
    }
    ent_html_data_close(out);
    ent_html_data_open(out, "Acts", ACTS);
    for (size_t i = 0; i < history->act_count && i < MOST_ACTS; i++) {
        ent_text_add(out, "<tr><td class=\"date\">");
        ent_html_span(out, history->acts[i].start, history->acts[i].end);
        ent_text_add(out, "</td>");
        ent_html_cell(out, history->acts[i].title);
        ent_html_cell(out, history->acts[i].kind);
        ent_html_cell_integer(out, history->acts[i].level);
        add_reference(out, history->acts[i].reference);
    }
    ent_html_data_close(out);
    if (history->act_count > MOST_ACTS) {
        ent_text_addf(out, "<p>The first %d of %zu acts are shown.</p>\n", MOST_ACTS,
                      history->act_count);
    }
}

/* The first year of the run of equal levels that ends the history. */
static int
level_since(const ent_history *history)
{
    size_t at = history->year_count - 1;

    while (at > 0 && history->years[at - 1].level == history->years[at].level) {
        at--;
    }
    return history->years[at].year;
}

static void
print_words(const ent_history *history, char title[256], char desc[512])
{
    const ent_history_year *last = &history->years[history->year_count - 1];
    int                     length;

    length = snprintf(title, 256, "%.80s and %.80s, %d to %d", history->a, history->b,
                      history->years[0].year, last->year);
    if (last->level >= 0) {
        (void)snprintf(title + length, 256 - (size_t)length, ": level %d since %d, %s", last->level,
                       level_since(history), ent_level_name(last->level));
    }
    (void)snprintf(desc, 512,
                   "Treaty obligations as bars and the cooperation level from 0 to 7 as a step "
                   "line with the acts it rests on. In %d the level is %d, %s.",
                   last->year, last->level, ent_level_name(last->level));
}

void
ent_draw_history(ent_text *out, const ent_history *history)
{
    static const ent_svg_key KEYS[] = {{ENT_KEY_BOX, "flag", NULL, "an obligation is in force"},
                                       {ENT_KEY_BOX, "area", NULL, "level of cooperation, 0 to 7"},
                                       {ENT_KEY_HATCH, "hatch", NULL, "rests on an older act"},
                                       {ENT_KEY_DOT, "act", NULL, "an act"},
                                       {ENT_KEY_BOX, "report", NULL, "reported by documents"}};
    char                     title[256], desc[512];
    placed                   at[MOST_TREATIES];
    size_t                   n = history->year_count;
    size_t    drawn = history->treaty_count < MOST_TREATIES ? history->treaty_count : MOST_TREATIES;
    ent_scale x = {history->years[0].year, history->years[n - 1].year + 1, LEFT, WIDTH - RIGHT};
    double    flags = 8 + TREATY_ROW * place_treaties(history, &x, at, drawn) + 8.0;
    double    top = flags + FLAG_ROW * FLAG_COUNT + 22;
    double    bottom = top + LEVEL_STEP * (LEVELS - 1);
    ent_scale y = {0, LEVELS - 1, bottom, top};

    double       reports = history->report_count > 0 ? bottom + 40 : bottom;
    ent_svg_head head = {
        title, "Treaties, what they oblige to, and how far the two work together in practice", KEYS,
        sizeof KEYS / sizeof *KEYS - (history->report_count > 0 ? 0 : 1)};

    print_words(history, title, desc);
    ent_svg_open_headed(out, "history", "chart wide", WIDTH, reports + 28, &head, desc);
    add_years(out, history, &x, 8, bottom);
    add_treaties(out, history, at, drawn, 4);
    add_flags(out, history, &x, flags);
    add_levels(out, history, &x, &y);
    add_steps(out, history, &x, &y);
    add_acts(out, history, &x, &y);
    if (history->report_count > 0) {
        add_reports(out, history, &x, reports);
    }
    ent_svg_close(out);
}

void
ent_chart_history(ent_text *out, const ent_history *history)
{
    char title[256], desc[512];

    if (history->year_count == 0) {
        ent_text_add(out, "<p class=\"none\">The record holds no year of this pair.</p>\n");
        return;
    }
    print_words(history, title, desc);
    ent_html_scroll_open(out, title);
    ent_draw_history(out, history);
    ent_html_scroll_close(out);
    add_year_table(out, history);
    add_fact_tables(out, history);
}
