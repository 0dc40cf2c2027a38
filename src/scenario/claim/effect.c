/*
 * effect.c - effects: the estimate of a model under both codings of signs and two powers
 *
 *   1. models     2. estimates     3. verdict
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/claim/effect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/digest.h"
#include "model/graded/graded.h"
#include "model/model_file.h"
#include "scenario/claim/kept.h"

enum { CHOICES = 4 }; /* of signs and power */

static const double MOST_AGREE = 0.8, FEW_AGREE = 0.2, NORMAL_95 = 1.959964;

typedef struct model_fit {
    const char       *name;   /* as the claims have it */
    ent_graded       *model;  /* NULL: none of that name */
    const ent_record *record; /* that the tables are from */
    bool              whole;  /* all of its years were over: what came later changes nothing */
    ent_table        *tables[CHOICES]; /* NULL: no estimate */
    size_t            kept;            /* of the tables: from fits of the store */
    ent_bytes         file;
    ent_kept_model    of_store;
    bool              asked; /* the store was asked for fits of it */
    char              missing[ENT_REASON_SIZE];
} model_fit;

struct ent_claim_fits {
    model_fit       *items;
    size_t           count, capacity;
    ent_store       *store; /* NULL: no fit of it is to be taken */
    const ent_codes *codes;
};

/* 1. models */

static model_fit *
find(const ent_claim_fits *fits, const char *name)
{
    for (size_t i = 0; i < fits->count; i++) {
        if (strcmp(fits->items[i].name, name) == 0) {
            return &fits->items[i];
        }
    }
    return NULL;
}

/* A model that is not there leaves its claims open; it is no mistake of their file. */
static ent_status
load(ent_ctx *ctx, const char *name, ent_claim_fits *fits)
{
    model_fit *fit;
    ent_status status;

    if (find(fits, name) != NULL) {
        return ENT_OK;
    }
    if (!ENT_GROW(fits->items, fits->capacity, fits->count + 1)) {
        return ent_fail_nomem(ctx);
    }
    fit = &fits->items[fits->count++];
    *fit = (model_fit){.name = name};
    status = ent_graded_load(ctx, name, &fit->model);
    if (status == ENT_OK) {
        status = ent_model_file_read(ctx, name, &fit->file);
    }
    if (status == ENT_E_NOTFOUND || status == ENT_E_FILE || status == ENT_E_INPUT) {
        ent_graded_destroy(fit->model);
        fit->model = NULL;
        (void)ent_visible_print(ent_ctx_error(ctx), fit->missing, sizeof fit->missing);
        return ENT_OK;
    }
    return status;
}

ent_status
ent_claim_fits_make(ent_ctx *ctx, ent_store *store, const ent_codes *codes,
                    const ent_claims *const *packs, size_t count, ent_claim_fits **out)
{
    ent_claim_fits *fits = ent_alloc_zero(1, sizeof *fits);
    ent_status      status = fits != NULL ? ENT_OK : ent_fail_nomem(ctx);

    if (status == ENT_OK) {
        fits->store = store;
        fits->codes = codes;
    }
    for (size_t p = 0; p < count && status == ENT_OK; p++) {
        for (size_t i = 0; i < packs[p]->count && status == ENT_OK; i++) {
            const ent_assertion *claim = &packs[p]->items[i];

            status = claim->kind == ENT_ASSERTION_EFFECT ? load(ctx, claim->model, fits) : ENT_OK;
        }
    }
    if (status != ENT_OK) {
        ent_claim_fits_destroy(fits);
        return status;
    }
    *out = fits;
    return ENT_OK;
}

static void
drop_tables(model_fit *fit)
{
    for (int i = 0; i < CHOICES; i++) {
        ent_table_destroy(fit->tables[i]);
        fit->tables[i] = NULL;
    }
    fit->record = NULL;
    fit->kept = 0;
}

void
ent_claim_fits_forget(ent_claim_fits *fits)
{
    for (size_t i = 0; i < fits->count; i++) {
        if (!fits->items[i].whole) {
            drop_tables(&fits->items[i]);
        }
    }
}

void
ent_claim_fits_destroy(ent_claim_fits *fits)
{
    if (fits == NULL) {
        return;
    }
    for (size_t i = 0; i < fits->count; i++) {
        drop_tables(&fits->items[i]);
        ent_graded_destroy(fits->items[i].model);
        ent_bytes_clear(&fits->items[i].file);
        ent_kept_model_clear(&fits->items[i].of_store);
    }
    ent_free(fits->items);
    ent_free(fits);
}

unsigned
ent_claim_fits_detail(const ent_claim_fits *fits)
{
    unsigned detail = 0;

    for (size_t i = 0; i < fits->count; i++) {
        detail |= fits->items[i].model != NULL ? ent_graded_detail(fits->items[i].model) : 0;
    }
    return detail;
}

void
ent_claim_fits_describe(const ent_claim_fits *fits, ent_text *out)
{
    for (size_t i = 0; i < fits->count; i++) {
        const model_fit *fit = &fits->items[i];
        char             sha256[65] = "";

        if (fit->model != NULL) {
            ent_sha256(fit->file.bytes, fit->file.length, sha256);
        }
        ent_text_addf(out, "model %s %s\n", sha256, fit->name);
    }
}

/* 2. estimates */

static ent_status
estimate_one(ent_ctx *ctx, const ent_record *record, model_fit *fit,
             const ent_graded_options *options, ent_table **out)
{
    ent_ctx   *quiet;
    ent_status status = ent_ctx_child(ctx, &quiet);

    *out = NULL;
    if (status != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    status = ent_graded_fit(quiet, fit->model, record, options, out);
    if (status == ENT_E_NOTFOUND) {
        *out = NULL;
        (void)ent_visible_print(ent_ctx_error(quiet), fit->missing, sizeof fit->missing);
        status = ENT_OK;
    } else if (status != ENT_OK) {
        ent_ctx_absorb(ctx, quiet, true);
    }
    ent_ctx_destroy(quiet);
    return status;
}

/* What the store keeps is of all that the record holds: the same where the model's years are over.
 */
static ent_status
take_kept(ent_ctx *ctx, const ent_claim_fits *fits, const ent_graded_options *options,
          model_fit *fit, ent_table **out)
{
    ent_status status = ENT_OK;

    if (!fit->asked) {
        fit->of_store = (ent_kept_model){.model = fit->model, .file = fit->file.bytes};
        status = ent_kept_model_find(ctx, fits->store, fits->codes, &fit->of_store);
        fit->asked = status == ENT_OK;
    }
    if (status == ENT_OK) {
        status = ent_kept_model_fit(ctx, fits->store, &fit->of_store, options->power,
                                    options->signs, out);
    }
    fit->kept += status == ENT_OK && *out != NULL;
    return status;
}

static ent_status
estimate_choice(ent_ctx *ctx, const ent_record *record, const ent_claim_fits *fits, bool over,
                int choice, model_fit *fit)
{
    ent_graded_options options = {.power =
                                      choice % 2 == 0 ? ENT_POWER_CINC : ent_second_power(record),
                                  .signs = choice / 2 == 0 ? ENT_SIGNS_RIVALRY : ENT_SIGNS_PEACE};
    ent_status         status = ent_check_cancelled(ctx);

    if (status == ENT_OK && over && fits->store != NULL) {
        status = take_kept(ctx, fits, &options, fit, &fit->tables[choice]);
    }
    return status == ENT_OK && fit->tables[choice] == NULL
               ? estimate_one(ctx, record, fit, &options, &fit->tables[choice])
               : status;
}

static ent_status
estimate(ent_ctx *ctx, const ent_record *record, ent_day as_of, const ent_claim_fits *fits,
         model_fit *fit)
{
    bool       over = fit->model != NULL && ent_span_of_year(fit->model->to).to - 1 <= as_of;
    ent_status status = ENT_OK;

    if (fit->model == NULL || fit->record == record || (fit->whole && over)) {
        return ENT_OK;
    }
    drop_tables(fit);
    /* all of them are needed: where one has no rows the others are not asked for */
    for (int i = 0; i < CHOICES && status == ENT_OK && (i == 0 || fit->tables[i - 1] != NULL);
         i++) {
        status = estimate_choice(ctx, record, fits, over, i, fit);
    }
    fit->record = status == ENT_OK ? record : NULL;
    fit->whole = status == ENT_OK && over;
    return status;
}

/* 3. verdict */

static size_t
column(const ent_table *table, const char *name)
{
    size_t i = 0;

    while (i < ent_table_column_count(table) &&
           strcmp(ent_table_columns(table)[i].name, name) != 0) {
        i++;
    }
    return i;
}

static double
number(const ent_table *table, size_t row, const char *name)
{
    return ent_table_get_number(table, row, column(table, name));
}

static bool
is_cell(ent_table *table, size_t row, const char *name, const char *value)
{
    return strcmp(ent_table_get_text(table, row, column(table, name)), value) == 0;
}

/* The row of the effect: by its name and covariate, or by either where one is given. */
static size_t
row_of(ent_table *table, const ent_assertion *claim)
{
    size_t row = 0;

    while (row < ent_table_row_count(table) &&
           !(claim->of != NULL ? is_cell(table, row, "effect", claim->effect) &&
                                     is_cell(table, row, "of", claim->of)
                               : is_cell(table, row, "effect", claim->effect) ||
                                     is_cell(table, row, "of", claim->effect))) {
        row++;
    }
    return row;
}

/* The check that turns the sign of an effect; NULL: none does. */
static const char *
turned_by(ent_table *table, size_t row)
{
    static const struct {
        const char *column, *name;
    } CHECKS[] = {{"dyad_effects", "effects of each dyad"},
                  {"lag_5", "a lag of five years"},
                  {"apart", "enemies that were not acquired together"}};

    for (size_t i = 0; i < sizeof CHECKS / sizeof CHECKS[0]; i++) {
        if (is_cell(table, row, CHECKS[i].column, "reversed")) {
            return CHECKS[i].name;
        }
    }
    return NULL;
}

typedef struct count {
    size_t      found, agreeing, opposed;
    const char *turned_by; /* the first check that does; NULL: none */
} count;

static void
take(ent_table *table, size_t row, const ent_assertion *claim, count *c, ent_finding *out)
{
    double z = number(table, row, "z") * claim->direction;

    if (isnan(z)) {
        return;
    }
    if (c->found++ == 0) {
        out->value = number(table, row, "estimate");
        out->lo = out->value - NORMAL_95 * number(table, row, "se");
        out->hi = out->value + NORMAL_95 * number(table, row, "se");
        out->n = number(table, row, "rows");
        out->p = number(table, row, "p");
    }
    c->agreeing += z >= claim->threshold;
    c->opposed += z <= -claim->threshold;
    c->turned_by = c->turned_by != NULL ? c->turned_by : turned_by(table, row);
}

static void
decide(const ent_assertion *claim, const model_fit *fit, const count *c, ent_finding *out)
{
    size_t few = CHOICES - c->found;
    char   kept[48] = "", turned[80] = "";

    if (fit->kept > 0) {
        (void)snprintf(kept, sizeof kept, " (%zu kept in the store)", fit->kept);
    }
    if (c->turned_by != NULL) {
        (void)snprintf(turned, sizeof turned, "; the check by %s turns its sign", c->turned_by);
    }
    out->agree = (double)c->agreeing / (double)c->found;
    ent_finding_reason(out,
                       "%s: associated as claimed in %zu of %zu estimates%s, opposed in %zu%s%s",
                       claim->model, c->agreeing, c->found, kept, c->opposed, turned,
                       few > 0 ? "; no estimate under some codings" : "");
    if (c->turned_by != NULL || few > 0) {
        return;
    }
    if (out->agree >= MOST_AGREE) {
        out->verdict = ENT_VERDICT_SUPPORTED;
    } else if (out->agree <= FEW_AGREE && (double)c->opposed >= MOST_AGREE * (double)c->found) {
        out->verdict = ENT_VERDICT_CONTRADICTED;
    }
}

ent_status
ent_claim_check_effect(ent_ctx *ctx, const ent_record *record, const ent_assertion *claim,
                       ent_day as_of, ent_claim_fits *fits, ent_finding *out)
{
    model_fit *fit = find(fits, claim->model);
    count      c = {0, 0, 0, NULL};
    bool       known = false;
    ent_status status = estimate(ctx, record, as_of, fits, fit);

    *out = ent_finding_none("association");
    out->threshold = claim->threshold;
    for (int i = 0; i < CHOICES && status == ENT_OK; i++) {
        if (fit->tables[i] != NULL) {
            size_t row = row_of(fit->tables[i], claim);

            known = true;
            if (row < ent_table_row_count(fit->tables[i])) {
                take(fit->tables[i], row, claim, &c, out);
            }
        }
    }
    if (c.found > 0) {
        decide(claim, fit, &c, out);
    } else if (known) {
        ent_finding_reason(out, "'%s' has no estimate of %s", claim->model, claim->effect);
    } else {
        ent_finding_reason(out, "no fit of '%.60s' at hand: %.150s", claim->model, fit->missing);
    }
    return status;
}
