/*
 * decide.h - whether a body would pass a motion that is tabled, and who decides that
 *
 * Stage: model.  A motion has a sponsor, a state it is against, an issue; each member's position
 * comes from the file, from documents, from its past votes or from its alignment, with its
 * probability and what that rests on; the body's own rule says who passes it.  Never opens the
 * store.
 *
 * What is answered is how likely a motion passes IF IT IS TABLED TO A VOTE.  Drafts that would
 * fail are often not tabled, and the record holds vetoed drafts of the Security Council, not
 * adopted ones: the share of tabled drafts that pass is another number.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_DECIDE_H
#define ENTENTE_DECIDE_H

#include "entente/measure.h"
#include "entente/read.h"

enum {
    ENT_MOTION_MOST_LISTED = 250, /**< entries of any list of a motion */
    ENT_DECIDE_LEAST_RUNS = 100,
    ENT_DECIDE_MOST_RUNS = 10000000
};

/** The position of a member as a motion file states it. */
typedef struct ent_stated_position {
    const char *member;
    int         stance;      /**< 0 no, 1 abstain or absent, 2 yes */
    double      probability; /**< of that stance; the rest is shared out as the record would */
    const char *source;      /**< what the file says it rests on; NULL: nothing */
} ent_stated_position;

/** Members that move together. */
typedef struct ent_together {
    const char *const *members;
    size_t             count;
    double             correlation; /**< of the variables behind their votes, -1 to 1; NaN: from
                                         the record */
} ent_together;

/** What is to be changed in the rule; members are ids of states, or names of a file of rules. */
typedef struct ent_reform {
    const char *const *add;
    size_t             add_count;
    const char *const *drop;
    size_t             drop_count;
    const char *const *veto; /**< members that get a veto */
    size_t             veto_count;
    const char *const *no_veto; /**< members that lose theirs */
    size_t             no_veto_count;
    const char *const *weights; /**< "MEMBER=5", "CRITERION:MEMBER=5" */
    size_t             weight_count;
    const char *const *quotas; /**< "10", "CRITERION=2/3": 9, all, all-3, 55/100, >1/2 */
    size_t             quota_count;
} ent_reform;

/** A motion.  Everything may be unset: NULL, 0, ENT_NO_STATE. */
typedef struct ent_motion {
    const char        *name, *title, *about;
    const char        *institution, *matter;
    ent_span           date;     /**< from >= to: not set */
    ent_state          sponsor;  /**< votes for it */
    ent_state          against;  /**< the state it is against, which votes against it */
    const ent_state   *concerns; /**< states that it is about, by which the past is chosen */
    size_t             concern_count;
    const char        *issue;     /**< of roll calls ("hr") or of documents ("sanctions") */
    bool               opposes;   /**< it is against the issue, not for it */
    const char *const *documents; /**< paths, as seen from the file */
    size_t             document_count;
    const ent_stated_position *positions;
    size_t                     position_count;
    const char *const         *may_not_vote;
    size_t                     may_not_vote_count;
    const ent_together        *together;
    size_t                     together_count;
    ent_reform                 reform;
    void                      *memory; /**< of what was read from a file; NULL: all is borrowed */
} ent_motion;

/** A motion of which nothing is known yet. */
ent_motion ent_motion_init(void);

/**
 * Read a motion file (YAML, `format: 1`).
 *
 * @param name  of the file, for messages and for the paths of documents
 * @param out   ent_motion_clear() frees; written only on ENT_OK
 * @return ENT_OK; ENT_E_INPUT with file, line and column; ENT_E_LIMIT; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_motion_parse(ent_ctx *ctx, const ent_codes *codes, const char *name,
                                           const char *bytes, size_t length, ent_motion *out);

/** The same from a file, or by the name of one of data/motions; ENT_E_FILE, ENT_E_NOTFOUND. */
ENT_MUST_CHECK ent_status ent_motion_load(ent_ctx *ctx, const ent_codes *codes, const char *path,
                                          ent_motion *out);
void                      ent_motion_clear(ent_motion *motion);

/** The JSON Schema of motion files; ent_motion_schema_free() frees. */
ENT_MUST_CHECK ent_status ent_motion_schema(ent_ctx *ctx, char **out);
void                      ent_motion_schema_free(char *schema);

/** Where a position comes from, the first that there is. */
typedef enum ent_evidence {
    ENT_EVIDENCE_GIVEN,       /**< stated in the motion                                       */
    ENT_EVIDENCE_SPONSOR,     /**< it tables the motion                                       */
    ENT_EVIDENCE_AGAINST,     /**< the motion is against it                                   */
    ENT_EVIDENCE_DOCUMENT,    /**< stated in a document                                       */
    ENT_EVIDENCE_PAST_VETOES, /**< drafts that the state it is against vetoed                */
    ENT_EVIDENCE_PAST_VOTES,  /**< roll calls on the issue                                    */
    ENT_EVIDENCE_ALIGNMENT,   /**< how states that agree as much with the sponsor have voted  */
    ENT_EVIDENCE_BASE_RATE    /**< how all states have voted                                  */
} ent_evidence;

const char *ent_evidence_name(ent_evidence evidence); /**< "given", "past votes", ... */

typedef struct ent_decide_options {
    const char *institution;        /**< NULL: that of the motion */
    const char *matter;             /**< NULL: that of the motion, else the usual */
    ent_day     day;                /**< ENT_NO_DAY: that of the motion, else the record's last */
    const char *rules, *weights;    /**< files of rules in place of an institution; NULL: none */
    const ent_reading *reading;     /**< positions of documents; borrowed; NULL: none */
    const ent_reform  *reform;      /**< NULL: that of the motion */
    bool               independent; /**< no members move together */
    int                years;       /**< of the past that count, 1 to 50; 0: 10 */
    uint64_t           seed;
    uint32_t           runs; /**< of a simulation; 0: 100000 */
} ent_decide_options;

/** A member of the body, and how it would vote. */
typedef struct ent_decided {
    const char  *member;
    ent_state    state;     /**< ENT_NO_STATE: none of the record */
    double       chance[3]; /**< of no, abstaining, yes */
    int          stance;    /**< the likeliest; of equals the nearer to no */
    ent_evidence evidence;
    const char  *basis; /**< a sentence */
} ent_decided;

/** Whether it passes under one rule: the present one, or the reformed. */
typedef struct ent_passage {
    const char *rule;           /**< "present", or what is changed */
    double      passes, lo, hi; /**< lo and hi: over the interval of the correlations; NaN: none */
    double      se;             /**< Monte Carlo; NaN: exact */
    const char *method;
    double      past;    /**< share of the past votes on it that the members' own votes, as they
                              stood together, would have passed; NaN: none */
    uint32_t past_calls; /**< roll calls behind it */
} ent_passage;

typedef struct ent_decision ent_decision;

/**
 * Whether a body would pass a motion.
 *
 * Position of a member, from the first source that speaks of it; each is drawn towards what the
 * next one behind it would say, with the weight of two observations:
 *
 *     P(stance) = (k_stance + 2 P'(stance)) / (n + 2)
 *
 * - given in the motion, with its probability; the sponsor (yes) and the state it is against (no)
 * - documents: k of n positions on the issue that support it, or oppose it
 * - past vetoes: of the n drafts that the state it is against vetoed in the last 30 years, k that
 *   the member vetoed as well; on the states concerned where there are any such
 * - past votes: its votes in the n roll calls of the last years that the sponsor voted for and the
 *   state it is against voted against, on the issue and the states concerned where there are any
 * - alignment: how states have voted in such roll calls whose agreement with the sponsor, less
 *   that with the state it is against, was in the same tenth (over the five years before)
 * - base rate: how all have voted in them
 *
 * Permanent members that cast five vetoes together in the last 30 years move together: the
 * correlation is that of normal variables behind the two votes (tetrachoric), from the drafts that
 * somebody vetoed; its interval of 90 % by the likelihood ratio, margins held.  Then the chance is
 * simulated, else exact.
 *
 * @param motion borrowed, for the call alone
 * @param out    ent_decision_destroy() frees; written only on ENT_OK
 * @return ENT_OK; ENT_E_ARG for a name that is no member and the like; ENT_E_NOTFOUND for no such
 *         institution or rule, and where nothing tells a member's position; ENT_E_INPUT for wrong
 *         files; ENT_E_CANCELLED; ENT_E_NOMEM
 *
 * Cost: one pass over the votes of the record; then that of ent_odds_exact() or the simulation.
 * Reference: Pearson (1900), Philosophical Transactions A 195:1-47 (tetrachoric correlation);
 * Lijphart (1963), APSR 57:902-917 (agreement).
 */
ENT_MUST_CHECK ent_status ent_decide(ent_ctx *ctx, const ent_record *record,
                                     const ent_motion *motion, const ent_decide_options *options,
                                     ent_decision **out);
void                      ent_decision_destroy(ent_decision *decision);

/** Under the present rule; under the reformed one, or NULL where nothing is changed. */
const ent_passage *ent_decision_passage(const ent_decision *decision, bool reformed);

/** The members under a rule; borrowed. */
const ent_decided *ent_decision_members(const ent_decision *decision, bool reformed, size_t *count);

/** What is asked of a decision. */
typedef enum ent_decision_view {
    ENT_VIEW_POSITIONS,  /**< member,position,probability_yes,source,...; the last row: passes  */
    ENT_VIEW_RULE,       /**< the criteria, and how likely each is met                          */
    ENT_VIEW_BLOCKING,   /**< who can block, alone or with how many others                      */
    ENT_VIEW_PIVOTAL,    /**< whose vote changes the chance by how much                         */
    ENT_VIEW_TURN,       /**< the fewest changes of position that turn the likeliest outcome    */
    ENT_VIEW_TOGETHER,   /**< members that move together, and what says so                      */
    ENT_VIEW_COHESION,   /**< how often members vote alike                                      */
    ENT_VIEW_ENLARGEMENT /**< what the body could have passed, with each change of its members  */
} ent_decision_view;

/** The rows of a view: of the present rule, then of the reformed one; owned by the caller. */
ENT_MUST_CHECK ent_status ent_decision_table(ent_ctx *ctx, const ent_decision *decision,
                                             ent_decision_view view, ent_table **out);

#endif
