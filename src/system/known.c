/*
 * known.c - what could be known on a day
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/date.h"
#include "system/record.h"

static bool
year_was_over(const unsigned char *value, ent_day day)
{
    int32_t year;

    memcpy(&year, value, sizeof year);
    return year == ENT_NO_INTEGER || year > 3000 || year < 1000 ||
           ent_span_of_year(year).to - 1 <= day;
}

bool
ent_fact_begins_by(const ent_fact_type *type, const void *fact, ent_day day)
{
    const unsigned char *bytes = fact;
    bool                 dated = false, begun = false;

    if (day == ENT_DAY_MAX) {
        return true;
    }
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        if (field->type == ENT_FIELD_START) {
            ent_day start;

            memcpy(&start, bytes + field->offset, sizeof start);
            dated = dated || start != ENT_DAY_MIN;
            begun = begun || (start != ENT_DAY_MIN && start <= day);
        } else if (field->type == ENT_FIELD_INTEGER && strcmp(field->name, "year") == 0 &&
                   !year_was_over(bytes + field->offset, day)) {
            return false;
        }
    }
    return begun || !dated;
}
