/*
 * runs.h - scenarios that are run for a page: which, how often, and what is shown of them
 *
 * Stage: serve.  Knows no socket and no thread.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_RUNS_H
#define ENT_SERVE_RUNS_H

#include "entente/scenario.h"
#include "serve/resource.h"

enum {
    ENT_RUNS_MOST_SCENARIOS = 3,
    ENT_RUNS_MOST_SHOWN = 20000,    /**< runs that a page asks for, which waits for them */
    ENT_RUNS_MOST_STREAMED = 100000 /**< runs that are told as they go */
};

/** Scenarios that are run together, and what they are run on. */
typedef struct ent_runs {
    ent_scenario *scenarios[ENT_RUNS_MOST_SCENARIOS]; /**< the base first, where one is theirs */
    size_t        count;
    const ent_record *record; /**< of the site; with what their outcomes need */
    ent_run_options   options;
    bool              chosen; /**< by the request; else those that a page shows of itself */
} ent_runs;

/** `scenario`, `runs`, `seed`: what a request may say. */
extern const char *const ENT_RUNS_PARAMETERS[];

/**
 * Read which scenarios a request asks for: the one it names and its base, or `otherwise` where it
 * names none.  Only those that come with the program are run, no files.
 *
 * @param most      runs that may be asked for
 * @param otherwise a name, or NULL: the base, a crisis over Taiwan, and Russia and the United
 *                  States at one
 * @return ENT_OK; ENT_E_ARG, ENT_E_NOTFOUND for what is wrong with the request; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_runs_read(ent_ctx *ctx, ent_site *site, const ent_target *target,
                                        int64_t most, const char *otherwise, ent_runs *out);
void                      ent_runs_clear(ent_runs *runs);

/** The one that was asked for: the last. */
const ent_scenario *ent_runs_asked(const ent_runs *runs);

/** The command line that prints the same: "entente run taiwan-crisis --runs 500 --seed 7". */
void ent_runs_command(ent_text *out, const ent_runs *runs);

/** The same of a request that was answered. */
void ent_runs_command_asked(ent_text *out, const ent_target *target);

/**
 * What is shown of ensembles of these scenarios: the section of the report.
 *
 * @param why of ent_scenario_why() for the same, or NULL: not asked
 */
void ent_runs_write(const ent_runs *runs, const ent_ensemble *ensembles, ent_table *why,
                    ent_text *out);

/** Run them and write what is shown, with what moves their outcomes. */
ENT_MUST_CHECK ent_status ent_runs_show(ent_ctx *ctx, const ent_runs *runs, ent_text *out);

/** Run them: the table of `entente run`; owned by the caller. */
ENT_MUST_CHECK ent_status ent_runs_table(ent_ctx *ctx, const ent_runs *runs, ent_table **out);

#endif
