/*
 * command_decide.c - entente decide INSTITUTION
 *
 *   1. options     2. lists     3. the motion     4. documents     5. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "cli/cli.h"
#include "entente/decide.h"

/* 1. options */

enum {
    OWN_MOTION,
    OWN_SPONSOR,
    OWN_AGAINST,
    OWN_CONCERNS,
    OWN_ISSUE,
    OWN_MATTER,
    OWN_NO_VOTE,
    OWN_RULES,
    OWN_WEIGHTS,
    OWN_YEARS,
    OWN_RUNS,
    OWN_INDEPENDENT,
    OWN_ADD,
    OWN_DROP,
    OWN_VETO,
    OWN_NO_VETO,
    OWN_WEIGHT,
    OWN_QUOTA,
    OWN_RULE, /* from here on views, in the order of ent_decision_view */
    OWN_BLOCKING,
    OWN_PIVOTAL,
    OWN_TURN,
    OWN_TOGETHER,
    OWN_COHESION,
    OWN_ENLARGEMENT,
    OWN_COUNT
};

static const cli_option OPTIONS[] = {
    {"motion", 0, "FILE", "a motion file, or the name of one that comes with the program", true},
    {"sponsor", 0, "STATE", "the state that tables the motion", true},
    {"against", 0, "STATE", "the state that it is against", true},
    {"concerns", 0, "A,B", "states that it is about: past votes and vetoes on them come first",
     true},
    {"issue", 0, "ISSUE",
     "of roll calls (me, nu, di, hr, co, ec), or that documents take sides on (sanctions, ...)",
     true},
    {"matter", 0, "M", "the kind of decision, where the institution has several (procedure)", true},
    {"no-vote", 0, "A,B", "members that may not vote on it", true},
    {"rules", 0, "FILE", "majorities as CSV in place of an institution, which then names the case",
     true},
    {"weights", 0, "FILE", "with --rules: the weights of the members", true},
    {"years", 0, "N", "of the past that count (10)", true},
    {"runs", 0, "N", "of a simulation (100000)", true},
    {"independent", 0, NULL, "no members move together", true},
    {"add", 0, "A,B", "reform: members that join", true},
    {"drop", 0, "A,B", "reform: members that leave", true},
    {"veto", 0, "A,B", "reform: members that get a veto", true},
    {"no-veto", 0, "A,B", "reform: members that lose theirs", true},
    {"weight", 0, "MEMBER=N...", "reform: a member's weight, also CRITERION:MEMBER=N", true},
    {"quota", 0, "QUOTA...", "reform: 10, all, all-3, 55/100 or >1/2, also CRITERION=QUOTA", true},
    {"rule", 0, NULL, "the criteria, and how likely each is met", true},
    {"blocking", 0, NULL, "who can block, alone or with how many others", true},
    {"pivotal", 0, NULL, "how much each member's vote changes the chance", true},
    {"turn", 0, NULL, "the smallest change of positions that turns the likeliest outcome", true},
    {"together", 0, NULL, "the members that move together, and what says so", true},
    {"cohesion", 0, NULL, "how often the members vote alike", true},
    {"enlargement", 0, NULL, "what could have passed after each change of the members", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente decide UNSC --sponsor USA --against RUS --at 2022-02-25",
    "a motion of the United States against Russia in the Security Council",
    "entente decide UNSC --motion sanctions-on-syria --pivotal",
    "a motion that comes with the program, and whose vote matters",
    "entente decide UNSC --sponsor USA --against RUS --no-veto RUS",
    "the same with the rule as it stands and without one veto",
    "entente decide SCO --enlargement",
    "what the members could have agreed on, before and after each accession",
    NULL};

/* 2. lists */

/* What points into the options, for as long as the command runs. */
typedef struct asked {
    ent_arena   memory;
    ent_motion  motion; /* of a file, or of the options */
    ent_reform  reform;
    ent_reading reading;
} asked;

/* `A,B` as a list; ids that are accepted on input become printed ones. */
static ent_status
split(cli *c, asked *a, size_t option, const char *const **out, size_t *count)
{
    const char  *value = cli_own(c, option);
    const char **words;
    size_t       n = 1;

    if (value == NULL) {
        return ENT_OK;
    }
    for (const char *at = value; *at != '\0'; at++) {
        n += *at == ',';
    }
    words = ent_arena_alloc(&a->memory, n, sizeof *words);
    if (words == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < n; i++) {
        size_t    length = strcspn(value, ",");
        ent_state state;

        words[i] = ent_arena_strndup(&a->memory, value, length);
        if (words[i] == NULL) {
            return ent_fail_nomem(c->ctx);
        }
        if (length == 0) {
            return cli_usage(c, "--%s holds an empty name", OPTIONS[option].name);
        }
        state = ent_codes_find(c->codes, words[i]);
        words[i] = state != ENT_NO_STATE ? ent_codes_id(c->codes, state) : words[i];
        value += length + 1;
    }
    *out = words;
    *count = n;
    return ENT_OK;
}

/* Every value of an option that repeats. */
static ent_status
gather(cli *c, asked *a, size_t option, const char *const **out, size_t *count)
{
    size_t       at = 0;
    const char **words = ent_arena_alloc(&a->memory, CLI_MOST_REPEATED, sizeof *words);

    if (words == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (const char *value = cli_own_each(c, option, &at); value != NULL;
         value = cli_own_each(c, option, &at)) {
        words[(*count)++] = value;
    }
    *out = words;
    return ENT_OK;
}

static ent_status
read_reform(cli *c, asked *a)
{
    ent_reform *r = &a->reform;
    ent_status  status = split(c, a, OWN_ADD, &r->add, &r->add_count);

    if (status == ENT_OK) {
        status = split(c, a, OWN_DROP, &r->drop, &r->drop_count);
    }
    if (status == ENT_OK) {
        status = split(c, a, OWN_VETO, &r->veto, &r->veto_count);
    }
    if (status == ENT_OK) {
        status = split(c, a, OWN_NO_VETO, &r->no_veto, &r->no_veto_count);
    }
    if (status == ENT_OK) {
        status = gather(c, a, OWN_WEIGHT, &r->weights, &r->weight_count);
    }
    return status == ENT_OK ? gather(c, a, OWN_QUOTA, &r->quotas, &r->quota_count) : status;
}

static bool
has_reform(const cli *c)
{
    for (size_t i = OWN_ADD; i <= OWN_QUOTA; i++) {
        size_t at = 0;

        if (cli_own(c, i) != NULL || cli_own_each(c, i, &at) != NULL) {
            return true;
        }
    }
    return false;
}

/* 3. the motion */

static ent_status
read_state(cli *c, size_t option, ent_state *out)
{
    const char *value = cli_own(c, option);
    ent_status  status;

    if (value == NULL) {
        return ENT_OK;
    }
    status = ent_codes_from(c->ctx, c->codes, ENT_SCHEME_ID, value, ENT_NO_DAY, out);
    return status == ENT_E_NOTFOUND
               ? cli_usage(c, "--%s: %s", OPTIONS[option].name, ent_ctx_error(c->ctx))
               : status;
}

static ent_status
read_concerns(cli *c, asked *a)
{
    const char *const *words = NULL;
    size_t             count = 0;
    ent_state         *states;
    ent_status         status = split(c, a, OWN_CONCERNS, &words, &count);

    if (status != ENT_OK || count == 0) {
        return status;
    }
    states = ent_arena_alloc(&a->memory, count, sizeof *states);
    if (states == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent_codes_from(c->ctx, c->codes, ENT_SCHEME_ID, words[i], ENT_NO_DAY, &states[i]);
        if (status == ENT_E_NOTFOUND) {
            return cli_usage(c, "--concerns: %s", ent_ctx_error(c->ctx));
        }
    }
    a->motion.concerns = states;
    a->motion.concern_count = count;
    return status;
}

/* A motion file may be changed by options: what they say replaces what it says. */
static ent_status
read_motion(cli *c, asked *a)
{
    ent_status status = ENT_OK;

    if (cli_own(c, OWN_MOTION) != NULL) {
        status = ent_motion_load(c->ctx, c->codes, cli_own(c, OWN_MOTION), &a->motion);
    }
    if (status == ENT_OK) {
        status = read_state(c, OWN_SPONSOR, &a->motion.sponsor);
    }
    if (status == ENT_OK) {
        status = read_state(c, OWN_AGAINST, &a->motion.against);
    }
    if (status == ENT_OK && a->motion.sponsor != ENT_NO_STATE &&
        a->motion.sponsor == a->motion.against) {
        status = cli_usage(c, "the sponsor and the state that the motion is against are the same");
    }
    if (status == ENT_OK) {
        status = read_concerns(c, a);
    }
    if (status == ENT_OK) {
        status = split(c, a, OWN_NO_VOTE, &a->motion.may_not_vote, &a->motion.may_not_vote_count);
    }
    a->motion.issue = cli_own(c, OWN_ISSUE) != NULL ? cli_own(c, OWN_ISSUE) : a->motion.issue;
    return status;
}

static ent_status
read_number(cli *c, size_t option, int64_t least, int64_t most, int64_t *out)
{
    const char *value = cli_own(c, option);

    *out = 0;
    if (value != NULL &&
        (!ent_integer_read(value, strlen(value), out) || *out < least || *out > most)) {
        return cli_usage(c, "--%s is '%s', expected a whole number from %lld to %lld",
                         OPTIONS[option].name, value, (long long)least, (long long)most);
    }
    return ENT_OK;
}

/* 4. documents */

/* Those of the motion, then those of the command line. */
static ent_status
read_documents(cli *c, asked *a)
{
    size_t       own = c->argument_count > 1 ? c->argument_count - 1 : 0;
    size_t       count = a->motion.document_count + own;
    const char **paths;

    if (count == 0) {
        return ENT_OK;
    }
    paths = ent_arena_alloc(&a->memory, count, sizeof *paths);
    if (paths == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        paths[i] = i < a->motion.document_count ? a->motion.documents[i]
                                                : c->arguments[1 + i - a->motion.document_count];
    }
    return cli_read_paths(c, paths, count, NULL, NULL, &a->reading);
}

/* 5. the whole */

static ent_status
find_view(cli *c, ent_decision_view *out)
{
    *out = ENT_VIEW_POSITIONS;
    for (size_t i = OWN_RULE; i < OWN_COUNT; i++) {
        if (cli_own(c, i) == NULL) {
            continue;
        }
        if (*out != ENT_VIEW_POSITIONS) {
            return cli_usage(c, "--%s and --%s print different rows: give one",
                             OPTIONS[OWN_RULE + *out - 1].name, OPTIONS[i].name);
        }
        *out = (ent_decision_view)(ENT_VIEW_RULE + (i - OWN_RULE));
    }
    return ENT_OK;
}

static ent_status
check_options(cli *c)
{
    if (c->argument_count == 0 && cli_own(c, OWN_MOTION) == NULL && cli_own(c, OWN_RULES) == NULL) {
        return cli_usage(c, "expected an institution; 'entente list institutions' names them");
    }
    if ((cli_own(c, OWN_RULES) == NULL) != (cli_own(c, OWN_WEIGHTS) == NULL)) {
        return cli_usage(c, "--rules and --weights go together");
    }
    if (c->value[OPTION_FROM] != NULL || c->value[OPTION_TO] != NULL) {
        return cli_usage(c, "a motion is tabled on one day: give --at");
    }
    return c->state_count > 0 ? cli_usage(c, "'decide' has no --states: all members vote") : ENT_OK;
}

static ent_status
answer(cli *c, const asked *a, ent_decide_options *options, ent_decision_view view)
{
    ent_decision *decision;
    ent_table    *table = NULL;
    ent_status    status = ent_decide(c->ctx, c->record, &a->motion, options, &decision);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_decision_table(c->ctx, decision, view, &table);
    ent_decision_destroy(decision);
    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
decide(cli *c, asked *a)
{
    ent_decision_view  view;
    int64_t            years, runs;
    ent_decide_options options = {
        .institution = c->argument_count > 0 ? c->arguments[0] : NULL,
        .matter = cli_own(c, OWN_MATTER),
        .rules = cli_own(c, OWN_RULES),
        .weights = cli_own(c, OWN_WEIGHTS),
        .reform = has_reform(c) ? &a->reform : NULL,
        .independent = cli_own(c, OWN_INDEPENDENT) != NULL,
        .seed = c->seed,
    };
    ent_status status = find_view(c, &view);

    if (status == ENT_OK) {
        status = read_number(c, OWN_YEARS, 1, 50, &years);
    }
    if (status == ENT_OK) {
        status = read_number(c, OWN_RUNS, ENT_DECIDE_LEAST_RUNS, ENT_DECIDE_MOST_RUNS, &runs);
    }
    if (status == ENT_OK) {
        status = cli_open_record(c);
    }
    if (status == ENT_OK) {
        status = read_motion(c, a);
    }
    if (status == ENT_OK) {
        status = read_reform(c, a);
    }
    if (status == ENT_OK) {
        status = read_documents(c, a);
    }
    if (status != ENT_OK) {
        return status;
    }
    options.years = (int)years;
    options.runs = (uint32_t)runs;
    options.day = c->span.from < c->span.to ? c->span.to - 1 : ENT_NO_DAY;
    options.reading = a->reading.document_count > 0 ? &a->reading : NULL;
    return answer(c, a, &options, view);
}

static ent_status
run(cli *c)
{
    asked      a = {.motion = ent_motion_init()};
    ent_status status = check_options(c);

    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&a.memory);
    status = decide(c, &a);
    ent_reading_clear(&a.reading);
    ent_motion_clear(&a.motion);
    ent_arena_clear(&a.memory);
    return status;
}

const cli_command command_decide = {
    .name = "decide",
    .group = "Asking questions",
    .summary = "would a motion pass, and who decides that",
    .usage = "INSTITUTION [DOC...] [--motion FILE | --sponsor A --against B] [--at DATE]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "One row a member: its likeliest position, its chances of yes, abstaining and no, and\n"
        "where they come from: given in the motion; the sponsor, and the state that it is "
        "against;\n"
        "positions on the issue in documents; drafts that the state it is against vetoed, and "
        "that\n"
        "the member vetoed, too; votes in roll calls of the General Assembly like the motion; how\n"
        "states as near to the sponsor have voted in them; how all have. Each is drawn towards "
        "the\n"
        "next with the weight of two observations. The last row is the chance that the motion\n"
        "passes if it is tabled to a vote: drafts that would fail are often not tabled, and the\n"
        "record holds vetoed drafts, not adopted ones. It is exact, or simulated where members\n"
        "move together; lo and hi are then those of the interval of their correlation, se is the\n"
        "Monte Carlo error; past is the share of past votes like it that the members' own votes\n"
        "would have passed. A reform prints the rows again with the changed rule. 'entente schema\n"
        "motion' says what may stand in a motion file. General Assembly roll calls cost nothing:\n"
        "a vote that binds may be cast otherwise.",
    .run = run,
    .detail = ENT_RECORD_VOTES,
    .draws = true,
};
