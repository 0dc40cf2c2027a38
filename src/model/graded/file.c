/*
 * file.c - model files of outcomes
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"
#include "base/yaml.h"
#include "model/graded/graded.h"
#include "model/model_file.h"

static const char *const MODELS[] = {"moves", "ordered", "linear", "onset", "network", "end", NULL};
static const char *const PAIRS[] = {"all", "great-powers", "relevant", "allied", NULL};
static const char *const ERRORS[] = {"dyad", "members", NULL};
static const char *const FORMS[] = {"X", "egoPlusAltX", "absDiffX", "minX", "maxX", "sameX", NULL};

static const ent_yaml_field OUTCOME[] = {
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL,
     "a covariate of pairs: peace, cooperation, bilateral, ideal_distance, trade_share, ..."},
    {"model", ENT_YAML_CHOICE, true, 0, 0, MODELS, NULL,
     "moves up and down or ordered levels (of peace, cooperation), a linear amount, the onset or "
     "end of a tie, or a tie given the network around it"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field YEARS[] = {
    {"from", ENT_YAML_INTEGER, true, 1816, 2100, NULL, NULL, "first year of the outcome"},
    {"to", ENT_YAML_INTEGER, true, 1816, 2100, NULL, NULL, "last year of the outcome"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field EFFECT[] = {
    {"name", ENT_YAML_CHOICE, true, 0, 0, FORMS, NULL,
     "X of a covariate of pairs; sum, difference, least, most or sameness of one of states"},
    {"of", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "the covariate"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field FORECAST[] = {
    {"penalty", ENT_YAML_NUMBER, false, 0, 1e9, NULL, NULL,
     "on half the squared estimate of a column in standard deviations; 0"},
    {"pool", ENT_YAML_NUMBER, false, 0, 1, NULL, NULL,
     "weight of the base rate beside the model's probability; 0"},
    {"calibrate", ENT_YAML_NUMBER, false, 0, 1e9, NULL, NULL,
     "correct forecasts by what came of earlier ones, with this precision of the prior that they "
     "need it not; without the key they are not corrected"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field MODEL[] = {
    {"format", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "1"},
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "short, as it is printed"},
    {"title", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "one line for people"},
    {"about", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "what it asks, and why"},
    {"outcome", ENT_YAML_MAP, true, 0, 0, NULL, OUTCOME, "what is explained"},
    {"record", ENT_YAML_MAP, true, 0, 0, NULL, YEARS, "years"},
    {"pairs", ENT_YAML_CHOICE, false, 0, 0, PAIRS, NULL, "of which states; all"},
    {"lag", ENT_YAML_INTEGER, false, 1, ENT_GRADED_MOST_LAG, NULL, NULL,
     "years from covariates to outcome; 1"},
    {"errors", ENT_YAML_CHOICE, false, 0, 0, ERRORS, NULL,
     "standard errors robust to what all years of a dyad, or all dyads with a member in common, "
     "share; dyad"},
    {"bootstrap", ENT_YAML_INTEGER, false, 20, 10000, NULL, NULL,
     "samples of years that the errors of a network are from; 200"},
    {"seed", ENT_YAML_INTEGER, false, 1, 1e15, NULL, NULL, "of those samples; 1"},
    {"forecast", ENT_YAML_MAP, false, 0, 0, NULL, FORECAST,
     "how a backtest shrinks the model's forecasts; a fit never does"},
    {"effects", ENT_YAML_LIST_OF_MAPS, true, 0, 0, NULL, EFFECT, "what explains it"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

ent_status
ent_graded_schema(ent_ctx *ctx, char **out)
{
    ent_text text;

    ent_text_init(&text);
    ent_yaml_print_schema("entente model of an outcome", MODEL, &text);
    if (text.failed) {
        ent_text_clear(&text);
        return ent_fail_nomem(ctx);
    }
    *out = text.bytes;
    return ENT_OK;
}

void
ent_graded_schema_free(char *schema)
{
    ent_free(schema);
}

static int
choice_of(const ent_yaml_node *node, const char *const *choices, int otherwise)
{
    for (int i = 0; node != NULL && choices[i] != NULL; i++) {
        if (strcmp(ent_yaml_text(node, ""), choices[i]) == 0) {
            return i;
        }
    }
    return otherwise;
}

static ent_status
find_covariate(ent_ctx *ctx, const ent_yaml_node *node, const ent_covariate **out)
{
    *out = ent_covariate_find(ent_yaml_text(node, ""));
    if (*out == NULL) {
        return ent_yaml_fail(ctx, node, "there is no covariate '%.40s': `entente fit --covariates`",
                             ent_yaml_text(node, ""));
    }
    return ENT_OK;
}

static ent_status
read_outcome(ent_ctx *ctx, const ent_yaml_node *map, ent_graded *model)
{
    const ent_yaml_node *name = ent_yaml_get(map, "name");
    ent_status           status = find_covariate(ctx, name, &model->outcome);

    if (status != ENT_OK) {
        return status;
    }
    model->kind = (ent_graded_kind)choice_of(ent_yaml_get(map, "model"), MODELS, 0);
    if (model->outcome->of_state != NULL || model->outcome->directed) {
        return ent_yaml_fail(ctx, name, "'%s' is no outcome of pairs", model->outcome->name);
    }
    if ((model->kind == ENT_GRADED_MOVES || model->kind == ENT_GRADED_ORDERED) &&
        strcmp(model->outcome->name, "cooperation") != 0 &&
        strcmp(model->outcome->name, "peace") != 0) {
        return ent_yaml_fail(ctx, name,
                             "'%s' has no levels: expected 'peace' or 'cooperation' of moves and "
                             "ordered levels",
                             model->outcome->name);
    }
    if ((model->kind == ENT_GRADED_ONSET || model->kind == ENT_GRADED_END ||
         model->kind == ENT_GRADED_NETWORK) &&
        !model->outcome->is_tie) {
        return ent_yaml_fail(ctx, name,
                             "a tie is needed: 'bilateral', 'obligation', 'defence', "
                             "...");
    }
    return ENT_OK;
}

static ent_status
read_effect(ent_ctx *ctx, const ent_yaml_node *map, ent_graded *model)
{
    ent_graded_effect   *effect = &model->effects[model->effect_count];
    const ent_yaml_node *name = ent_yaml_get(map, "name"), *of = ent_yaml_get(map, "of");
    ent_status           status = find_covariate(ctx, of, &effect->of);

    if (status != ENT_OK) {
        return status;
    }
    effect->form = (ent_effect_form)choice_of(name, FORMS, 0);
    effect->name = FORMS[effect->form];
    if ((effect->of->of_state == NULL) != (effect->form == ENT_EFFECT_X)) {
        return ent_yaml_fail(
            ctx, name, "'%s' of '%s', a covariate of %s: expected %s", effect->name,
            effect->of->name, effect->of->of_state != NULL ? "states" : "pairs",
            effect->of->of_state != NULL ? "egoPlusAltX, absDiffX, minX, maxX or sameX" : "X");
    }
    for (size_t i = 0; i < model->effect_count; i++) {
        if (model->effects[i].of == effect->of && model->effects[i].form == effect->form) {
            return ent_yaml_fail(ctx, map, "%s of %s stands here twice", effect->name,
                                 effect->of->name);
        }
    }
    model->effect_count++;
    return ENT_OK;
}

static ent_status
read_effects(ent_ctx *ctx, const ent_yaml_node *list, ent_graded *model)
{
    ent_status status = ENT_OK;

    if (ent_yaml_count(list) == 0 || ent_yaml_count(list) > ENT_GRADED_MOST_EFFECTS) {
        return ent_yaml_fail(ctx, list, "%zu effects: expected 1 to %d", ent_yaml_count(list),
                             ENT_GRADED_MOST_EFFECTS);
    }
    for (size_t i = 0; i < ent_yaml_count(list) && status == ENT_OK; i++) {
        status = read_effect(ctx, ent_yaml_item(list, i), model);
    }
    return status;
}

/* What shrinks forecasts speaks of the logits; all but a network may be corrected. */
static ent_status
read_forecast(ent_ctx *ctx, const ent_yaml_node *map, ent_graded *model)
{
    static const char *const SHRINKS[] = {"penalty", "pool"};
    const ent_yaml_node     *calibrate = ent_yaml_get(map, "calibrate");
    bool logit = model->kind == ENT_GRADED_MOVES || model->kind == ENT_GRADED_ONSET ||
                 model->kind == ENT_GRADED_END;

    model->penalty = ent_yaml_number(ent_yaml_get(map, "penalty"), 0);
    model->pool = ent_yaml_number(ent_yaml_get(map, "pool"), 0);
    model->calibrates = calibrate != NULL;
    model->calibrate = ent_yaml_number(calibrate, 0);
    if (map != NULL && model->kind == ENT_GRADED_NETWORK) {
        return ent_yaml_fail(ctx, map, "'forecast' has no meaning for a network, which has none");
    }
    for (size_t i = 0; i < sizeof SHRINKS / sizeof SHRINKS[0] && !logit; i++) {
        if (ent_yaml_get(map, SHRINKS[i]) != NULL) {
            return ent_yaml_fail(ctx, ent_yaml_get(map, SHRINKS[i]),
                                 "'%s' has no meaning for a model of this kind: moves, onset or "
                                 "end",
                                 SHRINKS[i]);
        }
    }
    return ENT_OK;
}

/* The errors of a network are those of its bootstrap, and of nothing else. */
static ent_status
check_bootstrap(ent_ctx *ctx, const ent_yaml_node *root, const ent_graded *model)
{
    bool        network = model->kind == ENT_GRADED_NETWORK;
    const char *keys[] = {network ? "errors" : "bootstrap", network ? "errors" : "seed"};

    for (size_t i = 0; i < 2; i++) {
        if (ent_yaml_get(root, keys[i]) != NULL) {
            return ent_yaml_fail(ctx, ent_yaml_get(root, keys[i]),
                                 "'%s' has no meaning for a model of this kind", keys[i]);
        }
    }
    return ENT_OK;
}

static ent_status
read_model(ent_ctx *ctx, const ent_yaml_node *root, ent_graded *model)
{
    const ent_yaml_node *years = ent_yaml_get(root, "record");
    ent_status           status;

    model->name = ent_arena_strdup(&model->arena, ent_yaml_text(ent_yaml_get(root, "name"), ""));
    if (model->name == NULL) {
        return ent_fail_nomem(ctx);
    }
    model->from = (int)ent_yaml_integer(ent_yaml_get(years, "from"), 0);
    model->to = (int)ent_yaml_integer(ent_yaml_get(years, "to"), 0);
    if (model->from > model->to || model->to - model->from > ENT_PANEL_MOST_YEARS - 10) {
        return ent_yaml_fail(ctx, years, "years %d to %d: expected at most %d in their order",
                             model->from, model->to, ENT_PANEL_MOST_YEARS - 10);
    }
    model->pairs = (ent_pair_class)choice_of(ent_yaml_get(root, "pairs"), PAIRS, 0);
    model->cluster = (ent_cluster)choice_of(ent_yaml_get(root, "errors"), ERRORS, 0);
    model->bootstrap = (size_t)ent_yaml_integer(ent_yaml_get(root, "bootstrap"), 200);
    model->seed = (uint64_t)ent_yaml_integer(ent_yaml_get(root, "seed"), 1);
    model->lag = (int)ent_yaml_integer(ent_yaml_get(root, "lag"), 1);
    status = read_outcome(ctx, ent_yaml_get(root, "outcome"), model);
    if (status == ENT_OK) {
        status = check_bootstrap(ctx, root, model);
    }
    if (status == ENT_OK) {
        status = read_forecast(ctx, ent_yaml_get(root, "forecast"), model);
    }
    return status == ENT_OK ? read_effects(ctx, ent_yaml_get(root, "effects"), model) : status;
}

ent_status
ent_graded_parse(ent_ctx *ctx, const char *name, const char *bytes, size_t length, ent_graded **out)
{
    ent_yaml   *yaml = NULL;
    ent_graded *model = ent_alloc_zero(1, sizeof *model);
    ent_status  status;

    if (model == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&model->arena);
    status = ent_yaml_parse(ctx, name, bytes, length, MODEL, &yaml);
    if (status == ENT_OK) {
        status = read_model(ctx, ent_yaml_root(yaml), model);
    }
    ent_yaml_destroy(yaml);
    if (status != ENT_OK) {
        ent_graded_destroy(model);
        return status;
    }
    *out = model;
    return ENT_OK;
}

ent_status
ent_graded_load(ent_ctx *ctx, const char *path, ent_graded **out)
{
    ent_bytes  bytes;
    ent_status status = ent_model_file_read(ctx, path, &bytes);

    if (status == ENT_OK) {
        status = ent_graded_parse(ctx, path, bytes.bytes, bytes.length, out);
        ent_bytes_clear(&bytes);
    }
    return status;
}

void
ent_graded_destroy(ent_graded *model)
{
    if (model != NULL) {
        ent_arena_clear(&model->arena);
        ent_free(model);
    }
}

const char *
ent_graded_name(const ent_graded *model)
{
    return model->name;
}

const char *
ent_graded_outcome(const ent_graded *model)
{
    return model->outcome->name;
}

uint64_t
ent_graded_seed(const ent_graded *model)
{
    return model->seed;
}

unsigned
ent_graded_detail(const ent_graded *model)
{
    unsigned detail = model->outcome->detail;

    for (size_t i = 0; i < model->effect_count; i++) {
        detail |= model->effects[i].of->detail;
    }
    return detail;
}

ent_status
ent_covariate_list(ent_ctx *ctx, ent_table **out)
{
    static const ent_column COLUMNS[] = {{"covariate", ENT_COLUMN_TEXT},
                                         {"of", ENT_COLUMN_TEXT},
                                         {"formula", ENT_COLUMN_TEXT},
                                         {"kinds", ENT_COLUMN_TEXT}};
    size_t                  count;
    const ent_covariate    *all = ent_covariates(&count);
    ent_table              *table;
    ent_status              status = ent_table_create(ctx, COLUMNS, 4, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        ent_table_row(table);
        ent_table_text(table, 0, all[i].name);
        ent_table_text(table, 1,
                       all[i].of_state != NULL ? "states"
                       : all[i].directed       ? "directed pairs"
                                               : "pairs");
        ent_table_text(table, 2, all[i].formula);
        ent_table_text(table, 3, all[i].source);
    }
    status = ent_table_check(ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
