/*
 * file.c - scenario files: schema, inheritance, interventions, outcomes
 *
 *   1. schema     2. finding files     3. interventions     4. outcomes     5. folding
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/data.h"
#include "base/date.h"
#include "base/yaml.h"
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
     "a scenario file, from which this one states only the differences"},
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

/* 2. finding files */

/* One file of a chain of inheritance. */
typedef struct link {
    ent_text  path; /* as it was opened: a file's path, or "data:scenarios/base.yaml" */
    ent_bytes bytes;
    ent_yaml *yaml;
} link;

typedef struct chain {
    link   links[ENT_SCENARIO_MOST_PARENTS]; /* the file itself first, its root last */
    size_t count;
} chain;

static const char DATA_PREFIX[] = "data:";

static void
clear_chain(chain *files)
{
    for (size_t i = 0; i < files->count; i++) {
        ent_yaml_destroy(files->links[i].yaml);
        ent_bytes_clear(&files->links[i].bytes);
        ent_text_clear(&files->links[i].path);
    }
}

static bool
is_plain_name(const char *path)
{
    return strchr(path, '/') == NULL && !ent_ends_with(path, ".yaml") &&
           !ent_ends_with(path, ".yml");
}

/* The path of `wanted` as seen from the file that names it (NULL: from the command line). */
static void
resolve(const char *from, const char *wanted, ent_text *out)
{
    if (from != NULL && ent_starts_with(from, DATA_PREFIX)) {
        ent_text_addf(out, "%sscenarios/%s%s", DATA_PREFIX, ent_base_name(wanted),
                      is_plain_name(wanted) ? ".yaml" : "");
    } else if (is_plain_name(wanted)) {
        ent_text_addf(out, "%sscenarios/%s.yaml", DATA_PREFIX, wanted);
    } else if (from != NULL && wanted[0] != '/') {
        ent_text_add_bytes(out, from, (size_t)(ent_base_name(from) - from));
        ent_text_add(out, wanted);
    } else {
        ent_text_add(out, wanted);
    }
}

static ent_status
fail_missing(ent_ctx *ctx, const char *wanted)
{
    char     **names;
    size_t     count;
    ent_text   list;
    ent_status status = ent_data_names(ctx, "scenarios/", ".yaml", &names, &count);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&list);
    for (size_t i = 0; i < count; i++) {
        const char *name = ent_base_name(names[i]);

        ent_text_addf(&list, "%s%.*s", i > 0 ? ", " : "", (int)(strlen(name) - 5), name);
    }
    status = list.failed
                 ? ent_fail_nomem(ctx)
                 : ent_fail(ctx, ENT_E_NOTFOUND, "no scenario '%s'; a file's path, or one of %s",
                            wanted, ent_text_get(&list));
    ent_text_clear(&list);
    ent_data_names_free(names, count);
    return status;
}

static ent_status
open_link(ent_ctx *ctx, const char *from, const char *wanted, link *out)
{
    const char *path;
    ent_status  status;

    ent_text_init(&out->path);
    resolve(from, wanted, &out->path);
    if (out->path.failed) {
        return ent_fail_nomem(ctx);
    }
    path = out->path.bytes;
    status = ent_starts_with(path, DATA_PREFIX)
                 ? ent_data_read(ctx, path + sizeof DATA_PREFIX - 1, &out->bytes)
                 : ent_file_read(ctx, path, ENT_YAML_LARGEST, &out->bytes);
    if (status == ENT_E_NOTFOUND) {
        return fail_missing(ctx, wanted);
    }
    if (status != ENT_OK) {
        return status;
    }
    return ent_yaml_parse(ctx, ent_base_name(path), out->bytes.bytes, out->bytes.length, SCENARIO,
                          &out->yaml);
}

static ent_status
load_chain(ent_ctx *ctx, const char *path, chain *files)
{
    const char *from = NULL, *wanted = path;

    while (wanted != NULL) {
        link                *fresh = &files->links[files->count];
        const ent_yaml_node *extends;
        ent_status           status;

        memset(fresh, 0, sizeof *fresh);
        files->count++;
        status = open_link(ctx, from, wanted, fresh);
        if (status != ENT_OK) {
            return status;
        }
        extends = ent_yaml_get(ent_yaml_root(fresh->yaml), "extends");
        for (size_t i = 0; i + 1 < files->count; i++) {
            if (strcmp(files->links[i].path.bytes, fresh->path.bytes) == 0) {
                return ent_fail(ctx, ENT_E_INPUT, "%s: inherits from itself, through '%s'",
                                ent_base_name(path), ent_base_name(fresh->path.bytes));
            }
        }
        if (extends != NULL && files->count == ENT_SCENARIO_MOST_PARENTS) {
            return ent_yaml_fail(ctx, extends, "more than %d scenarios in one line of inheritance",
                                 ENT_SCENARIO_MOST_PARENTS);
        }
        from = fresh->path.bytes;
        wanted = ent_yaml_text(extends, NULL);
    }
    return ENT_OK;
}

/* 3. interventions */

typedef struct folding {
    ent_ctx         *ctx;
    const ent_codes *codes;
    ent_scenario    *scenario;
    size_t           intervention_capacity, outcome_capacity;
} folding;

static ent_status
read_state(folding *f, const ent_yaml_node *map, const char *key, ent_state *out)
{
    const ent_yaml_node *node = ent_yaml_get(map, key);
    const char          *id = ent_yaml_text(node, "");
    ent_state            state;

    if (node == NULL) {
        return ent_yaml_fail(f->ctx, map, "'%s' is missing: a state is needed here", key);
    }
    state = ent_codes_find(f->codes, id);
    if (state == ENT_NO_STATE) {
        ent_status status = ent_codes_from(f->ctx, f->codes, ENT_SCHEME_ID, id, ENT_NO_DAY, &state);

        if (status != ENT_E_NOTFOUND) {
            return status;
        }
        return ent_yaml_fail(f->ctx, node, "unknown state '%.20s'; ids are as RUS, CHN, USA", id);
    }
    if (!ent_codes_exists(f->codes, state, f->scenario->base)) {
        return ent_yaml_fail(f->ctx, node, "'%.20s' is no state of the system at the base date",
                             id);
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

static ent_status
describe_intervention(folding *f, const ent_yaml_node *map, ent_intervention *change)
{
    const char *b = ent_yaml_text(ent_yaml_get(map, "b"), "");
    ent_text    shown;

    ent_text_init(&shown);
    ent_text_addf(&shown, "%s  %s %s", ent_yaml_text(ent_yaml_get(map, "date"), ""),
                  KINDS[change->kind], ent_yaml_text(ent_yaml_get(map, "a"), ""));
    ent_text_addf(&shown, "%s%s", b[0] != '\0' ? " " : "", b);
    if (change->kind == ENT_INTERVENTION_COOPERATION) {
        ent_text_addf(&shown, " level %d", change->level);
    } else if (change->kind == ENT_INTERVENTION_CAPABILITY) {
        ent_text_addf(&shown, " factor %g", change->amount);
    } else if (change->kind == ENT_INTERVENTION_DISPUTE) {
        ent_text_addf(&shown, " for %d year%s", change->years, change->years == 1 ? "" : "s");
    } else if (change->ends) {
        ent_text_add(&shown, " ends");
    }
    ent_text_addf(&shown, " (%s)", ent_basis_name(change->basis));
    change->shown = shown.failed ? NULL : ent_arena_strdup(&f->scenario->arena, shown.bytes);
    ent_text_clear(&shown);
    return change->shown != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

static ent_status
add_intervention(folding *f, const ent_yaml_node *map)
{
    ent_scenario    *s = f->scenario;
    ent_intervention change = {
        .kind = (ent_intervention_kind)choice_index(ent_yaml_get(map, "kind"), KINDS, 0)};
    ent_span   date = ent_yaml_span(ent_yaml_get(map, "date"), s->base);
    ent_status status = read_state(f, map, "a", &change.a);

    change.b = change.a;
    if (status == ENT_OK && change.kind != ENT_INTERVENTION_CAPABILITY) {
        status = read_state(f, map, "b", &change.b);
        if (status == ENT_OK && change.a == change.b) {
            status = ent_yaml_fail(f->ctx, map, "'a' and 'b' are the same state");
        }
    }
    if (status == ENT_OK && date.from < s->base.to) {
        status = ent_yaml_fail(f->ctx, ent_yaml_get(map, "date"),
                               "an intervention must come after the base date");
    }
    change.year = ent_date_year(date.from);
    if (status == ENT_OK && change.year <= ent_date_year(s->base.to - 1)) {
        status = ent_yaml_fail(f->ctx, ent_yaml_get(map, "date"),
                               "the runs begin with the year after the base date");
    }
    change.ends = choice_index(ent_yaml_get(map, "change"), CHANGES, 0) == 1;
    change.years = (int)ent_yaml_integer(ent_yaml_get(map, "years"), 1);
    change.level = (int)ent_yaml_integer(ent_yaml_get(map, "level"), 0);
    change.amount = ent_yaml_number(
        ent_yaml_get(map, change.kind == ENT_INTERVENTION_CAPABILITY ? "factor" : "count"),
        change.kind == ENT_INTERVENTION_CAPABILITY ? 1 : 3);
    change.basis = (ent_basis)choice_index(ent_yaml_get(map, "basis"), BASES, ENT_BASIS_ASSUMED);
    change.size = ent_yaml_number(ent_yaml_get(map, "size"), 1);
    change.sd = ent_yaml_number(ent_yaml_get(map, "sd"), 0);
    if (status == ENT_OK) {
        status = check_basis(f, map, &change);
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

/* 4. outcomes */

static ent_status
check_outcome(folding *f, const ent_yaml_node *map, const ent_outcome *outcome)
{
    bool leveled =
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
        return ent_yaml_fail(f->ctx, map, "no level is below 0");
    }
    if (triangle && ent_yaml_get(map, "type") == NULL) {
        return ent_yaml_fail(f->ctx, map, "'type' is missing: the type of triangle");
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

/* 5. folding: the root's settings first, then the differences */

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
fold(folding *f, const ent_yaml_node *root, bool is_root_file)
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
    status = fold_lists(f, root);
    if (is_root_file) {
        s->root_interventions = s->intervention_count;
    }
    return status;
}

/* What is compared is years: the base is the last day of the date given. */
static ent_status
fold_chain(ent_ctx *ctx, const ent_codes *codes, const chain *files, ent_scenario *scenario)
{
    folding f = {ctx, codes, scenario, 0, 0};

    for (size_t i = files->count; i-- > 0;) {
        const ent_yaml_node *root = ent_yaml_root(files->links[i].yaml);
        ent_status           status = fold(&f, root, i + 1 == files->count);

        if (status != ENT_OK) {
            return status;
        }
        if (i == 0 && scenario->outcome_count == 0) {
            return ent_yaml_fail(ctx, root, "'outcomes' is missing: nothing would be counted");
        }
    }
    return ENT_OK;
}

ent_status
ent_scenario_load(ent_ctx *ctx, const ent_codes *codes, const char *path, ent_scenario **out)
{
    chain        *files = ent_alloc_zero(1, sizeof *files);
    ent_scenario *scenario = ent_alloc_zero(1, sizeof *scenario);
    ent_status    status = ENT_E_NOMEM;

    if (files == NULL || scenario == NULL) {
        (void)ent_fail_nomem(ctx);
        goto out;
    }
    ent_arena_init(&scenario->arena);
    scenario->title = scenario->about = "";
    scenario->horizon = 10;
    scenario->runs = 1000;
    status = load_chain(ctx, path, files);
    if (status == ENT_OK) {
        scenario->is_root = files->count == 1;
        status = fold_chain(ctx, codes, files, scenario);
    }
    if (status == ENT_OK) {
        *out = scenario;
        scenario = NULL;
    }
out:
    if (files != NULL) {
        clear_chain(files);
    }
    ent_free(files);
    ent_scenario_destroy(scenario);
    return status;
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
