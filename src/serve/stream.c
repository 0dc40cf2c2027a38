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
#include "report/lists.h"
#include "serve/answer.h"

static const char PATH[] = "/api/runs/events";

typedef struct stream {
    struct ent_streams    *all;
    ent_ctx               *ctx; /* its own, so that its run can be told to stop */
    ent_site              *site;
    ent_scenario          *scenario;
    ent_run_options        options;
    struct MHD_Connection *connection;
    volatile sig_atomic_t  cancel;

    /* under the lock */
    unsigned       holders;
    bool           news, finished, asleep; /* asleep: the connection waits to be told */
    uint64_t       done, total;
    ent_text       sending, ending; /* what goes out now; the last event */
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
    const char *name = ent_scenario_name(s->scenario);

    ent_text_init(&data);
    ent_text_add(&data, "{\"scenario\": ");
    ent_text_add_json(&data, name, strlen(name));
    ent_text_addf(&data, ", \"done\": %llu, \"total\": %llu}", (unsigned long long)s->done,
                  (unsigned long long)s->total);
    add_event(&s->sending, "progress", ent_text_get(&data), data.length);
    ent_text_clear(&data);
}

static ent_status
print_table(stream *s, const ent_ensemble *ensemble, ent_text *out)
{
    ent_table_about about = {
        .sources = ent_site_sources(s->site), .seed = s->options.seed, .has_seed = true};
    ent_text   command;
    ent_table *table;
    ent_status status = ent_ensemble_table_whole(s->ctx, ensemble, 1, &table);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&command);
    ent_text_addf(&command, "entente run %s", ent_scenario_name(s->scenario));
    if (s->options.runs > 0) {
        ent_text_addf(&command, " --runs %llu", (unsigned long long)s->options.runs);
    }
    ent_text_addf(&command, " --seed %llu", (unsigned long long)s->options.seed);
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
        ent_text_clear(&s->ending);
        ent_scenario_destroy(s->scenario);
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

    (void)what;
    (void)pthread_mutex_lock(&s->all->lock);
    if (total > 0 && (total != s->total || done * 100 / total != s->done * 100 / total)) {
        s->done = done;
        s->total = total;
        s->news = true;
        waked = wake(s);
    }
    (void)pthread_mutex_unlock(&s->all->lock);
    if (waked != NULL) {
        MHD_resume_connection(waked);
    }
}

static ent_status
run_scenario(stream *s, ent_text *ending)
{
    ent_ensemble ensemble;
    ent_text     table;
    ent_status   status =
        ent_scenario_run(s->ctx, ent_site_ties(s->site), &s->scenario, 1, &s->options, &ensemble);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&table);
    status = print_table(s, &ensemble, &table);
    if (status == ENT_OK) {
        add_event(ending, "done", ent_text_get(&table), table.length);
    }
    ent_text_clear(&table);
    ent_ensemble_clear(&ensemble);
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
    if (s->news) {
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
read_number(ent_ctx *ctx, const ent_target *target, const char *name, int64_t most, uint64_t *out)
{
    const char *value = ent_target_value(target, name);
    int64_t     number;

    if (value == NULL) {
        return ENT_OK;
    }
    if (!ent_integer_read(value, strlen(value), &number) || number < 1 || number > most) {
        return ent_fail(ctx, ENT_E_ARG, "%s: '%.40s', expected a whole number from 1 to %lld", name,
                        value, (long long)most);
    }
    *out = (uint64_t)number;
    return ENT_OK;
}

/* One that comes with the program: a name from elsewhere opens no file. */
static ent_status
load_scenario(ent_ctx *ctx, const ent_codes *codes, const char *name, ent_scenario **out)
{
    ent_table *list;
    bool       found = false;
    ent_status status = ent_list_scenarios(ctx, codes, &list);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t row = 0; row < ent_table_row_count(list) && !found; row++) {
        found = strcmp(ent_table_get_text(list, row, 0), name) == 0;
    }
    ent_table_destroy(list);
    return found ? ent_scenario_load(ctx, codes, name, out)
                 : ent_fail(ctx, ENT_E_NOTFOUND,
                            "there is no scenario '%.80s'; /api/scenarios names them", name);
}

static ent_status
read_asked(stream *s, const char *sent)
{
    static const char *const NAMES[] = {"scenario", "runs", "seed", NULL};
    ent_target               target;
    const char              *name;
    ent_status               status = ent_target_read(s->ctx, sent, strlen(sent), &target);

    if (status == ENT_OK) {
        status = ent_target_check(s->ctx, &target, NAMES);
    }
    if (status == ENT_OK) {
        status = read_number(s->ctx, &target, "runs", ENT_MOST_STREAMED_RUNS, &s->options.runs);
    }
    if (status == ENT_OK) {
        status = read_number(s->ctx, &target, "seed", INT64_MAX, &s->options.seed);
    }
    if (status != ENT_OK) {
        return status;
    }
    name = ent_target_value(&target, "scenario");
    return load_scenario(s->ctx, ent_site_codes(s->site), name != NULL ? name : "base",
                         &s->scenario);
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
    s->options.seed = 1;
    s->holders = 1;
    ent_text_init(&s->sending);
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
