/*
 * main.c - the command table, signals, exit codes
 *
 * SPDX-License-Identifier: MIT
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/context.h"
#include "cli/cli.h"
#include "cli/terminal.h"

static const cli_command *const COMMANDS[] = {
    &command_brief,    &command_read,    &command_import,    &command_list,  &command_show,
    &command_report,   &command_export,  &command_cite,      &command_serve, &command_measure,
    &command_decide,   &command_bargain, &command_landscape, &command_fit,   &command_run,
    &command_backtest, &command_check,   &command_schema,    &command_help};

static volatile sig_atomic_t interrupted;

static void
on_interrupt(int number)
{
    (void)number;
    __atomic_store_n(&interrupted, 1, __ATOMIC_RELAXED); /* other threads read it */
}

static int
exit_code(ent_status status, const cli *c)
{
    switch (status) {
    case ENT_OK:
        return c->unconverged ? EXIT_CONVERGENCE : c->negative ? EXIT_NEGATIVE : EXIT_DONE;
    case ENT_E_ARG:
        return EXIT_USAGE;
    case ENT_E_INPUT:
    case ENT_E_LIMIT:
    case ENT_E_NOTFOUND:
        return EXIT_INPUT;
    case ENT_E_NOMEM:
    case ENT_E_FILE:
    case ENT_E_STORE:
        return EXIT_FILES;
    case ENT_E_CANCELLED:
        return EXIT_INTERRUPTED;
    case ENT_E_BUG:
        break;
    }
    return EXIT_BUG;
}

static ent_status
run_command(cli *c)
{
    ent_status status;

    if (c->value[OPTION_VERSION] != NULL) {
        (void)printf("entente %s\n", ent_version());
        return ENT_OK;
    }
    if (c->value[OPTION_HELP] != NULL) {
        return cli_print_help(c, c->command);
    }
    if (c->command == NULL) {
        return cli_usage(c, "no command was given");
    }
    status = cli_check_options(c);
    if (status == ENT_OK && c->value[OPTION_OUTPUT] != NULL) {
        status = cli_check_output(c, c->value[OPTION_OUTPUT]); /* before anything is done */
    }
    if (status != ENT_OK) {
        return status;
    }
    cli_normalise(c);
    cli_terminal_begin(c->terminal);
    return c->command->run(c);
}

/* Options that the context needs are known only after parsing: a first context serves that. */
static ent_status
open_context(cli *c, cli_terminal *t, bool parsed)
{
    const char     *jobs = c->value[OPTION_JOBS];
    int64_t         threads = 0;
    ent_ctx_options options = {.data_dir = c->value[OPTION_DATA],
                               .on_message = cli_terminal_message,
                               .on_progress = cli_terminal_progress,
                               .user = t,
                               .cancel = &interrupted};
    ent_ctx        *ctx;
    ent_status      status;

    if (parsed && jobs != NULL &&
        (!ent_integer_read(jobs, strlen(jobs), &threads) || threads < 1 || threads > 1024)) {
        return cli_usage(c, "--jobs is '%s', expected a number from 1 to 1024", jobs);
    }
    options.jobs = (int)threads;
    status = ent_ctx_create(&options, &ctx);
    if (status == ENT_OK) {
        ent_ctx_destroy(c->ctx);
        c->ctx = ctx;
    }
    t->quiet = c->value[OPTION_QUIET] != NULL;
    t->verbose = c->value[OPTION_VERBOSE] != NULL;
    t->bars = !t->quiet && (c->value[OPTION_PROGRESS] != NULL || isatty(STDERR_FILENO));
    return status;
}

/* Whoever read our output wants no more of it (`| head -1`): that is no trouble to speak of. */
static bool
reader_has_left(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};

    return poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

static void
say_failure(const cli *c, ent_status status)
{
    const char *error = ent_ctx_error(c->ctx);

    if (status != ENT_E_FILE || !reader_has_left()) {
        (void)fprintf(stderr, "entente: %s\n", error[0] != '\0' ? error : ent_status_text(status));
    }
}

int
main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    cli_terminal     t;
    cli              c = {.commands = COMMANDS,
                          .command_count = sizeof COMMANDS / sizeof COMMANDS[0],
                          .terminal = &t};
    ent_status       status;

    cli_terminal_init(&t);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN);
    status = open_context(&c, &t, false);
    if (status != ENT_OK) {
        (void)fprintf(stderr, "entente: %s\n", ent_status_text(status));
        return EXIT_FILES;
    }
    if (argc < 2) {
        cli_help(&c, NULL, stderr);
        ent_ctx_destroy(c.ctx);
        return EXIT_USAGE;
    }
    status = cli_parse(&c, argc, argv);
    if (status == ENT_OK) {
        status = open_context(&c, &t, true);
    }
    if (status == ENT_OK) {
        status = run_command(&c);
    }
    if (status == ENT_OK && (fflush(stdout) != 0 || ferror(stdout) != 0)) {
        status = ent_fail(c.ctx, ENT_E_FILE, "cannot write to standard output");
    }
    cli_terminal_end(&t);
    if (status != ENT_OK) {
        say_failure(&c, status);
    }
    cli_close(&c);
    ent_ctx_destroy(c.ctx);
    return exit_code(status, &c);
}
