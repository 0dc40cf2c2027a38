/*
 * settle.c - what can be done only when all files are read
 *
 * 1. the order of patterns
 * 2. circles of sets
 * 3. what a pattern cannot do without
 * 4. all of it
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "read/dictionary/pattern.h"
#include "read/dictionary/settle.h"

/* ---- 1. the order of patterns ---- */

static int
compare_patterns(const void *a, const void *b)
{
    const ent_pattern *x = a, *y = b;
    int words = (int)(y->before.count + y->after.count) - (int)(x->before.count + x->after.count);

    if (x->block != y->block) {
        return x->block < y->block ? -1 : 1;
    }
    if (words != 0) {
        return words;
    }
    if (x->sets != y->sets) {
        return (int)x->sets - (int)y->sets;
    }
    if (x->length != y->length) {
        return x->length > y->length ? -1 : 1;
    }
    return x->order < y->order ? -1 : 1;
}

static void
order_patterns(ent_dictionary *d)
{
    if (d->pattern_count > 0) {
        qsort(d->patterns, d->pattern_count, sizeof *d->patterns, compare_patterns);
    }
    for (size_t i = 0; i < d->pattern_count; i++) {
        ent_verb_block *block = &d->blocks[d->patterns[i].block];

        if (block->count++ == 0) {
            block->first = (uint32_t)i;
        }
    }
}

/* ---- 2. circles of sets ---- */

enum { UNSEEN, ENTERED, LEFT };

/* A place in the walk over sets: the next alternative, and the next element of it. */
typedef struct step {
    uint32_t set, alternative, element;
} step;

static ent_status
report_set(ent_ctx *ctx, ent_dictionary *d, const ent_synset *set, const char *format)
{
    ent_dictionary_source s = {.ctx = ctx, .d = d, .file = set->file, .line = set->line};
    char *reason = ent_arena_printf(&d->arena, format, set->name == NULL ? "{ }" : set->name);

    return reason == NULL ? ent_fail_nomem(ctx) : ent_dictionary_set_aside(&s, NULL, reason);
}

/* The next set that the walk enters from its last step; an element that closes a circle goes. */
static ent_status
advance(ent_ctx *ctx, ent_dictionary *d, step *at, uint32_t *next, bool *found)
{
    ent_status status = ENT_OK;

    *found = false;
    while (at->alternative != 0 && !*found && status == ENT_OK) {
        ent_row_of_elements *row = &d->alternatives[at->alternative - 1];

        if (at->element >= row->count) {
            at->alternative = row->next;
            at->element = 0;
            continue;
        }
        ent_element *e = &d->elements[row->first + at->element++];

        if (e->kind != ENT_ELEMENT_SET || d->synsets[e->value].mark == LEFT) {
            continue;
        }
        if (d->synsets[e->value].mark == ENTERED) {
            row->count = 0; /* the alternative is never matched */
            status = report_set(ctx, d, &d->synsets[e->value],
                                "the synonym set &%s contains itself: that alternative is dropped");
        } else {
            *next = e->value;
            *found = true;
        }
    }
    return status;
}

static ent_status
break_circles(ent_ctx *ctx, ent_dictionary *d)
{
    step      *steps = ent_alloc(d->synset_count + 1, sizeof *steps);
    ent_status status = steps == NULL ? ent_fail_nomem(ctx) : ENT_OK;

    for (uint32_t i = 0; i < d->synset_count && status == ENT_OK; i++) {
        size_t depth = 0;

        if (d->synsets[i].mark != UNSEEN) {
            continue;
        }
        d->synsets[i].mark = ENTERED;
        steps[depth++] = (step){i, d->synsets[i].first, 0};
        while (depth > 0 && status == ENT_OK) {
            uint32_t next;
            bool     found;

            status = advance(ctx, d, &steps[depth - 1], &next, &found);
            if (status == ENT_OK && found) {
                d->synsets[next].mark = ENTERED;
                steps[depth++] = (step){next, d->synsets[next].first, 0};
            } else if (status == ENT_OK) {
                d->synsets[steps[--depth].set].mark = LEFT;
            }
        }
    }
    ent_free(steps);
    return status;
}

/* ---- 3. what a pattern cannot do without ---- */

enum {
    NESTED_MOST = 16,
    SETS_OF_A_WORD = 256, /* with more a word tells nothing */
    STEPS_MOST = 1 << 22  /* alternatives looked at; sets behind them are not told */
};

/* A set while its words are gathered. */
typedef struct gathering {
    ent_ctx        *ctx;
    ent_dictionary *d;
    uint32_t        set;
    int             depth;
    size_t          steps; /* of all sets */
} gathering;

static ent_status gather(gathering *g, uint32_t from);

/* What an alternative needs: its first word, or what its first set needs. */
static ent_status
gather_row(gathering *g, const ent_row_of_elements *row)
{
    ent_dictionary    *d = g->d;
    const ent_element *found = NULL;

    for (size_t k = 0; k < row->count && found == NULL; k++) {
        const ent_element *e = &d->elements[row->first + k];

        found = e->kind <= ENT_ELEMENT_SET ? e : NULL;
    }
    if (found == NULL) {
        d->synsets[g->set].wordless = d->synsets[g->set].wordless || row->count > 0;
        return ENT_OK;
    }
    if (found->kind == ENT_ELEMENT_SET) {
        return gather(g, found->value);
    }
    if (!ENT_GROW(d->memberships, d->membership_capacity, d->membership_count + 1)) {
        return ent_fail_nomem(g->ctx);
    }
    d->memberships[d->membership_count++] = (ent_membership){found->value, g->set};
    return ENT_OK;
}

/* The words of the alternatives of `from`, as members of the set at hand. */
static ent_status
gather(gathering *g, uint32_t from)
{
    ent_dictionary *d = g->d;
    ent_status      status = ENT_OK;

    if (g->depth >= NESTED_MOST || g->steps > STEPS_MOST) {
        d->synsets[g->set].wordless = true;
        return ENT_OK;
    }
    g->depth++;
    for (uint32_t i = d->synsets[from].first; i != 0 && status == ENT_OK;
         i = d->alternatives[i - 1].next) {
        if (g->steps++ > STEPS_MOST) {
            d->synsets[g->set].wordless = true;
            break;
        }
        status = gather_row(g, &d->alternatives[i - 1]);
    }
    g->depth--;
    return status;
}

static int
compare_memberships(const void *a, const void *b)
{
    const ent_membership *x = a, *y = b;

    if (x->word != y->word) {
        return x->word < y->word ? -1 : 1;
    }
    return x->set < y->set ? -1 : x->set > y->set;
}

/* For each word, the sets that it can stand for. */
static ent_status
index_sets(ent_ctx *ctx, ent_dictionary *d)
{
    gathering  g = {ctx, d, 0, 0, 0};
    ent_status status = ENT_OK;

    for (g.set = 0; g.set < d->synset_count && status == ENT_OK; g.set++) {
        g.depth = 0;
        status = gather(&g, g.set);
    }
    if (status != ENT_OK || d->membership_count == 0) {
        return status;
    }
    qsort(d->memberships, d->membership_count, sizeof *d->memberships, compare_memberships);
    for (size_t i = 0, end; i < d->membership_count; i = end) {
        ent_dictionary_word *w = &d->words[d->memberships[i].word];

        for (end = i + 1;
             end < d->membership_count && d->memberships[end].word == d->memberships[i].word;) {
            end++;
        }
        w->sets = (uint32_t)i;
        w->set_count = (uint16_t)(end - i <= SETS_OF_A_WORD ? end - i : 0);
        for (size_t k = i; w->set_count == 0 && k < end; k++) {
            d->synsets[d->memberships[k].set].wordless = true;
        }
    }
    return ENT_OK;
}

static void
mark_needs(const ent_dictionary *d, const ent_row_of_elements *row, ent_pattern *pattern)
{
    for (size_t i = 0; i < row->count; i++) {
        const ent_element *e = &d->elements[row->first + i];

        if (e->kind == ENT_ELEMENT_WORD) {
            ent_word_mark(pattern->words, e->value);
        } else if (e->kind == ENT_ELEMENT_SET && !d->synsets[e->value].wordless) {
            ent_set_mark(pattern->words, e->value);
        }
    }
}

/* ---- 4. all of it ---- */

ent_status
ent_dictionary_settle_verbs(ent_ctx *ctx, ent_dictionary *d)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < d->synset_count && status == ENT_OK; i++) {
        if (!d->synsets[i].defined) {
            status =
                report_set(ctx, d, &d->synsets[i],
                           "no file defines the synonym set &%s: patterns with it never match");
        }
    }
    if (status == ENT_OK) {
        status = break_circles(ctx, d);
    }
    if (status == ENT_OK) {
        status = index_sets(ctx, d);
    }
    for (size_t i = 0; i < d->pattern_count && status == ENT_OK; i++) {
        mark_needs(d, &d->patterns[i].before, &d->patterns[i]);
        mark_needs(d, &d->patterns[i].after, &d->patterns[i]);
    }
    if (status == ENT_OK) {
        order_patterns(d);
    }
    return status;
}
