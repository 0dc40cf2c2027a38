/*
 * curve_table.c - the specifications behind a trend or comparison, as a table
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "measure/measure.h"
#include "scenario/claim/curve.h"

enum {
    ID,
    AS_OF,
    MEASURE,
    FROM,
    TO,
    SIGNS,
    POWER,
    SOURCE,
    VALUE,
    P,
    AGREES,
    THAN_FROM,
    THAN_TO,
    COLUMN_COUNT
};

static const ent_column COLUMNS[COLUMN_COUNT] = {[ID] = {"id", ENT_COLUMN_TEXT},
                                                 [AS_OF] = {"as_of", ENT_COLUMN_DAY},
                                                 [MEASURE] = {"measure", ENT_COLUMN_TEXT},
                                                 [FROM] = {"from", ENT_COLUMN_INTEGER},
                                                 [TO] = {"to", ENT_COLUMN_INTEGER},
                                                 [SIGNS] = {"signs", ENT_COLUMN_TEXT},
                                                 [POWER] = {"power", ENT_COLUMN_TEXT},
                                                 [SOURCE] = {"source", ENT_COLUMN_TEXT},
                                                 [VALUE] = {"value", ENT_COLUMN_NUMBER},
                                                 [P] = {"p", ENT_COLUMN_NUMBER},
                                                 [AGREES] = {"agrees", ENT_COLUMN_BOOLEAN},
                                                 [THAN_FROM] = {"than_from", ENT_COLUMN_INTEGER},
                                                 [THAN_TO] = {"than_to", ENT_COLUMN_INTEGER}};

const ent_column *
ent_curve_columns(size_t *count)
{
    *count = COLUMN_COUNT;
    return COLUMNS;
}

ent_status
ent_curve_table(ent_ctx *ctx, ent_table **out)
{
    return ent_table_create(ctx, COLUMNS, COLUMN_COUNT, out);
}

static void
add_measure(ent_table *out, const ent_reading_of *reading)
{
    const char *variant = reading->variant != NULL ? reading->variant : "";
    char        name[160];

    (void)snprintf(name, sizeof name, "%s%.40s%s%.40s.%.40s", reading->reversed ? "-" : "",
                   reading->type->measure, variant[0] != '\0' ? "/" : "", variant, reading->column);
    ent_table_text(out, MEASURE, name);
}

void
ent_curve_print(const ent_curve *curve, const ent_assertion *claim, ent_day as_of, ent_table *out)
{
    for (size_t i = 0; i < curve->count; i++) {
        const ent_specification *s = &curve->items[i];
        const ent_reading_of    *reading = &claim->series.measures[s->measure];
        unsigned                 uses = reading->type->uses;

        ent_table_row(out);
        ent_table_text(out, ID, claim->id);
        ent_table_day(out, AS_OF, as_of);
        add_measure(out, reading);
        ent_table_integer(out, FROM, s->from);
        ent_table_integer(out, TO, s->to);
        if ((uses & ENT_USES_SIGNS) != 0) {
            ent_table_text_borrowed(out, SIGNS, s->signs == ENT_SIGNS_PEACE ? "peace" : "rivalry");
        }
        if ((uses & ENT_USES_POWER) != 0) {
            ent_table_text_borrowed(out, POWER, ent_power_name(s->power));
        }
        ent_table_text(out, SOURCE, s->source);
        ent_table_number(out, VALUE, s->value);
        ent_table_number(out, P, s->p);
        ent_table_boolean(out, AGREES, s->agrees);
        if (claim->kind == ENT_ASSERTION_COMPARISON && !claim->has_value) {
            ent_table_integer(out, THAN_FROM, s->than_from);
            ent_table_integer(out, THAN_TO, s->than_to);
        }
    }
}
