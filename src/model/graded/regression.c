/*
 * regression.c - what the regressions share: what can be told, and how certain it is
 *
 *   1. samples and results     2. independent columns     3. the climb     4. errors
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/graded/regression_core.h"

/* 1. samples and results */

ent_status
ent_sample_check(ent_ctx *ctx, const ent_sample *sample, size_t levels)
{
    if (sample->rows == 0) {
        return ent_fail(ctx, ENT_E_ARG, "a regression without rows");
    }
    if (sample->columns > ENT_REGRESSION_MOST_COLUMNS || levels > ENT_REGRESSION_MOST_CATEGORIES ||
        sample->columns * levels > ENT_REGRESSION_MOST_PARAMETERS) {
        return ent_fail(ctx, ENT_E_ARG, "%zu columns and %zu levels: at most %d and %d",
                        sample->columns, levels, ENT_REGRESSION_MOST_COLUMNS,
                        ENT_REGRESSION_MOST_CATEGORIES);
    }
    for (size_t i = 0; i < sample->rows && levels > 0; i++) {
        uint32_t choices = sample->choices != NULL ? sample->choices[i] : UINT32_MAX;

        if (sample->level[i] >= levels || (choices >> sample->level[i] & 1) == 0) {
            return ent_fail(ctx, ENT_E_ARG, "row %zu has a level that it could not have", i);
        }
    }
    return ENT_OK;
}

ent_status
ent_regression_create(ent_ctx *ctx, size_t parameters, ent_regression *out)
{
    ent_regression made = {.parameters = parameters,
                           .estimate = ent_alloc(parameters, sizeof *made.estimate),
                           .covariance =
                               ent_alloc(parameters * parameters, sizeof *made.covariance),
                           .identified = ent_alloc_zero(parameters, 1)};

    if (made.estimate == NULL || made.covariance == NULL || made.identified == NULL) {
        ent_regression_clear(&made);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < parameters; i++) {
        made.estimate[i] = NAN;
    }
    for (size_t i = 0; i < parameters * parameters; i++) {
        made.covariance[i] = NAN;
    }
    *out = made;
    return ENT_OK;
}

void
ent_regression_clear(ent_regression *fit)
{
    ent_free(fit->estimate);
    ent_free(fit->covariance);
    ent_free(fit->identified);
    *fit = (ent_regression){0};
}

double
ent_regression_error(const ent_regression *fit, size_t parameter)
{
    double variance = fit->covariance[parameter * fit->parameters + parameter];

    return variance > 0 ? sqrt(variance) : (double)NAN;
}

const char *
ent_identified_text(ent_identified why)
{
    switch (why) {
    case ENT_NO_VARIATION:
        return "no variation";
    case ENT_COLLINEAR:
        return "collinear with the effects before it";
    case ENT_SEPARATED:
        return "tells outcomes perfectly (separation)";
    case ENT_IDENTIFIED:
        break;
    }
    return NULL;
}

/* 2. independent columns */

static const double LEAST_OWN = 1e-9; /* share of a column that those before it leave */
static const double CONSTANT = 1e-12; /* share of its squares that is variation */

/* Elimination in the order of the columns: what is left of a column after those before it. */
void
ent_columns_identify(size_t n, double *gram, const double *centred, ent_identified blame,
                     uint8_t *why)
{
    for (size_t k = 0; k < n; k++) {
        double whole = gram[k * n + k], left = whole;

        if (why[k] != ENT_IDENTIFIED) {
            continue;
        }
        for (size_t c = 0; c < k; c++) {
            double entry = gram[k * n + c];

            if (why[c] != ENT_IDENTIFIED) {
                continue;
            }
            for (size_t d = 0; d < c; d++) {
                entry -= why[d] == ENT_IDENTIFIED ? gram[k * n + d] * gram[c * n + d] : 0;
            }
            gram[k * n + c] = entry / gram[c * n + c];
            left -= gram[k * n + c] * gram[k * n + c];
        }
        if (!(left > LEAST_OWN * whole)) {
            why[k] = (uint8_t)(blame != ENT_COLLINEAR           ? blame
                               : centred[k] <= CONSTANT * whole ? ENT_NO_VARIATION
                                                                : ENT_COLLINEAR);
        } else {
            gram[k * n + k] = sqrt(left);
        }
    }
}

bool
ent_cholesky(size_t n, double *a)
{
    for (size_t k = 0; k < n; k++) {
        for (size_t c = 0; c <= k; c++) {
            double entry = a[k * n + c];

            for (size_t d = 0; d < c; d++) {
                entry -= a[k * n + d] * a[c * n + d];
            }
            if (c < k) {
                a[k * n + c] = entry / a[c * n + c];
            } else if (!(entry > 0) || !isfinite(entry)) {
                return false;
            } else {
                a[k * n + k] = sqrt(entry);
            }
        }
    }
    return true;
}

void
ent_cholesky_solve(size_t n, const double *a, double *x)
{
    for (size_t k = 0; k < n; k++) {
        for (size_t c = 0; c < k; c++) {
            x[k] -= a[k * n + c] * x[c];
        }
        x[k] /= a[k * n + k];
    }
    for (size_t k = n; k-- > 0;) {
        for (size_t c = k + 1; c < n; c++) {
            x[k] -= a[c * n + k] * x[c];
        }
        x[k] /= a[k * n + k];
    }
}

/* 3. the climb */

enum { MOST_ITERATIONS = 100, MOST_HALVINGS = 30, STUBBORN = 4 };
static const double SETTLED = 1e-14; /* of the decrement of the log-likelihood */
static const double FLAT = 1e-8;     /* a decrement that tells nothing any more */
static const double STRIDE = 0.2;    /* of a linear predictor that never comes to rest */

ent_status
ent_climb_create(ent_ctx *ctx, ent_arena *arena, size_t most, ent_climb *out)
{
    ent_climb made = {.theta = ent_arena_alloc(arena, most + 1, sizeof *made.theta),
                      .step = ent_arena_alloc(arena, most + 1, sizeof *made.step),
                      .trial = ent_arena_alloc(arena, most + 1, sizeof *made.trial),
                      .gradient = ent_arena_alloc(arena, most + 1, sizeof *made.gradient),
                      .information =
                          ent_arena_alloc(arena, most * most + 1, sizeof *made.information)};

    if (made.theta == NULL || made.step == NULL || made.trial == NULL || made.gradient == NULL ||
        made.information == NULL) {
        return ent_fail_nomem(ctx);
    }
    *out = made;
    return ENT_OK;
}

/* With gradient and information, which those of the climb then are. */
static double
evaluate(ent_climb *climb, ent_likelihood likelihood, const void *data, const double *theta)
{
    memset(climb->gradient, 0, climb->count * sizeof *climb->gradient);
    memset(climb->information, 0, climb->count * climb->count * sizeof *climb->information);
    return likelihood(data, theta, climb->gradient, climb->information);
}

/*
 * Go a step, or a part of it that gains; false where none does.  A whole step gains nearly always:
 * it is evaluated as the point that the next one starts from, `*here`.  NaN: only a part did.
 */
static bool
go(ent_climb *climb, ent_likelihood likelihood, const void *data, double *here)
{
    double part = 1;

    *here = NAN;
    for (int half = 0; half < MOST_HALVINGS; half++, part /= 2) {
        double value;

        for (size_t j = 0; j < climb->count; j++) {
            climb->trial[j] = climb->theta[j] + part * climb->step[j];
        }
        value = half == 0 ? evaluate(climb, likelihood, data, climb->trial)
                          : likelihood(data, climb->trial, NULL, NULL);
        if (value >= climb->log_likelihood) {
            memcpy(climb->theta, climb->trial, climb->count * sizeof *climb->theta);
            *here = half == 0 ? value : NAN;
            return true;
        }
    }
    return false;
}

/* The next step; returns what it promises to gain, NaN where there is none. */
static double
aim(ent_climb *climb)
{
    double decrement = 0;

    memcpy(climb->step, climb->gradient, climb->count * sizeof *climb->step);
    if (!ent_cholesky(climb->count, climb->information)) {
        return (double)NAN;
    }
    ent_cholesky_solve(climb->count, climb->information, climb->step);
    for (size_t j = 0; j < climb->count; j++) {
        decrement += climb->step[j] * climb->gradient[j];
    }
    return decrement;
}

/* Where steps stay long while they gain nothing any more, something is told perfectly. */
ent_status
ent_climb_run(ent_ctx *ctx, ent_climb *climb, ent_likelihood likelihood, ent_stride stride,
              const void *data)
{
    int        stubborn = 0;
    double     here = NAN;
    ent_status status = ENT_OK;

    climb->separated = 0;
    climb->converged = climb->count == 0;
    for (int round = 0; round < MOST_ITERATIONS && climb->count > 0; round++) {
        double decrement, length;

        status = ent_check_cancelled(ctx);
        if (status != ENT_OK) {
            break;
        }
        climb->iterations++;
        climb->log_likelihood =
            isnan(here) ? evaluate(climb, likelihood, data, climb->theta) : here;
        decrement = aim(climb);
        if (isnan(decrement)) {
            break;
        }
        length = decrement < FLAT ? stride(data, climb->step) : 0;
        stubborn = length > STRIDE ? stubborn + 1 : 0;
        if (stubborn >= STUBBORN) {
            climb->separated = length;
            break;
        }
        if (!go(climb, likelihood, data, &here) ||
            decrement < SETTLED * (1 + fabs(climb->log_likelihood))) {
            climb->converged = decrement < FLAT;
            break;
        }
    }
    return status;
}

void
ent_climb_estimates(const ent_climb *climb, const size_t *of, ent_regression *fit)
{
    fit->log_likelihood = climb->log_likelihood;
    fit->iterations = climb->iterations;
    fit->converged = climb->converged;
    for (size_t j = 0; j < climb->count; j++) {
        fit->estimate[of[j]] = climb->theta[j];
    }
}

ent_status
ent_climb_errors(ent_ctx *ctx, ent_climb *climb, ent_likelihood likelihood, const void *data,
                 const ent_scores *scores, ent_cluster cluster, const size_t *of,
                 ent_regression *fit)
{
    climb->log_likelihood = evaluate(climb, likelihood, data, climb->theta);
    ent_climb_estimates(climb, of, fit);
    return ent_regression_errors(ctx, climb->information, scores, cluster, 1, of, fit);
}

/* 4. errors */

ent_status
ent_scores_create(ent_ctx *ctx, const ent_sample *sample, size_t parameters, ent_scores *out)
{
    ent_scores made = {.parameters = parameters, .pairs = sample->pairs, .states = sample->states};

    made.of_pair = ent_alloc_zero(sample->pairs * parameters, sizeof *made.of_pair);
    made.of_state = ent_alloc_zero(sample->states * parameters, sizeof *made.of_state);
    made.seen = ent_alloc_zero(sample->pairs, sizeof *made.seen);
    if (made.of_pair == NULL || made.of_state == NULL || made.seen == NULL) {
        ent_scores_clear(&made);
        return ent_fail_nomem(ctx);
    }
    *out = made;
    return ENT_OK;
}

void
ent_scores_clear(ent_scores *scores)
{
    ent_free(scores->of_pair);
    ent_free(scores->of_state);
    ent_free(scores->seen);
    *scores = (ent_scores){0};
}

void
ent_scores_add(ent_scores *scores, const ent_sample *sample, size_t row, const double *score)
{
    size_t  m = scores->parameters;
    double *pair = scores->of_pair + sample->pair[row] * m;
    double *a = scores->of_state + sample->a[row] * m, *b = scores->of_state + sample->b[row] * m;

    scores->seen[sample->pair[row]] = true;
    for (size_t j = 0; j < m; j++) {
        pair[j] += score[j];
        a[j] += score[j];
        b[j] += score[j];
    }
}

/* Add weight * sum of s s'. */
static void
add_squares(size_t m, const double *scores, size_t count, double weight, double *out)
{
    for (size_t d = 0; d < count; d++) {
        const double *s = scores + d * m;

        for (size_t i = 0; i < m; i++) {
            for (size_t j = 0; j < m && s[i] != 0; j++) {
                out[i * m + j] += weight * s[i] * s[j];
            }
        }
    }
}

/* out = B meat B, B the inverse of what `chol` factors; meat is destroyed. */
static void
sandwich(size_t m, const double *chol, double *meat, double *out)
{
    for (size_t i = 0; i < m; i++) {
        ent_cholesky_solve(m, chol, meat + i * m); /* rows: meat B */
    }
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < m; j++) {
            out[i * m + j] = meat[j * m + i];
        }
    }
    for (size_t i = 0; i < m; i++) {
        ent_cholesky_solve(m, chol, out + i * m);
    }
}

ent_status
ent_regression_errors(ent_ctx *ctx, double *information, const ent_scores *scores,
                      ent_cluster cluster, double factor, const size_t *of, ent_regression *fit)
{
    size_t  m = scores->parameters;
    double *meat = ent_alloc_zero(m * m, sizeof *meat), *out = ent_alloc(m * m, sizeof *out);

    if (meat == NULL || out == NULL) {
        ent_free(meat);
        ent_free(out);
        return ent_fail_nomem(ctx);
    }
    fit->clusters = 0;
    for (size_t d = 0; d < scores->pairs; d++) {
        fit->clusters += scores->seen[d];
    }
    if (cluster == ENT_CLUSTER_PAIR) {
        double groups = (double)fit->clusters;

        add_squares(m, scores->of_pair, scores->pairs, factor * groups / (groups - 1), meat);
    } else {
        add_squares(m, scores->of_state, scores->states, 1, meat);
        add_squares(m, scores->of_pair, scores->pairs, -1, meat);
    }
    if (ent_cholesky(m, information)) {
        sandwich(m, information, meat, out);
        for (size_t i = 0; i < m; i++) {
            for (size_t j = 0; j < m; j++) {
                fit->covariance[of[i] * fit->parameters + of[j]] =
                    fit->clusters > 1 ? out[i * m + j] : (double)NAN;
            }
        }
    }
    ent_free(meat);
    ent_free(out);
    return ENT_OK;
}
