/*
 * terminal.h - what is said to the user while a command works: messages, and a bar of progress
 *
 * Stage: cli.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_CLI_TERMINAL_H
#define ENT_CLI_TERMINAL_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "entente/context.h"

enum { CLI_MOST_SAID = 64 };

/** Whether to speak, and the bar that stands on the terminal. */
typedef struct cli_terminal {
    bool            quiet, verbose, bars, shown;
    bool            waits; /**< what is shown is that something is done of which nothing is told */
    uint64_t        said[CLI_MOST_SAID]; /**< of warnings: what many scenarios share is told once */
    size_t          said_count;
    struct timespec begun, started, drawn; /**< the command; what is told of; the bar */
    char            what[64];
    bool            ticks, ended; /**< a thread looks after long silences; it is to end */
    pthread_t       ticker;
    pthread_mutex_t lock; /**< of all of it, from cli_terminal_begin() on */
    pthread_cond_t  wake;
} cli_terminal;

/** Callbacks of a context, whose `user` is a cli_terminal; from any thread. */
void cli_terminal_message(void *user, ent_severity severity, const char *text);
void cli_terminal_progress(void *user, const char *what, uint64_t done, uint64_t total);

/** A terminal on which nothing stands. */
void cli_terminal_init(cli_terminal *t);

/**
 * A command begins.  Where bars are wanted, a thread shows that it works whenever nothing was told
 * of it for half a second; without one there are the bars alone.
 */
void cli_terminal_begin(cli_terminal *t);

/** No more bars: the answer begins on this terminal, or the command ends.  Twice does nothing. */
void cli_terminal_end(cli_terminal *t);

/** Take the bar away, if there is one, for a line that is said. */
void cli_terminal_clear(cli_terminal *t);

#endif
