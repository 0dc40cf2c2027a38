/*
 * cooperation.c - how far two states work together in practice
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/context.h"
#include "measure/measure.h"

enum { YEAR, STATE_A, STATE_B, LEVEL, CARRIED, FACT_ID, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},  {"state_a", ENT_COLUMN_TEXT},    {"state_b", ENT_COLUMN_TEXT},
    {"level", ENT_COLUMN_INTEGER}, {"carried", ENT_COLUMN_INTEGER}, {"fact_id", ENT_COLUMN_TEXT}};

static void
add_pair(const ent_measure_job *job, const ent_system *system, int year, ent_state_ix i,
         ent_state_ix j)
{
    const ent_dyad       *dyad = ent_system_dyad(system, i, j);
    const ent_provenance *from = ent_system_provenance(system, dyad->cooperation_fact);
    char                  fact[160] = "";

    if (from != NULL) {
        ent_record_fact_id(job->record, from, fact);
    }
    ent_table_row(job->table);
    ent_table_integer(job->table, YEAR, year);
    ent_table_text(job->table, STATE_A, ent_system_member_at(system, i)->id);
    ent_table_text(job->table, STATE_B, ent_system_member_at(system, j)->id);
    ent_table_integer(job->table, LEVEL, dyad->cooperation);
    if (from != NULL) {
        ent_table_integer(job->table, CARRIED, dyad->cooperation_carried);
        ent_table_text(job->table, FACT_ID, fact);
    }
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
            ent_state_ix a = (ent_state_ix)i, b = (ent_state_ix)j;

            if (ent_system_dyad(system, a, b)->cooperation >= 0) {
                add_pair(job, system, year, a, b);
            }
        }
    }
    return ent_table_check(ctx, job->table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_ACT, ENT_FACT_SIGNAL, ENT_FACT_EXERCISE,
                                          ENT_FACT_KINDS};

    return ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit, NULL, out);
}

const ent_measure ent_measure_cooperation = {
    "cooperation",
    "how far two states work together in practice, level 0 to 7",
    "The military-political cooperation of two states, by dyad and year, from dated facts only:\n"
    "\n"
    "    0 none                            4 regular joint exercises\n"
    "    1 border and confidence measures  5 joint patrols, interoperability\n"
    "    2 regular high-level consultation 6 joint basing or command\n"
    "    3 arms and technology transfer    7 defence obligation honoured in practice\n"
    "\n"
    "The level of a year is the highest that something of that year or of the four before it\n"
    "evidences; `carried` is its age in years, and `fact_id` its row. Treaty obligations are no\n"
    "part of it. What is evidence:\n"
    "\n"
    "    acts of data/world        the level that the act evidences\n"
    "    signals of great powers   a visit 2, arms 3, an exercise 4, 100 soldiers and more 6\n"
    "    arms transfers            3 in each year of a delivery\n"
    "    joint exercises           4 where two states took part\n"
    "\n"
    "Between adversaries (rivalry, or a dispute of hostility 4 and more in five years)\n"
    "published arms and soldiers are no evidence, and an exercise is 1: a rescue drill, a\n"
    "guest. Of soldiers the signals do not tell a base from advisers or peacekeepers; exercises\n"
    "of many say little of each two that came. The signals are those of the USA, the United\n"
    "Kingdom, France, Russia and China, of which the first and the last two have no rows of\n"
    "their own, from 1950 to 2012, soldiers from 1981 on; published exercises end in 2010, arms\n"
    "in 2023.\n"
    "For Russia and China, whose acts are followed in full since 1949, the acts alone speak, and\n"
    "five years without one are level 0; for other dyads they are missing, not 0.\n"
    "Korolev orders the stages alike (early 1 and 2, moderate 3 and 4, then advanced) and sees\n"
    "Russia and China past the moderate ones, rising steadily: here 3 from 1990, 4 from 2005, 5\n"
    "from 2019 without a step back. But arms came before the confidence agreements of 1996 and\n"
    "1997, so a level does not say that those below it were completed; and where his advanced\n"
    "stages ask for integrated command, 5 here is reached by joint patrols.\n"
    "Reference: Korolev (2019), Asian Security 15:233-252; Korolev (2022), China-Russia Strategic\n"
    "Alignment in International Politics; McManus and Nieman (2019), Journal of Peace Research\n"
    "56:364-378.",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
