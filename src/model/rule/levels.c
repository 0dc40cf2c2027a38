/*
 * levels.c - how levels of cooperation moved, counted over the years of dyads
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/rule/count.h"
#include "model/rule/world.h"

void
ent_rate_add(ent_rate *rate, bool event)
{
    rate->trials++;
    rate->events += event;
}

void
ent_rate_add_steps(ent_rate *rates, int stride, int from, int to, int last)
{
    int step = to > from ? 1 : -1;

    for (int at = from + step; at != last && at != to + step; at += step) {
        ent_rate_add(&rates[stride * (at - 1)], at != to);
    }
}

/* Each year of age that what a fall left could have had beyond the last. */
static void
count_age(int age, ent_rate *worn)
{
    for (int at = 0; at <= age && at < ENT_WORLD_MEMORY - 1; at++) {
        ent_rate_add(worn, at < age);
    }
}

void
ent_rule_count_levels(const ent_rule_rows *rows, int first, int last, ent_rule_counts *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        const ent_rule_row *row = &rows->rows[i];
        int                 rises = ent_rule_row_rises(row), lapses = ent_rule_row_lapses(row);
        int                 breaks = ent_rule_row_breaks(row);

        if (row->year < first || row->year > last) {
            continue;
        }
        if (rises >= 0) {
            ent_rate_add(&out->up[!row->great], rises > 0);
        }
        if (lapses >= 0) {
            ent_rate_add(&out->lapse[!row->great], lapses > 0);
        }
        if (breaks >= 0) {
            ent_rate_add(&out->broken, breaks > 0);
        }
        if (rises > 0) {
            ent_rate_add_steps(out->leap, 1, row->level, row->level_after, ENT_LEVELS - 1);
        } else if (breaks > 0 || (lapses > 0 && row->level_after < row->level)) {
            ent_rate_add_steps(out->slip, 1, row->level, row->level_after, 0);
            if (row->level_after > 0) {
                count_age(row->age_after, &out->worn);
            }
        }
    }
}
