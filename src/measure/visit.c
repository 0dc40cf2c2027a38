/*
 * visit.c - the systems that a measure goes through, and the rows that it shows
 *
 * SPDX-License-Identifier: MIT
 */
#include <limits.h>

#include "base/context.h"
#include "base/date.h"
#include "measure/measure.h"

enum { FIRST_YEAR = 1816 /* of the state system */ };

/*
 * The years of the kinds; of these, the years asked for.  Before the first of
 * them the record is silent, which is no observation of nothing: such years
 * have no rows.  After the last one what is known is carried.
 */
static void
years_of(const ent_record *record, const ent_measure_options *options, const ent_fact_kind *kinds,
         int *first, int *last)
{
    *first = INT_MAX;
    *last = INT_MIN;
    for (; *kinds != ENT_FACT_KINDS; kinds++) {
        int from, to;

        ent_record_years(record, *kinds, &from, &to);
        *first = from < *first ? from : *first;
        *last = to > *last ? to : *last;
    }
    *first = *first < FIRST_YEAR ? FIRST_YEAR : *first;
    if (options->span.from < options->span.to) {
        int from = ent_date_year(options->span.from);

        *first = from > *first ? from : *first;
        if (options->span.to != ENT_DAY_MAX) {
            *last = ent_date_year(options->span.to - 1);
        }
    }
}

static ent_status
visit_each(ent_ctx *ctx, const ent_measure_job *job, const ent_fact_kind *kinds,
           ent_system_visitor visit)
{
    int        first, last;
    ent_status status = ENT_OK;

    years_of(job->record, job->options, kinds, &first, &last);
    for (int year = first; year <= last && status == ENT_OK; year++) {
        ent_span    span = job->options->is_day ? job->options->span : ent_span_of_year(year);
        ent_system *system;

        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = ent_system_at(ctx, job->record, span, NULL, &system);
        }
        if (status == ENT_OK) {
            ent_progress(ctx, "measuring", (uint64_t)(year - first), (uint64_t)(last - first));
            status = visit(ctx, system, year, job);
            ent_system_destroy(system);
        }
    }
    return status;
}

ent_status
ent_measure_table(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options,
                  const ent_fact_kind *kinds, const ent_column *columns, size_t column_count,
                  ent_system_visitor visit, const void *user, ent_table **out)
{
    ent_measure_job job = {record, options, NULL, user};
    ent_status      status = ent_table_create(ctx, columns, column_count, &job.table);

    if (status != ENT_OK) {
        return status;
    }
    status = visit_each(ctx, &job, kinds, visit);
    if (status == ENT_OK) {
        status = ent_table_check(ctx, job.table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(job.table);
        return status;
    }
    *out = job.table;
    return ENT_OK;
}

bool
ent_measure_shows(const ent_measure_options *options, ent_state state)
{
    for (size_t i = 0; i < options->state_count; i++) {
        if (options->states[i] == state) {
            return true;
        }
    }
    return options->state_count == 0;
}

bool
ent_measure_shows_pair(const ent_measure_options *options, ent_state a, ent_state b)
{
    bool has_a = ent_measure_shows(options, a), has_b = ent_measure_shows(options, b);

    return options->state_count == 1 ? has_a || has_b : has_a && has_b;
}

void
ent_measure_find_shown(const ent_measure_options *options, const ent_system *system, ent_shown *out)
{
    out->either = options->state_count == 1;
    out->count = out->only = ent_system_size(system);
    for (size_t i = 0; i < out->count; i++) {
        out->state[i] =
            ent_measure_shows(options, ent_system_member_at(system, (ent_state_ix)i)->state);
        out->only = out->state[i] ? i : out->only;
    }
}

size_t
ent_shown_next(const ent_shown *shown, size_t i, size_t j)
{
    if (shown->either && !shown->state[i]) {
        return j <= shown->only ? shown->only : shown->count;
    }
    if (!shown->state[i]) {
        return shown->count;
    }
    while (j < shown->count && !shown->either && !shown->state[j]) {
        j++;
    }
    return j;
}
