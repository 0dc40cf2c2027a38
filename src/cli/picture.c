/*
 * picture.c - an answer as a picture: SVG for a file, letters for a terminal
 *
 * SPDX-License-Identifier: MIT
 */
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/context.h"
#include "cli/cli.h"
#include "report/picture/picture.h"
#include "report/plot/plot.h"

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
