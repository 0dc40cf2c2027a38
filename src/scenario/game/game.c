/*
 * game.c - a game from its parts: beginning, taking up, replaying
 *
 *   1. a game     2. its file and moves     3. what came out otherwise     4. playing on     5.
 * replay
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/game/game.h"

#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/digest.h"

/* 1. a game */

void
ent_game_destroy(ent_game *game)
{
    if (game == NULL) {
        return;
    }
    ent_ensemble_clear(&game->next);
    ent_ensemble_clear(&game->rest);
    ent_world_clear(&game->world);
    for (size_t i = 0; i < ENT_GROUND_VARIANTS; i++) {
        ent_world_clear(&game->began[i]);
    }
    ent_ground_clear(&game->ground);
    ent_formation_destroy(game->kept);
    ent_scenario_destroy(game->scenario);
    ent_free(game->turns);
    ent_free(game->moves);
    ent_free(game->rulings);
    ent_free(game->events);
    ent_arena_clear(&game->arena);
    ent_free(game);
}

static ent_status
create(ent_ctx *ctx, const ent_record *record, const ent_game_source *source, ent_game **out)
{
    ent_game  *game = ent_alloc_zero(1, sizeof *game);
    ent_status status;

    if (game == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&game->arena);
    game->record = record;
    game->codes = ent_record_codes(record);
    game->seed = source->seed;
    status = ent_scenario_load(ctx, game->codes, source->scenario, &game->scenario);
    if (status != ENT_OK) {
        ent_game_destroy(game);
        return status;
    }
    game->own = game->scenario->intervention_count;
    game->base = game->year = ent_date_year(game->scenario->base.to - 1);
    game->last = game->base + game->scenario->horizon;
    *out = game;
    return ENT_OK;
}

/* 2. its file and moves */

#define SEAL "\nsha256: "

/* Where the line with the seal begins, behind the last line before it; 0: there is none. */
static size_t
find_seal(const char *bytes, size_t length)
{
    size_t size = sizeof SEAL - 1;

    for (size_t i = length; i-- > 0;) {
        if (length - i >= size && memcmp(bytes + i, SEAL, size) == 0) {
            return i + 1;
        }
    }
    return 0;
}

static ent_status
check_seal(ent_ctx *ctx, const ent_game_text *log, const ent_yaml *yaml)
{
    const ent_yaml_node *node = ent_yaml_get(ent_yaml_root(yaml), "sha256");
    char                 seal[65];

    ent_sha256(log->bytes, find_seal(log->bytes, log->length), seal);
    return strcmp(seal, ent_yaml_text(node, "")) == 0
               ? ENT_OK
               : ent_yaml_fail(ctx, node,
                               "the file was changed after it was written; what an umpire changes "
                               "goes through 'overrides' of a file of moves");
}

static ent_status
read_log(ent_ctx *ctx, ent_game *game, const ent_game_text *log)
{
    ent_yaml  *yaml;
    ent_status status =
        ent_yaml_parse(ctx, log->name, log->bytes, log->length, ent_game_log_fields, &yaml);

    if (status != ENT_OK) {
        return status;
    }
    status = check_seal(ctx, log, yaml);
    if (status == ENT_OK) {
        status = ent_game_read_log(ctx, game, yaml);
    }
    ent_yaml_destroy(yaml);
    return status;
}

static ent_status
read_moves(ent_ctx *ctx, ent_game *game, const ent_game_text *moves)
{
    ent_yaml  *yaml;
    ent_status status = ent_yaml_parse(ctx, moves->name, moves->bytes, moves->length,
                                       ent_game_move_file_fields, &yaml);

    if (status == ENT_OK) {
        status = ent_game_read_moves(ctx, game, yaml);
        ent_yaml_destroy(yaml);
    }
    return status;
}

/* The turn that comes: as many years as are asked for, or left. */
static ent_status
add_turn(ent_ctx *ctx, ent_game *game, int years)
{
    int stands = game->turn_count > 0 ? game->turns[game->turn_count - 1] : game->base;

    if (years < 1) {
        return ENT_OK;
    }
    if (stands >= game->last) {
        return ent_fail(ctx, ENT_E_INPUT, "the game is over: %d, its last year, has been played",
                        game->last);
    }
    if (!ENT_GROW(game->turns, game->turn_capacity, game->turn_count + 1)) {
        return ent_fail_nomem(ctx);
    }
    game->turns[game->turn_count++] = years < game->last - stands ? stands + years : game->last;
    return ENT_OK;
}

/* How far a game is made from its source. */
typedef enum making {
    LOG_AFRESH, /* its log alone, with all that is estimated estimated again */
    LOG,        /* its log alone */
    NEXT_TURN   /* its log, the moves and the turn that comes */
} making;

/* The game of a source; `known` is what an earlier one was fitted to be, or NULL. */
static ent_status
make(ent_ctx *ctx, const ent_record *record, const ent_game_source *source, making how,
     const ent_formation *known, ent_game **out)
{
    ent_game  *game;
    ent_status status = create(ctx, record, source, &game);

    if (status != ENT_OK) {
        return status;
    }
    if (source->log.bytes != NULL) {
        status = read_log(ctx, game, &source->log);
    }
    game->seed = game->seed != 0 ? game->seed : 1;
    if (status == ENT_OK && how == NEXT_TURN && source->moves.bytes != NULL) {
        status = read_moves(ctx, game, &source->moves);
    }
    if (status == ENT_OK && how == NEXT_TURN) {
        status = add_turn(ctx, game, source->years);
    }
    game->ground.known = known != NULL ? known : how != LOG_AFRESH ? game->kept : NULL;
    if (status == ENT_OK) {
        status = ent_game_run(ctx, game);
    }
    game->ground.known = NULL;
    if (status != ENT_OK) {
        ent_game_destroy(game);
        return status;
    }
    *out = game;
    return ENT_OK;
}

/* 3. what came out otherwise */

/* The next line of a text; false at its end. */
static bool
next_line(const char **at, const char *end, const char **line, size_t *length)
{
    const char *stop;

    if (*at >= end) {
        return false;
    }
    stop = memchr(*at, '\n', (size_t)(end - *at));
    stop = stop != NULL ? stop : end;
    *line = *at;
    *length = (size_t)(stop - *at);
    *at = stop + 1;
    return true;
}

/* Told of each line that differs; a line that one of the two has not is NULL. */
typedef bool (*on_difference)(void *user, size_t number, const char *a, size_t a_length,
                              const char *b, size_t b_length);

static void
compare(const char *a, const char *a_end, const char *b, const char *b_end, on_difference tell,
        void *user)
{
    const char *x = NULL, *y = NULL;
    size_t      m = 0, n = 0;
    bool        in_a = true, in_b = true, more = true;

    for (size_t number = 1; more; number++) {
        in_a = next_line(&a, a_end, &x, &m);
        in_b = next_line(&b, b_end, &y, &n);
        if (!in_a && !in_b) {
            return;
        }
        if (in_a != in_b || m != n || memcmp(x, y, m) != 0) {
            more = tell(user, number, in_a ? x : NULL, m, in_b ? y : NULL, n);
        }
    }
}

/* The first line that differs. */
typedef struct found {
    size_t line;
    char   stands[160], replayed[160];
} found;

static bool
keep_first(void *user, size_t number, const char *a, size_t a_length, const char *b,
           size_t b_length)
{
    found *f = user;

    f->line = number;
    (void)snprintf(f->stands, sizeof f->stands, "%.*s", (int)(a_length < 159 ? a_length : 159),
                   a != NULL ? a : "");
    (void)snprintf(f->replayed, sizeof f->replayed, "%.*s", (int)(b_length < 159 ? b_length : 159),
                   b != NULL ? b : "");
    return false;
}

/* Years and state, between the log and the seal; `*line` is the number of their first line. */
static const char *
path_of(const char *text, size_t length, const char **end, size_t *line)
{
    static const char YEARS[] = "\nyears:";

    *end = text + find_seal(text, length);
    *line = 1;
    for (const char *at = text; at < *end; at++) {
        if ((size_t)(*end - at) >= sizeof YEARS - 1 && memcmp(at, YEARS, sizeof YEARS - 1) == 0) {
            ++*line;
            return at + 1;
        }
        *line += *at == '\n';
    }
    return *end;
}

/* Its years must come out as they stand in its file, before anything is added to them. */
static ent_status
check_log(ent_ctx *ctx, const ent_game *game, const ent_game_text *log)
{
    ent_text    text;
    found       f = {0};
    const char *a, *a_end, *b, *b_end;
    size_t      line, other;
    ent_status  status;

    ent_text_init(&text);
    status = ent_game_print(ctx, game, &text);
    if (status == ENT_OK) {
        a = path_of(log->bytes, log->length, &a_end, &line);
        b = path_of(ent_text_get(&text), text.length, &b_end, &other);
        compare(a, a_end, b, b_end, keep_first, &f);
    }
    if (status == ENT_OK && f.line > 0) {
        status = ent_fail(ctx, ENT_E_INPUT,
                          "%s:%zu: scenario or record have changed since the game was played: here "
                          "stands '%s', now it comes out as '%s'; '--replay' shows all",
                          log->name, line + f.line - 1, f.stands, f.replayed);
    }
    ent_text_clear(&text);
    return status;
}

/* 4. playing on */

/* A game goes on under the scenario that it was begun with. */
static ent_status
check_scenario(ent_ctx *ctx, const ent_game *game, const ent_game_text *log)
{
    ent_yaml            *yaml;
    const ent_yaml_node *node;
    ent_status           status =
        ent_yaml_parse(ctx, log->name, log->bytes, log->length, ent_game_log_fields, &yaml);

    if (status != ENT_OK) {
        return status;
    }
    node = ent_yaml_get(ent_yaml_root(yaml), "scenario_sha256");
    if (strcmp(ent_yaml_text(node, ""), game->scenario->digest) != 0) {
        status = ent_yaml_fail(ctx, node,
                               "the scenario '%.60s' has changed since the game was begun; "
                               "'--replay' shows what comes of it",
                               game->scenario->name);
    }
    ent_yaml_destroy(yaml);
    return status;
}

ent_status
ent_game_play(ent_ctx *ctx, const ent_record *record, const ent_game_source *source, ent_game **out)
{
    const ent_formation *known = NULL;
    ent_game            *logged = NULL;
    ent_status           status = ENT_OK;

    if (source->log.bytes != NULL) {
        status = make(ctx, record, source, LOG, NULL, &logged);
        if (status == ENT_OK) {
            known = logged->ground.formation;
            status = check_scenario(ctx, logged, &source->log);
        }
        if (status == ENT_OK) {
            status = check_log(ctx, logged, &source->log);
        }
    }
    if (status == ENT_OK) {
        status = make(ctx, record, source, NEXT_TURN, known, out);
    }
    ent_game_destroy(logged);
    return status;
}

/* 5. replay */

static bool
add_difference(void *user, size_t number, const char *a, size_t a_length, const char *b,
               size_t b_length)
{
    ent_table *table = user;
    ent_text   text;

    ent_text_init(&text);
    ent_table_row(table);
    ent_table_integer(table, 0, (int64_t)number);
    if (a != NULL) {
        ent_text_add_bytes(&text, a, a_length);
        ent_table_text(table, 1, ent_text_get(&text));
        ent_text_reset(&text);
    }
    if (b != NULL) {
        ent_text_add_bytes(&text, b, b_length);
        ent_table_text(table, 2, ent_text_get(&text));
    }
    ent_text_clear(&text);
    return true;
}

static ent_status
list_differences(ent_ctx *ctx, const ent_game *game, const ent_game_text *log, ent_table *table)
{
    ent_text   text;
    ent_status status;

    ent_text_init(&text);
    status = ent_game_print(ctx, game, &text);
    if (status == ENT_OK) {
        compare(log->bytes, log->bytes + log->length, ent_text_get(&text),
                ent_text_get(&text) + text.length, add_difference, table);
        status = ent_table_check(ctx, table);
    }
    ent_text_clear(&text);
    return status;
}

ent_status
ent_game_replay(ent_ctx *ctx, const ent_record *record, const ent_game_source *source,
                ent_game **out, ent_table **differences)
{
    static const ent_column COLUMNS[] = {
        {"line", ENT_COLUMN_INTEGER}, {"stands", ENT_COLUMN_TEXT}, {"replayed", ENT_COLUMN_TEXT}};
    ent_table *table;
    ent_game  *game;
    ent_status status = make(ctx, record, source, LOG_AFRESH, NULL, &game);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, &table);
    if (status == ENT_OK) {
        status = list_differences(ctx, game, &source->log, table);
        if (status != ENT_OK) {
            ent_table_destroy(table);
        }
    }
    if (status != ENT_OK) {
        ent_game_destroy(game);
        return status;
    }
    *differences = table;
    *out = game;
    return ENT_OK;
}

ent_status
ent_game_write(ent_ctx *ctx, const ent_game *game, FILE *stream)
{
    ent_text   text;
    ent_status status;

    ent_text_init(&text);
    status = ent_game_print(ctx, game, &text);
    if (status == ENT_OK && fwrite(ent_text_get(&text), 1, text.length, stream) != text.length) {
        status = ent_fail(ctx, ENT_E_FILE, "cannot write the game");
    }
    ent_text_clear(&text);
    return status;
}

int
ent_game_year(const ent_game *game)
{
    return game->year;
}

int
ent_game_last_year(const ent_game *game)
{
    return game->last;
}

size_t
ent_game_turns(const ent_game *game)
{
    return game->turn_count;
}

size_t
ent_game_moves(const ent_game *game)
{
    return game->move_count;
}

size_t
ent_game_rulings(const ent_game *game)
{
    return game->ruling_count;
}

const char *
ent_game_name(const ent_game *game)
{
    return game->scenario->name;
}

uint64_t
ent_game_seed(const ent_game *game)
{
    return game->seed;
}
