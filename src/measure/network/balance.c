/*
 * balance.c - how far a signed network is from structural balance
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/balance.h"

#include <math.h>

#include "base/alloc.h"
#include "measure/network/null_model.h"
#include "measure/network/optimal_partition.h"

enum {
    GROUP,
    NODES,
    EDGES,
    NEGATIVE,
    TRIANGLES,
    UNBALANCED,
    INDEX,
    LOWER,
    OPTIMAL,
    Z_SIGNS,
    Z_DEGREES,
    SECONDS,
    BALANCED,
    COMPONENTS,
    CONFLICT,
    CARRIED,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {{"group", ENT_COLUMN_TEXT},
                                           {"nodes", ENT_COLUMN_INTEGER},
                                           {"edges", ENT_COLUMN_INTEGER},
                                           {"negative", ENT_COLUMN_INTEGER},
                                           {"triangles", ENT_COLUMN_INTEGER},
                                           {"unbalanced_triangles", ENT_COLUMN_INTEGER},
                                           {"frustration_index", ENT_COLUMN_INTEGER},
                                           {"lower_bound", ENT_COLUMN_INTEGER},
                                           {"optimal", ENT_COLUMN_BOOLEAN},
                                           {"z_signs", ENT_COLUMN_NUMBER},
                                           {"z_degrees", ENT_COLUMN_NUMBER},
                                           {"seconds", ENT_COLUMN_NUMBER},
                                           {"balanced_triangles", ENT_COLUMN_NUMBER},
                                           {"components", ENT_COLUMN_INTEGER},
                                           {"algebraic_conflict", ENT_COLUMN_NUMBER},
                                           {"carried", ENT_COLUMN_INTEGER}};

const ent_fact_kind *
ent_sign_kinds(ent_signs signs)
{
    static const ent_fact_kind RIVALRY[] = {ENT_FACT_RIVALRY, ENT_FACT_DISPUTE, ENT_FACT_ALLIANCE,
                                            ENT_FACT_TREATY,  ENT_FACT_ACT,     ENT_FACT_KINDS};
    static const ent_fact_kind PEACE[] = {ENT_FACT_PEACE_LEVEL, ENT_FACT_KINDS};

    return signs == ENT_SIGNS_PEACE ? PEACE : RIVALRY;
}

void
ent_system_network_clear(ent_system_network *network)
{
    ent_free(network->network.edges);
    ent_free(network->states);
    *network = (ent_system_network){{0, 0, NULL}, NULL};
}

/* Every pair with a sign, states numbered as in the system. */
static ent_status
collect_ties(ent_ctx *ctx, const ent_system *system, ent_signs signs, ent_signed_network *out)
{
    size_t n = ent_system_size(system), capacity = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            int sign = ent_system_sign(system, (ent_state_ix)i, (ent_state_ix)j, signs);

            if (sign == 0) {
                continue;
            }
            if (!ENT_GROW(out->edges, capacity, out->edge_count + 1)) {
                return ent_fail_nomem(ctx);
            }
            out->edges[out->edge_count++] = (ent_signed_edge){(uint32_t)i, (uint32_t)j, sign};
        }
    }
    return ENT_OK;
}

ent_status
ent_system_network_init(ent_ctx *ctx, const ent_system *system, ent_signs signs,
                        ent_system_network *out)
{
    size_t             n = ent_system_size(system);
    ent_system_network made = {{0, 0, NULL}, ent_alloc(n, sizeof *made.states)};
    uint32_t          *number = ent_alloc_zero(n, sizeof *number);
    ent_status         status = made.states == NULL || number == NULL
                                    ? ent_fail_nomem(ctx)
                                    : collect_ties(ctx, system, signs, &made.network);

    if (status != ENT_OK) {
        ent_system_network_clear(&made);
        ent_free(number);
        return status;
    }
    for (size_t e = 0; e < made.network.edge_count; e++) {
        number[made.network.edges[e].a] = number[made.network.edges[e].b] = 1;
    }
    for (size_t i = 0; i < n; i++) {
        if (number[i] != 0) {
            made.states[made.network.node_count] = (ent_state_ix)i;
            number[i] = (uint32_t)made.network.node_count++;
        }
    }
    for (size_t e = 0; e < made.network.edge_count; e++) {
        ent_signed_edge *edge = &made.network.edges[e];

        *edge = (ent_signed_edge){number[edge->a], number[edge->b], edge->weight};
    }
    ent_free(number);
    *out = made;
    return ENT_OK;
}

ent_status
ent_balance_of(ent_ctx *ctx, const ent_signed_network *network, uint32_t draws, uint64_t seed,
               uint32_t stream, ent_balance *out)
{
    ent_balance   made = {.negative = ent_signed_negative_count(network)};
    ent_partition partition;
    ent_status    status = ent_signed_triangles_count(ctx, network, &made.triangles);

    if (status == ENT_OK) {
        status = ent_algebraic_conflict_of(ctx, network, &made.conflict);
    }
    if (status == ENT_OK) {
        status = ent_partition_solve(ctx, network, 2, NULL, &partition);
    }
    if (status != ENT_OK) {
        return status;
    }
    made.index = partition.errors;
    made.lower_bound = partition.lower_bound;
    ent_partition_clear(&partition);
    status =
        ent_null_z(ctx, network, made.index, ENT_NULL_SIGNS, draws, seed, stream, &made.z_signs);
    if (status == ENT_OK) {
        status = ent_null_z(ctx, network, made.index, ENT_NULL_DEGREES, draws, seed, stream,
                            &made.z_degrees);
    }
    if (status == ENT_OK) {
        *out = made;
    }
    return status;
}

static void
say_left_out(ent_ctx *ctx, const char *path, size_t loops, size_t cancelled)
{
    if (loops > 0) {
        ent_say(ctx, ENT_INFO, "%s: %zu ties of a node with itself left out", path, loops);
    }
    if (cancelled > 0) {
        ent_say(ctx, ENT_INFO, "%s: %zu pairs whose ties cancel out left out", path, cancelled);
    }
}

/* The columns behind the first ones of the interface. */
static void
add_more(ent_table *table, const ent_balance *balance)
{
    const ent_signed_triangles *all = &balance->triangles;

    ent_table_number(table, BALANCED,
                     all->all > 0 ? (double)(all->all - all->unbalanced) / (double)all->all : NAN);
    ent_table_integer(table, COMPONENTS, (int64_t)balance->conflict.components);
    ent_table_number(table, CONFLICT, balance->conflict.value);
}

/* A network without ties is neither balanced nor not: its index is missing. */
static ent_status
add_row(ent_ctx *ctx, ent_table *table, const ent_measure_options *options, const char *name,
        uint32_t stream, const ent_signed_network *network)
{
    double      begin = options->seconds != NULL ? options->seconds() : NAN;
    ent_balance balance;
    ent_status  status =
        ent_balance_of(ctx, network, options->null_draws, options->seed, stream, &balance);

    if (status != ENT_OK) {
        return status;
    }
    ent_table_row(table);
    ent_table_text(table, GROUP, name);
    ent_table_integer(table, NODES, (int64_t)network->node_count);
    ent_table_integer(table, EDGES, (int64_t)network->edge_count);
    ent_table_integer(table, NEGATIVE, (int64_t)balance.negative);
    ent_table_integer(table, TRIANGLES, (int64_t)balance.triangles.all);
    ent_table_integer(table, UNBALANCED, (int64_t)balance.triangles.unbalanced);
    if (network->edge_count > 0) {
        ent_table_integer(table, INDEX, balance.index);
        ent_table_integer(table, LOWER, balance.lower_bound);
        ent_table_boolean(table, OPTIMAL, balance.index == balance.lower_bound);
    } else {
        ent_say(ctx, ENT_INFO, "'%s' has no ties: its balance is undefined", name);
    }
    ent_table_number(table, Z_SIGNS, balance.z_signs);
    ent_table_number(table, Z_DEGREES, balance.z_degrees);
    ent_table_number(table, SECONDS, options->seconds != NULL ? options->seconds() - begin : NAN);
    add_more(table, &balance);
    return ent_table_check(ctx, table);
}

/* Ties whose sign rests on carried values alone. */
static int64_t
count_carried(const ent_measure_job *job, const ent_system *system, const ent_system_network *made)
{
    int64_t count = 0;

    for (size_t e = 0; e < made->network.edge_count; e++) {
        ent_state_ix a = made->states[made->network.edges[e].a];
        ent_state_ix b = made->states[made->network.edges[e].b];

        count += ent_system_sign_age(job->record, system, a, b, job->options->signs) > 0;
    }
    return count;
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    ent_system_network made;
    char               name[16];
    ent_status         status = ent_system_network_init(ctx, system, job->options->signs, &made);

    if (status == ENT_OK) {
        (void)snprintf(name, sizeof name, "%d", year);
        status = add_row(ctx, job->table, job->options, name, (uint32_t)year, &made.network);
        if (status == ENT_OK) {
            ent_table_integer(job->table, CARRIED, count_carried(job, system, &made));
        }
        ent_system_network_clear(&made);
    }
    return status;
}

ent_status
ent_balance_of_edges(ent_ctx *ctx, const ent_measure_options *options, const ent_column *columns,
                     size_t column_count, ent_group_visitor add, ent_table **out)
{
    ent_edge_list list;
    ent_table    *table;
    ent_status    status = ent_edge_list_read(ctx, &options->edges, &list);

    if (status != ENT_OK) {
        return status;
    }
    say_left_out(ctx, options->edges.path, list.loops, list.cancelled);
    status = ent_table_create(ctx, columns, column_count, &table);
    if (status != ENT_OK) {
        ent_edge_list_clear(&list);
        return status;
    }
    for (size_t i = 0; i < list.group_count && status == ENT_OK; i++) {
        ent_progress(ctx, "measuring", i, list.group_count);
        status = add(ctx, table, options, &list.groups[i], (uint32_t)i);
    }
    ent_edge_list_clear(&list);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

static ent_status
add_group(ent_ctx *ctx, ent_table *table, const ent_measure_options *options,
          const ent_edge_group *group, uint32_t number)
{
    return add_row(ctx, table, options, group->name, number, &group->network);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    ent_status status;

    if (options->edges.path != NULL) {
        return ent_balance_of_edges(ctx, options, COLUMN, COLUMNS, add_group, out);
    }
    status = ent_signs_check(ctx, record, options->signs);
    return status == ENT_OK
               ? ent_measure_table(ctx, record, options, ent_sign_kinds(options->signs), COLUMN,
                                   COLUMNS, visit, NULL, out)
               : status;
}

const ent_measure ent_measure_balance = {
    .name = "balance",
    .title = "how far a signed network is from structural balance, with proof",
    .entry =
        "A network of friends and foes is balanced when it falls into two blocs, all ties within "
        "them\n"
        "positive and all between them negative. The frustration index (line index of balance) is\n"
        "the smallest number of ties that no partition into two blocs can satisfy:\n"
        "\n"
        "    index = min over y in {-1,1}^n of the number of ties with s_ij y_i y_j = -1\n"
        "\n"
        "It is found and proven: a search gives a partition, a linear program over unbalanced "
        "cycles\n"
        "(each needs a frustrated tie) a bound that no partition can beat, and branching closes "
        "what\n"
        "is open between them. `lower_bound` is what is proven; `optimal` says whether it is all. "
        "The\n"
        "work is limited in steps, not in time: the answer is the same on every machine.\n"
        "`triangles` are triples of nodes with all three ties, `unbalanced_triangles` those with "
        "a\n"
        "negative product of signs.\n"
        "\n"
        "`balanced_triangles` is the share of the others in all, missing without any. "
        "`components` are\n"
        "the parts that hang together; `algebraic_conflict` is the least eigenvalue of the signed\n"
        "Laplacian of the largest (most nodes, the first of several):\n"
        "\n"
        "    min over |x| = 1 of the sum over ties of (x_i - s_ij x_j)^2\n"
        "\n"
        "0 where it is balanced, and there alone; else it says how far it is from that without\n"
        "choosing sides, and bounds the index: index >= its nodes * conflict / 4. Lanczos's "
        "iteration\n"
        "gives it to about 1e-12 of twice the most ties of a node; it is missing where 5,000 "
        "steps\n"
        "do not, which sparse networks of a hundred thousand ties and more may need.\n"
        "`carried` tells how many ties have their sign from carried values alone: a rivalry, an\n"
        "obligation or a level of peace beyond the last day of its source, a cooperation level "
        "from\n"
        "an earlier year. A file of ties has none of that, and no value.\n"
        "\n"
        "With --edges FILE the networks come from a CSV file with the columns source,target,sign "
        "(1\n"
        "or -1), one for each value of --group COLUMN. Rows of one pair in either direction "
        "become\n"
        "one tie: --merge sign-sum adds their signs, weight-sum their weights (column weight); "
        "the\n"
        "sign of the sum counts, a sum of 0 is no tie, a tie of a node with itself is left out. A\n"
        "node is one with a tie. Without --edges: each year, with the signs of --signs; pairs "
        "without\n"
        "a sign have no tie, states without a tie are no nodes.\n"
        "\n"
        "    z = (index - mean) / sd   over --null N networks drawn at random; below 0: nearer to\n"
        "                              balance than chance\n"
        "\n"
        "z_signs permutes the signs on the same ties; z_degrees exchanges the ends of ties of one\n"
        "sign, so that each node keeps its number of positive and of negative ties. The index of "
        "a\n"
        "drawn network is the best of a search (an upper bound). N is 1000, with --edges 0; "
        "without\n"
        "draws, or where all have the same index, z is missing. `seconds` is the time of the row.\n"
        "A network without ties has no index. Other merging, another number: say which was used.\n"
        "Cost: in the worst case exponential; networks of states take milliseconds, N = 1000 "
        "seconds.\n"
        "Reference: Harary (1959), Behavioral Science 4:316-323; Aref, Mason and Wilson (2020),\n"
        "Networks 75:95-110; Maslov and Sneppen (2002), Science 296:910-913; Kunegis et al. "
        "(2010),\n"
        "SIAM International Conference on Data Mining, 559-570.",
    .run = run,
    .columns = COLUMN,
    .column_count = COLUMNS,
};
