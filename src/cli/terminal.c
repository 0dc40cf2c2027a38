/*
 * terminal.c - what is said to the user on standard error: messages, bars, wrong usage
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/terminal.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "cli/cli.h"

/* What is done every tenth of a second while a bar stands there, and after which silence. */
static const double TICK = 0.1, SILENCE = 0.5;
enum { WIDTH = 30 };

static void
clear(cli_terminal *t)
{
    if (t->shown) {
        (void)fputs("\r\033[K", stderr);
        t->shown = t->waits = false;
    }
}

void
cli_terminal_clear(cli_terminal *t)
{
    (void)pthread_mutex_lock(&t->lock);
    clear(t);
    (void)pthread_mutex_unlock(&t->lock);
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

    (void)pthread_mutex_lock(&t->lock);
    if ((severity == ENT_INFO ? t->verbose : !t->quiet) &&
        (severity != ENT_WARNING || !was_said(t, text))) {
        clear(t);
        (void)fprintf(stderr, "entente: %s%s\n", severity == ENT_WARNING ? "warning: " : "", text);
    }
    (void)pthread_mutex_unlock(&t->lock);
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
    t->waits = false;
    (void)clock_gettime(CLOCK_MONOTONIC, &t->drawn);
}

/* A mark that goes to and fro, and for how long the command has been at work. */
static void
draw_waiting(cli_terminal *t)
{
    enum { MARK = 4, TURN = 2 * (WIDTH - MARK) };
    double seconds = seconds_since(&t->begun);
    int    step = (int)(seconds / TICK) % TURN, at = step <= TURN / 2 ? step : TURN - step;
    char   time[32];

    print_time(seconds, time);
    (void)fprintf(stderr, "\r\033[Kworking [%.*s####%.*s] %s", at, "..............................",
                  WIDTH - MARK - at, "..............................", time);
    t->shown = t->waits = true;
    (void)clock_gettime(CLOCK_MONOTONIC, &t->drawn);
}

static void *
tick(void *user)
{
    cli_terminal   *t = user;
    struct timespec next;

    (void)pthread_mutex_lock(&t->lock);
    while (!t->ended) {
        (void)clock_gettime(CLOCK_MONOTONIC, &next);
        next.tv_nsec += (long)(TICK * 1e9);
        next.tv_sec += next.tv_nsec / 1000000000;
        next.tv_nsec %= 1000000000;
        (void)pthread_cond_timedwait(&t->wake, &t->lock, &next);
        if (!t->ended && (t->waits || seconds_since(&t->drawn) >= SILENCE)) {
            draw_waiting(t);
        }
    }
    (void)pthread_mutex_unlock(&t->lock);
    return NULL;
}

void
cli_terminal_init(cli_terminal *t)
{
    pthread_condattr_t monotonic;

    *t = (cli_terminal){.quiet = false};
    (void)pthread_mutex_init(&t->lock, NULL);
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&t->wake, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
}

/* Signals are for the thread that works. */
void
cli_terminal_begin(cli_terminal *t)
{
    sigset_t all, before;

    (void)clock_gettime(CLOCK_MONOTONIC, &t->begun);
    t->drawn = t->begun;
    if (!t->bars) {
        return;
    }
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    t->ticks = pthread_create(&t->ticker, NULL, tick, t) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void
cli_terminal_end(cli_terminal *t)
{
    (void)pthread_mutex_lock(&t->lock);
    t->ended = true;
    t->bars = false;
    clear(t);
    (void)pthread_cond_signal(&t->wake);
    (void)pthread_mutex_unlock(&t->lock);
    if (t->ticks) {
        (void)pthread_join(t->ticker, NULL);
        t->ticks = false;
    }
}

/* A bar for what takes longer than half a second, drawn ten times a second. */
void
cli_terminal_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    cli_terminal *t = user;
    double        seconds;

    (void)pthread_mutex_lock(&t->lock);
    if (t->bars) {
        if (strncmp(t->what, what, sizeof t->what - 1) != 0) {
            (void)snprintf(t->what, sizeof t->what, "%s", what);
            (void)clock_gettime(CLOCK_MONOTONIC, &t->started);
        }
        seconds = seconds_since(&t->started);
        if ((total > 0 && done >= total) || (seconds < SILENCE && !t->waits)) {
            clear(t);
        } else if (seconds >= SILENCE &&
                   (!t->shown || t->waits || seconds_since(&t->drawn) >= TICK)) {
            draw_bar(t, done, total, seconds);
        }
    }
    (void)pthread_mutex_unlock(&t->lock);
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
    cli_terminal_clear(c->terminal);
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    ent_visible_print(message, shown, sizeof shown);
    (void)fprintf(stderr, "%s\n", shown);
}
