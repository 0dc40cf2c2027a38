/*
 * accession.h - how treaties of three and more take in members: by the rule of their institution
 *
 * Stage: model.  Reads the record once; what a year brings is drawn from keys.
 *
 * Of institutions whose text binds to defence, and of those that bind to consultation, the record
 * gives how often one enlarges (years in which states joined, of all years after the first), and
 * then who joins: of the states outside, those that another institution of these kinds holds which
 * has no member in common with this one, those that wait (candidates, invited, observers,
 * partners), all others where somebody waits, and where nobody does those with a land border with
 * a member, and the rest.  Rates are drawn as
 * log odds (k + 1/2) / (n - k + 1/2) with their standard error.
 *
 * A member that is an adversary of the one who wants to join objects with a probability b, chosen
 * so that as many states with adversaries inside joined as the record has:
 *
 *     b = 1 - r^(1 / m),   r = (joined + 1/2) / (expected without objections + 1/2), at most 1
 *
 * m the mean number of such adversaries.  Unanimity and consensus need that none objects, two
 * thirds at most a third of the members, other votes fewer than half; where no rule is written
 * nobody is asked.  All that join in a year are one event: their ties with all members begin
 * together, as those of a treaty of many do.  Nobody leaves.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_ACCESSION_H
#define ENT_MODEL_TIES_ACCESSION_H

#include "base/random.h"
#include "entente/system.h"

typedef enum ent_accession_kind {
    ENT_ACCESSION_DEFENCE,
    ENT_ACCESSION_CONSULTATION,
    ENT_ACCESSION_KINDS
} ent_accession_kind;

typedef enum ent_accession_tier {
    ENT_ACCESSION_ELSEWHERE, /**< a member of another institution that shares none with it */
    ENT_ACCESSION_WAITING,
    ENT_ACCESSION_BESIDE, /**< others wait, it does not */
    ENT_ACCESSION_NEAR,   /**< nobody waits; it has a land border with a member */
    ENT_ACCESSION_FAR,
    ENT_ACCESSION_TIERS
} ent_accession_tier;

/** What the record counts of institutions of one kind. */
typedef struct ent_accession_count {
    uint64_t years, events; /**< of institutions after their first; in which states joined  */
    /** of years in which states joined: states outside and those that joined, without and with
        adversaries inside */
    uint64_t outside[ENT_ACCESSION_TIERS][2], joined[ENT_ACCESSION_TIERS][2];
    uint64_t adversaries; /**< inside, summed over the states outside that have any */
} ent_accession_count;

/** One draw of all rates: of years with enlargements, and of a state of each tier in such a year.
 */
typedef struct ent_accession_rates {
    double event[ENT_ACCESSION_KINDS], join[ENT_ACCESSION_KINDS][ENT_ACCESSION_TIERS];
} ent_accession_rates;

typedef struct ent_accession ent_accession;

/**
 * Count the record up to a day, and take the institutions of that day that bind: those of whose
 * pairs of members at least nine in ten are tied.
 *
 * @param actors ids of states, n of them; borrowed until it is destroyed
 * @param tie    n * n: who is tied on the day
 * @param there  n: who exists on the day
 * @return ENT_OK, also where no institution binds; ENT_E_INPUT, ENT_E_NOMEM, ENT_E_CANCELLED
 *
 * Cost: a system for each year in which an institution took in members (some thirty).
 */
ENT_MUST_CHECK ent_status ent_accession_create(ent_ctx *ctx, const ent_record *record, ent_day day,
                                               const char *const *actors, size_t n,
                                               const uint8_t *tie, const uint8_t *there,
                                               ent_accession **out);
void                      ent_accession_destroy(ent_accession *accession);

/** Institutions that bind on the day. */
size_t      ent_accession_bodies(const ent_accession *accession);
const char *ent_accession_body(const ent_accession *accession, size_t body); /**< its id */
const ent_accession_count *ent_accession_counts(const ent_accession *accession,
                                                ent_accession_kind   kind);
/** Probability that one adversary inside objects. */
double ent_accession_objection(const ent_accession *accession, ent_accession_kind kind);

/** Who is a member of each institution on the day: bodies * n; a run copies and changes it. */
const uint8_t *ent_accession_members(const ent_accession *accession);

/** Draw the rates; seed and run of the key are the draw's. */
void ent_accession_draw(const ent_accession *accession, ent_key key, ent_accession_rates *out);

/** Told of each pair that a state's joining binds. */
typedef void (*ent_accession_binder)(void *user, size_t i, size_t j);

/**
 * One year: which institutions enlarge, and by whom.
 *
 * @param key    seed and run of the run, step the year
 * @param member as ent_accession_members(), changed
 * @return institutions that took in states
 */
size_t ent_accession_step(const ent_accession *accession, const ent_accession_rates *rates,
                          ent_key key, uint8_t *member, ent_accession_binder bind, void *user);

/** Probability that the two come to be bound by an institution in a year. */
double ent_accession_chance(const ent_accession *accession, const ent_accession_rates *rates,
                            const uint8_t *member, size_t i, size_t j);

#endif
