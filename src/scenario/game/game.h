/*
 * game.h - a game as its parts share it
 *
 * Stage: scenario.  game/file.c reads and writes it, game/game.c plays it, game/forecast.c looks
 * ahead, game/table.c shows it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_GAME_GAME_H
#define ENT_SCENARIO_GAME_GAME_H

#include "base/yaml.h"
#include "entente/game.h"
#include "scenario/ground.h"

/** What a year can bring; all but moves can be ruled upon, in the words of a file. */
typedef enum ent_game_what {
    ENT_GAME_LEVEL,
    ENT_GAME_DEFENCE,
    ENT_GAME_OBLIGATION,
    ENT_GAME_PEACE,
    ENT_GAME_DISPUTE,
    ENT_GAME_SANCTION,
    ENT_GAME_LEADER,
    ENT_GAME_REGIME,
    ENT_GAME_RIVALRY,
    ENT_GAME_WAR, /**< of two; of one: of a great power with somebody outside */
    ENT_GAME_VOTES,
    ENT_GAME_PASSES, /**< a body decides on the motion of an outcome */
    ENT_GAME_MOVE,
    ENT_GAME_WHATS
} ent_game_what;

/** The word of a file: "level". */
const char *ent_game_what_name(ent_game_what what);

/** A move, beside the intervention that it is. */
typedef struct ent_game_move {
    int              turn;
    ent_state        by;   /**< ENT_NO_STATE: the umpire */
    const ent_state *seen; /**< who is told of it beside `by` */
    size_t           seen_count;
    bool             secret; /**< not all are told */
    const char      *text;   /**< as the log has it */
} ent_game_move;

/** What an umpire puts in the place of what was drawn. */
typedef struct ent_game_ruling {
    int           turn, year;
    ent_game_what what;
    ent_state     a, b;
    double value; /**< a level, a grade, an agreement; 1 or 0: it happens, or holds, or not */
    const ent_outcome *decision; /**< of what a body passes: the outcome that asks; NULL */
    const char        *reason, *text;
} ent_game_ruling;

/** What happened in a year. */
typedef struct ent_game_event {
    int                     year;
    ent_game_what           what;
    ent_state               a, b; /**< b is ENT_NO_STATE where there is none */
    double                  was, is;
    double                  chance;   /**< of what was drawn; NaN: nothing was */
    double                  drawn;    /**< where it was ruled upon: what came by chance */
    const ent_game_ruling  *ruling;   /**< NULL: none */
    const ent_intervention *change;   /**< of a move; NULL */
    const ent_outcome      *decision; /**< of what a body passes; NULL */
} ent_game_event;

struct ent_game {
    ent_arena         arena;
    const ent_record *record;
    const ent_codes  *codes;
    ent_scenario     *scenario;
    uint64_t          seed;
    int               base, year, last; /**< years: of the base date; played; of the horizon */
    int              *turns;            /**< the last year of each */
    size_t            turn_count, turn_capacity;
    ent_game_move    *moves;
    size_t            move_count, move_capacity;
    ent_game_ruling  *rulings;
    size_t            ruling_count, ruling_capacity;
    ent_game_event   *events;
    size_t            event_count, event_capacity;
    size_t            own;  /**< interventions of the scenario: the first so many */
    ent_formation    *kept; /**< of a fit alone, as its file has it; NULL: none */
    ent_ground        ground;
    ent_world         world;                 /**< where it stands */
    ent_world    began[ENT_GROUND_VARIANTS]; /**< of the base date, where a model of ties asks */
    ent_scenario step; /**< whose outcomes are what the next year may bring each pair */
    ent_ensemble next, rest;
    uint64_t     forecast; /**< runs of the two; 0: none were made */
};

/** The schema of the log of a game, and of a file of moves. */
extern const ent_yaml_field ent_game_log_fields[], ent_game_move_file_fields[];

/** Where a pair stands: after a draw it is certain, else these are its medians. */
typedef struct ent_standing {
    size_t level, pact, bond, grade;
} ent_standing;

ent_standing ent_game_standing(const ent_pair *pair);

/** The first year of the last turn; that after the base year where none was played. */
int ent_game_turn_begin(const ent_game *game);

/** Read a log: scenario and seed must be those of the game. */
ENT_MUST_CHECK ent_status ent_game_read_log(ent_ctx *ctx, ent_game *game, const ent_yaml *yaml);

/** Add moves and rulings of a file to the log of the game, of the turn that comes. */
ENT_MUST_CHECK ent_status ent_game_read_moves(ent_ctx *ctx, ent_game *game, const ent_yaml *yaml);

/** Its file as text. */
ENT_MUST_CHECK ent_status ent_game_print(ent_ctx *ctx, const ent_game *game, ent_text *out);

/** Play the turns of its log from the base date on. */
ENT_MUST_CHECK ent_status ent_game_run(ent_ctx *ctx, ent_game *game);

/** Whom an event is told: all, or the ids of those; "" for the umpire alone. */
void ent_game_told(const ent_game *game, const ent_game_event *event, ent_text *out);

/** "level RUS CHN: 6, was 5 (chance 0.058)": an event as a line. */
void ent_game_describe(const ent_game *game, const ent_game_event *event, ent_text *out);

/** The value of a thing in words: "5", "true", "negative-peace". */
void ent_game_value(ent_game_what what, double value, ent_text *out);

/** The states of a game, each once: those of outcomes and interventions, and who moves. */
size_t ent_game_sides(const ent_game *game, ent_state *out, size_t most);

#endif
