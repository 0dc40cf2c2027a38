/*
 * terminal.c - what is said to the user on standard error: messages, bars, wrong usage
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/terminal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "cli/cli.h"

void
cli_terminal_clear(cli_terminal *t)
{
    if (t->shown) {
        (void)fputs("\r\033[K", stderr);
        t->shown = false;
    }
}

/* Whether the same words were said before; the first many are remembered (FNV-1a). */
static bool
was_said(cli_terminal *t, const char *text)
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
    if (t->said_count < CLI_MOST_SAID) {
        t->said[t->said_count++] = hash;
    }
    return false;
}

void
cli_terminal_message(void *user, ent_severity severity, const char *text)
{
    cli_terminal *t = user;

    if (severity == ENT_WARNING && was_said(t, text)) {
        return;
    }
    if (severity == ENT_INFO ? t->verbose : !t->quiet) {
        cli_terminal_clear(t);
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
draw_bar(cli_terminal *t, uint64_t done, uint64_t total, double seconds)
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
void
cli_terminal_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    cli_terminal *t = user;
    double        seconds;

    if (!t->bars) {
        return;
    }
    if (strncmp(t->what, what, sizeof t->what - 1) != 0) {
        (void)snprintf(t->what, sizeof t->what, "%s", what);
        (void)clock_gettime(CLOCK_MONOTONIC, &t->started);
    }
    seconds = seconds_since(&t->started);
    if ((total > 0 && done >= total) || seconds < 0.5) {
        cli_terminal_clear(t);
    } else if (!t->shown || seconds_since(&t->drawn) >= 0.1) {
        draw_bar(t, done, total, seconds);
    }
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
