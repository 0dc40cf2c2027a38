/*
 * request.h - who asks, by the head of a request
 *
 * Stage: serve.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_REQUEST_H
#define ENT_SERVE_REQUEST_H

#include <microhttpd.h>
#include <stdbool.h>

/** The value of a header, or NULL; borrowed from the connection. */
const char *ent_request_header(struct MHD_Connection *connection, const char *name);

/**
 * Why a request is none of ours to answer: its Host is not this server's, it comes from a page of
 * another site, or it would do more than read.
 *
 * @param status written where it is refused: of HTTP
 * @return NULL: it is answered
 */
const char *ent_request_refusal(struct MHD_Connection *connection, const char *method,
                                unsigned port, unsigned *status);

/** Whether a browser is to show a view, not a program that wants its bytes. */
bool ent_request_reads(struct MHD_Connection *connection, const char *target);

#endif
