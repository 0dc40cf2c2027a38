/*
 * serve.h - the live page and its JSON API, for one machine
 *
 * Stage: serve.  A small HTTP server on the loopback address: it answers from
 * the store, never reaches out, and writes nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_SERVE_H
#define ENTENTE_SERVE_H

#include "entente/system.h"

typedef struct ent_server ent_server;

typedef struct ent_serve_options {
    const char        *store;   /**< a file, or ":memory:"; copied */
    const char *const *sources; /**< KIND=SET, NULL-terminated; borrowed for the server's life */
    unsigned           port;    /**< 0: any that is free */
    unsigned           connections; /**< most at a time; 0: 512.  Each is an open file */
    const char        *since;       /**< an earlier page that the first view is compared with, for
                                     * the server's life; NULL: the store before it changed */
    size_t      since_length;
    const char *since_name; /**< of its file */
} ent_serve_options;

/**
 * Load the record and begin to answer.  Requests are answered by threads of the server from then
 * on: four for each job of the context, at most sixteen, and one for the connections.
 *
 * Only 127.0.0.1 is bound.  A request whose Host is not this server's, or that comes from a page of
 * another site, is refused (403); so are other methods than GET and HEAD (405), addresses that
 * cannot be decoded (400) or are too long (414), heads that are too large (431).  A client that
 * does not finish its request within 10 seconds is cut off.  Errors are JSON problems (RFC 9457).
 *
 * A store that is replaced, or added to, is read anew; while it cannot be read, requests get 503.
 *
 * @param out owned: ent_server_stop()
 * @return ENT_OK; ENT_E_FILE where the port is taken; as ent_store_open() and ent_record_load()
 */
ENT_MUST_CHECK ent_status ent_server_start(ent_ctx *ctx, const ent_serve_options *options,
                                           ent_server **out);

/** The port it listens on. */
unsigned ent_server_port(const ent_server *server);

/** Watch over connections and the store until the context is cancelled; ENT_OK then.  Meanwhile the
 *  scenarios and claims of the first view are run and tested, and all pictures are asked for once,
 *  so that the record remembers what they are made from. */
ENT_MUST_CHECK ent_status ent_server_run(ent_ctx *ctx, ent_server *server);

/** End all connections and threads, and free it; NULL does nothing. */
void ent_server_stop(ent_server *server);

#endif
