/*
 * fault.h - each allocation of an action fails in turn
 *
 * The linker sends malloc, calloc, realloc and free of our own code through
 * fault.c (-Wl,--wrap); memory that libraries ask for is not touched.  An
 * action is run with its first allocation failing, then with its second, and
 * so on until it succeeds; then all that again with every later allocation
 * failing too.  Each time it must return ENT_E_NOMEM, say so in the context,
 * and leave no block of ours behind.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_FAULT_H
#define ENT_TESTS_FAULT_H

#include "base/context.h"

typedef struct fault_action {
    const char *name;
    /** Makes what the action works on; nothing fails in it.  NULL: nothing to make. */
    void *(*setup)(ent_ctx *ctx);
    /** Does the work and frees all that it made, whatever the status. */
    ent_status (*run)(ent_ctx *ctx, void *state);
    void (*teardown)(void *state);
    bool silent; /**< the function under test has no context to say why in */
} fault_action;

/** Run a table of actions; the exit code of the program. */
int fault_main(const char *stage, const fault_action *actions, size_t count);

#endif
