/*
 * effects.h - how strong the effects of the rule are, estimated from the years of dyads
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_RULE_EFFECTS_H
#define ENT_MODEL_RULE_EFFECTS_H

#include "model/rule/rows.h"

/**
 * Put the effects of a rule in the place of their priors, and its rates where its effects hold.
 *
 * Three logits, each of two moves that share their effects: levels that rise and that are not kept
 * up, the peace scale warmer and colder, obligations of defence and short of it.  Columns are the
 * two moves, each for dyads of two permanent members and of one, and the covariates with their
 * signs (a move down has the opposite ones; what is on one move alone has 0 on the other).  Errors
 * know of members in common.  An effect is estimated where its logit has ENT_RULE_EVENTS moves for
 * each of its effects, and of each move as many for each effect on that one alone, and tells a
 * finite number; else it stays what it is.  Those of pressure and wars on obligations stay assumed
 * always: the publishers of alliances differ about them.
 *
 * What a move starts from (the level, the age of what bears it out, old obligations) is estimated
 * together with its prior, of which mean and variance are those of two normal numbers.  Each other
 * effect but that of the level is estimated again under three checks (ent_rule_check).  One whose
 * sign a check turns round is not taken for an estimate: it is assumed, with its estimate as mean
 * and a standard deviation with which its 95 percent interval reaches 0.
 *
 * The effects are counted from what the dyads of a rate's class have of each on average (of two
 * permanent members, of up_one and lapse_one the others), and the mean of each rate is moved so
 * that over these dyads and all draws of the parameters the rule expects what was counted, (k +
 * 1/2) / (n + 1) a chance (a prior predictive check that holds by construction): else the spread of
 * the parameters alone would make rare moves likelier.  Rates that no effect adds to are moved in
 * the same way, each by itself.
 *
 * @param rows  of which those of the years first to last count
 * @param whole the rule of a span that contains these years, whose checks hold for them, or NULL
 * @param rule  its rates are estimated, its effects priors; changed only on ENT_OK
 * @return ENT_OK; ENT_E_CANCELLED; ENT_E_NOMEM
 * Reference: Peduzzi et al. (1996), Journal of Clinical Epidemiology 49:1373-1379, for ten events
 * an effect.
 */
ENT_MUST_CHECK ent_status ent_rule_effects(ent_ctx *ctx, const ent_rule_rows *rows, int first,
                                           int last, const ent_rule *whole, ent_rule *rule);

/**
 * The share of the pressure of two rivals on each other that is gone four years after the end of
 * their rivalry, of dyads of a permanent member:
 *
 *     1 - sum of pressure four years after / sum of pressure the year before
 *
 * with the standard error of the jackknife over the endings; left as it is where there are fewer
 * than five.
 *
 * @return ENT_OK; ENT_E_NOMEM
 * Edge cases: an ending whose later year is not among `first` to `last` is not counted.
 * Reference: Quenouille (1956), Biometrika 43:353-360.
 */
ENT_MUST_CHECK ent_status ent_rule_ease(ent_ctx *ctx, const ent_rule_rows *rows, int first,
                                        int last, ent_prior *prior);

/**
 * Take effects from data/rules/effects.csv where a rule has only priors of them: those that
 * published sets told when the file was made.
 *
 * @param last the last year that the rule may know of; a row counts that knows of no later one
 * @return ENT_OK, also where a folder of data has no such file; ENT_E_INPUT; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_rule_shipped(ent_ctx *ctx, int last, ent_rule *rule);

enum { ENT_RULE_EVENTS = 10 };

/** The reference classes of effects: of the record at hand, of its rivalries that ended, and of
 * published sets. */
#define ENT_RULE_CLASS_OF_ROWS                                                                     \
    "years of dyads of a permanent member with any state since 1946, and moves in them"
#define ENT_RULE_CLASS_OF_ENDINGS                                                                  \
    "rivalries of a permanent member that ended since 1946, their pressure the year before and "   \
    "four years after"
#define ENT_RULE_CLASS_SHIPPED                                                                     \
    "years of dyads of a permanent member with any state in published sets, and moves in them: "   \
    "data/rules/effects.csv"

#endif
