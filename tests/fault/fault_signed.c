/*
 * fault_signed.c - allocation failures in signed networks: reading, solving, drawing
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>

#include "entente/measure.h"
#include "measure/network/edge_list.h"
#include "measure/network/optimal_partition.h"

static const char *
ties(char room[1024])
{
    (void)snprintf(room, 1024, "%s/tests/data/edges/ties.csv", getenv("ENT_SOURCE"));
    return room;
}

static ent_status
run(ent_ctx *ctx, const char *name, uint32_t draws, uint32_t blocs)
{
    char                room[1024];
    ent_measure_options options = {
        .edges = {ties(room), "year", ENT_MERGE_WEIGHT_SUM}, .null_draws = draws, .blocs = blocs};
    ent_table *table = NULL;
    ent_status status = ent_measure_find(name)->run(ctx, NULL, &options, &table);

    if (status == ENT_OK && ent_table_row_count(table) == 0) {
        status = ENT_E_BUG;
    }
    if (status != ENT_OK && table != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(table);
    return status;
}

static ent_status
balance(ent_ctx *ctx, void *state)
{
    (void)state;
    return run(ctx, "balance", 0, 0);
}

static ent_status
balance_with_nulls(ent_ctx *ctx, void *state)
{
    (void)state;
    return run(ctx, "balance", 2, 0);
}

static ent_status
blocs(ent_ctx *ctx, void *state)
{
    (void)state;
    return run(ctx, "blocs", 0, 0);
}

static ent_status
three_blocs(ent_ctx *ctx, void *state)
{
    (void)state;
    return run(ctx, "blocs", 0, 3);
}

/* Five foes and a sixth with friends among them: cuts, branches and a search for three blocs. */
static ent_status
solving(ent_ctx *ctx, void *state)
{
    ent_signed_edge    edges[15];
    ent_signed_network network = {6, 0, edges};
    ent_partition      partition = {0};
    ent_status         status;

    (void)state;
    for (uint32_t i = 0; i < 6; i++) {
        for (uint32_t j = i + 1; j < 6; j++) {
            edges[network.edge_count++] = (ent_signed_edge){i, j, j == 5 && i < 3 ? 1 : -1};
        }
    }
    status = ent_partition_solve(ctx, &network, 3, NULL, &partition);
    if (status == ENT_OK && partition.errors == 0) {
        status = ENT_E_BUG;
    }
    ent_partition_clear(&partition);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"balance of a file", NULL, balance, NULL, false},
        {"balance with nulls", NULL, balance_with_nulls, NULL, false},
        {"blocs of a file", NULL, blocs, NULL, false},
        {"three blocs of a file", NULL, three_blocs, NULL, false},
        {"solving", NULL, solving, NULL, false},
    };

    return fault_main("signed", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
