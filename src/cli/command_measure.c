/*
 * command_measure.c - entente measure NAME
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>
#include <time.h>

#include "cli/cli.h"
#include "report/picture/picture.h"

enum {
    OWN_EXPLAIN,
    OWN_RULES,
    OWN_WEIGHTS,
    OWN_INSTITUTION,
    OWN_MATTER,
    OWN_THREE_WAY,
    OWN_PORTFOLIO,
    OWN_VALUED,
    OWN_BEYOND,
    OWN_DISTANCE,
    OWN_ISSUE,
    OWN_EDGES,
    OWN_GROUP,
    OWN_MERGE,
    OWN_NULL,
    OWN_K,
    OWN_BY,
    OWN_NET,
    OWN_REPORTED
};

enum { NULL_DRAWS = 1000, MOST_DRAWS = 1000000, MOST_BLOCS = 1000 };

static const cli_option OPTIONS[] = {
    {"explain", 0, NULL, "print the reference entry of the measure: formula, edge cases, paper",
     false},
    {"rules", 0, "FILE", "of votingpower: majorities as CSV; needs no store", true},
    {"weights", 0, "FILE|POWER",
     "of votingpower: a file of the members' weights; of alignment: cinc, gdp, milex or net", true},
    {"institution", 0, "ID",
     "of votingpower: the members and rule of this institution; of votes: its cohesion; of "
     "reliability: its cases",
     true},
    {"matter", 0, "M",
     "of votingpower: the kind of decision, where the institution has several (procedure)", true},
    {"three-way", 0, NULL, "of votingpower: members may also abstain", true},
    {"portfolio", 0, "P", "of alignment: compare obligations or votes (obligations)", true},
    {"valued", 0, NULL, "of alignment: obligations by kind, not any or none", true},
    {"beyond-nonaggression", 0, NULL,
     "of alignment: obligations of defence, offence, neutrality and consultation alone", true},
    {"distance", 0, "D", "of alignment: distances in S absolute or squared (absolute)", true},
    {"issue", 0, "ISSUE",
     "of votes, and of alignment by votes: roll calls on me, nu, di, hr, co or ec alone", true},
    {"edges", 0, "FILE",
     "of balance and blocs: the signed networks of a file of ties, without a store", true},
    {"group", 0, "COLUMN", "with --edges: one network for each value of this column", true},
    {"merge", 0, "RULE",
     "with --edges: add the rows of a pair up by sign-sum or weight-sum (sign-sum)", true},
    {"null", 0, "N", "of balance: networks drawn for each null (1000; with --edges 0)", true},
    {"k", 0, "N", "of blocs: at most so many (any number)", true},
    {"by", 0, "PERIOD", "of events: sums by month or year (month)", true},
    {"net", 0, NULL, "of events: both directions and all types of a pair together", true},
    {"reported", 0, NULL, "of events: those of the documents in the store, not of the record",
     true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente measure triangle --from 1949",
    "the triangle of the USA, Russia and China, year by year",
    "entente measure alignment --states RUS,CHN --at 2020 -f csv",
    "how similar the obligations of two states are",
    "entente measure cooperation --states RUS,CHN --explain",
    "what the cooperation level means and where it comes from",
    "entente measure votingpower --institution UNSC --at 2024",
    "what a vote in the Security Council weighs",
    "entente measure balance --edges ties.csv --group year --null 1000",
    "how far the networks of a file are from balance, and from chance",
    "entente measure alignment --states RUS,CHN,IND --from 1949 --plot",
    "the same for three states, as lines in the terminal",
    "entente measure pressure --states RUS,USA --from 1990",
    "how hard two states press on each other, by its parts",
    NULL};

static ent_status
fail_unknown(cli *c, const char *name)
{
    size_t                    count;
    const ent_measure *const *measures = ent_measures(&count);
    const char               *names[64];
    const char               *nearest;

    for (size_t i = 0; i < count; i++) {
        names[i] = measures[i]->name;
    }
    nearest = ent_nearest_word(name, names, count);
    return nearest != NULL
               ? cli_usage(c, "unknown measure '%s', did you mean '%s'?", name, nearest)
               : cli_usage(c, "unknown measure '%s'; 'entente list measures' names them", name);
}

static ent_status
explain(cli *c, const ent_measure *measure)
{
    ent_text text;

    ent_text_init(&text);
    ent_text_addf(&text, "%s - %s\n\n%s\n", measure->name, measure->title, measure->entry);
    return cli_print_text(c, &text);
}

/* The rule of votingpower: of files, or of an institution. */
static ent_status
read_rules(cli *c, ent_measure_options *out)
{
    bool files = cli_own(c, OWN_RULES) != NULL || cli_own(c, OWN_WEIGHTS) != NULL;

    if (files == (cli_own(c, OWN_INSTITUTION) != NULL)) {
        return cli_usage(c,
                         "votingpower needs --rules FILE and --weights FILE, or --institution ID");
    }
    if (files && (cli_own(c, OWN_RULES) == NULL || cli_own(c, OWN_WEIGHTS) == NULL)) {
        return cli_usage(c, "--rules and --weights go together");
    }
    if (files && cli_own(c, OWN_MATTER) != NULL) {
        return cli_usage(c, "--matter goes with --institution: a file has a rule for each case");
    }
    out->matter = cli_own(c, OWN_MATTER);
    out->rules = cli_own(c, OWN_RULES);
    out->weights = cli_own(c, OWN_WEIGHTS);
    out->three_way = cli_own(c, OWN_THREE_WAY) != NULL;
    return ENT_OK;
}

/* One of the words, the first where the option was not given. */
static ent_status
read_choice(cli *c, size_t option, const char *const *words, int *out)
{
    const char *value = cli_own(c, option);

    *out = 0;
    return value != NULL ? cli_choice(c, OPTIONS[option].name, value, words, out) : ENT_OK;
}

/* What alignment compares, and how; an option that would change nothing is refused. */
static ent_status
read_alignment(cli *c, ent_alignment_options *out)
{
    static const char *const PORTFOLIOS[] = {"obligations", "votes", NULL};
    static const char *const DISTANCES[] = {"absolute", "squared", NULL};
    int                      portfolio, distance, weights;
    ent_status               status = read_choice(c, OWN_PORTFOLIO, PORTFOLIOS, &portfolio);

    if (status == ENT_OK) {
        status = read_choice(c, OWN_DISTANCE, DISTANCES, &distance);
    }
    if (status == ENT_OK) {
        status = read_choice(c, OWN_WEIGHTS, CLI_POWERS, &weights);
    }
    if (status != ENT_OK) {
        return status;
    }
    *out = (ent_alignment_options){.portfolio = (ent_portfolio)portfolio,
                                   .valued = cli_own(c, OWN_VALUED) != NULL,
                                   .beyond = cli_own(c, OWN_BEYOND) != NULL,
                                   .weighted = cli_own(c, OWN_WEIGHTS) != NULL,
                                   .weights = (ent_power)weights,
                                   .squared = distance == 1};
    if (out->portfolio == ENT_PORTFOLIO_VOTES && out->weighted) {
        return cli_usage(c, "roll calls have no weights: --weights needs --portfolio obligations");
    }
    if (out->portfolio == ENT_PORTFOLIO_VOTES && out->beyond) {
        return cli_usage(c, "roll calls are no obligations: --beyond-nonaggression needs "
                            "--portfolio obligations");
    }
    return out->portfolio == ENT_PORTFOLIO_OBLIGATIONS && cli_own(c, OWN_ISSUE) != NULL
               ? cli_usage(c, "--issue needs --portfolio votes")
               : ENT_OK;
}

static ent_status
read_issue(cli *c, const char **out)
{
    const char *words[16] = {NULL};
    int         issue;

    for (size_t i = 0; i + 1 < sizeof words / sizeof words[0] && ent_issue_code(i) != NULL; i++) {
        words[i] = ent_issue_code(i);
    }
    *out = cli_own(c, OWN_ISSUE);
    return read_choice(c, OWN_ISSUE, words, &issue);
}

static double
seconds(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static ent_status
read_count(cli *c, size_t option, int64_t least, int64_t most, uint32_t *out)
{
    const char *value = cli_own(c, option);
    int64_t     number;

    if (value == NULL) {
        return ENT_OK;
    }
    if (!ent_integer_read(value, strlen(value), &number) || number < least || number > most) {
        return cli_usage(c, "--%s is '%s', expected a whole number from %lld to %lld",
                         OPTIONS[option].name, value, (long long)least, (long long)most);
    }
    *out = (uint32_t)number;
    return ENT_OK;
}

static ent_status
read_merge(cli *c, ent_merge *out)
{
    static const char *const MERGES[] = {"sign-sum", "weight-sum", NULL};
    int                      merge;
    ent_status               status = read_choice(c, OWN_MERGE, MERGES, &merge);

    *out = (ent_merge)merge;
    return status;
}

/* An option that would change nothing is a mistake of the one who gave it. */
static ent_status
check_heeded(cli *c, const ent_measure *measure)
{
    static const struct {
        size_t      option;
        const char *measures[4]; /* NULL ends them */
    } OF[] = {{OWN_EDGES, {"balance", "blocs"}},
              {OWN_GROUP, {"balance", "blocs"}},
              {OWN_MERGE, {"balance", "blocs"}},
              {OWN_NULL, {"balance"}},
              {OWN_RULES, {"votingpower"}},
              {OWN_WEIGHTS, {"votingpower", "alignment"}},
              {OWN_INSTITUTION, {"votingpower", "votes", "reliability"}},
              {OWN_MATTER, {"votingpower"}},
              {OWN_THREE_WAY, {"votingpower"}},
              {OWN_PORTFOLIO, {"alignment"}},
              {OWN_VALUED, {"alignment"}},
              {OWN_BEYOND, {"alignment"}},
              {OWN_DISTANCE, {"alignment"}},
              {OWN_ISSUE, {"votes", "alignment"}},
              {OWN_K, {"blocs"}},
              {OWN_BY, {"events"}},
              {OWN_NET, {"events"}},
              {OWN_REPORTED, {"events"}}};
    static const cli_common OF_RECORD[] = {OPTION_AT, OPTION_FROM, OPTION_TO, OPTION_STATES};

    for (size_t i = 0; i < sizeof OF / sizeof OF[0]; i++) {
        bool heeded = cli_own(c, OF[i].option) == NULL;

        for (const char *const *name = OF[i].measures; *name != NULL && !heeded; name++) {
            heeded = strcmp(*name, measure->name) == 0;
        }
        if (!heeded) {
            return cli_usage(c, "'%s' has no --%s", measure->name, OPTIONS[OF[i].option].name);
        }
    }
    if (cli_own(c, OWN_EDGES) == NULL) {
        size_t option = cli_own(c, OWN_GROUP) != NULL ? OWN_GROUP : OWN_MERGE;

        return cli_own(c, option) == NULL
                   ? ENT_OK
                   : cli_usage(c, "--%s needs --edges", OPTIONS[option].name);
    }
    for (size_t i = 0; i < sizeof OF_RECORD / sizeof OF_RECORD[0]; i++) {
        if (c->value[OF_RECORD[i]] != NULL) {
            return cli_usage(c, "--edges and --%s exclude each other: a file of ties has no dates",
                             cli_common_options()[OF_RECORD[i]].name);
        }
    }
    return ENT_OK;
}

static ent_status
read_period(cli *c, bool *by_year)
{
    static const char *const PERIODS[] = {"month", "year", NULL};
    int                      period;
    ent_status               status = read_choice(c, OWN_BY, PERIODS, &period);

    *by_year = period == 1;
    return status;
}

static ent_status
read_own(cli *c, const ent_measure *measure, ent_measure_options *out)
{
    ent_status status = check_heeded(c, measure);

    *out = cli_measure_options(c);
    out->edges.path = cli_own(c, OWN_EDGES);
    out->edges.group = cli_own(c, OWN_GROUP);
    out->null_draws = out->edges.path == NULL ? NULL_DRAWS : 0;
    out->seconds = seconds;
    out->institution = cli_own(c, OWN_INSTITUTION);
    out->net = cli_own(c, OWN_NET) != NULL;
    if (status == ENT_OK && strcmp(measure->name, "votingpower") == 0) {
        status = read_rules(c, out);
    }
    if (status == ENT_OK && strcmp(measure->name, "alignment") == 0) {
        status = read_alignment(c, &out->alignment);
    }
    if (status == ENT_OK) {
        status = read_issue(c, &out->issue);
    }
    if (status == ENT_OK) {
        status = read_merge(c, &out->edges.merge);
    }
    if (status == ENT_OK) {
        status = read_period(c, &out->by_year);
    }
    if (status == ENT_OK) {
        status = read_count(c, OWN_NULL, 0, MOST_DRAWS, &out->null_draws);
    }
    return status == ENT_OK ? read_count(c, OWN_K, 2, MOST_BLOCS, &out->blocs) : status;
}

/* What the measure asks of published sets; votes are many, and read where they are compared. */
static unsigned
detail_of(const ent_measure *measure, const ent_measure_options *options)
{
    return options->alignment.portfolio == ENT_PORTFOLIO_VOTES ? ENT_RECORD_VOTES : measure->detail;
}

/* Files of ties or of rules are all that their measures need. */
static bool
needs_no_store(const ent_measure_options *options)
{
    return options->edges.path != NULL || options->rules != NULL;
}

/* The column that the pictures of the measure show; NULL: none is drawn. */
static const char *
value_of(const ent_measure *measure)
{
    size_t             count;
    const ent_picture *pictures = ent_pictures(&count);

    for (size_t i = 0; i < count; i++) {
        if (pictures[i].measure != NULL && strcmp(pictures[i].measure, measure->name) == 0 &&
            pictures[i].value != NULL) {
            return pictures[i].value;
        }
    }
    return strcmp(measure->name, "balance") == 0 ? "frustration_index" : NULL;
}

static ent_status
run(cli *c)
{
    const ent_measure  *measure;
    ent_measure_options options;
    ent_table          *table, *reported = NULL;
    ent_status          status;

    if (c->argument_count != 1) {
        return cli_usage(c, "expected the name of one measure; 'entente list measures' names them");
    }
    measure = ent_measure_find(c->arguments[0]);
    if (measure == NULL) {
        return fail_unknown(c, c->arguments[0]);
    }
    if (cli_own(c, OWN_EXPLAIN) != NULL) {
        return explain(c, measure);
    }
    status = read_own(c, measure, &options);
    if (status == ENT_OK && !needs_no_store(&options)) {
        status = cli_open_record_of(c, detail_of(measure, &options), NULL, 0);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (!needs_no_store(&options)) {
        ent_measure_options dated = cli_measure_options(c); /* the record cuts the dates */

        options.span = dated.span;
    }
    if (cli_own(c, OWN_REPORTED) != NULL) {
        status = ent_store_list(c->ctx, c->store, "events", &reported);
        options.reported = reported;
    }
    if (status == ENT_OK) {
        status = measure->run(c->ctx, c->record, &options, &table);
    }
    ent_table_destroy(reported);
    c->drawn = value_of(measure);
    return status == ENT_OK ? cli_print(c, table) : status;
}

const cli_command command_measure = {
    .name = "measure",
    .group = "The system",
    .summary = "measure the system of any date",
    .usage = "NAME [--at DATE | --from DATE --to DATE] [--states A,B]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "NAME is one of those of 'entente list measures'; --explain says what one means.\n"
        "Without dates all years that the record has. A year means every state and tie that\n"
        "exists on any day of it; a full date means that day.",
    .run = run,
    .of_dates = true,
};
