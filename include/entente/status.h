/*
 * status.h - what a function that can fail says
 *
 * Stage: base.  One list of codes, from which the enum and its messages come.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_STATUS_H
#define ENTENTE_STATUS_H

/** name, value, message */
#define ENT_STATUS_LIST(X)                                                                         \
    X(OK, 0, "no error")                                                                           \
    X(E_NOMEM, -1, "out of memory")                                                                \
    X(E_ARG, -2, "wrong argument")                                                                 \
    X(E_INPUT, -3, "bad input")                                                                    \
    X(E_FILE, -4, "file trouble")                                                                  \
    X(E_STORE, -5, "store trouble")                                                                \
    X(E_NOTFOUND, -6, "not found")                                                                 \
    X(E_LIMIT, -7, "above a documented limit")                                                     \
    X(E_CANCELLED, -8, "cancelled")                                                                \
    X(E_BUG, -9, "bug in entente")

typedef enum ent_status {
#define ENT_STATUS_ENUM(name, value, text) ENT_##name = (value),
    ENT_STATUS_LIST(ENT_STATUS_ENUM)
#undef ENT_STATUS_ENUM
} ent_status;

#if defined(__GNUC__)
#define ENT_MUST_CHECK   __attribute__((warn_unused_result))
#define ENT_PRINTF(f, a) __attribute__((format(__printf__, f, a)))
#else
#define ENT_MUST_CHECK
#define ENT_PRINTF(f, a)
#endif

/** The message of a status, never NULL; "unknown status" outside the list. */
const char *ent_status_text(ent_status status);

#endif
