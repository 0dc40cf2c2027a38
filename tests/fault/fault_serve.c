/*
 * fault_serve.c - allocation failures in serve and in the pictures that it draws
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/table_json.h"
#include "entente/claim.h"
#include "entente/serve.h"
#include "fault_record.h"
#include "report/lists.h"
#include "report/section/section.h"
#include "report/style.h"
#include "serve/brief.h"
#include "serve/resource.h"

/* A store that is made once: most of the work of a new one is its schema, which is tested
 * elsewhere. */
static char store[] = "/tmp/entente-fault-XXXXXX";

typedef struct world {
    ent_ctx  *ctx; /* with the few states of tests/data/mini */
    ent_site *site;
} world;

static void
close_world(void *state)
{
    world *w = state;

    ent_site_release(w->site);
    ent_ctx_destroy(w->ctx);
    free(w);
}

static world *
new_world(void)
{
    const char     *source = getenv("ENT_SOURCE");
    char            path[1024];
    ent_ctx_options options = {.jobs = 1, .data_dir = path};
    world          *w = calloc(1, sizeof *w);

    (void)snprintf(path, sizeof path, "%s/tests/data/mini", source != NULL ? source : ".");
    if (w == NULL || ent_ctx_create(&options, &w->ctx) != ENT_OK) {
        abort();
    }
    return w;
}

static void
make_store(void)
{
    world     *w = new_world();
    ent_codes *codes;
    ent_store *made;
    int        file = mkstemp(store);

    if (file < 0 || close(file) != 0 || unlink(store) != 0 ||
        ent_codes_load(w->ctx, &codes) != ENT_OK ||
        ent_store_open(w->ctx, store, ENT_STORE_WRITE, codes, &made) != ENT_OK) {
        (void)fprintf(stderr, "%s\n", ent_ctx_error(w->ctx));
        abort();
    }
    ent_store_close(made);
    ent_codes_destroy(codes);
    close_world(w);
}

static void *
open_nothing(ent_ctx *ctx)
{
    (void)ctx;
    return new_world();
}

/* One for all answers, which change nothing in it as long as it remembers nothing. */
static world *shared;

static void *
share_world(ent_ctx *ctx)
{
    (void)ctx;
    return shared;
}

static void
open_shared_world(void)
{
    const ent_record *votes; /* read once for all: what is read in an action stays */
    ent_report_input  input;
    bool              complete;

    shared = new_world();
    if (ent_site_open(shared->ctx, store, NULL, 0, &shared->site) != ENT_OK ||
        ent_site_votes(shared->ctx, shared->site, &votes) != ENT_OK ||
        ent_brief_enter(shared->ctx, shared->site, &input, &complete) != ENT_OK) {
        (void)fprintf(stderr, "%s\n", ent_ctx_error(shared->ctx));
        abort();
    }
    ent_brief_leave(shared->site, NULL);
}

/* What was done in the context of the small world failed in it: say so in the test's. */
static ent_status
hand_on(ent_ctx *ctx, const world *w, ent_status status)
{
    return status != ENT_OK ? ent_fail(ctx, status, "%s", ent_ctx_error(w->ctx)) : ENT_OK;
}

static ent_status
answer(ent_ctx *ctx, world *w, const char *target)
{
    ent_answer made;
    ent_status status;

    ent_answer_init(&made);
    status = ent_answer_make(ctx, w->site, target, strlen(target), &made);
    /* a lack of memory inside is 503 or no answer, never a wrong one */
    if (status == ENT_OK && made.status != 200) {
        (void)fprintf(stderr, "%s: %s\n", target, ent_text_get(&made.body));
        status = made.status == 503 ? ENT_E_NOMEM : ENT_E_BUG;
    }
    ent_answer_clear(&made);
    return status;
}

static ent_status
answer_waiting(ent_ctx *ctx, void *state)
{
    const world *w = state;
    ent_answer   made;
    ent_status   status;

    ent_answer_init(&made);
    status = ent_answer_waiting(ctx, w->site, &made);
    ent_answer_clear(&made);
    return status;
}

static ent_status
answer_svg(ent_ctx *ctx, void *state)
{
    return answer(ctx, state, "/chart/alignment.svg?states=USA~RUS~CHN&time=1990..1992");
}

static ent_status
answer_history(ent_ctx *ctx, void *state)
{
    return answer(ctx, state, "/chart/cooperation.svg?states=RUS~CHN&time=1950..1951");
}

static ent_status
answer_system(ent_ctx *ctx, void *state)
{
    return answer(ctx, state, "/chart/matrix.svg?time=1995");
}

static ent_status
answer_csv(ent_ctx *ctx, void *state)
{
    return answer(ctx, state, "/chart/triangle.csv?time=1950..1951");
}

static ent_status
answer_about(ent_ctx *ctx, void *state)
{
    return answer(ctx, state, "/chart/power.metadata.json?time=1995");
}

static ent_status
answer_views(ent_ctx *ctx, void *state)
{
    ent_status status = answer(ctx, state, "/");

    if (status == ENT_OK) {
        status = answer(ctx, state, "/view/timeline?states=RUS&time=1950..1951");
    }
    return status == ENT_OK ? answer(ctx, state, "/view/institutions?time=1995") : status;
}

static ent_status
answer_lists(ent_ctx *ctx, void *state)
{
    static const char *const TARGETS[] = {
        "/api/charts",    "/api/measures",    "/api/states?time=1995", "/api/institutions",
        "/api/sources",   "/api/citations",   "/api/ties?time=1995",   "/api/show?states=RUS~CHN",
        "/api/documents", "/api/openapi.json"};
    ent_status status = ENT_OK;

    for (size_t i = 0; i < sizeof TARGETS / sizeof *TARGETS && status == ENT_OK; i++) {
        status = answer(ctx, state, TARGETS[i]);
    }
    return status;
}

/* What the first view is made of, of a site of its own, which keeps it. */
static ent_status
enter_brief(ent_ctx *ctx, void *state)
{
    static const char PAGE[] =
        "<data class=\"figure\" data-key=\"k\" data-label=\"Old\" value=\"1\">1</data>";
    world           *w = state;
    ent_report_input input;
    ent_text         page;
    bool             complete;
    ent_status       status = ent_site_open(w->ctx, store, NULL, 0, &w->site);

    if (status != ENT_OK) {
        return hand_on(ctx, w, status);
    }
    ent_text_init(&page);
    ent_text_add(&page, ENT_CHANGES_HERE);
    status = ent_brief_compare(w->ctx, ent_site_brief(w->site), PAGE, strlen(PAGE), "before");
    if (status == ENT_OK) {
        status = ent_brief_enter(w->ctx, w->site, &input, &complete);
    }
    if (status == ENT_OK) {
        input.before = PAGE;
        input.before_length = strlen(PAGE);
        input.before_name = "before";
        status = page.failed ? ent_fail_nomem(w->ctx)
                             : ent_section_insert_changes(w->ctx, &input, &page);
        ent_brief_leave(w->site, NULL);
    }
    ent_text_clear(&page);
    ent_site_release(w->site);
    w->site = NULL;
    return hand_on(ctx, w, status);
}

static ent_status
style_pictures(ent_ctx *ctx, void *state)
{
    ent_text   css;
    ent_status status;

    (void)state;
    ent_text_init(&css);
    status = ent_style_of_pictures(ctx, &css);
    ent_text_clear(&css);
    return status;
}

static ent_status
load_claims(ent_ctx *ctx, void *state)
{
    world       *w = state;
    ent_claims **all = NULL;
    size_t       count = 0;
    ent_status   status = ent_claims_load_all(w->ctx, ent_site_codes(w->site), &all, &count);

    ent_claims_free_all(all, count);
    return hand_on(ctx, w, status);
}

/* A server that is told to stop before it runs: all that begins is ended again. */
static ent_status
start_server(ent_ctx *ctx, void *state)
{
    ent_serve_options options = {.store = store};
    world            *w = state;
    ent_server       *server = NULL;
    ent_status        status = ent_server_start(w->ctx, &options, &server);

    if (status == ENT_OK) {
        ent_server_stop(server);
    }
    return hand_on(ctx, w, status);
}

/* ent_site_check is ent_claims_load_all, ent_store_open and ent_claims_check in turn;
 * ent_brief_check is that, ent_brief_run is ent_runs_read and ent_scenario_run, ent_brief_follow is
 * ent_brief_compare; ent_section_read_before and ent_site_reported are parts of what is entered.
 * ent_server_run asks for no memory until the store changes, and then for that of ent_site_open. */
int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"ent_answer_waiting", share_world, answer_waiting, NULL, false},
        {"ent_style_of_pictures", NULL, style_pictures, NULL, false},
        {"ent_answer_make of lines", share_world, answer_svg, NULL, false},
        {"ent_answer_make of a pair", share_world, answer_history, NULL, false},
        {"ent_answer_make of a system", share_world, answer_system, NULL, false},
        {"ent_answer_make of data", share_world, answer_csv, NULL, false},
        {"ent_answer_make of what stands beside", share_world, answer_about, NULL, false},
        {"ent_claims_load_all", share_world, load_claims, NULL, false},
        {"ent_answer_make of views", share_world, answer_views, NULL, false},
        {"ent_brief_compare, ent_brief_enter", open_nothing, enter_brief, close_world, false},
        {"ent_answer_make of lists", share_world, answer_lists, NULL, false},
        {"ent_server_start, ent_site_open", open_nothing, start_server, close_world, false},
    };

    int code;

    make_store();
    open_shared_world();
    code = fault_main("serve", ACTIONS, sizeof ACTIONS / sizeof *ACTIONS);
    close_world(shared);
    (void)unlink(store);
    return code;
}
