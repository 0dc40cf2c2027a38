/*
 * rows.h - the years of the dyads of great powers, as the rule sees them
 *
 * Stage: model.  What the effects of the rule are estimated from (rule/effects.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_RULE_ROWS_H
#define ENT_MODEL_RULE_ROWS_H

#include "entente/model.h"

enum { ENT_RULE_FIRST_YEAR = 1946 /* from which the record counts */ };

/** The parts of common pressure that the record tells of: rivalry, force, sanctions. */
enum { ENT_RULE_PARTS = 3 };

/** A dyad of a permanent member in a year that both also existed in the year before. */
typedef struct ent_rule_row {
    int16_t   year;
    ent_state a, b;
    bool      great;              /**< both are permanent members */
    int8_t    level, level_after; /**< cooperation in the year before, and in it; -1 missing */
    int8_t    age, age_after;     /**< years since the act that bears it out */
    bool      allied;             /**< bound beyond non-aggression in the year before */
    bool      again;              /**< its level was above 0 in an earlier year */
    bool      turned;             /**< adversaries in it, and not in the year before */
    int8_t    grade, grade_after; /**< of the peace scale; -1 missing */
    int8_t    pact, bond; /**< a bilateral treaty of defence, or short of it, began: 1, did not: 0,
                               could not, or none can know: -1 */
    double common, burden, enmity, force;                /**< in it, as in a run: entente/model.h */
    double parts[ENT_RULE_PARTS], apart[ENT_RULE_PARTS]; /**< of common, by rivals, force and
                               sanctions; without what came to both within a year */
    double common_apart;
    double tension; /**< mean of the pressures of the two on each other */
    bool   rivals;
} ent_rule_row;

typedef struct ent_rule_rows {
    ent_rule_row *rows;
    size_t        count;
    bool          scaled; /**< grades are those of the peace scale; else the ties themselves tell
                               them, and no effect of a tie on them could be told */
} ent_rule_rows;

/** The walk over the years that makes them. */
typedef struct ent_rule_walk ent_rule_walk;

/**
 * The rows of all dyads of a permanent member of the Security Council with any state, their moves
 * up to the last whole year before a day.  Covariates are those of the year of a move, for in a run
 * the shocks of a year come first and the moves follow: those of the world that a run would start
 * from at its end.
 *
 * A level counts where it is observed: acts up to their last day; of a dyad whose signals a source
 * counts, silence is level 0.  A grade counts where the peace scale speaks, or without one as the
 * other ties tell it.
 *
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_rule_walk_create(ent_ctx *ctx, const ent_record *record,
                                               ent_day before, ent_rule_walk **out);

/** Go on to the year of a system, the one after the last.  Cost: a world. */
ENT_MUST_CHECK ent_status ent_rule_walk_add(ent_ctx *ctx, ent_rule_walk *walk,
                                            const ent_system *system, int year);

/** Whether the level rose: 1, 0, or -1 where it could not, or nobody knows. */
int ent_rule_row_rises(const ent_rule_row *row);
/** Whether a level fell in the year in which the two turned adversaries; -1: it did not come to it.
 */
int ent_rule_row_breaks(const ent_rule_row *row);
/** Whether a level that neither rose nor broke was not kept up; -1: there was none, or none knows.
 */
int ent_rule_row_lapses(const ent_rule_row *row);

/** The rows so far; borrowed from the walk. */
const ent_rule_rows *ent_rule_walk_rows(const ent_rule_walk *walk);
void                 ent_rule_walk_destroy(ent_rule_walk *walk); /**< NULL does nothing */

/** The last whole year before a day of which the table that holds a kind of fact speaks; the year
 * before ENT_RULE_FIRST_YEAR: none. */
int ent_rule_last_year(const ent_record *record, ent_fact_kind kind, ent_day before);

#endif
