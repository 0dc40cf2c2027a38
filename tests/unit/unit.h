/*
 * unit.h - what every unit test includes: cmocka in its order of headers
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_H
#define ENT_TESTS_UNIT_H

/* cmocka needs the standard headers before it */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
/* clang-format on */

#include "base/context.h"

/** A context with a number of threads (0: as many as there are processors); never NULL. */
static inline ent_ctx *
unit_ctx(int jobs)
{
    ent_ctx_options options = {.jobs = jobs};
    ent_ctx        *ctx = NULL;

    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    return ctx;
}

/** The folder ../shared, or the end of the test as skipped where there is none. */
static inline const char *
unit_shared_or_skip(void)
{
    const char *folder = getenv("ENT_SHARED");
    FILE       *file;
    char        path[1024];

    assert_non_null(folder);
    (void)snprintf(path, sizeof path, "%s/DESIGN.md", folder);
    file = fopen(path, "r");
    if (file == NULL) {
        skip();
    } else {
        (void)fclose(file);
    }
    return folder;
}

#endif
