/*
 * members.h - which states a system has, and what they are
 *
 * Stage: system.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_MEMBERS_H
#define ENT_SYSTEM_MEMBERS_H

#include "system/build.h"

/**
 * The COW numbers that a state holds within the system's span, by number: bit k is set where the
 * k-th is held on a day of `span` too.
 */
unsigned ent_build_numbers(const ent_builder *b, ent_state state, ent_span span, unsigned *count);

/** How many states exist in the span: asked before there is a block. */
size_t ent_build_count_states(const ent_builder *b);

/** The states themselves, in the order of their COW numbers. */
void ent_build_states(ent_builder *b);

/** What is known of each: capabilities, wealth, regime, whether a major power. */
void ent_build_attributes(ent_builder *b);

#endif
