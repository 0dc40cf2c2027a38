/*
 * graph.h - the system as nodes and edges, before it is written in a format
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_GRAPH_GRAPH_H
#define ENT_REPORT_GRAPH_GRAPH_H

#include "base/text.h"
#include "entente/export.h"

typedef enum ent_tie_kind {
    ENT_TIE_OBLIGATION,
    ENT_TIE_RIVALRY,
    ENT_TIE_DISPUTE,
    ENT_TIE_COOPERATION,
    ENT_TIE_BORDER,
    ENT_TIE_SANCTION,
    ENT_TIE_CLAIM,
    ENT_TIE_TRADE,
    ENT_TIE_ARMS,
    ENT_TIE_EXERCISE,
    ENT_TIE_CONTIGUITY,
    ENT_TIE_PEACE,
    ENT_TIE_KINDS
} ent_tie_kind;

typedef struct ent_tie {
    ent_state_ix          a, b;
    ent_tie_kind          kind;
    char                  value[64]; /**< "" where the kind says all */
    double                weight;    /**< positive */
    int                   sign;      /**< of the pair */
    int                   carried;   /**< years; -1 where it has no meaning */
    ent_span              days;      /**< of the fact; open where unknown */
    const ent_provenance *from;      /**< in the record; NULL: level 0 of a followed pair */
} ent_tie;

typedef struct ent_graph {
    const ent_record *record;
    ent_system       *system;
    ent_tie          *ties;
    size_t            tie_count, tie_capacity;
    bool             *nodes; /**< which states are shown, by ent_state_ix */
} ent_graph;

/**
 * Make the system of the span and gather what the options show of it.
 *
 * @param out ent_graph_clear() frees
 */
ENT_MUST_CHECK ent_status ent_graph_make(ent_ctx *ctx, const ent_record *record, ent_span span,
                                         const ent_export_options *options, ent_graph *out);
void                      ent_graph_clear(ent_graph *graph);

/** Whether the options show a kind of tie. */
bool ent_graph_shows(const ent_export_options *options, ent_tie_kind kind);

/** Whether they name a state, or none. */
bool ent_graph_shows_state(const ent_graph *graph, const ent_export_options *options,
                           ent_state_ix ix);

/** Whether they show a pair: one state with all its partners, several among themselves. */
bool ent_graph_shows_pair(const ent_graph *graph, const ent_export_options *options, ent_state_ix a,
                          ent_state_ix b);

/** Add a tie, of which kind, states, weight and sign are set; NULL: out of memory. */
ent_tie *ent_graph_add_tie(ent_graph *graph, const ent_export_options *options, ent_tie_kind kind,
                           ent_state_ix a, ent_state_ix b, double weight);

/** Add the ties that published flows bring; ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_graph_add_flows(ent_ctx *ctx, ent_graph *graph,
                                              const ent_export_options *options);

const char *ent_tie_name(ent_tie_kind kind); /**< "obligation", ... */
bool        ent_tie_is_directed(ent_tie_kind kind);

/** A named value of a node or an edge, as graph formats carry it. */
typedef struct ent_attribute {
    const char     *name;
    ent_column_type type; /**< text, integer, number or boolean */
} ent_attribute;

enum { ENT_NODE_ATTRIBUTES = 12, ENT_EDGE_ATTRIBUTES = 8 };
extern const ent_attribute ent_node_attributes[ENT_NODE_ATTRIBUTES];
extern const ent_attribute ent_edge_attributes[ENT_EDGE_ATTRIBUTES];

/** What stands around an attribute: before its name, between name and value, after its value. */
typedef struct ent_attribute_form {
    const char *before, *between, *after;
} ent_attribute_form;

/** Append the attributes that are known, in their order, values escaped for XML. */
void ent_node_add_attributes(const ent_graph *graph, ent_state_ix ix,
                             const ent_attribute_form *form, ent_text *out);
void ent_edge_add_attributes(const ent_graph *graph, const ent_tie *tie,
                             const ent_attribute_form *form, ent_text *out);

/** The id of a node in the scheme of the options; at least 16 bytes. */
void ent_node_id(const ent_graph *graph, ent_state_ix ix, const ent_export_options *options,
                 char out[16]);

/** The name of a state on the system's last day; borrowed. */
const char *ent_node_label(const ent_graph *graph, ent_state_ix ix);

/** "set version; set version" of what is behind the record, escaped for XML. */
void ent_graph_sources(const ent_record *record, ent_text *out);

/** Write the text to the stream and empty it; ENT_E_NOMEM, or ENT_E_FILE when the stream failed. */
ENT_MUST_CHECK ent_status ent_graph_flush(ent_ctx *ctx, ent_text *text, FILE *stream);

/** How a format writes a graph: its head, each node, what stands before the edges, each edge, its
 * foot. */
typedef struct ent_graph_format {
    void (*head)(const ent_graph *graph, const ent_export_options *options, ent_text *out);
    void (*node)(const ent_graph *graph, ent_state_ix ix, const ent_export_options *options,
                 ent_text *out);
    const char *between;
    void (*edge)(const ent_graph *graph, size_t index, const ent_export_options *options,
                 ent_text *out);
    const char *foot;
} ent_graph_format;

/** Make the graph of a span and write it; ENT_E_NOMEM, or ENT_E_FILE when the stream failed. */
ENT_MUST_CHECK ent_status ent_graph_write(ent_ctx *ctx, const ent_record *record, ent_span span,
                                          const ent_export_options *options,
                                          const ent_graph_format *format, FILE *stream);

#endif
