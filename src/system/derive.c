/*
 * derive.c - what published rows of single states say of a pair
 *
 * SPDX-License-Identifier: MIT
 */
#include "system/derive.h"

#include <string.h>

#include "base/context.h"

/* What all derivations share. */
typedef struct derivation {
    ent_ctx             *ctx;
    const ent_codes     *codes;
    ent_arena           *arena;
    const ent_fact_sink *sink;
} derivation;

static bool
is_yes(int32_t flag)
{
    return flag != ENT_NO_INTEGER && flag > 0;
}

static ent_day
later(ent_day a, ent_day b)
{
    return a > b ? a : b;
}

static ent_day
earlier(ent_day a, ent_day b)
{
    return a < b ? a : b;
}

/* ---- alliances from the spells of members (ATOP) ---- */

static ent_status
give_alliance(const derivation *d, const ent_atop_member *x, const ent_atop_member *y)
{
    ent_alliance fact = {.from = y->from,
                         .alliance = x->alliance,
                         .state_a = x->state,
                         .state_b = y->state,
                         .start = later(x->start, y->start),
                         .end = earlier(x->end, y->end),
                         .defence = is_yes(x->defence) || is_yes(y->defence),
                         .offence = is_yes(x->offence) || is_yes(y->offence),
                         .neutrality = is_yes(x->neutrality) || is_yes(y->neutrality),
                         .nonaggression = is_yes(x->nonaggression) || is_yes(y->nonaggression),
                         .consultation = is_yes(x->consultation) || is_yes(y->consultation)};

    fact.asymmetric = is_yes(x->defence) != is_yes(y->defence) ||
                      is_yes(x->offence) != is_yes(y->offence) ||
                      is_yes(x->neutrality) != is_yes(y->neutrality) ||
                      is_yes(x->nonaggression) != is_yes(y->nonaggression) ||
                      is_yes(x->consultation) != is_yes(y->consultation);
    return d->sink->fact(d->ctx, d->sink->user, ENT_FACT_ALLIANCE, &fact);
}

static ent_status
derive_alliances(const derivation *d, const ent_atop_member *rows, size_t count)
{
    ent_status status = ENT_OK;
    size_t     first = 0; /* of the alliance of the row at hand: its rows stand together */

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const ent_atop_member *y = &rows[i];

        first = strcmp(rows[first].alliance, y->alliance) == 0 ? first : i;
        for (size_t j = first; j < i && status == ENT_OK; j++) {
            const ent_atop_member *x = &rows[j];

            if (x->phase == y->phase && x->state.state != ENT_NO_STATE &&
                y->state.state != ENT_NO_STATE && x->state.state != y->state.state &&
                later(x->start, y->start) < earlier(x->end, y->end)) {
                status = give_alliance(d, x, y);
            }
        }
    }
    return status;
}

/* ---- disputes from the spells of participants (COW, GML) ---- */

/* Side A began it where it was there from the first day. */
static const char *
initiator_of(const derivation *d, const ent_mid_participant *x, const ent_mid_participant *y)
{
    const ent_mid_participant *a = is_yes(x->side_a) ? x : y;

    return is_yes(a->original) ? ent_codes_id(d->codes, a->state.state) : NULL;
}

static ent_status
give_dispute(const derivation *d, const ent_mid_participant *x, const ent_mid_participant *y)
{
    ent_dispute fact = {.from = y->from,
                        .dispute = x->dispute,
                        .initiator = initiator_of(d, x, y),
                        .state_a = x->state.state,
                        .state_b = y->state.state,
                        .start = later(x->start, y->start),
                        .end = earlier(x->end, y->end),
                        .hostility = x->hostility > y->hostility ? x->hostility : y->hostility};

    return d->sink->fact(d->ctx, d->sink->user, ENT_FACT_DISPUTE, &fact);
}

static ent_status
derive_disputes(const derivation *d, const ent_mid_participant *rows, size_t count)
{
    ent_status status = ENT_OK;
    size_t     first = 0; /* of the dispute of the row at hand: its rows stand together */

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const ent_mid_participant *y = &rows[i];

        first = strcmp(rows[first].dispute, y->dispute) == 0 ? first : i;
        for (size_t j = first; j < i && status == ENT_OK; j++) {
            const ent_mid_participant *x = &rows[j];

            if (is_yes(x->side_a) != is_yes(y->side_a) && x->state.state != ENT_NO_STATE &&
                y->state.state != ENT_NO_STATE && x->state.state != y->state.state &&
                later(x->start, y->start) < earlier(x->end, y->end)) {
                status = give_dispute(d, x, y);
            }
        }
    }
    return status;
}

/* ---- sanctions from cases with a sender and a target each ---- */

/* The id that `sanctions` writes; NULL for a name that is neither a state nor EU or UN. */
static const char *
actor_of(const derivation *d, const ent_party *party)
{
    if (party->state != ENT_NO_STATE) {
        return ent_codes_id(d->codes, party->state);
    }
    if (party->given != NULL &&
        (strcmp(party->given, "EU") == 0 || strcmp(party->given, "EEC") == 0)) {
        return "EU";
    }
    return party->given != NULL && strcmp(party->given, "UN") == 0 ? "UN" : NULL;
}

static const char *
kinds_of(const derivation *d, const ent_sanction_case *row)
{
    const struct {
        int32_t     flag;
        const char *name;
    } KINDS[] = {{row->arms, "arms"},           {row->trade, "trade"},
                 {row->financial, "financial"}, {row->travel, "travel"},
                 {row->military, "military"},   {row->other, "other"}};
    char   text[64] = "";
    size_t length = 0;

    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        if (is_yes(KINDS[i].flag)) {
            size_t more = strlen(KINDS[i].name);

            if (length > 0) {
                text[length++] = ';';
            }
            memcpy(text + length, KINDS[i].name, more + 1);
            length += more;
        }
    }
    return ent_arena_strdup(d->arena, length > 0 ? text : "other");
}

static ent_status
derive_sanctions(const derivation *d, const ent_sanction_case *rows, size_t count)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const ent_sanction_case *row = &rows[i];
        ent_sanction             fact = {.from = row->from,
                                         .sanction = row->sanction,
                                         .sender = actor_of(d, &row->sender),
                                         .target = actor_of(d, &row->target),
                                         .start = row->start,
                                         .end = row->end};

        if (fact.sender == NULL || fact.target == NULL) {
            continue;
        }
        fact.kinds = kinds_of(d, row);
        status = fact.kinds == NULL
                     ? ent_fail_nomem(d->ctx)
                     : d->sink->fact(d->ctx, d->sink->user, ENT_FACT_SANCTION, &fact);
    }
    return status;
}

ent_status
ent_derive_pairs(ent_ctx *ctx, const ent_codes *codes, ent_fact_kind kind, const void *rows,
                 size_t count, ent_arena *arena, const ent_fact_sink *sink)
{
    derivation d = {ctx, codes, arena, sink};

    switch ((int)kind) {
    case ENT_FACT_ATOP_MEMBER:
        return derive_alliances(&d, rows, count);
    case ENT_FACT_MID_PARTICIPANT:
        return derive_disputes(&d, rows, count);
    case ENT_FACT_SANCTION_CASE:
        return derive_sanctions(&d, rows, count);
    default:
        return ENT_OK;
    }
}

bool
ent_derives_pairs(ent_fact_kind kind)
{
    return kind == ENT_FACT_ATOP_MEMBER || kind == ENT_FACT_MID_PARTICIPANT ||
           kind == ENT_FACT_SANCTION_CASE;
}
