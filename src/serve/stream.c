/*
 * stream.c - an ensemble as it is run, told by server-sent events
 *
 *   1. events     2. the run     3. the reader     4. beginning     5. all of them
 *
 * Two threads meet in a stream: the one that runs, and that of all connections, which reads.  Each
 * holds the stream; what both touch is under the one lock of all streams.
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/stream.h"

#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/table_json.h"
#include "entente/scenario.h"
#include "report/section/section.h"
#include "serve/runs.h"

static const char PATH[] = "/api/runs/events";

enum { STAGES = 4 };

typedef struct stream {
    struct ent_streams *all;
    ent_ctx            *ctx; /* its own, so that its run can be told to stop */
    ent_site           *site;
    ent_runs            runs;
    uint64_t            before, stage, all_runs; /* runs of earlier stages, of this one, of all */
    struct MHD_Connection *connection;
    volatile sig_atomic_t  cancel;

    /* under the lock */
    unsigned       holders;
    bool           news, finished, asleep; /* asleep: the connection waits to be told */
    uint64_t       done;
    ent_text       sending, picture, ending; /* what goes out now; the newest; the last event */
    size_t         sent;
    struct stream *next;
} stream;

struct ent_streams {
    pthread_mutex_t lock;
    pthread_cond_t  ended;
    stream         *first;
    unsigned        running;
};

/* 1. events */

static void
add_event(ent_text *out, const char *name, const char *data, size_t length)
{
    const char *end = data + length;

    ent_text_addf(out, "event: %s\n", name);
    while (data < end) { /* every line of it begins anew */
        const char *stop = memchr(data, '\n', (size_t)(end - data));

        stop = stop != NULL ? stop : end;
        ent_text_add(out, "data: ");
        ent_text_add_bytes(out, data, (size_t)(stop - data));
        ent_text_add_char(out, '\n');
        data = stop + 1;
    }
    ent_text_add_char(out, '\n');
}

static void
add_progress(stream *s)
{
    ent_text    data;
    const char *name = ent_scenario_name(ent_runs_asked(&s->runs));

    ent_text_init(&data);
    ent_text_add(&data, "{\"scenario\": ");
    ent_text_add_json(&data, name, strlen(name));
    ent_text_addf(&data, ", \"done\": %llu, \"total\": %llu}", (unsigned long long)s->done,
                  (unsigned long long)s->all_runs);
    add_event(&s->sending, "progress", ent_text_get(&data), data.length);
    ent_text_clear(&data);
}

/* What is known so far, as the page shows it. */
static ent_status
print_picture(stream *s, const ent_ensemble *ensembles, ent_table *why, ent_text *out)
{
    ent_text    html, data;
    const char *name = ent_scenario_name(ent_runs_asked(&s->runs));
    ent_status  status;

    ent_text_init(&html);
    ent_text_init(&data);
    ent_runs_write(&s->runs, ensembles, why, &html);
    ent_text_add(&data, "{\"scenario\": ");
    ent_text_add_json(&data, name, strlen(name));
    ent_text_addf(&data, ", \"runs\": %llu, \"html\": ",
                  (unsigned long long)ensembles[s->runs.count - 1].runs);
    ent_text_add_json(&data, ent_text_get(&html), html.length);
    ent_text_add_char(&data, '}');
    add_event(out, "picture", ent_text_get(&data), data.length);
    status = html.failed || data.failed || out->failed ? ent_fail_nomem(s->ctx) : ENT_OK;
    ent_text_clear(&html);
    ent_text_clear(&data);
    return status;
}

static ent_status
print_table(stream *s, const ent_ensemble *ensemble, ent_text *out)
{
    ent_table_about about = {
        .sources = ent_site_sources(s->site), .seed = s->runs.options.seed, .has_seed = true};
    ent_text   command;
    ent_table *table;
    ent_status status = ent_ensemble_table_whole(s->ctx, ensemble, 1, &table);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&command);
    ent_runs_command(&command, &s->runs);
    about.command = ent_text_get(&command);
    status = ent_table_print(s->ctx, table, ENT_FORMAT_JSON, &about, out);
    out->failed = out->failed || command.failed;
    ent_text_clear(&command);
    ent_table_destroy(table);
    return status == ENT_OK && out->failed ? ent_fail_nomem(s->ctx) : status;
}

/* 2. the run */

static void
release(stream *s)
{
    struct ent_streams *all = s->all;
    stream            **at = &all->first;
    bool                is_last;

    (void)pthread_mutex_lock(&all->lock);
    is_last = --s->holders == 0;
    while (is_last && *at != s) {
        at = &(*at)->next;
    }
    if (is_last) {
        *at = s->next;
    }
    (void)pthread_mutex_unlock(&all->lock);
    if (is_last) {
        ent_text_clear(&s->sending);
        ent_text_clear(&s->picture);
        ent_text_clear(&s->ending);
        ent_runs_clear(&s->runs);
        ent_site_release(s->site);
        ent_ctx_destroy(s->ctx);
        ent_free(s);
    }
}

/* Under the lock; the connection to be waked, which stays until it is, or NULL. */
static struct MHD_Connection *
wake(stream *s)
{
    bool asleep = s->asleep;

    s->asleep = false;
    return asleep ? s->connection : NULL;
}

static void
on_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    stream                *s = user;
    struct MHD_Connection *waked = NULL;
    uint64_t               now = total > 0 ? s->before + s->stage * done / total : 0;

    (void)what;
    (void)pthread_mutex_lock(&s->all->lock);
    if (s->all_runs > 0 && now * 100 / s->all_runs > s->done * 100 / s->all_runs) {
        s->done = now;
        s->news = true;
        waked = wake(s);
    }
    (void)pthread_mutex_unlock(&s->all->lock);
    if (waked != NULL) {
        MHD_resume_connection(waked);
    }
}

/* A picture that nobody has read yet gives way to a newer one. */
static void
hand_over(stream *s, ent_text *picture)
{
    struct MHD_Connection *waked;

    (void)pthread_mutex_lock(&s->all->lock);
    ent_text_clear(&s->picture);
    s->picture = *picture;
    waked = wake(s);
    (void)pthread_mutex_unlock(&s->all->lock);
    if (waked != NULL) {
        MHD_resume_connection(waked);
    }
}

static ent_status
show_ensembles(stream *s, const ent_ensemble *ensembles, bool is_last, ent_text *ending)
{
    ent_run_options few = {.seed = s->runs.options.seed, .runs = ENT_WHY_RUNS};
    ent_table      *why = NULL;
    ent_text        picture, table;
    ent_status      status = ENT_OK;

    ent_text_init(&picture);
    ent_text_init(&table);
    if (is_last) {
        s->before = s->all_runs; /* what moves the outcomes is no part of the runs */
        s->stage = 0;
        status =
            ent_scenario_why(s->ctx, s->runs.record, s->runs.scenarios, s->runs.count, &few, &why);
    }
    if (status == ENT_OK) {
        status = print_picture(s, ensembles, why, &picture);
    }
    if (status == ENT_OK && is_last) {
        status = print_table(s, &ensembles[s->runs.count - 1], &table);
    }
    if (status == ENT_OK && is_last) {
        add_event(ending, "done", ent_text_get(&table), table.length);
    }
    if (status == ENT_OK) {
        hand_over(s, &picture);
    } else {
        ent_text_clear(&picture);
    }
    ent_text_clear(&table);
    ent_table_destroy(why);
    return status;
}

static ent_status
run_stage(stream *s, uint64_t runs, bool is_last, ent_text *ending)
{
    ent_ensemble    ensembles[ENT_RUNS_MOST_SCENARIOS];
    ent_run_options options = {.seed = s->runs.options.seed,
                               .runs = is_last ? s->runs.options.runs : runs};
    ent_status      status;

    s->stage = runs;
    status = ent_scenario_run(s->ctx, s->runs.record, s->runs.scenarios, s->runs.count, &options,
                              ensembles);
    if (status != ENT_OK) {
        return status;
    }
    s->before += runs;
    status = show_ensembles(s, ensembles, is_last, ending);
    for (size_t i = 0; i < s->runs.count; i++) {
        ent_ensemble_clear(&ensembles[i]);
    }
    return status;
}

/* A few runs first, then four times as many: the picture fills, for a third more of work.  The
   first runs of a seed are the same whatever comes after them. */
static ent_status
run_scenario(stream *s, ent_text *ending)
{
    enum { FIRST = 32, TIMES = 4 };
    uint64_t   runs = s->runs.options.runs > 0 ? s->runs.options.runs
                                               : ent_scenario_runs(ent_runs_asked(&s->runs));
    uint64_t   stages[STAGES] = {runs};
    size_t     count = 1;
    ent_status status = ENT_OK;

    while (count < STAGES && stages[count - 1] >= FIRST * TIMES) {
        stages[count] = stages[count - 1] / TIMES;
        count++;
    }
    (void)pthread_mutex_lock(&s->all->lock);
    for (size_t i = 0; i < count; i++) {
        s->all_runs += stages[i];
    }
    (void)pthread_mutex_unlock(&s->all->lock);
    while (count > 0 && status == ENT_OK) {
        count--;
        status = run_stage(s, stages[count], count == 0, ending);
    }
    return status;
}

static void *
run(void *data)
{
    stream                *s = data;
    struct ent_streams    *all = s->all;
    struct MHD_Connection *waked;
    ent_text               ending;
    ent_answer             problem;
    ent_status             status;

    ent_text_init(&ending);
    status = run_scenario(s, &ending);
    if (status != ENT_OK) {
        ent_answer_init(&problem);
        if (ent_answer_problem(s->ctx, ent_answer_status_of(status), ent_ctx_error(s->ctx),
                               &problem) == ENT_OK) {
            add_event(&ending, "problem", ent_text_get(&problem.body), problem.body.length);
        }
        ent_answer_clear(&problem);
    }
    (void)pthread_mutex_lock(&all->lock);
    s->ending = ending;
    s->finished = true;
    waked = wake(s);
    (void)pthread_mutex_unlock(&all->lock);
    if (waked != NULL) {
        MHD_resume_connection(waked);
    }
    release(s);
    (void)pthread_mutex_lock(&all->lock);
    all->running--;
    (void)pthread_cond_signal(&all->ended);
    (void)pthread_mutex_unlock(&all->lock);
    return NULL;
}

/* 3. the reader */

/* What goes out next: the newest progress, in the end the last event. */
static void
compose(stream *s)
{
    s->sent = 0;
    ent_text_reset(&s->sending);
    if (s->picture.length > 0) {
        ent_text_clear(&s->sending);
        s->sending = s->picture;
        ent_text_init(&s->picture);
    } else if (s->news) {
        s->news = false;
        add_progress(s);
    } else if (s->finished) {
        ent_text_clear(&s->sending);
        s->sending = s->ending;
        ent_text_init(&s->ending);
    }
}

/* Called by the thread of all connections whenever there is room to send. */
static ssize_t
read_events(void *data, uint64_t at, char *out, size_t most)
{
    stream *s = data;
    ssize_t given = 0;

    (void)at;
    (void)pthread_mutex_lock(&s->all->lock);
    if (s->sent == s->sending.length) {
        compose(s);
    }
    if (s->sending.failed) {
        given = MHD_CONTENT_READER_END_WITH_ERROR;
    } else if (s->sent < s->sending.length) {
        size_t left = s->sending.length - s->sent;

        given = (ssize_t)(left < most ? left : most);
        memcpy(out, s->sending.bytes + s->sent, (size_t)given);
        s->sent += (size_t)given;
    } else if (s->finished) {
        given = MHD_CONTENT_READER_END_OF_STREAM;
    } else {
        s->asleep = true;
        MHD_suspend_connection(s->connection);
    }
    (void)pthread_mutex_unlock(&s->all->lock);
    return given;
}

/* The reader has all, or has left. */
static void
leave(void *data)
{
    stream *s = data;

    __atomic_store_n(&s->cancel, 1, __ATOMIC_RELAXED);
    release(s);
}

/* 4. beginning */

static ent_status
read_asked(stream *s, const char *sent)
{
    ent_target target;
    ent_status status = ent_target_read(s->ctx, sent, strlen(sent), &target);

    if (status == ENT_OK) {
        status = ent_target_check(s->ctx, &target, ENT_RUNS_PARAMETERS);
    }
    return status == ENT_OK
               ? ent_runs_read(s->ctx, s->site, &target, ENT_RUNS_MOST_STREAMED, "base", &s->runs)
               : status;
}

/* Held once, by who begins it; NULL: no memory. */
static stream *
new_stream(ent_ctx *ctx, ent_streams *streams, ent_site *site, struct MHD_Connection *connection)
{
    stream         *s = ent_alloc_zero(1, sizeof *s);
    ent_ctx_options options = {
        .data_dir = ent_ctx_data_dir(ctx), .jobs = 1, .on_progress = on_progress, .user = s};

    if (s == NULL) {
        return NULL;
    }
    options.cancel = &s->cancel;
    if (ent_ctx_create(&options, &s->ctx) != ENT_OK) {
        ent_free(s);
        return NULL;
    }
    s->all = streams;
    s->site = ent_site_hold(site);
    s->connection = connection;
    s->holders = 1;
    ent_text_init(&s->sending);
    ent_text_init(&s->picture);
    ent_text_init(&s->ending);
    (void)pthread_mutex_lock(&streams->lock);
    s->next = streams->first;
    streams->first = s;
    (void)pthread_mutex_unlock(&streams->lock);
    return s;
}

/* Let it run, if it may; its thread holds it from then on. */
static bool
set_going(stream *s)
{
    struct ent_streams *all = s->all;
    pthread_t           thread;
    bool                goes;

    (void)pthread_mutex_lock(&all->lock);
    goes = all->running < ENT_MOST_STREAMS;
    all->running += goes;
    s->holders += goes;
    (void)pthread_mutex_unlock(&all->lock);
    if (goes && pthread_create(&thread, NULL, run, s) != 0) {
        (void)pthread_mutex_lock(&all->lock);
        all->running--;
        s->holders--;
        (void)pthread_mutex_unlock(&all->lock);
        return false;
    }
    if (goes) {
        (void)pthread_detach(thread);
    }
    return goes;
}

struct MHD_Response *
ent_stream_begin(ent_ctx *ctx, ent_streams *streams, ent_site *site,
                 struct MHD_Connection *connection, const char *target, unsigned *status,
                 char detail[ENT_STREAM_DETAIL])
{
    enum { BLOCK = 4096 };
    stream              *s = new_stream(ctx, streams, site, connection);
    struct MHD_Response *response;
    ent_status           read;

    *status = 503;
    (void)snprintf(detail, ENT_STREAM_DETAIL, "no memory for another run");
    if (s == NULL) {
        return NULL;
    }
    read = read_asked(s, target);
    if (read != ENT_OK) {
        *status = ent_answer_status_of(read);
        (void)snprintf(detail, ENT_STREAM_DETAIL, "%.500s", ent_ctx_error(s->ctx));
        release(s);
        return NULL;
    }
    if (!set_going(s)) {
        (void)snprintf(detail, ENT_STREAM_DETAIL,
                       "%d runs are being told already; try again when one has ended",
                       ENT_MOST_STREAMS);
        release(s);
        return NULL;
    }
    response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_events, s, leave);
    if (response == NULL) {
        leave(s);
    }
    return response;
}

bool
ent_is_stream(const char *target)
{
    size_t length = strlen(PATH);

    return strncmp(target, PATH, length) == 0 && (target[length] == '\0' || target[length] == '?');
}

/* 5. all of them */

ent_status
ent_streams_create(ent_ctx *ctx, ent_streams **out)
{
    ent_streams *streams = ent_alloc_zero(1, sizeof *streams);

    if (streams == NULL || pthread_mutex_init(&streams->lock, NULL) != 0) {
        ent_free(streams);
        return ent_fail_nomem(ctx);
    }
    if (pthread_cond_init(&streams->ended, NULL) != 0) {
        (void)pthread_mutex_destroy(&streams->lock);
        ent_free(streams);
        return ent_fail_nomem(ctx);
    }
    *out = streams;
    return ENT_OK;
}

void
ent_streams_stop(ent_streams *streams)
{
    (void)pthread_mutex_lock(&streams->lock);
    for (stream *s = streams->first; s != NULL; s = s->next) {
        __atomic_store_n(&s->cancel, 1, __ATOMIC_RELAXED);
    }
    while (streams->running > 0) {
        (void)pthread_cond_wait(&streams->ended, &streams->lock);
    }
    (void)pthread_mutex_unlock(&streams->lock);
}

void
ent_streams_destroy(ent_streams *streams)
{
    if (streams != NULL) {
        (void)pthread_cond_destroy(&streams->ended);
        (void)pthread_mutex_destroy(&streams->lock);
        ent_free(streams);
    }
}
