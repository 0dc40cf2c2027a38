/*
 * answer.h - what a request is answered with
 *
 * Stage: serve.  From a site and a target to status, headers and bytes: no
 * socket, no thread.  One resource is one row of a table in answer.c.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_ANSWER_H
#define ENT_SERVE_ANSWER_H

#include "base/text.h"
#include "serve/site.h"
#include "serve/target.h"

typedef struct ent_answer {
    unsigned    status; /**< of HTTP */
    const char *type;   /**< of the body */
    ent_text    body;
    char        tag[36];     /**< an entity tag with its quotes: what the bytes are */
    char        policy[768]; /**< Content-Security-Policy */
    char        file[96];    /**< a name to save it under, or "" */
} ent_answer;

void ent_answer_init(ent_answer *answer);
void ent_answer_clear(ent_answer *answer);

/**
 * Answer a target.  What is wrong with it is an answer, too; only a lack of memory leaves none.
 *
 * @param sent as it came, undecoded
 * @return ENT_OK, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_answer_make(ent_ctx *ctx, ent_site *site, const char *sent,
                                          size_t length, ent_answer *out);

/**
 * A problem (RFC 9457) in the place of an answer: {"title","status","detail"}.
 *
 * @return ENT_OK, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_answer_problem(ent_ctx *ctx, unsigned status, const char *detail,
                                             ent_answer *out);

/**
 * A page for who has waited a while for a view that is still being made: 202.
 *
 * @return ENT_OK, ENT_E_NOMEM, ENT_E_INPUT (style sheet)
 */
ENT_MUST_CHECK ent_status ent_answer_waiting(ent_ctx *ctx, ent_site *site, ent_answer *out);

/** The status of HTTP for a failure: 400 wrong argument, 404, 413, 503 no store or memory, 500. */
unsigned ent_answer_status_of(ent_status status);

/** The words of a status of HTTP: "Not Found". */
const char *ent_answer_words(unsigned status);

/* ---- resources, one file each ---- */

/** What a resource is asked with. */
typedef struct ent_asked {
    ent_site         *site;
    const ent_target *target;
    ent_picture_query query;
    const char       *rest; /**< of the path behind the resource's own */
    const char       *what; /**< of the resource */
} ent_asked;

typedef struct ent_resource {
    const char        *path;       /**< "/api/states"; one that ends in '/' is of all below it */
    const char        *summary;    /**< in the description of the API; NULL: not part of it */
    const char *const *parameters; /**< names, NULL-terminated */
    ENT_MUST_CHECK     ent_status (*make)(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);
    const char        *what; /**< of a resource that lists something */
} ent_resource;

/** All resources. */
const ent_resource *ent_resources(size_t *count);

extern const char *const ENT_NO_PARAMETERS[], *const ENT_QUERY_PARAMETERS[],
                                                  *const ENT_VIEW_PARAMETERS[];

/* Each writes type and body; the rest is done by ent_answer_make(). */
ENT_MUST_CHECK ent_status ent_resource_chart(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);
ENT_MUST_CHECK ent_status ent_resource_list(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);
ENT_MUST_CHECK ent_status ent_resource_data(ent_ctx *ctx, const ent_asked *asked, ent_answer *out);
/** Events are told by the server itself (stream.h): here the problem that says so. */
ENT_MUST_CHECK ent_status ent_resource_stream(ent_ctx *ctx, const ent_asked *asked,
                                              ent_answer *out);
ENT_MUST_CHECK ent_status ent_resource_openapi(ent_ctx *ctx, const ent_asked *asked,
                                               ent_answer *out);

#endif
