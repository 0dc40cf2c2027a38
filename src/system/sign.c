/*
 * sign.c - what two states of a system are to each other: hostile, close, or neither
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/context.h"
#include "system/block.h"
#include "system/record.h"

enum { HOSTILE = 4, CLOSE = 4 }; /* least hostility and cooperation level of a sign */

/* Obliged beyond non-aggression. */
static bool
is_bound(const ent_dyad *dyad)
{
    return (dyad->obligations & ~ENT_OBLIGATION_NONAGGRESSION) != 0;
}

bool
ent_dyad_is_hostile(const ent_dyad *dyad)
{
    return dyad->rivalry != 0 || dyad->hostility >= HOSTILE;
}

bool
ent_system_adversaries(const ent_system *system, ent_state_ix a, ent_state_ix b)
{
    return ent_dyad_is_hostile(ent_system_dyad(system, a, b));
}

ent_status
ent_signs_check(ent_ctx *ctx, const ent_record *record, ent_signs signs)
{
    size_t count;

    (void)ent_record_facts(record, ENT_FACT_PEACE_LEVEL, &count);
    if (signs == ENT_SIGNS_PEACE && count == 0) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "the record holds no peace scale to take signs from: import it, or use "
                        "--signs rivalry");
    }
    return ENT_OK;
}

/* A level of the peace scale that is neither hostile nor warm. */
static const float NEUTRAL_PEACE = 0.5f;

int
ent_system_sign(const ent_system *system, ent_state_ix a, ent_state_ix b, ent_signs signs)
{
    const ent_dyad *dyad = ent_system_dyad(system, a, b);

    if (signs == ENT_SIGNS_PEACE) {
        return (dyad->peace > NEUTRAL_PEACE) - (dyad->peace < NEUTRAL_PEACE); /* NaN is neither */
    }
    if (ent_system_adversaries(system, a, b)) {
        return -1;
    }
    return is_bound(dyad) || dyad->cooperation >= CLOSE;
}

/* Years from the last one that the source of a dyad's fact speaks of. */
static int
age_of(const ent_record *record, const ent_system *system, uint32_t fact)
{
    const ent_provenance *from = ent_system_provenance(system, fact);

    return from != NULL ? ent_record_age(record, from, system->span.to - 1) : 0;
}

int
ent_system_sign_age(const ent_record *record, const ent_system *system, ent_state_ix a,
                    ent_state_ix b, ent_signs signs)
{
    const ent_dyad *dyad = ent_system_dyad(system, a, b);
    int             obligation, level = dyad->cooperation_carried;

    if (signs == ENT_SIGNS_PEACE) {
        return dyad->peace_carried;
    }
    if (ent_dyad_is_hostile(dyad)) {
        return dyad->hostility >= HOSTILE ? 0 : age_of(record, system, dyad->rivalry_fact);
    }
    if (!is_bound(dyad)) {
        return dyad->cooperation >= CLOSE ? level : 0;
    }
    obligation = age_of(record, system, dyad->obligation_fact);
    return dyad->cooperation >= CLOSE && level < obligation ? level : obligation;
}
