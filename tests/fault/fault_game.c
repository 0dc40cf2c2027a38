/*
 * fault_game.c - allocation failures in playing games
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <unistd.h>

#include "entente/game.h"
#include "fault_record.h"

static const char SCENARIO[] =
    "format: 1\nname: g\nbase: 1950-12-31\nhorizon: 2\nruns: 8\n"
    "interventions:\n  - {date: 1951, kind: rivalry, a: USA, b: RUS}\n"
    "outcomes:\n  - {name: level, kind: level_at_least, a: RUS, b: CHN, level: 3}\n"
    "  - {name: dispute, kind: dispute, a: USA, b: RUS}\n";

static const char MOVES[] =
    "format: 1\nmoves:\n"
    "  - {by: USA, date: 1951, kind: sanction, a: USA, b: RUS, seen_by: [CHN]}\n"
    "  - {by: umpire, date: 1952, kind: leader, a: CHN, note: 'n'}\n"
    "overrides:\n  - {year: 1951, outcome: level, a: RUS, b: CHN, value: 4, reason: r}\n"
    "  - {year: 1951, outcome: dispute, a: USA, b: RUS, value: true, reason: r}\n"
    "  - {year: 1951, outcome: war, a: USA, b: RUS, value: true, reason: r}\n";

/* What all actions need: the scenario as a file, and a game of one turn. */
typedef struct table {
    fault_record *record;
    char          path[64];
    char         *log;
    size_t        length;
} table;

static void
leave(void *state)
{
    table *t = state;

    (void)unlink(t->path);
    free(t->log);
    fault_record_close(t->record);
    free(t);
}

static ent_game_source
source_of(const table *t)
{
    return (ent_game_source){.scenario = t->path,
                             .log = {"g.yaml", t->log, t->length},
                             .moves = {"m.yaml", MOVES, sizeof MOVES - 1},
                             .years = 1};
}

static void
write_log(ent_ctx *ctx, table *t)
{
    ent_game_source source = source_of(t);
    ent_game       *game;
    FILE           *stream = open_memstream(&t->log, &t->length);

    if (stream == NULL || ent_game_play(ctx, t->record->record, &source, &game) != ENT_OK ||
        ent_game_write(ctx, game, stream) != ENT_OK) {
        (void)fprintf(stderr, "%s\n", ent_ctx_error(ctx));
        abort(); /* nothing fails in a setup */
    }
    (void)fclose(stream);
    ent_game_destroy(game);
}

static void *
sit(ent_ctx *ctx)
{
    table *t = calloc(1, sizeof *t);
    FILE  *file;

    if (t == NULL) {
        abort();
    }
    t->record = fault_record_open(ctx, true);
    (void)snprintf(t->path, sizeof t->path, "/tmp/fault-game-%ld.yaml", (long)getpid());
    file = fopen(t->path, "w");
    if (file == NULL || fputs(SCENARIO, file) == EOF || fclose(file) != 0) {
        abort();
    }
    return t;
}

static void *
sit_at_a_game(ent_ctx *ctx)
{
    table *t = sit(ctx);

    write_log(ctx, t);
    return t;
}

static ent_status
look(ent_ctx *ctx, ent_game *game)
{
    static char room[1 << 16];
    FILE       *stream = fmemopen(room, sizeof room, "w");
    ent_table  *shown = NULL;
    ent_status  status = ent_game_forecast(ctx, game, 4);

    for (int part = 0; part <= ENT_GAME_ALL && status == ENT_OK; part++) {
        status = ent_game_table(ctx, game, (ent_game_part)part, NULL, 0, &shown);
        ent_table_destroy(shown);
        shown = NULL;
    }
    if (status == ENT_OK) {
        status = ent_game_write(ctx, game, stream);
    }
    (void)fclose(stream);
    return status;
}

static ent_status
begin(ent_ctx *ctx, void *state)
{
    const table    *t = state;
    ent_game_source source = source_of(t);
    ent_game       *game = NULL;
    ent_status      status = ent_game_play(ctx, t->record->record, &source, &game);

    if (status == ENT_OK) {
        status = look(ctx, game);
    } else if (game != NULL) {
        status = ENT_E_BUG; /* an output written on failure */
    }
    ent_game_destroy(game);
    return status;
}

static ent_status
go_on(ent_ctx *ctx, void *state)
{
    const table    *t = state;
    ent_game_source source = source_of(t);
    ent_game       *game = NULL;
    ent_status      status;

    source.moves.bytes = NULL;
    status = ent_game_play(ctx, t->record->record, &source, &game);
    ent_game_destroy(game);
    return status;
}

static ent_status
replay(ent_ctx *ctx, void *state)
{
    const table    *t = state;
    ent_game_source source = source_of(t);
    ent_game       *game = NULL;
    ent_table      *differences = NULL;
    ent_status      status = ent_game_replay(ctx, t->record->record, &source, &game, &differences);

    if (status != ENT_OK && (game != NULL || differences != NULL)) {
        status = ENT_E_BUG; /* an output written on failure */
    }
    ent_table_destroy(differences);
    ent_game_destroy(game);
    return status;
}

static ent_status
schema(ent_ctx *ctx, void *state)
{
    char      *text = NULL;
    ent_status status = ent_game_schema(ctx, &text);

    (void)state;
    ent_scenario_schema_free(text);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {{"begin", sit, begin, leave, false},
                                           {"go on", sit_at_a_game, go_on, leave, false},
                                           {"replay", sit_at_a_game, replay, leave, false},
                                           {"schema", NULL, schema, NULL, false}};

    return fault_main("game", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
