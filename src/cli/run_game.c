/*
 * run_game.c - entente run SCENARIO --pause-each YEARS --state GAME: a scenario as a game
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/data.h"
#include "cli/run.h"
#include "entente/game.h"

enum { LARGEST = 4 << 20 }; /* bytes of a file of a game or of moves */

/* What a command about a game was asked, and the files that it read. */
typedef struct asked {
    const char     *state, *moves, *replay;
    ent_bytes       log, moves_bytes;
    ent_game_source source;
    uint64_t        runs;
} asked;

static ent_status
read_years(cli *c, int *years)
{
    const char *value = cli_own(c, RUN_PAUSE);
    int64_t     number = 0;

    if (value != NULL && (!ent_integer_read(value, strlen(value), &number) || number < 0 ||
                          number > ENT_SCENARIO_LONGEST)) {
        return cli_usage(c, "--pause-each is '%s', expected a number of years from 0 to %d", value,
                         ENT_SCENARIO_LONGEST);
    }
    *years = (int)number;
    return ENT_OK;
}

static ent_status
check_usage(cli *c, const asked *a)
{
    static const size_t OTHERS[] = {RUN_DRY,   RUN_WHY,    RUN_SENSITIVITY,
                                    RUN_SCORE, RUN_FREEZE, RUN_BARGAINS};
    const char         *output = c->value[OPTION_OUTPUT];

    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        if (cli_own(c, OTHERS[i]) != NULL) {
            return cli_usage(c, "a game takes no --%s: that is asked of an ensemble",
                             c->command->options[OTHERS[i]].name);
        }
    }
    if (c->argument_count != 1) {
        return cli_usage(c, a->replay != NULL
                                ? "a game is of one scenario, as 'entente run base --replay "
                                  "class.yaml'"
                                : "a game is of one scenario, as 'entente run base --pause-each 1 "
                                  "--state class.yaml'");
    }
    if (a->replay != NULL &&
        (a->state != NULL || a->moves != NULL || cli_own(c, RUN_PAUSE) != NULL)) {
        return cli_usage(c, "--replay GAME plays the log of a game again: without --pause-each, "
                            "--state and --moves");
    }
    if (a->replay == NULL && (a->state == NULL || cli_own(c, RUN_PAUSE) == NULL)) {
        return cli_usage(c, "--pause-each YEARS and --state GAME go together");
    }
    if (a->state != NULL &&
        (strcmp(a->state, "-") == 0 || (output != NULL && strcmp(output, a->state) == 0))) {
        return cli_usage(c, "--state needs a file of its own");
    }
    return ENT_OK;
}

static ent_status
read_file(cli *c, const char *path, ent_bytes *bytes, ent_game_text *out)
{
    ent_status status = ent_file_read(c->ctx, path, LARGEST, bytes);

    *out = (ent_game_text){ent_base_name(path), bytes->bytes, bytes->length};
    return status;
}

/* A file of a game that is not there yet is a new game. */
static ent_status
read_files(cli *c, asked *a)
{
    const char *log = a->replay != NULL ? a->replay : a->state;
    struct stat about;
    ent_status  status = ENT_OK;

    if (a->replay != NULL || stat(log, &about) == 0) {
        status = read_file(c, log, &a->log, &a->source.log);
    }
    if (status == ENT_OK && a->moves != NULL) {
        status = ent_data_find(c->ctx, "games/", "file of moves", a->moves, &a->moves_bytes);
        a->source.moves =
            (ent_game_text){ent_base_name(a->moves), a->moves_bytes.bytes, a->moves_bytes.length};
    }
    return status;
}

/* The record with what the outcomes of the scenario ask for. */
static ent_status
open_record(cli *c)
{
    ent_scenario *scenario;
    unsigned      detail;
    ent_status    status = cli_open_codes(c);

    if (status == ENT_OK) {
        status = ent_scenario_load(c->ctx, c->codes, c->arguments[0], &scenario);
    }
    if (status != ENT_OK) {
        return status;
    }
    detail = ent_scenario_detail(scenario);
    ent_scenario_destroy(scenario);
    return cli_open_record_of(c, detail, NULL, 0);
}

static ent_status
write_game(cli *c, const ent_game *game, const char *path)
{
    ent_output output;
    ent_status status = cli_output_open(c, path, &output);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_game_write(c->ctx, game, output.stream);
    if (status == ENT_OK) {
        return ent_output_commit(c->ctx, &output);
    }
    ent_output_abandon(&output);
    return status;
}

/* For reading one table a part, else all of them one under the other. */
static ent_status
print_pause(cli *c, const ent_game *game)
{
    ent_table *tables[ENT_GAME_PARTS] = {NULL};
    size_t     count = c->format == ENT_FORMAT_TABLE ? ENT_GAME_PARTS : 1;
    ent_status status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_game_part part = c->format == ENT_FORMAT_TABLE ? (ent_game_part)i : ENT_GAME_ALL;

        status = ent_game_table(c->ctx, game, part, c->states, c->state_count, &tables[i]);
    }
    if (status == ENT_OK) {
        return cli_print_tables(c, tables, count);
    }
    for (size_t i = 0; i < count; i++) {
        ent_table_destroy(tables[i]);
    }
    return status;
}

static void
tell_pause(cli *c, const ent_game *game, const char *path)
{
    int left = ent_game_last_year(game) - ent_game_year(game);

    cli_tell(c,
             "%s: %s at the end of %d, after %zu turn%s, %zu move%s, %zu override%s; %d year%s "
             "left",
             path, ent_game_name(game), ent_game_year(game), ent_game_turns(game),
             ent_game_turns(game) == 1 ? "" : "s", ent_game_moves(game),
             ent_game_moves(game) == 1 ? "" : "s", ent_game_rulings(game),
             ent_game_rulings(game) == 1 ? "" : "s", left, left == 1 ? "" : "s");
}

/* The file is written before anything is printed: who reads the answer may leave early. */
static ent_status
play(cli *c, const asked *a)
{
    ent_game  *game;
    ent_status status = ent_game_play(c->ctx, c->record, &a->source, &game);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_game_forecast(c->ctx, game, a->runs);
    if (status == ENT_OK) {
        status = write_game(c, game, a->state);
    }
    if (status == ENT_OK) {
        c->seed = ent_game_seed(game); /* of which the answer tells */
        tell_pause(c, game, a->state);
        status = print_pause(c, game);
    }
    ent_game_destroy(game);
    return status;
}

static ent_status
replay(cli *c, const asked *a)
{
    const char *path = c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-";
    ent_table  *differences;
    ent_game   *game;
    ent_status  status = ent_game_replay(c->ctx, c->record, &a->source, &game, &differences);

    if (status != ENT_OK) {
        return status;
    }
    status = write_game(c, game, path);
    for (size_t i = 0; i < ent_table_row_count(differences) && status == ENT_OK; i++) {
        int line = (int)ent_table_get_number(differences, i, 0);

        ent_say(c->ctx, ENT_WARNING, "%s:%d: stands: %s", a->replay, line,
                ent_table_get_text(differences, i, 1));
        ent_say(c->ctx, ENT_WARNING, "%s:%d: replayed: %s", a->replay, line,
                ent_table_get_text(differences, i, 2));
    }
    if (status == ENT_OK) {
        c->negative = ent_table_row_count(differences) > 0 && cli_own(c, RUN_STRICT) != NULL;
        cli_tell(c, "%s: %s", a->replay,
                 ent_table_row_count(differences) > 0 ? "the replay differs"
                                                      : "the replay gives the same bytes");
    }
    ent_table_destroy(differences);
    ent_game_destroy(game);
    return status;
}

ent_status
cli_run_game(cli *c, uint64_t runs)
{
    asked      a = {.state = cli_own(c, RUN_STATE),
                    .moves = cli_own(c, RUN_MOVES),
                    .replay = cli_own(c, RUN_REPLAY),
                    .source = {.seed = c->value[OPTION_SEED] != NULL ? c->seed : 0},
                    .runs = runs};
    ent_status status = check_usage(c, &a);

    if (status == ENT_OK) {
        a.source.scenario = c->arguments[0];
        status = read_years(c, &a.source.years);
    }
    if (status == ENT_OK) {
        status = open_record(c);
    }
    if (status == ENT_OK) {
        status = read_files(c, &a);
    }
    if (status == ENT_OK) {
        status = a.replay != NULL ? replay(c, &a) : play(c, &a);
    }
    ent_bytes_clear(&a.log);
    ent_bytes_clear(&a.moves_bytes);
    return status;
}
