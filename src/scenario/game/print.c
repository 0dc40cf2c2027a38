/*
 * print.c - the file of a game, and what happened in it as lines
 *
 *   1. what happened     2. heading and log     3. where it stands     4. all
 *
 * SPDX-License-Identifier: MIT
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/digest.h"
#include "scenario/file.h"
#include "scenario/game/game.h"

/* 1. what happened */

static void
add_number(ent_text *out, const char *before, double value)
{
    char text[32];

    (void)ent_number_print_digits(value, 6, text, sizeof text);
    ent_text_addf(out, "%s%s", before, text);
}

void
ent_game_value(ent_game_what what, double value, ent_text *out)
{
    if (isnan(value)) {
        return;
    }
    switch (what) {
    case ENT_GAME_PEACE:
        ent_text_add(out, ent_grade_words[(int)value]);
        break;
    case ENT_GAME_LEVEL:
    case ENT_GAME_SANCTION:
    case ENT_GAME_RIVALRY:
    case ENT_GAME_VOTES:
        add_number(out, "", value);
        break;
    default:
        ent_text_add(out, value > 0 ? "true" : "false");
        break;
    }
}

void
ent_game_told(const ent_game *game, const ent_game_event *event, ent_text *out)
{
    const ent_game_move *move = event->change != NULL && event->change->move > 0
                                    ? &game->moves[event->change->move - 1]
                                    : NULL;

    if (move == NULL || !move->secret) {
        ent_text_add(out, "all");
        return;
    }
    ent_text_add(out, move->by != ENT_NO_STATE ? ent_codes_id(game->codes, move->by) : "");
    for (size_t i = 0; i < move->seen_count; i++) {
        ent_text_addf(out, "%s%s", out->length > 0 ? " " : "",
                      ent_codes_id(game->codes, move->seen[i]));
    }
}

static void
describe_change(const ent_game *game, const ent_intervention *change, ent_text *out)
{
    const ent_game_move *move = change->move > 0 ? &game->moves[change->move - 1] : NULL;

    ent_text_addf(out, "%s: %s",
                  move == NULL               ? "the scenario"
                  : move->by == ENT_NO_STATE ? "the umpire"
                                             : ent_codes_id(game->codes, move->by),
                  change->shown);
}

void
ent_game_describe(const ent_game *game, const ent_game_event *event, ent_text *out)
{
    if (event->change != NULL) {
        describe_change(game, event->change, out);
        return;
    }
    ent_text_add(out, ent_game_what_name(event->what));
    if (event->decision != NULL) {
        ent_text_addf(out, " '%s'", event->decision->name);
    } else {
        ent_text_addf(out, " %s", ent_codes_id(game->codes, event->a));
        ent_text_addf(out, "%s%s", event->b != ENT_NO_STATE ? " " : "",
                      event->b != ENT_NO_STATE ? ent_codes_id(game->codes, event->b) : "");
    }
    ent_text_add(out, ": ");
    ent_game_value(event->what, event->is, out);
    if (!isnan(event->was)) {
        ent_text_add(out, ", was ");
        ent_game_value(event->what, event->was, out);
    }
    if (event->ruling != NULL) {
        ent_text_add(out, "; the umpire's, in place of ");
        ent_game_value(event->what, event->drawn, out);
        ent_text_addf(out, ": %s", event->ruling->reason);
    } else if (!isnan(event->chance)) {
        add_number(out, " (chance ", event->chance);
        ent_text_add(out, ")");
    }
}

/* 2. heading and log */

static void
add_quoted(ent_text *out, const char *before, ent_text *line)
{
    ent_text_add(out, before);
    ent_text_add_json(out, ent_text_get(line), line->length);
    ent_text_add(out, "\n");
    out->failed |= line->failed;
    ent_text_reset(line);
}

static void
print_heading(const ent_game *game, ent_text *out)
{
    const ent_source_file *const *sources;
    const ent_scenario           *s = game->scenario;
    size_t                        count;
    char                          day[16];

    ent_date_print(s->base.to - 1, day);
    ent_text_add(out, "# A game of entente, see entente-game(7). Moves and overrides come from "
                      "files of moves;\n# what is changed here by hand breaks the seal at the "
                      "end.\nformat: 1\ngame: ");
    ent_text_add_json(out, s->name, strlen(s->name));
    ent_text_addf(out,
                  "\nscenario_sha256: %s\nentente: %s\nseed: %" PRIu64 "\nbase: %s\nlast: %d\n",
                  s->digest, ent_version(), game->seed, day, game->last);
    sources = ent_record_sources(game->record, &count);
    ent_text_add(out, count > 0 ? "record:\n" : "");
    for (size_t i = 0; i < count; i++) {
        ent_text line;

        ent_text_init(&line);
        ent_text_addf(&line, "%s %s", sources[i]->set, sources[i]->version);
        add_quoted(out, "  - ", &line);
        ent_text_clear(&line);
    }
}

static void
print_log(const ent_game *game, ent_text *out)
{
    ent_text_add(out, "turns: [");
    for (size_t i = 0; i < game->turn_count; i++) {
        ent_text_addf(out, "%s%d", i > 0 ? ", " : "", game->turns[i]);
    }
    ent_text_add(out, game->move_count > 0 ? "]\nmoves:\n" : "]\n");
    for (size_t i = 0; i < game->move_count; i++) {
        ent_text_addf(out, "  - {turn: %d, ", game->moves[i].turn);
        ent_text_add(out, game->moves[i].text);
        ent_text_add(out, "}\n");
    }
    ent_text_add(out, game->ruling_count > 0 ? "overrides:\n" : "");
    for (size_t i = 0; i < game->ruling_count; i++) {
        ent_text_addf(out, "  - {turn: %d, ", game->rulings[i].turn);
        ent_text_add(out, game->rulings[i].text);
        ent_text_add(out, "}\n");
    }
}

static void
print_years(const ent_game *game, ent_text *out)
{
    ent_text line;
    size_t   at = 0;

    ent_text_init(&line);
    ent_text_add(out, game->year > game->base ? "years:\n" : "years: []\n");
    for (int year = game->base + 1; year <= game->year; year++) {
        bool any = at < game->event_count && game->events[at].year == year;

        ent_text_addf(out, "  - year: %d\n%s", year, any ? "    happened:\n" : "");
        for (; at < game->event_count && game->events[at].year == year; at++) {
            ent_game_describe(game, &game->events[at], &line);
            add_quoted(out, "      - ", &line);
        }
    }
    ent_text_clear(&line);
}

/* 3. where it stands */

static void
describe_obligation(const char *what, size_t pact, ent_text *out)
{
    ent_text_addf(out, "%s %s%s%s", what, (pact & ENT_PACT_HOLDS) != 0 ? "hold" : "none",
                  (pact & ENT_PACT_BEGAN) != 0 ? ", begun in the game" : "",
                  (pact & ENT_PACT_ENDED) != 0 ? ", ended in the game" : "");
}

static void
describe_pair(const ent_game *game, const ent_pair *pair, ent_text *out)
{
    const ent_world *w = &game->world;
    ent_standing     at = ent_game_standing(pair);

    ent_text_addf(out, "%s %s: level %zu, %s", ent_codes_id(game->codes, w->states[pair->a]),
                  ent_codes_id(game->codes, w->states[pair->b]), at.level,
                  ent_grade_words[at.grade]);
    describe_obligation(", defence", at.pact, out);
    describe_obligation(", other obligations", at.bond, out);
    if (pair->pull != 0) {
        add_number(out, ", pull ", pair->pull);
    }
}

/* Nothing where one does nothing to the other. */
static void
describe_tie(const ent_game *game, size_t a, size_t b, ent_text *out)
{
    const ent_world   *w = &game->world;
    const ent_tension *t = ent_world_tension(w, (int)a, (int)b);
    double             force = ent_world_force(w, (int)a, (int)b);

    if (!(t->rivalry > 0) && !(t->sanctions > 0) && !(force > 0) && t->presence == 0 &&
        !(t->dispute > 0)) {
        return;
    }
    ent_text_addf(out, "%s on %s:", ent_codes_id(game->codes, w->states[a]),
                  ent_codes_id(game->codes, w->states[b]));
    add_number(out, " rivalry ", (double)t->rivalry);
    add_number(out, ", sanctions ", (double)t->sanctions);
    add_number(out, ", force ", force);
    if (force > 0) {
        ent_text_addf(out, " to %d",
                      t->force > 0 && t->force_until > t->imposed_until ? t->force_until
                                                                        : t->imposed_until);
    }
    add_number(out, ", presence ", t->presence);
    ent_text_add(out, t->dispute > 0 ? ", a dispute began" : "");
    ent_text_add(out, ent_world_at_war(w, a, b) ? ", at war" : "");
}

static void
print_ties(const ent_game *game, ent_text *out)
{
    const ent_world *w = &game->world;
    ent_text         line;
    bool             any = false;

    ent_text_init(&line);
    for (size_t a = 0; a < w->state_count; a++) {
        for (size_t b = 0; b < w->state_count; b++) {
            if (a != b) {
                describe_tie(game, a, b, &line);
            }
            if (line.length > 0 || line.failed) {
                ent_text_add(out, any ? "" : "  ties:\n");
                any = true;
                add_quoted(out, "    - ", &line);
            }
        }
    }
    ent_text_clear(&line);
}

static void
print_votes(const ent_game *game, ent_text *out)
{
    ent_text line;
    bool     any = false;

    ent_text_init(&line);
    for (size_t i = 0; i < game->scenario->outcome_count; i++) {
        const ent_outcome *o = &game->scenario->outcomes[i];

        if (o->kind == ENT_OUTCOME_VOTES_APART) {
            ent_text_add(out, any ? "" : "  votes:\n");
            any = true;
            ent_text_addf(&line, "%s %s:", ent_codes_id(game->codes, o->a),
                          ent_codes_id(game->codes, o->b));
            add_number(&line, " ", o->agreement);
            add_quoted(out, "    - ", &line);
        }
    }
    ent_text_clear(&line);
}

static void
print_state(const ent_game *game, ent_text *out)
{
    const ent_world *w = &game->world;
    ent_text         line;

    ent_text_init(&line);
    ent_text_addf(out, "state:\n  year: %d\n%s", game->year, w->pair_count > 0 ? "  pairs:\n" : "");
    for (size_t i = 0; i < w->pair_count; i++) {
        describe_pair(game, &w->pairs[i], &line);
        add_quoted(out, "    - ", &line);
    }
    print_ties(game, out);
    ent_text_add(out, "  power:\n");
    for (size_t i = 0; i < w->state_count; i++) {
        ent_text_add(&line, ent_codes_id(game->codes, w->states[i]));
        add_number(&line, " ", w->weights[i]);
        if (w->unrest[i] != 0) {
            add_number(&line, ", upheaval ", w->unrest[i]);
        }
        if (w->stances[i].war_since > 0) {
            ent_text_addf(&line, ", at war since %d%s", w->stances[i].war_since,
                          w->stances[i].campaign ? " (with somebody outside)" : "");
        }
        add_quoted(out, "    - ", &line);
    }
    ent_text_clear(&line);
    print_votes(game, out);
}

/* 4. all */

/* What the model of obligations was fitted to be: numbers that read back exactly. */
static void
print_fit(const ent_game *game, ent_text *out)
{
    const ent_formation_fit *fit;

    if (game->ground.formation == NULL) {
        return;
    }
    fit = ent_formation_fitted(game->ground.formation);
    ent_text_addf(out, "fit:\n  sha256: %s\n  numbers: [", fit->key);
    for (size_t i = 0; i < fit->count; i++) {
        ent_text_add(out, i > 0 ? ", " : "");
        if (isnan(fit->numbers[i])) {
            ent_text_add(out, "none");
        } else {
            ent_text_add_number(out, fit->numbers[i]);
        }
    }
    ent_text_add(out, "]\n");
}

ent_status
ent_game_print(ent_ctx *ctx, const ent_game *game, ent_text *out)
{
    char seal[65];

    print_heading(game, out);
    print_log(game, out);
    print_fit(game, out);
    print_years(game, out);
    print_state(game, out);
    ent_sha256(ent_text_get(out), out->length, seal);
    ent_text_addf(out, "sha256: %s\n", seal);
    return out->failed ? ent_fail_nomem(ctx) : ENT_OK;
}
