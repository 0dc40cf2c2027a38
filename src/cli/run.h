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
    RUN_BARGAINS
};

/** Play a turn of a game, or replay one; `runs` of its forecasts, 0: as the scenario says. */
ENT_MUST_CHECK ent_status cli_run_game(cli *c, uint64_t runs);

#endif
