/*
 * accept.c - whether a fact holds what the fields of its kind accept
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "entente/fact.h"

static bool
is_word(const char *words, const char *word)
{
    size_t      length = strlen(word);
    const char *at = words;

    while (length > 0 && (at = strstr(at, word)) != NULL) {
        if (at > words && at[-1] == ' ' && at[length] == ' ') {
            return true;
        }
        at += length;
    }
    return false;
}

/* A range is "LEAST..MOST"; without MOST there is none. */
static bool
is_in_range(const char *range, double value)
{
    const char *dots = strstr(range, "..");
    double      least = 0, most = HUGE_VAL;

    (void)ent_number_read(range, (size_t)(dots - range), &least);
    if (dots[2] != '\0') {
        (void)ent_number_read(dots + 2, strlen(dots + 2), &most);
    }
    return value >= least && value <= most;
}

static void
say_range(const char *range, const char *what, char expected[ENT_FACT_EXPECTED])
{
    const char *dots = strstr(range, "..");

    if (dots[2] != '\0') {
        (void)snprintf(expected, ENT_FACT_EXPECTED, "%s from %.*s to %s", what, (int)(dots - range),
                       range, dots + 2);
    } else {
        (void)snprintf(expected, ENT_FACT_EXPECTED, "%s of at least %.*s", what,
                       (int)(dots - range), range);
    }
}

static bool
accepts_text(const ent_fact_field *field, const char *text, char expected[ENT_FACT_EXPECTED])
{
    if (field->choices == NULL || is_word(field->choices, text)) {
        return true;
    }
    (void)snprintf(expected, ENT_FACT_EXPECTED, "one of%.150s", field->choices);
    return false;
}

static bool
accepts_number(const ent_fact_field *field, double value, const char *what,
               char expected[ENT_FACT_EXPECTED])
{
    if (isinf(value)) {
        (void)snprintf(expected, ENT_FACT_EXPECTED, "%s", what);
        return false;
    }
    if (field->choices == NULL || is_in_range(field->choices, value)) {
        return true;
    }
    say_range(field->choices, what, expected);
    return false;
}

/* The other bound of a spell stands in the field called `start`. */
static bool
accepts_end(const ent_fact_type *type, const ent_fact_field *field, const char *fact, ent_day end,
            char expected[ENT_FACT_EXPECTED])
{
    ent_day start = ENT_DAY_MIN;

    for (const ent_fact_field *other = type->fields; other->name != NULL; other++) {
        if (other->type == ENT_FIELD_START && strcmp(other->name, "start") == 0) {
            memcpy(&start, fact + other->offset, sizeof start);
        }
    }
    if (end > start || strcmp(field->name, "end") != 0) {
        return true;
    }
    (void)snprintf(expected, ENT_FACT_EXPECTED, "a day not before the start");
    return false;
}

static bool
refuse_missing(const ent_fact_field *field, char expected[ENT_FACT_EXPECTED])
{
    if (field->required) {
        (void)snprintf(expected, ENT_FACT_EXPECTED, "a value");
    }
    return !field->required;
}

static bool
accepts_state(const ent_fact_field *field, const ent_codes *codes, ent_state state,
              char expected[ENT_FACT_EXPECTED])
{
    if (state == ENT_NO_STATE) {
        return refuse_missing(field, expected);
    }
    if (state >= ent_codes_count(codes)) {
        (void)snprintf(expected, ENT_FACT_EXPECTED, "a state");
        return false;
    }
    return true;
}

bool
ent_fact_accepts(const ent_fact_type *type, const ent_fact_field *field, const void *fact,
                 const ent_codes *codes, char expected[ENT_FACT_EXPECTED])
{
    const char *at = (const char *)fact + field->offset;
    const char *text;
    ent_state   state;
    ent_party   party;
    ent_day     day;
    int32_t     integer;
    double      number;

    switch (field->type) {
    case ENT_FIELD_TEXT:
        memcpy(&text, at, sizeof text);
        return text == NULL ? refuse_missing(field, expected) : accepts_text(field, text, expected);
    case ENT_FIELD_STATE:
        memcpy(&state, at, sizeof state);
        return accepts_state(field, codes, state, expected);
    case ENT_FIELD_PARTY:
        memcpy(&party, at, sizeof party);
        return party.state == ENT_NO_STATE || accepts_state(field, codes, party.state, expected);
    case ENT_FIELD_START:
        memcpy(&day, at, sizeof day);
        return day != ENT_DAY_MIN || refuse_missing(field, expected);
    case ENT_FIELD_END:
        memcpy(&day, at, sizeof day);
        return accepts_end(type, field, fact, day, expected);
    case ENT_FIELD_INTEGER:
        memcpy(&integer, at, sizeof integer);
        return integer == ENT_NO_INTEGER
                   ? refuse_missing(field, expected)
                   : accepts_number(field, integer, "a whole number", expected);
    case ENT_FIELD_NUMBER:
        memcpy(&number, at, sizeof number);
        return isnan(number) ? refuse_missing(field, expected)
                             : accepts_number(field, number, "a number", expected);
    case ENT_FIELD_FLAG:
        break;
    }
    return true;
}
