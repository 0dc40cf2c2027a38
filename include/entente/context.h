/*
 * context.h - what one caller of the library brings along: messages, limits, data
 *
 * Stage: base.  Passed first to every function that can fail with detail.
 * The library never prints, exits, reads the environment or sets signal
 * handlers: it speaks through the callbacks given here.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_CONTEXT_H
#define ENTENTE_CONTEXT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entente/status.h"

typedef struct ent_ctx ent_ctx;

typedef enum ent_severity { ENT_INFO, ENT_WARNING } ent_severity;

/** Everything is optional; a zeroed struct gives the defaults. */
typedef struct ent_ctx_options {
    const char *data_dir; /**< replaces the embedded data; copied; NULL: embedded  */
    int         jobs;     /**< threads; 0: as many as there are processors         */
    /** Remarks that are not failures (a document set aside, a store migrated). */
    void (*on_message)(void *user, ent_severity severity, const char *text);
    /** Progress of long work; total is 0 where it is not known. */
    void (*on_progress)(void *user, const char *what, uint64_t done, uint64_t total);
    void                        *user;   /**< handed to both callbacks; borrowed   */
    const volatile sig_atomic_t *cancel; /**< non-zero: stop soon; borrowed        */
} ent_ctx_options;

/**
 * Create a context.
 *
 * @param options NULL for the defaults; strings copied, callbacks borrowed
 * @param out     owned by the caller, ent_ctx_destroy() frees it
 * @return ENT_OK, ENT_E_NOMEM, or ENT_E_ARG for a negative number of jobs
 *
 * A context serves one thread at a time; parallel work makes its own inside.
 */
ENT_MUST_CHECK ent_status ent_ctx_create(const ent_ctx_options *options, ent_ctx **out);
void                      ent_ctx_destroy(ent_ctx *ctx);

/**
 * The text of the last failure: `alliance.csv:214:7: 'end_year' is 19997,
 * expected 1816 to 2100`, with one line for each note that callers added on
 * the way up.  Empty if nothing failed.  Borrowed, valid to the next failure.
 */
const char *ent_ctx_error(const ent_ctx *ctx);

/** The version of the library, as `0.1.0`. */
const char *ent_version(void);

#endif
