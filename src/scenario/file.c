/*
 * file.c - scenario files: schema, inheritance, folding into one scenario
 *
 *   1. schema     2. folding
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "scenario/chain.h"
#include "scenario/file.h"
#include "scenario/formation.h"
#include "scenario/issue.h"

/* 1. schema */

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
    {"formation", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "a model of ties, as obligations-open, that obligations follow in the place of the rule"},
    {"runs", ENT_YAML_INTEGER, false, 1, ENT_SCENARIO_MOST_RUNS, NULL, NULL, "number of runs"},
    {"interventions", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, ent_move_fields + ENT_MOVE_KEYS,
     "what happens that the rule would not bring"},
    {"outcomes", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, ent_outcome_fields,
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

/* 2. folding: the root's settings first, then the differences */

static ent_status
fold_text(ent_folding *f, const ent_yaml_node *root, const char *key, const char **slot)
{
    const ent_yaml_node *node = ent_yaml_get(root, key);

    if (node == NULL) {
        return ENT_OK;
    }
    *slot = ent_arena_strdup(&f->scenario->arena, ent_yaml_text(node, ""));
    return *slot != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

static ent_status
fold_lists(ent_folding *f, const ent_link *link)
{
    const ent_yaml_node *root = ent_yaml_root(link->yaml);
    const ent_yaml_node *interventions = ent_yaml_get(root, "interventions");
    const ent_yaml_node *outcomes = ent_yaml_get(root, "outcomes");
    ent_status           status = ENT_OK;

    f->path = link->path.bytes;
    f->first_intervention = f->scenario->intervention_count;
    for (size_t i = 0; i < ent_yaml_count(interventions) && status == ENT_OK; i++) {
        status = ent_folding_intervention(f, ent_yaml_item(interventions, i));
    }
    if (outcomes != NULL) {
        f->scenario->outcome_count = 0;
    }
    for (size_t i = 0; i < ent_yaml_count(outcomes) && status == ENT_OK; i++) {
        status = ent_folding_outcome(f, ent_yaml_item(outcomes, i));
    }
    return status;
}

/* Which model moves obligations is a matter of the base, as the base date is. */
static ent_status
fold_formation(ent_folding *f, const ent_yaml_node *root, bool is_root_file)
{
    const ent_yaml_node *node = ent_yaml_get(root, "formation");
    ent_status           status = fold_text(f, root, "formation", &f->scenario->formation);

    if (status != ENT_OK || node == NULL) {
        return status;
    }
    if (!is_root_file) {
        return ent_yaml_fail(
            f->ctx, node,
            "the model of obligations is that of the scenario extended: both sides "
            "of a comparison follow one");
    }
    status = ent_formation_check(f->ctx, f->scenario->formation, &f->scenario->formation_detail);
    if (status == ENT_E_INPUT || status == ENT_E_NOTFOUND) {
        char why[512];

        (void)snprintf(why, sizeof why, "%s", ent_ctx_error(f->ctx));
        return ent_yaml_fail(f->ctx, node, "%s", why);
    }
    return status;
}

/* What a file says of itself is not true of those that extend it. */
static ent_status
fold_names(ent_folding *f, const ent_yaml_node *root)
{
    ent_scenario *s = f->scenario;
    ent_status    status = fold_text(f, root, "name", &s->name);

    s->title = s->name;
    s->about = "";
    if (status == ENT_OK) {
        status = fold_text(f, root, "title", &s->title);
    }
    return status == ENT_OK ? fold_text(f, root, "about", &s->about) : status;
}

static ent_status
fold_settings(ent_folding *f, const ent_yaml_node *root, bool is_root_file)
{
    ent_scenario        *s = f->scenario;
    const ent_yaml_node *base = ent_yaml_get(root, "base");
    ent_status           status = fold_names(f, root);

    if (status != ENT_OK) {
        return status;
    }
    s->root_name = is_root_file ? s->name : s->root_name;
    if (is_root_file && base == NULL) {
        return ent_yaml_fail(f->ctx, root, "'base' is missing: the date the runs start from");
    }
    if (!is_root_file && base != NULL) {
        return ent_yaml_fail(f->ctx, base, "the base date is that of the scenario extended");
    }
    status = fold_formation(f, root, is_root_file);
    if (status != ENT_OK) {
        return status;
    }
    s->base = ent_yaml_span(base, s->base);
    if (base != NULL) {
        status = ent_folding_place(f, base, &s->base_place);
    }
    s->horizon = (int)ent_yaml_integer(ent_yaml_get(root, "horizon"), s->horizon);
    s->runs = (uint64_t)ent_yaml_integer(ent_yaml_get(root, "runs"), (int64_t)s->runs);
    return status;
}

/* Settings of all files come first: an intervention is checked against base and horizon. */
static ent_status
fold_chain(ent_ctx *ctx, const ent_codes *codes, const ent_chain *files, ent_scenario *scenario)
{
    ent_folding f = {.ctx = ctx, .codes = codes, .scenario = scenario};
    ent_status  status = ENT_OK;

    for (size_t i = files->count; i-- > 0 && status == ENT_OK;) {
        status = fold_settings(&f, ent_yaml_root(files->links[i].yaml), i + 1 == files->count);
    }
    f.last_day = (ent_span){scenario->base.to - 1, scenario->base.to};
    for (size_t i = files->count; i-- > 0 && status == ENT_OK;) {
        status = fold_lists(&f, &files->links[i]);
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
        for (size_t i = 0; i < scenario->issue_count; i++) {
            ent_issue_close(scenario->issues[i]);
        }
        ent_free(scenario->issues);
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

const char *
ent_scenario_base_name(const ent_scenario *scenario)
{
    return scenario->root_name;
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

size_t
ent_scenario_outcomes(const ent_scenario *scenario)
{
    return scenario->outcome_count;
}

const char *
ent_scenario_outcome(const ent_scenario *scenario, size_t index)
{
    return scenario->outcomes[index].name;
}
