/*
 * request.c - who asks, by the head of a request
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/request.h"

#include <string.h>

#include "base/text.h"
#include "serve/target.h"

const char *
ent_request_header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* A page of another site may lead here, and do nothing else. */
static bool
is_of_another_site(struct MHD_Connection *connection, unsigned port)
{
    const char *origin = ent_request_header(connection, "Origin");
    const char *site = ent_request_header(connection, "Sec-Fetch-Site");
    const char *mode = ent_request_header(connection, "Sec-Fetch-Mode");

    return (origin != NULL && !ent_origin_is_own(origin, port)) ||
           (site != NULL && strcmp(site, "cross-site") == 0 &&
            (mode == NULL || strcmp(mode, "navigate") != 0));
}

const char *
ent_request_refusal(struct MHD_Connection *connection, const char *method, unsigned port,
                    unsigned *status)
{
    const char *host = ent_request_header(connection, "Host");

    *status = 403;
    if (host == NULL || !ent_host_is_own(host, port)) {
        return "the Host of the request is not this server";
    }
    if (is_of_another_site(connection, port)) {
        return "the request comes from a page of another site";
    }
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
        *status = 405;
        return "this server is only read: GET or HEAD";
    }
    return NULL;
}

bool
ent_request_reads(struct MHD_Connection *connection, const char *target)
{
    const char *accept = ent_request_header(connection, "Accept");

    return accept != NULL && strstr(accept, "text/html") != NULL &&
           (strcmp(target, "/") == 0 || ent_starts_with(target, "/view/"));
}
