/*
 * context.h - how the library fails, notes, says and asks whether to go on
 *
 * Stage: base (internal side of entente/context.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_CONTEXT_H
#define ENT_BASE_CONTEXT_H

#include "entente/context.h"

/** Set the failure's text and return `status`.  Allocates nothing. */
ent_status ent_fail(ent_ctx *ctx, ent_status status, const char *format, ...) ENT_PRINTF(3, 4);

/** The same with the message of the status itself, for ENT_E_NOMEM above all. */
static inline ent_status
ent_fail_nomem(ent_ctx *ctx)
{
    (void)ent_fail(ctx, ENT_E_NOMEM, "%s", ent_status_text(ENT_E_NOMEM));
    return ENT_E_NOMEM; /* said here, so that a reader of the caller, man or program, sees it */
}

/** Add one line ("while ...") to the failure's text and return `status`. */
ent_status ent_note(ent_ctx *ctx, ent_status status, const char *format, ...) ENT_PRINTF(3, 4);

/** Say something that is not a failure through the caller's callback. */
void ent_say(ent_ctx *ctx, ent_severity severity, const char *format, ...) ENT_PRINTF(3, 4);

void ent_progress(ent_ctx *ctx, const char *what, uint64_t done, uint64_t total);

/** How many messages there were so far: an answer with one is not the same without. */
uint64_t ent_ctx_said(const ent_ctx *ctx);

/** Whether the caller asked to stop. */
bool ent_cancelled(const ent_ctx *ctx);

/** ENT_OK, or ENT_E_CANCELLED with its text set. */
ENT_MUST_CHECK ent_status ent_check_cancelled(ent_ctx *ctx);

int         ent_ctx_jobs(const ent_ctx *ctx);
const char *ent_ctx_data_dir(const ent_ctx *ctx); /**< NULL: embedded data */

/**
 * A silent child for one unit of parallel work: it shares data folder and
 * cancel flag, has its own failure text, and keeps its messages to be handed
 * on in unit order by ent_ctx_absorb().
 */
ENT_MUST_CHECK ent_status ent_ctx_child(const ent_ctx *parent, ent_ctx **out);

/** ENT_E_NOMEM if a message of the child did not fit in memory. */
ENT_MUST_CHECK ent_status ent_ctx_check(ent_ctx *child);

/** Whether the child has no message to hand on. */
bool ent_ctx_is_quiet(const ent_ctx *child);

/** Hand the child's messages, and its failure if `take_error`, to the parent. */
void ent_ctx_absorb(ent_ctx *parent, const ent_ctx *child, bool take_error);

#endif
