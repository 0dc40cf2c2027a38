/*
 * when_relative.h - dates that count from another one
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_WHEN_RELATIVE_H
#define ENT_READ_WHEN_RELATIVE_H

#include "read/parse.h"

/**
 * A date that counts from another one: from the day of publication ("last week", "three years ago",
 * "on Friday") or from the date named last ("a year later", "the next day", "that month").
 *
 * @return the token after it, or `at`
 *
 * A date is as precise as what it counts from and what it counts in: "two years later" is a year
 * whatever came before; "two days later" is a day after a day, and nothing after a year.
 */
size_t ent_when_relative(ent_parse *parse, const ent_discourse *discourse, size_t at);

#endif
