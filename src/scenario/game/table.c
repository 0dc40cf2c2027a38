/*
 * table.c - what there is to see at a pause of a game
 *
 *   1. rows     2. what happened     3. sides     4. odds and forecast     5. tables
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/text.h"
#include "scenario/file.h"
#include "scenario/game/game.h"
#include "scenario/outcome.h"

/* 1. rows: of one part a cell for each of its columns, of all parts one under the other */

enum {
    ALL_PART,
    ALL_YEAR,
    ALL_A,
    ALL_B,
    ALL_WHAT,
    ALL_WAS,
    ALL_VALUE,
    ALL_PROBABILITY,
    ALL_LO,
    ALL_HI,
    ALL_WORDS,
    ALL_BY,
    ALL_SEEN_BY,
    ALL_NOTE,
    ALL_ASSUMED,
    ALL_COLUMNS
};

static const ent_column ALL[ALL_COLUMNS] = {{"part", ENT_COLUMN_TEXT},
                                            {"year", ENT_COLUMN_INTEGER},
                                            {"a", ENT_COLUMN_TEXT},
                                            {"b", ENT_COLUMN_TEXT},
                                            {"what", ENT_COLUMN_TEXT},
                                            {"was", ENT_COLUMN_TEXT},
                                            {"value", ENT_COLUMN_TEXT},
                                            {"probability", ENT_COLUMN_NUMBER},
                                            {"lo", ENT_COLUMN_NUMBER},
                                            {"hi", ENT_COLUMN_NUMBER},
                                            {"words", ENT_COLUMN_TEXT},
                                            {"by", ENT_COLUMN_TEXT},
                                            {"seen_by", ENT_COLUMN_TEXT},
                                            {"note", ENT_COLUMN_TEXT},
                                            {"assumed_share", ENT_COLUMN_NUMBER}};

enum {
    HAPPENED_YEAR,
    HAPPENED_WHAT,
    HAPPENED_A,
    HAPPENED_B,
    HAPPENED_WAS,
    HAPPENED_IS,
    HAPPENED_CHANCE,
    HAPPENED_BY,
    HAPPENED_SEEN_BY,
    HAPPENED_NOTE,
    HAPPENED_COLUMNS
};

static const ent_column HAPPENED[HAPPENED_COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},  {"what", ENT_COLUMN_TEXT}, {"a", ENT_COLUMN_TEXT},
    {"b", ENT_COLUMN_TEXT},        {"was", ENT_COLUMN_TEXT},  {"is", ENT_COLUMN_TEXT},
    {"chance", ENT_COLUMN_NUMBER}, {"by", ENT_COLUMN_TEXT},   {"seen_by", ENT_COLUMN_TEXT},
    {"note", ENT_COLUMN_TEXT}};

/* Behind the two states, what stands between them: text, then numbers. */
enum {
    SIDE,
    OTHER,
    SIDE_LEVEL,
    SIDE_DEFENCE,
    SIDE_OBLIGATION,
    SIDE_PEACE,
    SIDE_PRESSED,
    SIDE_PRESSES,
    SIDE_SANCTIONED,
    SIDE_SANCTIONS,
    SIDE_FORCE,
    SIDE_COLUMNS
};

static const ent_column SIDES[SIDE_COLUMNS] = {{"side", ENT_COLUMN_TEXT},
                                               {"other", ENT_COLUMN_TEXT},
                                               {"level", ENT_COLUMN_TEXT},
                                               {"defence", ENT_COLUMN_TEXT},
                                               {"obligation", ENT_COLUMN_TEXT},
                                               {"peace", ENT_COLUMN_TEXT},
                                               {"pressed_by", ENT_COLUMN_NUMBER},
                                               {"presses", ENT_COLUMN_NUMBER},
                                               {"sanctioned_by", ENT_COLUMN_NUMBER},
                                               {"sanctions", ENT_COLUMN_NUMBER},
                                               {"force", ENT_COLUMN_NUMBER}};

static const ent_column NEXT[] = {{"year", ENT_COLUMN_INTEGER},
                                  {"a", ENT_COLUMN_TEXT},
                                  {"b", ENT_COLUMN_TEXT},
                                  {"what", ENT_COLUMN_TEXT},
                                  {"probability", ENT_COLUMN_NUMBER},
                                  {"lo", ENT_COLUMN_NUMBER},
                                  {"hi", ENT_COLUMN_NUMBER},
                                  {"words", ENT_COLUMN_TEXT},
                                  {"assumed_share", ENT_COLUMN_NUMBER}};

static const ent_column FORECAST[] = {
    {"outcome", ENT_COLUMN_TEXT},        {"year", ENT_COLUMN_INTEGER},
    {"probability", ENT_COLUMN_NUMBER},  {"lo", ENT_COLUMN_NUMBER},
    {"hi", ENT_COLUMN_NUMBER},           {"words", ENT_COLUMN_TEXT},
    {"assumed_share", ENT_COLUMN_NUMBER}};

/* A table at work: whose eyes it is for, and whether it holds all parts. */
typedef struct showing {
    const ent_game  *game;
    const ent_state *states;
    size_t           count;
    bool             all;
    ent_table       *table;
    ent_text         text;
    bool             failed;
} showing;

static bool
is_for(const showing *s, ent_state state)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->states[i] == state) {
            return true;
        }
    }
    return s->count == 0;
}

static const char *
id_of(const showing *s, ent_state state)
{
    return state != ENT_NO_STATE ? ent_codes_id(s->game->codes, state) : NULL;
}

/* A text that is put together goes into a cell. */
static void
put(showing *s, size_t column)
{
    s->failed |= s->text.failed;
    ent_table_text(s->table, column, s->text.length > 0 ? ent_text_get(&s->text) : NULL);
    ent_text_reset(&s->text);
}

static void
put_value(showing *s, size_t column, ent_game_what what, double value)
{
    ent_game_value(what, value, &s->text);
    put(s, column);
}

static void
begin(showing *s, const char *part)
{
    ent_table_row(s->table);
    if (s->all) {
        ent_table_text(s->table, ALL_PART, part);
    }
}

/* 2. what happened */

static bool
is_told(const showing *s, const ent_game_event *event)
{
    size_t               number = event->change != NULL ? event->change->move : 0;
    const ent_game_move *move = number > 0 ? &s->game->moves[number - 1] : NULL;

    if (move == NULL || !move->secret || s->count == 0) {
        return true;
    }
    for (size_t i = 0; i < move->seen_count; i++) {
        if (is_for(s, move->seen[i])) {
            return true;
        }
    }
    return move->by != ENT_NO_STATE && is_for(s, move->by);
}

static const char *
maker_of(const showing *s, const ent_game_event *event)
{
    if (event->change == NULL) {
        return event->ruling != NULL ? "umpire" : "rule";
    }
    if (event->change->move == 0) {
        return "scenario";
    }
    return s->game->moves[event->change->move - 1].by == ENT_NO_STATE
               ? "umpire"
               : id_of(s, s->game->moves[event->change->move - 1].by);
}

static void
add_note(showing *s, size_t column, const ent_game_event *event)
{
    if (event->decision != NULL) {
        ent_text_addf(&s->text, "'%s'%s", event->decision->name, event->ruling != NULL ? ", " : "");
    }
    if (event->change != NULL) {
        ent_text_add(&s->text, event->change->shown);
    } else if (event->ruling != NULL) {
        ent_text_add(&s->text, "in place of ");
        ent_game_value(event->what, event->drawn, &s->text);
        ent_text_addf(&s->text, ": %s", event->ruling->reason);
    }
    put(s, column);
}

static void
add_event(showing *s, const ent_game_event *event)
{
    static const size_t OWN[] = {HAPPENED_YEAR,    HAPPENED_A,   HAPPENED_B,      HAPPENED_WHAT,
                                 HAPPENED_WAS,     HAPPENED_IS,  HAPPENED_CHANCE, HAPPENED_BY,
                                 HAPPENED_SEEN_BY, HAPPENED_NOTE};
    static const size_t IN_ALL[] = {ALL_YEAR,  ALL_A,           ALL_B,  ALL_WHAT,    ALL_WAS,
                                    ALL_VALUE, ALL_PROBABILITY, ALL_BY, ALL_SEEN_BY, ALL_NOTE};
    const size_t       *at = s->all ? IN_ALL : OWN;

    begin(s, "happened");
    ent_table_integer(s->table, at[0], event->year);
    ent_table_text(s->table, at[1], id_of(s, event->a));
    ent_table_text(s->table, at[2], id_of(s, event->b));
    ent_table_text(s->table, at[3], ent_game_what_name(event->what));
    put_value(s, at[4], event->what, event->was);
    put_value(s, at[5], event->what, event->is);
    ent_table_number(s->table, at[6], event->ruling == NULL ? event->chance : NAN);
    ent_table_text(s->table, at[7], maker_of(s, event));
    ent_game_told(s->game, event, &s->text);
    put(s, at[8]);
    add_note(s, at[9], event);
}

/* The years of the last turn, and what was ruled in it of the turn before. */
static bool
is_of_turn(const ent_game *game, const ent_game_event *event)
{
    return event->year >= ent_game_turn_begin(game) ||
           (event->ruling != NULL && event->ruling->turn >= (int)game->turn_count);
}

static void
add_happened(showing *s)
{
    for (size_t i = 0; i < s->game->event_count; i++) {
        const ent_game_event *event = &s->game->events[i];

        if (is_of_turn(s->game, event) && is_told(s, event)) {
            add_event(s, event);
        }
    }
}

/* 3. sides */

static size_t
add_side(ent_state state, ent_state *out, size_t count, size_t most)
{
    for (size_t i = 0; i < count; i++) {
        if (out[i] == state) {
            return count;
        }
    }
    if (state != ENT_NO_STATE && count < most) {
        out[count++] = state;
    }
    return count;
}

size_t
ent_game_sides(const ent_game *game, ent_state *out, size_t most)
{
    const ent_scenario *s = game->scenario;
    size_t              count = 0;

    for (size_t i = 0; i < s->outcome_count; i++) {
        ent_state states[ENT_OUTCOME_MOST_STATES];
        size_t    named = ent_outcome_states(&s->outcomes[i], states);

        for (size_t k = 0; k < named; k++) {
            count = add_side(states[k], out, count, most);
        }
        if (s->outcomes[i].kind == ENT_OUTCOME_TRIANGLE) {
            count = add_side(s->outcomes[i].c, out, count, most);
        }
    }
    for (size_t i = 0; i < s->intervention_count; i++) {
        count = add_side(s->interventions[i].a, out, count, most);
        count = add_side(s->interventions[i].b, out, count, most);
    }
    for (size_t i = 0; i < game->move_count; i++) {
        count = add_side(game->moves[i].by, out, count, most);
    }
    return count;
}

/* What a side knows of another as a row: of all parts one row a thing. */
static void
add_sight(showing *s, size_t a, size_t b)
{
    const ent_world *w = &s->game->world;
    const ent_pair  *pair = ent_world_pair(w, w->states[a], w->states[b]);
    ent_standing     at = pair != NULL ? ent_game_standing(pair) : (ent_standing){0};
    const double     grades[] = {(double)at.level, (double)(at.pact & ENT_PACT_HOLDS),
                                 (double)(at.bond & ENT_PACT_HOLDS), (double)at.grade};
    const double     numbers[] = {ent_world_pressure(w, b, a), ent_world_pressure(w, a, b),
                                  (double)ent_world_tension(w, (int)b, (int)a)->sanctions,
                                  (double)ent_world_tension(w, (int)a, (int)b)->sanctions,
                                  ent_world_force(w, (int)a, (int)b)};

    for (size_t column = SIDE_LEVEL; column < SIDE_COLUMNS; column++) {
        bool graded = column <= SIDE_PEACE;

        if (s->all ? graded && pair == NULL : column > SIDE_LEVEL) {
            continue;
        }
        begin(s, "sides");
        ent_table_text(s->table, s->all ? ALL_A : SIDE, id_of(s, w->states[a]));
        ent_table_text(s->table, s->all ? ALL_B : OTHER, id_of(s, w->states[b]));
        if (s->all) {
            ent_table_integer(s->table, ALL_YEAR, s->game->year);
            ent_table_text(s->table, ALL_WHAT, SIDES[column].name);
            put_value(s, ALL_VALUE, graded ? (ent_game_what)(column - SIDE_LEVEL) : ENT_GAME_VOTES,
                      graded ? grades[column - SIDE_LEVEL] : numbers[column - SIDE_PRESSED]);
        }
    }
    for (size_t column = SIDE_LEVEL; column < SIDE_COLUMNS && !s->all; column++) {
        if (column > SIDE_PEACE) {
            ent_table_number(s->table, column, numbers[column - SIDE_PRESSED]);
        } else if (pair != NULL) {
            put_value(s, column, (ent_game_what)(column - SIDE_LEVEL), grades[column - SIDE_LEVEL]);
        }
    }
}

static bool
is_something(const ent_world *w, size_t a, size_t b)
{
    return ent_world_pair(w, w->states[a], w->states[b]) != NULL ||
           ent_world_pressure(w, a, b) > 0 || ent_world_pressure(w, b, a) > 0;
}

static void
add_sides(showing *s)
{
    const ent_world *w = &s->game->world;
    ent_state        sides[ENT_WORLD_MOST_STATES];
    size_t           count = ent_game_sides(s->game, sides, ENT_WORLD_MOST_STATES);

    for (size_t i = 0; i < count; i++) {
        int a = ent_world_find(w, sides[i]);

        for (size_t b = 0; b < w->state_count && a >= 0 && is_for(s, sides[i]); b++) {
            if ((size_t)a != b && is_something(w, (size_t)a, b)) {
                add_sight(s, (size_t)a, b);
            }
        }
    }
}

/* 4. odds and forecast */

/* For reading there is no point where most of the spread is assumed: only its range. */
static void
add_chance(showing *s, size_t first, const ent_outcome_year *year)
{
    char words[ENT_OUTCOME_WORDS];
    bool hidden = !s->all && ent_outcome_is_assumed(year);

    ent_outcome_words(year, words);
    ent_table_number(s->table, first, hidden ? NAN : year->probability);
    ent_table_number(s->table, first + 1, year->lo);
    ent_table_number(s->table, first + 2, year->hi);
    ent_table_text(s->table, first + 3, words);
    ent_table_number(s->table, s->all ? ALL_ASSUMED : first + 4, year->assumed_share);
}

static void
add_next(showing *s)
{
    const ent_ensemble *e = &s->game->next;

    for (size_t i = 0; i < e->outcome_count; i++) {
        const ent_outcome *o = &e->outcomes[i].outcome;

        if (!is_for(s, o->a) && !is_for(s, o->b)) {
            continue;
        }
        begin(s, "next");
        ent_table_integer(s->table, s->all ? ALL_YEAR : 0, e->outcomes[i].years[1].year);
        ent_table_text(s->table, s->all ? ALL_A : 1, id_of(s, o->a));
        ent_table_text(s->table, s->all ? ALL_B : 2, id_of(s, o->b));
        ent_table_text(s->table, s->all ? ALL_WHAT : 3, o->name);
        add_chance(s, s->all ? ALL_PROBABILITY : 4, &e->outcomes[i].years[1]);
    }
}

static void
add_forecast(showing *s)
{
    const ent_ensemble *e = &s->game->rest;

    for (size_t i = 0; i < e->outcome_count; i++) {
        for (int year = 1; year < e->year_count; year++) {
            const ent_outcome_year *at = &e->outcomes[i].years[year];

            begin(s, "forecast");
            ent_table_text(s->table, s->all ? ALL_WHAT : 0, e->outcomes[i].outcome.name);
            ent_table_integer(s->table, s->all ? ALL_YEAR : 1, at->year);
            add_chance(s, s->all ? ALL_PROBABILITY : 2, at);
        }
    }
}

/* 5. tables */

ent_status
ent_game_table(ent_ctx *ctx, const ent_game *game, ent_game_part part, const ent_state *states,
               size_t count, ent_table **out)
{
    static const struct {
        const ent_column *columns;
        size_t            count;
        void (*add)(showing *s);
    } PARTS[ENT_GAME_PARTS] = {{HAPPENED, HAPPENED_COLUMNS, add_happened},
                               {SIDES, SIDE_COLUMNS, add_sides},
                               {NEXT, sizeof NEXT / sizeof *NEXT, add_next},
                               {FORECAST, sizeof FORECAST / sizeof *FORECAST, add_forecast}};
    showing    s = {.game = game, .states = states, .count = count, .all = part == ENT_GAME_ALL};
    ent_status status =
        s.all ? ent_table_create(ctx, ALL, ALL_COLUMNS, &s.table)
              : ent_table_create(ctx, PARTS[part].columns, PARTS[part].count, &s.table);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&s.text);
    for (size_t i = 0; i < ENT_GAME_PARTS; i++) {
        if (s.all || i == (size_t)part) {
            PARTS[i].add(&s);
        }
    }
    status = s.failed ? ent_fail_nomem(ctx) : ent_table_check(ctx, s.table);
    ent_text_clear(&s.text);
    if (status != ENT_OK) {
        ent_table_destroy(s.table);
        return status;
    }
    *out = s.table;
    return ENT_OK;
}
