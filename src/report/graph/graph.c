/*
 * graph.c - the system as nodes and edges, before it is written in a format
 *
 *   1. ties     2. the graph     3. attributes
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/graph/graph.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "report/facts.h"

/* 1. ties */

const char *
ent_tie_name(ent_tie_kind kind)
{
    static const char *const NAMES[ENT_TIE_KINDS] = {
        "obligation", "rivalry", "dispute", "cooperation", "border",     "sanction",
        "claim",      "trade",   "arms",    "exercise",    "contiguity", "peace"};

    return NAMES[kind];
}

const char *
ent_export_kind(size_t index)
{
    return index < ENT_TIE_KINDS ? ent_tie_name((ent_tie_kind)index) : NULL;
}

bool
ent_tie_is_directed(ent_tie_kind kind)
{
    return kind == ENT_TIE_SANCTION || kind == ENT_TIE_CLAIM || kind == ENT_TIE_TRADE ||
           kind == ENT_TIE_ARMS;
}

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

bool
ent_graph_shows(const ent_export_options *options, ent_tie_kind kind)
{
    return options->kinds == 0 || (options->kinds & (1U << kind)) != 0;
}

ent_tie *
ent_graph_add_tie(ent_graph *graph, const ent_export_options *options, ent_tie_kind kind,
                  ent_state_ix a, ent_state_ix b, double weight)
{
    ent_tie *tie;

    if (!ENT_GROW(graph->ties, graph->tie_capacity, graph->tie_count + 1)) {
        return NULL;
    }
    tie = &graph->ties[graph->tie_count++];
    *tie = (ent_tie){.a = a,
                     .b = b,
                     .kind = kind,
                     .weight = weight,
                     .sign = ent_system_sign(graph->system, a, b, options->signs),
                     .carried = -1,
                     .days = {ENT_DAY_MIN, ENT_DAY_MAX}};
    graph->nodes[a] = graph->nodes[b] = true;
    return tie;
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

static bool
is_chosen(const ent_graph *graph, const ent_export_options *options, ent_state_ix ix)
{
    ent_state state = ent_system_member_at(graph->system, ix)->state;

    for (size_t i = 0; i < options->state_count; i++) {
        if (options->states[i] == state) {
            return true;
        }
    }
    return options->state_count == 0;
}

bool
ent_graph_shows_pair(const ent_graph *graph, const ent_export_options *options, ent_state_ix a,
                     ent_state_ix b)
{
    bool of_a = is_chosen(graph, options, a), of_b = is_chosen(graph, options, b);

    return options->state_count == 1 ? of_a || of_b : of_a && of_b;
}

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

        job->graph->nodes[i] = job->graph->nodes[i] || is_chosen(job->graph, job->options, a);
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

/* 3. attributes */

enum {
    NODE_CCODE,
    NODE_GWCODE,
    NODE_CINC,
    NODE_MILEX,
    NODE_POWER_YEAR,
    NODE_POLYARCHY,
    NODE_FACT,
    NODE_GDP,
    NODE_POPULATION,
    NODE_GDP_YEAR,
    NODE_GDP_FACT,
    NODE_POLITY
};

const ent_attribute ent_node_attributes[ENT_NODE_ATTRIBUTES] = {
    [NODE_CCODE] = {"ccode", ENT_COLUMN_INTEGER},
    [NODE_GWCODE] = {"gwcode", ENT_COLUMN_INTEGER},
    [NODE_CINC] = {"cinc", ENT_COLUMN_NUMBER},
    [NODE_MILEX] = {"milex", ENT_COLUMN_NUMBER},
    [NODE_POWER_YEAR] = {"power_year", ENT_COLUMN_INTEGER},
    [NODE_POLYARCHY] = {"polyarchy", ENT_COLUMN_NUMBER},
    [NODE_FACT] = {"fact_id", ENT_COLUMN_TEXT},
    [NODE_GDP] = {"gdp", ENT_COLUMN_NUMBER},
    [NODE_POPULATION] = {"population", ENT_COLUMN_NUMBER},
    [NODE_GDP_YEAR] = {"gdp_year", ENT_COLUMN_INTEGER},
    [NODE_GDP_FACT] = {"gdp_fact", ENT_COLUMN_TEXT},
    [NODE_POLITY] = {"polity2", ENT_COLUMN_INTEGER}};

enum {
    EDGE_KIND,
    EDGE_VALUE,
    EDGE_SIGN,
    EDGE_START,
    EDGE_END,
    EDGE_FACT,
    EDGE_DIRECTED,
    EDGE_CARRIED
};

/* `start` and `end` of an edge in GEXF are those of the span: the fact's have names of their own.
 */
const ent_attribute ent_edge_attributes[ENT_EDGE_ATTRIBUTES] = {
    [EDGE_KIND] = {"kind", ENT_COLUMN_TEXT},
    [EDGE_VALUE] = {"value", ENT_COLUMN_TEXT},
    [EDGE_SIGN] = {"sign", ENT_COLUMN_INTEGER},
    [EDGE_START] = {"fact_start", ENT_COLUMN_TEXT},
    [EDGE_END] = {"fact_end", ENT_COLUMN_TEXT},
    [EDGE_FACT] = {"fact_id", ENT_COLUMN_TEXT},
    [EDGE_DIRECTED] = {"directed", ENT_COLUMN_BOOLEAN},
    [EDGE_CARRIED] = {"carried", ENT_COLUMN_INTEGER}};

static void
add_escaped(ent_text *out, const char *text)
{
    ent_text_add_xml(out, text, strlen(text));
}

static void
add_fact_id(const ent_graph *graph, const ent_provenance *from, ent_text *out)
{
    char fact[160];

    if (from != NULL) {
        ent_record_fact_id(graph->record, from, fact);
        add_escaped(out, fact);
    }
}

static void
add_wealth(const ent_graph *graph, ent_state state, int year, size_t attribute, ent_text *out)
{
    const ent_gdp    *gdp = ent_gdp_until(graph->record, state, year);
    const ent_regime *regime = ent_polity_until(graph->record, state, year);

    if (attribute == NODE_POLITY) {
        if (regime != NULL && regime->year == year) {
            ent_text_addf(out, "%d", (int)regime->polity2);
        }
    } else if (gdp == NULL) {
        return;
    } else if (attribute == NODE_GDP_YEAR) {
        ent_text_addf(out, "%d", (int)gdp->year);
    } else if (attribute == NODE_GDP_FACT) {
        add_fact_id(graph, &gdp->from, out);
    } else {
        ent_text_add_number(out, attribute == NODE_GDP ? gdp->gdp : gdp->population);
    }
}

void
ent_node_attribute(const ent_graph *graph, ent_state_ix ix, size_t attribute, ent_text *out)
{
    const ent_system_member *member = ent_system_member_at(graph->system, ix);
    ent_day                  day = ent_system_span(graph->system).to - 1;
    ent_ccode                gw;

    switch (attribute) {
    case NODE_CCODE:
        ent_text_addf(out, "%d", (int)member->ccode);
        break;
    case NODE_GWCODE:
        gw = ent_codes_gw(ent_record_codes(graph->record), member->state, day);
        if (gw != 0) {
            ent_text_addf(out, "%d", (int)gw);
        }
        break;
    case NODE_CINC:
        ent_text_add_number(out, member->cinc);
        break;
    case NODE_MILEX:
        ent_text_add_number(out, member->milex);
        break;
    case NODE_POWER_YEAR:
        if (member->power_fact != 0) {
            ent_text_addf(out, "%d", (int)member->power_year);
        }
        break;
    case NODE_POLYARCHY:
        ent_text_add_number(out, member->polyarchy);
        break;
    case NODE_FACT:
        add_fact_id(graph, ent_system_provenance(graph->system, member->power_fact), out);
        break;
    default:
        add_wealth(graph, member->state, ent_date_year(day), attribute, out);
        break;
    }
}

void
ent_edge_attribute(const ent_graph *graph, const ent_tie *tie, size_t attribute, ent_text *out)
{
    char date[16];

    switch (attribute) {
    case EDGE_KIND:
        ent_text_add(out, ent_tie_name(tie->kind));
        break;
    case EDGE_VALUE:
        ent_text_add(out, tie->value);
        break;
    case EDGE_SIGN:
        ent_text_addf(out, "%d", tie->sign);
        break;
    case EDGE_START:
        ent_date_print(tie->days.from, date);
        ent_text_add(out, date);
        break;
    case EDGE_END:
        ent_date_print(tie->days.to == ENT_DAY_MAX ? ENT_DAY_MAX : tie->days.to - 1, date);
        ent_text_add(out, date);
        break;
    case EDGE_FACT:
        add_fact_id(graph, tie->from, out);
        break;
    case EDGE_DIRECTED:
        ent_text_add(out, ent_tie_is_directed(tie->kind) ? "true" : "false");
        break;
    default:
        if (tie->carried >= 0) {
            ent_text_addf(out, "%d", tie->carried);
        }
        break;
    }
}

void
ent_node_id(const ent_graph *graph, ent_state_ix ix, const ent_export_options *options,
            char out[16])
{
    const ent_system_member *member = ent_system_member_at(graph->system, ix);
    ent_ccode                number = 0;

    if (options != NULL && options->code == ENT_SCHEME_CCODE) {
        number = member->ccode;
    } else if (options != NULL && options->code == ENT_SCHEME_GW) {
        number = ent_codes_gw(ent_record_codes(graph->record), member->state,
                              ent_system_span(graph->system).to - 1);
    }
    if (number != 0) {
        (void)snprintf(out, 16, "%d", (int)number);
    } else {
        (void)snprintf(out, 16, "%s", member->id);
    }
}

const char *
ent_node_label(const ent_graph *graph, ent_state_ix ix)
{
    return ent_codes_name(ent_record_codes(graph->record),
                          ent_system_member_at(graph->system, ix)->state,
                          ent_system_span(graph->system).to - 1);
}

void
ent_graph_sources(const ent_record *record, ent_text *out)
{
    size_t                        count;
    const ent_source_file *const *sources = ent_record_sources(record, &count);

    for (size_t i = 0; i < count; i++) {
        ent_text_add(out, i > 0 ? "; " : "");
        add_escaped(out, sources[i]->set);
        ent_text_add_char(out, ' ');
        add_escaped(out, sources[i]->version);
    }
}

ent_status
ent_graph_flush(ent_ctx *ctx, ent_text *text, FILE *stream)
{
    if (text->failed) {
        return ent_fail_nomem(ctx);
    }
    (void)fwrite(ent_text_get(text), 1, text->length, stream);
    text->length = 0;
    if (ferror(stream) != 0) {
        return ent_fail(ctx, ENT_E_FILE, "cannot write: %s", strerror(errno));
    }
    return ENT_OK;
}

static ent_status
write_graph(ent_ctx *ctx, const ent_graph *graph, const ent_export_options *options,
            const ent_graph_format *format, ent_text *out, FILE *stream)
{
    ent_status status;

    format->head(graph, options, out);
    status = ent_graph_flush(ctx, out, stream);
    for (size_t i = 0; i < ent_system_size(graph->system) && status == ENT_OK; i++) {
        if (graph->nodes[i]) {
            format->node(graph, (ent_state_ix)i, options, out);
            status = ent_graph_flush(ctx, out, stream);
        }
    }
    ent_text_add(out, format->between);
    for (size_t i = 0; i < graph->tie_count && status == ENT_OK; i++) {
        format->edge(graph, i, options, out);
        status = ent_graph_flush(ctx, out, stream);
    }
    if (status == ENT_OK) {
        ent_text_add(out, format->foot);
        status = ent_graph_flush(ctx, out, stream);
    }
    return status;
}

ent_status
ent_graph_write(ent_ctx *ctx, const ent_record *record, ent_span span,
                const ent_export_options *options, const ent_graph_format *format, FILE *stream)
{
    ent_graph  graph;
    ent_text   text;
    ent_status status = ent_graph_make(ctx, record, span, options, &graph);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&text);
    status = write_graph(ctx, &graph, options, format, &text, stream);
    ent_text_clear(&text);
    ent_graph_clear(&graph);
    return status;
}
