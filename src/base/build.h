/*
 * build.h - which build of the program this is
 *
 * Stage: base.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_BUILD_H
#define ENT_BASE_BUILD_H

#include <stdbool.h>

enum { ENT_BUILD_SIZE = 129 };

/**
 * The build id that the linker wrote, in hexadecimal: other code or other embedded data have
 * another one, and so has the same code built in another way.
 *
 * @return false where the linker wrote none
 */
bool ent_build_id(char out[ENT_BUILD_SIZE]);

#endif
