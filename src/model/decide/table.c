/*
 * table.c - a decision as tables
 *
 *   1. positions     2. the rule     3. who can block     4. who is pivotal
 *   5. the smallest change     6. members that move together     7. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"
#include "model/decide/side.h"

static const char *const STANCES[ENT_STANCES] = {"no", "abstain", "yes"};

/* A table that is being filled with the rows of a side. */
typedef struct filling {
    ent_ctx            *ctx;
    const ent_decision *decision;
    const ent_side     *side;
    ent_table          *table;
} filling;

static size_t
count_of(const filling *f)
{
    return ent_side_rule(f->side)->member_count;
}

static void
add_rule(filling *f, size_t column)
{
    ent_table_text(f->table, column, f->side->passage.rule);
}

/* 1. positions */

enum {
    MEMBER,
    POSITION,
    PROBABILITY_YES,
    SOURCE,
    PROBABILITY_ABSTAIN,
    PROBABILITY_NO,
    BASIS,
    LO,
    HI,
    SE,
    PAST,
    PAST_CALLS,
    RULE,
    POSITION_COLUMNS
};

static const ent_column POSITION_COLUMN[] = {{"member", ENT_COLUMN_TEXT},
                                             {"position", ENT_COLUMN_TEXT},
                                             {"probability_yes", ENT_COLUMN_NUMBER},
                                             {"source", ENT_COLUMN_TEXT},
                                             {"probability_abstain", ENT_COLUMN_NUMBER},
                                             {"probability_no", ENT_COLUMN_NUMBER},
                                             {"basis", ENT_COLUMN_TEXT},
                                             {"lo", ENT_COLUMN_NUMBER},
                                             {"hi", ENT_COLUMN_NUMBER},
                                             {"se", ENT_COLUMN_NUMBER},
                                             {"past", ENT_COLUMN_NUMBER},
                                             {"past_roll_calls", ENT_COLUMN_INTEGER},
                                             {"rule", ENT_COLUMN_TEXT}};

static void
add_silent(filling *f)
{
    for (size_t i = 0; i < f->decision->may_not_vote_count; i++) {
        ent_table_row(f->table);
        ent_table_text(f->table, MEMBER, f->decision->may_not_vote[i]);
        ent_table_text(f->table, POSITION, "no vote");
        ent_table_text(f->table, SOURCE, "given");
        ent_table_text(f->table, BASIS, "may not vote on the motion");
        add_rule(f, RULE);
    }
}

static ent_status
fill_positions(filling *f)
{
    const ent_passage *v = &f->side->passage;

    for (size_t i = 0; i < count_of(f); i++) {
        const ent_decided *member = &f->side->members[i];

        ent_table_row(f->table);
        ent_table_text(f->table, MEMBER, member->member);
        ent_table_text(f->table, POSITION, STANCES[member->stance]);
        ent_table_number(f->table, PROBABILITY_YES, member->chance[ENT_STANCE_YES]);
        ent_table_text(f->table, SOURCE, ent_evidence_name(member->evidence));
        ent_table_number(f->table, PROBABILITY_ABSTAIN, member->chance[ENT_STANCE_ABSTAIN]);
        ent_table_number(f->table, PROBABILITY_NO, member->chance[ENT_STANCE_NO]);
        ent_table_text(f->table, BASIS, member->basis);
        add_rule(f, RULE);
    }
    add_silent(f);
    ent_table_row(f->table);
    ent_table_text(f->table, MEMBER, "motion");
    ent_table_text(f->table, POSITION, "passes if tabled");
    ent_table_number(f->table, PROBABILITY_YES, v->passes);
    ent_table_text(f->table, SOURCE, v->method);
    ent_table_number(f->table, PROBABILITY_NO, 1 - v->passes);
    ent_table_text(f->table, BASIS,
                   "if it is tabled to a vote: drafts that would fail are often not tabled");
    ent_table_number(f->table, LO, v->lo);
    ent_table_number(f->table, HI, v->hi);
    ent_table_number(f->table, SE, v->se);
    ent_table_number(f->table, PAST, v->past);
    ent_table_integer(f->table, PAST_CALLS, v->past_calls);
    add_rule(f, RULE);
    return ENT_OK;
}

/* 2. the rule */

enum { CLAUSE, CRITERION, QUOTA, TOTAL, ABSTENTION, MET, NOTE, RULE_RULE, RULE_COLUMNS };

static const ent_column RULE_COLUMN[] = {
    {"clause", ENT_COLUMN_INTEGER}, {"criterion", ENT_COLUMN_TEXT},  {"quota", ENT_COLUMN_INTEGER},
    {"total", ENT_COLUMN_INTEGER},  {"abstention", ENT_COLUMN_TEXT}, {"met", ENT_COLUMN_NUMBER},
    {"note", ENT_COLUMN_TEXT},      {"rule", ENT_COLUMN_TEXT}};

/* The chance that one criterion alone is met. */
static ent_status
chance_met(filling *f, size_t criterion, double *out)
{
    ent_voting_rule part = *ent_side_rule(f->side);
    ent_vote_scores scores;
    ent_odds        odds = {0, NULL};
    ent_status      status;

    part.criteria[0] = part.criteria[criterion];
    part.criterion_count = 1;
    status = ent_vote_scores_of(f->ctx, &part, &scores);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_side_odds(f->ctx, f->decision, f->side, &scores, 0, &odds);
    ent_vote_scores_clear(&scores);
    *out = odds.passes;
    return status;
}

static ent_status
fill_rule(filling *f)
{
    static const char *const WORDS[] = {"not a yes", "not a yes", "no objection",
                                        "not counted: the quota is of those voting"};
    const ent_voting_rule   *rule = ent_side_rule(f->side);

    for (size_t i = 0; i < rule->criterion_count; i++) {
        double     met;
        ent_status status = chance_met(f, i, &met);

        if (status != ENT_OK) {
            return status;
        }
        ent_table_row(f->table);
        ent_table_integer(f->table, CLAUSE, rule->criteria[i].clause);
        ent_table_text(f->table, CRITERION, rule->criteria[i].name);
        ent_table_integer(f->table, QUOTA, rule->criteria[i].quota);
        ent_table_integer(f->table, TOTAL, rule->criteria[i].total);
        ent_table_text(f->table, ABSTENTION, WORDS[rule->criteria[i].abstention]);
        ent_table_number(f->table, MET, met);
        ent_table_text(f->table, NOTE, rule->note);
        add_rule(f, RULE_RULE);
    }
    return ENT_OK;
}

/* 3. who can block */

enum { BLOCKER, ALONE, SMALLEST, COALITION, NO_OF_BLOCKER, BLOCKING_RULE, BLOCKING_COLUMNS };

static const ent_column BLOCKING_COLUMN[] = {
    {"member", ENT_COLUMN_TEXT},           {"alone", ENT_COLUMN_BOOLEAN},
    {"smallest", ENT_COLUMN_INTEGER},      {"coalition", ENT_COLUMN_TEXT},
    {"probability_no", ENT_COLUMN_NUMBER}, {"rule", ENT_COLUMN_TEXT}};

static ent_status
add_coalition(filling *f, size_t column, const bool *in)
{
    ent_text   text;
    ent_status status;

    ent_text_init(&text);
    for (size_t i = 0; i < count_of(f); i++) {
        if (in[i]) {
            ent_text_addf(&text, "%s%s", text.length > 0 ? ";" : "", f->side->members[i].member);
        }
    }
    ent_table_text(f->table, column, ent_text_get(&text));
    status = text.failed ? ent_fail_nomem(f->ctx) : ENT_OK;
    ent_text_clear(&text);
    return status;
}

/* With all others for it: the fewest whose no is enough, the likeliest to say it first. */
static ent_status
fill_blocking(filling *f)
{
    ent_stance votes[ENT_VOTING_MOST_MEMBERS];
    int64_t    sums[ENT_VOTING_MOST_CRITERIA];
    ent_status status = ENT_OK;

    for (size_t i = 0; i < count_of(f); i++) {
        votes[i] = ENT_STANCE_YES;
    }
    if (!ent_vote_scores_vote(&f->side->scores, votes, sums)) {
        return ENT_OK; /* not even all together pass anything: there is nothing to block */
    }
    for (size_t i = 0; i < count_of(f) && status == ENT_OK; i++) {
        bool   in[ENT_VOTING_MOST_MEMBERS];
        size_t size = ent_fewest_to_turn(&f->side->scores, votes, f->side->chances, i, in);

        ent_table_row(f->table);
        ent_table_text(f->table, BLOCKER, f->side->members[i].member);
        if (size != ENT_TURN_NEVER) {
            ent_table_boolean(f->table, ALONE, size == 1);
            ent_table_integer(f->table, SMALLEST, (int64_t)size);
            status = add_coalition(f, COALITION, in);
        }
        ent_table_number(f->table, NO_OF_BLOCKER, f->side->members[i].chance[ENT_STANCE_NO]);
        add_rule(f, BLOCKING_RULE);
        if (status == ENT_OK) {
            status = ent_check_cancelled(f->ctx);
        }
    }
    return status;
}

/* 4. who is pivotal */

enum { PIVOT, IF_YES, IF_ABSTAIN, IF_NO, PIVOTAL, PIVOT_POSITION, PIVOT_RULE, PIVOT_COLUMNS };

static const ent_column PIVOT_COLUMN[] = {
    {"member", ENT_COLUMN_TEXT},  {"if_yes", ENT_COLUMN_NUMBER},  {"if_abstain", ENT_COLUMN_NUMBER},
    {"if_no", ENT_COLUMN_NUMBER}, {"pivotal", ENT_COLUMN_NUMBER}, {"position", ENT_COLUMN_TEXT},
    {"rule", ENT_COLUMN_TEXT}};

static ent_status
fill_pivotal(filling *f)
{
    size_t     n = count_of(f);
    ent_odds   odds = {0, ent_alloc(n * ENT_STANCES, sizeof(double))};
    ent_status status = odds.given != NULL ? ENT_OK : ent_fail_nomem(f->ctx);

    if (status == ENT_OK) {
        status = ent_side_odds(f->ctx, f->decision, f->side, &f->side->scores, 0, &odds);
    }
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        const double *given = odds.given + i * ENT_STANCES;

        ent_table_row(f->table);
        ent_table_text(f->table, PIVOT, f->side->members[i].member);
        ent_table_number(f->table, IF_YES, given[ENT_STANCE_YES]);
        ent_table_number(f->table, IF_ABSTAIN, given[ENT_STANCE_ABSTAIN]);
        ent_table_number(f->table, IF_NO, given[ENT_STANCE_NO]);
        ent_table_number(f->table, PIVOTAL, given[ENT_STANCE_YES] - given[ENT_STANCE_NO]);
        ent_table_text(f->table, PIVOT_POSITION, STANCES[f->side->members[i].stance]);
        add_rule(f, PIVOT_RULE);
    }
    ent_free(odds.given);
    return status;
}

/* 5. the smallest change */

enum { TURNED, TURN_FROM, TURN_TO, TURN_CHANCE, OUTCOME, TURN_RULE, TURN_COLUMNS };

static const ent_column TURN_COLUMN[] = {
    {"member", ENT_COLUMN_TEXT},        {"position", ENT_COLUMN_TEXT}, {"change", ENT_COLUMN_TEXT},
    {"probability", ENT_COLUMN_NUMBER}, {"outcome", ENT_COLUMN_TEXT},  {"rule", ENT_COLUMN_TEXT}};

/* An abstention is a smaller change than the other side: it is taken where it turns the vote. */
static void
soften(const filling *f, const ent_stance *votes, bool passed, const bool *turned,
       ent_stance *changed)
{
    int64_t sums[ENT_VOTING_MOST_CRITERIA];

    for (size_t i = 0; i < count_of(f); i++) {
        changed[i] = !turned[i] ? votes[i] : passed ? ENT_STANCE_NO : ENT_STANCE_YES;
    }
    for (size_t i = 0; i < count_of(f); i++) {
        ent_stance far = changed[i];

        if (turned[i] && votes[i] != ENT_STANCE_ABSTAIN) {
            changed[i] = ENT_STANCE_ABSTAIN;
            if (ent_vote_scores_vote(&f->side->scores, changed, sums) == passed) {
                changed[i] = far;
            }
        }
    }
}

static ent_status
fill_turn(filling *f)
{
    ent_stance votes[ENT_VOTING_MOST_MEMBERS], changed[ENT_VOTING_MOST_MEMBERS];
    int64_t    sums[ENT_VOTING_MOST_CRITERIA];
    bool       turned[ENT_VOTING_MOST_MEMBERS], passes;
    size_t     n = count_of(f), fewest;

    for (size_t i = 0; i < n; i++) {
        votes[i] = (ent_stance)f->side->members[i].stance;
    }
    passes = ent_vote_scores_vote(&f->side->scores, votes, sums);
    fewest = ent_fewest_to_turn(&f->side->scores, votes, f->side->chances, n, turned);
    if (fewest == ENT_TURN_NEVER) {
        ent_table_row(f->table);
        ent_table_text(f->table, OUTCOME,
                       passes ? "passes whatever is changed" : "fails whatever is changed");
        add_rule(f, TURN_RULE);
        return ENT_OK;
    }
    soften(f, votes, passes, turned, changed);
    for (size_t i = 0; i < n; i++) {
        if (!turned[i]) {
            continue;
        }
        ent_table_row(f->table);
        ent_table_text(f->table, TURNED, f->side->members[i].member);
        ent_table_text(f->table, TURN_FROM, STANCES[votes[i]]);
        ent_table_text(f->table, TURN_TO, STANCES[changed[i]]);
        ent_table_number(f->table, TURN_CHANCE, f->side->members[i].chance[changed[i]]);
        ent_table_text(f->table, OUTCOME, passes ? "passes, then fails" : "fails, then passes");
        add_rule(f, TURN_RULE);
    }
    return ENT_OK;
}

/* 6. members that move together */

enum {
    MOVING,
    CORRELATION,
    CORRELATION_LO,
    CORRELATION_HI,
    MOVING_BASIS,
    MOVING_RULE,
    MOVING_COLUMNS
};

static const ent_column MOVING_COLUMN[] = {
    {"members", ENT_COLUMN_TEXT}, {"correlation", ENT_COLUMN_NUMBER}, {"lo", ENT_COLUMN_NUMBER},
    {"hi", ENT_COLUMN_NUMBER},    {"basis", ENT_COLUMN_TEXT},         {"rule", ENT_COLUMN_TEXT}};

static ent_status
fill_together(filling *f)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < f->side->moving_count && status == ENT_OK; i++) {
        const ent_moving *m = &f->side->moving[i];
        bool              in[ENT_VOTING_MOST_MEMBERS] = {false};

        for (size_t k = 0; k < m->group.count; k++) {
            in[m->group.members[k]] = true;
        }
        ent_table_row(f->table);
        status = add_coalition(f, MOVING, in);
        ent_table_number(f->table, CORRELATION, m->correlation.value);
        ent_table_number(f->table, CORRELATION_LO, m->correlation.lo);
        ent_table_number(f->table, CORRELATION_HI, m->correlation.hi);
        ent_table_text(f->table, MOVING_BASIS, m->basis);
        add_rule(f, MOVING_RULE);
    }
    return status;
}

/* 7. the whole */

static ent_status
fill_sides(ent_ctx *ctx, const ent_decision *d, ent_status (*fill)(filling *),
           const ent_column *columns, size_t count, ent_table **out)
{
    filling    f = {ctx, d, NULL, NULL};
    ent_status status = ent_table_create(ctx, columns, count, &f.table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < d->side_count && status == ENT_OK; i++) {
        f.side = &d->sides[i];
        status = fill(&f);
    }
    if (status == ENT_OK) {
        status = ent_table_check(ctx, f.table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(f.table);
        return status;
    }
    *out = f.table;
    return ENT_OK;
}

ent_status
ent_decision_table(ent_ctx *ctx, const ent_decision *d, ent_decision_view view, ent_table **out)
{
    switch (view) {
    case ENT_VIEW_RULE:
        return fill_sides(ctx, d, fill_rule, RULE_COLUMN, RULE_COLUMNS, out);
    case ENT_VIEW_BLOCKING:
        return fill_sides(ctx, d, fill_blocking, BLOCKING_COLUMN, BLOCKING_COLUMNS, out);
    case ENT_VIEW_PIVOTAL:
        return fill_sides(ctx, d, fill_pivotal, PIVOT_COLUMN, PIVOT_COLUMNS, out);
    case ENT_VIEW_TURN:
        return fill_sides(ctx, d, fill_turn, TURN_COLUMN, TURN_COLUMNS, out);
    case ENT_VIEW_TOGETHER:
        return fill_sides(ctx, d, fill_together, MOVING_COLUMN, MOVING_COLUMNS, out);
    case ENT_VIEW_COHESION:
        return ent_decision_cohesion(ctx, d, out);
    case ENT_VIEW_ENLARGEMENT:
        return ent_decision_enlargement(ctx, d, out);
    case ENT_VIEW_POSITIONS:
        break;
    }
    return fill_sides(ctx, d, fill_positions, POSITION_COLUMN, POSITION_COLUMNS, out);
}
