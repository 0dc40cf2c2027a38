/*
 * file.c - model files of ties
 *
 *   1. schema     2. effects     3. the model     4. opening
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/model_file.h"
#include "model/ties/read.h"

enum { DEFAULT_N3 = 1000, LEAST_N3 = 50, LARGEST_TABLE = 256 << 20 };

/* 1. schema */

static const char *const KINDS[] = {"dyadic", "actor", NULL};
static const char *const PARTS[] = {"evaluation", "creation", "endowment", NULL};

static const ent_yaml_field TIE[] = {
    {"name", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "as it is printed"},
    {"directed", ENT_YAML_BOOLEAN, false, 0, 0, NULL, NULL,
     "whether i -> j and j -> i are two ties; as the type says"},
    {"type", ENT_YAML_INTEGER, false, 1, 6, NULL, NULL,
     "1 directed; 2 forcing, 3 initiative, 4 pairwise forcing, 5 mutual, 6 joint"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field WAVES[] = {
    {"edges", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "a table with the columns wave,i,j[,value]; waves from 1, actors from 0"},
    {"matrices", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "one table a wave, without a header: 0, 1, NA, 10 and 11 (fixed)"},
    {"from", ENT_YAML_INTEGER, false, 1, 9999, NULL, NULL, "year of the first wave"},
    {"every", ENT_YAML_INTEGER, false, 1, 1000, NULL, NULL, "years between waves; 1"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const char *const OBLIGATIONS[] = {"defence", "any", NULL};

static const ent_yaml_field RECORD[] = {
    {"obligation", ENT_YAML_CHOICE, false, 0, 0, OBLIGATIONS, NULL,
     "which obligations are ties: defence, or any beyond non-aggression"},
    {"from", ENT_YAML_INTEGER, true, 1816, 2100, NULL, NULL, "year of the first wave"},
    {"to", ENT_YAML_INTEGER, true, 1816, 2100, NULL, NULL, "no wave lies after this year"},
    {"every", ENT_YAML_INTEGER, false, 1, 50, NULL, NULL, "years between waves; 1"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field ACTORS[] = {
    {"count", ENT_YAML_INTEGER, false, 2, ENT_SAOM_MOST_ACTORS, NULL, NULL,
     "how many there are; needed with edges"},
    {"presence", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "a table i,from,to in waves (2.5 lies between the second and the third): who comes and goes"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field COVARIATE[] = {
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "as effects refer to it"},
    {"kind", ENT_YAML_CHOICE, true, 0, 0, KINDS, NULL, "of pairs or of actors"},
    {"file", ENT_YAML_TEXT, true, 0, 0, NULL, NULL,
     "a table: of pairs i,j[,value] or period,i,j[,value] or a matrix; of actors one row each"},
    {"columns", ENT_YAML_LIST_OF_TEXT, false, 0, 0, NULL, NULL,
     "of actors: one (constant), one a period, or one a wave"},
    {"centred", ENT_YAML_BOOLEAN, false, 0, 0, NULL, NULL,
     "whether the mean over actors and periods is taken off; false"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field EFFECT[] = {
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "one of the effects"},
    {"of", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "the covariate"},
    {"parameter", ENT_YAML_NUMBER, false, 0, 0, NULL, NULL,
     "of gwespFF 100 alpha; ignored by effects that take none"},
    {"type", ENT_YAML_CHOICE, false, 0, 0, PARTS, NULL,
     "evaluation (making and ending ties alike), creation or endowment (making or ending alone)"},
    {"period", ENT_YAML_INTEGER, false, 1, ENT_SAOM_MOST_WAVES, NULL, NULL,
     "in this period alone: a time dummy"},
    {"test", ENT_YAML_BOOLEAN, false, 0, 0, NULL, NULL,
     "whether it is held at 0 and tested, and not estimated; false"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

static const ent_yaml_field MODEL[] = {
    {"format", ENT_YAML_INTEGER, true, 0, 0, NULL, NULL, "1"},
    {"name", ENT_YAML_TEXT, true, 0, 0, NULL, NULL, "short, as it is printed"},
    {"title", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "one line for people"},
    {"about", ENT_YAML_TEXT, false, 0, 0, NULL, NULL, "for the reader"},
    {"tie", ENT_YAML_MAP, true, 0, 0, NULL, TIE, "what is modelled"},
    {"waves", ENT_YAML_MAP, false, 0, 0, NULL, WAVES, "the networks observed"},
    {"record", ENT_YAML_MAP, false, 0, 0, NULL, RECORD,
     "in the place of waves, actors and covariates: bilateral obligations of the record"},
    {"actors", ENT_YAML_MAP, false, 0, 0, NULL, ACTORS, "who may have ties"},
    {"covariates", ENT_YAML_LIST_OF_MAPS, false, 0, 0, NULL, COVARIATE,
     "what is known beside the ties"},
    {"effects", ENT_YAML_LIST_OF_MAPS, true, 0, 0, NULL, EFFECT,
     "what moves an actor to make or end a tie"},
    {"negative", ENT_YAML_TEXT, false, 0, 0, NULL, NULL,
     "the covariate of pairs that is above 0 where a relation is negative: for signed triads"},
    {"conditional", ENT_YAML_BOOLEAN, false, 0, 0, NULL, NULL,
     "whether simulations end at the observed distance; true, unless actors come and go"},
    {"n3", ENT_YAML_INTEGER, false, LEAST_N3, ENT_SAOM_MOST_RUNS, NULL, NULL,
     "simulations of the last phase; 1000"},
    {"seed", ENT_YAML_INTEGER, false, 1, 9e15, NULL, NULL, "of the random numbers; 1"},
    {NULL, ENT_YAML_TEXT, false, 0, 0, NULL, NULL, NULL}};

ent_status
ent_saom_schema(ent_ctx *ctx, char **out)
{
    ent_text text;

    ent_text_init(&text);
    ent_yaml_print_schema("entente model of ties", MODEL, &text);
    if (text.failed) {
        ent_text_clear(&text);
        return ent_fail_nomem(ctx);
    }
    *out = text.bytes;
    return ENT_OK;
}

void
ent_saom_schema_free(char *schema)
{
    ent_free(schema);
}

/* 2. effects */

static ent_status
fail_effect_name(ent_saom_reading *r, const ent_yaml_node *node)
{
    const char            *words[64], *name = ent_yaml_text(node, ""), *nearest;
    size_t                 count, used = 0;
    const ent_saom_effect *all = ent_saom_effects_all(&count);

    for (size_t i = 0; i < count && used < 64; i++) {
        if (r->model->directed ? all[i].directed : all[i].undirected) {
            words[used++] = all[i].name;
        }
    }
    nearest = ent_nearest_word(name, words, used);
    if (ent_saom_effect_find(name) != NULL) {
        return ent_yaml_fail(r->ctx, node, "effect '%s' is not defined for %s ties", name,
                             r->model->directed ? "directed" : "undirected");
    }
    return ent_yaml_fail(r->ctx, node,
                         "no effect '%.60s'%s%s%s; 'entente fit --effects' lists them", name,
                         nearest != NULL ? ", did you mean '" : "", nearest != NULL ? nearest : "",
                         nearest != NULL ? "'?" : "");
}

static const ent_saom_covariate *
covariate_of(const ent_saom *model, const char *name)
{
    for (size_t i = 0; i < model->covariate_count; i++) {
        if (strcmp(model->covariates[i].name, name) == 0) {
            return &model->covariates[i];
        }
    }
    return NULL;
}

static ent_status
find_covariate(ent_saom_reading *r, const ent_yaml_node *map, ent_saom_term *term)
{
    const ent_yaml_node      *of = ent_yaml_get(map, "of");
    const char               *name = ent_yaml_text(of, "");
    bool                      dyadic = term->effect->of == ENT_SAOM_OF_DYAD;
    const ent_saom_covariate *c;

    if (term->effect->of == ENT_SAOM_OF_NETWORK) {
        return of == NULL ? ENT_OK
                          : ent_yaml_fail(r->ctx, of,
                                          "'%s' is of the network alone, 'of' has no "
                                          "meaning with it",
                                          term->effect->name);
    }
    if (of == NULL) {
        return ent_yaml_fail(r->ctx, map, "'of' is missing: the covariate of '%s'",
                             term->effect->name);
    }
    c = covariate_of(r->model, name);
    if (c == NULL) {
        return ent_yaml_fail(r->ctx, of, "no covariate '%.60s' in 'covariates'", name);
    }
    term->covariate = c;
    return c->dyadic == dyadic
               ? ENT_OK
               : ent_yaml_fail(r->ctx, of, "'%s' is a covariate of %s, '%s' takes one of %s", name,
                               c->dyadic ? "pairs" : "actors", term->effect->name,
                               dyadic ? "pairs" : "actors");
}

static ent_status
read_negative(ent_saom_reading *r, const ent_yaml_node *root)
{
    const ent_yaml_node *node = ent_yaml_get(root, "negative");
    const char          *name = ent_yaml_text(node, "");

    if (node == NULL) {
        return ENT_OK;
    }
    r->model->negative = covariate_of(r->model, name);
    if (r->model->negative == NULL) {
        return ent_yaml_fail(r->ctx, node, "no covariate '%.60s' in 'covariates'", name);
    }
    return r->model->negative->dyadic && !r->model->directed
               ? ENT_OK
               : ent_yaml_fail(r->ctx, node,
                               "'negative' is a covariate of pairs, and of ties "
                               "without direction");
}

static bool
same_term(const ent_saom_term *a, const ent_saom_term *b)
{
    return a->effect == b->effect && a->covariate == b->covariate && a->part == b->part &&
           a->only == b->only && a->parameter == b->parameter;
}

static ent_status
read_effect(ent_saom_reading *r, const ent_yaml_node *map, ent_saom_term *term)
{
    ent_saom            *m = r->model;
    const ent_yaml_node *name = ent_yaml_get(map, "name"), *period = ent_yaml_get(map, "period");
    const ent_yaml_node *parameter = ent_yaml_get(map, "parameter");
    const char          *part = ent_yaml_text(ent_yaml_get(map, "type"), PARTS[0]);
    ent_status           status;

    term->effect = ent_saom_effect_find(ent_yaml_text(name, ""));
    if (term->effect == NULL ||
        !(m->directed ? term->effect->directed : term->effect->undirected)) {
        return fail_effect_name(r, name);
    }
    term->parameter = term->effect->parameter;
    if (term->parameter != 0 && parameter != NULL) {
        term->parameter = ent_yaml_number(parameter, 0);
        if (!(term->parameter > 0 && term->parameter <= 1000)) {
            return ent_yaml_fail(r->ctx, parameter,
                                 "'parameter' of '%s' is a number above 0, to "
                                 "1000 (100 alpha)",
                                 term->effect->name);
        }
    }
    while (strcmp(PARTS[term->part], part) != 0) {
        term->part++;
    }
    if (term->part != ENT_SAOM_EVALUATION && term->effect->tie == NULL) {
        return ent_yaml_fail(r->ctx, map,
                             "'%s' is no sum over ties: it has no part of its own for "
                             "making or ending them",
                             term->effect->name);
    }
    term->held = ent_yaml_boolean(ent_yaml_get(map, "test"), false);
    term->only = (size_t)ent_yaml_integer(period, 0);
    if (term->only > m->period_count) {
        return ent_yaml_fail(r->ctx, period, "'period' is %zu, the last one is %zu", term->only,
                             m->period_count);
    }
    status = find_covariate(r, map, term);
    for (const ent_saom_term *other = m->terms; status == ENT_OK && other < term; other++) {
        if (same_term(other, term)) {
            status = ent_yaml_fail(r->ctx, map, "effect '%s' is there twice", term->effect->name);
        }
    }
    return status;
}

static ent_status
read_effects(ent_saom_reading *r, const ent_yaml_node *root)
{
    const ent_yaml_node *list = ent_yaml_get(root, "effects");
    size_t               count = ent_yaml_count(list), n = r->model->n, held = 0;
    ent_status           status = ENT_OK;

    if (count == 0 || count > ENT_SAOM_MOST_EFFECTS) {
        return ent_yaml_fail(r->ctx, list, "%zu effects, expected 1 to %d", count,
                             ENT_SAOM_MOST_EFFECTS);
    }
    if (n * n * (r->model->period_count + 1) * count > ENT_SAOM_MOST_CELLS) {
        return ent_fail(r->ctx, ENT_E_LIMIT,
                        "%s: %zu effects of %zu actors in %zu periods need "
                        "more than %d numbers",
                        r->model->file, count, n, r->model->period_count, ENT_SAOM_MOST_CELLS);
    }
    r->model->terms = ent_arena_alloc(&r->model->arena, 2 * count, sizeof *r->model->terms);
    if (r->model->terms == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = read_effect(r, ent_yaml_item(list, i), &r->model->terms[i]);
        r->model->term_count += status == ENT_OK;
        held += r->model->terms[i].held;
    }
    if (status == ENT_OK && held == count) {
        return ent_yaml_fail(r->ctx, list,
                             "all effects are held at 0: nothing is estimated that "
                             "they could be tested beside");
    }
    if (status == ENT_OK && r->variant == ENT_SAOM_WITH_MEANS) {
        status = ent_saom_add_means(r);
    }
    return status == ENT_OK ? ent_saom_prepare(r->ctx, r->model) : status;
}

/* 3. the model */

static ent_status
read_tie(ent_saom_reading *r, const ent_yaml_node *root)
{
    ent_saom            *m = r->model;
    const ent_yaml_node *tie = ent_yaml_get(root, "tie"), *type = ent_yaml_get(tie, "type");
    const ent_yaml_node *directed = ent_yaml_get(tie, "directed");

    m->tie = ent_arena_strdup(&m->arena, ent_yaml_text(ent_yaml_get(tie, "name"), "tie"));
    m->name = ent_arena_strdup(&m->arena, ent_yaml_text(ent_yaml_get(root, "name"), ""));
    if (m->tie == NULL || m->name == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    m->directed = ent_yaml_boolean(directed, type == NULL || ent_yaml_integer(type, 1) == 1);
    m->type = (ent_saom_type)ent_yaml_integer(type, m->directed ? 1 : 2);
    if (m->directed != (m->type == ENT_SAOM_DIRECTED)) {
        return ent_yaml_fail(r->ctx, type != NULL ? type : directed,
                             "type 1 is of directed ties, types 2 to 6 are of undirected ones");
    }
    m->n3 = (uint64_t)ent_yaml_integer(ent_yaml_get(root, "n3"), DEFAULT_N3);
    m->seed = (uint64_t)ent_yaml_integer(ent_yaml_get(root, "seed"), 1);
    return ENT_OK;
}

static bool
actors_change(const ent_saom *m)
{
    for (size_t p = 0; p < m->period_count; p++) {
        if (m->periods[p].joins != NULL) {
            return true;
        }
    }
    return false;
}

static ent_status
read_conditional(ent_saom_reading *r, const ent_yaml_node *root)
{
    const ent_yaml_node *node = ent_yaml_get(root, "conditional");
    bool                 changes = actors_change(r->model);

    r->model->conditional = ent_yaml_boolean(node, !changes);
    if (r->model->conditional && changes) {
        return ent_yaml_fail(r->ctx, node,
                             "actors come and go at known times, so that simulations need a clock: "
                             "write 'conditional: false'");
    }
    return ENT_OK;
}

static ent_status
read_data(ent_saom_reading *r, const ent_record *record, const ent_yaml_node *root)
{
    ent_status status;

    if (ent_yaml_get(root, "record") != NULL) {
        return ent_saom_read_record(r, record, root);
    }
    if (r->until != 0) {
        return ent_yaml_fail(r->ctx, root, "a model of tables has no years: 'record' is needed");
    }
    status = ent_saom_read_waves(r, root);
    return status == ENT_OK ? ent_saom_read_covariates(r, root) : status;
}

static ent_status
read_root(ent_saom_reading *r, const ent_record *record, const ent_yaml_node *root)
{
    ent_status status = read_tie(r, root);

    if (status == ENT_OK) {
        status = read_data(r, record, root);
    }
    if (status == ENT_OK) {
        status = read_conditional(r, root);
    }
    if (status == ENT_OK) {
        status = read_effects(r, root);
    }
    return status == ENT_OK ? read_negative(r, root) : status;
}

static ent_status
read_model(ent_saom_reading *r, const ent_record *record, const char *name, const char *bytes,
           size_t length, ent_saom **out)
{
    ent_yaml  *yaml;
    ent_status status = ent_yaml_parse(r->ctx, name, bytes, length, MODEL, &yaml);

    if (status != ENT_OK) {
        return status;
    }
    r->model = ent_alloc_zero(1, sizeof *r->model);
    if (r->model == NULL) {
        ent_yaml_destroy(yaml);
        return ent_fail_nomem(r->ctx);
    }
    ent_arena_init(&r->model->arena);
    r->model->file = ent_arena_strdup(&r->model->arena, name);
    r->model->text = ent_arena_strndup(&r->model->arena, bytes, length);
    status = r->model->file != NULL && r->model->text != NULL
                 ? read_root(r, record, ent_yaml_root(yaml))
                 : ent_fail_nomem(r->ctx);
    ent_yaml_destroy(yaml);
    if (status != ENT_OK) {
        ent_saom_destroy(r->model);
        return status;
    }
    *out = r->model;
    return ENT_OK;
}

ent_status
ent_saom_read(ent_ctx *ctx, const ent_record *record, const char *name, const char *bytes,
              size_t length, ent_saom_opener open, void *user, ent_saom **out)
{
    ent_saom_reading r = {.ctx = ctx, .open = open, .user = user};

    return read_model(&r, record, name, bytes, length, out);
}

ent_status
ent_saom_read_until(ent_ctx *ctx, const ent_record *record, const char *name, const char *bytes,
                    size_t length, int until, ent_saom **out)
{
    ent_saom_reading r = {.ctx = ctx, .open = NULL, .until = until};

    return read_model(&r, record, name, bytes, length, out);
}

/* 4. opening */

/* Tables lie in the folder of the model file, or where their path says. */
static ent_status
open_beside(ent_ctx *ctx, void *user, const char *file, ent_bytes *out)
{
    const char *folder = user;
    ent_text    path;
    ent_status  status;

    ent_text_init(&path);
    if (file[0] != '/') {
        ent_text_addf(&path, "%s/", folder);
    }
    ent_text_add(&path, file);
    status = path.failed ? ent_fail_nomem(ctx)
                         : ent_file_read(ctx, ent_text_get(&path), LARGEST_TABLE, out);
    ent_text_clear(&path);
    return status;
}

ent_status
ent_saom_parse(ent_ctx *ctx, const ent_record *record, const char *name, const char *bytes,
               size_t length, ent_saom **out)
{
    char      *folder = ent_file_folder(name);
    ent_status status;

    if (folder == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_saom_read(ctx, record, name, bytes, length, open_beside, folder, out);
    ent_free(folder);
    return status;
}

ent_status
ent_saom_read_variant(ent_ctx *ctx, const ent_record *record, const ent_saom *model,
                      ent_saom_variant variant, ent_saom **out)
{
    ent_saom_reading r = {.ctx = ctx, .open = open_beside, .variant = variant};
    char            *folder = ent_file_folder(model->file);
    ent_status       status;

    if (folder == NULL) {
        return ent_fail_nomem(ctx);
    }
    r.user = folder;
    status = read_model(&r, record, model->file, model->text, strlen(model->text), out);
    ent_free(folder);
    return status;
}

ent_status
ent_saom_load(ent_ctx *ctx, const ent_record *record, const char *path, ent_saom **out)
{
    ent_bytes  bytes;
    ent_status status = ent_model_file_read(ctx, path, &bytes);

    if (status == ENT_OK) {
        status = ent_saom_parse(ctx, record, path, bytes.bytes, bytes.length, out);
        ent_bytes_clear(&bytes);
    }
    return status;
}

ent_status
ent_saom_load_until(ent_ctx *ctx, const ent_record *record, const char *path, int until,
                    ent_saom **out)
{
    ent_bytes  bytes;
    ent_status status = ent_model_file_read(ctx, path, &bytes);

    if (status == ENT_OK) {
        status = ent_saom_read_until(ctx, record, path, bytes.bytes, bytes.length, until, out);
        ent_bytes_clear(&bytes);
    }
    return status;
}

/* The root of a file whose kind is not known yet. */
static ent_status
look_into(ent_ctx *ctx, const ent_yaml_node *root, ent_model_kind *out, bool *of_record,
          unsigned *detail)
{
    if (ent_yaml_get(root, "tie") == NULL && ent_yaml_get(root, "outcome") == NULL &&
        ent_yaml_get(root, "arms_race") == NULL) {
        return ent_yaml_fail(ctx, root,
                             "none of 'tie' (how ties form), 'outcome' (a graded relation) and "
                             "'arms_race' is there: nothing to be fitted");
    }
    *out = ent_yaml_get(root, "tie") != NULL       ? ENT_MODEL_TIE
           : ent_yaml_get(root, "outcome") != NULL ? ENT_MODEL_OUTCOME
                                                   : ENT_MODEL_ARMS_RACE;
    *of_record = ent_yaml_get(root, "record") != NULL;
    *detail = ent_saom_detail_of(root);
    return ENT_OK;
}

static ent_status
kind_of_bytes(ent_ctx *ctx, const char *name, const char *bytes, size_t length, ent_model_kind *out,
              bool *of_record, unsigned *detail)
{
    ent_yaml  *yaml;
    ent_status status = ent_yaml_parse(ctx, name, bytes, length, NULL, &yaml);

    if (status == ENT_OK) {
        status = look_into(ctx, ent_yaml_root(yaml), out, of_record, detail);
        ent_yaml_destroy(yaml);
    }
    return status;
}

ent_status
ent_model_kind_of(ent_ctx *ctx, const char *path, ent_model_kind *out, bool *of_record,
                  unsigned *detail)
{
    ent_bytes  bytes;
    ent_status status = ent_model_file_read(ctx, path, &bytes);

    if (status == ENT_OK) {
        status = kind_of_bytes(ctx, path, bytes.bytes, bytes.length, out, of_record, detail);
        ent_bytes_clear(&bytes);
    }
    return status;
}

ent_status
ent_saom_needs(ent_ctx *ctx, const char *name, const char *bytes, size_t length, bool *of_record,
               unsigned *detail)
{
    ent_model_kind kind;
    ent_status     status = kind_of_bytes(ctx, name, bytes, length, &kind, of_record, detail);

    return status == ENT_OK && kind != ENT_MODEL_TIE
               ? ent_fail(ctx, ENT_E_INPUT, "%s: a fit of another kind of model than of ties", name)
               : status;
}

void
ent_saom_destroy(ent_saom *model)
{
    if (model != NULL) {
        ent_arena_clear(&model->arena);
        ent_free(model);
    }
}

const char *
ent_saom_text(const ent_saom *model)
{
    return model->text;
}

const char *
ent_saom_name(const ent_saom *model)
{
    return model->name;
}

size_t
ent_saom_periods(const ent_saom *model)
{
    return model->period_count;
}

size_t
ent_saom_effects(const ent_saom *model)
{
    return model->term_count;
}

uint64_t
ent_saom_seed(const ent_saom *model)
{
    return model->seed;
}

int
ent_saom_last_year(const ent_saom *model)
{
    return model->first_year != 0 ? model->first_year + model->every * (int)model->period_count : 0;
}
