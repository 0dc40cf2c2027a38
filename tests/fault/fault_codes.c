/*
 * fault_codes.c - allocation failures in codes: loading, conversions with their hints
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include "entente/codes.h"

/* The whole of our own tables has thousands of allocations: a few states are enough. */
static ent_status
load(ent_ctx *ctx, void *state)
{
    ent_codes *codes = NULL;
    ent_status status = ent_codes_load(ctx, &codes);

    (void)state;
    if (status != ENT_OK && codes != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_codes_destroy(codes);
    return status;
}

static void *
loaded(ent_ctx *ctx)
{
    ent_codes *codes = NULL;

    return ent_codes_load(ctx, &codes) == ENT_OK ? codes : NULL;
}

static void
unload(void *state)
{
    ent_codes_destroy(state);
}

static ent_status
convert(ent_ctx *ctx, void *state)
{
    const ent_codes *codes = state;
    ent_state        found = ENT_NO_STATE;
    char             code[ENT_CODE_SIZE];
    ent_status status = ent_codes_from(ctx, codes, ENT_SCHEME_CCODE, "365", ENT_NO_DAY, &found);

    if (status == ENT_OK) {
        status = ent_codes_to(ctx, codes, found, ENT_SCHEME_COW, ENT_NO_DAY, code);
    }
    return status;
}

/* The hint of a refusal needs memory too: without it the answer is "out of memory". */
static ent_status
refuse(ent_ctx *ctx, void *state)
{
    const ent_codes *codes = state;
    char             code[ENT_CODE_SIZE];
    ent_status       status =
        ent_codes_to(ctx, codes, ent_codes_find(codes, "DEU"), ENT_SCHEME_CCODE, ENT_NO_DAY, code);

    return status == ENT_E_ARG ? ENT_OK : status == ENT_OK ? ENT_E_BUG : status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"load", NULL, load, NULL, false},
        {"convert", loaded, convert, unload, false},
        {"refuse", loaded, refuse, unload, false},
    };

    return fault_main("codes", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
