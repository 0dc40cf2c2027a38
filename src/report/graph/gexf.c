/*
 * gexf.c - the system in GEXF 1.3, for Gephi
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "report/graph/graph.h"

static const char *
type_name(ent_column_type type)
{
    switch (type) {
    case ENT_COLUMN_INTEGER:
        return "integer";
    case ENT_COLUMN_NUMBER:
        return "double";
    case ENT_COLUMN_BOOLEAN:
        return "boolean";
    case ENT_COLUMN_TEXT:
    case ENT_COLUMN_DAY:
        break;
    }
    return "string";
}

static void
add_attributes(ent_text *out, const char *domain, const ent_attribute *attributes, size_t count)
{
    ent_text_addf(out, "    <attributes class=\"%s\" mode=\"static\">\n", domain);
    for (size_t i = 0; i < count; i++) {
        ent_text_addf(out, "      <attribute id=\"%s\" title=\"%s\" type=\"%s\"/>\n",
                      attributes[i].name, attributes[i].name, type_name(attributes[i].type));
    }
    ent_text_add(out, "    </attributes>\n");
}

/* ` start="2012-01-01" end="2012-12-31"`: the days of the system, or those of them that a fact
 * holds; both inclusive. */
static void
add_interval(const ent_graph *graph, const ent_span *days, ent_text *out)
{
    ent_span span = ent_system_span(graph->system);
    char     from[16], to[16];

    if (days != NULL && ent_span_overlap(*days, span)) {
        span.from = days->from > span.from ? days->from : span.from;
        span.to = days->to < span.to ? days->to : span.to;
    }
    ent_date_print(span.from, from);
    ent_date_print(span.to - 1, to);
    ent_text_addf(out, " start=\"%s\" end=\"%s\"", from, to);
}

static void
add_head(const ent_graph *graph, const ent_export_options *options, ent_text *out)
{
    const char *command = options != NULL && options->command != NULL ? options->command : "";

    ent_text_addf(out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
                  "  <meta>\n    <creator>entente %s</creator>\n    <description>",
                  ent_version());
    ent_text_add_xml(out, command, strlen(command));
    ent_text_add(out, "; sources: ");
    ent_graph_sources(graph->record, out);
    ent_text_add(out, "</description>\n  </meta>\n  <graph mode=\"dynamic\""
                      " defaultedgetype=\"undirected\" timeformat=\"date\""
                      " timerepresentation=\"interval\"");
    add_interval(graph, NULL, out);
    ent_text_add(out, ">\n");
    add_attributes(out, "node", ent_node_attributes, ENT_NODE_ATTRIBUTES);
    add_attributes(out, "edge", ent_edge_attributes, ENT_EDGE_ATTRIBUTES);
    ent_text_add(out, "    <nodes>\n");
}

static const ent_attribute_form ATTRIBUTE = {"<attvalue for=\"", "\" value=\"", "\"/>"};

static void
add_node(const ent_graph *graph, ent_state_ix ix, const ent_export_options *options, ent_text *out)
{
    const char *label = ent_node_label(graph, ix);
    char        id[16];

    ent_node_id(graph, ix, options, id);
    ent_text_addf(out, "      <node id=\"%s\" label=\"", id);
    ent_text_add_xml(out, label, strlen(label));
    ent_text_add_char(out, '"');
    add_interval(graph, NULL, out);
    ent_text_add(out, "><attvalues>");
    ent_node_add_attributes(graph, ix, &ATTRIBUTE, out);
    ent_text_add(out, "</attvalues></node>\n");
}

/* Edges of one pair are told apart by their `kind`. */
static void
add_edge(const ent_graph *graph, size_t index, const ent_export_options *options, ent_text *out)
{
    const ent_tie *tie = &graph->ties[index];
    char           source[16], target[16];

    ent_node_id(graph, tie->a, options, source);
    ent_node_id(graph, tie->b, options, target);
    ent_text_addf(out, "      <edge id=\"e%zu\" source=\"%s\" target=\"%s\" kind=\"%s\" weight=\"",
                  index, source, target, ent_tie_name(tie->kind));
    ent_text_add_number(out, tie->weight);
    ent_text_add_char(out, '"');
    add_interval(graph, &tie->days, out);
    ent_text_add(out, "><attvalues>");
    ent_edge_add_attributes(graph, tie, &ATTRIBUTE, out);
    ent_text_add(out, "</attvalues></edge>\n");
}

ent_status
ent_export_gexf(ent_ctx *ctx, const ent_record *record, ent_span span,
                const ent_export_options *options, FILE *stream)
{
    static const ent_graph_format FORMAT = {add_head, add_node, "    </nodes>\n    <edges>\n",
                                            add_edge, "    </edges>\n  </graph>\n</gexf>\n"};

    return ent_graph_write(ctx, record, span, options, &FORMAT, stream);
}
