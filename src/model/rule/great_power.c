/*
 * great_power.c - the permanent members of the Security Council
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/rule/great_power.h"

#include <stddef.h>
#include <string.h>

const ent_great_power ENT_GREAT_POWER[ENT_GREAT_POWERS] = {{"USA", "head_of_state"},
                                                           {"RUS", "head_of_state"},
                                                           {"CHN", "head_of_state"},
                                                           {"GBR", "head_of_government"},
                                                           {"FRA", "head_of_state"}};

bool
ent_is_great_power(const char *id)
{
    for (size_t i = 0; i < ENT_GREAT_POWERS; i++) {
        if (strcmp(ENT_GREAT_POWER[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}
