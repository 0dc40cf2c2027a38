/*
 * resource.h - what can be asked for: one resource is one row of a table in resources.c
 *
 * Stage: serve.  From a site and a target to status, headers and bytes: no socket, no thread.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_RESOURCE_H
#define ENT_SERVE_RESOURCE_H

#include "serve/answer.h"
#include "serve/site.h"
#include "serve/target.h"

/**
 * Answer a target.  What is wrong with it is an answer, too; only a lack of memory leaves none.
 *
 * @param sent as it came, undecoded
 * @return ENT_OK, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_answer_make(ent_ctx *ctx, ent_site *site, const char *sent,
                                          size_t length, ent_answer *out);

/**
 * A page for who has waited a while for a view that is still being made: 202.
 *
 * @return ENT_OK, ENT_E_NOMEM, ENT_E_INPUT (style sheet)
 */
ENT_MUST_CHECK ent_status ent_answer_waiting(ent_ctx *ctx, ent_site *site, ent_answer *out);

typedef struct ent_resource ent_resource;

/** What a resource is asked with. */
typedef struct ent_asked {
    ent_site         *site;
    const ent_target *target;
    ent_picture_query query;
    const char       *rest; /**< of the path behind the resource's own */
    const char       *what; /**< of the resource */

    const ent_resource *resources; /**< all that there are */
    size_t              resource_count;
} ent_asked;

struct ent_resource {
    const char        *path;       /**< "/api/states"; one that ends in '/' is of all below it */
    const char        *summary;    /**< in the description of the API; NULL: not part of it */
    const char *const *parameters; /**< names, NULL-terminated */
    ENT_MUST_CHECK     ent_status (*make)(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);
    const char        *what;    /**< of a resource that lists something */
    bool               streams; /**< tells events instead (stream.h) */
    const char        *needs;   /**< the parameter without which there is no answer, or NULL */
};

/* Each writes type and body; the rest is done by ent_answer_make(). */
ENT_MUST_CHECK ent_status ent_resource_chart(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);
ENT_MUST_CHECK ent_status ent_resource_list(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);
ENT_MUST_CHECK ent_status ent_resource_data(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);
ENT_MUST_CHECK ent_status ent_resource_openapi(ent_ctx *ctx, const ent_asked *asked,
                                               ent_answer *out);

#endif
