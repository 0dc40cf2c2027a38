/*
 * transform.c - what two verbs say together: A says that B attacked, A accuses B
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/pattern/pattern.h"

/* The parties that a transformation calls a and b; -1 while they are not known. */
typedef struct binding {
    int a, b;
} binding;

/* Whether a party can be what the letter asks for; binds b. */
static bool
is_bound(const ent_shallow *s, char letter, int unit, binding *parties)
{
    if (letter == '.') {
        return true;
    }
    if (unit < 0 || letter == '_') {
        return unit < 0 && letter == '_';
    }
    if (letter == 'a') {
        return ent_units_are_same(&s->units[unit], &s->units[parties->a]);
    }
    if (ent_units_are_same(&s->units[unit], &s->units[parties->a])) {
        return false;
    }
    parties->b = unit;
    return true;
}

static int
party(char letter, const binding *parties)
{
    return letter == 'a' ? parties->a : letter == 'b' ? parties->b : -1;
}

static bool
apply(ent_shallow *s, const ent_transformation *t, const ent_verb_reading *outer,
      const ent_verb_reading *inner)
{
    binding          parties = {outer->source, -1};
    ent_verb_reading made = {.verb = inner->verb, .code = {.forth = t->code}};

    if (outer->block != t->outer || outer->source < 0 ||
        (t->inner != UINT32_MAX && inner->block != t->inner) ||
        !is_bound(s, t->inner_source, inner->bare ? -1 : inner->source, &parties) ||
        !is_bound(s, t->inner_target, inner->target, &parties)) {
        return false;
    }
    made.source = party(t->source, &parties);
    made.target = party(t->target, &parties);
    if (made.code.forth == NULL) {
        made.code = inner->code;
    }
    if (made.source < 0 || made.target < 0 || made.code.forth == NULL) {
        return false;
    }
    ent_events_drop(s, outer->verb);
    ent_events_drop(s, inner->verb);
    (void)ent_reading_emit(s, &made);
    return true;
}

void
ent_shallow_transform(ent_shallow *s)
{
    for (size_t i = 0; i + 1 < s->reading_count; i++) {
        for (size_t k = 0; k < s->d->transformation_count; k++) {
            if (apply(s, &s->d->transformations[k], &s->readings[i], &s->readings[i + 1])) {
                break;
            }
        }
    }
}
