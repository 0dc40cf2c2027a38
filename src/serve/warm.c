/*
 * warm.c - what most readers will ask for, made while nobody does
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/warm.h"

#include <pthread.h>
#include <signal.h>

#include "base/alloc.h"
#include "base/context.h"
#include "report/picture/picture.h"
#include "serve/brief.h"
#include "serve/resource.h"

struct ent_warming {
    ent_ctx  *ctx; /* its own, so that it can be told to stop */
    ent_site *site;
    pthread_t thread;
    void (*tell)(void *user);
    void                 *user;
    volatile sig_atomic_t halt;
};

/* False where memory does not suffice; what else fails is told to the reader who asks. */
static bool
ask_for(ent_warming *w, const ent_picture *picture)
{
    ent_text   target;
    ent_answer answer;
    bool       done;

    ent_text_init(&target);
    ent_answer_init(&answer);
    ent_text_addf(&target, "/chart/%s.svg", picture->name);
    done = !target.failed && ent_answer_make(w->ctx, w->site, ent_text_get(&target), target.length,
                                             &answer) == ENT_OK;
    ent_answer_clear(&answer);
    ent_text_clear(&target);
    return done;
}

/* A part of the first view; where it cannot be made the view goes without it. */
static void
make_part(ent_warming *w, ent_status (*make)(ent_ctx *ctx, ent_site *site))
{
    if (make(w->ctx, w->site) == ENT_OK && !ent_cancelled(w->ctx)) {
        w->tell(w->user);
    }
}

static void *
warm(void *data)
{
    ent_warming       *w = data;
    size_t             count;
    const ent_picture *pictures = ent_pictures(&count);
    bool               goes_on = true;

    make_part(w, ent_brief_run);
    make_part(w, ent_brief_check);
    for (size_t i = 0; i < count && goes_on; i++) {
        goes_on = ask_for(w, &pictures[i]) && !ent_cancelled(w->ctx);
    }
    ent_site_write(w->ctx, w->site);
    return NULL;
}

ent_warming *
ent_warming_start(const ent_ctx *ctx, ent_site *site, void (*tell)(void *user), void *user)
{
    ent_warming    *w = ent_alloc_zero(1, sizeof *w);
    ent_ctx_options options = {.data_dir = ent_ctx_data_dir(ctx), .jobs = 1};

    if (w == NULL) {
        return NULL;
    }
    options.cancel = &w->halt;
    if (ent_ctx_create(&options, &w->ctx) != ENT_OK) {
        ent_free(w);
        return NULL;
    }
    w->tell = tell;
    w->user = user;
    w->site = ent_site_hold(site);
    if (pthread_create(&w->thread, NULL, warm, w) != 0) {
        ent_site_release(w->site);
        ent_ctx_destroy(w->ctx);
        ent_free(w);
        return NULL;
    }
    return w;
}

void
ent_warming_stop(ent_warming *w)
{
    if (w == NULL) {
        return;
    }
    __atomic_store_n(&w->halt, 1, __ATOMIC_RELAXED);
    (void)pthread_join(w->thread, NULL);
    ent_site_release(w->site);
    ent_ctx_destroy(w->ctx);
    ent_free(w);
}
