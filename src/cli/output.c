/*
 * output.c - where an answer goes, and where it may not: never over what it is made from
 *
 * SPDX-License-Identifier: MIT
 */
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/data.h"
#include "cli/cli.h"
#include "report/picture/picture.h"
#include "report/plot/plot.h"

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

    return status == ENT_OK ? ent_output_open(c->ctx, path, out) : status;
}

ent_status
cli_draw(cli *c, const char *path, void (*draw)(ent_text *out, ent_table *table), ent_table *table)
{
    ent_text   bare, whole;
    ent_output output;
    char       hash[45];
    ent_status status;

    ent_text_init(&bare);
    ent_text_init(&whole);
    draw(&bare, table);
    status = bare.failed ? ent_fail_nomem(c->ctx)
                         : ent_picture_stand_alone(c->ctx, ent_text_get(&bare), hash, &whole);
    if (status == ENT_OK) {
        status = cli_output_open(c, path, &output);
    }
    if (status == ENT_OK) {
        (void)fputs(ent_text_get(&whole), output.stream);
        status = ent_output_commit(c->ctx, &output);
    }
    ent_text_clear(&bare);
    ent_text_clear(&whole);
    return status;
}

/* Whether the reader's locale writes UTF-8; the library itself runs in that of C. */
static bool
writes_utf8(void)
{
    locale_t own = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    bool     utf8;

    if (own == (locale_t)0) {
        return false;
    }
    utf8 = strcmp(nl_langinfo_l(CODESET, own), "UTF-8") == 0;
    freelocale(own);
    return utf8;
}

/* Of the terminal, else as the environment has it, else that of a terminal of old. */
static int
width_of_terminal(bool terminal)
{
    const char    *columns = getenv("COLUMNS");
    struct winsize size;
    int64_t        given;

    if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return columns != NULL && ent_integer_read(columns, strlen(columns), &given) && given > 0 &&
                   given <= ENT_PLOT_WIDEST
               ? (int)given
               : 0;
}

/* NO_COLOR with any value but the empty one asks for none (no-color.org). */
static bool
has_colours(bool terminal)
{
    const char *none = getenv("NO_COLOR"), *kind = getenv("TERM");

    return terminal && (none == NULL || none[0] == '\0') && kind != NULL &&
           strcmp(kind, "dumb") != 0;
}

ent_status
cli_plot(cli *c, ent_table *table)
{
    const char      *path = c->value[OPTION_OUTPUT], *column = c->value[OPTION_COLUMN];
    bool             terminal = (path == NULL || strcmp(path, "-") == 0) && isatty(STDOUT_FILENO);
    ent_plot_options options = {.width = width_of_terminal(terminal),
                                .ascii = c->value[OPTION_ASCII] != NULL || !writes_utf8(),
                                .colour = has_colours(terminal),
                                .value = column != NULL ? column : c->drawn};
    ent_text         text;
    ent_status       status;

    ent_text_init(&text);
    status = ent_plot_table(c->ctx, table, &options, &text);
    if (status == ENT_E_ARG) {
        ent_text_clear(&text);
        return cli_usage(c, "--plot: %s", ent_ctx_error(c->ctx));
    }
    if (status != ENT_OK) {
        ent_text_clear(&text);
        return status;
    }
    return cli_print_text(c, &text);
}
