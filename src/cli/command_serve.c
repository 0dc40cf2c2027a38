/*
 * command_serve.c - entente serve: the live page and its JSON API
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/context.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/terminal.h"
#include "entente/serve.h"

enum { OWN_PORT, OWN_SINCE };
enum { DEFAULT_PORT = 8816, MOST_CONNECTIONS = 16384, OTHER_FILES = 64 };

static const cli_option OPTIONS[] = {
    {"port", 0, "N", "the port on 127.0.0.1; 0 takes one that is free (8816)", true},
    {"since", 0, "PAGE.html", "say what changed since an earlier page", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {"entente serve",
                                       "the page of the store here, at http://127.0.0.1:8816/",
                                       "entente serve --db record.db --port 0",
                                       "of another store, on a port that is free",
                                       "entente serve --since monday.html",
                                       "whose first view says what changed since that page",
                                       NULL};

static ent_status
read_port(cli *c, unsigned *out)
{
    const char *value = cli_own(c, OWN_PORT);
    int64_t     port = DEFAULT_PORT;

    if (value != NULL &&
        (!ent_integer_read(value, strlen(value), &port) || port < 0 || port > 65535)) {
        return cli_usage(c, "--port is '%s', expected a whole number from 0 to 65535", value);
    }
    *out = (unsigned)port;
    return ENT_OK;
}

/* Each connection is an open file: ask for as many as the system lets this process have. */
static unsigned
allow_connections(void)
{
    struct rlimit files = {0, 0};

    if (getrlimit(RLIMIT_NOFILE, &files) != 0) {
        return 0;
    }
    if (files.rlim_cur < MOST_CONNECTIONS + OTHER_FILES) {
        files.rlim_cur = files.rlim_max < MOST_CONNECTIONS + OTHER_FILES
                             ? files.rlim_max
                             : MOST_CONNECTIONS + OTHER_FILES;
        (void)setrlimit(RLIMIT_NOFILE, &files);
        (void)getrlimit(RLIMIT_NOFILE, &files);
    }
    if (files.rlim_cur > MOST_CONNECTIONS + OTHER_FILES) {
        return MOST_CONNECTIONS;
    }
    return files.rlim_cur > 2 * OTHER_FILES ? (unsigned)files.rlim_cur - OTHER_FILES : OTHER_FILES;
}

static ent_status
run_server(cli *c, const ent_serve_options *options)
{
    ent_server *server;
    ent_status  status = ent_server_start(c->ctx, options, &server);

    if (status != ENT_OK) {
        return status;
    }
    cli_terminal_end(c->terminal);
    (void)printf("http://127.0.0.1:%u/\n", ent_server_port(server));
    if (fflush(stdout) != 0) {
        status = ent_fail(c->ctx, ENT_E_FILE, "cannot write to standard output");
    } else {
        cli_tell(c, "open the address above in a browser; Ctrl-C ends the server");
        status = ent_server_run(c->ctx, server);
    }
    ent_server_stop(server);
    return status;
}

static ent_status
run(cli *c)
{
    const char       *store = c->value[OPTION_DB], *since = cli_own(c, OWN_SINCE);
    ent_serve_options options = {.sources = c->source_count > 0 ? c->sources : NULL};
    ent_bytes         before = {NULL, 0, NULL};
    ent_status        status;

    if (c->argument_count > 0) {
        return cli_usage(c, "'serve' takes no arguments");
    }
    status = read_port(c, &options.port);
    if (status == ENT_OK) {
        status = cli_open_codes(c); /* which checks --data */
    }
    if (status == ENT_OK && since != NULL) {
        status = cli_read_page(c, since, &before);
        options.since = before.bytes;
        options.since_length = before.length;
        options.since_name = ent_base_name(since);
    }
    if (status == ENT_OK) {
        if (store == NULL) {
            store = access(CLI_DEFAULT_STORE, F_OK) == 0 ? CLI_DEFAULT_STORE : ":memory:";
        }
        options.store = store;
        options.connections = allow_connections();
        status = run_server(c, &options);
    }
    ent_bytes_clear(&before);
    return status;
}

const cli_command command_serve = {
    .name = "serve",
    .group = "The record",
    .summary = "answer a browser on this machine: the live page and a JSON API",
    .usage = "[--port N] [--since PAGE.html]",
    .examples = EXAMPLES,
    .options = OPTIONS,
    .details =
        "The first line on standard output is the address, http://127.0.0.1:PORT/. Only this\n"
        "machine is answered, and nothing is ever fetched or written. The first view is the brief\n"
        "of the store: what its documents say and the record corroborates, how strong the "
        "alignment\n"
        "is, what would change it, which claims hold, and what changed since PAGE.html or, "
        "without\n"
        "one, since the store was last read; it is read anew when it changes. /chart/NAME.svg, "
        ".csv and .json draw and print what 'entente measure'\n"
        "prints, with ?states=RUS~CHN&time=1949..2024; /api/charts names them, and\n"
        "/api/openapi.json describes everything. /api/runs/events?scenario=NAME runs a scenario\n"
        "and tells how far it is; nothing is kept.",
    .run = run,
};
