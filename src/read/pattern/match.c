/*
 * match.c - the patterns of a verb around it
 *
 * A side of a pattern is matched away from the verb.  An element that is
 * joined to the one before it stands at once behind it; any other is looked
 * for until the end of the clause.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/pattern/pattern.h"

enum { STEPS_MOST = 6000 /* for one pattern */, NESTED_MOST = 16 };

typedef struct match {
    const ent_shallow *s;
    size_t             from, to; /* tokens of the clause */
    ent_fit            fit;
    unsigned           steps;
} match;

/* A place between tokens, and whither the match goes. */
typedef struct place {
    size_t at;
    bool   forward;
} place;

static bool match_rest(match *m, const ent_element *first, size_t count, size_t index, place p,
                       bool joined, unsigned depth, place *end);

static bool
token_is(const ent_shallow_token *t, const ent_element *e)
{
    for (size_t k = 0; k < t->candidate_count; k++) {
        if (t->candidates[k].word == e->value && (t->candidates[k].endings & e->ending) != 0) {
            return true;
        }
    }
    return false;
}

static bool
is_inside(const match *m, place p)
{
    return p.forward ? p.at < m->to : p.at > m->from;
}

static size_t
token_at(place p)
{
    return p.forward ? p.at : p.at - 1;
}

/* The party that begins (or ends) here, for the elements that name one. */
static bool
match_unit(match *m, const ent_element *e, place p, place *end)
{
    size_t           at = token_at(p);
    int              number = m->s->tokens[at].unit;
    const ent_named *unit;

    if (number < 0 && e->kind == ENT_ELEMENT_SKIP && !m->s->d->older &&
        m->s->tokens[at].classes == 0 && !m->s->tokens[at].comma) {
        *end = (place){p.forward ? p.at + 1 : p.at - 1, p.forward}; /* a noun phrase of nobody */
        return true;
    }
    if (number < 0) {
        return false;
    }
    unit = &m->s->units[number];
    if ((e->kind == ENT_ELEMENT_BOTH && unit->count < 2) ||
        (p.forward ? unit->first != at && unit->first >= m->from && unit->first > p.at : false)) {
        return false;
    }
    *end = (place){p.forward ? unit->last : unit->first, p.forward};
    if (e->kind == ENT_ELEMENT_SOURCE) {
        m->fit.source = number;
    } else if (e->kind == ENT_ELEMENT_TARGET) {
        m->fit.target = number;
    } else if (e->kind == ENT_ELEMENT_BOTH) {
        m->fit.both = number;
    } else {
        m->fit.skipped |= UINT64_C(1) << number;
    }
    m->fit.words++;
    return true;
}

/* The longest alternative of a set that stands here. */
static bool
match_set(match *m, uint32_t set, place p, unsigned depth, place *end)
{
    const ent_dictionary *d = m->s->d;
    ent_fit               before = m->fit, best = before;
    bool                  found = false;

    if (depth >= NESTED_MOST) {
        return false;
    }
    for (uint32_t i = d->synsets[set].first; i != 0; i = d->alternatives[i - 1].next) {
        const ent_row_of_elements *row = &d->alternatives[i - 1];
        place                      stop;

        m->fit = before;
        if (row->count > 0 &&
            match_rest(m, d->elements + row->first, row->count, 0, p, true, depth + 1, &stop) &&
            m->fit.words > best.words) {
            best = m->fit;
            *end = stop;
            found = true;
        }
    }
    m->fit = found ? best : before;
    return found;
}

static bool
match_here(match *m, const ent_element *e, place p, unsigned depth, place *end)
{
    if (e->kind == ENT_ELEMENT_SET) {
        return match_set(m, e->value, p, depth, end);
    }
    if (e->kind != ENT_ELEMENT_WORD) {
        return match_unit(m, e, p, end);
    }
    if (!token_is(&m->s->tokens[token_at(p)], e)) {
        return false;
    }
    *end = (place){p.forward ? p.at + 1 : p.at - 1, p.forward};
    m->fit.words++;
    return true;
}

/* Match the elements from `index` on; going back, the last element of a row comes first. */
static bool
match_rest(match *m, const ent_element *first, size_t count, size_t index, place p, bool joined,
           unsigned depth, place *end)
{
    const ent_element *e;
    bool               next_joined;
    size_t             k;

    if (index == count) {
        *end = p;
        return true;
    }
    k = p.forward ? index : count - 1 - index;
    e = &first[k];
    next_joined = p.forward ? k + 1 < count && first[k + 1].joined : e->joined;
    for (place at = p; is_inside(m, at); at.at += at.forward ? 1 : (size_t)-1) {
        ent_fit before;
        place   behind;

        if (m->steps++ > STEPS_MOST) {
            return false;
        }
        if (e->kind == ENT_ELEMENT_WORD && !token_is(&m->s->tokens[token_at(at)], e)) {
            if (joined) {
                return false;
            }
            continue;
        }
        before = m->fit;
        if (match_here(m, e, at, depth, &behind) &&
            match_rest(m, first, count, index + 1, behind, next_joined, depth, end)) {
            return true;
        }
        m->fit = before;
        if (joined) {
            return false;
        }
    }
    return false;
}

static bool
match_pattern(match *m, const ent_pattern *pattern, size_t verb, size_t verb_end)
{
    const ent_dictionary *d = m->s->d;
    place                 end;

    m->steps = 0;
    m->fit = (ent_fit){pattern, -1, -1, -1, 0, 0};
    return match_rest(m, d->elements + pattern->after.first, pattern->after.count, 0,
                      (place){verb_end, true}, pattern->joined_after, 0, &end) &&
           match_rest(m, d->elements + pattern->before.first, pattern->before.count, 0,
                      (place){verb, false}, pattern->joined_before, 0, &end);
}

static bool
has_words(const uint64_t have[ENT_WORD_MASKS], const uint64_t need[ENT_WORD_MASKS])
{
    uint64_t missing = 0;

    for (size_t i = 0; i < ENT_WORD_MASKS; i++) {
        missing |= need[i] & ~have[i];
    }
    return missing == 0;
}

/* TABARI marks with +++ what its simplest reading leaves to the patterns behind it. */
static bool
is_complex(const ent_pattern *pattern)
{
    return pattern->code.forth != NULL && strcmp(pattern->code.forth, "+++") == 0;
}

ent_fit
ent_pattern_fit(const ent_shallow *s, uint32_t block, size_t verb, size_t verb_end, size_t from,
                size_t to)
{
    const ent_verb_block *b = &s->d->blocks[block];
    match                 m = {.s = s, .from = from, .to = to};
    ent_fit               best = {NULL, -1, -1, -1, 0, 0};

    for (uint32_t i = b->first; i < b->first + b->count; i++) {
        const ent_pattern *pattern = &s->d->patterns[i];

        if (has_words(s->words, pattern->words) && !is_complex(pattern) &&
            match_pattern(&m, pattern, verb, verb_end) &&
            (best.pattern == NULL || m.fit.words > best.words)) {
            best = m.fit;
        }
    }
    return best;
}
