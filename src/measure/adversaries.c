/*
 * adversaries.c - the adversaries that two states share
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/context.h"
#include "measure/measure.h"

enum { YEAR, STATE_A, STATE_B, SHARED, SHARED_POWER, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {{"year", ENT_COLUMN_INTEGER},
                                           {"state_a", ENT_COLUMN_TEXT},
                                           {"state_b", ENT_COLUMN_TEXT},
                                           {"shared", ENT_COLUMN_INTEGER},
                                           {"shared_power", ENT_COLUMN_NUMBER}};

static void
add_pair(const ent_measure_job *job, const ent_system *system, int year, ent_state_ix i,
         ent_state_ix j)
{
    int64_t shared = 0;
    double  power = 0;

    for (size_t k = 0; k < ent_system_size(system); k++) {
        ent_state_ix third = (ent_state_ix)k;

        if (third != i && third != j && ent_system_adversaries(system, i, third) &&
            ent_system_adversaries(system, j, third)) {
            shared++;
            power += ent_power_share(system, third, job->options->power); /* NaN stays missing */
        }
    }
    if (shared == 0 && job->options->state_count == 0) {
        return; /* tens of thousands of pairs a year share none */
    }
    ent_table_row(job->table);
    ent_table_integer(job->table, YEAR, year);
    ent_table_text(job->table, STATE_A, ent_system_member_at(system, i)->id);
    ent_table_text(job->table, STATE_B, ent_system_member_at(system, j)->id);
    ent_table_integer(job->table, SHARED, shared);
    ent_table_number(job->table, SHARED_POWER, power);
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    size_t    n = ent_system_size(system);
    ent_shown shown;

    ent_measure_find_shown(job->options, system, &shown);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = ent_shown_next(&shown, i, i + 1); j < n;
             j = ent_shown_next(&shown, i, j + 1)) {
            add_pair(job, system, year, (ent_state_ix)i, (ent_state_ix)j);
        }
    }
    return ent_table_check(ctx, job->table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_RIVALRY, ENT_FACT_DISPUTE, ENT_FACT_KINDS};
    ent_status                 status = ent_power_check(ctx, record, options->power);

    return status == ENT_OK
               ? ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit, NULL, out)
               : status;
}

const ent_measure ent_measure_adversaries = {
    "adversaries",
    "the adversaries that two states share, and their power",
    "How many states are adversaries of both a and b, and how strong these are together.\n"
    "\n"
    "    shared       = number of k with adversary(a,k) and adversary(b,k)\n"
    "    shared_power = sum over these k of their share of the world's power (--power)\n"
    "\n"
    "Adversaries are strategic rivals, or opponents in a dispute of hostility 4 or more (use of\n"
    "force, war) in the last five years. Pairs that share none are left out unless --states\n"
    "asks for them; their shared_power is then 0. Where the power of one shared adversary is\n"
    "missing, shared_power is missing. Years without observed figures use carried ones.\n"
    "Reference: Thompson, Sakuwa and Suhas (2021), Analyzing Strategic Rivalries in World\n"
    "Politics; Palmer et al. (2022), Conflict Management and Peace Science 39:470-482.",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
