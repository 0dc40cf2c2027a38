/*
 * graphml.c - the system in GraphML
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
        return "int";
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

/* Nodes and edges may have attributes of one name: their keys begin with n_ and e_. */
static void
add_key(ent_text *out, const char *prefix, const char *domain, const char *name,
        ent_column_type type)
{
    ent_text_addf(out, "  <key id=\"%s%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                  prefix, name, domain, name, type_name(type));
}

static const char *const ABOUT[] = {"entente", "command", "sources", "from", "to"};

static void
add_keys(ent_text *out)
{
    for (size_t i = 0; i < sizeof ABOUT / sizeof ABOUT[0]; i++) {
        add_key(out, "g_", "graph", ABOUT[i], ENT_COLUMN_TEXT);
    }
    add_key(out, "n_", "node", "label", ENT_COLUMN_TEXT);
    for (size_t i = 0; i < ENT_NODE_ATTRIBUTES; i++) {
        add_key(out, "n_", "node", ent_node_attributes[i].name, ent_node_attributes[i].type);
    }
    for (size_t i = 0; i < ENT_EDGE_ATTRIBUTES; i++) {
        add_key(out, "e_", "edge", ent_edge_attributes[i].name, ent_edge_attributes[i].type);
    }
    add_key(out, "e_", "edge", "weight", ENT_COLUMN_NUMBER);
}

static void
add_head(const ent_graph *graph, const ent_export_options *options, ent_text *out)
{
    ent_span    span = ent_system_span(graph->system);
    const char *command = options != NULL && options->command != NULL ? options->command : "";
    char        from[16], to[16];

    ent_date_print(span.from, from);
    ent_date_print(span.to - 1, to);
    ent_text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n"
                      "    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
                      "    xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns"
                      " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    add_keys(out);
    ent_text_add(out, "  <graph id=\"system\" edgedefault=\"undirected\">\n");
    ent_text_addf(out, "    <data key=\"g_entente\">%s</data>\n    <data key=\"g_command\">",
                  ent_version());
    ent_text_add_xml(out, command, strlen(command));
    ent_text_add(out, "</data>\n    <data key=\"g_sources\">");
    ent_graph_sources(graph->record, out);
    ent_text_addf(out,
                  "</data>\n    <data key=\"g_from\">%s</data>\n    <data key=\"g_to\">%s</data>\n",
                  from, to);
}

static const ent_attribute_form OF_NODE = {"<data key=\"n_", "\">", "</data>"};
static const ent_attribute_form OF_EDGE = {"<data key=\"e_", "\">", "</data>"};

static void
add_node(const ent_graph *graph, ent_state_ix ix, const ent_export_options *options, ent_text *out)
{
    const char *label = ent_node_label(graph, ix);
    char        id[16];

    ent_node_id(graph, ix, options, id);
    ent_text_addf(out, "    <node id=\"%s\"><data key=\"n_label\">", id);
    ent_text_add_xml(out, label, strlen(label));
    ent_text_add(out, "</data>");
    ent_node_add_attributes(graph, ix, &OF_NODE, out);
    ent_text_add(out, "</node>\n");
}

static void
add_edge(const ent_graph *graph, size_t index, const ent_export_options *options, ent_text *out)
{
    const ent_tie *tie = &graph->ties[index];
    char           source[16], target[16];

    ent_node_id(graph, tie->a, options, source);
    ent_node_id(graph, tie->b, options, target);
    ent_text_addf(out, "    <edge id=\"e%zu\" source=\"%s\" target=\"%s\">", index, source, target);
    ent_edge_add_attributes(graph, tie, &OF_EDGE, out);
    ent_text_add(out, "<data key=\"e_weight\">");
    ent_text_add_number(out, tie->weight);
    ent_text_add(out, "</data></edge>\n");
}

ent_status
ent_export_graphml(ent_ctx *ctx, const ent_record *record, ent_span span,
                   const ent_export_options *options, FILE *stream)
{
    static const ent_graph_format FORMAT = {add_head, add_node, "", add_edge,
                                            "  </graph>\n</graphml>\n"};

    return ent_graph_write(ctx, record, span, options, &FORMAT, stream);
}
