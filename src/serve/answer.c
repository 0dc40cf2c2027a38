/*
 * answer.c - what a request is answered with
 *
 *   1. problems     2. the table of resources     3. answers
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/answer.h"

#include <stdio.h>
#include <string.h>

#include "base/data.h"
#include "serve/runs.h"
#include "serve/view.h"

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

/* 1. problems */

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

static ent_status
finish(ent_ctx *ctx, ent_answer *out)
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
    return finish(ctx, out);
}

ent_status
ent_answer_waiting(ent_ctx *ctx, ent_site *site, ent_answer *out)
{
    ent_status status = ent_view_waiting(ctx, &(ent_asked){.site = site}, out);

    out->status = 202;
    return status == ENT_OK ? finish(ctx, out) : status;
}

/* 2. the table of resources */

static const char VIEWS[] = "/view/";

const char *const ENT_NO_PARAMETERS[] = {NULL};
const char *const ENT_QUERY_PARAMETERS[] = {"states", "time", "power", "signs", NULL};

static const char *const OF_VIEWS[] = {"states",   "time", "power", "signs",
                                       "scenario", "runs", "seed",  NULL};
static const char *const OF_DATA[] = {"states",   "time", "signs", "institution",
                                      "scenario", "runs", "seed",  NULL};
static const char *const DATES[] = {"states", "time", NULL};
static const char *const SHOWN[] = {"states", "time", "institution", NULL};
static const char *const TIES[] = {"states", "time", "signs", NULL};

ent_status
ent_resource_stream(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    (void)out;
    return ent_fail(ctx, ENT_E_ARG, "'%s' is a stream of events, no answer", asked->target->path);
}

static const ent_resource RESOURCES[] = {
    {"/", NULL, ENT_NO_PARAMETERS, ent_resource_brief, NULL},
    {VIEWS, NULL, OF_VIEWS, ent_resource_view, NULL},
    {"/chart/", "a picture, its data or what stands beside them", ENT_QUERY_PARAMETERS,
     ent_resource_chart, NULL},
    {"/api/charts", "the pictures by name", ENT_NO_PARAMETERS, ent_resource_list, "charts"},
    {"/api/measures", "the measures by name", ENT_NO_PARAMETERS, ent_resource_list, "measures"},
    {"/api/states", "states with their codes, names and spells", DATES, ent_resource_list,
     "states"},
    {"/api/institutions", "institutions, their rules and members", DATES, ent_resource_list,
     "institutions"},
    {"/api/ties", "what binds and divides states in one year or on one day", TIES,
     ent_resource_list, "ties"},
    {"/api/show", "all that the record says of one state or two, or of an institution", SHOWN,
     ent_resource_list, "show"},
    {"/api/sources", "the files behind the record and what each is used for", ENT_NO_PARAMETERS,
     ent_resource_list, "sources"},
    {"/api/citations", "how to cite what is in the store", ENT_NO_PARAMETERS, ent_resource_list,
     "citations"},
    {"/api/documents", "documents that were read into the store", ENT_NO_PARAMETERS,
     ent_resource_list, "documents"},
    {"/api/events", "events that were read from documents", ENT_NO_PARAMETERS, ent_resource_list,
     "events"},
    {"/api/scenarios", "the scenarios at hand", ENT_NO_PARAMETERS, ent_resource_list, "scenarios"},
    {"/api/claims", "files of claims that 'entente check' tests", ENT_NO_PARAMETERS,
     ent_resource_list, "claims"},
    {"/api/verdicts", "what holds of these claims, without scenarios and estimates",
     ENT_NO_PARAMETERS, ent_resource_list, "verdicts"},
    {"/api/curves", "the specifications behind trends and comparisons", ENT_NO_PARAMETERS,
     ent_resource_list, "curves"},
    {"/data/", "a list of /api/ as CSV: /data/institutions.csv", OF_DATA, ent_resource_data, NULL},
    {"/api/runs", "runs that were kept in the store", ENT_NO_PARAMETERS, ent_resource_list, "runs"},
    {"/api/runs/events",
     "runs a scenario and tells how far it is, by server-sent events: progress, pictures of the "
     "runs "
     "so far, then done with the outcomes; nothing is kept",
     ENT_RUNS_PARAMETERS, ent_resource_stream, NULL},
    {"/api/outcomes", "runs a scenario against its base: the outcomes by year", ENT_RUNS_PARAMETERS,
     ent_resource_list, "outcomes"},
    {"/api/openapi.json", "this description", ENT_NO_PARAMETERS, ent_resource_openapi, NULL},
};

const ent_resource *
ent_resources(size_t *count)
{
    *count = sizeof RESOURCES / sizeof *RESOURCES;
    return RESOURCES;
}

static const ent_resource *
find_resource(const char *path, const char **rest)
{
    for (size_t i = 0; i < sizeof RESOURCES / sizeof *RESOURCES; i++) {
        const char *own = RESOURCES[i].path;

        *rest = path + strlen(own);
        if (ent_ends_with(own, "/") && strlen(own) > 1 ? ent_starts_with(path, own)
                                                       : strcmp(path, own) == 0) {
            return &RESOURCES[i];
        }
    }
    return NULL;
}

/* 3. answers */

static ent_status
make(ent_ctx *ctx, ent_asked *asked, ent_answer *out)
{
    const ent_target   *target = asked->target;
    const ent_resource *resource = find_resource(target->path, &asked->rest);
    ent_status          status;

    if (resource == NULL) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "there is nothing at '%s'; /api/openapi.json describes what there is",
                        target->path);
    }
    status = ent_target_check(ctx, target, resource->parameters);
    if (status == ENT_OK) {
        status = ent_target_query(ctx, target, ent_site_codes(asked->site), &asked->query);
    }
    if (status != ENT_OK) {
        return status;
    }
    asked->what = resource->what;
    return resource->make(ctx, asked, out);
}

/* A page for who reads it in a browser, a problem for a program; where there is no page, that, too.
 */
static ent_status
explain(ent_ctx *ctx, const ent_asked *asked, ent_status status, ent_answer *out)
{
    unsigned words = ent_answer_status_of(status);
    ent_text detail;

    ent_text_init(&detail);
    ent_text_add(&detail, ent_ctx_error(ctx));
    status = detail.failed ? ent_fail_nomem(ctx) : ENT_E_NOTFOUND;
    if (status != ENT_E_NOMEM && ent_starts_with(asked->target->path, VIEWS)) {
        status = ent_view_problem(ctx, asked, words, ent_text_get(&detail), out);
        status = status == ENT_OK ? finish(ctx, out) : status;
    }
    if (status != ENT_OK && status != ENT_E_NOMEM) {
        status = ent_answer_problem(ctx, words, ent_text_get(&detail), out);
    }
    ent_text_clear(&detail);
    return status;
}

ent_status
ent_answer_make(ent_ctx *ctx, ent_site *site, const char *sent, size_t length, ent_answer *out)
{
    ent_target target;
    ent_asked  asked = {.site = site, .target = &target, .rest = ""};
    ent_status status = ent_target_read(ctx, sent, length, &target);

    if (status == ENT_E_NOMEM) {
        return status;
    }
    if (status != ENT_OK) {
        unsigned words = status == ENT_E_LIMIT ? 414 : ent_answer_status_of(status);

        return ent_answer_problem(ctx, words, ent_ctx_error(ctx), out);
    }
    out->status = 200;
    status = make(ctx, &asked, out);
    if (status == ENT_E_NOMEM) {
        return status;
    }
    return status == ENT_OK ? finish(ctx, out) : explain(ctx, &asked, status, out);
}
