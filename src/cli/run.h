/*
 * run.h - the options of entente run, and its kinds of questions
 *
 * Stage: cli.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_CLI_RUN_H
#define ENT_CLI_RUN_H

#include "cli/cli.h"

/** Places in the table of options of the command. */
enum {
    RUN_RUNS,
    RUN_DRY,
    RUN_WHY,
    RUN_SENSITIVITY,
    RUN_SCORE,
    RUN_FREEZE,
    RUN_MADE,
    RUN_PAUSE,
    RUN_STATE,
    RUN_MOVES,
    RUN_REPLAY,
    RUN_STRICT,
    RUN_BARGAINS,
    RUN_YEARS
};

/** Play a turn of a game, or replay one; `runs` of its forecasts, 0: as the scenario says. */
ENT_MUST_CHECK ent_status cli_run_game(cli *c, uint64_t runs);

/** Its name, title and the first `most` of its interventions, on lines. */
void cli_describe_scenario(const ent_scenario *scenario, size_t most, ent_text *out);

/** Print the ensembles of all arguments in the chosen format; for reading as --years says. */
ENT_MUST_CHECK ent_status cli_print_runs(cli *c, ent_scenario *const *scenarios,
                                         const ent_ensemble *ensembles);

#endif
