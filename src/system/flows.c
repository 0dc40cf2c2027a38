/*
 * flows.c - what the states of a system exchange and share
 *
 * SPDX-License-Identifier: MIT
 */
#include "system/builder.h"

void
ent_build_flows(ent_builder *b)
{
    (void)b;
}
