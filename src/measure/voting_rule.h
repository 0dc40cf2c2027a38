/*
 * voting_rule.h - who decides in a body, and by what majorities
 *
 * Stage: measure.  The one form for all: a coalition wins when it meets every
 * criterion of at least one clause.  From files, or from an institution of
 * the record at a date.  A veto is a criterion of its own: all of those that
 * hold it, met as well by one that abstains where the rule says so.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_VOTING_RULE_H
#define ENT_MEASURE_VOTING_RULE_H

#include "base/arena.h"
#include "base/file.h"
#include "entente/measure.h"

enum { ENT_VOTING_MOST_MEMBERS = 250, ENT_VOTING_MOST_CRITERIA = 16 };

/** What an abstention is to a criterion. */
typedef enum ent_abstention {
    ENT_ABSTENTION_UNSTATED,
    ENT_ABSTENTION_NO, /**< not a yes: only yes votes count              */
    ENT_ABSTENTION_YES /**< no objection: counts as a yes (veto, silence) */
} ent_abstention;

/** Met when the weights of those in favour reach the quota. */
typedef struct ent_criterion {
    const char    *name;
    int64_t        clause; /**< as the file numbers it */
    int64_t        quota, total;
    ent_abstention abstention;
    int64_t       *weights;      /**< of each member, not negative */
    size_t         line, column; /**< where the file states it; 0 for an institution */
} ent_criterion;

typedef struct ent_voting_rule {
    const char   *name;
    size_t        member_count; /**< 1 to ENT_VOTING_MOST_MEMBERS */
    const char  **members;
    size_t        criterion_count; /**< 1 to ENT_VOTING_MOST_CRITERIA */
    ent_criterion criteria[ENT_VOTING_MOST_CRITERIA];
    const char   *note; /**< on the weights (the year of the populations), or NULL */
} ent_voting_rule;

/** Rules with all that they point to. */
typedef struct ent_voting_rules {
    ent_arena         memory;
    ent_voting_rule **rules;
    size_t            count;
} ent_voting_rules;

void ent_voting_rules_clear(ent_voting_rules *rules);

/**
 * Whether a coalition wins.
 *
 * @param yes,abstain for each criterion the weights of those in favour and of those that abstain;
 *                    abstain is NULL where nobody may
 */
bool ent_voting_rule_wins(const ent_voting_rule *rule, const int64_t *yes, const int64_t *abstain);

/**
 * Read rules and weights from bytes of CSV: `case,n,clause,criterion,quota` with, where wanted,
 * `total` (checked) and `abstain` (yes, no); and `case,index,member,clause,criterion,weight` with
 * one row for each member and criterion.
 *
 * @param out ent_voting_rules_clear() frees; in the order of the rules' file
 * @return ENT_OK; ENT_E_INPUT with file, line and column; ENT_E_LIMIT (members, criteria);
 * ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_voting_rules_read(ent_ctx *ctx, const char *rules_name,
                                                const ent_bytes *rules, const char *weights_name,
                                                const ent_bytes *weights, ent_voting_rules *out);

/** The same from two files. */
ENT_MUST_CHECK ent_status ent_voting_rules_open(ent_ctx *ctx, const char *rules_path,
                                                const char *weights_path, ent_voting_rules *out);

/**
 * The rule of an institution on a day: its members from the record, its majorities from
 * data/rules/voting.csv, or all (consensus, unanimity) or two thirds of the members where
 * institutions.csv says so.
 *
 * @return ENT_OK; ENT_E_NOTFOUND for no such institution, one without a rule or members on that
 *         day, and a criterion by population where the record has none of a member; ENT_E_INPUT;
 *         ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_voting_rule_of(ent_ctx *ctx, const ent_record *record,
                                             const char *institution, ent_day day,
                                             ent_voting_rules *out);

#endif
