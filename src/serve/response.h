/*
 * response.h - an answer as libmicrohttpd sends it
 *
 * Stage: serve.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_RESPONSE_H
#define ENT_SERVE_RESPONSE_H

#include <microhttpd.h>

#include "serve/answer.h"

/** The response of an answer, which hands its bytes over; NULL: no memory. */
struct MHD_Response *ent_response_make(ent_answer *answer);

void ent_response_add(struct MHD_Response *response, const char *name, const char *value);

/** What every response says to a browser: nothing sniffed, framed, or told to others. */
void ent_response_guard(struct MHD_Response *response);

#endif
