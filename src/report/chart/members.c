/*
 * members.c - who belonged to an institution, when, and as what
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "report/chart/chart.h"
#include "report/svg.h"

enum { WIDTH = 960, LEFT = 176, RIGHT = 24, TOP = 24, ROW = 16, DAYS = 365 };

/* Full members fill the bar, those on the way in or out are half as high, the others hollow. */
static void
add_bar(ent_text *out, const ent_member_spell *spell, const ent_scale *x, double y,
        const char *name)
{
    double from = fmax(ent_scale_at(x, spell->start), x->r0);
    double to = fmin(ent_scale_at(x, spell->end), x->r1);
    bool   full = spell->rank == ENT_MEMBER_FULL, on_way = spell->rank == ENT_MEMBER_ON_WAY;
    char   tip[200], start[16], end[16];

    ent_date_print(spell->start, start);
    ent_date_print(spell->end == ENT_DAY_MAX ? spell->start : spell->end - 1, end);
    (void)snprintf(tip, sizeof tip, "%.80s: %.40s, %s %s", name, spell->status, start,
                   spell->end == ENT_DAY_MAX ? "on" : end);
    ent_svg_rect(out,
                 full     ? "member"
                 : on_way ? "member way"
                          : "member guest",
                 from, y + (on_way ? 5 : 2), fmax(to - from, 1.5), on_way ? 6 : 12, tip);
}

static void
add_years(ent_text *out, const ent_members *members, const ent_scale *x, double bottom)
{
    int  first = ent_date_year(members->from), last = ent_date_year(members->to - 1);
    int  step = (int)ent_scale_step(first, last, 9);
    char label[16];

    step = step < 1 ? 1 : step;
    for (int year = (first + step - 1) / step * step; year <= last; year += step) {
        double at = ent_scale_at(x, ent_date_day(year, 1, 1));

        (void)snprintf(label, sizeof label, "%d", year);
        ent_svg_line(out, "grid", at, TOP, at, bottom, NULL);
        ent_svg_text(out, "tick mid", at, TOP - 8, label);
    }
}

void
ent_draw_members(ent_text *out, const ent_members *members)
{
    static const ent_svg_key KEYS[] = {
        {ENT_KEY_BOX, "member", NULL, "member"},
        {ENT_KEY_BOX, "member way", NULL, "candidate, invited, suspended"},
        {ENT_KEY_BOX, "member guest", NULL, "observer, partner"}};
    ent_svg_head head = {members->title, NULL, KEYS, sizeof KEYS / sizeof *KEYS};
    ent_scale    x = {members->from, members->to, LEFT, WIDTH - RIGHT};
    double       bottom = TOP + ROW * (double)members->row_count + 4;
    size_t       row = 0;

    if (members->count == 0 || members->to - members->from < DAYS) {
        ent_draw_nothing(out, members->id, members->title, "The record holds no members of it.");
        return;
    }
    ent_svg_open_headed(
        out, members->id, "chart wide", WIDTH, bottom + 8, &head,
        "A row a state, time across: a full bar is a member, a low one a candidate, "
        "invited or suspended, a hollow one an observer or partner.");
    add_years(out, members, &x, bottom);
    for (size_t i = 0; i < members->count; i++) {
        const ent_member_spell *spell = &members->spells[i];
        double                  y;

        row += i > 0 && spell->state != members->spells[i - 1].state;
        y = TOP + ROW * (double)row;
        if (i == 0 || spell->state != members->spells[i - 1].state) {
            ent_svg_text_fit(out, "tick end", LEFT - 8, y + 12, spell->name, 11.5, LEFT - 12);
        }
        add_bar(out, spell, &x, y, spell->name);
    }
    ent_svg_close(out);
}
