/*
 * event.c - the events that a verb gives, or no longer gives: between whom, with which codes
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/pattern/pattern.h"

static void
add_event(ent_shallow *s, const char *source, const char *target, const char *code, size_t verb)
{
    for (size_t i = 0; i < s->event_count; i++) {
        const ent_shallow_event *e = &s->events[i];

        if (strcmp(e->source, source) == 0 && strcmp(e->target, target) == 0 &&
            strcmp(e->code, code) == 0) {
            return;
        }
    }
    if (s->event_count < ENT_SHALLOW_EVENTS_MOST) {
        s->events[s->event_count++] = (ent_shallow_event){source, target, code, (uint16_t)verb};
    }
}

/* The codes of a party; the default, or ---, for nobody. */
static size_t
codes_of(ent_shallow *s, int unit, const char *fallback, const char **out)
{
    if (unit >= 0 && s->units[unit].pronoun) {
        out[0] = s->memory != NULL && s->memory->code[0] != '\0'
                     ? ent_shallow_keep(s, s->memory->code, "")
                     : NULL;
        return out[0] != NULL;
    }
    if (unit >= 0) {
        memcpy(out, s->units[unit].codes, s->units[unit].count * sizeof *out);
        return s->units[unit].count;
    }
    if (fallback[0] != '\0') {
        out[0] = fallback;
        return 1;
    }
    if (!s->options.needs_dyad) {
        out[0] = "---";
        return 1;
    }
    return 0;
}

bool
ent_reading_emit(ent_shallow *s, const ent_verb_reading *r)
{
    const char *sources[ENT_SHALLOW_CODES_MOST], *targets[ENT_SHALLOW_CODES_MOST];
    size_t      n = codes_of(s, r->source, s->options.default_source, sources);
    size_t      m = codes_of(s, r->target, s->options.default_target, targets);
    size_t      before = s->event_count;

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < m; k++) {
            if (strcmp(sources[i], targets[k]) == 0) {
                continue;
            }
            if (strcmp(sources[i], "+++") == 0 || strcmp(targets[k], "+++") == 0) {
                s->refused = "a party that makes the record complex";
            }
            if (r->code.forth != NULL) {
                add_event(s, sources[i], targets[k], r->code.forth, r->verb);
            }
            if (r->code.back != NULL) {
                add_event(s, targets[k], sources[i], r->code.back, r->verb);
            }
        }
    }
    return s->event_count > before;
}

void
ent_events_drop(ent_shallow *s, uint16_t verb)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->event_count; i++) {
        if (s->events[i].verb != verb) {
            s->events[kept++] = s->events[i];
        }
    }
    s->event_count = kept;
}
