/*
 * response.c - an answer as libmicrohttpd sends it
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/response.h"

#include <stdio.h>

#include "base/alloc.h"

static void
free_body(void *body)
{
    ent_free(body);
}

void
ent_response_add(struct MHD_Response *response, const char *name, const char *value)
{
    (void)MHD_add_response_header(response, name, value);
}

void
ent_response_guard(struct MHD_Response *response)
{
    ent_response_add(response, "X-Content-Type-Options", "nosniff");
    ent_response_add(response, "Referrer-Policy", "no-referrer");
    ent_response_add(response, "Cross-Origin-Resource-Policy", "same-origin");
    ent_response_add(response, "Cross-Origin-Opener-Policy", "same-origin");
    ent_response_add(response, "X-Frame-Options", "DENY");
}

struct MHD_Response *
ent_response_make(ent_answer *answer)
{
    char                 disposition[160];
    struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback(
        answer->body.length, answer->body.bytes, free_body);

    if (response == NULL) {
        return NULL;
    }
    ent_text_init(&answer->body);
    ent_response_add(response, "Content-Type", answer->type);
    ent_response_add(response, "Content-Security-Policy", answer->policy);
    ent_response_add(response, "ETag", answer->tag);
    if (answer->file[0] != '\0') {
        (void)snprintf(disposition, sizeof disposition, "inline; filename=\"%s\"", answer->file);
        ent_response_add(response, "Content-Disposition", disposition);
    }
    if (answer->status == 503 || answer->status == 202) {
        ent_response_add(response, "Retry-After", "1");
    }
    if (answer->status == 202) {
        ent_response_add(response, "Refresh", "1"); /* a browser asks again by itself */
    }
    if (answer->status == 405) {
        ent_response_add(response, "Allow", "GET, HEAD");
    }
    ent_response_add(response, "Cache-Control", "no-cache");
    ent_response_guard(response);
    return response;
}
