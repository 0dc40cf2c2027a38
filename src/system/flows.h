/*
 * flows.h - what the states of a system exchange and share
 *
 * Stage: system.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_FLOWS_H
#define ENT_SYSTEM_FLOWS_H

#include "system/build.h"

/** Trade, shared organisations, distance, arms, troops and joint exercises of each pair. */
void ent_build_flows(ent_builder *b);

#endif
