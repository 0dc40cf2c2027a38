/*
 * fingerprint.h - whether two records say the same
 *
 * Stage: system.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_FINGERPRINT_H
#define ENT_SYSTEM_FINGERPRINT_H

#include "entente/system.h"

enum { ENT_FINGERPRINT_SIZE = 33 };

/** A fingerprint that is taken when it is asked for. */
typedef struct ent_fingerprint ent_fingerprint;

/** NULL where there is no memory. */
ent_fingerprint *ent_fingerprint_create(void);
void             ent_fingerprint_destroy(ent_fingerprint *print);

/**
 * 128 bits of all that an uncut record says, in its order: every field of its facts with their
 * lines and sources, the sets and versions of their files, and the seams.  Files that gave no fact,
 * and the numbers that a store gives its files, leave it as it is.  States are told by their
 * numbers, which a build of the program has given them.  It guards against what happens, not
 * against an enemy: whoever can write the store can write its answers.
 *
 * @param print of this record; taken once, by any thread
 * Cost: a nanosecond or two for each field of a fact.
 */
void ent_fingerprint_of(const ent_record *record, ent_fingerprint *print,
                        char out[ENT_FINGERPRINT_SIZE]);

#endif
