/*
 * answer.h - an answer: its status, its tag, or the problem in its place
 *
 * Stage: serve.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_ANSWER_H
#define ENT_SERVE_ANSWER_H

#include "base/text.h"
#include "entente/context.h"

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

/** Give an answer whose body is whole its tag, and the strictest policy where it has none. */
ENT_MUST_CHECK ent_status ent_answer_finish(ent_ctx *ctx, ent_answer *answer);

/**
 * A problem (RFC 9457) in the place of an answer: {"title","status","detail"}.
 *
 * @return ENT_OK, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_answer_problem(ent_ctx *ctx, unsigned status, const char *detail,
                                             ent_answer *out);

/** The status of HTTP for a failure: 400 wrong argument, 404, 413, 503 no store or memory, 500. */
unsigned ent_answer_status_of(ent_status status);

/** The words of a status of HTTP: "Not Found". */
const char *ent_answer_words(unsigned status);

#endif
