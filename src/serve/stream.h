/*
 * stream.h - an ensemble as it is run, told by server-sent events
 *
 * Stage: serve.  A run that a page asks for lives as long as somebody reads it: nothing is kept,
 * nothing is written.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_STREAM_H
#define ENT_SERVE_STREAM_H

#include "serve/site.h"

struct MHD_Connection;
struct MHD_Response;

/** All streams of a server. */
typedef struct ent_streams ent_streams;

enum { ENT_MOST_STREAMS = 4, ENT_STREAM_DETAIL = 512 };

/** @return ENT_OK, ENT_E_NOMEM */
ENT_MUST_CHECK ent_status ent_streams_create(ent_ctx *ctx, ent_streams **out);

/** End all runs, and wait until they have ended; their connections are told, and must be let run.
 */
void ent_streams_stop(ent_streams *streams);

/** After ent_streams_stop() and the end of all connections; NULL does nothing. */
void ent_streams_destroy(ent_streams *streams);

/** Whether a target is of a stream: `/api/runs/events`, with or without parameters. */
bool ent_is_stream(const char *target);

/**
 * Run the scenario of `/api/runs/events?scenario=NAME&runs=N&seed=S` in a thread of its own: `base`
 * where none is named, as many runs as it says, seed 1.  Only scenarios that come with the program
 * are run, no files.  The events, one at most for each percent of the work:
 *
 *     progress   {"scenario": "base", "done": 12, "total": 400}
 *     picture    {"scenario", "runs", "html"}: what the page shows of the first runs, then of four
 *                times as many, in the end of all
 *     done       the table of `entente run NAME -f json`
 *     problem    {"title", "status", "detail"}
 *
 * A reader who is slow gets the newest progress, not all of it, and holds nobody up; one who leaves
 * ends the run.
 *
 * @param status,detail why there is no response: of HTTP, and a sentence
 * @return the response, which the caller queues and destroys; NULL with 400 and 404 for what is
 *         wrong with the target, 503 where too many run already, or for want of memory
 */
struct MHD_Response *ent_stream_begin(ent_ctx *ctx, ent_streams *streams, ent_site *site,
                                      struct MHD_Connection *connection, const char *target,
                                      unsigned *status, char detail[ENT_STREAM_DETAIL]);

#endif
