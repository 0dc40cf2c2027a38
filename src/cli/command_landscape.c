/*
 * command_landscape.c - entente landscape
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "cli/cli.h"
#include "entente/landscape.h"

enum {
    OWN_PROPENSITY,
    OWN_SIZES,
    OWN_OFFSET,
    OWN_LARGEST,
    OWN_ALL,
    OWN_FRUSTRATION,
    OWN_TURNING,
    OWN_SCORE,
    OWN_SAMPLES
};

static const cli_option OPTIONS[] = {
    {"propensity", 0, "FILE", "how much each two want to stand together: a matrix or pairs, as CSV",
     true},
    {"sizes", 0, "FILE", "CSV with a column size, strength or capability (1 each)", true},
    {"offset", 0, "X", "add this to each propensity of the file (0)", true},
    {"largest", 0, "N", "without a file: the N largest states, unless --states names others (20)",
     true},
    {"all", 0, NULL, "every configuration, not only the stable ones; up to 20 actors", true},
    {"frustration", 0, NULL, "how frustrated each actor is in each stable configuration", true},
    {"turning", 0, NULL, "which single propensity would turn the optimum; up to 30 actors", true},
    {"score", 0, "DATE", "without a file: the optimum against the signs of pairs at a later date",
     true},
    {"samples", 0, "N", "beyond 26 actors: random configurations to descend from (10000)", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente landscape --propensity pairs.csv --sizes firms.csv",
    "the stable configurations of a file, the lowest energy first",
    "entente landscape --propensity matrix.csv --offset -3 --all -f csv",
    "propensities on a scale of 1 to 5, every configuration with its energy",
    "entente landscape --at 1936 --states GBR,FRA,DEU,ITA,RUS,POL --frustration",
    "the blocs of six powers by the rule for the system of a date, and who is ill at ease",
    "entente landscape --at 1914-06-27 --score 1918",
    "the blocs of the 20 largest states of a day against what came",
    NULL};

static ent_status
read_number(cli *c, size_t option, int64_t least, int64_t most, int64_t *out)
{
    const char *value = cli_own(c, option);

    if (value == NULL) {
        return ENT_OK;
    }
    return ent_integer_read(value, strlen(value), out) && *out >= least && *out <= most
               ? ENT_OK
               : cli_usage(c, "--%s is '%s', expected a whole number from %lld to %lld",
                           OPTIONS[option].name, value, (long long)least, (long long)most);
}

/* An option that would change nothing is a mistake of the one who gave it. */
static ent_status
check_options(cli *c)
{
    static const size_t     OF_FILES[] = {OWN_SIZES, OWN_OFFSET};
    static const size_t     OF_SYSTEM[] = {OWN_LARGEST, OWN_SCORE};
    static const cli_common OF_RECORD[] = {OPTION_AT, OPTION_STATES, OPTION_POWER, OPTION_SIGNS};
    bool                    file = cli_own(c, OWN_PROPENSITY) != NULL;
    int views = (cli_own(c, OWN_ALL) != NULL) + (cli_own(c, OWN_TURNING) != NULL) +
                (cli_own(c, OWN_FRUSTRATION) != NULL) + (cli_own(c, OWN_SCORE) != NULL);

    if (c->argument_count > 0) {
        return cli_usage(c, "unexpected '%s': a file is given with --propensity", c->arguments[0]);
    }
    if (views > 1) {
        return cli_usage(c, "--all, --frustration, --turning and --score exclude each other");
    }
    for (size_t i = 0; i < 2; i++) {
        size_t wrong = file ? OF_SYSTEM[i] : OF_FILES[i];

        if (cli_own(c, wrong) != NULL) {
            return cli_usage(c, "--%s %s --propensity", OPTIONS[wrong].name,
                             file ? "has no meaning with" : "needs");
        }
    }
    for (size_t i = 0; file && i < sizeof OF_RECORD / sizeof OF_RECORD[0]; i++) {
        if (c->value[OF_RECORD[i]] != NULL) {
            return cli_usage(c, "--propensity and --%s exclude each other",
                             cli_common_options()[OF_RECORD[i]].name);
        }
    }
    if (c->value[OPTION_FROM] != NULL || c->value[OPTION_TO] != NULL) {
        return cli_usage(c, "a landscape is of one date: --at");
    }
    return file || c->value[OPTION_AT] != NULL
               ? ENT_OK
               : cli_usage(c, "expected --propensity FILE, or --at DATE for the system of a date");
}

static ent_status
open_file(cli *c, ent_landscape **out)
{
    const char *value = cli_own(c, OWN_OFFSET);
    double      offset = 0;

    if (value != NULL &&
        (!ent_number_read(value, strlen(value), &offset) || !(fabs(offset) <= 1e12))) {
        return cli_usage(c, "--offset is '%s', expected a number from -1e12 to 1e12", value);
    }
    return ent_landscape_read(c->ctx, cli_own(c, OWN_PROPENSITY), cli_own(c, OWN_SIZES), offset,
                              out);
}

static ent_status
open_system(cli *c, ent_landscape **out, ent_system **before)
{
    int64_t              largest = ENT_LANDSCAPE_LARGEST;
    ent_landscape_states options = {.states = c->state_count > 0 ? c->states : NULL,
                                    .state_count = c->state_count,
                                    .power = c->power};
    ent_status status = read_number(c, OWN_LARGEST, 2, ENT_LANDSCAPE_MOST_ACTORS, &largest);

    options.largest = (size_t)largest;
    if (status == ENT_OK) {
        status = cli_open_record(c);
    }
    if (status == ENT_OK) {
        status = ent_system_at(c->ctx, c->record, c->span, NULL, before);
    }
    return status == ENT_OK ? ent_landscape_of_system(c->ctx, *before, &options, out) : status;
}

static ent_status
score(cli *c, const ent_landscape *landscape, const ent_system *before, ent_table **out)
{
    const char *value = cli_own(c, OWN_SCORE);
    ent_span    span;
    ent_system *after;
    ent_status  status;

    if (!ent_span_read(value, strlen(value), &span)) {
        return cli_usage(c, "--score is '%s', expected a year or a date", value);
    }
    status = ent_record_cut(c->ctx, c->record, &span);
    if (status == ENT_OK) {
        status = ent_signs_check(c->ctx, c->record, c->signs);
    }
    if (status == ENT_OK) {
        status = ent_system_at(c->ctx, c->record, span, NULL, &after);
    }
    if (status == ENT_OK) {
        status = ent_landscape_score(c->ctx, c->record, landscape, before, after, c->signs, out);
        ent_system_destroy(after);
    }
    return status;
}

static ent_status
answer(cli *c, const ent_landscape *landscape, const ent_system *before, ent_table **out)
{
    int64_t    samples = ENT_LANDSCAPE_SAMPLES;
    ent_status status = read_number(c, OWN_SAMPLES, 1, ENT_LANDSCAPE_MOST_SAMPLES, &samples);

    if (status != ENT_OK) {
        return status;
    }
    if (cli_own(c, OWN_ALL) != NULL) {
        return ent_landscape_all(c->ctx, landscape, out);
    }
    if (cli_own(c, OWN_FRUSTRATION) != NULL) {
        return ent_landscape_frustration(c->ctx, landscape, c->seed, (uint32_t)samples, out);
    }
    if (cli_own(c, OWN_TURNING) != NULL) {
        return ent_landscape_turning(c->ctx, landscape, out);
    }
    return cli_own(c, OWN_SCORE) != NULL
               ? score(c, landscape, before, out)
               : ent_landscape_optima(c->ctx, landscape, c->seed, (uint32_t)samples, out);
}

static ent_status
run(cli *c)
{
    ent_landscape *landscape = NULL;
    ent_system    *before = NULL;
    ent_table     *table = NULL;
    ent_status     status = check_options(c);

    if (status == ENT_OK) {
        status = cli_own(c, OWN_PROPENSITY) != NULL ? open_file(c, &landscape)
                                                    : open_system(c, &landscape, &before);
    }
    if (status == ENT_OK) {
        status = answer(c, landscape, before, &table);
    }
    ent_landscape_destroy(landscape);
    ent_system_destroy(before);
    return status == ENT_OK ? cli_print(c, table) : status;
}

const cli_command command_landscape = {
    .name = "landscape",
    .group = "Asking questions",
    .summary = "which two blocs are stable, by landscape theory",
    .usage = "--propensity FILE [--sizes FILE] | --at DATE [--states A,B,...]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "A configuration puts each actor on one of two sides: digits 0 and 1 in the order of the\n"
        "actors, the first one 0. Its energy is the sum over ordered pairs on different sides of\n"
        "size times size times propensity. Rows are the local optima, which no actor alone can\n"
        "improve by changing sides, the lowest energy first; basin counts the configurations that\n"
        "lead there when the side that lowers the energy most is changed first. Up to 30 actors\n"
        "all of them are found, up to 26 their basins are counted; beyond, configurations are\n"
        "drawn (--seed). entente-landscape(7) has the formulas, the rule by which propensities\n"
        "come from the system of a date, and how well it does.",
    .run = run,
};
