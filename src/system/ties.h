/*
 * ties.h - what binds and divides the states of a system
 *
 * Stage: system.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_TIES_H
#define ENT_SYSTEM_TIES_H

#include "system/build.h"

/** Obligations, rivalries, disputes, sanctions, claims, borders and the peace of each pair. */
void ent_build_ties(ent_builder *b);

#endif
