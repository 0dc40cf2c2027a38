/*
 * oracle.c - what a move costs
 *
 * SPDX-License-Identifier: MIT
 */
#include "oracle.h"

#include <string.h>

/* The right head of a word, numbered from 1, the root behind the last; 0 for what is no word. */
static size_t
head_of(const ent_parsing *p, const oracle_gold *gold, size_t word)
{
    uint16_t head;

    if (word == 0 || word > p->count) {
        return 0;
    }
    head = gold->heads[word - 1];
    return head == ENT_NO_WORD ? p->count + 1 : (size_t)head + 1;
}

/* How many words from the next one on depend on `word`. */
static size_t
dependents_ahead(const ent_parsing *p, const oracle_gold *gold, size_t word)
{
    size_t count = 0;

    for (size_t i = p->next; i <= p->count; i++) {
        count += head_of(p, gold, i) == word;
    }
    return count;
}

/* The root takes one dependent alone, so that what lies upon another word cannot have it. */
static size_t
cost_of_shift(const ent_parsing *p, const oracle_gold *gold)
{
    size_t head = head_of(p, gold, p->next), cost = p->depth > 0 && head > p->count;

    for (size_t i = 0; i < p->depth; i++) {
        cost += i + 1 < p->depth && p->stack[i] == head;
        cost += head_of(p, gold, p->stack[i]) == p->next;
    }
    return cost;
}

void
oracle_costs(const ent_parsing *parsing, const oracle_gold *gold, size_t costs[3])
{
    const ent_parsing *p = parsing;
    size_t             top = p->depth > 0 ? p->stack[p->depth - 1] : 0;
    size_t             below = p->depth > 1 ? p->stack[p->depth - 2] : 0;
    size_t             head = head_of(p, gold, top);
    bool               ahead = head > p->next && (head <= p->count || p->depth == 1);
    size_t             behind = top > 0 ? dependents_ahead(p, gold, top) : 0;

    costs[0] = costs[1] = costs[2] = SIZE_MAX;
    if (ent_move_is_allowed(p, ENT_MOVE_SHIFT)) {
        costs[0] = cost_of_shift(p, gold);
    }
    if (ent_move_is_allowed(p, ENT_MOVE_LEFT)) {
        costs[1] = behind + (ahead || (head == below && below > 0));
    }
    if (ent_move_is_allowed(p, ENT_MOVE_RIGHT)) {
        costs[2] = behind + (ahead || (head == p->next && head <= p->count));
    }
}

/* Mark the moves of one direction. */
static void
mark(const ent_parsing *p, const oracle_gold *gold, unsigned first, unsigned end,
     bool right[ENT_MOVES])
{
    uint16_t dependent, head;
    unsigned only = ENT_MOVES;

    ent_move_arc(p, first, &dependent, &head);
    if (head_of(p, gold, dependent) == head && head <= p->count) {
        only = ent_move_of((ent_relation)gold->relations[dependent - 1], first == ENT_MOVE_LEFT);
    }
    for (unsigned move = first; move < end; move++) {
        right[move] = only == ENT_MOVES || move == only;
    }
}

void
oracle_moves(const ent_parsing *parsing, const oracle_gold *gold, bool right[ENT_MOVES])
{
    size_t costs[3], least = SIZE_MAX;

    oracle_costs(parsing, gold, costs);
    for (size_t i = 0; i < 3; i++) {
        least = costs[i] < least ? costs[i] : least;
    }
    memset(right, 0, ENT_MOVES * sizeof *right);
    right[ENT_MOVE_SHIFT] = costs[0] == least;
    if (costs[1] == least) {
        mark(parsing, gold, ENT_MOVE_LEFT, ENT_MOVE_RIGHT, right);
    }
    if (costs[2] == least) {
        mark(parsing, gold, ENT_MOVE_RIGHT, ENT_MOVES, right);
    }
}
