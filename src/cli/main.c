/*
 * main.c - the command table, messages, signals, exit codes
 *
 * SPDX-License-Identifier: MIT
 */
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/context.h"
#include "cli/cli.h"

static const cli_command *const COMMANDS[] = {
    &command_brief,    &command_read,    &command_import,    &command_list,  &command_show,
    &command_report,   &command_export,  &command_cite,      &command_serve, &command_measure,
    &command_decide,   &command_bargain, &command_landscape, &command_fit,   &command_run,
    &command_backtest, &command_check,   &command_schema,    &command_help};

const cli_command *const *
cli_commands(size_t *count)
{
    *count = sizeof COMMANDS / sizeof COMMANDS[0];
    return COMMANDS;
}

const cli_command *
cli_find_command(const char *name)
{
    size_t count;

    (void)cli_commands(&count);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(COMMANDS[i]->name, name) == 0) {
            return COMMANDS[i];
        }
    }
    return NULL;
}

ent_status
cli_usage(cli *c, const char *format, ...)
{
    char    message[1024];
    va_list args;

    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    (void)ent_fail(c->ctx, ENT_E_ARG, "%s", message);
    return ent_note(c->ctx, ENT_E_ARG, "see 'entente help%s%s'", c->command != NULL ? " " : "",
                    c->command != NULL ? c->command->name : "");
}

void
cli_tell(const cli *c, const char *format, ...)
{
    char    message[1024], shown[1024];
    va_list args;

    if (c->value[OPTION_QUIET] != NULL) {
        return;
    }
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ent_visible_print(message, shown, sizeof shown);
    (void)fprintf(stderr, "%s\n", shown);
}

static volatile sig_atomic_t interrupted;

static void
on_interrupt(int number)
{
    (void)number;
    __atomic_store_n(&interrupted, 1, __ATOMIC_RELAXED); /* other threads read it */
}

enum { MOST_SAID = 64 };

/* What the callbacks know: whether to speak, and the bar that stands on the terminal. */
typedef struct terminal {
    bool            quiet, verbose, bars, shown;
    uint64_t        said[MOST_SAID]; /* of warnings: what many scenarios share is told once */
    size_t          said_count;
    struct timespec started, drawn;
    char            what[64];
} terminal;

static void
clear_bar(terminal *t)
{
    if (t->shown) {
        (void)fputs("\r\033[K", stderr);
        t->shown = false;
    }
}

/* Whether the same words were said before; the first many are remembered (FNV-1a). */
static bool
was_said(terminal *t, const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    }
    for (size_t i = 0; i < t->said_count; i++) {
        if (t->said[i] == hash) {
            return true;
        }
    }
    if (t->said_count < MOST_SAID) {
        t->said[t->said_count++] = hash;
    }
    return false;
}

static void
on_message(void *user, ent_severity severity, const char *text)
{
    terminal *t = user;

    if (severity == ENT_WARNING && was_said(t, text)) {
        return;
    }
    if (severity == ENT_INFO ? t->verbose : !t->quiet) {
        clear_bar(t);
        (void)fprintf(stderr, "entente: %s%s\n", severity == ENT_WARNING ? "warning: " : "", text);
    }
}

static double
seconds_since(const struct timespec *start)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + 1e-9 * (double)(now.tv_nsec - start->tv_nsec);
}

/* A number of three digits with a prefix of the SI: `412 M`. */
static void
print_amount(double value, char out[32])
{
    static const char PREFIXES[] = " kMGTP";
    size_t            i = 0;

    while (value >= 999.5 && i + 2 < sizeof PREFIXES) {
        value /= 1000;
        i++;
    }
    (void)snprintf(out, 32, value < 9.95 && i > 0 ? "%.1f %.*s" : "%.0f %.*s", value, i > 0,
                   &PREFIXES[i]);
}

static void
print_time(double seconds, char out[32])
{
    if (seconds < 90) {
        (void)snprintf(out, 32, "%.0f s", seconds);
    } else if (seconds < 5400) {
        (void)snprintf(out, 32, "%.0f min", seconds / 60);
    } else {
        (void)snprintf(out, 32, "%.1f h", seconds / 3600);
    }
}

/* Where the total is not known, how much was done stands in the place of the bar. */
static void
draw_bar(terminal *t, uint64_t done, uint64_t total, double seconds)
{
    enum { WIDTH = 30 };
    char rate[32], left[32];

    print_amount((double)done / seconds, rate);
    if (total == 0) {
        print_amount((double)done, left);
        (void)fprintf(stderr, "\r\033[K%.40s %s, %s/s", t->what, left, rate);
    } else {
        int filled = (int)((double)done / (double)total * WIDTH);

        print_time(done > 0 ? seconds * (double)(total - done) / (double)done : 0, left);
        (void)fprintf(stderr, "\r\033[K%.40s [%.*s%.*s] %d%%, %s/s, %s left", t->what, filled,
                      "##############################", WIDTH - filled,
                      "..............................", (int)((double)done / (double)total * 100),
                      rate, left);
    }
    t->shown = true;
    (void)clock_gettime(CLOCK_MONOTONIC, &t->drawn);
}

/* A bar for what takes longer than half a second, drawn ten times a second. */
static void
on_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    terminal *t = user;
    double    seconds;

    if (!t->bars) {
        return;
    }
    if (strncmp(t->what, what, sizeof t->what - 1) != 0) {
        (void)snprintf(t->what, sizeof t->what, "%s", what);
        (void)clock_gettime(CLOCK_MONOTONIC, &t->started);
    }
    seconds = seconds_since(&t->started);
    if ((total > 0 && done >= total) || seconds < 0.5) {
        clear_bar(t);
    } else if (!t->shown || seconds_since(&t->drawn) >= 0.1) {
        draw_bar(t, done, total, seconds);
    }
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
    return c->command->run(c);
}

/* Options that the context needs are known only after parsing: a first context serves that. */
static ent_status
open_context(cli *c, terminal *t, bool parsed)
{
    const char     *jobs = c->value[OPTION_JOBS];
    int64_t         threads = 0;
    ent_ctx_options options = {.data_dir = c->value[OPTION_DATA],
                               .on_message = on_message,
                               .on_progress = on_progress,
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
    terminal         t = {0};
    cli              c = {0};
    ent_status       status;

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
        cli_help(NULL, stderr);
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
    clear_bar(&t);
    if (status != ENT_OK) {
        say_failure(&c, status);
    }
    cli_close(&c);
    ent_ctx_destroy(c.ctx);
    return exit_code(status, &c);
}
