/*
 * write.c - a graph in a format: what nodes and edges carry, and the writing of all of them
 *
 *   1. attributes     2. writing
 *
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "report/facts.h"
#include "report/graph/graph.h"

/* 1. attributes */

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

/* Nothing where it is missing. */
static void
add_node_value(const ent_graph *graph, ent_state_ix ix, size_t attribute, ent_text *out)
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

static void
add_edge_value(const ent_graph *graph, const ent_tie *tie, size_t attribute, ent_text *out)
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

static size_t
open_attribute(const char *name, const ent_attribute_form *form, ent_text *out)
{
    size_t before = out->length;

    ent_text_add(out, form->before);
    ent_text_add(out, name);
    ent_text_add(out, form->between);
    return before;
}

/* What was opened before the value was known to be there is taken back where it is not. */
static void
close_attribute(size_t before, size_t opened, const ent_attribute_form *form, ent_text *out)
{
    if (out->length == opened && !out->failed) {
        out->length = before;
    } else {
        ent_text_add(out, form->after);
    }
}

void
ent_node_add_attributes(const ent_graph *graph, ent_state_ix ix, const ent_attribute_form *form,
                        ent_text *out)
{
    for (size_t i = 0; i < ENT_NODE_ATTRIBUTES; i++) {
        size_t before = open_attribute(ent_node_attributes[i].name, form, out);
        size_t opened = out->length;

        add_node_value(graph, ix, i, out);
        close_attribute(before, opened, form, out);
    }
}

void
ent_edge_add_attributes(const ent_graph *graph, const ent_tie *tie, const ent_attribute_form *form,
                        ent_text *out)
{
    for (size_t i = 0; i < ENT_EDGE_ATTRIBUTES; i++) {
        size_t before = open_attribute(ent_edge_attributes[i].name, form, out);
        size_t opened = out->length;

        add_edge_value(graph, tie, i, out);
        close_attribute(before, opened, form, out);
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

/* 2. writing */

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
