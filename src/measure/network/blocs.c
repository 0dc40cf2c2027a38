/*
 * blocs.c - the blocs into which a signed network falls with the fewest errors
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/balance.h"
#include "measure/network/optimal_partition.h"

enum { GROUP, NODE, BLOC, ERRORS, COLUMNS };

static const ent_column OF_RECORD[COLUMNS] = {{"year", ENT_COLUMN_INTEGER},
                                              {"state", ENT_COLUMN_TEXT},
                                              {"bloc", ENT_COLUMN_INTEGER},
                                              {"errors", ENT_COLUMN_INTEGER}};

static const ent_column OF_EDGES[COLUMNS] = {{"group", ENT_COLUMN_TEXT},
                                             {"node", ENT_COLUMN_TEXT},
                                             {"bloc", ENT_COLUMN_INTEGER},
                                             {"errors", ENT_COLUMN_INTEGER}};

/* Solve, and say so where the partition is not proven to be the best. */
static ent_status
solve(ent_ctx *ctx, const ent_signed_network *network, uint32_t most, const char *name,
      ent_partition *out)
{
    ent_status status = ent_partition_solve(ctx, network, most, NULL, out);

    if (status == ENT_OK && out->lower_bound < out->errors) {
        ent_say(ctx, ENT_WARNING,
                "%s: %lld errors, not proven to be the fewest: there are at least %lld", name,
                (long long)out->errors, (long long)out->lower_bound);
    }
    return status;
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    ent_system_network made;
    ent_partition      partition;
    char               name[16];
    ent_status         status = ent_system_network_init(ctx, system, job->options->signs, &made);

    if (status != ENT_OK) {
        return status;
    }
    (void)snprintf(name, sizeof name, "%d", year);
    status = solve(ctx, &made.network, job->options->blocs, name, &partition);
    for (size_t i = 0; status == ENT_OK && i < made.network.node_count; i++) {
        const ent_system_member *member = ent_system_member_at(system, made.states[i]);

        if (ent_measure_shows(job->options, member->state)) {
            ent_table_row(job->table);
            ent_table_integer(job->table, GROUP, year);
            ent_table_text(job->table, NODE, member->id);
            ent_table_integer(job->table, BLOC, partition.bloc[i] + 1);
            ent_table_integer(job->table, ERRORS, partition.errors);
        }
    }
    if (status == ENT_OK) {
        ent_partition_clear(&partition);
        status = ent_table_check(ctx, job->table);
    }
    ent_system_network_clear(&made);
    return status;
}

static ent_status
add_group(ent_ctx *ctx, ent_table *table, const ent_measure_options *options,
          const ent_edge_group *group, uint32_t number)
{
    ent_partition partition;
    const char   *name = group->name[0] != '\0' ? group->name : options->edges.path;
    ent_status    status = solve(ctx, &group->network, options->blocs, name, &partition);

    (void)number;
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < group->network.node_count; i++) {
        ent_table_row(table);
        ent_table_text(table, GROUP, group->name);
        ent_table_text(table, NODE, group->nodes[i]);
        ent_table_integer(table, BLOC, partition.bloc[i] + 1);
        ent_table_integer(table, ERRORS, partition.errors);
    }
    ent_partition_clear(&partition);
    return ent_table_check(ctx, table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    ent_status status;

    if (options->blocs == 1) {
        return ent_fail(ctx, ENT_E_ARG, "blocs are two or more");
    }
    if (options->edges.path != NULL) {
        return ent_balance_of_edges(ctx, options, OF_EDGES, COLUMNS, add_group, out);
    }
    status = ent_signs_check(ctx, record, options->signs);
    return status == ENT_OK
               ? ent_measure_table(ctx, record, options, ent_sign_kinds(options->signs), OF_RECORD,
                                   COLUMNS, visit, NULL, out)
               : status;
}

const ent_measure ent_measure_blocs = {
    .name = "blocs",
    .title = "the blocs into which a signed network falls with the fewest errors",
    .entry =
        "A partition in blocs whose members stand together and against the others:\n"
        "\n"
        "    errors = positive ties between blocs + negative ties within a bloc,  made smallest\n"
        "\n"
        "Without --k the number of blocs is free (generalised or weak balance: the enemy of an "
        "enemy\n"
        "need not be a friend); --k N allows at most N; --k 2 gives the two blocs of the "
        "frustration\n"
        "index (`balance`). The optimum is proven with free N and with 2. With N from 3 on it is\n"
        "proven where the blocs of the free optimum can be joined into N without an error more, "
        "and\n"
        "for small networks by going through all partitions;\n"
        "where the proof is missing, here or because the work would exceed its limit, a warning\n"
        "gives the bound. Several partitions may share the fewest errors: one of them is shown, "
        "the\n"
        "same on every machine. Blocs are numbered in the order of their first member; parts of "
        "the\n"
        "network without a tie between them are independent: with --k 2 the first state of each "
        "is\n"
        "in bloc 1, else each has blocs of its own.\n"
        "\n"
        "Ties, --edges, --group and --merge as in `balance`; with --edges the columns are group "
        "and\n"
        "node. States without a tie are in no bloc and have no row.\n"
        "Cost: in the worst case exponential; networks of states take milliseconds.\n"
        "Reference: Davis (1967), Human Relations 20:181-187; Doreian and Mrvar (1996), Social\n"
        "Networks 18:149-168.",
    .run = run,
    .columns = OF_RECORD,
    .column_count = COLUMNS,
};
