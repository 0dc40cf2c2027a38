/*
 * auxiliary.h - counts of a network that no parameter was fitted to
 *
 * Stage: model.  How well a fit describes what it was not made from: degrees, triads, distances.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_AUXILIARY_H
#define ENT_MODEL_TIES_AUXILIARY_H

#include "model/ties/saom.h"

enum { ENT_SAOM_MOST_LEVELS = 16, ENT_SAOM_MOST_AUXILIARIES = 5 };

typedef struct ent_saom_auxiliary ent_saom_auxiliary;

/** One family of counts. */
struct ent_saom_auxiliary {
    const char *name;
    size_t      count;                           /**< of its values                     */
    char        value[ENT_SAOM_MOST_LEVELS][16]; /**< what each counts, in print    */
    int         level[ENT_SAOM_MOST_LEVELS];     /**< degrees or steps; of triads unused */
    /** The counts of a settled network. */
    void (*of)(const ent_saom_state *state, const ent_saom_auxiliary *auxiliary, double *out);
};

/**
 * Those that have a meaning for a model:
 *
 *     degree            actors present with at most so many ties; directed: outdegree, indegree
 *     triads            triples of actors present by their ties: 0 to 3, directed the 16 classes
 *                       of Holland and Leinhardt (1976, Sociological Methodology 7:1-45)
 *     geodesic          pairs at most so many steps apart, and those that a path joins
 *     signed triads     closed triads by their signs, where the model names negative relations: a
 *                       pair is negative where these are there, else positive where it has a tie
 *
 * Degrees go up to the largest observed: one by one to 8, then by steps that double.
 *
 * @param largest the largest degree observed (in and out)
 * @return their number
 */
size_t ent_saom_auxiliaries(const ent_saom *model, int largest,
                            ent_saom_auxiliary out[ENT_SAOM_MOST_AUXILIARIES]);

#endif
