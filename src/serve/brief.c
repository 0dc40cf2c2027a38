/*
 * brief.c - what the first view says beside the record: documents, scenarios, claims, changes
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/brief.h"

#include <pthread.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "entente/match.h"
#include "report/section/section.h"
#include "serve/runs.h"

/* Each part is made outside the lock and put in its place under it; then it stays as it is. */
struct ent_brief {
    pthread_mutex_t lock;
    bool            has_reading, has_runs, has_verdicts;
    ent_reading     reading;
    ent_match      *matches;
    ent_runs        runs;
    ent_ensemble    ensembles[ENT_RUNS_MOST_SCENARIOS];
    ent_table      *verdicts;
    char           *before; /* an earlier page, or NULL */
    size_t          before_length;
    char           *since;
    char           *page; /* the last that was whole, or NULL */
    size_t          page_length;
};

ent_brief *
ent_brief_create(void)
{
    ent_brief *brief = ent_alloc_zero(1, sizeof *brief);

    if (brief != NULL && pthread_mutex_init(&brief->lock, NULL) != 0) {
        ent_free(brief);
        return NULL;
    }
    return brief;
}

static void
clear_ensembles(ent_runs *runs, ent_ensemble *ensembles)
{
    for (size_t i = 0; i < runs->count; i++) {
        ent_ensemble_clear(&ensembles[i]);
    }
    ent_runs_clear(runs);
}

void
ent_brief_destroy(ent_brief *brief)
{
    if (brief == NULL) {
        return;
    }
    ent_reading_clear(&brief->reading);
    ent_free(brief->matches);
    clear_ensembles(&brief->runs, brief->ensembles);
    ent_table_destroy(brief->verdicts);
    ent_free(brief->before);
    ent_free(brief->since);
    ent_free(brief->page);
    (void)pthread_mutex_destroy(&brief->lock);
    ent_free(brief);
}

ent_status
ent_brief_compare(ent_ctx *ctx, ent_brief *brief, const char *page, size_t length,
                  const char *since)
{
    ent_report_input input = {.before = page, .before_length = length, .before_name = since};
    ent_figures      figures;
    char            *bytes, *words;
    ent_status       status = ent_section_read_before(ctx, &input, &figures);

    if (status != ENT_OK) {
        return status;
    }
    ent_figures_clear(&figures);
    bytes = ent_strndup(page, length);
    words = ent_strdup(since);
    if (bytes == NULL || words == NULL) {
        ent_free(bytes);
        ent_free(words);
        return ent_fail_nomem(ctx);
    }
    (void)pthread_mutex_lock(&brief->lock);
    ent_free(brief->before);
    ent_free(brief->since);
    brief->before = bytes;
    brief->before_length = length;
    brief->since = words;
    (void)pthread_mutex_unlock(&brief->lock);
    return ENT_OK;
}

ent_status
ent_brief_follow(ent_ctx *ctx, ent_site *before, ent_site *site)
{
    ent_brief *old = ent_site_brief(before);
    ent_status status = ENT_OK;

    (void)pthread_mutex_lock(&old->lock);
    if (old->page != NULL) {
        status = ent_brief_compare(ctx, ent_site_brief(site), old->page, old->page_length,
                                   "the store was last read");
    }
    (void)pthread_mutex_unlock(&old->lock);
    return status;
}

ent_status
ent_brief_run(ent_ctx *ctx, ent_site *site)
{
    ent_brief   *brief = ent_site_brief(site);
    ent_ensemble ensembles[ENT_RUNS_MOST_SCENARIOS];
    ent_runs     runs;
    ent_target   nothing;
    ent_status   status = ent_target_read(ctx, "/", 1, &nothing);

    if (status == ENT_OK) {
        status = ent_runs_read(ctx, site, &nothing, ENT_RUNS_MOST_SHOWN, NULL, &runs);
    }
    if (status != ENT_OK) {
        return status;
    }
    status =
        ent_scenario_run(ctx, runs.record, runs.scenarios, runs.count, &runs.options, ensembles);
    if (status != ENT_OK) {
        ent_runs_clear(&runs);
        return status;
    }
    (void)pthread_mutex_lock(&brief->lock);
    if (!brief->has_runs) {
        brief->runs = runs;
        memcpy(brief->ensembles, ensembles, sizeof ensembles);
        brief->has_runs = true;
        runs.count = 0;
    }
    (void)pthread_mutex_unlock(&brief->lock);
    clear_ensembles(&runs, ensembles);
    return ENT_OK;
}

ent_status
ent_brief_check(ent_ctx *ctx, ent_site *site)
{
    ent_brief *brief = ent_site_brief(site);
    ent_table *verdicts, *curves;
    ent_status status = ent_site_check(ctx, site, &verdicts, &curves);

    if (status != ENT_OK) {
        return status;
    }
    ent_table_destroy(curves);
    (void)pthread_mutex_lock(&brief->lock);
    if (!brief->has_verdicts) {
        brief->verdicts = verdicts;
        brief->has_verdicts = true;
        verdicts = NULL;
    }
    (void)pthread_mutex_unlock(&brief->lock);
    ent_table_destroy(verdicts);
    return ENT_OK;
}

/* What the documents report, and what the record says of it; under the lock. */
static ent_status
read_documents(ent_ctx *ctx, ent_site *site, ent_brief *brief)
{
    ent_status status = ent_site_reported(ctx, site, &brief->reading);

    if (status != ENT_OK) {
        return status;
    }
    brief->matches = ent_alloc_zero(brief->reading.event_count, sizeof *brief->matches);
    status = brief->matches != NULL
                 ? ent_match_reading(ctx, ent_site_ties(site), &brief->reading, brief->matches)
                 : ent_fail_nomem(ctx);
    if (status != ENT_OK) {
        ent_reading_clear(&brief->reading);
        ent_free(brief->matches);
        brief->matches = NULL;
        return status;
    }
    brief->has_reading = true;
    return ENT_OK;
}

ent_status
ent_brief_enter(ent_ctx *ctx, ent_site *site, ent_report_input *input, bool *complete)
{
    ent_brief *brief = ent_site_brief(site);
    ent_status status = ENT_OK;

    (void)pthread_mutex_lock(&brief->lock);
    if (!brief->has_reading) {
        status = read_documents(ctx, site, brief);
    }
    if (status != ENT_OK) {
        (void)pthread_mutex_unlock(&brief->lock);
        return status;
    }
    *complete = brief->has_runs && brief->has_verdicts;
    *input = (ent_report_input){.record = ent_site_ties(site),
                                .reading = &brief->reading,
                                .matches = brief->matches,
                                .ensembles = brief->ensembles,
                                .scenarios = brief->runs.scenarios,
                                .ensemble_count = brief->runs.count,
                                .verdicts = brief->verdicts};
    if (*complete) {
        input->before = brief->before;
        input->before_length = brief->before_length;
        input->before_name = brief->since;
    }
    return ENT_OK;
}

void
ent_brief_leave(ent_site *site, const ent_text *page)
{
    ent_brief *brief = ent_site_brief(site);
    char      *copy = page != NULL ? ent_strndup(page->bytes, page->length) : NULL;

    if (copy != NULL) { /* without memory the next says nothing of changes */
        ent_free(brief->page);
        brief->page = copy;
        brief->page_length = page->length;
    }
    (void)pthread_mutex_unlock(&brief->lock);
}
