/*
 * unit_import.h - a context and the codes, which the tests of importers share
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_IMPORT_H
#define ENT_TESTS_UNIT_IMPORT_H

#include "unit_facts.h"

typedef struct bench {
    ent_ctx   *ctx;
    ent_codes *codes;
} bench;

static inline int
bench_setup(void **state)
{
    static bench made;

    made.ctx = unit_ctx(1);
    made.codes = unit_codes(made.ctx);
    *state = &made;
    return 0;
}

static inline int
bench_teardown(void **state)
{
    bench *made = *state;

    ent_codes_destroy(made->codes);
    ent_ctx_destroy(made->ctx);
    return 0;
}

#endif
