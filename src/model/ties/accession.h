/*
 * accession.h - how treaties of three and more take in and lose members
 *
 * Stage: model.  Reads the record once; what a year brings is drawn from keys.
 *
 * Of institutions whose text binds to defence, and of those that bind to consultation, the record
 * gives how often each enlarges (years in which states joined, of all years after its first) and
 * how often its members leave while it goes on (of their years in it).  An institution has its own
 * rate, drawn towards that of its kind: of k in n years
 *
 *     rate ~ beta(k + s m, n - k + s (1 - m))
 *
 * m the rate of the kind and s, from 1 to 1024, the most likely of the spread among its
 * institutions (beta-binomial).  Then who joins: of the states outside, those that another
 * institution of these kinds holds which has no member in common with this one; those that wait
 * (candidates, invited, observers, partners); those of a region of the world in which it has no
 * member; all others where somebody waits; and where nobody does those with a land border with a
 * member, and the rest.  The rates of these six are of a kind, drawn towards both kinds together in
 * the same way.
 *
 * A member that is an adversary of the one who wants to join objects with a probability b, chosen
 * so that as many states with adversaries inside joined as the record has:
 *
 *     b = 1 - r^(1 / m),   r = (joined + 1/2) / (expected without objections + 1/2), at most 1
 *
 * m the mean number of such adversaries.  The others say yes, and whether that is enough is for the
 * rule of the institution on the day (measure/voting/rule.h: that for the matter "accession", else
 * its usual one): the chance is exact (model/decide/score.h).  Where no rule is written nobody is
 * asked.  All that join in a year are one event: their ties with all members begin together, as
 * those of a treaty of many do.  Who leaves loses those ties but with the members of another
 * institution that holds both, and comes back no sooner than any other state outside.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_ACCESSION_H
#define ENT_MODEL_TIES_ACCESSION_H

#include "base/arena.h"
#include "base/random.h"
#include "entente/system.h"

enum { ENT_ACCESSION_MOST_BODIES = 64 };

typedef enum ent_accession_kind {
    ENT_ACCESSION_DEFENCE,
    ENT_ACCESSION_CONSULTATION,
    ENT_ACCESSION_KINDS
} ent_accession_kind;

typedef enum ent_accession_tier {
    ENT_ACCESSION_ELSEWHERE, /**< a member of another institution that shares none with it */
    ENT_ACCESSION_INVITED,
    ENT_ACCESSION_ABROAD, /**< no member is of its region of the world                    */
    ENT_ACCESSION_PARTNER,
    ENT_ACCESSION_BESIDE, /**< others are invited or partners, it is not */
    ENT_ACCESSION_NEAR,   /**< nobody is; it has a land border with a member */
    ENT_ACCESSION_FAR,
    ENT_ACCESSION_TIERS
} ent_accession_tier;

/** How often something happened, of how often it might have. */
typedef struct ent_accession_share {
    uint64_t k, n;
} ent_accession_share;

/** What the record counts of an institution, or of all of a kind. */
typedef struct ent_accession_count {
    ent_accession_share events; /**< years with states that joined, of years after the first */
    ent_accession_share left;   /**< states that left, of years of members                   */
    /** of years in which states joined: those that did, of the states outside, without and with
        adversaries inside */
    ent_accession_share joined[ENT_ACCESSION_TIERS][2];
    uint64_t            adversaries; /**< inside, summed over the states outside that have any */
} ent_accession_count;

/** An institution that binds on the day. */
typedef struct ent_accession_body {
    const char         *name; /**< its id */
    ent_accession_kind  kind;
    size_t              place;   /**< among the institutions of the record */
    ent_accession_count own;     /**< its own record */
    uint8_t            *tier;    /**< n: of each state outside */
    double             *consent; /**< n: chance that the rule lets it in */
} ent_accession_body;

/** One draw of all rates: of years with enlargements, of a member to leave in a year, and of a
 * state of each tier to join in a year with enlargements. */
typedef struct ent_accession_rates {
    double event[ENT_ACCESSION_MOST_BODIES], leave[ENT_ACCESSION_MOST_BODIES];
    double join[ENT_ACCESSION_MOST_BODIES][ENT_ACCESSION_TIERS];
} ent_accession_rates;

/** A mean and how closely single rates keep to it, in years. */
typedef struct ent_accession_prior {
    double mean, strength;
} ent_accession_prior;

typedef struct ent_accession {
    ent_arena           arena;
    size_t              n, body_count;
    ent_accession_body *bodies;
    uint8_t            *there, *member;
    ent_accession_count counts[ENT_ACCESSION_KINDS];
    ent_accession_prior event[ENT_ACCESSION_KINDS], leave[ENT_ACCESSION_KINDS];
    ent_accession_prior join[ENT_ACCESSION_TIERS]; /**< of all institutions */
    double              objection[ENT_ACCESSION_KINDS];
} ent_accession;

/**
 * Count the record up to a day, and take the institutions of that day that bind: those of whose
 * pairs of members at least nine in ten are tied.
 *
 * @param actors ids of states, n of them; borrowed until it is destroyed
 * @param tie    n * n: who is tied on the day
 * @param there  n: who exists on the day
 * @return ENT_OK, also where no institution binds; ENT_E_INPUT, ENT_E_NOMEM, ENT_E_CANCELLED,
 *         ENT_E_LIMIT for more than ENT_ACCESSION_MOST_BODIES that bind
 *
 * Cost: a system for each year in which an institution took in members (some thirty).
 */
ENT_MUST_CHECK ent_status ent_accession_create(ent_ctx *ctx, const ent_record *record, ent_day day,
                                               const char *const *actors, size_t n,
                                               const uint8_t *tie, const uint8_t *there,
                                               ent_accession **out);
void                      ent_accession_destroy(ent_accession *accession);

/**
 * The mean of shares, k + 1/2 of n + 1, and the most likely strength with which they keep to it:
 * a power of 2 from 1 to 1024.
 */
ent_accession_prior ent_accession_prior_of(const ent_accession_share *shares, size_t count);

/** Institutions that bind on the day. */
size_t      ent_accession_bodies(const ent_accession *accession);
const char *ent_accession_body_id(const ent_accession *accession, size_t body);

/** Probability that one adversary inside objects. */
double ent_accession_objection(const ent_accession *accession, ent_accession_kind kind);

/** Who is a member of each institution on the day: bodies * n; a run copies and changes it. */
const uint8_t *ent_accession_members(const ent_accession *accession);

/** Whether one of the institutions holds both. */
bool ent_accession_share_body(const ent_accession *accession, const uint8_t *member, size_t i,
                              size_t j);

/** Draw the rates; seed and run of the key are the draw's. */
void ent_accession_draw(const ent_accession *accession, ent_key key, ent_accession_rates *out);

/** Told of each pair that a state's joining binds, or its leaving sets free. */
typedef void (*ent_accession_told)(void *user, size_t i, size_t j, bool bound);

/** What a year brought. */
typedef struct ent_accession_year {
    size_t events; /**< institutions that took in states */
    size_t joined, left;
} ent_accession_year;

/**
 * One year: who leaves, which institutions enlarge, and by whom.
 *
 * @param key    seed and run of the run, step the year
 * @param member as ent_accession_members(), changed
 */
ent_accession_year ent_accession_step(const ent_accession       *accession,
                                      const ent_accession_rates *rates, ent_key key,
                                      uint8_t *member, ent_accession_told tell, void *user);

/** Probability that the two come to be bound by an institution in a year. */
double ent_accession_chance(const ent_accession *accession, const ent_accession_rates *rates,
                            const uint8_t *member, size_t i, size_t j);

#endif
