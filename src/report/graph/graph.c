/*
 * graph.c - the system as nodes and edges, before it is written in a format
 *
 *   1. ties     2. the graph
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/graph/graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "report/facts.h"

/* 1. ties */

/* Claims and borders of pairs: the system says that there are some, not which. */
typedef struct pair_facts {
    const ent_provenance *claim, *border;
    ent_span              claim_days;
    uint32_t              claims;
} pair_facts;

typedef struct graph_job {
    ent_ctx                  *ctx;
    ent_graph                *graph;
    const ent_export_options *options;
    pair_facts               *pairs; /* n*n, row-major; claims are of the row on the column */
    bool                      failed;
} graph_job;

static pair_facts *
pair_at(const graph_job *job, ent_state a, ent_state b)
{
    ent_state_ix i = ent_system_find(job->graph->system, a);
    ent_state_ix j = ent_system_find(job->graph->system, b);

    if (i == ENT_NO_STATE_IX || j == ENT_NO_STATE_IX || i == j) {
        return NULL;
    }
    return &job->pairs[(size_t)i * ent_system_size(job->graph->system) + j];
}

static ent_status
find_pair_facts(graph_job *job)
{
    const ent_record *record = job->graph->record;
    size_t            n = ent_system_size(job->graph->system), count;
    const ent_claim  *claims = ent_record_facts(record, ENT_FACT_CLAIM, &count);
    const ent_border *borders;

    job->pairs = ent_alloc_zero(n * n, sizeof *job->pairs);
    if (job->pairs == NULL) {
        return ent_fail_nomem(job->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        ent_span    days = {claims[i].start, claims[i].end};
        pair_facts *pair = pair_at(job, claims[i].claimant, claims[i].holder);

        if (pair == NULL || !ent_span_overlap(days, ent_system_span(job->graph->system))) {
            continue;
        }
        if (pair->claims++ == 0) {
            pair->claim = &claims[i].from;
            pair->claim_days = days;
        }
    }
    borders = ent_record_facts(record, ENT_FACT_BORDER, &count);
    for (size_t i = 0; i < count; i++) {
        pair_facts *there = pair_at(job, borders[i].state_a, borders[i].state_b);
        pair_facts *back = pair_at(job, borders[i].state_b, borders[i].state_a);

        if (there != NULL && back != NULL) {
            there->border = back->border = &borders[i].from;
        }
    }
    return ENT_OK;
}

/* Add a tie if its kind is shown; NULL where it is not, and where there is no memory. */
static ent_tie *
add_tie(graph_job *job, ent_tie_kind kind, ent_state_ix a, ent_state_ix b, double weight)
{
    ent_tie *tie = NULL;

    if (!job->failed && ent_graph_shows(job->options, kind)) {
        tie = ent_graph_add_tie(job->graph, job->options, kind, a, b, weight);
        job->failed = tie == NULL;
    }
    return tie;
}

static void
attach_fact(graph_job *job, ent_tie *tie, ent_fact_kind kind, uint32_t fact)
{
    const ent_provenance *from = ent_system_provenance(job->graph->system, fact);
    const void           *found = ent_fact_find(job->graph->record, kind, from);

    if (found != NULL) {
        tie->from = found; /* every fact begins with its provenance */
        tie->days = ent_fact_days(kind, found);
    }
}

/* A level rests on an act, a signal, a transfer of arms or an exercise. */
static void
attach_evidence(graph_job *job, ent_tie *tie, uint32_t fact)
{
    const ent_provenance *from = ent_system_provenance(job->graph->system, fact);
    ent_fact_kind         kind;

    if (ent_evidence_find(job->graph->record, from, &kind) != NULL) {
        attach_fact(job, tie, kind, fact);
    }
}

/* An obligation is dated by a treaty, by the party that joined last, or by a spell of a set. */
static void
attach_obligation(graph_job *job, ent_tie *tie, const ent_dyad *dyad)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_TREATY, ENT_FACT_TREATY_MEMBER,
                                          ENT_FACT_ALLIANCE};

    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0] && tie->from == NULL; i++) {
        attach_fact(job, tie, KINDS[i], dyad->obligation_fact);
    }
    tie->days = dyad->obligation_days;
}

/* What is known of a tie after its source's last day is carried. */
static void
set_age(const graph_job *job, ent_tie *tie)
{
    if (tie->from != NULL) {
        tie->carried = ent_record_age(job->graph->record, tie->from,
                                      ent_system_span(job->graph->system).to - 1);
    }
}

static void
print_count(ent_tie *tie, unsigned count)
{
    (void)snprintf(tie->value, sizeof tie->value, "%u", count);
}

static void
add_mutual_ties(graph_job *job, ent_state_ix a, ent_state_ix b, const pair_facts *pair)
{
    const ent_dyad *dyad = ent_system_dyad(job->graph->system, a, b);
    ent_tie        *tie;

    if (dyad->obligations != 0 && (tie = add_tie(job, ENT_TIE_OBLIGATION, a, b, 1)) != NULL) {
        ent_obligation_print(dyad->obligations, tie->value);
        attach_obligation(job, tie, dyad);
        set_age(job, tie);
    }
    if (dyad->rivalry != 0 && (tie = add_tie(job, ENT_TIE_RIVALRY, a, b, 1)) != NULL) {
        attach_fact(job, tie, ENT_FACT_RIVALRY, dyad->rivalry_fact);
        set_age(job, tie);
    }
    if (dyad->hostility > 0 &&
        (tie = add_tie(job, ENT_TIE_DISPUTE, a, b, dyad->hostility)) != NULL) {
        print_count(tie, dyad->hostility);
        attach_fact(job, tie, ENT_FACT_DISPUTE, dyad->hostility_fact);
    }
    if (dyad->cooperation > 0 &&
        (tie = add_tie(job, ENT_TIE_COOPERATION, a, b, dyad->cooperation)) != NULL) {
        print_count(tie, (unsigned)dyad->cooperation);
        tie->carried = dyad->cooperation_carried;
        attach_evidence(job, tie, dyad->cooperation_fact);
    }
    if (pair->border != NULL && (tie = add_tie(job, ENT_TIE_BORDER, a, b, 1)) != NULL) {
        tie->from = pair->border;
    }
}

static void
add_directed_ties(graph_job *job, ent_state_ix a, ent_state_ix b, const pair_facts *pair)
{
    const ent_dyad *dyad = ent_system_dyad(job->graph->system, a, b);
    ent_tie        *tie;

    if (dyad->sanctions > 0 &&
        (tie = add_tie(job, ENT_TIE_SANCTION, a, b, dyad->sanctions)) != NULL) {
        print_count(tie, dyad->sanctions);
        attach_fact(job, tie, ENT_FACT_SANCTION, dyad->sanction_fact);
    }
    if (pair->claims > 0 && (tie = add_tie(job, ENT_TIE_CLAIM, a, b, pair->claims)) != NULL) {
        print_count(tie, pair->claims);
        tie->from = pair->claim;
        tie->days = pair->claim_days;
    }
}

/* 2. the graph */

/* By pair, then by kind: the flows stand behind the ties of the system. */
static int
compare_ties(const void *a, const void *b)
{
    const ent_tie *x = a, *y = b;
    ent_state_ix   x_low = x->a < x->b ? x->a : x->b, x_high = x->a < x->b ? x->b : x->a;
    ent_state_ix   y_low = y->a < y->b ? y->a : y->b, y_high = y->a < y->b ? y->b : y->a;

    if (x_low != y_low) {
        return x_low < y_low ? -1 : 1;
    }
    if (x_high != y_high) {
        return x_high < y_high ? -1 : 1;
    }
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    return x->a < y->a ? -1 : x->a > y->a;
}

static ent_status
gather(graph_job *job)
{
    size_t     n = ent_system_size(job->graph->system);
    ent_status status;

    job->graph->nodes = ent_alloc_zero(n, sizeof *job->graph->nodes);
    if (job->graph->nodes == NULL) {
        return ent_fail_nomem(job->ctx);
    }
    status = find_pair_facts(job);
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        ent_state_ix a = (ent_state_ix)i;

        job->graph->nodes[i] =
            job->graph->nodes[i] || ent_graph_shows_state(job->graph, job->options, a);
        for (size_t j = i + 1; j < n; j++) {
            ent_state_ix b = (ent_state_ix)j;

            if (ent_graph_shows_pair(job->graph, job->options, a, b)) {
                add_mutual_ties(job, a, b, &job->pairs[i * n + j]);
                add_directed_ties(job, a, b, &job->pairs[i * n + j]);
                add_directed_ties(job, b, a, &job->pairs[j * n + i]);
            }
        }
    }
    ent_free(job->pairs);
    if (status == ENT_OK && !job->failed) {
        status = ent_graph_add_flows(job->ctx, job->graph, job->options);
    }
    if (job->graph->tie_count > 1) {
        qsort(job->graph->ties, job->graph->tie_count, sizeof *job->graph->ties, compare_ties);
    }
    return status == ENT_OK && job->failed ? ent_fail_nomem(job->ctx) : status;
}

ent_status
ent_graph_make(ent_ctx *ctx, const ent_record *record, ent_span span,
               const ent_export_options *options, ent_graph *out)
{
    static const ent_export_options DEFAULTS;
    ent_graph                       graph = {.record = record};
    graph_job job = {.ctx = ctx, .graph = &graph, .options = options != NULL ? options : &DEFAULTS};
    ent_status status = ent_signs_check(ctx, record, job.options->signs);

    if (status == ENT_OK) {
        status = ent_system_at(ctx, record, span, NULL, &graph.system);
    }
    if (status == ENT_OK) {
        status = gather(&job);
        if (status != ENT_OK) {
            ent_graph_clear(&graph);
        }
    }
    if (status == ENT_OK) {
        *out = graph;
    }
    return status;
}

void
ent_graph_clear(ent_graph *graph)
{
    ent_system_destroy(graph->system);
    ent_free(graph->ties);
    ent_free(graph->nodes);
    memset(graph, 0, sizeof *graph);
}
