/*
 * cli.h - one run of the program: its command, options and what it opened
 *
 * Stage: cli.  A command is one file with one static ent_command; no science
 * lives here.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_CLI_CLI_H
#define ENT_CLI_CLI_H

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "entente/report.h"

enum {
    CLI_MOST_OPTIONS = 48,
    CLI_MOST_SOURCES = 32,
    CLI_MOST_STATES = 256,
    CLI_MOST_REPEATED = 64 /* values of options that repeat */
};

/** Exit codes (an interface). */
enum {
    EXIT_DONE = 0,
    EXIT_NEGATIVE = 1,
    EXIT_USAGE = 2,
    EXIT_INPUT = 3,
    EXIT_FILES = 4,
    EXIT_CONVERGENCE = 5,
    EXIT_BUG = 70,
    EXIT_INTERRUPTED = 130
};

/** One option: from this table come parsing, help and the normalised command. */
typedef struct cli_option {
    const char *name;     /**< long name; NULL ends a table */
    char        letter;   /**< 0: none */
    const char *argument; /**< NULL: a flag; "FILE..." repeats: cli_own_each() */
    const char *help;
    bool        in_command; /**< part of the normalised command */
} cli_option;

/** The common options, by their place in the table of options.c. */
typedef enum cli_common {
    OPTION_DB,
    OPTION_DATA,
    OPTION_OUTPUT,
    OPTION_FORMAT,
    OPTION_FROM,
    OPTION_TO,
    OPTION_AT,
    OPTION_STATES,
    OPTION_CODE,
    OPTION_SOURCE,
    OPTION_POWER,
    OPTION_SIGNS,
    OPTION_SEED,
    OPTION_JOBS,
    OPTION_PLOT,
    OPTION_COLUMN,
    OPTION_ASCII,
    OPTION_PROGRESS,
    OPTION_QUIET,
    OPTION_VERBOSE,
    OPTION_HELP,
    OPTION_VERSION,
    COMMON_OPTIONS
} cli_common;

typedef struct cli cli;

/** A value of an option that repeats. */
typedef struct cli_repeated {
    size_t      option; /**< its place in all options */
    const char *value;
} cli_repeated;

typedef struct cli_command {
    const char        *name, *group;
    const char        *summary;  /**< one line */
    const char        *usage;    /**< "DOC..." */
    const char *const *examples; /**< pairs of command and what it does; NULL-terminated */
    const char        *details;  /**< paragraphs under the options */
    const cli_option  *options;  /**< its own; NULL: none */
    const char *const *formats;  /**< of -f, the default first, NULL-terminated; NULL: no -f */
    ENT_MUST_CHECK     ent_status (*run)(cli *c);
    bool               reads_files; /**< its arguments name files or folders */
    bool               of_dates;    /**< needs the record of the dates asked for alone */
    bool               draws;       /**< random numbers: the seed is told though none was given */
    unsigned           detail;      /**< of the record that it needs: ENT_RECORD_FLOWS, ... */
} cli_command;

struct cli {
    const cli_command *const *commands; /**< all that there are, as help lists them */
    size_t                    command_count;

    const cli_command *command;                            /**< NULL: none yet */
    const char  *value[COMMON_OPTIONS + CLI_MOST_OPTIONS]; /**< "" for a flag; NULL: not set */
    const char  *sources[CLI_MOST_SOURCES + 1];            /**< of --source, NULL-terminated */
    size_t       source_count;
    cli_repeated repeated[CLI_MOST_REPEATED]; /**< as they were given */
    size_t       repeated_count;
    const char **arguments; /**< after the command word */
    size_t       argument_count;

    ent_format  format;
    ent_power   power;
    ent_signs   signs;
    ent_scheme  code;
    uint64_t    seed;
    ent_span    span; /**< of --at, or --from and --to; from >= to when none was given */
    bool        is_day;
    ent_state   states[CLI_MOST_STATES];
    size_t      state_count;
    ent_text    normalised; /**< the command as outputs carry it */
    const char *drawn; /**< the column of --plot without --column; NULL: the first with numbers */

    struct cli_terminal *terminal; /**< borrowed */

    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_store  *store;
    ent_record *record;
    ent_reader *reader;      /**< outlives what it read */
    bool        negative;    /**< the question had a negative answer (--strict) */
    bool        unconverged; /**< an estimate was printed that did not converge */

    ent_dictionary *dictionary; /**< of other programs; outlives the reader; NULL: none */
    ent_dictionary *issues;     /**< phrases of issues alone; NULL: none */
};

/** Wrong usage: prints with a hint to the help; returns ENT_E_ARG. */
ent_status cli_usage(cli *c, const char *format, ...) ENT_PRINTF(2, 3);

/** Tell the user on standard error what was done, unless --quiet; what it quotes is made visible.
 */
void cli_tell(const cli *c, const char *format, ...) ENT_PRINTF(2, 3);

/** The value of one of the command's own options by its place in its table; NULL: not set. */
const char *cli_own(const cli *c, size_t option);

/** The next value of an option that repeats; `*at` begins as 0.  NULL behind the last one. */
const char *cli_own_each(const cli *c, size_t option, size_t *at);

/** The place of an option's value among its words, NULL-terminated; wrong usage names them. */
ENT_MUST_CHECK ent_status cli_choice(cli *c, const char *option, const char *value,
                                     const char *const *words, int *out);

/** The words of ent_power, in its order. */
extern const char *const CLI_POWERS[];

/** Read argv into `c`: the command, its options and arguments. */
ENT_MUST_CHECK ent_status cli_parse(cli *c, int argc, char **argv);

/** Check option values that need the codes: dates, states, formats. */
ENT_MUST_CHECK ent_status cli_check_options(cli *c);

/** Compose the command as outputs carry it: word, inputs by base name, options in fixed order. */
void cli_normalise(cli *c);

/**
 * Open codes; then the store: read by commands that answer, ENT_STORE_ADD by those that add to one
 * that is there, ENT_STORE_LATE by those that make one; then the record, which cuts the
 * dates asked for to its own.
 */
ENT_MUST_CHECK ent_status cli_open_codes(cli *c);
ENT_MUST_CHECK ent_status cli_open_store(cli *c, ent_store_mode mode);
ENT_MUST_CHECK ent_status cli_open_record(cli *c);

/** The same with what is read of published sets (ENT_RECORD_FLOWS, ...), of some states alone. */
ENT_MUST_CHECK ent_status cli_open_record_of(cli *c, unsigned detail, const ent_state *states,
                                             size_t count);
void                      cli_close(cli *c);

/**
 * Read the documents that the command was given; `published` and `mode` (parse or chunk) as typed,
 * or NULL.  Without a mode sentences are parsed where there are weights, and it is said where
 * there are none.
 */
ENT_MUST_CHECK ent_status cli_read(cli *c, const char *published, const char *mode,
                                   ent_reading *out);

/** The same of paths that are not the arguments of the command. */
ENT_MUST_CHECK ent_status cli_read_paths(cli *c, const char *const *paths, size_t count,
                                         const char *published, const char *mode, ent_reading *out);

/** Say so on standard error when nothing came of the documents, and how to learn why. */
void cli_say_no_events(cli *c, const ent_reading *reading);

/** Where the store is without --db. */
#define CLI_DEFAULT_STORE "entente.db"

/**
 * Whether an answer may go to `path`: ENT_E_ARG where that is the store, its journal, a file that
 * the command reads or one of --data, under whatever name.
 */
ENT_MUST_CHECK ent_status cli_check_output(cli *c, const char *path);

/** Open what cli_check_output() allows; "-" is standard output. */
ENT_MUST_CHECK ent_status cli_output_open(cli *c, const char *path, ent_output *out);

/** Write the picture that `draw` makes of a table, as SVG that stands alone, to a path. */
ENT_MUST_CHECK ent_status cli_draw(cli *c, const char                                       *path,
                                   void (*draw)(ent_text *out, ent_table *table), ent_table *table);

/** Write a table to -o in the chosen format, and destroy it. */
ENT_MUST_CHECK ent_status cli_print(cli *c, ent_table *table);

/** Write a table, and for reading a second one under it; both are destroyed. */
ENT_MUST_CHECK ent_status cli_print_two(cli *c, ent_table *first, ent_table *second);

/** The same of several; of all formats but that for reading the first alone. */
ENT_MUST_CHECK ent_status cli_print_tables(cli *c, ent_table **tables, size_t count);

/**
 * Write a table for reading: what all rows say alike in the columns named stands once, under it.
 * A column of them that holds nothing is left out.
 *
 * @param names NULL-terminated
 */
ENT_MUST_CHECK ent_status cli_write_alike(cli *c, ent_table *table, const char *const *names,
                                          FILE *stream);

/** The same to -o, of other formats than that for reading cli_print(); the table is destroyed. */
ENT_MUST_CHECK ent_status cli_print_alike(cli *c, ent_table *table, const char *const *names);

/** The columns of a fit that may say the same throughout. */
extern const char *const CLI_FIT_ALIKE[];

/** Draw a table to -o in letters, as wide as the terminal is, in colour where it has colours. */
ENT_MUST_CHECK ent_status cli_plot(cli *c, ent_table *table);

/** Write a text to -o, and clear it; ENT_E_NOMEM where it failed on the way. */
ENT_MUST_CHECK ent_status cli_print_text(cli *c, ent_text *text);

/** The options of a measure as the command line gave them. */
ent_measure_options cli_measure_options(const cli *c);

/** "set version" of every file behind the record, each once, NULL-terminated; in the arena. NULL:
 * no record is open. */
ENT_MUST_CHECK ent_status cli_sources(cli *c, ent_arena *arena, const char *const **out);

/** Whether runs go into a store: one was named with --db, and it is not :memory:. */
bool cli_keeps_runs(const cli *c);

/** Runs on their way into the store: each has its row from its beginning on. */
typedef struct cli_runs {
    cli           *c;
    int64_t       *runs; /**< number of the row of each scenario; 0: none yet */
    ent_run_keeper keeper;
    bool           said;   /**< that an earlier run is gone on with */
    ent_status     failed; /**< of the first scenario that was set aside */
    size_t         failed_count;
} cli_runs;

/** `out` must stay where it is; cli_runs_close() also after a failure. */
ENT_MUST_CHECK ent_status cli_runs_open(cli *c, size_t count, cli_runs *out);
void                      cli_runs_close(cli_runs *kept);

/** Print a kept run: what it was made with, and its outcomes. */
ENT_MUST_CHECK ent_status cli_show_run(cli *c, const char *number);

/** Keep a fit in the store, where one was named with --db: its table as CSV. */
ENT_MUST_CHECK ent_status cli_keep_fit(cli *c, const ent_fit_row *row, ent_table *table);

/** The same of what has no more details than the rows of its table: parameters and details of `row`
 *  are theirs. */
ENT_MUST_CHECK ent_status cli_keep_rows(cli *c, const ent_fit_row *row, ent_table *table);

/** Print a kept fit: what it was made with, and its estimates. */
ENT_MUST_CHECK ent_status cli_show_fit(cli *c, const char *number);

/**
 * Load the scenarios named, and the record with all that they need of it.  `scenarios` has `count`
 * places; whatever happens each holds a scenario to be destroyed, or NULL.
 */
ENT_MUST_CHECK ent_status cli_load_scenarios(cli *c, const char *const *names, size_t count,
                                             ent_scenario **scenarios);

/** The base scenario, Taiwan crisis, ...: load and run those named. Owned arrays of `count`. */
ENT_MUST_CHECK ent_status cli_run_scenarios(cli *c, const char *const *names, size_t count,
                                            uint64_t runs, ent_scenario **scenarios,
                                            ent_ensemble *ensembles);

/** An earlier page, to say what changed since; owned: ent_bytes_clear(). */
ENT_MUST_CHECK ent_status cli_read_page(cli *c, const char *path, ent_bytes *out);

/** Compose the page; record, command and date of the input are filled in here. */
ENT_MUST_CHECK ent_status cli_compose_page(cli *c, ent_report_input *input, ent_text *page);

/** What of the command line, and of the date, a composed page rests on. */
void cli_describe_page(const cli *c, ent_text *out);

/** Write a page that was composed to `path`, with what changed since the input's earlier one. */
ENT_MUST_CHECK ent_status cli_write_page(cli *c, const char *path, const ent_report_input *input,
                                         ent_text *page);

/** The command of a name; wrong usage where there is none, with the nearest one. */
ENT_MUST_CHECK ent_status cli_find_command(cli *c, const char *name, const cli_command **out);

/** The options of every command, ended by one without a name. */
const cli_option *cli_common_options(void);

/** The help of a command, or of all (NULL), to a stream. */
void cli_help(const cli *c, const cli_command *command, FILE *stream);

/** The same to -o. */
ENT_MUST_CHECK ent_status cli_print_help(cli *c, const cli_command *command);

/** The formats of a table, in the order of ent_format. */
/** Fit a model file of an outcome of pairs, or print the rows that it is fitted to; `dry`: read
 * the file alone. */
ENT_MUST_CHECK ent_status cli_fit_outcome(cli *c, const char *path, bool dry, bool rows);

/** Fit a model of arms races, or (`dry`) check it. */
ENT_MUST_CHECK ent_status cli_fit_arms_race(cli *c, const char *path, bool dry);

extern const char *const CLI_TABLE_FORMATS[];

extern const cli_command command_brief, command_read, command_import, command_list, command_show,
    command_report, command_export, command_cite, command_serve, command_measure, command_decide,
    command_bargain, command_landscape, command_fit, command_run, command_backtest, command_check,
    command_schema, command_help;

#endif
