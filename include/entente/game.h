/*
 * game.h - one drawn path of a scenario, played in turns with moves and an umpire
 *
 * Stage: scenario.  Touches no store, no file, no clock.
 *
 * A game moves the world of a scenario's base date year by year by the rule of entente/model.h, its
 * rates and effects at their middle and sizes of interventions as they are written.  Shocks are
 * drawn as in runs; what a run carries as probabilities (levels, obligations, grades of the peace
 * scale, agreement in votes, what bodies pass) is drawn as well, from the probabilities of that
 * very year.  What is drawn depends on seed, year and states alone: games of one seed share their
 * luck, and differ by their moves.
 *
 * The file of a game is a function of scenario, record, seed and log (turns, moves, rulings), so
 * that it can be replayed to the same bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_GAME_H
#define ENTENTE_GAME_H

#include <stdio.h>

#include "entente/scenario.h"

enum { ENT_GAME_MOST_RULINGS = 1000 };

typedef struct ent_game ent_game;

/** Some bytes of a file with the name that messages use; borrowed. */
typedef struct ent_game_text {
    const char *name, *bytes; /**< bytes NULL: there is no such file */
    size_t      length;
} ent_game_text;

/** What a game is made from. */
typedef struct ent_game_source {
    const char   *scenario; /**< a file, or the name of one of the pack */
    uint64_t      seed;     /**< 0: that of `log`; 1 for a new game */
    ent_game_text log;      /**< what ent_game_write() wrote; none: a new game */
    ent_game_text moves;    /**< moves and rulings of the next turn; none: nobody moves */
    int           years;    /**< to be played; fewer where the horizon ends; 0: none */
} ent_game_source;

/**
 * Begin a game, or take it up where its log leaves it: its years are replayed first, and must come
 * out as they stand there.
 *
 * @param record loaded with what ent_scenario_detail() of the scenario asks for; borrowed for the
 *               life of the game
 * @return ENT_OK; ENT_E_INPUT with file, line and column: a file that is none of these or was
 *         changed after it was written, another scenario or seed, years that come out otherwise,
 *         moves of the past, by a state that does not act in them, of a game that is over, rulings
 *         without a reason or on what is not drawn; ENT_E_NOMEM; as ent_scenario_load()
 */
ENT_MUST_CHECK ent_status ent_game_play(ent_ctx *ctx, const ent_record *record,
                                        const ent_game_source *source, ent_game **out);
void                      ent_game_destroy(ent_game *game);

/**
 * Play a log again, whatever has changed since: line,stands,replayed of each line that comes out
 * otherwise; no rows where the bytes are the same.
 *
 * @param out the game as it was replayed; ent_game_write() writes it
 * @return ENT_OK; as ent_game_play(), but for years that come out otherwise
 */
ENT_MUST_CHECK ent_status ent_game_replay(ent_ctx *ctx, const ent_record *record,
                                          const ent_game_source *source, ent_game **out,
                                          ent_table **differences);

/** Write its file: YAML that ends with the SHA-256 of all lines before.  ENT_E_FILE, ENT_E_NOMEM.
 */
ENT_MUST_CHECK ent_status ent_game_write(ent_ctx *ctx, const ent_game *game, FILE *stream);

/**
 * From where the game stands: what the next year may bring each followed pair, and the outcomes of
 * the scenario to its horizon; ensembles over rates, effects, periods, variants, sizes to come and
 * shocks, as in ent_scenario_run().
 *
 * @param runs 0: as the scenario says
 * @return ENT_OK; ENT_E_ARG for more than ENT_SCENARIO_MOST_RUNS; ENT_E_CANCELLED, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_game_forecast(ent_ctx *ctx, ent_game *game, uint64_t runs);

/** What a table of a game shows. */
typedef enum ent_game_part {
    ENT_GAME_HAPPENED, /**< year,what,a,b,was,is,chance,by,seen_by,note of the last turn */
    ENT_GAME_SIDES, /**< side,other,level,defence,obligation,peace,pressure_on,pressure_by,...  */
    ENT_GAME_NEXT,  /**< year,a,b,what,probability,lo,hi,words,assumed_share: an umpire's odds */
    ENT_GAME_FORECAST, /**< outcome,year,probability,lo,hi,words,assumed_share */
    ENT_GAME_PARTS,
    ENT_GAME_ALL = ENT_GAME_PARTS /**< all of them one under the other, with a column `part` */
} ent_game_part;

/**
 * A part of what there is to see at a pause.
 *
 * @param states what these sides can see: moves that are told to one of them, their own relations,
 *               the odds of their pairs; none: all, as the umpire sees it
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_game_table(ent_ctx *ctx, const ent_game *game, ent_game_part part,
                                         const ent_state *states, size_t count, ent_table **out);

/** Its last year played, and the last that it has. */
int ent_game_year(const ent_game *game);
int ent_game_last_year(const ent_game *game);
/** Its turns so far. */
size_t ent_game_turns(const ent_game *game);
/** The moves and rulings of its log. */
size_t ent_game_moves(const ent_game *game);
size_t ent_game_rulings(const ent_game *game);
/** The name of its scenario; borrowed. */
const char *ent_game_name(const ent_game *game);
uint64_t    ent_game_seed(const ent_game *game);

/** The JSON Schema of files of moves; ent_scenario_schema_free() frees it. */
ENT_MUST_CHECK ent_status ent_game_schema(ent_ctx *ctx, char **out);

#endif
