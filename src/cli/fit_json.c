/*
 * fit_json.c - a fit of a model of ties as JSON
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "cli/fit.h"

void
cli_add_json_row(ent_text *out, ent_table *table, size_t row)
{
    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        const ent_column *column = &ent_table_columns(table)[i];
        const char       *text = ent_table_get_text(table, row, i);

        ent_text_addf(out, "%s\"%s\": ", i > 0 ? ", " : "{", column->name);
        if (ent_table_is_missing(table, row, i)) {
            ent_text_add(out, "null");
        } else if (column->type == ENT_COLUMN_TEXT) {
            ent_text_add_json(out, text, strlen(text));
        } else {
            ent_text_add(out, text);
        }
    }
    ent_text_add_char(out, '}');
}

static void
add_key(ent_text *out, const char *before, const char *key)
{
    ent_text_addf(out, "%s\"%s\": ", before, key);
}

static void
add_number(ent_text *out, const char *before, const char *key, double value)
{
    add_key(out, before, key);
    ent_text_add_json_number(out, value);
}

static void
add_string(ent_text *out, const char *before, const char *key, const char *value)
{
    add_key(out, before, key);
    if (value != NULL) {
        ent_text_add_json(out, value, strlen(value));
    } else {
        ent_text_add(out, "null");
    }
}

static void
add_effect(ent_text *out, const ent_fit_effect *e, bool checked)
{
    add_string(out, "{", "name", e->name);
    add_string(out, ", ", "of", e->of[0] != '\0' ? e->of : NULL);
    add_number(out, ", ", "estimate", e->estimate);
    add_number(out, ", ", "se", e->se);
    add_number(out, ", ", "t_convergence", e->t_convergence);
    add_number(out, ", ", "target", e->target);
    add_string(out, ", ", "type", e->type[0] != '\0' ? e->type : NULL);
    add_number(out, ", ", "simulated", e->simulated);
    add_number(out, ", ", "sd", e->sd);
    add_string(out, ", ", "problem", e->problem);
    add_number(out, ", ", "spread", sqrt(e->between));
    add_number(out, ", ", "unit_sd", e->unit_sd);
    if (e->held) {
        ent_text_add(out, ", \"held\": true");
        add_number(out, ", ", "score_z", e->score_z);
        add_number(out, ", ", "score_p", e->score_p);
        add_number(out, ", ", "one_step", e->one_step);
    }
    if (checked) {
        add_string(out, ", ", "dyad_effects", e->dyad_effects);
        add_string(out, ", ", "lag_5", e->lag_5);
        add_string(out, ", ", "apart", e->apart);
        add_string(out, ", ", "check_note", e->check_note);
    }
    ent_text_add_char(out, '}');
}

static void
add_lists(ent_text *out, const ent_fit *fit)
{
    size_t q = fit->parameter_count;

    for (size_t p = 0; p < fit->rate_count; p++) {
        ent_text_addf(out, "%s{\"period\": %zu", p > 0 ? ",\n  " : "\n  ", p + 1);
        add_number(out, ", ", "estimate", fit->rates[p].estimate);
        add_number(out, ", ", "se", fit->rates[p].se);
        ent_text_add_char(out, '}');
    }
    ent_text_add(out, "],\n \"effects\": [");
    for (size_t k = 0; k < fit->effect_count; k++) {
        ent_text_add(out, k > 0 ? ",\n  " : "\n  ");
        add_effect(out, &fit->effects[k], fit->checked);
    }
    ent_text_add(out, "],\n \"covariance\": [");
    for (size_t i = 0; i < q; i++) {
        ent_text_add(out, i > 0 ? ",\n  [" : "\n  [");
        for (size_t j = 0; j < q; j++) {
            ent_text_add(out, j > 0 ? ", " : "");
            ent_text_add_json_number(out, fit->covariance[i * q + j]);
        }
        ent_text_add_char(out, ']');
    }
    ent_text_add(out, "]");
}

/* A table under a key, row by row; nothing where it was not asked for. */
static void
add_rows(ent_text *out, const char *key, ent_table *table)
{
    if (table == NULL) {
        return;
    }
    ent_text_addf(out, ",\n \"%s\": [", key);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        ent_text_add(out, row > 0 ? ",\n  " : "\n  ");
        cli_add_json_row(out, table, row);
    }
    ent_text_add_char(out, ']');
}

static void
add_score_test(ent_text *out, const ent_fit *fit)
{
    if (fit->score_df > 0) {
        add_number(out, ",\n \"score_test\": {", "chi_square", fit->score_statistic);
        ent_text_addf(out, ", \"df\": %zu", fit->score_df);
        add_number(out, ", ", "p", fit->score_p);
        ent_text_add_char(out, '}');
    }
}

void
cli_add_fit(ent_text *out, const cli *c, const ent_fit *fit, const cli_fit_extras *extras,
            double seconds)
{
    add_string(out, "{", "model", fit->model);
    ent_text_addf(out, ", \"converged\": %s", fit->converged ? "true" : "false");
    add_number(out, ", ", "max_convergence_ratio", fit->max_convergence_ratio);
    ent_text_addf(out, ", \"iterations\": %llu, \"n3\": %llu, \"seed\": %llu",
                  (unsigned long long)fit->iterations, (unsigned long long)fit->n3,
                  (unsigned long long)fit->seed);
    add_number(out, ", ", "seconds", seconds);
    ent_text_add(out, ",\n \"rates\": [");
    add_lists(out, fit);
    add_string(out, ",\n ", "reason", fit->reason);
    ent_text_addf(out, ", \"conditional\": %s, \"restarts\": %d, \"simulations\": %llu",
                  fit->conditional ? "true" : "false", fit->restarts,
                  (unsigned long long)fit->simulations);
    add_string(out, ", ", "basis", fit->basis);
    ent_text_addf(out, ", \"checked\": %s", fit->checked ? "true" : "false");
    add_score_test(out, fit);
    add_rows(out, "goodness", extras->goodness);
    add_rows(out, "time_test", extras->time);
    add_rows(out, "forward", extras->forward);
    add_string(out, ",\n ", "entente", ent_version());
    add_string(out, ", ", "command", ent_text_get(&c->normalised));
    ent_text_add(out, "}\n");
}

/* {"statistics": [{"name", "period", "observed", "mean", "sd"}]} */
void
cli_add_statistics(ent_text *out, ent_table *table)
{
    ent_text_add(out, "{\"statistics\": [");
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        ent_text_add(out, row > 0 ? ",\n  " : "\n  ");
        add_string(out, "{", "name", ent_table_get_text(table, row, 0));
        add_number(out, ", ", "period", ent_table_get_number(table, row, 2));
        add_number(out, ", ", "observed", ent_table_get_number(table, row, 3));
        add_number(out, ", ", "mean", ent_table_get_number(table, row, 4));
        add_number(out, ", ", "sd", ent_table_get_number(table, row, 5));
        add_string(out, ", ", "of",
                   ent_table_is_missing(table, row, 1) ? NULL : ent_table_get_text(table, row, 1));
        ent_text_add_char(out, '}');
    }
    ent_text_add(out, "]}\n");
}
