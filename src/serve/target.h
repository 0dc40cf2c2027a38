/*
 * target.h - what a request asks for: path and parameters, decoded and checked
 *
 * Stage: serve.  A pure function of bytes from the network: touches no
 * socket, no record.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_TARGET_H
#define ENT_SERVE_TARGET_H

#include "base/context.h"
#include "report/picture/picture.h"

enum {
    ENT_TARGET_LONGEST = 2000, /**< bytes of a target as it is sent */
    ENT_TARGET_MOST_PARAMETERS = 16
};

typedef struct ent_argument {
    const char *name, *value;
} ent_argument;

/** Borrows from itself: not to be copied. */
typedef struct ent_target {
    char         room[ENT_TARGET_LONGEST + 2];
    const char  *path; /**< decoded, begins with '/' */
    ent_argument parameters[ENT_TARGET_MOST_PARAMETERS];
    size_t       parameter_count;
} ent_target;

/**
 * Read `/path?name=value&...`: %XX is a byte, in values `+` is a blank; `&` and `;` part
 * parameters.
 *
 * @return ENT_OK; ENT_E_ARG for what is no such thing: a `%` without two hexadecimal digits, bytes
 *         that are no UTF-8 or no text, a segment `.` or `..`, a parameter twice; ENT_E_LIMIT for
 *         one that is too long or has too many parameters
 */
ENT_MUST_CHECK ent_status ent_target_read(ent_ctx *ctx, const char *sent, size_t length,
                                          ent_target *out);

/** The value of a parameter, or NULL. */
const char *ent_target_value(const ent_target *target, const char *name);

/** ENT_OK, or ENT_E_ARG where a parameter is none of `names`, which NULL ends. */
ENT_MUST_CHECK ent_status ent_target_check(ent_ctx *ctx, const ent_target *target,
                                           const char *const *names);

/**
 * The parameters that pictures and lists share: `states` (ids or names, parted by `~` or a comma),
 * `time` (`1949..2024`, `1949..`, `2012`, `2022-02-24`, `earliest..latest`), `power`, `signs`.
 *
 * @return ENT_OK; ENT_E_ARG with the parameter and what was expected
 */
ENT_MUST_CHECK ent_status ent_target_query(ent_ctx *ctx, const ent_target *target,
                                           const ent_codes *codes, ent_picture_query *out);

/**
 * Whether a Host header names this server: 127.0.0.1, localhost or [::1], with its port.  A page of
 * another site whose name was made to lead here sends its own.
 */
bool ent_host_is_own(const char *host, unsigned port);

/** Whether an Origin header is of a page of this server. */
bool ent_origin_is_own(const char *origin, unsigned port);

/** The parameters of resources, by name; each NULL-terminated. */
extern const char *const ENT_NO_PARAMETERS[], *const ENT_QUERY_PARAMETERS[],
                                                  *const ENT_VIEW_PARAMETERS[];

#endif
