/*
 * show.h - what the record says of a state, an institution or a pair of states
 *
 * Stage: report.  Reads the record and systems made from it; opens no store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_SHOW_H
#define ENTENTE_SHOW_H

#include "entente/system.h"
#include "entente/table.h"

/** Whom a word of the command line means. */
typedef struct ent_subject {
    ent_state   state;       /**< ENT_NO_STATE: an institution              */
    const char *institution; /**< its id, borrowed from the record; or NULL */
} ent_subject;

/**
 * Find a subject by the id of a state (also SUN, YUG, ...), the id of an
 * institution, what else a state is called (ent_actor_find: US, Soviet Union,
 * Peking), or the name of an institution, without regard to case.
 *
 * @param span days that it is meant for; zeroed: any
 * @return ENT_OK; ENT_E_NOTFOUND with the nearest id as a hint; as ent_actor_find(); ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_subject_find(ent_ctx *ctx, const ent_record *record, const char *word,
                                           ent_span span, ent_subject *out);

typedef struct ent_show_options {
    ent_span span;        /**< facts of these days only; zeroed: all */
    bool     for_reading; /**< the five columns for people instead of those of the interface */
    bool     every_year;  /**< for reading, flows of every year, not of every fifth alone */
} ent_show_options;

/*
 * All answers have the same columns, in this order:
 *
 *     kind,type,start,end,value,status,source,citation,fact_id,title
 *
 * One row is one fact.  `start` and `end` are inclusive, missing where they
 * are open or unknown.  `status` is `used` where the choice of sources lets
 * this one supply the kind on some of the fact's days, `beside` where another
 * source does on all of them, with `, last seen` for a published spell that had no end on its
 * source's last day, which is its `end`; for what is computed from facts it is
 * `observed`, or `carried N` with the years since the last observation.
 * `source` is the key of the citation, or the set and its version.
 *
 * For reading the columns are when,kind,what,value,source: years or a day,
 * wide text cut, a status that is not the usual one in brackets.
 */

/**
 * One history of two states, in the order of the starts:
 *
 *     kind               type                   value
 *     obligation         treaty or alliance     flags that bind both ("defence consultation")
 *     cooperation        kind of act            cooperation level that it evidences
 *     cooperation_level  dyad-years             level 0 to 7 of the years from start to end
 *     rivalry            strategic
 *     dispute            threat, ... war        hostility 1 to 5
 *     sanction           RUS>USA                kinds
 *     claim              RUS>JPN                id of the claim
 *     institution        its id                 status of both members
 *     veto               draft                  states that it is about
 *     border             land
 *     contiguity         land or water          1 land, 2 to 5 by water
 *     distance           kilometres             least distance of the territories
 *     peace              severe rivalry, ...    peace scale, 0 to 1; missing: transition
 *     exercise           its id                 where it was
 *     arms               RUS>CHN                TIV delivered under the orders of a year
 *     signal             USA>KOR                what a great power did for it in a year
 *     organisations      shared                 that both are full members of in a year
 *     trade              CHN>RUS                imports of RUS, million current US dollars
 *     trade_share        RUS                    of the other in all trade of RUS, 0 to 1
 *     votes              agreement              of a year, 0 to 1
 *     events             RUS>CHN                coded events of a year
 *
 * Agreement is the mean of 1 - |a - b| over the roll calls of a year in which both said yes (1),
 * abstain (1/2) or no (0).  For reading, imports and shares are one row; series by year have every
 * fifth year and the last unless every_year is set or at most ten years are asked for.
 *
 * An obligation says which government took it on where that matters
 * ("treaty (government ROC)"); that of a treaty in which one only protects
 * the other is "one-sided treaty".
 *
 * @param options NULL for the defaults
 * @param out     owned by the caller; without rows where the record knows nothing of the two
 * @return ENT_OK; ENT_E_ARG for a state and itself; ENT_E_NOMEM; ENT_E_CANCELLED
 *
 * Cost: the facts of both, sorted, and one system a year for the level.
 */
ENT_MUST_CHECK ent_status ent_show_dyad(ent_ctx *ctx, const ent_record *record, ent_state a,
                                        ent_state b, const ent_show_options *options,
                                        ent_table **out);

/**
 * A state: kind name, spell (its time in the state system), code, government, institution; and,
 * in the last year of the span that the record speaks of, power (cinc, milex, gdp, population),
 * regime, leader, major_power, trade (all imports and exports), arms_supplier and arms_recipient
 * (the first five, TIV of five years), conflict, neighbour (contiguity, 1 land to 5), organisations
 * (the five states with which it shares the most), signal (what great powers did for it), votes
 * (participation), obligation (type the other state, value the flags that bind the two), adversary
 * (rivalry or hostility) and partner (cooperation level 4 and more).  The first four stand in the
 * tables of states of data/world, which are no kind of fact: their ids are made as those of facts,
 * world@VERSION/states.csv:LINE.
 *
 * @return ENT_OK; ENT_E_NOTFOUND when it does not exist in the span; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_show_state(ent_ctx *ctx, const ent_record *record, ent_state state,
                                         const ent_show_options *options, ent_table **out);

/**
 * An institution: kind institution (name, dates), rule, commitment, and its
 * members: type is the status, value the state.
 *
 * @return ENT_OK; ENT_E_NOTFOUND when there is none of that id, or not in the span; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_show_institution(ent_ctx *ctx, const ent_record *record,
                                               const char             *institution,
                                               const ent_show_options *options, ent_table **out);

#endif
