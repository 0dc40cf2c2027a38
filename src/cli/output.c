/*
 * output.c - where an answer goes, and where it may not: never over what it is made from
 *
 * SPDX-License-Identifier: MIT
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/data.h"
#include "cli/cli.h"
#include "cli/terminal.h"

/* The path without links and dots, also of a file that is not there yet; false for none. */
static bool
resolve(const char *path, char out[PATH_MAX])
{
    char  folder[PATH_MAX];
    char *name;
    bool  good;

    if (realpath(path, out) != NULL) {
        return true;
    }
    name = ent_file_folder(path);
    good = name != NULL && realpath(name, folder) != NULL;
    ent_free(name);
    return good && snprintf(out, PATH_MAX, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder,
                            ent_base_name(path)) < PATH_MAX;
}

/* By what it is, for a file with several names; by its path, for one that is not there yet. */
static bool
is_same_file(const char *a, const char *b)
{
    struct stat of_a, of_b;
    char        path_a[PATH_MAX], path_b[PATH_MAX];

    if (stat(a, &of_a) == 0 && stat(b, &of_b) == 0) {
        return S_ISREG(of_a.st_mode) && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
    }
    return resolve(a, path_a) && resolve(b, path_b) && strcmp(path_a, path_b) == 0;
}

/* The part of `path` below `folder`; NULL where it lies elsewhere.  `room` holds it. */
static const char *
below(const char *folder, const char *path, char room[PATH_MAX])
{
    char   top[PATH_MAX];
    size_t length;

    if (realpath(folder, top) == NULL || !resolve(path, room)) {
        return NULL;
    }
    length = strcmp(top, "/") == 0 ? 0 : strlen(top);
    return strncmp(room, top, length) == 0 && room[length] == '/' ? room + length + 1 : NULL;
}

static bool
is_of_store(const char *store, const char *path)
{
    static const char *const ENDS[] = {"", "-journal", "-wal", "-shm"};
    char                     name[PATH_MAX], resolved[PATH_MAX];

    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0] && resolve(store, resolved); i++) {
        if (snprintf(name, sizeof name, "%s%s", resolved, ENDS[i]) < (int)sizeof name &&
            is_same_file(name, path)) {
            return true;
        }
    }
    return false;
}

/* A file that the command reads, or one that lies in a folder of them. */
static bool
is_of_input(const char *input, const char *path)
{
    struct stat about;
    char        room[PATH_MAX];

    return is_same_file(input, path) ||
           (stat(path, &about) == 0 && S_ISREG(about.st_mode) && below(input, path, room) != NULL);
}

static bool
is_of_data(const char *folder, const char *path)
{
    char        room[PATH_MAX];
    const char *name = below(folder, path, room);

    return name != NULL && ent_data_is_place(name);
}

static bool
is_of_options(const cli *c, const char *path)
{
    for (size_t i = 0; c->command->options != NULL && c->command->options[i].name != NULL; i++) {
        const char *argument = c->command->options[i].argument;

        if (cli_own(c, i) != NULL && argument != NULL && strcmp(argument, "FILE") == 0 &&
            is_same_file(cli_own(c, i), path)) {
            return true;
        }
    }
    return false;
}

ent_status
cli_check_output(cli *c, const char *path)
{
    const char *what = NULL, *data = c->value[OPTION_DATA];
    const char *store = c->value[OPTION_DB] != NULL ? c->value[OPTION_DB] : CLI_DEFAULT_STORE;

    if (strcmp(path, "-") == 0) {
        return ENT_OK;
    }
    if (strcmp(store, ":memory:") != 0 && is_of_store(store, path)) {
        what = "the store";
    } else if (data != NULL && is_of_data(data, path)) {
        what = "a file of --data";
    } else if (is_of_options(c, path)) {
        what = "a file that the command reads";
    }
    for (size_t i = 0; c->command->reads_files && what == NULL && i < c->argument_count; i++) {
        what = is_of_input(c->arguments[i], path) ? "a file that the command reads" : NULL;
    }
    return what == NULL
               ? ENT_OK
               : cli_usage(c, "the output '%s' is %s, which it would overwrite; choose another -o",
                           path, what);
}

ent_status
cli_output_open(cli *c, const char *path, ent_output *out)
{
    ent_status status = cli_check_output(c, path);

    if (strcmp(path, "-") == 0 && isatty(STDOUT_FILENO) != 0) {
        cli_terminal_end(c->terminal); /* the answer would be written over the bar */
    }
    return status == ENT_OK ? ent_output_open(c->ctx, path, out) : status;
}

ent_status
cli_print_text(cli *c, ent_text *text)
{
    const char *path = c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-";
    ent_output  output;
    ent_status  status = text->failed ? ent_fail_nomem(c->ctx) : cli_output_open(c, path, &output);

    if (status == ENT_OK) {
        (void)fputs(ent_text_get(text), output.stream);
        status = ent_output_commit(c->ctx, &output);
    }
    ent_text_clear(text);
    return status;
}
