/*
 * file.c - scenario files: schema, inheritance, interventions, outcomes
 *
 *   1. schema     2. interventions     3. outcomes     4. folding
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "scenario/chain.h"
#include "scenario/scenario.h"

/* 1. schema */

static const char *const KINDS[] = {"dispute", "sanction",    "rivalry",    "rapprochement",
                                    "treaty",  "cooperation", "capability", NULL};
static const char *const CHANGES[] = {"begins", "ends", NULL};
static const char *const BASES[] = {"estimated", "literature", "assumed", NULL};
static const char *const OUTCOMES[] = {
    "level_at_least", "level_below", "defence_begins", "defence_ends", "dispute", "triangle", NULL};
static const char *const TRIANGLES[] = {"menage", "romantic", "marriage", "unit-veto", NULL};

static const ent_yaml_field INTERVENTION[] = {
    {"date", ENT_YAML_DATE, true, 0, 0, NULL, NULL, "when it happens, after the base date"},
    {"kind", ENT_YAML_CHOICE, true, 0, 0, KINDS, NULL, "what happens"},
    {"a", ENT_YAML_STATE, true, 0, 0, NULL, NULL, "the state that acts"},
    {"b", ENT_YAML_STATE, false, 0, 0, NULL, NULL, "the state acted on, or the other side"},
    {"change", ENT_YAML_CHOICE, false, 0, 0, CHANGES, NULL,
     "of a sanction, rivalry or treaty; begins unless said otherwise"},
    {"years", ENT_YAML_INTEGER, false, 1, 50, NULL, NULL, "how long a dispute lasts; 1"},
    {"count", ENT_YAML_NUMBER, false, 0.1, 100, NULL, NULL, "number of sanctions; 3"},
    {"level", ENT_YAML_INTEGER, false, 0, 7, NULL, NULL, "cooperation level that is reached"},
    {"factor", ENT_YAML_NUMBER, false, 0.01, 100, NULL, NULL, "by which a capability changes"},
    {"basis", ENT_YAML_CHOICE, false, 0, 0, BASES, NULL,
     "what its size rests on; assumed unless said otherwise"},
    {"size", ENT_YAML_NUMBER, false, 0.01, 10, NULL, NULL,
     "strength, 1 as written; assumed sizes are drawn from 0 to twice this"},
    {"sd", ENT_YAML_NUMBER, false, 0, 10, NULL, NULL,
     "standard deviation of an estimated size or one from the literature"},
    {"source", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "of a size from the literature"},
    {"note", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "for the reader"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field OUTCOME[] = {
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "as it is printed"},
    {"kind", ENT_YAML_CHOICE, true, 0, 0, OUTCOMES, NULL, "what is counted over runs"},
    {"a", ENT_YAML_STATE, true, 0, 0, NULL, NULL, "a state"},
    {"b", ENT_YAML_STATE, true, 0, 0, NULL, NULL, "another state"},
    {"c", ENT_YAML_STATE, false, 0, 0, NULL, NULL, "the third corner of a triangle"},
    {"level", ENT_YAML_INTEGER, false, 0, 7, NULL, NULL, "cooperation level"},
    {"type", ENT_YAML_CHOICE, false, 0, 0, TRIANGLES, NULL, "type of triangle"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field SCENARIO[] = {
    {"format", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "1"},
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "short, as it is printed"},
    {"title", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "one line for people"},
    {"about", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "which document speaks of it, and what that document expects"},
    {"extends", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "a scenario of the pack or a YAML file, from which this one states only the differences"},
    {"base", ENT_YAML_DATE, false, 0, 0, NULL, NULL, "date of the system that the runs start from"},
    {"horizon", ENT_YAML_INTEGER, false, 0, ENT_SCENARIO_LONGEST, NULL, NULL, "years to run"},
    {"runs", ENT_YAML_INTEGER, false, 1, ENT_SCENARIO_MOST_RUNS, NULL, NULL, "number of runs"},
    {"interventions", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, INTERVENTION,
     "what happens that the rule would not bring"},
    {"outcomes", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, OUTCOME,
     "what is counted; replaces the outcomes of the scenario extended"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

ent_status
ent_scenario_schema(ent_ctx *ctx, char **out)
{
    ent_text text;

    ent_text_init(&text);
    ent_yaml_print_schema("entente scenario", SCENARIO, &text);
    if (text.failed) {
        ent_text_clear(&text);
        return ent_fail_nomem(ctx);
    }
    *out = text.bytes;
    return ENT_OK;
}

void
ent_scenario_schema_free(char *schema)
{
    ent_free(schema);
}

/* 2. interventions */

typedef struct folding {
    ent_ctx         *ctx;
    const ent_codes *codes;
    ent_scenario    *scenario;
    ent_span         last_day; /* of the base: the system that the runs start from */
    size_t           intervention_capacity, outcome_capacity;
} folding;

static ent_status
read_state(folding *f, const ent_yaml_node *map, const char *key, ent_state *out)
{
    const ent_yaml_node *node = ent_yaml_get(map, key);
    const char          *id = ent_yaml_text(node, "");
    ent_state            state;
    ent_status           status;

    if (node == NULL) {
        return ent_yaml_fail(f->ctx, map, "'%s' is missing: a state is needed here", key);
    }
    status = ent_codes_from(f->ctx, f->codes, ENT_SCHEME_ID, id, ENT_NO_DAY, &state);
    if (status == ENT_E_NOTFOUND || status == ENT_E_ARG) {
        return ent_yaml_fail(f->ctx, node, "%s", ent_ctx_error(f->ctx));
    }
    if (status != ENT_OK) {
        return status;
    }
    if (!ent_codes_exists(f->codes, state, f->last_day)) {
        char day[16];

        ent_date_print(f->last_day.from, day);
        return ent_yaml_fail(f->ctx, node, "'%.20s' is no state of the system on %s, the base date",
                             id, day);
    }
    *out = state;
    return ENT_OK;
}

static int
choice_index(const ent_yaml_node *node, const char *const *choices, int otherwise)
{
    for (int i = 0; node != NULL && choices[i] != NULL; i++) {
        if (strcmp(ent_yaml_text(node, ""), choices[i]) == 0) {
            return i;
        }
    }
    return otherwise;
}

static ent_status
check_basis(folding *f, const ent_yaml_node *map, const ent_intervention *change)
{
    if (change->basis != ENT_BASIS_ASSUMED && ent_yaml_get(map, "source") == NULL) {
        return ent_yaml_fail(f->ctx, map,
                             "a size that is not assumed needs a 'source' that a reader can find");
    }
    if (change->basis == ENT_BASIS_ASSUMED && ent_yaml_get(map, "sd") != NULL) {
        return ent_yaml_fail(f->ctx, ent_yaml_get(map, "sd"),
                             "an assumed size has no 'sd': it is drawn from 0 to twice 'size'");
    }
    return ENT_OK;
}

/* The keys that not every kind understands, and the kinds that do. */
static const struct {
    const char *key;
    unsigned    kinds;
} SPECIAL_KEYS[] = {{"b", ~(1U << ENT_INTERVENTION_CAPABILITY)},
                    {"change", 1U << ENT_INTERVENTION_SANCTION | 1U << ENT_INTERVENTION_RIVALRY |
                                   1U << ENT_INTERVENTION_TREATY},
                    {"years", 1U << ENT_INTERVENTION_DISPUTE},
                    {"count", 1U << ENT_INTERVENTION_SANCTION},
                    {"level", 1U << ENT_INTERVENTION_COOPERATION},
                    {"factor", 1U << ENT_INTERVENTION_CAPABILITY},
                    /* a treaty is there or not, a level is reached or not: neither has a size */
                    {"size", ~(1U << ENT_INTERVENTION_TREATY | 1U << ENT_INTERVENTION_COOPERATION)},
                    {"sd", ~(1U << ENT_INTERVENTION_TREATY | 1U << ENT_INTERVENTION_COOPERATION)}};

/* A key that would be passed over in silence is a misunderstanding. */
static ent_status
check_keys(folding *f, const ent_yaml_node *map, ent_intervention_kind kind)
{
    for (size_t i = 0; i < sizeof SPECIAL_KEYS / sizeof SPECIAL_KEYS[0]; i++) {
        const ent_yaml_node *node = ent_yaml_get(map, SPECIAL_KEYS[i].key);

        if (node != NULL && (SPECIAL_KEYS[i].kinds >> kind & 1) == 0) {
            return ent_yaml_fail(f->ctx, node, "'%s' has no meaning for an intervention of kind %s",
                                 SPECIAL_KEYS[i].key, KINDS[kind]);
        }
    }
    if (kind == ENT_INTERVENTION_COOPERATION && ent_yaml_get(map, "level") == NULL) {
        return ent_yaml_fail(f->ctx, map, "'level' is missing: the cooperation level, 0 to 7");
    }
    if (kind == ENT_INTERVENTION_CAPABILITY && ent_yaml_get(map, "factor") == NULL) {
        return ent_yaml_fail(f->ctx, map, "'factor' is missing: by how much the capability grows");
    }
    return ENT_OK;
}

/* What sets a value can do so once a year. */
static ent_status
check_again(folding *f, const ent_yaml_node *map, const ent_intervention *change)
{
    bool sets = change->kind == ENT_INTERVENTION_TREATY ||
                change->kind == ENT_INTERVENTION_COOPERATION ||
                change->kind == ENT_INTERVENTION_CAPABILITY;

    for (size_t i = 0; sets && i < f->scenario->intervention_count; i++) {
        const ent_intervention *other = &f->scenario->interventions[i];
        bool                    same = (other->a == change->a && other->b == change->b) ||
                    (other->a == change->b && other->b == change->a);

        if (other->kind == change->kind && other->year == change->year && same) {
            return ent_yaml_fail(f->ctx, map, "a second '%s' for the same states in %d",
                                 KINDS[change->kind], change->year);
        }
    }
    return ENT_OK;
}

static ent_status
describe_intervention(folding *f, const ent_yaml_node *map, ent_intervention *change)
{
    ent_text shown;

    ent_text_init(&shown);
    ent_text_addf(&shown, "%s  %s %s", ent_yaml_text(ent_yaml_get(map, "date"), ""),
                  KINDS[change->kind], ent_codes_id(f->codes, change->a));
    if (change->kind != ENT_INTERVENTION_CAPABILITY) {
        ent_text_addf(&shown, " %s", ent_codes_id(f->codes, change->b));
    }
    if (change->kind == ENT_INTERVENTION_COOPERATION) {
        ent_text_addf(&shown, " level %d", change->level);
    } else if (change->kind == ENT_INTERVENTION_CAPABILITY) {
        ent_text_add(&shown, " factor ");
        ent_text_add_number(&shown, change->amount);
    } else if (change->kind == ENT_INTERVENTION_DISPUTE) {
        ent_text_addf(&shown, " for %d year%s", change->years, change->years == 1 ? "" : "s");
    } else if (change->kind == ENT_INTERVENTION_SANCTION) {
        ent_text_add(&shown, " count ");
        ent_text_add_number(&shown, change->amount);
    }
    ent_text_add(&shown, change->ends ? " ends" : "");
    ent_text_addf(&shown, " (%s)", ent_basis_name(change->basis));
    change->shown = shown.failed ? NULL : ent_arena_strdup(&f->scenario->arena, shown.bytes);
    ent_text_clear(&shown);
    return change->shown != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

static ent_status
read_date(folding *f, const ent_yaml_node *map, int *year)
{
    const ent_yaml_node *node = ent_yaml_get(map, "date");
    ent_span             date = ent_yaml_span(node, f->last_day);
    int                  base = ent_date_year(f->last_day.from);
    int                  last = base + f->scenario->horizon;

    *year = ent_date_year(date.from);
    if (date.from < f->last_day.to) {
        return ent_yaml_fail(f->ctx, node, "an intervention must come after the base date");
    }
    if (*year <= base) {
        return ent_yaml_fail(f->ctx, node, "the runs begin with %d, the year after the base date",
                             base + 1);
    }
    if (*year > last) {
        return ent_yaml_fail(f->ctx, node,
                             "comes after %d, the last year of the runs; see 'horizon'", last);
    }
    return ENT_OK;
}

static ent_status
read_sides(folding *f, const ent_yaml_node *map, ent_intervention *change)
{
    ent_status status = read_state(f, map, "a", &change->a);

    change->b = change->a;
    if (status != ENT_OK || change->kind == ENT_INTERVENTION_CAPABILITY) {
        return status;
    }
    status = read_state(f, map, "b", &change->b);
    if (status == ENT_OK && change->a == change->b) {
        status = ent_yaml_fail(f->ctx, map, "'a' and 'b' are the same state");
    }
    return status;
}

static void
read_sizes(const ent_yaml_node *map, ent_intervention *change)
{
    bool capability = change->kind == ENT_INTERVENTION_CAPABILITY;

    change->ends = choice_index(ent_yaml_get(map, "change"), CHANGES, 0) == 1;
    change->years = (int)ent_yaml_integer(ent_yaml_get(map, "years"), 1);
    change->level = (int)ent_yaml_integer(ent_yaml_get(map, "level"), 0);
    change->amount =
        ent_yaml_number(ent_yaml_get(map, capability ? "factor" : "count"), capability ? 1 : 3);
    change->basis = (ent_basis)choice_index(ent_yaml_get(map, "basis"), BASES, ENT_BASIS_ASSUMED);
    change->size = ent_yaml_number(ent_yaml_get(map, "size"), 1);
    change->sd = ent_yaml_number(ent_yaml_get(map, "sd"), 0);
}

static ent_status
add_intervention(folding *f, const ent_yaml_node *map)
{
    ent_scenario    *s = f->scenario;
    ent_intervention change = {
        .kind = (ent_intervention_kind)choice_index(ent_yaml_get(map, "kind"), KINDS, 0)};
    ent_status status = check_keys(f, map, change.kind);

    if (status == ENT_OK && s->intervention_count == ENT_SCENARIO_MOST_INTERVENTIONS) {
        status = ent_yaml_fail(f->ctx, map, "more than %d interventions",
                               ENT_SCENARIO_MOST_INTERVENTIONS);
    }
    if (status == ENT_OK) {
        status = read_sides(f, map, &change);
    }
    if (status == ENT_OK) {
        status = read_date(f, map, &change.year);
    }
    read_sizes(map, &change);
    if (status == ENT_OK) {
        status = check_basis(f, map, &change);
    }
    if (status == ENT_OK) {
        status = check_again(f, map, &change);
    }
    if (status == ENT_OK) {
        status = describe_intervention(f, map, &change);
    }
    if (status == ENT_OK &&
        !ENT_GROW(s->interventions, f->intervention_capacity, s->intervention_count + 1)) {
        status = ent_fail_nomem(f->ctx);
    }
    if (status == ENT_OK) {
        s->interventions[s->intervention_count++] = change;
    }
    return status;
}

/* 3. outcomes */

static ent_status
check_outcome(folding *f, const ent_yaml_node *map, const ent_outcome *outcome)
{
    static const char *const KEYS[] = {"level", "c", "type"};
    bool                     leveled =
        outcome->kind == ENT_OUTCOME_LEVEL_AT_LEAST || outcome->kind == ENT_OUTCOME_LEVEL_BELOW;
    bool triangle = outcome->kind == ENT_OUTCOME_TRIANGLE;

    if (outcome->a == outcome->b ||
        (triangle && (outcome->c == outcome->a || outcome->c == outcome->b))) {
        return ent_yaml_fail(f->ctx, map, "the states of an outcome must differ");
    }
    if (leveled && ent_yaml_get(map, "level") == NULL) {
        return ent_yaml_fail(f->ctx, map, "'level' is missing: the cooperation level, 0 to 7");
    }
    if (outcome->kind == ENT_OUTCOME_LEVEL_BELOW && outcome->level == 0) {
        return ent_yaml_fail(f->ctx, ent_yaml_get(map, "level"), "no level is below 0");
    }
    if (triangle && ent_yaml_get(map, "type") == NULL) {
        return ent_yaml_fail(f->ctx, map, "'type' is missing: the type of triangle");
    }
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        const ent_yaml_node *node = ent_yaml_get(map, KEYS[i]);

        if (node != NULL && !(i == 0 ? leveled : triangle)) {
            return ent_yaml_fail(f->ctx, node, "'%s' has no meaning for an outcome of kind %s",
                                 KEYS[i], OUTCOMES[outcome->kind]);
        }
    }
    for (size_t i = 0; i < f->scenario->outcome_count; i++) {
        if (strcmp(f->scenario->outcomes[i].name, outcome->name) == 0) {
            return ent_yaml_fail(f->ctx, map, "two outcomes are named '%.40s'", outcome->name);
        }
    }
    return ENT_OK;
}

static ent_status
add_outcome(folding *f, const ent_yaml_node *map)
{
    ent_scenario *s = f->scenario;
    ent_outcome   outcome = {
          .name = ent_arena_strdup(&s->arena, ent_yaml_text(ent_yaml_get(map, "name"), "")),
          .kind = (ent_outcome_kind)choice_index(ent_yaml_get(map, "kind"), OUTCOMES, 0),
          .level = (int)ent_yaml_integer(ent_yaml_get(map, "level"), 0),
          .type = (ent_triangle)choice_index(ent_yaml_get(map, "type"), TRIANGLES, 0)};
    ent_status status;

    if (outcome.name == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    if (s->outcome_count == ENT_SCENARIO_MOST_OUTCOMES) {
        return ent_yaml_fail(f->ctx, map, "more than %d outcomes", ENT_SCENARIO_MOST_OUTCOMES);
    }
    status = read_state(f, map, "a", &outcome.a);
    if (status == ENT_OK) {
        status = read_state(f, map, "b", &outcome.b);
    }
    outcome.c = outcome.a;
    if (status == ENT_OK && outcome.kind == ENT_OUTCOME_TRIANGLE) {
        status = read_state(f, map, "c", &outcome.c);
    }
    if (status == ENT_OK) {
        status = check_outcome(f, map, &outcome);
    }
    if (status == ENT_OK && !ENT_GROW(s->outcomes, f->outcome_capacity, s->outcome_count + 1)) {
        status = ent_fail_nomem(f->ctx);
    }
    if (status == ENT_OK) {
        s->outcomes[s->outcome_count++] = outcome;
    }
    return status;
}

/* 4. folding: the root's settings first, then the differences */

static ent_status
fold_text(folding *f, const ent_yaml_node *root, const char *key, const char **slot)
{
    const ent_yaml_node *node = ent_yaml_get(root, key);

    if (node == NULL) {
        return ENT_OK;
    }
    *slot = ent_arena_strdup(&f->scenario->arena, ent_yaml_text(node, ""));
    return *slot != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

static ent_status
fold_lists(folding *f, const ent_yaml_node *root)
{
    const ent_yaml_node *interventions = ent_yaml_get(root, "interventions");
    const ent_yaml_node *outcomes = ent_yaml_get(root, "outcomes");
    ent_status           status = ENT_OK;

    for (size_t i = 0; i < ent_yaml_count(interventions) && status == ENT_OK; i++) {
        status = add_intervention(f, ent_yaml_item(interventions, i));
    }
    if (outcomes != NULL) {
        f->scenario->outcome_count = 0;
    }
    for (size_t i = 0; i < ent_yaml_count(outcomes) && status == ENT_OK; i++) {
        status = add_outcome(f, ent_yaml_item(outcomes, i));
    }
    return status;
}

static ent_status
fold_settings(folding *f, const ent_yaml_node *root, bool is_root_file)
{
    ent_scenario        *s = f->scenario;
    const ent_yaml_node *base = ent_yaml_get(root, "base");
    ent_status           status = fold_text(f, root, "name", &s->name);

    if (status == ENT_OK) {
        status = fold_text(f, root, "title", &s->title);
    }
    if (status == ENT_OK) {
        status = fold_text(f, root, "about", &s->about);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (is_root_file && base == NULL) {
        return ent_yaml_fail(f->ctx, root, "'base' is missing: the date the runs start from");
    }
    if (!is_root_file && base != NULL) {
        return ent_yaml_fail(f->ctx, base, "the base date is that of the scenario extended");
    }
    s->base = ent_yaml_span(base, s->base);
    s->horizon = (int)ent_yaml_integer(ent_yaml_get(root, "horizon"), s->horizon);
    s->runs = (uint64_t)ent_yaml_integer(ent_yaml_get(root, "runs"), (int64_t)s->runs);
    return ENT_OK;
}

/* Settings of all files come first: an intervention is checked against base and horizon. */
static ent_status
fold_chain(ent_ctx *ctx, const ent_codes *codes, const ent_chain *files, ent_scenario *scenario)
{
    folding    f = {.ctx = ctx, .codes = codes, .scenario = scenario};
    ent_status status = ENT_OK;

    for (size_t i = files->count; i-- > 0 && status == ENT_OK;) {
        status = fold_settings(&f, ent_yaml_root(files->links[i].yaml), i + 1 == files->count);
    }
    f.last_day = (ent_span){scenario->base.to - 1, scenario->base.to};
    for (size_t i = files->count; i-- > 0 && status == ENT_OK;) {
        status = fold_lists(&f, ent_yaml_root(files->links[i].yaml));
        if (i + 1 == files->count) {
            scenario->root_interventions = scenario->intervention_count;
        }
    }
    ent_chain_digest(files, scenario->root_digest, scenario->outcomes_digest, scenario->digest);
    if (status == ENT_OK && scenario->outcome_count == 0) {
        status = ent_yaml_fail(ctx, ent_yaml_root(files->links[0].yaml),
                               "'outcomes' is missing: nothing would be counted");
    }
    return status;
}

ent_status
ent_scenario_parse(ent_ctx *ctx, const ent_codes *codes, const char *name, const char *bytes,
                   size_t length, ent_scenario **out)
{
    ent_chain    *files = ent_alloc_zero(1, sizeof *files);
    ent_scenario *scenario = ent_alloc_zero(1, sizeof *scenario);
    ent_status    status;

    if (files == NULL || scenario == NULL) {
        ent_free(files);
        ent_free(scenario);
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&scenario->arena);
    scenario->title = scenario->about = "";
    scenario->horizon = 10;
    scenario->runs = 1000;
    status = ent_chain_read(ctx, name, bytes, length, SCENARIO, files);
    if (status == ENT_OK) {
        scenario->is_root = files->count == 1;
        status = fold_chain(ctx, codes, files, scenario);
    }
    ent_chain_clear(files);
    ent_free(files);
    if (status != ENT_OK) {
        ent_scenario_destroy(scenario);
        return status;
    }
    *out = scenario;
    return ENT_OK;
}

ent_status
ent_scenario_load(ent_ctx *ctx, const ent_codes *codes, const char *path, ent_scenario **out)
{
    return ent_scenario_parse(ctx, codes, path, NULL, 0, out);
}

void
ent_scenario_destroy(ent_scenario *scenario)
{
    if (scenario != NULL) {
        ent_arena_clear(&scenario->arena);
        ent_free(scenario->interventions);
        ent_free(scenario->outcomes);
        ent_free(scenario);
    }
}

const char *
ent_scenario_name(const ent_scenario *scenario)
{
    return scenario->name;
}

const char *
ent_scenario_title(const ent_scenario *scenario)
{
    return scenario->title;
}

const char *
ent_scenario_about(const ent_scenario *scenario)
{
    return scenario->about;
}

uint64_t
ent_scenario_runs(const ent_scenario *scenario)
{
    return scenario->runs;
}

void
ent_scenario_set_runs(ent_scenario *scenario, uint64_t runs)
{
    scenario->runs = runs;
}

size_t
ent_scenario_interventions(const ent_scenario *scenario)
{
    return scenario->intervention_count;
}

const char *
ent_scenario_intervention(const ent_scenario *scenario, size_t index)
{
    return scenario->interventions[index].shown;
}
