/*
 * file_outcome.c - the outcomes of a scenario file: schema, checks
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "scenario/file.h"
#include "scenario/outcome.h"

static const char *const OUTCOMES[] = {"level_at_least",
                                       "level_below",
                                       "defence_begins",
                                       "defence_ends",
                                       "dispute",
                                       "triangle",
                                       "obligation_begins",
                                       "obligation_ends",
                                       "peace_rises",
                                       "peace_falls",
                                       "peace_at_least",
                                       "votes_apart",
                                       "passes",
                                       "frustration_at_least",
                                       "settles",
                                       "same_bloc",
                                       NULL};

const char *
ent_outcome_kind_name(ent_outcome_kind kind)
{
    return OUTCOMES[kind];
}

static const char *const OPTIMA[] = {"lowest", "basins", NULL};
static const char *const TRIANGLES[] = {"menage", "romantic", "marriage", "unit-veto", NULL};
const char *const ent_grade_words[] = {"severe-rivalry", "lesser-rivalry",     "negative-peace",
                                       "warm-peace",     "security-community", NULL};

static const ent_yaml_field BARGAIN[] = {
    {"file", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "who bargains: a file, or one of the pack"},
    {"dim", ENT_YAML_INTEGER, false, 0, ENT_BARGAIN_MOST_DIMENSIONS - 1, NULL, NULL,
     "the dimension, counted from 0; 0"},
    {"above", ENT_YAML_NUMBER, false, 0, 100, NULL, NULL, "it settles above this position"},
    {"below", ENT_YAML_NUMBER, false, 0, 100, NULL, NULL, "it settles below this position"},
    {"noise", ENT_YAML_NUMBER, false, 0, 50, NULL, NULL,
     "percent, on what each brings, in each run; 5"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

const ent_yaml_field ent_outcome_fields[] = {
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "as it is printed"},
    {"kind", ENT_YAML_CHOICE, true, 0, 0, OUTCOMES, NULL, "what is counted over runs"},
    {"a", ENT_YAML_STATE, true, 0, 0, NULL, NULL, "a state; the sponsor of a motion"},
    {"b", ENT_YAML_STATE, true, 0, 0, NULL, NULL, "another state; the one a motion is against"},
    {"c", ENT_YAML_STATE, false, 0, 0, NULL, NULL, "the third corner of a triangle"},
    {"with", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "the states beside a and b: of a network of ties, of a landscape"},
    {"optima", ENT_YAML_CHOICE, false, 0, 0, OPTIMA, NULL,
     "of a landscape: the lowest optimum, or each by its basin; lowest"},
    {"level", ENT_YAML_INTEGER, false, 0, 7, NULL, NULL, "cooperation level"},
    {"type", ENT_YAML_CHOICE, false, 0, 0, TRIANGLES, NULL, "type of triangle"},
    {"grade", ENT_YAML_CHOICE, false, 0, 0, ent_grade_words, NULL, "grade of the peace scale"},
    {"distance", ENT_YAML_NUMBER, false, 0.01, 1, NULL, NULL,
     "1 less the agreement of two states in votes"},
    {"count", ENT_YAML_INTEGER, false, 1, 100, NULL, NULL, "number of frustrated ties; 1"},
    {"institution", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "the body that is to pass a motion"},
    {"motion", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "a motion of the pack or a file; else that of the sponsor against b"},
    {"bargain", ENT_YAML_MAP, false, 0, 0, NULL, BARGAIN, "what is bargained over, and what for"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

/* The keys that not every kind understands, the kinds that do, and those that need them. */
#define OF(kind) (1U << ENT_OUTCOME_##kind)
static const struct {
    const char *key;
    unsigned    kinds, needed;
    const char *what;
} SPECIAL_KEYS[] = {
    {"level", OF(LEVEL_AT_LEAST) | OF(LEVEL_BELOW), OF(LEVEL_AT_LEAST) | OF(LEVEL_BELOW),
     "the cooperation level, 0 to 7"},
    {"c", OF(TRIANGLE), OF(TRIANGLE), "a state is needed here"},
    {"type", OF(TRIANGLE), OF(TRIANGLE), "the type of triangle"},
    {"grade", OF(PEACE_AT_LEAST), OF(PEACE_AT_LEAST), "the grade of the peace scale"},
    {"distance", OF(VOTES_APART), OF(VOTES_APART), "1 less the agreement, above 0 to 1"},
    {"with", OF(FRUSTRATION_AT_LEAST) | OF(SAME_BLOC), OF(FRUSTRATION_AT_LEAST) | OF(SAME_BLOC),
     "the other states of the network"},
    {"optima", OF(SAME_BLOC), 0, NULL},
    {"count", OF(FRUSTRATION_AT_LEAST), 0, NULL},
    {"institution", OF(PASSES), OF(PASSES), "the body that is asked"},
    {"motion", OF(PASSES), 0, NULL},
    {"bargain", OF(SETTLES), OF(SETTLES), "who bargains: file, and above or below"}};

static ent_status
check_keys(ent_folding *f, const ent_yaml_node *map, ent_outcome_kind kind)
{
    for (size_t i = 0; i < sizeof SPECIAL_KEYS / sizeof SPECIAL_KEYS[0]; i++) {
        const ent_yaml_node *node = ent_yaml_get(map, SPECIAL_KEYS[i].key);

        if (node != NULL && (SPECIAL_KEYS[i].kinds >> kind & 1) == 0) {
            return ent_yaml_fail(f->ctx, node, "'%s' has no meaning for an outcome of kind %s",
                                 SPECIAL_KEYS[i].key, OUTCOMES[kind]);
        }
        if (node == NULL && (SPECIAL_KEYS[i].needed >> kind & 1) != 0) {
            return ent_yaml_fail(f->ctx, map, "'%s' is missing: %s", SPECIAL_KEYS[i].key,
                                 SPECIAL_KEYS[i].what);
        }
    }
    return ENT_OK;
}

static bool
has_twice(const ent_outcome *o)
{
    bool twice =
        o->a == o->b || (o->kind == ENT_OUTCOME_TRIANGLE && (o->c == o->a || o->c == o->b));

    for (size_t i = 0; i < o->with_count; i++) {
        twice = twice || o->with[i] == o->a || o->with[i] == o->b;
    }
    return twice;
}

static ent_status
check_network(ent_folding *f, const ent_yaml_node *map, const ent_outcome *o)
{
    int n = (int)o->with_count + 2, most = (n - 1) * (n - 1) / 4;

    if (n < 3) {
        return ent_yaml_fail(f->ctx, map, "'with' is empty: two states are no network");
    }
    if (o->kind == ENT_OUTCOME_FRUSTRATION_AT_LEAST && o->level > most) {
        return ent_yaml_fail(f->ctx, map,
                             "cannot happen: of %d states no more than %d ties can be frustrated",
                             n, most);
    }
    return ENT_OK;
}

static ent_status
check_body(ent_folding *f, const ent_yaml_node *map, const ent_outcome *o)
{
    const ent_yaml_node *node = ent_yaml_get(map, "institution");
    ent_body             body;
    ent_status status = ent_body_of(f->ctx, f->codes, o->institution, f->last_day.from, &body);

    if (status != ENT_OK) {
        return status;
    }
    if (!body.exists) {
        return ent_yaml_fail(f->ctx, node,
                             "'%.40s' is no institution of the record on the base date; `entente "
                             "list institutions` names them",
                             o->institution);
    }
    return body.decides
               ? ENT_OK
               : ent_yaml_fail(f->ctx, node, "'%.40s' has no decision rule: it passes nothing",
                               o->institution);
}

static ent_status
check_motion(ent_folding *f, const ent_yaml_node *map, const ent_outcome *o)
{
    ent_motion motion;
    ent_status status;

    if (o->motion == NULL) {
        return ENT_OK;
    }
    status = ent_motion_load(f->ctx, f->codes, o->motion, &motion);
    if (status == ENT_OK) {
        ent_motion_clear(&motion);
        return ENT_OK;
    }
    return status == ENT_E_NOMEM
               ? status
               : ent_yaml_fail(f->ctx, ent_yaml_get(map, "motion"), "%s", ent_ctx_error(f->ctx));
}

/* Where a file that an outcome names stands: as seen from the scenario's own. */
static ent_status
find_path(ent_folding *f, const char *named, const char **out)
{
    const char *slash = f->path != NULL ? strrchr(f->path, '/') : NULL;

    *out = named;
    if (slash != NULL && named[0] != '/' && strncmp(f->path, "data:", 5) != 0 &&
        strchr(named, '.') != NULL) {
        *out = ent_arena_printf(&f->scenario->arena, "%.*s/%s", (int)(slash - f->path), f->path,
                                named);
    }
    return *out != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

/* The two that an outcome names are among those who bargain. */
static ent_status
check_actors(ent_folding *f, const ent_yaml_node *map, const ent_issue *issue, const ent_outcome *o)
{
    size_t           count;
    const ent_state *states = ent_issue_states(issue, &count);
    bool             found[2] = {false, false};

    for (size_t i = 0; i < count; i++) {
        found[0] = found[0] || states[i] == o->a;
        found[1] = found[1] || states[i] == o->b;
    }
    for (size_t i = 0; i < 2; i++) {
        const ent_yaml_node *node = ent_yaml_get(map, i == 0 ? "a" : "b");

        if (!found[i]) {
            return ent_yaml_fail(f->ctx, node, "%s is no actor of the bargain",
                                 ent_yaml_text(node, ""));
        }
    }
    return ENT_OK;
}

static ent_status
open_issue(ent_folding *f, const ent_yaml_node *map, ent_outcome *o)
{
    const ent_yaml_node *above = ent_yaml_get(map, "above"), *below = ent_yaml_get(map, "below");
    ent_issue_question   question = {.dimension =
                                         (size_t)ent_yaml_integer(ent_yaml_get(map, "dim"), 0),
                                     .threshold = ent_yaml_number(above != NULL ? above : below, 0),
                                     .below = below != NULL,
                                     .noise = ent_yaml_number(ent_yaml_get(map, "noise"), 5)};
    const ent_yaml_node *file = ent_yaml_get(map, "file");
    ent_scenario        *s = f->scenario;
    const char          *path;
    ent_issue           *issue;
    ent_status           status;

    if ((above != NULL) == (below != NULL)) {
        return ent_yaml_fail(f->ctx, map, "one of 'above' and 'below' says what is asked");
    }
    status = find_path(f, ent_yaml_text(file, ""), &path);
    if (status == ENT_OK && !ENT_GROW(s->issues, f->issue_capacity, s->issue_count + 1)) {
        status = ent_fail_nomem(f->ctx);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent_issue_open(f->ctx, f->codes, f->last_day.from, path, &question, &issue);
    if (status != ENT_OK) {
        return status == ENT_E_NOMEM ? status
                                     : ent_yaml_fail(f->ctx, file, "%s", ent_ctx_error(f->ctx));
    }
    s->issues[s->issue_count++] = issue;
    o->issue = issue;
    return ENT_OK;
}

static ent_status
check_bargain(ent_folding *f, const ent_yaml_node *map, ent_outcome *o)
{
    ent_status status = open_issue(f, ent_yaml_get(map, "bargain"), o);

    return status == ENT_OK ? check_actors(f, map, o->issue, o) : status;
}

static ent_status
check_outcome(ent_folding *f, const ent_yaml_node *map, ent_outcome *o)
{
    if (has_twice(o)) {
        return ent_yaml_fail(f->ctx, map, "the states of an outcome must differ");
    }
    if (o->kind == ENT_OUTCOME_LEVEL_BELOW && o->level == 0) {
        return ent_yaml_fail(f->ctx, ent_yaml_get(map, "level"), "no level is below 0");
    }
    if (o->kind == ENT_OUTCOME_LEVEL_AT_LEAST && o->level == 0) {
        return ent_yaml_fail(f->ctx, ent_yaml_get(map, "level"), "every level is at least 0");
    }
    if (o->kind == ENT_OUTCOME_PEACE_AT_LEAST && o->level == 0) {
        return ent_yaml_fail(f->ctx, ent_yaml_get(map, "grade"),
                             "every grade is at least '%s', the lowest", ent_grade_words[0]);
    }
    for (size_t i = 0; i < f->scenario->outcome_count; i++) {
        if (strcmp(f->scenario->outcomes[i].name, o->name) == 0) {
            return ent_yaml_fail(f->ctx, map, "two outcomes are named '%.40s'", o->name);
        }
    }
    if (ent_outcome_is_of_network(o->kind)) {
        return check_network(f, map, o);
    }
    if (o->kind == ENT_OUTCOME_SETTLES) {
        return check_bargain(f, map, o);
    }
    if (o->kind == ENT_OUTCOME_PASSES) {
        ent_status status = check_body(f, map, o);

        return status == ENT_OK ? check_motion(f, map, o) : status;
    }
    return ENT_OK;
}

static ent_status
copy_text(ent_folding *f, const ent_yaml_node *map, const char *key, const char **out)
{
    const ent_yaml_node *node = ent_yaml_get(map, key);

    *out = NULL;
    if (node != NULL) {
        *out = ent_arena_strdup(&f->scenario->arena, ent_yaml_text(node, ""));
    }
    return node == NULL || *out != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

static ent_status
read_motion(ent_folding *f, const ent_yaml_node *map, ent_outcome *o)
{
    ent_status status = copy_text(f, map, "motion", &o->motion);

    return status == ENT_OK && o->motion != NULL ? find_path(f, o->motion, &o->motion) : status;
}

static int
level_of(const ent_yaml_node *map, ent_outcome_kind kind)
{
    return kind == ENT_OUTCOME_PEACE_AT_LEAST
               ? ent_folding_choice(ent_yaml_get(map, "grade"), ent_grade_words, 0)
           : kind == ENT_OUTCOME_FRUSTRATION_AT_LEAST
               ? (int)ent_yaml_integer(ent_yaml_get(map, "count"), 1)
               : (int)ent_yaml_integer(ent_yaml_get(map, "level"), 0);
}

static ent_status
read_outcome(ent_folding *f, const ent_yaml_node *map, ent_outcome *o)
{
    ent_status status = copy_text(f, map, "name", &o->name);

    if (status == ENT_OK) {
        status = ent_folding_place(f, map, &o->place);
    }
    o->kind = (ent_outcome_kind)ent_folding_choice(ent_yaml_get(map, "kind"), OUTCOMES, 0);
    o->level = level_of(map, o->kind);
    o->type = (ent_triangle)ent_folding_choice(ent_yaml_get(map, "type"), TRIANGLES, 0);
    o->basins = ent_folding_choice(ent_yaml_get(map, "optima"), OPTIMA, 0) == 1;
    o->distance = ent_yaml_number(ent_yaml_get(map, "distance"), 0);
    if (status == ENT_OK) {
        status = copy_text(f, map, "institution", &o->institution);
    }
    if (status == ENT_OK) {
        status = read_motion(f, map, o);
    }
    if (status == ENT_OK) {
        status = check_keys(f, map, o->kind);
    }
    if (status == ENT_OK) {
        status = ent_folding_read_state(f, map, "a", true, &o->a);
    }
    if (status == ENT_OK) {
        status = ent_folding_read_state(f, map, "b", true, &o->b);
    }
    if (status == ENT_OK) {
        status = ent_folding_read_state(f, map, "c", false, &o->c);
    }
    o->c = o->c == ENT_NO_STATE ? o->a : o->c;
    return status == ENT_OK
               ? ent_folding_states(f, ent_yaml_get(map, "with"), ENT_OUTCOME_MOST_STATES - 2,
                                    &o->with, &o->with_count)
               : status;
}

/* Beside the model always stands what needs none and tells decisions as well. */
static ent_status
add_rival(ent_folding *f, const ent_yaml_node *map, const ent_outcome *o)
{
    ent_scenario *s = f->scenario;
    ent_outcome  *rival = &s->outcomes[s->outcome_count];

    if (s->outcome_count == ENT_SCENARIO_MOST_OUTCOMES) {
        return ent_yaml_fail(f->ctx, map, "more than %d outcomes, with the rivals of bargains",
                             ENT_SCENARIO_MOST_OUTCOMES);
    }
    *rival = *o;
    rival->rule = ENT_SETTLED_BY_WEIGHTED_MEAN;
    rival->name = ent_arena_printf(&s->arena, "%s (weighted mean)", o->name);
    if (rival->name == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    s->outcome_count++;
    return ENT_OK;
}

ent_status
ent_folding_outcome(ent_folding *f, const ent_yaml_node *map)
{
    ent_scenario *s = f->scenario;
    ent_outcome   outcome = {0};
    ent_status    status;

    if (s->outcome_count == ENT_SCENARIO_MOST_OUTCOMES) {
        return ent_yaml_fail(f->ctx, map, "more than %d outcomes", ENT_SCENARIO_MOST_OUTCOMES);
    }
    status = read_outcome(f, map, &outcome);
    if (status == ENT_OK) {
        status = check_outcome(f, map, &outcome);
    }
    if (status == ENT_OK && !ENT_GROW(s->outcomes, f->outcome_capacity, s->outcome_count + 2)) {
        status = ent_fail_nomem(f->ctx);
    }
    if (status != ENT_OK) {
        return status;
    }
    s->outcomes[s->outcome_count++] = outcome;
    return outcome.kind == ENT_OUTCOME_SETTLES ? add_rival(f, map, &outcome) : ENT_OK;
}
