/*
 * late.h - libraries that few commands need, loaded when they are asked for
 *
 * Stage: base.  What a program is linked with costs every start, whether it is used or not; a
 * solver with its linear algebra is a quarter of it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_LATE_H
#define ENT_BASE_LATE_H

#include "base/context.h"

/**
 * Load a shared library for as long as the program runs, and find functions in it.
 *
 * @param library   name that the loader looks for: "libClp.so.1"
 * @param package   that brings it, for the message
 * @param names     of the functions
 * @param functions a struct of `count` pointers to functions and nothing else, in the order of the
 *                  names; written on success only
 * @param size      of it
 * @return ENT_OK; ENT_E_FILE where the library or a function is not there
 *
 * Cost: once loaded, a look at each name.
 */
ENT_MUST_CHECK ent_status ent_late_load(ent_ctx *ctx, const char *library, const char *package,
                                        const char *const *names, size_t count, void *functions,
                                        size_t size);

#endif
