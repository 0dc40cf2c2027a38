/*
 * command_read.c - entente read DOC...
 *
 * SPDX-License-Identifier: MIT
 */
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "cli/cli.h"
#include "entente/claim.h"
#include "entente/match.h"

enum { REJECTS_TOLD = 10 };
enum {
    OWN_EXPLAIN,
    OWN_PUBLISHED,
    OWN_DEDUPE,
    OWN_POSITIONS,
    OWN_ACTORS,
    OWN_AGENTS,
    OWN_VERBS,
    OWN_DISCARDS,
    OWN_RECORDS,
    OWN_MODE,
    OWN_MATCH,
    OWN_ISSUES,
    OWN_CLAIMS
};

static const cli_option OPTIONS[] = {
    {"explain", 0, NULL, "one line a sentence: kept or dropped, and why it gave no event", true},
    {"published", 0, "DATE", "date of documents that have none", true},
    {"dedupe", 0, NULL, "one line an act: several reports of it once, with all their sentences",
     true},
    {"positions", 0, NULL, "one line a position: who supports or opposes what", true},
    {"actors", 0, "FILE...", "a dictionary of actors of TABARI, PETRARCH or Phoenix", true},
    {"agents", 0, "FILE...", "... of agents: police, ministers", true},
    {"verbs", 0, "FILE...", "... of verbs and their patterns", true},
    {"discards", 0, "FILE...", "... of phrases whose sentence is not coded", true},
    {"records", 0, "FILE", "code a file of validation records with them", true},
    {"mode", 0, "MODE", "parse sentences, or read them by chunk (parse where there are weights)",
     true},
    {"match", 0, NULL, "what the record says of each event: corroborated, new, contradicted", true},
    {"issues", 0, "FILE...", "one line a sentence and issue, by Phoenix's phrases of issues", true},
    {"claims", 0, NULL, "sentences that could be claims, as a file of them to complete", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente read article.txt -f jsonl",
    "one event a line: who did what to whom, when, in which sentence",
    "entente read news/ --explain",
    "every sentence of a folder, with the reason where it gave no event",
    "entente read news/ --dedupe -f jsonl",
    "one act a line, with every sentence that reports it",
    "entente read news/ --dedupe --match",
    "the same, each with what the record says of it and the id of the fact",
    "entente read article.txt --positions",
    "who supports or opposes what: Taiwan, enlargement of NATO, sanctions, ...",
    "entente read news/ --issues Phoenix.IssueCoding.txt",
    "what each sentence is about, by the phrases of that file",
    "entente read article.txt --claims -o claims.yaml",
    "what it claims, forecasts or makes depend on something, for 'entente check'",
    "curl -s https://example.org/feed.xml | entente read - --db :memory:",
    "a feed from standard input; nothing is stored",
    "entente read article.txt --actors Phoenix.Countries.actors.txt --verbs CAMEO.2.0.txt",
    "the events that these dictionaries see, in their codes",
    NULL};

static ent_status
write_reading(cli *c, const ent_reading *reading)
{
    ent_table_about  about = {.command = ent_text_get(&c->normalised)};
    ent_reading_rows rows = cli_own(c, OWN_EXPLAIN) != NULL     ? ENT_ROWS_SENTENCES
                            : cli_own(c, OWN_POSITIONS) != NULL ? ENT_ROWS_POSITIONS
                            : cli_own(c, OWN_DEDUPE) != NULL    ? ENT_ROWS_ACTS
                                                                : ENT_ROWS_EVENTS;
    ent_output       output;
    ent_status       status = cli_output_open(
              c, c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-", &output);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_reading_write(c->ctx, reading, rows, c->format, &about, output.stream);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    return ent_output_commit(c->ctx, &output);
}

static ent_status
keep_reading(cli *c, const ent_reading *reading)
{
    ent_status status;

    if (c->dictionary != NULL ||
        (c->value[OPTION_DB] != NULL && strcmp(c->value[OPTION_DB], ":memory:") == 0)) {
        return ENT_OK;
    }
    status = cli_open_store(c, ENT_STORE_LATE);
    return status == ENT_OK ? ent_store_add_reading(c->ctx, c->store, reading) : status;
}

/* Whether events are to be coded with the dictionaries of other programs. */
static bool
has_dictionaries(const cli *c)
{
    return cli_own(c, OWN_ACTORS) != NULL || cli_own(c, OWN_AGENTS) != NULL ||
           cli_own(c, OWN_VERBS) != NULL || cli_own(c, OWN_DISCARDS) != NULL;
}

/* Say what the files hold that could not be used: the first lines, and how many. */
static void
tell_rejects(cli *c, const ent_dictionary *dictionary)
{
    size_t                       count = ent_dictionary_count(dictionary).rejects;
    const ent_dictionary_reject *r;

    for (size_t i = 0; i < REJECTS_TOLD && (r = ent_dictionary_reject_at(dictionary, i)) != NULL;
         i++) {
        ent_say(c->ctx, ENT_WARNING, "%s:%zu:%zu: set aside: %s", r->file, r->line, r->column,
                r->reason);
    }
    if (count > REJECTS_TOLD) {
        ent_say(c->ctx, ENT_WARNING, "%zu more places in the dictionaries are set aside",
                count - REJECTS_TOLD);
    }
}

/* Read the files of kinds [first, last) as one dictionary. */
static ent_status
open_kinds(cli *c, ent_dictionary_kind first, ent_dictionary_kind last, ent_dictionary **out)
{
    static const size_t OPTION_OF[ENT_DICTIONARY_KINDS] = {OWN_ACTORS, OWN_AGENTS, OWN_VERBS,
                                                           OWN_DISCARDS, OWN_ISSUES};
    ent_status          status = ent_dictionary_create(c->ctx, out);

    for (int kind = (int)first; kind < (int)last && status == ENT_OK; kind++) {
        const char *path;
        size_t      at = 0;

        while (status == ENT_OK && (path = cli_own_each(c, OPTION_OF[kind], &at)) != NULL) {
            status = ent_dictionary_add_file(c->ctx, *out, (ent_dictionary_kind)kind, path);
        }
    }
    if (status == ENT_OK) {
        status = ent_dictionary_finish(c->ctx, *out);
    }
    if (status == ENT_OK) {
        tell_rejects(c, *out);
    }
    return status;
}

/* The dictionaries of other programs, if any are named. */
static ent_status
open_dictionaries(cli *c)
{
    ent_status status = ENT_OK;

    if (cli_own(c, OWN_ISSUES) != NULL) {
        status = open_kinds(c, ENT_DICTIONARY_ISSUES, ENT_DICTIONARY_KINDS, &c->issues);
    }
    if (status != ENT_OK || !has_dictionaries(c)) {
        return status;
    }
    if (cli_own(c, OWN_ACTORS) == NULL || cli_own(c, OWN_VERBS) == NULL) {
        return cli_usage(c, "other dictionaries need --actors and --verbs; --agents and --discards "
                            "add to them");
    }
    return open_kinds(c, ENT_DICTIONARY_ACTORS, ENT_DICTIONARY_ISSUES, &c->dictionary);
}

static ent_status
run_records(cli *c)
{
    const char *path = cli_own(c, OWN_RECORDS);
    ent_output  output;
    ent_bytes   bytes;
    ent_status  status;

    if (c->argument_count > 0 || cli_own(c, OWN_PUBLISHED) != NULL) {
        return cli_usage(c, "--records takes no documents or --published: a record has its own "
                            "text and date");
    }
    if (c->dictionary == NULL) {
        return cli_usage(c, "--records needs the dictionaries that they are coded with: --actors "
                            "and --verbs");
    }
    status = ent_file_read(c->ctx, path, ENT_DOCUMENT_LARGEST, &bytes);
    if (status != ENT_OK) {
        return status;
    }
    status = cli_output_open(c, c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-",
                             &output);
    if (status == ENT_OK) {
        status = ent_records_code(c->ctx, c->dictionary, ent_base_name(path), bytes.bytes,
                                  bytes.length, output.stream);
        if (status == ENT_OK) {
            status = ent_output_commit(c->ctx, &output);
        } else {
            ent_output_abandon(&output);
        }
    }
    ent_bytes_clear(&bytes);
    return status;
}

/* Where the weights of the parser are, under the folder of data and under the program's. */
#define WEIGHTS "weights/english.weights"

/* Map DIR/`rest` of a folder; whether that was tried, and what came of it in `status`. */
static bool
map_weights(cli *c, const char *folder, const char *rest, ent_status *status)
{
    ent_text path;
    bool     found;

    ent_text_init(&path);
    ent_text_addf(&path, "%s/%s", folder, rest);
    found = !path.failed && access(path.bytes, F_OK) == 0;
    if (path.failed) {
        *status = ent_fail_nomem(c->ctx);
    } else if (found) {
        *status = ent_reader_map_weights(c->ctx, c->reader, path.bytes);
    }
    ent_text_clear(&path);
    return found;
}

/* In the folder of --data; else beside the program in a build tree; else where it is installed. */
static ent_status
find_weights(cli *c, bool *found)
{
    char       program[PATH_MAX];
    ssize_t    length = readlink("/proc/self/exe", program, sizeof program - 1);
    char      *folder;
    ent_status status = ENT_OK;

    if (c->value[OPTION_DATA] != NULL) {
        *found = map_weights(c, c->value[OPTION_DATA], WEIGHTS, &status);
        return status;
    }
    program[length > 0 ? length : 0] = '\0';
    folder = ent_file_folder(program);
    if (folder == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    *found =
        map_weights(c, folder, "data/" WEIGHTS, &status) ||
        (status == ENT_OK && map_weights(c, folder, "../share/entente/data/" WEIGHTS, &status));
    ent_free(folder);
    return status;
}

static ent_status
choose_mode(cli *c, const char *mode)
{
    bool       found = false;
    ent_status status;

    if (mode != NULL && strcmp(mode, "parse") != 0 && strcmp(mode, "chunk") != 0) {
        return cli_usage(c, "--mode is '%s', expected parse or chunk", mode);
    }
    if (mode != NULL && strcmp(mode, "chunk") == 0) {
        return ENT_OK;
    }
    status = find_weights(c, &found);
    if (status != ENT_OK || found) {
        return status;
    }
    if (mode != NULL) {
        return ent_fail(c->ctx, ENT_E_NOTFOUND,
                        "no file " WEIGHTS " to parse with; give --mode chunk to read without it");
    }
    ent_say(c->ctx, ENT_WARNING, "no file " WEIGHTS ": sentences are read by chunk, not parsed");
    return ENT_OK;
}

ent_status
cli_read(cli *c, const char *published, const char *mode, ent_reading *out)
{
    if (c->argument_count == 0) {
        return cli_usage(c, "expected documents: files, folders, or - for standard input");
    }
    return cli_read_paths(c, c->arguments, c->argument_count, published, mode, out);
}

ent_status
cli_read_paths(cli *c, const char *const *paths, size_t count, const char *published,
               const char *mode, ent_reading *out)
{
    ent_read_options options = {{ENT_DAY_MIN, ENT_DAY_MAX}};
    ent_status       status;

    if (published != NULL && !ent_span_read(published, strlen(published), &options.published)) {
        return cli_usage(c, "--published is '%s', expected a date as 2022-02-04", published);
    }
    status = cli_open_codes(c);
    if (status == ENT_OK) {
        status = ent_reader_create(c->ctx, c->codes, &c->reader);
    }
    if (status == ENT_OK && c->dictionary != NULL) {
        status = ent_reader_use(c->ctx, c->reader, c->dictionary);
    }
    if (status == ENT_OK) {
        status = choose_mode(c, mode);
    }
    if (status == ENT_OK) {
        status = ent_read_paths(c->ctx, c->reader, paths, count, &options, out);
    }
    return status;
}

void
cli_say_no_events(cli *c, const ent_reading *reading)
{
    size_t read = ent_reading_read_count(reading);

    if (reading->event_count == 0) {
        ent_say(c->ctx, ENT_WARNING, "no event in %zu document%s that could be read%s", read,
                read == 1 ? "" : "s",
                read > 0 ? "; 'entente read --explain' says why, sentence by sentence" : "");
    }
}

/* What is asked for has to go together: rows of one kind, of what can give them. */
static ent_status
check_options(cli *c)
{
    bool explain = cli_own(c, OWN_EXPLAIN) != NULL, dedupe = cli_own(c, OWN_DEDUPE) != NULL;
    bool positions = cli_own(c, OWN_POSITIONS) != NULL, mode = cli_own(c, OWN_MODE) != NULL;
    bool issues = cli_own(c, OWN_ISSUES) != NULL;

    if (explain + dedupe + positions + issues > 1) {
        return cli_usage(c, "--explain, --dedupe, --positions and --issues print different rows: "
                            "give one");
    }
    if (cli_own(c, OWN_RECORDS) != NULL && (explain || dedupe || positions || issues || mode)) {
        return cli_usage(c, "--records takes no --explain, --dedupe, --positions, --issues or "
                            "--mode: each record is one row, coded without a tree");
    }
    if (has_dictionaries(c) && (positions || mode)) {
        return cli_usage(c, "dictionaries of other programs know no positions and need no --mode");
    }
    if (cli_own(c, OWN_MATCH) != NULL && (explain || positions || issues || has_dictionaries(c) ||
                                          cli_own(c, OWN_RECORDS) != NULL)) {
        return cli_usage(c, "--match goes with events in our own codes: not with --explain, "
                            "--positions, --issues or dictionaries of other programs");
    }
    if (cli_own(c, OWN_CLAIMS) != NULL &&
        (explain || positions || dedupe || c->repeated_count > 0 || cli_own(c, OWN_MATCH) != NULL ||
         cli_own(c, OWN_RECORDS) != NULL)) {
        return cli_usage(c, "--claims goes with none of --explain, --positions, --dedupe, --match, "
                            "--records and dictionaries of other programs");
    }
    return ENT_OK;
}

/* What the record says of each event, in the arena. */
static ent_status
remark(cli *c, ent_arena *arena, ent_reading *reading)
{
    size_t      count = reading->event_count;
    ent_match  *matches = ent_arena_alloc(arena, count + 1, sizeof *matches);
    ent_remark *remarks = ent_arena_alloc(arena, count + 1, sizeof *remarks);
    ent_status  status =
        matches == NULL || remarks == NULL ? ent_fail_nomem(c->ctx) : cli_open_record(c);

    if (status == ENT_OK) {
        status = ent_match_reading(c->ctx, c->record, reading, matches);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        char id[160];

        remarks[i] = (ent_remark){NULL, NULL};
        if (matches[i].verdict != ENT_MATCH_NOT_APPLICABLE) {
            remarks[i].verdict = ent_match_name(matches[i].verdict);
        }
        if (matches[i].fact != NULL) {
            ent_record_fact_id(c->record, matches[i].fact, id);
            remarks[i].fact = ent_arena_strndup(arena, id, strlen(id));
            status = remarks[i].fact != NULL ? ENT_OK : ent_fail_nomem(c->ctx);
        }
    }
    reading->remarks = remarks;
    return status;
}

/* A file of claims is of one document: the first that was read. */
static ent_status
print_claims(cli *c, const ent_reading *reading)
{
    const char *path = c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-";
    size_t      document = 0, count;
    ent_output  output;
    ent_status  status;

    while (document < reading->document_count && reading->documents[document].set_aside != NULL) {
        document++;
    }
    if (ent_reading_read_count(reading) != 1) {
        return cli_usage(c, "--claims takes one document, %zu were read",
                         ent_reading_read_count(reading));
    }
    status = cli_output_open(c, path, &output);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_claims_propose(c->ctx, c->codes, reading, document, output.stream, &count);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    cli_tell(c, "%zu sentence%s could be claims: complete their tests", count,
             count == 1 ? "" : "s");
    return ent_output_commit(c->ctx, &output);
}

static ent_status
print_reading(cli *c, ent_reading *reading)
{
    ent_arena  arena;
    ent_status status = ENT_OK;

    if (cli_own(c, OWN_CLAIMS) != NULL) {
        return print_claims(c, reading);
    }
    if (c->issues != NULL) {
        ent_table *table;

        status = ent_reading_issues(c->ctx, reading, c->issues, &table);
        return status == ENT_OK ? cli_print(c, table) : status;
    }
    ent_arena_init(&arena);
    if (cli_own(c, OWN_MATCH) != NULL) {
        status = remark(c, &arena, reading);
    }
    if (status == ENT_OK) {
        status = write_reading(c, reading);
    }
    ent_arena_clear(&arena);
    reading->remarks = NULL;
    return status;
}

static ent_status
run(cli *c)
{
    ent_reading reading = {0};
    ent_status  status = check_options(c);

    if (status == ENT_OK) {
        status = open_dictionaries(c);
    }
    if (status == ENT_OK && cli_own(c, OWN_RECORDS) != NULL) {
        return run_records(c);
    }
    if (status == ENT_OK) {
        status = cli_read(c, cli_own(c, OWN_PUBLISHED), cli_own(c, OWN_MODE), &reading);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = keep_reading(c, &reading);
    if (status == ENT_OK) {
        status = print_reading(c, &reading);
    }
    if (status == ENT_OK && cli_own(c, OWN_EXPLAIN) == NULL && c->issues == NULL) {
        cli_say_no_events(c, &reading);
    }
    ent_reading_clear(&reading);
    return status;
}

const cli_command command_read = {
    .name = "read",
    .group = "The main job",
    .summary = "read documents into coded events",
    .usage = "DOC... [--explain | --positions | --claims | --issues FILE | [--dedupe] [--match]] "
             "[--published "
             "DATE] [--mode MODE] |"
             " --records FILE --actors FILE --verbs FILE",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "Documents are plain text, HTML, RSS or Atom, or JSON Lines; a folder means its files.\n"
        "They and their events are kept in the store, in a layer of their own that never alters\n"
        "the record; --db :memory: keeps nothing.  A document that cannot be read, or that is the\n"
        "same as one before it, is set aside with a warning and the others are read; the exit\n"
        "code is 4 only when none of the files could be opened.  With --match each event ends "
        "with\n"
        "what the record (the built-in facts, with the store) says of it, and the id of the fact:\n"
        "corroborated, new or contradicted, and nothing for what is conditional, negated, "
        "undated,\n"
        "not between two states, or of words alone.  Sentences are parsed with the\n"
        "weights in weights/english.weights of the folder of data, or read by chunk without them.\n"
        "With --actors and --verbs (and --agents, --discards; each as often as needed) sentences\n"
        "are coded with the dictionaries of TABARI, PETRARCH or Phoenix, in their codes; such\n"
        "events are printed and not kept.  --records prints id,events of a tab-separated file "
        "with\n"
        "the columns id, date, text and options: SOURCE>TARGET:code joined by ;, NONE, or ERROR\n"
        "for a record that is refused.",
    .run = run,
    .reads_files = true,
};
