/*
 * flows.c - ties from published flows: trade, arms, exercises, contiguity, the peace scale
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "report/facts.h"
#include "report/graph/graph.h"
#include "system/record.h"

enum { YEARS_REMEMBERED = 5 };

/* What a kind says of a pair; of the row on the column where the kind is directed. */
typedef struct flow {
    double                value; /* 0: nothing */
    double                largest;
    ent_span              days;
    const ent_provenance *from;
} flow;

typedef struct flow_job {
    ent_graph                *graph;
    const ent_export_options *options;
    flow                     *flows; /* n*n, row-major */
    size_t                    n;
    ent_span                  span;
    int                       year; /* of its last day */
    bool                      failed;
} flow_job;

static flow *
flow_at(const flow_job *job, ent_state a, ent_state b, bool directed)
{
    ent_state_ix i, j;

    if (a == ENT_NO_STATE || b == ENT_NO_STATE) {
        return NULL;
    }
    i = ent_system_find(job->graph->system, a);
    j = ent_system_find(job->graph->system, b);
    if (i == ENT_NO_STATE_IX || j == ENT_NO_STATE_IX || i == j) {
        return NULL;
    }
    return directed || i < j ? &job->flows[(size_t)i * job->n + j]
                             : &job->flows[(size_t)j * job->n + i];
}

/* Whether a seam reads the fact on the last day, or did on the last day of which any source speaks.
 */
static bool
is_read(const flow_job *job, const char *kind, const ent_provenance *from)
{
    const ent_record *record = job->graph->record;
    size_t            count;
    const ent_seam   *seams = ent_record_seams(record, &count);
    ent_day           day = job->span.to - 1, last = ENT_DAY_MIN;

    for (size_t i = 0; i < count; i++) {
        if (strcmp(seams[i].kind, kind) == 0) {
            last = seams[i].used.to - 1 > last ? seams[i].used.to - 1 : last;
        }
    }
    return ent_record_uses(record, kind, from, day < last ? day : last);
}

/* 1. what the kinds say */

static void
take_trade(flow_job *job)
{
    size_t           count;
    const ent_trade *rows = ent_record_facts(job->graph->record, ENT_FACT_TRADE, &count);

    for (size_t i = 0; i < count; i++) {
        flow *to_a = flow_at(job, rows[i].state_b.state, rows[i].state_a.state, true);
        flow *to_b = flow_at(job, rows[i].state_a.state, rows[i].state_b.state, true);

        if (rows[i].year != job->year || to_a == NULL || to_b == NULL ||
            !ent_record_uses(job->graph->record, "trade", &rows[i].from, job->span.to - 1)) {
            continue;
        }
        to_a->value = rows[i].imports_a;
        to_b->value = rows[i].imports_b;
        to_a->from = to_b->from = &rows[i].from;
        to_a->days = to_b->days = ent_span_of_year(rows[i].year);
    }
}

static void
take_arms(flow_job *job)
{
    size_t                   count;
    const ent_arms_transfer *rows =
        ent_record_facts(job->graph->record, ENT_FACT_ARMS_TRANSFER, &count);

    for (size_t i = 0; i < count; i++) {
        flow *pair = flow_at(job, rows[i].supplier.state, rows[i].recipient.state, true);

        if (pair == NULL || isnan(rows[i].tiv_delivered) || rows[i].ordered_year > job->year ||
            rows[i].ordered_year <= job->year - YEARS_REMEMBERED) {
            continue;
        }
        pair->value += rows[i].tiv_delivered;
        if (pair->from == NULL || rows[i].tiv_delivered > pair->largest) {
            pair->largest = rows[i].tiv_delivered;
            pair->from = &rows[i].from;
            pair->days = ent_span_of_year(rows[i].ordered_year);
        }
    }
}

/* Each pair of the participants of one exercise, who stand in one line. */
static void
take_participants(flow_job *job, const ent_exercise *exercise, const ent_exercise_participant *rows,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            flow *pair = flow_at(job, rows[i].state.state, rows[j].state.state, false);

            if (pair == NULL) {
                continue;
            }
            pair->value += 1;
            if (pair->from == NULL || exercise->start > pair->days.from) {
                pair->from = &exercise->from;
                pair->days = (ent_span){exercise->start, exercise->end};
            }
        }
    }
}

static void
take_exercises(flow_job *job)
{
    size_t                          count, first = 0;
    const ent_exercise_participant *rows =
        ent_record_facts(job->graph->record, ENT_FACT_EXERCISE_PARTICIPANT, &count);
    ent_span window = {ent_span_of_year(job->year - YEARS_REMEMBERED + 1).from, job->span.to};

    for (size_t i = 1; i <= count; i++) {
        const ent_exercise *exercise;

        if (i < count && rows[i].from.file == rows[first].from.file &&
            rows[i].from.line == rows[first].from.line) {
            continue;
        }
        exercise = ent_fact_find(job->graph->record, ENT_FACT_EXERCISE, &rows[first].from);
        if (exercise != NULL &&
            ent_span_overlap((ent_span){exercise->start, exercise->end}, window) &&
            ent_record_uses(job->graph->record, "exercises", &exercise->from, exercise->start)) {
            take_participants(job, exercise, rows + first, i - first);
        }
        first = i;
    }
}

/* The nearest of the span. */
static void
take_contiguity(flow_job *job)
{
    size_t                count;
    const ent_contiguity *rows = ent_record_facts(job->graph->record, ENT_FACT_CONTIGUITY, &count);

    for (size_t i = 0; i < count; i++) {
        flow    *pair = flow_at(job, rows[i].state_a.state, rows[i].state_b.state, false);
        ent_span days = {rows[i].start, rows[i].end};

        if (pair != NULL && rows[i].kind >= 1 && rows[i].kind <= 5 &&
            (pair->from == NULL || rows[i].kind < pair->value) &&
            ent_span_overlap(days, job->span) && is_read(job, "borders", &rows[i].from)) {
            *pair = (flow){rows[i].kind, 0, days, &rows[i].from};
        }
    }
}

/* The last of the span; a transition has no level. */
static void
take_peace(flow_job *job)
{
    size_t                 count;
    const ent_peace_level *rows =
        ent_record_facts(job->graph->record, ENT_FACT_PEACE_LEVEL, &count);

    for (size_t i = 0; i < count; i++) {
        flow    *pair = flow_at(job, rows[i].state_a.state, rows[i].state_b.state, false);
        ent_span days = {rows[i].start, rows[i].end};

        if (pair != NULL && !isnan(rows[i].level) &&
            (pair->from == NULL || rows[i].start > pair->days.from) &&
            ent_span_overlap(days, job->span) && is_read(job, "peace", &rows[i].from)) {
            *pair = (flow){rows[i].level, 0, days, &rows[i].from};
        }
    }
}

/* 2. the ties */

static double
weight_of(ent_tie_kind kind, double value)
{
    switch ((int)kind) {
    case ENT_TIE_CONTIGUITY:
        return 6 - value; /* land is nearest */
    case ENT_TIE_PEACE:
        return 1 + 4 * value; /* severe rivalry is 0 */
    default:
        return value;
    }
}

/* A flow beyond its source's last day is carried where it was known to go on. */
static void
add_flow(flow_job *job, ent_tie_kind kind, ent_state_ix a, ent_state_ix b, const flow *pair)
{
    double   weight = weight_of(kind, pair->value);
    ent_tie *tie;

    if (isnan(weight) || weight <= 0) {
        return;
    }
    tie = ent_graph_add_tie(job->graph, job->options, kind, a, b, weight);
    if (tie == NULL) {
        job->failed = true;
        return;
    }
    (void)ent_number_print(pair->value, tie->value, sizeof tie->value);
    tie->from = pair->from;
    tie->days = pair->days;
    tie->carried = ent_record_age(job->graph->record, pair->from, job->span.to - 1);
}

static void
add_kind(flow_job *job, ent_tie_kind kind, void (*take)(flow_job *job))
{
    if (!ent_graph_shows(job->options, kind)) {
        return;
    }
    memset(job->flows, 0, job->n * job->n * sizeof *job->flows);
    take(job);
    for (size_t i = 0; i < job->n && !job->failed; i++) {
        for (size_t j = 0; j < job->n && !job->failed; j++) {
            ent_state_ix a = (ent_state_ix)i, b = (ent_state_ix)j;

            const flow *pair = &job->flows[i * job->n + j];

            if (pair->from != NULL && ent_graph_shows_pair(job->graph, job->options, a, b)) {
                add_flow(job, kind, a, b, pair);
            }
        }
    }
}

ent_status
ent_graph_add_flows(ent_ctx *ctx, ent_graph *graph, const ent_export_options *options)
{
    flow_job job = {.graph = graph,
                    .options = options,
                    .n = ent_system_size(graph->system),
                    .span = ent_system_span(graph->system)};

    job.year = ent_date_year(job.span.to - 1);
    job.flows = ent_alloc_zero(job.n * job.n, sizeof *job.flows);
    if (job.flows == NULL) {
        return ent_fail_nomem(ctx);
    }
    add_kind(&job, ENT_TIE_TRADE, take_trade);
    add_kind(&job, ENT_TIE_ARMS, take_arms);
    add_kind(&job, ENT_TIE_EXERCISE, take_exercises);
    add_kind(&job, ENT_TIE_CONTIGUITY, take_contiguity);
    add_kind(&job, ENT_TIE_PEACE, take_peace);
    ent_free(job.flows);
    return job.failed ? ent_fail_nomem(ctx) : ENT_OK;
}
