/*
 * curve.h - one claim under many specifications
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_CLAIM_CURVE_H
#define ENT_SCENARIO_CLAIM_CURVE_H

#include "scenario/claim/claim.h"

/** One way of asking: a measure, a window, a source, a coding of signs, a kind of power. */
typedef struct ent_specification {
    size_t      measure;
    unsigned    window; /**< 0: as stated */
    ent_signs   signs;
    ent_power   power;
    bool        second_power;
    int         from, to;           /**< years */
    int         than_from, than_to; /**< of a comparison with another series: its years */
    double      value, p;           /**< p is NaN for a comparison */
    bool        agrees;
    const char *source; /**< KIND=SET in place of the usual one, or NULL; borrowed */
} ent_specification;

typedef struct ent_curve {
    ent_specification *items;
    size_t             count, capacity;
    char               missing[ENT_REASON_SIZE]; /**< why the first measure without data has none */
} ent_curve;

void ent_curve_clear(ent_curve *curve);

/**
 * Add the specifications of a trend or comparison that the record allows.
 *
 * @param source KIND=SET of ties that were given another source, borrowed for the curve's life;
 *               only measures that rest on the kind are asked; NULL: the sources as they are
 * @param as_of  years that were not over then are not asked
 * @param record many threads may ask it at the same time
 * @return ENT_OK also where there is nothing to add; ENT_E_CANCELLED, ENT_E_NOMEM, ENT_E_STORE
 */
ENT_MUST_CHECK ent_status ent_curve_add(ent_ctx *ctx, const ent_record *record,
                                        const ent_assertion *claim, ent_day as_of,
                                        const char *source, ent_curve *curve);

/** The columns of that table. */
const ent_column *ent_curve_columns(size_t *count);

/** An empty table for ent_curve_print(). */
ENT_MUST_CHECK ent_status ent_curve_table(ent_ctx *ctx, ent_table **out);

/** One row a specification, for ent_check_options::curves. */
void ent_curve_print(const ent_curve *curve, const ent_assertion *claim, ent_day as_of,
                     ent_table *out);

/** The verdict of a curve before Holm's correction: 80 and 20 percent, the same under each choice.
 */
void ent_curve_finish(const ent_assertion *claim, const ent_curve *curve, ent_finding *out);

#endif
