/*
 * view_network.c - the states that the page draws, their ties and their likeness
 *
 * Drawn are the permanent members of the Security Council, the states that
 * the documents name, and treaty partners of the former, in turn.
 *
 *   1. choosing states     2. ties     3. likeness
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "report/layout.h"
#include "report/picture/picture.h"
#include "report/view.h"

enum { MOST_NODES = 36, MOST_NAMED = 24, NO_NODE = -1 };

/* 1. choosing states */

typedef struct choice {
    ent_view         *view;
    const ent_system *system;
    size_t           *mentions; /* by state */
    int              *node_of;  /* by state; NO_NODE */
    size_t            state_count;
} choice;

static void
add_node(const choice *c, ent_state state, bool power)
{
    ent_network *network = &c->view->network;

    if (state >= c->state_count || network->node_count == MOST_NODES ||
        c->node_of[state] != NO_NODE || ent_system_find(c->system, state) == ENT_NO_STATE_IX) {
        return;
    }
    c->node_of[state] = (int)network->node_count;
    network->nodes[network->node_count++] =
        (ent_network_node){state, ent_codes_id(c->view->codes, state),
                           ent_view_name(c->view, state), c->mentions[state], power};
}

static void
count_mentions(const choice *c)
{
    const ent_reading *reading = c->view->input->reading;

    for (size_t e = 0; reading != NULL && e < reading->event_count; e++) {
        const ent_event *event = &reading->events[e];

        for (size_t i = 0; i < event->source_count + event->target_count; i++) {
            const char *id = i < event->source_count ? event->sources[i]
                                                     : event->targets[i - event->source_count];
            ent_state   state = ent_codes_find(c->view->codes, id);

            if (state < c->state_count) {
                c->mentions[state]++;
            }
        }
    }
}

static void
add_powers(const choice *c)
{
    ent_span              span = ent_system_span(c->system);
    size_t                count;
    const ent_membership *rows =
        ent_record_facts(c->view->input->record, ENT_FACT_MEMBERSHIP, &count);

    for (size_t i = 0; i < ENT_CORNERS; i++) {
        add_node(c, c->view->corners[i], true);
    }
    for (size_t i = 0; i < count; i++) {
        ent_span held = {rows[i].start, rows[i].end};

        if (strcmp(rows[i].status, "permanent") == 0 && ent_span_overlap(held, span)) {
            add_node(c, rows[i].state, true);
        }
    }
}

static bool
is_power(const choice *c, ent_state state)
{
    ent_span              span = ent_system_span(c->system);
    size_t                count;
    const ent_membership *rows =
        ent_record_facts(c->view->input->record, ENT_FACT_MEMBERSHIP, &count);

    for (size_t i = 0; i < count; i++) {
        ent_span held = {rows[i].start, rows[i].end};

        if (rows[i].state == state && strcmp(rows[i].status, "permanent") == 0 &&
            ent_span_overlap(held, span)) {
            return true;
        }
    }
    return false;
}

/* The states most often named, each found by one look through all: there are few. */
static void
add_named(const choice *c)
{
    for (int turn = 0; turn < MOST_NAMED; turn++) {
        size_t best = c->state_count;

        for (size_t i = 0; i < c->state_count; i++) {
            if (c->mentions[i] > 0 && c->node_of[i] == NO_NODE &&
                ent_system_find(c->system, (ent_state)i) != ENT_NO_STATE_IX &&
                (best == c->state_count || c->mentions[i] > c->mentions[best])) {
                best = i;
            }
        }
        if (best == c->state_count) {
            return;
        }
        add_node(c, (ent_state)best, false);
    }
}

/* The most capable partner of a power that is not drawn yet. */
static ent_state
next_partner(const choice *c, ent_state power)
{
    ent_state_ix at = ent_system_find(c->system, power);
    ent_state    best = ENT_NO_STATE;
    double       most = -1;

    for (size_t i = 0; i < ent_system_size(c->system); i++) {
        const ent_system_member *member = ent_system_member_at(c->system, (ent_state_ix)i);
        const ent_dyad          *dyad = ent_system_dyad(c->system, at, (ent_state_ix)i);
        double                   size = isnan(member->cinc) ? 0 : member->cinc;

        if ((dyad->obligations & (unsigned)~ENT_OBLIGATION_NONAGGRESSION) != 0 &&
            c->node_of[member->state] == NO_NODE && size > most) {
            best = member->state;
            most = size;
        }
    }
    return best;
}

static void
add_partners(const choice *c)
{
    const ent_network *network = &c->view->network;
    size_t             powers = 0, before;

    while (powers < network->node_count && network->nodes[powers].power) {
        powers++;
    }
    do {
        before = network->node_count;
        for (size_t i = 0; i < powers; i++) {
            add_node(c, next_partner(c, network->nodes[i].state), false);
        }
    } while (network->node_count > before);
}

/* 2. ties */

/* The facts behind a tie are among the sources of the page. */
static void
cite_tie(const choice *c, const ent_dyad *dyad)
{
    const uint32_t facts[] = {dyad->obligation_fact, dyad->rivalry_fact, dyad->hostility_fact,
                              dyad->cooperation_fact};

    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        const ent_provenance *from = ent_system_provenance(c->system, facts[i]);

        if (from != NULL) {
            (void)ent_view_cite(c->view, from);
        }
    }
}

static void
gather_ties(const choice *c)
{
    ent_network *network = &c->view->network;

    for (size_t i = 0; i < network->node_count; i++) {
        ent_state_ix a = ent_system_find(c->system, network->nodes[i].state);

        for (size_t j = i + 1; j < network->node_count; j++) {
            ent_state_ix    b = ent_system_find(c->system, network->nodes[j].state);
            const ent_dyad *dyad = ent_system_dyad(c->system, a, b);
            int             sign = ent_system_sign(c->system, a, b, ENT_SIGNS_RIVALRY);

            if (sign != 0 || dyad->obligations != 0) {
                cite_tie(c, dyad);
                network->edges[network->edge_count++] =
                    (ent_network_edge){i,
                                       j,
                                       sign,
                                       dyad->obligations,
                                       ent_system_adversaries(c->system, a, b),
                                       dyad->cooperation};
            }
        }
    }
}

/* 3. likeness */

static int
column_of(const ent_table *table, const char *name)
{
    const ent_column *columns = ent_table_columns(table);

    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        if (strcmp(columns[i].name, name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static int
node_at(const choice *c, ent_table *table, size_t row, int column)
{
    ent_state state =
        ent_codes_find(c->view->codes, ent_table_get_text(table, row, (size_t)column));

    return state < c->state_count ? c->node_of[state] : NO_NODE;
}

static void
read_kappa(const choice *c, ent_table *table)
{
    ent_network *network = &c->view->network;
    size_t       n = network->node_count;
    int          a = column_of(table, "state_a"), b = column_of(table, "state_b");
    int          kappa = column_of(table, "kappa");

    for (size_t row = 0; a >= 0 && b >= 0 && kappa >= 0 && row < ent_table_row_count(table);
         row++) {
        int i = node_at(c, table, row, a), j = node_at(c, table, row, b);

        if (i != NO_NODE && j != NO_NODE) {
            double value = ent_table_get_number(table, row, (size_t)kappa);

            network->kappa[(size_t)i * n + (size_t)j] = value;
            network->kappa[(size_t)j * n + (size_t)i] = value;
        }
    }
}

/* Number of each node's bloc, by the partition of the whole system with the fewest errors. */
static ent_status
gather_blocs(ent_ctx *ctx, const choice *c)
{
    ent_network        *network = &c->view->network;
    ent_measure_options options = {.span = ent_span_of_year(c->view->last_year)};
    ent_table          *table;
    ent_status          status;

    network->blocs = ent_arena_alloc(&c->view->arena, network->node_count, sizeof *network->blocs);
    if (network->blocs == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_measure_find("blocs")->run(ctx, c->view->input->record, &options, &table);
    if (status != ENT_OK) {
        network->blocs = NULL;
        return status == ENT_E_NOTFOUND || status == ENT_E_INPUT ? ENT_OK : status;
    }
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        int at = node_at(c, table, row, column_of(table, "state"));

        if (at != NO_NODE) {
            network->blocs[at] =
                (int)ent_table_get_number(table, row, (size_t)column_of(table, "bloc"));
        }
    }
    ent_table_destroy(table);
    return ENT_OK;
}

/* Those of a bloc together, those of none last; within it the order is kept. */
static void
order_by_bloc(ent_network *network)
{
    for (size_t i = 1; network->blocs != NULL && i < network->node_count; i++) {
        size_t   node = network->order[i], at = i;
        unsigned bloc = (unsigned)network->blocs[node] - 1U;

        for (; at > 0 && (unsigned)network->blocs[network->order[at - 1]] - 1U > bloc; at--) {
            network->order[at] = network->order[at - 1];
        }
        network->order[at] = node;
    }
}

static ent_status
gather_kappa(ent_ctx *ctx, const choice *c)
{
    ent_view           *view = c->view;
    ent_network        *network = &view->network;
    size_t              n = network->node_count;
    ent_state           states[MOST_NODES];
    ent_measure_options options = {.span = ent_span_of_year(view->last_year),
                                   .states = states,
                                   .state_count = n,
                                   .alignment.beyond = true};
    const ent_measure  *measure = ent_measure_find("alignment");
    ent_table          *table;
    ent_status          status;

    if (measure == NULL || n < 2) {
        return ENT_OK;
    }
    network->kappa = ent_arena_alloc(&view->arena, n * n, sizeof *network->kappa);
    network->order = ent_arena_alloc(&view->arena, n, sizeof *network->order);
    if (network->kappa == NULL || network->order == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n * n; i++) {
        network->kappa[i] = i % (n + 1) == 0 ? 1 : NAN;
    }
    for (size_t i = 0; i < n; i++) {
        states[i] = network->nodes[i].state;
    }
    status = measure->run(ctx, view->input->record, &options, &table);
    if (status != ENT_OK) {
        return status;
    }
    read_kappa(c, table);
    ent_table_destroy(table);
    status = ent_layout_order(ctx, n, network->kappa, network->order);
    if (status == ENT_OK) {
        status = gather_blocs(ctx, c);
    }
    if (status == ENT_OK) {
        order_by_bloc(network);
    }
    return status;
}

/* Where the nodes lie on the map. */
static ent_status
gather_homes(ent_ctx *ctx, const choice *c)
{
    ent_network *network = &c->view->network;
    const char  *ids[MOST_NODES];

    for (size_t i = 0; i < network->node_count; i++) {
        ids[i] = network->nodes[i].id;
    }
    network->home =
        ent_arena_alloc(&c->view->arena, 2 * network->node_count + 1, sizeof *network->home);
    return network->home != NULL ? ent_map_places(ctx, network->node_count, ids, network->home)
                                 : ent_fail_nomem(ctx);
}

static ent_status
gather(ent_ctx *ctx, choice *c, const ent_state *states, size_t state_count)
{
    ent_network *network = &c->view->network;
    ent_status   status;

    network->nodes = ent_arena_alloc(&c->view->arena, MOST_NODES, sizeof *network->nodes);
    network->edges =
        ent_arena_alloc(&c->view->arena, MOST_NODES * (MOST_NODES - 1) / 2, sizeof *network->edges);
    c->mentions = ent_arena_alloc(&c->view->arena, c->state_count, sizeof *c->mentions);
    c->node_of = ent_arena_alloc(&c->view->arena, c->state_count, sizeof *c->node_of);
    if (network->nodes == NULL || network->edges == NULL || c->mentions == NULL ||
        c->node_of == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < c->state_count; i++) {
        c->node_of[i] = NO_NODE;
    }
    network->year = c->view->last_year;
    count_mentions(c);
    for (size_t i = 0; i < state_count; i++) {
        add_node(c, states[i], is_power(c, states[i]));
    }
    if (state_count == 0) {
        add_powers(c);
        add_named(c);
        add_partners(c);
    }
    gather_ties(c);
    status = gather_homes(ctx, c);
    return status == ENT_OK ? gather_kappa(ctx, c) : status;
}

ent_status
ent_view_gather_network(ent_ctx *ctx, ent_view *view, const ent_state *states, size_t state_count)
{
    ent_system *system;
    choice      c = {.view = view, .state_count = ent_codes_count(view->codes)};
    ent_status  status =
        ent_system_at(ctx, view->input->record, ent_span_of_year(view->last_year), NULL, &system);

    if (status != ENT_OK) {
        return status;
    }
    c.system = system;
    status = gather(ctx, &c, states, state_count);
    ent_system_destroy(system);
    return status;
}
