/*
 * cooperation.h - how far the states of each pair work together
 *
 * Stage: system.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_COOPERATION_H
#define ENT_SYSTEM_COOPERATION_H

#include "system/build.h"

/** The cooperation level of each pair; after the ties: adversaries give no arms. */
void ent_build_cooperation(ent_builder *b);

#endif
