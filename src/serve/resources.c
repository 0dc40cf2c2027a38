/*
 * resources.c - the table of all that can be asked for, and the answer to a target
 *
 *   1. the table     2. answers
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/text.h"
#include "serve/resource.h"
#include "serve/runs.h"
#include "serve/view.h"

/* 1. the table */

static const char VIEWS[] = "/view/";

static const char *const OF_DATA[] = {"states",   "time", "signs", "institution",
                                      "scenario", "runs", "seed",  NULL};
static const char *const DATES[] = {"states", "time", NULL};
static const char *const SHOWN[] = {"states", "time", "institution", NULL};
static const char *const TIES[] = {"states", "time", "signs", NULL};

/* Events are told by the server itself (stream.h): here the problem that says so. */
static ent_status
no_answer(ent_ctx *ctx, const ent_asked *asked, ent_answer *out)
{
    (void)out;
    return ent_fail(ctx, ENT_E_ARG, "'%s' is a stream of events, no answer", asked->target->path);
}

static const ent_resource RESOURCES[] = {
    {"/", NULL, ENT_NO_PARAMETERS, ent_resource_brief, NULL, false, NULL},
    {VIEWS, NULL, ENT_VIEW_PARAMETERS, ent_resource_view, NULL, false, NULL},
    {"/chart/", "a picture, its data or what stands beside them", ENT_QUERY_PARAMETERS,
     ent_resource_chart, NULL, false, NULL},
    {"/api/charts", "the pictures by name", ENT_NO_PARAMETERS, ent_resource_list, "charts", false,
     NULL},
    {"/api/measures", "the measures by name", ENT_NO_PARAMETERS, ent_resource_list, "measures",
     false, NULL},
    {"/api/states", "states with their codes, names and spells", DATES, ent_resource_list, "states",
     false, NULL},
    {"/api/institutions", "institutions, their rules and members", DATES, ent_resource_list,
     "institutions", false, NULL},
    {"/api/ties", "what binds and divides states in one year or on one day", TIES,
     ent_resource_list, "ties", false, "time"},
    {"/api/show", "all that the record says of one state or two, or of an institution", SHOWN,
     ent_resource_list, "show", false, NULL},
    {"/api/sources", "the files behind the record and what each is used for", ENT_NO_PARAMETERS,
     ent_resource_list, "sources", false, NULL},
    {"/api/citations", "how to cite what is in the store", ENT_NO_PARAMETERS, ent_resource_list,
     "citations", false, NULL},
    {"/api/documents", "documents that were read into the store", ENT_NO_PARAMETERS,
     ent_resource_list, "documents", false, NULL},
    {"/api/events", "events that were read from documents", ENT_NO_PARAMETERS, ent_resource_list,
     "events", false, NULL},
    {"/api/scenarios", "the scenarios at hand", ENT_NO_PARAMETERS, ent_resource_list, "scenarios",
     false, NULL},
    {"/api/claims", "files of claims that 'entente check' tests", ENT_NO_PARAMETERS,
     ent_resource_list, "claims", false, NULL},
    {"/api/verdicts", "what holds of these claims, without scenarios and estimates",
     ENT_NO_PARAMETERS, ent_resource_list, "verdicts", false, NULL},
    {"/api/curves", "the specifications behind trends and comparisons", ENT_NO_PARAMETERS,
     ent_resource_list, "curves", false, NULL},
    {"/data/", "a list of /api/ as CSV: /data/institutions.csv", OF_DATA, ent_resource_data, NULL,
     false, NULL},
    {"/api/runs", "runs that were kept in the store", ENT_NO_PARAMETERS, ent_resource_list, "runs",
     false, NULL},
    {"/api/runs/events",
     "runs a scenario and tells how far it is, by server-sent events: progress, pictures of the "
     "runs "
     "so far, then done with the outcomes; nothing is kept",
     ENT_RUNS_PARAMETERS, no_answer, NULL, true, NULL},
    {"/api/outcomes", "runs a scenario against its base: the outcomes by year", ENT_RUNS_PARAMETERS,
     ent_resource_list, "outcomes", false, NULL},
    {"/api/openapi.json", "this description", ENT_NO_PARAMETERS, ent_resource_openapi, NULL, false,
     NULL},
};

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

/* 2. answers */

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
        status = status == ENT_OK ? ent_answer_finish(ctx, out) : status;
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
    ent_asked  asked = {.site = site,
                        .target = &target,
                        .rest = "",
                        .resources = RESOURCES,
                        .resource_count = sizeof RESOURCES / sizeof *RESOURCES};
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
    return status == ENT_OK ? ent_answer_finish(ctx, out) : explain(ctx, &asked, status, out);
}

ent_status
ent_answer_waiting(ent_ctx *ctx, ent_site *site, ent_answer *out)
{
    ent_status status = ent_view_waiting(ctx, &(ent_asked){.site = site}, out);

    out->status = 202;
    return status == ENT_OK ? ent_answer_finish(ctx, out) : status;
}
