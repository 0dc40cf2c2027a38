/*
 * method.c - by what means a state acts on others: force, or less
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/context.h"
#include "base/date.h"
#include "measure/initiated.h"
#include "measure/measure.h"

enum { YEAR, STATE, SHARE_OF_FORCE, ACTS, FORCE, DISPUTES, SANCTIONS, CARRIED, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},          {"state", ENT_COLUMN_TEXT},
    {"share_of_force", ENT_COLUMN_NUMBER}, {"n", ENT_COLUMN_INTEGER},
    {"force", ENT_COLUMN_INTEGER},         {"disputes", ENT_COLUMN_INTEGER},
    {"sanctions", ENT_COLUMN_INTEGER},     {"carried", ENT_COLUMN_INTEGER}};

static void
add_row(const ent_measure_job *job, const ent_system_member *member, int year,
        const ent_initiated *acts, int carried)
{
    unsigned n = acts->disputes + acts->sanctions;

    if (n == 0 && job->options->state_count == 0) {
        return; /* most states begin nothing in most years */
    }
    ent_table_row(job->table);
    ent_table_integer(job->table, YEAR, year);
    ent_table_text(job->table, STATE, member->id);
    if (n > 0) {
        ent_table_number(job->table, SHARE_OF_FORCE, (double)acts->force / n);
    }
    ent_table_integer(job->table, ACTS, n);
    ent_table_integer(job->table, FORCE, acts->force);
    ent_table_integer(job->table, DISPUTES, acts->disputes);
    ent_table_integer(job->table, SANCTIONS, acts->sanctions);
    ent_table_integer(job->table, CARRIED, carried);
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    ent_initiated acts[ENT_SYSTEM_MOST_STATES];
    ent_day       day = ent_system_span(system).to - 1;
    int           carried;
    ent_status    status;

    if (!ent_initiated_is_known(job->record, day, true, &carried)) {
        return ENT_OK; /* with one kind of acts alone the share would be 0 or 1 */
    }
    status = ent_initiated_count(ctx, job->record, day, acts);
    for (size_t i = 0; i < ent_system_size(system) && status == ENT_OK; i++) {
        const ent_system_member *member = ent_system_member_at(system, (ent_state_ix)i);

        if (ent_measure_shows(job->options, member->state)) {
            add_row(job, member, year, &acts[member->state], carried);
        }
    }
    return status == ENT_OK ? ent_table_check(ctx, job->table) : status;
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_MID_PARTICIPANT, ENT_FACT_DISPUTE,
                                          ENT_FACT_SANCTION_CASE, ENT_FACT_SANCTION,
                                          ENT_FACT_KINDS};

    return ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit, NULL, out);
}

const ent_measure ent_measure_method = {
    "method",
    "the share of force in what a state begins itself",
    "By what means a state acts on others: of the acts that it began in the year or in the four\n"
    "years before it, the share that came to the use of force.\n"
    "\n"
    "    share_of_force = force / n,   n = disputes + sanctions\n"
    "\n"
    "Disputes are those that the state initiated (in COW's coding it stood on side A from the\n"
    "first day; in our own table it is named), each once, whatever the number of opponents.\n"
    "Force counts those of hostility 4 (use of force) and 5 (war) of either side; the others\n"
    "remained threats and displays. Sanctions are those that it imposed in its own name: those\n"
    "of the European Union and the United Nations are nobody's. Trade and aid are no acts here.\n"
    "With n = 0 the share is undefined: missing; such states have a row with --states alone.\n"
    "A year has rows when both sources speak of all five years: from 1993 with our own tables,\n"
    "from 1953 with the Global Sanctions Data Base. After 2014 disputes come from our own table,\n"
    "which lists chosen disputes, not all; `carried` is the age in years of a source that is "
    "over.\n"
    "Example: entente measure method --states RUS,CHN,USA --from 1993\n"
    "Reference: Palmer et al. (2022), Conflict Management and Peace Science 39:470-482;\n"
    "Syropoulos et al. (2024), Review of International Economics 32:12-48.",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
