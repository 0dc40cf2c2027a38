/*
 * command_help.c - entente help: examples first, then options
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

enum { COLUMN = 28 };

static void
print_option(const cli_option *option, const char *help, FILE *stream)
{
    char left[64];
    int  used =
        snprintf(left, sizeof left, option->letter != 0 ? "  -%c, " : "      ", option->letter);

    (void)snprintf(left + used, sizeof left - (size_t)used, "--%s%s%s", option->name,
                   option->argument != NULL ? " " : "",
                   option->argument != NULL ? option->argument : "");
    (void)fprintf(stream, "%-*s %s\n", COLUMN, left, help);
}

static void
print_options(const char *title, const cli_option *options, FILE *stream)
{
    if (options == NULL) {
        return;
    }
    (void)fprintf(stream, "\n%s\n", title);
    for (; options->name != NULL; options++) {
        print_option(options, options->help, stream);
    }
}

/* The formats that the command has, and only those. */
static void
print_format(const cli_command *command, FILE *stream)
{
    char   help[96];
    size_t used;

    if (command->formats == NULL) {
        return;
    }
    used = (size_t)snprintf(help, sizeof help, "%s (default)", command->formats[0]);
    for (const char *const *format = command->formats + 1; *format != NULL; format++) {
        used += (size_t)snprintf(help + used, sizeof help - used, "%s%s",
                                 format[1] == NULL ? " or " : ", ", *format);
    }
    print_option(&cli_common_options()[OPTION_FORMAT], help, stream);
}

static void
print_common_options(const cli_command *command, FILE *stream)
{
    const cli_option *options = cli_common_options();

    (void)fprintf(stream, "\nOptions of every command\n");
    for (size_t i = 0; options[i].name != NULL; i++) {
        if (i == OPTION_FORMAT) {
            print_format(command, stream);
        } else {
            print_option(&options[i], options[i].help, stream);
        }
    }
}

static void
print_examples(const cli_command *command, FILE *stream)
{
    (void)fprintf(stream, "\nExamples\n");
    for (const char *const *e = command->examples; *e != NULL; e += 2) {
        (void)fprintf(stream, "  %s\n      %s\n", e[0], e[1]);
    }
}

static void
help_of_all(const cli *c, FILE *stream)
{
    const char *group = "";

    (void)fprintf(stream,
                  "entente %s - an observatory and laboratory for alignments between states\n"
                  "\n"
                  "Start with\n"
                  "  entente brief article.txt -o brief.html\n"
                  "      read a document, match it with the record, measure, run the scenarios\n"
                  "  entente show RUS CHN --from 1949\n"
                  "      the history of two states, each line with its source\n",
                  ent_version());
    for (size_t i = 0; i < c->command_count; i++) {
        const cli_command *command = c->commands[i];

        if (strcmp(command->group, group) != 0) {
            group = command->group;
            (void)fprintf(stream, "\n%s\n", group);
        }
        (void)fprintf(stream, "  %-10s %s\n", command->name, command->summary);
    }
    print_options("Options of every command", cli_common_options(), stream);
    (void)fprintf(stream, "\n'entente help COMMAND' says more about one.\n");
}

void
cli_help(const cli *c, const cli_command *command, FILE *stream)
{
    if (command == NULL) {
        help_of_all(c, stream);
        return;
    }
    (void)fprintf(stream, "entente %s - %s\n\nUsage: entente %s %s\n", command->name,
                  command->summary, command->name, command->usage);
    print_examples(command, stream);
    print_options("Options", command->options, stream);
    if (command->details != NULL) {
        (void)fprintf(stream, "\n%s\n", command->details);
    }
    print_common_options(command, stream);
}

ent_status
cli_print_help(cli *c, const cli_command *command)
{
    const char *path = c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-";
    ent_output  output;
    ent_status  status = ent_output_open(c->ctx, path, &output);

    if (status != ENT_OK) {
        return status;
    }
    cli_help(c, command, output.stream);
    return ent_output_commit(c->ctx, &output);
}

static ent_status
run(cli *c)
{
    const cli_command *command;
    ent_status         status;

    if (c->argument_count == 0) {
        return cli_print_help(c, NULL);
    }
    status = cli_find_command(c, c->arguments[0], &command);
    return status == ENT_OK ? cli_print_help(c, command) : status;
}

static const char *const EXAMPLES[] = {"entente help", "all commands", "entente help measure",
                                       "one command, with examples", NULL};

const cli_command command_help = {
    .name = "help",
    .group = "Help",
    .summary = "show help of a command",
    .usage = "[COMMAND]",
    .examples = EXAMPLES,
    .run = run,
};
