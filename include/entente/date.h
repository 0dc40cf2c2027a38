/*
 * date.h - days and spans as the library's structs carry them
 *
 * Stage: base.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_DATE_H
#define ENTENTE_DATE_H

#include <stdint.h>

/** Days since 1970-01-01, proleptic Gregorian. */
typedef int32_t ent_day;

#define ENT_DAY_MIN INT32_MIN /**< open at the start */
#define ENT_DAY_MAX INT32_MAX /**< open at the end   */

/** Half-open: `from` is the first day, `to` the first day after. */
typedef struct ent_span {
    ent_day from, to;
} ent_span;

#endif
