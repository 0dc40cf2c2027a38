/*
 * server.c - connections in, answers out
 *
 *   1. the store as it is now     2. making answers     3. connections and their patience
 *   4. refusals     5. requests   6. starting and stopping
 *
 * One thread looks after all connections (libmicrohttpd with epoll) and sends what is ready; as
 * many as there are jobs make answers.  A request whose answer is being made waits without a
 * thread.  All that they share is under one lock.
 *
 * SPDX-License-Identifier: MIT
 */
#include "entente/serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/alloc.h"
#include "base/context.h"
#include "serve/brief.h"
#include "serve/cache.h"
#include "serve/request.h"
#include "serve/response.h"
#include "serve/stamp.h"
#include "serve/stream.h"
#include "serve/warm.h"

enum {
    MOST_THREADS = 16,
    THREADS_A_JOB = 4, /* most wait for what one of them makes, and others pass them by */
    MOST_QUEUED = 512,
    MOST_BYTES = 64 << 20,       /* of answers that are kept */
    MOST_REMEMBERED = 224 << 20, /* a record: its systems since 1816, of two hundred states */
    MOST_HEAD = 32 << 10,        /* of a request, and for its parsing */
    DEFAULT_CONNECTIONS = 512,
    TICK = 250,    /* milliseconds */
    PATIENCE = 40, /* ticks for a request, and again for its answer */
    SOON = 4,      /* ticks after which a reader is told that the answer is being made */
    GONE = 20,     /* ticks after which a reader who was told does not come again */
    AT_ONCE = 64,  /* readers that are told so in one tick */
    SETTLED = 2,   /* ticks without a change before the store is read anew */
    BACKLOG = 4096
};

typedef struct exchange exchange;

typedef struct guest {
    struct MHD_Connection *connection;
    int                    socket;
    uint64_t               since; /* the tick in which it began what it does now */
    bool                   waits; /* for us */
    exchange              *reads; /* the view that a browser waits for; or NULL */
    struct guest          *next, *before;
} guest;

struct ent_server {
    ent_ctx           *ctx;
    struct MHD_Daemon *daemon;
    unsigned           port;
    pthread_t          threads[MOST_THREADS];
    unsigned           thread_count;
    char              *store;
    const char *const *sources;
    const char *since; /* an earlier page to compare with; NULL: the store before it changed */
    size_t      since_length;
    const char *since_name;

    pthread_mutex_t lock;
    pthread_cond_t  work;
    ent_cache       cache;
    ent_site       *site;
    uint64_t        generation, tick;
    guest          *guests;
    char           *trouble; /* why the store cannot be read; NULL: it can */
    bool            stopping;

    ent_streams *streams;
    ent_warming *warming; /* of the site; NULL: it is not run */

    ent_stamp seen, latest; /* of the store: when it was read, a tick ago */
    uint64_t  changed;      /* the tick of the last change; 0: none */
};

/* One request, from its first line to the end of its answer. */
struct exchange {
    char      *target;
    size_t     length;
    bool       begun;
    ent_entry *entry;
};

/* 1. the store as it is now */

/* What the first view of a site says its changes since: the page given, else the site before. */
static ent_status
compare(ent_ctx *ctx, ent_server *server, ent_site *site)
{
    if (server->since != NULL) {
        return ent_brief_compare(ctx, ent_site_brief(site), server->since, server->since_length,
                                 server->since_name);
    }
    return server->site != site ? ent_brief_follow(ctx, server->site, site) : ENT_OK;
}

/* The first view has more to say: it is made anew before anybody asks. */
static void
renew_first_view(void *data)
{
    ent_server *server = data;
    ent_entry  *entry;

    (void)pthread_mutex_lock(&server->lock);
    ent_cache_forget(&server->cache, "/", true);
    entry = ent_cache_add(&server->cache, "/", 1, server->generation);
    if (entry != NULL) {
        entry->asked = server->tick;
        ent_cache_release(&server->cache, entry);
        (void)pthread_cond_signal(&server->work);
    }
    (void)pthread_mutex_unlock(&server->lock);
}

/* Read the store anew; the old one stays until its last reader is done. */
static void
reload(ent_ctx *ctx, ent_server *server)
{
    ent_site  *site = NULL, *old = NULL;
    ent_status status = ent_site_open(ctx, server->store, server->sources, MOST_REMEMBERED, &site);
    char      *trouble;

    if (status == ENT_OK) {
        status = compare(ctx, server, site);
    }
    trouble = status != ENT_OK ? ent_strdup(ent_ctx_error(ctx)) : NULL;

    (void)pthread_mutex_lock(&server->lock);
    ent_free(server->trouble);
    server->trouble = trouble;
    if (status == ENT_OK) {
        old = server->site;
        server->site = site;
        server->generation++;
    }
    (void)pthread_mutex_unlock(&server->lock);
    ent_site_release(status == ENT_OK ? old : site);
    if (status == ENT_OK) {
        ent_warming_stop(server->warming);
        server->warming = ent_warming_start(server->ctx, site, renew_first_view, server);
        ent_say(ctx, ENT_INFO, "the store was read anew");
    } else {
        ent_say(ctx, ENT_WARNING, "the store cannot be read: %s", ent_ctx_error(ctx));
    }
}

/* A store that is being written is read when it has been quiet for a while. */
static void
watch_store(ent_ctx *ctx, ent_server *server)
{
    ent_stamp now;

    ent_stamp_take(server->store, &now);
    if (!ent_stamp_same(&now, &server->latest)) {
        server->changed = server->tick;
        server->latest = now;
    }
    if (!ent_stamp_same(&now, &server->seen) && server->tick - server->changed >= SETTLED) {
        bool same_file = ent_stamp_same_file(&now, &server->seen);

        server->seen = now;
        if (!same_file || server->trouble != NULL || !ent_site_is_current(ctx, server->site)) {
            reload(ctx, server);
            return;
        }
        (void)pthread_mutex_lock(&server->lock);
        ent_cache_forget(&server->cache, "runs", false); /* all that has changed */
        (void)pthread_mutex_unlock(&server->lock);
    }
}

/* 2. making answers */

static void
forget_response(void *response)
{
    MHD_destroy_response(response);
}

static void
make_answer(ent_server *server, ent_site *site, ent_entry *entry, ent_answer *out)
{
    ent_ctx   *ctx;
    ent_status status = ent_ctx_child(server->ctx, &ctx);

    ent_answer_init(out);
    if (status == ENT_OK) {
        status = ent_answer_make(ctx, site, entry->target, entry->length, out);
        if (status == ENT_OK) {
            status = ent_ctx_check(ctx); /* what it had to say fitted in memory */
        }
        ent_ctx_destroy(ctx);
    }
    if (status != ENT_OK) {
        ent_answer_clear(out);
        ent_answer_init(out); /* without an answer the connection is closed */
    }
}

static void
finish_entry(ent_server *server, ent_entry *entry, ent_answer *answer)
{
    void **waiting;
    size_t count;

    (void)pthread_mutex_lock(&server->lock);
    entry->answer = *answer;
    ent_cache_settle(&server->cache, entry,
                     answer->status == 200 && entry->generation == server->generation);
    entry->response = answer->type != NULL ? ent_response_make(&entry->answer) : NULL;
    waiting = entry->waiting;
    count = entry->waiting_count;
    entry->waiting = NULL;
    entry->waiting_count = entry->waiting_capacity = 0;
    ent_cache_release(&server->cache, entry); /* those that wait hold it */
    (void)pthread_mutex_unlock(&server->lock);
    for (size_t i = 0; i < count; i++) {
        MHD_resume_connection(waiting[i]);
    }
    ent_free(waiting);
}

/* The next of the queue that somebody waits for, or asked for a while ago at most; under the lock.
 */
static ent_entry *
take_wanted(ent_server *server)
{
    ent_entry *entry = ent_cache_take(&server->cache);

    while (entry != NULL && entry->waiting_count == 0 && server->tick - entry->asked > GONE) {
        ent_cache_settle(&server->cache, entry, false);
        ent_cache_release(&server->cache, entry);
        entry = ent_cache_take(&server->cache);
    }
    return entry;
}

static void *
work(void *data)
{
    ent_server *server = data;

    for (;;) {
        ent_entry *entry;
        ent_site  *site;
        ent_answer answer;
        bool       ends;

        (void)pthread_mutex_lock(&server->lock);
        while (server->cache.first == NULL && !server->stopping) {
            (void)pthread_cond_wait(&server->work, &server->lock);
        }
        entry = take_wanted(server);
        site = entry != NULL ? ent_site_hold(server->site) : NULL;
        ends = server->stopping;
        (void)pthread_mutex_unlock(&server->lock);
        if (entry == NULL && ends) {
            return NULL;
        }
        if (entry == NULL) {
            continue;
        }
        make_answer(server, site, entry, &answer);
        finish_entry(server, entry, &answer);
        ent_site_release(site);
    }
}

/* 3. connections and their patience */

static void
on_connection(void *cls, struct MHD_Connection *connection, void **context,
              enum MHD_ConnectionNotificationCode code)
{
    ent_server                     *server = cls;
    const union MHD_ConnectionInfo *about;
    guest                          *g = *context;

    (void)pthread_mutex_lock(&server->lock);
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        about = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        g = ent_alloc_zero(1, sizeof *g);
        if (g != NULL && about != NULL) {
            *g = (guest){.connection = connection,
                         .socket = about->connect_fd,
                         .since = server->tick,
                         .next = server->guests};
            if (g->next != NULL) {
                g->next->before = g;
            }
            server->guests = g;
        }
        *context = g;
    } else if (g != NULL) {
        if (g->before != NULL) {
            g->before->next = g->next;
        } else {
            server->guests = g->next;
        }
        if (g->next != NULL) {
            g->next->before = g->before;
        }
        ent_free(g);
        *context = NULL;
    }
    (void)pthread_mutex_unlock(&server->lock);
}

/* The guest begins something new: a request, the reading of its answer, or waiting for one, which
   is a view that a browser reads, or NULL. */
static void
touch(ent_server *server, struct MHD_Connection *connection, bool waits, exchange *reads)
{
    const union MHD_ConnectionInfo *about =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    guest *g = about != NULL ? about->socket_context : NULL;

    if (g != NULL) {
        g->since = server->tick;
        g->waits = waits;
        g->reads = reads;
    }
}

/* Who has been at one thing for too long is cut off, whether a byte came now and then or not; who
   has waited long enough for a view is told that it is being made. */
static void
lose_patience(ent_server *server)
{
    struct MHD_Connection *told[AT_ONCE];
    size_t                 count = 0;

    (void)pthread_mutex_lock(&server->lock);
    server->tick++;
    for (guest *g = server->guests; g != NULL; g = g->next) {
        if (!g->waits && server->tick - g->since > PATIENCE) {
            (void)shutdown(g->socket, SHUT_RDWR);
        } else if (g->reads != NULL && count < AT_ONCE && server->tick - g->since > SOON &&
                   ent_entry_leave(g->reads->entry, g->connection)) {
            g->reads = NULL;
            told[count++] = g->connection;
        }
    }
    (void)pthread_mutex_unlock(&server->lock);
    for (size_t i = 0; i < count; i++) {
        MHD_resume_connection(told[i]);
    }
}

/* 4. refusals */

/* Hand an answer over that is nobody else's; a NULL type: there is none. */
static enum MHD_Result
queue(struct MHD_Connection *connection, ent_answer *answer)
{
    struct MHD_Response *response = answer->type != NULL ? ent_response_make(answer) : NULL;
    enum MHD_Result      result;

    if (response == NULL) {
        return MHD_NO;
    }
    result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result
refuse(ent_server *server, struct MHD_Connection *connection, unsigned status, const char *detail)
{
    enum MHD_Result result = MHD_NO;
    ent_answer      answer;
    ent_ctx        *ctx;

    if (ent_ctx_child(server->ctx, &ctx) != ENT_OK) {
        return MHD_NO;
    }
    ent_answer_init(&answer);
    if (ent_answer_problem(ctx, status, detail, &answer) == ENT_OK) {
        result = queue(connection, &answer);
    }
    ent_answer_clear(&answer);
    ent_ctx_destroy(ctx);
    return result;
}

/* The answer is being made: the page that says so, and that asks again. */
static enum MHD_Result
ask_for_patience(ent_server *server, struct MHD_Connection *connection)
{
    enum MHD_Result result = MHD_NO;
    ent_answer      answer;
    ent_ctx        *ctx;
    ent_site       *site;

    if (ent_ctx_child(server->ctx, &ctx) != ENT_OK) {
        return MHD_NO;
    }
    (void)pthread_mutex_lock(&server->lock);
    site = ent_site_hold(server->site);
    (void)pthread_mutex_unlock(&server->lock);
    ent_answer_init(&answer);
    if (ent_answer_waiting(ctx, site, &answer) == ENT_OK) {
        result = queue(connection, &answer);
    }
    ent_answer_clear(&answer);
    ent_site_release(site);
    ent_ctx_destroy(ctx);
    return result;
}

/* 5. requests */

static void *
on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
    exchange *x = ent_alloc_zero(1, sizeof *x);

    (void)cls;
    (void)connection;
    if (x != NULL) {
        x->length = strlen(target);
        x->target = ent_strndup(target, x->length);
    }
    return x;
}

static void
on_completed(void *cls, struct MHD_Connection *connection, void **context,
             enum MHD_RequestTerminationCode code)
{
    ent_server *server = cls;
    exchange   *x = *context;

    (void)code;
    if (x == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&server->lock);
    touch(server, connection, false, NULL);
    if (x->entry != NULL) {
        ent_cache_release(&server->cache, x->entry);
    }
    (void)pthread_mutex_unlock(&server->lock);
    ent_free(x->target);
    ent_free(x);
    *context = NULL;
}

/* The answer is there. */
static enum MHD_Result
answer_with(struct MHD_Connection *connection, const ent_entry *entry)
{
    const char          *known = ent_request_header(connection, "If-None-Match");
    struct MHD_Response *unchanged;
    enum MHD_Result      result;

    if (entry->response == NULL) {
        return MHD_NO; /* no memory */
    }
    if (known == NULL || entry->answer.status != 200 || strcmp(known, entry->answer.tag) != 0) {
        return MHD_queue_response(connection, entry->answer.status, entry->response);
    }
    unchanged = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    if (unchanged == NULL) {
        return MHD_NO;
    }
    ent_response_add(unchanged, "ETag", entry->answer.tag);
    result = MHD_queue_response(connection, MHD_HTTP_NOT_MODIFIED, unchanged);
    MHD_destroy_response(unchanged);
    return result;
}

/* Find the answer or have it made; under the lock.  A status of HTTP that refuses it, or 0. */
static unsigned
look_up(ent_server *server, struct MHD_Connection *connection, exchange *x)
{
    x->entry = ent_cache_find(&server->cache, x->target, x->length, server->generation);
    if (x->entry == NULL && server->cache.queue_length >= MOST_QUEUED) {
        return 503;
    }
    if (x->entry == NULL) {
        x->entry = ent_cache_add(&server->cache, x->target, x->length, server->generation);
        (void)pthread_cond_signal(&server->work);
    }
    if (x->entry == NULL) {
        return 503;
    }
    x->entry->asked = server->tick;
    if (!x->entry->ready) {
        if (!ent_entry_wait(x->entry, connection)) {
            return 503;
        }
        touch(server, connection, true, ent_request_reads(connection, x->target) ? x : NULL);
        MHD_suspend_connection(connection);
    } else {
        touch(server, connection, false, NULL);
    }
    return 0;
}

static enum MHD_Result
serve(ent_server *server, struct MHD_Connection *connection, exchange *x)
{
    unsigned status;
    bool     ready;
    char     trouble[512] = "there is more to answer than this machine can; try again in a second";

    (void)pthread_mutex_lock(&server->lock);
    if (server->trouble != NULL || server->stopping) {
        (void)snprintf(trouble, sizeof trouble, "the store cannot be read now: %.400s",
                       server->trouble != NULL ? server->trouble : "the server stops");
        status = 503;
    } else {
        status = look_up(server, connection, x);
    }
    ready = x->entry != NULL && x->entry->ready;
    (void)pthread_mutex_unlock(&server->lock);
    if (status != 0) {
        return refuse(server, connection, status, trouble);
    }
    return ready ? answer_with(connection, x->entry) : MHD_YES;
}

/* A run is begun for a page of this server or for a program, never for a page of another site,
   which could have it run in its visitors' browsers; that it is a GET that keeps nothing needs no
   more. */
static enum MHD_Result
stream(ent_server *server, struct MHD_Connection *connection, exchange *x)
{
    const char          *site = ent_request_header(connection, "Sec-Fetch-Site");
    char                 detail[ENT_STREAM_DETAIL] = "the store cannot be read now";
    unsigned             status = 503;
    struct MHD_Response *response = NULL;
    ent_site            *held = NULL;
    enum MHD_Result      result;

    if (site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0) {
        return refuse(server, connection, 403, "the request comes from a page of another site");
    }
    (void)pthread_mutex_lock(&server->lock);
    if (server->trouble == NULL && !server->stopping) {
        held = ent_site_hold(server->site);
        touch(server, connection, true, NULL); /* it takes as long as the run does */
    }
    (void)pthread_mutex_unlock(&server->lock);
    if (held != NULL) {
        response = ent_stream_begin(server->ctx, server->streams, held, connection, x->target,
                                    &status, detail);
        ent_site_release(held);
    }
    if (response == NULL) {
        return refuse(server, connection, status, detail);
    }
    ent_response_add(response, "Content-Type", "text/event-stream");
    ent_response_add(response, "Content-Security-Policy", "default-src 'none'");
    ent_response_add(response, "Cache-Control", "no-store");
    ent_response_guard(response);
    result = MHD_queue_response(connection, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

/* Called when the head is read, again when the body is, and again after each wait. */
static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
           const char *version, const char *data, size_t *data_size, void **context)
{
    ent_server *server = cls;
    exchange   *x = *context;
    const char *why;
    unsigned    status;
    bool        ready;

    (void)url;
    (void)version;
    (void)data;
    if (x == NULL || x->target == NULL) {
        return MHD_NO;
    }
    if (!x->begun) {
        x->begun = true;
        why = ent_request_refusal(connection, method, server->port, &status);
        return why != NULL ? refuse(server, connection, status, why) : MHD_YES;
    }
    if (*data_size > 0) {
        *data_size = 0; /* a body of a GET says nothing */
        return MHD_YES;
    }
    if (x->entry != NULL) {
        (void)pthread_mutex_lock(&server->lock);
        touch(server, connection, false, NULL);
        ready = x->entry->ready;
        (void)pthread_mutex_unlock(&server->lock);
        return ready ? answer_with(connection, x->entry) : ask_for_patience(server, connection);
    }
    if (ent_is_stream(x->target)) {
        return strcmp(method, "GET") == 0 ? stream(server, connection, x)
                                          : refuse(server, connection, 405, "a stream has no HEAD");
    }
    return serve(server, connection, x);
}

/* Decoding is ours: see target.h. */
static size_t
keep_as_it_is(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

/* 6. starting and stopping */

static ent_status
listen_on(ent_ctx *ctx, ent_server *server, const ent_serve_options *options)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)options->port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    unsigned connections = options->connections > 0 ? options->connections : DEFAULT_CONNECTIONS;
    const union MHD_DaemonInfo *about;

    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request, server,
        MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MOST_HEAD, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)(PATIENCE * TICK / 1000), MHD_OPTION_LISTEN_BACKLOG_SIZE, (unsigned)BACKLOG,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_target, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_UNESCAPE_CALLBACK, keep_as_it_is, server, MHD_OPTION_END);
    if (server->daemon == NULL) {
        return ent_fail(ctx, ENT_E_FILE, "cannot listen on 127.0.0.1:%u: %s", options->port,
                        strerror(errno));
    }
    about = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->port = about != NULL ? about->port : options->port;
    return ENT_OK;
}

static ent_status
start_threads(ent_ctx *ctx, ent_server *server)
{
    int jobs = ent_ctx_jobs(ctx);

    jobs = jobs < 1 ? 1 : jobs > MOST_THREADS / THREADS_A_JOB ? MOST_THREADS / THREADS_A_JOB : jobs;
    while (server->thread_count < (unsigned)jobs * THREADS_A_JOB) {
        if (pthread_create(&server->threads[server->thread_count], NULL, work, server) != 0) {
            return ent_fail(ctx, ENT_E_NOMEM, "cannot start a thread");
        }
        server->thread_count++;
    }
    return ENT_OK;
}

/* The first view is ready before anybody is told where it is. */
static ent_status
prepare_first_view(ent_ctx *ctx, ent_server *server)
{
    ent_entry *entry = ent_cache_add(&server->cache, "/", 1, server->generation);
    ent_answer answer;

    if (entry == NULL) {
        return ent_fail_nomem(ctx);
    }
    (void)ent_cache_take(&server->cache);
    make_answer(server, server->site, entry, &answer);
    finish_entry(server, entry, &answer);
    (void)pthread_mutex_lock(&server->lock);
    ent_cache_release(&server->cache, entry);
    (void)pthread_mutex_unlock(&server->lock);
    return answer.type != NULL && answer.status != 503 ? ENT_OK : ent_fail_nomem(ctx);
}

ent_status
ent_server_start(ent_ctx *ctx, const ent_serve_options *options, ent_server **out)
{
    ent_server *server = ent_alloc_zero(1, sizeof *server);
    ent_status  status;

    if (server == NULL || pthread_mutex_init(&server->lock, NULL) != 0 ||
        pthread_cond_init(&server->work, NULL) != 0) {
        ent_free(server);
        return ent_fail_nomem(ctx);
    }
    server->ctx = ctx;
    server->sources = options->sources;
    server->since = options->since;
    server->since_length = options->since_length;
    server->since_name = options->since_name;
    server->cache.most_bytes = MOST_BYTES;
    server->cache.forget = forget_response;
    server->store = ent_strdup(options->store);
    status =
        server->store != NULL ? ent_streams_create(ctx, &server->streams) : ent_fail_nomem(ctx);
    if (status == ENT_OK) {
        ent_stamp_take(server->store, &server->seen);
        server->latest = server->seen;
        status =
            ent_site_open(ctx, options->store, options->sources, MOST_REMEMBERED, &server->site);
    }
    if (status == ENT_OK) {
        status = compare(ctx, server, server->site);
    }
    if (status == ENT_OK) {
        status = prepare_first_view(ctx, server);
    }
    if (status == ENT_OK) {
        status = listen_on(ctx, server, options);
    }
    if (status == ENT_OK) {
        status = start_threads(ctx, server);
    }
    if (status != ENT_OK) {
        ent_server_stop(server);
        return status;
    }
    *out = server;
    return ENT_OK;
}

unsigned
ent_server_port(const ent_server *server)
{
    return server->port;
}

ent_status
ent_server_run(ent_ctx *ctx, ent_server *server)
{
    server->warming = ent_warming_start(ctx, server->site, renew_first_view, server);
    while (!ent_cancelled(ctx)) {
        (void)poll(NULL, 0, TICK);
        lose_patience(server);
        watch_store(ctx, server);
    }
    ent_warming_stop(server->warming);
    server->warming = NULL;
    return ENT_OK;
}

void
ent_server_stop(ent_server *server)
{
    ent_entry *entry;

    if (server == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&server->lock);
    server->stopping = true;
    (void)pthread_cond_broadcast(&server->work);
    (void)pthread_mutex_unlock(&server->lock);
    for (unsigned i = 0; i < server->thread_count; i++) {
        (void)pthread_join(server->threads[i], NULL);
    }
    (void)pthread_mutex_lock(&server->lock);
    entry = ent_cache_take(&server->cache);
    (void)pthread_mutex_unlock(&server->lock);
    while (entry != NULL) { /* left over where no thread could be started */
        ent_answer nothing;

        ent_answer_init(&nothing);
        finish_entry(server, entry, &nothing);
        (void)pthread_mutex_lock(&server->lock);
        entry = ent_cache_take(&server->cache);
        (void)pthread_mutex_unlock(&server->lock);
    }
    if (server->streams != NULL) {
        ent_streams_stop(server->streams);
    }
    if (server->daemon != NULL) {
        MHD_stop_daemon(server->daemon);
    }
    ent_streams_destroy(server->streams);
    ent_cache_clear(&server->cache);
    ent_site_release(server->site);
    (void)pthread_cond_destroy(&server->work);
    (void)pthread_mutex_destroy(&server->lock);
    ent_free(server->trouble);
    ent_free(server->store);
    ent_free(server);
}
