/*
 * file.c - reading the log of a game, and files of moves
 *
 *   1. schemas     2. a map as a line     3. moves     4. rulings     5. a log
 *
 * SPDX-License-Identifier: MIT
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"
#include "model/rule/great_power.h"
#include "scenario/file.h"
#include "scenario/game/game.h"
#include "scenario/outcome.h"

/* 1. schemas */

static const char *const WHATS[ENT_GAME_WHATS] = {[ENT_GAME_LEVEL] = "level",
                                                  [ENT_GAME_DEFENCE] = "defence",
                                                  [ENT_GAME_OBLIGATION] = "obligation",
                                                  [ENT_GAME_PEACE] = "peace",
                                                  [ENT_GAME_DISPUTE] = "dispute",
                                                  [ENT_GAME_SANCTION] = "sanction",
                                                  [ENT_GAME_LEADER] = "leader",
                                                  [ENT_GAME_REGIME] = "regime",
                                                  [ENT_GAME_RIVALRY] = "rivalry",
                                                  [ENT_GAME_WAR] = "war",
                                                  [ENT_GAME_VOTES] = "votes",
                                                  [ENT_GAME_PASSES] = "passes",
                                                  [ENT_GAME_MOVE] = "move"};
static const char *const RULED[ENT_GAME_MOVE + 1] = {
    "level",  "defence", "obligation", "peace", "dispute", "sanction", "leader",
    "regime", "rivalry", "war",        "votes", "passes",  NULL};

enum { OWN_RULING_KEYS = 1 };

static const ent_yaml_field RULING[] = {
    {"turn", ENT_YAML_INTEGER, false, 1, ENT_SCENARIO_LONGEST, NULL, NULL,
     "of the game in which it was made; the log has it"},
    {"year", ENT_YAML_INTEGER, true, 1800, 3000, NULL, NULL,
     "of the last turn, or one that is still to be played"},
    {"outcome", ENT_YAML_CHOICE, true, 0, 0, RULED, NULL, "what is put in the place of chance"},
    {"a", ENT_YAML_STATE, false, 0, 0, NULL, NULL, "the state, or the one that acts"},
    {"b", ENT_YAML_STATE, false, 0, 0, NULL, NULL,
     "the other; not of a leader or a regime; a war without it is one with somebody outside"},
    {"name", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "of 'passes', in the place of 'a' and 'b': the outcome of the scenario that asks for it"},
    {"value", ENT_YAML_SCALAR, true, 0, 0, NULL, NULL,
     "a level from 0 to 7, a grade of the peace scale, an agreement in votes from 0 to 1, or true "
     "or false"},
    {"reason", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "why; it stays in the log"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

const ent_yaml_field ent_game_move_file_fields[] = {
    {"format", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "1"},
    {"note", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "for the reader"},
    {"moves", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, ent_move_fields,
     "interventions, each with the state that makes it"},
    {"overrides", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, RULING,
     "what the umpire puts in the place of what was drawn"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field YEAR[] = {
    {"year", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "that was played"},
    {"happened", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "what it brought"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field STATE[] = {
    {"year", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "at the end of which it stands"},
    {"pairs", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "that are followed"},
    {"ties", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "what one does to another"},
    {"power", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "over that of the strongest"},
    {"votes", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "agreement in them"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field FIT[] = {
    {"sha256", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "of the model, its year and its record"},
    {"numbers", ENT_YAML_LIST_OF_SCALARS, true, 0, 0, NULL, NULL, "rates, effects, covariance"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

const ent_yaml_field ent_game_log_fields[] = {
    {"format", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "1"},
    {"game", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "the name of its scenario"},
    {"scenario_sha256", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "of the scenario's files"},
    {"entente", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "the version that wrote it"},
    {"seed", ENT_YAML_INTEGER, true, 1, 9007199254740992.0, NULL, NULL, "of its draws"},
    {"base", ENT_YAML_DATE, true, 0, 0, NULL, NULL, "where it begins"},
    {"last", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "the last year that it has"},
    {"record", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL, "the sets behind it"},
    {"turns", ENT_YAML_LIST_OF_SCALARS, true, 0, 0, NULL, NULL, "the last year of each turn"},
    {"moves", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, ent_move_fields, "that were made"},
    {"overrides", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, RULING, "what an umpire put"},
    {"fit", ENT_YAML_MAP, false, 0, 0, NULL, FIT, "of the model of obligations"},
    {"years", ENT_YAML_LIST_OF_MAPS, true, 0, 0, NULL, YEAR, "what they brought"},
    {"state", ENT_YAML_MAP, true, 0, 0, NULL, STATE, "where the game stands"},
    {"sha256", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "of all lines before it"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

const char *
ent_game_what_name(ent_game_what what)
{
    return WHATS[what];
}

ent_status
ent_game_schema(ent_ctx *ctx, char **out)
{
    ent_text text;

    ent_text_init(&text);
    ent_yaml_print_schema("entente moves", ent_game_move_file_fields, &text);
    if (text.failed) {
        ent_text_clear(&text);
        return ent_fail_nomem(ctx);
    }
    *out = text.bytes;
    return ENT_OK;
}

/* 2. a map as a line: its keys in the order of the schema, whatever the file's is */

static void
add_scalar(const ent_yaml_node *node, bool quoted, ent_text *out)
{
    const char *text = ent_yaml_text(node, "");
    size_t      plain = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                          "0123456789.+-_");

    if (quoted || plain == 0 || text[plain] != '\0') {
        ent_text_add_json(out, text, strlen(text));
    } else {
        ent_text_add(out, text);
    }
}

static void
add_list(const ent_yaml_node *list, ent_text *out)
{
    ent_text_add(out, "[");
    for (size_t i = 0; i < ent_yaml_count(list); i++) {
        ent_text_add(out, i > 0 ? ", " : "");
        add_scalar(ent_yaml_item(list, i), false, out);
    }
    ent_text_add(out, "]");
}

/* The line in the arena of the game, without the turn, which the log adds. */
static ent_status
line_of(ent_ctx *ctx, ent_game *game, const ent_yaml_node *map, const ent_yaml_field *fields,
        const char **out)
{
    ent_text line;

    ent_text_init(&line);
    for (const ent_yaml_field *field = fields; field->key != NULL; field++) {
        const ent_yaml_node *node = ent_yaml_get(map, field->key);

        if (node == NULL) {
            continue;
        }
        ent_text_addf(&line, "%s%s: ", line.length > 0 ? ", " : "", field->key);
        if (field->kind == ENT_YAML_LIST_OF_TEXT || field->kind == ENT_YAML_LIST_OF_SCALARS) {
            add_list(node, &line);
        } else {
            add_scalar(node, field->kind == ENT_YAML_TEXT || field->kind == ENT_YAML_SCALAR, &line);
        }
    }
    *out = line.failed ? NULL : ent_arena_strdup(&game->arena, ent_text_get(&line));
    ent_text_clear(&line);
    return *out != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

/* 3. moves */

static int
end_of_turn(const ent_game *game, int turn)
{
    return turn > 0 ? game->turns[turn - 1] : game->base;
}

int
ent_game_turn_begin(const ent_game *game)
{
    return 1 + (game->turn_count > 1 ? game->turns[game->turn_count - 2] : game->base);
}

/* Of a log each says its turn; of a file of moves it is the one that comes. */
static ent_status
turn_of(ent_ctx *ctx, const ent_game *game, const ent_yaml_node *map, bool logged, int *out)
{
    const ent_yaml_node *node = ent_yaml_get(map, "turn");
    int64_t              turn = ent_yaml_integer(node, (int64_t)game->turn_count + 1);

    if (node == NULL && logged) {
        return ent_yaml_fail(ctx, map, "'turn' is missing");
    }
    if (node != NULL && !logged) {
        return ent_yaml_fail(ctx, node,
                             "'turn' is of the log of a game: moves are of the turn "
                             "that comes");
    }
    if (turn > (int64_t)game->turn_count + 1) {
        return ent_yaml_fail(ctx, node, "'turn' is %d, but the game has %zu turns", (int)turn,
                             game->turn_count);
    }
    *out = (int)turn;
    return ENT_OK;
}

static bool
acts(const ent_intervention *change, ent_state state)
{
    if (change->a == ENT_NO_STATE || change->a == state ||
        (change->b == state && ent_intervention_is_joint(change->kind))) {
        return true;
    }
    for (size_t i = 0; i < change->with_count; i++) {
        if (change->with[i] == state) {
            return true;
        }
    }
    return false;
}

static const ent_intervention *
change_of(const ent_game *game, size_t move)
{
    for (size_t i = game->own; i < game->scenario->intervention_count; i++) {
        if (game->scenario->interventions[i].move == move) {
            return &game->scenario->interventions[i];
        }
    }
    return NULL;
}

static ent_status
check_move(ent_ctx *ctx, const ent_game *game, const ent_yaml_node *map, const ent_game_move *move)
{
    const ent_intervention *change = change_of(game, game->move_count + 1);

    if (move->by != ENT_NO_STATE && !acts(change, move->by)) {
        return ent_yaml_fail(ctx, ent_yaml_get(map, "by"),
                             "%s does not act in this: what befalls states is the umpire's, "
                             "'by: umpire'",
                             ent_codes_id(game->codes, move->by));
    }
    for (size_t i = 0; i < game->move_count; i++) {
        if (strcmp(game->moves[i].text, move->text) == 0) {
            return ent_yaml_fail(ctx, map, "this move stands in the log already, of turn %d",
                                 game->moves[i].turn);
        }
    }
    return ENT_OK;
}

static ent_status
check_time(ent_ctx *ctx, const ent_game *game, const ent_yaml_node *map, int played)
{
    const ent_yaml_node *date = ent_yaml_get(map, "date");
    ent_span             span = ent_yaml_span(date, (ent_span){0, 1});

    if (played >= game->last) {
        return ent_yaml_fail(ctx, map, "the game is over: %d, its last year, has been played",
                             game->last);
    }
    return ent_date_year(span.from) > played
               ? ENT_OK
               : ent_yaml_fail(ctx, date, "a move of the past: the game stands at the end of %d",
                               played);
}

static ent_status
read_mover(ent_folding *f, const ent_yaml_node *map, ent_game_move *move)
{
    const ent_yaml_node *by = ent_yaml_get(map, "by"), *seen = ent_yaml_get(map, "seen_by");
    ent_status           status = ENT_OK;

    move->by = ENT_NO_STATE;
    move->secret = seen != NULL;
    if (strcmp(ent_yaml_text(by, ""), "umpire") != 0) {
        status = ent_folding_state(f, by, ent_yaml_text(by, ""), &move->by);
    }
    return status == ENT_OK
               ? ent_folding_states(f, seen, ENT_SCENARIO_MOST_WITH, &move->seen, &move->seen_count)
               : status;
}

static ent_status
read_move(ent_folding *f, ent_game *game, const ent_yaml_node *map, bool logged)
{
    ent_game_move move = {0};
    ent_status    status = turn_of(f->ctx, game, map, logged, &move.turn);

    if (status == ENT_OK) {
        status = check_time(f->ctx, game, map, end_of_turn(game, move.turn - 1));
    }
    if (status == ENT_OK) {
        status = read_mover(f, map, &move);
    }
    if (status == ENT_OK) {
        status = line_of(f->ctx, game, map, ent_move_fields + 1, &move.text);
    }
    f->move = game->move_count + 1;
    if (status == ENT_OK) {
        status = ent_folding_intervention(f, map);
    }
    if (status == ENT_OK) {
        status = check_move(f->ctx, game, map, &move);
    }
    if (status == ENT_OK && !ENT_GROW(game->moves, game->move_capacity, game->move_count + 1)) {
        status = ent_fail_nomem(f->ctx);
    }
    if (status == ENT_OK) {
        game->moves[game->move_count++] = move;
    }
    return status;
}

/* 4. rulings */

static bool
is_pair(ent_state x, ent_state y, ent_state a, ent_state b)
{
    return (x == a && y == b) || (x == b && y == a) || (b == ENT_NO_STATE && (x == a || y == a));
}

/* Outcomes and interventions say which pairs a game follows; b may be ENT_NO_STATE for any. */
static bool
follows(const ent_scenario *s, ent_state a, ent_state b)
{
    ent_state more[ENT_OUTCOME_MOST_PAIRS][2];

    for (size_t i = 0; i < s->outcome_count; i++) {
        size_t count = ent_outcome_pairs(&s->outcomes[i], more);

        if (is_pair(s->outcomes[i].a, s->outcomes[i].b, a, b)) {
            return true;
        }
        for (size_t k = 0; k < count; k++) {
            if (is_pair(more[k][0], more[k][1], a, b)) {
                return true;
            }
        }
    }
    for (size_t i = 0; i < s->intervention_count; i++) {
        for (size_t k = 0; k < s->interventions[i].effect_count; k++) {
            const ent_effect *effect = &s->interventions[i].effects[k];

            if (effect->a != effect->b && is_pair(effect->a, effect->b, a, b)) {
                return true;
            }
        }
    }
    return false;
}

static bool
is_of_one(ent_game_what what)
{
    return what == ENT_GAME_LEADER || what == ENT_GAME_REGIME;
}

/* Wars with somebody outside are of great powers alone; agreement is drawn where an outcome asks.
 */
static ent_status
check_ruled(ent_folding *f, const ent_yaml_node *map, const ent_game_ruling *ruling)
{
    const ent_scenario *s = f->scenario;
    bool                asked = ruling->what != ENT_GAME_VOTES;

    if (ruling->a == ruling->b) {
        return ent_yaml_fail(f->ctx, map, "'a' and 'b' are the same state");
    }
    if (!follows(s, ruling->a, ruling->b)) {
        return ent_yaml_fail(f->ctx, map,
                             "the game does not follow this: an outcome of the scenario or a "
                             "move that names the two states lets it");
    }
    if (ruling->what == ENT_GAME_WAR && ruling->b == ENT_NO_STATE &&
        !ent_is_great_power(ent_codes_id(f->codes, ruling->a))) {
        return ent_yaml_fail(f->ctx, map,
                             "only permanent members of the Security Council have wars with "
                             "somebody outside the game: name the other with 'b'");
    }
    for (size_t i = 0; i < s->outcome_count && !asked; i++) {
        asked = s->outcomes[i].kind == ENT_OUTCOME_VOTES_APART &&
                is_pair(s->outcomes[i].a, s->outcomes[i].b, ruling->a, ruling->b);
    }
    return asked ? ENT_OK
                 : ent_yaml_fail(f->ctx, map,
                                 "no outcome of the scenario asks about the votes of these two");
}

/* What a body passes is named by the outcome that asks for it. */
static ent_status
read_decision(ent_folding *f, const ent_yaml_node *map, ent_game_ruling *ruling)
{
    const ent_yaml_node *name = ent_yaml_get(map, "name");
    const ent_yaml_node *a = ent_yaml_get(map, "a"), *b = ent_yaml_get(map, "b");

    if (a != NULL || b != NULL) {
        return ent_yaml_fail(f->ctx, a != NULL ? a : b,
                             "of 'passes' the 'name' of an outcome says who is meant");
    }
    for (size_t i = 0; i < f->scenario->outcome_count && name != NULL; i++) {
        const ent_outcome *o = &f->scenario->outcomes[i];

        if (o->kind == ENT_OUTCOME_PASSES && strcmp(o->name, ent_yaml_text(name, "")) == 0) {
            ruling->decision = o;
            ruling->a = o->a;
            ruling->b = o->b;
            return ENT_OK;
        }
    }
    return ent_yaml_fail(f->ctx, name != NULL ? name : map,
                         "'name' is to be that of an outcome of kind 'passes' of the scenario");
}

static ent_status
read_ruled(ent_folding *f, const ent_yaml_node *map, ent_game_ruling *ruling)
{
    const ent_yaml_node *b = ent_yaml_get(map, "b"), *name = ent_yaml_get(map, "name");
    bool                 alone = is_of_one(ruling->what) || ruling->what == ENT_GAME_WAR;
    ent_status           status;

    if (ruling->what == ENT_GAME_PASSES) {
        return read_decision(f, map, ruling);
    }
    if (name != NULL) {
        return ent_yaml_fail(f->ctx, name, "'name' is of 'passes' alone");
    }
    status = ent_folding_read_state(f, map, "a", true, &ruling->a);
    if (status == ENT_OK) {
        status = ent_folding_read_state(f, map, "b", !alone, &ruling->b);
    }
    if (status == ENT_OK && b != NULL && is_of_one(ruling->what)) {
        return ent_yaml_fail(f->ctx, b, "'b' has no meaning for a %s", WHATS[ruling->what]);
    }
    return status == ENT_OK ? check_ruled(f, map, ruling) : status;
}

/* A level, a grade or an agreement; false: the text is none. */
static bool
read_amount(const char *text, ent_game_what what, double *out)
{
    int64_t level;

    if (what == ENT_GAME_VOTES) {
        return ent_number_read(text, strlen(text), out) && *out >= 0 && *out <= 1;
    }
    if (!ent_integer_read(text, strlen(text), &level) || level < 0 || level >= ENT_LEVELS) {
        return false;
    }
    *out = (double)level;
    return true;
}

static ent_status
read_value(ent_folding *f, const ent_yaml_node *node, ent_game_ruling *ruling)
{
    static const char *const TRUTH[] = {"false", "true", NULL};
    bool        grade = ruling->what == ENT_GAME_PEACE, votes = ruling->what == ENT_GAME_VOTES;
    const char *text = ent_yaml_text(node, "");

    if (ruling->what == ENT_GAME_LEVEL || votes) {
        return read_amount(text, ruling->what, &ruling->value)
                   ? ENT_OK
                   : ent_yaml_fail(f->ctx, node, "'value' is '%.40s', expected %s", text,
                                   votes ? "an agreement from 0 to 1" : "a level from 0 to 7");
    }
    ruling->value = ent_folding_choice(node, grade ? ent_grade_words : TRUTH, -1);
    return ruling->value >= 0
               ? ENT_OK
               : ent_yaml_fail(f->ctx, node, "'value' is '%.40s', expected %s", text,
                               grade ? "a grade of the peace scale from severe-rivalry to "
                                       "security-community"
                                     : "true or false");
}

static ent_status
read_ruling(ent_folding *f, ent_game *game, const ent_yaml_node *map, bool logged)
{
    const ent_yaml_node *year = ent_yaml_get(map, "year");
    ent_game_ruling      ruling = {
             .year = (int)ent_yaml_integer(year, 0),
             .what = (ent_game_what)ent_folding_choice(ent_yaml_get(map, "outcome"), RULED, 0)};
    ent_status status = turn_of(f->ctx, game, map, logged, &ruling.turn);
    int        before =
        status == ENT_OK && ruling.turn > 1 ? end_of_turn(game, ruling.turn - 2) : game->base;

    if (status == ENT_OK && (ruling.year <= before || ruling.year > game->last)) {
        return ent_yaml_fail(f->ctx, year,
                             "'year' is %d: what can be ruled upon are the years of the last turn "
                             "and those to come, %d to %d",
                             ruling.year, before + 1, game->last);
    }
    if (status == ENT_OK && game->ruling_count == ENT_GAME_MOST_RULINGS) {
        return ent_yaml_fail(f->ctx, map, "more than %d overrides", ENT_GAME_MOST_RULINGS);
    }
    if (status == ENT_OK) {
        status = read_ruled(f, map, &ruling);
    }
    if (status == ENT_OK) {
        status = read_value(f, ent_yaml_get(map, "value"), &ruling);
    }
    if (status == ENT_OK) {
        status = line_of(f->ctx, game, map, RULING + OWN_RULING_KEYS, &ruling.text);
    }
    if (status == ENT_OK) {
        ruling.reason =
            ent_arena_strdup(&game->arena, ent_yaml_text(ent_yaml_get(map, "reason"), ""));
        status = ruling.reason != NULL &&
                         ENT_GROW(game->rulings, game->ruling_capacity, game->ruling_count + 1)
                     ? ENT_OK
                     : ent_fail_nomem(f->ctx);
    }
    if (status == ENT_OK) {
        game->rulings[game->ruling_count++] = ruling;
    }
    return status;
}

/* 5. a log */

static ent_status
read_lists(ent_ctx *ctx, ent_game *game, const ent_yaml_node *root, bool logged)
{
    const ent_yaml_node *moves = ent_yaml_get(root, "moves");
    const ent_yaml_node *rulings = ent_yaml_get(root, "overrides");
    ent_scenario        *s = game->scenario;
    ent_folding          f = {.ctx = ctx,
                              .codes = game->codes,
                              .scenario = s,
                              .path = "",
                              .last_day = {s->base.to - 1, s->base.to},
                              .first_intervention = game->own,
                              .intervention_capacity = s->intervention_count};
    ent_status           status = ENT_OK;

    for (size_t i = 0; i < ent_yaml_count(moves) && status == ENT_OK; i++) {
        status = read_move(&f, game, ent_yaml_item(moves, i), logged);
    }
    for (size_t i = 0; i < ent_yaml_count(rulings) && status == ENT_OK; i++) {
        status = read_ruling(&f, game, ent_yaml_item(rulings, i), logged);
    }
    return status;
}

ent_status
ent_game_read_moves(ent_ctx *ctx, ent_game *game, const ent_yaml *yaml)
{
    return read_lists(ctx, game, ent_yaml_root(yaml), false);
}

static ent_status
read_turns(ent_ctx *ctx, ent_game *game, const ent_yaml_node *list)
{
    int last = game->base;

    if (ent_yaml_count(list) > ENT_SCENARIO_LONGEST) {
        return ent_yaml_fail(ctx, list, "more than %d turns", ENT_SCENARIO_LONGEST);
    }
    for (size_t i = 0; i < ent_yaml_count(list); i++) {
        const ent_yaml_node *item = ent_yaml_item(list, i);
        const char          *text = ent_yaml_text(item, "");
        int64_t              year;

        if (!ent_integer_read(text, strlen(text), &year) || year <= last || year > game->last) {
            return ent_yaml_fail(ctx, item,
                                 "a turn ends with '%.20s', expected a year from %d to "
                                 "%d",
                                 text, last + 1, game->last);
        }
        if (!ENT_GROW(game->turns, game->turn_capacity, game->turn_count + 1)) {
            return ent_fail_nomem(ctx);
        }
        last = game->turns[game->turn_count++] = (int)year;
    }
    return ENT_OK;
}

/* What of it is no fit of the model is found there: it is fitted again. */
static ent_status
read_fit(ent_ctx *ctx, ent_game *game, const ent_yaml_node *map)
{
    const ent_yaml_node *list = ent_yaml_get(map, "numbers");
    ent_formation_fit    fit = {.count = ent_yaml_count(list)};
    ent_status           status = ENT_OK;

    if (fit.count == 0) {
        return ENT_OK;
    }
    (void)snprintf(fit.key, sizeof fit.key, "%s", ent_yaml_text(ent_yaml_get(map, "sha256"), ""));
    fit.numbers = ent_arena_alloc(&game->arena, fit.count, sizeof *fit.numbers);
    if (fit.numbers == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < fit.count && status == ENT_OK; i++) {
        const ent_yaml_node *item = ent_yaml_item(list, i);
        const char          *text = ent_yaml_text(item, "");

        fit.numbers[i] = (double)NAN;
        if (strcmp(text, "none") != 0 && !ent_number_read(text, strlen(text), &fit.numbers[i])) {
            status = ent_yaml_fail(ctx, item, "'%.20s' is no number", text);
        }
    }
    return status == ENT_OK ? ent_formation_of_fit(ctx, &fit, &game->kept) : status;
}

ent_status
ent_game_read_log(ent_ctx *ctx, ent_game *game, const ent_yaml *yaml)
{
    const ent_yaml_node *root = ent_yaml_root(yaml), *name = ent_yaml_get(root, "game");
    const ent_yaml_node *seed = ent_yaml_get(root, "seed");
    uint64_t             logged = (uint64_t)ent_yaml_integer(seed, 1);
    ent_status           status;

    if (strcmp(ent_yaml_text(name, ""), game->scenario->name) != 0) {
        return ent_yaml_fail(ctx, name, "a game of the scenario '%.60s', not of '%.60s'",
                             ent_yaml_text(name, ""), game->scenario->name);
    }
    if (game->seed != 0 && game->seed != logged) {
        return ent_yaml_fail(ctx, seed,
                             "the game was begun with the seed %" PRIu64 ", not %" PRIu64, logged,
                             game->seed);
    }
    game->seed = logged;
    status = read_fit(ctx, game, ent_yaml_get(root, "fit"));
    if (status == ENT_OK) {
        status = read_turns(ctx, game, ent_yaml_get(root, "turns"));
    }
    return status == ENT_OK ? read_lists(ctx, game, root, true) : status;
}
