/*
 * broken_actions.c - actions with one fault each, which the fault harness must find
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault/fault.h"

#include <stddef.h>

#include "base/alloc.h"

/* Twice some memory; `leak` keeps the first block when the second fails. */
static ent_status
two_blocks(ent_ctx *ctx, bool leak)
{
    void *first = ent_alloc(10, 1), *second = NULL;

    if (first != NULL) {
        second = ent_alloc(20, 1);
    }
    if (second == NULL && !leak) {
        ent_free(first);
        return ent_fail_nomem(ctx);
    }
    if (second == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_free(first);
    ent_free(second);
    return ENT_OK;
}

static ent_status
is_right(ent_ctx *ctx, void *state)
{
    (void)state;
    return two_blocks(ctx, false);
}

static ent_status
leaks(ent_ctx *ctx, void *state)
{
    (void)state;
    return two_blocks(ctx, true);
}

static ent_status
does_not_notice(ent_ctx *ctx, void *state)
{
    (void)state;
    (void)ctx;
    ent_free(ent_alloc(10, 1));
    return ENT_OK;
}

static ent_status
says_nothing(ent_ctx *ctx, void *state)
{
    void *block = ent_alloc(10, 1);

    (void)state;
    (void)ctx;
    ent_free(block);
    return block != NULL ? ENT_OK : ENT_E_NOMEM;
}

static ent_status
asks_for_nothing(ent_ctx *ctx, void *state)
{
    (void)ctx;
    (void)state;
    return ENT_OK;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"is_right", NULL, is_right, NULL, false},
        {"leaks", NULL, leaks, NULL, false},
        {"does_not_notice", NULL, does_not_notice, NULL, false},
        {"says_nothing", NULL, says_nothing, NULL, false},
        {"asks_for_nothing", NULL, asks_for_nothing, NULL, false},
    };

    return fault_main("house", ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
}
