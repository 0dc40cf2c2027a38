/*
 * tie.c - a tie of the graph: its kind, whether it is shown, and how one is added
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/alloc.h"
#include "report/graph/graph.h"

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

bool
ent_graph_shows(const ent_export_options *options, ent_tie_kind kind)
{
    return options->kinds == 0 || (options->kinds & (1U << kind)) != 0;
}

bool
ent_graph_shows_state(const ent_graph *graph, const ent_export_options *options, ent_state_ix ix)
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
    bool of_a = ent_graph_shows_state(graph, options, a),
         of_b = ent_graph_shows_state(graph, options, b);

    return options->state_count == 1 ? of_a || of_b : of_a && of_b;
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
