/*
 * options.c - from argv to a command with its options
 *
 *   1. the common options     2. argp     3. values     4. the normalised command
 *
 * SPDX-License-Identifier: MIT
 */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "cli/cli.h"

/* 1. the common options */

static const cli_option COMMON[COMMON_OPTIONS + 1] = {
    [OPTION_DB] = {"db", 'd', "FILE", "the store (entente.db; :memory: for none)", false},
    [OPTION_DATA] = {"data", 0, "DIR", "a folder that replaces the built-in data", false},
    [OPTION_OUTPUT] = {"output", 'o', "FILE", "write there (- is standard output)", false},
    [OPTION_FORMAT] = {"format", 'f', "FORMAT",
                       "form of the answer; the help of a command lists its own", true},
    [OPTION_FROM] = {"from", 0, "DATE", "first year or day, inclusive", true},
    [OPTION_TO] = {"to", 0, "DATE", "last year or day, inclusive", true},
    [OPTION_AT] = {"at", 0, "DATE", "one year or one day", true},
    [OPTION_STATES] = {"states", 0, "A,B", "show the rows of these states only", true},
    [OPTION_CODE] = {"code", 0, "SCHEME", "print states as iso3, cow or gw", true},
    [OPTION_SOURCE] = {"source", 0, "KIND=SET", "take a kind of fact from another set", true},
    [OPTION_POWER] = {"power", 0, "P",
                      "power as cinc, milex, gdp or net (cinc); gdp and net need a set", true},
    [OPTION_SIGNS] = {"signs", 0, "S", "signs of ties by rivalry; by peace once a set has it",
                      true},
    [OPTION_SEED] = {"seed", 0, "N", "seed of the random numbers (1)", true},
    [OPTION_JOBS] = {"jobs", 'j', "N", "number of threads (all processors)", false},
    [OPTION_PLOT] = {"plot", 0, NULL, "draw the answer in the terminal: lines, matrices, spans",
                     true},
    [OPTION_COLUMN] = {"column", 0, "NAME", "with --plot: the column that is drawn", true},
    [OPTION_ASCII] = {"ascii", 0, NULL, "with --plot: letters of ASCII alone", true},
    [OPTION_PROGRESS] = {"progress", 0, NULL, "show progress also where no terminal is", false},
    [OPTION_QUIET] = {"quiet", 'q', NULL, "say nothing but errors", false},
    [OPTION_VERBOSE] = {"verbose", 'v', NULL, "say more", false},
    [OPTION_HELP] = {"help", 'h', NULL, "show help", false},
    [OPTION_VERSION] = {"version", 'V', NULL, "show the version", false},
    {NULL, 0, NULL, NULL, false}};

const cli_option *
cli_common_options(void)
{
    return COMMON;
}

static const cli_option *
option_at(const cli *c, size_t index)
{
    return index < COMMON_OPTIONS ? &COMMON[index] : &c->command->options[index - COMMON_OPTIONS];
}

static size_t
option_count(const cli *c)
{
    size_t count = 0;

    while (c->command != NULL && c->command->options != NULL &&
           c->command->options[count].name != NULL) {
        count++;
    }
    return COMMON_OPTIONS + count;
}

/* Whether the option may be given more than once. */
static bool
repeats(const cli_option *option)
{
    return option->argument != NULL && ent_ends_with(option->argument, "...");
}

/* 2. argp */

/* Keys of options without a letter begin here. */
enum { FIRST_KEY = 256, MOST_OPTIONS = COMMON_OPTIONS + CLI_MOST_OPTIONS };

static int
key_of(const cli_option *option, size_t index)
{
    return option->letter != 0 ? option->letter : FIRST_KEY + (int)index;
}

/* A word of letters that argp could not take: one of them is none, or the last lacks its value. */
static ent_status
fail_letters(cli *c, const char *letters)
{
    size_t count = option_count(c);

    for (; *letters != '\0'; letters++) {
        bool known = false, ends = false;

        for (size_t i = 0; i < count; i++) {
            if (option_at(c, i)->letter == *letters) {
                known = true;
                ends = option_at(c, i)->argument != NULL;
            }
        }
        if (!known || ends) {
            return cli_usage(c, known ? "option '-%c' needs a value" : "unknown option '-%c'",
                             *letters);
        }
    }
    return cli_usage(c, "wrong options");
}

/* The word that argp could not take: no option, one without its value, or one too many. */
static ent_status
fail_option(cli *c, const char *word)
{
    const char *names[MOST_OPTIONS];
    const char *nearest;
    char        name[64];
    size_t      count = option_count(c), length;

    if (word[0] == '-' && word[1] != '-' && word[1] != '\0') {
        return fail_letters(c, word + 1);
    }
    word += strspn(word, "-");
    length = strcspn(word, "=");
    (void)snprintf(name, sizeof name, "%.*s", (int)(length < 60 ? length : 60), word);
    for (size_t i = 0; i < count; i++) {
        names[i] = option_at(c, i)->name;
        if (strcmp(names[i], name) == 0) {
            return word[length] == '=' ? cli_usage(c, "option '--%s' takes no value", name)
                                       : cli_usage(c, "option '--%s' needs a value", name);
        }
    }
    nearest = ent_nearest_word(name, names, count);
    return nearest != NULL
               ? cli_usage(c, "unknown option '--%s', did you mean '--%s'?", name, nearest)
               : cli_usage(c, "unknown option '--%s'", name);
}

/* What the parser fills: the cli, and where it stopped when it could not go on. */
typedef struct parsing {
    cli *c;
    int  stopped;
} parsing;

static error_t
take_option(int key, char *argument, struct argp_state *state)
{
    parsing *p = state->input;
    cli     *c = p->c;

    if (key == ARGP_KEY_ERROR) {
        p->stopped = state->next;
        return 0;
    }
    if (key == ARGP_KEY_ARG) {
        c->arguments[c->argument_count++] = argument;
        return 0;
    }
    for (size_t i = 0; i < option_count(c); i++) {
        if (key != key_of(option_at(c, i), i)) {
            continue;
        }
        c->value[i] = argument != NULL ? argument : "";
        if (i == OPTION_SOURCE) {
            if (c->source_count == CLI_MOST_SOURCES) {
                return E2BIG;
            }
            c->sources[c->source_count++] = argument;
        } else if (repeats(option_at(c, i))) {
            if (c->repeated_count == CLI_MOST_REPEATED) {
                return E2BIG;
            }
            c->repeated[c->repeated_count++] = (cli_repeated){i, argument};
        }
        return 0;
    }
    return ARGP_ERR_UNKNOWN;
}

static size_t
fill_argp(const cli *c, struct argp_option *out)
{
    size_t count = option_count(c);

    for (size_t i = 0; i < count; i++) {
        const cli_option *option = option_at(c, i);

        out[i] =
            (struct argp_option){option->name, key_of(option, i), option->argument, 0, NULL, 0};
    }
    memset(&out[count], 0, sizeof out[count]);
    return count;
}

/* Whether a long option is common, as written or shortened, and takes the next word. */
static bool
long_takes_next(const char *word)
{
    size_t length = strlen(word);
    bool   takes = false;

    for (size_t i = 0; i < COMMON_OPTIONS; i++) {
        if (strcmp(COMMON[i].name, word) == 0) {
            return COMMON[i].argument != NULL;
        }
        takes = takes || (strncmp(COMMON[i].name, word, length) == 0 && COMMON[i].argument != NULL);
    }
    return takes;
}

/* Of letters in one word (-qd) the first that takes a value takes the rest, or the next word. */
static bool
letters_take_next(const char *letters)
{
    for (; *letters != '\0'; letters++) {
        for (size_t i = 0; i < COMMON_OPTIONS; i++) {
            if (COMMON[i].letter == *letters && COMMON[i].argument != NULL) {
                return letters[1] == '\0';
            }
        }
    }
    return false;
}

/* The place of the command word: the first that is no common option or value of one. */
static int
command_place(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];

        if (word[0] != '-' || word[1] == '\0') {
            return i;
        }
        if (strcmp(word, "--") == 0) {
            return i + 1 < argc ? i + 1 : 0;
        }
        i += word[1] == '-' ? long_takes_next(word + 2) : letters_take_next(word + 1);
    }
    return 0;
}

ent_status
cli_find_command(cli *c, const char *name, const cli_command **out)
{
    const char *names[CLI_MOST_OPTIONS];
    const char *nearest;

    for (size_t i = 0; i < c->command_count; i++) {
        names[i] = c->commands[i]->name;
        if (strcmp(names[i], name) == 0) {
            *out = c->commands[i];
            return ENT_OK;
        }
    }
    nearest = ent_nearest_word(name, names, c->command_count);
    return nearest != NULL ? cli_usage(c, "unknown command '%s', did you mean '%s'?", name, nearest)
                           : cli_usage(c, "unknown command '%s'", name);
}

ent_status
cli_parse(cli *c, int argc, char **argv)
{
    struct argp_option options[MOST_OPTIONS + 1];
    struct argp        argp = {options, take_option, NULL, NULL, NULL, NULL, NULL};
    parsing            p = {c, 0};
    int                place = command_place(argc, argv);

    if (place > 0) {
        ent_status status = cli_find_command(c, argv[place], &c->command);

        if (status != ENT_OK) {
            return status;
        }
        memmove(&argv[place], &argv[place + 1], (size_t)(argc - place) * sizeof *argv);
        argc--;
    }
    (void)fill_argp(c, options);
    c->arguments = ent_alloc_zero((size_t)argc + 1, sizeof *c->arguments);
    if (c->arguments == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    if (argp_parse(&argp, argc, argv, ARGP_NO_EXIT | ARGP_NO_ERRS | ARGP_NO_HELP, NULL, &p) != 0) {
        const char *word = p.stopped > 0 && p.stopped <= argc ? argv[p.stopped - 1] : "";

        /* of letters in one word the parser may stand before the word still */
        return fail_option(c, word[0] != '-' && p.stopped < argc ? argv[p.stopped] : word);
    }
    return ENT_OK;
}

/* 3. values */

static ent_status
read_choice(cli *c, cli_common option, const char *const *words, int *out)
{
    return c->value[option] != NULL
               ? cli_choice(c, COMMON[option].name, c->value[option], words, out)
               : ENT_OK;
}

static ent_status
read_date(cli *c, cli_common option, ent_span *out)
{
    const char *value = c->value[option];

    if (value != NULL && !ent_span_read(value, strlen(value), out)) {
        return cli_usage(c, "--%s is '%s', expected a date as 2022, 2022-02 or 2022-02-04",
                         COMMON[option].name, value);
    }
    return ENT_OK;
}

static ent_status
read_dates(cli *c)
{
    ent_span   from = {ENT_DAY_MIN, ENT_DAY_MIN}, to = from, at = from;
    ent_status status = read_date(c, OPTION_FROM, &from);

    if (status == ENT_OK) {
        status = read_date(c, OPTION_TO, &to);
    }
    if (status == ENT_OK) {
        status = read_date(c, OPTION_AT, &at);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (c->value[OPTION_AT] != NULL &&
        (c->value[OPTION_FROM] != NULL || c->value[OPTION_TO] != NULL)) {
        return cli_usage(c, "--at and --from or --to exclude each other");
    }
    if (c->value[OPTION_AT] != NULL) {
        c->span = at;
        c->is_day = at.to - at.from == 1;
    } else if (c->value[OPTION_FROM] != NULL || c->value[OPTION_TO] != NULL) {
        c->span.from = c->value[OPTION_FROM] != NULL ? from.from : ENT_DAY_MIN;
        c->span.to = c->value[OPTION_TO] != NULL ? to.to : ENT_DAY_MAX;
        if (c->span.from >= c->span.to) {
            return cli_usage(c, "--from is after --to");
        }
    }
    return ENT_OK;
}

static ent_status
read_number(cli *c, cli_common option, int64_t least, int64_t most, int64_t *out)
{
    const char *value = c->value[option];

    if (value != NULL &&
        (!ent_integer_read(value, strlen(value), out) || *out < least || *out > most)) {
        return cli_usage(c, "--%s is '%s', expected a whole number from %lld to %lld",
                         COMMON[option].name, value, (long long)least, (long long)most);
    }
    return ENT_OK;
}

/* A state by whatever it is called on the dates that were asked for. */
static ent_status
read_state(cli *c, const char *name, ent_state *out)
{
    ent_span   span = c->span.from < c->span.to ? c->span : (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
    char       id[ENT_CODE_SIZE];
    ent_status status = ent_actor_find(c->ctx, c->codes, name, span, id);

    if (status == ENT_E_NOTFOUND || status == ENT_E_ARG) {
        return cli_usage(c, "--states: %s", ent_ctx_error(c->ctx));
    }
    if (status == ENT_OK) {
        *out = ent_codes_find(c->codes, id);
        if (*out == ENT_NO_STATE) {
            return cli_usage(c, "--states: '%s' is no state", name);
        }
    }
    return status;
}

static ent_status
read_states(cli *c)
{
    const char *rest = c->value[OPTION_STATES];
    ent_status  status;

    while (rest != NULL && *rest != '\0') {
        size_t length = strcspn(rest, ",");
        char   name[ENT_CODE_SIZE];

        if (length >= sizeof name || c->state_count == CLI_MOST_STATES) {
            return cli_usage(c, "--states '%s': expected ids as RUS,CHN", rest);
        }
        memcpy(name, rest, length);
        name[length] = '\0';
        status = read_state(c, name, &c->states[c->state_count]);
        if (status != ENT_OK) {
            return status;
        }
        c->state_count++;
        rest += length + (rest[length] == ',');
    }
    return ENT_OK;
}

const char *const CLI_TABLE_FORMATS[] = {"table", "csv", "json", "jsonl", NULL};

/* One of the command's formats; those of tables have their number in ent_format. */
static ent_status
read_format(cli *c)
{
    int        place = 0;
    ent_status status = ENT_OK;

    if (c->command->formats == NULL) {
        return c->value[OPTION_FORMAT] == NULL
                   ? ENT_OK
                   : cli_usage(c, "'%s' has no --format to choose", c->command->name);
    }
    status = read_choice(c, OPTION_FORMAT, c->command->formats, &place);
    for (int i = 0; status == ENT_OK && CLI_TABLE_FORMATS[i] != NULL; i++) {
        if (strcmp(CLI_TABLE_FORMATS[i], c->command->formats[place]) == 0) {
            c->format = (ent_format)i;
        }
    }
    return status;
}

/* A picture is one of a table, in the place of its formats. */
static ent_status
check_plot(cli *c)
{
    bool plots = c->value[OPTION_PLOT] != NULL;

    if (!plots && (c->value[OPTION_COLUMN] != NULL || c->value[OPTION_ASCII] != NULL)) {
        return cli_usage(
            c, "--%s needs --plot",
            COMMON[c->value[OPTION_COLUMN] != NULL ? OPTION_COLUMN : OPTION_ASCII].name);
    }
    if (plots && c->value[OPTION_FORMAT] != NULL) {
        return cli_usage(c, "--plot and --format exclude each other");
    }
    return plots && c->command->formats == NULL
               ? cli_usage(c, "'%s' has no table to draw with --plot", c->command->name)
               : ENT_OK;
}

const char *const CLI_POWERS[] = {"cinc", "gdp", "milex", "net", NULL};

ent_status
cli_check_options(cli *c)
{
    static const char *const SIGNS[] = {"rivalry", "peace", NULL};
    static const char *const CODES[] = {"iso3", "cow", "gw", NULL};
    static const ent_scheme  SCHEMES[] = {ENT_SCHEME_ID, ENT_SCHEME_CCODE, ENT_SCHEME_GW};
    int                      power = 0, signs = 0, code = 0;
    int64_t                  seed = 1;
    ent_status               status = read_format(c);

    if (status == ENT_OK) {
        status = check_plot(c);
    }
    if (status == ENT_OK) {
        status = read_choice(c, OPTION_POWER, CLI_POWERS, &power);
    }
    if (status == ENT_OK) {
        status = read_choice(c, OPTION_SIGNS, SIGNS, &signs);
    }
    if (status == ENT_OK) {
        status = read_choice(c, OPTION_CODE, CODES, &code);
    }
    if (status == ENT_OK) {
        status = read_number(c, OPTION_SEED, 1, INT64_MAX, &seed);
    }
    if (status == ENT_OK) {
        status = read_dates(c);
    }
    c->power = (ent_power)power;
    c->signs = (ent_signs)signs;
    c->code = SCHEMES[code];
    c->seed = (uint64_t)seed;
    if (status == ENT_OK && c->value[OPTION_STATES] != NULL) {
        status = cli_open_codes(c);
        if (status == ENT_OK) {
            status = read_states(c);
        }
    }
    return status;
}

/* 4. the normalised command */

static void
add_word(ent_text *out, const char *word)
{
    bool plain = word[0] != '\0' && word[strcspn(word, " \t\n\"'\\$`*?[]{}()<>|&;#~!")] == '\0';

    ent_text_add(out, plain ? " " : " '");
    for (; *word != '\0'; word++) {
        if (*word == '\'') {
            ent_text_add(out, "'\\'");
        }
        ent_text_add_char(out, *word);
    }
    ent_text_add(out, plain ? "" : "'");
}

static void
add_option(ent_text *out, const cli_option *option, const char *value)
{
    ent_text_addf(out, " --%s", option->name);
    if (option->argument != NULL) {
        bool file = strncmp(option->argument, "FILE", 4) == 0;

        add_word(out, file ? ent_base_name(value) : value);
    }
}

void
cli_normalise(cli *c)
{
    ent_text *out = &c->normalised;

    ent_text_addf(out, "entente %s", c->command->name);
    for (size_t i = 0; i < c->argument_count; i++) {
        add_word(out, ent_base_name(c->arguments[i]));
    }
    for (size_t i = 0; i < option_count(c); i++) {
        const cli_option *option = option_at(c, i);

        if (c->value[i] == NULL || !option->in_command) {
            continue;
        }
        if (i == OPTION_SOURCE) {
            for (size_t j = 0; j < c->source_count; j++) {
                ent_text_add(out, " --source");
                add_word(out, c->sources[j]);
            }
            continue;
        }
        if (!repeats(option)) {
            add_option(out, option, c->value[i]);
        }
        for (size_t j = 0; repeats(option) && j < c->repeated_count; j++) {
            if (c->repeated[j].option == i) {
                add_option(out, option, c->repeated[j].value);
            }
        }
    }
}
