/*
 * fit.h - the options of entente fit, and its kinds of models
 *
 * Stage: cli.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_CLI_FIT_H
#define ENT_CLI_FIT_H

#include "cli/cli.h"
#include "entente/fit.h"

/** Places in the table of options of the command. */
enum {
    FIT_SIMULATE,
    FIT_RUNS,
    FIT_EFFECTS,
    FIT_DRY,
    FIT_ROWS,
    FIT_COVARIATES,
    FIT_GOODNESS,
    FIT_TIME,
    FIT_CHECKS,
    FIT_FORWARD,
    FIT_ACTORS,
    FIT_PICTURE,
    FIT_KEPT
};

/** What stands beside a fit of ties, each NULL where it was not asked for. */
typedef struct cli_fit_extras {
    ent_table *goodness, *time, *forward;
} cli_fit_extras;

/** A fit of ties as one object of JSON, with what stands beside it. */
void cli_add_fit(ent_text *out, const cli *c, const ent_fit *fit, const cli_fit_extras *extras,
                 double seconds);

/** {"statistics": [...]} of ent_saom_simulate(). */
void cli_add_statistics(ent_text *out, ent_table *table);

/** A row of a table as an object of JSON. */
void cli_add_json_row(ent_text *out, ent_table *table, size_t row);

/** Simulations of --simulate, of --gof and --time-test (0: as many as the fit had), or runs of a
 * draw of --forward. */
ENT_MUST_CHECK ent_status cli_fit_runs(cli *c, uint64_t otherwise, uint64_t *runs);

/** Fit or simulate a model of ties. */
ENT_MUST_CHECK ent_status cli_fit_ties(cli *c, const char *path, bool of_record, unsigned detail);

/** The same of a fit that the store has kept, which is not made again. */
ENT_MUST_CHECK ent_status cli_fit_again(cli *c);

#endif
