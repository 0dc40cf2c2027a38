/*
 * change.c - a rule with members, vetoes, weights and quotas changed
 *
 *   1. names     2. members     3. vetoes, weights, quotas     4. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/text.h"
#include "measure/voting/rule.h"

static const char VETO[] = "veto"; /* a criterion of this name is one */

/* A rule in the making, from another one. */
typedef struct making {
    ent_ctx                 *ctx;
    const ent_record        *record;
    ent_day                  day;
    const ent_voting_rule   *from;
    const ent_voting_change *change;
    ent_arena               *memory;
    ent_voting_rule         *rule;
} making;

/* 1. names */

static bool
is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static ent_status
find_member(ent_ctx *ctx, const ent_voting_rule *rule, const char *name, size_t *out)
{
    const char *nearest;

    for (size_t i = 0; i < rule->member_count; i++) {
        if (strcmp(rule->members[i], name) == 0) {
            *out = i;
            return ENT_OK;
        }
    }
    nearest = ent_nearest_word(name, rule->members, rule->member_count);
    return nearest != NULL
               ? ent_fail(ctx, ENT_E_ARG, "'%.60s' is no member of '%.60s', did you mean '%.60s'?",
                          name, rule->name, nearest)
               : ent_fail(ctx, ENT_E_ARG, "'%.60s' is no member of '%.60s'", name, rule->name);
}

static bool
is_veto(const ent_criterion *criterion)
{
    return strcmp(criterion->name, VETO) == 0;
}

/* 2. members */

static ent_status
check_names(const making *m)
{
    size_t at;

    for (size_t i = 0; i < m->change->drop_count; i++) {
        ent_status status = find_member(m->ctx, m->from, m->change->drop[i], &at);

        if (status != ENT_OK) {
            return status;
        }
    }
    for (size_t i = 0; i < m->change->add_count; i++) {
        const char *name = m->change->add[i];

        if (is_among(name, m->from->members, m->from->member_count) ||
            is_among(name, m->change->add, i)) {
            return ent_fail(m->ctx, ENT_E_ARG, "'%.60s' is a member of '%.60s' already", name,
                            m->from->name);
        }
    }
    return ENT_OK;
}

/* The members that stay in their order, then those that join. */
static ent_status
take_members(making *m)
{
    const ent_voting_change *change = m->change;
    size_t                   most = m->from->member_count + change->add_count;

    if (most > ENT_VOTING_MOST_MEMBERS) {
        return ent_fail(m->ctx, ENT_E_LIMIT, "'%.60s' would have more than %d members",
                        m->from->name, (int)ENT_VOTING_MOST_MEMBERS);
    }
    m->rule->members = ent_arena_alloc(m->memory, most, sizeof *m->rule->members);
    if (m->rule->members == NULL) {
        return ent_fail_nomem(m->ctx);
    }
    for (size_t i = 0; i < most; i++) {
        const char *name = i < m->from->member_count ? m->from->members[i]
                                                     : change->add[i - m->from->member_count];

        if (i < m->from->member_count && is_among(name, change->drop, change->drop_count)) {
            continue;
        }
        name = ent_arena_strdup(m->memory, name);
        if (name == NULL) {
            return ent_fail_nomem(m->ctx);
        }
        m->rule->members[m->rule->member_count++] = name;
    }
    return m->rule->member_count > 0
               ? ENT_OK
               : ent_fail(m->ctx, ENT_E_ARG, "'%.60s' would have no members", m->from->name);
}

static bool
has_weight_set(const making *m, const ent_criterion *criterion, const char *member)
{
    for (size_t i = 0; i < m->change->weight_count; i++) {
        const ent_voting_setting *set = &m->change->weights[i];

        if (strcmp(set->name, member) == 0 &&
            (set->criterion == NULL || strcmp(set->criterion, criterion->name) == 0)) {
            return true;
        }
    }
    return false;
}

static ent_status
weigh_newcomer(const making *m, const ent_criterion *criterion, const char *member, int64_t *out)
{
    ent_state state =
        m->record != NULL ? ent_codes_find(ent_record_codes(m->record), member) : ENT_NO_STATE;
    int year;

    *out = criterion->weighed == ENT_WEIGHED_MEMBERS ? 1 : 0;
    if (criterion->weighed == ENT_WEIGHED_POPULATION && state != ENT_NO_STATE) {
        *out = ent_population_of(m->record, state, m->day, &year);
    }
    if (*out > 0 || criterion->weighed == ENT_WEIGHED_PERMANENT ||
        criterion->weighed == ENT_WEIGHED_FOUNDERS || is_veto(criterion) ||
        has_weight_set(m, criterion, member)) {
        return ENT_OK;
    }
    return ent_fail(m->ctx, ENT_E_NOTFOUND,
                    "nothing tells what '%.60s' weighs in '%.60s' of '%.60s': say it with "
                    "--weight %.60s:%.60s=NUMBER",
                    member, criterion->name, m->from->name, criterion->name, member);
}

static ent_status
take_criteria(making *m)
{
    ent_voting_rule *rule = m->rule;

    for (size_t i = 0; i < m->from->criterion_count; i++) {
        const ent_criterion *from = &m->from->criteria[i];
        ent_criterion       *to;
        ent_status           status = ent_voting_rule_add(m->ctx, m->memory, rule, from->name, &to);
        int64_t             *weights;

        if (status != ENT_OK) {
            return status;
        }
        weights = to->weights;
        *to = *from;
        to->weights = weights;
        to->name = ent_arena_strdup(m->memory, from->name);
        if (to->name == NULL) {
            return ent_fail_nomem(m->ctx);
        }
        for (size_t j = 0; j < rule->member_count && status == ENT_OK; j++) {
            size_t k = 0;

            while (k < m->from->member_count &&
                   strcmp(m->from->members[k], rule->members[j]) != 0) {
                k++;
            }
            if (k < m->from->member_count) {
                weights[j] = from->weights[k];
            } else {
                status = weigh_newcomer(m, from, rule->members[j], &weights[j]);
            }
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

/* 3. vetoes, weights, quotas */

/* Every clause gets a criterion of vetoes, which nobody has yet. */
static ent_status
add_vetoes(making *m)
{
    ent_voting_rule *rule = m->rule;

    for (size_t i = 0, count = rule->criterion_count; i < count; i++) {
        int64_t        clause = rule->criteria[i].clause;
        bool           has = false;
        ent_criterion *veto;
        ent_status     status;

        for (size_t j = 0; j < rule->criterion_count; j++) {
            has = has || (rule->criteria[j].clause == clause && is_veto(&rule->criteria[j]));
        }
        if (has) {
            continue;
        }
        status = ent_voting_rule_add(m->ctx, m->memory, rule, VETO, &veto);
        if (status != ENT_OK) {
            return status;
        }
        veto->clause = clause;
        veto->stated = (ent_quota){ENT_QUOTA_ALL_BUT, 0, 1};
        veto->weighed = ENT_WEIGHED_PERMANENT;
        veto->abstention = ENT_ABSTENTION_YES;
    }
    return ENT_OK;
}

static ent_status
set_vetoes(making *m, const char *const *names, size_t count, int64_t weight)
{
    for (size_t i = 0; i < count; i++) {
        size_t     at = 0;
        bool       had = false;
        ent_status status = find_member(m->ctx, m->rule, names[i], &at);

        if (status != ENT_OK) {
            return status;
        }
        for (size_t j = 0; j < m->rule->criterion_count; j++) {
            if (is_veto(&m->rule->criteria[j])) {
                had = had || m->rule->criteria[j].weights[at] > 0;
                m->rule->criteria[j].weights[at] = weight;
            }
        }
        if (had == (weight > 0)) {
            return ent_fail(m->ctx, ENT_E_ARG, "'%.60s' has %s veto in '%.60s'", names[i],
                            had ? "a" : "no", m->from->name);
        }
    }
    return ENT_OK;
}

static ent_status
set_weights(making *m)
{
    for (size_t i = 0; i < m->change->weight_count; i++) {
        const ent_voting_setting *set = &m->change->weights[i];
        bool                      found = false;
        size_t                    at = 0;
        ent_status                status = find_member(m->ctx, m->rule, set->name, &at);

        for (size_t j = 0; j < m->rule->criterion_count && status == ENT_OK; j++) {
            ent_criterion *criterion = &m->rule->criteria[j];

            if (set->criterion != NULL ? strcmp(set->criterion, criterion->name) == 0
                                       : !is_veto(criterion)) {
                criterion->weights[at] = set->weight;
                found = true;
            }
        }
        if (status == ENT_OK && !found) {
            status = ent_fail(m->ctx, ENT_E_ARG, "'%.60s' is no criterion of '%.60s'",
                              set->criterion != NULL ? set->criterion : "", m->from->name);
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

static ent_status
set_quotas(making *m)
{
    for (size_t i = 0; i < m->change->quota_count; i++) {
        const ent_voting_setting *set = &m->change->quotas[i];
        size_t                    found = 0;

        for (size_t j = 0; j < m->rule->criterion_count; j++) {
            ent_criterion *criterion = &m->rule->criteria[j];

            if (set->name != NULL ? strcmp(set->name, criterion->name) == 0 : !is_veto(criterion)) {
                criterion->stated = set->quota;
                found++;
            }
        }
        if (set->name == NULL && found > 1) {
            return ent_fail(m->ctx, ENT_E_ARG,
                            "'%.60s' has several criteria: say whose quota it is, as in "
                            "--quota %.60s=NUMBER",
                            m->from->name, m->from->criteria[0].name);
        }
        if (found == 0) {
            return ent_fail(m->ctx, ENT_E_ARG, "'%.60s' is no criterion of '%.60s'",
                            set->name != NULL ? set->name : "", m->from->name);
        }
    }
    return ENT_OK;
}

static ent_status
settle(making *m)
{
    for (size_t i = 0; i < m->rule->criterion_count; i++) {
        ent_criterion *criterion = &m->rule->criteria[i];
        const char    *wrong = ent_criterion_settle(criterion, m->rule->member_count);

        if (wrong != NULL) {
            return ent_fail(m->ctx, ENT_E_ARG, "the quota of '%.60s' of '%.60s': %s",
                            criterion->name, m->from->name, wrong);
        }
    }
    return ENT_OK;
}

/* 4. the whole */

static ent_status
make_rule(making *m)
{
    const ent_voting_change *change = m->change;
    ent_status               status = check_names(m);

    if (status == ENT_OK) {
        status = take_members(m);
    }
    if (status == ENT_OK) {
        status = take_criteria(m);
    }
    if (status == ENT_OK && change->veto_count > 0) {
        status = add_vetoes(m);
    }
    if (status == ENT_OK) {
        status = set_vetoes(m, change->veto, change->veto_count, 1);
    }
    if (status == ENT_OK) {
        status = set_vetoes(m, change->no_veto, change->no_veto_count, 0);
    }
    if (status == ENT_OK) {
        status = set_weights(m);
    }
    if (status == ENT_OK) {
        status = set_quotas(m);
    }
    return status == ENT_OK ? settle(m) : status;
}

ent_status
ent_voting_rule_change(ent_ctx *ctx, const ent_record *record, ent_day day,
                       const ent_voting_rule *rule, const ent_voting_change *change,
                       ent_voting_rules *out)
{
    ent_voting_rules rules = {0};
    making           m = {ctx, record, day, rule, change, &rules.memory, NULL};
    ent_status       status = ENT_OK;

    ent_arena_init(&rules.memory);
    m.rule = ent_arena_alloc(&rules.memory, 1, sizeof *m.rule);
    rules.rules = ent_alloc(1, sizeof(ent_voting_rule *));
    if (m.rule == NULL || rules.rules == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        rules.rules[rules.count++] = m.rule;
        m.rule->name = ent_arena_strdup(&rules.memory, rule->name);
        m.rule->note = rule->note != NULL ? ent_arena_strdup(&rules.memory, rule->note) : NULL;
        status = m.rule->name == NULL || (rule->note != NULL && m.rule->note == NULL)
                     ? ent_fail_nomem(ctx)
                     : make_rule(&m);
    }
    if (status != ENT_OK) {
        ent_voting_rules_clear(&rules);
        return status;
    }
    *out = rules;
    return ENT_OK;
}
