/*
 * terminal.h - what is said to the user while a command works: messages, and a bar of progress
 *
 * Stage: cli.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_CLI_TERMINAL_H
#define ENT_CLI_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "entente/context.h"

enum { CLI_MOST_SAID = 64 };

/** Whether to speak, and the bar that stands on the terminal. */
typedef struct cli_terminal {
    bool            quiet, verbose, bars, shown;
    uint64_t        said[CLI_MOST_SAID]; /**< of warnings: what many scenarios share is told once */
    size_t          said_count;
    struct timespec started, drawn;
    char            what[64];
} cli_terminal;

/** Callbacks of a context, whose `user` is a cli_terminal. */
void cli_terminal_message(void *user, ent_severity severity, const char *text);
void cli_terminal_progress(void *user, const char *what, uint64_t done, uint64_t total);

/** Take the bar away, if there is one. */
void cli_terminal_clear(cli_terminal *t);

#endif
