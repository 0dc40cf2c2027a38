/*
 * triangle.c - the strategic triangle over time
 *
 * A good relation is a bar above its line, a bad one a bar below it.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "report/chart/chart.h"
#include "report/html.h"
#include "report/svg.h"

enum { WIDTH = 960, LEFT = 168, RIGHT = 16, TOP = 12, ROW = 38, BAR = 13, TYPE = 44 };

static const int SIDES[3][2] = {{0, 1}, {1, 2}, {0, 2}};

static const char *
sign_name(int sign)
{
    return sign > 0 && sign != ENT_SIGN_MISSING ? "positive"
           : sign < 0                           ? "negative"
           : sign == 0                          ? "neutral"
                                                : "not known";
}

static const char *
sign_mark(int sign)
{
    return sign == ENT_SIGN_MISSING ? "?" : sign > 0 ? "+" : sign < 0 ? "\xE2\x88\x92" : "0";
}

static void
print_side(char *out, size_t size, const ent_triangle_history *history, int side)
{
    (void)snprintf(out, size, "%s \xE2\x80\x93 %s", history->names[SIDES[side][0]],
                   history->names[SIDES[side][1]]);
}

void
ent_triangle_print(ent_text *out, const ent_triangle_history *history,
                   const ent_triangle_year *year)
{
    static const char *const NAMES[] = {"m\xC3\xA9nage \xC3\xA0 trois", "romantic triangle",
                                        "marriage", "unit veto"};

    ent_text_add(out, NAMES[year->type]);
    if (year->pivot >= 0 && year->pivot < 3) {
        ent_text_add(out, year->type == ENT_TRIANGLE_ROMANTIC ? ", pivot: " : ", outside: ");
        ent_text_add(out, history->names[year->pivot]);
    }
}

static bool
same_type(const ent_triangle_year *a, const ent_triangle_year *b)
{
    return a->type == b->type && a->pivot == b->pivot;
}

int
ent_triangle_since(const ent_triangle_history *history)
{
    size_t at = history->year_count;

    if (at == 0) {
        return 0;
    }
    for (at--; at > 0 && same_type(&history->years[at], &history->years[at - 1]); at--) {
    }
    return history->years[at].year;
}

static void
add_side(ent_text *out, const ent_triangle_history *history, int side, const ent_scale *x)
{
    double middle = TOP + ROW * side + ROW / 2.0;
    char   name[160], tip[256];
    size_t n = history->year_count;

    print_side(name, sizeof name, history, side);
    ent_svg_text_fit(out, "label end", LEFT - 12, middle + 4, name, 13, LEFT - 14);
    for (size_t from = 0, to; from < n; from = to) {
        int    sign = history->years[from].signs[side];
        int    first = history->years[from].year, last;
        double left = ent_scale_at(x, first), right;

        for (to = from + 1; to < n && history->years[to].signs[side] == sign; to++) {
        }
        last = history->years[to - 1].year;
        right = ent_scale_at(x, last + 1);
        (void)snprintf(tip, sizeof tip, "%s: %s, %d to %d", name, sign_name(sign), first, last);
        if (sign == ENT_SIGN_MISSING) {
            ent_svg_hatch(out, "hatch", left, middle - 4, right - left, 8, 5);
        } else {
            const char *klass = sign > 0 ? "positive" : sign < 0 ? "negative" : "neutral";
            double      top = sign > 0 ? middle - BAR : sign < 0 ? middle : middle - 3;

            ent_svg_rect(out, klass, left, top, right - left - 1, sign == 0 ? 6 : BAR, tip);
        }
        if (right - left >= 14 && sign != 0 && sign != ENT_SIGN_MISSING) {
            ent_svg_text(out, "on-bar mid", (left + right) / 2,
                         sign > 0 ? middle - 2 : middle + BAR - 2, sign_mark(sign));
        }
    }
    ent_svg_line(out, "axis", LEFT, middle, WIDTH - RIGHT, middle, NULL);
}

/* The type, and under it the state that stands apart and how, as far as there is room. */
static void
add_type_label(ent_text *out, const ent_triangle_history *history, const ent_triangle_year *at,
               double left, double right, double top)
{
    static const char *const SHORT[] = {"m\xC3\xA9nage", "romantic", "marriage", "veto"};
    const char              *apart = at->type == ENT_TRIANGLE_ROMANTIC ? "pivot:" : "outside:";
    double                   middle = (left + right) / 2, room = right - left - 3;
    char                     lines[3][96] = {"", "", ""};
    size_t                   count = 1;

    (void)snprintf(lines[0], sizeof lines[0], "%s", SHORT[at->type]);
    if (ent_svg_text_width(lines[0], 10) > room) {
        return;
    }
    if (at->pivot >= 0 && at->pivot < 3) {
        const char *name = history->names[at->pivot];

        (void)snprintf(lines[1], sizeof lines[1], "%s %.64s", apart, name);
        count = 2;
        if (ent_svg_text_width(lines[1], 10) > room) {
            (void)snprintf(lines[1], sizeof lines[1], "%s", apart);
            (void)snprintf(lines[2], sizeof lines[2], "%.64s", name);
            count = ent_svg_text_width(name, 10) > room ? 1 : 3;
        }
    }
    for (size_t i = 0; i < count; i++) {
        ent_svg_text(out, "type mid", middle,
                     top + TYPE / 2.0 + 4 + 12 * ((double)i - ((double)count - 1) / 2), lines[i]);
    }
}

static void
add_types(ent_text *out, const ent_triangle_history *history, const ent_scale *x, double top)
{
    size_t n = history->year_count;

    ent_svg_text(out, "label end", LEFT - 12, top + TYPE / 2.0 + 4, "type");
    for (size_t from = 0, to; from < n; from = to) {
        const ent_triangle_year *at = &history->years[from];
        double                   left = ent_scale_at(x, at->year), right;
        ent_text                 words;
        char                     years[32];

        for (to = from + 1; to < n && same_type(at, &history->years[to]); to++) {
        }
        right = ent_scale_at(x, history->years[to - 1].year + 1);
        ent_text_init(&words);
        ent_triangle_print(&words, history, at);
        (void)snprintf(years, sizeof years, ", %d to %d", at->year, history->years[to - 1].year);
        add_type_label(out, history, at, left, right, top);
        ent_text_add(&words, years);
        ent_svg_rect(out, "type-box", left, top, right - left - 1, TYPE, ent_text_get(&words));
        out->failed = out->failed || words.failed;
        ent_text_clear(&words);
    }
}

static void
add_years(ent_text *out, const ent_triangle_history *history, const ent_scale *x, double bottom)
{
    int first = history->years[0].year, last = history->years[history->year_count - 1].year;
    int step = last - first > 25 ? 10 : 1 + (last - first) / 12;

    for (int year = first; year <= last; year++) {
        if (year % step == 0) {
            char   label[16];
            double at = ent_scale_at(x, year);

            (void)snprintf(label, sizeof label, "%d", year);
            ent_svg_line(out, "grid", at, TOP, at, bottom, NULL);
            ent_svg_text(out, "tick mid", at, bottom + 16, label);
        }
    }
}

static void
add_data(ent_text *out, const ent_triangle_history *history)
{
    char        side[3][160];
    const char *columns[] = {"year", side[0], side[1], side[2], "type", NULL};

    for (int i = 0; i < 3; i++) {
        print_side(side[i], sizeof side[i], history, i);
    }
    ent_html_data_open(out, "Data of this chart", columns);
    for (size_t i = 0; i < history->year_count; i++) {
        const ent_triangle_year *at = &history->years[i];
        ent_text                 words;

        ent_text_init(&words);
        ent_triangle_print(&words, history, at);
        ent_text_addf(out, "<tr><th scope=\"row\">%d</th>", at->year);
        for (int k = 0; k < 3; k++) {
            ent_text_addf(out, "<td>%s %s</td>", sign_mark(at->signs[k]), sign_name(at->signs[k]));
        }
        ent_html_cell(out, ent_text_get(&words));
        ent_text_add(out, "</tr>\n");
        out->failed = out->failed || words.failed;
        ent_text_clear(&words);
    }
    ent_html_data_close(out);
}

/* "The triangle in 2025: marriage, outside: United States, since 2017" */
static void
print_title(ent_text *out, const ent_triangle_history *history)
{
    const ent_triangle_year *last = &history->years[history->year_count - 1];

    ent_text_addf(out, "The triangle in %d: ", last->year);
    ent_triangle_print(out, history, last);
    ent_text_addf(out, ", since %d", ent_triangle_since(history));
}

void
ent_draw_triangle(ent_text *out, const ent_triangle_history *history)
{
    static const ent_svg_key KEYS[] = {
        {ENT_KEY_BOX, "positive", "+", "positive, above the line"},
        {ENT_KEY_BOX, "negative", "\xE2\x88\x92", "negative, below it"},
        {ENT_KEY_LINE, "key-neutral", NULL, "neutral, on it"}};
    double       bottom = TOP + 3 * ROW + 8 + TYPE;
    ent_scale    x;
    ent_text     title, desc;
    size_t       n = history->year_count;
    ent_svg_head head = {.said = "The relation of each two states, and Dittmer's type of the three",
                         .keys = KEYS,
                         .key_count = sizeof KEYS / sizeof *KEYS};

    x = (ent_scale){history->years[0].year, history->years[n - 1].year + 1, LEFT, WIDTH - RIGHT};
    ent_text_init(&title);
    ent_text_init(&desc);
    print_title(&title, history);
    ent_text_addf(&desc, "Signs of the three sides from %d to %d. In %d the type is ",
                  history->years[0].year, history->years[n - 1].year, history->years[n - 1].year);
    ent_triangle_print(&desc, history, &history->years[n - 1]);
    ent_text_addf(&desc, ", since %d.", ent_triangle_since(history));
    head.title = ent_text_get(&title);
    ent_svg_open_headed(out, "triangle", "chart wide", WIDTH, bottom + 26, &head,
                        ent_text_get(&desc));
    add_years(out, history, &x, bottom);
    for (int side = 0; side < 3; side++) {
        add_side(out, history, side, &x);
    }
    add_types(out, history, &x, bottom - TYPE);
    ent_svg_close(out);
    out->failed = out->failed || desc.failed || title.failed;
    ent_text_clear(&title);
    ent_text_clear(&desc);
}

void
ent_chart_triangle(ent_text *out, const ent_triangle_history *history)
{
    if (history->year_count == 0) {
        ent_text_add(out, "<p class=\"none\">The record holds no year of this triangle.</p>\n");
        return;
    }
    ent_html_scroll_open(out, "The triangle over time");
    ent_draw_triangle(out, history);
    ent_html_scroll_close(out);
    add_data(out, history);
}
