/*
 * rule.h - who decides in a body, and by what majorities
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
    ENT_ABSTENTION_NO,  /**< not a yes: only yes votes count              */
    ENT_ABSTENTION_YES, /**< no objection: counts as a yes (veto, silence) */
    ENT_ABSTENTION_OUT  /**< not voting: the quota is a share of yes and no */
} ent_abstention;

/** How a quota is stated: with it the number follows from any total. */
typedef enum ent_quota_kind {
    ENT_QUOTA_NUMBER,  /**< this weight               */
    ENT_QUOTA_ALL_BUT, /**< all but this weight       */
    ENT_QUOTA_SHARE,   /**< at least above / below    */
    ENT_QUOTA_OVER     /**< more than above / below   */
} ent_quota_kind;

typedef struct ent_quota {
    ent_quota_kind kind;
    int64_t        above, below; /**< a number stands in `above` */
} ent_quota;

/** Whose weights a criterion adds up, where an institution states it. */
typedef enum ent_weighed {
    ENT_WEIGHED_STATED,     /**< as a file gives them  */
    ENT_WEIGHED_MEMBERS,    /**< one each              */
    ENT_WEIGHED_PERMANENT,  /**< one each of those with a veto */
    ENT_WEIGHED_FOUNDERS,   /**< one each of those that are members since the first day */
    ENT_WEIGHED_POPULATION, /**< in thousands         */
    ENT_WEIGHED_SHARES      /**< votes of data/rules/shares.csv */
} ent_weighed;

/** Met when the weights of those in favour reach the quota. */
typedef struct ent_criterion {
    const char    *name;
    int64_t        clause; /**< as the file numbers it */
    int64_t        quota, total;
    ent_quota      stated; /**< what the quota follows from */
    ent_weighed    weighed;
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
    const char *note; /**< on the weights (the year of the populations, the day since when votes are
                       as they are), or NULL */
} ent_voting_rule;

/** Rules with all that they point to. */
typedef struct ent_voting_rules {
    ent_arena         memory;
    ent_voting_rule **rules;
    size_t            count;
} ent_voting_rules;

void ent_voting_rules_clear(ent_voting_rules *rules);

/**
 * Read `9`, `all`, `all-3`, `55/100` or `>1/2` (more than half).
 *
 * @return false for anything else, and for a share above 1
 */
bool ent_quota_read(const char *text, size_t length, ent_quota *out);

/** The weight that a quota asks for of a total (not negative); negative: more than all may go. */
int64_t ent_quota_of(const ent_quota *quota, int64_t total);

/**
 * Sum up the weights of a criterion, and take its quota of the sum.  Of those voting a quota is a
 * share: `all` is one, and where a number is stated, so many must be in favour, an abstention being
 * no yes.
 *
 * @return NULL, or why what is stated is no quota of the criterion: all but some of those voting,
 *         or a share of weights that are too large for it
 */
const char *ent_criterion_settle(ent_criterion *criterion, size_t member_count);

/**
 * Whether a coalition wins.  A quota of those voting is one of yes and no, and nobody's yes is
 * none.
 *
 * @param yes,abstain for each criterion the weights of those in favour and of those that abstain;
 *                    abstain is NULL where nobody may
 */
bool ent_voting_rule_wins(const ent_voting_rule *rule, const int64_t *yes, const int64_t *abstain);

/**
 * Read rules and weights from bytes of CSV: `case,n,clause,criterion,quota` with, where wanted,
 * `total` (checked) and `abstain` (yes, no, out); a quota as ent_quota_read() has it; and
 * `case,index,member,clause,criterion,weight` with one row for each member and criterion.
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
 * data/rules/voting.csv, or where that has none all (consensus: nobody objects; unanimity: all say
 * yes) or two thirds of the members, as institutions.csv says.  Populations are those of
 * data/rules/populations.csv where it has all members on that day and the record nothing newer,
 * else the newest of the record.  Votes of weighted boards are those of data/rules/shares.csv.
 *
 * @param matter what is decided, as voting.csv names it ("procedure"); NULL: the first there
 * @return ENT_OK; ENT_E_NOTFOUND for no such institution, one without a rule or members on that
 *         day, no such matter, and a criterion by population or votes where there are none of a
 *         member; ENT_E_INPUT; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_voting_rule_of(ent_ctx *ctx, const ent_record *record,
                                             const char *institution, const char *matter,
                                             ent_day day, ent_voting_rules *out);

/** `member=weight`, `criterion=quota`: a name and what it gets. */
typedef struct ent_voting_setting {
    const char *name;
    const char *criterion; /**< of a weight; NULL: of all criteria but vetoes */
    int64_t     weight;
    ent_quota   quota;
} ent_voting_setting;

/** What a reform changes, in this order.  Names are borrowed. */
typedef struct ent_voting_change {
    const char *const        *drop; /**< members that leave, or may not vote */
    size_t                    drop_count;
    const char *const        *add;
    size_t                    add_count;
    const char *const        *veto; /**< members that get one */
    size_t                    veto_count;
    const char *const        *no_veto; /**< members that lose theirs */
    size_t                    no_veto_count;
    const ent_voting_setting *weights;
    size_t                    weight_count;
    const ent_voting_setting *quotas; /**< `name` is the criterion; NULL: the only one but vetoes */
    size_t                    quota_count;
} ent_voting_change;

/**
 * A rule with changes.  A quota that is stated as a share, or as all but some, is taken of those
 * that are left; one that is a number stays.  A state that joins has one vote where all have one,
 * no veto, and its population; of a weighted board, and of a rule from a file, its weight must be
 * given.
 *
 * @param record for populations; NULL: of a rule from a file
 * @param day    of the populations
 * @param out    a rule of its own; ent_voting_rules_clear() frees
 * @return ENT_OK; ENT_E_ARG for a name that is no member, or is one already, and a criterion that
 *         is none; ENT_E_NOTFOUND for a population that nothing tells; ENT_E_LIMIT; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_voting_rule_change(ent_ctx *ctx, const ent_record *record,
                                                 ent_day day, const ent_voting_rule *rule,
                                                 const ent_voting_change *change,
                                                 ent_voting_rules        *out);

/**
 * The population of a state in thousands: the newest of the record up to a day.
 *
 * @param year of the figure
 * @return 0 where nothing tells it
 */
int64_t ent_population_of(const ent_record *record, ent_state state, ent_day day, int *year);

/**
 * The people of the members as the weights of a criterion, in thousands, and the note of the rule
 * that says of which year; what ent_voting_rule_of() says of populations.
 */
ENT_MUST_CHECK ent_status ent_voting_weigh_people(ent_ctx *ctx, const ent_record *record,
                                                  ent_day day, const ent_state *states,
                                                  ent_voting_rules *rules, ent_voting_rule *rule,
                                                  ent_criterion *criterion);

/**
 * The votes of the members on a day, of data/rules/shares.csv, as the weights of a criterion, and
 * the note of the rule that says since when they are as they are.
 *
 * @return ENT_OK; ENT_E_NOTFOUND where the table has none of a member, or is not there;
 *         ENT_E_INPUT with line and column; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_voting_weigh_shares(ent_ctx *ctx, const ent_record *record,
                                                  ent_day day, const ent_state *states,
                                                  ent_voting_rules *rules, ent_voting_rule *rule,
                                                  ent_criterion *criterion);

/** One more criterion with no weight yet; ENT_E_LIMIT, ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_voting_rule_add(ent_ctx *ctx, ent_arena *memory,
                                              ent_voting_rule *rule, const char *name,
                                              ent_criterion **out);

#endif
