/*
 * together.c - which members move together, and what says so
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/text.h"
#include "model/decide/side.h"

enum { LEAST_JOINT_VETOES = 5 };

/* A side whose groups are being found. */
typedef struct joining {
    ent_ctx        *ctx;
    ent_decision   *decision;
    const ent_past *past;
    ent_side       *side;
} joining;

static size_t
member_count(const joining *j)
{
    return ent_side_rule(j->side)->member_count;
}

static bool
is_permanent(const ent_voting_rule *rule, size_t member)
{
    for (size_t i = 0; i < rule->criterion_count; i++) {
        if (rule->criteria[i].weighed == ENT_WEIGHED_PERMANENT &&
            rule->criteria[i].weights[member] > 0) {
            return true;
        }
    }
    return false;
}

/* The table of two members: of their vetoes where both may cast one, else of their votes. */
static ent_veto_table
table_of(const joining *j, size_t a, size_t b, bool vetoes)
{
    const ent_decided *members = j->side->members;

    return vetoes ? ent_vetoes_of(j->decision->record, members[a].state, members[b].state,
                                  j->decision->day)
                  : ent_past_common_votes(j->past, members[a].state, members[b].state);
}

static const char *
describe_table(joining *j, const ent_veto_table *t, bool vetoes)
{
    return ent_arena_printf(&j->decision->memory,
                            vetoes ? "of %u drafts that somebody vetoed, %d to %d: both %u, one "
                                     "alone %u and %u"
                                   : "of %u roll calls in which both voted, %d to %d: yes of both "
                                     "%u, of one alone %u and %u",
                            (unsigned)(t->both + t->first + t->second + t->neither), t->from, t->to,
                            (unsigned)t->both, (unsigned)t->first, (unsigned)t->second);
}

/* The mean over all pairs of a group. */
static ent_status
correlate(joining *j, ent_moving *m)
{
    const ent_group *g = &m->group;
    double           pairs = 0;

    m->correlation = (ent_tetrachoric){0, 0, 0};
    for (size_t i = 0; i < g->count; i++) {
        for (size_t k = i + 1; k < g->count; k++) {
            bool vetoes = is_permanent(ent_side_rule(j->side), g->members[i]) &&
                          is_permanent(ent_side_rule(j->side), g->members[k]);
            ent_veto_table  t = table_of(j, g->members[i], g->members[k], vetoes);
            ent_tetrachoric c = ent_tetrachoric_of(&t);

            if (isnan(c.value)) {
                return ent_fail(j->ctx, ENT_E_NOTFOUND,
                                "the record does not tell how far '%.60s' and '%.60s' move "
                                "together: give their correlation in the motion",
                                j->side->members[g->members[i]].member,
                                j->side->members[g->members[k]].member);
            }
            m->basis = describe_table(j, &t, vetoes);
            m->correlation.value += c.value;
            m->correlation.lo += c.lo;
            m->correlation.hi += c.hi;
            pairs++;
        }
    }
    m->correlation.value /= pairs;
    m->correlation.lo /= pairs;
    m->correlation.hi /= pairs;
    if (pairs > 1 && m->basis != NULL) {
        m->basis = ent_arena_printf(&j->decision->memory, "mean of %u pairs; the last: %s",
                                    (unsigned)pairs, m->basis);
    }
    return m->basis != NULL ? ENT_OK : ent_fail_nomem(j->ctx);
}

static ent_status
new_group(joining *j, ent_moving **out)
{
    ent_moving *m = &j->side->moving[j->side->moving_count];

    *m = (ent_moving){.basis = NULL}; /* the place of one that came to nothing */
    m->group.members =
        ent_arena_alloc(&j->decision->memory, member_count(j), sizeof *m->group.members);
    *out = m;
    return m->group.members != NULL ? ENT_OK : ent_fail_nomem(j->ctx);
}

/* A group of the motion; members that are not in this rule fall away. */
static ent_status
add_stated(joining *j, const ent_together *together)
{
    ent_moving *m;
    ent_status  status = new_group(j, &m);

    for (size_t i = 0; i < together->count && status == ENT_OK; i++) {
        for (size_t k = 0; k < member_count(j); k++) {
            if (strcmp(j->side->members[k].member, together->members[i]) == 0) {
                m->group.members[m->group.count++] = k;
            }
        }
    }
    if (status != ENT_OK || m->group.count < 2) {
        return status;
    }
    j->side->moving_count++;
    if (isnan(together->correlation)) {
        return correlate(j, m);
    }
    m->correlation = (ent_tetrachoric){together->correlation, (double)NAN, (double)NAN};
    m->basis = "stated in the motion";
    return ENT_OK;
}

static bool
veto_together(const joining *j, size_t a, size_t b)
{
    ent_veto_table t = table_of(j, a, b, true);

    return t.both >= LEAST_JOINT_VETOES && ent_tetrachoric_of(&t).lo > 0;
}

static bool
is_taken(const joining *j, size_t member)
{
    for (size_t i = 0; i < j->side->moving_count; i++) {
        for (size_t k = 0; k < j->side->moving[i].group.count; k++) {
            if (j->side->moving[i].group.members[k] == member) {
                return true;
            }
        }
    }
    return false;
}

/* The permanent members that veto together with a first one, with those, and so on. */
static ent_status
add_vetoers(joining *j, size_t first)
{
    const ent_voting_rule *rule = ent_side_rule(j->side);
    bool                   in[ENT_VOTING_MOST_MEMBERS] = {false};
    ent_moving            *m;
    ent_status             status = new_group(j, &m);

    if (status != ENT_OK) {
        return status;
    }
    in[first] = true;
    m->group.members[m->group.count++] = first;
    for (size_t i = 0; i < m->group.count; i++) {
        for (size_t k = first + 1; k < rule->member_count; k++) {
            if (!in[k] && is_permanent(rule, k) && !is_taken(j, k) &&
                veto_together(j, m->group.members[i], k)) {
                in[k] = true;
                m->group.members[m->group.count++] = k;
            }
        }
    }
    if (m->group.count < 2) {
        return ENT_OK;
    }
    j->side->moving_count++;
    return correlate(j, m);
}

/* Where all members of a group but one are certain, nothing moves together. */
static void
see_what_is_uncertain(joining *j)
{
    for (size_t i = 0; i < j->side->moving_count; i++) {
        const ent_group *g = &j->side->moving[i].group;
        size_t           uncertain = 0;

        for (size_t k = 0; k < g->count; k++) {
            const ent_decided *member = &j->side->members[g->members[k]];

            uncertain += member->chance[member->stance] < 1;
        }
        j->side->simulated = j->side->simulated || uncertain > 1;
        j->side->moving[i].group.correlation = j->side->moving[i].correlation.value;
    }
}

ent_status
ent_side_join(ent_ctx *ctx, ent_decision *d, const ent_past *past, ent_side *side)
{
    const ent_motion      *motion = past->motion;
    const ent_voting_rule *rule = ent_side_rule(side);
    joining                j = {ctx, d, past, side};
    size_t                 most = motion->together_count + rule->member_count;
    ent_status             status = ENT_OK;

    side->moving = ent_arena_alloc(&d->memory, most, sizeof *side->moving);
    if (side->moving == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < motion->together_count && status == ENT_OK; i++) {
        status = add_stated(&j, &motion->together[i]);
    }
    for (size_t i = 0; i < rule->member_count && status == ENT_OK; i++) {
        if (is_permanent(rule, i) && !is_taken(&j, i)) {
            status = add_vetoers(&j, i);
        }
    }
    see_what_is_uncertain(&j);
    return status;
}
