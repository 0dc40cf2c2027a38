/*
 * answer.c - an answer: its status, its tag, or the problem in its place
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/answer.h"

#include <stdio.h>
#include <string.h>

#include "base/data.h"

static const char NOTHING[] = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
                              "form-action 'none'";

void
ent_answer_init(ent_answer *answer)
{
    memset(answer, 0, sizeof *answer);
    ent_text_init(&answer->body);
}

void
ent_answer_clear(ent_answer *answer)
{
    ent_text_clear(&answer->body);
}

unsigned
ent_answer_status_of(ent_status status)
{
    switch (status) {
    case ENT_OK:
        return 200;
    case ENT_E_ARG:
    case ENT_E_INPUT:
        return 400;
    case ENT_E_NOTFOUND:
        return 404;
    case ENT_E_LIMIT:
        return 413;
    case ENT_E_NOMEM:
    case ENT_E_FILE:
    case ENT_E_STORE:
    case ENT_E_CANCELLED:
        return 503;
    case ENT_E_BUG:
        break;
    }
    return 500;
}

const char *
ent_answer_words(unsigned status)
{
    static const struct {
        unsigned    status;
        const char *words;
    } WORDS[] = {{200, "OK"},           {400, "Bad Request"},        {403, "Forbidden"},
                 {404, "Not Found"},    {405, "Method Not Allowed"}, {413, "Content Too Large"},
                 {414, "URI Too Long"}, {503, "Service Unavailable"}};

    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (WORDS[i].status == status) {
            return WORDS[i].words;
        }
    }
    return "Internal Server Error";
}

ent_status
ent_answer_finish(ent_ctx *ctx, ent_answer *out)
{
    char hex[65];

    if (out->body.failed) {
        return ent_fail_nomem(ctx);
    }
    ent_sha256(ent_text_get(&out->body), out->body.length, hex);
    (void)snprintf(out->tag, sizeof out->tag, "\"%.32s\"", hex);
    if (out->policy[0] == '\0') {
        (void)snprintf(out->policy, sizeof out->policy, "%s", NOTHING);
    }
    return ENT_OK;
}

ent_status
ent_answer_problem(ent_ctx *ctx, unsigned status, const char *detail, ent_answer *out)
{
    const char *words = ent_answer_words(status);

    ent_answer_clear(out);
    ent_answer_init(out);
    out->status = status;
    out->type = "application/problem+json";
    ent_text_add(&out->body, "{\"title\": ");
    ent_text_add_json(&out->body, words, strlen(words));
    ent_text_addf(&out->body, ", \"status\": %u, \"detail\": ", status);
    ent_text_add_json(&out->body, detail, strlen(detail));
    ent_text_add(&out->body, "}\n");
    return ent_answer_finish(ctx, out);
}
