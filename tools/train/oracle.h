/*
 * oracle.h - what a move costs: how many arcs of the right tree can no longer be found after it
 *
 * The dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013, TACL
 * 1), for any state, also one that wrong moves have led to.  It is exact for
 * projective trees; of others it counts arc by arc.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TRAIN_ORACLE_H
#define ENT_TRAIN_ORACLE_H

#include "read/syntax/parser.h"

/** The right tree: heads and relations as in ent_tree; borrowed. */
typedef struct oracle_gold {
    const uint16_t *heads;
    const uint8_t  *relations;
} oracle_gold;

/**
 * Arcs that are lost by shifting, and by arcs to the left and to the right.
 *
 * @param costs shift, left, right; SIZE_MAX for what is not allowed
 */
void oracle_costs(const ent_parsing *parsing, const oracle_gold *gold, size_t costs[3]);

/**
 * Which moves are right: those that lose no more than the best one, and whose relation is of their
 * group where they make an arc of the right tree.
 */
void oracle_moves(const ent_parsing *parsing, const oracle_gold *gold, bool right[ENT_MOVES]);

#endif
