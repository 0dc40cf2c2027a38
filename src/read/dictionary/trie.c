/*
 * trie.c - phrases of every kind in one trie over words
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/dictionary/trie.h"

#include <string.h>

#include "base/alloc.h"
#include "read/dictionary/vocabulary.h"

static uint32_t
edge_word(uint32_t word, uint32_t ending, bool distant)
{
    return word * 16 + ending + (distant ? UINT32_C(1) << 31 : 0);
}

static size_t
edge_slot(const ent_dictionary *d, uint32_t node, uint32_t word)
{
    uint32_t hash = (node * UINT32_C(2654435761)) ^ (word * UINT32_C(2246822519));

    hash ^= hash >> 15;
    return hash & (d->edge_slot_count - 1);
}

/* The slot of an edge, or the empty one where it belongs. */
static ent_trie_edge *
find_edge(const ent_dictionary *d, uint32_t node, uint32_t word)
{
    size_t i = edge_slot(d, node, word);

    while (d->edges[i].word != 0 && (d->edges[i].word != word || d->edges[i].from != node)) {
        i = (i + 1) & (d->edge_slot_count - 1);
    }
    return &d->edges[i];
}

uint32_t
ent_trie_step(const ent_dictionary *d, uint32_t node, uint32_t word, uint32_t ending, bool distant)
{
    return d->edge_slot_count == 0 ? 0 : find_edge(d, node, edge_word(word, ending, distant))->to;
}

bool
ent_trie_reserve(ent_dictionary *d, size_t more)
{
    size_t         old = d->edge_slot_count, count = ent_word_slots(d->edge_count + more, old);
    ent_trie_edge *before = d->edges, *edges;

    if (count == old) {
        return true;
    }
    edges = ent_alloc_zero(count, sizeof *edges);
    if (edges == NULL) {
        return false;
    }
    d->edges = edges;
    d->edge_slot_count = count;
    for (size_t i = 0; i < old; i++) {
        if (before[i].word != 0) {
            *find_edge(d, before[i].from, before[i].word) = before[i];
        }
    }
    ent_free(before);
    return true;
}

/* The node behind an edge, made if it is new; 0 when there is no memory. */
static uint32_t
grow_edge(ent_dictionary *d, uint32_t node, const ent_phrase_word *w)
{
    uint32_t       word = edge_word(w->word, w->ending, w->distant);
    ent_trie_edge *edge;

    if (!ent_trie_reserve(d, 1) || !ENT_GROW(d->nodes, d->node_capacity, d->node_count + 1)) {
        return 0;
    }
    edge = find_edge(d, node, word);
    if (edge->word == 0) {
        d->nodes[d->node_count] = (ent_trie_node){0};
        *edge = (ent_trie_edge){node, word, (uint32_t)d->node_count++};
        d->edge_count++;
        *(w->distant ? &d->nodes[node].distant : &d->nodes[node].near) |= w->ending;
        d->words[w->word].endings |= w->ending;
        d->words[w->word].roots |= (uint8_t)(node < ENT_ROOTS ? 1U << node : 1U << ENT_ROOT_INSIDE);
    }
    return edge->to;
}

ent_status
ent_trie_add(ent_dictionary_source *s, ent_root root, const ent_phrase *phrase, uint32_t value)
{
    ent_dictionary *d = s->d;
    uint32_t        node = (uint32_t)root;
    ent_trie_node  *end;

    for (size_t i = 0; i < phrase->count; i++) {
        node = grow_edge(d, node, &phrase->words[i]);
        if (node == 0) {
            return ent_fail_nomem(s->ctx);
        }
    }
    end = &d->nodes[node];
    if (end->last != 0 && d->definitions[end->last - 1].value == value) {
        return ENT_OK;
    }
    if (end->count >= ENT_DEFINITIONS_MOST) {
        return ent_dictionary_set_aside(s, s->whole.text, "a phrase that is defined too often");
    }
    if (!ENT_GROW(d->definitions, d->definition_capacity, d->definition_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    d->definitions[d->definition_count++] = (ent_definition){0, value};
    *(end->last == 0 ? &end->value : &d->definitions[end->last - 1].next) =
        (uint32_t)d->definition_count;
    end->last = (uint32_t)d->definition_count;
    end->count++;
    return ENT_OK;
}
